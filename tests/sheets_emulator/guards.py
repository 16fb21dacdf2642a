"""Who edits: protected ranges refuse those who are not named as their editors."""

from __future__ import annotations

from dataclasses import dataclass

from .a1 import Box
from .book import Sheet
from .reading import Viewer
from .refusals import invalid
from .wire import Message

__all__ = ["Editor"]

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)


@dataclass(frozen=True, slots=True)
class Editor(Viewer):
    """One who changes a spreadsheet."""

    def check(self, sheet: Sheet, box: Box) -> None:
        """Refuse to touch a rectangle that is protected against them."""
        for protection in sheet.parts.get("protectedRanges", []):
            if self.may_edit(protection):
                continue
            protected = sheet.cover(protection.get("range", {}))
            if protected.meets(box) and not self._left_open(sheet, protection, box):
                raise invalid(PROTECTED)

    def check_all(self, sheet: Sheet) -> None:
        """Refuse to change a tab as a whole while it is protected as a whole against them."""
        for protection in sheet.parts.get("protectedRanges", []):
            if not self.may_edit(protection) and sheet.cover(protection.get("range", {})) == sheet.whole:
                raise invalid(PROTECTED)

    @staticmethod
    def _left_open(sheet: Sheet, protection: Message, box: Box) -> bool:
        return any(sheet.cover(part).holds(box) for part in protection.get("unprotectedRanges", []))
