"""The JSON document of what would be written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby

from okrsheets.edits import CellEdit, ManagedColumn, TabEdit, TableGrowth, WritePlan
from okrsheets.grid import ErrorValue, Value
from okrsheets.reporting.documents import SCHEMA
from okrsheets.reporting.json_text import Document

__all__ = ["plan_document"]


def plan_document(plans: Iterable[WritePlan], *, today: date) -> Document:
    """Every cell that would change, old and new, with the columns and tables that grow for it.

    Empty plans are left out; `remarks` say why nothing, or not all, is written on a tab of ours.
    """
    plans = list(plans)
    return {
        "schema": SCHEMA,
        "today": today.isoformat(),
        "plans": [
            {
                "workbook": plan.workbook,
                "revision": plan.revision,
                "edits": [_edit(edit) for edit in plan.edits],
                "new_columns": [_column(column) for column in plan.columns if column.new],
                "extends": [_growth(growth) for growth in plan.extends],
                "tabs": [
                    *(_tab(tab.name, tab.cells, new=True) for tab in plan.tabs),
                    *(
                        _tab(name, list(edits), new=False)
                        for name, edits in groupby(plan.tab_edits, key=lambda edit: edit.ref.sheet)
                    ),
                ],
            }
            for plan in plans
            if not plan.empty
        ],
        "remarks": [
            {"workbook": plan.workbook, "tab": tab, "what": what}
            for plan in plans
            for tab, what in plan.tab_remarks
        ],
        "refused": [
            {"workbook": plan.workbook, "tab": refusal.sheet, "name": refusal.name, "reason": refusal.reason}
            for plan in plans
            for refusal in plan.refused
        ],
    }


def _edit(edit: CellEdit) -> Document:
    return {
        "workbook": edit.ref.workbook,
        "tab": edit.ref.sheet,
        "cell": edit.ref.a1,
        "role": edit.role.name.lower(),
        "key": edit.key,
        "old": _value(edit.expected),
        "new": _value(edit.new),
        "kind": edit.kind.value,
    }


def _tab(name: str, edits: Iterable[TabEdit], *, new: bool) -> Document:
    """A tab that is all ours, made or changed."""
    return {
        "name": name,
        "new": new,
        "cells": [
            {
                "cell": edit.ref.a1,
                "old": _value(edit.expected),
                "new": _value(edit.new),
                "kind": edit.kind.value,
            }
            for edit in edits
        ],
    }


def _column(column: ManagedColumn) -> Document:
    return {
        "tab": column.at.sheet,
        "cell": column.at.a1,
        "heading": column.heading,
        "role": column.role.name.lower(),
    }


def _growth(growth: TableGrowth) -> Document:
    return {"tab": growth.sheet, "table": growth.table, "headings": list(growth.headings)}


def _value(value: Value) -> str | int | float | bool | None:
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
