"""A plan that a person looked at: read from its file, and compared with what would be written now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from okrsheets.edits import WritePlan
from okrsheets.errors import UsageError, WriteRefusedError, reason_of
from okrsheets.tuples import NamedTuple

__all__ = ["Reviewed", "load_reviewed"]

_MOST_BYTES = 200_000_000


class Reviewed(NamedTuple):
    """What `plan --format json --out FILE` wrote: the day it was made for, and its plan for each workbook."""

    name: str
    today: date
    plans: Mapping[str, Any]  # workbook -> its part of the document, compared and never acted upon

    def holds(self, plan: WritePlan) -> bool:
        """Whether the file speaks of the workbook."""
        return plan.workbook in self.plans

    def refuse_other(self, plans: Sequence[WritePlan]) -> None:
        """Raise WriteRefusedError unless these plans, made now, are for its workbooks the very same."""
        from okrsheets.reporting import plan_document

        now = {plan.workbook: plan for plan in plans}
        for workbook, reviewed in self.plans.items():
            plan = now.get(workbook)
            made = plan_document([plan] if plan else [], today=self.today)["plans"]
            if made != [reviewed]:
                saved = plan is not None and plan.revision != reviewed.get("revision")
                what = "was saved since the plan was made" if saved else "would be written otherwise by now"
                cure = f"make {self.name} anew and look at it again"
                raise WriteRefusedError(workbook, "plan-outdated", what, cure)


def load_reviewed(path: Path) -> Reviewed:
    """The plan in a file. Raises UsageError where there is none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(
                str(path), "is too large for a plan", "make it with plan --format json --out FILE"
            )
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(str(path), f"cannot be read: {reason_of(error)}", "check the path") from error
    except (ValueError, RecursionError):
        document = None
    try:
        plans = {str(plan["workbook"]): plan for plan in document["plans"]}
        return Reviewed(str(path), date.fromisoformat(document["today"]), plans)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        cure = "make it with plan --format json --out FILE"
        raise UsageError(str(path), "is no plan of okrsheets", cure) from error
