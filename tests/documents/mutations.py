"""Ways to spoil a file that its format's parser sees, where chance bytes would be refused at the door."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

GZIP: Final = b"\x1f\x8b"
LARGEST: Final = 64 << 10
"""Bytes of a spoilt file; what takes long on 64 KiB has a reason."""
NUMBER: Final = re.compile(rb"\d+")
OBJECT: Final = re.compile(rb"\{.*\}", re.DOTALL)
NUMBERS: Final = b"0 -1 1 00 255 65536 2147483648 4294967295 18446744073709551616 1e999 NaN 999999999999".split()
HOSTILE: Final = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r", b"\r\n\r\n", b"\n\n", b"\x1b[2J"),
    *(b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b",", b";", b"\t", b"|", b"--", b"---\n", b"> ", b"%"),
    *("\u2028", "\u202e", "\ufeff", "\U0001f327", "e\u0301", "İ", "ß"),
]
TOKENS: Final[dict[str, list[bytes]]] = {
    "html": [
        *(b"<", b"</p>", b"<p>", b"<div>", b"<article>", b"<table><tr><td>", b"<ul><li>", b"<script>", b"<!--", b"-->"),
        *(b"<![CDATA[", b"<svg>", b"<br/>", b"<base href='//x'>", b"&#0;", b"&#xD800;", b"&#x110000;", b"&lt;", b"&"),
        *(b'<meta charset="utf-7">', b'<meta charset="x">', b'<html lang="">', b'<time datetime="9999-99-99">'),
        *(b'<meta name="date" content="0000-00-00">', b'<meta property="og:url" content="http://[::1">'),
        *(b'<link rel="canonical" href="http://[">', b"<frameset>", b"<plaintext>", b"<noscript>", b"<template>"),
    ],
    "xml": [
        *(b'<!DOCTYPE a [<!ENTITY b "bbbb">]>', b"&b;", b'<!ENTITY c SYSTEM "file:///etc/hostname">', b"&c;", b"<?xml"),
        *(b'encoding="utf-16"', b'encoding="x"', b"<item>", b"</item>", b"<entry>", b"<content:encoded>", b"]]>"),
        *(b"<pubDate>31 Feb 99999</pubDate>", b"<updated>-1</updated>", b'type="xhtml"', b'xml:base="http://["'),
        *(b'type="application/octet-stream" mode="base64"', b"<link/>", b"<guid>http://[</guid>"),
    ],
    "json": [
        *(b"null", b"true", b"1e999", b"-0", b'"\\ud800"', b'"\\u0000"', b"[]", b"{}", b'{"text":', b'"published":'),
        *(b'"authors":[', b'"language":"', b'"@type":', b'"@id":', b'"@graph":[', b'"datePublished":"2024-W18-3"'),
        *(b'"articleBody":"', b'"author":{"name":', b'"url":"http://[::1"', b'"id":'),
    ],
    "mail": [
        *(b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: multipart/alternative\n", b"--x\n", b"--x--\n"),
        *(b"Content-Type: message/rfc822\n\n", b"Content-Type: text/plain; charset=x-unknown\n", b"charset*=utf-8''%ff"),
        *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: uuencode\n", b"=\n", b"=F", b"begin 6 x\n"),
        *(b"From: <\n", b"From: a@b, c@d;:,<>\n", b"Date: 31 Feb 0000 99:99 +9999\n", b"Subject: =?utf-7?b?a?=\n"),
        *(b"=?x?q?=ff?=", b"Content-Disposition: inline; filename*0*=x\n", b"MIME-Version: 2\n", b"format=flowed"),
    ],
    "pdf": [
        *(b"obj\n", b"endobj\n", b"stream\n", b"endstream\n", b"<<", b">>", b"/Kids [2 0 R]", b"/Parent 3 0 R", b"1 0 R"),
        *(b"/Length 999999999", b"/Filter /FlateDecode", b"/Filter [/LZWDecode /ASCII85Decode]", b"/Count -1", b"xref\n"),
        *(b"/Prev 0", b"trailer\n", b"startxref\n0\n", b"/Encrypt 1 0 R", b"/ToUnicode 4 0 R", b"/Type /ObjStm /N 9999"),
        *(b"BT", b"ET", b"Tj", b"(", b")", b"[(a) 99999 (b)] TJ", b"/F9 1 Tf", b"q ", b"1e38 0 0 1 0 0 cm", b"/X1 Do"),
        *(b"BI /W 9 ID", b"/DecodeParms << /Predictor 15 /Columns 99999999 >>", b"/Extends 2 0 R", b"%%EOF"),
    ],
    "warc": [
        *(b"WARC/1.0\r\n", b"WARC/9\r\n", b"WARC-Type: response\r\n", b"WARC-Type: revisit\r\n", b"Content-Length: -1\r\n"),
        *(b"Content-Length: 999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"\r\n\r\n"),
        *(b"Content-Encoding: br\r\n", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 999999\r\n", b"WARC-Target-URI: <http://[>\r\n"),
        *(b"ffffffffffffffff\r\n", b"0\r\n\r\n", b"Content-Type: text/html; charset=utf-16\r\n", b"WARC-Record-ID:\r\n"),
    ],
    "markdown": [
        *(b"# ", b"```\n", b"[", b"](", b"![", b"*", b"**", b"_", b"<b>", b"> ", b"- ", b"1. ", b"    ", b"[a]: b\n", b"&#0;"),
        *(b"---\ntitle: ", b"\ndate: 9999-99-99\n", b"author: ;,;\n", b"~~~\n", b"| a | b |\n|--|--|\n", b"\\", b"<!--"),
    ],
    "table": [b"text", b"text,text", b'"', b'""', b'"\n', b",,,,", b"\n", b"\r", b";", b"\t", b"|", b"id;text\n", b"9999-99-99"],
    "text": [b"date 2024-05-01", b"date: 9999-99-99", b"title:", b"url: \n", b" -- NTB", "— A B".encode(), b"\n\n", b"\x85"],
    "parquet": [b"PAR1", b"\x15\x00", b"\x19\x4c", b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", b"\x80" * 9 + b"\x01", b"\x8c"],
}
"""What means something in a format, by its family."""


def mutated(data: bytes, random: Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """A file spoilt once; what is packed with gzip is mostly spoilt inside, so that the unpacker lets it through.

    Args:
        data: The file.
        kind: One of `TOKENS`.
        seeds: Good files of the same format, to take pieces of.
    """
    if data.startswith(GZIP) and random.random() < 0.9:  # noqa: PLR2004 - mostly
        with suppress(OSError, EOFError, zlib.error):
            return repacked(data, random, kind, seeds)
    chosen: Callable[[bytes, Random, str, Sequence[bytes]], bytes] = random.choice(WAYS)
    return chosen(data, random, kind, seeds)[:LARGEST]


def repacked(data: bytes, random: Random, kind: str, seeds: Sequence[bytes]) -> bytes:
    """A gzip file of one or many members with one of them spoilt."""
    members = []
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        members.append(unpacker.decompress(data, LARGEST))
        data = unpacker.unused_data
    plain = [seed for seed in seeds if not seed.startswith(GZIP)]
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
    return data[:place] + (chosen.encode() if isinstance(chosen, str) else chosen) + data[place:]


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
    return data[:start] + (data[start + random.randint(0, 400) :] if random.random() < 0.7 else b"")  # noqa: PLR2004


def lines(data: bytes, random: Random, _kind: str, seeds: Sequence[bytes]) -> bytes:
    """A line taken out, doubled, moved, or one of another file put in: rows, headers, records."""
    found = data.splitlines(keepends=True) or [data]
    place = random.randrange(len(found))
    other = random.choice(random.choice(seeds).splitlines(keepends=True) or [b"\n"])
    found[place : place + 1] = random.choice(
        [[], [found[place]] * 2, [random.choice(found), found[place]], [other], [found[place].rstrip(b"\r\n")]]
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
    if tree and isinstance(tree, dict | list) and random.random() < 0.8:  # noqa: PLR2004 - mostly deeper
        key = random.choice(list(tree)) if isinstance(tree, dict) else random.randrange(len(tree))
        tree[key] = changed_value(tree[key], random)
        return tree
    deep = tree
    for _ in range(random.choice([1, 30, 200])):
        deep = [deep]
    odd = [None, True, -1, 1e300, "", "\ud800", "\0", "9999-99-99", "http://[::1", [], {}, {"@id": "#a"}, {"name": tree}]
    return random.choice([*odd, deep, [tree, tree], f"{tree}" * 20])


WAYS: Final = [number, token, token, nested, spliced, cut, lines, flipped, value]
