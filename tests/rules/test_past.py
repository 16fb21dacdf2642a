"""What rules say that compare today with what earlier syncs saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from okrsheets.model import Finding, PlaceKind
from okrsheets.pipeline import StageSettings, analyse
from tests.grids import sheet, workbook
from tests.histories import synced

OCTOBER, NOVEMBER = date(2026, 10, 5), date(2026, 11, 15)


def after(
    of: str, grids: Mapping[date, str], *, today: date = NOVEMBER, tab: str = "Q4 2026"
) -> list[Finding]:
    """What a rule says of the last of these grids today, after each was synced on its day."""
    days = {day: (workbook(sheet(tab, grid)),) for day, grid in grids.items()}
    *_, last = days.values()
    found = analyse(last, settings=StageSettings(), today=today, history=synced(days)).findings
    return [one for one in found if one.rule == of]


ROW = """
    | Objective | Key result | Baseline | Current | Target | Due        |
    | Win       | {}         | {}       | {}      | {}     | {}         |
    """


def row(
    *, title: str = "Sell kits", baseline: str = "0", current: str = "5", target: str = "40", due: str = ""
) -> str:
    return ROW.format(title, baseline, current, target, due)


def test_a_lowered_target_is_told_with_the_day_on_which_it_was() -> None:
    (found,) = after(
        "lowered-target",
        {
            OCTOBER: row(),
            date(2026, 10, 20): row(target="25"),
            date(2026, 11, 2): row(target="25", current="9"),
        },
    )
    assert found.message == 'the target of "Sell kits" was made easier, from 40 to 25, on 2026-10-20'
    assert str(found.place) == "Q4 2026!E2"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (row(target="40"), row(target="60")),
        (row(target=""), row(target="40")),
        (row(baseline="50", current="40", target="20"), row(baseline="50", current="40", target="10")),
        (
            row(baseline="20000", current="21000", target="40000"),
            row(baseline="20", current="21", target="40"),
        ),
        (row(title="Keep errors below 3 %", baseline="", target="3 %"), row(baseline="", target="2 %")),
    ],
)
def test_a_target_that_asks_for_as_much_as_before_or_more_is_not_lowered(before: str, now: str) -> None:
    assert after("lowered-target", {OCTOBER: before, NOVEMBER: now}) == []


def test_a_target_to_go_down_to_is_easier_when_it_is_higher() -> None:
    before = row(baseline="50", current="45", target="20")
    (found,) = after(
        "lowered-target", {OCTOBER: before, NOVEMBER: row(baseline="50", current="45", target="30")}
    )
    assert "from 20 to 30" in found.message


def test_a_target_that_was_put_back_is_told_no_more() -> None:
    days = {OCTOBER: row(), date(2026, 10, 20): row(target="25"), NOVEMBER: row()}
    assert after("lowered-target", days) == []


def test_what_was_agreed_before_the_cycle_began_was_never_promised() -> None:
    days = {date(2026, 9, 20): row(), date(2026, 9, 28): row(target="25"), NOVEMBER: row(target="25")}
    assert after("lowered-target", days) == []


def test_without_history_nothing_is_compared() -> None:
    results = analyse((workbook(sheet("Q4 2026", row())),), settings=StageSettings(), today=NOVEMBER)
    assert {one.rule for one in results.findings}.isdisjoint({"lowered-target", "moved-goalposts", "stalled"})


def test_goalposts_that_moved_are_told_in_one_sentence_with_the_days() -> None:
    (found,) = after(
        "moved-goalposts",
        {
            OCTOBER: row(due="2026-11-30"),
            date(2026, 10, 20): row(due="2026-12-20"),
            NOVEMBER: row(due="2026-12-20", target="60"),
        },
    )
    assert found.message == (
        '"Sell kits" was changed after its cycle had begun: target from 40 to 60 on 2026-11-15 '
        "and due date from 2026-11-30 to 2026-12-20 on 2026-10-20"
    )


def test_a_lowered_target_is_no_moved_goalpost_besides() -> None:
    assert after("moved-goalposts", {OCTOBER: row(), NOVEMBER: row(target="25")}) == []


def test_what_is_filled_in_later_was_not_moved() -> None:
    assert after("moved-goalposts", {OCTOBER: row(due=""), NOVEMBER: row(due="2026-12-01")}) == []


SAID = """
    | Objective | Key result | Baseline | Current | Target | Status   | Confidence |
    | Win       | Sell kits  | 0        | {}      | 20     | On track | {}         |
    | Win       | Sign shops | 0        | {}      | 20     | On track | 80 %       |
    """


def test_a_value_that_stood_for_four_weeks_is_stalled_though_its_row_was_looked_at() -> None:
    days = {
        OCTOBER: SAID.format(9, "70 %", 3),
        date(2026, 11, 1): SAID.format(9, "75 %", 9),
    }
    assert after("stalled", days, today=date(2026, 11, 1)) == []
    (found,) = after("stalled", days, today=date(2026, 11, 2))
    assert found.message == '"Sell kits" is said to be on track and has stood at 9 since 2026-10-05'


def test_a_line_through_values_that_syncs_saw_is_drawn_to_the_end() -> None:
    values = {date(2026, 10, 12): 7, date(2026, 10, 26): 8, date(2026, 11, 9): 9}
    days = {day: SAID.format(value, "70 %", 9) for day, value in values.items()}
    (found,) = after("forecast-short", days)
    assert found.message == (
        '"Sell kits" moves too slowly: a straight line through its 3 values reaches 63.6 % by 2026-12-31'
    )


def test_steps_that_syncs_saw_shrink_without_the_first_value_whose_day_is_unknown() -> None:
    values = {5: 1, 12: 6, 19: 8, 26: 9}
    days = {date(2026, 10, day): SAID.format(value, "70 %", 9) for day, value in values.items()}
    assert after("slowing", days, today=date(2026, 10, 27)) == []
    today = date(2026, 11, 3)
    (found,) = after("slowing", {**days, today: SAID.format(9.5, "70 %", 9)}, today=today)
    assert found.message == 'the last three steps of "Sell kits" shrink: 6, 8, 9, 9.5'


def test_confidence_that_fell_between_syncs_is_low() -> None:
    days = {OCTOBER: SAID.format(4, "80 %", 4), date(2026, 11, 2): SAID.format(8, "60 %", 8)}
    (found,) = after("low-confidence", days)
    assert found.message == 'the confidence in "Sell kits" fell from 80 % to 60 %'


PLAIN = """
    | Objective | Key result             | Team  | Baseline | Current | Target | Notes |
    | Win       | Sell kits              | Sales | 0        | {}      | 20     | {}    |
    | Win       | Keep uptime above 99 % | Sales |          | 99 %    | 99 %   |       |
    | Win       | Sign shops             | Sales | 0        | {}      | 20     |       |
    """


def test_a_row_in_which_nobody_changed_anything_is_stale_by_history() -> None:
    days = {OCTOBER: PLAIN.format(8, "", 8), date(2026, 11, 2): PLAIN.format(8, "", 11)}
    assert after("stale-check-in", days, today=date(2026, 11, 8)) == []
    (found,) = after("stale-check-in", days, today=date(2026, 11, 9))
    assert found.message == (
        '"Sell kits" was last updated on 2026-10-05; the next update was due by 2026-11-08'
    )
    assert str(found.place) == "Q4 2026!E2"


def test_a_note_in_a_row_is_an_update_of_it() -> None:
    days = {OCTOBER: PLAIN.format(8, "", 8), date(2026, 11, 2): PLAIN.format(8, "Still waiting", 11)}
    assert after("stale-check-in", days) == []


def test_what_its_own_column_says_is_believed_until_a_sync_sees_a_change() -> None:
    grid = """
        | Objective | Key result | Baseline | Current | Target | Updated    |
        | Win       | Sell kits  | 0        | {}      | 20     | 2026-10-02 |
        """
    days = {date(2026, 11, 9): grid.format(8)}
    assert len(after("stale-check-in", days)) == 1
    assert after("stale-check-in", {**days, NOVEMBER: grid.format(9)}) == []


def test_a_change_that_no_sync_has_seen_yet_is_an_update_too() -> None:
    history = synced({OCTOBER: (workbook(sheet("Q4 2026", PLAIN.format(8, "", 8))),)})
    now = (workbook(sheet("Q4 2026", PLAIN.format(9, "", 9))),)
    found = analyse(now, settings=StageSettings(), today=NOVEMBER, history=history).findings
    assert "stale-check-in" not in {one.rule for one in found}


TEAM = """
    | Objective | Key result | Team  | Baseline | Current | Target |
    | Win       | Sell kits  | Sales | 0        | {}      | 20     |
    | Win       | Sign shops | Sales | 0        | {}      | 20     |
    | Win       | Open shops | Sales | 0        | {}      | 20     |
    """


@pytest.mark.parametrize(("now", "count"), [((8, 8, 8), 0), ((9, 8, 8), 1), ((9, 9, 8), None)])
def test_a_team_of_which_most_rows_were_left_alone_is_told(now: tuple[int, ...], count: int | None) -> None:
    found = after("low-check-in-rate", {OCTOBER: TEAM.format(8, 8, 8), date(2026, 11, 9): TEAM.format(*now)})
    if count is None:
        assert found == []
    else:
        [one] = found
        assert one.place.kind is PlaceKind.TEAM
        assert one.message.startswith(f"{count} of the 3 key results of Sales ")


@pytest.mark.parametrize(("target", "is_told"), [(40, True), (45, False)])
def test_a_target_that_the_last_cycle_reached_already_is_safe(target: int, *, is_told: bool) -> None:
    head = "| Objective | Key result | Baseline | Current | Target |"
    last = f"{head}\n| Win | Sell 36 kits a day | 10 | 42 | 36 |"
    now = f"{head}\n| Win | Sell {target} kits a day | 10 | | {target} |"
    seen = (workbook(sheet("Sales Q3 2026", last)),)
    books = (workbook(sheet("Sales Q4 2026", now)),)
    history = synced({date(2026, 9, 28): seen})
    found = analyse(books, settings=StageSettings(), today=OCTOBER, history=history).findings
    told = [one.message for one in found if one.rule == "safe-goal"]
    assert told == (
        ['the target of "Sell 40 kits a day", 40, is no better than what its last cycle ended at, 42']
        if is_told
        else []
    )


def test_a_column_that_was_put_in_renames_nothing() -> None:
    before = "| Objective | Key result | Current | Target |\n| Win | Sell kits | 5 | 9 |"
    now = "| Objective | Key result | Zebra | Current | Target |\n| Win | Sell kits | x | 5 | 9 |"
    history = synced({OCTOBER: (workbook(sheet("Q4 2026", before)),)})
    found = analyse(
        (workbook(sheet("Q4 2026", now)),), settings=StageSettings(), today=NOVEMBER, history=history
    ).findings
    assert "renamed-heading" not in {one.rule for one in found}


def test_a_renamed_heading_is_told_by_the_first_look_after_it() -> None:
    before = "| Objective | Key result | Current | Target |\n| Win | Sell kits | 5 | 9 |"
    now = "| Objective | Key result | Current | Zebra |\n| Win | Sell kits | 5 | 9 |"
    history = synced({OCTOBER: (workbook(sheet("Q4 2026", before)),)})
    books = (workbook(sheet("Q4 2026", now)),)
    found = analyse(books, settings=StageSettings(), today=NOVEMBER, history=history).findings
    assert [one.message for one in found if one.rule == "renamed-heading"] == [
        '"Zebra" was "Target" at the last sync; it was taken for "target", and now for nothing'
    ]
    assert after("renamed-heading", {OCTOBER: before, NOVEMBER: now}) == []
