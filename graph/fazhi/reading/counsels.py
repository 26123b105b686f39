"""Which law firms are retained, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fazhi.mentions import Label
from fazhi.reading.drafts import Drafts
from fazhi.reading.passages import Passage, Placed
from fazhi.statements import Counsel, Evidence

_FIRM = re.compile(r".+(?:律师事务所|律所|律师所)")
_RETAINS = re.compile(r"(?:续聘|选聘|外聘|聘请|聘任|聘用|聘|签约|委托)(?:了|有)?[^，。；]{0,8}$")
_MANY = r"(?:等\d* ?家?[^，。；]{0,8})?"
_LAWYERS = r"(?:的)?(?:\d+ ?名|[一二两三四五六七八九十]名)?(?:执业|专业|资深|顾问)?(?:律师|团队|律师团队)?"
_CONTRACT = re.compile(
    rf"^{_MANY}[^，。；]{{0,4}}(?:续签|签订|签署|签定)[^。；，]{{0,12}}(?:法律顾问|法律服务|服务|顾问|合同|协议|聘)"
)
_SERVES = re.compile(
    rf"^{_MANY}(?:的)?(?:律师)?[^，。；]{{0,8}}(?:担任|受聘|作为|为|承担)[^，。；]{{0,18}}(?:法律顾问|顾问单位)"
)
_ADVISES = re.compile(
    rf"^{_MANY}{_LAWYERS}(?:顾问律师|(?:全年|常年|长期|定期|每[周月季][^，。；]{{0,6}})?(?:列席|驻点|坐班|值班|轮值|入村|"
    r"为(?:我?[省市区县旗镇乡]|政府|街道|本级|全)[^，。；]{0,10}(?:提供|出具|审查|审核|把关))"
    rf"|[^，。；]{{0,10}}(?:轮值|值班|坐班|驻站|驻点|驻[^，。；]{{0,2}}办公|签约|代理应诉|组成[^，。；]{{0,4}}顾问团|法律顾问作用|出庭代理|入选[^，。；]{{0,6}}顾问团)"
    r"|(?:全年|共)?出具(?:书面|法律)?意见)"
)
_TEAM = re.compile(r"顾问团[^，。；]{0,6}由[^，。；]{0,4}$")
_MAKES_UP = re.compile(rf"^{_MANY}[^，。；]{{0,6}}组成")
_COOPERATES = re.compile(rf"^{_MANY}(?:建立|开展)?(?:长期|常年)?合作")
_WITH = re.compile(r"(?:与|和|同)[^，。；]{0,4}$")
_CLIENT = re.compile(r"[^，。；]{0,10}(?:续聘|选聘|外聘|聘请|聘任|聘用|聘|签约|与|和|同)[^，。；]{0,8}")


class _Key(NamedTuple):
    firm: str
    client: str | None


class Counsels:
    """Collects the law firms that are retained in one report."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._drafts: Drafts[_Key, Counsel] = Drafts(self._make)

    def read(self, passage: Passage) -> None:
        """Take the law firms of one sentence."""
        for run in passage.groups(Label.INSTITUTION):
            firms = [one for one in run if one.mention.id and _FIRM.fullmatch(one.mention.canonical)]
            if firms and _retained(passage, firms):
                client = _client(passage, firms[0])
                for firm in firms:
                    self._add(passage, firm, client)

    def made(self) -> Iterable[Counsel]:
        """Return the counsels, in the order in which the report first tells them."""
        return self._drafts.made()

    def _add(self, passage: Passage, firm: Placed, client: Placed | None) -> None:
        identifier = firm.mention.id or ""
        self._names.setdefault(identifier, firm.mention.canonical)
        key = _Key(identifier, client.mention.id if client else None)
        self._drafts.add(key, passage.evidence(firm), firm.mention.confidence)

    def _make(self, key: _Key, evidence: tuple[Evidence, ...], confidence: float) -> Counsel:
        return Counsel(
            evidence, firm=key.firm, name=self._names[key.firm], client=key.client, confidence=confidence
        )


def _retained(passage: Passage, firms: list[Placed]) -> bool:
    before, after = passage.before(firms[0]), passage.after(firms[-1])
    pairs = ((_WITH, _COOPERATES), (_TEAM, _MAKES_UP))
    if any(first.search(before) and then.match(after) for first, then in pairs):
        return True
    return bool(_RETAINS.search(before) or any(said.match(after) for said in (_CONTRACT, _SERVES, _ADVISES)))


def _client(passage: Passage, firm: Placed) -> Placed | None:
    """Return the body named as the one that retains ``firm`` in the same clause."""
    start, _ = passage.clause(firm)
    earlier = [one for one in passage.of(Label.INSTITUTION) if start <= one.start and one.end <= firm.start]
    if earlier and _CLIENT.fullmatch(passage.between(earlier[-1].end, firm.start)):
        return earlier[-1]
    return None
