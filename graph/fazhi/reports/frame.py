"""The frame around a report's body: the lines of its head and of its signature, by their shape."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from fazhi.reports.keytable import begins_with_key

_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3} ?[、.．]|\([一二三四五六七八九十]{1,3}\)|[一壹][是要]|第[一二三]，|1 ?[、.])"
)
_PROSE = re.compile(r"[，；].*[。；！？]|。.+")
_KEYWORDS = re.compile(r"[^，。！？]{1,40}")
"""A row that only names topics: 甲府发〔2026〕7号 法治政府；街道；执法."""
_LONG_LINE = 48
_OPENING = re.compile(
    r"(?:20\d\d年(?:以来|度|是)?[，,]|一年来|今年|近年来?|过去一年|为(?:深入)?(?:贯彻|落实|推进)|根据|按照"
    r"|依据|现将|现就|以下是)"
)
_FURNITURE = re.compile(
    r"扫一扫|二维码|打印|关闭|分享|附件|主办|承办|版权|备案|网站地图|站点地图|上一[篇条]|下一[篇条]"
    r"|相关(?:阅读|链接|文档|文章|信息|新闻)"
    r"|责任编辑|编辑[：|丨]|预览时|责编|联系电话|热线：|联系方式|网站标识|公网安备|ICP|技术支持|返回|收藏|浏览|字体|字号|来源"
    r"|下载|Copyright|政策解读|@|http"
    r"|抄送|^主送|^抄报|^分送|^[报送发]：|印发$|共印|\(印 ?\d+ ?份|^主题词|公开(?:属性|方式|日期|时间)|信息公开"
    r"|^\(?此件.{0,8}公开|^相关|^\W+$|^\W*\d+\W*$|^\W*第 ?\d+ ?页|公报.{0,10}第 ?\d+ ?期|联系人|网站|初审|复审"
    r"|终审|审核|校对|信息维护|撰稿|发布|上传|转发\)?$|作者|微信|微博|阅读原文|点赞|点.?在看|供稿|此页无正文"
    r"|机器朗读|^\W*END\W*$|^阅读 ?\d|位访问?[者客]"
    r"|^信息(?:属性|基本情况|详情)$|^附：|^友情链接|\.(?:docx?|xlsx?|pdf|wps|zip)\)?$"
    r"|^声明：|^[\u4e00-\u9fff]{2,6}：$|^关联(?:稿件|阅读|文件|链接|信息)|存档。?$|^\(?以上.{1,24}提供\)?$"
)
_FOOTER = re.compile(r"版权所有|网站标识码|公网安备|ICP备")
"""What only the foot of a page holds, however long its line."""
_BELOW_PAGE = re.compile(
    r"\W{0,3}(?:猜[你您]喜欢|[你您]可能|往期|推荐阅读|延伸阅读|上一[篇条]"
    r"|(?:(?:网友|用户|精彩)?评论|相关(?:阅读|链接|文章|信息|新闻|推荐))(?:[\s：(]|$))"
    r"|\W*END\W*$|[\[(【]?责任编辑[：\s]"
)
"""What opens the lists of other pages, the comments and the names of editors below a report."""
ATTACHED = re.compile(r"附[件表]?\d{0,2}：")
"""How a list of attachments begins."""
_LISTED = re.compile(r"\d{1,2} ?[.、．]")
_WIDGET = re.compile("扫一[扫下]|二维码|朋友圈|浏览器不支持")
_MAX_WIDGET = 80
"""What tells how to share or read a page is no text, in so many characters."""
_PRELUDE = re.compile("编者按|编者的话|导读：|.{0,8}欢迎(?:访问|光临|来到|[您你])")
"""What an account or a site puts above the title of a report."""
_HEADLINE = re.compile("[^。：]{6,46}")
"""A headline of an account may look like prose: 划重点！甲县这一年，法治“成绩单”来了."""
_TABLE_ROW = re.compile(r"\|.*\|")
_IMPRINT = re.compile(r"[\u4e00-\u9fff]{4,30}\s*(?:20\d\d|二).{4,12}日 ?印发?\)?(?:\s*\(?共?印 ?\d{1,4} ?份\)?)?$")
"""甲县水务局办公室 2021年12月27日印发: who had the paper printed, not who signs it."""
_MAX_KEYS, _MAX_CELL = 8, 48
"""Of a row of keys and values below the text: how many, and how long a value with the next key may be."""
_SIGNING_KEY = re.compile("发文|发布|成文|印发|报送|落款|单位|日期|时间")
"""A key that may stand in a signature."""
_SPACED_OUT = re.compile(r"(?:(?:[\u4e00-\u9fff〇○]|\d{1,4}) +)+[\u4e00-\u9fff]")
_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"\S+(?:(?<=[\d年月,]) (?=[\d年月日])\S+)*")
_SECOND_LINE = re.compile(r"\n\s*\S")
_LONG_PAGE = 300
_READ_OF_LINE = 400
_READ_OF_END = 3000
_MAX_HEAD_LINES = 90
_MAX_BELOW = 20
"""So many lines below a signature are looked at for lists of attachments and of other pages."""


class Line(NamedTuple):
    """A line that is not blank, without the spaces around it (nor between single letters)."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of ``text[start:end]`` that hold anything, stripped."""
    found = []
    line = _PIECE if _lost_its_lines(text) else _LINE
    for match in line.finditer(text, start, len(text) if end is None else end):
        bare = match.group().strip()
        if bare:
            offset = match.start() + match.group().index(bare[0])
            # A heading spaced out on the page (政 府 工 作 报 告) is read as its words.
            text = bare.replace(" ", "") if _SPACED_OUT.fullmatch(bare) else bare
            found.append(Line(offset, offset + len(bare), text))
    return found


@lru_cache(maxsize=4)
def _lost_its_lines(text: str) -> bool:
    """Tell whether a page was saved as one line: only spaces show where its lines ended."""
    return len(text) > _LONG_PAGE and len(list(islice(_SECOND_LINE.finditer(text.strip()), 2))) < 2


def head_lines(text: str, start: int = 0) -> list[Line]:
    """Return the lines from ``start`` to the body: page furniture, tables, title, salutation."""
    head: list[Line] = []
    for line in lines_of(text, start, start + 20_000)[:_MAX_HEAD_LINES]:
        headline = not head and _HEADLINE.fullmatch(line.text) and not _HEADING.match(line.text)
        if _is_body(line.text) and not headline:
            break
        head.append(line)
    return head


def _is_body(line: str) -> bool:
    line = line[:_READ_OF_LINE]
    if _TABLE_ROW.fullmatch(line) or _PRELUDE.match(line) or (begins_with_key(line) and "。" not in line):
        return False
    if _WIDGET.search(line) and len(line) < _MAX_WIDGET:
        return False
    if _HEADING.match(line):
        return True
    if re.match(r"【[^】]{1,8}】.{20}", line) and "。" in line:
        return True
    if _KEYWORDS.fullmatch(line):
        return False
    return (len(line) > 20 and bool(_PROSE.search(line) or (_OPENING.match(line) and "，" in line))) or (
        len(line) > _LONG_LINE and "。" in line
    )


def last_lines(text: str) -> list[Line]:
    """Return the lines among which the signature stands, and what the page prints below it."""
    return lines_of(text, max(0, len(text) - _READ_OF_END))


def is_text(line: str) -> bool:
    """Tell whether a line is a heading or a sentence of the text."""
    return bool(_HEADING.match(line)) or (len(line) > 20 and "。" in line and not _FOOTER.search(line))


def tail_lines(text: str, count: int = 6) -> list[Line]:
    """Return the last lines of the report itself, without what the page prints below it."""
    lines = last_lines(text)
    last = len(lines)
    for at in range(max(0, last - _MAX_BELOW), last):
        if len(lines[at].text) < 100 and _BELOW_PAGE.match(lines[at].text):
            last = at
            break
    while last:
        if _is_furniture(lines[last - 1].text) or _lists_attachments(lines, last):
            last -= 1
        elif above := _rows_above(lines, last):
            last -= above
        else:
            break
    return lines[max(0, last - count) : last]


def table_below(text: str) -> str:
    """Return the table of keys and values that some sites print below the text, else nothing."""
    lines = last_lines(text)
    for last in range(len(lines), max(0, len(lines) - _MAX_BELOW), -1):
        if above := _rows_above(lines, last):
            return text[lines[last - above].start : lines[last - 1].end]
    return ""


def _rows_above(lines: list[Line], last: int) -> int:
    """Return how many of the last lines are a table: a key alone on a line, or at least two rows."""
    first = last
    while first and _is_row(lines[first - 1].text):
        first -= 1
    rows = last - first
    several = rows > 1 or (rows and lines[first].text.count("：") > 1)
    return rows if several or (rows and not _SIGNING_KEY.match(lines[first].text)) else 0


def _is_row(line: str) -> bool:
    cells = line.split("：")
    fits = 1 < len(cells) <= _MAX_KEYS + 1 and all(len(cell) <= _MAX_CELL for cell in cells)
    return fits and not re.search("[，。；]", line) and begins_with_key(line)


def foot_lines(text: str) -> list[Line]:
    """Return the last short lines of the page, below or around the signature."""
    return [line for line in lines_of(text, max(0, len(text) - 1000))[-10:] if len(line.text) < 60]


def _lists_attachments(lines: list[Line], last: int) -> bool:
    """Tell whether the last of so many lines goes on with a list of attachments: 附件：1.… / 2.…"""
    at = last - 1
    while at > max(0, last - _MAX_BELOW) and _LISTED.match(lines[at].text):
        at -= 1
    return at < last - 1 and bool(ATTACHED.match(lines[at].text))


def _is_furniture(line: str) -> bool:
    if len(line) >= 60:
        return len(line) < 200 and bool(_FOOTER.search(line))
    return bool(_IMPRINT.match(line)) or (bool(_FURNITURE.search(line)) and not _signed(line))


def _signed(line: str) -> bool:
    return bool(re.search(r"\d年\d{1,2}月\d{1,2}日|年.{1,3}月.{1,3}日", line)) and not re.search(
        "发布|打印|来源|公开|上传|转发|共印", line
    )
