"""Names in one writing: ids, titles, tabs and teams as the tokens they are compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from okrsheets.alignment.words import KEY_RESULT, NOTHING, OBJECTIVE
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "Token",
    "cycle_name",
    "has_form_of_id",
    "is_nothing_with_reason",
    "is_wide",
    "means_nothing",
    "name_of",
    "plain",
    "reduced",
    "tokens_of",
    "without_numbering",
]

_TOKEN = pattern(r"[^\W\d_]+|\d+")
# Signs for vowels are no letters to Python; without them words of Hindi, Thai or Arabic would be the same.
_SIGNS = r"\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ANY_TOKEN = pattern(rf"(?:[^\W\d_]|[{_SIGNS}])+|\d+")
_LETTERS = "".join(sign if sign.isalpha() else " " for sign in map(chr, range(128)))
_ACCENTS = pattern(r"[\u0300-\u036f]")
_KEY_RESULT = pattern(rf"\bkey[\s_-]*results?\b|(?<![^\W\d_])(?:{KEY_RESULT})(?=[\s#._-]*\d)")
_OBJECTIVE = pattern(rf"(?<![^\W\d_])(?:{OBJECTIVE})(?=[\s#._-]*\d)")
_DIGIT = pattern(r"\d")
_WIDE = pattern(r"[\u0e00-\u0eff\u3040-\u9fff]")
_NUMBERING = pattern(
    r"\s*#?(?:(?:objective|obj|goal|key[\s_-]*result|kr|o)[\s#-]*\d+(?:\.\d+)*|\d+(?:\.\d+)+|\d+(?=\s*[.):]))"
    r"(?:\s*[.):|–—-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_REASON = pattern(r"\s*[(:：,–—]|\s+-\s")
_ERROR = pattern(r"\s*#N", re.IGNORECASE)  # "#N/A", of a formula that finds nothing
_YEAR = pattern(r"20\d\d")
_NUMBERS = frozenset("1234")
_PARTS_OF_YEAR = {
    **dict.fromkeys(["q", "t", "quarter", "quartal", "trimestre", "kwartaal", "trim", "qtr"], "q"),
    **dict.fromkeys(["h", "s", "half", "halbjahr", "semestre", "halfjaar", "sem"], "h"),
}
_FORM_OF_ID = pattern(
    r"(?:(?:[^\W\d_]+(?:[ ][^\W\d_]+){0,2})\s*[!:/]\s*)?"  # a scope
    r"(?:(?:objective|obj|goal|key results?|kr|o)[\s#-]*)?"
    r"#?(?=\S*\d)[^\W_]+(?:[-_./][^\W_]+)*",
    re.IGNORECASE,
)
_LONGEST_ID = 48

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
        # Only what Latin, Greek and Cyrillic letters wear: か and が are two letters, not one with a mark.
        bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", bare)
    if _DIGIT.search(text):
        return _OBJECTIVE.sub("o", _KEY_RESULT.sub("kr", text))
    return _KEY_RESULT.sub("kr", text) if "key" in text else text


@lru_cache(maxsize=8192)
def tokens_of(plain_text: str) -> tuple[Token, ...]:
    """The runs of letters and digits of a plain text; leading zeros count for nothing."""
    return tuple(
        [
            Token(word.lstrip("0") or "0" if word[0] == "0" else word, match.start(), match.end())
            for match in (_TOKEN if plain_text.isascii() else _ANY_TOKEN).finditer(plain_text)
            for word in (match[0],)
        ]
    )


@lru_cache(maxsize=1 << 18)  # titles are asked for again by each way of finding them
def name_of(text: str) -> str:
    """What a text is compared by: its tokens, whatever the case, blanks and punctuation.

    >>> name_of("O1.KR2"), name_of("o1 / kr 2"), name_of("Expand the market!")
    ('o.1.kr.2', 'o.1.kr.2', 'expand.the.market')
    """
    text = plain(text)
    if text.isascii() and not _DIGIT.search(text):
        return ".".join(text.translate(_LETTERS).split())  # as most titles are, in half the time
    words: list[str] = (_TOKEN if text.isascii() else _ANY_TOKEN).findall(text)
    return ".".join([word.lstrip("0") or "0" if word[0] == "0" else word for word in words])


_NOTHING = frozenset(name_of(words) for words in NOTHING.split("|"))


def is_wide(word: str) -> bool:
    """Whether a word is of a script that is written without blanks: Chinese, Japanese, Thai.

    >>> is_wide("北米市場"), is_wide("시장"), is_wide("market")
    (True, False, False)
    """
    return not word.isascii() and _WIDE.search(word) is not None


@lru_cache(maxsize=8192)
def reduced(name: str) -> str:
    """The name of a tab or team without filler words and cycles; empty if nothing else is left.

    >>> reduced("company.okrs.q.4.2026"), reduced("sales.team")
    ('company', 'sales')
    """
    return ".".join(token for token in name.split(".") if token not in _FILLERS and not token.isdecimal())


def cycle_name(name: str) -> str | None:
    """The name of a quarter, half or year as cycles are called here; None for what names none.

    >>> cycle_name("t.4.2026"), cycle_name("2026.s.1"), cycle_name("2026"), cycle_name("kr.4")
    ('q.4.2026', 'h.1.2026', '2026', None)
    """
    if name.count(".") > 2:
        return None
    tokens = name.split(".")
    parts = [part for token in tokens if (part := _PARTS_OF_YEAR.get(token))]
    years = [token for token in tokens if _YEAR.fullmatch(token)]
    numbers = [token for token in tokens if token in _NUMBERS]
    if len(years) > 1 or len(parts) != len(numbers) or len(parts) > 1:
        return None
    named = [*parts, *numbers, *years]
    return ".".join(named) if len(named) == len(tokens) else None


def without_numbering(title: str) -> str:
    """The title without a leading number such as `1.2`, `KR1:` or `Objective 3 -`.

    >>> without_numbering("KR1: Win Ohio"), without_numbering("3 new markets")
    ('Win Ohio', '3 new markets')
    """
    match = _NUMBERING.match(title)
    return title[match.end() :] if match else title


def means_nothing(text: str) -> bool:
    """Whether a cell says that there is no alignment: `-`, `n/a`, `none`, `TBD` and their like.

    >>> means_nothing("n/a"), means_nothing("–"), means_nothing("未定"), means_nothing("CO-1")
    (True, True, True, False)
    """
    name = name_of(text)
    return not name or (name in _NOTHING and not _ERROR.match(text))


def is_nothing_with_reason(text: str) -> bool:
    """Whether a cell says that there is no alignment, and why.

    >>> is_nothing_with_reason("n/a (team health)"), is_nothing_with_reason("TBD - CO-1?")
    (True, False)
    """
    head, *reason = _REASON.split(text.strip(), maxsplit=1)
    return bool(reason and name_of(head)) and means_nothing(head) and not _DIGIT.search(reason[0])


def has_form_of_id(text: str) -> bool:
    """Whether a text is written like an id, scoped or not, be there such an OKR or not.

    >>> has_form_of_id("CO-9"), has_form_of_id("KR 1.2"), has_form_of_id("Grow by 20")
    (True, True, False)
    """
    text = text.strip()
    if len(text) > _LONGEST_ID or not _DIGIT.search(text):
        return False
    return _FORM_OF_ID.fullmatch(text) is not None
