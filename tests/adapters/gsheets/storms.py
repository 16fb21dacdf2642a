"""A storm: people edit a spreadsheet and calls go wrong while it is synced, all of it from one seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from okrsheets.adapters.gsheets import GsheetsAdapter
from okrsheets.errors import OkrSheetsError, WriteLostError
from okrsheets.grid import CellRef
from tests.adapters.gsheets.books import BOSS, BOT, access_to, link_to, on_the_clock
from tests.adapters.gsheets.runs import Runs
from tests.sheets_emulator import Fault, Server, Target
from tests.sheets_emulator.faults import Edit

__all__ = ["storm"]

TITLE = "Plan"
OWNERS = ("Mara", "Jo", "Ann", "Dana", "Kim")
Request = dict[str, Any]


class _Tab(NamedTuple):
    """How large the drawn table is: its OKRs begin in `first` and end before `rows`, counted from 0; people's
    columns end before `columns`.
    """

    first: int
    rows: int
    columns: int


def storm(server: Server, seed: int) -> str:
    """One storm; what came of it. Raises AssertionError where the sheet is wrong and nobody said so."""
    emulator, chance = server.emulator, random.Random(seed)
    emulator.clear()
    grid, tab = _table(chance)
    tabs = {TITLE: grid, "Notes": [["x"]]}
    books = [emulator.make_book("OKRs", owner=BOSS, tabs=tabs, access={BOT: "writer"}) for _ in range(2)]
    adapter = GsheetsAdapter(access_to(server, BOT), policy=on_the_clock(emulator))
    runs, twin = (Runs(emulator, adapter, link_to(book.id)) for book in books)
    _prepare(runs, twin, chance, tab)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        edit = _edit(chance, tab)
        skip = chance.choice((0, 0, 0, 1, 2, 3))
        for one in (runs, twin):  # the twin is edited alike and never written
            emulator.waiting.add(Edit(one.key, edit, Target(kind="write"), skip=skip))
    for _ in range(chance.choice((0, 0, 1, 2))):
        emulator.fail(_fault(chance))
    word, named = "right", set[str]()
    try:
        runs.sync()
    except OkrSheetsError as error:
        word = f"{type(error).__name__}: {error.what}"
        named = set(re.findall(r"\b[A-Z]+\d+\b", error.what)) if isinstance(error, WriteLostError) else named
        if "stand wrong" in word:
            return word
    emulator.waiting.clear()
    assert _changed(runs, twin, named) <= named, word
    if word != "right":  # what was given up left nothing behind that the next sync would not put right
        runs.sync()
        assert _changed(runs, twin, named) <= named, word
    left = runs.read()[1]
    assert left.empty, [(edit.ref.a1, edit.expected, edit.new) for edit in left.edits]
    assert not _astray(runs)
    return word


def _prepare(runs: Runs, twin: Runs, chance: random.Random, tab: _Tab) -> None:
    """What is there before the storm: a filter or a table of Google's, a tab of ours, columns of ours."""
    right = {"startColumnIndex": 0, "endColumnIndex": tab.columns}
    place = {"startRowIndex": tab.first - 1, "endRowIndex": tab.rows, **right}
    around: list[Request] = [
        {"setBasicFilter": {"filter": {"range": place}}},
        {"addTable": {"table": {"name": "Goals", "range": place}}},
    ]
    kind = chance.randrange(5)
    if chance.random() < 0.2:
        runs.with_summary()
    for one in (runs, twin):
        one.edit(*around[kind : kind + 1], {"addSheet": {"properties": {"title": "Empty"}}})
    if chance.random() < 0.5:
        assert runs.sync() is not None
        for row in range(tab.rows - 2, tab.rows):  # so that there is something to write
            for one in (runs, twin):
                one.edit(_put(row, 5, {"numberValue": (row * 3 + 1) % 10}))


def _table(chance: random.Random) -> tuple[list[list[str]], _Tab]:
    """A table with rows that can be told apart, and some that are nearly alike."""
    words = ["ID", "Objective", "Key result", "Owner", "Baseline", "Current", "Target"]
    rows: list[list[str]] = [[] for _ in range(chance.choice((0, 0, 2)))] + [words]
    count = chance.randint(2, 9)
    for n in range(count):
        objective = n // 3
        rows.append(
            [
                f"O{objective + 1}",
                f"Objective {'ABC'[objective]} of ours",
                f"Reach {chance.choice(('many', 'more'))} customers in region {'NESWCHUVX'[n]}",
                chance.choice(OWNERS),
                "0",
                str(chance.randint(0, 9)),
                "10",
            ]
        )
    return rows, _Tab(len(rows) - count, len(rows), len(words))


def _put(row: int, column: int, value: Request) -> Request:
    start = {"rowIndex": row, "columnIndex": column}
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": [{"userEnteredValue": value}]}],
            "fields": "userEnteredValue",
        }
    }


def _stretch(dimension: str, start: int, count: int = 1) -> Request:
    return {"dimension": dimension, "startIndex": start, "endIndex": start + count}


def _edit(chance: random.Random, tab: _Tab) -> list[Request]:
    """What someone does to the table."""
    row, column = chance.randrange(tab.first, tab.rows), chance.randrange(tab.columns)
    any_row = chance.randrange(tab.rows)
    below = chance.randrange(tab.rows - 1, tab.rows + 2)
    kinds: list[Callable[[], list[Request]]] = [
        lambda: [{"insertDimension": {"range": _stretch("ROWS", any_row)}}],
        lambda: [
            {"insertDimension": {"range": _stretch("ROWS", row)}},
            _put(row, 1, {"stringValue": "Something new"}),
            _put(row, 2, {"stringValue": "A new key result of someone"}),
        ],
        lambda: [{"deleteDimension": {"range": _stretch("ROWS", row)}}],
        lambda: [_sort(chance, tab, columns=tab.columns)],
        lambda: [_sort(chance, tab, columns=tab.columns + 8)],
        lambda: [{"moveDimension": {"source": _stretch("ROWS", row), "destinationIndex": below}}],
        lambda: [{"insertDimension": {"range": _stretch("COLUMNS", column)}}],
        lambda: [{"insertDimension": {"range": _stretch("COLUMNS", 0, 2)}}],
        lambda: [{"deleteDimension": {"range": _stretch("COLUMNS", 3)}}],
        lambda: [_put(row, 5, {"numberValue": chance.randint(0, 9)})],
        lambda: [_put(row, 3, {"stringValue": chance.choice(OWNERS)})],
        lambda: [{"updateSheetProperties": {"properties": {"title": "Renamed"}, "fields": "title"}}],
        lambda: [{"addSheet": {"properties": {"title": f"More {row}{column}"}}}],
    ]
    return chance.choice(kinds)()


def _sort(chance: random.Random, tab: _Tab, *, columns: int) -> Request:
    place = {
        "startRowIndex": tab.first,
        "endRowIndex": tab.rows,
        "startColumnIndex": 0,
        "endColumnIndex": columns,
    }
    spec = {
        "dimensionIndex": chance.choice((2, 3, 5)),
        "sortOrder": chance.choice(("ASCENDING", "DESCENDING")),
    }
    return {"sortRange": {"range": place, "sortSpecs": [spec]}}


def _fault(chance: random.Random) -> Fault:
    on = Target(kind=chance.choice(("read", "write", "write")))
    times, skip = chance.choice((1, 1, 2)), chance.choice((0, 0, 1, 2))
    kind = chance.randrange(5)
    if kind == 0:
        return Fault(on, times, skip, status=chance.choice((500, 503)), applied=chance.random() < 0.5)
    if kind == 1:
        return Fault(on, times, skip, html=True, applied=chance.random() < 0.5)
    if kind == 2:
        return Fault(on, times, skip, quota="write" if on.kind == "write" else "read")
    return Fault(on, times, skip, cut=chance.choice(("unread", "before", "in", "after")))


def _entered(runs: Runs) -> tuple[dict[tuple[int, int], Any], frozenset[int]]:
    """What was entered on the first tab, and which columns are ours."""
    cells = runs.book.sheets[0].cells.items()
    entered = {
        at: next(iter(cell["userEnteredValue"].values())) for at, cell in cells if "userEnteredValue" in cell
    }
    ours = {column for (_, column), value in entered.items() if str(value).endswith("(auto)")}
    # what has no heading is named by a table
    named = {at for at, value in entered.items() if re.fullmatch(r"Column \d+", str(value))}
    return {at: value for at, value in entered.items() if at not in named}, frozenset(ours)


def _changed(runs: Runs, twin: Runs, named: set[str]) -> set[str]:
    """The cells of people that are not what they would be had nobody but people been there.

    In a column of which all cells are `named` there may be nothing else.
    """
    (mine, ours), (theirs, _) = _entered(runs), _entered(twin)
    columns, twins = ({column for _, column in cells} for cells in (mine, theirs))
    columns -= ours
    if len(columns) > len(twins):
        columns = {
            column for row, column in mine if column in columns and not _named([(row, column)]) <= named
        }
    if len(columns) != len(twins):
        return {"columns"}
    changed = set()
    for column, other in zip(sorted(columns), sorted(twins), strict=True):
        rows = {row for row, at in (*mine, *theirs) if at in (column, other)}
        changed |= {(row, column) for row in rows if mine.get((row, column)) != theirs.get((row, other))}
    return _named(changed)


def _astray(runs: Runs) -> set[str]:
    """The cells that say something of ours where nothing of ours belongs."""
    entered, ours = _entered(runs)
    rows = {row for row, column in entered if column not in ours}
    said = ("unknown", "on track", "behind", "at risk", "done")
    return _named(
        (row, column)
        for (row, column), value in entered.items()
        if (row not in rows if column in ours else str(value).startswith(said))
    )


def _named(places: Iterable[tuple[int, int]]) -> set[str]:
    return {CellRef("", "", row + 1, column + 1).a1 for row, column in places}
