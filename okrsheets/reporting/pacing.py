"""How far the key results are ahead of or behind what time asks for, from the farthest behind."""

from __future__ import annotations

from collections import Counter

from okrsheets.model import Results, Status, whole_percent
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.wording import STATUS_ORDER, Chip, status_chip
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["PaceBand", "Pacing", "pacing"]

BANDS = (
    (-50, message("over 50 points behind")),
    (-25, message("26 to 50 behind")),
    (-10, message("11 to 25 behind")),
    (0, message("1 to 10 behind")),
    (11, message("on time to 10 ahead")),
    (26, message("11 to 25 ahead")),
    (None, message("over 25 ahead")),
)
"""Each with the gap in points that it ends before."""
UNTIMED = frozenset({Status.CANCELLED, Status.POSTPONED})


class PaceBand(NamedTuple):
    """The key results of one band: its words, how many, and a bar of their statuses."""

    words: str
    number: int
    bars: tuple[tuple[Chip, str], ...]


class Pacing(NamedTuple):
    """The bands, and in a sentence how many there are at all."""

    bands: tuple[PaceBand, ...]
    words: str


def pacing(results: Results, tongue: Tongue) -> Pacing | None:
    """The key results by their distance from time; None where none of them has both."""
    met: dict[str, Counter[Status]] = {words: Counter() for _, words in BANDS}
    for key_result in results.okrs.key_results:
        figure = results.figures.okrs.get(key_result.key, NO_FIGURE)
        if figure.progress is None or figure.expected is None or figure.status in UNTIMED:
            continue
        gap = whole_percent(figure.progress) - whole_percent(figure.expected)
        met[next(words for end, words in BANDS if end is None or gap < end)][figure.status] += 1
    total = sum(each.total() for each in met.values())
    if not total:
        return None
    most = max(each.total() for each in met.values())
    behind = sum(met[words].total() for end, words in BANDS if end is not None and end <= 0)
    return Pacing(
        bands=tuple(
            PaceBand(tongue(words), each.total(), _bars(each, most, tongue)) for words, each in met.items()
        ),
        words=tongue.plural(
            behind,
            "{key_results} is behind time",
            "{key_results} are behind time",
            key_results=tongue.plural(
                total, "{met} of {n} key result", "{met} of {n} key results", met=tongue.number(behind)
            ),
        ),
    )


def _bars(met: Counter[Status], most: int, tongue: Tongue) -> tuple[tuple[Chip, str], ...]:
    return tuple(
        (status_chip(status, tongue), f"w{max(1, round(100 * met[status] / most))}")
        for status in STATUS_ORDER
        if met[status]
    )
