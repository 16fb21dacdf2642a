"""Which line above a table of key results names their objective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.model import Field
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.language.people import naming_of, owners_in
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label, uncounted
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.times.cycles import without_cycle
from okrsheets.tuples import NamedTuple

__all__ = ["Above", "objective_above", "owners_between", "section_areas"]

_REACH = 60
_LONGEST_TITLE = 160
_LONGEST_HEADING = 40
_ENDS = (".", ":", ";", "。", "：", "；")
_SURE = 0.85
_BRIEF = 2  # cells


class Above(NamedTuple):
    """The cell that names the objective of a table below it; not sure where other lines may do so as well."""

    row: int
    column: int
    sure: bool = True


def section_areas(areas: Sequence[Area]) -> tuple[Area, ...]:
    """The areas that have key results and no column for their objective, where there are several."""
    found = tuple(area for area in areas if _key_results_only(area))
    return found if len(found) > 1 else ()


def _key_results_only(area: Area) -> bool:
    """Whether the headings name key results and no objectives; "Goal" behind key results is a target."""
    sure = [
        m.field
        for heading in area.headings
        for m in heading.reading.meanings[:1]
        if m.confidence >= _SURE and not heading.reading.number
    ]
    if Field.KEY_RESULT not in sure or Field.TITLE in sure:
        return False
    results = next(n for n, heading in enumerate(area.headings) if heading.reading.means(Field.KEY_RESULT))
    aims = [n for n, heading in enumerate(area.headings) if _first(heading) is Field.OBJECTIVE]
    return all(n > results and area.headings[n].reading.means(Field.TARGET) for n in aims)


def _first(heading: Heading) -> Field | None:
    meanings = heading.reading.meanings
    return meanings[0].field if meanings and meanings[0].confidence >= _SURE else None


def objective_above(lines: Lines, area: Area, *, several: bool, vocabulary: Vocabulary) -> Above | None:
    """The cell above a table that names the objective of all its key results.

    It is merged down beside all of it, says "Objective: ...", or stands beside or below that word. Where
    the tab has `several` such tables, each has its own title there, and that is its objective.
    """
    beside = lines.spans.get((area.header, area.left - 1))
    if beside is not None and beside.bottom > area.header:
        return Above(area.header, area.left - 1)
    rows = _rows_above(lines, area)
    for n, row in enumerate(rows):
        cell = _labelled(lines, row, rows[n - 1] if n else None, vocabulary)
        if cell is not None:
            return Above(*cell)
    if several:
        return _title(lines, rows, vocabulary)
    cell = _only_one(lines, lines.rows_between(0, area.before)[-_REACH:], vocabulary)
    return Above(*cell) if cell is not None else None


def _only_one(lines: Lines, rows: Sequence[int], vocabulary: Vocabulary) -> tuple[int, int] | None:
    """The one line of a cell that says "Objective: ..." above lists of something else."""
    found = []
    for row in rows:
        if len(lines.by_row[row]) == 1:
            column = next(iter(lines.by_row[row]))
            text = lines.text(row, column)
            label = first_label(text, vocabulary)
            if label is not None and label["name"] and label.end() < len(text):
                found.append((row, column, vocabulary.meaning("labels", label["name"])))
    return found[0][:2] if [meant for _, _, meant in found] == ["objective"] else None


def owners_between(lines: Lines, above: tuple[int, int], top: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Whom the line of an objective, or the lines between it and its table, name beside a word for owners."""
    row, column = above
    pairs: list[tuple[int, int, int]] = []
    if row < top:
        behind = [other for other in sorted(lines.by_row[row]) if other > column]
        pairs += [(row, label, named) for label, named in zip(behind[::2], behind[1::2], strict=False)]
    for between in lines.rows_between(row, top):
        if len(lines.by_row[between]) == 2:
            label, named = sorted(lines.by_row[between])
            pairs.append((between, label, named))
    for row, label, named in pairs:
        if vocabulary.headings.get(normalise(lines.text(row, label)), ())[:1] == (Field.OWNER,):
            name = lines.text(row, named)
            return owners_in(name, naming_of([name], vocabulary), vocabulary)
    return ()


def _rows_above(lines: Lines, area: Area) -> tuple[int, ...]:
    """The rows from right above a table up to the table before it, lists of something else left out."""
    near = lines.rows_between(area.before, area.top)[-_REACH:]
    return tuple(row for row in reversed(near) if row in area.above or len(lines.by_row[row]) <= _BRIEF)


def _labelled(lines: Lines, row: int, below: int | None, vocabulary: Vocabulary) -> tuple[int, int] | None:
    columns = sorted(lines.by_row[row])
    for n, column in enumerate(columns):
        text = lines.text(row, column)
        label = first_label(text, vocabulary)
        name = label["name"] if label else uncounted(text)
        named = bool(name) and vocabulary.meaning("labels", name) == "objective"
        if not named and (label is not None or not _heads(text, vocabulary)):
            continue
        if label is not None and label.end() < len(text):
            return row, column
        if n + 1 < len(columns):
            return row, columns[n + 1]
        if below is not None and len(lines.by_row[below]) == 1 and column in lines.by_row[below]:
            return below, column
    return None


def _heads(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is only a heading of one objective, with its cycle or not: "Annual objective (2026)"."""
    if len(text) > _LONGEST_HEADING:
        return False
    words = without_cycle(text)
    meant = vocabulary.headings.get(normalise(words), ())
    return Field.OBJECTIVE in meant and Field.TARGET not in meant


def _title(lines: Lines, rows: Sequence[int], vocabulary: Vocabulary) -> Above | None:
    """The line that looks like the title of a table: it stands alone, or begins the text above the table.

    A title further up may be that of more than this table, and what begins a text may be its first words:
    both are not sure. A numbered title right above a text goes before the text's own first line.
    """
    begun: Above | None = None
    passed = False
    for block in _blocks(rows):
        told = [row for row in block if not _says_a_label(lines, row, vocabulary)]
        if not told:
            continue
        alone = len(told) == 1
        column = _title_in(lines, told[-1], vocabulary)
        here = Above(told[-1], column, sure=alone and not passed) if column is not None else None
        if begun is not None:
            numbered = here and alone and looks_like_id(lines.text(here.row, here.column).split()[0])
            return here if numbered else begun
        if here is not None and alone:
            return here
        begun = here
        passed = True
    return begun


def _blocks(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """Rows from the lowest up, in runs without another row between them."""
    start = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or rows[n - 1] - rows[n] > 1:
            yield rows[start:n]
            start = n


def _says_a_label(lines: Lines, row: int, vocabulary: Vocabulary) -> bool:
    """Whether a row is a known heading and what that is: "Owner | Ann"."""
    first, *beside = sorted(lines.by_row[row])
    return len(beside) == 1 and normalise(lines.text(row, first)) in vocabulary.headings


def _title_in(lines: Lines, row: int, vocabulary: Vocabulary) -> int | None:
    """The column of a title on a row: one cell of few words, no sentence, not the name of a list."""
    if len(lines.by_row[row]) != 1:
        return None
    column = next(iter(lines.by_row[row]))
    text = lines.text(row, column)
    if len(text) > _LONGEST_TITLE or text.endswith(_ENDS) or not any(map(str.isalpha, text)):
        return None
    words = normalise(text).split()
    if any(vocabulary.qualifiers.get(word) in ("okr", "key_result") for word in words):
        return None
    return column if any(map(str.isalpha, without_cycle(text))) else None
