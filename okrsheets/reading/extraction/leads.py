"""Lead-ins: what labels above a table say of all its OKRs, as "Owner: | Ann" does."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import Field, Level
from okrsheets.reading.language.people import naming_of, owners_in
from okrsheets.reading.layouts.labels import entries_of
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["NOTHING_SAID", "Lead", "lead_of"]

_WIDEST = 8  # cells; a longer row is one of a table
_LONGEST = 80


class Lead(NamedTuple):
    """The owners and the team that lines above a table name."""

    owners: tuple[str, ...] = ()
    team: str | None = None


NOTHING_SAID = Lead()


def lead_of(lines: Lines, rows: Sequence[int], reader: HeadingReader) -> Lead:
    """What these rows say by labels; of several that say the same, the first.

    `rows` are in the order in which they count.
    """
    owners: tuple[str, ...] = ()
    team: str | None = None
    for row in rows:
        if len(lines.by_row[row]) > _WIDEST:
            continue
        line = lines._replace(by_row={row: lines.by_row[row]}, order=(row,))
        for entry in entries_of(line, reader):
            label = entry.label
            if label is None or label.level is Level.KEY_RESULT:
                continue
            said = label.rest or (lines.text(row, entry.values[0]) if entry.values else "")
            if not said or len(said) > _LONGEST:
                continue
            if label.field is Field.OWNER and not owners:
                owners = owners_in(said, naming_of([said], reader.vocabulary), reader.vocabulary)
            elif label.field is Field.TEAM and team is None:
                team = said
    return Lead(owners, team) if owners or team else NOTHING_SAID
