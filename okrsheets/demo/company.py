"""Company.xlsx of the demo: what the company, Sales and Marketing set out to do."""

from __future__ import annotations

from okrsheets.demo.shapes import (
    AHEAD,
    AT_RISK,
    BEHIND,
    DOLLARS,
    DONE,
    EUROS,
    FINE_PERCENT,
    HUNDREDTHS,
    PERCENT,
    TENTHS,
    DemoTab,
)
from okrsheets.demo.shapes import DemoKeyResult as Kr
from okrsheets.demo.shapes import DemoObjective as Objective

__all__ = ["COMPANY", "MARKETING", "SALES"]

_FILE = "Company.xlsx"

COMPANY = DemoTab(
    _FILE,
    "Company",
    (
        Objective(
            "CO-1",
            "Expand the market in North America",
            "Ingrid Solberg",
            note="The key results are delivered by Sales and Marketing, see their tabs.",
        ),
        Objective(
            "CO-2",
            "Make riders love their bike every day",
            "Priya Nair",
            key_results=(
                Kr("Raise the net promoter score of riders from 41 to 55", "Priya Nair", 41, 55, "0"),
                Kr(
                    "Reduce warranty returns from 6.8 % to 4.0 %",
                    "Jonas Lind",
                    0.068,
                    0.04,
                    FINE_PERCENT,
                    0.001,
                    AT_RISK,
                    idle=True,
                ),
                Kr(
                    "Increase the rides per rider and week from 3.1 to 4.5",
                    "Mateo Silva",
                    3.1,
                    4.5,
                    HUNDREDTHS,
                    0.01,
                    AHEAD,
                ),
            ),
        ),
        Objective(
            "CO-3",
            "Grow the revenue that comes back every month",
            "Marcus Weber",
            key_results=(
                Kr("Increase service subscriptions from 8,400 to 12,000", "Tom Becker", 8400, 12000, step=10),
                Kr(
                    "Raise the monthly subscription revenue from €310,000 to €460,000",
                    "Marcus Weber",
                    310_000,
                    460_000,
                    EUROS,
                    500,
                    0.14,
                ),
                Kr(
                    "Reduce the monthly churn of subscribers from 3.9 % to 2.5 %",
                    "Emma Dubois",
                    0.039,
                    0.025,
                    "0.00%",
                    0.0005,
                    BEHIND,
                ),
            ),
        ),
        Objective(
            "CO-4",
            "Be the company where people do their best work",
            "Greta Holm",
            key_results=(
                Kr(
                    "Raise employee engagement from 68 % to 78 %",
                    "Greta Holm",
                    0.68,
                    0.78,
                    FINE_PERCENT,
                    0.002,
                ),
                Kr(
                    "Reduce voluntary turnover from 14 % to 10 %",
                    "Oliver Grant",
                    0.14,
                    0.10,
                    FINE_PERCENT,
                    0.001,
                    0.02,
                ),
                Kr(
                    "Raise the leaders who grew up in the company from 35 % to 55 %",
                    "Ingrid Solberg",
                    0.35,
                    0.55,
                    PERCENT,
                    0.01,
                    0.16,
                ),
            ),
        ),
    ),
)

SALES = DemoTab(
    _FILE,
    "Sales",
    (
        Objective(
            "SA-1",
            "Win new customers in the United States and Canada",
            "Chloe Tremblay",
            "CO-1",
            key_results=(
                Kr(
                    "Increase the revenue from new customer acquisitions from $1,200,000 to $2,000,000",
                    "Chloe Tremblay",
                    1_200_000,
                    2_000_000,
                    DOLLARS,
                    2_500,
                    contributes_to="CO-1",
                ),
                Kr(
                    "Increase the active dealers from 64 to 110",
                    "Javier Ruiz",
                    64,
                    110,
                    lag=BEHIND,
                    contributes_to="CO-1: Expand the market in North America",
                ),
                Kr(
                    "Reduce the time from first call to order from 48 to 30 days",
                    "Chloe Tremblay",
                    48,
                    30,
                    TENTHS,
                    0.5,
                ),
            ),
        ),
        Objective(
            "SA-2",
            "Turn workshops and fleets into customers who return",
            "Daniel Okafor",
            "CO-9",
            key_results=(
                Kr("Raise the repeat order rate of workshops", "Javier Ruiz", 0.38, 0.38, PERCENT, 0.01),
                Kr(
                    "Increase the service contracts sold to fleets from 120 to 210",
                    "Daniel Okafor",
                    120,
                    210,
                    lag=AHEAD,
                ),
                Kr(
                    "Grow the average order of spare parts from €420 to €540",
                    "Javier Ruiz",
                    420,
                    540,
                    EUROS,
                    2,
                    AT_RISK,
                ),
            ),
        ),
    ),
)

MARKETING = DemoTab(
    _FILE,
    "Marketing",
    (
        Objective(
            "MK-1",
            "Be the e-bike that people ask for by name",
            "Hanna Lindqvist",
            "Expand the market in North America",
            key_results=(
                Kr(
                    "Increase the leads from 1,800 to 4,500 with the new campaign",
                    "Tom Becker",
                    1800,
                    4500,
                    step=10,
                    contributes_to="CO-1",
                ),
                Kr(
                    "Raise brand awareness in US cities from 12 % to 20 %",
                    "Aisha Rahman",
                    0.12,
                    0.20,
                    FINE_PERCENT,
                    0.002,
                    AT_RISK,
                    idle=True,
                    contributes_to="CO-1 Expand the market in North America",
                ),
                Kr(
                    "Reduce the cost per qualified lead from $86 to $XX",
                    "Tom Becker",
                    86,
                    60,
                    DOLLARS,
                    0.5,
                    0.03,
                ),
            ),
        ),
        Objective(
            "MK-2",
            "Bring more riders into the subscription",
            "Tom Becker",
            "CO-3: Grow the revenue that comes back every month",
            key_results=(
                Kr(
                    "Increase the trials started per month from 950 to 1,600", "Tom Becker", 950, 1600, step=5
                ),
                Kr(
                    "Raise the trials that turn into subscriptions from 22 % to 32 %",
                    "Nadia Haddad",
                    0.22,
                    0.32,
                    FINE_PERCENT,
                    0.002,
                    0.15,
                ),
                Kr(
                    "Raise the open rate of the service letter from 27 % to 38 %",
                    "Nadia Haddad",
                    0.27,
                    0.38,
                    FINE_PERCENT,
                    0.002,
                    DONE,
                ),
                Kr(
                    "Increase the riders who pass on a referral code from 780 to 815",
                    "Aisha Rahman",
                    780,
                    815,
                ),
                Kr(
                    "Increase the visits to the subscription page from 42,000 to 70,000",
                    "Nadia Haddad",
                    42_000,
                    70_000,
                    step=50,
                    lag=AHEAD,
                ),
                Kr(
                    "Reduce the unsubscriptions per mailing from 1.9 % to 1.0 %",
                    "Nadia Haddad",
                    0.019,
                    0.01,
                    "0.00%",
                    0.0005,
                    0.03,
                ),
            ),
        ),
        Objective(
            "MK-3",
            "Let 2,000 riders tell our story themselves",
            "Aisha Rahman",
            "MO-1",
            key_results=(
                Kr(
                    "Increase the ride stories shared in the app from 600 to 2,000 a month",
                    "Aisha Rahman",
                    600,
                    2000,
                    step=10,
                ),
                Kr(
                    "Raise the average rating of our shops from 4.1 to 4.6",
                    "Hanna Lindqvist",
                    4.1,
                    4.6,
                    HUNDREDTHS,
                    0.01,
                    0.18,
                ),
            ),
        ),
    ),
)
