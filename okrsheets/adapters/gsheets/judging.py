"""What became of a write: whether each cell stands where it belongs, and what takes it back if not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsheets.adapters.gsheets.answers import Message, Place, cells_in
from okrsheets.adapters.gsheets.asking import filter_request, look_back_requests, table_request
from okrsheets.adapters.gsheets.contents import Cells, Entered, entered_in
from okrsheets.adapters.gsheets.drafting import TabDraft
from okrsheets.adapters.gsheets.following import Moves, follow
from okrsheets.adapters.gsheets.guards import Growing
from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["LOOK_MASK", "TakingBack", "Verdict", "judged", "still_wrong", "tabs_in", "taking_back"]

LOOK_MASK = (
    "sheets(properties(sheetId,title),"
    "data(startRow,startColumn,rowData.values(userEnteredValue,chipRuns,textFormatRuns)))"
)
"""What is looked at again after a write: all that people entered."""


class Verdict(NamedTuple):
    """What is known of one tab after a write.

    `applied` tells that the write was carried out, `moved` that rows or columns which it wrote were others by
    then, `overtaken` that people changed anything else.
    """

    applied: bool
    moved: bool
    overtaken: bool


class TakingBack(NamedTuple):
    """What makes one tab as if nothing had been written.

    `wrong` are the cells to put back, each with what belongs there; `notes` go with those that got one.
    `requests` put back tables and filters. `covered` are people's cells among the wrong ones: what they hold
    goes back as it was read, and `spoilt` ones have lost a part of their look.
    """

    wrong: Mapping[Place, Entered | None]
    notes: Mapping[Place, str]
    requests: tuple[Message, ...]
    covered: tuple[Place, ...]
    spoilt: tuple[CellRange, ...]


def tabs_in(spreadsheet: Message) -> dict[int, Cells]:
    """What people entered on each tab of an answer with `LOOK_MASK`, by the number of the tab."""
    return {
        int(sheet.get("properties", {}).get("sheetId", 0)): entered_in(cells_in(sheet.get("data", ())))
        for sheet in spreadsheet.get("sheets", ())
    }


def judged(draft: TabDraft, after: Cells) -> Verdict:
    """What became of a tab that looks like this now."""
    before, after = entered_in(draft.tab.cells), _known(draft, after)
    wanted = {place: entered for place, entered in {**before, **draft.written}.items() if entered is not None}
    if after in (wanted, before):
        return Verdict(applied=after == wanted, moved=False, overtaken=False)
    moves = _moves(draft, before, after)
    return Verdict(
        applied=bool(_misplaced(draft, before, after, moves)),
        moved=any(moves.place(place) != place for place in draft.written),
        overtaken=True,
    )


def taking_back(draft: TabDraft, after: Cells) -> TakingBack:
    """What takes back a write that was carried out, on a tab that looks like this now."""
    before, after = entered_in(draft.tab.cells), _known(draft, after)
    moves = _moves(draft, before, after)
    back = moves.back()
    wrong = _misplaced(draft, before, after, moves)
    for growing in draft.growing:
        for spot in _heading_places(growing):
            source = back.place(spot)
            right = before.get(source) if source is not None else None
            if after.get(spot) != right:
                wrong.setdefault(spot, right)
    notes: dict[Place, str] = {}
    for column in draft.fresh:
        for spot in _spots((column.at.row, column.at.column), moves) & wrong.keys():
            source = back.place(spot)
            there = draft.tab.cells.get(source, {}) if source is not None else {}
            notes[spot] = str(there.get("note", ""))
    spoilt = tuple(_spoilt(draft, before, back))
    looks = {
        (row, box.left): draft.tab.cells[source].get("effectiveFormat", {})
        for box in spoilt
        for row in box.rows
        if (source := back.place((row, box.left))) is not None and source in draft.tab.cells
    }
    requests = (*_ranges_back(draft, moves), *look_back_requests(draft.tab.id, looks))
    covered = sorted(
        spot for spot in wrong if (source := back.place(spot)) in before and not draft.is_ours(source)
    )
    return TakingBack(wrong, notes, requests, tuple(covered), spoilt)


def still_wrong(
    known: Cells, after: Cells, *, wrong: Mapping[Place, Entered | None]
) -> dict[Place, Entered | None]:
    """The cells that do not hold what belongs there though it was put there, for they moved meanwhile.

    What a person typed there since is theirs.
    """
    moves = follow(known, after, hidden=_held(after, wrong), ours={column for _, column in wrong})
    back = moves.back()
    left: dict[Place, Entered | None] = {}
    for place, right in wrong.items():
        garbage = known.get(place)
        there = moves.place(place)
        if after.get(there or place) == garbage != right:
            left[there or place] = right
        if after.get(place) == right and there != place:
            source = back.place(place)
            meant = None if source is None else wrong.get(source, known.get(source))
            if meant != right:
                left[place] = meant
    return left


def _known(draft: TabDraft, after: Cells) -> Cells:
    """What a tab holds now, as far as it was known when it was read: else all would seem to be changed."""
    if not draft.tab.bare:
        return after
    return {place: entered._replace(runs="") for place, entered in after.items()}


def _moves(draft: TabDraft, before: Cells, after: Cells) -> Moves:
    hidden = _held(after, draft.written)
    for growing in draft.growing:  # a table writes the names of its columns where it is told to be
        hidden |= _heading_places(growing)
    return follow(before, after, hidden=hidden, ours=draft.ours)


def _held(after: Cells, written: Mapping[Place, Entered | None]) -> set[Place]:
    """The places that hold what was written there."""
    return {place for place, new in written.items() if after.get(place) == new}


def _heading_places(growing: Growing) -> set[Place]:
    top, left, _, right = growing.after
    return {(top, column) for column in range(left, right + 1)} if growing.table is not None else set()


def _misplaced(draft: TabDraft, before: Cells, after: Cells, moves: Moves) -> dict[Place, Entered | None]:
    """The cells that hold what was written, each with what would stand there had nothing been written."""
    back = moves.back()
    wrong: dict[Place, Entered | None] = {}
    for place, new in draft.written.items():
        for spot in _spots(place, moves):
            source = back.place(spot)
            right = before.get(source) if source is not None else None
            if after.get(spot) == new != right:
                wrong[spot] = right
    return wrong


def _spots(place: Place, moves: Moves) -> set[Place]:
    """Where a value may stand that was written to a place: there, or where that went afterwards."""
    there = moves.place(place)
    return {place} if there is None else {place, there}


def _ranges_back(draft: TabDraft, moves: Moves) -> Iterator[Message]:
    """Tables and filters with the ranges that they would have, had nothing been written."""
    for growing in draft.growing:
        box = _moved(growing.before, moves)
        if box is None:
            continue
        if growing.table is None:
            yield filter_request(draft.tab, box)
        else:
            yield table_request(draft.tab, growing.table, box)


def _moved(box: CellRange, moves: Moves) -> CellRange | None:
    rows = [moves.rows[row] for row in box.rows if row in moves.rows]
    columns = [moves.columns[c] for c in range(box.left, box.right + 1) if c in moves.columns]
    return CellRange(min(rows), min(columns), max(rows), max(columns)) if rows and columns else None


def _spoilt(draft: TabDraft, before: Cells, back: Moves) -> Iterator[CellRange]:
    """The parts of new columns where people's cells had gone by the time that these got their look."""
    for column in draft.fresh:
        box = CellRange(column.at.row, column.at.column, column.bottom, column.at.column)
        sources = (back.place((row, box.left)) for row in box.rows)
        if any(source in before for source in sources if source is not None):
            yield box
