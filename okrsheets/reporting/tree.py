"""The objectives as a tree to read: each once in full, below the first thing it is aligned to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from okrsheets.model import (
    Alignment,
    Cycle,
    Direction,
    KeyResult,
    Objective,
    Outcome,
    Resolution,
    Results,
    Status,
)
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.filters import Filters
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, gauge, said
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.making import Making, making_of_key_result, making_of_objective
from okrsheets.reporting.mentions import Note, note
from okrsheets.reporting.nesting import nesting, reading_order
from okrsheets.reporting.places import Places, PlaceView
from okrsheets.reporting.room import is_crowded, listed_objectives
from okrsheets.reporting.sparks import Spark, spark
from okrsheets.reporting.standing import Standing
from okrsheets.reporting.wording import (
    Amounts,
    amounts,
    begins_with_id,
    cycle_words,
    joined,
    one_line,
    sentence,
    status_chip,
)
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["KeyResultRow", "Node", "WordedRow", "objective_tree"]

LOST = {
    Outcome.DANGLING: message("says “{text}”, which is not found"),
    Outcome.AMBIGUOUS: message("says “{text}”, which could mean several"),
    Outcome.UNREACHABLE: message("says “{text}”, which was not read"),
    Outcome.VAGUE: message("says “{text}”, which names no objective"),
    Outcome.RESOLVED: message("says “{text}”, which leads nowhere"),
}


SAYS = {
    Standing.SUPPORTS: message("supports {parent}"),
    Standing.COUNTS: message("counts in {parent}"),
    Standing.BESIDE: message("stands beside {parent}"),
}
OWN = {
    Standing.SUPPORTS: message("Directional: aligned to {parents}"),
    Standing.COUNTS: message("Straightforward: counts in {parents}"),
    Standing.BESIDE: message("Straightforward: stands beside {parents}"),
}
THROUGH = {
    Standing.SUPPORTS: message("Its key results support {parents}"),
    Standing.COUNTS: message("Its key results count in {parents}"),
    Standing.BESIDE: message("Its key results stand beside {parents}"),
}


ALIGNED_TO = message("Aligned to {names}")
ALSO_ALIGNED_TO = message("Also aligned to {names}")
ALSO_SUPPORTED_BY = message("Also supported by {names}")
DEPENDS_ON = message("Depends on {names}")
NEEDED_BY = message("Needed by {names}")


class KeyResultRow(NamedTuple):
    """One key result in the table of an objective it counts in; `making` says how its figure came about."""

    title: str
    notes: Note
    owner: str
    amounts: Amounts
    gauge: Gauge
    place: PlaceView
    making: Making


WordedRow: TypeAlias = "tuple[KeyResultRow, str]"
"""A row as it stands wherever its key result does, and what is to be said behind its notes."""


class Node(NamedTuple):
    """One objective, `depth` levels in. `closes` levels end behind it; `level` is that of its heading.

    `marks` are what the page can be filtered by. The first note counts the key results where a page would
    grow too long for their `rows`; then there is no `made` either, which says how the figure came about.
    """

    anchor: str
    title: str
    line: str
    marks: str
    gauge: Gauge
    spark: Spark
    rows: tuple[KeyResultRow, ...]
    made: Note
    notes: tuple[Note, ...]
    place: PlaceView
    depth: int
    level: int
    is_open: bool
    closes: int


def objective_tree(
    results: Results,
    *,
    links: Links,
    places: Places,
    filters: Filters,
    cycle: Cycle | None,
    room: int,
    settings: ProgressSettings,
    worded: dict[str, WordedRow],
) -> tuple[Node, ...]:
    """Every objective once, in reading order: top level first, children below, the unaligned last.

    Those of another cycle than the one that is shown say in which they are. Key results are listed from the
    top down while there is room. `worded` keeps rows for all pages that show the same.
    """
    parents = nesting(results, links=links)
    order = reading_order(results, parents)
    listed = listed_objectives(order, places=places, room=room)
    crowded = is_crowded(results.okrs.objectives, room=room)
    builder = _Builder(results, links, places, filters, parents, cycle, worded, settings, crowded)
    depths = [depth for depth, _ in order] + [0]
    return tuple(
        builder.node(
            objective,
            depth=depth,
            closes=depth - depths[at + 1] + 1,
            listed=objective.key in listed,
            first=at == 0,
        )
        for at, (depth, objective) in enumerate(order)
    )


class _Builder(NamedTuple):
    """Turns objectives into nodes. `worded` keeps the rows of key results: many stand in two tables."""

    results: Results
    links: Links
    places: Places
    filters: Filters
    parents: Mapping[str, str]
    cycle: Cycle | None
    worded: dict[str, WordedRow]
    settings: ProgressSettings
    is_crowded: bool

    def node(self, objective: Objective, *, depth: int, closes: int, listed: bool, first: bool) -> Node:
        figure = self.results.figures.okrs.get(objective.key, NO_FIGURE)
        above, below = self.links.above[objective.key], self.links.below[objective.key]
        uncounted = () if listed or not objective.key_results else (note([self._uncounted(objective)]),)
        return Node(
            anchor=self.links.anchors[objective.key],
            title=one_line(objective.title or "")
            or sentence(self.links.tongue("key results without an objective")),
            line=self._line(objective, above, below),
            marks=self.filters.marks(objective),
            gauge=gauge(figure, self.results.figures.okrs, tongue=self.links.tongue),
            spark=spark(
                self.results.history.pasts.get(objective.key) if listed else None,
                figure.progress,
                today=self.results.today,
                tongue=self.links.tongue,
            ),
            rows=tuple(self._rows(objective)) if listed else (),
            made=making_of_objective(
                objective, figure, links=self.links, places=self.places, settings=self.settings
            )
            if listed
            else (),
            notes=(*uncounted, *self._notes(objective, above, below)),
            place=self.places.cell(objective.at),
            depth=depth,
            level=min(3 + depth, 6),
            is_open=first,
            closes=closes,
        )

    def _line(self, objective: Objective, above: Sequence[Alignment], below: Sequence[Alignment]) -> str:
        """Whose it is, who supports it, what it is aligned to: the objective's line of small print."""
        tongue = self.links.tongue
        figure = self.results.figures.okrs.get(objective.key, NO_FIGURE)
        supporters = joined((self._supporter(each.child) for each in below), tongue)
        id_ = None if begins_with_id(objective) else objective.id
        other = objective.cycle if objective.cycle != self.cycle else None
        whose = [objective.team, cycle_words(other, tongue) if other else None, id_, *objective.owners]
        sentences = [
            ", ".join(one_line(each) for each in whose if each),
            tongue("Supported by {supporters}", supporters=supporters) if below else "",
            *self._directions(objective, above),
            sentence(said(objective, figure, tongue=tongue)),
        ]
        return ". ".join(one for one in sentences if one)

    def _supporter(self, child: str) -> str:
        return one_line(self.links.team(child) or "") or self.links.names[child]

    def _directions(self, objective: Objective, above: Sequence[Alignment]) -> Iterator[str]:
        tongue = self.links.tongue
        own = [a for a in above if a.child == objective.key]
        through = [a for a in above if a.child != objective.key]
        for alignments, worded in ((own, OWN), (through, THROUGH)):
            for standing, words in worded.items():
                if targets := [self._target(a) for a in alignments if self.links.standing(a) is standing]:
                    yield tongue(words, parents=joined(targets, tongue))
        if waits := self.links.waits.get(objective.key):
            yield tongue("Depends on {parents}", parents=joined((self._target(a) for a in waits), tongue))
        lost = self.links.unresolved.get(objective.key, ())
        if lost:
            yield sentence(tongue("; ").join(_lost(resolution, tongue) for resolution in lost))
        elif not above and objective.key not in self.results.resolutions.top_level:
            yield tongue("Aligned to nothing")

    def _target(self, alignment: Alignment) -> str:
        name = self.links.names[alignment.parent]
        why = self.links.beside.get((alignment.child, alignment.parent))
        return f"{name} ({why})" if why else name + _share(alignment, self.links.tongue)

    def _rows(self, objective: Objective) -> Iterator[KeyResultRow]:
        down, names = self.links.down, self.links.names
        for key_result in objective.key_results:
            key = key_result.key
            yield self._row(key_result, self._told(key_result))
            if key in down:
                yield from self._delivered(down[key], names[key], objective)
        yield from self._delivered(down.get(objective.key, ()), "", objective)

    def _delivered(
        self, alignments: Iterable[Alignment], where: str, objective: Objective
    ) -> Iterator[KeyResultRow]:
        """The key results of others that count here, said to be theirs; `where` names the one they serve."""
        tongue = self.links.tongue
        for alignment in alignments:
            child = self.results.okrs.by_key[alignment.child]
            counts = self.links.standing(alignment) is Standing.COUNTS
            if not isinstance(child, KeyResult) or child.objective == objective.key or not counts:
                continue
            giver, share = [self._giver(child.key)], _share(alignment, tongue)
            if where:
                told = tongue.pieces(
                    "from {giver}, straightforward to {key_result}{share}",
                    giver=giver,
                    key_result=where,
                    share=share,
                )
            else:
                told = tongue.pieces("from {giver}, straightforward{share}", giver=giver, share=share)
            yield self._row(child, told)

    def _row(self, key_result: KeyResult, told: list[str | Link]) -> KeyResultRow:
        worded = self.worded.get(key_result.key)
        if worded is None:
            worded = self._worded(key_result)
            if (
                key_result.key not in self.links.down
            ):  # what is aligned to it is linked by each page its own way
                self.worded[key_result.key] = worded
        row, aside = worded
        if not told:
            return row
        if aside:
            told += (self.links.tongue("; "), aside)
        return row._replace(notes=note(told))

    def _worded(self, key_result: KeyResult) -> tuple[KeyResultRow, str]:
        """The row of a key result wherever it stands, and what there is to know about its figure."""
        figure = self.results.figures.okrs.get(key_result.key, NO_FIGURE)
        tongue = self.links.tongue
        held = tongue("to be held") if key_result.direction is Direction.MAINTAIN else ""
        assumed = tongue("from an assumed 0") if figure.assumed_baseline else ""
        stated = said(key_result, figure, tongue=tongue)
        aside = tongue("; ").join([words for words in (held, assumed, stated) if words])
        way = amounts(key_result, assumed_baseline=figure.assumed_baseline, tongue=tongue)
        row = KeyResultRow(
            one_line(key_result.title),
            note([aside]),
            ", ".join([one_line(owner) for owner in key_result.owners]),
            way,
            gauge(figure, tongue=tongue),
            self.places.cell(key_result.at),
            making_of_key_result(
                key_result, figure, way, links=self.links, places=self.places, settings=self.settings
            ),
        )
        return row, aside

    def _told(self, key_result: KeyResult) -> list[str | Link]:
        """What a key result is aligned to and waits for, and who supports it."""
        links, key, tongue = self.links, key_result.key, self.links.tongue
        told: list[list[str | Link]] = []
        for alignment in links.up.get(key, ()):
            why = links.beside.get((key, alignment.parent))
            aside = f", {why}" if why else _share(alignment, tongue)
            parent: list[str | Link] = [links.link(alignment.parent), aside]
            told.append(tongue.pieces(SAYS[links.standing(alignment)], parent=parent))
        outside = [a.child for a in links.down.get(key, ()) if links.homes[a.child] != key_result.objective]
        if outside:
            supporters = _listed(self._giver(child) for child in outside)
            told.append(tongue.pieces("supported by {supporters}", supporters=supporters))
        if waits := links.waits.get(key):
            told.append(
                tongue.pieces("depends on {parents}", parents=_listed(links.link(a.parent) for a in waits))
            )
        told += [[_lost(resolution, tongue)] for resolution in links.unresolved.get(key, ())]
        return [piece for one in told for piece in (tongue("; "), *one)][1:]

    def _giver(self, child: str) -> Link:
        return Link(self._supporter(child), self.links.href(child))

    def _notes(
        self, objective: Objective, above: Sequence[Alignment], below: Sequence[Alignment]
    ) -> Iterator[Note]:
        """What the nesting itself does not show: second parents, children elsewhere, dependencies."""
        links = self.links
        nested_in = self.parents.get(objective.key)
        others = [a.parent for a in above if a.child == objective.key and links.homes[a.parent] != nested_in]
        elsewhere = [a.child for a in below if not self._shown_below(a, objective)]
        waits = [a.parent for a in links.waits.get(objective.key, ())]
        own = (objective.key, *(key_result.key for key_result in objective.key_results))
        serves = [alignment.child for key in own for alignment in links.serves.get(key, ())]
        for words, keys in (
            (ALIGNED_TO if nested_in is None else ALSO_ALIGNED_TO, others),
            (ALSO_SUPPORTED_BY, elsewhere),
            (DEPENDS_ON, waits),
            (NEEDED_BY, serves),
        ):
            if keys:
                names = _listed(links.full_link(key) for key in dict.fromkeys(keys))
                yield note(links.tongue.pieces(words, names=names))

    def _shown_below(self, alignment: Alignment, objective: Objective) -> bool:
        """Whether a child stands in the objective's table or among its nested objectives anyway."""
        home = self.links.homes[alignment.child]
        delivers = home != alignment.child and self.links.standing(alignment) is Standing.COUNTS
        return delivers or self.parents.get(home) == objective.key

    def _uncounted(self, objective: Objective) -> str:
        figures, tongue = self.results.figures.okrs, self.links.tongue
        place = self.places.cell(objective.at)
        sheet = f"{place.file} {place.words}".strip()
        number = len(objective.key_results)
        words = tongue.plural(number, "{n} key result in {place}", "{n} key results in {place}", place=sheet)
        if self.is_crowded:
            return words
        met = Counter(figures.get(each.key, NO_FIGURE).status for each in objective.key_results)
        parts = [f"{met[each]} {status_chip(each, tongue).inside}" for each in Status if met[each]]
        return tongue("{key_results}: {statuses}", key_results=words, statuses=", ".join(parts))


def _listed(links: Iterable[Link]) -> list[str | Link]:
    """Links, each once, with commas between them."""
    parts: list[str | Link] = []
    for link in dict.fromkeys(links):
        parts += (", ", link)
    return parts[1:]


def _share(alignment: Alignment, tongue: Tongue) -> str:
    return "" if alignment.share is None else f" ({tongue.percent(alignment.share)})"


def _lost(resolution: Resolution, tongue: Tongue) -> str:
    """An alignment text that leads nowhere, and why."""
    return tongue(LOST[resolution.outcome], text=one_line(resolution.text))
