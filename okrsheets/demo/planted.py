"""The faults that stand in the demo on purpose, one for each rule that it shows."""

from __future__ import annotations

from okrsheets.demo.shapes import Planted

__all__ = ["PLANTED"]

_COMPANY = "Company.xlsx"
_PRODUCT = "Product.xlsx"
_PEOPLE = "People and IT.xlsx"

PLANTED = (
    Planted("unsupported-key-result", _COMPANY, "Company", "E14", "no team took up the leaders"),
    Planted("dangling-alignment", _COMPANY, "Sales", "D8", "CO-9 was meant to be CO-3"),
    Planted("target-is-baseline", _COMPANY, "Sales", "K8", "the target was copied from the baseline"),
    Planted("left-out-rows", _COMPANY, "Sales", "A11", "the row of the average is no key result"),
    Planted("placeholder-text", _COMPANY, "Marketing", "F7", "the figure was to follow, and never did"),
    Planted("too-many-key-results", _COMPANY, "Marketing", "B8", "six under one objective"),
    Planted("safe-goal", _COMPANY, "Marketing", "K11", "it will come by itself"),
    Planted("number-in-objective", _COMPANY, "Marketing", "B14", "a key result in the place of a goal"),
    Planted("ambiguous-alignment", _PRODUCT, "Platform", "D7", "both People and IT have an O1"),
    Planted("stated-differs", _PRODUCT, "Platform", "K9", "the typed progress is 30 points too good"),
    Planted("unmeasurable-key-result", _PRODUCT, "Platform", "C10", "a feeling, and no figure"),
    Planted("error-value", _PRODUCT, "Platform", "J14", "the tab that the target came from was deleted"),
    Planted(
        "formula-disagrees", _PRODUCT, "Mobile", "K6", "it divides by the target and leaves out the baseline"
    ),
    Planted("alignment-cycle", _PRODUCT, "Mobile", "D8", "MO-2 and PL-3 each claim the other as parent"),
    Planted("missing-owner", _PRODUCT, "Mobile", "E9", "its owner left the company"),
    Planted("watermelon", _PRODUCT, "Mobile", "L10", "its owner still hopes"),
    Planted("duplicate-id", _PRODUCT, "Mobile", "B11", "the row was copied and kept its id"),
    Planted("no-key-results", _PRODUCT, "Mobile", "C12", "only an intention so far"),
    Planted("range-misses-rows", _PEOPLE, "People", "H5", "the third key result was added later"),
    Planted(
        "words-contradict-columns", _PEOPLE, "People", "G8", "the target was lowered, the words were not"
    ),
    Planted("business-as-usual", _PEOPLE, "People", "B9", "nothing is to be different"),
    Planted("activity-not-outcome", _PEOPLE, "IT", "B7", "it can be rolled out and help nobody"),
    Planted("typed-over-formula", _PEOPLE, "IT", "H8", "somebody wrote over it, weeks ago"),
    Planted("orphan-objective", _PEOPLE, "IT", "D9", "IT forgot to say what it is for"),
)
