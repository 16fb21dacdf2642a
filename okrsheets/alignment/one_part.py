"""One part of a cell, read as it stands or nearly: what it means, of which kind, with which share."""

from __future__ import annotations

from okrsheets.alignment.denials import denied_by
from okrsheets.alignment.entries import EVERYWHERE, Entry, Scope
from okrsheets.alignment.found import Found
from okrsheets.alignment.lookup import Lookup, Words
from okrsheets.alignment.names import has_form_of_id, is_wide, name_of, without_numbering
from okrsheets.alignment.near import phrase_of
from okrsheets.alignment.shares import ends_in_a_figure
from okrsheets.alignment.wording import Reference, bare_reference, without_kind
from okrsheets.model import AlignmentKind, AlignmentText, KeyResult, Outcome, Resolution
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["BY_ID", "FOUND", "LEAST_WORDS", "Asking", "OnePart", "is_certain", "resolution_of"]

FOUND = frozenset({Outcome.RESOLVED, Outcome.AMBIGUOUS})
"""What is found, be it one or several."""

BY_ID = frozenset({"id", "scoped id", "id with title"})
"""The steps that find an id."""

LEAST_WORDS = 3
"""Of a title that is certain to be one, and no beginning of another with a comma in it."""

_NO_OKR = frozenset({Outcome.UNREACHABLE, Outcome.VAGUE})
_STROKE_FIRST = pattern(r"\d\s*/")


class Asking(NamedTuple):
    """Whose cell is read, and what it is narrowed to."""

    seeker: Entry
    source: AlignmentText
    scope: Scope = EVERYWHERE


class OnePart:
    """Reads what one part of a cell says."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def exactly(self, asking: Asking, text: str, *, behind_id: Words = Words.TITLE) -> Resolution:
        """What one part means, as it stands or without the words around it; its nearest are left out."""
        whole, bare = Reference(text.strip()), bare_reference(text)
        as_it_is = self._find(asking, whole, behind_id=Words.NONE) if whole.text != bare.text else None
        is_known = as_it_is is not None and as_it_is.outcome not in _NO_OKR
        by_share = bare.share is not None and is_known and self._is_by_number(as_it_is, whole.text)
        if as_it_is is not None and is_known and not by_share:
            return resolution_of(asking, whole.text, whole, as_it_is)
        found = self._find(asking, bare, behind_id=behind_id)
        if as_it_is is not None and is_known and (found is None or found.outcome in _NO_OKR):
            return resolution_of(asking, whole.text, whole, as_it_is)
        if found is None and bare.share is not None:
            # the title may hold a figure: "O1: Grow by 5 %", "supports 1/3 of customers online"
            for reading in dict.fromkeys((whole, without_kind(text))):
                written = self._find(asking, reading, behind_id=Words.TITLE)
                if written is not None and written.outcome not in _NO_OKR:
                    return resolution_of(asking, whole.text, reading, written)
        if found is None and as_it_is is not None and as_it_is.outcome is Outcome.VAGUE:
            return resolution_of(asking, whole.text, whole, as_it_is)
        if found is not None and bare.share is not None:
            if found.doubt is not None and ends_in_a_figure(whole.text):
                written = self._find(asking, whole, behind_id=behind_id)
                return resolution_of(asking, whole.text, whole, written or found)
            found = self._or_in_its_place(found, asking, whole)
        # "Depends on: CO-1" looks like an id in a tab of that name, and is none
        return resolution_of(asking, whole.text, bare, found or Found(Outcome.DANGLING))

    def _or_in_its_place(self, found: Found, asking: Asking, whole: Reference) -> Found:
        """What was found, or the key result too that a share in front of it may mean: "1/2 of O1"."""
        if found.parent is None or not _STROKE_FIRST.match(whole.text):
            return found
        other = self._find(asking, whole, behind_id=Words.TITLE)
        if other is None or other.parent is None or other.parent == found.parent:
            return found
        return Found(Outcome.AMBIGUOUS, candidates=(found.parent, other.parent))

    def _is_by_number(self, found: Found | None, text: str) -> bool:
        """Whether a text was found by an id in which its share would be the number: KR1.2 by "KR1 (2 %)"."""
        if found is None or found.resolved_by == "title":
            return False
        entries, names = self._lookup.names.entries, {name_of(text), name_of(without_numbering(text))}
        met = (entries[key] for key in found.candidates or (found.parent or "",))
        return all(names.isdisjoint((entry.title, name_of(entry.bare))) for entry in met)

    def nearly(self, asking: Asking, text: str) -> Resolution | None:
        """What one part means that is nearly a title; None if nothing."""
        whole, bare = Reference(text.strip()), bare_reference(text)
        readings = (whole,) if bare.share is None else (whole, without_kind(text))
        for reading in {each.text: each for each in (*readings, bare)}.values():
            own_first = _kind(asking, reading) is AlignmentKind.DEPENDENCY
            found = self._lookup.find_near(
                reading.text, asking.seeker, own_tab_first=own_first, scope=asking.scope
            )
            if found is not None:
                return resolution_of(asking, whole.text, reading, found)
        return None

    def _find(self, asking: Asking, reading: Reference, *, behind_id: Words) -> Found | None:
        own_first = _kind(asking, reading) is AlignmentKind.DEPENDENCY
        return self._lookup.find(
            reading.text, asking.seeker, own_tab_first=own_first, behind_id=behind_id, scope=asking.scope
        )

    def denies(self, asking: Asking, text: str) -> bool:
        """Whether a text says of one OKR for certain that it is not aligned to it: "no longer CO-1"."""
        if not (rest := denied_by(text)):
            return False
        denied = self.exactly(asking, rest)
        return _is_by_id(denied) and is_certain(denied, shortest=LEAST_WORDS)


def resolution_of(asking: Asking, text: str, reading: Reference, found: Found) -> Resolution:
    """What was found as what a part of the cell means."""
    outcome, parent, resolved_by, sure, candidates, doubt = found
    child, kind = asking.seeker.key, _kind(asking, reading)
    share = None if outcome is Outcome.DANGLING else reading.share
    nearest: tuple[str, ...] = ()
    return Resolution(
        *(child, asking.source, text, outcome, kind, share),
        *(parent, resolved_by, sure, candidates, nearest, doubt),
    )


def _kind(asking: Asking, reading: Reference) -> AlignmentKind:
    """Words in the cell decide, else the heading, else whose cell it is."""
    if reading.kind or asking.source.kind:
        return reading.kind or asking.source.kind or AlignmentKind.DIRECTIONAL
    if isinstance(asking.seeker.okr, KeyResult):
        return AlignmentKind.STRAIGHTFORWARD
    return AlignmentKind.DIRECTIONAL


def is_certain(part: Resolution, *, shortest: int) -> bool:
    """Whether a part of a line is a reference for certain: by an id, or a whole title of some words."""
    if part.outcome is Outcome.VAGUE:
        return part.kind is AlignmentKind.DEPENDENCY
    if part.outcome not in FOUND or part.doubt is not None:
        return False
    text = bare_reference(part.text).text
    if _is_by_id(part):
        return any(map(str.isalpha, text))
    return is_wide(text) or len(phrase_of(text).words) >= shortest


def _is_by_id(part: Resolution) -> bool:
    """Whether a part was found by an id, or is at least written like one."""
    if part.outcome not in FOUND:
        return False
    return part.resolved_by in BY_ID or has_form_of_id(bare_reference(part.text).text)
