"""How names of bodies are built: the level word in front, the forms of one type, the order of the parts.

县委政法委 and 政法委 of a county are one body, and so are 中共平和县委员会 and 平和县委, 全面依法治县委员会
办公室 and 依法治县办. All functions take folded text without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fazhi.lexicon import FormIndex
from fazhi.vocabulary import InstitutionType

_LEVEL_WORD = re.compile(r"自治[区州]|地区|[新特]区|街道|苏木|[省州盟市区县旗镇乡]")
_OTHER_WORD = re.compile(
    r"市场|市容|[市县省州区]域|[市县省州区]际|市[县区](?!委)|县[乡区镇]|区[块街镇]|镇[街村]|乡[村贤镇]|州县"
    r"|市政(?:公用|管理|园林|绿化|工程|设施|建设|道路|环卫|排水|养护|维护|服务中心|公司|集团|[局处所站科队和、])"
    r"|市民(?:中心|之家|服务|热线|诉求|学校|大学|驿站|广场|活动|议事|代表|监督|巡访|评审|调解|法治|文明|[云卡])"
)
"""Words that begin as a level word does: 市政 is of streets and sewers in 市政园林局, but not in 市政府."""
_COMMITTEE_OF = re.compile(r"(?:全面)?依法治(?P<level>[省市县区州旗镇乡街])")
_USUAL_ORDER = tuple(
    (re.compile(pattern), usual)
    for pattern, usual in (
        (r"^(?:中共|中国共产党)(?!中央)(.+?)委员会$", r"\1委"),
        (r"^(?:中共|中国共产党)(?!中央)(.+)$", r"\1"),
        (r"^(?:中国)?(?:共产主义青年团|共青团|团)(.*[省市县区州旗镇乡])(?:工?委|委员会)$", r"\1共青团"),
        (r"^(?:中国人民政治协商会议|政协)(.+[省市县区州旗])委员会$", r"\1政协"),
        (r"^公安(?!分局)(.{2,5})分局$", r"\1公安分局"),
        (r"^(.+[市区县旗])人民政府(?=.+街道办事处$)", r"\1"),
    )
)
_OF_COMMITTEE = re.compile(r"[省市县区州旗盟镇乡]?委(?!员)(?=..)")
_LAW_BASED = re.compile(r"(?:全面)?依法治([省市县区州旗镇乡街])(委员会|委)?(办公室|办)?")
_OFFICE = re.compile(r"委(?:办公[室厅]|办)")
_VAGUE = frozenset({"分局"})
"""Forms that say no type where they only end a name: 生态环境局平和分局 is no police."""


def level_word(name: str) -> str:
    """Return the word of level that a body's name begins with (市 of 市政府), the empty string for none."""
    found = _LEVEL_WORD.match(name)
    return found.group() if found and not _OTHER_WORD.match(name) else ""


def level_inside(name: str) -> str:
    """Return the word of level that 依法治县办 and its like have inside, the empty string for none."""
    found = _COMMITTEE_OF.match(name)
    return found["level"].replace("街", "街道") if found else ""


def in_usual_order(name: str) -> str:
    """Return a body's name with its place in front and in the form that reports mostly use."""
    for pattern, usual in _USUAL_ORDER:
        name = pattern.sub(usual, name)
    return name


@dataclass(frozen=True)
class BodyForms:
    """The forms of the types of bodies, by which names are read."""

    types: FormIndex[InstitutionType]

    def exact(self, rest: str, word: str = "") -> InstitutionType | None:
        """Return the type that a name has of which only ``rest`` follows its place or level word.

        ``word`` is the generic word of the place, or the level word: 委 behind 平和县 is 县委.
        """
        return next((kind for form in _spellings(rest, word) if (kind := self.types.get(form))), None)

    def ending(self, name: str) -> InstitutionType | None:
        """Return the type whose form is the longest that ends the name."""
        for start in range(len(name) - 1):
            if (start == 0 or name[start:] not in _VAGUE) and (kind := self.types.get(name[start:])):
                return kind
        return None


def _spellings(rest: str, word: str) -> Iterator[str]:
    """Yield how the table may spell a body's name, the likeliest first."""
    last = word[-1:]
    if last and rest.startswith(last) and len(rest) > 1:
        yield from _spellings(rest[1:], word)  # 平和县县委
    if rest == "委" and last in {"镇", "乡", "木"}:
        yield "党委"
    if len(rest) > 1:
        yield rest
    if word:
        yield word + rest
        yield last + rest
    if rest.startswith("人民政府") and rest != "人民政府":
        yield from _spellings(rest.removeprefix("人民"), word)
    if lawful := _LAW_BASED.fullmatch(rest):
        yield f"依法治{lawful[1]}{'办' if lawful[3] else '委'}"
        yield f"依法治{lawful[1]}委员会"
    if _OFFICE.fullmatch(rest):
        yield "党委办公室"
    if committee := _OF_COMMITTEE.match(rest):
        yield from _spellings(rest[committee.end() :], "")
