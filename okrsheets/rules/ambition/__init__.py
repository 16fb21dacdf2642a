"""Rules about ambition: goals that ask too little, and what became of those that asked for something."""

from __future__ import annotations

from okrsheets.rules.ambition.keeping import committed_missed, lowered_target, sandbagged_cycle
from okrsheets.rules.ambition.setting import overconfident, safe_goal, set_higher

__all__ = ["RULES"]

RULES = (
    safe_goal,
    set_higher,
    overconfident,
    sandbagged_cycle,
    committed_missed,
    lowered_target,
)
