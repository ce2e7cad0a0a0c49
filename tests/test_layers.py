"""The rules of the house: which part may import what, and how large things may grow."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A stage imports what all share, itself, and the stages before it.
SHARED = (
    "kg.model",
    "kg.errors",
    "kg.config",
    "kg.plugins",
    "kg.disk",
    "kg.language.inference",
)
STAGES = (
    "documents",
    "language",
    "statements",
    "resolution",
    "rdf",
    "store",
    "query",
    "link",
    "views",
    "merge",
    "serve",
    "pipeline",
    "build",
    "commands",
    "cli",
)

ALLOWED = {
    "spacy": ("language", "statements", "resolution", "link/deeds"),  # deeds are read off a parse
    "rdflib": ("rdf", "store", "query", "views"),
    "pyoxigraph": ("rdf", "store", "query", "serve", "views", "link", "merge"),
    "pyshacl": ("rdf",),
    "requests": ("store/web", "store/client"),
    "waitress": ("serve/front",),
    "werkzeug": ("serve",),
    "networkx": ("views",),
    "pyvis": ("views/html",),
    "jinja2": ("views/html",),
    "dateparser": ("documents/days", "resolution"),
    "onnxruntime": ("language/inference",),
    "click": ("commands", "cli"),
}


def stage(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(module: Path) -> None:
    place = module.relative_to(PACKAGE).with_suffix("").as_posix()
    for name in imports(module):
        rooms = ALLOWED.get(name.split(".")[0])
        assert rooms is None or place.startswith(rooms), f"{place} must not import {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_stage_imports_a_later_one(module: Path) -> None:
    if stage(module) not in STAGES:
        return
    for name in imports(module):
        if name.startswith("kg.") and not name.startswith(SHARED):
            other = name.split(".")[1]
            assert STAGES.index(other) <= STAGES.index(stage(module)), (
                f"{stage(module)} must not import {name}"
            )


def test_the_model_stands_on_the_standard_library_alone() -> None:
    import sys

    for module in (PACKAGE / "model").glob("*.py"):
        for name in imports(module):
            assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("kg.model")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_modules_and_functions_fit_on_a_screen_or_a_few(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    lines = len(source.splitlines())
    assert lines <= 400, f"{module} has {lines} lines: make two modules of it, by what they are for"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            docstring = node.body[0] if ast.get_docstring(node) else None
            words = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
            assert node.end_lineno - node.lineno + 1 - words <= 60, (
                f"{module}:{node.lineno} {node.name} is too long"
            )


def test_every_public_function_says_what_it_does() -> None:
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (
                    f"{module}:{node.lineno} {node.name} has no docstring"
                )
