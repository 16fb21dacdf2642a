"""One reference looked up: as id, title, scoped id, id with title, cell, or as no more than a team."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import TypeAlias

from okrsheets.alignment.books import Books, Spot
from okrsheets.alignment.crowds import Steps
from okrsheets.alignment.denials import is_denial
from okrsheets.alignment.entries import EVERYWHERE, Entry, Hit, Scope, is_own
from okrsheets.alignment.footing import Footing
from okrsheets.alignment.found import Found, found_at, found_of, picked
from okrsheets.alignment.index import Index
from okrsheets.alignment.links import is_address
from okrsheets.alignment.names import (
    Token,
    cycle_name,
    has_form_of_id,
    name_of,
    plain,
    reduced,
    tokens_of,
    without_numbering,
)
from okrsheets.alignment.near import NearTitles
from okrsheets.alignment.places import Places
from okrsheets.alignment.pointing import Pointing
from okrsheets.alignment.writings import (
    BEGINS_A_TITLE,
    begun_within,
    called_within,
    ends_of_id,
    fits,
    with_place_behind,
)
from okrsheets.formulas import parse_reference
from okrsheets.model import KeyResult, Objective, Outcome
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Lookup", "Words"]

_IN_WORKBOOK = pattern(r"'?(?:[^\[\]]*[\\/])?\[([^\[\]]+)\]\s*(.+)")
_FILE_FIRST = pattern(r"(.+?\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv))\b[\s!:/'–—-]*(.*)", re.IGNORECASE)
_IN_TAB = pattern(r"'?([^'!\n;,]{1,60})'?!(\S.*)")
_UNKNOWN_SCOPE = pattern(
    r"([^\W\d_][^\d!:/\n;,]{0,40}?)\s*(?::|\s/|/\s)\s*((?=[^\W_]*[^\W\d_])(?=.*\d)[^\W_]+(?:[-_. ]?[^\W_]+)?)"
)

_LIST = pattern(r"[,;，；、\n&+]")
_LONGEST_SCOPE = 8
_LONGEST_SCOPES = 12  # tokens of scopes, one in the other, behind which another may stand
_LONGEST_TITLE = 64  # tokens of an objective's before a key result
_PARTING = pattern(r"[\d:>/|(-]")  # without one of these ASCII holds no id, nor an objective before a title
_BEHIND_OBJECTIVE = pattern(r"[:：>»›→/|]|\s[-–—]+\s")

_SURE_OF_NEAR, _ID_AGAINST_WORDS = 0.9, 0.7


_Meant: TypeAlias = Callable[[Objective], Iterable[tuple[int, KeyResult]]]


class Words(IntEnum):
    """What may stand behind an id: nothing, its title or the beginning of it, or any words."""

    NONE = 0
    TITLE = 1
    ANY = 2


class _Seeking(NamedTuple):
    """Who looks, and how."""

    seeker: Entry
    own_tab_first: bool
    words: Words


class Lookup:
    """The index, the workbooks and the places in them, with the nearly right titles beside."""

    def __init__(self, index: Index, books: Books, places: Places) -> None:
        self.names = index
        self.footing = Footing()
        self._books = books
        self._places = places
        self.pointing = Pointing(index, books, places)
        self._titles: NearTitles | None = None
        self._within: dict[str, Mapping[str, Sequence[tuple[int, KeyResult]]]] = {}

    @property
    def titles(self) -> NearTitles:
        """All titles by their words, sorted out when they are first asked for."""
        if self._titles is None:
            self._titles = NearTitles(self.names)
        return self._titles

    def find(
        self,
        text: str,
        seeker: Entry,
        *,
        own_tab_first: bool,
        behind_id: Words,
        scope: Scope = EVERYWHERE,
    ) -> Found | None:
        """What a reference means to a seeker; None if nothing."""
        if is_address(text) and (found := self._at_address(text, seeker)):
            return found
        match = _IN_WORKBOOK.fullmatch(text) if "[" in text else None
        if match and self._is_id_in_brackets(match[1], match[2], seeker):
            match = None  # "[CO-1] Expand the market"
        if match or ("." in text and (match := _FILE_FIRST.fullmatch(text))):
            sources = self._books.named(match[1].strip("'"))
            if sources is None:
                return Found(Outcome.UNREACHABLE)
            scope, text = scope._replace(workbooks=sources), match[2]
        seeking = _Seeking(seeker, own_tab_first, behind_id)
        name = name_of(text)
        return (
            self._match(name, text, 0, seeking, scope)
            or (seeking.words and self._turned(text, seeking, scope))
            or (has_form_of_id(text) and self._begun_with(name, seeking, scope))
            or self._title_behind_a_number(text, seeking, scope)
            or self._at_place(text, seeking, scope)
            or self._no_okr(text, name, scope)
        )

    def find_in(self, objective: str, text: str) -> Found | None:
        """The key result of an objective that is called so there; None if there is none."""
        okr = self.names.entries[objective].okr
        hits = self._called_within(okr, name_of(text)) if isinstance(okr, Objective) else ()
        found = [Hit(rank, self.names.entries[each.key]) for rank, each in hits]
        return found_of(found, "scoped id") if found else None

    def _called_within(self, objective: Objective, name: str) -> Sequence[tuple[int, KeyResult]]:
        """The key results of an objective that are called so there, and how literally."""
        within = self._within.get(objective.key)
        if within is None:
            within = self._within[objective.key] = called_within(objective)
        return within.get(name, ())

    def find_near(
        self, text: str, seeker: Entry, *, own_tab_first: bool, scope: Scope = EVERYWHERE
    ) -> Found | None:
        """What a text means that is no title as it stands, but nearly; None if nothing or several."""
        seeking = _Seeking(seeker, own_tab_first, Words.NONE)
        for rest, narrower in ((text, scope), *self._scoped(text, scope)):
            if found := self._near_title(rest, seeking, narrower):
                return found
        return None

    def _near_title(self, text: str, seeking: _Seeking, scope: Scope) -> Found | None:
        known: dict[str, Steps] = {}

        def may_mean(name: str) -> bool:
            steps = known[name] = self._steps(name, seeking, scope)
            return any(not is_own(hit.entry, seeking.seeker) for step in steps for hit in step)

        near = self.titles.find(text, may_mean=may_mean)
        found = picked(known[near.name], seeking.seeker, "near title") if near else None
        if near is None or found is None or found.outcome is not Outcome.RESOLVED:
            return found
        return found._replace(resolved_by="near title", sure=round(_SURE_OF_NEAR * near.alike, 2))

    def _scoped(self, text: str, scope: Scope) -> Iterable[tuple[str, Scope]]:
        """What follows the name of a tab, team or cycle, within that."""
        head, mark, rest = text.partition(":")
        name = name_of(head)
        if mark and (name in self.names.scopes or name in self.names.cycles):
            yield rest, scope._replace(names=scope.names | {name})

    def _at_address(self, text: str, seeker: Entry) -> Found | None:
        """What an address that is typed as a text leads to."""
        self.footing.on_place = True
        pointed = self.pointing.by_address(text, seeker)
        if pointed is None:
            return None
        if pointed.keys:
            return found_at(pointed.keys, pointed.how)
        if pointed.lost:
            return Found(Outcome.UNREACHABLE)
        return Found(Outcome.VAGUE) if pointed.whole else None

    def _at_place(self, text: str, seeking: _Seeking, scope: Scope) -> Found | None:
        """What stands in a cell or range that is typed with its tab, `Company!B4`."""
        match = _IN_TAB.fullmatch(text) if "!" in text else None
        place = parse_reference(match[2]) if match else None
        if match is None or place is None or place.sheet is not None:
            return None
        sheet = match[1].replace("''", "'").strip()
        self.footing.on_place = True
        own = seeking.seeker.tab[0]
        sources = scope.workbooks or ((own,) if self._books.has_tab(own, sheet) else self._books.tabs)
        keys: dict[str, None] = {}
        for source in sorted(sources):
            if (name := self._books.tabs.get(source, {}).get(sheet.casefold())) is not None:
                keys.update(dict.fromkeys(self._places.at(Spot(source, name, place.range), named=True)))
        return found_at(tuple(keys), "cell") if keys else None

    def _no_okr(self, text: str, name: str, scope: Scope) -> Found | None:
        """A team or tab alone, or an id in one that nobody gave."""
        if not self.names.scopes.isdisjoint((name, reduced(name) or name)) or (not name and scope.workbooks):
            return Found(Outcome.VAGUE)
        return Found(Outcome.UNREACHABLE) if self._is_elsewhere(text) else None

    def _is_elsewhere(self, text: str) -> bool:
        """Whether a text is written like an id in a tab, `Finance!O1`, of which nobody gave a workbook."""
        if not ("!" in text or ":" in text or "/" in text):
            return False
        match = _IN_TAB.fullmatch(text)
        if match is None or not has_form_of_id(match[2]):
            match = _UNKNOWN_SCOPE.fullmatch(text.strip())
        if match is None:
            return False
        tab = name_of(match[1])
        return self.names.scopes.isdisjoint((tab, reduced(tab) or tab))

    def _match(self, name: str, text: str, behind: int, seeking: _Seeking, scope: Scope) -> Found | None:
        """As a whole name, then within a scope that it begins with, then as an id and its title.

        `name` is that of a text without so many of its tokens in front.
        """
        how = "id" if scope == EVERYWHERE else "scoped id"
        steps = self._steps(name, seeking, scope)
        if steps and _is_list(text, behind):
            # "1, 2" are two ids, though a title may hold a comma
            steps = tuple(tuple(hit for hit in step if hit.by_title) for step in steps)
        if found := picked(steps, seeking.seeker, how):
            return found
        begins_a_scope = behind < _LONGEST_SCOPES and name.partition(".")[0] in self.names.scopes_begin
        may_be_parted = seeking.words and (not text.isascii() or _PARTING.search(text))
        if not (begins_a_scope or may_be_parted):
            return None
        words = plain(text)
        tokens = tokens_of(words)[behind:]
        if may_be_parted and (found := self._in_objective(words, tokens, seeking, scope)):
            return found
        for cut in range(min(len(tokens) - 1, _LONGEST_SCOPE) if begins_a_scope else 0, 0, -1):
            head = _joined(tokens[:cut])
            head = head if head in self.names.scopes else cycle_name(head) or head
            if head in self.names.scopes or head in self.names.cycles:
                narrower = scope._replace(names=scope.names | {head})
                if found := self._match(_joined(tokens[cut:]), text, behind + cut, seeking, narrower):
                    return found
        return self._id_and_words(words, tokens, seeking, scope) if may_be_parted else None

    def _id_and_words(
        self, words: str, tokens: Sequence[Token], seeking: _Seeking, scope: Scope
    ) -> Found | None:
        """An id with its title after it, whole or shortened; the longest id that there is."""
        for cut in ends_of_id(words, tokens):
            name, rest = _joined(tokens[:cut]), [token.text for token in tokens[cut:]]
            fitting = [
                tuple(hit for hit in step if fits(rest, hit.entry, loosely=seeking.words is Words.ANY))
                for step in self._by_id(name, rest, seeking, scope)
            ]
            if found := picked(fitting, seeking.seeker, "id with title"):
                return found
            between = words[tokens[cut - 1].end : tokens[cut].start]
            numbered_only = all(token.text.isdecimal() for token in tokens[:cut])
            if cycle_name(".".join(rest)) is not None:
                continue  # that of another cycle, which is not known
            if seeking.words is not Words.ANY or numbered_only or BEGINS_A_TITLE.isdisjoint(between):
                continue
            behind = words[tokens[cut].start :]
            if has_form_of_id(behind) or is_denial(behind):
                continue
            if found := self._against_words(name, rest, seeking, scope):
                return found
        return None

    def _in_objective(
        self, words: str, tokens: Sequence[Token], seeking: _Seeking, scope: Scope
    ) -> Found | None:
        """A key result behind the id or the title of its objective: "O1: KR1.2", "Win the east > Leads"."""
        if len(tokens) < 2 or not _BEHIND_OBJECTIVE.search(words, tokens[0].end, tokens[-1].start):
            return None
        for cut in range(1, min(len(tokens), _LONGEST_TITLE + 1)):
            if not _BEHIND_OBJECTIVE.search(words, tokens[cut - 1].end, tokens[cut].start):
                continue
            rest = _joined(tokens[cut:])
            within = self._of_objective(
                _joined(tokens[:cut]), partial(self._called_within, name=rest), seeking, scope
            )
            if found := picked(within, seeking.seeker, "scoped id"):
                return found
        return None

    def _begun_with(self, name: str, seeking: _Seeking, scope: Scope) -> Found | None:
        """The key result whose title begins with the id of its objective and its own number: "C1.2 Win"."""
        tokens = name.split(".")
        for cut in range(len(tokens) - 1, 0, -1):
            within = self._of_objective(
                ".".join(tokens[:cut]), partial(begun_within, name=name), seeking, scope
            )
            if found := picked(within, seeking.seeker, "id"):
                return found
        return None

    def _of_objective(self, name: str, meant: _Meant, seeking: _Seeking, scope: Scope) -> Steps:
        """The key results that are meant of the objectives of a name, in the order in which one looks."""
        return tuple(
            tuple(
                Hit(rank, self.names.entries[each.key])
                for hit in step
                if isinstance(hit.entry.okr, Objective)
                for rank, each in meant(hit.entry.okr)
            )
            for step in self._steps(name, seeking, scope)
        )

    def _turned(self, text: str, seeking: _Seeking, scope: Scope) -> Found | None:
        """What stands before its id or the place where it is: "Expand the market (CO-1)", "KR1 of O1"."""
        for place, what in with_place_behind(text):
            turned = f"{place} : {what}"
            if found := self._match(name_of(turned), turned, 0, seeking._replace(words=Words.TITLE), scope):
                return found
        return None

    def _is_id_in_brackets(self, inside: str, rest: str, seeker: Entry) -> bool:
        """Whether what looks like a workbook is the id of an OKR that is known."""
        if "!" in rest or self._books.named(inside.strip("'")) is not None:
            return False
        seeking = _Seeking(seeker, own_tab_first=False, words=Words.NONE)
        return bool(self._steps(name_of(inside), seeking, EVERYWHERE))

    def _by_id(
        self, name: str, rest: Sequence[str], seeking: _Seeking, scope: Scope
    ) -> list[tuple[Hit, ...]]:
        """What an id may mean; where many bear it, those that the words behind it may be about."""
        steps = self._steps(name, seeking, scope, beginning=rest)
        place = cycle_name(".".join(rest)) or ".".join(rest)
        if place in self.names.scopes or place in self.names.cycles:
            steps += self._steps(name, seeking, scope._replace(names=scope.names | {place}))
        return [tuple(hit for hit in step if not hit.by_title) for step in steps]

    def _against_words(self, name: str, rest: list[str], seeking: _Seeking, scope: Scope) -> Found | None:
        """An id before words that are not its title: ambiguous if they are the title of another."""
        found = picked(self._by_id(name, (), seeking, scope), seeking.seeker, "id")
        if found is None or found.outcome is not Outcome.RESOLVED or found.parent is None:
            return found
        other = picked(self._steps(".".join(rest), seeking, scope), seeking.seeker, "title")
        other = other or self._near_title(" ".join(rest), seeking, scope)
        if other is None or other.parent == found.parent:
            return found._replace(sure=_ID_AGAINST_WORDS, doubt="the words behind the id are not its title")
        others = other.candidates or ((other.parent,) if other.parent else ())
        return Found(Outcome.AMBIGUOUS, candidates=(found.parent, *others))

    def _title_behind_a_number(self, text: str, seeking: _Seeking, scope: Scope) -> Found | None:
        """A numbered text whose words are, to the letter, a title that has no number."""
        words = without_numbering(text)
        if words == text:
            return None
        name = name_of(words)
        whole_titles = [
            tuple(hit for hit in step if hit.entry.okr.title and name_of(hit.entry.okr.title) == name)
            for step in self._steps(name, seeking, scope)
        ]
        return picked(whole_titles, seeking.seeker, "title")

    def _steps(self, name: str, seeking: _Seeking, scope: Scope, *, beginning: Sequence[str] = ()) -> Steps:
        steps = self.names.steps(
            name, seeking.seeker, scope=scope, own_tab_first=seeking.own_tab_first, beginning=beginning
        )
        self.footing.add(steps)
        return steps


def _is_list(text: str, behind: int) -> bool:
    """Whether a comma or the end of a line stands between the tokens of a text, from so many of them on."""
    if text.isascii() and not _LIST.search(text):
        return False  # as most texts are
    words = plain(text)
    tokens = tokens_of(words)[behind:]
    return _LIST.search(words, tokens[0].start, tokens[-1].end) is not None


def _joined(tokens: Iterable[Token]) -> str:
    return ".".join([token.text for token in tokens])
