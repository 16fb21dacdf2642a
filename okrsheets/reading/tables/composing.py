"""The headings of columns, composed of all header rows that stand over them."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.model import Field, Level
from okrsheets.reading.tables.group_heads import Head, count_in, counts_groups, heads_in
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.headings import HeadingReader, HeadingReading, Meaning, at_level
from okrsheets.reading.tables.lines import Lines

__all__ = ["headings_on"]

_STRONG = 0.85
_UNKNOWN = 0.8


def headings_on(
    lines: Lines, reader: HeadingReader, *, top: int, bottom: int, reaching: bool = False
) -> list[Heading]:
    """The headings that stand on these rows, one for each column; `reaching` adds to those of one row what
    is merged down into it from above.
    """
    found = (
        _on_one_row(lines, reader, bottom, reaching=reaching)
        if top == bottom
        else _on_several(lines, reader, top=top, bottom=bottom)
    )
    return [heading for heading in found if heading.text and not _stands_beside(lines, heading, bottom)]


def _on_one_row(lines: Lines, reader: HeadingReader, row: int, *, reaching: bool) -> Iterable[Heading]:
    columns = sorted(lines.by_row.get(row, {}))
    spans = [merge for first in columns if (merge := lines.spans.get((row, first)))]
    if reaching:
        spans += [merge for merge in lines.spans.values() if merge.top < row <= merge.bottom]
    last = columns[-1] + 8 if columns else 0
    under = {column for merge in spans for column in range(merge.left, min(merge.right, last) + 1)}
    texts = {column: lines.text(row, column) for column in sorted({*columns, *under})}
    return [Heading(column, text, reader.guess(text)) for column, text in texts.items()]


def _on_several(lines: Lines, reader: HeadingReader, *, top: int, bottom: int) -> Iterable[Heading]:
    columns = sorted({column for row in range(top, bottom + 1) for column in lines.by_row.get(row, {})})
    heads = {column: head for head in heads_in(lines, bottom - 1, reader) for column in head.columns}
    counted = counts_groups(lines, bottom - 1, reader)
    group = ""
    for column in columns:
        row = bottom
        if column not in heads:  # of three rows the middle one is that of the groups
            row = next((r for r in range(bottom, top, -1) if lines.text(r, column)), bottom)
        text = lines.text(row, column)
        # A group's heading reaches over the blank cells to its right, merged or not; of a head this is known.
        group = lines.text(top, column) or group
        if (head := heads.get(column)) is not None:
            group = ""
            yield _of_group(column, head, text, reader)
        elif not text or lines.place(row, column)[0] == top:
            over = lines.text(top, column)
            yield Heading(column, over or text, reader.guess(over))
        elif counted and (found := _counted(column, group, text, reader)) is not None:
            yield found
        else:
            yield _grouped(column, group, text, reader)


def _stands_beside(lines: Lines, heading: Heading, bottom: int) -> bool:
    """Whether what stands in a row of headings is merged down beside the rows below and is none itself."""
    merge = lines.spans.get((bottom, heading.column))
    if merge is None or merge.bottom <= bottom:
        return False
    return all(meaning.confidence < _STRONG for meaning in heading.reading.meanings)


def _grouped(column: int, group: str, text: str, reader: HeadingReader) -> Heading:
    meant = reader.read(group)
    about_okrs = meant.means(Field.OBJECTIVE) or meant.means(Field.KEY_RESULT)
    combined = f"{group} {text}"
    both = reader.read(combined)
    # "Actual" over months, or a month over "Actual", is said of the two together.
    timed = both.time is not None and (meant.time is None) is not (reader.read(text).time is None)
    if timed or (about_okrs and both.meanings):
        return Heading(column, combined, both)
    alone = reader.guess(text)
    return Heading(column, text, alone if alone.known else both)


def _of_group(column: int, head: Head, text: str, reader: HeadingReader) -> Heading:
    """The heading of a column in the group of one key result: its words are read as they are, the head's
    alone where it has none; words that are not known may be those for the key result itself.
    """
    if not text:
        over = head.text if column == head.columns.start else ""
        return Heading(column, over, reader.guess(head.text)._replace(number=head.number))
    combined = f"{head.text} {text}"
    alone = reader.guess(text)
    if alone.time is not None:
        return _grouped(column, head.text, text, reader)
    if not alone.known:
        title = Meaning(Field.KEY_RESULT, Level.KEY_RESULT, _UNKNOWN, f'under "{_one_line(head.text)}"')
        return Heading(column, combined, HeadingReading((title,), known=True, number=head.number))
    if not alone.meanings or alone.meanings[0].level is Level.OBJECTIVE:
        return Heading(column, combined, alone._replace(meanings=(), number=head.number))
    kept = tuple(meaning for meaning in alone.meanings if meaning.field is not Field.OBJECTIVE)
    found = at_level(alone._replace(meanings=kept or alone.meanings), Level.KEY_RESULT, head.text)
    return Heading(column, combined, found._replace(number=head.number))


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


def _counted(column: int, group: str, text: str, reader: HeadingReader) -> Heading | None:
    """The heading of a column that a number alone tells from those beside it: "Targets" over "2"."""
    meant, number = reader.read(group), count_in(text, reader)
    if number is None or not meant.meanings:
        return None
    if meant.meanings[0].field is not Field.KEY_RESULT:
        meant = at_level(meant, Level.KEY_RESULT, group)
    return Heading(column, f"{group} {text}", meant._replace(number=number))
