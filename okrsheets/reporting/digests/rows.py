"""The lines of a mail's tables: objectives and key results with where they stand, the neediest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import Direction, Figure, KeyResult, Objective, Okr, Status, whole_percent
from okrsheets.reporting.digests.concern import Need
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.gauges import NO_FIGURE, Gauge, gauge
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import NOTHING, Chip, amounts, begins_with_id, one_line, percent, shortened
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = [
    "LONGEST",
    "URGENCY",
    "Bar",
    "Row",
    "Table",
    "asides",
    "bar",
    "more",
    "needed_rows",
    "read_on",
    "row",
    "standing_table",
    "titled",
]

LONGEST = 140
"""Characters of a title that a mail prints."""
LINE = 90
NAME, NAMES = 40, 4
IDS = 24
URGENCY = (
    Status.AT_RISK, Status.BEHIND, Status.UNKNOWN, Status.NOT_STARTED, Status.TOO_EARLY,
    Status.ON_TRACK, Status.DONE, Status.POSTPONED, Status.CANCELLED,
)  # fmt: skip
_RANK = {status: rank for rank, status in enumerate(URGENCY)}
_LATE = frozenset({Status.AT_RISK, Status.BEHIND})
_WORTH_A_LINE = _LATE | {Status.UNKNOWN, Status.NOT_STARTED}


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
    """A table of a mail: the `subject` (the heading of its first column), how it is sorted, and its lines.

    `left` says how many lines there was no room for.
    """

    subject: str
    sorted_by: str
    rows: tuple[Row, ...]
    left: str = ""


def standing_table(okrs: Iterable[Okr], ground: Ground, *, room: int, with_parts: bool = True) -> Table:
    """Where these objectives and key results stand, the neediest first.

    `with_parts`: below an objective stand those of its key results that need somebody, while there is room.
    """
    shown = _by_need(okrs, ground)
    of_one_team = len({okr.team for okr in shown}) == 1
    spare = room - len(shown)
    rows: list[Row] = []
    for okr in shown[:room]:
        rows.append(row(okr, ground, of_one_team=of_one_team))
        late = _late_parts(okr, ground) if with_parts else []
        if len(late) <= spare:
            spare -= len(late)
            rows += (row(each, ground, is_part=True) for each in late)
    tongue = ground.tongue
    left = len(shown) - room
    return Table(tongue("Objective"), tongue("The neediest first"), tuple(rows), more(left, tongue))


def needed_rows(needs: Iterable[Need], ground: Ground) -> Iterator[Row]:
    """The OKRs of others that theirs need, with what needs them."""
    tongue = ground.tongue
    for need in needs:
        name = isolated(ground.links.names[need.by])
        words = (
            tongue("counts in {okr}", okr=name) if need.counts else tongue("{okr} depends on it", okr=name)
        )
        yield row(ground.okr(need.key), ground, aside=words)


def more(left: int, tongue: Tongue) -> str:
    """How many lines there was no room for."""
    return tongue("and {number} more", number=tongue.number(left)) if left > 0 else ""


def _by_need(okrs: Iterable[Okr], ground: Ground) -> list[Okr]:
    """The neediest first: by status, then by how far time is ahead of them."""
    figures = ground.results.figures.okrs

    def need(okr: Okr) -> tuple[int, float]:
        figure = figures.get(okr.key, NO_FIGURE)
        return _RANK[figure.status], -_gap(figure)

    return sorted(okrs, key=need)


def _late_parts(okr: Okr, ground: Ground) -> list[Okr]:
    """The key results of an objective that somebody should look at."""
    if not isinstance(okr, Objective):
        return []
    figures = ground.results.figures.okrs
    late = [e for e in okr.key_results if figures.get(e.key, NO_FIGURE).status in _WORTH_A_LINE]
    return _by_need(late, ground)


def row(
    okr: Okr,
    ground: Ground,
    *,
    aside: str = "",
    notes: tuple[str, ...] = (),
    is_part: bool = False,
    of_one_team: bool = False,
) -> Row:
    """One OKR with its figure; `aside` ends its small print, which names no team where there is only one."""
    figure = ground.results.figures.okrs.get(okr.key, NO_FIGURE)
    drawn = gauge(figure, ground.results.figures.okrs, tongue=ground.tongue)
    told = _way(okr, figure, ground.tongue) if isinstance(okr, KeyResult) else ()
    whose = () if is_part else _whose(okr, ground, of_one_team=of_one_team)
    words = [*whose, *told, *_expected(figure, ground.tongue)]
    above = (
        ground.results.figures.okrs.get(ground.links.home(okr.key).key, NO_FIGURE) if is_part else NO_FIGURE
    )
    if figure.as_of != above.as_of:
        words += read_on(figure, ground.tongue)
    return Row(
        link=Link(titled(okr, ground), "" if is_part else ground.links.href(okr.key)),
        line=", ".join([*words, *asides(drawn, ground.tongue), *([aside] if aside else [])]),
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
        title if begins_with_id(okr) or not okr.id else f"{shortened(one_line(okr.id), longest=IDS)} {title}"
    )


def asides(drawn: Gauge, tongue: Tongue) -> Iterator[str]:
    """What a reader must know to trust a figure."""
    if drawn.bounds:
        yield tongue("{bounds} with what is unknown", bounds=tongue.share.format(drawn.bounds))
    if drawn.aside:
        yield drawn.aside
    if drawn.why:
        yield shortened(drawn.why, longest=LINE)


def _whose(okr: Okr, ground: Ground, *, of_one_team: bool) -> Iterator[str]:
    """Whose it is: of a key result the objective, as it stands alone in a table of objectives."""
    home = ground.links.home(okr.key)
    if home.key != okr.key:
        yield ground.tongue("key result of {objective}", objective=isolated(titled(home, ground)))
        return
    whose = [
        isolated(shortened(one_line(each), longest=NAME))
        for each in (None if of_one_team else okr.team, *okr.owners)
        if each
    ]
    if len(whose) > NAMES:
        whose = [*whose[:NAMES], "…"]
    yield from whose


def _way(key_result: KeyResult, figure: Figure, tongue: Tongue) -> Iterator[str]:
    """How far it is in its own unit."""
    way = amounts(key_result, assumed_baseline=figure.assumed_baseline, tongue=tongue)
    now, goal = (isolated(shortened(value, longest=NAME)) for value in (way.now, way.goal))
    if goal == NOTHING:
        return
    if now == NOTHING:
        yield tongue("no value yet, goal {goal}", goal=goal)
    elif _goes_down(key_result):
        yield tongue("{now}, goal {goal}", now=now, goal=goal)
    else:
        yield tongue("{now} of {goal}", now=now, goal=goal)


def _goes_down(key_result: KeyResult) -> bool:
    """Whether less is better, so that no part of the goal is reached before all of it is."""
    if key_result.direction is not None or key_result.baseline is None or key_result.target is None:
        return key_result.direction in (Direction.DECREASE, Direction.MAINTAIN)
    return key_result.target < key_result.baseline


def _expected(figure: Figure, tongue: Tongue) -> Iterator[str]:
    """What time asks for, where that is more than there is."""
    if figure.status in _LATE and figure.progress is not None and figure.expected is not None:
        yield tongue("{share} expected by now", share=percent(figure.expected, tongue))


def read_on(figure: Figure, tongue: Tongue) -> Iterator[str]:
    """The day of the reading that a figure is of, where that is not today's and nothing else says it."""
    if figure.as_of is not None and figure.because is None:
        yield tongue("as of {day}", day=tongue.day(figure.as_of))


def _gap(figure: Figure) -> float:
    if figure.progress is None or figure.expected is None:
        return 0.0
    return figure.expected - figure.progress
