"""Markdown as CommonMark and GitHub read it: what a document is made of, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from okrsheets.tuples import NamedTuple

__all__ = ["READERS", "Read", "read"]

READERS = {
    "CommonMark": MarkdownIt("commonmark"),
    "GitHub": MarkdownIt("commonmark")
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
    .use(dollarmath_plugin, double_inline=True),
}

# GitHub Flavored Markdown, 6.9, "Autolinks (extension)", and what GitHub and chats make of plain text
_SHOWN_AS_MORE = re.compile(
    r"""(?:^|[\s*_~(])(?:www\.|https?://|ftp://)[\w-]
      | (?:mailto|xmpp):[\w.+-]+@[\w-]
      | [\w.+-]+@[\w-]+\.[\w-]           # an address of somebody
      | (?<!\w)@\w                       # a mention
      | \#\d | \bGH-\d | (?<!\w)[!%&]\d  # an issue, a merge request, a milestone, an epic
      | :[\w+-]+:                        # an emoji by name
      | \{\{ | \{%                       # what site generators fill in
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Read(NamedTuple):
    """A document as one reader sees it.

    `shape` are its elements in order, without the text in them; `texts` the text of each block but
    `code`, and `more` what GitHub or a chat would make more of in them.
    """

    shape: tuple[str, ...]
    texts: tuple[str, ...]
    code: tuple[str, ...]
    more: tuple[str, ...]
    links: tuple[str, ...]


def read(document: str, *, by: str) -> Read:
    """The document as that reader sees it."""
    shape: list[str] = []
    texts: list[str] = []
    code: list[str] = []
    links: list[str] = []
    for token in READERS[by].parse(document):
        if token.type == "inline":
            _look_into(token.children or [], shape, texts, links)
        else:
            shape.append(f"{token.type} {token.tag} {token.info}".strip())
            if token.content:
                code.append(token.content)
    more = tuple(found[0] for text in texts for found in _SHOWN_AS_MORE.finditer(text))
    return Read(tuple(shape), tuple(texts), tuple(code), more, tuple(links))


def _look_into(tokens: Sequence[Token], shape: list[str], texts: list[str], links: list[str]) -> None:
    said = ""
    for token in tokens:
        if token.type in ("text", "text_special"):
            said += token.content
            continue
        shape.append(f"{token.type} {token.tag}".strip())
        if token.type == "link_open":
            links.append(str(token.attrs["href"]))
    texts.append(said)
