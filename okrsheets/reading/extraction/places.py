"""Where things belong: the team and cycle that a workbook, a tab or a banner gives its OKRs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from datetime import date

from okrsheets.grid import Value, Workbook, text_of
from okrsheets.model import Cycle, Field
from okrsheets.patterns import pattern
from okrsheets.reading.extraction.leads import NOTHING_SAID, Lead
from okrsheets.reading.language.vocabulary import Vocabulary, Words, is_wide, normalise
from okrsheets.reading.overrides import TableOverride
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.times.cycles import find_cycle, usual_cycle, without_cycle
from okrsheets.reading.times.dates import date_in, date_of, day_comes_first
from okrsheets.tuples import NamedTuple

__all__ = ["Surroundings", "as_others_say", "surroundings_of", "team_in_name"]

_LONGEST_BANNER = 120
_BANNER = 12  # the first rows of a tab, where titles stand
_LONGEST_PART = 200  # days: longer than a half, shorter than a year
_ODD_DAYS = 5  # by which quarters, halves and months differ among themselves
_CENTURY = range(2000, 2100)
_COUNTED = pattern(r"\s*\(\d{1,2}\)\s*\Z")  # what spreadsheet programs add to the name of a copy
_NUMBERING = pattern(r"\A\s*\d{1,2}(?:\.\d{1,2})*(?:\s*[.)]\s*|\s*[-–]\s+|\s+)(?=\D)")


class Surroundings(NamedTuple):
    """What holds for a tab's OKRs unless a column says otherwise. `year` completes a bare "Q3".

    Where a person says the team or the cycle, no column says otherwise. `owners` are those of all
    objectives, where no column names any.
    """

    team: str | None
    cycle: Cycle | None
    year: int | None
    team_told: bool = False
    cycle_told: bool = False
    owners: tuple[str, ...] = ()


def surroundings_of(
    workbook: Workbook,
    table: FoundTable,
    lines: Lines,
    *,
    above: Sequence[int],
    settings: ReadingSettings,
    vocabulary: Vocabulary,
    told: TableOverride | None = None,
    lead: Lead = NOTHING_SAID,
) -> Surroundings:
    """Team and cycle of a table: as a person says, by what the labels above it say (`lead`), its tab's
    name, the rows `above` it, the file's name, the settings. A bare "Q3" takes its year from the next of
    these places, else from the table's days; where that names a quarter too, it is the "Q3" next to that.
    """
    said = settings.overrides.get(workbook.source)
    told_team = (told and told.team) or (said and said.team)
    told_cycle = (told and told.cycle) or (said and said.cycle)
    named_team = lead.team or team_in_name(table.sheet, vocabulary)
    team = told_team or named_team or settings.default_teams.get(workbook.source)
    file_name = re.sub(r"\.[A-Za-z]{2,5}$", "", workbook.title)
    on_the_tab = [table.sheet, *_banner(lines, above)]
    places = [told_cycle] if told_cycle else [*on_the_tab, file_name, settings.current_cycle or ""]
    named = [_cycle_in(text, settings, year=None) for text in places]
    first = next((n for n, cycle in enumerate(named) if cycle is not None), None)
    cycle = named[first] if first is not None else None
    year = cycle.end.year if cycle else None
    if cycle is None:
        cycle = None if told_cycle else _between_days(lines, table.top, settings, vocabulary)
        year = cycle.end.year if cycle else _year_of_days(table, lines, vocabulary, settings)
    if year is not None and not told_cycle and (cycle is None or _is_long(cycle)):
        # A tab "Q3" in a workbook of 2026: the year stands elsewhere.
        near = places[: max(len(on_the_tab), (first if first is not None else len(places)) + 1)]
        parts = (_cycle_in(text, settings, year=year) for text in near)
        cycle = next((part for part in parts if part is not None and not _is_long(part)), cycle)
    elif first is not None and cycle is not None and not told_cycle:
        # A tab "Q3" while the settings say "Q4 2026", which it therefore does not mean.
        parts = (_next_to(cycle, text, settings) for text in places[:first])
        cycle = next((part for part in parts if part is not None), cycle)
        year = cycle.end.year
    return Surroundings(
        team, cycle, year, team_told=bool(told_team), cycle_told=bool(told_cycle), owners=lead.owners
    )


def as_others_say(
    tab: str, around: Surroundings, others: Set[Cycle], settings: ReadingSettings
) -> Surroundings:
    """What holds for a tab that is called after a part of a year and tells no year: "Sales Q4" is of the
    Q4 that others of its workbook are of, else of the year that all of them are of.
    """
    if around.cycle is not None or around.year is not None or around.cycle_told:
        return around
    found = {_cycle_in(tab, settings, year=year) for year in {cycle.end.year for cycle in others}}
    parts = {cycle for cycle in found if cycle is not None and not _is_long(cycle)}
    meant = parts & others or parts
    if len(meant) != 1:
        return around
    (cycle,) = meant
    return around._replace(cycle=cycle, year=cycle.end.year)


def _banner(lines: Lines, above: Sequence[int]) -> list[str]:
    """The texts in the rows above a table that are short enough to name something, and years."""
    values = [cell.value for row in above for cell in lines.by_row[row].values()]
    return [
        text
        for value in values
        if isinstance(value, str) or (isinstance(value, int) and value in _CENTURY)
        if len(text := text_of(value)) <= _LONGEST_BANNER
    ]


def _between_days(lines: Lines, top: int, settings: ReadingSettings, vocabulary: Vocabulary) -> Cycle | None:
    """The usual cycle between the only two days above the first table: "Period", 1 July, 30 September."""
    rows = [row for row in lines.order[:_BANNER] if row < top and row <= _BANNER]
    values = [cell.value for row in rows for cell in lines.by_row[row].values()]
    day_first = bool(day_comes_first(value for value in values if isinstance(value, str)))
    days = {day for value in values if (day := _day_in(value, vocabulary, day_first=day_first))}
    if len(days) != 2:
        return None
    return usual_cycle(min(days), max(days), fiscal_year_start=settings.fiscal_year_start)


def _year_of_days(
    table: FoundTable, lines: Lines, vocabulary: Vocabulary, settings: ReadingSettings
) -> int | None:
    """The year in which most days of a table lie: of those by which its OKRs are due, else of other ones."""
    lines = lines if table.view is None else table.view.lines
    rows = {row.row for row in table.layout.rows}
    for field in (Field.DUE, Field.START, Field.UPDATED):
        years = Counter(
            day.year + (settings.fiscal_year_start > 1 and day.month >= settings.fiscal_year_start)
            for column in table.layout.columns
            if column.field is field
            for value in lines.values(sorted(rows), column.number)
            if (day := _day_in(value, vocabulary)) is not None
        )
        if years:
            year, count = years.most_common(1)[0]
            return year if count * 10 >= years.total() * 6 else None
    return None


def _day_in(value: Value, vocabulary: Vocabulary, *, day_first: bool = True) -> date | None:
    return date_in(value, vocabulary, day_first=day_first) if isinstance(value, str) else date_of(value)


def _next_to(cycle: Cycle, text: str, settings: ReadingSettings) -> Cycle | None:
    """The part of a year that a text names and that is as long as this cycle: the one nearest to it."""
    years = range(cycle.end.year - 1, cycle.end.year + 2)
    found = [part for year in years if (part := _cycle_in(text, settings, year=year)) is not None]
    alike = [part for part in found if abs(_days(part) - _days(cycle)) <= _ODD_DAYS]
    return min(alike, key=lambda part: abs(_month(part) - _month(cycle)), default=None)


def _month(cycle: Cycle) -> int:
    return cycle.start.year * 12 + cycle.start.month


def _days(cycle: Cycle) -> int:
    return (cycle.end - cycle.start).days


def _is_long(cycle: Cycle) -> bool:
    return _days(cycle) > _LONGEST_PART


def _cycle_in(text: str, settings: ReadingSettings, *, year: int | None) -> Cycle | None:
    return find_cycle(text, fiscal_year_start=settings.fiscal_year_start, year=year) if text else None


def team_in_name(name: str, vocabulary: Vocabulary) -> str | None:
    """The team that a tab is named after; None for "OKRs", "Sheet1", "Q4 2026".

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [team_in_name(name, words) for name in ("Sales Q4", "OKRs 2026", "Yearly High Level", "Company OKRs")]
    ['Sales', None, None, 'Company']

    The numbering that keeps tabs or files in order is not part of it, and `_` stands for a blank.

    >>> [team_in_name(name, words) for name in ("4_finance", "3. Ops", "okrs_sales_q4", "6_metrics")]
    ['finance', 'Ops', 'sales', None]

    What says that a tab is the copy of another is none either.

    >>> [team_in_name(name, words) for name in ("Sales - Kopie", "「営業」のコピー", "영업의 사본")]
    ['Sales', '営業', '영업']
    """
    generic = vocabulary.values["tabs"]
    name = _COUNTED.sub("", name)
    copies = (word for word, meant in generic.items() if meant == "copy" and any(map(is_wide, word)))
    for word in sorted(copies, key=len, reverse=True):
        # Blanks between such letters say nothing, and are not in the words of the vocabulary.
        name = re.sub(r"\s*".join(map(re.escape, word)), " ", name)
    rest = without_cycle(_NUMBERING.sub("", name.replace("_", " ")))
    words = rest.split()
    kept = [word for word in words if not _is_generic(word, generic)]
    if not any(any(c.isalpha() for c in word) for word in kept):
        return None
    while words and _is_generic(words[0], generic):
        words.pop(0)
    while words and _is_generic(words[-1], generic):
        words.pop()
    return " ".join(words).strip(" -–—|:,()[]/_「」『』“”„\"'") or None


def _is_generic(word: str, generic: Words) -> bool:
    plain = normalise(word.rstrip("0123456789"))
    return not plain or all(part in generic for part in plain.split())
