"""Objectives whose title is blank: their key results belong to no other objective, and this is told."""

from __future__ import annotations

import pytest

from okrsheets.model import OkrSet, Reading
from tests.reading.conftest import Read

UNDER = [("Grow", ["Sign 20", "Win banks"]), (None, ["Cut costs", "Ship 3"]), ("Rest", ["Sleep"])]


def _under(okrs: OkrSet) -> list[tuple[str | None, list[str]]]:
    return [(one.title, [kr.title for kr in one.key_results]) for one in okrs.objectives]


def _told(reading: Reading) -> list[tuple[str, str]]:
    (table,) = reading.sheets[0].tables
    said = [(one.range.a1, one.because) for one in table.remarks]
    return said + [(one.range.a1, one.because) for one in table.left_out]


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        (
            """
            | Objective id | Objective | Key result | Target |
            | O1           | Grow      | Sign 20    | 20     |
            | O1           |           | Win banks  | 5      |
            | O2           |           | Cut costs  | 2      |
            | O2           |           | Ship 3     | 3      |
            | O3           | Rest      | Sleep      | 8      |
            """,
            ("A4:D5", 'key results of "O2", of which no title is known'),
        ),
        (
            """
            | ID | Ziel | Schlüsselergebnis | Zielwert |
            | O1 | Grow | Sign 20           | 20       |
            |    |      | Win banks         | 5        |
            | O2 |      | Cut costs         | 2        |
            |    |      | Ship 3            | 3        |
            | O3 | Rest | Sleep             | 8        |
            """,
            ("A4:D5", 'key results of "O2", of which no title is known'),
        ),
        (
            """
            | Nr. | Ziel | Schlüsselergebnis | Zielwert |
            | 1   | Grow | Sign 20           | 20       |
            | 1   |      | Win banks         | 5        |
            | 2   |      | Cut costs         | 2        |
            | 2   |      | Ship 3            | 3        |
            | 3   | Rest | Sleep             | 8        |
            """,
            ("A4:D5", 'key results of "2", of which no title is known'),
        ),
        (
            """
            | No  | Objective | Key result | Target |
            | 1.1 | Grow      | Sign 20    | 20     |
            | 1.2 |           | Win banks  | 5      |
            | 2.1 |           | Cut costs  | 2      |
            | 2.2 |           | Ship 3     | 3      |
            | 3.1 | Rest      | Sleep      | 8      |
            """,
            ("A4:D5", "key results of an objective of which no title is known"),
        ),
        (
            """
            | ID | 目標 | 主要な結果 | 目標値 |
            | O1 | Grow |            |        |
            |    |      | Sign 20    | 20     |
            |    |      | Win banks  | 5      |
            | O2 |      |            |        |
            |    |      | Cut costs  | 2      |
            |    |      | Ship 3     | 3      |
            | O3 | Rest |            |        |
            |    |      | Sleep      | 8      |
            """,
            ("A5:D7", 'key results of "O2", of which no title is known'),
        ),
        (
            """
            | Tipo            | Título    | Meta |
            | Objetivo        | Grow      |      |
            | Resultado clave | Sign 20   | 20   |
            | Resultado clave | Win banks | 5    |
            | Objetivo        |           |      |
            | Resultado clave | Cut costs | 2    |
            | Resultado clave | Ship 3    | 3    |
            | Objetivo        | Rest      |      |
            | Resultado clave | Sleep     | 8    |
            """,
            ("A5:C5", "an objective without a title"),
        ),
        (
            """
            | No  | Title     | Target |
            | 1   | Grow      |        |
            | 1.1 | Sign 20   | 20     |
            | 1.2 | Win banks | 5      |
            | 2   |           |        |
            | 2.1 | Cut costs | 2      |
            | 2.2 | Ship 3    | 3      |
            | 3   | Rest      |        |
            | 3.1 | Sleep     | 8      |
            """,
            ("A5:C5", "an objective without a title"),
        ),
    ],
)
def test_key_results_of_an_objective_without_a_title_are_not_those_of_the_one_above(
    read: Read, grid: str, told: tuple[str, str]
) -> None:
    reading, okrs = read(grid)
    assert _under(okrs) == UNDER
    assert told in _told(reading)


def test_key_results_of_an_objective_without_a_title_ask_for_the_one_they_name(read: Read) -> None:
    _, okrs = read(
        """
        | Objective id | Objective | Key result | Target |
        | O1           | Grow      | Sign 20    | 20     |
        | O2           |           | Cut costs  | 2      |
        """
    )
    said = {kr.title: [one.text for one in kr.alignment_texts] for kr in okrs.key_results}
    assert said == {"Sign 20": [], "Cut costs": ["O2"]}


@pytest.mark.parametrize("ids", [("1", "2", "3"), ("KR1", "KR2", "KR3"), ("1.1", "1.2", "2.1")])
def test_numbers_of_the_key_results_themselves_begin_no_objective(read: Read, ids: tuple[str, ...]) -> None:
    one, two, three = ids
    _, okrs = read(
        f"""
        | No      | Objective | Key result | Target |
        | {one}   | Grow      | Sign 20    | 20     |
        | {two}   |           | Win banks  | 5      |
        | {three} | Rest      | Sleep      | 8      |
        """
    )
    assert _under(okrs) == [("Grow", ["Sign 20", "Win banks"]), ("Rest", ["Sleep"])]
    assert [kr.id for kr in okrs.key_results] == [*ids]


def test_an_objective_on_a_row_of_its_own_keeps_the_id_beside_it(read: Read) -> None:
    _, okrs = read(
        """
        | Id  | Objective | Key result | Target |
        | O1  | Grow      |            |        |
        | KR1 |           | Sign 20    | 20     |
        | O2  | Rest      |            |        |
        | KR1 |           | Sleep      | 8      |
        """
    )
    assert [(one.id, [kr.id for kr in one.key_results]) for one in okrs.objectives] == [
        ("O1", ["KR1"]),
        ("O2", ["KR1"]),
    ]
