"""From probabilities of spans to the spans that are taken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.lexicon import default_lexicon
from fazhi.reports import text_report
from fazhi.tagging.bare_bodies import bare_bodies
from fazhi.tagging.body_heads import sorted_by_head
from fazhi.tagging.boundaries import doubted
from fazhi.tagging.choice import chosen, merged
from fazhi.tagging.coordination import completed
from fazhi.tagging.crf import KINDS, LABELS, LEAST, CharacterTagger, Found, Weights, encode
from fazhi.tagging.features import BITS, Buckets, as_strings, buckets
from fazhi.tagging.layers import READINGS
from fazhi.tagging.pipeline import make_pipeline, mentions_of
from fazhi.tagging.segmenter import load_segmenter


def _features(everywhere: list[list[int]], said: Sequence[tuple[int, int]] = ()) -> Buckets:
    """Features of each character, a row each, and pairs of a character and a layer's feature there."""
    places, found = zip(*said, strict=True) if said else ((), ())
    return Buckets(np.array(everywhere, np.uint32).T, np.array(places, np.intp), np.array(found, np.uint32))


def _allowed(before: str, after: str) -> bool:
    return after[0] in "IE" and after[2] == before[2] if before[0] in "BI" else after[0] in "OB"


def _by_hand(scores: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, int, str], float]:
    """The probability of every span, by adding up all label sequences one by one."""
    total, spans = 0.0, dict.fromkeys([], 0.0)
    for path in product(range(len(LABELS)), repeat=len(scores)):
        names = [LABELS[label] for label in path]
        if names[0][0] in "IE" or names[-1][0] in "BI":
            continue
        if not all(_allowed(a, b) for a, b in pairwise(names)):
            continue
        weight = float(
            np.exp(
                sum(scores[place, label] for place, label in enumerate(path))
                + sum(transitions[a, b] for a, b in pairwise(path))
            )
        )
        total += weight
        start = 0
        for place, name in enumerate(names):
            if name[0] == "B":
                start = place
            if name[0] == "E":
                span = (start, place + 1, name[2])
                spans[span] = spans.get(span, 0.0) + weight
    return {span: weight / total for span, weight in spans.items()}


@pytest.mark.parametrize("seed", range(3))
def test_probabilities_are_those_of_all_label_sequences(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = np.concatenate([np.zeros((1, len(LABELS))), chance.normal(0, 2, (3, len(LABELS)))]).astype(np.float32)
    transitions = chance.normal(0, 1, (len(LABELS), len(LABELS))).astype(np.float32)
    tagger = CharacterTagger(Weights(transitions, rows, np.array([1, 2, 3], np.uint32)))
    features = _features([[1], [2], [3], [2], [1]])
    found = {span[:3]: span.confidence for span in tagger.candidates(tagger.scores(features), [(0, 3), (3, 5)])}
    expected = _by_hand(rows[1:], transitions)
    second = {(s + 3, e + 3, k): p for (s, e, k), p in _by_hand(rows[[2, 1]], transitions).items()}
    for span, probability in {**expected, **second}.items():
        if probability > 2 * LEAST:
            assert found[span] == pytest.approx(probability, abs=2e-3), span
    assert all(probability >= LEAST for probability in found.values())


@pytest.mark.parametrize(
    ("length", "size", "reason"),
    [
        (2_000, 1.0, "a line without a full stop: values shrink at every step"),
        (300, 30.0, "scores far apart: the best label may be one that must not follow"),
        (1, 5.0, "one character"),
    ],
)
def test_long_stretches_keep_their_probabilities(length: int, size: float, reason: str) -> None:
    chance = np.random.default_rng(length)
    transitions = chance.normal(0, 3, (len(LABELS), len(LABELS))).astype(np.float32)
    tagger = CharacterTagger(Weights(transitions, np.zeros((1, len(LABELS)), np.float32), np.zeros(0, np.uint32)))
    scores = chance.normal(0, size, (length, len(LABELS))).astype(np.float32)
    together = tagger.candidates(np.concatenate([scores, scores[:7]]), [(0, length), (length, length + min(7, length))])
    assert all(np.isfinite(span.confidence) and LEAST <= span.confidence <= 1 for span in together), reason
    alone = tagger.candidates(scores, [(0, length)])
    first = [span for span in together if span.end <= length]
    assert [span[:3] for span in alone] == [span[:3] for span in first]
    np.testing.assert_allclose([s.confidence for s in alone], [s.confidence for s in first], rtol=1e-5)


def test_features_of_a_character_depend_on_its_neighbours_only() -> None:
    text, other = "全面推行派出所司法所律所联动机制。", "完善派出所司法所律所联动模式"
    features = [as_strings(buckets(one, _no_layers(one), READINGS)) for one in (text, other)]
    assert features[0][8:10] == features[1][6:8], "four characters on both sides are the same"
    assert features[0][7] != features[1][5], "the fourth before is another"
    assert features[0][10] != features[1][8], "the fourth behind is another"


def test_features_of_layers_are_where_they_say_something() -> None:
    text = "全面推行三所联动机制"
    said = {**_no_layers(text), "practice": np.array([0, 0, 0, 0, 1, 2, 2, 3, 0, 0], np.uint16)}
    rows, plain = (buckets(text, layers, READINGS) for layers in (said, _no_layers(text)))
    assert rows.everywhere.tolist() == plain.everywhere.tolist()
    assert not len(plain.places)
    assert set(rows.places.tolist()) == {3, 4, 5, 6, 7, 8}, "and beside"
    assert int(rows.said.max()) < 1 << BITS


def _no_layers(text: str) -> dict[str, np.ndarray]:
    return {name: np.zeros(len(text), np.uint16) for name in READINGS}


def test_labels_of_spans() -> None:
    assert encode(6, [(0, 3, "I"), (3, 5, "Q"), (5, 6, "J")]) == ["B-I", "I-I", "E-I", "B-Q", "E-Q", "O"]


_SPANS = st.lists(
    st.builds(
        lambda start, length, kind, sure: Found(start, start + length, kind, sure),
        st.integers(0, 12),
        st.integers(1, 5),
        st.sampled_from(KINDS),
        st.floats(0, 1, width=16),
    ),
    max_size=7,
    unique_by=lambda span: span[:3],
)


@settings(max_examples=60, deadline=None)
@given(_SPANS)
def test_the_chosen_spans_are_worth_most_and_lie_apart(spans: list[Found]) -> None:
    def worth(some: tuple[Found, ...]) -> float:
        return sum(span.confidence - 0.4 for span in some)

    def apart(some: tuple[Found, ...]) -> bool:
        ordered = sorted(some)
        return all(one.end <= other.start for one, other in pairwise(ordered))

    taken = tuple(chosen(spans, 0.4))
    assert apart(taken)
    best = max(worth(some) for size in range(len(spans) + 1) for some in combinations(spans, size) if apart(some))
    assert worth(taken) == pytest.approx(best)


def _spans(text: str, *names: tuple[str, str, float]) -> list[Found]:
    return [Found(text.index(name), text.index(name) + len(name), kind, sure) for name, kind, sure in names]


MERGED = (
    (
        "推行“板凳议事”方式",
        [("“板凳议事”", "M", 0.3), ("板凳议事”", "M", 0.2), ("板凳议事", "M", 0.2)],
        [("板凳议事", 0.7)],
        "three ways to draw the marks are one name: together it is probable",
    ),
    (
        "健全联席会议制度",
        [("健全联席会议制度", "M", 0.25), ("联席会议制度", "M", 0.5)],
        [("联席会议制度", 0.75)],
        "the verb in front is none of the name",
    ),
    (
        "落实“谁执法谁普法”普法责任制",
        [("“谁执法谁普法”普法责任制", "M", 0.6), ("谁执法谁普法", "M", 0.3)],
        [("“谁执法谁普法”普法责任制", 0.6), ("谁执法谁普法", 0.3)],
        "a longer name keeps the marks inside it; the shorter one competes",
    ),
    (
        "将建设江东新区国际商事调解中心",
        [("建设江东新区国际商事调解中心", "I", 0.5), ("江东新区国际商事调解中心", "I", 0.3)],
        [("江东新区国际商事调解中心", 0.8)],
        "a verb in front of a place",
    ),
    (
        "区建设局、建设市场管理办公室与矛调指导中心",
        [("建设市场管理办公室", "I", 0.6), ("指导中心", "I", 0.5)],
        [("建设市场管理办公室", 0.6), ("指导中心", 0.5)],
        "what looks like a verb belongs to the name of the body",
    ),
)


@pytest.mark.parametrize(("text", "candidates", "expected", "reason"), MERGED)
def test_ways_to_draw_a_name_count_together(
    text: str, candidates: list[tuple[str, str, float]], expected: list[tuple[str, float]], reason: str
) -> None:
    found = merged(text, _spans(text, *candidates), default_lexicon())
    assert [(text[span.start : span.end], round(span.confidence, 3)) for span in found] == expected, reason


DOUBTED = (
    ("成立了企业破产领导小组并运行", "导小组", True, "领导 is cut through"),
    ("成立了企业破产领导小组并运行", "领导小组", False, "begins and ends with a word"),
)


@pytest.mark.parametrize(("text", "name", "less", "reason"), DOUBTED)
def test_a_name_that_cuts_a_word_is_believed_less(text: str, name: str, less: bool, reason: str) -> None:
    before = _spans(text, (name, "I", 0.5))
    after = doubted(text, before, [(0, len(text))], default_lexicon(), load_segmenter())
    assert (after[0].confidence < 0.5) is less, reason


def test_what_is_sure_is_not_segmented() -> None:
    text = "成立了企业破产领导小组并运行"
    sure = _spans(text, ("导小组", "I", 0.95))
    assert doubted(text, sure, [(0, len(text))], default_lexicon(), load_segmenter()) == sure


COORDINATED = (
    ("完善县、乡、村三级矛盾调处中心建设", "矛盾调处中心", ["县、乡、村三级矛盾调处中心"], "ranks and their number"),
    ("设市、区(市)县两级城运中心", "城运中心", ["市、区(市)县两级城运中心"], "a rank with brackets"),
    ("省、市、县三级行政复议机构", "县三级行政复议机构", ["省、市、县三级行政复议机构"], "begun at the last rank"),
    ("延吉、图们、龙井三市税务局跨市通办", "龙井三市税务局", ["延吉、图们、龙井三市税务局"], "names and their number"),
    ("在包场、四甲、常乐三镇综治中心先行", "常乐三镇综治中心", ["包场、四甲、常乐三镇综治中心"], "towns and their number"),
    ("依托包场、四甲、常乐三镇综治中心先行", "常乐三镇综治中心", ["包场、四甲、常乐三镇综治中心"], "no verb in front"),
    ("2019年青浦区政府工作报告", "青浦区政府", [], "a kind of report, not a body"),
    ("自觉接受县人大及其常委会监督", "县人大及其常委会", ["县人大", "常委会"], "two bodies in one breath"),
    ("由派出所、司法所和法庭联动", "派出所、司法所和法庭", ["派出所", "司法所", "法庭"], "each stands for itself"),
    ("落实市委区委工作要求", "市委区委", ["市委", "区委"], "two committees without a mark between them"),
    ("在市委市政府领导下", "市委市政府", ["市委市政府"], "party and government of one place are one mention"),
    ("会同司法局、镇综治中心调解", "镇综治中心", ["镇综治中心"], "a list of bodies without a number shares no head"),
    ("公安、司法、派出所联动", "派出所", ["派出所"], "no number, no shared head"),
)


@pytest.mark.parametrize(("text", "name", "expected", "reason"), COORDINATED)
def test_a_shared_head_takes_its_list(text: str, name: str, expected: list[str], reason: str) -> None:
    found = completed(text, _spans(text, (name, "I", 0.8)))
    assert [text[span.start : span.end] for span in found] == expected, reason


OTHERS = (
    ("落实任前法治考察等制度", "任前法治考察等制度", "任前法治考察", "the last item of a list of names"),
    ("建立决策调研、咨询、公示等制度", "决策调研、咨询、公示等制度", "决策调研、咨询、公示等制度", "the list is inside"),
    ("推行调解员等级评定制度", "调解员等级评定制度", "调解员等级评定制度", "等 of a word"),
    ("健全同等机制", "同等机制", "同等机制", "another word"),
)


@pytest.mark.parametrize(("text", "name", "expected", "reason"), OTHERS)
def test_what_ends_a_list_belongs_to_none_of_it(text: str, name: str, expected: str, reason: str) -> None:
    (found,) = completed(text, _spans(text, (name, "M", 0.8)))
    assert text[found.start : found.end] == expected, reason


BARE = (
    ("始终坚持党委统一领导", ["党委"], "the committee leads"),
    ("经中共平原街道2021年党员代表会议审议", ["中共平原街道2021年党员代表会议"], "a congress of the party"),
    ("落实中国共产党甲市第十五次代表大会精神", ["中国共产党甲市第十五次代表大会"], "its full name"),
    ("在镇党委、政府的领导下", ["政府"], "the government beside its committee"),
    ("支持本级人大、政府、监察办依法履职", ["政府"], "among bodies"),
    ("法律顾问在政府事务中把关", ["政府"], "its own affairs"),
    ("加快建设法治政府", [], "a goal"),
    ("在政府网站公开", [], "a website"),
    ("召开党委会学法", [], "a meeting"),
    ("政府职能转变", [], "a function"),
)


@pytest.mark.parametrize(("text", "expected", "reason"), BARE)
def test_bare_bodies(text: str, expected: list[str], reason: str) -> None:
    assert [text[span.start : span.end] for span in bare_bodies(text)] == expected, reason


def test_a_list_is_not_taken_from_another_name() -> None:
    text = "市、县、乡三级综治中心"
    found = completed(text, [Found(0, 5, "I", 0.9), *_spans(text, ("综治中心", "I", 0.8))])
    assert [span[:2] for span in found] == [(0, 5), (7, 11)]


PLACES_IN_FRONT = (
    ("由禹州市、鄢陵县公安政务服务大厅受理", ["禹州市", "鄢陵县"], ["禹州市、鄢陵县公安政务服务大厅"], "two places, one head"),
    ("平桥区、浉河区和鄢陵县公安政务服务大厅", ["平桥区", "浉河区", "鄢陵县"], ["鄢陵县公安政务服务大厅"], "和 ends the list"),
    ("会同鄢陵县公安政务服务大厅", ["鄢陵县"], ["鄢陵县公安政务服务大厅"], "no list"),
    ("走访鄢陵县、公安政务服务大厅", ["鄢陵县"], ["公安政务服务大厅"], "a name without a place of its own shares none"),
)


@pytest.mark.parametrize(("text", "places", "expected", "reason"), PLACES_IN_FRONT)
def test_places_in_front_of_a_shared_head(text: str, places: list[str], expected: list[str], reason: str) -> None:
    spans = [(text.index(place), text.index(place) + len(place)) for place in places]
    name = expected[0].rsplit("、", 1)[-1]
    found = completed(text, _spans(text, (name, "I", 0.8)), spans)
    assert [text[span.start : span.end] for span in found] == expected, reason


def test_places_that_the_tagger_sees_do_not_cut_the_list() -> None:
    text = "市公共法律服务中心相继启用；仓山、晋安、马尾三区公证处联推公证“零跑腿”。"
    bodies = [one.text for one in mentions_of(make_pipeline(), text_report(text)) if one.label == "INSTITUTION"]
    assert "仓山、晋安、马尾三区公证处" in bodies


def test_the_order_of_rows_changes_no_score() -> None:
    chance = np.random.default_rng(3)
    rows = np.concatenate([np.zeros((1, len(LABELS))), chance.normal(0, 1, (3, len(LABELS)))]).astype(np.float32)
    weights = Weights(np.zeros((len(LABELS), len(LABELS)), np.float32), rows, np.array([4, 8, 9], np.uint32))
    seen = np.zeros(16, np.int64)
    seen[[4, 8, 9]] = 1, 7, 3
    ordered = weights.with_frequent_first(seen)
    assert ordered.buckets.tolist() == [8, 9, 4], "what lies side by side stays so, what was seen most comes first"
    features = _features([[4, 8], [9, 1], [8, 0]], [(0, 9), (2, 4), (1, 3)])
    np.testing.assert_array_equal(CharacterTagger(ordered).scores(features), CharacterTagger(weights).scores(features))


@pytest.mark.parametrize(
    ("text", "name", "whole", "why"),
    [
        ("设立公共法律服务站、点共开展咨询", "公共法律服务站", "公共法律服务站、点", "two kinds of one body"),
        ("建成公共法律服务中心(站、室)全部", "公共法律服务中心", "公共法律服务中心(站、室)", "kinds in brackets"),
        ("推进服务站、点评机制", "服务站", "服务站", "点评 is another word"),
        ("走访养老服务站、点位", "养老服务站", "养老服务站", "点位 is another word"),
        ("在特区党委领导下", "区党委", "特区党委", "a special district is a level of its own"),
        ("在市区党委领导下", "区党委", "区党委", "two levels in one breath"),
    ],
)
def test_kinds_and_levels_belong_to_a_body(text: str, name: str, whole: str, why: str) -> None:
    (found,) = completed(text, _spans(text, (name, "I", 0.8)))
    assert text[found.start : found.end] == whole, why


@pytest.mark.parametrize(
    ("name", "kind", "expected", "why"),
    [
        ("海滨普法驿站", "M", "I", "a station with a brand is a unit"),
        ("彝家调解团", "M", "I", "so is a team"),
        ("“侨台亲”评理室", "M", "I", "so is a room"),
        ("六室一队三中心", "M", "M", "a slogan counts units"),
        ("一案一专班", "M", "M", "a practice of one team a case"),
        ("市级优秀人民调解室", "I", "M", "an honour of units"),
        ("“枫桥式”派出所", "I", "M", "an honour of stations"),
        ("全国模范人民调解委员会", "I", "M", "an honour of committees"),
        ("平原街道示范园区管委会", "I", "I", "示范 in the name of a zone"),
        ("共享法庭", "M", "M", "the vocabulary holds it as a practice"),
        ("联席会议制度", "M", "M", "no head of a unit"),
    ],
)
def test_the_last_noun_shows_bodies_and_honours(name: str, kind: str, expected: str, why: str) -> None:
    (found,) = sorted_by_head(name, [Found(0, len(name), kind, 0.8)], default_lexicon())
    assert found.kind == expected, why
