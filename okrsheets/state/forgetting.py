"""Lets go of what the state holds of days that were none: the clock was wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["forget_after"]


def forget_after(connection: Connection, day: date) -> int:
    """Forget what was seen after a day, as if no sync had been; returns how many runs that were.

    What stands in the workbooks, consent and our cells as last written are no matter of days, and stay.
    """
    last = day.isoformat()
    connection.execute("DELETE FROM moment WHERE day > ?", (last,))
    connection.execute("DELETE FROM okr WHERE number NOT IN (SELECT okr FROM moment)")
    connection.execute("UPDATE okr SET touched = ? WHERE touched > ?", (last, last))
    connection.execute("DELETE FROM alignment WHERE day > ?", (last,))
    end = f"{last}T23:59:59"
    connection.execute("UPDATE last_write SET at = ? || substr(at, -6) WHERE at > ?", (end, f"{end}z"))
    return connection.execute("DELETE FROM run WHERE day > ?", (last,)).rowcount
