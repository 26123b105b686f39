"""Markdown: the text without its marks; front matter as lines of keys and values."""

from __future__ import annotations

import re

from fazhi.formats.rows import row_line

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_RULE = re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$|^ {0,3}=+[ \t]*$")
_DIVIDER = re.compile(r"^ {0,3}\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$")
_ITEM = re.compile(r"^[ \t]*[-*+][ \t]+")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$")
_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,200})\]\((?:[^()\n]|\([^()\n]*\)){0,500}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![A-Za-z0-9*_])([*_])(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![A-Za-z0-9*_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,4000}?)\n---[ \t]*\n", re.DOTALL)
_PAIR = re.compile(r"^([^\s:：#][^:：\n]{0,30})[:：][ \t]*(.*)$")
_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*[^*\n]{1,80}\*\*"),
    re.compile(r"\[[^\]\n]{1,100}\]\((?:https?:|/|\.)[^)\n]{0,300}\)"),
    re.compile(r"^ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+", re.MULTILINE),
    _FRONT,
)


def looks_like_markdown(text: str, *, named: bool) -> bool:
    """Tell whether a text has the marks of Markdown: two kinds of them, or one in a file ``named`` so."""
    return sum(bool(sign.search(text)) for sign in _SIGNS) >= (1 if named else 2)


def markdown_text(source: str) -> str:
    """Return the text that the marks were put around, line by line."""
    lines: list[str] = []
    if front := _FRONT.match(source):
        pairs = (_PAIR.match(line) for line in front[1].split("\n"))
        lines += [f"{pair[1]}：{pair[2].strip(chr(34) + chr(39))}" for pair in pairs if pair and pair[2]]
        source = source[front.end() :]
    for line in source.removeprefix("\ufeff").splitlines():
        if _RULE.match(line) or _DIVIDER.match(line) or _FENCE.match(line):
            continue
        heading = _HEADING.match(line)
        lines.append(_cells(_inline(heading[1] if heading else _ITEM.sub("", _QUOTE.sub("", line)))))
    return "\n".join(lines).strip("\n")


def _inline(line: str) -> str:
    line = _LINK.sub(r"\1", _IMAGE.sub(r"\1", line))
    line = _SLANTED.sub(r"\2", _STRONG.sub(r"\2", line))
    return _ESCAPED.sub(r"\1", line).rstrip()


def _cells(line: str) -> str:
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        return row_line([cell.strip() for cell in bare[1:-1].split("|")])
    return line
