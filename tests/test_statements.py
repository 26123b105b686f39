"""Which words make a statement: rows of invented sentences with their mentions marked, each with its reason.

``I[司法所]`` is an institution, ``P[…]`` a practice (``p[…]`` one that is only mentioned), ``L[…]`` a law,
``J[…]`` a place, ``Q[12件]`` a figure. So these rows test the reading alone, not what finds the mentions.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import report
from fazhi.mentions import Label, Mention, Status
from fazhi.reading import statements
from fazhi.statements import Adoption, Citation, Counsel, Honour, Observation, Participation, Statement

LABELS = {"I": Label.INSTITUTION, "P": Label.MECHANISM, "L": Label.LAW, "J": Label.JURISDICTION, "Q": Label.QUANTITY}
MARK = re.compile(r"([IPpLJQ])\[([^\]]*)\]")


def said(marked: str, year: int = 2023) -> tuple[Statement, ...]:
    """Return the statements of a report on ``year`` that consists of the marked text."""
    text, mentions, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        mentions.append(_mention(match[1], match[2], len(text)))
        text, last = text + match[2], match.end()
    text += marked[last:]
    return statements(report(text, title="某镇工作报告", report_year=year), mentions)


def _mention(kind: str, name: str, start: int) -> Mention:
    label = LABELS[kind.upper()]
    figure = re.match(r"[\d.]+", name) if label is Label.QUANTITY else None
    return Mention(
        start=start,
        end=start + len(name),
        text=name,
        label=label,
        canonical=name.strip("《》“”"),
        id=None if figure else f"{label.lower()}/{name}",
        status={"P": Status.IMPLEMENTED, "p": Status.MENTIONED}.get(kind),
        value=float(figure[0]) if figure else None,
        unit=name[figure.end() :] if figure else None,
    )


def pairs(made: tuple[Statement, ...], kind: type[Statement], *fields: str) -> set[tuple[str | None, ...]]:
    """Return the given fields of the statements of one kind, identifiers without their scheme."""
    return {
        tuple(str(value).split("/")[-1] if (value := getattr(one, field)) is not None else None for field in fields)
        for one in made
        if isinstance(one, kind)
    }


TAKES_PART = [
    ("they run it together", "I[派出所]、I[司法所]联合推行P[三所联动]。", {"派出所", "司法所"}),
    ("its powers are pooled for it", "整合I[司法所]、I[派出所]等力量，建立P[联席研判机制]。", {"司法所", "派出所"}),
    ("it is carried on the body", "依托I[综治中心]，全面推行P[网格吹哨制度]。", {"综治中心"}),
    ("the body is the head of it", "以I[调解中心]为龙头，以各村为支点，创新P[槐树下议事]。", {"调解中心"}),
    ("done with its support", "在I[县法院]支持下，建立P[司法确认制度]。", {"县法院"}),
    ("a document signed with it", "与I[县检察院]会签文件，健全P[线索移送制度]。", {"县检察院"}),
    ("a visit is no common work", "在I[县检察院]参观学习，健全P[线索移送制度]。", set()),
    ("the practice, then by whom", "推行P[合同会审制度]，由I[司法所]逐份把关。", {"司法所"}),
    ("lawyers and a body", "实行P[合同会审]，由法律顾问和I[司法所]共同把关。", {"司法所"}),
    ("asked to do it", "落实P[合同审查制度]，委托I[云岭律师事务所]审查合同。", {"云岭律师事务所"}),
    ("the firm serves the counsel system", "完善P[法律顾问制度]，I[云岭律师事务所]律师参会。", {"云岭律师事务所"}),
    ("a firm is not part of any system", "完善P[信访包案制度]，I[云岭律师事务所]律师参会。", set()),
    ("with whom it is run", "健全P[排查整治机制]，联合I[县公安局]开展检查。", {"县公安局"}),
    ("with whom something else is dealt with", "落实P[红黑榜制度]，会同I[县公安局]查处违法行为。", set()),
    ("they act hand in hand", "建立P[五色管理]，I[公安局]、I[民政局]等联手走访。", {"公安局", "民政局"}),
    ("still the subject after its aim", "I[执法大队]以砂石料场为重点，扎实开展P[清源行动]。", {"执法大队"}),
    ("a new subject took over", "I[执法大队]以砂石料场为重点，各村开展P[清源行动]。", set()),
    ("what is aimed at is no act", "I[县委]坚持实干，围绕打造P[北方门户]抓落实。", set()),
    ("for whom, then what", "I[教育局]为每所学校配备P[法治副校长]。", {"教育局"}),
    ("so many of them", "I[司法局]选聘Q[12名]P[行政执法监督员]。", {"司法局"}),
    ("it handles such cases", "I[法律援助中心]全年办理P[法律援助]案件。", {"法律援助中心"}),
    ("handling is not the verb of it", "I[公安分局]凭案件办理收获P[贺电]。", set()),
    ("it only receives", "I[县政府]收到P[行政复议]申请。", set()),
    ("what was set up is carried out by it", "推行P[合同审查机制]，I[司法局]审查合同12份。", {"司法局"}),
    ("of two systems it is not said which", "健全P[回访制度]、P[例会制度]，I[司法局]走访群众。", set()),
    ("something befell it", "推行P[评议制度]，I[司法局]被点名批评。", set()),
    ("a unit that it founded is no new subject", "I[县法院]在镇上设立I[渔家法庭]，推行P[补偿机制]。", {"县法院"}),
    ("they lead, then the practice", "I[司法局]与I[教育局]牵头，开展P[法律进校园]。", {"司法局", "教育局"}),
    ("a partner without a mention", "联合I[农业银行]、某某信用社推出P[银税互动]。", {"农业银行"}),
    ("it works with another", "推动I[综治中心]与I[人民法院]联动，实行P[首接首办]。", {"综治中心", "人民法院"}),
    ("the practice is how it acts", "I[监督所]按照P[双随机]要求抽查单位。", {"监督所"}),
    ("brought in", "建立P[商事解纷机制]，引入I[仲裁院]。", {"仲裁院"}),
    ("a campaign with another", "开展P[黑诊所专项整治]，联合I[公安局]取缔窝点。", {"公安局"}),
    ("a person of it acts", "I[镇党委]书记在年终进行P[述法]。", set()),
    ("something is done to it", "对I[执法队]开展P[案卷评查]。", set()),
    ("for it, not by it", "为I[执法队]推行P[案卷评查]。", set()),
    ("only named before a staff unit", "I[依法治县办]设立P[执法监督]、普法等4个工作专班。", set()),
    ("another body stands between", "I[县政府]听取I[司法局]汇报，推行P[案卷评查]。", set()),
    ("elsewhere", "I[司法局]学习外地推行p[板凳议事]的做法。", set()),
]


@pytest.mark.parametrize(("reason", "text", "bodies"), TAKES_PART, ids=[row[0] for row in TAKES_PART])
def test_who_takes_part(reason: str, text: str, bodies: set[str]) -> None:
    assert pairs(said(text), Participation, "name") == {(body,) for body in bodies}, reason


RESTS_ON = [
    ("under the law", "依据L[《湖泊条例》]开展P[清湖行动]。", {"清湖行动"}),
    ("carried out by setting up", "认真贯彻L[《决策条例》]，建立P[决策台账]。", {"决策台账"}),
    ("every step of a list", "执行L[《决策条例》]，落实P[公众参与]、P[专家论证]等程序。", {"公众参与", "专家论证"}),
    ("taught, not carried out", "深入学习宣传L[《湖泊条例》]，全面推行P[三项制度]。", {None}),
    ("laid down as a duty", "修订L[《工作规则》]，明确凡重大事项必须履行P[风险评估]程序。", {"风险评估"}),
    ("laid down for a matter", "制定L[《合同办法》]，对合同的签订、归档实行P[全周期管理]。", {"全周期管理"}),
    ("title and practice share a word", "出台L[《容错指引》]，健全P[容错纠错机制]。", {"容错纠错机制"}),
    ("made in one breath, of other matter", "印发L[《工作要点》]，建立P[任务清单]。", {None}),
    ("named after it, later in the sentence", "贯彻L[《行政复议法》]，做到有错必纠，办理P[行政复议]案件。", {"行政复议"}),
    ("named after it, before it", "规范P[社区矫正]执法，落实L[《社区矫正法》]。", {"社区矫正"}),
    ("named after it, but taught", "开展P[行政复议]宣传，讲解L[《行政复议法》]。", {None}),
    ("a short name that is all of the title", "严格执行L[《公证法》]，办好P[公证]。", {"公证"}),
    ("a short name is in many titles", "落实L[《公证员执业办法》]，优化服务，办好P[公证]。", {None}),
    ("a list before the practice", "制定L[《决策规定》]，将调查研究、征求意见、P[合法性审查]作为必经程序。", {"合法性审查"}),
    ("a notice asks for it, not the law", "按照L[《职责规定》]和县里关于开展P[述法]的通知，现报告如下。", {None}),
    ("put beside, not laid down", "制定L[《要点》]，将法治与P[文明创建]同步安排。", {None}),
    ("only mentioned", "依据L[《湖泊条例》]开展p[清湖行动]。", {None}),
]


@pytest.mark.parametrize(("reason", "text", "practices"), RESTS_ON, ids=[row[0] for row in RESTS_ON])
def test_which_law_a_practice_rests_on(reason: str, text: str, practices: set[str | None]) -> None:
    assert pairs(said(text), Citation, "practice") == {(practice,) for practice in practices}, reason


def test_only_the_law_named_so_is_the_ground() -> None:
    made = said("贯彻L[《信访条例》]、L[《法律援助法》]，优化服务，办理P[法律援助]案件。")
    assert pairs(made, Citation, "law", "practice") == {("《信访条例》", None), ("《法律援助法》", "法律援助")}


FIRM = "I[云岭律师事务所]"
RETAINED = [
    ("hired", f"聘请{FIRM}律师提供法律服务。", {None}),
    ("a contract", f"与{FIRM}签订服务协议。", {None}),
    ("works together", f"与{FIRM}合作，律师审查合同。", {None}),
    ("engaged for a task", f"委托{FIRM}审查历年合同。", {None}),
    ("serves all year", f"{FIRM}的两名律师全年为我镇审查合同。", {None}),
    ("counsel by its title", f"听取{FIRM}顾问律师意见。", {None}),
    ("gives opinions to the government", f"{FIRM}等为政府提供法律意见。", {None}),
    ("sits in the office", f"{FIRM}律师每周坐班。", {None}),
    ("is in court for it", f"{FIRM}代理应诉3件。", {None}),
    ("firms form the team", f"由{FIRM}等律所组成顾问团。", {None}),
    ("has its office there", f"邀请{FIRM}律师驻区办公。", {None}),
    ("makes up the team", f"镇法律顾问团由{FIRM}等5家律所组成。", {None}),
    ("hired by a bureau", f"I[县水务局]聘请{FIRM}为法律顾问。", {"县水务局"}),
    ("only invited to speak", f"邀请{FIRM}律师走进医院。", set()),
    ("only visited", f"到{FIRM}走访调研。", set()),
]


@pytest.mark.parametrize(("reason", "text", "clients"), RETAINED, ids=[row[0] for row in RETAINED])
def test_which_law_firm_is_retained(reason: str, text: str, clients: set[str | None]) -> None:
    assert pairs(said(text), Counsel, "client") == {(client,) for client in clients}, reason


HONOURED = [
    ("right before the verb", "J[松岭村]获评P[省级民主法治示范村]。", {("省级民主法治示范村", "松岭村")}),
    ("created with success", "J[松岭村]成功创建P[民主法治示范村]。", {("民主法治示范村", "松岭村")}),
    ("still being created", "J[松岭村]创建P[民主法治示范村]。", set()),
    ("whatever its name", "I[服务中心]荣获“P[青年先锋号]”。", {("青年先锋号", "服务中心")}),
    ("the subject of an earlier clause", "J[松岭村]排演普法戏，获评P[民主法治示范村]。", {("民主法治示范村", "松岭村")}),
    ("the nearest of two subjects", "J[青石村]修路，J[松岭村]排戏，获评P[示范村]。", {("示范村", "松岭村")}),
    ("another holder in its own clause", "I[司法局]评查，8个案卷被评为P[优秀案卷]。", {("优秀案卷", None)}),
    ("what belongs to it got it", "I[派出所]的办案区通过验收，被评为P[示范单位]。", {("示范单位", None)}),
    ("a list of the hopeful", "入选P[示范县]培育名单。", set()),
    ("a person", "一人荣获P[优秀调解员]。", set()),
]


@pytest.mark.parametrize(("reason", "text", "honours"), HONOURED, ids=[row[0] for row in HONOURED])
def test_which_honour_by_whom(reason: str, text: str, honours: set[tuple[str, str | None]]) -> None:
    assert pairs(said(text), Honour, "honour", "holder") == honours, reason


COUNTED = [
    ("right behind it", "办理P[行政复议]案件Q[12件]。", ["行政复议"]),
    ("its result in the next clause", "开展P[案卷评查]，抽取案卷Q[40卷]。", ["案卷评查"]),
    ("and what came of these cases", "开展P[案卷评查]，抽取案卷Q[40卷]，通报问题Q[6个]。", ["案卷评查", "案卷评查"]),
    ("another act of its own", "推行P[案例指导]，组织培训Q[2次]。", [None]),
    ("an act after the result", "开展P[案卷评查]，抽取案卷Q[40卷]，组织Q[30人]考试。", ["案卷评查", None]),
    ("who did it opens the clause", "推行P[双随机]监管，I[市监所]抽查企业Q[12家]。", ["双随机"]),
    ("another body did something of its own", "I[县人大]开展P[执法检查]，I[监委]查处案件Q[9起]。", [None]),
    ("on how many it was done", "对Q[14份]合同进行P[合法性审查]。", ["合法性审查"]),
    ("of two practices together", "办理P[行政复议]、P[行政应诉]案件Q[12件]。", [None]),
    ("each with its own", "P[行政复议]Q[12件]、P[行政应诉]Q[3件]。", ["行政复议", "行政应诉"]),
    ("a word that ends in a list word", "律师参与P[合法性审查]Q[64件]。", ["合法性审查"]),
    ("among others that are no practices", "在P[法治公园]、农家院坝巡演Q[78场]。", [None]),
    ("money for several things", "将P[人民调解]、普法等经费Q[32万元]列入预算。", [None]),
    ("persons, told by what they did", "对现场P[述法]的Q[10名]干部点评。", [None]),
    ("who does it", "Q[19家]单位建立P[首问制度]。", ["首问制度"]),
]


@pytest.mark.parametrize(("reason", "text", "practices"), COUNTED, ids=[row[0] for row in COUNTED])
def test_which_figure_for_which_practice(reason: str, text: str, practices: list[str | None]) -> None:
    found = [one for one in said(text) if isinstance(one, Observation)]
    assert [one.practice and one.practice.split("/")[-1] for one in found] == practices, reason


BEGAN = [
    ("since then", "自2019年起推行P[积分制]。", 2019),
    ("founded, and more than the year", "2020年以来，我县选择林业作突破口，创设P[五度执法]。", 2020),
    ("founded in an earlier year", "2021年，我镇在全县率先推出P[周末议事]。", 2021),
    ("founded in the year reported on may be once more", "2023年，我镇推出P[周末议事]。", None),
    ("told behind it", "P[权责清单]早在2015年12月即告完成。", 2015),
    ("put into use", "P[云上法庭]于2022年6月正式上线。", 2022),
    ("a competence that passed over", "自2021年6月1日起，统一行使P[行政复议]职责。", None),
    ("a range of years of a plan", "2021—2025年启动P[积分制]。", None),
    ("later than the report", "自2024年起推行P[积分制]。", None),
]


@pytest.mark.parametrize(("reason", "text", "since"), BEGAN, ids=[row[0] for row in BEGAN])
def test_since_when_it_runs(reason: str, text: str, since: int | None) -> None:
    (adoption,) = (one for one in said(text) if isinstance(one, Adoption))
    assert adoption.since == since, reason


PIECES = st.sampled_from(
    ["I[司法所]", "P[三所联动]", "L[《条例》]", "Q[3件]", "J[甲村]", "，", "。", "、", "由", "依据", "推行", "与", "获评", "等", "自2019年起"]
)


@given(st.lists(PIECES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_what_is_read_is_the_same_again_and_stands_in_the_text(pieces: list[str]) -> None:
    marked = "".join(pieces)
    made = said(marked)
    assert made == said(marked)
    length = len(MARK.sub(lambda match: match[2], marked))
    for one in made:
        assert one.evidence
        assert all(0 <= e.start <= e.focus_start < e.focus_end <= e.end <= length for e in one.evidence)
