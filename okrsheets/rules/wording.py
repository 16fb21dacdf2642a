"""How findings say things: OKRs by id and title, places, amounts, counts and lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrsheets.grid import Cell, CellRef, text_of
from okrsheets.lint import Case
from okrsheets.model import Field, KeyResult, Measure, Okr, ParentChange, id_apart

__all__ = [
    "amount",
    "called",
    "circled",
    "counted",
    "in_workbooks",
    "listed",
    "named",
    "percent",
    "placed",
    "quoted",
    "said_change",
    "shown",
    "spans",
    "titles_of",
    "what",
]

_LONGEST_TITLE = 60
_LONGEST_WAY = 6
_CALLED = {
    Field.CURRENT: "current value",
    Field.DUE: "due date",
    Field.UPDATED: "day of the last update",
    Field.PARENT: "alignment",
    Field.DEPENDS_ON: "dependency",
    Field.ACCEPTED: "acceptance",
}


def quoted(words: str, *, longest: int = _LONGEST_TITLE) -> str:
    """Words in quotation marks, cut at a blank where they are long.

    >>> quoted("Expand the market in North America", longest=20)
    '"Expand the market…"'
    """
    words = " ".join(words.split())
    if len(words) > longest:
        words = (words[:longest].rpartition(" ")[0] or words[: longest - 1]).rstrip(",.;: ") + "…"
    return f'"{words}"'


def named(okr: Okr) -> str:
    """An OKR as people know it: its id, where the title does not begin with it, and its title."""
    if okr.title is None:
        return okr.id or "an objective without a title"
    apart = id_apart(okr)
    return f"{apart} {quoted(okr.title)}" if apart else quoted(okr.title)


def called(field: Field) -> str:
    """What the cell of a field holds, as people say it.

    >>> called(Field.DUE), called(Field.KEY_RESULT)
    ('due date', 'key result')
    """
    return _CALLED.get(field, field.value.replace("_", " "))


def what(okr: Okr) -> str:
    """Which of the two an OKR is."""
    return "key result" if isinstance(okr, KeyResult) else "objective"


def counted(number: int, noun: str) -> str:
    """A count with its noun.

    >>> counted(1, "key result"), counted(6, "key result")
    ('1 key result', '6 key results')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Iterable[str], *, last: str = "and", most: int = 3) -> str:
    """Words in a row; after `most` of them only how many more there are.

    >>> listed(["A", "B", "C"], last="or"), listed(["A", "B", "C"], most=1)
    ('A, B or C', 'A and 2 more')
    """
    said = list(words)
    if len(said) > most:
        said[most:] = [f"{len(said) - most} more"]
        last = "and"
    return f"{', '.join(said[:-1])} {last} {said[-1]}" if len(said) > 1 else "".join(said)


def circled(names: Sequence[str]) -> str:
    """A way from name to name; of a long one its beginning and its end.

    >>> circled(["A", "B", "A"]), circled(list("ABCDEFGA"))
    ('A → B → A', 'A → B → C → … → G → A')
    """
    said = list(names)
    if len(said) > _LONGEST_WAY:
        said[3:-2] = ["…"]
    return " → ".join(said)


def spans(numbers: Iterable[int]) -> str:
    """Numbers in a row, those that follow each other as one span.

    >>> spans([5, 7, 8, 9, 5])
    '5 and 7-9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def percent(share: float, *, digits: int = 1) -> str:
    """A share in percent, with so many digits behind the point at most.

    >>> percent(0.4), percent(1.255), percent(0.9993, digits=4)
    ('40 %', '125.5 %', '99.93 %')
    """
    return f"{text_of(round(share * 100, digits))} %"


def shown(cell: Cell) -> str:
    """What a cell holds as it shows: a share in percent where its format says so.

    >>> shown(Cell(0.2, number_format="0%")), shown(Cell("soon"))
    ('20 %', '"soon"')
    """
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return percent(value) if "%" in cell.number_format else text_of(value)
    return quoted(text_of(value))


def amount(value: float, of: KeyResult) -> str:
    """A value of a key result as its sheet shows it, as far as that is known."""
    return percent(value) if of.measure is Measure.PERCENT else text_of(float(value))


def said_change(change: ParentChange, parent: Okr) -> str:
    """What of a parent changed, old and new: `target 40 -> 60`."""
    name = "due date" if change.field is Field.DUE else change.field.value
    return f"{name} {_known(change.before, parent)} -> {_known(change.now, parent)}"


def _known(value: object, parent: Okr) -> str:
    if value is None:
        return "none"
    if isinstance(value, float | int) and isinstance(parent, KeyResult):
        return amount(value, parent)
    return quoted(value) if isinstance(value, str) else str(value)


def placed(cell: CellRef, *, seen_from: CellRef, case: Case) -> str:
    """Where a cell is, said no wider than needed by someone who looks at another."""
    if cell.workbook != seen_from.workbook:
        return f"{titles_of(case).get(cell.workbook, cell.workbook)}, {cell.sheet}!{cell.a1}"
    return cell.a1 if cell.sheet == seen_from.sheet else f"{cell.sheet}!{cell.a1}"


def titles_of(case: Case) -> dict[str, str]:
    """What people call each workbook, by its source."""
    return {workbook.source: workbook.title for workbook in case.workbooks}


def in_workbooks(titles: Sequence[str]) -> str:
    """Where one looked.

    >>> in_workbooks(["A.xlsx", "B.xlsx"])
    'A.xlsx or B.xlsx'
    """
    return listed(titles, last="or") if len(titles) <= 3 else f"any of the {len(titles)} workbooks"
