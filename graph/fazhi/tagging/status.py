"""What a report claims of its own jurisdiction where it names a practice.

The section says it first (what was done, what is weak, what is planned); a heading inside the
paragraph says it better; the words of the sentence and of the clause say it best. All patterns
match on the folded text of ``View`` and hold for reports of any place, level and year.
"""

from __future__ import annotations

import re

from fazhi.mentions import Status
from fazhi.reports import Role
from fazhi.reports.sentences import around
from fazhi.tagging.discourse import Discourse, discourse
from fazhi.tagging.negation import denied
from fazhi.tagging.stretches import COMING

Span = tuple[int, int]
_Verdict = tuple[Status, str]

_PLACE = (
    r"(?:外[省市县地]|外单位|兄弟(?:省市|城市|市|县|单位)|先进地区|发达地区|沿海地区|"
    r"(?:北京|上海|天津|重庆|浙江|江苏|广东|福建|山东|四川|湖南|湖北|广西|贵州|云南|内蒙古|江西|安徽|河北|河南|陕西|甘肃|海南|香港|深圳|杭州|广州|成都|苏州|宁波|厦门|南京|诸暨|枫桥)(?![省市])|"
    r"[一-鿿]{1,9}?(?:省|市|区|县|州|盟|旗|镇|乡|街道))(?:等地)?(?:的|先进|成功|已成熟的|成熟)*"
)
_LISTED = rf"(?:“[^”。；，]{{1,20}}”(?:、|和|与|以及)?{_PLACE}?)*"
_LEARN = r"(?:学习|借鉴|参照|参考|复制|效仿|考察|观摩|移植|引进|走进|看)(?:了|过|推广|借鉴|吸收|运用)*"
_LEARN_SHORTLY = r"(?:仿照|引入|照着|学一学|学[用来]|(?<![\u4e00-\u9fff])学(?![生校院员法科术会区业])|鉴)"
"""Forms that need the place right behind them; a bare 学 begins its clause (学某县“…”), else it is part of a word."""
_LEARNT_BEFORE = re.compile(
    rf"(?:{_LEARN}|{_LEARN_SHORTLY}|对照|对标){_PLACE}{_LISTED}“?$|"
    rf"(?:赴|到|去|前往)[^。；，]{{2,12}}(?:{_LEARN}|取经，?)[^。；，]{{0,4}}{_LISTED}“?$|"
    r"(?:^|[，；：、])(?:学习|借鉴|参考|对标|效仿)(?!贯彻|宣传|运用|借鉴|推广|实践|落实|领会|掌握|先进|新时代)[一-鿿]{2,3}(?:的“?|“)$|反观(?!自身|我)[^。；，]{2,16}“?$|"
    rf"(?:向|[到在]){_PLACE}(?:学|取经|学来|请教)“?{_LISTED}“?$|"
    rf"(?:学习|借鉴|参照)(?:借鉴)?“$|(?:对方|对当地|外地|兄弟[^。；，]{{1,4}})(?:已成熟)?的?{_LISTED}“$|(?:据了解|据悉|听说)，[^。；]{{0,20}}$"
)
_LEARNT_AFTER = re.compile(
    r"^[^。；]{0,40}?(?:值得(?:一?学|上门|借鉴|推广|我)|可资借鉴|不妨(?:一?[看学试]|借)|宜多加学习|在(?:参考|学习)之列|"
    r"对我[市县区局镇省][^。；]{0,6}启[发示]|给我们启示|印象|(?<!努力)(?<!力争)走在前列|跑在(?:了)?(?:我们)?前[面头]|历久弥新)"
)
_BORROWED_BEFORE = re.compile(r"(?:借鉴|效仿|仿效|照搬|移植|参照|取经|考察|观摩)(?:了|过|学习|吸收)*“?$")
_BORROWED = re.compile(r"(?:经验|模式|做法)[”’]?$")
"""浦江经验 names its place itself."""
_THERE_BEFORE = re.compile(
    rf"(?:{_PLACE}(?:已经?|早已)?(?:有|用上|推出|推行|实行)?(?:了)?的?|(?:[省市县区州旗][里上]|国家[^。；，]{{0,8}}|省厅|市局|上级)(?:近年)?(?:发布|推广|推行|部署|下发)的|"
    rf"(?:赴|到|从)[^。；，]{{1,8}}学(?:到|来)的)“?$"
)
_NOT_HERE_AFTER = re.compile(
    r"^”?[^。；]{0,24}?(?:我们|我[市县区镇乡街州旗省局所]|学(?:得|到|用)|没学|未学|研究不|转化|起步|观望|先例|论证|掌握不|知晓者|对接|落地不|停留)"
)
_COMPARED_BEFORE = re.compile(rf"(?:相比|相较于?|较之){_PLACE}[^。；，]*$")
_COMPARED_ROUND = (
    re.compile(rf"(?:[同与和跟]|对照|对标)(?:{_PLACE}[^。；，]*|“)$"),
    re.compile(r"^[^。；，]{0,40}?(?:相比|相较|找差距|找思路|查不足)|^[^。；，]{0,24}，[^。；，]{0,6}(?:差距|落后)"),
)
_SUPERIOR_BEFORE = re.compile(
    r"(?:中央|国务院(?:办公厅)?|国家|[省市县区]委|[省市县区]政府|上级|[省市县区州]里|自治区)(?:近年)?"
    r"(?:部署|推行|推广|通报|作出|提出|出台|通报推广)(?:的|开展|实施|常态化)*“?$"
)
_SUPERIOR_ROUND = (
    re.compile(
        r"(?:围绕|贯彻|落实|按照|根据)[^。；，]{0,4}(?:中央|国务院|[省市县区]委|[省市县区]政府|上级)[^。；，]{0,10}$"
    ),
    re.compile(r"^”?的?(?:重要|重大)?(?:决策)?部署"),
)
_TOLD_ROUND = (
    re.compile(r"(?:写明|载明|告知|图解|讲解|宣讲|宣传|普及|听|介绍|讲述|加强)[^。；，]{0,24}$"),
    re.compile(
        r"^”?(?:[、和与及][^。；，、“”]{2,10})?"
        r"(?:等(?:相关)?法律(?:规范|法规|知识)|途径|办事流程|流程图|小?知识(?!产权)|故事|常识)"
    ),
)
_MEETING_AFTER = re.compile(r"^”?[^。；，“]{0,14}(?:研讨会|培训班|论坛|现场会|推进会|观摩会|交流会)[^。；，]{0,16}上")
_SENTENCE_MARK = re.compile("[。，；：]")
_COUNTED_OR_NUMBERED = re.compile(r"^ *[(]?[一二三四五六七八九十]{1,3}[)、.]|\d ?条")
"""A heading or a row of figures names the work on publicity, not the part of the site."""
_PORTAL = re.compile("政务公开|(?:政府)?信息公开(?:目录)?")
_CHROME = re.compile(
    r"^ *[^ ，。]?[上下]一[篇条]|首页|当前位置|所在位置|^ *[>›»]|^[^。，]*[>›»→][^。，]*[>›»→][^。，]*$|"
    r"^[^。，]*(?:主题分类|组配分类|体裁分类|信息分类|所属类目|服务对象|索 ?引 ?号)[ ：|]*[^。，]*$",
    re.M,
)

_LONG_LINE = 2000
_CHROME_SIGN = re.compile("[页置>›»→类象索篇条]")
"""One of these is in every line of page furniture, and in few others."""

_WILL = r"(?<![未没即不])将(?!近|军|来|其)"
_MEANS_TO = (
    r"(?<![模草虚比代对凡])拟(?![写稿发签人任个]|定(?!于)|提拔|(?:作出|处罚|审议|信访)|(?:出台|制定|印发|提交)的?(?:文件|规范|议题|合同))"
)
"""拟 as an intention: 对拟出台的文件, 拟作出处罚 and 拟任干部 tell what is checked, 代拟 and 拟定公约 that it was drafted."""
_PLAN_BEFORE = re.compile(
    rf"(?:{_MEANS_TO}|力争|即将|{_WILL}(?:于|会|要|认真|积极|大力|切实|继续|进一步|陆续|逐步|适时|研究|制定|出台|"
    r"重点|着力|推[动进行]|开展|启动|完善|探索|实施|组织|加[强快大]|学习(?!贯彻|成果|习近平|宣传)|深入|持续|全面|以)|"
    r"计划(?:在|于|建|出|推|开|用|新|年内|实施|打造|设|启动|将)|"
    rf"预计(?:于|在|到)?(?:20\d\d年|明年|来年|年底|下半年)|"
    rf"(?<![已了依])(?!(?:未来(?:社区|乡村|城|学校|产业)|后续工作)){COMING}[^。；，]{{0,4}}，?)(?:(?!已|了(?!解)|获评|摘得|荣获|办结)[^。；])*$|"
    r"(?:筹备|筹建|谋划|酝酿|争取|争创|冲刺|竞逐)[^。；，]{0,8}$|"
    r"(?:^|[，：])[ ]*(?:我的|我们)?(?:建议|希望|恳请)(?!办理|提案|答复|案|书|采纳)[^。；\d]*$"
)
_PLAN_AFTER = re.compile(
    r"^”?的?(?:争创|筹备|筹建)|"
    r"^”?[^。；，]{0,12}，?(?:预计|计划|拟|力争|争取|有望|将)(?:于|在|到)?(?:20\d\d年|明年|来年|年底|年内|下半年|下一?年|近期)[^。；，]{0,12}?"
    r"(?:上线|建成|投入|投用|启用|运行|完成|出台|印发|实施|施行|挂牌|落地|推开|推广|试行|竣工|交付|开通)"
)
_WEAK_WORDS = (
    r"(?<![不无未防免留])(?:不足|不够|不到位|不健全|不完善|不规范|不平衡|不均衡|不充分|不畅|不顺|不强|不高|不严|不实(?![施行])|不及时|不齐|不清|"
    r"不明|不广|不深|不细|滞后|缺位|缺乏|缺少|缺失|欠缺|薄弱|偏[弱低少慢软小窄重]|有待|尚[未无]|仍需|还需|亟[待需]|尚有|尚需|流于形式|还在(?:摸索|磨合)|有偏差|走样|打折|"
    r"不成熟|未成熟|形同虚设|走过场|打折扣|短缺|断档|空白|参差|脱节|短板|虚化|"
    r"有名无实|名存实亡|聘而不用|跟不上|断了[档线]|断断续续|中断|时断时续|时有时无|不灵(?!活|敏)|乏力|卡壳|空转|等于白纸|[没无](?:有)?专人|没人[管审来理]|不全(?!面))"
)
_WEAK_AFTER = re.compile(rf"^”?[^。；，,“《]{{0,16}}?{_WEAK_WORDS}")
_NOT_WEAK_AFTER = re.compile(
    rf"^”?[^。；，,“《]{{0,16}}?(?:没有|无一|不再|从不|[决绝]不|杜绝|避免|防止|摆脱|告别|不是|指出|整改|纠正|查摆|倒查|补齐)[^。；，]{{0,16}}?{_WEAK_WORDS}"
)
_SOLVING = re.compile(r"(?:解决|破解|针对|整改|弥补|补齐|克服|改变|避免|防止|扭转)[^。；]{0,30}$|(?:未|没有)(?:出现|发生)[^。；，]{0,12}$|[未不]让“?$")
_REASONS = {
    Status.IMPLEMENTED: "told as done",
    Status.DEFICIENT: "told among shortcomings",
    Status.PLANNED: "told among plans",
}
_RECEIVED_BEFORE = re.compile(r"(?:(?<!力争)(?<!争取)被(?:评|选|确认|命名|认定)为|获评|荣获|荣膺|被授予)[^，。；“”]{0,6}“?$")
_LAST_YEAR_BEFORE = re.compile(r"(?:去年|过去一年|上一?年度?)[^，。；“]{0,10}“?$")
_LAST_YEAR_AFTER = re.compile(r"^”?[^，。；“]{0,6}(?:去年|上年)(?:已|达|为)")
_CONCEDED_BEFORE = re.compile(r"虽|尽管|在[^。；，]{0,8}$|高度重视$")
_CONCEDED_AFTER = re.compile(r"^[^。；]*?(?:取得|成效|成绩)[^。]*?(?:但|同时|仍)|^[^。；]*，但|^与")


def status_of(text: str, sentence: Span, mention: Span, role: Role, year: int | None = None) -> _Verdict:
    """Return what the report claims of the practice named at ``mention``, and the reason in a few words.

    ``text`` is the folded text of the report's view; ``sentence`` and ``mention`` are spans of it;
    ``role`` is the role of the innermost section; ``year`` is the report year where it is known, so
    that a paragraph opening with a later year is read as a plan. Raises ModelError where the weights
    that travel with the package are missing.
    """
    return decide(text, sentence, mention, role, discourse(text, year))


def decide(text: str, sentence: Span, mention: Span, role: Role, told: Discourse) -> _Verdict:
    """Return what ``status_of`` does, with the discourse of ``text`` given."""
    first, last = around(sentence, *mention)
    before = text[first : mention[0]].rpartition("；")[2]
    after = text[mention[1] : last].partition("；")[0]
    if mentioned := _only_mentioned(text, mention, before, after):
        return mentioned
    said = denied(text[slice(*mention)], before, after)
    if said and said[0] is Status.MENTIONED:
        return said
    return _claimed(before, after, told.state_at(mention[0], role), said)


def _only_mentioned(text: str, mention: Span, before: str, after: str) -> _Verdict | None:
    line = _line(text, mention)
    if (_CHROME_SIGN.search(line) and _CHROME.search(line)) or (
        _PORTAL.fullmatch(text, *mention) and not _SENTENCE_MARK.search(line) and not _COUNTED_OR_NUMBERED.search(line)
    ):
        return Status.MENTIONED, "page furniture"
    there = _LEARNT_BEFORE.search(before) or _LEARNT_AFTER.match(after)
    if there or (_NOT_HERE_AFTER.match(after) and _THERE_BEFORE.search(before)):
        return Status.MENTIONED, "practice of another place"
    if _BORROWED_BEFORE.search(before) and _BORROWED.search(text[slice(*mention)]):
        return Status.MENTIONED, "practice of another place"
    if _COMPARED_BEFORE.search(before) or _round(_COMPARED_ROUND, before, after):
        return Status.MENTIONED, "compared with another place"
    if _SUPERIOR_BEFORE.search(before) or _round(_SUPERIOR_ROUND, before, after):
        return Status.MENTIONED, "programme of a superior"
    if _round(_TOLD_ROUND, before, after) or _MEETING_AFTER.match(after):
        return Status.MENTIONED, "told about"
    return None


def _round(pair: tuple[re.Pattern[str], re.Pattern[str]], before: str, after: str) -> bool:
    return bool(pair[0].search(before) and pair[1].match(after))


def _line(text: str, mention: Span) -> str:
    """Return the line that a mention stands in, or the part around it of a very long one."""
    first, last = max(0, mention[0] - _LONG_LINE), min(len(text), mention[1] + _LONG_LINE)
    begin, end = text.rfind("\n", first, mention[0]) + 1, text.find("\n", mention[1], last)
    return text[begin or first : end if end >= 0 else last]


def _claimed(before: str, after: str, told: Status, lack: _Verdict | None) -> _Verdict:
    """Correct by the clause what the sentence tells of; ``lack`` is what the clause denies."""
    # A weakness that was 针对'd has been mended; in a plan it is still there.
    solving = _SOLVING.search(before) and not (told is Status.PLANNED and before.endswith("针对"))
    weak = not solving and (lack or (_WEAK_AFTER.match(after) and not _NOT_WEAK_AFTER.match(after)))
    plan = _PLAN_BEFORE.search(before) or _PLAN_AFTER.match(after)
    if weak and told is not Status.DEFICIENT and not (plan and told is Status.PLANNED):
        return lack or (Status.DEFICIENT, "weakness named beside it")
    if plan and told is not Status.PLANNED:
        return Status.PLANNED, "plan word before it"
    if told is Status.DEFICIENT and _RECEIVED_BEFORE.search(before):
        return Status.IMPLEMENTED, "an honour received"
    if told is Status.PLANNED and not plan and (_LAST_YEAR_BEFORE.search(before) or _LAST_YEAR_AFTER.match(after)):
        return Status.IMPLEMENTED, "told of the year before"
    if told is Status.DEFICIENT and _CONCEDED_BEFORE.search(before) and _CONCEDED_AFTER.match(after):
        return Status.IMPLEMENTED, "conceded before the shortcoming"
    return told, _REASONS[told]
