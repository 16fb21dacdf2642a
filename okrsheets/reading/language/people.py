"""Owners: one cell's names, told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from okrsheets.patterns import pattern
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.tuples import NamedTuple

__all__ = ["Naming", "is_team", "naming_of", "owners_in", "people_in_brackets"]

_SURE = pattern(r"[;；\n\r\t|、•·]| \+ | w/ ")
_JOINED = pattern(r"(?<=[^\W\d_A-Z])&(?=[A-Z])")
_GLUED_AND = pattern("[和及与與]")
_KANA = pattern("[\u3041-\u30ff]")
_BRACKETS = pattern(r"\(([^()]{2,60})\)$")
_NAME_WORD = r"(?![A-Z]{2,}(?![^\W\d_]))[A-Z\u00c0-\u00de][^\W\d_]*\.?"  # a capital first, but no acronym
_NAME = pattern(rf"@[\w.-]+|{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}")
_NUMBERING = pattern(r"\d{1,2}[.)] +")
_ELIDED = pattern(r"[^\W\d_]{1,2}['’](?=[^\W\d_])")
_EDGES = " \t,;.-–—*•:"
_LONGEST = 2000  # letters of a cell that are looked at for how a column names people
_SHORTEST = 2
_LONGEST_GLUED = 4


class Naming(NamedTuple):
    """How a column names people: whether commas part them, and the names that stand alone in it."""

    commas_part: bool = False
    alone: frozenset[str] = frozenset()


class _Words(NamedTuple):
    """Words for "and", for teams, names that hold a sign of parting, and "etc."."""

    joins: frozenset[str]
    teams: frozenset[str]
    one: frozenset[str]
    more: frozenset[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    def words(name: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in vocabulary.words_of("people", name))

    return _Words(words("and"), words("team"), words("one"), words("more"))


def naming_of(texts: Iterable[str], vocabulary: Vocabulary) -> Naming:
    """How the cells of a column name people.

    "Ruiz, Ana" is one person where cells have such pairs alone, or another says "Ana Ruiz". Commas part
    people where a cell has three parts or an address, both parts of a pair have two words or are teams,
    or many cells have no comma.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [naming_of(texts, words).commas_part for texts in (["Ruiz, Ana", "Lee, Kim"], ["Ana, Kim", "Ana"])]
    [False, True]
    """
    words = _words(vocabulary)
    alone: set[str] = set()
    pairs: list[list[str]] = []
    listed = parted = 0
    for text in dict.fromkeys(texts):
        cells = [_at_commas(cell) for cell in _SURE.split(text[:_LONGEST]) if cell.strip()]
        alone.update(parts[0] for parts in cells if len(parts) == 1)
        two = [parts for parts in cells if len(parts) == 2]
        listed += "@" in text or any(len(parts) > 2 for parts in cells)
        parted += len(two) > 1 and len(two) == len(cells)
        pairs += two
    listed += sum(_are_two(pair, alone, words) for pair in pairs)
    named = sum(not _is_of_teams(name, words) for name in alone)
    turned = any(f"{first} {last}" in alone for last, first in pairs)
    commas_part = listed > 0 or (not parted and not turned and named > 0 and named * 2 >= len(pairs))
    return Naming(commas_part, frozenset(alone))


def _at_commas(text: str) -> list[str]:
    """The parts of a text between its commas, but for commas in brackets."""
    if "," not in text and "，" not in text:
        return [text.strip()]
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth -= 1
        elif char in ",，" and depth <= 0:
            parts.append(text[begin:at].strip())
            begin = at + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def _are_two(pair: Sequence[str], alone: set[str], words: _Words) -> bool:
    """Whether the halves of "Ana Ruiz, Kim Lee" are two people, not the last name of one and the first."""
    if any(has_no_spaces(part[0]) or part in alone or len(_at_words(part, words)) > 1 for part in pair):
        return True
    if pair[1].casefold().strip(_EDGES) in words.more:
        return True
    if all(_is_of_teams(part, words) for part in pair):
        return True
    # "van der Berg, Jan" is one: small words count for nothing, but "d'Arc" is a name.
    return all(
        sum(word[:1].isupper() or _ELIDED.match(word) is not None for word in part.split()) > 1
        for part in pair
    )


def _is_of_teams(name: str, words: _Words) -> bool:
    """Whether a name is made of nothing but words for teams."""
    parts = [part for part in name.casefold().replace("&", " ").split() if part not in words.joins]
    return bool(parts) and all(part.strip(".") in words.teams for part in parts)


def is_team(name: str, vocabulary: Vocabulary) -> bool:
    """Whether an owner is a team by its words: "Sales & Marketing", "客户成功部".

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> names = ("Customer Success", "マーケチーム", "Ana Ruiz", "王和平")
    >>> [is_team(name, load_vocabulary({})) for name in names]
    [True, True, False, False]
    """
    glued = not name.isascii() and name.strip().endswith(vocabulary.words_of("people", "team_endings"))
    return glued or _is_of_teams(name, _words(vocabulary))


def people_in_brackets(titles: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Whom each title names in brackets at its end, where at least half of several titles do so.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> people_in_brackets(["Ship it (Ana, Kim Lee)", "Sell it (Bo)", "Rest"], words)
    [('Ana', 'Kim Lee'), ('Bo',), ()]
    >>> people_in_brackets(["Ship it (see below)", "Sell it (Q3)"], words)
    [(), ()]
    """
    found = [_people_at_end(title, vocabulary) for title in titles]
    named = sum(map(bool, found))
    return found if named > 1 and named * 2 >= len(found) else [()] * len(found)


def _people_at_end(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    match = _BRACKETS.search(title) if title.endswith(")") else None
    names = owners_in(match[1], Naming(commas_part=True), vocabulary) if match else ()
    return names if all(map(_NAME.fullmatch, names)) else ()


@lru_cache(maxsize=4096)
def owners_in(text: str, naming: Naming, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The owners a cell names, each once; none for "n/a", "TBD" and their like.

    People are parted by line breaks, semicolons, slashes and words for "and"; not the words of a team
    ("Sales & Marketing", "R&D"), unless its parts stand alone elsewhere in the column.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> owners_in("Ana Ruiz; Kim Lee", Naming(), words), owners_in("Ruiz, Ana", Naming(), words)
    (('Ana Ruiz', 'Kim Lee'), ('Ruiz, Ana',))
    >>> owners_in("Ana & Kim", Naming(), words), owners_in("Sales & Marketing", Naming(), words)
    (('Ana', 'Kim'), ('Sales & Marketing',))
    """
    words = _words(vocabulary)
    found: dict[str, None] = {}
    for cell in _SURE.split(text):
        for part in _at_slashes(cell, words):
            commas = naming.commas_part or any(map(has_no_spaces, part))
            for name in _at_commas(part) if commas else (part,):
                for one in _at_joins(name, naming, words):
                    one = _NUMBERING.sub("", one.strip(_EDGES)).strip(_EDGES)
                    if _is_someone(one, words, vocabulary):
                        found[one] = None
    return tuple(found)


def _is_someone(name: str, words: _Words, vocabulary: Vocabulary) -> bool:
    return (
        any(map(str.isalnum, name))
        and name.casefold() not in words.more
        and vocabulary.meaning("rows", name) != "nothing"
    )


def _at_slashes(text: str, words: _Words) -> list[str]:
    parts = text.split("/")
    whole = len(parts) == 1 or "://" in text or text.strip().casefold() in words.one
    if whole or any(len(part.strip()) < _SHORTEST for part in parts):
        return [text]
    return parts


def _at_joins(text: str, naming: Naming, words: _Words) -> list[str]:
    """The parts of a name at "and" and its like, where they are people."""
    parts = _at_words(_JOINED.sub(" & ", text), words)
    if len(parts) == 1 and not text.isascii():
        parts = _at_glued(text)
    if len(parts) == 1 or any(_is_of_teams(part, words) and part not in naming.alone for part in parts):
        return [text]
    return parts


def _at_words(text: str, words: _Words) -> list[str]:
    parts: list[list[str]] = [[]]
    pieces = text.split()
    for n, piece in enumerate(pieces):
        # A letter alone is "and" only as it is spelt, and before a name: "Ana y Luis", but "John Y. Lee".
        joins = piece.casefold() in words.joins if len(piece) > 1 else piece in words.joins
        following = pieces[n + 1] if n + 1 < len(pieces) else ""
        if joins and parts[-1] and following and not (piece.isalpha() and following[0].islower()):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [" ".join(part) for part in parts]


def _at_glued(text: str) -> list[str]:
    """The parts of "张三和李四"; a name such as 王和平 or 和田 is one."""
    parts = _GLUED_AND.split(text)
    names = all(2 <= len(part.strip()) <= _LONGEST_GLUED for part in parts)
    return [part.strip() for part in parts] if names and not _KANA.search(text) else [text]
