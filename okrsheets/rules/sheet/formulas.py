"""A rule about columns of formulas that somebody typed values over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from okrsheets.formulas import references_in
from okrsheets.grid import Value
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Severity
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.rules.columns import FilledCell, TableColumn, formula_columns
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import counted, named, quoted, shown

__all__ = ["typed_over_formula"]

_MOST = 3  # cells of one column that are told one by one
_FEWEST = 4  # alike formulas that make a column one of formulas
_ROW_NUMBER = pattern(r"(?<![A-Za-z0-9_.])(\$?[A-Za-z]{1,3}\$?)[1-9]\d{0,6}(?![\w(])")
_NOT_TYPED = frozenset({Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE, Field.NOTE})


@rule("typed-over-formula", Severity.WARNING, silenced_by=("formula-as-text",))
def typed_over_formula(case: Case, *, share: float = 0.8) -> Iterator[Finding]:
    """A value is typed where all other cells of the column hold one and the same formula.

    Somebody wrote over the formula, and from then on the cell stays as it is while everything around it
    moves. A row that lacks what the formula counts with is left alone, and so are formulas that only fetch
    from other tabs.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east | Sign resale partners | 0        | 9       | 20     | =(D2-C2)/(E2-C2) -> 45 %  |
        |              | New leads per week   | 10       | 30      | 50     | =(D3-C3)/(E3-C3) -> 50 %  |
        |              | Visit every city     | 0        | 6       | 12     | 20 %                      |
        |              | Speak at fairs       | 0        | 2       | 4      | =(D5-C5)/(E5-C5) -> 50 %  |
        |              | Buyers who know us   | 10 %     | 20 %    | 30 %   | =(D6-C6)/(E6-C6) -> 50 %  |
    Good:
        | Objective    | Key result           | Baseline | Current | Target | Progress                  |
        | Win the east | Sign resale partners | 0        | 9       | 20     | =(D2-C2)/(E2-C2) -> 45 %  |
        |              | New leads per week   | 10       | 30      | 50     | =(D3-C3)/(E3-C3) -> 50 %  |
        |              | Visit every city     | 0        | 6       | 12     | =(D4-C4)/(E4-C4) -> 50 %  |
        |              | Speak at fairs       | 0        | 2       | 4      | =(D5-C5)/(E5-C5) -> 50 %  |
        |              | Buyers who know us   | 10 %     | 20 %    | 30 %   | =(D6-C6)/(E6-C6) -> 50 %  |
    """
    vocabulary = load_vocabulary({}, case.words)
    for column in formula_columns(case):
        if column.column.field is None or column.column.field in _NOT_TYPED:
            continue
        levels: dict[bool, list[FilledCell]] = {}
        for each in column.filled:
            levels.setdefault(isinstance(column.of.okrs[each.okr], KeyResult), []).append(each)
        for cells in levels.values():
            if (usual := _usual(cells, share=share)) is None:
                continue
            typed = [
                each
                for each in cells
                if not given_up(column.of.okrs[each.okr])
                and _is_typed(each, usual, column, vocabulary=vocabulary)
            ]
            yield from _typed_over(column, typed, usual)


def _usual(cells: Sequence[FilledCell], *, share: float) -> FilledCell | None:
    """The first cell with the formula that most of these share, row numbers aside."""
    formulas = [each.cell.formula for each in cells if each.cell.formula]
    if not share * len(cells) <= len(formulas) < len(cells):
        return None
    alike = Counter(map(_shape, formulas))
    shape, count = alike.most_common(1)[0]
    if count < _FEWEST or count < share * len(cells):
        return None
    return next(each for each in cells if each.cell.formula and _shape(each.cell.formula) == shape)


def _shape(formula: str) -> str:
    """A formula without its row numbers: copied down a column it stays the same.

    >>> _shape("(D2-$C2)/MAX(E2,1)"), _shape("AVERAGE(F3:F5)") == _shape("AVERAGE(F7:F8)")
    ('(D-$C)/MAX(E,1)', True)
    """
    return _ROW_NUMBER.sub(r"\1", formula)


def _is_typed(each: FilledCell, usual: FilledCell, column: TableColumn, *, vocabulary: Vocabulary) -> bool:
    """Whether a cell holds a value of the kind that the usual formula gives, and could hold that formula."""
    value = each.cell.value
    if each.cell.formula is not None or value is None or not _is_alike(value, usual.cell.value):
        return False
    if isinstance(value, str) and vocabulary.says_nothing(value):
        return False
    here = [one.range for one in references_in(usual.cell.formula or "") if one.sheet is None]
    if not here:
        return False  # what is fetched from elsewhere is fetched for some rows and typed for others
    read = [place for place in here if place.top == place.bottom == usual.row.row]
    numbers = (number for one in read for number in range(one.left, one.right + 1))
    return all(column.of.value(each.row.row, number) is not None for number in numbers)


def _is_alike(value: Value, usual: Value) -> bool:
    """Whether both are figures, or both are none; a formula without a stored result gives a figure."""
    figure = isinstance(value, int | float) and not isinstance(value, bool)
    return figure is (usual is None or (isinstance(usual, int | float) and not isinstance(usual, bool)))


def _typed_over(column: TableColumn, typed: Sequence[FilledCell], usual: FilledCell) -> Iterator[Finding]:
    heading = quoted(column.column.heading)
    for number, each in enumerate(typed[:_MOST], start=1):
        untold = typed[_MOST:] if number == _MOST else ()
        are = "is" if len(untold) == 1 else "are"
        more = f"; so {are} {counted(len(untold), 'more cell')} of this column" if untold else ""
        yield finding(
            place=column.place(each),
            okr=each.okr,
            also=[other.okr for other in untold],
            message=f"{shown(each.cell)} is typed as {heading} of {named(column.of.okrs[each.okr])}, "
            f"where other cells hold a formula such as {quoted('=' + (usual.cell.formula or ''))}{more}",
            hint="copy the formula from a cell beside it, or keep typed values in a column of their own",
        )
