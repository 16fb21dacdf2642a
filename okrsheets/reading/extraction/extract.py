"""Extraction: the values of a table's OKRs, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from okrsheets.grid import Cell, CellRef, ErrorValue, text_of
from okrsheets.model import (
    AlignmentText,
    Ambition,
    Checkpoint,
    Cycle,
    Field,
    KeyResult,
    Level,
    Objective,
    Status,
    folded,
)
from okrsheets.reading.extraction.check_ins import Entry, Stated, planned, read_series
from okrsheets.reading.extraction.faces import Decided, Face, OkrCells, face_for
from okrsheets.reading.extraction.places import Surroundings
from okrsheets.reading.extraction.refs import FieldPlaces
from okrsheets.reading.figures.checkpoints import checkpoints_in
from okrsheets.reading.figures.measures import Figures, measure_key_result
from okrsheets.reading.figures.phrases import NOTHING, said_in
from okrsheets.reading.figures.values import Number
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.found import FoundOkr, FoundTable
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.time_columns import without_plans
from okrsheets.reading.times.cycles import usual_cycle
from okrsheets.reading.times.headings import days_of
from okrsheets.tuples import NamedTuple

__all__ = ["Scope", "TableValues", "values_of"]

_FIGURES = (Field.BASELINE, Field.CURRENT, Field.TARGET)


class Scope(NamedTuple):
    """The team and cycle an OKR belongs to."""

    team: str | None
    cycle: Cycle | None


class _Common(NamedTuple):
    """The fields that objectives and key results share, in the order in which both have them."""

    cells: Mapping[Field, CellRef]
    team: str | None
    owners: tuple[str, ...]
    cycle: Cycle | None
    due: date | None
    updated: date | None
    weight: float | None
    stated_progress: float | None
    stated_status: str | None
    stated_meaning: Status | None
    confidence: float | None
    ambition: Ambition | None
    priority: str | None
    note: str | None
    accepted: bool | None
    risk_owner: str | None
    acknowledged: date | None
    alignment_texts: tuple[AlignmentText, ...]


class TableValues(NamedTuple):
    """One table, ready to give the values of its OKRs."""

    source: str
    table: FoundTable
    lines: Lines
    around: Surroundings
    fiscal_year_start: int
    vocabulary: Vocabulary
    faces: Mapping[Level | None, Face]
    decided: Decided

    def scope_of(self, okr: FoundOkr) -> Scope:
        """Team and cycle by the OKR's own columns, else by what surrounds its table.

        An objective of which nothing says the team or the cycle is of that of which all its key results are.
        """
        scope = self._scope(self._cells(okr), Scope(self.around.team, self.around.cycle))
        said = self.faces[Level.KEY_RESULT].columns.keys()
        if scope.cycle is None and okr.key_results and said & {Field.CYCLE, Field.START}:
            cycles = {self._scope(self._cells(kr), scope).cycle for kr in okr.key_results}
            scope = scope._replace(cycle=cycles.pop()) if len(cycles) == 1 else scope
        if scope.team is None and okr.key_results and Field.TEAM in said:
            teams = [self._scope(self._cells(kr), scope).team for kr in okr.key_results]
            one = None not in teams and len({folded(team) for team in teams if team}) == 1
            scope = scope._replace(team=teams[0]) if one else scope
        return scope

    def objective(
        self, okr: FoundOkr, key: str, scope: Scope, key_results: tuple[KeyResult, ...]
    ) -> Objective:
        """The objective with its values and key results."""
        at = self._ref((okr.row, okr.column))
        if okr.title is None:
            # a formula that shows nothing yet is told of by its place
            unsaid = okr.level is Level.OBJECTIVE and self.lines.is_unsaid(okr.row, okr.column)
            cells = {Field.TITLE: at} if unsaid else {}
            return Objective(
                key, None, None, at, cells, team=scope.team, cycle=scope.cycle, key_results=key_results
            )
        common = self._common(okr, self._cells(okr), at, scope, home=None)
        return Objective(key, okr.id, okr.title, at, *common, key_results)

    def key_result(
        self,
        okr: FoundOkr,
        key: str,
        *,
        home: FoundOkr,
        home_key: str,
        scope: Scope,
        check_ins: Sequence[Entry] = (),
    ) -> KeyResult:
        """The key result with its values; `home` is its objective, whose scope holds unless it says more.

        `check_ins` are what other tables say of it, beside its own columns under dates.
        """
        cells = self._cells(okr)
        title = okr.title or ""
        unreadable = cells.unreadable(_FIGURES)
        told = NOTHING
        if Field.TARGET in unreadable and (words := cells.text(Field.TARGET)):
            told = said_in(words, self.vocabulary, mark=self.decided.mark)
            if told.says_target:
                unreadable = tuple(name for name in unreadable if name is not Field.TARGET)
        baseline, target = cells.number(Field.BASELINE), cells.number(Field.TARGET)
        stated = cells.number(Field.CURRENT)
        unit, direction = cells.text(Field.UNIT), cells.text(Field.DIRECTION)

        def measured(current: Number | None) -> Figures:
            return measure_key_result(
                title,
                baseline=baseline,
                current=current,
                target=target,
                told=told,
                unit=unit,
                direction=direction,
                faulty=frozenset(unreadable),
                mark=self.decided.mark,
                hundredths=self.decided.hundredths,
                vocabulary=self.vocabulary,
            )

        figures = measured(stated)
        at = self._ref((okr.row, okr.column))
        scope = self._scope(cells, scope)
        common = self._common(okr, cells, at, scope, home=home)
        plan = planned(self._entries(cells, scope.cycle, Field.PLAN), figures.measure)
        entries = [*self._entries(cells, scope.cycle, Field.CHECK_IN), *check_ins]
        series = None
        if entries:
            way = cells.text(Field.AGGREGATION)
            series = read_series(
                entries,
                title,
                Stated(baseline, stated, target),
                figures,
                progress=common.stated_progress,
                aggregation=self.vocabulary.meaning("aggregations", way) if way else None,
                vocabulary=self.vocabulary,
            )
            if stated is None and series.current is not None:
                figures = measured(series.current)
            common = common._replace(
                stated_progress=series.progress if common.stated_progress is None else common.stated_progress,
                updated=common.updated or series.updated,
                confidence=series.confidence if common.confidence is None else common.confidence,
            )
        return KeyResult(
            key,
            okr.id,
            title,
            at,
            home_key,
            *common,
            *figures,
            unreadable,
            check_ins=series.check_ins(figures.measure) if series else (),
            remarks=(series.remark,) if series and series.remark else (),
            plan=plan,
            checkpoints=self._checkpoints(cells, figures),
        )

    def _checkpoints(self, cells: OkrCells, figures: Figures) -> tuple[Checkpoint, ...]:
        """What its scoring says of how far which values are."""
        scoring = cells.text(Field.SCORING)
        if scoring is None:
            return ()
        return checkpoints_in(scoring, figures.measure, self.vocabulary, mark=self.decided.mark)

    def _entries(self, cells: OkrCells, cycle: Cycle | None, field: Field) -> list[Entry]:
        """What the columns of a field under dates say of a key result."""
        columns = [c for c in cells.face.columns.get(field, ()) if c.time is not None]
        if not columns:
            return []
        times = tuple(column.time for column in columns if column.time is not None)
        year, start = self.around.year, self.fiscal_year_start
        days = days_of(times, cycle=cycle, year=year, fiscal_year_start=start)
        return [
            Entry(
                day,
                time.says,
                cells.decided.numbers[column.number].get(cells.place(column)[0]),
                text,
                self._ref(cells.place(column)),
            )
            for column, time, day in zip(columns, times, days, strict=True)
            if (text := text_of(cells.cell(column).value).strip())
        ]

    def _cells(self, okr: FoundOkr) -> OkrCells:
        face = self.faces[None if okr.alone else okr.level]
        if okr.alone and okr.row <= self.table.header:
            beside_headings = okr.row == self.table.header
            face = face.beyond(self.table.right if beside_headings else okr.column)
        return OkrCells.of(okr, face, lines=self.lines, decided=self.decided, vocabulary=self.vocabulary)

    def _scope(self, cells: OkrCells, otherwise: Scope) -> Scope:
        around, cycle = self.around, None
        if not around.cycle_told:
            cycle = cells.cycle(fiscal_year_start=self.fiscal_year_start, year=around.year)
        if cycle is None and not around.cycle_told and Field.START in cells.face.columns:
            start, due = self._day(cells, Field.START), self._day(cells, Field.DUE)
            if start and due:
                cycle = usual_cycle(start, due, fiscal_year_start=self.fiscal_year_start)
        team = None if around.team_told else cells.text(Field.TEAM)
        return Scope(team or otherwise.team, cycle or otherwise.cycle) if team or cycle else otherwise

    def _common(
        self, okr: FoundOkr, cells: OkrCells, at: CellRef, scope: Scope, *, home: FoundOkr | None
    ) -> _Common:
        status = cells.text(Field.STATUS)
        ambition = cells.text(Field.AMBITION) or cells.text(Field.TYPE)  # "Type: Aspirational"
        meant = self.vocabulary.meaning("statuses", status) if status else None
        if status and meant is None and self.vocabulary.says_nothing(status):
            status = None
        ambitious = self.vocabulary.meaning("ambitions", ambition) if ambition else None
        weight = cells.number(Field.WEIGHT)
        return _Common(
            cells=self._places(at, cells),
            team=scope.team,
            owners=self._owners(okr, cells) or self._owners_above(home),
            cycle=scope.cycle,
            due=self._day(cells, Field.DUE),
            updated=self._day(cells, Field.UPDATED),
            weight=weight.value if weight else None,
            stated_progress=cells.share((Field.PROGRESS, Field.SCORE)),
            stated_status=status,
            stated_meaning=Status[meant.upper()] if meant else None,
            confidence=cells.share((Field.CONFIDENCE,)),
            ambition=Ambition(ambitious) if ambitious else None,
            priority=cells.text(Field.PRIORITY),
            note="\n".join(cells.texts(Field.NOTE)) or None,
            accepted=self._accepted(cells),
            risk_owner=self._risk_owner(cells),
            acknowledged=self._day(cells, Field.ACK),
            alignment_texts=self._alignment_texts(okr, cells, home),
        )

    def _accepted(self, cells: OkrCells) -> bool | None:
        """Whether a dependency was accepted: yes, a day, or the name of who did; no and the like are no."""
        text = cells.text(Field.ACCEPTED)
        if text is None or self.vocabulary.says_nothing(text):
            return None
        return self.vocabulary.meaning("answers", text) != "no" and text != "0"

    def _risk_owner(self, cells: OkrCells) -> str | None:
        text = cells.text(Field.RISK_OWNER)
        return None if text is None or self.vocabulary.says_nothing(text) else text

    def _owners(self, okr: FoundOkr, cells: OkrCells) -> tuple[str, ...]:
        """Whom its cells name, else the words around it; above the headings these come first."""
        if okr.row < self.table.header and okr.owners:
            return okr.owners
        return cells.owners() or okr.owners

    def _owners_above(self, home: FoundOkr | None) -> tuple[str, ...]:
        """The owners that lines above the table name, for objectives without a column of them."""
        named = home is not None or any(Field.OWNER in face.columns for face in self.faces.values())
        return () if named else self.around.owners

    def _places(self, at: CellRef, cells: OkrCells) -> Mapping[Field, CellRef]:
        """The places of all fields of an OKR; where each cell has its own, of those that are said."""
        view = self.table.view
        if view is None:
            return FieldPlaces(at, cells.face.numbers, cells.moved)
        if view.cells is not None:
            places = {
                name: cells.moved.get(number, (cells.row, number))
                for name, number in cells.face.numbers.items()
            }
            said = {name: self._ref(place) for name, place in places.items() if place in view.cells}
            return {**said, Field.TITLE: at}
        columns = [column for some in cells.face.columns.values() for column in some]
        moved = {column.number: view.place(*cells.place(column)) for column in columns}
        return FieldPlaces(at, cells.face.numbers, moved)

    def _day(self, cells: OkrCells, name: Field) -> date | None:
        around = self.around
        return cells.day(name, fiscal_year_start=self.fiscal_year_start, year=around.year, cycle=around.cycle)

    def _alignment_texts(
        self, okr: FoundOkr, cells: OkrCells, home: FoundOkr | None
    ) -> tuple[AlignmentText, ...]:
        """What the OKR's alignment columns say, but for a `Parent` that names its own objective.

        An objective that it says to stand under and that stands nowhere is asked for here too.
        """
        texts = []
        if okr.lost_in is not None and (lost := self.lines.text(okr.row, okr.lost_in)):
            texts.append(AlignmentText(lost, self._ref(self.lines.place(okr.row, okr.lost_in))))
        for column, kind in cells.face.aligned:
            cell = cells.cell(column)
            text = text_of(cell.value).strip() or _shown_instead(cell)
            if not text or column.number in (okr.placed_by, okr.lost_in):
                continue
            if home is not None and normalise(column.heading) == "parent" and _names(text, home):
                continue  # "aligned to O1" below an own O1 means another: alignment looks there
            error = isinstance(cell.value, ErrorValue)
            at = self._ref(cells.place(column))
            texts.append(AlignmentText(text, at, kind, cell.formula, cell.link, error))
        return tuple(texts)

    def _ref(self, place: tuple[int, int]) -> CellRef:
        view = self.table.view
        return CellRef(self.source, self.table.sheet, *(place if view is None else view.place(*place)))


def _shown_instead(cell: Cell) -> str:
    """What stands for a cell without a text: its formula, where no result of it is stored, or its link."""
    if cell.formula is not None:
        return f"={cell.formula}" if cell.value is None or "#REF!" in cell.formula else ""
    return cell.link or ""


def _names(text: str, okr: FoundOkr) -> bool:
    plain = normalise(text)
    return plain in (okr.id and normalise(okr.id), okr.title and normalise(okr.title))


def values_of(
    table: FoundTable,
    lines: Lines,
    *,
    source: str,
    around: Surroundings,
    fiscal_year_start: int,
    decided: Decided,
    vocabulary: Vocabulary,
) -> TableValues:
    """A table ready to give its values, with what was decided once for each of its columns."""
    if table.view is not None:
        lines = table.view.lines
    table = without_plans(table, decided.numbers)
    return TableValues(
        source,
        table,
        lines,
        around,
        fiscal_year_start,
        vocabulary,
        {level: face_for(table.layout, level) for level in (None, *Level)},
        decided,
    )
