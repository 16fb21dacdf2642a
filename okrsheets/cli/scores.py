"""The scores as people read them in a terminal: each with the OKRs that lower it."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.cli.talk import paint
from okrsheets.model import Results, id_apart
from okrsheets.reporting.health import health_line
from okrsheets.reporting.scores import score_lines

__all__ = ["scores_lines"]

_FIXED = "\N{NO-BREAK SPACE}"


def scores_lines(results: Results) -> Iterator[str]:
    """Strength, hygiene and the health of alignment, as far as there is something to count."""
    by_name = {score.name: score for score in results.scores}
    for line in score_lines(results.scores):
        yield from _score(line.name, line.figure, line.words)
        score = by_name[line.name.lower()]
        yield from _lowering((*score.missing, *score.half), results)
    health, said = results.facts.health, health_line(results)
    if health is not None and said is not None:
        yield from _score("Alignment health", said.figure, said.words)
        for part in health.parts:
            yield from _lowering(part.missing, results)


def _score(name: str, figure: str, words: str) -> Iterator[str]:
    yield paint(f"{name}: {figure}", bold=True).replace(_FIXED, " ")
    yield f"  {words}".replace(_FIXED, " ")


def _lowering(keys: tuple[str, ...], results: Results) -> Iterator[str]:
    """What lowers a score, by its cell; a team by its name."""
    for key in keys:
        okr = results.okrs.by_key.get(key)
        if okr is None:
            yield f"    {key}"
        else:
            called = " ".join(part for part in (id_apart(okr), okr.title) if part)
            yield f"    {okr.at.workbook} {okr.at.sheet}!{okr.at.a1}  {called}"
