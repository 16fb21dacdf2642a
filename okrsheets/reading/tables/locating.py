"""Where tables stand on a tab: header rows, their columns, and the rows below them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date

from okrsheets.grid import CellRange, text_of
from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.language.naming import names_key_results
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.overrides import TableOverride
from okrsheets.reading.tables.composing import headings_on
from okrsheets.reading.tables.ends import (
    banner_rows,
    lead_in_rows,
    own_rows,
    says_its_cycle,
    says_its_objective,
)
from okrsheets.reading.tables.group_heads import counts_groups, heads_over
from okrsheets.reading.tables.header_rows import LONGEST_HEADING, Heading, heads_groups, is_sub_header
from okrsheets.reading.tables.headings import HeadingReader, HeadingReading
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.reading.tables.neighbours import side_by_side
from okrsheets.reading.tables.standing import Standing, highest_above
from okrsheets.tuples import NamedTuple

__all__ = ["Area", "find_areas", "whole_header"]

_STRONG = 0.85
_ALONE = 0.8  # of the one heading that is known; "Work on a key result" only ends with it
_MISSPELT = 0.75  # of a heading of one word with a slip in it
_TITLED = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE}
_SENTENCE = 3  # blanks
_COLONS = (":", "：")
_LINKS = ("https://", "http://")
_FIGURE = pattern(r"\s*[<>≤≥~]?\s*[-+]?[\d.,]*\d\s*%?\s*")


class Area(NamedTuple):
    """A table as an area: the first and last of its header rows, its headings, the rows below.

    `above` are the rows right above the header that belong to no other table; `before` is the last
    row of the table above it, or 0. `told` is what a person says of the table.
    """

    top: int
    header: int
    headings: tuple[Heading, ...]
    rows: tuple[int, ...]
    above: tuple[int, ...]
    told: TableOverride | None = None
    before: int = 0

    @property
    def left(self) -> int:
        return self.headings[0].column

    @property
    def right(self) -> int:
        return self.headings[-1].column

    @property
    def range(self) -> CellRange:
        return CellRange(self.top, self.left, self.rows[-1] if self.rows else self.header, self.right)


class _Header(NamedTuple):
    top: int
    row: int
    headings: tuple[Heading, ...]


def find_areas(
    lines: Lines, reader: HeadingReader, *, headers: Sequence[tuple[int, int]] = ()
) -> tuple[Area, ...]:
    """Every table of a tab that has a header, from top to bottom and left to right.

    `headers` are the first and last header rows of each table, where a person says them.
    """
    if headers:
        found = [one for rows in sorted(headers) for one in _header_at(lines, reader, *rows, told=True)]
    else:
        found = _headers(lines, reader, guess=False)
        if not any(_is_about_okrs(header) for header in found):
            found = _headers(lines, reader, guess=True)
    before, below = _bounds(found, last=max(lines.order, default=0))
    areas = [
        _area(lines, header, after=after, until=until, reader=reader)
        for header, after, until in zip(found, before, below, strict=True)
    ]
    tops = [Standing(area.top, area.left, area.right) for area in areas]
    ends = [Standing(area.header, area.left, area.right, area.range.bottom) for area in areas]
    bottoms = highest_above(tops, ends, none=0)
    return tuple(area._replace(before=bottom) for area, bottom in zip(areas, bottoms, strict=True))


def _bounds(headers: Sequence[_Header], *, last: int) -> tuple[list[int], list[int]]:
    """For each header the last row of the one above it in its columns, or 0; and the first row of the one
    below it, or the row after the last.
    """
    above = [Standing(h.row, h.headings[0].column, h.headings[-1].column, h.row) for h in headers]
    # Seen from below, rows count downwards.
    below = [one._replace(row=-h.row, offer=-h.top) for one, h in zip(above, headers, strict=True)]
    tops = highest_above(below, below, none=-last - 1)
    return highest_above(above, above, none=0), [-top for top in tops]


def _is_about_okrs(header: _Header) -> bool:
    return any(heading.reading.means(name) for heading in header.headings for name in _TITLED)


def _headers(lines: Lines, reader: HeadingReader, *, guess: bool) -> list[_Header]:
    rows = [
        row
        for row in lines.order
        if (_is_header(lines.by_row[row], reader, guess=guess) or _begins_apart(lines, row, reader))
        and not says_its_objective(lines, row, reader)
        and not says_its_cycle(lines, row, reader)
    ]
    headers: list[_Header] = []
    taken: set[int] = set()
    for row in rows:
        if row in taken or (headers and _continues(lines, headers[-1], row, reader)):
            continue
        top, bottom = _rows_of_header(lines, row, reader, taken)
        taken.update(range(top, bottom + 1))
        headers.extend(_header_at(lines, reader, top, bottom))
    return headers


def _rows_of_header(lines: Lines, row: int, reader: HeadingReader, taken: Set[int]) -> tuple[int, int]:
    """The first and last of the rows of a header that has a row of headings here."""
    above = row - 1
    free = above not in taken and not says_its_objective(lines, above, reader)
    if heads_over(lines, row, reader):
        return (above if free and heads_groups(lines, above, row) else row), row + 1
    if _heads_nothing_else(lines, row + 1, reader):  # "Objective | Key results" over "KR 1 | KR 2" over these
        return row, row + 2
    if free and (heads_groups(lines, above, row) or heads_over(lines, above, reader)):
        return above, row
    if row + 1 in lines.by_row and (is_sub_header(lines, row, reader) or counts_groups(lines, row, reader)):
        return row, row + 1
    return row, row


def _heads_nothing_else(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether all headings of a row are those of groups of columns, each group one key result's."""
    heads = heads_over(lines, row, reader)
    return bool(heads) and len(heads) == len(lines.by_row[row])


def whole_header(lines: Lines, reader: HeadingReader, header: tuple[int, int]) -> tuple[int, int]:
    """The first and last row of a header of which a person names a row: with it go the headings of groups
    of key results above it, and those of the columns within them below.
    """
    top, bottom = header
    if _heads_nothing_else(lines, max(top + 1, bottom), reader):
        bottom = max(top + 1, bottom) + 1
    elif top == bottom and _heads_below(lines, top, reader):
        bottom += 1
    elif top == bottom and _heads_below(lines, top - 1, reader):
        top -= 1
    heads = heads_over(lines, top, reader) if bottom == top + 1 and top - 1 in lines.by_row else ()
    columns = {*lines.by_row.get(top, {}), *lines.by_row.get(bottom, {})}
    beside = columns.difference(*(head.columns for head in heads))
    return (top - 1 if heads and not beside else top), bottom


def _heads_below(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether headings of a row are told apart by those below it: of groups, or by numbers alone."""
    return row in lines.by_row and (bool(heads_over(lines, row, reader)) or counts_groups(lines, row, reader))


def _header_at(
    lines: Lines, reader: HeadingReader, top: int, bottom: int, *, told: bool = False
) -> list[_Header]:
    """The header that stands on these rows; several where tables stand side by side."""
    headings = headings_on(lines, reader, top=top, bottom=bottom, reaching=told)
    return [_Header(top, bottom, part) for part in side_by_side(lines, bottom, headings)]


def _is_header(line: Line, reader: HeadingReader, *, guess: bool) -> bool:
    """Whether most cells of a row are headings, of two fields or more; several times count as one."""
    held = [cell.value for cell in line.values()]
    texts = [value for value in held if isinstance(value, str)]
    times = len([value for value in held if isinstance(value, date)])
    if not _may_be_header(line, texts, times, reader, guess=guess):
        return False
    fields: set[Field] = set()
    counted: set[int] = set()
    known = sure = unknown = values = 0
    surest = 0.0
    for text in texts:
        reading = reader.guess(text) if guess else reader.read(text)
        if not reading.known or (reading.time is None and _FIGURE.fullmatch(text)):
            unknown += 1
            if unknown * 2 > len(texts):
                return False
            continue
        if len(texts) == 2 and _is_a_sentence(text, reading, reader.vocabulary):
            continue  # "Why | It contributes to our plan for the year"
        known += 1
        if reading.time is not None:
            times += 1
        if _is_a_value(text, reader.vocabulary):
            values += 1
            if reading.number and reading.means(Field.KEY_RESULT):
                counted.add(reading.number)
            continue
        if not reading.meanings:
            continue
        fields.add(reading.meanings[0].field)
        sure += reading.meanings[0].confidence >= (0.7 if guess else _STRONG)
        surest = max(surest, reading.meanings[0].confidence)
    if len(counted) > 1:  # "KR1" may be an id, "KR1 | KR2" are headings
        fields.add(Field.KEY_RESULT)
    several = len(fields) + (times > 2 or (times == 2 and not unknown))  # two may be a start and an end
    alone = surest >= (_MISSPELT if guess else _ALONE)
    all_known = known == len(texts) == len(line) and (alone or not (fields or values))
    return (sure >= 1 and several >= 2) or (all_known and known > times)


def _may_be_header(
    line: Line, texts: Sequence[str], times: int, reader: HeadingReader, *, guess: bool
) -> bool:
    """Whether a row has enough words for a header, and they do not look like something else."""
    if len(texts) + min(times, 1) < 2 or len(texts) * 10 < (len(line) - times) * 7:
        return False
    if guess and not all(len(text) <= LONGEST_HEADING for text in texts):
        return False
    if any(text.startswith(_LINKS) for text in texts):
        return False
    return not (any(text.rstrip().endswith(_COLONS) for text in texts) and _are_pairs(line, reader))


def _is_a_sentence(text: str, reading: HeadingReading, vocabulary: Vocabulary) -> bool:
    """Whether a text is of several words, of which only some may be those of a heading."""
    if text.count(" ") < _SENTENCE or reading.time is not None:
        return False
    best = max((meaning.confidence for meaning in reading.meanings), default=0.0)
    return best < _ALONE and normalise(text) not in vocabulary.headings


def _are_pairs(line: Line, reader: HeadingReader) -> bool:
    """Whether a row is labels with their words behind them: "Owner: | Ann | Due: | 31 March"."""
    cells = [cell.value for _, cell in sorted(line.items())]
    read = [reader.read(value) if isinstance(value, str) else None for value in cells]
    known = [one is not None and one.known and one.time is None for one in read]
    labels = [n for n, one in enumerate(known) if one]
    return all(
        str(cells[n]).rstrip().endswith(_COLONS) and n + 1 < len(cells) and not known[n + 1] for n in labels
    )


def _begins_apart(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row of several cells below a blank row or a line of one cell begins a table, whatever most
    of its headings say.
    """
    if len(lines.by_row[row]) < 2 or len(lines.by_row.get(row - 1, ())) > 1:
        return False
    return (
        _looks_like_header(lines, row)
        or _heads_key_results(lines, row, reader)
        or _is_misspelt_header(lines, row, reader)
    )


def _looks_like_header(lines: Lines, row: int) -> bool:
    """Whether a row begins a table by its look: after a blank row, nothing but short bold words."""
    line = lines.by_row[row]
    return (
        row - 1 not in lines.by_row
        and all(
            cell.look.bold and isinstance(cell.value, str) and len(cell.value) <= LONGEST_HEADING
            for cell in line.values()
        )
        and not any(cell.look.bold for cell in lines.by_row.get(row + 1, {}).values())
    )


def _heads_key_results(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row begins a table of key results: short words, one of which names key results."""
    line, below = lines.by_row[row], lines.by_row.get(row + 1, {})
    if len(below) * 2 < len(line):
        return False
    named = 0
    for column, cell in line.items():
        text = cell.value.strip() if isinstance(cell.value, str) else ""
        if not text or len(text) > LONGEST_HEADING or looks_like_id(text):
            return False
        if names_key_results(text, reader.vocabulary):
            meanings = reader.read(text).meanings
            named += bool(meanings) and meanings[0].field is Field.KEY_RESULT
            if reader.vocabulary.meaning("types", lines.text(row + 1, column)):
                return False
    return named == 1


def _is_misspelt_header(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row begins a table of OKRs by headings some of which are misspelt: nothing but headings
    stand in it, one of them beyond doubt.
    """
    line = lines.by_row[row]
    if row + 1 not in lines.by_row:
        return False
    texts = [cell.value for cell in line.values() if isinstance(cell.value, str)]
    if len(texts) < len(line) or not all(len(text) <= LONGEST_HEADING for text in texts):
        return False
    if not any(
        _surely(reader.read(text), _STRONG) and not _is_a_value(text, reader.vocabulary) for text in texts
    ):
        return False
    guessed = [reader.guess(text) for text in texts]
    firsts = {reading.meanings[0].field for reading in guessed if _surely(reading, _MISSPELT)}
    return len(firsts) == len(texts) and not firsts.isdisjoint(_TITLED)


def _surely(reading: HeadingReading, least: float) -> bool:
    """Whether what a heading means first is at least so sure."""
    return bool(reading.meanings) and reading.meanings[0].confidence >= least


def _continues(lines: Lines, header: _Header, row: int, reader: HeadingReader) -> bool:
    """Whether a row that could be a header is more likely a row of the table it stands in.

    A header without a blank line before it repeats the headings above it, or has many of its own. One
    heading in another column is no repetition: a level may be "Team" in a table that has teams. Nor is one
    among words that are none.
    """
    line = lines.by_row[row]
    above = lines.by_row.get(row - 1, {})
    if not any(column in above for column in line):
        return False
    seen = {heading.text: heading.column for heading in header.headings if heading.reading.known}
    texts = [text_of(cell.value) for cell in line.values()]
    again = [seen[text] == column for column, text in zip(line, texts, strict=True) if text in seen]
    # A line of one cell between blank rows is more likely a title than a row of the table above.
    titled = len(above) == 1 and row - 2 not in lines.by_row
    sure = sum(
        (_surely(reader.read(text), _STRONG) or (titled and _surely(reader.guess(text), _MISSPELT)))
        and not _is_a_value(text, reader.vocabulary)
        for text in texts
    )
    repeats = len(again) > 1 or (any(again) and len(texts) <= 2)
    return not (repeats or sure >= max(2 if titled else 3, (len(texts) + 1) // 2))


def _is_a_value(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that may be a heading is as likely a value ("Complete", "O-001", "%")."""
    if not any(map(str.isalpha, text)) and vocabulary.meaning("measures", text):
        return True
    return looks_like_id(text) or any(
        vocabulary.meaning(section, text) for section in ("statuses", "answers", "confidences", "priorities")
    )


def _reaches(lines: Lines, row: int, *, left: int, right: int) -> bool:
    """Whether a row has a cell in these columns; one more is that of a lone cell merged to the right."""
    line = lines.by_row[row]
    if right - left < len(line):  # of a table among many beside it, what it is wide is less than the row
        found = any(map(line.__contains__, range(left, right + 1)))
    else:
        found = any(left <= column <= right for column in line)
    if found or len(line) > 1 or (merge := lines.spans.get((row, next(iter(line))))) is None:
        return found
    return left <= min(merge.right, merge.left + 1) <= right


def _area(lines: Lines, header: _Header, *, after: int, until: int, reader: HeadingReader) -> Area:
    """The table below a header, which stands between the rows of the headers above and below it."""
    left, right = header.headings[0].column, header.headings[-1].column
    above = banner_rows(lines, header.top, after, left=left, right=right, reader=reader)
    cut = frozenset[int]()
    if until <= lines.order[-1]:
        cut = lead_in_rows(lines, until, after=header.row, left=left, right=right, reader=reader)
    rows = [
        row
        for row in lines.rows_between(header.row, until)
        if row not in cut and _reaches(lines, row, left=left, right=right)
    ]
    own = own_rows(lines, rows, left=left, right=right, reader=reader)
    return Area(header.top, header.row, header.headings, tuple(own), above)
