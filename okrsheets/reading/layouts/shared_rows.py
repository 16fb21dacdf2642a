"""Layouts whose rows are shared by an objective and a key result: flat, grouped, and staircases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading.language.ids import label_ids, looks_like_id
from okrsheets.reading.language.vocabulary import Vocabulary, normalise
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.found import FoundOkr, FoundRow, Layout
from okrsheets.reading.tables.levels import Block, level_of_ids, with_levels
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.marks import level_in_id
from okrsheets.reading.tables.rows import FAULTY, UNSAID, WORDLESS
from okrsheets.reading.times.cycles import find_cycle

_DOTTED = pattern(r"(?i)((?:o(?:bj)?[-_ ]?)?\d+)[-_.:/ ]+(?:kr[-_ ]?)?\d+")
_A_TITLE = 6  # letters and figures, below which words may be a mark such as "ditto"
_MOST_SPELLINGS = 12  # titles of one id that others are compared with
_SAME_TITLE = 90  # of 100: "improve customer satisfaction" and "improve employee satisfaction" come to 79

__all__ = ["Group", "collect_groups", "levelled", "read_groups", "read_shared_rows"]


class Group:
    """An objective while its rows are collected: those that say it, and those with key results."""

    __slots__ = ("key_results", "row", "rows", "title")

    def __init__(self, title: str | None, row: int) -> None:
        self.title = title
        self.row = row
        self.rows: list[int] = []
        self.key_results: list[int] = []


def read_shared_rows(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Layout:
    """The table read as one with a column of objectives and one of key results."""
    objective = next(c.number for c in columns if c.field is Field.OBJECTIVE)
    key_result = next(c.number for c in columns if c.field is Field.KEY_RESULT)
    # An objective that shows an error is one all the same: its key results are not those of the one above.
    faulty = [
        row
        for row, because in left_out.items()
        if because == FAULTY
        and lines.text(row, objective)
        and any(not _says(lines, below, objective) for below in (row + 1,) if below in lines.by_row)
    ]
    rows = sorted((*rows, *faulty)) if faulty else rows
    left_out = {row: because for row, because in left_out.items() if row not in faulty}
    if untitled := _untitled(lines, columns, left_out, objective, key_result):
        rows = sorted((*rows, *untitled))
        left_out = {row: because for row, because in left_out.items() if row not in untitled}
    saying = {row for row in rows if key_result in lines.by_row[row] and lines.text(row, key_result)}
    unsaid = [
        row
        for row in rows
        if row not in saying and lines.is_unsaid(row, key_result) and not _says(lines, row, objective)
    ]
    left_out = {**left_out, **dict.fromkeys(unsaid, UNSAID)}
    rows = [row for row in rows if row not in unsaid] if unsaid else rows
    groups, standing = collect_groups(lines, columns, rows, objective, saying, vocabulary=vocabulary)
    empty = [group.row for group in groups if group.title is None and not group.key_results]
    left_out = {**left_out, **dict.fromkeys(empty, UNSAID)} if empty else left_out
    columns = levelled(lines, columns, groups)
    return read_groups(lines, columns, groups, standing, left_out, vocabulary)


def _untitled(
    lines: Lines, columns: Sequence[Column], left_out: Mapping[int, str], objective: int, key_result: int
) -> list[int]:
    """The rows that hold nothing but the id of an objective whose key results stand below: without them
    these would go to the objective above.
    """
    ids = [column.number for column in columns if column.field is Field.ID]
    return [
        row
        for row, because in left_out.items()
        if because == WORDLESS
        and any(level_in_id(lines.text(row, number)) is Level.OBJECTIVE for number in ids)
        and row + 1 in lines.by_row
        and row + 1 not in left_out
        and lines.text(row + 1, key_result)
        and not _says(lines, row + 1, objective)
    ]


def _says(lines: Lines, row: int, column: int) -> bool:
    """Whether a cell holds words, or a formula that would show some."""
    return bool(lines.text(row, column)) or lines.is_unsaid(row, column)


def levelled(lines: Lines, columns: Sequence[Column], groups: Sequence[Group]) -> tuple[Column, ...]:
    """The columns with their levels, as the rows of these objectives show them."""
    objective = next(c.number for c in columns if c.field is Field.OBJECTIVE)
    blocks = [
        Block(
            tuple(group.key_results),
            lines.spans.get((group.row, objective)),
            repeated=set(group.key_results) <= set(group.rows),
            apart=bool(group.key_results) and group.row not in group.key_results,
        )
        for group in groups
        if group.title is not None
    ]
    return with_levels(lines, columns, blocks)


def read_groups(
    lines: Lines,
    columns: Sequence[Column],
    groups: Sequence[Group],
    standing: Sequence[tuple[int, int]],
    left_out: Mapping[int, str],
    vocabulary: Vocabulary,
) -> Layout:
    """The table read as these objectives with their rows; `standing` are all rows with their objective."""
    objectives = _found(lines, groups, columns, vocabulary)
    places = {(n, row): k for n, group in enumerate(groups) for k, row in enumerate(group.key_results)}
    own = {(n, row) for n, group in enumerate(groups) for row in group.rows}
    found_rows = tuple(FoundRow(row, n, places.get((n, row)), (n, row) in own) for row, n in standing)
    name, because = _name(groups)
    surest = min(c.confidence for c in columns if c.field in (Field.OBJECTIVE, Field.KEY_RESULT))
    return Layout(name, round(surest, 3), because, tuple(columns), objectives, found_rows, left_out)


def collect_groups(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    objective: int | None,
    saying: Set[int],
    *,
    vocabulary: Vocabulary,
) -> tuple[list[Group], list[tuple[int, int]]]:
    """The objectives with their rows; and each row with the place of its objective.

    `objective` is the column of their titles, where there is one; `saying` are the rows that say a key
    result.
    """
    names = _names(lines, columns, rows, objective, vocabulary)
    names |= _parted_by_ids(lines, columns, names, saying)
    flat = all(row in names for row in saying)
    scopes = [c.number for c in columns if c.field is Field.CYCLE and c.level is not Level.KEY_RESULT]
    scopes += [c.number for c in columns if c.field is Field.TEAM and c.number < (objective or 0)]
    identities = _within(lines, names, scopes, flat=flat)
    groups: list[Group] = []
    standing: list[tuple[int, int]] = []
    known: dict[tuple[str, ...], int] = {}
    current: int | None = None
    for row in rows:
        line = lines.by_row[row]
        if (identity := identities.get(row)) is not None:
            title = lines.text(row, objective) if objective is not None and objective in line else ""
            if identity not in known:
                known[identity] = len(groups)
                groups.append(Group(title or None, row))
            current = known[identity]
            groups[current].rows.append(row)
            if groups[current].title is None and title:
                groups[current].title = title
        elif current is None:
            current = len(groups)
            groups.append(Group(None, row))
        if row in saying:
            groups[current].key_results.append(row)
        standing.append((row, current))
    return groups, standing


def _names(
    lines: Lines,
    columns: Sequence[Column],
    rows: Sequence[int],
    objective: int | None,
    vocabulary: Vocabulary,
) -> dict[int, str]:
    """What each row that says an objective calls it: its id, else its title.

    A bare "O1" means the objective whose title begins with it.
    """
    ids = [
        c.number
        for c in columns
        if c.field is Field.ID and Level.OBJECTIVE is (c.level or level_of_ids(lines, c.number, rows))
    ]
    names: dict[int, str] = {}
    by_id: dict[int, str] = {}
    for row in rows:
        line = lines.by_row[row]
        name = next((lines.text(row, c) for c in ids if c in line), "").casefold() if ids else ""
        if name:
            by_id[row] = name
        if not name and objective is not None and objective in line:
            title = lines.text(row, objective)
            name = normalise(title) or title
            if not name and lines.is_unsaid(row, objective):
                name = f"={line[objective].formula}"  # which objective it is, though not what it is called
        if name:
            names[row] = name
    if objective is not None:
        names |= _parted_by_titles(by_id, {row: normalise(lines.text(row, objective)) for row in by_id})
        names |= _parted_by_numbers(lines, columns, rows, names)
    if objective is None or not any(map(looks_like_id, names.values())):
        return names
    titles = lines.texts(names, objective)
    labels = zip(names.values(), titles, label_ids(titles, vocabulary), strict=True)
    meant = {normalise(label): name for name, title, label in labels if label and title != label}
    return {row: meant.get(name, name) for row, name in names.items()}


def _parted_by_ids(
    lines: Lines, columns: Sequence[Column], names: Mapping[int, str], saying: Set[int]
) -> dict[int, str]:
    """The rows of objectives called the same but with an id each, "O2" and "O3": each with its own name.

    Only where they stand on rows of their own: an id beside a key result may be the key result's.
    """
    shared = {name for row, name in names.items() if row in saying}
    ids = {
        row: f"{name} {own}"
        for column in columns
        if column.field is Field.ID and column.level is not Level.KEY_RESULT
        for row, name in names.items()
        if name not in shared and looks_like_id(own := lines.text(row, column.number).casefold())
    }
    called: dict[str, set[str]] = {}
    for row, own in ids.items():
        called.setdefault(names[row], set()).add(own)
    return {row: own for row, own in ids.items() if len(called[names[row]]) > 1}


def _parted_by_titles(ids: Mapping[int, str], titles: Mapping[int, str]) -> dict[int, str]:
    """The rows whose id another objective has, one that is called something else altogether: each with
    its own name, so that none is lost in the other and the id is told as one of two.

    Two spellings of one title stay one objective; so do words that stand under several ids, as "see above".
    """
    under: dict[str, set[str]] = {}
    for row, title in titles.items():
        under.setdefault(title, set()).add(ids[row])
    heads: dict[str, list[str]] = {}
    spelt: dict[tuple[str, str], str] = {}
    found: dict[int, str] = {}
    for row, title in titles.items():
        if len(title) < _A_TITLE or len(under[title]) > 1:
            continue
        met = heads.setdefault(ids[row], [])
        same = spelt.get((ids[row], title))
        if same is None:
            same = next((one for one in met if _are_spellings(one, title)), title)
            spelt[ids[row], title] = same
            if same == title and len(met) < _MOST_SPELLINGS:
                met.append(title)
        if same != met[0]:
            found[row] = f"{ids[row]} {same}"
    return found


def _are_spellings(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only where an id stands with two titles

    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words or fuzz.token_sort_ratio(one, other) >= _SAME_TITLE


def _parted_by_numbers(
    lines: Lines, columns: Sequence[Column], rows: Sequence[int], names: Mapping[int, str]
) -> dict[int, str]:
    """The rows that name no objective and whose own number has that of another before its dot than the
    objective above: "2.1" below "1.2" is none of objective 1. Each with that number.

    Only where every objective that is named has a number of its own.
    """
    found: dict[int, str] = {}
    for column in columns:
        if column.field is not Field.ID or column.level is Level.OBJECTIVE:
            continue
        numbers = {row: m[1] for row in rows if (m := _DOTTED.fullmatch(lines.text(row, column.number)))}
        named = {(names[row], number) for row, number in numbers.items() if row in names}
        if len({name for name, _ in named}) < 2 or not len(named) == len(dict(named)) == len(_turned(named)):
            continue
        above = ""
        for row, number in numbers.items():
            if row not in names and number != above and above:
                found[row] = _turned(named).get(number, number)
            above = number
    return found


def _turned(pairs: Set[tuple[str, str]]) -> dict[str, str]:
    return {number: name for name, number in pairs}


def _within(
    lines: Lines, names: Mapping[int, str], scopes: Sequence[int], *, flat: bool
) -> dict[int, tuple[str, ...]]:
    """The names, each with the team and cycle it stands in: those columns' words, by row.

    A blank means the team above it where rows are grouped. Flat rows may be sorted in any way: there
    it means the team that the other rows of that name agree on.
    """
    found: dict[int, tuple[str, ...]] = {row: (name,) for row, name in names.items()}
    for column in scopes:
        texts = dict(zip(names, map(_comparable, lines.texts(names, column)), strict=True))
        told: dict[str, set[str]] = {}
        for row, text in texts.items():
            if text:
                told.setdefault(names[row], set()).add(text)
        last = ""
        for row, text in texts.items():
            others = told.get(names[row], set()) if flat else {last}
            last = text or (next(iter(others)) if len(others) == 1 else "")
            found[row] = (*found[row], last)
    return found


def _comparable(text: str) -> str:
    """The words of a team or cycle, however written: "3. Quartal 2026" is "Q3 2026"."""
    cycle = find_cycle(text) if text else None
    return cycle.label if cycle is not None else normalise(text)


def _found(
    lines: Lines, groups: Sequence[Group], columns: Sequence[Column], vocabulary: Vocabulary
) -> tuple[FoundOkr, ...]:
    ids = {c.level: c.number for c in reversed(columns) if c.field is Field.ID}
    titles = {c.field: c.number for c in columns}
    key_result = titles[Field.KEY_RESULT]
    objective = titles.get(Field.OBJECTIVE, key_result)
    rows = [row for group in groups for row in group.key_results]
    words = dict(zip(rows, lines.texts(rows, key_result), strict=True))
    labels: Sequence[str | None] = label_ids(words.values(), vocabulary)
    if own := ids.get(Level.KEY_RESULT):
        labels = [text or label for text, label in zip(lines.texts(rows, own), labels, strict=True)]
    key_result_ids = dict(zip(rows, labels, strict=True))
    objective_ids = label_ids([group.title or "" for group in groups], vocabulary)

    def id_of(group: Group, label: str | None) -> str | None:
        column = ids.get(Level.OBJECTIVE)
        if column is None and group.row not in group.key_results:  # each row speaks of the one OKR on it
            column = ids.get(Level.KEY_RESULT)
        own = lines.text(group.row, column) if column else ""
        return (own or label) if group.title or (group.rows and Field.OBJECTIVE in titles) else None

    found = []
    for group, label in zip(groups, objective_ids, strict=True):
        named = id_of(group, label)
        lost_in = ids.get(Level.OBJECTIVE) if group.title is None and named else None
        key_results = tuple(
            FoundOkr(
                Level.KEY_RESULT,
                row,
                key_result,
                words[row],
                key_result_ids[row],
                alone=False,
                rows=(row,),
                lost_in=lost_in,
            )
            for row in group.key_results
        )
        found.append(
            FoundOkr(
                Level.OBJECTIVE,
                group.row,
                objective,
                group.title,
                named,
                alone=bool(group.rows) and group.row not in group.key_results,
                rows=tuple(group.rows),
                key_results=key_results,
            )
        )
    return tuple(found)


def _name(groups: Sequence[Group]) -> tuple[str, str]:
    with_rows = [group for group in groups if group.title is not None and group.key_results]
    on_own = sum(group.row not in group.key_results for group in with_rows)
    if with_rows and on_own * 10 >= len(with_rows) * 6:
        return "outline", "each objective stands on a row of its own, its key results in another column below"
    said = sum(len(set(group.rows) & set(group.key_results)) for group in with_rows)
    if said == sum(len(group.key_results) for group in with_rows):
        return "flat", "every row says its objective and its key result"
    return "grouped", "the objective is said once for the rows below it"
