"""The vocabulary: whole-table checks, context rules, a researcher's own files, the making tool."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.errors import VocabularyError
from fazhi.identifiers import (
    candidate_practice_id,
    community_id,
    division_id,
    evidence_id,
    institution_id,
    iri,
    law_id,
    name_key,
    named_institution_id,
    practice_id,
    report_id,
    slug,
    statement_id,
)
from fazhi.settings import data_folder
from fazhi.vocabulary import (
    ContextRule,
    PracticeTerm,
    load_institution_heads,
    load_institution_types,
    load_laws,
    load_practices,
    load_top_concepts,
)

TOOLS = Path(__file__).parents[1] / "tools"
HEADER = (
    "id,top_concept,name,variants,english,definition_en,definition_zh,kind,broader,context,use,evidence,note,"
    "origin_year,origin_place,origin_source"
)
ROW = "street-court,disputes,街巷法庭,巷口法庭|街口法庭,street court,A court.,,model,,,practice,K,,,,"


@pytest.fixture(scope="module")
def practices() -> dict[str, PracticeTerm]:
    return {term.name: term for term in load_practices()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vocabulary of one practice under the shipped top concepts."""
    shipped = data_folder("ontology") / "top_concepts.csv"
    (tmp_path / "top_concepts.csv").write_bytes(shipped.read_bytes())
    (tmp_path / "practices.csv").write_text(f"{HEADER}\n{ROW}\n", "utf-8")
    return tmp_path


def made(folder: Path, *rows: str) -> Path:
    (folder / "practices.csv").write_text("\n".join([HEADER, ROW, *rows]) + "\n", "utf-8")
    return folder


# ---- the shipped tables


def test_every_term_is_labelled_in_both_languages_and_says_what_it_is() -> None:
    for term in load_practices():
        assert term.name and term.english and term.definition_en and term.kind and term.evidence, term.id
    for kind in load_institution_types():
        assert kind.name and kind.english, kind.id
    for top in load_top_concepts():
        assert top.name and top.english and top.source, top.id


def test_the_scheme_has_its_fourteen_top_concepts_and_none_is_empty() -> None:
    counted = Counter(term.top_concept for term in load_practices() if not term.rejected)
    tops = [top.id for top in load_top_concepts()]
    assert len(tops) == 14 and set(counted) == set(tops)
    assert sum(counted.values()) > 1100


def test_a_label_has_one_owner_or_a_context(practices: dict[str, PracticeTerm]) -> None:
    free = Counter(
        key
        for term in practices.values()
        for key in {name_key(label) for label in term.labels if term.condition(label) is None}
    )
    assert not [key for key, owners in free.items() if owners > 1]


def test_no_variant_only_repeats_another_in_quotation_marks(practices: dict[str, PracticeTerm]) -> None:
    for term in practices.values():
        bare = [label.strip("“”") for label in term.labels if label.count("“") <= 1]
        assert len(bare) == len(set(bare)), term.name


AMBIGUOUS = [
    ("规范性文件三统一", "三统一", "本镇落实规范性文件三统一要求", True, "what is unified is named"),
    ("规范性文件三统一", "三统一", "物业用房实行三统一装修", False, "three other things are unified"),
    ("基层治理四平台", "四平台", "推进基层治理四平台建设", True, "of grass-roots governance"),
    ("基层治理四平台", "四平台", "电商四平台同步直播", False, "four selling platforms"),
    ("出庭旁听讲评三合一", "三合一", "开展出庭、旁听、讲评“三合一”活动", True, "its three parts are named"),
    ("出庭旁听讲评三合一", "三合一", "整治“三合一”场所", False, "workshop, store and lodging in one"),
    ("高效办成一件事", "一件事", "上线20个“一件事”", True, "quoted, it is the reform"),
    ("高效办成一件事", "一件事", "这是一件事关民生的大事", False, "plain words"),
    ("重大执法决定法制审核制度", "法制审核", "落实法制审核要求", True, "the system"),
    ("重大执法决定法制审核制度", "法制审核", "配备法制审核人员3名", False, "persons"),
    ("公证", "公证", "公证、仲裁等服务进村", True, "the service"),
    ("公证", "公证", "县公证处", False, "the office is an institution"),
    ("风险评估", "风险评估", "落实公众参与、专家论证、风险评估程序", True, "a step of deciding"),
    ("风险评估", "风险评估", "开展燃气管网风险评估", False, "technical"),
    ("人大执法检查", "执法检查", "配合县人大开展执法检查", True, "by the people's congress"),
    ("人大执法检查", "执法检查", "开展燃气执法检查12次", False, "by an agency"),
]


@pytest.mark.parametrize(("name", "form", "sentence", "taken", "reason"), AMBIGUOUS)
def test_an_ambiguous_short_name_needs_its_context(
    practices: dict[str, PracticeTerm], name: str, form: str, sentence: str, taken: bool, reason: str
) -> None:
    condition = practices[name].condition(form)
    assert condition is not None, reason
    start = sentence.index(form)
    assert condition.holds(sentence, start, start + len(form)) is taken, reason


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("优化营商环境", "a goal"),
        ("依法治理", "a goal"),
        ("第一责任人职责", "a role"),
        ("民主集中制", "a principle"),
        ("法治政府建设年度报告", "the report itself"),
        ("矛调中心", "a body"),
        ("意识形态工作责任制", "ideology"),
    ],
)
def test_goals_roles_and_bodies_are_listed_to_be_passed_over(form: str, reason: str) -> None:
    owners = [term for term in load_practices() if form in term.labels]
    assert owners and all(term.rejected for term in owners), reason


@pytest.mark.parametrize(
    ("form", "name", "reason"),
    [
        ("一村一法律顾问", "法律顾问制度", "variants of one practice are one concept"),
        ("权力清单", "权力清单", "one of the two lists that 权责清单 joins: reports name them apart"),
        ("权责清单制度", "权责清单", "variants of one practice are one concept"),
        ("世界水日", "世界水日", "a day of its own beside 中国水周"),
        ("一证多址", "一证多址", "a permit is no business licence: 一照多址"),
        ("免予行政强制清单", "免予行政强制清单", "no coercion is another list than lighter penalties"),
        ("省内通办", "省内通办", "inside one province, not across: 跨省通办"),
        ("行政执法“三项制度”", "行政执法三项制度", "quotation marks do not tell names apart"),
        ("合法性审核", "合法性审查", "two words for one check"),
        ("“八五”普法", "八五普法", "each round is its own concept"),
        ("五议两公开", "五议两公开", "not four but five steps"),
        ("三所联调", "三所联调", "told apart from 三所联动"),
    ],
)
def test_a_form_leads_to_its_concept(form: str, name: str, reason: str) -> None:
    assert [term.name for term in load_practices() if form in term.labels] == [name], reason


def test_institution_types_and_heads_are_told_apart() -> None:
    types = {label: kind.id for kind in load_institution_types() for label in kind.labels}
    assert types["司法所"] != types["司法局"]
    assert types["财政所"] != types["财政局"], "two bodies of two levels"
    assert types["看守所"] != types["监狱"], "the police's, and the justice ministry's"
    assert {"局", "所", "中心", "委员会", "专班"} <= {head.head for head in load_institution_heads()}


LAWS = [
    ("中华人民共和国物权法", 2020, True, "in force in its last year"),
    ("中华人民共和国物权法", 2021, False, "repealed on the first day of the year"),
    ("信访条例", 2022, True, "repealed in the middle of the year"),
    ("中华人民共和国民法典", 2020, False, "not yet in force"),
    ("中华人民共和国民法典", 2021, True, "in force"),
    ("中华人民共和国行政处罚法", 2018, True, "its first edition counts, not the latest"),
    ("信访条例", 2023, False, "repealed in 2022"),
    ("重大行政决策程序暂行条例", 2018, False, "not yet in force"),
]


@pytest.mark.parametrize(("title", "year", "wanted", "reason"), LAWS)
def test_a_law_knows_whether_it_was_in_force(title: str, year: int, wanted: bool, reason: str) -> None:
    law = next(law for law in load_laws() if law.title == title)
    assert law.in_force(year) is wanted, reason


def test_retired_laws_lead_to_what_took_their_place() -> None:
    laws = {law.title: law for law in load_laws()}
    for name in ("物权法", "合同法", "担保法", "婚姻法", "继承法", "侵权责任法", "收养法", "民法总则"):
        law = laws[f"中华人民共和国{name}"]
        assert (law.repealed_on, law.successor) == ("2021-01-01", "中华人民共和国民法典")


def test_a_law_without_known_dates_is_neither_in_force_nor_out() -> None:
    law = next(law for law in load_laws() if not law.in_force_from and not law.repealed_on)
    assert law.in_force(2020) is None


def test_an_origin_stands_beside_what_says_so(practices: dict[str, PracticeTerm]) -> None:
    """Checked by hand against the pages; 'general knowledge' (通识) is no source, so such rows have no origin."""
    known = {term.name: term for term in practices.values() if term.origin_source}
    assert len(known) >= 20
    assert all("通识" not in term.note for term in known.values())
    fengqiao, shared, plan = known["枫桥经验"], known["共享法庭"], known["八五普法"]
    assert (fengqiao.origin_year, fengqiao.origin_place) == ("1963", "330681")
    assert (shared.origin_year, shared.origin_place) == ("", "330000"), "pages differ on the year"
    assert (plan.origin_year, plan.origin_place, plan.origin_page) == ("2021", "", False), "national: no one place"
    assert not practices["马锡五审判方式"].origin_year, "the note names a decade only"


# ---- malformed tables


BAD_ROWS = [
    (",disputes,无号,,no id,x,,model,,,practice,K,,,,", "must be a-z and 0-9", "no id"),
    ("Street,disputes,大写,,x,x,,model,,,practice,K,,,,", "must be a-z and 0-9", "an id in capitals"),
    ("street-court,disputes,另一个,,x,x,,model,,,practice,K,,,,", "share the id 'street-court'", "an id twice"),
    ("x1,disputes,,,x,x,,model,,,practice,K,,,,", "'x1' has no name", "no name"),
    ("x1,nowhere,甲,,x,x,,model,,,practice,K,,,,", "top_concept is 'nowhere'", "an unknown top concept"),
    ("x1,disputes,甲,,x,x,,thing,,,practice,K,,,,", "kind is 'thing'", "an unknown kind"),
    ("x1,disputes,甲,,x,x,,model,,,maybe,K,,,,", "use is 'maybe'", "an unknown use"),
    ("x1,disputes,甲,,x,x,,model,gone,,practice,K,,,,", "broader 'gone'", "a dangling broader"),
    ("x1,disputes,甲,,x,x,,model,x1,,practice,K,,,,", "broader than itself", "a circle of one"),
    ("x1,disputes,甲,“街口法庭”,x,x,,model,,,practice,K,,,,", "'街口法庭'", "a label of two"),
    ("x1,disputes,甲,,x,x,,model,,甲 near(乙),practice,K,,,,", "no ' if '", "a context without its form"),
    ("x1,disputes,甲,,x,x,,model,,甲 if beside(乙),practice,K,,,,", "'beside(乙)'", "an unknown test"),
    ("x1,disputes,甲,,x,x,,model,,丙 if near(乙),practice,K,,,,", "'丙', which is no label", "no such form"),
    ("x1,disputes,甲", "not as many cells", "a row cut short"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,2013,,", "origin_source is ''", "a year that nothing says"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,,330681,通识", "origin_source is '通识'", "no page, no document"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,2013,,javascript:alert(1)", "origin_source is", "no address of a page"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,2013,,https://a b", "origin_source is", "an address with a space"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,13,,https://a.cn/b", "origin_year is '13'", "no year"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,,33,https://a.cn/b", "origin_place is '33'", "a code of the table has 6 digits"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,,诸暨,https://a.cn/b", "origin_place is '诸暨'", "a name may be that of many"),
    ("x1,disputes,甲,,x,x,,model,,,practice,K,,,,《甲》", "origin_source stands alone", "a source of nothing"),
]


@pytest.mark.parametrize(("row", "said", "reason"), BAD_ROWS)
def test_a_malformed_practice_is_named(folder: Path, row: str, said: str, reason: str) -> None:
    with pytest.raises(VocabularyError) as raised:
        load_practices(made(folder, row))
    assert said in str(raised.value) and "\n" not in str(raised.value), reason
    assert "practices.csv" in str(raised.value)


def test_two_terms_may_share_a_label_that_a_context_tells_apart(folder: Path) -> None:
    row = "x1,disputes,市集,街口法庭,x,x,,model,,街口法庭 if near(市集),practice,K,,,,"
    terms = load_practices(made(folder, row))
    assert [term.condition("街口法庭") is None for term in terms] == [True, False]


def test_a_table_that_is_none_is_told(folder: Path) -> None:
    (folder / "practices.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(VocabularyError, match=r"practices.csv is no text in UTF-8 or GB18030; save it in UTF-8"):
        load_practices(folder)
    (folder / "practices.csv").write_text("name\n甲\n", "utf-8")
    with pytest.raises(VocabularyError, match="must have the columns"):
        load_practices(folder)


# ---- a researcher's own practices


def own_csv(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, "utf-8")
    return path


def test_an_own_table_adds_variants_and_practices(folder: Path) -> None:
    path = own_csv(
        folder,
        "name,variants,english,top_concept,broader\n"
        "巷口法庭,弄堂法庭,,,\n灯下说法,,,G7,街巷法庭\n船上说法,,law on board,,灯下说法\n",
    )
    court, lamp, boat = load_practices(folder, [path])
    assert court.variants == ("巷口法庭", "街口法庭", "弄堂法庭"), (
        "an existing practice is known by a variant"
    )
    assert (lamp.top_concept, lamp.broader) == ("disputes", ("street-court",))
    assert lamp.id.startswith("own-"), "no English name to make an id of"
    assert (boat.id, boat.top_concept, boat.broader) == ("law-on-board", "disputes", (lamp.id,))


def test_an_id_that_is_known_comes_with_a_name_of_its_practice(folder: Path) -> None:
    """A name that it bears already, here a variant, is enough to add others."""
    path = own_csv(folder, "id,name,variants\nstreet-court,板凳法庭,巷口法庭\n")
    assert load_practices(folder, [path])[0].variants == ("巷口法庭", "街口法庭", "板凳法庭")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_an_own_table_may_be_as_excel_writes_it(folder: Path, encoding: str) -> None:
    path = folder / "own.csv"
    path.write_bytes("name,variants\r\n街巷法庭,弄堂法庭\r\n".encode(encoding))
    assert "弄堂法庭" in load_practices(folder, [path])[0].variants


def test_an_own_file_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none.csv cannot be read \(No such file or directory\); check the path"):
        load_practices(folder, [folder / "none.csv"])


def test_an_own_table_gives_the_origin_of_a_practice(folder: Path) -> None:
    """What it gives takes the place of what is there; what it leaves empty stays."""
    path = own_csv(
        folder,
        "name,top_concept,origin_year,origin_place,origin_source\n"
        "街巷法庭,,2013,330483,https://example.cn/1\n巷口法庭,,2014,,\n灯下说法,G7,,330681,《某县志》\n",
    )
    court, lamp = load_practices(folder, [path])
    assert (court.origin_year, court.origin_place, court.origin_page) == ("2014", "330483", True)
    assert (lamp.origin_year, lamp.origin_source, lamp.origin_page) == ("", "《某县志》", False)


def test_an_own_table_can_have_a_form_passed_over(folder: Path) -> None:
    path = own_csv(folder, "name,use\n街巷法庭,reject\n")
    assert load_practices(folder, [path])[0].rejected


def test_a_skos_file_is_merged_like_a_table(folder: Path) -> None:
    path = folder / "own.ttl"
    path.write_text(
        """
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix mine: <https://example.org/terms#> .
        @prefix id: <https://w3id.org/fazhi/id/practice/> .
        mine:lamp a skos:Concept ; skos:prefLabel "灯下说法"@zh, "lamplight law"@en ;
            skos:altLabel "灯下普法"@zh ; skos:definition "夜间说法。"@zh ; skos:broader id:street-court .
        id:street-court a skos:Concept ; skos:prefLabel "街巷法庭"@zh ; skos:altLabel "弄堂法庭"@zh .
        """,
        "utf-8",
    )
    court, lamp = load_practices(folder, [path])
    assert "弄堂法庭" in court.variants
    assert (lamp.id, lamp.english, lamp.definition_zh) == ("lamp", "lamplight law", "夜间说法。")
    assert (lamp.variants, lamp.broader, lamp.top_concept) == (("灯下普法",), ("street-court",), "disputes")


BAD_OWN = [
    ("own.csv", "name,colour\n甲,red\n", "unknown column 'colour'", "a column that nothing reads"),
    ("own.csv", "english\nx\n", "give a header row with 'name'", "no name column"),
    ("own.csv", "name\n", "holds no practice", "no row"),
    ("own.csv", "name\n灯下说法\n", "top_concept is ''", "neither top concept nor broader"),
    ("own.csv", "name,top_concept,broader\n灯下说法,G7,无\n", "broader '无'", "an unknown broader"),
    ("own.csv", "id,name\nstreet-court,板凳法庭\n", "own.csv, row 2: the id 'street-court' is that of '街巷法庭', and '板凳法庭' is no name of it; give another id", "an id that is taken"),
    ("own.csv", "id,name,top_concept\nmine,甲,G7\nmine,乙,G7\n", "own.csv, row 3: the id 'mine' is that of '甲'", "an id of the row above"),
    ("own.csv", "name,top_concept\n“”,G7\n", "own.csv, row 2: a practice has no name", "a name of marks only"),
    ("own.csv", 'name\n"甲', "cannot be read as a CSV table", "a quotation mark that is not closed"),
    ("own.ttl", "<http://mine.example/street-court> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> '板凳法庭'@zh .", "own.ttl: the id 'street-court' is that of '街巷法庭'", "an id that is taken, in Turtle"),
    ("own.ttl", "<a> <b>", "cannot be read as Turtle", "broken Turtle"),
    ("own.ttl", "<urn:a> <urn:b> <urn:c> .", "holds no skos:Concept", "no concept"),
    ("own.ttl", "<urn:a> a <http://www.w3.org/2004/02/skos/core#Concept> .", "no skos:prefLabel", "no name"),
]


@pytest.mark.parametrize(("file", "text", "said", "reason"), BAD_OWN)
def test_a_malformed_own_file_is_named(folder: Path, file: str, text: str, said: str, reason: str) -> None:
    path = folder / file
    path.write_text(text, "utf-8")
    with pytest.raises(VocabularyError) as raised:
        load_practices(folder, [path])
    assert said in str(raised.value) and "\n" not in str(raised.value), reason


# ---- context rules


@pytest.mark.parametrize(
    ("rule", "sentence", "wanted", "reason"),
    [
        ("甲 if near(乙/丙)", "丙与甲并行", True, "either word will do"),
        ("甲 if near(甲)", "只有甲", False, "the form itself does not count as its context"),
        ("甲 if followed(制度)", "推行“甲”制度", True, "a closing quote may stand between"),
        ("甲 if followed(制度)", "推行甲的制度", False, "not directly"),
        ("甲 if preceded(三)", "推行三“甲”", True, "an opening quote may stand between"),
        ("甲 if quoted", "推行“甲”", True, "in quotes"),
        ("甲 if quoted", "推行“甲乙”", False, "the quotation is longer"),
        ("甲 if not near(乙) and quoted", "推行“甲”", True, "both hold"),
        ("甲 if not near(乙) and quoted", "乙推行“甲”", False, "the first fails"),
        ("甲 if near(乙) or quoted", "推行“甲”", True, "one of two"),
        ("* if quoted", "推行甲", False, "a star is every form"),
    ],
)
def test_context_rules(rule: str, sentence: str, wanted: bool, reason: str) -> None:
    condition = ContextRule.parse(rule).of("甲")
    start = sentence.rindex("甲")
    assert condition is not None
    assert condition.holds(sentence, start, start + 1) is wanted, reason


# ---- identifiers


@given(st.text(max_size=40))
def test_a_local_part_needs_no_escaping_whatever_the_name(name: str) -> None:
    for local in (
        candidate_practice_id(name),
        law_id(name),
        community_id("330109", name),
        named_institution_id(name, "330109"),
        statement_id("adoption", name, None, 2021),
    ):
        assert iri(local) == f"https://w3id.org/fazhi/id/{local}"
        assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/")


@given(st.text(max_size=40))
def test_a_slug_is_one_or_empty(text: str) -> None:
    made_of = slug(text)
    assert len(made_of) <= 60 and (not made_of or iri(practice_id(made_of)))


def test_spellings_of_one_name_have_one_identifier() -> None:
    assert candidate_practice_id("“双随机、一公开”") == candidate_practice_id("双随机 一公开")
    assert candidate_practice_id("“1+6”工作法") != candidate_practice_id("“16”工作法")
    titles = ["《法治政府建设实施纲要（2021—2025年）》", "法治政府建设实施纲要(2021-2025)"]
    assert len({law_id(title) for title in titles}) == 1
    assert law_id("民法典") == law_id("中华人民共和国民法典")


def test_malformed_codes_and_hashes_are_refused() -> None:
    for bad in ("33", "3310", "331003", "331003002", "331003002001"):
        assert division_id(bad) == f"division/{bad}"
    for bad in ("", "3", "33100", "3310030", "33１003"):
        with pytest.raises(VocabularyError, match="no division code"):
            division_id(bad)
    with pytest.raises(VocabularyError, match="no SHA-256"):
        report_id("abc")
    with pytest.raises(VocabularyError, match="cannot name a thing"):
        iri("practice/枫桥经验")
    assert institution_id("331003002", "justice-office") == "institution/331003002-justice-office"
    assert evidence_id("a" * 64, 3, 9, 4, 6).endswith("/passage-3-9-4-6")


# ---- the making tool


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(TOOLS))
    yield importlib.import_module("make_vocabulary")
    for name in ("make_vocabulary", "vocabulary_sources", "vocabulary_turtle"):
        sys.modules.pop(name, None)


SOURCE = {
    "practices.tsv": """
        top_concept; name; variants; note; evidence
        法治政府·七 健全体系; 街巷法庭; 巷口法庭; ; K
        法治社会·二 观念; 灯下说法; ; ; K""",
    "practices_labels.tsv": """
        name; english; definition_en; kind; broader
        街巷法庭; street court; A court.; model;
        灯下说法; lamplight law; Talks.; mechanism; 街巷法庭""",
    "practices_more.tsv": """
        top_concept; name; variants; english; definition_en; kind; broader; note; evidence""",
    "practices_variants_more.tsv": """
        name; variants
        街巷法庭; 街口法庭""",
    "institutions.tsv": """
        name; kind; english; variants; pattern; note
        司法所; justice; justice office; ; {place}司法所;""",
    "institution_heads.tsv": """
        head; kind; example; note
        所; justice; 司法所;""",
    "policy_documents.tsv": """
        title; short_forms; kind; issuer; document_number; date; note; evidence
        某意见; 意见; opinion; 国务院; 国发〔2020〕1号; 2020; ; K
        {place}方案; ; other; ; ; ; ; K""",
    "divisions.csv": """
        code,name,level,parent
        33,浙江省,province,""",
    "laws.csv": """
        title,kind,field,promulgated,in_force_from,repealed,province
        中华人民共和国民法典,法律,民商法,2020-05-28,2021-01-01,0,""",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Collected tables of a few rows."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name, text in SOURCE.items():
        lines = [re.sub(r"; ?", "\t", line.strip()) for line in text.strip().splitlines()]
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_the_tool_makes_tables_that_load_and_adds_nothing_twice(
    tool: ModuleType, source: Path, tmp_path: Path
) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    arguments = ["--source", str(source), "--ontology", str(ontology), "--turtle"]
    assert tool.main(arguments) == 0
    first = {path.name: path.read_bytes() for path in ontology.iterdir()}
    assert tool.main(arguments) == 0
    assert {path.name: path.read_bytes() for path in ontology.iterdir()} == first
    court, lamp = load_practices(ontology)
    assert (court.id, court.variants) == ("street-court", ("巷口法庭", "街口法庭"))
    assert (lamp.top_concept, lamp.broader) == ("legal-awareness", ("street-court",))
    assert [(law.title, law.document_number, law.in_force_from) for law in load_laws(ontology)] == [
        ("中华人民共和国民法典", "", ""),
        ("某意见", "", ""),
    ], "patterns stay out, and so do numbers and dates that no page was read for"


def test_the_tool_leaves_a_checked_row_alone(tool: ModuleType, source: Path, tmp_path: Path) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    arguments = ["--source", str(source), "--ontology", str(ontology)]
    tool.main(arguments)
    table = ontology / "practices.csv"
    table.write_text(
        table.read_text("utf-8").replace("街巷法庭,巷口法庭", "坊间法庭,街巷法庭|巷口法庭"), "utf-8"
    )
    tool.main(arguments)
    assert [term.name for term in load_practices(ontology)] == ["坊间法庭", "灯下说法"]


def test_the_generated_files_are_current(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_file_is_told(
    tool: ModuleType, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    tool.main(["--source", str(source), "--ontology", str(ontology), "--turtle"])
    (ontology / "practices.ttl").write_text("", "utf-8")
    assert tool.main(["--ontology", str(ontology), "--check"]) == 1
    assert "practices.ttl is stale" in capsys.readouterr().err


def test_what_was_left_out_has_its_reason() -> None:
    with (TOOLS / "vocabulary_left_out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    labels = {
        "practices": {label for term in load_practices() for label in (term.name,)},
        "institution_types": {kind.name for kind in load_institution_types()},
        "laws": {law.title for law in load_laws()},
    }
    assert rows and all(row["reason"] and row["name"] not in labels[row["table"]] for row in rows)
