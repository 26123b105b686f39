"""Which bodies are the same: by the word of level or the place in front, and by the type that follows."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from fazhi.jurisdictions import gazetteer
from fazhi.lexicon import default_lexicon
from fazhi.linking.institutions import InstitutionLinker, LinkedInstitution
from fazhi.reports import Header

PINGHE, DUXUN, DUNHUA, YIWU = "350628", "350623104", "222403", "330782"
JIADING, NANXIANG, ZHENXIN = "310114", "310114102", "310114002"
SHANGLUO, SANJIANG, SHIZHONG, ZHENJIANG, ANTU = "611000", "450226", "370402", "321100", "222426"


@lru_cache(maxsize=8)
def linker(named: frozenset[str] = frozenset()) -> InstitutionLinker:
    return InstitutionLinker(default_lexicon(), gazetteer(), named)


def link(name: str, own: str, *named: str) -> LinkedInstitution:
    path = gazetteer().full_path(own)
    return linker(frozenset(named)).link(name, Header(division_code=own, jurisdiction=path))


WHOLE = [
    # (report's place, name, identifier, why)
    (PINGHE, "市中级人民法院", "350600-intermediate-court", "市中 is no district here: the city's court"),
    (PINGHE, "市政府", "350600-local-government", "市 and 政府, not the word 市政"),
    (PINGHE, "市政协", "350600-political-consultative-conference", "市 and 政协"),
    (PINGHE, "市政法委", "350600-political-and-legal-affairs-commission", "市 and 政法委"),
    (PINGHE, "市民政局", "350600-civil-affairs-bureau", "市 and 民政, not the word 市民"),
    (PINGHE, "市政务服务中心", "350600-government-service-centre", "市 and 政务"),
    (PINGHE, "市民服务中心", "350628-convenience-service-centre", "the word 市民: a centre of the county"),
    (DUXUN, "市政府", "350600-local-government", "two levels up from a town"),
    (NANXIANG, "市政府", "310000-local-government", "above a district of a municipality"),
    (NANXIANG, "上海市政府", "310000-local-government", "the same by its name"),
    (SHANGLUO, "市政府", "611000-local-government", "the city's own report"),
    (SHANGLUO, "商洛市人民政府", "611000-local-government", "the same in full"),
    (SHANGLUO, "商洛市市政府", "611000-local-government", "the word of level said twice"),
    (DUNHUA, "市委", "222403-municipal-party-committee", "a county-level city is the nearest 市"),
    (DUNHUA, "市公安局", "222403-public-security-bureau", "so its bureau is none of the prefecture's"),
    (DUNHUA, "州公安局", "222400-public-security-bureau", "which is called 州"),
    (YIWU, "市委", "330782-municipal-party-committee", "a county-level city in a city"),
    (YIWU, "义乌市委", "330782-municipal-party-committee", "the same by its name"),
    (PINGHE, "平和县委", "350628-county-party-committee", "place and 委"),
    (PINGHE, "县委", "350628-county-party-committee", "level and 委"),
    (PINGHE, "中共平和县委", "350628-county-party-committee", "with the party's name"),
    (PINGHE, "中国共产党平和县委员会", "350628-county-party-committee", "both in full"),
    (DUXUN, "县委依法治县办", "350623-county-commission-for-law-based-governance", "the committee's office"),
    (DUXUN, "依法治县办", "350623-county-commission-for-law-based-governance", "the level stands inside"),
    (
        PINGHE,
        "中共平和县委全面依法治县委员会办公室",
        "350628-county-commission-for-law-based-governance",
        "its full form",
    ),
    (PINGHE, "县委政法委", "350628-political-and-legal-affairs-commission", "县委 adds nothing to 政法委"),
    (PINGHE, "县委办公室", "350628-party-committee-office", "office of the committee"),
    (PINGHE, "县人民政府办公室", "350628-government-office", "人民政府 is 政府"),
    (PINGHE, "政协平和县委员会", "350628-political-consultative-conference", "the place in the middle"),
    (PINGHE, "共青团平和县委", "350628-communist-youth-league", "the place in the middle"),
    (PINGHE, "团县委", "350628-communist-youth-league", "the level in the middle"),
    (NANXIANG, "区委", "310114-district-party-committee", "level and 委"),
    (NANXIANG, "嘉定区委", "310114-district-party-committee", "place and 委"),
    (JIADING, "公安嘉定分局", "310114-public-security-sub-bureau", "公安 here is no county in 湖北"),
    (ZHENXIN, "真新街道办事处", "310114002-subdistrict-office", "place and type"),
    (ZHENXIN, "嘉定区人民政府真新街道办事处", "310114002-subdistrict-office", "in full"),
    (ZHENXIN, "办事处", "310114002-subdistrict-office", "type alone"),
    (ZHENXIN, "街道党工委", "310114002-street-party-working-committee", "街道 is the level, no place of that name"),
    (DUXUN, "杜浔司法所", "350623104-justice-office", "the town's short name"),
    (DUXUN, "杜浔镇司法所", "350623104-justice-office", "its full name"),
    (DUXUN, "司法所", "350623104-justice-office", "no name"),
    (DUXUN, "镇委", "350623104-party-committee", "the 党委 of a town"),
    (PINGHE, "芦溪司法所", "350628109-justice-office", "the county's own town before a county far away"),
    (PINGHE, "芦溪乡政府", "350628109-local-government", "a town with its old generic word"),
    (PINGHE, "南翔镇政府", "310114102-local-government", "a full name is what it says, however far"),
    (PINGHE, "上海市司法局", "310000-justice-bureau", "a full name"),
    (SANJIANG, "区党委", "450000-party-committee", "in a county of an autonomous region 区 is the region"),
    (SHIZHONG, "市中区法院", "370402-court", "a district that begins like a word of level"),
    (SHIZHONG, "市中级人民法院", "370400-intermediate-court", "there, too, the city's court"),
    (ZHENJIANG, "镇江公安局", "321100-public-security-bureau", "a city that begins like a word of level"),
]


@pytest.mark.parametrize(("own", "name", "local", "why"), WHOLE)
def test_place_and_type_say_which_body_it_is(own: str, name: str, local: str, why: str) -> None:
    linked, (code, _, kind) = link(name, own), local.partition("-")
    assert linked.id == f"institution/{local}", why
    assert linked.code == code
    assert linked.type_id == f"institution-type/{kind}"


UNKNOWN = [
    # (report's place, name, type, why)
    (PINGHE, "街道党工委", "street-party-working-committee", "one of the county's streets"),
    (PINGHE, "街道办事处", "subdistrict-office", "one of the county's streets"),
    (PINGHE, "办事处", "subdistrict-office", "the same without its level"),
    (PINGHE, "镇政府", "local-government", "one of the county's towns"),
    (SHANGLUO, "县政府", "local-government", "one of the city's counties"),
    (ANTU, "市公安局", "public-security-bureau", "a county of a 州 lies in no 市"),
    (PINGHE, "城东派出所", "police-station", "not of a district of 西宁 that is called so"),
    (PINGHE, "古城法庭", "peoples-tribunal", "not of 丽江"),
    (NANXIANG, "老城司法所", "justice-office", "not of 洛阳"),
    (DUXUN, "远大律师事务所", "law-firm", "a firm works where it does not belong"),
]


@pytest.mark.parametrize(("own", "name", "kind", "why"), UNKNOWN)
def test_a_body_whose_place_is_not_known_is_one_of_its_own_report(own: str, name: str, kind: str, why: str) -> None:
    linked, elsewhere = link(name, own), link(name, "520203")
    assert linked.code is None, why
    assert re.fullmatch(rf"institution/{kind}-[0-9a-f]{{12}}", linked.id)
    assert linked.id != elsewhere.id


def test_reports_whose_place_is_not_known_do_not_share_their_bodies() -> None:
    header = Header(jurisdiction="南城街道", candidates=("331003002", "360103002"))
    bodies = [
        InstitutionLinker(default_lexicon(), gazetteer(), text=report).link("街道办事处", header)
        for report in ("0" * 64, "1" * 64)
    ]
    assert bodies[0].id != bodies[1].id
    assert {body.type_id for body in bodies} == {"institution-type/subdistrict-office"}


PARTS = [
    # (report's place, name, place of the body, type, why)
    (PINGHE, "县公安局小溪派出所", "350628", "police-station", "a part of a county's bureau"),
    (PINGHE, "福建远大律师事务所", "350000", "law-firm", "the short name of the province"),
    (PINGHE, "北京盈科律师事务所", "110000", "law-firm", "of another"),
    (PINGHE, "市政管理局", "350628", "", "streets and sewers, of the county"),
    (PINGHE, "市政园林局", "350628", "", "streets and parks, of the county"),
    (PINGHE, "市政工程公司", "350628", "", "a company of streets and sewers"),
    (SHANGLUO, "商洛市市政园林局", "611000", "", "streets and parks, of the city"),
    (ZHENXIN, "铜川社区党组织", ZHENXIN, "community-party-committee", "a community, not a city far away"),
    (PINGHE, "芦溪路派出所", PINGHE, "police-station", "a road, not the town"),
    (PINGHE, "市生态环境局平和分局", "350600", "", "a sub-bureau is not always the police's"),
]


@pytest.mark.parametrize(("own", "name", "code", "kind", "why"), PARTS)
def test_the_identifier_of_any_other_body_tells_its_place_and_type(
    own: str, name: str, code: str, kind: str, why: str
) -> None:
    linked = link(name, own)
    pattern = rf"institution/{code}-{kind}-[0-9a-f]{{12}}" if kind else rf"institution/{code}-[0-9a-f]{{12}}"
    assert re.fullmatch(pattern, linked.id), why
    assert linked.code == code


SAME = [
    # (report's place, names of one body, why)
    (PINGHE, ("县公安局小溪派出所", "平和县公安局小溪派出所"), "level and place"),
    (PINGHE, ("街道办事处", "办事处", "街道办"), "the streets of the county together"),
    (SHANGLUO, ("市市政管理局", "商洛市市政管理局"), "level and place before a word that begins as a level"),
    (DUXUN, ("镇红袖章调解队", "杜浔镇红袖章调解队", "红袖章调解队"), "a name of the town's own"),
]


@pytest.mark.parametrize(("own", "names", "why"), SAME)
def test_names_of_one_body_lead_to_one_identifier(own: str, names: tuple[str, ...], why: str) -> None:
    assert len({link(name, own).id for name in names}) == 1, why


def test_a_short_name_is_of_a_place_nearby_that_the_report_names() -> None:
    assert link("安溪司法局", PINGHE).code is None
    assert link("安溪司法局", PINGHE, "350524").id == "institution/350524-justice-bureau"


def test_a_name_of_two_places_nearby_is_of_neither() -> None:
    linked = link("城关镇司法所", "610000")
    assert linked.code is None
    assert linked.id.startswith("institution/justice-office-")


def test_a_national_body_is_the_same_in_all_reports() -> None:
    assert link("国务院", PINGHE).id == link("国务院", YIWU).id
    assert link("国务院", PINGHE).code is None
