"""The tables of ``ontology/`` as rows read from a folder of collected source tables.

Each function reads what it needs of the folder and returns rows with the columns of ``COLUMNS``; a
row carries the evidence that its source gives for it. Nothing is decided here: rows are mended,
merged and rejected by hand in the tables themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from fazhi.identifiers import law_id, law_key, name_key, slug

Row = dict[str, str]

COLUMNS: dict[str, tuple[str, ...]] = {
    "top_concepts": ("id", "notation", "name", "english", "source"),
    "practices": (
        "id", "top_concept", "name", "variants", "english", "definition_en", "definition_zh", "kind",
        "broader", "context", "use", "evidence", "note", "origin_year", "origin_place", "origin_source",
    ),
    "institution_types": ("id", "name", "kind", "english", "variants", "pattern", "note"),
    "institution_heads": ("head", "kind", "example", "note"),
    "laws": (
        "id", "title", "short_titles", "kind", "issuer", "document_number", "promulgated",
        "in_force_from", "repealed_on", "province", "evidence", "successor", "note",
    ),
    "divisions": ("code", "name"),
}  # fmt: skip

_OUTLINES = {
    "法治政府": "法治政府建设实施纲要（2021—2025年）",
    "法治社会": "法治社会建设实施纲要（2020—2025年）",
}
_TOP_ENGLISH = {
    "G2": ("functions", "Functions of government bodies"),
    "G3": ("rule-making", "Rule-making by law"),
    "G4": ("decision-making", "Administrative decision-making"),
    "G5": ("enforcement", "Administrative law enforcement"),
    "G6": ("emergencies", "Response to emergencies"),
    "G7": ("disputes", "Prevention and settlement of disputes"),
    "G8": ("oversight", "Restraint and oversight of power"),
    "G9": ("technology", "Technology for law-based government"),
    "G10": ("leadership", "Party leadership and driving mechanism"),
    "S2": ("legal-awareness", "Legal awareness of society"),
    "S3": ("social-norms", "Norms and rules of social life"),
    "S4": ("rights-protection", "Protection of rights and legal services"),
    "S5": ("social-governance", "Law-based social governance"),
    "S6": ("cyberspace", "Law-based governance of cyberspace"),
}
_PRACTICES = ("practices.tsv", "practices_more.tsv")
_NUMERALS = "一二三四五六七八九十"
_LAW_KINDS = {
    "宪法": "constitution",
    "法律": "statute",
    "行政法规": "administrative regulation",
    "司法解释": "judicial interpretation",
    "地方性法规": "local regulation",
    "部门规章": "departmental rule",
    "rule": "departmental rule",
    "statute after April 2025": "statute",
}
_STATE = "中华人民共和国"


def _read(path: Path) -> Iterator[Row]:
    delimiter = "\t" if path.suffix == ".tsv" else ","
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=delimiter):
            yield {column: value or "" for column, value in row.items()}


def _notation(top_concept: str) -> str:
    """Return ``G7`` for ``法治政府·七 …``: the outline's letter and the number of its part."""
    outline, rest = top_concept.split("·", 1)
    return ("G" if outline == "法治政府" else "S") + str(_NUMERALS.index(rest[0]) + 1)


def top_concepts(source: Path) -> list[Row]:
    """Return the parts of the two outlines that the practices are sorted under, in their order."""
    tables = [_read(source / name) for name in _PRACTICES]
    found = {row["top_concept"] for table in tables for row in table}
    rows = []
    for concept in sorted(found, key=lambda text: (text[:4] == "法治社会", int(_notation(text)[1:]))):
        outline, rest = concept.split("·", 1)
        number, name = rest.split(" ", 1)
        identifier, english = _TOP_ENGLISH[_notation(concept)]
        rows.append(
            {
                "id": identifier,
                "notation": _notation(concept),
                "name": name,
                "english": english,
                "source": f"《{_OUTLINES[outline]}》{number}",
            }
        )
    return rows


def practices(source: Path) -> list[Row]:
    """Return the practices of ``practices.tsv`` and ``practices_more.tsv``, labels and variants joined."""
    labels = {row["name"]: row for row in _read(source / "practices_labels.tsv")}
    more = {row["name"]: row["variants"] for row in _read(source / "practices_variants_more.tsv")}
    rows = [
        row
        | labels.get(row["name"], {})
        | {"variants": _joined(row["variants"], more.get(row["name"], ""))}
        for name in _PRACTICES
        for row in _read(source / name)
    ]
    named = with_ids(rows)
    by_name = {row["name"]: row["id"] for row in named}
    for row in named:
        row["top_concept"] = _TOP_ENGLISH[_notation(row["top_concept"])][0]
        row["broader"] = "|".join(by_name.get(name, name) for name in row["broader"].split("|") if name)
        row["use"] = "practice"
    return named


def institution_types(source: Path) -> list[Row]:
    """Return the institution types of ``institutions.tsv``."""
    return with_ids(list(_read(source / "institutions.tsv")))


def institution_heads(source: Path) -> list[Row]:
    """Return the head nouns of ``institution_heads.tsv``."""
    return list(_read(source / "institution_heads.tsv"))


def divisions(source: Path) -> list[Row]:
    """Return code and name of every division; level and parent follow from the code."""
    return [{"code": row["code"], "name": row["name"]} for row in _read(source / "divisions.csv")]


def laws(source: Path) -> list[Row]:
    """Return the laws of ``laws.csv`` and the documents of ``policy_documents.tsv`` that it lacks.

    The source's date of coming into force is that of the latest edition and says nothing about when
    a law of this title first came into force; its repeal flag marks old editions. Both stay out.
    """
    rows = [_law(row) for row in _read(source / "laws.csv")]
    known = {law_key(row["title"]): row for row in rows}
    for document in _read(source / "policy_documents.tsv"):
        if "{" in document["title"]:
            continue  # A pattern of local titles: those are read by their form, not from a list.
        row = _document(document)
        if law := known.get(law_key(row["title"])):
            law["short_titles"] = _joined(law["short_titles"], row["short_titles"])
            continue
        known[law_key(row["title"])] = row
        rows.append(row)
    for row in rows:
        row["id"] = law_id(row["title"]).removeprefix("law/")
    return rows


def _law(row: Row) -> Row:
    title, kind = row["title"], _LAW_KINDS[row["kind"]]
    return {
        "title": title,
        "short_titles": title.removeprefix(_STATE) if title.startswith(_STATE) else "",
        "kind": kind,
        "issuer": "国务院" if kind == "administrative regulation" else "",
        "promulgated": row["promulgated"],
        "province": row["province"],
        "evidence": "C:LawRefBook",
    }


def _document(row: Row) -> Row:
    """Return a policy document; its number only where a page was read for it."""
    return {
        "title": row["title"],
        "short_titles": _joined("", row["short_forms"]),
        "kind": _LAW_KINDS.get(row["kind"], row["kind"]),
        "issuer": "" if "{" in row["issuer"] else row["issuer"],
        "document_number": row["document_number"] if row["evidence"].startswith("W:") else "",
        "promulgated": row["date"],
        "evidence": row["evidence"],
        "note": row["note"],
    }


def with_ids(rows: list[Row]) -> list[Row]:
    """Return the rows with an ``id`` made of their English name, a number behind those that meet."""
    taken: set[str] = set()
    for row in rows:
        wanted = slug(row["english"])
        identifier, number = wanted, 2
        while identifier in taken:
            identifier, number = f"{wanted}-{number}", number + 1
        taken.add(identifier)
        row["id"] = identifier
    return rows


def _joined(*lists: str) -> str:
    return "|".join(dict.fromkeys(form for text in lists for form in text.split("|") if form))


READERS: dict[str, Callable[[Path], list[Row]]] = {
    "top_concepts": top_concepts,
    "practices": practices,
    "institution_types": institution_types,
    "institution_heads": institution_heads,
    "laws": laws,
    "divisions": divisions,
}


NAME = {"laws": "title", "divisions": "code", "institution_heads": "head"}
"""The column that names a row; of the other tables it is ``name``."""


def names(table: str, row: Row) -> list[str]:
    """Return the keys of every name that ``row`` of ``table`` has: its own, then its other forms."""
    others = row.get("short_titles", "") or row.get("variants", "")
    return [key(table, name) for name in [row[NAME.get(table, "name")], *others.split("|")] if name]


def key(table: str, name: str) -> str:
    """Return what is compared of a name in ``table``."""
    return law_key(name) if table == "laws" else name_key(name)
