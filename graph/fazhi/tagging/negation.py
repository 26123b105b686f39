"""What a report denies of a practice: that it was done, that it still runs, that a case of it came up.

未开展法治体检 is a shortcoming; 取消了法律顾问制度 and 没有行政诉讼案件 leave nothing to claim. A denial holds in its
clause and for the verb right before or behind the practice: 未经审查不得上会 is a rule, 从未间断 and 未发生败诉 are
no lack, and what 已全部建立 mends is none any more.
"""

from __future__ import annotations

import re

from fazhi.mentions import Status

Denied = tuple[Status, str]

_ADVERB = (
    r"(?:能够?|曾|及时|按[^。；，、]{0,4}?(?:规定|要求|时|期)|依法|有效|全面|真正|严格|充分|普遍|专门|单独|定期|常态化?|正式|统一|系统|再|"
    r"全部|完全|很好地?|切实|得到|予以|如期|同步|一次){0,4}"
)
_CARRIED_OUT = (
    r"(?:开展|进行|实施|实行|实现|试行|推行|推开|推广|建立|建成|建设|健全|完善|落实|执行|组织|召开|举行|[举开]办|启动|设立|设置|成立|出台|"
    r"制定|制订|编制|公布|配备|配齐|聘(?:请|任)?|完成|履行|[做搞用](?:好|过)?|使用|运用|上线|形成|覆盖|发挥|引[入进]|接入|打造|构建|坚持)"
)
_NOT = r"(?:未(?!成年|来|央|庄)|没有?(?!收))"
_SUBJECTS = r"(?:乡镇|镇街|街道|单位|部门|企业|村居?|社区|人员|地区|县区|案件|事项|文件|的一?[，律不])"
_NOT_DONE_BEFORE = re.compile(
    rf"{_NOT}{_ADVERB}{_CARRIED_OUT}(?:过|了|起)?(?:(?!{_CARRIED_OUT}|的{_SUBJECTS})[^。；，：]){{0,20}}$|"
    rf"{_NOT}(?:能)?[将把]“?$|(?:(?<![不无未空短])缺(?:乏|少)|尚无)[^。；，]{{0,14}}$|(?<![不无未空短包兼容])缺“?$"
)
_SKIPPED = (re.compile(r"未经(?:过)?“?$"), re.compile(r"^[”’]?(?:程序)?(?:即|就|便|直接|擅自)"))
"""未经审查即印发 is a fault told, 未经审查不印发 a rule."""
_THING = re.compile(
    r"(?:制度?|机制|平台|体系|系统|清单|目录|模式|基准|法律顾问|公职律师|调解[室员]|驿站|中心|阵地|规程|规则|预案|热线|窗口)[”’]?$"
)
_NONE_OF_IT = re.compile(r"(?<![毫])(?:没有|尚?无)“?$")
_ABOUT = r"(?:制度|机制|工作|活动|平台|系统|程序|清单|模式|作用|做法|事项){0,4}"
_TIME = r"(?:尚|仍|还|也|均|都|迟迟|一直|始终|至今|长期|目前|全年|当年|年内|今年|本年度?|多年){0,4}"
_NOT_DONE_AFTER = re.compile(
    rf"^[”’]?{_ABOUT}{_TIME}{_NOT}{_ADVERB}(?:{_CARRIED_OUT}|建(?![议言])|到位|跟上|见效|落地|铺开|发威|动起来|进展)(?!的)"
)
_RULE_BEFORE = re.compile(
    r"(?:凡是?|如果?|若|一旦|严禁|禁止|防止|避免|杜绝|通报|问责|约谈|督促|责令|查处|纠正|规定|明确|倒逼|没有发生|未发生|未出现)[^。；，]{0,12}$"
)
_RULE_AFTER = re.compile(
    r"^[”’]?[^。；]{0,18}?(?:一律|不得|不予|不能|[决绝]不|不(?=上会|决策|决|研究|实施|签|拍板|提交|印发|审议|执行|批|立项|开工))"
)
_WHOSE_AFTER = re.compile(
    r"^[”’]?[^。；，、]{0,8}?的(?!问题|情况|现象|情形)(?![^。；，]{0,12}(?:仍|还|尚|占|有[\d一二两三四五六七八九十]))"
)
"""对未建立审查制度的乡镇…: the clause is about those who have none, and says itself what became of them."""
_MENDED_AFTER = re.compile(
    r"^[^。；]*?(?:已|现已|均已|目前)(?:经|于[^。；，]{1,8})?(?:全部|全面|逐一|均|都)?"
    r"(?:完成)?(?:建立|整改|补[齐建办做开]|纠正|建成|健全|到位|落实(?!到))|^[^。；]*?(?:全部|均已|逐一)(?:补[齐建办做开]|建立|整改|纠正|到位)"
)
_NOTHING_TO_DO = re.compile(
    r"(?:无|没有|未(?:发生|涉及|出现|收到|出台|制定|作出)|不涉及)[^。；，]{0,16}(?:事项|案件|决策|情形|文件|申请|需要|行为|项目)[^。；，]{0,4}，[^。；，]{0,8}$"
)
_CASES = r"(?:(?:行政|民事|公益|税务|审计|国家)?(?:复议|诉讼|应诉|赔偿)|信访)"
_CASE = re.compile(_CASES)
_NO_CASE_BEFORE = re.compile(
    r"(?:没有|无|未(?:发生|出现|产生|收到|接到|受理))(?:发生|出现|收到|新增|任何|一?[件起例宗])*"
    rf"(?:{_CASES}(?:案件)?(?:[、和与及或]者?)|、|一般|涉[^。；，]{{1,4}}|(?:税务|审计|我局|本局)){{0,4}}$"
)
_NO_CASE_AFTER = re.compile(
    r"^(?:案件?|等|申请|事项|发生|情[况形]|[、和与及或]者?|应诉|诉讼|复议)*(?:[，。；,\n]|$|无|国家赔偿|行政)"
)
_NONE_BEFORE = re.compile(r"(?:未发生|没有发生|未出现|没有需要|无需|未涉及|不涉及|未收到)[^。；，]{0,12}$")
_LOST_AFTER = re.compile(r"^[^。；，]{0,16}?(?:败诉|撤销|纠[错正]|变更|确认违法|责令|引[起发]|导致|不当|不到位|不规范)")
"""What did not happen then is the defeat, not the case."""
_ENDED = r"(?:取消|停止|停[办用开]|叫停|暂停|废[止除])"
_NO_LONGER = rf"不再(?:{_CARRIED_OUT}|保留|沿用|采用|延续)"
_NOT_ENDED = r"(?<![未不没])(?<!没有)(?<!从来没有)"
_ENDED_BEFORE = re.compile(
    rf"(?:{_NOT_ENDED}{_ENDED}(?:了|对|原有?的?|原来的|过去的|实施|执行|开展|实行|推行|运行|使用|组织)*|{_NO_LONGER})[^。；，、“]{{0,6}}“?$"
)
_ENDED_BEHIND = re.compile(rf"^[”’]?{_ABOUT}(?:[。；，：、\n]|$|[，]?后)")
_ENDED_AFTER = re.compile(
    rf"^[”’]?{_ABOUT}(?:(?:现|均|也|被|已经?|早已|目前|全面|于[^。；，]{{1,8}}){{1,3}}{_ENDED}(?:运行|实施|执行|开展|使用|实行)?(?=了?(?:[。；，\n]|$))|"
    rf"(?:现|均|也|已经?|目前){{0,3}}(?:{_NO_LONGER}|停止(?:运行|实施|执行|开展|使用|实行)|停[办用])(?=了?(?:[。；，\n]|$)))"
)
_SPARED_BEFORE = re.compile(r"(?:[不没]有?因|不是|并非)[^。；，]{0,12}$")
_CUT = re.compile("审批|许可|收费|证明|备案|年检|罚款")
"""Burdens whose end is the reform itself."""

_SIGN = re.compile("[未没无缺停废]|取消|不再|不涉及")
"""Without one of these nothing is denied."""


def denied(practice: str, before: str, after: str) -> Denied | None:
    """Return what is left to claim of ``practice`` where the words around it deny it, None where they do not.

    ``before`` and ``after`` are the sentence around it, from and up to the next semicolon.
    """
    if not _SIGN.search(before) and not _SIGN.search(after):
        return None
    return (
        _none_took_place(practice, before, after)
        or _ended(practice, before, after)
        or _not_done(practice, before, after)
    )


def _is_rule_or_mended(after: str) -> bool:
    """Tell whether what is denied is the condition of a rule, tells of those concerned, or has been mended."""
    return bool(_RULE_AFTER.match(after) or _WHOSE_AFTER.match(after) or _MENDED_AFTER.match(after))


def _none_took_place(practice: str, before: str, after: str) -> Denied | None:
    if _LOST_AFTER.match(after):
        return None
    case = _CASE.search(practice) and _NO_CASE_BEFORE.search(before) and _NO_CASE_AFTER.match(after)
    return (Status.MENTIONED, "none took place") if case or _NONE_BEFORE.search(before) else None


def _ended(practice: str, before: str, after: str) -> Denied | None:
    if _CUT.search(practice) or _SPARED_BEFORE.search(before):
        return None
    ended = (_ENDED_BEFORE.search(before) and _ENDED_BEHIND.match(after)) or _ENDED_AFTER.match(after)
    return (Status.MENTIONED, "no longer in operation") if ended else None


def _not_done(practice: str, before: str, after: str) -> Denied | None:
    found = (
        _NOT_DONE_BEFORE.search(before)
        or (_THING.search(practice) and _NONE_OF_IT.search(before))
        or (_SKIPPED[1].match(after) and _SKIPPED[0].search(before))
    )
    if found and (_is_rule_or_mended(after) or _RULE_BEFORE.search(before[: found.start()])):
        return None
    if found and _NOTHING_TO_DO.search(before[: found.start()]):
        return Status.MENTIONED, "nothing to do it on"
    if not found:
        found = _NOT_DONE_AFTER.match(after)
        rest = after[found.end() :] if found else ""
        if not found or _RULE_BEFORE.search(before) or _RULE_AFTER.match(rest) or _MENDED_AFTER.match(rest):
            return None
    return Status.DEFICIENT, "said not to be done"
