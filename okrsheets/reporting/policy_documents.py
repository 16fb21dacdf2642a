"""The JSON of what figures are judged by: the policies in force, and what another one changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.model import Comparison, Results
from okrsheets.reporting.json_text import Document
from okrsheets.reporting.recoloured import changes

if TYPE_CHECKING:
    from okrsheets.progress import ProgressSettings

__all__ = ["changes_document", "policies_document"]


def policies_document(settings: ProgressSettings) -> Document:
    """The policies in force, with what they were told."""
    pace, roll_up = settings.pace, settings.roll_up
    return {
        "pace": {
            "name": pace.policy.name,
            "summary": pace.policy.summary,
            "calls": {status.value: word for status, word in pace.policy.calls.items()},
            "goal_aspirational": pace.goal_aspirational,
            "too_early_share": pace.too_early_share,
            "cadence": pace.cadence,
            "grace": pace.grace,
            "parent": pace.parent.name,
        },
        "measure": {"name": settings.measure.name, "summary": settings.measure.summary},
        "roll_up": {
            "name": roll_up.policy.name,
            "summary": roll_up.policy.summary,
            "mode": roll_up.mode,
            "modes": {source: dict(tabs) for source, tabs in roll_up.modes.items()},
        },
    }


def changes_document(results: Results, in_force: Comparison) -> Document:
    """The OKRs whose status differs from that by the policy in force."""
    return {
        "in_force": in_force.policy,
        "okrs": [
            {"key": change.okr.key, "status": change.after.value, "in_force": change.before.value}
            for change in changes(results, in_force)
        ],
    }
