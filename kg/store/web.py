"""The only way to the network: a request to an address that a user gave, and its whole answer.

A server is not trusted. It gets a name and a password only if it asks for them, it cannot send us
elsewhere, and its answer has a limit of seconds and bytes, however slowly it comes. A busy server
is asked again after the time that it names, if that is bearable, and the user is told. Proxies are
those of the environment (`HTTPS_PROXY`): whoever sets one has named where to go.
"""

from __future__ import annotations

import os
import re
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth

from kg import __version__
from kg.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Answer", "Limits", "Server", "check_url", "is_url"]

_PASSWORD: Final = re.compile(r"\s*https?://[^/?#]*@", re.IGNORECASE)
_OK: Final = range(200, 300)
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_UNAUTHORIZED: Final = 401
_BUSY: Final = frozenset({429, 502, 503, 504})
_LONGEST_WAIT: Final = 60.0
"""Seconds that a busy server may ask us to wait."""
_CONNECTING: Final = 30
"""Seconds to wait for a connection."""
_IN_MEMORY: Final = 16 << 20
"""Bytes of an answer that are kept in memory; the rest goes to a temporary file."""
_PIECE: Final = 1 << 16
_SHOWN: Final = 300
"""Characters, or bytes, of what a server says in an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer may cost.

    Attributes:
        seconds: Until it is whole.
        size: In bytes, unpacked.
        tries: How often it is asked, where it is busy or the connection breaks.
        pause: Seconds before the second try, if the server names none; twice as many before the
            third, and so on.
    """

    seconds: float = 600
    size: int = 1 << 30
    tries: int = 4
    pause: float = 0.5


_USUAL_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: its status, its headers, and the body as a file, to be read once."""

    status: int
    headers: Mapping[str, str]
    body: IO[bytes]

    @property
    def is_ok(self) -> bool:
        """Whether the status says that all went well."""
        return self.status in _OK

    @property
    def refusal(self) -> str:
        """The status and the beginning of what the server said, for a message on one line."""
        text = self.body.read(_SHOWN).decode("utf-8", errors="replace")
        return f"status {self.status}: {' '.join(text.split()) or 'no reason given'}"


class _NoAuth(AuthBase):
    """No name and no password; without it, requests sends those of netrc to any server."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


class _BoundedDigestAuth(HTTPDigestAuth):
    """Digest authentication that reads only the beginning of what comes with a challenge."""

    def handle_401(self, r: requests.Response, **settings: object) -> requests.Response:
        """Answer a challenge; requests would first read all of its text, however long."""
        r._content = r.raw.read(_SHOWN)  # noqa: SLF001 - where requests looks first
        handle = super().handle_401
        return handle(r, **settings)  # type: ignore[no-any-return,no-untyped-call]


def check_url(url: str) -> str:
    """Return the address of a server, which begins with a scheme.

    >>> check_url("localhost:7878")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: 'localhost:7878' is no address, for it has no http:// or https://; write
    http://localhost:7878/store, or whatever path the server has
    """
    if is_url(url):
        return url
    host, slash, path = url.partition("/")
    whole = f"http://{host}/{path}" if slash else f"http://{host}/store"
    raise ConfigError(
        f"{url!r} is no address, for it has no http:// or https://; "
        f"write {whole}, or whatever path the server has"
    )


def is_url(name: str) -> bool:
    """Tell whether a name is the address of a server.

    >>> is_url("https://example.org/sparql"), is_url("out")
    (True, False)
    """
    return name.lower().startswith(("http://", "https://"))


def _new_session() -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"kg/{__version__}"
    session.auth = _NoAuth()
    return session


@dataclass(frozen=True, slots=True)
class Server:
    """A server at an address that the user gave.

    Attributes:
        url: The address; each kind of request has its own, and none is derived from another.
        tell: Is told, in a sentence, when the server has us wait.

    >>> Server("https://ann:secret@example.org/sparql")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: an address must not hold a name and a password; set KG_USER and
    KG_PASSWORD, or use netrc
    """

    url: str
    tell: Callable[[str], None] | None = field(default=None, repr=False, compare=False)
    _session: requests.Session = field(default_factory=_new_session, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address with a password, since addresses are shown in messages."""
        if _PASSWORD.match(self.url):
            raise ConfigError(
                "an address must not hold a name and a password; "
                "set KG_USER and KG_PASSWORD, or use netrc"
            )

    def __str__(self) -> str:
        return self.url

    def send(self, method: str, limits: Limits = _USUAL_LIMITS, **parts: object) -> Answer:
        """Send a request, and once more with a name and a password if the server asks for them.

        Those are of the environment (`KG_USER`, `KG_PASSWORD`) or of netrc; they are in no message.

        Args:
            method: Of HTTP.
            limits: What the answer may cost.
            parts: As `requests.request` takes them: data, params, headers.

        Raises:
            StoreError: The server cannot be reached, is busy, has moved, refuses the password, or
                answers too slowly or with too much.
        """
        answer = self._send_patiently(method, limits, **parts)
        if answer.status == _UNAUTHORIZED and isinstance(self._session.auth, _NoAuth):
            self._session.auth = _find_credentials(self.url, answer)
            answer = self._send_patiently(method, limits, **parts)

        if answer.status == _UNAUTHORIZED:
            raise StoreError(
                f"{self.url} refuses the name and password; check KG_USER and KG_PASSWORD, or netrc"
            )
        if answer.status in _MOVED:
            place = answer.headers.get("Location", "")[:_SHOWN]
            raise StoreError(f"{self.url} has moved to {place}; give that address")
        return answer

    def _send_patiently(self, method: str, limits: Limits, **parts: object) -> Answer:
        """Ask again, after a pause, where the server is busy or the connection breaks."""
        pause = limits.pause
        for _ in range(limits.tries - 1):
            wait = pause
            try:
                answer = self._send_in_time(method, limits, **parts)
            except requests.ConnectionError:
                pass  # the last try says why
            else:
                if answer.status not in _BUSY:
                    return answer
                wait = _seconds_to_wait(answer.headers.get("Retry-After", ""), pause)
                if wait > _LONGEST_WAIT:
                    raise StoreError(
                        f"{self.url} is busy and asks to wait {wait:,.0f} seconds; "
                        "try again after that"
                    )
                if self.tell:
                    self.tell(f"{self.url} is busy; asking again in {wait:.0f} seconds")
            time.sleep(wait)
            pause *= 2

        try:
            return self._send_in_time(method, limits, **parts)
        except requests.ConnectionError as error:
            raise _unreachable(self.url, error) from error

    def _send_in_time(self, method: str, limits: Limits, **parts: object) -> Answer:
        """Send once, in a thread, since a socket's own limit begins anew with each byte.

        The thread ends with the process, if not before.
        """
        done: Future[Answer] = Future()

        def run() -> None:
            try:
                done.set_result(self._send_once(method, limits, **parts))
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                done.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return done.result(limits.seconds)
        except requests.ConnectionError:
            raise  # it may be worth another try
        except TimeoutError as error:
            raise StoreError(
                f"{self.url} gives no whole answer in {limits.seconds:,.0f} seconds; "
                "ask for less, or try again later"
            ) from error
        except (requests.RequestException, OSError, ValueError) as error:
            raise _unreachable(self.url, error) from error

    def _send_once(self, method: str, limits: Limits, **parts: object) -> Answer:
        """Send, and read the whole answer, if it is not too long."""
        with self._session.request(
            method,
            self.url,
            timeout=(_CONNECTING, limits.seconds),
            allow_redirects=False,
            stream=True,
            **parts,  # type: ignore[arg-type]
        ) as answer:
            body = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever reads it lets it go
            for piece in answer.iter_content(_PIECE):
                if body.tell() + len(piece) > limits.size:
                    raise StoreError(
                        f"{self.url} answers with more than {limits.size:,} bytes; ask for less"
                    )
                body.write(piece)
            body.seek(0)
            return Answer(status=answer.status_code, headers=answer.headers, body=body)


def _find_credentials(url: str, answer: Answer) -> AuthBase:
    """Return the user's name and password, in the way that the server asks for them."""
    name, password = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    found = (name, password) if name and password else get_netrc_auth(url)
    if found is None:
        raise StoreError(
            f"{url} asks for a name and password; set KG_USER and KG_PASSWORD, or use netrc"
        )
    way = answer.headers.get("WWW-Authenticate", "").lower()
    return _BoundedDigestAuth(*found) if way.startswith("digest") else HTTPBasicAuth(*found)


def _seconds_to_wait(asked: str, otherwise: float) -> float:
    """Return the seconds that a server asks to wait, by a number or a date.

    Args:
        asked: The header `Retry-After`.
        otherwise: Our own pause, in seconds.

    >>> _seconds_to_wait("7", 1), _seconds_to_wait("soon", 1)
    (7.0, 1)
    >>> _seconds_to_wait("Fri, 31 Dec 9999 23:59:59 GMT", 1) > 3600
    True
    """
    if asked.isascii() and asked.isdecimal():
        return float(asked)
    try:
        then = parsedate_to_datetime(asked)
        then = then.replace(tzinfo=then.tzinfo or UTC)
        return max((then - datetime.now(UTC)).total_seconds(), otherwise)
    except (ValueError, TypeError, OverflowError):
        return otherwise


def _unreachable(url: str, error: Exception) -> StoreError:
    """Say why an address cannot be asked: the last of the errors that libraries wrap in others."""
    reason = str(error).rsplit(": ", 1)[-1].strip("\"'() ")
    return StoreError(f"{url} cannot be reached ({reason}); check the address, and that it is up")
