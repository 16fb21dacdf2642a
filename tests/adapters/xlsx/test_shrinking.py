"""A table or filter that grew for our columns gives them back, unless someone has put them to use."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.edits import CellEdit, EditKind, ManagedRole, TableGrowth, WriteOutcome, WritePlan
from okrsheets.grid import CellRef
from tests.adapters.xlsx.books import alter, by_openpyxl
from tests.adapters.xlsx.judging import faults_of

TABLE = "xl/tables/table1.xml"
SHEET = "xl/worksheets/sheet1.xml"
OURS = ("Progress (auto)", "Status (auto)")
ROWS = [["40 customers", 40, 0.5, "behind"], ["3 cities", 3, 0.3, "at risk"]]
HEADINGS = ["Key result", "Target", *OURS]
EMPTIED = {f"{column}{row}": "" for column in "CD" for row in (1, 2, 3)}


def _table(path: Path) -> Path:
    """A table A1:D3 that has grown by two columns of ours."""
    book = xlsxwriter.Workbook(str(path))
    columns = [{"header": heading} for heading in HEADINGS]
    book.add_worksheet().add_table("A1:D3", {"name": "Plan", "columns": columns, "data": ROWS})
    book.close()
    return path


def _filtered(path: Path) -> Path:
    """The same without a table, under a filter of the tab's own."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADINGS, *ROWS]):
        sheet.write_row(number, 0, row)
    sheet.autofilter("A1:D3")
    book.close()
    return path


def _taken_back(path: Path, *, table: str | None, without: str = "") -> WriteOutcome:
    """What emptying our columns did, but for the cell `without`."""
    read = XlsxAdapter().read(str(path))
    edits = []
    for row in (1, 2, 3):
        for column, role in ((3, ManagedRole.PROGRESS), (4, ManagedRole.STATUS)):
            ref = CellRef(read.source, "Sheet1", row, column)
            key = "" if row == 1 else f"KR{row}"
            if ref.a1 != without:
                there = read.sheets[0].value(row, column)
                edits.append(CellEdit(ref, role, key, there, None, EditKind.BLANK))
    shrink = TableGrowth("Sheet1", table, OURS)
    return XlsxAdapter().apply(WritePlan(read.source, read.revision, tuple(edits), shrinks=(shrink,)))


def _refused(outcome: WriteOutcome) -> list[tuple[str | None, str]]:
    return [(refusal.at, refusal.name) for refusal in outcome.refused]


def _text(path: Path, member: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(member).decode()


def test_a_table_gives_our_columns_back_and_nothing_else_changes(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    before = path.read_bytes()
    assert _taken_back(path, table="plan").refused == ()
    assert faults_of(before, path.read_bytes(), {("Sheet1", at): "" for at in EMPTIED}) == [
        f"{TABLE}: changed without need"
    ]
    table = by_openpyxl(path).tables["Plan"]
    assert (table.ref, table.autoFilter.ref) == ("A1:B3", "A1:B3")
    assert [column.name for column in table.tableColumns] == ["Key result", "Target"]
    assert 'tableColumns count="2"' in _text(path, TABLE)


def test_a_filter_gives_our_columns_back_with_its_hidden_name(tmp_path: Path) -> None:
    path = _filtered(tmp_path / "a.xlsx")
    before = path.read_bytes()
    assert _taken_back(path, table=None).refused == ()
    assert faults_of(before, path.read_bytes(), {("Sheet1", at): "" for at in EMPTIED}) == [
        f"{SHEET}: autoFilter changed",
        "the workbook part changed beside its calculation",
    ]
    assert by_openpyxl(path).auto_filter.ref == "A1:B3"
    assert "Sheet1!$A$1:$B$3<" in _text(path, "xl/workbook.xml")


@pytest.mark.parametrize(
    "sorting",
    [
        ('<autoFilter ref="A1:D3"/>', '<autoFilter ref="A1:D3"/>{}'),
        ('<autoFilter ref="A1:D3"/>', '<autoFilter ref="A1:D3">{}</autoFilter>'),
    ],
)
@pytest.mark.parametrize("table", ["Plan", None])
def test_a_sorting_by_another_column_is_kept(
    tmp_path: Path, sorting: tuple[str, str], table: str | None
) -> None:
    path = (_table if table else _filtered)(tmp_path / "a.xlsx")
    state = '<sortState ref="A2:D3"><sortCondition descending="1" ref="B2:B3"/></sortState>'
    before, after = sorting
    alter(path, TABLE if table else SHEET, lambda xml: xml.replace(before, after.format(state)))
    assert _taken_back(path, table=table).refused == ()
    assert '<sortState ref="A2:B3"><sortCondition descending="1" ref="B2:B3"/></sortState>' in _text(
        path, TABLE if table else SHEET
    )


_STATUS = '<tableColumn id="4" name="Status (auto)"/>'
_FILTER = '<autoFilter ref="A1:D3"/>'
_SORTED = '<sortState ref="A2:D3"><sortCondition ref="C2:C3"/></sortState>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            _STATUS,
            _STATUS.replace("/>", "><calculatedColumnFormula>1</calculatedColumnFormula></tableColumn>"),
        ),
        (_STATUS, _STATUS.replace("/>", ' totalsRowFunction="count"/>')),
        (_STATUS, _STATUS.replace("/>", ' totalsRowLabel="Sum"/>')),
        (_STATUS, _STATUS.replace("Status", "State")),
        (
            _FILTER,
            _FILTER.replace(
                "/>", '><filterColumn colId="3"><filters blank="1"/></filterColumn></autoFilter>'
            ),
        ),
        (_FILTER, _FILTER + _SORTED),
        (_FILTER, _FILTER.replace("/>", f">{_SORTED}</autoFilter>")),
        (_FILTER, _FILTER + _SORTED.replace(' ref="A2', ' columnSort="1" ref="A2').replace("C2:C3", "A2:D2")),
        (' name="Plan"', ' name="Plan" tableType="queryTable"'),
    ],
)
def test_a_table_that_someone_changed_keeps_our_columns(tmp_path: Path, old: str, new: str) -> None:
    path = _table(tmp_path / "a.xlsx")
    alter(path, TABLE, lambda xml: xml.replace(old, new))
    before = _text(path, TABLE)
    refused = _refused(_taken_back(path, table="Plan"))
    assert [each for each in refused if each[1] != "query-table"] == [
        ("C1", "table-cannot-shrink"),
        ("D1", "table-cannot-shrink"),
    ]
    assert _text(path, TABLE) == before
    assert [cell.value for cell in by_openpyxl(path)[1]] == HEADINGS


@pytest.mark.parametrize(
    "change",
    [
        {_FILTER: _FILTER.replace("/>", '><filterColumn colId="2" hiddenButton="1"/></autoFilter>')},
        {_FILTER: _FILTER.replace("/>", f">{_SORTED}</autoFilter>")},
        {_FILTER: _FILTER + _SORTED},
        {_FILTER: _FILTER.replace("D3", "E3")},
    ],
)
def test_a_filter_that_someone_changed_keeps_our_columns(tmp_path: Path, change: Mapping[str, str]) -> None:
    path = _filtered(tmp_path / "a.xlsx")
    for old, new in change.items():
        alter(path, SHEET, lambda xml, old=old, new=new: xml.replace(old, new))  # type: ignore[misc]  # bound now
    assert _refused(_taken_back(path, table=None)) == [
        ("C1", "table-cannot-shrink"),
        ("D1", "table-cannot-shrink"),
    ]
    assert "$A$1:$D$3" in _text(path, "xl/workbook.xml")


def test_a_filter_that_was_taken_away_keeps_nothing(tmp_path: Path) -> None:
    path = _filtered(tmp_path / "a.xlsx")
    alter(path, SHEET, lambda xml: xml.replace(_FILTER, ""))
    assert _taken_back(path, table=None).refused == ()
    assert [cell.value for cell in by_openpyxl(path)[1]][2:] == [None, None]


def test_a_cell_that_stays_keeps_its_columns_in_the_table(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    outcome = _taken_back(path, table="Plan", without="D3")
    assert _refused(outcome) == [("C1", "table-cannot-shrink"), ("D1", "table-cannot-shrink")]
    assert XlsxAdapter().read(str(path)).sheets[0].tables[0].range.a1 == "A1:D3"


def test_a_column_of_theirs_behind_ours_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        columns = [{"header": heading} for heading in [*HEADINGS, "Remarks"]]
        data = [[*row, "soon"] for row in ROWS]
        book.add_worksheet().add_table("A1:E3", {"name": "Plan", "columns": columns, "data": data})
    assert _refused(_taken_back(path, table="Plan")) == [
        ("C1", "table-cannot-shrink"),
        ("D1", "table-cannot-shrink"),
    ]


def test_a_heading_of_a_table_by_another_name_is_a_heading_still(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    assert _refused(_taken_back(path, table="Other")) == [("C1", "table-header"), ("D1", "table-header")]


def test_a_table_with_a_totals_row_gives_our_columns_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        columns = [{"header": heading} for heading in HEADINGS]
        columns[1]["total_function"] = "sum"
        table = {"name": "Plan", "columns": columns, "data": ROWS, "total_row": True}
        book.add_worksheet().add_table("A1:D4", table)
    assert _taken_back(path, table="Plan").refused == ()
    read = XlsxAdapter().read(str(path)).sheets[0].tables[0]
    assert (read.range.a1, read.totals_rows) == ("A1:B4", 1)


def test_a_part_in_other_spelling_is_narrowed_too(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    alter(
        path,
        TABLE,
        lambda xml: (
            re.sub(r"(</?)(?=[a-z])", r"\1x:", xml).replace("xmlns=", "xmlns:x=").replace("><", "> <")
        ),
    )
    assert _taken_back(path, table="Plan").refused == ()
    assert by_openpyxl(path).tables["Plan"].ref == "A1:B3"


def test_a_slicer_on_one_of_our_columns_keeps_them(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    _slice(path, column=4)
    assert {name for _, name in _refused(_taken_back(path, table="Plan"))} == {"table-cannot-shrink"}


def test_a_slicer_on_another_column_does_not(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.xlsx")
    _slice(path, column=1)
    assert _taken_back(path, table="Plan").refused == ()


def _slice(path: Path, *, column: int) -> None:
    """A person lays a slicer over the table."""
    kind = "http://schemas.microsoft.com/office/2007/relationships/slicerCache"
    relationship = f'<Relationship Id="rId99" Type="{kind}" Target="slicerCaches/slicerCache1.xml"/>'
    alter(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{relationship}</Relationships>"),
    )
    main = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    later = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
    cache = f'<x15:tableSlicerCache xmlns:x15="{later}" tableId="1" column="{column}"/>'
    alter(
        path,
        "xl/slicerCaches/slicerCache1.xml",
        lambda _: (
            f'<slicerCacheDefinition xmlns="{main}" name="Slicer"><extLst><ext>{cache}</ext></extLst>'
            "</slicerCacheDefinition>"
        ),
    )


@pytest.mark.parametrize(
    ("formula", "kept"),
    [
        ("COUNTA(Plan[Status (auto)])", True),
        ("SUM(Plan[[Target]:[progress (auto)]])", True),
        ("SUM(Plan[Target])", False),
    ],
)
def test_a_formula_that_speaks_of_our_column_keeps_it_in_the_table(
    tmp_path: Path, formula: str, *, kept: bool
) -> None:
    path = _table(tmp_path / "a.xlsx")
    cell = f'<row r="9"><c r="A9"><f>{formula}</f><v>1</v></c></row>'
    alter(path, SHEET, lambda xml: re.sub("</sheetData>", f"{cell}</sheetData>", xml))
    assert bool(_taken_back(path, table="Plan").refused) is kept
