"""What a sync found and did, in a terminal: objectives with their progress, findings, what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from shlex import quote
from typing import TYPE_CHECKING

from okrsheets.cli.changes import cells_and_tabs, due_words
from okrsheets.cli.findings import finding_lines, finding_total
from okrsheets.cli.talk import count, paint, paint_status, refusal_lines, share
from okrsheets.cli.unknowns import why_unknown
from okrsheets.model import CyclePhase, id_apart, narrow
from okrsheets.reading.layouts.reasons import NO_ROWS

if TYPE_CHECKING:
    from okrsheets.edits import WritePlan
    from okrsheets.model import Cycle, Figure, Objective, Results
    from okrsheets.run import Analysis, SyncOutcome
    from okrsheets.state import Missed

__all__ = [
    "cycle_lines",
    "missed_words",
    "moved_lines",
    "nothing_lines",
    "read_only_lines",
    "summary_lines",
    "talk_lines",
    "trouble_lines",
]

_TITLE = 62
_FISCAL = (
    "; if its year begins in another month than January, say fiscal_year_start under [cycle] in the config"
)


def summary_lines(analysis: Analysis) -> Iterator[str]:
    """Per workbook and tab each objective with its progress and status, then the findings."""
    results = narrow(analysis.results, analysis.scope)
    yield from nothing_lines(results)
    yield from cycle_lines(analysis, results)
    as_of = results.as_of
    places = groupby(
        results.okrs.objectives, key=lambda objective: (objective.at.workbook, objective.at.sheet)
    )
    for (workbook, sheet), objectives in places:
        when = f" (as of {as_of[workbook].isoformat()})" if workbook in as_of else ""
        yield paint(f"{workbook}, {sheet}{when}", bold=True)
        for objective in objectives:
            yield _objective_line(objective, results.figures.okrs)
    if results.findings:
        yield ""
        yield from finding_lines(results.findings)
    yield ""
    krs = sum(len(objective.key_results) for objective in results.okrs.objectives)
    company = results.figures.company
    whole = (
        f"; company progress {share(company.progress)}" if company and company.progress is not None else ""
    )
    named = sum(objective.title is not None for objective in results.okrs.objectives)
    yield f"{count(named, 'objective')}, {count(krs, 'key result')}{whole}; {finding_total(results.findings)}"


def trouble_lines(outcome: SyncOutcome) -> Iterator[str]:
    """What became of the state, of the schedule and of mails, where something did."""
    if outcome.damaged_state is not None:
        yield (
            f"the state could not be read: it is kept as {outcome.damaged_state}, and a new one was begun; "
            "history and consent, to writing and to mail, begin anew"
        )
    if outcome.later_day is not None:
        yield (
            f"nothing was remembered of this sync: there was one for {outcome.later_day.isoformat()}, "
            "a later day"
        )
    if outcome.missed is not None:
        yield missed_words(outcome.missed)
    if outcome.not_mailed is not None:
        yield str(outcome.not_mailed)
    yield from _mail_lines(outcome, trouble=True)


def missed_words(missed: Missed) -> str:
    """That no run was for too long, and what to look at."""
    usual = "a day" if missed.usual == 1 else f"{missed.usual} days"
    return (
        f"the last run was {missed.days} days ago, on {missed.last.isoformat()}; they are usually {usual} "
        "apart: see why the schedule did not start them"
    )


def talk_lines(outcome: SyncOutcome, *, write: bool) -> Iterator[str]:
    """What was found elsewhere, written and refused, and what to open."""
    yield from moved_lines(outcome.analysis)
    for done in outcome.written:
        if done.written or done.tabs:
            what = cells_and_tabs(len(done.written), done.tabs, in_tabs=done.tab_cells)
            yield f"wrote {what} into {done.workbook}"
        yield from refusal_lines(done.workbook, done.refused, "written")
    for error in outcome.known_refusals:
        yield f"warning: {error} (as before)"
    for place in outcome.no_room:
        yield f"{place}: no free columns beside the table; make room to its right, and sync writes there"
    for place, layout in outcome.unwritten:
        yield f"{place}: nothing is written beside a {layout} table; its progress stands in the report"
    for place, what in outcome.tab_remarks:
        yield f"{place}: {what}"
    for place in outcome.abandoned:
        yield f"{place}: no longer written, as summary_tab is off; delete the tab if you do not want it"
    yield from _unasked_lines(outcome.unasked)
    yield from _waiting_lines(outcome, write=write)
    for place, headings in groupby(outcome.absent, key=lambda absent: absent[0]):
        names = ", ".join(heading for _, heading in headings)
        yield f"{place}: someone deleted {names}; sync --restore-columns brings back what was deleted"
    yield from read_only_lines(outcome.analysis)
    told = (
        outcome.unasked,
        outcome.failures,
        outcome.known_refusals,
        outcome.absent,
        outcome.no_room,
        outcome.tab_remarks,
    )
    quiet = not any((*told, outcome.written))
    if quiet and write and _is_anything_open(outcome.analysis):
        yield "the workbooks are up to date; nothing was written"
    for path in outcome.reports:
        yield f"report: {path}"
    yield from _mail_lines(outcome, trouble=False)


def _unasked_lines(plans: Sequence[WritePlan]) -> Iterator[str]:
    """What would be written into each workbook, and, once, what to do so that it is."""
    cure = "not written without your word; run sync --yes, or set write = true in"
    for plan in plans:
        what = f"{plan.workbook}: {due_words(plan)} to write"
        yield f"{what}, {cure} its [[source]]" if len(plans) == 1 else what
    if len(plans) > 1:
        yield f"{len(plans)} workbooks are {cure} their [[source]]"


def _mail_lines(outcome: SyncOutcome, *, trouble: bool) -> Iterator[str]:
    """What became of mails, as trouble where some did not go out."""
    if outcome.mailed is not None and trouble is (outcome.mailed.trouble is not None):
        from okrsheets.cli.mail.lines import round_lines

        yield from round_lines(outcome.mailed)


def _waiting_lines(outcome: SyncOutcome, *, write: bool) -> Iterator[str]:
    """What was left unwritten until a source can be read again."""
    results = outcome.analysis.results
    if (results.unread or results.as_of) and write:
        yield "what depends on a source that could not be read stays as it was written last"


def moved_lines(analysis: Analysis) -> Iterator[str]:
    """Which workbooks stand elsewhere in their folder than when they were read last."""
    for source, to in analysis.moved:
        yield f"{source} is {to} now, by what it says; its history goes on there"


def read_only_lines(analysis: Analysis) -> Iterator[str]:
    """Which of the workbooks shown are only ever read, by the reason why, and where their progress goes."""
    having = {objective.at.workbook for objective in analysis.results.okrs.objectives}
    only_read = [
        workbook
        for workbook in analysis.results.workbooks
        if workbook.read_only_because and workbook.source in having & analysis.shown
    ]
    for why in dict.fromkeys(workbook.read_only_because for workbook in only_read):
        names = [workbook.source for workbook in only_read if workbook.read_only_because == why]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield f"{', '.join(names[:3])}{more}: only read, as {why}; the progress is in the report"


def _is_anything_open(analysis: Analysis) -> bool:
    """Whether a workbook that can be written holds OKRs of a cycle that is not over."""
    today, close_after = analysis.results.today, analysis.scope.close_after
    written = {book.source for book in analysis.results.workbooks if not book.read_only_because}
    cycles = {
        objective.cycle for objective in analysis.results.okrs.objectives if objective.at.workbook in written
    }
    return any(
        cycle is None or cycle.phase(today, close_after=close_after) is not CyclePhase.CLOSED
        for cycle in cycles
    )


def _objective_line(objective: Objective, figures: Mapping[str, Figure]) -> str:
    figure = figures[objective.key]
    title = objective.title or "(key results without an objective)"
    name = " ".join(f"{id_apart(objective) or ''} {title}".split())
    name = name if len(name) <= _TITLE else f"{name[: _TITLE - 1]}…"
    bounds = ""
    if figure.bounds is not None and figure.progress is not None:
        low, high = map(share, figure.bounds)
        bounds = f"  {low[:-2]}-{high} with what is unknown" if low != high else ""
    guess = " estimated" if figure.estimated else ""
    status = paint_status(figure.status, figure.status.value)
    why = why_unknown(objective, figures) if figure.progress is None else None
    because = f": {why}" if why else ""
    return f"  {name:<{_TITLE}}  {share(figure.progress):>6}  {status}{because}{guess}{bounds}"


def nothing_lines(results: Results) -> Iterator[str]:
    """Which workbooks hold no OKRs: they wait to be filled in, or hold rows of something else."""
    rows = {
        book.source: len({(n, row) for n, sheet in enumerate(book.sheets) for row, _ in sheet.cells})
        for book in results.workbooks
    }
    having = {objective.at.workbook for objective in results.okrs.by_key.values()}
    having |= {copy.okr.at.workbook for copy in results.okrs.copies}
    for reading in results.readings:
        if reading.source not in having:
            waiting = sum(sheet.because == NO_ROWS for sheet in reading.sheets)
            filled = rows.get(reading.source, 0)
            words = ""
            if waiting:
                have = "has" if waiting == 1 else "have"
                words = f" yet: {count(waiting, 'tab')} {have} the headings, with no rows below them"
            elif filled:
                words = f", though {count(filled, 'row')} {'is' if filled == 1 else 'are'} filled"
            look = f"okrsheets inspect {quote(reading.source)} says why"
            yield f"{reading.source}: no OKRs in it{words}; {look}"


def cycle_lines(analysis: Analysis, results: Results) -> Iterator[str]:
    """Which of the cycles shown are over, and which have not begun, so that they are not judged.

    Of one that is named like a fiscal year: how to say when that begins, unless it was said.
    """
    from okrsheets.reading.times.cycles import names_fiscal_year

    names: dict[Cycle, set[str]] = {}
    titles = {workbook.source: workbook.title for workbook in results.workbooks}
    for one in results.okrs.objectives:
        if one.cycle is not None:
            names.setdefault(one.cycle, set()).update((one.at.sheet, titles.get(one.at.workbook, "")))
    for cycle in sorted(names, key=lambda cycle: (cycle.end, cycle.start)):
        phase = cycle.phase(results.today, close_after=analysis.scope.close_after)
        if phase is CyclePhase.OPEN:
            continue
        said = analysis.settings.reading.fiscal_year_start != 1
        hint = "" if said or not any(map(names_fiscal_year, names[cycle])) else _FISCAL
        if phase is CyclePhase.CLOSED:
            ended = "was closed" if cycle.closed else f"ended on {cycle.end.isoformat()}"
            yield f"{cycle.label} {ended}: shown as it ended, not checked, not written{hint}"
        else:
            begins = f"{cycle.label} begins on {cycle.start.isoformat()}"
            yield f"{begins}: its progress is not judged until then{hint}"
