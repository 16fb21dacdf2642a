"""Writing changes the planned cells and nothing else, and writing the same again changes no byte."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.edits import ManagedRole, TableGrowth, WritePlan
from okrsheets.errors import SourceChangedError
from okrsheets.grid import Value
from tests.adapters.xlsx.books import OKRS, alter, applied, by_openpyxl, draw, heading, members, plan

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
VALUES: dict[str, Value] = {"E2": 0.475, "E3": 1, "E4": None, "F2": "on track", "F3": "done", "F4": "behind"}


def _sync(
    path: Path, values: dict[str, Value] | None = None, *, extends: tuple[TableGrowth, ...] = ()
) -> None:
    """Write two new columns, E and F, beside the drawn OKRs."""
    adapter = XlsxAdapter()
    book = adapter.read(str(path))
    columns = [
        heading(book, "E1", ManagedRole.PROGRESS, bottom=4),
        heading(book, "F1", ManagedRole.STATUS, bottom=4),
    ]
    outcome = adapter.apply(plan(book, values or VALUES, columns=columns, extends=extends))
    assert outcome.refused == ()


def _rich_workbook(path: Path) -> Path:
    """OKRs with everything beside them that must survive."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    bold, percent = (
        book.add_format({"bold": True, "bg_color": "#DDEEFF"}),
        book.add_format({"num_format": "0 %"}),
    )
    sheet.write_row(0, 0, ["Objective", "Key result", "Target", "Current"], bold)
    for row, current in enumerate((0.2, 0.5, 0.8), start=1):
        sheet.write_row(row, 0, ["Grow", f"KR{row}", 1])
        sheet.write_formula(row, 3, f"=C{row + 1}*{current}", percent, current)
    sheet.conditional_format("D2:D4", {"type": "data_bar"})
    sheet.data_validation("A2:A4", {"validate": "list", "source": ["Grow", "Retain"]})
    sheet.write_comment("B2", "said in the weekly")
    sheet.add_sparkline("H9", {"range": "Sheet1!C2:C4"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$D$2:$D$4"})
    sheet.insert_chart("J2", chart)
    book.add_worksheet("Notes").write(0, 0, "left alone")
    book.close()
    return path


def test_new_columns_are_read_by_every_reader(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    _sync(path)
    rows: list[list[Value]] = [
        ["Progress (auto)", "Status (auto)"],
        [0.475, "on track"],
        [1, "done"],
        [None, "behind"],
    ]
    ours = XlsxAdapter().read(str(path)).sheets[0]
    assert [[ours.value(row, column) for column in (5, 6)] for row in range(1, 5)] == rows
    theirs = by_openpyxl(path)
    assert [[cell.value for cell in row] for row in theirs["E1:F4"]] == rows
    calamine = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Sheet1").to_python()
    assert [row[4:6] for row in calamine] == [
        [cell if cell is not None else "" for cell in row] for row in rows
    ]


def test_only_the_parts_that_must_change_do(tmp_path: Path) -> None:
    path = _rich_workbook(tmp_path / "a.xlsx")
    before, cells = members(path), XlsxAdapter().read(str(path)).sheets[0].cells
    _sync(path)
    after = members(path)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/sharedStrings.xml", "xl/styles.xml"}
    now = XlsxAdapter().read(str(path)).sheets[0].cells
    assert {place: now[place] for place in cells} == cells


def test_outside_of_the_written_cells_the_tab_keeps_its_text(tmp_path: Path) -> None:
    path = _rich_workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        before = archive.read(SHEET).decode()
    _sync(path)
    with zipfile.ZipFile(path) as archive:
        after = archive.read(SHEET).decode()
    restored = re.sub(r'<c r="[EF][1-4]"[^>]*?(?:/>|>.*?</c>)', "", after)
    restored = re.sub(r"<cols>.*?</cols>", "", restored)
    assert restored.replace('spans="1:6"', 'spans="1:4"').replace("A1:F4", "A1:D4") == before


def test_formulas_keep_their_cached_values(tmp_path: Path) -> None:
    path = _rich_workbook(tmp_path / "a.xlsx")
    _sync(path)
    cached = by_openpyxl(path, cached=True)
    formulas = by_openpyxl(path)
    assert [cell.value for (cell,) in cached["D2:D4"]] == [0.2, 0.5, 0.8]
    assert formulas["D3"].value == "=C3*0.5"
    assert len(formulas.data_validations.dataValidation) == 1
    assert len(formulas.conditional_formatting) == 1


def test_writing_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    _sync(path)
    content, stamp = path.read_bytes(), path.stat().st_mtime_ns
    _sync(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (content, stamp)


def test_the_same_plan_gives_the_same_bytes_in_every_copy(tmp_path: Path) -> None:
    first = _rich_workbook(tmp_path / "a.xlsx")
    second = tmp_path / "b.xlsx"
    second.write_bytes(first.read_bytes())
    _sync(first)
    _sync(second)
    assert first.read_bytes() == second.read_bytes()


def test_an_empty_plan_leaves_the_file_alone(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    content, stamp = path.read_bytes(), path.stat().st_mtime_ns
    revision = XlsxAdapter().read(str(path)).revision
    outcome = XlsxAdapter().apply(WritePlan(str(path), revision))
    assert outcome.revision == revision
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (content, stamp)


def test_the_outcome_carries_the_revision_that_is_read_next(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    outcome = applied(path, {"D2": 20})
    assert outcome.revision == XlsxAdapter().read(str(path)).revision
    assert outcome.revision == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [written.ref.a1 for written in outcome.written] == ["D2"]


def test_a_new_column_takes_its_look_from_the_left_and_its_format_from_its_kind(tmp_path: Path) -> None:
    path = _rich_workbook(tmp_path / "a.xlsx")
    _sync(path)
    sheet = by_openpyxl(path)
    assert sheet["E1"].font.bold
    assert sheet["E1"].fill.fgColor.rgb == "FFDDEEFF"
    assert (sheet["D2"].number_format, sheet["E2"].number_format, sheet["F2"].number_format) == (
        "0 %",
        "0%",
        "General",
    )
    assert (sheet.column_dimensions["E"].width, sheet.column_dimensions["F"].width) == (17, 16)


def _framed_workbook(path: Path) -> Path:
    """A framed plan, and beside it in E, where its new column will be, what must stay as it is."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    frame, red = book.add_format({"border": 1}), book.add_format({"font_color": "red"})
    for row in (0, 1, 2, 3, 5, 6, 7, 8):
        sheet.write_row(row, 0, ["Grow", f"KR{row}", row, 0.5], frame)
    sheet.write_blank(2, 4, None, red)
    sheet.write(3, 4, "a note", red)
    sheet.write_formula(5, 4, "=C6", red, 5)
    sheet.merge_range("E7:F8", None, red)
    book.close()
    return path


def test_the_cells_of_a_new_column_that_stay_empty_are_framed_too(tmp_path: Path) -> None:
    path = _framed_workbook(tmp_path / "a.xlsx")
    book = XlsxAdapter().read(str(path))
    column = heading(book, "E1", ManagedRole.STATUS, bottom=8)
    XlsxAdapter().apply(plan(book, {"E2": "on track"}, columns=[column]))
    sheet = by_openpyxl(path)
    framed = [row for row in range(1, 10) if sheet.cell(row, 5).border.left.style]
    assert framed == [1, 2, 3]
    red = [
        row for row in range(1, 10) if (color := sheet.cell(row, 5).font.color) and color.rgb == "FFFF0000"
    ]
    assert red == [4, 6, 7]
    now = XlsxAdapter().read(str(path)).sheets[0]
    assert [now.value(row, 5) for row in (2, 3, 4, 6, 7)] == ["on track", None, "a note", 5, None]
    assert "E5" not in {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.has_style}


def test_framing_empty_cells_again_changes_no_byte(tmp_path: Path) -> None:
    path = _framed_workbook(tmp_path / "a.xlsx")
    for _ in range(2):
        book = XlsxAdapter().read(str(path))
        column = heading(book, "E1", ManagedRole.STATUS, bottom=8)
        content = path.read_bytes()
        outcome = XlsxAdapter().apply(plan(book, {"E2": "on track"}, columns=[column]))
        assert (outcome.refused, len(outcome.written)) == ((), 1)
    assert path.read_bytes() == content


def test_cells_spelt_in_another_way_are_found_where_they_stand(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    spelt = """<row r="2"><c s="0" r="A2"><v>1</v></c><c r='C2'><v>3</v></c></row>"""
    alter(path, SHEET, lambda xml: re.sub(r'<row r="2".*?</row>', spelt, xml))
    applied(path, {"A2": 7, "B2": 8, "C2": 9, "D2": 10})
    assert [XlsxAdapter().read(str(path)).sheets[0].value(2, column) for column in range(1, 5)] == [
        7,
        8,
        9,
        10,
    ]
    assert [cell.value for cell in by_openpyxl(path)[2]] == [7, 8, 9, 10]


def test_a_managed_cell_that_was_there_keeps_its_style(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    red = book.add_format({"font_color": "red", "num_format": "0.00 %"})
    sheet.write(0, 0, "Progress (auto)")
    sheet.write(1, 0, 0.1, red)
    sheet.write(2, 0, "none", book.add_format({"italic": True}))
    book.close()
    applied(tmp_path / "a.xlsx", {"A2": 0.2, "A3": 0.3})
    written = by_openpyxl(tmp_path / "a.xlsx")
    assert (written["A2"].value, written["A2"].number_format) == (0.2, "0.00 %")
    assert (written["A3"].value, written["A3"].number_format, written["A3"].font.italic) == (0.3, "0%", True)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30",
        "@home",
        "'quoted",
        "_x0041_",
        "_x005F_x0041_",
        "bell \a",
        "a\r\nb",
        " two  blanks ",
        "<b>&\"'",
    ],
)
def test_text_stays_the_very_text(tmp_path: Path, text: str) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    applied(path, {"D2": text})
    cell = XlsxAdapter().read(str(path)).sheets[0].cell(2, 4)
    assert (cell.value, cell.formula) == (text, None)
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1][3] == text


def test_a_workbook_without_shared_strings_gets_its_text_in_the_cell(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", "| 1 | 2 |")
    with zipfile.ZipFile(path) as archive:
        kept = {n: archive.read(n) for n in archive.namelist() if n != "xl/sharedStrings.xml"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(
                name, re.sub(rb"<(?:Override|Relationship)[^>]*sharedStrings[^>]*>", b"", content)
            )
    applied(path, {"C1": " =x_x0041_ "})
    assert XlsxAdapter().read(str(path)).sheets[0].value(1, 3) == " =x_x0041_ "
    applied(path, {"B3": "in a row of its own"})
    assert by_openpyxl(path)["B3"].value == "in a row of its own"


@pytest.mark.parametrize(
    ("stored", "kept"), [(" 8 ", "9"), ("none", "none"), ("7", "8")], ids=["in blanks", "a word", "too few"]
)
def test_the_counts_of_the_shared_strings_are_right_whatever_they_were(
    tmp_path: Path, stored: str, kept: str
) -> None:
    path = draw(tmp_path / "a.xlsx", "| x |")
    strings = "xl/sharedStrings.xml"
    counts = f'count="{stored}" uniqueCount="{stored}"'
    alter(path, strings, lambda text: re.sub(r'count="\d+" uniqueCount="\d+"', counts, text))
    applied(path, {"B1": "new"})
    with zipfile.ZipFile(path) as archive:
        root = archive.read(strings).decode().split("<si>")[0]
    assert f' count="{kept}" uniqueCount="2">' in root


@pytest.mark.parametrize(
    "rows",
    [
        '<sheetData><row r="1"/><row r="9"><c r="A9"><v>1</v></c></row></sheetData>',
        "<sheetData/>",
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>",
        '<sheetData><row r="5" spans="1:2"><c r="A5"><v>1</v></c><c r="H5"><v>2</v></c></row></sheetData>',
        '<sheetData><!-- <row r="1"> --><row r="1"><c t="str"><v><![CDATA[</c>]]></v></c></row></sheetData>',
    ],
)
def test_new_cells_find_their_place_in_any_tab(tmp_path: Path, rows: str) -> None:
    path = draw(tmp_path / "a.xlsx", "| x |")
    alter(path, SHEET, lambda xml: re.sub(r"<sheetData>.*</sheetData>", rows, xml))
    before = XlsxAdapter().read(str(path)).sheets[0].cells
    values: dict[str, Value] = {"D1": 0.5, "C5": "text", "E5": 0.25, "B7": 1, "C7": 0.5, "D12": "last"}
    outcome = applied(path, values)
    assert outcome.refused == ()
    after = XlsxAdapter().read(str(path)).sheets[0].cells
    written = {edit.ref.a1: after[edit.ref.row, edit.ref.column].value for edit in outcome.written}
    assert written == values
    assert {place: after[place] for place in before} == before
    theirs = by_openpyxl(path)
    assert {a1: theirs[a1].value for a1 in values} == values


@pytest.mark.parametrize(
    ("stored", "kept"),
    [("1:9", "1:9"), (" 1:2 4:4 ", "1:8"), ("1:2", "1:8"), ("2:3", "1:8"), ("3", "3"), ("", "")],
)
def test_the_columns_that_a_row_says_it_spans_hold_all_of_its_cells_or_stay_what_they_were(
    tmp_path: Path, stored: str, kept: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, SHEET, lambda xml: xml.replace('<row r="2" spans="1:4">', f'<row r="2" spans="{stored}">'))
    applied(path, {"H2": 1})
    with zipfile.ZipFile(path) as archive:
        assert f'<row r="2" spans="{kept}">' in archive.read(SHEET).decode()


@pytest.mark.parametrize("number", ["9" * 5000, " 3 ", "-1", "", "x"], ids=lambda number: number[:3])
@pytest.mark.parametrize(
    ("member", "attribute"),
    [(SHEET, "ref"), (SHEET, "spans"), ("xl/sharedStrings.xml", "count"), (STYLES, "numFmtId")],
)
def test_no_number_in_an_attribute_is_too_odd_to_write_beside_it(
    tmp_path: Path, member: str, attribute: str, number: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, member, lambda xml: re.sub(f' {attribute}="[^"]*"', f' {attribute}="{number}"', xml))
    applied(path, {"F2": "new", "G2": 0.5})
    read = XlsxAdapter().read(str(path)).sheets[0]
    assert (read.value(2, 6), read.value(2, 7)) == ("new", 0.5)


def test_the_used_range_follows(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    applied(path, {"H9": 1})
    with zipfile.ZipFile(path) as archive:
        assert b'<dimension ref="A1:H9"/>' in archive.read(SHEET)


def test_a_table_grows_by_the_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    headings = [{"header": word} for word in ("Objective", "Key result", "Target", "Current")]
    rows = [["Grow", "KR1", 40, 19], ["Grow", "KR2", 3, 1], ["Retain", "KR3", 1, 0]]
    sheet.add_table("A1:D4", {"name": "Plan", "columns": headings, "data": rows})
    book.close()
    _sync(path, extends=(TableGrowth("Sheet1", "Plan", ("Progress (auto)", "Status (auto)")),))
    table = by_openpyxl(path).tables["Plan"]
    assert (table.ref, table.autoFilter.ref) == ("A1:F4", "A1:F4")
    names = [column.name for column in table.tableColumns]
    assert names[4:] == ["Progress (auto)", "Status (auto)"]
    assert len({column.id for column in table.tableColumns}) == 6
    assert XlsxAdapter().read(str(path)).sheets[0].tables[0].range.a1 == "A1:F4"


def test_a_filter_grows_with_its_name(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    book = openpyxl.load_workbook(path)
    book["Sheet1"].auto_filter.ref = "A1:D4"
    book.save(path)
    _sync(path, extends=(TableGrowth("Sheet1", None, ("Progress (auto)", "Status (auto)")),))
    grown = XlsxAdapter().read(str(path)).sheets[0].filter_range
    assert grown is not None
    assert grown.a1 == "A1:F4"
    with zipfile.ZipFile(path) as archive:
        assert b"'Sheet1'!$A$1:$F$4" in archive.read("xl/workbook.xml")


def test_formulas_that_mention_a_written_column_are_marked_out_of_date(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, ["Progress (auto)", 0.1])
    book.add_worksheet("Sums").write_formula(0, 0, "=AVERAGE(Sheet1!B:B)", None, 0.1)
    book.close()
    alter(path, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))
    unrelated = path.read_bytes()
    applied(path, {"C1": 0.5})
    with zipfile.ZipFile(path) as archive:
        assert b"fullCalcOnLoad" not in archive.read("xl/workbook.xml")
    path.write_bytes(unrelated)
    applied(path, {"B1": 0.5})
    with zipfile.ZipFile(path) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
        assert b"<v>0.1</v>" in archive.read("xl/worksheets/sheet2.xml")


def test_a_file_saved_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    stale = plan(XlsxAdapter().read(str(path)), {"D2": 1})
    applied(path, {"D3": 5})
    content = path.read_bytes()
    with pytest.raises(SourceChangedError, match="saved by someone else"):
        XlsxAdapter().apply(stale)
    assert path.read_bytes() == content


def test_a_link_stays_a_link_and_the_file_keeps_its_mode(tmp_path: Path) -> None:
    path = draw(tmp_path / "real.xlsx", OKRS)
    path.chmod(0o640)
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    applied(link, {"D2": 21})
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert XlsxAdapter().read(str(path)).sheets[0].value(2, 4) == 21
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.xlsx", "real.xlsx"]
