"""Header facts in the forms that government sites use; every text here was made up for these tests."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from fazhi.reports import View
from fazhi.reports.header import read_header

BODY = """

一、主要举措和成效
(一)加强学习。全年组织集中学法4次，参加人员120人次。
(二)规范执法。开展行政执法案卷评查1次。
二、存在的不足
学习的系统性有待提高。
三、下一步工作
健全学法制度。
"""


class Case(NamedTuple):
    """One head of a report, the facts that it states, and why the row is here."""

    reason: str
    text: str
    facts: dict[str, Any]


TABLES = [
    Case(
        "索引标识 is a key",
        "名称|利辛县2023年法治政府建设情况报告\n索引标识|341623-F02/2024-00019\n公开日期|2024年1月22日",
        {"index_number": "341623-F02/2024-00019", "issued": "2024-01-22"},
    ),
    Case(
        "colons, two keys on a line, one value missing before the next key",
        "索引号：11330421MB1234567X/2023-10011 文件编号：\n发布机构：西塘镇 成文日期：2023-01-12\n\n西塘镇2022年度法治政府建设年度报告\n发布日期：2023-02-03 来源：西塘镇",
        {
            "index_number": "11330421MB1234567X/2023-10011",
            "document_number": None,
            "written": "2023-01-12",
            "issued": "2023-02-03",
            "division_code": "330421103",
        },
    ),
    Case(
        "keys in square brackets with spaces inside, as on Chongqing sites",
        "[ 索引号 ] 11500110588900001C/2024-00012 [ 发文字号 ] 綦江府发〔2024〕3号\n[ 发布机构 ] 綦江区人民政府 [ 成文日期 ] 2024-01-05\n[ 发布日期 ] 2024-01-09\n\n重庆市綦江区人民政府关于2023年法治政府建设情况的报告",
        {
            "document_number": "綦江府发〔2024〕3号",
            "written": "2024-01-05",
            "issued": "2024-01-09",
            "issuer": "重庆市綦江区人民政府",
            "division_code": "500110",
        },
    ),
    Case(
        "keys in lenticular brackets",
        "【索引号】 000014349/2022-00115\n【发布机构】 永泰县司法局\n【成文日期】 2022年1月18日\n【发文字号】 樟司〔2022〕2号\n永泰县司法局2021年度法治政府建设情况报告",
        {
            "index_number": "000014349/2022-00115",
            "written": "2022-01-18",
            "document_number": "樟司〔2022〕2号",
            "issuer": "永泰县司法局",
            "jurisdiction": "福建省福州市永泰县",
        },
    ),
    Case(
        "cells kept apart by bars",
        "| 索引号 | 11410324005400012B/2021-00008 | 主题分类 | 司法 |\n| 发布机构 | 栾川县人民政府 | 成文日期 | 2021-01-20 |\n| 文号 | 无 | 发布日期 | 2021-01-25 |\n\n栾川县2020年度法治政府建设情况报告",
        {
            "index_number": "11410324005400012B/2021-00008",
            "document_number": None,
            "written": "2021-01-20",
            "issued": "2021-01-25",
            "issuer": "栾川县人民政府",
            "division_code": "410324",
        },
    ),
    Case(
        "a row whose key words look like prose, and the number that stands in it",
        "| 索 引 号 | 01234XX09/2023-04417 | 信息分类 | 公文 |\n| 发布机构 | 天衢新区管委会 | 生成日期 | 2023-02-10 |\n| 文　　号 | 天衢管发〔2023〕11号 | 关 键 词 | 法治;工作;情况 |\n\n天衢新区2022年法治政府建设工作情况报告\n发布时间：2023-02-17 16:42　来源：天衢新区",
        {"document_number": "天衢管发〔2023〕11号", "written": "2023-02-10", "issued": "2023-02-17"},
    ),
    Case(
        "a time without a key behind a source, an author and an editor",
        "栾川县2025年法治政府建设年度报告\n来源：栾川县　　作者：　　编辑：周倩　　2026-01-30 16:42　　浏览量：117",
        {"issued": "2026-01-30", "title": "栾川县2025年法治政府建设年度报告"},
    ),
    Case(
        "cells kept apart by tabs, no colons",
        "索引号\tK12890-0202-2020-0007\t发文日期\t2020-01-16\n发布机构\t长汀县人民政府\t公开方式\t主动公开\n长汀县人民政府2019年法治政府建设情况报告",
        {"index_number": "K12890-0202-2020-0007", "issued": "2020-01-16", "issuer": "长汀县人民政府", "report_year": 2019},
    ),
    Case(
        "a value on the line below its key",
        "索引号：\n014250123/2023-00033\n发布机构：\n高淳区漆桥街道办事处\n发布日期：\n2023-01-31\n\n漆桥街道2022年法治政府建设工作总结",
        {
            "index_number": "014250123/2023-00033",
            "issuer": "高淳区漆桥街道办事处",
            "issued": "2023-01-31",
            "division_code": "320118003",
        },
    ),
    Case(
        "a row of keys over a row of values",
        "索引号 主题分类 发布机构 发布日期\n00254212/2019-1043 司法 开化县人民政府 2019-02-14\n\n开化县人民政府2018年法治政府建设情况报告",
        {"index_number": "00254212/2019-1043", "issuer": "开化县人民政府", "issued": "2019-02-14", "report_year": 2018},
    ),
    Case(
        "the table printed twice",
        "[ 索引号 ] 11500230008689000A/2025-00004 [ 发文字号 ]\n[ 发布机构 ] 丰都县人民政府 [ 发布日期 ] 2025-02-10\n[ 索引号 ] 11500230008689000A/2025-00004\n[ 发文字号 ]\n[ 发布机构 ] 丰都县人民政府\n[ 发布日期 ] 2025-02-10\n丰都县人民政府2024年法治政府建设情况报告",
        {"index_number": "11500230008689000A/2025-00004", "document_number": None, "issued": "2025-02-10"},
    ),
    Case(
        "the number is 无, the validity 有效",
        "索引号：01527/2020-00119　文号：无　有效性：有效\n发布机构：和县司法局　生成日期：2020-01-21　发布日期：2020-01-22\n和县司法局2019年法治政府建设工作报告",
        {"document_number": None, "written": "2020-01-21", "issued": "2020-01-22", "jurisdiction": "安徽省马鞍山市和县"},
    ),
    Case(
        "spaces inside the keys",
        "索 引 号：14012/2018-00001　　文　　号：阳政发〔2018〕4号\n发 文 机 关：阳曲县人民政府　成 文 日 期：2018年02月06日\n标　　题：阳曲县人民政府关于2017年度法治政府建设情况的报告\n发 布 日 期：2018年02月08日",
        {
            "title": "阳曲县人民政府关于2017年度法治政府建设情况的报告",
            "document_number": "阳政发〔2018〕4号",
            "written": "2018-02-06",
            "issued": "2018-02-08",
            "issuer": "阳曲县人民政府",
        },
    ),
    Case(
        "keys and values run together without any mark",
        "索引号ljx/2026-00001\n发布机构罗江区金山镇人民政府\n发布日期2026-01-27\n时效性有效\n金山镇2025年法治政府建设情况报告",
        {"index_number": "ljx/2026-00001", "issuer": "罗江区金山镇人民政府", "issued": "2026-01-27", "division_code": "510604102"},
    ),
    Case(
        "a list of values without keys: the index number shows itself, writing stands before issue",
        "您当前的位置：首页 >法定主动公开内容 >法治政府建设年度报告\n • 11500151691216000X/2026-00002\n • 法制\n • 铜梁区\n • 2026-01-20\n • 2026-01-27\n重庆市铜梁区人民政府2025年法治政府建设工作报告",
        {"index_number": "11500151691216000X/2026-00002", "written": "2026-01-20", "issued": "2026-01-27"},
    ),
    Case(
        "date of making alone is the date of issue",
        "索引号 005212/2022-30112 发布机构 象山县司法局\n生成日期 2022-02-18 公开方式 主动公开\n象山县司法局2021年度法治政府建设工作报告",
        {"issued": "2022-02-18", "written": None, "issuer": "象山县司法局", "jurisdiction": "浙江省宁波市象山县"},
    ),
    Case(
        "a key word inside the title is no key",
        "关于报送2020年政务公开和法治政府建设情况的报告\n发布时间：2021-01-08",
        {"title": "关于报送2020年政务公开和法治政府建设情况的报告", "issued": "2021-01-08"},
    ),
    Case(
        "keys and values in a table drawn with lines",
        "┌────┬────────┐\n│索引号　│QX-2024-0012│\n│发布单位│平昌县司法局│\n│发布日期│2024-01-16　│\n└────┴────────┘\n\n平昌县2023年法治政府建设情况报告",
        {"index_number": "QX-2024-0012", "issued": "2024-01-16", "issuer": "平昌县司法局"},
    ),
    Case(
        "stars and blocks before the keys, the date on which a page went online",
        "★索引号：PC-01-2024-0007\n▍文号：平府〔2024〕7号\n★生成日期：2024年1月10日　★上网日期：2024年1月12日\n平昌县2023年法治政府建设情况报告",
        {
            "index_number": "PC-01-2024-0007",
            "document_number": "平府〔2024〕7号",
            "written": "2024-01-10",
            "issued": "2024-01-12",
        },
    ),
    Case(
        "short keys, 字号 with the number of a paper",
        "| 索引 | PC-01-2024-0007 |\n| 字号 | 平府〔2024〕7号 |\n| 成文 | 2024-01-10 |\n| 上网 | 2024-01-12 |\n平昌县2023年法治政府建设情况报告",
        {
            "index_number": "PC-01-2024-0007",
            "document_number": "平府〔2024〕7号",
            "written": "2024-01-10",
            "issued": "2024-01-12",
        },
    ),
    Case(
        "字号 with the size of letters, each in brackets",
        "平昌县2023年法治政府建设情况报告\n字号：【大】【中】【小】　2024-01-16　来源：本站",
        {"document_number": None, "issued": "2024-01-16"},
    ),
    Case(
        "a date in a cell of its own, an index number with masked digits",
        "信息索引：0143××/2024-00031 ｜ 公开时限：长期 ｜ 责任部门：平昌县司法局 ｜ 2024-01-16\n平昌县2023年法治政府建设情况报告",
        {"index_number": "0143××/2024-00031", "issued": "2024-01-16"},
    ),
    Case(
        "a value between the key and the date of another key",
        "成文日期： | 2024-01-10 | 体裁：　 | 公告 |\n平昌县2023年法治政府建设情况报告",
        {"written": "2024-01-10", "issued": None},
    ),
]

TITLES = [
    Case(
        "a second line that goes on with 及",
        "辛店镇2019年法治政府建设工作总结\n及2020年工作打算",
        {"title": "辛店镇2019年法治政府建设工作总结及2020年工作打算", "report_year": 2019},
    ),
    Case(
        "a title broken behind its year",
        "平果市人民政府关于2022年上半年\n法治政府建设工作情况和下半年工作计划的报告",
        {"title": "平果市人民政府关于2022年上半年法治政府建设工作情况和下半年工作计划的报告", "report_year": 2022},
    ),
    Case(
        "the organ above the years of a plan",
        "丰宁满族自治县林业和草原局\n“十四五”时期法治建设工作报告",
        {"title": "丰宁满族自治县林业和草原局“十四五”时期法治建设工作报告", "issuer": "丰宁满族自治县林业和草原局"},
    ),
    Case(
        "joint issuers on one line keep the space between them",
        "中共平武县委　平武县人民政府\n关于2020年度法治政府建设情况的报告",
        {"title": "中共平武县委　平武县人民政府关于2020年度法治政府建设情况的报告"},
    ),
    Case(
        "letters spaced out are words",
        "平 武 县 2020 年 法 治 政 府 建 设 工 作 报 告",
        {"title": "平武县2020年法治政府建设工作报告"},
    ),
    Case(
        "a customs house above its title",
        "中华人民共和国湛江海关\n2022年法治政府建设年度报告",
        {"title": "中华人民共和国湛江海关2022年法治政府建设年度报告", "issuer": "中华人民共和国湛江海关"},
    ),
    Case(
        "a line with the time of publication above the title",
        "2019-12-13 15:26　作者：办公室　来源：狮山街道\n狮山街道关于推进法治街道建设情况的自查报告",
        {"title": "狮山街道关于推进法治街道建设情况的自查报告", "issued": "2019-12-13"},
    ),
    Case(
        "a title broken before its genre, with the next year's plan",
        "都兰县文体旅游广电局2024年法治政府建设\n工作总结及2025年工作计划",
        {"title": "都兰县文体旅游广电局2024年法治政府建设工作总结及2025年工作计划", "report_year": 2024},
    ),
    Case(
        "title and publication line",
        "南翔镇2020年度法治政府建设情况报告\n发布日期:2021-02-26",
        {"title": "南翔镇2020年度法治政府建设情况报告", "issued": "2021-02-26", "division_code": "310114102", "report_year": 2020},
    ),
    Case(
        "site name behind the title in the window title, then the title itself",
        "顾村镇2024年法治政府建设情况报告_街镇园区文件_上海市宝山区人民政府门户网站\n\n顾村镇2024年法治政府建设情况报告\n信息来源: 顾村镇 发布时间 2025-02-10",
        {"title": "顾村镇2024年法治政府建设情况报告", "issued": "2025-02-10", "division_code": "310113109"},
    ),
    Case(
        "a title over two lines, cut in the middle",
        "南开区学府街2021年度法治政府建设\n情况报告",
        {"title": "南开区学府街2021年度法治政府建设情况报告", "jurisdiction": "天津市南开区学府街道"},
    ),
    Case(
        "issuer on the line above 关于",
        "长葛市人民政府\n关于2019年度法治政府建设情况的报告",
        {"title": "长葛市人民政府关于2019年度法治政府建设情况的报告", "issuer": "长葛市人民政府", "jurisdiction": "河南省许昌市长葛市"},
    ),
    Case(
        "joint issuers above 关于",
        "中共浦江县委员会\n浦江县人民政府\n关于2022年度法治政府建设情况的报告",
        {
            "title": "中共浦江县委员会浦江县人民政府关于2022年度法治政府建设情况的报告",
            "issuer": "中共浦江县委员会、浦江县人民政府",
            "jurisdiction": "浙江省金华市浦江县",
        },
    ),
    Case(
        "document number between red head and title; the head names the issuer",
        "阳城县人民政府文件\n阳政发〔2021〕6号\n关于2020年度法治政府建设工作情况的报告\n市人民政府：",
        {
            "title": "关于2020年度法治政府建设工作情况的报告",
            "document_number": "阳政发〔2021〕6号",
            "issuer": "阳城县人民政府",
            "jurisdiction": "山西省晋城市阳城县",
        },
    ),
    Case(
        "document number in ASCII brackets",
        "鹤政报[2022]2号                    签发人：\n鹤岗市2021年度法治政府建设情况报告",
        {"document_number": "鹤政报〔2022〕2号", "division_code": "230400"},
    ),
    Case(
        "document number in parentheses under the title",
        "大邑县人民政府2022年法治政府建设情况报告\n（大邑府函〔2023〕2号）",
        {"document_number": "大邑府函〔2023〕2号", "jurisdiction": "四川省成都市大邑县"},
    ),
    Case(
        "year in Chinese numerals",
        "唐山市丰南区司法局\n二〇二一年度法治政府建设工作报告",
        {"report_year": 2021, "issuer": "唐山市丰南区司法局", "jurisdiction": "河北省唐山市丰南区"},
    ),
    Case(
        "report of one year with the plan of the next",
        "厦门市集美区政府2016年推进依法行政工作情况及2017年工作打算\n15.02.2017  10:00",
        {"report_year": 2016, "issued": "2017-02-15", "jurisdiction": "福建省厦门市集美区", "issuer": "厦门市集美区政府"},
    ),
    Case(
        "headline and subtitle after a dash",
        "法治护航　行稳致远\n——科右前旗法治政府建设情况报告\n更新时间：2024年12月03日 10:17:19  来源：科右前旗司法局",
        {"title": "法治护航行稳致远——科右前旗法治政府建设情况报告", "division_code": "152221", "issued": "2024-12-03"},
    ),
    Case(
        "full-width digits in the title",
        "江门市２０１９年法治政府建设情况报告",
        {"title": "江门市2019年法治政府建设情况报告", "report_year": 2019, "division_code": "440700"},
    ),
    Case(
        "title spaced out on the page",
        "政 府 工 作 报 告\n——2019年1月16日在长兴县第十六届人民代表大会第三次会议上\n长兴县人民政府县长　石某某\n各位代表：",
        {"title": "政府工作报告", "report_year": 2018, "written": "2019-01-16", "issuer": "长兴县人民政府", "division_code": "330522"},
    ),
    Case(
        "no title, only 情况报告如下",
        "2024年，真新街道坚持以习近平法治思想为指导，现将2024年法治政府建设情况报告如下：",
        {"title": None, "jurisdiction": "上海市嘉定区真新街道", "report_year": 2024, "issuer": None},
    ),
    Case(
        "no title, addressed to the county; the reporting township is the subject",
        "中共渠县县委、渠县人民政府：\n今年以来，宝城镇认真落实上级部署，现将2024年法治政府建设情况报告如下。",
        {"title": None, "division_code": "511725111", "report_year": 2024},
    ),
    Case(
        "breadcrumbs with a list title that is no title of the report",
        "当前位置：首页 > 政务公开 > 法治政府建设年度报告 > 2023年\n北白象镇2023年法治政府建设年度报告\n日期：2024-01-31 浏览：102",
        {"title": "北白象镇2023年法治政府建设年度报告", "jurisdiction": "浙江省温州市乐清市北白象镇", "issued": "2024-01-31"},
    ),
    Case(
        "trailing note in brackets stays with the title",
        "诸城市2022年度法治政府建设情况报告（公开版）\n来源：诸城市司法局",
        {"title": "诸城市2022年度法治政府建设情况报告（公开版）", "report_year": 2022},
    ),
    Case(
        "lost dash in a year range is no year",
        "扬中市关于贯彻20212025年规划的法治政府建设情况报告\n扬中市人民政府　2023年1月9日\n2022年，扬中市扎实推进各项工作。",
        {"report_year": 2022, "jurisdiction": "江苏省镇江市扬中市"},
    ),
    Case(
        "a volume of a yearbook tells of the year before",
        "2023卷\n【法治政府建设】　全市各级行政机关依法履职，武威市法治政府建设扎实推进。",
        {"report_year": 2022, "jurisdiction": "甘肃省武威市"},
    ),
    Case(
        "a post above the year, as accounts of duties under the law are titled",
        "平昌县元山镇党委书记\n2023年度述法报告",
        {"title": "平昌县元山镇党委书记2023年度述法报告"},
    ),
    Case(
        "three lines, the middle one without a year",
        "附件1\n元山镇党政主要负责人2023年度履行推进\n法治建设第一责任人职责情况\n工作报告",
        {"title": "元山镇党政主要负责人2023年度履行推进法治建设第一责任人职责情况工作报告"},
    ),
    Case("the last word on its own line", "平昌县2023年度普法责任落实情况\n一览表", {"title": "平昌县2023年度普法责任落实情况一览表"}),
    Case("the last word spaced out on its own line", "关于平昌县2023年法治政府建设情况的\n报　　告", {"title": "关于平昌县2023年法治政府建设情况的报告"}),
    Case("the edition on its own line", "平昌县2023年度行政复议工作\n白皮书\n（公开版）", {"title": "平昌县2023年度行政复议工作白皮书（公开版）"}),
    Case(
        "a line that ends in a date is the bulletin's, not the title's",
        "平昌县司法局编　2023年11月20日\n关于2023年行政执法监督情况的报告",
        {"title": "关于2023年行政执法监督情况的报告"},
    ),
    Case(
        "the answer to a deputy's suggestion",
        "对县人大三次会议第12号建议的答复\n尊敬的王代表：",
        {"title": "对县人大三次会议第12号建议的答复"},
    ),
    Case(
        "the organ behind the dash of a headline",
        "守护一方青山\n——平昌县林业局2023年法治建设工作小结",
        {"title": "守护一方青山——平昌县林业局2023年法治建设工作小结", "issuer": "平昌县林业局"},
    ),
    Case(
        "a league is governed by an administrative office",
        "兴安盟行政公署\n关于2023年法治政府建设情况的报告",
        {"title": "兴安盟行政公署关于2023年法治政府建设情况的报告", "issuer": "兴安盟行政公署"},
    ),
    Case(
        "joint organs above a title whole in itself",
        "中共平昌县委　平昌县人民政府\n平昌县2023年法治政府建设情况报告",
        {"title": "平昌县2023年法治政府建设情况报告", "issuer": "中共平昌县委、平昌县人民政府"},
    ),
    Case(
        "the red head has the fuller name",
        "平昌县元山镇人民政府文件\n元府〔2024〕3号\n元山镇人民政府2023年法治政府建设年度报告",
        {"issuer": "平昌县元山镇人民政府"},
    ),
    Case(
        "a line that goes on with 与, its first line opened by the organ",
        "利辛县水务局关于全县河道执法\n与法治队伍建设的报告\n县人民政府：",
        {"title": "利辛县水务局关于全县河道执法与法治队伍建设的报告", "issuer": "利辛县水务局"},
    ),
    Case(
        "a title that begins with its topic wants the organ above it",
        "平昌县林业局\n法治政府建设2023年度工作总结",
        {"title": "平昌县林业局法治政府建设2023年度工作总结", "issuer": "平昌县林业局"},
    ),
    Case(
        "a title in square brackets",
        "[平昌县林业局2023年度法治政府建设情况公示]\n信息来源：县林业局",
        {"title": "平昌县林业局2023年度法治政府建设情况公示", "issuer": "平昌县林业局"},
    ),
    Case(
        "values below their keys are no part of a title",
        "索引号\n11341623003167890X/2024-00021\n公开目录\n法治政府建设年度报告\n发布日期\n2024-01-23\n\n利辛县人民政府2023年法治政府建设工作总结",
        {"title": "利辛县人民政府2023年法治政府建设工作总结", "issued": "2024-01-23"},
    ),
    Case(
        "the publisher's line of keys leaves the organ above the title to it",
        "主题分类：其他\n发布机构：平昌县林业局　　成文日期：2024-01-12\n\n平昌县林业局\n2023年度法治政府部门建设情况报告",
        {"title": "平昌县林业局2023年度法治政府部门建设情况报告"},
    ),
    Case(
        "key and value in a narrow bar between entries",
        "利辛县2023年法治政府建设情况报告\n供稿：利辛县司法局丨发布：2024-01-24 16:05丨阅读：17",
        {"issuer": "利辛县司法局", "issued": "2024-01-24"},
    ),
    Case(
        "the publisher in brackets under the title",
        "关于利辛县2023年度法治政府建设情况的报告\n（利辛县人民政府　发布于2024-02-06　浏览：327次）",
        {"issuer": "利辛县人民政府", "issued": "2024-02-06"},
    ),
    Case(
        "an office in short keeps the page, the source names the government",
        "利辛县2023年法治政府建设情况报告\n公开责任部门：县司法局　公开日期：2024-01-26\n来源：利辛县人民政府　A+ A-　收藏",
        {"issuer": "利辛县人民政府", "issued": "2024-01-26"},
    ),
    Case(
        "the standing committee of a congress reports",
        "平昌县人民代表大会常务委员会工作报告\n——2024年1月18日在平昌县第十九届人民代表大会第四次会议上",
        {"issuer": "平昌县人民代表大会常务委员会", "report_year": 2023},
    ),
]

DATES = [
    Case(
        "发布 alone is a key",
        "[来源：县统计局] [作者：综合股] [发布：2022.01.07] [点击：86次]\n\n会泽县统计局2021年法治政府建设工作总结",
        {"issued": "2022-01-07", "issuer": "会泽县统计局"},
    ),
    Case(
        "the years under the title say what is reported on",
        "平原街道法治建设情况报告\n（2024年1月—12月）\n发布日期：2025-01-20",
        {"report_year": 2024, "issued": "2025-01-20"},
    ),
    Case(
        "the year beside a key in brackets under the title",
        "元山镇党委书记述法报告\n（述法人：李某；述法年度：2023）\n县委依法治县委员会：\n我于2021年3月到任。",
        {"report_year": 2023},
    ),
    Case(
        "the heading of a passage says the year looked back on",
        "利辛县政府工作报告摘编\n【回顾·2022】\n2023年，县政府办好民生实事。",
        {"title": "利辛县政府工作报告摘编", "report_year": 2022},
    ),
    Case(
        "a work report without a year, read in January",
        "在利辛县第十八届人民代表大会第四次会议上的政府工作报告\n更新时间：2025/1/13\n2025年工作：推进依法行政。",
        {"report_year": 2024},
    ),
    Case(
        "excerpts of the work report read in that year",
        "利辛县2023年政府工作报告法治部分摘编\n2023-01-19",
        {"title": "利辛县2023年政府工作报告法治部分摘编", "report_year": 2022},
    ),
    Case("the years under the title, a plan's", "平原街道法治建设工作总结\n（2016—2020年）", {"report_year": 2020}),
    Case(
        "a plan's five years are over when it has ended",
        "平武县“十四五”时期法治政府建设工作回顾\n时间：2026-03-02",
        {"report_year": 2025},
    ),
    Case(
        "or are not yet when the report comes out",
        "平武县“十四五”以来法治政府建设工作情况\n时间：2024-03-02",
        {"report_year": 2023},
    ),
    Case(
        "the year in a line that announces the report",
        "区委依法治区办：\n现将甘泉镇2022年推进法治政府建设的有关情况报告如下：\n依据《法治政府建设实施纲要(2021-2025年)》，2023年起步平稳。",
        {"report_year": 2022},
    ),
    Case(
        "banner with today's date above the table",
        "今天是2025年3月4日 星期二\n首页 > 政府信息公开\n沙县区2023年法治政府建设情况报告\n发布时间：2024-02-19 09:21",
        {"issued": "2024-02-19", "jurisdiction": "福建省三明市沙县区"},
    ),
    Case(
        "banner with a weekday and no key",
        "2025年06月11日  星期三  农历五月十六\n平遥县2022年度法治政府建设情况报告\n2023-01-31   来源：平遥县人民政府",
        {"issued": "2023-01-31", "issuer": "平遥县人民政府", "jurisdiction": "山西省晋中市平遥县"},
    ),
    Case(
        "spaces inside the date",
        "发布日期: 2025- 02- 08 08: 53 浏览次数:\n泗门镇2024年法治建设工作总结",
        {"issued": "2025-02-08", "jurisdiction": "浙江省宁波市余姚市泗门镇"},
    ),
    Case(
        "date alone under the title",
        "庄河市2022年法治政府建设情况报告\n\n2023年03月10日",
        {"issued": "2023-03-10", "written": None, "jurisdiction": "辽宁省大连市庄河市"},
    ),
    Case(
        "organ and date under the title",
        "清水县人民政府关于2022年度法治政府建设工作情况的报告\n\n清水县人民政府 2023年01月08日",
        {"issued": "2023-01-08", "issuer": "清水县人民政府"},
    ),
    Case(
        "date of signature in brackets under the title is that of writing",
        "敦化市2022年度法治政府建设情况报告\n中共敦化市委 敦化市人民政府\n(2023年3月10日)",
        {"written": "2023-03-10", "issued": None, "issuer": "中共敦化市委、敦化市人民政府"},
    ),
    Case(
        "slashes in the date",
        "隆昌市2021年法治政府建设情况报告\n时间：2022/3/7 来源：隆昌市人民政府",
        {"issued": "2022-03-07", "jurisdiction": "四川省内江市隆昌市"},
    ),
    Case(
        "publication in brackets under the title",
        "余江区人民政府2024年法治政府建设年度报告\n（2025年1月24日公开）",
        {"issued": "2025-01-24", "written": None},
    ),
    Case(
        "beside the document number",
        "平和县坂仔镇人民政府2024年度法治政府建设工作报告\n坂政〔2025〕12号　　2025-02-18 10:12",
        {"issued": "2025-02-18", "document_number": "坂政〔2025〕12号"},
    ),
    Case(
        "beside the size of letters and the source",
        "松桃苗族自治县农业农村局2023年法治政府建设工作情况报告\n字号：大 中 小　2024-02-27 09:41　来源：县农业农村局",
        {"issued": "2024-02-27"},
    ),
    Case(
        "behind the source, in brackets",
        "奉贤区民政局2023年度法治政府建设情况报告\n[来源：区民政局　2024-02-05]",
        {"issued": "2024-02-05"},
    ),
    Case(
        "beside the size of letters, by another word",
        "松桃苗族自治县农业农村局2023年法治政府建设工作情况报告\n字体：大　中　小　　2024-02-27 09:15　　来源：县农业农村局",
        {"issued": "2024-02-27"},
    ),
    Case("a day that never was", "隆昌市2021年法治政府建设情况报告\n发布日期：2022-02-30", {"issued": None}),
    Case(
        "a check of the present state, made in summer, is about the year of its date",
        "平昌县“八五”普法自查报告\n时间：2023-08-30\n2022年以来，全县落实普法责任。",
        {"report_year": 2023},
    ),
    Case(
        "a year to come is none to report on",
        "关于督察反馈问题整改落实情况的报告\n时间：2022-12-20\n2023年6月底前整改全部法治督察问题。",
        {"report_year": 2022},
    ),
    Case(
        "nor a year long past that the text compares with",
        "元山镇矛盾纠纷化解经验材料\n时间：2023-11-20\n2019年一年纠纷611起，镇里办起说事堂。",
        {"report_year": 2023},
    ),
]

PLACES = [
    Case(
        "a district's agency in one of its streets",
        "青岛市市南区人民政府江苏路街道办事处2022年法治政府建设情况报告",
        {"jurisdiction": "山东省青岛市市南区江苏路街道", "division_code": "370202007"},
    ),
    Case(
        "an agency named over two lines",
        "成都市武侯区人民政府玉林街道办事处\n2021年度法治政府建设工作报告",
        {"division_code": "510107005", "issuer": "成都市武侯区人民政府玉林街道办事处"},
    ),
    Case(
        "a work report with its year between place and words",
        "惠东县2024年政府工作报告",
        {"issuer": "惠东县人民政府", "division_code": "441323"},
    ),
    Case(
        "only a government gives a work report",
        "关于2018年政府工作的报告\n黑龙江省尚志市第十七届人民代表大会",
        {"issuer": "尚志市人民政府"},
    ),
    Case("a report on law-based government is no work report", "惠东县2024年法治政府工作报告", {"issuer": None}),
    Case(
        "who leads is not who issues",
        "2021年，玉溪市生态环境局在市委、市政府的领导下，推进法治政府建设。",
        {"issuer": None, "division_code": "530400"},
    ),
    Case(
        "a city's bureau in one of its counties",
        "大理白族自治州生态环境局云龙分局\n2022年度法治政府建设工作报告",
        {"jurisdiction": "云南省大理白族自治州云龙县", "division_code": "532929"},
    ),
    Case(
        "department: the place its name begins with",
        "上海市普陀区城市管理行政执法局关于2022年度法治政府建设情况的报告",
        {"division_code": "310107", "issuer": "上海市普陀区城市管理行政执法局"},
    ),
    Case(
        "department under a ministry",
        "国家税务总局延吉市税务局2021年度法治政府建设情况报告",
        {"division_code": "222401", "issuer": "国家税务总局延吉市税务局", "jurisdiction": "吉林省延边朝鲜族自治州延吉市"},
    ),
    Case(
        "office named by the township's bare name",
        "抬头寺司法所2024年工作总结\n天衢新区抬头寺司法所坚持依法履职。",
        {"jurisdiction": "山东省德州市天衢新区抬头寺镇", "issuer": "抬头寺司法所"},
    ),
    Case(
        "homonym settled by the county in the organ's name",
        "龙泉驿区洪安镇人民政府2020年法治政府建设情况报告",
        {"jurisdiction": "四川省成都市龙泉驿区洪安镇"},
    ),
    Case(
        "homonym settled by the county in the breadcrumbs",
        "首页 > 黄岩区 > 街道信息公开\n南城街道2021年度法治政府建设年度报告",
        {"division_code": "331003002"},
    ),
    Case(
        "homonym settled by the index number alone",
        "索引号：11331003002677000Y/2022-01657\n南城街道2021年度法治政府建设年度报告",
        {"division_code": "331003002"},
    ),
    Case(
        "homonym without a clue gets none, with the candidates kept",
        "城关镇2021年度法治政府建设年度报告",
        {"division_code": None},
    ),
    Case(
        "the report speaks of its 特区, so it lies in one",
        "新窑镇2021年法治政府建设情况报告\n在特区党委、政府的领导下，在特区依法治特区办指导下，新窑镇扎实开展工作。",
        {"division_code": "520203109"},
    ),
    Case(
        "街 for 街道",
        "南开区万兴街2021年度法治政府建设情况报告",
        {"division_code": "120104005", "jurisdiction": "天津市南开区万兴街道"},
    ),
    Case(
        "街道办事处 for 街道",
        "小营街道办事处2023年法治政府建设年度报告\n杭州市上城区小营街道坚持依法行政。",
        {"division_code": "330102004", "issuer": "小营街道办事处"},
    ),
    Case(
        "district made from a county: the old name leads to the new division",
        "蓟县人民政府关于2015年依法行政工作情况的报告",
        {"division_code": "120119", "jurisdiction": "天津市蓟州区"},
    ),
    Case(
        "merged district",
        "杭州市江干区人民政府2019年法治政府建设情况报告",
        {"division_code": "330102"},
    ),
    Case(
        "a district whose people's government begins like the short name of its street 人民街道",
        "广州市越秀区人民政府关于2023年法治政府建设情况的报告",
        {"division_code": "440104", "issuer": "广州市越秀区人民政府"},
    ),
    Case(
        "the agency of such a district in another street",
        "广州市越秀区人民政府六榕街道办事处2023年法治政府建设年度报告",
        {"division_code": "440104004"},
    ),
    Case("a town called 乡镇", "永济市虞乡镇2023年法治政府建设年度报告", {"division_code": "140881100"}),
    Case(
        "a banner with date and weather is no part of the title, nor is its place the report's",
        "杨浦区人民政府 | 2024年03月11日 星期一 | 多云转阴 9℃~15℃ | 无障碍 | 长者版\n关于殷行街道2023年度法治政府建设情况的报告\n2024-03-11　来源：殷行街道",
        {"title": "关于殷行街道2023年度法治政府建设情况的报告", "report_year": 2023, "division_code": "310110016"},
    ),
    Case(
        "a county on a line of its own above its town",
        "宽甸满族自治县\n青山沟镇2019年法治政府建设工作情况报告",
        {"title": "宽甸满族自治县青山沟镇2019年法治政府建设工作情况报告"},
    ),
    Case(
        "a line that leads up to a title whole in itself",
        "大新县雷平镇人民政府关于上报\n雷平镇2018年度法治政府建设工作总结及2019年工作计划的报告",
        {"title": "大新县雷平镇人民政府关于上报雷平镇2018年度法治政府建设工作总结及2019年工作计划的报告", "report_year": 2018},
    ),
    Case(
        "organs of a letterhead above the number",
        "中共永济市委\n永济市人民政府\n永发〔2018〕4号\n\n永济市2017年度法治政府建设情况报告",
        {"issuer": "中共永济市委、永济市人民政府", "document_number": "永发〔2018〕4号"},
    ),
    Case(
        "the organ of the announcement, where no title is printed",
        "[ 发布时间 ] 2026-07-10　[ 来源 ] 岩头镇\n\n根据通知要求，现将岩头镇人民政府2026年上半年法治建设工作情况报告如下：",
        {"issuer": "岩头镇人民政府", "report_year": 2026, "issued": "2026-07-10"},
    ),
    Case(
        "the last of the years that a title spans",
        "毕节市审计局\n关于2021—2025年法治政府建设工作情况的报告\n\n“十四五”期间，我局依法审计，力争到2030年更进一步。",
        {"report_year": 2025},
    ),
    Case(
        "autonomous county by its short name",
        "金平县2024年度法治政府建设情况报告",
        {"jurisdiction": "云南省红河哈尼族彝族自治州金平苗族瑶族傣族自治县", "division_code": "532530"},
    ),
    Case(
        "autonomous prefecture by its short name",
        "黔西南州人民政府关于2021年度法治政府建设情况的报告",
        {"division_code": "522300", "issuer": "黔西南州人民政府"},
    ),
    Case("province", "四川省人民政府2021年度法治政府建设工作情况", {"division_code": "510000", "jurisdiction": "四川省"}),
    Case("city without counties", "东莞市2017年法治政府建设情况报告", {"division_code": "441900", "jurisdiction": "广东省东莞市"}),
    Case(
        "city right under a province",
        "琼海市2023年法治政府建设年度报告",
        {"division_code": "469002", "jurisdiction": "海南省琼海市"},
    ),
    Case(
        "township of the production corps, regiment in front",
        "四十一团草湖镇2021年度法治政府建设情况报告",
        {"division_code": "659003100", "jurisdiction": "新疆维吾尔自治区图木舒克市草湖镇"},
    ),
    Case(
        "development zone: no false code",
        "福清市元洪投资区管委会2022年法治政府建设情况报告",
        {"division_code": "350181", "jurisdiction": "福建省福州市福清市"},
    ),
    Case(
        "zone that the table holds is named without its city in front",
        "天衢新区2023年法治政府建设工作报告",
        {"jurisdiction": "山东省德州市天衢新区", "division_code": "371471"},
    ),
    Case(
        "street too new for the table: its county from the text, no code",
        "首页 > 文峰区 > 街道\n银杏大街街道2024年度法治政府建设工作情况报告\n在文峰区委、区政府领导下，街道依法履职。",
        {"jurisdiction": "河南省安阳市文峰区银杏大街街道", "division_code": None},
    ),
    Case(
        "deictic department: the district that the text names",
        "区司法局关于2024年法治政府建设情况的报告\n九龙坡区司法局立足职能，推动九龙坡区各镇街依法行政。重庆市有关部门给予指导。",
        {"division_code": "500107", "issuer": "区司法局"},
    ),
    Case(
        "sum (苏木) of Inner Mongolia",
        "苏米图苏木2022年度法治政府建设工作报告\n来源：鄂托克旗苏米图苏木人民政府",
        {"division_code": "150624200"},
    ),
    Case(
        "national township",
        "星火朝鲜族乡2022年法治政府建设工作总结\n桦川县星火朝鲜族乡依法开展工作。",
        {"jurisdiction": "黑龙江省佳木斯市桦川县星火朝鲜族乡"},
    ),
    Case(
        "passage of a provincial report without a head",
        "2022年，自治区党委和政府坚持依法治区，法治政府建设扎实推进，宁夏各地严格规范公正文明执法，现报告如下。",
        {"division_code": "640000"},
    ),
    Case(
        "a list of levels is no county of its own: the province goes before the county that it names as an example",
        "强化效能意识。省委部署的改革全面铺开，《江苏省行政执法监督条例》落实到位，省、市、县三级政务服务管理办公室联网。"
        "行政许可权相对集中的试点先在盱眙县展开，江苏各地陆续跟进，法治政府建设走在前面。",
        {"jurisdiction": "江苏省", "division_code": "320000"},
    ),
    Case(
        "a centre of the district tells the level, its short name behind 的 the district",
        "（六）建设更安全的岳麓\n命案全破，区反诈中心劝阻4万人次。落实长沙市优化营商环境条例，"
        "区基层治理指挥中心与街道联动，法治政府建设不断推进，行政执法规范有序。",
        {"division_code": "430104"},
    ),
    Case(
        "the county in which all named towns lie",
        "一年来的法治账：县政务服务中心入驻单位26家，县维稳指挥部坚持值班，行政执法三项制度在县公安局试行。"
        "聂当乡、才纳乡两乡先办先试，村务公开，法治政府建设情况总体向好。",
        {"division_code": "540124"},
    ),
]

SIGNATURES = [
    Case("the imprint under the list of copies is no signature", "静宁县水务局关于2021年法治政府建设工作情况的报告" + BODY + "\n静宁县水务局\n2021年12月27日\n\n抄送：县委依法治县办，市水务局。\n静宁县水务局办公室        2021年12月28日印发", {"issuer": "静宁县水务局", "written": "2021-12-27"}),
    Case("an imprint without a list of copies is no signature", "利辛县司法局2021年法治政府建设情况报告" + BODY + "\n利辛县司法局\n2022年1月19日\n（此件公开发布）\n利辛县司法局综合科　2022年1月24日印发　　共印30份", {"issuer": "利辛县司法局", "written": "2022-01-19"}),
    Case("the red head issues, not the office of the imprint", "平昌县元山镇人民政府文件\n元府〔2024〕3号\n关于元山镇2023年法治政府建设情况的报告" + BODY + "\n2024年1月6日\n公开方式：主动公开\n元山镇党政综合办公室　2024年1月8日印发", {"issuer": "平昌县元山镇人民政府", "written": "2024-01-06"}),
    Case("party and government sign above the imprint of the party's office", "关于2021年度法治政府建设情况的报告" + BODY + "\n中共利辛县委　　利辛县人民政府\n2022年1月19日\n\n中共利辛县委办公室　2022年2月9日印发", {"issuer": "中共利辛县委、利辛县人民政府", "written": "2022-01-19"}),
    Case("the imprint dates a paper that nobody signed", "关于2021年度法治政府建设情况的报告" + BODY + "\n利辛县水务局办公室　2022年2月9日印发", {"issuer": None, "written": "2022-02-09"}),
    Case("a note of the site with its date", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2022年1月19日\n网站发布：2022-01-24", {"issuer": "利辛县人民政府", "written": "2022-01-19", "issued": "2022-01-24"}),
    Case("pages that go with it, files and who handed it in below", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2022年1月19日\n（以上材料由县政府办提供）\n发：各乡镇。　　存档。\n关联稿件：一图读懂法治利辛", {"issuer": "利辛县人民政府", "written": "2022-01-19"}),
    Case("the foot of a page on one long line", "石家庄市鹿泉区人民政府2022年度法治政府建设报告" + BODY + "\n石家庄市鹿泉区人民政府\n2023年3月28日\n\n版权所有：石家庄市鹿泉区人民政府　承办：区政府办公室　冀公网安备 13018502000101号　网站标识码：1301850003", {"written": "2023-03-28"}),
    Case("a seal lent, and a year to come in the plans", "阜阳市“七五”普法依法治理工作自查报告" + BODY + "到2022年每村至少有3名法律明白人。\n\n阜阳市法治宣传教育工作领导小组办公室（代章）\n2020年12月20日", {"issuer": "阜阳市法治宣传教育工作领导小组办公室", "report_year": 2020}),
    Case("an office signs for its organ", "勃利县医疗保障局2023年法治政府建设工作报告" + BODY + "\n勃利县医疗保障局办公室", {"issuer": "勃利县医疗保障局"}),
    Case("a bare place as the source is no issuer", "万良镇2024年法治政府建设工作情况\n2024-12-08 14:02　来源：万良镇" + BODY, {"issuer": None, "issued": "2024-12-08"}),
    Case("the organ beside a key", "2023年度述法暨法治统计建设情况报告\n安化县统计局    发布时间：2024-01-31 15:48    来源：办公室" + BODY, {"issuer": "安化县统计局"}),
    Case("organ and date below", "东社镇2020年法治政府建设情况报告" + BODY + "\n平昌县元山镇人民政府\n2021年1月12日", {"written": "2021-01-12", "issuer": "平昌县元山镇人民政府"}),
    Case("date in Chinese numerals", "利辛县2021年法治政府建设情况报告" + BODY + "\n二〇二二年一月十九日", {"written": "2022-01-19", "issuer": None}),
    Case("date above the organ", "利辛县2021年法治政府建设情况报告" + BODY + "\n2022年1月19日\n利辛县人民政府", {"written": "2022-01-19", "issuer": "利辛县人民政府"}),
    Case("organ and date on one line", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府  2022年1月19日", {"written": "2022-01-19", "issuer": "利辛县人民政府"}),
    Case("joint signature", "津南区2022年法治政府建设情况报告" + BODY + "\n中共天津市津南区委  津南区人民政府\n2023年2月27日", {"issuer": "中共天津市津南区委、津南区人民政府", "written": "2023-02-27"}),
    Case("signature without a year lies in the year after the report", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n1月19日", {"written": "2022-01-19"}),
    Case("signature without a year in December of the year itself", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n12月28日", {"written": "2021-12-28"}),
    Case("page furniture below the signature", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2022年1月19日\n【打印本页】【关闭本页】\n扫一扫在手机打开当前页\n主办：利辛县人民政府办公室 皖ICP备05000001号", {"written": "2022-01-19", "issuer": "利辛县人民政府"}),
    Case("printing note", "陇川县2021年度法治政府建设情况报告" + BODY + "\n2022年2月6日印发", {"written": "2022-02-06", "issued": None}),
    Case("signature of a head of department is that of the department", "2022年度述法报告" + BODY + "\n镇赉县水利局党组书记、局长\n2023年1月6日", {"issuer": "镇赉县水利局", "written": "2023-01-06"}),
    Case("fuller signature wins over the short name in the table", "发布机构: 南城街道 成文日期: 2022-01-21\n南城街道2021年度法治政府建设年度报告" + BODY + "\n黄岩区南城街道办事处\n2022年1月21日", {"issuer": "黄岩区南城街道办事处", "division_code": "331003002"}),
    Case("元月 is January", "利辛县2023年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2024年元月八日", {"written": "2024-01-08", "issued": None}),
    Case("元月 with a day in digits", "利辛县2023年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2024年元月8日", {"written": "2024-01-08"}),
    Case("元月 without a year", "利辛县2023年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n元月8日", {"written": "2024-01-08"}),
    Case("a year in digits, month and day in words", "利辛县2023年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2024年一月八日", {"written": "2024-01-08"}),
    Case("a month of the old calendar is no date, the name above it still signs", "利辛县2023年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2024年腊月初八", {"written": None, "issuer": "利辛县人民政府"}),
    Case("the signature of a text of four lines is no date of issue", "利辛县2023年法治政府建设情况报告\n全县推行法治体检。\n利辛县人民政府\n2024年1月8日", {"written": "2024-01-08", "issued": None, "issuer": "利辛县人民政府"}),
    Case("date of issue above a text of four lines", "利辛县2023年法治政府建设情况报告\n2024-01-15\n全县推行法治体检。\n利辛县人民政府\n2024年1月8日", {"written": "2024-01-08", "issued": "2024-01-15"}),
    Case("a date inside the last sentence is no signature", "利辛县2021年法治政府建设情况报告" + BODY + "\n以上工作已于2022年1月5日向县人大常委会报告。", {"written": None}),
    Case("attachments listed below the signature", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县人民政府\n2022年1月19日\n\n附件：1.行政执法统计表\n　　　2.典型案例选编", {"issuer": "利辛县人民政府", "written": "2022-01-19"}),
    Case("a seal behind the name, subject words and imprint below", "利辛县2015年依法行政工作报告" + BODY + "\n利辛县人民政府（印）\n2016年1月19日\n主题词：法制　报告\n利辛县人民政府办公室　2016年1月20日印发　（共印20份）", {"issuer": "利辛县人民政府", "written": "2016-01-19"}),
    Case("a seal on its own line", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县司法局\n（公章）\n二〇二二年一月十九日", {"issuer": "利辛县司法局", "written": "2022-01-19"}),
    Case("page numbers and those who get copies", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县司法局\n2022年1月19日\n主送：县委依法治县办。\n— 6 —\n第 6 页 / 共 6 页", {"issuer": "利辛县司法局", "written": "2022-01-19"}),
    Case("a note when the page went online", "利辛县2021年法治政府建设情况报告" + BODY + "\n二〇二二年一月十九日\n（网上公开日期：2022年1月24日）", {"issued": "2022-01-24", "written": "2022-01-19"}),
    Case("a note of who put it online", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县司法局\n2022年1月19日\n（2022年1月24日由利辛县人民政府网转发）", {"issued": "2022-01-24", "written": "2022-01-19", "issuer": "利辛县司法局"}),
    Case("other pages listed below", "利辛县2021年法治政府建设情况报告" + BODY + "\n利辛县司法局\n2022年1月19日\n猜你喜欢\n某镇公布权力清单\n某乡法治讲堂开课", {"issuer": "利辛县司法局", "written": "2022-01-19"}),
    Case("who reports, with a key", "利辛县2021年法治政府建设情况报告" + BODY + "\n报告人：利辛县张村镇人民政府\n2022年1月19日", {"issuer": "利辛县张村镇人民政府"}),
    Case("the organ and the name of its head", "述法报告" + BODY + "\n中共利辛县张村镇委员会　李明\n2022年1月19日", {"issuer": "中共利辛县张村镇委员会"}),
    Case("an association in brackets under the title", "利辛县2021年人民调解工作总结\n（利辛县人民调解员协会）" + BODY + "\n2022年1月19日", {"issuer": "利辛县人民调解员协会", "written": "2022-01-19"}),
]


@pytest.mark.parametrize("case", [*TABLES, *TITLES, *DATES, *PLACES], ids=lambda case: case.reason)
def test_facts_of_the_head(case: Case) -> None:
    header = read_header(View.of(case.text + BODY))
    assert {field: getattr(header, field) for field in case.facts} == case.facts


@pytest.mark.parametrize("case", SIGNATURES, ids=lambda case: case.reason)
def test_facts_of_the_signature(case: Case) -> None:
    header = read_header(View.of(case.text))
    assert {field: getattr(header, field) for field in case.facts} == case.facts


def test_candidates_of_a_homonym_are_kept() -> None:
    header = read_header(View.of("城关镇2021年度法治政府建设年度报告" + BODY))
    assert header.division_code is None
    assert len(header.candidates) > 50
    assert "120114110" in header.candidates
