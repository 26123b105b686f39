"""The table of divisions: names, levels, parents and full paths, by statistical code.

Codes are those of the National Bureau of Statistics, 9 digits for a township and 6 above it
(GB/T 2260: 330000 a province, 331000 a prefecture, 331003 a county). Prefecture rows that are
placeholders (市辖区, 省直辖县级行政区划 …) are no places and are passed over in paths.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property, lru_cache
from pathlib import Path

from fazhi.errors import VocabularyError
from fazhi.jurisdictions.names import generic, is_kind_of_zone, is_zone, short_name, stem
from fazhi.settings import data_folder

_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_FOLDED = str.maketrans("（）", "()")


class Level(IntEnum):
    """The four levels of the table; the smaller, the higher."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4


class Gazetteer:
    """Divisions by code and by name; names are folded as the view of a report is."""

    def __init__(self, names: Mapping[str, str], former: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take the names by code (2, 4, 6 or 9 digits) and the successors of former names."""
        self._names: dict[str, str] = {}
        self._placeholders: set[str] = set()
        for code, name in names.items():
            padded = code if len(code) >= 6 else code.ljust(6, "0")
            if name in _PLACEHOLDERS and len(code) < 6:
                self._placeholders.add(padded)
            else:
                # A city without counties (东莞市) is listed twice under one padded code.
                self._names.setdefault(padded, name)
        self._former = dict(former or {})

    def __contains__(self, code: str) -> bool:
        return code in self._names

    def __len__(self) -> int:
        return len(self._names)

    def name(self, code: str) -> str:
        """Return the name of a division; raise VocabularyError for a code that is none."""
        try:
            return self._names[code]
        except KeyError:
            raise VocabularyError(f"{code!r} is no division of the table; codes have 6 or 9 digits") from None

    @staticmethod
    def level(code: str) -> Level:
        """Return the level that a code of 6 or 9 digits has."""
        if len(code) > 6:
            return Level.TOWNSHIP
        if not code.endswith("00"):
            return Level.COUNTY
        return Level.PROVINCE if code.endswith("0000") else Level.PREFECTURE

    def parent(self, code: str) -> str | None:
        """Return the next higher division, None above a province."""
        if len(code) > 6:
            return code[:6]
        if not code.endswith("00"):
            above = code[:4] + "00"
            return above if above in self._names else code[:2] + "0000"
        return None if code.endswith("0000") else code[:2] + "0000"

    def chain(self, code: str) -> tuple[str, ...]:
        """Return the codes from the province down to ``code`` itself."""
        above = self.parent(code)
        return (*self.chain(above), code) if above and above in self._names else (code,)

    def full_path(self, code: str) -> str:
        """Return the names from the province down, as one string: 浙江省台州市黄岩区南城街道."""
        path, last = "", ""
        for part in self.chain(code):
            name = self._names[part]
            bare = name.removeprefix(stem(last))
            if is_zone(name) and not is_kind_of_zone(bare):
                name = bare  # 德州天衢新区 is 天衢新区 of 德州市
            if name != last:
                path += name
            last = name
        return path

    def within(self, code: str, area: str) -> bool:
        """Tell whether ``code`` is ``area`` or lies in it."""
        if len(area) > 6 or not area.endswith("00"):
            return code.startswith(area)
        return code.startswith(area[:2] if area.endswith("0000") else area[:4])

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes of the divisions right below, in order."""
        return self._children.get(code, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = defaultdict(list)
        for code in self._names:
            if above := self.parent(code):
                below[above].append(code)
        return {code: tuple(sorted(codes)) for code, codes in below.items()}

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The codes of all provinces, in order."""
        return tuple(code for code in self._names if code.endswith("0000"))

    def named(self, name: str) -> tuple[str, ...]:
        """Return the codes of all divisions with exactly this full name."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, name in self._names.items():
            found[name] = (*found[name], code) if name in found else (code,)
        # A city that is prefecture and county in one (嘉峪关市) means the higher one.
        for name, codes in found.items():
            if len(codes) > 1:
                found[name] = tuple(
                    c for c in codes if not (len(c) == 6 and self._names.get(self.parent(c) or "") == name)
                )
        return found

    def called(self, name: str) -> tuple[str, ...]:
        """Return the codes of divisions of county level and above with this short or former name."""
        current = self._by_short_name.get(name, ())
        return current + tuple(code for code in self._former.get(name, ()) if code not in current)

    @cached_property
    def _by_short_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code, name in self._names.items():
            if len(code) == 6:
                for form in self.short_forms(code):
                    if form != name:
                        found[form].append(code)
        return {form: tuple(codes) for form, codes in found.items()}

    def begins(self, name: str) -> bool:
        """Tell whether any division's name begins as ``name`` does; if not, nothing in front of it is a place.

        Of 镇街 for 镇街道 and the like one character is all that stays when the generic word is spelt otherwise.
        """
        return name[:2] in self._beginnings or name[1:2] == "街"

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(name[:2] for name in (*self._by_name, *self._by_short_name, *self._former))

    def short_forms(self, code: str) -> tuple[str, ...]:
        """Return what else a division of county level and above is called: 嘉善; 积石山, 积石山县."""
        name = self._names[code]
        forms = {short_name(name), stem(name)}
        if is_zone(name):
            above = self.parent(code)
            city = stem(self._names[above]) if above else ""
            forms |= {name.removeprefix(city)} if city else set()
        return tuple(sorted(form for form in forms if len(form) >= 2))

    @property
    def former_names(self) -> frozenset[str]:
        """Names that divisions had before they were renamed or merged."""
        return frozenset(self._former)

    @cached_property
    def full_names(self) -> frozenset[str]:
        """The full names of all divisions of county level and above."""
        return frozenset(name for code, name in self._names.items() if len(code) == 6)

    @cached_property
    def generic_short_names(self) -> frozenset[str]:
        """Short names that keep a generic word: 桓仁县, 红河州, 科右中旗, 天衢新区."""
        return frozenset(name for name in self._by_short_name if len(name) > 2 and generic(name))

    @cached_property
    def township_names(self) -> tuple[str, ...]:
        """The distinct names of all townships and streets, in order."""
        return tuple(sorted({name for code, name in self._names.items() if len(code) > 6}))


@lru_cache(maxsize=2)
def _load(folder: Path) -> Gazetteer:
    if not (folder / "divisions.csv").is_file():
        raise VocabularyError(f"The table of divisions is not at {folder / 'divisions.csv'}; reinstall fazhi")
    rows = (folder / "divisions.csv").read_text(encoding="utf-8-sig").translate(_FOLDED).split()
    names = {code: name for code, _, name in (row.partition(",") for row in rows[1:])}
    if rows[0] != "code,name" or not all(map(str.isdigit, names)):
        raise VocabularyError(f"{folder / 'divisions.csv'} is no table of divisions; it needs columns code,name")
    former: dict[str, tuple[str, ...]] = {}
    table = folder / "former_divisions.csv"
    if table.is_file():
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                former[row["name"]] = (*former.get(row["name"], ()), row["successor_code"])
    return Gazetteer(names, former)


def gazetteer() -> Gazetteer:
    """Return the table that travels with the package, read once; raise VocabularyError if malformed."""
    return _load(data_folder("ontology"))
