"""The history of OKRs in the state's tables: what is new goes in, what is known comes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from okrsheets.model import (
    Ambition,
    Changed,
    Cycle,
    Direction,
    Field,
    HistoryView,
    Measure,
    Moment,
    Past,
    Said,
    SeenAlignment,
    SeenHeading,
    Status,
)
from okrsheets.state.news import News

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["HISTORY_TABLES", "as_json", "forget_before", "keep_alignments", "keep_news", "read_history"]

HISTORY_TABLES = """
CREATE TABLE okr (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT, objective TEXT, team TEXT,
    cycle TEXT, begins TEXT, ends TEXT, source TEXT NOT NULL, sheet TEXT NOT NULL,
    mark TEXT NOT NULL, touched TEXT NOT NULL, measure TEXT NOT NULL, direction TEXT, ambition TEXT
);
CREATE TABLE moment (
    okr INTEGER NOT NULL, day TEXT NOT NULL, changed TEXT NOT NULL, PRIMARY KEY (okr, day)
) WITHOUT ROWID;
CREATE TABLE alignment (
    child TEXT NOT NULL, parent TEXT NOT NULL, day TEXT NOT NULL, title TEXT, target REAL, due TEXT,
    PRIMARY KEY (child, parent)
) WITHOUT ROWID;
CREATE TABLE heading (
    source TEXT NOT NULL, sheet TEXT NOT NULL, headings TEXT NOT NULL, PRIMARY KEY (source, sheet)
) WITHOUT ROWID;
CREATE TABLE run (number INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, outcome TEXT NOT NULL);
"""
"""A moment holds, as JSON, the fields that were another thing on that day than on the last one before."""


def read_history(connection: Connection, *, until: date, name_of: Callable[[str], str | None]) -> HistoryView:
    """What was known at the end of a day. `name_of` says what a remembered workbook is called now.

    It is None for one that is there and was not read: its OKRs are left alone.
    """
    moments = _moments(connection, until=until)
    names: dict[str, str | None] = {}
    pasts: dict[str, Past] = {}
    taken: set[str] = set()
    for number, source, past in _okrs(connection):
        if source not in names:
            names[source] = name_of(source)
        name = names[source]
        if name is None or number not in moments:
            taken.add(past.key)
            continue
        touched = past.touched and min(past.touched, until)
        pasts[past.key] = past._replace(moments=moments[number], workbook=name, touched=touched)
    return HistoryView(
        pasts=pasts,
        alignments={each[:2]: each for each in _alignments(connection, until) if each.child in pasts},
        headings=dict(_headings(connection, name_of)),
        taken=frozenset(taken),
    )


def _okrs(connection: Connection) -> Iterator[tuple[int, str, Past]]:
    """Each OKR without its moments, with its number and what its workbook is remembered by."""
    for row in connection.execute("SELECT * FROM okr"):
        number, key, okr_id, objective, team, label, begins, ends, source, sheet, *rest = row
        mark, touched, measure, direction, ambition = rest
        past = Past(
            key,
            (),
            okr_id,
            objective,
            team,
            _cycle(label, begins, ends),
            source,
            sheet,
            mark,
            date.fromisoformat(touched),
            Measure(measure),
            direction and Direction(direction),
            ambition and Ambition(ambition),
        )
        yield number, source, past


def _moments(connection: Connection, *, until: date) -> dict[int, tuple[Moment, ...]]:
    """The moments of each OKR up to a day, by its number."""
    moments: dict[int, list[Moment]] = {}
    rows = connection.execute(
        "SELECT okr, day, changed FROM moment WHERE day <= ? ORDER BY okr, day", (until.isoformat(),)
    )
    for number, day, changed in rows:
        so_far = moments.setdefault(number, [])
        before = so_far[-1] if so_far else _NEVER
        so_far.append(before._replace(day=date.fromisoformat(day), **_values(json.loads(changed))))
    return {number: tuple(some) for number, some in moments.items()}


_NEVER = Moment(date.min)


def _values(changed: dict[str, Any]) -> dict[str, Any]:
    """The fields of a moment as they were before they became JSON."""
    if changed.get("due") is not None:
        changed["due"] = date.fromisoformat(changed["due"])
    if changed.get("status") is not None:
        changed["status"] = Status(changed["status"])
    return changed


def _cycle(label: str | None, begins: str | None, ends: str | None) -> Cycle | None:
    if label is None or begins is None or ends is None:
        return None
    return Cycle(label, date.fromisoformat(begins), date.fromisoformat(ends))


def _alignments(connection: Connection, until: date) -> Iterator[SeenAlignment]:
    rows = connection.execute(
        "SELECT child, parent, day, title, target, due FROM alignment WHERE day <= ?", (until.isoformat(),)
    )
    for child, parent, day, title, target, due in rows:
        yield SeenAlignment(
            child, parent, date.fromisoformat(day), title, target, date.fromisoformat(due) if due else None
        )


def _headings(
    connection: Connection, name_of: Callable[[str], str | None]
) -> Iterator[tuple[tuple[str, str], tuple[SeenHeading, ...]]]:
    for source, sheet, kept in connection.execute("SELECT source, sheet, headings FROM heading"):
        if (name := name_of(source)) is not None:
            seen = (
                SeenHeading(column, words, field and Field(field))
                for column, words, field in json.loads(kept)
            )
            yield (name, sheet), tuple(seen)


def keep_news(connection: Connection, news: News, *, key_of: Callable[[str], str]) -> None:
    """Put what is new into the tables; `key_of` says what a workbook is remembered by."""
    connection.executemany(
        f"INSERT INTO okr VALUES (NULL{', ?' * 14}) ON CONFLICT (key) DO UPDATE SET"
        " id = excluded.id, objective = excluded.objective, team = excluded.team, cycle = excluded.cycle,"
        " begins = excluded.begins, ends = excluded.ends, source = excluded.source, sheet = excluded.sheet,"
        " mark = excluded.mark, touched = excluded.touched, measure = excluded.measure,"
        " direction = excluded.direction, ambition = excluded.ambition",
        [_row(past, key_of(past.workbook)) for past in news.okrs],
    )
    day = news.day.isoformat()
    connection.executemany(
        "INSERT OR REPLACE INTO moment SELECT number, ?, ? FROM okr WHERE key = ?",
        [(day, as_json(changed), key) for key, changed in news.values.items()],
    )
    keep_alignments(connection, news.aligned)
    connection.executemany("DELETE FROM alignment WHERE child = ? AND parent = ?", news.lost)
    connection.executemany(
        "INSERT OR REPLACE INTO heading VALUES (?, ?, ?)",
        [
            (key_of(source), sheet, json.dumps(seen, ensure_ascii=False))
            for (source, sheet), seen in news.headings.items()
        ],
    )


def keep_alignments(connection: Connection, seen: Iterable[SeenAlignment]) -> None:
    """Put alignments with their parents into the table, in place of what was known of them."""
    connection.executemany(
        "INSERT OR REPLACE INTO alignment VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.child, each.parent, each.day.isoformat(), each.title, each.target, _plain(each.due))
            for each in seen
        ],
    )


def _row(past: Past, source: str) -> tuple[str | None, ...]:
    cycle = past.cycle
    span = (cycle.label, cycle.start.isoformat(), cycle.end.isoformat()) if cycle else (None, None, None)
    touched = past.touched.isoformat() if past.touched else ""
    kinds = (
        past.measure.value,
        past.direction and past.direction.value,
        past.ambition and past.ambition.value,
    )
    place = (source, past.sheet)
    return (past.key, past.id, past.objective, past.team, *span, *place, past.mark, touched, *kinds)


def as_json(changed: Changed) -> str:
    """The fields of a moment that changed, as they are kept."""
    plain = {name: _plain(value) for name, value in changed.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Said) -> str | float | None:
    if isinstance(value, Status):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def forget_before(connection: Connection, day: date, *, present: Iterable[str]) -> None:
    """Let go of what is older than a day: what an OKR came from, not how it stood on that day.

    OKRs that are no more, and were last seen to change before that day, are forgotten whole.
    """
    horizon = day.isoformat()
    connection.execute("DELETE FROM run WHERE day < ?", (horizon,))
    (first,) = connection.execute("SELECT min(day) FROM moment").fetchone()
    if first is None or first >= horizon:
        return
    here = frozenset(present)
    last = connection.execute(
        "SELECT number, key, max(day) FROM okr JOIN moment ON okr = number GROUP BY number"
    )
    for number, key, at in last.fetchall():
        if at < horizon and key not in here:
            connection.execute("DELETE FROM moment WHERE okr = ?", (number,))
            connection.execute("DELETE FROM okr WHERE number = ?", (number,))
            connection.execute("DELETE FROM alignment WHERE child = ? OR parent = ?", (key, key))
    several = connection.execute(
        "SELECT okr FROM moment WHERE day < ? GROUP BY okr HAVING count(*) > 1", (horizon,)
    )
    for (number,) in several.fetchall():
        _fold(connection, number, horizon)


def _fold(connection: Connection, number: int, horizon: str) -> None:
    """Make one moment of all that an OKR has had before a day."""
    old = connection.execute(
        "SELECT day, changed FROM moment WHERE okr = ? AND day < ? ORDER BY day", (number, horizon)
    ).fetchall()
    whole: dict[str, Any] = {}
    for _, changed in old:
        whole |= json.loads(changed)
    connection.execute("DELETE FROM moment WHERE okr = ? AND day < ?", (number, horizon))
    connection.execute("INSERT INTO moment VALUES (?, ?, ?)", (number, old[-1][0], json.dumps(whole)))
