"""What changes colour: the OKRs whose status another pace policy sees otherwise than the one in force."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.model import Comparison, Okr, Results, Status
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.wording import Chip, percent, status_chip
from okrsheets.tuples import NamedTuple

__all__ = ["Change", "Recoloured", "changes", "recoloured"]

MOST = 200  # what someone still reads on a page; the JSON has all of them


class Change(NamedTuple):
    """One OKR whose status differs: what the policy in force says, and what the other one does."""

    okr: Okr
    before: Status
    after: Status


class ChangeView(NamedTuple):
    """One change to print, with the OKR's progress beside what was expected."""

    link: Link
    before: Chip
    after: Chip
    words: str


class Recoloured(NamedTuple):
    """Both policies by name, a sentence on what changes, the changes, and what is not listed."""

    asked: str
    in_force: str
    tally: str
    changes: tuple[ChangeView, ...]
    left: str


def changes(results: Results, in_force: Comparison) -> Iterator[Change]:
    """The OKRs of these results that the policy in force gives another status, in the sheets' order."""
    figures = results.figures.okrs
    for okr in results.okrs.okrs:
        before = in_force.figures.okrs.get(okr.key, NO_FIGURE).status
        after = figures.get(okr.key, NO_FIGURE).status
        if before is not after:
            yield Change(okr, before, after)


def recoloured(
    results: Results, *, asked: str, in_force: Comparison | None, links: Links
) -> Recoloured | None:
    """The changes to print; None where the results are judged by the policy in force."""
    if in_force is None:
        return None
    found = list(changes(results, in_force))
    total = sum(1 for _ in results.okrs.okrs)
    left, tongue = len(found) - MOST, links.tongue
    return Recoloured(
        asked,
        in_force.policy,
        tongue.plural(
            len(found),
            "By {asked} instead of {in_force}, the policy in force, {n} OKR of {total} changes status",
            "By {asked} instead of {in_force}, the policy in force, {n} OKRs of {total} change status",
            asked=asked,
            in_force=in_force.policy,
            total=tongue.number(total),
        ),
        tuple(_view(change, results, links) for change in found[:MOST]),
        tongue.plural(left, "{n} more is in the JSON form", "{n} more are in the JSON form")
        if left > 0
        else "",
    )


def _view(change: Change, results: Results, links: Links) -> ChangeView:
    figure = results.figures.okrs.get(change.okr.key, NO_FIGURE)
    tongue, figures = links.tongue, percent(figure.progress, links.tongue)
    if figure.expected is not None:
        figures += ", " + tongue("expected {share}", share=tongue.percent(figure.expected))
    return ChangeView(
        links.full_link(change.okr.key),
        status_chip(change.before, tongue),
        status_chip(change.after, tongue),
        figures,
    )
