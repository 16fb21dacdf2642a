"""Workbooks to measure on: as many tabs and rows as asked, laid out as teams lay them out."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

__all__ = ["lay_workbook"]

HEADINGS = (
    *("Objective", "ID", "Key result", "Owner", "Baseline", "Current", "Target"),
    *("Progress", "Status", "Aligned to", "Due", "Note"),
)


def lay_workbook(path: Path, *, tabs: int, rows: int, styled: bool = False, dressed: bool = False) -> Path:
    """A workbook of `tabs` tabs with `rows` key results each, five under one objective.

    `styled` formats every cell; `dressed` adds the formatted empty cells, down to row 1,000 and out to
    column Z, that sheets exported from Google Sheets carry.
    """
    book = xlsxwriter.Workbook(str(path))
    bold = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    plain = book.add_format({"font_name": "Arial", "valign": "vcenter"})
    percent = book.add_format({"num_format": "0%", "border": 1})
    for tab in range(tabs):
        sheet = book.add_worksheet("Company" if tab == 0 else f"Team {tab}")
        sheet.write(0, 0, "OKRs Q4 2026", bold)
        sheet.write_row(1, 0, HEADINGS, bold)
        for row in range(rows):
            _write_row(sheet, tab=tab, row=row, look=plain if styled else None, percent=percent)
        for row in range(1000) if dressed else ():
            for column in range(0 if row > rows + 2 else len(HEADINGS), 26):
                sheet.write_blank(row, column, None, plain)
    book.close()
    return path


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet, *, tab: int, row: int, look: object, percent: object
) -> None:
    number, at = row // 5 + 1, row + 2
    baseline, target = 10 + row, 110 + row * 2
    current = baseline + (target - baseline) * (row % 7) / 8
    prefix = "CO" if tab == 0 else f"T{tab}"
    words = (f"Make outcome {number} of tab {tab} better for customers", f"{prefix}-{number}.{row % 5 + 1}")
    sheet.write_row(
        at,
        0,
        (*words, f"Raise measure {row} of tab {tab} from {baseline} to {target}", f"Person {row % 9}"),
        look,
    )
    sheet.write_row(at, 4, (baseline, current, target), look)
    share = (current - baseline) / (target - baseline)
    sheet.write_formula(at, 7, f"=(F{at + 1}-E{at + 1})/(G{at + 1}-E{at + 1})", percent, share)
    sheet.write_row(
        at, 8, ("On track", "" if tab == 0 else f"CO-{number}.{row % 5 + 1}", "2026-12-31", "steady"), look
    )
