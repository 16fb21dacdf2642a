"""Workbooks that a folder or pattern of the config held when they were read last, and holds no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.adapters.files import identity, is_there
from okrsheets.errors import SourceNotFoundError, StateError, UsageError
from okrsheets.grid import Workbook, text_of
from okrsheets.run.sources import NOT_UTF_8, Source, Wanted, is_link, state_folder
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import Kept

__all__ = ["Gone", "Missing", "Moved", "find_missing", "holding_okrs", "let_go", "no_longer"]

ALIKE = 0.8
"""So much of what a workbook said another must say that was not there before: then it was moved."""
OWN = 0.5
"""So many of the titles of its OKRs must stand there too: two that were made of one template are alike."""


class Gone(NamedTuple):
    """A workbook that is gone, why it is told, and what it said last, while that stands in for it."""

    source: Source
    failure: SourceNotFoundError
    stand_in: Workbook | None


class Moved(NamedTuple):
    """A workbook that stands in another place, or under another name, than when it was read last."""

    source: str
    to: str


class Missing(NamedTuple):
    """What is not where it was: workbooks that are gone, and those that were found again elsewhere."""

    gone: tuple[Gone, ...] = ()
    moved: tuple[Moved, ...] = ()


def find_missing(sources: Iterable[Source], read: Sequence[Workbook], wanted: Wanted) -> Missing:
    """Those of the sources that are gone, beside what was read.

    One that stands elsewhere now, among what was read, was moved or renamed. What one said stands in for as
    many days as what a source said that cannot be read is taken for sure.
    """
    missing = [source for source in sources if source.gone_from is not None]
    if not missing:
        return Missing()
    from okrsheets.state import last_reading, remembered_sources

    folder, today = state_folder(wanted.config), wanted.today
    known = set(remembered_sources(folder, today=today))
    new = [book for book in read if not is_link(book.source) and _place(book.source) not in known]
    patience = timedelta(days=wanted.config.stages.progress.stale_source)
    titles = _titles_in(missing, wanted) if new else {}
    gone: list[Gone] = []
    moved: list[Moved] = []
    for source in missing:
        if NOT_UTF_8 in source.name:
            gone.append(Gone(source, _nameless(source), None))
            continue
        said = last_reading(folder, source.name, today=today)
        if said is None or said.as_of is None:
            continue
        own = titles.get(_place(source.name), ())
        if (to := next((book for book in new if _is_moved(said, book, titles=own)), None)) is not None:
            moved.append(Moved(source.name, to.source))
            continue
        until = said.as_of + patience
        stand_in = said._replace(counts_until=until) if today <= until else None
        gone.append(Gone(source, _failure(source, said.as_of, until, today=today), stand_in))
    return Missing(tuple(gone), tuple(moved))


def holding_okrs(missing: Missing, kept: Kept | None) -> Missing:
    """Those that are known to have held OKRs; all of them where nothing is known."""
    if missing == Missing() or kept is None or kept.damage is not None:
        return missing
    having = {_place(past.workbook) for past in kept.history.pasts.values() if not is_link(past.workbook)}
    return Missing(
        tuple(
            one for one in missing.gone if NOT_UTF_8 in one.source.name or _place(one.source.name) in having
        ),
        tuple(one for one in missing.moved if _place(one.source) in having),
    )


def _place(source: str) -> str:
    return str(identity(Path(source)))


def _titles_in(gone: Iterable[Source], wanted: Wanted) -> Mapping[str, Collection[str]]:
    """The titles that the OKRs of these workbooks had last, by the places of those."""
    from okrsheets.state import read_state

    names = [source.name for source in gone]
    titles: dict[str, set[str]] = {}
    try:
        kept = read_state(state_folder(wanted.config), names, read=names, today=wanted.today)
    except StateError:  # which is told where all that is known is read
        return titles
    for past in kept.history.pasts.values():
        if not is_link(past.workbook) and past.moments[-1].title:
            titles.setdefault(_place(past.workbook), set()).add(past.moments[-1].title)
    return titles


def _is_moved(said: Workbook, book: Workbook, *, titles: Collection[str]) -> bool:
    """Whether a workbook is the one that said this earlier, in another place or under another name."""
    if said.revision == book.revision:
        return True
    then, now = _words(said), _words(book)
    own = [title for title in titles if title in then]
    still = sum(title in now for title in own)
    return (then & now).total() >= ALIKE * then.total() and still >= OWN * len(own)


def _words(book: Workbook) -> Counter[str]:
    texts = (text_of(cell.value) for sheet in book.sheets for cell in sheet.cells.values())
    return Counter(text for text in texts if text)


def no_longer(source: str) -> SourceNotFoundError:
    """The error for a workbook that is gone where nothing else is known of it."""
    return SourceNotFoundError(source, "no such file", "check the path")


def _nameless(source: Source) -> SourceNotFoundError:
    """The error for one that is kept under a name that cannot be said, so that it cannot be looked up."""
    what = f"is no longer in {source.gone_from} and counts no more, as its name is not UTF-8"
    return SourceNotFoundError(source.name, what, "bring it back if it should count")


def _failure(source: Source, said_on: date, until: date, *, today: date) -> SourceNotFoundError:
    what = f"is no longer in {source.gone_from}"
    if today <= until:
        from okrsheets.rules.sheet.stale import cure_of_gone

        what = f"{what}; what it said on {said_on.isoformat()} counts until {until.isoformat()}"
        return SourceNotFoundError(source.name, what, cure_of_gone(source.name))
    what = f"{what} and counts no more; it was read last on {said_on.isoformat()}"
    return SourceNotFoundError(source.name, what, "bring it back if it should count")


def let_go(wanted: Wanted, names: Sequence[str]) -> None:
    """Let what these workbooks said last stand in for them no longer.

    Raises UsageError, with nothing changed, for one that is there, that the config names, or of which
    nothing is kept; LockHeldError, StateError.
    """
    from okrsheets.state import forget_reading, remembered_sources, sync_lock

    folder = state_folder(wanted.config)
    known = set(remembered_sources(folder, today=wanted.today))
    places = [_place(str(wanted.folder / name)) for name in names]
    configured = {
        _place(str(wanted.config.root / Path(one.uri).expanduser())) for one in wanted.config.sources
    }
    for name, place in zip(names, places, strict=True):
        if is_there(Path(place)):
            raise UsageError(name, "is there, so it counts", "take it out of its folder first")
        if place in configured:
            raise UsageError(name, "stands in the config by its name", "take it out there")
        if place not in known:
            raise UsageError(name, "stands for nothing that was read", "name it as sync tells of it")
    with sync_lock(folder):
        for place in places:
            forget_reading(folder, place)
