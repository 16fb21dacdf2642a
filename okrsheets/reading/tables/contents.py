"""What stands in a column below its heading, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from okrsheets.grid import ErrorValue, Value
from okrsheets.patterns import pattern
from okrsheets.reading.language.ids import looks_like_id
from okrsheets.reading.times.dates import could_be_day
from okrsheets.tuples import NamedTuple

__all__ = ["Contents", "contents_of"]

_LONGEST_FIGURE = 24
_DIGIT = pattern(r"\d")
_COUNTER = pattern(r"\d{1,2}[.)、]")
_DAY = pattern(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?|\d{1,2}([./-])\d{1,2}\1\d{4}|\d{1,2}/\d{1,2}/\d\d")


class Contents(NamedTuple):
    """What stands in a column below its heading, counted; days count as dates however they are written.

    `serials` are the numbers among them that could be days as spreadsheets count them; `counting` are the
    texts with a digit in them, however long; `repeated` are the texts that stand there more than once.
    """

    filled: int = 0
    texts: int = 0
    numbers: int = 0
    dates: int = 0
    ids: int = 0
    figures: int = 0
    length: int = 0
    wordless: int = 0
    serials: int = 0
    counting: int = 0
    repeated: int = 0

    def share(self, count: int) -> float:
        return count / self.filled if self.filled else 0.0

    @property
    def is_text(self) -> bool:
        """Whether words of some length stand here."""
        return self.share(self.texts) >= 0.5 and self.share(self.ids) < 0.6

    @property
    def is_id(self) -> bool:
        return self.share(self.ids) >= 0.6


def contents_of(values: Iterable[Value]) -> Contents:
    """Counts what the cells of a column hold; each value is looked at once, however often it stands there."""
    kinds = Counter(values)
    counted = [v for v in kinds if isinstance(v, str) and v[:1].isdecimal() and _COUNTER.match(v)]
    begun = any(any(map(str.isalpha, value)) for value in counted)
    texts = numbers = dates = others = ids = figures = length = wordless = serials = counting = repeated = 0
    for value, count in kinds.items():
        if isinstance(value, str):
            text = value.strip()
            if text[:1].isdecimal():
                if begun and _COUNTER.fullmatch(text):
                    continue  # "2." below "1. Grow" waits for its words
                if _DAY.fullmatch(text):
                    dates += count
                    continue
            texts += count
            if count > 1:
                repeated += count
            # a letter of Chinese says as much as three of ours
            length += count * len(text if text.isascii() else text.encode())
            if not any(map(str.isalpha, text)):
                wordless += count
            if _DIGIT.search(text):
                counting += count
                if len(text) <= _LONGEST_FIGURE:
                    figures += count
                    ids += count * looks_like_id(text)
        elif isinstance(value, (int, float)):
            numbers += count
            if could_be_day(value):
                serials += count
        elif isinstance(value, date):
            dates += count
        elif value is not None and not isinstance(value, ErrorValue):
            others += count
    filled = texts + numbers + dates + others
    return Contents(
        filled, texts, numbers, dates, ids, figures, length, wordless, serials, counting, repeated
    )
