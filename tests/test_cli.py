"""The commands as a user runs them: what they print, what they refuse in which words, what they leave behind."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rdflib import Graph

from kg.cli import commands
from kg.rdf import to_nquads
from tests.merge.servers import oxigraph
from tests.query.newsroom import Piece, Said, person, quads_of

ROOT = Path(__file__).parents[1]
SEEDS = str(ROOT / "seeds")
OUTPUTS = ("claims.html", "claims.nq", "claims.ttl")


def kg(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run `kg` in a process of its own, as a shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(
        arguments, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def count_statements(page: Path) -> int:
    """How many statements a page shows; its data is in columns, in a table for each kind of node."""
    data = re.findall('id="data">(.*?)</script>', page.read_text(encoding="utf-8"))
    tables = [table for found in data for table in json.loads(found)["nodes"]]
    return sum(table["rows"] for table in tables if "statement" in str(table["columns"]["type"]))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the seed has been built to `out`."""
    folder = tmp_path_factory.mktemp("built")
    done = kg("build", SEEDS, cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "report.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_build_writes_everything_and_says_what_to_open(built: Path) -> None:
    assert sorted(path.name for path in (built / "out").iterdir()) == [*OUTPUTS, "shards", "store"]
    report = (built / "report.txt").read_text(encoding="utf-8")
    assert "Michael Madden" in report
    assert report.rstrip().endswith("Open out/claims.html in a browser.")


def test_building_again_gives_the_same_bytes(built: Path) -> None:
    before = {name: (built / "out" / name).read_bytes() for name in OUTPUTS}
    assert kg("build", SEEDS, "--quiet", cwd=built).stdout == ""
    assert {name: (built / "out" / name).read_bytes() for name in OUTPUTS} == before


def extracted(*options: str, cwd: Path) -> list[tuple[str | None, float]]:
    """The kinds and confidences of the statements of a text."""
    (cwd / "a.txt").write_text(
        "Ann Lee said it rained. Bo Ek fears that it will snow. The dam broke in May.",
        encoding="utf-8",
    )
    done = kg("extract", "a.txt", *options, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return [
        (found["attribution_type"], found["confidence"])
        for found in json.loads(done.stdout)["statements"]
    ]


def test_kinds_of_attribution_are_chosen_and_narration_stays(tmp_path: Path) -> None:
    assert {kind for kind, _ in extracted(cwd=tmp_path)} == {"assertion", "belief", None}
    assert {kind for kind, _ in extracted("--types", "belief", cwd=tmp_path)} == {"belief", None}


def test_what_is_not_sure_enough_is_left_out(tmp_path: Path) -> None:
    everything = extracted(cwd=tmp_path)
    least = sorted(confidence for _, confidence in everything)[1]
    kept = extracted("--min-confidence", str(least), cwd=tmp_path)
    assert kept == [found for found in everything if found[1] >= least] != everything


def test_other_languages_are_skipped_and_listed(tmp_path: Path) -> None:
    german = (
        "Der Minister sagte am Montag, dass die Regierung das Gesetz nicht zurückziehen werde. " * 3
    )
    (tmp_path / "a.txt").write_text(german, encoding="utf-8")
    (tmp_path / "b.txt").write_text("It rained, Ann Lee said.", encoding="utf-8")
    done = kg("build", "a.txt", "b.txt", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["documents"]) == (1, 1)
    assert done.stderr.splitlines() == [
        "kg: a.txt: skipped: it is in another language (de), and the pipeline reads en",
    ]


def test_a_table_says_by_its_names_what_is_what(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'headline,body\nRain,"It rained, Ann Lee said."\n', encoding="utf-8"
    )
    done = kg(
        "extract", "a.csv", "--column", "text=body", "--column", "title=headline", cwd=tmp_path
    )
    assert (done.returncode, json.loads(done.stdout)["statements"][0]["who"][0]["name"]) == (
        0,
        "Ann Lee",
    )
    assert (
        "--column body is not FIELD=NAME"
        in kg("extract", "a.csv", "--column", "body", cwd=tmp_path).stderr
    )


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    files = []
    for name, text in (
        ("a", "It rained, Ann Lee said."),
        ("b", "Bo Ek said it rained."),
        ("c", "It poured."),
    ):
        files.append(str(tmp_path / f"{name}.txt"))
        Path(files[-1]).write_text(text, encoding="utf-8")
    for order, out in ((files, "one"), (files[::-1], "two")):
        assert kg("build", *order, "-o", out, cwd=tmp_path).returncode == 0
    for name in OUTPUTS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_same_article_twice_is_one_article(built: Path, tmp_path: Path) -> None:
    [seed] = Path(SEEDS).glob("*.txt")  # by its own name, which serves for a headline
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / seed.name).write_bytes(seed.read_bytes())
    done = kg("build", str(tmp_path), "--json", "-o", str(tmp_path / "out"), cwd=tmp_path)
    assert json.loads(done.stdout)["documents"] == 1
    assert (tmp_path / "out" / "claims.nq").read_bytes() == (
        built / "out" / "claims.nq"
    ).read_bytes()


def test_what_did_michael_madden_say(built: Path) -> None:
    done = kg("query", "said-by", "--param", "name=Michael Madden", "--format", "json", cwd=built)
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert [row["passage"]["value"].split()[0] for row in rows] == ["Such", '"The', '"It']


def test_what_did_michael_madden_say_about_kim_jong_un(built: Path) -> None:
    options = ("--param", "name=michael madden", "--param", "about=kim jong un", "--format", "csv")
    done = kg("query", "said-by", *options, cwd=built)
    assert "medical conditions affecting Kim Jong Un" in done.stdout
    assert "special toilet" not in done.stdout


def test_an_empty_answer_says_what_other_kinds_would_give(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee believes that the bridge is unsafe.\n")
    kg("build", "a.txt", cwd=tmp_path)
    any_kind = kg(
        "query", "said-by", "-p", "name=Ann Lee", "-p", "kind=any", "--format", "json", cwd=tmp_path
    )
    count = len(json.loads(any_kind.stdout)["results"]["bindings"])
    empty = kg("query", "said-by", "-p", "name=Ann Lee", cwd=tmp_path)
    given = kg("query", "said-by", "-p", "name=Ann Lee", "-p", "kind=fact", cwd=tmp_path)
    assert (count, empty.stdout, given.stdout, given.stderr) == (1, "no rows\n", "no rows\n", "")
    assert empty.stderr == "of any kind of attribution there would be 1: add -p kind=any\n"


def commands_of(page: str) -> list[str]:
    """The questions of a page that asks what `make demo` has built: indented lines, a remark behind three spaces."""
    lines = re.findall(
        r"^    (kg (?:query|search) .*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE
    )
    commands = [re.split(r"\s{3,}", line)[0] for line in lines]
    return [command for command in commands if "my-graph" not in command]


PRINTED = sorted(
    {
        *commands_of("README.md"),
        *commands_of("docs/how-to/ask-a-question.md"),
        *commands_of("docs/tutorial.md"),
    }
)


@pytest.mark.parametrize("command", PRINTED)
def test_a_question_of_the_documents_finds_something_as_printed(built: Path, command: str) -> None:
    command = command.replace("kg ", f"{sys.executable} -m kg ", 1)
    done = subprocess.run(
        ["sh", "-c", command], cwd=built, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 1


OWN = sorted(
    {
        re.split(r"\s{3,}", line)[0]
        for page in ("README.md", "docs/tutorial.md", "docs/how-to/archive.md")
        for line in re.findall(r"^    (kg .*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        if re.search(r"my-|news/ ", line) and not re.match("kg (serve|push)", line)
    }
)
"""The commands for the reader's own articles, which sorted stand in an order that works."""


def test_the_commands_for_ones_own_articles_do_what_they_say_as_printed(tmp_path: Path) -> None:
    text = "Ann Lee will leave the board in May, Bo Ek said on Monday.\n"
    for folder in ("my-articles", "news"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "board.txt").write_text(text, encoding="utf-8")
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "It rained.",
    }
    (tmp_path / "fact-checks.jsonld").write_text(json.dumps(review), encoding="utf-8")
    assert len(OWN) > 7
    for command in OWN:
        done = subprocess.run(
            ["sh", "-c", command.replace("kg ", f"{sys.executable} -m kg ", 1)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert ">" in command or len(done.stdout.splitlines()) > 1, command
    assert (tmp_path / "statements.jsonl").stat().st_size > 100


def test_the_sparql_of_the_documents_finds_something(built: Path) -> None:
    page = (ROOT / "docs/how-to/ask-a-question.md").read_text("utf-8")
    queries = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert len(queries) == 3
    for query in queries:
        found = kg("query", "-", cwd=built, stdin=query.encode())
        assert found.returncode == 0, found.stderr
        assert found.stdout.endswith("rows\n")
    (built / "who.rq").write_text(queries[2], encoding="utf-8")
    asked = (
        "query",
        "who.rq",
        "-p",
        "name=Kim Jong Un",
        "-p",
        "since=2025-09-04",
        "--format",
        "csv",
    )
    assert kg(*asked, cwd=built).stdout.startswith("who,statements")
    after = kg(*asked[:5], "since=2025-09-05", cwd=built)
    assert after.stdout == "no rows\n"


def test_a_question_is_a_line_a_row_who_claim_article_day(built: Path) -> None:
    asked = ("query", "said-by", "-p", "name=Michael Madden")
    lines = kg(*asked, cwd=built).stdout.splitlines()
    assert lines[0].split() == ["source", "cue", "claim", "sense", "article", "date"]
    assert [line.split()[:2] for line in lines[2:5]] == [["Michael", "Madden"]] * 3
    assert lines[2].endswith("2025-09-04")
    assert max(map(len, lines)) <= 100
    assert lines[5:] == ["", "3 rows"]
    some = kg(*asked, "--limit", "2", cwd=built).stdout.splitlines()
    assert some[0].split() == ["source", "cue", "claim", "article", "date"]  # neither is unsure
    assert (len(some), some[4:]) == (6, ["", "the first 2 of 3 rows"])
    wide = kg(*asked, "--wide", cwd=built).stdout
    assert "medical conditions affecting Kim Jong Un. This can include hair" in " ".join(
        wide.split()
    )
    assert wide.endswith("\n3 rows\n")
    listed = kg(*asked, "--limit", "1", "--format", "csv", cwd=built).stdout
    assert len(list(csv.reader(StringIO(listed)))) == 2


def test_the_sparql_of_a_question_can_be_taken_elsewhere(built: Path) -> None:
    asked = ("query", "said-by", "-p", "name=michael madden", "-p", "about=Kim Jong Un")
    printed = kg(*asked, "--print", cwd=built).stdout
    assert 'VALUES ?name { "Michael Madden" }' in printed
    assert "?since" not in printed
    graph = Graph().parse(built / "out" / "claims.ttl")
    assert len(list(graph.query(printed))) == 2
    again = kg("query", "-", "--format", "csv", cwd=built, stdin=printed.encode())
    assert again.stdout == kg(*asked, "--format", "csv", cwd=built).stdout


def test_ones_own_sparql_is_printed_with_its_prefixes_and_needs_no_graph(tmp_path: Path) -> None:
    own = "SELECT ?s { ?s a cs:Statement ; schema:text ?text }\n"
    (tmp_path / "own.rq").write_text(own, encoding="utf-8")
    prefixes = "PREFIX cs: <https://w3id.org/claim-source#>\nPREFIX schema: <https://schema.org/>\n"
    for asked in (("own.rq",), ("-e", own)):
        done = kg("query", *asked, "--print", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, prefixes + own)
    named = kg("query", "most-quoted", "-p", "since=2024-05-01", "--print", cwd=tmp_path)
    assert '"2024-05-01"^^<http://www.w3.org/2001/XMLSchema#date>' in named.stdout
    of_name = kg("query", "said-by", "-p", "name=Ann Lee", "--print", cwd=tmp_path)
    assert (of_name.returncode, "build one with `kg build`" in of_name.stderr) == (2, True)


def test_an_update_is_refused_in_words(built: Path) -> None:
    done = kg("query", "-e", "INSERT DATA { <x:a> <x:b> <x:c> }", cwd=built)
    assert (done.returncode, "INSERT changes a graph, and a query is read-only" in done.stderr) == (
        2,
        True,
    )


def test_words_that_nobody_says_are_looked_into(built: Path) -> None:
    done = kg("search", "tiolet", cwd=built)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no rows\n", "did you mean toilet?\n")


def test_the_version_is_told(tmp_path: Path) -> None:
    assert kg("-V", cwd=tmp_path).stdout == kg("--version", cwd=tmp_path).stdout != ""


def test_what_is_done_is_said_on_request_on_standard_error(built: Path) -> None:
    question = ("query", "-e", "ASK { ?s a cs:Statement }")
    silent = kg(*question, cwd=built)
    assert silent.stderr == ""
    for times, said in (
        ("-v", "kg.store.opening: opening out/store"),
        ("-vv", "kg.query: asking ASK {"),
    ):
        told = kg(times, *question, cwd=built)
        assert told.stdout == silent.stdout
        assert said in told.stderr
    assert "asking" not in kg("-v", *question, cwd=built).stderr


def test_claims_are_found_by_their_words(built: Path) -> None:
    done = kg("search", "toilets", "--format", "csv", cwd=built)
    assert "The special toilet and the requisite gar" in done.stdout
    assert "Michael Madden" in done.stdout
    of_source = kg("search", "madden", "garbage", "--format", "csv", cwd=built)
    assert "The special toilet and the requisite gar" in of_source.stdout
    short = kg("search", "toilets", cwd=built).stdout
    assert short.splitlines()[0].split() == ["source", "cue", "claim", "sense", "article", "date"]


@pytest.mark.parametrize(
    ("options", "claims"),
    [
        pytest.param((), 16, id="all"),
        pytest.param(("--source", "michael madden"), 3, id="of a source"),
        pytest.param(
            ("--source", "michael madden", "--about", "kim jong un"),
            2,
            id="of a source about somebody",
        ),
        pytest.param(("--since", "2025-09-05"), 0, id="since a later day"),
    ],
)
def test_a_part_of_the_graph_is_viewed_and_exported(
    built: Path, options: tuple[str, ...], claims: int
) -> None:
    done = kg("view", *options, "-o", "part.html", cwd=built)
    assert (done.returncode, done.stdout) == (0, "Open part.html in a browser.\n")
    assert ("no claim fits" in done.stderr) == (claims == 0)
    assert count_statements(built / "part.html") == claims
    done = kg("export", *options, "--format", "csv", cwd=built)
    assert len(list(csv.reader(StringIO(done.stdout.removeprefix("\ufeff"))))) == claims + 1


@pytest.mark.parametrize("command", [("view",), ("export", "--format", "csv")])
def test_days_say_how_many_articles_have_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    said = Said(who=person("Ada Berg"), claim="it rained")
    dated = Piece(publisher="The Daily", day=date(2024, 5, 1), slug="dated", said=(said,))
    quads = [*quads_of(dated), *quads_of(replace(dated, slug="undated", day=None))]
    (tmp_path / "a.nq").write_text(to_nquads(quads), "utf-8")
    asked = kg(*command, "a.nq", "--until", "2024-05-31", cwd=tmp_path)
    assert "left out as they have no date: 1 of the articles" in asked.stderr
    assert "no date" not in kg(*command, "a.nq", cwd=tmp_path).stderr


def test_what_an_endpoint_holds_is_viewed_and_exported(built: Path) -> None:
    with oxigraph(built / "served", built / "out" / "claims.nq") as address:
        done = kg("view", f"{address}/query", "--source", "Madden", "-o", "part.html", cwd=built)
        assert done.returncode == 0, done.stderr
        assert count_statements(built / "part.html") == 3
        served = kg("export", f"{address}/query", "--format", "ttl", cwd=built)
        assert served.stdout == kg("export", "--format", "ttl", cwd=built).stdout
    gone = kg("view", f"{address}/query", "-o", "gone.html", cwd=built)
    assert gone.returncode == 2
    assert "cannot be reached" in gone.stderr
    assert not (built / "gone.html").exists()


@pytest.mark.parametrize("form", ["ttl", "jsonld", "csv", "gexf", "graphml"])
def test_every_form_of_export_is_whole_and_the_same_twice(built: Path, form: str) -> None:
    first = kg("export", "--format", form, "-o", f"one.{form}", cwd=built)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert (built / f"one.{form}").read_bytes().decode("utf-8") == kg(
        "export", "--format", form, cwd=built
    ).stdout


def test_a_question_chooses_what_is_viewed(built: Path) -> None:
    (built / "direct.rq").write_text(
        "PREFIX cs: <https://w3id.org/claim-source#> SELECT ?s { ?s cs:quotationType cs:Direct }",
        encoding="utf-8",
    )
    assert kg("view", "--question", "direct.rq", "-o", "part.html", cwd=built).returncode == 0
    assert count_statements(built / "part.html") == 3


def test_merging_a_build_with_itself_changes_nothing(built: Path) -> None:
    done = kg("merge", "out", "out/claims.ttl", "-o", "merged", cwd=built)
    assert done.returncode == 0, done.stderr
    assert "16 Claim: the same words" in done.stdout
    assert (built / "merged" / "claims.nq").read_bytes() == (
        built / "out" / "claims.nq"
    ).read_bytes()
    assert (
        kg("diff", "out", "merged", cwd=built).stdout
        == "0 claims gained, 0 lost, 0 of other sources\n"
    )


def test_the_difference_of_two_builds(built: Path) -> None:
    turtle = (built / "out" / "claims.ttl").read_text(encoding="utf-8")
    (built / "other.ttl").write_text(
        turtle.replace('"Michael Madden"', '"Mick Madden"'), encoding="utf-8"
    )
    lines = kg("diff", "out", "other.ttl", cwd=built).stdout.splitlines()
    assert (
        len(
            [
                line
                for line in lines
                if line.startswith("~ ") and line.endswith("[Michael Madden → Mick Madden]")
            ]
        )
        == 3
    )
    changes = [
        json.loads(line)
        for line in kg("diff", "out", "other.ttl", "--json", cwd=built).stdout.splitlines()
    ]
    assert {(change["what"], *change["before"], *change["after"]) for change in changes} == {
        ("source", "Michael Madden", "Mick Madden")
    }


def test_extract_prints_a_line_a_document_in_input_order(tmp_path: Path) -> None:
    lines = [{"id": str(number), "text": "It rained, Ann Lee said."} for number in (2, 1)]
    done = kg("extract", "-", cwd=tmp_path, stdin="\n".join(map(json.dumps, lines)).encode())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["2", "1"]
    assert records[0]["statements"][0]["who"][0]["name"] == "Ann Lee"


def test_a_bad_date_and_a_picture_cost_no_text(tmp_path: Path) -> None:
    line = json.dumps({"text": "It rained, Ann Lee said.", "published": "soon"})
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "news" / "a.jpg").write_bytes(b"")
    done = kg("extract", "news", cwd=tmp_path)
    assert json.loads(done.stdout)["statements"][0]["who"][0]["name"] == "Ann Lee"
    assert done.returncode == 1
    passed_over, problem = done.stderr.splitlines()
    assert passed_over == "kg: news: passed over 1 file of other formats: 1 .jpg"
    assert problem.startswith('kg: news/a.jsonl:1: has a "published" that is not one day')
    (tmp_path / "news" / "a.jsonl").write_text(line.replace("soon", "3-May-22"), encoding="utf-8")
    done = kg("build", "news", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, passed_over)
    assert (tmp_path / "out" / "claims.ttl").read_text(encoding="utf-8").count("2022-05-03") == 1


@pytest.mark.parametrize("form", ["nq", "ttl"])
def test_extract_and_build_write_the_same(built: Path, form: str) -> None:
    done = kg("extract", SEEDS, "--format", form, cwd=built)
    assert done.stdout == (built / "out" / f"claims.{form}").read_text(encoding="utf-8")


def test_the_user_says_who_published_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    options = (
        "--publisher",
        "The Oslo Post",
        "--published",
        "2024-05-01",
        "--url",
        "https://example.org/a",
        "--title",
        "Rain",
    )
    done = kg("extract", "a.txt", *options, cwd=tmp_path)
    record = json.loads(done.stdout)
    assert (record["publisher"], record["published"]) == ("The Oslo Post", "2024-05-01")
    assert record["statements"][0]["who"][0]["name"] == "The Oslo Post"


IMPOSSIBLE = [
    pytest.param(
        ("build", "nowhere"),
        "nowhere does not exist; give a file, a folder, or -",
        id="missing path",
    ),
    pytest.param(
        ("build", "empty"),
        "empty holds nothing readable; put files with a known ending in it",
        id="nothing readable",
    ),
    pytest.param(("build", "blank.txt"), "blank.txt: is empty; give it a text", id="empty file"),
    pytest.param(("build", "binary.txt"), "binary.txt: is a binary file", id="binary file"),
    pytest.param(
        ("build", "latin1.txt"),
        "latin1.txt: is not UTF-8 (byte 0xe9 at 3); convert it",
        id="bad UTF-8",
    ),
    pytest.param(("build", "line.txt"), "5,000,000 characters", id="a 5 MB line"),
    pytest.param(
        ("build", "good.txt", "-o", "good.txt/out"), "cannot be written", id="unwritable output"
    ),
    pytest.param(("build", "good.txt", "--model", "en_no_such"), "pip install", id="missing model"),
    pytest.param(
        ("build", "good.txt", "--extractor", "magic"),
        "unknown extractor 'magic'; choose from",
        id="extractor",
    ),
    pytest.param(
        ("build", "good.txt", "--types", "lie"),
        "unknown type 'lie'; choose from assertion",
        id="type",
    ),
    pytest.param(
        ("build", "good.txt", "--base", "example"), "give the beginning of an IRI", id="base"
    ),
    pytest.param(("build",), "Missing argument", id="no path"),
    pytest.param(
        ("query", "said-by", "-p", "name=x"), "build one with `kg build`", id="nothing built"
    ),
    pytest.param(("query", "said-bye"), "kg build", id="nothing built, unknown question"),
    pytest.param(("query",), "give the name of a question", id="no question"),
    pytest.param(
        ("query", "said-by", "Ann Lee"), '-p name="Ann Lee"', id="a value without its name"
    ),
    pytest.param(
        ("query", "said-by", "name=Ann Lee"), '-p name="Ann Lee"', id="a parameter without -p"
    ),
    pytest.param(
        ("query", "said-by", "-p", "name=A", "-p", "name=B"),
        "given twice, 'A' and 'B'",
        id="two values",
    ),
    pytest.param(
        ("extract", "good.txt", "--explain", "--format", "nq"),
        "give one of the two",
        id="two forms",
    ),
    pytest.param(("view",), "build one with `kg build`", id="nothing to view"),
    pytest.param(
        ("export", "good.txt", "--format", "csv"), "no known RDF format", id="nothing to export"
    ),
    pytest.param(
        ("merge", "nowhere", "-o", "out"), "nowhere does not exist", id="nothing to merge"
    ),
    pytest.param(
        ("diff", "nowhere", "good.txt"), "nowhere does not exist", id="nothing to compare"
    ),
]


@pytest.mark.parametrize(("arguments", "message"), IMPOSSIBLE)
def test_what_cannot_be_done_ends_with_a_sentence_and_status_2(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "blank.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "latin1.txt").write_bytes(b"Caf\xe9")
    (tmp_path / "line.txt").write_bytes(b"a" * 5_000_000)
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_file_is_listed_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("It rained, Ann Lee said.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"Caf\xe9")
    done = kg("build", "good.txt", "bad.txt", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["documents"] == 1
    assert done.stderr.startswith("kg: bad.txt: is not UTF-8")


def test_a_store_that_another_process_holds_is_left_alone(built: Path, tmp_path: Path) -> None:
    import pyoxigraph

    shutil.copytree(built / "out", tmp_path / "out")
    store = pyoxigraph.Store(tmp_path / "out" / "store")
    done = kg("build", SEEDS, cwd=tmp_path)
    del store
    assert done.returncode == 2
    assert "another process" in done.stderr
    assert (tmp_path / "out" / "claims.nq").read_bytes() == (
        built / "out" / "claims.nq"
    ).read_bytes()


def test_a_failed_build_leaves_the_last_whole_output(built: Path) -> None:
    before = {name: (built / "out" / name).read_bytes() for name in OUTPUTS}
    assert kg("build", "nowhere", cwd=built).returncode == 2
    assert {name: (built / "out" / name).read_bytes() for name in OUTPUTS} == before
    assert [path.name for path in (built / "out").iterdir() if path.name.startswith(".")] == []


def test_a_reader_that_has_seen_enough_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m kg extract {SEEDS} --format ttl | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=built, capture_output=True, check=False)
    assert done.stdout.startswith(b"@prefix")
    assert done.stderr == b""


def test_every_command_and_option_is_in_the_reference() -> None:
    reference = (Path(__file__).parents[1] / "docs" / "reference" / "commands.md").read_text(
        encoding="utf-8"
    )
    for name, command in commands.commands.items():
        assert f"kg {name}" in reference
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}" in reference, (
                    f"{option} of kg {name}"
                )
