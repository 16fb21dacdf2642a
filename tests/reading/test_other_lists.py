"""Lists of other things that use words of OKRs yield nothing, and say why."""

from __future__ import annotations

import pytest

from okrsheets.model import OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read


def _told(said: tuple[Reading, OkrSet]) -> tuple[int, str]:
    """How many objectives were read of a tab, and why none."""
    reading, okrs = said
    return len(okrs.objectives), reading.sheets[0].because or ""


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


ADOPTION = """
    | Who | Part of the shop | Objectives set? | Key results set? | Seen on    |
    | Ann | Ovens            | yes             | yes              | 2026-02-01 |
    | Ben | Counter          | yes             | no               | 2026-02-03 |
    """
OFFERS = """
    | What it has | Bread plan | Cake plan |
    | Objectives  | yes        | yes       |
    | Key results | yes        | no        |
    | Notes       | no         | no        |
    """


@pytest.mark.parametrize("grid", [ADOPTION, OFFERS])
def test_answers_are_no_titles(read: Read, grid: str) -> None:
    assert _told(read(sheet("Bakers", grid)))[0] == 0


def test_answers_below_headings_of_okrs_are_named_in_the_reason(read: Read) -> None:
    because = _told(read(sheet("Bakers", ADOPTION)))[1]
    assert because == '"yes" and the like are answers, and no titles of OKRs'


CODES = """
    | Oven | Objective     | Metric  | Target |
    | 1    | HEAT_QUICKLY  | minutes | 20     |
    | 2    | bakeEvenly    | degrees | 5      |
    | 3    | SMOKE_NOTHING | grams   | 0      |
    """


def test_codes_of_a_program_are_no_titles(read: Read) -> None:
    assert _told(read(sheet("Ovens", CODES))) == (
        0,
        '"HEAT_QUICKLY" and the like are codes, and no titles of OKRs',
    )


def test_a_code_among_titles_harms_none_of_them(read: Read) -> None:
    grid = CODES.replace("HEAT_QUICKLY ", "Heat quickly ").replace("SMOKE_NOTHING", "Smoke nothing")
    assert _told(read(sheet("Ovens", grid)))[0] == 3


FEW = """
    | No | Objective            | {more} |
    | 1  | Bake bread by hand   | {one}  |
    | 2  | Sell it before lunch | {two}  |
    """


@pytest.mark.parametrize(
    ("more", "one", "two"),
    [
        ("Type", "oven", "shop"),
        ("Description", "for beginners", "for all"),
        ("Weight", "yes", "no"),
        ("Target", "bread", "money"),
        ("Team", "yes", "no"),
    ],
)
def test_objectives_beside_nothing_that_okrs_have_are_those_of_another_list(
    read: Read, more: str, one: str, two: str
) -> None:
    count, because = _told(read(sheet("Lessons in baking", FEW.format(more=more, one=one, two=two))))
    assert (count, because) == (
        0,
        '"Objective" alone does not make a table of OKRs: no figures, owners or dates stand beside it',
    )


@pytest.mark.parametrize(
    ("more", "one", "two"),
    [
        ("Weight", "3", "5"),
        ("Target", "200", "90 %"),
        ("Target", "", ""),
        ("Team", "Ovens", "Counter"),
        ("Status", "on track", "late"),
        ("Confidence", "high", "low"),
    ],
)
def test_objectives_with_what_okrs_have_need_no_key_results(
    read: Read, more: str, one: str, two: str
) -> None:
    assert _told(read(sheet("Lessons in baking", FEW.format(more=more, one=one, two=two))))[0] == 2


def test_a_tab_named_for_okrs_needs_no_more_beside_objectives(read: Read) -> None:
    assert _told(read(sheet("Our OKRs", FEW.format(more="Type", one="oven", two="shop"))))[0] == 2


TESTED = """
    | Test case ID | Steps          | Expected result | Actual result | Status |
    | T1           | Heat the oven  | It gets hot     | 4             | done   |
    | T2           | Open the door  | A light goes on | 5             | open   |
    """


@pytest.mark.parametrize(
    ("heading", "said"),
    [("Steps", '"Steps"'), ("Remarks", '"Test case ID"')],
)
def test_expected_results_of_something_else_are_no_key_results(read: Read, heading: str, said: str) -> None:
    count, because = _told(read(sheet("Ovens", TESTED.replace("Steps", heading))))
    assert (count, because) == (0, f"a list of another kind ({said}) that names results")


def test_a_file_named_for_okrs_may_hold_a_tab_of_something_else(read: Read) -> None:
    assert _told(read(sheet("Ovens", TESTED), source="Bakery OKRs.xlsx"))[0] == 0


def test_a_row_with_a_link_is_no_header(read: Read) -> None:
    grid = """
        | What to read                         | By   | Where                | Year | On  |
        | Baking for beginners                 | Ann  | https://bread.test/1 | 2021 | OKR |
        | Objectives and key results explained | M. B | https://bread.test/2 | 2022 | OKR |
        | How to mark key results              | A. R | https://bread.test/3 | 2023 | Ink |
        """
    assert _told(read(sheet("OKR library", grid)))[0] == 0


@pytest.mark.parametrize(
    ("tab", "grid"),
    [
        ("Ovens", TESTED.replace("Expected", "Key")),
        ("OKRs", TESTED),
        ("Ovens", TESTED.replace("Steps", "Remarks").replace("| T2", "| T1")),
    ],
)
def test_results_called_by_their_own_name_or_of_several_to_an_id_are_key_results(
    read: Read, tab: str, grid: str
) -> None:
    assert len(list(read(sheet(tab, grid))[1].key_results)) == 2


@pytest.mark.parametrize(
    ("subject", "objective", "due"),
    [
        ("Lesson", "Objective", "Due"),
        ("Unterrichtsstunde", "Ziel", "Fällig"),
        ("Séance", "Objectif", "Échéance"),
        ("Ponente", "Objetivo", "Fecha límite"),
        ("Aula", "Objetivo", "Prazo"),
        ("Lezione", "Obiettivo", "Scadenza"),
        ("Lesuur", "Doel", "Deadline"),
        ("讲师", "目标", "截止日期"),
        ("授業", "目標", "期限"),
        ("수업", "목표", "마감일"),
    ],
)
def test_lessons_have_objectives_too(read: Read, subject: str, objective: str, due: str) -> None:
    grid = f"""
        | {subject}   | {objective}           | {due}      |
        | Flour first | See that it stays dry | 2026-03-01 |
        | Then ovens  | See that they get hot | 2026-03-08 |
        """
    assert _told(read(sheet("Spring", grid))) == (
        0,
        f'a list of another kind ("{subject}") that names objectives',
    )


def test_goals_with_numbered_targets_and_their_indicators_are_a_framework_of_another_kind(
    read: Read,
) -> None:
    grid = """
        | Goal          | Target                   | Indicator                | Value |
        | 1 Less waste  | 1.1 Halve the old bread  | 1.1.1 Bread thrown away  | 8,5   |
        | 1 Less waste  | 1.2 Give the rest away   | 1.2.1 Loaves given away  | 14    |
        | 2 Less smoke  | 2.1 Change two ovens     | 2.1.1 Ovens with filters | 3     |
        """
    assert _told(read(sheet("Town", grid)))[0] == 0
    figures = grid.replace("1.1 Halve the old bread", "1.1 %").replace("1.2 Give the rest away", "14 loaves")
    assert _told(read(sheet("Town", figures)))[0] == 2


def test_figures_are_no_ids_of_levels_that_are_not_there(read: Read) -> None:
    grid = """
        | Goal | Weight | No  | Name          |
        | RYE  | 0.5    | 1.1 | Rye flour     |
        | WHT  | 0.5    | 1.3 | Wheat flour   |
        | BRL  | 1      | 2   | Brewed barley |
        | SPL  | 1      | 3   | Spelt grains  |
        """
    assert _told(read(sheet("Flour goals", grid)))[0] == 0
    levels = grid.replace("| 2   |", "| 1   |")
    assert _titles(read(sheet("Flour goals", levels))[1]) == {
        "Brewed barley": ("Rye flour", "Wheat flour"),
        "Spelt grains": (),
    }


def test_the_kind_of_an_objective_is_not_its_level(read: Read) -> None:
    _, okrs = read(
        """
        | Objective ID | Objective type | Objective text        | Target | Current |
        | O1           | Metric         | Bake 20 loaves        | 20     | 12      |
        | O2           | Metric         | Sell 30 pies          | 30     | 9       |
        | O3           | Learning       | Learn to braid a loaf | 1      | 0       |
        """
    )
    assert _titles(okrs) == {"Bake 20 loaves": (), "Sell 30 pies": (), "Learn to braid a loaf": ()}


def test_a_sentence_that_ends_with_key_results_heads_no_table(read: Read) -> None:
    grid = """
        | Word       | What it means                      |
        | Objective  | What we want of the bakery         |
        | Key result | How we see that we have it         |
        | Initiative | Work that moves a key result       |
        | Check-in   | A talk on how far we have come     |
        """
    assert _told(read(sheet("OKR words", grid)))[0] == 0


@pytest.mark.parametrize(
    ("grid", "because"),
    [
        ("| Title | Status | Owner |\n| Flour | open | Ann |", 'nothing says that "Title" names objectives'),
        (
            "| Round | Objective | Status |\n| 1 | 12.5 | open |\n| 2 | 12.4 | open |",
            'the cells under "Objective" hold no titles',
        ),
        ("| Round | Objective | Status |\n| 1 | '12.5 | open |\n| 2 | '12.4 | open |", "hold no titles"),
        ("| Title | Due | Status |", "a header with no rows below it"),
        ("| Objective | Due | Status |", "a header of OKRs with no rows below it"),
        (
            "| Stock | Status | Due | Mill 1 | Mill 2 | Owner | Note | Start | Team | Unit |\n| Rye | open |",
            '"Note", "Start" and 2 more',
        ),
        (
            "| Flour that we buy from the three mills in the valley | Status | Owner |\n| Rye | open | Ann |",
            '"Flour that we buy from the three mills…", "Status", "Owner"',
        ),
    ],
)
def test_the_reason_names_what_was_looked_at_in_few_words(read: Read, grid: str, because: str) -> None:
    count, said = _told(read(sheet("Bakers", grid)))
    assert count == 0
    assert because in said


@pytest.mark.parametrize(
    "grid",
    [
        """
        | objective_id | title             | team | owner    | cycle   |
        | OBJ-1        | Bake better bread | Oven | kim@x.io | Q4 2026 |
        | OBJ-2        | Be loved          | Shop | lee@x.io | Q4 2026 |
        """,
        """
        | objective_id | objective         |
        | OBJ-1        | Bake better bread |
        | OBJ-2        | Be loved          |
        """,
        """
        | ID    | Objective         |
        | OBJ-1 | Bake better bread |
        | OBJ-2 | Be loved          |
        """,
    ],
)
def test_ids_that_name_objectives_say_what_a_list_holds(read: Read, grid: str) -> None:
    _, okrs = read(sheet("goals", grid), source="goals.csv")
    assert [(one.id, one.title) for one in okrs.objectives] == [
        ("OBJ-1", "Bake better bread"),
        ("OBJ-2", "Be loved"),
    ]


def test_bare_numbers_name_no_objectives(read: Read) -> None:
    grid = (
        "| objective_id | objective_name |\n| '1 | Soft skin |\n| '2 | Hands and feet |\n| '3 | Calm sleep |"
    )
    assert _told(read(sheet("treatments", grid), source="treatments.csv"))[0] == 0


def test_ids_of_something_else_name_no_objectives(read: Read) -> None:
    grid = "| ID | Objective |\n| T-1 | Soft skin |\n| T-2 | Hands and feet |"
    assert _told(read(sheet("treatments", grid), source="treatments.csv"))[0] == 0


@pytest.mark.parametrize("first", ["Account", "Shop"])
def test_objectives_of_something_else_with_its_outcomes_are_no_okrs(read: Read, first: str) -> None:
    grid = f"""
        | {first} | Objective of the visit | Key outcome     | Owner | Target |
        | Acme    | Renew                  | Contract signed | Ann   | 30000  |
        | Bolt    | Upsell                 | Meeting fixed   | Bo    | 20000  |
        """
    assert _told(read(sheet("Visits", grid), source="crm.xlsx")) == (
        0,
        "aims and results, but nothing says that they are OKRs",
    )


def test_accounts_with_their_aims_are_another_list(read: Read) -> None:
    grid = """
        | Account | Objective | Outcome         | Owner |
        | Acme    | Renew     | Contract signed | Ann   |
        | Bolt    | Upsell    | Meeting fixed   | Bo    |
        """
    assert _told(read(sheet("Visits", grid), source="crm.xlsx"))[0] == 0


def test_runs_toward_the_same_objectives_are_a_log(read: Read) -> None:
    log = """
        | Run | Objective      | Target | Result |
        | 1   | Shorten routes | 120    | 131    |
        | 2   | Fill the vans  | 90     | 88     |
        | 3   | Shorten routes | 120    | 122    |
        """
    because = 'most under "Objective" come again with other figures: a log, no plan'
    assert _told(read(sheet("Log", log), source="Runs.xlsx")) == (0, because)


def test_a_list_of_words_in_several_languages_is_no_okr(read: Read) -> None:
    _, okrs = read(
        """
        | key            | en         | de                | fr           |
        | app.objective  | Objective  | Ziel              | Objectif     |
        | app.key_result | Key result | Schlüsselergebnis | Résultat clé |
        | app.progress   | Progress   | Fortschritt       | Avancement   |
        | app.owner      | Owner      | Verantwortlich    | Responsable  |
        """
    )
    assert okrs.objectives == ()
