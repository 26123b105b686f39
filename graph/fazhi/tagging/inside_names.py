"""Whether a place stands inside a longer name: an organ's, a law's, a quoted brand's."""

from __future__ import annotations

import re
from bisect import bisect_right

CONGRESS = r"(?:第[一二三四五六七八九十]{1,3}[次届]|20\d\d年)(?:党员)?代表(?:大会|会议)"
"""What follows the place in the name of a congress of the party."""
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》?|“[^“”\n]{1,16}”")
_HEAD = (
    "局(?![面限部势])|法院|检察院|派出所|司法所|法律援助中心|委员会|办公室|领导小组|调委会|调解委|指挥部|支队"
    "|大队|中队|总队|联合会|总工会|团委|妇联|商会|协会|学会|公司"
    "|律师事务所|法庭|中学|小学|大学|学院|学校|医院|银行|支行|党校|管委会|办事处|村委会|居委会|街道办|专班"
    "|公证处|海事处|边检站|检查站|管理站|基金会|电视台|卫视|网站|门户"
    "|图书馆|博物馆|文化馆|档案馆|歌舞团|艺术团|剧团|乌兰牧骑|(?:统计|兽医|水利|文化|农技|广播|气象|救助)站"
    "|(?:建设?|发改|卫健?|卫计|经信|科教|商务|国资|政法)委(?![员托派屈培以])"
    "|[一二三四五六七八九]中(?![心央])|厅(?![堂级])|分局|公安局|执法委|监管所|实践所|林业站|农机站|海关(?!总署)|行政公署|联合总会|人社所|完小"
)
_CENTRE = (
    "服务中心|调解中心|指导中心|治理中心|保护中心|仲裁院|工作站|工作室|服务站|服务基地|联络站|联系点|矛调中心"
    "|分中心|中心校|文化站"
)
_ORGAN = re.compile(
    r"人民政府|政府(?!采购|购买|投资|工作报告)|(?:[\u4e00-\u9fff]届)?人民代表大会"
    rf"|{CONGRESS}|人大|政协|党委|党工委|办事处|工委"
    r"|[省市县区旗州镇乡]?委(?![员托派屈培以])|纪检|公安|武装部|人武部|公证处|派出所|分局"
    rf"|(?P<middle>[\u4e00-\u9fff]{{0,14}}?)(?:{_HEAD})|(?P<longer>[\u4e00-\u9fff]{{1,12}}?)(?:{_CENTRE})"
)
_BREAKS_ORGAN = re.compile(
    r"[的在对将把被是从向到让使并也均已获邀请由推创召举试探打赴牵印颁与、]|有(?!限)|建[成立强起好]|成立|设[立在了]"
    r"|(?<![建开附常])设(?![计备施])|开[展设通]|实[施行现]|制定|出台|落实|挂牌|联合(?!小学|中学|学校|会)|建设(?!局|厅|委|管理|银行|集团|指挥|工程|工作(?:领导|协调))"
    r"|入选|荣获|跻身|全面|统筹|通过|整合|依托|选派|发挥|强化|深化|坚持|加强|组建|组织(?!部)|以(?!工)|为(?![民老])"
)


class Enclosed:
    """The stretches of one text that are titles or short quotations."""

    def __init__(self, text: str) -> None:
        """Find them in the folded ``text``."""
        self._spans = [match.span() for match in _QUOTED.finditer(text)]
        self._starts = [start for start, _ in self._spans]

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a span lies inside one of them, its marks not counted."""
        last = bisect_right(self._starts, start - 1) - 1
        return last >= 0 and end < self._spans[last][1]


_COUNTED = re.compile(r"[两二三四五六七八九十\d]+(?:地|[个家](?!街道|镇|乡|村|社区))")
"""金平区、濠江区三地医疗纠纷调解委员会: a list of places ends here, not the beginning of a name."""


def organ_follows(text: str, end: int) -> bool:
    """Tell whether the words from ``end`` on make an organ's name of the place before them (…司法局)."""
    if _COUNTED.match(text, end):
        return False
    match = _ORGAN.match(text, end)
    return match is not None and not _BREAKS_ORGAN.search(match["middle"] or match["longer"] or "")
