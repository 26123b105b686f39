"""Which element of a page holds the report: by the names that sites give it, else by where its prose is."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from fazhi.formats.html_lines import BLOCKS, UNSEEN
from fazhi.formats.keys import is_key_line

_SITES = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    ".trs_paper_default",
    "#js_content",
    ".wp_articlecontent",
    ".v_news_content",
    "#vsb_content",
    ".pages_content",
    "#zoom",
    "#Zoom",
    "#zoomcon",
    ".zoom",
    ".j-fontContent",
    ".arti_con",
    ".article-content",
    ".article_content",
    ".articleContent",
    ".article-con",
    ".news_content",
    ".news-content",
    ".xxgk_content",
    ".zwgk_content",
    ".main-txt",
    ".content-text",
    ".detail-content",
    ".con_text",
    "[itemprop=articleBody]",
    "#content",
    "article",
)
"""Of publishing systems in use on government sites, the most telling names first."""
_NAMED_SHARE, _PLACED_SHARE = 0.6, 0.9
_PROSE = re.compile("[。；，？！]")
_FOOT = re.compile("版权|转载|主办|承办|ICP备|公网安备|网站标识|技术支持|联系电话|浏览器|分辨率|责任编辑|微信扫|公众号")
"""In short passages: what is printed below every page of a site, in sentences too."""
_SHORT_PROSE = 12
_FOOT_LENGTH = 120


def find_content(body: LexborNode) -> LexborNode | None:
    """Return the element with the main text, None where a page has next to no prose."""
    prose = _prose(body)
    whole = sum(amount for _, amount in prose)
    if not whole:
        return None
    held: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for leaf, amount in prose:
        node: LexborNode | None = leaf
        while node is not None:
            held[node.mem_id] = held.get(node.mem_id, 0) + amount
            nodes[node.mem_id] = node
            node = node.parent if node.mem_id != body.mem_id else None
    named = [node for selector in _SITES for node in body.css(selector)]
    for node in named:
        if held.get(node.mem_id, 0) >= whole * _NAMED_SHARE:
            return node
    # Of those that hold enough, the one that holds least; of those, the innermost, which was met first.
    enough = whole * _PLACED_SHARE
    fitting = [(amount, order, key) for order, (key, amount) in enumerate(held.items()) if amount >= enough]
    return _block(nodes[min(fitting)[2]], body)


def _block(node: LexborNode, body: LexborNode) -> LexborNode:
    """Return the node or, of a single paragraph, what it stands in: its neighbours are the signature."""
    while node.mem_id != body.mem_id and node.parent is not None and (node.tag == "p" or node.tag not in BLOCKS):
        node = node.parent
    return node


def _is_frame(text: str) -> bool:
    return (len(text) < _FOOT_LENGTH and bool(_FOOT.search(text))) or is_key_line(text)


def _prose(body: LexborNode) -> list[tuple[LexborNode, int]]:
    """Return the elements with running text of their own and how much of it they hold, without links."""
    found: dict[int, tuple[LexborNode, int]] = {}
    for node in body.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        parent = node.parent
        while parent is not None and parent.tag not in BLOCKS and parent.tag != "a":
            if parent.tag in UNSEEN:
                break
            parent = parent.parent
        if parent is None or parent.tag == "a" or parent.tag in UNSEEN or not text:
            continue
        known = found.get(parent.mem_id, (parent, 0))[1]
        if known or (len(text) >= _SHORT_PROSE and _PROSE.search(text) and not _is_frame(text)):
            found[parent.mem_id] = (parent, known + len(text))
    return list(found.values())
