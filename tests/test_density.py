"""How dense the package is, and how much of it shows: limits that only ever go down.

A decision is what a reader has to hold in mind: an `if`, a loop, an `except`, an `and`, a comprehension and each of its
conditions. Dense code has many of them in few lines. The figures are those reached; who does better lowers the limit.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE: Final = Path(__file__).parents[1] / "kg"
DECISIONS: Final = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
    ast.AsyncFor,
    ast.Assert,
)
COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
WITH_DOCSTRING: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

ASKED_OF_FORMATS: Final = {"SUFFIXES", "read", "record_ends"}
"""What `kg.documents` asks every module of its folder of formats for, by these names."""

Defined: TypeAlias = tuple[str, str]
"""A module, and a name that it defines."""


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def nodes() -> Iterator[ast.AST]:
    for tree in trees().values():
        yield from ast.walk(tree)


def count_decisions() -> int:
    count = 0
    for node in nodes():
        count += isinstance(node, DECISIONS)
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        if isinstance(node, ast.comprehension):
            count += len(node.ifs)
    return count


def count_nested() -> int:
    """Comprehensions with another one inside."""
    count = 0
    for node in nodes():
        if isinstance(node, COMPREHENSIONS):
            inner = [one for one in ast.walk(node) if one is not node]
            count += any(isinstance(one, COMPREHENSIONS) for one in inner)
    return count


def docstring_lines(tree: ast.Module) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            assert docstring.end_lineno is not None
            found.update(range(docstring.lineno, docstring.end_lineno + 1))
    return found


def count_code_lines() -> int:
    """Lines that are not blank, not a comment alone, and not of a docstring."""
    count = 0
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        docstrings = docstring_lines(ast.parse(source))
        for number, line in enumerate(source.split("\n"), 1):
            is_code = line.strip() and not line.strip().startswith("#")
            count += bool(is_code) and number not in docstrings
    return count


def count_wide_lines() -> int:
    count = 0
    for path in PACKAGE.rglob("*.py"):
        count += sum(len(line) > 100 for line in path.read_text(encoding="utf-8").split("\n"))
    return count


def defined(module: str, tree: ast.Module) -> Iterator[Defined]:
    """The public functions, classes and constants of a module."""
    for node in tree.body:
        names = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        elif isinstance(node, ast.Assign) and not is_type_variable(node.value):
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        yield from ((module, name) for name in names if not name.startswith("_"))


def is_type_variable(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "TypeVar"
    )


def used(tree: ast.Module) -> Iterator[Defined]:
    """What a module takes from others: by `from … import`, or as an attribute of a module so imported."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in trees():
                    modules[alias.asname or alias.name] = whole
                else:
                    yield node.module, alias.name
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
        ):
            yield modules[node.value.id], node.attr


def unused_public_names() -> list[Defined]:
    """Public names that no other module uses, that no room lists, and that no format has to have."""
    wanted = {one for tree in trees().values() for one in used(tree)}
    found = []
    for module, name in public_names():
        is_of_format = module.startswith("kg.documents.formats.") and name in ASKED_OF_FORMATS
        is_listed = name == "__all__" or name in listed(module)
        if (module, name) not in wanted and not is_of_format and not is_listed:
            found.append((module, name))
    return found


def public_names() -> list[Defined]:
    return [one for module, tree in trees().items() for one in defined(module, tree)]


def listed(module: str) -> set[str]:
    """The `__all__` of a module."""
    found: set[str] = set()
    for node in trees()[module].body:
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets
        ):
            found.update(ast.literal_eval(node.value))
    return found


LIMITS: Final = {
    count_decisions: 6816,
    count_code_lines: 25_298,
    count_nested: 4,
    count_wide_lines: 0,
}


@pytest.mark.parametrize("count", LIMITS, ids=lambda count: count.__name__)
def test_the_package_is_no_denser_than_it_was(count: Callable[[], int]) -> None:
    assert count() <= LIMITS[count]


def test_few_decisions_stand_in_ten_lines() -> None:
    assert 10 * count_decisions() / count_code_lines() <= 2.7


def test_few_modules_stand_at_the_top() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 8


def test_most_public_names_have_a_user_in_another_module() -> None:
    assert len(unused_public_names()) <= 0.1 * len(public_names())
