"""What `[rules]` says of rules by their names, checked once all rules are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.config.checks import Checker
from okrsheets.config.settings import Config
from okrsheets.lint import LintSettings, Rule

__all__ = ["check_rule_names"]


def check_rule_names(config: Config, rules: Iterable[Rule]) -> None:
    """Raises ConfigError, with the nearest, for a name in the config that is no rule's or no threshold's."""
    if config.path is None:
        return
    checker, lint = Checker(config.path), config.stages.lint
    limits = {key for each in rules for key in each.threshold_keys}
    names = {each.name for each in rules}
    for place, name in _named(lint):
        checker.known_word(place, name, names, "rule")
    for key in lint.thresholds:
        checker.known_word("rules.thresholds", key.partition(".")[0], names, "rule")
        checker.known_word("rules.thresholds", key, limits, "threshold")


def _named(lint: LintSettings) -> Iterator[tuple[str, str]]:
    """Each name of a rule in the config, and the key under which it stands."""
    sections = {
        "rules.select": sorted(lint.select or ()),
        "rules.ignore": sorted(lint.ignore),
        "rules.severity": list(lint.severity),
        **{f'rules.tabs."{tab}".ignore': sorted(ignored) for tab, ignored in lint.tabs.items()},
    }
    for section, names in sections.items():
        yield from ((section, name) for name in names)
