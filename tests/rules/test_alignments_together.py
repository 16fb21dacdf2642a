"""What rules say of the alignments of a whole company, and where they hold their tongue."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from okrsheets.alignment import AlignmentSettings, facts_of, resolve
from okrsheets.lint import Case, LintSettings, run
from okrsheets.model import CLOSE_AFTER, Finding, Objective, Severity, Status
from okrsheets.rules import alignment
from tests.cases import TODAY, case_of
from tests.grids import sheet, workbook
from tests.okrs import key_result, objective, okr_set
from tests.rules.judging import told_of

COMPANY = objective(
    "CO-1", "Expand in North America", team="Company", key_results=[key_result("KR1", "Accounts", target=40)]
)


def case_from(objectives: Iterable[Objective], *, settings: LintSettings | None = None) -> Case:
    """A case of these objectives whose texts the real stage resolved."""
    okrs = okr_set(*objectives)
    titles = {"Plan.xlsx": "Plan.xlsx"}
    found = resolve(okrs, titles=titles, settings=AlignmentSettings())
    case = case_of(okrs, settings=settings)
    facts = facts_of(okrs, found, figures=case.figures, titles=titles, today=TODAY, close_after=CLOSE_AFTER)
    return case._replace(resolutions=found, facts=facts)


def told(name: str, *objectives: Objective, settings: LintSettings | None = None) -> list[Finding]:
    """What one rule of the family says of these objectives, among all of it."""
    return [one for one in run(case_from(objectives, settings=settings), alignment.RULES) if one.rule == name]


def messages(name: str, *objectives: Objective) -> list[str]:
    return [one.message for one in told(name, *objectives)]


def of_team(name: str, *aligned: str | None) -> list[Objective]:
    return [
        objective(f"{name[:2].upper()}-{n}", f"{name} wins {n}", team=name, aligned_to=to)
        for n, to in enumerate(aligned, 1)
    ]


QUIET = {
    "one team in one tab": """
        OKRs:
        | ID | Objective     | Key result           | Target | Aligned to |
        | O1 | Win the east  | Sign resale partners | 20     |            |
        | O2 | Answer sooner | Hours to an answer   | 4      | O1         |
        | O3 | Please people | Rating               | 5      |            |
        """,
    "a flat table of several teams that never speaks of alignment": """
        OKRs:
        | Team      | Objective     | Key result           | Target |
        | Sales     | Win the east  | Sign resale partners | 20     |
        | Sales     | Win the east  | New leads per week   | 50     |
        | Marketing | Be known      | Speak at fairs       | 6      |
        """,
    "persons with the same short wish in tabs of their own": """
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Ann:
        | Objective      | Key result   | Target | Aligned to |
        | Grow as a lead | Talks held   | 4      | CO-1       |
        Bob:
        | Objective      | Key result   | Target | Aligned to |
        | Grow as a lead | Papers read  | 12     | CO-1       |
        """,
    "objectives only": """
        Company:
        | ID   | Objective               |
        | CO-1 | Expand in North America |
        Sales:
        | ID   | Objective    | Aligned to |
        | SA-1 | Win the east | CO-1       |
        Marketing:
        | ID   | Objective                | Aligned to |
        | MA-1 | Be known where we sell   | CO-1       |
        Support:
        | ID   | Objective                | Aligned to |
        | SU-1 | Answer before they ask   | CO-1       |
        """,
    "key results that a team column hands to teams": """
        Company:
        | ID   | Objective               | Key result       | Target | Team      |
        | CO-1 | Expand in North America | Win new accounts | 40     | Sales     |
        |      |                         | New leads        | 900    | Marketing |
        """,
}


@pytest.mark.parametrize("drawn", QUIET.values(), ids=QUIET.keys())
def test_a_company_of_any_shape_that_is_fine_hears_no_warning_of_the_family(drawn: str) -> None:
    tabs: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, drawn.splitlines())):
        if line.endswith(":"):
            tabs[line[:-1]] = []
        else:
            tabs[list(tabs)[-1]].append(line)
    book = workbook(*(sheet(name, "\n".join(lines)) for name, lines in tabs.items()))
    names = {rule.name for rule in alignment.RULES} - {"no-alignment"}
    heard = [one for name in sorted(names) for one in told_of(name, book)]
    assert heard == []


def test_each_objective_on_which_an_island_rests_is_told_and_is_no_orphan_besides() -> None:
    objectives = [COMPANY, *of_team("Sales", "CO-1", None, None), *of_team("East", "SA-2", "SA-3; SA-2")]
    case = case_from(objectives)
    found = [one for one in run(case, alignment.RULES) if one.severity is Severity.WARNING]
    assert [(one.rule, one.okr) for one in found] == [
        ("detached-island", "2026-Q4/sales/SA-2"),
        ("detached-island", "2026-Q4/sales/SA-3"),
    ]
    assert found[0].message == (
        'SA-2 "Sales wins 2" leads to nothing at the top level, and neither do EA-1 "East wins 1" and '
        'EA-2 "East wins 2" through it'
    )


@pytest.mark.parametrize("leads", ["CO-9", "CO-1", "Company", "[Board.xlsx]Board!O1"])
def test_an_island_that_may_be_none_is_not_told(leads: str) -> None:
    assert (
        messages("detached-island", COMPANY, *of_team("Sales", "CO-1", leads), *of_team("East", "SA-2")) == []
    )


def test_a_circle_is_no_island_besides() -> None:
    assert messages("detached-island", COMPANY, *of_team("Sales", "EA-1"), *of_team("East", "SA-1")) == []


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ("CO-1; CO-2", 'contributes to CO-1 "Grow" and CO-2 "Earn" without saying how much to each'),
        ("CO-1 (60 %); CO-2", 'contributes to CO-1 "Grow" and CO-2 "Earn"; only to CO-2 "Earn" it does not'),
        ("CO-1 (60 %); CO-2 (60 %)", "contributes add up to 120 %, more than all"),
        ("CO-1 (60 %); CO-2 (30 %)", "contributes add up to 90 %, not to 100 %"),
        ("CO-1 (150 %)", "contributes 150 % of itself, more than all"),
        ("CO-1 (70 %); CO-2 (30 %)", None),
        ("CO-1 (33 %); CO-2 (66 %)", None),
        ("CO-1 (40 %)", None),
        ("CO-1", None),
    ],
)
def test_shares_that_are_unsaid_or_come_to_another_whole_are_told(shares: str, said: str | None) -> None:
    found = messages(
        "unshared-parents",
        objective("CO-1", "Grow", team="Company"),
        objective("CO-2", "Earn", team="Company"),
        objective(
            "SA-1", "Win", team="Sales", key_results=[key_result("KR1", "Sell", contributes_to=shares)]
        ),
    )
    assert len(found) == (said is not None)
    assert all(said in message for message in found if said)


def test_what_supports_several_needs_no_shares() -> None:
    two = [objective(f"CO-{n}", f"Grow {n}", team="Company") for n in (1, 2)]
    assert messages("unshared-parents", *two, *of_team("Sales", "CO-1; CO-2")) == []


def test_both_paths_of_what_counts_twice_are_named_and_the_one_that_counts() -> None:
    sales = objective(
        "SA-1",
        "Win",
        team="Sales",
        contributes_to="CO-1",
        key_results=[key_result("KR1", "Sell", contributes_to="CO-1")],
    )
    (found,) = told("double-counted", COMPANY, sales)
    assert found.message == (
        'KR1 "Sell" counts in CO-1 "Expand in North America" by two ways: directly and through SA-1 "Win"; '
        "it is counted once, by the first"
    )
    assert found.okr == f"{sales.key}/KR1"


def test_key_results_that_all_count_twice_through_their_objective_are_one_fault() -> None:
    selling = [key_result(f"KR{n}", f"Sell {n}", contributes_to="CO-1") for n in (1, 2)]
    sales = objective("SA-1", "Win", team="Sales", contributes_to="CO-1", key_results=selling)
    (found,) = told("double-counted", COMPANY, sales)
    assert found.message == (
        '2 key results of SA-1 "Win" count in CO-1 "Expand in North America" by two ways, their own and '
        "through it; each is counted once, by the shorter"
    )
    assert (found.okr, found.also) == (sales.key, tuple(f"{sales.key}/KR{n}" for n in (1, 2)))


TWINS = [
    ("Answer every customer within a day", "Answer every customer in a day", True),
    ("Answer every customer within a day", "Answer every customers within a day", True),
    ("Expand the market in North America", "Expand the market in South America", False),
    ("Win 40 accounts in the north of Ohio", "Win 50 accounts in the north of Ohio", False),
    ("Never lose the customers we won", "Lose the customers we won", False),
    ("Grow revenue", "Grow revenue", False),
    ("成为客户最信赖的品牌", "成为客户最信赖的品牌", True),
]


@pytest.mark.parametrize(("one", "other", "twins"), TWINS)
def test_two_teams_that_want_nearly_the_same_are_told(one: str, other: str, *, twins: bool) -> None:
    found = told(
        "twin-objectives",
        COMPANY,
        objective("SA-1", one, team="Sales", aligned_to="CO-1"),
        objective("SU-1", other, team="Support", aligned_to="CO-1"),
    )
    assert [each.okr for each in found] == (["2026-Q4/support/SU-1"] if twins else [])


@pytest.mark.parametrize("linked", ["SA-1", "SA-1.KR1"])
def test_twins_that_are_aligned_to_each_other_or_through_a_third_are_none(linked: str) -> None:
    same = "Answer every customer within a day"
    sales = objective("SA-1", same, team="Sales", key_results=[key_result("KR1", "Hours")])
    support = objective("SU-1", same, team="Support", aligned_to=linked)
    east = objective("EA-1", same, team="East", supports="SA-1")
    assert messages("twin-objectives", COMPANY, sales, support, east) == []


def test_one_wish_of_many_teams_is_told_once_and_one_of_a_team_alone_not_at_all() -> None:
    same = "Answer every customer within a day"
    many = [objective("O1", same, team=name) for name in ("Sales", "Support", "East", "West", "North")]
    (found,) = told("twin-objectives", COMPANY, *many)
    assert "is nearly the same as O1" in found.message
    assert "and 1 more, and not aligned to them" in found.message
    assert (
        messages("twin-objectives", COMPANY, objective("O1", same, team="A"), objective("O2", same, team="A"))
        == []
    )


def test_persons_who_want_the_same_for_themselves_are_no_twins() -> None:
    same = "Learn to speak before many people"
    ann = objective("O1", same, team="Ann", owners=("Ann Lee",))
    bob = objective("O1", same, team="Bob Ray", owners=("Bob Ray",))
    assert messages("twin-objectives", COMPANY, ann, bob) == []


def test_twins_of_which_one_was_given_up_are_none() -> None:
    same = "Answer every customer within a day"
    given_up = objective("SU-1", same, team="Support", stated_meaning=Status.CANCELLED)
    assert messages("twin-objectives", objective("SA-1", same, team="Sales"), given_up) == []


def _with_parents(number: int, orphans: int) -> list[Objective]:
    names = ["CO-1" if n >= orphans else None for n in range(number)]
    return [COMPANY, *of_team("Sales", *names[::2]), *of_team("Support", *names[1::2])]


@pytest.mark.parametrize(
    ("number", "orphans", "told_so"), [(10, 2, True), (10, 1, False), (9, 4, False), (30, 3, False)]
)
def test_low_health_is_told_only_of_so_many_that_one_alone_does_not_make_it(
    number: int, orphans: int, *, told_so: bool
) -> None:
    assert bool(messages("low-alignment-health", *_with_parents(number, orphans))) is told_so


def test_the_lines_of_low_health_can_be_moved() -> None:
    settings = LintSettings(thresholds={"low-alignment-health": 0.5})
    assert told("low-alignment-health", *_with_parents(10, 3), settings=settings) == []
    lower = LintSettings(thresholds={"low-alignment-health.coverage": 1.0})
    top = COMPANY._replace(key_results=(*COMPANY.key_results, key_result("KR2", "Rating", target=5)))
    below = [*of_team("Sales", "CO-1.KR1"), *of_team("East", "CO-1.KR1")]
    again = objective("CO-1", "Expand", team="Company", key_results=top.key_results)
    (found,) = told("low-alignment-health", again, *below, settings=lower)
    assert found.message == "somebody works on only 1 of 2 key results at the top level, less than 100 %"
    assert found.hint == 'begin with KR2 "Rating"'


def test_where_no_team_is_linked_to_one_beside_it_none_is_called_a_silo() -> None:
    alone = [*of_team("Sales", "CO-1"), *of_team("East", "CO-1"), *of_team("Support", "CO-1")]
    assert messages("silo-team", COMPANY, *alone) == []


def test_a_team_that_shares_its_goal_with_one_other_is_no_silo() -> None:
    pair = [*of_team("Sales", "CO-1"), *of_team("Support", "CO-2")]
    other = objective("CO-2", "Earn", team="Company")
    linked = objective("EA-1", "East", team="East", aligned_to="CO-2", depends_on="SU-1")
    assert messages("silo-team", COMPANY, other, *pair, linked) == []


def test_many_parents_count_each_once_and_no_dependency() -> None:
    tops = [objective(f"CO-{n}", f"Grow {n}", team="Company") for n in range(1, 6)]
    three = objective(
        "SA-1", "Win", team="Sales", aligned_to="CO-1; CO-2; CO-3; Grow 3", depends_on="CO-4; CO-5"
    )
    assert messages("many-parents", *tops, three) == []
    four = objective("SA-1", "Win", team="Sales", aligned_to="CO-1; CO-2; CO-3; CO-4")
    assert messages("many-parents", *tops, four) == [
        'SA-1 "Win" is aligned to 4 others: CO-1 "Grow 1", CO-2 "Grow 2", CO-3 "Grow 3" and 1 more'
    ]


def test_the_cells_of_a_sheet_say_the_same_through_all_stages() -> None:
    book = workbook(
        sheet("Company", "| ID | Objective | Key result | Target |\n| CO-1 | Expand | Accounts | 40 |"),
        sheet(
            "Sales",
            """
            | ID   | Type       | Title         | Target | Contributes to |
            | SA-1 | Objective  | Win the east  |        | CO-1           |
            | KR1  | Key result | Sign partners | 20     | CO-1 (120 %)   |
            """,
        ),
    )
    assert [str(one.place) for one in told_of("double-counted", book)] == ["Sales!E3"]
    assert [str(one.place) for one in told_of("unshared-parents", book)] == ["Sales!E3"]


def _many(number: int) -> Case:
    words = ["answer", "every", "customer", "within", "a", "day", "and", "keep", "those", "who", "call"]
    return case_from(
        objective(
            f"T{n}-1",
            " ".join([*words[: 5 + n % 6], f"place{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}"]),
            team=f"Team {n}",
            aligned_to="T0-1" if n else None,
        )
        for n in range(number)
    )


def test_the_time_for_all_of_the_family_grows_with_the_number_of_objectives() -> None:
    def seconds(case: Case) -> float:
        began = time.process_time()
        run(case, alignment.RULES)
        return time.process_time() - began

    small, large = _many(250), _many(2000)
    assert min(seconds(large) for _ in range(3)) < 24 * min(seconds(small) for _ in range(3))


@pytest.mark.parametrize(
    ("numbers", "line", "told_so"),
    [
        ((3, 1, 1), 0.5, True),
        ((2, 1, 1), 0.5, False),
        ((3, 1, 1), 0.7, False),
        ((5, 1), 0.5, False),
        ((5, 1, 0), 0.5, False),
    ],
)
def test_one_team_carries_too_much_only_where_three_have_key_results(
    numbers: tuple[int, ...], line: float, *, told_so: bool
) -> None:
    teams = [
        objective(
            "O1",
            f"Goal {n}",
            team=f"Team {n}",
            aligned_to="CO-1",
            key_results=[key_result(f"KR{k}", f"Step {n}.{k}") for k in range(number)],
        )
        for n, number in enumerate(numbers, 1)
    ]
    settings = LintSettings(thresholds={"lone-contributor": line})
    found = told("lone-contributor", COMPANY, *teams, settings=settings)
    assert [one.message for one in found] == (
        ['Team 1 has 3 of the 5 key results under CO-1 "Expand in North America", which 3 teams share']
        if told_so
        else []
    )
