"""Parts of the server by themselves, and the graph that fetches its sentences in parts, in headless Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from browser import launched, ready
from fazhi.errors import QueryError, UsageError
from fazhi.namespaces import base, rol
from fazhi.network import edges_of, load, select
from fazhi.rendering.lines import taken_out
from fazhi.server import Limits, Options
from fazhi.server.chart import Row, chart
from fazhi.server.guards import Guards
from fazhi.server.links import Links
from fazhi.server.negotiation import GRAPHS, HTML, ROWS, best, takes_gzip
from fazhi.server.texts import quoted as shown_on_page
from fazhi.server.texts import stretches
from fazhi.server.worker.drawing import drawing
from fazhi.server.worker.library import Library
from fazhi.server.worker.portion import Wanted, portion
from fazhi.server.worker.search import found
from fazhi.store import Store
from server_process import Server, serving

pytest_plugins = ["server_fixtures"]

ACCEPTS = (
    ("no header takes all", None, "json"),
    ("an empty header takes all", "", "json"),
    ("the first of equals", "*/*", "json"),
    ("a range of one kind", "text/*", "csv"),
    ("the more specific range wins", "text/*;q=0.9, text/csv;q=0.1", "tsv"),
    ("upper case and blanks", " Text/CSV ; Q=1.0 ", "csv"),
    ("another name in full", "application/xml", "xml"),
    ("a malformed weight is none", "text/csv;q=2, application/json;q=0.1", "json"),
    ("what is no range is passed over", "csv, text/tab-separated-values", "tsv"),
    ("nothing that is known", "image/png, text/html", None),
    ("all refused", "*/*;q=0", None),
)


@pytest.mark.parametrize(("reason", "accept", "format"), ACCEPTS, ids=[row[0] for row in ACCEPTS])
def test_negotiation(reason: str, accept: str | None, format: str | None) -> None:
    choice = best(accept, ROWS)
    assert (choice.format if choice else None) == format


@given(st.text(max_size=300))
def test_no_header_breaks_negotiation(accept: str) -> None:
    for offers in (ROWS, GRAPHS, (HTML, *GRAPHS)):
        choice = best(accept, offers)
        assert choice is None or choice.format in {offer.format for offer in offers}
    assert takes_gzip(accept) in {True, False}


@pytest.mark.parametrize(("header", "taken"), [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("identity", False), ("", False)])
def test_gzip_is_only_sent_to_who_takes_it(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken


IRIS = (
    ("a thing of the project", "https://w3id.org/fazhi/id/practice/x", "/id/practice/x"),
    ("a term of the ontology", "https://w3id.org/fazhi/ontology#Adoption", "/ontology#Adoption"),
    ("a path that would name another server", "https://w3id.org/fazhi//evil.example/x", "/evil.example/x"),
    ("quotes and brackets", 'https://w3id.org/fazhi/id/"><x', "/id/%22%3E%3Cx"),
    ("another vocabulary", "http://purl.org/dc/terms/title", "http://purl.org/dc/terms/title"),
    ("a script", "javascript:alert(1)", ""),
    ("data", "data:text/html,<script>", ""),
    ("a file", "file:///etc/passwd", ""),
)


@pytest.mark.parametrize(("reason", "iri", "address"), IRIS, ids=[row[0] for row in IRIS])
def test_links(reason: str, iri: str, address: str) -> None:
    assert Links("https://w3id.org/fazhi/").thing(iri) == address


def test_links_keep_the_language_that_was_chosen() -> None:
    links = Links("https://w3id.org/fazhi/", "en")
    assert links.page("/query", name="a&b", none=None) == "/query?name=a%26b&lang=en"
    assert links.thing("https://w3id.org/fazhi/ontology#X") == "/ontology?lang=en#X"


def _rows(*rows: tuple[str, ...]) -> list[Row]:
    xsd = "http://www.w3.org/2001/XMLSchema#"

    def term(text: str) -> dict[str, Any]:
        kind, _, value = text.rpartition(":")
        return {"type": "literal", "value": value, **({"datatype": xsd + kind} if kind else {})}

    return [{name: term(text) for name, text in zip("abc", row, strict=False)} for row in rows]


CHARTS = (
    ("texts and numbers become bars in the order of the rows", (("x", "integer:3"), ("y", "decimal:1.5")), ("a", "b", 2, 0)),
    ("years that differ become a line", (("gYear:2022", "integer:3"), ("gYear:2021", "integer:1")), ("a", "b", 0, 2)),
    ("years that come again become bars", (("gYear:2022", "integer:3"), ("gYear:2022", "integer:1")), ("a", "b", 2, 0)),
    ("one row is no chart", (("x", "integer:3"),), None),
    ("texts alone are no chart", (("x", "y"), ("z", "w")), None),
    ("a number that is none is no chart", (("x", "double:NaN"), ("y", "double:1")), None),
    ("years alone are labels, not values", (("x", "gYear:2021"), ("y", "gYear:2022")), None),
)


@pytest.mark.parametrize(("reason", "rows", "expected"), CHARTS, ids=[row[0] for row in CHARTS])
def test_charts(reason: str, rows: tuple[tuple[str, ...], ...], expected: tuple[str, str, int, int] | None) -> None:
    drawn = chart(["a", "b"], _rows(*rows))
    assert (drawn and (drawn.across, drawn.up, len(drawn.bars), len(drawn.points))) == expected


def test_bars_of_negative_numbers_begin_at_zero() -> None:
    drawn = chart(["a", "b"], _rows(("x", "integer:-2"), ("y", "integer:2")))
    assert drawn is not None
    left, right = drawn.bars
    assert left.left + left.width == pytest.approx(right.left)
    assert left.width == right.width


@st.composite
def _evidence(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(st.text(max_size=60))
    offsets = st.integers(0, len(text))
    statements = []
    for number in range(draw(st.integers(0, 6))):
        start, focus_start, focus_end, end = sorted(draw(st.tuples(offsets, offsets, offsets, offsets)))
        proof = {"start": start, "end": end, "focusStart": focus_start, "focusEnd": focus_end}
        statements.append({"practice": f"x:{number}", "evidence": [proof]})
    return text, statements


@given(_evidence())
def test_a_text_is_cut_at_its_evidence_and_loses_nothing(made: tuple[str, list[dict[str, Any]]]) -> None:
    text, statements = made
    pieces = stretches(text, statements)
    assert "".join(piece.text for piece in pieces) == text
    assert all(text[piece.start :].startswith(piece.text) for piece in pieces)
    for statement in statements:
        (proof,) = statement["evidence"]
        for piece in pieces:
            if proof["focusStart"] <= piece.start < proof["focusEnd"]:
                assert piece.marked
                assert piece.thing
            if proof["start"] <= piece.start < proof["end"]:
                assert piece.sentence


def test_marks_of_direction_turn_no_sentence_round() -> None:
    shown = shown_on_page({"quote": "推行\u202e枫桥\u202c经验。", "start": 10, "focusStart": 13, "focusEnd": 15})
    assert shown == "推行\u2060<mark>枫桥</mark>\u2060经验。", "as long as before, for offsets"


@pytest.mark.parametrize("place", ["310114002", "120104005", "331003002"])
def test_a_portion_draws_what_the_whole_store_would(seed_store: Path, place: str) -> None:
    with Store.open(seed_store) as store:
        local = f"division/{place}"
        part = portion(store, Wanted(places=(f"{base()}id/{local}",)))
        expected, drawn = select(load(store), places=[local]), select(load(part.store), places=[local])
        assert sorted(drawn) == sorted(expected)
        assert [data for *_, data in drawn.edges(data=True)] == [data for *_, data in expected.edges(data=True)]
        assert not part.partial


def test_a_large_store_is_drawn_in_part_by_whole_practices(seed_store: Path) -> None:
    with Store.open(seed_store) as store:
        whole, part = load(store), portion(store, Wanted(), most=20)
        drawn = load(part.store)
        assert part.partial
        assert 0 < drawn.number_of_edges() < whole.number_of_edges()
        for node, data in drawn.nodes(data=True):
            assert data["record"] == whole.nodes[node]["record"]
        shared = [int(row[0]) for row in store.query("SELECT ?n { ?x rol:sharedBy ?n } ORDER BY DESC(?n)").values()]
        most = next(store.query(f"SELECT ?x {{ ?x rol:sharedBy {shared[0]} }} ORDER BY ?x LIMIT 1").values())[0]
        assert str(most).removeprefix(f"{base()}id/") in drawn
        assert all(store.query(f"ASK {{ <{row[0]}> a rol:Report }}").yes for row in part.store.query("SELECT DISTINCT ?r { ?s rol:report ?r }").values())
        assert part.store.query(f"ASK {{ ?r <{rol('text')}> ?t }}").yes is False


def test_a_choice_that_leaves_nothing_is_refused(seed_store: Path) -> None:
    choice = {"title": "x", "language": "zh", "minimum": None, "view": None, "top_concept": None, "province": None}
    with pytest.raises(QueryError, match="leave something out"):
        drawing(Library(seed_store), address="/graph/part?", places=["division/520203109"], practices=["practice/1-1-legal-aid-volunteers"], **choice)


@pytest.mark.parametrize(
    ("reason", "words", "name"),
    [
        ("characters in the middle", "桥经", "枫桥经验"),
        ("pinyin", "fengqiao jingyan", "枫桥经验"),
        ("initials", "fqjy", "枫桥经验"),
        ("another reading of a character", "hangjingyan", ""),
        ("English", "FENGQIAO", "枫桥经验"),
        ("full width", "ｆｑｊｙ", "枫桥经验"),
        ("quotes are no part of a name", "“枫桥”经验", "枫桥经验"),
    ],
)
def test_search(seed_store: Path, reason: str, words: str, name: str) -> None:
    names = [hit["name"] for hit in found(Library(seed_store), words)["practice"]]
    assert (name in names) if name else names == []


HOSTS = (
    ("localhost:8080", True),
    ("LOCALHOST", True),
    ("localhost.", True),
    ("127.0.0.1:1", True),
    ("[::1]:8080", True),
    ("192.168.0.9", True),
    ("graph.example", True),
    ("evil.example", False),
    ("localhost.evil.example", False),
    ("127.0.0.1.evil.example", False),
    ("localhost@evil.example", False),
    ("[::1", False),
    ("", False),
)


@pytest.mark.parametrize(("host", "known"), HOSTS)
def test_hosts(host: str, known: bool) -> None:
    async def nobody(*_: object) -> None:
        raise AssertionError("not called")

    guards = Guards(nobody, names=("graph.example",), address=100)
    scope = {"headers": [(b"host", host.encode())], "query_string": b"", "raw_path": b"/"}
    assert (guards.refusal(scope) is None) is known
    assert guards.refusal({**scope, "headers": scope["headers"] * 2}) is not None  # type: ignore[operator]
    assert guards.refusal({**scope, "headers": []}) is not None


@pytest.mark.parametrize(
    "host, private", [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.8.8.8", True), ("0.0.0.0", False), ("::", False), ("graph.example", False)]
)
def test_only_loopback_is_private(tmp_path: Path, host: str, private: bool) -> None:
    assert Options(tmp_path, host=host).private is private


def test_limits_that_let_nothing_through_are_refused() -> None:
    for name in ("seconds", "memory", "rows", "workers"):
        with pytest.raises(UsageError, match=name):
            Limits(**{name: 0})


PLACE = "division/310114002"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture
def drawn(chromium: Browser, server: Server) -> Iterator[tuple[Page, list[str]]]:
    """The graph of a server with all that its page has asked for."""
    page, asked = _opened(chromium, server)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    yield page, asked
    page.context.close()
    assert complaints == []
    assert all(url.startswith(f"{server.address}/graph") for url in asked)


def _opened(chromium: Browser, server: Server) -> tuple[Page, list[str]]:
    page, asked = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page(), list[str]()
    page.set_default_timeout(120_000)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/graph")
    ready(page)
    return page, asked


def _quoted(store_folder: Path, node: str | None = None) -> set[str]:
    with Store.open(store_folder) as store:
        graph = load(store)
        return {one.sentence for edge in edges_of(graph) if node in {None, *edge.ends} for one in edge.evidence}


def _find(page: Page, name: str) -> None:
    page.locator("#search").fill(name)
    page.locator("#found [role=option]").first.click()


def _same(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_drawing_holds_no_sentence(server: Server, seed_store: Path) -> None:
    document = server.get("/graph")
    # As the page decodes them: no sentence hides behind an escape.
    text = "".join(re.findall(r"<script[^>]*>(.*?)</script>", document.text, re.DOTALL)[:2]).encode().decode()
    for escape in ("\\u003c", "\\u003e", "\\u0026"):
        text = text.replace(escape, json.loads(f'"{escape}"'))
    long = [sentence for sentence in _quoted(seed_store) if len(sentence) > 20]
    assert len(long) > 50
    assert [sentence for sentence in long if sentence in text] == []
    assert "connect-src 'self'" in document.headers["content-security-policy"]
    assert "connect-src &#39;self&#39;" in document.text


def test_the_panel_fetches_what_the_store_says_once(drawn: tuple[Page, list[str]], seed_store: Path) -> None:
    page, asked = drawn
    asked.clear()
    _find(page, "真新街道")
    expect(page.locator("#panel blockquote").first).to_be_attached()
    expect(page.locator("#said")).to_have_text("原句已取到。")
    shown = page.locator("#panel blockquote").evaluate_all("nodes => nodes.map((node) => node.textContent)")
    assert {_same(text) for text in shown} <= {_same(text) for text in _quoted(seed_store, PLACE)}
    statements = page.evaluate("fazhi.lines().length")
    assert shown
    assert statements
    assert len(asked) == 1
    page.locator("#panel .close").click()
    _find(page, "真新街道")
    expect(page.locator("#panel blockquote").first).to_be_attached()
    assert len(asked) == 1
    assert page.locator("#panel .read").count() == 0
    assert page.locator("#panel figcaption a[href^='/id/report/']").count() == len(shown)


def test_the_parts_of_all_lines_are_all_the_store_says(server: Server, seed_store: Path) -> None:
    records = json.loads(re.findall(r'id="records">(.*?)</script>', server.get("/graph").text, re.DOTALL)[0])
    address = f"{records['meta']['parts']}&lines={','.join(map(str, range(len(records['edges']))))}"
    answer = server.get(address)
    parts = answer.json()
    assert {_same(text) for _, _, sentences in parts for text in sentences.values()} == {_same(text) for text in _quoted(seed_store)}
    for (number, quoted, _), edge in zip(parts, records["edges"], strict=True):
        assert edge is records["edges"][number]
        assert [len(some) for some in quoted] == [entry["quoted"] for entry in edge["entries"]]
    assert answer.headers["content-encoding"] == "gzip"
    assert server.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("reason", "query", "status"),
    [
        ("no lines", "", 400),
        ("lines that are no numbers", "lines=1,x", 400),
        ("digits of another script", "lines=१", 400),
        ("more lines than one request may ask for", "lines=" + ",".join(map(str, range(1001))), 400),
        ("a drawing of another state of the store", "lines=1&version=0000", 409),
        ("no state named", "lines=1", 409),
    ],
)
def test_parts_that_are_not_given(server: Server, reason: str, query: str, status: int) -> None:
    answer = server.get(f"/graph/part?{query}", headers={"Accept": "text/plain"})
    assert answer.status_code == status
    assert answer.text.count("\n") == 1


def test_a_line_that_is_not_there(server: Server) -> None:
    records = json.loads(re.findall(r'id="records">(.*?)</script>', server.get("/graph").text, re.DOTALL)[0])
    assert server.get(f"{records['meta']['parts']}&lines={len(records['edges'])}").status_code == 404


def test_list_and_csv_have_the_sentences(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn
    page.locator("#tab-table").click()
    expect(page.locator("#view-table td.sentence").first).not_to_be_empty()
    with page.expect_download() as download:
        page.locator("[data-do=csv]").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 10
    assert any("。" in line for line in lines[1:])


def test_hostile_text_stays_text(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn
    hostile = "</script><img src=x onerror=alert(1)>"

    def answer(route: Any) -> None:
        parts = route.fetch().json()
        for _, quoted, sentences in parts:
            for number in sentences:
                sentences[number] = hostile
            for one in (one for some in quoted for one in some):
                one["focus"] = [0, 9]
        route.fulfill(json=parts)

    page.route("**/graph/part?*", answer)
    _find(page, "真新街道")
    expect(page.locator("#panel blockquote").first).to_have_text(hostile)
    assert page.locator("#panel img").count() == 0


def test_a_page_says_that_it_is_old(chromium: Browser, server: Server) -> None:
    page, _ = _opened(chromium, server)
    page.route("**/graph/part?*", lambda route: route.fulfill(status=409, body="changed"))
    _find(page, "真新街道")
    expect(page.locator("#panel .part")).to_contain_text("重新载入")
    page.context.close()


def test_a_server_that_has_gone_gives_a_message(chromium: Browser, seed_store: Path) -> None:
    with serving(seed_store, "--workers", 1) as running:
        page, _ = _opened(chromium, running)
    _find(page, "真新街道")
    message = "原句没有取到：服务器没有回应。请看它是否还在运行，然后重试。"
    expect(page.locator("#panel .part")).to_contain_text(message)
    expect(page.locator("#said")).to_have_text(message)
    page.locator("#language").click()
    expect(page.locator("#panel .part button")).to_have_text("Try again")
    page.context.close()


def test_what_is_taken_out_can_be_put_back() -> None:
    one, two = {"sentence": 1, "report": 0}, {"sentence": 0, "report": 0}
    records = {"sentences": ["甲", "乙"], "edges": [{"entries": [{"evidence": [one, two]}, {"evidence": []}]}]}
    assert taken_out(records) == [[0, [[one, two], []], {0: "甲", 1: "乙"}]]
    assert records == {"sentences": [], "edges": [{"entries": [{"evidence": [], "quoted": 2}, {"evidence": [], "quoted": 0}]}]}
