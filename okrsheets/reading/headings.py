"""What a heading may mean: matched on its normalised words, then by close spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from okrsheets.model import Field, Level
from okrsheets.reading.vocabulary import Vocabulary, normalise

__all__ = ["HeadingReader", "HeadingReading", "Meaning"]

_LONGEST = 60
_MOST_WORDS = 8
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PARTS = re.compile(r"\s*(?:/|\||;|,|:|&|\n| - |\bor\b|\band\b)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*?[^\W\d])\s*(\d{1,2})(?!\d)\s*(.*)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th) (.+)")
_NO = re.compile(r" (?:no|number|nr)$")
_WHEN = re.compile(r"20\d\d|[qh][1-4]|fy\d+")
_LEVELS = {"objective": Level.OBJECTIVE, "key_result": Level.KEY_RESULT}
_TITLES = {Level.OBJECTIVE: Field.OBJECTIVE, Level.KEY_RESULT: Field.KEY_RESULT}
_CLOSE = 0.79
_SURE = 0.8


class Meaning(NamedTuple):
    """One field that a heading may mean, how surely (0 to 1), and why. `level` where its words say it."""

    field: Field
    level: Level | None
    confidence: float
    because: str


class HeadingReading(NamedTuple):
    """All that a heading may mean, best first. Known headings of no field of ours have no meanings.

    `subject` is set where a list is about it and it is no OKR ("Project"); `number` is that of a
    numbered heading ("KR2 target").
    """

    meanings: tuple[Meaning, ...] = ()
    known: bool = False
    subject: bool = False
    number: int | None = None

    def means(self, wanted: Field) -> bool:
        """Whether the field is among the meanings."""
        return any(meaning.field is wanted for meaning in self.meanings)


_UNKNOWN = HeadingReading()


class HeadingReader:
    """Reads headings with one vocabulary; remembers what it has read during one run."""

    __slots__ = ("_guessed", "_read", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._read: dict[str, HeadingReading] = {}
        self._guessed: dict[str, HeadingReading] = {}

    def read(self, text: str) -> HeadingReading:
        """What a heading means by its words alone.

        >>> from okrsheets.reading.vocabulary import load_vocabulary
        >>> HeadingReader(load_vocabulary({})).read("KR owner").meanings[0][:2]
        (<Field.OWNER: 'owner'>, <Level.KEY_RESULT: 'key result'>)
        """
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._match(text)
        return found

    def guess(self, text: str) -> HeadingReading:
        """What a heading means by its words, or else by close spelling."""
        found = self.read(text)
        sure = found.known and (not found.meanings or found.meanings[0].confidence >= _SURE)
        if sure or len(text) > _LONGEST:
            return found
        if text not in self._guessed:
            guessed = self._closest(normalise(text), text)
            self._guessed[text] = max(found, guessed, key=_sureness)
        return self._guessed[text]

    def _match(self, text: str) -> HeadingReading:
        first_line = text.strip().split("\n", 1)[0]
        if not first_line or len(first_line) > _LONGEST or len(text) > 6 * _LONGEST:
            return _UNKNOWN
        if first_line.count(" ") >= _MOST_WORDS and "(" not in first_line:
            return _UNKNOWN
        for shape in dict.fromkeys((text, first_line, _IN_BRACKETS.sub(" ", first_line))):
            if shape.strip() and (found := self._exactly(normalise(shape), _known(shape))):
                return found
        heading = _IN_BRACKETS.sub(" ", first_line)
        whole = normalise(heading)
        return (
            self._numbered(whole, heading)
            or self._of_a_level(whole, heading)
            or self._in_parts(first_line)
            or self._qualified(whole)
            or self._around(whole, heading)
            or _UNKNOWN
        )

    def _exactly(self, words: str, because: str, *, confidence: float = 1.0) -> HeadingReading | None:
        fields = self.vocabulary.headings.get(words)
        if fields is None:
            return None
        meanings = tuple(
            Meaning(name, None, round(confidence - 0.03 * n, 3), because) for n, name in enumerate(fields)
        )
        return HeadingReading(meanings, known=True, subject=words in self.vocabulary.subjects)

    def _of_a_level(self, words: str, heading: str) -> HeadingReading | None:
        """A heading that names its level: "KR owner", "progress of objective"."""
        for level_words, rest in _splits(words):
            meant = self.vocabulary.qualifiers.get(level_words)
            if meant not in _LEVELS:
                continue
            found = self._exactly(rest, _known(heading)) or self._around(rest, heading)
            if found is not None and not (found.means(Field.OBJECTIVE) or found.means(Field.KEY_RESULT)):
                return _at_level(found, _LEVELS[meant], heading)
        return None

    def _in_parts(self, text: str) -> HeadingReading | None:
        """A heading of several words for one thing: "Key Results / Key Tasks"."""
        parts = [part for part in _PARTS.split(text) if part.strip()]
        if len(parts) < 2:
            return None
        found = [self._exactly(normalise(part), _known(part)) or _UNKNOWN for part in parts]
        if any(f.means(Field.OBJECTIVE) for f in found) and any(f.means(Field.KEY_RESULT) for f in found):
            both = Meaning(Field.TITLE, None, 0.97, "names objectives and key results both")
            return HeadingReading((both,), known=True)
        meanings = [
            m._replace(
                confidence=round(m.confidence - (0.1 if n == 0 else 0.2), 3), because=f'"{parts[n]}" in it'
            )
            for n, reading in enumerate(found)
            for m in reading.meanings
        ]
        if not meanings:
            return None
        return HeadingReading(tuple(sorted(meanings, key=lambda m: -m.confidence)), known=True)

    def _numbered(self, words: str, heading: str) -> HeadingReading | None:
        """A heading of a numbered group: "KR 2", "key result 2 target", "key result target 2"."""
        if not any(map(str.isdigit, words)):
            return None
        if ordinal := _ORDINAL.fullmatch(words):
            number, name, more = ordinal[1], ordinal[2], ""
        elif match := _NUMBERED.fullmatch(words):
            number, name, more = match[2], _NO.sub("", match[1]), match[3]
        else:
            return None
        if not any(
            self.vocabulary.qualifiers.get(level_words) in _LEVELS
            for level_words, _ in ((name, ""), *_splits(name))
        ):
            return None
        rest = f"{name} {more}".strip()
        found = (
            self._exactly(rest, _known(heading))
            or self._of_a_level(rest, heading)
            or self._around(rest, heading)
        )
        return found._replace(number=int(number)) if found else None

    def _qualified(self, words: str) -> HeadingReading | None:
        """A heading whose other words say that it is about something else: "gap to target"."""
        names = words.split()
        marks = {self.vocabulary.qualifiers.get(name) for name in names}
        if "not_actual" in marks and len(names) > 1:
            return HeadingReading((), known=True)
        if "parent" in marks and names[-1] in ("objective", "okr", "goal"):
            because = "speaks of another objective"
            return HeadingReading(
                (Meaning(Field.PARENT, None, 0.8, because), Meaning(Field.OBJECTIVE, None, 0.7, because)),
                known=True,
            )
        return None

    def _around(self, words: str, heading: str) -> HeadingReading | None:
        """A known heading with other words before or after it: "Eng owner", "2026 target"."""
        names = [name for name in words.split() if not _WHEN.fullmatch(name)]
        if len(names) > 6:
            return None
        if len(names) < len(words.split()) and (
            found := self._exactly(" ".join(names), _known(heading), confidence=0.9)
        ):
            return found
        for start in range(1, len(names)):
            rest = " ".join(names[start:])
            filler = all(self.vocabulary.qualifiers.get(n) == "filler" for n in names[:start])
            if len(rest) > 2 and (
                found := self._exactly(
                    rest, f'ends with "{_written(rest, heading)}"', confidence=0.95 if filler else 0.75
                )
            ):
                return found
        for end in range(len(names) - 1, 0, -1):
            rest = " ".join(names[:end])
            if len(rest) > 3 and (
                found := self._exactly(rest, f'begins with "{_written(rest, heading)}"', confidence=0.65)
            ):
                return found
        return None

    def _closest(self, words: str, heading: str) -> HeadingReading:
        if len(words) < 4:
            return _UNKNOWN
        # Loaded only where a heading is in no vocabulary: most sheets never need it.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extractOne  # noqa: PLC0415

        best = extractOne(
            words, list(self.vocabulary.headings), scorer=OSA.normalized_similarity, score_cutoff=_CLOSE
        )
        if best is None:
            return self._closest_of_a_level(words, heading)
        known, likeness, _ = best
        because = f'spelt like "{self._spelt(known)}"'
        found = self._exactly(known, because, confidence=round(0.9 * likeness, 3))
        return found or _UNKNOWN

    def _spelt(self, words: str) -> str:
        """A heading of the vocabulary as it is spelt there."""
        words_of = self.vocabulary.words_of
        fields = (field.value for field in self.vocabulary.headings[words])
        return next(
            (word for name in fields for word in words_of("headings", name) if normalise(word) == words),
            words,
        )

    def _closest_of_a_level(self, words: str, heading: str) -> HeadingReading:
        for level_words, rest in _splits(words):
            meant = self.vocabulary.qualifiers.get(level_words)
            if meant in _LEVELS and (found := self._closest(rest, heading)).meanings:
                return _at_level(found, _LEVELS[meant], heading)
        return _UNKNOWN


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


def _known(heading: str) -> str:
    return f'"{_one_line(heading)}" is a known heading'


def _written(words: str, heading: str) -> str:
    """The part of a heading that these normalised words come from, as it is written there; else all of it.

    >>> _written("statu", "Weekly Status"), _written("key result", "Our Key-Results")
    ('Status', 'Key-Results')
    """
    names = heading.split()
    parts = (" ".join(names[i:k]) for i in range(len(names)) for k in range(i + 1, len(names) + 1))
    return next((part for part in parts if normalise(part) == words), _one_line(heading))


def _sureness(reading: HeadingReading) -> float:
    return max((meaning.confidence for meaning in reading.meanings), default=0.0)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Each way to take the first one or two words, or the last after "of", as a level."""
    names = words.split()
    for count in (2, 1):
        if len(names) > count:
            yield " ".join(names[:count]), " ".join(names[count:])
    for count in (2, 1):
        if len(names) > count + 1 and names[-count - 1] in ("of", "for"):
            yield " ".join(names[-count:]), " ".join(names[: -count - 1])


def _at_level(found: HeadingReading, level: Level, heading: str) -> HeadingReading:
    meanings: list[Meaning] = []
    for meaning in found.meanings:
        because = f'"{_one_line(heading)}" names the level'
        if meaning.field is Field.TITLE:
            meaning = meaning._replace(field=_TITLES[level])
        elif meaning.field is Field.DESCRIPTION:
            meanings.append(Meaning(_TITLES[level], level, meaning.confidence - 0.25, because))
        meanings.append(meaning._replace(level=level, because=because))
    return found._replace(meanings=tuple(sorted(meanings, key=lambda m: -m.confidence)), subject=False)
