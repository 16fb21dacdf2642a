"""What cannot be written safely is refused by name, as small as is safe, and the rest is written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS
from okrsheets.edits import ManagedRole, Refusal, TableGrowth, WriteOutcome
from okrsheets.errors import DamagedWorkbookError, WriteRefusedError
from okrsheets.grid import CellRange, Value
from tests.adapters.xlsx.books import OKRS, alter, applied, draw, heading, members, plan

SHEET = "xl/worksheets/sheet1.xml"


def _names(outcome: WriteOutcome) -> list[tuple[str | None, str]]:
    return [(refusal.at, refusal.name) for refusal in outcome.refused]


def _after_data(path: Path, xml: str) -> Path:
    alter(path, SHEET, lambda text: text.replace("</sheetData>", f"</sheetData>{xml}"))
    return path


def test_a_formula_of_a_person_stays_and_the_rest_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=B1*2", None, 8)
    sheet.write(0, 1, 4)
    book.close()
    outcome = applied(path, {"A1": 0.5, "B1": 0.25})
    assert outcome.refused == (Refusal("Sheet1", "A1", "formula-cell", CELL_REFUSALS["formula-cell"]),)
    read = XlsxAdapter().read(str(path)).sheets[0]
    assert (read.cell(1, 1).formula, read.value(1, 1), read.value(1, 2)) == ("B1*2", 8, 0.25)


def test_results_of_arrays_and_covered_cells_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_array_formula("A1:A3", "{=C1:C3}")
    sheet.merge_range("E1:E3", "Grow")
    book.close()
    outcome = applied(path, {"A2": 1, "E2": "x", "E1": "Retain", "F1": 1})
    assert sorted(_names(outcome)) == [("A2", "array-range"), ("E2", "merged-cell")]
    assert XlsxAdapter().read(str(path)).sheets[0].value(1, 5) == "Retain"


def test_headings_and_totals_of_tables_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    table = {"columns": [{"header": "KR"}, {"header": "Target"}], "total_row": True}
    book.add_worksheet().add_table("A1:B4", table)
    book.close()
    outcome = applied(path, {"A1": "Key result", "B1": "Target", "B2": 0.5, "B4": 1})
    assert _names(outcome) == [("A1", "table-header"), ("B4", "table-totals")]


def test_a_table_filled_by_a_query_is_not_written_and_does_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().add_table("A1:B4", {"name": "Plan"})
    book.close()
    alter(
        path,
        "xl/tables/table1.xml",
        lambda xml: xml.replace(' name="Plan"', ' name="Plan" tableType="queryTable"'),
    )
    adapter = XlsxAdapter()
    read = adapter.read(str(path))
    assert not read.sheets[0].tables[0].growable
    column = heading(read, "C1", ManagedRole.STATUS, bottom=4)
    growth = TableGrowth("Sheet1", "Plan", (column.heading,))
    outcome = adapter.apply(plan(read, {"A2": 0.5, "C2": "done"}, columns=[column], extends=[growth]))
    assert _names(outcome) == [("A2", "query-table"), ("C1", "table-cannot-grow")]
    assert adapter.read(str(path)).sheets[0].value(2, 3) == "done"


@pytest.mark.parametrize(
    ("headings", "taken"), [(("Status (auto)",), {"C3": "mine"}), (("Other",), {}), (("KR",), {})]
)
def test_a_table_grows_only_into_a_free_column_under_the_same_heading(
    tmp_path: Path, headings: tuple[str, ...], taken: dict[str, str]
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.add_table("A1:B4", {"name": "Plan", "columns": [{"header": "KR"}, {"header": "Target"}]})
    for a1, word in taken.items():
        sheet.write(a1, word)
    book.close()
    read = XlsxAdapter().read(str(path))
    column = heading(read, "C1", ManagedRole.STATUS, bottom=4)
    growth = TableGrowth("Sheet1", "Plan", headings)
    outcome = XlsxAdapter().apply(plan(read, {"C2": "done"}, columns=[column], extends=[growth]))
    assert [refusal.name for refusal in outcome.refused] == ["table-cannot-grow"]
    assert XlsxAdapter().read(str(path)).sheets[0].tables[0].range.a1 == "A1:B4"


def test_a_column_whose_heading_has_no_place_is_not_written(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    read = XlsxAdapter().read(str(path))
    column = heading(read, "D1", ManagedRole.STATUS, bottom=4)
    content = path.read_bytes()
    outcome = XlsxAdapter().apply(plan(read, {"D2": "done"}, columns=[column]))
    assert _names(outcome) == [("D1", "occupied-cell"), ("D2", "heading-refused")]
    assert path.read_bytes() == content


def test_a_tab_with_a_second_place_for_cells_is_not_written(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, SHEET, lambda text: text.replace("<sheetViews>", "<sheetViews><sheetData/>"))
    content = path.read_bytes()
    assert _names(applied(path, {"D2": 1})) == [(None, "two-spellings")]
    assert path.read_bytes() == content


def test_a_protected_tab_is_left_and_another_is_written(tmp_path: Path) -> None:
    path = _after_data(draw(tmp_path / "a.xlsx", OKRS, OKRS), '<sheetProtection sheet="1"/>')
    read = XlsxAdapter().read(str(path))
    first, second = plan(read, {"D2": 1}), plan(read, {"D2": 1}, sheet="Sheet2")
    both = plan(read, {}, sheet="Sheet1").__class__(read.source, read.revision, (*first.edits, *second.edits))
    outcome = XlsxAdapter().apply(both)
    assert [(refusal.sheet, refusal.at, refusal.name) for refusal in outcome.refused] == [
        ("Sheet1", None, "protected-tab")
    ]
    after = XlsxAdapter().read(str(path))
    assert (after.sheets[0].value(2, 4), after.sheets[1].value(2, 4)) == (19, 1)


@pytest.mark.parametrize(
    ("value", "name"),
    [(float("nan"), "not-finite"), (float("inf"), "not-finite"), ("x" * 32_768, "text-too-long")],
)
def test_what_no_cell_can_hold_is_refused(tmp_path: Path, value: Value, name: str) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    assert _names(applied(path, {"D2": value, "D3": 2})) == [("D2", name)]
    assert XlsxAdapter().read(str(path)).sheets[0].value(3, 4) == 2


def test_a_tab_that_is_not_there_is_named(tmp_path: Path) -> None:
    outcome = applied(draw(tmp_path / "a.xlsx", OKRS), {"A1": 1}, sheet="Gone")
    assert [(refusal.sheet, refusal.name) for refusal in outcome.refused] == [("Gone", "no-sheet")]


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("xl/workbook.xml", 'name="Sheet2"', 'name="Sheet1"'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "/xl/worksheets/Sheet1.xml"),
    ],
    ids=["two of one name", "two stored in one part"],
)
def test_a_tab_that_cannot_be_told_from_another_is_not_written(
    tmp_path: Path, member: str, old: str, new: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS, OKRS, OKRS)
    alter(path, member, lambda text: text.replace(old, new))
    assert _names(applied(path, {"A1": 1})) == [(None, "ambiguous-tab")]
    assert _names(applied(path, {"A1": 1}, sheet="Sheet3")) == []


def _signed(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")


def _twice(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", archive.read(SHEET))


def _shared(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    relationship = f'<Relationship Id="rIdX" Type="{kind}" Target="revisions/revisionHeaders.xml"/>'
    alter(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{relationship}</Relationships>"),
    )


def _reserved(path: Path) -> None:
    alter(
        path,
        "xl/workbook.xml",
        lambda xml: xml.replace("<workbookPr", '<fileSharing reservationPassword="CC1A"/><workbookPr'),
    )


def _unordered(path: Path) -> None:
    alter(path, SHEET, lambda xml: xml.replace('<row r="4"', '<row r="1"'))


def _cells_unordered(path: Path) -> None:
    alter(path, SHEET, lambda xml: xml.replace('r="A2"', 'r="D2"'))


@pytest.mark.parametrize(("change", "new"), [(_unordered, "E9"), (_cells_unordered, "E2")])
def test_where_rows_or_cells_are_out_of_order_those_that_are_there_once_are_written_and_none_is_added(
    tmp_path: Path, change: Callable[[Path], object], new: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    change(path)
    assert _names(applied(path, {"B2": 0.5, new: 1})) == [(new, "unordered-cells")]
    assert XlsxAdapter().read(str(path)).sheets[0].value(2, 2) == 0.5


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_signed, "signed"),
        (_shared, "shared-workbook"),
        (_reserved, "write-reserved"),
        (lambda path: (path.parent / f"~${path.name}").write_bytes(b"x"), "open-elsewhere"),
        (lambda path: (path.parent / f".~lock.{path.name}#").write_bytes(b"x"), "open-elsewhere"),
        (lambda path: path.chmod(0o444), "read-only-file"),
    ],
)
def test_a_workbook_that_must_stay_as_it_is_is_refused_whole(
    tmp_path: Path, change: Callable[[Path], object], name: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    change(path)
    content, files = path.read_bytes(), sorted(tmp_path.iterdir())
    with pytest.raises(WriteRefusedError) as caught:
        applied(path, {"D2": 0.5})
    assert caught.value.name == name
    assert str(caught.value).startswith(f"{path}: ")
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (content, files)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_stored_twice_is_read_and_never_written(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    _twice(path)
    assert "same part twice" in (XlsxAdapter().read(str(path)).read_only_because or "")
    with pytest.raises(WriteRefusedError, match="holds the same part twice"):
        applied(path, {"D2": 0.5})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<si><t>Grow</t></si>", "<si><t>Grow</t> /si><si><t>or not</t></si></si>"),
        ("<si><t>Grow</t></si>", "<t>Grow</t><si><t>Grow</t></si>"),
        ("</sst>", "<t>more</t></sst>"),
    ],
    ids=["one in another", "another between", "another behind"],
)
def test_shared_strings_that_readers_count_differently_are_not_added_to(
    tmp_path: Path, old: str, new: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, "xl/sharedStrings.xml", lambda text: text.replace(old, new))
    before = path.read_bytes()
    with pytest.raises(DamagedWorkbookError, match="form that is not of Excel"):
        applied(path, {"F2": "on track"})
    assert path.read_bytes() == before


def test_an_open_workbook_in_which_nothing_changes_is_no_trouble(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    before = members(path)
    assert applied(path, {"D2": 19}).refused == ()
    assert members(path) == before


def _behind_a_tab(path: Path, kind: str, part: str, xml: str) -> None:
    """Gives the first tab one part of a kind."""
    space = "http://schemas.openxmlformats.org"
    alter(
        path,
        "xl/worksheets/_rels/sheet1.xml.rels",
        lambda _: (
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="rId1" Type="'
            f'{space}/officeDocument/2006/relationships/{kind}" Target="../{part}"/></Relationships>'
        ),
    )
    whole = xml.replace(f"<{kind}", f'<{kind} xmlns="{space}/spreadsheetml/2006/main"', 1)
    alter(path, f"xl/{part}", lambda _: whole)


def test_pivot_output_is_not_written(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    _behind_a_tab(
        path, "pivotTable", "pivotTables/pivotTable1.xml", '<pivotTable><location ref="F1:G9"/></pivotTable>'
    )
    assert _names(applied(path, {"F2": 1, "H2": 1})) == [("F2", "pivot-output")]


@pytest.mark.parametrize("called", ["Sales data", "Sales_data"])
def test_what_a_query_fills_without_a_table_is_not_written(tmp_path: Path, called: str) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    _behind_a_tab(path, "queryTable", "queryTables/queryTable1.xml", f'<queryTable name="{called}"/>')
    alter(
        path,
        "xl/workbook.xml",
        lambda xml: xml.replace(
            "</sheets>",
            '</sheets><definedNames><definedName name="Sales_data" localSheetId="0">'
            "Sheet1!$F$1:$G$9</definedName></definedNames>",
        ),
    )
    assert CellRange(1, 6, 9, 7) in XlsxAdapter().read(str(path)).sheets[0].occupied
    assert _names(applied(path, {"F2": 1, "G9": 1, "H2": 1})) == [
        ("F2", "query-table"),
        ("G9", "query-table"),
    ]
