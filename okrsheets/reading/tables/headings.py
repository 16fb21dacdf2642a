"""What a heading may mean: matched on its normalised words, then by close spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.segments import (
    LEVELS,
    as_written,
    endings,
    goal_of_a_time,
    is_when,
    level_splits,
    numbered,
    scripts,
    wide_marks,
    without_percent,
)
from okrsheets.reading.language.spelling import closest_heading, respelt
from okrsheets.reading.language.vocabulary import Vocabulary, is_wide, normalise
from okrsheets.reading.tables.meanings import TITLES, HeadingReading, Meaning, at_level, one_line
from okrsheets.reading.times.headings import time_in

__all__ = ["HeadingReader", "HeadingReading", "Meaning", "at_level"]

_LONGEST = 60
_MOST_WORDS = 8
_IN_BRACKETS = pattern(r"\(([^)]*)\)|\[([^\]]*)\]|（([^）]*)）|【([^】]*)】")
_PARTS = pattern(
    r"\s*(?:[/／|;；,，、:：&\n]| [-–—] |\s(?:or|and|und|oder|et|ou|y|e|en)\s)\s*", re.IGNORECASE
)
_LINES = pattern(r"[\r\n\v\f\u2028\u2029]+")
_WRAPPED = pattern(r"(?<=[/&+])\s*\n|\n\s*(?=[/&+])")
_SIGNS = ("%", "#", "№")
# Pictures, ticks and arrows that stand beside the words, footnote numbers behind them, numbering before them.
_BEFORE = pattern(r"^(?:[^\w%$€£¥#(（【\[№°]|\(?[0-9a-zA-Z][.)]\s+)+")
_BEHIND = pattern(r"[¹²³⁰⁴-⁹✓✔✅☑☐✗✘❌↑▲↓▼⬆⬇\ufe0f\s]+$")
_OKRS = {Field.OBJECTIVE, Field.KEY_RESULT, Field.TITLE}
_VALUES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
# Behind a level without "of" these words are nouns ("Statut KR"); others are not ("Team objective").
_LOOSE = {
    Field.ID,
    Field.OWNER,
    Field.DUE,
    Field.UPDATED,
    Field.WEIGHT,
    Field.PROGRESS,
    Field.STATUS,
    Field.CONFIDENCE,
    Field.SCORE,
    Field.NOTE,
}
# Of these a heading that is known as a whole speaks of the level it names; "Goal ID" is that of any OKR.
_LEVELLED = _LOOSE - {Field.ID}
_SMALL = ("filler", "of")
_SURE = 0.8
_WHOLE = 0.95


_UNKNOWN = HeadingReading()


class HeadingReader:
    """Reads headings with one vocabulary, each once; of those in `told` a person says what they mean."""

    __slots__ = ("_guessed", "_read", "_told", "vocabulary")

    def __init__(
        self, vocabulary: Vocabulary, told: Mapping[str, HeadingReading] = MappingProxyType({})
    ) -> None:
        self.vocabulary = vocabulary
        self._told = told
        self._read: dict[str, HeadingReading] = {}
        self._guessed: dict[str, HeadingReading] = {}

    def read(self, text: str) -> HeadingReading:
        """What a heading means by its words alone.

        >>> from okrsheets.reading.language.vocabulary import load_vocabulary
        >>> HeadingReader(load_vocabulary({})).read("KR owner").meanings[0][:2]
        (<Field.OWNER: 'owner'>, <Level.KEY_RESULT: 'key result'>)
        """
        found = self._read.get(text)
        if found is None:
            found = self._told.get(normalise(text)) if self._told else None
            if found is None:
                found = self._match(text)
                if (time := time_in(text, self.vocabulary)) is not None:
                    found = found._replace(known=True, time=time)
            self._read[text] = found
        return found

    def guess(self, text: str) -> HeadingReading:
        """What a heading means by its words, or else by close spelling."""
        found = self.read(text)
        best = found.meanings[0].confidence if found.meanings else 0.0
        sure = best >= _SURE or (found.known and normalise(text) in self.vocabulary.headings)
        in_parts = _SURE <= best < _WHOLE
        if (sure and not in_parts) or found.time is not None or len(text) > _LONGEST:
            return found
        if text not in self._guessed:
            guessed = _UNKNOWN if in_parts else self._closest(normalise(text), text)
            guessed = guessed if guessed.known else self._respelt(text)
            self._guessed[text] = max(
                found, guessed, key=lambda one: max((m.confidence for m in one.meanings), default=0.0)
            )
        return self._guessed[text]

    def _respelt(self, text: str) -> HeadingReading:
        """What a heading means with its words set right, a little less surely."""
        right = respelt(text, self.vocabulary)
        found = self.read(right) if right else _UNKNOWN
        words = normalise(right or "")
        spelt = self._spelt(words) if words in self.vocabulary.headings else one_line(right or "")
        because = f'spelt like "{spelt}"'
        meanings = (
            m._replace(confidence=round(0.95 * m.confidence, 3), because=because) for m in found.meanings
        )
        return found._replace(meanings=tuple(meanings))

    def _match(self, text: str) -> HeadingReading:
        if len(text) > 6 * _LONGEST:
            return _UNKNOWN
        text = _WRAPPED.sub(" ", text)
        lines = [line for line in _LINES.split(text) if any(map(str.isalnum, line)) or line.strip() in _SIGNS]
        if not lines or len(lines[0]) > _LONGEST:
            return _UNKNOWN
        first_line = lines[0].strip()
        if first_line.count(" ") >= _MOST_WORDS and "(" not in first_line:
            return _UNKNOWN
        bare = _IN_BRACKETS.sub(" ", first_line).replace("'s ", " ").replace("’s ", " ")
        heading = _BEHIND.sub("", _BEFORE.sub("", bare)) or bare
        for shape in dict.fromkeys((text, first_line, _BEHIND.sub("", first_line), bare, heading)):
            if shape.strip() and (found := self._exactly(normalise(shape), _known(shape))):
                return self._at_level_beside(found, text, first_line)
        if "-\n" in text and (found := self._exactly(normalise(text.replace("-\n", "")), _known(text))):
            return found
        whole = normalise(heading)
        parts = [part for part in _PARTS.split(first_line) if part.strip()]
        return (
            self._said_twice(parts if len(parts) > 1 else scripts(whole), heading)
            or self._numbered(normalise(bare), heading)
            or self._in_percent(whole, heading)
            or self._of_a_level(whole, heading)
            or (self._wrapped_pair(text) if len(lines) > 1 else None)
            or self._in_parts(parts)
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

    def _at_level_beside(self, found: HeadingReading, text: str, first_line: str) -> HeadingReading:
        """A known heading, at the level that brackets or another line name: "Owner (KR)", "KR" over "due"."""
        for match in _IN_BRACKETS.finditer(text):
            level = self._level(normalise(match[0]))
            if level and found.meanings and not any(map(found.means, (*_OKRS, *_VALUES))):
                return at_level(found, level, first_line)
        words = normalise(text)
        if "\n" in text.strip() and words not in self.vocabulary.headings:
            for split in level_splits(words, self.vocabulary):
                over = self._exactly(split.rest, _known(text))
                noun = over is not None and bool(over.meanings) and over.meanings[0].field in _LOOSE
                if (
                    over
                    and (noun or not split.loose)
                    and not any(map(over.means, (*_OKRS, Field.DESCRIPTION)))
                ):
                    return at_level(over, split.level, text)
        return self._levelled(found, text)

    def _levelled(self, found: HeadingReading, text: str) -> HeadingReading:
        """A heading that is known as a whole, at the level that its words name: "KR progress"."""
        field = found.meanings[0].field if found.meanings else None
        if field not in _LEVELLED:
            return found
        for split in level_splits(normalise(text), self.vocabulary):
            if not split.loose and field in self.vocabulary.headings.get(split.rest, ())[:1]:
                return at_level(found, split.level, text)
        return found

    def _of_a_level(self, words: str, heading: str, *, counted: bool = False) -> HeadingReading | None:
        """A heading that names its level: "KR owner", "progress of objective", "目标负责人".

        `counted` says that its level had a number: "Target KR1" is one of that key result, whereas
        "target key result" may be a key result itself.
        """
        for split in level_splits(words, self.vocabulary):
            found = self._exactly(split.rest, _known(heading)) or self._in_percent(split.rest, heading)
            if found is None and not split.loose:
                found = self._around(split.rest, heading)
            loose = split.loose and not (counted and split.level is Level.KEY_RESULT)
            if found is None or (loose and not {m.field for m in found.meanings[:1]} & _LOOSE):
                continue
            if found.means(Field.OBJECTIVE) or found.means(Field.KEY_RESULT):
                if split.level is Level.OBJECTIVE:
                    continue
                # "KR goal" is its target, "KR metric" what is measured.
                found = found._replace(
                    meanings=tuple(m for m in found.meanings if m.field not in TITLES.values())
                )
                if not found.meanings:
                    continue
            return at_level(found, split.level, heading)
        return None

    def _said_twice(self, parts: Sequence[str], heading: str) -> HeadingReading | None:
        """A heading whose parts mean the same: "Owner / 负责人", "Objective 目标"."""
        if len(parts) < 2:
            return None
        telling = [reading for part in parts if (reading := self._plainly(part)).meanings]
        if len(telling) < 2:
            return None
        levels = {m.level for reading in telling for m in reading.meanings if m.level}
        level = levels.pop() if len(levels) == 1 else None
        because = f'"{one_line(heading)}" says it twice'
        shared = tuple(
            Meaning(m.field, level, 0.97, because)
            for m in telling[0].meanings
            if all(reading.means(m.field) for reading in telling[1:])
        )
        return HeadingReading(shared, known=True) if shared else None

    def _in_parts(self, parts: Sequence[str]) -> HeadingReading | None:
        """A heading of several words for one thing: "Key Results / Key Tasks"."""
        if len(parts) < 2:
            return None
        found = [self._plainly(part) for part in parts]
        if any(f.means(Field.OBJECTIVE) for f in found) and any(f.means(Field.KEY_RESULT) for f in found):
            both = Meaning(Field.TITLE, None, 0.97, "names objectives and key results both")
            return HeadingReading((both,), known=True)
        meanings = [
            m._replace(
                confidence=round(m.confidence - (0.1 if n == 0 else 0.2), 3),
                because=f'"{one_line(parts[n])}" in it',
            )
            for n, reading in enumerate(found)
            for m in reading.meanings
        ]
        if not meanings:
            return None
        return HeadingReading(tuple(sorted(meanings, key=lambda m: -m.confidence)), known=True)

    def _wrapped_pair(self, text: str) -> HeadingReading | None:
        """A heading of both levels with a line break inside the words of one: "Objective / Key\\nresult"."""
        found = self._in_parts([part for part in _PARTS.split(one_line(text)) if part.strip()])
        return found if found is not None and found.means(Field.TITLE) else None

    def _plainly(self, part: str) -> HeadingReading:
        words = normalise(part)
        return self._exactly(words, _known(part)) or self._of_a_level(words, part) or _UNKNOWN

    def _numbered(self, words: str, heading: str) -> HeadingReading | None:
        """A heading of a numbered group: "KR 2", "key result 2 target", "关键结果1目标值", "2nd KR"."""
        parted = numbered(words)
        if parted is None:
            return None
        number, rest = parted
        level = self._level(rest)
        if level is not None:
            meaning = Meaning(TITLES[level], None, 1.0, _known(heading))
            return HeadingReading((meaning,), known=True, number=number)
        found = self._exactly(rest, _known(heading))
        if found is None or not any(map(found.means, TITLES.values())):
            plain = self._exactly(rest, _known(heading), confidence=0.8)
            twice = self._said_twice(scripts(rest), heading)
            found = twice or self._of_a_level(rest, heading, counted=True)
            if plain is not None and found is not None and found.meanings[0].level is Level.OBJECTIVE:
                found = plain  # "Zielwert 1" is the first target, not a value of objective 1
        return found._replace(number=number) if found else None

    def _in_percent(self, words: str, heading: str) -> HeadingReading | None:
        """A heading of values that says their unit: "Target %"; "Achieved %" is a progress, as "%" is."""
        rest = without_percent(words)
        turned = self._exactly(f"percent {rest}", _known(heading)) if rest else None
        plain = self._exactly(rest, _known(heading), confidence=0.95) if rest and turned is None else None
        if plain is None or any(map(plain.means, _OKRS)):
            return turned
        values = tuple(meaning for meaning in plain.meanings if meaning.field in _VALUES)
        return HeadingReading(values, known=True) if values else None

    def _level(self, words: str) -> Level | None:
        return LEVELS.get(self.vocabulary.qualifiers.get(words, ""))

    def _qualified(self, words: str) -> HeadingReading | None:
        """A heading whose other words say that it is about something else: "gap to target"."""
        names = words.split()
        marks = [self.vocabulary.qualifiers.get(name) for name in names]
        wide = wide_marks(words, self.vocabulary)
        if "not_actual" in marks or "not_actual" in wide:
            return HeadingReading((), known=True)
        of_okrs = {marks[0], marks[-1]} & {"objective", "okr"} if marks else set()
        if ("parent" in marks and of_okrs) or "parent" in wide:
            because, sure = "speaks of another objective", ((Field.PARENT, 0.8), (Field.OBJECTIVE, 0.7))
            meanings = tuple(Meaning(field, None, confidence, because) for field, confidence in sure)
            return HeadingReading(meanings, known=True)
        return None

    def _around(self, words: str, heading: str) -> HeadingReading | None:
        """A known heading with other words before or after it: "Eng owner", "2026 target", "本季度目标"."""
        names = [name for name in words.split() if not is_when(name)]
        if len(names) > 6:
            return None
        known, meant = self.vocabulary.headings, self.vocabulary.qualifiers
        told = [name for name in names if meant.get(name) not in _SMALL]  # "Initial value of the metric"
        for kept, fewest in ((names, 1), (told, 2)):
            found = self._exactly(" ".join(kept), _known(heading), confidence=0.9)
            if found and len(kept) + fewest <= len(words.split()):
                return found
        if goal := goal_of_a_time(words, self.vocabulary):
            return self._exactly(goal, _known(heading), confidence=0.9)
        for start in range(1, len(names)):
            rest = " ".join(names[start:])
            if rest in known and (len(rest) > 2 or is_wide(rest[0])):
                filler = all(meant.get(name) in _SMALL for name in names[:start])
                because = f'ends with "{as_written(rest, heading)}"'
                return self._exactly(rest, because, confidence=0.95 if filler else 0.75)
        for end in range(len(names) - 1, 0, -1):
            rest = " ".join(names[:end])
            if rest in known and (len(rest) > 3 or (len(rest) > 1 and is_wide(rest[0]))):
                return self._exactly(rest, f'begins with "{as_written(rest, heading)}"', confidence=0.65)
        for rest in endings(words, self.vocabulary):
            return self._exactly(rest, f'ends with "{rest}"', confidence=0.7)
        return None

    def _closest(self, words: str, heading: str) -> HeadingReading:
        known = closest_heading(words, self.vocabulary)
        if known is None:
            return self._closest_of_a_level(words, heading)
        because = f'spelt like "{self._spelt(known[0])}"'
        return self._exactly(known[0], because, confidence=round(0.9 * known[1], 3)) or _UNKNOWN

    def _spelt(self, words: str) -> str:
        """A heading of the vocabulary as it is spelt there."""
        words_of = self.vocabulary.words_of
        fields = (field.value for field in self.vocabulary.headings[words])
        return next(
            (word for name in fields for word in words_of("headings", name) if normalise(word) == words),
            words,
        )

    def _closest_of_a_level(self, words: str, heading: str) -> HeadingReading:
        for split in level_splits(words, self.vocabulary):
            if not split.loose and (found := self._closest(split.rest, heading)).meanings:
                return at_level(found, split.level, heading)
        return _UNKNOWN


def _known(heading: str) -> str:
    return f'"{one_line(heading)}" is a known heading'
