"""Tabs that are ours whole, known by what they say of themselves."""

from __future__ import annotations

from okrsheets.grid import Sheet
from okrsheets.tuples import NamedTuple

__all__ = [
    "NOTE",
    "OBJECTIVES_BESIDE",
    "OBJECTIVE_HEADINGS",
    "OURS_BECAUSE",
    "TEAM_HEADINGS",
    "TITLE",
    "Signs",
    "signs_of",
]

TITLE = "OKR summary (auto)"
"""What our tab is headed, until someone calls it otherwise."""

NOTE = "Kept by okrsheets: figures in the tables are written over; what stands beside and below them stays"
"""What stands above the headings."""

TEAM_HEADINGS = ("Team", "Status", "Progress", "Objectives", "Findings")
OBJECTIVE_HEADINGS = ("Objective", "Team", "Owner", "Cycle", "Where", "Status", "Progress", "Findings")
OBJECTIVES_BESIDE = len(TEAM_HEADINGS) + 1
"""How far right of the first table the second one begins."""

OURS_BECAUSE = "it is ours: the summary that sync writes"

_TITLE_ABOVE, _NOTE_ABOVE = 5, 2  # rows from the title, and from the note, down to the headings
# the heading of each table that least sheets have, and how far behind the first one it stands
_RARE = {
    "Objectives": (TEAM_HEADINGS.index("Objectives"), TEAM_HEADINGS),
    "Where": (OBJECTIVE_HEADINGS.index("Where"), OBJECTIVE_HEADINGS),
}

Place = tuple[int, int]


class Signs(NamedTuple):
    """The places, as typed text and no formula, of what makes a tab ours; headings by their first cell.

    `top` is the first row of the tab with anything in it.
    """

    title: tuple[Place, ...] = ()
    note: tuple[Place, ...] = ()
    teams: tuple[Place, ...] = ()
    objectives: tuple[Place, ...] = ()
    top: int = 0

    def are_ours(self, *, named: bool) -> bool:
        """Whether they make a tab ours: any of them where it has the name that we last knew ours by
        (`named`), else note and headings as we made them, at the top of the tab.

        Less is no proof: people name our tab in their lists, and copy rows of it below OKRs of their own.
        """
        if named:
            return bool(self.title or self.note or self.teams or self.objectives)
        at = self.headings
        return at is not None and self.top >= at[0] - _TITLE_ABOVE

    @property
    def headings(self) -> Place | None:
        """Where the tables begin; None where note and headings do not stand as we made them."""
        for row, column in self.teams if len(self.teams) == len(self.objectives) == 1 else ():
            beside = (row, column + OBJECTIVES_BESIDE) in self.objectives
            if beside and (row - _NOTE_ABOVE, column) in self.note:
                return row, column
        return None


def signs_of(sheet: Sheet) -> Signs:
    """The signs of ours that stand anywhere on a tab."""
    found: dict[object, list[Place]] = {TITLE: [], NOTE: [], TEAM_HEADINGS: [], OBJECTIVE_HEADINGS: []}
    for (row, column), cell in sheet.cells.items():
        text = cell.value
        if not isinstance(text, str) or cell.formula is not None:
            continue
        if text in _RARE:
            behind, headings = _RARE[text]
            first = column - behind
            if all(_typed(sheet, row, first + n) == heading for n, heading in enumerate(headings)):
                found[headings].append((row, first))
        elif text in (TITLE, NOTE):
            found[text].append((row, column))
    title, note, teams, objectives = map(tuple, found.values())
    top = min(row for (row, _), cell in sheet.cells.items() if cell.value is not None) if teams else 0
    return Signs(title, note, teams, objectives, top)


def _typed(sheet: Sheet, row: int, column: int) -> object:
    cell = sheet.cell(row, column)
    return cell.value if cell.formula is None else None
