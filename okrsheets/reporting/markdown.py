"""Text of sheets as text in Markdown: it reads the same and does nothing."""

from __future__ import annotations

import re

from okrsheets.patterns import pattern

__all__ = ["JOINER", "escape_markdown", "markdown_address"]

_MARKED = pattern(r"([\\`*_\[\]|~$])")
_BEGINS_BLOCK = pattern(r"^(\s*)([#+\-=:>]|\d+(?=[.)]))")
# what begins a tag, a chat's mention or an entity; what stands behind the text may make one of its end
_BEGINS_HTML = pattern(r"<(?=[A-Za-z/!?@#]|$)|&(?=#?[A-Za-z]\w*;|#\d+;)")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}
# mentions, addresses, references (#12, GH-12, !12, %12), emoji by name, and what site generators fill in
_GOES_SOMEWHERE = pattern(
    r"(@|://|www(?=\.)|#(?=\w|\s*$)|GH-(?=\d)|(?<!\w)[!%&](?=\d)|(?:mailto|xmpp):|:(?=[\w+-]+(?::|$))|\{(?=[{%#]))",
    re.IGNORECASE,
)
_UNSEEN = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FROM_RIGHT_TO_LEFT = pattern(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
JOINER = "\u2060"  # a word joiner: has no width, and keeps a mention or an address from being one
_APART, _JOINED_AGAIN = "\u2068", "\u2069"  # what stands between them turns nothing around it

_ENDS_ADDRESS = pattern(r"[\x00-\x20<>\\\x7f-\x9f\u2028\u2029]")


def escape_markdown(text: object) -> str:
    """Text that reads the same and does nothing, at any place of a Markdown line.

    >>> escape_markdown("a|b [x](javascript:y) <b>")
    'a\\\\|b \\\\[x\\\\](javascript:y) &lt;b>'
    >>> escape_markdown("R&D: <10 % -> 5 %")
    'R&D: <10 % -> 5 %'
    """
    plain = _UNSEEN.sub(" ", str(text))
    inert = _GOES_SOMEWHERE.sub(_inert_address, _BEGINS_HTML.sub(lambda found: _ENTITIES[found[0]], plain))
    marked = _BEGINS_BLOCK.sub(_inert_beginning, _MARKED.sub(r"\\\1", inert))
    return f"{_APART}{marked}{_JOINED_AGAIN}" if _FROM_RIGHT_TO_LEFT.search(plain) else marked


def markdown_address(url: str) -> str:
    """A web address as the target of a Markdown link.

    >>> markdown_address("https://example.org/a b?cell='Q4'!B4")
    "<https://example.org/a%20b?cell='Q4'!B4>"
    """
    return f"<{_ENDS_ADDRESS.sub(_percent_encoded, url)}>"


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))


def _inert_beginning(match: re.Match[str]) -> str:
    blank, sign = match.groups()
    return f"{blank}{sign}{JOINER}" if sign.isdigit() else f"{blank}\\{sign}"


def _inert_address(match: re.Match[str]) -> str:
    found = match[0]
    return f":{JOINER}//" if found == "://" else f"{found}{JOINER}"
