"""The same OKRs are the same grid, and the same reading, whatever kind of file holds them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from okrsheets.adapters import Adapter
from okrsheets.adapters.files import DELIMITED, LEGACY, READABLE
from okrsheets.config import Config
from okrsheets.edits import WritePlan
from okrsheets.errors import WriteRefusedError
from okrsheets.grid import Value, text_of
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.run.sources import Adapters, Wanted
from tests.adapters.legacy.books import binary_workbook, converted

ROWS: list[list[Value]] = [
    ["OKRs of Sales, Q4 2026"],
    [],
    [None, "Objective", "Key result", "Owner", "Current", "Target"],
    [None, "Größer werden", "Win 40 customers; keep them", "Jörg", 19, 40],
    [None, "Größer werden", "Raise the\nwin rate", "Mara", 25.5, 30],
    [],
    [None, "Schneller werden", "Answer in 3 hours", "José", 7, 3],
]
KINDS = ("xlsx", "xls", "ods", "xlsb", "csv", "tsv")


@pytest.fixture(scope="module", params=KINDS)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows as a file of each kind, in a tab called Plan."""
    kind: str = request.param
    place = tmp_path_factory.mktemp(kind) / f"Plan.{kind}"
    if kind in ("csv", "tsv"):
        with place.open("w", encoding="cp1252", newline="") as file:
            writer = csv.writer(file, delimiter=";" if kind == "csv" else "\t")
            writer.writerows([text_of(value) for value in row] for row in ROWS)
        return place
    if kind == "xlsb":
        return binary_workbook(place, {at: _stored(value) for at, value in _filled().items()}, tab="Plan")
    drawn = xlsxwriter.Workbook(str(place.with_suffix(".xlsx")))
    sheet = drawn.add_worksheet("Plan")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    drawn.close()
    return place if kind == "xlsx" else converted(place.with_suffix(".xlsx"), kind)


def adapter_for(path: str) -> Adapter:
    return Adapters(Wanted(Config(root=Path()), (path,), Path(), date(2026, 11, 23))).of(path)


def _filled() -> dict[tuple[int, int], Value]:
    rows = enumerate(ROWS, start=1)
    return {(r, c): value for r, row in rows for c, value in enumerate(row, start=1) if value is not None}


def _stored(value: Value) -> str | float:
    return float(value) if isinstance(value, int | float) else text_of(value)


def test_every_kind_gives_the_same_cells_at_the_same_addresses(path: Path) -> None:
    book = adapter_for(str(path)).read(str(path))
    (sheet,) = book.sheets
    assert (book.source, book.title, sheet.name) == (str(path), path.name, "Plan")
    texts = {at: text_of(cell.value) for at, cell in sheet.cells.items()}
    assert texts == {at: text_of(value) for at, value in _filled().items()}


def test_every_kind_gives_the_same_okrs(path: Path) -> None:
    book = adapter_for(str(path)).read(str(path))
    _, okrs = read_okrs([book], settings=ReadingSettings())
    read = [
        (objective.title, kr.title, kr.owners, kr.current, kr.target)
        for objective in okrs.objectives
        for kr in objective.key_results
    ]
    assert read == [
        ("Größer werden", "Win 40 customers; keep them", ("Jörg",), 19, 40),
        ("Größer werden", "Raise the\nwin rate", ("Mara",), 25.5, 30),
        ("Schneller werden", "Answer in 3 hours", ("José",), 7, 3),
    ]
    assert {objective.cycle and objective.cycle.start for objective in okrs.objectives} == {date(2026, 10, 1)}


def test_kinds_that_are_only_read_refuse_a_plan_by_name(path: Path) -> None:
    adapter = adapter_for(str(path))
    book = adapter.read(str(path))
    assert bool(book.read_only_because) == (path.suffix in DELIMITED | LEGACY)
    if book.read_only_because:
        before = path.read_bytes()
        with pytest.raises(WriteRefusedError) as refused:
            adapter.apply(WritePlan(book.source, book.revision))
        assert refused.value.name == "read-only-kind"
        assert path.read_bytes() == before


def test_every_kind_that_folders_are_searched_for_has_its_test() -> None:
    assert {f".{kind}" for kind in KINDS} | {".xlsm", ".tab"} == READABLE
