"""What the words of a line below a table say: a sum, who made it and when, or a remark on the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, is_wide, normalise
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.rows import lead_meaning
from okrsheets.tuples import NamedTuple

__all__ = ["FooterWords", "brief"]

_LONGEST = 40
_SURE = 0.85
_STOPS = (".", "。")
_SENTENCE = 4  # words at least
_WIDE_LEAD = 2  # letters; one begins many other words
_SUMS = ("total", "count")
_OKRS = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE}
_LABELS = ("made", "dated")
_VALUES = ("statuses", "answers", "confidences", "priorities", "ambitions")
_COUNTERS = "个個件项項개つの"
_TOPICS = ("は", "은", "는")
_LEADING = pattern(r"([^:：?？]*)[:：?？](.*)", re.DOTALL)
_EDITION = pattern(r"(?:v|ver|rev)\.?\s*\d[\d.]*", re.IGNORECASE)
_SAMPLE_SIZE = pattern(r"n\s*=\s*[\d.,]+", re.IGNORECASE)
_FOOTNOTE = pattern(r"[*†‡※©](?!\s*\d)|\([cC]\)|©|[(（\[【][^()（）\[\]【】]*[)）\]】]$")

_SAID = {
    Field.UPDATED,
    Field.OWNER,
    Field.CYCLE,
    Field.START,
    Field.DUE,
    Field.STATUS,
    Field.PROGRESS,
    Field.SCORE,
    Field.CONFIDENCE,
    Field.NOTE,
}
"""What a line below a table says of it as a whole; none of these is an objective's name."""


class FooterWords(NamedTuple):
    """The words of one vocabulary, asked for what the lines below tables say."""

    reader: HeadingReader

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the reader."""
        return self.reader.vocabulary

    def is_sum(self, label: str) -> bool:
        """Whether words are one for a sum or count and, before or after it, a heading or nothing:
        "Average", "Total key results", "Anzahl Ziele", "目标总数"; or a number of what a heading names:
        "3 KRs", "2 of 3 key results on track", "主要な結果 3件".
        """
        rows = self.vocabulary.values["rows"]
        words = normalise(label)
        if len(words) > _LONGEST:
            return False
        if self._counts_okrs(words) or rows.get(words) in _SUMS:
            return True
        lead = _LEADING.fullmatch(label)
        if lead and lead[1].strip() and lead[1] != label and self.is_sum(lead[1]):
            return True
        return any(
            (rows.get(one) in _SUMS and self._is_heading(other))
            or (rows.get(other) in _SUMS and self._is_heading(one))
            for one, other in _splits(words)
        )

    def _counts_okrs(self, words: str) -> bool:
        """Whether words are a number and what is counted, with how these stand or nothing behind."""
        parts = words.removesuffix(" s").split()  # "4 KR's"
        if self.vocabulary.values["rows"].get(" ".join(parts[:1])) in _SUMS:
            del parts[0]
        numbers = [n for n, part in enumerate(parts) if part.isdecimal()]
        if numbers and numbers == [len(parts) - 2] and parts[-1] in _COUNTERS:
            return self._names_okrs(" ".join(parts[:-2]))
        if not numbers or numbers[0]:
            return False
        if len(numbers) > 2 or not all(map(self._is_of, parts[1 : numbers[-1]])):
            return False
        counted = " ".join(parts[numbers[-1] + 1 :])
        if not counted.isascii():
            counted = counted.lstrip(_COUNTERS).strip()
        if self._is_heading(counted):
            return True
        statuses = self.vocabulary.values["statuses"]
        return any(other in statuses and self._names_okrs(one) for one, other in _splits(counted))

    def _names_okrs(self, words: str) -> bool:
        fields = self.vocabulary.headings.get(words, ())
        return bool(fields) and fields[0] in _OKRS

    def _is_heading(self, words: str) -> bool:
        fillers = self.vocabulary.qualifiers
        while words and words not in self.vocabulary.headings:
            first, _, words = words.partition(" ")
            if fillers.get(first) not in ("of", "filler"):
                return False
        return bool(words)

    def is_label(self, text: str) -> bool:
        """Whether a text is a heading, and no value as well, as "No" is; or a word for who made the table or
        when.
        """
        words = normalise(text)
        if self.vocabulary.values["rows"].get(words) in _LABELS:
            return True
        values = (words in self.vocabulary.values[section] for section in _VALUES)
        return words in self.vocabulary.headings and any(map(str.isalpha, text)) and not any(values)

    def is_made(self, text: str) -> bool:
        """Whether a text is nothing but words for who made a table or when it was so."""
        return self.vocabulary.values["rows"].get(normalise(text)) == "made"

    def is_made_clearly(self, text: str) -> bool:
        """Whether a text is several words for who made a table or when, as "Approved by": no title is."""
        return " " in text.strip() and self.is_made(text)

    def is_status(self, text: str) -> bool:
        """Whether a text is a word for how an OKR stands."""
        return self.vocabulary.meaning("statuses", text) is not None

    def is_remark(self, label: str) -> bool:
        """Whether a cell that stands alone asks something of the reader, or is a sentence about the sheet or
        its people: "Please ask Zoe for access", "We look at this every Monday."
        """
        if label.isascii() and len(label.split()) < _SENTENCE:
            return False  # "Please every customer" is no request
        rows = self.vocabulary.values["rows"]
        leads = {rows.get(lead) for lead, _ in _splits(normalise(label))}
        return "asking" in leads or ("saying" in leads and label.endswith(_STOPS))

    def footnote(self, label: str) -> str:
        """The sign that a footnote or an aside begins with: "* estimated", "© Example", "(draft)"; or ""."""
        return label[0] if _FOOTNOTE.match(label) else ""

    def is_signed(self, label: str) -> bool:
        """Whether words say who made the table or when it was so, or begin with that: "Prepared by Zoe",
        "Version 2", "Questions? Ask Zoe".
        """
        rows = self.vocabulary.values["rows"]
        words = normalise(label)
        if rows.get(words) == "made" or _EDITION.fullmatch(label) or _SAMPLE_SIZE.fullmatch(label):
            return True
        lead = _LEADING.fullmatch(label)
        if lead and rows.get(normalise(lead[1])) == "made":
            return True
        return any(
            (rows.get(one) == "made" and (" " in one or self._is_dated(other) or _is_topic(one, other)))
            or (rows.get(one) == "note" and self._is_dated(other))
            for one, other in _splits(words[:_LONGEST])
        )

    def _is_dated(self, words: str) -> bool:
        """Whether words are nothing but figures, such as "1 of 2", or a day, month or cycle."""
        parts = words.split()
        if not any(map(str.isdecimal, parts)):
            return False
        figures = all(part.isdecimal() or self._is_of(part) for part in parts)
        whole = words if words.isascii() else "".join(parts)  # no blanks part the words of "2026年3月"
        return figures or self.reader.read(whole).time is not None

    def _is_of(self, word: str) -> bool:
        return self.vocabulary.values["fractions"].get(word) == "of"

    def says_of_all(self, label: str, *, alone: bool) -> bool:
        """Whether a label says something of the table as a whole: a note, a day, who it is of."""
        if lead_meaning(label, self.vocabulary) in ("note", "total", "made"):
            return True
        lead, colon, said = label.partition(":") if ":" in label else label.partition("：")
        if alone and not (colon and said.strip()):
            return False
        if self.vocabulary.meaning("rows", lead) == "note":
            return True
        return any(m.field in _SAID and m.confidence >= _SURE for m in self.reader.read(lead).meanings[:1])


def _is_topic(lead: str, rest: str) -> bool:
    """Whether a word in a script without blanks is what the rest speaks of: "お問い合わせは田中まで"."""
    return len(lead) >= _WIDE_LEAD and is_wide(lead[-1]) and rest.startswith(_TOPICS)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """The ways to part comparable words in two: between words, and between letters that no blank parts."""
    for n in range(1, len(words)):
        if words[n] == " " or words[n - 1] == " " or not words[n].isascii():
            yield words[:n].strip(), words[n:].strip()


def brief(text: str) -> str:
    """The words of a line, shortened to stand in a reason."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
