"""The alignment map: objectives in trees below what they are aligned to, other alignments as side links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.model import Objective, Results
from okrsheets.reporting.drawing import Box, Line, Picture
from okrsheets.reporting.gauges import NO_FIGURE, gauge
from okrsheets.reporting.links import Links
from okrsheets.reporting.nesting import nesting, reading_order
from okrsheets.reporting.standing import Standing
from okrsheets.reporting.tidy import tidy_rows
from okrsheets.reporting.wording import one_line, sentence, shortened
from okrsheets.tongue import message

__all__ = ["MOST", "alignment_map", "neighbours"]

MOST = 500  # of more objectives a map is a wall that nobody reads
WIDTH, HEIGHT = 290, 38
LETTERS = 36  # of a title, as wide as a box in most writings
COLUMN, ROW = 360, 46
TREES_APART = 0.35
BULGE = 44
KINDS = {Standing.COUNTS: "carries", Standing.BESIDE: "beside", Standing.SUPPORTS: "shows"}
WAITS = "waits"
LEGEND = {
    "carries": message("carries progress"),
    "beside": message("stands beside"),
    "shows": message("shows support"),
    "side": message("also aligned to"),
    WAITS: message("depends on"),
}


def alignment_map(results: Results, *, links: Links) -> Picture | None:
    """The map of these objectives; None where there are more than it can show, or no alignment at all."""
    objectives = results.okrs.objectives
    if len(objectives) > MOST or not any(links.above[each.key] for each in objectives):
        return None
    parents = nesting(results, links=links)
    order = reading_order(results, parents)
    places = _places(order, results.resolutions.top_level)
    boxes = tuple(_box(each, places[each.key], results, links) for _, each in order)
    lines = tuple(line for _, each in order for line in _lines(each, parents, places, links))
    kinds = {kind for line in lines for kind in line.kind.split()}
    return Picture(
        width=max(x for x, _ in places.values()) + WIDTH + BULGE,
        height=max(y for _, y in places.values()) + HEIGHT + 2,
        boxes=boxes,
        lines=lines,
        words=links.tongue.plural(
            len(objectives),
            "Alignment map of {n} objective: "
            "from the top level on the left to what is aligned to it on the right",
            "Alignment map of {n} objectives: "
            "from the top level on the left to what is aligned to it on the right",
        ),
        legend=tuple((kind, links.tongue(words)) for kind, words in LEGEND.items() if kind in kinds),
    )


def neighbours(objectives: Iterable[Objective], results: Results, *, links: Links) -> Results:
    """The same results with these objectives and those they are directly aligned to or serve."""
    wanted: dict[str, None] = {}
    for objective in objectives:
        above = (links.homes[each.parent] for each in links.above[objective.key])
        below = (links.homes[each.child] for each in links.below[objective.key])
        wanted |= dict.fromkeys((*above, objective.key, *below))
    shown = tuple(links.home(key) for key in wanted if key in links.anchors)
    return results._replace(okrs=results.okrs._replace(objectives=shown))


def _places(order: Sequence[tuple[int, Objective]], top: frozenset[str]) -> Mapping[str, tuple[int, int]]:
    """The upper left corner of each box; what hangs below nothing stands right of the top level."""
    rows = tidy_rows([depth for depth, _ in order], apart=TREES_APART)
    beside, places = 0, {}
    any_top = any(not depth and objective.key in top for depth, objective in order)
    for (depth, objective), row in zip(order, rows, strict=True):
        if not depth:
            beside = int(any_top and objective.key not in top)
        places[objective.key] = (1 + (depth + beside) * COLUMN, 1 + round(row * ROW))
    return places


def _box(objective: Objective, place: tuple[int, int], results: Results, links: Links) -> Box:
    tongue = links.tongue
    drawn = gauge(results.figures.okrs.get(objective.key, NO_FIGURE), tongue=tongue)
    title = one_line(objective.title or "") or sentence(tongue("key results without an objective"))
    whose = ", ".join(one_line(each) for each in (objective.team, objective.id) if each)
    said = f"{drawn.chip.icon} {drawn.progress}"
    told = f"{drawn.progress}, {drawn.chip.inside}{f', {whose}' if whose else ''}"
    return Box(
        x=place[0],
        y=place[1],
        width=WIDTH,
        height=HEIGHT,
        base=16,
        tone=drawn.chip.tone,
        head=shortened(title, longest=LETTERS),
        tail=f"{said}, {whose}" if whose else said,
        told=tongue("{name}: {told}", name=title, told=told),
        href=links.href(objective.key),
    )


def _lines(
    objective: Objective,
    parents: Mapping[str, str],
    places: Mapping[str, tuple[int, int]],
    links: Links,
) -> Iterator[Line]:
    """A line to each objective that this one is aligned to, the strongest of several, or waits for."""
    ends: dict[str, str] = {}
    for alignment in links.above[objective.key]:
        home, kind = links.homes[alignment.parent], KINDS[links.standing(alignment)]
        ends[home] = min(kind, ends.get(home, kind), key=list(LEGEND).index)
    for home, kind in ends.items():
        if home in places and home != objective.key:
            side = "" if parents.get(objective.key) == home else " side"
            yield Line(_path(places[objective.key], places[home]), kind + side)
    own = (objective.key, *(each.key for each in objective.key_results))
    waited = dict.fromkeys(links.homes[each.parent] for key in own for each in links.waits.get(key, ()))
    for home in waited:
        if home in places and home != objective.key:
            yield Line(_path(places[objective.key], places[home]), WAITS)


def _path(child: tuple[int, int], parent: tuple[int, int]) -> str:
    """A curve from a box back to the one on its left; between others one that bulges out on the right."""
    (x, y), (end, height) = child, parent
    y, height = y + HEIGHT // 2, height + HEIGHT // 2
    if end + WIDTH < x:
        half = (x + end + WIDTH) // 2
        return f"M{x} {y}C{half} {y} {half} {height} {end + WIDTH} {height}"
    out = max(x, end) + WIDTH + BULGE
    return f"M{x + WIDTH} {y}C{out} {y} {out} {height} {end + WIDTH} {height}"
