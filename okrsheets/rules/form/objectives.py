"""Rules about the words of objectives."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.lint import Case, finding, rule
from okrsheets.model import Finding, Severity
from okrsheets.patterns import pattern
from okrsheets.reading.language.lexicon import has_no_spaces
from okrsheets.rules.tables import objectives_by_table
from okrsheets.rules.titles import beginning, ending, figures_in, titled_objectives, vocabulary_of
from okrsheets.rules.wording import counted, listed, named, quoted

__all__ = ["business_as_usual", "number_in_objective", "objective_length"]

_ASIDE = pattern(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_FEW = 2  # objectives of a table; of more it is told once what is so of all of them
# Thai to Tibetan, Burmese and Khmer: their words are not parted by blanks either.
_UNPARTED = (("\u0e00", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


@rule("number-in-objective", Severity.INFO, silenced_by=("error-value", "placeholder-text"))
def number_in_objective(case: Case) -> Iterator[Finding]:
    """The words of an objective hold a figure.

    An objective says where to go, so that people want to get there; its key results say by figures whether
    they did. A figure in the objective makes it one more key result, and leaves it to be guessed what it is
    for. Years, names that hold a figure ("B2B", "24/7", "ISO 27001") and words such as "one" are none.

    Bad:
        | Objective                            | Key result           | Target |
        | Raise revenue in the east by 20 %    | Sign resale partners | 20     |
        |                                      | New leads per week   | 50     |
    Good:
        | Objective                            | Key result           | Target |
        | Be the first choice of shops in 2026 | Sign resale partners | 20     |
        |                                      | New leads per week   | 50     |
    """
    vocabulary = vocabulary_of(case)
    for objective, title in titled_objectives(case):
        if figures := figures_in(title, vocabulary):
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"the words of {named(objective)} hold "
                f"{'a figure' if len(figures) == 1 else 'figures'}, {listed(figures)}",
                hint="say in words what is to be better, and make a key result of the figure",
            )


@rule("objective-length", Severity.INFO, silenced_by=("error-value", "placeholder-text"))
def objective_length(case: Case, *, fewest: float = 4, most: float = 18) -> Iterator[Finding]:
    """An objective has too few words to say what it is for, or too many to be remembered.

    Two words name a subject, and say neither what is to be better nor for whom; a whole paragraph nobody
    has in mind on Monday. Chinese, Japanese, Korean and others whose words are not counted by blanks are
    not judged. Where all objectives of a table are too short, that is told once.

    Bad:
        | Objective                            | Key result           | Target |
        | Sales                                | Sign resale partners | 20     |
        |                                      | New leads per week   | 50     |
    Good:
        | Objective                            | Key result           | Target |
        | Be the first choice of eastern shops | Sign resale partners | 20     |
        |                                      | New leads per week   | 50     |
    """
    lengths = {each.key: _length(title, most) for each, title in titled_objectives(case)}
    for table in objectives_by_table(case):
        judged = [(each, lengths[each.key]) for each in table.objectives if each.key in lengths]
        amiss = [(each, words) for each, words in judged if words and not fewest <= words <= most]
        if len(amiss) == len(judged) > _FEW and all(words < fewest for _, words in amiss):
            yield finding(
                place=table.place,
                message=f"each of the {len(amiss)} objectives here has fewer than {fewest:g} words",
                hint="say of each in one short sentence what is to be better, and for whom",
            )
            continue
        for objective, words in amiss:
            length = f"{counted(words, 'word')} long"
            said = f"{length}, more than {most:g}" if words > most else f"only {length}"
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} is {said}",
                hint="say in one short sentence what is to be better, and for whom",
            )


def _length(title: str, most: float) -> int:
    """How many words a title has, without what stands in brackets behind one that is long; 0 if unknown."""
    if not title.isascii() and any(map(_is_unparted, title)):
        return 0
    words = len(_words(title))
    return len(_words(_ASIDE.sub("", title))) if words > most else words


def _words(title: str) -> list[str]:
    return [word for word in title.split() if word.isalnum() or any(map(str.isalnum, word))]


def _is_unparted(letter: str) -> bool:
    return has_no_spaces(letter) or any(first <= letter <= last for first, last in _UNPARTED)


def _by(words: str, title: str, *, first: bool) -> str:
    """By which words an objective speaks so; nothing where it has no others."""
    if words.casefold() == title.casefold():
        return ""
    return f"{'begins' if first else 'ends'} with {quoted(words)}, so it "


@rule("business-as-usual", Severity.INFO)
def business_as_usual(case: Case) -> Iterator[Finding]:
    """An objective speaks of what goes on anyway.

    To maintain, to continue and to keep doing is the work of every quarter; an objective says what will be
    different at its end. What must not get worse on the way is a key result to hold beside one that moves.

    Bad:
        | Objective                                | Key result           | Target |
        | Continue our work with the eastern shops | Sign resale partners | 20     |
        |                                          | New leads per week   | 50     |
    Good:
        | Objective                                | Key result           | Target |
        | Be the first choice of the eastern shops | Sign resale partners | 20     |
        |                                          | New leads per week   | 50     |
    """
    vocabulary = vocabulary_of(case)
    for objective, title in titled_objectives(case):
        first = beginning(title, "upkeep", vocabulary)
        words = first or ending(title, "upkeep", vocabulary)
        if words:
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{named(objective)} {_by(words, title, first=bool(first))}"
                "speaks of what goes on anyway",
                hint="say what will be different at the end of the cycle",
            )
