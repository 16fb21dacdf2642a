"""The people of a company, as a tab or the config lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from okrsheets.grid import Sheet
from okrsheets.lint import Case
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.rules.titles import vocabulary_of
from okrsheets.rules.wording import listed, quoted
from okrsheets.tuples import NamedTuple

__all__ = ["People", "people_of"]

_LONGEST_NAME = 60
_LEAST_SCORE = 70  # of 100; the nearest name is offered from there on


class People(NamedTuple):
    """Everyone who is listed, with the words of each name by any one of them.

    `where` says where they are, `certain` that the list is one: a tab may list others, whatever its name.
    """

    names: tuple[str, ...]
    by_word: Mapping[str, list[frozenset[str]]]
    where: str
    certain: bool

    @classmethod
    def of(cls, names: Iterable[str], *, where: str, certain: bool) -> People:
        listed_once = tuple(dict.fromkeys(names))
        by_word: dict[str, list[frozenset[str]]] = {}
        for words in dict.fromkeys(map(_words, listed_once)):
            for word in words:
                by_word.setdefault(word, []).append(words)
        return cls(listed_once, by_word, where, certain)

    def knows(self, name: str) -> bool:
        """Whether a name, or part of one, is that of someone who is listed.

        >>> people = People.of(["Ann Lee", "ben.ruiz@example.com"], where="here", certain=True)
        >>> [people.knows(name) for name in ("Lee, Ann", "A. Lee", "@ben", "Ben Ruiz", "Ben Lee")]
        [True, True, True, True, False]
        """
        words = _words(name)
        rarest = min((self.by_word.get(word, []) for word in words), key=len, default=[])
        return any(words <= others for others in rarest)

    def nearest(self, name: str) -> str | None:
        """The name that is written much like another."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where someone is unknown

        best = process.extractOne(name, self.names, scorer=fuzz.ratio, score_cutoff=_LEAST_SCORE)
        return best[0] if best else None


def _words(name: str) -> frozenset[str]:
    """The words of a name or address, without initials where there is more."""
    plain = normalise(name.partition("@")[0] or name.lstrip("@"))
    words = plain.split()
    return frozenset([word for word in words if len(word) > 1] or words)


def people_of(case: Case) -> People:
    """Everyone whom tabs or the config list."""
    tabs = list(_tabs(case))
    names = [text for tab in tabs for text in _texts(tab)]
    said = [*case.settings.people, *(name for more in case.settings.people.values() for name in more)]
    met = Counter(tab.name for tab in tabs)
    places = [f"{'the tab' if number == 1 else 'any tab'} {quoted(name)}" for name, number in met.items()]
    places += ["[people] of the config"] if said else []
    return People.of([*said, *names], where=listed(places, last="or"), certain=bool(said))


def _tabs(case: Case) -> Iterator[Sheet]:
    """The tabs that by their name list people, and hold no OKRs."""
    known = {normalise(word) for word in vocabulary_of(case).words_of("lists", "people")}
    read = {
        (reading.source, sheet.name) for reading in case.readings for sheet in reading.sheets if sheet.tables
    }
    for workbook in case.workbooks:
        for sheet in workbook.sheets:
            words = [word for word in normalise(sheet.name).split() if not word.isdigit()]
            if " ".join(words) in known and (workbook.source, sheet.name) not in read:
                yield sheet


def _texts(sheet: Sheet) -> Iterator[str]:
    for cell in sheet.cells.values():
        if isinstance(cell.value, str) and 0 < len(cell.value.strip()) <= _LONGEST_NAME:
            yield " ".join(cell.value.split())
