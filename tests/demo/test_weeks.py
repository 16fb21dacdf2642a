"""Twelve weeks of syncs over the demo, while people edit it: what they did is told on the day it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from okrsheets.model import Finding
from okrsheets.run import Wanted
from okrsheets.run.recalling import recall_okrs
from tests.demo.weeks import BLANK, FIRST, LOWERED, PLATFORM, SALES, SILENT, WEEKS, Company, edit

TOLD = ("lowered-target", "moved-goalposts", "stale-check-in", "low-check-in-rate", "renamed-heading")


def _subjects(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Each rule of interest with what it speaks of."""
    return {
        (found.rule, subject)
        for found in findings
        if found.rule in TOLD
        for subject in ([found.place.team] if found.place.team else [found.okr, *found.also])
        if subject is not None
    }


@pytest.mark.parametrize("nights", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_what_people_did_is_told_on_the_day_it_shows(
    nights: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    company = Company(tmp_path)
    state = tmp_path / ".okrsheets" / "state.db"
    outcome = company.sync(FIRST)
    keys = set(outcome.analysis.results.okrs.by_key)
    size, changes = state.stat().st_size, _changes(state)
    first: dict[tuple[str, str], date] = {}
    for night in range(nights, WEEKS * 7 + 1, nights):
        today = FIRST + timedelta(days=night)
        results = outcome.analysis.results
        if night % 7 == 0 and today <= SILENT + timedelta(weeks=2):
            edit(company, today, results.okrs)
        outcome = company.sync(today)
        assert not outcome.failures
        assert set(outcome.analysis.results.okrs.by_key) == keys
        for subject in _subjects(outcome.analysis.results.findings):
            first.setdefault(subject, today)
    silent = {subject for subject in first if subject[0] == "stale-check-in" and PLATFORM in subject[1]}
    assert silent
    early = {subject: day for subject, day in first.items() if day <= SILENT + timedelta(weeks=4)}
    assert early == {
        ("lowered-target", f"{SALES}/SA-1/SA-1.2"): LOWERED,
        ("low-check-in-rate", "Platform"): SILENT,
        ("stale-check-in", BLANK): SILENT,
        **dict.fromkeys(silent, SILENT),
    }
    grown = _changes(state) - changes
    assert state.stat().st_size - size < 200 * grown
    wanted = Wanted(company.config, (), tmp_path, FIRST + timedelta(weeks=WEEKS))
    targets = [moment.target for moment in recall_okrs(wanted).past("SA-1.2").moments]
    assert list(dict.fromkeys(targets)) == [110, 98]


def _changes(state: Path) -> int:
    """How many fields of OKRs changed so far."""
    with closing(sqlite3.connect(state)) as connection:
        question = "SELECT count(*) FROM moment, json_each(changed)"
        count: int = connection.execute(question).fetchone()[0]
        return count
