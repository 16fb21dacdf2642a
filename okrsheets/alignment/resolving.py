"""Alignment texts to alignments: every cell that names a parent, looked up over all workbooks together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsheets.alignment.graph import links_of, top_level_by_links, top_level_by_name
from okrsheets.alignment.index import Entry, Index
from okrsheets.alignment.lookup import Found, Lookup, Words
from okrsheets.alignment.names import has_form_of_id, means_nothing
from okrsheets.alignment.nearness import Nearest
from okrsheets.alignment.settings import AlignmentSettings
from okrsheets.alignment.wording import Reference, bare_reference, lines_of, pieces_of
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    KeyResult,
    OkrSet,
    Outcome,
    Resolution,
    Resolutions,
)

__all__ = ["resolve"]


def resolve(okrs: OkrSet, *, titles: Mapping[str, str], settings: AlignmentSettings) -> Resolutions:
    """What every alignment text means, the links that follow, and what their graph shows.

    `titles` names every workbook that was given: source -> file name. Takes time linear in the
    number of OKRs.
    """
    named_top = top_level_by_name(okrs, settings.top)
    index = Index.of(okrs, titles=titles, top=named_top)
    reader = _Reader(index, Lookup.of(index, titles))
    resolutions = tuple(
        resolution
        for entry in index.entries.values()
        for source in entry.okr.alignment_texts
        for resolution in reader.resolutions(entry, source)
    )
    alignments, cycles = links_of(okrs, resolutions)
    top = named_top or top_level_by_links(okrs, alignments)
    return Resolutions(resolutions, alignments, top, cycles)


class _Reader:
    """Reads one cell after the other; looks for the nearest only where something dangles."""

    def __init__(self, index: Index, lookup: Lookup) -> None:
        self._index = index
        self._lookup = lookup
        self._nearest: Nearest | None = None

    def resolutions(self, seeker: Entry, source: AlignmentText) -> Iterator[Resolution]:
        """One resolution per part of the cell; none where it says that there is no alignment."""
        if means_nothing(source.text):
            return
        for resolution in self._parts(seeker, source):
            if resolution.outcome is Outcome.DANGLING:
                yield resolution._replace(nearest=self._closest(resolution.text, seeker))
            elif not _is_own_place(seeker, resolution):
                yield resolution

    def _closest(self, text: str, seeker: Entry) -> tuple[str, ...]:
        if self._nearest is None:
            self._nearest = Nearest(self._index)
        return self._nearest.keys(bare_reference(text).text, seeker)

    def _parts(self, seeker: Entry, source: AlignmentText) -> list[Resolution]:
        """The whole cell if it resolves, else its parts if each resolves or looks like an id."""
        whole = self._resolution(seeker, source, source.text)
        if whole.outcome is not Outcome.DANGLING:
            return [whole]
        parts: list[Resolution] = []
        for line in lines_of(source.text):
            if means_nothing(line):
                continue
            of_line = self._parts_of_line(seeker, source, line)
            if not of_line:
                return [self._resolution(seeker, source, source.text, behind_id=Words.ANY)]
            parts.extend(of_line)
        return parts or [whole]

    def _parts_of_line(self, seeker: Entry, source: AlignmentText, line: str) -> list[Resolution]:
        """A line as a whole, or its parts, or an id in it before other words; none if it is no reference."""
        whole = self._resolution(seeker, source, line)
        if _stands_alone(whole):
            return [whole]
        if pieces := self._pieces(seeker, source, line):
            return pieces
        loosely = self._resolution(seeker, source, line, behind_id=Words.ANY)
        return [] if loosely.outcome is Outcome.DANGLING else [loosely]

    def _pieces(self, seeker: Entry, source: AlignmentText, line: str) -> list[Resolution]:
        """A line's parts at commas and "and"; none if one of them is no reference.

        Words of kind hold for what follows them: "supports CO-1 and CO-2".
        """
        pieces: list[Resolution] = []
        kind = source.kind
        for text in pieces_of(line):
            if means_nothing(text):
                continue
            kind = bare_reference(text).kind or kind
            piece = self._resolution(seeker, source._replace(kind=kind), text)
            if not _stands_alone(piece):
                return []
            pieces.append(piece._replace(source=source))
        return pieces

    def _resolution(
        self, seeker: Entry, source: AlignmentText, text: str, *, behind_id: Words = Words.TITLE
    ) -> Resolution:
        """What one part means, as it stands or without the words around it; its nearest are left out."""
        whole, bare = Reference(text.strip()), bare_reference(text)
        found = None
        if whole.text != bare.text:
            found = self._find(seeker, source, whole, behind_id=Words.NONE)
        reading = whole if found else bare
        found = found or self._find(seeker, source, bare, behind_id=behind_id) or Found(Outcome.DANGLING)
        return Resolution(
            child=seeker.key,
            source=source,
            text=whole.text,
            outcome=found.outcome,
            kind=_kind(seeker, source, reading),
            share=None if found.outcome is Outcome.DANGLING else reading.share,
            parent=found.parent,
            resolved_by=found.resolved_by,
            sure=found.sure,
            candidates=found.candidates,
        )

    def _find(
        self, seeker: Entry, source: AlignmentText, reading: Reference, *, behind_id: Words
    ) -> Found | None:
        own_tab_first = _kind(seeker, source, reading) is AlignmentKind.DEPENDENCY
        return self._lookup.find(reading.text, seeker, own_tab_first=own_tab_first, behind_id=behind_id)


def _kind(seeker: Entry, source: AlignmentText, reading: Reference) -> AlignmentKind:
    """Words in the cell decide, else the heading, else whose cell it is."""
    if reading.kind or source.kind:
        return reading.kind or source.kind or AlignmentKind.DIRECTIONAL
    if isinstance(seeker.okr, KeyResult):
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
