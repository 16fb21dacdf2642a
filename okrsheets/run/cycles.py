"""The cycles that OKRs are in: which there are, and which of them a person means."""

from __future__ import annotations

from collections.abc import Container, Iterable

from okrsheets.errors import UsageError
from okrsheets.model import ClosedCycle, Cycle, CyclePhase, OkrSet
from okrsheets.reading import parse_cycle
from okrsheets.run.analysis import Analysis, analyse_sources
from okrsheets.run.sources import Wanted, state_folder
from okrsheets.tuples import NamedTuple

__all__ = ["KnownCycle", "cycle_called", "cycles_in", "known_cycles"]


class KnownCycle(NamedTuple):
    """A cycle with how many objectives are in it, and what was kept when it was closed by somebody."""

    cycle: Cycle
    phase: CyclePhase
    objectives: int
    closed: ClosedCycle | None = None


def cycles_in(okrs: OkrSet, *, sources: Container[str] | None = None) -> tuple[Cycle, ...]:
    """The cycles of these OKRs, or of those in some sources, the first to end first."""
    asked_for = (okr for okr in okrs.by_key.values() if sources is None or okr.at.workbook in sources)
    found = {okr.cycle for okr in asked_for if okr.cycle is not None}
    return tuple(sorted(found, key=lambda cycle: (cycle.end, cycle.start, cycle.label)))


def known_cycles(wanted: Wanted) -> tuple[Analysis, tuple[KnownCycle, ...]]:
    """All that was read, and the cycles in the sources asked about, and in what is remembered of closed ones.

    Where not all sources are asked about, it is left out in which other cycles somebody closed something.
    """
    from okrsheets.state import read_closed

    analysis = analyse_sources(wanted)
    closed = {each.cycle.label: each for each in read_closed(state_folder(wanted.config), until=wanted.today)}
    okrs, shown = analysis.results.okrs, analysis.shown
    there = {cycle.label: cycle for cycle in cycles_in(okrs, sources=shown)}
    gone = {label: each.cycle for label, each in closed.items()} if analysis.is_whole else {}
    everything = gone | there
    close_after = analysis.scope.close_after
    objectives = [each for each in okrs.objectives if each.at.workbook in shown]
    count = [each.cycle.label for each in objectives if each.cycle is not None].count
    known = (
        KnownCycle(cycle, cycle.phase(wanted.today, close_after=close_after), count(label), closed.get(label))
        for label, cycle in everything.items()
    )
    return analysis, tuple(sorted(known, key=lambda each: (each.cycle.end, each.cycle.start)))


def cycle_called(
    text: str,
    cycles: Iterable[Cycle],
    *,
    fiscal_year_start: int,
    place: str,
    otherwise: tuple[str, str] = ("is a cycle that no workbook has OKRs of", "there are"),
) -> Cycle:
    """The one of these cycles that a label means, which may leave out the year.

    Raises UsageError where it means several, or none of them: `otherwise` says what that is, and what these
    are.
    """
    cycles = tuple(cycles)
    # a fiscal year is named by the one that it ends in
    years = (None, *sorted({y for each in cycles for y in range(each.start.year, each.end.year + 2)}))
    parsed = (parse_cycle(text, fiscal_year_start=fiscal_year_start, year=year) for year in years)
    meant = {cycle.label for cycle in parsed if cycle is not None}
    found = [cycle for cycle in cycles if cycle.label in meant | {text.strip()}]
    known = ", ".join(cycle.label for cycle in cycles)
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(cycle.label for cycle in found)
        raise UsageError(f"{place} {text}", f"means {several}", "write its year too")
    if not meant and cycles:
        raise UsageError(f"{place} {text}", "is no cycle", 'write it as "Q3 2026"')
    what, those = otherwise
    cure = f"{those} {known}" if known else "no workbook says in which cycle its OKRs are"
    raise UsageError(f"{place} {text}", what, cure)
