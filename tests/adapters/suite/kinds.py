"""What the common suite needs of a kind of spreadsheet, and every value in which kinds really differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, Protocol

import pytest

from okrsheets.adapters import Adapter
from okrsheets.grid import Sheet, Value

__all__ = [
    "FULL_KINDS",
    "NOTHING",
    "Entered",
    "Kind",
    "Noticed",
    "Traits",
    "any_kind",
    "any_wary_kind",
]

FULL_KINDS = ("Excel", "Google", "in memory")
"""The kinds that know all that cells and tabs can be, by name."""

any_wary_kind = pytest.mark.parametrize("kind", [*FULL_KINDS, "cell by cell"], indirect=True)
"""Marks a test for kinds that give new cells no look and widen no table, too."""

any_kind = pytest.mark.parametrize("kind", [*FULL_KINDS, "of one's own"], indirect=True)
"""Marks a test that lays values in tabs and nothing else, for kinds that hold no more."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Noticed(Enum):
    """When a change of some other cell since the read is noticed."""

    BEFORE = "before anything is written: SourceChangedError"
    AFTER = "after the write, which stands: the outcome says `overtaken`"


class Traits(NamedTuple):
    """How a kind differs from the others.

    `longest_text` is what a cell holds, `heading_note` what a new heading gets as its note. `foretells` says
    that the revision in an outcome is the one read next, `counts_tabs` that tabs have numbers, `opens` that
    cells have an address in a browser, `dated` that it is known when someone last changed it.
    """

    longest_text: int
    noticed: Noticed
    foretells: bool
    counts_tabs: bool = False
    opens: bool = False
    dated: bool = False
    heading_note: str | None = None


class Entered(NamedTuple):
    """What someone else than our adapter finds in a cell: text, number, yes/no, formula or nothing."""

    kind: str
    value: Value = None
    number_format: str = "General"


class Kind(Protocol):
    """A kind of spreadsheet; tests lay sheets in it, and do to them what people do."""

    @property
    def traits(self) -> Traits: ...

    @property
    def adapter(self) -> Adapter: ...

    @property
    def reasons(self) -> Mapping[str, str]:
        """Every reason by name why a part is not written, in words."""
        ...

    def lay(
        self, *sheets: Sheet, notes: Mapping[str, str] = NOTHING, names: Mapping[str, str] = NOTHING
    ) -> str:
        """The source of a new spreadsheet with these tabs.

        `notes` are those of the first tab by their cells, `names` those of ranges such as `Plan!$B$2`.
        """
        ...

    def nowhere(self) -> str:
        """A source that is not there."""
        ...

    def entered(self, source: str, a1: str, *, sheet: str = "Plan") -> Entered:
        """What stands in a cell, by another reader than ours."""
        ...

    def note(self, source: str, a1: str) -> str | None:
        """The note of a cell of the first tab."""
        ...

    def all_of(self, source: str) -> object:
        """Everything that is stored, to be compared."""
        ...

    def type_in(self, source: str, a1: str, value: str | float) -> None:
        """A person types into a cell of the first tab."""
        ...

    def insert_row(self, source: str, before: int) -> None:
        """A person inserts a row into the first tab."""
        ...
