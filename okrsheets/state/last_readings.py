"""What each source last said, kept for nights on which it cannot be read; for its owner alone.

Each is a file in the state's `last-read`: a line that says what it is of, then the grid. It is written only
when its workbook changed; that it was read again on a later day is told by the file's time, which no one
else sets to noon.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

from okrsheets.grid import Workbook
from okrsheets.laying import clear_halves, lay
from okrsheets.state.folder import OWNER_ONLY, make_folder, source_key, source_of, unusable
from okrsheets.state.grids import bytes_of_grid, grid_of_bytes
from okrsheets.tuples import NamedTuple

__all__ = [
    "KEPT_DAYS",
    "forget_reading",
    "forget_readings",
    "keep_reading",
    "last_reading",
    "remembered_sources",
]

KEPT_DAYS = 30
"""Days after which what a source said stands in for it no longer, and is let go."""
MOST = 8_000_000
"""Bytes that one reading may take; a larger one is not kept."""

_FOLDER = "last-read"
_FORMAT = 1
_NOON = time(12, tzinfo=UTC)
_SECOND = 1_000_000_000
_UNUSABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, zlib.error, OSError)
"""What a file that is cut short, changed or of another version comes to: it is as if it were not there."""


class _Head(NamedTuple):
    """Of which source a file is, at which revision, and the day on which it was last read so."""

    key: str
    revision: str
    day: date


def keep_reading(folder: Path, workbook: Workbook, *, revision: str, today: date) -> None:
    """Keep what a workbook says, which has this revision by now, in place of what it said before.

    Raises StateError.
    """
    key = source_key(workbook.source, folder)
    path = _place(folder, key)
    known = _head(path)
    if known is not None and (known.key, known.revision) == (key, revision):
        if known.day < today:
            _mark(path, today)
        return
    head = {"format": _FORMAT, "source": key, "revision": revision, "day": today.isoformat()}
    data = b"%b\n%b" % (json.dumps(head).encode("ascii"), bytes_of_grid(workbook))
    try:
        if len(data) > MOST:  # an older reading must not stand in for it
            path.unlink(missing_ok=True)
            return
        make_folder(path.parent)
        lay(path, data, mode=OWNER_ONLY)
    except OSError as error:
        raise unusable(path, error) from error
    _mark(path, today)


def last_reading(folder: Path, source: str, *, today: date) -> Workbook | None:
    """What a source said when it was last read, if that is kept and not too long ago."""
    key = source_key(source, folder)
    path = _place(folder, key)
    head = _head(path)
    if head is None or head.key != key or not 0 <= (today - head.day).days <= KEPT_DAYS:
        return None
    try:
        data = path.read_bytes().partition(b"\n")[2]
        return grid_of_bytes(data, source=source, revision=head.revision, as_of=head.day)
    except _UNUSABLE:
        return None


def remembered_sources(folder: Path, *, today: date) -> tuple[str, ...]:
    """The sources of which something is kept that may stand in for them."""
    heads = map(_head, _files(folder))
    return tuple(
        source_of(head.key, folder)
        for head in heads
        if head is not None and 0 <= (today - head.day).days <= KEPT_DAYS
    )


def forget_reading(folder: Path, source: str) -> None:
    """Let go of what a source said. Raises StateError."""
    path = _place(folder, source_key(source, folder))
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(path, error) from error


def forget_readings(folder: Path, *, today: date, but: Iterable[str] | None) -> None:
    """Let go of what is too old or damaged and, unless that is None, of all sources `but` these."""
    known = None if but is None else {source_key(source, folder) for source in but}
    clear_halves(folder / _FOLDER)
    for path in _files(folder):
        head = _head(path)
        if (
            head is None
            or (today - head.day).days > KEPT_DAYS
            or (known is not None and head.key not in known)
        ):
            with suppress(OSError):  # it is only in the way, and the next sync tries again
                path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    place = folder / _FOLDER
    with suppress(OSError):
        yield from sorted(place.iterdir())


def _place(folder: Path, key: str) -> Path:
    """A file per workbook; the digest keeps apart those of the same name."""
    digest = blake2b(key.encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()
    return folder / _FOLDER / f"{Path(source_of(key, folder)).stem[:40]}-{digest}"


def _head(path: Path) -> _Head | None:
    """What a file says that it is; None where there is none of ours."""
    try:
        with path.open("rb") as file:
            line, status = file.readline(10_000), os.fstat(file.fileno())
        said = json.loads(line)
        if said["format"] != _FORMAT or status.st_size > MOST:
            return None
        written = date.fromisoformat(said["day"])
        return _Head(
            str(said["source"]), str(said["revision"]), max(written, _day_marked(status.st_mtime_ns))
        )
    except _UNUSABLE:
        return None


def _mark(path: Path, day: date) -> None:
    """Tell that a file holds on a day, too; where that cannot be told the day before stands."""
    at = int(datetime.combine(day, _NOON).timestamp()) * _SECOND
    with suppress(OSError):
        os.utime(path, ns=(at, at))


def _day_marked(mtime_ns: int) -> date:
    """The day that the time of a file tells; the first of all where the time was not set by us."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=mtime_ns // _SECOND)
    return at.date() if mtime_ns % _SECOND == 0 and at.timetz() == _NOON else date.min
