"""Name the outlet of an article: its publisher, or else the host of its address."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

__all__ = ["outlet_name"]

_UNNAMED: Final = "unnamed publication"
"""What the graph calls a publisher that nobody names."""


def outlet_name(publisher: str | None, url: str | None) -> str | None:
    """Return the name of an outlet; None where neither publisher nor address is known.

    Args:
        publisher: As the graph names it.
        url: The address of an article.

    >>> outlet_name("unnamed publication", "https://www.news.example.org/a")
    'news.example.org'
    >>> outlet_name("The Daily", "https://news.example.org/a")
    'The Daily'
    """
    if publisher not in {None, _UNNAMED}:
        return publisher
    return _host_of(url or "") or publisher


def _host_of(url: str) -> str | None:
    """Return the host of an address of the web, without "www."; None of any other.

    >>> _host_of("mailto:a@example.org"), _host_of("http://[")
    (None, None)
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # it is no address
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return parts.hostname.removeprefix("www.")
