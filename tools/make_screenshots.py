"""Make the pictures of docs/graph.md from a store of the seeds, in headless Chromium with the network shut.

Run: ``python tools/make_screenshots.py [STORE]``; without a store one is built in a folder that is removed
again. Look at each picture afterwards: names on names, cut text and empty corners are faults of the page.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from fazhi.network import load
from fazhi.rendering import render, report_texts, write
from fazhi.store import Store

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
TITLE = "五份法治政府建设年度报告"
ZHENXIN, WANXING, NANXIANG = "division/310114002", "division/120104005", "division/310114102"
FENGQIAO = "practice/fengqiao-experience"
LINE = f"line={WANXING} {FENGQIAO} adoption implemented"
WINDOW: dict[str, Any] = {"viewport": {"width": 1360, "height": 850}, "reduced_motion": "reduce"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}


@dataclass(frozen=True)
class Shot:
    """A picture: the page's address, what is clicked on it, and options of the browser."""

    name: str
    address: str = ""
    clicks: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


SHOTS = (
    Shot("map"),
    Shot("map-dark-english", "language=en", options={"color_scheme": "dark"}),
    Shot("evidence", LINE),
    Shot("reader", LINE, ("#panel .read",)),
    Shot("compare", f"plan=compare&place={ZHENXIN}|{WANXING}"),
    Shot("compare-three", f"plan=compare&place={ZHENXIN}|{WANXING}|{NANXIANG}"),
    Shot("years", "view=years"),
    Shot("overview", "plan=overview"),
    Shot("similar", "plan=similar"),
    Shot("together", "plan=together"),
    Shot("around", f"plan=around&focus={FENGQIAO}"),
    Shot("place", f"select={ZHENXIN}"),
    Shot("matrix", "view=matrix"),
    Shot("list", "view=table&language=en"),
    Shot("phone", f"select={FENGQIAO}", options=PHONE),
)


def main(store: Path | None = None) -> None:
    """Write all pictures to docs/images."""
    # The browser is driven as the tests drive it.
    sys.path.insert(0, str(ROOT / "tests"))
    from browser import launched

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        file = write(_page(store or _built(Path(folder) / "store")), Path(folder) / "graph.html")
        for shot in SHOTS:
            _take(browser, file, shot)
            print(IMAGES.relative_to(ROOT) / f"{shot.name}.jpg")


def _built(store: Path) -> Path:
    subprocess.run([sys.executable, "-m", "fazhi", "build", ROOT / "seeds", "--store", store], check=True)
    return store


def _page(store: Path) -> str:
    with Store.open(store) as opened_store:
        graph = load(opened_store)
        return render(graph, title=TITLE, texts=report_texts(opened_store, graph))


def _take(browser: Browser, file: Path, shot: Shot) -> None:
    from browser import opened

    with opened(browser, file, shot.address, **{**WINDOW, **shot.options}) as found:
        page: Page = found.page
        for place in shot.clicks:
            page.click(place)
        page.mouse.move(2, 2)
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / f"{shot.name}.jpg", type="jpeg", quality=82)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
