"""Which sources are of a kind that another package reads: the file endings and schemes that it claims."""

from __future__ import annotations

import re
from collections.abc import Mapping

from okrsheets.adapters.files import READABLE
from okrsheets.errors import PluginError
from okrsheets.run.plugins import Offer, offers
from okrsheets.tuples import NamedTuple

__all__ = ["GROUP", "Claims", "find_claims"]

GROUP = "okrsheets.adapters"
"""The entry points that lead to an adapter. The name of one is the ending or the scheme of its sources."""

_OUR_SCHEMES = frozenset({"file", "gsheets", "http", "https"})
_ENDING = re.compile(r"(\.[a-z0-9_-]+)+")
# one letter alone would be a drive
_SCHEME = re.compile(r"[a-z][a-z0-9_-]+")
_ADDRESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]+):(?://)?([^\s/](?:.*\S)?)\s*")


class Claims(NamedTuple):
    """What other packages read, by ending (`.okrs.json`) and by scheme (`notion`); two may claim one."""

    endings: Mapping[str, tuple[Offer, ...]]
    schemes: Mapping[str, tuple[Offer, ...]]

    def named(self, address: str) -> str | None:
        """The one name of the source that an address means, as `notion://KEY`; None for no such address.

        >>> Claims({}, {"notion": ()}).named("Notion:Plan 4"), Claims({}, {}).named("notion:Plan 4")
        ('notion://Plan 4', None)
        """
        match = _ADDRESS.fullmatch(address)
        if match is None or match[1].lower() not in self.schemes:
            return None
        return f"{match[1].lower()}://{match[2]}"

    def on(self, source: str) -> Offer | None:
        """The adapter of another package for the source of that name. Raises PluginError where two claim it.

        Of two endings the longer one counts.
        """
        scheme, is_address, _ = source.partition("://")
        if is_address:
            return _sole(self.schemes.get(scheme, ()), f"{scheme}:")
        name = source.replace("\\", "/").rpartition("/")[2].lower()
        ending = max((one for one in self.endings if name.endswith(one)), key=len, default="")
        return _sole(self.endings.get(ending, ()), ending)


def find_claims() -> Claims:
    """What packages that are installed claim; none of them is imported.

    Raises PluginError for a name that is no claim, and for a claim on what we read ourselves.
    """
    endings: dict[str, tuple[Offer, ...]] = {}
    schemes: dict[str, tuple[Offer, ...]] = {}
    for offer in offers(GROUP):
        name = offer.name.lower()
        if _ENDING.fullmatch(name):
            taken = name.endswith(tuple(READABLE))
            endings[name] = (*endings.get(name, ()), offer)
        elif _SCHEME.fullmatch(name):
            taken = name in _OUR_SCHEMES
            schemes[name] = (*schemes.get(name, ()), offer)
        else:
            raise PluginError(
                offer.place, "its name is no ending and no scheme", 'call it ".okrs.json" or "notion"'
            )
        if taken:
            raise PluginError(
                offer.place, f'okrsheets itself reads "{name}"', "claim another ending or scheme"
            )
    return Claims(endings, schemes)


def _sole(claiming: tuple[Offer, ...], what: str) -> Offer | None:
    if len(claiming) > 1:
        first, second, *_ = (offer.place for offer in claiming)
        raise PluginError(first, f'"{what}" is claimed by {second} too', "uninstall one of the two")
    return claiming[0] if claiming else None
