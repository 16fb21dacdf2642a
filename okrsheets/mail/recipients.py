"""Who gets mail: people of the config and addresses in sheets, each once, with what concerns them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from okrsheets.mail.naming import Fault, Named, Names
from okrsheets.mail.wording import one_line
from okrsheets.model import (
    CLOSE_AFTER,
    Audience,
    Field,
    Objective,
    Okr,
    Recipient,
    Results,
    folded,
    given_up,
    going_on,
)
from okrsheets.tuples import NamedTuple

__all__ = ["Recipients", "Unmailed", "recipients_of"]

_NO_LEADS: Mapping[str, str] = MappingProxyType({})


class Unmailed(NamedTuple):
    """What should be somebody's address and gets no mail: where it stands, as written, and why."""

    place: str
    text: str
    why: str


class Recipients(NamedTuple):
    """Everyone who gets mail, in the order of their addresses, and who does not.

    `nameless` are owners of whom no address is known; `unmet` are teams of the config that have no OKRs;
    `leads` are the addresses of those who lead a team, by its folded name; `never` are the addresses that
    would get mail and want none.
    """

    mailed: tuple[Recipient, ...] = ()
    nameless: tuple[str, ...] = ()
    unmailed: tuple[Unmailed, ...] = ()
    unmet: tuple[str, ...] = ()
    leads: Mapping[str, str] = _NO_LEADS
    never: tuple[str, ...] = ()


class _Claim(NamedTuple):
    """Somebody whom something concerns, as one place says: a cell, or a line of the config."""

    who: Named | Fault | None
    place: str
    text: str
    because: str
    okrs: frozenset[str] = frozenset()
    teams: tuple[str, ...] = ()
    leads: bool = False
    everything: bool = False


def recipients_of(results: Results, audience: Audience, *, close_after: int = CLOSE_AFTER) -> Recipients:
    """Everyone whom the OKRs of cycles that are not over concern, each with what does.

    A name is that of somebody in [people] or of nobody: it is never guessed.
    """
    names = Names.of(audience)
    objectives = going_on(results.okrs.objectives, today=results.today, close_after=close_after)
    teams = _teams(objectives)
    leading = list(_leads(audience, teams, names))
    claims = [
        *_owners(objectives, audience, names),
        *leading,
        *_lists(audience, teams, names),
        *_leaders(audience, names),
    ]
    known = {address for one in audience.never for address in names.addresses_in(one)}
    mailed = tuple(_merged(claims))
    unmailed = [Unmailed(place, text, fault.why) for place, text, fault in names.faults]
    unmailed += [Unmailed(one.place, one.text, one.who.why) for one in claims if isinstance(one.who, Fault)]
    return Recipients(
        tuple(one for one in mailed if one.address not in known),
        tuple(one.text for one in claims if one.who is None),
        tuple(dict.fromkeys(unmailed)),
        tuple(team for team in audience.teams if folded(team) not in teams),
        {folded(one.teams[0]): one.who.address for one in leading if isinstance(one.who, Named)},
        tuple(one.address for one in mailed if one.address in known),
    )


def _teams(objectives: Iterable[Objective]) -> Mapping[str, str]:
    """Each team by its folded name, as it is written first."""
    found: dict[str, str] = {}
    for objective in objectives:
        for okr in objective.family:
            if okr.team:
                found.setdefault(folded(okr.team), okr.team)
    return found


def _owners(objectives: Iterable[Objective], audience: Audience, names: Names) -> Iterator[_Claim]:
    """A claim for each owner as written, with all that is theirs; of a list, one for each address."""
    owned: dict[str, list[Okr]] = {}
    for objective in objectives:
        for okr in objective.family:
            for owner in () if given_up(okr) or given_up(objective) else okr.owners:
                owned.setdefault(owner, []).append(okr)
    lists = {folded(team): said.mail for team, said in audience.teams.items() if said.mail}
    for owner, okrs in owned.items():
        place, text = _place(okrs[0]), one_line(owner)
        keys = frozenset(okr.key for okr in okrs)
        teams = tuple(dict.fromkeys(okr.team for okr in okrs if okr.team))
        if folded(owner) in lists:
            yield from (
                _Claim(names.of_config(one), place, text, f"mail of {text}", keys)
                for one in lists[folded(owner)]
            )
        else:
            who = names.of_owner(owner)
            yield _Claim(who, place, text, who.because if isinstance(who, Named) else "", keys, teams)


def _place(okr: Okr) -> str:
    at = okr.cells.get(Field.OWNER, okr.at)
    return f"{at.workbook}, {at.sheet}!{at.a1}"


def _leads(audience: Audience, teams: Mapping[str, str], names: Names) -> Iterator[_Claim]:
    for team, said in audience.teams.items():
        if said.lead is not None and (spelt := teams.get(folded(team))):
            yield _of_team(team, said.lead, f"lead of {one_line(spelt)}", spelt, names)


def _lists(audience: Audience, teams: Mapping[str, str], names: Names) -> Iterator[_Claim]:
    for team, said in audience.teams.items():
        if spelt := teams.get(folded(team)):
            for one in said.mail:
                yield _of_team(team, one, f"mail of {one_line(spelt)}", spelt, names)


def _of_team(team: str, text: str, because: str, spelt: str, names: Names) -> _Claim:
    place = f'[teams] "{one_line(team)}"'
    return _Claim(names.of_config(text), place, one_line(text), because, teams=(spelt,), leads=True)


def _leaders(audience: Audience, names: Names) -> Iterator[_Claim]:
    for one in audience.leaders:
        yield _Claim(
            names.of_config(one), "[mail] leaders", one_line(one), "one of the leaders", everything=True
        )


def _merged(claims: Iterable[_Claim]) -> Iterator[Recipient]:
    """Each address once, with all that concerns it."""
    by_address: dict[str, list[tuple[Named, _Claim]]] = {}
    for one in claims:
        if isinstance(one.who, Named):
            by_address.setdefault(one.who.address, []).append((one.who, one))
    for address, some in sorted(by_address.items()):
        yield Recipient(
            address,
            next((who.name for who, _ in some if who.name != address), address),
            frozenset().union(*(claim.okrs for _, claim in some)),
            tuple(dict.fromkeys(team for _, claim in some for team in claim.teams)),
            any(claim.everything for _, claim in some),
            "; ".join(dict.fromkeys(claim.because for _, claim in some)),
            tuple(dict.fromkeys(team for _, claim in some if claim.leads for team in claim.teams)),
        )
