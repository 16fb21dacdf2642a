"""Rules about what alignment texts and ids refer to."""

from __future__ import annotations

from okrsheets.rules.references.ids import duplicate_id, foreign_id
from okrsheets.rules.references.links import alignment_cycle, closed_parent, cycle_mismatch, sibling_alignment
from okrsheets.rules.references.lists import unlisted_objective
from okrsheets.rules.references.suspects import suspect_alignment
from okrsheets.rules.references.texts import (
    ambiguous_alignment,
    dangling_alignment,
    unreachable_source,
    vague_alignment,
)

__all__ = ["RULES"]

RULES = (
    dangling_alignment,
    unlisted_objective,
    vague_alignment,
    ambiguous_alignment,
    duplicate_id,
    alignment_cycle,
    sibling_alignment,
    unreachable_source,
    closed_parent,
    cycle_mismatch,
    foreign_id,
    suspect_alignment,
)
