"""Amounts in running text: figures with their sign, currency, factor and percent sign."""

from __future__ import annotations

import re
from math import isfinite

from okrsheets.patterns import pattern
from okrsheets.reading.figures.affixes import AffixWords, Lead, Tail, affix_words, lead_of, tail_of
from okrsheets.reading.figures.digits import NUMBER, parse_number
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["Amount", "Number", "amounts_in", "range_between"]

_FIGURE = pattern(NUMBER)
_DASH = pattern(r" ?[-–—~](?![->]) ?")  # not an arrow
_RUN = pattern(rf"(?: ?[-–—/.] ?(?:{NUMBER})){{1,20}}")
_MOST = 12  # a text with more figures says nothing of a value
_NEAR = 24  # characters after a figure within which what belongs to it ends


class Number(NamedTuple):
    """A figure: `share` says that it was written as a percentage (60 % is 0.6).

    `of` is the whole in "3 of 5"; `bound` is "<" or ">" where it was written as a bound, "<>" of a range
    to stay in; `answer` says that it stands for yes or no; `low` is the lower end of a range, whose upper end
    is `value`; `points`
    that it was written in percentage points.
    """

    value: float
    share: bool = False
    money: bool = False
    unit: str | None = None
    of: float | None = None
    bound: str | None = None
    answer: bool = False
    low: float | None = None
    points: bool = False


class Amount(NamedTuple):
    """A figure that a text names from `start` to `end`.

    `sign` is the plus or minus written before it, `size` that of its factor: a thousand in "5k".
    """

    number: Number
    start: int
    end: int
    sign: str = ""
    size: float = 1.0


def amounts_in(
    text: str, vocabulary: Vocabulary, *, mark: str | None = None, strict: bool = True
) -> list[Amount]:
    """The amounts that a plain text names, from left to right.

    `strict` leaves out the figures of names, with a letter or another figure tied to them: "GPT-4",
    "B2B", "3D", "24/7", "1:1". Ids, versions and dates are never amounts.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> found = amounts_in("Q3: grow from $1.2M to 80-90 %", load_vocabulary({}))
    >>> [(amount.number.value, amount.number.low) for amount in found]
    [(1200000.0, None), (0.9, 0.8)]
    """
    words = affix_words(vocabulary)
    found: list[Amount] = []
    done = 0
    for match in _FIGURE.finditer(text):
        if match.start() < done:
            continue
        amount = _amount(text, match, done, words, mark=mark, strict=strict)
        if amount is not None:
            amount = _ranged(text, amount, words, mark=mark, strict=strict)
        if amount is not None:
            found.append(amount)
            done = amount.end
            if len(found) == _MOST:
                break
        elif run := _RUN.match(text, match.end()):
            done = run.end()
    return found


def _amount(
    text: str, match: re.Match[str], done: int, words: AffixWords, *, mark: str | None, strict: bool
) -> Amount | None:
    value = parse_number(match[0], mark)
    lead = None if value is None else lead_of(text, match.start(), done, words, strict=strict)
    tail = None if lead is None else tail_of(text, match.end(), words, lead, strict=strict)
    if value is None or lead is None or tail is None:
        return None
    value, share = value * tail.size, lead.share or tail.share
    while tail.size > 1 and (more := _rest(text, tail, words, mark=mark)):
        value, tail = value + more[0], more[1]
    if not isfinite(value):
        return None
    if share:
        value = round(value / 100, 12)
    currency = lead.currency or tail.currency
    number = Number(
        -value if lead.sign == "-" else value,
        share=share,
        money=currency is not None,
        unit="%" if share else currency or tail.unit,
        bound=lead.bound,
        points=tail.points,
    )
    return Amount(number, lead.start, tail.end, lead.sign, tail.size)


def _rest(text: str, tail: Tail, words: AffixWords, *, mark: str | None) -> tuple[float, Tail] | None:
    """What a smaller part adds to a figure: the 5000 of "1億2000万"."""
    if not has_no_spaces(text[tail.end - 1]) or tail.share or tail.currency:
        return None
    match = _FIGURE.match(text, tail.end)
    value = parse_number(match[0], mark) if match else None
    if match is None or value is None:
        return None
    more = tail_of(text, match.end(), words, Lead(match.start()), strict=False)
    if more is None or value * more.size >= tail.size:
        return None
    return value * more.size, more


def _ranged(text: str, amount: Amount, words: AffixWords, *, mark: str | None, strict: bool) -> Amount | None:
    """The amount, or the range that it begins; None where it begins a date or a number of another kind."""
    dash = _DASH.match(text, amount.end)
    match = _FIGURE.search(text, dash.end(), dash.end() + _NEAR) if dash else None
    if dash is None or match is None:
        return amount
    upper = _amount(text, match, dash.end(), words, mark=mark, strict=strict)
    tied = " " not in dash[0]
    if upper is None or upper.start != dash.end():
        return None if tied and match.start() == dash.end() else amount
    ranged = range_between(amount, upper)
    if ranged is None:
        # "2026-12-31" and "555-1234" are neither one figure nor two; "50 - 10 of them" is two.
        return None if tied else amount
    if not tied and strict and not (ranged.number.share or ranged.number.money):
        return amount
    return None if _RUN.match(text, ranged.end) else ranged


def range_between(lower: Amount, upper: Amount) -> Amount | None:
    """The range from one amount to another, on one scale; None where they make none."""
    low, high = lower.number.value, upper.number.value
    if upper.number.share and not lower.number.share:
        low = round(low / 100, 12)
    if lower.number.share and not upper.number.share:
        high = round(high / 100, 12)
    if upper.size > lower.size == 1:
        low *= upper.size
    share = lower.number.share or upper.number.share
    currency = lower.number.money or upper.number.money
    years = 1900 <= low <= high <= 2100 and not (share or currency)
    if low >= high or years or upper.sign:
        return None
    unit = "%" if share else lower.number.unit if lower.number.money else upper.number.unit
    number = Number(high, share=share, money=currency, unit=unit, bound=lower.number.bound, low=low)
    return Amount(number, lower.start, upper.end, lower.sign, upper.size)
