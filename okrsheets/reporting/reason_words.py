"""The words of which reasons are made: names, figures, values, and why something is unknown."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.model import KeyResult, Measure, Okr, whole_percent
from okrsheets.reporting.wording import one_line

__all__ = ["CLAUSES", "has", "listed", "name_of", "of_several", "percent", "plain", "value_of"]

_HAS = {
    "target is its baseline": "has its baseline for a target",
    "the target cannot be read": "has a target that cannot be read",
    "the current value cannot be read": "has a current value that cannot be read",
    "the values are too far apart": "has values too far apart",
    "nothing is known of its key results": "is unknown, as are its key results",
    "nothing is known of what contributes to it": "is unknown, as is what contributes to it",
    "none of its key results counts": "has no key results that count",
    "nothing that is aligned to it counts": "has nothing that counts",
    "cancelled": "is cancelled",
    "postponed": "is postponed",
}
CLAUSES = (
    "nothing is known of its key results",
    "nothing is known of what contributes to it",
    "none of its key results counts",
    "nothing that is aligned to it counts",
)
"""Reasons that are said of the parts of an OKR as they stand."""

_OF_SEVERAL = {
    "has": "have",
    "is": "are",
    "does": "do",
    "stands": "stand",
    "counts": "count",
    "weighs": "weigh",
}


def name_of(okr: Okr) -> str:
    """The title of an OKR on one line."""
    return one_line(okr.title or "") or "Key results without an objective"


def percent(share: float | None) -> str:
    """A share in whole per cent, or that it is unknown."""
    return "unknown" if share is None else f"{whole_percent(share)} %"


def has(because: str | None) -> str:
    """Why something is unknown, to go behind what it is said of: "has no target"."""
    if because is None:
        return "has no figure"
    return _HAS.get(because) or (because if because.startswith("is ") else f"has {because}")


def of_several(reason: str) -> str:
    """A reason as it is said of several.

    >>> of_several("has its baseline for a target")
    'have their baseline for a target'
    """
    verb, _, rest = reason.partition(" ")
    return f"{_OF_SEVERAL.get(verb, verb)} {rest}".replace(" its ", " their ")


def listed(names: Sequence[str]) -> str:
    """Names one after the other: "A, B and C"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def plain(okr: KeyResult, value: float | None) -> str:
    """A value where no arithmetic is around it."""
    return value_of(okr, value).strip("()")


def value_of(okr: KeyResult, value: float | None) -> str:
    """A value as the key result's other values are written.

    >>> from okrsheets.grid import CellRef
    >>> value_of(KeyResult("k", None, "x", CellRef("a", "b", 1, 1), "o", measure=Measure.PERCENT), 0.255)
    '25.5 %'
    """
    if value is None:
        return "?"
    if okr.measure is Measure.YES_NO and value in (0.0, 1.0) and (okr.target or 1) == 1:
        return "yes" if value else "no"
    if okr.measure is Measure.PERCENT:
        return f"{value * 100:,.10g} %"
    return f"{value:,.10g}" if value >= 0 else f"({value:,.10g})"
