"""What a run is known by, and how the state is told that it began and ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.errors import ClockError, OkrSheetsError, StateError
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.state import Run

__all__ = ["Stamp", "begun", "ended_badly", "later_day_error"]

_NO_LETTERS = pattern(r"[\ud800-\udfff]")  # of names of files that are not UTF-8, which no database takes


class Stamp(NamedTuple):
    """When a run began, a watch that tells the seconds since, and words that tell it from others."""

    begun: datetime
    elapsed: Callable[[], float] | None = None
    mark: str = ""

    @property
    def id(self) -> str:
        """What logs, history and mails call the run: its second, and the mark."""
        return "-".join(filter(None, (f"{self.begun:%Y%m%dT%H%M%S}", self.mark)))

    def begun_on(self, day: date) -> Run:
        """The run as it is remembered while it is at work."""
        from okrsheets.state import Run

        return Run(self.id, self.begun, day)

    def ended(
        self, failures: Iterable[OkrSheetsError], *, day: date, code: int, wrote: int | None = None
    ) -> Run:
        """The run as it is remembered when it is over."""
        from okrsheets.state import Run

        each = (one for failure in failures for one in failure.each)
        said = _NO_LETTERS.sub("\ufffd", "; ".join(f"{one.place}: {one.what}" for one in each)) or "done"
        seconds = self.elapsed() if self.elapsed else None
        return Run(self.id, self.begun, day, said, code, seconds, wrote)


def later_day_error(folder: Path, last: date) -> ClockError:
    """The error for a state that remembers a run of a day that the clock has yet to come to."""
    from okrsheets.state import FILE_NAME

    what = f"remembers a sync on {last.isoformat()}, a day to come, and until then nothing more"
    cure = "set the clock right; if it was wrong on that day: okrsheets history forget-after DATE"
    return ClockError(str(folder / FILE_NAME), what, cure)


def begun(folder: Path, stamp: Stamp, *, today: date) -> tuple[StateError, ...]:
    """Let a state that is there remember that a run began, so that one that is cut off is known.

    Returns why it could not, if so.
    """
    from okrsheets.state import FILE_NAME, open_state

    if not (folder / FILE_NAME).exists():
        return ()
    try:
        with open_state(folder, only_readable=True) as state:  # so that it says what the others say
            state.remember_run(stamp.begun_on(today))
    except StateError as error:
        return (error,)
    return ()


def ended_badly(folder: Path, stamp: Stamp, error: OkrSheetsError, *, today: date) -> None:
    """Let a state that is there remember why a run came to nothing; where it cannot, that is told anyway."""
    from okrsheets.state import FILE_NAME, open_state

    if not (folder / FILE_NAME).exists():
        return
    try:
        with open_state(folder) as state:
            state.remember_run(stamp.ended([error], day=today, code=error.exit_code))
    except StateError:
        return
