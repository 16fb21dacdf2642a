"""Sets aside the areas that hold no OKRs of their own but check-ins of those in other tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.check_in_tables import CheckInTable, log_in, may_be_log, names_most, names_of
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.left_out import range_of, region_of
from okrsheets.reading.tabs import Survey

__all__ = ["with_check_ins"]


def with_check_ins(surveys: Sequence[Survey], vocabulary: Vocabulary) -> list[Survey]:
    """The surveys, with the areas known whose rows are check-ins of key results in other tables."""
    may = {(n, k): table for n, survey in enumerate(surveys) for k, table in _logs(survey, vocabulary)}
    if not may:
        return [*surveys]
    near: dict[str, set[str]] = {}
    for n, survey in enumerate(surveys):
        names = near.setdefault(survey.workbook.source, set())
        for table in _tables(survey, {k for m, k in may if m == n}):
            for objective in table.layout.objectives:
                for key_result in objective.key_results:
                    names |= names_of(key_result, objective, vocabulary)
    far = set().union(*near.values())
    found = list(surveys)
    for (n, k), log in may.items():
        layout = _layout(surveys[n], k)
        if names_most(log, layout, near[log.source]) or names_most(log, layout, far):
            found[n] = _set_aside(found[n], log)
    return found


def _layout(survey: Survey, k: int) -> str | None:
    """The layout in which an area of a tab was read, where it was."""
    table = survey.detected[k].table
    return None if table is None else table.layout.name


def _tables(survey: Survey, away: Set[int]) -> Iterator[FoundTable]:
    """The tables of a tab, without those in some of its areas."""
    for k, detected in enumerate(survey.detected):
        if detected.table is not None and k not in away:
            yield detected.table
    if survey.form is not None:
        yield survey.form


def _set_aside(survey: Survey, table: CheckInTable) -> Survey:
    """The tab with an area known as check-ins, and nothing else read from its cells."""
    region = region_of(table.area)
    detected = tuple(
        one._replace(table=None) if one.table is not None and range_of(one.table).meets(region) else one
        for one in survey.detected
    )
    form = None if survey.form is not None and range_of(survey.form).meets(region) else survey.form
    return survey._replace(detected=detected, form=form, check_ins=(*survey.check_ins, table))


def _logs(survey: Survey, vocabulary: Vocabulary) -> Iterator[tuple[int, CheckInTable]]:
    """The areas of a tab whose columns can be those of check-ins, each with its place."""
    for k, (area, detected) in enumerate(zip(survey.areas, survey.detected, strict=True)):
        table = log_in(
            survey.lines,
            area,
            detected.columns,
            source=survey.workbook.source,
            sheet=survey.sheet,
            vocabulary=vocabulary,
        )
        layout = _layout(survey, k)
        if table is not None and may_be_log(table, layout):
            yield k, table
