"""What a person says of how progress is measured and rolled up: policies by name, and modes by tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrsheets.config.checks import Checker, Table
from okrsheets.progress.measuring_policies import MEASURING_POLICIES, MeasuringPolicy
from okrsheets.progress.parent_policies import PARENT_POLICIES, ParentPolicy
from okrsheets.progress.rollup_policies import MODES, ROLL_UP_POLICIES, RollUpPolicy

__all__ = ["measuring_policy", "parent_policy", "roll_up_mode", "roll_up_modes", "roll_up_policy"]


def parent_policy(checker: Checker, key: str, value: Any) -> ParentPolicy:
    """The named way to judge a parent."""
    return PARENT_POLICIES[checker.known_word(key, value, PARENT_POLICIES, "way to judge a parent")]


def measuring_policy(checker: Checker, key: str, value: Any) -> MeasuringPolicy:
    """The measuring policy of that name."""
    return MEASURING_POLICIES[checker.known_word(key, value, MEASURING_POLICIES, "measuring policy")]


def roll_up_policy(checker: Checker, key: str, value: Any) -> RollUpPolicy:
    """The roll-up policy of that name."""
    return ROLL_UP_POLICIES[checker.known_word(key, value, ROLL_UP_POLICIES, "roll-up policy")]


def roll_up_mode(checker: Checker, key: str, value: Any) -> str:
    """What counts in an objective."""
    return checker.known_word(key, value, MODES, "roll-up mode")


def roll_up_modes(source: Table, *, mode: str | None) -> Mapping[str, str]:
    """The modes of the tabs of a source, by name or pattern; `mode` is that of all its other tabs."""
    tabs = source.get("sheets", {})
    said = {name: tab["roll_up"] for name, tab in tabs.items() if "roll_up" in tab}
    return said if mode is None else {**said, "*": said.get("*", mode)}
