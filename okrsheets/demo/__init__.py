"""A company to try everything on: workbooks as teams keep them, with faults to find."""

from __future__ import annotations

from okrsheets.demo.laying import DemoCompany, lay_company
from okrsheets.demo.planted import PLANTED

__all__ = ["PLANTED", "DemoCompany", "lay_company"]
