"""Who stands above and below whom: names, anchors and alignments, looked up by key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from types import MappingProxyType
from typing import TypeVar

from okrsheets.model import Alignment, AlignmentKind, KeyResult, Objective, Okr, OkrSet, Resolution, Results
from okrsheets.patterns import pattern
from okrsheets.reporting.standing import Standing, standing_beside
from okrsheets.reporting.wording import begins_with_id, one_line, short_name
from okrsheets.tongue import ENGLISH, Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Link", "Links"]

T = TypeVar("T")

LONGEST_ANCHOR = 48  # a page has each up to three times
_NOT_IN_ANCHORS = pattern(r"[^\w]+")


class Link(NamedTuple):
    """What to call an OKR, and where its objective can be read; empty where no page shows it."""

    words: str
    href: str


class Links(NamedTuple):
    """The alignments of one run from both ends; dependencies stand apart from both.

    `up` and `down` hold an OKR's alignments to parents and from children, `waits` and `serves` its
    dependencies from both ends. `above` and `below` are those of an objective and its key results that
    lead out of it. `beside` says why a straightforward alignment carries nothing now, by the keys of child
    and parent; what counts is not in it. `names` call each OKR so that it is not taken for another;
    `homes` are the keys of the objectives that OKRs are or belong to, `anchors` where these stand: `here`,
    or on the page at the address `away`, which is empty where there is none. `team_pages` are the addresses
    of the teams' own pages. `tongue` is the language of all that is said of these OKRs.
    """

    okrs: OkrSet
    up: Mapping[str, tuple[Alignment, ...]]
    down: Mapping[str, tuple[Alignment, ...]]
    waits: Mapping[str, tuple[Alignment, ...]]
    serves: Mapping[str, tuple[Alignment, ...]]
    unresolved: Mapping[str, tuple[Resolution, ...]]
    above: Mapping[str, tuple[Alignment, ...]]
    below: Mapping[str, tuple[Alignment, ...]]
    beside: Mapping[tuple[str, str], str]
    names: Mapping[str, str]
    homes: Mapping[str, str]
    anchors: Mapping[str, str]
    here: AbstractSet[str]
    away: str = ""
    team_pages: Mapping[str, str] = MappingProxyType({})
    tongue: Tongue = ENGLISH

    @classmethod
    def of(cls, results: Results, *, tongue: Tongue = ENGLISH) -> Links:
        """The links of these results; an alignment whose end is not among the OKRs is left out."""
        okrs = results.okrs
        known = [
            a for a in results.resolutions.alignments if a.child in okrs.by_key and a.parent in okrs.by_key
        ]
        aligned = [a for a in known if a.kind is not AlignmentKind.DEPENDENCY]
        waiting = [a for a in known if a.kind is AlignmentKind.DEPENDENCY]
        unresolved = [r for r in results.resolutions.resolutions if r.parent is None]
        up, down, homes = _by_child(aligned), _by_parent(aligned), _homes(okrs)
        anchors = _anchors(okrs)
        return cls(
            okrs=okrs,
            up=up,
            down=down,
            waits=_by_child(waiting),
            serves=_by_parent(waiting),
            unresolved=_grouped((r.child, r) for r in unresolved),
            above={each.key: _leading_out(each, up, homes) for each in okrs.objectives},
            below={each.key: _leading_out(each, down, homes) for each in okrs.objectives},
            beside=standing_beside(results, aligned, tongue=tongue),
            names=_names(okrs, tongue),
            homes=homes,
            anchors=anchors,
            here=anchors.keys(),
            tongue=tongue,
        )

    def on_page(self, objectives: Iterable[Objective], *, away: str) -> Links:
        """The same links for a page that shows only these; what it does not show is at `away`."""
        return self._replace(here={each.key for each in objectives}, away=away)

    def home(self, key: str) -> Objective:
        """The objective an OKR is, or is a key result of."""
        home = self.okrs.by_key[self.homes[key]]
        assert isinstance(home, Objective)
        return home

    def href(self, key: str) -> str:
        """Where the objective of an OKR can be read; empty where the report leaves it out."""
        home = self.homes[key]
        if home in self.here:
            return f"#{self.anchors[home]}"
        return f"{self.away}#{self.anchors[home]}" if self.away and home in self.anchors else ""

    def link(self, key: str) -> Link:
        """A link to the objective an OKR is or belongs to, under the OKR's own name."""
        return Link(self.names[key], self.href(key))

    def full_link(self, key: str) -> Link:
        """The same with the title behind the id, said once where the title begins with it."""
        okr = self.okrs.by_key[key]
        name = self.names[key]
        if okr.id and okr.title:
            before = name.removesuffix(one_line(okr.id)).rstrip() if begins_with_id(okr) else name
            name = f"{before} {one_line(okr.title)}".strip()
        return Link(name, self.href(key))

    def standing(self, alignment: Alignment) -> Standing:
        """How the child stands to the parent."""
        if alignment.kind is not AlignmentKind.STRAIGHTFORWARD:
            return Standing.SUPPORTS
        beside = (alignment.child, alignment.parent) in self.beside
        return Standing.BESIDE if beside else Standing.COUNTS

    def team(self, key: str) -> str | None:
        """The team that owns an OKR."""
        return self.okrs.by_key[key].team or self.home(key).team


def _homes(okrs: OkrSet) -> Mapping[str, str]:
    return {key: okr.objective if isinstance(okr, KeyResult) else key for key, okr in okrs.by_key.items()}


def _leading_out(
    objective: Objective, alignments: Mapping[str, tuple[Alignment, ...]], homes: Mapping[str, str]
) -> tuple[Alignment, ...]:
    """Those of an objective, then those of its key results, whose other end is elsewhere."""
    return tuple(
        alignment
        for key in (objective.key, *(each.key for each in objective.key_results))
        for alignment in alignments.get(key, ())
        if homes[alignment.parent] != homes[alignment.child]
    )


def _by_child(alignments: Iterable[Alignment]) -> Mapping[str, tuple[Alignment, ...]]:
    return _grouped((alignment.child, alignment) for alignment in alignments)


def _by_parent(alignments: Iterable[Alignment]) -> Mapping[str, tuple[Alignment, ...]]:
    return _grouped((alignment.parent, alignment) for alignment in alignments)


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _names(okrs: OkrSet, tongue: Tongue) -> Mapping[str, str]:
    """Ids where they are met once; with the team before them where two teams count from one.

    Also names what the report leaves out: what it shows may be aligned to that.
    """
    objectives = [okr for okr in okrs.by_key.values() if isinstance(okr, Objective)]
    met = Counter(objective.id for objective in objectives)
    names: dict[str, str] = {}
    for objective in objectives:
        short = short_name(objective, tongue)
        names[objective.key] = name = _with_team(objective, short) if met[objective.id] > 1 else short
        for key_result in objective.key_results:
            own = short_name(key_result, tongue)
            inside = key_result.id and objective.id and not own.startswith(short)
            names[key_result.key] = f"{name} {own}" if inside else own
    return names


def _with_team(okr: Okr, name: str) -> str:
    return f"{one_line(okr.team)} {name}" if okr.team and okr.id else name


def _anchors(okrs: OkrSet) -> Mapping[str, str]:
    """A stable id per objective, made of its key and cut where that is long; the second of two alike gets
    a number.
    """
    anchors: dict[str, str] = {}
    used: Counter[str] = Counter()
    for objective in okrs.objectives:
        stem = "o-" + _NOT_IN_ANCHORS.sub("-", objective.key.lower()).strip("-")
        if len(stem) > LONGEST_ANCHOR:
            mark = sha256(objective.key.encode("utf-8")).hexdigest()[:6]
            stem = f"{stem[: LONGEST_ANCHOR - 7].strip('-')}-{mark}"
        used[stem] += 1
        # "--" is never left inside a stem, so a numbered anchor cannot be another's stem
        anchors[objective.key] = stem if used[stem] == 1 else f"{stem}--{used[stem]}"
    return anchors
