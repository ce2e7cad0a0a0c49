"""What other people's claim data says in our terms: a table of formats, each with what must come out of its fixture."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import QueryBoolean, QuerySolutions

from kg.errors import InputError, QueryError
from kg.merge import merge_graphs
from kg.query import run
from kg.rdf.iris import claim_iri, mint
from kg.store import read_store

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.merge.report import MergeReport

FIXTURES = Path(__file__).parent / "fixtures"
BASE = "https://example.org/id/"
SAFE = claim_iri(BASE, "The cranes at Lundby are safe.")
OURS = f"""
    @prefix : <{BASE}> .
    @prefix s: <https://schema.org/> .
    @prefix cs: <https://w3id.org/claim-source#> .
    :article-a a s:NewsArticle ; s:url <https://news.example/cranes> .
    :statement-a a cs:Statement ; cs:statedIn :article-a ; cs:states <{SAFE}> ; cs:source :person-berg .
    <{SAFE}> a s:Claim ; s:text "The cranes at Lundby are safe." ; s:about :thing-cranes ; s:mentions :place-lundby .
    :person-berg a s:Person ; s:name "Ada Berg" .
    :thing-cranes a s:Thing ; s:name "the cranes" .
    :place-lundby a s:Place ; s:name "Lundby" .
"""
PREFIXES = """
    PREFIX schema: <https://schema.org/>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX cs: <https://w3id.org/claim-source#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX org: <http://www.w3.org/ns/org#>
    PREFIX wd: <http://www.wikidata.org/entity/>
    PREFIX c: <http://data.gesis.org/claimskg/>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX ftm: <https://schema.followthemoney.tech/#>
"""


def merged(folder: Path, *paths: Path) -> tuple[MergeReport, Store]:
    """Files merged with a graph of ours that holds the claim that they speak of."""
    ours = folder / "ours.ttl"
    ours.write_text(OURS, encoding="utf-8")
    report = merge_graphs([str(ours), *map(str, paths)], folder / "out", BASE)
    return report, read_store(folder / "out" / "store")


def test_a_quotation_of_a_table_is_found_by_who_said_it_and_cited_as_far_as_it_can_be(
    tmp_path: Path,
) -> None:
    for name in ("quotes.csv", "quotes.mapping.toml"):
        shutil.copy(FIXTURES / name, tmp_path)
    _, store = merged(tmp_path, tmp_path / "quotes.csv")
    found = run(store, "said-by", {"name": '"Ada Berg"'})
    assert isinstance(found, QuerySolutions)
    columns = "passage", "before", "after", "start", "end", "date", "publisher", "url"
    [row] = [[row[name] and row[name].value for name in columns] for row in found]
    assert row == [
        *("The cranes at Lundby are safe.", "told reporters:", "she said.", None, None),
        *("2025-05-01", "news.example", NEWS),
    ]


def asks(store: Store, pattern: str) -> bool:
    answer = store.query(f"{PREFIXES} ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


NEWS = "https://news.example/cranes"
PAGE = "<https://checks.example/cranes#review>"
MAPPED = [
    pytest.param(
        "review.html",
        f"{PAGE} schema:itemReviewed/schema:text 'All four cranes were inspected in March.'",
        id="the words reviewed are a claim",
    ),
    pytest.param(
        "review.html",
        f"{PAGE} schema:itemReviewed/skos:exactMatch <{SAFE}>",
        id="a Claim is ours by its text",
    ),
    pytest.param(
        "review.html",
        f"{PAGE} schema:url <https://checks.example/cranes>",
        id="a page's relative addresses",
    ),
    pytest.param(
        "review.html",
        f"{PAGE} schema:reviewRating/schema:alternateName 'False'",
        id="the verdict stays",
    ),
    pytest.param(
        "review.html",
        "?claim schema:appearance <https://news.example/cranes>",
        id="addresses meet articles",
    ),
    pytest.param(
        "claim.jsonld",
        f"<https://checks.example/claim/7> skos:exactMatch <{SAFE}>",
        id="a Claim alone",
    ),
    pytest.param(
        "claim.jsonld",
        "?claim schema:text 'It rained.' FILTER(!CONTAINS(STR(?claim), 'claim-'))",
        id="a bad name loses nothing",
    ),
    *(
        pytest.param(name, pattern, id=f"{name}: {what}")
        for name in ("microdata.html", "rdfa.html")
        for what, pattern in {
            "the words reviewed": "?r schema:itemReviewed/schema:text 'All four cranes were inspected in March.'",
            "a Claim is ours": f"?r schema:itemReviewed/skos:exactMatch <{SAFE}>",
            "relative addresses": "?r a schema:ClaimReview ; schema:url <https://checks.example/cranes>",
            "the verdict": "?r schema:reviewRating/schema:alternateName 'False'",
            "who and when": "?r schema:author/schema:name 'Checks Example' ; schema:datePublished '2025-05-04'",
            "nothing else": "FILTER NOT EXISTS { ?x a schema:SiteNavigationElement }"
            " FILTER NOT EXISTS { ?x <http://ogp.me/ns#title> ?y }",
        }.items()
    ),
    *(
        pytest.param(name, pattern, id=f"{name}: {what}")
        for name in ("search.json", "marked.json", "feed.json")
        for what, pattern in {
            "the words reviewed": f"?r a schema:ClaimReview ; schema:itemReviewed <{SAFE}>",
            "address and day": "?r schema:url <https://checks.example/cranes> ; schema:datePublished '2025-05-04'",
            "reviewer and verdict": "?r schema:author/schema:name 'Checks Example' ; "
            "schema:reviewRating/schema:alternateName 'False'",
        }.items()
    ),
    pytest.param(
        "search.json",
        "?r schema:itemReviewed ?c . ?c schema:author/schema:name 'Ada Berg' ; schema:datePublished '2025-05-01'",
        id="search.json: who made the claim",
    ),
    pytest.param(
        "search.json",
        "?r schema:url <https://facts.example/7> ; schema:author/schema:name 'facts.example'",
        id="search.json: a reviewer without a name goes by the site",
    ),
    pytest.param(
        "marked.json",
        "?r schema:itemReviewed ?c . ?c schema:appearance <https://news.example/cranes>, <https://news.example/again>",
        id="marked.json: where it was said",
    ),
    pytest.param(
        "marked.json",
        "?r schema:reviewRating [ schema:ratingValue 1 ; schema:bestRating 5 ]",
        id="marked.json: the rating in numbers",
    ),
    pytest.param(
        "claimskg.ttl",
        f"<http://data.gesis.org/claimskg/creative_work/0f2a> skos:exactMatch <{SAFE}>",
        id="ClaimsKG: a creative work",
    ),
    pytest.param(
        "claimskg.ttl",
        "<http://data.gesis.org/claimskg/organization/checksexample> schema:name 'Checks Example'",
        id="ClaimsKG: names without language",
    ),
    pytest.param(
        "claimskg.ttl",
        "?mention schema:name 'Lundby' ; schema:sameAs <http://dbpedia.org/resource/Lundby>",
        id="ClaimsKG: mentions",
    ),
    pytest.param(
        "cimplekg.ttl",
        f"<https://data.cimple.eu/claims/3e> skos:exactMatch <{SAFE}>",
        id="CimpleKG: a claim",
    ),
    pytest.param(
        "cimplekg.ttl",
        "?entity schema:name 'Lundby' ; schema:sameAs <http://dbpedia.org/resource/Lundby>",
        id="CimpleKG: entities",
    ),
    pytest.param(
        "seer.ttl",
        f"?s cs:statedIn/schema:url <{NEWS}> ; cs:states/skos:exactMatch <{SAFE}>",
        id="SEER: a claim is a statement in an article with an address",
    ),
    pytest.param(
        "seer.ttl",
        "?s cs:source ?role . ?role schema:name 'Ada Berg' FILTER NOT EXISTS { ?role a schema:Person }",
        id="SEER: an agent in a role is the source",
    ),
    pytest.param(
        "seer.ttl",
        "?s cs:source/cs:sameEntityAs ?who ; prov:qualifiedAttribution/prov:agent ?who . ?who a schema:Person ; schema:sameAs wd:Q100",
        id="SEER: the agent is a person of Wikidata",
    ),
    pytest.param(
        "seer.ttl",
        "?s schema:publisher/schema:name 'news.example'",
        id="SEER: where an article is from",
    ),
    pytest.param(
        "quotes.csv",
        f"?s cs:states <{SAFE}> ; cs:source/schema:name 'Ada Berg' ; cs:statedIn <{NEWS}>",
        id="a quotation",
    ),
    pytest.param(
        "quotes.csv",
        "?s cs:states/schema:text 'It is a \"disgrace\", really' ; cs:source/a cs:UnnamedSource",
        id="no speaker",
    ),
    pytest.param(
        "quotes.csv",
        "?s prov:qualifiedAttribution/cs:role 'harbour master'",
        id="the speaker's role",
    ),
    pytest.param(
        "quotes.csv",
        "?s oa:prefix 'told reporters:' ; oa:suffix 'she said.'",
        id="the words around",
    ),
    pytest.param(
        "quotes.csv",
        "<https://news.example/cranes> schema:datePublished '2025-05-01'^^xsd:date",
        id="a date of any form",
    ),
    pytest.param(
        "set.sssom.tsv", "<https://example.org/ada> skos:exactMatch wd:Q100", id="a mapping"
    ),
    pytest.param(
        "set.sssom.tsv",
        "?j a cs:Judgement ; cs:confidence 0.9 ; prov:wasAttributedTo/schema:name 'Bo Ray'",
        id="who decided",
    ),
    pytest.param(
        "set.sssom.tsv",
        "FILTER NOT EXISTS { ?s skos:exactMatch wd:Q200 } ?j owl:targetIndividual wd:Q200",
        id="a mapping denied",
    ),
    pytest.param(
        "wikidata.ttl",
        "wd:Q100 a schema:Person ; schema:name 'Ada Berg' ; schema:alternateName 'A. Berg'",
        id="an entity of Wikidata",
    ),
    pytest.param(
        "wikidata.ttl", "FILTER NOT EXISTS { wd:Q100 schema:name 'Ада Берг' }", id="in English only"
    ),
    pytest.param(
        "entities.ftm.json",
        "wd:Q100 a schema:Person ; schema:name 'Ada Berg' ; schema:jobTitle 'harbour master'",
        id="a person",
    ),
    pytest.param(
        "entities.ftm.json",
        "?o schema:url <https://harbour.example/> ; schema:sameAs wd:Q300 ; a schema:Organization",
        id="an organisation",
    ),
    pytest.param(
        "entities.ftm.json",
        "?m a org:Membership ; org:member wd:Q100 ; org:organization/schema:name 'Lundby Harbour'",
        id="a tie",
    ),
    pytest.param("entities.ftm.json", "wd:Q100 ftm:country 'no'", id="nothing is lost"),
]


@pytest.mark.parametrize(("name", "pattern"), MAPPED)
def test_what_a_format_says_in_our_terms(tmp_path: Path, name: str, pattern: str) -> None:
    _, store = merged(tmp_path, FIXTURES / name)
    assert asks(store, pattern)


PROBLEMS = {
    "review.html": ["review.html:14"],
    "claim.jsonld": ["claim.jsonld: 'not an IRI'"],
    "microdata.html": [],
    "rdfa.html": [],
    "search.json": [],
    "marked.json": [],
    "feed.json": [],
    "claimskg.ttl": [],
    "cimplekg.ttl": [],
    "quotes.csv": ["quotes.csv:4: it has no quotation", "quotes.csv:5"],
    "set.sssom.tsv": ["set.sssom.tsv:7: 'no IRI' is no IRI"],
    "wikidata.ttl": [],
    "entities.ftm.json": ["entities.ftm.json:4"],
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_cannot_be_mapped_is_listed_by_its_line(tmp_path: Path, name: str) -> None:
    report, _ = merged(tmp_path, FIXTURES / name)
    found = sorted(str(problem) for problem in report.problems)
    assert len(found) == len(PROBLEMS[name])
    for problem, expected in zip(found, PROBLEMS[name], strict=True):
        assert expected in problem


@pytest.mark.parametrize("name", PROBLEMS)
def test_twice_or_in_two_steps_is_once(tmp_path: Path, name: str) -> None:
    for step, paths in {"once": [FIXTURES / name], "twice": [FIXTURES / name] * 2}.items():
        (tmp_path / step).mkdir()
        merged(tmp_path / step, *paths)
    merge_graphs([str(tmp_path / "once" / "out"), str(FIXTURES / name)], tmp_path / "again", BASE)
    once = (tmp_path / "once" / "out" / "claims.nq").read_bytes()
    assert (tmp_path / "twice" / "out" / "claims.nq").read_bytes() == once
    assert (tmp_path / "again" / "claims.nq").read_bytes() == once


WD, PAGE_OF_WD = "http://www.wikidata.org/entity/Q7", "https://www.wikidata.org/wiki/Q7"
LINKS = [
    pytest.param(f"<{BASE}person-berg>", "owl:sameAs", WD, True, id="an entity of ours is theirs"),
    pytest.param(f"<{BASE}person-berg>", "owl:sameAs", PAGE_OF_WD, True, id="by its page"),
    pytest.param(f"<{BASE}person-berg>", "owl:sameAs", f"{WD}#a", False, id="no entity"),
    pytest.param(f"<{BASE}person-berg>", "owl:differentFrom", WD, False, id="said to be another"),
    pytest.param("<https://other.example/a>", "owl:sameAs", WD, False, id="other people's"),
    pytest.param("<https://other.example/a>", "schema:sameAs", PAGE_OF_WD, True, id="a page"),
    pytest.param(
        "<https://other.example/a>",
        "schema:sameAs",
        WD.replace("http:", "https:"),
        True,
        id="https",
    ),
    pytest.param("[]", "schema:sameAs", PAGE_OF_WD, True, id="a node without a name"),
    pytest.param(
        "<https://other.example/a>", "schema:sameAs", f"{PAGE_OF_WD}/talk", False, id="another page"
    ),
    pytest.param(f"<{WD}>", "schema:sameAs", PAGE_OF_WD, False, id="nothing is its own authority"),
]


@pytest.mark.parametrize(("subject", "predicate", "link", "is_said"), LINKS)
def test_a_link_to_wikidata_is_one_in_its_own_iri(
    tmp_path: Path, subject: str, predicate: str, link: str, *, is_said: bool
) -> None:
    said = f"{PREFIXES}\n{subject} {predicate} <{link}> ."
    (tmp_path / "links.ttl").write_text(re.sub(r"PREFIX (.*)", r"@prefix \1 .", said), "utf-8")
    report, store = merged(tmp_path, tmp_path / "links.ttl")
    assert not report.problems
    found = store.query(f"{PREFIXES} ASK {{ ?node schema:sameAs <{WD}> }}")
    assert bool(found) == is_said
    assert (report.inputs[-1].mapped.get("links to Wikidata", 0) > 0) == is_said


@pytest.mark.parametrize("name", ["claimskg.ttl", "cimplekg.ttl", "wikidata.ttl"])
def test_the_report_says_what_was_mapped(tmp_path: Path, name: str) -> None:
    report, _ = merged(tmp_path, FIXTURES / name)
    [mapped] = [came.mapped for came in report.inputs if came.name.endswith(name)]
    assert [found.lower() for found, count in mapped.items() if count] == [
        name.removesuffix(".ttl")
    ]


def test_nothing_of_the_data_is_changed(tmp_path: Path) -> None:
    _, store = merged(tmp_path, FIXTURES / "wikidata.ttl")
    quads = pyoxigraph.parse(path=FIXTURES / "wikidata.ttl")
    there = {
        str(quad.triple).replace("http://schema.org/", "https://schema.org/") for quad in quads
    }
    assert there <= {str(quad.triple) for quad in store}


REVIEWS = [
    pytest.param("review.html", ("Checks Example", "False"), id="ClaimReview in a page"),
    pytest.param("microdata.html", ("Checks Example", "False"), id="microdata"),
    pytest.param("rdfa.html", ("Checks Example", "False"), id="RDFa"),
    pytest.param("marked.json", ("Checks Example", "False"), id="Fact Check Tools"),
    pytest.param("feed.json", ("Checks Example", "False"), id="a feed of JSON-LD"),
    pytest.param("claimskg.ttl", ("Checks Example", "FALSE"), id="ClaimsKG"),
    pytest.param("cimplekg.ttl", ("Checks Example", "False / not credible"), id="CimpleKG"),
]


@pytest.mark.parametrize("about", ["the cranes", "LUNDBY"])
@pytest.mark.parametrize(("name", "expected"), REVIEWS)
def test_reviews_of_claims_about_somebody(
    tmp_path: Path, name: str, expected: tuple[str, str], about: str
) -> None:
    _, store = merged(tmp_path, FIXTURES / name)
    rows = run(store, "reviews", {"name": about})
    assert isinstance(rows, QuerySolutions)
    found = {
        (row["reviewer"].value, " / ".join(sorted(row["verdict"].value.split(" / "))))
        for row in rows
        if row["claim"].value == "The cranes at Lundby are safe." and row["source"] is not None
    }
    assert found == {expected}


def test_what_is_the_same_in_a_circle_is_found_once(tmp_path: Path) -> None:
    circle = tmp_path / "circle.ttl"
    same = "http://www.w3.org/2002/07/owl#sameAs"
    circle.write_text(
        f"<{BASE}place-lundby> <{same}> <x:a> . <x:a> <{same}> <x:b> . <x:b> <{same}> <{BASE}place-lundby> .",
        "utf-8",
    )
    found = []
    for name, inputs in {"with": [circle], "without": []}.items():
        (tmp_path / name).mkdir()
        _, store = merged(tmp_path / name, FIXTURES / "claimskg.ttl", *inputs)
        rows = run(store, "reviews", {"name": "Lundby"})
        assert isinstance(rows, QuerySolutions)
        found.append([(row["claim"].value, row["review"].value) for row in rows])
    assert found[0] == found[1] != []


def test_no_review_is_found_of_a_claim_about_something_else(tmp_path: Path) -> None:
    _, store = merged(tmp_path, FIXTURES / "review.html")
    rows = run(store, "reviews", {"name": "Ada Berg"})
    assert isinstance(rows, QuerySolutions)
    assert not list(rows)
    with pytest.raises(QueryError, match="nobody and nothing is called 'the weather' here"):
        run(store, "reviews", {"name": "the weather"})


SAME_WORDS = [
    pytest.param("The cranes at Lundby are safe.", ["the same words"], id="the same words"),
    pytest.param("the cranes at LUNDBY are safe", ["judged the same claim"], id="case, no stop"),
    pytest.param("“The cranes at Lundby are safe”", ["judged the same claim"], id="curly marks"),
    pytest.param("The cranes at Lundby are unsafe.", [], id="other words"),
    pytest.param("The cranes at Lundby are safe?", [], id="a question"),
]


@pytest.mark.parametrize(("words", "grounds"), SAME_WORDS)
def test_case_and_quotation_marks_do_not_hide_the_same_words(
    tmp_path: Path, words: str, grounds: list[str]
) -> None:
    check = tmp_path / "check.json"
    review = {"url": "https://checks.example/a", "textualRating": "False"}
    check.write_text(json.dumps({"claims": [{"text": words, "claimReview": [review]}]}), "utf-8")
    report, store = merged(tmp_path, check)
    rows = run(store, "reviews", {"name": "Lundby"})
    assert isinstance(rows, QuerySolutions)
    assert {row["ground"].value for row in rows} == set(grounds)
    assert (report.judged is not None) == (grounds == ["judged the same claim"])
    data = (tmp_path / "out" / "claims.nq").read_text("utf-8")
    assert "sameClaimAs" not in data


def test_a_person_who_keeps_claims_apart_wins_over_their_words(tmp_path: Path) -> None:
    ours, check = tmp_path / "ours.ttl", tmp_path / "check.json"
    ours.write_text(OURS, "utf-8")
    words = "THE CRANES AT LUNDBY ARE SAFE"
    check.write_text(
        json.dumps({"claims": [{"text": words, "claimReview": [{"textualRating": "False"}]}]}),
        "utf-8",
    )
    table = tmp_path / "judgements.sssom.tsv"
    table.write_text(
        "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tauthor_label\n"
        f"{SAFE}\tcs:sameClaimAs\tNot\t{claim_iri(BASE, words)}\tBo Ray\n",
        "utf-8",
    )
    merge_graphs([str(ours), str(check)], tmp_path / "out", BASE, table)
    rows = run(read_store(tmp_path / "out" / "store"), "reviews", {"name": "Lundby"})
    assert isinstance(rows, QuerySolutions)
    assert not list(rows)


def test_what_a_page_says_twice_is_one_review(tmp_path: Path) -> None:
    linked, marked = ((FIXTURES / name).read_text("utf-8") for name in ("review.html", "rdfa.html"))
    (tmp_path / "both.html").write_text(linked + marked, "utf-8")
    _, store = merged(tmp_path, tmp_path / "both.html")
    found = store.query(f"{PREFIXES} SELECT ?r {{ ?r a schema:ClaimReview }}")
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == 1


def test_a_page_in_xhtml_is_read(tmp_path: Path) -> None:
    page = (FIXTURES / "rdfa.html").read_text("utf-8").replace("<!doctype html>", "")
    (tmp_path / "a.html").write_text(f'<?xml version="1.0" encoding="utf-8"?>{page}', "utf-8")
    _, store = merged(tmp_path, tmp_path / "a.html")
    assert asks(store, "?r a schema:ClaimReview")


def test_a_page_marked_without_end_is_listed_and_its_scripts_are_read(tmp_path: Path) -> None:
    site = '{"@context": "https://schema.org", "@type": "WebSite", "name": "Checks"}'
    item = "<div itemscope itemtype='https://schema.org/Claim' itemprop='a'>"
    page = f'<script type="application/ld+json">{site}</script>{item * 900}'
    (tmp_path / "a.html").write_text(page, "utf-8")
    report, store = merged(tmp_path, tmp_path / "a.html")
    assert "its microdata and RDFa cannot be read" in str(report.problems[0])
    assert asks(store, "?s a schema:WebSite ; schema:name 'Checks'")


def test_of_the_json_in_a_folder_only_claim_data_is_asked(tmp_path: Path) -> None:
    folder = tmp_path / "checks"
    folder.mkdir()
    shutil.copy(FIXTURES / "search.json", folder)
    (folder / "package.json").write_text('{"name": "checks"}', "utf-8")
    report, _ = merged(tmp_path, folder)
    assert not report.problems
    report, _ = merged(tmp_path, folder / "package.json")
    [problem] = report.problems
    assert "neither JSON-LD nor an answer of Fact Check Tools" in str(problem)


WRONG = [
    pytest.param(
        "a.csv",
        b"Quote\nx\n",
        None,
        "needs a mapping file beside it, a.mapping.toml",
        id="no mapping",
    ),
    pytest.param(
        "a.csv",
        b"Quote\nx\n",
        "columns = 3",
        r"needs the tables \[columns\]",
        id="a mapping that is none",
    ),
    pytest.param(
        "a.csv",
        b"Quote\nx\n",
        "[columns]\nquote = 'Text'",
        "no column 'Text'",
        id="a missing column",
    ),
    pytest.param(
        "a.csv",
        b"Quote\nx\n",
        "columns={quote='Quote', bogus='x'}",
        "names 'bogus'",
        id="an unknown column",
    ),
    pytest.param(
        "a.html",
        b"<p>no claims</p>",
        None,
        "it holds no claim data",
        id="a page without claim data",
    ),
    pytest.param("a.sssom.tsv", b"a\tb\n1\t2\n", None, "no column object_id", id="no mapping set"),
    pytest.param("a.sssom.tsv", b"", None, "it is empty", id="an empty mapping set"),
    pytest.param("a.ftm.json", b"{" * (17 << 20), None, "more than 16 MiB", id="an endless line"),
    pytest.param(
        "a.csv",
        b'Quote\n"' + b"x" * (17 << 20),
        "[columns]\nquote='Quote'",
        "more than 16 MiB",
        id="an endless cell",
    ),
]


@pytest.mark.parametrize(("name", "data", "mapping", "message"), WRONG)
def test_a_file_that_is_wrong_as_a_whole_says_why(
    tmp_path: Path, name: str, data: bytes, mapping: str | None, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    if mapping is not None:
        (tmp_path / "a.mapping.toml").write_text(mapping)
    with pytest.raises(InputError, match=message):
        merge_graphs([str(tmp_path / name)], tmp_path / "out", BASE)


def test_a_compressed_table_needs_the_same_mapping_file(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "quotes.mapping.toml", tmp_path)
    (tmp_path / "quotes.csv.gz").write_bytes(gzip.compress((FIXTURES / "quotes.csv").read_bytes()))
    _, store = merged(tmp_path, tmp_path / "quotes.csv.gz")
    assert asks(store, f"?s cs:states <{SAFE}> ; cs:source/schema:name 'Ada Berg'")


def test_an_entity_of_follow_the_money_is_known_by_its_id(tmp_path: Path) -> None:
    _, store = merged(tmp_path, FIXTURES / "entities.ftm.json")
    assert asks(
        store, f"<{mint(BASE, 'entity', 'followthemoney', 'org-1')}> schema:name 'Lundby Harbour'"
    )
