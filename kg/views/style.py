"""Read the files that the page is made of: its style sheet, its scripts and its template."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from markupsafe import Markup

__all__ = ["read_style", "read_template"]

_TEMPLATES: Final = Path(__file__).parent / "templates"
_STYLES: Final = ("claims.css", "people.css", "compare.css", "correct.css")
_CHOSEN: Final = ":root[data-theme=dark] {{\n{}}}\n"
_OF_SYSTEM: Final = "@media screen and (prefers-color-scheme: dark) {{ :root:root {{\n{}}} }}\n"
"""When the colours are dark: where the page says so, or where the reader's system does."""


def read_style(*, follows_system: bool = False) -> Markup:
    """Return the style sheet of the page.

    Args:
        follows_system: Whether it is for pages without a script, which cannot switch colours.
    """
    dark = (_OF_SYSTEM if follows_system else _CHOSEN).format(read_template("dark.css"))
    sheets = "".join(read_template(name) for name in _STYLES)
    return Markup(dark + sheets)  # noqa: S704 - ours


def read_template(name: str) -> Markup:
    """Return a file of the page, with the line ends that a browser gives it."""
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - ours or vendored
