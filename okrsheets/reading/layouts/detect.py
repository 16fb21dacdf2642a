"""Detection: what a table is about, and which layout it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from okrsheets.model import Field
from okrsheets.reading.language.naming import names_key_results, names_objectives_alone, names_okrs
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.about import (
    MORE,
    are_measured,
    is_log,
    named_by_ids,
    no_titles,
    says_more,
    speaks_of_okrs,
    subject_of,
    titled_okrs,
)
from okrsheets.reading.layouts.asking import Asked, Offer, asking
from okrsheets.reading.layouts.banners import banners_in, marks_of_banners, moved_back, with_banners
from okrsheets.reading.layouts.one_column import read_alone, read_marked
from okrsheets.reading.layouts.reasons import (
    NO_ROWS,
    NO_ROWS_OF_ANY,
    another_kind,
    comes_again,
    not_followed,
    nothing_named,
    nothing_tells,
    without_rows,
)
from okrsheets.reading.layouts.sections import objective_above, owners_between
from okrsheets.reading.layouts.shared_rows import read_shared_rows
from okrsheets.reading.layouts.text_cells import read_lists, read_texts, unfold_lists, unfold_texts
from okrsheets.reading.layouts.wide import read_wide, wide_columns
from okrsheets.reading.overrides import TOLD
from okrsheets.reading.tables.assigning import assign_columns, with_described_title, with_unnamed_title
from okrsheets.reading.tables.columns import Column, Related
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.group_titles import without_numbered
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.locating import Area
from okrsheets.reading.tables.marks import MEASURES, best_marks
from okrsheets.reading.tables.persons import with_persons
from okrsheets.reading.tables.told_by_cells import with_titled_results
from okrsheets.reading.tables.views import View
from okrsheets.tuples import NamedTuple

__all__ = ["Detected", "detect_related", "detect_table"]

_SURE = 0.75
_FOLLOWED = {Field.OWNER, Field.STATUS, Field.PROGRESS, Field.SCORE, Field.CONFIDENCE, Field.CYCLE}
_MORE = MORE | {Field.DUE, Field.START, Field.CYCLE, Field.PRIORITY, Field.UNIT}
_FOLLOWING = _MORE | {Field.STATUS, Field.TEAM}
_MARKED = ("typed rows", "outline")
_ALONE = {
    "key results only": Field.KEY_RESULT,
    "sections": Field.KEY_RESULT,
    "objectives only": Field.OBJECTIVE,
}
_TITLES: Mapping[str | None, tuple[Field, ...]] = {
    "typed rows": (Field.OBJECTIVE, Field.KEY_RESULT),
    "key results only": (Field.KEY_RESULT,),
    "sections": (Field.KEY_RESULT,),
    "objectives only": (Field.OBJECTIVE,),
}
"""Layouts with one column of titles, and what that column means in each where it is none of both."""

_ALIKE = {"flat", "grouped", "outline"}
"""Layouts with a column of objectives and one of key results, which are read in one way."""


class Detected(NamedTuple):
    """A table with its layout; or, where it is none of OKRs, why. `columns` are those of either."""

    table: FoundTable | None
    because: str
    columns: tuple[Column, ...] = ()

    @property
    def awaits_rows(self) -> bool:
        """Whether it is a table of OKRs that has not been filled in: most of its headings are known,
        and below them stand at most examples, ids and types.
        """
        known = sum(column.field is not None for column in self.columns)
        return self.because in (NO_ROWS, NO_ROWS_OF_ANY) and known > 2 and 2 * known > len(self.columns)


def detect_table(
    lines: Lines, area: Area, *, sheet: str, around: str, several: bool, vocabulary: Vocabulary
) -> Detected:
    """What stands in an area: a table of OKRs in its most likely layout, or something else.

    `around` are the words around it, of its tab's and file's name: where columns are called by
    general words, they say that it is about OKRs. `several` says that the tab has more tables like
    this one, of key results alone. The layout that a person says it has is taken wherever the table
    can be read so.
    """
    asked = asking(lines, area, sheet=sheet, words=vocabulary, around=around, several=several)
    told = asked.told
    plain = _plain(asked)
    wide = _wide(asked)
    others = [offer for offer in (wide, _text_cells(asked, plain.columns)) if offer is not None]
    instead = wide is not None and wide.name is not None and _mixes_key_results(plain, asked)
    offers = others if instead else [*others, plain]  # of equals the first is the best
    best = max(offers, key=lambda offer: (told is not None and offer.name == told, offer.score))
    layout = best.layout
    if layout is None or not layout.objectives:
        return Detected(None, plain.because or nothing_named(plain.columns), plain.columns)
    if told is None and (because := no_titles(layout, vocabulary)):
        return Detected(None, because, plain.columns)
    if told is not None and (layout.name == told or {layout.name, told} <= _ALIKE):
        layout = layout._replace(name=told, confidence=1.0, because=TOLD)
    top = min([area.top, *(o.row for o in layout.objectives)])
    left, right = asked.headed[0].number, asked.headed[-1].number
    table = FoundTable(sheet, top, area.header, left, right, layout, best.view)
    return Detected(table, layout.because, best.columns)


def _wide(asked: Asked) -> Offer | None:
    """The area read as key results side by side; None where there are not several in a row."""
    columns = wide_columns(asked.headed, asked.vocabulary) if asked.told in (None, "wide") else None
    if columns is None:
        return None
    titles = [column for column in columns if column.field in (Field.OBJECTIVE, Field.KEY_RESULT)]
    rows, left_out = asked.screened(asked.rows(columns), titles)
    if not rows:
        return None
    wide = read_wide(asked.lines, columns, rows, left_out, asked.vocabulary)
    return Offer(wide.layout, "", columns, wide.view)


def _mixes_key_results(plain: Offer, asked: Asked) -> bool:
    """Whether rows read as one key result each, or none, take for it what its heading says of several."""
    numbers = {column.number: column.group for column in asked.headed if column.group is not None}
    taken = {numbers[c.number] for c in plain.columns if c.field is not None and c.number in numbers}
    return plain.name == "objectives only" or len(taken) > 1


def _text_cells(asked: Asked, columns: tuple[Column, ...]) -> Offer | None:
    """The area read as objectives with their key results in one cell; None where there are none."""
    fields = {column.field for column in columns}
    if asked.told not in (None, "text cell") or {Field.OBJECTIVE, Field.KEY_RESULT} <= fields:
        return None
    persons = with_persons(columns, asked.vocabulary)
    among = asked.rows(columns)
    for column in columns:
        if not column.contents.is_text:
            continue
        rows, left_out = asked.screened(among, [column])
        found = unfold_texts(asked.lines, persons, rows, column, asked.vocabulary)
        if found is not None:
            return Offer(read_texts(found, left_out, asked.vocabulary), "", columns, found.view)
    return None


def _plain(asked: Asked) -> Offer:
    """The area read as rows of objectives, of key results, or of both."""
    lines, vocabulary, told = asked.lines, asked.vocabulary, asked.told
    columns = assign_columns([column._replace(group=None) for column in asked.headed])
    if told is None:
        columns = with_titled_results(columns, lines, asked.area.rows, vocabulary)
    fields = {column.field for column in columns}
    titles = [c for c in columns if c.field in _TITLES.get(told, (Field.OBJECTIVE, Field.KEY_RESULT))]
    if len(titles) < 2:
        if {Field.TITLE, Field.TYPE} <= fields and not _named_key_results(titles, vocabulary):
            titles = []  # a metric beside the titles of typed rows belongs to whatever stands there
        titles = titles or [column for column in columns if column.field is Field.TITLE]
        if not titles:
            columns = with_unnamed_title(with_described_title(columns), vocabulary)
            titles = [column for column in columns if column.field is Field.TITLE]
        if not titles:
            return Offer(None, nothing_named(columns), columns)
    if [column.field for column in titles] == [Field.KEY_RESULT] and told is None:
        banners = banners_in(lines, asked.area.rows, titles[0].number, columns)
        if banners:
            moved = with_banners(lines, banners, titles[0].number)
            asked = asked._replace(lines=moved, banners=banners)
    rows, left_out = asked.screened(asked.rows(columns), titles)
    if not rows:
        return Offer(None, without_rows(columns, vocabulary), columns)
    if {Field.OBJECTIVE, Field.KEY_RESULT} <= fields and told not in _TITLES:
        sure = told is not None or any(column.because is TOLD for column in titles)
        if not sure and not speaks_of_okrs(
            lines, asked.area, columns, rows, around=asked.around, vocabulary=vocabulary
        ):
            return Offer(None, "aims and results, but nothing says that they are OKRs", columns)
        columns = with_persons(columns, vocabulary)
        listed = unfold_lists(lines, columns, rows, vocabulary)
        if listed is None:
            return Offer(read_shared_rows(lines, columns, rows, left_out, vocabulary), "", columns)
        return Offer(read_lists(listed, left_out, vocabulary), "", columns, listed.view)
    offer = _one_column(asked, columns, titles[0], rows, left_out)
    if offer.layout is not None and offer.name == "objectives only":
        columns = without_numbered(offer.layout.columns, asked.headed)
        return offer._replace(columns=columns, layout=offer.layout._replace(columns=columns))
    if not asked.banners or offer.layout is None:
        return offer
    return offer._replace(layout=moved_back(offer.layout, asked.banners), view=View(asked.lines))


def detect_related(
    lines: Lines, area: Area, related: Related, *, sheet: str, vocabulary: Vocabulary
) -> Detected:
    """The table in an area of which other tables tell what its titles are: it holds nothing else."""
    asked = asking(lines, area, sheet=sheet, words=vocabulary)
    columns = assign_columns([column._replace(group=None) for column in asked.headed], related)
    title = next((column for column in columns if column.field is related.title), None)
    if title is None:
        return Detected(None, nothing_named(columns), columns)
    rows, left_out = asked.screened(asked.rows(columns), [title])
    columns = with_persons(columns, vocabulary)
    layout = read_alone(lines, columns, rows, title, left_out, None, vocabulary)
    if not layout.objectives:
        return Detected(None, NO_ROWS, columns)
    layout = layout._replace(because=related.because)
    table = FoundTable(sheet, area.top, area.header, columns[0].number, columns[-1].number, layout)
    return Detected(table, layout.because, columns)


def _one_column(
    asked: Asked,
    columns: tuple[Column, ...],
    title: Column,
    rows: Sequence[int],
    left_out: Mapping[int, str],
) -> Offer:
    """The area read as one column of titles, of either kind or of both."""
    lines, area, vocabulary, told = asked.lines, asked.area, asked.vocabulary, asked.told
    subject = subject_of(lines, columns, rows, vocabulary)
    fields = {column.field for column in columns}
    measures = len(fields & MEASURES)
    scores = sum(column.field is Field.SCORE for column in columns)
    sure = told is not None or title.because is TOLD
    named = sure or names_okrs(title.heading, vocabulary)
    about_okrs = named or names_okrs(asked.around, vocabulary)
    marks = best_marks(lines, columns, rows, title.number, vocabulary, told=told if told in _MARKED else None)
    if asked.banners and (marks is None or not marks.spoken):
        marks = marks_of_banners(rows, asked.banners)
    if (
        told not in _ALONE
        and marks is not None
        and (
            sure
            or marks.spoken
            or (named and (measures or title.field is Field.TITLE))
            or (measures + (scores > 1) > (not about_okrs) and not subject)
        )
    ):
        columns = with_persons(columns, vocabulary)
        return Offer(read_marked(lines, columns, marks, title.number, left_out, vocabulary), "", columns)
    if subject and not named:
        return Offer(None, another_kind(subject, title), columns)
    if title.field is Field.TITLE and told in _ALONE:
        title = title._replace(field=_ALONE[told])
    if title.field is Field.TITLE and _lists_goals(asked, title, fields):
        title = title._replace(field=Field.OBJECTIVE)
    if title.field is Field.TITLE and named and are_measured(columns):
        title = title._replace(field=Field.KEY_RESULT)
    if title.field is Field.TITLE:
        return Offer(None, nothing_tells(title, about_okrs=about_okrs), columns)
    around = _is_about_okrs(asked, title, asked.around)
    own = title.field is Field.KEY_RESULT and (
        names_key_results(title.heading, vocabulary) or _is_about_okrs(asked, title, asked.sheet)
    )
    if subject and not (sure or own):
        return Offer(None, another_kind(subject, title), columns)
    above = None
    if title.field is Field.KEY_RESULT:
        above = objective_above(lines, area, several=asked.several, vocabulary=vocabulary)
    listed = above is not None and Field.ID in fields
    sure = sure or named_by_ids(lines, title, columns, rows)
    if not sure and (because := _why_none(asked, title, columns, rows, about_okrs=around or listed)):
        return Offer(None, because, columns)
    between = lines.rows_between(above.row, area.top) if above is not None else ()
    if above is not None:
        left_out = {**dict.fromkeys(between, "between an objective and its key results"), **left_out}
    columns = with_persons(columns, vocabulary)
    layout = read_alone(lines, columns, rows, title, left_out, above, vocabulary)
    if above is not None and (
        owners := owners_between(lines, (above.row, above.column), area.top, vocabulary)
    ):
        layout = layout._replace(objectives=(layout.objectives[0]._replace(owners=owners),))
    return Offer(layout, "", columns)


def _why_none(
    asked: Asked, title: Column, columns: Sequence[Column], rows: Sequence[int], *, about_okrs: bool
) -> str | None:
    """Why titles of one level are none of OKRs; None where they may well be."""
    if title.confidence < _SURE:
        return not_followed(title, sure=False)
    if not _is_followed(asked, title, columns, rows, about_okrs=about_okrs):
        return not_followed(title, sure=True)
    return comes_again(title) if is_log(title, columns) else None


def _is_about_okrs(asked: Asked, title: Column, around: str) -> bool:
    """Whether the words around a table, or a line above, say that titles of one level are of OKRs.

    Objectives and metrics are what many lists have: of them, only the name of OKRs or of key results says it.
    """
    own = title.field is Field.KEY_RESULT and names_key_results(title.heading, asked.vocabulary)
    names = names_okrs if own else names_key_results
    return names(around, asked.vocabulary) or titled_okrs(asked.lines, asked.area, asked.vocabulary)


def _is_followed(
    asked: Asked, title: Column, columns: Sequence[Column], rows: Sequence[int], *, about_okrs: bool
) -> bool:
    """Whether titles of one level have beside them what OKRs have, or are said to be OKRs around them.

    Objectives need some column of which the meaning is known even there.
    """
    if title.field is Field.KEY_RESULT:
        following = _MORE
    else:
        following = _FOLLOWING
        about_okrs = about_okrs and any(c.field not in (None, title.field) for c in columns)
    beside = [column for column in columns if column.field in following]
    return about_okrs or says_more(asked.lines, beside, rows, asked.vocabulary)


def _named_key_results(titles: Sequence[Column], vocabulary: Vocabulary) -> bool:
    return any(c.field is Field.OBJECTIVE or names_key_results(c.heading, vocabulary) for c in titles)


def _lists_goals(asked: Asked, title: Column, fields: Set[Field | None]) -> bool:
    """Whether titles that nothing tells apart are goals: they, their tab or file are called so."""
    named = names_objectives_alone(title.heading, asked.vocabulary)
    around = names_objectives_alone(asked.around, asked.vocabulary)
    return len(fields & _FOLLOWED) > (0 if named else 1) and (named or around)
