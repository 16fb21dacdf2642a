"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from okrsheets.alignment import AlignmentSettings
from okrsheets.edits import WritePlan
from okrsheets.grid import Workbook
from okrsheets.lint import Case, LintSettings, Rule
from okrsheets.lint import run as lint
from okrsheets.model import (
    HistoryView,
    ManagedMemory,
    Resolutions,
    Results,
    Understood,
    as_of,
    closed_in,
    marks_of,
    rekeyed,
    touched_days,
    touched_on,
)
from okrsheets.progress import ProgressSettings
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.tuples import NamedTuple
from okrsheets.writeback import WritebackSettings

__all__ = ["StageSettings", "analyse", "plan_all", "understand"]


class StageSettings(NamedTuple):
    """What each stage was told; every stage defines its own and the defaults stand there."""

    reading: ReadingSettings = ReadingSettings()
    alignment: AlignmentSettings = AlignmentSettings()
    progress: ProgressSettings = ProgressSettings()
    lint: LintSettings = LintSettings()
    writeback: WritebackSettings = WritebackSettings()


def understand(
    workbooks: Sequence[Workbook],
    *,
    settings: StageSettings,
    memory: Sequence[ManagedMemory] = (),
    history: HistoryView | None = None,
    resolved: bool = True,
    unread: Sequence[str] = (),
) -> Understood:
    """Read all workbooks and resolve what they say of each other, judging nothing.

    OKRs that `history` knows go by the keys it knows them by. Without `resolved` no alignment is
    resolved: who only asks how sheets are read need not wait for it. `unread` are the sources that belong
    to them and could not be read.
    """
    readings, okrs = read_okrs(workbooks, settings=settings.reading, memory=memory)
    if history is not None:
        from okrsheets.alignment import kept_keys  # noqa: PLC0415 - who remembers nothing starts sooner

        readings, okrs = rekeyed(readings, okrs, kept_keys(okrs, history))
        okrs = closed_in(okrs, history.closed)
    if not resolved:
        return Understood(tuple(workbooks), readings, okrs, Resolutions((), (), frozenset()))
    from okrsheets.alignment import resolve  # noqa: PLC0415 - who does not ask starts sooner

    titles = {workbook.source: workbook.title for workbook in workbooks}
    resolutions = resolve(
        okrs,
        titles=titles,
        settings=settings.alignment,
        workbooks=workbooks,
        readings=readings,
        all_read=not unread,
    )
    return Understood(tuple(workbooks), readings, okrs, resolutions)


def analyse(
    workbooks: Sequence[Workbook],
    *,
    settings: StageSettings,
    today: date,
    memory: Sequence[ManagedMemory] = (),
    history: HistoryView | None = None,
    rules: Sequence[Rule] | None = None,
    unread: Sequence[str] = (),
) -> Results:
    """Read, resolve, roll up and check all workbooks together, by all rules where none are given.

    Without `history` there is nothing to compare with, and nothing is got ready for the next time. `unread`
    are the sources that belong to them, could not be read, and are not among the workbooks as of a day.
    """
    # Who only wants to understand judges by no rules, and rolls nothing up.
    from okrsheets.alignment import facts_of  # noqa: PLC0415
    from okrsheets.progress import roll_up  # noqa: PLC0415
    from okrsheets.rules import CATALOGUE  # noqa: PLC0415
    from okrsheets.rules.scores import scores_of  # noqa: PLC0415

    understood = understand(workbooks, settings=settings, memory=memory, history=history, unread=unread)
    known, marks, days = HistoryView(), {}, as_of(workbooks)
    if history is not None:
        marks = marks_of(understood.workbooks, understood.readings, understood.okrs)
        if days:
            by_key = understood.okrs.by_key
            marks = {key: mark for key, mark in marks.items() if by_key[key].at.workbook not in days}
        known = touched_on(history, today, marks=marks)
    figures = roll_up(
        understood.okrs,
        understood.resolutions,
        today=today,
        settings=settings.progress,
        touched=touched_days(known, understood.okrs),
        as_of=days,
        pasts=known.pasts,
    )
    facts = facts_of(
        understood.okrs,
        understood.resolutions,
        figures=figures,
        titles={workbook.source: workbook.title for workbook in workbooks},
        today=today,
        close_after=settings.lint.close_after,
    )
    case = Case(
        workbooks=tuple(workbooks),
        readings=understood.readings,
        okrs=understood.okrs,
        resolutions=understood.resolutions,
        figures=figures,
        today=today,
        settings=settings.lint,
        words=settings.reading.value_words,
        facts=facts,
        memory=tuple(one for one in memory if one.workbook not in days),
        history=known,
        unread=tuple(unread),
    )
    catalogue = CATALOGUE if rules is None else rules
    findings = lint(case, catalogue)
    return Results(
        workbooks=case.workbooks,
        readings=understood.readings,
        okrs=understood.okrs,
        resolutions=understood.resolutions,
        figures=figures,
        findings=findings,
        today=today,
        facts=facts,
        unread=case.unread,
        history=HistoryView() if history is None else history,
        marks=marks,
        scores=scores_of(case, findings, catalogue),
    )


def plan_all(
    results: Results, *, settings: StageSettings, memory: Sequence[ManagedMemory] = ()
) -> tuple[WritePlan, ...]:
    """What would be written into each workbook, in their order; empty plans included."""
    from okrsheets.writeback import plan_edits  # noqa: PLC0415 - only who writes plans

    return tuple(
        plan_edits(workbook, reading, results=results, memory=memory, settings=settings.writeback)
        for workbook, reading in zip(results.workbooks, results.readings, strict=True)
    )
