"""A page of another site reaches nothing and learns nothing, whatever it tries; what is no browser is served."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import requests

from kg.serve import answers
from kg.serve.answers import _answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from werkzeug import Request, Response

ASK = "/query?query=ASK+%7B%7D"
LINK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
ATTACKS = {
    "img": "const e = new Image(); e.src = U + Q; then(e)",
    "script": "const e = document.createElement('script'); e.src = U + Q; document.body.append(e); then(e)",
    "style": "const e = document.createElement('link'); e.rel = 'stylesheet'; e.href = U + '/yasgui.min.css';"
             "document.body.append(e); then(e)",
    "video": "const e = document.createElement('video'); e.src = U + Q; e.load(); then(e)",
    "object": "const e = document.createElement('object'); e.data = U + Q; document.body.append(e); then(e)",
    "fetch": "fetch(U + Q).then(a => a.text()).then(learn, forget)",
    "fetch, no cors": "fetch(U + Q, {mode: 'no-cors', credentials: 'include'}).then(a => a.text()).then(learn, forget)",
    "fetch, post": "fetch(U + '/query', {method: 'POST', mode: 'no-cors', body: new URLSearchParams('query=ASK {}')})"
                   ".then(a => a.text()).then(learn, forget)",
    "fetch, preflight": "fetch(U + '/query', {method: 'POST', body: 'ASK {}',"
                        "headers: {'Content-Type': 'application/sparql-query'}})"
                        ".then(a => a.text()).then(learn, forget)",
    "fetch of the front page": "fetch(U + '/', {mode: 'no-cors'}).then(a => a.text()).then(learn, forget)",
    "beacon": "navigator.sendBeacon(U + '/query', new URLSearchParams('query=ASK {}')); setTimeout(forget, 500)",
    "events": "const e = new EventSource(U + Q); e.onmessage = learn; e.onerror = forget",
    "socket": "const e = new WebSocket(U.replace('http', 'ws') + Q); e.onopen = learn; e.onerror = forget",
    "frame": "const e = document.createElement('iframe'); e.src = U + '/'; document.body.append(e); inside(e)",
    "frame of a question": "const e = document.createElement('iframe'); e.src = U + '/questions/publisher';"
                           "document.body.append(e); inside(e)",
    "form": "const f = document.createElement('iframe'); f.name = 'f'; document.body.append(f);"
            "const e = document.createElement('form'); e.action = U + '/query'; e.method = 'POST'; e.target = 'f';"
            "const i = document.createElement('input'); i.name = 'query'; i.value = 'ASK {}'; e.append(i);"
            "document.body.append(e); e.submit(); inside(f)",
}  # fmt: skip
"""What a page does to learn something from U: `learn` is called with it, `forget` where there is nothing."""
PAGE = """<!DOCTYPE html><body><script>const attack = (U, Q, code) => new Promise(done => {
  const learn = words => done('learnt ' + words), forget = () => done('nothing');
  const then = e => { e.onload = e.onloadeddata = () => learn(e.naturalWidth); e.onerror = forget };
  const inside = e => e.onload = () => { try { learn(e.contentDocument.body.innerText) } catch { forget() } };
  eval(code);
});
</script>"""


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (ASK, {}, 200),
        (ASK, {"Sec-Fetch-Site": "none", **LINK}, 200),
        (ASK, {"Sec-Fetch-Site": "same-origin"}, 200),
        (ASK, {"Sec-Fetch-Site": "same-site"}, 403),
        (ASK, {"Sec-Fetch-Site": "cross-site"}, 403),
        (ASK, {"Sec-Fetch-Site": "cross-site", **LINK}, 403),
        (ASK, {"Sec-Fetch-Site": "Same-Origin"}, 403),
        (ASK, {"Sec-Fetch-Site": ""}, 403),
        (ASK, {"Origin": "OWN"}, 200),
        (ASK, {"Origin": "OWN", "Host": "OTHER"}, 403),
        (ASK, {"Origin": "null"}, 403),
        (ASK, {"Origin": ""}, 403),
        (ASK, {"Origin": "http://127.0.0.1:1"}, 403),
        (ASK, {"Origin": "https://example.org", "Sec-Fetch-Site": "same-origin"}, 403),
        ("/claims.html", {"Sec-Fetch-Site": "cross-site", **LINK}, 403),
        ("/editor", {"Sec-Fetch-Site": "cross-site", **LINK}, 403),
        ("/questions/publisher", {"Sec-Fetch-Site": "cross-site", **LINK}, 403),
        ("/nothing", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/", {"Sec-Fetch-Site": "cross-site", **LINK}, 200),
        ("/?x", {"Sec-Fetch-Site": "cross-site", **LINK}, 403),
        (
            "/",
            {
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "navigate",
                "Sec-Fetch-Dest": "iframe",
            },
            403,
        ),
        (
            "/",
            {
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "no-cors",
                "Sec-Fetch-Dest": "image",
            },
            403,
        ),
        ("/", {"Sec-Fetch-Site": "cross-site", "Origin": "null", **LINK}, 403),
        ("/", {"Host": "evil.example.org", "Sec-Fetch-Site": "same-origin"}, 403),
        ("/", {"Host": "127.0.0.1"}, 403),
        ("/", {"Host": "OTHER"}, 200),
    ],
)
def test_only_its_own_pages_and_what_is_no_page_are_answered(
    url: str, path: str, headers: dict[str, str], status: int
) -> None:
    other = url.removeprefix("http://").replace("127.0.0.1", "localhost")
    sent = {
        name: value.replace("OWN", url).replace("OTHER", other) for name, value in headers.items()
    }
    answer = requests.get(url + path, headers=sent, timeout=60)
    assert answer.status_code == status
    if status == 403:
        assert "ask" in answer.text


class Elsewhere(BaseHTTPRequestHandler):
    """Another site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def elsewhere() -> Iterator[int]:
    """The port of another site."""
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that somebody was let in to."""
    paths: list[str] = []

    def recorded(served: answers.Served, request: Request) -> Response:
        paths.append(request.path)
        return _answer(served, request)

    monkeypatch.setattr(answers, "_answer", recorded)
    return paths


@pytest.mark.browser
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_site_reaches_and_learns_nothing(
    url: str, browser: Browser, let_in: list[str], host: str
) -> None:
    with elsewhere() as port, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://{host}:{port}/")
        outcomes = {
            name: page.evaluate("([u, q, code]) => attack(u, q, code)", [url, ASK, code])
            for name, code in ATTACKS.items()
        }
        assert outcomes == dict.fromkeys(ATTACKS, "nothing")
    assert let_in == []


@pytest.mark.browser
def test_the_attacks_learn_something_where_they_are_no_attacks(
    url: str, browser: Browser, let_in: list[str]
) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(url)
        page.evaluate(
            PAGE.partition("<script>const ")[2].partition("</script>")[0] + "0"
        )  # a value that is no function
        for name in ("style", "fetch", "fetch, post", "fetch, preflight"):
            outcome = page.evaluate(
                "([u, q, code]) => attack(u, q, code)", [url, ASK, ATTACKS[name]]
            )
            assert outcome.startswith("learnt"), name
    assert let_in.count("/query") == 3


@pytest.mark.browser
def test_a_link_leads_from_elsewhere_to_the_first_page_and_no_further(
    url: str, browser: Browser, let_in: list[str]
) -> None:
    with elsewhere() as port, browser.new_context() as context:
        for path, status in (("/", 200), ("/questions/publisher", 403), (ASK, 403)):
            page = context.new_page()
            page.goto(f"http://localhost:{port}/")
            page.evaluate("a => document.body.innerHTML += `<a href='${a}'>go</a>`", url + path)
            with page.expect_response(url + path) as response:
                page.click("a")
            assert response.value.status == status
            page.wait_for_load_state()
    assert set(let_in) == {"/", "/style.css"}  # and what our own pages ask for


@pytest.mark.browser
def test_forms_editor_and_page_work_in_a_browser_and_ask_nobody_else(
    url: str, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        page.click("summary:has-text('What did a source say')")
        page.fill("form[action='/questions/said-by'] [name=name]", "Mrs Ada Berg")
        page.click("form[action='/questions/said-by'] button")
        assert "the ferry is late" in page.inner_text("main")
        page.goto(f"{url}/editor")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results td")
        page.click(".CodeMirror")
        page.keyboard.press("Control+End")
        page.keyboard.type("\n# PREFIX foaf:")
        page.keyboard.press("Control+Space")
        page.goto(f"{url}/claims.html")
        assert page.title() == "the page"
    assert complaints == []
    assert [address for address in asked if not address.startswith((url, "data:"))] == []
