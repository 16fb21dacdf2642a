"""The last write into a workbook as the state keeps it: a JSON text, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from okrsheets.grid import (
    CellEdit,
    CellRef,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    Value,
    text_of,
)
from okrsheets.model import LastWrite, ManagedMemory

__all__ = ["plain", "text_of_write", "write_of_text"]


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
    )


def plain(value: Value) -> str | float | bool | None:
    """A value as JSON holds it: dates and errors, which only a person can have put there, as text."""
    return value if value is None or isinstance(value, str | int | float | bool) else text_of(value)
