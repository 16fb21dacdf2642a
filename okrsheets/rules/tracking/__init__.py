"""Rules about how OKRs are tracked: what is said of them, when, and how they stand against time."""

from __future__ import annotations

from okrsheets.rules.tracking.beyond import moved_backwards, over_delivered
from okrsheets.rules.tracking.confidence import low_confidence, red_without_note
from okrsheets.rules.tracking.course import forecast_short, slowing, stalled
from okrsheets.rules.tracking.goalposts import moved_goalposts
from okrsheets.rules.tracking.pace import behind_pace, closed_without_score, past_due
from okrsheets.rules.tracking.rate import low_check_in_rate
from okrsheets.rules.tracking.stated import stated_differs, watermelon
from okrsheets.rules.tracking.updates import never_updated, stale_check_in

__all__ = ["RULES"]

RULES = (
    stale_check_in,
    never_updated,
    stalled,
    slowing,
    behind_pace,
    forecast_short,
    past_due,
    moved_backwards,
    low_confidence,
    red_without_note,
    watermelon,
    moved_goalposts,
    stated_differs,
    over_delivered,
    closed_without_score,
    low_check_in_rate,
)
