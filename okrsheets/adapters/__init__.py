"""Adapters: a kind of spreadsheet in as plain values, and a write plan out to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.adapters.cellwise import Put, put_cells
    from okrsheets.adapters.disk import changed_at, load_bytes, revision_of
    from okrsheets.adapters.gathering import gather_cells
    from okrsheets.edits import Obstacles, WriteOutcome, WritePlan
    from okrsheets.grid import Workbook

__all__ = [
    "Adapter",
    "Put",
    "Reader",
    "changed_at",
    "gather_cells",
    "load_bytes",
    "put_cells",
    "revision_of",
]


class Reader(Protocol):
    """What every kind of source can do: it is read. One is made for all sources of its kind in a run.

    A source is its name: the path of a file, as a person in the working folder types it, or an address
    such as `notion://KEY`.
    """

    def read(self, source: str) -> Workbook:
        """The source as it stands now, in plain values: nothing of it is interpreted, left out or judged.

        `Workbook.source` is the name that was asked for. `revision` is another text as soon as anything
        that is read is another, and the same while nothing changed: by it a plan is known to be out of
        date. `changed` is when someone last changed it, where that can be told; `url` where it opens in a
        browser; `read_only_because` why it can never be written; in `plain_text` every cell is a text.

        Raises `SourceError`, or the kind of it that fits, where this source cannot be read: others are
        read then, and what it said earlier stands in for it. Where only a part of it cannot be read, a tab
        or a page of an answer, it cannot be read: OKRs in the rest of it would seem to be deleted.
        """
        ...


class Adapter(Reader, Protocol):
    """A kind of source that is written, too, into cells that are ours or free."""

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """What stands against writing into a workbook that was read; nothing is written to find out."""
        ...

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan, refusing by name the parts that cannot be written safely.

        A part is as small as is safe: a cell, else its column, else its tab; what is not refused is
        written, all of it or nothing. An adapter refuses what it does not know in a plan: `put_cells` does.
        Raises `SourceChangedError` if the source is no longer what was read, `WriteRefusedError` if
        nothing in it can be written: nothing is written then; `WriteLostError` where what became of the
        write cannot be told. A plan that changes nothing writes nothing.
        """
        ...


# what adapters are made with is imported when one is
__getattr__ = found_in(
    __name__,
    {
        "Put": "cellwise",
        "changed_at": "disk",
        "gather_cells": "gathering",
        "load_bytes": "disk",
        "put_cells": "cellwise",
        "revision_of": "disk",
    },
)
