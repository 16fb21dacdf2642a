"""What our cells say about one OKR: its progress, status, alignments and warnings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Set

from okrsheets.edits import EditKind, ManagedRole
from okrsheets.grid import Value
from okrsheets.model import (
    Figure,
    Finding,
    KeyResult,
    Objective,
    Okr,
    Outcome,
    PlaceKind,
    Resolution,
    Results,
    Severity,
    Status,
    id_apart,
    whole_percent,
)
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["CellWords", "kind_of", "one_line"]

_LONGEST = 500
_ROOM_FOR_FINDINGS = 460  # leaves room for "and 3 more: see the report"
_LONGEST_TITLE = 80
_SHOWN_FINDINGS = 2
_OBJECTIVE_ROLES = {
    ManagedRole.OBJECTIVE_PROGRESS: ManagedRole.PROGRESS,
    ManagedRole.OBJECTIVE_STATUS: ManagedRole.STATUS,
}

# Control characters, line and paragraph separators, marks that turn the reading direction around,
# lone surrogates and the two codes that XML cannot hold.
_UNPRINTABLE = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def kind_of(role: ManagedRole) -> EditKind:
    """How the cells of a column are written."""
    percent = role in (ManagedRole.PROGRESS, ManagedRole.OBJECTIVE_PROGRESS)
    return EditKind.PERCENT if percent else EditKind.TEXT


def one_line(text: str, *, longest: int = _LONGEST) -> str:
    """A text as it may stand in a cell: one line, printable, cut with an ellipsis.

    >>> one_line("Grow\\n in  Spain\\x07", longest=40), one_line("Grow in Spain", longest=8)
    ('Grow in Spain', 'Grow in…')
    """
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


class CellWords(NamedTuple):
    """All that can be said of the OKRs of one workbook, found by their keys."""

    okrs: Mapping[str, Okr]
    figures: Mapping[str, Figure]
    resolutions: Mapping[str, tuple[Resolution, ...]]
    findings: Mapping[str, tuple[Finding, ...]]

    @classmethod
    def of(cls, results: Results, *, keys: Set[str], warnings: Severity | None) -> CellWords:
        """What results say of these OKRs; findings below `warnings` are left out, all if it is None."""
        resolutions: dict[str, list[Resolution]] = {}
        for resolution in results.resolutions.resolutions:
            if resolution.child in keys:
                resolutions.setdefault(resolution.child, []).append(resolution)
        findings: dict[str, list[Finding]] = {}
        for finding in results.findings if warnings is not None else ():
            bad = warnings is not None and finding.severity >= warnings
            if bad and finding.okr in keys and finding.place.kind is PlaceKind.CELL:
                findings.setdefault(str(finding.okr), []).append(finding)
        return cls(
            results.okrs.by_key,
            results.figures.okrs,
            {key: tuple(items) for key, items in resolutions.items()},
            # the sort is stable: equally bad findings keep their order in the sheet
            {key: tuple(sorted(items, key=lambda item: -item.severity)) for key, items in findings.items()},
        )

    def value(self, key: str, role: ManagedRole) -> Value:
        """What the cell of this role says of the OKR; None is blank."""
        role = _OBJECTIVE_ROLES.get(role, role)
        if role is ManagedRole.PROGRESS:
            return self._progress(key)
        if role is ManagedRole.STATUS:
            return self._status(key)
        if role is ManagedRole.ALIGNED_TO:
            return one_line("; ".join(self._parents(key))) or None
        if role is ManagedRole.WARNINGS:
            return one_line("; ".join(self._warnings(key))) or None
        if role is ManagedRole.KEY_RESULTS:
            return one_line("; ".join(self._key_results(key))) or None
        parents = [f"aligned to {parent}" for parent in self._parents(key)]
        return one_line("; ".join([*parents, *self._warnings(key)])) or None

    def is_of_own_row(self, key: str, role: ManagedRole) -> bool:
        """Whether what the cell of this role says follows from the row of its OKR alone."""
        figure = self.figures.get(key)
        says_figure = role in (ManagedRole.PROGRESS, ManagedRole.STATUS)
        by_itself = figure is not None and figure.basis not in (None, "children")
        return says_figure and by_itself and isinstance(self.okrs.get(key), KeyResult)

    def _progress(self, key: str) -> float | None:
        figure = self.figures.get(key)
        if figure is None or figure.progress is None or not math.isfinite(figure.progress):
            return None
        return round(figure.progress, 4) + 0.0  # -0.0 becomes 0.0

    def _status(self, key: str) -> str:
        figure = self.figures.get(key)
        if figure is None:
            return Status.UNKNOWN.value
        words = figure.status.value
        if figure.status is Status.UNKNOWN:
            said = self.okrs[key].stated_status
            words += f": {figure.because}" if figure.because else ""
            words += f"; said {said}" if said else ""
        if figure.assumed_baseline:
            words += ", from an assumed 0"
        return one_line(words, longest=_LONGEST_TITLE)

    def _key_results(self, key: str) -> Iterator[str]:
        """Where each key result of an objective stands: `KR1 40 % behind`."""
        okr = self.okrs[key]
        for number, key_result in enumerate(okr.key_results if isinstance(okr, Objective) else (), start=1):
            progress = self._progress(key_result.key)
            share = "?" if progress is None else f"{whole_percent(progress)} %"
            yield f"{id_apart(key_result) or f'KR{number}'} {share} {self._status(key_result.key)}"

    def _parents(self, key: str) -> list[str]:
        return [self._parent(resolution) for resolution in self.resolutions.get(key, ())]

    def _parent(self, resolution: Resolution) -> str:
        kind = resolution.kind.value
        if resolution.share is not None:
            kind += f", {resolution.share:.0%}".replace("%", " %")
        if resolution.outcome is Outcome.VAGUE:
            return f"{one_line(resolution.text, longest=_LONGEST_TITLE)} ({kind})"
        parent = self.okrs.get(resolution.parent or "")
        if parent is None or resolution.outcome is not Outcome.RESOLVED:
            return "?"
        title = one_line(parent.title or "", longest=_LONGEST_TITLE)
        named = [parent.team or parent.at.sheet]
        if apart := id_apart(parent):
            named.append(apart)
        if title:
            named.append(f'"{title}"')
        return f"{' '.join(named)} ({kind})"

    def _warnings(self, key: str) -> list[str]:
        findings = self.findings.get(key, ())
        room = _ROOM_FOR_FINDINGS // max(1, min(_SHOWN_FINDINGS, len(findings)))
        shown = [_sentence(finding, longest=room) for finding in findings[:_SHOWN_FINDINGS]]
        more = len(findings) - len(shown)
        return [*shown, f"and {more} more: see the report"] if more else shown


def _sentence(finding: Finding, *, longest: int) -> str:
    text = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    rule = f" [{finding.rule}]"
    return one_line(text, longest=longest - len(rule)) + rule
