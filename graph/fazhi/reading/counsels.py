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
_RETAINS = re.compile(r"(?:续聘|选聘|外聘|聘请|聘任|聘用|聘|签约)(?:了|有)?[^，。；]{0,8}$")
_CONTRACT = re.compile(
    r"^(?:等\d* ?家?[^，。；]{0,8})?[^，。；]{0,4}(?:续签|签订|签署|签定)[^。；，]{0,12}(?:法律顾问|法律服务|合同|协议|聘)"
)
_SERVES = re.compile(
    r"^(?:等\d* ?家?[^，。；]{0,8})?(?:的)?(?:律师)?[^，。；]{0,8}(?:担任|受聘|作为|为)[^，。；]{0,18}法律顾问"
)
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
    return bool(_RETAINS.search(before) or _CONTRACT.match(after) or _SERVES.match(after))


def _client(passage: Passage, firm: Placed) -> Placed | None:
    """Return the body named as the one that retains ``firm`` in the same clause."""
    start, _ = passage.clause(firm)
    earlier = [one for one in passage.of(Label.INSTITUTION) if start <= one.start and one.end <= firm.start]
    if earlier and _CLIENT.fullmatch(passage.between(earlier[-1].end, firm.start)):
        return earlier[-1]
    return None
