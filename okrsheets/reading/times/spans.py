"""Spans of months as labels name them: "Q3 2026", "FY26 Q2", "1. Halbjahr 2026", "Jan-Mar 2026"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from okrsheets.reading.times.tokens import MONTHS_OF, Token
from okrsheets.tuples import NamedTuple

__all__ = ["Span", "month_spans", "part_spans", "year_spans"]

_CENTURY = range(2000, 2100)
_SHORT_YEARS = range(15, 60)
_LONGEST_GAP = 3
_MOST_YEARS = 5
_HALVES = {"first_half": 1, "second_half": 2}
_RANGES = ("dash", "range")

_Tokens: TypeAlias = Sequence[Token]


class Span(NamedTuple):
    """The months `first` to `last`, counted from 1, of a year; `last_year` where they end in another.

    `year` is None where the text names only the part. `fiscal` says that the year is the fiscal one, `begins`
    that it is named by the year it begins in ("FY26/27", "2026年度"). It stands in the tokens from `begin` to
    before `end`. `sure` says that its words without a year can mean nothing else.
    """

    first: int
    last: int
    year: int | None
    begin: int
    end: int
    fiscal: bool = True
    begins: bool = False
    last_year: int | None = None
    sure: bool = True


class _Year(NamedTuple):
    """A year as written, and the token behind it; `short` is one of two figures and nothing that says so."""

    year: int
    end: int
    begins: bool
    short: bool


def part_spans(tokens: _Tokens) -> Iterator[Span]:
    """The quarters, halves and thirds that a label names, with the year beside them or without."""
    for at in range(len(tokens)):
        span = _part(tokens, at) or _year_and_part(tokens, at)
        if span is not None:
            yield _lengthened(tokens, span)


def _part(tokens: _Tokens, at: int) -> Span | None:
    """ "Q3 2026", "3rd quarter of 2026", "Q1-Q2 2026", "H1"."""
    part = _parts(tokens, at)
    if part is None:
        return None
    year = _year(tokens, _past_gap(tokens, part.end))
    if year is None:
        return part
    return part._replace(year=year.year, end=year.end, begins=year.begins)


def _parts(tokens: _Tokens, at: int) -> Span | None:
    """One part of a year without the year, or several: "Q1-Q2", "Q1/2"."""
    unit = _unit(tokens, at)
    if unit is None:
        return None
    months, first, end, sure = unit
    last = first
    if _kind(tokens, end) in _RANGES:
        other = _unit(tokens, end + 1)
        if other is not None and other[0] == months and other[1] > first:
            last, end = other[1], other[2]
        elif _is_digit(tokens, end + 1) and first < tokens[end + 1].value <= 12 // months:
            last, end = tokens[end + 1].value, end + 2
    return Span(months * (first - 1) + 1, months * last, None, at, end, sure=sure)


def _unit(tokens: _Tokens, at: int) -> tuple[int, int, int, bool] | None:
    """The months of one part of a year, its number, where it ends, and whether it is surely one."""
    kind = _kind(tokens, at)
    if kind in _HALVES:
        return 6, _HALVES[kind], at + 1, True
    if kind in MONTHS_OF:
        end = at + 1
        while _kind(tokens, end) in ("mark", "dash", "small") and end - at < _LONGEST_GAP:
            end += 1
        number, word = end, at
    else:
        end = at + 1
        while _kind(tokens, end) in ("suffix", "mark", "dash") and end - at < _LONGEST_GAP:
            end += 1
        number, word = at, end
    if _kind(tokens, word) not in MONTHS_OF or not (
        _is_digit(tokens, number) or _kind(tokens, number) == "ordinal"
    ):
        return None
    months, n = MONTHS_OF[tokens[word].kind], tokens[number].value
    tied = abs(number - word) == 1 and (tokens[at].end == tokens[at + 1].start)
    letter = len(tokens[word].text) == 1 and tokens[word].text not in "qh季"
    if not 1 <= n <= 12 // months or (letter and not tied):
        return None
    return months, n, end + 1, not letter


def _year_and_part(tokens: _Tokens, at: int) -> Span | None:
    """ "2026 Q3", "FY26 H1", "2026年第三季度", "26Q3"."""
    year = _year(tokens, at)
    if year is None:
        return None
    begin = _past_gap(tokens, year.end)
    part = _parts(tokens, begin)
    if part is None or (year.short and tokens[begin].start - tokens[year.end - 1].end > 1):
        return None
    behind = _year(tokens, _past_gap(tokens, part.end))
    if year.short and behind is not None and not behind.short:
        return None  # "Team 39 Q4 2026"
    return part._replace(year=year.year, begin=at, begins=year.begins)


def _lengthened(tokens: _Tokens, span: Span) -> Span:
    """A span that another follows in a later year: "Q4 2025 - Q1 2026"."""
    if span.year is None or _kind(tokens, span.end) not in _RANGES:
        return span
    other = _part(tokens, span.end + 1) or _year_and_part(tokens, span.end + 1)
    if other is None or other.year is None or (other.year, other.last) <= (span.year, span.last):
        return span
    return span._replace(last=other.last, last_year=other.year, end=other.end)


def month_spans(tokens: _Tokens) -> Iterator[Span]:
    """The months that a label names: "July 2026", "Jan-Mar 2026", "2026年7月", "2026-07 to 2026-09"."""
    for at in range(len(tokens)):
        first = _month(tokens, at)
        if first is None:
            continue
        last = _month(tokens, first.end + 1) if _kind(tokens, first.end) in _RANGES else None
        if last is None:
            if first.year is not None or len(tokens) == 1:
                yield first
            continue
        year, last_year = first.year, last.year or first.year
        if year is None and last_year is not None:
            year = last_year - (first.first > last.last)
        elif year is not None and last.year is None and first.first > last.last:
            last_year = year + 1
        yield first._replace(last=last.last, year=year, last_year=last_year, end=last.end)


def _month(tokens: _Tokens, at: int) -> Span | None:
    """A month with its year before or behind it, or without; the month of a day is none."""
    year = _year(tokens, at)
    if year is not None and not year.short:
        bare = _bare_month(tokens, _past_gap(tokens, year.end)) or _month_number(tokens, year.end)
        return None if bare is None else Span(bare[0], bare[0], year.year, at, bare[1], fiscal=False)
    if _is_tied(tokens, at) and _is_month(tokens, at) and _is_long_year(tokens, at + 2):
        return Span(tokens[at].value, tokens[at].value, tokens[at + 2].value, at, at + 3, fiscal=False)
    bare = _bare_month(tokens, at)
    if bare is None or _is_day(tokens, at - 1):
        return None
    month, end = bare
    begin = _past_gap(tokens, end)
    year = _year(tokens, begin)
    if year is None or (year.short and tokens[begin - 1].text not in "-'"):
        return Span(month, month, None, at, end, fiscal=False)
    return Span(month, month, year.year, at, year.end, fiscal=False)


def _bare_month(tokens: _Tokens, at: int) -> tuple[int, int] | None:
    """A month by its name, or by its number before the word for month."""
    if _kind(tokens, at) == "month":
        return tokens[at].value, at + 1
    if _is_month(tokens, at):
        if _kind(tokens, at + 1) == "month_after":
            return tokens[at].value, at + 2
        if (
            _kind(tokens, at + 1) == "dash"
            and _is_month(tokens, at + 2)
            and _kind(tokens, at + 3) == "month_after"
        ):
            return tokens[at].value, at + 1
    return None


def _month_number(tokens: _Tokens, at: int) -> tuple[int, int] | None:
    """The "-07" of "2026-07"; not that of a day, nor of a version."""
    if not (_is_tied(tokens, at - 1) and _is_month(tokens, at + 1) and tokens[at + 1].length == 2):
        return None
    return (
        None
        if _is_tied(tokens, at + 1) and _kind(tokens, at + 3) == "number"
        else (tokens[at + 1].value, at + 2)
    )


def year_spans(tokens: _Tokens) -> Iterator[Span]:
    """The years that a label names: "2026", "FY26", "2026/27", "2025-2027"."""
    for at in range(len(tokens)):
        year = _year(tokens, at)
        if year is None or year.short or _ends_a_date(tokens, at):
            continue
        if _kind(tokens, year.end) in _RANGES and _is_long_year(tokens, year.end + 1):
            last = tokens[year.end + 1].value
            if year.year < last <= year.year + _MOST_YEARS:
                yield Span(1, 12, year.year, at, year.end + 2, last_year=last)
                continue
        yield Span(1, 12, year.year, at, year.end, begins=year.begins)


def _year(tokens: _Tokens, at: int) -> _Year | None:
    """A year of four figures, or of two; "2026/27" and "2026年度" are named by the year they begin in."""
    end, worded = at, False
    while _kind(tokens, end) in ("year", "year_from") and end - at < _LONGEST_GAP:
        end, worded = end + 1, True
    if worded and _kind(tokens, end) in ("mark", "dash"):
        end += 1
    if _kind(tokens, end) != "number":
        return None
    token = tokens[end]
    if not (_is_long_year(tokens, end) or (token.length == 2 and token.value in _SHORT_YEARS)):
        return None
    year, end, begins = token.value % 100 + 2000, end + 1, False
    if (
        _is_tied(tokens, end - 1)
        and _kind(tokens, end + 1) == "number"
        and _follows(tokens, end, year, worded=worded)
    ):
        end, begins = end + 2, True
    elif _kind(tokens, end) in ("year", "year_from"):
        worded, begins = True, tokens[end].kind == "year_from"
        end += 1
    return _Year(year, end, begins, token.length == 2 and not worded and not begins)


def _follows(tokens: _Tokens, dash: int, year: int, *, worded: bool) -> bool:
    """Whether the next year stands behind a dash: "2026/27", "FY2026-2027"; "2026-2027" are two years."""
    token = tokens[dash + 1]
    if token.length == 4:
        return token.value == year + 1 and (worded or tokens[dash].text == "/")
    return token.length == 2 and token.value == (year + 1) % 100


def _kind(tokens: _Tokens, at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def _past_gap(tokens: _Tokens, at: int) -> int:
    """Past the marks and small words that may stand between a part and its year."""
    end = at
    while _kind(tokens, end) in ("mark", "dash", "small") and end - at < _LONGEST_GAP:
        end += 1
    return end


def _is_digit(tokens: _Tokens, at: int) -> bool:
    return _kind(tokens, at) == "number" and tokens[at].length == 1


def _is_month(tokens: _Tokens, at: int) -> bool:
    return _kind(tokens, at) == "number" and tokens[at].length <= 2 and 1 <= tokens[at].value <= 12


def _is_long_year(tokens: _Tokens, at: int) -> bool:
    return _kind(tokens, at) == "number" and tokens[at].length == 4 and tokens[at].value in _CENTURY


def _is_day(tokens: _Tokens, at: int) -> bool:
    """Whether a day of a month stands here, with its point or ending."""
    while _kind(tokens, at) in ("suffix", "small") or (
        _kind(tokens, at) == "mark" and tokens[at].text == "."
    ):
        at -= 1
    return _kind(tokens, at) == "number" and tokens[at].length <= 2 and 1 <= tokens[at].value <= 31


def _ends_a_date(tokens: _Tokens, at: int) -> bool:
    """Whether a month, or a month and a day, stands before: "5 Oct 2026", "Oct 5, 2026"."""
    before = [
        token.kind
        for token in tokens[max(0, at - _LONGEST_GAP - 1) : at]
        if token.kind not in ("mark", "small")
    ]
    return before[-1:] == ["month"] or before[-2:] in (["month", "number"], ["month", "suffix"])


def _is_tied(tokens: _Tokens, at: int) -> bool:
    """Whether a mark or dash follows a token, and another token that mark, without blanks."""
    if _kind(tokens, at + 1) not in ("mark", "dash") or at + 2 >= len(tokens):
        return False
    return tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
