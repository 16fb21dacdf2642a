"""The reasons of a figure as lines, and the OKRs that a name could mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from okrsheets.cli.talk import count, paint_status
from okrsheets.cli.widths import cut, fill, one_line, room_of, terminal_room
from okrsheets.model import Results, Status

if TYPE_CHECKING:
    from okrsheets.alignment import Named
    from okrsheets.model import Figure
    from okrsheets.progress import ProgressSettings
    from okrsheets.reporting.reasons import PartView, Why

__all__ = ["candidate_lines", "reason_lines", "together_lines"]

_MOST = 12


def reason_lines(results: Results, key: str, *, settings: ProgressSettings) -> Iterator[str]:
    """The sentence, what else is to know, the status with its reason, then the parts one by one."""
    from okrsheets.reporting.reasons import why

    return _lines(why(results, key, settings=settings), results.figures.okrs[key].status)


def together_lines(
    results: Results, name: str, figure: Figure, *, settings: ProgressSettings
) -> Iterator[str]:
    """The same of several objectives together: a team's, or the company's."""
    from okrsheets.reporting.reasons import why_together

    return _lines(why_together(results, name, figure, settings=settings), figure.status)


def _lines(reasons: Why, status: Status) -> Iterator[str]:
    yield reasons.sentence
    for note in reasons.notes:
        yield f"  {note}"
    yield f"  {paint_status(status, status.value)}{reasons.status.removeprefix(status.value)}"
    yield from _part_lines("made of", reasons.counting)
    yield from _part_lines("beside it, not counted", reasons.beside)


def _part_lines(heading: str, parts: Sequence[PartView]) -> Iterator[str]:
    if not parts:
        return
    yield f"  {heading}:"
    widths = [max(room_of(part[n]) for part in parts) for n in range(3)]
    room = max(20, terminal_room() - sum(widths) - 10)
    for part in parts:
        words = f" ({part.words})" if part.words else ""
        status = fill(part.status, widths[2])
        yield (
            f"    {fill(part.place, widths[0])}  {part.progress:>{widths[1]}}  "
            f"{paint_status(Status(part.status), status)}  {cut(part.title, room)}{words}"
        )


def candidate_lines(text: str, found: Named, results: Results) -> Iterator[str]:
    """That a name means several OKRs, or none, with those that could be meant."""
    if found.keys:
        several = count(len(found.keys), "OKR")
        yield f'error: "{one_line(text)}" could be {several}; name one by its cell or key:'
    elif found.nearest:
        yield f'error: no OKR is called "{one_line(text)}"; did you mean:'
    else:
        yield f'error: no OKR is called "{one_line(text)}"; okrsheets inspect shows what was read'
    keys = found.keys or found.nearest
    for key in keys[:_MOST]:
        okr = results.okrs.by_key[key]
        title = one_line(okr.title or "key results without an objective")
        yield f"  {one_line(okr.at.workbook)} {one_line(okr.at.sheet)}!{okr.at.a1}  {key}  {title}"
    if len(keys) > _MOST:
        yield f"  and {len(keys) - _MOST:,} more"
