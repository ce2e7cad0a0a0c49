"""The network, of which there is one way in and out: a request to an address that a user gave, and its whole answer.

A server is not trusted. It gets no name and password unasked, sends us nowhere else, and has so
many seconds and bytes for its answer, however slowly it drips. One that is busy is asked again
after as long as it says, if that is bearable, and whoever waits is told. Proxies are those of the
environment (`HTTPS_PROXY`): who sets one has named where to go.
"""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

import requests
from requests.auth import AuthBase, HTTPDigestAuth

from kg import __version__
from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SECRET: Final = re.compile(r"\s*https?://[^/?#]*@", re.IGNORECASE)
BUSY: Final = frozenset({429, 502, 503, 504})
MOVED: Final = frozenset({301, 302, 303, 307, 308})
LONGEST_WAIT: Final = 60.0
"""Seconds that a busy server may ask us to wait."""
CONNECTING: Final = 30
"""Seconds to wait for a connection."""
IN_MEMORY: Final = 16 << 20
"""Bytes of an answer that are kept in memory; the rest goes to a temporary file."""
PIECE: Final = 1 << 16
SHOWN: Final = 300
"""Characters, or bytes, of what a server says in an error."""


class Unanswered(Exception):  # noqa: N818 - it is an outcome
    """There is no answer; the text is a sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer may cost.

    Attributes:
        seconds: Until it is whole.
        size: In bytes, unpacked.
        tries: How often it is asked, where it is busy or the connection breaks.
        pause: Seconds before it is asked the second time, if it does not say; then twice as many,
            and so on.
    """

    seconds: float = 600
    size: int = 1 << 30
    tries: int = 4
    pause: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: its status, its headers, and a file of what it said, to be read once."""

    status: int
    headers: Mapping[str, str]
    body: IO[bytes]

    def said(self) -> str:
        """The beginning of what it said, on one line."""
        return (
            " ".join(self.body.read(SHOWN).decode("utf-8", errors="replace").split())
            or "no reason given"
        )


class NoAuth(AuthBase):
    """No name and no password; without it, requests sends those of netrc to whoever asks nothing."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


class Digest(HTTPDigestAuth):
    """A name and a password in the way of Digest."""

    def handle_401(self, r: requests.Response, **settings: object) -> requests.Response:
        """Answer a challenge; requests would first read all that comes with it, however long that is."""
        r._content = r.raw.read(SHOWN)  # noqa: SLF001 - where requests looks first
        return super().handle_401(r, **settings)  # type: ignore[no-any-return,no-untyped-call]  # requests has no types


def check_address(url: str) -> None:
    """Raise ConfigError where an address holds a password, since addresses are shown in messages."""
    if SECRET.match(url):
        raise ConfigError(
            "an address must not hold a name and a password; set KG_USER and KG_PASSWORD, or use netrc"
        )


def new_session() -> requests.Session:
    """A session that gives nobody a name and a password."""
    session = requests.Session()
    session.headers["User-Agent"] = f"kg/{__version__}"
    session.auth = NoAuth()
    return session


def asked(
    session: requests.Session,
    method: str,
    url: str,
    limits: Limits,
    told: Callable[[str], None],
    **parts: object,
) -> Answer:
    """Ask a server; again, after a pause, where it is busy or the connection breaks.

    Args:
        session: From `new_session`.
        method: Of HTTP.
        url: The address, as the user gave it.
        limits: What the answer may cost.
        told: Is told, in a sentence, when we wait.
        parts: As `requests.request` takes them: data, params, headers.

    Raises:
        Unanswered: The server cannot be reached, is busy, has moved, or answers too slowly or with
            too much.
    """
    for turn in range(1, limits.tries + 1):
        pause, is_last = limits.pause * 2 ** (turn - 1), turn == limits.tries
        try:
            answer = within(limits.seconds, lambda: whole(session, method, url, limits, **parts))
        except requests.ConnectionError as error:
            if is_last:
                raise unreachable(url, error) from error
        except TimeoutError as error:
            late = f"{url} gives no whole answer in {limits.seconds:,.0f} seconds; ask for less, or try again later"
            raise Unanswered(late) from error
        except (requests.RequestException, OSError, ValueError) as error:
            raise unreachable(url, error) from error
        else:
            if is_last or answer.status not in BUSY:
                break
            pause = wait(answer.headers.get("Retry-After", ""), pause)
            if pause > LONGEST_WAIT:
                raise Unanswered(
                    f"{url} is busy and asks to wait {pause:,.0f} seconds; try again after that"
                )
            told(f"{url} is busy; asking again in {pause:.0f} seconds")
        time.sleep(pause)
    if answer.status in MOVED:
        raise Unanswered(
            f"{url} has moved to {answer.headers.get('Location', '')[:SHOWN]}; give that address"
        )
    return answer


def unreachable(url: str, error: Exception) -> Unanswered:
    """The outcome of a request that reached nobody."""
    return Unanswered(
        f"{url} cannot be reached ({reason(error)}); check the address, and that it is up"
    )


def whole(
    session: requests.Session, method: str, url: str, limits: Limits, **parts: object
) -> Answer:
    """The whole answer to a request, if it is not too long."""
    timeout = (CONNECTING, limits.seconds)
    with session.request(
        method,
        url,
        timeout=timeout,
        allow_redirects=False,
        stream=True,
        **parts,  # type: ignore[arg-type]
    ) as answer:
        body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever reads it lets it go
        for piece in answer.iter_content(PIECE):
            if body.tell() + len(piece) > limits.size:
                raise Unanswered(
                    f"{url} answers with more than {limits.size:,} bytes; ask for less"
                )
            body.write(piece)
        body.seek(0)
        return Answer(status=answer.status_code, headers=answer.headers, body=body)


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """Do some work in a thread, and wait for it no longer than that; a socket's own limit begins anew with each byte.

    Raises:
        TimeoutError: The time is up; the thread ends with the process, if not before.
    """
    done: Future[Answer] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return done.result(seconds)


def wait(said: str, otherwise: float) -> float:
    """The seconds that a server asks to wait, by a number or a date; our own pause where it asks for none.

    Args:
        said: The header `Retry-After`.
        otherwise: Our own pause, in seconds.

    >>> wait("7", 1), wait("-7", 1), wait("soon", 1), wait("Wed, 21 Oct 2015 07:28:00 GMT", 1)
    (7.0, 1, 1, 1)
    >>> wait("Fri, 31 Dec 9999 23:59:59 GMT", 1) > 3600
    True
    """
    if said.isascii() and said.isdecimal():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
        return max(
            (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), otherwise
        )
    except (ValueError, TypeError, OverflowError):
        return otherwise


def reason(error: Exception) -> str:
    """Why an address cannot be asked: the last of the errors that the libraries wrap into one another.

    >>> reason(OSError("Pool(host='a'): retries exceeded (Caused by Error('port=9: [Errno 111] Connection refused'))"))
    '[Errno 111] Connection refused'
    """
    return str(error).rsplit(": ", 1)[-1].strip("\"'() ")
