"""Synthetic reports: labelled as such, the same each time, and read by the real pipeline as they were written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fazhi.errors import UsageError
from fazhi.reports import parse_report
from fazhi.synthetic_reports import LABEL, Setup, chance, simulate, write_reports, write_vocabulary

SMALL = Setup(places=8, years=(2018, 2021), seed=3)


def test_the_same_setup_gives_the_same_world_and_another_seed_another() -> None:
    assert simulate(SMALL) == simulate(SMALL)
    assert simulate(Setup(places=8, years=(2018, 2021), seed=4)).adopted != simulate(SMALL).adopted
    with pytest.raises(UsageError, match="33 places"):
        simulate(Setup(places=33))


def test_every_text_says_that_it_is_synthetic(tmp_path: Path) -> None:
    truth = simulate(SMALL)
    written = sorted(write_reports(truth, tmp_path / "reports").iterdir())
    assert len(written) == len(truth.reports) > 20
    for file in written:
        assert file.name.startswith("synthetic-99")
        assert file.read_text(encoding="utf-8").splitlines()[1] == LABEL
    assert all("拟" in name for name in truth.names.values())


def test_the_invented_places_are_in_a_copy_of_the_vocabulary_only(tmp_path: Path) -> None:
    truth = simulate(SMALL)
    made = write_vocabulary(truth, tmp_path / "ontology")
    with (made / "divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert truth.names.items() <= rows.items()
    assert {code[:length] for code in truth.names for length in (2, 4, 6)} <= set(rows)
    shipped = (Path(__file__).parents[1] / "ontology/divisions.csv").read_text(encoding="utf-8")
    assert "\n99" not in shipped


def test_reports_say_what_the_truth_holds() -> None:
    truth = simulate(SMALL)
    for report in truth.reports:
        for practice in report.runs:
            assert truth.adopted[report.code, practice] <= report.year
        for practice in report.plans:
            assert (report.code, practice, report.year) in truth.promised
        for practice in (*report.runs, *report.plans, *report.copied):
            assert f"“{practice}”" in report.text
        assert not set(report.copied) & {one for one in report.runs if truth.adopted[report.code, one] <= report.year}
        assert parse_report(report.text.encode(), report.file).header.report_year == report.year
    assert truth.share("三所联动", 2030) == sum(name == "三所联动" for _, name in truth.adopted) / 8


def test_neighbours_and_others_raise_the_chance() -> None:
    setup = Setup(places=8, base=-2, near=3, far=1)
    codes = sorted(simulate(setup).names)
    own, near = codes[0], next(code for code in codes[1:] if code[:6] == codes[0][:6])
    far = next(code for code in codes if code[:6] != own[:6])
    alone, with_far, with_near = (chance(setup, own, before, codes, 0) for before in (set(), {far}, {near}))
    assert alone < with_far < with_near
    assert alone == pytest.approx(1 / (1 + 2.718281828459045**2))
    assert chance(setup, own, {near}, codes, 1) > with_near
