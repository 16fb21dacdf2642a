"""What alignment texts and ids refer to, beyond the examples of the pages."""

from __future__ import annotations

import pytest

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.grid import Cell, Workbook
from okrsheets.lint import run
from okrsheets.model import AlignmentKind, Finding, Objective, OkrSet, Outcome, Results, Severity
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.rules import references
from tests.cases import TODAY, case_of, resolution
from tests.grids import sheet, workbook
from tests.okrs import YEAR, key_result, objective, okr_set

COMPANY = "2026-Q4/company/CO-1"
SALES = "2026-Q4/sales/SA-1"


def _company_and_sales(*, aligned_to: str | None = None, depends_on: str | None = None) -> OkrSet:
    return okr_set(
        objective("CO-1", "Expand the market in North America", team="Company", workbook="Company.xlsx"),
        objective(
            "SA-1",
            "Win the east",
            team="Sales",
            workbook="Sales.xlsx",
            aligned_to=aligned_to,
            depends_on=depends_on,
        ),
    )


def analysed(*books: Workbook) -> Results:
    """What all stages together say of these workbooks."""
    return analyse(books, settings=StageSettings(), today=TODAY)


def _only(found: tuple[Finding, ...], name: str) -> Finding:
    (one,) = [each for each in found if each.rule == name]
    return one


def test_a_dangling_alignment_says_where_it_looked_and_what_is_near() -> None:
    okrs = _company_and_sales(aligned_to="CO-9")
    case = case_of(
        okrs,
        resolutions=[resolution(okrs, SALES, Outcome.DANGLING, nearest=(COMPANY,))],
        workbooks=(
            workbook(sheet("Company", "|"), source="plans/Company.xlsx"),
            workbook(sheet("Sales", "|"), source="plans/Sales.xlsx"),
        ),
    )
    found = _only(run(case, references.RULES), "dangling-alignment")
    assert found.message == '"CO-9" is no objective or key result in Company.xlsx or Sales.xlsx'
    assert found.hint == 'did you mean CO-1 "Expand the market in North America"?'
    assert found.okr == SALES
    assert found.place.ref == okrs.by_key[SALES].alignment_texts[0].cell


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Compny!CO-1", "Company!CO-1"),
        ("'Go to markt'!B4", "'Go to market'!B4"),
        ("Plan Q2!O1", None),  # Plan Q3 is another tab, and no slip
        ("Legal!O1", None),
        ("[Board.xlsx]Compny!O1", None),
    ],
)
def test_a_tab_that_is_not_there_is_told_with_the_one_that_is_spelt_nearly_so(
    text: str, meant: str | None
) -> None:
    okrs = _company_and_sales(aligned_to=text)
    tabs = [sheet(name, "|") for name in ("Company", "Go to market", "Plan Q3", "Sales")]
    unread = resolution(okrs, SALES, Outcome.UNREACHABLE)
    case = case_of(okrs, resolutions=[unread], workbooks=(workbook(*tabs, source="Company.xlsx"),))
    found = _only(run(case, references.RULES), "unreachable-source")
    rest = "have that workbook read together with this one, or mend the reference"
    assert found.hint == (f"did you mean {meant}? If not, {rest}" if meant else rest)


def test_a_dangling_dependency_is_no_dangling_alignment() -> None:
    okrs = _company_and_sales(depends_on="Legal")
    lost = resolution(okrs, SALES, Outcome.DANGLING, kind=AlignmentKind.DEPENDENCY)
    assert run(case_of(okrs, resolutions=[lost]), references.RULES) == ()


def test_an_ambiguous_alignment_names_what_it_could_mean_and_where_that_is() -> None:
    okrs = okr_set(
        objective("O1", "Delight players", team="Product"),
        objective("O1", "Release often", team="Studio", workbook="Studio.xlsx"),
        objective("SA-1", "Win the east", team="Sales", aligned_to="O1"),
    )
    both = ("2026-Q4/product/O1", "2026-Q4/studio/O1")
    case = case_of(
        okrs,
        resolutions=[resolution(okrs, SALES, Outcome.AMBIGUOUS, candidates=both)],
        workbooks=(workbook(source="Plan.xlsx"), workbook(source="Studio.xlsx")),
    )
    found = _only(run(case, references.RULES), "ambiguous-alignment")
    assert found.message == (
        '"O1" could mean O1 "Delight players" (Product!B2) or O1 "Release often" (Studio.xlsx, Studio!B2)'
    ).replace("B2", okrs.by_key[both[0]].at.a1)
    assert found.hint == "write the tab too, such as Product!O1"


def test_one_id_in_two_tabs_or_two_cycles_is_fine() -> None:
    okrs = okr_set(
        objective("O1", "Delight players", team="Product"),
        objective("O1", "Release often", team="Studio"),
        objective("O1", "Delight players all year", team="Product", cycle=YEAR),
    )
    assert run(case_of(okrs), references.RULES) == ()


def test_one_id_of_key_results_in_two_objectives_is_fine() -> None:
    okrs = okr_set(
        objective("O1", "Delight", team="Product", key_results=[key_result("KR1", "Rating")]),
        objective("O2", "Release", team="Product", key_results=[key_result("KR1", "Releases")]),
    )
    assert run(case_of(okrs), references.RULES) == ()


def test_an_id_that_begins_with_its_team_is_one_alone_in_all_tabs() -> None:
    okrs = okr_set(
        objective("SAL-1", "Win the east", team="Sales", sheet="East"),
        objective("sal 1", "Win the west", team="Sales", sheet="West"),
    )
    found = _only(run(case_of(okrs), references.RULES), "duplicate-id")
    assert found.message == 'the id "SAL-1" stands for 2 objectives: "Win the east" and "Win the west"'
    assert found.place.sheet == "West"


def test_a_circle_is_told_once_with_its_path() -> None:
    okrs = okr_set(
        objective("SA-1", "Win the east", team="Sales", aligned_to="MA-1"),
        objective("MA-1", "Be known", team="Marketing", aligned_to="SA-1"),
    )
    marketing = "2026-Q4/marketing/MA-1"
    links = [
        resolution(okrs, SALES, Outcome.RESOLVED, parent=marketing),
        resolution(okrs, marketing, Outcome.RESOLVED, parent=SALES),
    ]
    told = {
        run(case_of(okrs, resolutions=links, cycles=(path,)), references.RULES)
        for path in ((SALES, marketing, SALES), (marketing, SALES, marketing))
    }
    (found,) = told
    assert [each.message for each in found] == [
        'these are aligned in a circle: MA-1 "Be known" → SA-1 "Win the east" → MA-1 "Be known"'
    ]
    assert found[0].place.sheet == "Marketing"


def test_a_link_to_itself_is_a_circle_too() -> None:
    okrs = _company_and_sales(aligned_to="SA-1")
    itself = resolution(okrs, SALES, Outcome.RESOLVED, parent=SALES)
    case = case_of(okrs, resolutions=[itself], cycles=((SALES, SALES),))
    assert _only(run(case, references.RULES), "alignment-cycle").message == (
        'SA-1 "Win the east" is aligned to itself'
    )


def test_a_key_result_aligned_to_one_beside_it_is_no_circle() -> None:
    sales = objective(
        "S1",
        "Win the east",
        team="Sales",
        key_results=[
            key_result("KR1", "Call partners", aligned_to="S1.KR2"),
            key_result("KR2", "Sign partners"),
        ],
    )
    okrs = okr_set(sales)
    found = resolve(okrs, titles={"Plan.xlsx": "Plan.xlsx"}, settings=AlignmentSettings())
    case = case_of(okrs, resolutions=found.resolutions, cycles=found.cycles)
    (told,) = run(case, references.RULES)
    assert (told.rule, told.place.row, told.place.column) == ("sibling-alignment", 3, 26)
    beside = 'KR2 "Sign partners", which stands beside it in S1 "Win the east"'
    assert told.message == f'KR1 "Call partners" is aligned to {beside}'


def test_key_results_of_one_objective_that_are_aligned_to_each_other_are_a_circle_alone() -> None:
    okrs = okr_set(
        objective(
            "S1",
            "Win the east",
            team="Sales",
            key_results=[
                key_result("KR1", "Call partners", aligned_to="S1.KR2"),
                key_result("KR2", "Sign partners", aligned_to="S1.KR1"),
            ],
        )
    )
    found = resolve(okrs, titles={"Plan.xlsx": "Plan.xlsx"}, settings=AlignmentSettings())
    case = case_of(okrs, resolutions=found.resolutions, cycles=found.cycles)
    assert [each.message for each in run(case, references.RULES) if each.rule == "alignment-cycle"] == [
        'these are aligned in a circle: KR1 "Call partners" → KR2 "Sign partners" → KR1 "Call partners"'
    ]


def test_an_ambiguous_key_result_is_told_apart_by_its_objective() -> None:
    okrs = okr_set(
        objective("O1", "Expand", team="Company", key_results=[key_result("KR1", "Win accounts")]),
        objective("O2", "Please", team="Company", key_results=[key_result("KR1", "Raise the rating")]),
        objective("SA-1", "Win the east", team="Sales", aligned_to="KR1"),
    )
    both = ("2026-Q4/company/O1/KR1", "2026-Q4/company/O2/KR1")
    meant = resolution(okrs, SALES, Outcome.AMBIGUOUS, candidates=both)
    found = _only(run(case_of(okrs, resolutions=[meant]), references.RULES), "ambiguous-alignment")
    assert found.hint == "write the id of its objective too, such as O1.KR1"


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            Cell("CO-2: our culture"),
            (
                '"CO-2: our culture" is taken for CO-2 "Be the best place to work", '
                "but the words behind the id are not its title"
            ),
        ),
        (
            Cell("CO-2", link="#Company!B2"),
            '"CO-2" is taken for CO-2 "Be the best place to work", but its link leads to CO-1',
        ),
        (
            Cell("CO-2", link="#Sales!A1"),
            '"CO-2" is taken for CO-2 "Be the best place to work", but its link leads to the tab Sales',
        ),
    ],
)
def test_a_text_that_disagrees_with_itself_is_a_warning(cell: Cell, message: str) -> None:
    company = sheet(
        "Company",
        """
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-2 | Be the best place to work | Raise the rating | 5      |
        """,
    )
    sales = sheet(
        "Sales",
        """
        | Objective    | Aligned to | Key result          | Target |
        | Win the east |            | Sign resale partner | 20     |
        """,
        more={(2, 2): cell},
    )
    found = _only(analysed(workbook(company, sales)).findings, "ambiguous-alignment")
    assert (found.message, found.severity) == (message, Severity.WARNING)


COMPANY_TABLE = """
    | ID   | Objective | Status | Cycle   | Due        | Key result | Target |
    | CO-1 | Expand    | {}     | {}      | {}         | Accounts   | 40     |
    """
SALES_TABLE = """
    | ID   | Type       | Title | Status | Cycle   | Due | Target | Aligned to |
    | SA-1 | Objective  | Win   | {}     | {}      | {}  |        | {}         |
    | KR1  | Key result | Sell  |        |         |     | 20     |            |
    """


def _told_of_links(
    name: str, *, company: tuple[str, str, str], sales: tuple[str, str, str, str]
) -> list[str]:
    book = workbook(
        sheet("Company", COMPANY_TABLE.format(*company)), sheet("Sales", SALES_TABLE.format(*sales))
    )
    return [one.message for one in analysed(book).findings if one.rule == name]


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("Cancelled", "", "which is cancelled"),
        ("Postponed", "On track", "which is postponed"),
        ("Cancelled", "Cancelled", None),
        ("Cancelled", "Done", None),
        ("Done", "", None),
        ("At risk", "", None),
    ],
)
@pytest.mark.parametrize("leads", ["CO-1", "CO-1.1"])
def test_what_goes_on_below_something_given_up_is_told(
    above: str, below: str, said: str | None, leads: str
) -> None:
    leads = "Accounts" if leads == "CO-1.1" else leads
    found = _told_of_links(
        "closed-parent", company=(above, "Q4 2026", ""), sales=(below, "Q4 2026", "", leads)
    )
    if leads == "Accounts" and said:
        said = said.replace("which", "whose objective")
    assert [message.rpartition(", ")[2] for message in found] == ([said] if said else [])


def test_a_link_into_a_cycle_that_is_over_is_told_once() -> None:
    company = sheet(
        "Company Q3 2026", "| ID | Objective | Key result | Target |\n| CO-1 | Expand | Accounts | 40 |"
    )
    sales = sheet(
        "Sales Q4 2026",
        "| Objective | Aligned to | Key result | Target |\n| Win | | Sell | 20 |",
        more={(2, 2): Cell("CO-1", formula="'Company Q3 2026'!A2")},
    )
    found = [one for one in analysed(workbook(company, sales)).findings if one.rule in LINKS]
    assert [(one.rule, one.message) for one in found] == [
        ("closed-parent", '"Win" is aligned to CO-1 "Expand", whose cycle 2026-Q3 is over')
    ]


LINKS = ("closed-parent", "cycle-mismatch")


@pytest.mark.parametrize(
    ("company", "sales", "said"),
    [
        (("", "Q4 2026", ""), ("", "Q4 2026", "2027-02-15", "CO-1"), "is due 2027-02-15"),
        (("", "Q4 2026", "2026-12-01"), ("", "Q4 2026", "2026-12-15", "CO-1"), "is due 2026-12-15"),
        (("", "Q4 2026", "2026-12-01"), ("", "Q4 2026", "", "CO-1"), None),
        (("", "2026", ""), ("", "Q4 2026", "2026-12-31", "CO-1"), None),
        (("", "", ""), ("", "Q4 2026", "2027-02-15", "CO-1"), None),
        (("Cancelled", "Q4 2026", ""), ("", "Q4 2026", "2027-02-15", "CO-1"), None),
    ],
)
def test_what_lies_outside_of_the_time_of_its_parent_is_told(
    company: tuple[str, str, str], sales: tuple[str, str, str, str], said: str | None
) -> None:
    found = _told_of_links("cycle-mismatch", company=company, sales=sales)
    assert len(found) == (said is not None)
    assert all(said in message for message in found if said)


def test_a_formula_to_another_cycle_is_a_mismatch() -> None:
    company = sheet(
        "Company Q1 2027", "| ID | Objective | Key result | Target |\n| CO-1 | Expand | Accounts | 40 |"
    )
    sales = sheet(
        "Sales Q4 2026",
        "| Objective | Aligned to | Key result | Target |\n| Win | | Sell | 20 |",
        more={(2, 2): Cell("CO-1", formula="'Company Q1 2027'!A2")},
    )
    found = [one.message for one in analysed(workbook(company, sales)).findings if one.rule in LINKS]
    assert found == ['"Win" is of 2026-Q4, and CO-1 "Expand", which it is aligned to, of 2027-Q1']


def _numbered(team: str, *ids: str) -> list[Objective]:
    return [objective(one, f"{team} wins {one}", team=team) for one in ids]


@pytest.mark.parametrize(
    ("sales", "marketing", "foreign"),
    [
        (("SA-1", "SA-2"), ("MA-1", "MA-2", "SA-3"), ["SA-3"]),
        (("SA-1", "SA-2"), ("SA-3",), []),
        (("SA-1",), ("MA-1", "MA-2", "SA-3"), []),
        (("ENG-1", "ENG-2"), ("ENG-3", "ENG-4", "MA-1"), []),
        (("O1", "O2"), ("O3", "O4", "KR-5"), []),
        (("SA-1", "SA-2"), ("MA-1", "MA-2", "XY-3"), []),
    ],
)
def test_an_id_of_another_team_is_told_only_where_both_teams_have_their_own(
    sales: tuple[str, ...], marketing: tuple[str, ...], foreign: list[str]
) -> None:
    case = case_of(okr_set(*_numbered("Sales", *sales), *_numbered("Marketing", *marketing)))
    found = [one for one in run(case, references.RULES) if one.rule == "foreign-id"]
    assert [case.okrs.by_key[one.okr or ""].id for one in found] == foreign


def test_a_key_result_bears_the_id_of_its_objective_whosever_it_is() -> None:
    company = objective(
        "CO-1", "Grow", team="Company", key_results=[key_result("CO-1.1", "Sell", team="Sales")]
    )
    others = [*_numbered("Company", "CO-2"), *_numbered("Sales", "SA-1", "SA-2")]
    copied = objective("SA-3", "Win", team="Sales", key_results=[key_result("CO-1.2", "Call")])
    case = case_of(okr_set(company, *others, copied))
    found = [one for one in run(case, references.RULES) if one.rule == "foreign-id"]
    assert [one.message for one in found] == [
        'the id "CO-1.2" begins like those of Company, and stands at Sales'
    ]


NORTH_AND_SOUTH = (
    workbook(sheet("North", "| Objective | Key result | Target |\n| Grow | Sign | 5 |"), source="North.xlsx"),
    workbook(sheet("South", "| Objective | Key result | Target |\n| Grow | Sell | 7 |"), source="South.xlsx"),
)


def _said_of(text: str | Cell, name: str) -> Finding:
    """What a rule says of what the objective of a third team is aligned to."""
    asking = sheet("Help", "| Objective | Aligned to | Key result | Target |\n| Answer | ? | Ask | 5 |")
    cell = text if isinstance(text, Cell) else Cell(text)
    asking = asking._replace(cells={**asking.cells, (2, 2): cell})
    return _only(analysed(*NORTH_AND_SOUTH, workbook(asking, source="Help.xlsx")).findings, name)


def test_a_title_that_two_teams_have_is_to_be_written_with_its_team() -> None:
    found = _said_of("Grow", "ambiguous-alignment")
    assert found.hint == 'write its team before it, such as "North: Grow"'


def test_what_is_near_under_one_title_in_two_places_is_named_with_both() -> None:
    found = _said_of("East: Grow", "dangling-alignment")
    assert found.hint == 'did you mean "Grow" (North.xlsx, North!A2) or "Grow" (South.xlsx, South!A2)?'


def test_a_link_to_a_workbook_that_was_not_read_names_it() -> None:
    found = _said_of(Cell("our goal", link="plans/East.xlsx#East!A2"), "unreachable-source")
    assert found.message == '"our goal" points to the workbook East.xlsx, which was not read'


def test_a_formula_into_a_tab_that_is_gone_names_it() -> None:
    found = _said_of(Cell("our goal", formula="East!A2"), "unreachable-source")
    assert found.message == '"our goal" points to the tab East, which was not read'


def test_a_key_result_whose_title_two_objectives_have_is_to_be_written_with_its_objective() -> None:
    company = sheet(
        "Company",
        """
        | Objective | Key result     | Target |
        | Grow      | Please clients | 5      |
        | Stay      | Please clients | 7      |
        """,
    )
    team = sheet(
        "Help", "| Objective | Aligned to | Key result | Target |\n| Answer | Please clients | Ask | 5 |"
    )
    found = _only(analysed(workbook(company, team)).findings, "ambiguous-alignment")
    assert found.hint == 'write its objective before it, such as "Grow: Please clients"'
