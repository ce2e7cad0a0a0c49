"""What speaks for or against two records being one."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against two records being one.

    Attributes:
        what: In words.
        weight: Log-odds.
        is_open: Whether it stays for a person to decide, whatever else speaks for it.
    """

    what: str
    weight: float
    is_open: bool = False
