"""What a page prints around a report: menus, print and share links, related pages, foot."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from fazhi.formats.html_lines import UNSEEN

_ALWAYS = "nav, footer, aside, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]"
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:main|top|sub|side|left|right|bottom|site)?-?(?:nav|menu|navbar|navigation)|share|bdshare\w*"
    r"|print|printer|foot|footer|copyright|copy-?right|sidebar|related?|relevant|recommend|tuijian|xgxw|xgwj|xgwd"
    r"|xgyd|xglj|xgnews|qrcode|qr|ewm|erweima|login|search|searchbox|banner|toolbar|tools?|pager|pagination"
    r"|prev-?next|comment|comments|popup|modal|hot|ranking|advert\w*|ads?|weixin-?share|gotop|back-?top|skip"
    r"|accessib\w*|wza\w*|dayin|guanbi|fenxiang|friend-?links?|links?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHARE_OF_PAGE = 0.3
_LINE = re.compile(
    r"^\W*(?:(?:我要|点击)?(?:打印|关闭|收藏|分享|返回|纠错)(?:本页|本文|页面|窗口|此页|顶部|首页|列表|文章|到)?\W*)+"
    r"(?:微信|微博|QQ空间|新浪|人人|豆瓣|\W)*$"
    r"|^\W*扫一扫.{0,16}$|^\W*(?:上一[篇条页]|下一[篇条页]).{0,80}$|^\W*分享(?:到|至|：|:).{0,30}$"
    r"|^\W*(?:相关(?:链接|阅读|文档|文章|信息|新闻|附件|文件|解读|稿件|报道)|延伸阅读|热点推荐|猜你喜欢)\W*$"
    r"|^\W*(?:版权所有|主办单位?|承办单位?|技术支持|网站标识码?|网站地图|ICP备|.{0,4}公网安备|Copyright)\b.{0,120}$"
    r"|^\W*字[体号](?:大小)?[：:]?[\s\[【(（]*[大中小][\s大中小\]】)）|/]*$",
    re.IGNORECASE,
)


def drop_noise(body: LexborNode) -> None:
    """Take menus, foot and links out of a page; a part that holds much of the page's text stays."""
    whole = max(1, _weight(body))
    for node in body.css(_ALWAYS):
        _drop(node, whole)
    for node in body.css("[class], [id], [style]"):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if node.tag not in UNSEEN and (_NAMED.search(names) or _HIDDEN.search(node.attributes.get("style") or "")):
            _drop(node, whole)


def is_noise(line: str) -> bool:
    """Tell whether a line of the content is a print or share link, a neighbour page or the foot."""
    return bool(_LINE.search(line))


def _drop(node: LexborNode, whole: int) -> None:
    # What holds the title or much of the text is the page itself, whatever a site calls it.
    if node.parent is not None and node.css_first("h1") is None and _weight(node) < whole * _SHARE_OF_PAGE:
        node.decompose()


def _weight(node: LexborNode) -> int:
    return len(node.text())
