"""Whether a text is a report on rule-of-law government, by the words that such reports cannot avoid.

Neighbouring genres count: reports of departments, government work reports with a passage on it,
work summaries of justice offices, accounts of duties under the law, reviews of legal education.
"""

from __future__ import annotations

import re

_SUBJECT = re.compile(
    "法治|依法|普法|述法|学法|守法|执法|司法|立法|法律|法制|法规|行政复议|行政诉讼|行政处罚|规范性文件|合法性|调解|信访"
    "|综治|平安|放管服|政务公开|权力清单|责任清单|行政审批|枫桥经验"
)
_COURTS = re.compile("检察|审判|公益诉讼|诉讼|刑事|法院|宪法|民法典|扫黑除恶|社区矫正|公证|治安")
"""What courts, procuratorates and the police report on; novels and notices of courts name it too."""
_GENRE = re.compile(
    "报告|总结|汇报|情况|要点|计划|综述|经验|材料|自查|申报|打算|工作|任务|各位代表|年度|下一步|问题|不足"
    "|成效|落实|推进|开展|强化"
)
_BODY = re.compile("政府|述法|街道|[镇乡县区市省旗局厅委院]|办事处|司法所")
_TITLED = re.compile(
    r"^[^，。；：\n]{0,40}(?:法治|法制|依法|普法|司法|执法|检察|审判)[^，。；：\n]{0,16}(?:情况|报告|总结|综述|汇报|年报)",
    re.MULTILINE,
)
"""The title of a report on the rule of law, whoever reports: 某区人民检察院2021年度法治建设工作情况."""
_HEAD = 600
_OTHER_GENRE = re.compile(r"^\s*第[一二三四五六七八九十百零\d]+条[\s:：]", re.MULTILINE)
"""Articles at the start of lines: a statute, rules or a contract, not a report that quotes them."""
_JUDGMENT = re.compile("原告|被告|上诉人|被申请人|本院认为|判决如下|裁定如下")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def is_report(text: str) -> bool:
    """Tell whether the folded ``text`` shows the signs of a rule-of-law report or a neighbour of it."""
    if len(_CHINESE.findall(text)) * 3 < len(re.sub(r"\s", "", text)) or not _BODY.search(text):
        return False
    if len(_OTHER_GENRE.findall(text)) >= 6 or len(set(_JUDGMENT.findall(text))) >= 3:
        return False
    subjects, genres = len(set(_SUBJECT.findall(text))), len(set(_GENRE.findall(text)))
    if subjects >= 4 or (subjects >= 2 and genres >= 2):
        return True
    courts = len(set(_COURTS.findall(text)))
    titled = bool(_TITLED.search(text, 0, _HEAD))
    return (titled and genres >= 3) or (subjects + courts >= 3 and genres >= 5)


_WORK_REPORT = re.compile("政府工作报告|各位代表|今年政府工作")
_ANNOUNCED = re.compile(
    "如下|法治(?:政府)?建设.{0,12}(?:情况|报告|总结|综述)|依法行政工作|述法|自查|申报|司法所|典型经验|工作法"
    "|普法依法治理|卷\n|现报告|现按规定"
)


def is_passage(text: str) -> bool:
    """Tell whether the folded ``text`` is (part of) a government work report.

    Such a text tells in one breath what was done and what is to be done, often without a heading
    that says which: nothing announces a report on the year.
    """
    if _WORK_REPORT.search(text):
        return True
    return not (_ANNOUNCED.search(text, 0, _HEAD) or _TITLED.search(text, 0, _HEAD))
