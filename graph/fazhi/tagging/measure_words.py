"""The words around a figure, as patterns: what leads up to the thing counted and what follows it.

Gathered from the general wording of annual reports; no pattern names a place, a body or a practice.
"""

from __future__ import annotations

import re

_VERBS = (
    "办理|办结|受理|审查|审核|审理|审结|审议|查处|查办|查获|查封|查出|立案|化解|调解|调处|排查|检查|抽查|抽检|巡查|开展|举办"
    "|召开|组织|发放|印发|制发|出台|制定|修订|清理|整治|整改|纠正|处置|处罚|解决|答复|收集|征集|接待|接听|接受|培训|宣讲"
    "|走访|回访|慰问|聘请|配备|配齐|选聘|设立|成立|建成|建立|新建|打造|签订|签署|完成|发现|移送|追回|挽回|追缴|罚款|减免"
    "|减少|压减|取消|下放|承接|划转|调整|公布|公示|刊发|推送|发布|评查|评选|创建|认定|命名|提供|帮助|销毁|没收|扣押|拆除"
    "|投入|争取|归集|上报|接入|覆盖|惠及|提出|反馈|采纳|约谈|问责|通报|研究|讨论|协调|督办|派出|派驻|介入|增设|增加|新增"
    "|推广|表决"
)
VERB = re.compile(rf"(?:{_VERBS})(?![率数量])")
"""Verbs of which a figure tells the result."""
CLAUSE_START = re.compile(r".*[，。；：、,;:\n()!?！？■▲★]", re.S)
"""Everything up to the last mark that ends a clause."""
LIST_START = re.compile(r".*[，。；：,;:\n()!?！？■▲★]", re.S)
ALL_OF = re.compile(r"(?:(?<!平)均|皆|双双)(?:为|是|达到?)? ?$")
"""率、率均为: the figure belongs to the whole list."""
BRACKETS = re.compile(r" ?\([^()\n]{0,40}\) ?$")
LEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[是要]|其[中一二三四]?|另有?|并|还|又|再|已经?|共计|共(?![享建治同])|累计|合计|总计|先后"
    r"|分别|全年|今年以来|今年|去年|本年度?|\d+\.(?!\d)|年内|年底前|年初|截至|目前|现有?|同时|同步|一年来|以来|期间|后|来"
    r"|(?:\d+[-至])?\d+(?:年度?|[月日底末])[至到间]?|\d+(?=以来)"
    r"|(?:[我全本该]|各级?)(?:省|市(?!场)|县|区(?!域)|旗|州|盟|镇|乡|村|街道?|局|院|系统)"
    r"|和(?![解谐睦平议美])(?=..)|与(?![会时])(?=..)"
    r"|[^\u4e00-\u9fffA-Za-z\d“《(]|《(?![^》]*》)|[^《\n]*》|[^【\n]*】)+"
)
"""Adverbs, dates, 我镇 and 全县, list marks, and the tail of a title that was cut."""
CITED = re.compile(r"^.{0,8}?(?:依据?|依照|按照?|根据|据|对照|参照|遵照|贯彻|运用)(?:落实)?(?:《[^《》\n]*》)+(?=..)")
"""依据《…》备案: the law that an act rests on is not what is counted."""
TIMES = re.compile(r"全年|年内|今年以来|一年来|累计(?!分)|共计")
SUBJECT = re.compile(
    r"^(?:[\u4e00-\u9fff“”]{1,20}?(?:局|政府|委员会|协会|联合会|常委会|[市县区镇乡党纪法]委|法院|检察院|[\u4e00-\u9fff]所"
    rf"|[大中支]队|中心|小组|专班|办公室|[市县区镇乡]办|站|法庭)(?:依法|共|已|先后)?(?=(?:{_VERBS})..)"
    rf"|(?:在|对(?![照接口象外])|向|由|与|会同|联合)[\u4e00-\u9fff“”\d]{{2,16}}?(?=(?:{_VERBS})..))"
)
"""Who does what is counted, and where: left out of long words, before a verb with its object."""
LONGEST_TRAIL = 14
TRAILING = re.compile(
    r"[由从](?:[年月日]均|平均|每[年月周天季村])$|(?P<to>(?<![升降增减压扩缩提调变高])[到至])$"
    r"|(?:(?<![标目])的|了|(?:[升降增减压扩缩提调变]|提升|提高|上升|下降|降低|增加|减少|压缩|压减|缩短|缩减|扩大|扩面|调整)[到至为]"
    r"|先后|达到?|为|是|仍|(?<!平)均|皆|双双|都|仅|只|超过?|逾|突破|(?<![节合公预特契制邀违履签续集俭爽条盟])约"
    r"|(?<![最附接临靠就远亲邻])近|共计?|累计|合计|各|已|(?<![持拥具享设])有|不足|不到|不满|由|从|(?<![予加可难得])以"
    r"|(?<![网线])上|(?<!存)在|占|每|多|(?<!提)高|(?<!降)低|每[年月周]|(?<!成)就|(?<![供配])给|把|(?<!即)将"
    r"|(?<![结核校面针配比])对|向|(?<!参)与|和|(?<![惠涉波普触])及|(?<!少)等|总|其中|[年日]均|连续|跨越|历时|长达|持续"
    r"|[,\"' |(])+$"
)
"""What joins the words to the number; 节约, 平均, 惠及 and 持有 end in such a character and keep it."""
FOLLOWING = re.compile(r"(?:以上|以下|左右|以内|内|的| |“)*+([\u4e00-\u9fffA-Za-z]{1,10})")
PREDICATE = re.compile(
    r"全部|全覆盖|依法|已经?|均|都|被|由|和|与|及|在|进(?!度)|上(?![级市])|为|达|率先|实现|开展|进行|形成|完成|参加|参与|参训"
    r"|通过|纳入|落实|办结|按|经(?![济营费验理])|后(?!续)|前(?!置)|来(?![访信])|把|将|就(?!业)|可|未(?!成年)|无(?!障碍)|全程"
    r"|陆续|相继|予以|给予|同步|挂牌|获|入[选围]|公布|建成|设立|覆盖|提升|下降|增长|报考|到|逐|限期|得|有(?!限)|是|能(?![力源])"
    r"|需(?!求)|拟|会商|发(?![展改明])|不|从|向|对(?![象外])|自查|先行|开讲|增(?![值收补])|减(?!排)|降|升(?!级)|压|缩|推行|试行|免[予于]"
    r"|[担兼出]任|(?<=[员师官长])任|变[为成]|至|跻身|齐抓|惠及|负责|隔空|坐镇|走进|[一二两三四五六七八九十百千万]{2}"
)
"""Where the noun behind a figure ends and its predicate begins."""
KIND_OF_PLACE = r"(?:行政|自然)?(?:村居|村|社区|乡镇|镇街|镇|乡|街道|县市区|县区|县|区)"
KIND = re.compile(KIND_OF_PLACE)
PLACES_THAT_DID = re.compile(
    rf" ?(?P<kind>{KIND_OF_PLACE}(?:\([\u4e00-\u9fff]{{1,4}}\))?)(?:率先|先后|相继|分别|同步|[均都已被])*"
    rf"(?P<did>(?!调解[室组委员中])(?:{_VERBS}|获|创成|入选|入围|加入|参与|参加|实现|推行|实行|试行|试点|落实|实施|运行|选举)[\u4e00-\u9fffA-Za-z“”]{{1,12}})"
    r"(?=[，。；、\n]|$)"
)
"""4个社区设立调解室 counts 设立调解室的社区."""
JOINED = re.compile(r"^(?:和(?![解谐睦平议美])|与(?![会时])|及(?![时格其])|以及|并(?![联网])|或者?|而是?|但|且|、|，|仍)+(?=..)")
OPEN_END = re.compile(r"(?:(?<![惠涉波普触])及|(?<![调求缓温柔总中])和|(?<!参)与|[、，(“《仍仅由从])+$")
"""What leads from words before to a measure, or from a measure to words behind, and is no part of it."""
WHOLE_CLAUSE = re.compile(r"([\u4e00-\u9fffA-Za-z“”]{2,12})(?=[，。；、\n])")
_PAST_YEAR = r"(?:(?:19|20)\d\d ?年(?!以?[来前])度?|上一?年度?|去年|前年)(?:同期|年?[初底末]|[上下]半年)?"
_BEFORE = (
    r"年初|上半年|上个?季度|上个?月|往年|同期|[一二两三四五六七八九十\d]+年前|三年前"
    r"|(?:改革|整改|整治|创建|治理|清理|施行|实施|调整|试点|运行|推行|开展|优化|提升)[之以]?前"
    r"|原来|原有|原先|原定|原|此前|之前|以前|过去|以往|最初|最早|起初|当初|开始|法定|规定"
)
EARLIER = re.compile(
    rf"(?:(?:由|从|自|较|比|与|同|相较于?)(?P<time>{_PAST_YEAR}|{_BEFORE})|(?<![到至])(?P<year>{_PAST_YEAR}))"
    r"(?:时?的|为|是|只?有|不[足到]|仅有?|约|近|超过?)?[ “]?$"
)
"""由2022年的71%, 较去年同期的35件, 2022年的71%: the time of the figure that stands behind."""
LONGEST_EARLIER = 16
SINCE = re.compile(r"[由从自][^，。；、\n]{0,12}$")
_RISES = (
    "提高|提升|上升|攀升|跃升|回升|升|增长|增加|增|扩大|扩充|扩容|扩面|扩展|扩|下降|降低|压降|骤降|降|减少|精减|削减|锐减|减|压缩|压减|压|缩短|缩减"
    "|缩小|缩|砍|精简|调整|上调|下调|上涨|回落|优化|整合|合并|归并|发展|壮大|变|改"
)
_OF_NOW = rf"(?:(?:{_PAST_YEAR}|今年|本年|现在|目前|如今)的? ?)?"
_CHANGE = (
    rf"[，,]? ?{_OF_NOW}(?:再|又|已|大幅|逐步|逐年|稳步|进一步|直接|一举)*+(?:{_RISES})++[到至为成]了? ?"
)
CHANGE = re.compile(rf"{_CHANGE}{_OF_NOW}")
"""由35%提高到78%: what stands between two figures of one measure."""
_A_NUMBER = r"(?=[约近超逾不仅]{0,2} ?[\d零一二两三四五六七八九十百千万])"
CHANGED = re.compile(rf"{_CHANGE}{_OF_NOW}{_A_NUMBER}")
REACHED = re.compile(rf" ?[到至] ?{_OF_NOW}")
"""由5件到8件: the same without a verb."""
AT_ANOTHER_TIME = re.compile(rf"[、，,和及]? ?(?:较|比|同|与)?{_PAST_YEAR}的?[为是]? ?")
"""2022年35件、2023年28件, 35件，较2022年的50件: one measure at two times."""
REACHES = re.compile(rf" ?[到至] ?{_OF_NOW}{_A_NUMBER}")
TOLD_BEFORE = re.compile(
    r"(?P<noun>[^，。；：、\n\d]{2,20}?)(?:(?:大幅|明显|显著|持续|稳步|逐步|逐年|不断|进一步)*"
    rf"(?:{_RISES})++了?|(?:仍|还)?(?:偏[低高少多弱]|较[低高少多弱]|不[高多足够]))，"
    rf"(?:[由从](?:(?:{_PAST_YEAR}|{_BEFORE})的?)?|仅[为有]?|只有|不足)$"
)
"""出庭应诉率稳步提升，由71%提高到92%; 占比偏低，仅7%: the noun stands in the clause before."""
LEADS = re.compile("[由从仅]|只有|不足")
COMPARED = re.compile(r"(?:同比|环比|[较比](?:上|去|上一)年(?:同期)?)(?:下降|上升|减少|增加|增长|提升|提高)")
"""How the figure before has changed."""
SAME = re.compile(r"[、，]? ?(?:全年|一年|共计?|累计|合计|总计)+ ?")
"""每季一次共4次: a figure and its sum."""
BESIDE = re.compile(r"[、，和及 ]{0,2}")
BARE = re.compile(
    r"审结|受理|办结|化解|调解|调成|调处|纠错|维持|撤销|驳回|败诉|胜诉|整改|完成|采纳|退回|退改|否决|纠正|立案|处罚|结案|废止|修改"
    r"|失效|保留|合格|查实|解决|成功|下放|承接|取消|反馈|和解|调撤|终止|撤回|确认|移送|办理|处置|落实|答复|销号|查处|其中|新增|增长"
    r"|下降|提升|[\u4e00-\u9fff]{1,3}(?:率|比)"
)
"""Words that count a part of what the sentence has been counting."""
PLAIN_FIGURES = frozenset(["%", "‰", "元", "个百分点", "天", "小时", "个小时", "分钟", "个工作日", "倍", "分", "岁"])
"""Units that count no things, so that no noun behind them is counted."""
