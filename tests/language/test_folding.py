"""A name is folded in one way, wherever it is typed, kept or compared."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.language.folding import fold_letters, fold_name

PACKAGE = Path(kg.__file__).parent


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Søren Kjær", "soren kjaer", id="Danish"),
        pytest.param("SØREN KJÆR", "soren kjaer", id="Danish in capitals"),
        pytest.param("Łukasz Wałęsa", "lukasz walesa", id="Polish"),
        pytest.param("Đorđe Ćosić", "dorde cosic", id="Serbian"),
        pytest.param("Nguyễn Đức", "nguyen duc", id="Vietnamese"),
        pytest.param("Guðrún Þórsdóttir", "gudrun thorsdottir", id="Icelandic"),
        pytest.param("Jürgen Weiß", "jurgen weiss", id="German"),
        pytest.param("JÜRGEN WEIẞ", "jurgen weiss", id="German in capitals"),
        pytest.param("Işık İnönü", "isik inonu", id="Turkish"),
        pytest.param("Cœur d’Alène", "coeur dalene", id="French"),
        pytest.param("Għaxaq", "ghaxaq", id="Maltese"),
        pytest.param("Jose\u0301 A\u0301lvarez", "jose alvarez", id="accents apart"),
        pytest.param("O'Brien", "obrien", id="an apostrophe"),
        pytest.param("O\u2019Brien", "obrien", id="a curly apostrophe"),
        pytest.param("Hawai\u02bbi", "hawaii", id="an ʻokina"),
        pytest.param("Kim Jong-un", "kim jong un", id="a hyphen"),
        pytest.param("U.S.", "us", id="full stops"),
        pytest.param("J. R. Lee", "j r lee", id="initials"),
        pytest.param("AT&T", "at t", id="a sign"),
        pytest.param("ﬁnance ５０", "finance 50", id="forms of letters and digits"),
        pytest.param("Владимир", "владимир", id="another script"),
        pytest.param("  Ann \n Lee ", "ann lee", id="spaces"),
        pytest.param("-  !", "- !", id="nothing but marks"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text())
def test_what_is_folded_stays_as_it_is(name: str) -> None:
    assert fold_letters(fold_letters(name)) == fold_letters(name)
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(st.characters(codec="latin-1")))
def test_capitals_fold_as_small_letters_do(name: str) -> None:
    assert fold_name(name.upper()) == fold_name(name.lower())


def test_nobody_else_takes_letters_apart() -> None:
    tokenizer = PACKAGE / "statements" / "tagger" / "pieces.py"  # as its network was trained
    for module in {*PACKAGE.rglob("*.py")} - {tokenizer, PACKAGE / "language" / "folding.py"}:
        calls = [node for node in ast.walk(ast.parse(module.read_text("utf-8")))
                 if isinstance(node, ast.Attribute) and node.attr == "combining"]  # fmt: skip
        assert not calls, f"{module} folds names by itself; take kg.language.folding"
