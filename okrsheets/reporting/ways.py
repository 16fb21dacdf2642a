"""Where the progress of a key result is another than that of its values on their way."""

from __future__ import annotations

from okrsheets.model import KeyResult, whole_percent

__all__ = ["is_counted_otherwise"]


def is_counted_otherwise(key_result: KeyResult, progress: float) -> bool:
    """Whether progress is not where the current value stands on the way from baseline to target.

    As where a measuring policy holds it within 0 and 100 %; by whole per cent, which is what people read.
    """
    current, target, baseline = key_result.current, key_result.target, key_result.baseline or 0.0
    if current is None or target is None:
        return False
    if target == baseline:
        return True
    return whole_percent((current - baseline) / (target - baseline)) != whole_percent(progress)
