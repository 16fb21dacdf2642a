"""`python -m okrsheets.adapters.xlsx set FILE OUT 'Tab!B5=text' 'Tab!C5:=0.7'`: set cells as sync does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from okrsheets.adapters.xlsx.faults import FaultError, reason_why, refusals
from okrsheets.adapters.xlsx.setting import set_cells

__all__ = ["main", "refusals_page"]

_PAGE = """\
# Why a cell or a workbook is not written

What cannot be written safely is refused by one of these names, as small as is safe: a cell, a table, a tab or
the workbook; the rest is written. Made by `make docs`.

To try any workbook, set cells of a copy by the code that `sync` writes with:

```text
python -m okrsheets.adapters.xlsx set FILE OUT 'Tab!B5=some text' 'Tab!C5:=0.7' 'Tab!D5:=true'
```

`=` sets a text (none clears the cell), `:=` a number, true or false. It ends with 0, or with 1, one line
`refused: NAME: reason` and nothing written.
"""


def refusals_page() -> str:
    """The page of all refusals."""
    lines = [_PAGE]
    for title, reasons in refusals().items():
        lines += [f"## {title}", "", "| name | reason |", "|---|---|"]
        lines += [f"| `{name}` | {reason} |" for name, reason in sorted(reasons.items())]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands; 0 if it was done, 1 if it was refused."""
    parser = argparse.ArgumentParser(prog="python -m okrsheets.adapters.xlsx")
    commands = parser.add_subparsers(dest="command", required=True)
    setting = commands.add_parser("set", help="write FILE to OUT with some cells set")
    setting.add_argument("file", type=Path, metavar="FILE")
    setting.add_argument("out", type=Path, metavar="OUT")
    setting.add_argument("edits", nargs="+", metavar="TAB!CELL=TEXT|TAB!CELL:=NUMBER")
    commands.add_parser("refusals", help="print the page of all refusals")
    options = parser.parse_args(arguments)
    if options.command == "refusals":
        sys.stdout.write(refusals_page())
        return 0
    try:
        set_cells(options.file, options.out, options.edits)
    except FaultError as fault:
        where = " ".join(fault.detail.split()).encode("utf-8", "backslashreplace").decode()
        reason = reason_why(fault.name) + (f" ({where})" if where else "")
        sys.stdout.write(f"refused: {fault.name}: {reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
