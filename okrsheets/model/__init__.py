"""OKRs and what the stages hand on: objectives, key results, alignments, figures, findings."""

from __future__ import annotations

from okrsheets.model.alignments import Alignment, Outcome, Resolution, Resolutions
from okrsheets.model.figures import Comparison, Figure, Figures, Part, whole_percent
from okrsheets.model.findings import Finding, Place, PlaceKind, Severity
from okrsheets.model.history import HistoryView, Moment, Past, SeenAlignment, SeenHeading, touched_on
from okrsheets.model.marks import marks_of
from okrsheets.model.okrs import AlignmentText, CheckIn, Copy, KeyResult, Objective, Okr, OkrSet, id_apart
from okrsheets.model.readings import (
    Amiss,
    ColumnReading,
    CopyReading,
    FoundColumn,
    LeftOut,
    ManagedMemory,
    Reading,
    Remark,
    RowReading,
    SheetReading,
    TableReading,
    UnlistedReading,
)
from okrsheets.model.rekeying import rekeyed
from okrsheets.model.results import Results, Understood
from okrsheets.model.scope import EVERY_CYCLE, Scope, narrow, narrow_understood
from okrsheets.model.words import (
    CLOSE_AFTER,
    AlignmentKind,
    Ambition,
    Cycle,
    CyclePhase,
    Direction,
    Field,
    Level,
    Measure,
    Status,
)
from okrsheets.model.writes import LastWrite

__all__ = [
    "CLOSE_AFTER",
    "EVERY_CYCLE",
    "Alignment",
    "AlignmentKind",
    "AlignmentText",
    "Ambition",
    "Amiss",
    "CheckIn",
    "ColumnReading",
    "Comparison",
    "Copy",
    "CopyReading",
    "Cycle",
    "CyclePhase",
    "Direction",
    "Field",
    "Figure",
    "Figures",
    "Finding",
    "FoundColumn",
    "HistoryView",
    "KeyResult",
    "LastWrite",
    "LeftOut",
    "Level",
    "ManagedMemory",
    "Measure",
    "Moment",
    "Objective",
    "Okr",
    "OkrSet",
    "Outcome",
    "Part",
    "Past",
    "Place",
    "PlaceKind",
    "Reading",
    "Remark",
    "Resolution",
    "Resolutions",
    "Results",
    "RowReading",
    "Scope",
    "SeenAlignment",
    "SeenHeading",
    "Severity",
    "SheetReading",
    "Status",
    "TableReading",
    "Understood",
    "UnlistedReading",
    "id_apart",
    "marks_of",
    "narrow",
    "narrow_understood",
    "rekeyed",
    "touched_on",
    "whole_percent",
]
