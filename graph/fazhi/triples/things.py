"""The graph of things: labels, classes and parents of all that the reports name, each said once.

It is made anew from the names in the reports' graphs, so that removing a report removes what only
that report named. What the vocabulary describes is left to the vocabulary's own graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from fazhi.errors import VocabularyError
from fazhi.identifiers import DIVISION, division_id, institution_type_id, law_id
from fazhi.jurisdictions import gazetteer, is_community, is_zone
from fazhi.linking.titles import kind_of
from fazhi.namespaces import scheme, thing_base
from fazhi.triples.writer import COMMENT, LABEL, Node, Quad, Writer, chinese, date, named, text
from fazhi.vocabulary import LawTitle

_LOCAL_INSTITUTION = re.compile(
    r"institution/(?:(?P<place>\d{6}|\d{9}|\d{12})-)?"
    r"(?:(?P<type>(?![0-9a-f]{12}$)[a-z][a-z0-9-]*?)(?:-(?=[0-9a-f]{12}$)|$))?(?:[0-9a-f]{12})?"
)
"""What an institution's identifier tells: its division, its type, and a hash where these two do not say all."""
_PLACE_IN_PLACE = re.compile(r"division/(\d{6}|\d{9}|\d{12})-[0-9a-f]{8}")


def things_graph() -> str:
    """Return the name of the graph of things."""
    return f"{thing_base()}graph/things"


def things(
    names: Mapping[str, str], laws: Iterable[LawTitle] = (), origins: Iterable[str] = ()
) -> Iterator[Quad]:
    """Yield what is known of the things with these local parts and names; each quad once.

    Of the ``laws`` of the vocabulary those are described that are named, with their successors.
    ``origins`` are the places where practices began, of which no report need speak.
    Raises VocabularyError for a local part of no known kind.
    """
    writer = Writer(things_graph())
    writer.types(writer.graph, "prov:Entity")
    writer.add(writer.graph, LABEL, chinese("事物名称"))
    writer.add(writer.graph, LABEL, text("names of things", "en"))
    writer.add(writer.graph, COMMENT, text("Made anew from the graphs of the reports; never edited.", "en"))
    table = {law.local: law for law in laws}
    for local, name in sorted(names.items()):
        kind = local.partition("/")[0]
        if kind not in _WRITERS:
            raise VocabularyError(f"{local!r} is none of {', '.join(sorted(_WRITERS))}")
        if local in table:
            _listed_law(writer, table[local], table)
        else:
            _WRITERS[kind](writer, local, name)
    for local in sorted(set(origins)):
        _origin(writer, local)
    return iter(writer)


def _practice(writer: Writer, local: str, name: str) -> None:
    node = writer.thing(local)
    writer.types(node, "Practice", "skos:Concept")
    writer.add(node, "skos:prefLabel", chinese(name))
    writer.add(node, LABEL, chinese(name))
    if local.startswith("practice/candidate-"):
        writer.add(node, "skos:inScheme", named(scheme("candidates")))


def _law(writer: Writer, local: str, name: str) -> None:
    """A law that no table lists: its title alone tells its kind."""
    writer.add(_law_node(writer, local, name), "kind", text(kind_of(name)))


def _law_node(writer: Writer, local: str, name: str) -> Node:
    node = writer.thing(local)
    writer.types(node, "Law", "eli:LegalResource")
    writer.add(node, LABEL, chinese(name))
    return node


def _listed_law(writer: Writer, law: LawTitle, table: Mapping[str, LawTitle]) -> None:
    node = _law_node(writer, law.local, law.title)
    for short in law.short_titles:
        writer.add(node, "skos:altLabel", chinese(short))
    writer.add(node, "kind", text(law.kind or None))
    writer.add(node, "issuerName", chinese(law.issuer or None))
    writer.add(node, "documentNumber", text(law.document_number or None))
    writer.add(node, "promulgated", date(law.promulgated or None))
    writer.add(node, "inForceFrom", date(law.in_force_from or None))
    writer.add(node, "repealedOn", date(law.repealed_on or None))
    if law.successor:
        successor = law_id(law.successor)
        writer.add(node, "successor", writer.thing(successor))
        if successor in table:
            _listed_law(writer, table[successor], table)
        else:
            _law(writer, successor, law.successor)


def _institution_type(writer: Writer, local: str, name: str) -> None:
    node = writer.thing(local)
    writer.types(node, "InstitutionType", "skos:Concept")
    writer.add(node, "skos:prefLabel", chinese(name))
    writer.add(node, LABEL, chinese(name))


def _institution(writer: Writer, local: str, name: str) -> None:
    node = writer.thing(local)
    writer.types(node, "Institution", "org:Organization")
    writer.add(node, LABEL, chinese(name))
    if not (match := _LOCAL_INSTITUTION.fullmatch(local)):
        return
    if match["type"]:
        writer.add(node, "org:classification", writer.thing(institution_type_id(match["type"])))
    if match["place"] in gazetteer():
        writer.add(node, "belongsTo", _division(writer, match["place"]))


def _place(writer: Writer, local: str, name: str) -> None:
    """A division by its code, a community or zone inside one, or a place known by its path alone."""
    if (division := DIVISION.fullmatch(local)) and division[1] in gazetteer():
        _division(writer, division[1])
        return
    node, inside = writer.thing(local), _PLACE_IN_PLACE.fullmatch(local)
    writer.types(node, "Jurisdiction", "schema:AdministrativeArea")
    writer.add(node, "fullName", chinese(name))
    short = name
    if inside and inside[1] in gazetteer():
        short = name.removeprefix(gazetteer().full_path(inside[1])) or name
        writer.add(node, "schema:containedInPlace", _division(writer, inside[1]))
    writer.add(node, LABEL, chinese(short))
    level = "community" if is_community(short) else "zone" if is_zone(short) else None
    writer.add(node, "level", text(level))


def _origin(writer: Writer, local: str) -> None:
    """Name a division without making it a place of the graph: who counts places counts those of reports."""
    if (division := DIVISION.fullmatch(local)) and division[1] in gazetteer():
        writer.add(writer.thing(local), LABEL, chinese(gazetteer().name(division[1])))
        writer.add(writer.thing(local), "fullName", chinese(gazetteer().full_path(division[1])))


def _division(writer: Writer, code: str) -> Node:
    """Write a division of the table with all above it, and return its node."""
    table, node = gazetteer(), writer.thing(division_id(code))
    writer.types(node, "Jurisdiction", "schema:AdministrativeArea")
    writer.add(node, LABEL, chinese(table.name(code)))
    writer.add(node, "fullName", chinese(table.full_path(code)))
    writer.add(node, "level", text(table.level(code).name.lower()))
    writer.add(node, "dcterms:identifier", text(code))
    *above, _ = table.chain(code)
    if above:
        writer.add(node, "schema:containedInPlace", _division(writer, above[-1]))
    return node


_WRITERS: dict[str, Callable[[Writer, str, str], None]] = {
    "practice": _practice,
    "law": _law,
    "institution": _institution,
    "institution-type": _institution_type,
    "division": _place,
}
