"""Draws Company.xlsx: tabs whose rows are shared by an objective and a key result."""

from __future__ import annotations

from okrsheets.demo.company import COMPANY, MARKETING, SALES
from okrsheets.demo.earlier import Standing
from okrsheets.demo.pacing import current_of, mean, progress_of, said_status, spoken
from okrsheets.demo.shapes import NAME, DemoObjective, DemoTab
from okrsheets.demo.sheets import (
    Column,
    Content,
    Formula,
    Looks,
    Tab,
    color_statuses,
    number_of,
    open_tab,
    put,
)
from okrsheets.grid import column_letters

__all__ = ["draw_company_tabs"]

_OBJECTIVES_OWN = frozenset(
    {"objective id", "objective", "objective owner", "aligned to", "objective progress", "note"}
)

_KEY_RESULT = (
    Column("id", "KR ID", 9),
    Column("key result", "Key result", 44),
    Column("owner", "KR owner", 16),
)
_VALUES = (
    Column("baseline", "Baseline", 12),
    Column("current", "Current", 12),
    Column("target", "Target", 12),
    Column("progress", "Progress", 10),
    Column("status", "Status", 12),
)
_COMPANY_COLUMNS = (
    Column("objective id", "Objective ID", 10),
    Column("objective", "Objective", 30),
    Column("objective owner", "Owner", 16),
    *_KEY_RESULT,
    *_VALUES,
    Column("objective progress", "Objective progress", 11),
    Column("note", "Notes", 30),
)
_SALES_COLUMNS = (
    Column("objective id", "Objective ID", 10),
    Column("objective", "Objective", 30),
    Column("objective owner", "Owner", 16),
    Column("aligned to", "Aligned to", 14),
    *_KEY_RESULT,
    Column("contributes to", "Contributes to", 24),
    *_VALUES,
)
_MARKETING_COLUMNS = (
    Column("objective id", "Objective ID", 10),
    Column("objective", "Objective", 30),
    Column("objective owner", "Objective owner", 16),
    Column("aligned to", "Supports", 26),
    *_KEY_RESULT,
    Column("contributes to", "Contributes to", 24),
    *_VALUES,
)
_TOP = 4


def draw_company_tabs(looks: Looks, standing: Standing) -> None:
    """The tabs Company (grouped), Sales (grouped) and Marketing (flat, an Excel table)."""
    label = spoken(standing.cycle)
    company = open_tab(
        looks,
        COMPANY.name,
        columns=_COMPANY_COLUMNS,
        title=f"{NAME}: company OKRs {label}",
        note="Reviewed by the leadership team every second Friday",
        top=_TOP,
    )
    sales = open_tab(
        looks,
        SALES.name,
        columns=_SALES_COLUMNS,
        title=f"Sales OKRs {label}",
        note="Figures come from the order book",
        top=_TOP,
    )
    marketing = open_tab(
        looks,
        MARKETING.name,
        columns=_MARKETING_COLUMNS,
        title=f"Marketing OKRs {label}",
        note="One row per key result to filter by; campaign figures are exported every Friday",
        top=_TOP,
    )
    _finish_company(company, _write_grouped(company, standing.tab(COMPANY), standing=standing))
    _finish_sales(sales, _write_grouped(sales, standing.tab(SALES), standing=standing), standing=standing)
    _write_marketing(marketing, standing)


def _write_grouped(tab: Tab, of: DemoTab, *, standing: Standing) -> int:
    """Writes the objectives, their own cells merged down; returns the last row."""
    row = tab.top
    for objective in of.objectives:
        first = row + 1
        for index in range(max(1, len(objective.key_results))):
            row += 1
            contents = _contents(tab, objective, index=index, row=row, standing=standing)
            form = objective.key_results[index].form if objective.key_results else "General"
            tab.write_row(row, contents=contents, looks=tab.looks_of_row(form))
        _merge_own_cells(tab, objective, first=first, last=row, standing=standing)
    return row


def _merge_own_cells(
    tab: Tab, objective: DemoObjective, *, first: int, last: int, standing: Standing
) -> None:
    own = _own_contents(tab, objective, first=first, last=last, standing=standing)
    for at, column in enumerate(tab.columns, 1):
        if column.name not in _OBJECTIVES_OWN:
            continue
        bold = column.name in ("objective", "objective progress")
        look = tab.looks_of_row(bg_color=tab.looks.tint, bold=bold)[column.name]
        if last > first:
            tab.sheet.merge_range(first - 1, at - 1, last - 1, at - 1, "", look)
        put(tab.sheet, (first, at), content=own[column.name], look=look)


def _own_contents(
    tab: Tab, objective: DemoObjective, *, first: int, last: int, standing: Standing
) -> dict[str, Content]:
    progress: Content = None
    if any(column.name == "objective progress" for column in tab.columns):
        if objective.key_results:
            result = mean(progress_of(key_result, standing.share) for key_result in objective.key_results)
            progress = Formula(f"=AVERAGE({tab.span('progress', first=first, last=last)})", result or 0.0)
        else:
            progress = _contributed(objective, standing)
    return {
        "objective id": objective.id,
        "objective": objective.title,
        "objective owner": objective.owner,
        "aligned to": objective.aligned_to,
        "objective progress": progress,
        "note": objective.note,
    }


def _contributed(objective: DemoObjective, standing: Standing) -> Formula:
    """The mean of the key results that Sales and Marketing deliver for a company objective."""
    cells: list[str] = []
    shares: list[float | None] = []
    for team, columns in ((SALES, _SALES_COLUMNS), (MARKETING, _MARKETING_COLUMNS)):
        letters = column_letters(number_of(columns, "progress"))
        key_results = [each for own in standing.tab(team).objectives for each in own.key_results]
        for row, key_result in enumerate(key_results, _TOP + 1):
            if key_result.contributes_to.startswith(objective.id):
                cells.append(f"{team.name}!{letters}{row}")
                shares.append(progress_of(key_result, standing.share))
    return Formula(f"=AVERAGE({','.join(cells)})", mean(shares) or 0.0)


def _contents(
    tab: Tab, objective: DemoObjective, *, index: int, row: int, standing: Standing
) -> dict[str, Content]:
    """What a key result says in its row."""
    if not objective.key_results:
        return {}
    key_result = objective.key_results[index]
    progress = progress_of(key_result, standing.share)
    return {
        "id": objective.key_result_id(index),
        "key result": key_result.title,
        "owner": key_result.owner,
        "contributes to": key_result.contributes_to,
        "baseline": key_result.baseline,
        "current": current_of(key_result, standing.share),
        "target": key_result.target,
        "progress": Formula(_progress_text(tab, row), progress or 0.0),
        "status": said_status(progress, standing.share),
    }


def _progress_text(tab: Tab, row: int) -> str:
    baseline, current, target = (tab.address(name, row) for name in ("baseline", "current", "target"))
    return f"=IF({target}={baseline},0,({current}-{baseline})/({target}-{baseline}))"


def _finish_company(tab: Tab, last: int) -> None:
    color_statuses(tab, first=tab.top + 1, last=last)
    bar = {"type": "data_bar", "bar_color": "#8CC5BC", "min_type": "num", "min_value": 0}
    whole = {"max_type": "num", "max_value": 1}
    tab.sheet.conditional_format(tab.span("progress", first=tab.top + 1, last=last), bar | whole)
    tab.sheet.write_comment(
        tab.address("objective", tab.top + 1),
        "Agreed at the offsite in Hamburg: Sales and Marketing deliver this one together.",
        {"author": "Ingrid Solberg", "x_scale": 1.6},
    )
    _chart_objectives(tab, last)


def _chart_objectives(tab: Tab, last: int) -> None:
    """A bar for each objective, below the table."""
    firsts: list[int] = []
    row = tab.top + 1
    for objective in COMPANY.objectives:
        firsts.append(row)
        row += max(1, len(objective.key_results))
    titles, shares = (
        "=(" + ",".join(f"{COMPANY.name}!${letters}${first}" for first in firsts) + ")"
        for letters in (
            column_letters(tab.column("objective id")),
            column_letters(tab.column("objective progress")),
        )
    )
    chart = tab.looks.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Progress",
            "categories": titles,
            "values": shares,
            "fill": {"color": tab.looks.ink},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0%"},
        }
    )
    chart.set_title({"name": "Progress of the company objectives", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    faint = {"visible": True, "line": {"color": "#E2E2DE"}}
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": faint})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 620, "height": 260})
    tab.sheet.insert_chart(last + 2, 1, chart)


def _finish_sales(tab: Tab, last: int, *, standing: Standing) -> None:
    """The row of the average below the objectives, and lights on the progress."""
    key_results = [each for objective in standing.tab(SALES).objectives for each in objective.key_results]
    shares = [progress_of(key_result, standing.share) or 0.0 for key_result in key_results]
    average = Formula(
        f"=AVERAGE({tab.span('progress', first=tab.top + 1, last=last)})", sum(shares) / len(shares)
    )
    look = tab.looks_of_row(bold=True, top=2, bg_color="#ECEFF1")
    tab.write_row(last + 1, contents={"objective id": "Total", "progress": average}, looks=look)
    color_statuses(tab, first=tab.top + 1, last=last)
    lights = {"type": "icon_set", "icon_style": "3_traffic_lights"}
    tab.sheet.conditional_format(tab.span("progress", first=tab.top + 1, last=last), lights)
    tab.sheet.write_comment(
        tab.address("current", tab.top + 2),
        "Two dealers in Ontario sign next week.",
        {"author": "Javier Ruiz"},
    )


def _write_marketing(tab: Tab, standing: Standing) -> None:
    """One row per key result, the objective's words on each; an Excel table with a filter."""
    row = tab.top
    for objective in standing.tab(MARKETING).objectives:
        for index, key_result in enumerate(objective.key_results):
            row += 1
            contents = _own_contents(tab, objective, first=row, last=row, standing=standing)
            contents |= _contents(tab, objective, index=index, row=row, standing=standing)
            tab.write_row(row, contents=contents, looks=tab.looks_of_row(key_result.form))
    tab.sheet.add_table(
        tab.top - 1,
        0,
        row - 1,
        len(tab.columns) - 1,
        {
            "name": "MarketingOkrs",
            "style": "Table Style Light 9",
            "columns": [
                {"header": column.heading, "header_format": tab.looks.heading} for column in tab.columns
            ],
        },
    )
    color_statuses(tab, first=tab.top + 1, last=row)
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8CC5BC"}
    tab.sheet.conditional_format(tab.span("progress", first=tab.top + 1, last=row), scale)
