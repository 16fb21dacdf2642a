"""Mails by a program of this machine that takes them as sendmail does: postfix, exim, msmtp and others."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from okrsheets.errors import MailAccessError, MailUnavailableError, reason_of
from okrsheets.mail.delivering import Answer, Fate
from okrsheets.mail.transports.words import one_line
from okrsheets.model import Parcel

__all__ = ["SendmailTransport"]

_WAIT = 10  # times the timeout: it may hand the mail on before it ends
# what sysexits.h calls NOUSER, NOHOST and DATAERR: something is wrong with this mail
_REFUSED = frozenset({65, 67, 68})
# USAGE, NOPERM and CONFIG: something is wrong with the program or how it is called
_NOT_SET_UP = frozenset({64, 77, 78})


class SendmailTransport:
    """Gives each mail to a program of its own, which no shell starts."""

    def __init__(self, command: Sequence[str], *, sender: str, timeout: float = 60) -> None:
        self._command = tuple(command)
        self._sender = sender
        self._timeout = timeout * _WAIT

    def send(self, parcel: Parcel) -> Answer:
        """Give a mail to the program. Raises MailError where it is not this mail that hinders."""
        command = (*self._command, "-f", self._sender, "--", parcel.recipient)
        text = parcel.message.replace(b"\r\n", b"\n")  # it takes lines as this system writes them
        try:
            done = subprocess.run(
                command, input=text, capture_output=True, timeout=self._timeout, check=False
            )
        except subprocess.TimeoutExpired:
            return Answer(Fate.UNKNOWN, f"the program had not ended after {self._timeout:g} s")
        except OSError as error:
            raise self._absent(error) from error
        return self._answer(done)

    def check(self) -> str:
        """Whether there is such a program; it is not run. Raises MailError."""
        from shutil import which  # noqa: PLC0415 - only who checks needs it

        if which(self._command[0]) is None:
            raise MailAccessError(self._command[0], "there is no such program", "check [mail] command")
        return " ".join(self._command)

    def close(self) -> None:
        """Nothing is kept between two mails."""

    def _answer(self, done: subprocess.CompletedProcess[bytes]) -> Answer:
        code = done.returncode
        said = one_line(done.stderr or done.stdout) or "no word"
        words = f"exit code {code}: {said}"
        if code == 0:
            return Answer(Fate.TAKEN, "handed over")
        if code < 0:
            return Answer(Fate.UNKNOWN, f"the program was ended from outside (signal {-code})")
        if code in _NOT_SET_UP:
            raise MailAccessError(self._command[0], words, "check [mail] command and the program's own setup")
        return Answer(Fate.REFUSED if code in _REFUSED else Fate.LATER, words)

    def _absent(self, error: OSError) -> MailAccessError | MailUnavailableError:
        what = f"cannot be run ({reason_of(error)})"
        if isinstance(error, FileNotFoundError | PermissionError):
            return MailAccessError(self._command[0], what, "check [mail] command")
        return MailUnavailableError(self._command[0], what, "the mails wait and are sent by the next run")
