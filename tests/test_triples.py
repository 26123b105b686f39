"""Quads of a report: identifiers, evidence, every kind of statement, things, derived relations."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from fazhi.errors import VocabularyError
from fazhi.extraction import Extraction
from fazhi.identifiers import (
    candidate_practice_id,
    community_id,
    iri,
    law_id,
    named_institution_id,
    unplaced_division_id,
)
from fazhi.mentions import Label, Status
from fazhi.namespaces import DCTERMS, OA, ORG, PROV, QB, RDF, RDFS, SCHEMA, SKOS, XSD, rol, scheme
from fazhi.statements import Adoption, Citation, Counsel, Evidence, Honour, Observation
from fazhi.triples import Claim, derived, derived_graph, graph_name, quads, things, things_graph
from fazhi.vocabulary import LawTitle

HOSTILE = "a\"b'c>d\\e\nf\rg</script>h\u2028i\x00j\U0001f3db〔2024〕"
Facts = dict[str, list[object]]


def facts(found: list[ox.Quad]) -> dict[str, Facts]:
    """All quads as subject → predicate → objects, IRIs and texts as strings."""
    made: dict[str, Facts] = {}
    for quad in found:
        value = quad.object if isinstance(quad.object, ox.Literal) else quad.object.value
        made.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)
    return made


def of_type(found: list[ox.Quad], kind: str) -> list[Facts]:
    wanted = ox.Quad(ox.NamedNode("a:a"), ox.NamedNode(f"{RDF}type"), ox.NamedNode(kind))
    subjects = [
        quad.subject.value for quad in found if (quad.predicate, quad.object) == (wanted.predicate, wanted.object)
    ]
    by_subject = facts(found)
    return [by_subject[subject] for subject in subjects]


def zh(text: str) -> ox.Literal:
    return ox.Literal(text, language="zh")


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@pytest.fixture
def found() -> list[ox.Quad]:
    return list(quads(factories.extraction(), version="0.1.0+test"))


def test_all_quads_lie_in_the_report_s_graph_and_none_has_a_blank_node(found: list[ox.Quad]) -> None:
    graph = ox.NamedNode(graph_name(factories.report().sha256))
    assert {quad.graph_name for quad in found} == {graph}
    assert all(isinstance(term, (ox.NamedNode, ox.Literal)) for quad in found for term in (quad.subject, quad.object))
    assert len(found) == len(set(found))


def test_the_facts_of_a_report(found: list[ox.Quad]) -> None:
    report = facts(found)[graph_name(factories.report().sha256)]
    assert report[f"{DCTERMS}title"] == [zh("南城街道2021年度法治政府建设年度报告")]
    assert report[f"{DCTERMS}issued"] == [typed("2022-02-11", "date")]
    assert report[f"{DCTERMS}created"] == [typed("2022-01-21", "date")]
    assert report[f"{DCTERMS}identifier"] == [ox.Literal("11331003002677576Y/2022-01657")]
    assert report[f"{DCTERMS}spatial"] == [iri("division/331003002")]
    assert report[f"{DCTERMS}publisher"] == [iri(named_institution_id("黄岩区南城街道办事处", "331003002"))]
    assert report[rol("issuerName")] == [zh("黄岩区南城街道办事处")]
    assert report[rol("reportYear")] == [typed("2021", "gYear")]
    assert report[rol("sha256")] == [ox.Literal(factories.report().sha256)]
    assert report[rol("fileName")] == [ox.Literal("002_report.txt")]
    assert report[rol("text")] == [zh(factories.TEXT)]
    assert report[rol("textLength")] == [typed(str(len(factories.TEXT)), "integer")]
    assert report[rol("extractedBy")] == [ox.Literal("0.1.0+test")]
    assert report["http://rdfs.org/ns/void#triples"] == [typed(str(len(found)), "integer")]


def test_the_publisher_is_the_institution_that_the_mentions_are_linked_to() -> None:
    extraction = factories.extraction("黄岩区南城街道办事处" + factories.TEXT)
    linked = factories.mention(
        extraction.report.text,
        "黄岩区南城街道办事处",
        Label.INSTITUTION,
        id="institution/331003002-township-government",
    )
    made = list(quads(replace(extraction, mentions=(linked,))))
    report = facts(made)[graph_name(extraction.report.sha256)]
    assert report[f"{DCTERMS}publisher"] == [iri("institution/331003002-township-government")]


def test_an_adoption_says_where_what_when_and_in_which_state(found: list[ox.Quad]) -> None:
    adoptions = {(str(a[rol("practice")][0]), str(a[rol("status")][0])): a for a in of_type(found, rol("Adoption"))}
    sansuo = iri(candidate_practice_id("三所联动"))
    assert set(adoptions) == {
        (iri("practice/fengqiao-experience"), rol("implemented")),
        (sansuo, rol("implemented")),
        (sansuo, rol("planned")),
    }
    fengqiao = adoptions[iri("practice/fengqiao-experience"), rol("implemented")]
    assert fengqiao[rol("jurisdiction")] == [iri("division/331003002")]
    assert fengqiao[rol("reportYear")] == [typed("2021", "gYear")]
    assert fengqiao[rol("since")] == [typed("2019", "gYear")]
    assert fengqiao[rol("confidence")] == [typed("1", "decimal")]
    assert adoptions[sansuo, rol("implemented")][rol("confidence")] == [typed("0.9", "decimal")]
    assert rol("since") not in adoptions[sansuo, rol("planned")]


@pytest.mark.parametrize(
    ("kind", "predicate", "value"),
    [
        ("Participation", "institution", iri("institution/331003002-justice-office")),
        ("Participation", "practice", iri(candidate_practice_id("三所联动"))),
        ("Citation", "inForce", typed("true", "boolean")),
        ("Citation", "name", zh("中华人民共和国民法典")),
        ("Counsel", "firm", iri(named_institution_id("浙江某某律师事务所"))),
        ("Honour", "honour", iri("practice/democratic-village")),
        ("Figure", "measure", zh("调解纠纷")),
        ("Figure", "value", typed("35", "decimal")),
        ("Figure", "unit", ox.Literal("件")),
        ("ReportCoverage", "jurisdiction", iri("division/331003002")),
        ("ReportCoverage", "reportYear", typed("2021", "gYear")),
    ],
)
def test_each_kind_of_statement_has_its_properties(
    found: list[ox.Quad], kind: str, predicate: str, value: object
) -> None:
    (statement,) = of_type(found, rol(kind))
    assert statement[rol(predicate)] == [value]
    assert statement[rol("report")] == [graph_name(factories.report().sha256)]


def test_figures_belong_to_the_data_set(found: list[ox.Quad]) -> None:
    (figure,) = of_type(found, f"{QB}Observation")
    assert figure[f"{QB}dataSet"] == [rol("figures")]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (35.0, "35"),
        (98.5, "98.5"),
        (720000.0, "720000"),
        (0.1, "0.1"),
        (1e21, "1000000000000000000000"),
        (0.0, "0"),
    ],
)
def test_a_value_is_written_in_base_ten(value: float, written: str) -> None:
    figure = Observation((Evidence(0, 9, 0, 4),), "经费", value, "元")
    made = list(quads(Extraction(factories.report(), (), (figure,))))
    assert of_type(made, rol("Figure"))[0][rol("value")] == [typed(written, "decimal")]


@pytest.mark.parametrize(("measure", "value"), [("经费", float("inf")), ("", 4.0), (" ", 4.0)])
def test_a_number_beyond_all_measure_or_of_nothing_is_no_figure(measure: str, value: float) -> None:
    figure = Observation((Evidence(0, 9, 0, 4),), measure, value, "元")
    assert not of_type(list(quads(Extraction(factories.report(), (), (figure,)))), rol("Figure"))


def quotations(found: list[ox.Quad]) -> list[tuple[int, int, str, str, str]]:
    """Start, end, exact words, prefix and suffix of all evidence nodes, by their selectors."""
    by_subject, made = facts(found), []
    for evidence in of_type(found, rol("Evidence")):
        selectors = [by_subject[str(node)] for node in evidence[f"{OA}hasSelector"]]
        position = next(selector for selector in selectors if f"{OA}start" in selector)
        quote = next(selector for selector in selectors if f"{OA}exact" in selector)
        texts = [quote.get(f"{OA}{part}", [zh("")])[0] for part in ("exact", "prefix", "suffix")]
        start, end = (int(position[f"{OA}{side}"][0].value) for side in ("start", "end"))  # type: ignore[attr-defined]
        focus = [int(evidence[rol(side)][0].value) for side in ("focusStart", "focusEnd")]  # type: ignore[attr-defined]
        assert start <= focus[0] < focus[1] <= end
        made.append((start, end, *(text.value for text in texts)))  # type: ignore[attr-defined]
    return made


def test_every_statement_has_evidence_that_quotes_the_raw_text(found: list[ox.Quad]) -> None:
    raw = factories.TEXT
    assert len(quotations(found)) == 8
    for start, end, exact, prefix, suffix in quotations(found):
        assert exact == raw[start:end]
        assert raw[:start].endswith(prefix) and raw[end:].startswith(suffix)
    for kind in ("Adoption", "Participation", "Citation", "Counsel", "Honour", "Figure"):
        for statement in of_type(found, rol(kind)):
            assert statement[rol("evidence")] and statement[rol("evidence")] == statement[f"{PROV}wasDerivedFrom"]


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (0, ("法治",)),
        (1, ("法治", "人民调解")),
        (2, ("枫桥经验", "数字化改革")),
        (3, ("三所联动", "枫桥经验")),
        (4, ("法治",)),
    ],
)
def test_evidence_quotes_the_seed_reports_to_the_letter(number: int, names: tuple[str, ...]) -> None:
    """Windows line ends, full-width spaces and zero-width marks of the real files are kept."""
    raw = factories.seed(number)
    made = list(quads(factories.naming(raw, *names, jurisdiction=None)))
    assert quotations(made)
    for start, end, exact, *_ in quotations(made):
        assert exact == raw[start:end]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_quoted_exactly(before: str, sentence: str, after: str) -> None:
    """Half a surrogate pair is the one thing that RDF cannot carry; it becomes U+FFFD, one for one."""
    raw = f"{before}{sentence}枫{after}"
    start, end = len(before), len(before) + len(sentence) + 1
    made = Adoption((Evidence(start, end, end - 1, end),), "practice/x", "枫", Status.IMPLEMENTED)
    found = list(quads(Extraction(factories.report(raw), (), (made,))))
    ((_, _, exact, *_),) = quotations(found)
    assert len(exact) == end - start
    assert (
        exact == raw[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace") or exact == raw[start:end]
    )


def test_hostile_text_comes_back_from_n_quads() -> None:
    extraction = factories.naming(HOSTILE + "枫桥经验" + HOSTILE, "枫桥经验", title=HOSTILE, issuer=HOSTILE)
    found = list(quads(extraction))
    again = list(ox.parse(ox.serialize(found, format=ox.RdfFormat.N_QUADS) or b"", ox.RdfFormat.N_QUADS))
    assert set(again) == set(found)
    assert zh(HOSTILE) in {quad.object for quad in again}


def test_the_same_thing_said_twice_is_one_statement_with_two_pieces_of_evidence() -> None:
    text = "推行三所联动。开展三所联动。"
    twice = (
        factories.adoption(text, "三所联动", confidence=0.5),
        factories.adoption(text, "三所联动", nth=1, confidence=0.8, since=2020),
    )
    found = list(quads(Extraction(factories.report(text), (), twice)))
    (adoption,) = of_type(found, rol("Adoption"))
    assert len(adoption[rol("evidence")]) == 2
    assert adoption[rol("confidence")] == [typed("0.8", "decimal")]
    assert adoption[rol("since")] == [typed("2020", "gYear")]


def test_two_mentions_in_one_sentence_share_its_quotation() -> None:
    text = "推行三所联动和枫桥经验。"
    found = list(quads(factories.naming(text, "三所联动", "枫桥经验")))
    assert len(of_type(found, rol("Evidence"))) == 2
    assert len(of_type(found, f"{OA}TextQuoteSelector")) == 1


def test_the_same_report_gives_the_same_quads_in_another_process(found: list[ox.Quad]) -> None:
    """Neither the hash seed of the process nor the folder of the file may show."""
    script = (
        "import sys; sys.path.insert(0, 'tests'); import factories; from fazhi.triples import quads\n"
        "made = quads(factories.extraction(source='/other/folder/002_report.txt'), version='0.1.0+test')\n"
        "print('\\n'.join(sorted(map(str, made))))"
    )
    output = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONHASHSEED": "7", "PYTHONPATH": "", "PYTHONUTF8": "1"},
        cwd=factories.ROOT, capture_output=True, check=True,
    )  # fmt: skip
    assert output.stdout.decode().splitlines() == sorted(map(str, found))


@pytest.mark.parametrize(
    ("header", "place"),
    [
        # the code is known
        ({"jurisdiction": "浙江省台州市黄岩区南城街道", "division_code": "331003002"}, "division/331003002"),
        # a place by its path alone, such as a development zone that the table lacks
        ({"jurisdiction": "浙江省某某新区"}, unplaced_division_id("浙江省某某新区")),
        # several places fit: none is taken
        ({"jurisdiction": "新窑镇", "candidates": ("520203109", "620824103")}, None),
        ({"title": "报告"}, None),
    ],
)
def test_an_ambiguous_place_is_none(header: dict[str, object], place: str | None) -> None:
    found = list(quads(factories.naming("推行枫桥经验。", "枫桥经验", report_year=2021, **header)))
    (adoption,) = of_type(found, rol("Adoption"))
    assert adoption.get(rol("jurisdiction")) == ([iri(place)] if place else None)
    assert len(of_type(found, rol("ReportCoverage"))) == (1 if place else 0)


def test_candidate_places_are_kept() -> None:
    found = list(quads(factories.naming("x", candidates=("520203109", "620824103"))))
    report = facts(found)[found[0].graph_name.value]
    assert report[rol("candidateJurisdiction")] == [iri("division/520203109"), iri("division/620824103")]


def test_a_malformed_identifier_is_refused() -> None:
    wrong = factories.adoption("推行枫桥经验。", "枫桥经验", practice="practice/枫桥经验")
    with pytest.raises(VocabularyError, match="cannot name a thing"):
        list(quads(Extraction(factories.report("推行枫桥经验。"), (), (wrong,))))


def test_all_kinds_of_links_are_named(found: list[ox.Quad]) -> None:
    named = {quad.subject.value: quad.object for quad in found if quad.predicate.value == rol("namedAs")}
    linked = {
        quad.object.value
        for quad in found
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(iri("x")[:-1])
        and quad.object.value.split("/id/")[1].split("/")[0] in {"practice", "law", "institution", "division"}
    }  # fmt: skip
    assert linked == set(named)
    assert named[iri(candidate_practice_id("三所联动"))] == zh("三所联动")


def test_optional_links_of_counsel_citation_and_honour() -> None:
    text = "某所由真新街道司法所聘请，依据《条例》办理。获评先进。"
    passage = (Evidence(0, len(text), 0, 2),)
    made = (
        Counsel(passage, "institution/aaaaaaaaaaaa", "某所", "institution/310114104-justice-office"),
        Citation(passage, "law/bbbbbbbbbbbb", "条例", "practice/x", None),
        Honour(passage, "practice/honour", "先进", "division/310114104"),
    )
    found = list(quads(Extraction(factories.report(text), (), made)))
    assert of_type(found, rol("Counsel"))[0][rol("client")] == [iri("institution/310114104-justice-office")]
    citation = of_type(found, rol("Citation"))[0]
    assert citation[rol("practice")] == [iri("practice/x")] and rol("inForce") not in citation
    assert of_type(found, rol("Honour"))[0][rol("holder")] == [iri("division/310114104")]


def thing(local: str, name: str) -> Facts:
    return facts(list(things({local: name})))[iri(local)]


def test_a_discovered_practice_is_a_candidate() -> None:
    practice = thing(candidate_practice_id("三所联动"), "三所联动")
    assert practice[f"{SKOS}prefLabel"] == [zh("三所联动")]
    assert practice[f"{SKOS}inScheme"] == [scheme("candidates")]
    assert set(practice[f"{RDF}type"]) == {rol("Practice"), f"{SKOS}Concept"}


def test_a_division_stands_with_all_above_it() -> None:
    made = facts(list(things({"division/331003002": "南城街道"})))
    chain, node = [], iri("division/331003002")
    while node:
        (label,) = made[node][f"{RDFS}label"]
        chain.append((label.value, made[node][rol("level")][0].value))  # type: ignore[attr-defined]
        node = str(made[node].get(f"{SCHEMA}containedInPlace", [""])[0])
    assert chain == [
        ("南城街道", "township"),
        ("黄岩区", "county"),
        ("台州市", "prefecture"),
        ("浙江省", "province"),
    ]
    assert made[iri("division/331003002")][rol("fullName")] == [zh("浙江省台州市黄岩区南城街道")]
    assert made[iri("division/331003002")][f"{DCTERMS}identifier"] == [ox.Literal("331003002")]


def test_a_community_lies_in_its_township() -> None:
    local = community_id("331003002", "药山村")
    made = facts(list(things({local: "浙江省台州市黄岩区南城街道药山村"})))
    village = made[iri(local)]
    assert village[f"{RDFS}label"] == [zh("药山村")]
    assert village[rol("level")] == [ox.Literal("community")]
    assert village[f"{SCHEMA}containedInPlace"] == [iri("division/331003002")]
    assert iri("division/330000") in made


def test_an_institution_shows_its_type_and_place() -> None:
    office = thing("institution/331003002-justice-office", "南城街道司法所")
    assert office[f"{RDFS}label"] == [zh("南城街道司法所")]
    assert office[f"{ORG}classification"] == [iri("institution-type/justice-office")]
    assert office[rol("belongsTo")] == [iri("division/331003002")]
    firm = thing("institution/e17804061302", "浙江某某律师事务所")
    assert f"{ORG}classification" not in firm


@pytest.mark.parametrize(
    ("division", "kind", "why"),
    [
        ("330000", "law-firm", "both are known"),
        ("", "law-firm", "a firm of no known place"),
        ("330000", "", "a body of no known type"),
        ("", "", "neither"),
    ],
)
def test_an_institution_with_a_name_of_its_own_shows_type_and_place(division: str, kind: str, why: str) -> None:
    for name in ("某某律师事务所", "甲队", "乙队", "丙队"):  # hashes that begin with a letter and with a digit
        found = thing(named_institution_id(name, "330000", division=division, kind=kind), name)
        assert found.get(f"{ORG}classification", []) == ([iri(f"institution-type/{kind}")] if kind else []), why
        assert found.get(rol("belongsTo"), []) == ([iri(f"division/{division}")] if division else []), why


@pytest.mark.parametrize(
    ("title", "kind"), [("甲县矛盾纠纷多元化解条例", "local regulation"), ("某某图册", "other")]
)
def test_a_law_of_no_table_shows_the_kind_that_its_title_tells(title: str, kind: str) -> None:
    assert thing(law_id(title), title)[rol("kind")] == [ox.Literal(kind)]


@pytest.mark.parametrize(
    ("local", "kind"),
    [
        ("law/491fc0d935f4", "Law"),
        ("institution-type/justice-office", "InstitutionType"),
        ("practice/x", "Practice"),
    ],
)
def test_other_things_have_class_and_label(local: str, kind: str) -> None:
    assert rol(kind) in thing(local, "名称")[f"{RDF}type"]
    assert thing(local, "名称")[f"{RDFS}label"] == [zh("名称")]


def test_a_listed_law_is_described_with_its_successor() -> None:
    old = LawTitle(
        "a", "旧法", ("旧",), "statute", "全国人大", "第1号", "2010-08", "2011", "2023-03-01", successor="新法"
    )
    new = LawTitle("b", "新法", kind="statute", in_force_from="2023-03-01")
    made = facts(list(things({law_id("旧法"): "旧法"}, [old, new, LawTitle("c", "他法")])))
    law = made[iri(law_id("旧法"))]
    assert law[rol("kind")] == [ox.Literal("statute")]
    assert law[rol("promulgated")] == [typed("2010-08", "gYearMonth")]
    assert law[rol("inForceFrom")] == [typed("2011", "gYear")]
    assert law[rol("repealedOn")] == [typed("2023-03-01", "date")]
    assert law[rol("successor")] == [iri(law_id("新法"))]
    assert law[f"{SKOS}altLabel"] == [zh("旧")]
    assert made[iri(law_id("新法"))][f"{RDFS}label"] == [zh("新法")]
    assert iri(law_id("他法")) not in made


def test_a_thing_of_no_known_kind_is_refused() -> None:
    with pytest.raises(VocabularyError, match="is none of"):
        things({"planet/mars": "火星"})


CLAIMS = [
    Claim(iri("division/331003002"), iri("practice/a"), 2021),
    Claim(iri("division/331003002"), iri("practice/a"), 2019),
    Claim(iri("division/310114104"), iri("practice/a"), 2024),
    Claim(iri("division/310114104"), iri("practice/b"), None),
]


def test_derived_relations_follow_from_the_claims() -> None:
    made = list(derived(CLAIMS, [("https://example.org/r", "https://example.org/l")]))
    by_subject = facts(made)
    assert {quad.graph_name.value for quad in made} == {derived_graph()}
    assert by_subject[iri("division/310114104")][rol("practises")] == [iri("practice/a"), iri("practice/b")]
    assert by_subject[iri("practice/a")][rol("sharedBy")] == [typed("2", "integer")]
    assert by_subject[iri("practice/b")][rol("sharedBy")] == [typed("1", "integer")]
    assert by_subject["https://example.org/r"][rol("cites")] == ["https://example.org/l"]
    years = {
        (str(node[rol("adopter")][0]), str(node[rol("adopted")][0])): node.get(rol("firstYear"))
        for node in of_type(made, rol("Uptake"))
    }
    assert years == {
        (iri("division/331003002"), iri("practice/a")): [typed("2019", "gYear")],
        (iri("division/310114104"), iri("practice/a")): [typed("2024", "gYear")],
        (iri("division/310114104"), iri("practice/b")): None,
    }


@given(st.permutations(CLAIMS))
def test_derived_relations_do_not_depend_on_order(claims: list[Claim]) -> None:
    assert list(derived(claims, [])) == list(derived(CLAIMS, []))


def test_the_derived_graphs_say_of_themselves_that_they_are_made() -> None:
    for made, name in ((things({}), things_graph()), (derived([], []), derived_graph())):
        about = facts(list(made))[name]
        assert [label.language for label in about[f"{RDFS}label"]] == ["zh", "en"]  # type: ignore[attr-defined]
        assert about[f"{RDF}type"] == [f"{PROV}Entity"]


def test_readable_texts_carry_their_language(found: list[ox.Quad]) -> None:
    for quad in found:
        readable = isinstance(quad.object, ox.Literal) and any(
            "\u4e00" <= sign <= "\u9fff" for sign in quad.object.value
        )
        if readable and quad.predicate.value != rol("unit"):
            assert quad.object.language == "zh", quad
