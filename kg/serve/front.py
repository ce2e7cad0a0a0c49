"""The front: HTTP by waitress, which needs no thread for each client.

So a client that is slow, or says nothing, holds up nobody. A connection has one request: what a
client sends after it is not read, or answers that nobody fetches could pile up, or hold the
threads.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server

from kg.errors import StoreError
from kg.serve.answers import QUERY_BYTES

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_HEAD_BYTES: Final = 1 << 16
_CONNECTIONS: Final = 256
"""Those that come later wait to be let in."""
_THREADS: Final = 64
"""Requests that are at work; most wait for a process, of which there are fewer, and pages don't."""
_SILENCE: Final = 60
"""Seconds after which a client that neither sends nor reads is given up."""


SETTINGS: Final = {
    "threads": _THREADS,
    "connection_limit": _CONNECTIONS,
    "channel_timeout": _SILENCE,
    "cleanup_interval": _SILENCE // 4,
    "max_request_header_size": _HEAD_BYTES,
    "max_request_body_size": QUERY_BYTES + 1,
    # nothing of what is asked goes to the disk
    "inbuf_overflow": 2 * QUERY_BYTES,
    # nor of what is answered: what is large waits in a place of its own
    "outbuf_overflow": 2 * QUERY_BYTES,
    "ident": None,
}


class _OneRequest(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that is the last of its connection."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, or raise ParsingError, whatever is wrong."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address that is none, a number of 5,000 digits
            raise ParsingError("Bad request") from error
        self.headers["CONNECTION"] = "close"


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """A connection."""

    parser_class = _OneRequest

    def readable(self) -> bool:
        """Tell whether there may be something to read; close a connection that is given up."""
        if self.will_close and not self.requests:
            self.handle_close()  # waitress waits to write for that, which silence may prevent
            return False
        return bool(super().readable())


class Front:
    """A server at 127.0.0.1."""

    def __init__(self, application: WSGIApplication, port: int) -> None:
        """Listen at a port; 0 takes a free one.

        Raises:
            StoreError: The port cannot be used.
        """
        # what is asked is nobody's business
        logging.getLogger("waitress").setLevel(logging.CRITICAL)
        self.sockets: dict[int, object] = {}
        try:
            self.server = create_server(
                application, self.sockets, host="127.0.0.1", port=port, **SETTINGS
            )
        except OSError as error:
            raise StoreError(
                f"port {port} cannot be used ({error.strerror}); give another with --port"
            ) from error
        self.server.channel_class = _Channel
        self.port = int(self.server.effective_port)

    def run(self) -> None:
        """Answer until `stop` is called, from another thread, or an exception interrupts it."""
        wasyncore.loop(timeout=1, map=self.sockets, use_poll=True)

    def stop(self) -> None:
        """Have `run` return."""
        self.server.trigger.pull_trigger(lambda: wasyncore.close_all(self.sockets))

    def close(self) -> None:
        """Close all connections, and end the threads."""
        wasyncore.close_all(self.sockets)
        self.server.task_dispatcher.shutdown(timeout=1)
