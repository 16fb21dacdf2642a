"""What makes a finding the same one at the next run, wherever its row has gone."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from okrsheets.model import Finding

__all__ = ["finding_mark"]


def finding_mark(finding: Finding) -> str:
    """The mark of a finding: its rule, its file's name and the OKR it is about, 32 hexadecimal digits.

    What concerns no single OKR has its place without the row, and its words, in place of that.
    """
    place = finding.place
    about = (
        (finding.okr,) if finding.okr else (place.kind.value, place.sheet, place.team or "", finding.message)
    )
    parts = (finding.rule, PurePath(place.workbook).name, *about)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
