"""Key and value tables at the head of a report, in the forms that government sites print.

``索引号：… 文号：…`` on one line, ``[ 索 引 号 ] …``, ``【成文日期】…``, ``发布机构 | … |``, keys and
values on lines of their own, a row of keys over a row of values, a value missing before the next
key, the table repeated. A value is the text up to the next key; the caller checks what it can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

INDEX, NUMBER, ISSUER, SOURCE, TITLE, OTHER = "index", "number", "issuer", "source", "title", "other"
ISSUED, UPDATED, MADE, WRITTEN = "issued", "updated", "made", "written"

_KEYS = {
    INDEX: """
        索引号 信息索引号 索引编号 索取号 信息索取号 信息索引 索引码 索引标识 索引 目录编号 信息编号 统一编号
    """,
    NUMBER: """
        文号 发文字号 文件编号 发文文号 发布文号 文件文号 公文编号 文件号 公文文号 公文字号 文件字号
        发文号 文书号 发文编号 公开文号 字号
    """,
    ISSUER: """
        发布机构 发布单位 发文机关 发文单位 发文机构 制发机构 制发单位 制发机关 公开机构 公开单位
        公开主体 机构名称 发布部门 公开部门 发文部门 发布机关 生成机构 信息公开单位 公开责任单位
        公布单位 公布机构 公布部门 公开责任部门 责任部门 责任单位 发布者 所属单位 所属机构 成文单位 产生单位
        信息公开责任单位 信息公开责任部门 公开责任主体 责任主体 信息发布单位 制作单位
    """,
    SOURCE: """
        信息来源 文章来源 稿件来源 内容来源 资料来源 数据来源 来源 稿源 信息提供 信息提供单位 供稿
        供稿单位 来稿 来稿单位 报送单位 报送机构 信息报送单位 文章出处 出处 作者
    """,
    ISSUED: """
        发布 发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 录入时间
        上网 上网日期 上网时间 信息提供日期 信息提供时间
        网上公开日期 网上公开时间 网上发布日期 网上发布时间 挂网日期 挂网时间
        上架日期 上架时间 登记日期 登记时间 刊发日期 刊发时间 发表于
        录入日期 发表时间 发表日期 信息时间 信息日期 发稿时间 上传时间 发布于 添加时间 日期 时间
    """,
    UPDATED: """
        更新日期 更新时间 修改日期 修改时间 最后更新
    """,
    MADE: """
        生成日期 生成时间 公文生成日期 文件生成日期 发文日期 发文时间
    """,
    WRITTEN: """
        成文日期 成文时间 印发日期 印发时间 制发日期 制定日期 撰写日期 签发日期 签发时间 产生日期
        形成日期 成稿日期 成文 报送日期 报送时间 呈报日期 呈报时间 上报日期 上报时间 填报日期 填报时间
    """,
    TITLE: """
        标题 名称 信息名称 文件名称 题名 公文名称 文件标题 公文标题 信息标题 文章标题
    """,
    OTHER: """
        主题分类 主题词 主题 体裁分类 体裁 组配分类 服务对象分类 服务对象 公开方式 公开类别 公开属性
        公开范围 公开形式 公开程序 公开时限 公开期限 公开类型 有效性 有效期 是否有效 效力状态 效力
        时效性 时效 失效日期 失效时间 废止日期 废止时间 生效日期 生效时间 实施日期 施行日期 内容概述
        内容摘要 信息概述 概述 摘要 关键词 关键字 所属类目 所属分类 类目 类别 分类 信息类别 信息分类
        栏目 所属栏目
        字体大小 字体显示 字体 字号大小 浏览次数 浏览量 浏览 访问次数 访问量 点击数 点击率
        点击量 点击次数 点击 阅读次数 阅读量 阅读 人气 撰稿人 撰稿 校稿 责任编辑 编辑 责编 审核人 审核 签发人 签发
        校对 初审 复审 终审 分享到 分享 打印本页 打印 关闭窗口 关闭 保护视力色 视力保护色 视力保护
        背景色 语种 语言 载体形式 载体 记录形式 文件类型 文种 信息类型 信息形式 公文种类 发布人 收藏
        下载 附件 二维码 公开依据 适用范围 地域 行业分类 领域分类 统一登记号 登记号 规范性文件编号 备注
        信息状态 状态 版本 密级 保存 朗读 语音播报 正文字体 责任处室 责任科室 责任股室 信息公开编号
        联系电话 联系人 公开目录
    """,
}
"""MADE is when the entry was made: the date of writing beside one of issue, else itself that of issue.
字号 is a paper's number or the size of letters: its value tells."""

_KIND = {key: kind for kind, keys in _KEYS.items() for key in keys.split()}
_SPACED = "|".join(" *".join(key) for key in sorted(_KIND, key=lambda key: (-len(key), key)))
_OPEN, _CLOSE = r"\[【", r"\]】"
_BULLETS = "★☆◆◇■□▪▍▎▌▶▷►▸※"
_KEY = re.compile(
    rf"(?:^|(?<=[\s|丨·•,，;；、/({_OPEN}{_CLOSE}{_BULLETS}]))(?:[{_OPEN}] *)?(?P<key>{_SPACED})"
    rf"(?: *[{_CLOSE}]? *[：:|] *[{_CLOSE}|]?| *[{_CLOSE}]| *$|(?= {{1,}}\S)|(?=20\d\d[-年/.]))",
    re.MULTILINE,
)
_UNMARKED = re.compile(
    r"^ *(?P<key>索引号|发布机构|发文机关|制发机构|成文日期|生成日期|发布日期|公开日期|发布时间|发文字号"
    r"|文件编号|信息来源|标题)(?=[\u4e00-\u9fffA-Za-z\d])",
    re.MULTILINE,
)
"""Keys that stand right before their value, as in tables whose cells run together."""

_SPACED_LONG = "|".join(
    " *".join(key) for key in sorted(_KIND, key=lambda key: (-len(key), key)) if len(key) > 2 or key in ("文号", "名称")
)
_RUN_ON = re.compile(rf"(?<=\S)(?P<key>{_SPACED_LONG})：")
"""Keys right behind the value of the key before: …2023-12-26文号：甲府呈〔2023〕118号是否有效：是."""

_GLUED = re.compile(rf"(?P<key>{_SPACED_LONG})(?!：)")
_LONGEST_ROW = 600
_MIN_COLUMN = 4
_MIN_GLUED = 4
"""So many keys make a row whose cells run together: 索 引 号XJH021-2025-00006主题分类法治建设文 号无有效性有效."""

_EDGE = " \t|丨:：•·,，;；、=>"


class Entry(NamedTuple):
    """One key with its value, which is empty where none is printed; offsets of the key in the text."""

    kind: str
    value: str
    start: int
    strict: bool
    """Whether a mark (colon, bracket, bar) ties the key to its value, or only a space."""


def read_table(text: str) -> list[Entry]:
    """Return the entries of all tables in ``text`` (the head of a report), in order."""
    printed = [*_glued(text), *(key for form in (_KEY, _UNMARKED, _RUN_ON) for key in form.finditer(text))]
    keys: list[re.Match[str]] = []
    for key in sorted(printed, key=lambda key: key.start("key")):
        if not keys or key.start("key") >= keys[-1].end("key"):
            keys.append(key)
    entries = []
    for number, key in enumerate(keys):
        kind = _KIND[key["key"].replace(" ", "")]
        stop = keys[number + 1].start() if number + 1 < len(keys) else len(text)
        value = _value(text[key.end() : stop])
        mark = key.group().rstrip()[-1]
        entries.append(Entry(kind, value, key.start("key"), mark in ":：|" or mark in _CLOSE))
    return _beside_column_of_keys(_under_row_of_keys(entries, keys, text), keys, text)


def _glued(text: str) -> Iterator[re.Match[str]]:
    """Yield the keys of rows whose cells run together without any mark."""
    for row in re.finditer(r"[^\n]+", text):
        if "：" not in row.group() and _GLUED.match(row.group().lstrip()):
            keys = list(_GLUED.finditer(text, *row.span()))
            if len(keys) >= (2 if _UNMARKED.match(row.group()) else _MIN_GLUED) and len(row.group()) < _LONGEST_ROW:
                yield from keys


def begins_with_key(text: str) -> bool:
    """Tell whether a line begins with a key of a table."""
    return bool(_KEY.match(text))


def _value(text: str) -> str:
    """Take the value off the text up to the next key: its first line that holds anything."""
    line, *rest = text.split("\n", 1)
    value = line.strip(_EDGE)
    if value.strip(_OPEN + _CLOSE + "【】[]() "):
        return _unwrapped(value)
    following, *more = rest[0].lstrip("\n ").split("\n") if rest else [""]
    # A number broken at its slash goes on below: 11450881MB1540936U / /2021-15230.
    broken = more[0].strip() if more and more[0].lstrip().startswith("/") else ""
    return _unwrapped(following.strip(_EDGE) + broken)


def _unwrapped(value: str) -> str:
    # Keys that are not listed end a value too, and so do buttons for the size of letters.
    value = re.split(r" {3,}|[|丨]|\s(?=【)|\s(?=[\u4e00-\u9fff]{2,6}[：:])|\s(?=A[+-])", value)[0].strip(_EDGE)
    while value[:1] in tuple("[【(<]】)>") and value[:1]:
        value = value[1:].strip(_EDGE)
    if value[-1:] in tuple("[【(<"):
        value = value[:-1].strip(_EDGE)
    pairs = {"]": "[", "】": "【", ")": "(", ">": "<"}
    if value[-1:] in pairs and pairs[value[-1]] not in value:
        value = value[:-1].strip(_EDGE)
    return value


def _under_row_of_keys(entries: list[Entry], keys: list[re.Match[str]], text: str) -> list[Entry]:
    """Read rows of keys alone on a line over a row of values (or, for three keys or more, over lines of values)."""
    first = 0
    while first < len(keys):
        line_end = text.find("\n", keys[first].start())
        row = [n for n in range(first, len(keys)) if keys[n].start() < line_end]
        blank = all(not text[keys[n].end() : keys[m].start()].strip(_EDGE) for n, m in pairwise(row))
        if len(row) > 1 and blank and not text[keys[row[-1]].end() : line_end].strip(_EDGE):
            for n, cell in zip(row, _cells(text[line_end:].strip(_EDGE + "\n"), len(row)), strict=False):
                entries[n] = entries[n]._replace(value=cell.strip(_EDGE))
        first = max(first + 1, *(n + 1 for n in row)) if row else first + 1
    return entries


def _cells(text: str, count: int) -> list[str]:
    """Return the values below a row of so many keys: the cells of one line, or else a line each."""
    line = text.split("\n", 1)[0]
    for cells in (re.split(r"\s*\|\s*|\t| {2,}", line), line.split()):
        if len(cells) == count:
            return cells
    if count < 3:
        return []
    cells = re.split(r"\s*\|\s*|\t| {2,}|\n", text)
    return cells if len(cells) >= count else text.split()


def _beside_column_of_keys(entries: list[Entry], keys: list[re.Match[str]], text: str) -> list[Entry]:
    """Read keys that stand in one list above the list of their values, a line each."""
    first = 0
    for last, key in enumerate(keys):
        stop = text.find("\n", key.end())
        if text[key.end() : stop if stop >= 0 else None].strip(_EDGE):
            first = last + 1
            continue
        if last > first and text[keys[last - 1].end() : key.start()].strip(_EDGE + "\n"):
            first = last
        count = last + 1 - first
        if count < _MIN_COLUMN or stop < 0:
            continue
        below = text[stop + 1 :].split("\n", 2 * count)[: 2 * count]
        values = [value for line in below if (value := line.strip())][:count]
        if len(values) == count and not any(map(begins_with_key, values)):
            for n, value in zip(range(first, last + 1), values, strict=True):
                entries[n] = entries[n]._replace(value=_unwrapped(value))
            break
    return entries
