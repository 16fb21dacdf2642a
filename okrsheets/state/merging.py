"""Makes one OKR of two that the state took for two: the older one's history goes on with the newer one's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from okrsheets.model import Changed, LastWrite, ManagedMemory, Moment, Past, differences
from okrsheets.state.history import as_json

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["memory_under", "merge_okrs", "write_under"]


def merge_okrs(connection: Connection, old: Past, new: Past) -> None:
    """Let the newer OKR be known by the older one's key, with the history of both."""
    kept, gone = (_number(connection, past.key) for past in (old, new))
    connection.executemany("DELETE FROM moment WHERE okr = ?", [(kept,), (gone,)])
    connection.executemany(
        "INSERT INTO moment VALUES (?, ?, ?)",
        [(kept, moment.day.isoformat(), as_json(changed)) for moment, changed in _joined(old, new)],
    )
    connection.execute("DELETE FROM okr WHERE number = ?", (kept,))
    connection.execute("UPDATE okr SET number = ?, key = ? WHERE number = ?", (kept, old.key, gone))
    connection.execute("UPDATE okr SET objective = ? WHERE objective = ?", (old.key, new.key))
    for name in ("okr", "objective"):
        connection.execute(f"UPDATE score SET {name} = ? WHERE {name} = ?", (old.key, new.key))
    for end in ("child", "parent"):
        names = (old.key, new.key)
        connection.execute(f"UPDATE OR IGNORE alignment SET {end} = ? WHERE {end} = ?", names)
        connection.execute(f"DELETE FROM alignment WHERE {end} = ?", names[1:])  # the older one knew of it


def _number(connection: Connection, key: str) -> int:
    (number,) = connection.execute("SELECT number FROM okr WHERE key = ?", (key,)).fetchone()
    return int(number)


def _joined(old: Past, new: Past) -> Iterator[tuple[Moment, Changed]]:
    """The moments of both, one after the other, each with what was new in it."""
    moments = [*(moment for moment in old.moments if moment.day < new.since), *new.moments]
    before = Moment(moments[0].day)
    for moment in moments:
        yield moment, differences(before, moment)
        before = moment


def memory_under(known: ManagedMemory, keys: Mapping[str, str]) -> ManagedMemory:
    """What we wrote into a column, with other keys where `keys` has one."""
    return known._replace(values={keys.get(key, key): value for key, value in known.values.items()})


def write_under(last: LastWrite, keys: Mapping[str, str]) -> LastWrite:
    """A write, with other keys where `keys` has one."""
    return last._replace(
        edits=tuple(edit._replace(key=keys.get(edit.key, edit.key)) for edit in last.edits),
        memory=tuple(memory_under(known, keys) for known in last.memory),
    )
