"""What the demo company is made of: tabs, objectives, key results, and the faults planted in them."""

from __future__ import annotations

from okrsheets.tuples import NamedTuple

__all__ = [
    "AHEAD",
    "AT_RISK",
    "BEHIND",
    "DOLLARS",
    "DONE",
    "EUROS",
    "FINE_PERCENT",
    "HUNDREDTHS",
    "NAME",
    "PERCENT",
    "SECONDS",
    "TENTHS",
    "DemoKeyResult",
    "DemoObjective",
    "DemoTab",
    "Planted",
]

NAME = "Halden Bikes"

PERCENT = "0%"
FINE_PERCENT = "0.0%"
DOLLARS = "$#,##0"
EUROS = "[$€-2] #,##0"
TENTHS = "0.0"
HUNDREDTHS = "0.00"
SECONDS = '0.0" s"'

# How far a key result stays behind the elapsed share of the quarter.
DONE = -1.0
AHEAD = -0.06
BEHIND = 0.17
AT_RISK = 0.31


class DemoKeyResult(NamedTuple):
    """A key result as its row says it.

    `form` is the number format of its values. `step` is the smallest amount its owner would report.
    `lag` is how far it stays behind the elapsed share of the cycle (negative: ahead of it).
    `id` is set only where the row does not carry the next one. `stated` is what a person adds to
    the progress that they type beside the values. `typed`: over the formula of a column that computes it;
    `of_target`: its formula divides by the target alone. `says` is a status that its owner thinks better of.
    `added` is how many weeks ago its row was; None: it was there from the beginning. `idle`: nobody has moved
    it for weeks. `lowered_from` is its target as it was until last week.
    """

    title: str
    owner: str
    baseline: float | None = None
    target: float | None = None
    form: str = "#,##0"
    step: float = 1
    lag: float = 0.02
    id: str = ""
    contributes_to: str = ""
    stated: float = 0
    typed: bool = False
    of_target: bool = False
    says: str = ""
    added: int | None = None
    idle: bool = False
    lowered_from: float | None = None


class DemoObjective(NamedTuple):
    """An objective as its rows say it; the mean of its key results leaves out the last `missed`.

    `formerly` is its title as it was until last week.
    """

    id: str
    title: str
    owner: str
    aligned_to: str = ""
    depends_on: str = ""
    note: str = ""
    key_results: tuple[DemoKeyResult, ...] = ()
    missed: int = 0
    formerly: str = ""

    def key_result_id(self, index: int) -> str:
        """The id on the row of a key result, counted from 0."""
        return self.key_results[index].id or f"{self.id}.{index + 1}"


class DemoTab(NamedTuple):
    """One team's tab in one of the workbooks."""

    workbook: str
    name: str
    objectives: tuple[DemoObjective, ...]


class Planted(NamedTuple):
    """A fault that stands in the demo on purpose: the rule that finds it, its cell, what happened.

    `cell` is the cell at fault, or the first one of a row that is.
    """

    rule: str
    workbook: str
    tab: str
    cell: str
    why: str
