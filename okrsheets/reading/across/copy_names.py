"""Names of tabs that say whose copies they are: "Copy of Sales", "Sales (2)"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, is_wide, normalise
from okrsheets.reading.times.cycles import without_cycle
from okrsheets.tuples import NamedTuple

__all__ = ["TabName", "tab_name"]

_COUNTED = pattern(r"\s*\(\d{1,2}\)\s*\Z")  # what spreadsheet programs add to the name of a copy

_COPY = "\0"  # stands for what says that it is a copy


class TabName(NamedTuple):
    """What a tab is called, in comparable words without its cycle and without what says it is a copy."""

    plain: str
    says_cycle: bool
    says_copy: bool

    def is_copy_of(self, other: TabName) -> bool:
        """Whether it says that it is a copy of a tab of the other name.

        >>> from okrsheets.reading.language.vocabulary import load_vocabulary
        >>> sales, *others = (
        ...     tab_name(name, load_vocabulary({}))
        ...     for name in ("Sales Q3 2026", "Copy of Sales", "Sales - Kopie 2", "sales (2)", "Sales 2")
        ... )
        >>> [name.is_copy_of(sales) for name in others]
        [True, True, True, False]
        """
        return self.says_copy and not other.says_copy and self.plain == other.plain


@lru_cache(maxsize=1024)
def tab_name(name: str, vocabulary: Vocabulary) -> TabName:
    """What the name of a tab says."""
    bare = without_cycle(name)
    counted = _COUNTED.sub("", name)
    words = normalise(without_cycle(counted))
    meant = vocabulary.values["tabs"]
    copies = {word for word, what in meant.items() if what == "copy" and word in words}
    left = words
    for copy in sorted(copies, key=len, reverse=True):
        if any(map(is_wide, copy)):
            left = left.replace(copy, f" {_COPY} ")
    parts = [_COPY if part in copies else part for part in left.split()]
    # "Sales copy 2" is another copy of "Sales".
    parts = [part for n, part in enumerate(parts) if part != _COPY and not _counts(part, parts[n - 1 : n])]
    says_copy = counted != name or " ".join(parts) != words
    if says_copy:
        parts = [part for part in parts if vocabulary.qualifiers.get(part) not in ("of", "filler")]
    return TabName(" ".join(parts), bare != name.strip(), says_copy)


def _counts(part: str, before: Sequence[str]) -> bool:
    return part.isdecimal() and list(before) == [_COPY]
