"""Quantities: bounds, values, units and measures, and the numbers that are none.

The texts are made up for these tests, in the ways of many provinces and departments.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.reports.view import View
from fazhi.tagging.numerals import parse_chinese, parse_digits
from fazhi.tagging.quantities import QuantitySpan, find_quantities


def read(raw: str) -> list[tuple[str, QuantitySpan]]:
    """Return the surface, in the raw text, and the reading of each quantity."""
    view = View.of(raw)
    return [(raw[slice(*view.raw_span(q.start, q.end))], q) for q in find_quantities(view.text)]


FOUND = [
    # (text, [(surface, value, unit)], why)
    ("受理行政复议申请1,236件", [("1,236件", 1236, "件")], "thousands mark"),
    ("受理行政复议申请1，236件", [("1，236件", 1236, "件")], "full-width thousands mark"),
    ("立案6 128起", [("6 128起", 6128, "起")], "a space for the thousands"),
    ("收集意见8\u00a0,015条", [("8\u00a0,015条", 8015, "条")], "a no-break space and a mark"),
    ("调处纠纷２３６件，成功率９７．９％", [("２３６件", 236, "件"), ("９７．９％", 97.9, "%")], "full width"),
    ("开展检查 18 次", [("18 次", 18, "次")], "spaces around the number"),
    ("发放资料1\u200b20份", [("1\u200b20份", 120, "份")], "an invisible character in the number"),
    ("举办讲座20余场次", [("20余场次", 20, "场次")], "余 inside the span"),
    ("参加500 多人次", [("500 多人次", 500, "人次")], "多 behind a space"),
    ("受教育5万余人次", [("5万余人次", 50000, "人次")], "余 behind 万"),
    ("注册210余万人", [("210余万人", 2100000, "人")], "余 before 万"),
    ("涉及金额近900万元", [("近900万元", 9000000, "元")], "近 inside the span, money in yuan"),
    ("涉及金额约1.2亿元", [("约1.2亿元", 120000000, "元")], "约 inside the span"),
    ("年均节约32万元", [("32万元", 320000, "元")], "约 of 节约 is no 约"),
    ("修订村规民约22条，", [("22条", 22, "条")], "约 of 民约 is no 约"),
    ("编写执法文书35种，", [("35种", 35, "种")], "kinds"),
    ("收缴渔具132副。", [("132副", 132, "副")], "pairs"),
    ("监管班列4,818列，", [("4,818列", 4818, "列")], "trains"),
    ("征求意见改了4稿。", [("4稿", 4, "稿")], "drafts"),
    ("在册44人均落实帮教，3起因修复从轻", [("44人", 44, "人"), ("3起", 3, "起")], "均 and 因 begin other words"),
    ("分解42项目标任务，47处长期争议、5家长期欠薪", [("42项", 42, "项"), ("47处", 47, "处"), ("5家", 5, "家")], "目标 and 长期 are words"),
    ("附近3家单位", [("3家", 3, "家")], "近 of 附近 is no 近"),
    ("追回欠薪逾3 870.4万元", [("3 870.4万元", 38704000, "元")], "逾 stays outside"),
    ("办件量超5万件", [("5万件", 50000, "件")], "超 stays outside"),
    ("知晓率不足60%", [("60%", 60, "%")], "不足 stays outside"),
    ("满意度98.7 %以上", [("98.7 %", 98.7, "%")], "以上 stays outside"),
    ("发案率0.3‰", [("0.3‰", 0.3, "‰")], "per mille"),
    ("提升8.6个百分点", [("8.6个百分点", 8.6, "个百分点")], "percentage points"),
    ("参训率达百分之百", [("百分之百", 100, "%")], "percent in words"),
    ("下降百分之九十八点六", [("百分之九十八点六", 98.6, "%")], "percent in words with a point"),
    ("用时压减八成，", [("八成", 80, "%")], "tenths"),
    ("占比近六成。", [("近六成", 60, "%")], "tenths with 近"),
    ("占七成半。", [("七成半", 75, "%")], "tenths and a half"),
    ("占四成多。", [("四成多", 40, "%")], "tenths with 多"),
    ("使用率不到一半。", [("一半", 50, "%")], "a half"),
    ("替代三分之一入企检查", [("三分之一", 33.3, "%")], "a fraction"),
    ("每村1至2名", [("1至2名", 2, "名")], "a range counts by its upper bound"),
    ("抽查3-5次", [("3-5次", 5, "次")], "a range with a dash"),
    ("占比由35.6%提高到78.9%", [("35.6%", 35.6, "%"), ("78.9%", 78.9, "%")], "from one figure to another"),
    ("征用物资1.2万件（套）", [("1.2万件（套）", 12000, "件（套）")], "a unit with brackets"),
    ("讲法1000余场（次）", [("1000余场（次）", 1000, "场（次）")], "a unit with brackets"),
    ("活动3场（其中线上1场）", [("3场", 3, "场"), ("1场", 1, "场")], "brackets that are no unit"),
    ("万人发案率2.6件/万人", [("2.6件/万人", 2.6, "件/万人")], "a rate"),
    (
        "检查614家次、9户次、42批次",
        [("614家次", 614, "家次"), ("9户次", 9, "户次"), ("42批次", 42, "批次")],
        "units with 次",
    ),
    ("拆违2.36万平方米，复垦1 205亩", [("2.36万平方米", 23600, "平方米"), ("1 205亩", 1205, "亩")], "areas"),
    ("由15个工作日缩短为3个工作日", [("15个工作日", 15, "个工作日"), ("3个工作日", 3, "个工作日")], "working days"),
    ("平均结案12天，3.5小时办结", [("12天", 12, "天"), ("3.5小时", 3.5, "小时")], "durations"),
    ("7日内答复，3个月内整改", [("7日", 7, "日"), ("3个月", 3, "个月")], "time limits"),
    ("红单24小时内必结", [("24小时", 24, "小时")], "a time limit of a day"),
    ("成立5支队伍", [("5支", 5, "支")], "支 before 队伍 counts"),
    ("设7大板块", [("7大", 7, "个")], "大 counts in 个"),
    ("共10大类、37项", [("10大类", 10, "大类"), ("37项", 37, "项")], "大类 is a unit"),
    ("译审36部、210万字", [("36部", 36, "部"), ("210万字", 2100000, "字")], "characters in 万"),
    ("接入监控2.4万路", [("2.4万路", 24000, "路")], "路 in large numbers"),
    ("日活用户13.2万；", [("13.2万", 132000, "人")], "a unit left out: users"),
    ("播放量1300万，", [("1300万", 13000000, "次")], "a unit left out: plays"),
    ("案卷评查两轮，", [("两轮", 2, "轮")], "a Chinese numeral that ends the clause"),
    ("列席会议二十次，", [("二十次", 20, "次")], "twenty"),
    ("开展检查二十余次", [("二十余次", 20, "次")], "twenty and more"),
    ("举办讲座近千场", [("近千场", 1000, "场")], "nearly a thousand"),
    ("年接待万余人", [("万余人", 10000, "人")], "ten thousand and more"),
    ("走访企业上百家", [("百家", 100, "家")], "上 stays outside"),
    ("追回三万零五百元", [("三万零五百元", 30500, "元")], "零 inside a numeral"),
    ("化解一百零九起", [("一百零九起", 109, "起")], "零 before the last digit"),
    ("收集意见两百零八条，", [("两百零八条", 208, "条")], "两 and 零"),
    ("投入两亿元", [("两亿元", 200000000, "元")], "a hundred million in words"),
    ("罚没3亿2千万元", [("3亿2千万元", 320000000, "元")], "digits scaled step by step"),
    ("罚没三亿二千万元", [("三亿二千万元", 320000000, "元")], "the 万 multiplies what follows the 亿"),
    ("投入1亿3000余万元", [("1亿3000余万元", 130000000, "元")], "余 before the last scale"),
    ("投入一亿三千余万元", [("一亿三千余万元", 130000000, "元")], "the same in words"),
    ("投资三万亿元", [("三万亿元", 3000000000000, "元")], "亿 multiplies all that stands before it"),
    ("办案2万1千件", [("2万1千件", 21000, "件")], "万 and 千"),
    ("办案1千2百件", [("1千2百件", 1200, "件")], "千 and 百"),
    ("办案1千2百3十件", [("1千2百3十件", 1230, "件")], "down to 十"),
    ("培训1万零500人", [("1万零500人", 10500, "人")], "零 between 万 and digits"),
    ("培训1万5千人次", [("1万5千人次", 15000, "人次")], "a part behind 万"),
    ("培训一万五人次，", [("一万五人次", 15000, "人次")], "the last scale left out"),
    ("培训一万零五人次，", [("一万零五人次", 10005, "人次")], "零 tells that nothing is left out"),
    ("发放1.2万多件", [("1.2万多件", 12000, "件")], "多 behind 万"),
    ("发放3万5千余份", [("3万5千余份", 35000, "份")], "余 behind the last scale"),
    ("发放3万5000份", [("3万5000份", 35000, "份")], "digits behind 万"),
    ("罚没 3 亿 2 千万元", [("3 亿 2 千万元", 320000000, "元")], "spaces between the steps"),
    ("奖励3千多万元", [("3千多万元", 30000000, "元")], "多 inside the scale"),
    ("服务两千三百余人次", [("两千三百余人次", 2300, "人次")], "thousands and hundreds in words"),
    ("投入1亿余元", [("1亿余元", 100000000, "元")], "余 behind 亿"),
    ("挽回损失3个亿，", [("3个亿", 300000000, "元")], "个亿 is said of money"),
    ("挽回损失上千万元", [("千万元", 10000000, "元")], "上 before a large round number"),
    ("培训2000来人，发放三十来份", [("2000来人", 2000, "人"), ("三十来份", 30, "份")], "来 inside the span"),
    ("每年召开两三次，", [("两三次", 3, "次")], "two or three: the upper bound"),
    ("平均用时1个半小时", [("1个半小时", 1.5, "个小时")], "and a half"),
    ("投入2万元3千册", [("2万元", 20000, "元"), ("3千册", 3000, "册")], "a unit between two figures"),
    ("参训5万 20人获奖", [("20人", 20, "人")], "a space ends a number"),
    ("罚款150万元至200万元", [("150万元至200万元", 2000000, "元")], "a range with its unit twice"),
    ("罚款150万—200万元", [("150万—200万元", 2000000, "元")], "a range with its scale twice"),
    ("每村三至五名，", [("三至五名", 5, "名")], "a range in words"),
    ("案件由5件到8件", [("5件", 5, "件"), ("8件", 8, "件")], "from one figure to another is no range"),
    ("案件从8件到5件", [("8件", 8, "件"), ("5件", 5, "件")], "nor is a fall"),
    ("选派12名到3个村", [("12名", 12, "名"), ("3个", 3, "个")], "到 that leads to a place"),
    ("投入三点五亿元", [("三点五亿元", 350000000, "元")], "a decimal numeral with 亿"),
    ("咨询量增长一点五倍，", [("一点五倍", 1.5, "倍")], "a decimal numeral"),
    ("涉及金额三百二十余万元，", [("三百二十余万元", 3200000, "元")], "余 inside a numeral, before 万"),
    ("完成率提升十二个百分点，", [("十二个百分点", 12, "个百分点")], "percentage points in words"),
    ("平均用时两小时，", [("两小时", 2, "小时")], "a duration in words"),
    ("补齐界桩760根，回访27回", [("760根", 760, "根"), ("27回", 27, "回")], "measure words of things and times"),
    ("前进3个位次，上升2位次", [("3个位次", 3, "个位次"), ("2位次", 2, "位次")], "ranks gained"),
    (
        "发放宣传袋3只、羊12头、接听电话300通",
        [("3只", 3, "只"), ("12头", 12, "头"), ("300通", 300, "通")],
        "more of them",
    ),
    ("学习5遍，讲法治课8节、16门", [("5遍", 5, "遍"), ("8节", 8, "节"), ("16门", 16, "门")], "lessons"),
    ("接种疫苗2.1万剂，喷洒40桶", [("2.1万剂", 21000, "剂"), ("40桶", 40, "桶")], "doses and vessels"),
    ("为群众压减申请材料45\n份。", [("45\n份", 45, "份")], "a line of print that ends before the unit"),
    ("全年为群众和企业挽回各类损失63.8\n万元，", [("63.8\n万元", 638000, "元")], "a line of print that ends before 万"),
    ("完成投资五百万元", [("五百万元", 5000000, "元")], "money in words"),
    ("例会每周一次", [("一次", 1, "次")], "how often"),
    ("每半月排查一次，每学期讲课两次", [("一次", 1, "次"), ("两次", 2, "次")], "how often, in other periods"),
    ("先后两次召开会议", [("两次", 2, "次")], "done one after another"),
    ("年中抽查一次，", [("一次", 1, "次")], "an act told to have been done once"),
    ("建成法治文化广场一处，", [("一处", 1, "处")], "one thing built, at the end of the clause"),
    ("每季召开一次联席会议", [("一次", 1, "次")], "how often, the verb between"),
    ("甲镇、乙镇两个司法所挂牌", [("两个", 2, "个")], "organisations named and counted"),
    ("信访申请为零件，", [("零件", 0, "件")], "none, in words"),
    ("行政诉讼0件", [("0件", 0, "件")], "none, in digits"),
    ("组织旁听2场120人次", [("2场", 2, "场"), ("120人次", 120, "人次")], "two figures that touch"),
    ("案件跨越31年，", [("31年", 31, "年")], "a time that lasted"),
    ("抽取96本案卷，68名校长述法，完成5宗地块", [("96本", 96, "本"), ("68名", 68, "名"), ("5宗", 5, "宗")], "things that begin like a longer word"),
    ("——1名法官指导", [("1名", 1, "名")], "a dash before the number"),
]

NOT_FOUND = [
    ("第三批示范县，第12次会议，第 5 次全会", "ordinals"),
    ("十七届61次常务会议，二十届三中全会", "sessions"),
    ("名列全省第3名，排名前10位", "ranks"),
    ("2023年12月4日上午9:30，2023.11.5，2024-01-09 10:17:19", "dates and times"),
    ("2021-2025年，2024年1-9月，截至6月底", "years and months"),
    ("连续三年保持稳定", "years in words"),
    ("甘政发〔2021〕77号，令第713号", "document numbers"),
    ("（1）（2）1.2.3.一、二、①②", "list numbering"),
    ("12345热线、12348热线，110联动", "hotlines"),
    ("三所联动，四议两公开，一站式，一村一法律顾问", "names with Chinese numerals"),
    ("“1+6+N”机制，“6+4”一体化监管，1+3+X清单", "names with sums"),
    ("“1名干部+1名律师+N名志愿者”队伍", "a name made of counted people"),
    ("“5张清单、1个平台、7项改革”架构", "a name that begins with a number"),
    ("“30天无理由退货”承诺", "a name that begins with a number"),
    ("15分钟公共法律服务圈，24小时自助服务", "opening hours and circles"),
    ("服务品牌升级3.0版，5G网络，4A级景区", "versions and grades"),
    ("两个维护、四个意识、三大攻坚战", "slogans"),
    ("三件大事，四类事项，两张网，两项荣誉", "running prose"),
    ("打一场翻身仗，编制新一轮方案", "一 that does not count"),
    ("二期工程，雪亮工程三期，", "stages of a project"),
    ("一个不落，一次过关，一人多岗", "set phrases"),
    ("电话：0936-6621234，邮编734300，索引号620724001/2023-00012", "numbers of the page's head"),
    ("浏览次数：1234次 字号：大 中 小", "a page counter"),
    ("《云南省法治化营商环境全面提质23条措施》", "a number in a title"),
    ("依据第三十三条、第七十条第一款", "articles"),
    ("3次产业，2处理，5支队，7分局，6条例，1本级", "measure words that begin another word"),
    ("1.3 多元解纷", "a heading number before 多元"),
    ("五岁以下，5岁以下儿童", "an age group"),
    ("成功、成员、成效、三成员", "成 in other words"),
    ("百名法学家百场报告会", "round numbers in a name"),
    ("揉要三遍，劝也三回，", "ways of speaking"),
    ("少跑一次，汇聚一处，发现一处、取缔一处，", "一 that does not count"),
    ("设一名副主任，两名干部包案", "running prose"),
    ("走进千家万户，百万警进千万家活动，千千万万个家庭", "manifold, not counted"),
    ("投入数十亿元，走访几百户，往返数百公里", "how many is left open"),
    ("圆楼里住着一百家姓", "家 that belongs to 家姓"),
    ("打通“最后一百米”，最后1公里", "the last stretch"),
    ("编印《以案说法一百例》，学习《干部管理二十条》", "a number in words in a title"),
    ("（共印30份）", "the print run of a letterhead"),
    ("1\n项目建设，三、工作12\n条件", "a heading or a table cell that ends in a number"),
    ("2根据，3回头，4只有，5头部，6通过，7把握，8节约，9门店", "the new measure words that begin another word"),
    ("", "nothing"),
]

MEASURES = [
    # (text, measures in order, why)
    ("人民调解组织调处纠纷687件", ["人民调解组织调处纠纷"], "verb and object in front"),
    ("行政机关负责人出庭应诉率达100%", ["行政机关负责人出庭应诉率"], "达 is dropped"),
    ("全年共开展检查18次", ["开展检查"], "全年共 is dropped"),
    ("配备29位经济楼长", ["配备经济楼长"], "a short verb and the noun behind"),
    ("共享法庭覆盖10个街镇", ["共享法庭覆盖"], "a long clause in front"),
    ("把187份沉睡合同管起来", ["沉睡合同管起"], "the noun behind 把"),
    (
        "收到行政复议申请298件，审结271件",
        ["收到行政复议申请", "审结（收到行政复议申请）"],
        "a bare verb gets its topic",
    ),
    (
        "受理信访事项298件，同比下降12%",
        ["受理信访事项", "同比下降（受理信访事项）"],
        "a change is one of the figure before",
    ),
    ("占比由35%升至78%", ["占比（此前）", "占比"], "one measure with two figures, of which one is the earlier"),
    ("网上可办率、编目率均为100%", ["网上可办率、编目率"], "均 takes the whole list"),
    ("调解员（含专职）16名", ["调解员"], "brackets are passed over"),
    ("办理停车、加梯等事项52件", ["事项"], "behind 等"),
    ("文书扫码率“100%”", ["文书扫码率"], "quotation marks are dropped"),
    ("依据《村民委员会组织法》备案22份", ["备案"], "the law that an act rests on is not counted"),
    ("宣讲《停车条例》9场", ["宣讲《停车条例》"], "a law that is taught is"),
    ("云州县物业管理办法》宣讲9场", ["宣讲"], "a title that lost its opening mark is dropped"),
    ("我镇清理旧宣传栏41处", ["清理旧宣传栏"], "我镇 is dropped"),
    ("和高店镇小店村完成公约备案3件", ["高店镇小店村完成公约备案"], "和 that joins to the place before is dropped"),
    ("调解和解率33%", ["调解和解率"], "和 of 和解 is not"),
    ("司法所年内接待60人次", ["司法所接待"], "when it was is dropped inside too"),
    (
        "山口县旅游市场联合行政执法大队查处虚假宣传案件22件",
        ["查处虚假宣传案件"],
        "of long words the body that acted is dropped",
    ),
    ("投诉降至2件，", ["投诉"], "a change that leads to the figure"),
    ("调解员由35人增至48人，", ["调解员（此前）", "调解员"], "more than before"),
    ("审批环节由11个减为4个，", ["审批环节（此前）", "审批环节"], "from one figure to another"),
    ("出庭应诉率由2022年的71%提高到92.5%", ["出庭应诉率（2022年）", "出庭应诉率"], "the year of the earlier figure"),
    ("出庭应诉率由2022年的71%提高到2023年的92.5%", ["出庭应诉率（2022年）", "出庭应诉率"], "the year of the later figure too"),
    ("出庭应诉率稳步提升，由71%提高到92.5%", ["出庭应诉率（此前）", "出庭应诉率"], "the noun in the clause before"),
    ("案件较去年同期的35件下降到12件", ["案件（去年同期）", "案件"], "compared with the year before"),
    ("同案异罚投诉由上年6起降为零。", ["同案异罚投诉（上年）"], "down to none"),
    ("兽药经营许可由法定20个工作日压减至7个工作日", ["兽药经营许可（法定）", "兽药经营许可"], "from what the law allows"),
    ("证明事项由改革前的41项精简到5项", ["证明事项（改革前）", "证明事项"], "the verb of the change is no noun"),
    ("案件由5件到8件", ["案件（此前）", "案件"], "a change without a verb"),
    ("受理案件2022年35件、2023年28件", ["受理案件（2022年）", "受理案件（2023年）"], "one measure in two years"),
    ("全年办结35件，较2022年的50件减少15件", ["办结", "办结（2022年）", "减少"], "a figure to compare with"),
    ("投诉量由月均60件降到10件", ["投诉量（此前）", "投诉量"], "月均 is dropped with 由"),
    ("平均用时0.5个工作日，游客平均8天，", ["平均用时", "游客平均"], "均 of 平均 stays"),
    ("法律顾问签约31名，", ["法律顾问签约"], "约 of 签约 stays"),
    ("惠及1.03万户，", ["惠及"], "及 of 惠及 stays"),
    ("赔付31笔、4.26万元，", ["赔付", "赔付"], "two figures of one act in different units"),
    ("联络站每月开放1次共12次，", ["联络站每月开放", "联络站每月开放"], "a figure and its sum"),
    ("①府检会商2次；◆督察整改14项", ["府检会商", "督察整改"], "list marks are dropped"),
    ("| 法律援助 | 203件 |", ["法律援助"], "pipes of a table are dropped"),
    ("人 民 调 解成功率96%", ["人民调解成功率"], "characters set apart are joined"),
    ("给62所中小学配齐副校长", ["中小学配齐副校长"], "the noun behind 给"),
    ("3个村获评省级示范村，", ["获评省级示范村的村"], "villages with what they did"),
    ("全镇39个村（社区）均实现法律顾问全覆盖。", ["实现法律顾问全覆盖的村(社区)"], "the same with brackets and 均"),
    ("在北苑、铁南、民航3个社区设立调解室，", ["设立调解室的社区"], "the last name of a list is no part of it"),
    ("由四那、九合、山塘等8个村设立调解室，", ["设立调解室的村"], "the same with 等"),
    ("配备5个村民小组长", ["配备村民小组长"], "村 that begins another word"),
    ("应诉率偏低，仅71%；", ["应诉率"], "the noun in the clause before 仅"),
    ("二、主要做法\n罚款150万元至200万元", ["罚款"], "a heading is no part of it"),
    ("案卷评查（共抽168宗", ["抽"], "a bracket without its partner"),
    ("但败诉率仍达7%", ["败诉率"], "a conjunction"),
    ("局党组先后五次听取汇报，", ["局党组听取汇报"], "先后 is dropped"),
    ("镇每半月排查一次，化解97件", ["镇每半月排查", "化解"], "what is done once is no topic"),
    ("推进百万警进千万家活动，化解1811起", ["化解"], "a slogan is no topic"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND, ids=[f"{row[2]}: {row[0]}" for row in FOUND])
def test_quantities_are_found_and_read(text: str, expected: list[tuple[str, float, str]], why: str) -> None:
    assert [(raw, q.value, q.unit) for raw, q in read(text)] == expected, why


@pytest.mark.parametrize(("text", "why"), NOT_FOUND, ids=[row[1] + row[0][:6] for row in NOT_FOUND])
def test_numbers_that_measure_nothing_are_left_out(text: str, why: str) -> None:
    assert [raw for raw, _ in read(text)] == [], why


@pytest.mark.parametrize(("text", "expected", "why"), MEASURES, ids=[row[2] for row in MEASURES])
def test_the_measure_is_a_phrase_of_the_text(text: str, expected: list[str], why: str) -> None:
    assert [q.measure for _, q in read(text)] == expected, why


CHINESE = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Return a Chinese numeral below ten thousand, as a careful writer writes it."""
    text, pending = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if pending and text else "") + CHINESE[digit] + name
        pending = digit == 0
    return text or "零"


@given(st.integers(0, 9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_chinese(in_chinese(number)) == number


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_chinese_numerals_with_ten_thousands_round_trip(high: int, low: int) -> None:
    text = f"{in_chinese(high)}万" + ("零" if 0 < low < 1000 else "") + (in_chinese(low) if low else "")
    assert parse_chinese(text) == high * 10_000 + low


@given(st.integers(0, 10**9), st.sampled_from(["", ",", " ", ", "]), st.sampled_from(["", "万", "亿"]), st.booleans())
def test_the_value_of_a_written_number_round_trips(number: int, mark: str, scale: str, wide: bool) -> None:
    digits = f"{number:,}".replace(",", mark)
    if wide:
        digits = digits.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    [(raw, quantity)] = read(f"办结{digits}{scale}件。")
    assert raw == f"{digits}{scale}件"
    assert quantity.value == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]


@given(st.decimals(Decimal("0.01"), Decimal("9999.99"), places=2))
def test_decimals_are_exact(number: Decimal) -> None:
    [(_, quantity)] = read(f"罚没{number}万元，")
    assert Decimal(str(quantity.value)) == number * 10_000
    assert parse_digits(f"{number:,}") == number


_PARTS = [*"３百万亿余近约多件%成第《》“”（）+-.，。\n\u200b\u00a0\u3000𠀀", "6 128"]
_PARTS += ["12", "1,234", "二十", "场次", "分之", "一半", "百分之", "每周", "化解纠纷"]
PIECES = st.lists(st.sampled_from(_PARTS), max_size=40).map("".join)


@given(st.one_of(PIECES, st.text(max_size=200)))
def test_any_text_gives_ordered_spans_in_bounds(raw: str) -> None:
    view = View.of(raw)
    found = find_quantities(view.text)
    last = 0
    for quantity in found:
        assert last <= quantity.start < quantity.end <= len(view.text)
        start, end = view.raw_span(quantity.start, quantity.end)
        assert 0 <= start < end <= len(raw)
        assert quantity.value >= 0 and quantity.unit
        last = quantity.end
    assert found == find_quantities(view.text)
