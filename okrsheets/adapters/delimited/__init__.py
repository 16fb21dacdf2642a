"""Delimited text (.csv, .tsv, .tab) as a workbook of one tab; it is read and never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from okrsheets.adapters.delimited.decoding import decode
from okrsheets.adapters.delimited.dialect import find_delimiter, without_wrapping
from okrsheets.adapters.delimited.rows import split_rows
from okrsheets.adapters.disk import changed_at, load_bytes, revision_of
from okrsheets.adapters.gathering import LAST_ROW, beyond_the_edge, gather_cells
from okrsheets.grid import Cell, ErrorValue, Sheet, Workbook

__all__ = ["DelimitedReader"]

_MOST_MEGABYTES = 30
# What formulas that failed are saved as, by Excel in the languages that titles are read in.
_ERRORS: Final = frozenset(
    {
        *("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#ERROR!"),
        *("#BEZUG!", "#WERT!", "#NV", "#ZAHL!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!"),
        *("#¡REF!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NULO!", "#¡NUM!", "#¡VALOR!"),
        *("#VALOR!", "#NOME?", "#NÚM!", "#NULO!", "#RIF!", "#VALORE!"),
        *("#VERW!", "#WAARDE!", "#NAAM?", "#GETAL!", "#N/B", "#DEEL/0!", "#LEEG!"),
    }
)
_READ_ONLY = "a text file has no room for columns of ours"


class DelimitedReader:
    """Reads files of delimited text; a source is the path of one, and its one tab bears the file's name."""

    def read(self, source: str) -> Workbook:
        """The workbook in the file; raises a `SourceError` that says what is wrong and what helps.

        Every cell is a text, or an error such as `#REF!`: what "1.234" or "0042" means is for the reading
        to find out, column by column.
        """
        path = Path(source)
        data = load_bytes(source, at_most=_MOST_MEGABYTES)
        text = without_wrapping(decode(data, source=source))
        delimiter, text = find_delimiter(text, usual="," if path.suffix.lower() == ".csv" else "\t")
        rows = split_rows(text.rstrip(delimiter + "\n"), delimiter)
        cells = gather_cells(_filled(rows, source=source), source=source)
        sheets = (Sheet(path.stem, cells),)
        return Workbook(
            source,
            path.name,
            revision_of(data),
            sheets,
            _READ_ONLY,
            changed=changed_at(source),
            plain_text=True,
        )


def _filled(rows: Iterable[list[str]], *, source: str) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of what is not blank; cells that say the same are one value."""
    made: dict[str, Cell] = {}
    for row, values in enumerate(rows, start=1):
        if row > LAST_ROW:
            raise beyond_the_edge(source)  # the last row holds something, so there is no need to find it
        for column, value in enumerate(values, start=1):
            if value:
                cell = made.get(value)
                if cell is None:
                    cell = made[value] = Cell(ErrorValue(value) if value in _ERRORS else value)
                yield row, column, cell
