"""Which pages of other sites may ask: none, unless the user named them (CORS, the Fetch standard).

An origin is what a page is known by: its scheme, host and port. A page of a named origin may ask
the SPARQL endpoint, and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug import Request, Response

__all__ = ["ANY", "allow_reading", "check_origin", "find_allowed"]

ANY: Final = "*"
"""Stands for all origins."""
_ORIGIN: Final = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII)
_SECONDS: Final = "600"
"""That a browser need not ask again whether it may."""


def check_origin(origin: str) -> str:
    """Return an origin as browsers write it.

    >>> check_origin("HTTPS://Example.org"), check_origin("*")
    ('https://example.org', '*')
    >>> check_origin("https://example.org/a")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: 'https://example.org/a' is no origin; write a scheme, a host and perhaps
    a port, such as https://example.org, or * for all pages
    """
    if origin != ANY and not _ORIGIN.fullmatch(origin.lower()):
        raise ConfigError(
            f"{origin!r} is no origin; write a scheme, a host and perhaps a port, "
            f"such as https://example.org, or {ANY} for all pages"
        )
    return origin.lower()


def find_allowed(request: Request, origins: Collection[str]) -> str | None:
    """Return what a browser is told of who may read an answer; None if no other page may.

    Args:
        request: From a page of another site, or not.
        origins: That the user named.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    if ANY in origins:
        return ANY
    return origin if origin in origins else None


def allow_reading(response: Response, request: Request, allowed: str) -> None:
    """Add to a response what lets a browser give it to the page that asked.

    Args:
        response: To the request.
        request: From that page, or from the browser, which asks first whether the page may ask.
        allowed: From `find_allowed`.
    """
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = allowed
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers.add("Vary", "Origin")
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = headers["Allow"]
        headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        headers["Access-Control-Max-Age"] = _SECONDS
    if "Access-Control-Request-Private-Network" in request.headers:
        headers["Access-Control-Allow-Private-Network"] = "true"
