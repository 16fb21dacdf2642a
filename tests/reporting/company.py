"""A small but complete company, as the stages before the report would hand it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from okrsheets.alignment import facts_of
from okrsheets.grid import CellRange, Sheet, Workbook
from okrsheets.model import (
    CLOSE_AFTER,
    Alignment,
    AlignmentKind,
    ColumnReading,
    Direction,
    Field,
    Figure,
    Figures,
    Finding,
    LeftOut,
    Measure,
    Objective,
    OkrSet,
    Outcome,
    Part,
    Place,
    Reading,
    Resolution,
    Resolutions,
    Results,
    RowReading,
    Severity,
    SheetReading,
    Status,
    TableReading,
)
from tests.okrs import key_result, objective, okr_set

__all__ = ["COMPANY", "PRODUCT", "TODAY", "linked", "northwind", "results_of"]

TODAY = date(2026, 11, 22)
EXPECTED = 0.58
COMPANY, PRODUCT = "plans/Company.xlsx", "plans/Product.xlsx"
KR = "2026-Q4/{}/{}"


def northwind() -> Results:
    """Two workbooks, five teams: a straightforward, a directional, a dangling and a dependent alignment."""
    okrs = _okrs()
    co1 = "2026-Q4/company/CO-1"
    sales, marketing = "2026-Q4/sales/S-1", "2026-Q4/marketing/M-1"
    product, it = "2026-Q4/product/P-2", "2026-Q4/it/IT-4"
    resolutions = (
        _resolved(okrs, f"{sales}/KR1", co1, AlignmentKind.STRAIGHTFORWARD),
        _resolved(okrs, f"{marketing}/KR1", co1, AlignmentKind.STRAIGHTFORWARD, share=0.6),
        _resolved(okrs, marketing, co1, AlignmentKind.DIRECTIONAL),
        _resolved(okrs, product, co1, AlignmentKind.DIRECTIONAL),
        _resolved(okrs, f"{product}/KR1", "2026-Q4/company/CO-2/KR1", AlignmentKind.DIRECTIONAL),
        _resolved(okrs, f"{product}/KR2", it, AlignmentKind.DEPENDENCY),
        _dangling(okrs, f"{sales}/KR2"),
    )
    top = frozenset({co1, "2026-Q4/company/CO-2"})
    return results_of(okrs, resolutions, top_level=top, figures=_figures(okrs), findings=_findings(okrs))


def results_of(
    okrs: OkrSet,
    resolutions: tuple[Resolution, ...] = (),
    *,
    alignments: tuple[Alignment, ...] | None = None,
    top_level: frozenset[str] = frozenset(),
    figures: Figures | None = None,
    findings: tuple[Finding, ...] = (),
) -> Results:
    """Results around these OKRs; alignments follow from the resolutions unless they are given."""
    if alignments is None:
        alignments = linked(resolutions)
    readings = _readings(okrs)
    found = Resolutions(resolutions, alignments, top_level)
    figures = figures or Figures({}, {})
    return Results(
        workbooks=tuple(Workbook(each.source, each.title, "r1", (Sheet("Sheet1", {}),)) for each in readings),
        readings=readings,
        okrs=okrs,
        resolutions=found,
        figures=figures,
        findings=findings,
        today=TODAY,
        facts=facts_of(
            okrs,
            found,
            figures=figures,
            titles={each.source: each.title for each in readings},
            today=TODAY,
            close_after=CLOSE_AFTER,
        ),
    )


def linked(resolutions: Iterable[Resolution]) -> tuple[Alignment, ...]:
    """The alignments that resolved texts stand for."""
    return tuple(
        Alignment(each.child, each.parent, each.kind, each.share, each.kind is AlignmentKind.STRAIGHTFORWARD)
        for each in resolutions
        if each.parent is not None
    )


def _okrs() -> OkrSet:
    return okr_set(
        objective(
            "CO-1",
            "Expand the market in North America",
            team="Company",
            workbook=COMPANY,
            owners=("Mara Quist",),
            key_results=[
                key_result("KR1", "Open offices in 3 new cities", baseline=0, current=2, target=3),
                key_result("KR2", "Win 40 enterprise customers", baseline=5, current=9, target=40),
            ],
        ),
        objective(
            "CO-2",
            "Become the most trusted vendor in our field",
            team="Company",
            workbook=COMPANY,
            owners=("Mara Quist",),
            key_results=[
                key_result("KR1", "Raise net promoter score to 50", baseline=31, current=42, target=50),
                key_result(
                    "KR2", "Hold uptime", target=0.999, current=0.9991, measure=Measure.PERCENT,
                    direction=Direction.MAINTAIN,
                ),
                key_result("KR3", "Publish the security report", target=1, measure=Measure.YES_NO),
            ],
        ),
        objective(
            "S-1",
            "Win the east coast",
            team="Sales",
            workbook=COMPANY,
            owners=("Dana Ortiz",),
            key_results=[
                key_result(
                    "KR1", "Increase revenue from new customers", baseline=2.1e6, current=2.9e6, target=4e6,
                    unit="$", measure=Measure.MONEY, owners=("Dana Ortiz",), aligned_to="CO-1",
                ),
                key_result(
                    "KR2", "Sign 12 partners", current=3, target=12, unit="partners", aligned_to="CO-9",
                ),
            ],
        ),
        objective(
            "M-1",
            "Be the brand every ops lead names first",
            team="Marketing",
            workbook=COMPANY,
            owners=("Ines Roth",),
            aligned_to="CO-1",
            key_results=[
                key_result(
                    "KR1", "Increase leads with the new campaign", baseline=1200, current=2150, target=2600,
                    owners=("Ines Roth",), aligned_to="CO-1 (60 %)",
                ),
            ],
        ),
        objective(
            "P-2",
            "Make onboarding effortless for US teams",
            team="Product",
            workbook=PRODUCT,
            owners=("Sam Lee",),
            aligned_to="CO-1",
            key_results=[
                key_result(
                    "KR1", "Raise activation", baseline=0.4, current=0.49, target=0.55,
                    measure=Measure.PERCENT, supports="CO-2 KR1",
                ),
                key_result("KR2", "Reduce churn", stated_status="green", depends_on="IT-4"),
            ],
        ),
        objective(
            "IT-4",
            "Halve the cost of every transaction",
            team="IT",
            workbook=PRODUCT,
            owners=("Priya Nair",),
            key_results=[
                key_result(
                    "KR1", "Cut cost per transaction", baseline=0.12, current=0.075, target=0.06, unit="€",
                    measure=Measure.MONEY, direction=Direction.DECREASE,
                ),
            ],
        ),
    )  # fmt: skip


def _resolved(
    okrs: OkrSet, child: str, parent: str, kind: AlignmentKind, *, share: float | None = None
) -> Resolution:
    source = okrs.by_key[child].alignment_texts[0]
    return Resolution(
        child=child,
        source=source,
        text=source.text,
        outcome=Outcome.RESOLVED,
        kind=kind,
        share=share,
        parent=parent,
        resolved_by="id",
        sure=1.0,
    )


def _dangling(okrs: OkrSet, child: str) -> Resolution:
    source = okrs.by_key[child].alignment_texts[0]
    kind = AlignmentKind.STRAIGHTFORWARD
    return Resolution(child=child, source=source, text=source.text, outcome=Outcome.DANGLING, kind=kind)


def _figures(okrs: OkrSet) -> Figures:
    told: dict[str, tuple[float | None, Status]] = {
        "company/CO-1": (0.47, Status.BEHIND),
        "company/CO-1/KR1": (0.67, Status.ON_TRACK),
        "company/CO-1/KR2": (0.11, Status.AT_RISK),
        "company/CO-2": (0.63, Status.ON_TRACK),
        "company/CO-2/KR1": (0.58, Status.ON_TRACK),
        "company/CO-2/KR2": (1.0, Status.DONE),
        "company/CO-2/KR3": (None, Status.UNKNOWN),
        "sales/S-1": (0.34, Status.BEHIND),
        "sales/S-1/KR1": (0.42, Status.BEHIND),
        "sales/S-1/KR2": (0.25, Status.AT_RISK),
        "marketing/M-1": (0.68, Status.ON_TRACK),
        "marketing/M-1/KR1": (0.68, Status.ON_TRACK),
        "product/P-2": (0.6, Status.ON_TRACK),
        "product/P-2/KR1": (0.6, Status.ON_TRACK),
        "product/P-2/KR2": (None, Status.UNKNOWN),
        "it/IT-4": (0.75, Status.ON_TRACK),
        "it/IT-4/KR1": (0.75, Status.ON_TRACK),
    }
    figures = {
        f"2026-Q4/{key}": Figure(progress=progress, status=status, expected=EXPECTED, basis="values")
        for key, (progress, status) in told.items()
    }
    for each in okrs.objectives:
        own = tuple(Part(one.key, figures[one.key].progress, 1.0, "own") for one in each.key_results)
        figures[each.key] = figures[each.key]._replace(basis="key results", made_of=own)
    bounded = "2026-Q4/company/CO-2"
    figures[bounded] = figures[bounded]._replace(bounds=(0.53, 0.86))
    assumed = "2026-Q4/sales/S-1/KR2"
    figures[assumed] = figures[assumed]._replace(assumed_baseline=True, basis="values")
    silent = "2026-Q4/product/P-2/KR2"
    figures[silent] = figures[silent]._replace(because="no values")
    teams: Mapping[str, Figure] = {
        "Company": Figure(progress=0.55, status=Status.ON_TRACK, expected=EXPECTED, bounds=(0.5, 0.66)),
        "Sales": Figure(progress=0.34, status=Status.BEHIND, expected=EXPECTED),
        "Marketing": Figure(progress=0.68, status=Status.ON_TRACK, expected=EXPECTED),
        "Product": Figure(progress=0.6, status=Status.ON_TRACK, expected=EXPECTED),
        "IT": Figure(progress=0.75, status=Status.ON_TRACK, expected=EXPECTED),
    }
    parts = tuple(
        Part(f"2026-Q4/company/{name}", progress, 1.0, "top level")
        for name, progress in (("CO-1", 0.47), ("CO-2", 0.63))
    )
    company = teams["Company"]._replace(made_of=parts)
    assert figures.keys() == okrs.by_key.keys()
    return Figures(figures, teams, company)


def _findings(okrs: OkrSet) -> tuple[Finding, ...]:
    partners, churn = "2026-Q4/sales/S-1/KR2", "2026-Q4/product/P-2/KR2"
    dangling = okrs.by_key[partners].alignment_texts[0].cell
    report = okrs.by_key["2026-Q4/company/CO-2/KR3"]
    return (
        Finding(
            "dangling-alignment",
            Severity.ERROR,
            Place.at_cell(dangling),
            "“CO-9” is no objective or key result in Company.xlsx or Product.xlsx",
            "did you mean CO-1 “Expand the market in North America”?",
            partners,
        ),
        Finding(
            "unsupported-key-result",
            Severity.WARNING,
            Place.at_cell(report.at),
            "nobody works on “Publish the security report”",
            "ask a team to align to it",
            report.key,
        ),
        Finding(
            "unmeasurable-key-result",
            Severity.WARNING,
            Place.at_cell(okrs.by_key[churn].at),
            "“Reduce churn” has no number in its words or columns",
            "write the figure to reach into the target column",
            churn,
        ),
        Finding(
            "orphan-objective",
            Severity.WARNING,
            Place.at_cell(okrs.by_key["2026-Q4/it/IT-4"].at),
            "“Halve the cost of every transaction” is aligned to nothing",
            "name the objective it serves in its parent column",
            "2026-Q4/it/IT-4",
        ),
        Finding(
            "left-out-rows",
            Severity.INFO,
            Place.of_table(PRODUCT, "Product", CellRange(1, 1, 4, 30)),
            "1 row of the table was not read: a total",
            None,
        ),
    )


def _readings(okrs: OkrSet) -> tuple[Reading, ...]:
    tabs: dict[str, dict[str, list[Objective]]] = {}
    for each in okrs.objectives:
        tabs.setdefault(each.at.workbook, {}).setdefault(each.at.sheet, []).append(each)
    return tuple(
        Reading(
            source,
            source.rpartition("/")[2],
            tuple(SheetReading(name, (_table(name, found),)) for name, found in sheets.items()),
        )
        for source, sheets in tabs.items()
    )


def _table(name: str, objectives: list[Objective]) -> TableReading:
    rows: list[RowReading] = []
    for each in objectives:
        rows.append(RowReading(each.at.row, each.key, None, says_objective=True))
        rows.extend(
            RowReading(one.at.row, each.key, one.key, says_objective=False) for one in each.key_results
        )
    return TableReading(
        sheet=name,
        range=CellRange(1, 1, rows[-1].row + 1, 30),
        header=1,
        layout="typed rows",
        confidence=0.9,
        columns=(
            ColumnReading(1, "Objective", Field.OBJECTIVE, None, 1.0, "the heading"),
            ColumnReading(2, "Mood", None, None, 0.0, "no field is called so"),
        ),
        rows=tuple(rows),
        left_out=(LeftOut(CellRange(rows[-1].row + 1, 1, rows[-1].row + 1, 30), "a total"),),
    )
