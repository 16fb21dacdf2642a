"""What the process of its own does: a file to tabs of plain values, handed over on its standard output."""

from __future__ import annotations

import math
import pickle
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from okrsheets.adapters.gathering import MOST_CELLS
from okrsheets.grid import ErrorValue, Value
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["Fault", "Tab", "hand_over"]

_MOST_MEMORY = 3 << 29

_Stored: TypeAlias = str | int | float | bool | date | datetime | time | timedelta


class Fault(Enum):
    """Why there are no tabs."""

    DAMAGED = "damaged"
    LOCKED = "locked"


class Tab(NamedTuple):
    """A tab: (row, column, value) of its filled cells, and the edges of its merged ones, all from 1."""

    name: str
    hidden: bool
    cells: tuple[tuple[int, int, Value], ...]
    merges: tuple[tuple[int, int, int, int], ...]


def hand_over(source: str) -> None:
    """Write the tabs of the file, or the fault in it, as a pickle to the standard output."""
    _bound_memory()
    sys.stdout.buffer.write(pickle.dumps(_read(source)))


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - where the system knows of bounds
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _read(source: str) -> tuple[Tab, ...] | Fault:
    from python_calamine import (  # noqa: PLC0415 - this process alone needs it
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_path(source)
        room = MOST_CELLS
        tabs = []
        for known in book.sheets_metadata:
            if known.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(known.name)
            cells = tuple(_filled(sheet, at_most=room + 1))  # one more tells that there are too many
            room -= len(cells)
            hidden = known.visible is not SheetVisibleEnum.Visible
            tabs.append(Tab(known.name, hidden, cells, tuple(_merges(sheet))))
    except PasswordError:
        return Fault.LOCKED
    except (CalamineError, OSError, MemoryError):
        return Fault.DAMAGED
    return tuple(tabs)


def _filled(sheet: CalamineSheet, *, at_most: int) -> Iterator[tuple[int, int, Value]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, stored in enumerate(values, start=left + 1):
            if stored != "":
                yield row, column, _value(stored)
                at_most -= 1
                if not at_most:
                    return


def _value(stored: _Stored) -> Value:
    if isinstance(stored, timedelta):
        return stored / timedelta(days=1)  # as Excel stores a duration
    if isinstance(stored, float) and not math.isfinite(stored):
        return ErrorValue("#NUM!")
    return stored


def _merges(sheet: CalamineSheet) -> Iterator[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top + 1, left + 1, bottom + 1, right + 1
