"""How fast the page opens and pans, beside a bare pyvis page of the same graph in the same browser.

Run by hand: ``python tests/benchmarks/page_benchmark.py [nodes] [edges]``. It prints seconds and frames on
this machine and the ratios, which other machines share. A bare pyvis page with its default physics does not
come to rest at this size, so pyvis is given the computed layout, no physics and straight edges.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser import launched
from fazhi.network import AdoptionEdge, Graph, Passage, PlaceNode, PracticeNode, TopConcept, edges_of, graph_of
from fazhi.rendering import render, write
from fazhi.rendering.layout import positions

PROVINCES, TOPICS, MOVES = 31, 14, 60
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
COUNTING = "window.frames_ = []; (function next(t) { window.frames_.push(t); requestAnimationFrame(next); })(0)"


def corpus(nodes: int, edges: int) -> Graph:
    """A made-up corpus: seven places to three practices, widely shared ones and ones of a province."""
    rng = random.Random(1)
    topics = [TopConcept(f"topic/{n}", f"主题{n}", f"Topic {n}", f"{n:02d}") for n in range(TOPICS)]
    places, practices = nodes * 7 // 10, nodes - nodes * 7 // 10
    rows: list[Any] = [
        PlaceNode(f"division/{n}", f"{n}街道", f"省{n % PROVINCES}市{n}街道", None, "township", f"省{n % PROVINCES}")
        for n in range(places)
    ]
    rows += [PracticeNode(f"practice/{n}", f"做法{n}", f"Practice {n}", topics[n % TOPICS]) for n in range(practices)]
    seen: set[tuple[int, int]] = set()
    while len(seen) < edges:
        place = rng.randrange(places)
        near = int(rng.paretovariate(0.7)) - 1 + (place % PROVINCES) * (practices // PROVINCES)
        practice = near % practices if rng.random() < 0.7 else rng.randrange(practices)
        if (place, practice) in seen:
            continue
        seen.add((place, practice))
        year = 2020 + rng.randrange(5)
        sentence = f"{place}街道推进做法{practice}，取得成效。"
        evidence = (Passage(sentence, 4, 6, f"{place}街道{year}年度报告", year, f"{place}-{year}.txt", 100),)
        status = rng.choices(["implemented", "planned", "deficient", "mentioned"], [8, 2, 1, 1])[0]
        rows.append(AdoptionEdge(f"division/{place}", f"practice/{practice}", status, year, evidence))
    return graph_of(rows)


def bare_pyvis(graph: Graph) -> str:
    """The same graph as pyvis draws it when told to be quick, with its CDN links left out."""
    import re

    from pyvis.network import Network

    network = Network(cdn_resources="in_line", height="800px", directed=True)
    spots = positions(graph)
    number = {node: index for index, node in enumerate(sorted(graph))}
    for node, index in number.items():
        x, y = spots[node]
        network.add_node(index, label=graph.nodes[node]["name"], x=x, y=y, shape="dot", size=8)
    network.edges = [{"from": number[edge.ends[0]], "to": number[edge.ends[1]]} for edge in edges_of(graph)]
    network.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    html = str(network.generate_html())
    return re.sub(r'<(?:link|script)[^>]*(?:href|src)="https?:[^>]*>(?:</script>)?', "", html, flags=re.S)


def measured(browser: Browser, file: Path, fragment: str = "") -> tuple[float, float]:
    """Return the seconds until the second frame after loading, and the frames a second while panning."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("http*://**/*", _shut)
    start = time.perf_counter()
    page.goto(file.as_uri() + fragment, timeout=120_000)
    page.evaluate(DRAWN)
    opened = time.perf_counter() - start
    frames = _panned(page)
    page.close()
    return opened, frames


def _shut(route: Route) -> None:
    route.abort()


def _panned(page: Page) -> float:
    page.mouse.move(600, 420)
    page.mouse.down()
    page.evaluate(COUNTING)
    for step in range(MOVES):
        page.mouse.move(600 + 4 * step, 420 + 2 * step)
    stamps = page.evaluate("window.frames_.slice(1)")
    page.mouse.up()
    return float((len(stamps) - 1) / (stamps[-1] - stamps[0]) * 1000)


def main(nodes: int = 5000, edges: int = 20_000) -> None:
    """Print a table of pages: seconds to open, frames a second, and both against bare pyvis."""
    graph = corpus(nodes, edges)
    start = time.perf_counter()
    page = render(graph)
    print(f"{len(graph)} nodes, {graph.number_of_edges()} edges; page made in {time.perf_counter() - start:.1f} s")
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        ours = write(page, Path(folder) / "ours.html")
        theirs = write(bare_pyvis(graph), Path(folder) / "pyvis.html")
        rows = [("bare pyvis", *measured(browser, theirs))]
        views = ("overview", "map", "map&minimum=1", "similar", "together")
        rows += [(view, *measured(browser, ours, f"#plan={view}")) for view in views]
        print(f"sizes: ours {ours.stat().st_size:,} bytes, bare pyvis {theirs.stat().st_size:,} bytes")
    _, base_seconds, base_frames = rows[0]
    print(f"{'page':<16}{'opens s':>9}{'frames/s':>10}{'times faster to open':>22}{'times more frames':>19}")
    for name, seconds, frames in rows:
        print(f"{name:<16}{seconds:>9.2f}{frames:>10.1f}{base_seconds / seconds:>22.1f}{frames / base_frames:>19.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
