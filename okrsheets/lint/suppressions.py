"""What notes in the sheet silence, and until when."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from datetime import date

from okrsheets.grid import CellRef
from okrsheets.model import Field, OkrSet
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Suppression", "suppressions_in"]

_IGNORE = pattern(r"\bignore:", re.IGNORECASE)
_RULE_NAME = pattern(r"\s*([a-z0-9]+(?:-[a-z0-9]+)*)", re.IGNORECASE)
_UNTIL = pattern(r"\buntil\s+(\d[\w./-]*)", re.IGNORECASE)


class Suppression(NamedTuple):
    """One `ignore: rule-name, reason until DATE` in the note of a row.

    `okrs` are the keys of the OKRs that the cell is the note of. `until` is its last day, to which the day
    itself belongs; `undated` what stands in place of a date that can be read. What it came to is known
    when all rules have spoken: `silenced` something, by a rule that is not `known`, or one that was `heard`.
    """

    cell: CellRef
    okrs: tuple[str, ...]
    rule: str
    until: date | None = None
    undated: str | None = None
    known: bool = True
    heard: bool = True
    silenced: bool = False

    def holds(self, today: date) -> bool:
        """Whether it silences anything on this day."""
        return self.undated is None and (self.until is None or today <= self.until)

    @property
    def spots(self) -> frozenset[Hashable]:
        """What it speaks of: its OKRs, and its row."""
        return frozenset((*self.okrs, (self.cell.workbook, self.cell.sheet, self.cell.row)))


def suppressions_in(okrs: OkrSet) -> tuple[Suppression, ...]:
    """All that the notes of these OKRs silence, a cell that is the note of several once."""
    found: dict[tuple[CellRef, int], Suppression] = {}
    for key, okr in okrs.by_key.items():
        if okr.note:
            cell = okr.cells.get(Field.NOTE, okr.at)
            for number, (name, until) in enumerate(_ignored(okr.note)):
                known = found.get((cell, number))
                if known is None:
                    day = None if until is None else _day(until)
                    undated = until if day is None else None
                    found[cell, number] = Suppression(cell, (key,), name, day, undated)
                else:
                    found[cell, number] = known._replace(okrs=(*known.okrs, key))
    return tuple(found.values())


def _ignored(note: str) -> Iterator[tuple[str, str | None]]:
    """The rules that a note names behind `ignore:`, and how the last day of each is written.

    >>> list(_ignored("ignore: missing-owner, Ann starts soon"))
    [('missing-owner', None)]
    >>> list(_ignored("Ann asks. ignore: missing-owner until 2026-09-30."))
    [('missing-owner', '2026-09-30')]
    """
    for words in _IGNORE.split(note)[1:]:
        line = words.partition("\n")[0]
        if name := _RULE_NAME.match(line):
            until = _UNTIL.search(line)
            yield name[1].lower(), until and until[1].rstrip(".")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
