"""Which OKR of today is which of earlier syncs: by id in its scope, else by title below the same parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from okrsheets.alignment.names import is_wide, name_of, without_numbering
from okrsheets.model import Cycle, HistoryView, KeyResult, Objective, OkrSet, Past
from okrsheets.tuples import NamedTuple

__all__ = ["kept_keys", "same_key_results"]

_LEAST_WITH_ID, _LEAST_BY_TITLE = 50.0, 85.0
_NAMELESS = "-"
_RAREST, _MOST_SCANNED, _MOST_COMPARED = 4, 400, 40


class _Face(NamedTuple):
    """An OKR as it is compared with one of another day.

    A collection of key results without an objective is compared by the titles of these, under one id.
    `scope` is what its id is its own in: cycle and team, or the objective.
    """

    key: str
    id: str
    title: str
    home: tuple[str, str]
    cycle: str
    scope: Hashable


def kept_keys(okrs: OkrSet, history: HistoryView) -> Mapping[str, str]:
    """The key under which each OKR has been known, by its key of today; only where the two differ.

    An OKR that was not known gets a key that no other ever had.
    """
    if not history.pasts and not history.taken:
        return {}
    below: dict[str, list[Past]] = {}
    for past in history.pasts.values():
        if past.objective is not None:
            below.setdefault(past.objective, []).append(past)
    pairs = _pair_objectives(okrs, history, below)
    for objective in okrs.objectives:
        if (kept := pairs.get(objective.key)) is not None:
            pairs.update(_pair_key_results(objective.key_results, kept, below.get(kept, ())))
    return {key: kept for key, kept in _named(okrs, pairs, history) if key != kept}


def _pair_objectives(
    okrs: OkrSet, history: HistoryView, below: Mapping[str, Sequence[Past]]
) -> dict[str, str]:
    """Today's keys of the objectives that were known, with those they were known by."""
    pasts = history.pasts
    pairs = {each.key: each.key for each in okrs.objectives if _is_unchanged(each, pasts.get(each.key))}
    new = [_objective_face(each) for each in okrs.objectives if each.key not in pairs]
    if not new:
        return pairs
    met = set(pairs.values())
    old = [
        _past_face(past, [each.last.title for each in below.get(past.key, ())])
        for past in pasts.values()
        if past.objective is None and past.key not in met
    ]
    pairs |= _pair_within(old, new, by=_scope_of, least_with_id=_LEAST_WITH_ID)
    # a team's tab was renamed, or the team in a column; what an id alone says across teams is nothing
    old, new = _left(old, pairs.values()), _left(new, pairs)
    pairs |= _pair_within(old, new, by=_cycle_of, least_with_id=_LEAST_BY_TITLE)
    # a tab has come to say its cycle, or says it no more
    for dated_before in (False, True):
        old, new = _left(old, pairs.values()), _left(new, pairs)
        undated_old, undated_new = ([face for face in faces if not face.cycle] for faces in (old, new))
        one, other = (old, undated_new) if dated_before else (undated_old, new)
        pairs |= _pair_within(one, other, by=_whatever, least_with_id=_LEAST_BY_TITLE)
    return pairs


def _left(faces: Iterable[_Face], pairs: Iterable[str]) -> list[_Face]:
    met = set(pairs)
    return [face for face in faces if face.key not in met]


def _scope_of(face: _Face) -> Hashable:
    return face.scope


def _cycle_of(face: _Face) -> Hashable:
    return face.cycle


def _whatever(_face: _Face) -> Hashable:
    return None


def _pair_key_results(new: Iterable[KeyResult], objective: str, old: Iterable[Past]) -> dict[str, str]:
    """The same for the key results of one objective, known by that key."""
    pasts = {past.key: past for past in old}
    pairs: dict[str, str] = {}
    for each in new:
        if _is_unchanged(each, pasts.get(each.key)):
            pairs[each.key] = each.key
    left = [_key_result_face(each) for each in new if each.key not in pairs]
    if left:
        met = set(pairs.values())
        gone = [_past_face(past, ()) for past in pasts.values() if past.key not in met]
        pairs |= _pair_within(gone, left, by=_whatever, least_with_id=_LEAST_WITH_ID)
    return pairs


def same_key_results(new: Iterable[Past], old: Iterable[Past]) -> Mapping[str, str]:
    """Which key results of one objective are which of another that it goes on from, by their keys."""
    faces = [_past_face(past, ()) for past in old], [_past_face(past, ()) for past in new]
    return _pair_within(*faces, by=_whatever, least_with_id=_LEAST_WITH_ID)


def _is_unchanged(okr: Objective | KeyResult, past: Past | None) -> bool:
    return (
        past is not None
        and (past.id, past.last.title, past.team, past.cycle) == (okr.id, okr.title, okr.team, okr.cycle)
        and (past.objective is None) == isinstance(okr, Objective)
        and okr.title is not None
    )


def _objective_face(okr: Objective) -> _Face:
    title = okr.title
    words = [each.title for each in okr.key_results] if title is None else [title]
    return _face(okr.key, okr.id, words, okr.team, okr.cycle, okr.at[:2], named=title is not None)


def _past_face(past: Past, titles: Sequence[str | None]) -> _Face:
    title = past.last.title
    words = [each or "" for each in titles] if title is None else [title]
    home = (past.workbook, past.sheet)
    return _face(past.key, past.id, words, past.team, past.cycle, home, named=title is not None)


def _key_result_face(okr: KeyResult) -> _Face:
    return _face(okr.key, okr.id, [okr.title], okr.team, okr.cycle, okr.at[:2], named=True)


def _face(
    key: str,
    okr_id: str | None,
    titles: Iterable[str],
    team: str | None,
    cycle: Cycle | None,
    home: tuple[str, str],
    *,
    named: bool,
) -> _Face:
    name = name_of(okr_id) if okr_id else "" if named else _NAMELESS
    words = " ".join(sorted(name_of(without_numbering(title)).replace(".", " ") for title in titles))
    label = cycle.label if cycle is not None else ""
    return _Face(key, name, words, home, label, (label, name_of(team or "")))


def _pair_within(
    old: Iterable[_Face], new: Iterable[_Face], *, by: Callable[[_Face], Hashable], least_with_id: float
) -> dict[str, str]:
    """Pairs of those that have the same parent, one to one."""
    groups: dict[Hashable, list[_Face]] = {}
    for face in old:
        groups.setdefault(by(face), []).append(face)
    left: dict[Hashable, list[_Face]] = {}
    for face in new:
        left.setdefault(by(face), []).append(face)
    return {
        today: known
        for parent, faces in left.items()
        if parent in groups
        for today, known in _pair(groups[parent], faces, least_with_id=least_with_id)
    }


def _pair(old: Sequence[_Face], new: Sequence[_Face], *, least_with_id: float) -> Iterator[tuple[str, str]]:
    """Pairs of today's keys and known ones, the surest first.

    The very title goes before the id: where rows are numbered anew, ids move from one OKR to the next.
    """
    waiting = {face.key: face for face in old}
    left = {face.key: face for face in new}
    for step in (_all_of_it, _id_and_title, _only_title, _only_id):
        known: dict[Hashable, list[_Face]] = {}
        for face in waiting.values():
            if (name := step(face)) is not None:
                known.setdefault(name, []).append(face)
        for face in [*left.values()] if known else ():
            candidates = known.get(step(face), [])
            for other in candidates:
                if step is not _only_id or _alike(face, other) >= least_with_id:
                    candidates.remove(other)
                    del waiting[other.key], left[face.key]
                    yield face.key, other.key
                    break
    for face, other in _nearly_titled([*waiting.values()], left.values()):
        if other.key in waiting and face.key in left:
            del waiting[other.key], left[face.key]
            yield face.key, other.key


def _all_of_it(face: _Face) -> Hashable:
    return (face.id, face.title, face.home)


def _id_and_title(face: _Face) -> Hashable:
    return (face.id, face.title)


def _only_title(face: _Face) -> Hashable:
    return face.title or None


def _only_id(face: _Face) -> Hashable:
    return face.id or None


def _alike(one: _Face, other: _Face) -> float:
    """How alike two titles are, from 0 to 100, in whatever order their words stand."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only where something was renamed

    return fuzz.token_sort_ratio(one.title, other.title)


def _nearly_titled(old: Sequence[_Face], new: Iterable[_Face]) -> list[tuple[_Face, _Face]]:
    """Those of today with known ones whose titles are nearly theirs, best first.

    Each is compared with a bounded number of titles, those that share its rarest words.
    """
    by_term: dict[str, list[int]] = {}
    for number, face in enumerate(old):
        for term in _terms(face.title):
            by_term.setdefault(term, []).append(number)
    found = []
    for face in new if by_term else ():
        lists = sorted((by_term[term] for term in _terms(face.title) if term in by_term), key=len)
        shared = Counter(chain.from_iterable(numbers[:_MOST_SCANNED] for numbers in lists[:_RAREST]))
        for number, _ in shared.most_common(_MOST_COMPARED):
            score = _alike(face, old[number])
            if score >= _LEAST_BY_TITLE:
                found.append(
                    (-score, face.id != old[number].id, face.key, old[number].key, face, old[number])
                )
    return [(face, other) for *_, face, other in sorted(found)]


def _terms(title: str) -> list[str]:
    """What a title is looked up by: its words; of those written without blanks, each two letters."""
    terms: dict[str, None] = {}
    for word in title.split():
        if is_wide(word):
            terms.update(dict.fromkeys(one + next_one for one, next_one in pairwise(word)))
        else:
            terms[word] = None
    return [*terms]


def _named(okrs: OkrSet, pairs: Mapping[str, str], history: HistoryView) -> Iterator[tuple[str, str]]:
    """Every OKR's key of today with the one it is known by from now on."""
    taken = {*history.pasts, *history.taken}
    for objective in okrs.objectives:
        kept = pairs.get(objective.key) or _free(objective.key, taken)
        yield objective.key, kept
        for each in objective.key_results:
            rest = each.key.removeprefix(f"{objective.key}/")
            key = each.key if rest == each.key else f"{kept}/{rest}"
            yield each.key, pairs.get(each.key) or _free(key, taken)


def _free(key: str, taken: set[str]) -> str:
    """The key, or its first repetition that nothing has; it is taken then."""
    free, count = key, 1
    while free in taken:
        count += 1
        free = f"{key}~{count}"
    taken.add(free)
    return free
