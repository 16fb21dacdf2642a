"""Which fields the OKRs judged now have at all, so that no rule asks each of them in vain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType

from okrsheets.lint import Case, asked_once
from okrsheets.model import Field, Okr
from okrsheets.reading.extraction.refs import FieldPlaces
from okrsheets.rules.tables import judged_okrs

__all__ = ["placed_fields", "said_fields"]

_SAID: Mapping[Field, Callable[[Okr], object]] = MappingProxyType(
    {
        Field.PROGRESS: attrgetter("stated_progress"),
        Field.STATUS: attrgetter("stated_status"),
        Field.CONFIDENCE: attrgetter("confidence"),
        Field.WEIGHT: attrgetter("weight"),
        Field.PRIORITY: attrgetter("priority"),
    }
)
"""The fields that most sheets lack, and what an OKR says of each."""


@asked_once
def said_fields(case: Case) -> frozenset[Field]:
    """Those of the fields that most sheets lack of which any OKR says something.

    They are progress, status, confidence, weight, priority and check-ins.
    """
    okrs = judged_okrs(case)
    said = {name for name, of in _SAID.items() if [*map(of, okrs)].count(None) < len(okrs)}
    if any(key_result.check_ins for key_result in case.okrs.key_results):
        said.add(Field.CHECK_IN)
    return frozenset(said)


@asked_once
def placed_fields(case: Case) -> frozenset[Field]:
    """The fields for which any OKR has a cell, filled or not."""
    places = (okr.cells for okr in judged_okrs(case))
    columns = (each.numbers if isinstance(each, FieldPlaces) else each for each in places)
    return frozenset().union(*{id(each): each for each in columns}.values())  # one mapping for all of a table
