"""The demo in a folder for weeks on end: people edit it on Mondays, and it is synced at night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from okrsheets.config.loading import load_config
from okrsheets.demo import lay_company
from okrsheets.grid import CellRef
from okrsheets.model import Field, KeyResult, OkrSet
from okrsheets.run import SyncOutcome, Wanted, sync
from okrsheets.run.mailing import Postman

__all__ = ["BLANK", "FIRST", "LOWERED", "PLATFORM", "SALES", "SILENT", "WEEKS", "Company", "at_night", "edit"]

FIRST = date(2026, 11, 2)
WEEKS = 12
MOVED, RENAMED, LOWERED, SILENT = (FIRST + timedelta(weeks=week) for week in (1, 2, 3, 5))
PACE = 0.02  # of its way for each key result and week
SALES, PLATFORM = "2026-Q4/sales", "2026-Q4/platform"
BLANK = f"{SALES}/SA-2/SA-2.1"  # nobody has entered its value, so nobody moves it on either


def at_night(today: date) -> datetime:
    """When the sync of a day runs."""
    return datetime.combine(today, time(3)).astimezone()


class Company:
    """The demo in a folder, and what people do to it."""

    def __init__(self, folder: Path, *, more: str = "") -> None:
        """`more` is put at the end of its config."""
        self.folder = folder
        lay_company(folder, today=FIRST)
        path = folder / "okrsheets.toml"
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        self.config = load_config(path)

    def wanted(self, today: date) -> Wanted:
        return Wanted(self.config, (), self.folder, today)

    def sync(self, today: date, *, host: str | None = None) -> SyncOutcome:
        """A sync at night, which mails from a host if one is named."""
        now = at_night(today)
        postman = Postman(self.config, host, now, {}) if host is not None else None
        return sync(self.wanted(today), now=now, consent=lambda _plan, _results: True, postman=postman)

    def write(self, cells: Iterable[tuple[CellRef | None, object]]) -> None:
        """People type into cells and save."""
        by_book: dict[str, list[tuple[CellRef, object]]] = {}
        for at, value in cells:
            assert at is not None
            by_book.setdefault(at.workbook, []).append((at, value))
        for name, some in by_book.items():
            book = openpyxl.load_workbook(self.folder / name)
            for at, value in some:
                book[at.sheet].cell(at.row, at.column).value = value
            book.save(self.folder / name)

    def swap_rows(self, one: KeyResult, other: KeyResult) -> None:
        """Somebody moves a row up or down, all of it."""
        book = openpyxl.load_workbook(self.folder / one.at.workbook)
        tab = book[one.at.sheet]
        rows = one.at.row, other.at.row
        for column in range(one.at.column - 1, tab.max_column + 1):
            first, second = (tab.cell(row, column) for row in rows)
            first.value, second.value = second.value, first.value
        book.save(self.folder / one.at.workbook)


def _moving_on(okrs: OkrSet, *, but: str) -> Iterable[tuple[CellRef | None, object]]:
    """A week's work: every key result that has a figure goes on a little, but those of one team."""
    for okr in okrs.key_results:
        if okr.key.startswith(but) or okr.target is None or okr.current is None:
            continue
        way = okr.target - (okr.baseline or 0)
        yield okr.cells.get(Field.CURRENT), okr.current + PACE * way


def _key_result(okrs: OkrSet, key: str) -> KeyResult:
    okr = okrs.by_key[key]
    assert isinstance(okr, KeyResult)
    return okr


def edit(company: Company, today: date, okrs: OkrSet) -> None:
    """What people do on a Monday, before the night's sync."""
    lowered = _key_result(okrs, f"{SALES}/SA-1/SA-1.2")
    if today == MOVED:
        company.swap_rows(lowered, _key_result(okrs, f"{SALES}/SA-1/SA-1.3"))
    elif today == RENAMED:
        company.write([(lowered.at, f"{lowered.title} this year")])
    elif today == LOWERED:
        company.write([(lowered.cells[Field.TARGET], 98)])
    else:
        company.write(_moving_on(okrs, but=PLATFORM))
