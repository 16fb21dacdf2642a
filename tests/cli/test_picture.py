"""The picture of a table in a terminal: its letters above, its first rows, its meanings below."""

from __future__ import annotations

from datetime import datetime

import pytest

from okrsheets.cli.picture import Frame, lying_picture, picture
from okrsheets.cli.widths import room_of
from okrsheets.grid import Cell, Sheet
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet, workbook

GROUPED = """
    | Objective    | Key result     | Current | Target | Owner |
    | Win the east | Sign partners  | 40 %    | 0.5    | Ann   |
    |              | Open an office | 0       | 1      | Bob   |
    | Answer soon  | Hours to reply | 9       | 4      | Cleo  |
    |              | Hours to solve | 9       | 4      | Cleo  |
"""


def _lines(tab: Sheet | str, frame: Frame) -> list[str]:
    drawn = sheet("OKRs", tab, at="B3") if isinstance(tab, str) else tab
    readings, _ = read_okrs([workbook(drawn)], settings=ReadingSettings())
    return list(picture(drawn, readings[0].sheets[0].tables[0], frame))


def test_a_table_is_drawn_with_its_letters_above_and_its_meanings_below() -> None:
    assert _lines(GROUPED, Frame(80)) == [
        "    B              C                D         E        F",
        "  ┌──────────────┬────────────────┬─────────┬────────┬───────┐",
        "3 │ Objective    │ Key result     │ Current │ Target │ Owner │",
        "  ├──────────────┼────────────────┼─────────┼────────┼───────┤",
        "4 │ Win the east │ Sign partners  │    40 % │    0.5 │ Ann   │",
        "5 │              │ Open an office │       0 │      1 │ Bob   │",
        "6 │ Answer soon  │ Hours to reply │       9 │      4 │ Cleo  │",
        "  └──────────────┴────────────────┴─────────┴────────┴───────┘",
        "    objective      key_result       current   target   owner",
        "                                    of KR     of KR    of KR",
        "  … and 1 more row",
    ]


def test_where_only_ascii_can_be_shown_the_frame_is_ascii() -> None:
    assert "".join(line for line in _lines(GROUPED, Frame.plain(80)) if "more row" not in line).isascii()


@pytest.mark.parametrize("room", [20, 30, 44, 60, 100])
@pytest.mark.parametrize(
    "words",
    [
        ("Objective", "Key result", "Win the east", "Sign resale partners in every city of it"),
        ("目标", "关键结果", "扩大东部市场份额", "与每个城市的经销商签约并完成培训"),
        ("هدف", "نتایج کلیدی", "افزایش سهم بازار", "امضای قرارداد با شرکا"),
    ],
)
def test_every_line_of_a_frame_is_as_wide_as_the_others_and_fits(room: int, words: tuple[str, ...]) -> None:
    objective, key_result, title, kr = words
    grid = f"""
        | {objective} | {key_result} | Current | Target | Owner | Remarks   |
        | {title}     | {kr}         | 4       | 20     | Ann   | goes well |
        |             | {title}      | 5       | 30     | Bob   |           |
    """
    tab = sheet("OKRs", grid)
    own = {"objective": (objective,), "key_result": (key_result,)}
    readings, _ = read_okrs([workbook(tab)], settings=ReadingSettings(words=own))
    lines = list(picture(tab, readings[0].sheets[0].tables[0], Frame(room)))
    framed = [
        line for line in lines if line.rstrip("\u200e")[-1:] in "│┐┤┘" or line.startswith(("  ┌", "1 │"))
    ]
    parts: list[list[int]] = []
    for line in framed:
        if "┌" in line:
            parts.append([])
        parts[-1].append(room_of(line))
    assert all(len(set(part)) == 1 for part in parts)
    assert all(part[0] <= max(room, 24) for part in parts)  # the narrowest columns are never cut further


def test_columns_that_were_left_alone_give_way_where_room_is_short() -> None:
    grid = """
        | Objective    | Key result    | Zonk      | Target |
        | Win the east | Sign partners | 123456789 | 20     |
    """
    assert "Zonk" in "\n".join(_lines(grid, Frame(80)))
    assert "Zonk" not in "\n".join(_lines(grid, Frame(40)))


def test_what_a_stranger_wrote_cannot_break_the_frame() -> None:
    tab = sheet("OKRs", GROUPED)
    tab = tab._replace(cells={**tab.cells, (2, 1): Cell("Win\nthe\x1b[31m\teast\x07")})
    assert any("│ Win the [31m east │" in line for line in _lines(tab, Frame(80)))


def test_a_day_is_shown_without_its_midnight() -> None:
    grid = """
        | Objective    | Key result    | Target | Due |
        | Win the east | Sign partners | 20     |     |
    """
    tab = sheet("OKRs", grid, more={(2, 4): Cell(datetime(2026, 12, 1))})  # noqa: DTZ001 cells have no zone
    assert any("│ 2026-12-01 │" in line for line in _lines(tab, Frame(80)))


def test_a_column_whose_cells_say_several_things_is_drawn_once() -> None:
    cells = {
        (1, 1): Cell("Goals"),
        (1, 2): Cell("Owner"),
        (2, 1): Cell("Objective: Win the east\nKR1: sign 20 partners\nKR2: open 3 offices"),
        (2, 2): Cell("Ann"),
    }
    lines = _lines(Sheet("OKRs", cells), Frame(80))
    assert "objective + key_result" in "\n".join(lines)
    assert sum("│ Goals" in line for line in lines) == 1
    assert lines[2].count("Goals") == 1


def test_the_line_that_names_a_section_is_drawn_once_above_its_headings() -> None:
    grid = """
        | Objective: Win the east |        |
        |
        | Key result     | Target |
        | Sign partners  | 20     |
        | Open an office | 1      |
    """
    drawn = [line[0] for line in _lines(sheet("OKRs", grid), Frame(80)) if "│" in line]
    assert drawn == ["1", "3", "4", "5"]


def test_a_table_whose_columns_lie_down_has_its_meanings_at_the_end_of_its_rows() -> None:
    grid = """
        | Objective    | Win the east  | Answer soon    |
        | Key result 1 | Sign partners | Hours to reply |
        | Key result 2 | Open offices  | Hours to solve |
        | Owner        | Ann           | Bob            |
    """
    tab = sheet("OKRs", grid)
    readings, _ = read_okrs([workbook(tab)], settings=ReadingSettings())
    assert list(lying_picture(tab, readings[0].sheets[0].tables[0], Frame(80))) == [
        "    A              B               C",
        "  ┌──────────────┬───────────────┬────────────────┐",
        "1 │ Objective    │ Win the east  │ Answer soon    │  objective",
        "2 │ Key result 1 │ Sign partners │ Hours to reply │  key_result, id of KR",
        "4 │ Owner        │ Ann           │ Bob            │  owner of obj.",
        "  └──────────────┴───────────────┴────────────────┘",
        "  … and 1 more row, read alike by its label",
    ]


def test_a_table_of_very_many_columns_is_drawn_in_part() -> None:
    heads = " | ".join(f"Owner {n}" for n in range(60))
    grid = f"| Objective | Key result | {heads} |\n| Win | Sign partners | {' | '.join(['Ann'] * 60)} |"
    lines = _lines(grid, Frame(80))
    assert len(lines) < 40
    assert any("more columns" in line for line in lines)
