"""What a value cell says: numbers with their unit, shares, yes and no."""

from __future__ import annotations

import re
from datetime import time
from functools import cache, lru_cache

from okrsheets.grid import Cell
from okrsheets.patterns import pattern
from okrsheets.reading.figures.affixes import CURRENCIES
from okrsheets.reading.figures.amounts import Amount, Number, amounts_in, range_between
from okrsheets.reading.figures.digits import parse_number, plain_text
from okrsheets.reading.language.lexicon import Lexicon, lexicon_of
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["Number", "number_in", "number_of"]

_LARGEST = 1.7976931348623157e308
_LONGEST = 120
_LONGEST_UNIT = 30
_LONGEST_FORMAT = 255  # letters; spreadsheet programs allow no more
_SIMPLE = pattern(r"([-+]?)([0-9]+(?:\.(?:[0-9]{1,2}|[0-9]{4,15}))?) ?(%?)")
_DIGIT = pattern("[0-9]")
_REMARK = pattern(r"\s*[(\[][^()\[\]]*[)\]]$")
_NO_CENTS = pattern(r"[.,][-–]$")  # the "500,-" of price tags
_QUOTED = pattern(r'"([^"]*)"|\\(.)')
_NAMED = pattern(r"\[\$([^\]-]+)[^\]]*\]")
_BRACKETS = pattern(r"\[[^\]]*\]")
_SLOT = pattern(r"[\[<{]\s*[^\W\dxX]\s*[\]>}]")  # the "[N]" of templates; "[x]" is a ticked box
_CURRENCY = pattern(rf"[A-Z]{{0,2}}[{CURRENCIES}]|\b(?:USD|EUR|GBP|CHF|INR|JPY|CAD|AUD|CNY|BRL|KRW)\b")


class _Words(NamedTuple):
    """The small words around a figure, by their role."""

    before: Lexicon
    after: Lexicon
    of: frozenset[str]
    whole_first: tuple[str, ...]
    to: frozenset[str]
    months: frozenset[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    def phrases(*names: str) -> dict[str, tuple[str, ...]]:
        return {name: vocabulary.words_of("phrases", name) for name in names}

    return _Words(
        lexicon_of(phrases("above", "below", "about", "between")),
        lexicon_of(phrases("or_more", "or_less")),
        frozenset(word.casefold() for word in vocabulary.words_of("fractions", "of")),
        vocabulary.words_of("fractions", "whole_first"),
        frozenset(word.casefold() for some in phrases("to", "maybe_to", "and").values() for word in some),
        frozenset(word.casefold() for word in vocabulary.words_of("cycles", "months")),
    )


@lru_cache(maxsize=8192)
def number_in(text: str, vocabulary: Vocabulary, *, mark: str | None = None) -> Number | None:
    """The figure that a whole text stands for; None where it says something else.

    `mark` is the decimal mark of the text's column. A remark in brackets behind the figure, or on the
    lines below it, is not looked at.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> number_in("$1.2M", load_vocabulary({}))[:3], number_in(">= 95 %", load_vocabulary({})).bound
    ((1200000.0, False, True), '>')
    """
    plain = plain_text(text).strip()
    if len(plain) > _LONGEST and "\n" not in plain[:_LONGEST]:
        return None
    if match := _SIMPLE.fullmatch(plain):
        return _simple(match)
    if _DIGIT.search(plain):
        line = plain.split("\n", 1)[0].strip()
        remark = _REMARK.search(line)
        if remark and remark.start() and vocabulary.meaning("measures", remark[0]) is None:
            line = line[: remark.start()]
        return _whole(line, vocabulary, mark)
    if _SLOT.fullmatch(plain):
        return None
    meant = vocabulary.meaning("answers", text) or vocabulary.values["answers"].get(text.strip())
    return Number(1.0 if meant == "yes" else 0.0, answer=True) if meant else None


def _simple(match: re.Match[str]) -> Number | None:
    value = parse_number(match[2], ".")
    if value is None:
        return None
    value = -value if match[1] == "-" else value
    return Number(round(value / 100, 12), share=True, unit="%") if match[3] else Number(value)


def _whole(text: str, vocabulary: Vocabulary, mark: str | None) -> Number | None:
    text = _NO_CENTS.sub("", text)
    if (text.startswith("(") and text.endswith(")")) or text.endswith("-"):
        # Accountants and their programs write what is below zero as (123) and 123-.
        inner = text.strip("()").rstrip("-").strip()
        number = _whole(inner, vocabulary, mark) if inner[:1].isdigit() or inner[:1] in CURRENCIES else None
        return number and number._replace(value=-number.value)
    amounts = amounts_in(text, vocabulary, mark=mark, strict=False)
    if not amounts or len(amounts) > 2:
        return None
    first = amounts[0]
    words = _words(vocabulary)
    bound = _bound_before(text[: first.start], words, first.number.bound)
    if bound is None:
        return None
    number = first.number._replace(bound=bound or None)
    if len(amounts) == 1:
        if number.bound == "<>" and number.low is None:
            number = number._replace(bound=None)
        return _with_tail(text[first.end :], number, words)
    return _of_two(text, number, first, amounts[1], words)


def _bound_before(text: str, words: _Words, bound: str | None) -> str | None:
    """ "<", ">", "<>" or "" as the words before a figure say; None where they say something else."""
    lead = text.casefold().rstrip(" .:~≈±=")
    for _ in range(3):
        if not any(c.isalnum() for c in lead):
            return None if any(c in "#/:" for c in lead) else bound or ""
        found = words.before.at_end(lead)
        if found is None:
            return None
        phrase, roles = found
        lead = lead[: -len(phrase)].rstrip(" .:")
        bound = ">" if "above" in roles else "<" if "below" in roles else bound
        bound = "<>" if "between" in roles else bound
    return None


def _with_tail(tail: str, number: Number, words: _Words) -> Number | None:
    """The figure with what follows it: its unit, "or more", a plus; None where that says something else."""
    tail = tail.strip()
    if tail.startswith("+"):
        number, tail = number._replace(bound=number.bound or ">"), tail[1:]
    tail = tail.strip(" .()[]")
    found = words.after.at_end(tail.casefold()) if tail else None
    if found is not None:
        phrase, roles = found
        tail = tail[: -len(phrase)].strip(" .")
        number = number._replace(bound="<" if "or_less" in roles else ">")
    if len(tail) > _LONGEST_UNIT or any(c.isdigit() for c in tail):
        return None
    if not words.months.isdisjoint(tail.casefold().split()[:2]):
        return None  # "31 Feb" is a day, be there one or not
    if number.unit or not any(c.isalpha() for c in tail):
        return number
    return number._replace(unit=tail)


def _of_two(text: str, number: Number, first: Amount, second: Amount, words: _Words) -> Number | None:
    """The figure of a text with two: "3 of 5", "5中3", "10 to 20"; None where they are no pair of these."""
    between = text[first.end : second.start].strip().casefold()
    if text == "24/7":
        return None
    if between in words.of or (" " in between and between.rsplit(" ", 1)[1] in words.of):
        return _with_tail(text[second.end :], number._replace(of=second.number.value), words)
    if between.endswith(words.whole_first):
        return _with_tail(text[second.end :], second.number._replace(of=number.value), words)
    if between in words.to and (ranged := range_between(first, second)):
        held = ranged.number._replace(bound="<>") if number.bound == "<>" else ranged.number
        return _with_tail(text[second.end :], held, words)
    return None


@lru_cache(maxsize=512)
def _shown_as(number_format: str) -> tuple[float, bool, str | None, str | None]:
    """What a number format shows: how many times too large, whether percentages, the currency, the unit.

    >>> _shown_as("0.0%"), _shown_as("[$kr-41D] #,##0"), _shown_as('0" days"'), _shown_as('0"%"')
    ((1.0, True, None, '%'), (1.0, False, 'kr', 'kr'), (1.0, False, None, 'days'), (100.0, True, None, '%'))
    """
    first = number_format[:_LONGEST_FORMAT].split(";", 1)[0]
    named = _NAMED.search(first)
    plain = _BRACKETS.sub("", first)
    currency = named[1].strip() if named else None
    if not currency and (found := _CURRENCY.search(plain)):
        currency = found[0]
    said = "".join(one or other for one, other in _QUOTED.findall(plain)).strip()
    if "%" in _QUOTED.sub("", plain):
        return 1.0, True, None, "%"
    if said == "%":
        return 100.0, True, None, "%"
    scaled = plain.rstrip().endswith(",") or ',"' in plain
    unit = said if said.isalpha() and len(said) > 1 and not scaled else None
    return 1.0, False, currency or None, currency or unit


def number_of(cell: Cell, vocabulary: Vocabulary, *, mark: str | None = None) -> Number | None:
    """The figure of a cell, its number format included; None for blanks, dates, errors and other words.

    A time of day is a duration in hours: nobody aims at half past two.

    What is too large for a figure is none either.
    """
    value = cell.value
    if isinstance(value, bool):
        return Number(float(value), answer=True)
    if isinstance(value, (int, float)):
        if not -_LARGEST <= value <= _LARGEST:
            return None
        if cell.number_format == "General":
            return Number(float(value))
        times, share, currency, unit = _shown_as(cell.number_format)
        return Number(float(value) / times, share=share, money=currency is not None, unit=unit)
    if isinstance(value, time):
        hours = value.hour + value.minute / 60 + value.second / 3600
        return Number(round(hours, 6), unit="h")
    if isinstance(value, str) and value:
        return number_in(value, vocabulary, mark=mark)
    return None
