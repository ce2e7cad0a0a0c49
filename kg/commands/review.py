"""`kg link --review`: what is proposed, row by row on a terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from kg.commands.say import say

if TYPE_CHECKING:
    from pathlib import Path

    from kg.link.review import Review, Row

_WORDS: Final = {"y": "yes", "n": "no", "s": "skip", "u": "undo", "q": "quit"}


def ask_for_judgements(file: Path, reviewer: str) -> None:
    """Ask about each row that `kg` proposed; what is said is written at once.

    Raises:
        InputError: The file cannot be read or reviewed.
        StoreError: It cannot be written.
    """
    from kg.link.review import begin_review

    review = begin_review(file, reviewer, f"{datetime.now(UTC):%Y-%m-%d}")
    if not review.rows:
        say(f"{file}: nothing to review")
        return

    proposals = sum(row.judgement.is_proposal for row in review.rows)
    say(f"{file}: {len(review.rows)} rows to review, {proposals} of them mere proposals")
    while review.row is not None:
        _show(review.row, f"{review.at + 1} of {len(review.rows)}")
        if not _take_answer(review):
            break
    said = sum(text is not None for text in review.texts)
    say(f"{file}: {said} decided by {reviewer}, {len(review.texts) - said} skipped")


def _show(row: Row, place: str) -> None:
    """Print a row: what is said, and what is known of both sides."""
    judgement = row.judgement
    relation = judgement.predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    say("", f"[{place}] {relation}, {judgement.confidence:.0%} sure: {judgement.reason}")
    for side, iri in zip(row.sides, (judgement.subject, judgement.object), strict=True):
        say(f"  {side.get('label', iri)}")
        for name, text in side.items():
            if name != "label":
                say(f"      {name}: {text}".replace("said_by", "said by", 1))


def _take_answer(review: Review) -> bool:
    """Ask for a word and do what it says; tell whether the review goes on."""
    choice = click.Choice([*_WORDS, *_WORDS.values()], case_sensitive=False)
    prompt = "Is it so? (y)es, (n)o, (s)kip, (u)ndo, (q)uit"
    word = click.prompt(prompt, type=choice, show_choices=False)
    match _WORDS.get(word, word):
        case "yes":
            review.decide(is_so=True)
        case "no":
            review.decide(is_so=False)
        case "skip":
            review.skip()
        case "undo":
            if not review.undo():
                say("there is nothing to undo")
        case _:
            return False
    return True
