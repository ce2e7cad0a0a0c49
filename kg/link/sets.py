"""Disjoint sets: things that are one."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

T = TypeVar("T")


class DisjointSets(Generic[T]):
    """Sets of things, which grow together (Galler & Fischer 1964).

    >>> sets = DisjointSets()
    >>> for pair in ("ab", "bc", "xy"):
    ...     sets.join(*pair)
    >>> [sorted(members) for members in sets.list_sets()]
    [['a', 'b', 'c'], ['x', 'y']]
    """

    def __init__(self) -> None:
        """Begin with no thing."""
        self._parents: dict[T, T] = {}

    def find_root(self, thing: T) -> T:
        """Return what stands for the set of a thing, which is alone if it was not joined yet."""
        parents = self._parents
        parent = parents.setdefault(thing, thing)
        while parent != thing:
            parents[thing] = thing = parents[parent]
            parent = parents[thing]
        return thing

    def join(self, one: T, other: T) -> None:
        """Make one set of the sets of two things; what stands for the first stands for both."""
        self._parents[self.find_root(other)] = self.find_root(one)

    def list_sets(self) -> list[list[T]]:
        """Return the members of each set."""
        members: dict[T, list[T]] = defaultdict(list)
        for thing in list(self._parents):
            members[self.find_root(thing)].append(thing)
        return list(members.values())
