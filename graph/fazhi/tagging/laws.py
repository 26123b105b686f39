"""Laws in running text: titles in 《》, short names in lists, document numbers, abbreviations.

Rules match on the folded text of a ``View``; marks belong to the span, a document number that
follows the closing mark does not. What stands in 《》 and is no normative text (books, newspapers,
films, honours) is told by its last noun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from fazhi.linking.laws import DEFINITION, LawIndex, LawSpan
from fazhi.linking.titles import HEADS, is_law_title

__all__ = ["LawSpan", "find_laws"]

_LONGEST = 160
_MARK = re.compile(r"[《》\n。；]")
_EDITION = re.compile(r" ?\((?:\d{4} ?年? ?[-~至]+ ?\d{4} ?年?|\d{4} ?年?版)\)")
_AFTER_TITLE = r"(?=[，。；：、,;\n)\]”]|$|的|等|和|与|及|要求|精神|[《“(])"
_REST = re.compile(rf"[^《》\n。；，]{{0,16}}?(?:{HEADS}){_AFTER_TITLE}")
_UNCLOSED = re.compile(rf"[^《》\n。；，]{{1,60}}?(?:{HEADS})(?:{_EDITION.pattern})?{_AFTER_TITLE}")
_ANGLED = re.compile(r"<{1,2}([^<>《》\n]{2,60})>{1,2}")
_UNOPENED = re.compile(r"[^《》，。；：、\n“”<>]{2,60}》")


def find_laws(text: str, index: LawIndex) -> list[LawSpan]:
    """Return the laws that a folded text names, in order, none overlapping another."""
    spans = _Spans(_marked(text))
    spans.add(_collective(text))
    spans.add(_of_places(text))
    spans.add(_angled(text))
    spans.add(_unopened(text))
    spans.add(_numbered(text))
    spans.add(_abbreviated(text, spans.all))
    spans.add(_named(text, index))
    return spans.all


class _Spans:
    """Spans in order; one that overlaps an earlier rule's is not taken."""

    def __init__(self, spans: Iterable[LawSpan]) -> None:
        self.all = list(spans)

    def add(self, spans: Iterable[LawSpan]) -> None:
        starts = [span.start for span in self.all]
        new: list[LawSpan] = []
        for span in spans:
            place = bisect_right(starts, span.end - 1)
            free = not place or self.all[place - 1].end <= span.start
            if free and (not new or new[-1].end <= span.start):
                new.append(span)
        self.all = sorted(self.all + new)


def _marked(text: str) -> Iterator[LawSpan]:
    position = 0
    while (start := text.find("《", position)) >= 0:
        end, rule = _closing(text, start)
        position = max(end, start + 1)
        if not end:
            continue
        if edition := _EDITION.match(text, end):
            end = edition.end()
        title = _bare(text[start:end])
        if is_law_title(title):
            position = end
            yield LawSpan(start, end, title, rule)


def _bare(span: str) -> str:
    """Return the title of a marked span: its outer marks dropped, an edition behind them kept."""
    title = span[1:]
    if (edition := _EDITION.search(title)) and title[: edition.start()].endswith("》") and edition.end() == len(title):
        return title[: edition.start() - 1] + edition.group()
    return title.removesuffix("》")


def _closing(text: str, start: int) -> tuple[int, str]:
    """Return where the title opened at ``start`` ends, marks nested or missing, and the rule used.

    0 where no end can be told.
    """
    depth, closed, lines = 1, 0, 0
    for token in _MARK.finditer(text, start + 1, start + _LONGEST):
        mark, place = token.group(), token.start()
        if mark == "《":
            before = text[start + 1 : place].rstrip("、，和及与 ")
            if depth == 1 and is_law_title(before):
                return start + 1 + len(before), "mark not closed"
            depth += 1
        elif mark == "》":
            depth, closed = depth - 1, token.end()
            if depth == 0:
                return closed, "marked"
        else:
            lines += 1
            if mark != "\n" or lines > 1:
                break
    if closed:
        rest = _REST.match(text, closed)
        return (rest.end(), "nested mark not closed") if rest else (closed, "marked")
    unclosed = _UNCLOSED.match(text, start + 1)
    return (unclosed.end(), "mark not closed") if unclosed else (0, "")


def _angled(text: str) -> Iterator[LawSpan]:
    for match in _ANGLED.finditer(text):
        if is_law_title(match[1]):
            yield LawSpan(match.start(), match.end(), match[1], "angle brackets")


def _unopened(text: str) -> Iterator[LawSpan]:
    for match in _UNOPENED.finditer(text):
        start = match.start() + _after_verb(match.group())
        title = text[start : match.end() - 1]
        if len(title) > 3 and is_law_title(title):
            yield LawSpan(start, match.end(), title, "mark not opened")


_VERBS = (
    "按照|依照|依据|根据|遵照|对照|对标|对表|参照|落实|贯彻|执行|实施|学习|学懂|宣传|宣讲|解读|遵守|遵循|围绕|紧扣|聚焦|印发|制发|下发|出台|发布|公布"
    "|制定|制订|拟定|拟制|编制|编印|起草|修订|修改|修正|完善|审议|通过|审定|列入|纳入|写入|写进|融入|迎接|谋划|启动|推进|推动|抓好|抓实|完成|听取|传达"
    "|研究|部署|配合|承办|承担|签订|签署|适用|违反|废止|开展|严格|认真|全面|深入|新修订|关于|突出|结合|形成|建立|健全|对接|配套|施行"
)
_AFTER_VERB = re.compile(rf".*(?:{_VERBS}|[以据按照依将把对讲和与及或至由同向的了]|[》”)\]])(?:好|了|的|其|本|原|落实|实施|《| )*", re.DOTALL)


def _after_verb(clause: str) -> int:
    """Return where in a clause the words begin that follow its last verb or conjunction."""
    match = _AFTER_VERB.match(clause)
    return match.end() if match else len(clause) - len(clause.lstrip())


_NUMBER = re.compile(
    r"(?P<bracket>[\[【(]) ?(?:19|20)\d\d ?年? ?[\]】)] ?第? ?\d{1,4} ?号|(?<=令) ?第? ?\d{1,4} ?号"
)
_ISSUER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,14}$")
_CODE_END = tuple("发办字函规文令通报政委局司法")
_BEFORE_NUMBER = re.compile(rf".*(?:{_VERBS}|文号|字号|编号|经由?)|[原由以据按照依将把对和与及在](?=.{{3}})")


def _numbered(text: str) -> Iterator[LawSpan]:
    for match in _NUMBER.finditer(text):
        issuer = _ISSUER.search(text, max(0, match.start() - 14), match.start())
        if issuer is None or (match["bracket"] == "(" and not issuer.group().endswith(_CODE_END)):
            continue
        cut = _BEFORE_NUMBER.match(issuer.group())
        start = issuer.start() + (cut.end() if cut else 0)
        # （…号） behind a title belongs to that title, which is the mention.
        if start < match.start() and text[max(0, start - 2) : start] not in {"》(", "》，"}:
            yield LawSpan(start, match.end(), text[start : match.end()], "document number")


_QUOTED_NAME = re.compile(r"[《“]([^《》“”\n]{2,20})[》”]")


def _abbreviated(text: str, spans: list[LawSpan]) -> Iterator[LawSpan]:
    """Yield names in quotation marks that the report gave to a law: 以下简称“条例”, later “条例”."""
    names: set[str] = set()
    for span in spans:
        definition = DEFINITION.match(text, span.end) if text[span.end : span.end + 1] in "(，, " else None
        if definition and definition["name"]:
            names.add(definition["name"])
            if text[definition.start("name") - 1] != "《":
                yield LawSpan(*definition.span("name"), definition["name"], "abbreviation")
    for match in _QUOTED_NAME.finditer(text) if names else ():
        if match[1] in names and match.group()[0] == "“":
            yield LawSpan(match.start(1), match.end(1), match[1], "abbreviation")


_FIVE_YEARS = re.compile(
    r"“?[一二三四五六七八九十]{1,2}五”?(?:时期)?(?:普法|法治宣传教育)规划(?![建局院师]|编(?![制写]))|“?十[一二三四五六七]五”?规划纲要"
    r"|一规划[两二三][\u4e00-\u9fff]{2,4}"
)
_FORMS = "条例|办法|规定|细则|规则|准则|规划|纲要|方案|计划|要点|指引"
_HEAD = re.compile(
    rf"(?:{_FORMS})(?:{_EDITION.pattern})?(?=[^\u4e00-\u9fff]|$|[的等和与及中为在并里对]|要求|精神|施行|实施|落实|修[订改]|编[制写]|印发|出台"
    r"|发布|公布|率先|立法|同步|同频|剩余|启动|查处|办案|形成|开展|依法|逐条|贯穿|普法|宣[传讲]|执法|处[理罚置])"
)
_CLAUSE = re.compile(r"[^，。；：、！？\n《》]*$")
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|内蒙古|广西|西藏|宁夏|新疆|兵团"
)
_PLACE = re.compile(
    rf"(?:{_PROVINCES}|[\u4e00-\u9fff]{{2,8}}?(?:省|市|自治区|自治州|(?<!治)县|(?<!治)区|州|旗|盟|镇|乡|街道))(?![委政长级域镇直])"
    r"|自治区|[省市县区镇乡]委|国家|法治(?=[\u4e00-\u9fff]{2,4}建设)"
)
_STARTS = re.compile(rf"{_VERBS}|[”“\]) ]|[以据按照依将把对讲和与及或至由同向的了]")
_NOT_PLACE = re.compile(rf"{_VERBS}|[是把将被的在对由以为了不其该本我全各编纳列]")
_VAGUE = re.compile(r"有关|相关|书记|主任|总结|[编纳列]入|审定|年度(?:工作)?(?:要点|计划)$|总体规划$|等(?!级)")
_OWN_FORM = re.compile(r"(?:管理|实施|暂行|考核|评估|操作|使用|奖惩|排名|监督)(?:办法|规定|细则|指引)|若干规定|[三五\d]年\S{0,6}(?:计划|方案)")
_RUNNING = re.compile(rf"{_VERBS.replace('|实施', '')}|[与和及是把将编由]|{_VAGUE.pattern}")
_MADE = re.compile(r"(?:出台|制定|制订|印发|修订|执行|依据|实施|起草|联合制定|和|与|及)$")


def _collective(text: str) -> Iterator[LawSpan]:
    """Yield the names that the nation's plan and each place's own share: 九五普法规划, 一规划两纲要."""
    for match in _FIVE_YEARS.finditer(text):
        yield LawSpan(match.start(), match.end(), match.group(), "five-year plan")


def _of_places(text: str) -> Iterator[LawSpan]:
    for head in _HEAD.finditer(text):
        clause = _CLAUSE.search(text, max(0, head.start() - 45), head.start())
        words = clause.group() if clause else ""
        start, rule = _title_start(words, head.group())
        if clause and start is not None:
            begin = clause.start() + start
            yield LawSpan(begin, head.end(), text[begin : head.end()], rule)


_CHINESE = re.compile("[\u4e00-\u9fff“<]")


def _title_start(clause: str, head: str) -> tuple[int | None, str]:
    """Return where in the clause in front of ``head`` a title begins, and by which rule.

    A title begins with a place (陕西省行政应诉工作规定) or has the form of a rule and is made or
    followed (出台应急管理地方标准管理办法).
    """
    first = _CHINESE.search(clause)
    if first is None:
        return None, ""
    starts = [first.start(), *(match.end() for match in _STARTS.finditer(clause, first.start()))]
    for start in starts:
        place = _PLACE.match(clause, start)
        if place and len(clause) - place.end() > 1 and not _NOT_PLACE.search(place.group()):
            if not _VAGUE.search(clause[start:] + head):
                return start, "place and form"
    for start in starts:
        name = clause[start:] + head
        if (start == first.start() or _MADE.search(clause[:start])) and _is_own_form(name):
            return start, "form"
    return None, ""


def _is_own_form(name: str) -> bool:
    balanced = name.count("“") == name.count("”")
    return 7 < len(name) < 26 and balanced and _OWN_FORM.search(name) is not None and not _RUNNING.search(name)


_SHORT_LEFT = re.compile(r"[^\u4e00-\u9fff]|[依据按照以讲学和与及或的对把将用懂守读含列入绕实彻行习点传等]")
_RIGHT = re.compile(
    r"治(?!安)|[务律规院庭官制定援检警盲纪商徽]|人(?!民)|理(?!解)|学(?!习)|宣誓|宣传[周月日主]|[日公月周角]|广场|主题|晨读|宣讲[员团]|长廊|馆|讲堂|进(?!行|一)|精神"
)
_STAGE = re.compile(r" ?\((?:[^()]{0,4}草案[^()]{0,4}|征求意见稿|送审稿|试行|暂行)\)")
_IN_QUOTES = re.compile(r"“[^“”\n]{0,16}$")
_REST_OF_QUOTES = re.compile(r"[^“”\n]{1,12}”")


def _named(text: str, index: LawIndex) -> Iterator[LawSpan]:
    for start, end in index.named(text):
        before = text[max(0, start - 18) : start]
        if _RIGHT.match(text, end) or (end - start < 3 and not _free_standing(text, start, end)):
            continue
        if before and before[-1] in "省市县区州旗" or (_IN_QUOTES.search(before) and _REST_OF_QUOTES.match(text, end)):
            continue
        if stage := _STAGE.match(text, end):
            end = stage.end()
        yield LawSpan(start, end, text[start:end], "known name")


def _free_standing(text: str, start: int, end: int) -> bool:
    if text[start:end] == "宪法":
        return text[max(0, start - 2) : start] != "国家"
    return start == 0 or _SHORT_LEFT.match(text[start - 1]) is not None
