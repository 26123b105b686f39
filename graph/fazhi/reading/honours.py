"""Which honours were received, and by which place or body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fazhi.mentions import Label, Status
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Evidence, Honour

_HONOUR_NAME = re.compile(
    r"示范(?:区|市|县|州|旗|镇|乡|街|村|社区|点|户|单位|项目|地区|基地|站|所|岗|窗口|工作室|城市|创建|典型|案例)|先进|优秀|标兵|标杆|模范|"
    r"典型|十佳|十大|百强|百佳|最美|荣誉|称号|星级|集体|金奖|表现突出|突出(?:单位|集体|贡献)|文明号|文明(?:单位|村镇|城市|窗口)|民主法治(?:示范)?(?:村|社区)|枫桥式(?:人民法庭|派出所|公安派出所|司法所)|堡垒"
)
_GIVEN = re.compile(
    r"(?:被[^，。；“]{0,14}?(?:评为|授予|命名为|认定为|确定为|评定为|表彰为|列为)|受表彰为|获评|荣获|获得|荣膺|获批|分获|斩获|喜获|"
    r"被评|评为|入选|入围|跻身|上榜|捧回|摘得|拿下|创成|创建成|成功创建|已创建|建成|列入|通过|命名|评出|获|创(?=[“]?$))"
)
_TITLED = re.compile(
    r"(?:获评|荣获|荣膺|被评为|被[^，。；“]{0,14}(?:授予|评为|命名为|表彰为)|获颁)[^，。；“”、]{0,8}[“]?$"
)
"""What is received in these words is an honour whatever its name."""
_SOUGHT = re.compile(
    r"(?:申报|上报|争创|冲刺|迎接|争取|推荐|角逐|参评|力争|(?<!成功)(?<!已)(?<!已经)创建(?!成))[^，。；]{0,10}$"
)
_OF_A_PERSON = re.compile(r"(?:个人|工作者|调解员|标兵|能手|律师|法官|检察官|民警|志愿者|网格员|党员|干部)$")
_NOT_YET = re.compile(r"”?[^，。；]{0,8}(?:候选|推荐|培育|公示|创建)(?:名单|对象|单位)")
_ADVERBS = re.compile(
    r"(?:等(?:\d+ ?[个家])?)?(?:\(?[^()，。]{0,6}\))?(?:同时|双双|则|还|又|也|再次|再度|成功|先后|率先|均|连续\d*年?|于?\d{4}年|"
    r"已|一举|全部|分别|相继|入围|跻身|正式|顺利|，)*”?"
)
_REACH = 40
"""Characters between the verb and the honour: 获评 “…”、“…” and “…”."""


class _Key(NamedTuple):
    honour: str
    holder: str | None


class Honours:
    """Collects the honours received in one report."""

    def __init__(self, honours: frozenset[str]) -> None:
        """``honours`` are the identifiers of the practices of the kind honour."""
        self._known = honours
        self._names: dict[str, str] = {}
        self._drafts: Drafts[_Key, Honour] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the honours of one sentence."""
        for one in passage.of(Label.MECHANISM):
            if one.mention.id and one.mention.status is Status.IMPLEMENTED and self._is_honour(passage, one):
                given = _given(passage, one)
                if given is not None:
                    self._add(passage, one, _holders(passage, one, given))

    def made(self) -> Iterable[Honour]:
        """Return the honours, in the order in which the report first tells them."""
        return self._drafts.made()

    def _is_honour(self, passage: Passage, one: Placed) -> bool:
        name = one.mention.canonical
        known = one.mention.id in self._known or _HONOUR_NAME.search(name)
        known = known or _TITLED.search(passage.between(passage.clause(one)[0], one.start))
        return bool(known) and not _OF_A_PERSON.search(name)

    def _add(self, passage: Passage, one: Placed, holders: list[Placed]) -> None:
        honour = one.mention.id or ""
        self._names.setdefault(honour, one.mention.canonical)
        for holder in (*holders,) or (None,):
            confidence = one.mention.confidence * (holder.mention.confidence if holder else 1.0)
            self._drafts.add(
                _Key(honour, holder.mention.id if holder else None), passage.evidence(one), confidence
            )

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Honour:
        return Honour(
            evidence,
            honour=key.honour,
            name=self._names[key.honour],
            holder=key.holder,
            confidence=confidence,
        )


def _given(passage: Passage, one: Placed) -> int | None:
    """Return where the first word of receiving stands in the clause before the honour, if any does."""
    start = max(passage.clause(one)[0], one.start - _REACH)
    if _SOUGHT.search(passage.between(start, one.start)) or _NOT_YET.match(passage.after(one)):
        return None
    match = _GIVEN.search(passage.between(start, one.start))
    return start + match.start() if match else None


def _holders(passage: Passage, one: Placed, given: int) -> list[Placed]:
    """Return the places or bodies that stand right before the word of receiving."""
    start, _ = passage.clause(one)
    holders: list[Placed] = []
    for label in (Label.JURISDICTION, Label.INSTITUTION):
        for run in passage.groups(label):
            near = start <= run[0].start and run[-1].end <= given
            said = near and _ADVERBS.fullmatch(passage.between(run[-1].end, given))
            if said and (not holders or run[-1].end > holders[-1].end):
                holders = [holder for holder in run if holder.mention.id]
    return holders or _subject(passage, start, given)


def _subject(passage: Passage, start: int, given: int) -> list[Placed]:
    """Return who opens an earlier clause where the clause of receiving has no subject: 甲社区…，获评…."""
    if not _ADVERBS.fullmatch(passage.between(start, given)):
        return []
    openers = passage.openers(start, (Label.JURISDICTION, Label.INSTITUTION))
    return [one for one in openers if one.mention.id]
