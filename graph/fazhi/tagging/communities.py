"""Open names of places that no table holds: villages, residents' communities, townships, zones.

Where such a name ends is plain, where it begins is not: it begins after the last word before it
that cannot be part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from fazhi.jurisdictions.finding import Finder
from fazhi.tagging.numerals import parse_chinese

# Each word comes before the look behind it, so that the engine passes over all other characters at once.
_SUFFIX = re.compile(
    r"居民区|嘎查(?!村|长|达|党|干|两|牧|、(?![\u4e00-\u9fff]{2,7}嘎查)|和(?![\u4e00-\u9fff]{2,7}嘎查)|集体)"
    r"|社区(?!矫正|戒毒|康复|服刑|居民|居委|民警|警务|工作|服务|干部|党|书记|主任|法律|网格|治理|两委|村|\(村"
    r"|层面|一级|志愿|群众|建设|活动|公益|公共|卫生|教育|养老|文化(?!广场)|管理|街道|、村|民主|睦邻|邻里|对象"
    r"|人员|企业|单位|为单位|自治|协商|议事(?!厅)|负责)"
    r"|村(?<![农乡]村)(?!民|委|居|级|规|干|务|组(?![建织])|镇|庄|落|寨|史|社|\(|医|支|监|党|书记|主任|法律顾问|小|里"
    r"|口|校|部(?!分)|头|域|改|企|集|嘎查|屯|户|容|风|情|庭|官|霸|卫|所|站|一级|一[^宗起举对名户位]|内|外|上|下|边|之间|警"
    r"|事|、社区|到|实现|全覆盖|都|均|各|与村|辖|道|巷|为单位|\d|说|“?两委|屋|里|人|街)"
    r"|街道(?!办|工委|党工委|党|、|社区|层面|各|干部|综合|司法|一级|级|辖|纪|人大|政协|和|或|与|及|的|社会"
    r"|法治|领导|机关|公共|相关|主要|班子|全面|将|要|在)|镇(?<![城乡村集场小古名强重大]镇)(?!、?乡|街|\([街乡]|、?村|级|域"
    r"|区|情|党|政|政府|干部|司法|综|人大|纪|街道|辖|属|里|内|上|压|住|守|守|静|定|痛|流|山|海|江|安|委|领导"
    r"|班子|机关|各|主要|全|长)"
    r"|乡(?<![城下本外家他老返故之大]乡)(?!镇|村|贤|愁|亲|土|音|情|党|政|政府|干部|司法|级|里|风|间|域|人大|纪|、"
    r"|长|宁|试|巡)"
)
_ZONE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:经济技术开发区|高新技术产业开发区|经济开发区|高新技术开发区"
    r"|经济(?:特别)?合作区|经开区|高新区|管理区|新区(?!划|块))(?!管委会|管理委员会)"
)
_ZONE_HEAD = re.compile("开发区|合作区|经开区|高新区|管理区|新区")
_WINDOW = 9
_LONGEST = {"村": 4, "社区": 5, "居民区": 5, "嘎查": 6, "镇": 4, "乡": 7, "街道": 4}
_GENERIC = {
    "村": re.compile(
        r".*(?:行政|自然|贫困|试点|中心|重点|示范|所在|城中|法治|文明|美丽|宜居|边境|民族|特色|后进|先进|涣散"
        r"|空心|典型|样板|品牌|平安|无讼|善治|达标|标兵|和谐|和美|幸福|精品|治理|民主|沿线|周边|辖区|部分"
        r"|少数|个别|所有|相关|有关|其他|其余|条件|偏远|落后|(?:搬迁|移民|安置)新?|新增|最[远近大小]|革命老区|城边|城郊"
        r"|小康|聚居|走|逐|嘎查|千年.*|[^\W\d_]{2}[带强管治润护]|生态美|清廉正|偏远山|偏僻山|边远|涉矿|此[两三]"
        r"|海岛渔|.*(?:工人|老)新|园区|旅游|热点|产业|末位|牧业|网红|深山|山区|(?:干部|领导|成员|党员|所)包|知道.|[个些多余每各该此\d])|产.大|(?:干部|次)下"
        r"|.+[镇乡]|[本全农乡驻进入下到联包街镇居社一两三几山整老小新邻外渔古里边]|少数.|部分.|[每各逐].|[一两百千万几]个"
    ),
    "社区": re.compile(
        r".*(?:农村|城市|城镇|智慧|法治|平安|示范|和谐|绿色|完整|未来|无讼|试点|老旧|文明|所在|新型|现代|民主"
        r"|善治|宜居|美丽|重点|典型|样板|品牌|红色|书香|国际|韧性|健康|安全|少数|部分|个别|所有|相关|有关"
        r"|其他|其余|全部|动迁|(?:干部|领导|成员|党员)包|辖区|搬迁|安置|下沉|工业|新增|超大|涉外|寺院|景区|属于|阶段|最[远近大小]|牧区|城乡|边境|枫桥式|街道|[个些多余每各该此\d])"
        r"|[本全进入下到驻联包一两三几新老大小村镇乡]|[各农山]村|[每各逐].|[一两百千万几]个"
    ),
    "镇": re.compile(
        r"苏木|.*(?:和谐|特色|试点|中心|重点|示范|建制|所在|民主法治|部分|少数|个别|[个些多余每各该此\d])"
        r"|[本全该各我到两新小一]|.*(?:个|各).*|.?古|..立"
    ),
    "乡": re.compile(r".*(?:试点|示范|部分|少数|个别|法治.|平安|[个些多余每各该此\d])|[本全该各我到两新小一水老家]|.*民族"),
    "街道": re.compile(r".*(?:试点|示范|部分|少数|个别|所在|先进|监督|[个些多余每各该此镇乡\d])|[本全该各我到两]|.{1}"),
    "居民区": re.compile(r"[各本全该每]|.*[个些]|个别|部分|所有|全部|老旧"),
    "嘎查": re.compile(r"[各本全该每进驻]|.*[个些]|最.|.*(?:示范|法治|民主|试点|平安|文明|先进|后进).*"),
}
_BEHIND_HE = "平睦兴顺美安谐丰田庄合乐"
"""和 before one of these begins a name: 和平村."""
_BOUNDARY = re.compile(
    r"[在与及对到赴由从给让跟如把经被以的是为有等了着并也、，。；：！？“”‘’「」『』()《》【】<>\[\]\s\d:;,.·|~-]"
    r"|将(?!军)|[目之日以年][前后内外]|[随然先来]后|[国省市区县镇][内外]"
    rf"|(?<=[\u4e00-\u9fff)”])(?<![永祥致仁太泰])(?<![^更创革翻]新)和(?![{_BEHIND_HE}])"
    r"|(?<=[\u4e00-\u9fff])(?:同(?![心德乐仁福兴和])"
    r"|(?<![镇乡道])中(?![心山和兴华店])|过(?!渡))|(?<![前跃奋新])进(?!步|取)|(?<!不)出|不出|(?<=[\d今去明每当近])年"
    r"|年(?:初|底|内)|(?<=[\d本当每上下])月|月(?:初|底)|至今?(?!善|诚)|向(?!阳|前|荣|东|群)|[建创达完组议形促]成"
    r"|成为|成立"
    r"|开到|走入|深入|帮助|帮扶|打造|选取|指导|组织|推动|支持|依托|围绕|包括|涉及|位于|落户|获评|发生|回到"
    r"|送到|覆盖|当好|优化"
    r"|镇(?=.)|(?<!城)乡(?=.)|县(?![路城衙])|区(?=.)|市|(?<=[左右中前后尔克喇特本全我])旗|苏木(?=.)|办事处|村(?=.)(?!(?:第?[一二三四五六七八九十]+)?居民区)|省|叫响"
    r"|推广|借鉴|学习|参照|创建|新建|设立|选定|确定|评|命名|试点|先后|其中|下?辖内?|[如当]今|建设|总结|实行|比如|例如|尤其|特别|重点|以及"
    r"|还有|申报|力争|争取|实施|做好|抓好|打通|盘活|联合|调解|化解|处置|协助|引导|邀请|动员|召开|举办|开展"
    r"|带领|率先|整合|召集|评选|培育|推荐|地处|来自"
    r"|发动|协调|建好|用好|讲好|整治|改造|巡查|走访|检查|督促|提升|完善|建立|健全|落实|促进|聚焦|聘请|选派"
    r"|配齐|服务|解决|处理|推行|探索|启动|完成|实现|取得|挂牌|揭牌|授予|荣获|入选|跻身|列入|纳入|升级|扩建"
    r"|拆除|征收|流转|排查|摸排|受理|查处|老家|家住|住|居民|故里|推出|重塑|擦亮|点亮|唱响|牵头|驻|遍布"
    r"|利用|充实|静默|深化|加强|加快|规范|强化|发挥|鼓励|选择|慰问|惠及|助力|保障|督导|宣传|激活|吸引|动用|造福|补齐"
    r"|立足|坚持|制定|修订|结合|做[细实强优精]"
    r"|参加|取消|组建|带动|扎根|吸收|科室|不少|减轻|梳理|借助|就拿|帮扶点|联系点|[请逐]$|涵盖|全域|全县|全区|全市|全镇|平台|机制|挂钩|结对|联系|包联|帮带|街道(?=.)|我"
    r"|里选|垃圾|通报|反映|属地|带头|若干名?|当作|报告(?=本)|薄弱|(?:纠纷|跨|抵边|无诉)$"
    r"|编制|调研|压减|赋权|直管|统筹|配强|止于|警务|过去|包下$|拟|因"
    r"|全(?=[省市县区镇乡])|各|该|本(?=[省市县区镇乡])|每"
)
_TOWNSHIPS = ("镇", "乡", "街道")
_SOUNDS = frozenset("尤欧当阿巴拜贝博布达丹德登迪东都额尔恩尕噶格贡哈海罕浩合赫呼吉加江喀卡柯科克库拉来勒里丽林龙鲁罗洛玛麦曼莫木穆那纳娜尼努诺帕普其齐恰曲热萨赛桑什苏索塔台提托图吐瓦维温乌锡夏孜扎宗音英依伊壕")
"""Characters by which Mongolian, Uyghur, Kazakh and Tibetan names are written after their sound."""
_LISTED = re.compile("[镇乡道村区县旗市]、$")
"""After another place and 、 an unlisted name is a place too."""

_NO_PLACE = "委|居|级|规|干|务|党|组|“?两委|镇|庄|落|寨"
"""Behind 村 and 社区: a body, a person or a kind (村委会, 社区干部, 村庄), wherever the name stands."""
_NEXT = re.compile(
    r"[、和与](?!各|全|该|本|每|其|有关|相关|部分|所有|周边|个别|邻|对|农|行政|自然|驻|示范|辖)"
    r"[^\W\d_a-zA-Z省市县区镇乡村社的、和与]{1,4}(?P<kind>社区|村)"
    rf"(?!民|{_NO_PLACE})"
)
"""甲生村、双拉村实现…: beside another village what follows no longer makes it doubtful."""

_NOT_AGAIN = re.compile(f"民|{_NO_PLACE}")

_CHINESE = re.compile("[\u4e00-\u9fff]+")


def find_communities(text: str, known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the spans of open names, and of villages and communities also where they are named again.

    What follows a name may leave it in doubt at one place (小黄村人人…) and not at another (在小黄村设…).
    """
    sure = set()
    for start, end in _open_names(text, known):
        yield start, end
        if text.endswith("村", 0, end) or text.endswith("社区", 0, end):
            sure.add(text[start:end])
    for again in Finder(name for name in sure if len(name) > 2).find(text) if sure else ():
        if not _NOT_AGAIN.match(text, again.end):
            yield again.start, again.end


def _open_names(text: str, known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the spans of open names that end in 村, 社区, 居民区, 嘎查, 镇, 乡, 街道 or a kind of zone.

    A township that the table does not hold in this form (十八里店乡 for 十八里店地区) counts only where
    ``known`` tells that its distinguishing part names some township, or in a list of places.
    """
    for match in _SUFFIX.finditer(text):
        name = _name_before(text, match.start())
        suffix = match.group()
        if suffix in _TOWNSHIPS and not (
            known(name + suffix)
            or _LISTED.search(text, max(0, match.start() - len(name) - 2), match.start() - len(name))
        ):
            continue
        if (
            name
            and (len(name) <= _LONGEST[suffix] or (suffix == "村" and _transliterated(name)))
            and not _GENERIC[suffix].fullmatch(name)
            and (len(name) > 1 or suffix == "社区")
        ):
            yield match.start() - len(name), match.end()
            if suffix in ("村", "社区"):
                yield from _listed_after(text, match.end(), suffix)
    for match in _ZONE.finditer(text) if _ZONE_HEAD.search(text) else ():
        name = _name_before(text, match.end("name"))
        if 2 <= len(name) <= 4 and not name.endswith("个") and name not in (
            "国家级",
            "省级",
            "高新",
            "城市",
            "产业",
            "移民",
            "国家",
            "现代",
            "经济",
            "产城",
            "滨海",
            "金融",
            "化工",
            "科技",
            "物流",
        ):
            yield match.end("name") - len(name), match.end()


def _transliterated(name: str) -> bool:
    """Tell whether a long name is written after its sound: 什拉乌素壕."""
    return len(name) <= _WINDOW - 2 and sum(one in _SOUNDS for one in name) >= len(name) - 1


# Lists are bounded, so that the time stays linear where each name could begin another list.
_LIST_BEGINS = r"(?<=[由对在将以从把为向到及进的与镇乡辖、，。；：“”\s])(?![由对在将以从把为向到及进与的])"
_COUNTED = re.compile(
    rf"{_LIST_BEGINS}(?P<names>(?:[\u4e00-\u9fff]{{2,3}}、){{1,30}}[\u4e00-\u9fff]{{2,4}}?)"
    r"(?:等(?:[\d一二三四五六七八九十两]+个)?|(?P<number>\d+|[一二三四五六七八九十两]+)个)"
    r"(?:行政|自然)?(?:村|社区|乡镇|镇街|镇|乡(?![土情村风贤里亲])|街道)"
    r"(?!级|民|委|居民|干部|市民|便民|综[治合]|司法|党[群政]|服务|文化|人民|派出)"
)
"""由四那、九合、新民等8个村: bare names that their kind behind the list makes places."""
_IN_NAME = "(?:[^\\W\\d_a-zA-Z的辖等将]|将(?=军))"
_COUNTED_EXACTLY = re.compile(
    rf"{_LIST_BEGINS}(?P<names>(?:{_IN_NAME}{{2,6}}、){{1,30}}{_IN_NAME}{{2,6}}?)(?<!村)(?<!社区)"
    r"(?:(?P<number>\d+|[两三四五六七八九十]+)(?:个(?:[农渔牧山]|行政|自然|偏远|边境)?(?:村|社区|嘎查|办事处|街道)|村(?!级|民|委|两委))"
    r"|(?:等|等?几个)(?:偏远|边远|边境|沿[江河湖海边线]|[\u4e00-\u9fff]{0,2}[种养产务信][\u4e00-\u9fff]{1,2})(?:大|重点)?村(?!级|民|委))"
)
"""松岭、柏坡、杨湾三村, 石桥、下坝几个偏远村: lists that are counted without 个 or whose kind is told apart."""


def counted_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of bare names of villages and townships in a list that ends with their kind.

    Without 等 the number behind the list tells whether it counts the names: 北苑、铁南、民航3个社区.
    """
    for found in chain(_COUNTED.finditer(text), _COUNTED_EXACTLY.finditer(text)):
        start, names = found.start("names"), found["names"].split("、")
        if found["number"] and _count(found["number"]) != len(names):
            continue
        yield from _spans(names, start)


def _spans(names: list[str], start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of names with 、 between them, the first of which begins at ``start``."""
    for name in names:
        yield start, start + len(name)
        start += len(name) + 1


def bare_before(text: str, village: int) -> Iterator[tuple[int, int]]:
    """Yield the bare names in a list that ends with a village beginning at ``village``: 柏坡、杨湾、钱家村.

    Only names that no word of a sentence is in, and that do not tell a kind of place or body themselves.
    """
    found = _LIST_BEFORE.search(text, max(0, village - 40), village) if text.startswith("、", village - 1) else None
    if not found:
        return
    names = found["names"].removesuffix("、").split("、")
    if any(_BOUNDARY.search(name) or _NO_VILLAGE.search(name) for name in names):
        return
    yield from _spans(names, found.start("names"))


_LIST_BEFORE = re.compile(rf"(?<!”){_LIST_BEGINS}(?P<names>(?:{_IN_NAME}{{2,4}}、){{1,13}})$")
_NO_VILLAGE = re.compile(
    "[栏群棚线局委办所院站校部队厅会室员民户家人企厂司店馆区县市省州旗盟街路道关处中]$"
    "|学校|企业|机关|单位|家庭|农村|广场|集市|公园|工地|牧场|草原|寺|景点|码头|公路|铁路"
)


def _count(number: str) -> int:
    return int(number if number[0].isdecimal() else parse_chinese(number))


def village_behind(text: str, end: int) -> int | None:
    """Return where the village or community ends whose name begins right behind a township, None without one.

    There is no doubt where it begins, so what follows it may be anything: 燕子沟镇喇嘛沟村监测员.
    """
    found = _BEHIND_TOWNSHIP.match(text, end)
    if not found or _BOUNDARY.search(found["name"]) or _GENERIC[found["kind"]].fullmatch(found["name"]):
        return None
    return found.end()


_BEHIND_TOWNSHIP = re.compile(
    rf"(?![与及]|和(?![{_BEHIND_HE}]))"
    r"(?P<name>(?:(?![两各某该此每相])[\u4e00-\u9fff]){1,5}?)(?P<kind>社区|村)"
    rf"(?!民(?!宿)|{_NO_PLACE}|、社区)"
)


def _listed_after(text: str, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the names of the same kind that stand in a list behind the one that ends at ``end``."""
    while (listed := _NEXT.match(text, end)) and listed["kind"] == kind:
        yield end + 1, listed.end()
        end = listed.end()


def _name_before(text: str, end: int) -> str:
    """Return what stands before ``end`` and after the last word that cannot belong to a name."""
    window = text[max(0, end - _WINDOW) : end]
    start = -1
    for boundary in _BOUNDARY.finditer(window):
        start = boundary.end()
    if start < 0 and end > _WINDOW:
        return ""
    name = window[max(start, 0) :]
    return name if _CHINESE.fullmatch(name) else ""
