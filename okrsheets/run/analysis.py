"""Reads every source wanted, judges all of them together, and plans what would be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from okrsheets.edits import TabMemory, WritePlan
from okrsheets.errors import NothingReadError, OkrSheetsError, SourceError
from okrsheets.grid import Workbook
from okrsheets.lint import Rule
from okrsheets.model import (
    Comparison,
    HistoryView,
    ManagedMemory,
    Results,
    Scope,
    Understood,
    narrow_understood,
    touched_days,
    touched_on,
)
from okrsheets.pipeline import StageSettings, analyse, plan_all, understand
from okrsheets.run.gone import Moved, find_missing, holding_okrs, no_longer
from okrsheets.run.policies import policy_asked_for, policy_in_force
from okrsheets.run.ruleset import rules_of
from okrsheets.run.sources import Adapters, Source, Wanted, find_sources, state_folder
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import Kept

__all__ = ["Analysis", "Inspection", "analyse_sources", "inspect_sources", "plan_sources"]


class Analysis(NamedTuple):
    """All sources read and judged together; `failures` are those that could not be read.

    What they said earlier stands in for them in the results, if that is kept.

    `adapters` read them, and write what is planned for what they read. `rules` judged them. `in_force` are
    the figures by the pace policy that the config names, where the command asked for another. `kept` is
    what the state knew before; None where there is none. `moved` are workbooks of a folder that were found
    again in another place than they were read last.
    """

    results: Results
    sources: tuple[Source, ...]
    failures: tuple[SourceError, ...]
    settings: StageSettings
    memory: tuple[ManagedMemory, ...]
    adapters: Adapters
    rules: tuple[Rule, ...]
    in_force: Comparison | None = None
    kept: Kept | None = None
    moved: tuple[Moved, ...] = ()

    @property
    def told(self) -> tuple[OkrSheetsError, ...]:
        """What is to be told: the sources that could not be read, and a state that could not."""
        damage = None if self.kept is None else self.kept.damage
        return self.failures if damage is None else (*self.failures, damage)

    @property
    def shown(self) -> frozenset[str]:
        """The names of the sources that the command was asked about."""
        return frozenset(source.name for source in self.sources if source.shown)

    @property
    def is_whole(self) -> bool:
        """Whether the command was asked about all that is read."""
        return all(source.shown for source in self.sources)

    @property
    def scope(self) -> Scope:
        """What the command was asked about, in the cycles that are not over."""
        return Scope(sources=self.shown, close_after=self.settings.lint.close_after)


class Inspection(NamedTuple):
    """All sources read and resolved, with nothing judged; as for `failures` and `adapters`, see Analysis.

    `understood` holds only what stands in the sources that the command was asked about.
    """

    understood: Understood
    sources: tuple[Source, ...]
    failures: tuple[SourceError, ...]
    adapters: Adapters


class _Read(NamedTuple):
    """The workbooks of all sources that could be read, and what the stages are told of them.

    Some may be what a source said earlier, which stands in for it.
    """

    workbooks: tuple[Workbook, ...]
    sources: tuple[Source, ...]
    failures: tuple[SourceError, ...]
    settings: StageSettings
    adapters: Adapters
    kept: Kept | None
    moved: tuple[Moved, ...]

    @property
    def memory(self) -> tuple[ManagedMemory, ...]:
        return () if self.kept is None else self.kept.memory

    @property
    def history(self) -> HistoryView | None:
        return None if self.kept is None else self.kept.history

    @property
    def unread(self) -> tuple[str, ...]:
        """The names of the sources that could not be read, and for which nothing stands in."""
        read = {workbook.source for workbook in self.workbooks}
        return tuple(source.name for source in self.sources if source.name not in read)


def inspect_sources(wanted: Wanted, *, resolved: bool = True) -> Inspection:
    """Read everything wanted and, if it is to be `resolved`, resolve it, judging nothing.

    Raises as `analyse_sources` does.
    """
    read = _read(wanted, stand_ins=False)
    understood = understand(
        read.workbooks,
        settings=read.settings,
        memory=read.memory,
        history=read.history,
        resolved=resolved,
        unread=read.unread,
    )
    shown = frozenset(source.name for source in read.sources if source.shown)
    return Inspection(
        narrow_understood(understood, sources=shown), read.sources, read.failures, read.adapters
    )


def analyse_sources(wanted: Wanted) -> Analysis:
    """Read everything wanted and judge it; nothing is written anywhere.

    Raises SourceError where no source could be read at all, which says it of each; UsageError without any.
    """
    rules = rules_of(wanted.config) if wanted.rules is None else wanted.rules
    read = _read(wanted, stand_ins=True)
    results = analyse(
        read.workbooks,
        settings=read.settings,
        today=wanted.today,
        memory=read.memory,
        history=read.history,
        rules=rules,
        unread=read.unread,
    )
    in_force = _in_force(wanted, results, read.settings)
    return Analysis(
        results,
        read.sources,
        read.failures,
        read.settings,
        read.memory,
        read.adapters,
        rules,
        in_force,
        read.kept,
        read.moved,
    )


def _in_force(wanted: Wanted, results: Results, settings: StageSettings) -> Comparison | None:
    if wanted.policy is None:
        return None
    from okrsheets.progress import roll_up

    pace = policy_in_force(wanted.config)
    progress = settings.progress._replace(pace=pace)
    history = touched_on(results.history, results.today, marks=results.marks)
    touched = touched_days(history, results.okrs)
    figures = roll_up(
        results.okrs,
        results.resolutions,
        today=results.today,
        settings=progress,
        touched=touched,
        as_of=results.as_of,
    )
    return Comparison(pace.policy.name, figures)


def _read(wanted: Wanted, *, stand_ins: bool) -> _Read:
    """Read everything wanted; with `stand_ins` what a source said earlier stands in where it cannot be read.

    Where none can be read at all nothing stands in. Raises SourceError then, and where nothing is known of
    any that was asked for.
    """
    sources = find_sources(wanted)
    adapters = Adapters(wanted)
    workbooks, failures = _read_each(sources, adapters, wanted)
    if not workbooks:
        raise _nothing_read(failures.values())
    if stand_ins and failures:
        workbooks += _said_earlier(wanted, failures)
    missing = find_missing(sources, workbooks, wanted)
    said = [one.stand_in for one in missing.gone if one.stand_in is not None]
    kept = _kept(wanted, sources, [workbook.source for workbook in (*workbooks, *said)])
    missing = holding_okrs(missing, kept)
    for moved in missing.moved:
        wanted.hear("moved", moved._asdict())
    for one in missing.gone:
        failures[one.source.name] = one.failure
        wanted.hear("unread", {"source": one.source.name, "what": one.failure.what})
    if stand_ins:
        workbooks += [one.stand_in for one in missing.gone if one.stand_in is not None]
    order = {source.name: number for number, source in enumerate(sources)}
    workbooks.sort(key=lambda workbook: order[workbook.source])
    asked_for = [source.name for source in sources if source.shown]
    if not {workbook.source for workbook in workbooks}.intersection(asked_for):
        raise _nothing_read([failures.get(name) or no_longer(name) for name in asked_for])
    sources = tuple(one for one in sources if one.gone_from is None or one.name in failures)
    settings = _settings(wanted, sources, {} if kept is None else kept.tabs)
    return _Read(tuple(workbooks), sources, tuple(failures.values()), settings, adapters, kept, missing.moved)


def _nothing_read(failures: Iterable[SourceError]) -> SourceError:
    """The error where there is nothing but these failures."""
    failures = tuple(failures)
    return failures[0] if len(failures) == 1 else NothingReadError(failures)


def _read_each(
    sources: Iterable[Source], adapters: Adapters, wanted: Wanted
) -> tuple[list[Workbook], dict[str, SourceError]]:
    """What can be read of the sources that are there, and why others, by their names, cannot."""
    workbooks: list[Workbook] = []
    failures: dict[str, SourceError] = {}
    for source in sources:
        if source.gone_from is not None:
            continue
        try:
            workbooks.append(adapters.of(source.name).read(source.name))
            wanted.hear("read", {"source": source.name, "tabs": len(workbooks[-1].sheets)})
        except SourceError as error:
            failures[source.name] = error
            wanted.hear("unread", {"source": source.name, "what": error.what})
    return workbooks, failures


def _settings(wanted: Wanted, sources: Sequence[Source], own_tabs: Mapping[str, TabMemory]) -> StageSettings:
    """What the stages are told: the config's settings, and what it says of each of the sources."""
    teams = {source.name: source.default_team for source in sources if source.default_team is not None}
    overrides = {source.name: source.override for source in sources if source.override is not None}
    called = {source.name: (*source.alias, *([source.url] if source.url else [])) for source in sources}
    modes = {source.name: source.roll_up for source in sources if source.roll_up}
    stages = wanted.config.stages
    return stages._replace(
        progress=stages.progress._replace(
            pace=policy_asked_for(wanted), roll_up=stages.progress.roll_up._replace(modes=modes)
        ),
        reading=stages.reading._replace(
            default_teams=teams,
            overrides=overrides,
            own_tabs={source: known.name for source, known in own_tabs.items()},
        ),
        alignment=stages.alignment._replace(
            called=called,
            top_sources=frozenset(source.name for source in sources if source.top),
            kinds={source.name: source.alignment for source in sources if source.alignment},
        ),
        writeback=stages.writeback._replace(restore_columns=wanted.restore_columns, tabs=own_tabs),
    )


def _said_earlier(wanted: Wanted, missed: Iterable[str]) -> Iterator[Workbook]:
    """What these sources said when they were last read, of those of which that is kept."""
    from okrsheets.state import last_reading

    folder = state_folder(wanted.config)
    for source in missed:
        if (workbook := last_reading(folder, source, today=wanted.today)) is not None:
            yield workbook


def _kept(wanted: Wanted, sources: Sequence[Source], read: Sequence[str]) -> Kept | None:
    """What the state knows of these sources, of which some could be read, where anything is kept."""
    folder = state_folder(wanted.config)
    if not folder.exists():
        return None
    from okrsheets.state import read_state

    return read_state(folder, [source.name for source in sources], read=read, today=wanted.today)


def plan_sources(analysis: Analysis) -> tuple[WritePlan, ...]:
    """What a sync would write into each of the sources shown; plans that say nothing included."""
    plans = plan_all(analysis.results, settings=analysis.settings, memory=analysis.memory)
    return tuple(plan for plan in plans if plan.workbook in analysis.shown)
