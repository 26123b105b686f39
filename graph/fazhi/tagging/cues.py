"""Words by which a sentence or a heading tells of what was done, what is weak or what is planned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fazhi.tagging.stretches import COMING

_WEAK = {
    "not well": r"不(?:足|够|健全|完善|到位|规范|平衡|均衡|充分|畅|顺|强|高|严|实|及时|齐|清|明|广|深|细|熟|稳|紧|灵|敢|愿|会|准|多|成熟|"
    r"适应|相适应|匹配|统一|一致|衔接|敷|透|牢|力|符|佳|如意|协调)",
    "not yet": r"未(?!成年|来|诉|经|雨|发生|出现)|没(?!收|有发生|有出现)|尚(?!未发生)|仍|还(?:在|是|不|没|未|停|要|需|差)|"
    r"无(?:法|人|从|力)|难以|难(?=[，；。、“])",
    "lacking": r"缺(?!席)|短缺|空白|断档|断点|滞后|薄弱|脱节|割裂|参差|流于|形同|走样|走过场|走形|打折|两张皮|一刀切|僵尸|闲置|空转|"
    r"悬空|失灵|盲区|漏项|积压|老化|吃力|虚化|弱化|迟滞|漏报|变形|掉线|欠账|不一|各自为政|磨合|观望|起步|碎片|冷热|脱管|短板|瓶颈",
    "too little": r"偏(?:低|弱|少|慢|软|小|窄|紧|重|高)|过(?:低|少|慢|于|大|高|快)|"
    + "|".join(rf"{short}(?=[，；。、\n]|$)" for short in ("慢", "低", "弱", "窄", "软", "散", "少", "差", "浅", "紧张", "有限")),
    "only": r"仅|只有|只(?=[看有])|不到|寥寥|最慢|最低|靠后|垫底",
    "quoted reproach": r"“[^”]{0,12}(?:不|无|轻|空|少|难|虚|冷|软|慢|跟不上|小马拉大车|一刀切|最后一公里)[^”]{0,12}”",
    "to be mended": r"有待|亟[待需须]|仍需|尚需|还需|待(?:加强|提升|完善|健全|提高|进一步)|"
    r"需(?:要)?(?:进一步)?(?:加强|提高|提升|完善|改进|创新)",
    "weakness": r"问题(?!导向|整改|解决|反馈)|不足|短板|差距|困难|遗憾|弱项|欠缺",
    "some": r"少数|个别|部分|有的|一些|某些",
}
_PLANNED = {
    "will": r"将(?<![未没即不]将)(?!近|军|来|其|.{0,8}(?:纳入|列入|作为|列为|融入|转))|拟(?![写稿发签人])|力争|争取|即将|"
    r"计划(?=[在于建出推开用新]|年内|实施|打造|启动)",
    "time to come": COMING.removeprefix("(?:").removesuffix(")") + r"|新一年|开局之年",
    "must": r"要(?<![主重需必]要)(?!求|素|点|事|件|务|闻|领|害)|必须|须|坚决|决不|绝不|不得|一律|努力|应[^，。]{0,4}尽",
    "target": r"不低于|不少于|以上(?=[，。；、])|年内|年底前|确保|再(?!次|添|获|度|上)|达到|翻番",
    "go on": r"持续|进一步|继续|更[大高好加]|不断|让(?=[^，。]{2,8})|加快|着力|大力|积极|切实|巩固|深化",
    "order": r"(?:^|[。；，：])(?:[一二三四五六]是|其[一二三四]，|[①-⑳]|\(?\d{1,2}[.、)])?[ ]*(?:推进|深化|健全|完善|落实|严格|坚持|强化|"
    r"加强|推行|推动|打造|建立|实施|探索|实行|启动|抓好|用好|做好|做强|做实|扩大|拓展|提升|优化|创新|规范|全面|深入|纵深|加快|巩固|织密|"
    r"守牢|发挥|推广|构建|弘扬|自觉|建设|办好|建好|试点|试行|出台|制定|修订|编制|谋划|筹建|争创|创建|迎接|配合|推出|上线|培育|申报|学习|"
    r"组织|开展)",
}
# Patterns whose alternatives all begin with plain characters, what stands before them looked at afterwards, are searched many times faster.
_DONE = {
    "time past": r"去年|一年来|过去|年来|以来|上年|同比|回顾|累计|全年(?!要|力)|收官|本年|年内(?=共|办|受)|截至|"
    + "|".join(rf"{digit}\d?月" for digit in range(1, 10)),
    "done": r"了(?<!为了)(?!解|然)|已(?!有部署)|完成\d|办结|审结|受理\d|捧回|荣获|获评|获得|摘得|入选|创成|建成|增至|降至|达\d|落地|"
    r"首[创个次]|叫[得响]|成功|均|全部|实现|共\d|参加|组织\d|配齐",
    "count": r"\d[\d, ]*(?:余|多)?(?:件|起|人次|场次|场|宗|批次|家次|万元|亿元|份|条|例|次|人|名|户)",
    "rate": r"率(?:达|为|升至|提高到)?(?:到)?\d|100%",
    "change": r"(?:下降|增长|提升|压缩|提速|减少|上升)\d",
}
CUES = tuple((name, re.compile(cue)) for group in (_WEAK, _PLANNED, _DONE) for name, cue in group.items())
HEADING_CUES = (
    (
        "on weakness",
        re.compile(
            r"问题|不足|短板|差|欠|薄弱|弱|困难|难|反观|反思|自我|检视|缺|遗憾|不够|不如意|说不过|照镜|漏|没|未|病|挑战|瓶颈"
        ),
    ),
    (
        "on plans",
        re.compile(
            r"打算|计划|安排|思路|设想|展望|谋|下一?[步年]|来年|明年|今后|未来|目标|怎么[干走办]|接着|接下来|新[的年]|重点|将|方向|路径|"
            r"举措|措施|改在|往"
        ),
    ),
    (
        "on what was done",
        re.compile(r"成效|做法|回顾|干了|工作|情况|开展|亮点|特色|主要|推进|一年|今年|落实|举措|履行|职责"),
    ),
)
_HEADING = re.compile(
    r"^[ ]*(?P<number>(?P<chapter>[(\[【]?(?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖甲乙丙丁戊己庚辛]|[ⅠⅡⅢⅣⅤⅥⅦ])[)\]】]?"
    r"[、.．,，：) ]|[☆★◇◆■●]|第[一二三四五六七八九十][章节部,，、]|【)|[(\[]?(?:\d{1,2}|[A-Z]\d?)[)\]]?[、.．,，：) ]|"
    r"[①-⑳㈠-㈩○□▲△◎▶▷>#*〇+]|-{1,2})?(?P<text>[^\n。；：]{1,34}?)(?P<end>[：】]|。|\n|$|(?= ))",
    re.M,
)
_SHORT, _SHORTER = 20, 16


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head what follows: numbered, short, or ending in a colon."""

    start: int
    text: str
    chapter: bool
    cues: tuple[bool, ...]


def find_headings(text: str) -> list[Heading]:
    """Return what may be headings in the folded ``text``, generously: training weighs what they say."""
    found = []
    for match in _HEADING.finditer(text):
        words = match["text"].strip()
        alone = match["end"] in ("\n", "") and len(words) <= _SHORT
        announced = match["end"] in ("：", "】") and len(words) <= _SHORTER
        if words and (match["number"] or alone or announced):
            cues = tuple(bool(cue.search(words)) for _, cue in HEADING_CUES)
            found.append(Heading(match.start(), words, bool(match["chapter"]), cues))
    return found
