"""What a rule is, how a function becomes one, and what it yields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from okrsheets.grid import CellRef
from okrsheets.model import Finding, Place, Severity
from okrsheets.tuples import NamedTuple

__all__ = ["Check", "Rule", "finding", "rule"]

Check: TypeAlias = Callable[..., Iterator[Finding]]
"""A rule's function: takes a `Case` and its thresholds by keyword, and yields what `finding` makes."""


class Rule(NamedTuple):
    """A named diagnosis. `page` is its function's docstring, `summary` that one's first sentence.

    `thresholds` are the defaults of its function's keyword arguments. A finding is dropped where a
    rule of `silenced_by` found something at the same OKR, row or place: one fault, one warning. One
    `of_suppressions` speaks after all others, and of what notes came to. One that `needs_all_read` concludes
    from what is not there, and says nothing while a source could not be read.
    """

    name: str
    severity: Severity
    family: str
    summary: str
    page: str
    check: Check
    thresholds: Mapping[str, float] = MappingProxyType({})
    silenced_by: tuple[str, ...] = ()
    needs_history: bool = False
    of_suppressions: bool = False
    needs_all_read: bool = False

    @property
    def threshold_keys(self) -> Mapping[str, str]:
        """What its thresholds are called in settings, and by their own names: the first after the rule."""
        return {
            f"{self.name}.{name}" if number else self.name: name
            for number, name in enumerate(self.thresholds)
        }


def rule(
    name: str,
    severity: Severity,
    *,
    silenced_by: tuple[str, ...] = (),
    needs_history: bool = False,
    of_suppressions: bool = False,
    needs_all_read: bool = False,
) -> Callable[[Check], Rule]:
    """Makes a rule of a function and its docstring.

    The family is the name of its module, or of the package that its module is in, below one named `rules`.
    """

    def made(check: Check) -> Rule:
        page = inspect.cleandoc(check.__doc__ or "")
        parameters = inspect.signature(check).parameters.values()
        return Rule(
            name=name,
            severity=severity,
            family=_family(check.__module__),
            summary=page.partition("\n")[0].rstrip("."),
            page=page,
            check=check,
            thresholds={p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY},
            silenced_by=silenced_by,
            needs_history=needs_history,
            of_suppressions=of_suppressions,
            needs_all_read=needs_all_read,
        )

    return made


def _family(module: str) -> str:
    """What rules of a module have in common.

    >>> _family("okrsheets.rules.sheet.formulas"), _family("okrsheets.rules.form"), _family("ours.naming")
    ('sheet', 'form', 'naming')
    """
    _, within, name = module.rpartition(".rules.")
    return name.partition(".")[0] if within else name.rpartition(".")[2]


def finding(
    *,
    place: Place | CellRef,
    message: str,
    hint: str | None = None,
    okr: str | None = None,
    also: Iterable[str] = (),
    at_most: Severity = Severity.ERROR,
) -> Finding:
    """What a rule yields; `run` adds the rule's name and severity, which is never above `at_most`."""
    where = Place.at_cell(place) if isinstance(place, CellRef) else place
    return Finding("", at_most, where, message, hint, okr, tuple(also))
