"""The facts of all alignments as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.model import AlignmentFacts, AlignmentHealth, SidewaysLink, Support

if TYPE_CHECKING:
    from okrsheets.reporting.json_text import Document

__all__ = ["facts_document"]


def facts_document(facts: AlignmentFacts) -> Document:
    """What the alignments show together; OKRs are named by their keys, teams by their names."""
    return {
        "health": None if facts.health is None else _health(facts.health),
        "levels": dict(facts.levels),
        "islands": [
            {"objectives": list(each.objectives), "highest": list(each.highest)} for each in facts.islands
        ],
        "skipped_levels": [each._asdict() for each in facts.skipped_levels],
        "double_counts": [
            {"key": each.key, "reaches": each.reaches, "paths": [list(path) for path in each.paths]}
            for each in facts.double_counts
        ],
        "sideways": [_sideways(each) for each in facts.sideways],
        "dependencies": [each._asdict() for each in facts.dependencies],
        "waiting": [list(path) for path in facts.waiting],
        "coverage": [_support(each) for each in facts.coverage],
        "contributors": {key: dict(counts) for key, counts in facts.contributors.items()},
    }


def _health(health: AlignmentHealth) -> Document:
    return {
        "score": health.score,
        "target": health.target,
        "red": health.red,
        "parts": [
            {
                "name": part.name,
                "share": part.share,
                "weight": part.weight,
                "target": part.target,
                "red": part.red,
                "met": list(part.met),
                "missing": list(part.missing),
            }
            for part in health.parts
        ],
    }


def _sideways(link: SidewaysLink) -> Document:
    return {**link._asdict(), "kind": link.kind.value}


def _support(row: Support) -> Document:
    by: Document = {team: kind.value for team, kind in row.by.items()}
    return {"objective": row.objective, "key": row.key, "by": by}
