"""What goes on in the next cycle: which OKRs, in which workbooks and tabs, and under which ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from enum import Enum
from pathlib import PurePath

from okrsheets.adapters.files import READABLE
from okrsheets.fresh.carried_names import file_name, id_in, next_id, tab_name
from okrsheets.fresh.naming import letters_of
from okrsheets.model import Cycle, Figure, KeyResult, Objective, Okr, Results, Status, given_up
from okrsheets.reading.times.cycles import without_cycle
from okrsheets.tuples import NamedTuple

__all__ = ["Asked", "Carried", "CarriedBook", "CarriedOkr", "CarriedTab", "Fate", "carry", "fate_of"]

_NO_FIGURE = Figure(progress=None)
ANY_TEAM = "OKRs"


class Fate(Enum):
    """What became of an OKR by the end of its cycle."""

    UNFINISHED = "unfinished"
    POSTPONED = "postponed"
    DONE = "done"
    CANCELLED = "cancelled"


class Asked(NamedTuple):
    """From which cycle to which one OKRs are carried, each with the words for it.

    `everything` carries also what is done; `keep_targets` carries targets, too.
    """

    before: Cycle
    after: Cycle
    before_words: str
    after_words: str
    everything: bool = False
    keep_targets: bool = False


class CarriedOkr(NamedTuple):
    """An OKR that goes on, under an id that is its own."""

    okr: Okr
    fate: Fate
    id: str


class CarriedTab(NamedTuple):
    """A tab of the next cycle: each of its objectives, None for key results that stand under none, with its
    key results. `letters` are what new ids there begin with.
    """

    name: str
    letters: str
    families: tuple[tuple[CarriedOkr | None, tuple[CarriedOkr, ...]], ...]

    @property
    def okrs(self) -> Iterator[CarriedOkr]:
        """All of them, as they stand one below the other."""
        for objective, key_results in self.families:
            if objective is not None:
                yield objective
            yield from key_results


class CarriedBook(NamedTuple):
    """A workbook of the next cycle, by the name of its file, and the source that it comes from."""

    source: str
    file: str
    tabs: tuple[CarriedTab, ...]


class Carried(NamedTuple):
    """All that goes on, and what does not, with the reason."""

    books: tuple[CarriedBook, ...]
    left: tuple[tuple[Okr, Fate], ...]

    @property
    def places(self) -> Mapping[str, tuple[CarriedBook, CarriedTab, CarriedOkr]]:
        """Where each OKR stands that goes on, by the key that it has had."""
        return {
            each.okr.key: (book, tab, each) for book in self.books for tab in book.tabs for each in tab.okrs
        }


def fate_of(okr: Okr, figure: Figure) -> Fate:
    """What became of an OKR: what its row says, else the progress that it came to."""
    if given_up(okr):
        return Fate.POSTPONED if okr.stated_meaning is Status.POSTPONED else Fate.CANCELLED
    reached = figure.progress is not None and round(figure.progress, 9) >= 1 and not figure.estimated
    is_done = okr.stated_meaning is Status.DONE or figure.status is Status.DONE or reached
    return Fate.DONE if is_done else Fate.UNFINISHED


def carry(results: Results, asked: Asked, *, sources: Set[str]) -> Carried:
    """What of these sources goes on in the next cycle.

    That is what is unfinished or postponed; with it goes the objective that it stands under. What is done
    goes on only where everything is to, what was cancelled never.
    """
    by_source: dict[str, dict[str, list[Objective]]] = {}
    for objective in results.okrs.objectives:
        cycles = {okr.cycle.label for okr in objective.family if okr.cycle is not None}
        if objective.at.workbook in sources and asked.before.label in cycles:
            tabs = by_source.setdefault(objective.at.workbook, {})
            tabs.setdefault(_tab_of(objective), []).append(objective)
    titles = {workbook.source: workbook.title for workbook in results.workbooks}
    sorting = _Sorting(results, asked, [], [])
    files: set[str] = set()
    books = []
    for source, tabs in by_source.items():
        title = titles[source]
        stem = PurePath(title).stem if PurePath(title).suffix.lower() in READABLE else title
        file = file_name(f"{without_cycle(stem) or ANY_TEAM} {asked.after_words}", taken=files)
        books.append(CarriedBook(source, file, tuple(sorting.tabs(tabs))))
    return Carried(tuple(books), tuple(sorting.left))


def _tab_of(objective: Objective) -> str:
    """What the tab of an objective is called: as its team, else as its tab was."""
    return objective.team or without_cycle(objective.at.sheet) or ANY_TEAM


class _Sorting(NamedTuple):
    """Tells what goes on from what does not, and gives it an id."""

    results: Results
    asked: Asked
    letters: list[str]
    left: list[tuple[Okr, Fate]]

    def tabs(self, objectives_by_tab: Mapping[str, Sequence[Objective]]) -> Iterator[CarriedTab]:
        names: set[str] = set()
        for words, objectives in objectives_by_tab.items():
            others = [other for other in objectives_by_tab if other != words]
            letters = letters_of(words, others, taken=self.letters) or f"T{len(self.letters) + 1}-"
            self.letters.append(letters)
            said = {each for one in objectives if (each := id_in(one.id, self.asked)) is not None}
            taken: set[str] = set()
            families = (
                self._family(each, letters=letters, taken=taken, said=said)
                for each in sorted(objectives, key=lambda each: each.title is not None)
            )
            going_on = tuple(family for family in families if family is not None)
            yield CarriedTab(tab_name(words, taken=names), letters, going_on)

    def _family(
        self, objective: Objective, *, letters: str, taken: set[str], said: Set[str]
    ) -> tuple[CarriedOkr | None, tuple[CarriedOkr, ...]] | None:
        own = [(each, self._fate(each)) for each in objective.key_results if self._is_of_it(each, objective)]
        fate = self._fate(objective)
        if own and all(its is Fate.CANCELLED for _, its in own):
            fate = Fate.CANCELLED
        if not self._goes_on(fate):
            self.left.extend([(objective, fate), *own])
            return None
        self.left.extend((each, its) for each, its in own if not self._goes_on(its))
        own = [(each, its) for each, its in own if self._goes_on(its)]
        if objective.title is None and not own:
            return None
        above = next_id(id_in(objective.id, self.asked), stem=letters, taken=taken, said=said)
        ids = {each for one, _ in own if (each := id_in(one.id, self.asked)) is not None}
        given: set[str] = set()
        key_results = tuple(
            CarriedOkr(
                each, its, next_id(id_in(each.id, self.asked), stem=f"{above}.", taken=given, said=ids)
            )
            for each, its in own
        )
        return (None if objective.title is None else CarriedOkr(objective, fate, above)), key_results

    def _is_of_it(self, key_result: KeyResult, objective: Objective) -> bool:
        cycle = key_result.cycle or objective.cycle
        return cycle is not None and cycle.label == self.asked.before.label

    def _fate(self, okr: Okr) -> Fate:
        return fate_of(okr, self.results.figures.okrs.get(okr.key, _NO_FIGURE))

    def _goes_on(self, fate: Fate) -> bool:
        return fate in (Fate.UNFINISHED, Fate.POSTPONED) or (self.asked.everything and fate is Fate.DONE)
