"""Blocks: an objective with its key results, each field beside its label, as in forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from okrsheets.model import Field, Level
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.items import items_of, segments_of
from okrsheets.reading.layouts.labels import Entry, Label
from okrsheets.reading.layouts.shares import shares_beside
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["Block", "Part", "Said", "blocks_in"]

_NEAR = 2  # rows: at most one blank row lies between the items of a list
_FIGURES = {Field.BASELINE, Field.CURRENT, Field.TARGET, Field.UNIT, Field.DIRECTION, Field.SCORING}
_STATED = {Field.PROGRESS, Field.STATUS, Field.SCORE, Field.CONFIDENCE}
_NAMES = {Field.TITLE, Field.DESCRIPTION}
_NO_LABEL = Label("", Field.OBJECTIVE)
_SHARE = Label("", Field.PROGRESS, Level.KEY_RESULT)


class Said(NamedTuple):
    """What a label says of an OKR, and in which cell: all of it, or `text` alone."""

    label: Label
    at: tuple[int, int]
    text: str


class Part:
    """An objective or a key result while its fields are collected."""

    __slots__ = ("fields", "label", "title")

    def __init__(self, label: Label, title: Said | None) -> None:
        self.label = label
        self.title = title
        self.fields: list[Said] = []


class Block(NamedTuple):
    """One objective with its key results, as labels tell them."""

    objective: Part
    key_results: tuple[Part, ...]


def blocks_in(lines: Lines, entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[Block]:
    """The objectives that labels tell: one after the other, and several side by side in columns."""
    parts, shared = _parted(_with_objective(_with_targets(entries)))
    collectors = []
    for part in parts:
        for column in _columns(lines, part) or (None,):
            collectors.append(_Collector(lines, vocabulary, column))
            for entry in (*shared, *part):
                collectors[-1].take(entry)
    # What several key results show of a label's owner holds where there is only one.
    decided: dict[str, bool] = {}
    for collector in sorted(collectors, key=lambda one: -len(one.key_results)):
        collector.decide(decided)
    spare = [(part, places) for one in collectors for part, places in one.spare]
    shares = shares_beside(lines, [places for _, places in spare])
    for (key_result, _), at in zip(spare, shares, strict=False):
        key_result.fields.append(Said(_SHARE, at, lines.text(*at)))
    for collector in collectors:
        block = collector.block()
        if block.objective.title is not None and block.key_results:
            yield block


def _begins(entry: Entry) -> bool:
    label = entry.label
    return label is not None and label.field is Field.OBJECTIVE and label.level is None


def _is_key_result(entry: Entry) -> bool:
    return entry.label is not None and entry.label.field is Field.KEY_RESULT


def _with_targets(entries: Sequence[Entry]) -> list[Entry]:
    """The entries; a "Goal" among what is labelled an objective, or something else before, is a target.

    A label that has no words, as the next one stands below it, is rather a title over that.
    """
    begins = [
        entry.label
        for entry, below in zip_longest(entries, entries[1:])
        if _begins(entry)
        and entry.label
        and (
            entry.values or entry.label.rest or below is None or below.row == entry.row or not _begins(below)
        )
    ]
    named = {label.words for label in begins if not label.weak} or {label.words for label in begins[:1]}
    return [
        entry._replace(label=entry.label._replace(field=Field.TARGET))
        if _begins(entry) and entry.label and entry.label.weak and entry.label.words not in named
        else entry
        for entry in entries
    ]


def _with_objective(entries: Sequence[Entry]) -> list[Entry]:
    """The entries; where none is labelled an objective, one above the first key result is taken for it:
    one labelled a title, else the words right above.
    """
    found = list(entries)
    first = next((n for n, entry in enumerate(found) if _is_key_result(entry)), 0)
    if any(map(_begins, found)) or not first:
        return found
    for n, entry in enumerate(found[:first]):
        if entry.label is not None and entry.label.field in _NAMES:
            found[n] = entry._replace(label=entry.label._replace(field=Field.OBJECTIVE))
            return found
    above, below = found[first - 1], found[first]
    if above.label is None and below.row - above.row <= _NEAR and set(above.values) <= set(below.values):
        found[first - 1] = above._replace(label=_NO_LABEL)
    return found


def _parted(entries: Sequence[Entry]) -> tuple[list[Sequence[Entry]], Sequence[Entry]]:
    """The entries of each objective, and those above the first that hold for all of them.

    What stands before every objective ("Team | Sales") begins its part.
    """
    begins = [n for n, entry in enumerate(entries) if _begins(entry)]
    if not begins:
        return [], ()
    counts = Counter(entry.label.words for entry in entries if entry.label is not None)
    leading = {
        entry.label.words
        for entry in entries[: begins[0]]
        if entry.label is not None and 1 < counts[entry.label.words] >= len(begins)
    }
    starts = []
    for start in begins:
        while start and (label := entries[start - 1].label) is not None and label.words in leading:
            start -= 1
        starts.append(start)
    ends = [*starts[1:], len(entries)]
    parts = [entries[start:end] for start, end in zip(starts, ends, strict=True)]
    return parts, [entry for entry in entries[: starts[0]] if entry.label is not None]


def _columns(lines: Lines, part: Sequence[Entry]) -> tuple[int, ...]:
    """The columns of a part's objectives, where several stand side by side; else none."""
    objective = next(entry for entry in part if _begins(entry))
    columns = tuple(c for c in objective.values if any(map(str.isalpha, lines.text(objective.row, c))))
    if len(columns) < 2 or (objective.label and objective.label.rest):
        return ()
    beside = (sum(bool(lines.text(e.row, c)) for c in columns) for e in part if _is_key_result(e))
    return columns if max(beside, default=0) > 1 else ()


class _Collector:
    """Takes the entries of one objective one by one; with `column` what stands in that column alone."""

    __slots__ = (
        "asked",
        "column",
        "heads",
        "key_results",
        "last",
        "lines",
        "objective",
        "open",
        "pending",
        "slots",
        "spare",
        "vocabulary",
    )

    def __init__(self, lines: Lines, vocabulary: Vocabulary, column: int | None) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.column = column
        self.objective = Part(_NO_LABEL, None)
        self.key_results: list[Part] = []
        self.pending: list[tuple[Said, int, bool]] = []
        self.slots: defaultdict[str, set[int]] = defaultdict(set)  # behind how many key results it stands
        self.heads: dict[int, Label] = {}
        self.spare: list[tuple[Part, list[tuple[int, int]]]] = []  # cells on a key result's row
        self.open: Part | None = None
        self.asked: Label | None = None
        self.last: Entry | None = None

    def take(self, entry: Entry) -> None:
        """Add what one entry says."""
        label = entry.label
        said = self._said(entry, label or _NO_LABEL)
        if label is None:
            self._go_on(entry, said)
            return
        self.open = self.asked = None
        if _begins(entry):
            self.objective.label = label
            self.heads = {head.at[1]: head for head in entry.heads}
            self._name(self.objective, said)
            self.open = self.objective if said is None else None
            if label.rest and self.column is None:
                self._take_apart(label, self.lines.text(entry.row, entry.at))
        elif label.field is Field.KEY_RESULT:
            self.open = self._add(label, said)
            self._below_heads(entry)
        elif label.field in _NAMES:
            part = self.key_results[-1] if self.key_results else self.objective
            if part.title is None or not part.title.text:
                self._name(part, said)
        elif label.field is not None:
            self.asked = label if said is None else None
            self.slots[label.words].add(len(self.key_results))
            beside = self.last is not None and self.last.row == entry.row and bool(self.key_results)
            if said is not None:
                self.pending.append((said, len(self.key_results), beside))
        self.last = entry

    def decide(self, decided: dict[str, bool]) -> None:
        """Give each field to its owner; `decided` says of labels whether their fields are key results'."""
        several = [words for words, slots in self.slots.items() if len(slots - {0}) > 1]
        decided |= dict.fromkeys(several, True)
        for said, slot, beside in self.pending:
            words = said.label.words
            owner = self._owner(said, slot, beside=beside, repeated=len(self.slots[words] - {0}) > 1)
            if slot and len(self.key_results) == 1 and words in decided:
                owner = self.key_results[0] if decided[words] else self.objective
            if slot:
                decided.setdefault(words, owner is not self.objective)
            owner.fields.append(said)

    def block(self) -> Block:
        """The objective with its key results that have a title."""
        parts = [part for part in self.key_results if part.title is not None]
        return Block(self.objective, tuple(part for part in parts if not part.label.weak) or tuple(parts))

    def _take_apart(self, label: Label, text: str) -> None:
        """The objective and the key results of one cell that says them all."""
        for segment in segments_of(text, self.vocabulary):
            said = Said(label, label.at, segment.text)
            if segment.field is Field.OBJECTIVE:
                self._name(self.objective, said)
            elif segment.field is Field.KEY_RESULT:
                self.key_results.append(Part(label._replace(field=segment.field, number=None), said))
            else:
                own = label._replace(text=segment.name, field=segment.field, number=None)
                self.pending.append((said._replace(label=own), len(self.key_results), False))

    def _said(self, entry: Entry, label: Label) -> Said | None:
        if self.column is not None:
            at = self.lines.place(entry.row, self.column)
            if at == label.at:  # a label merged over its own words
                return None
        elif label.rest:
            return Said(label, (entry.row, entry.at), label.rest)
        elif entry.values:
            at = (entry.row, entry.values[0])
        else:
            return None
        text = self.lines.text(*at)
        return Said(label, self.lines.place(*at), text) if text else None

    def _name(self, part: Part, said: Said | None) -> None:
        if said is not None and _is_title(said.text, self.vocabulary):
            part.title = said

    def _add(self, label: Label, said: Said | None) -> Part | None:
        """The key results that a label's cell says; the last of them where more may follow below."""
        if said is None:
            self.key_results.append(Part(label, None))
            return self.key_results[-1]
        for text in items_of(said.text, self.vocabulary) or [said.text]:
            title = said._replace(text=text)
            self.key_results.append(Part(label, title if _is_title(text, self.vocabulary) else None))
        return self.key_results[-1] if label.number is None else None

    def _below_heads(self, entry: Entry) -> None:
        """What a key result's row says below the headings behind its objective, or below none."""
        if self.key_results and self.column is None and not self.heads:
            title = self.key_results[-1].title
            places = [(entry.row, column) for column in entry.values]
            self.spare.append((self.key_results[-1], [at for at in places if title and at != title.at]))
        for column in entry.values:
            if (label := self.heads.get(column)) and (text := self.lines.text(entry.row, column)):
                said = Said(label, self.lines.place(entry.row, column), text)
                self.pending.append((said, len(self.key_results), True))

    def _go_on(self, entry: Entry, said: Said | None) -> None:
        """Words without a label: the title that a label above waits for, or another item of its list."""
        part, asked, last = self.open, self.asked, self.last
        if said is None or last is None or entry.row - last.row > _NEAR:
            self.open = self.asked = None
            return
        if asked is not None and entry.row - last.row == 1:
            self.pending.append((said._replace(label=asked), len(self.key_results), False))
            self.asked = None
        elif part is None:
            return
        elif part is self.objective:
            self._name(part, said._replace(label=part.label))
            self.open = None
        elif part.title is None:
            self.key_results.pop()
            self.open = self._add(part.label, said._replace(label=part.label))
        elif part.title.at[1] == said.at[1]:
            self.open = self._add(part.label, said._replace(label=part.label))
        self.last = entry

    def _owner(self, said: Said, slot: int, *, beside: bool, repeated: bool) -> Part:
        """Whose a field is: by its label's words, else by where it stands among the key results."""
        label = said.label
        if label.level is Level.OBJECTIVE or not self.key_results:
            return self.objective
        if label.number is not None:
            for part in self.key_results:
                if part.label.number == label.number:
                    return part
        if slot == 0:
            return self.key_results[0] if label.level is Level.KEY_RESULT else self.objective
        nearest = self.key_results[slot - 1]
        own = beside or repeated or slot < len(self.key_results) or label.level is Level.KEY_RESULT
        if own or label.field in _FIGURES:
            return nearest
        measured = any(one.label.field in _FIGURES for one, *_ in self.pending)
        alone = len(self.key_results) == 1
        return nearest if alone and measured and label.field in _STATED else self.objective


def _is_title(text: str, vocabulary: Vocabulary) -> bool:
    return any(map(str.isalpha, text)) and vocabulary.meaning("rows", text) != "nothing"
