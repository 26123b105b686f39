"""Small reports, mentions and statements for everybody's tests, placed by searching the text.

``sentence`` and ``focus`` are given as strings; offsets are found, so that a test reads as prose.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from fazhi.extraction import Extraction
from fazhi.identifiers import candidate_practice_id, law_id, named_institution_id
from fazhi.mentions import Label, Mention, Status
from fazhi.reports import Header, Report, Role, Section, View
from fazhi.settings import data_folder
from fazhi.statements import (
    Adoption,
    Citation,
    Counsel,
    Evidence,
    Honour,
    Observation,
    Participation,
    Statement,
)

ROOT = Path(__file__).parent.parent
NANCHENG = {
    "title": "南城街道2021年度法治政府建设年度报告",
    "jurisdiction": "浙江省台州市黄岩区南城街道",
    "division_code": "331003002",
    "issuer": "黄岩区南城街道办事处",
    "report_year": 2021,
    "issued": "2022-02-11",
    "written": "2022-01-21",
    "index_number": "11331003002677576Y/2022-01657",
}
"""The header facts of one real report."""
ZHENXIN = {
    "title": "真新街道2024年法治政府建设情况报告",
    "jurisdiction": "上海市嘉定区真新街道",
    "division_code": "310114104",
    "report_year": 2024,
}
TEXT = (
    "南城街道2021年度法治政府建设年度报告\n"
    "一、主要做法\n"
    "南城街道坚持发展新时代“枫桥经验”，司法所与派出所开展三所联动，调解纠纷35件。"
    "聘请浙江某某律师事务所担任法律顾问。依据《中华人民共和国民法典》化解纠纷。获评省级民主法治村。\n"
    "二、下一步打算\n将推行三所联动。\n"
)
_SENTENCE_END = re.compile(r"[。\n]")


def report(text: str = TEXT, source: str = "seeds/002_report.txt", **header: Any) -> Report:
    """A report of ``text`` in one section, with the header facts of 南城街道 unless others are given."""
    facts = header or NANCHENG
    sections = (Section(0, len(text), 0, None, Role.ACHIEVEMENTS),) if text else ()
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(source, digest, View.of(text), Header(**facts), sections)


def seed(number: int) -> str:
    """The text of a seed report, by the number that its file name starts with."""
    (path,) = data_folder("seeds").glob(f"{number:03d}_*.txt")
    return path.read_bytes().decode("utf-8")


def evidence(text: str, focus: str, nth: int = 0) -> Evidence:
    """The sentence around the ``nth`` occurrence of ``focus`` in ``text``."""
    start = [match.start() for match in re.finditer(re.escape(focus), text)][nth]
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, start + len(focus))
    return Evidence(
        before[-1] if before else 0, after.end() if after else len(text), start, start + len(focus)
    )


def mention(text: str, surface: str, label: Label = Label.MECHANISM, nth: int = 0, **fields: Any) -> Mention:
    """The ``nth`` occurrence of ``surface``; its canonical name is itself unless given."""
    found = evidence(text, surface, nth)
    fields = {"canonical": surface, **fields}
    return Mention(found.focus_start, found.focus_end, surface, label, **fields)


def adoption(
    text: str, name: str, status: Status = Status.IMPLEMENTED, nth: int = 0, practice: str = "", **fields: Any
) -> Adoption:
    """A practice found in ``text``; a candidate of the vocabulary unless ``practice`` is given."""
    local = practice or candidate_practice_id(name)
    return Adoption((evidence(text, name, nth),), local, name, status, **fields)


def statements(text: str = TEXT) -> tuple[Statement, ...]:
    """One statement of each kind, and two statuses of one practice, all of them in ``TEXT``."""
    sansuo = candidate_practice_id("三所联动")
    fengqiao = "practice/fengqiao-experience"
    return (
        adoption(text, "枫桥经验", practice=fengqiao, since=2019),
        adoption(text, "三所联动", confidence=0.9),
        adoption(text, "三所联动", Status.PLANNED, nth=1),
        Participation(
            (evidence(text, "司法所"),), sansuo, "institution/331003002-justice-office", "南城街道司法所"
        ),
        Observation((evidence(text, "35件"),), "调解纠纷", 35.0, "件", sansuo),
        Counsel(
            (evidence(text, "浙江某某律师事务所"),),
            named_institution_id("浙江某某律师事务所"),
            "浙江某某律师事务所",
        ),
        Citation(
            (evidence(text, "《中华人民共和国民法典》"),),
            law_id("中华人民共和国民法典"),
            "中华人民共和国民法典",
            None,
            True,
        ),
        Honour((evidence(text, "民主法治村"),), "practice/democratic-village", "民主法治村"),
    )


def extraction(text: str = TEXT, source: str = "seeds/002_report.txt", **header: Any) -> Extraction:
    """The report of ``TEXT`` with its mentions and statements."""
    made = statements(text)
    mentions = tuple(
        mention(text, name, Label.MECHANISM, id=practice, status=Status.IMPLEMENTED)
        for name, practice in (
            ("枫桥经验", "practice/fengqiao-experience"),
            ("三所联动", candidate_practice_id("三所联动")),
        )
    )
    return Extraction(report(text, source, **header), mentions, made)


def naming(text: str, *names: str, source: str = "r.txt", **header: Any) -> Extraction:
    """A report of ``text`` that claims each of the names as implemented where it occurs."""
    made = tuple(adoption(text, name) for name in names if name in text)
    return Extraction(report(text, source, **header), (), made)
