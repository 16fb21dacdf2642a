"""Every finding on sheets of other people is judged true or debatable by hand, and none is false.

The verdicts stand in `verdicts.csv`: file, day, cell, rule, verdict and the reason. A finding without one
fails, and so does a verdict whose finding is gone; `python -m tests.test_verdicts` prints what is missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from okrsheets.config import Config
from okrsheets.model import PlaceKind
from okrsheets.run import Wanted, analyse_sources

SHEETS = Path(__file__).parents[2] / "shared" / "corpus" / "okr" / "files"
VERDICTS = Path(__file__).with_name("verdicts.csv")


class Verdict(NamedTuple):
    """What was thought of one finding; `at` is its cell, or the range of its table, behind its tab.

    It is empty where the finding is of the file; `rule` is where there is none on that day.
    """

    file: str
    day: str
    at: str
    rule: str
    verdict: str
    reason: str


def verdicts() -> list[Verdict]:
    with VERDICTS.open(encoding="utf-8", newline="") as text:
        return [Verdict(**row) for row in csv.DictReader(text)]


def days() -> list[tuple[str, str]]:
    """The files, each with the days on which it is checked; one without a finding has a line of its own."""
    return sorted({(each.file, each.day) for each in verdicts()})


def found(file: str, day: str) -> Iterator[tuple[str, str]]:
    """The place and the rule of every finding on a file on a day."""
    folder = Path.cwd()
    wanted = Wanted(Config(root=folder), (str(SHEETS / file),), folder, date.fromisoformat(day))
    for each in analyse_sources(wanted).results.findings:
        yield "" if each.place.kind is PlaceKind.WORKBOOK else str(each.place), each.rule


@pytest.mark.skipif(not SHEETS.is_dir(), reason="the test corpus is not here")
@pytest.mark.parametrize(("file", "day"), days())
def test_every_finding_on_sheets_of_others_has_a_verdict(file: str, day: str) -> None:
    judged = [
        (each.at, each.rule) for each in verdicts() if (each.file, each.day) == (file, day) and each.rule
    ]
    assert sorted(found(file, day)) == sorted(judged)


def test_no_finding_is_false_and_each_verdict_has_its_reason() -> None:
    told = [each for each in verdicts() if each.rule]
    assert {each.verdict for each in told} == {"true", "debatable"}
    assert [each for each in told if not each.reason] == []


@pytest.mark.skipif(not SHEETS.is_dir(), reason="the test corpus is not here")
def test_no_sheet_is_left_out() -> None:
    assert {each.file for each in verdicts()} == {path.name for path in SHEETS.iterdir()}


if __name__ == "__main__":
    known = {(each.file, each.day, each.at, each.rule) for each in verdicts()}
    for file, day in days():
        for at, rule in found(file, day):
            if (file, day, at, rule) not in known:
                print(f"{file},{day},{at},{rule},,")  # noqa: T201 - a list to fill in
