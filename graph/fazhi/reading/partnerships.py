"""The words by which a sentence says that bodies take part in a practice.

Bodies (``partners``) and practices (``run``) come in coordinated runs; every test reads the words
between the two, and those right before or behind the bodies where these decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions import Label
from fazhi.reading.passages import Passage, Placed

_JOINED = re.compile(
    r"[”]?(?:、|和|与|及|同|跟|以及)?(?:会同|联合|协同|携手|联动|牵手|协调)?[“]?|[^。；，、]{0,4}牵头，"
)
_ACTS = (
    r"(?:牵头|推行|推广|建立|开展|实施|探索|试行|试点|推出|实行|落实|运用|组织|办好|公布|设立?|共建|共同|共用|联推|合推|合作|联办|"
    r"会商|创新|创建|打造|深化|健全|完善|启动|指导|制定|重订|选派|参与|加入|入驻|签署|负责(?!人|同志)|承办|承担|执行|构建|搭建|专项整治|坚持|"
    r"做实|上线|贯通|引入|摆出|制发|通报|组成|联动|实现|用|进行|行使|召开|举办|举行|配备|聘任|选聘|提升|强化)"
)
_NO_AIM = r"(?!围绕|聚焦|以|按照|针对|结合|对照|力争|争取)"
_TOPIC_WORDS = r"(?:为|对|就|面向|针对|围绕|聚焦|按照|每[周月季年]|定期|全面|深入|扎实|严格)"
_SUBJECT = re.compile(
    rf"(?:律师)?(?:、[^，。；“”《》、]{{2,8}}?)?(?:等(?:\d+ ?[家个])?[^，。；“《、]{{0,6}})?(?:三家|四家|双方|多方)?(?:共同|联合)?(?:牵头，)?"
    rf"(?:[^，。；“”《》、]{{0,8}}?|{_TOPIC_WORDS}[^，。；“”《》、]{{0,16}}?){_ACTS}[^，。；“”《》]{{0,8}}[“]?"
)
_AS_ASKED = re.compile(r"按照[“]?")
_ASKS = re.compile(r"[”]?的?要求")
_HANDLES = re.compile(r"(?:全年|今年|共计?|累计|依法|已|统一|负责)*办理[“]?")
_BY_LAW = re.compile(rf"(?:依据|依照|依|根据|对照|按照).{{2,90}}?{_ACTS}[^，。；《》]{{0,6}}[“]?")
_OWN = re.compile(r"的?[“]?")
_TOPIC = re.compile(
    r"(?:以|围绕|聚焦|针对|结合|立足|按照|根据|依照|坚持|充分发挥|发挥)[^。；]{1,70}?，"
    rf"{_NO_AIM}[^，。；“”《》、]{{0,4}}?{_ACTS}[^，。；“”《》、]{{0,10}}[“]?"
)
_FOUNDS = re.compile(
    r"[^，。；]{0,14}(?:设立|成立|组建|建立|增设)[^，。；]{2,30}，(?:[^。；]{2,50}，)??"
    rf"{_NO_AIM}[^，。；“”《》、]{{0,4}}?{_ACTS}[^，。；“”《》、]{{0,10}}[“]?"
)
_NEW_SUBJECT = re.compile(
    r"，[^，]{0,3}?(?:我[省市区县镇乡局]|全[省市区县镇乡]|各|群众|干部|网格员|律师|企业|村民|居民|党员|干警|民警|法官|调解员|双方|由)"
)
_PERSON = re.compile(
    r"的?(?:党组|班子)?(?:主要|分管)?(?:书记|主任|局长|镇长|乡长|县长|市长|区长|所长|院长|检察长|庭长|负责人|负责同志|领导|干部|"
    r"成员|人员|民警|法官|检察官|学生|党员|委员|代表|班子)"
)
_CARRIERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"(?:与|同)$"), re.compile(r"会签|签[订署]|合作|对接|协作|联合|联动|协商|沟通|共建")),
    (re.compile(r"在$"), re.compile(r"(?:支持|指导|配合|协助|帮助|推动|牵头)下")),
    (re.compile(r"以$"), re.compile(r"为")),
    (
        re.compile(
            r"(?:依托|整合|联合|会同|发挥|利用|借助|协同|联动|串联|邀请|委托|组织|聘请)(?:了|好)?[^，。；、“”]{0,2}[“]?$"
        ),
        re.compile(""),
    ),
    (re.compile(""), re.compile(r"^(?:等[^，。；]{0,4})?(?:联动|联合办公|合署办公|协同配合)")),
)
"""What stands right before the bodies on which a practice is carried, and what has to follow them."""
_CARRIED = re.compile(
    r"[”]?(?P<how>[^，。；]{0,16})，(?:(?:以|按照|围绕|通过|采取)[^，。；]{0,20}，)?"
    rf"{_NO_AIM}[^，。；“”《》、的]{{0,6}}?(?:{_ACTS}|推进|推动|形成|强化)[^，。；“”《》、]{{0,12}}[“]?"
)
_LED_BY = re.compile(r"[”]?[^，。；“”]{0,8}?(?:由|依托|整合|吸纳|邀请|联合|衔接|汇聚)[^，。；“”、]{0,4}[“]?")
_THEN_BY = re.compile(
    r"[”]?[^，。；“”]{0,8}，(?:主要|统一|具体|均|一律)?由(?:[^，。；“”]{0,10}[、和])?[^，。；“”、]{0,4}[“]?"
)
_THEN_ASKED = re.compile(r"[”]?[^，。；“”]{0,8}，(?:并|主动|积极)?(?:委托|邀请|聘请|引入|吸纳)[^，。；“”]{0,8}[“]?")
_THEN_WITH = re.compile(
    r"[”]?[^，。；“”]{0,8}，(?:并|主动|积极)?(?:联合|会同|与|同)[^，。；“”、]{0,4}[“]?"
)
_WITH_WHOM = re.compile(
    r"[”]?(?:等[^，。；]{0,6})?(?:律师|专家|全面|深入|共同|定期|每[周月季]度?)?(?:开展|建立|推进|合作|联合|共同|签|对接|实施|制定|研究|会商|协作|组织)"
)
_CAMPAIGN = re.compile(r"(?:整治|行动|清理|攻坚)$")
_THEN_FIRM = re.compile(r"[”]?[^，。；“”]{0,10}，[^，。；“”]{0,4}")
_FIRM = re.compile(r".+(?:律师事务所|律所|律师所)")
_LEGAL = re.compile(r"法|律|合同|审查|审核|调解|普|体检|讲|学")
"""What law firms are asked for: counsel, review, mediation, talks."""
_SET_UP = re.compile(
    r"[\s()一二三四五六七八九十\d、.:是]*(?:[^，。；、“”]{0,6}?)(?:健全|完善|建立|推行|推广|落实|实行|坚持|执行|构建|创新|畅通)(?:了|好)?[^，。；、]{0,10}[“]?"
)
_NEXT_CLAUSE = re.compile(r"[”]?[^，。；“”、]{0,8}，")
_UNDERGOES = re.compile(r"[”]?(?:被|的|因|获|收到|班子成员?被|对[^，。；]{0,20}(?:提醒|批评|问责|处分))")
_TOGETHER_BEFORE = re.compile(r"[”]?[^，。；]{0,12}[，：][“]?")
_TOGETHER_AFTER = re.compile(
    r"[”]?[^，。；]{0,8}?(?:同桌|共同|联合|联动|联手|携手|协同|合力|并肩|常驻|轮值|轮流|合署|集体(?:讨论|会商|研判))"
)
_OBJECT = re.compile(r"(?:(?:对|向|针对|给|对照|按照|根据)[^，。；、]{0,4}|(?<![作成])为)$")
_RECEIVES = re.compile(r"(?:收到|受理|被申请|败诉|为被告|报告|移送|接受|听取)")
_OF_A_BODY = re.compile(
    r"[^，。；]{0,15}等(?:\d+|[一二三四五六七八九十两]+) ?[个支][^，。；]{0,6}(?:专班|小组|组|队|队伍|机构|中心|科室|庭)"
)
_BODIES = frozenset({Label.INSTITUTION, Label.MECHANISM})


def partners(passage: Passage) -> Iterator[list[Placed]]:
    """Yield the institutions of a sentence in runs that act together, not those that are acted on."""
    run: list[Placed] = []
    for one in passage.of(Label.INSTITUTION):
        if run and not _JOINED.fullmatch(passage.between(run[-1].end, one.start)):
            yield from _acting(passage, run)
            run = []
        run.append(one)
    yield from _acting(passage, run)


def _acting(passage: Passage, run: list[Placed]) -> Iterator[list[Placed]]:
    if run and not _OBJECT.search(passage.before(run[0])):
        yield run


def acts_on(passage: Passage, partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether the bodies named first run the practice, or it is carried on them."""
    partner, practice = partners[-1], run[0]
    if partner.end > practice.start:
        return False
    between = passage.between(partner.end, practice.start)
    if _PERSON.match(between) or _OF_A_BODY.match(passage.after(run[-1])):
        return False
    if any(said.fullmatch(between) for said in (_OWN, _SUBJECT, _HANDLES, _BY_LAW)):
        others = _stands_between(passage, partner, practice, _BODIES) or _counts_other(passage, partner, practice)
        if not others and not _RECEIVES.search(between):
            return True
    if _AS_ASKED.fullmatch(between) and _ASKS.match(passage.after(run[-1])):
        return True
    return _carries(passage, partners, practice, between) or _leads(passage, partners, practice, between)


def gathers(passage: Passage, partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether the practice named first brings the bodies together: 三所联动由…组成."""
    if run[-1].end > partners[0].start or _stands_between(passage, run[-1], partners[0], _BODIES):
        return False
    between = passage.between(run[-1].end, partners[0].start)
    after = passage.between(partners[-1].end, passage.end)
    if _THEN_ASKED.fullmatch(between) and _asked_for(partners, run):
        return True
    if _LED_BY.fullmatch(between) or _THEN_BY.fullmatch(between):
        return True
    if _THEN_WITH.fullmatch(between) and (_WITH_WHOM.match(after) or _CAMPAIGN.search(run[-1].mention.canonical)):
        return True
    if _asked_for(partners, run) and _then_works(passage, run, between, after):
        return True
    if _THEN_FIRM.fullmatch(between) and _advises(partners, run):
        return True
    return len(partners) > 1 and bool(_TOGETHER_BEFORE.fullmatch(between) and _TOGETHER_AFTER.match(after))


def _then_works(passage: Passage, run: list[Placed], between: str, after: str) -> bool:
    """Tell whether the next clause tells how a body carries out what was set up: 推行…审查机制，司法局审查….

    Of several practices it would have to be told which one is meant.
    """
    if len(run) > 1:
        return False
    start, _ = passage.clause(run[0])
    set_up = _SET_UP.fullmatch(passage.between(start, run[0].start))
    return bool(set_up and _NEXT_CLAUSE.fullmatch(between) and not _UNDERGOES.match(after))


def _carries(passage: Passage, partners: list[Placed], practice: Placed, between: str) -> bool:
    """Tell whether a practice of the next clause is carried on bodies: 整合派出所、司法所等力量，建立…."""
    match = _CARRIED.fullmatch(between)
    if not match or _stands_between(passage, partners[-1], practice, _BODIES):
        return False
    before = passage.before(partners[0])
    said = any(word.search(before) and how.search(match["how"]) for word, how in _CARRIERS)
    return said and _asked_for(partners, [practice])


def _leads(passage: Passage, partners: list[Placed], practice: Placed, between: str) -> bool:
    """Tell whether bodies that open the clause stay the subject: 执法队以…为重点，…，开展….

    Practices may stand between (they are the topic); another body, or a new subject, may not.
    """
    if not passage.opens(partners[0]) or _NEW_SUBJECT.search(between):
        return False
    others = _stands_between(passage, partners[-1], practice, frozenset({Label.INSTITUTION}))
    return bool(_FOUNDS.fullmatch(between) if others else _TOPIC.fullmatch(between))


def _advises(partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether law firms stand beside a practice of legal counsel."""
    return _firms(partners) and any("法律顾问" in one.mention.canonical for one in run)


def _asked_for(partners: list[Placed], run: list[Placed]) -> bool:
    """Tell whether the practice can be what the bodies were asked for; firms give counsel and speak on law."""
    return not _firms(partners) or any(_LEGAL.search(one.mention.canonical) for one in run)


def _firms(partners: list[Placed]) -> bool:
    return all(_FIRM.fullmatch(one.mention.canonical) for one in partners)


def _counts_other(passage: Passage, partner: Placed, practice: Placed) -> bool:
    """Tell whether a figure between belongs to something else than the practice right behind it (选聘12名监督员)."""
    between = passage.starting_between(partner.end, practice.start)
    return any(one.label is Label.QUANTITY and practice.start - one.end > 1 for one in between)


def _stands_between(passage: Passage, first: Placed, second: Placed, labels: frozenset[Label]) -> bool:
    """Tell whether something else stands between the two and may be meant instead."""
    return any(
        first.end <= one.start and one.end <= second.start
        for one in passage.starting_between(first.end, second.start)
        if one.label in labels
    )
