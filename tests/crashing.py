"""`python -m tests.crashing N COMMAND...`: the command line, ended with SIGKILL at its Nth touch of the disk.

Touches are opening for writing, renaming, removing, changing modes and flushing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from okrsheets.cli import main as command_line

_TOUCHES = frozenset({"os.rename", "os.remove", "os.chmod", "os.mkdir", "os.setxattr", "sqlite3.connect"})


class _Counter:
    """Ends its process at the touch of this number; a child that was forked off is left alone."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.seen = 0
        self.process = os.getpid()

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _TOUCHES or (event == "open" and _writes(arguments)):
            self.count()

    def count(self) -> None:
        if os.getpid() != self.process:
            return
        self.seen += 1
        if self.seen == self.last:
            os.kill(self.process, signal.SIGKILL)


def _writes(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = arguments
    return (isinstance(mode, str) and "r" not in mode) or (
        isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    )


def _counted(function: Callable[[int], None], counter: _Counter) -> Callable[[int], None]:
    def flush(descriptor: int) -> None:
        counter.count()
        function(descriptor)

    return flush


def main() -> None:
    """Run the command line with a counter on."""
    counter = _Counter(int(sys.argv[1]))
    sys.argv = ["okrsheets", *sys.argv[2:]]
    os.fsync = _counted(os.fsync, counter)  # type: ignore[assignment] # takes a descriptor, as we call it
    sys.addaudithook(counter.hear)
    command_line()


if __name__ == "__main__":
    main()
