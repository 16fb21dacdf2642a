"""What a company can say about which rules speak, how loudly, and where."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType

from okrsheets.model import CLOSE_AFTER, Place, Severity
from okrsheets.tuples import NamedTuple

__all__ = ["LintSettings"]


class LintSettings(NamedTuple):
    """Which rules speak, how loudly, and from where on.

    `select` None means all rules. A threshold is named after its rule; further ones of the same rule
    are named `rule-name.threshold`. `tabs` holds rules that stay silent in tabs, by the tab's name, a pattern
    (`Q* 2026`), or either behind a workbook's (`[Plan.xlsx]Ideas`). `people` are those who may own OKRs, with
    their addresses and other names. A cycle is closed `close_after` days after its last.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = MappingProxyType({})
    thresholds: Mapping[str, float] = MappingProxyType({})
    tabs: Mapping[str, frozenset[str]] = MappingProxyType({})
    people: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    close_after: int = CLOSE_AFTER

    def wants(self, name: str) -> bool:
        """Whether the rule of that name is to be heard."""
        return name not in self.ignore and (self.select is None or name in self.select)

    def ignores_in(self, place: Place, name: str) -> bool:
        """Whether the rule of that name stays silent in the tab of a place."""
        return bool(place.sheet) and any(
            name in names and _is_meant(place, written) for written, names in self.tabs.items()
        )


def _is_meant(place: Place, written: str) -> bool:
    """Whether a tab is called so, or matches it, with its workbook's file name before it or without."""
    if fnmatchcase(place.sheet, written):
        return True
    book = place.workbook.replace("\\", "/").rpartition("/")[2]
    scope = f"[{book}]"
    return written.startswith(scope) and fnmatchcase(place.sheet, written.removeprefix(scope))
