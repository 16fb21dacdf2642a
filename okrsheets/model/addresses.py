"""Mail addresses: what one looks like, and what is wrong with a text that is none."""

from __future__ import annotations

import unicodedata

from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["MailAddress", "address_fault", "parse_address"]

_LOCAL = pattern(r"[^\s\"(),:;<>@\[\\\].]+(?:\.[^\s\"(),:;<>@\[\\\].]+)*")
_DOMAIN = pattern(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")
_NAMED = pattern(r"(?:\"([^\"]*)\"|([^\"<>]*?))\s*<([^<>]*)>")
_LONGEST, _LONGEST_LOCAL = 254, 64  # octets, as RFC 5321 (4.5.3.1) and its erratum 1690 have it


class MailAddress(NamedTuple):
    """An address, and the name of whose it is; an empty name where none was said."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @, in small letters."""
        return self.address.rpartition("@")[2].lower()

    @property
    def ascii_domain(self) -> str:
        """The same as it is looked up: in ASCII letters. Raises UnicodeError where that cannot be."""
        return _ascii(self.domain)


def parse_address(text: str) -> MailAddress | None:
    """The address that a text is, alone or behind a name; None where it is none, or several.

    >>> parse_address("OKRs at Northwind <okrs@example.com>")
    MailAddress(address='okrs@example.com', name='OKRs at Northwind')
    >>> parse_address("ann@example.com, ben@example.com") is None
    True
    """
    named = _NAMED.fullmatch(text.strip())
    name, address = (named[1] or named[2] or "", named[3].strip()) if named else ("", text.strip())
    if address_fault(address) is not None or any(map(_is_unseen, name)):
        return None
    return MailAddress(address, name.strip())


def address_fault(address: str) -> str | None:
    """Why nothing can be sent to what should be one address; None where it can.

    >>> address_fault("ann@example.com"), address_fault("ann@example.com\\nBcc: all@example.com")
    (None, 'the address holds a line break')
    """
    if "\n" in address or "\r" in address:
        return "the address holds a line break"
    if any(map(_is_unseen, address)):
        return "the address holds a character that cannot be seen"
    if any(sign in address for sign in ",;"):
        return "the address holds a comma or semicolon, as a list of addresses does"
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return "it is no mail address"
    if len(address.encode()) > _LONGEST or len(local.encode()) > _LONGEST_LOCAL:
        return "the address is longer than one can be"
    try:
        _ascii(domain)
    except UnicodeError:
        return "its domain cannot be"
    return None


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    import idna  # noqa: PLC0415 - few addresses need it, and it has large tables

    return idna.encode(domain, uts46=True).decode("ascii")


def _is_unseen(sign: str) -> bool:
    """Whether a character has no look of its own: controls, marks of direction, halves of characters."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
