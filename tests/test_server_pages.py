"""Pages of the server in headless Chromium, with the network shut except for the server itself."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from browser import launched
from fazhi.namespaces import base
from fazhi.queries import named_queries
from fazhi.store import Store
from server_process import Server, serving

pytest_plugins = ["server_fixtures"]

Visit = Callable[..., Page]
ZHENXIN = "/query/practices-of?place=310114002"
TOP = "SELECT ?name (COUNT(DISTINCT ?place) AS ?places) { ?place rol:practises ?p . ?p skos:prefLabel ?name FILTER (LANG(?name) = 'zh') } GROUP BY ?name ORDER BY DESC(?places) ?name LIMIT 12"
YEARS = "SELECT ?year (COUNT(?x) AS ?n) { ?x a rol:Adoption ; rol:reportYear ?year } GROUP BY ?year ORDER BY ?year"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Open a page of the server; no complaint in the console, no request to anywhere else."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def visit(path: str, address: str = server.address, expected: int = 200, **options: Any) -> Page:
        context = chromium.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(120_000)
        page = context.new_page()

        def answer(route: Route) -> None:
            if route.request.url.startswith(address):
                route.continue_()
            else:
                complaints.append(route.request.url)
                route.abort()

        page.route("**/*", answer)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} and str(expected) not in message.text else None
        )
        response = page.goto(address + path)
        assert response is not None
        assert response.status == expected
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def report(seed_store: Path) -> tuple[str, str]:
    """Path and text of one report."""
    with Store.open(seed_store) as store:
        row = store.reports()[0]
        return row.iri.removeprefix(base().rstrip("/")), str(store.text(row.sha256))


def test_the_start_page_finds_names_by_any_part(visit: Visit) -> None:
    page = visit("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert re.search(r"报告\s*5", page.locator(".counts").inner_text().replace("5\n报告", "报告 5"))
    for words in ("桥经", "fengqiaojing", "fqjy", "Fengqiao exp"):
        page.fill("#q", words)
        page.press("#q", "Enter")
        expect(page.locator(".hits a").first).to_have_text("枫桥经验")
    page.locator(".hits a").first.click()
    expect(page.locator("h1")).to_have_text("枫桥经验")
    page.fill("#seek", "没有这样的名字")
    page.press("#seek", "Enter")
    expect(page.locator(".found")).to_contain_text("没有找到")


def test_a_practice_says_where_it_began_and_who_says_so(visit: Visit) -> None:
    facts = visit("/id/practice/fengqiao-experience").locator("dl.facts")
    for fact in ("起源年份1963", "起源地诸暨市", "起源出处http://www.shaoxing.com.cn/p/77692.html"):
        assert fact in re.sub(r"\s", "", facts.inner_text())
    source, place = facts.get_by_text("shaoxing.com.cn"), facts.get_by_text("诸暨市")
    expect(source.locator("xpath=ancestor-or-self::a")).to_have_attribute("href", "http://www.shaoxing.com.cn/p/77692.html")
    place.click()
    expect(place.page.locator("h1")).to_have_text("诸暨市")


def test_the_language_can_be_switched_and_is_kept(visit: Visit) -> None:
    page = visit("/id/practice/fengqiao-experience")
    page.click("#language")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Fengqiao experience")
    page.click("text=Queries")
    expect(page.locator("h1")).to_have_text("Write SPARQL")
    assert visit("/", locale="en-GB").locator("html").get_attribute("lang") == "en"


def test_the_theme_follows_the_system_and_the_reader(visit: Visit) -> None:
    page = visit("/", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#theme")
    light = page.evaluate(ground)
    page.reload()
    assert page.evaluate(ground) == light != dark


def test_a_named_query_is_asked_by_its_form(visit: Visit, server: Server) -> None:
    page = visit("/query/practices-of")
    page.fill("#p-place", "310114002")
    page.select_option("#p-status", "implemented")
    page.click("#ask button")
    expect(page.locator(".answer")).to_be_visible()
    assert page.url == f"{server.address}/query/practices-of?place=310114002&status=implemented"
    expected = server.get("/query/practices-of.json?place=310114002&status=implemented").json()["results"]["bindings"]
    rows = page.locator(".answer tbody tr")
    assert rows.count() == len(expected) > 0
    assert rows.first.locator("td").first.inner_text() == expected[0]["zh"]["value"]
    again = visit(page.locator("#permalink").get_attribute("href") or "")
    assert again.locator(".answer tbody").inner_text() == page.locator(".answer tbody").inner_text()
    rows.first.locator("td a").last.click()
    expect(page.locator("h1")).to_have_text(expected[0]["zh"]["value"])


def test_names_are_suggested_while_typing(visit: Visit) -> None:
    page = visit("/query/practices-of")
    page.locator("#p-place").press_sequentially("真新")
    expect(page.locator("#l-place option")).to_have_attribute("value", re.compile("真新街道$"))


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/query/practices-of?place=" + quote("没有的地方"), 400, "没有的地方"),
        ("/query?query=SELECT", 400, "line 1"),
        ("/query/no-such-query", 404, "no-such-query"),
        ("/id/practice/no-such-practice", 404, "no-such-practice"),
        ("/no/such/page", 404, "nothing at this address"),
        ("/graph?place=" + quote("没有的地方"), 400, "没有的地方"),
        ("/graph?min-places=x", 400, "whole number"),
    ],
)
def test_what_cannot_be_done_is_told_on_the_page(visit: Visit, path: str, status: int, text: str) -> None:
    page = visit(path, expected=status)
    expect(page.locator("[role=alert]")).to_contain_text(text)


def test_sparql_is_asked_from_the_keyboard(visit: Visit) -> None:
    page = visit("/query")
    page.focus("#query")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(TOP)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".answer tbody tr")).to_have_count(12)
    assert "query=SELECT" in page.url
    bars = page.locator(".chart rect")
    assert bars.count() == 12
    widths = [float(bar.get_attribute("width") or 0) for bar in bars.all()]
    assert widths == sorted(widths, reverse=True)


def test_years_become_a_line_and_the_columns_can_be_chosen(visit: Visit) -> None:
    page = visit("/query?query=" + quote(YEARS))
    labels = page.locator(".chart .label").all_text_contents()
    assert labels == sorted(labels)
    assert page.locator(".chart circle").count() == len(labels) == page.locator(".answer tbody tr").count()
    page = visit("/query/shared-practices?min=1")
    page.locator(".chart select").first.select_option("en")
    page.click(".choose button")
    assert "across=en" in page.url


def test_a_download_is_whole_and_holds_no_formula(server: Server) -> None:
    query = {"query": 'SELECT ?x ?y { VALUES (?x ?y) { ("=1+1" -2) ("@a" 3) ("a,b\\n\\"c\\"" 4) } }'}
    answer = server.get("/query.csv", params=query)
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows == [["x", "y"], ["'=1+1", "-2"], ["'@a", "3"], ['a,b\n"c"', "4"]]
    assert server.get("/query/coverage.csv").headers["content-disposition"] == 'attachment; filename="coverage.csv"'
    assert server.get("/query.exe", params=query).status_code == 404
    assert server.get("/query.csv").status_code == 400


def test_a_long_query_needs_no_address(server: Server) -> None:
    short = server.client.post("/query", data={"query": "ASK {}", "lang": "en"})
    assert (short.status_code, short.headers["location"]) == (303, "/query?query=ASK+%7B%7D&lang=en")
    long = server.client.post("/query", data={"query": "ASK {}" + " " * 40_000})
    assert (long.status_code, "是" in long.text) == (200, True)


def test_a_place_of_the_text_is_shown(visit: Visit, report: tuple[str, str]) -> None:
    """Any offsets can be linked to, in code points, whether or not a sentence begins there."""
    path, text = report
    page = visit(f"{path}#c120-180")
    assert "".join(page.locator(".raw .here").all_inner_texts()).replace("\n", "") == text[120:180].replace("\n", "")
    assert page.locator(".raw").evaluate("node => node.textContent") == text
    sentence = page.locator(".read a.note").first
    start, end = map(int, sentence.inner_text().split("–"))
    sentence.click()
    expect(page.locator(".raw .here").first).to_be_in_viewport()
    assert "".join(page.locator(".raw .here").evaluate_all("nodes => nodes.map(node => node.textContent)")) == text[start:end]


def test_evidence_is_quoted_with_its_mention_marked(visit: Visit, seed_store: Path) -> None:
    query = """SELECT ?e ?quote ?name { ?a a rol:Adoption ; rol:evidence ?e ; rol:name ?name . ?e oa:hasSelector/oa:exact ?quote }
      ORDER BY ?e LIMIT 1"""
    with Store.open(seed_store) as store:
        ((iri, quote_, _),) = store.query(query).values()
    page = visit(str(iri).removeprefix(base().rstrip("/")))
    quoted = page.locator("blockquote").evaluate("node => node.textContent")
    assert str(quote_) in quoted
    assert page.locator("blockquote mark").count() == 1
    page.click("text=在原文中的位置")
    expect(page.locator(".raw .here").first).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["practice", "law", "institution", "report", "jurisdiction"])
def test_every_kind_of_thing_has_a_page(visit: Visit, seed_store: Path, kind: str) -> None:
    with Store.open(seed_store) as store:
        iri = next(store.query(f"SELECT DISTINCT ?x {{ ?s rol:{kind} ?x }} ORDER BY ?x LIMIT 1").values())[0]
    page = visit(str(iri).removeprefix(base().rstrip("/")))
    assert page.locator("h1").inner_text()
    assert page.locator("code.iri").inner_text() == iri
    hrefs = page.locator("main a").evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    assert [href for href in hrefs if not re.match(r"/|https?://|#", href or "")] == []


def test_the_graph_is_drawn_for_any_view(visit: Visit, server: Server) -> None:
    page = visit("/graph")
    page.wait_for_function("Boolean(window.fazhi)")
    whole = len(server.get("/graph").text)
    one = server.get("/graph", params={"place": "division/310114002", "min-places": 1})
    assert "真新街道" in one.text
    assert len(one.text) < whole
    tag = one.headers["etag"]
    assert server.get("/graph", params={"place": "division/310114002", "min-places": 1}, headers={"If-None-Match": tag}).status_code == 304
    assert server.get("/graph", params={"place": "division/310114102"}).headers["etag"] != tag


LOOKS = (
    ("/", {}),
    ("/?q=fengqiao&lang=en", {"color_scheme": "dark"}),
    (ZHENXIN, {}),
    ("/query?lang=en&query=" + quote(TOP), {"color_scheme": "dark"}),
    ("/id/division/310114002?lang=en", {"viewport": {"width": 390, "height": 800}}),
    ("report", {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}),
    ("report", {}),
    ("/ontology", {}),
)


@pytest.mark.parametrize(("path", "look"), LOOKS, ids=[f"{number}: {path[:20]}" for number, (path, _) in enumerate(LOOKS)])
def test_pages_are_accessible_and_fit(visit: Visit, report: tuple[str, str], path: str, look: dict[str, Any]) -> None:
    page = visit(report[0] if path == "report" else path, bypass_csp=True, **look)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_everything_is_reached_by_the_keyboard(visit: Visit) -> None:
    page = visit("/query")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "asked"
    reached = set()
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert reached >= {"query", "BUTTON"}


HOSTILE = '"><img src=x onerror=alert(1)></title><script>alert(1)</script>\u202egnp\u202c{{7*7}}'


def test_hostile_names_are_shown_as_texts(visit: Visit, seed_store: Path, tmp_path: Path) -> None:
    """Names of reports, IRIs and what is typed into the address are texts, whatever they hold."""
    path = tmp_path / "own.ttl"
    path.write_text(
        f"""@prefix rol: <{base()}ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{base()}id/practice/hostile> a rol:Practice, skos:Concept ; skos:prefLabel {_turtle(HOSTILE)}@zh, {_turtle("x" * 10_000)}@en ;
          skos:definition {_turtle(HOSTILE)}@zh ; skos:closeMatch <javascript:alert(1)>, <https://example.org/'onclick='alert(1)> .""",
        encoding="utf-8",
    )
    store = _with_triples(seed_store, tmp_path / "store", path)
    with serving(store) as running:
        for address in (
            "/id/practice/hostile",
            "/query?query=" + quote("SELECT * { <https://w3id.org/fazhi/id/practice/hostile> ?p ?o }"),
            "/query?query=" + quote(f"SELECT ({_turtle(HOSTILE)} AS ?x) (<javascript:alert(1)> AS ?y) (2 AS ?n) {{ VALUES ?i {{ 1 2 }} }}"),
            "/?q=" + quote(HOSTILE),
        ):
            page = visit(address, running.address)
            assert page.locator("main img, main script").count() == 0
            assert page.locator("a[href^=javascript]").count() == 0
            assert page.evaluate("[...document.querySelectorAll('*')].every(node => ![...node.attributes].some(one => one.name.startsWith('on')))")
            assert "{{7*7}}" in page.content()
            # Before the server ends: what a page still loads would find nobody.
            page.close()
        policy = running.get("/").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def _turtle(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _with_triples(old: Path, new: Path, turtle: Path) -> Path:
    """Copy a store and add what a Turtle file says."""
    import shutil

    from fazhi.store import parse_turtle

    shutil.copytree(old, new)
    with Store.open(new) as store:
        marker = store.marker
    assert marker is not None
    with Store.rewriting(new, marker) as store:
        store.add(parse_turtle(turtle.read_text(encoding="utf-8"), f"{base()}id/graph/own", turtle.name))
    return new


def test_every_named_query_has_a_form_that_works(server: Server) -> None:
    for named in named_queries():
        assert not {"lang", "across", "up", "query"} & {one.name for one in named.parameters}, "the page has these itself"
        for language, title in (("zh", named.title_zh), ("en", named.title_en)):
            page = server.get(f"/query/{named.name}", params={"lang": language})
            assert (page.status_code, title in page.text) == (200, True), named.name
            assert ('<section class="answer"' in page.text) == all(not one.required for one in named.parameters)


def test_templates_hold_no_inline_script_or_style() -> None:
    folder = Path(__file__).parents[1] / "graph/fazhi/server/templates"
    for template in folder.iterdir():
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|\|safe|autoescape", template.read_text("utf-8")), template.name


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--store", "nowhere"], "no store"),
        (["--host", "256.0.0.1"], "cannot listen"),
        (["--port", "99999"], "--port"),
        (["--row-limit", "0"], "--row-limit"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(seed_store: Path, arguments: list[str], text: str) -> None:
    command = [sys.executable, "-m", "fazhi", "serve", "--store", str(seed_store), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode in {1, 2}
    assert text in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_its_packages_the_command_names_them() -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from fazhi.cli import main; main(['serve'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert 'pip install "fazhi[serve]"' in done.stderr
    assert done.stderr.count("\n") == 1


def test_others_are_let_in_only_with_a_warning(seed_store: Path) -> None:
    with serving(seed_store, "--host", "0.0.0.0", "--name", "graph.example", "--cors", "none") as running:
        assert running.greeting.startswith("Warning: 0.0.0.0 can be reached from other machines")
        asked = {"params": {"query": "ASK {}"}}
        assert running.get(headers={"Host": "graph.example", "Origin": "https://x.example"}, **asked).status_code == 200
        assert "access-control-allow-origin" not in running.get(headers={"Origin": "https://x.example"}, **asked).headers
        assert running.get(headers={"Host": "other.example"}, **asked).status_code == 421
