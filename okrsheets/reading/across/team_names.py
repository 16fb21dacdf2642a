"""One name for a team, however often it is written, with capitals or blanks that differ."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.model import KeyResult, Objective, folded

__all__ = ["with_one_name_a_team"]


def with_one_name_a_team(objectives: Iterable[Objective]) -> tuple[Objective, ...]:
    """The same objectives and key results, each of a team that is called as it was first written."""
    names: dict[str, str] = {}

    def called(team: str | None) -> str | None:
        return names.setdefault(folded(team), team) if team else team

    def key_result(one: KeyResult) -> KeyResult:
        team = called(one.team)
        return one if team == one.team else one._replace(team=team)

    found = []
    for one in objectives:
        team = called(one.team)
        its = tuple(map(key_result, one.key_results))
        same = team == one.team and its == one.key_results
        found.append(one if same else one._replace(team=team, key_results=its))
    return tuple(found)
