"""Cells to set, as they are typed on a command line: parsed, and patched into a copy of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from okrsheets.adapters.disk import load_bytes, revision_of
from okrsheets.adapters.serials import parse_number
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import open_package
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.save import lay_file
from okrsheets.adapters.xlsx.xmltext import open_part
from okrsheets.adapters.xlsx.zipraw import read_member
from okrsheets.edits import CellEdit, EditKind, ManagedRole, WritePlan
from okrsheets.errors import SourceError, SourceNotFoundError
from okrsheets.grid import CellRef, Value, parse_a1
from okrsheets.patterns import pattern

__all__ = ["parse_edit", "plan_of", "set_cells"]

# a tab's name and a text may both hold these signs, so every place is looked at where they could part
_PARTING = pattern(r"(?=!(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(:?=))")
_TRUTHS = {"true": True, "false": False}


def set_cells(source: Path, out: Path, texts: Sequence[str]) -> None:
    """Write the workbook to `out` with these cells set, or nothing: raises `FaultError` if one cannot be."""
    data = _load(source)
    new = patched(data, plan_of(data, texts, source=str(source)))
    if new.refused:
        first = new.refused[0]
        raise FaultError(first.name, f"{first.sheet}!{first.at}" if first.at else first.sheet)
    lay_file(out, data if new.content is None else new.content)


def plan_of(data: bytes, texts: Sequence[str], *, source: str) -> WritePlan:
    """The plan that sets these cells; raises `FaultError` where one is none, or its tab is damaged."""
    package = open_package(data)
    members = {sheet.name: sheet.member for sheet in package.sheets}
    edits = tuple(parse_edit(text, workbook=source, tabs=members.keys()) for text in texts)
    for tab in dict.fromkeys(edit.ref.sheet for edit in edits if edit.ref.sheet in members):
        raw = read_member(package.archive, members[tab])
        if raw is not None:
            open_part(members[tab], raw, namespaces=True)
    return WritePlan(source, revision_of(data), edits)


def parse_edit(text: str, *, workbook: str = "", tabs: Collection[str] = ()) -> CellEdit:
    """The edit that `Tab!B5=text` or `Tab!B5:=0.7` stands for; one of `tabs` is preferred where several fit.

    >>> edit = parse_edit("Plan!B5:=0.7")
    >>> edit.ref.sheet, edit.ref.a1, edit.new
    ('Plan', 'B5', 0.7)
    >>> parse_edit("Now!!B5=a=b").new
    'a=b'
    """
    partings = list(_PARTING.finditer(text))
    if not partings:
        raise FaultError("not-an-edit", text)
    parting = next((each for each in partings if text[: each.start()] in tabs), partings[0])
    row, column = parse_a1(parting[1]) or (0, 0)
    value = text[parting.end(2) :]
    kind, new = _number(value) if parting[2] == ":=" else (EditKind.TEXT, value)
    ref = CellRef(workbook, text[: parting.start()], row, column)
    return CellEdit(ref, ManagedRole.PROGRESS, "", None, new, kind)


def _number(written: str) -> tuple[EditKind, Value]:
    truth = _TRUTHS.get(written.strip().lower())
    number = parse_number(written) if truth is None else truth
    if number is None:
        raise FaultError("not-an-edit", f"{written!r} is neither a number nor true or false")
    return EditKind.NUMBER, number


def _load(source: Path) -> bytes:
    try:
        return load_bytes(str(source))
    except SourceNotFoundError as error:
        raise FaultError("no-such-file", str(source)) from error
    except SourceError as error:
        raise FaultError("unreadable-file", str(source)) from error
