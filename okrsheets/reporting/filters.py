"""What the tree of objectives can be filtered by, and the marks that each objective carries for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsheets.model import Objective, Okr, Results, Status
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.wording import STATUS_ORDER, one_line, status_chip
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Choice", "FilterBox", "Filters"]


class Choice(NamedTuple):
    """One thing to choose: the mark that chosen objectives carry, and its words."""

    mark: str
    words: str


class FilterBox(NamedTuple):
    """One list to choose from; `everything` are the words for not choosing."""

    label: str
    everything: str
    choices: tuple[Choice, ...]


class Filters(NamedTuple):
    """Marks by team, owner, status and rule; `rules_of` are the rules that found something, by objective."""

    teams: Mapping[str, str]
    owners: Mapping[str, str]
    statuses: Mapping[Status, str]
    rules: Mapping[str, str]
    rules_of: Mapping[str, frozenset[str]]
    results: Results

    @classmethod
    def of(cls, results: Results, homes: Mapping[str, str]) -> Filters:
        """What these results can be filtered by; `homes` are the objectives that OKRs belong to."""
        teams = [each.team for each in results.okrs.objectives if each.team]
        owners = {owner for okr in results.okrs.okrs for owner in okr.owners}
        met = {results.figures.okrs.get(okr.key, NO_FIGURE).status for okr in results.okrs.okrs}
        rules_of: dict[str, set[str]] = {}
        for finding in results.findings:
            if finding.okr is not None and finding.okr in homes:
                rules_of.setdefault(homes[finding.okr], set()).add(finding.rule)
        return cls(
            teams=_marked("t", dict.fromkeys(teams)),
            owners=_marked("o", dict.fromkeys(sorted(owners, key=str.casefold))),
            statuses={status: f"s{at}" for at, status in enumerate(STATUS_ORDER) if status in met},
            rules=_marked("r", dict.fromkeys(sorted({rule for each in rules_of.values() for rule in each}))),
            rules_of={key: frozenset(rules) for key, rules in rules_of.items()},
            results=results,
        )

    def marks(self, objective: Objective) -> str:
        """What an objective and its key results can be found by."""
        return " ".join(dict.fromkeys(self._marks(objective)))

    def boxes(self, tongue: Tongue) -> tuple[FilterBox, ...]:
        """The lists to choose from; one with a single choice would change nothing and is left out."""
        named = (
            (tongue("Team"), tongue("All teams"), _choices(self.teams)),
            (tongue("Owner"), tongue("All owners"), _choices(self.owners)),
            (
                tongue("Status"),
                tongue("Any status"),
                tuple(Choice(mark, status_chip(each, tongue).word) for each, mark in self.statuses.items()),
            ),
            (tongue("Rule"), tongue("Any finding"), _choices(self.rules)),
        )
        return tuple(FilterBox(*each) for each in named if len(each[2]) > 1)

    def _marks(self, objective: Objective) -> Iterator[str]:
        figures = self.results.figures.okrs
        if objective.team:
            yield self.teams[objective.team]
        okrs: tuple[Okr, ...] = (objective, *objective.key_results)
        for okr in okrs:
            for owner in okr.owners:
                yield self.owners[owner]
            yield self.statuses[figures.get(okr.key, NO_FIGURE).status]
        for rule in sorted(self.rules_of.get(objective.key, ())):
            yield self.rules[rule]


def _marked(letter: str, names: Mapping[str, None]) -> Mapping[str, str]:
    return {name: f"{letter}{at}" for at, name in enumerate(names)}


def _choices(marks: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(mark, one_line(name)) for name, mark in marks.items())
