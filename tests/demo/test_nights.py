"""Fourteen nightly syncs of a demo that nobody touches write only what a status or a finding changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.model import Results
from okrsheets.run import Wanted, sync

FIRST = date(2026, 11, 23)
NIGHTS = 14


def _judged(results: Results) -> dict[str, set[object]]:
    """The statuses and findings of each workbook."""
    said: dict[str, set[object]] = defaultdict(set)
    for key, figure in results.figures.okrs.items():
        okr = results.okrs.by_key[key]
        said[okr.at.workbook].add((key, figure.status, figure.because))
    for finding in results.findings:
        said[finding.place.workbook].add((finding.rule, finding.message))
    return said


def test_a_workbook_is_written_only_when_a_status_or_a_finding_in_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # sources are named as a person in this folder would
    laid = lay_company(tmp_path, today=FIRST)
    config = load_config(tmp_path / "okrsheets.toml")
    before: dict[str, set[object]] = {}
    moved = 0
    for night in range(NIGHTS + 1):
        today = FIRST + timedelta(days=night)
        kept = {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in laid.workbooks}
        now = datetime.combine(today, time(3)).astimezone()
        outcome = sync(Wanted(config, (), tmp_path, today), now=now, consent=lambda _plan, _results: True)
        judged = _judged(outcome.analysis.results)
        written = {done.workbook for done in outcome.written}
        if night:
            changed = {name for name in judged if judged[name] != before[name]}
            assert written <= changed, f"night {night}"
            moved += len(changed)
            for path in laid.workbooks:
                if path.name not in written:
                    assert (path.read_bytes(), path.stat().st_mtime_ns) == kept[str(path)]
        else:
            assert len(written) == len(laid.workbooks)
        before = judged
    assert 0 < moved < NIGHTS * len(laid.workbooks)  # the calendar alone moves some, and not all
