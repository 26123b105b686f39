"""What a heading or a sentence says its part of a report is for: done, lacking, planned, led by whom."""

from __future__ import annotations

import re

from fazhi.reports.report import Role

_LACK = "不足|短板|弱项|薄弱|差距|欠缺|缺憾|困难|困惑|隐忧|瓶颈|难点|痛点|堵点|落差|短处|软肋|弱点|失分|问题"
_CURED = (
    "导向|整改|清零|化解|解决|线索|联[治动]|有回音|在一线|销号|处理|处置|台账|反馈|回头看|分类|为导向|改革|村"
    "|少年|青少年|群众|职工|家庭|企业"
)
"""What follows 问题 or 困难 where a report boasts of curing them, or means people in need."""
_CURE = re.compile(
    r"(?:补|补齐|补强|补足|破解|破除|打破|攻克|解决|解|化解|聚焦|针对|直面|对准|瞄准|消除|围绕|查找?|排查"
    r"|梳理|整改|克服|突破|疏通|打通|坚持|紧盯|扭住|就|涉及|对标|让|把|将|以|从|奔着|盯着|回应)"
    r"[^，。；：]{0,16}$"
)
_HEADING_LACK = re.compile(
    rf"(?:^|存在|尚存|仍存|仍有|还有|尚有|面临|主要|突出|当前|目前|正视|检视|自身|工作中|推进中|的|有)(?:的"
    rf"|主要|突出|共性|具体|一些|若干|自身)*(?:{_LACK})(?!{_CURED})"
    r"|(?:不足|短板|差距|问题|弱项|困难|薄弱环节|欠缺之处|欠缺|缺憾|短处)(?:之处|所在|清单|篇|方面)?$"
    r"|差[在了]|还[差欠缺](?!钱)|[短难]在|欠了|软肋|毛病|难处$|不如意|(?<!满意)不满意|没做好|照镜子|自我批评|(?:缺口|亏欠|欠账)$|埋怨|查摆|哪些不够|^反思|^缺$|^补短$|自我画像|揭短|检视自身|怎么差|不足在"
)
_SOON = (
    "下一步|下步|下一阶段|下阶段|下一年|下年度|下半年|明年|来年|翌年|今后|往后|未来|将来|接下来|后半程|展望"
    "|努力方向|工作方向|改进方向|前行方向|将做"
    "|怎么干|(?<![一-鿿])怎么办|(?<=[年步来们后题足板该])怎么办|下一程|往前一步|接着干|开年之后|往哪里走|怎么走|新一年|新的一年|往前看|向前看|再出发|任务清单|谋新|谋划来年|改进措施|整改措施"
)
_HEADING_SOON = re.compile(_SOON)
_HEADING_PLAN = re.compile(
    r"(?<!统筹)(?<!科学)(?<!周密)(?<!精心)(?<!全面)(?<!强化)(?<!加强)(?<!认真)(?<!捆绑)(?<!及时)(?<!系统)(?<!"
    r"提前)(?<!超前)(?<!整体)(?<!抓好)(?<!怎么)"
    r"(?:工作|部署)?(?:打算|计划|安排|思路|设想|考虑|要点)(?:篇|方面|的?建议)?$|^(?:打算|计划|设想|举措与打算"
    r"|部署|谋划)(?:方面|篇)?$"
)
_DONE = re.compile(
    "举措|成效|做法|情况|进展|回顾|回眸|亮点|成绩|成果|推进|开展|落实|已做|所做|做了什么|怎么抓|特色|总结|概况|履行|经验"
)
_LATER_CLAUSE_SOON = re.compile(r"谋划(?:来年|明年|下一?步|未来|新)|(?:来年|明年|下一?步)(?:工作|打算|计划|安排)$")
_LED = re.compile(
    r"(?:主要负责(?:人|同志)|第一责任人|两位主官|一把手|党政负责人).{0,12}(?:履|职责|责任|情况|推进)"
    r"|^.{0,8}党政主要负责(?:人|同志)"
)
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
_NUMBERING = re.compile(
    r"^[ \-·*#◇◆★☆▲△■□○◎▶▷►【]*(?:第?[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾甲乙丙丁]{1,3}(?:[章节部]分?"
    r"|[、.，：]|[是要则](?=[\u4e00-\u9fff])|(?=[ ]))|\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[\d.]+[、."
    r" ]|[①-⑳⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ])?[\W_]*"
)


_READ_OF_SENTENCE = 160
"""A sentence turns the text by its first words or not at all."""


def heading_role(heading: str, year: int | None) -> Role | None:
    """Return the role that the words of a heading give their section, None where they give none.

    ``year`` is the report year: a later one in the heading makes it a plan.
    """
    words = _QUOTED.sub("", heading).strip("【】 ")
    named = re.search(r"(20\d\d)\s*年?", words)
    later = bool(named and year and int(named.group(1)) > year)
    clause = re.split("[，。：；]", _NUMBERING.sub("", words) or words)[0]
    bare = re.sub(r"(20\d\d)\s*年?(?:度)?", "", clause) or clause
    lack, soon = _HEADING_LACK.search(bare), _HEADING_SOON.search(bare)
    if (
        lack
        and len(bare) <= 26
        and not _CURE.search(bare[: lack.start()] or "。")
        and (not soon or lack.start() < soon.start())
    ):
        return Role.DEFICIENCIES
    if later or (soon and len(bare) <= 20):
        return Role.PLANS
    if len(bare) <= 16 and _HEADING_PLAN.search(bare) and not (named and _DONE.search(bare)):
        return Role.PLANS
    if _LED.search(words):
        return Role.LEADERSHIP
    if _LATER_CLAUSE_SOON.search(words):
        return Role.PLANS
    return Role.ACHIEVEMENTS if _DONE.search(bare) else None


_START = r"^[\W\d]*(?:[一二三四五六七八九十]{1,2}[是要则、])?\W*"
_TURN_LACK = re.compile(
    rf"{_START}(?:主要|突出|存在|当前|目前|现存|共性|遗留|历史遗留|客观|主观|的|尚存|仍存|仍有|还有|自身|工作"
    rf"|法治建设)*(?:不足|短板|弱项|薄弱|差距|欠缺|缺憾|困难|隐忧|瓶颈|难点|痛点|堵点|落差|短处|软肋|弱点"
    rf"|问题)"
    r"(?:之处|环节|清单|(?:与|和|及|、)(?:不足|困难|原因|短板|差距|问题|打算|建议)|表现|主要|仍|也|方面"
    r"|有[一二三四五几]|[：，是在])"
    rf"|{_START}(?:反思|检视自身|回头看|自我揭短|自我画像|平心而论|坦率地?说|说到不足|短板仍在|差距表现)[：，]?"
    r"|(?P<exist>存在|仍有|还有|尚有|仍存|尚存|面临|暴露|反映出|看到|认识到|表现出|如下|下列|以下)[^。；]{0,24}"
    r"(?:问题|不足(?!\d|百|十)|短板|差距|弱项|薄弱|困难|欠缺|落差|短处|隐忧)(?!导向|整改|清零|化解|解决|线索"
    r"|联[治动]|职工|群众|家庭|企业|[\d一二三四五六七八九十]+[个项条件类])"
    rf"|{_START}(?:但是|但(?!凡|愿)|然而|不过|可是|当然|诚然|实事求是地讲|需要正视|必须正视|应当看到|也要看到"
    rf"|还要看到|同时也要|清醒地?[看认]|冷静)[^。]{{0,80}}"
    r"(?:不够|不足|不高|不强|不均|不到位|不适应|不全|不细|不深|有待|尚未|尚需|亟需|亟待|亟须|仍需|欠缺|短缺"
    r"|薄弱|滞后|偏|缺|待|问题|差距|短板|难|少|弱|低)"
    r"|还不(?:够|完全|太|很|大|能)|(?:不|不相|不完全)适应(?:的|等|，|。|；|$)|查摆"
    rf"|{_START}(?:对照|对标)[^。，]{{1,30}}，[^。]{{0,12}}(?:短板|差距|不足|问题|坦承|弱项|还不)"
    rf"|{_START}(?:同时，?)?(?:对照|对标|相比|较之|同|与|和)[^。]{{2,40}}(?:相比|比较|比起来|要求|目标|先进"
    rf"|期盼|期待|需要|需求|对照|实际|蓝图|标准)[^。]{{0,20}}"
    r"(?:不足|差距|短板|不小|问题|距离|落差|失分|不够|弱项|未能|打折|不(?:完全|相|大)?适应|不匹配|不相符)"
)
_BOAST = re.compile(
    r"(?:问题|不足|短板|困难)[^，。；]{0,14}(?:整改|销号|化解|解决|办结|清零|纠正|督促|得到|有效|逐一|全部)"
)
_TURN_PLAN = re.compile(
    rf"{_START}(?:(?:在)?(?:下一步|下步|下一阶段|下阶段|下一年|下一个年度|下半年|今后|往后|未来|将来|接下来"
    rf"|明年|来年|新的一年|新一年|新的年度|新年度|往前看|面向未来|展望|努力方向)"
    r"|(?:主要)?(?:工作)?(?:打算|计划|安排|思路|设想|措施|下步)[：，]|我们将|本人将"
    r"|我[省市县区旗州镇乡局委办所院队]将|我街道将|街道将|全[省市县区旗州镇乡]将)"
)
_ANNOUNCES = re.compile("现将|现就|现报告|报告如下|汇报如下|情况如下|总结如下|现作如下")
_TURN_LATER = re.compile(rf"{_START}(?:展望|面向|面对)?(?P<year>20\d\d)年(?!\s*\d{{1,2}}月)")
_INTENT = re.compile(
    r"^\W*(?:[^，。；]{0,12}，)?(?:今后|下一步"
    r"|[\u4e00-\u9fff]{0,3}?[省市县区旗州镇乡局委办所院队道们])?(?:将(?!近|来|军|领|于|帅|以)|拟(?!定)|力争"
    r"|争取(?!了)|计划(?!单|指)|打算)"
)
_STILL_DONE = re.compile("以来|已经|完成了|建成了|截至|之前|前[，]")


def turn(sentence: str, year: int | None) -> Role | None:
    """Return the role to which a sentence turns the text, None where it turns nothing."""
    sentence = sentence[:_READ_OF_SENTENCE]
    if match := _TURN_PLAN.match(sentence):
        return None if _STILL_DONE.search(sentence[: match.end() + 4]) else Role.PLANS
    if (match := _TURN_LATER.match(sentence)) and year and int(match["year"]) > year:
        return Role.PLANS
    plain = _QUOTED.sub("", sentence)
    if _ANNOUNCES.search(plain):
        return None
    lack = _TURN_LACK.search(plain)
    if lack is None or (lack["exist"] and (_CURE.search(plain[: lack.start()] or "。") or _BOAST.search(plain))):
        return None
    return Role.DEFICIENCIES


def intends(clause: str) -> bool:
    """Tell whether a clause states an intention (将, 拟, 力争), for use among deficiencies only."""
    return bool(_INTENT.match(clause[:_READ_OF_SENTENCE]))


_TO_DO = re.compile(
    r"今年(?!以来|上半年|已|全年)|(?<![需主重必只还紧首提摘纪概扼索想])要(?![求素点闻件害塞么道])|(?<!即)将"
    r"|力争|确保|必须|争取|拟|年底前|年内|不低于|以上|以内|目标|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|一律|决不"
    r"|绝不"
    r"|(?:^|[；。：、，\-])[^\w“]{0,4}(?:全面|持续|深入|扎实|加快|大力|进一步|坚持|切实|着力|常态化|严格|依法"
    r"|认真|统筹|稳步|全力)*"
    r"(?:推进|深化|健全|完善|建立|实施|开展|推动|加强|打造|落实|构建|探索|推广|强化|扩大|制定|做[实强优]|用好"
    r"|建设|[建办]好|推行|执行|提升|优化|发挥|防范|整合|编制|启动|创建|出台|抓好|支持|培育|引导|规范"
    r"|深耕|擦亮|用足|守住|把好|迭代|迎接|申报|试点|攻坚|冲刺|办理|推深)(?!了|率|工作机制)"
)
_WAS_DONE = re.compile(
    r"了|已|率达|累计|同比|下降|增长|获评|荣获|捧回|入选|全年|一年来|五年来|去年|过去|\d ?(?:件|起|次|人次|宗"
    r"|户次|场次|余次|万件)|[％%]|建成|办结|受理|完成(?!\d)"
)


def told(paragraph: str) -> Role | None:
    """Return whether a paragraph of a work report tells of work done or to do, None where it is even."""
    to_do, done = len(_TO_DO.findall(paragraph)), len(_WAS_DONE.findall(paragraph))
    if to_do > done:
        return Role.PLANS
    return Role.ACHIEVEMENTS if done > to_do else None
