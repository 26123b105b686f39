"""Divisions: the table, short and former names, which one a name means, and where names stand in a text."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.errors import VocabularyError
from fazhi.jurisdictions import Clues, Context, Gazetteer, Level, gazetteer, locate, resolve, short_name, stem
from fazhi.jurisdictions.finding import finder, stands_alone
from fazhi.jurisdictions.resolution import parse
from fazhi.linking.laws import LawIndex
from fazhi.reports import Header, View, text_report
from fazhi.tagging.jurisdictions import find_jurisdictions
from fazhi.tagging.proposals import Work, propose
from fazhi.tagging.segmenter import load_segmenter
from fazhi.vocabulary import load_laws

TABLE = gazetteer()


def test_the_table_is_whole() -> None:
    assert len(TABLE) > 44_000
    assert len(TABLE.provinces) == 31
    assert TABLE.name("330000") == "浙江省"
    assert "330100" in TABLE
    assert "330100999" not in TABLE


def test_an_unknown_code_is_named_in_the_error() -> None:
    with pytest.raises(VocabularyError, match="'999999'"):
        TABLE.name("999999")


@pytest.mark.parametrize(
    ("code", "path", "reason"),
    [
        ("331003002", "浙江省台州市黄岩区南城街道", "four levels"),
        ("310114102", "上海市嘉定区南翔镇", "市辖区 is a placeholder"),
        ("500238114", "重庆市巫溪县通城镇", "县 is a placeholder"),
        ("469002", "海南省琼海市", "省直辖县级行政区划 is a placeholder"),
        ("659003100", "新疆维吾尔自治区图木舒克市草湖镇", "自治区直辖县级行政区划 too"),
        ("441900119", "广东省东莞市长安镇", "a city without counties is named once"),
        ("371471101", "山东省德州市天衢新区抬头寺镇", "the city's name is not said twice"),
        ("330000", "浙江省", "a province"),
    ],
)
def test_full_paths(code: str, path: str, reason: str) -> None:
    assert TABLE.full_path(code) == path, reason


def test_levels_parents_and_children() -> None:
    levels = [TABLE.level(code) for code in TABLE.chain("331003002")]
    assert levels == [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP]
    assert TABLE.parent("310114") == "310000"
    assert TABLE.parent("330000") is None
    assert "331003002" in TABLE.children("331003")
    assert TABLE.children("331003002") == ()
    assert TABLE.within("331003002", "331000")
    assert not TABLE.within("331003002", "330100")


@pytest.mark.parametrize(
    ("name", "bare", "short"),
    [
        ("嘉善县", "嘉善", "嘉善县"),
        ("积石山保安族东乡族撒拉族自治县", "积石山", "积石山县"),
        ("黔西南布依族苗族自治州", "黔西南", "黔西南州"),
        ("新疆维吾尔自治区", "新疆", "新疆"),
        ("巴音郭楞蒙古自治州", "巴音郭楞", "巴音郭楞州"),
        ("科尔沁右翼中旗", "科尔沁右翼中", "科右中旗"),
        ("喀喇沁左翼蒙古族自治县", "喀喇沁左翼", "喀左县"),
        ("隆林各族自治县", "隆林", "隆林县"),
        ("神农架林区", "神农架", "神农架林区"),
        ("真新街道", "真新", "真新街道"),
        ("唐县", "唐县", "唐县"),
        ("鄂伦春自治旗", "鄂伦春", "鄂伦春旗"),
        ("东乡族自治县", "东乡", "东乡县"),
    ],
)
def test_short_names(name: str, bare: str, short: str) -> None:
    assert (stem(name), short_name(name)) == (bare, short)


RESOLVED = [
    ("嘉善县", "", "浙江省嘉兴市嘉善县", "a full name that is the only one"),
    ("嘉善", "", "浙江省嘉兴市嘉善县", "its short name"),
    ("浙江诸暨", "", "浙江省绍兴市诸暨市", "two short names"),
    ("柯桥区安昌", "", "浙江省绍兴市柯桥区安昌街道", "a township's short name after its district"),
    ("南开区万兴街", "", "天津市南开区万兴街道", "街 for 街道"),
    ("万兴街", "120104005", "天津市南开区万兴街道", "街 for the report's own 街道"),
    ("真新街道办事处", "310114002", "上海市嘉定区真新街道", "街道办事处 for 街道"),
    ("真新", "310114002", "上海市嘉定区真新街道", "the report's own bare name"),
    ("东孚镇", "350205", "福建省厦门市海沧区东孚街道", "a town that became a street of the report's own district"),
    ("十八里店乡", "110105", "北京市朝阳区十八里店地区", "乡 for 地区"),
    ("朝阳区", "110105043", "北京市朝阳区", "the report's own of two districts"),
    ("鼓楼区", "350100", "福建省福州市鼓楼区", "that of the report's own city, of four"),
    ("南城街道", "331003", "浙江省台州市黄岩区南城街道", "that of the report's own district, of eighteen"),
    ("玉林市博白县", "450521106", "广西壮族自治区玉林市博白县", "parents in the name"),
    ("四川省内江市石子镇", "500153103", "四川省内江市东兴区石子镇", "the county left out"),
    ("丰宁县", "130627", "河北省承德市丰宁满族自治县", "an autonomous county without its nation"),
    ("承德", "", "河北省承德市", "the city rather than the county of that name inside it"),
    ("蓟县", "", "天津市蓟州区", "renamed"),
    ("闸北区", "", "上海市静安区", "merged"),
    ("喀左县", "", "辽宁省朝阳市喀喇沁左翼蒙古族自治县", "two wings"),
    ("东乡县达板镇", "", "甘肃省临夏回族自治州东乡族自治县达板镇", "of two counties called so the one with the town"),
]


@pytest.mark.parametrize(("name", "own", "path", "reason"), RESOLVED, ids=[row[3] for row in RESOLVED])
def test_resolution(name: str, own: str, path: str, reason: str) -> None:
    found = resolve(name, Context(own or None, TABLE.full_path(own) if own else ""), TABLE)
    assert found.path == path, reason
    assert found.code is not None
    assert found.id == f"division/{found.code}"
    assert TABLE.full_path(found.code) == path


@pytest.mark.parametrize(("name", "own"), [("朝阳区", None), ("城关镇", None), ("南城街道", "440100"), ("朝阳", None), ("东乡县", None)])
def test_two_that_fit_equally_well_give_none_with_the_candidates(name: str, own: str | None) -> None:
    found = resolve(name, Context(own), TABLE)
    assert (found.code, found.id) == (None, None)
    assert len(found.candidates) > 1


def test_a_village_lies_in_the_reports_own_township() -> None:
    found = resolve("山前村", Context("331003002", "浙江省台州市黄岩区南城街道"), TABLE)
    assert found.path == "浙江省台州市黄岩区南城街道山前村"
    assert found.code is None
    assert found.id is not None
    assert found.id.startswith("division/331003002-")
    assert len(found.id) == len("division/331003002-") + 8


def test_a_village_with_its_county_lies_there() -> None:
    found = resolve("环县红土咀村", Context("120104005", "天津市南开区万兴街道"), TABLE)
    assert found.path == "甘肃省庆阳市环县红土咀村"
    assert (found.id or "").startswith("division/621022-")


def test_a_village_in_a_citys_report_is_not_placed() -> None:
    assert resolve("先锋村", Context("330600", "浙江省绍兴市"), TABLE).id is None


def test_a_development_zone_has_its_own_identifier_and_no_false_code() -> None:
    found = resolve("万盛经济技术开发区", Context("500110106", "重庆市綦江区金桥镇"), TABLE)
    assert found.code is None
    assert (found.id or "").startswith("division/500110106-")


LOCATED = [
    ("黄岩区司法局指导南城街道", "", (), "331003002", "the county named in the text"),
    ("在台州市有关部门指导下", "", (), "331003002", "the city named in the text"),
    ("全年开展学法4次", "", ("331003",), "331003002", "the index number alone"),
    ("与北城街道、东城街道、西城街道、新前街道联合执法", "", (), None, "neighbours that others have too"),
    ("与院桥镇、头陀镇、宁溪镇联合执法", "", (), "331003002", "neighbouring townships"),
    ("全年开展学法4次", "", (), None, "no clue"),
]


@pytest.mark.parametrize(("text", "head", "codes", "code", "reason"), LOCATED, ids=[row[4] for row in LOCATED])
def test_homonyms_are_told_apart_by_clues(
    text: str, head: str, codes: tuple[str, ...], code: str | None, reason: str
) -> None:
    found = locate(parse("南城街道", TABLE), Clues(text, head, codes), TABLE)
    if reason != "neighbours that others have too":
        assert found == code, reason
    else:
        assert found in (None, "331003002", *parse("南城街道", TABLE))


def test_the_table_of_former_names_leads_to_divisions_that_exist() -> None:
    from fazhi.settings import data_folder

    path: Path = data_folder("ontology") / "former_divisions.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 200
    for row in rows:
        assert row["successor_code"] in TABLE, row
        assert row["source"], row
        assert 2000 < int(row["until"]) < 2030, row
        assert row["name"] not in TABLE.full_names or row["name"] == "清河区", row


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("全市中区域", "市中区", False),
        ("办理县人大建议", "理县", False),
        ("在理县设点", "理县", True),
        ("提高县乡能力", "高县", False),
        ("部分乡镇", "分乡", False),
        ("与和县、含山县", "和县", True),
    ],
)
def test_names_that_are_parts_of_words(text: str, name: str, alone: bool) -> None:
    start = text.index(name)
    assert stands_alone(text, start, start + len(name)) is alone


def test_the_longest_name_is_found() -> None:
    names = [found.name for found in finder(TABLE).find("黔西南布依族苗族自治州与桓仁县、黔西南州来往")]
    assert names == ["黔西南布依族苗族自治州", "桓仁县", "黔西南州"]


OWN = Header(jurisdiction="浙江省台州市黄岩区南城街道", division_code="331003002")
COUNTY = Header(jurisdiction="浙江省宁波市慈溪市", division_code="330282")

MENTIONS = [
    ("南城街道坚持依法行政", OWN, ["南城街道"], "a full name"),
    ("推进山前村、民建社区和药山村建设", OWN, ["山前村", "民建社区", "药山村"], "a list of villages and a community"),
    ("将军关村依托长城文化", OWN, ["将军关村"], "a name that begins with a preposition's letter"),
    ("打着手电筒走村串户，搬到移民新村、边境小康村", OWN, [], "visits and kinds of villages"),
    ("规范建设镇（街道）便民服务中心", OWN, [], "a verb before two kinds of places"),
    ("对化工园区、金融高新区企业联合检查", COUNTY, [], "kinds of zones"),
    ("按照规定和县里的要求", COUNTY, [], "the county, no county's name"),
    ("立足油城社区特点，做细社区解纷，坚持村每周排查，老工业社区、干部下沉社区", OWN, ["油城社区"], "verbs and kinds"),
    ("后柳镇中坝社区、与陕西省镇坪县巡护", COUNTY, ["后柳镇中坝社区", "陕西省镇坪县"], "中 and 镇 begin names"),
    ("偏远山村共同制定古村公约，调解员逐村摸排", OWN, [], "kinds of villages"),
    ("政务服务网云和平台，坚持大成效", COUNTY, [], "short names across a word"),
    ("蓟州区住房建设委、福建省少年儿童图书馆、铁力市兴安木业有限公司", COUNTY, [], "parts of bodies"),
    ("慈溪人爱说", COUNTY, [], "people, no place"),
    ("行政村、全村、各村、本村、农村、示范村、城中村", OWN, [], "no village is named"),
    ("各社区、农村社区、示范社区、进社区、3个社区", OWN, [], "no community is named"),
    ("村民委员会和社区工作者", OWN, [], "bodies and persons"),
    ("赴浙江诸暨学习", COUNTY, ["浙江诸暨"], "two short names, one mention"),
    ("学习浙江省诸暨市的经验", COUNTY, ["浙江省诸暨市"], "two full names, one mention"),
    ("周巷镇、观海卫镇、坎墩街道试行", COUNTY, ["周巷镇", "观海卫镇", "坎墩街道"], "a list of townships"),
    ("走进东柳街道湾底村", COUNTY, ["东柳街道湾底村"], "a village after its street"),
    ("打造法治慈溪、平安慈溪", COUNTY, [], "slogans"),
    ("打造平安慈溪、小美慈溪，慈溪、宁波联动", COUNTY, ["慈溪", "宁波"], "a slogan of its own kind"),
    ("慈溪获评全省先进", COUNTY, ["慈溪"], "the report's own short name"),
    ("与吴江、嘉善携手共建", COUNTY, ["吴江", "嘉善"], "partners elsewhere in a list"),
    ("深化平安建设，维护社会和平", COUNTY, [], "words that are names of districts"),
    ("实现长治久安", COUNTY, [], "the beginning of a saying"),
    ("基层治理四平台建设", COUNTY, [], "四平 inside 四平台"),
    ("新乡贤参与治理", COUNTY, [], "新乡 inside 新乡贤"),
    ("北京路、南京路沿线", COUNTY, [], "streets named after cities"),
    ("全市中区县乡三级", COUNTY, [], "no district in the middle"),
    ("部分乡镇、各镇街", COUNTY, [], "townships in general"),
    ("丽水市级名录", COUNTY, ["丽水"], "the generic word belongs to what follows"),
    (
        "和平村、同心社区、中洪村",
        COUNTY,
        ["和平村", "同心社区", "中洪村"],
        "names that begin with a preposition's letter",
    ),
    ("查干嘎查与苏木镇", COUNTY, ["查干嘎查"], "a village of Inner Mongolia"),
    ("“法治副主任”进嘎查村", COUNTY, [], "villages in general"),
    ("民主法治示范嘎查复核通过2个", COUNTY, [], "an honour of villages"),
    ("按照《工作要点》（开州府办发〔2025〕26号）部署", COUNTY, [], "the place is part of a document's number"),
    ("长城社区“邻里中心”", COUNTY, ["长城社区"], "a community before a quoted name"),
    (
        "下辖双河村、红石村，至今青石村仍有古约",
        COUNTY,
        ["双河村", "红石村", "青石村"],
        "words that lead up to a village",
    ),
    (
        "青石村两户村民，红石村部分群众，双河村组建队伍",
        COUNTY,
        ["青石村", "红石村", "双河村"],
        "what a village does or has",
    ),
    ("干部包村，推广到产业村、旅游热点村，末位村约谈", COUNTY, [], "kinds of villages"),
    ("超大社区、涉外社区、寺院社区", COUNTY, [], "kinds of communities"),
    ("人口大镇、脐橙大镇、民歌之乡、产粮大乡，法治稳乡", COUNTY, [], "townships praised"),
    ("青石县路社区“信箱”", COUNTY, ["青石县路社区"], "a road named after a county"),
    ("第七次西藏工作座谈会精神", COUNTY, [], "the name of a meeting"),
    (
        "甲水村、双泉村实现零上访，石桥村、高岗村各配备一名干事",
        COUNTY,
        ["甲水村", "双泉村", "石桥村", "高岗村"],
        "a list",
    ),
    ("走进青石村、各村和社区", COUNTY, ["青石村"], "the list goes on with villages in general"),
    ("在小泉村设点，小泉村人人会唱，小泉村民满意", COUNTY, ["小泉村", "小泉村"], "named again, and its people"),
    ("参加社区劳动，取消社区盖章，组建社区微信群，不少村跟进", COUNTY, [], "verbs before communities in general"),
    (
        "周巷镇、观海卫镇、坎墩街道三地法律服务中心",
        COUNTY,
        ["周巷镇", "观海卫镇", "坎墩街道"],
        "a list that is counted",
    ),
    ("在周巷镇设立执法监督联系点", COUNTY, ["周巷镇"], "设 begins no name"),
    ("推广会东县“板凳法庭”", COUNTY, ["会东县"], "a county of a common word after a verb"),
    ("怒江峡谷、瑶山古寨、甘肃方言", COUNTY, [], "sights and speech named after places"),
    ("由四那、九合、新民等8个村试行", COUNTY, ["四那", "九合", "新民"], "bare villages in a list that says their kind"),
    ("在北苑、铁南、新兴、民航4个社区设立调解室", COUNTY, ["北苑", "铁南", "新兴", "民航"], "such a list without 等, but counted"),
    ("在四那、九合两个村试行", COUNTY, ["四那", "九合"], "the same counted in words"),
    ("在山上、水边、田间8个村宣讲", COUNTY, [], "a number that does not count the list"),
    ("八角、鲁谷两个街道便民中心", COUNTY, [], "bodies that bear the names"),
    ("排查、调处、化解等工作", COUNTY, [], "a list of deeds"),
    ("周巷镇花村监测员，周巷镇两地相邻村社", COUNTY, ["周巷镇花村", "周巷镇"], "a village right behind its town"),
    ("黄埔区、广州开发区认真贯彻", COUNTY, ["黄埔区", "广州开发区"], "a zone named after a place"),
    ("与赤水市等沿河县市签约，推进县域城镇化，建设乡村振兴样板", COUNTY, ["赤水市"], "kinds of places"),
    ("减轻社区负担，梳理社区台账，边远村、涉矿村，从此两村和好", COUNTY, [], "verbs and kinds of villages"),
    ("以慈溪市龙山镇为试点", COUNTY, ["慈溪市龙山镇"], "以 leads up to a place"),
    ("涉及张庄、牟家、枯桃、孙家下庄等11个社区", COUNTY, ["张庄", "牟家", "枯桃", "孙家下庄"], "longer names in such a list"),
    ("在什拉乌素壕村建成", COUNTY, ["什拉乌素壕村"], "a long name written after its sound"),
    ("致和里社区与新和社区", COUNTY, ["致和里社区", "新和社区"], "和 inside a name"),
    ("周巷镇和石桥村、周巷镇和平村", COUNTY, ["周巷镇", "石桥村", "周巷镇和平村"], "a town and a village, a village in a town"),
    ("推动更新和社区共治、创新和社区联动", COUNTY, [], "和 behind a verb"),
    ("统筹社区力量，拟编制社区指引，向全部社区推广，班子成员包社区，因孙家村而闻名", COUNTY, ["孙家村"], "what stands before communities"),
    ("慈溪菠萝、慈溪老街、慈溪南麓、慈溪大戏", COUNTY, ["慈溪"], "products and sights named after places"),
    ("甲县、乙湖等景区，鹤龙湖生态修复", COUNTY, [], "sights in a list, and a lake"),
    ("结对帮扶环县红土咀村", COUNTY, ["环县红土咀村"], "a village right behind shows the county of a common word"),
    ("垃圾围村，家常议村事，生态立镇，保护古镇，个别居民区，属地社区，向通报社区，抵边村、无诉村", COUNTY, [], "words that no place is called"),
    ("和县上下同心，贯彻《意见》和县里要求，老城区更新", COUNTY, [], "a county's name put together, and a part of town"),
    ("慈溪县域经济，深入铁东区、立山区走访", COUNTY, ["慈溪", "铁东区", "立山区"], "a county of a common word after a verb"),
    ("在孟根楚鲁嘎查、维特很嘎查分设", COUNTY, ["孟根楚鲁嘎查", "维特很嘎查"], "villages of the steppe in a list"),
    ("慈溪社火、慈溪楹联、宁夏坐唱", COUNTY, [], "arts named after places"),
    ("在松岭、柏坡、杨湾三村共修水渠", COUNTY, ["松岭", "柏坡", "杨湾"], "villages counted without 个"),
    ("在周巷镇松岭、柏坡两村和好", COUNTY, ["周巷镇松岭", "柏坡"], "the first of them right behind its town"),
    ("周巷镇的松岭、柏坡、乌兰山三个嘎查", COUNTY, ["周巷镇", "松岭", "柏坡", "乌兰山"], "counted behind 的, in the steppe"),
    ("走进松岭、柏坡、下坝几个偏远村", COUNTY, ["松岭", "柏坡", "下坝"], "some villages far away"),
    ("去年，松岭、柏坡、钱家村设点", COUNTY, ["松岭", "柏坡", "钱家村"], "bare names before a village"),
    ("进学校、企业、钱家村；在公示栏、微信群、钱家村公开；“百姓亭”评理台、钱家村", COUNTY, ["钱家村"] * 3, "words before a village"),
    ("学习江西大余县、与重庆城口县签约", COUNTY, ["江西大余县", "重庆城口县"], "a county of a common word behind its province"),
    ("开展支部带村、产业强村、民主管村、道德润村活动", COUNTY, [], "what helps villages"),
    ("镇里选石桥村试行", COUNTY, ["石桥村"], "选 begins no name"),
    ("对标嘉善“清单”，赴嘉善考察", COUNTY, ["嘉善", "嘉善"], "examples that are followed"),
    ("慈溪海关、大兴安岭地区行政公署、慈溪完小", COUNTY, [], "bodies named after places"),
    ("在慈溪市工业园区设点，周巷镇工业园区", COUNTY, ["慈溪市工业园区", "周巷镇"], "a county's zone, a town's park"),
]


@pytest.mark.parametrize(("text", "header", "names", "reason"), MENTIONS, ids=[row[3] for row in MENTIONS])
def test_mentions_of_places(text: str, header: Header, names: list[str], reason: str) -> None:
    found = find_jurisdictions(View.of(text).text, header, TABLE)
    assert [text[place.start : place.end] for place in found if not place.inside_name] == names, reason


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("推动搬迁安置遗留问题", [], "迁安 of 搬迁安置"),
        ("争取群众最大理解和支持", [], "大理 of 最大理解"),
        ("守护好黄海北岸的海滩", [], "海北 of 黄海北岸"),
        ("借鉴大理做法，推动甘肃发展", ["大理", "甘肃"], "words of their own"),
        ("推动慈溪法治建设", ["慈溪"], "the report's own place is not doubted"),
    ],
)
def test_bare_names_put_together_from_other_words_are_none(text: str, names: list[str], reason: str) -> None:
    work = Work(text_report("慈溪市2023年法治政府建设报告\n" + text))
    propose(work, LawIndex(load_laws()), TABLE, load_segmenter())
    view = work.report.view.text
    first = view.index("\n")
    assert [view[place.start : place.end] for place in work.places if place.start > first] == names, reason


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("黄岩区人民法院", True),
        ("黄岩区司法局", True),
        ("黄岩区综合行政执法局", True),
        ("《黄岩区重大行政决策程序规定》", True),
        ("“法润黄岩区”品牌", True),
        ("黄岩区坚持依法行政", False),
        ("黄岩区在司法局指导下", False),
        ("黄岩区获评先进", False),
    ],
)
def test_a_name_inside_a_longer_one_is_marked(text: str, inside: bool) -> None:
    places = find_jurisdictions(View.of(text).text, OWN, TABLE)
    assert [place.inside_name for place in places] == [inside]


def test_the_reports_own_street_is_found_though_the_table_does_not_hold_it() -> None:
    header = Header(jurisdiction="河南省安阳市文峰区银杏大街街道")
    places = find_jurisdictions("银杏大街街道坚持依法行政", header, TABLE)
    assert [(place.start, place.end) for place in places] == [(0, 6)]
    assert places[0].path == "河南省安阳市文峰区银杏大街街道"


WORDS = st.lists(
    st.sampled_from(
        ["南城街道", "黄岩区", "浙江", "诸暨", "山前村", "社区", "的", "、", "和", "市", "县", "“", "”", "\n", "法院"]
    ),
    max_size=20,
)


@given(WORDS.map("".join))
@settings(max_examples=150, deadline=None)
def test_places_are_in_order_apart_and_the_same_each_time(raw: str) -> None:
    text = View.of(raw).text
    places = find_jurisdictions(text, OWN, TABLE)
    assert places == find_jurisdictions(text, OWN, TABLE)
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert all(0 <= place.start < place.end <= len(text) and place.path for place in places)


def test_a_table_of_ones_own() -> None:
    table = Gazetteer({"11": "甲省", "1101": "乙市", "110101": "丙县", "110101001": "丁街道"}, {"戊县": ("110101",)})
    assert table.full_path("110101001") == "甲省乙市丙县丁街道"
    assert table.called("戊县") == ("110101",)
    assert resolve("戊县", Context(), table).path == "甲省乙市丙县"
