"""What stands before and after the digits of a figure and belongs to it: sign, currency, factor, percent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from okrsheets.patterns import pattern
from okrsheets.reading.language.lexicon import Lexicon, has_no_spaces, lexicon_of, word_at
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["CURRENCIES", "AffixWords", "Lead", "Tail", "affix_words", "lead_of", "tail_of"]

CURRENCIES = "$€£¥₹₩₽₺₫฿₪₴₦₱₡"
_SIZES = {
    "thousand": 1e3,
    "ten_thousand": 1e4,
    "hundred_thousand": 1e5,
    "million": 1e6,
    "ten_million": 1e7,
    "hundred_million": 1e8,
    "billion": 1e9,
    "trillion": 1e12,
}
_OF_MONEY = "_of_money"
_KINDS = ("percent", "points", "money")
_PER_CENT = ("%", "百分之")
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "o", "a", "º", "ª"))
_BOUNDS = {"<": "<", "≤": "<", ">": ">", "≥": ">"}
_WHOLE = pattern(r"/(?:5|10|100)(?![0-9/])")  # "4.5/5", where "24/7" is no figure
_NO_AFFIX = frozenset("abcefghijklmnopqtuvwxyz")  # no currency code ends in these letters
_NEAR = 24  # characters after a figure within which what belongs to it ends


class Lead(NamedTuple):
    """What stands before a figure and belongs to it, which begins at `start`."""

    start: int
    sign: str = ""
    currency: str | None = None
    bound: str | None = None
    share: bool = False


class Tail(NamedTuple):
    """What stands after a figure and belongs to it, which ends at `end`."""

    end: int
    size: float = 1.0
    share: bool = False
    currency: str | None = None
    unit: str | None = None
    points: bool = False


class AffixWords(NamedTuple):
    """The words that belong to a figure: factors with their sizes, percent, money, codes, units.

    `first` is all that can stand right behind a figure: one of these words, or a sign.
    """

    factors: Lexicon
    sizes: Mapping[str, float]
    kinds: Lexicon
    codes: frozenset[str]
    units: frozenset[str]
    first: frozenset[str]


@cache
def affix_words(vocabulary: Vocabulary) -> AffixWords:
    """The words of a vocabulary that belong to a figure."""
    names = [*_SIZES, *(name + _OF_MONEY for name in _SIZES)]
    factors = lexicon_of({name: vocabulary.words_of("factors", name) for name in names})
    kinds = lexicon_of(
        {name: vocabulary.words_of("fractions", name) for name in ("percent", "points", "money")}
    )
    codes = frozenset(vocabulary.words_of("fractions", "codes"))
    return AffixWords(
        factors=factors,
        sizes=_SIZES | {name + _OF_MONEY: size for name, size in _SIZES.items()},
        kinds=kinds,
        codes=codes,
        units=frozenset(
            word.casefold()
            for name in ("duration", "count")
            for word in vocabulary.words_of("measures", name)
        ),
        first=frozenset((*factors.by_first, *kinds.by_first, *map(str.casefold, codes), "%", *CURRENCIES)),
    )


def lead_of(text: str, start: int, done: int, words: AffixWords, *, strict: bool) -> Lead | None:
    """What precedes the digits at `start`; None where it ties them to a name, a date or an id."""
    if text[start - 1 : start] == " " and start - 1 > done and text[start - 2] in _NO_AFFIX:
        return Lead(start)
    per_cent = next((sign for sign in _PER_CENT if text.endswith(sign, done, start)), "")
    at, sign = _sign(text, start - len(per_cent), done)
    if sign is None:
        return None
    currency, at = _currency_before(text, at, done, words)
    if currency is not None and not sign:
        at, sign = _sign(text, at, done)
        if sign is None:
            return None
    before, farther = text[at - 1 : at] if at > done else "", text[at - 2 : at - 1] if at - 1 > done else ""
    if currency is None and not sign and before.isalpha() and not has_no_spaces(before):
        return None
    if before and (before in "#_@§°№" or (before == "/" and strict)):
        return None
    if before and before in ".:," and (farther.isdigit() or (before == "." and farther.isalpha())):
        return None
    at, bound = _bound(text, at, done)
    return Lead(at, sign, currency, bound, per_cent != "")


def _sign(text: str, at: int, done: int) -> tuple[int, str | None]:
    """Where the sign before a figure begins, and the sign; None where it is a hyphen: "GPT-4"."""
    char = text[at - 1 : at] if at > done else ""
    if not char or char not in "+-–":
        return at, ""
    before = text[at - 2 : at - 1] if at - 1 > done else ""
    if before and (before in "+-–_" or (before.isalnum() and not has_no_spaces(before))):
        return at, None
    return at - 1, "+" if char == "+" else "-"


def _currency_before(text: str, at: int, done: int, words: AffixWords) -> tuple[str | None, int]:
    """The currency before a figure, and where it begins: "$", "R$", "EUR "."""
    end = at - 1 if at > done and text[at - 1] == " " else at
    begin = end
    if begin > done and text[begin - 1] in CURRENCIES:
        begin -= 1
        while begin > max(done, end - 4) and "A" <= text[begin - 1] <= "Z":
            begin -= 1
        return text[begin:end], begin
    end -= text.endswith(".", done, end)
    begin = end
    while begin > max(done, end - 4) and text[begin - 1].isalpha():
        begin -= 1
    if text[begin:end] in words.codes and not (begin > done and text[begin - 1].isalnum()):
        return text[begin:end], begin
    return None, at


def _bound(text: str, at: int, done: int) -> tuple[int, str | None]:
    """The sign of comparison before a figure, and where it begins; an arrow is none."""
    end = at - 1 if at > done and text[at - 1] == " " else at
    char = text[end - 1 : end] if end > done else ""
    if char == "=":
        end, char = end - 1, text[end - 2 : end - 1] if end - 1 > done else ""
    if char not in _BOUNDS or char == "":
        return at, None
    if char == ">" and end - 1 > done and text[end - 2] in "-=–—":
        return at, None
    return end - 1, _BOUNDS[char]


def tail_of(text: str, end: int, words: AffixWords, lead: Lead, *, strict: bool) -> Tail | None:
    """What follows the digits that end at `end`; None where it ties them to a name, a date or an id."""
    at, size, share, points, currency, unit = end, 1.0, False, False, None, None
    near = end + 1 if text[end : end + 1] == " " else end
    word = word_at(text, near)
    if word.casefold() in words.first or text[near : near + 1] in words.first:
        at, size = _factor(text, end, words, lead)
        at, share, points, currency = _measured(text, at, words)
    if at == end and word and near == end:
        # A letter alone is a unit as it is spelt: 5 g, but the 5G net.
        unknown = (word.casefold() if len(word) > 1 else word) not in words.units
        if word.casefold() in _ORDINALS or (strict and unknown):
            return None
        if strict:
            unit, at = word, at + len(word)
    if strict and (whole := _WHOLE.match(text, at)):
        at = whole.end()
    after, farther = text[at : at + 1], text[at + 1 : at + 2]
    if after.isnumeric() and not after.isdecimal() and not has_no_spaces(after):  # the half of "2½"
        return None
    if after and after in ":/" and farther.isdigit() and (strict or after == ":"):
        return None
    if strict and after and (after in "°§#_" or (after in "-–" and farther.isalpha())):
        return None
    return Tail(at, size, share, currency, unit, points)


def _factor(text: str, end: int, words: AffixWords, lead: Lead) -> tuple[int, float]:
    at = end + 1 if text[end : end + 1] == " " else end
    found = words.factors.at_start(text[at : at + _NEAR].casefold())
    if found is None:
        return end, 1.0
    phrase, roles = found
    size = min(words.sizes[role] for role in roles)
    if all(role.endswith(_OF_MONEY) for role in roles) and lead.currency is None:
        return end, 1.0
    at += len(phrase)
    return at + (text[at : at + 1] == "."), size


def _measured(text: str, end: int, words: AffixWords) -> tuple[int, bool, bool, str | None]:
    """Where the percent sign or currency after a figure ends, whether it is a share, and in points, and the
    currency."""
    at = end + 1 if text[end : end + 1] == " " else end
    char = text[at : at + 1]
    if char and char in CURRENCIES:
        return at + 1, False, False, char
    if char != "%" and not char.isalpha():
        return end, False, False, None
    found = words.kinds.at_start(text[at : at + _NEAR].casefold())
    if found is not None:
        phrase, roles = found
        points = "points" in roles
        share = points or "percent" in roles
        return at + len(phrase), share, points, None if share else phrase
    if char == "%":
        return at + 1, True, False, None
    word = word_at(text, at)
    return (at + len(word), False, False, word) if word in words.codes else (end, False, False, None)
