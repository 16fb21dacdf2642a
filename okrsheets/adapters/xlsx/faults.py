"""Every reason, by name, why an Excel file or a part of it is not read or not written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.errors import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    SourceError,
    SourceTooLargeError,
)
from okrsheets.tuples import NamedTuple

__all__ = [
    "CELL_REFUSALS",
    "FILE_REFUSALS",
    "MOST_CELLS",
    "READ_FAULTS",
    "FaultError",
    "ReadFault",
    "WholeRefusal",
    "reason_why",
    "refusals",
]


MOST_CELLS = 2_000_000
"""The filled cells of a workbook: to read and check them takes under a gigabyte."""


class FaultError(Exception):
    """A named reason met deep in a file; the adapter turns it into an error that knows its place."""

    def __init__(self, name: str, detail: str = "") -> None:
        self.name = name
        self.detail = detail
        super().__init__(f"{name}: {detail}" if detail else name)


class ReadFault(NamedTuple):
    """Why a file cannot be read, and as which error people see it."""

    error: type[SourceError]
    what: str
    cure: str


class WholeRefusal(NamedTuple):
    """Why nothing at all is written into a workbook."""

    what: str
    cure: str


_RESAVE = "open it in Excel, let it repair the file and save it again"
_AS_XLSX = "save it as .xlsx and try again"

READ_FAULTS: Mapping[str, ReadFault] = MappingProxyType(
    {
        "empty-file": ReadFault(NotAWorkbookError, "is empty", "save the workbook again"),
        "not-zip": ReadFault(NotAWorkbookError, "is not an Excel workbook, whatever its name says", _AS_XLSX),
        "not-a-workbook": ReadFault(NotAWorkbookError, "is a zip file without a workbook in it", _AS_XLSX),
        "open-document": ReadFault(NotAWorkbookError, "is an OpenDocument file", "rename it to .ods"),
        "binary-workbook": ReadFault(NotAWorkbookError, "is a binary workbook (.xlsb)", "rename it to .xlsb"),
        "encrypted": ReadFault(
            EncryptedWorkbookError, "is encrypted with a password", "remove the password in Excel and save"
        ),
        "legacy-workbook": ReadFault(
            EncryptedWorkbookError, "is in the old format (.xls)", "rename it to .xls"
        ),
        "damaged-zip": ReadFault(DamagedWorkbookError, "is cut short or damaged", _RESAVE),
        "damaged-xml": ReadFault(DamagedWorkbookError, "holds a damaged part", _RESAVE),
        "unknown-format": ReadFault(
            DamagedWorkbookError, "holds a part in a form that is not of Excel", _RESAVE
        ),
        "doctype": ReadFault(
            DamagedWorkbookError, "holds a document type declaration, which no workbook needs", _RESAVE
        ),
        "too-large": ReadFault(
            DamagedWorkbookError,
            "unpacks to more than a workbook can hold",
            "split it into smaller workbooks",
        ),
        "too-many-cells": ReadFault(
            SourceTooLargeError,
            f"holds more than {MOST_CELLS:,} filled cells, the most that is read",
            "keep the OKRs in a smaller workbook of their own",
        ),
    }
)

FILE_REFUSALS: Mapping[str, WholeRefusal] = MappingProxyType(
    {
        "open-elsewhere": WholeRefusal("is open in another program", "close it there and try again"),
        "read-only-file": WholeRefusal("is marked read-only", "allow writing to the file"),
        "no-write-permission": WholeRefusal("may not be replaced", "allow writing to its folder"),
        "signed": WholeRefusal("is digitally signed", "remove the signature in Excel"),
        "shared-workbook": WholeRefusal("is shared with tracked changes", "stop sharing it in Excel"),
        "write-reserved": WholeRefusal("is reserved by a password", "remove the password to modify in Excel"),
        "duplicate-members": WholeRefusal("holds the same part twice", _RESAVE),
        "not-verified": WholeRefusal("did not pass the check before saving", "please report it as a bug"),
    }
)

CELL_REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "no-sheet": "the workbook has no such tab of cells",
        "ambiguous-tab": "another tab has the same name, or is stored in the same place",
        "protected-tab": "the tab is protected",
        "outside-sheet": "the place lies outside of a tab",
        "formula-cell": "the cell holds a formula of yours",
        "array-range": "the cell belongs to an array formula or a data table",
        "merged-cell": "the cell is covered by a merged cell",
        "pivot-output": "the cell belongs to a pivot table",
        "table-header": "the cell is a heading of a table",
        "table-totals": "the cell is in the totals row of a table",
        "query-table": "the cell belongs to a table that a refresh overwrites",
        "occupied-cell": "the place of a new heading is taken",
        "text-too-long": "the text is longer than a cell can hold",
        "not-finite": "the number is not finite",
        "not-text": "the text holds half of a character",
        "two-spellings": "the tab spells its rows and cells in more than one way",
        "unordered-cells": "rows or cells are out of order at that place",
        "heading-refused": "the heading of the column could not be written",
        "table-cannot-grow": "the table or filter cannot take another column",
        "protected-structure": "the workbook is protected against new tabs",
        "tab-name-taken": "the workbook has a tab of that name, of another kind",
        "no-new-tab": "the workbook lists its tabs and parts in a form that takes no new one",
        "table-cannot-shrink": "the column stays in its table or filter, as people have put it to use",
    }
)

_SETTING_REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "no-such-file": "there is no such file",
        "unreadable-file": "the file cannot be read from disk",
        "not-an-edit": "an edit is neither `Tab!B5=text` nor `Tab!B5:=number`",
    }
)


def refusals() -> Mapping[str, Mapping[str, str]]:
    """All reasons by what they concern: name -> reason."""
    return {
        "A cell, a table or a tab": CELL_REFUSALS,
        "The workbook": {name: f"the workbook {reason.what}" for name, reason in FILE_REFUSALS.items()},
        "A file that is no readable workbook": {
            name: f"the file {reason.what}" for name, reason in READ_FAULTS.items()
        },
        "What was asked for": _SETTING_REFUSALS,
    }


def reason_why(name: str) -> str:
    """The reason of that name in words."""
    return next(reasons[name] for reasons in refusals().values() if name in reasons)
