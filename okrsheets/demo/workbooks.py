"""The three workbooks of the demo, as bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

from okrsheets.demo.company import COMPANY
from okrsheets.demo.earlier import Standing
from okrsheets.demo.own_rows import draw_people_tabs, draw_product_tabs
from okrsheets.demo.people import PEOPLE
from okrsheets.demo.product import PLATFORM
from okrsheets.demo.shapes import NAME
from okrsheets.demo.shared_rows import draw_company_tabs
from okrsheets.demo.sheets import Looks
from okrsheets.tuples import NamedTuple

__all__ = ["WORKBOOKS", "workbook_bytes"]


class _Drawing(NamedTuple):
    draw: Callable[[Looks, Standing], None]
    ink: str
    tint: str


_DRAWINGS = {
    COMPANY.workbook: _Drawing(draw_company_tabs, "#1F4E5F", "#EAF2F4"),
    PLATFORM.workbook: _Drawing(draw_product_tabs, "#3B3F8C", "#ECEDF8"),
    PEOPLE.workbook: _Drawing(draw_people_tabs, "#2F5D3A", "#E8F2EA"),
}

WORKBOOKS = tuple(_DRAWINGS)


def workbook_bytes(name: str, today: date, *, weeks_ago: int = 0) -> bytes:
    """One of the workbooks as the company would have it on that day, or had it weeks ago; always the same."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (only the demo needs it)

    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True, "default_date_format": "d mmm yyyy"})
    # The day of writing would make every copy differ.
    workbook.set_properties({"author": NAME, "company": NAME, "created": datetime(2026, 1, 5, 9, tzinfo=UTC)})
    drawing = _DRAWINGS[name]
    drawing.draw(Looks(workbook, drawing.ink, drawing.tint), Standing(today, weeks_ago))
    workbook.close()
    return file.getvalue()
