"""Notes: stretches of plain words and links to the objectives and cells they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from okrsheets.reporting.links import Link
from okrsheets.tuples import NamedTuple

__all__ = ["Mention", "Note", "mention", "note", "plain"]


class Mention(NamedTuple):
    """Plain words, then the words of a link to `href`; without an address nothing is behind them."""

    words: str
    link: str
    href: str


Note: TypeAlias = tuple[Mention, ...]


def mention(words: str, link: Link) -> Mention:
    """Words before an OKR that is only named where the page does not show it.

    >>> mention("depends on ", Link("IT-4", ""))
    Mention(words='depends on IT-4', link='', href='')
    """
    return Mention(words, link.words, link.href) if link.href else Mention(words + link.words, "", "")


def note(parts: Iterable[str | Link]) -> Note:
    """Words and links one after another; an OKR that the page does not show is only named.

    >>> note(["depends on ", Link("IT-4", ""), " and ", Link("CO-1", "#o-co-1")])
    (Mention(words='depends on IT-4 and ', link='CO-1', href='#o-co-1'),)
    """
    mentions: list[Mention] = []
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
        elif part.href:
            mentions.append(Mention(words, part.words, part.href))
            words = ""
        else:
            words += part.words
    if words:
        mentions.append(Mention(words, "", ""))
    return tuple(mentions)


def plain(mentions: Note) -> str:
    """What a note says, for places that have no links."""
    return "".join([words + link for words, link, _ in mentions])
