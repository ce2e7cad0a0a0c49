"""JSON-LD with our context: what it says in vain is named, by its path, with what may be meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.merge.adapters.jsonld import parse_jsonld

if TYPE_CHECKING:
    from pathlib import Path

OURS = "https://w3id.org/claim-source/context.jsonld"
VALUES = "it may be Certain, Probable, Possible, Unspecified"
A_NODE = "is no absolute IRI, and here stands a node or the address of one"

LOST = [
    pytest.param({"polarty": "Negated"}, "polarty", "no term of our context; did you mean 'polarity'?", id="a key"),
    pytest.param({"x": 1}, "x", "'x' is no term of our context", id="a key that nothing is near"),
    pytest.param({"States": {"id": "x:c"}}, "States", "did you mean 'states'?", id="another case"),
    pytest.param({"states": {"id": "x:c", "txt": "a"}}, "states.txt", "did you mean 'text'?", id="deeper"),
    pytest.param({"source": [{"id": "x:c"}, {"nam": "a"}]}, "source[1].nam", "did you mean 'name'?", id="in a list"),
    pytest.param({"@graph": [{"cu": "said"}]}, "@graph[0].cu", "did you mean 'cue'?", id="in a graph"),
    pytest.param({"@tpye": "Statement"}, "@tpye", "did you mean '@type'?", id="a keyword"),
    pytest.param({"cs:polarty": "a"}, "cs:polarty", "no term of the vocabulary; did you mean 'cs:polarity'?", id="in our namespace"),
    pytest.param({"type": "Statment"}, "type", "'Statment' is no term of our context; did you mean 'Statement'?", id="a class"),
    pytest.param({"@type": ["Statement", "cs:Statment"]}, "@type", "did you mean 'cs:Statement'?", id="a class with a prefix"),
    pytest.param({"certainty": "Sure"}, "certainty", f"'Sure' is no value of certainty; {VALUES}", id="a value"),
    pytest.param({"certainty": "Direct"}, "certainty", VALUES, id="a value of something else"),
    pytest.param({"polarity": ["Negated", "negated"]}, "polarity", "did you mean 'Negated'?", id="a value in another case"),
    pytest.param({"quotationType": "cs:Indirekt"}, "quotationType", "did you mean 'Indirect'?", id="a value with a prefix"),
    pytest.param({"polarity": True}, "polarity", "'True' is no value of polarity", id="no text"),
    pytest.param({"source": "Ann Lee"}, "source", f"'Ann Lee' {A_NODE}", id="a name where a node stands"),
]  # fmt: skip

KEPT = [
    pytest.param({"id": "x:a", "type": "Statement", "polarity": "Negated"}, id="our terms"),
    pytest.param({"polarity": ["cs:Negated", "https://w3id.org/claim-source#Negated"]}, id="IRIs"),
    pytest.param({"certainty": "https://other.example/Sure", "type": "foaf:Sure"}, id="their IRIs"),
    pytest.param({"https://other.example/x": 1, "foaf:nam": "a", "schema:x": 1}, id="their keys"),
    pytest.param({"source": {"id": "https://other.example/a"}, "about": "x:a"}, id="addresses"),
    pytest.param({"source": "_:ann", "states": None}, id="a blank node, and nothing"),
    pytest.param({"cue": {"@value": "said"}, "@id": "x:a", "@reverse": {}}, id="keywords"),
    pytest.param({"states": {"@context": {"x": "y:x"}, "x": 1}}, id="a context of their own"),
    pytest.param({"states": {"@context": None, "x": 1}}, id="no context"),
    pytest.param({"states": {"@context": "https://schema.org", "x": 1}}, id="one with any term"),
]


@pytest.mark.parametrize(("said", "path", "message"), LOST)
def test_what_says_nothing_is_named(said: dict[str, object], path: str, message: str) -> None:
    problems: list[object] = []
    parse_jsonld({"@context": OURS, **said}, "", "a.jsonld", problems)  # type: ignore[arg-type]  # problems
    [problem] = problems
    assert problem.where == f"a.jsonld: {path}"  # type: ignore[attr-defined]  # a problem
    assert message in problem.message  # type: ignore[attr-defined]  # a problem


@pytest.mark.parametrize("said", KEPT)
def test_what_says_something_is_left_alone(said: dict[str, object]) -> None:
    problems: list[object] = []
    parse_jsonld({"@context": OURS, **said}, "", "a.jsonld", problems)  # type: ignore[arg-type]  # problems
    assert not problems


@pytest.mark.parametrize(
    "context", ["https://schema.org", {"name": "https://schema.org/name"}, [OURS, {"x": "y:x"}]]
)
def test_keys_of_other_contexts_are_theirs(context: object) -> None:
    problems: list[object] = []
    parse_jsonld({"@context": context, "name": "a", "x": 1}, "", "a.jsonld", problems)  # type: ignore[arg-type]  # problems
    assert not problems


def test_a_relative_address_of_a_page_is_one() -> None:
    problems: list[object] = []
    said = {"@context": OURS, "id": "x:a", "url": "/a"}
    [quad] = parse_jsonld(said, "https://news.example/b", "a.html", problems)  # type: ignore[arg-type]  # problems
    assert (str(quad.object), problems) == ("<https://news.example/a>", [])


def test_of_many_the_first_are_listed_and_the_others_counted() -> None:
    problems: list[object] = []
    parse_jsonld({"@context": OURS, "@graph": [{"x": 1}] * 25}, "", "a.jsonld", problems)  # type: ignore[arg-type]  # problems
    assert len(problems) == 21
    assert str(problems[-1]) == "a.jsonld: 5 more keys and values say nothing in our context"


@pytest.mark.parametrize("command", ["merge", "check"])
@pytest.mark.parametrize("name", ["mine.jsonld", "mine.json"])
def test_both_commands_say_so_and_fail(tmp_path: Path, command: str, name: str) -> None:
    path = tmp_path / name
    said = {"@context": OURS, "id": "https://example.org/a", "type": "Statement"}
    path.write_text(json.dumps({**said, "polarty": "Negated"}), encoding="utf-8")
    out = ["-o", str(tmp_path / "out")] if command == "merge" else []
    done = CliRunner().invoke(commands, [command, str(path), *out])
    assert done.exit_code == 1
    assert "polarty: 'polarty' is no term of our context; did you mean 'polarity'?" in done.output
