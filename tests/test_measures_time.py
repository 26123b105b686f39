"""Measures in time, worked by hand on a small panel whose truth is known, and with properties."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from fazhi.errors import UsageError
from fazhi.network import (
    AdoptionEdge,
    Claim,
    CurvePoint,
    EventRow,
    FirstAdoption,
    Held,
    Panel,
    PlaceNode,
    PracticeNode,
    Promise,
    adoption_curve,
    event_history,
    first_adoptions,
    frame,
    graph_of,
    innovativeness,
    panel,
    promise_keeping,
    promises,
)
from fazhi.network.diffusion import wilson

COVERED = {
    "A": (2019, 2020, 2021, 2022),
    "B": (2019, 2020, 2022),
    "C": (2020, 2021),
    "D": (2022,),
}
"""The reports held: B's of 2021 is missing, D has one only."""
CLAIMS = (
    Claim("A", "p", 2019, "implemented", 2015),
    Claim("A", "p", 2020, "implemented"),
    Claim("B", "p", 2020, "planned"),
    Claim("B", "p", 2022, "implemented"),
    Claim("C", "p", 2020, "deficient"),
    Claim("D", "p", 2022, "implemented"),
    Claim("A", "q", 2020, "planned"),
    Claim("A", "q", 2021, "implemented"),
    Claim("C", "q", 2020, "planned"),
    Claim("C", "q", 2021, "planned"),
    Claim("A", "r", 2021, "planned"),
)
PANEL = Panel(frozenset((place, year) for place, years in COVERED.items() for year in years), CLAIMS)


def test_first_adoptions_know_what_they_do_not_know() -> None:
    assert first_adoptions(PANEL) == (
        FirstAdoption("A", "p", 2019, None, 2015),
        FirstAdoption("B", "p", 2022, 2020),
        FirstAdoption("D", "p", 2022, None),
        FirstAdoption("A", "q", 2021, 2020),
    )


def test_the_curve_has_the_reports_held_as_its_denominator() -> None:
    y2019, y2020, y2021, y2022 = adoption_curve(PANEL, "p")
    assert (y2019.year, y2019.covered, y2019.places, y2019.at_risk, y2019.hazard) == (2019, 2, 1, 0, None)
    # 2020: A claims it; B has an earlier report without it; C reports for the first time.
    assert (y2020.covered, y2020.places, y2020.at_risk, y2020.new, y2020.hazard, y2020.ever) == (3, 1, 1, 0, 0.0, 1)
    # 2021: A's report no longer names it, which is no end of it that anyone reported.
    assert (y2021.covered, y2021.places, y2021.at_risk, y2021.ever) == (2, 0, 1, 1)
    # 2022: B is new; D may have had it for long.
    assert (y2022.covered, y2022.places, y2022.share, y2022.at_risk, y2022.new, y2022.ever) == (3, 2, 2 / 3, 1, 1, 3)
    with pytest.raises(UsageError, match="practice 'none'"):
        adoption_curve(PANEL, "none")


def test_a_practice_that_is_only_promised_has_an_empty_curve() -> None:
    assert {(point.places, point.ever) for point in adoption_curve(PANEL, "r")} == {(0, 0)}
    assert list(event_history(PANEL, practices=["r", "none"])) == []


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (2, 3), (5, 5), (40, 100)])
def test_the_interval_is_that_of_wilson(successes: int, trials: int) -> None:
    z, share = norm.ppf(0.975), successes / trials
    middle = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * (share * (1 - share) / trials + z**2 / (4 * trials**2)) ** 0.5
    assert wilson(successes, trials) == pytest.approx((middle - half, middle + half))
    assert wilson(0, 0) == (0, 1)


def test_the_event_history_worked_by_hand() -> None:
    groups = {"A": "east", "B": "east", "C": "west", "D": "west"}
    rows = list(event_history(PANEL, groups=groups))
    assert rows == [
        # B sees A alone, seen in 2019 and claiming: in 2020, and in 2022 after a gap, with C seen too.
        EventRow("B", "p", 2020, 1, 0, 1, 1, 1.0, 1.0),
        EventRow("B", "p", 2022, 2, 1, 3, 1, 1 / 2, 1.0),
        # C's own group has nobody else with an earlier report.
        EventRow("C", "p", 2021, 1, 0, 2, 1, 1 / 2, None),
        # A is the first with q: an opportunity taken, with none before it; C has one and does not.
        EventRow("A", "q", 2021, 1, 1, 0, 0, 0.0, 0.0),
        EventRow("B", "q", 2022, 2, 0, 1, 1, 1 / 2, 1.0),
        EventRow("C", "q", 2021, 1, 0, 0, 0, 0.0, None),
    ]
    assert list(event_history(PANEL, practices=["q"], groups=groups)) == rows[3:]
    table = frame(rows)
    assert list(table.columns)[:6] == ["place", "practice", "year", "gap", "event", "age"]


def test_innovativeness_is_adoptions_over_opportunities() -> None:
    a, b, c, d = innovativeness(PANEL)
    assert (a.place, a.reports, a.adoptions, a.opportunities, a.rate) == ("A", 4, 1, 1, 1.0)
    assert (b.adoptions, b.opportunities, b.rate) == (1, 3, pytest.approx(1 / 3))
    assert (c.adoptions, c.opportunities, c.rate) == (0, 2, 0.0)
    assert (d.opportunities, d.rate) == (0, None), "one report shows no adoption"
    # Only p has first years that differ, 2019 to 2022.
    assert (a.earliness, b.earliness, c.earliness, d.earliness) == (1.0, 0.0, None, 0.0)


def test_promises_without_a_next_report_are_neither_kept_nor_broken() -> None:
    assert promises(PANEL) == (
        Promise("A", "q", 2020, False, "kept"),
        Promise("A", "r", 2021, False, "silent"),
        Promise("B", "p", 2020, False, "unknown"),
        Promise("C", "q", 2020, False, "renewed"),
        Promise("C", "q", 2021, False, "unknown"),
    )
    (all_of_them,) = promise_keeping(promises(PANEL))
    assert (all_of_them.promises, all_of_them.known, all_of_them.kept, all_of_them.rate) == (5, 3, 1, 1 / 3)
    assert (all_of_them.low, all_of_them.high) == wilson(1, 3)
    by_place = promise_keeping(promises(PANEL), by_place=True)
    assert [(one.place, one.known, one.rate) for one in by_place] == [("A", 2, 0.5), ("B", 0, None), ("C", 1, 0.0)]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        # Of several statuses in the next report, that it runs counts first, then that it is weak.
        (("implemented", "planned"), "kept"),
        (("implemented", "deficient"), "kept"),
        (("deficient", "planned"), "weak"),
        (("mentioned",), "silent"),
        ((), "silent"),
    ],
)
def test_what_the_next_report_says_decides(said: tuple[str, ...], outcome: str) -> None:
    claims = [Claim("A", "p", 2020, "planned"), *(Claim("A", "p", 2021, status) for status in said)]
    made = promises(Panel(frozenset({("A", 2020), ("A", 2021)}), tuple(claims)))
    assert made[0].outcome == outcome


def test_to_go_on_is_no_new_promise() -> None:
    claims = tuple(Claim("A", "p", year, status) for year, status in product((2020, 2021), ("implemented", "planned")))
    made = promises(Panel(frozenset({("A", 2020), ("A", 2021)}), claims))
    assert [one.running for one in made] == [True, True]
    assert promise_keeping(made)[0].promises == 0
    assert promise_keeping(made)[0].rate is None
    assert promise_keeping(made, new_only=False)[0].kept == 1


def test_a_panel_is_made_of_a_graph_and_of_the_reports_held() -> None:
    places = [PlaceNode(one, one) for one in "AB"]
    edges = [
        AdoptionEdge("A", "p", "implemented", 2020),
        AdoptionEdge("A", "p", "planned", None),
        AdoptionEdge("B", "p", "implemented", 2021, since=2018),
    ]
    held = [Held("A", 2020, "report/1"), Held("A", 2019, "report/2"), Held("B", None, "report/3")]
    made = panel(graph_of([*places, PracticeNode("p", "p"), *edges]), held)
    assert made.undated == 1
    assert made.covered == {("A", 2019), ("A", 2020), ("B", 2021)}
    assert made.years == (2019, 2020, 2021)
    assert made.claims == (Claim("A", "p", 2020, "implemented"), Claim("B", "p", 2021, "implemented", 2018))


CELLS = st.tuples(st.sampled_from("ABCD"), st.sampled_from("pq"), st.integers(2018, 2023))


@given(st.sets(CELLS), st.sets(st.tuples(st.sampled_from("ABCD"), st.integers(2018, 2023))))
@settings(deadline=None)
def test_curve_events_and_first_adoptions_tell_one_story(
    claimed: set[tuple[str, str, int]], reports: set[tuple[str, int]]
) -> None:
    claims = tuple(Claim(*cell, "implemented") for cell in sorted(claimed))
    made = Panel(frozenset(reports | {(place, year) for place, _, year in claimed}), claims)
    rows = list(event_history(made))
    first = first_adoptions(made)
    # An event is a first adoption of which the year before is known, and the other way round.
    assert {(row.place, row.practice, row.year) for row in rows if row.event} == {
        (one.place, one.practice, one.year) for one in first if one.not_before is not None
    }
    for practice in made.practices:
        curve = adoption_curve(made, practice)
        assert sum(point.new for point in curve) == sum(row.event for row in rows if row.practice == practice)
        assert curve[-1].ever == sum(one.practice == practice for one in first)
        assert all(rising(curve)), "who has claimed it stays counted"
    assert sum(one.opportunities for one in innovativeness(made)) == len(rows)
    assert all(0 <= (row.share or 0) <= 1 and row.gap >= 1 and row.age >= 0 for row in rows)


def rising(curve: tuple[CurvePoint, ...]) -> list[bool]:
    return [one.ever <= other.ever and one.low <= one.share <= one.high for one, other in pairwise(curve)]
