"""Laws: what is found, what is left out, and what each mention names.

The texts are made up for these tests, in the ways of many provinces and departments.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.identifiers import law_id
from fazhi.linking.laws import LawIndex, LinkedLaw, link
from fazhi.linking.titles import edition, is_law_title, kind_of, official_form
from fazhi.reports import Header
from fazhi.reports.view import View
from fazhi.tagging.laws import find_laws
from fazhi.vocabulary import load_laws

INDEX = LawIndex(load_laws())
HEADER = Header(report_year=2023, jurisdiction="宁夏回族自治区银川市西夏区")


def read(raw: str, header: Header = HEADER) -> list[tuple[str, LinkedLaw]]:
    """Return the surface, in the raw text, and the reading of each law."""
    view = View.of(raw)
    linked = link(find_laws(view.text, INDEX), view.text, header, INDEX)
    return [(raw[slice(*view.raw_span(law.start, law.end))], law) for law in linked]


def surfaces(raw: str) -> list[str]:
    return [surface for surface, _ in read(raw)]


FOUND = [
    # (text, surfaces in order, why)
    ("认真学习宣传宪法、民法典、反有组织犯罪法等", ["宪法", "民法典", "反有组织犯罪法"], "short names in a list"),
    ("学习《宪法》《监察法》和《公务员法》", ["《宪法》", "《监察法》", "《公务员法》"], "marks side by side"),
    ("出台《洱海管理办法》（大政发〔2023〕15号）", ["《洱海管理办法》"], "a number behind the title stays outside"),
    (
        "学习《真武镇工作要点（真法办〔2024〕2号）》",
        ["《真武镇工作要点（真法办〔2024〕2号）》"],
        "a number inside the marks",
    ),
    ("落实《纲要》（2021—2025年）要求", ["《纲要》（2021—2025年）"], "years behind the mark are part of the title"),
    ("对照《指标体系》（2023年版）自查", ["《指标体系》（2023年版）"], "so is a version"),
    ("依据《村民委员会组织法》（2018年修正）", ["《村民委员会组织法》"], "a year of amendment is not"),
    ("修订《关于印发<重大决策程序规定>的通知》", ["《关于印发<重大决策程序规定>的通知》"], "angle brackets inside"),
    ("《云州区贯彻《优化营商环境条例》实施细则》", ["《云州区贯彻《优化营商环境条例》实施细则》"], "marks nested"),
    (
        "出台《高台县贯彻《优化营商环境条例》实施办法，推动落地",
        ["《高台县贯彻《优化营商环境条例》实施办法"],
        "outer mark not closed",
    ),
    ("《行政处罚法《行政强制法》等", ["《行政处罚法", "《行政强制法》"], "the first mark not closed"),
    (
        "贯彻《湿地保护法，落实《信访工作条例》要求",
        ["《湿地保护法", "《信访工作条例》"],
        "the first mark not closed, a clause between",
    ),
    (
        "宣传《湿地保护法落实《信访工作条例》要求",
        ["《湿地保护法", "《信访工作条例》"],
        "the first mark not closed, a verb between",
    ),
    (
        "《关于贯彻宪法和《监察法》的实施意见》",
        ["《关于贯彻宪法和《监察法》的实施意见》"],
        "a law before the inner mark of a nested title does not end it",
    ),
    ("学习《行政复议法、行政诉讼法等", ["《行政复议法", "行政诉讼法"], "the mark never closed"),
    ("依据安全生产法》查处隐患", ["安全生产法》"], "the mark never opened"),
    ("根据<中华人民共和国农村土地承包法>调处", ["<中华人民共和国农村土地承包法>"], "angle brackets as marks"),
    ("根据〈农村土地承包法〉调处", ["〈农村土地承包法〉"], "single marks"),
    ("《道里区人民政府\n重大行政决策程序规定》", ["《道里区人民政府\n重大行政决策程序规定》"], "a title on two lines"),
    (
        "印发《通江县法治政府\n建设实施方案（2021—\n2025年）》",
        ["《通江县法治政府\n建设实施方案（2021—\n2025年）》"],
        "a title on three lines of print",
    ),
    (
        "《信访工作条例\n二、落实《民法典》",
        ["《信访工作条例", "《民法典》"],
        "a mark not closed ends with its paragraph",
    ),
    ("《行政\u200b处罚\u200b法》", ["《行政\u200b处罚\u200b法》"], "invisible characters in the title"),
    ("《行政 处罚 法》", ["《行政 处罚 法》"], "spaces in the title"),
    ("执行国务院令第713号和省政府令第163号", ["国务院令第713号", "省政府令第163号"], "orders"),
    ("贯彻《管理规定》（沪府令17号）", ["《管理规定》"], "an order in brackets belongs to the title before it"),
    (
        "按《决策条例》（国务院令第713号）和民法典（主席令第四十五号）办理",
        ["《决策条例》", "民法典"],
        "so it does with a numeral in words, and behind a title without marks",
    ),
    (
        "落实《土地管理条例》（2021年7月国务院令第743号公布）",
        ["《土地管理条例》"],
        "and with other words in the brackets",
    ),
    ("废止国务院第713号令和主席令第四十九号", ["国务院第713号令", "主席令第四十九号"], "orders named by number only"),
    ("按照甘政发〔2021〕77号、张政办发[2022]18号文件", ["甘政发〔2021〕77号", "张政办发[2022]18号"], "bare numbers"),
    ("国办发［2018］118号、司发通【2020】3号", ["国办发［2018］118号", "司发通【2020】3号"], "brackets of all kinds"),
    ("渝府办发(2025)38号要求", ["渝府办发(2025)38号"], "round brackets"),
    ("发文字号：高司发〔2024〕6号", ["高司发〔2024〕6号"], "a number in the head of a report"),
    ("废止沈政发〔2006〕28号等文件", ["沈政发〔2006〕28号"], "the verb stays outside"),
    ("原朝政办发〔2009〕35号作废", ["朝政办发〔2009〕35号"], "原 is not the issuer"),
    ("有关要求和皖办发〔2022〕8号", ["皖办发〔2022〕8号"], "words before 和 are not the issuer"),
    ("制定了高台县行政规范性文件管理办法，明确程序", ["高台县行政规范性文件管理办法"], "a place and a form, no marks"),
    ("落实甘肃省食品小作坊监督管理条例", ["甘肃省食品小作坊监督管理条例"], "behind a verb"),
    ("依据水法、新疆维吾尔自治区实施〈水法〉办法", ["水法", "新疆维吾尔自治区实施〈水法〉办法"], "a law in a title"),
    ("严格执行昆明市政府制定的昆明市生活垃圾分类管理办法", ["昆明市生活垃圾分类管理办法"], "the nearer place"),
    ("落实河湖长制和湖北省湖泊保护条例", ["湖北省湖泊保护条例"], "what stands before 和 is no place"),
    ("出台应急管理地方标准管理办法，", ["应急管理地方标准管理办法"], "the form of a rule behind a verb of making"),
    ("编制海州区“十四五”时期法治政府建设规划；", ["海州区“十四五”时期法治政府建设规划"], "quotes in a title"),
    ("落实嘉禾区优化营商环境7.0版行动方案，", ["嘉禾区优化营商环境7.0版行动方案"], "a figure in a title"),
    (
        "实施法治社会建设实施纲要（2020—2025年）和云南省法治政府建设实施方案，",
        ["法治社会建设实施纲要（2020—2025年）", "云南省法治政府建设实施方案"],
        "a place's plan behind another title in the same clause",
    ),
    ("落实纲要和六盘水市法治社会建设实施方案", ["六盘水市法治社会建设实施方案"], "no place holds 纲要和"),
    (
        "使用《行政执法文书格式范本（2021年版）》",
        ["《行政执法文书格式范本（2021年版）》"],
        "a model of documents with its edition",
    ),
    ("配合《湿地保护法》执法检查", ["《湿地保护法》"], "an inspection of a law's execution names the law"),
    ("拍摄微电影《民法典》和小品《守望》", ["《民法典》"], "a film that explains a known law names it"),
    (
        "宣传税收征管法、治安处罚法、民办教育法",
        ["税收征管法", "治安处罚法", "民办教育法"],
        "words of the title left out",
    ),
    ("完成“八五”普法规划中期评估", ["“八五”普法规划"], "a plan that every place has"),
    ("写入“十四五”规划纲要", ["“十四五”规划纲要"], "the same, with quotation marks"),
    ("依据民法总则、环境保护税法处理", ["民法总则", "环境保护税法"], "an old law in a list with a known one"),
    ("依照刑法第二百六十六条、治安管理处罚法第四十三条", ["刑法", "治安管理处罚法"], "articles stay outside"),
    ("刑法修正案（十一）施行", ["刑法修正案（十一）"], "an amendment with its number"),
    ("学习贯彻《监察法（草案）》", ["《监察法（草案）》"], "a draft inside the marks"),
    ("学习监察法（草案）等新法", ["监察法"], "behind a name without marks the stage stays outside"),
    ("“民法典”宣传进万家", ["民法典"], "quotation marks around a name alone"),
    ("新修订的行政复议法治安管理处罚法均在其中", ["行政复议法", "治安管理处罚法"], "names that touch"),
    ("与永宁县签订《联防联控合作协议》", ["《联防联控合作协议》"], "agreements between places count"),
    ("印发《干部管理二十条》", ["《干部管理二十条》"], "rules named by their number of articles"),
    ("编制出台“十五五”时期法治三明建设规划；", ["“十五五”时期法治三明建设规划"], "a plan of a period, without marks"),
    ("修改《城市管理条例》（下称条例），", ["《城市管理条例》", "条例"], "a short name without marks"),
    (
        "《重庆市安全生产条例》（以下简称《条例》）。落实《条例》",
        ["《重庆市安全生产条例》", "《条例》", "《条例》"],
        "以下简称",
    ),
    ("《程序规定》(简称“程序规定”)。按“程序规定”办", ["《程序规定》", "程序规定", "程序规定"], "a quoted short name"),
]

NOT_FOUND = [
    ("责任倒查机制尚缺操作细则；", "what is lacking has no title"),
    ("清理妨碍公平竞争的土办法，", "ways that are to go"),
    ("延寿街社区沿用坐在门墩上说的老办法，", "an old way"),
    ("让这座城市到处充满规则的力量", "rules in a figure of speech"),
    ("新的一年，安乐镇将认真编制“十五五”时期法治建设规划，", "a subject and its verb are no title"),
    ("落实省州市各项规定，", "rules in general"),
    ("邀请临江市法院法官讲解证据规则，", "a talk"),
    ("和畅镇以习近平法治思想为指引，", "what guides is no guideline"),
    ("学习《习近平著作选读》第一卷和《习近平谈治国理政》", "books"),
    ("学习《习近平法治思想学习纲要》", "a textbook, though it ends in 纲要"),
    ("《人民日报》《法治日报》刊发报道12篇", "newspapers"),
    ("观看《榜样7》专题片，微电影《小城故事》获奖", "films"),
    ("排演小戏《邻里之间》、话剧《共同的约定》，放映电影《第二十条》", "plays and films, though they end like rules"),
    ("传唱歌曲《新村规民约》", "a song"),
    ("省人大常委会《湿地保护法》执法检查组、《民法典》宣讲团", "laws inside the names of bodies"),
    ("编写《以案释法》读本，编印《法律明白人手册》", "readers and handbooks"),
    ("推广《人民调解典型案例选编》《法治建设简报》", "cases and bulletins"),
    ("签订《法律顾问聘用合同》3份", "contracts"),
    ("发布《2023年度行政执法数据报告》", "reports"),
    ("提炼《“老娘舅”调解法》", "a way of working"),
    ("提高运用法治思维和法治方式的能力，做到学法用法守法", "法 inside other words"),
    ("根据有关法律法规规定，按照相关规定办理", "rules in general"),
    ("根据上级年度工作要点和总体规划推进", "plans in general"),
    ("开展“民法典进农家”“宪法宣传周”活动", "a law's name in the name of an activity"),
    ("国家宪法日举行宪法宣誓，新建宪法公园", "day, oath and park"),
    ("“画说民法典”系列、“西府曲子唱宪法”巡演", "a name in quotation marks that ends in a law's"),
    ("土地管理法规、公证法律服务、旅游法庭、治水法规", "what begins or ends like a short name"),
    ("（2021）甘0724行初12号行政判决书", "a case number"),
    ("索引号：620724001/2023-00012", "an index number"),
    ("送法下乡场次只完成计划的54%", "乡 that is no place"),
    ("将法治建设列入街道发展总体规划", "the verb and the plan in general"),
    ("全面推行行政执法公示制度、执法全过程记录制度", "systems without marks are practices"),
    ("〔2021〕5号", "a number without its issuer"),
    ("", "nothing"),
    ("《", "a mark alone"),
    ("》《》〈〉", "marks without a title"),
]

READ = [
    # (text, year, place, surface, canonical, listed, why)
    ("《民法典》", 2023, "", "《民法典》", "中华人民共和国民法典", True, "national statutes in full"),
    ("宪法", 2023, "", "宪法", "中华人民共和国宪法", True, "the constitution"),
    ("《纪律处分条例》", 2023, "", "《纪律处分条例》", "中国共产党纪律处分条例", True, "party regulations in full"),
    (
        "《政府信息公开条例》",
        2023,
        "",
        "《政府信息公开条例》",
        "中华人民共和国政府信息公开条例",
        True,
        "one law listed twice",
    ),
    ("《信访条例》", 2018, "", "《信访条例》", "信访条例", True, "an old law keeps its own name"),
    (
        "《法治政府建设实施纲要》",
        2017,
        "",
        "《法治政府建设实施纲要》",
        "法治政府建设实施纲要（2015—2020年）",
        True,
        "edition by year",
    ),
    (
        "《法治政府建设实施纲要》",
        2023,
        "",
        "《法治政府建设实施纲要》",
        "法治政府建设实施纲要（2021—2025年）",
        True,
        "edition by year",
    ),
    (
        "《法治政府建设实施纲要》",
        None,
        "",
        "《法治政府建设实施纲要》",
        "法治政府建设实施纲要",
        False,
        "no year, no edition",
    ),
    (
        "《法治政府建设实施纲要（2021-2025）》",
        2022,
        "",
        "《法治政府建设实施纲要（2021-2025）》",
        "法治政府建设实施纲要（2021—2025）",
        True,
        "years as the report writes them, one law",
    ),
    (
        "《法治政府建设实施纲要2021-2025年)》",
        2022,
        "",
        "《法治政府建设实施纲要2021-2025年)》",
        "法治政府建设实施纲要（2021—2025年）",
        True,
        "a bracket lost",
    ),
    (
        "《法治社会建设实施纲要（2021—2025年）》",
        2022,
        "",
        "《法治社会建设实施纲要（2021—2025年）》",
        "法治社会建设实施纲要（2021—2025年）",
        False,
        "years that no edition has",
    ),
    (
        "《纲要》提出",
        2022,
        "",
        "《纲要》",
        "法治政府建设实施纲要（2021—2025年）",
        True,
        "the outline such reports mean",
    ),
    (
        "对照国务院《关于加强法治政府建设的意见》",
        2015,
        "",
        "《关于加强法治政府建设的意见》",
        "国务院关于加强法治政府建设的意见",
        True,
        "the issuer stands in front",
    ),
    (
        "落实《关于加强法治政府建设的意见》",
        2015,
        "",
        "《关于加强法治政府建设的意见》",
        "关于加强法治政府建设的意见",
        True,
        "the issuer is not named",
    ),
    (
        "自治区行政执法条例",
        2023,
        "宁夏回族自治区银川市",
        "自治区行政执法条例",
        "宁夏回族自治区行政执法条例",
        False,
        "own region",
    ),
    (
        "《四川省土地管理条例（修订）》",
        2022,
        "",
        "《四川省土地管理条例（修订）》",
        "四川省土地管理条例",
        None,
        "（修订） is no part",
    ),
    ("《停车条例（草案）》", 2022, "", "《停车条例（草案）》", "停车条例（草案）", False, "（草案） is"),
    (
        "《关于落实<督察规定>的通知》",
        2022,
        "",
        "《关于落实<督察规定>的通知》",
        "关于落实〈督察规定〉的通知",
        False,
        "inner marks",
    ),
    ("“八五”普法规划", 2022, "", "“八五”普法规划", "八五普法规划", False, "the nation's plan and each place's own"),
    ("甘政发〔2021〕 7 号", 2022, "", "甘政发〔2021〕 7 号", "甘政发〔2021〕7号", False, "numbers without spaces"),
    ("《决定》", 2022, "", "《决定》", "决定", None, "a form alone names nothing"),
    (
        "《税收征管法》",
        2023,
        "",
        "《税收征管法》",
        "中华人民共和国税收征收管理法",
        True,
        "words of the title contracted",
    ),
    ("《保密法》", 2023, "", "《保密法》", "中华人民共和国保守国家秘密法", True, "characters of the title left out"),
    ("《土地承包法》", 2023, "", "《土地承包法》", "中华人民共和国农村土地承包法", True, "the end of one title only"),
    ("《污染防治法》", 2023, "", "《污染防治法》", "污染防治法", False, "the end of several titles names none"),
    ("《行政法》", 2023, "", "《行政法》", "行政法", False, "characters left out of several titles"),
    ("《社会法》", 2023, "", "《社会法》", "社会法", False, "a field of law"),
    (
        "《法治政府建设实施纲要（20212025年）》",
        2022,
        "",
        "《法治政府建设实施纲要（20212025年）》",
        "法治政府建设实施纲要（2021—2025年）",
        True,
        "the dash of the years lost",
    ),
    (
        "《中华人民共和国\n行政许可法》",
        2022,
        "",
        "《中华人民共和国\n行政许可法》",
        "中华人民共和国行政许可法",
        True,
        "a line break inside the title",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_laws_are_found_with_their_bounds(text: str, expected: list[str], why: str) -> None:
    assert surfaces(text) == expected, why


@pytest.mark.parametrize(("text", "why"), NOT_FOUND, ids=[row[1] for row in NOT_FOUND])
def test_what_is_no_law_is_left_out(text: str, why: str) -> None:
    assert surfaces(text) == [], why


@pytest.mark.parametrize(("text", "year", "place", "surface", "canonical", "listed", "why"), READ)
def test_a_mention_is_read_as_its_official_title(
    text: str, year: int | None, place: str, surface: str, canonical: str, listed: bool | None, why: str
) -> None:
    found = read(text, Header(report_year=year, jurisdiction=place or None))
    assert [(raw, law.canonical) for raw, law in found] == [(surface, canonical)], why
    law = found[0][1]
    if listed:
        assert INDEX.title_of(law.id or "") is not None, why
    elif listed is False:
        assert law.id is None or INDEX.title_of(law.id) is None, why


def test_a_short_name_means_what_the_report_said() -> None:
    text = (
        "出台《西夏区重大行政决策程序规定》（西政发〔2022〕18号，下称《规定》）。"
        "学习《行政处罚法》。对照《规定》自查，西政发〔2022〕18号全文公开。"
    )
    laws = [law for _, law in read(text)]
    assert [law.canonical for law in laws] == [
        "西夏区重大行政决策程序规定",
        "西夏区重大行政决策程序规定",
        "中华人民共和国行政处罚法",
        "西夏区重大行政决策程序规定",
        "西政发〔2022〕18号",
    ]
    assert len({law.id for law in laws}) == 2, "the number leads to the document that bears it"


def test_the_number_of_an_order_leads_to_the_law_that_bears_it() -> None:
    laws = [law for _, law in read("公布《西夏区停车办法》（区政府令第12号）。按区政府令第12号收费。")]
    assert [law.canonical for law in laws] == ["西夏区停车办法", "区政府令第12号"]
    assert laws[0].id == laws[1].id


def test_an_undefined_short_name_means_the_last_law_that_ends_so() -> None:
    laws = [law for _, law in read("修订《金山镇人民政府工作规则》，学习《民法典》，据《规则》退回议题5个。")]
    assert laws[2].canonical == "金山镇人民政府工作规则"
    assert laws[2].confidence < laws[0].confidence


def test_a_collective_short_name_is_not_the_last_law_of_the_list() -> None:
    text = "《法治中国建设规划（2020—2025年）》《法治社会建设实施纲要（2020—2025年）》（以下简称“一规划两纲要”）"
    assert [law.canonical for _, law in read(text)][-1] == "一规划两纲要"


def test_ambiguous_editions_keep_their_candidates() -> None:
    law = read("《法治政府建设实施纲要》", Header())[0][1]
    assert law.id is None
    assert {INDEX.title_of(candidate) for candidate in law.candidates} == {
        "法治政府建设实施纲要（2015—2020年）",
        "法治政府建设实施纲要（2021—2025年）",
    }


def test_two_reports_that_cite_one_unlisted_law_meet() -> None:
    first = read("《永宁县道路 停车办法（试行）》")[0][1]
    second = read("落实<永宁县道路停车办法(试行)>", Header(report_year=2019))[0][1]
    assert first.id == second.id == law_id("永宁县道路停车办法（试行）")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("永宁县停车办法（试行）", "local rule"),
        ("永宁县停车条例", "local regulation"),
        ("海绵城市建设规划（2021—2025年）", "outline or plan"),
        ("关于加强停车管理的通知", "opinion"),
        ("中国共产党某某工作条例", "party regulation"),
        ("中华人民共和国海绵法", "statute"),
        ("停车行业指引", "other"),
    ],
)
def test_the_kind_of_an_unlisted_law_follows_its_form(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_every_statute_of_the_table_has_a_title_of_its_form() -> None:
    statutes = [row.title for row in load_laws() if row.kind == "statute" and "{" not in row.title]
    wrong = [title for title in statutes if not is_law_title(View.of(title).text)]
    assert statutes and not wrong


def test_in_force_is_read_from_the_dates() -> None:
    class Row:
        title, short_titles, kind, document_number = "停车条例", (), "local regulation", ""
        local = law_id(title)

        def in_force(self, year: int) -> bool:
            return 2010 <= year <= 2020

    index = LawIndex([Row()])
    assert index.in_force("停车条例", 2015) is True
    assert index.in_force(law_id("停车条例"), 2022) is False
    assert index.in_force("没有的条例", 2022) is None


_MARKS = [*"《》<>〈〉（）“”法、，。和\n\u200b\ufeff\u3000𠀀"]
_MARKS += [
    "以下简称",
    "《条例》",
    "条例",
    "行政处罚法",
    "宪法",
    "〔2021〕7号",
    "令第3号",
    "银川市",
    "办法",
    "2021-2025年",
    "依据",
    "12",
]


@pytest.mark.parametrize(
    ("title", "year", "expected", "why"),
    [
        ("中华人民共和国合同法", 2019, True, "two years before its repeal"),
        ("中华人民共和国合同法", 2022, False, "the Civil Code has replaced it"),
        ("信访条例", 2024, False, "replaced by 信访工作条例 in 2022"),
        ("中华人民共和国民法典", 2019, False, "not yet made"),
        ("某地停车条例", 2022, None, "in no table"),
    ],
)
def test_a_law_cited_after_its_repeal_is_known(title: str, year: int, expected: bool | None, why: str) -> None:
    assert INDEX.in_force(title, year) is expected, why


PIECES = st.lists(
    st.sampled_from(_MARKS),
    max_size=40,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=200)))
def test_any_text_gives_ordered_spans_in_bounds(raw: str) -> None:
    view = View.of(raw)
    spans = find_laws(view.text, INDEX)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(view.text)
        start, end = view.raw_span(span.start, span.end)
        assert 0 <= start < end <= len(raw)
        last = span.end
    assert len(link(spans, view.text, HEADER, INDEX)) == len(spans)
    assert spans == find_laws(view.text, INDEX)


@given(st.integers(2000, 2040), st.integers(1, 9), st.sampled_from(["", "年"]), st.sampled_from("-—－–"))
def test_an_edition_survives_every_way_of_writing_it(first: int, length: int, unit: str, dash: str) -> None:
    title = View.of(f"法治建设规划（{first}{unit}{dash}{first + length}{unit}）").text
    assert edition(title) == (first, first + length)
    assert edition(View.of(official_form(title)).text) == (first, first + length)
