"""People and IT.xlsx of the demo: what the teams People and IT set out to do."""

from __future__ import annotations

from okrsheets.demo.shapes import (
    AHEAD,
    AT_RISK,
    BEHIND,
    DONE,
    FINE_PERCENT,
    HUNDREDTHS,
    PERCENT,
    TENTHS,
    DemoTab,
)
from okrsheets.demo.shapes import DemoKeyResult as Kr
from okrsheets.demo.shapes import DemoObjective as Objective

__all__ = ["IT", "PEOPLE"]

_FILE = "People and IT.xlsx"

PEOPLE = DemoTab(
    _FILE,
    "People",
    (
        Objective(
            "O1",
            "Help managers to lead their people well",
            "Greta Holm",
            "CO-4.1",
            key_results=(
                Kr(
                    "Raise the managers with monthly one-on-ones from 55 % to 90 %",
                    "Greta Holm",
                    0.55,
                    0.90,
                    PERCENT,
                    0.01,
                ),
                Kr(
                    "Raise the upward feedback score from 3.6 to 4.2",
                    "Yuki Tanaka",
                    3.6,
                    4.2,
                    HUNDREDTHS,
                    0.01,
                    AHEAD,
                ),
                Kr(
                    "Increase the graduates of the leadership course from 12 to 40",
                    "Yuki Tanaka",
                    12,
                    30,
                    lag=BEHIND,
                    added=2,
                    lowered_from=40,
                ),
            ),
            missed=1,
        ),
        Objective(
            "O2",
            "Continue to be the place where good people stay",
            "Oliver Grant",
            "Reduce voluntary turnover from 14 % to 10 %\nIT!O1",
            key_results=(
                Kr(
                    "Reduce the days to fill an open role from 58 to 40",
                    "Oliver Grant",
                    58,
                    40,
                    TENTHS,
                    0.5,
                    0.03,
                ),
                Kr(
                    "Raise the acceptance of our offers from 72 % to 85 %",
                    "Oliver Grant",
                    0.72,
                    0.85,
                    FINE_PERCENT,
                    0.005,
                    DONE,
                ),
                Kr(
                    "Raise the satisfaction with the first month from 74 % to 90 %",
                    "Yuki Tanaka",
                    0.74,
                    0.90,
                    FINE_PERCENT,
                    0.005,
                ),
            ),
        ),
    ),
)

IT = DemoTab(
    _FILE,
    "IT",
    (
        Objective(
            "O1",
            "Give everyone a workplace that just works",
            "Ravi Patel",
            "Company!CO-4.1",
            key_results=(
                Kr(
                    "Reduce the median time to solve a ticket from 19 to 8 hours",
                    "Katja Meier",
                    19,
                    8,
                    TENTHS,
                    0.2,
                ),
                Kr("Roll out the new service desk to all offices", "Katja Meier", 0, 1, PERCENT, 0.05, 0.18),
                Kr(
                    "Reduce the laptops past their best from 130 to 40",
                    "Ravi Patel",
                    130,
                    40,
                    lag=AHEAD,
                    stated=-0.15,
                    typed=True,
                ),
            ),
        ),
        Objective(
            "O2",
            "Protect what riders entrust to us",
            "Samuel Osei",
            key_results=(
                Kr(
                    "Increase the accounts with a hardware key from 20 % to 95 %",
                    "Samuel Osei",
                    0.20,
                    0.95,
                    PERCENT,
                    0.01,
                ),
                Kr(
                    "Reduce the open critical security findings from 34 to 4",
                    "Samuel Osei",
                    34,
                    4,
                    lag=AT_RISK,
                ),
            ),
        ),
    ),
)
