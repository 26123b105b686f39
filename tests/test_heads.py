"""Header facts of whole pages: made up after the pages of government sites, each read once before its misses were seen.

A page of ``heads/*.txt`` begins with ``===== id``, its facts as JSON (``why`` says what it is for) and ``---``.
What the first reading of each set got right is in ``docs/extraction.md``.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fazhi.evaluation.matching import plain
from fazhi.reports import text_report

FACTS = (
    "title", "jurisdiction", "issuer", "report_year", "issued", "written", "index_number", "document_number"
)  # fmt: skip

KNOWN = {
    "5012": {"issuer": "a bare place as 来源 is no body"},
    "7204": {"jurisdiction": "the table of today has the town in another county than in 2020"},
    "7322": dict.fromkeys(("issued", "written"), "a page saved without any space or line end"),
    "8024": dict.fromkeys(("index_number", "document_number"), "rows of keys over rows of values that hold spaces"),
    "9919": {"jurisdiction": "a name that two towns of the province have, without a clue"},
    "9607": {"title": "a headline without year or genre, its dateline a row of keys"},
    "9724": {"title": "the formal title below the first words of the text"},
    "10120": dict.fromkeys(("title", "jurisdiction"), "the heading of a series above the title of one part"),
    "10317": {"jurisdiction": "the table has the township without its nationality"},
    "10319": {"jurisdiction": "a bureau of a zone that is called after a municipality"},
    "11107": {"jurisdiction": "the table has the street still as a town"},
    "11114": {"title": "an announcement without signature above the report"},
    "11119": {"title": "the heading of a series above the title of one part"},
    "11219": dict.fromkeys(("jurisdiction", "issuer"), "a scenic area that no table has, its committee in short"),
    "11223": {"issuer": "the date of the signature broken over two lines"},
    "12203": {"issuer": "two names side by side, one of them broken over two lines"},
    "14219": dict.fromkeys(("title", "jurisdiction"), "the formal title below the first words of the text"),
    "14319": dict.fromkeys(("title", "issuer"), "the title below a sentence that announces it"),
    "8222": dict.fromkeys(("issuer", "issued", "written"), "the masthead of a newsletter"),
}


class Page(NamedTuple):
    """One page: its number, what it says of itself, its text."""

    id: str
    facts: dict[str, Any]
    text: str


def pages() -> list[Page]:
    """Return all pages, in the order of their numbers."""
    found = []
    for path in sorted((Path(__file__).parent / "heads").glob("*.txt")):
        for part in re.split(r"(?m)^===== ", path.read_text(encoding="utf-8"))[1:]:
            number, rest = part.split("\n", 1)
            facts, text = rest.split("\n---\n", 1)
            found.append(Page(number, json.loads(facts), text))
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.id}: {page.facts['why']}")
def test_the_facts_of_a_page_are_read_but_for_its_known_misses(page: Page) -> None:
    header = asdict(text_report(page.text, page.id).header)
    wrong = {fact: header[fact] for fact in FACTS if plain(header[fact]) != plain(page.facts[fact])}
    assert set(wrong) == set(KNOWN.get(page.id, {})), (wrong, {fact: page.facts[fact] for fact in wrong})


def test_pages_have_numbers_of_their_own() -> None:
    numbers = [page.id for page in pages()]
    assert len(numbers) == len(set(numbers)) > 800
