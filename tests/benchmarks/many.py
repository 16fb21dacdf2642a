"""A company of many tabs, drawn in memory, and how long each stage takes over it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from random import Random
from typing import NamedTuple, TypeVar

from okrsheets.alignment import AlignmentSettings, facts_of, resolve
from okrsheets.grid import Cell, Sheet, Workbook
from okrsheets.lint import Case, LintSettings, run
from okrsheets.model import Figures, Finding, OkrSet, Outcome, Reading, Resolutions
from okrsheets.progress import ProgressSettings, roll_up
from okrsheets.reading import ReadingSettings, read_okrs
from okrsheets.rules import CATALOGUE

__all__ = [
    "Company",
    "Seconds",
    "draw_company",
    "judged",
    "main",
    "measure",
    "read_company",
    "rolled_up",
    "understood",
]

TODAY = date(2026, 11, 16)
ROWS, KEY_RESULTS, TABS_OF_A_WORKBOOK = 20, 5, 50
"""Objectives of a tab, key results of an objective, tabs of a workbook."""

_HEADINGS = ("ID", "Type", "Title", "Aligned to", "Owner", "Baseline", "Current", "Target", "Due")
_WORDS = """
raise lower double halve win keep earn open close build shorten speed publish train renew widen settle
answer grow

weekly monthly digital regional loyal open active early late premium local mobile shared public hidden
costly simple

accounts orders leads contracts visits claims repairs releases refunds invoices audits renewals bookings
stores plans

ohio texas utah maine iowa kansas nevada oregon florida georgia bavaria saxony hesse tyrol alsace
normandy brittany lombardy tuscany veneto galicia catalonia madeira zeeland drenthe kyoto osaka hokkaido
busan jeju

brokers retailers clinics schools builders farmers bakers hotels airlines insurers banks museums
foundries shipyards

sales marketing service finance legal people product design research logistics purchasing quality
security data platform support training events press retail wholesale export import audit tax payroll
facilities fleet planning pricing growth partners brand content web
"""
_FALLING = ("Lower", "Halve")
_VERBS, _QUALITIES, _THINGS, _PLACES, _CUSTOMERS, _TRADES = map(str.split, _WORDS.split("\n\n"))

_T = TypeVar("_T")


class Company(NamedTuple):
    """A company as it was read."""

    workbooks: Sequence[Workbook]
    readings: Sequence[Reading]
    okrs: OkrSet


class Seconds(NamedTuple):
    """How long each stage took, and what share of the alignments resolved."""

    resolve: float
    roll_up: float
    lint: float
    resolved: float

    @property
    def total(self) -> float:
        """All three stages together."""
        return self.resolve + self.roll_up + self.lint


def draw_company(tabs: int, *, objectives: int = ROWS) -> tuple[Workbook, ...]:
    """Workbooks of 50 tabs with so many objectives of 5 key results each; the first tab is the company's.

    Every tab has the same ids, as tabs made from one template have. Of the rows a third is aligned by a
    title with a letter missing, a third by an id, most of them without a tab, and a tenth by a whole
    title; one in a hundred names nothing that is there.
    """
    random = Random(6)
    titles = _titles(random)
    above = [next(titles) for _ in range(max(1, tabs // 20) * objectives)]
    sheets = [_sheet(tab, objectives, titles=titles, above=above, random=random) for tab in range(tabs)]
    return tuple(
        Workbook(
            f"Plans {tab}.xlsx", f"Plans {tab}.xlsx", "r1", tuple(sheets[tab : tab + TABS_OF_A_WORKBOOK])
        )
        for tab in range(0, tabs, TABS_OF_A_WORKBOOK)
    )


def read_company(workbooks: Sequence[Workbook]) -> Company:
    """The company through the real reading."""
    readings, okrs = read_okrs(workbooks, settings=ReadingSettings())
    return Company(workbooks, readings, okrs)


def understood(company: Company) -> Resolutions:
    """The alignments of a company."""
    return resolve(
        company.okrs,
        titles={book.source: book.title for book in company.workbooks},
        settings=AlignmentSettings(),
        workbooks=company.workbooks,
        readings=company.readings,
    )


def rolled_up(company: Company, resolutions: Resolutions) -> Figures:
    """The figures of a company."""
    return roll_up(company.okrs, resolutions, today=TODAY, settings=ProgressSettings())


def judged(company: Company, resolutions: Resolutions, figures: Figures) -> tuple[Finding, ...]:
    """The findings in a company, by all rules."""
    case = Case(
        workbooks=tuple(company.workbooks),
        readings=tuple(company.readings),
        okrs=company.okrs,
        resolutions=resolutions,
        figures=figures,
        today=TODAY,
        facts=facts_of(
            company.okrs,
            resolutions,
            figures=figures,
            titles={book.source: book.title for book in company.workbooks},
            today=TODAY,
            close_after=LintSettings().close_after,
        ),
    )
    return run(case, CATALOGUE)


def measure(company: Company) -> Seconds:
    """The stages behind reading, one after the other."""
    resolutions, resolving = _timed(partial(understood, company))
    figures, rolling = _timed(partial(rolled_up, company, resolutions))
    _, linting = _timed(partial(judged, company, resolutions, figures))
    texts = resolutions.resolutions
    found = sum(one.outcome is Outcome.RESOLVED for one in texts)
    return Seconds(resolving, rolling, linting, found / len(texts))


def main() -> None:
    """Print the seconds of each stage for 10,000 and 100,000 key results, and how they grow."""
    taken: list[Seconds] = []
    for size in (10_000, 100_000):
        company, reading = _timed(partial(_drawn_and_read, size // (ROWS * KEY_RESULTS)))
        one = measure(company)
        taken.append(one)
        print(  # noqa: T201 a benchmark prints
            f"{size:>7,} key results: resolve {one.resolve:5.2f} s, roll up {one.roll_up:5.2f} s, "
            f"lint {one.lint:5.2f} s, together {one.total:5.2f} s; {one.resolved:.0%} of the alignments "
            f"resolved (drawn and read in {reading:.1f} s)"
        )
    print(f"ten times as many take {taken[1].total / taken[0].total:.1f} times as long")  # noqa: T201 as above


def _drawn_and_read(tabs: int) -> Company:
    return read_company(draw_company(tabs))


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """What some work makes, and the processor's seconds; nothing is collected, as on the command line."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    try:
        return work(), time.process_time() - begun
    finally:
        gc.enable()


def _titles(random: Random) -> Iterator[str]:
    """Titles of five words each that mean something, none of them twice."""
    met: set[str] = set()
    while True:
        words = map(random.choice, (_VERBS, _QUALITIES, _THINGS, _PLACES, _CUSTOMERS))
        title = "{} the {} {} in {} with {}".format(*words).capitalize()
        if title not in met:
            met.add(title)
            yield title


def _sheet(
    tab: int, objectives: int, *, titles: Iterator[str], above: Sequence[str], random: Random
) -> Sheet:
    """One tab of typed rows; the objectives of the first ones are those `above`."""
    rows: list[Sequence[str | int | None]] = [_HEADINGS]
    own = iter(above[tab * objectives : (tab + 1) * objectives])
    for number in range(1, objectives + 1):
        parent = _parent(random, above, objectives) if tab else None
        title = next(own, None) or next(titles)
        rows.append((f"O{number}", "Objective", title, parent, f"Head of {_team(tab)}"))
        for one in range(1, KEY_RESULTS + 1):
            parent = _parent(random, above, objectives) if tab else None
            title = next(titles)
            named = (f"KR{number}.{one}", "Key result", title)
            values = _values(random, falls=title.startswith(_FALLING))
            rows.append((*named, parent, f"Person {one}", *values, "2026-12-31"))
    grid = {
        (row, column): Cell(value)
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value is not None
    }
    return Sheet(f"{_team(tab)} Q4 2026", grid)


def _values(random: Random, *, falls: bool) -> tuple[int, int, int]:
    """Baseline, current and target; one in five is behind the calendar, as in a company that does well."""
    way = random.randrange(10, 40) if random.random() < 0.2 else random.randrange(45, 95)
    return (110, 110 - way, 10) if falls else (10, 10 + way, 110)


def _team(tab: int) -> str:
    """The name of a tab's team: the company's, then one for each trade and place."""
    trade, place = divmod(tab - 1, len(_PLACES))
    return f"{_TRADES[trade]} {_PLACES[place]}".title() if tab else "Company"


def _parent(random: Random, above: Sequence[str], objectives: int) -> str | None:
    """What one row writes into its parent cell."""
    chance = random.random()
    title = random.choice(above)
    if chance < 0.01:
        return f"X-{random.randrange(1000)}"
    if chance < 1 / 3:
        return _misspelt(title, random)
    if chance < 0.6:
        return f"O{random.randrange(1, objectives + 1)}"
    if chance < 2 / 3:
        return f"Company Q4 2026!O{random.randrange(1, objectives + 1)}"
    return title if chance < 0.77 else None


def _misspelt(title: str, random: Random) -> str:
    """A title of which one word lacks a letter inside."""
    words = title.split()
    number = random.choice([number for number, word in enumerate(words) if len(word) > 4])
    cut = random.randrange(1, len(words[number]) - 1)
    words[number] = words[number][:cut] + words[number][cut + 1 :]
    return " ".join(words)


if __name__ == "__main__":
    main()
