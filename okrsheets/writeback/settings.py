"""What a team can choose about our columns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.edits import ManagedRole, TabMemory
from okrsheets.model import CLOSE_AFTER, Severity
from okrsheets.tuples import NamedTuple

__all__ = ["WritebackSettings"]


class WritebackSettings(NamedTuple):
    """Which columns are kept, what they are called, and how bad a finding must be to enter one.

    `warnings` None keeps findings out of the sheet. `close_after` is in days past a cycle's end.
    `restore_columns` makes columns again that a person deleted. `summary_tab` keeps a tab of its own with
    teams and top objectives; `tabs` is what is known of it, by workbook.
    """

    columns: tuple[ManagedRole, ...] = tuple(ManagedRole)
    warnings: Severity | None = Severity.WARNING
    headings: Mapping[ManagedRole, str] = MappingProxyType({})
    close_after: int = CLOSE_AFTER
    restore_columns: bool = False
    summary_tab: bool = False
    tabs: Mapping[str, TabMemory] = MappingProxyType({})

    def heading(self, role: ManagedRole) -> str:
        """What a new column of this role is called."""
        return self.headings.get(role, role.value)

    @property
    def kept(self) -> tuple[ManagedRole, ...]:
        """The roles whose columns are filled, in the order they stand in."""
        off = ManagedRole.WARNINGS if self.warnings is None else None
        return tuple(role for role in ManagedRole if role in self.columns and role is not off)
