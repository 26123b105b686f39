"""Quantities: governance statistics with their value, unit and what is measured.

Rules match on the folded text of a ``View``. A span is the number with the 近 or 约 before it, the
余 or 多 inside it and its unit; 超, 逾, 不足, 以上 and 左右 stay outside. Not quantities: dates, years,
ordinals, document numbers, list numbering, opening hours (24小时), the print run of a letterhead
and numbers inside names. Units
and boundaries follow the annotation guideline of the gold corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from fazhi.tagging.measures import earlier, measure_of
from fazhi.tagging.numerals import parse_chinese, parse_digits, parse_mixed
from fazhi.tagging.units import UNIT, bare_unit


class QuantitySpan(NamedTuple):
    """A quantity in view offsets: its value (万 and 亿 multiplied out), unit and what is measured."""

    start: int
    end: int
    value: float
    unit: str
    measure: str


class _Reading(NamedTuple):
    start: int
    end: int
    value: Decimal
    unit: str


_SENTENCE_END = re.compile(r"[。；\n]")
_LONGEST_TOPIC = 12
_NO_TOPIC = frozenset(["%", "‰", "元", "个百分点"])
"""Shares and money are said of cases; the parts that follow (纠错2件) are parts of the cases."""


def find_quantities(text: str) -> list[QuantitySpan]:
    """Return the quantities of a folded text in order, none overlapping another.

    Of a range the upper bound counts (1至2个 is 2); tenths, fractions and 一半 become per cent. What a figure
    has changed from is measured as the earlier one: 应诉率由上年的71%升至92% is 应诉率（上年） and 应诉率.
    """
    found: list[QuantitySpan] = []
    last, topic, previous = 0, "", ""
    for start, end, value, unit in _ranges(text, sorted([*_in_digits(text), *_in_words(text)])):
        if _SENTENCE_END.search(text, last, start):
            topic = ""
        beside = bool(found) and found[-1].unit != unit
        measure = measure_of(text, (start, end), unit, after=last, topic=topic, previous=previous, beside=beside)
        once = value == 1 and unit in _PERIODICAL_UNITS
        if not topic and not once and 3 < len(measure) <= _LONGEST_TOPIC and unit not in _NO_TOPIC:
            topic = measure
        when = earlier(text, (start, end), after=last)
        found.append(QuantitySpan(start, end, float(value), unit, f"{measure}（{when}）" if when else measure))
        last, previous = end, measure
    return found


_UP_TO = re.compile(" ?[-~至到] ?")
_CHANGES = re.compile(
    r"(?:[由从自较比]|上升|下降|增长|提高|提升|减少|增加|降低|压缩|压减|缩短|[升降增减])[^，。；、\n]{0,10}$"
)
_LONGEST_CHANGE = 16


def _ranges(text: str, readings: list[_Reading]) -> list[_Reading]:
    """Return the readings of which none overlaps another, with the two bounds of a range as one (5件至8件).

    从5件到8件 and 下降5个至8个 tell of a change, which has two figures.
    """
    kept: list[_Reading] = []
    for one in readings:
        before = kept[-1] if kept else None
        if before and one.start < before.end:
            continue
        if (
            before
            and before.unit == one.unit
            and before.value < one.value
            and _UP_TO.fullmatch(text, before.end, one.start)
            and not _CHANGES.search(text, max(0, before.start - _LONGEST_CHANGE), before.start)
        ):
            kept[-1] = one._replace(start=before.start)
        else:
            kept.append(one)
    return kept


# No figure is longer; a row of ten thousand digits would else be tried from each of them to its end.
_INTEGER = r"\d{1,18}"
_NUMBER = rf"(?:\d{{1,3}}(?: ?[,，] ?\d{{3}}){{1,6}}(?!\d)|\d{{1,3}}(?: \d{{3}}){{1,6}}(?!\d)|{_INTEGER})(?:\.{_INTEGER})?"
_SCALE = r"[百千]万|[百千万]亿|[百千万亿]"
_MORE = "[余多来几]"
# What a scale leads on to: 3亿2千万, 1万零500, 3万5000; spaces only where another scale follows.
_STEP = (
    rf"(?: ?(?:{_SCALE}) ?[零〇]?\d{{1,4}}(?= ?{_MORE}?(?:{_SCALE}|十))"
    r"|[万亿][零〇]?\d{1,4}(?![\d.,])|千[零〇]?\d{1,3}(?![\d.,])|百[零〇]?\d{1,2}(?![\d.,]))"
)
# 近 and 约 end longer words (附近, 最近, 节约, 公约) as often as they qualify a number.
_APPROX = r"(?:(?<![节合公预特契制邀违履签续集俭爽条盟民])约|(?<![最附接临靠就远亲邻])近) ?"
_TENTHS = r"成(?:多|(?P<fifths>[半一二三四五六七八九]))?(?![讼员立为效功交本果长分人熟都绩就型文品书年家])"
_AND_A_HALF = "个半(?:小时|月)|天半"
_LASTING = ("跨越", "历时", "长达", "持续")
_NOT_LASTING = "".join(f"(?<!{word})" for word in _LASTING)
# A line of print may end between a number and its unit; the next line then begins without indent.
_WRAP = r" ?(?:\n(?=[\u4e00-\u9fff%]))?"
_SKIPPED = "|".join(
    (
        r"《[^《》\n]{0,80}》",
        r"【[^】\n]{1,8}】",
        # “5张清单、1个平台” and “30天无理由退货”: a name in quotation marks that begins with a number.
        r"“(?![\d.]+ ?%”)\d[^“”\n]{0,40}”",
        rf"(?:浏览|点击|阅读)(?:次数|量|数)?[：:] ?{_INTEGER}",
        r"\d{4} ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}",
        r"\d{1,2}[:：时]\d{1,2}(?:分|[:：]\d\d)?",
        rf"{_NOT_LASTING}{_INTEGER} ?年(?:度| ?{_INTEGER} ?月)?(?: ?{_INTEGER} ?日)?",
        rf"{_INTEGER} ?月(?: ?{_INTEGER} ?日)?",
        r"24 ?小时(?!以?内)",
        rf"{_INTEGER} ?分钟(?=[^，。；]{{0,10}}圈)",
    )
)
# The lookahead lets the engine pass over other characters at once.
_DIGITS = re.compile(
    rf"(?=[\d近约《【“浏点阅])(?:{_SKIPPED}"
    rf"|(?:{_APPROX})?(?<![\dA-Za-z.+×:/第届])(?<![\dA-Za-z]-)(?<!第 )"
    rf"(?:{_NUMBER}(?:{_SCALE})? ?[-~至到] ?)?(?P<number>{_NUMBER}{_STEP}{{0,4}}+)(?: ?{_MORE})?{_WRAP}"
    rf"(?P<scale>{_SCALE}|(?<=[百千]\d)十|个(?={_MORE}?亿))?{_MORE}?(?P<after>[万亿])?{_WRAP}"
    rf"(?P<unit>{_AND_A_HALF}|{UNIT}|年|{_TENTHS}|(?<=[万亿])(?=[\u4e00-\u9fff，。；、)+]|$)))"
)


def _in_digits(text: str) -> Iterator[_Reading]:
    for match in _DIGITS.finditer(text):
        number, unit = match["number"], match["unit"]
        if number is None or _is_name(text, match) or not _on_one_line(text, match):
            continue
        value = parse_mixed(f"{number}{match['scale'] or ''}{match['after'] or ''}")
        if not unit:
            unit = bare_unit(text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 6])
            unit = unit or ("元" if match["scale"] == "个" else None)
        elif "半" in unit:
            value, unit = value + _HALF, unit.replace("半", "")
        elif unit[0] == "成":
            value, unit = value * 10 + _fifths(match["fifths"]), "%"
        if unit:
            yield _Reading(match.start(), match.end(), value, _official(unit, text, match.start()))


_HALF = Decimal("0.5")
_SHORTEST_LINE = 16


def _on_one_line(text: str, match: re.Match[str]) -> bool:
    """Whether a number and its unit stand on one line, or on two of running prose.

    Prose goes on with a mark behind the unit, or the first line is a long one; a short line that ends
    in a number is a heading or a row of a table.
    """
    if "\n" not in match.group():
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    goes_on = text[match.end() : match.end() + 1] in set("，。；、)") or len(line) >= _SHORTEST_LINE
    return goes_on and "\u4e00" <= line[-1:] <= "\u9fff" and "|" not in line


_SUM = re.compile(r"[^，。；“”\n]{0,8}\+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANK = re.compile(r"(?:^|[^提])前 ?$")
_LAST_STRETCH = re.compile("最后“?$")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a name, a date a rank or a print run: “1名干部+1名律师”, 前10名."""
    unit, before = match["unit"], text[max(0, match.start() - 3) : match.start()]
    if unit == "年":
        return not before.endswith(_LASTING)
    if unit == "卷" and _YEAR.fullmatch(match["number"]):
        return True
    if unit in {"名", "位"} and _RANK.search(before):
        return True
    if unit in {"米", "公里"} and match["number"] in {"1", "100"} and _LAST_STRETCH.search(before):
        return True
    if unit == "份" and before.rstrip().endswith("共印"):
        return True
    return _SUM.match(text, match.end()) is not None


_PER_TEN_THOUSAND = re.compile(r"万人[^，。；、]{0,6}率[^，。；、]{0,5}$")


def _official(unit: str, text: str, start: int) -> str:
    if unit in {"件", "起"} and _PER_TEN_THOUSAND.search(text, max(0, start - 16), start):
        return unit + "/万人"
    return "个" if unit == "大" else unit.replace("(", "（").replace(")", "）")


# 三万零五百, 一点五: neither 零 nor 点 comes first.
_NUMERAL = (
    "[一二两三四五六七八九十百千万亿]+(?:[零〇][一二两三四五六七八九十百千万亿]+)*(?:点[零一二三四五六七八九]+[万亿]?)?"
)
# 数十亿 and 几百 leave open how many; 人数十人 does not.
_NOT_SEVERAL = "(?!(?<=几)[十百千万亿])(?!(?<=数)(?<![总人件户次个份条起]数)[十百千万亿])"
_WORDS = re.compile(
    rf"(?=[近约百零上一二两三四五六七八九十千万《])(?:《[^《》\n]{{0,80}}》|百分之(?P<percent>[一二两三四五六七八九十百零点]+|{_NUMBER})"
    r"|千分之(?P<permille>[一二两三四五六七八九十])"
    r"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])"
    r"|(?<![过另每])(?P<half>一半)(?=[，。；、以\n])"
    r"|(?<=[为是现均])(?P<none>零)(?P<none_unit>[件起宗])(?=[，。；、])"
    rf"|(?:{_APPROX})?(?P<tenths>[一二两三四五六七八九]){_TENTHS}"
    rf"|(?P<approx>{_APPROX})?(?<![第每各逐这那同某任唯另首头本上下历当统届·一二两三四五六七八九十百千万零〇\d-]){_NOT_SEVERAL}(?:{_NUMERAL}[至到])?"
    rf"(?P<numeral>{_NUMERAL}|上(?P<many>[百千]?[万亿]|[百千]))(?P<more>(?:[余多几]|(?<=[十百千万])来)(?P<scale>[万亿])?)?"
    rf"{_WRAP}(?P<unit>{_AND_A_HALF}|{UNIT}))"
)


def _in_words(text: str) -> Iterator[_Reading]:
    for match in _WORDS.finditer(text):
        start, end = match.span()
        if match["percent"]:
            yield _Reading(start, end, _either(match["percent"]), "%")
        elif match["permille"]:
            yield _Reading(start, end, parse_chinese(match["permille"]), "‰")
        elif match["below"]:
            share = 100 * parse_chinese(match["above"]) / parse_chinese(match["below"])
            yield _Reading(start, end, round(share, 1), "%")
        elif match["half"]:
            yield _Reading(start, end, Decimal(50), "%")
        elif match["none"]:
            yield _Reading(start, end, Decimal(0), match["none_unit"])
        elif match["tenths"]:
            yield _Reading(start, end, 10 * parse_chinese(match["tenths"]) + _fifths(match["fifths"]), "%")
        elif match["unit"] and _counts(text, match) and _on_one_line(text, match):
            value = parse_chinese(f"{match['many'] or match['numeral']}{match['scale'] or ''}")
            value, unit = (value + _HALF, match["unit"].replace("半", "")) if "半" in match["unit"] else (value, match["unit"])
            yield _Reading(start + bool(match["many"]), end, value, _official(unit, text, start))


def _fifths(text: str | None) -> Decimal:
    """Return what stands behind 成: 七成半 is 75, 八成五 is 85."""
    if not text:
        return Decimal(0)
    return Decimal(5) if text == "半" else parse_chinese(text)


def _either(number: str) -> Decimal:
    return parse_digits(number) if number[0].isascii() else parse_chinese(number)


_CLAUSE_END = re.compile(r"[，。；、,;)\n]|$|增|以上|左右|共")
_LARGE = re.compile("[百千万亿点]")
_ROUND = re.compile("十|[百千万亿]+")
"""千家万户, 千千万万个, 百万警进千万家: manifold, not counted."""
_WITHIN = re.compile("以?内")
_PERIODICAL = re.compile(r"每(?:周|月|季度?|年|半年|半个?月|学期|旬|日|天|晚|两周|两个?月)[^，。；、]{0,6}$")
_PERIODICAL_UNITS = frozenset(["次", "讲", "场", "期", "天", "趟"])
_DONE_ONCE = {
    "次": re.compile("(?:[检抽督审]查|督察|旁听|评查|培训|审理|宣誓|应诉|道歉|考试|讲座|演练|活动|会议|座谈会?|意见|合同)$"),
    "处": re.compile("(?:广场|公园|长廊|阵地|基地|场所|驿站|[仅只]有)$"),
}
"""年中抽查一次 and 法治文化广场一处, at the end of a clause, count; 汇聚一处 and 少跑一次 do not."""
_LIMITS = frozenset(["天", "小时", "个月", "个工作日"])
_ORGANISATION = re.compile(r"[\u4e00-\u9fff]{0,6}(?:所|小组|村|社区|中队|乡镇|街道|科室|法庭|部门|单位)")
_COUNTED_ALONE = frozenset(
    [*"次轮场讲支名件份个人起条宗户家批天", "场次", "人次", "小时", "个小时", "分钟", "个工作日", "元", "个百分点"]
)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral with a measure word counts something, not names or lists it.

    两项荣誉 and 三件大事 are running prose; 案卷评查两轮 at the end of a clause, 每周一次, 二十余次
    and organisations named before their number (甲镇、乙镇两个司法所) are figures.
    """
    if match["approx"] or match["more"] or match["many"]:
        return True
    numeral, unit, end = match["numeral"], match["unit"], match.end()
    before = text[max(0, match.start() - 12) : match.start()]
    if unit in _PERIODICAL_UNITS and _PERIODICAL.search(before):
        return True
    at_end = _CLAUSE_END.match(text, end) is not None
    if unit == "次" and before.endswith("先后"):
        return True
    if numeral == "一":
        return at_end and (
            (unit in {"场", "讲", "期"} and before[-1:] not in "各打")
            or (unit in _DONE_ONCE and _DONE_ONCE[unit].search(before) is not None)
        )
    if _ROUND.fullmatch(numeral) and (unit != "元" or len(numeral) == 1):
        return False
    if unit in {"米", "公里"} and numeral == "一百" and _LAST_STRETCH.search(before):
        return False
    if len(numeral) > 1 and _LARGE.search(numeral):
        return True
    if before[-1:] in {"“", "”"}:
        return False
    # 二期 and 三期 are stages of a project, 两期 counts.
    if at_end and (unit in _COUNTED_ALONE or (unit == "期" and numeral == "两")):
        return True
    return (unit in _LIMITS and _WITHIN.match(text, end) is not None) or (
        unit == "个" and _ORGANISATION.match(text, end) is not None
    )
