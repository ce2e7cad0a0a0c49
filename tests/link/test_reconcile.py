"""Asking an authority: against a real reconciliation service, and against services that are busy or wrong."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from kg.errors import InputError
from kg.link import reconcile
from kg.link.entities import Record
from kg.link.reconcile import Service, reconciled
from kg.rdf.vocabulary import SDO
from tests.merge.servers import datasette

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WIKIDATA = "http://www.wikidata.org/entity/"
SAME, OPEN = "it counts", "a proposal"


def record(name: str, kind: str = "person", roles: str = "") -> Record:
    form = name.casefold()
    return Record(
        iri=f"x:{form.replace(' ', '-')}",
        kind=kind,
        name=name,
        forms=frozenset({form}),
        roles=frozenset(roles.split()),
    )


AUTHORITY = [
    ("Q1", "Ada Berg", "harbour master of Lundby"),
    ("Q2", "Bo Ray", "painter"),
    ("Q3", "Lundby Harbour", "company"),
    ("Q4", "Cy Tan", "singer"),
    ("Q5", "Cy Tan", "chess player"),
]
ASKED = [
    pytest.param(record("Ada Berg", roles="harbour master"), ("Q1", SAME), id="name and role"),
    pytest.param(
        record("Bo Ray", roles="minister"), ("Q2", OPEN), id="the name of a person alone stays open"
    ),
    pytest.param(record("Cy Tan"), ("Q4", OPEN), id="two of the name"),
    pytest.param(
        record("Lundby Harbour", "organization"),
        ("Q3", SAME),
        id="the only organisation of the name",
    ),
    pytest.param(record("Lundby", "place"), ("Q3", OPEN), id="a name that only holds it"),
    pytest.param(record("Nobody Known"), None, id="nobody"),
]


def test_a_real_service_is_asked(tmp_path: Path) -> None:
    cases = {case.values[0].iri: case.values[1] for case in ASKED}  # type: ignore[union-attr]
    service = Service(url="", cache=tmp_path / "kept.jsonl", pause=0)
    with datasette(tmp_path, AUTHORITY) as url:
        service = Service(url=url, cache=tmp_path / "kept.jsonl", pause=0)
        found = reconciled([case.values[0] for case in ASKED], service, "2025-05-06")  # type: ignore[misc]
    told = {
        one.subject: (one.object.removeprefix(WIKIDATA), OPEN if one.is_proposal else SAME)
        for one in found
    }
    assert told == {iri: expected for iri, expected in cases.items() if expected}
    assert {one.predicate for one in found} == {str(SDO.sameAs)}
    assert all(one.reason and one.date == "2025-05-06" for one in found)


class Asked:
    """A service that counts what it is asked, answers as it is told, and knows everybody."""

    def __init__(self, *failures: tuple[int, dict[str, str]]) -> None:
        self.failures = list(failures)
        self.names: list[str] = []
        self.wrong: bytes | None = None


@contextmanager
def serving(asked: Asked) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self, data: object) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(asked.wrong if asked.wrong is not None else json.dumps(data).encode())

        def do_GET(self) -> None:
            self.answer({"versions": ["0.2"], "identifierSpace": WIKIDATA, "schemaSpace": WIKIDATA})

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if asked.failures:
                status, headers = asked.failures.pop(0)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                return
            queries = json.loads(body["queries"][0])
            asked.names += [query["query"] for query in queries.values()]
            self.answer(
                {
                    key: {
                        "result": [
                            {"id": "Q7", "name": query["query"], "score": 100, "match": True}
                        ]
                    }
                    for key, query in queries.items()
                }
            )

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


PEOPLE = [record(f"Person {letter}") for letter in "abcdefghijklmno"]


def test_nothing_is_asked_twice_and_a_stopped_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "_AT_ONCE", 4)
    asked = Asked()
    with serving(asked) as url:
        service = Service(url=url, cache=tmp_path / "kept.jsonl", pause=0)
        asked.failures = []
        first = reconciled(PEOPLE[:6], service, "")
        with (tmp_path / "kept.jsonl").open("a") as file:
            file.write('{"service": "half a li')
            file.write("\n")
        asked.failures = [(500, {})]
        with pytest.raises(InputError, match="what it answered before is kept"):
            reconciled(PEOPLE, service, "")
        again = reconciled(PEOPLE, service, "")
    assert (len(first), len(again)) == (6, 15)
    assert sorted(asked.names) == sorted(one.name for one in PEOPLE)


def test_the_same_name_is_asked_for_once_and_those_who_are_known_not_at_all(tmp_path: Path) -> None:
    known = Record(
        iri="x:k",
        kind="person",
        name="Known",
        forms=frozenset({"known"}),
        authority=frozenset({f"{WIKIDATA}Q9"}),
    )
    asked = Asked()
    with serving(asked) as url:
        reconciled(
            [record("Ann Lee"), record("Ann Lee"), known],
            Service(url=url, cache=tmp_path / "k", pause=0),
            "",
        )
    assert asked.names == ["Ann Lee"]


def test_a_busy_service_is_waited_for_as_long_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("kg.link.reconcile.time.sleep", waited.append)
    asked = Asked((429, {"Retry-After": "7"}), (503, {}))
    with serving(asked) as url:
        found = reconciled(PEOPLE, Service(url=url, cache=tmp_path / "k", pause=2), "")
    assert (len(found), waited) == (15, [7, 4, 2])


WRONG = [
    pytest.param(b"<html>", "answers with no JSON", id="no JSON"),
    pytest.param(b"{}", "does not answer as the Reconciliation API", id="no result"),
    pytest.param(
        b'{"q0": {"result": [3]}}',
        "does not answer as the Reconciliation API",
        id="a result that is none",
    ),
]


@pytest.mark.parametrize(("body", "message"), WRONG)
def test_a_service_that_answers_wrongly_is_named(tmp_path: Path, body: bytes, message: str) -> None:
    asked = Asked()
    asked.wrong = body
    with serving(asked) as url, pytest.raises(InputError, match=message):
        reconciled([record("Ann Lee")], Service(url=url, cache=tmp_path / "k", pause=0), "")
