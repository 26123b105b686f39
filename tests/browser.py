"""Headless Chromium for tests, with the network shut: any request but for the opened file fails.

The page that tests open shows the five seed reports; its fixtures are in ``page_fixtures``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Route, sync_playwright

from fazhi.network import Graph, record_of

TITLE = "五份法治政府建设年度报告"
NANXIANG, ZHENXIN, WANXING = "division/310114102", "division/310114002", "division/120104005"
FENGQIAO = "枫桥经验"
GROUNDS = {"light": "#fbfaf7", "dark": "#14171b"}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)


@dataclass
class Opened:
    """A page with all it complained of and all it asked for from outside."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Fail where the console showed an error or a request left the machine."""
        assert self.complaints == []
        assert self.requests == []


def chromium() -> str | None:
    """Return the browser of the system, None to let playwright use its own."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("FAZHI_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, fragment: str = "", **options: Any) -> Iterator[Opened]:
    """Open ``file`` in a context of its own; ``options`` are those of a playwright context.

    The page is checked when the block ends: no complaint in the console, no request to outside.
    """
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    # A machine that is busy with other things is slow, not wrong.
    context.set_default_timeout(120_000)
    page = context.new_page()
    made = Opened(page)

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            made.requests.append(url)
            route.abort()

    page.route("**/*", answer)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: made.complaints.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.goto(file.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
    ready(page)
    yield made
    made.check()
    context.close()


def ready(page: Page | Frame) -> None:
    """Wait until the graph has been drawn: the first drawing waits for a frame.

    Asked for again and again, because the page's policy forbids what playwright's own waiting does.
    """
    for _ in range(1200):
        if page.evaluate("Boolean(window.fazhi) && window.fazhi.drawn()"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("The page has drawn nothing in a minute")


def drawn_again(page: Page) -> None:
    """Wait until the page has drawn itself once more: what is asked for in one frame is drawn in the next."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def go_to(page: Page, fragment: str) -> None:
    """Change the address, and wait until the page has been told; it must differ from the one before."""
    page.evaluate(
        "(to) => new Promise((done) => { addEventListener('hashchange', done, { once: true }); location.hash = to; })",
        fragment,
    )


def click_at(page: Page, expression: str) -> None:
    """Click the point of the canvas that ``expression`` gives, and move the pointer away."""
    point = page.evaluate(expression)
    page.mouse.click(point["x"], point["y"])
    page.mouse.move(2, 2)


def key_of(graph: Graph, name: str) -> str:
    (key,) = [node for node in graph if record_of(graph, node).name == name]
    return key


def visible(page: Page | Frame) -> set[str]:
    return set(page.evaluate("fazhi.nodes()"))


def overlaps(page: Page) -> list[tuple[str, str]]:
    labels = page.evaluate("fazhi.labels()")
    return [
        (a["text"], b["text"])
        for number, a in enumerate(labels)
        for b in labels[:number]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
