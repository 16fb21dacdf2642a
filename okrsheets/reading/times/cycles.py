"""Cycles: the labels people write for a time box, and the days they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from okrsheets.model import Cycle
from okrsheets.patterns import pattern
from okrsheets.reading.figures.digits import plain_text
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.reading.times.dates import date_in, day_comes_first, is_of_our_time
from okrsheets.reading.times.spans import Span, month_spans, part_spans, year_spans
from okrsheets.reading.times.tokens import Token, tokens_of
from okrsheets.tuples import NamedTuple

__all__ = [
    "cycle_between",
    "due_in",
    "find_cycle",
    "names_fiscal_year",
    "parse_cycle",
    "part_of_year",
    "usual_cycle",
    "without_cycle",
]

_LONGEST = 200
_DATE = pattern(
    r"(?<!\d)(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2})|20\d{6})(?!\d)"
)
_MOST_CYCLES = 4
_ANY_YEAR = 2000  # so that a part without its year is found too
_LETTERS = {"quarter": "Q", "half": "H"}
_NUMBER_SIGNS = frozenset("第제")
_OF_LABELS = frozenset(("label", "range", "small", "year", "mark", "dash"))


class _Found(NamedTuple):
    """A cycle, and where in the text it stands."""

    cycle: Cycle
    start: int
    end: int


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
    text = plain_text(text)
    found = _find(text, fiscal_year_start, year)
    if found is None:
        return None
    rest = tokens_of(f"{text[: found.start]} {text[found.end :]}")
    return found.cycle if all(token.kind in _OF_LABELS for token in rest) else None


@lru_cache(maxsize=4096)
def find_cycle(text: str, *, fiscal_year_start: int = 1, year: int | None = None) -> Cycle | None:
    """The cycle that is named somewhere in a text, such as a tab's name or a banner.

    >>> find_cycle("Sales OKRs, 4th quarter 2026").label, find_cycle("Updated 2026-10-18")
    ('2026-Q4', None)
    """
    found = _find(plain_text(text), fiscal_year_start, year)
    return found.cycle if found is not None else None


def names_fiscal_year(text: str) -> bool:
    """Whether a text names a year that may begin in any month.

    >>> [names_fiscal_year(text) for text in ("FY27 OKRs", "OKRs 2026/27", "2026年度", "Q1 2027")]
    [True, True, True, False]
    """
    fiscal = {word.casefold() for word in load_vocabulary({}).words_of("cycles", "fiscal")}
    tokens = tokens_of(plain_text(text))
    return any(token.text in fiscal for token in tokens) or any(span.begins for span in year_spans(tokens))


def due_in(text: str, *, fiscal_year_start: int = 1, year: int | None = None) -> date | None:
    """The day by which a label of time is over: the last one of its cycle, or one within that it names.

    >>> str(due_in("Q3 2026")), str(due_in("mid Q3 2026"))
    ('2026-09-30', '2026-08-15')
    """
    cycle = find_cycle(text, fiscal_year_start=fiscal_year_start, year=year)
    if cycle is None:
        return None
    parts = {token.kind for token in tokens_of(plain_text(text))}
    if "middle" in parts:
        return cycle.start + (cycle.end - cycle.start) / 2
    return cycle.start if "start" in parts and "end" not in parts else cycle.end


def part_of_year(text: str, heading: str) -> str:
    """A cell's label of time, with what a bare number counts under its heading: 3 is Q3 under "Quarter".

    >>> part_of_year("3", "Quarter"), part_of_year("2", "Halbjahr"), part_of_year("3", "Year")
    ('Q3', 'H2', '3')
    """
    if not (len(text) == 1 and "1" <= text <= "4"):
        return text
    kinds = (token.kind for token in tokens_of(plain_text(heading)))
    return next((_LETTERS[kind] for kind in kinds if kind in _LETTERS), "") + text


def without_cycle(text: str) -> str:
    """A text with the words that name a cycle taken out.

    >>> without_cycle("Sales Q4 2026"), without_cycle("Q3"), without_cycle("2026年第三季度销售")
    ('Sales', '', '销售')
    """
    text = _DATE.sub(" ", text)
    for _ in range(_MOST_CYCLES):
        found = _find(text, 1, _ANY_YEAR)
        if found is None:
            break
        text = f"{text[: found.start]} {text[found.end :]}"
    months = {token.text for token in tokens_of(text) if token.kind == "month"}
    words = [word for word in text.split() if word.casefold().strip(".,") not in months]
    return " ".join(words).strip(" -–—|:,()[]/_'’")


def _find(text: str, fiscal_year_start: int, year: int | None) -> _Found | None:
    """The first cycle that a plain text names: by two dates, a part of a year, months, a year.

    A date alone says when something was written, and names no cycle.
    """
    if len(text) > _LONGEST or (year is None and not any(map(str.isdigit, text))):
        return None
    dates = list(_DATE.finditer(text))
    if len(dates) == 2 and (between := _between(dates[0][0], dates[1][0])):
        return _Found(
            cycle_between(*between, fiscal_year_start=fiscal_year_start), dates[0].start(), dates[1].end()
        )
    if dates:
        text = _DATE.sub(lambda match: "\x00" * len(match[0]), text)
    tokens = tokens_of(text)
    if spelt := _spelt_dates(text, tokens, fiscal_year_start):
        return spelt
    span = _span(tokens, year)
    cycle = _cycle(span, fiscal_year_start) if span is not None else None
    if span is None or cycle is None:
        return None
    begin = span.begin - (span.begin > 0 and tokens[span.begin - 1].text in _NUMBER_SIGNS)
    return _Found(cycle, tokens[begin].start, tokens[span.end - 1].end)


def _between(first: str, last: str) -> tuple[date, date] | None:
    vocabulary = load_vocabulary({})
    day_first = bool(day_comes_first((first, last)))
    start, end = (date_in(day, vocabulary, day_first=day_first) for day in (first, last))
    if start is None or end is None or not (is_of_our_time(start) and is_of_our_time(end)):
        return None
    return (start, end) if start < end else None


def _spelt_dates(text: str, tokens: Sequence[Token], fiscal_year_start: int) -> _Found | None:
    """The cycle between two days with named months: "1 July - 30 September 2026"."""
    months = [n for n, token in enumerate(tokens) if token.kind == "month"]
    if len(months) != 2 or sum(token.kind == "number" for token in tokens) < 3:
        return None
    for token in tokens[months[0] + 1 : months[1]]:
        if token.kind not in ("dash", "range"):
            continue
        vocabulary = load_vocabulary({})
        end = date_in(text[token.end :], vocabulary, day_first=True)
        start = date_in(text[: token.start], vocabulary, day_first=True, year=end.year if end else None)
        if start and end and is_of_our_time(start) and is_of_our_time(end) and start < end:
            cycle = cycle_between(start, end, fiscal_year_start=fiscal_year_start)
            return _Found(cycle, tokens[0].start, tokens[-1].end)
    return None


def _span(tokens: Sequence[Token], year: int | None) -> Span | None:
    """The span of months that a text names, its year from elsewhere in the text or as given."""
    parts = list(part_spans(tokens))
    if (part := next((span for span in parts if span.year is not None), None)) is not None:
        return part
    months = list(month_spans(tokens))
    if (month := next((span for span in months if span.year is not None), None)) is not None:
        return month
    whole = next(year_spans(tokens), None)
    bare = [*(span for span in parts if span.sure or len(tokens) == 2), *months]
    known = whole.year if whole is not None and whole.last_year is None else year
    if bare and known is not None:
        return bare[0]._replace(year=known, last_year=known, begins=whole is not None and whole.begins)
    return None if _names_no_part(tokens) else whole


def _names_no_part(tokens: Sequence[Token]) -> bool:
    """Whether a quarter or half is named that no year has, such as Q5: its whole year is not meant."""
    return any(
        token.kind in _LETTERS and number.kind == "number" and len(number.text) == 1
        for token, number in pairwise(tokens)
    )


def _cycle(span: Span, fiscal_year_start: int) -> Cycle | None:
    if span.year is None or not is_of_our_time(date(span.year, 1, 1)):
        return None
    last_year = span.year if span.last_year is None else span.last_year
    if span.fiscal:
        later = span.begins and fiscal_year_start > 1
        start = _months(span.year + later, span.first, span.first, fiscal_year_start)[0]
        end = _months(last_year + later, span.last, span.last, fiscal_year_start)[1]
    else:
        start = date(span.year, span.first, 1)
        end = _last_day(last_year, span.last)
        if (span.year, span.first) == (last_year, span.last):
            return Cycle(f"{span.year}-{span.first:02d}", start, end)
    return cycle_between(start, end, fiscal_year_start=fiscal_year_start) if start < end else None


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _months(year: int, first: int, last: int, fiscal_year_start: int) -> tuple[date, date]:
    """The first and last day of months, counted from 1, of the fiscal year that ends in `year`."""
    zero = year * 12 + fiscal_year_start - 1 - (12 if fiscal_year_start > 1 else 0)
    start, end = zero + first - 1, zero + last - 1
    return date(start // 12, start % 12 + 1, 1), _last_day(end // 12, end % 12 + 1)


def cycle_between(start: date, end: date, *, fiscal_year_start: int = 1) -> Cycle:
    """The cycle from one day to another, under its usual name where it has one.

    >>> cycle_between(date(2026, 1, 1), date(2026, 6, 30)).label
    '2026-H1'
    """
    return usual_cycle(start, end, fiscal_year_start=fiscal_year_start) or Cycle(
        f"{start}..{end}", start, end
    )


@lru_cache(maxsize=1024)  # one for all tabs, as OKRs are looked up and grouped by it
def usual_cycle(start: date, end: date, *, fiscal_year_start: int = 1) -> Cycle | None:
    """The quarter, half or year that lies exactly between two days."""
    if not (is_of_our_time(start) and is_of_our_time(end)):
        return None
    for year in (start.year, start.year + 1):
        for label, first, last in _usual(year):
            if (start, end) == _months(year, first, last, fiscal_year_start):
                return Cycle(label, start, end)
    return None


def _usual(year: int) -> Iterable[tuple[str, int, int]]:
    """The labels of quarters, halves and a year, and their months."""
    yield from ((f"{year}-Q{n}", 3 * n - 2, 3 * n) for n in range(1, 5))
    yield from ((f"{year}-H{n}", 6 * n - 5, 6 * n) for n in (1, 2))
    yield str(year), 1, 12
