"""Whether a setup works: folders, Google's credentials, each source read and tried, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.edits import Obstacles
from okrsheets.errors import (
    ClockError,
    DamagedStateError,
    OkrSheetsError,
    OutputError,
    PluginError,
    SourceError,
    StateError,
)
from okrsheets.grid import Workbook
from okrsheets.run.gone import find_missing, holding_okrs
from okrsheets.run.mail_checkup import MailCheckup, look_at_mail
from okrsheets.run.sources import Adapters, Source, Wanted, find_sources, is_googles, state_folder
from okrsheets.run.stamps import later_day_error
from okrsheets.secrets import SecretKind
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import Missed, Run

__all__ = ["Checkup", "GoogleCheckup", "SourceCheckup", "look_over"]


RUNS = 30
"""So many of the last runs are told: those of a month of nights."""


class GoogleCheckup(NamedTuple):
    """With what Google is asked: of which kind, which setting says so, and the file it names, if any.

    `address` is whom a sheet must be shared with, where that is known.
    """

    kind: str
    setting: str
    file: str | None
    address: str | None
    only_read: bool


class SourceCheckup(NamedTuple):
    """One source: what was read of it, else why not, and what stands against writing into it.

    `consented` tells that sync writes it unasked, `unwanted` that the config says never to. `obstacles` are
    None where nobody needs to know: it was not read, is not to be written, or never is.
    """

    source: Source
    workbook: Workbook | None = None
    unread: SourceError | PluginError | None = None
    obstacles: Obstacles | None = None
    consented: bool = False

    @property
    def unwanted(self) -> bool:
        """Whether the config says that it is never written."""
        return self.source.write is False

    @property
    def trouble(self) -> OkrSheetsError | None:
        """Why it is not read, or cannot be written."""
        return self.unread or (self.obstacles.whole if self.obstacles else None)


class Checkup(NamedTuple):
    """A setup looked over. `faults` are those of folders, credentials and the clock.

    `syncing`: a sync is at work. `runs` are the last ones, oldest first, `missed` those that should have
    been since; `today` is what the clock says. `personal` is the person's own file of settings.
    """

    config: Path | None
    state: Path
    reports: Path
    syncing: bool
    google: GoogleCheckup | None
    sources: tuple[SourceCheckup, ...]
    faults: tuple[OkrSheetsError, ...]
    today: date
    runs: tuple[Run, ...] = ()
    missed: Missed | None = None
    mail: MailCheckup | None = None
    personal: Path | None = None

    @property
    def troubles(self) -> tuple[OkrSheetsError, ...]:
        """All that should be mended, each said once."""
        found = [
            *self.faults,
            *(self.mail.faults if self.mail else ()),
            *(one.trouble for one in self.sources if one.trouble is not None),
        ]
        return tuple({str(trouble): trouble for trouble in found}.values())

    @property
    def exit_code(self) -> int:
        """2 where no sync would get anywhere, 3 where one would do a part, else 0."""
        fatal = (fault for fault in self.faults if not isinstance(fault, DamagedStateError | ClockError))
        lost = any(isinstance(fault, StateError | OutputError) for fault in fatal)
        if lost or (self.troubles and not any(one.workbook for one in self.sources)):
            return 2
        return 3 if self.troubles else 0


def look_over(wanted: Wanted, environ: Mapping[str, str], *, host: str) -> Checkup:
    """Everything that a sync of what is wanted would need, on this host. Raises as `find_sources` does.

    Without a SOURCE and a config it is folders and credentials alone.
    """
    config = wanted.config
    state, reports = state_folder(config), config.root / config.report_out
    sources = find_sources(wanted) if wanted.arguments or config.sources else ()
    faults = [*_folder_faults(state, reports)]
    consents: frozenset[str] = frozenset()
    syncing = False
    runs: tuple[Run, ...] = ()
    missed = None
    if not faults and state.is_dir():
        from okrsheets.state import is_syncing, missed_runs, read_consents, read_runs

        try:
            consents = read_consents(state, [source.name for source in sources])
            syncing = is_syncing(state)
            runs = read_runs(state)
            missed = missed_runs(runs, today=wanted.today)
            faults += _clock_faults(state, runs, today=wanted.today)
            runs = runs[-RUNS:]
        except StateError as error:
            faults.append(error)
    google = None
    access = wanted.google
    if access.credentials or access.api_key or any(is_googles(source.name) for source in sources):
        try:
            google = _google(access)
        except SourceError as error:
            faults.append(error)
    adapters = Adapters(wanted)
    shown = [source for source in sources if source.shown]
    looked = [
        _look_at(source, adapters, consented=source.name in consents)
        for source in shown
        if source.gone_from is None
    ]
    looked += _look_for_gone(shown, looked, wanted)
    looked.sort(key=lambda one: one.source.name)
    mail = look_at_mail(config, environ, host=host, today=wanted.today)
    return Checkup(
        config.path,
        state,
        reports,
        syncing,
        google,
        tuple(looked),
        tuple(faults),
        wanted.today,
        runs,
        missed,
        mail,
        config.personal,
    )


def _clock_faults(state: Path, runs: Sequence[Run], *, today: date) -> Iterator[OkrSheetsError]:
    """That a run is remembered of a day that has yet to come: until then no sync remembers anything."""
    last = max((run.day for run in runs), default=today)
    if last > today:
        yield later_day_error(state, last)


def _folder_faults(state: Path, reports: Path) -> Iterator[OkrSheetsError]:
    if not _can_be_written(state):
        yield StateError(str(state), "cannot be written", "allow writing there, or set [state] path")
    if not _can_be_written(reports):
        yield OutputError(str(reports), "cannot be written", "allow writing there, or set [report] out")


def _can_be_written(folder: Path) -> bool:
    """Whether a folder is there to be written into, or can be made."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _google(access: GoogleAccess) -> GoogleCheckup:
    from okrsheets.adapters.gsheets import log_in

    login = log_in(access)
    place = access.credentials or access.api_key
    file = place.value if place is not None and place.kind is SecretKind.FILE else None
    return GoogleCheckup(login.kind, login.setting, file, login.address, login.only_read)


def _look_for_gone(
    sources: Sequence[Source], looked: Sequence[SourceCheckup], wanted: Wanted
) -> Iterator[SourceCheckup]:
    """The workbooks that are gone from a folder or pattern, and of which that is told."""
    from okrsheets.state import read_state

    read = [one.workbook for one in looked if one.workbook is not None]
    missing = find_missing(sources, read, wanted)
    if not missing.gone:
        return
    names = [one.source.name for one in missing.gone]
    try:
        kept = read_state(state_folder(wanted.config), names, read=names, today=wanted.today)
    except StateError:  # which is told where the state is looked at
        kept = None
    for one in holding_okrs(missing, kept).gone:
        yield SourceCheckup(one.source, unread=one.failure)


def _look_at(source: Source, adapters: Adapters, *, consented: bool) -> SourceCheckup:
    try:
        adapter = adapters.of(source.name)
        workbook = adapter.read(source.name)
        found = SourceCheckup(source, workbook, consented=source.write or consented)
        if found.unwanted or workbook.read_only_because is not None:
            return found
        return found._replace(obstacles=adapter.obstacles(workbook))
    except (SourceError, PluginError) as error:
        return SourceCheckup(source, unread=error)
