"""Short names of statutes: words of the official title left out or contracted.

What a table lists as a short title needs none of this; these rules lead the other ways of saying it
(税收征管法, 治安处罚法, 房地产管理法) to the one statute that they fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

_CONTRACTIONS = (
    ("征收管理", "征管"),
    ("监督管理", "监管"),
    ("环境保护", "环保"),
    ("污染环境防治", "污染防治"),
    ("社会保险", "社保"),
    ("全国人民代表大会", "全国人大"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("民委员会", "委会"),
    ("地位和权益", "权益"),
    ("权益保护", "保护"),
    ("促进", ""),
    ("管理", ""),
)
"""What is said for words of a title, and the words that are left out of it."""
_CITY = "城市"
_SHORTEST_IN_TEXT = 4
"""疫苗法 and 药品法 in running text may be talk of a field of law."""


def contracted(titles: Iterable[str]) -> dict[str, str]:
    """Return the short names of statutes, each with its title; what fits two titles is left out.

    ``titles`` are without 中华人民共和国.
    """
    listed = [title for title in titles if title.endswith("法")]
    names: dict[str, set[str]] = defaultdict(set)
    for title in listed:
        for name in _variants(title):
            names[name].add(title)
    known = frozenset(listed)
    return {
        name: next(iter(fits))
        for name, fits in sorted(names.items())
        if len(fits) == 1 and name not in known and len(name) >= _SHORTEST_IN_TEXT
    }


def _variants(title: str) -> set[str]:
    variants = {title, title.removeprefix(_CITY)}
    for words, short in _CONTRACTIONS:
        variants |= {name.replace(words, short) for name in variants if words in name}
    return variants - {title}


_SHORTEST = 3
_SHORTEST_END = 4
_LEAST_SHARE = 0.4


def stands_for(name: str, titles: Collection[str]) -> str | None:
    """Return the one statute whose title, some characters left out, is ``name``; None without or with two.

    Both begin with the same character, and at least two fifths of the title must be there (未保法 is
    未成年人保护法); of several titles the one that leaves out least is meant, if it is the only one. A plain
    beginning (社会法, 公共法) is a field of law and no short name, but for 反恐法 and the like. The end of
    one title only will do too (土地承包法).
    """
    bare = name.removeprefix("中华人民共和国")
    if len(bare) < _SHORTEST or not bare.endswith("法"):
        return None
    fits = [title for title in titles if title[0] == bare[0] and _left_out_of(bare, title)]
    if not fits:
        ends = [title for title in titles if title.endswith(bare)]
        return ends[0] if len(ends) == 1 and len(bare) >= _SHORTEST_END else None
    if bare[0] != "反" and any(title.startswith(bare[:-1]) for title in fits):
        return None
    shortest = min(map(len, fits))
    fits = [title for title in fits if len(title) == shortest and len(bare) >= _LEAST_SHARE * shortest]
    return fits[0] if len(fits) == 1 else None


def _left_out_of(name: str, title: str) -> bool:
    """Whether ``name`` is ``title`` with characters left out."""
    rest = iter(title)
    return all(character in rest for character in name)
