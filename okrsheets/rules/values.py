"""Rules about what stands in the cells of an OKR and cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from okrsheets.grid import CellRef, text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Okr, Severity
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.rules.tables import given_up, judged_okrs
from okrsheets.rules.wording import counted, named, quoted

__all__ = ["RULES"]

_MOST = 3  # words of a column told one by one


@rule("unreadable-value", Severity.WARNING, silenced_by=("error-value", "no-cached-value"))
def unreadable_value(case: Case) -> Iterator[Finding]:
    """A baseline, current value or target holds something that is no figure.

    It counts as unknown, never as 0, and so does the progress. A blank, "-", "n/a" and "tbd" say that
    nothing is known yet and are not told.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | a dozen | 20     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | 12      | 20     |
    """
    sheets = {(book.source, sheet.name): sheet for book in case.workbooks for sheet in book.sheets}
    for okr in judged_okrs(case):
        if not isinstance(okr, KeyResult) or not okr.unreadable or given_up(okr):
            continue
        for field in okr.unreadable:
            cell = okr.cells.get(field)
            sheet = sheets.get((cell.workbook, cell.sheet)) if cell else None
            if cell is None or sheet is None or not isinstance(sheet.value(cell.row, cell.column), str):
                continue
            said = text_of(sheet.value(cell.row, cell.column))
            yield finding(
                place=cell,
                okr=okr.key,
                message=f"{_whose(field)} of {named(okr)}, {quoted(said)}, is no figure that can be read",
                hint='write a number, such as 12 or "12 %", or leave it blank until it is known',
            )


def _whose(field: Field) -> str:
    return "the current value" if field is Field.CURRENT else f"the {field.value}"


@rule("unknown-word", Severity.WARNING)
def unknown_word(case: Case) -> Iterator[Finding]:
    """A status is a word that is not known, so it says nothing.

    It cannot be compared with what the values come to, and a key result that is over or given up is
    still counted. Use one of the usual words, or say what yours means under `[vocabulary.statuses]` in
    the config. The same word in one column is told once.

    Bad:
        | Objective    | Key result           | Target | Status   |
        | Win the east | Sign resale partners | 20     | On trakc |
    Good:
        | Objective    | Key result           | Target | Status   |
        | Win the east | Sign resale partners | 20     | On track |
    """
    met: dict[tuple[str, str, int], dict[str, list[tuple[CellRef, Okr]]]] = {}
    for okr in judged_okrs(case):
        cell = okr.cells.get(Field.STATUS)
        if cell is not None and okr.stated_status and okr.stated_meaning is None:
            column = met.setdefault((cell.workbook, cell.sheet, cell.column), {})
            column.setdefault(" ".join(okr.stated_status.split()).casefold(), []).append((cell, okr))
    for words in met.values():
        for number, (word, places) in enumerate(list(words.items())[:_MOST], start=1):
            cell, okr = places[0]
            again = f" ({counted(len(places), 'time')} in this column)" if len(places) > 1 else ""
            untold = len(words) - _MOST if number == _MOST else 0
            more = f"; so are {counted(untold, 'more word')} of this column" if untold > 0 else ""
            said = quoted(okr.stated_status or "")
            yield finding(
                place=cell,
                okr=okr.key,
                message=f"the status {said} of {named(okr)}{again} is a word that is not known{more}",
                hint=_cure(word),
            )


def _cure(word: str) -> str:
    near = get_close_matches(word, _statuses(), n=1, cutoff=0.75)
    if near:
        return f'did you mean "{near[0]}"'
    return 'write "on track", "behind", "at risk" or "done", or add it to the vocabulary of the config'


def _statuses() -> Mapping[str, str]:
    return load_vocabulary({}).values["statuses"]


RULES = (unreadable_value, unknown_word)
