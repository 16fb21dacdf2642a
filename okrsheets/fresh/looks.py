"""How a fresh workbook looks: the colours of the report, each look made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

__all__ = ["ACCENT", "INK", "LINE", "RISK", "SLOW", "SOFT", "STATUS_COLOURS", "TINT", "Look", "Looks"]

INK, SOFT, LINE = "#1C1E21", "#5B6168", "#D9DBD8"
ACCENT, TINT = "#0F766E", "#E3F3F0"
SLOW, RISK = ("#945400", "#FAEFDC"), ("#B4232C", "#FBE6E6")
_GOOD, _DONE, _NONE = (ACCENT, TINT), ("#3D4FB5", "#E9EBFA"), (SOFT, "#EEEEEC")

STATUS_COLOURS = {
    "Not started": _NONE,
    "On track": _GOOD,
    "Behind": SLOW,
    "At risk": RISK,
    "Done": _DONE,
    "Postponed": _NONE,
    "Cancelled": _NONE,
}
"""The words for a status, in the order they are offered, with ink and fill."""


Look: TypeAlias = dict[str, str | int | bool]
"""What XlsxWriter takes a format from."""


class Looks:
    """The looks of one workbook."""

    __slots__ = ("_made", "_workbook")

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}

    def plain(self, **look: str | int | bool) -> Format:
        """A look without a frame."""
        usual: Look = {"font_color": INK, "valign": "vcenter"}
        whole = usual | look
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(whole)
        return self._made[key]

    def change(self, **look: str | int | bool) -> Format:
        """What a conditional format changes, and nothing else."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]

    def cell(self, **look: str | int | bool) -> Format:
        """The look of a cell that people fill in."""
        framed: Look = {"border": 1, "border_color": LINE}
        return self.plain(**framed | look)

    def heading(self, align: str) -> Format:
        """The look of a heading; above figures it is centred, as the arrow of the filter is at its right."""
        look: Look = {"align": "left", "indent": 1} if align == "left" else {"align": "center"}
        return self.cell(bold=True, font_color="#FFFFFF", bg_color=ACCENT, border_color=ACCENT, **look)

    @property
    def title(self) -> Format:
        return self.plain(bold=True, font_size=20)

    @property
    def hint(self) -> Format:
        return self.plain(font_color=SOFT)
