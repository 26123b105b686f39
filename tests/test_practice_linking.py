"""Which names are the same practice: by the vocabulary, inside one report, and between reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.lexicon import default_lexicon
from fazhi.linking.practice_names import bare_name, candidate_key, readings, short_names
from fazhi.linking.practices import LinkedPractice, PracticeLinker, joined
from fazhi.reports.view import fold


@pytest.fixture(scope="module")
def linker() -> PracticeLinker:
    return PracticeLinker(default_lexicon())


def link(linker: PracticeLinker, name: str, sentence: str = "") -> LinkedPractice:
    text = fold(sentence or f"推行{name}。")
    start = text.index(fold(name))
    return linker.link(text, (0, len(text)), start, start + len(fold(name)))


SAME = [
    ("法律顾问", "法律顾问制度", "the head noun is left out"),
    ("常年法律顾问", "法律顾问制度", "a kind, its head noun left out"),
    ("“一嘎查村一法律顾问”制度", "法律顾问制度", "the word for a village where Mongols live"),
    ("连队法律顾问制度", "法律顾问制度", "the unit of the production corps"),
    ("12345", "12345热线", "the number alone"),
    ("集体讨论", "集体讨论决定", "short for the step of deciding"),
    ("税务行政执法“三项制度”", "行政执法三项制度", "the line of work in front"),
    ("水行政执法案卷评查", "行政执法案卷评查", "行政执法 is the form, 水 the line of work"),
    ("医疗卫生领域行政处罚裁量权基准", "行政裁量权基准制度", "a line of work with 领域"),
    ("草原法律明白人", "法律明白人", "a line of work"),
    ("县政府常务会议会前学法制度", "会前学法", "the meeting in front"),
    ("主任办公会会前定期学法", "会前学法", "the meeting in front, an adverb inside"),
    ("党工委理论学习中心组集体学法", "中心组学法制度", "whose study group it is"),
    ("重大行政决策合法性审查机制", "合法性审查", "what is reviewed"),
    ("镇（区）合法性审查全覆盖", "合法性审查", "rank in brackets, the aim of covering all behind"),
    ("重大项目社会稳定风险评估制度", "社会稳定风险评估", "what is assessed"),
    ("重大行政决策事项年度目录", "重大行政决策目录", "an adverb inside"),
    ("法治督察常态化机制", "法治督察", "an adverb and a head noun"),
    ("天津市行政执法监督平台", "行政执法综合管理监督信息系统", "the place in front"),
    ("江苏省民主法治示范村", "民主法治示范村", "the place that honours"),
    ("书面述法", "述职述法", "a way of doing it"),
    ("会 前 学 法", "会前学法", "spaces between the characters"),
    ("河（湖）长制", "河湖长制", "brackets"),
    ("雪亮工程2.0", "雪亮工程", "a version"),
    ("行政许可事项清单（2022年版）", "行政许可事项清单", "an edition"),
    ("权责清单动态调整机制", "权责清单", "the list is kept up to date"),
    ("权力清单、责任清单", "权责清单", "both halves are the whole, not the first half"),
    ("人民调解、行政调解、司法调解“三调联动”", "三调联动", "what closes a list of as many parts"),
    ("人民调解与行政调解、司法调解三调联动", "三调联动", "the same without marks"),
    ("行政执法公示、执法全过程记录、重大执法决定法制审核三项制度", "行政执法三项制度", "the list is the context"),
    ("“一企一策”法治体检", "法治体检", "a slogan of its own in front"),
    ("“执法+普法+帮扶”柔性执法模式", "柔性执法", "a slogan in front, a head noun behind"),
]


@pytest.mark.parametrize(("name", "practice", "reason"), SAME, ids=[row[0] for row in SAME])
def test_ways_to_say_a_practice(linker: PracticeLinker, name: str, practice: str, reason: str) -> None:
    linked = link(linker, name)
    assert (linked.canonical, linked.discovered) == (practice, False), reason
    assert linked.confidence == 1.0 if " " in name else linked.confidence < 1.0, f"{reason}: a step costs confidence"


OTHERS = [
    ("权力清单", "责任清单", "two lists", "公布政府部门权力清单、责任清单。"),
    ("亮证执法", "行政执法人员持证上岗", "showing a licence and having one", ""),
    ("“枫桥经验”示范点", "枫桥经验", "an honour for a practice", ""),
    ("“信访工作法治化”示范市", "信访工作法治化", "an honour for a practice", ""),
    ("世界水日", "中国水周", "a day and a week", ""),
    ("一照多址", "一证多址", "a licence and a permit", ""),
    ("跨省通办", "省内通办", "across provinces and inside one", ""),
    ("三调联动", "五调联动", "another numeral", ""),
    ("审计监督", "内部审计", "by the auditors and by oneself", ""),
    ("一中心四平台一网格", "基层治理四平台", "the whole and a part of it", ""),
    ("减罚清单", "免予行政强制清单", "two of the four lists of leniency", ""),
    ("访调、诉调、复调“三调对接”", "三调联动", "three other mediations, named in front", ""),
    ("“1366”应急管理体系", "应急管理体系", "a slogan that is all number is the name", ""),
    ("水乡和事佬", "和事佬", "水乡 is no line of work", ""),
    ("白名单", "涉企行政检查白名单", "a word of three says too little to leave its head noun out", ""),
    ("“竹乡茶话”调解法", "“荔乡和声”调解法", "two brands of one kind", ""),
    ("执法数据平台", "执法数据机制", "a platform is more than a head noun", ""),
]


@pytest.mark.parametrize(
    ("one", "other", "reason", "sentence"), OTHERS, ids=[f"{one} {other}" for one, other, *_ in OTHERS]
)
def test_names_that_are_two_practices(linker: PracticeLinker, one: str, other: str, reason: str, sentence: str) -> None:
    assert link(linker, one, sentence).id != link(linker, other, sentence).id, reason


CANDIDATES = [
    ("错时执法制度", "错时执法机制", "the head noun says how it is written down"),
    ("执法回访", "执法回访制度", "the head noun is left out"),
    ("三率优化", "“三率”优化行动", "a drive is the practice"),
    ("五步闭环工作法", "“五步闭环”工作法", "a method is its name, with marks and without"),
    ("“雪城大姐”调解品牌", "雪城大姐", "a brand by its name alone"),
    ("“竹乡茶话”调解法", "竹乡茶话", "a quoted name that no other practice has"),
    ("矛盾纠纷“花瑶讲古”调处机制", "花瑶讲古", "what it is about in front"),
    ("乡镇综合执法", "综合行政执法", "a township in front, 行政 left out"),
]


@pytest.mark.parametrize(("one", "other", "reason"), CANDIDATES, ids=[row[0] for row in CANDIDATES])
def test_discovered_names_of_different_reports_become_one_candidate(
    linker: PracticeLinker, one: str, other: str, reason: str
) -> None:
    first, second = link(linker, one), link(linker, other)
    assert first.discovered and first.id == second.id, reason
    assert all(practice.rule.startswith("no practice of the vocabulary") for practice in (first, second))
    assert max(first.confidence, second.confidence) <= 0.6


REPORTS = [
    (["“一季一评”工作规程", "一季一评"], [0, 0], "the short name stands for the longer"),
    (["区域化党建“九宫格”", "九宫格"], [0, 0], "quoted at the end"),
    (["看、听、劝、断、访“五字调解法”", "五字调解法"], [0, 0], "what closes a list of as many parts"),
    (["行政处罚“三步走”", "信访化解“三步走”", "三步走"], [0, 1, 2], "the short name could be either"),
    (["全国“枫桥经验”优秀案例", "枫桥经验"], [0, 1], "an honour is no other name of the practice"),
    (["“错时执法”机制", "错时执法", "“错峰执法”机制"], [0, 0, 2], "head noun and marks aside"),
]


@pytest.mark.parametrize(("names", "groups", "reason"), REPORTS, ids=[row[0][0] for row in REPORTS])
def test_variants_of_one_practice_in_a_report_become_one(
    linker: PracticeLinker, names: list[str], groups: list[int], reason: str
) -> None:
    spans = dict(enumerate(names))
    practices = joined(spans, {at: link(linker, name) for at, name in spans.items()})
    firsts = [min(other for other in spans if practices[other] == practices[at]) for at in spans]
    assert firsts == groups, reason


@pytest.mark.parametrize(
    ("name", "shorts", "reason"),
    [
        ("“三调联动”", (), "a name that is all quoted has no shorter one"),
        ("甲、乙、丙“三联动”", ("三联动", "三联动"), "quoted, and the sum of three parts"),
        ("甲、乙“三联动”", ("三联动",), "two parts are no three"),
        ("合法性审查", (), "plain words"),
    ],
)
def test_short_names_of_a_longer_one(name: str, shorts: tuple[str, ...], reason: str) -> None:
    assert short_names(name) == shorts, reason


NAMES = st.text(st.sampled_from("“”、·()和三五年度镇县水行政执法合法性审查制度机制平台嘎查村12"), max_size=20)


@given(NAMES)
def test_any_text_has_readings_and_one_key(name: str) -> None:
    found = list(readings(name))
    assert len({reading.form for reading in found}) == len(found), "each form once"
    assert all(0 < reading.confidence <= 1 and 0 <= reading.offset <= len(name) for reading in found)
    assert candidate_key(f"“{name}”") == candidate_key(name), "marks do not tell names apart"
    assert len(bare_name(name)) <= len(name)
