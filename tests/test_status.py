"""What a report claims of a practice: rows of cases in unseen style, each with its reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.errors import ModelError
from fazhi.mentions import Status
from fazhi.reports import Role, View, fold, text_report
from fazhi.reports.sentences import sentences
from fazhi.tagging.discourse import NAMES, STATES, Weights, features, shipped
from fazhi.tagging.status import status_of
from fazhi.tagging.stretches import role_at
from fazhi.tagging.tense import looks_back, turn_to_plans

DONE, WEAK, PLANS = Role.ACHIEVEMENTS, Role.DEFICIENCIES, Role.PLANS
LED, HEAD, OTHER = Role.LEADERSHIP, Role.PREAMBLE, Role.OTHER
RUNS, PLAN, LACK, TALK = Status.IMPLEMENTED, Status.PLANNED, Status.DEFICIENT, Status.MENTIONED
MARK = re.compile("⟦(.+?)⟧")


HEADINGS = {
    DONE: "一、主要工作及成效\n县委、县政府高度重视，各项任务按期完成。",
    WEAK: "二、存在的问题和不足\n对照上级要求，仍有差距。",
    PLANS: "三、2024年工作打算\n紧扣目标，真抓实干。",
    LED: "四、主要负责人履行第一责任人职责情况\n县长带头学法。",
}
TITLE = "某县2023年法治政府建设情况报告\n"


def under(role: Role, sentence: str) -> str:
    """Return a report with ``sentence`` in its section on ``role``; as its first line for the preamble."""
    if role is HEAD:
        return f"{sentence}\n{TITLE}现将有关情况报告如下。\n{HEADINGS[DONE]}\n"
    return f"{TITLE}现将有关情况报告如下。\n{HEADINGS[role]}{sentence}\n"


def claim(marked: str) -> Status:
    """Return the status of the one practice marked ⟦…⟧ in a report, its section told by the headings."""
    match = MARK.search(marked)
    assert match, marked
    report = text_report(marked[: match.start()] + match[1] + marked[match.end() :])
    start = report.view.view_offset(match.start())
    text, end = report.view.text, start + len(match[1])
    spans = sentences(text)
    sentence = spans[bisect_right([first for first, _ in spans], start) - 1]
    inside = [section for section in report.sections if section.start <= match.start() < section.end]
    role = max(inside, key=lambda section: section.level).role if inside else OTHER
    return status_of(text, sentence, (start, end), role, report.header.report_year)[0]


BY_SECTION = [
    ("in operation, plainly told", "全镇推行⟦积分制管理⟧，兑换物资1.2万元。", DONE, RUNS),
    ("a figure that counts it", "⟦行政复议⟧收案63件，审结58件。", DONE, RUNS),
    ("none of its cases is still a claim", "⟦行政诉讼⟧、行政复议均为0件。", DONE, RUNS),
    ("a bare order tells what was done in a section on that", "健全⟦联席会议制度⟧，定期会商。", DONE, RUNS),
    ("the leaders' section tells what they did", "主要负责人带头落实⟦年度述法⟧，主持研究法治议题6次。", LED, RUNS),
    ("mended, so no longer weak", "针对⟦证明事项清单⟧公布不及时的问题，已于6月全部整改。", DONE, RUNS),
    ("将 that means 把 is no plan", "将⟦法律明白人⟧纳入村级后备干部库。", DONE, RUNS),
    ("拟 inside 模拟 is no plan", "开设⟦模拟法庭⟧课程12节。", DONE, RUNS),
    ("a document that was to be issued has been checked", "所有拟签合同一律经⟦合法性审查⟧。", DONE, RUNS),
    ("quoted and in use", "“⟦马背法庭⟧”巡回审理26场。", DONE, RUNS),
    ("不留空白 boasts", "⟦村居法律顾问⟧覆盖不留空白。", DONE, RUNS),
    ("an honour received", "司法所获评⟦新时代枫桥式司法所⟧。", DONE, RUNS),
    ("drafts that are to be issued were reviewed", "对4份拟出台文件进行⟦公平竞争审查⟧。", DONE, RUNS),
    ("an honour received among shortcomings", "针对缺项补短板，街道被评为⟦普法先进集体⟧。", WEAK, RUNS),
    ("told of the year before among plans", "去年⟦出庭应诉⟧率达到98%，今年再提升。", PLANS, RUNS),
    ("not ripe", "⟦容缺受理机制⟧不成熟。", DONE, LACK),
    ("in the section on shortcomings", "⟦执法全过程记录⟧设备老旧。", WEAK, LACK),
    ("weak without any word that a list would hold", "⟦院坝说法⟧“雷声大、雨点小”。", WEAK, LACK),
    ("a low figure among shortcomings", "⟦行政机关负责人出庭应诉⟧率只有58%。", WEAK, LACK),
    ("the second of two shortcomings", "一是人手紧；二是⟦备案审查⟧报送拖沓。", WEAK, LACK),
    ("pledged among shortcomings", "力量薄弱。下一步将建立⟦执法协作机制⟧。", WEAK, PLAN),
    ("a later year among shortcomings", "问题不少。2024年，推行⟦综合查一次⟧。", WEAK, PLAN),
    ("in the plans, a bare order", "深化⟦诉源治理⟧，打造品牌。", PLANS, PLAN),
    ("in the plans, carried on", "继续擦亮“⟦老娘舅调解⟧”招牌。", PLANS, PLAN),
    ("in the plans, with a target", "培育⟦法律明白人⟧100名。", PLANS, PLAN),
    ("in the plans, a weakness named", "针对⟦行刑衔接机制⟧不健全的问题，开展专项治理。", PLANS, LACK),
]
BY_WORDS = [
    ("pledged in the middle of achievements", "办结率98%，明年拟在全县推广⟦圆桌调解⟧。", DONE, PLAN),
    ("力争 before it", "力争年底前建成⟦智慧矫正中心⟧。", DONE, PLAN),
    ("争创 after it", "该县已启动⟦全国法治政府建设示范县⟧争创。", DONE, PLAN),
    ("冲刺 before it", "省里推荐我市冲刺⟦全国法治政府建设示范市⟧。", DONE, PLAN),
    ("计划 with a verb", "计划推出⟦合规体检套餐⟧5个。", DONE, PLAN),
    ("to go live in a year to come", "正在探索建立“⟦码上诉⟧”平台，预计2024年上线。", DONE, PLAN),
    ("a year to come before it", "预计明年上线⟦“码上诉”平台⟧。", DONE, PLAN),
    ("a forecast of its cases is no plan", "建成⟦“码上诉”平台⟧，预计全年受理诉求1万件。", DONE, RUNS),
    ("named weak among achievements", "总体平稳，但⟦行政裁量权基准⟧更新滞后。", DONE, LACK),
    ("lacking, the word before it", "基层尚未建立⟦容错纠错机制⟧。", DONE, LACK),
    ("流于形式 after it", "个别村⟦村务公开⟧流于形式。", DONE, LACK),
    ("亟待 after it", "⟦矛盾纠纷预警机制⟧亟待加强。", DONE, LACK),
    ("有待 after it", "⟦社区矫正⟧信息化水平有待提高。", DONE, LACK),
    ("形同虚设 after it", "⟦听证制度⟧形同虚设。", DONE, LACK),
    ("in name only", "⟦联席会议制度⟧有名无实。", DONE, LACK),
    ("in a picture: on and off", "⟦巡回调解⟧时断时续。", DONE, LACK),
    ("nobody for it", "⟦社会稳定风险评估⟧没有专人负责。", DONE, LACK),
    ("never interrupted is no weakness", "⟦巡回调解⟧从未中断。", DONE, RUNS),
    ("faults that it found are not its own", "⟦行政执法案卷评查⟧指出文书不规范等毛病9处。", DONE, RUNS),
    ("drafts that are checked, 对拟 without a noun of the list", "对拟实施的管控措施开展⟦公平竞争审查⟧。", DONE, RUNS),
    ("penalties to be imposed are told to those concerned", "凡拟作出吊销决定的，告知⟦听证⟧权利。", DONE, RUNS),
    ("candidates for a post", "组织41名拟任干部参加⟦任前法律知识考试⟧。", DONE, RUNS),
    ("未来 inside a name", "围绕未来社区改造，逐项履行⟦专家论证⟧程序。", DONE, RUNS),
    ("a superior is advised to set it up", "建议县司法局牵头建立⟦调解员等级评定制度⟧。", DONE, PLAN),
    ("proposals that were counted are work done", "建议停止执行文件7件，⟦证明事项清理⟧全部完成。", DONE, RUNS),
]
ELSEWHERE = [
    ("learnt from a named place", "赴杭州市学习“⟦大综合一体化⟧”改革。", DONE, TALK),
    ("learnt from a named place, in the plans", "2024年，学习借鉴重庆“⟦一件事执法⟧”，完善流程。", PLANS, TALK),
    ("the plan that follows the lesson is one's own", "学习北京“接诉即办”，试行⟦执法建议书制度⟧。", PLANS, PLAN),
    ("worth learning", "成都市“⟦蓉易办⟧”值得借鉴。", DONE, TALK),
    ("brother cities", "兄弟城市“⟦街乡吹哨⟧”的办法可资借鉴。", DONE, TALK),
    ("compared with another place", "与浙江省“⟦最多跑一次⟧”相比，改革集成度还不够。", WEAK, TALK),
    ("gave us an idea", "深圳市的“⟦秒批⟧”对我市颇有启发。", DONE, TALK),
    ("another place has it, we do not", "邻近的博乐市已用上“⟦云端听证⟧”，我们还在观望。", WEAK, TALK),
    ("visited, an impression", "年中赴外县取经，对当地“⟦一码通⟧”印象颇深。", DONE, TALK),
    ("one's own experience, spread at home", "坚持和发展新时代“⟦枫桥经验⟧”，化解纠纷86件。", DONE, RUNS),
    ("one's own township's, not another place's", "东河镇“⟦三所联动⟧”全区推广。", DONE, RUNS),
    ("borrowed, its place in its name", "借鉴⟦浦江经验⟧，推动干部下访。", DONE, TALK),
    ("learnt, in one character and with the place right behind", "学临海市“⟦古城说理台⟧”，办好两个试点。", PLANS, TALK),
    ("fetched from another place", "向安吉县取经“⟦竹林议事⟧”。", PLANS, TALK),
    ("a place without its rank", "学习德清“⟦数字乡村一张图⟧”。", PLANS, TALK),
    ("a name, not a place, in what was learnt at a course", "结合党史学习教育和“⟦我为群众办实事⟧”活动，走访企业。", DONE, RUNS),
    ("worth a look", "邻县的“⟦马灯议事⟧”，不妨一看。", DONE, TALK),
    ("ahead of us", "邻县的“⟦草场巡回法庭⟧”跑在前面。", DONE, TALK),
    ("we strive to be ahead", "抓好⟦积分制管理⟧，努力走在前列。", PLANS, PLAN),
    ("measured against a famous one", "党员干部对照“⟦枫桥经验⟧”找差距。", DONE, TALK),
]
PASSED_ON = [
    ("a superior's programme as a date", "省委、省政府部署⟦扫黑除恶⟧以来，群众安全感上升。", DONE, TALK),
    ("a superior's decision as a background", "紧密围绕省委关于⟦数字化改革⟧的决策部署，加快建设。", DONE, TALK),
    ("pushed by the city, not yet here", "市里推行的⟦信用承诺制⟧给我们提供了样式。", DONE, TALK),
    ("carried out on a superior's order", "根据上级要求，开展⟦行政执法案卷评查⟧3轮。", DONE, RUNS),
    ("none was needed", "本年没有需要开展⟦社会稳定风险评估⟧的决策。", DONE, TALK),
    ("none occurred", "全年未发生⟦行政复议⟧。", DONE, TALK),
    ("told about in lessons", "墙上图解⟦法律援助⟧办事流程。", DONE, TALK),
    ("told about as knowledge", "宣讲⟦人民调解⟧、信访等相关法律知识。", DONE, TALK),
    ("the name of a meeting elsewhere", "在⟦复调对接⟧工作研讨会上介绍经验。", DONE, TALK),
    ("page furniture: where one is", "当前位置：首页 > ⟦政务公开⟧ > 乡镇", HEAD, TALK),
    ("page furniture: the subject key", "主题分类： ⟦政务公开⟧\n体裁： 报告", HEAD, TALK),
    ("page furniture: the next page", "下一篇：某镇2023年⟦政府信息公开⟧工作年度报告", HEAD, TALK),
    ("a heading of the report is no page furniture", "（三）⟦政务公开⟧\n公开信息90条。", DONE, RUNS),
    ("page furniture: a menu", "⟦政府信息公开⟧ 规章库", HEAD, TALK),
]
DENIED = [
    ("not done", "全年未开展⟦行政执法案卷评查⟧。", LACK),
    ("not held", "未进行⟦重大行政决策听证⟧。", LACK),
    ("never done", "从未开展过⟦法治体检⟧。", LACK),
    ("not done, the cause told", "因人手不足，没有组织⟦行政执法案卷评查⟧。", LACK),
    ("not done, a later item of the list", "未开展法治体检、⟦合规评查⟧和调研。", LACK),
    ("not done, an adverb between", "未严格落实⟦行政执法全过程记录⟧。", LACK),
    ("not done, the practice first", "⟦行政执法案卷评查⟧未开展。", LACK),
    ("not done, the practice first, with words of time", "⟦法治体检⟧至今没有开展。", LACK),
    ("not set up yet", "⟦中小企业账款清欠机制⟧还没形成。", LACK),
    ("there is none", "没有⟦联席会议制度⟧。", LACK),
    ("there is none, in a word", "无⟦行政执法公示制度⟧。", LACK),
    ("it is missing", "缺⟦容错纠错机制⟧。", LACK),
    ("not made part of it", "未将⟦述法⟧纳入考核。", LACK),
    ("skipped", "2件文件未经⟦合法性审查⟧即印发。", LACK),
    ("those who have none are counted", "未建立⟦合法性审查制度⟧的乡镇仍有3个。", LACK),
    ("those who had none were urged, and now have it", "对未建立⟦合法性审查制度⟧的乡镇进行督促，已全部建立。", RUNS),
    ("made up for", "去年未开展⟦法治体检⟧，今年已全部补开。", RUNS),
    ("those who have none are what the clause is about", "对未开展⟦法治体检⟧的企业上门走访。", RUNS),
    ("a rule", "未经⟦合法性审查⟧不得提交。", RUNS),
    ("a rule on whoever does not", "凡未开展⟦社会稳定风险评估⟧的，一律不上会。", RUNS),
    ("prevented", "坚决杜绝未开展⟦风险评估⟧就决策。", RUNS),
    ("never broken off", "⟦人民调解⟧从未间断。", RUNS),
    ("never stopped", "从未停止⟦人民调解⟧。", RUNS),
    ("not given up", "没有取消⟦法律顾问制度⟧。", RUNS),
    ("not closed for a reason", "不因疫情停办⟦法治夜校⟧。", RUNS),
    ("no defeat: the cases were there", "未发生一起⟦行政诉讼⟧败诉。", RUNS),
    ("none overturned", "无一例⟦行政复议⟧被撤销。", RUNS),
    ("not once for show", "⟦专家论证⟧没有一次走过场。", RUNS),
    ("no longer for show", "⟦行政执法三项制度⟧不再流于形式。", RUNS),
    ("no dispute over it", "未发生因⟦政府信息公开⟧引起的争议。", RUNS),
    ("a burden done away with is the reform", "全面取消⟦非行政许可审批⟧。", RUNS),
    ("未 inside another word", "未成年人保护工作中推行⟦法治副校长⟧。", RUNS),
    ("abolished", "取消了⟦“一村一法律顾问”制度⟧。", TALK),
    ("abolished, the practice first", "⟦“一村一法律顾问”制度⟧已取消。", TALK),
    ("given up", "不再开展⟦行政执法案卷评查⟧。", TALK),
    ("stopped", "⟦“码上办”平台⟧已停止运行。", TALK),
    ("no case", "没有⟦行政诉讼⟧案件。", TALK),
    ("no case, the second of two", "全年无行政复议、⟦行政诉讼⟧案件。", TALK),
    ("no request", "未收到⟦行政复议⟧申请。", TALK),
    ("nothing to do it on", "全年无重大行政决策事项，未开展⟦重大行政决策听证⟧。", TALK),
]


@pytest.mark.parametrize(("why", "text", "status"), DENIED, ids=[row[0] for row in DENIED])
def test_a_denial_claims(why: str, text: str, status: Status) -> None:
    assert claim(under(DONE, text)) is status, why


@pytest.mark.parametrize(
    ("why", "text", "role", "status"),
    [*BY_SECTION, *BY_WORDS, *ELSEWHERE, *PASSED_ON],
    ids=lambda value: value if isinstance(value, str) and "⟦" not in value else "",
)
def test_a_sentence_claims(why: str, text: str, role: Role, status: Status) -> None:
    assert claim(under(role, text)) is status, why


BY_HEADING = [
    ("an inline heading on weakness", "三、不足：⟦村规民约⟧照搬照抄；队伍老化。", LACK),
    ("an inline heading on plans", "五、下步打算 推行⟦院坝说法⟧，扩面到12个村。", PLAN),
    ("a heading with next year's number", "三、2024年重点\n擦亮⟦法治驿站⟧品牌，办好实事。", PLAN),
    ("this year's number heads what was done", "一、2023年主要工作\n擦亮⟦法治驿站⟧品牌，办好实事。", RUNS),
    (
        "weak and planned under one heading: weak first",
        "三、问题与打算\n⟦法律明白人⟧作用发挥不足。2024年，推行轮训。",
        LACK,
    ),
    (
        "weak and planned under one heading: planned after",
        "三、问题与打算\n作用发挥不足。2024年，推行⟦三级轮训⟧。",
        PLAN,
    ),
    ("bracketed heading", "【缺】⟦协商机制⟧没跟上。\n【谋】起草办法。", LACK),
    ("the next bracketed heading", "【缺】机制没跟上。\n【谋】推广⟦要素式办案⟧，起草办法。", PLAN),
    ("a turn inside a paragraph", "工作做了不少。不过，⟦调解员培训制度⟧时断时续。", LACK),
    ("looking at oneself", "成绩不少。\n检视自身，⟦法律明白人⟧年龄偏大。", LACK),
    (
        "what is announced by a colon goes on in lines",
        "2024年，我们将做好三件事：\n一是办事更快。⟦一窗受理⟧覆盖城乡。",
        PLAN,
    ),
    (
        "a chapter ends what the one before announced",
        "一、存在问题\n人手紧。\n二、主要成效\n⟦流动法庭⟧审案30件。",
        RUNS,
    ),
    ("next year first, this year after", "一、2024年打算\n办好实事。\n二、2023年工作回顾\n⟦轮驻法庭⟧审案30件。", RUNS),
    ("half a year ahead", "下半年：共建⟦两所一庭联动⟧。", PLAN),
    ("colloquial: what is wrong", "四、差在哪儿\n部分村⟦调解案卷评查⟧不合格。", LACK),
    ("colloquial: what to do", "五、明年怎么干\n办好⟦夜学堂⟧。", PLAN),
    ("a question of the readers is no plan", "三、群众的事怎么办\n⟦一窗受理⟧办件3000件。", RUNS),
    ("how it is arranged is no plan", "三、学法怎么安排\n⟦会前学法⟧举行8次。", RUNS),
    ("colloquial: what is still missing", "四、还缺什么\n⟦调解案卷评查⟧。", LACK),
    ("colloquial: the next stage", "五、下一程\n办好⟦夜学堂⟧。", PLAN),
    ("said to be past by 以来", "自2021年以来，⟦乡贤评理⟧化解纠纷300件。", RUNS),
]


@pytest.mark.parametrize(("why", "text", "status"), BY_HEADING, ids=[row[0] for row in BY_HEADING])
def test_a_heading_announces(why: str, text: str, status: Status) -> None:
    assert claim(TITLE + text) is status, why


WORK_REPORT = (
    "（六）社会大局更加平稳。受理纠纷7302起，化解率98.1%。⟦一村一警⟧覆盖100%，捧回平安鼎。"
    "出台议事规则，办结建议214件。\n"
    "（一）办事更快。年底前全面推行⟦一窗受理⟧，比例不低于80%。\n"
    "（二）用权更严。健全⟦府院联动⟧，确保出庭率再提高。必须守住底线。"
)


@pytest.mark.parametrize(("number", "status"), [(0, RUNS), (1, PLAN), (2, PLAN)])
def test_a_passage_of_a_work_report_turns_to_plans_without_a_heading(number: int, status: Status) -> None:
    marks = list(MARK.finditer(WORK_REPORT))
    text = WORK_REPORT
    for index, mark in reversed(list(enumerate(marks))):
        if index != number:
            text = text[: mark.start()] + mark[1] + text[mark.end() :]
    assert claim(text) is status


def test_a_report_that_looks_back_has_no_turn() -> None:
    text = fold("某镇2023年法治政府建设工作报告\n" + WORK_REPORT)
    assert looks_back(text)
    assert turn_to_plans(text) == len(text)


def test_a_list_of_tasks_looks_ahead_from_its_title_on() -> None:
    assert turn_to_plans("某局2024年法治工作要点\n一、推进审查。\n二、办结率达98%。") == 0


def test_the_innermost_announcement_wins() -> None:
    text = "一、存在问题\n人手紧。今后，推行轮训。\n制度不全。"
    assert role_at(text, text.index("人手")) is Role.DEFICIENCIES
    assert role_at(text, text.index("轮训")) is Role.PLANS
    assert role_at(text, text.index("制度")) is Role.DEFICIENCIES


def test_the_reason_is_told() -> None:
    text = TITLE + HEADINGS[DONE] + "听证制度形同虚设。"
    start = text.index("听证")
    told = status_of(text, (text.rindex("\n") + 1, len(text)), (start, start + 4), DONE, 2023)
    assert told == (LACK, "weakness named beside it")


def test_the_weights_fit_the_code() -> None:
    weights = shipped()
    assert weights.features.shape == (len(NAMES), len(STATES))
    assert weights.steps.shape == (len(STATES), len(STATES))


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing or damaged"):
        Weights.load(tmp_path / "none.json")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二、。；：\n“”将不足下步年2024问题打算成效推行 -①【】，省市", max_size=120), st.data())
def test_any_text_gets_a_status_and_always_the_same(raw: str, data: st.DataObject) -> None:
    text = View.of(raw + "推行三所联动。").text
    start = data.draw(st.integers(0, len(text) - 2))
    spans = [span for span in sentences(text) if span[0] <= start < span[1]]
    sentence = spans[0] if spans else (start, len(text))
    mention = (start, min(start + 2, sentence[1]))
    first = status_of(text, sentence, mention, OTHER, 2023)
    assert first == status_of(text, sentence, mention, OTHER, 2023)
    assert first[0] in Status


def test_features_of_an_empty_text_are_no_rows() -> None:
    spans, rows = features("", 2023)
    assert spans == []
    assert rows.shape == (0, len(NAMES))
