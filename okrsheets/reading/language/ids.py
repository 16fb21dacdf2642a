"""The form of ids: `O1`, `KR 1.2`, `ENG-3`, and the numbering that titles begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.language.words import first_label

__all__ = ["counted", "label_ids", "looks_like_id", "without_label"]

_ID = pattern(r"(?:[^\W\d_]{0,10}[-_. /#]?){0,4}\d+(?:[-_. /](?:[^\W\d_]{0,8}[-_. ]?)\d+)*[.):]?")

_COUNTED = pattern(r"(\d{1,2})\s+([^\W\d].*)", re.DOTALL)


def looks_like_id(text: str) -> bool:
    """Whether a text has the form of an id.

    >>> [looks_like_id(t) for t in ("O1", "KR 1.2", "2022-Q1-CTO-1.5", "Grow by 5", "12 new partners")]
    [True, True, True, False, False]
    """
    return len(text) <= 20 and " " not in text[4:] and _ID.fullmatch(text) is not None


def label_ids(titles: Iterable[str], vocabulary: Vocabulary) -> list[str | None]:
    """The ids that titles offer by the numbering they begin with; `1.5` alone only where most do so.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> label_ids(["KR1: Sign 5 partners", "2. Enhance", "1.5 million users"], words)
    ['KR1', '2', None]
    >>> label_ids(["1.1 Sign partners", "1.2 Sell more"], words)
    ['1.1', '1.2']
    """
    labels = [first_label(title, vocabulary) for title in titles]
    dotted = sum(1 for label in labels if label and label["dotted"])
    return [_label_id(label, dotted=dotted * 10 >= len(labels) * 6) for label in labels]


def _label_id(label: re.Match[str] | None, *, dotted: bool) -> str | None:
    if label is None:
        return None
    if label["dotted"]:
        return label["dotted"] if dotted else None
    if label["number"]:
        return label["number"]
    return f"{label['name']}{label['n']}".replace(" ", "") if label["n"] else None


def counted(titles: Sequence[str]) -> list[tuple[str, str]] | None:
    """The bare numbers by which several titles count from one, each with the words behind it; else None.

    >>> counted(["1 Grow in the north", "2 Win the south"])
    [('1', 'Grow in the north'), ('2', 'Win the south')]
    >>> counted(["2 new shops", "3 new ovens"]), counted(["1 new shop"])
    (None, None)
    """
    parts = [match for title in titles if (match := _COUNTED.fullmatch(title))]
    numbers = [int(part[1]) for part in parts]
    if len(titles) < 2 or numbers != [*range(1, len(titles) + 1)]:
        return None
    return [(part[1], part[2]) for part in parts]


def without_label(title: str, vocabulary: Vocabulary) -> str:
    """A title without the word for its level that it begins with.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> without_label("Objective: Grow", load_vocabulary({}))
    'Grow'
    """
    label = first_label(title, vocabulary)
    return title[label.end() :] if label and label["name"] and label.end() < len(title) else title
