"""The words around a reference: its kind, its share, and where one cell holds several."""

from __future__ import annotations

import re
from functools import lru_cache

from okrsheets.alignment.shares import share_before, share_behind, share_first
from okrsheets.alignment.word_lists import any_of
from okrsheets.alignment.words import (
    AND,
    AND_UNSPACED,
    BEFORE,
    BEHIND,
    CLOSING,
    LITTLE,
    OBJECTIVE,
    PARTS,
    PERCENT,
    REFERENCE,
)
from okrsheets.model import AlignmentKind
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "Reference",
    "Span",
    "bare_reference",
    "between_blanks",
    "between_strokes",
    "lines_of",
    "pieces_of",
    "pieces_within",
    "without_counting",
    "without_gaps",
    "without_kind",
    "words_alone",
]

_BEFORE = [
    (kind, pattern(rf"{any_of(words)}\s*[:：–—-]?\s*", re.IGNORECASE)) for kind, words in BEFORE.items()
]
_BEHIND = [(kind, pattern(rf"\s*{any_of(words)}\s*$")) for kind, words in BEHIND.items()]
_FIRST_WORDS = tuple({text.split()[0] for words in BEFORE.values() for text in words.split("|")})
_LAST_LETTERS = tuple({text[-1] for words in BEHIND.values() for text in words.split("|")})
_PARTS = [(kind, pattern(rf"{any_of(words)}\s*[:：]?\s*", re.IGNORECASE)) for kind, words in PARTS.items()]
_BEHIND_A_DASH = pattern(r"\s+[–—-]\s*([^–—-]+)$|\s*[,，:：]\s*([^,，:：]+)$")
_SIGNS = frozenset("–—-,，:：")
_BRACKETS_AFTER = pattern(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
_CLOSING = pattern(rf"\s+{any_of(CLOSING)}\s*$", re.IGNORECASE)
_LABEL = pattern(
    rf"(?:{OBJECTIVE}|key results?|kr|{REFERENCE})"
    r"(?:\s*[:：]\s*|\s+(?=[^\W\d_]{1,2}$|[^\W\d_]+[-_. ]?\d[\w.-]*$))",  # a letter or an id alone
    re.IGNORECASE,
)
_LITTLE_WORDS = pattern(rf"(?:{any_of(LITTLE)}\s+|(?:l|d|dell|all|dall)['’])", re.IGNORECASE)

_LINE_ENDS = pattern(r"[\r\n\v\x85\u2028;；]+")
# A comma between digits and a per cent sign belongs to a share: `33,3 %`.
_PIECE_ENDS = pattern(
    rf",(?!\d+\s*{any_of(PERCENT)})|[，、]|\s+(?:{AND}|&|\+|\|)\s+|\s*(?:{AND_UNSPACED})\s*", re.IGNORECASE
)
_JOINING = frozenset((*AND.split("|"), "&", "+", "|"))
_IN_BRACKETS = pattern(r"[(（][^()（）]*[)）]")
_STROKES = pattern(r"\s*[/|\\+&]\s*|\s+[–—-]+\s+")
_LETTERED_ID = pattern(r"(?=\S*\d)[^\W\d_][^\W_]*(?:[-_.][^\W_]+)*")
_COUNTING = pattern(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)", re.IGNORECASE)
_COMMA = pattern(r"[,，、|]")
_AROUND = " \t,•*·"
_GAP = pattern(r"\s{16,}")


class Reference(NamedTuple):
    """A text without the words around it, and what these said."""

    text: str
    kind: AlignmentKind | None = None
    share: float | None = None


@lru_cache(maxsize=8192)
def bare_reference(text: str) -> Reference:
    """The text without the words of kind and share around it.

    >>> bare_reference("contributes 40 % to CO-1").text
    'CO-1'
    """
    reference = Reference(text.strip())
    while (inner := _one_layer(reference)) is not None:
        reference = inner
    return reference


def without_kind(text: str) -> Reference:
    """The text without the words of kind around it: what looks like a share may begin or end a title.

    >>> without_kind("supports 1/3 of customers online").text
    '1/3 of customers online'
    """
    reference = Reference(text.strip())
    while (inner := _one_layer(reference)) is not None and inner.share is None:
        reference = inner
    return reference


def lines_of(text: str) -> list[str]:
    """The parts of a cell between line breaks and semicolons."""
    return _filled(_LINE_ENDS.split(text) if _LINE_ENDS.search(text) else [text])


class Span(NamedTuple):
    """A part of a line by where it stands; `joined` by "and" to the part before it, without a comma."""

    start: int
    end: int
    joined: bool


def pieces_of(line: str) -> list[str]:
    """The parts of a line between commas and "and"."""
    return [line[span.start : span.end] for span in pieces_within(line)]


def pieces_within(line: str) -> list[Span]:
    """Where the parts of a line stand that commas and "and" separate.

    >>> pieces_within("CO-1, CO-2 and CO-3")[1:]
    [Span(start=6, end=10, joined=False), Span(start=15, end=19, joined=True)]
    """
    if line.isascii() and _JOINING.isdisjoint(line.casefold().split()) and "," not in line:
        ends = []  # as most titles are, and the pattern takes ten times as long
    else:
        inside = [match.span() for match in _IN_BRACKETS.finditer(line)]
        ends = [
            match.span()
            for match in _PIECE_ENDS.finditer(line)
            if not any(start < match.start() < end for start, end in inside)
        ]
    spans: list[Span] = []
    for start, end in zip(
        (0, *(end for _, end in ends)), (*(start for start, _ in ends), len(line)), strict=True
    ):
        text = line[start:end]
        if _says_nothing(text):
            continue
        start += len(text) - len(text.lstrip(_AROUND))
        end -= len(text) - len(text.rstrip(_AROUND))
        joined = bool(spans) and not _COMMA.search(line, spans[-1].end, start)
        spans.append(Span(start, end, joined))
    return spans


def between_strokes(line: str) -> list[str]:
    """The parts of a line between strokes, and between dashes that stand apart.

    >>> between_strokes("60 % CO-1 / 40 % CO-2"), between_strokes("CO-1")
    (['60 % CO-1', '40 % CO-2'], ['CO-1'])
    """
    return _filled(_STROKES.split(line))


def between_blanks(line: str) -> list[str]:
    """The words of a line all of which are written like ids; none of another.

    >>> between_blanks("CO-1 CO-2"), between_blanks("Win 40")
    (['CO-1', 'CO-2'], [])
    """
    words = line.split()
    return words if all(map(_LETTERED_ID.fullmatch, words)) else []


def without_counting(line: str) -> str:
    """A line without the number that counts it in a list.

    >>> without_counting("2) CO-1"), without_counting("b. CO-1"), without_counting("1.2")
    ('CO-1', 'CO-1', '1.2')
    """
    match = _COUNTING.match(line)
    return line[match.end() :] if match else line


def without_gaps(text: str) -> str:
    """A text with one blank, or one end of a line, for many in a row: patterns try each of them.

    >>> without_gaps("CO-1" + " " * 40 + "Grow"), without_gaps("CO-1" + " \\n" * 20 + "CO-2")
    ('CO-1 Grow', 'CO-1\\nCO-2')
    """
    return _GAP.sub(lambda gap: "\n" if _LINE_ENDS.search(gap[0]) else " ", text)


def words_alone(line: str) -> Reference | None:
    """What a line says that holds nothing but words of kind, such as "Supports:"; None otherwise."""
    return _only_words(line.rstrip(" :：")) if line.endswith((":", "：")) else None


def _filled(parts: list[str]) -> list[str]:
    return [part.strip(_AROUND) for part in parts if not _says_nothing(part)]


def _says_nothing(part: str) -> bool:
    return not part.strip(_AROUND + "-–—")


def _one_layer(reference: Reference) -> Reference | None:
    """The reference without its outermost words of kind or share; None if there are none."""
    text, kind, share = reference
    if text.endswith((")", "]", "）", "】")) and (match := _BRACKETS_AFTER.search(text)) and match.start():
        said = _only_words(match[1], fractions=True)
        if said is not None:
            said_share = share if said.share is None else said.share
            return Reference(text[: match.start()].strip(), kind or said.kind, said_share)
    if not _SIGNS.isdisjoint(text) and (match := _BEHIND_A_DASH.search(text)) and match.start():
        said = _only_words(match[1] or match[2])
        if said is not None:
            said_share = share if said.share is None else said.share
            return Reference(text[: match.start()].strip(), kind or said.kind, said_share)
    for said_kind, words in _BEFORE if text.casefold().startswith(_FIRST_WORDS) else ():
        if (match := words.match(text)) and match.end() < len(text):
            return Reference(_without_closing(text[match.end() :]), kind or said_kind, share)
    for said_kind, words in _BEHIND if text.endswith(_LAST_LETTERS) else ():
        if (match := words.search(text)) and match.start():
            return Reference(text[: match.start()].strip(), kind or said_kind, share)
    if (match := _LABEL.match(text)) and match.end() < len(text):
        return Reference(text[match.end() :].strip(), kind, share)
    if share is None and (shared := share_before(text) or share_behind(text)):
        return Reference(shared.rest, kind, shared.share)
    if (kind or share is not None) and (match := _LITTLE_WORDS.match(text)):
        return Reference(text[match.end() :].strip(), kind, share)
    return None


def _without_closing(text: str) -> str:
    """What is left behind a verb, without its second half: "CO-1" of "zahlt auf CO-1 ein"."""
    match = _CLOSING.search(text)
    return text[: match.start()].strip() if match and match.start() else text.strip()


def _only_words(text: str, *, fractions: bool = False) -> Reference | None:
    """What a text says that holds nothing but a kind and a share, which may be one of the `fractions`; None
    otherwise.
    """
    text, kind, share = text.strip(), None, None
    while text:
        if share is None and (said_share := share_first(text, fractions=fractions)):
            share, text = said_share
        else:
            found = next(
                ((said, match) for said, words in (*_BEFORE, *_PARTS) if (match := words.match(text))), None
            )
            if found is None:
                return None
            kind, match = kind or found[0], found[1]
            text = text[match.end() :]
        text = text.strip(_AROUND + "+=–—-，、")
    return None if kind is None and share is None else Reference("", kind, share)
