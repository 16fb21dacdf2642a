"""Rules over one case: what a rule is, which of them speak, and which findings stand."""

from __future__ import annotations

from okrsheets.lint.case import Case, narrowed
from okrsheets.lint.ruling import Check, Rule, finding, rule
from okrsheets.lint.running import run
from okrsheets.lint.settings import LintSettings
from okrsheets.lint.sharing import asked_once
from okrsheets.lint.suppressions import Suppression

__all__ = [
    "Case",
    "Check",
    "LintSettings",
    "Rule",
    "Suppression",
    "asked_once",
    "finding",
    "narrowed",
    "rule",
    "run",
]
