"""States as earlier versions left them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["make_earlier"]

_FIRST = {"schema", "managed", "consent", "refused"}
_TABLES = {1: _FIRST, 3: {*_FIRST, "last_write", "summary_tab"}}


def make_earlier(folder: Path, version: int) -> None:
    """Take from a state what its schema did not have in that version."""
    with closing(sqlite3.connect(folder / "state.db")) as state, state:
        found = state.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in found:
            if name not in _TABLES[version]:
                state.execute(f"DROP TABLE {name}")
        state.execute("DELETE FROM schema WHERE version > ?", (version,))
