"""Objectives of key results that the list of objectives, which holds the others, does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheets.model import Field
from okrsheets.reading.across.names import Home, Names
from okrsheets.reading.extraction.extract import TableValues
from okrsheets.reading.tables.found import FoundOkr
from okrsheets.tuples import NamedTuple

__all__ = ["Unlisted", "unlisted_in"]

_LEAST = 2  # objectives of a table that stand in a list, for it to be the list of all
_SHARE = 5  # tenths of them
_LIKE = 60
_MOST = 200  # titles for which the nearest is looked for


class Unlisted(NamedTuple):
    """Which tabs list the other objectives of a table, and the one there that is called most like this."""

    tabs: tuple[str, ...]
    nearest: FoundOkr | None


def unlisted_in(
    tables: Sequence[TableValues], names: Names, faces: Mapping[Home, Home]
) -> Mapping[Home, Unlisted]:
    """The objectives with key results that no list holds though it holds most of their table."""
    listed: dict[int, list[Home]] = {}
    for (t, _), home in faces.items():
        listed.setdefault(t, []).append(home)
    return {
        home: one for t, there in listed.items() for home, one in _of_table(t, tables[t], there, names, faces)
    }


def _of_table(
    t: int, table: TableValues, there: Sequence[Home], names: Names, faces: Mapping[Home, Home]
) -> Iterator[tuple[Home, Unlisted]]:
    layout = table.table.layout
    titled = [n for n, one in enumerate(layout.objectives) if one.title is not None and one.key_results]
    held = sum((t, n) in faces for n in titled)
    missing = [n for n in titled if (t, n) not in faces]
    said = any(column.field is Field.OBJECTIVE for column in layout.columns)
    if not missing or not said or held < _LEAST or held * 10 < len(titled) * _SHARE:
        return
    tabs = tuple(dict.fromkeys(names.tables[home[0]].table.sheet for home in there))
    known = [
        objective
        for u in dict.fromkeys(home[0] for home in there)
        for objective in names.tables[u].table.layout.objectives
        if objective.title is not None
    ]
    # Loaded only where something is missing: most sheets never need it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    titles = [objective.title for objective in known]
    for count, n in enumerate(missing):
        nearest = None
        if count < _MOST:
            title = layout.objectives[n].title
            nearest = process.extractOne(title, titles, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE)
        yield (t, n), Unlisted(tabs, known[nearest[2]] if nearest is not None else None)
