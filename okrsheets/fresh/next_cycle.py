"""The beginning of the next cycle: new workbooks of what goes on, and whether all of it is found again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from okrsheets.errors import OkrSheetsError, UsageError
from okrsheets.fresh.carried_links import Links, links_of
from okrsheets.fresh.carrying import Asked, Carried, CarriedBook, carry
from okrsheets.fresh.cycles import cycle_choices
from okrsheets.fresh.next_workbook import next_workbook
from okrsheets.fresh.okr_tab import HEADER
from okrsheets.fresh.workbook import refuse_to_overwrite, save_new
from okrsheets.laying import clear_halves
from okrsheets.model import AlignmentKind, Cycle, Results
from okrsheets.pipeline import understand
from okrsheets.reading import parse_cycle
from okrsheets.reporting.wording import cycle_words, one_line
from okrsheets.run import Analysis, Source, Wanted, analyse_sources
from okrsheets.run.cycles import cycle_called, cycles_in
from okrsheets.run.sources import as_typed, find_sources
from okrsheets.tuples import NamedTuple

__all__ = ["NextBook", "NextCycle", "begin_next"]

_PLACE = "okrsheets cycle start"


class NextBook(NamedTuple):
    """A workbook that was made, and the source it comes from; `is_read`: the config has it read already.

    `was_there`: an earlier run that was cut off had made it.
    """

    path: Path
    book: CarriedBook
    source: Source
    is_read: bool
    was_there: bool = False


class NextCycle(NamedTuple):
    """What was made for the next cycle.

    `missed` are, in words, alignments that were written and are not found there; `there` is how many
    objectives other workbooks had in that cycle before.
    """

    asked: Asked
    books: tuple[NextBook, ...]
    carried: Carried
    links: Links
    missed: tuple[str, ...]
    there: int


def begin_next(
    wanted: Wanted,
    *,
    before: str,
    after: str,
    out: Path | None,
    everything: bool = False,
    keep_targets: bool = False,
) -> NextCycle:
    """Make new workbooks of what goes on from one cycle to the next; no file that is there is touched.

    One that is there as it would be made is done: a run that was cut off is brought to its end. They lie in
    `out`, else in a folder beside the config that is called as the cycle. Raises UsageError for cycles that
    are none, are the same, or do not follow each other, and where another file is there already;
    OkrSheetsError where a workbook that goes on could not be read; OutputError.
    """
    analysis = analyse_sources(wanted)
    asked = _asked(analysis, wanted, before, after)._replace(everything=everything, keep_targets=keep_targets)
    _refuse_unread(analysis)
    results = analysis.results
    carried = carry(results, asked, sources=analysis.shown)
    if not carried.books:
        raise UsageError(f"{_PLACE} --from {before}", "has no OKRs in these workbooks", "name others")
    year = analysis.settings.reading.fiscal_year_start
    cycles = cycle_choices(asked.after_words, fiscal_year_start=year)
    folder = wanted.config.root / asked.after.label if out is None else wanted.folder / out
    paths = [folder / book.file for book in carried.books]
    results = _without(results, paths)
    links = links_of(carried, results, asked)
    contents = [
        next_workbook(book, links=links, results=results, asked=asked, cycles=cycles, today=wanted.today)
        for book in carried.books
    ]
    whole = frozenset(path for path, content in zip(paths, contents, strict=True) if _is_made(path, content))
    for path in paths:
        if path not in whole:
            refuse_to_overwrite(path, cure="move it away, or have the new ones elsewhere with --out DIR")
    for path, content in zip(paths, contents, strict=True):
        if path in whole:
            clear_halves(path.parent, of=path.name)
        else:
            save_new(path, content)
    read = (
        {Path(source.name).resolve() for source in find_sources(wanted._replace(arguments=()))}
        if wanted.config.sources
        else set()
    )
    by_name = {source.name: source for source in analysis.sources}
    books = tuple(
        NextBook(path, book, by_name[book.source], path.resolve() in read, path in whole)
        for path, book in zip(paths, carried.books, strict=True)
    )
    there = sum(each.cycle == asked.after for each in results.okrs.objectives)
    missed = tuple(_missed(analysis, wanted, books, links))
    return NextCycle(asked, books, carried, links, missed, there)


def _without(results: Results, paths: Sequence[Path]) -> Results:
    """The results without what a run that was cut off has made, so that the same is made again."""
    ours = {path.resolve() for path in paths}
    objectives = results.okrs.objectives
    others = tuple(each for each in objectives if Path(each.at.workbook).resolve() not in ours)
    return results._replace(okrs=results.okrs._replace(objectives=others))


def _is_made(path: Path, content: bytes) -> bool:
    """Whether a run that was cut off made this file, and nobody changed it since."""
    try:
        return path.read_bytes() == content
    except (OSError, ValueError):
        return False


def _asked(analysis: Analysis, wanted: Wanted, before: str, after: str) -> Asked:
    """The two cycles that are meant. Raises UsageError."""
    year = analysis.settings.reading.fiscal_year_start
    known = cycles_in(analysis.results.okrs)
    last = cycle_called(before, known, fiscal_year_start=year, place=f"{_PLACE} --from")
    years = (None, *range(last.end.year, last.end.year + 3))
    meant = [parse_cycle(after, fiscal_year_start=year, year=one) for one in years]
    named = [cycle for cycle in meant if cycle is not None]
    place = f"{_PLACE} --to {after}"
    if not named:
        raise UsageError(place, "is no cycle", 'write it as "Q4 2026"')
    following = next((cycle for cycle in named if cycle.start > last.end), None)
    if following is not None:
        return Asked(last, following, _words(last), _words(following))
    if last.label in {cycle.label for cycle in named}:
        raise UsageError(place, "is the cycle that it starts from", "name the one after it")
    what = f"begins on {named[-1].start.isoformat()}, before {last.label} ends"
    raise UsageError(place, what, "name one that begins after it")


def _words(cycle: Cycle) -> str:
    """A cycle as people write it."""
    if ".." in cycle.label:
        return f"{cycle.start.isoformat()} - {cycle.end.isoformat()}"
    return cycle_words(cycle)


def _refuse_unread(analysis: Analysis) -> None:
    """What a workbook said earlier is no last result."""
    for failure in analysis.failures:
        if failure.place in analysis.shown:
            what = f"cannot be read, so its last results are not known: {failure.what}"
            raise OkrSheetsError(failure.place, what, failure.cure)


def _missed(analysis: Analysis, wanted: Wanted, books: tuple[NextBook, ...], links: Links) -> Iterator[str]:
    """The alignments that are not found when the new workbooks are read together with all others."""
    names = [as_typed(each.path, wanted.folder) for each in books]
    made = [analysis.adapters.of(name).read(name) for name in names]
    ours = {each.path.resolve() for each in books}
    others = [book for book in analysis.results.workbooks if Path(book.source).resolve() not in ours]
    understood = understand([*others, *made], settings=analysis.settings)
    old_keys = {
        (name, tab.name, row): each.okr.key
        for name, one in zip(names, books, strict=True)
        for tab in one.book.tabs
        for row, each in enumerate(tab.okrs, start=HEADER + 1)
    }
    was = {okr.key: old_keys[okr.at[:3]] for okr in understood.okrs.by_key.values() if okr.at[:3] in old_keys}
    found = {
        (was[each.child], was.get(each.parent, each.parent), each.kind)
        for each in understood.resolutions.resolutions
        if each.child in was and each.parent is not None
    }
    for key, kept in links.kept.items():
        for link in kept:
            if link.parent is not None and (key, link.parent, link.kind) not in found:
                okr = analysis.results.okrs.by_key[key]
                verb = "depends on" if link.kind is AlignmentKind.DEPENDENCY else "is aligned to"
                yield f'"{one_line(okr.title or key)}" {verb} "{one_line(link.text)}"'
