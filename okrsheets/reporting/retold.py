"""What figures and policies say of themselves in English, in the language of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from okrsheets.reporting.wording import one_line, with_days
from okrsheets.tongue import ENGLISH, Tongue, message

__all__ = [
    "MEASURES",
    "PACE",
    "PARENTS",
    "REASONS",
    "RECEIVING",
    "ROLL_UPS",
    "inside",
    "retold",
    "retold_each",
]

REASONS = (
    message("no values"),
    message("no target"),
    message("no baseline"),
    message("no current value"),
    message("no key results"),
    message("no cycle"),
    message("no update since {day}"),
    message("not read since {day}"),
    message("no reason given"),
    message("the target cannot be read"),
    message("the current value cannot be read"),
    message("the values are too far apart"),
    message("target is its baseline"),
    message("only a status word"),
    message("nothing is known of its key results"),
    message("nothing is known of its objectives"),
    message("nothing is known of what contributes to it"),
    message("nothing that is aligned to it counts"),
    message("none of its key results counts"),
    message("estimated from what is aligned to it directionally"),
    message("is cancelled"),
    message("is postponed"),
    message("has a parent that is cancelled"),
    message("has a parent that is postponed"),
    message("weighs nothing"),
    message("stands beside a figure that its parent has itself"),
    message("does not count by the roll-up in force"),
    message("counts by a shorter way"),
)
"""Why a figure is unknown, or a part does not count."""

PACE = (
    message(
        "On track to {near} points behind the calendar ({last} in the last {share} % of the time), "
        "behind to {far}, at risk above"
    ),
    message("On track without a gap to what time asks for, behind to 25 points, at risk above"),
    message(
        "On track to 16.5 points behind what time asks for, behind to 33, at risk above; a state that does "
        "not hold is behind until it is due"
    ),
    message("On track to 20 points behind what time asks for, behind to 40, at risk above"),
    message("On track to 5 points behind what time asks for, behind to 15, at risk above"),
    message("On track to 10 points behind what time asks for, behind above; nothing is at risk"),
    message(
        "On track without a gap to what time asks for, behind to 10 points, at risk above and when past due"
    ),
    message("On track from 95 % of what time asks for, behind from 75 %, at risk below"),
    message("On track from 70 % of what time asks for, behind from 40 %, at risk below"),
    message("On track from 90 % of what time asks for, behind from 70 %, at risk below"),
    message("On track from 99 % of what time asks for, behind from 81 %, at risk below"),
    message("On track from 90 % of what time asks for, behind from 75 %, at risk below"),
    message("On track from 75 % progress, behind from 50 %, at risk below, whatever the day"),
    message(
        "On track from 60 % progress, behind from 20 %, at risk below, in whole per cent, whatever the day"
    ),
    message("On track above 66.66 % progress, behind above 33.33 %, at risk to there, whatever the day"),
    message(
        "On track above 70 % progress, behind above 30 %, at risk to there, in whole per cent, "
        "whatever the day"
    ),
    message("On track from 70 % progress, behind from 40 %, at risk below, whatever the day"),
    message("On track from 70 % of the way to the target, behind from 30 %, at risk below, whatever the day"),
)
"""How the pace policies judge; the first is the default one with its thresholds."""

PARENTS = (
    message("A parent is judged by its own progress against time"),
    message("A parent has the status of its weakest part"),
    message("A parent has the rounded mean of its parts' statuses"),
)

MEASURES = (
    message("A state to hold does not hold at its bound itself"),
    message(
        "A state to hold counts by its distance from its bound: what lies short of it counts in part, and "
        "what lies beyond it more than all"
    ),
    message(
        "A state to hold counts the check-ins at which it held, of all that its time asks for; one that is "
        "missing did not hold"
    ),
    message("A state to hold counts by its worst check-in"),
    message("Key results that moved the wrong way stand at 0"),
    message("Key results are held within 0 and 100 %"),
    message("Key results are held within 0 and 100 %, and stand at 0 where the target is the baseline"),
    message(
        "Key results are held within 0 and 100 %, in whole per cent; where the target is the baseline, to be "
        "there is all"
    ),
)
"""How the measuring policies measure, but for the default one."""

ROLL_UPS = (
    message(
        "Key results, its own and those that others deliver, and contributing objectives side by side, "
        "each by its weight"
    ),
    message(
        "Key results and contributing objectives side by side, all alike, and what is beyond 100 % counts; a "
        "key result that others deliver counts what their values add up to"
    ),
    message("Key results and contributing objectives in one flat mean, each by its weight"),
    message("The weighted mean, whose weights need not add up to anything"),
    message("All key results together are one item beside each contributing objective"),
    message("Contributing objectives count only where there are no key results"),
    message("Weights add up to 100 %: what is said stands, and the others share what is left"),
    message("All alike, each objective in whole per cent, where a half is rounded down"),
)

RECEIVING = (
    message("owner of OKRs"),
    message("owner of OKRs, by an address in a sheet"),
    message("one of the leaders"),
    message("lead of {team}"),
    message("mail of {team}"),
)
"""Why somebody gets a mail."""

_NAMED = r"\\{(\w+)\\}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def retold(words: str, tongue: Tongue) -> str:
    """The same said in a tongue; what is not of ours, as of a policy of one's own, stays as it is.

    >>> retold("no update since 2026-10-09", ENGLISH)
    'no update since 9 Oct 2026'
    """
    line = one_line(words)
    if tongue is ENGLISH:
        return with_days(line)
    for form, values in _forms().items():
        if found := values.fullmatch(line):
            return tongue(form, **{name: _value(text, tongue) for name, text in found.groupdict().items()})
    return with_days(tongue(line), tongue)


def retold_each(words: str, tongue: Tongue) -> str:
    """Several reasons, with signs between them, each retold."""
    return tongue("; ").join(retold(each, tongue) for each in one_line(words).split("; "))


def inside(words: str) -> str:
    """A sentence as it stands inside another one: without its capital."""
    return words[:1].lower() + words[1:]


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    """Those of the messages that hold values, each with what finds them."""
    return {
        form: re.compile(re.sub(_NAMED, r"(?P<\1>.+)", re.escape(form)))
        for form in (*REASONS, *PACE, *RECEIVING)
        if "{" in form
    }


def _value(text: str, tongue: Tongue) -> str:
    if _DAY.fullmatch(text):
        return tongue.day(date.fromisoformat(text))
    return tongue.rewritten(text) if _NUMBER.fullmatch(text) else text
