"""Cycles: the labels people write for a time box, and the days they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

from okrsheets.model import Cycle
from okrsheets.reading.dates import date_in, day_comes_first, month_number
from okrsheets.reading.vocabulary import Vocabulary, alternatives, load_vocabulary

__all__ = ["cycle_between", "find_cycle", "parse_cycle", "usual_cycle", "without_cycle"]

_DATES = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


def parse_cycle(text: str, *, fiscal_year_start: int = 1, year: int | None = None) -> Cycle | None:
    """The cycle that a whole label names; None if it names none. `year` completes a bare "Q3".

    Quarters, halves and years are those of the fiscal year, which is named by the year it ends in.

    >>> parse_cycle("Q3 2026").label, parse_cycle("FY26 Q2").label, parse_cycle("H1 2026").label
    ('2026-Q3', '2026-Q2', '2026-H1')
    >>> parse_cycle("01/07/2025 - 30/09/2025").label, parse_cycle("Q3"), parse_cycle("Sales")
    ('2025-Q3', None, None)
    >>> str(parse_cycle("FY26 Q2", fiscal_year_start=7).start)
    '2025-10-01'
    """
    found = find_cycle(text, fiscal_year_start=fiscal_year_start, year=year)
    if found is None:
        return None
    rest = without_cycle(text).strip(" -–—:,.()/'’")
    return found if not rest or rest.casefold() in _label_words(load_vocabulary({})) else None


@cache
def _alternatives(kind: str) -> str:
    return alternatives(load_vocabulary({}).words_of("cycles", kind))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Each way to write a quarter or half with its year, then a year alone. Groups: part, n, year."""
    part = rf"(?P<part>{_alternatives('quarter')}|{_alternatives('half')})"
    year = rf"(?:(?:{_alternatives('year')})[ '’-]*)?(?P<year>20\d\d|(?<!\d)\d\d)(?:[/-]\d\d)?(?!\d)"
    gap = r"[ ,.'’/_–—-]*(?:of |- )?"
    whole_year = (
        rf"(?:\b(?:{_alternatives('year')})[ '’-]*(?P<short>\d\d)(?!\d)|(?<!\d)(?P<year>20\d\d)(?!\d))"
    )
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<![^\W_\d]){part}[ -]*(?P<n>[1-4])(?!\d){gap}{year}",
            rf"(?<![^\W_\d])(?P<n>[1-4])(?:st|nd|rd|th)?[ -]*{part}{gap}{year}",
            rf"(?<![^\W_]){year}{gap}{part}[ -]*(?P<n>[1-4])(?!\d)",
            rf"(?<![^\W_]){year}{gap}(?P<n>[1-4])(?:st|nd|rd|th)?[ -]*{part}(?![^\W_])",
            rf"(?<![^\W_]){part}[ -]*(?P<n>[1-4])(?![\w%])",
            whole_year,
        )
    )


@cache
def _label_words(vocabulary: Vocabulary) -> frozenset[str]:
    words = (*vocabulary.words_of("cycles", "year"), *vocabulary.words_of("cycles", "range"))
    return frozenset(("cycle", "period", "okr", "okrs", *words))


@lru_cache(maxsize=4096)
def find_cycle(text: str, *, fiscal_year_start: int = 1, year: int | None = None) -> Cycle | None:
    """The cycle that is named somewhere in a text, such as a tab's name or a banner.

    >>> find_cycle("Sales OKRs, 4th quarter 2026").label
    '2026-Q4'
    """
    if not any(c.isdigit() for c in text) or len(text) > 200:
        return None
    if (between := _dates_in(text)) is not None:
        return cycle_between(*between, fiscal_year_start=fiscal_year_start)
    for n, pattern in enumerate(_patterns()):
        if not (match := pattern.search(text)):
            continue
        groups = match.groupdict()
        named = groups.get("year") or groups.get("short")
        which = int(named) + (2000 if int(named) < 100 else 0) if named else year
        if n < len(_patterns()) - 1 or "part" in groups:
            if which is None:
                return None
            return _part_of_year(groups["part"], int(groups["n"]), which, fiscal_year_start)
        if which is not None:
            return _month_in(text, which) or _months(f"{which}", which, 1, 12, fiscal_year_start)
    return None


def without_cycle(text: str) -> str:
    """A text with the words that name a cycle taken out.

    >>> without_cycle("Sales Q4 2026"), without_cycle("Q3")
    ('Sales', '')
    """
    text = _DATES.sub(" ", text)
    for pattern in _patterns():
        text = pattern.sub(" ", text)
    vocabulary = load_vocabulary({})
    words = [word for word in text.split() if not month_number(word, vocabulary) or len(word) < 3]
    return " ".join(words).strip(" -–—|:,()[]/_'’")


def _dates_in(text: str) -> tuple[date, date] | None:
    found = _DATES.findall(text)
    if len(found) != 2:
        return None
    vocabulary = load_vocabulary({})
    day_first = day_comes_first(found)
    start, end = (date_in(day, vocabulary, day_first=day_first) for day in found)
    return (start, end) if start and end and start < end else None


def _month_in(text: str, year: int) -> Cycle | None:
    vocabulary = load_vocabulary({})
    named = [m for word in re.findall(r"[^\W\d_]{3,}", text) if (m := month_number(word, vocabulary))]
    if not named:
        return None
    start, end = date(year, named[0], 1), _last_day(year, named[-1])
    if len(named) > 1:
        return cycle_between(start, end) if start < end else None
    return Cycle(f"{year}-{named[0]:02d}", start, end)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _part_of_year(part: str, n: int, year: int, fiscal_year_start: int) -> Cycle | None:
    if re.fullmatch(_alternatives("quarter"), part, re.IGNORECASE):
        return _months(f"{year}-Q{n}", year, 3 * n - 2, 3 * n, fiscal_year_start)
    return _months(f"{year}-H{n}", year, 6 * n - 5, 6 * n, fiscal_year_start) if n <= 2 else None


def _months(label: str, year: int, first: int, last: int, fiscal_year_start: int) -> Cycle:
    """The months `first` to `last`, counted from 1, of the fiscal year that ends in `year`."""
    zero = year * 12 + fiscal_year_start - 1 - (12 if fiscal_year_start > 1 else 0)
    start, end = zero + first - 1, zero + last - 1
    return Cycle(label, date(start // 12, start % 12 + 1, 1), _last_day(end // 12, end % 12 + 1))


def cycle_between(start: date, end: date, *, fiscal_year_start: int = 1) -> Cycle:
    """The cycle from one day to another, under its usual name where it has one.

    >>> cycle_between(date(2026, 1, 1), date(2026, 6, 30)).label
    '2026-H1'
    """
    return usual_cycle(start, end, fiscal_year_start=fiscal_year_start) or Cycle(
        f"{start}..{end}", start, end
    )


def usual_cycle(start: date, end: date, *, fiscal_year_start: int = 1) -> Cycle | None:
    """The quarter, half or year that lies exactly between two days."""
    for year in (start.year, start.year + 1):
        for cycle in _usual(year, fiscal_year_start):
            if (cycle.start, cycle.end) == (start, end):
                return cycle
    return None


def _usual(year: int, fiscal_year_start: int) -> Iterable[Cycle]:
    for n in range(1, 5):
        yield _months(f"{year}-Q{n}", year, 3 * n - 2, 3 * n, fiscal_year_start)
    for n in (1, 2):
        yield _months(f"{year}-H{n}", year, 6 * n - 5, 6 * n, fiscal_year_start)
    yield _months(str(year), year, 1, 12, fiscal_year_start)
