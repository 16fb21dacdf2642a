"""The form of ids: `O1`, `KR 1.2`, `ENG-3`, and the numbering that titles begin with."""

from __future__ import annotations

import re

from okrsheets.reading.vocabulary import Vocabulary
from okrsheets.reading.words import first_label

__all__ = ["label_id", "looks_like_id"]

_ID = re.compile(r"(?:[^\W\d_]{0,10}[-_. /#]?){0,4}\d+(?:[-_. /](?:[^\W\d_]{0,8}[-_. ]?)\d+)*[.):]?")


def looks_like_id(text: str) -> bool:
    """Whether a text has the form of an id.

    >>> [looks_like_id(t) for t in ("O1", "KR 1.2", "2022-Q1-CTO-1.5", "Grow by 5", "12 new partners")]
    [True, True, True, False, False]
    """
    return len(text) <= 20 and " " not in text[4:] and _ID.fullmatch(text) is not None


def label_id(title: str | None, vocabulary: Vocabulary) -> str | None:
    """The id that a title's own numbering offers.

    >>> from okrsheets.reading.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> [label_id(t, words) for t in ("KR1: Sign 5 partners", "2. Enhance", "1.5 million users")]
    ['KR1', '2', None]
    """
    label = first_label(title, vocabulary) if title else None
    if label is None or label["dotted"]:
        return None
    if label["number"]:
        return label["number"]
    return f"{label['name']}{label['n']}".replace(" ", "") if label["n"] else None
