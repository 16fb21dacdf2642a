"""Evidence for which rows of one column are objectives and which are key results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from okrsheets.model import Field, Level
from okrsheets.reading.language.ids import counted
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.language.words import first_label
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["MEASURES", "Marks", "best_marks", "level_in_id", "levels_of_ids"]

_KR = r"(?i)(?<![^\W\d_])kr(?![^\W\d_])"
_O = r"(?i)(?:.*[-_. /:])?o(?:bj(?:ective)?)?[-_. ]?\d+"
_DEPTH = r"[^\W\d_]*[-_ ]?(\d+(?:\.\d+)*)[.):]?"
_LEAST = 0.5
_SILENT = {Field.ID, Field.TYPE, Field.TITLE, Field.OBJECTIVE, Field.KEY_RESULT, Field.TEAM, Field.CYCLE}
_FIGURES = {Field.BASELINE, Field.CURRENT, Field.TARGET}
_REMARKS = {
    Field.NOTE,
    Field.DESCRIPTION,
    Field.PARENT,
    Field.CONTRIBUTES_TO,
    Field.SUPPORTS,
    Field.DEPENDS_ON,
}
MEASURES = {Field.BASELINE, Field.CURRENT, Field.TARGET, Field.PROGRESS, Field.SCORE, Field.CONFIDENCE}


class Marks(NamedTuple):
    """What one kind of evidence makes of each row: its level, or None where it says neither.

    `spoken` says that words or ids tell objectives from key results, not only looks or numbering.
    """

    layout: str
    levels: Mapping[int, Level | None]
    score: float
    because: str
    spoken: bool = False


def best_marks(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    title: int,
    vocabulary: Vocabulary,
    *,
    told: str | None = None,
) -> Marks | None:
    """The evidence that tells the rows apart best; None where nothing does.

    Where a person has `told` the layout, any evidence for it is enough.
    """
    offers = [
        *_by_type(lines, columns, rows, title, vocabulary),
        *_by_id(lines, columns, rows),
        *_by_numbering(lines, rows, title, vocabulary),
        *_by_counting(lines, columns, rows, title),
        *_by_parent(lines, columns, rows, title),
    ]
    looks = [*_by_look(lines, rows, title), *_by_blanks(lines, columns, rows, title)]
    offers += [_supported(mark, looks) for mark in looks]
    offers = [
        mark
        for mark in offers
        if (mark.score >= _LEAST if told is None else mark.score and mark.layout == told)
    ]
    return max(offers, key=lambda mark: mark.score, default=None)


def _by_type(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], title: int, vocabulary: Vocabulary
) -> list[Marks]:
    found = []
    title_of = next((column.field for column in columns if column.number == title), None)
    for column in columns:
        if column.field is not Field.TYPE and not any(m.field is Field.TYPE for m in column.meanings):
            continue
        words = {row: vocabulary.meaning("types", lines.text(row, column.number)) for row in rows}
        known = sum(word is not None for word in words.values())
        # Where goals have milestones and no key results below them, those are what they are measured by.
        below = "key_result" if "key_result" in words.values() else "milestone"
        meant = {"objective": Level.OBJECTIVE, below: Level.KEY_RESULT}
        levels = {row: meant.get(word or "") for row, word in words.items()}
        if title_of is Field.OBJECTIVE and Level.OBJECTIVE not in levels.values():
            continue  # "Metric" beside an objective says what kind of objective it is
        if known * 10 >= len(rows) * 6 and any(levels.values()):
            score = known / len(rows)
            found.append(Marks("typed rows", levels, score, f'"{column.heading}" says the type', spoken=True))
    return found


def _by_id(lines: Lines, columns: Sequence[Column], rows: Sequence[int]) -> list[Marks]:
    found = []
    for column in columns:
        if column.field not in (Field.ID, Field.TYPE):
            continue
        texts = {row: lines.text(row, column.number) for row in rows}
        levels, spoken = levels_of_ids(texts)
        score = _structure(rows, levels, in_order=False)
        if score and (spoken or column.field is Field.ID):
            because = f'ids under "{column.heading}" tell the level'
            found.append(Marks("typed rows", levels, 0.97 * score, because, spoken=spoken))
    return found


def level_in_id(text: str) -> Level | None:
    """Whose an id is by its letters.

    >>> level_in_id("O1.KR2"), level_in_id("OBJ-3"), level_in_id("1.2")
    (<Level.KEY_RESULT: 'key result'>, <Level.OBJECTIVE: 'objective'>, None)
    """
    is_objective = re.fullmatch(_O, text)
    return Level.KEY_RESULT if re.search(_KR, text) else Level.OBJECTIVE if is_objective else None


def levels_of_ids(texts: Mapping[int, str]) -> tuple[dict[int, Level | None], bool]:
    """What the ids of rows make of them, and whether words in the ids say so, not their depth."""
    levels = {row: level_in_id(text) for row, text in texts.items()}
    if len({level for level in levels.values() if level}) == 2:
        return levels, True
    numbers = {row: m[1] for row, text in texts.items() if (m := re.fullmatch(_DEPTH, text))}
    known = set(numbers.values())
    deeper = [number for number in numbers.values() if "." in number]
    if sum(number.rpartition(".")[0] in known for number in deeper) * 2 < len(deeper):
        return dict.fromkeys(texts), False  # 1.1 without 1 is a figure, or the number of something else
    depths = {row: number.count(".") for row, number in numbers.items()}
    return _levels_of_depths(texts, depths), False


def _levels_of_depths(rows: Mapping[int, object], depths: Mapping[int, int]) -> dict[int, Level | None]:
    steps = sorted(set(depths.values()))
    if len(steps) < 2:
        return dict.fromkeys(rows)
    by_depth = {steps[0]: Level.OBJECTIVE, steps[1]: Level.KEY_RESULT}
    return {row: by_depth.get(depths.get(row, -1)) for row in rows}


def _by_numbering(lines: Lines, rows: Sequence[int], title: int, vocabulary: Vocabulary) -> list[Marks]:
    named: dict[int, Level | None] = {}
    numbers: dict[int, str] = {}
    for row in rows:
        label = first_label(lines.text(row, title), vocabulary)
        if label is None:
            named[row] = None
            continue
        if label["name"]:
            meant = vocabulary.meaning("labels", label["name"])
            named[row] = Level.KEY_RESULT if meant == "key_result" else Level.OBJECTIVE
            continue
        named[row] = None
        numbers[row] = label["number"] or label["dotted"]
    depths = {row: number.count(".") for row, number in numbers.items()}
    nested = _is_nested(numbers.values())
    found = []
    for levels, because, spoken in (
        (_completed(rows, named), "titles begin with words for their level", True),
        (_levels_of_depths(named, depths), "titles are numbered 1 and 1.1", False),
        (
            _completed(rows, {row: Level.OBJECTIVE if row in numbers else named[row] for row in rows}),
            "objectives are numbered",
            False,
        ),
    ):
        both = spoken and len({level for level in named.values() if level}) == 2
        score = _structure(rows, levels, in_order=not (nested or both))
        if spoken and all(level is Level.OBJECTIVE for level in named.values()):
            score = 1.0  # "Objective 1: ...", "Objective 2: ...": none has key results yet
        if score:
            found.append(
                Marks("typed rows", levels, (0.95 if spoken else 0.8) * score, because, spoken=spoken)
            )
    return found


def _by_counting(lines: Lines, columns: Sequence[Column], rows: Sequence[int], title: int) -> list[Marks]:
    """The rows without values whose titles count from one with bare numbers are objectives."""
    blank = _rows_without_values(lines, columns, rows)
    numbered = [row for row in blank if lines.text(row, title)[:1].isdecimal()]
    if counted([lines.text(row, title) for row in numbered]) is None:
        return []
    levels: dict[int, Level | None] = dict.fromkeys(rows, Level.KEY_RESULT)
    levels |= dict.fromkeys(numbered, Level.OBJECTIVE)
    because = "titles without values beside them count from one"
    return [Marks("outline", levels, 0.9 * _structure(rows, levels), because)]


def _by_parent(lines: Lines, columns: Sequence[Column], rows: Sequence[int], title: int) -> list[Marks]:
    """The rows as a tree: those that others name as their parent, or that have none, are objectives.

    Without figures on most of its leaves it is a tree of something else. Goals may be of either kind;
    they are no objectives alone where all figures stand beside the leaves.
    """
    parents = next((c for c in columns if c.field is Field.PARENT), None)
    titles = next(c for c in columns if c.number == title)
    goals = titles.field is Field.OBJECTIVE and any(m.field is Field.TARGET for m in titles.meanings)
    if parents is None or not (goals or titles.field is Field.TITLE):
        return []
    ids = next((c for c in columns if c.field is Field.ID and c.level is None), None)
    by_name = {normalise(lines.text(row, title)): row for row in rows}
    if ids is not None:
        by_name |= {normalise(lines.text(row, ids.number)): row for row in rows}
    said = {row: name for row in rows if (name := normalise(lines.text(row, parents.number)))}
    above = {row: by_name[name] for row, name in said.items() if by_name.get(name, row) != row}
    inner = set(above.values())
    leaves = [row for row in above if row not in inner]
    figures = {column.number for column in columns if column.field in _FIGURES}
    figured = sum(not figures.isdisjoint(lines.by_row[row]) for row in leaves)
    if not leaves or figured * 2 < len(leaves) or len(above) * 10 < len(said) * 6:
        return []
    if goals and any((row in leaves) is figures.isdisjoint(lines.by_row[row]) for row in rows):
        return []
    levels: dict[int, Level | None] = dict.fromkeys(rows, Level.OBJECTIVE)
    levels |= dict.fromkeys(leaves, Level.KEY_RESULT)
    score = 0.9 * len(above) / len(said)
    because = f'"{parents.heading}" names rows of this table: {len(above)} of {len(said)}'
    return [Marks("relational", levels, score, because)]


def _is_nested(numbers: Iterable[str]) -> bool:
    """Whether numbers go on from each other: 1, 2, 2.1 and never 2.1 without 2."""
    known = set(numbers)
    return any("." in n for n in known) and all(n.rpartition(".")[0] in known for n in known if "." in n)


def _completed(rows: Sequence[int], levels: Mapping[int, Level | None]) -> dict[int, Level | None]:
    """The levels, with the rows that bear no label taken for the level that none of the labels names."""
    said = {level for level in levels.values() if level}
    if len(said) != 1:
        return dict(levels)
    other = Level.OBJECTIVE if Level.KEY_RESULT in said else Level.KEY_RESULT
    return {row: levels[row] or other for row in rows}


def _by_look(lines: Lines, rows: Sequence[int], title: int) -> list[Marks]:
    looks = {row: lines.cell(row, title).look for row in rows}
    kinds: list[tuple[str, Mapping[int, object]]] = [
        ("bold", {row: look.bold for row, look in looks.items()}),
        ("filled", {row: look.fill for row, look in looks.items()}),
        ("indented less", {row: look.indent for row, look in looks.items()}),
    ]
    return [_parted(rows, values, f"objectives are {name}", 0.8) for name, values in kinds]


def _by_blanks(lines: Lines, columns: Sequence[Column], rows: Sequence[int], title: int) -> list[Marks]:
    """The rows that have values, and those that have none.

    Among objectives alone a blank here and there says nothing: several rows must then be blank, and
    the others well filled. Among key results alone it never does.
    """
    inside = _columns_of_values(columns)
    filled = {row: len(inside.intersection(lines.by_row[row])) for row in rows}
    values = {row: not count for row, count in filled.items()}
    heading = next(column.field for column in columns if column.number == title)
    if heading is Field.KEY_RESULT:
        return []
    if heading is Field.OBJECTIVE:
        thin = any(0 < count < max(2, len(inside) / 2) for count in filled.values())
        if thin or sum(values.values()) < 2:
            return []
    return [_parted(rows, values, "objectives have no values beside them", 0.7)]


def _rows_without_values(lines: Lines, columns: Sequence[Column], rows: Sequence[int]) -> list[int]:
    inside = _columns_of_values(columns)
    return [row for row in rows if inside.isdisjoint(lines.by_row[row])]


def _columns_of_values(columns: Sequence[Column]) -> set[int]:
    """The columns that say what an OKR's values are; remarks and alignments are none."""
    return {c.number for c in columns if c.field and c.field not in _SILENT and c.field not in _REMARKS}


def _parted(rows: Sequence[int], values: Mapping[int, object], because: str, weight: float) -> Marks:
    """The rows in two kinds: those like the first row are objectives."""
    first = values[rows[0]]
    levels = {row: Level.OBJECTIVE if values[row] == first else Level.KEY_RESULT for row in rows}
    if len(set(values.values())) != 2 or (not first and "indented" not in because):
        return Marks("outline", levels, 0.0, because)
    return Marks("outline", levels, weight * _structure(rows, levels), because)


def _supported(mark: Marks, others: Sequence[Marks]) -> Marks:
    agreeing = [o for o in others if o is not mark and o.score and o.levels == mark.levels]
    if not mark.score or not agreeing:
        return mark
    because = "; ".join([mark.because, *(other.because for other in agreeing)])
    return mark._replace(score=min(1.0, mark.score + 0.1 * len(agreeing)), because=because)


def _structure(rows: Sequence[int], levels: Mapping[int, Level | None], *, in_order: bool = True) -> float:
    """How much marks look like objectives with their key results below: 0 where they cannot be."""
    said = [level for row in rows if (level := levels[row])]
    objectives = said.count(Level.OBJECTIVE)
    if not objectives or objectives == len(said) or len(said) * 10 < len(rows) * 6:
        return 0.0
    if not in_order:
        return len(said) / len(rows)
    if said[0] is not Level.OBJECTIVE or objectives > (len(said) - objectives) * 1.5:
        return 0.0
    followed = sum(here is Level.OBJECTIVE and there is Level.KEY_RESULT for here, there in pairwise(said))
    return len(said) / len(rows) * (followed / objectives if followed * 10 >= objectives * 6 else 0.0)
