"""Extractors, formats and questions of other packages, as docs/how-to/add-an-extractor.md has them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-an-extractor.md"
FORMAT = '''
from kg.documents.paragraphs import paragraphs
from kg.model import Document

SUFFIXES = (".log", ".txt")


def read(file):
    """A log is a text."""
    text = file.text()
    yield Document(id=file.name, text=text, paragraphs=tuple(paragraphs(text)), publisher="The Log")
'''
QUESTION = """# Which claims are there? A row for each.
#
# In short: claim

PREFIX schema: <https://schema.org/>
SELECT ?claim { ?content a schema:Claim ; schema:text ?claim } ORDER BY ?claim
"""


TRACED = """
import logging
from kg import Config, extract_documents
logging.basicConfig(level=logging.INFO)
list(extract_documents("posts.txt", Config(extractor="posts")))
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the package of the page, and one with a format and a question, as if installed."""
    blocks = dict(re.findall(r"```(python|toml)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
    site = tmp_path / "site"
    site.mkdir()
    (site / "posts_kg.py").write_text(blocks["python"], encoding="utf-8")
    (site / "logs_kg.py").write_text(FORMAT, encoding="utf-8")
    questions = site / "asked_kg"
    questions.mkdir()
    (questions / "__init__.py").touch()
    for name in ("all-claims", "said-by"):
        (questions / f"{name}.rq").write_text(QUESTION, encoding="utf-8")
    install(site, blocks["toml"])
    install(
        site,
        """
        [project]
        name = "more-kg"
        version = "1.0"
        [project.entry-points."kg.formats"]
        logs = "logs_kg"
        [project.entry-points."kg.questions"]
        asked = "asked_kg"
        [project.entry-points."kg.extractors"]
        broken = "no_such_module:extract"
        forgetful = "builtins:print"
        rules = "posts_kg:extract"
        """,
    )
    (tmp_path / "posts.txt").write_text(
        "@annlee posted: The harbour is shut.\n\n@boek wrote: It rained.\n", encoding="utf-8"
    )
    return site


def install(site: Path, toml: str) -> None:
    """Write of a package what `importlib.metadata` reads of an installed one."""
    project = tomllib.loads(toml)["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def kg(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` where the packages of a folder are installed."""
    path = os.pathsep.join([str(site), str(Path(__file__).parents[1])])
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=site.parent,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_extractor_of_the_page_works_as_printed(site: Path) -> None:
    [command] = re.findall(r"^    kg (extract .*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    done = kg(site, *command.split())
    assert (done.returncode, done.stderr) == (0, "")
    first, *others = json.loads(done.stdout)["statements"]
    assert (first["claim"], first["cue"], first["extractor"]) == (
        "The harbour is shut.",
        [[8, 14]],
        "posts",
    )
    assert {one["extractor"] for one in others} == {"narration"}  # of a line that is no such post
    ntriples = kg(site, *command.split(), "--format", "nq").stdout
    assert '"posts-kg"' in ntriples


@pytest.mark.parametrize(
    ("extractor", "message"),
    [
        (
            "broken",
            "broken of kg.extractors, which more-kg adds, cannot be loaded (ModuleNotFoundError",
        ),
        ("forgetful", "the extractor forgetful gives None; let it return or yield statements"),
        ("post", "unknown extractor 'post'; choose from model, rules, broken, forgetful, posts"),
    ],
)
def test_what_is_wrong_with_an_extractor_is_said(site: Path, extractor: str, message: str) -> None:
    done = kg(site, "extract", "--extractor", extractor, "posts.txt")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_defect_of_an_extractor_is_listed_with_its_place(site: Path) -> None:
    own = (site / "posts_kg.py").read_text("utf-8")
    wrong = own.replace("        yield Statement(", "        len(None)\n        yield Statement(")
    (site / "posts_kg.py").write_text(wrong, encoding="utf-8")
    line = wrong[: wrong.index("len(None)")].count("\n") + 1
    done = kg(site, "extract", "--extractor", "posts", "posts.txt")
    assert done.returncode == 2
    place = f"has no len(), in posts_kg.py, line {line}); mend the extractor posts or leave it out"
    assert place in done.stderr
    traced = subprocess.run(
        [sys.executable, "-c", TRACED],
        cwd=site.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(PAGE.parents[2])])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" in traced.stderr
    assert f'posts_kg.py", line {line}, in extract' in traced.stderr


def test_a_format_and_a_question_are_added_and_ours_stay(site: Path) -> None:
    (site.parent / "a.log").write_text("“It rained,” Ann Lee said.\n", encoding="utf-8")
    (site.parent / "b.txt").write_text("“It snowed,” Ann Lee said.\n", encoding="utf-8")
    done = kg(site, "build", "a.log", "b.txt", "--extractor", "rules", "--json")
    assert (done.returncode, json.loads(done.stdout)["documents"]) == (0, 2), done.stderr
    claims = kg(site, "query", "all-claims", "--format", "csv").stdout.splitlines()
    assert claims == ["claim", "It rained", "It snowed"]
    publishers = kg(site, "query", "publisher", "--format", "csv").stdout
    assert "The Log,1," in publishers  # and not of the text
    ours = kg(site, "query", "said-by", "-p", "name=Ann Lee", "--format", "csv").stdout
    assert len(ours.splitlines()) == 3


def test_a_format_that_cannot_be_loaded_is_said_once_and_blames_no_file(site: Path) -> None:
    toml = """
        [project]
        name = "bad-kg"
        version = "1.0"
        [project.entry-points."kg.formats"]
        notes = "no_such_module"
        """
    install(site, toml)
    done = kg(site, "extract", "--extractor", "rules", "posts.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "notes of kg.formats, which bad-kg adds, cannot be loaded (ModuleNotFound" in done.stderr
    assert "posts.txt" not in done.stderr
