"""Everything of a run as tables with one row per thing, for those who pivot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from okrsheets.model import Alignment, AlignmentKind, CheckIn, Figure, KeyResult, Objective, Okr, Results
from okrsheets.reporting.csv_cells import Said, csv_cell
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.past import history_rows
from okrsheets.tuples import NamedTuple

__all__ = ["Table", "report_tables"]

Row: TypeAlias = dict[str, Said]

PLACE = ("workbook", "tab", "cell")
OKR = (
    "key", "id", "title", "team", "owners", "cycle", "cycle start", "cycle end", "due", "updated", "weight",
    "confidence", "ambition", "priority", "stated progress", "stated status",
)  # fmt: skip
FIGURE = (
    "progress", "low", "high", "expected", "status", "basis", "estimated", "assumed baseline", "because",
    "forecast", "as of",
)  # fmt: skip
OBJECTIVES = (*PLACE, *OKR, "top level", "key results", "aligned to", *FIGURE)
KEY_RESULTS = (
    *PLACE, *OKR, "objective", "objective title", "baseline", "current", "target", "low end", "unit",
    "measure", "direction", "aligned to", *FIGURE,
)  # fmt: skip
CHECK_INS = ("key", "day", "value", "progress", "confidence", "note", *PLACE)
ALIGNMENTS = (
    "child", "child title", "child team", "parent", "parent title", "parent team", "kind", "share", "carries",
    "outcome", "text", "resolved by", "sure", *PLACE,
)  # fmt: skip
PARTS = ("of", "of kind", "key", "title", "via", "weight", "share", "progress", "because")
COVERAGE = ("objective", "objective title", "key", "title", "team", "kind")
TEAMS = ("team", "objectives", "key results", *FIGURE)
FINDINGS = ("rule", "severity", "kind", *PLACE, "range", "team", "key", "title", "message", "hint")


class Table(NamedTuple):
    """One table: its name, and its rows as cells of text, of which the first are the headings."""

    name: str
    rows: list[list[str]]


def report_tables(results: Results) -> Iterator[Table]:
    """Every table of these results; one without rows has its headings all the same."""
    whole: tuple[tuple[str, tuple[str, ...], Callable[[Results], Iterable[Row]]], ...] = (
        ("objectives", OBJECTIVES, _objectives),
        ("key-results", KEY_RESULTS, _key_results),
        ("check-ins", CHECK_INS, _check_ins),
        ("alignments", ALIGNMENTS, _alignments),
        ("parts", PARTS, _parts),
        ("coverage", COVERAGE, _coverage),
        ("teams", TEAMS, _teams),
        ("findings", FINDINGS, _findings),
    )
    for name, headings, rows in whole:
        yield Table(
            name, [[*headings], *([csv_cell(row[each]) for each in headings] for row in rows(results))]
        )
    shown = (results.history.pasts.get(okr.key) for okr in results.okrs.okrs)
    yield Table("history", history_rows(past for past in shown if past is not None))


def _objectives(results: Results) -> Iterator[Row]:
    aligned = _aligned(results)
    for each in results.okrs.objectives:
        yield {
            **_okr(each, each),
            "top level": each.key in results.resolutions.top_level,
            "key results": len(each.key_results),
            "aligned to": aligned.get(each.key),
            **_figure(results.figures.okrs.get(each.key, NO_FIGURE)),
        }


def _key_results(results: Results) -> Iterator[Row]:
    aligned = _aligned(results)
    for objective in results.okrs.objectives:
        for each in objective.key_results:
            yield {
                **_okr(each, objective),
                "objective": objective.key,
                "objective title": objective.title,
                "baseline": each.baseline,
                "current": each.current,
                "target": each.target,
                "low end": each.low,
                "unit": each.unit,
                "measure": each.measure,
                "direction": each.direction,
                "aligned to": aligned.get(each.key),
                **_figure(results.figures.okrs.get(each.key, NO_FIGURE)),
            }


def _okr(okr: Okr, home: Objective) -> Row:
    """What an OKR says of itself; a key result without a team or cycle has those of its objective."""
    cycle = okr.cycle or home.cycle
    return {
        "workbook": okr.at.workbook,
        "tab": okr.at.sheet,
        "cell": okr.at.a1,
        "key": okr.key,
        "id": okr.id,
        "title": okr.title,
        "team": okr.team or home.team,
        "owners": ", ".join(okr.owners),
        "cycle": cycle and cycle.label,
        "cycle start": cycle and cycle.start,
        "cycle end": cycle and cycle.end,
        "due": okr.due,
        "updated": okr.updated,
        "weight": okr.weight,
        "confidence": okr.confidence,
        "ambition": okr.ambition,
        "priority": okr.priority,
        "stated progress": okr.stated_progress,
        "stated status": okr.stated_status,
    }


def _figure(figure: Figure) -> Row:
    low, high = figure.bounds or (None, None)
    return {
        "progress": figure.progress,
        "low": low,
        "high": high,
        "expected": figure.expected,
        "status": figure.status,
        "basis": figure.basis,
        "estimated": figure.estimated,
        "assumed baseline": figure.assumed_baseline,
        "because": figure.because,
        "forecast": figure.forecast and figure.forecast.progress,
        "as of": figure.as_of,
    }


def _aligned(results: Results) -> Mapping[str, str]:
    """The keys of what each OKR is aligned to."""
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for alignment in results.resolutions.alignments:
        parents[alignment.child].append(alignment.parent)
    return {key: "; ".join(found) for key, found in parents.items()}


def _check_ins(results: Results) -> Iterator[Row]:
    for key_result in results.okrs.key_results:
        for each in key_result.check_ins:
            yield _check_in(key_result, each)


def _check_in(key_result: KeyResult, each: CheckIn) -> Row:
    return {
        "key": key_result.key,
        "day": each.day,
        "value": each.value,
        "progress": each.progress,
        "confidence": each.confidence,
        "note": each.note,
        "workbook": each.at.workbook,
        "tab": each.at.sheet,
        "cell": each.at.a1,
    }


def _alignments(results: Results) -> Iterator[Row]:
    """What each alignment text came to, whether or not it names something."""
    shown = {okr.key for okr in results.okrs.okrs}
    carrying = {_ends(each) for each in results.resolutions.alignments if each.carries}
    for each in results.resolutions.resolutions:
        if each.child not in shown:
            continue
        cell = each.source.cell
        yield {
            **_named("child", each.child, results),
            **_named("parent", each.parent, results),
            "kind": each.kind,
            "share": each.share,
            "carries": each.parent is not None and (each.child, each.parent, each.kind) in carrying,
            "outcome": each.outcome,
            "text": each.text,
            "resolved by": each.resolved_by,
            "sure": each.sure,
            "workbook": cell.workbook,
            "tab": cell.sheet,
            "cell": cell.a1,
        }


def _ends(alignment: Alignment) -> tuple[str, str, object]:
    return alignment.child, alignment.parent, alignment.kind


def _named(end: str, key: str | None, results: Results) -> Row:
    okr = results.okrs.by_key.get(key) if key else None
    home = results.okrs.by_key.get(okr.objective) if isinstance(okr, KeyResult) else okr
    return {
        end: key,
        f"{end} title": okr and okr.title,
        f"{end} team": (okr and okr.team) or (home and home.team),
    }


def _parts(results: Results) -> Iterator[Row]:
    """The items behind every figure, those that do not count included."""
    figures = results.figures
    shown = ((okr.key, "OKR", figures.okrs.get(okr.key, NO_FIGURE)) for okr in results.okrs.okrs)
    teams = ((team, "team", figure) for team, figure in figures.teams.items())
    company = (("", "company", figures.company),) if figures.company else ()
    for of, kind, figure in (*shown, *teams, *company):
        for part in figure.made_of:
            okr = results.okrs.by_key.get(part.key)
            yield {
                "of": of,
                "of kind": kind,
                "key": part.key,
                "title": okr and okr.title,
                "via": part.via,
                "weight": part.weight,
                "share": part.share,
                "progress": part.progress,
                "because": part.because,
            }


def _coverage(results: Results) -> Iterator[Row]:
    """Who works on what of the top level; what nobody works on has a row without a team."""
    by_key = results.okrs.by_key
    for each in results.facts.coverage:
        objective, okr = by_key.get(each.objective), by_key.get(each.key)
        by: list[tuple[str | None, AlignmentKind | None]] = [*each.by.items()]
        for team, kind in by or [(None, None)]:
            yield {
                "objective": each.objective,
                "objective title": objective and objective.title,
                "key": each.key,
                "title": okr and okr.title,
                "team": team,
                "kind": kind,
            }


def _teams(results: Results) -> Iterator[Row]:
    """The teams that own an objective; those of the company as a whole stand in a row without a name."""
    owned: dict[str | None, list[Objective]] = {}
    for objective in results.okrs.objectives:
        if objective.team:
            owned.setdefault(objective.team, []).append(objective)
    figures: dict[str | None, Figure] = {
        team: results.figures.teams.get(team or "", NO_FIGURE) for team in owned
    }
    if results.figures.company is not None:
        owned[None], figures[None] = list(results.okrs.objectives), results.figures.company
    for team, objectives in owned.items():
        yield {
            "team": team,
            "objectives": len(objectives),
            "key results": sum(len(each.key_results) for each in objectives),
            **_figure(figures[team]),
        }


def _findings(results: Results) -> Iterator[Row]:
    for each in results.findings:
        place = each.place
        okr = results.okrs.by_key.get(each.okr) if each.okr else None
        yield {
            "rule": each.rule,
            "severity": each.severity.word,
            "kind": place.kind,
            "workbook": place.workbook,
            "tab": place.sheet,
            "cell": place.ref and place.ref.a1,
            "range": place.range and place.range.a1,
            "team": place.team,
            "key": each.okr,
            "title": okr and okr.title,
            "message": each.message,
            "hint": each.hint,
        }
