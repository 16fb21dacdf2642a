"""The XML of one cell as it is written."""

from __future__ import annotations

from okrsheets.adapters.serials import stored_number
from okrsheets.adapters.targets import Content
from okrsheets.adapters.xlsx.strings import SharedStrings, text_element
from okrsheets.patterns import pattern

__all__ = ["cell_xml", "new_attributes", "restyled", "without_value"]

# a new value leaves its type, dynamic-array mark and rich-value mark behind
_OF_THE_VALUE = pattern(r"""\s+(?:t|cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_STYLE = pattern(r"""(\ss\s*=\s*)(?:"[^"]*"|'[^']*')""")


def new_attributes(a1: str, style: int) -> str:
    """The attributes of a cell that was not there."""
    return f' r="{a1}" s="{style}"' if style else f' r="{a1}"'


def restyled(attributes: str, style: int) -> str:
    """A cell's attributes with another style.

    >>> restyled(' r="B4" s="3" t="s"', 12)
    ' r="B4" s="12" t="s"'
    """
    changed, count = _STYLE.subn(rf'\g<1>"{style}"', attributes, count=1)
    return changed if count else f'{attributes} s="{style}"'


def without_value(attributes: str) -> str:
    """A cell's attributes without those that speak of its value.

    >>> without_value(' r="B4" s="3" t="s"')
    ' r="B4" s="3"'
    """
    return _OF_THE_VALUE.sub("", attributes)


def cell_xml(prefix: str, attributes: str, content: Content, strings: SharedStrings | None) -> str:
    """A cell with these attributes; text goes to the shared strings, or into the cell where there are none.

    >>> cell_xml("", ' r="B4" s="3"', 0.5, None)
    '<c r="B4" s="3"><v>0.5</v></c>'
    """
    if content is None:
        return f"<{prefix}c{attributes}/>"
    if isinstance(content, str):
        if strings is None:
            body = f' t="inlineStr"><{prefix}is>{text_element(content, prefix)}</{prefix}is>'
        else:
            body = f' t="s"><{prefix}v>{strings.index_of(content)}</{prefix}v>'
    elif isinstance(content, bool):
        body = f' t="b"><{prefix}v>{content:d}</{prefix}v>'
    else:
        body = f"><{prefix}v>{stored_number(content)}</{prefix}v>"
    return f"<{prefix}c{attributes}{body}</{prefix}c>"
