"""Names whose last noun shows whether they are bodies, where the trained tagger often takes one kind for the other.

A brand in front (法治驿站, 彝家调解团) sounds like a practice; the rooms, teams and stations that bear it are units.
Of such names that the tagger took for practices nine in ten are annotated as bodies. An honour that units
are awarded (优秀人民调解室, “枫桥式”司法所) is a programme, so a practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fazhi.lexicon import Lexicon
from fazhi.tagging.crf import Found

_UNIT = re.compile(r".+(?:室|团|驿站|专窗|棚|中心|专班|队)")
_COUNTED = re.compile(r"[一二两三四五六七八九十]\w{0,3}[一二两三四五六七八九十](?:中心|专班|队|站|室|团)$")
"""A slogan that counts units: 六室一队三中心, 一案一专班."""
_HONOUR = re.compile(
    r"(?:优秀|十佳|模范|星级|枫桥式”?|规范化|示范)(?:[\u4e00-\u9fff]{0,12})(?:室|所|委员会|队|站|中心|庭|窗口)$"
)


def sorted_by_head(text: str, found: Iterable[Found], lexicon: Lexicon) -> Iterator[Found]:
    """Yield the names, units as bodies and honours as practices; what the vocabulary holds as a practice is one."""
    for span in found:
        name = text[span.start : span.end]
        if _HONOUR.search(name):
            yield span._replace(kind="M")
        elif _UNIT.fullmatch(name) and not _COUNTED.search(name) and not lexicon.practices.get(name):
            yield span._replace(kind="I")
        else:
            yield span
