"""Where a table ends: before lines that lead to the next one, and before rows that begin another list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from okrsheets.grid import Look, text_of
from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.language.words import first_label, uncounted
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.reading.tables.rows import lead_meaning

__all__ = ["banner_rows", "lead_in_rows", "own_rows", "says_its_cycle", "says_its_objective"]

_BANNER_CELLS = 2
_BANNER_REACH = 13
_LEAD_REACH = 60
_LONGEST_HEADING = 60
_STRONG = 0.85
_MISSPELT = 0.8  # of headings with a slip in one of several words
_MOST_LEADS = 40
_FIGURE = pattern(r"\W*\d[\d\W]*")
_VALUES = ("statuses", "answers", "confidences", "ambitions")
_ROWS = {"total", "note", "count", "example", "nothing"}
_VERSIONS = ("made", "dated")  # the words of a list of versions: "Version | Date | Author"


def says_its_objective(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row is nothing but the word for an objective and, beside it, what that is:
    "Objective 1 | Win the market", with more such pairs behind ("Owner | Ann"); or both in one cell, with
    figures of the objective at most. Several such cells name the objectives of tables side by side.
    """
    line = lines.by_row.get(row, {})
    if not line:
        return False
    label, *others = texts = [lines.text(row, column) for column in sorted(line)]
    if all(isinstance(line[column].value, (int, float)) for column in sorted(line)[1:]):
        return _names_objective(label, reader)
    if all(_names_objective(text, reader) for text in texts):
        return True
    if not others or not _are_pairs(others[1:], reader):
        return False
    words = others[0]
    name = uncounted(label)
    if not name or reader.vocabulary.meaning("labels", name) != "objective":
        return False
    reading = reader.guess(words)
    sure = reading.number or any(meaning.confidence >= _MISSPELT for meaning in reading.meanings)
    return not sure and (" " in words or not words.isascii())


def _are_pairs(texts: Sequence[str], reader: HeadingReader) -> bool:
    """Whether texts are labels that are known, each followed by words or a figure that are none."""
    known = [bool(reader.read(text).meanings) for text in texts]
    return len(texts) % 2 == 0 and all(known[::2]) and not any(known[1::2])


def _names_objective(text: str, reader: HeadingReader) -> bool:
    """Whether a text is a numbered label of an objective and its words: "Objective 1: Win the market"."""
    named = first_label(text, reader.vocabulary)
    if named is None or not named["n"] or named.end() == len(text):
        return False
    return reader.vocabulary.meaning("labels", named["name"]) == "objective"


def says_its_cycle(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row is a label of a cycle and, beside it, which one: "Quarter | Q2 2026"."""
    line = lines.by_row[row]
    if len(line) != 2:
        return False
    label, when = (reader.read(text_of(line[column].value)) for column in sorted(line))
    named = bool(label.meanings) and label.meanings[0].field is Field.CYCLE and label.time is None
    return named and when.time is not None and not when.meanings


def banner_rows(
    lines: Lines, header: int, after: int, *, left: int, right: int, reader: HeadingReader
) -> tuple[int, ...]:
    """The rows above a header that are its title or notes: all that is near above the first table,
    and above a later one short lines that a blank row parts from the table before, or that begin
    with its objective.
    """
    rows: list[int] = []
    for row in range(header - 1, max(after, header - _BANNER_REACH), -1):
        line = {c: cell for c, cell in lines.by_row.get(row, {}).items() if left - 1 <= c <= right}
        if after and line and says_its_objective(lines, row, reader):
            apart = row + 1 < (rows[-1] if rows else header)
            if apart and row - 1 > after and row - 1 in lines.by_row:
                return ()  # right below the rows of the table before, and not right above anything
            rows.append(row)
            break
        if (
            after
            and line
            and (len(line) > _BANNER_CELLS or any(not isinstance(c.value, str) for c in line.values()))
        ):
            return ()
        if line:
            rows.append(row)
        elif rows and after:
            break
    if not after or not rows:
        return tuple(reversed(rows))
    nearer = _is_nearer_above(lines, rows, header)
    if rows[-1] == after + 1 and (nearer or not says_its_objective(lines, rows[-1], reader)):
        return ()  # right below the header before: rows of its table
    if any(len(lines.by_row[row]) > 1 for row in rows):
        own = len(rows) > 1 or _stands_under(lines, after, rows[0], reader)
    else:
        own = _is_set_like(lines, rows[::-1], max(after, header - _LEAD_REACH))
    return () if nearer and own else tuple(reversed(rows))


def _stands_under(lines: Lines, header: int, row: int, reader: HeadingReader) -> bool:
    """Whether the cells of a row have a header's headings over them, and the first is no label of the
    others: "Team | Sales", "Period: | Q3"."""
    line = lines.by_row[row]
    text = lines.text(row, min(line))
    labelled = text.endswith((":", "：")) or reader.read(text).known or says_its_objective(lines, row, reader)
    return not labelled and line.keys() <= lines.by_row[header].keys()


def _is_nearer_above(lines: Lines, rows: Sequence[int], header: int) -> bool:
    """Whether fewer blank rows part some rows, from the lowest up, from what stands above than below."""
    below = header - rows[0]
    return any(row in lines.by_row for row in range(rows[-1] - 1, rows[-1] - below, -1))


def lead_in_rows(
    lines: Lines, header: int, after: int, *, left: int, right: int, reader: HeadingReader
) -> frozenset[int]:
    """The rows above a later header that lead to it and are none of the table before: its banner, and
    the lines of one cell above that, up to the last blank row that parts them from that table.
    """
    banner = banner_rows(lines, header, after, left=left, right=right, reader=reader)
    if not banner:
        return frozenset()
    lead, rows = set(banner), list[int]()
    first = max(after, header - _LEAD_REACH)
    for row in range(banner[0] - 1, first, -1):
        line = [c for c in lines.by_row.get(row, ()) if left - 1 <= c <= right]
        if len(line) > 1:
            break
        if line:
            rows.append(row)
        elif rows and _is_set_like(lines, rows[::-1], first):
            break
        else:
            lead.update(rows)
            rows.clear()
    return frozenset(lead)


def own_rows(
    lines: Lines, rows: Sequence[int], *, left: int, right: int, reader: HeadingReader
) -> Sequence[int]:
    """The rows below a header that are its table's: up to a blank row behind which another list
    begins, and without the lines of one cell that lead to that one.
    """
    blocks = list(_blocks(rows))
    table = _Table(lines, left, right, reader)
    for n, block in enumerate(blocks):
        lead = _lead_length(lines, blocks, n) if n else 0
        if n and table.is_parted_from(block, titled=lead > 0):
            blocks = blocks[: n - lead]
            break
        table.take(block)
    while len(blocks) > 1 and all(_says_note(lines, row, reader) for row in blocks[-1]):
        blocks.pop()
    return [row for block in blocks[: len(blocks) - _notes(lines, blocks, reader)] for row in block]


def _says_note(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether a row is one cell that begins with the word for a note: "Legend: green is on track"."""
    line = lines.by_row[row]
    return len(line) == 1 and lead_meaning(lines.text(row, min(line)), reader.vocabulary) == "note"


def _notes(lines: Lines, blocks: Sequence[Sequence[int]], reader: HeadingReader) -> int:
    """How many blocks at the end are nothing but lines of one cell below a table that is fuller.

    Where blank rows part the objectives of a table, its last objective may well stand after one: alone,
    or with its key results in their own column; so may several that have the looks of those above.
    """
    if not blocks or _is_lead(lines, blocks[0]):
        return 0
    notes = _lead_length(lines, blocks, len(blocks))
    last = blocks[len(blocks) - notes :] if notes else ()
    titled = any(len(lines.by_row[block[0]]) == 1 < len(block) for block in blocks[1 : len(blocks) - notes])
    if not titled or not last:
        return notes
    alike = sum(1 for _ in takewhile(lambda block: _may_be_okrs(lines, block, blocks[0][0], reader), last))
    stands_in = {column for row in last[0] for column in lines.by_row[row]}
    return notes - max(alike, len(last[0]) == 1 or len(stands_in) > 1)


def _may_be_okrs(lines: Lines, block: Sequence[int], first: int, reader: HeadingReader) -> bool:
    """Whether lines of one cell look as blocks from a row on do, and no word for notes stands over them."""
    title, words = lines.text(block[0], min(lines.by_row[block[0]])), reader.vocabulary
    is_note = "note" in (words.meaning("rows", title), lead_meaning(title, words))
    return not is_note and _is_set_like(lines, block, first - 1)


def _is_set_like(lines: Lines, block: Sequence[int], after: int) -> bool:
    """Whether lines of one cell have the looks of an objective and a key result that begin a block between
    a row and them.
    """
    column = min(lines.by_row[block[0]])
    looks = _looks(lines, block, column)
    above = _blocks(lines.rows_between(after, block[0]))
    return len({*looks}) > 1 and any(_looks(lines, one, column) == looks for one in above)


def _looks(lines: Lines, block: Sequence[int], column: int) -> list[Look]:
    """The looks of a column's cells on the first two rows of a block."""
    return [lines.by_row[row][column].look for row in block[:2] if column in lines.by_row[row]]


def _lead_length(lines: Lines, blocks: Sequence[Sequence[int]], end: int) -> int:
    """How many blocks right before this one, but not the first, are nothing but lines of one cell."""
    length = 0
    while end - length > 1 and length < _MOST_LEADS and _is_lead(lines, blocks[end - length - 1]):
        length += 1
    return length


def _is_lead(lines: Lines, block: Sequence[int]) -> bool:
    return all(len(lines.by_row[row]) == 1 for row in block)


def _blocks(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """The rows in runs without a blank row."""
    start = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or rows[n] - rows[n - 1] > 1:
            yield rows[start:n]
            start = n


class _Table:
    """What is known of a table while its rows are gone through: the words and figures of each column."""

    __slots__ = ("_figures", "_left", "_lines", "_new", "_reader", "_right", "_words")

    def __init__(self, lines: Lines, left: int, right: int, reader: HeadingReader) -> None:
        self._lines = lines
        self._left = left
        self._right = right
        self._reader = reader
        self._new: list[int] = []
        self._words: dict[int, set[str]] = {}
        self._figures: Counter[int] = Counter()

    def take(self, rows: Sequence[int]) -> None:
        """These rows are the table's; they are looked at when somebody asks."""
        self._new.extend(rows)

    def is_parted_from(self, block: Sequence[int], *, titled: bool) -> bool:
        """Whether rows after a blank one begin with headings of another list, not with values.

        `titled` says that a line of one cell stands above, with a blank row before and after it.
        """
        by_row = self._lines.by_row
        start = next((n for n, row in enumerate(block) if len(by_row[row]) > 1), len(block))
        if start > _MOST_LEADS or start + 1 >= len(block) or len(by_row[block[start + 1]]) < 2:
            return False
        head, below = by_row[block[start]], by_row[block[start + 1]]
        if not self._may_be_headings(head):
            return False
        texts = [text_of(head[column].value) for column in sorted(head)]
        known = list(map(self._is_heading, texts))
        words = self._reader.vocabulary
        made = (words.meaning("rows", text) in _VERSIONS for text in texts)
        return (
            titled
            or all(one or other for one, other in zip(known, made, strict=True))
            or ((known[0] or sum(known) > 1) and sum(known) * 2 >= len(known))
            or min(max(head), max(below)) > self._right
            or any(map(self._holds_figures, head))
        )

    def _is_heading(self, text: str) -> bool:
        """Whether a text is a heading as a whole: a title may begin or end with the word of one."""
        reading = self._reader.read(text)
        sure = bool(reading.meanings) and reading.meanings[0].confidence >= _STRONG
        return sure or normalise(text) in self._reader.vocabulary.headings

    def _may_be_headings(self, head: Line) -> bool:
        """Whether a row is short words that are neither values nor what stands in the table already."""
        vocabulary = self._reader.vocabulary
        for cell in head.values():
            text = cell.value.strip() if isinstance(cell.value, str) else ""
            if not text or len(text) > _LONGEST_HEADING or _FIGURE.fullmatch(text) or looks_like_id(text):
                return False
            if "@" in text:
                return False  # an address
            # "#" would be the word "no", which it stands for in other headings.
            if text[0].isalpha() and (
                vocabulary.meaning("rows", text) in _ROWS
                or any(vocabulary.meaning(section, text) for section in _VALUES)
            ):
                return False
        first = min(head)
        if first_label(text_of(head[first].value), vocabulary):
            return False
        self._look()
        again = [c for c, cell in head.items() if text_of(cell.value).strip() in self._words.get(c, ())]
        # The first word may head both lists; but "Objective" below "Objective" is the type of a row.
        return not again or (again == [first] and not vocabulary.meaning("types", text_of(head[first].value)))

    def _holds_figures(self, column: int) -> bool:
        return self._figures[column] > 2 and self._figures[column] * 2 > len(self._words[column])

    def _look(self) -> None:
        for row in self._new:
            for column, cell in self._lines.by_row[row].items():
                text = text_of(cell.value).strip()
                self._words.setdefault(column, set()).add(text)
                self._figures[column] += not isinstance(cell.value, str) or bool(_FIGURE.fullmatch(text))
        self._new.clear()
