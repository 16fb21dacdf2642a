"""The places of one OKR's fields, each made into a reference when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

from okrsheets.grid import CellRef
from okrsheets.model import Field

__all__ = ["FieldPlaces"]

_T = TypeVar("_T")
_TITLE = Field.TITLE


class FieldPlaces(Mapping[Field, CellRef]):
    """Field -> the cell where an OKR says it, filled or not.

    `at` is the cell of its title, in any column. `numbers` are the columns by field, one mapping for
    all rows of a table; `moved` are the places of those whose value stands on another row than `at`.
    """

    __slots__ = ("_at", "_moved", "numbers")

    def __init__(
        self, at: CellRef, numbers: Mapping[Field, int], moved: Mapping[int, tuple[int, int]]
    ) -> None:
        self._at = at
        self.numbers = numbers
        self._moved = moved

    def __getitem__(self, name: Field) -> CellRef:
        return self._place(name, self.numbers[name])

    def _place(self, name: Field, number: int) -> CellRef:
        if name is _TITLE:
            return self._at
        workbook, sheet, row, _ = self._at
        if self._moved and (place := self._moved.get(number)):
            return CellRef(workbook, sheet, *place)
        return CellRef(workbook, sheet, row, number)

    def __contains__(self, name: object) -> bool:
        return name in self.numbers

    @overload
    def get(self, key: Field, /) -> CellRef | None: ...
    @overload
    def get(self, key: Field, /, default: CellRef | _T) -> CellRef | _T: ...
    def get(self, key: Field, /, default: object = None) -> object:
        """As of any mapping, without an error raised and caught on the way: rules ask for every field."""
        number = self.numbers.get(key)
        if number is None:
            return default
        if self._moved or key is _TITLE:
            return self._place(key, number)
        workbook, sheet, row, _ = self._at
        return CellRef(workbook, sheet, row, number)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __repr__(self) -> str:
        return repr(dict(self))
