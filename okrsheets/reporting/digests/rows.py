"""The lines of a mail's tables: objectives and key results with where they stand, the neediest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import Figure, KeyResult, Objective, Okr, Status, whole_percent
from okrsheets.reporting.digests.concern import Need
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, gauge
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import NOTHING, Chip, amounts, begins_with_id, one_line, percent, shortened
from okrsheets.tuples import NamedTuple

__all__ = ["LONGEST", "Bar", "Row", "Table", "by_need", "needed_rows", "row", "standing_table", "titled"]

LONGEST = 140
"""Characters of a title that a mail prints."""
LINE = 90
URGENCY = (
    Status.AT_RISK, Status.BEHIND, Status.UNKNOWN, Status.NOT_STARTED, Status.TOO_EARLY,
    Status.ON_TRACK, Status.DONE, Status.POSTPONED, Status.CANCELLED,
)  # fmt: skip
_RANK = {status: rank for rank, status in enumerate(URGENCY)}


class Bar(NamedTuple):
    """A bar of two cells, in hundredths; a cell of nothing is left out."""

    filled: int
    rest: int


class Row(NamedTuple):
    """One line of a table. `line` is its small print, `notes` what more is to be said of it, a line each.

    `is_part`: it is a key result of the objective above it. `bar` is None where there is no figure.
    """

    link: Link
    line: str
    notes: tuple[str, ...]
    chip: Chip
    progress: str
    bar: Bar | None
    is_part: bool = False


class Table(NamedTuple):
    """A table of a mail: what it is called, its `subject` (the heading of its first column), its lines.

    `left` says how many lines there was no room for.
    """

    title: str
    subject: str
    rows: tuple[Row, ...]
    left: str = ""


def standing_table(
    objectives: Iterable[Objective],
    parts: Iterable[KeyResult],
    ground: Ground,
    *,
    title: str,
    room: int,
) -> Table:
    """Where these objectives stand, and these key results of others, the neediest first.

    Below an objective stand its key results while there is room.
    """
    shown = by_need([*objectives, *parts], ground)
    spare = room - len(shown)
    rows: list[Row] = []
    for okr in shown[:room]:
        rows.append(row(okr, ground))
        if isinstance(okr, Objective) and len(okr.key_results) <= spare:
            spare -= len(okr.key_results)
            rows += (row(each, ground, is_part=True) for each in okr.key_results)
    left = len(shown) - room
    return Table(title, "Objective", tuple(rows), f"and {left:,} more" if left > 0 else "")


def needed_rows(needs: Iterable[Need], ground: Ground) -> Iterator[Row]:
    """The OKRs of others that theirs need, with what needs them."""
    names = ground.links.names
    for need in needs:
        words = f"counts in {names[need.by]}" if need.counts else f"{names[need.by]} depends on it"
        yield row(ground.okr(need.key), ground, notes=(words,))


def by_need(okrs: Iterable[Okr], ground: Ground) -> list[Okr]:
    """The neediest first: by status, then by how far time is ahead of them."""
    figures = ground.results.figures.okrs

    def need(okr: Okr) -> tuple[int, float]:
        figure = figures.get(okr.key, NO_FIGURE)
        return _RANK[figure.status], -_gap(figure)

    return sorted(okrs, key=need)


def row(okr: Okr, ground: Ground, *, notes: tuple[str, ...] = (), is_part: bool = False) -> Row:
    """One OKR with its figure."""
    figure = ground.results.figures.okrs.get(okr.key, NO_FIGURE)
    drawn = gauge(figure, ground.results.figures.okrs)
    told = _of_key_result(okr, figure) if isinstance(okr, KeyResult) else ()
    words = [*(() if is_part else _whose(okr, ground)), *told, *_aside(figure, drawn)]
    return Row(
        link=Link(titled(okr, ground), ground.links.href(okr.key)),
        line=", ".join(words),
        notes=notes,
        chip=drawn.chip,
        progress=drawn.progress,
        bar=bar(figure),
        is_part=is_part,
    )


def bar(figure: Figure) -> Bar | None:
    """The figure as a bar, which ends at nothing and at all of the way."""
    if figure.progress is None:
        return None
    filled = min(100, max(0, whole_percent(figure.progress)))
    return Bar(filled, 100 - filled)


def titled(okr: Okr, ground: Ground) -> str:
    """The title of an OKR, cut where it is long, with its id before it."""
    if not okr.title:
        return ground.links.names[okr.key]
    title = shortened(one_line(okr.title), longest=LONGEST)
    return (
        title if begins_with_id(okr) or not okr.id else f"{shortened(one_line(okr.id), longest=24)} {title}"
    )


def _whose(okr: Okr, ground: Ground) -> Iterator[str]:
    home = ground.links.home(okr.key)
    if home.key != okr.key:
        yield f"key result of {ground.links.names[home.key]}"
    whose = [one_line(each) for each in (ground.links.team(okr.key), *okr.owners) if each]
    if whose:
        yield shortened(", ".join(whose), longest=LINE)


def _of_key_result(key_result: KeyResult, figure: Figure) -> Iterator[str]:
    """How far it is in its own unit."""
    way = amounts(key_result, assumed_baseline=figure.assumed_baseline)
    if way.now != NOTHING and way.goal != NOTHING:
        yield shortened(f"{way.now} of {way.goal}", longest=LINE)
    elif way.goal != NOTHING:
        yield shortened(f"no value yet, goal {way.goal}", longest=LINE)


def _aside(figure: Figure, drawn: Gauge) -> Iterator[str]:
    """What time asks for, and what a reader must know to trust the figure."""
    if figure.progress is not None and figure.expected is not None:
        yield f"{percent(figure.expected)} expected by now"
    if drawn.bounds:
        yield f"{drawn.bounds}\xa0% with what is unknown"
    if drawn.aside:
        yield drawn.aside
    if drawn.why:
        yield shortened(drawn.why, longest=LINE)


def _gap(figure: Figure) -> float:
    if figure.progress is None or figure.expected is None:
        return 0.0
    return figure.expected - figure.progress
