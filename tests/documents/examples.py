"""A small file of every format, each with the same article in it, made here so that its bytes can be read."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SENTENCES = (
    "It rained in Oslo for ten days, said Ann Lee.",
    "The harbour was shut on Monday, according to the city.",
)
ARTICLE = {
    "id": "rain",
    "title": "Rain in Oslo",
    "url": "https://example.org/rain",
    "publisher": "The Oslo Post",
    "published": "2024-05-01",
    "authors": ["Bo Ek"],
    "language": "en",
    "text": "\n\n".join(SENTENCES),
}

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Not this"},
        {"@type": "Organization", "@id": "#post", "name": "The Oslo Post"},
        {
            "@type": ["NewsArticle"],
            "headline": "Rain in Oslo",
            "datePublished": "2024-05-01T08:00:00+02:00",
            "author": {"@type": "Person", "name": "Bo Ek"},
            "publisher": {"@id": "#post"},
            "mainEntityOfPage": {"@id": "https://example.org/rain"},
            "inLanguage": "en",
        },
    ],
}
PAGE = f"""<!DOCTYPE html><html lang="no"><head><meta charset="utf-8"><title>Something else</title>
<script type="application/ld+json">{json.dumps(LINKED)}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Rain in Oslo</h1><p>By Bo Ek</p><p>{SENTENCES[0].replace("Oslo", "<b>Oslo</b>")}</p>
<h2>Harbour</h2><p>{SENTENCES[1]}</p><p>Subscribe to our newsletter</p></article>
<footer>© 2024 The Oslo Post. All rights reserved.</footer></body></html>"""

MARKDOWN = f"""---
title: Rain in Oslo
url: https://example.org/rain
publisher: The Oslo Post
date: 2024-05-01
author: Bo Ek
language: en
---
# Rain in Oslo

{SENTENCES[0].replace("Oslo", "**Oslo**").replace("Ann Lee", "[Ann Lee](https://example.org/lee)")}

> {SENTENCES[1]}

```
code is no text
```
"""

CSV = f"""id,headline,url,publisher,published,authors,language,body
rain,Rain in Oslo,https://example.org/rain,The Oslo Post,2024-05-01,Bo Ek,en,"{ARTICLE["text"]}"
"""

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Oslo Post</title><link>https://example.org</link><language>en</language>
<item><guid isPermaLink="false">rain</guid><title>Rain in Oslo</title><link>https://example.org/rain</link>
<pubDate>Wed, 01 May 2024 08:00:00 GMT</pubDate><dc:creator>Bo Ek</dc:creator><description>It rained.</description>
<content:encoded><![CDATA[<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>]]></content:encoded></item></channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Oslo Post</title>
<entry><id>rain</id><title>Rain in Oslo</title><link href="https://example.org/rain"/><updated>2024-05-01T08:00:00Z</updated>
<author><name>Bo Ek</name></author>
<content type="html">&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;&lt;p&gt;{SENTENCES[1]}&lt;/p&gt;</content></entry></feed>"""

MAIL = f"""From: Bo Ek <bo@example.org>
Subject: =?utf-8?q?Rain_in_Oslo?=
Date: Wed, 1 May 2024 08:00:00 +0000
Content-Language: en
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{SENTENCES[0]}

{SENTENCES[1]}

> What did the city say?

--\x20
Bo Ek, The Oslo Post
--x
Content-Type: text/html; charset=utf-8

<p>Something else</p>
--x--
"""


def pdf(pages: list[list[str]], *, title: str = "Rain in Oslo", author: str = "Bo Ek") -> bytes:
    """A PDF with these lines on its pages; a page without lines is an empty picture frame."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 40 700 Td {shown} ET" if lines else "40 40 500 700 re S"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
        objects.append(f"<< {page} /Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< /Title ({title}) /Author ({author}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("latin-1")


def flate_pdf(data: bytes) -> bytes:
    """A PDF with its streams packed, as most are."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(parts: Mapping[str, str]) -> bytes:
    """A zip file with these parts, the same bytes each time."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str, *, title: str = "", author: str = "Bo Ek") -> bytes:
    """A Word document with this body, whose paragraphs may be of the styles that `WORD_STYLES` names."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in WORD_STYLES.items()
    )
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{word}">{styles}</w:styles>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="1">'
            f"{word_paragraph('This stands in a footnote, said Bo Ek.')}</w:footnote></w:footnotes>",
            "docProps/core.xml": f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
            f"<dc:creator>{author}</dc:creator></p>",
        }
    )


WORD_STYLES = {"Heading1": "heading 1", "Title": "Title", "Caption": "caption"}


def word_paragraph(text: str, style: str = "", more: str = "") -> str:
    """A paragraph of a Word document, and what else stands in it."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def odt(body: str, *, title: str = "", author: str = "Bo Ek") -> bytes:
    """An OpenDocument text with this body."""
    names = "".join(
        f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "meta": "meta",
        }.items()
    )
    dc = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
            "content.xml": f"<office:document-content{names}{dc}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta{names}{dc}><office:meta><dc:title>{title}</dc:title>"
            f"<dc:creator>{author}</dc:creator></office:meta></office:document-meta>",
        }
    )


def warc_record(
    url: str,
    page: bytes,
    *,
    mime: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    """A response as a crawler keeps it."""
    length = f"Content-Length: {len(page)}\r\n{more}"
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{length}\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(page):012}-{abs(hash(url)) % 10**6}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(records: list[bytes]) -> bytes:
    """Records of a WARC, each packed by itself."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def parquet(columns: Mapping[str, Sequence[object]], rows_in_group: int = 100) -> bytes:
    """A Parquet file."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pa.table(columns), out, row_group_size=rows_in_group)
    return out.getvalue()


WORD_TABLE = f"<w:tbl><w:tr><w:tc>{word_paragraph('A cell, said Bo Ek.')}</w:tc></w:tr></w:tbl>"
DOCX = docx(
    word_paragraph("Rain in Oslo", "Heading1")
    + word_paragraph(SENTENCES[0], more='<w:r><w:footnoteReference w:id="1"/></w:r>')
    + WORD_TABLE
    + word_paragraph("A picture of rain, said Bo Ek.", "Caption")
    + "<w:p><w:r><w:t>The harbour was </w:t></w:r><w:del w:id='2'><w:r><w:delText>open </w:delText></w:r></w:del>"
    "<w:ins w:id='3'><w:r><w:t>shut on Monday,</w:t></w:r></w:ins><w:r><w:t> according to the city.</w:t></w:r></w:p>",
    title="Something else",
)
ODT_TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>A cell, said Bo Ek.</text:p>"
    "</table:table-cell></table:table-row></table:table>"
)
ODT = odt(
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>It snowed, said Ann Lee.</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    f"<text:h>Rain in Oslo</text:h><text:p>{SENTENCES[0]}<text:note><text:note-body>"
    "<text:p>This stands in a footnote, said Bo Ek.</text:p></text:note-body></text:note></text:p>"
    f"{ODT_TABLE}<text:p><draw:frame><draw:text-box><text:p>A picture of rain, said Bo Ek.</text:p></draw:text-box>"
    f"</draw:frame></text:p><text:list><text:list-item><text:p>{SENTENCES[1].replace(' ', '<text:s/>', 1)}"
    "<office:annotation><dc:creator>Bo Ek</dc:creator><text:p>A comment.</text:p></office:annotation></text:p>"
    "</text:list-item></text:list>",
    title="Something else",
)
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}}{\info{\title Rain in Oslo}{\author Bo Ek}}"
    r"{\header The Oslo Post}"
    rf"\pard {SENTENCES[0]}{{\footnote This stands in a footnote.}}\par \trowd\cellx900 A cell, said Bo Ek.\cell\row "
    r"\pard The harbour was shut on Monday, according to "
    r'{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{the city}}}.\par}'
)


RECORDS = [
    warc_record("https://example.org/logo.png", b"\x89PNG", mime="image/png"),
    warc_record("https://example.org/gone", b"<p>Not found</p>", status="404 Not Found"),
    warc_record("https://example.org/rain", PAGE.encode()),
]
FILES = {
    "rain.html": PAGE.encode(),
    "rain.md": MARKDOWN.encode(),
    "rain.jsonl": json.dumps(ARTICLE).encode(),
    "rain.jsonl.gz": gzip.compress(json.dumps(ARTICLE).encode(), mtime=0),
    "rain.csv": CSV.encode(),
    "rain.parquet": parquet({key: [value] for key, value in ARTICLE.items()}),
    "rain.rss": RSS.encode(),
    "rain.atom": ATOM.encode(),
    "rain.eml": MAIL.encode(),
    "rain.pdf": pdf([list(SENTENCES)]),
    "rain.docx": DOCX,
    "rain.odt": ODT,
    "rain.rtf": RTF.encode(),
    "rain.warc": b"".join(RECORDS),
    "rain.warc.gz": packed(RECORDS),
}

CHUNKED = f"{len(PAGE.encode()):x}\r\n".encode() + PAGE.encode() + b"\r\n0\r\n\r\n"
ODD_RECORDS = [
    warc_record("https://example.org/chunked", CHUNKED, more="Transfer-Encoding: chunked\r\n"),
    warc_record(
        "https://example.org/gzip",
        gzip.compress(PAGE.encode(), mtime=0),
        more="Content-Encoding: gzip\r\n",
    ),
]
FULL_PAGE = PAGE.replace(
    "</article>",
    "<figure><img src=a.png><figcaption>Rain. &mdash; NTB</figcaption></figure><ul><li>One &amp; all<li>Two</ul>"
    "<table><tr><td>1<td>2</table><blockquote>&ldquo;Rain&rdquo;, he said.<br>So it was.</blockquote><!-- x -->"
    "</article>",
)
TREE = b"\0\0\0a\0\0\0b\7\1\0x\3\1\1u\3\2\1v\6\2\0p\7\2\0y"
NESTED_MAIL = f"""From: "Ek, Bo" <bo@example.org>, =?iso-8859-1?q?S=F8ren?= <s@example.org>
Subject: =?utf-8?b?UmFpbg==?= in
 Oslo
Date: Wed, 1 May 2024 08:00:00 GMT
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="a b"

--a b
Content-Type: multipart/related; boundary=y; type="text/html"

--y
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<p style=3D"x">{SENTENCES[0]} =E9=20=
goes on</p>
--y--
--a b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename*=utf-8''r%C3%A9gn.txt

SXQgcmFpbmVkLg==
--a b--
"""
MORE = {
    "rain.txt": f"title: Rain\ndate 2024-05-01 It rained. -- NTB\n\n{SENTENCES[0]}\n\n{SENTENCES[1]}".encode(),
    "rain.tsv": b"text\tid\nIt rained.\t7\n",
    "atom.rss": ATOM.encode(),
    "full.html": FULL_PAGE.encode(),
    "full.md": f"# A\n\n- *a*\n- `2`\n\n1. > {SENTENCES[0]}\n\n<b>x</b>\n\n[a]: b 'c'\n\n[a][a] ![d](e)\\\nf".encode(),
    "more.jsonl": "\n".join(json.dumps(ARTICLE | {"id": number}) for number in range(5)).encode(),
    "more.csv": f'id;text;published\n1;"{SENTENCES[0]} ""So""";2024-05-01T10:00:00Z\n\n2;{SENTENCES[1]};\n'.encode(),
    "nested.parquet": parquet(
        {"text": list(SENTENCES) * 3, "authors": [["Bo Ek", None], []] * 3}, rows_in_group=2
    ),
    "nested.eml": NESTED_MAIL.encode(),
    "plain.docx": docx(word_paragraph(SENTENCES[0]) + "<w:sdt/>"),
    "plain.odt": odt(
        f"<text:p text:style-name='Title'>Rain</text:p><text:p>{SENTENCES[0]}</text:p>"
    ),
    "plain.rtf": rf"{{\rtf1 {SENTENCES[0]}\line \u8220?Rain\u8221? \'e9{{\pict 00}}}}".encode(),
    "flate.pdf": flate_pdf(pdf([list(SENTENCES), ["Page 2"], list(SENTENCES)])),
    "odd.warc": b"".join(ODD_RECORDS),
    "odd.warc.gz": packed([*ODD_RECORDS, *RECORDS]),
    "tree.folder": TREE,
}
"""Less plain files, to begin a search for what breaks a reader with."""
