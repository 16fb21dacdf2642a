"""The last write into a workbook as the state keeps it: a JSON text, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    TabMemory,
)
from okrsheets.grid import CellRef, Value, text_of
from okrsheets.model import LastWrite, ManagedMemory

__all__ = ["plain", "plain_tab", "tab_of", "text_of_write", "write_of_text"]


def text_of_write(last: LastWrite) -> str:
    """The write as JSON; the name of its workbook and its time are kept beside it."""
    return json.dumps(
        {
            "before": last.before,
            "after": last.after,
            "edits": [
                [
                    *edit.ref[1:],
                    edit.role.name,
                    edit.key,
                    plain(edit.expected),
                    plain(edit.new),
                    edit.kind.name,
                ]
                for edit in last.edits
            ],
            "made": [
                [
                    *made.at[1:],
                    made.bottom,
                    made.heading,
                    made.role.name,
                    made.kind.name,
                    made.look_from,
                    made.new,
                    made.lying,
                ]
                for made in last.made
            ],
            "grown": [[growth.sheet, growth.table, list(growth.headings)] for growth in last.grown],
            "memory": [
                [
                    known.sheet,
                    known.role.name,
                    known.heading,
                    known.column,
                    known.lying,
                    {k: plain(v) for k, v in known.values.items()},
                ]
                for known in last.memory
            ],
            "tabs": list(last.tabs),
            "tab_cells": last.tab_cells,
            "own_tab": None if last.own_tab is None else plain_tab(last.own_tab),
        },
        ensure_ascii=False,
    )


def write_of_text(workbook: str, when: datetime, text: str) -> LastWrite:
    """The write again, of the workbook under the name it goes by now."""
    kept: Mapping[str, Any] = json.loads(text)  # its shape is that of `text_of_write`, which alone writes it
    return LastWrite(
        workbook,
        when,
        kept["before"],
        kept["after"],
        tuple(
            CellEdit(CellRef(workbook, sheet, row, column), ManagedRole[role], key, old, new, EditKind[kind])
            for sheet, row, column, role, key, old, new, kind in kept["edits"]
        ),
        tuple(
            ManagedColumn(
                CellRef(workbook, sheet, row, column),
                bottom,
                heading,
                ManagedRole[role],
                EditKind[kind],
                look,
                new,
                lying,
            )
            for sheet, row, column, bottom, heading, role, kind, look, new, lying in kept["made"]
        ),
        tuple(TableGrowth(sheet, table, tuple(headings)) for sheet, table, headings in kept["grown"]),
        tuple(
            ManagedMemory(workbook, sheet, ManagedRole[role], heading, column, values, lying)
            for sheet, role, heading, column, lying, values in kept["memory"]
        ),
        tuple(kept.get("tabs", ())),  # writes of earlier versions had none
        kept.get("tab_cells", 0),
        tab_of(workbook, kept["own_tab"]) if kept.get("own_tab") else None,
    )


def plain_tab(known: TabMemory) -> dict[str, Any]:
    """What is known of a tab of ours as JSON holds it; the name of its workbook is kept beside it."""
    rows = [[[plain(value) for value in row] for row in table] for table in known.rows]
    return {"name": known.name, "copies": list(known.copies), "rows": rows}


def tab_of(workbook: str, kept: Mapping[str, Any]) -> TabMemory:
    """What was known of a tab, of the workbook under the name it goes by now."""
    rows = tuple(tuple(tuple(row) for row in table) for table in kept["rows"])
    return TabMemory(workbook, kept["name"], tuple(kept["copies"]), rows)


def plain(value: Value) -> str | float | bool | None:
    """A value as JSON holds it: dates and errors, which only a person can have put there, as text."""
    return value if value is None or isinstance(value, str | int | float | bool) else text_of(value)
