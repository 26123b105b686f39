"""Who signs a report and when: the last lines, or the lines right under the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fazhi.reports.dates import Dated, find_dates
from fazhi.reports.frame import Line, is_text, last_lines, tail_lines

_ORGAN_HEADS = (
    "人民政府|政府|办事处|管理委员会|管委会|委员会|常委会|主席团|公署|行署|党工委|党委|党组|工委|[省市县区镇乡旗州街]委|编译局"
    "|[局厅委办]|办公室|司法所|派出所"
    "|[分支]?[局院社]|小组|海关|大队|支队|总队|执法队|中队|中心|公司|[站部处团]|兵团第[一二三四五六七八九十]{1,2}师|联合会|协会|学会|商会|法院|检察院|普法办|农场|林场"
)
_PLACE_HEADS = "街道|[镇乡市县区旗盟州省]|苏木"
_NAME = r"[\u4e00-\u9fffA-Za-z0-9()“”·、]"
_PLACE = re.compile(rf"{_NAME}{{1,24}}(?:{_PLACE_HEADS})")
_ORGAN = re.compile(rf"{_NAME}{{2,38}}(?:{_ORGAN_HEADS})(?:\([\u4e00-\u9fff]{{2,10}}\))?|{_PLACE.pattern}")
_NOT_SIGNED = re.compile(
    r"[，。；：！？《》]|20\d\d年|法治政府$|^[一二三四五六七八九十\d(]+[、.)]|报告$|^特此|^(?:附|抄送|主送|此件|联系)|各单位|请予|情况"
)
_SEAL = re.compile(r"\((?:[盖公代印签]?章|印)\)")
_DATE_LINE = re.compile(
    rf"^[(]?\s*(?P<before>[^\d，。；：()]{{0,45}}?)\s*(?:{_SEAL.pattern}\s*)?"
    r"(?P<date>[\d二].{2,20}?日|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}月\d{1,2}日|(?:元|十[一二]?)月.{1,3}日)"
    r"\s*(?:印发|\d{1,2}:\d\d(?::\d\d)?(?:\s+(?:阅读|浏览|点击|访问|字[号体]|打印|编辑|来源|发表于).*)?)?[)]?\s*[。.]?$"
)
_OTHER_CALENDAR = re.compile(
    r"(?:[\d一二三四五六七八九〇○零]{4}年)?(?:农历)?[腊正冬]月[初十廿一二三四五六七八九]{1,3}日?"
)
"""腊月初八: a date beside the name, but none of this calendar."""
_OF_THE_SAME = re.compile(
    "全面依法治[省市县区州旗]|(?:人民政府|办事处|管理委员会|委员会(?:办公室)?)$|办公[室厅]$|法治建设领导小组"
)
"""How the second line of one body's name begins: 中共甲县委员会 / 全面依法治县委员会办公室."""
_MONTH = re.compile(
    r"\(?(?:20\d\d|二[〇○零OoО0][〇○零一二三四五六七八九十]{2}) ?年"
    r" ?(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2}) ?月\)?"
)
"""A signature's date without a day: none that can be told, but the organ above it signs."""
_LABEL = re.compile(
    r"^(?:发文机关|发布机构|报告单位|填报单位|述[职法]人|述[职法]单位|汇报人|报告人|单位|落款|签章)[：:]\s*"
)
_POST = re.compile(
    r"(?:\s*(?:党组|(?<=[局厅院所办])党委)?(?:副?书记|局长|主任|主席"
    r"|代?[省市县区镇乡旗州所厅院]长)[、\s]*)+"
    # 区长乐坊街道办事处 is no 区长.
    r"(?!.*(?:街道|办事处|[镇乡])$)(?:[\u4e00-\u9fff×xX*○]{0,4}|[\u4e00-\u9fff×]{1,4}(?:[\s·]+[\u4e00-\u9fff×]{1,5}){1,3})$"
    rf"|{_SEAL.pattern}$"
    r"|(?<=[会府局委处])\s+(?![\u4e00-\u9fff]{1,2}[府局委会处办院所])[\u4e00-\u9fff]{2,3}$|\s*(?:编|编印|编制)$"
)
_MAX_NAME = 90
_MAX_LINES, _MAX_BELOW = 6, 24
"""So many lines a signature may have, and so many the page below it."""


class Signature(NamedTuple):
    """The organ or organs that sign and the date beside them, each None where not printed."""

    organ: str | None
    date: Dated | None


def is_organ(text: str) -> bool:
    """Tell whether a whole line or value is the name of an organ, of several, or of a place."""
    text = text.strip()
    return (
        bool(text)
        and len(text) <= _MAX_NAME
        and not _NOT_SIGNED.search(text)
        and all(_ORGAN.fullmatch(part) or part in ("政府", "人民政府", "办事处") for part in text.split())
    )


def is_place(text: str) -> bool:
    """Tell whether the name of an organ is only that of a place: 万良镇."""
    return bool(_PLACE.fullmatch(text.strip()))


def is_body(text: str) -> bool:
    """Tell whether a whole line or value is the name of an organ that is more than that of its place."""
    return is_organ(text) and not is_place(text)


def joined(organs: Sequence[str]) -> str:
    """Return the names of joint issuers as one string, 、 between them."""
    parts: list[str] = []
    for part in (part.strip("、") for organ in organs for part in organ.split()):
        if parts and _OF_THE_SAME.match(part):
            parts[-1] += part
        else:
            parts.append(part)
    return "、".join(dict.fromkeys(parts))


def signed_lines(text: str) -> list[Line]:
    """Return the last lines of the report itself, without what the page prints below its signature.

    That is told by its words; where they are new, by the name of a body with a date beside it, and no text below.
    """
    tail = tail_lines(text)
    if read_signature(tail).date is None:
        lines = last_lines(text)
        for last in range(len(lines), max(0, len(lines) - _MAX_BELOW), -1):
            if last < len(lines) and is_text(lines[last].text):
                break
            block = lines[max(0, last - _MAX_LINES) : last]
            signature = read_signature(block)
            printed = any("印发" in line.text for line in block)  # the imprint below it, not the signature
            dated = signature.date or _MONTH.fullmatch(block[-1].text)
            if signature.organ and dated and is_signature_line(block[-1].text) and not printed:
                return block
    return tail


def read_signature(tail: Sequence[Line]) -> Signature:
    """Return who signs below the text and when; the date may stand above or beside the name."""
    lines = [line.text for line in tail]
    date: Dated | None = None
    organs: list[str] = []
    for text in reversed(lines):
        if date is None and (match := _DATE_LINE.match(text)) and not organs_too_far(organs):
            date = next(find_dates(match["date"]), None)
            if date and match["before"] and is_organ(_without_label(match["before"])):
                organs.insert(0, _without_label(match["before"]))
        elif is_organ(_without_label(text)) and len(text) <= 60:
            organs.insert(0, _without_label(text))
        elif not _is_beside(text):
            break
    organs = [organ for organ in organs if organ]
    return Signature(joined(organs) if organs else None, date)


def is_signature_line(text: str) -> bool:
    """Tell whether a line below the text holds a signing organ, a date, or both."""
    if _is_beside(text) or is_organ(_without_label(text)):
        return True
    return bool(_DATE_LINE.match(text)) and next(find_dates(text), None) is not None


def _is_beside(text: str) -> bool:
    """Tell whether a line stands in a signature but says neither who nor on which day: a seal, a month, 腊月初八."""
    return any(pattern.fullmatch(text) for pattern in (_OTHER_CALENDAR, _SEAL, _MONTH))


def organs_too_far(organs: Sequence[str]) -> bool:
    """Tell whether so many names were read that no date can belong to them any more."""
    return len(organs) > 3


def _without_label(text: str) -> str:
    if len(text) > _MAX_NAME:
        return text
    bare = _LABEL.sub("", text)
    if bare[:1] == "(" and bare[-1:] == ")" and not _SEAL.fullmatch(bare):
        bare = bare[1:-1]
    return _POST.sub("", bare).strip()
