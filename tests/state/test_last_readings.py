"""What a source last said is kept small, is the same when it comes back, and is never trusted."""

from __future__ import annotations

import json
import pickle
import stat
import zlib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.grid import Cell, CellRange, ErrorValue, Look, Sheet, SheetTable, Value, Workbook
from okrsheets.state import KEPT_DAYS, forget_readings, keep_reading, last_reading
from okrsheets.state.grids import bytes_of_grid, grid_of_bytes
from tests.grids import sheet, workbook

DAY = date(2026, 11, 12)
NEXT = DAY + timedelta(days=1)
BOOK = workbook(sheet("Sales", "| Objective | Key result | Target |\n| Win | Sell | 9 |"), source="Plan.xlsx")

_text = st.text(max_size=20)
_values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    _text,
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.builds(ErrorValue, _text),
)
_looks = st.builds(Look, st.booleans(), st.none() | _text, st.integers(0, 9))
_cells = st.builds(Cell, _values, st.none() | _text, _text, st.none() | _text, _looks)
_ranges = st.builds(CellRange, *[st.integers(1, 99)] * 4)
_sheets = st.builds(
    Sheet,
    _text,
    st.dictionaries(st.tuples(st.integers(1, 50), st.integers(1, 9)), _cells, max_size=12),
    st.lists(_ranges, max_size=2).map(tuple),
    st.lists(
        st.builds(SheetTable, _text, _ranges, st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=2
    ).map(tuple),
    st.frozensets(st.integers(1, 99), max_size=3),
    st.frozensets(st.integers(1, 99), max_size=3),
    st.booleans(),
    st.booleans(),
    st.lists(_ranges, max_size=2).map(tuple),
    st.none() | _ranges,
    st.none() | st.integers(),
)
_books = st.builds(
    Workbook,
    st.just("Plan.xlsx"),
    _text,
    st.just("r1"),
    st.lists(_sheets, max_size=3).map(tuple),
    st.none() | _text,
    st.dictionaries(_text, _text, max_size=2),
    st.lists(_text, max_size=2).map(tuple),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.none() | _text,
    plain_text=st.booleans(),
    as_of=st.just(DAY),
    counts_until=st.none(),
)


@settings(deadline=None)
@given(_books)
def test_a_grid_comes_back_as_it_was(book: Workbook) -> None:
    assert grid_of_bytes(bytes_of_grid(book), source="Plan.xlsx", revision="r1", as_of=DAY) == book


def keep(folder: Path, book: Workbook = BOOK, *, revision: str = "r1", today: date = DAY) -> Path:
    keep_reading(folder, book, revision=revision, today=today)
    [path] = (folder / "last-read").iterdir()
    return path


def test_what_a_source_said_comes_back_with_the_day_on_which_it_was_read_last(tmp_path: Path) -> None:
    keep(tmp_path)
    for day in (DAY, NEXT):
        keep(tmp_path, today=day)
        found = last_reading(tmp_path, "Plan.xlsx", today=NEXT)
        assert found is not None
        assert (found.as_of, found.sheets, found.source) == (day, BOOK.sheets, "Plan.xlsx")


def test_only_a_workbook_that_changed_is_written_again(tmp_path: Path) -> None:
    path = keep(tmp_path)
    before = path.read_bytes(), path.stat().st_ino
    keep(tmp_path, today=NEXT)
    assert (path.read_bytes(), path.stat().st_ino) == before
    keep(tmp_path, revision="r2", today=NEXT)
    assert path.stat().st_ino != before[1]


def test_a_file_whose_time_somebody_else_set_says_the_day_on_which_it_was_written(tmp_path: Path) -> None:
    path = keep(tmp_path)
    path.write_bytes(path.read_bytes())  # as a copy of the folder does
    found = last_reading(tmp_path, "Plan.xlsx", today=NEXT)
    assert found is not None
    assert found.as_of == DAY


def test_it_stands_in_for_thirty_days_and_is_let_go_then(tmp_path: Path) -> None:
    path = keep(tmp_path)
    last = DAY + timedelta(days=KEPT_DAYS)
    assert last_reading(tmp_path, "Plan.xlsx", today=last) is not None
    forget_readings(tmp_path, today=last, but=["Plan.xlsx"])
    assert path.exists()
    later = last + timedelta(days=1)
    assert last_reading(tmp_path, "Plan.xlsx", today=later) is None
    forget_readings(tmp_path, today=later, but=["Plan.xlsx"])
    assert not path.exists()


def test_a_source_that_nobody_asks_for_any_more_is_let_go(tmp_path: Path) -> None:
    path = keep(tmp_path)
    forget_readings(tmp_path, today=DAY, but=None)
    assert path.exists()
    forget_readings(tmp_path, today=DAY, but=["Other.xlsx"])
    assert not path.exists()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = keep(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("was unpickled",)


def _head(**other: object) -> bytes:
    said = {"format": 1, "source": "Plan.xlsx", "revision": "r1", "day": DAY.isoformat()}
    return json.dumps({**said, **other}).encode() + b"\n"


def _packed(document: object) -> bytes:
    return zlib.compress(json.dumps(document).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"okrsheets",
        b"[]\n" + bytes_of_grid(BOOK),
        _head(),
        _head() + bytes_of_grid(BOOK)[:-9],
        _head() + b"x" + bytes_of_grid(BOOK),
        _head() + _packed([]),
        _head() + _packed({"sheets": 3}),
        _head() + _packed({**json.loads(zlib.decompress(bytes_of_grid(BOOK))), "styles": []}),
        _head() + pickle.dumps(_Bomb()),
        _head(format=0) + bytes_of_grid(BOOK),
        _head(day="yesterday") + bytes_of_grid(BOOK),
        _head(source="Other.xlsx") + bytes_of_grid(BOOK),
    ],
)
def test_a_file_that_is_damaged_or_of_another_version_is_as_if_it_were_not_there(
    tmp_path: Path, data: bytes
) -> None:
    path = keep(tmp_path)
    path.write_bytes(data)
    assert last_reading(tmp_path, "Plan.xlsx", today=DAY) is None
    assert last_reading(tmp_path, "Plan.xlsx", today=DAY) is None
    keep(tmp_path, revision="r2")
    assert last_reading(tmp_path, "Plan.xlsx", today=DAY) is not None


def test_a_reading_of_a_day_that_has_yet_to_come_is_not_shown(tmp_path: Path) -> None:
    keep(tmp_path, today=NEXT)
    assert last_reading(tmp_path, "Plan.xlsx", today=DAY) is None


def test_a_plan_of_a_thousand_rows_takes_a_small_part_of_what_its_file_does(tmp_path: Path) -> None:
    rows = "\n".join(f"| Objective {n // 4} | Key result {n} | {n % 97} |" for n in range(1000))
    drawn = sheet("Sales", f"| Objective | Key result | Target |\n{rows}")
    path = keep(tmp_path, workbook(drawn, source="Plan.xlsx"))
    assert path.stat().st_size < 20_000


def test_moments_with_seconds_and_times_keep_them() -> None:
    moment = datetime.fromisoformat("2026-11-12T08:30:05")
    values: list[Value] = [moment, time(8, 30), date(2026, 11, 12), True, 1, 1.0]
    cells = {(1, n): Cell(value) for n, value in enumerate(values, start=1)}
    book = Workbook("Plan.xlsx", "Plan.xlsx", "r1", (Sheet("S", cells),))
    back = grid_of_bytes(bytes_of_grid(book), source="Plan.xlsx", revision="r1", as_of=DAY)
    found = [back.sheets[0].value(1, n) for n in range(1, len(values) + 1)]
    assert [(type(one), one) for one in found] == [(type(one), one) for one in values]
