"""Who issues a report: who signs it, whose name opens its title, whom the page calls its publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from fazhi.jurisdictions import generic
from fazhi.reports import keytable
from fazhi.reports.frame import Line, foot_lines
from fazhi.reports.keytable import Entry
from fazhi.reports.signature import is_body, is_organ, is_place, joined

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}\[20\d\d\]\d{1,4}号(?:\s*签发人：.*)?")
_LEAD = re.compile(r"^(?:关于(?:公布|公开|发布|印发)?|20\d\d\s*年?(?:度)?|二[〇○零OoО0]..年(?:度)?)")
_TITLE_ORGAN = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff()、]{1,60}?(?:人民政府|(?<=[省市县区旗州镇乡])政府|办事处|管理委员会|管委会"
    r"|委员会|常委会|主席团|公署|行署|协会|(?<=[市县区旗州镇乡])委"
    r"|[\u4e00-\u9fff][局厅院](?!势)|海关|(?<=[一-鿿]{2})办公室|司法所|支队|大队|中心|党工委|党委"
    r"|(?<=[\u4e00-\u9fff]{2})[办委所队院站](?=(?:\([\u4e00-\u9fff]{2,8}\))?(?:关于|20\d\d)))"
    r"(?:\([\u4e00-\u9fff]{2,12}\)|党组)?)(?=\s*(?:(?<!政府)工作报告|关于|20\d\d|二[〇○零OoО0]|法治|上半年|依法|年度|推进"
    r"|[三四五]年|党[组委]副?书记|(?:委员会)?书记|[局厅院所]长|主任|主要负责人|普法|“))"
)
_DEICTIC = re.compile(
    r"^(?:街道|[省市县区旗州镇乡])(?!区|州|[南北中]区)[\u4e00-\u9fff]{0,6}(?:委|政府|办|局|厅|府|所)|^(?:司法|公安|财政)[局厅]|编辑"
    r"|管理员|本站|网$|网站|日报|晚报|门户"
)
_OPENING_NAME = re.compile(
    r"(?:^|[，。\s])(?:20\d\d年，?)?(?P<organ>[\u4e00-\u9fff]{3,24}?(?:[局厅院委办]|办公[厅室]|人民政府"
    r"|办事处|委员会))(?:(?:\(以下|\(下称|呈报|现将|现就|谨就))"
)
"""The organ that presents itself in the first sentence: 广州市人民政府办公厅(以下简称市府办公厅)."""

_ANNOUNCED = re.compile(
    r"(?:现将|现就)(?P<organ>[\u4e00-\u9fff]{2,20}?(?:人民政府|办事处|委员会|[\u4e00-\u9fff]局))(?:关于)?20\d\d年[^。]{4,40}(?:报告|汇报)如下"
)
"""The organ whose year is told of: 现将甲镇人民政府2026年上半年法治建设工作情况报告如下."""

_OPENING_ORGAN = re.compile(
    r"^\s*(?:(?:20\d\d年|这一年|一年来|今年以来|近年来)，?)?(?P<organ>(?:(?!在)[\u4e00-\u9fff]){2,12}?(?:党委和政府"
    r"|党委、政府|委、[省市县区旗州镇]政府|[省市县区旗州]政府))(?!信息|门户|网|令|《|系统|办|常务|工作|党组)"
)


_PARTY_BODIES = (("党工委", "工作委员会"), ("党委", "委员会"))
"""How committees of the party are called in short and in full: 甲街道党工委 is 中共甲街道工作委员会."""
_CONTRIBUTED = re.compile(
    r"\(?(?:供稿|来稿|供稿单位|来源)\s*[：|]\s*(?P<named>[^：()]{3,60})\)?|\((?P<organ>[^：()]{3,60}?)\s*(?:供稿|来稿|提供)\)"
)
"""Who has sent an account in, where a newspaper or an account of the site prints it: (甲县司法局供稿)."""

_STANDING_COMMITTEE = "人大常委会"
_WORK_REPORT = re.compile(
    r"(?![省市县区旗州](?:人民)?政府)([\u4e00-\u9fff]{2,20}?)(?:20\d\d年度?)?(?:人民)?政府工作的?报告"
)


def reports_to_congress(title: str | None) -> bool:
    """Tell whether a title is that of a government's work report, which no other body gives."""
    return bool(title and re.search(r"(?<!法治)(?<!法制)政府工作的?报告", title))


def find_issuer(
    title: str | None,
    signed: str | None,
    under: str | None,
    entries: Sequence[Entry],
    head: Sequence[Line],
    above: Sequence[Line],
    text: str,
) -> str | None:
    """Return the body that issues the report, in the fullest form that the page prints; else None.

    ``above`` are the lines of the head above the title.
    """
    titled = title_organ(title)
    if signed and titled and signed == f"{titled}办公室":
        # An office signs for its own organ.
        signed = titled
    named = [entry.value for entry in entries if entry.kind == keytable.ISSUER and is_organ(entry.value)]
    sources = [entry.value for entry in entries if entry.kind == keytable.SOURCE and is_organ(entry.value)]
    sources = [source for source in sources if not _DEICTIC.search(source)]
    places = [source for source in sources if is_place(source)]
    organs = [source for source in sources if not is_place(source)]
    letterhead = _letterhead(head)
    if any(organ.endswith("人民政府") for organ in organs):
        # An office that the page names in short (区司法局) keeps the page for the government that gives the report.
        named = [name for name in named if not _DEICTIC.search(name)]
    printed = (signed, titled, under, *letterhead, *named, *organs, *_beside_keys(head), *_masthead(above))
    longer = [*(name for name in (under, titled) if name), *letterhead, *named, *sources]
    if signed and signed.endswith(_STANDING_COMMITTEE):
        longer += [line.text for line in head if is_body(line.text)]
    chosen = next((name for name in printed if name), None) or _opening(text, head, title) or _contributor(text)
    if chosen:
        return _fullest(chosen, [*longer, *_crumbs(head, chosen)])
    # A bare place is no body, but shows which of those that the page names has sent the report in.
    fuller = (_fullest(place, _crumbs(head, place)) for place in places)
    return next((name for name in fuller if not is_place(name)), None)


def title_organ(title: str | None) -> str | None:
    """Return the organ or joint organs that a title begins with: 丰都县栗子乡人民政府2025年…"""
    if not title:
        return None
    headline, _, subtitle = title.replace(" ", "").rpartition("——")
    if headline and (organ := title_organ(headline)):
        return organ
    bare = _LEAD.sub("", subtitle)
    if (work := _WORK_REPORT.match(bare)) and not work.group(1).endswith("法治"):
        return work.group(1) + "人民政府"
    match = _TITLE_ORGAN.match(bare)
    if match is None:
        return None
    organ = match["organ"].removesuffix("党组")
    # Two organs printed one under the other stand in one line once the title is joined.
    parts = re.split(
        r"(?:(?<=委员会)|(?<=[省市县区旗州镇乡]委)(?!员会))(?=[\u4e00-\u9fff]{2,}(?:人民政府|办事处))"
        r"|(?<=办公室)(?=[\u4e00-\u9fff]{3,}(?:局|委员会|人民政府)$)",
        organ,
    )
    return joined(parts)


def _fullest(name: str, others: Sequence[str]) -> str:
    """Prefer a longer form of the same name: 密云区果园街道办事处 for 果园街道办事处."""
    longer = [other for other in others if is_organ(other) and _same(name, other)]
    return max(longer, key=len, default=name)


def _same(name: str, longer: str) -> bool:
    if "、" in longer and "、" not in name:
        return False
    if longer.endswith(name) and len(longer) > len(name):
        return True
    if name.endswith("政府") and not name.endswith("人民政府"):
        return longer.endswith(name.removesuffix("政府") + "人民政府")
    if name.endswith(_STANDING_COMMITTEE) and longer != name:
        return longer.endswith(name.removesuffix(_STANDING_COMMITTEE) + "人民代表大会常务委员会")
    for short, full in _PARTY_BODIES:
        if name.endswith(short) and longer.startswith("中共"):
            return longer.endswith(name.removesuffix(short).removeprefix("中共") + full)
    rest = longer.removeprefix(name)
    return bool(generic(name)) and rest != longer and rest in ("人民政府", "办事处", "党政综合办公室")


def _letterhead(head: Sequence[Line]) -> list[str]:
    """Return the organ of the red head of a paper: 阳城县人民政府文件, or organs right above its number."""
    red = [line.text.removesuffix("文件") for line in head if line.text.endswith("文件") and is_organ(line.text[:-2])]
    number = next((at for at, line in enumerate(head) if _NUMBER.fullmatch(line.text)), 0)
    above = list(takewhile(is_body, (line.text for line in reversed(head[:number]))))
    return [*red, joined(above[::-1])] if above else red


def _masthead(above: Sequence[Line]) -> list[str]:
    """Return the organs that stand right above a title whole in itself: 中共甲县委 甲县人民政府 / 甲县2025年…"""
    organs = list(takewhile(is_body, (line.text for line in reversed(above))))
    return [joined(organs[::-1])] if organs else []


def _beside_keys(head: Sequence[Line]) -> list[str]:
    """Return the organs that open a line, maybe in brackets, which goes on with keys: 安化县统计局    发布时间：…"""
    lines = (re.split(r"\s{2,}|\t|(?<=府)\s", line.text.removeprefix("("), maxsplit=1) for line in head)
    return [
        parts[0]
        for parts in lines
        if len(parts) == 2 and keytable.begins_with_key(parts[1]) and is_body(parts[0])
    ]


def _crumbs(head: Sequence[Line], name: str) -> list[str]:
    """Return the parts of breadcrumbs, and of those printed without marks the organ of that name."""
    parts = [
        part.strip() for line in head if re.search("[>›»|]", line.text) for part in re.split(r"[>›»|]|->", line.text)
    ]
    run_on = [found for line in head for found in re.findall(re.escape(name) + "(?:人民政府|办事处)", line.text)]
    return [part for part in parts if 2 < len(part) < 30] + run_on


def _contributor(text: str) -> str | None:
    """Return the bodies that a note below the text names as its contributors."""
    notes = (_CONTRIBUTED.fullmatch(line.text) for line in foot_lines(text))
    named = (note["organ"] or note["named"] for note in notes if note)
    organs = (name.replace("、", " ").strip() for name in named)
    return next((joined([name]) for name in organs if is_body(name) and not _DEICTIC.match(name)), None)


def _opening(text: str, head: Sequence[Line], title: str | None) -> str | None:
    opening = text[head[-1].end if head else 0 :][:200]
    announced = (*(line.text for line in head[-1:]), opening)
    if organ := next((found["organ"] for part in announced if (found := _ANNOUNCED.search(part))), None):
        return organ
    if presented := _OPENING_NAME.search(opening):
        return presented["organ"]
    match = _OPENING_ORGAN.search(opening)
    # Under a title, party and government in one breath are the subject of the sentence only.
    return match["organ"] if match and not (title and re.search("、|和", match["organ"])) else None
