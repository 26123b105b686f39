"""Other ways to say the name of a practice, and what of it is compared between reports.

A name varies by quotation marks, by what stands in front of it (the rank, the place, the line of
work, the meeting before which it is done), by an adverb inside it and by the head noun behind it.
None of that makes another practice; a numeral does (“三调联动” and “五调联动” are two).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fazhi.identifiers import QUOTES, name_key

_CORE = re.compile(r"^([^“”]{0,16})“([^“”]+)”([^“”]{0,14})$")
_PLACE_KINDS = (
    r"[区县镇乡村]{2}两级|乡镇\(街道\)|镇\(街道\)|乡镇\(场\)|镇\(区\)|村\(社区\)|村\(居\)民?|县\(?区\)?、乡镇|县、乡|市县乡|镇乡街|镇街道|"
    r"苏木嘎查(?:两级)?|苏木乡镇|苏木|嘎查村?|团镇|团场|连队|旗县|县区|区镇|县乡|乡镇|镇街|街镇|街道|社区|村居|居民区|管委会|园区|景区|"
    r"港区|边境地区"
)
_WORK = (
    r"水利|水(?=行政)|水务|税务|统计|草原|节水|林业|林草|农业(?:农村)?|农村|商务|文旅|文化|(?:医疗)?卫生|城管|城市管理|交通(?:运输)?|生态环境|"
    r"自然资源|市场监管|应急管理|住建|民政|人社|医保|气象|消防|旅游|食品药品|金融|建筑|工程质量安全|[藏汉回蒙维壮]{0,2}双语"
)
_FRONT = re.compile(
    rf"^(?:新时代|坚持和?发展|全国|全省|全市|全区|全县|国家级|省级|市级|县级|区级|州级|自治区级|镇级|村级|基层|{_PLACE_KINDS}|"
    r"政府|行政机关|行政|领导干部|(?:法治建设|党政)?主要负责人|领导班子|领导(?=出庭)|机关(?=负责人)|年度|年终|第[一二三四五六七八九十\d]+[批届次轮]|"
    r"[省市县区镇乡村](?=[^级内外])|统一|联合|综合|重点|专项|书面|部门|各级|相关|有关|涉企|本级|20\d\d年度?)"
)
"""Ranks, kinds of places and words of order: no part of what a practice is."""
_LINE_OF_WORK = re.compile(rf"^(?:{_WORK})(?:领域|行业|系统)?")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:省|自治区|自治州|市|县|区|旗)")
_MEETING = re.compile(r"^[\u4e00-\u9fff]{1,12}?会议?(?=会前)")
_GROUP = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?=(?:理论学习)?中心组)")
_OBJECT = re.compile(
    r"^(?:行政机关内部|政府)?(?:重大(?:行政)?(?:决策|项目|事项)(?:决策)?|行政决策|合同)(?=合法性|社会|公众|专家|集体)"
)
"""What is reviewed or decided: the review of legality is one practice, whatever it is held of."""
_ADVERB = re.compile(r"集体(?=学法)|定期|常态化|年度|动态(?=清理)|(?<=督察)常态化")
_BACK = re.compile(
    r"(?:制度|机制|工作机制|体制机制|工作|体系|模式|方式|品牌|平台|系统|改革|建设|活动|行动|专项行动|试点|创建|培育|项目|工程|格局|办法|经验|"
    r"工作法|称号|荣誉|服务|清单|目录|事项|规划|计划|程序|规定|责任|责任制|队伍|全覆盖|标准化|规范化|制|率|案件|宣传|宣传活动|"
    r"应用|场景|专栏|做法|要求|理念|原则|任务|能力|水平|质效|公示|培养|示范创建|收官|服务点|站点|"
    r"动态(?:调整|管理)(?:机制|制度)?|\d\.0版?|\(\d{4}年?版\))$"
)
_GENERIC_HEAD = re.compile(
    r"^(?:学习|数字|监管|服务|工作|管理|宣讲|法商|普法|调解|治理)*(?:平台|系统|品牌|服务品牌|机制|工作机制|制度|模式|专栏|微信公众号|公众号|小程序|"
    r"活动|专项行动|行动|改革|试点|标准化试点|工程|项目|应用|场景|APP|app|客户端|栏目|要求|理念|工作法|做法|格局|体系|经验|建设)$"
)
_KIND = re.compile(
    r"(?:制度|机制|模式|品牌|平台|小程序|专项行动|行动|活动|工程|项目|工作法|调解法|体系|方式|专栏|栏目|经验)$"
)
_HEADS = ("制度", "热线", "应诉")
"""What a short name leaves out: 法律顾问 for 法律顾问制度, 12345 for 12345热线, 负责人出庭 for 负责人出庭应诉."""
_TOWNSHIP = re.compile(r"^(?:乡镇|镇街|街镇|镇乡街|街道)")
_TAIL = re.compile(
    r"(?:工作)?(?:制度|机制)$|(?<![体法])制$|(?:专项)?(?:行动|活动)$|品牌$|工作法$|\d\.0版?$|\(\d{4}年?版\)$"
)
_NUMBERED = re.compile(r"^(?:\d+$|[一二两三四五六七八九十\d]+个)")
"""A slogan that is all number (“1366”应急管理体系, “十个没有”平安创建) is the name, whatever it is of."""
_HONOUR = re.compile(r"示范(?!创建)|先进|优秀|标兵|典型|十佳|最美|案例")
"""An honour for a practice (“枫桥经验”示范点) is another thing than the practice."""
_NUMERAL = re.compile(r"[一二两三四五六七八九十\d]")
_COUNTS = {numeral: count for count, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_LISTED = re.compile(r"[、和与及]|以及")
_SHORTEST_KEY = 4


class Reading(NamedTuple):
    """What a name may be called in the vocabulary; ``offset`` is where in the name this stands."""

    form: str
    confidence: float
    rule: str
    offset: int = 0


def readings(name: str) -> Iterator[Reading]:
    """Yield what ``name`` (folded) may be called in the vocabulary, the surest first, each once."""
    seen: set[str] = set()
    for reading in _all_readings(name):
        if len(reading.form) > 1 and reading.form not in seen:
            seen.add(reading.form)
            yield reading


def bare_name(name: str) -> str:
    """Return a discovered name without quotation marks and, after a quoted name, without a mere head noun.

    “真新学堂”学习平台 is 真新学堂; “一纵四横”大调解工作格局 keeps its head, as other places have other
    slogans of that number.
    """
    if core := _CORE.match(name):
        if not core[1] and len(core[2]) > 2 and _GENERIC_HEAD.match(core[3]):
            return core[2]
        if core[3] and _peculiar(core[2]) and _KIND.search(core[3]):
            return core[2]
    return _without_marks(name)


def candidate_key(name: str) -> str:
    """Return what is compared of two discovered names in different reports.

    错时执法制度 and 错时执法机制 are one, and so are 三率优化 and 三率优化行动: the head noun says how a practice
    is written down, a township in front who runs it. What is left must be long enough to say which
    practice it is.
    """
    key = name_key(name).replace("综合执法", "综合行政执法")
    for pattern in (_TOWNSHIP, _TAIL):
        rest = pattern.sub("", key)
        key = rest if len(rest) >= _SHORTEST_KEY else key
    return key


def short_names(name: str) -> tuple[str, ...]:
    """Return what the same report may call a practice after it was named in full.

    The quoted part of its name, and the numeral that sums up a list (人民调解、行政调解、司法调解“三调联动”).
    """
    core = _CORE.match(name)
    closing = _closing(name)
    found = [core[2]] if core and (core[1] or core[3]) else []
    if closing:
        found.append(name[closing:].translate(QUOTES))
    return tuple(found)


def _without_marks(name: str) -> str:
    """Return a name without quotation marks and the spaces that reports set between characters."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", name.translate(QUOTES))


def _peculiar(core: str) -> bool:
    """Whether a quoted name is one that no two practices share: no numeral slogan, no word of two or three."""
    return len(core) >= _SHORTEST_KEY and not _NUMERAL.match(core)


def _all_readings(name: str) -> Iterator[Reading]:
    bare = _without_marks(name)
    yield Reading(name, 1.0, "vocabulary")
    yield Reading(bare, 1.0, "vocabulary")
    plain = re.sub(r"[·、，]", "", bare)
    yield Reading(plain, 0.97, "vocabulary, punctuation aside")
    yield Reading(re.sub(r"[()]", "", bare), 0.97, "vocabulary, brackets aside")
    core = _CORE.match(name)
    if core and (not core[3] or _GENERIC_HEAD.match(core[3]) or _BACK.fullmatch(core[3])):
        yield Reading(core[2], 0.95, "the quoted name", core.start(2))
    if len(bare) >= _SHORTEST_KEY:
        for head in _HEADS:
            yield Reading(bare + head, 0.9, "with its head noun")
    for form, steps in _stripped(bare):
        yield Reading(form, max(0.7, 0.95 - 0.07 * steps), "without rank or head noun")
        yield Reading(form + "制度", 0.85, "with its head noun")
    yield from _parts(name, core)
    if plain != bare:
        # A list keeps its last part: 权力清单、责任清单 is not 权力清单 with a head noun.
        whole = len(plain) - len(re.split("[·、，]", bare)[-1]) + 2
        for form, steps in _stripped(plain):
            if len(form) >= whole:
                yield Reading(form, max(0.7, 0.92 - 0.07 * steps), "without rank or head noun, punctuation aside")


def _parts(name: str, core: re.Match[str] | None) -> Iterator[Reading]:
    """Yield the part of a name that names the practice: what closes a list, what is quoted, what has a slogan in front."""
    if closing := _closing(name):
        for form in _with_stripped(name[closing:].translate(QUOTES)):
            yield Reading(form, 0.8, "what closes the list", closing)
    if core and not core[1] and not _HONOUR.search(core[3]):
        yield Reading(core[2], 0.75, "the quoted name", core.start(2))
        if len(core[3]) >= _SHORTEST_KEY and not _NUMBERED.match(core[2]):
            for form in _with_stripped(core[3]):
                yield Reading(form, 0.7, "under a slogan of its own", core.start(3))


def _with_stripped(name: str) -> Iterator[str]:
    yield name
    yield from (form for form, _ in _stripped(name))


def _closing(name: str) -> int:
    """Return where the numeral name begins that closes a list of as many parts; 0 without one."""
    last = max((found.end() for found in _LISTED.finditer(name)), default=0)
    if last:
        parts = 1 + sum(1 for _ in _LISTED.finditer(name))
        for found in _NUMERAL.finditer(name, last + 1):
            count = _COUNTS.get(found[0]) or int(found[0])
            if count == parts and len(name) - found.start() > 2:
                return found.start()
    return 0


def _stripped(name: str) -> Iterator[tuple[str, int]]:
    """Yield the name with fronts, backs and adverbs taken off, fewer steps first."""
    level = [name]
    for steps in range(1, 4):
        shorter = dict.fromkeys(cut for form in level for cut in _cuts(form))
        for form in shorter:
            yield form, steps
        level = list(shorter)


def _cuts(form: str) -> Iterator[str]:
    for pattern, shortest, words in _CUTS:
        if words and not any(word in form for word in words):
            continue
        cut = pattern.sub("", form, count=1)
        if cut != form and len(cut) >= shortest:
            yield cut
    if "嘎查" in form:
        yield re.sub("嘎查村?", "村", form)


_CUTS: tuple[tuple[re.Pattern[str], int, tuple[str, ...]], ...] = (
    (_FRONT, 2, ()),
    (_BACK, 3, ()),
    (_MEETING, 4, ("会前",)),
    (_GROUP, 4, ("中心组",)),
    (_OBJECT, 4, ("合法性", "社会", "公众", "专家", "集体")),
    (_ADVERB, 3, ("集体", "定期", "常态", "年度", "动态")),
    (_LINE_OF_WORK, 4, ()),
    (_PLACE, 4, tuple("省市州县区旗")),
)
"""What is taken off, how much of the name must be left at least, and a word without which there is nothing to take."""
