"""The ontology, the generated schemes and the shapes: complete, consistent and able to say no."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef, namespace
from rdflib.namespace import SH

from fazhi.mentions import Status
from fazhi.namespaces import ELI, OA, prefixes, rol, turtle_prefixes
from fazhi.settings import data_folder
from fazhi.store import existing
from fazhi.vocabulary import load_institution_types, load_practices, load_top_concepts
from fazhi.vocabulary.records import PRACTICE_KINDS

FOLDER = data_folder("ontology")
ROL = Namespace(rol())
PACKAGE = Path(__file__).parents[1] / "graph" / "fazhi"
FILES = ("fazhi.ttl", "examples.ttl", "practices.ttl", "institution_types.ttl", "shapes.ttl")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FOLDER / "fazhi.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(FOLDER / "shapes.ttl")


@pytest.fixture(scope="module")
def schemes() -> Graph:
    return Graph().parse(FOLDER / "practices.ttl").parse(FOLDER / "institution_types.ttl")


def own_terms(graph: Graph) -> set[URIRef]:
    return {node for node in graph.subjects(RDF.type) if isinstance(node, URIRef) and str(node).startswith(rol())}


def test_every_term_has_a_label_and_a_comment_in_both_languages(ontology: Graph) -> None:
    for term in own_terms(ontology):
        for predicate in (RDFS.label, RDFS.comment):
            languages = [text.language for text in ontology.objects(term, predicate) if isinstance(text, Literal)]
            assert sorted(map(str, languages)) == ["en", "zh"], (term, predicate)


def test_every_property_says_what_it_takes_and_what_it_stands_at(ontology: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            ranges = [*ontology.objects(term, RDFS.range), *ontology.objects(term, _schema("rangeIncludes"))]
            domains = [*ontology.objects(term, RDFS.domain), *ontology.objects(term, _schema("domainIncludes"))]
            assert ranges and domains, term
            literal = any(
                str(each).startswith((str(namespace.XSD), str(RDFS.Literal), str(RDF.langString))) for each in ranges
            )
            assert literal == (kind == OWL.DatatypeProperty), term


def _schema(name: str) -> URIRef:
    return URIRef(f"https://schema.org/{name}")


def test_the_terms_lean_only_on_terms_that_are_defined(ontology: Graph) -> None:
    defined = own_terms(ontology)
    for triple in ontology:
        used = {node for node in triple if isinstance(node, URIRef) and str(node).startswith(rol())}
        assert used <= defined | {URIRef(rol())}, triple


def test_the_ontology_has_a_version_and_no_blank_node(ontology: Graph) -> None:
    assert ontology.value(URIRef(rol()), OWL.versionInfo)
    assert not [node for triple in ontology for node in triple if isinstance(node, BNode)]


def test_the_statuses_are_those_of_the_program(ontology: Graph) -> None:
    assert {str(node).removeprefix(rol()) for node in ontology.subjects(RDF.type, ROL.Status)} == set(Status)


ALIGNED = [
    ("Practice", "http://www.w3.org/2004/02/skos/core#Concept"),
    ("Statement", "http://www.w3.org/ns/prov#Entity"),
    ("Institution", "http://www.w3.org/ns/org#Organization"),
    ("Law", "http://data.europa.eu/eli/ontology#LegalResource"),
    ("Jurisdiction", "https://schema.org/AdministrativeArea"),
    ("Evidence", "http://www.w3.org/ns/oa#SpecificResource"),
    ("Figure", "http://purl.org/linked-data/cube#Observation"),
]


@pytest.mark.parametrize(("name", "published"), ALIGNED)
def test_classes_are_aligned_with_published_ones(ontology: Graph, name: str, published: str) -> None:
    assert (ROL[name], RDFS.subClassOf, URIRef(published)) in ontology


PUBLISHED = (SKOS, namespace.PROV, namespace.ORG, namespace.SDO, namespace.DCTERMS, namespace.QB)
"""Published vocabularies whose terms the library knows one by one."""


def test_what_the_terms_lean_on_is_published(ontology: Graph) -> None:
    """A misspelt term of another vocabulary is an alignment with nothing."""
    used = {node for triple in ontology for node in triple if isinstance(node, URIRef)}
    for published in (*PUBLISHED, RDFS, OWL):
        terms = {node for node in used if str(node).startswith(str(published)) and str(node) != str(published)}
        assert terms and not {term for term in terms if term not in published}, published
    assert {str(node).removeprefix(ELI) for node in used if str(node).startswith(ELI)} - {""} <= ELI_TERMS
    assert {str(node).removeprefix(OA) for node in used if str(node).startswith(OA)} - {""} <= OA_TERMS


ELI_TERMS = {
    *("LegalResource", "cites", "date_document", "date_no_longer_in_force", "first_date_entry_in_force"),
    *("id_local", "in_force", "passed_by", "repealed_by", "type_document"),
}
OA_TERMS = {"Annotation", "SpecificResource", "end", "hasTarget", "start"}


def test_all_vocabularies_of_the_design_are_leant_on(ontology: Graph) -> None:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    aims = {str(aim) for link in links for aim in ontology.objects(None, link)}
    for published in (*PUBLISHED, ELI, OA):
        assert any(aim.startswith(str(published)) for aim in aims), published


def test_the_program_writes_no_term_that_the_ontology_lacks(ontology: Graph) -> None:
    """Terms in quoted queries and in the writer of quads, as far as they stand in the source."""
    defined = {str(term).removeprefix(rol()) for term in own_terms(ontology)}
    used = set()
    for path in [*PACKAGE.rglob("*.rq"), *PACKAGE.rglob("*.py")]:
        used |= set(re.findall(r"\brol:([A-Za-z]+)", path.read_text("utf-8")))
    writers = "".join(path.read_text("utf-8") for path in (PACKAGE / "triples").glob("*.py"))
    used |= set(re.findall(r'writer\.add\([^,]+, "([A-Za-z]+)"', writers))
    used |= set(re.findall(r'writer\.types\([^,]+, "([A-Z][A-Za-z]+)"', writers))
    assert used and used <= defined


# ---- examples

sys.path.insert(0, str(FOLDER.parent / "tools"))
make_examples = importlib.import_module("make_examples")


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    graph = Graph().parse(FOLDER / "examples.ttl")
    found = {str(term).removeprefix(rol()): str(text) for term, text in graph.subject_objects(SKOS.example)}
    assert len(found) == len(graph), "one example a term, and nothing else"
    return found


def test_each_class_and_property_has_an_example_in_turtle_that_uses_it(
    ontology: Graph, examples: dict[str, str]
) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert {str(term).removeprefix(rol()) for term in terms} == set(examples)
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for name, text in examples.items():
        triples = set(Graph().parse(data=turtle_prefixes() + text))
        at = 2 if ROL[name] in classes else 1
        assert any(triple[at] == ROL[name] for triple in triples), name


def test_examples_keep_to_domains_and_ranges(ontology: Graph, examples: dict[str, str]) -> None:
    """The thing that a property is shown at is of a class that the ontology names for it."""
    for name, text in examples.items():
        graph = Graph().parse(data=turtle_prefixes() + text)
        for subject, value in graph.subject_objects(ROL[name]):
            types = set(graph.objects(subject, RDF.type))
            allowed = {
                *ontology.objects(ROL[name], RDFS.domain),
                *ontology.objects(ROL[name], _schema("domainIncludes")),
            }
            above = {up for one in types for up in ontology.transitive_objects(one, RDFS.subClassOf)}
            assert above & allowed, (name, types, allowed)
            ranges = {*ontology.objects(ROL[name], RDFS.range), *ontology.objects(ROL[name], _schema("rangeIncludes"))}
            if isinstance(value, Literal):
                kind = RDF.langString if value.language else value.datatype or namespace.XSD.string
                assert kind in ranges or RDFS.Literal in ranges, (name, kind)
            else:
                assert RDFS.Literal not in ranges, name


def test_examples_are_taken_from_the_graph_of_the_seeds(seed_store: Path, examples: dict[str, str]) -> None:
    """All but those of the properties that no seed shows; a new training may move a few, so most are asked for."""
    store = ox.Store.read_only(str(existing(seed_store)))
    made_up = {name for name, text in examples.items() if text.strip().startswith("# made up")}
    assert made_up <= set(make_examples.MADE_UP)
    held = {name for name in set(examples) - made_up if _holds(store, examples[name])}
    assert len(held) > 0.9 * (len(examples) - len(made_up)), "stale; run: python tools/make_examples.py"


def _holds(store: ox.Store, example: str) -> bool:
    """Say whether the store says each thing of each subject, whatever the value, which a training may change."""
    triples = [quad.triple for quad in ox.parse(turtle_prefixes() + example, format=ox.RdfFormat.TURTLE)]
    return all(any(store.quads_for_pattern(one.subject, one.predicate, None)) for one in triples)


def test_the_tool_finds_an_example_for_every_term(seed_store: Path, examples: dict[str, str]) -> None:
    made = Graph().parse(data=make_examples.document(ox.Store.read_only(str(existing(seed_store)))), format="turtle")
    assert {str(term).removeprefix(rol()) for term in made.subjects(SKOS.example)} == set(examples)


LONG = "甲" * 60
CUT = [
    ("text", LONG, "甲" * 30 + "…", "a long literal is cut"),
    ("text", '三个"""引号', '三个"""引号', "a short one stays as it is"),
    ("extractedBy", "fazhi 0.1.0+abc vocabulary def", "fazhi 0.1.0…", "the version would change with the file itself"),
]


@pytest.mark.parametrize(("name", "value", "shown", "reason"), CUT)
def test_literals_of_examples_are_cut(name: str, value: str, shown: str, reason: str) -> None:
    triple = ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode(rol(name)), ox.Literal(value, language="zh"))
    assert make_examples.shortened(triple).object == ox.Literal(shown, language="zh"), reason


# ---- the document


def test_the_turtle_of_the_document_stands_in_the_graph_of_the_seeds(seed_store: Path) -> None:
    """What the walk through one sentence shows can be copied, parsed and found in a built graph."""
    text = (FOLDER.parent / "docs" / "model.md").read_text("utf-8")
    shown = text.split("```turtle\n")[1].split("```")[0]
    triples = {quad.triple for quad in ox.parse(shown, format=ox.RdfFormat.TURTLE)}
    store = ox.Store.read_only(str(existing(seed_store)))
    held = {quad.triple for quad in store if "passage-" in str(quad.triple) or "/adoption/" in str(quad.triple)}
    held |= {quad.triple for quad in store if "/figure/" in str(quad.subject)}
    assert len(triples) > 30 and triples <= held, triples - held
    kinds = {str(triple.object).removeprefix(f"<{rol()}").rstrip(">") for triple in triples if "#type" in str(triple)}
    assert {"Adoption", "Figure", "Evidence"} <= kinds


def test_the_offsets_of_the_document_are_those_of_the_seed() -> None:
    text = (FOLDER.parent / "docs" / "model.md").read_text("utf-8")
    seed = (FOLDER.parent / "seeds" / "002_2099df7b8399dc2d.txt").read_text("utf-8")
    rows = re.findall(r"^   \| (\d+)–(\d+) \| (\S+) \|", text, re.MULTILINE)
    assert len(rows) > 3
    for start, end, words in rows:
        assert seed[int(start) : int(end)] == words


def test_every_term_stands_in_the_document(ontology: Graph) -> None:
    text = (FOLDER.parent / "docs" / "model.md").read_text("utf-8")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    names = {str(term).removeprefix(rol()) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert {name for name in names if f"\n| `rol:{name}` | " not in text} == set()


# ---- schemes


def test_the_schemes_hold_what_the_tables_hold(schemes: Graph) -> None:
    terms = [term for term in load_practices() if not term.rejected]
    assert len(set(schemes.subjects(RDF.type, ROL.Practice))) == len(terms)
    assert len(set(schemes.subjects(RDF.type, ROL.InstitutionType))) == len(load_institution_types())
    assert len(set(schemes.subjects(SKOS.notation))) == len(load_top_concepts()) == 14


def test_every_concept_is_labelled_in_both_languages_and_placed(schemes: Graph) -> None:
    concepts = set(schemes.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        languages = [label.language for label in schemes.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)]
        assert sorted(map(str, languages)) == ["en", "zh"], concept
        above = set(schemes.objects(concept, SKOS.broader))
        assert above <= concepts, concept
        assert above or schemes.value(concept, SKOS.topConceptOf), concept


def test_no_alternative_label_repeats_a_preferred_one(schemes: Graph) -> None:
    for concept, label in schemes.subject_objects(SKOS.altLabel):
        assert (concept, SKOS.prefLabel, label) not in schemes


def test_every_practice_is_defined_in_both_languages_by_one_sentence_of_its_own() -> None:
    terms = [term for term in load_practices() if not term.rejected]
    for column, stop in (("definition_zh", "。"), ("definition_en", ".")):
        said: dict[str, str] = {}
        for term in terms:
            text = getattr(term, column)
            assert text.endswith(stop) and len(text) > len(stop) + 3, (term.id, column)
            assert said.setdefault(text, term.id) == term.id, (said[text], term.id, text)
    assert all(term.definition_zh.count("。") == 1 for term in terms), "one sentence each"


def test_names_in_english_tell_practices_apart() -> None:
    said: dict[str, str] = {}
    for term in load_practices():
        assert said.setdefault(term.english.casefold(), term.id) == term.id, (said[term.english.casefold()], term.id)


def test_a_definition_names_no_province_that_neither_name_nor_note_names() -> None:
    """What is said of all places must not be said of one: a place is named where the practice is its own."""
    provinces = {name for code, name in _divisions() if len(code) == 2}
    short = {
        re.sub("省$|市$|维吾尔自治区$|壮族自治区$|回族自治区$|自治区$|特别行政区$", "", name) for name in provinces
    }
    for term in load_practices():
        known = " ".join((term.name, *term.variants, term.note)) + _ABBREVIATED.get(term.name, "")
        assert not {place for place in short if place in term.definition_zh and place not in known}, term.id


_ABBREVIATED = {
    "昆仑山下古丽花人民调解品牌": "新疆生产建设兵团",
    "川渝通办": "四川、重庆",
    "湘执法": "湖南",
    "鲁执法": "山东",
    "皖执法": "安徽",
    "塞上枫桥": "宁夏",
    "新服办": "新疆",
    "吉事办": "吉林",
    "粤商通": "广东",
    "粤智助": "广东",
    "青松办": "青海",
    "乌兰牧骑+普法": "内蒙古",
    "嘉定法宝": "上海",
    "同心源": "上海真新街道，见种子报告 R:003",
    "朝阳群众": "北京",
}
"""Names that name their province by a short form of it, or the place inside it."""


def _divisions() -> list[tuple[str, str]]:
    with (FOLDER / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["code"], row["name"]) for row in csv.DictReader(stream)]


def test_close_practices_are_close_both_ways_and_told_apart_from_themselves(schemes: Graph) -> None:
    pairs = set(schemes.subject_objects(SKOS.closeMatch))
    practices = set(schemes.subjects(RDF.type, ROL.Practice))
    assert len(pairs) > 20
    for one, other in pairs:
        assert one != other and (other, one) in pairs
        assert {one, other} <= practices
    rows = list(csv.DictReader((FOLDER / "close_matches.csv").read_text("utf-8").splitlines()))
    assert len({frozenset((row["practice"], row["close"])) for row in rows}) == len(rows) == len(pairs) / 2
    assert all(row["reason"] for row in rows)


def test_ontology_and_schemes_carry_the_version_of_the_changelog(ontology: Graph, schemes: Graph) -> None:
    changelog = (FOLDER.parent / "CHANGELOG.md").read_text("utf-8")
    newest = re.findall(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)[0]
    versioned = [
        (ontology, URIRef(rol())),
        *((schemes, node) for node in schemes.subjects(RDF.type, SKOS.ConceptScheme)),
    ]
    assert len(versioned) == 4
    for graph, node in versioned:
        assert str(graph.value(node, OWL.versionInfo)) == newest
        assert str(graph.value(node, OWL.versionIRI)) == f"{str(node).removesuffix('#')}/{newest}"


# ---- shapes


def test_every_shape_aims_at_a_class_and_says_what_is_wrong(shapes: Graph, ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for target in shapes.objects(shape, SH.targetClass):
            assert target in classes or not str(target).startswith(rol()), shape
        for constraint in shapes.objects(shape, SH.property):
            languages = {getattr(said, "language", None) for said in shapes.objects(constraint, SH.message)}
            assert languages == {"zh", "en"}, (shape, shapes.value(constraint, SH.path))


def test_every_kind_of_thing_has_its_shape(shapes: Graph, ontology: Graph) -> None:
    aimed_at = set(shapes.objects(None, SH.targetClass))
    assert set(ontology.subjects(RDF.type, OWL.Class)) <= aimed_at


def test_the_shapes_know_the_kinds_of_practice(shapes: Graph) -> None:
    lists = [list(shapes.items(node)) for node in shapes.objects(None, SH["in"])]
    assert sorted(PRACTICE_KINDS) in [sorted(str(item) for item in items) for items in lists]


SOUND = (
    turtle_prefixes()
    + """
<urn:r> a rol:Report ; dcterms:title "报告"@zh ; rol:fileName "a.txt" ; rol:reportYear "2021"^^xsd:gYear ;
    rol:sha256 "%s" ; rol:text "推行某做法。"@zh .
<urn:j> a rol:Jurisdiction ; rdfs:label "甲镇"@zh .
<urn:p> a rol:Practice ; skos:prefLabel "某做法"@zh ; skos:inScheme <urn:s> .
<urn:a> a rol:Adoption ; rol:report <urn:r> ; rol:jurisdiction <urn:j> ; rol:practice <urn:p> ;
    rol:status rol:implemented ; rol:reportYear "2021"^^xsd:gYear ; rol:confidence 0.9 ; rol:evidence <urn:e> .
<urn:e> a rol:Evidence ; oa:hasSource <urn:r> ; oa:hasSelector <urn:t>, <urn:q> ;
    rol:focusStart 3 ; rol:focusEnd 6 .
<urn:t> a oa:TextPositionSelector ; oa:start 0 ; oa:end 9 .
<urn:q> a oa:TextQuoteSelector ; oa:exact "推行某做法。"@zh .
<urn:c> a rol:ReportCoverage ; rol:report <urn:r> ; rol:jurisdiction <urn:j> ; rol:reportYear "2021"^^xsd:gYear .
<urn:f> a rol:Figure ; rol:report <urn:r> ; rol:jurisdiction <urn:j> ; rol:reportYear "2021"^^xsd:gYear ;
    rol:confidence 1.0 ; rol:evidence <urn:e> ; rol:measure "案件"@zh ; rol:value 35.0 ; rol:unit "件" ;
    qb:dataSet rol:figures .
"""
    % ("0" * 64)
)


def broken(data: Graph, shapes: Graph) -> set[str]:
    """Return the messages of the violations, warnings left out."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return {
        str(message)
        for result in results.subjects(SH.resultSeverity, SH.Violation)
        for message in results.objects(result, SH.resultMessage)
    }


def test_a_sound_graph_passes(shapes: Graph) -> None:
    assert broken(Graph().parse(data=SOUND), shapes) == set()


FAULTS = [
    ("rol:status rol:implemented", "rol:status rol:certain", "a status is", "an unknown status"),
    ("rol:status rol:implemented ;", "", "a status is", "no status"),
    ("rol:practice <urn:p> ;", "rol:practice <urn:p>, <urn:j> ;", "exactly one practice", "two practices"),
    ("rol:practice <urn:p> ;", "rol:practice <urn:j> ;", "exactly one practice", "a place as practice"),
    ("rol:evidence <urn:e> .", 'rol:since "2019"^^xsd:gYear .', "at least one piece", "no evidence"),
    ("rol:confidence 0.9", "rol:confidence 1.9", "from 0 to 1", "a confidence above one"),
    ("rol:focusStart 3", "rol:focusStart 8", "a focus starts before", "a focus that ends before it starts"),
    ("oa:start 0", "oa:start 9", "a passage starts before", "an empty passage"),
    ('oa:exact "推行某做法。"@zh', 'oa:prefix "x"@zh', "its exact words", "no quotation"),
    ("oa:hasSelector <urn:t>, <urn:q>", "oa:hasSelector <urn:t>", "one by quotation", "one selector only"),
    (
        '"2021"^^xsd:gYear .\n<urn:f>',
        '"2021-01-01"^^xsd:date .\n<urn:f>',
        "exactly one year",
        "a date as year",
    ),
    ('rol:sha256 "0', 'rol:sha256 "x', "named by the SHA-256", "no hash"),
    ("rol:value 35.0", 'rol:value "many"', "exactly one value", "a figure without a number"),
    ('skos:prefLabel "某做法"@zh', 'skos:prefLabel "practice"@en', "label in Chinese", "no Chinese name"),
    ('rdfs:label "甲镇"@zh', 'rol:level "town"', "a level is", "an unknown level"),
]


@pytest.mark.parametrize(("sound", "fault", "said", "reason"), FAULTS)
def test_a_fault_is_told(shapes: Graph, sound: str, fault: str, said: str, reason: str) -> None:
    assert sound in SOUND
    messages = broken(Graph().parse(data=SOUND.replace(sound, fault, 1)), shapes)
    assert any(said in message for message in messages), (reason, messages)


def test_a_report_of_an_unknown_place_is_only_warned_of(shapes: Graph) -> None:
    data = Graph().parse(data=SOUND.replace("rol:jurisdiction <urn:j> ; rol:practice", "rol:practice", 1))
    assert broken(data, shapes) == set()


# ---- prefixes


def test_all_files_and_helpers_use_the_same_prefixes() -> None:
    for name in FILES:
        declared = dict(re.findall(r"@prefix ([\w-]+): <([^>]+)>", (FOLDER / name).read_text("utf-8")))
        assert {**declared, **prefixes()} == {**prefixes(), **declared}, name
    assert Graph().parse(data=turtle_prefixes()) is not None


def test_another_base_moves_every_term_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_BASE_IRI", "https://example.org/law")
    assert rol("Practice") == "https://example.org/law/ontology#Practice"
    assert prefixes()["id"] == "https://example.org/law/id/"
