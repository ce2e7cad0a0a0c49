"""Every format: what is read of it, what is left out, and what a broken file says."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from kg.documents import Metadata, parts_of, read_documents, read_file
from kg.errors import Problem
from kg.model import Document, DocumentKind
from tests.documents import examples
from tests.documents.examples import ARTICLE, FILES, SENTENCES
from tests.documents.fuzz import PATIENCE
from tests.documents.sturdy import alarm

if TYPE_CHECKING:
    from pathlib import Path

    from kg.documents.files import Part

COLUMNS = {"rain.csv": {"text": "body", "title": "headline"}}
NOT_SAID = {
    "rain.pdf": {"url", "publisher", "published", "language"},
    "rain.eml": {"url", "publisher"},
    "rain.docx": {"url", "publisher", "published", "language"},
    "rain.odt": {"url", "publisher", "published", "language"},
    "rain.rtf": {"url", "publisher", "published", "language"},
}
KINDS = {"rain.eml": DocumentKind.MAIL} | dict.fromkeys(
    ("rain.pdf", "rain.docx", "rain.odt", "rain.rtf"), DocumentKind.FILE
)
FIELDS = ("title", "url", "publisher", "published", "authors", "language")


def documents(path: Path, **columns: str) -> list[Document | Problem]:
    return list(read_documents([str(path)], Metadata(columns=columns)))


def only_document(folder: Path, name: str, data: bytes, **columns: str) -> Document:
    path = folder / name
    path.write_bytes(data)
    [document] = documents(path, **columns)
    assert isinstance(document, Document), document
    return document


def only_problem(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    [problem] = documents(path)
    assert isinstance(problem, Problem), problem
    assert problem.where.startswith(str(path))
    return problem.message


@pytest.mark.parametrize("name", FILES)
def test_the_same_article_is_read_from_every_format(tmp_path: Path, name: str) -> None:
    found = only_document(tmp_path, name, FILES[name], **COLUMNS.get(name, {}))
    assert [span.of(found.text) for span in found.paragraphs] == list(SENTENCES)
    said = [field for field in FIELDS if field not in NOT_SAID.get(name, set())]
    wanted = ARTICLE | {"published": date(2024, 5, 1), "authors": ("Bo Ek",)}
    assert {field: getattr(found, field) for field in said} == {
        field: wanted[field] for field in said
    }
    assert all(getattr(found, field) is None for field in NOT_SAID.get(name, set()))
    assert found.kind == KINDS.get(name, DocumentKind.ARTICLE)


TAKEN_OUT = "html md rss pdf docx odt rtf warc.gz".split()


@pytest.mark.parametrize("name", [f"rain.{ending}" for ending in TAKEN_OUT])
def test_text_that_is_taken_out_of_something_says_by_what(tmp_path: Path, name: str) -> None:
    found = only_document(tmp_path, name, FILES[name])
    assert found.text_by is not None
    assert found.text_by.version[0].isdigit()


EMPTY_RECORD = examples.packed([examples.warc_record("https://example.org/", b"")])
MENU = b"<html><body><nav>Home</nav><div>Sport | Weather</div></body></html>"
BROKEN = [
    pytest.param(
        "a.jsonl.gz", FILES["rain.jsonl.gz"][:-12], "cut off or broken", id="gzip cut off"
    ),
    pytest.param("a.txt.gz", b"It rained.", "cut off or broken", id="no gzip"),
    pytest.param("a.html", MENU, "no text of an article", id="page without text"),
    pytest.param("a.html", b"<html></html>", "no text of an article", id="empty page"),
    pytest.param(
        "a.html",
        b"<html><body><div>1. Home 2. Sport 3. The weather today</div></body></html>",
        "no text of an article",
        id="a menu with numbers",
    ),
    pytest.param(
        "a.csv",
        b"id,body\n1,It rained.\n",
        'no column "text" (it has: id, body)',
        id="no such column",
    ),
    pytest.param("a.csv", b"text\nCaf\xe9\n", "not UTF-8", id="CSV in Latin-1"),
    pytest.param("a.csv", b"text,id\n", "has no rows", id="CSV without rows"),
    pytest.param("a.parquet", b"PAR1", "no Parquet file", id="no Parquet"),
    pytest.param(
        "a.parquet", examples.parquet({"text": []}), "has no rows", id="Parquet without rows"
    ),
    pytest.param(
        "a.rss", b"<rss version='2.0'><channel></channel></rss>", "without entries", id="empty feed"
    ),
    pytest.param("a.xml", b"<a>It rained.</a>", "no RSS or Atom", id="other XML"),
    pytest.param(
        "a.eml", b"Content-Type: image/png\n\nx", "only attachments", id="mail without text"
    ),
    pytest.param("a.pdf", examples.pdf([[]]), "a PDF of pictures", id="PDF of pictures"),
    pytest.param("a.pdf", FILES["rain.pdf"][:300], "broken", id="PDF cut off"),
    pytest.param("a.docx", b"PK", "is broken", id="no zip file"),
    pytest.param("a.docx", FILES["rain.docx"][:-40], "is broken", id="Word file cut off"),
    pytest.param("a.docx", FILES["rain.odt"], "has no word/document.xml", id="another zip file"),
    pytest.param("a.docx", b"\xd0\xcf\x11\xe0 1", "of an old Word", id="old Word"),
    pytest.param("a.docx", examples.docx("<w:p/>"), "no text, only pictures", id="empty Word file"),
    pytest.param("a.odt", FILES["rain.docx"], "has no content.xml", id="no OpenDocument"),
    pytest.param("a.odt", examples.odt("<text:p/>"), "no text, only pictures", id="empty .odt"),
    pytest.param(
        "a.odt",
        examples.zipped({"content.xml": "", "META-INF/manifest.xml": "<m:encryption-data/>"}),
        "locked with a password",
        id="locked .odt",
    ),
    pytest.param("a.rtf", b"It rained.", "is no RTF", id="no RTF"),
    pytest.param("a.rtf", rb"{\rtf1 }", "no text, only pictures", id="empty RTF"),
    pytest.param("a.warc", b"It rained.", "broken after 0 records", id="no WARC"),
    pytest.param("a.warc.gz", EMPTY_RECORD, "empty record", id="empty record"),
]


@pytest.mark.parametrize(("name", "data", "message"), BROKEN)
def test_a_broken_file_says_what_is_wrong(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    assert message in only_problem(tmp_path, name, data)


def test_a_table_that_is_no_utf8_from_some_row_on_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nRain\nCaf\xe9\n")
    _, problem = documents(path)
    assert "byte 0xe9 at 13" in str(problem)


def test_a_bomb_is_left_before_it_fills_the_memory(tmp_path: Path) -> None:
    size = 66 << 20
    bomb = gzip.compress(b'{"text": "' + b"a" * size + b'"}')
    assert size > 200 * len(bomb)
    assert "times its size" in only_problem(tmp_path, "a.jsonl.gz", bomb)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_a_word_file_that_is_a_bomb_is_left_before_it_fills_the_memory(
    tmp_path: Path, part: str
) -> None:
    bomb = examples.zipped({"word/document.xml": "", part: " " * (17 << 20)})
    assert "16 MiB in one part" in only_problem(tmp_path, "a.docx", bomb)
    parts = {f"{number}.xml": " " * (16 << 20) for number in range(5)}
    bomb = examples.zipped({"word/document.xml": "", **parts})
    assert "more XML than a text has" in only_problem(tmp_path, "a.docx", bomb)


def test_entities_that_stand_for_files_are_no_text(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    for name, part, data in (
        ("a.docx", "word/document.xml", examples.docx(examples.word_paragraph("It rained. &b;"))),
        ("a.odt", "content.xml", examples.odt("<text:p>It rained. &b;</text:p>")),
    ):
        with ZipFile(io.BytesIO(data)) as archive:
            parts = {one: archive.read(one).decode() for one in archive.namelist()}
        parts[part] = entity + parts[part]
        path = tmp_path / name
        path.write_bytes(examples.zipped(parts))
        [found] = documents(path)
        assert "secret" not in (found.text if isinstance(found, Document) else "")


def test_the_title_among_the_properties_counts_where_there_is_no_heading(tmp_path: Path) -> None:
    for name, data in (
        ("a.docx", examples.docx(examples.word_paragraph("It rained."), title="Rain")),
        ("b.odt", examples.odt("<text:p>It rained.</text:p>", title="Rain")),
    ):
        assert only_document(tmp_path, name, data).title == "Rain"
    for name, data in (
        ("a.docx", examples.docx(examples.word_paragraph("It rained."), title="rain2.docx")),
        ("b.odt", examples.odt("<text:p>It rained.</text:p>", title="Untitled 1")),
    ):
        assert only_document(tmp_path, name, data).title is None


def test_what_was_read_before_a_file_breaks_off_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    page = examples.warc_record("https://example.org/rain", examples.PAGE.encode())
    path.write_bytes(examples.packed([page, page])[:-40])
    document, problem = documents(path)
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert "cut off" in problem.message


def test_a_page_that_only_a_script_would_show_gives_the_body_that_it_describes(
    tmp_path: Path,
) -> None:
    article = {"@type": "NewsArticle", "articleBody": "\n".join(SENTENCES)}
    page = f'<html><body><script type="application/ld+json">{json.dumps(article)}</script><div></div></body></html>'
    found = only_document(tmp_path, "a.html", page.encode())
    assert [span.of(found.text) for span in found.paragraphs] == list(SENTENCES)


def test_a_page_names_its_own_encoding(tmp_path: Path) -> None:
    page = examples.PAGE.replace("utf-8", "iso-8859-1").replace("harbour", "h\xf8fn")
    assert "h\xf8fn" in only_document(tmp_path, "a.html", page.encode("latin-1")).text


def test_lines_that_every_page_of_a_pdf_repeats_are_left_out(tmp_path: Path) -> None:
    pages = [
        ["The Oslo Post", f"The {place} part of the story, which goes on", f"Page {number}"]
        for number, place in enumerate(("first", "second", "third", "fourth", "fifth"), start=1)
    ]
    text = only_document(tmp_path, "a.pdf", examples.pdf(pages)).text
    assert "Oslo Post" not in text
    assert text.count("part of the story, which goes on") == 5


@pytest.mark.parametrize(
    "ending", [".jsonl", ".csv", ".parquet", ".warc", ".warc.gz", ".csv.gz", ".jsonl.gz"]
)
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_the_parts_of_a_file_are_together_the_file(tmp_path: Path, ending: str, size: int) -> None:
    texts = [
        f"{SENTENCES[0]} That was day {day}, and nobody knew of another one like it."
        for day in range(10)
    ]
    records = [
        examples.warc_record(
            f"https://example.org/{day}", examples.PAGE.replace(SENTENCES[1], text).encode()
        )
        for day, text in enumerate(texts)
    ]
    data = {
        ".jsonl": "\n".join(json.dumps({"text": text}) for text in texts).encode(),
        ".csv": b"text\n" + "\n".join(f'"{text}\r\n\nSo it ""did""."' for text in texts).encode(),
        ".csv.gz": gzip.compress(b"\xef\xbb\xbftext\r\n" + "\r\n".join(texts).encode()),
        ".jsonl.gz": gzip.compress(
            "\n".join(json.dumps({"text": text}) for text in texts).encode()
        ),
        ".parquet": examples.parquet({"text": list(texts)}, rows_in_group=4),
        ".warc": b"".join(records),
        ".warc.gz": examples.packed(records),
    }
    path = tmp_path / f"a{ending}"
    path.write_bytes(data[ending])
    parts: list[Part] = list(parts_of(str(path), size))
    assert len(parts) == -(-len(texts) // size)
    assert [
        found for part in parts for found in read_file(str(path), path.name, part=part)
    ] == documents(path)
    assert len(documents(path)) == len(texts)


NOTICES = [
    "By Ann Lee",
    "By Ann Lee and Bo Ek, in Oslo",
    "(Reporting by Ann Lee; Editing by Bo Ek)",
    "Sign up for our newsletter to get the best of the week.",
    "Read more: The rain goes on",
    "© 2024 The Oslo Post",
    "Updated: 1 May 2024, 10.00",
    "This story was originally published in The Oslo Post.",
    "Additional reporting by Sam Doyle in Westhaven",
    "Photograph: Lena Ortiz/Reuters",
    "This article was amended on 15 March 2025 to correct a name.",
    "The post Rain in Oslo appeared first on The Oslo Post.",
    "3h ago 20,000 homes without power",
    "Share",
    "Do you work at the port? Email ann.lee@example.org",
    "View this email in your browser https://example.org/1",
    "You are receiving this email because you signed up.",
    "Unsubscribe | Update your preferences",
    "- ENDS -",
    "Notes to editors: the report is at https://example.org/.",
    "6:01 p.m.",
    "14.32 GMT:",
    "Saturday, 26 February",
    "July 21, 2017",
    "Also read | Rain in Oslo, snow in Bergen",
    "ALSO READ",
    "Sources",
    "Categories: Rain, Oslo, Politics",
    "/",
    "{{ newsletter.title }}",
    "[gallery ids=17]",
    "The harbour on Monday. Image: Lena Ortiz.",
    "The harbour of Oslo shows how high it rose Image: Northern Wire / Bo Ek.",
    "The harbour on Monday. (AP Photo/Lena Ortiz)",
    "The harbour on Monday. REUTERS/Lena Ortiz",
    "CLAIM: The mayor of Oslo has banned rain.",
    "Watch: The harbour from above",
    "The best of Oslo, every Friday, in your inbox.",
    "Reporting by Lena Ortiz in Oslo; Editing by Sam Doyle",
    "Sam Doyle in Westhaven contributed to this report.",
    "By clicking Sign up, you agree to be sent rain.",
    "If you have been affected by the rain, tell us.",
    "Image caption, The harbour on Monday",
    "5 min read",
    "More on this story",
]
TEXTS = [
    "By Tuesday, the harbour was closed.",
    "By Ann Lee's account, the harbour was closed. The city denied it.",
    "Readers more often choose the rain.",
    "Sign-ups for the march were slow, Ann Lee said.",
    "Subscribers left the paper in May, its owner said.",
    "Copyright law must change, the minister said.",
    "Reporting by Monday's rules is hard, Ann Lee said.",
    "Photographs by satellites showed the harbour was empty.",
    "This article of the constitution was amended in 1920, the court said.",
    "The post was abolished when Ann Lee first appeared on the board.",
    "3 hours ago the lights went out, said Bo Ek.",
    "Share prices fell on Monday, the bank said.",
    "The minister sent an email to ann.lee@example.org, the court heard.",
    "You are receiving help from nobody, she told them.",
    "The Rhine ends here, he said.",
    "6:01 p.m. was when the lights went out, she said.",
    "Saturday, 26 February, was the last day of rain.",
    "July 2017 was wet.",
    "Also read by millions was her book on rain.",
    "Sources in the city said it would close.",
    "Categories are for clerks, he said.",
    "{Rain} is a set, the teacher said.",
    "She showed the court the image: Bo Ek at the harbour, she said.",
    "The harbour closes on Friday. (AFP) It has 40 cranes.",
    "Claims of fraud were false: the mayor won.",
    "Watch the harbour: it will close, she said.",
    "The newsletter of the port says our harbour is wet: “We told you.”",
    "Reporting by night is hard, said Ann Lee.",
    "Rain contributed to this, the report said.",
    "By clicking noises the whales were found, she said.",
    "If you have been to the harbour, you know it, she said.",
    "Image is all, said Bo Ek.",
    "5 minutes later the lights went out, she said.",
    "More on the rain was said by Ann Lee.",
]


@pytest.mark.parametrize("paragraph", NOTICES)
def test_bylines_and_notices_are_no_running_text(tmp_path: Path, paragraph: str) -> None:
    record = json.dumps({"text": f"{paragraph}\n\n{SENTENCES[0]}"})
    assert running_text(tmp_path, "a.jsonl", record) == [SENTENCES[0]]


@pytest.mark.parametrize("paragraph", TEXTS)
def test_what_only_looks_like_a_notice_is_text(tmp_path: Path, paragraph: str) -> None:
    record = json.dumps({"text": f"{paragraph}\n\n{SENTENCES[0]}"})
    assert running_text(tmp_path, "a.jsonl", record) == [paragraph, SENTENCES[0]]


PARAGRAPHS = [
    pytest.param(["LONDON (Reuters) - It rained."], ["It rained."], id="dateline"),
    pytest.param(
        ["Rain in Oslo", "KYIV, Ukraine — It rained."],
        ["Rain in Oslo", "It rained."],
        id="second paragraph",
    ),
    pytest.param(
        ["Oslo (NTB) – “Rain!” he said."], ["“Rain!” he said."], id="dateline in small letters"
    ),
    pytest.param(
        ["NATO — the alliance — met."], ["NATO — the alliance — met."], id="an aside is no dateline"
    ),
    pytest.param(
        ["Ann Lee - Bo Ek said no."], ["Ann Lee - Bo Ek said no."], id="a name is no dateline"
    ),
    pytest.param(["WASHINGTON ― It rained."], ["It rained."], id="dateline with a bar"),
    pytest.param(["New Delhi: It rained."], ["It rained."], id="dateline with a colon"),
    pytest.param(["PTI NEW DELHI: It rained."], ["It rained."], id="dateline behind an agency"),
    pytest.param(
        ["Ann Lee: It rained.", "London: nobody knew it."],
        ["Ann Lee: It rained.", "London: nobody knew it."],
        id="a speaker and a word before a colon are no dateline",
    ),
    pytest.param(["11:40 am — It rained."], ["It rained."], id="the time of an entry"),
    pytest.param(["14.32 GMT It rained."], ["It rained."], id="a time without a dash"),
    pytest.param(["UPDATE: 9 p.m. -- It rained."], ["It rained."], id="a label and a time"),
    pytest.param(["VERDICT: It rained."], ["It rained."], id="the label of a check of facts"),
    pytest.param(["The facts: “Rain,” he said."], ["“Rain,” he said."], id="another such label"),
    pytest.param(
        ["5:30 p.m. Monday is the latest."], ["5:30 p.m. Monday is the latest."], id="a deadline"
    ),
    pytest.param(
        ["The facts: nobody knows them."],
        ["The facts: nobody knows them."],
        id="a sentence's colon",
    ),
    pytest.param(["It rained. (Reporting by Ann Lee)"], ["It rained."], id="who reported"),
    pytest.param(["It rained. (AFP)"], ["It rained."], id="the agency behind a report"),
    pytest.param(
        ["He heads the AFP (Agence Nord)."], ["He heads the AFP (Agence Nord)."], id="brackets"
    ),
    pytest.param(["It rained. Continue reading..."], ["It rained."], id="teaser"),
    pytest.param(["It rained. Read more » "], ["It rained."], id="teaser with an arrow"),
    pytest.param(
        ["It rained. Read more books, she said."],
        ["It rained. Read more books, she said."],
        id="advice",
    ),
    pytest.param(
        ["“The port has to change, or die,” she said.", "“The port has to change, or die”"],
        ["“The port has to change, or die,” she said."],
        id="pulled quotation",
    ),
    pytest.param(
        ["“The port has to change, or die.”", "“It will not die, and never will.”"],
        ["“The port has to change, or die.”", "“It will not die, and never will.”"],
        id="quotations said once",
    ),
    pytest.param(
        ["It rained.", "Bo Ek is the Post’s weather reporter."],
        ["It rained."],
        id="about the author",
    ),
    pytest.param(
        ["Bo Ek is the mayor, she said."],
        ["Bo Ek is the mayor, she said."],
        id="an author in the news",
    ),
    pytest.param(
        ["Al Oh is a reporter, he said."],
        ["Al Oh is a reporter, he said."],
        id="a reporter in the news",
    ),
]


@pytest.mark.parametrize(("given", "wanted"), PARAGRAPHS)
def test_what_is_no_part_of_the_running_text_is_left_out(
    given: list[str], wanted: list[str], tmp_path: Path
) -> None:
    record = {"text": "\n\n".join(given), "authors": ["Bo Ek"]}
    found = only_document(tmp_path, "a.jsonl", json.dumps(record).encode())
    assert [span.of(found.text) for span in found.paragraphs] == wanted


TITLES = [
    pytest.param(["Rain in Oslo", "It rained."], ["It rained."], id="the title again"),
    pytest.param(["RAIN IN OSLO.", "It rained."], ["It rained."], id="in capitals"),
    pytest.param(["Rain in Bergen", "Wet."], ["Rain in Bergen", "Wet."], id="another heading"),
    pytest.param(["Rain in Oslo"], ["Rain in Oslo"], id="nothing but the title"),
]


@pytest.mark.parametrize(("given", "wanted"), TITLES)
def test_the_title_is_no_running_text(given: list[str], wanted: list[str], tmp_path: Path) -> None:
    record = json.dumps({"title": "Rain in Oslo", "text": "\n\n".join(given)})
    assert running_text(tmp_path, "a.jsonl", record) == wanted


def running_text(folder: Path, name: str, data: str, **columns: str) -> list[str]:
    found = only_document(folder, name, data.encode(), **columns)
    return [span.of(found.text) for span in found.paragraphs]


LONG = " ".join(f"It had rained for {days} days before anybody spoke of it." for days in range(9))
HTML_PARTS = (
    "<h2>Harbour</h2><p>It rained in Oslo, she said.</p><table><tr><td>It snowed.</td></tr></table>"
    "<figure><img src=a.png><figcaption>The harbour.</figcaption></figure>"
    "<div style='display: none'>It hailed.</div>"
)
MARKDOWN_PARTS = (
    "# Harbour\n\nIt rained[^1].\n\n| a | b |\n|---|---|\n| It | snowed. |\n\n![a](b)\n\n"
    "[^1]: It hailed."
)
PLAIN_PARTS = "Harbour\n\nIt rained[1].\n\nIt | snowed.\n\n[1] It hailed."
LEFT_OUT = [
    pytest.param(
        "a.html",
        f"<html><body><article>{HTML_PARTS}<p>{LONG}</p></article></body></html>",
        ["It rained in Oslo, she said.", LONG],
        id="web page",
    ),
    pytest.param("a.md", MARKDOWN_PARTS, ["It rained."], id="Markdown"),
    pytest.param("a.txt", PLAIN_PARTS, PLAIN_PARTS.split("\n\n"), id="plain text"),
    pytest.param(
        "a.jsonl", json.dumps({"text": PLAIN_PARTS}), PLAIN_PARTS.split("\n\n"), id="JSON Lines"
    ),
    pytest.param(
        "a.eml",
        f"Content-Type: text/html\n\n{HTML_PARTS}",
        ["It rained in Oslo, she said.", "It snowed."],
        id="mail in HTML",
    ),
    pytest.param(
        "a.eml",
        "From: a@example.org\n\nHarbour\n=======\n\nIt rained.\n\nMore\n\n-- \nBo Ek",
        ["It rained.", "More"],
        id="mail in plain text",
    ),
    pytest.param(
        "a.rss",
        f"<rss version='2.0'><channel><item><description><![CDATA[{HTML_PARTS}]]></description></item></channel></rss>",
        ["It rained in Oslo, she said.", "It snowed."],
        id="feed",
    ),
    pytest.param(
        "a.rtf",
        r"{\rtf1 Harbour\par It rained.{\footnote It hailed.}\par \trowd It\cell snowed.\cell\row}",
        ["Harbour", "It rained."],
        id="RTF",
    ),
]


@pytest.mark.parametrize(("name", "data", "paragraphs"), LEFT_OUT)
def test_what_a_format_marks_is_no_running_text_and_all_else_is(
    tmp_path: Path, name: str, data: str, paragraphs: list[str]
) -> None:
    assert running_text(tmp_path, name, data) == paragraphs


def test_a_paragraph_of_a_page_that_is_only_a_link_is_none(tmp_path: Path) -> None:
    teaser = "<p><a href=/x>Analysis: why it rains</a></p><p><a href=/y>Ann Lee</a> said it would rain.</p>"
    more = [
        f"It had rained for {days} days before anybody in the city spoke of it, said Ann Lee."
        for days in range(9)
    ]
    page = examples.PAGE.replace("<h2>", f"{teaser}{''.join(f'<p>{one}</p>' for one in more)}<h2>")
    wanted = [SENTENCES[0], "Ann Lee said it would rain.", *more, SENTENCES[1]]
    assert running_text(tmp_path, "a.html", page) == wanted


UNFINISHED = [
    pytest.param(
        "It rained in Oslo for ten days, said Ann Lee. The harbour was shut on Monday",
        id="the last sentence",
    ),
    pytest.param("It rained in Oslo for days, and " * 4 + "nobody knew why", id="all of it"),
]


@pytest.mark.parametrize("paragraph", UNFINISHED)
def test_the_one_paragraph_of_a_page_needs_no_full_stop_at_its_end(
    tmp_path: Path, paragraph: str
) -> None:
    page = f"<html><body><article><h1>Rain</h1><p>{paragraph}</p></article></body></html>"
    assert running_text(tmp_path, "a.html", page) == [paragraph]


def test_a_date_of_markdown_that_is_none_is_listed_and_costs_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ndate: soon\n---\nIt rained.", encoding="utf-8")
    document, problem = documents(path)
    assert isinstance(document, Document)
    assert document.published is None
    assert "a date that is not one day (soon)" in str(problem)


def test_a_date_of_markdown_is_read_as_people_write_it(tmp_path: Path) -> None:
    text = b"---\ndate: March 14, 2025\n---\nIt rained."
    assert only_document(tmp_path, "a.md", text).published == date(2025, 3, 14)


def test_the_date_of_a_page_is_not_guessed_from_its_prose(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></article><p>© 2019 Post</p></body></html>"
    assert only_document(tmp_path, "a.html", page.encode()).published is None


def test_a_page_that_describes_itself_oddly_is_read(tmp_path: Path) -> None:
    page = examples.PAGE.replace(
        '"headline": "Rain in Oslo"', '"headline": {"name": ["Rain"]}, "author": 1.5'
    )
    assert running_text(tmp_path, "a.html", page) == list(SENTENCES)


def test_mail_is_read_without_what_only_a_mail_program_shows(tmp_path: Path) -> None:
    head = "Subject: Rain\nContent-Type: text/html; charset=utf-8\n\n"
    body = f'<div style="display: none">Preview</div><p>{SENTENCES[0]}</p><p hidden>x</p><button>Share</button>'
    assert running_text(tmp_path, "a.eml", head + body) == [SENTENCES[0]]


def test_headings_and_bullets_of_plain_mail_are_no_text(tmp_path: Path) -> None:
    body = (
        f"Subject: Rain\n\n** Also today\n------\n\n* {SENTENCES[0]}\n\n***\n\n- {SENTENCES[1]}\n"
    )
    assert running_text(tmp_path, "a.eml", body) == list(SENTENCES)


@pytest.mark.parametrize(
    "header", ["From: <", "From: a:b;,c", "Date: Mon, 99 May 99999999999 00:00:00 +0000"]
)
def test_a_broken_header_costs_no_mail(tmp_path: Path, header: str) -> None:
    assert running_text(tmp_path, "a.eml", f"{header}\nSubject: Rain\n\n{SENTENCES[0]}\n") == [
        SENTENCES[0]
    ]


def test_pictures_tables_and_footnotes_of_markdown_are_no_text(tmp_path: Path) -> None:
    source = f"![Rain](a.png)\n*Rain. Photo: Ann Lee*\n\n{SENTENCES[0]}[^1]\n\n|a|b|\n|-|-|\n|c|d|\n\n[^1]: The city.\n"
    assert running_text(tmp_path, "a.md", source) == [SENTENCES[0]]


@pytest.mark.parametrize(
    "authors",
    ["author: Ann Lee, Bo Ek", "authors:\n  - Ann Lee\n  - 'Bo Ek'", "authors: [Ann Lee, Bo Ek]"],
)
def test_the_authors_in_front_of_markdown(tmp_path: Path, authors: str) -> None:
    source = f"---\ntitle: Rain\n{authors}\ndate: 2024-05-01\n---\n{SENTENCES[0]}"
    assert only_document(tmp_path, "a.md", source.encode()).authors == ("Ann Lee", "Bo Ek")


def test_the_day_of_an_entry_is_the_day_where_it_was_written(tmp_path: Path) -> None:
    feed = examples.RSS.replace("Wed, 01 May 2024 08:00:00 GMT", "Wed, 01 May 2024 23:30:00 -0500")
    assert only_document(tmp_path, "a.rss", feed.encode()).published == date(2024, 5, 1)


def test_an_entry_from_elsewhere_says_who_published_it(tmp_path: Path) -> None:
    source = "<source url='https://lee.example/rss'>The Lee Post</source></item>"
    feed = examples.RSS.replace("</item>", source)
    assert only_document(tmp_path, "a.rss", feed.encode()).publisher == "The Lee Post"


def test_a_feed_in_utf_16(tmp_path: Path) -> None:
    feed = examples.RSS.replace('version="1.0"?', 'version="1.0" encoding="utf-16"?')
    path = tmp_path / "a.rss"
    path.write_bytes(feed.encode("utf-16"))
    [found] = documents(path)
    assert isinstance(found, Document)
    assert [span.of(found.text) for span in found.paragraphs] == list(SENTENCES)


def test_fields_within_fields(tmp_path: Path) -> None:
    rows = [{"body": SENTENCES[0], "head": "Rain"}]
    columns = {"text": "article.body", "title": "article.head"}
    files = {
        "a.parquet": examples.parquet({"article": rows}),
        "a.jsonl": json.dumps({"article": rows[0]}).encode(),
    }
    for name, data in files.items():
        found = only_document(tmp_path, name, data, **columns)
        assert (found.title, found.text) == ("Rain", SENTENCES[0])


HEADED = [
    "Rain in Oslo",
    "By Bo Ek",
    "It rained in Oslo for ten days, which nobody",
    "had seen before, said Ann Lee.",
]


@pytest.mark.parametrize("title", ["about:blank", "Microsoft Word - rain.doc", "rain_final.docx"])
def test_headings_and_titles_that_nobody_gave_a_pdf_are_left_out(
    tmp_path: Path, title: str
) -> None:
    found = only_document(tmp_path, "a.pdf", examples.pdf([HEADED], title=title))
    assert [span.of(found.text) for span in found.paragraphs] == [" ".join(HEADED[2:])]
    assert found.title is None


def test_lines_at_the_edges_of_both_pages_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    texts = [
        [*HEADED[2:], "It went on."],
        ["It stopped, she said, on the last day.", "It began again.", "It went on."],
    ]
    pages = [
        ["The Oslo Post", *text, f"Page {page} of 2"] for page, text in enumerate(texts, start=1)
    ]
    text = only_document(tmp_path, "a.pdf", examples.pdf(pages)).text
    assert "Oslo Post" not in text
    assert "Page" not in text
    assert all(line in text for line in (*texts[0][:2], *texts[1][:2]))


QUICK = [
    pytest.param(
        "a.html",
        b"<html><body><p>" + b"a " * 50_000 + b"</p></body></html>",
        id="words without an end",
    ),
    pytest.param("a.txt", b"date 2024-05-01 a" + b" " * 200_000 + b"b", id="spaces in a caption"),
    pytest.param(
        "a.rss", b"<?xml" + b'encoding="x"' * 5000 + b"?><rss/>", id="many encodings of a feed"
    ),
    pytest.param("a.rss", b"\n" * 200_000 + b"<rss/>", id="lines before a feed"),
    pytest.param(
        "a.md", b"---\ntitle: a" + b" " * 200_000 + b"b\n---\nIt rained.", id="spaces in a field"
    ),
]


@pytest.mark.parametrize(("name", "data"), QUICK)
def test_no_expression_is_tried_at_every_place_of_a_long_text(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with alarm(PATIENCE):
        assert len(documents(path)) == 1


def test_a_link_to_a_folder_above_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "rain.txt").write_text("It rained.", encoding="utf-8")
    document, problem = read_documents([str(tmp_path)])
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.message[:34]) == (
        str(tmp_path / "a" / "up"),
        "is a link to a folder above it; re",
    )
