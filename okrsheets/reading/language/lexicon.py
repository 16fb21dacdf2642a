"""Small words by what they do, found where a text ends or begins: "at least", "oder mehr"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile

from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Lexicon", "has_no_spaces", "lexicon_of", "word_at"]

_REACH = 40  # characters at an end of a text within which its small words are looked for
_LETTERS = pattern(r"[^\W\d_]+")
_LAST_LETTERS = pattern(r"[^\W\d_]*\Z")


def has_no_spaces(char: str) -> bool:
    """Whether a character belongs to a script whose words are not parted by blanks, or hold particles.

    >>> has_no_spaces("提"), has_no_spaces("에"), has_no_spaces("é")
    (True, True, False)
    """
    return char >= "\u2e80"


class Lexicon(NamedTuple):
    """Phrases with their roles, by their last and by their first word (or character, without spaces)."""

    by_last: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    by_first: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def at_end(self, text: str) -> tuple[str, frozenset[str]] | None:
        """The longest phrase that a text in lower case ends with, and its roles."""
        text = text[-_REACH:]
        last = text[-1:]
        key = last if has_no_spaces(last) else _last_word(text)
        for phrase, roles in self.by_last.get(key, ()):
            if text.endswith(phrase) and _parted(text[: -len(phrase)][-1:], phrase[0]):
                return phrase, roles
        return None

    def at_start(self, text: str) -> tuple[str, frozenset[str]] | None:
        """The longest phrase that a text in lower case begins with, and its roles."""
        first = text[:1]
        key = first if has_no_spaces(first) else word_at(text)
        for phrase, roles in self.by_first.get(key, ()):
            if text.startswith(phrase) and _parted(text[len(phrase) : len(phrase) + 1], phrase[-1]):
                return phrase, roles
        return None


def word_at(text: str, at: int = 0) -> str:
    """The word that begins at a place in a text, of a script with spaces; "" where none does."""
    match = _LETTERS.match(text, at)
    return _spaced(match[0]) if match else ""


def _last_word(text: str) -> str:
    match = _LAST_LETTERS.search(text.rsplit(" ", 1)[-1])
    return _spaced(match[0][::-1])[::-1] if match else ""


def _spaced(letters: str) -> str:
    """The first letters up to one of a script without spaces. A pattern of these takes long to compile."""
    return letters if letters.isascii() else "".join(takewhile(lambda c: not has_no_spaces(c), letters))


def _parted(outside: str, edge: str) -> bool:
    """Whether a phrase is a word of its own, given its outermost character and the one beyond it."""
    return not outside.isalpha() or has_no_spaces(edge) or has_no_spaces(outside)


def lexicon_of(roles: Mapping[str, Iterable[str]]) -> Lexicon:
    """The lexicon of phrases given by role.

    >>> found = lexicon_of({"above": ("at least", "至少"), "to": ("auf",)})
    >>> found.at_end("answer at least"), found.at_end("提升至少")[0], found.at_end("kauf")
    (('at least', frozenset({'above'})), '至少', None)
    """
    phrases: dict[str, frozenset[str]] = {}
    for role, words in roles.items():
        for word in words:
            phrase = word.casefold()
            phrases[phrase] = phrases.get(phrase, frozenset()) | {role}
    by_last: dict[str, list[tuple[str, frozenset[str]]]] = {}
    by_first: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        entry = (phrase, phrases[phrase])
        last = phrase[-1] if has_no_spaces(phrase[-1]) else _last_word(phrase)
        first = phrase[0] if has_no_spaces(phrase[0]) else word_at(phrase)
        by_last.setdefault(last, []).append(entry)
        by_first.setdefault(first, []).append(entry)
    return Lexicon(
        {key: tuple(entries) for key, entries in by_last.items()},
        {key: tuple(entries) for key, entries in by_first.items()},
    )
