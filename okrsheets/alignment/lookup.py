"""One reference looked up: as id, title, scoped id, id with title, or as no more than a team."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from okrsheets.alignment.index import EVERYWHERE, Entry, Hit, Index, Scope, file_names
from okrsheets.alignment.names import (
    Token,
    has_form_of_id,
    name_of,
    plain,
    reduced,
    tokens_of,
    without_numbering,
)
from okrsheets.model import Objective, Outcome
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Found", "Lookup", "Words"]

_IN_WORKBOOK = pattern(r"'?(?:[^\[\]]*[\\/])?\[([^\[\]]+)\]\s*(.+)")
_FILE_FIRST = pattern(r"(.+?\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv))\b[\s!:/'–—-]*(.*)", re.IGNORECASE)
_IN_TAB = pattern(r"'?([^'!\n;,]{1,60})'?!(\S.*)")
_FOREIGN_LINK = pattern(r"https?://docs\.google\.com/spreadsheets/", re.IGNORECASE)

_LONGEST_ID = 10
_LONGEST_SCOPE = 8
_BEGINS_A_TITLE = frozenset(":–—-|(")
_LEAST_SHARED_WORDS = 0.5

_SURE, _SURE_OF_TITLE, _ID_AGAINST_WORDS = 1.0, 0.95, 0.7


class Found(NamedTuple):
    """What a reference was found to mean; what each field holds is told at `Resolution`."""

    outcome: Outcome
    parent: str | None = None
    resolved_by: str | None = None
    sure: float = 0.0
    candidates: tuple[str, ...] = ()


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


class Lookup(NamedTuple):
    """The index, and what the given workbooks can be called: name -> sources."""

    names: Index
    workbooks: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, index: Index, titles: Mapping[str, str]) -> Lookup:
        sources: dict[str, set[str]] = {}
        for source, title in titles.items():
            for name in (*file_names(title), *file_names(source)):
                sources.setdefault(name_of(name), set()).add(source)
        return cls(index, {name: frozenset(found) for name, found in sources.items()})

    def find(self, text: str, seeker: Entry, *, own_tab_first: bool, behind_id: Words) -> Found | None:
        """What a reference means to a seeker; None if nothing."""
        if "://" in text and _FOREIGN_LINK.match(text):
            return Found(Outcome.UNREACHABLE)
        scope = EVERYWHERE
        match = _IN_WORKBOOK.fullmatch(text) if "[" in text else None
        if match or (match := _FILE_FIRST.fullmatch(text)):
            sources = self.workbooks.get(name_of(file_names(match[1].strip("'"))[0]))
            if sources is None:
                return Found(Outcome.UNREACHABLE)
            scope, text = Scope(workbooks=sources), match[2]
        words = plain(text)
        tokens = tokens_of(words)
        seeking = _Seeking(seeker, own_tab_first, behind_id)
        if found := self._match(words, tokens, seeking, scope):
            return found
        if found := self._title_behind_a_number(text, seeking, scope):
            return found
        name = _joined(tokens)
        if not self.names.scopes.isdisjoint((name, reduced(name) or name)) or (not name and scope.workbooks):
            return Found(Outcome.VAGUE)
        return Found(Outcome.UNREACHABLE) if self._is_elsewhere(text) else None

    def _is_elsewhere(self, text: str) -> bool:
        """Whether a text is written like an id in a tab, `Finance!O1`, of which nobody gave a workbook."""
        match = _IN_TAB.fullmatch(text)
        if match is None or not has_form_of_id(match[2]):
            return False
        tab = name_of(match[1])
        return self.names.scopes.isdisjoint((tab, reduced(tab) or tab))

    def _match(self, words: str, tokens: Sequence[Token], seeking: _Seeking, scope: Scope) -> Found | None:
        """As a whole name, then within a scope that it begins with, then as an id and its title."""
        name = _joined(tokens)
        how = "id" if scope == EVERYWHERE else "scoped id"
        if found := _picked(self._steps(name, seeking, scope), seeking.seeker, how):
            return found
        for cut in range(min(len(tokens) - 1, _LONGEST_SCOPE), 0, -1):
            head = _joined(tokens[:cut])
            if head in self.names.scopes or head in self.names.cycles:
                narrower = scope._replace(names=scope.names | {head})
                if found := self._match(words, tokens[cut:], seeking, narrower):
                    return found
        return self._id_and_words(words, tokens, seeking, scope) if seeking.words else None

    def _id_and_words(
        self, words: str, tokens: Sequence[Token], seeking: _Seeking, scope: Scope
    ) -> Found | None:
        """An id with its title after it, whole or shortened; the longest id that there is."""
        for cut in range(min(len(tokens) - 1, _LONGEST_ID), 0, -1):
            if not any(token.text.isdecimal() for token in tokens[:cut]):
                continue
            by_id = [
                tuple(hit for hit in step if not hit.by_title)
                for step in self._steps(_joined(tokens[:cut]), seeking, scope)
            ]
            rest = [token.text for token in tokens[cut:]]
            fitting = [tuple(hit for hit in step if _fits(rest, hit.entry, seeking.words)) for step in by_id]
            if found := _picked(fitting, seeking.seeker, "id with title"):
                return found
            between = words[tokens[cut - 1].end : tokens[cut].start]
            numbered_only = all(token.text.isdecimal() for token in tokens[:cut])
            if seeking.words is not Words.ANY or numbered_only or _BEGINS_A_TITLE.isdisjoint(between):
                continue
            if found := self._against_words(rest, by_id, seeking, scope):
                return found
        return None

    def _against_words(
        self, rest: list[str], by_id: list[tuple[Hit, ...]], seeking: _Seeking, scope: Scope
    ) -> Found | None:
        """An id before words that are not its title: ambiguous if they are the title of another."""
        found = _picked(by_id, seeking.seeker, "id")
        if found is None or found.outcome is not Outcome.RESOLVED or found.parent is None:
            return found
        other = _picked(self._steps(".".join(rest), seeking, scope), seeking.seeker, "title")
        if other is None or other.parent == found.parent:
            return found._replace(sure=_ID_AGAINST_WORDS)
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
        return _picked(whole_titles, seeking.seeker, "title")

    def _steps(self, name: str, seeking: _Seeking, scope: Scope) -> tuple[tuple[Hit, ...], ...]:
        return self.names.steps(name, seeking.seeker, scope=scope, own_tab_first=seeking.own_tab_first)


def _joined(tokens: Iterable[Token]) -> str:
    return ".".join([token.text for token in tokens])


def _picked(steps: Iterable[tuple[Hit, ...]], seeker: Entry, how: str) -> Found | None:
    """The first step that holds something else than the seeker's own; its own where nothing else is.

    What is its own: itself, an objective's key results, a key result's objective.
    """
    own: Hit | None = None
    for step in steps:
        others = [hit for hit in step if not _is_own(hit.entry, seeker)]
        if others:
            return _found(others, how)
        own = own or next(iter(step), None)
    return _found([own], how) if own else None


def _is_own(entry: Entry, seeker: Entry) -> bool:
    if isinstance(seeker.okr, Objective):
        return entry.objective == seeker.key
    return entry.key in (seeker.key, seeker.objective)


def _found(hits: list[Hit], how: str) -> Found:
    keys = tuple(dict.fromkeys([hit.entry.okr.key for hit in hits]))
    if len(keys) > 1:
        return Found(Outcome.AMBIGUOUS, candidates=keys)
    by_title = hits[0].by_title
    return Found(
        Outcome.RESOLVED,
        parent=keys[0],
        resolved_by="title" if by_title else how,
        sure=_SURE_OF_TITLE if by_title else _SURE,
    )


def _fits(rest: list[str], entry: Entry, allowed: Words) -> bool:
    """Whether words behind an id are its title, the beginning of it, its place, or much like it."""
    if ".".join(rest) in entry.scopes:
        return True
    if not entry.okr.title:
        return False
    title = _title_without_id(entry).split(".")
    if rest == title[: len(rest)]:
        return True
    if allowed is not Words.ANY:
        return False
    shared = len(set(rest) & set(title))
    return shared >= _LEAST_SHARED_WORDS * max(len(set(rest)), len(set(title)))


def _title_without_id(entry: Entry) -> str:
    name = name_of(without_numbering(entry.okr.title or ""))
    return name.removeprefix(f"{name_of(entry.okr.id)}.") if entry.okr.id else name
