"""Why a figure is what it is: what it is made of, cell by cell, and why it has its status."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.grid import CellRef
from okrsheets.model import (
    AlignmentKind,
    Direction,
    Field,
    Figure,
    Forecast,
    KeyResult,
    Measure,
    Okr,
    Part,
    Results,
    whole_percent,
)
from okrsheets.progress import ProgressSettings
from okrsheets.progress.measure import bound_of, holds_at
from okrsheets.reporting.gauges import NO_FIGURE, at_risk, said
from okrsheets.reporting.reason_words import (
    CLAUSES,
    has,
    listed,
    name_of,
    of_several,
    percent,
    plain,
    value_of,
)
from okrsheets.reporting.status_reasons import status_reason, together_reason, weakest_parts
from okrsheets.reporting.ways import is_counted_otherwise
from okrsheets.reporting.wording import one_line
from okrsheets.tongue import ENGLISH
from okrsheets.tuples import NamedTuple

__all__ = ["PartView", "Why", "figure_cell", "full_figure", "why", "why_together"]

MOST = 8  # parts that a sentence names
_CLOSED = ("cancelled", "postponed")
_OF_PARTS = ("key results", "children", "values of its children", "objectives")
_VALUES = ((Field.CURRENT, "current"), (Field.BASELINE, "baseline"), (Field.TARGET, "target"))


class PartView(NamedTuple):
    """One part: where its figure stands, how far it is, its status, its title, and what to know of it."""

    place: str
    progress: str
    status: str
    title: str
    words: str


class Why(NamedTuple):
    """All reasons of one figure, ready to print.

    `sentence` is "NAME: 47 % = mean of ..."; `notes` are further sentences on it, `status` says the status
    and why; `counting` and `beside` are its parts.
    """

    sentence: str
    notes: tuple[str, ...]
    status: str
    counting: tuple[PartView, ...]
    beside: tuple[PartView, ...]


def why(results: Results, key: str, *, settings: ProgressSettings) -> Why:
    """Why the figure of an OKR is what it is."""
    okr, figure = results.okrs.by_key[key], full_figure(results, key)
    reasons = _Reasons(results, figure, settings, okr.at.workbook)
    return reasons.why(
        f"{name_of(okr)}: {reasons.sentence(okr)}",
        notes=reasons.notes(okr),
        status=status_reason(okr, figure, settings=settings) + weakest_parts(results, figure, settings),
    )


def why_together(results: Results, name: str, figure: Figure, *, settings: ProgressSettings) -> Why:
    """Why the figure of several objectives together is what it is: a team's, or the company's."""
    home = results.workbooks[0].source if len(results.workbooks) == 1 else None
    reasons = _Reasons(results, figure, settings, home)
    return reasons.why(
        f"{name}: {reasons.of_objectives()}",
        notes=reasons.notes_of_parts(),
        status=together_reason(figure, today=results.today, settings=settings),
    )


def full_figure(results: Results, key: str) -> Figure:
    """The figure of an OKR, where what is aligned to it in a circle stands among its parts too."""
    figure = results.figures.okrs.get(key, NO_FIGURE)
    return figure._replace(
        made_of=(
            *figure.made_of,
            *(
                Part(
                    link.child,
                    _progress_of(results, link.child),
                    0.0,
                    "straightforward",
                    because="is aligned to itself" if link.child == key else "is aligned in a circle",
                )
                for link in results.resolutions.alignments
                if link.parent == key
                and link.kind is AlignmentKind.STRAIGHTFORWARD
                and not link.carries
                and link.child in results.okrs.by_key
            ),
        )
    )


def _progress_of(results: Results, key: str) -> float | None:
    return results.figures.okrs.get(key, NO_FIGURE).progress


def figure_cell(okr: Okr, figure: Figure) -> CellRef:
    """The cell that an OKR's figure comes from: its value, what it states, or its title."""
    fields: tuple[Field, ...] = ()
    if figure.basis == "stated":
        fields = (Field.PROGRESS, Field.SCORE)
    elif figure.basis == "status word" or figure.because in (*_CLOSED, "only a status word"):
        fields = (Field.STATUS,)
    elif isinstance(okr, KeyResult):
        if okr.check_ins and Field.CURRENT not in okr.cells:
            return okr.check_ins[-1].at
        fields = (Field.CURRENT, Field.PROGRESS)
    return next((okr.cells[name] for name in fields if name in okr.cells), okr.at)


class _Reasons(NamedTuple):
    """The figure that is asked about, and all that is known; cells of `home` go without their file."""

    results: Results
    figure: Figure
    settings: ProgressSettings
    home: str | None

    def why(self, sentence: str, *, notes: Iterable[str], status: str) -> Why:
        parts = [(part, part.weight > 0) for part in self.figure.made_of]
        return Why(
            sentence=sentence,
            notes=tuple(notes),
            status=status,
            counting=tuple(self._part(part) for part, counts in parts if counts),
            beside=tuple(self._part(part) for part, counts in parts if not counts),
        )

    def _figure(self, key: str) -> Figure:
        return self.results.figures.okrs.get(key, NO_FIGURE)

    def of_objectives(self) -> str:
        """How far several objectives are together."""
        figure = self.figure
        if figure.progress is None:
            return f"unknown, as {figure.because or 'it has no figure'}{self._left_out(figure)}"
        return f"{percent(figure.progress)} = {self._mean(figure)}{self._left_out(figure)}"

    def sentence(self, okr: Okr) -> str:
        """How far an OKR is, and what that comes from."""
        figure = self.figure
        if figure.basis in ("key results", "children", "directional"):
            estimated = ", estimated" if figure.estimated else ""
            return f"{percent(figure.progress)}{estimated} = {self._mean(figure)}{self._left_out(figure)}"
        if figure.because in _CLOSED:
            return f"no figure, as it is {figure.because}"
        if figure.progress is None:
            reason = figure.because if figure.because in CLAUSES else f"it {has(figure.because)}"
            return f"unknown, as {reason}{self._left_out(figure)}"
        if figure.basis == "stated":
            return f"{percent(figure.progress)} as {self._place(figure_cell(okr, figure))} says"
        if figure.basis == "status word":
            word = one_line(okr.stated_status or "")
            return f"{percent(figure.progress)} as {self._place(figure_cell(okr, figure))} says “{word}”"
        if isinstance(okr, KeyResult):
            return f"{percent(figure.progress)}{self._way(okr, figure)}"
        return percent(figure.progress)

    def _way(self, okr: KeyResult, figure: Figure) -> str:
        """How far a key result is by its values, as arithmetic."""
        if figure.basis == "at the baseline":
            return ", still at its baseline: it has no current value"
        assumed = " from an assumed 0" if figure.assumed_baseline else ""
        if okr.checkpoints and figure.basis == "values":
            points = [f"{plain(okr, each.value)} is {percent(each.progress)}" for each in okr.checkpoints]
            return f" for {plain(okr, okr.current)} by its scoring, where {listed(points)}{assumed}"
        current, target = value_of(okr, okr.current), value_of(okr, okr.target)
        if figure.basis == "values of its children":
            current = " + ".join(self._amounts(figure))
        elif okr.direction is Direction.MAINTAIN and okr.current is not None:
            return self._hold(okr, okr.current, figure)
        elif okr.measure is Measure.YES_NO:
            return f" = {current} of {target} done" if (okr.target or 1) != 1 else f": {current}"
        start = value_of(okr, okr.baseline or 0.0)
        sign = "=" if figure.progress is None or not is_counted_otherwise(okr, figure.progress) else "for"
        return f" {sign} ({current} - {start}) / ({target} - {start}){assumed}"

    def _hold(self, okr: KeyResult, current: float, figure: Figure) -> str:
        """How far a state to hold is: whether it holds, how often, or its distance from its bound."""
        value, bound = value_of(okr, current), value_of(okr, bound_of(okr))
        kept, lost = ("at or below", "above") if okr.ceiling else ("at or above", "below")
        if okr.low is not None:
            kept, lost, bound = "within", "outside of", f"{value_of(okr, okr.low)} to {bound}"
        if self.settings.measure.by_check_ins and okr.check_ins:
            return f" of the check-ins that its time asks for are {kept} {bound}"
        if figure.progress not in (0, 1):
            return f" = {'2 - ' if okr.ceiling else ''}{value} / {bound}"
        if figure.progress == 0 and holds_at(okr, current):
            if all(holds_at(okr, each.value) for each in okr.check_ins if each.value is not None):
                return f": {value} is not {'below' if okr.ceiling else 'above'} {bound}"
            return f": a check-in was {lost} {bound}"
        return f": {value} is {kept if figure.progress else lost} {bound}"

    def _amounts(self, figure: Figure) -> Iterable[str]:
        """The values that are added up, each with what of it is meant."""
        for part in figure.made_of:
            okr = self.results.okrs.by_key[part.key]
            if part.weight > 0 and isinstance(okr, KeyResult) and okr.current is not None:
                share = f"{whole_percent(part.share)} % of " if part.share != 1 else ""
                yield f"{share}{value_of(okr, okr.current)}"

    def _mean(self, figure: Figure) -> str:
        """The parts that count and are known, with their figures, as a mean."""
        known = [part for part in figure.made_of if part.weight > 0 and part.progress is not None]
        weights = {part.weight for part in known}
        named = [self._term(part, weighted=len(weights) > 1) for part in known[:MOST]]
        more = f" and {len(known) - MOST:,} more" if len(known) > MOST else ""
        kind = "mean by weight of" if len(weights) > 1 else "mean of"
        whole = self.settings.roll_up.policy.whole_percent and figure.basis != "objectives"
        rounded = ", in whole per cent" if whole else ""
        return f"{kind} {', '.join(named)}{more}{rounded}"

    def _term(self, part: Part, *, weighted: bool) -> str:
        words = percent(part.progress)
        beyond = part.progress is not None and not 0 <= part.progress <= 1
        if beyond and not self.settings.roll_up.policy.beyond:
            words += f", counted as {percent(min(1.0, max(0.0, part.progress or 0.0)))}"
        words += self._without(part)
        weight = f", weight {part.weight:.3g}" if weighted else ""
        return f"{self._place_of(part)} ({words}{weight})"

    def _without(self, part: Part) -> str:
        """What a part leaves out because it counts in the same mean by a shorter way."""
        figure = self._figure(part.key)
        if part.because is not None or figure.estimated or part.progress == figure.progress:
            return ""
        counting = {each.key for each in self.figure.made_of if each.weight > 0}
        twice = [each for each in figure.made_of if each.key in counting]
        places = listed([self._place_of(each) for each in twice])
        return f" without {places or 'what counts by a shorter way'}"

    def _left_out(self, figure: Figure) -> str:
        """The items that are no part of the mean, and why each is not."""
        items = [part for part in figure.made_of if part.via != "directional"]
        left = [part for part in items if part.weight <= 0 or part.progress is None]
        if not left or (figure.basis not in _OF_PARTS and figure.progress is not None):
            return ""
        places: dict[str, list[str]] = {}
        for part in left[:MOST]:
            places.setdefault(self._why_left_out(part), []).append(self._place_of(part))
        named = [
            f"{listed(some)} {reason if len(some) == 1 else of_several(reason)}"
            for reason, some in places.items()
        ]
        more = f" and {len(left) - MOST:,} more" if len(left) > MOST else ""
        return f"; {len(left):,} left out: {', '.join(named)}{more}"

    def _why_left_out(self, part: Part) -> str:
        """Why a part has no place in the mean: "has no target"."""
        figure = self._figure(part.key)
        if figure.estimated:
            return "is only estimated"
        if part.because is None and figure.progress is not None:
            return f"is unknown{self._without(part)}" if part.weight > 0 else "weighs nothing"
        return part.because or has(figure.because)

    def notes_of_parts(self) -> Iterable[str]:
        """What its parts leave open, how many of them are at risk, and how sure their people are."""
        figure = self.figure
        if figure.bounds is not None:
            low, high = (whole_percent(end) for end in figure.bounds)
            yield f"{low} to {high} % with what is unknown at 0 and at 1"
        if beside := at_risk(figure, self.results.figures.okrs):
            yield beside
        if figure.confidence is not None:
            yield f"confidence {whole_percent(figure.confidence)} %, the mean of its parts'"

    def notes(self, okr: Okr) -> Iterable[str]:
        """What else is to know of the figure of an OKR."""
        figure = self.figure
        closed = figure.because in _CLOSED
        if isinstance(okr, KeyResult) and not closed:
            if cells := ", ".join(self._cells(okr, figure)):
                yield cells
            if figure.basis in ("values", "at the baseline"):
                yield from okr.remarks
        if figure.bounds is not None:
            low, high = (whole_percent(end) for end in figure.bounds)
            yield f"{low} to {high} % with what is unknown at 0 and at 1"
        if beside := at_risk(figure, self.results.figures.okrs):
            yield beside
        if (words := said(okr, figure)) and not closed:
            yield words
        if figure.confidence is not None:
            own = "" if okr.confidence is not None else ", the mean of its parts'"
            yield f"confidence {whole_percent(figure.confidence)} %{own}"
        if (line := figure.forecast) is not None:
            yield (
                f"a straight line through its {self._course(line)} "
                f"ends at {whole_percent(line.progress)} % on {ENGLISH.day(line.day, year=False)}"
            )

    def _course(self, line: Forecast) -> str:
        """What a forecast is drawn through."""
        if line.seen:
            days = [ENGLISH.day(day, year=False) for day in (line.seen[0], line.seen[-1])]
            return f"{len(line.seen)} values seen from {days[0]} to {days[1]}"
        cells = f"{self._place(line.cells[0])} to {self._place(line.cells[-1])}"
        return f"{len(line.cells)} check-ins ({cells})"

    def _cells(self, okr: KeyResult, figure: Figure) -> Iterable[str]:
        """The values of a key result, each with the cell that says it."""
        for field, name in _VALUES:
            value = getattr(okr, field.value)
            if field is Field.BASELINE and value is None and figure.assumed_baseline:
                yield "baseline 0 (assumed)"
            elif field is Field.TARGET and value is not None and okr.low is not None:
                yield f"{name} {plain(okr, okr.low)} to {plain(okr, value)} ({self._said_at(okr, field)})"
            elif value is not None:
                yield f"{name} {plain(okr, value)} ({self._said_at(okr, field)})"
            elif field is Field.CURRENT and okr.target is not None and figure.basis == "status word":
                yield "no current value"
        if okr.checkpoints:
            yield f"scoring ({self._place(okr.cells.get(Field.SCORING, okr.at))})"

    def _said_at(self, okr: KeyResult, field: Field) -> str:
        if field in okr.read_from_words:
            return f"its words, {self._place(okr.at)}"
        if field is Field.CURRENT and field not in okr.cells and okr.check_ins:
            return self._place(okr.check_ins[-1].at)
        at = okr.cells.get(field, okr.at)
        if field is Field.TARGET and self._is_blank(at):  # "3 of 5" under Current says both
            at = okr.cells.get(Field.CURRENT, okr.at)
        return self._place(at)

    def _is_blank(self, ref: CellRef) -> bool:
        for book in self.results.workbooks:
            for sheet in book.sheets if book.source == ref.workbook else ():
                if sheet.name == ref.sheet:
                    cell = sheet.cell(ref.row, ref.column)
                    return cell.value is None and cell.formula is None
        return False

    def _part(self, part: Part) -> PartView:
        okr, figure = self.results.okrs.by_key[part.key], self._figure(part.key)
        words = [
            "" if part.via == "own" else part.via,
            f"weight {part.weight:.3g}" if part.weight not in (0.0, 1.0) else "",
            f"a share of {whole_percent(part.share)} %" if part.share != 1 else "",
            "" if figure.because in _CLOSED else part.because or "",
            self._without(part).strip(),
            self._why_left_out(part) if part.progress is None and not part.because else "",
        ]
        return PartView(
            self._place_of(part),
            percent(part.progress) if part.progress is not None else "-",
            figure.status.value,
            name_of(okr),
            ", ".join(word for word in words if word),
        )

    def _place_of(self, part: Part) -> str:
        return self._place(figure_cell(self.results.okrs.by_key[part.key], self._figure(part.key)))

    def _place(self, ref: CellRef) -> str:
        """A cell, with its file where that is another than the OKR's."""
        words = f"{one_line(ref.sheet)}!{ref.a1}"
        if ref.workbook == self.home:
            return words
        titles = {book.source: one_line(book.title) for book in self.results.workbooks}
        return f"{titles.get(ref.workbook) or ref.workbook} {words}"
