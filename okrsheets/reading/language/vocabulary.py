"""The words of sheets, loaded from vocabulary.toml and compared in their normalised form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import groupby
from pkgutil import get_data
from types import MappingProxyType
from typing import Final, TypeAlias

from okrsheets.model import Field
from okrsheets.patterns import pattern

__all__ = [
    "OWN_VALUES",
    "OwnWords",
    "Vocabulary",
    "Words",
    "alternatives",
    "is_wide",
    "load_vocabulary",
    "normalise",
]

Words: TypeAlias = Mapping[str, str]
"""Normalised word -> what it means."""

OWN_VALUES = (
    "statuses",
    "answers",
    "confidences",
    "priorities",
    "types",
    "labels",
    "directions",
    "ambitions",
    "aggregations",
    "rows",
    "tabs",
)
"""The sections of values to which people may add words of their own."""

OwnWords: TypeAlias = Mapping[str, tuple[str, ...]]
"""Words as a person wrote them, by what they mean."""

_Section: TypeAlias = Mapping[str, str]
"""The entries of a section of the file: by their meaning, a text with a language on each line."""

_PLAIN = pattern(r"[a-z0-9]+(?: [a-z0-9]+)*")
_CAMEL = pattern(r"(?<=[a-z])(?=[A-Z])")
_WRITTEN_OUT = {"%": " percent ", "#": " no ", "&": " and ", "ı": "i", "ł": "l", "ø": "o", "ي": "ی", "ك": "ک"}
_SIGNS_WRITTEN_OUT = frozenset(_WRITTEN_OUT)
_TO_WRITE_OUT = pattern(f"[{''.join(_WRITTEN_OUT)}]")
# Accents of letters, and vowel signs of Arabic script; not the signs that make Japanese letters others.
_ACCENTS = pattern(r"[\u0300-\u036f\u064b-\u065f\u0670\u0640]+")
_MARKS = "✓✔✅☑☐✗✘❌↑▲↓▼⬆⬇↗↘○◯×🟢🟡🟠🔴"
_NOT_WORD = pattern(rf"[^\w{_MARKS}$€£¥]+|_+")
# For each sign of ASCII what stands for it: the letter in lower case, or a blank for no letter.
_LOWER = "".join(sign.lower() if sign.isalnum() or sign == "$" else " " for sign in map(chr, range(128)))
_NOT_LISTED = pattern(rf"[^\w{_MARKS}$€£¥, ]+")
_BLANKS = pattern("  +")
_ACCENTED = pattern(r"[\u00c0-\u024f\u1e00-\u1effªº№йёآ-ئ]")
_MARK = pattern(f"[{_MARKS}]")
_NO_MARK = pattern(f"[^{_MARKS}]+")
# The first letter alone lets a search pass over text without it quickly.
_PLURAL_Y = pattern(r"ies\b(?<=[a-z]{2}ies)")
_PLURAL = pattern(r"s\b(?<=[a-z][a-rt-z]s)")
_GAP = pattern(r"\s+(?=[^\x00-\x7f])")
_LANGUAGE = pattern(r"\n[a-z-]+: ")


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of these words, the longest first."""
    return "|".join(sorted(dict.fromkeys(map(re.escape, words)), key=len, reverse=True))


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The comparable form of a heading or word: no case, accents, punctuation, stray blanks, plural.

    Letters of Chinese, Japanese and Korean stand together, apart from all others.

    >>> normalise("  Key-Results: "), normalise("ownerNames"), normalise("Priorités"), normalise("% done")
    ('key result', 'owner name', 'priorite', 'percent done')
    >>> normalise("KR负责人"), normalise("핵심 결과"), normalise("目 标（Ｏ）")
    ('kr 负责人', '핵심결과', '目标 o')
    """
    if _PLAIN.fullmatch(text):
        return _singular(text)
    if not text.islower():
        text = _CAMEL.sub(" ", text)
    if text.isascii():
        if not _SIGNS_WRITTEN_OUT.isdisjoint(text):
            text = _TO_WRITE_OUT.sub(_written_out, text)
        return _singular(" ".join(text.translate(_LOWER).split()))
    text = text.replace(".º", "º")  # "N.º" is "nº"
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    text = unicodedata.normalize("NFC", text)
    if any(map(is_wide, text)):
        runs = groupby(_GAP.sub(_gap, text), is_wide)
        text = "".join(f" {''.join(run)} " if wide else "".join(run) for wide, run in runs)
    return _singular(" ".join(_NOT_WORD.sub(" ", _TO_WRITE_OUT.sub(_written_out, text)).split()))


def _written_out(match: re.Match[str]) -> str:
    return _WRITTEN_OUT[match[0]]


def is_wide(letter: str) -> bool:
    """Whether a letter is Chinese, Japanese or Korean, in which words follow each other without blanks.

    The brackets and signs between the two ranges count too. A pattern of them would take long to compile.
    """
    return "\u3005" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"


def _gap(match: re.Match[str]) -> str:
    """What is left of blanks before a letter: none where that and the one before them are wide."""
    text, (start, end) = match.string, match.span()
    return "" if start and is_wide(text[start - 1]) and is_wide(text[end]) else match[0]


def _singular(words: str) -> str:
    if "s" not in words:
        return words
    return _PLURAL.sub("", _PLURAL_Y.sub("y", words) if "ies" in words else words)


class _Sections(dict[str, Words]):
    """Sections of value words, each made when it is first asked for."""

    __slots__ = ("_file", "_own")

    def __init__(self, file: Mapping[str, _Section], own: Mapping[str, OwnWords]) -> None:
        super().__init__()
        self._file = file
        self._own = own

    def __missing__(self, section: str) -> Words:
        words: dict[str, str] = {}
        for name, entry in self._file[section].items():
            for word in _normalised(entry):
                words.setdefault(word, name)
        for name, own in self._own.get(section, {}).items():
            words.update((normalise(word), name) for word in own)
        self[section] = words
        return words


class Vocabulary:
    """All words, normalised. `headings` gives the fields that a heading may mean, best first.

    A heading that is known but means no field of ours has an empty tuple. Word lists of values are
    by section: `values["statuses"]["green"]` is `on_track`. It equals itself alone, so that what is
    made of its words can be kept by it.
    """

    __slots__ = ("_file", "_own", "_spelt", "headings", "qualifiers", "subjects", "values")

    def __init__(
        self,
        *,
        headings: Mapping[str, tuple[Field, ...]],
        subjects: frozenset[str],
        file: Mapping[str, _Section],
        own: Mapping[str, OwnWords],
    ) -> None:
        self.headings: Final = headings
        self.subjects: Final = subjects
        self.values: Final[Mapping[str, Words]] = _Sections(file, own)
        self.qualifiers: Final = self.values["qualifiers"]
        self._file: Final = file
        self._own: Final = own
        self._spelt: Final[dict[tuple[str, str], tuple[str, ...]]] = {}

    def meaning(self, section: str, text: str) -> str | None:
        """What a cell's word means in a section of values; None if it is no word of it.

        A mark beside words speaks where they do not: "🔴 call them".
        """
        words = self.values[section]
        plain = normalise(text)
        meant = words.get(plain)
        if meant is None and not plain.isascii() and _MARK.search(plain):
            meant = words.get(_MARK.sub("", plain).strip()) or words.get(_NO_MARK.sub("", plain)[:1])
        return meant

    def says_nothing(self, text: str) -> bool:
        """Whether a text says that nothing is known, or nobody there: "-", "n/a", "tbd", "noch offen".

        >>> [load_vocabulary({}).says_nothing(text) for text in ("-", "?", "k.A.", "未定", "0", "soon")]
        [True, True, True, True, False, False]
        """
        return not any(map(str.isalnum, text)) or self.meaning("rows", text) == "nothing"

    def words_of(self, section: str, name: str) -> tuple[str, ...]:
        """The words of one entry as spelt in the file, of all languages; the user's own first."""
        found = self._spelt.get((section, name))
        if found is None:
            own = self._own.get(section, {}).get(name, ())
            found = self._spelt[section, name] = (*own, *_spelt(self._file[section].get(name, "")))
        return found

    def names_in(self, section: str) -> tuple[str, ...]:
        """What the words of a section mean: `on_track`, `behind` ... of statuses."""
        return tuple(self._file[section])

    def words_in(self, section: str, language: str) -> frozenset[str]:
        """The normalised words of one language in a section."""
        lines = re.compile(rf"^{language}: (.*(?:\n .*)*)", re.MULTILINE)
        return frozenset(
            word
            for text in self._file[section].values()
            for found in lines.findall(text)
            for word in _normalised(found)
        )

    def also(self, headings: OwnWords, values: Mapping[str, OwnWords]) -> Vocabulary:
        """This vocabulary with the user's own words, which come before those of the file."""
        known = dict(self.headings)
        for name, words in headings.items():
            for word in words:
                known[normalise(word)] = (Field(name),)
        own = {"headings": headings, **values}
        return Vocabulary(headings=known, subjects=self.subjects, file=self._file, own=own)


def _texts(entry: str) -> str:
    """The words of an entry as one text, parted by commas."""
    return _LANGUAGE.sub(",", f"\n{entry}")


def _normalised(entry: str) -> Iterable[str]:
    """The words of an entry as `normalise` makes them, at once and so in a tenth of the time.

    It leaves out what the file has no need of: letters of full width, accents as signs of their own,
    other letters next to Chinese ones without a blank.
    """
    text = _texts(entry).replace(", ", ",").casefold()
    if not text.isascii():
        text = _GAP.sub(_gap, _ACCENTED.sub(_plain_letter, text))
    text = _BLANKS.sub(" ", _NOT_LISTED.sub(" ", _TO_WRITE_OUT.sub(_written_out, text)))
    return filter(None, map(str.strip, _singular(text).split(",")))


def _plain_letter(match: re.Match[str]) -> str:
    return _plain_letters(match[0])


@cache
def _plain_letters(letter: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", letter)).casefold()


def _spelt(entry: str) -> Iterable[str]:
    words = " ".join(_texts(entry).split()).split(",")
    return filter(None, map(str.strip, words))


def _sections(text: str) -> Mapping[str, _Section]:
    r"""The sections of the file, which is all of TOML that it uses: a tenth of the time of reading any.

    >>> _sections("# Words\n\n[rows]\ntotal = '''\nen: sum\n'''\n")
    {'rows': {'total': 'en: sum\n'}}
    """
    found: dict[str, _Section] = {}
    for section in text.replace("\r\n", "\n").split("\n[")[1:]:
        name, _, entries = section.partition("]\n")
        parted = (entry.partition(" = '''\n") for entry in entries.split("\n'''\n"))
        found[name] = {name.strip(): f"{words}\n" for name, _, words in parted if words}
    return found


@cache
def _base() -> Vocabulary:
    # importlib.resources would do as well, but costs a dozen modules more.
    text = get_data("okrsheets.reading.language", "vocabulary.toml")
    file = _sections((text or b"").decode())
    headings: dict[str, tuple[Field, ...]] = {}
    for name, entry in file["headings"].items():
        field = (Field(name),)
        for word in _normalised(entry):
            fields = headings.get(word)
            if fields is None:
                headings[word] = field
            elif field[0] not in fields:
                headings[word] = fields + field
    subjects = frozenset(_normalised(file["subjects"]["headings"]))
    for word in (*_normalised(file["other"]["headings"]), *subjects):
        headings.setdefault(word, ())
    return Vocabulary(headings=headings, subjects=subjects, file=file, own={})


def load_vocabulary(
    own_words: OwnWords, own_values: Mapping[str, OwnWords] = MappingProxyType({})
) -> Vocabulary:
    """The vocabulary with the user's own words: headings by field, words of values by section and meaning.

    >>> load_vocabulary({"owner": ("Captain",)}).headings["captain"]
    (<Field.OWNER: 'owner'>,)
    >>> load_vocabulary({}, {"statuses": {"on_track": ("Rolling",)}}).meaning("statuses", "rolling")
    'on_track'
    """
    base = _base()
    return base.also(own_words, own_values) if own_words or own_values else base
