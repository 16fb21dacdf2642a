"""Product.xlsx of the demo: what the teams Platform and Mobile set out to do."""

from __future__ import annotations

from okrsheets.demo.shapes import (
    AHEAD,
    AT_RISK,
    BEHIND,
    DONE,
    EUROS,
    FINE_PERCENT,
    HUNDREDTHS,
    PERCENT,
    SECONDS,
    TENTHS,
    DemoTab,
)
from okrsheets.demo.shapes import DemoKeyResult as Kr
from okrsheets.demo.shapes import DemoObjective as Objective

__all__ = ["MOBILE", "PLATFORM"]

_FILE = "Product.xlsx"

PLATFORM = DemoTab(
    _FILE,
    "Platform",
    (
        Objective(
            "PL-1",
            "Reach every connected bike at any time",
            "Wei Zhang",
            "Company!CO-2",
            key_results=(
                Kr(
                    "Reduce the dropped bike connections per day from 2,400 to 900",
                    "Wei Zhang",
                    2400,
                    900,
                    step=10,
                ),
                Kr(
                    "Cut the median time to unlock a bike from 4.8 to 2.5 seconds",
                    "Lukas Novak",
                    4.8,
                    2.5,
                    SECONDS,
                    0.1,
                    DONE,
                ),
            ),
        ),
        Objective(
            "PL-2",
            "Give product teams data that they can trust",
            "Sofia Marino",
            "O1",
            key_results=(
                Kr(
                    "Increase the events with a tested schema from 40 % to 85 %",
                    "Sofia Marino",
                    0.40,
                    0.85,
                    PERCENT,
                    0.01,
                ),
                Kr(
                    "Reduce the hours until figures reach the dashboard from 30 to 6",
                    "Sofia Marino",
                    30,
                    6,
                    TENTHS,
                    0.5,
                    BEHIND,
                    stated=0.3,
                ),
                Kr("Product managers feel at home in the data", "Lukas Novak"),
            ),
        ),
        Objective(
            "PL-3",
            "Open the platform to partners worldwide",
            "Lukas Novak",
            "CO-3; MO-2",
            key_results=(
                Kr("Increase the partners with a live integration from 4 to 29", "Lukas Novak", 4, 29),
                Kr(
                    "Raise the monthly calls by partners from 1,200,000 to 3,000,000",
                    "Wei Zhang",
                    1_200_000,
                    3_000_000,
                    step=5_000,
                    lag=0.03,
                ),
                Kr("Raise the monthly fees paid by partners", "Sofia Marino", 18_000, None, EUROS),
            ),
        ),
    ),
)

MOBILE = DemoTab(
    _FILE,
    "Mobile",
    (
        Objective(
            "MO-1",
            "Make the app the best part of the ride",
            "Mateo Silva",
            "CO-2",
            "PL-1",
            key_results=(
                Kr(
                    "Raise the rating in the app stores from 3.9 to 4.5",
                    "Mateo Silva",
                    3.9,
                    4.5,
                    HUNDREDTHS,
                    0.01,
                ),
                Kr(
                    "Increase the weekly active riders from 61,000 to 80,000",
                    "Noah Andersen",
                    61_000,
                    80_000,
                    step=50,
                    lag=BEHIND,
                    of_target=True,
                ),
                Kr(
                    "Reduce the crashes per thousand sessions from 7.2 to 3.0",
                    "Noah Andersen",
                    7.2,
                    3.0,
                    TENTHS,
                    0.1,
                    AHEAD,
                ),
            ),
            formerly="Make the app a part of every ride",
        ),
        Objective(
            "MO-2",
            "Make subscribing as easy as unlocking a bike",
            "Emma Dubois",
            "CO-3; PL-3",
            key_results=(
                Kr(
                    "Increase the subscriptions bought in the app from 310 to 900 a month",
                    "",
                    310,
                    900,
                    step=5,
                ),
                Kr(
                    "Raise the checkouts that are completed from 54 % to 75 %",
                    "Emma Dubois",
                    0.54,
                    0.75,
                    FINE_PERCENT,
                    0.005,
                    AT_RISK,
                    says="On track",
                ),
                Kr(
                    "Reduce the billing questions from 260 to 120 a month",
                    "Noah Andersen",
                    260,
                    120,
                    step=2,
                    id="MO-2.2",
                ),
            ),
        ),
        Objective("MO-3", "Find out what families need from us", "Mateo Silva", "CO-2"),
    ),
)
