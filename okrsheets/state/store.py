"""What the state knows of each workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.edits import ManagedRole, TabMemory
from okrsheets.model import ClosedCycle, HistoryView, LastWrite, ManagedMemory, Past, SeenAlignment
from okrsheets.state.backups import back_up, backup_of
from okrsheets.state.closing import closed_cycles, closed_labels, forget_closed, keep_closed
from okrsheets.state.failing import failures_told
from okrsheets.state.folder import is_link, source_key, source_of
from okrsheets.state.forgetting import forget_after
from okrsheets.state.history import forget_before, keep_alignments, keep_news, read_history
from okrsheets.state.mailing import Mailing
from okrsheets.state.merging import memory_under, merge_okrs, write_under
from okrsheets.state.news import News
from okrsheets.state.outbox import Outbox
from okrsheets.state.runs import Run, keep_run, read_runs
from okrsheets.state.writes import plain, plain_tab, tab_of, text_of_write, write_of_text

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["FILE_NAME", "State"]

FILE_NAME = "state.db"


@dataclass(frozen=True, slots=True)
class State:
    """The memory of one folder of workbooks; `source` is a workbook's path as a person types it.

    Times are those of the run, with their zone.
    """

    folder: Path
    _connection: Connection
    _keys: dict[str, str] = field(default_factory=dict)

    def memory(self, sources: Iterable[str]) -> tuple[ManagedMemory, ...]:
        """What we last wrote into the managed columns of these workbooks."""
        return tuple(known for source in sources for known in self._memory_of(source))

    def _memory_of(self, source: str) -> Iterator[ManagedMemory]:
        rows = self._connection.execute(
            "SELECT sheet, role, heading, at_column, cells FROM managed WHERE source = ?"
            " ORDER BY sheet, at_column, role",
            (self._key(source),),
        )
        for sheet, role, heading, column, cells in rows:
            # a row of ours is kept by its number below zero, so that no column has the same
            yield ManagedMemory(
                source, sheet, ManagedRole[role], heading, abs(column), json.loads(cells), lying=column < 0
            )

    def remember(self, source: str, memory: Sequence[ManagedMemory]) -> None:
        """Keep what stands in a workbook's managed columns, in place of what was known."""
        key = self._key(source)
        rows = [
            (key, known.sheet, known.role.name, known.heading, _number(known), _as_json(known))
            for known in memory
            if known.workbook == source
        ]
        with self._changing():
            self._connection.execute("DELETE FROM managed WHERE source = ?", (key,))
            self._connection.executemany("INSERT INTO managed VALUES (?, ?, ?, ?, ?, ?)", rows)

    def consented(self, source: str) -> bool:
        """Whether a person once agreed that this workbook is written."""
        return self._row("SELECT given FROM consent WHERE source = ?", source) is not None

    def remember_consent(self, source: str, *, when: datetime) -> None:
        """Keep that a person agreed."""
        with self._changing():
            self._connection.execute(
                "INSERT OR REPLACE INTO consent VALUES (?, ?)", (self._key(source), when.isoformat())
            )

    def refused(self, source: str) -> str | None:
        """Why the workbook, or a part of it, could not be written last time; None if it could."""
        row = self._row("SELECT why FROM refused WHERE source = ?", source)
        return None if row is None else str(row[0])

    def remember_refusal(self, source: str, why: str | None) -> None:
        """Keep why a workbook could not be written; None forgets it."""
        if why == self.refused(source):
            return
        with self._changing():
            self._connection.execute("DELETE FROM refused WHERE source = ?", (self._key(source),))
            if why is not None:
                self._connection.execute("INSERT INTO refused VALUES (?, ?)", (self._key(source), why))

    def tabs(self, sources: Iterable[str]) -> dict[str, TabMemory]:
        """What is known of our tabs, by workbook, of those that have one."""
        if not self._knows("summary_tab"):
            return {}
        rows = ((s, self._row("SELECT known FROM summary_tab WHERE source = ?", s)) for s in sources)
        return {source: tab_of(source, json.loads(str(row[0]))) for source, row in rows if row is not None}

    def remember_tab(self, source: str, known: TabMemory | None) -> None:
        """Keep what is known of our tab in a workbook; None forgets it."""
        if known == self.tabs([source]).get(source):
            return
        with self._changing():
            self._connection.execute("DELETE FROM summary_tab WHERE source = ?", (self._key(source),))
            if known is not None:
                text = json.dumps(plain_tab(known), ensure_ascii=False)
                self._connection.execute("INSERT INTO summary_tab VALUES (?, ?)", (self._key(source), text))

    def history(self, until: date, *, read: Iterable[str]) -> HistoryView:
        """What was known of OKRs at the end of a day.

        OKRs of a workbook that is there, and is none of those `read`, are left alone.
        """
        names = {self._key(source): source for source in read}

        def name_of(key: str) -> str | None:
            if key in names:
                return names[key]
            source = source_of(key, self.folder)
            return None if is_link(source) or Path(source).exists() else source

        return self._history(until, name_of)

    def whole_history(self, until: date, *, name_of: Callable[[str], str]) -> HistoryView:
        """The same of all OKRs; `name_of` says what a workbook is called."""
        return self._history(until, lambda key: name_of(source_of(key, self.folder)))

    def _history(self, until: date, name_of: Callable[[str], str | None]) -> HistoryView:
        if not self._knows("okr"):
            return HistoryView()
        closed = closed_labels(self._connection, until=until) if self._knows("closed_cycle") else frozenset()
        return read_history(self._connection, until=until, name_of=name_of)._replace(closed=closed)

    def closed_cycles(self, until: date) -> tuple[ClosedCycle, ...]:
        """The cycles that somebody closed by the end of a day, with how their OKRs ended."""
        return tuple(closed_cycles(self._connection, until=until)) if self._knows("closed_cycle") else ()

    def close_cycle(self, closed: ClosedCycle) -> None:
        """Keep that a cycle was closed, and how its OKRs ended. Raises StateError."""
        with failures_told(self.folder), self._connection:
            keep_closed(self._connection, closed)

    def reopen_cycle(self, label: str) -> None:
        """Let go of a cycle's having been closed. Raises StateError."""
        with failures_told(self.folder), self._connection:
            forget_closed(self._connection, label)

    def last_day(self) -> date | None:
        """The latest day of which anything is remembered."""
        if not self._knows("run"):
            return None
        (day,) = self._connection.execute("SELECT max(day) FROM run").fetchone()
        return None if day is None else date.fromisoformat(day)

    def runs(self, *, last: int | None = 30) -> tuple[Run, ...]:
        """The last so many runs, or all of them, oldest first."""
        return read_runs(self._connection, last=last)

    def remember_run(self, run: Run, news: News | None = None, *, keep_days: int | None = None) -> None:
        """Keep that a run began or how it went, with what it saw.

        What is older than the days to keep is let go of. Raises StateError.
        """
        with self._changing():
            keep_run(self._connection, run)
            if news is None:
                return
            keep_news(self._connection, news, key_of=self._key)
            if keep_days is not None:
                forget_before(self._connection, news.day - timedelta(days=keep_days), present=news.present)

    def forget_after(self, day: date) -> int:
        """Forget what was seen after a day; returns how many runs that were. Raises StateError."""
        with self._changing():
            return forget_after(self._connection, day)

    def acknowledge(self, seen: Sequence[SeenAlignment]) -> None:
        """Keep that people know how these parents stand. Raises StateError."""
        with self._changing():
            keep_alignments(self._connection, seen)

    def merge(self, pairs: Sequence[tuple[Past, Past]]) -> None:
        """Make one OKR of each older and newer one, known by the older one's key. Raises StateError."""
        under = {new.key: old.key for old, new in pairs}
        with self._changing():
            for old, new in pairs:
                merge_okrs(self._connection, old, new)
        sources = self._connection.execute("SELECT source FROM managed UNION SELECT source FROM last_write")
        for source in [source_of(key, self.folder) for (key,) in sources]:
            self.remember(source, [memory_under(known, under) for known in self.memory([source])])
            if (last := self.last_write(source)) is not None:
                self.remember_write(write_under(last, under))

    @property
    def outbox(self) -> Outbox:
        """The mails on their way."""
        return Outbox(self.folder, self._connection)

    @property
    def mailing(self) -> Mailing:
        """Who agreed to mail, and until when it was seen to."""
        return Mailing(self.folder, self._connection)

    def knows_mailing(self) -> bool:
        """Whether anything of mail is kept in a file that is only being read."""
        return self._knows("mailing")

    def knows_mails(self) -> bool:
        """Whether there is an outbox in a file that is only being read."""
        return self._knows("outbox")

    def is_sound(self) -> bool:
        """Whether every page of the file can be read and holds what belongs there."""
        (said,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return bool(said == "ok")

    def back_up(self, source: str, *, revision: str, when: datetime) -> Path:
        """Copy a workbook as it is before it is written; returns the copy. Raises StateError."""
        return back_up(self.folder, source, revision=revision, when=when)

    def backed_up(self, source: str, *, revision: str) -> Path | None:
        """The copy that is kept of this revision of a workbook, if it is."""
        return backup_of(self.folder, source, revision=revision)

    def last_write(self, source: str) -> LastWrite | None:
        """The last write into a workbook that was not taken back."""
        row = self._row("SELECT at, wrote FROM last_write WHERE source = ?", source)
        return (
            None if row is None else write_of_text(source, datetime.fromisoformat(str(row[0])), str(row[1]))
        )

    def last_written(self) -> tuple[str, ...]:
        """The workbooks that the last run wrote, of those whose write was not taken back."""
        rows = self._connection.execute(
            "SELECT source FROM last_write WHERE at = (SELECT max(at) FROM last_write) ORDER BY source"
        )
        return tuple(source_of(str(key), self.folder) for (key,) in rows)

    def remember_write(self, last: LastWrite) -> None:
        """Keep what a write did, in place of the one before."""
        row = (self._key(last.workbook), last.when.isoformat(), text_of_write(last))
        with self._changing():
            self._connection.execute("INSERT OR REPLACE INTO last_write VALUES (?, ?, ?)", row)

    def forget_write(self, source: str) -> None:
        """Let go of a write that was taken back."""
        with self._changing():
            self._connection.execute("DELETE FROM last_write WHERE source = ?", (self._key(source),))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one change of all that is remembered within, kept whole or not at all. Raises StateError."""
        with failures_told(self.folder / FILE_NAME), self._connection:
            self._connection.execute("BEGIN")
            yield

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction. Raises StateError where it cannot be kept; all is as it was then."""
        if self._connection.in_transaction:  # a part of what is changed together
            yield
            return
        with failures_told(self.folder / FILE_NAME), self._connection:
            yield

    def _knows(self, table: str) -> bool:
        """Whether there is such a table: an earlier version may have made a file that is only being read."""
        question = "SELECT 1 FROM sqlite_master WHERE name = ?"
        return self._connection.execute(question, (table,)).fetchone() is not None

    def _row(self, question: str, source: str) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self._connection.execute(question, (self._key(source),)).fetchone()
        return row

    def _key(self, source: str) -> str:
        if source not in self._keys:  # each OKR asks for that of its workbook
            self._keys[source] = source_key(source, self.folder)
        return self._keys[source]


def _number(known: ManagedMemory) -> int:
    return -known.column if known.lying else known.column


def _as_json(known: ManagedMemory) -> str:
    return json.dumps({key: plain(value) for key, value in known.values.items()}, ensure_ascii=False)
