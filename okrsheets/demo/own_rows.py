"""Draws Product.xlsx and People and IT.xlsx: tabs where each objective and key result has its row."""

from __future__ import annotations

from datetime import date

from okrsheets.demo.earlier import Standing
from okrsheets.demo.pacing import current_of, last_friday, mean, progress_of, said_status, spoken
from okrsheets.demo.people import IT, PEOPLE
from okrsheets.demo.product import MOBILE, PLATFORM
from okrsheets.demo.shapes import DemoKeyResult, DemoObjective, DemoTab
from okrsheets.demo.sheets import Column, Content, Formula, Looks, Tab, color_statuses, open_tab

__all__ = ["draw_people_tabs", "draw_product_tabs"]

_VALUES = (
    Column("baseline", "Start value", 13),
    Column("current", "Current value", 14),
    Column("target", "Target value", 14),
    Column("progress", "Progress", 10),
)
_TYPED_COLUMNS = (
    Column("type", "Type", 12),
    Column("id", "ID", 9),
    Column("title", "Title", 52),
    Column("parent", "Parent", 16),
    Column("owner", "Owner", 16),
    Column("cycle", "Cycle", 10),
    Column("depends on", "Depends on", 13),
    *_VALUES,
    Column("status", "Status", 12),
)
_OUTLINE_COLUMNS = (
    Column("id", "ID", 7),
    Column("title", "Objectives and key results", 58),
    Column("owner", "Owner", 16),
    Column("aligned to", "Aligned to", 46),
    *_VALUES,
    Column("updated", "Updated", 13),
)


def draw_product_tabs(looks: Looks, standing: Standing) -> None:
    """The tabs Platform and Mobile: a type, an id and a parent in each row."""
    label = spoken(standing.cycle)
    for of, note in (
        (PLATFORM, "Progress is typed in by the owners"),
        (MOBILE, "Progress is computed from the values"),
    ):
        tab = open_tab(
            looks,
            of.name,
            columns=_TYPED_COLUMNS,
            title=f"Product · {of.name} · objectives",
            note=note,
            top=3,
        )
        _write_typed(tab, standing.tab(of), share=standing.share, cycle=label, typed=of is PLATFORM)


def draw_people_tabs(looks: Looks, standing: Standing) -> None:
    """The tabs People and IT: an objective in bold, its key results indented below."""
    for of in (PEOPLE, IT):
        title = f"{of.name} · OKRs for {spoken(standing.cycle)}"
        note = "Owners update their values every Friday before noon"
        tab = open_tab(looks, of.name, columns=_OUTLINE_COLUMNS, title=title, note=note, top=4)
        _write_outline(tab, standing.tab(of), share=standing.share, updated=last_friday(standing.day))


def _write_typed(tab: Tab, of: DemoTab, *, share: float, cycle: str, typed: bool) -> None:
    row = tab.top
    for objective in of.objectives:
        row += 1
        contents: dict[str, Content] = {
            "type": "Objective",
            "id": objective.id,
            "title": objective.title,
            "parent": objective.aligned_to,
            "owner": objective.owner,
            "cycle": cycle,
            "depends on": objective.depends_on,
            "progress": _mean_of_block(tab, objective, row=row, share=share, typed=typed),
        }
        tab.write_row(row, contents=contents, looks=tab.looks_of_row(bold=True, bg_color=tab.looks.tint))
        for index, key_result in enumerate(objective.key_results):
            row += 1
            contents = _values(tab, key_result, row=row, share=share, typed=typed) | {
                "type": "Key result",
                "id": objective.key_result_id(index),
                "title": key_result.title,
                "parent": objective.id,
                "owner": key_result.owner,
                "cycle": cycle,
                "status": key_result.says or said_status(progress_of(key_result, share), share),
            }
            tab.write_row(row, contents=contents, looks=tab.looks_of_row(key_result.form))
    color_statuses(tab, first=tab.top + 1, last=row)
    kinds = {"validate": "list", "source": ["Objective", "Key result"]}
    tab.sheet.data_validation(tab.span("type", first=tab.top + 1, last=row), kinds)
    scale = {"type": "3_color_scale", "min_color": "#F6C6C4", "mid_color": "#FBE9C6", "max_color": "#BFE3D0"}
    tab.sheet.conditional_format(tab.span("progress", first=tab.top + 1, last=row), scale)


def _write_outline(tab: Tab, of: DemoTab, *, share: float, updated: date) -> None:
    row = tab.top
    for objective in of.objectives:
        row += 1
        contents: dict[str, Content] = {
            "id": objective.id,
            "title": objective.title,
            "owner": objective.owner,
            "aligned to": objective.aligned_to,
            "progress": _mean_of_block(tab, objective, row=row, share=share),
        }
        light = tab.looks.cell(bg_color=tab.looks.tint)
        looks = tab.looks_of_row(bold=True, bg_color=tab.looks.tint) | {"aligned to": light}
        tab.write_row(row, contents=contents, looks=looks)
        for key_result in objective.key_results:
            row += 1
            contents = _values(tab, key_result, row=row, share=share)
            contents |= {"title": key_result.title, "owner": key_result.owner, "updated": updated}
            looks = tab.looks_of_row(key_result.form)
            tab.write_row(row, contents=contents, looks=looks | {"title": tab.looks.cell(indent=2)})
    bar = {"type": "data_bar", "bar_color": "#A9CFB2", "min_type": "num", "min_value": 0}
    whole = {"max_type": "num", "max_value": 1}
    tab.sheet.conditional_format(tab.span("progress", first=tab.top + 1, last=row), bar | whole)
    days = {"validate": "date", "criteria": ">=", "value": date(2020, 1, 1), "ignore_blank": True}
    tab.sheet.data_validation(tab.span("updated", first=tab.top + 1, last=row), days)


def _values(
    tab: Tab, key_result: DemoKeyResult, *, row: int, share: float, typed: bool = False
) -> dict[str, Content]:
    target: Content = key_result.target
    if key_result.baseline is not None and target is None:
        target = Formula("=#REF!*1.25", "#REF!")
    baseline, current, goal = (tab.address(name, row) for name in ("baseline", "current", "target"))
    progress = _shown(key_result, share, typed=typed)
    shown: Content = progress
    if progress is not None and not (typed or key_result.typed):
        way = f"({current}-{baseline})/({goal}-{baseline})"
        shown = Formula(f"={current}/{goal}" if key_result.of_target else f"={way}", progress)
    return {
        "baseline": key_result.baseline,
        "current": current_of(key_result, share),
        "target": target,
        "progress": shown,
    }


def _mean_of_block(
    tab: Tab, objective: DemoObjective, *, row: int, share: float, typed: bool = False
) -> Content:
    """The progress of an objective, whose key results begin in the next row."""
    if typed:
        result = mean(progress_of(key_result, share) for key_result in objective.key_results)
        return None if result is None else round(result, 2)
    counted = objective.key_results[: len(objective.key_results) - objective.missed]
    result = mean(_shown(key_result, share, typed=False) for key_result in counted)
    if result is None:
        return None
    cells = tab.span("progress", first=row + 1, last=row + len(counted))
    return Formula(f"=AVERAGE({cells})", result)


def _shown(key_result: DemoKeyResult, share: float, *, typed: bool) -> float | None:
    """The progress that the row of a key result shows."""
    progress = progress_of(key_result, share)
    if progress is None:
        return None
    if typed or key_result.typed:
        return min(1.0, round(progress + key_result.stated, 2))
    current = current_of(key_result, share)
    if key_result.of_target and current is not None and key_result.target:
        return current / key_result.target
    return progress
