"""How long the mails of a company of 5,000 objectives take, each to an owner of one."""

from __future__ import annotations

import time
from datetime import date, timedelta

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    Figures,
    Finding,
    HistoryView,
    Moment,
    OkrSet,
    Past,
    Place,
    Recipient,
    Resolutions,
    Results,
    Severity,
    Status,
)
from okrsheets.reporting import Digests, DigestSettings
from tests.okrs import key_result, objective, okr_set

__all__ = ["drawn", "main"]

TODAY = date(2026, 11, 23)
LAST_MAIL = TODAY - timedelta(days=7)
OBJECTIVES, TEAMS, BELOW = 5_000, 200, 5
STATUSES = (Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.DONE)


def main() -> None:
    """Print the processor's seconds of what all mails share, and the milliseconds of one."""
    results = drawn(OBJECTIVES)
    begun = time.process_time()
    digests = Digests.of(results, settings=DigestSettings(report_url="https://okr.example.org/"))
    digests.digest(_owner(results, 0), since=LAST_MAIL)
    shared = time.process_time() - begun
    begun = time.process_time()
    sizes = [
        len(made.html)
        for number in range(OBJECTIVES)
        if (made := digests.digest(_owner(results, number), since=LAST_MAIL))
    ]
    each = (time.process_time() - begun) / len(sizes)
    print(  # noqa: T201 a benchmark prints
        f"{len(sizes):,} mails: {each * 1000:.1f} ms and {sum(sizes) / len(sizes) / 1000:.0f} kB each, "
        f"{shared:.1f} s for what they share"
    )


def drawn(number: int) -> Results:
    """A company of that many objectives, each aligned to another, with a finding and a week's moves."""
    okrs = okr_set(
        *(
            objective(
                f"T-{n}",
                f"Make the thing number {n} twice as good for everyone",
                team=f"Team {n % TEAMS}",
                owners=(f"Owner {n}",),
                key_results=[
                    key_result(
                        f"KR{k}", f"Raise figure {k} of thing {n}", baseline=0, current=k + 1, target=10
                    )
                    for k in range(3)
                ],
            )
            for n in range(number)
        )
    )
    return Results(
        (),
        (),
        okrs,
        Resolutions((), _alignments(okrs), frozenset({okrs.objectives[0].key})),
        Figures(
            {
                key: Figure((place % 9) / 10, status=STATUSES[place % 4], expected=0.58)
                for place, key in enumerate(okrs.by_key)
            },
            {},
        ),
        tuple(
            Finding("missing-owner", Severity.WARNING, Place.at_cell(one.at), "no owner", "name one", one.key)
            for one in okrs.objectives
        ),
        TODAY,
        history=_last_week(okrs),
    )


def _alignments(okrs: OkrSet) -> tuple[Alignment, ...]:
    keys = [each.key for each in okrs.objectives]
    return tuple(
        Alignment(keys[n], keys[(n - 1) // BELOW], AlignmentKind.STRAIGHTFORWARD, None, carries=True)
        for n in range(1, len(keys))
    )


def _last_week(okrs: OkrSet) -> HistoryView:
    return HistoryView(
        {
            each.key: Past(each.key, (Moment(LAST_MAIL, each.title, 0, 0.5, 10, progress=0.05),))
            for each in okrs.key_results
        }
    )


def _owner(results: Results, number: int) -> Recipient:
    one = results.okrs.objectives[number]
    return Recipient(
        f"owner{number}@example.org",
        f"Owner {number}",
        okrs=frozenset(each.key for each in one.family),
        teams=(one.team or "",),
    )


if __name__ == "__main__":
    main()
