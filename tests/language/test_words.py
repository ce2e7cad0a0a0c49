"""The tables of words: what stands in them, and what is said of a slip in one."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from kg.errors import ConfigError
from kg.language import spelling, uses, words
from kg.language.tables import check_once, read_table

PACKAGE = Path(words.__file__).parents[1]
TABLES = PACKAGE / "language" / "en"
NAMES = sorted(path.name for path in TABLES.glob("*.tsv"))
GIVEN = {
    name: function
    for name, function in inspect.getmembers(words, callable)
    if not name.startswith("_") and hasattr(function, "cache_clear")
}
"""What other modules can ask for."""
BY_USE = {
    "cue_words": get_args(uses.CueUse),
    "nouns": get_args(uses.NounUse),
    "small_words": get_args(uses.SmallUse),
    "name_words": get_args(uses.NameUse),
}
COLUMNS = {"word": (), "class": ("", "say", "want"), "uses": ("", "clause", "object")}


def lines_of(name: str) -> list[str]:
    return (TABLES / name).read_text("utf-8").split("\n")


def cells_of(name: str, column: str) -> list[str]:
    head, *lines = lines_of(name)[:-1]
    at = head.split("\t").index(column)
    return [(line.split("\t") + [""] * at)[at] for line in lines]


@pytest.mark.parametrize("name", sorted(GIVEN.keys() - BY_USE))
def test_every_table_is_valid(name: str) -> None:
    assert GIVEN[name]()


@pytest.mark.parametrize(("name", "use"), [(name, use) for name in BY_USE for use in BY_USE[name]])
def test_every_use_has_words_and_a_rule_that_asks_for_it(name: str, use: str) -> None:
    assert GIVEN[name](use)
    modules = [*PACKAGE.glob("statements/*.py"), *PACKAGE.glob("resolution/*.py")]
    modules += [PACKAGE / "language" / name for name in ("words.py", "tokens.py", "spelling.py")]
    sources = [path.read_text("utf-8") for path in modules]
    assert any(f'"{use}"' in source for source in sources), f"no rule asks for {use!r}: remove it"


def test_every_table_is_read() -> None:
    source = inspect.getsource(words) + inspect.getsource(spelling)
    assert [name for name in NAMES if f'"{name}"' not in source] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_found_where_the_alphabet_has_it_and_ends_with_its_last_cell(name: str) -> None:
    head, *lines = lines_of(name)
    assert lines.pop() == "", "the last line ends with a line break"
    assert lines == sorted(lines, key=lambda line: line.split("\t")[: head.count("\tpart") + 1])
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("name", ["cues.tsv", "hedges.tsv", "nouns.tsv", "function_words.tsv"])
def test_words_are_in_lower_case(name: str) -> None:
    assert [word for word in cells_of(name, "word") if word != word.lower()] == []


def test_every_class_of_cues_has_words() -> None:
    phrases = {name for listed in words.cue_phrases().values() for _, name in listed}
    assert {*words.cue_classes().values(), *phrases} == words.cue_kinds().keys()


def test_a_phrase_has_a_class() -> None:
    """A cue of several words is looked up for nothing else."""
    assert all(name for phrases in words.cue_phrases().values() for _, name in phrases)


def test_a_verb_that_weakens_says_how_far() -> None:
    weakening = {
        word for use in ("hedge", "passive-hedge", "seeming") for word in words.cue_words(use)
    }
    certainties = dict(
        zip(cells_of("cues.tsv", "word"), cells_of("cues.tsv", "certainty"), strict=True)
    )
    assert weakening == {word for word, certainty in certainties.items() if certainty}


def test_what_is_spelled_out_has_a_full_form() -> None:
    assert words.nouns("spelled-out") <= words.full_nouns().keys()


def test_parties_are_called_as_in_the_table_of_officeholders() -> None:
    held = {row["party"] for row in words.officeholders()}
    assert set(words.parties().values()) <= held


def test_officeholders_are_of_known_countries_or_bodies_that_have_a_name() -> None:
    assert all(row["body"] and row["role"] for row in words.officeholders())


def test_ostensibly_is_a_hedge() -> None:
    assert words.hedges()["ostensibly"] == "possible"


SLIPS = [
    ("a column is missing", "word\tclass\nsay\tsay\n", "line 1: the column 'uses' is missing; add it"),
    ("an unknown value", "word\tclass\tuses\nsay\tsya\n",
     "line 2: the class 'sya' is not known; write one of '', 'say', 'want'"),
    ("an unknown use", "word\tclass\tuses\nsay\tsay\tclause objects\n",
     "line 2: the uses 'objects' is not known; write one of '', 'clause', 'object'"),
    ("no word", "word\tclass\tuses\nsay\tsay\n\nsee\tsay\n",
     "line 3: the word is ''; write a word, without a space before or behind it"),
    ("a space behind a word", "word\tclass\tuses\nsay \tsay\n",
     "line 2: the word is 'say '; write a word, without a space before or behind it"),
    ("a cell too many", "word\tclass\tuses\nsay\tsay\tclause\tobject\n",
     "line 2: there are 4 cells for 3 columns (word, class, uses); write one tab between two cells"),
    ("a word twice", "word\tclass\tuses\nsay\tsay\nsee\tsay\nsay\twant\n",
     "line 4: 'say' stands in kg/language/en/some.tsv, line 2 already; make one row of the two"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "message"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_a_slip_is_an_error_that_says_where_it_is_and_what_to_do(
    tmp_path: Path, table: str, message: str
) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_table(path, COLUMNS, ["word"])
    assert str(raised.value) == f"kg/language/en/some.tsv, {message}"


def test_a_missing_table_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape("en/some.tsv is missing; install kg again")):
        read_table(tmp_path / "some.tsv", COLUMNS, ["word"])


def test_a_word_stands_in_one_table_of_cues_only(tmp_path: Path) -> None:
    here, there = tmp_path / "cues.tsv", tmp_path / "hedges.tsv"
    for path in (here, there):
        path.write_text("word\tpart\narguably\tadverb\n", encoding="utf-8")
    rows = [row for path in (here, there) for row in read_table(path, {"word": ()}, ["word"])]
    with pytest.raises(ConfigError, match=r"hedges.tsv, line 2: 'arguably' stands in .*cues.tsv"):
        check_once(rows, ["word"])


def test_empty_cells_at_the_end_of_a_row_need_no_tabs(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    path.write_text("word\tclass\tuses\nsay\n", encoding="utf-8")
    [row] = read_table(path, COLUMNS, ["word"])
    assert (row["class"], row["uses"]) == ("", "")


def test_no_table_is_read_before_it_is_asked_for() -> None:
    code = (
        "import kg.statements, kg.resolution\n"
        "from kg.language import words\n"
        "assert not any(f.cache_info().currsize for f in vars(words).values() if hasattr(f, 'cache_info'))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
