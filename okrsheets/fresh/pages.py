"""The other pages of a fresh workbook: an example, the names of people, and help in plain words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from okrsheets.fresh.columns import KEY_RESULT, OBJECTIVE
from okrsheets.fresh.guide import guide
from okrsheets.fresh.looks import ACCENT, SOFT, Looks
from okrsheets.fresh.naming import TeamTab
from okrsheets.fresh.okr_tab import Row

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["draw_help", "draw_people", "example_rows"]

_PEOPLE_ROWS = 60
_LINE_OF_HELP = 96  # letters, in the column for them


def example_rows(*, start: date, align_to: str | None) -> tuple[Row, ...]:
    """Two objectives as they look when filled in. The reading leaves out what begins with "Example:"."""
    told = date(start.year, start.month, 15)
    first: Row = {
        "id": "E1",
        "type": OBJECTIVE,
        "title": "Example: Customers recommend us to their friends",
        "owner": "Mara Quist",
        "note": "The objective itself needs no figure",
    }
    if align_to is not None:
        first = {**first, "aligned to": align_to}
    return (
        first,
        _key_result("E1.1", "Raise the share of answers within a day", (0.6, 0.72, 0.9), told=told),
        _key_result(
            "E1.2",
            "Win 40 customers by recommendation",
            (5, 9, 40),
            told=told,
            status="At risk",
            confidence="Low",
            note="The campaign starts three weeks late",
        ),
        _key_result("E1.3", "Reduce complaints per week", (8, 5, 3), told=told),
        {
            "id": "E2",
            "type": OBJECTIVE,
            "title": "Example: Everybody here knows what we are working for",
            "owner": "Dana Ortiz",
        },
        _key_result("E2.1", "Talk about the OKRs in every team meeting", ("no", "yes", "yes"), told=told),
        _key_result(
            "E2.2",
            "Keep satisfaction in the staff survey at 80 % or more",
            (0.81, 0.8, 0.8),
            told=told,
            confidence="Medium",
        ),
    )


def _key_result(
    name: str,
    title: str,
    values: tuple[float, float, float] | tuple[str, str, str],
    *,
    told: date,
    status: str = "On track",
    confidence: str = "High",
    note: str | None = None,
) -> Row:
    row: dict[str, str | float | date] = {
        "id": name,
        "type": KEY_RESULT,
        "title": f"Example: {title}",
        "owner": "Jon Bell",
        "status": status,
        "confidence": confidence,
        "updated": told,
    }
    row |= dict(zip(("start", "now", "target"), values, strict=True))
    return row | {"note": note} if note else row


def draw_people(sheet: Worksheet, looks: Looks) -> None:
    """The list that the drop-down lists of owners are made from."""
    sheet.write_string("A1", "People", looks.title)
    sheet.write_string("A2", "Names written here are offered wherever an owner is asked for.", looks.hint)
    sheet.set_row(0, 36)
    sheet.set_row(2, 10)
    for at, (heading, width) in enumerate((("Name", 28), ("E-mail", 34), ("Team", 24))):
        sheet.set_column(at, at, width)
        sheet.write_string(3, at, heading, looks.heading("left"))
        for row in range(4, 4 + _PEOPLE_ROWS):
            sheet.write_blank(row, at, None, looks.cell(indent=1))
    sheet.set_row(3, 26)
    sheet.freeze_panes(4, 0)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def draw_help(sheet: Worksheet, looks: Looks, *, tabs: tuple[TeamTab, ...]) -> None:
    """Help in plain words: how to fill the workbook in, and how it is read."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, _LINE_OF_HELP)
    sheet.set_row(0, 36)
    sheet.write_string(0, 0, "How this workbook is filled in and read", looks.title)
    row = 1
    for heading, lines in guide(tabs):
        row += 1
        sheet.write_string(row, 0, heading, looks.plain(bold=True, font_size=13, font_color=ACCENT))
        sheet.set_row(row, 24)
        for what, said in lines:
            row += 1
            sheet.write_string(row, 0, what, looks.plain(bold=True, font_color=SOFT, valign="top", indent=1))
            sheet.write_string(row, 1, said, looks.plain(text_wrap=True, valign="top"))
            sheet.set_row(row, 34 if len(said) > _LINE_OF_HELP else 19)
        row += 1
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
