"""Where things belong: the team and cycle that a workbook, a tab or a banner gives its OKRs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date

from okrsheets.grid import Value, Workbook, text_of
from okrsheets.model import Cycle, Field
from okrsheets.patterns import pattern
from okrsheets.reading.extraction.leads import NOTHING_SAID, Lead
from okrsheets.reading.extraction.years import (
    Placed,
    cycle_in,
    fiscal_year_of,
    is_long,
    may_be,
    names_part,
    next_to,
    placed_together,
)
from okrsheets.reading.language.vocabulary import Vocabulary, Words, is_wide, normalise
from okrsheets.reading.overrides import TableOverride
from okrsheets.reading.settings import ReadingSettings
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.times.cycles import usual_cycle, without_cycle
from okrsheets.reading.times.dates import date_in, date_of, day_comes_first
from okrsheets.tuples import NamedTuple

__all__ = ["Surroundings", "placed", "surroundings_of", "team_in_name"]

_LONGEST_BANNER = 120
_BANNER = 12  # the first rows of a tab, where titles stand
_CENTURY = range(2000, 2100)
_COUNTED = pattern(r"\s*\(\d{1,2}\)\s*\Z")  # what spreadsheet programs add to the name of a copy
_NUMBERING = pattern(r"\A\s*\d{1,2}(?:\.\d{1,2})*(?:\s*[.)]\s*|\s*[-–]\s+|\s+)(?=\D)")


class Surroundings(NamedTuple):
    """What holds for a tab's OKRs unless a column says otherwise. `year` completes a bare "Q3".

    Where a person says the team or the cycle, no column says otherwise. `owners` are those of all
    objectives, where no column names any. `part` are the words of the tab or file that name a part of a year
    and no year: then the cycle is another one, from which that part gets its year. `other` is one that the
    words may as well mean. The cycle is the tab's `own` where the tab says it.
    """

    team: str | None
    cycle: Cycle | None
    year: int | None
    team_told: bool = False
    cycle_told: bool = False
    owners: tuple[str, ...] = ()
    part: str | None = None
    other: Cycle | None = None
    own: bool = False


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
    these places on its tab, else from the table's days, else from `placed` beside the others of its workbook.
    """
    said = settings.overrides.get(workbook.source)
    told_team = (told and told.team) or (said and said.team)
    told_cycle = (told and told.cycle) or (said and said.cycle)
    named_team = lead.team or team_in_name(table.sheet, vocabulary)
    team = told_team or named_team or settings.default_teams.get(workbook.source)
    around = Surroundings(team, None, None, team_told=bool(told_team), owners=lead.owners)
    days = _Days(table, lines, vocabulary, settings)
    if told_cycle:
        cycle = cycle_in(told_cycle, settings, year=None)
        year = fiscal_year_of(cycle, settings) if cycle else days.year()
        return around._replace(cycle=cycle, year=year, cycle_told=True)
    file_name = re.sub(r"\.[A-Za-z]{2,5}$", "", workbook.title)
    on_the_tab = (table.sheet, *_banner(lines, above))
    return _with_cycle(around, on_the_tab, (file_name, settings.current_cycle or ""), days)


def _with_cycle(
    around: Surroundings, on_the_tab: Sequence[str], elsewhere: Sequence[str], days: _Days
) -> Surroundings:
    """What holds for a table by the texts on its tab and those elsewhere, the nearest first, and its days."""
    settings, places = days.settings, (*on_the_tab, *elsewhere)
    named = [cycle_in(text, settings, year=None) for text in places]
    first = next((n for n, cycle in enumerate(named) if cycle is not None), len(places))
    cycle = named[first] if first < len(places) else days.between()
    year = fiscal_year_of(cycle, settings) if cycle else days.year()
    own = first < len(on_the_tab) or (first == len(places) and year is not None)
    before = places[:first] if first < len(places) else on_the_tab
    if year is not None and (cycle is None or is_long(cycle)):
        # A tab "Q3" in a workbook of 2026: the year stands elsewhere.
        parts = (cycle_in(text, settings, year=year) for text in places[: max(len(on_the_tab), first + 1)])
        cycle = next((part for part in parts if part is not None and not is_long(part)), cycle)
    elif own and cycle is not None and first < len(places):
        # A tab "Q3" over whose table "Q4 2026" stands.
        parts = (next_to(cycle, text, settings) for text in before)
        cycle = next((part for part in parts if part is not None), cycle)
        year = fiscal_year_of(cycle, settings)
    elif part := next((text for text in before if names_part(text, settings)), None):
        by_days = days.year() if cycle else None
        if by_days is None:
            return around._replace(cycle=cycle, year=year, part=part)
        cycle, year, own = cycle_in(part, settings, year=by_days), by_days, True
    return around._replace(cycle=cycle, year=year, own=own)


def placed(arounds: Sequence[Surroundings], settings: ReadingSettings) -> list[Surroundings]:
    """What holds for the tables of one workbook, where a part of a year without its year has got one.

    "Sales Q4" is of the Q4 that others of its workbook are of, else of the year that all of them are of;
    where they say none the parts are placed together, beside the cycle that the file or the settings name.
    """
    others = {around.cycle for around in arounds if around.own and around.cycle is not None}
    found = [_as_others_say(around, others, settings) if around.part else around for around in arounds]
    waiting: dict[Cycle, dict[str, None]] = {}
    for around in found:
        if around.part is not None and around.cycle is not None:
            waiting.setdefault(around.cycle, {})[around.part] = None
    together = {cycle: placed_together(tuple(parts), cycle, settings) for cycle, parts in waiting.items()}
    return [_as_placed(around, together, settings) for around in found]


def _as_others_say(around: Surroundings, others: Set[Cycle], settings: ReadingSettings) -> Surroundings:
    years = {fiscal_year_of(cycle, settings) for cycle in others}
    found = {cycle_in(around.part or "", settings, year=year) for year in years}
    beside = around.cycle
    parts = {cycle for cycle in found if cycle is not None and (beside is None or may_be(cycle, beside))}
    meant = parts & others or parts
    if len(meant) != 1:
        return around
    (cycle,) = meant
    return around._replace(cycle=cycle, year=fiscal_year_of(cycle, settings), part=None)


def _as_placed(
    around: Surroundings, together: Mapping[Cycle, Mapping[str, Placed]], settings: ReadingSettings
) -> Surroundings:
    if around.part is None or around.cycle is None:
        return around
    at = together[around.cycle].get(around.part)
    if at is None:
        return around._replace(part=None)
    return around._replace(cycle=at.cycle, year=fiscal_year_of(at.cycle, settings), other=at.other)


def _banner(lines: Lines, above: Sequence[int]) -> list[str]:
    """The texts in the rows above a table that are short enough to name something, and years."""
    values = [cell.value for row in above for cell in lines.by_row[row].values()]
    return [
        text
        for value in values
        if isinstance(value, str) or (isinstance(value, int) and value in _CENTURY)
        if len(text := text_of(value)) <= _LONGEST_BANNER
    ]


class _Days(NamedTuple):
    """The days of a table and of what stands above it, which are looked at when somebody asks."""

    table: FoundTable
    lines: Lines
    vocabulary: Vocabulary
    settings: ReadingSettings

    def between(self) -> Cycle | None:
        """The usual cycle between the only two days above the first table: "Period", 1 July, 30 September."""
        lines, words = self.lines, self.vocabulary
        rows = [row for row in lines.order[:_BANNER] if row < self.table.top and row <= _BANNER]
        values = [cell.value for row in rows for cell in lines.by_row[row].values()]
        day_first = bool(day_comes_first(value for value in values if isinstance(value, str)))
        days = {day for value in values if (day := _day_in(value, words, day_first=day_first))}
        if len(days) != 2:
            return None
        return usual_cycle(min(days), max(days), fiscal_year_start=self.settings.fiscal_year_start)

    def year(self) -> int | None:
        """The year in which most days of a table lie: of those by which its OKRs are due, else of others."""
        table, starts = self.table, self.settings.fiscal_year_start
        lines = self.lines if table.view is None else table.view.lines
        rows = {row.row for row in table.layout.rows}
        for field in (Field.DUE, Field.START, Field.UPDATED):
            years = Counter(
                day.year + (starts > 1 and day.month >= starts)
                for column in table.layout.columns
                if column.field is field
                for value in lines.values(sorted(rows), column.number)
                if (day := _day_in(value, self.vocabulary)) is not None
            )
            if years:
                year, count = years.most_common(1)[0]
                return year if count * 10 >= years.total() * 6 else None
        return None


def _day_in(value: Value, vocabulary: Vocabulary, *, day_first: bool = True) -> date | None:
    return date_in(value, vocabulary, day_first=day_first) if isinstance(value, str) else date_of(value)


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
