"""What a quantity measures: a short noun phrase taken from the words around the number."""

from __future__ import annotations

import re

from fazhi.tagging import measure_words as words_of

_LONGEST = 20
_WINDOW = 60
_LONGEST_ACTOR = 10
"""县政府常务会议先后4次听取…: who acted says nothing without the act."""
_SHORTEST_ALONE = 3
"""《…条例》宣讲: words as short as this say nothing without the title."""


def measure_of(
    text: str,
    span: tuple[int, int],
    unit: str,
    *,
    after: int = 0,
    topic: str = "",
    previous: str = "",
    beside: bool = False,
) -> str:
    """Return what the quantity at ``span`` measures: 20 characters, a title and the topic at most; may be empty.

    No measure crosses a line end, begins with a conjunction or holds a bracket without its partner.

    ``after`` is the end of the quantity before, further left than which nothing is read. The words
    of the clause in front of the number are taken (调处纠纷 326件); where they are missing or short, the
    noun behind is added (覆盖 10个 街镇) or stands alone (29位 经济楼长). A bare verb gets the ``topic``
    that the sentence has been counting: 纠错（行政复议受理）. 由35%提高到78% measures one thing, ``previous``, and
    so do two figures of different units ``beside`` each other (赔付31笔、4万元); a change is one of ``previous``.
    """
    return tidy(_measure_of(text, span, unit, after, topic, previous, beside))


def _measure_of(
    text: str, span: tuple[int, int], unit: str, after: int, topic: str, previous: str, beside: bool
) -> str:
    start, end = span
    if previous and (_changed(text, after, start, beside) or _at_another_time(text, after, start, beside)):
        return previous
    left, reaches = _left(text, start, after)
    changes = words_of.CHANGED.match(text, end)
    if unit == "个" and _ends_list_of_places(text, start, end, left):
        left = ""
    right = "" if left and (changes or unit in words_of.PLAIN_FIGURES) else _right(text, end, alone=not left)
    if not right and _goes_with_previous(text, after, start, beside):
        return previous
    if right and text[start - 1 : start] in tuple("的把将等给"):
        return right
    if right and reaches:
        return f"{left}{reaches}{right}" if len(left) + len(right) < _LONGEST else right
    if right and len(left) <= (_LONGEST_ACTOR if text.endswith("先后", after, start) else 4):
        return left + right
    if previous and words_of.COMPARED.fullmatch(text[after:start].strip("，、( 了")):
        return f"{left}（{previous.partition('（')[0]}）"
    if topic and words_of.BARE.fullmatch(left or right):
        return f"{left or right}（{topic}）"
    return _shortened(left) or right


def earlier(text: str, span: tuple[int, int], *, after: int = 0) -> str:
    """Return when a figure held that is told only beside the one of the report's year, or an empty text.

    由2022年的71%提高到92% tells 2022年 of the first figure, 较去年同期的35件 tells 去年同期, and 由71%升至92%
    no more than 此前.
    """
    start, end = span
    changed = words_of.CHANGED.match(text, end)
    if not changed and after and _changed(text, after, start, False):
        return ""
    told = words_of.EARLIER.search(text, max(after, start - words_of.LONGEST_EARLIER), start)
    if told:
        return (told["time"] or told["year"]).replace(" ", "")
    since = words_of.SINCE.search(text, max(after, start - words_of.LONGEST_EARLIER), start)
    return "此前" if changed or (since and words_of.REACHES.match(text, end)) else ""


def _changed(text: str, after: int, start: int, beside: bool) -> bool:
    """Tell whether a figure is what the one before has become."""
    if words_of.CHANGE.fullmatch(text, after, start):
        return True
    return not beside and words_of.REACHED.fullmatch(text, after, start) is not None


def _at_another_time(text: str, after: int, start: int, beside: bool) -> bool:
    return not beside and words_of.AT_ANOTHER_TIME.fullmatch(text, after, start) is not None


def _goes_with_previous(text: str, after: int, start: int, beside: bool) -> bool:
    if words_of.SAME.fullmatch(text, after, start):
        return True
    return beside and words_of.BESIDE.fullmatch(text, after, start) is not None


def _left(text: str, start: int, after: int) -> tuple[str, str]:
    """Return the words in front of the number, and the 到 or 至 that leads from them to it."""
    first = max(after, start - _WINDOW)
    brackets = words_of.BRACKETS.search(text, first, start) if ")" in text[start - 2 : start] else None
    stop = brackets.start() if brackets else start
    mark = words_of.LIST_START if words_of.ALL_OF.search(text, max(first, stop - 5), stop) else words_of.CLAUSE_START
    before = mark.match(text, first, stop)
    words = text[before.end() if before else first : stop]
    if words_of.LEADS.match(words) and (told := words_of.TOLD_BEFORE.search(text, first, stop)):
        words = told["noun"]
    told = words_of.EARLIER.search(words, max(0, len(words) - words_of.LONGEST_EARLIER))
    words = words[: told.start()] if told else words
    end = words_of.TRAILING.search(words, max(0, len(words) - words_of.LONGEST_TRAIL))
    words = _last_of_spaced(words[: end.start()] if end else words)
    words = _predicate_of(words_of.LEADING.sub("", words))
    _, found, named = words.rpartition("等")
    return named if found and len(named) > 1 else words, (end["to"] or "") if end else ""


_SPACED = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))|(?<=[ 《][\u4e00-\u9fff]) |(?<=^[\u4e00-\u9fff]) "
)


def _last_of_spaced(words: str) -> str:
    """Return the words behind the last space, characters set apart (司 法 所) joined first."""
    if " " not in words:
        return words
    words = _SPACED.sub("", words)
    _, _, last = words.rpartition(" ")
    return last if len(last) > 1 else words.replace(" ", "")


def _predicate_of(words: str) -> str:
    """Drop the law that an act rests on, when it was done, and from long words who did it where."""
    if "《" in words:
        words = words_of.LEADING.sub("", words_of.CITED.sub("", words))
    words = words_of.TIMES.sub("", words)
    return words_of.LEADING.sub("", words_of.SUBJECT.sub("", words)) if len(words) > _LONGEST else words


def _shortened(words: str) -> str:
    """Cut long words to the last verb with its object, or to the longest measure allowed."""
    if len(words) <= _LONGEST:
        return words
    _, title, behind = words.rpartition("》")
    if title:
        return words if len(behind) <= _SHORTEST_ALONE else behind[-_LONGEST:]
    verb = next((match.start() for match in words_of.VERB.finditer(words, len(words) - _LONGEST)), None)
    return words[-_LONGEST:] if verb is None or len(words) - verb < 4 else words[verb:]


def tidy(words: str) -> str:
    """Return the last line of ``words`` without what only joins it to others and without lone brackets and marks."""
    words = words[words.rfind("\n") + 1 :].strip()
    words = words_of.OPEN_END.sub("", _paired(_in_brackets(words)))
    return words_of.JOINED.sub("", words)


def _in_brackets(words: str) -> str:
    """Cut ``words`` where a bracket has no partner: 占比不高(仅 is 占比不高."""
    for opening, closing in ("()", "（）", "《》"):
        depth = 0
        for position, one in enumerate(words):
            depth += (one == opening) - (one == closing)
            if depth < 0:
                return _in_brackets(words[position + 1 :] or words[:position])
        if depth:
            position = words.rfind(opening) if depth == 1 else words.find(opening)
            return _in_brackets(words[:position] or words[position + 1 :])
    return words


def _ends_list_of_places(text: str, start: int, end: int, left: str) -> bool:
    """Tell whether ``left`` is the last of some bare names: 北苑、民航4个社区 counts 社区, not 民航社区."""
    following = words_of.FOLLOWING.match(text, end)
    listed = 0 < len(left) <= 4 and text.endswith((f"、{left}", f"、{left}等"), 0, start)
    return bool(listed and following and words_of.KIND.match(following[1]))


def _right(text: str, end: int, *, alone: bool) -> str:
    """Return the noun behind the number; where it stands ``alone`` and is a kind of place, with what they did."""
    did = words_of.PLACES_THAT_DID.match(text, end) if alone else None
    if did:
        return f"{did['did']}的{did['kind']}"
    following = words_of.FOLLOWING.match(text, end)
    if following is None:
        return ""
    noun = words_of.PREDICATE.split(following[1], maxsplit=1)[0]
    # 2个所挂牌…: one character alone says nothing, what they did does.
    whole = words_of.WHOLE_CLAUSE.match(text, following.start(1)) if len(noun) == 1 else None
    return whole[1] if whole else noun


def _paired(words: str) -> str:
    """Drop a quotation mark whose partner was cut off."""
    if words.count("“") == words.count("”"):
        return words
    opening, closing = words.rfind("“"), words.find("”")
    if closing >= 0 and (opening < 0 or words.find("“") > closing):
        return words[closing + 1 :] or words[:closing]
    return words.replace("“", "").replace("”", "")
