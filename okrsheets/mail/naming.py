"""Whose address it is: names and addresses, in cells and in the config, each made out or refused."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.mail.wording import one_line
from okrsheets.model import Audience, MailAddress, address_fault, folded, parse_address
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Fault", "Named", "Names", "is_address"]

_IN_BRACKETS = pattern(r"([^()<>@]*)\(\s*([^()<>\s]+@[^()<>\s]+)\s*\)")
_SCHEME = "mailto:"
LISTED = "owner of OKRs"
IN_SHEET = "owner of OKRs, by an address in a sheet"


class Named(NamedTuple):
    """Somebody who can be mailed, and where their address is from."""

    address: str
    name: str
    because: str


class Fault(NamedTuple):
    """Why what looks like somebody's address is not mailed."""

    why: str


class Names(NamedTuple):
    """The people of the config by each of their names and addresses; `domains` may be mailed besides.

    A name that two of them have is neither's: it stands for None.
    """

    by_name: Mapping[str, Named | None]
    by_address: Mapping[str, Named]
    domains: frozenset[str]
    faults: tuple[tuple[str, str, Fault], ...] = ()

    @classmethod
    def of(cls, audience: Audience) -> Names:
        """All that the config says of people; whoever has several addresses is mailed at the first."""
        by_name: dict[str, Named | None] = {}
        by_address: dict[str, Named] = {}
        faults: list[tuple[str, str, Fault]] = []
        for name, more in audience.people.items():
            written = [one for one in more if is_address(one)]
            found = [address for one in written if (address := _config_address(one))]
            faults += [
                (f'[people] "{one_line(name)}"', one_line(one), Fault(address_fault(one) or _NOT_ONE))
                for one in written
                if _config_address(one) is None
            ]
            if not found:
                continue
            person = by_address.get(found[0]) or Named(found[0], one_line(name), LISTED)
            for address in found:
                by_address.setdefault(address, person)
            for called in {folded(name), *(folded(one) for one in more if not is_address(one))}:
                other = by_name.get(called, person)
                by_name[called] = person if other == person else None
        return cls(by_name, by_address, frozenset(map(str.lower, audience.domains)), tuple(faults))

    def of_owner(self, text: str) -> Named | Fault | None:
        """Who an owner's cell means; None for a name that has no address."""
        if (called := folded(text)) in self.by_name:
            return self.by_name[called] or Fault("several in [people] are called so")
        if not is_address(text):
            return None
        found = _cell_address(text)
        if found is None:
            return Fault(address_fault(text.strip()) or _NOT_ONE)
        address = found.address.lower()
        if known := self.by_address.get(address) or self.by_name.get(folded(found.name)):
            return known
        if found.domain not in self.domains:
            return Fault(f"{found.domain} is none of the domains that get mail")
        return Named(address, one_line(found.name) or address, IN_SHEET)

    def of_config(self, text: str) -> Named | Fault:
        """Whom a line of the config means: a name of [people], or an address of whatever domain."""
        if (called := folded(text)) in self.by_name:
            return self.by_name[called] or Fault("several in [people] are called so")
        found = parse_address(text)
        if found is None:
            unknown = "nobody in [people] with an address is called so"
            return Fault(address_fault(text) or _NOT_ONE) if is_address(text) else Fault(unknown)
        address = found.address.lower()
        return self.by_address.get(address) or Named(address, one_line(found.name) or address, "")

    def addresses_in(self, text: str) -> frozenset[str]:
        """All addresses of whom a line of the config means; none where it means nobody."""
        who = self.of_config(text)
        if isinstance(who, Fault):
            return frozenset()
        return frozenset({who.address, *(at for at, one in self.by_address.items() if one == who)})


_NOT_ONE = "it is not one mail address"


def is_address(text: str) -> bool:
    """Whether a text is meant as an address: it holds an @ that is not the first sign of a handle.

    >>> [is_address(text) for text in ("ann@example.com", "@ann", "Ann Lee")]
    [True, False, False]
    """
    return "@" in text.strip().removeprefix("@")


def _config_address(text: str) -> str | None:
    found = parse_address(text)
    return None if found is None else found.address.lower()


def _cell_address(text: str) -> MailAddress | None:
    """The address in a cell, alone, behind a name, or in brackets behind it."""
    plain = text.strip()
    if plain[: len(_SCHEME)].casefold() == _SCHEME:
        plain = plain[len(_SCHEME) :]
    if match := _IN_BRACKETS.fullmatch(plain):
        inner = parse_address(match[2])
        return None if inner is None else inner._replace(name=match[1].strip())
    return parse_address(plain)
