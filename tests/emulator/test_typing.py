"""What typed texts become, and how patterns show numbers, dates and texts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.calls import Caller
from tests.sheets_emulator import Emulator
from tests.sheets_emulator.formats import shown, shown_text
from tests.sheets_emulator.languages import language_of


def typed(emulator: Emulator, call: Caller, text: str, *, locale: str = "en_US") -> Any:
    """The cell that a typed text makes."""
    book = emulator.make_book().id
    properties = {"properties": {"locale": locale}, "fields": "locale"}
    call.batch(book, {"updateSpreadsheetProperties": properties})
    call("PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[text]]}, valueInputOption="USER_ENTERED")
    data = call.get(book, ranges="A1", includeGridData="true")["sheets"][0]["data"][0]
    return data["rowData"][0]["values"][0]


@pytest.mark.parametrize(
    ("text", "number", "seen"),
    [
        ("(5)", -5, "-5"),
        ("$-5", -5, "-$5"),
        ("($5.50)", -5.5, "-$5.50"),
        ("€5", 5, "€5"),
        ("1.", 1, "1"),
        ("3/4", 46085, "3/4"),
        ("Jan 5", 46027, "Jan 5"),
        ("January 5, 2026", 46027, "January 5, 2026"),
        ("5-Jan-2026", 46027, "5-Jan-2026"),
        ("Sept 2026", 46266, "Sep 2026"),
        ("1/5/2026 3:04 PM", 46027 + 15 / 24 + 4 / 1440, "1/5/2026 15:04:00"),
        ("2026-01-05 10:30", 46027.4375, "2026-01-05 10:30:00"),
        ("10:30", 0.4375, "10:30"),
        ("3:04 PM", 15 / 24 + 4 / 1440, "3:04 PM"),
        ("3 pm", 0.625, "3 PM"),
        ("30:15", 1.25 + 15 / 1440, "30:15:00"),
    ],
)
def test_a_typed_number_or_time_is_shown_as_it_was_typed(
    emulator: Emulator, call: Caller, text: str, number: float, seen: str
) -> None:
    cell = typed(emulator, call, text)
    assert cell["effectiveValue"]["numberValue"] == pytest.approx(number, abs=1e-9)
    assert cell["formattedValue"] == seen


@pytest.mark.parametrize(
    ("locale", "text", "seen"),
    [
        ("de_DE", "1.5", "01.05."),
        ("de_DE", "5,00 €", "5,00 €"),
        ("de_DE", "falsch", "FALSCH"),
        ("de_DE", "=1,5+SUM(2;0,5)", "4"),
        ("fr_FR", "1 234,5", "1\u202f234,50"),
        ("en_GB", "13/4", "13/04"),
        ("ja_JP", "¥5", "¥5"),
    ],
)
def test_texts_are_read_in_the_language_of_the_spreadsheet(
    emulator: Emulator, call: Caller, locale: str, text: str, seen: str
) -> None:
    cell = typed(emulator, call, text, locale=locale)
    assert cell["formattedValue"] == seen
    assert "stringValue" not in cell["effectiveValue"]


@pytest.mark.parametrize(
    "text", ["13/4/2026", "25 pm", "2026-01-05T10:30:00", "Jan", "6e780", "(5", "5)", "(-5)", "May 5x"]
)
def test_what_is_neither_number_nor_time_stays_a_text(emulator: Emulator, call: Caller, text: str) -> None:
    assert typed(emulator, call, text)["effectiveValue"] == {"stringValue": text}


def test_a_plus_begins_a_formula(emulator: Emulator, call: Caller) -> None:
    assert typed(emulator, call, "+1+2")["userEnteredValue"] == {"formulaValue": "=+1+2"}
    assert typed(emulator, call, "+49 171 1234")["formattedValue"] == "#ERROR!"


@pytest.mark.parametrize(
    ("number", "pattern", "seen"),
    [
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (5, "0.##", "5."),
        (12.34, "000.0000", "012.3400"),
        (12, "#.0#", "12.0"),
        (12345.125, "####.#", "12345.1"),
        (1230000, '0.0,,"M"', "1.2M"),
        (1234500000, "0.##e+#", "1.23e+9"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (1234567, "##0.0E+0", "1.2E+6"),
        (0.333, "# ?/?", " 1/3"),
        (5.5, "# ??/100", "5 50/100"),
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (-5, "0;", ""),
        (0, '0;-0;"none"', "none"),
        (50, '[<100]"Low";[>200]"High";000', "Low"),
        (150, '[<100]"Low";[>200]"High";000', "150"),
        (5551234, "000-0000", "555-1234"),
        (1.5, "[h]:mm", "36:00"),
        (0.13450526, "[mmmm]:[ss].000", "0193:41.254"),
        (42465.17283, "h:mm:ss.00 a/p", "4:08:52.51 a"),
        (42465, "mmmm d \\[dddd\\]", "April 5 [Tuesday]"),
        (42465.5, "d.M. H:mm", "5.4. 12:00"),
        (9e9, "d.M.yyyy", "9000000000"),
        (1e30, "0.00", f"1{'0' * 30}.00"),
        (0.5, "#/1?", "1/2 "),
    ],
)
def test_a_pattern_shows_a_number(number: float, pattern: str, seen: str) -> None:
    assert shown(number, {"pattern": pattern}, language_of("en_US")) == seen


def test_a_pattern_may_show_texts_otherwise(emulator: Emulator, call: Caller) -> None:
    assert shown_text("Kim", '0;-0;0;"Dr. "@') == "Dr. Kim"
    book = emulator.make_book(tabs={"Plan": [["Kim"]]}).id
    look = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": '@" (lead)"'}}}
    request = {"range": {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}, "cell": look}
    call.batch(book, {"repeatCell": request | {"fields": "userEnteredFormat.numberFormat"}})
    assert call.values(book, "A1") == [["Kim (lead)"]]
    assert call.values(book, "A1", valueRenderOption="UNFORMATTED_VALUE") == [["Kim"]]


@pytest.mark.parametrize(
    ("locale", "kind", "seen"),
    [
        ("en_US", "CURRENCY", "$46,027.50"),
        ("de_DE", "CURRENCY", "46.027,50 €"),
        ("en_GB", "CURRENCY", "£46,027.50"),
        ("en_US", "DATE_TIME", "1/5/2026 12:00:00"),
        ("de_DE", "TIME", "12:00:00"),
        ("en_US", "TIME", "12:00:00 PM"),
        ("de_DE", "NUMBER", "46.027,50"),
    ],
)
def test_a_type_without_a_pattern_shows_what_the_locale_has_for_it(locale: str, kind: str, seen: str) -> None:
    assert shown(46027.5, {"type": kind}, language_of(locale)) == seen
