"""One sync: read, judge, write what was consented to, remember it, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config
from okrsheets.edits import Refusal, WriteOutcome, WritePlan
from okrsheets.errors import OkrSheetsError, SourceChangedError, StateError, WriteRefusedError
from okrsheets.model import LastWrite, Results
from okrsheets.run.analysis import Analysis, analyse_sources, plan_sources
from okrsheets.run.aside import aside
from okrsheets.run.reports import write_reports
from okrsheets.run.reviewed import Reviewed
from okrsheets.run.sources import Wanted, is_link, state_folder
from okrsheets.tuples import NamedTuple
from okrsheets.writeback import memory_after

if TYPE_CHECKING:
    from okrsheets.state import State

__all__ = ["Consent", "SyncOutcome", "sync"]

ATTEMPTS = 3  # a first read, and twice again where a source changed while we worked

Consent = Callable[[WritePlan, Results], bool]


class SyncOutcome(NamedTuple):
    """What one sync did. `unasked` are plans for workbooks that nobody consented to write.

    `absent` are (place, heading) of columns of ours that a person deleted and that stay away.
    `no_room` are places of tables that have no free columns beside them; `unwritten` are (place, layout)
    of tables beside which nothing can be written; `tab_remarks` say of tabs of ours why nothing, or not all,
    is written there; `abandoned` are places of tabs of ours that the config no longer asks for, told once.
    `failures` are sources unread, writes refused and files that kept changing under us;
    `known_refusals` are writes refused for the reason already told by the last sync.
    `partly_refused`: some cell or tab was refused that was not refused before. `damaged_state` is where a
    state is kept that could not be read; `later_day` one that is remembered although it has yet to come,
    so that nothing was remembered of this sync.
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


def sync(
    wanted: Wanted,
    *,
    now: datetime,
    consent: Consent,
    write: bool = True,
    reviewed: Reviewed | None = None,
) -> SyncOutcome:
    """Read, judge, write what was consented to, remember it and render the report.

    `consent` is asked for each workbook with changes due that the config does not allow; a yes is
    remembered. A source that changes meanwhile is read again, at most twice. What was `reviewed` is
    written as it is, unasked, and nothing else. Raises LockHeldError while another sync of the same
    folder works, WriteRefusedError where what was reviewed is not what would be written now.
    """
    from okrsheets.state import open_state, sync_lock

    analysis = analyse_sources(wanted)  # before anything is made on disk: a mistyped path leaves no trace
    folder = state_folder(wanted.config)
    once = partial(_sync_once, now=now, consent=consent, write=write, reviewed=reviewed)
    with sync_lock(folder):
        damaged = _set_damage_aside(folder, analysis, now=now)
        with open_state(folder) as state:
            outcome = _sync_until_still(analysis, wanted, state, once=once, again=reviewed is None)
            outcome = _remember(outcome, state, now=now, config=wanted.config)
    return outcome._replace(damaged_state=damaged)


def _sync_until_still(
    analysis: Analysis, wanted: Wanted, state: State, *, once: Callable[..., SyncOutcome], again: bool
) -> SyncOutcome:
    """Sync, and do it again where a source changed meanwhile; `again` also where people were written over.

    What was reviewed is written once, and as it is.
    """
    written: list[WriteOutcome] = []
    for attempt in range(1, ATTEMPTS + 1):
        # the report says nothing of what is written, so both are done at the same time
        reports = aside(partial(write_reports, analysis, wanted.config))
        try:
            outcome = once(analysis, state)
        finally:
            rendered = reports()
        outcome = outcome._replace(reports=rendered)
        written += outcome.written
        changed = any(isinstance(failure, SourceChangedError) for failure in outcome.failures)
        changed = changed or (again and any(done.overtaken for done in outcome.written))
        if not changed or attempt == ATTEMPTS:
            break
        analysis = analyse_sources(wanted)
    return outcome._replace(written=tuple(written))


def _set_damage_aside(folder: Path, analysis: Analysis, *, now: datetime) -> Path | None:
    """Where a state that cannot be read is kept from now on, so that a new one can be begun."""
    from okrsheets.state import is_sound, set_aside

    known_damaged = analysis.kept is not None and analysis.kept.damage is not None
    return set_aside(folder, when=now) if known_damaged or not is_sound(folder) else None


def _remember(outcome: SyncOutcome, state: State, *, now: datetime, config: Config) -> SyncOutcome:
    """Keep what was seen, and how it went. What cannot be kept is a failure; the rest is done."""
    from okrsheets.state import news_of

    analysis = outcome.analysis
    kept, today = analysis.kept, analysis.results.today
    if kept is not None and kept.last_day is not None and today < kept.last_day:
        return outcome._replace(later_day=kept.last_day)
    said = "; ".join(f"{failure.place}: {failure.what}" for failure in outcome.failures) or "done"
    try:
        state.remember_run(news_of(analysis.results), when=now, outcome=said, keep_days=config.keep_days)
        _keep_readings(outcome, state.folder, config=config)
    except StateError as error:
        return outcome._replace(failures=(*outcome.failures, error))
    return outcome


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
    names = [source.name for source in analysis.sources] if config.sources else None
    forget_readings(folder, today=today, but=names)


def _sync_once(
    analysis: Analysis,
    state: State,
    *,
    now: datetime,
    consent: Consent,
    write: bool,
    reviewed: Reviewed | None,
) -> SyncOutcome:
    plans = plan_sources(analysis) if write else ()
    due = [plan for plan in plans if not plan.empty]
    for plan in plans:
        if plan.empty and plan.own_tab is not None:  # seen as it should be, whoever made it so
            state.remember_tab(plan.workbook, plan.own_tab)
    if reviewed is not None and write:
        reviewed.refuse_other(due)
        due = [plan for plan in due if reviewed.holds(plan)]
    said = {source.name: source.write for source in analysis.sources}
    done = [
        _write(plan, analysis, state, now=now)
        if _may_write(
            plan,
            analysis,
            state,
            said=True if reviewed and said[plan.workbook] is None else said[plan.workbook],
            consent=consent,
            now=now,
        )
        else _Done(plan)
        for plan in due
    ]
    done += [
        _Done(plan, *_nothing_written(plan, state))
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
        abandoned=_abandoned(analysis, state) if write else (),
        failures=(*analysis.failures, *(error for error, again in refused if not again)),
        known_refusals=tuple(error for error, again in refused if again),
        partly_refused=any(one.outcome.refused and not one.again for one in done if one.outcome is not None),
    )


def _abandoned(analysis: Analysis, state: State) -> tuple[str, ...]:
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
        state.remember_tab(source, None)
    return tuple(f"{source}, {tab}" for source, tab in left)


class _Done(NamedTuple):
    """What became of one plan: written, failed, or (neither) nobody consented.

    `again`: what was refused was refused for the same reason the last time.
    """

    plan: WritePlan
    outcome: WriteOutcome | None = None
    error: OkrSheetsError | None = None
    again: bool = False


def _write(plan: WritePlan, analysis: Analysis, state: State, *, now: datetime) -> _Done:
    """Write one workbook and remember it, with a copy of it as it was; Google keeps such copies itself."""
    before = state.refused(plan.workbook)
    try:
        if not is_link(plan.workbook):
            state.back_up(plan.workbook, revision=plan.revision, when=now)
        outcome = analysis.adapters.of(plan.workbook).apply(plan)
    except WriteRefusedError as error:
        state.remember_refusal(plan.workbook, error.what)
        return _Done(plan, error=error, again=before == error.what)
    except OkrSheetsError as error:  # it changed, went away, or could not be copied first
        return _Done(plan, error=error)
    outcome = outcome._replace(refused=(*plan.refused, *outcome.refused))
    why = _why(outcome.refused)
    state.remember_refusal(plan.workbook, why)
    if outcome.revision != plan.revision:
        state.remember_write(_last_write(plan, outcome, analysis, now=now))
    ours = memory_after(plan, outcome, results=analysis.results, memory=analysis.memory)
    state.remember(plan.workbook, ours)
    due = {*(tab.name for tab in plan.tabs), *(edit.ref.sheet for edit in plan.tab_edits)}
    if plan.own_tab is not None and due.isdisjoint(refusal.sheet for refusal in outcome.refused):
        state.remember_tab(plan.workbook, plan.own_tab)
    return _Done(plan, outcome, again=before == why)


def _nothing_written(plan: WritePlan, state: State) -> tuple[WriteOutcome, None, bool]:
    """What became of a plan of which all that is due is refused."""
    before, why = state.refused(plan.workbook), _why(plan.refused)
    state.remember_refusal(plan.workbook, why)
    return WriteOutcome(plan.workbook, plan.revision, refused=plan.refused), None, before == why


def _why(refused: Iterable[Refusal]) -> str | None:
    return "; ".join(f"{refusal.sheet} {refusal.at} {refusal.name}" for refusal in refused) or None


def _last_write(plan: WritePlan, outcome: WriteOutcome, analysis: Analysis, *, now: datetime) -> LastWrite:
    """What is kept of a write so that it can be taken back: what was refused is no part of it."""
    refused = {(refusal.sheet, refusal.at) for refusal in outcome.refused}
    made = [
        column
        for column in plan.columns
        if column.new and refused.isdisjoint({(column.at.sheet, None), (column.at.sheet, column.at.a1)})
    ]
    headings = {(column.at.sheet, column.heading) for column in made}
    return LastWrite(
        plan.workbook,
        now,
        plan.revision,
        outcome.revision,
        outcome.written,
        tuple(made),
        tuple(g for g in plan.extends if headings.issuperset((g.sheet, heading) for heading in g.headings)),
        tuple(known for known in analysis.memory if known.workbook == plan.workbook),
        outcome.tabs,
        outcome.tab_cells,
        analysis.settings.writeback.tabs.get(plan.workbook),
    )


def _may_write(
    plan: WritePlan, analysis: Analysis, state: State, *, said: bool | None, consent: Consent, now: datetime
) -> bool:
    """Whether a person agreed: in the config, on an earlier day, or now."""
    if said is not None:
        return said
    if state.consented(plan.workbook):
        return True
    if not consent(plan, analysis.results):
        return False
    state.remember_consent(plan.workbook, when=now)
    return True
