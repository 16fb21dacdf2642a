"""A company of three workbooks, and a tab whose rows ask what is written into their parent cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheets.alignment import AlignmentSettings, resolve
from okrsheets.grid import Cell, Sheet, Workbook
from okrsheets.model import OkrSet, Outcome, Resolution, Resolutions
from okrsheets.reading import ReadingSettings, read_okrs
from tests.grids import sheet

__all__ = ["COMPANY", "COUNSEL", "PLAN", "PRODUCT", "ask", "cell_written", "meanings", "resolved", "said"]

COMPANY = sheet(
    "Company",
    """
    | ID   | Type       | Title                                | Target | Cycle   |
    | CO-1 | Objective  | Expand the market in North America   |        | 2026-Q4 |
    | KR1  | Key result | Win 40 new accounts in the west      | 40     | 2026-Q4 |
    | KR2  | Key result | Open offices in Ohio, Texas and Utah | 3      | 2026-Q4 |
    | CO-2 | Objective  | Become a place where people stay     |        | 2026-Q4 |
    | KR1  | Key result | Lower attrition to 5 %               | 5 %    | 2026-Q4 |
    | CO-3 | Objective  | CO-3: Earn the trust of auditors     |        | 2026    |
    | CO-4 | Objective  | 成為亞洲客戶最信賴的夥伴             |        | 2026-Q4 |
    """,
)
GO_TO_MARKET = sheet(
    "Go to market",
    """
    | ID | Objective              | KR ID | Key result              | Target | Cycle   |
    | O1 | Go to market as one    | KR1.1 | Train 30 sellers        | 30     | 2026-Q4 |
    |    |                        | KR1.2 | Publish 12 case studies | 12     | 2026-Q4 |
    | O2 | 1. Sharpen the message | KR2.1 | Answer within 4 hours   | 4      | 2026-Q4 |
    """,
)
ENGINEERING = sheet(
    "Engineering",
    """
    | ID              | Type       | Title                                      | Target | Cycle   |
    | ENG-3           | Objective  | Ship the platform that partners ask for    |        | 2026-Q4 |
    | 1               | Key result | Reach 99.9 % uptime                        | 99.9 % | 2026-Q4 |
    | 2022-Q1-CTO-1.5 | Objective  | Reduce tech debt                           |        | 2026-Q4 |
    |                 | Objective  | Support customers, partners and sellers    |        | 2026-Q4 |
    | O7              | Objective  | Retain the engineers who know the platform |        | 2026-Q4 |
    """,
)
LEGAL = sheet(
    "Legal",
    """
    | Row ID | Type       | Title                        | Target | Cycle   |
    | 41     | Objective  | Answer contracts in two days |        | 2026-Q4 |
    | 42     | Key result | Contracts answered in time   | 90 %   | 2026-Q4 |
    """,
)
MAP = sheet("Map", "| Wish | Serves |")
PLAN = Workbook(
    "plans/plan.xlsx",
    "plan.xlsx",
    "r1",
    (COMPANY, GO_TO_MARKET, MAP),
    names={"NorthAmerica": "Company!$C$2", "Company!Staying": "$C$5", "Titles": "Company!$C$2:$C$8"},
    outside=("file:///C:/plans/Product%202026.xlsx", "Finance.xlsx", "legal/Legal.xlsx"),
)
PRODUCT = Workbook("plans/Product 2026.xlsx", "Product 2026.xlsx", "r1", (ENGINEERING,))
COUNSEL = Workbook(
    "https://docs.google.com/spreadsheets/d/1LegalKey", "Legal OKRs", "r1", (LEGAL._replace(gid=77),)
)
CALLED = {
    "plans/Product 2026.xlsx": (
        "Roadmap",
        "https://docs.google.com/spreadsheets/d/1ProductKey/edit",
        "https://example.sharepoint.com/sites/okr/Product.xlsx",
    ),
}
_OUTCOMES = {
    Outcome.DANGLING: "nothing",
    Outcome.UNREACHABLE: "not given",
    Outcome.VAGUE: "a team or tab",
}


def cell_written(text: str) -> Cell:
    """The cell that a word of a table stands for.

    `=F` is a formula without a stored result, `=F ⇒ text` one with it, `text → link` a cell with a link;
    `⏎` ends a line within the cell.
    """
    text = text.replace("⏎", "\n")
    if text.startswith("="):
        formula, shows, value = text[1:].partition(" ⇒ ")
        return Cell(value.removesuffix("∅") if shows else None, formula=formula)
    text, leads, link = text.partition(" → ")
    return Cell(text, link=link if leads else None)


def ask(cells: Sequence[Cell], *, name: str = "Seekers") -> Sheet:
    """A tab of objectives, each of which has one of the cells as its parent."""
    grid: dict[tuple[int, int], Cell] = {
        (1, number): Cell(heading)
        for number, heading in enumerate(("ID", "Objective", "Aligned to", "Cycle"), 1)
    }
    for row, cell in enumerate(cells, start=2):
        grid[row, 1] = Cell(f"S-{row - 1}")
        grid[row, 2] = Cell(f"Wish number {row - 1} comes true")
        grid[row, 3] = cell
        grid[row, 4] = Cell("2026-Q4")
    return Sheet(name, grid)


def resolved(
    *books: Workbook, called: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[OkrSet, Resolutions]:
    """What the workbooks say and what their parent cells mean, through the real stages."""
    readings, okrs = read_okrs(books, settings=ReadingSettings())
    resolutions = resolve(
        okrs,
        titles={book.source: book.title for book in books},
        settings=AlignmentSettings(called=CALLED if called is None else called),
        workbooks=books,
        readings=readings,
    )
    return okrs, resolutions


def meanings(cells: Sequence[Cell]) -> list[tuple[Resolution, ...]]:
    """What each of the cells means, written into one tab of the first workbook."""
    plan = PLAN._replace(sheets=(*PLAN.sheets, ask(cells)))
    okrs, found = resolved(plan, PRODUCT, COUNSEL)
    rows = {okr.key: okr.at.row - 2 for okr in okrs.objectives if okr.at.sheet == "Seekers"}
    asked: list[list[Resolution]] = [[] for _ in cells]
    for each in found.resolutions:
        if each.child in rows:
            asked[rows[each.child]].append(each)
    return [tuple(each) for each in asked]


def said(parts: Sequence[Resolution]) -> tuple[str, str, str]:
    """What was found, by which step, and the kind and share, in the words of a table."""
    means = " + ".join(_meant(part) for part in parts) or "none"
    steps = ", ".join(dict.fromkeys(part.resolved_by for part in parts if part.resolved_by))
    kinds = " + ".join(
        dict.fromkeys(
            part.kind.value + (f" {part.share * 100:g} %" if part.share is not None else "") for part in parts
        )
    )
    return means, steps, kinds


def _meant(part: Resolution) -> str:
    if part.outcome is Outcome.AMBIGUOUS:
        return " or ".join(_short(key) for key in part.candidates)
    return _short(part.parent) if part.parent else _OUTCOMES[part.outcome]


def _short(key: str) -> str:
    """A key without its cycle."""
    return key.partition("/")[2]
