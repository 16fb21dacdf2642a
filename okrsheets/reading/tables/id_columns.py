"""Ids under a heading that names OKRs: whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import Field, Level
from okrsheets.reading.tables.headings import Meaning

__all__ = ["as_ids"]

_LEVELS = {Field.OBJECTIVE: Level.OBJECTIVE, Field.KEY_RESULT: Level.KEY_RESULT, Field.TITLE: None}


def as_ids(meanings: Sequence[Meaning]) -> Meaning | None:
    """What a heading that names OKRs means above their ids: "Objective" above "O1" and "O2"."""
    for meaning in meanings:
        if meaning.field in _LEVELS:
            because = "its heading names OKRs and its cells are ids"
            return Meaning(Field.ID, _LEVELS[meaning.field], 0.85, because)
    return None
