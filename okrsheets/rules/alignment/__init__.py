"""Rules about work that serves nothing, goals that nothing serves, and links that do harm."""

from __future__ import annotations

from okrsheets.rules.alignment.copies import copied_workbook, copies_disagree
from okrsheets.rules.alignment.health import low_alignment_health
from okrsheets.rules.alignment.reaching import (
    detached_island,
    no_alignment,
    orphan_objective,
    skipped_level,
    unsupported_key_result,
)
from okrsheets.rules.alignment.shares import (
    double_counted,
    many_parents,
    odd_contribution,
    unshared_parents,
)
from okrsheets.rules.alignment.teams import lone_contributor, silo_team, twin_objectives

__all__ = ["RULES"]

RULES = (
    no_alignment,
    orphan_objective,
    detached_island,
    unsupported_key_result,
    skipped_level,
    silo_team,
    many_parents,
    unshared_parents,
    double_counted,
    odd_contribution,
    twin_objectives,
    lone_contributor,
    low_alignment_health,
    copies_disagree,
    copied_workbook,
)
