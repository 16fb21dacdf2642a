"""OKRs as a team has them in mind, before anyone has put them into a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tests.reading.generator.dice import Dice
from tests.reading.generator.languages import WORDS
from tests.reading.generator.titles import PEOPLE, titles

__all__ = ["FIGURES", "Habits", "Item", "Plan", "draw_habits", "draw_plan", "named", "restricted"]

FIGURES = ("baseline", "current", "target")


class Item(NamedTuple):
    """An objective or a key result. Percentages are shares; `kind` tells what its figures are."""

    title: str | None
    id: str | None = None
    owners: tuple[str, ...] = ()
    due: date | None = None
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    kind: str = "count"
    weight: float | None = None
    progress: float | None = None
    status: str | None = None
    confidence: float | None = None
    parent: str | None = None
    key_results: tuple[Item, ...] = ()

    def __repr__(self) -> str:
        said = [f"{name}={value!r}" for name, value in self._asdict().items() if value not in (None, ())]
        return f"Item({', '.join(said)})"


class Habits(NamedTuple):
    """How one team writes: its language, and for each kind of value the one form it keeps to.

    One form for each, because the scale of a column is decided by the column: who mixes 0-1 with
    0-100 in one column cannot be understood by anybody.
    """

    language: str
    figures: str
    percents: str
    shares: str
    weights: str
    confidences: str
    dates: str
    people: str
    ids: str
    holes: int


Plan = tuple[Item, ...]

_IDS = ("O1 KR1", "O1 KR1.1", "O1 O1.KR1", "1 1.1", "OBJ-001 KR-001", "S-O1 S-O1-KR1")


def draw_habits(dice: Dice, languages: Sequence[str]) -> Habits:
    """The habits of a team."""
    return Habits(
        language=dice.one(languages),
        figures=dice.one(("number", "number", "comma", "point")),
        percents=dice.one(("format", "format", "text", "unit")),
        shares=dice.one(("format", "hundred", "text", "plain")),
        weights=dice.one(("count", "format", "hundred")),
        confidences=dice.one(("format", "ten", "five", "hundred", "words")),
        dates=dice.one(("date", "iso", "dotted")),
        people=dice.one(("; ", ", ", " & ", "\n", "last, first", "mail")),
        ids=dice.one(_IDS),
        holes=dice.one((0, 10, 40)),
    )


def draw_plan(
    dice: Dice,
    habits: Habits,
    *,
    objectives: tuple[int, int] = (1, 6),
    key_results: tuple[int, int] = (0, 5),
    names: tuple[Iterator[str], Iterator[str]] | None = None,
) -> Plan:
    """A team's OKRs. `names` are the titles to take from, where several plans must not share any."""
    tops, measures = names or title_sources(dice, habits.language)
    count = 0
    plan = []
    for n in range(1, dice.number(*objectives) + 1):
        own = []
        for k in range(1, dice.number(*key_results) + 1):
            count += 1
            found = _item(dice, habits, next(measures), _id(habits.ids, n, k, count))
            above = f"CO-{n} KR{k}" if dice.says(15) else None
            own.append(_with_figures(dice, habits, found)._replace(parent=above))
        top = _item(dice, habits, next(tops), _id(habits.ids, n, 0, 0))
        parent = f"CO-{n}" if dice.says(50) else None
        plan.append(top._replace(parent=parent, key_results=tuple(own)))
    return tuple(_on_scale(habits, plan))


def title_sources(dice: Dice, language: str) -> tuple[Iterator[str], Iterator[str]]:
    """The titles of objectives and of key results that a plan is made with."""
    return titles(dice, language, key_results=False), titles(dice, language, key_results=True)


def restricted(item: Item, fields: frozenset[str], *, key_results: Sequence[Item] = ()) -> Item:
    """What is left of an item where a sheet has columns for these fields alone."""
    blank = Item(None)
    kept = {"title", "kind", "key_results", *fields}
    kept |= {"owners"} if "owner" in fields else set()
    return item._replace(
        **{name: getattr(blank, name) for name in Item._fields if name not in kept},
        key_results=tuple(key_results),
    )


def _id(scheme: str, objective: int, key_result: int, running: int) -> str:
    first, second = scheme.split()
    if not key_result:
        return first.replace("1", str(objective))
    if second.count("1") == 2:
        return str(key_result).join(second.replace("1", str(objective), 1).rsplit("1", 1))
    if second == "KR1" or "-001" in second:
        return second.replace("1", str(running))
    return f"{_id(scheme, objective, 0, 0)}{second[second.rindex('.') : -1]}{key_result}"


def _item(dice: Dice, habits: Habits, title: str, name: str) -> Item:
    words = WORDS[habits.language]

    def filled() -> bool:
        return not dice.says(habits.holes)

    steps = (0, 1, 2, 3, 4) if habits.confidences in ("five", "words") else tuple(range(2, 11))
    step = dice.one(steps)
    confidence = step / 4 if habits.confidences == "five" else step / 10
    if habits.confidences == "words":
        confidence = (0.3, 0.6, 0.9)[step % 3]
    return Item(
        title,
        name,
        owners=_owners(dice, habits) if filled() else (),
        due=date(2026, 1, 13) + timedelta(days=dice.number(0, 340)) if filled() else None,
        weight=_weight(dice, habits) if filled() else None,
        progress=dice.number(0, 24) * 5 / 100 if filled() else None,
        status=dice.one(words.statuses) if filled() else None,
        confidence=confidence if filled() else None,
    )


def _owners(dice: Dice, habits: Habits) -> tuple[str, ...]:
    # A family name of two words, as "van Dijk, Anke", cannot be told from two people by its form.
    people = PEOPLE[:4] if habits.people in ("last, first", "mail") else PEOPLE
    one = dice.one(people)
    found = (one, dice.one([other for other in people if other != one])) if dice.says(20) else (one,)
    return named(habits, *found)


def named(habits: Habits, *found: str) -> tuple[str, ...]:
    """People as a team names them."""
    if habits.people == "last, first":
        return tuple(", ".join(reversed(name.split())) for name in found)
    if habits.people == "mail":
        return tuple(name.casefold().replace(" ", ".") + "@velo.example" for name in found)
    return found


def _weight(dice: Dice, habits: Habits) -> float:
    tens = dice.number(1, 5)
    return {"count": tens, "format": tens / 10, "hundred": tens * 10}[habits.weights]


def _with_figures(dice: Dice, habits: Habits, item: Item) -> Item:
    kind = dice.one(("count", "percent", "money", "rating", "answer"))
    if kind == "answer":
        target: float = 1
        baseline, current = 0.0, float(dice.number(0, 1))
    elif kind == "rating":
        baseline, current, target = (
            dice.number(10, 24) / 10,
            dice.number(25, 34) / 10,
            dice.number(36, 49) / 10,
        )
    elif kind == "percent":
        baseline, current, target = (
            dice.number(3, 30) / 100,
            dice.number(31, 60) / 100,
            dice.number(61, 95) / 100,
        )
    else:
        size = 100 if kind == "money" else 1
        baseline, current, target = (
            float(dice.number(least, most) * size) for least, most in ((0, 20), (21, 60), (61, 3000))
        )
    values = [None if dice.says(habits.holes) else value for value in (baseline, current, target)]
    return item._replace(baseline=values[0], current=values[1], target=values[2], kind=kind)


def _on_scale(habits: Habits, plan: Sequence[Item]) -> list[Item]:
    """The plan, its figures such that each column of confidences shows which scale it is written in.

    Grades that are all 5 or less are as likely out of 5 as out of 10, and nothing but 1 is anything.
    """
    if habits.confidences not in ("ten", "five"):
        return list(plan)
    least, shift = (0.6, 0.5) if habits.confidences == "ten" else (0.25, 0.25)

    def shown(items: Sequence[Item]) -> list[Item]:
        values = [item.confidence for item in items if item.confidence is not None]
        low = bool(values) and max(values) < least
        return [
            item._replace(confidence=round(item.confidence + shift, 2))
            if low and item.confidence is not None
            else item
            for item in items
        ]

    measures = iter(shown([measure for item in plan for measure in item.key_results]))
    return [
        item._replace(key_results=tuple(next(measures) for _ in item.key_results)) for item in shown(plan)
    ]
