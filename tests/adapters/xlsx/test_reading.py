"""An Excel file is read as people see it: values, formulas, formats, links, and what stands where."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.grid import CellRange, ErrorValue, Look, Sheet
from tests.adapters.xlsx.books import OKRS, alter, draw

SHEET = "xl/worksheets/sheet1.xml"


def _read(path: Path) -> Sheet:
    return XlsxAdapter().read(str(path)).sheets[0]


def _with_cells(tmp_path: Path, cells: str) -> Sheet:
    """A tab whose first row is this XML."""
    path = draw(tmp_path / "a.xlsx", "| x |")
    alter(path, SHEET, lambda xml: _replace_data(xml, f'<row r="1">{cells}</row>'))
    return _read(path)


def _replace_data(xml: str, rows: str) -> str:
    start, end = xml.index("<sheetData>"), xml.index("</sheetData>")
    return f"{xml[:start]}<sheetData>{rows}{xml[end:]}"


def test_texts_and_numbers_are_read_with_their_places(tmp_path: Path) -> None:
    sheet = _read(draw(tmp_path / "a.xlsx", OKRS))
    assert [sheet.value(4, column) for column in (1, 2, 3, 4)] == ["Retain", "Churn below 2 %", 0.02, 0.035]
    assert sheet.value(2, 3) == 40
    assert isinstance(sheet.value(2, 3), int)
    assert len(sheet.cells) == 16


def test_numbers_may_have_blanks_around_them(tmp_path: Path) -> None:
    sheet = _with_cells(tmp_path, '<c r="A1" t="s"><v> 0\n</v></c><c r="B1"><v> 40 </v></c>')
    assert [sheet.value(1, column) for column in (1, 2)] == ["x", 40]


def test_a_workbook_is_called_by_its_source_and_its_file_name(tmp_path: Path) -> None:
    path = draw(tmp_path / "Sales plan.xlsx", OKRS, OKRS)
    book = XlsxAdapter().read(str(path))
    assert (book.source, book.title) == (str(path), "Sales plan.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["Sheet1", "Sheet2"]
    assert book.revision == XlsxAdapter().read(str(path)).revision
    assert book.read_only_because is None


def test_dates_times_percentages_and_errors_keep_their_meaning(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    sheet.write_datetime(0, 0, date(2026, 10, 1), day)
    sheet.write_datetime(0, 1, datetime.fromisoformat("2026-10-01 09:30"), day)
    sheet.write_datetime(0, 2, time(9, 30), clock)
    sheet.write_number(0, 3, 0.6, book.add_format({"num_format": 9}))
    sheet.write_boolean(0, 4, boolean=True)
    sheet.write_formula(0, 5, "=1/0", None, "#DIV/0!")
    sheet.write_number(0, 6, 46296.5, book.add_format({"num_format": "[h]:mm"}))
    book.close()
    read = _read(tmp_path / "a.xlsx")
    assert [read.value(1, column) for column in range(1, 8)] == [
        date(2026, 10, 1),
        datetime.fromisoformat("2026-10-01 09:30"),
        time(9, 30),
        0.6,
        True,
        ErrorValue("#DIV/0!"),
        46296.5,
    ]
    assert read.cell(1, 4).number_format == "0%"


def test_days_of_a_workbook_that_counts_from_1904_are_right(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True})
    book.add_worksheet().write_datetime(
        0, 0, date(2026, 10, 1), book.add_format({"num_format": "d mmm yyyy"})
    )
    book.close()
    assert _read(tmp_path / "a.xlsx").value(1, 1) == date(2026, 10, 1)


def test_the_day_that_never_was_does_not_move_the_days_before_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for column, serial in enumerate((1, 59, 61)):
        sheet.write_number(0, column, serial, book.add_format({"num_format": 14}))
    book.close()
    read = _read(tmp_path / "a.xlsx")
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)]
    assert [read.value(1, column) for column in (1, 2, 3)] == days


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="inlineStr"><is><r><t>Ex</t></r><r><t>pand</t></r></is></c>', "Expand"),
        (
            '<c r="A1" t="inlineStr"><is><r><rPr><color></color></rPr><t>Expand</t></r></is></c><c r="B1"/>',
            "Expand",
        ),
        ('<c r="A1" t="inlineStr"><is><t>R&amp;D _x005F_x0041_</t></is></c>', "R&D _x0041_"),
        ('<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
        ('<c r="A1" t="d"><v>2026-10-01T00:00:00</v></c>', date(2026, 10, 1)),
        ("<c r='A1' s=\"\"><v>4.5E-2</v></c>", 0.045),
        ("<c><v>7</v></c>", 7),
        ('<c r="A1" t="str"><v><![CDATA[<b>&]]></v></c>', "<b>&"),
        ('<c r="A1"><!-- <v>1</v> --><v>2</v></c>', 2),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ErrorValue("#REF!")),
    ],
)
def test_every_way_to_store_a_value_is_understood(tmp_path: Path, cell: str, value: object) -> None:
    assert _with_cells(tmp_path, cell).value(1, 1) == value


@pytest.mark.parametrize(
    "empty", ["<si/>", "<si />", '<si xml:space="preserve"/>', "<si></si>", "<si><t /></si>"]
)
def test_an_empty_shared_string_counts_as_one_however_it_is_spelt(tmp_path: Path, empty: str) -> None:
    path = draw(tmp_path / "a.xlsx", "| one | two | three |")
    alter(path, "xl/sharedStrings.xml", lambda text: text.replace("<si><t>one</t></si>", empty))
    read = _read(path)
    assert [read.value(1, column) for column in (1, 2, 3)] == [None, "two", "three"]


def test_empty_formatted_cells_are_not_there(tmp_path: Path) -> None:
    cells = '<c r="A1" s="0"/><c r="B1"><v></v></c><c r="C1" t="str"><v></v></c><c r="D1"><v>1</v></c>'
    assert _with_cells(tmp_path, cells).cells.keys() == {(1, 4)}


def test_a_formula_stands_beside_its_cached_result(tmp_path: Path) -> None:
    cells = '<c r="A1"><f>B1*2</f><v>8</v></c><c r="B1"><f>1+1</f></c>'
    sheet = _with_cells(tmp_path, cells)
    assert (sheet.cell(1, 1).formula, sheet.value(1, 1)) == ("B1*2", 8)
    assert (sheet.cell(1, 2).formula, sheet.value(1, 2)) == ("1+1", None)


def test_a_result_that_is_no_words_is_told_from_none(tmp_path: Path) -> None:
    cells = '<c r="A1" t="str"><f>IF(C1="","",C1)</f><v></v></c><c r="B1"><f>C1</f><v></v></c>'
    sheet = _with_cells(tmp_path, cells)
    assert [sheet.value(1, column) for column in (1, 2)] == ["", None]


def test_each_child_of_a_shared_formula_has_its_own_text(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f t="shared" ref="A1:C1" si="0">$E1+E$2+SUM(E3:F4)+\'E1\'!E5&amp;"E1"</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c><c r="C1" t="n"><f t="shared" si="0"></f><v>3</v></c>'
    )
    sheet = _with_cells(tmp_path, cells)
    assert sheet.cell(1, 2).formula == "$E1+F$2+SUM(F3:G4)+'E1'!F5&\"E1\""
    assert sheet.cell(1, 3).formula == "$E1+G$2+SUM(G3:H4)+'E1'!G5&\"E1\""


def test_links_lead_to_places_and_pages(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    book.add_worksheet("Company")
    sheet.write_url(0, 0, "internal:Company!B4", string="Grow")
    sheet.write_url(0, 1, "https://example.org/okrs?a=1&b=2", string="page")
    book.close()
    read = _read(tmp_path / "a.xlsx")
    assert read.cell(1, 1).link == "#Company!B4"
    assert read.cell(1, 2).link == "https://example.org/okrs?a=1&b=2"
    assert read.value(1, 1) == "Grow"


def test_the_look_of_a_cell_tells_bold_fill_and_indent(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"].value = sheet["A2"].value = "x"
    sheet["A1"].font = Font(bold=True)
    sheet["A1"].fill = PatternFill("solid", fgColor="FFDDEEFF")
    sheet["A1"].alignment = Alignment(indent=2)
    sheet["A1"].comment = Comment("a note", "someone")
    book.save(tmp_path / "a.xlsx")
    read = _read(tmp_path / "a.xlsx")
    assert read.cell(1, 1).look == Look(bold=True, fill="DDEEFF", indent=2)
    assert read.cell(2, 1).look == Look()


def test_merges_hidden_parts_filters_and_protection_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Objective", "Key result"])
    sheet.append(["Grow", "40 customers"])
    sheet.append([None, "3 cities"])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.auto_filter.ref = "A1:B3"
    sheet.protection.sheet = True
    book.create_sheet("Old").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    read, old = XlsxAdapter().read(str(tmp_path / "a.xlsx")).sheets
    assert read.merges == (CellRange(2, 1, 3, 1),)
    assert read.hidden_rows == {3}
    assert read.hidden_columns == {4}
    assert read.filter_range == CellRange(1, 1, 3, 2)
    assert read.protected
    assert (old.hidden, old.protected) == (True, False)


def test_what_a_merge_covers_is_not_seen(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", "| Grow | under it | beside |")
    alter(
        path,
        SHEET,
        lambda xml: xml.replace(
            "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        ),
    )
    assert [cell.value for cell in _read(path).cells.values()] == ["Grow", "beside"]


def test_tables_and_places_under_charts_and_arrays_are_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    columns = [{"header": "Key result"}, {"header": "Target"}]
    sheet.add_table("A1:B4", {"name": "Plan", "columns": columns, "total_row": True})
    sheet.write_array_formula("D1:D3", "{=B2:B4}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$B$2:$B$3"})
    sheet.insert_chart("F2", chart, {"x_scale": 0.5, "y_scale": 0.5})
    book.close()
    read = _read(tmp_path / "a.xlsx")
    (table,) = read.tables
    assert (table.name, table.range, table.totals_rows, table.growable) == (
        "Plan",
        CellRange(1, 1, 4, 2),
        1,
        True,
    )
    assert CellRange(1, 4, 3, 4) in read.occupied
    assert any(place.holds(3, 7) and not place.holds(3, 5) for place in read.occupied)


def test_chart_sheets_are_no_tabs_of_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Plan").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Plan!$A$1"})
    book.add_chartsheet("Chart").set_chart(chart)
    book.close()
    assert [sheet.name for sheet in XlsxAdapter().read(str(tmp_path / "a.xlsx")).sheets] == ["Plan"]


def test_a_hundred_thousand_empty_formatted_rows_hold_nothing(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    rows = "".join(f'<row r="{n}" spans="1:4"><c r="A{n}" s="0"/></row>' for n in range(5, 100_000))
    alter(
        path,
        SHEET,
        lambda xml: xml.replace("</sheetData>", f'{rows}<row r="100000" hidden="1"/></sheetData>'),
    )
    read = _read(path)
    assert len(read.cells) == 16
    assert read.hidden_rows == {100_000}


def test_prefixed_elements_and_other_encodings_read_the_same(tmp_path: Path) -> None:
    plain = draw(tmp_path / "plain.xlsx", OKRS)
    other = draw(tmp_path / "other.xlsx", OKRS)
    names = "worksheet|dimension|sheetViews?|sheetFormatPr|sheetData|row|c|v|pageMargins|is|t"

    def prefixed(xml: str) -> str:
        xml = re.sub(rf"<(/?)({names})(?=[\s/>])", r"<\1x:\2", xml)
        return xml.replace('xmlns="http', 'xmlns:x="http')

    alter(other, SHEET, prefixed)
    assert _read(other).cells == _read(plain).cells


def test_a_file_says_when_it_was_last_saved_by_a_person(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    saved = "2026-10-05T08:30:00Z</dcterms:modified>"
    alter(path, "docProps/core.xml", lambda xml: re.sub(r"[^>]*</dcterms:modified>", saved, xml))
    assert XlsxAdapter().read(str(path)).changed == datetime(2026, 10, 5, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "said", ["<cp:coreProperties/>", "no xml", "<dcterms:modified>soon</dcterms:modified>"]
)
def test_a_file_that_does_not_say_when_it_was_saved_is_as_old_as_on_disk(tmp_path: Path, said: str) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, "docProps/core.xml", lambda _: said)
    os.utime(path, (1_790_000_000, 1_790_000_000))
    changed = XlsxAdapter().read(str(path)).changed
    assert changed == datetime.fromtimestamp(1_790_000_000, tz=UTC)
