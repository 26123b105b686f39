"""The view of a report that rules match on: folded, without invisible characters, offsets kept.

Width, quotation marks and spaces are folded one to one (NFKC would change lengths), and characters
that no reader sees (zero-width marks, bidi controls, byte order marks, the CR of CR LF) are left
out. ``View.raw_span`` leads every span back to the raw text.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cached_property

_FULL_WIDTH = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_KEPT_FULL_WIDTH = "，：；？！"
"""Chinese punctuation that ends a clause stays as printed, and its ASCII form is folded to it where
it stands after a Chinese character, so that a rule needs to know one form only."""

_ONE_TO_ONE = {
    **{k: v for k, v in _FULL_WIDTH.items() if k not in _KEPT_FULL_WIDTH},
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
    ),
    **dict.fromkeys("\u0085\u2028\u2029\x0b\x0c\r", "\n"),
    **dict.fromkeys("〝〟＂", '"'),
    **dict.fromkeys("‘’＇`´", "'"),
    **dict.fromkeys("「『", "“"),
    **dict.fromkeys("」』", "”"),
    **dict.fromkeys("〔［﹝〖", "["),
    **dict.fromkeys("〕］﹞〗", "]"),
    **dict.fromkeys("〈‹＜", "<"),
    **dict.fromkeys("〉›＞", ">"),
    **dict.fromkeys("–—―－−─━═‐‑", "-"),
    # Frames of tables drawn with lines and corners are read as bars.
    **dict.fromkeys("│┃║┆┇┊┋┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "|"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("•‧・·∙⋅●", "·"),
    # A lone surrogate cannot be encoded; matching engines and files take the replacement character.
    **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
    "﹪": "%",
    "٪": "%",
}
_FOLD = str.maketrans(_ONE_TO_ONE)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f]+|\r(?=\n)"
)
_ASCII_CLAUSE_MARK = re.compile(r"(?<=[^\x00-\xff])[,:;?!]|[,:;?!](?=[^\x00-\xff])")
_CLAUSE_MARK = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_STRAIGHT_QUOTE = re.compile(r'"([^"\n]{1,60})"')


@dataclass(frozen=True)
class View:
    """Folded text of a report and, for each of its characters, the raw offset it came from."""

    raw: str
    text: str
    origin: array[int]
    """``len(text) + 1`` raw offsets; the last is ``len(raw)``."""

    @classmethod
    def of(cls, raw: str) -> View:
        """Fold ``raw``; any string will do, the empty one too."""
        kept, origin, last = [], array("I"), 0
        for gap in _INVISIBLE.finditer(raw):
            kept.append(raw[last : gap.start()])
            origin.extend(range(last, gap.start()))
            last = gap.end()
        kept.append(raw[last:])
        origin.extend(range(last, len(raw)))
        origin.append(len(raw))
        return cls(raw, _folded("".join(kept)), origin)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of the view's ``[start, end)``, which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1

    @cached_property
    def _position(self) -> dict[int, int]:
        return {raw: position for position, raw in enumerate(self.origin)}

    def view_offset(self, raw_offset: int) -> int:
        """Return the view's offset of a raw one; of an invisible character, the next visible one."""
        while raw_offset not in self._position:
            raw_offset += 1
        return self._position[raw_offset]


def fold(text: str) -> str:
    """Fold a name as the view folds a report, invisible characters left out."""
    return _folded(_INVISIBLE.sub("", text))


def _folded(text: str) -> str:
    text = text.translate(_FOLD)
    text = _ASCII_CLAUSE_MARK.sub(lambda mark: _CLAUSE_MARK[mark.group()], text)
    # Straight quotes in pairs on one line become curly ones: rules then know opening from closing.
    return _STRAIGHT_QUOTE.sub(r"“\1”", text)
