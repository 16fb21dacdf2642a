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
from okrsheets.reporting.status_reasons import status_reason
from okrsheets.reporting.wording import NOTHING, Amounts, counted, one_line, percent, sentence, with_days

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
    lines = [note([_sum(key_result, figure, amounts)])]
    if figure.basis in ("children", "values of its children"):
        lines.append(note(_listed(figure.made_of, links)))
    if cells := list(_cells(key_result, figure, places)):
        lines.append(note(cells))
    lines.append(note([sentence(status_reason(key_result, figure, settings=settings))]))
    return tuple(line for line in lines if line)


def making_of_objective(
    objective: Objective, figure: Figure, *, links: Links, places: Places, settings: ProgressSettings
) -> Note:
    """How the figure of an objective came about, its status, and the cell that the objective stands in.

    Its key results stand in its table, so only their figures are said; what else counts is named.
    """
    place = places.cell(objective.at)
    stands: list[str | Link] = [f"{place.file} " if place.file else "", Link(place.words, place.url or "")]
    status = sentence(status_reason(objective, figure, settings=settings))
    return note([*_made(objective, figure, links), f". {status}. In ", *stands])


def making_of_whole(figure: Figure, *, links: Links) -> Making:
    """The objectives that the figure of a team or the company is the mean of, a line each."""
    weighs = {part.weight for part in figure.made_of if part.weight > 0}
    known = [part for part in figure.made_of if part.key in links.okrs.by_key]
    lines: list[list[str | Link]] = [
        [f"{percent(part.progress)} ", links.full_link(part.key), _weight(part, differ=len(weighs) > 1)]
        for part in known
    ]
    pace = _pace(figure)
    return making_of_list(f"The mean of {counted(len(known), 'objective')}", lines) + (
        (note([pace]),) if lines and pace else ()
    )


def making_of_list(head: str, lines: Sequence[Sequence[str | Link]]) -> Making:
    """A head and what it counts, a line each; nothing where it counts nothing."""
    if not lines:
        return ()
    left = len(lines) - PARTS
    more = (note([f"and {left:,} more"]),) if left > 0 else ()
    return (note([head]), *(note(line) for line in lines[:PARTS]), *more)


def _sum(key_result: KeyResult, figure: Figure, amounts: Amounts) -> str:
    start, now, goal = amounts
    reached = percent(figure.progress)
    if figure.progress is None:
        return f"Unknown: {with_days(one_line(figure.because))}" if figure.because else "Unknown"
    if figure.basis == "values":
        if key_result.direction is Direction.MAINTAIN:
            return f"{now} {'keeps' if figure.progress >= 1 else 'does not keep'} to {_bound(start, goal)}"
        if key_result.measure is Measure.YES_NO or NOTHING in amounts:
            return f"{now} of {goal}: {reached}" if goal != NOTHING else f"{now}: {reached}"
        return f"({now} − {start}) ÷ ({goal} − {start}) = {reached}"
    if figure.basis == "stated":
        return f"{reached}, as the sheet itself says"
    if figure.basis == "status word":
        return f"{reached}, as the status says: “{one_line(key_result.stated_status or '')}”"
    if figure.basis == "at the baseline":
        return f"{reached}: there is no current value yet"
    if figure.basis == "values of its children":
        return f"{reached}, by the values of what is aligned to it"
    return f"{reached}, the mean of what is aligned to it" if figure.basis == "children" else reached


def _bound(start: str, goal: str) -> str:
    return goal if goal != NOTHING else start


def _cells(key_result: KeyResult, figure: Figure, places: Places) -> Iterator[str | Link]:
    """The cells that the sum was taken from, or else the row itself."""
    found = list(_sources(key_result, figure.basis)) or [("in", key_result.at)]
    for at, (words, ref) in enumerate(found):
        place = places.cell(ref)
        yield f", {words} " if at else f"{words.capitalize()} "
        yield Link(place.words, place.url or "")
    if file := places.cell(key_result.at).file:
        yield f", {file}"


def _sources(key_result: KeyResult, basis: str | None) -> Iterator[tuple[str, CellRef]]:
    """The cells that hold the values behind a figure of this basis; words of the title are none."""
    cells = key_result.cells
    said: list[tuple[str, Field, object]] = []
    if basis in ("values", "at the baseline"):
        said = [
            ("from", Field.BASELINE, key_result.baseline),
            ("now", Field.CURRENT, key_result.current),
            ("to", Field.TARGET, key_result.target),
        ]
    elif basis == "stated":
        said = [("progress", Field.PROGRESS, key_result.stated_progress)]
    elif basis == "status word":
        said = [("status", Field.STATUS, key_result.stated_status)]
    for words, field, value in said:
        if value is None or field in key_result.read_from_words:
            continue
        if field in cells:
            yield words, cells[field]
        elif field is Field.CURRENT and key_result.check_ins:
            yield words, key_result.check_ins[-1].at


def _made(okr: Okr, figure: Figure, links: Links) -> Iterator[str | Link]:
    if figure.progress is None:
        yield f"Unknown: {with_days(one_line(figure.because))}" if figure.because else "Nothing is known yet"
        return
    reached = percent(figure.progress)
    if figure.basis == "stated":
        yield f"{reached}, as the sheet itself says"
    elif figure.basis == "status word":
        yield f"{reached}, as the status says: “{one_line(okr.stated_status or '')}”"
    elif counting := [part for part in figure.made_of if part.weight > 0]:
        yield f"{reached} is the mean of "
        yield from _listed(counting, links, own=True)
    else:
        yield reached


def _listed(parts: Sequence[Part], links: Links, *, own: bool = False) -> Iterator[str | Link]:
    """The figures of some parts, each with its name; of `own` key results the figure alone."""
    weighs = {part.weight for part in parts if part.weight > 0}
    for at, part in enumerate(parts[:PARTS]):
        yield ", " if at else ""
        yield percent(part.progress)
        if part.via != "own" or not own:
            yield " "
            yield links.link(part.key)
        yield _weight(part, differ=len(weighs) > 1)
    if len(parts) > PARTS:
        yield f" and {len(parts) - PARTS:,} more"


def _weight(part: Part, *, differ: bool) -> str:
    if part.weight <= 0:
        return f" ({part.because or 'does not count'})"
    if part.progress is None:
        return " (unknown, left out)"
    return f" × {round(part.weight, 3):g}" if differ else ""


def _pace(figure: Figure) -> str:
    """Where the figure of several objectives stands against what time asks for."""
    if figure.expected is None or figure.progress is None:
        return ""
    gap = whole_percent(figure.progress) - whole_percent(figure.expected)
    asked = f"{percent(figure.expected)} expected by now"
    if not gap:
        return f"{asked}, and reached"
    return f"{asked}: {counted(abs(gap), 'point')} {'ahead' if gap > 0 else 'behind'}"
