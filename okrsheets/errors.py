"""The exception tree: what the outside world can do to us, and the exit code it ends with.

    OkrSheetsError                2
    ├── UsageError                2   the command line asks for something that cannot be
    ├── ConfigError               2   okrsheets.toml cannot be read or understood
    ├── PluginError               2   a rule or another addition of one's own cannot be used
    ├── SourceError               2   a source cannot be read (3 when others could)
    │   ├── SourceNotFoundError
    │   ├── NotAWorkbookError
    │   ├── EncryptedWorkbookError
    │   ├── DamagedWorkbookError
    │   ├── SourceTooLargeError
    │   ├── AccessError               it does not open with the credentials at hand
    │   ├── UnavailableError          the service that keeps it cannot be reached
    │   └── NothingReadError          none of several can, and each says why
    ├── WriteError                3   a source was read and could not be written
    │   ├── WriteRefusedError         it holds something that cannot be written safely
    │   ├── SourceChangedError        someone saved it since it was read
    │   └── WriteLostError            it may have been written, or is written wrongly, and says where
    ├── StateError                2   the state file cannot be used
    │   ├── DamagedStateError         it is damaged, or no state of okrsheets
    │   └── ClockError                3   it remembers a day that has yet to come
    ├── MailError                 3   mails could not be sent, and none of them is at fault
    │   ├── MailAccessError           whoever sends them does not let us: login, certificate, sender
    │   └── MailUnavailableError      it cannot be reached, or does not answer
    ├── OutputError               2   a report or another file of ours cannot be written
    └── LockHeldError            75   another sync is at work

A bad cell in a sheet is never an exception: it is a finding of a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

__all__ = [
    "AccessError",
    "ClockError",
    "ConfigError",
    "DamagedStateError",
    "DamagedWorkbookError",
    "EncryptedWorkbookError",
    "LockHeldError",
    "MailAccessError",
    "MailError",
    "MailUnavailableError",
    "NotAWorkbookError",
    "NothingReadError",
    "OkrSheetsError",
    "OutputError",
    "PluginError",
    "SourceChangedError",
    "SourceError",
    "SourceNotFoundError",
    "SourceTooLargeError",
    "StateError",
    "UnavailableError",
    "UsageError",
    "WriteError",
    "WriteLostError",
    "WriteRefusedError",
    "reason_of",
]


class OkrSheetsError(Exception):
    """Something outside failed; its text is one line: `place: what; cure`.

    >>> str(SourceNotFoundError("plan.xlsx", "no such file", "check the path"))
    'plan.xlsx: no such file; check the path'
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, place: str, what: str, cure: str) -> None:
        self.place = place
        self.what = what
        self.cure = cure
        super().__init__(f"{place}: {what}; {cure}")

    @property
    def each(self) -> tuple[OkrSheetsError, ...]:
        """What is to be told, a line each: itself, or the several failures that it stands for."""
        return (self,)

    def __reduce__(self) -> tuple[type[OkrSheetsError], tuple[object, ...]]:
        return type(self), (self.place, self.what, self.cure)


class UsageError(OkrSheetsError):
    """The command line asks for something that cannot be."""


class ConfigError(OkrSheetsError):
    """The configuration cannot be read or understood."""


class PluginError(OkrSheetsError):
    """A rule or another addition of one's own cannot be loaded, or fails."""


class SourceError(OkrSheetsError):
    """A source cannot be read."""


class SourceNotFoundError(SourceError):
    """There is no such file."""


class NotAWorkbookError(SourceError):
    """The file is something else than a workbook."""


class EncryptedWorkbookError(SourceError):
    """The workbook is encrypted, or in the old binary format."""


class DamagedWorkbookError(SourceError):
    """The workbook is cut short or contradicts itself."""


class SourceTooLargeError(SourceError):
    """The file holds more than is read of its kind; the message says the bound."""


class AccessError(SourceError):
    """The credentials at hand are none, are not accepted, or do not open the source."""


class UnavailableError(SourceError):
    """The service that keeps the source cannot be reached, or does not answer."""


class NothingReadError(SourceError):
    """None of several sources can be read."""

    def __init__(self, failures: Sequence[SourceError]) -> None:
        self.failures = tuple(failures)
        said = "; ".join(f"{failure.place}: {failure.what}" for failure in failures)
        super().__init__(
            f"{len(self.failures)} sources", f"none can be read ({said})", "mend what is said of each"
        )

    @property
    def each(self) -> tuple[OkrSheetsError, ...]:
        return self.failures

    def __reduce__(self) -> tuple[type[OkrSheetsError], tuple[object, ...]]:
        return type(self), (self.failures,)


class WriteError(OkrSheetsError):
    """A source was read and could not be written; nothing in it changed."""

    exit_code = 3


class WriteRefusedError(WriteError):
    """The workbook holds something that cannot be written safely.

    `name` is the kebab-case name of the reason, for people and tests alike.
    """

    def __init__(self, place: str, name: str, what: str, cure: str) -> None:
        self.name = name
        super().__init__(place, what, cure)

    def __reduce__(self) -> tuple[type[OkrSheetsError], tuple[object, ...]]:
        return type(self), (self.place, self.name, self.what, self.cure)


class SourceChangedError(WriteError):
    """Someone saved the source after it was read."""


class WriteLostError(WriteError):
    """What became of a write is not known, or cells stand wrong and could not be put right."""


class StateError(OkrSheetsError):
    """The state file cannot be used."""


class DamagedStateError(StateError):
    """The state file is damaged, or no state of okrsheets."""


class ClockError(StateError):
    """The state remembers a day that has yet to come, so the clock is wrong now or was then."""

    exit_code = 3


class MailError(OkrSheetsError):
    """Mails could not be sent for a reason that lies in none of them; not one byte of one was given away."""

    exit_code = 3


class MailAccessError(MailError):
    """Whoever is to send mails does not let us: the login, a certificate or the sender is not accepted."""


class MailUnavailableError(MailError):
    """Whoever is to send mails cannot be reached, or does not answer."""


class OutputError(OkrSheetsError):
    """A report or another file of ours cannot be written."""


class LockHeldError(OkrSheetsError):
    """Another sync holds the lock."""

    exit_code = 75


def reason_of(error: OSError) -> str:
    """What the system says of a failure, as it stands inside a message of ours."""
    return (error.strerror or "it failed").lower()
