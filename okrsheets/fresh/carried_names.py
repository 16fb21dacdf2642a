"""What files, tabs and OKRs are called in the next cycle: as before, where that can be."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from okrsheets.fresh.naming import LONGEST_NAME, NOT_IN_NAMES
from okrsheets.patterns import pattern

if TYPE_CHECKING:
    from okrsheets.fresh.carrying import Asked

__all__ = ["file_name", "id_in", "next_id", "tab_name"]

_NOT_IN_FILES = pattern(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST_FILE = 60
_KEPT_BY_EXCEL = frozenset({"history"})


def next_id(wanted: str | None, *, stem: str, taken: set[str], said: Set[str]) -> str:
    """The id of an OKR: its own, unless that stands in its scope already; else the next free one of a stem.

    `taken` are those given there so far, to which it is added; `said` are those that others there have.

    >>> next_id("O1", stem="SA", taken=set(), said=set()), next_id(None, stem="SA", taken=set(), said={"SA1"})
    ('O1', 'SA2')
    """
    found = wanted if wanted is not None and wanted.casefold() not in taken else None
    used = taken | {each.casefold() for each in said}
    number = 1
    while found is None:
        found = f"{stem}{number}" if f"{stem}{number}".casefold() not in used else None
        number += 1
    taken.add(found.casefold())
    return found


def id_in(okr_id: str | None, asked: Asked) -> str | None:
    """An id as it is in the next cycle: the label of the last one in it becomes that of the next."""
    if okr_id is None:
        return None
    found = okr_id.casefold().find(asked.before.label.casefold())
    if found < 0:
        return okr_id
    return okr_id[:found] + asked.after.label + okr_id[found + len(asked.before.label) :]


def tab_name(words: str, *, taken: set[str]) -> str:
    """A name that a tab can have and no other of the workbook has, as near as can be to these words."""
    plain = " ".join(NOT_IN_NAMES.sub(" ", words).strip("' ").split())[:LONGEST_NAME].strip("' ") or "OKRs"
    if plain.casefold() in _KEPT_BY_EXCEL:
        plain = f"{plain} OKRs"
    return _one_more(plain, taken=taken, longest=LONGEST_NAME)


def file_name(words: str, *, taken: set[str]) -> str:
    """A name that a file can have everywhere, and no other of them has."""
    plain = " ".join(_NOT_IN_FILES.sub(" ", words).split())[:_LONGEST_FILE].strip(" .") or "OKRs"
    return f"{_one_more(plain, taken=taken, longest=_LONGEST_FILE)}.xlsx"


def _one_more(plain: str, *, taken: set[str], longest: int) -> str:
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: longest - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
