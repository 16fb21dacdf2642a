"""The text of a cell as its parts: the whole, its lines, and what stands between commas and "and"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from okrsheets.alignment.denials import is_denial
from okrsheets.alignment.found import Found
from okrsheets.alignment.lookup import Lookup, Words
from okrsheets.alignment.names import (
    has_form_of_id,
    is_nothing_with_reason,
    means_nothing,
    name_of,
)
from okrsheets.alignment.near import phrase_of
from okrsheets.alignment.one_part import BY_ID, FOUND, LEAST_WORDS, Asking, OnePart, is_certain, resolution_of
from okrsheets.alignment.wording import (
    Span,
    bare_reference,
    between_blanks,
    between_strokes,
    lines_of,
    pieces_of,
    pieces_within,
    without_counting,
    without_gaps,
    words_alone,
)
from okrsheets.model import AlignmentKind, AlignmentText, Outcome, Resolution
from okrsheets.patterns import pattern

__all__ = ["Parts"]

_LONGEST_RUN = 6
_MOST_IN_RUNS = 60  # parts of a line; of more each is looked up for itself, so that a long list stays cheap
_COUNTED = pattern(r"(.*[^\W\d_].*\D|[^\W\d_]+)\d+")  # an id with letters that ends in a number


class Parts:
    """Reads what a cell says, part by part, as it stands or nearly."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._one = OnePart(lookup)

    def of(self, asking: Asking) -> list[Resolution]:
        """The whole cell if it resolves, else its lines; one that is lost does not lose the others.

        Where no line resolves, the cell is one text that leads nowhere.
        """
        text = without_gaps(asking.source.text)
        whole = self._one.exactly(asking, text)
        if whole.outcome is Outcome.VAGUE:
            return _from(asking.source, self._of_line(asking, text, whole))
        if whole.outcome is not Outcome.DANGLING:
            return [whole]
        parts: list[Resolution] = []
        of_kind, lost, denied = asking, False, False
        lines = lines_of(text)
        for line in lines:
            if means_nothing(line):
                continue
            if (only := words_alone(line)) is not None:
                of_kind = _of_kind(asking, only.kind)
                continue
            known = whole if line == whole.text and of_kind is asking else None
            as_it_stands = known or self._one.exactly(of_kind, line)
            if as_it_stands.outcome is Outcome.DANGLING and self._one.denies(of_kind, line):
                denied = True
                continue
            of_line = self._of_line(of_kind, line, as_it_stands)
            if not of_line and len(lines) > 1 and (rest := without_counting(line)) != line:
                of_line = self._of_line(of_kind, rest, self._one.exactly(of_kind, rest))
            lost = lost or not of_line
            parts += _from(asking.source, of_line or (as_it_stands,))
        near = self._one.nearly(asking, text) if lost and len(parts) > 1 else None
        if near is not None and not self._loses(near, (each for line in lines for each in pieces_of(line))):
            return [near]
        if lost and not any(part.outcome is Outcome.RESOLVED for part in parts):
            loosely = self._one.exactly(asking, text, behind_id=Words.ANY)
            return [] if loosely.outcome is Outcome.DANGLING and is_nothing_with_reason(text) else [loosely]
        return parts if parts or denied else [whole]

    def _of_line(self, asking: Asking, line: str, whole: Resolution) -> list[Resolution]:
        """A line as the `whole` that it means, or its parts, or an id in it before other words; none if it
        is no reference.
        """
        spans = pieces_within(line)
        several, texts = len(spans) > 1, [line[span.start : span.end] for span in spans]
        if whole.outcome is Outcome.VAGUE and several:  # "Company: 1, 2" names two of its objectives
            pieces = self._each(asking, texts)
            return pieces if any(each.outcome in FOUND for each in pieces) else [whole]
        if whole.outcome is not Outcome.DANGLING:
            return [whole]
        if several and (pieces := self._each(asking, texts)):
            return pieces
        if pieces := self._side_by_side(asking, line):
            return pieces
        if _stands_alone(whole):
            return [whole]
        near = self._one.nearly(asking, line)
        if near is not None and not (several and self._loses(near, texts)):
            return [near]
        if several and (pieces := self._in_runs(asking, line, spans)):
            return pieces
        loosely = near or self._one.exactly(asking, line, behind_id=Words.ANY)
        return [] if loosely.outcome is Outcome.DANGLING else [loosely]

    def _each(self, asking: Asking, texts: Iterable[str]) -> list[Resolution]:
        """What each of the parts of a line means; none if one of them is no reference.

        Words of kind hold for what follows them: "supports CO-1 and CO-2".
        """
        pieces: list[Resolution] = []
        kind = asking.source.kind
        for text in texts:
            if means_nothing(text):
                if pieces and is_denial(text):
                    return []
                continue
            kind = bare_reference(text).kind or kind
            of_kind = _of_kind(asking, kind)
            piece = self._listed(of_kind, text, behind=pieces)
            if not _stands_alone(piece):
                if pieces and is_denial(text):
                    return []
                if self._one.denies(of_kind, text):
                    continue
                near = self._one.nearly(of_kind, text)
                if near is None:
                    return []
                piece = near
            pieces.append(piece)
        return pieces

    def _in_runs(self, asking: Asking, line: str, spans: Sequence[Span]) -> list[Resolution]:
        """The parts of a line of which one holds a comma itself, or is lost; none where it is no list.

        What is lost between commas does not lose the others, nor beside "and" where each has a share: where
        one of these is certain to be a reference.
        """
        runs = self._runs(asking, line, spans, loosely=True)
        if all(part.outcome is not Outcome.DANGLING for part in runs):
            return runs
        shared = all(bare_reference(line[span.start : span.end]).share is not None for span in spans)
        units = [*spans] if shared else [*_between_commas(spans)]
        if len(units) < 2:
            return []
        runs = self._runs(asking, line, units, loosely=False)
        certain = partial(is_certain, shortest=1 if len(units) == len(spans) else LEAST_WORDS)
        return runs if any(map(certain, runs)) else []

    def _side_by_side(self, asking: Asking, line: str) -> list[Resolution]:
        """The references between strokes or blanks, all of them as they stand: "CO-1 / CO-2"; none if it is
        no list of such."""
        for texts in (between_strokes(line), between_blanks(line)):
            if len(texts) < 2:
                continue
            pieces: list[Resolution] = []
            for text in texts:
                piece = self._listed(asking, text, behind=pieces)
                if piece.outcome not in FOUND:
                    break
                pieces.append(piece)
            if len(pieces) == len(texts):
                return pieces
        return []

    def _runs(self, asking: Asking, line: str, spans: Sequence[Span], *, loosely: bool) -> list[Resolution]:
        """What the parts of a line mean, the longest that mean something first; each that is lost dangles.

        With `loosely` other words than its title may stand behind an id.
        """
        kind, at, begun = asking.source.kind, 0, 0
        longest = _LONGEST_RUN if len(spans) <= _MOST_IN_RUNS else 1
        runs: list[Resolution] = []
        while at < len(spans):
            found: Resolution | None = None
            for until in range(min(len(spans), at + longest), at, -1):
                text = line[spans[at].start : spans[until - 1].end]
                of_kind = _of_kind(asking, bare_reference(text).kind or kind)
                if until > at + 1:
                    found = self._together(of_kind, text)
                else:
                    found = self._alone(of_kind, text, behind=runs, loosely=loosely)
                if found is not None:
                    kind, begun, at = of_kind.source.kind, at, until
                    break
            if found is None:
                text = line[spans[at].start : spans[at].end]
                if runs and is_denial(text):
                    denied = line[spans[begun].start : spans[at].end]
                    runs[-1] = resolution_of(asking, denied, bare_reference(denied), Found(Outcome.DANGLING))
                    at += 1
                    continue
                begun, at = at, at + 1
                if means_nothing(text) or self._one.denies(asking, text):
                    continue
                found = self._one.exactly(_of_kind(asking, kind), text)
            runs.append(found)
        return runs

    def _together(self, asking: Asking, text: str) -> Resolution | None:
        """What several parts of a line mean together; None if nothing."""
        exact = self._one.exactly(asking, text)
        if exact.outcome in FOUND:
            return exact
        near = self._one.nearly(asking, text)
        return None if near is None or self._loses(near, pieces_of(text)) else near

    def _alone(
        self, asking: Asking, text: str, *, behind: Sequence[Resolution], loosely: bool
    ) -> Resolution | None:
        """What one part of a line means; None if nothing."""
        exact = self._listed(asking, text, behind=behind)
        if _stands_alone(exact):
            return exact
        if (near := self._one.nearly(asking, text)) is not None:
            return near
        other = self._one.exactly(asking, text, behind_id=Words.ANY) if loosely else exact
        return other if other.outcome in FOUND else None

    def _listed(self, asking: Asking, text: str, *, behind: Sequence[Resolution]) -> Resolution:
        """What a part of a line means `behind` others.

        "CO-1, 2" is CO-1 and CO-2; "O2: KR1, KR2" are both of one objective.
        """
        exact, bare = self._one.exactly(asking, text), bare_reference(text)
        entry = self._lookup.names.entries.get(behind[-1].parent or "") if behind else None
        if entry is None:
            return exact
        if bare.text.isdecimal() and behind[-1].resolved_by in BY_ID:
            said = (bare_reference(each.text).text for each in reversed(behind))
            lettered = next((each for each in said if not each.isdecimal()), "")
            if match := _COUNTED.fullmatch(lettered):
                counted = self._one.exactly(asking, f"{match[1]}{bare.text}")
                if counted.outcome is Outcome.RESOLVED:
                    return counted._replace(text=text.strip(), share=bare.share)
        last = bare_reference(behind[-1].text).text
        in_objective = entry.key != entry.objective and name_of(last) != name_of(entry.okr.id or "")
        if in_objective or exact.outcome in (Outcome.AMBIGUOUS, Outcome.DANGLING):
            found = self._lookup.find_in(entry.objective, bare.text)
            return resolution_of(asking, text.strip(), bare, found) if found else exact
        return exact

    def _loses(self, near: Resolution, pieces: Iterable[str]) -> bool:
        """Whether a part of a text says something else than the title that the text nearly is."""
        entry = self._lookup.names.entries.get(near.parent or "")
        meant = set(phrase_of(entry.okr.title or "").words) if entry else set()
        for piece in pieces:
            phrase = phrase_of(bare_reference(piece).text)
            if "." in phrase.name and phrase.words and meant.isdisjoint(phrase.words):
                return True
        return False


def _of_kind(asking: Asking, kind: AlignmentKind | None) -> Asking:
    return asking._replace(source=asking.source._replace(kind=kind))


def _from(source: AlignmentText, parts: Iterable[Resolution]) -> list[Resolution]:
    """Parts as they stand in a cell, whatever words before them said of their kind."""
    return [part if part.source is source else part._replace(source=source) for part in parts]


def _stands_alone(part: Resolution) -> bool:
    """Whether a part resolves, or is at least written like an id."""
    if part.outcome is not Outcome.DANGLING:
        return True
    return has_form_of_id(bare_reference(part.text).text)


def _between_commas(spans: Iterable[Span]) -> Iterator[Span]:
    """The pieces of a line with those put together that "and" joins."""
    open_span: Span | None = None
    for span in spans:
        if open_span is not None and span.joined:
            open_span = open_span._replace(end=span.end)
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span
