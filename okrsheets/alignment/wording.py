"""The words around a reference: its kind, its share, and where one cell holds several."""

from __future__ import annotations

import re
from functools import lru_cache

from okrsheets.model import AlignmentKind
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Reference", "bare_reference", "lines_of", "pieces_of"]

_WORDS_OF_KIND: dict[AlignmentKind | None, str] = {
    AlignmentKind.STRAIGHTFORWARD: (
        "contributes to|contributes|contributing to|contribution to|cascades from|cascaded from|rolls up to|"
        "rolls up into|rolls into|feeds into|feeds|delivers|counts towards|counts for|straightforward"
    ),
    AlignmentKind.DIRECTIONAL: (
        "supports|supporting|support for|in support of|aligned with|aligns with|in line with|inspired by|"
        "related to|relates to|takes direction from|directional"
    ),
    AlignmentKind.DEPENDENCY: (
        "depends on|dependent on|depending on|dependency on|dependency|blocked by|needs|requires|waits for|"
        "waiting for|waiting on"
    ),
    None: "aligned to|aligns to|parent|linked to|links to|see",
}
_BEFORE = [
    (kind, pattern(r"(?:" + words.replace(" ", r"\s+") + r")\b\s*[:–—-]?\s*", re.IGNORECASE))
    for kind, words in _WORDS_OF_KIND.items()
]
_FIRST_WORDS = tuple({text.split()[0] for words in _WORDS_OF_KIND.values() for text in words.split("|")})
_SHARE = r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|percent\b|per\s+cent\b|pct\b)"
_SHARE_BEFORE = pattern(rf"{_SHARE}\s*(?:of|to|for|towards?)?\s*[:–—-]?\s*", re.IGNORECASE)
_SHARE_AFTER = pattern(rf"[\s:,=@–—-]+{_SHARE}\s*$", re.IGNORECASE)
_BRACKETS_AFTER = pattern(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_LITTLE_WORDS = pattern(r"(?:to|of|for)\s+", re.IGNORECASE)

_LINE_ENDS = pattern(r"[\r\n;]+")
# A comma between digits and a per cent sign belongs to a share: `33,3 %`.
_PIECE_ENDS = pattern(r",(?!\d+\s*%)|\s+and\s+|\s+&\s+", re.IGNORECASE)


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


def lines_of(text: str) -> list[str]:
    """The parts of a cell between line breaks and semicolons."""
    return _filled(_LINE_ENDS.split(text))


def pieces_of(line: str) -> list[str]:
    """The parts of a line between commas and "and"."""
    return _filled(_PIECE_ENDS.split(line))


def _filled(parts: list[str]) -> list[str]:
    return [part.strip(" \t,•*·") for part in parts if part.strip(" \t,•*·-–—")]


def _one_layer(reference: Reference) -> Reference | None:
    """The reference without its outermost words of kind or share; None if there are none."""
    text, kind, share = reference
    if text.endswith((")", "]")) and (match := _BRACKETS_AFTER.search(text)) and match.start():
        said = _only_words(match[1])
        if said is not None:
            return Reference(text[: match.start()].strip(), kind or said.kind, said.share or share)
    folded = text.casefold()
    for said_kind, words in _BEFORE if folded.startswith(_FIRST_WORDS) else ():
        if (match := words.match(text)) and match.end() < len(text):
            return Reference(text[match.end() :].strip(), kind or said_kind, share)
    if share is None and ("%" in text or "p" in folded):
        if (match := _SHARE_BEFORE.match(text)) and match.end() < len(text):
            return Reference(text[match.end() :].strip(), kind, _share(match[1]))
        if (match := _SHARE_AFTER.search(text)) and match.start():
            return Reference(text[: match.start()].strip(), kind, _share(match[1]))
    if (kind or share is not None) and (match := _LITTLE_WORDS.match(text)):
        return Reference(text[match.end() :].strip(), kind, share)
    return None


def _only_words(text: str) -> Reference | None:
    """What brackets say if they hold nothing but a kind and a share; None otherwise."""
    text, kind, share = text.strip(), None, None
    for said_kind, words in _BEFORE:
        if match := words.match(text):
            text, kind = text[match.end() :].strip(), said_kind
            break
    if match := re.match(_SHARE, text):
        text, share = text[match.end() :].strip(), _share(match[1])
    return None if text or (kind is None and share is None) else Reference("", kind, share)


def _share(digits: str) -> float:
    return round(float(digits.replace(",", ".")) / 100, 6)
