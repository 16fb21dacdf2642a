"""Findings as a JUnit report, which every build server shows: a suite a workbook, a case a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from okrsheets.model import Finding, Severity
from okrsheets.patterns import pattern

__all__ = ["junit_text"]

_NOT_XML = pattern("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_text(findings: Iterable[Finding], *, workbooks: Sequence[str], limit: Severity | None) -> str:
    """The report as XML, after the schema that Jenkins publishes (junit-10.xsd).

    Findings at or above `limit` are failures, others passed cases with the words in their output; None
    fails nothing. A workbook without findings is a suite with one passed case.
    """
    by_workbook: dict[str, list[Finding]] = {name: [] for name in workbooks}
    for workbook, group in groupby(findings, key=lambda finding: finding.place.workbook):
        by_workbook.setdefault(workbook, []).extend(group)
    suites = ET.Element("testsuites", name="okrsheets")
    for workbook, found in by_workbook.items():
        suites.append(_suite(workbook, found, limit))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(workbook: str, found: Sequence[Finding], limit: Severity | None) -> ET.Element:
    cases = [_case(one, limit) for one in found] or [
        ET.Element("testcase", classname=_clean(workbook), name="no findings")
    ]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = ET.Element("testsuite", name=_clean(workbook), tests=str(len(cases)), failures=str(failures))
    suite.set("errors", "0")
    suite.extend(cases)
    return suite


def _case(finding: Finding, limit: Severity | None) -> ET.Element:
    place = _clean(str(finding.place))
    case = ET.Element("testcase", classname=_clean(finding.place.workbook), name=f"{place} {finding.rule}")
    words = _clean(f"{place}: {finding.message}" + (f"\n{finding.hint}" if finding.hint else ""))
    if limit is not None and finding.severity >= limit:
        failure = ET.SubElement(case, "failure", message=_clean(finding.message), type=finding.rule)
        failure.text = words
    else:
        ET.SubElement(case, "system-out").text = words
    return case


def _clean(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return _NOT_XML.sub(" ", text)
