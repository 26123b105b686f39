"""Which practice a MECHANISM mention names: one of the vocabulary, or a discovered candidate.

Names vary by quotation marks, by the rank or place in front and by the head noun behind
(全国民主法治示范村, “枫桥经验”, 法律顾问制度); a step that is taken costs confidence, and a name that
fits two practices is linked to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fazhi.identifiers import candidate_practice_id
from fazhi.lexicon import Lexicon
from fazhi.reports.sentences import around
from fazhi.vocabulary import PracticeTerm


class LinkedPractice(NamedTuple):
    """What a mention names; ``id`` is None where several practices fit, kept as ``candidates``."""

    canonical: str
    id: str | None
    confidence: float
    candidates: tuple[str, ...]
    rule: str


_QUOTE = str.maketrans("", "", "“”‘’\"'「」『』")
_CORE = re.compile(r"^([^“”]{0,12})“([^“”]+)”([^“”]{0,14})$")
_FRONT = re.compile(
    r"^(?:新时代|坚持和?发展|全国|全省|全市|全区|全县|国家级|省级|市级|县级|区级|镇级|村级|基层|乡镇|镇街|街镇|街道|社区|村居|村\(社区\)|"
    r"乡镇\(街道\)|镇\(街道\)|村\(居\)|政府|行政机关|行政|领导干部|党政主要负责人|主要负责人|年度|年终|第[一二三四五六七八九十\d]+[批届次轮]|"
    r"[省市县区镇乡](?=[^级内外])|统一|联合|综合|重点|专项|部门|各级|相关|有关|本级|20\d\d年度?)"
)
_BACK = re.compile(
    r"(?:制度|机制|工作机制|体制机制|工作|体系|模式|方式|品牌|平台|系统|改革|建设|活动|行动|专项行动|试点|创建|培育|项目|工程|格局|办法|经验|"
    r"工作法|称号|荣誉|服务|清单|目录|事项|规划|计划|程序|规定|责任|责任制|队伍|全覆盖|标准化|规范化|制|率|案件|宣传|宣传活动|"
    r"应用|场景|专栏|做法|要求|理念|原则|任务|能力|水平|质效|公示|培养|示范创建|示范点|先进典型|收官|服务点|站点)$"
)
_GENERIC_HEAD = re.compile(
    r"^(?:学习|数字|监管|服务|工作|管理|宣讲|法商|普法|调解|治理)*(?:平台|系统|品牌|服务品牌|机制|工作机制|制度|模式|专栏|微信公众号|公众号|小程序|"
    r"活动|专项行动|行动|改革|试点|标准化试点|工程|项目|应用|场景|APP|app|客户端|栏目|要求|理念|工作法|做法|格局|体系|经验|建设)$"
)


class PracticeLinker:
    """Links names to the practices of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon whose practices are linked to."""
        self._forms = lexicon.practices
        self._rejected = lexicon.rejected

    def link(self, text: str, sentence: tuple[int, int], start: int, end: int) -> LinkedPractice:
        """Link the name at ``text[start:end]`` (folded text) within its ``sentence``."""
        name = text[start:end]
        first, last = around(sentence, start, end)
        inside = (text[first:last], start - first, end - first)
        for form, confidence, rule in _readings(name):
            if terms := self._fitting(form, *inside):
                if len(terms) == 1:
                    return LinkedPractice(terms[0].name, terms[0].local, confidence, (), f"{rule}: {form}")
                names = tuple(term.local for term in terms)
                return LinkedPractice(bare_name(name), None, confidence / len(terms), names, f"several: {form}")
        bare = bare_name(name)
        return LinkedPractice(bare, candidate_practice_id(bare), 0.6, (), "no practice of the vocabulary")

    def _fitting(self, form: str, sentence: str, start: int, end: int) -> tuple[PracticeTerm, ...]:
        terms = self._forms.get(form) or ()
        fitting = []
        for term in terms:
            condition = term.condition(form)
            if condition is None or condition.holds(sentence, start, end):
                fitting.append(term)
        return tuple(fitting)


def bare_name(name: str) -> str:
    """Return a discovered name without quotation marks and, after a quoted name, without a mere head noun.

    “真新学堂”学习平台 is 真新学堂; “一纵四横”大调解工作格局 keeps its head.
    """
    if (core := _CORE.match(name)) and not core[1] and len(core[2]) > 2 and _GENERIC_HEAD.match(core[3]):
        return core[2]
    return name.translate(_QUOTE).strip()


def _readings(name: str) -> Iterator[tuple[str, float, str]]:
    """Yield what a name may be called in the vocabulary, the surest first, each once."""
    seen = set()
    for form, confidence, rule in _all_readings(name):
        if len(form) > 1 and form not in seen:
            seen.add(form)
            yield form, confidence, rule


def _all_readings(name: str) -> Iterator[tuple[str, float, str]]:
    bare = name.translate(_QUOTE)
    yield name, 1.0, "vocabulary"
    yield bare, 1.0, "vocabulary"
    yield re.sub(r"[·、，]", "", bare), 0.97, "vocabulary, punctuation aside"
    core = _CORE.match(name)
    if core and (not core[3] or _GENERIC_HEAD.match(core[3]) or _BACK.fullmatch(core[3])):
        yield core[2], 0.95, "the quoted name"
    for form, steps in _stripped(bare):
        yield form, max(0.7, 0.95 - 0.07 * steps), "without rank or head noun"
        yield form + "制度", 0.85, "with its head noun"
    if core and not core[1]:
        yield core[2], 0.75, "the quoted name"


def _stripped(name: str) -> Iterator[tuple[str, int]]:
    """Yield the name with fronts and backs taken off, fewer steps first."""
    level = [name]
    for steps in range(1, 4):
        shorter: dict[str, None] = {}
        for form in level:
            for cut in (_FRONT.sub("", form, count=1), _BACK.sub("", form, count=1)):
                if cut != form and len(cut) >= 3:
                    shorter[cut] = None
        for form in shorter:
            yield form, steps
        level = list(shorter)

