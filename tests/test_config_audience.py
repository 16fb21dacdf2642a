"""`[mail]` and `[teams]` in okrsheets.toml: who gets mail and when, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.config.loading import load_config
from okrsheets.errors import ConfigError
from okrsheets.model import Audience, Cadence, Rhythm, TeamMail

MAIL = '[mail]\nfrom = "okrs@example.com"\nfolder = "out"\n'
PEOPLE = '[people]\n"Ann Lee" = ["ann@example.com", "Annie"]\n'


def audience(folder: Path, text: str) -> Audience:
    path = folder / "okrsheets.toml"
    path.write_text(text, encoding="utf-8")
    mail = load_config(path).mail
    assert mail is not None
    return mail.audience


def test_without_a_word_the_senders_domain_is_mailed_on_mondays(tmp_path: Path) -> None:
    assert audience(tmp_path, MAIL) == Audience(domains=("example.com",), cadence=Cadence(Rhythm.WEEKLY, 0))


def test_everything_that_can_be_said_is_kept(tmp_path: Path) -> None:
    said = """
    domains = ["example.com", "example.org"]
    leaders = ["annie", "board@elsewhere.example"]
    never = "ben@example.com"
    cadence = "Weekly on Friday"
    send_empty = true
    reminders = true
    [mail.cadences]
    "Ann Lee" = "daily"
    "ben@example.com" = "when needed"
    [teams]
    Sales = { mail = "sales@example.com", lead = "Ann Lee" }
    Product = { mail = ["a@example.com", "b@example.com"] }
    """
    assert audience(tmp_path, MAIL + said + PEOPLE) == Audience(
        people={"Ann Lee": ("ann@example.com", "Annie")},
        domains=("example.com", "example.org"),
        leaders=("annie", "board@elsewhere.example"),
        never=("ben@example.com",),
        teams={
            "Sales": TeamMail(("sales@example.com",), lead="Ann Lee"),
            "Product": TeamMail(("a@example.com", "b@example.com")),
        },
        cadence=Cadence(Rhythm.WEEKLY, 4),
        cadences={"Ann Lee": Cadence(Rhythm.DAILY), "ben@example.com": Cadence(Rhythm.WHEN_NEEDED)},
        send_empty=True,
        reminders=True,
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('cadence = "weekly on mondy"', 'mail.cadence: unknown day "mondy"; did you mean "monday"'),
        ('cadence = "dayly"', 'mail.cadence: unknown cadence "dayly"; did you mean "daily"'),
        ('cadences = { "Ann Lee" = "never" }', 'mail.cadences."Ann Lee": unknown cadence "never"'),
        (
            'leaders = ["Ann Leigh"]',
            'mail.leaders: unknown name of [people] "Ann Leigh"; did you mean "Ann Lee"',
        ),
        ('never = ["ben@"]', 'mail.never: "ben@" is no mail address'),
        (
            'leaders = ["a@example.com\\nBcc: b@example.com"]',
            'mail.leaders: "a@example.com Bcc: b@example.com"',
        ),
        ('[teams]\nSales = { lead = "Bo" }', 'teams."Sales": unknown name of [people] "Bo"'),
        ('[teams]\nSales = { leader = "Bo" }', 'teams."Sales": unknown key "leader"; did you mean "lead"'),
        ('[teams]\nSales = "sales@example.com"', 'teams."Sales": is no table'),
        ('reminders = "yes"', "mail.reminders: is neither true nor false"),
        ('[report]\nurl = "intranet/okrs"', 'report.url: "intranet/okrs" is no address of a page'),
        ('[report]\nurl = "javascript:alert(1)"', "report.url"),
    ],
)
def test_a_slip_is_told_with_its_key(tmp_path: Path, said: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        audience(tmp_path, f"{MAIL}{said}\n{PEOPLE}")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
