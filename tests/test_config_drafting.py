"""A drafted config changes nothing, neither as it stands nor with every line of it taken."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from okrsheets.config.drafting import DraftSource, draft_config
from okrsheets.config.loading import load_config
from okrsheets.config.toml_text import plain, quoted
from okrsheets.grid import Cell, CellRange, Sheet, Workbook
from okrsheets.model import OkrSet, Reading
from okrsheets.reading import ReadingSettings, SourceOverride, read_okrs
from tests.grids import sheet, workbook
from tests.reading.generator.cases import LAYOUTS, Case
from tests.reading.generator.cases import laid_out as any_layout
from tests.reading.test_properties import laid_out

GROUPED = """
    | Objective    | Key result     | Current | Target | Owner |
    | Win the east | Sign partners  | 4       | 20     | Ann   |
    |              | Open an office | 0       | 1      | Bob   |
    | Answer soon  | Hours to reply | 9       | 4      | Cleo  |
"""
GRIDS = {
    "grouped": GROUPED,
    "flat": """
        | Quarter | Team | Objective    | KR owner | Key result     | Progress | Objective progress |
        | Q3 2026 | East | Win the east | Ann      | Sign partners  | 40 %     | 30 %               |
        | Q3 2026 | East | Win the east | Bob      | Open an office | 20 %     | 30 %               |
        | Q4 2026 | West | Answer soon  | Cleo     | Hours to reply | 9 %      | 9 %                |
    """,
    "typed rows": """
        | Type       | ID   | Title         | Parent | Target | Remarks |
        | Objective  | O1   | Win the east  |        |        | x       |
        | Key result | KR1  | Sign partners | O1     | 20     | y       |
        | Key result | KR2  | Open offices  | O1     | 3      |         |
    """,
    "outline": """
        | OKR             | Owner | Target |
        | *Win the east*  | Ann   |        |
        | Sign partners   | Ann   | 20     |
        | Open an office  | Bob   | 1      |
        | *Answer soon*   | Cleo  |        |
        | Hours to reply  | Cleo  | 4      |
    """,
    "sections": """
        | Objective: Win the east |        |
        | Key result     | Target |
        | Sign partners  | 20     |
        | Open an office | 1      |
        |
        | Objective: Answer soon |        |
        | Key result     | Target |
        | Hours to reply | 4      |
    """,
    "wide": """
        | Objective    | KR 1          | KR 1 target | KR 2           | KR 2 target |
        | Win the east | Sign partners | 20          | Open an office | 1           |
        | Answer soon  | Reply sooner  | 4           | Solve sooner   | 9           |
    """,
    "key results only": """
        | Key result     | Current | Target |
        | Sign partners  | 4       | 20     |
        | Open an office | 0       | 1      |
    """,
    "objectives only": """
        | Objective    | Owner | Progress |
        | Win the east | Ann   | 40 %     |
        | Answer soon  | Cleo  | 10 %     |
    """,
    "lists in cells": """
        | Objective    | Key results                          | Owner |
        | Win the east | 1. Sign partners; 2. Open an office  | Ann   |
        | Answer soon  | 1. Reply sooner; 2. Solve sooner     | Bob   |
    """,
    "two header rows": """
        | Objective    |       | Key result    |        |
        | Title        | Owner | Title         | Target |
        | Win the east | Ann   | Sign partners | 20     |
        | Answer soon  | Bob   | Reply sooner  | 4      |
    """,
    "two tables": """
        | OKRs Q4 2026 |
        |
        | Objective    | Key result     | Target |
        | Win the east | Sign partners  | 20     |
        | Total        |                | 20     |
        |
        | Owner | Objective   | Key result     | Current |
        | Cleo  | Answer soon | Hours to reply | 9       |
    """,
    "side by side": """
        | Objective    | Key result    | Target |  | Objective   | Key result     | Target |
        | Win the east | Sign partners | 20     |  | Answer soon | Hours to reply | 9      |
        | Build bikes  | Build ten     | 10     |  | Hire        | Hire a welder  | 1      |
    """,
    "with a list of another kind": """
        | Objective    | Key result     | Target |
        | Win the east | Sign partners  | 20     |
        | Answer soon  | Hours to reply | 9      |
        |
        | Project  | Owner | Status | Due        |
        | Move     | Ann   | Done   | 2026-01-01 |
        | Paint it | Bob   | Open   | 2026-02-01 |
    """,
    "with notes": """
        | Our plan for H2 2026 |
        |
        | Objective    | Key result     | Target |
        | Win the east | Sign partners  | 20     |
        |
        | Answer soon  | Hours to reply | 9      |
        |
        |
        | Please keep this up to date |
        | Ask Ann if in doubt         |
    """,
    "lines": """
        | Our plan |
        | Objective: Win the east |
        | KR1: Sign 20 partners |
        | KR2: Open an office |
        | Objective: Answer soon |
        | KR1: Reply within 4 hours |
    """,
    "transposed": """
        | Objective    | Win the east  | Answer soon    |
        | Key result 1 | Sign partners | Hours to reply |
        | Key result 2 | Open offices  | Hours to solve |
        | Owner        | Ann           | Bob            |
    """,
    "forms": """
        | Objective | Win the east |
        | Owner     | Ann          |
        | KR 1      | Sign 20 partners |
        | KR 2      | Open 3 offices   |
    """,
    "nothing": "| Date | Place |\n| 2026-01-01 | Rome |",
}


def _read(books: list[Workbook], said: SourceOverride | None) -> tuple[tuple[Reading, ...], OkrSet]:
    overrides = {book.source: said for book in books} if said is not None else {}
    return read_okrs(books, settings=ReadingSettings(overrides=overrides))


def _seen(readings: tuple[Reading, ...]) -> list[object]:
    """What a reading comes to, the reasons and how sure it is aside."""
    return [
        (
            table.sheet,
            table.range,
            table.header,
            table.layout,
            [(column.column, column.heading, column.field, column.level) for column in table.columns],
            table.rows,
        )
        for reading in readings
        for tab in reading.sheets
        for table in tab.tables
    ]


def _without_reasons(okrs: OkrSet) -> OkrSet:
    return okrs._replace(copies=tuple(copy._replace(because="") for copy in okrs.copies))


def _taken(text: str) -> str:
    """The config with every line taken that is ready to be."""
    return re.sub(r"(?m)^#(?=\S)", "", text)


def _override(text: str, folder: Path) -> SourceOverride | None:
    (override,) = _said(text, folder)
    return override


def _said(text: str, folder: Path) -> list[SourceOverride | None]:
    """What a config says of each of its sources."""
    path = folder / "okrsheets.toml"
    path.write_text(text, encoding="utf-8")
    return [source.override for source in load_config(path).sources]


def _changes_nothing(books: list[Workbook], folder: Path) -> None:
    readings, okrs = _read(books, None)
    text = draft_config([DraftSource("Plan.xlsx", readings)], okrs)
    for config in (text, _taken(text)):
        override = _override(config, folder)
        _reads_the_same(books, dict.fromkeys((book.source for book in books), override))


def _reads_the_same(books: list[Workbook], said: dict[str, SourceOverride | None]) -> None:
    readings, okrs = _read(books, None)
    overrides = {source: one for source, one in said.items() if one is not None}
    again, read_again = read_okrs(books, settings=ReadingSettings(overrides=overrides))
    assert _seen(again) == _seen(readings)
    assert _without_reasons(read_again) == _without_reasons(okrs)
    assert [reading.amiss for reading in again] == [()] * len(books)


@pytest.mark.parametrize("name", GRIDS)
def test_a_drafted_config_changes_nothing(tmp_path: Path, name: str) -> None:
    _changes_nothing([workbook(sheet("OKRs", GRIDS[name]))], tmp_path)


def test_tabs_of_every_kind_in_one_workbook_are_drafted_together(tmp_path: Path) -> None:
    _changes_nothing([workbook(*(sheet(name, grid) for name, grid in GRIDS.items()))], tmp_path)


def test_files_of_one_pattern_share_what_they_have_in_common(tmp_path: Path) -> None:
    books = [
        workbook(sheet("OKRs", GROUPED), sheet("Notes", GRIDS["nothing"]), source="a.xlsx"),
        workbook(sheet("OKRs", GROUPED), sheet("Notes", GRIDS["flat"]), source="b.xlsx"),
    ]
    _changes_nothing(books, tmp_path)
    text = draft_config([DraftSource("*.xlsx", _read(books, None)[0])], _read(books, None)[1])
    assert '[source.sheets."OKRs"]' in text
    assert '[source.sheets."Notes"]' not in text
    assert '# "Notes" is not the same in each of them' in text


NAMES = st.text(min_size=1, max_size=31) | st.sampled_from(
    ['a"]', "[x]", "*", "a\nb = 1", "#x", "'", "\\", "\x1b"]
)


@given(laid_out(), NAMES, st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_tabs_and_headings_are_called_the_draft_changes_nothing(
    tmp_path: Path, case: tuple[object, Sheet], name: str, heading: str, cell: str
) -> None:
    tab = case[1]
    right = max(column for _, column in tab.cells) + 1
    top = min(row for row, column in tab.cells if column == right - 1)
    cells = {**tab.cells, (top, right): Cell(heading), (top + 1, right): Cell(cell)}
    name = name.encode("utf-8", "replace").decode()  # half a pair of signs is in no file that was read
    _changes_nothing([workbook(Sheet(name, cells))], tmp_path)


def test_a_draft_says_which_tabs_are_copies(tmp_path: Path) -> None:
    books = [workbook(sheet("Sales", GROUPED), sheet("Overview", GROUPED))]
    _changes_nothing(books, tmp_path)
    readings, okrs = _read(books, None)
    text = draft_config([DraftSource("Plan.xlsx", readings)], okrs)
    assert re.findall(r"(?m)^#copy.*|^# .*copy.*", text) == [
        "#copy = true                  # its OKRs count elsewhere"
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whatever_is_laid_out_the_draft_changes_nothing(tmp_path: Path, layout: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_layout(layout))
    def changes_nothing(case: Case) -> None:
        _changes_nothing([*case.workbooks], tmp_path)

    changes_nothing()


@pytest.mark.parametrize("layout", ["relational tabs", "relational files"])
def test_tables_stay_joined_whichever_lines_of_a_draft_are_taken(tmp_path: Path, layout: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_layout(layout), st.randoms(use_true_random=False))
    def stay_joined(case: Case, dice: Random) -> None:
        books = [*case.workbooks]
        readings, okrs = _read(books, None)
        sources = [DraftSource(reading.source, (reading,)) for reading in readings]
        text = draft_config(sources, okrs)
        assume("#[[" not in text)  # of several tables on a tab all lines are taken, or none
        part = re.sub(r"(?m)^#(?=\S)", lambda _: "#" if dice.random() < 0.5 else "", text)
        said = _said(part, tmp_path)
        _reads_the_same(books, {book.source: one for book, one in zip(books, said, strict=True)})

    stay_joined()


@given(st.text())
def test_any_text_is_written_as_toml_that_says_it(text: str) -> None:
    said = tomllib.loads(f"{quoted(text)} = {quoted(text)}")
    (key,) = said
    assert key == said[key] == re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert "\n" not in quoted(text)


@given(st.text())
def test_any_text_can_stand_in_a_comment(text: str) -> None:
    assert tomllib.loads(f"a = 1 # {plain(text, 40)}\nb = 2") == {"a": 1, "b": 2}


def test_each_column_is_a_line_with_its_heading_and_whose_it_is() -> None:
    readings, okrs = _read([workbook(sheet("OKRs Q4 2026", GROUPED))], None)
    text = draft_config([DraftSource("Plan.xlsx", readings)], okrs)
    assert '#header = 1\n#layout = "grouped"\n#cycle = "2026-Q4"\n[source' in text
    assert '\n#E = "owner"                  # Owner; of the key result\n' in text


def test_columns_that_were_left_alone_are_named() -> None:
    readings, okrs = _read([workbook(sheet("OKRs", GRIDS["typed rows"].replace("Remarks", "Zonk")))], None)
    assert "# left alone: F (Zonk)" in draft_config([DraftSource("Plan.xlsx", readings)], okrs)


def test_the_head_of_a_draft_names_what_else_can_be_said_as_it_can_be_said(tmp_path: Path) -> None:
    head = draft_config([], OkrSet.of(())).split("\n[")[0]
    said = re.findall(r'\w+ = (?:true|"[^"]*"|\[[^]]*\]|\{[^}]*\})', head)
    assert [one.split(" ")[0] for one in said] == ["skip", "skip_rows", "range", "D"]
    assert "level =" in said[-1]
    assert "docs/config.md" in head
    *of_tab, of_column = said
    lines = ["[[source]]", 'uri = "a.xlsx"', '[source.sheets."T"]', *of_tab]
    override = _override("\n".join([*lines, '[source.sheets."T".columns]', of_column]), tmp_path)
    assert override is not None
    assert override.sheets["T"].skip


def test_what_cannot_be_written_is_not_offered_to_be() -> None:
    readings, okrs = _read([workbook(sheet("OKRs", GROUPED))], None)
    assert "#write = true" in draft_config([DraftSource("a.xlsx", readings)], okrs)
    assert "#write = true" not in draft_config([DraftSource("a.csv", readings, writable=False)], okrs)


def test_tabs_without_a_cycle_are_asked_for_one() -> None:
    readings, okrs = _read([workbook(sheet("OKRs", GROUPED))], None)
    text = draft_config([DraftSource("Plan.xlsx", readings)], okrs)
    assert (
        '# nothing says for which cycle the OKRs of "OKRs" are; say it here:\n# current = "Q4 2026"\n' in text
    )


def test_a_merged_heading_is_drafted_like_any_other(tmp_path: Path) -> None:
    grid = """
        | Objective    |       | Key result    |        |
        | Title        | Owner | Title         | Target |
        | Win the east | Ann   | Sign partners | 20     |
    """
    merges = (CellRange(1, 1, 1, 2), CellRange(1, 3, 1, 4))
    _changes_nothing([workbook(sheet("OKRs", grid, merges=merges))], tmp_path)
