"""``fazhi explain``: why a span was tagged, linked and given its status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import STATUSES
from fazhi.cli.options import AnyText, Lang, Language, Vocabulary
from fazhi.cli.printing import print_table
from fazhi.cli.program import app
from fazhi.cli.words import LABELS

if TYPE_CHECKING:
    from fazhi.mentions import Mention
    from fazhi.reports import Section

_FACTS = {
    "text": "原文",
    "mention": "提及",
    "label": "类别",
    "canonical": "规范名称",
    "id": "标识",
    "candidates": "候选",
    "rule": "规则",
    "status": "状态",
    "confidence": "置信度",
    "none: neither the rules nor the trained tagger took a span here": "无：规则和标注模型都没有取此处的文字",
    "none: ambiguous or unknown": "无：有歧义或未收录",
}
_ROLES = {
    "preamble": "引言",
    "achievements": "成效",
    "deficiencies": "不足",
    "leadership": "领导履职",
    "plans": "计划",
    "other": "其他",
}
_RULES = {
    # practices
    "vocabulary": "词表",
    "vocabulary, punctuation aside": "词表，不计标点",
    "no practice of the vocabulary": "词表中没有的做法",
    "several": "几项做法同名",
    "the quoted name": "取引号中的名称",
    "with its head noun": "补上中心语",
    "without its head noun": "去掉中心语",
    "without rank or head noun": "去掉层级或中心语",
    "without rank or head noun, punctuation aside": "去掉层级或中心语，不计标点",
    "what closes the list": "取列举的末项",
    "under a slogan of its own": "去掉前面的口号",
    # why a practice has its status
    "told as done": "写作已做",
    "told among shortcomings": "写在不足中",
    "told among plans": "写在计划中",
    "told about": "只是谈及",
    "told of the year before": "写的是上一年",
    "conceded before the shortcoming": "先肯定后说不足",
    "page furniture": "网页栏目",
    "programme of a superior": "上级的工程",
    # laws
    "marked": "书名号",
    "angle brackets": "尖括号",
    "mark not opened": "书名号不全",
    "document number": "文号",
    "abbreviation": "简称",
    "collective name": "统称",
    "known name": "已知名称",
    "place and form": "地名加文种",
    "list": "列举",
    "tagger": "标注模型",
    # bodies, places, figures
    "national body": "国家机构",
    "named place": "写明的地区",
    "rank above the report's place": "报告所在地或其上级的机构",
    "place": "地名",
    "quantity": "数据",
}
"""What rules are called in Chinese; a new one that has no word here is printed as it is."""


@app.command()
def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A report, or one inside a file: a.zip!/b.html, c.csv#12.")
    ],
    at: Annotated[
        int, typer.Option("--at", min=0, metavar="OFFSET", help="Offset in code points, as 'fazhi extract' prints.")
    ],
    any_text: AnyText = False,
    vocabulary: Vocabulary = None,
    lang: Lang = Language.ZH,
) -> None:
    """Show why the mention at an offset was tagged, linked and given its status.

    Example: fazhi explain seeds/002_2099df7b8399dc2d.txt --at 2166
    """
    from fazhi.building.files import only_source
    from fazhi.errors import UsageError
    from fazhi.extractor import Extractor

    report = only_source(file).read(any_text=any_text)
    if at >= len(report.text):
        raise UsageError(f"{file} has {len(report.text)} characters, so nothing stands at {at}; give a smaller offset")
    extraction = Extractor(vocabulary or ())(report)
    around = report.text[max(0, at - 30) : at] + "▸" + report.text[at : at + 30]
    rows: list[tuple[str, object]] = [(_fact("text", lang), around)]
    rows += [_section(one, lang) for one in extraction.report.sections if one.start <= at < one.end]
    hits = [row for one in extraction.mentions if one.start <= at < one.end for row in _mention(one, lang)]
    none = "none: neither the rules nor the trained tagger took a span here"
    rows += hits or [(_fact("mention", lang), _fact(none, lang))]
    print_table(("", ""), rows)
    typer.echo("")


def _fact(words: str, lang: Language) -> str:
    return _FACTS[words] if lang is Language.ZH else words


def _section(section: Section, lang: Language) -> tuple[str, object]:
    heading = section.heading or ""
    if lang is Language.ZH:
        return f"章节，第 {section.level} 级", f"{_ROLES[section.role]}：{heading}"
    return f"section, level {section.level}", f"{section.role}: {heading}"


def _mention(mention: Mention, lang: Language) -> Iterator[tuple[str, object]]:
    """Yield what is known of a mention, without what it has not."""
    zh, status = lang is Language.ZH, str(mention.status or "")
    facts: dict[str, object] = {
        "mention": f"{mention.text} [{mention.start}, {mention.end})",
        "label": LABELS[mention.label][0] if zh else mention.label,
        "canonical": mention.canonical,
        "id": mention.id or _fact("none: ambiguous or unknown", lang),
        "candidates": ("、" if zh else ", ").join(mention.candidates),
        "rule": in_chinese(mention.rule) if zh else mention.rule,
        "status": STATUSES[status] if zh else status,
        "confidence": mention.confidence,
    }
    return ((_fact(name, lang), fact) for name, fact in facts.items() if fact != "")


def in_chinese(rule: str) -> str:
    """Return a rule in Chinese: parts between ``;``, each one or two phrases and perhaps a name behind ``:``."""
    return "；".join("：".join(map(_phrase, part.split(": "))) for part in rule.split("; "))


def _phrase(words: str) -> str:
    return _RULES.get(words) or STATUSES.get(words) or words
