"""Names in one writing: ids, titles, tabs and teams as the tokens they are compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "Token",
    "has_form_of_id",
    "means_nothing",
    "name_of",
    "plain",
    "reduced",
    "tokens_of",
    "without_numbering",
]

_TOKEN = pattern(r"[^\W\d_]+|\d+")
_KEY_RESULT = pattern(r"\bkey[\s_-]*results?\b")
_OBJECTIVE = pattern(r"\b(?:objective|obj|goal)(?=[\s#._-]*\d)")
_NUMBERING = pattern(
    r"\s*#?(?:(?:objective|obj|goal|key[\s_-]*result|kr|o)[\s#-]*\d+(?:\.\d+)*|\d+(?:\.\d+)+|\d+(?=\s*[.):]))"
    r"(?:\s*[.):|–—-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_FORM_OF_ID = pattern(
    r"(?:(?:[^\W\d_]+(?:[ ][^\W\d_]+){0,2})\s*[!:/]\s*)?"  # a scope
    r"(?:(?:objective|obj|goal|key results?|kr|o)[\s#-]*)?"
    r"#?(?=\S*\d)[^\W_]+(?:[-_./][^\W_]+)*",
    re.IGNORECASE,
)
_LONGEST_ID = 48

_NOTHING_WORDS = (
    "na|n/a|none|nil|null|nothing|no|tbd|tbc|tba|todo|to do|not aligned|unaligned|not applicable|no parent|"
    "no alignment|to be defined|to be determined|to be decided|to be confirmed|not yet|not yet aligned|"
    "unknown|keine|keins|kein|keiner|entfällt|offen|aucun|aucune|néant|ninguno|ninguna|nenhum|nenhuma|"
    "nessuno|nessuna|geen|nvt|n.v.t.|无|没有|なし|未定|없음|해당 없음"
)

# Words that add nothing to the name of a tab or team: "Sales OKRs Q4", "Marketing team".
_FILLER_WORDS = (
    "okr okrs goals goal objectives objective team teams department dept level wide the our plan sheet tab "
    "q h fy cy"
)
_FILLERS = frozenset(_FILLER_WORDS.split())


class Token(NamedTuple):
    """A run of letters or of digits, and where it stands in the plain text."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text without case and accents, with one word each for objective and key result.

    >>> plain("Key Result 1.2"), plain("Größe")
    ('kr 1.2', 'grosse')
    """
    text = text.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    if "key" in text:
        text = _KEY_RESULT.sub("kr", text)
    if "obj" in text or "goal" in text:
        text = _OBJECTIVE.sub("o", text)
    return text


@lru_cache(maxsize=8192)
def tokens_of(plain_text: str) -> tuple[Token, ...]:
    """The runs of letters and digits of a plain text; leading zeros count for nothing."""
    return tuple(
        [
            Token(word.lstrip("0") or "0" if word[0] == "0" else word, match.start(), match.end())
            for match in _TOKEN.finditer(plain_text)
            for word in (match[0],)
        ]
    )


@lru_cache(maxsize=8192)
def name_of(text: str) -> str:
    """What a text is compared by: its tokens, whatever the case, blanks and punctuation.

    >>> name_of("O1.KR2"), name_of("o1 / kr 2"), name_of("Expand the market!")
    ('o.1.kr.2', 'o.1.kr.2', 'expand.the.market')
    """
    words: list[str] = _TOKEN.findall(plain(text))
    return ".".join([word.lstrip("0") or "0" if word[0] == "0" else word for word in words])


_NOTHING = frozenset(name_of(words) for words in _NOTHING_WORDS.split("|"))


def reduced(name: str) -> str:
    """The name of a tab or team without filler words and cycles; empty if nothing else is left.

    >>> reduced("company.okrs.q.4.2026"), reduced("sales.team")
    ('company', 'sales')
    """
    return ".".join(token for token in name.split(".") if token not in _FILLERS and not token.isdecimal())


def without_numbering(title: str) -> str:
    """The title without a leading number such as `1.2`, `KR1:` or `Objective 3 -`.

    >>> without_numbering("KR1: Win Ohio"), without_numbering("3 new markets")
    ('Win Ohio', '3 new markets')
    """
    match = _NUMBERING.match(title)
    return title[match.end() :] if match else title


def means_nothing(text: str) -> bool:
    """Whether a cell says that there is no alignment: `-`, `n/a`, `none`, `TBD` and their like.

    >>> means_nothing("n/a"), means_nothing("–"), means_nothing("CO-1")
    (True, True, False)
    """
    name = name_of(text)
    return not name or name in _NOTHING


def has_form_of_id(text: str) -> bool:
    """Whether a text is written like an id, scoped or not, be there such an OKR or not.

    >>> has_form_of_id("CO-9"), has_form_of_id("KR 1.2"), has_form_of_id("Grow by 20")
    (True, True, False)
    """
    text = text.strip()
    return len(text) <= _LONGEST_ID and _FORM_OF_ID.fullmatch(text) is not None
