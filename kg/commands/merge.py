"""`kg merge`, `kg link` and `kg diff`: graphs side by side."""

from __future__ import annotations

import json
from dataclasses import asdict
from getpass import getuser
from pathlib import Path

import click

from kg.commands.review import ask_for_judgements
from kg.commands.say import put, say, tell
from kg.commands.shared import BASE, PATH, finish, json_option, path_option


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@path_option("-o", "--out", required=True, help="The folder to write.")
@click.option("--base", default=BASE, help="What the IRI of a former blank node begins with.")
@path_option("--judgements", help="What is one, and what is not: SSSOM TSV.")
@path_option("--corrections", help="What people decided on the page: corrections.tsv.")
@click.option(
    "--same-as", is_flag=True, help="Say owl:sameAs of what is one, instead of cs:sameEntityAs."
)
@click.option(
    "--proposed",
    is_flag=True,
    help="Count what kg link only proposes, too: judgements of less than .9 that nobody confirmed.",
)
@json_option()
def merge(
    paths: tuple[str, ...],
    out: Path,
    *,
    base: str,
    judgements: Path | None,
    corrections: Path | None,
    same_as: bool,
    proposed: bool,
    as_json: bool,
) -> None:
    """Merge graphs of any origin into one.

    Writes claims.nq, claims.ttl, claims.html (the page), judged.nq, store/, report.json and
    conflicts.jsonl to a folder.
    Merging the same twice adds nothing.
    The judgements change nothing of the data: delete a line of theirs, merge again, and it is
    undone.

    PATH is an RDF file (.nq .nt .trig .ttl .rdf .jsonld, also .gz), a build, a store, the address
    of a SPARQL endpoint, claim data of another kind (a web page with ClaimReview, a .csv of
    quotations, .sssom.tsv, .ftm.json), a folder of these, or - for RDF from standard input.
    """
    from kg.merge import format_report, merge_graphs

    report = merge_graphs(
        paths, out, base, judgements, corrections=corrections, same_as=same_as, proposed=proposed
    )
    if as_json:
        put((out / "report.json").read_bytes())
    else:
        say(*format_report(report))
    finish(report.problems)


@click.command()
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@json_option("Print a JSON object a line.")
def diff(before: Path, after: Path, *, as_json: bool) -> None:
    """Show what changed between two builds.

    A line for each claim that only BEFORE has (-), only AFTER has (+), or that has other sources
    now (~).
    """
    from kg.merge import compare_builds, format_changes
    from kg.store import read_store

    changes = compare_builds(read_store(before), read_store(after))
    if as_json:
        for change in changes:
            put(json.dumps(asdict(change), ensure_ascii=False) + "\n")
    else:
        for line in format_changes(changes):
            say(line)


@click.command()
@click.argument("paths", nargs=-1, metavar="[BUILD|STORE|FILE]...", type=PATH)
@path_option(
    "-o",
    "--out",
    "file",
    default="judgements.sssom.tsv",
    help="The file of judgements; what stands in it stays.",
)
@click.option(
    "--reconcile",
    metavar="URL",
    help="Ask this service of the Reconciliation API, too.  [default: nobody]",
)
@click.option("--base", default=BASE, help="What the file writes as id:")
@click.option(
    "--proposed",
    is_flag=True,
    help="Write down relations between claims of less than .9, too, for people to decide.",
)
@click.option(
    "--review", is_flag=True, help="Propose nothing: ask about what the file has, a row at a time."
)
@click.option(
    "--reviewer",
    metavar="NAME",
    help="Who says yes or no.  [default: your login]",
)
def link(
    paths: tuple[Path, ...],
    file: Path,
    *,
    reconcile: str | None,
    base: str,
    proposed: bool,
    review: bool,
    reviewer: str | None,
) -> None:
    """Propose who is who across articles, and which claims are the same or contradict each other.

    Writes a table of judgements for people to read and edit, and for kg merge --judgements. Looks
    at out/ if no graph is named. What is at least .9 sure counts; the rest are proposals. Write
    your name under author_label, and the line counts; write Not under predicate_modifier, too, and
    it keeps apart; or delete the line. --review goes through the rows and asks you about each.
    """
    from kg.link import Service, propose_links

    if review:
        ask_for_judgements(file, reviewer or getuser())
        return
    service = None
    if reconcile:
        service = Service(url=reconcile, cache=file.with_suffix(".reconciled.jsonl"), tell=tell)
    places = paths or [Path("out")]
    say(str(propose_links(places, file, base=base, service=service, proposed=proposed)))
