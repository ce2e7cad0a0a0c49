"""A page of another site asks the SPARQL endpoint where the user named its site; nothing else, and no other page."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import requests

from kg.errors import ConfigError
from kg.serve import serve_build
from kg.serve.origins import check_origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = "https://paper.example.org"
ASK = "/query?query=ASK+%7B%7D"


@contextmanager
def allowing(folder: Path, *origins: str) -> Iterator[str]:
    """The address of a build whose endpoint some origins may ask."""
    with serve_build(folder, port=0, origins=origins) as front:
        thread = threading.Thread(target=front.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{front.port}"
        finally:
            front.stop()
            thread.join()


def asked_from(origin: str, url: str, method: str = "GET", **headers: str) -> requests.Response:
    """What a browser gets for a page of an origin."""
    said = {"Origin": origin, "Sec-Fetch-Site": "cross-site", **headers}
    return requests.request(method, url, headers=said, timeout=60)


@pytest.mark.parametrize(
    ("allowed", "origin", "told"),
    [
        pytest.param([OURS], OURS, OURS, id="the one"),
        pytest.param([OURS, "http://localhost:3000"], "http://localhost:3000", None, id="two"),
        pytest.param(["HTTPS://Paper.example.org"], OURS, OURS, id="capitals"),
        pytest.param(["*"], "https://elsewhere.example.org", "*", id="all"),
    ],
)
def test_a_named_site_may_ask(
    folder: Path, allowed: list[str], origin: str, told: str | None
) -> None:
    with allowing(folder, *allowed) as url:
        answer = asked_from(origin, url + ASK)
        wrong = asked_from(origin, f"{url}/query?query=ASK")
        preflight = asked_from(
            origin,
            f"{url}/query",
            "OPTIONS",
            **{
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
                "Access-Control-Request-Private-Network": "true",
            },
        )
    assert answer.json()["boolean"] is True
    for one in (answer, wrong, preflight):
        assert one.headers["Access-Control-Allow-Origin"] == (told or origin)
        assert one.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Origin" in one.headers["Vary"]
    assert wrong.status_code == 400
    assert "the SPARQL is wrong" in wrong.text
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    assert preflight.headers["Access-Control-Allow-Private-Network"] == "true"


@pytest.mark.parametrize(
    ("allowed", "origin", "path"),
    [
        pytest.param([], OURS, ASK, id="off by default"),
        pytest.param([OURS], "https://elsewhere.example.org", ASK, id="another site"),
        pytest.param([OURS], "http://paper.example.org", ASK, id="another scheme"),
        pytest.param([OURS], f"{OURS}:8443", ASK, id="another port"),
        pytest.param([OURS], "null", ASK, id="a page of nowhere"),
        pytest.param([OURS], OURS, "/questions/publisher?format=csv", id="a question"),
        pytest.param(["*"], OURS, "/claims.html", id="the page"),
    ],
)
def test_nobody_else_and_nothing_else(
    folder: Path, allowed: list[str], origin: str, path: str
) -> None:
    with allowing(folder, *allowed) as url:
        answer = asked_from(origin, url + path)
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "origin", ["paper.example.org", "https://paper.example.org/", "null", "https://*.example.org"]
)
def test_what_is_no_origin_is_refused(folder: Path, origin: str) -> None:
    with pytest.raises(ConfigError, match="is no origin; write a scheme, a host"):
        check_origin(origin)
    with pytest.raises(ConfigError, match="is no origin"), serve_build(folder, 0, 30, [origin]):
        pass


@pytest.mark.parametrize(
    ("path", "status", "words", "way"),
    [
        ("/nothing", 404, "there is nothing at /nothing", 'href="/">All questions'),
        ("/query?query=ASK", 400, "the SPARQL is wrong", 'href="/">All questions'),
        (
            "/questions/said-by?name=%3Cb%3Enobody",
            400,
            "&lt;b&gt;nobody",
            'href="/#said-by">Back to said-by',
        ),
    ],
)
def test_an_error_leads_back_where_a_browser_shows_it(
    url: str, path: str, status: int, words: str, way: str
) -> None:
    answer = requests.get(url + path, headers={"Accept": "text/html,*/*;q=0.8"}, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert words in answer.text
    assert way in answer.text
    assert requests.get(url + path, timeout=60).headers["Content-Type"].startswith("text/plain")


def test_the_way_back_leads_to_the_form(url: str) -> None:
    assert '<form id="said-by" ' in requests.get(url, timeout=60).text
