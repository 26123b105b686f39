"""Keys of the tables that stand above a report on a page: which words they are, what is furniture."""

from __future__ import annotations

import re

from fazhi.reports import fold
from fazhi.reports.keytable import OTHER, TITLE, begins_with_key, read_table

FURNITURE = re.compile(
    r"[\[【(（]?\s*(?:字体(?:大小)?|字号(?:大小)?|文字大小)\s*[：:]?\s*(?:[\[【(（]?\s*[大中小特超默认Tt|/\s+-]*[\]】)）]?)"
    r"|[\[【]\s*(?:大|中|小)\s*[\]】]"
    r"|(?:浏览|访问|点击|阅读|人气)(?:次数|量|数|率)?\s*[：:]\s*[\d,]*\s*次?"
    r"|[\[【]?\s*(?:我要)?(?:打印|关闭|收藏|分享|返回|下载|纠错|朗读)(?:本页|本文|页面|窗口|此页|顶部|文章)?\s*[\]】]?(?=[\s|｜\[【]|$)"
    r"|(?:分享到?|分享至)\s*[：:].*$"
    r"|(?:保护)?视力(?:保护)?色?\s*[：:].*$|背景色\s*[：:].*$"
)
"""Links and buttons that stand on one line with dates and sources."""
_SHORT = 24


def is_key(cell: str) -> bool:
    """Tell whether a cell holds nothing but a key: 索引号, 发布机构：, 【成文日期】."""
    bare = fold(cell).strip(" ：:|[]【】")
    if not 0 < len(bare) <= _SHORT or len(bare.replace(" ", "")) > 8 or not begins_with_key(f"{bare}："):
        return False
    (entry, *others) = read_table(f"{bare}：")
    return not others and not entry.value


def is_firm_key(cell: str) -> bool:
    """Tell whether a cell is a key by itself: by its mark, or because no column of figures is called so."""
    if not is_key(cell):
        return False
    bare = fold(cell).strip()
    (entry,) = read_table(f"{bare.strip(' ：|[]【】')}：")[:1]
    return bare[-1] in "：:】]" or (entry.kind not in {OTHER, TITLE} and len(bare.replace(" ", "")) > 2)


def is_key_line(line: str) -> bool:
    """Tell whether a line begins with a key and its mark."""
    return begins_with_key(fold(line)) and len(line) <= 300


def without_furniture(line: str) -> str:
    """Return a line of keys without font sizes, counters, print and share links."""
    return re.sub(r"\s{2,}", "  ", FURNITURE.sub(" ", line)).strip(" |｜\u3000\u00a0")
