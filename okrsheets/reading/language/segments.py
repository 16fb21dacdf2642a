"""How the words of a heading fall apart: its level and the rest, its number and the rest, its scripts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, is_wide, normalise
from okrsheets.tuples import NamedTuple

__all__ = [
    "LEVELS",
    "LevelSplit",
    "as_written",
    "endings",
    "goal_of_a_time",
    "is_when",
    "level_splits",
    "numbered",
    "scripts",
    "wide_marks",
    "without_counting",
    "without_percent",
    "words_within",
]

LEVELS = {"objective": Level.OBJECTIVE, "key_result": Level.KEY_RESULT}
_MOST = 3
_SHORTEST_PART = 4
_LONGEST_WIDE = 12
_LONGEST_COMPOUND = 30
_WHEN = pattern(r"20\d\d|[qh][1-4]|fy\d+")
_NUMBER = pattern(r"(\d{1,2})(?:st|nd|rd|th|er|ere|eme)?")
_WITH_NUMBER = pattern(r"([^\W\d]+?)(\d{1,2})([^\W\d]*)")
_NO = {"no", "nr", "number", "n"}
_OF_IN_WIDE = "的の의"
_COMPOUNDING = ("de", "nl", "zh", "zh-hant", "ja", "ko")
_JOINTS = ("s", "es", "n", "en")
_LETTERS = ("a", "b", "c", "d", "e", "f", "i", "ii", "iii", "iv", "v")


_PERCENT = frozenset(("percent", "pct"))


class LevelSplit(NamedTuple):
    """A level that words name, and the others. `loose` where nothing but the order joins the two."""

    level: Level
    rest: str
    loose: bool = False


def level_splits(words: str, vocabulary: Vocabulary) -> Iterator[LevelSplit]:
    """Each way to take some words of a heading as its level.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> headings = ("KR owner", "Status des Ziels", "Zielstatus", "目标负责人")
    >>> [next(level_splits(normalise(text), load_vocabulary({}))).rest for text in headings]
    ['owner', 'statu', 'statu', '负责人']
    """
    names = words.split()
    meanings = vocabulary.qualifiers
    for count in range(min(_MOST, len(names) - 1), 0, -1):
        level = LEVELS.get(meanings.get(" ".join(names[:count]), ""))
        if level is not None and meanings.get(names[count]) != "of":  # "Goal of the quarter" is a goal
            rest = " ".join(names[count:])
            if level is Level.OBJECTIVE:
                yield from _key_result_within(rest, vocabulary)
            yield LevelSplit(level, rest)
    for count in range(min(_MOST, len(names) - 1), 0, -1):
        level = LEVELS.get(meanings.get(" ".join(names[-count:]), ""))
        if level is not None:
            yield from _before_level(names[:-count], level, vocabulary)
    yield from _compound(names, vocabulary)


def goal_of_a_time(words: str, vocabulary: Vocabulary) -> str | None:
    """The words for an objective in a heading that has only the time it is for behind them.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> headings = ("Aim of the year", "Ziel des Quartals", "Goal of the team")
    >>> [goal_of_a_time(normalise(text), load_vocabulary({})) for text in headings]
    ['aim', 'ziel', None]
    """
    names, small = words.split(), ("of", "filler")
    at = next((n for n, name in enumerate(names) if vocabulary.qualifiers.get(name) in small), 0)
    goal = " ".join(names[:at])
    if vocabulary.headings.get(goal, ())[:1] != (Field.OBJECTIVE,):
        return None
    rest = [n for n in names[at:] if vocabulary.qualifiers.get(n) not in small and not is_when(n)]
    return goal if all(Field.CYCLE in vocabulary.headings.get(name, ()) for name in rest) else None


def _key_result_within(rest: str, vocabulary: Vocabulary) -> Iterator[LevelSplit]:
    """ "O1 KR2 owner" speaks of the key result."""
    return (split for split in level_splits(rest, vocabulary) if split.level is Level.KEY_RESULT)


def _before_level(names: list[str], level: Level, vocabulary: Vocabulary) -> Iterator[LevelSplit]:
    end = len(names)
    while end > 1 and vocabulary.qualifiers.get(names[end - 1]) in ("of", "filler"):
        end -= 1
    yield LevelSplit(level, " ".join(names[:end]), loose=end == len(names))


def _compound(names: list[str], vocabulary: Vocabulary) -> Iterator[LevelSplit]:
    """A level that is the first part of one word: "Zielfortschritt", "目标负责人"."""
    if not names:
        return
    first, *more = names
    for word, level in _level_words(vocabulary).get(first[0], ()):
        if not first.startswith(word) or len(first) == len(word):
            continue
        rest = first[len(word) :]
        if is_wide(word[-1]):
            yield LevelSplit(level, " ".join([rest.lstrip(_OF_IN_WIDE), *more]).strip())
        elif not more and len(rest) >= _SHORTEST_PART and (len(word) >= _SHORTEST_PART or word == "kr"):
            for joint in ("", *_JOINTS):
                if rest.startswith(joint):
                    yield LevelSplit(level, rest[len(joint) :])


@cache
def _level_words(vocabulary: Vocabulary) -> dict[str, list[tuple[str, Level]]]:
    """The words that name a level and may be a part of another, by their first letter, the longest first."""
    found: dict[str, list[tuple[str, Level]]] = {}
    for word, meant in sorted(vocabulary.qualifiers.items(), key=lambda item: -len(item[0])):
        if meant in LEVELS and " " not in word:
            found.setdefault(word[0], []).append((word, LEVELS[meant]))
    return found


def numbered(words: str) -> tuple[int, str] | None:
    """The number in a heading and its other words; None where it has none. The last of several counts.

    >>> numbered("key result 2 target"), numbered("keyresult is1"), numbered("2nd kr"), numbered("q1 target")
    ((2, 'key result target'), (1, 'keyresult is'), (2, 'kr'), None)
    """
    if not any(map(str.isdigit, words)):
        return None
    number = None
    kept: list[str] = []
    for name in words.split():
        if is_when(name):
            kept.append(name)
        elif match := _NUMBER.fullmatch(name):
            number = int(match[1])
            if kept and kept[-1] in _NO and len(kept) > 1:
                kept.pop()
        elif match := _WITH_NUMBER.fullmatch(name):
            number = int(match[2])
            kept += [part for part in (match[1], match[3]) if part]
        else:
            kept.append(name)
    return (number, normalise(" ".join(kept))) if number is not None and kept else None


def without_counting(words: str, vocabulary: Vocabulary) -> str:
    """The words of a heading without letters and words that count.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [without_counting(words, load_vocabulary({})) for words in ("key result b", "second key result")]
    ['key result', 'key result']
    """
    counting = {*_LETTERS, *map(normalise, vocabulary.words_of("cycles", "ordinal"))}
    return " ".join(word for word in words.split() if word not in counting)


def is_when(word: str) -> bool:
    """Whether a word of a heading names a time: "2026", "q1", "fy27"."""
    return _WHEN.fullmatch(word) is not None


def scripts(words: str) -> list[str]:
    """The words in runs of one script: "objective 目标" are two."""
    if words.isascii():
        return [words]
    return [" ".join(run) for _, run in groupby(words.split(), key=lambda name: is_wide(name[0]))]


def endings(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The ends of the last word that may be its head, the longest first: "季度目标", "Quartalsstatus"."""
    last = words.rsplit(" ", 1)[-1]
    if len(last) <= (_LONGEST_WIDE if is_wide(last[-1:]) else _LONGEST_COMPOUND):
        heads = _heads(vocabulary)
        yield from (last[start:] for start in range(1, len(last) - 1) if last[start:] in heads)


@cache
def _heads(vocabulary: Vocabulary) -> frozenset[str]:
    """The words that may be the second part of one: of languages that make one of two, sure of meaning."""
    found = set()
    for language in _COMPOUNDING:
        for word in vocabulary.words_in("headings", language):
            fields = vocabulary.headings[word]
            aim = Field.OBJECTIVE in fields
            long = len(word) > 1 if is_wide(word[-1]) else word.isalpha() and len(word) > _SHORTEST_PART
            if aim or (long and len(fields) == 1):
                found.add(word)
    return frozenset(found)


def words_within(words: str, vocabulary: Vocabulary) -> list[str]:
    """The words, and the words for a level inside those that are written without blanks.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words_within("2026 目标与关键结果", load_vocabulary({}))
    ['2026', '目标与关键结果', '关键结果', '目标']
    """
    found = words.split()
    if words.isascii():
        return found
    levels = dict.fromkeys((*_wide_words(vocabulary, "key_result"), *_wide_words(vocabulary, "objective")))
    return [*found, *(level for level in levels if any(level in name for name in found))]


def wide_marks(words: str, vocabulary: Vocabulary) -> set[str]:
    """What words inside a heading without blanks say of it: `not_actual`, or `parent` before an objective."""
    if words.isascii():
        return set()
    found = {"not_actual"} if any(word in words for word in _wide_words(vocabulary, "not_actual")) else set()
    if any(words.startswith(word) for word in _wide_words(vocabulary, "parent")):
        ends = (*_wide_words(vocabulary, "objective"), "okr")
        found |= {"parent"} if words.endswith(ends) else set()
    return found


def as_written(words: str, heading: str) -> str:
    """The part of a heading that these normalised words come from, as it is written there; else all of it.

    >>> as_written("statu", "Weekly Status"), as_written("key result", "Our Key-Results")
    ('Status', 'Key-Results')
    """
    names = heading.split()
    parts = (" ".join(names[i:k]) for i in range(len(names)) for k in range(i + 1, len(names) + 1))
    return next((part for part in parts if normalise(part) == words), " ".join(names))


@cache
def _wide_words(vocabulary: Vocabulary, meant: str) -> tuple[str, ...]:
    return tuple(word for word, name in vocabulary.qualifiers.items() if name == meant and is_wide(word[0]))


def without_percent(words: str) -> str:
    """The words of a heading but for its percent sign; "" where it has none or nothing else.

    >>> without_percent(normalise("Target %")), without_percent(normalise("Target"))
    ('target', '')
    """
    names = words.split()
    rest = [name for name in names if name not in _PERCENT]
    return " ".join(rest) if len(rest) < len(names) else ""
