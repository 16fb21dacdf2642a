"""What is not read: notes, totals and lists around a table, each told with its reason."""

from __future__ import annotations

import pytest

from okrsheets.grid import Cell, CellRange, Look
from okrsheets.model import OkrSet, Reading
from tests.grids import sheet
from tests.reading.conftest import Read

GROWN = {"Grow": ("Sign", "Sell"), "Love": ("Delight",)}
FOUR = """
    | Objective | Key result | Owner | Baseline | Current | Target |
    | Grow      | Sign       | Kim   | 0        | 10      | 50     |
    | Grow      | Sell       | Lee   | 0        | 10      | 60     |
    | Love      | Delight    | Kim   | 0        | 70.3    | 90     |
    """


def _titles(okrs: OkrSet) -> dict[str | None, tuple[str, ...]]:
    return {o.title: tuple(kr.title for kr in o.key_results) for o in okrs.objectives}


def _left_out(reading: Reading) -> list[tuple[str, str]]:
    return [(left.range.a1, left.because) for left in reading.sheets[0].left_out]


def test_notes_far_below_a_table_are_not_read_as_objectives(read: Read) -> None:
    notes = {
        (7, 1): Cell(90.3, formula="SUM(E2:E4)"),
        (7, 3): Cell(1),
        (8, 3): Cell("two"),
        (9, 3): Cell(3),
        (10, 1): Cell("bold x", look=Look(bold=True)),
        (11, 1): Cell("http://x.y", link="http://x.y"),
    }
    reading, okrs = read(sheet("OKRs", FOUR, more=notes))
    assert _titles(okrs) == GROWN
    assert reading.sheets[0].tables[0].range.a1 == "A1:F4"


@pytest.mark.parametrize("title", ["'90.3", "90.3", "http://x.y", "https://x.y/a?b=c", "www.x.y", "#REF!"])
def test_a_number_a_link_or_an_error_is_no_title(read: Read, title: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n| {title} | | Kim | 1 | 2 | 3 |")
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize("note", ["| See also | | Kim |", "| Word | | | Meaning |", "| | Legend | Green |"])
def test_rows_apart_that_are_not_filled_in_like_the_table_are_not_part_of_it(read: Read, note: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n|\n|\n{note}\n{note}")
    assert _titles(okrs) == GROWN


@pytest.mark.parametrize("row", ["| Win | Score | | | | |", "| | Please | Lee | 0 | 1 | 2 |"])
def test_rows_apart_that_are_filled_in_like_the_table_belong_to_it(read: Read, row: str) -> None:
    _, okrs = read(f"{FOUR.rstrip()}\n|\n|\n|\n{row}")
    assert len(list(okrs.key_results)) == 4


def test_a_list_that_refers_to_the_objectives_of_its_tab_is_no_table_of_okrs(read: Read) -> None:
    reading, okrs = read(
        f"""
        {FOUR.strip()}
        |
        |
        | Top risks |
        | #         | Risk  | Objective | Owner | Mitigation |
        | 1         | Churn | Grow      | Ann   | Call them  |
        | 2         | Cost  | love      | Kim   | Save       |
        """
    )
    assert _titles(okrs) == GROWN
    assert len(reading.sheets[0].tables) == 1
    assert _left_out(reading) == [
        ("A7", "a title"),
        ("A8:E10", "only refers to objectives of another table"),
    ]


def test_what_stands_around_a_table_is_told_with_the_reason(read: Read) -> None:
    reading, _ = read(
        f"""
        | Our plan |
        | Please fill in every week |
        |
        {FOUR.strip()}
        | Total | | | 0 | 30.1 | 200 |
        |
        | Stuck? | | | | | | | Ask Ana |
        |
        |
        | Team member | Role  | Phone |
        | Ana         | Lead  | 1234  |
        | Kim         | Sales | 4567  |
        |
        |
        |
        |
        | Green is on track |
        """
    )
    assert [left.range.a1 for left in reading.sheets[0].tables[0].left_out] == ["A8:F8"]
    assert _left_out(reading) == [
        ("A1:A2", "a title and notes"),
        ("A10:H10", "a note"),
        ("A13:C15", 'no column of objectives or key results among "Team member", "Role", "Phone"'),
        ("A20", "a note"),
    ]


def test_what_stands_beside_a_table_is_told(read: Read) -> None:
    tab = sheet("OKRs", FOUR, more={(2, 9): Cell("Ask Ana"), (3, 9): Cell("or Kim")})
    assert _left_out(read(tab)[0]) == [("I2:I3", "beside a table and under none of its headings")]


def test_a_tab_with_nothing_around_its_table_leaves_nothing_out(read: Read) -> None:
    assert _left_out(read(FOUR)[0]) == []


@pytest.mark.parametrize("above", ["", "| Our plan |\n|\n", "| Our plan |\n| of this year |\n"])
def test_what_a_table_leaves_out_goes_on_from_it_without_a_gap(read: Read, above: str) -> None:
    top = above.count("\n")
    below = "| Total | | | 18 |\n| 1 | | Kim |\n|\n| Average | | | 6 |\n| 90.3 |"
    reading, _ = read(f"{above}{FOUR.strip()}\n{below}")
    [table] = reading.sheets[0].tables
    assert [left.range.top - top for left in table.left_out] == [5, 6]
    assert [left.range.top - top for left in reading.sheets[0].left_out if left.range.top > top] == [8, 9]


TABLE = """
| Objective | Key result         | Owner | Current | Target |
| Grow      | Win shops          | Ann   | 3       | 10     |
|           | Win banks          | Bo    | 1       | 5      |
| Please    | Reply within a day | Ann   | 3       | 10     |
"""


@pytest.mark.parametrize(
    "below",
    [
        "| Total key results | 3 |",
        "|\n| Total key results | 3 |",
        "| Number of objectives | '2 |\n| Objectives done | 0 of 2 |",
        "| Objectives | =COUNTA(A2:A5) |",
        "| Average progress | 0.4 |",
        "| Average of the targets | | | | 8 |",
        "| Anzahl Schlüsselergebnisse | | | 3 |",
        "| 目标总数 | 2 |",
        "| Prepared by | Zoe |\n| Version | 1.2 |",
        "| Erstellt von Zoe |",
        "| Last update | 3 Nov |",
        "| Last update: 3 Nov |",
        "| Status: green = on track, red = at risk |",
        "| Last updated: 12 Nov 2026 |\n| How to: a line for each measure. |\n| Sources: CRM |",
        "| Total | | | 7 | 25 |\n| Author | Zoe |",
        "| Prepared by | Zoe | Version | 2 |",
        "|\n| Approved by | Board | on | 2026-03-01 |",
        "| Contact | zoe@example.org |",
        "| Confidential |",
        "| 下次评审 | 2026-12-01 |",
        "| 3 key results | | | 0.5 |",
        "| 2 Ziele |",
        "| 2 objectives | 3 key results | | 0.5 |",
        "| We look at this sheet every Monday. |",
        "| Please ask Zoe for access |",
        "| 请每周五更新进度 |",
        "| Facilitator | Zoe | Date | 2026-03-02 |",
        "| Document version | '1.2 | Status | Draft |",
        "| Signed off | Board | 2026-03-01 | Zoe |",
        "| Green | Amber | Red |",
        "| 2 of 3 key results on track |",
        "| Number of key results: 3 |",
        "| Questions? Ask Zoe |",
        "| Version 2 |",
        "| Page 1 of 2 |",
        "| v1.2 |",
        "| © 2026 Example Ltd |",
        "| * values are estimates |",
        "| (draft) |",
        "| Alle Angaben in EUR |",
        "| Genehmigt durch | Vorstand | am | 2026-03-01 |",
        "| Stand März 2026 |",
        "| Approuvé par | Conseil | le | 2026-03-01 |",
        "| Página 1 de 2 |",
        "| Dúvidas? Ana |",
        "| Si prega di compilare entro venerdì |",
        "| 4 KR's |",
        "| 共3个关键结果 |",
        "| 截至2026年3月 |",
        "| 主要な結果 3件 |",
        "| お問い合わせは田中まで |",
        "| 문의는 김철수에게 |",
    ],
)
def test_lines_right_below_a_table_are_none_of_its_okrs(read: Read, below: str) -> None:
    reading, okrs = read(TABLE + below)
    assert [(one.title, len(one.key_results)) for one in okrs.objectives] == [("Grow", 2), ("Please", 1)]
    [table] = reading.sheets[0].tables
    assert table.range.bottom == 4
    rows = below.count("\n") + 1 - below.startswith("|\n")
    told = [*table.left_out, *reading.sheets[0].left_out]
    assert sum(left.range.bottom - left.range.top + 1 for left in told) == rows


def test_counts_below_a_small_table_do_not_hide_its_key_results(read: Read) -> None:
    reading, okrs = read(
        """
        | Objective            | Key result | Current | Target |
        | Grow                 | Win shops  | 3       | 10     |
        | Grow                 | Win banks  | 1       | 5      |
        | Total key results    | 2          |         |        |
        | Number of objectives | 1          |         |        |
        | Average progress     | 45 %       |         |        |
        | Summe                |            | 4       | 15     |
        """
    )
    assert reading.sheets[0].tables[0].layout == "flat"
    assert [kr.title for kr in okrs.key_results] == ["Win shops", "Win banks"]


@pytest.mark.parametrize(
    "last",
    [
        "| O3: Be calm |",
        "| Be calm |",
        "| Be calm | Sleep well |",
        "| Be calm | 4 hours more sleep |",
        "| Status quo is no more |",
        "| Team: work as one |",
        "| Total quality |",
        "| Count on us |",
        "| Contact every old customer | Ring them all |",
        "| Approve the plan of the new kitchen | Board has signed |",
        "| Please every customer |",
        "| 3 new kitchens | Open them |",
        "| Internal tools that people like |",
        "| Authors | Win ten authors | Zoe | 4 | 10 |",
        "| Page load under 1 s |",
        "| 3 key accounts won |",
        "| Source of trust for everybody |",
        "| Kontakte zu allen Kunden |",
        "| Ce produit est le meilleur |",
        "| 机密信息保护到位 |",
        "| 作成した資料を使う |",
    ],
)
def test_the_draft_of_an_objective_at_the_end_of_a_table_is_one(read: Read, last: str) -> None:
    _, okrs = read(TABLE + last)
    assert [one.title for one in okrs.objectives][2:] == [last.split("|")[1].strip()]


def test_a_line_merged_across_below_a_table_is_none_of_its_objectives(read: Read) -> None:
    drawn = sheet("OKRs", TABLE + "| Grey rows wait for the board |", merges=(CellRange(5, 1, 5, 5),))
    reading, okrs = read(drawn)
    assert [one.title for one in okrs.objectives] == ["Grow", "Please"]
    (left,) = reading.sheets[0].tables[0].left_out
    assert (left.range.a1, left.because) == (
        "A5:E5",
        'a sentence below the table ("Grey rows wait for the board")',
    )


def test_what_stands_before_a_last_objective_as_before_others_is_no_word_for_who_made_the_table(
    read: Read,
) -> None:
    _, okrs = read(
        """
        | Area     | Objective      | Key result  | Target |
        | Internal | Better tools   | Ship one    | 1      |
        | Clients  | Happier people | Ask them    | 40     |
        | Internal | Calmer people  | Sleep more  |        |
        """
    )
    assert [one.title for one in okrs.objectives] == ["Better tools", "Happier people", "Calmer people"]


def test_a_last_key_result_of_yes_or_no_is_no_line_below_the_table(read: Read) -> None:
    _, okrs = read(
        """
        | Objective | Id  | Key result  | Current | Target |
        | Grow      | KR1 | Win shops   | 3       | 10     |
        |           | KR2 | Win banks   | 1       | 5      |
        |           | KR3 | Open a shop | No      | Yes    |
        """
    )
    assert [kr.title for kr in okrs.key_results] == ["Win shops", "Win banks", "Open a shop"]


def test_a_list_of_versions_below_a_table_is_none_of_its_rows(read: Read) -> None:
    _, okrs = read(
        TABLE
        + """
|
| Version | Author | Date       |
| 1.0     | Zoe    | 2026-01-02 |
| 1.1     | Bo     | 2026-02-02 |
"""
    )
    assert [one.title for one in okrs.objectives] == ["Grow", "Please"]


def test_a_figure_among_the_values_of_the_last_key_result_leaves_it_one(read: Read) -> None:
    _, okrs = read(TABLE + "|  | Win hearts | | 4 |")
    assert [kr.title for kr in okrs.key_results][3:] == ["Win hearts"]


def test_the_confidence_of_the_last_key_result_does_not_make_its_row_a_total(read: Read) -> None:
    _, okrs = read(
        """
        | Confiance | Objectif | Résultat clé       | Actuel | Cible |
        | Élevée    | Grandir  | Ouvrir un magasin  | 1      | 4     |
        | Moyenne   | Plaire   | Répondre plus vite | 3      | 9     |
        | Moyenne   | Plaire   | Recruter           |        |       |
        """
    )
    assert [kr.title for kr in okrs.key_results] == ["Ouvrir un magasin", "Répondre plus vite", "Recruter"]


def test_the_status_of_the_last_key_result_does_not_make_its_row_a_remark(read: Read) -> None:
    grid = """
        | Status   | Progress | Key result       | Owner |
        | On track | 0.5      | Bake ten loaves  | Ann   |
        | At risk  | 0.2      | Open two ovens   | Bo    |
        | Done     | 1        | Hire a new baker |       |
        """
    _, okrs = read(sheet("OKRs", grid))
    assert [kr.title for kr in okrs.objectives[0].key_results][-1:] == ["Hire a new baker"]
