"""A process that answers queries of a store, one at a time; `kg.serve.workers` starts it.

It runs this file alone, so that it is up at once: nothing here is of `kg`. What comes in is a query
without SERVICE already; but a process that no network is reached from fetches nothing, whatever it
is asked, and one that has died of a query has taken no other query with it.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pyoxigraph import Store

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
"""Of `linux/sched.h` and `linux/prctl.h`."""


class _TooLargeError(Exception):
    """The answer has more bytes than one may."""


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        """Begin with none."""
        super().__init__()
        self.most = most

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - whatever has bytes
        """Take some, or raise _TooLargeError."""
        if self.tell() + len(data) > self.most:
            raise _TooLargeError
        return super().write(data)


def main(descriptor: str, parent: str, store: str, memory: str) -> None:
    """Answer until there is nobody left to ask.

    Args:
        descriptor: Of the connection, which is open already.
        parent: The process that asks.
        store: The folder of the store.
        memory: That this process may take, in bytes.
    """
    _leave_the_network()
    _end_with(int(parent))
    # Ctrl-C is for the parent, which ends this one in good order
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what is asked stays in no file
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))

    # threads that it may start must not be out in the network
    from pyoxigraph import Store  # noqa: PLC0415

    connection, opened = Connection(int(descriptor)), Store.read_only(store)
    while True:
        try:
            asked = json.loads(connection.recv_bytes())
        except EOFError:
            return
        kind, text, data = answer(opened, asked)
        connection.send_bytes(json.dumps([kind, text]).encode())
        connection.send_bytes(data)


def _leave_the_network() -> None:
    """Move this process to a network with nothing in it, where Linux lets it.

    Root has the right; anybody else gets it in a user namespace of one's own, which some systems
    refuse. A process does this before it has a second thread.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET):
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _end_with(parent: int) -> None:
    """End this process when the one that asks has ended, be it killed.

    The system sees to that on Linux, even in the middle of a query. Elsewhere a process sees it
    when it reads the next query, and a query has an end, as `_limit_time` says. It comes after
    `_leave_the_network`, which would undo it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _limit_time(seconds: int) -> None:
    """Let the system end this process when it has worked so many more seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard)
    )


def answer(store: Store, asked: Mapping[str, Any]) -> tuple[str, str, bytes]:
    """Return what there is to say to a query.

    Args:
        store: The store.
        asked: The `query`, with its `prefixes`; the media types for `rows` and `triples`, None
            where none is wanted; the IRIs of its `default` and `named` graphs, None for those of
            the store; the `base` of its IRIs, or None; the `seconds` that it may take, and how many
            bytes the answer may have at `most`.

    Returns:
        "answer", its media type and its bytes; or what went wrong ("syntax", "graph", "type",
        "large" or "store"), what is said of it, and nothing.
    """
    from pyoxigraph import QueryTriples  # noqa: PLC0415 - as above

    _limit_time(asked["seconds"])
    try:
        default, named = _to_graphs(asked["default"]), _to_graphs(asked["named"])
    except ValueError as error:
        return "graph", str(error), b""
    try:
        result = store.query(
            asked["query"],
            base_iri=asked["base"],
            prefixes=asked["prefixes"],
            default_graph=default,
            named_graphs=named,
        )
        kind = "triples" if isinstance(result, QueryTriples) else "rows"
        if asked[kind] is None:
            return "type", kind, b""
        data = _Bounded(asked["most"])
        _write_result(result, asked[kind], asked["prefixes"], data)
    except SyntaxError as error:
        return "syntax", str(error), b""
    except _TooLargeError:
        return "large", "", b""
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        return "store", str(error), b""
    return "answer", asked[kind], data.getvalue()


def _write_result(
    result: Any,  # noqa: ANN401 - whatever a query has
    media_type: str,
    prefixes: dict[str, str],
    data: io.BytesIO,
) -> None:
    """Write an answer; Turtle declares the prefixes, so that a person can read it."""
    from pyoxigraph import (  # noqa: PLC0415 - as above
        QueryResultsFormat,
        QueryTriples,
        RdfFormat,
        serialize,
    )

    if isinstance(result, QueryTriples):
        serialize(result, data, format=RdfFormat.from_media_type(media_type), prefixes=prefixes)
    else:
        result.serialize(data, format=QueryResultsFormat.from_media_type(media_type))


def _to_graphs(iris: list[str] | None) -> list[Any] | None:
    """Return the names of graphs, or None for those of the store; a bad IRI raises ValueError."""
    from pyoxigraph import NamedNode  # noqa: PLC0415 - as above

    return None if iris is None else [NamedNode(iri) for iri in iris]


if __name__ == "__main__":
    main(*sys.argv[1:])
