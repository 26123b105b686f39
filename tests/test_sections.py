"""Section tree, roles of sections, and roles inside paragraphs; all texts were made up for these tests."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.reports import Role, View, fold, text_report
from fazhi.reports.genre import is_report
from fazhi.reports.headings import find_headings
from fazhi.reports.roles import heading_role
from fazhi.reports.sections import read_sections
from fazhi.reports.sentences import clauses, sentences

A, D, P, L, PRE = Role.ACHIEVEMENTS, Role.DEFICIENCIES, Role.PLANS, Role.LEADERSHIP, Role.PREAMBLE
HEAD = "某县2021年法治政府建设情况报告\n\n2021年，全县依法行政水平不断提高，现将有关情况报告如下：\n"

TREES = [
    (
        "一、 over (一) over 1.",
        "一、主要成效\n(一)依法决策\n1.健全制度。修订规则。\n2.强化审查。审查合同6件。\n(二)规范执法\n开展评查。\n二、存在问题\n力量不足。\n三、下一步打算\n配齐人员。",
        [(0, None, PRE), (0, "一、主要成效", A), (1, "(一)依法决策", A), (2, "1.健全制度", A), (2, "2.强化审查", A), (1, "(二)规范执法", A),
         (0, "二、存在问题", D), (0, "三、下一步打算", P)],
    ),
    (
        "headings that begin with a year",
        "一、2021年推进法治政府建设的主要举措\n制定文件。\n二、2021年推进法治政府建设存在的不足\n力量薄弱。\n三、2022年推进法治政府建设的主要安排\n配齐人员。",
        [(0, None, PRE), (0, "一、2021年推进法治政府建设的主要举措", A), (0, "二、2021年推进法治政府建设存在的不足", D),
         (0, "三、2022年推进法治政府建设的主要安排", P)],
    ),
    (
        "plans before shortcomings: order does not matter",
        "一、2022年打算\n配齐人员。\n二、不足\n力量薄弱。\n三、主要做法\n制定文件。",
        [(0, None, PRE), (0, "一、2022年打算", P), (0, "二、不足", D), (0, "三、主要做法", A)],
    ),
    (
        "capital numerals and brackets",
        "壹 精确执法\n公示信息11条。\n贰 不足之处\n力量薄弱。\n叁 来年之计\n配齐人员。",
        [(0, None, PRE), (0, "壹 精确执法", A), (0, "贰 不足之处", D), (0, "叁 来年之计", P)],
    ),
    (
        "words in 【】",
        "【高位统筹】全年开会2次，制定要点，逐项落实责任。\n【短板】力量薄弱，设备老旧，培训不足，亟待补齐。\n【2022年】配齐人员，更新设备，全面开展培训工作。",
        [(0, None, PRE), (0, "高位统筹", A), (0, "短板", D), (0, "2022年", P)],
    ),
    (
        "marks instead of numbers",
        "■ 执法。开展评查1次，整改问题3个，取得实效，群众满意。\n■ 问题。力量薄弱，设备老旧。\n■ 来年。配齐人员，更新设备。",
        [(0, None, PRE), (0, "■ 执法", A), (0, "■ 问题", D), (0, "■ 来年", P)],
    ),
    (
        "inline headings without a line break",
        "一、主要做法。一是制定文件。二、不足：力量薄弱，设备老旧。三、下步打算：配齐人员。",
        [(0, None, PRE), (0, "一、主要做法", A), (0, "二、不足", D), (0, "三、下步打算", P)],
    ),
    (
        "一是 … 六是 as the top level",
        "一是谋篇布局，绘好蓝图。制定规划。\n二是规范执法，提升质效。开展评查。\n三是存在问题。力量薄弱。\n四是2022年思路。配齐人员。",
        [(0, None, PRE), (0, "一是谋篇布局，绘好蓝图", A), (0, "二是规范执法，提升质效", A), (0, "三是存在问题", D), (0, "四是2022年思路", P)],
    ),
    (
        "duties of the head of government between the others",
        "一、主要举措\n制定文件。\n二、党政主要负责人履行推进法治建设第一责任人职责情况\n专题研究4次。\n三、努力方向\n配齐人员。",
        [(0, None, PRE), (0, "一、主要举措", A), (0, "二、党政主要负责人履行推进法治建设第一责任人职责情况", L), (0, "三、努力方向", P)],
    ),
    (
        "two-digit and parenthesised numbers",
        "1 总体情况\n(1)制定文件。(2)规范执法。\n2 差距\n力量薄弱。\n3 2022年打算\n配齐人员。",
        [(0, None, PRE), (0, "1 总体情况", A), (1, "(1)制定文件", A), (0, "2 差距", D), (0, "3 2022年打算", P)],
    ),
]  # fmt: skip

HEADINGS = [
    ("二、存在的主要问题", D, "the plain form"),
    ("三、差在哪里", D, "colloquial"),
    ("四、短板与弱项", D, "two nouns"),
    ("四、还缺什么", D, "what is missing"),
    ("三、难在哪", D, "what is difficult"),
    ("五、几处软肋", D, "a picture"),
    ("四、照镜子", D, "looking into the mirror"),
    ("六、下一程", P, "a picture of the time to come"),
    ("三、企业的事怎么办", None, "a question of the readers, answered by what is done"),
    ("三、以群众满意不满意为标尺", None, "a standard, not a fault"),
    ("(五)困难与努力方向", D, "shortcomings first, the turn comes inside"),
    ("【缺】", D, "one character"),
    ("三、查摆问题方面", D, "what was looked for"),
    ("二是直面短板，打一场翻身仗", None, "shortcomings that were overcome"),
    ("一、对标补短，建强制度", None, "made good"),
    ("五、监督先行，让问题有回音", None, "problems that were answered"),
    ("(三)坚持问题导向，推动落实", A, "an attitude, not a shortcoming"),
    ("三、下步打算", P, "the plain form"),
    ("四、明年怎么干", P, "a question"),
    ("三、2022年重点", P, "a later year"),
    ("【2022年】", P, "nothing but a later year"),
    ("一、2021年重点工作情况", A, "the year reported on"),
    ("二、工作部署安排方面", P, "ends in the word"),
    ("一、高位部署，争创示范", None, "deploying was done"),
    ("一、坚持全局谋划，履职担当更有力度", None, "planning was done"),
    ("二、统筹安排", None, "arranging was done"),
    ("三、第一责任人职责履行情况", L, "duties"),
    ("三、往前看", P, "colloquial"),
    ("四、锚定目标任务，高质量谋划来年工作", P, "next year's work in the second clause"),
    ("一、回眸2021", A, "looking back"),
]

TURNS = [
    ("下一步，我县将健全联席会议制度。", "联席会议", P, "the plain form"),
    ("2022年，县政府将抓好合法性审查。", "合法性审查", P, "a later year"),
    ("2021年3月，县政府开展合法性审查。", "合法性审查", A, "a date in the year reported on"),
    ("存在的主要问题是：行政调解力量不足。", "行政调解", D, "existential"),
    ("但也存在行政复议质量不高等问题。", "行政复议", D, "adversative"),
    ("不足：行政调解力量薄弱。", "行政调解", D, "a word and a colon"),
    ("与上级要求相比，行政应诉能力还有差距。", "行政应诉", D, "compared"),
    ("当然，行政应诉能力有待提高。", "行政应诉", D, "conceded"),
    ("聚焦执法中存在的突出问题，开展案卷评查。", "案卷评查", A, "problems dealt with"),
    ("督察发现问题12个，案卷评查后全部整改。", "案卷评查", A, "problems counted and mended"),
    ("我们将坚持依法行政，推行非现场执法。", "非现场执法", P, "we will"),
    ("自2022年以来，全面推行非现场执法。", "非现场执法", A, "since a year, not in it"),
    ("来年，推行非现场执法。", "非现场执法", P, "next year"),
    ("对照先进，存在如下差距：行政调解力量弱。", "行政调解", D, "measured against others"),
]


def role_at(text: str, words: str) -> Role:
    """Return the role of the innermost section that holds the last of these words."""
    position = text.rindex(words)
    inside = [s for s in read_sections(View.of(text), 2021) if s.start <= position < s.end]
    return max(inside, key=lambda section: section.level).role


@pytest.mark.parametrize(("reason", "body", "tree"), TREES, ids=[row[0] for row in TREES])
def test_trees(reason: str, body: str, tree: list[tuple[int, str | None, Role]]) -> None:
    found = read_sections(View.of(HEAD + body), 2021)
    wanted = [row for row in tree if row[1] is None or len(tree) < 6 or row[0] < 3]
    assert [(s.level, s.heading, s.role) for s in found if (s.level, s.heading, s.role) in wanted] == wanted, reason
    assert [s.role for s in found if s.level == 0] == [role for level, _, role in tree if level == 0]


EDUCATION = "桐庐县教育局2023年度法治教育工作报告\n2023年，我局全面推进依法治教。\n"
POLICE = "敦化市公安局2021年法治公安建设工作报告\n2021年，我局努力推进法治公安建设。\n"
WORK = "某县政府工作报告（摘要）\n必须深化改革，推进平安建设，健全治理体系，确保社会稳定。\n"
NAMED = [
    (
        "a department's title without 法治政府建设 announces a report on the year",
        f"{EDUCATION}一、强化组织领导\n全面落实述法。\n二、推进法治宣传\n推行法治第一课，要持续完善章程。\n三、存在问题\n力量不足。\n"
        "四、下步打算\n推进示范校创建。",
        [PRE, A, A, D, P],
    ),
    (
        "orders among what was done, the parts numbered by 一是",
        f"{POLICE}一是加强领导。全面落实制度，健全机制。\n二是规范执法。深化建设，推行记录。\n三是优化服务。推进改革，优化流程。",
        [PRE, A, A, A],
    ),
    (
        "a work report: its headings name what was done and what lacks, whatever the prose before them told",
        f"{WORK}一、2021年工作回顾\n推进改革。\n二、不足\n必须看到，力量薄弱。\n三、2022年打算\n深化改革。",
        [PRE, A, D, P],
    ),
    ("回眸 names what was done", f"{WORK}一、回眸2021\n推进改革。\n二、放眼2022\n深化改革。", [PRE, A, P]),
    (
        "one look ahead at the end of a part in 【】 announces no other part",
        "某县司法局2021年工作总结\n【主要做法】\n全年推行法治体检，走访企业120家，开展案卷评查。\n下一步，我局将继续深化。\n"
        "【存在问题】\n顾问作用发挥不够，力量薄弱。\n【下步打算】\n推进体系建设，健全联席会议制度。",
        [PRE, A, D, P],
    ),
    (
        "a look ahead in the preamble, the plans under a heading of their own",
        f"{HEAD}下一步，全县将持续发力。\n一、强化组织领导\n制定文件。\n二、不足\n力量薄弱。\n三、下步打算\n配齐人员。",
        [PRE, A, D, P],
    ),
    (
        "a look ahead in the preamble that a colon ends, its points below",
        f"{HEAD}下一步，全县将做好：\n一、强化组织领导\n制定文件。\n二、规范执法\n开展评查。",
        [PRE, P, P],
    ),
    (
        "what lacks between plans, which then go on",
        f"{WORK}一、总体要求\n推进改革。\n二、形势和问题\n力量薄弱。\n三、重点任务\n深化改革。",
        [PRE, P, D, P],
    ),
]


@pytest.mark.parametrize(("reason", "text", "roles"), NAMED, ids=[row[0] for row in NAMED])
def test_a_heading_that_names_its_role_wins(reason: str, text: str, roles: list[Role]) -> None:
    assert [s.role for s in read_sections(View.of(text), 2021) if s.level == 0] == roles, reason


@pytest.mark.parametrize(("heading", "role", "reason"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_roles_of_headings(heading: str, role: Role | None, reason: str) -> None:
    assert heading_role(heading, 2021) in ((None, A) if role in (None, A) else (role,)), reason


@pytest.mark.parametrize(("sentence", "name", "role", "reason"), TURNS, ids=[row[3] for row in TURNS])
def test_turns_inside_a_paragraph(sentence: str, name: str, role: Role, reason: str) -> None:
    assert role_at(f"某县一年来制定文件6件。{sentence}", name) in ((A, Role.OTHER) if role is A else (role,)), reason


def test_shortcomings_turn_to_plans_at_an_intention() -> None:
    text = "某县一年来制定文件。不足：行政调解力量薄弱；将研究制定审核指引，推行公职律师制度。"
    assert role_at(text, "行政调解") is D
    assert role_at(text, "公职律师") is P


def test_a_list_after_an_announcement_has_the_role_that_was_announced() -> None:
    text = f"{HEAD}一、做法\n制定文件。\n二、不足\n力量薄弱。\n2022年安排：\n(1)推行非现场执法。\n(2)推行公职律师制度。"
    assert role_at(text, "非现场执法") is P
    assert role_at(text, "公职律师") is P


def test_a_report_without_headings_is_cut_where_its_sentences_turn() -> None:
    text = "某县一年来推行案卷评查。存在的问题是：行政调解力量不足。下一步，推行公职律师制度。"
    sections = read_sections(View.of(text), 2021)
    assert [section.role for section in sections] == [A, D, P]
    assert text[sections[2].start :].startswith("下一步")


def test_the_signature_is_no_heading() -> None:
    text = f"{HEAD}一、做法\n制定文件。\n二、打算\n配齐人员。\n某县人民政府\n2022年1月19日"
    assert [s.heading for s in read_sections(View.of(text), 2021)] == [None, "一、做法", "二、打算"]


def test_numbers_of_items_are_no_headings_where_a_unit_follows() -> None:
    assert find_headings("\n35 件合同\n12 个村\n", 0, 14) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("一是制定文件。二是开展评查！好？", ["一是制定文件。", "二是开展评查！", "好？"]),
        ("一；二。", ["一；二。"]),
        ("　他说“好。”然后", ["他说“好。”", "然后"]),
        ("\n\n", []),
    ],
)
def test_sentences(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == spans


def test_clauses_end_at_semicolons() -> None:
    text = "一；二。三"
    assert [text[start:end] for start, end in clauses(text)] == ["一；", "二。", "三"]


PARTS = ["一、主要做法\n", "二、存在问题\n", "(一)学习。", "1.执法。", "一是开展评查。", "下一步，推行制度。", "但仍存在不足。", "2022年打算：", "全年调解35件；", "将健全机制。",
         "\n", "　", "\u200b", "\r\n", "【缺】", "◆", "２０２１年", "\U0001f600", "某县人民政府\n2022年1月1日"]  # fmt: skip
REPORTS = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)


GENRES = [
    ("a procuratorate", "桃山区人民检察院2021年度法治建设工作情况\n办理公益诉讼12件，发出检察建议8份。\n一、存在不足\n力量不足。\n二、下步打算\n加强建设。", True),
    ("a court", "某区人民法院2022年工作总结\n审结刑事案件120件，开展审判质效提升年活动。问题：案多人少。下一步推进诉讼服务。", True),
    ("a department named for no law", "某县气象局2023年法治建设情况报告\n我局开展气象宣传。下一步，继续加强学习。", True),
    ("a notice of a court", "某市中级人民法院公告\n本院定于5月6日公开开庭审理张某盗窃刑事一案，审判长李某，检察院派员出庭。", False),
    ("an entry on procuratorates", "检察院是国家的法律监督机关，分为最高人民检察院、省检察院、市检察院，依照宪法行使检察权，提起刑事诉讼。", False),
    ("a company's report on the year", "某公司2023年年度报告\n全年营业收入12亿元，推进转型，无重大诉讼，落实股东大会决议，存在竞争加剧等问题。", False),
    ("an essay", "论法治的历史\n法治与人治是两种不同的治理方式，省思二者，可知法治应包含两重意义。", False),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "read"), GENRES, ids=[row[0] for row in GENRES])
def test_whose_reports_are_read(reason: str, text: str, read: bool) -> None:
    assert is_report(fold(text)) is read, reason


@given(REPORTS)
@settings(max_examples=200, deadline=None)
def test_sections_tile_the_text(raw: str) -> None:
    sections = read_sections(View.of(raw), 2021)
    top = [section for section in sections if section.level == 0]
    if raw:
        assert (top[0].start, top[-1].end) == (0, len(raw))
    assert all(before.end == after.start for before, after in pairwise(top))
    for number, section in enumerate(sections):
        assert section.start < section.end or not raw
        for inner in sections[number + 1 :]:
            if inner.start >= section.end or inner.level <= section.level:
                break
            assert inner.end <= section.end


@given(REPORTS)
@settings(max_examples=100, deadline=None)
def test_sections_do_not_change(raw: str) -> None:
    assert text_report(raw).sections == text_report(raw).sections
