"""`python -m tests.denying PLACE COMMAND...`: the command line, which may only read PLACE and what is below.

Permissions do not hold for everybody who runs tests. SQLite asks no one here, and is told by its caller.
"""

from __future__ import annotations

import errno
import os
import sys

from okrsheets.cli import main as command_line


def main() -> None:
    """Run the command line with nothing to be written there."""
    place = os.path.realpath(sys.argv[1])

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            if writes and isinstance(path, str) and _is_below(path, place):
                raise PermissionError(errno.EACCES, "Permission denied", path)
        elif event in ("os.mkdir", "os.rename", "os.remove", "os.utime") and _is_below(
            str(arguments[0]), place
        ):
            raise PermissionError(errno.EACCES, "Permission denied", arguments[0])

    sys.argv = ["okrsheets", *sys.argv[2:]]
    sys.addaudithook(hear)
    command_line()


def _is_below(path: str, place: str) -> bool:
    return (os.path.realpath(path) + os.sep).startswith(place + os.sep)


if __name__ == "__main__":
    main()
