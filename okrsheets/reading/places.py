"""Where things belong: the team and cycle that a workbook, a tab or a banner gives its OKRs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from okrsheets.grid import Workbook, text_of
from okrsheets.model import Cycle
from okrsheets.reading.cycles import find_cycle, without_cycle
from okrsheets.reading.lines import Lines
from okrsheets.reading.overrides import TableOverride
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.vocabulary import Vocabulary, Words, normalise

__all__ = ["Surroundings", "surroundings_of", "team_in_name"]

_LONGEST_BANNER = 120


class Surroundings(NamedTuple):
    """What holds for a tab's OKRs unless a column says otherwise. `year` completes a bare "Q3".

    Where a person says the team or the cycle, no column says otherwise.
    """

    team: str | None
    cycle: Cycle | None
    year: int | None
    team_told: bool = False
    cycle_told: bool = False


def surroundings_of(
    workbook: Workbook,
    name: str,
    lines: Lines,
    *,
    above: Sequence[int],
    settings: ReadingSettings,
    vocabulary: Vocabulary,
    told: TableOverride | None = None,
) -> Surroundings:
    """Team and cycle of a table: as a person says, by its tab's name, the rows `above` it, the file's
    name, the settings.
    """
    said = settings.overrides.get(workbook.source)
    told_team = (told and told.team) or (said and said.team)
    told_cycle = (told and told.cycle) or (said and said.cycle)
    banner = [
        text_of(cell.value)
        for row in above
        for cell in lines.by_row[row].values()
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_BANNER
    ]
    file_name = re.sub(r"\.[A-Za-z]{2,5}$", "", workbook.title)
    places = [told_cycle or "", name, *banner, file_name, settings.current_cycle or ""]
    cycle = _first_cycle(places, settings, year=None)
    year = cycle.end.year if cycle else None
    if cycle is None or (not told_cycle and (cycle.end - cycle.start).days > 200):
        # A tab "Q3" in a workbook of 2026: the year stands elsewhere.
        cycle = _first_cycle(places, settings, year=year) or cycle
    team = told_team or team_in_name(name, vocabulary) or settings.default_teams.get(workbook.source)
    return Surroundings(team, cycle, year, team_told=bool(told_team), cycle_told=bool(told_cycle))


def _first_cycle(places: Iterable[str], settings: ReadingSettings, *, year: int | None) -> Cycle | None:
    for text in places:
        found = find_cycle(text, fiscal_year_start=settings.fiscal_year_start, year=year) if text else None
        if found is not None:
            return found
    return None


def team_in_name(name: str, vocabulary: Vocabulary) -> str | None:
    """The team that a tab is named after; None for "OKRs", "Sheet1", "Q4 2026".

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [team_in_name(name, words) for name in ("Sales Q4", "OKRs 2026", "Yearly High Level", "Company OKRs")]
    ['Sales', None, None, 'Company']
    """
    generic = vocabulary.values["tabs"]
    rest = without_cycle(name)
    words = rest.split()
    kept = [word for word in words if not _is_generic(word, generic)]
    if not any(any(c.isalpha() for c in word) for word in kept):
        return None
    while words and _is_generic(words[0], generic):
        words.pop(0)
    while words and _is_generic(words[-1], generic):
        words.pop()
    return " ".join(words).strip(" -–—|:,()[]/_") or None


def _is_generic(word: str, generic: Words) -> bool:
    plain = normalise(word.rstrip("0123456789"))
    return not plain or all(part in generic for part in plain.split())
