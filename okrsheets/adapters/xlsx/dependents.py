"""Whether formulas of the workbook may depend on cells that were written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.formulas import columns_mentioned
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.xmltext import ATTRIBUTES, attributes, elements, unescape
from okrsheets.adapters.xlsx.zipraw import unpacked_pieces
from okrsheets.patterns import pattern

__all__ = ["any_dependents", "mentions_table_column"]

_ANY_DIGIT = dict.fromkeys(map(ord, "0123456789"), "1")
_OTHER_WORKBOOK = pattern(r"\[\d+\]")
_SEVERAL_TABS = pattern(r"""[^\s'"!(,]:[^\s'"!(,$][^'"!(,]*'?!""")
_LONGEST_FORMULA = 1 << 16  # a formula has 8,192 characters, spelt as XML


def any_dependents(package: Package, written: Mapping[str, Collection[int]]) -> bool:
    """Whether a formula mentions a column that was written, or a name for one; `written`: tab -> columns.

    A tab that cannot be looked through counts as one that does.
    """
    if not any(written.values()):
        return False
    names = _names_of(package, written)
    try:
        return any(
            _mentions(formula, entry.name, written) or _names_any(formula, names)
            for entry in package.sheets
            for formula in _formulas(package, entry.member)
        )
    except FaultError:
        return True


def mentions_table_column(package: Package, headings: Collection[str]) -> bool:
    """Whether a formula or a name of the workbook may speak of a table's column by one of these headings."""
    # these signs are escaped in such a mention
    mentions = [re.sub(r"(['\[\]#@])", r"'\1", heading).casefold() + "]" for heading in headings]
    try:
        texts = (text for entry in package.sheets for text in _texts(package, entry.member))
        return any(
            mention in unescape(text).casefold()
            for text in (package.workbook.clear, *texts)
            for mention in mentions
        )
    except FaultError:
        return True


def _formulas(package: Package, member: str) -> Iterator[str]:
    """The formulas of a tab; of those of itself that only differ in their rows, one."""
    met: set[str] = set()
    for text in _texts(package, member):
        if "f>" not in text:
            continue
        if "<![CDATA[" in text:
            raise FaultError("unknown-format", member)
        for _, written in re.findall(rf"<(?:[\w.-]+:)?f(?=[\s/>]){ATTRIBUTES}>([^<]++)", text):
            formula = unescape(written)
            # a formula of this tab alone depends on the same columns whatever its numbers are
            kind = formula if "!" in formula else formula.translate(_ANY_DIGIT)
            if kind not in met:
                met.add(kind)
                yield kind


def _texts(package: Package, member: str) -> Iterator[str]:
    """The text of a tab in pieces that overlap, so that each formula is whole in one of them."""
    tail = b""
    for piece in unpacked_pieces(package.archive, member):
        if not tail and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:4]):
            part = package.part(member, checked=False)
            yield part.text if part else ""
            return
        whole = tail + piece
        yield whole.decode("utf-8", "replace")
        tail = whole[-_LONGEST_FORMULA:]


def _names_of(package: Package, written: Mapping[str, Collection[int]]) -> frozenset[str]:
    """The workbook's names that stand for a written column, directly or by another name; casefolded."""
    text, prefix = package.workbook.clear, package.root.prefix
    meant = {
        attributes(element.attributes).get("name", "").casefold(): unescape(
            text[element.tag_end : element.body_end]
        )
        for element in elements(text, "definedName", prefix=prefix)
    }
    found = {name for name, formula in meant.items() if _mentions(formula, None, written)}
    while more := {
        name for name, formula in meant.items() if name not in found and _names_any(formula, found)
    }:
        found |= more
    return frozenset(found)


def _names_any(formula: str, names: Iterable[str]) -> bool:
    folded = formula.casefold() if names else ""
    return any(name in folded for name in names)


def _mentions(formula: str, sheet: str | None, written: Mapping[str, Collection[int]]) -> bool:
    formula = _OTHER_WORKBOOK.sub("", formula) if "[" in formula else formula
    if "[" in formula:
        return True  # a table's column by name: too much to follow
    everywhere = ":" in formula and "!" in formula and _SEVERAL_TABS.search(formula) is not None
    columns = {
        column
        for name, changed in written.items()
        if name == sheet or everywhere or name.replace("'", "''") in formula
        for column in changed
    }
    if not columns:
        return False
    return any(first <= column <= last for first, last in columns_mentioned(formula) for column in columns)
