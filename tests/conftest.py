"""What several tests need: the language model and the browser, each loaded once."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from kg.language.annotation import Annotator, load_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

settings.register_profile("kg", deadline=None)  # a test says what is right, never how long it takes
settings.load_profile("kg")
# A shell starts what runs in the background deaf to Ctrl-C; what a test interrupts must hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fuzz", type=int, default=40, help="how many broken files to give each reader"
    )


@pytest.fixture(scope="session")
def nlp() -> Annotator:
    return load_model()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of all tests: Playwright starts no second one in a process."""
    from tests.views.browser import chromium

    with chromium() as running:
        yield running
