"""The rules of a run: the catalogue, those of other packages, and those in files that the config names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from okrsheets.config import Config
from okrsheets.config.ruling import check_rule_names
from okrsheets.errors import ConfigError, PluginError, reason_of
from okrsheets.lint import Case, Rule
from okrsheets.model import Finding
from okrsheets.run.plugins import cause, offered, told_of

__all__ = ["GROUP", "rules_of"]

GROUP = "okrsheets.rules"
"""The entry points that lead to a rule, or to several in a list."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def rules_of(config: Config) -> tuple[Rule, ...]:
    """All rules there are for this config, ours first, once its words about them are found to be of rules.

    Raises PluginError for a rule of somebody's own that cannot be used, ConfigError for a file that is
    not there and for a name that is no rule's.
    """
    from okrsheets.rules import CATALOGUE

    rules = {each.name: each for each in CATALOGUE}
    for place, own in _own(config):
        _refuse_unusable(own, place=place)
        if own.name in rules:
            raise PluginError(place, f'there is a rule "{own.name}" already', "give it another name")
        rules[own.name] = own._replace(check=_Guarded(own, place))
    check_rule_names(config, rules.values())
    return tuple(rules.values())


def _own(config: Config) -> Iterator[tuple[str, Rule]]:
    """The rules that are not ours, each with the place it comes from."""
    for place, found in offered(GROUP):
        yield from ((place, one) for one in _rules_in(found, place=place))
    for name in config.rule_files:
        path = config.root / name
        yield from ((name, one) for one in _rules_in_file(path, name))


def _rules_in(found: Any, *, place: str) -> Iterable[Rule]:
    """A rule, or those of a list; what an entry point leads to may be anything."""
    several = found if isinstance(found, Iterable) and not isinstance(found, Rule | str) else (found,)
    for one in several:
        if not isinstance(one, Rule):
            raise PluginError(
                place, f"leads to {type(one).__name__}, not to a rule", "make it one with @rule"
            )
        yield one


def _rules_in_file(path: Path, name: str) -> Iterable[Rule]:
    """The rules that a file defines, in its order."""
    if not path.is_file():
        raise ConfigError(f"rules.files: {name}", "no such file", "check the path, which is from the config")
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ConfigError(f"rules.files: {name}", "is no Python file", "name a file that ends in .py")
    module = module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # a folder of workbooks is no place for __pycache__
    try:
        spec.loader.exec_module(module)
    except OSError as error:
        raise PluginError(
            name, f"cannot be read: {reason_of(error)}", "check that you may read it"
        ) from error
    except Exception as error:
        raise PluginError(name, f"cannot be run: {cause(error)}", "mend it") from error
    finally:
        sys.dont_write_bytecode = before
    found = (value for value in vars(module).values() if isinstance(value, Rule))
    rules = [each for each in found if each.check.__module__ == module.__name__]
    if not rules:
        raise PluginError(name, "defines no rule", "make a function one with @rule")
    return rules


def _refuse_unusable(own: Rule, *, place: str) -> None:
    """Raises PluginError for a rule whose name or page nobody could use."""
    if not _NAME.fullmatch(own.name):
        raise PluginError(place, f'"{own.name}" is no name of a rule', 'write it as "no-champion"')
    if not own.summary:
        raise PluginError(
            place, f'the rule "{own.name}" does not say what it finds', "give its function a docstring"
        )


class _Guarded:
    """The check of a rule of somebody's own, whose mistakes are told as theirs."""

    def __init__(self, own: Rule, place: str) -> None:
        self._own = own
        self._place = place

    def __call__(self, case: Case, **limits: float) -> Iterator[Finding]:
        with told_of(f"{self._place}: {self._own.name}", "failed", "mend the rule, or ignore it"):
            for found in self._own.check(case, **limits):
                if not isinstance(found, Finding):
                    raise TypeError(f"yields {type(found).__name__}, not what finding(...) makes")
                yield found
