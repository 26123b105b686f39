"""Laws in running text: titles in 《》, short names in lists, document numbers, abbreviations.

Rules match on the folded text of a ``View``; marks belong to the span, a document number that
follows the closing mark does not, and is no mention of its own. What stands in 《》 and is no normative text (books, newspapers,
films, honours) is told by its last noun. Names without marks are the matter of ``law_names``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from fazhi.linking.laws import DEFINITION, LawIndex, LawSpan
from fazhi.linking.titles import HEADS, is_law_title, on_one_line
from fazhi.tagging.law_names import EDITION, VERBS, after_verb, collective, known, of_place, unlisted

__all__ = ["LawSpan", "find_laws"]


def find_laws(text: str, index: LawIndex) -> list[LawSpan]:
    """Return the laws that a folded text names, in order, none overlapping another."""
    spans = _joined([], _marked(text, index))
    for rule in (collective, of_place, _angled, _unopened, _numbered):
        spans = _joined(spans, rule(text))
    spans = _joined(spans, _abbreviated(text, spans))
    spans = _joined(spans, known(text, index))
    return _mentions(text, _joined(spans, unlisted(text, spans)))


def _joined(spans: list[LawSpan], found: Iterable[LawSpan]) -> list[LawSpan]:
    """Add what was found to ``spans``, in order; what overlaps an earlier rule's span is dropped."""
    starts, last = [span.start for span in spans], 0
    new: list[LawSpan] = []
    for span in sorted(found):
        place = bisect_left(starts, span.end)
        if span.start >= last and (not place or spans[place - 1].end <= span.start):
            new.append(span)
            last = span.end
    return sorted(spans + new) if new else spans


_LONGEST = 160
_MARK = re.compile(r"[《》\n。；]")
_MOST_LINES = 3
_NEW_PARAGRAPH = re.compile(r"\n(?: {2}|\n| ?[一二三四五六七八九十]+、| ?\([一二三四五六七八九十]+\)| ?\d+[.、])")
_AFTER_TITLE = r"(?=[，。；：、,;\n)\]”《“(]|$|的|等|和|与|及|要求|精神)"
_REST = re.compile(rf"[^《》\n。；，]{{0,16}}?(?:{HEADS}){_AFTER_TITLE}")
_UNCLOSED = re.compile(rf"[^《》\n。；，]{{1,60}}?(?:{HEADS})(?:{EDITION.pattern})?{_AFTER_TITLE}")
_UNCLOSED_BEFORE_VERB = re.compile(rf"[^《》\n。；，]{{1,60}}?(?:{HEADS})(?=(?:{VERBS})[^《》，]{{0,8}}《)")
_ONE_CLOSE = re.compile(r"[^《》\n]{1,80}》(?!》)")
_INSIDE = "inside the name of a body"
# 省人大常委会《湿地保护法》执法检查组 is a body; 《湿地保护法》执法检查 is what it does with the law.
_TEAM = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:检查|督[查导察]|巡[查视]|调研|宣讲|普法|起草|立法|编[写制]|贯彻实施)(?:工作|领导)?(?:小?组|专班|队|团)(?![织建成伍])"
)
# A play or a film may be named after a rule (《约定》); a law that such a work explains is still a law.
_WORK = re.compile(
    r"(?:[\u4e00-\u9fff]剧|剧目|电影|影片|短片|宣传片|专题片|纪录片|短视频|动漫|动画|小品|相声|快板|小戏|歌曲|山歌|曲艺|三句半|戏曲"
    r"|诗歌|漫画|绘本|图书|书籍|专著|教材|读本|课程|栏目|专栏|节目|文章|征文|刊物|杂志)(?:等|作品|《[^《》\n]{1,40}》|[、和及]){0,6}$"
)


def _marked(text: str, index: LawIndex) -> Iterator[LawSpan]:
    position = 0
    while (start := text.find("《", position)) >= 0:
        end, rule = _closing(text, start)
        position = start + 1
        edition = EDITION.match(text, end) if end else None
        title = on_one_line(text[start + 1 : end].removesuffix("》") + (edition.group() if edition else ""))
        if end and is_law_title(title) and (index.rows(title) or not _WORK.search(text, max(0, start - 40), start)):
            rule = _INSIDE if _TEAM.match(text, end) else rule
            position = edition.end() if edition else end
            yield LawSpan(start, position, title, rule)
        elif end and rule == "marked":
            position = end


def _closing(text: str, start: int) -> tuple[int, str]:
    """Return where the title opened at ``start`` ends, marks nested or missing, and the rule used.

    The end is 0 where none can be told, or where the mark is doubled by mistake.
    """
    if text.startswith("《《", start) and _ONE_CLOSE.match(text, start + 2):
        return 0, ""
    depth, closed, lines, inner = 1, 0, 0, 0
    for token in _MARK.finditer(text, start + 1, start + _LONGEST):
        mark, place = token.group(), token.start()
        if mark == "《":
            if not inner and _before_comma(text, start, place):
                break
            depth, inner = depth + 1, inner or place
        elif mark == "》":
            depth, closed = depth - 1, token.end()
            if depth == 0:
                return closed, "marked"
        else:
            lines += 1
            if mark != "\n" or lines > _MOST_LINES or _NEW_PARAGRAPH.match(text, place):
                break
    return _unbalanced(text, start, inner, closed)


def _before_comma(text: str, start: int, inner: int) -> bool:
    """Whether a title opened at ``start`` ends at a comma before the next 《: 《促进法，落实《条例》."""
    title = _UNCLOSED.match(text, start + 1, inner)
    return title is not None and text[title.end() : title.end() + 1] in set("，；：")


def _unbalanced(text: str, start: int, inner: int, closed: int) -> tuple[int, str]:
    """Return the end of a title whose closing mark is missing, and the rule used.

    ``inner`` is the next opening mark and ``closed`` the end behind the last closing one, 0 without.
    """
    before = text[start + 1 : inner].rstrip("、，和及与 ") if inner else ""
    if before and is_law_title(before):
        return start + 1 + len(before), "mark not closed"
    rest = _REST.match(text, closed) if closed else None
    if rest:
        return rest.end(), "nested mark not closed"
    unclosed = _UNCLOSED.match(text, start + 1) or _UNCLOSED_BEFORE_VERB.match(text, start + 1)
    if unclosed:
        return unclosed.end(), "mark not closed"
    return (closed, "marked") if closed and "，" not in before else (0, "")


_CLOSING_MARK = re.compile("》")
_ANGLED = re.compile(r"<{1,2}([^<>《》\n]{2,60})>{1,2}")
_UNOPENED = re.compile(r"[^《》，。；：、\n“”<>]{2,60}$")


def _angled(text: str) -> Iterator[LawSpan]:
    for match in _ANGLED.finditer(text):
        if is_law_title(match[1]):
            yield LawSpan(match.start(), match.end(), match[1], "angle brackets")


def _unopened(text: str) -> Iterator[LawSpan]:
    for mark in _CLOSING_MARK.finditer(text):
        match = _UNOPENED.search(text, max(0, mark.start() - 60), mark.start())
        if match is None or text[match.start() - 1 : match.start()] == "《":
            continue
        start = match.start() + after_verb(match.group())
        title = text[start : match.end()]
        if len(title) > 3 and is_law_title(title):
            yield LawSpan(start, mark.end(), title, "mark not opened")


_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,7})"
_NUMBER = re.compile(
    rf"(?P<bracket>[\[【(]) ?(?:19|20)\d\d ?年? ?[\]】)] ?第? ?\d{{1,4}} ?号|(?<=令) ?第? ?{_COUNT} ?号|第 ?{_COUNT} ?号令"
)
_ISSUER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,14}$")
_CODE_END = tuple("发办字函规文令通报政委局司法")
# 按建城〔2024〕43号, 废止沈政发…, 要求和皖办发…: the issuer's code begins behind the verb or the 和.
_BEFORE_CODE = re.compile(
    rf".*(?:{VERBS}|文号|字号|编号|经由?|及|.[和与])(?=..)|原(?=...)|[按依据以将把对照由与](?=..)"
)


def _numbered(text: str) -> Iterator[LawSpan]:
    """Yield bare document numbers; （…号） behind a title belongs to that title, which is the mention."""
    for match in _NUMBER.finditer(text):
        code = _ISSUER.search(text, max(0, match.start() - 14), match.start())
        if code is None or (match["bracket"] == "(" and not code.group().endswith(_CODE_END)):
            continue
        lead = _BEFORE_CODE.match(code.group())
        start = code.start() + (lead.end() if lead else 0)
        behind_title = text[max(0, start - 2) : start] in {"》(", "》，"}
        if start < match.start() - 1 and not (match["bracket"] and behind_title):
            yield LawSpan(start, match.end(), text[start : match.end()], "document number")


_IN_BRACKETS_BEHIND = re.compile(r" ?\([^()\n]{0,30}")


def _mentions(text: str, spans: list[LawSpan]) -> list[LawSpan]:
    """Leave out laws inside the names of bodies, and numbers in brackets behind the title that bears them."""
    previous = [0, *(span.end for span in spans)]
    return [
        span
        for span, last in zip(spans, previous, strict=False)
        if span.rule != _INSIDE
        and not (last and span.rule == "document number" and _IN_BRACKETS_BEHIND.fullmatch(text, last, span.start))
    ]


_QUOTED = re.compile(r"“([^《》“”\n]{2,20})”")


def _abbreviated(text: str, spans: Sequence[LawSpan]) -> Iterator[LawSpan]:
    """Yield names in quotation marks that the report gave to a law: 以下简称“条例”, later “条例”."""
    names: set[str] = set()
    for span in spans:
        definition = DEFINITION.match(text, span.end)
        if definition and span.rule != "document number":
            names.add(definition["name"])
            yield LawSpan(*definition.span("name"), definition["name"], "abbreviation")
    for match in _QUOTED.finditer(text) if names else ():
        if match[1] in names:
            yield LawSpan(*match.span(1), match[1], "abbreviation")
