"""Bare 党委 and 政府 where they mean the body of the place that reports, and party congresses.

They are parts of so many other words (法治政府, 政府网站, 党委会) that the trained tagger shies at them;
in these surroundings they stand for the body itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.tagging.crf import Found
from fazhi.tagging.inside_names import CONGRESS

# A pattern that begins with its word is searched many times faster than one that begins with a look behind.
_COMMITTEE = (
    r"党委(?:(?<=坚持党委)(?=领导|统一领导|统筹|总揽)"
    r"|(?:(?<![一-鿿]党委)|(?<=[在由挥]党委))(?!会|议事|中心组|理论|委员|换届|系统|工作|班子))"
)
_GOVERNMENT = (
    r"政府(?:(?<=党委、政府)(?!工作|信息|网|公报|职能|规章|采购|购买|投资|机构)"
    r"|(?<=人大、政府)(?=、)"
    r"|(?<=[为在对由加]政府)(?=有关会议|事务|重大事项|涉法|法律事务|重大决策))"
)
_BARE = re.compile(rf"{_COMMITTEE}|{_GOVERNMENT}")
PROBABILITY = 0.5
"""Added to what the tagger thinks: right in nine of ten cases on the annotated reports."""
_CONGRESS = re.compile(rf"(?:中共|中国共产党)[\u4e00-\u9fff]{{2,12}}?{CONGRESS}(?:第[一二三四五六七八九十]次会议)?")
_CERTAIN = 1.0
"""Nothing else has this form; the place inside it is then no mention of its own."""


def bare_bodies(text: str) -> Iterator[Found]:
    """Yield the bare bodies of the folded ``text`` as candidates."""
    for match in _CONGRESS.finditer(text):
        yield Found(match.start(), match.end(), "I", _CERTAIN)
    for match in _BARE.finditer(text):
        yield Found(match.start(), match.end(), "I", PROBABILITY)
