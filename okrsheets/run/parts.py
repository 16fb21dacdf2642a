"""What a report is called that was asked for of a part of the company, and its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from okrsheets.run.analysis import Analysis
from okrsheets.run.sources import Wanted, is_link
from okrsheets.tuples import NamedTuple

__all__ = ["Narrowing", "Part", "part_asked_for"]

Narrowing = Mapping[str, Sequence[str]]
"""What options narrow a report to, by the names of the options."""


class Part(NamedTuple):
    """A part of the company: how the files of its report begin, and what its title says of it."""

    stem: str
    words: tuple[str, ...]


def part_asked_for(analysis: Analysis, wanted: Wanted, narrowing: Narrowing) -> Part | None:
    """The part that a report was narrowed to; None where all that is read was asked for.

    One that is narrowed to an owner of everything is a part all the same: it may not be one tomorrow.
    """
    if analysis.is_whole and not any(narrowing.values()):
        return None
    from okrsheets.reporting.addresses import part_stem

    places = dict.fromkeys(_place(argument, analysis, wanted) for argument in wanted.arguments)
    return Part(part_stem([*places, *_options(narrowing)]), (*_words(analysis, wanted, narrowing),))


def _words(analysis: Analysis, wanted: Wanted, narrowing: Narrowing) -> Iterator[str]:
    """What was asked for, as people say it; the cycle stands in the title anyway."""
    if not analysis.is_whole:
        for argument in wanted.arguments:
            yield from (
                _titles(argument, analysis) if is_link(argument) else (Path(argument).name or argument,)
            )
    for option in ("source", "tab", "team", "owner"):
        yield from narrowing.get(option, ())


def _titles(link: str, analysis: Analysis) -> list[str]:
    names = {source.name for source in analysis.sources if source.meant_by == link}
    return [book.title for book in analysis.results.workbooks if book.source in names]


def _options(narrowing: Narrowing) -> Iterator[str]:
    """The options with what each says: `--team Sales` and `--tab Sales` are two parts."""
    for option in ("source", "tab", "team", "owner", "cycle"):
        for said in sorted({said.casefold() for said in narrowing.get(option, ())}):
            yield f"{option} {said}"


def _place(argument: str, analysis: Analysis, wanted: Wanted) -> str:
    """A SOURCE by its path from the folder of the config; one elsewhere by its name, and a mark of its place.

    A link goes by the title of its workbook.
    """
    from okrsheets.reporting.addresses import short_mark

    if is_link(argument):
        names = {source.name for source in analysis.sources if source.meant_by == argument}
        return " ".join([*_titles(argument, analysis), short_mark(*sorted(names))])
    root, place = (
        Path(os.path.normpath(path))
        for path in (wanted.config.root.absolute(), wanted.folder.absolute() / Path(argument).expanduser())
    )
    if place.is_relative_to(root):
        return place.relative_to(root).as_posix() if place != root else root.name
    return f"{place.name} {short_mark(str(place))}"
