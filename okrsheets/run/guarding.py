"""The adapter of another package in use: what it may raise is told as ours is, its mistakes as its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, get_args

from okrsheets.adapters import Adapter
from okrsheets.adapters.only_read import OnlyRead
from okrsheets.edits import Obstacles, WriteOutcome, WritePlan
from okrsheets.errors import (
    PluginError,
    SourceError,
    SourceNotFoundError,
    WriteError,
    WriteLostError,
    reason_of,
)
from okrsheets.grid import Cell, Sheet, Value, Workbook
from okrsheets.run.plugins import Offer, told_of

__all__ = ["guarded"]

_CURE = "mend the adapter"
_VALUES: tuple[type, ...] = get_args(Value)


def guarded(offer: Offer) -> Adapter:
    """The adapter that an entry point leads to. Raises PluginError where it leads to none.

    One that has no `apply` is only read.
    """
    make = offer.load()
    what = f"leads to {type(make).__name__}, not to an adapter"
    if not callable(make):
        raise PluginError(offer.place, what, "let it lead to a class that has a method read")
    with told_of(offer.place, "cannot be made", _CURE):
        own = make()
    if not callable(getattr(own, "read", None)):
        what = f"makes {type(own).__name__}, which has no method read"
        raise PluginError(offer.place, what, _CURE)
    if not callable(getattr(own, "apply", None)):
        return OnlyRead(_Guarded(own, offer.place))
    return _Guarded(own, offer.place)


class _Guarded:
    """Somebody's own adapter. What the system refuses it is the outside failing; all else is a mistake."""

    def __init__(self, own: Any, place: str) -> None:
        self._own = own
        self._place = place

    def read(self, source: str) -> Workbook:
        """As the adapter reads it. Raises SourceError, or PluginError where it gives no such workbook."""
        with told_of(self._place, "failed", _CURE, but=(SourceError,)):
            try:
                found = self._own.read(source)
            except FileNotFoundError as error:
                raise SourceNotFoundError(source, "is not there", "check its name") from error
            except OSError as error:
                raise SourceError(source, f"cannot be read: {reason_of(error)}", "try again later") from error
        if (fault := next(_faults(found, source=source), None)) is not None:
            raise PluginError(self._place, f"gives {fault}", _CURE)
        return found  # type: ignore[no-any-return] # that it is a workbook was just found out

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """As the adapter tells them; without a method for them, none."""
        if not hasattr(self._own, "obstacles"):
            return Obstacles()
        with told_of(self._place, "failed", _CURE):
            found = self._own.obstacles(workbook)
        if not isinstance(found, Obstacles):
            raise PluginError(self._place, f"gives {type(found).__name__}, not obstacles", _CURE)
        return found

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """As the adapter writes it. Raises WriteError, SourceError, PluginError."""
        with told_of(self._place, "failed", _CURE, but=(SourceError, WriteError)):
            try:
                outcome = self._own.apply(plan)
            except OSError as error:
                what = f"may be written or not: {reason_of(error)}"
                raise WriteLostError(plan.workbook, what, "look into it, then run it again") from error
        if not isinstance(outcome, WriteOutcome):
            raise PluginError(
                self._place, f"gives {type(outcome).__name__}, not the outcome of a write", _CURE
            )
        return outcome


def _faults(found: Any, *, source: str) -> Iterator[str]:
    """What is wrong with what an adapter gives, which may be anything, for a workbook; in words."""
    if not isinstance(found, Workbook):
        yield f"{type(found).__name__}, not a workbook"
        return
    if found.source != source:
        yield f"a workbook called {found.source!r} for {source!r}"
    revision: Any = found.revision
    if not isinstance(revision, str) or not revision:
        yield "a workbook without a revision"
    if not all(isinstance(sheet, Sheet) for sheet in found.sheets):
        yield "a workbook of something else than tabs"
        return
    names = [sheet.name for sheet in found.sheets]
    if len({name.casefold() for name in names}) < len(names):
        yield "two tabs of one name"
    for sheet in found.sheets:
        yield from (f"{fault} on the tab {sheet.name!r}" for fault in _cell_faults(sheet))


def _cell_faults(sheet: Sheet) -> Iterator[str]:
    cells: Any = sheet.cells  # as above
    if not isinstance(cells, Mapping):
        yield f"{type(cells).__name__}, not a mapping of cells,"
        return
    for place, cell in cells.items():
        match place:
            case (int(row), int(column)) if row >= 1 and column >= 1:
                pass
            case _:
                yield f"the place {place!r}, not (row, column) from 1 on,"
        if not isinstance(cell, Cell):
            yield f"{type(cell).__name__}, not a cell,"
        elif not isinstance(cell.value, _VALUES):
            yield f"a value of {type(cell.value).__name__}"
        elif isinstance(cell.value, float) and not isfinite(cell.value):
            yield "a number that is not finite"
