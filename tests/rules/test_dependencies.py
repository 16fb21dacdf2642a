"""What OKRs wait for, beyond the examples of the pages."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.lint import LintSettings
from okrsheets.model import Finding
from okrsheets.pipeline import StageSettings
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.rules import dependencies
from tests.grids import sheet, workbook
from tests.rules.judging import told_of

MARKETING = sheet(
    "Marketing",
    """
    | ID   | Objective | Cycle   | Key result     | Target |
    | MA-1 | Be known  | Q4 2026 | Speak at fairs | 6      |
    """,
)


def told(
    of: str,
    sales: str,
    marketing: str | None = None,
    *,
    today: date = date(2026, 11, 15),
    settings: StageSettings | None = None,
) -> list[Finding]:
    """What a rule says of the tab of Sales, beside that of Marketing."""
    other = MARKETING if marketing is None else sheet("Marketing", marketing)
    return told_of(of, workbook(sheet("Sales", sales), other), today=today, settings=settings)


@pytest.mark.parametrize(
    ("cells", "dangling"),
    [
        (("MA-1", "MA-9"), ["MA-9"]),
        (("MA-9", ""), ["MA-9"]),
        (("Marketing", "Legal"), ["Legal"]),
        (("Legal", "The board"), []),
        (("MA-1", "the budget that the board has to agree to first"), []),
        (("MA-1", "n/a"), []),
        (("MA-1", "#REF!"), []),
        (("MA-1", "[Board.xlsx]Board!O1"), []),
    ],
)
def test_only_what_is_written_like_a_team_or_an_okr_dangles(
    cells: tuple[str, str], dangling: list[str]
) -> None:
    found = told(
        "dangling-dependency",
        f"""
        | ID   | Objective    | Depends on | Key result | Target |
        | SA-1 | Win the east | {cells[0]} | Partners   | 20     |
        | SA-2 | Win the west | {cells[1]} | Leads      | 50     |
        """,
    )
    assert [one.message.split('"')[3] for one in found] == dangling


@pytest.mark.parametrize(
    ("accepted", "risk", "told_so"),
    [
        ("", "", True),
        ("no", "-", True),
        ("pending", "", True),
        ("FALSE", "", True),
        ("", "Ann", False),
        ("yes", "", False),
        ("TRUE", "", False),
        ("2026-10-05", "", False),
        ("Ben", "", False),
    ],
)
def test_a_dependency_is_accepted_by_a_yes_a_day_or_a_name(
    accepted: str, risk: str, *, told_so: bool
) -> None:
    found = told(
        "unaccepted-dependency",
        f"""
        | ID   | Objective    | Cycle   | Depends on | Accepted   | Risk owner | Key result | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       | {accepted} | {risk}     | Partners   | 20     |
        """,
    )
    assert [str(one.place) for one in found] == (["Sales!E2"] if told_so else [])


@pytest.mark.parametrize(("day", "told_so"), [(15, False), (16, True)])
def test_who_is_waited_for_has_fourteen_days_to_accept(day: int, *, told_so: bool) -> None:
    grid = """
        | ID   | Objective    | Cycle   | Depends on | Accepted | Key result | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       |          | Partners   | 20     |
        """
    assert bool(told("unaccepted-dependency", grid, today=date(2026, 10, day))) is told_so
    longer = StageSettings(lint=LintSettings(thresholds={"unaccepted-dependency": 30}))
    assert told("unaccepted-dependency", grid, today=date(2026, 10, day), settings=longer) == []


def test_without_a_column_for_it_nobody_is_asked_to_accept() -> None:
    grid = """
        | ID   | Objective    | Cycle   | Depends on | Key result | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       | Partners   | 20     |
        """
    assert told("unaccepted-dependency", grid) == []


def test_acceptance_and_risk_are_read_for_key_results_too() -> None:
    book = workbook(
        sheet(
            "Sales",
            """
            | Type       | ID   | Title        | Depends on | Accepted by | Risk owner | Target |
            | Objective  | SA-1 | Win the east |            |             |            |        |
            | Key result | KR1  | Partners     | MA-1       | Ben         |            | 20     |
            | Key result | KR2  | Leads        | MA-1       | no          | Ann        | 50     |
            """,
        )
    )
    _, okrs = read_okrs((book,), settings=ReadingSettings())
    assert [(each.accepted, each.risk_owner) for each in okrs.key_results] == [(True, None), (False, "Ann")]


@pytest.mark.parametrize(
    ("own", "provider", "says"),
    [
        (
            "On track",
            "At risk",
            'is said to be on track, but MA-1 "Be known" of Marketing, which it waits for, is said',
        ),
        ("On track", "Cancelled", "which it waits for, is cancelled"),
        ("On track", "On track", None),
        ("On track", "Done", None),
        ("At risk", "At risk", None),
        ("Done", "At risk", None),
        ("", "At risk", None),
    ],
)
def test_green_that_rests_on_red_is_told(own: str, provider: str, says: str | None) -> None:
    found = told(
        "dependency-at-risk",
        f"""
        | ID   | Objective    | Depends on | Status | Key result | Target |
        | SA-1 | Win the east | MA-1       | {own}  | Partners   | 20     |
        """,
        f"""
        | ID   | Objective | Status     | Key result     | Target |
        | MA-1 | Be known  | {provider} | Speak at fairs | 6      |
        """,
    )
    assert len(found) == (says is not None)
    assert all(says in one.message for one in found if says)


def test_green_by_its_figures_that_rests_on_what_nobody_updates_is_told() -> None:
    table = """
        | Type       | ID   | Title | Cycle   | Depends on | Baseline | Current | Target | Updated    |
        | Objective  | {0}  | {1}   | Q4 2026 |            |          |         |        |            |
        | Key result | KR1  | {1} 1 | Q4 2026 | {2}        | 0        | 10      | 20     | {3}        |
        | Key result | KR2  | {1} 2 | Q4 2026 |            | 0        | 10      | 20     | 2026-11-12 |
        """
    found = told(
        "dependency-at-risk",
        table.format("SA-1", "Win new partners", "MA-1.KR1", "2026-11-12"),
        table.format("MA-1", "Be known", "", "2026-10-03"),
    )
    (message,) = [one.message for one in found]
    assert message == (
        'KR1 "Win new partners 1" is on track, but KR1 "Be known 1" of Marketing, which it waits for, '
        "was not updated since 2026-10-03"
    )


@pytest.mark.parametrize(
    ("own", "cycle", "due", "comes", "late"),
    [
        ("2026-11-30", "Q4 2026", "2026-12-15", "2026-12-15", True),
        ("2026-12-15", "Q4 2026", "2026-12-15", "", False),
        ("", "Q4 2026", "2027-01-15", "2027-01-15", True),
        ("2026-11-30", "2026", "", "", False),
        ("2026-11-30", "Q4 2026", "", "", False),
    ],
)
def test_what_comes_after_it_is_needed_is_told(
    own: str, cycle: str, due: str, comes: str, *, late: bool
) -> None:
    found = told(
        "dependency-too-late",
        f"""
        | ID   | Objective    | Cycle   | Depends on | Due   | Key result | Target |
        | SA-1 | Win the east | Q4 2026 | MA-1       | {own} | Partners   | 20     |
        """,
        f"""
        | ID   | Objective | Cycle   | Due   | Key result     | Target |
        | MA-1 | Be known  | {cycle} | {due} | Speak at fairs | 6      |
        """,
    )
    assert [one.message.endswith(f"only {comes}") for one in found] == ([True] if late else [])


def test_key_results_that_wait_for_each_others_objectives_are_told_once_with_the_way() -> None:
    found = told(
        "dependency-cycle",
        """
        | Type       | ID   | Title        | Depends on | Target |
        | Objective  | SA-1 | Win the east |            |        |
        | Key result | KR1  | Partners     | MA-1       | 20     |
        """,
        """
        | Type       | ID   | Title    | Depends on | Target |
        | Objective  | MA-1 | Be known |            |        |
        | Key result | KR1  | Fairs    | SA-1       | 6      |
        """,
    )
    (one,) = found
    assert one.message == (
        'these wait for each other: MA-1 "Be known" → KR1 "Fairs" → SA-1 "Win the east" → KR1 "Partners" → '
        'MA-1 "Be known"'
    )
    assert str(one.place) == "Marketing!D3"


def test_a_key_result_may_wait_for_another_of_the_team_that_waits_for_it() -> None:
    found = told(
        "dependency-cycle",
        """
        | Type       | ID   | Title        | Depends on | Target |
        | Objective  | SA-1 | Win the east |            |        |
        | Key result | KR1  | Partners     | MA-1.KR1   | 20     |
        | Key result | KR2  | Leads        |            | 50     |
        """,
        """
        | Type       | ID   | Title    | Depends on | Target |
        | Objective  | MA-1 | Be known |            |        |
        | Key result | KR1  | Fairs    |            | 6      |
        | Key result | KR2  | Talks    | SA-1.KR1   | 9      |
        """,
    )
    assert found == []


def test_the_family_is_one_of_its_own() -> None:
    assert {rule.family for rule in dependencies.RULES} == {"dependencies"}
