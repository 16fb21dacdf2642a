"""How often an OKR is to be updated: as the config says, else in the rhythm of its tab's check-ins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from statistics import median

from okrsheets.model import Okr, OkrSet
from okrsheets.progress.settings import PaceSettings
from okrsheets.tuples import NamedTuple

__all__ = ["MONTHLY", "Cadences"]

MONTHLY = 31
_USUAL = (7, 14, MONTHLY)
_FEWEST = 3
"""Gaps between check-ins that show a rhythm."""


class Cadences(NamedTuple):
    """The days from one update to the next, by workbook and tab, and where nothing shows a rhythm."""

    by_tab: Mapping[tuple[str, str], int]
    otherwise: int
    grace: int

    @classmethod
    def of(cls, okrs: OkrSet, *, today: date, settings: PaceSettings) -> Cadences:
        """The cadence that the config says; else of each tab the median gap of its dated check-ins.

        The day in a column of last updates shows no rhythm: it is one for each row.
        """
        if settings.cadence is not None:
            return cls({}, settings.cadence, settings.grace)
        gaps: dict[tuple[str, str], list[int]] = {}
        for key_result in okrs.key_results:
            if len(key_result.check_ins) < 2:
                continue
            days = [check_in.day for check_in in key_result.check_ins if check_in.day <= today]
            tab = (key_result.at.workbook, key_result.at.sheet)
            gaps.setdefault(tab, []).extend((after - day).days for day, after in pairwise(days))
        found = {
            tab: _rounded(median(some), grace=settings.grace)
            for tab, some in gaps.items()
            if len(some) >= _FEWEST
        }
        return cls(found, MONTHLY, settings.grace)

    def days(self, okr: Okr) -> int:
        """The days from one update of an OKR to the next."""
        if not self.by_tab:
            return self.otherwise
        return self.by_tab.get((okr.at.workbook, okr.at.sheet), self.otherwise)

    def patience(self, okr: Okr) -> int:
        """The days from one update of an OKR to when the next is missed."""
        return self.days(okr) + self.grace


def _rounded(gap: float, *, grace: int) -> int:
    """The first of weekly, fortnightly and monthly that allows for such a gap; else the gap itself."""
    return next((days for days in _USUAL if gap <= days + grace), round(gap))
