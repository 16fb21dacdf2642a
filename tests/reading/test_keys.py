"""Keys: the names of OKRs, which depend on nothing but what they say."""

from __future__ import annotations

from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook
from tests.reading.conftest import Read


def test_a_key_is_cycle_team_and_ids(read: Read) -> None:
    _, okrs = read(
        sheet("Sales Q4 2026", "| ID | Objective | KR ID | Key result |\n| O1 | Grow | KR2 | Sign |")
    )
    assert list(okrs.by_key) == ["2026-Q4/sales/O1", "2026-Q4/sales/O1/KR2"]


def test_without_ids_the_titles_make_the_key(read: Read) -> None:
    _, okrs = read("| Objective | Key result |\n| Grow, and fast! | Sign 5 partners |")
    assert list(okrs.by_key) == ["grow-and-fast", "grow-and-fast/sign-5-partners"]


def test_a_numbering_in_the_title_is_offered_as_id_and_stays_in_the_title(read: Read) -> None:
    _, okrs = read("| Objective | Key result |\n| 1. Grow | KR1: Sign |")
    assert (okrs.objectives[0].id, okrs.objectives[0].title) == ("1", "1. Grow")
    assert list(okrs.by_key) == ["1", "1/KR1"]


def test_an_id_that_repeats_its_objective_is_said_once(read: Read) -> None:
    _, okrs = read("| ID | Type | Title |\n| O1 | Objective | Grow |\n| O1.KR2 | Key result | Sign |")
    assert list(okrs.by_key) == ["O1", "O1/KR2"]


def test_the_same_words_twice_get_a_number(read: Read) -> None:
    table = "| Objective | Key result |\n| Grow | Sign |\n| Grow | Sign |"
    _, okrs = read(table)
    assert list(okrs.by_key) == ["grow", "grow/sign", "grow/sign~2"]


def test_no_key_depends_on_file_tab_or_row() -> None:
    one = "| Objective | Key result | Target |\n| Grow | Sign | 5 |"
    two = "| Objective | Key result | Target |\n| Love | Delight | 7 |\n| Grow | Sell | 6 |"
    here = [workbook(sheet("OKRs", one), source="a.xlsx"), workbook(sheet("OKRs", two), source="b.xlsx")]
    there = [workbook(sheet("Goals", "|\n" + two, at="C4"), sheet("OKRs", one), source="z.xlsx")]
    keys = []
    for workbooks in (here, there):
        _, okrs = read_okrs(workbooks, settings=ReadingSettings())
        keys.append({key: okr.title for key, okr in okrs.by_key.items()})
    assert keys[0] == keys[1]
    assert len(keys[0]) == 6
