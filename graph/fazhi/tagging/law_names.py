"""Names of laws that stand in running text without 《》.

Three ways lead to them: the known names of the vocabulary (民法典、行政处罚法), a title that begins
with a place or has the form of a rule (陕西省行政应诉工作规定), and a place in a list of laws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.linking.laws import LawIndex, LawSpan

EDITION = re.compile(r" ?\((?:\d{4} ?年? ?[-~至]+ ?\d{4} ?年?|\d{4} ?年?版)\)")
"""Years behind a title that are part of it: （2021-2025年）, （2023年版）."""
VERBS = (
    "按照|依照|依据|根据|遵照|对照|对标|对表|参照|落实|贯彻|执行|实施|学习|学懂|宣传|宣讲|解读|遵守|遵循|围绕|紧扣|聚焦"
    "|印发|制发|下发|出台|发布|公布|制定|制订|拟定|拟制|编制|编印|起草|修订|修改|修正|完善|审议|通过|审定|列入|纳入|写入"
    "|写进|融入|迎接|谋划|启动|推进|推动|抓好|抓实|完成|听取|传达|研究|部署|配合|承办|承担|签订|签署|适用|违反|废止|开展"
    "|严格|认真|全面|深入|新修订|关于|突出|结合|形成|建立|健全|对接|配套|施行|推行|实行|会签|清理|邀请"
)
"""What leads up to a title in running text."""
_AFTER_VERB = re.compile(
    rf".*(?:{VERBS}|[以据按照依将把对讲和与及或至由同向的了]|[》”)\]])(?:好|了|的|其|本|原|落实|实施|《| )*",
    re.DOTALL,
)


def after_verb(clause: str) -> int:
    """Return where in a clause the words begin that follow its last verb or conjunction."""
    match = _AFTER_VERB.match(clause)
    return match.end() if match else len(clause) - len(clause.lstrip())


_COLLECTIVE = re.compile(
    r"“?[一二三四五六七八九十]{1,2}五”?(?:时期)?(?:普法|法治宣传教育)规划(?![建局院师]|编(?![制写]))"
    r"|“?十[一二三四五六七]五”?规划纲要|一规划[两二三][\u4e00-\u9fff]{2}方案|中央八项规定(?!精神)"
)


def collective(text: str) -> Iterator[LawSpan]:
    """Yield names that the nation's document and each place's own share: “八五”普法规划."""
    for match in _COLLECTIVE.finditer(text):
        yield LawSpan(match.start(), match.end(), match.group(), "collective name")


_FORMS = "条例|办法|规定|细则|规则|准则|规划|纲要|方案|计划|要点|指引|重点工作安排"
_HEAD = re.compile(
    rf"(?:{_FORMS})(?:{EDITION.pattern})?"
    r"(?=[^\u4e00-\u9fff]|$|[的等和与及中为在并里对列明各已如首被是将把就落获]|要求|精神|施行|实施|修[订改]|编[制写]|印发"
    r"|出台|发布|公布|率先|立法|同步|同频|剩余|启动|查处|办案|形成|开展|依法|逐条|贯穿|普法|宣[传讲]|执[法行]|处[理罚置]"
    r"|确定|提出|部署|任务|全面|顺利|有效|正式|相关)"
)
_CLAUSE = re.compile(r"[^，。；：、！？\n《》]*$")
_FIRST = re.compile("[\u4e00-\u9fff“<]")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|兵团"
)
_PLACE = re.compile(
    rf"(?:{_PROVINCES}|[\u4e00-\u9fff]{{2,8}}?"
    r"(?:省|市|自治区|自治州|(?<!治)县|(?<!治)区|州|旗|盟|镇|(?<!下)乡|街道))(?![委政长级域镇直])"
    r"|自治区|[省市县区镇乡]委|国家|法治(?=[\u4e00-\u9fff]{2,4}建设)"
)
_STARTS = re.compile(rf"{VERBS}|[”“\]) ]|[以据按照依将把对讲和与及或至由同向的了]")
# Words that no name of a place holds: they show that the match began in the middle of a clause.
_NOT_PLACE = re.compile(rf"{VERBS}|[是把将被的在对由以为了不其该本我全各编纳列]|.{{2}}[及与]|.{{3}}和|(?:{_FORMS})和")
_VAGUE = re.compile(
    r"有关|相关|书记|主任|总结|[编纳列]入|审定|年度(?:工作)?(?:要点|计划)$|总体规划$|为(?:指引|准则)$|研究|审议|通过|听取|等(?!级)|各项|邀请|讲解|[将尚缺把]|本(?:办法|规定|细则|规则|方案|计划)$|土办法|的[\u4e00-\u9fff]{0,2}办法$|充满|沿用|(?:情况|总结|报告|汇报)(?:以?及|和|与|暨)"
)
_OWN_FORM = re.compile(
    r"(?:管理|实施|暂行|考核|评估|操作|使用|奖惩|排名|监督)(?:办法|规定|细则|指引)|若干规定|五”?时期[\u4e00-\u9fff]{2,12}规划|[三五\d]年\S{0,6}(?:计划|方案)"
)
_RUNNING = re.compile(rf"{VERBS.replace('|实施', '')}|[与和及是把将编由]|{_VAGUE.pattern}|^(?:第|实施)|年工作计划")
_CONJUNCTIONS = frozenset("和与及或")
_MADE = re.compile(r"(?:出台|制定|制订|印发|修订|执行|依据|实施|起草|和|与|及)$")


def of_place(text: str) -> Iterator[LawSpan]:
    """Yield titles without marks that begin with a place, or have the form of a rule and are made."""
    last = 0
    for head in _HEAD.finditer(text):
        # What follows a title in the same clause (…纲要和…方案) is another title.
        clause = _CLAUSE.search(text, max(last, head.start() - 45), head.start())
        begin, rule = _title_start(clause.group(), head.group()) if clause else (None, "")
        if clause and begin is not None:
            start = clause.start() + begin
            yield LawSpan(start, head.end(), text[start : head.end()], rule)
            last = _after_conjunction(text, head.end())


def _after_conjunction(text: str, position: int) -> int:
    return position + (text[position : position + 1] in _CONJUNCTIONS)


def _title_start(clause: str, head: str) -> tuple[int | None, str]:
    """Return where in the clause in front of ``head`` a title begins, and by which rule."""
    first = _FIRST.search(clause)
    if first is None:
        return None, ""
    starts = [first.start(), *(match.end() for match in _STARTS.finditer(clause, first.start()))]
    for start in starts:
        place = _PLACE.match(clause, start)
        if place and len(clause) - place.end() > 1 and not _NOT_PLACE.search(place.group()):
            name = clause[start:] + head
            if _balanced(name) and not _VAGUE.search(name):
                return start, "place and form"
    for start in starts:
        made = start == first.start() or _MADE.search(clause[:start])
        if made and _has_own_form(clause[start:] + head):
            return start, "form"
    return None, ""


def _balanced(name: str) -> bool:
    return name.count("“") == name.count("”") and name.count("(") == name.count(")")


def _has_own_form(name: str) -> bool:
    if not 7 < len(name) < 26 or not _balanced(name) or _RUNNING.search(name):
        return False
    return _OWN_FORM.search(name) is not None


# 水法 and 刑法 may end another word (治水法, 徒刑法) unless a verb or a mark stands before them.
_BEFORE_SHORT = frozenset("依据按照以讲学和与及或的对把将用懂守读含列入围绕实彻行习点传等")
_LONGER_WORD = re.compile(
    r"治(?!安)|[务律规院庭官制定援检警盲纪商徽馆]|人(?!民)|理(?!解)|学(?!习)|宣誓|宣传[周月日主]|[日公月周角]|广场|主题"
    r"|(?:学习|漫画)?读本|漫画|晨读|宣讲[员团]|长廊|讲堂|进(?!行|一)|精神"
)
_IN_QUOTES = re.compile(r"“([^“”\n]{0,16})$")
_TO_CLOSING = re.compile(r"([^“”\n]{0,12})”")


def known(text: str, index: LawIndex) -> Iterator[LawSpan]:
    """Yield the known names that stand by themselves, not in a longer word or name."""
    for start, end in index.named(text):
        before = text[max(0, start - 18) : start]
        if _LONGER_WORD.match(text, end) or before.endswith(tuple("省市县区州旗")):
            continue
        if _free_standing(text[start:end], before) and not _in_quoted_name(text, before, end):
            yield LawSpan(start, end, text[start:end], "known name")


def _free_standing(name: str, before: str) -> bool:
    if name == "宪法":
        return not before.endswith("国家")
    return len(name) > 2 or before[-1:] in _BEFORE_SHORT or not "\u4e00" <= before[-1:] <= "\u9fff"


def _in_quoted_name(text: str, before: str, end: int) -> bool:
    """Whether a longer name in quotation marks holds the law's: “民法典进瑶寨”, “画说民法典”."""
    opened, rest = _IN_QUOTES.search(before), _TO_CLOSING.match(text, end)
    if opened is None or rest is None:
        return False
    # “宪法、民法典” is a list in quotation marks, not a name.
    return bool(opened[1].rpartition("、")[2] or rest[1].partition("、")[0])


_NEXT = re.compile(r"[、和及与]([\u4e00-\u9fff]{2,20}?(?:法|通则|总则|条例))(?=[，。；、等和与及]|$)")
_PREVIOUS = re.compile(r"([\u4e00-\u9fff]{2,24}(?:法|通则|总则|条例))[、和及与]$")
_NO_STATUTE = re.compile(r"(?:执|司|普|守|用|学|讲|释|方|办|工作|调解|看|做|说|尊|立|非|违|合|依|无)法$|[和与及]")


def unlisted(text: str, spans: Sequence[LawSpan]) -> Iterator[LawSpan]:
    """Yield what no table lists but stands in a list beside a law: 民法总则、环境保护税法."""
    for span in spans:
        if span.rule not in {"known name", "place and form"}:
            continue
        if previous := _PREVIOUS.search(text, max(0, span.start - 26), span.start):
            yield from _neighbour(text, previous.start(1) + after_verb(previous[1]), previous.end(1))
        if following := _NEXT.match(text, span.end):
            yield from _neighbour(text, *following.span(1))


def _neighbour(text: str, start: int, end: int) -> Iterator[LawSpan]:
    name = text[start:end]
    if len(name) > 2 and not _NO_STATUTE.search(name):
        yield LawSpan(start, end, name, "list")
