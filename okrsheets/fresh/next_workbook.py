"""The workbooks of the next cycle as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO

from okrsheets.fresh.carried_links import Links
from okrsheets.fresh.carried_rows import CellsOf, carried_rows
from okrsheets.fresh.carrying import ANY_TEAM, Asked, CarriedBook, CarriedTab
from okrsheets.fresh.columns import FURTHER, with_further
from okrsheets.fresh.looks import SOFT, Looks
from okrsheets.fresh.naming import COMPANY, HELP, PEOPLE, TeamTab
from okrsheets.fresh.okr_tab import Banner, Row, blank_rows, draw_okrs
from okrsheets.fresh.pages import draw_help, draw_people
from okrsheets.model import Results

__all__ = ["next_workbook"]

_HINT = "What was carried over says so in its note. Set the targets, and add what is new."


def next_workbook(
    book: CarriedBook, *, links: Links, results: Results, asked: Asked, cycles: Sequence[str], today: date
) -> bytes:
    """A workbook with a tab for each team of the next cycle, a list of people and help.

    `cycles` are offered in each tab, and the first one stands there. The same arguments give the same bytes.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who makes a workbook needs it

    cells = CellsOf(results)
    drawn: Mapping[str, tuple[Row, ...]] = {
        tab.name: carried_rows(tab, links=links, results=results, asked=asked, cells=cells)
        for tab in book.tabs
    }
    names = {tab.name.casefold() for tab in book.tabs}
    has_people = PEOPLE.casefold() not in names
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    made = datetime.combine(today, time(), UTC)  # the moment of writing would make every copy differ
    workbook.set_properties({"title": f"OKRs {cycles[0]}", "created": made})
    looks = Looks(workbook)
    for number, tab in enumerate(book.tabs, start=1):
        rows = drawn[tab.name]
        title = "Our OKRs" if tab.name == ANY_TEAM else f"OKRs: {tab.name}"
        banner = Banner(title, _HINT, cycles, owners=has_people)
        draw_okrs(
            workbook.add_worksheet(tab.name),
            looks,
            banner=banner,
            rows=rows or blank_rows(tab.letters),
            table=f"OKRs_{number}",
            columns=with_further(
                {column.name for column in FURTHER if any(column.name in row for row in rows)}
            ),
        )
    if has_people:
        sheet = workbook.add_worksheet(PEOPLE)  # empty: who stands there would be all who may own OKRs
        draw_people(sheet, looks)
        sheet.set_tab_color(SOFT)
    if HELP.casefold() not in names:
        sheet = workbook.add_worksheet(HELP)
        draw_help(sheet, looks, tabs=tuple(map(_team_tab, book.tabs)))
        sheet.set_tab_color(SOFT)
    workbook.close()
    return file.getvalue()


def _team_tab(tab: CarriedTab) -> TeamTab:
    return TeamTab(tab.name, tab.letters, top=tab.name.casefold() == COMPANY.casefold())
