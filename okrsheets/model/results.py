"""What one run understood and found out, as the stages leave it for write-back, reports and mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from okrsheets.grid import Workbook
from okrsheets.model.alignments import Resolutions
from okrsheets.model.facts import AlignmentFacts
from okrsheets.model.figures import Figures
from okrsheets.model.findings import Finding, Place, PlaceKind
from okrsheets.model.history import HistoryView
from okrsheets.model.okrs import OkrSet
from okrsheets.model.readings import Reading
from okrsheets.model.scores import Scores
from okrsheets.tuples import NamedTuple

__all__ = ["Results", "Understood", "as_of"]


def as_of(workbooks: Iterable[Workbook]) -> Mapping[str, date]:
    """The sources of these for which an earlier reading stands in, each with the day of that."""
    return {workbook.source: workbook.as_of for workbook in workbooks if workbook.as_of is not None}


class Understood(NamedTuple):
    """What all workbooks together say, before anything is judged; a reading for each workbook."""

    workbooks: tuple[Workbook, ...]
    readings: tuple[Reading, ...]
    okrs: OkrSet
    resolutions: Resolutions


class Results(NamedTuple):
    """One run over all workbooks together.

    `workbooks` are as they were read, our own columns included; `readings` stand in the same order. `unread`
    are the sources that belong to them, could not be read this time, and of which no earlier reading stands
    in. `history` is what earlier runs saw, `marks` what people wrote in the row of each OKR, by its key; both
    are empty where nothing is remembered.
    """

    workbooks: tuple[Workbook, ...]
    readings: tuple[Reading, ...]
    okrs: OkrSet
    resolutions: Resolutions
    figures: Figures
    findings: tuple[Finding, ...]
    today: date
    facts: AlignmentFacts = AlignmentFacts()
    unread: tuple[str, ...] = ()
    history: HistoryView = HistoryView()
    marks: Mapping[str, str] = MappingProxyType({})
    scores: Scores = Scores()

    @property
    def as_of(self) -> Mapping[str, date]:
        """The sources for which an earlier reading stands in, each with the day of that."""
        return as_of(self.workbooks)

    def is_stale(self, place: Place) -> bool:
        """Whether cells of a workbook are meant for which an earlier reading stands in.

        People may have mended them since. What is said of the workbook itself holds.
        """
        return place.kind is not PlaceKind.WORKBOOK and place.workbook in self.as_of
