"""Objectives and key results in tables of their own, joined by what names them."""

from __future__ import annotations

import pytest

from okrsheets.grid import Sheet
from okrsheets.model import OkrSet, Reading, RowReading
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook
from tests.reading.conftest import Read

GROWN = {"Lead the market": ("Grow revenue", "Open offices"), "Delight customers": ("Raise NPS",)}

BY_ID = (
    sheet(
        "Objectives",
        """
        | ID    | Title             | Level   | Team    | Owner | Quarter | Parent |
        | OBJ-1 | Lead the market   | Company | Board   | Ana   | Q3 2026 |        |
        | OBJ-2 | Delight customers | Team    | Support | Kim   | Q3 2026 | OBJ-1  |
        """,
    ),
    sheet(
        "Key Results",
        """
        | KR ID | Objective ID | Description  | Type      | Start | Target | Current | Owner |
        | KR-1  | OBJ-1        | Grow revenue | Metric    | 10    | 20     | 15      | Bo    |
        | KR-2  | OBJ-1        | Open offices | Milestone | 0     | 4      | 1       | Cy    |
        | KR-3  | OBJ-2        | Raise NPS    | Metric    | 30    | 50     | 36      | Di    |
        """,
    ),
)
EXPORTED = (
    sheet(
        "Objectives",
        """
        | id | title             | level   | parentId | ownerName | department | quarter | progress |
        | 1  | Lead the market   | Company |          | Ana       | Board      | Q3 2026 | 45 %     |
        | 2  | Delight customers | Team    | 1        | Kim       | Support    | Q3 2026 | 30 %     |
        """,
    ),
    sheet(
        "KeyResults",
        """
        | id | objectiveId | title        | metric   | baseline | target | current | status   | ownerEmail |
        | 11 | 1           | Grow revenue | M€       | 10       | 20     | 15      | On track | bo@x.org   |
        | 12 | 1           | Open offices | offices  | 0        | 4      | 1       | Behind   | cy@x.org   |
        | 13 | 2           | Raise NPS    | points   | 30       | 50     | 36      | Behind   | di@x.org   |
        """,
    ),
)
BY_NUMBER = (
    sheet(
        "Objectives",
        """
        | No | Objective         | Owner | Team    |
        | 1  | Lead the market   | Ana   | Board   |
        | 2  | Delight customers | Kim   | Support |
        """,
    ),
    sheet(
        "KRs",
        """
        | Objective | Key result   | Baseline | Target | Current |
        | 1         | Grow revenue | 10       | 20     | 15      |
        | 1         | Open offices | 0        | 4      | 1       |
        | 2         | Raise NPS    | 30       | 50     | 36      |
        """,
    ),
)
BY_TITLE = (
    sheet(
        "Objectives",
        """
        | Objective         | Owner | Team    | Description |
        | Lead the market   | Ana   | Board   | before them |
        | Delight customers | Kim   | Support | all of them |
        """,
    ),
    sheet(
        "KRs",
        """
        | Objective         | Key result   | Baseline | Target | Current |
        | Lead the market   | Grow revenue | 10       | 20     | 15      |
        | Lead the market   | Open offices | 0        | 4      | 1       |
        | Delight customers | Raise NPS    | 30       | 50     | 36      |
        """,
    ),
)
BY_PARENT = (
    BY_TITLE[0],
    sheet(
        "KRs",
        """
        | Key result   | Parent            | Baseline | Target | Current |
        | Grow revenue | Lead the market   | 10       | 20     | 15      |
        | Open offices | Lead the market   | 0        | 4      | 1       |
        | Raise NPS    | Delight customers | 30       | 50     | 36      |
        """,
    ),
)
RELATIONS = {
    "ids": BY_ID,
    "export": EXPORTED,
    "numbers": BY_NUMBER,
    "titles": BY_TITLE,
    "parents": BY_PARENT,
}


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _rows(reading: Reading) -> list[tuple[RowReading, ...]]:
    return [table.rows for tab in reading.sheets for table in tab.tables]


@pytest.mark.parametrize("tabs", RELATIONS.values(), ids=RELATIONS.keys())
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
def test_key_results_stand_under_the_objective_that_they_name(
    read: Read, tabs: tuple[Sheet, ...], *, backwards: bool
) -> None:
    _, okrs = read(*(reversed(tabs) if backwards else tabs))
    assert _titles(okrs) == GROWN
    assert [o.owners for o in okrs.objectives] == [("Ana",), ("Kim",)]
    assert [o.team for o in okrs.objectives] == ["Board", "Support"]
    figures = {kr.title: (kr.baseline, kr.target, kr.current) for kr in okrs.key_results}
    assert figures == {"Grow revenue": (10, 20, 15), "Open offices": (0, 4, 1), "Raise NPS": (30, 50, 36)}


@pytest.mark.parametrize("tabs", RELATIONS.values(), ids=RELATIONS.keys())
def test_the_tables_may_come_in_files_of_their_own(tabs: tuple[Sheet, ...]) -> None:
    books = [workbook(tab, source=f"{tab.name}.csv") for tab in tabs]
    _, okrs = read_okrs(books, settings=ReadingSettings())
    assert _titles(okrs) == GROWN
    assert len(okrs.objectives) == len(GROWN)


@pytest.mark.parametrize(
    ("own", "named", "there"),
    [("编号", "目标编号", "编号"), ("ID", "Objetivo", "Número"), ("Nr.", "Ziel", "Nr.")],
)
def test_a_heading_that_may_mean_more_names_objectives_by_their_ids(
    read: Read, own: str, named: str, there: str
) -> None:
    tops = f"| {there} | Objective |\n| O1 | Grow |\n| O2 | Love |"
    below = f"""
        | {own} | {named} | KR      | Current |
        | KR1   | O1      | Sign    | 5       |
        | KR2   | O1      | Sell    | 6       |
        | KR3   | O2      | Delight | 7       |
        """
    _, okrs = read(sheet("Sheet1", tops), sheet("Sheet2", below))
    assert _titles(okrs) == {"Grow": ("Sign", "Sell"), "Love": ("Delight",)}


def test_each_row_says_its_own_item_and_each_item_keeps_its_cell(read: Read) -> None:
    reading, okrs = read(*BY_ID)
    first, second = okrs.objectives
    assert _rows(reading) == [
        (RowReading(2, first.key, None, True), RowReading(3, second.key, None, True)),  # noqa: FBT003
        tuple(RowReading(n, None, kr.key, False) for n, kr in enumerate(okrs.key_results, 2)),  # noqa: FBT003
    ]
    assert [kr.at.sheet for kr in okrs.key_results] == ["Key Results"] * 3
    assert [kr.objective for kr in okrs.key_results] == [first.key, first.key, second.key]
    assert [table.layout for tab in reading.sheets for table in tab.tables] == ["relational", "relational"]


def test_the_evidence_of_a_join_is_told(read: Read) -> None:
    reading, _ = read(*BY_ID)
    objectives, key_results = (
        {c.heading: c.because for c in tab.tables[0].columns} for tab in reading.sheets
    )
    assert objectives["Title"] == (
        '"Title" is a known heading; "Objective ID" in Key Results names its rows by "ID"'
    )
    assert key_results["Objective ID"] == (
        '"Objective ID" names objectives by "ID" in Objectives; 3 of 3 cells name one in Objectives'
    )


def test_a_key_result_of_a_lost_objective_keeps_the_id_it_names(read: Read) -> None:
    lost = sheet(
        "Key Results",
        """
        | KR ID | Objective ID | Description  | Target |
        | KR-1  | OBJ-1        | Grow revenue | 20     |
        | KR-2  | OBJ-2        | Raise NPS    | 50     |
        | KR-3  | OBJ-9        | Open offices | 4      |
        """,
    )
    _, okrs = read(BY_ID[0], lost)
    headless = next(o for o in okrs.objectives if o.title is None)
    assert [kr.title for kr in headless.key_results] == ["Open offices"]
    (text,) = headless.key_results[0].alignment_texts
    assert (text.text, text.cell.a1, text.kind) == ("OBJ-9", "B4", None)
    assert headless.cycle == okrs.objectives[0].cycle is not None
    assert all(not kr.alignment_texts for o in okrs.objectives if o.title for kr in o.key_results)


def test_key_results_keep_their_objectives_where_others_name_none_that_is_known(read: Read) -> None:
    lost = sheet(
        "Key Results",
        """
        | Objective ID | Key result   | Target |
        | OBJ-1        | Grow revenue | 20     |
        | OBJ-9        | Open offices | 4      |
        | OBJ-8        | Win shops    | 4      |
        |              | Win banks    | 4      |
        | OBJ-2        | Raise NPS    | 50     |
        """,
    )
    reading, okrs = read(BY_ID[0], lost)
    assert [[kr.title for kr in o.key_results] for o in okrs.objectives if o.title] == [
        ["Grow revenue"],
        ["Raise NPS"],
    ]
    headless = [o.key_results for o in okrs.objectives if o.title is None]
    named = [[(kr.title, [text.text for text in kr.alignment_texts]) for kr in each] for each in headless]
    assert sorted(named) == [
        [("Open offices", ["OBJ-9"])],
        [("Win banks", [])],
        [("Win shops", ["OBJ-8"])],
    ]
    told = [(one.range.a1, one.because) for one in reading.sheets[1].tables[0].remarks]
    assert told == [
        ("A3:C3", 'names "OBJ-9", an objective that stands nowhere'),
        ("A4:C4", 'names "OBJ-8", an objective that stands nowhere'),
        ("A5:C5", "names no objective"),
    ]


def test_key_results_of_one_objective_that_stands_nowhere_stay_together(read: Read) -> None:
    lost = sheet(
        "Key Results",
        """
        | Objective ID | Key result   | Target |
        | OBJ-1        | Grow revenue | 20     |
        | OBJ-9        | Open offices | 4      |
        | OBJ-2        | Raise NPS    | 50     |
        | OBJ-9        | Win shops    | 4      |
        """,
    )
    _, okrs = read(BY_ID[0], lost)
    (headless,) = [o for o in okrs.objectives if o.title is None]
    assert [kr.title for kr in headless.key_results] == ["Open offices", "Win shops"]
    assert [kr.key for kr in headless.key_results] == [
        "2026-Q3/OBJ-9/open-offices",
        "2026-Q3/OBJ-9/win-shops",
    ]


LISTED = """
    | Ziel           | Verantwortlich |
    | Markt gewinnen | Anna           |
    | Produkt bauen  | Ben            |
    | Ruhe bewahren  | Cy             |
    """


def test_an_objective_that_its_list_does_not_hold_is_told_with_the_nearest_there(read: Read) -> None:
    under = """
        | Ziel           | Schlüsselergebnis | Zielwert |
        | Markt gewinnen | Kunden            | 20       |
        | Produkt baun   | Ladezeit          | 2        |
        | Ruhe bewahren  | Schlaf            | 8        |
        | Alles sparen   | Kosten            | 8        |
        """
    reading, okrs = read(sheet("Ziele", LISTED), sheet("Schlüsselergebnisse", under))
    (table,) = reading.sheets[1].tables
    assert [(one.range.a1, one.tabs, one.nearest) for one in table.unlisted] == [
        ("A3", ("Ziele",), "Produkt bauen"),
        ("A5", ("Ziele",), None),
    ]
    assert [okrs.by_key[one.key or ""].title for one in table.unlisted] == ["Produkt baun", "Alles sparen"]
    assert [one.because for one in table.remarks] == [
        "not among the objectives of Ziele; the nearest there is Produkt bauen",
        "not among the objectives of Ziele",
    ]


@pytest.mark.parametrize("others", ["Produkt baun", "Markt gewinnen"])
def test_a_list_that_holds_few_of_the_objectives_of_a_table_is_not_that_of_all(
    read: Read, others: str
) -> None:
    under = f"""
        | Ziel           | Schlüsselergebnis | Zielwert |
        | Markt gewinnen | Kunden            | 20       |
        | {others}       | Ladezeit          | 2        |
        | Mehr verkaufen | Schlaf            | 8        |
        | Alles sparen   | Kosten            | 8        |
        """
    reading, _ = read(sheet("Ziele", LISTED), sheet("Schlüsselergebnisse", under))
    assert reading.sheets[1].tables[0].unlisted == ()


def test_a_tab_of_measures_is_no_team_and_its_measures_are_key_results(read: Read) -> None:
    measures = """
        | Objective ID | Metric       | Target |
        | OBJ-1        | Grow revenue | 20     |
        | OBJ-2        | Raise NPS    | 50     |
        """
    objectives = """
        | ID    | Objective         |
        | OBJ-1 | Lead the market   |
        | OBJ-2 | Delight customers |
        """
    reading, okrs = read(sheet("Objectives", objectives), sheet("Metrics", measures))
    assert {kr.team for kr in okrs.key_results} == {None}
    (table,) = reading.sheets[1].tables
    assert (table.layout, table.confidence) == ("relational", 0.9)
    assert min(column.confidence for column in table.columns) == 0.9


def test_without_a_list_of_objectives_their_ids_are_no_alignments(read: Read) -> None:
    _, okrs = read(BY_ID[1])
    assert [o.title for o in okrs.objectives] == [None]
    assert all(not kr.alignment_texts for kr in okrs.key_results)


def test_an_id_that_stands_in_two_cycles_is_looked_for_in_its_own(read: Read) -> None:
    _, okrs = read(
        sheet(
            "Objectives",
            """
            | ID | Title | Quarter |
            | O1 | Grow  | Q3 2026 |
            | O1 | Love  | Q4 2026 |
            | O2 | Hire  | Q4 2026 |
            """,
        ),
        sheet(
            "Key Results",
            """
            | KR ID | Objective ID | Key result | Quarter | Target |
            | KR1   | O1           | Sign       | Q3 2026 | 5      |
            | KR2   | O1           | Delight    | Q4 2026 | 6      |
            | KR3   | O2           | Interview  | Q4 2026 | 7      |
            """,
        ),
    )
    assert _titles(okrs) == {"Grow": ("Sign",), "Love": ("Delight",), "Hire": ("Interview",)}


def test_an_objective_said_once_for_the_key_results_below_it_is_named_by_all(read: Read) -> None:
    _, okrs = read(
        BY_ID[0],
        sheet(
            "Key Results",
            """
            | Objective ID | KR ID | Description  | Target |
            | OBJ-1        | KR-1  | Grow revenue | 20     |
            |              | KR-2  | Open offices | 4      |
            | OBJ-2        | KR-3  | Raise NPS    | 50     |
            """,
        ),
    )
    assert _titles(okrs) == GROWN


def test_initiatives_that_name_objectives_are_no_key_results(read: Read) -> None:
    initiatives = sheet(
        "Initiatives",
        """
        | ID | Objective ID | Description      | Owner |
        | I1 | OBJ-1        | Hire a new agent | Bo    |
        | I2 | OBJ-2        | Buy a new desk   | Cy    |
        """,
    )
    _, okrs = read(*BY_ID, initiatives)
    assert _titles(okrs) == GROWN


def test_tasks_that_name_projects_are_nothing(read: Read) -> None:
    reading, okrs = read(
        sheet("Projects", "| ID | Name | Owner |\n| P1 | Move | Ana |\n| P2 | Paint | Bo |"),
        sheet("Tasks", "| ID | Project ID | Title | Due |\n| T1 | P1 | Pack | 4 |\n| T2 | P2 | Buy | 5 |"),
    )
    assert okrs.objectives == ()
    assert all(tab.because for tab in reading.sheets)


def test_what_only_the_key_results_table_says_of_an_objective_is_kept(read: Read) -> None:
    _, okrs = read(
        sheet("Objectives", "| Objective | Owner | Note |\n| Grow | Ana | ours |\n| Love | | theirs |"),
        sheet(
            "KRs",
            """
            | Objective | Objective owner | Key result | Target |
            | Grow      | Zoe             | Sign       | 5      |
            | Love      | Yan             | Delight    | 6      |
            """,
        ),
    )
    assert [(o.title, o.owners) for o in okrs.objectives] == [("Grow", ("Ana",)), ("Love", ("Yan",))]


def test_two_teams_that_say_the_same_have_two_objectives(read: Read) -> None:
    _, okrs = read(
        sheet("Sales", "| Objective | Owner |\n| Grow | Ana |\n| Love | Bo |"),
        sheet(
            "Marketing", "| Objective | Key result | Target |\n| Grow | Sign | 5 |\n| Love | Delight | 6 |"
        ),
    )
    assert [(o.team, o.title, len(o.key_results)) for o in okrs.objectives] == [
        ("Sales", "Grow", 0),
        ("Sales", "Love", 0),
        ("Marketing", "Grow", 1),
        ("Marketing", "Love", 1),
    ]


TREE = """
    | id | name                 | parentId | owner | target | current |
    | 1  | Lead the market      |          | Ana   |        |         |
    | 2  | Raise NPS            | 4        | Kim   | 50     | 36      |
    | 3  | Grow revenue         | 1        | Bo    | 20     | 15      |
    | 4  | Delight customers    | 1        | Ana   |        |         |
    | 5  | Open offices         | 1        | Bo    | 4      | 1       |
    """


def test_a_table_whose_rows_name_their_parents_is_a_tree_of_objectives(read: Read) -> None:
    reading, okrs = read(TREE)
    assert _titles(okrs) == {
        "Lead the market": ("Grow revenue", "Open offices"),
        "Delight customers": ("Raise NPS",),
    }
    (table,) = reading.sheets[0].tables
    assert (table.layout, table.confidence) == ("relational", 0.9)
    delight = okrs.objectives[1]
    assert [(text.text, text.cell.a1) for text in delight.alignment_texts] == [("1", "C5")]
    assert all(not okr.alignment_texts for okr in okrs.okrs if okr is not delight)


def test_a_tree_by_titles_is_read_too(read: Read) -> None:
    _, okrs = read(
        """
        | Title             | Parent            | Target |
        | Delight customers |                   |        |
        | Raise NPS         | Delight customers | 50     |
        | Answer sooner     | Delight customers | 4      |
        """
    )
    assert _titles(okrs) == {"Delight customers": ("Raise NPS", "Answer sooner")}


OTHER_TREES = {
    "tasks": """
        | Task ID | Task name | Parent ID | Owner | Progress |
        | 1       | Build     |           | Ana   | 40 %     |
        | 2       | Dig       | 1         | Bo    | 50 %     |
        | 3       | Lay       | 1         | Bo    | 30 %     |
        """,
    "no figures": """
        | ID | Name | Parent | Owner | Progress | Score |
        | 1  | Lead |        | Ana   | 40 %     | 0.4   |
        | 2  | Grow | 1      | Bo    | 50 %     | 0.5   |
        | 3  | Love | 1      | Bo    | 30 %     | 0.3   |
        """,
    "each its own parent": """
        | ID | Name | Parent | Target | Current |
        | 1  | Lead | 1      | 5      | 4       |
        | 2  | Grow | 2      | 5      | 4       |
        """,
    "a circle": """
        | ID | Name | Parent | Target | Current |
        | 1  | Lead | 2      | 5      | 4       |
        | 2  | Grow | 1      | 5      | 4       |
        """,
}


@pytest.mark.parametrize("grid", OTHER_TREES.values(), ids=OTHER_TREES.keys())
def test_other_trees_are_nothing(read: Read, grid: str) -> None:
    _, okrs = read(sheet("Plan", grid))
    assert okrs.objectives == ()


def test_goals_below_another_are_its_key_results_where_all_figures_stand_beside_them(read: Read) -> None:
    _, okrs = read(
        """
        | Goal               | Owner | Target metric value | Current metric value | Sub-goal of     |
        | Lead the market    | Ana   |                     |                      |                 |
        | Grow revenue       | Bo    | 20                  | 15                   | Lead the market |
        | Open offices       | Bo    | 4                   | 1                    | Lead the market |
        """
    )
    assert _titles(okrs) == {"Lead the market": ("Grow revenue", "Open offices")}
    _, okrs = read(
        """
        | Goal               | Owner | Target metric value | Current metric value | Sub-goal of     |
        | Lead the market    | Ana   | 3                   | 1                    |                 |
        | Grow revenue       | Bo    | 20                  | 15                   | Lead the market |
        | Open offices       | Bo    | 4                   | 1                    | Lead the market |
        """
    )
    assert [o.title for o in okrs.objectives] == ["Lead the market", "Grow revenue", "Open offices"]


def test_ids_below_their_heading_are_no_labels_of_a_form() -> None:
    objectives = sheet(
        "goals",
        """
        | objective_id | title             | team | owner    | cycle   |
        | OBJ-1        | Bake better bread | Oven | kim@x.io | Q4 2026 |
        | OBJ-2        | Be loved          | Shop | lee@x.io | Q4 2026 |
        """,
    )
    key_results = sheet(
        "measures",
        """
        | kr_id | objective_id | title                | start | current | target | unit   |
        | KR-1  | OBJ-1        | Burnt loaves a week  | 14    | 9       | 3      | loaves |
        | KR-2  | OBJ-1        | Loaves with a recipe | 40    | 55      | 90     | %      |
        | KR-3  | OBJ-2        | Guests a week        | 120   | 180     | 300    | guests |
        """,
    )
    books = [workbook(tab, source=f"{tab.name}.csv") for tab in (objectives, key_results)]
    readings, okrs = read_okrs(books, settings=ReadingSettings())
    assert [table.layout for table in readings[1].sheets[0].tables] == ["relational"]
    assert [(one.title, [kr.title for kr in one.key_results]) for one in okrs.objectives] == [
        ("Bake better bread", ["Burnt loaves a week", "Loaves with a recipe"]),
        ("Be loved", ["Guests a week"]),
    ]


def test_a_misspelt_heading_beside_one_of_numbers_heads_a_list_of_objectives() -> None:
    tabs = (
        sheet("Objetivos", "| N.º | Obejtivo |\n| O1 | Vender mais |\n| O2 | Agradar a todos |"),
        sheet(
            "KR",
            """
            | Objetivo | Resultado-chave |
            | O1       | Abrir 3 lojas   |
            | O1       | Assar mais      |
            | O2       | Responder logo  |
            """,
        ),
    )
    _, okrs = read_okrs([workbook(*tabs)], settings=ReadingSettings())
    assert [(one.id, one.title, len(one.key_results)) for one in okrs.objectives] == [
        ("O1", "Vender mais", 2),
        ("O2", "Agradar a todos", 1),
    ]
