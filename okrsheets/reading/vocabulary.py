"""The words of sheets, loaded from vocabulary.toml and compared in their normalised form."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pkgutil import get_data
from typing import Final, TypeAlias

from okrsheets.model import Field

__all__ = ["Vocabulary", "Words", "alternatives", "load_vocabulary", "normalise"]

Words: TypeAlias = Mapping[str, str]
"""Normalised word -> what it means."""

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = str.maketrans({"%": " percent ", "#": " no ", "&": " and ", "’": "'"})
_NOT_WORD = re.compile(r"[^\w✓✔✅☑☐✗✘❌↑▲↓▼$€£¥]+|_+")
_PLURAL_Y = re.compile(r"(?<=[a-z]{2})ies\b")
_PLURAL = re.compile(r"(?<=[a-z]{2})(?<!s)s\b")


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of these words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The comparable form of a heading or word: no case, accents, punctuation, stray blanks, plural.

    >>> normalise("  Key-Results: "), normalise("ownerNames"), normalise("Priorités"), normalise("% done")
    ('key result', 'owner name', 'priorite', 'percent done')
    """
    if _PLAIN.fullmatch(text):
        return _singular(text)
    if not text.islower():
        text = _CAMEL.sub(" ", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = unicodedata.normalize("NFKC", text)
    return _singular(_NOT_WORD.sub(" ", text.translate(_SIGNS)).strip())


def _singular(words: str) -> str:
    if "s" not in words:
        return words
    return _PLURAL.sub("", _PLURAL_Y.sub("y", words) if "ies" in words else words)


class Vocabulary:
    """All words, normalised. `headings` gives the fields that a heading may mean, best first.

    A heading that is known but means no field of ours has an empty tuple. Word lists of values are
    by section: `values["statuses"]["green"]` is `on_track`. It equals itself alone, so that what is
    made of its words can be kept by it.
    """

    __slots__ = ("headings", "qualifiers", "spelt", "subjects", "values")

    def __init__(
        self,
        *,
        headings: Mapping[str, tuple[Field, ...]],
        subjects: frozenset[str],
        qualifiers: Words,
        values: Mapping[str, Words],
        spelt: Mapping[str, Mapping[str, tuple[str, ...]]],
    ) -> None:
        self.headings: Final = headings
        self.subjects: Final = subjects
        self.qualifiers: Final = qualifiers
        self.values: Final = values
        self.spelt: Final = spelt

    def meaning(self, section: str, text: str) -> str | None:
        """What a cell's word means in a section of values; None if it is no word of it."""
        return self.values[section].get(normalise(text))

    def words_of(self, section: str, name: str) -> tuple[str, ...]:
        """The words of one entry as spelt in the file, of all languages."""
        return self.spelt[section].get(name, ())


_VALUE_SECTIONS = (
    "types",
    "statuses",
    "answers",
    "confidences",
    "directions",
    "ambitions",
    "measures",
    "rows",
    "tabs",
    "labels",
)


def _all(languages: Mapping[str, str]) -> Iterable[str]:
    """The words of one entry, which stand parted by commas."""
    for words in languages.values():
        yield from " ".join(words.split()).split(", ")


@cache
def _base() -> Vocabulary:
    # importlib.resources would do as well, but costs a dozen modules more.
    text = get_data("okrsheets.reading", "vocabulary.toml")
    data = tomllib.loads((text or b"").decode())
    headings: dict[str, tuple[Field, ...]] = {}
    for name, languages in data["headings"].items():
        field = Field(name)
        for key in map(normalise, _all(languages)):
            fields = headings.get(key, ())
            if field not in fields:
                headings[key] = (*fields, field)
    subjects = frozenset(normalise(word) for word in _all(data["subjects"]))
    for word in (*_all(data["other"]), *subjects):
        headings.setdefault(normalise(word), ())
    return Vocabulary(
        headings=headings,
        subjects=subjects,
        qualifiers=_meanings(data["qualifiers"]),
        values={section: _meanings(data[section]) for section in _VALUE_SECTIONS},
        spelt={
            section: {name: tuple(_all(languages)) for name, languages in names.items()}
            for section, names in data.items()
            if section not in ("other", "subjects")
        },
    )


def _meanings(names: Mapping[str, Mapping[str, str]]) -> Words:
    return {normalise(word): name for name, languages in names.items() for word in _all(languages)}


def load_vocabulary(own_words: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """The vocabulary with the user's own heading words, which come before those of the file.

    >>> load_vocabulary({"owner": ("Captain",)}).headings["captain"]
    (<Field.OWNER: 'owner'>,)
    """
    base = _base()
    if not own_words:
        return base
    headings = dict(base.headings)
    for name, words in own_words.items():
        for word in words:
            headings[normalise(word)] = (Field(name),)
    return Vocabulary(
        headings=headings,
        subjects=base.subjects,
        qualifiers=base.qualifiers,
        values=base.values,
        spelt=base.spelt,
    )
