"""What a heading may mean, as values: each field with how surely and why."""

from __future__ import annotations

from okrsheets.model import Field, Level
from okrsheets.reading.times.headings import Time
from okrsheets.tuples import NamedTuple

__all__ = ["TITLES", "HeadingReading", "Meaning", "at_level", "one_line"]

TITLES = {Level.OBJECTIVE: Field.OBJECTIVE, Level.KEY_RESULT: Field.KEY_RESULT}
"""The field that the title of each level is."""


class Meaning(NamedTuple):
    """One field that a heading may mean, how surely (0 to 1), and why. `level` where its words say it."""

    field: Field
    level: Level | None
    confidence: float
    because: str


class HeadingReading(NamedTuple):
    """All that a heading may mean, best first. Known headings of no field of ours have no meanings.

    `subject` is set where a list is about it and it is no OKR ("Project"); `number` is that of a
    numbered heading ("KR2 target"); `time` that of one which is a date ("Jan", "Actual Q2").
    """

    meanings: tuple[Meaning, ...] = ()
    known: bool = False
    subject: bool = False
    number: int | None = None
    time: Time | None = None

    def means(self, wanted: Field) -> bool:
        """Whether the field is among the meanings."""
        return any(meaning.field is wanted for meaning in self.meanings)


def one_line(heading: str) -> str:
    """A heading without its line breaks and stray blanks."""
    return " ".join(heading.split())


def at_level(found: HeadingReading, level: Level, heading: str) -> HeadingReading:
    """What a heading means, at the level that `heading` names."""
    meanings: list[Meaning] = []
    for meaning in found.meanings:
        because = f'"{one_line(heading)}" names the level'
        if meaning.field is Field.TITLE:
            meaning = meaning._replace(field=TITLES[level])
        elif meaning.field is Field.DESCRIPTION:
            meanings.append(Meaning(TITLES[level], level, meaning.confidence - 0.25, because))
        meanings.append(meaning._replace(level=level, because=because))
    return found._replace(meanings=tuple(sorted(meanings, key=lambda m: -m.confidence)), subject=False)
