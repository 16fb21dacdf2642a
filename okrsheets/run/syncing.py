"""One sync: read, judge, write what was consented to, remember it, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.errors import (
    ConfigError,
    DamagedStateError,
    OkrSheetsError,
    OutputError,
    SourceChangedError,
    StateError,
)
from okrsheets.run.analysis import Analysis, analyse_sources, plan_sources
from okrsheets.run.aside import aside
from okrsheets.run.reports import write_reports
from okrsheets.run.reviewed import Reviewed
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.run.stamps import Stamp, begun, ended_badly, later_day_error
from okrsheets.run.writing import Consent, Done, Hear, Keeping, may_write, nothing_written, write_one
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.run.mailing import MailRound, Postman
    from okrsheets.state import Missed, Run, State

__all__ = ["Consent", "SyncOutcome", "sync"]

ATTEMPTS = 3  # a first read, and twice again where a source changed while we worked


class SyncOutcome(NamedTuple):
    """What one sync did. `unasked` are plans for workbooks that nobody consented to write.

    `absent` are (place, heading) of columns of ours that a person deleted and that stay away.
    `no_room` are places of tables that have no free columns beside them; `unwritten` are (place, layout)
    of tables beside which nothing can be written; `tab_remarks` say of tabs of ours why nothing, or not all,
    is written there; `abandoned` are places of tabs of ours that the config no longer asks for, told once.
    `failures` are sources unread, writes refused and files that kept changing under us;
    `known_refusals` are writes refused for the reason already told by the last sync.
    `partly_refused`: some cell or tab was refused that was not refused before. `damaged_state` is where a
    state is kept that could not be read; `later_day` is one that is remembered already where an earlier
    one was asked for, so that nothing was remembered of this sync. `missed` are runs that should have been
    since the last one. `mailed` is what became of mails, where any were to be sent; `not_mailed` is why none
    are sent here and now.
    """

    analysis: Analysis
    written: tuple[WriteOutcome, ...] = ()
    unasked: tuple[WritePlan, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    no_room: tuple[str, ...] = ()
    unwritten: tuple[tuple[str, str], ...] = ()
    tab_remarks: tuple[tuple[str, str], ...] = ()
    abandoned: tuple[str, ...] = ()
    failures: tuple[OkrSheetsError, ...] = ()
    known_refusals: tuple[OkrSheetsError, ...] = ()
    partly_refused: bool = False
    reports: tuple[Path, ...] = ()
    damaged_state: Path | None = None
    later_day: date | None = None
    mailed: MailRound | None = None
    not_mailed: OkrSheetsError | None = None
    missed: Missed | None = None

    @property
    def exit_code(self) -> int:
        """3 where something failed and the rest is done, else 0."""
        unsent = self.mailed is not None and self.mailed.trouble is not None
        return 3 if self.failures or self.partly_refused or unsent else 0


class _Seen(NamedTuple):
    """What stood against remembering what a sync saw, as in its outcome."""

    failures: tuple[OkrSheetsError, ...] = ()
    later_day: date | None = None


def sync(
    wanted: Wanted,
    *,
    now: datetime,
    consent: Consent,
    write: bool = True,
    report: bool = True,
    reviewed: Reviewed | None = None,
    stamp: Stamp | None = None,
    postman: Postman | None = None,
) -> SyncOutcome:
    """Read, judge, write what was consented to, remember it, render the report, and mail what is due.

    `consent` is asked for each workbook with changes due that the config does not allow; a yes is
    remembered. A source that changes meanwhile is read again, at most twice. What was `reviewed` is
    written as it is, unasked, and nothing else. Without a `report` none is rendered, and without a `postman`
    nothing is mailed. The run is remembered by its `stamp`, also one that comes to nothing. Raises
    LockHeldError while another sync of the same folder works, WriteRefusedError where what was reviewed is
    not what would be written now.
    """
    from okrsheets.state import FILE_NAME, open_state

    folder = state_folder(wanted.config)
    stamp = stamp or Stamp(now)
    # the first sync of a folder reads before it makes anything on disk: a mistyped path leaves no trace
    analysis = None if folder.is_dir() else analyse_sources(wanted)
    with _alone(folder) as unheld:
        if unheld is not None:
            write, postman = False, None
        unkept = (unheld,) if unheld is not None else begun(folder, stamp, today=wanted.today)
        once = partial(_sync_once, now=now, consent=consent, write=write, reviewed=reviewed, hear=wanted.hear)
        try:
            if analysis is None or (folder / FILE_NAME).exists():  # made by a sync that was quicker
                analysis = analyse_sources(wanted)
            damaged = _set_damage_aside(folder, analysis, unkept, now=now)
            with open_state(folder, only_readable=True) as state:
                remember = partial(_remember, state=state, stamp=stamp, config=wanted.config)
                outcome, unremembered = _sync_until_still(
                    analysis,
                    wanted,
                    state,
                    once=once,
                    again=reviewed is None,
                    report=report,
                    remember=remember if unheld is None else None,
                )
                outcome = outcome._replace(
                    failures=(*outcome.failures, *(() if damaged else unkept), *unremembered),
                    missed=_missed(analysis, stamp),
                )
                if postman is not None:
                    outcome = _mail(outcome, state, postman)
                if unheld is None:
                    outcome = _remember_end(outcome, state, stamp)
                if outcome.mailed is not None:
                    wanted.hear("mailed", outcome.mailed.numbers)
        except OkrSheetsError as error:
            ended_badly(folder, stamp, error, today=wanted.today)
            raise
    failures = tuple({str(failure): failure for failure in outcome.failures}.values())
    return outcome._replace(damaged_state=damaged, failures=failures)


@contextmanager
def _alone(folder: Path) -> Iterator[StateError | None]:
    """Hold the state's lock; where its folder can be read and not written, why that cannot be.

    Another sync may be at work then, and nothing that is written could be taken back.
    """
    from okrsheets.state import FILE_NAME, sync_lock

    with ExitStack() as held:
        unheld = None
        try:
            held.enter_context(sync_lock(folder))
        except StateError as error:
            if not (folder / FILE_NAME).is_file():
                raise
            what = f"{error.what}, so nothing is remembered, written into a workbook, or mailed"
            unheld = StateError(error.place, what, error.cure)
        yield unheld


def _sync_until_still(
    analysis: Analysis,
    wanted: Wanted,
    state: State,
    *,
    once: Callable[..., SyncOutcome],
    again: bool,
    report: bool,
    remember: Callable[[SyncOutcome], _Seen] | None,
) -> tuple[SyncOutcome, tuple[OkrSheetsError, ...]]:
    """Sync, and do it again where a source changed meanwhile; `again` also where people were written over.

    What was reviewed is written once, and as it is. Returns what could not be remembered, too.
    """
    written: list[WriteOutcome] = []
    seen = _Seen()
    for attempt in range(1, ATTEMPTS + 1):
        # the report says nothing of what is written or remembered, so both are done at the same time
        render = partial(write_reports, analysis, wanted)
        reports = aside(render) if report else tuple
        try:
            outcome = once(analysis, state)
            written += outcome.written
            changed = any(isinstance(failure, SourceChangedError) for failure in outcome.failures)
            changed = changed or (again and any(done.overtaken for done in outcome.written))
            still = not changed or attempt == ATTEMPTS
            if still:
                outcome = outcome._replace(written=tuple(written))
                seen = _Seen() if remember is None else remember(outcome)
        finally:
            rendered, unreported = _rendered(reports)
        outcome = outcome._replace(reports=rendered, failures=(*outcome.failures, *unreported))
        if still:
            break
        analysis = analyse_sources(wanted)
    return outcome._replace(later_day=seen.later_day), seen.failures


def _rendered(
    reports: Callable[[], tuple[Path, ...]],
) -> tuple[tuple[Path, ...], tuple[OkrSheetsError, ...]]:
    """The reports that were written, or why they could not be: the rest of the sync is done all the same."""
    try:
        return reports(), ()
    except (OutputError, ConfigError) as error:  # a place, or a template of the user's
        return (), (error,)


def _set_damage_aside(
    folder: Path, analysis: Analysis, unkept: Iterable[StateError], *, now: datetime
) -> Path | None:
    """Where a state that cannot be read is kept from now on, so that a new one can be begun."""
    from okrsheets.state import is_sound, set_aside

    known_damaged = analysis.kept is not None and analysis.kept.damage is not None
    known_damaged = known_damaged or any(isinstance(error, DamagedStateError) for error in unkept)
    return set_aside(folder, when=now) if known_damaged or not is_sound(folder) else None


def _missed(analysis: Analysis, stamp: Stamp) -> Missed | None:
    """Whether a run should have been between the last one and this."""
    from okrsheets.state import missed_runs

    earlier = [run for run in analysis.kept.runs if run.id != stamp.id] if analysis.kept else ()
    return missed_runs(earlier, today=analysis.results.today)


def _remember(outcome: SyncOutcome, *, state: State, stamp: Stamp, config: Config) -> _Seen:
    """Keep what was seen by a run that is at work still. What cannot be kept is a failure; the rest is done.

    On a day before that of the last run nothing is kept but that there was one.
    """
    from okrsheets.state import news_of

    analysis = outcome.analysis
    today = analysis.results.today
    later = None if analysis.kept is None else analysis.kept.later_day(today)
    seen, news = _Seen(), None
    keeping = Keeping([])
    if later is not None:
        seen = _told_later_day(later, state, stamp=stamp)
    else:
        news = news_of(analysis.results)
        with keeping:
            _keep_readings(outcome, state.folder, config=config)
    with keeping:
        state.remember_run(stamp.begun_on(today), news, keep_days=config.keep_days)
    return seen._replace(failures=(*seen.failures, *keeping.failures))


def _ended(outcome: SyncOutcome, stamp: Stamp) -> Run:
    """The run as it ended."""
    unsent = outcome.mailed.trouble if outcome.mailed else None
    failures = (*outcome.failures, unsent) if unsent else outcome.failures
    wrote = sum(len(done.written) + done.tab_cells for done in outcome.written)
    today = outcome.analysis.results.today
    return stamp.ended(failures, day=today, code=outcome.exit_code, wrote=wrote)


def _remember_end(outcome: SyncOutcome, state: State, stamp: Stamp) -> SyncOutcome:
    """Keep how a run went, once it is over."""
    keeping = Keeping([])
    with keeping:
        state.remember_run(_ended(outcome, stamp))
    return outcome._replace(failures=(*outcome.failures, *keeping.failures))


def _told_later_day(last: date, state: State, *, stamp: Stamp) -> _Seen:
    """What is told where a later day is remembered: a failure unless an earlier one was asked for."""
    if stamp.begun.date() >= last:
        return _Seen(later_day=last)
    return _Seen((later_day_error(state.folder, last),))


def _keep_readings(outcome: SyncOutcome, folder: Path, *, config: Config) -> None:
    """Keep what each source said, for nights on which it cannot be read; raises StateError."""
    from okrsheets.state import forget_readings, keep_reading

    analysis, today = outcome.analysis, outcome.analysis.results.today
    by_now = {done.workbook: done.revision for done in outcome.written}  # in its last writing
    for workbook in analysis.results.workbooks:
        if workbook.as_of is None:
            revision = by_now.get(workbook.source, workbook.revision)
            keep_reading(folder, workbook, revision=revision, today=today)
    # without a config, another sync in this folder may be of other workbooks
    said = analysis.results.as_of  # of a workbook that is gone nothing is kept once it counts no more
    names = [source.name for source in analysis.sources if source.gone_from is None or source.name in said]
    forget_readings(folder, today=today, but=names if config.sources else None)


def _mail(outcome: SyncOutcome, state: State, postman: Postman) -> SyncOutcome:
    """Mail what is due, once all else is kept: it may take long. What stands against it is told."""
    today = outcome.analysis.results.today
    refused = postman.refuses(state, today=today)
    if refused is not None and not postman.insists:
        return outcome._replace(not_mailed=refused)
    try:
        if refused is not None:
            raise refused
        return outcome._replace(mailed=postman.send(outcome.analysis, state))
    except OkrSheetsError as error:
        return outcome._replace(failures=(*outcome.failures, error))


def _sync_once(
    analysis: Analysis,
    state: State,
    *,
    now: datetime,
    consent: Consent,
    write: bool,
    reviewed: Reviewed | None,
    hear: Hear,
) -> SyncOutcome:
    plans = plan_sources(analysis) if write else ()
    due = [plan for plan in plans if not plan.empty]
    for plan in due:
        cells = len(plan.edits) + len(plan.tab_edits)
        hear("planned", {"workbook": plan.workbook, "cells": cells, "new_tabs": len(plan.tabs)})
    keeping = Keeping([])
    for plan in plans:
        if plan.empty and plan.own_tab is not None:  # seen as it should be, whoever made it so
            with keeping:
                state.remember_tab(plan.workbook, plan.own_tab)
    if reviewed is not None and write:
        reviewed.refuse_other(due)
        due = [plan for plan in due if reviewed.holds(plan)]
    said = {source.name: source.write for source in analysis.sources}
    done = [
        write_one(plan, analysis, state, now=now, keeping=keeping, hear=hear)
        if may_write(
            plan,
            analysis,
            state,
            said=True if reviewed and said[plan.workbook] is None else said[plan.workbook],
            consent=consent,
            now=now,
            keeping=keeping,
        )
        else Done(plan)
        for plan in due
    ]
    done += [
        Done(plan, *nothing_written(plan, state, keeping))
        for plan in plans
        if plan.empty and plan.refused
        if said[plan.workbook] or (said[plan.workbook] is None and state.consented(plan.workbook))
    ]
    written = tuple(one.outcome for one in done if one.outcome is not None)
    refused = [(one.error, one.again) for one in done if one.error is not None]
    return SyncOutcome(
        analysis=analysis,
        written=written,
        unasked=tuple(one.plan for one in done if one.outcome is None and one.error is None),
        absent=tuple((f"{plan.workbook}, {tab}", heading) for plan in plans for tab, heading in plan.absent),
        no_room=tuple(f"{plan.workbook}, {tab}" for plan in plans for tab in plan.no_room),
        unwritten=tuple((f"{plan.workbook}, {tab}", what) for plan in plans for tab, what in plan.unwritten),
        tab_remarks=tuple(
            (f"{plan.workbook}, {tab}", what) for plan in plans for tab, what in plan.tab_remarks
        ),
        abandoned=_abandoned(analysis, state, keeping) if write else (),
        failures=(
            *analysis.failures,
            *(error for error, again in refused if not again),
            *keeping.failures,
        ),
        known_refusals=tuple(error for error, again in refused if again),
        partly_refused=any(one.outcome.refused and not one.again for one in done if one.outcome is not None),
    )


def _abandoned(analysis: Analysis, state: State, keeping: Keeping) -> tuple[str, ...]:
    """The places of our tabs that are no longer kept up, of which we have not said so yet."""
    settings = analysis.settings.writeback
    if settings.summary_tab:
        return ()
    left = [
        (reading.source, tab)
        for reading in analysis.results.readings
        if reading.source in settings.tabs and reading.source in analysis.shown
        for tab in reading.own_tabs
    ]
    for source in analysis.shown.intersection(settings.tabs):
        with keeping:
            state.remember_tab(source, None)
    return tuple(f"{source}, {tab}" for source, tab in left)
