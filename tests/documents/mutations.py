"""Ways to spoil a file that its format's parser sees, where chance bytes would be refused at the door."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

Way: TypeAlias = "Callable[[bytes, Random, str, Sequence[bytes]], bytes]"

GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK\x03\x04"
LARGEST: Final = 64 << 10
"""Bytes of a spoilt file; what takes long on 64 KiB has a reason."""
NUMBER: Final = re.compile(rb"\d+")
ODD: Final[tuple[object, ...]] = (
    None,
    True,
    -1,
    1e300,
    "",
    "\ud800",
    "\0",
    "9999-99-99",
    "http://[::1",
    [],
    {},
    {"@id": "#a"},
)
OBJECT: Final = re.compile(rb"\{.*\}", re.DOTALL)
NUMBERS: Final = (
    b"0 -1 1 00 255 65536 2147483648 4294967295 18446744073709551616 1e999 NaN 999999999999".split()
)
HOSTILE: Final = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc3",
        b"\r",
        b"\r\n\r\n",
        b"\n\n",
        b"\x1b[2J",
    ),
    *(
        b'"',
        b"'",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b";",
        b"\t",
        b"|",
        b"--",
        b"---\n",
        b"> ",
        b"%",
    ),
    *map(str.encode, ("\u2028", "\u202e", "\ufeff", "\U0001f327", "e\u0301", "İ", "ß")),
]
TOKENS: Final = {
    kind: [token.encode("latin-1") for token in listed.split("¦")]
    for kind, listed in {
        "html": (
            "<¦</p>¦<p>¦<div>¦<article>¦<table><tr><td>¦<ul><li>¦<script>¦<!--¦"
            "-->¦<![CDATA[¦<svg>¦<br/>¦<base href='//x'>¦&#0;¦&#xD800;¦&#x110000;¦"
            '&lt;¦&¦<meta charset="utf-7">¦<meta charset="x">¦<html lang="">¦'
            '<time datetime="9999-99-99">¦<meta name="date" content="0000-00-00">¦'
            '<meta property="og:url" content="http://[::1">¦<link rel="canonical" href="http://[">¦'
            "<frameset>¦<plaintext>¦<noscript>¦<template>¦<figure><figcaption>¦</figcaption>¦Photo: Ann Lee/AFP¦"
            '<span class="credit">'
        ),
        "xml": (
            '<!DOCTYPE a [<!ENTITY b "bbbb">]>¦&b;¦<!ENTITY c SYSTEM "file:///etc/hostname">¦'
            '&c;¦<?xml¦encoding="utf-16"¦encoding="x"¦<item>¦</item>¦<entry>¦'
            "<content:encoded>¦]]>¦<pubDate>31 Feb 99999</pubDate>¦<updated>-1</updated>¦"
            'type="xhtml"¦xml:base="http://["¦type="application/octet-stream" mode="base64"¦'
            "<link/>¦<guid>http://[</guid>"
        ),
        "word": (
            "<w:p>¦</w:p>¦<w:tbl><w:tr><w:tc>¦<w:del>¦<w:ins>¦<w:sdt><w:sdtContent>¦<text:p>¦"
            "</text:p>¦<text:h>¦<text:s text:c='999999999'/>¦<text:note>¦<office:annotation>¦"
            "<draw:frame>¦<table:table>¦<text:tracked-changes>¦&b;¦&#0;¦<w:footnoteReference w:id='9'/>¦"
            "<w:hyperlink r:id='x'>¦<w:drawing/>¦<!DOCTYPE a [<!ENTITY b 'bbbb'>]>¦<![CDATA[¦"
            "<dc:title>¦Target='../../x'¦w:val='-1'"
        ),
        "rtf": (
            "{¦}¦\\par ¦\\u-10180?¦\\u55357 ¦\\'e9¦\\'¦\\ansicpg99999 ¦\\uc9 ¦\\bin999999 ¦{\\*\\x ¦"
            '{\\info{\\title ¦{\\field{\\*\\fldinst{HYPERLINK "¦{\\pict ¦\\cell\\row ¦{\\fonttbl{\\f0 ¦'
            "\\fcharset999 ¦\\f9 ¦|¦\\line ¦{\\footnote "
        ),
        "json": (
            'null¦true¦1e999¦-0¦"\\ud800"¦"\\u0000"¦[]¦{}¦{"text":¦'
            '"published":¦"authors":[¦"language":"¦"@type":¦"@id":¦"@graph":[¦'
            '"datePublished":"2024-W18-3"¦"articleBody":"¦"author":{"name":¦'
            '"url":"http://[::1"¦"id":'
        ),
        "mail": (
            "Content-Type: multipart/mixed; boundary=x\n¦Content-Type: multipart/alternative\n¦"
            "--x\n¦--x--\n¦Content-Type: message/rfc822\n\n¦"
            "Content-Type: text/plain; charset=x-unknown\n¦charset*=utf-8''%ff¦"
            "Content-Transfer-Encoding: base64\n¦Content-Transfer-Encoding: uuencode\n¦=\n¦=F¦"
            "begin 6 x\n¦From: <\n¦From: a@b, c@d;:,<>\n¦Date: 31 Feb 0000 99:99 +9999\n¦"
            "Subject: =?utf-7?b?a?=\n¦=?x?q?=ff?=¦Content-Disposition: inline; filename*0*=x\n¦"
            "MIME-Version: 2\n¦format=flowed"
        ),
        "pdf": (
            "obj\n¦endobj\n¦stream\n¦endstream\n¦<<¦>>¦/Kids [2 0 R]¦"
            "/Parent 3 0 R¦1 0 R¦/Length 999999999¦/Filter /FlateDecode¦"
            "/Filter [/LZWDecode /ASCII85Decode]¦/Count -1¦xref\n¦/Prev 0¦trailer\n¦"
            "startxref\n0\n¦/Encrypt 1 0 R¦/ToUnicode 4 0 R¦/Type /ObjStm /N 9999¦BT¦ET¦"
            "Tj¦(¦)¦[(a) 99999 (b)] TJ¦/F9 1 Tf¦q ¦1e38 0 0 1 0 0 cm¦/X1 Do¦"
            "BI /W 9 ID¦/DecodeParms << /Predictor 15 /Columns 99999999 >>¦/Extends 2 0 R¦%%EOF"
        ),
        "warc": (
            "WARC/1.0\r\n¦WARC/9\r\n¦WARC-Type: response\r\n¦WARC-Type: revisit\r\n¦"
            "Content-Length: -1\r\n¦Content-Length: 999999999999\r\n¦"
            "Transfer-Encoding: chunked\r\n¦Content-Encoding: gzip\r\n¦\r\n\r\n¦"
            "Content-Encoding: br\r\n¦HTTP/1.1 200 OK\r\n¦HTTP/1.1 999999\r\n¦"
            "WARC-Target-URI: <http://[>\r\n¦ffffffffffffffff\r\n¦0\r\n\r\n¦"
            "Content-Type: text/html; charset=utf-16\r\n¦WARC-Record-ID:\r\n"
        ),
        "markdown": (
            "# ¦```\n¦[¦](¦![¦*¦**¦_¦<b>¦> ¦- ¦1. ¦    ¦"
            "[a]: b\n¦&#0;¦---\ntitle: ¦\ndate: 9999-99-99\n¦author: ;,;\n¦~~~\n¦"
            "| a | b |\n|--|--|\n¦\\¦<!--"
        ),
        "table": ('text¦text,text¦"¦""¦"\n¦,,,,¦\n¦\r¦;¦\t¦|¦id;text\n¦9999-99-99'),
        "text": ("date 2024-05-01¦date: 9999-99-99¦title:¦url: \n¦ -- NTB¦\n\n¦\x85¦\x97 A B"),
        "parquet": (
            "PAR1¦\x15\x00¦\x19L¦\x00\x00\x00\x80¦ÿÿÿ\x7f¦\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01¦\x8c"
        ),
    }.items()
}
"""What means something in a format, by its family."""


def mutated(data: bytes, random: Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """A file spoilt once; what is packed with gzip is mostly spoilt inside, so that the unpacker lets it through.

    Args:
        data: The file.
        kind: One of `TOKENS`.
        seeds: Good files of the same format, to take pieces of.
    """
    if data.startswith(GZIP) and random.random() < 0.9:
        with suppress(OSError, EOFError, zlib.error):
            return repacked(data, random, kind, seeds)
    if data.startswith(ZIP) and random.random() < 0.9:
        with suppress(OSError, EOFError, RuntimeError, ValueError, zlib.error, BadZipFile):
            return rezipped(data, random, kind)
    chosen = random.choice(WAYS)
    return chosen(data, random, kind, seeds)[:LARGEST]


def rezipped(data: bytes, random: Random, kind: str) -> bytes:
    """A zip file with one of its parts spoilt, or given to another."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name)[:LARGEST] for name in archive.namelist()}
    name, other = random.choice(list(parts)), random.choice(list(parts))
    parts[name] = mutated(parts[other], random, kind, list(parts.values()))
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return out.getvalue()


def repacked(data: bytes, random: Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """A gzip file of one or many members with one of them spoilt."""
    members = []
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        members.append(unpacker.decompress(data, LARGEST))
        data = unpacker.unused_data
    plain = [gzip.decompress(seed) if seed.startswith(GZIP) else seed for seed in seeds]
    chosen = random.randrange(len(members))
    members[chosen] = mutated(members[chosen], random, kind, plain)
    return b"".join(gzip.compress(member, 1, mtime=0) for member in members)


def number(data: bytes, random: Random, _kind: str, _seeds: Sequence[bytes]) -> bytes:
    """Another number where there is one: a length, a reference, a date."""
    places = list(NUMBER.finditer(data))
    if not places:
        return data + random.choice(NUMBERS)
    place = random.choice(places)
    return data[: place.start()] + random.choice(NUMBERS) + data[place.end() :]


def token(data: bytes, random: Random, kind: str, _seeds: Sequence[bytes]) -> bytes:
    """Something with a meaning, at any place."""
    chosen = random.choice([*TOKENS[kind], *TOKENS[kind], *HOSTILE])
    place = random.randint(0, len(data))
    return data[:place] + chosen + data[place:]


def nested(data: bytes, random: Random, kind: str, _seeds: Sequence[bytes]) -> bytes:
    """Something with a meaning, or a piece of the file, many times in a row."""
    place = random.randint(0, len(data))
    piece = random.choice([*TOKENS[kind], data[place : place + random.randint(1, 60)]])
    return data[:place] + piece * random.choice([2, 2, 10, 10, 100, 100, 3000]) + data[place:]


def spliced(data: bytes, random: Random, _kind: str, seeds: Sequence[bytes]) -> bytes:
    """The beginning of the file, and the end of a good one."""
    other = random.choice(seeds)
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]


def cut(data: bytes, random: Random, _kind: str, _seeds: Sequence[bytes]) -> bytes:
    """The file without its end, or without a piece in it."""
    start = random.randint(0, len(data))
    return data[:start] + (data[start + random.randint(0, 400) :] if random.random() < 0.7 else b"")


def lines(data: bytes, random: Random, _kind: str, seeds: Sequence[bytes]) -> bytes:
    """A line taken out, doubled, moved, or one of another file put in: rows, headers, records."""
    found = data.splitlines(keepends=True) or [data]
    place = random.randrange(len(found))
    other = random.choice(random.choice(seeds).splitlines(keepends=True) or [b"\n"])
    found[place : place + 1] = random.choice(
        [
            [],
            [found[place]] * 2,
            [random.choice(found), found[place]],
            [other],
            [found[place].rstrip(b"\r\n")],
        ]
    )
    return b"".join(found)


def flipped(data: bytes, random: Random, _kind: str, _seeds: Sequence[bytes]) -> bytes:
    """Some bits turned over."""
    out = bytearray(data)
    for _ in range(random.randint(1, 8) if out else 0):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def value(data: bytes, random: Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """Another value at a place of the JSON in the file; without JSON, something with a meaning."""
    place = OBJECT.search(data)
    with suppress(ValueError, RecursionError):
        if place:
            changed = json.dumps(changed_value(json.loads(place[0]), random)).encode()
            return data[: place.start()] + changed + data[place.end() :]
    return token(data, random, kind, seeds)


def changed_value(tree: Any, random: Random) -> Any:  # noqa: ANN401 - JSON
    """A tree of JSON with one node of another type, or nested in itself."""
    if tree and isinstance(tree, dict | list) and random.random() < 0.8:
        key = random.choice(list(tree)) if isinstance(tree, dict) else random.randrange(len(tree))
        tree[key] = changed_value(tree[key], random)
        return tree
    deep = tree
    for _ in range(random.choice([1, 30, 200])):
        deep = [deep]
    odd: list[object] = [*ODD, {"name": tree}, deep, [tree, tree], f"{tree}" * 20]
    return random.choice(odd)


WAYS: Final[list[Way]] = [number, token, token, nested, spliced, cut, lines, flipped, value]
