"""Labels: cells that say what stands beside or below them, as in forms and transposed tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, alternatives, normalise
from okrsheets.reading.language.words import first_label, may_be_labelled
from okrsheets.reading.layouts.items import segments_of, without_bullet
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.persons import names_person
from okrsheets.tuples import NamedTuple

__all__ = ["Entry", "Label", "are_labels", "before_forms", "entries_of", "may_have_labels", "strips_of"]

_MOST_ROWS = 20_000
_REACH = 8
_LONGEST = 60
_LONGEST_NAME = 40
_MOST_UNKNOWN = 2  # words behind "KR1" that may name what is no field of ours
_SURE = 0.8
_TITLES = {Field.OBJECTIVE, Field.KEY_RESULT}
_NAMED = pattern(r"([^\n:：]{1,40}?)\s*[:：]\s*(.*)", re.DOTALL)
_DIGITS = pattern(r"\d+(?!.*\d)")
_VALUES = ("statuses", "answers", "confidences")


class Label(NamedTuple):
    """What a cell says of its neighbours: a field, or one that is none of ours; whose, and its number.

    `at` is its place. `rest` is what the cell itself says with or behind the label. `weak` marks words
    such as "Metric" or "Goal", which name a key result or an objective only where nothing else does.
    """

    text: str
    field: Field | None
    level: Level | None = None
    number: str | None = None
    rest: str = ""
    weak: bool = False
    at: tuple[int, int] = (0, 0)

    @property
    def words(self) -> str:
        """The label as it compares with another, its number aside."""
        return " ".join(re.sub(r"\d+", " ", normalise(self.text)).split())


class Entry(NamedTuple):
    """A label, or none, with the cells that follow it on its row; `at` is the column of the first of all.

    `heads` are labels behind its value that say what stands below them.
    """

    row: int
    at: int
    label: Label | None
    values: tuple[int, ...]
    heads: tuple[Label, ...] = ()


@cache
def _gate(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a label of an objective and of a key result begin with; cheap to ask of every row."""

    def begins(name: str) -> re.Pattern[str]:
        words = alternatives(vocabulary.words_of("labels", name))
        return re.compile(rf"\W*(?:{words})s?(?![^\W\d_])", re.IGNORECASE)

    return begins("objective"), begins("key_result")


def may_have_labels(lines: Lines, vocabulary: Vocabulary) -> bool:
    """Whether labels of an objective and a key result begin rows of a tab, or labels of key results alone."""
    objectives = key_results = 0
    for row in lines.order[:_MOST_ROWS]:
        for cell in islice(lines.by_row[row].values(), 2):
            if isinstance(cell.value, str):
                of_objective, of_key_results = _labels_in(cell.value, vocabulary)
                objectives += of_objective
                key_results += of_key_results
        if key_results and objectives + key_results > 1:
            return True
    return False


@lru_cache(maxsize=8192)
def _labels_in(text: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """How many labels of objectives and of key results a text begins with; asked again of the same rows."""
    if not may_be_labelled(text, vocabulary):
        return 0, 0
    objective, key_result = _gate(vocabulary)
    begun = objective.match(text) is not None
    inside = begun and bool(segments_of(text, vocabulary))
    return begun, inside + (key_result.match(text) is not None)


def are_labels(texts: Sequence[str], reader: HeadingReader) -> bool:
    """Whether most of some texts are labels and nothing else."""
    labels = [_label(text, reader) for text in texts]
    return sum(label is not None and not label.rest for label in labels) * 2 > len(labels)


def before_forms(lines: Lines, rows: Sequence[int], reader: HeadingReader) -> tuple[int, ...]:
    """The rows of a table without those of a form below it: from a blank row on, beside labels alone."""
    objective, key_result = _gate(reader.vocabulary)

    def is_label(row: int, pattern: re.Pattern[str], field: Field) -> bool:
        column = min(lines.by_row[row])
        if len(lines.by_row[row]) < 2 or pattern.match(lines.text(row, column)) is None:
            return False
        label = _label_at(lines, row, column, reader)
        return label is not None and label.field is field and not label.rest

    def are_typed(above: Sequence[int], column: int) -> bool:
        """Whether the rows above begin with labels in the same column: they are its ids or types."""
        began = (row for row in above if column in lines.by_row[row])
        labels = (_label_at(lines, row, column, reader) for row in began)
        return any(label is not None and label.field in _TITLES and not label.rest for label in labels)

    for n, row in enumerate(rows):
        labelled = is_label(row, objective, Field.OBJECTIVE)
        if labelled and (row - 1 in lines.by_row or not n or are_typed(rows[:n], min(lines.by_row[row]))):
            break  # its rows begin with their type
        near = lines.rows_between(row, row + _REACH) if labelled else ()
        if any(is_label(below, key_result, Field.KEY_RESULT) for below in near):
            return tuple(rows[:n])
    return tuple(rows)


def entries_of(lines: Lines, reader: HeadingReader) -> Iterator[Entry]:
    """The rows of a tab as labels with what follows them, from left to right and top to bottom."""
    below: list[int] = []
    for row in lines.order[:_MOST_ROWS]:
        columns = sorted(lines.by_row[row])
        labels = {column: _label_at(lines, row, column, reader) for column in columns}
        if _are_heads(list(labels.values())):
            yield Entry(row, columns[0], None, tuple(columns))
            below = columns
            continue
        if below and set(columns[1:]) == set(below) and labels[columns[0]] is None:
            # "What we want", right below "Objective 1 | Objective 2", is called by nobody else's name
            text = lines.text(row, columns[0])
            yield Entry(row, columns[0], Label(text, Field.OBJECTIVE, at=(row, columns[0])), tuple(below))
            below = []
            continue
        below = []
        if heads := _heads(columns, labels, reader):
            kept = tuple(c for c in columns[1:] if c < heads[0].at[1])
            yield Entry(row, columns[0], labels[columns[0]], kept, heads)
            continue
        starts = list(_starts(columns, labels))
        if not starts or starts[0] != columns[0]:
            starts.insert(0, columns[0])
        ends = [*starts[1:], columns[-1] + 1]
        for start, end in zip(starts, ends, strict=True):
            label = labels[start]
            inside = tuple(c for c in columns if start <= c < end)
            yield Entry(row, start, label, inside[1:] if label is not None else inside)


def _are_heads(labels: Sequence[Label | None]) -> bool:
    """Whether the cells of a row number objectives side by side: "Objective 1 | Objective 2"."""
    return len(labels) > 1 and all(
        label is not None and label.field is Field.OBJECTIVE and label.level is None for label in labels
    )


def strips_of(lines: Lines, reader: HeadingReader) -> Iterator[Lines]:
    """The lines part by part where several forms stand side by side, each below its objective's label."""
    rows = lines.order[:_MOST_ROWS]
    objective, _ = _gate(reader.vocabulary)
    for n, row in enumerate(rows):
        columns = sorted(lines.by_row[row])
        if len(columns) < 2 or objective.match(lines.text(row, columns[0])) is None:
            continue
        if not _are_heads([_label_at(lines, row, column, reader) for column in columns]):
            continue
        if min(min(lines.by_row[below]) for below in rows[n:]) < columns[0]:
            break
        for first, end in zip(columns, [*columns[1:], 1 << 20], strict=True):
            yield _strip(lines, rows[n:], first, end)
        return
    yield lines


def _strip(lines: Lines, rows: Sequence[int], first: int, end: int) -> Lines:
    cut = ((row, {c: v for c, v in lines.by_row[row].items() if first <= c < end}) for row in rows)
    by_row = {row: line for row, line in cut if line}
    return lines._replace(by_row=by_row, order=tuple(by_row))


def _heads(
    columns: Sequence[int], labels: Mapping[int, Label | None], reader: HeadingReader
) -> tuple[Label, ...]:
    """The headings of columns behind an objective: "Objective 1 | Grow | Target | Actual"."""
    first = labels[columns[0]]
    if first is None or first.field is not Field.OBJECTIVE or first.level is not None:
        return ()
    found: list[Label] = []
    for column in reversed(columns[1:]):
        label = labels[column]
        if label is not None and label.field is Field.OBJECTIVE and label.weak:
            label = label._replace(field=Field.TARGET)  # "Objective 1: Grow | Start | Goal | Actual"
        if label is None or label.field in (None, *_TITLES) or label.rest:
            break
        found.insert(0, label)
    told = first.rest or len(columns) > len(found) + 1
    if any(label.field in (Field.CURRENT, Field.TARGET) for label in found):
        found = [_as_baseline(label, reader) for label in found]
    return tuple(found) if len(found) > 1 and told else ()


def _as_baseline(label: Label, reader: HeadingReader) -> Label:
    """A label of where a time begins as that of a baseline, where it may be one: "Start | Target"."""
    begins = label.field is Field.START and reader.read(label.text).means(Field.BASELINE)
    return label._replace(field=Field.BASELINE) if begins else label


def _starts(columns: list[int], labels: dict[int, Label | None]) -> Iterator[int]:
    """The columns in which a label begins something: the first or second, then those behind a value."""
    begun: int | None = None
    for n, column in enumerate(columns):
        label, last = labels[column], n + 1 == len(columns)
        if label is None:
            continue
        if begun is None:
            if n > 1:
                return
        elif label.field is None:
            continue
        elif begun == n - 1:  # "Key result 1 | Description | Sign", but "Unit | Percent"
            before = labels[columns[begun]]
            if last or before is None or before.rest or before.field not in _TITLES:
                continue
        elif begun < n - 2 or last or labels[columns[n + 1]] is not None:
            continue  # "Owner | Ann | Team | Sales", but "Owner | Ann | Team | Bo" has a person called so
        begun = n
        yield column


def _label_at(lines: Lines, row: int, column: int, reader: HeadingReader) -> Label | None:
    value = lines.by_row[row][column].value
    label = _label(value.strip(), reader) if isinstance(value, str) else None
    return label._replace(at=(row, column)) if label is not None else None


def _label(text: str, reader: HeadingReader) -> Label | None:
    """The label that a text is or begins with, behind a bullet or not."""
    vocabulary = reader.vocabulary
    text = without_bullet(text)
    counted = first_label(f"{text} ", vocabulary)
    if counted and counted["name"] and counted["n"] and _is_marked(text, counted.end()):
        if len(text) <= _LONGEST and (label := _of_numbered(text, counted.end(), reader)):
            return label
        meant = vocabulary.meaning("labels", counted["name"])
        field = Field.KEY_RESULT if meant == "key_result" else Field.OBJECTIVE
        rest = text if counted.end() < len(text) else ""  # numbering is part of a title
        return Label(text[: counted.end()].strip(), field, None, counted["n"], rest)
    named = _NAMED.fullmatch(text) if ":" in text or "：" in text else None
    if named and (label := _named(named[1], reader)):
        return label._replace(rest=named[2])
    if len(text) > _LONGEST or any(vocabulary.meaning(section, text) for section in _VALUES):
        return None
    return _named(text, reader)


def _of_numbered(text: str, end: int, reader: HeadingReader) -> Label | None:
    """What a text names of a numbered key result: "KR1 target", and not "KR1: Change the rate of targets".

    Words behind a colon are a title unless they are a heading as they stand; so are several words that
    name none of our fields ("KR 1.1 Loaves per week").
    """
    rest = normalise(text[end:])
    label = None
    if rest in reader.vocabulary.headings or not text[:end].rstrip().endswith((":", "：")):
        label = _named(text, reader)
    if label is None or label.field in _TITLES:
        return None
    return label if label.field is not None or rest.count(" ") < _MOST_UNKNOWN else None


def _is_marked(text: str, end: int) -> bool:
    """Whether a numbered label is all of a text or parted from it, unlike the first words of a sentence."""
    return end >= len(text) or not text[:end].rstrip()[-1:].isalnum() or text[:1].casefold() == "k"


def _named(name: str, reader: HeadingReader) -> Label | None:
    """The label of this name, if it is one by its words."""
    if names_person(name, reader.vocabulary):
        return Label(name, Field.OWNER)
    reading = reader.read(name)
    if not reading.known:
        return None
    if not reading.meanings:
        return Label(name, None)
    first = reading.meanings[0]
    fields = [meaning.field for meaning in reading.meanings]
    meant = reader.vocabulary.meaning("labels", name.rstrip("0123456789 .#"))
    if meant == "objective" and Field.OBJECTIVE in fields:
        first = first._replace(field=Field.OBJECTIVE)
    elif first.confidence < _SURE:
        return None
    number = str(reading.number) if reading.number is not None else None
    weak = first.field is Field.KEY_RESULT and meant != "key_result"
    weak = weak or (first.field is Field.OBJECTIVE and Field.TARGET in fields)
    return Label(name, first.field, first.level, number, weak=weak)
