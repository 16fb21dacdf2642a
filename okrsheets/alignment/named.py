"""Which OKR a person means who names one outside of any sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheets.alignment.books import Spot
from okrsheets.alignment.names import name_of
from okrsheets.alignment.places import Places
from okrsheets.alignment.resolving import resolve
from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.formulas import parse_reference
from okrsheets.grid import CellRef, Workbook
from okrsheets.model import AlignmentKind, AlignmentText, Objective, OkrSet, Reading
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Named", "find_named"]

_NOWHERE = CellRef("", "", 1, 1)
_WITH_FILE = pattern(r"(?:\[(.+?)\]|(.+?\.\w{3,5})[\s!:]+)(\S.*)")


class Named(NamedTuple):
    """The keys of what is meant, one or several; where nothing is, those that come nearest."""

    keys: tuple[str, ...]
    nearest: tuple[str, ...] = ()


def find_named(
    text: str,
    okrs: OkrSet,
    *,
    titles: Mapping[str, str],
    settings: AlignmentSettings,
    workbooks: Sequence[Workbook],
    readings: Sequence[Reading],
) -> Named:
    """The OKRs that a text names: by key, cell, id, or anything else by which a parent cell can.

    `titles` names every workbook: source -> file name. Nobody's cell has a tab of its own that it looks at
    first, so an id that several have means all of these.
    """
    text = text.strip()
    wanted = name_of(text)
    by_id = (okr.key for okr in okrs.okrs if okr.id and name_of(okr.id) == wanted)
    for keys in (
        (okr.key for okr in okrs.okrs if okr.key.casefold() == text.casefold()),
        _at_cell(text, okrs, titles, readings),
        by_id,
    ):
        if found := tuple(dict.fromkeys(keys)):
            return Named(found)
    asker = Objective(
        "?",
        None,
        None,
        _NOWHERE,
        alignment_texts=(AlignmentText(text, _NOWHERE, AlignmentKind.DIRECTIONAL),),
    )
    silent = [
        each._replace(
            alignment_texts=(),
            key_results=tuple(one._replace(alignment_texts=()) for one in each.key_results),
        )
        for each in okrs.objectives
    ]
    asked = resolve(
        OkrSet.of((*silent, asker), okrs.copies),
        titles=titles,
        settings=settings,
        workbooks=workbooks,
        readings=readings,
    )
    meant = [
        key for each in asked.resolutions for key in ((each.parent,) if each.parent else each.candidates)
    ]
    nearest = [key for each in asked.resolutions for key in each.nearest]
    return Named(tuple(dict.fromkeys(meant)), tuple(dict.fromkeys(nearest)))


def _at_cell(
    text: str, okrs: OkrSet, titles: Mapping[str, str], readings: Sequence[Reading]
) -> Iterator[str]:
    """What stands at a cell, `Sales!F4` or `Sales.xlsx Sales!F4`; every cell of its row will do."""
    file = None
    if match := _WITH_FILE.fullmatch(text):
        file, text = (match[1] or match[2]).strip("'"), match[3]
    tab, mark, cell = text.rpartition("!")
    place = parse_reference(cell)
    if not mark or place is None or place.sheet is not None:
        return
    tab = tab.strip("'").replace("''", "'").casefold()
    places = Places(okrs, readings)
    for reading in readings:
        if file is not None and file.casefold() not in (
            reading.source.casefold(),
            titles[reading.source].casefold(),
        ):
            continue
        for sheet in reading.sheets:
            if sheet.name.casefold() == tab:
                yield from places.at(Spot(reading.source, sheet.name, place.range))
