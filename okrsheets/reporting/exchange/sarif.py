"""Findings as SARIF 2.1.0, which code scanning services take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsheets.model import Finding, PlaceKind, Severity
from okrsheets.reporting.exchange.marks import finding_mark
from okrsheets.reporting.json_text import Document, Json
from okrsheets.reporting.wording import one_line

if TYPE_CHECKING:
    from okrsheets.lint import Rule

__all__ = ["sarif_document"]

_LEVELS: dict[Severity, Json] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_KEPT_IN_ADDRESSES = "/:@!$&'()*+,;=~-._%?#"


def sarif_document(findings: Iterable[Finding], *, rules: Sequence[Rule], version: str) -> Document:
    """One run with the whole catalogue and a result a finding (docs.oasis-open.org/sarif/sarif/v2.1.0).

    A cell is a logical location, `Sales!F7`: a workbook has no lines. Where a sheet is a file of
    text its row and column stand as a region, too.
    """
    places = {rule.name: at for at, rule in enumerate(rules)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "okrsheets", "version": version, "rules": [_rule(r) for r in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, places) for one in findings],
            }
        ],
    }


def _rule(rule: Rule) -> Document:
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": rule.page.partition("\n\nBad:")[0]},
        "help": {"text": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(finding: Finding, places: dict[str, int]) -> Document:
    cure = f"; {finding.hint}" if finding.hint else ""
    result: Document = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": one_line(finding.message + cure)},
        "locations": [_location(finding)],
        "partialFingerprints": {"okrsheets/v1": finding_mark(finding)},
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    return result


def _location(finding: Finding) -> Document:
    place = finding.place
    physical: Document = {"artifactLocation": {"uri": _address(place.workbook)}}
    if place.row and PurePath(place.workbook).suffix.lower() in (".csv", ".tsv", ".tab"):
        physical["region"] = {"startLine": place.row, "startColumn": max(place.column, 1)}
    location: Document = {"physicalLocation": physical}
    if place.kind is not PlaceKind.WORKBOOK:
        words = one_line(str(place))
        location["logicalLocations"] = [{"fullyQualifiedName": words, "kind": place.kind.value}]
    return location


def _address(workbook: str) -> str:
    """A path as the reference to it, an address as it stands."""
    path = workbook if "://" in workbook else PurePath(workbook).as_posix()
    return quote(path, safe=_KEPT_IN_ADDRESSES if "://" in workbook else "/")
