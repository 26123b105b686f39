"""How names of divisions are built: the distinguishing part, the nationalities, the generic word.

嘉善县 is short for nothing but 嘉善; 积石山保安族东乡族撒拉族自治县 is called 积石山 or 积石山县; a
street is named 真新街道, 真新街道办事处 or 真新街. All rules here work on folded names.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡"
    "|纳西|景颇|柯尔克孜"
    "|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京"
    "|塔塔尔|独龙"
    "|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_NATION_LIST = rf"(?:(?:{_NATIONS})族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|民族)"
_AUTONOMOUS = re.compile(rf"(.{{2,}}?){_NATION_LIST}*自治([区州县旗])")
_NATIONAL_TOWNSHIP = re.compile(rf"(.{{2,}}?){_NATION_LIST}+(乡|镇|苏木)")
_TWO_WINGS = re.compile(r"(.).{1,3}?([左右])翼?([前中后]?旗|县)")
"""科尔沁右翼中旗 is written 科右中旗, 土默特左旗 土左旗, 喀喇沁左翼蒙古族自治县 喀左县."""

_OWN_NATION = re.compile(rf"({_NATION_LIST})自治([州县旗])")
"""鄂伦春自治旗 and 东乡族自治县 are named by the nation itself."""

GENERIC_WORDS = (
    "街道办事处", "街道办", "街道", "地区办事处", "自治区", "特别行政区", "地区", "林区", "特区", "新区", "矿区",
    "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "苏木", "街",
)  # fmt: skip
_GENERIC = re.compile(rf"({'|'.join(GENERIC_WORDS)})$")
_ZONE = re.compile(
    r"(?:开发区|经开区|高新区|新区|管理区|管委会|示范区|试验区|实验区|合作区|度假区|保税区|保税港区|工业区"
    r"|工业园区?|产业园区?"
    r"|科技园区?|物流园区?|园区|风景区|名胜区|旅游区|农场|林场|牧场|渔场|茶场|垦区|新城|片区|先行区|功能区"
    r"|集聚区|出口加工区)$"
)
_COMMUNITY = re.compile(r"(?:村|社区|居民区|嘎查|居委会|村委会|小区|屯|寨|连队?)$")
_STREET_WORDS = ("街道", "镇", "乡", "地区", "苏木", "街")


@lru_cache(maxsize=1 << 16)
def stem(name: str) -> str:
    """Return the distinguishing part of a name; the name itself where less than two characters stay."""
    if match := _OWN_NATION.fullmatch(name):
        return match.group(1).removesuffix("族") if len(match.group(1)) > 2 else match.group(1)
    for pattern in (_AUTONOMOUS, _NATIONAL_TOWNSHIP):
        if match := pattern.fullmatch(name):
            return match.group(1)
    found = _GENERIC.search(name)
    short = name[: found.start()] if found else name
    return short if len(short) >= 2 else name


def generic(name: str) -> str:
    """Return the generic word that ends a name (``街道``, ``县`` …), the empty string for none."""
    found = _GENERIC.search(name)
    return found.group() if found and found.start() else ""


@lru_cache(maxsize=1 << 16)
def short_name(name: str) -> str:
    """Return the name without its nationalities but with its generic word: 桓仁县, 黔西南州."""
    if match := _OWN_NATION.fullmatch(name):
        return match.group(1).removesuffix("族") + match.group(2)
    if match := _AUTONOMOUS.fullmatch(name):
        word = match.group(2)
        short = match.group(1) + ("" if word == "区" else word)
        wings = _TWO_WINGS.fullmatch(short)
        return "".join(wings.groups()) if wings else short
    if match := _NATIONAL_TOWNSHIP.fullmatch(name):
        return match.group(1) + match.group(2)
    if match := _TWO_WINGS.fullmatch(name):
        return "".join(match.groups())
    return name


_KIND_OF_ZONE = re.compile(
    "(?:国家级?|省级|经济|技术|高新|高技术|产业|工业|综合|保税|旅游|度假|农业|科技|出口|加工|开发|示范|试验|合作|循环"
    "|化工|物流|港|临空|现代|新|园)*[区园]"
)


def is_zone(name: str) -> bool:
    """Tell whether a name is one of a development or management zone, a farm or a scenic area."""
    return bool(_ZONE.search(name))


def is_kind_of_zone(name: str) -> bool:
    """Tell whether a name says only of what kind a zone is, not which: 经济技术开发区, 高新区."""
    return bool(_KIND_OF_ZONE.fullmatch(name))


def is_community(name: str) -> bool:
    """Tell whether a name is one of a village, a residents' community or another settlement."""
    return bool(_COMMUNITY.search(name)) and not name.endswith(("新村街道", "社区街道"))


def township_spellings(name: str) -> tuple[str, ...]:
    """Return the names that the township ``name`` may have in the table, the likeliest first.

    A street is also written 街 or 街道办事处, and townships became towns, towns streets.
    """
    bare = name.removesuffix("办事处").removesuffix("办") if name.endswith(("道办事处", "道办", "区办事处")) else name
    found = _GENERIC.search(bare)
    if not found or found.group() not in _STREET_WORDS or found.start() < 1:
        return (bare,)
    head = bare[: found.start()]
    others = tuple(head + word for word in _STREET_WORDS[:5] if word != found.group())
    return (bare, *others) if len(head) >= 2 or found.group() == "街" else (bare,)
