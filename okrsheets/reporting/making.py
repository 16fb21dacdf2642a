"""What each figure is made of: its sum, its parts, and the cells that they came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from okrsheets.grid import CellRef
from okrsheets.model import Direction, Field, Figure, KeyResult, Measure, Objective, Okr, Part, whole_percent
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.mentions import Note, note
from okrsheets.reporting.places import Places
from okrsheets.reporting.retold import retold
from okrsheets.reporting.status_reasons import status_reason
from okrsheets.reporting.ways import is_counted_otherwise
from okrsheets.reporting.wording import NOTHING, Amounts, one_line, percent, sentence
from okrsheets.tongue import Tongue

__all__ = ["Making", "making_of_key_result", "making_of_list", "making_of_objective", "making_of_whole"]

Making: TypeAlias = tuple[Note, ...]
"""How a figure came about, a line each; empty where there is no more to say than the figure does."""

PARTS = 30  # more than a reader adds up by hand


def making_of_key_result(
    key_result: KeyResult,
    figure: Figure,
    amounts: Amounts,
    *,
    links: Links,
    places: Places,
    settings: ProgressSettings,
) -> Making:
    """The sum of a key result, the cells of its values, and its status with the reason."""
    tongue = links.tongue
    lines = [note([_sum(key_result, figure, amounts, tongue)])]
    if figure.basis in ("children", "values of its children"):
        lines.append(note(_listed(figure.made_of, links)))
    if cells := list(_cells(key_result, figure, places, tongue)):
        lines.append(note(cells))
    lines.append(note([sentence(status_reason(key_result, figure, settings=settings, tongue=tongue))]))
    return tuple(line for line in lines if line)


def making_of_objective(
    objective: Objective, figure: Figure, *, links: Links, places: Places, settings: ProgressSettings
) -> Note:
    """How the figure of an objective came about, its status, and the cell that the objective stands in.

    Its key results stand in its table, so only their figures are said; what else counts is named.
    """
    place = places.cell(objective.at)
    stands: list[str | Link] = [f"{place.file} " if place.file else "", Link(place.words, place.url or "")]
    status = sentence(status_reason(objective, figure, settings=settings, tongue=links.tongue))
    made = _made(objective, figure, links)
    return note(links.tongue.pieces("{made}. {status}. In {place}", made=made, status=status, place=stands))


def making_of_whole(figure: Figure, *, links: Links) -> Making:
    """The objectives that the figure of a team or the company is the mean of, a line each."""
    tongue = links.tongue
    weighs = {part.weight for part in figure.made_of if part.weight > 0}
    known = [part for part in figure.made_of if part.key in links.okrs.by_key]
    lines: list[list[str | Link]] = [
        [
            f"{percent(part.progress, tongue)} ",
            links.full_link(part.key),
            _weight(part, tongue, differ=len(weighs) > 1),
        ]
        for part in known
    ]
    head = tongue.plural(len(known), "The mean of {n} objective", "The mean of {n} objectives")
    pace = _pace(figure, tongue)
    return making_of_list(head, lines, tongue=tongue) + ((note([pace]),) if lines and pace else ())


def making_of_list(head: str, lines: Sequence[Sequence[str | Link]], *, tongue: Tongue) -> Making:
    """A head and what it counts, a line each; nothing where it counts nothing."""
    if not lines:
        return ()
    left = len(lines) - PARTS
    more = (note([tongue("and {number} more", number=tongue.number(left))]),) if left > 0 else ()
    return (note([head]), *(note(line) for line in lines[:PARTS]), *more)


def _sum(key_result: KeyResult, figure: Figure, amounts: Amounts, tongue: Tongue) -> str:
    reached = percent(figure.progress, tongue)
    if figure.progress is None:
        return _unknown(figure.because, tongue)
    if figure.basis == "values":
        return _way(key_result, figure.progress, amounts, tongue)
    if figure.basis in ("stated", "status word"):
        return _stated(key_result, figure, reached, tongue)
    if figure.basis == "at the baseline":
        return tongue("{reached}: there is no current value yet", reached=reached)
    if figure.basis == "values of its children":
        return tongue("{reached}, by the values of what is aligned to it", reached=reached)
    if figure.basis == "children":
        return tongue("{reached}, the mean of what is aligned to it", reached=reached)
    return reached


def _unknown(because: str | None, tongue: Tongue) -> str:
    if because is None:
        return sentence(tongue.sense("progress", "unknown"))
    return tongue("Unknown: {reason}", reason=retold(because, tongue))


def _way(key_result: KeyResult, progress: float, amounts: Amounts, tongue: Tongue) -> str:
    """The sum of values: what they keep to, or how far they are on their way."""
    start, now, goal = amounts
    reached = tongue.percent(progress)
    if key_result.direction is Direction.MAINTAIN:
        bound = goal if goal != NOTHING else start
        if progress == 1:
            return tongue("{now} keeps to {bound}", now=now, bound=bound)
        if progress == 0:
            return tongue("{now} does not keep to {bound}", now=now, bound=bound)
        return tongue("{now}, to keep to {bound}: {reached}", now=now, bound=bound, reached=reached)
    if key_result.checkpoints:
        return tongue("{now} is {reached} by its scoring", now=now, reached=reached)
    if key_result.measure is Measure.YES_NO or NOTHING in amounts:
        if goal == NOTHING:
            return tongue("{now}: {reached}", now=now, reached=reached)
        return tongue("{now} of {goal}: {reached}", now=now, goal=goal, reached=reached)
    way = f"({now} − {start}) ÷ ({goal} − {start})"
    if is_counted_otherwise(key_result, progress):
        return tongue("{way}, counted as {reached}", way=way, reached=reached)
    return f"{way} = {reached}"


def _stated(okr: Okr, figure: Figure, reached: str, tongue: Tongue) -> str:
    """A figure that the sheet states, as a share or by a word."""
    if figure.basis == "stated":
        return tongue("{reached}, as the sheet itself says", reached=reached)
    word = one_line(okr.stated_status or "")
    return tongue("{reached}, as the status says: “{word}”", reached=reached, word=word)


def _cells(key_result: KeyResult, figure: Figure, places: Places, tongue: Tongue) -> Iterator[str | Link]:
    """The cells that the sum was taken from, or else the row itself."""
    found = list(_sources(key_result, figure.basis, tongue)) or [(tongue.sense("cell", "in"), key_result.at)]
    for at, (words, ref) in enumerate(found):
        place = places.cell(ref)
        yield f", {words} " if at else f"{sentence(words)} "
        yield Link(place.words, place.url or "")
    if file := places.cell(key_result.at).file:
        yield f", {file}"


def _sources(key_result: KeyResult, basis: str | None, tongue: Tongue) -> Iterator[tuple[str, CellRef]]:
    """The cells that hold the values behind a figure of this basis; words of the title are none."""
    cells = key_result.cells
    said: list[tuple[str, Field, object]] = []
    if basis in ("values", "at the baseline"):
        said = [
            (tongue.sense("cell", "from"), Field.BASELINE, key_result.baseline),
            (tongue.sense("cell", "now"), Field.CURRENT, key_result.current),
            (tongue.sense("cell", "to"), Field.TARGET, key_result.target),
        ]
    elif basis == "stated":
        said = [(tongue.sense("cell", "progress"), Field.PROGRESS, key_result.stated_progress)]
    elif basis == "status word":
        said = [(tongue.sense("cell", "status"), Field.STATUS, key_result.stated_status)]
    for words, field, value in said:
        if value is None or field in key_result.read_from_words:
            continue
        if field in cells:
            yield words, cells[field]
        elif field is Field.CURRENT and key_result.check_ins:
            yield words, key_result.check_ins[-1].at


def _made(okr: Okr, figure: Figure, links: Links) -> list[str | Link]:
    tongue = links.tongue
    if figure.progress is None:
        return [_unknown(figure.because, tongue) if figure.because else tongue("Nothing is known yet")]
    reached = tongue.percent(figure.progress)
    if figure.basis in ("stated", "status word"):
        return [_stated(okr, figure, reached, tongue)]
    if counting := [part for part in figure.made_of if part.weight > 0]:
        parts = list(_listed(counting, links, own=True))
        return tongue.pieces("{reached} is the mean of {parts}", reached=reached, parts=parts)
    return [reached]


def _listed(parts: Sequence[Part], links: Links, *, own: bool = False) -> Iterator[str | Link]:
    """The figures of some parts, each with its name; of `own` key results the figure alone."""
    tongue = links.tongue
    weighs = {part.weight for part in parts if part.weight > 0}
    for at, part in enumerate(parts[:PARTS]):
        yield ", " if at else ""
        yield percent(part.progress, tongue)
        if part.via != "own" or not own:
            yield " "
            yield links.link(part.key)
        yield _weight(part, tongue, differ=len(weighs) > 1)
    if len(parts) > PARTS:
        yield " "
        yield tongue("and {number} more", number=tongue.number(len(parts) - PARTS))


def _weight(part: Part, tongue: Tongue, *, differ: bool) -> str:
    if part.weight <= 0:
        return f" ({retold(part.because, tongue) if part.because else tongue('does not count')})"
    if part.progress is None:
        return f" ({tongue('unknown, left out')})"
    return f" × {tongue.rewritten(f'{round(part.weight, 3):g}')}" if differ else ""


def _pace(figure: Figure, tongue: Tongue) -> str:
    """Where the figure of several objectives stands against what time asks for."""
    if figure.expected is None or figure.progress is None:
        return ""
    gap = whole_percent(figure.progress) - whole_percent(figure.expected)
    share = tongue.percent(figure.expected)
    if not gap:
        return tongue("{share} expected by now, and reached", share=share)
    if gap > 0:
        return tongue.plural(
            gap,
            "{share} expected by now: {n} point ahead",
            "{share} expected by now: {n} points ahead",
            share=share,
        )
    return tongue.plural(
        -gap,
        "{share} expected by now: {n} point behind",
        "{share} expected by now: {n} points behind",
        share=share,
    )
