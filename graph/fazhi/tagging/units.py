"""Measure words: which characters after a number are its unit and which begin another word."""

from __future__ import annotations

import re

# A measure word, then the characters that must not follow it: 3次 is three times, 3次产业 is not;
# 5支 counts, 5支队 names. The following characters were gathered from the words of general Chinese
# that begin with the measure word, not from any one report.
_WORDS = """
个 | 种 植子类树养地 | 副 主局县市科书所镇乡队总省 | 列 入为举车席出明 | 稿 件 | 件 例 | 次 数性生品序日要级产 | 项 目 | 名 单义称录誉气牌 | 份 额 | 元 旦素老化解共调纠
人 民口员大才事力社身工物类生行武文居机格选质防性流像脸们称 | 起 诉草步点来到源底航势用初伏
条 例款件块约线理 | 家 庭园长属家风教政具禽乡规姓 | 场 所景地馆镇面 | 户 籍外口型 | 宗 旨教族
处 理罚置于分室以境方长女事警级结 | 部 门分署委队长级位件落 | 期 间限待望盼满末初货 | 卷 入宗
轮 流训岗换番候值廓 | 所 有在属需以谓涉得长述 | 册 子 | 例 如行会外 | 讲 座话解师述好法
本 级市县区镇乡地人科年着省月街质身土领来院报轮 | 批 准复评示办发转量而判改驳捕 | 类 似型别
台 账州湾风胞办阶 | 笔 录记 | 桩 | 张 贴 | 间 隔接断歇 | 座 谈 | 位 于置列一阶 | 票 决据价数
单 位元一独个行列 | 套 路餐取 | 幅 度员 | 块 | 枚 | 篇 章 | 栋 梁 | 幢 | 棵 | 株 | 盏 | 辆 | 艘
眼 睛光前下 | 组 织建长成团员合 | 首 次批位要先个创席家府问违发办届付长 | 案 件例卷由源值情发
段 落时 | 堂 | 课 题程本堂 | 班 子组长主级车 | 集 中体团市镇合约资 | 斤 | 吨 | 亩 | 米 | 趟 | 颗
岁 以儿青 | 倍 增 | 瓶 颈 | 口 径头岸号气粮罩碑服 | 箱 | 袋 | 盒 | 款 项式 | 尾 款号部 | 面 积对向临貌谈试前子上
支 部付持撑出援委书行柱局架队 | 对 接象标照外于口应比策账全本各涉辖违重区市县镇乡 | 步 入行走
天 津河空然气下山府线 | 分 钟之局中公区包别级队院类析流管支布层工批步头散歧送发段解组阶期县镇市乡会行厂校享
个百分点 | 个工作日 | 个自然日 | 个学时 | 个课时 | 个小时 | 个月 | 百分点 | 工作日 | 学时 | 课时
小时 候报 | 分钟 | 人日 | 人天 | 平方米 | 平方公里 | 平方千米 | 立方米 | 公里 | 千米 | 公顷 | 公斤
千克 | 美元 | 欧元 | 港元 | m² | m2 | ㎡
个位次 | 个名次 | 个档次 | 个季度 | 个星期 | 位次 | 毫米 | 厘米 | 海里 | 英里 | 毫克 | 毫升 | 千瓦 | 千瓦时
根 据本治源除基深植系 | 回 头应复收访顾归答馈家合落购升暖迁避 | 只 有是能要需为见会不剩占 | 头 条号等部痛脑像目
匹 配 | 把 握关控好脉手守门 | 股 份东权市票级室 | 片 区面段 | 节 约日点能水省庆假奏制俭 | 页 面码岩 | 门 店户口禁诊牌槛前类头面卫窗
道 路德歉理班教义 | 双 随重向边方公减语拥创高争联百 | 遍 布及 | 层 级次面高 | 桶 | 罐 | 扇 | 剂 量型 | 针 对灸织 | 升 级任至到高为华温降
通 过报知常道行信用告畅 | 拨 款付打备 | 则 为是要会由应按需不 | 封 闭控存山顶 | 桌 面 | 棚 户改 | 粒 子 | 顶 格层尖端级 | 周 年边围期岁末转刊
"""
_REPEATABLE = "人场户家批件点台车班艘案卷宗梯辆架项条处所篇节"
"""Words that 次 may follow as one unit: 人次, 场次, 户次 …"""
_IN_BRACKETS = "件套次处宗起份场段个项户家人名村部类批期本册张卷厂"
"""What brackets after a unit may add to it: 件（套）, 场（次）, 条（段）; 3次（其中… adds nothing."""


def _alternative(entry: str) -> str:
    word, _, stop = entry.partition(" ")
    return rf"{word}(?![{stop}])" if stop else word


def _alternatives() -> str:
    entries = [entry.strip() for entry in re.split(r"[|\n]", _WORDS) if entry.strip()]
    longest_first = sorted(entries, key=lambda entry: -len(entry.split()[0]))
    return "|".join(map(_alternative, longest_first))


_BY_CONTEXT = (
    r"支(?=队伍)|项(?=目标)|[家处](?=长期)"
    r"|大[类项]|大(?=[\u4e00-\u9fff])(?![会队厅代型学额户众多家事要讲道院师力局气类])"
    r"|(?<=万)字"
    r"|(?:(?<=\d\d\d)|(?<=\d\d\d )|(?<=[万余]))路(?![口灯线])"
    r"|(?<=\d)日(?=以?内)"
)
"""Words that count in some places only: 6大板块, 210万字, 接入监控2.4万路, 7日内."""
UNIT = (
    rf"(?:个方面(?![\u4e00-\u9fff])|[{_REPEATABLE}]次(?![数性生品序日要级产])|矿\(厂\)次"
    rf"|(?:{_BY_CONTEXT}|{_alternatives()})(?:\([{_IN_BRACKETS}]\)次?)?(?:/[百千万]?[人户])?|[%‰])"
)
"""Pattern of a unit; what must not follow is part of it."""

_COUNTED = {
    "人": re.compile(r"用户|成员|群众|人口|粉丝|听众|观众|居民|党员|学生|干部|会员|受众|游客"),
    "次": re.compile(r"播放|点击|浏览|阅读|访问|转发|观看|下载|点赞|调用"),
    "元": re.compile(r"资金|经费|投入|金额|罚款|罚没|损失|工资|欠薪|奖金|补助|补贴|标的|费用|款项"),
}


def bare_unit(left: str, right: str) -> str | None:
    """Return the unit of a number in 万 or 亿 that has none (日活用户13.2万), or None.

    What follows (67万社会成员) is asked before what stands in front.
    """
    for text in (right, left):
        for unit, words in _COUNTED.items():
            if words.search(text):
                return unit
    return None
