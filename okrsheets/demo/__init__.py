"""A company to try everything on: workbooks as teams keep them, with faults to find."""

from __future__ import annotations

from okrsheets.demo.laying import DemoCompany, as_in_earlier_weeks, lay_company
from okrsheets.demo.planted import PLANTED

__all__ = ["PLANTED", "DemoCompany", "as_in_earlier_weeks", "lay_company"]
