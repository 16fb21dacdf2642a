"""A parent that changed is told to what is aligned to it, until its people have taken note."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.cli.conftest import Run, lay

HEADINGS = ["ID", "Type", "Title", "Owner", "Baseline", "Current", "Target", "Due", "Aligned to", "Ack"]
PLAN = "plan.xlsx"

Night: TypeAlias = Callable[..., None]
Told: TypeAlias = Callable[..., list[tuple[str, str]]]


def company(*, title: str = "Win 40 enterprise customers", target: Any = 40, ack: str = "") -> dict[str, Any]:
    """A goal of the company and two of sales that serve it; `ack` stands in the row of the first of them."""
    top = [
        ["CO-1", "Objective", "Expand the market in North America", "Mara"],
        ["CO-1.1", "Key result", title, "Mara", 5, 19, target, "2026-12-31"],
    ]
    sales = [
        ["S-1", "Objective", "Sell where nobody knows us", "Dana", "", "", "", "", "CO-1"],
        ["S-1.1", "Key result", "Sign resale partners", "Dana", 0, 4, 12, "2026-12-31", "CO-1.1", ack],
        ["S-1.2", "Key result", "Visit fairs", "Dana", 0, 4, 12, "2026-12-31", "CO-1.1"],
    ]
    return {"Company Q4 2026": [HEADINGS, *top], "Sales Q4 2026": [HEADINGS, *sales]}


@pytest.fixture
def night(okrsheets: Run, tmp_path: Path) -> Night:
    """Syncs the company as it stands on a day."""

    def sync(day: str, **changes: Any) -> None:
        lay(tmp_path / PLAN, company(**changes))
        done = okrsheets("sync", "--no-write", "--today", day, PLAN)
        assert done.returncode == 0, done.stderr

    return sync


@pytest.fixture
def told(okrsheets: Run, tmp_path: Path) -> Told:
    """What `check` says on a day of suspect alignments: cell and message."""

    def check(day: str, **changes: Any) -> list[tuple[str, str]]:
        lay(tmp_path / PLAN, company(**changes))
        done = okrsheets("check", "--select", "suspect-alignment", "--format", "json", "--today", day, PLAN)
        return [(one["place"]["cell"], one["message"]) for one in json.loads(done.stdout)["findings"]]

    return check


SINCE = 'CO-1.1 "Win 40 enterprise customers" changed since S-1.{} was aligned to it: target 40 -> 60'


def test_the_first_sync_suspects_nothing(night: Night, told: Told) -> None:
    assert told("2026-11-02") == []
    night("2026-11-02")
    assert told("2026-11-09") == []


def test_a_parents_new_target_is_told_where_something_is_aligned_to_it(night: Night, told: Told) -> None:
    night("2026-11-02")
    partners, fairs = ('"Sign resale partners"', '"Visit fairs"')
    both = [
        ("I3", SINCE.format(f"1 {partners}")),
        ("I4", SINCE.format(f"2 {fairs}")),
    ]
    assert told("2026-11-09", target=60) == both
    night("2026-11-09", target=60)
    assert told("2026-11-16", target=60) == both


def test_what_changed_back_is_not_told(night: Night, told: Told) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    assert told("2026-11-16", target=40) == []


def test_all_that_changed_is_told_old_and_new(night: Night, told: Told) -> None:
    night("2026-11-02")
    (_, first), _ = told("2026-11-09", target=60, title="Win 60 enterprise customers")
    assert first.endswith(
        'title "Win 40 enterprise customers" -> "Win 60 enterprise customers" and target 40 -> 60'
    )


def test_ack_of_a_child_takes_note_for_it_alone(okrsheets: Run, night: Night, told: Told) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    done = okrsheets("ack", "S-1.1", "--source", PLAN, "--today", "2026-11-10")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        'S-1.1 "Sign resale partners": noted that CO-1.1 "Win 40 enterprise customers" changed: '
        "target 40 -> 60\n"
    )
    assert [cell for cell, _ in told("2026-11-10", target=60)] == ["I4"]
    assert [cell for cell, _ in told("2026-11-16", target=80)] == ["I3", "I4"]


@pytest.mark.parametrize("name", ["CO-1.1", "CO-1", "Win 40 enterprise customers"])
def test_ack_of_a_parent_takes_note_for_all_below_it(
    okrsheets: Run, night: Night, told: Told, name: str
) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    assert okrsheets("ack", name, "--source", PLAN, "--today", "2026-11-10").returncode == 0
    assert told("2026-11-10", target=60) == []


def test_ack_of_what_did_not_change_says_so(okrsheets: Run, night: Night) -> None:
    night("2026-11-02")
    done = okrsheets("ack", "S-1", "--source", PLAN, "--today", "2026-11-10")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing changed" in done.stderr


def test_ack_of_no_one_or_of_several_is_an_error(okrsheets: Run, night: Night) -> None:
    night("2026-11-02")
    done = okrsheets("ack", "S-9", "--source", PLAN)
    assert done.returncode == 2
    assert done.stderr.startswith('error: no OKR is called "S-9"')


def test_ack_before_the_first_sync_is_an_error(okrsheets: Run, tmp_path: Path) -> None:
    lay(tmp_path / PLAN, company())
    done = okrsheets("ack", "S-1", "--source", PLAN)
    assert done.returncode == 2
    assert done.stderr == ("error: okrsheets ack: no alignment is remembered yet; run okrsheets sync first\n")


def test_a_day_under_ack_takes_note_of_what_was_seen_by_then(night: Night, told: Told) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    assert [cell for cell, _ in told("2026-11-16", target=60, ack="2026-11-05")] == ["I3", "I4"]
    assert [cell for cell, _ in told("2026-11-16", target=60, ack="2026-11-09")] == ["I4"]
    night("2026-11-16", target=60, ack="2026-11-09")
    night("2026-11-23", target=80, ack="2026-11-09")
    first, _ = told("2026-11-24", target=80, ack="2026-11-09")
    assert first == ("I3", SINCE.format('1 "Sign resale partners"').replace("40 -> 60", "60 -> 80"))


def test_a_word_under_ack_does_not_say_when_and_takes_note_of_nothing(night: Night, told: Told) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    assert [cell for cell, _ in told("2026-11-16", target=60, ack="yes")] == ["I3", "I4"]


@pytest.mark.parametrize(
    ("ack", "why"),
    [
        ("yes", 'under Ack ("yes" there names no day), or'),
        ("2026-11-05", "under Ack (2026-11-05 there is before the change was seen), or"),
        ("2026-12-24", "under Ack (2026-12-24 there is yet to come), or"),
        ("", "under Ack, or"),
    ],
)
def test_what_stands_under_ack_and_takes_note_of_nothing_is_told_why(
    okrsheets: Run, tmp_path: Path, night: Night, ack: str, why: str
) -> None:
    night("2026-11-02")
    night("2026-11-09", target=60)
    lay(tmp_path / PLAN, company(target=60, ack=ack))
    asked = ("--select", "suspect-alignment", "--format", "json", "--today", "2026-11-16")
    first, second = json.loads(okrsheets("check", *asked, PLAN).stdout)["findings"]
    assert f"write today's date {why}" in first["hint"]
    assert "write today's date under Ack, or" in second["hint"]


@pytest.mark.parametrize("in_one_row", [False, True])
def test_who_does_what_the_hint_says_in_the_sheet_is_asked_no_more(
    okrsheets: Run, tmp_path: Path, *, in_one_row: bool
) -> None:
    def found(title: str, *acks: str) -> list[str]:
        """The hints for the objective and the key result of sales, under columns of these names."""
        days = ["2026-11-09"] * len(acks)
        top: list[list[object]] = [
            ["ID", "Type", "Title", "Baseline", "Current", "Target"],
            ["CO-1", "Objective", title],
            ["CO-1.1", "Key result", "Win 40 customers", 5, 19, 40],
        ]
        if in_one_row:
            named = ["Objective ID", "Objective", "Supports", "KR ID", "Key result"]
            sales: list[list[object]] = [
                [*named, "Contributes to", "Baseline", "Current", "Target", *acks],
                [
                    "S-1",
                    "Sell where nobody knows us",
                    "CO-1",
                    "S-1.1",
                    "Sign partners",
                    "CO-1",
                    0,
                    4,
                    12,
                    *days,
                ],
                ["S-1", "Sell where nobody knows us", "CO-1", "S-1.2", "Visit fairs", "", 0, 4, 12, *days],
            ]
        else:
            sales = [
                [*top[0], "Aligned to", *acks],
                ["S-1", "Objective", "Sell where nobody knows us", "", "", "", "CO-1", *days],
                ["S-1.1", "Key result", "Sign partners", 0, 4, 12, "CO-1", *days],
            ]
        lay(tmp_path / PLAN, {"Company Q4 2026": top, "Sales Q4 2026": sales})
        assert okrsheets("sync", "--no-write", "--today", "2026-11-09", PLAN).returncode == 0
        asked = ("--select", "suspect-alignment", "--format", "json", "--today", "2026-11-09")
        return [one["hint"] for one in json.loads(okrsheets("check", *asked, PLAN).stdout)["findings"]]

    assert found("Expand in the north") == []
    first, second = found("Expand in the south")
    assert 'write today\'s date in its row in a new column "Objective Ack", or run okrsheets ack' in first
    assert 'write today\'s date in its row in a new column "KR Ack", or run okrsheets ack' in second
    assert found("Expand in the south", "Objective Ack", "KR Ack") == []
