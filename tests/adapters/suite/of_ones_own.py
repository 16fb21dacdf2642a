"""The adapter of the documentation for the common suite, as another package brings it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from okrsheets.adapters.cellwise import LONGEST_TEXT
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS
from okrsheets.grid import Sheet, parse_a1
from okrsheets.run.guarding import guarded
from okrsheets.run.plugins import Offer
from tests.adapters.suite.kinds import NOTHING, Entered, Noticed, Traits
from tests.own_adapters import documented

__all__ = ["OfOnesOwn"]

_KINDS = {str: "text", int: "number", float: "number", bool: "yes/no", type(None): "nothing"}


class OfOnesOwn:
    """Files of JSON, which hold nothing but values."""

    traits = Traits(longest_text=LONGEST_TEXT, noticed=Noticed.BEFORE, foretells=True, dated=True)
    reasons = CELL_REFUSALS

    def __init__(self, folder: Path) -> None:
        module = documented()
        self.adapter = guarded(Offer("okr-json: .okrs.json", ".okrs.json", lambda: module.JsonAdapter))
        self._folder = folder
        self._numbers = count(1)

    def lay(
        self, *sheets: Sheet, notes: Mapping[str, str] = NOTHING, names: Mapping[str, str] = NOTHING
    ) -> str:
        assert not notes
        assert not names
        path = self._folder / f"Book{next(self._numbers)}.okrs.json"
        _save(str(path), {sheet.name: _rows(sheet) for sheet in sheets})
        return str(path)

    def nowhere(self) -> str:
        return str(self._folder / "Gone.okrs.json")

    def entered(self, source: str, a1: str, *, sheet: str = "Plan") -> Entered:
        row, column = parse_a1(a1) or (0, 0)
        rows = _load(source)[sheet]
        value = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
        return Entered(_KINDS[type(value)], value)

    def note(self, source: str, a1: str) -> str | None:
        return None

    def all_of(self, source: str) -> object:
        return Path(source).read_bytes()

    def type_in(self, source: str, a1: str, value: str | float) -> None:
        row, column = parse_a1(a1) or (0, 0)
        tabs = _load(source)
        values = next(iter(tabs.values()))[row - 1]
        values += [None] * (column - len(values))
        values[column - 1] = value
        _save(source, tabs)

    def insert_row(self, source: str, before: int) -> None:
        tabs = _load(source)
        next(iter(tabs.values())).insert(before - 1, [])
        _save(source, tabs)


def _rows(sheet: Sheet) -> list[list[Any]]:
    """Its values, and nothing else: what has another face cannot be laid."""
    assert all(cell == type(cell)(cell.value) for cell in sheet.cells.values())
    bottom = max((row for row, _ in sheet.cells), default=0)
    right = max((column for _, column in sheet.cells), default=0)
    return [[sheet.value(row, column) for column in range(1, right + 1)] for row in range(1, bottom + 1)]


def _load(source: str) -> dict[str, list[list[Any]]]:
    tabs: dict[str, list[list[Any]]] = json.loads(Path(source).read_bytes())
    return tabs


def _save(source: str, tabs: Mapping[str, object]) -> None:
    Path(source).write_text(json.dumps(tabs), encoding="utf-8")
