"""Whom mail may reach, and how often: a part of `[mail]`, and `[teams]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrsheets.config.checks import Check, Checker, Table, names, table, text, texts, yes_no
from okrsheets.model import WEEKDAYS, Audience, Cadence, Rhythm, TeamMail, folded, parse_address

__all__ = ["AUDIENCE_KEYS", "TEAM_KEYS", "audience", "team_mails"]

_PLAIN = {one.value: one for one in Rhythm}
_WEEKLY = f"{Rhythm.WEEKLY.value} on "


def cadence(checker: Checker, key: str, value: Any) -> Cadence:
    """How often a digest is mailed, in words."""
    words = folded(text(checker, key, value))
    if words.startswith(_WEEKLY):
        day = checker.known_word(key, words.removeprefix(_WEEKLY), WEEKDAYS, "day")
        return Cadence(Rhythm.WEEKLY, WEEKDAYS.index(day))
    return Cadence(_PLAIN[checker.known_word(key, words, [*_PLAIN, f"{_WEEKLY}monday"], "cadence")])


def _cadences(checker: Checker, key: str, value: Any) -> Mapping[str, Cadence]:
    return {
        name: cadence(checker, f'{key}."{name}"', one) for name, one in table(checker, key, value).items()
    }


AUDIENCE_KEYS: dict[str, Check] = {
    "domains": texts,
    "leaders": names,
    "never": names,
    "cadence": cadence,
    "cadences": _cadences,
    "send_empty": yes_no,
    "reminders": yes_no,
}
"""The keys of `[mail]` that say who gets mail and when."""

TEAM_KEYS: dict[str, Check] = {"mail": names, "lead": text}
"""The keys of each team in `[teams]`."""


def audience(
    checker: Checker,
    said: Mapping[str, Any],
    *,
    people: Mapping[str, tuple[str, ...]],
    teams: Mapping[str, TeamMail],
) -> Audience:
    """Whom mail may reach; `said` are those keys of `[mail]`, as checked."""
    found = Audience(people=people, teams=teams, **said)
    for key, named in _named(found):
        _check_name(checker, key, named, people=people)
    return found


def team_mails(checker: Checker, document: Table) -> Mapping[str, TeamMail]:
    """What `[teams]` says of each team."""
    found: dict[str, TeamMail] = {}
    for team, keys in table(checker, "teams", document.get("teams", {})).items():
        place = f'teams."{team}"'
        found[team] = TeamMail(**checker.checked(place, table(checker, place, keys), TEAM_KEYS))
    return found


def _named(found: Audience) -> list[tuple[str, str]]:
    """Each person or address that the config names, and the key under which it stands."""
    said = [("mail.leaders", one) for one in found.leaders]
    said += [("mail.never", one) for one in found.never]
    said += [("mail.cadences", one) for one in found.cadences]
    for team, mail in found.teams.items():
        said += [(f'teams."{team}"', one) for one in (*mail.mail, *([mail.lead] if mail.lead else []))]
    return said


def _check_name(checker: Checker, key: str, named: str, *, people: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse what is neither an address nor somebody in [people]."""
    if "@" in named:
        if parse_address(named) is None:
            raise checker.fail(key, f'"{named}" is no mail address', 'write one, as "ann@example.com"')
        return
    known = {folded(one): one for name, more in people.items() for one in (name, *more)}
    if folded(named) not in known:
        checker.known_word(key, named, known.values(), "name of [people]")
