"""Alignment texts to alignments: every cell that names a parent, looked up over all workbooks together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.alignment.books import Books
from okrsheets.alignment.entries import EVERYWHERE, Entry, Scope, is_own
from okrsheets.alignment.graph import links_of, top_level_by_links, top_level_by_name
from okrsheets.alignment.index import Index
from okrsheets.alignment.lookup import Found, Lookup, Words
from okrsheets.alignment.names import has_form_of_id, means_nothing, name_of
from okrsheets.alignment.nearness import Nearest
from okrsheets.alignment.places import Places
from okrsheets.alignment.pointing import FORMULA, Pointed
from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.alignment.wording import Reference, bare_reference, lines_of, pieces_of, words_alone
from okrsheets.grid import Workbook
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    KeyResult,
    OkrSet,
    Outcome,
    Reading,
    Resolution,
    Resolutions,
)
from okrsheets.tuples import NamedTuple

__all__ = ["resolve"]

_EXACTLY = frozenset({"id", "scoped id", "id with title", "title"})
_NO_OKR = frozenset({Outcome.UNREACHABLE, Outcome.VAGUE})
_AGAINST_LINK = 0.7
_NOWHERE = "is nowhere in what could be read"


def resolve(
    okrs: OkrSet,
    *,
    titles: Mapping[str, str],
    settings: AlignmentSettings,
    workbooks: Sequence[Workbook] = (),
    readings: Sequence[Reading] = (),
    all_read: bool = True,
) -> Resolutions:
    """What every alignment text means, the links that follow, and what their graph shows.

    `titles` names every workbook that was given: source -> file name. `workbooks` and `readings` tell
    where formulas and links lead; without them cells are known by the titles and ids in them alone. Unless
    `all_read`, what is found nowhere may stand in a workbook that could not be read: it is unreachable then.
    Takes time linear in the number of OKRs.
    """
    named_top = top_level_by_name(okrs, settings.top, settings.top_sources)
    tabs = {(okr.at.workbook, okr.at.sheet) for okr in okrs.objectives}
    books = Books.of(titles, workbooks=workbooks, tabs=sorted(tabs), also=settings.called)
    index = Index.of(okrs, called=books.called, top=named_top)
    reader = _Reader(index, Lookup(index, books, Places(okrs, readings)), all_read=all_read)
    resolutions = reader.with_nearest(
        [
            resolution
            for entry in index.entries.values()
            for source in _of_default_kind(entry.okr.alignment_texts, settings)
            for resolution in reader.resolutions(entry, source)
        ]
    )
    alignments, cycles = links_of(okrs, resolutions)
    top = named_top or top_level_by_links(okrs, alignments)
    return Resolutions(resolutions, alignments, top, cycles)


def _of_default_kind(texts: Iterable[AlignmentText], settings: AlignmentSettings) -> Iterator[AlignmentText]:
    """The texts with the kind that was said for their tabs, where their headings say none."""
    for text in texts:
        kind = text.kind or settings.kind_in(text.cell.workbook, text.cell.sheet)
        yield text if kind is text.kind else text._replace(kind=kind)


class _Asking(NamedTuple):
    """Whose cell is read, and what it is narrowed to."""

    seeker: Entry
    source: AlignmentText
    scope: Scope = EVERYWHERE


class _Reader:
    """Reads one cell after the other, then looks for what is nearest to the texts that dangle."""

    def __init__(self, index: Index, lookup: Lookup, *, all_read: bool) -> None:
        self._index = index
        self._lookup = lookup
        self._all_read = all_read

    def resolutions(self, seeker: Entry, source: AlignmentText) -> Iterator[Resolution]:
        """One resolution per part of the cell, its nearest left out; none where it says that there is no
        alignment."""
        leads = source.formula is not None or source.link is not None
        pointed = self._lookup.pointing.of(seeker, source) if leads else None
        # A link may show an arrow; a formula that shows nothing found nothing.
        says_none = pointed is None or pointed.how == FORMULA or name_of(source.text)
        asking = _Asking(seeker, source)
        if source.error or (says_none and means_nothing(source.text)):
            if source.error or source.points_at_deleted:
                yield self._in_error(asking, pointed)
            return
        parts = self._parts(asking) if pointed is None else self._led(asking, pointed)
        for resolution in parts:
            if resolution.outcome is Outcome.DANGLING and not self._all_read:
                yield resolution._replace(outcome=Outcome.UNREACHABLE, doubt=_NOWHERE)
            elif not _is_own_place(seeker, resolution):
                yield resolution

    def with_nearest(self, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """The same with the keys that are nearest to each text that dangles."""
        bare = {
            number: bare_reference(each.text).text
            for number, each in enumerate(resolutions)
            if each.outcome is Outcome.DANGLING and not (each.source.error or means_nothing(each.text))
        }
        if not bare:
            return tuple(resolutions)
        nearest = Nearest(self._index, self._lookup.titles, bare.values())
        found = list(resolutions)
        for number, text in bare.items():
            one = found[number]
            found[number] = one._replace(nearest=nearest.keys(text, self._index.entries[one.child]))
        return tuple(found)

    def _in_error(self, asking: _Asking, pointed: Pointed | None) -> Resolution:
        """What a cell means that shows an error, or nothing in place of one: only where it leads counts."""
        keys = pointed.keys if pointed is not None else ()
        if pointed is not None and len(keys) == 1 and not self._is_own(keys[0], asking.seeker):
            return self._by_pointing(asking, keys[0], pointed.how)
        return _resolution(asking, asking.source.text, Reference(asking.source.text), Found(Outcome.DANGLING))

    def _led(self, asking: _Asking, pointed: Pointed) -> list[Resolution]:
        """What a cell means that leads to a place by its formula or link, and says something besides."""
        keys = [key for key in pointed.keys if not self._is_own(key, asking.seeker)]
        said = self._parts(asking._replace(scope=Scope(tabs=pointed.tabs))) if pointed.tabs else []
        within = _all_resolved(said)
        if not within and not (pointed.lost and pointed.how == FORMULA):
            # what a formula fetches from where nobody can look is not looked for elsewhere
            said = self._parts(asking)
        if len(keys) == 1 and not _is_exact(said, but=keys[0]):
            return [self._by_pointing(asking, keys[0], pointed.how)]
        if pointed.how == FORMULA:
            if within:
                return [part._replace(resolved_by=FORMULA) for part in said]
        elif _all_resolved(said):
            return self._beside_link(said, keys, pointed)
        own = [key for key in pointed.keys if key == asking.seeker.key and len(pointed.keys) == 1]
        if own and not _any_found(said):
            return [self._by_pointing(asking, own[0], pointed.how)]
        return said if _any_found(said) else [self._nowhere(asking, keys, pointed)]

    def _is_own(self, key: str, seeker: Entry) -> bool:
        entry = self._index.entries.get(key)
        return entry is None or is_own(entry, seeker)

    def _by_pointing(self, asking: _Asking, key: str, how: str) -> Resolution:
        """The link to what a cell leads to; its text may still say kind and share."""
        reading = bare_reference(asking.source.text)
        found = Found(Outcome.RESOLVED, parent=key, resolved_by=how, sure=1.0)
        return _resolution(asking, asking.source.text.strip(), reading, found)

    def _beside_link(self, said: list[Resolution], keys: Sequence[str], pointed: Pointed) -> list[Resolution]:
        """What the text beside a link says: it is what people read, but the link may tell otherwise.

        Spreadsheet programs leave the target of a link as it is when rows move.
        """
        parents = [part.parent or "" for part in said]
        on_its_tabs = not pointed.tabs.isdisjoint(self._index.entries[key].tab for key in parents)
        if not pointed.tabs or (on_its_tabs and (not keys or not set(keys).isdisjoint(parents))):
            return said
        leads_to = _called(self._index.entries[keys[0]]) if keys else f"the tab {min(pointed.tabs)[1]}"
        return [part._replace(sure=_AGAINST_LINK, doubt=f"its link leads to {leads_to}") for part in said]

    def _nowhere(self, asking: _Asking, keys: Sequence[str], pointed: Pointed) -> Resolution:
        """What a cell means that leads to no one OKR, and whose text does not say which."""
        found = Found(Outcome.DANGLING)
        if len(keys) > 1:
            found = Found(Outcome.AMBIGUOUS, candidates=tuple(keys))
        elif pointed.lost:
            found = Found(Outcome.UNREACHABLE)
        elif pointed.whole:
            found = Found(Outcome.VAGUE)
        text = asking.source.text.strip()
        return _resolution(asking, text, bare_reference(text), found)

    def _parts(self, asking: _Asking) -> list[Resolution]:
        """The whole cell if it resolves, else its lines; one that is lost does not lose the others.

        Where no line resolves, the cell is one text that leads nowhere.
        """
        text = asking.source.text
        whole = self._exactly(asking, text)
        if whole.outcome is not Outcome.DANGLING:
            return [whole]
        parts: list[Resolution] = []
        of_kind, lost = asking, False
        for line in lines_of(text):
            if means_nothing(line):
                continue
            if (only := words_alone(line)) is not None:
                of_kind = _of_kind(asking, only.kind)
                continue
            known = whole if line == whole.text and of_kind is asking else None
            as_it_stands = known or self._exactly(of_kind, line)
            of_line = self._parts_of_line(of_kind, line, as_it_stands)
            lost = lost or not of_line
            parts += [part._replace(source=asking.source) for part in of_line or (as_it_stands,)]
        if lost and (near := self._nearly(asking, text)) is not None:
            return [near]
        if lost and not any(part.outcome is Outcome.RESOLVED for part in parts):
            return [self._exactly(asking, text, behind_id=Words.ANY)]
        return parts or [whole]

    def _parts_of_line(self, asking: _Asking, line: str, whole: Resolution) -> list[Resolution]:
        """A line as the `whole` that it means, or its parts, or an id in it before other words; none if it
        is no reference."""
        if whole.outcome is not Outcome.DANGLING:
            return [whole]
        if pieces := self._pieces(asking, line):
            return pieces
        if _stands_alone(whole):
            return [whole]
        if (near := self._nearly(asking, line)) is not None:
            return [near]
        loosely = self._exactly(asking, line, behind_id=Words.ANY)
        return [] if loosely.outcome is Outcome.DANGLING else [loosely]

    def _pieces(self, asking: _Asking, line: str) -> list[Resolution]:
        """A line's parts at commas and "and"; none if one of them is no reference.

        Words of kind hold for what follows them: "supports CO-1 and CO-2".
        """
        texts = [text for text in pieces_of(line) if not means_nothing(text)]
        if texts == [line.strip()]:
            return []
        pieces: list[Resolution] = []
        kind = asking.source.kind
        for text in texts:
            kind = bare_reference(text).kind or kind
            of_kind = _of_kind(asking, kind)
            piece = self._exactly(of_kind, text)
            if not _stands_alone(piece):
                near = self._nearly(of_kind, text)
                if near is None:
                    return []
                piece = near
            pieces.append(piece)
        return pieces

    def _exactly(self, asking: _Asking, text: str, *, behind_id: Words = Words.TITLE) -> Resolution:
        """What one part means, as it stands or without the words around it; its nearest are left out."""
        whole, bare = Reference(text.strip()), bare_reference(text)
        as_it_is = self._find(asking, whole, behind_id=Words.NONE) if whole.text != bare.text else None
        if as_it_is is not None and as_it_is.outcome not in _NO_OKR:
            return _resolution(asking, whole.text, whole, as_it_is)
        found = self._find(asking, bare, behind_id=behind_id)
        if found is None and as_it_is is not None and as_it_is.outcome is Outcome.VAGUE:
            return _resolution(asking, whole.text, whole, as_it_is)
        # "Depends on: CO-1" looks like an id in a tab of that name, and is none
        return _resolution(asking, whole.text, bare, found or Found(Outcome.DANGLING))

    def _nearly(self, asking: _Asking, text: str) -> Resolution | None:
        """What one part means that is nearly a title; None if nothing."""
        whole, bare = Reference(text.strip()), bare_reference(text)
        for reading in (whole, bare) if whole.text != bare.text else (bare,):
            own_first = _kind(asking, reading) is AlignmentKind.DEPENDENCY
            found = self._lookup.find_near(
                reading.text, asking.seeker, own_tab_first=own_first, scope=asking.scope
            )
            if found is not None:
                return _resolution(asking, whole.text, reading, found)
        return None

    def _find(self, asking: _Asking, reading: Reference, *, behind_id: Words) -> Found | None:
        own_first = _kind(asking, reading) is AlignmentKind.DEPENDENCY
        return self._lookup.find(
            reading.text, asking.seeker, own_tab_first=own_first, behind_id=behind_id, scope=asking.scope
        )


def _resolution(asking: _Asking, text: str, reading: Reference, found: Found) -> Resolution:
    return Resolution(
        child=asking.seeker.key,
        source=asking.source,
        text=text,
        outcome=found.outcome,
        kind=_kind(asking, reading),
        share=None if found.outcome is Outcome.DANGLING else reading.share,
        parent=found.parent,
        resolved_by=found.resolved_by,
        sure=found.sure,
        candidates=found.candidates,
        doubt=found.doubt,
    )


def _of_kind(asking: _Asking, kind: AlignmentKind | None) -> _Asking:
    return asking._replace(source=asking.source._replace(kind=kind))


def _all_resolved(parts: Iterable[Resolution]) -> bool:
    outcomes = [part.outcome for part in parts]
    return bool(outcomes) and all(outcome is Outcome.RESOLVED for outcome in outcomes)


def _is_exact(parts: Sequence[Resolution], *, but: str) -> bool:
    """Whether a text names others by their very ids or titles than the one it leads to alone."""
    exact = all(part.resolved_by in _EXACTLY and not part.doubt for part in parts)
    return exact and _all_resolved(parts) and [part.parent for part in parts] != [but]


def _any_found(parts: Iterable[Resolution]) -> bool:
    return any(part.outcome is not Outcome.DANGLING for part in parts)


def _called(entry: Entry) -> str:
    return entry.okr.id or f'"{entry.okr.title}"'


def _kind(asking: _Asking, reading: Reference) -> AlignmentKind:
    """Words in the cell decide, else the heading, else whose cell it is."""
    if reading.kind or asking.source.kind:
        return reading.kind or asking.source.kind or AlignmentKind.DIRECTIONAL
    if isinstance(asking.seeker.okr, KeyResult):
        return AlignmentKind.STRAIGHTFORWARD
    return AlignmentKind.DIRECTIONAL


def _stands_alone(part: Resolution) -> bool:
    """Whether a part resolves, or is at least written like an id."""
    if part.outcome is not Outcome.DANGLING:
        return True
    return has_form_of_id(bare_reference(part.text).text)


def _is_own_place(seeker: Entry, resolution: Resolution) -> bool:
    """A key result that names its own objective says where it stands, not what it is aligned to."""
    return isinstance(seeker.okr, KeyResult) and resolution.parent == seeker.objective
