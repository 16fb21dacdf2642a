"""The tabs of a fresh workbook: one per team, and the letters that its ids begin with."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.errors import UsageError
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "COMPANY",
    "EXAMPLE",
    "HELP",
    "LONGEST_NAME",
    "NOT_IN_NAMES",
    "PEOPLE",
    "TeamTab",
    "letters_of",
    "team_tabs",
]

COMPANY = "Company"
EXAMPLE, PEOPLE, HELP = "Example", "People", "Help"
_ALONE = "OKRs"
LONGEST_NAME = 31  # of a tab, in every spreadsheet program
_MOST_TEAMS = 40
NOT_IN_NAMES = pattern(r"[\[\]:*?/\\\x00-\x1f]")


class TeamTab(NamedTuple):
    """A tab of OKRs: its name, what its ids begin with, and whether others align to it."""

    name: str
    letters: str
    top: bool


def team_tabs(teams: Sequence[str]) -> tuple[TeamTab, ...]:
    """A tab for the company and one for each team; without teams one for all.

    Raises UsageError for a name that no tab can have.

    >>> [(tab.name, tab.letters) for tab in team_tabs(["Sales", "Support", "IT"])]
    [('Company', 'C'), ('Sales', 'SA'), ('Support', 'SU'), ('IT', 'I')]
    >>> team_tabs([])
    (TeamTab(name='OKRs', letters='O', top=True),)
    """
    names = [" ".join(team.split()) for team in teams if team.strip()]
    if not names:
        return (TeamTab(_ALONE, "O", top=True),)
    if COMPANY.casefold() not in [name.casefold() for name in names]:
        names.insert(0, COMPANY)
    _check(names)
    tabs: list[TeamTab] = []
    for number, name in enumerate(names, start=1):
        others = [*(other for other in names if other != name), EXAMPLE]
        letters = letters_of(name, others, taken=[tab.letters for tab in tabs]) or f"T{number}-"
        tabs.append(TeamTab(name, letters, top=name.casefold() == COMPANY.casefold()))
    return tuple(tabs)


def _check(names: Sequence[str]) -> None:
    if len(names) > _MOST_TEAMS + 1:
        raise UsageError("--teams", f"names more than {_MOST_TEAMS} teams", "make several workbooks")
    known = {
        name.casefold() for name in (EXAMPLE, PEOPLE, HELP, "History")
    }  # Excel keeps the last for itself
    for name in names:
        if len(name) > LONGEST_NAME or NOT_IN_NAMES.search(name) or name.strip("'") != name:
            cure = f"choose one of up to {LONGEST_NAME} letters without [ ] : * ? / \\"
            raise UsageError(f'--teams "{name}"', "can be no name of a tab", cure)
        if name.casefold() in known:
            raise UsageError(f'--teams "{name}"', "would be a second tab of that name", "choose another name")
        known.add(name.casefold())


def letters_of(name: str, others: Sequence[str], *, taken: Sequence[str]) -> str | None:
    """The first letters of a name, as many as tell it from the others; None if it has no plain letters."""
    own = _plain(name)
    for length in range(1, len(own) + 1):
        letters = own[:length]
        if letters not in taken and not any(_plain(other).startswith(letters) for other in others):
            return letters
    return None


def _plain(name: str) -> str:
    return "".join(one for one in name.upper() if "A" <= one <= "Z")
