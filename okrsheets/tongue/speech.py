"""A tongue: the words, plurals, numbers, shares and days of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from okrsheets.model import whole_percent
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["ENGLISH", "LANGUAGES", "Tongue", "message", "tongue_of"]

T = TypeVar("T")

LANGUAGES = ("de", "en", "es", "fr", "pt")
"""What a report can be told to speak."""
SENSE = "\x04"  # gettext's mark between what a message means and the message
_NAMED = pattern(r"\{(\w+)\}")


def message(words: str) -> str:
    """Words of ours that are said elsewhere, marked so that they are found for translation."""
    return words


class Tongue(NamedTuple):
    """One language, made once for each report; ours are written in English, and other tongues translate them.

    `translations` holds the forms of each English message; `form` says which of them a number takes. `marks`
    turn the signs of an English number into its own, `share` stands around a number of percent, and
    `short_day` and `long_day` around the day `d`, the month `m` and the year `y`.

    >>> ENGLISH("{name} is behind", name="Sales"), ENGLISH.plural(2, "{n} team", "{n} teams")
    ('Sales is behind', '2 teams')
    """

    language: str
    direction: str
    translations: Mapping[str, Sequence[str]]
    form: Callable[[int], int]
    marks: Mapping[int, str]
    share: str
    months: tuple[str, ...]
    short_day: str
    long_day: str

    def __call__(self, words: str, /, **values: object) -> str:
        """A message in this language, with values where the English one has their names in braces."""
        said = self.translations.get(words)
        text = said[0] if said else words
        return text.format(**values) if values else text

    def sense(self, meant: str, words: str, /, **values: object) -> str:
        """A message whose English words mean several things, of which this is one."""
        said = self.translations.get(f"{meant}{SENSE}{words}")
        text = said[0] if said else words
        return text.format(**values) if values else text

    def plural(self, n: int, one: str, many: str, /, **values: object) -> str:
        """A message about a number of things, which stands in it as {n}."""
        said = self.translations.get(one)
        text = said[self.form(n)] if said else (one if n == 1 else many)
        return text.format(n=self.number(n), **values)

    def pieces(self, words: str, /, **values: Sequence[T | str]) -> list[T | str]:
        """A message in pieces, where values are not words alone: links stand between them.

        >>> ENGLISH.pieces("from {team}, straightforward{to}", team=[1, "x"], to="")
        ['from ', 1, 'x', ', straightforward', '']
        """
        found: list[T | str] = []
        for at, piece in enumerate(_NAMED.split(self(words))):
            if at % 2:
                value = values[piece]
                found += [value] if isinstance(value, str) else value
            elif piece:
                found.append(piece)
        return found

    def number(self, value: float, decimals: int = 0) -> str:
        """A number in print.

        >>> ENGLISH.number(1200), ENGLISH.number(0.5, 2)
        ('1,200', '0.50')
        """
        return self.rewritten(f"{value:,.{decimals}f}")

    def rewritten(self, number: str) -> str:
        """A number that is written as in English, in the signs of this language."""
        return number.translate(self.marks) if self.marks else number

    def percent(self, share: float) -> str:
        """A share in whole percent.

        >>> ENGLISH.percent(0.464), ENGLISH.percent(-0.001)
        ('46\\xa0%', '0\\xa0%')
        """
        return self.share.format(whole_percent(share))

    def day(self, when: date, *, year: bool = True) -> str:
        """A day as people write it.

        >>> ENGLISH.day(date(2026, 11, 2)), ENGLISH.day(date(2026, 11, 2), year=False)
        ('2 Nov 2026', '2 Nov')
        """
        form = self.long_day if year else self.short_day
        return form.format(d=when.day, m=self.months[when.month - 1], y=when.year)


ENGLISH = Tongue(
    language="en",
    direction="ltr",
    translations=MappingProxyType({}),
    form=lambda n: int(n != 1),
    marks=MappingProxyType({}),
    share="{}\xa0%",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    short_day="{d} {m}",
    long_day="{d} {m} {y}",
)


def tongue_of(language: str) -> Tongue:
    """The tongue of one of LANGUAGES."""
    if language == ENGLISH.language:
        return ENGLISH
    from okrsheets.tongue.catalogues import read_tongue  # noqa: PLC0415 - Babel, which English does without

    return read_tongue(language)
