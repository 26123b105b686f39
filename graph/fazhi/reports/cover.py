"""Notices that carry a report: 关于印发《甲镇2022年法治政府建设工作要点》的通知, signed, the report below."""

from __future__ import annotations

import re
from typing import NamedTuple

from fazhi.reports.frame import ATTACHED, Line, lines_of
from fazhi.reports.signature import Signature, is_body, is_organ, is_signature_line, read_signature
from fazhi.reports.title import Title, find_title

_CARRIES = re.compile(
    r"(?:印发|转发|下发|发)给?你们|随文印发|予以?(?:印发|转发|公布|公开|发布)|现(?:将.{2,80})?(?:印发|转发|公布)"
)
_KINDS = re.compile("通知|公告|通告|决定|意见|函|批复")
"""What such letters are called; their titles end so."""
_ENDS = re.compile(rf"(?:{_KINDS.pattern})$")
_LETTER = re.compile("关于(?:印发|转发|公布|公开|报送|发布)")
_SENDER = re.compile("([\u4e00-\u9fff]{4,40}?(?:人民政府|办公[厅室]|委员会|[局厅]|办事处))关于")
_ATTACHMENT = re.compile(r"\(?附[件录]?\d{0,2}\)?：?|\(?此件.{0,8}公开.{0,6}\)?")
_READ = 4000
_MAX_LETTER = 14
"""So many lines below the sentence that carries the report are looked at for the signature."""


class Cover(NamedTuple):
    """The letter above a report: its title, where a report with a title of its own begins, who signs it and when."""

    title: Title | None
    end: int | None
    signature: Signature


def read_cover(text: str) -> Cover | None:
    """Return the letter that carries the report of ``text``; None where the text is the report from its first line."""
    lines = lines_of(text, 0, _READ)
    for at, line in enumerate(lines):
        if _CARRIES.search(line.text) and any(_KINDS.search(above.text) for above in lines[:at]):
            return _below(lines, at + 1, _title(lines[:at]))
    return None


def _title(head: list[Line]) -> Title | None:
    """Return the title of a letter, its lines joined: 甲市人民政府办公室 / 关于印发…的通知."""
    last = next((at for at in range(len(head) - 1, -1, -1) if _ENDS.search(head[at].text)), None)
    if last is None:
        return None
    first = last
    while "关于" not in head[first].text and first and last - first < 3:
        first -= 1
    if head[first].text.startswith("关于") and first and is_body(head[first - 1].text):
        first -= 1
    words = "".join(line.text for line in head[first : last + 1])
    return Title(words, head[first].start, head[last].end) if _LETTER.search(words) else None


def _below(lines: list[Line], first: int, title: Title | None) -> Cover | None:
    """Return the letter that is signed and dated below line ``first`` and has the report below its signature."""
    for at in range(first, min(first + _MAX_LETTER, len(lines))):
        if not is_signature_line(lines[at].text):
            continue
        last, signature = at, Signature(None, None)
        while last < len(lines) and is_signature_line(lines[last].text):
            if signature.organ and signature.date and is_organ(lines[last].text):
                break  # a body above the title of the report
            last += 1
            signature = read_signature(lines[at:last])
        while last < len(lines) and (_ATTACHMENT.fullmatch(lines[last].text) or ATTACHED.match(lines[last].text)):
            last += 1
        if signature.date is None or last == len(lines):
            return None
        if signature.organ is None and title and (sender := _SENDER.match(title.text)):
            # Only the date stands below the letter: it is from whom its title names.
            signature = signature._replace(organ=sender.group(1))
        own = find_title(lines[last : last + 4], ())
        return Cover(title, lines[last].start if own else None, signature)
    return None
