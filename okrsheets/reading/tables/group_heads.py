"""Headings of groups of columns, each group one key result's: in a row of their own above its columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.language.segments import without_counting
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.tables.header_rows import LONGEST_HEADING
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Line, Lines
from okrsheets.tuples import NamedTuple

__all__ = ["Head", "count_in", "counts_groups", "heads_in", "heads_over"]

_COUNT = pattern(r"#?\d{1,2}")
_SURE = 0.95
_LARGEST_STEP = 8  # columns to the left of a heading that stands in the middle of its group


class Head(NamedTuple):
    """The heading of a group of columns that speak of one key result: its words, columns and number."""

    text: str
    columns: range
    number: int


class _Named(NamedTuple):
    """A heading that names one key result: its words as they are read, and the number in them."""

    column: int
    text: str
    number: int | None


def heads_in(lines: Lines, row: int, reader: HeadingReader) -> tuple[Head, ...]:
    """The headings in a row that each stand over the columns of one key result; none where there are not
    several, or where a column of key results stands beside them.

    They are told apart by their numbers, or follow one another where they are alike, have the same headings
    below and something else beside them. A merged one reaches as far as its merge, another over the blank
    cells to its right, the last of these over as many headings as the widest.
    """
    upper, lower = lines.by_row.get(row, {}), lines.by_row.get(row + 1, {})
    named = list(_named(lines, row, reader))
    if len(named) < 2 or not lower or _has_a_column_of_them(lines, upper, row, named, reader):
        return ()
    columns = _centred(lines, row, _extents(lines, row, [one.column for one in named]))
    order = sorted(lower)
    below = [[lines.text(row + 1, c) for c in _within(order, one)] for one in columns]
    numbers = [one.number for one in named]
    if not all(below):
        return ()
    if None in numbers or len(set(numbers)) < len(numbers):
        alike = {without_counting(normalise(one.text), reader.vocabulary) for one in named}
        beside = {*upper, *lower}.difference(*columns)
        if len(alike) > 1 or not beside or not _words_of_several(below):
            return ()  # alike with nothing beside them, they head tables of their own
        numbers = [*range(1, len(named) + 1)]
    told = zip(named, columns, numbers, strict=True)
    return tuple(Head(one.text, over, number) for one, over, number in told if number is not None)


def heads_over(lines: Lines, row: int, reader: HeadingReader) -> tuple[Head, ...]:
    """The headings of groups in a row, where below it stand the headings of the columns within them: words
    that are known or come again in another group. None elsewhere: the row below is one of a table then.
    """
    lower = lines.by_row.get(row + 1)
    if lower is None or not _are_short_words(lower):
        return ()
    heads = heads_in(lines, row, reader)
    columns = sorted(lower)
    within = [[lines.text(row + 1, c) for c in _within(columns, head.columns)] for head in heads]
    beside = {*columns}.difference(*(head.columns for head in heads))
    if not heads or not all(reader.read(lines.text(row + 1, c)).known for c in beside):
        return ()
    again = _words_of_several(within)
    texts = [text for texts in within for text in texts]
    known = {text for text in texts if reader.read(text).meanings and not looks_like_id(text)}
    fit = sum(text in known or normalise(text) in again for text in texts)
    return heads if fit * 10 >= len(texts) * 6 and any(normalise(text) in again for text in known) else ()


def counts_groups(lines: Lines, row: int, reader: HeadingReader) -> bool:
    """Whether the row below one with headings only counts what stands under each: "Key results" over
    "1 | 2 | 3", and perhaps "Targets" over the same.
    """
    upper, lower = sorted(lines.by_row.get(row, {})), sorted(lines.by_row.get(row + 1, {}))
    runs: dict[int, list[int | None]] = {}
    for column in lower:
        at = bisect_right(upper, column)
        if not at or not _spreads(lines, row, upper[at - 1]):
            return False
        run = runs.setdefault(upper[at - 1], [])
        run.append(count_in(lines.text(row + 1, column), reader))
        if run[-1] != len(run):
            return False
    names = [reader.read(lines.text(row, over)) for over in runs]
    of_key_results = any(one.meanings and one.meanings[0].field is Field.KEY_RESULT for one in names)
    return of_key_results and all(len(run) > 1 for run in runs.values())


def count_in(text: str, reader: HeadingReader) -> int | None:
    """The number in a heading that is nothing but that of a key result: "2", "#2", "KR 2"."""
    if _is_count(text):
        return int(text.lstrip("#"))
    reading = reader.read(text)
    first = reading.meanings[0] if reading.meanings else None
    is_plain = first is not None and first.field is Field.KEY_RESULT and first.level is None
    return reading.number if is_plain else None


def _is_count(text: str) -> bool:
    return _COUNT.fullmatch(text) is not None


def _named(lines: Lines, row: int, reader: HeadingReader) -> Iterator[_Named]:
    """The headings in a row that name one key result each, but for those that head their own column alone."""
    above = ""
    over = lines.by_row.get(row - 1, {})
    for column in sorted({*over, *lines.by_row.get(row, {})}):
        above = lines.text(row - 1, column) if column in over else above
        merge = lines.spans.get((row, column))
        if column not in lines.by_row.get(row, {}) or (merge is not None and merge.bottom > row):
            continue
        text = lines.text(row, column)
        if _is_count(text) and above:
            text = f"{above} {text}"
        reading = reader.read(text)
        if not reading.meanings or reading.time is not None or len(text) > LONGEST_HEADING:
            continue
        if reading.number is not None:
            if any(m.field is Field.KEY_RESULT and m.level is None for m in reading.meanings):
                yield _Named(column, text, reading.number)
            continue
        bare = reader.read(without_counting(normalise(text), reader.vocabulary))
        if any(m.field is Field.KEY_RESULT and m.confidence >= _SURE for m in bare.meanings[:1]):
            yield _Named(column, text, None)


def _has_a_column_of_them(
    lines: Lines, upper: Line, row: int, named: Sequence[_Named], reader: HeadingReader
) -> bool:
    """Whether another heading in the row names key results: numbers beside it count something else."""
    heads = {one.column for one in named}
    others = (reader.read(lines.text(row, column)) for column in upper if column not in heads)
    return any(m.field is Field.KEY_RESULT and m.level is None for one in others for m in one.meanings[:1])


def _extents(lines: Lines, row: int, starts: Sequence[int]) -> list[range]:
    """The columns that each heading of a group stands over."""
    upper, lower = sorted(lines.by_row[row]), sorted(lines.by_row[row + 1])
    found: list[range] = []
    most = 0
    for start in starts:
        merge = lines.spans.get((row, start))
        following = bisect_right(upper, start)
        if merge is not None and merge.right > start:
            end = merge.right + 1
        elif following < len(upper):
            end = upper[following]
        else:
            behind = lower[bisect_right(lower, start) :]
            end = [start, *behind][: most or None][-1] + 1
        found.append(range(start, end))
        most = max(most, 1 + len(_within(lower, range(start + 1, end))))
    return found


def _centred(lines: Lines, row: int, extents: list[range]) -> list[range]:
    """The columns that headings stand over, where these stand in the middle of their groups: as far to the
    left as makes the headings below the same in each group, where they are not as they stand.
    """
    upper, lower = lines.by_row[row], sorted(lines.by_row[row + 1])
    words = {column: normalise(lines.text(row + 1, column)) for column in lower}
    first, second, last = extents[0].start, extents[1].start, extents[-1].start
    if any((row, one.start) in lines.spans for one in extents) or _alike(words, lower, extents):
        return extents
    for step in range(1, min(second - first, _LARGEST_STEP)):
        if first - step not in words or first - step in upper:
            break
        starts = [one.start - step for one in extents]
        moved = [range(start, end) for start, end in pairwise(starts)]
        moved.append(range(last - step, last - step + second - first))
        if _alike(words, lower, moved):
            return moved
    return extents


def _alike(words: Mapping[int, str], lower: Sequence[int], extents: Sequence[range]) -> bool:
    """Whether the headings below are the same, in the same order, in each group."""
    return len({tuple(words[column] for column in _within(lower, one)) for one in extents}) == 1


def _within(columns: Sequence[int], span: range) -> Sequence[int]:
    """Those of the columns, which are in order, that a span holds."""
    return columns[bisect_left(columns, span.start) : bisect_left(columns, span.stop)]


def _words_of_several(groups: Sequence[Sequence[str]]) -> set[str]:
    """The words that stand in more than one of the groups."""
    counts = Counter(word for group in groups for word in set(map(normalise, group)))
    return {word for word, count in counts.items() if count > 1}


def _are_short_words(line: Line) -> bool:
    texts = [cell.value for cell in line.values() if isinstance(cell.value, str)]
    short = (len(text) <= LONGEST_HEADING and not _is_count(text.strip()) for text in texts)
    return len(texts) == len(line) and all(short)


def _spreads(lines: Lines, row: int, column: int) -> bool:
    """Whether a heading reaches over the column to its right: merged, or with no other there."""
    merge = lines.spans.get((row, column))
    return merge.right > column if merge is not None else column + 1 not in lines.by_row[row]
