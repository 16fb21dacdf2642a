"""Mails laid in a folder as .eml files, which every mail program opens and other programs pick up."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from okrsheets.errors import MailUnavailableError, reason_of
from okrsheets.mail.delivering import Answer, Fate
from okrsheets.model import Parcel

__all__ = ["FolderTransport"]

_OWNER_ONLY = 0o600
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_OWNER_FOLDER = 0o700
_CURE = "check its permissions and the free space, or set [mail] folder"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_+@")
_LONGEST = 60


class FolderTransport:
    """Lays each mail in a folder, under a name that only it has; a file is there whole, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, parcel: Parcel) -> Answer:
        """Lay a mail in the folder. Raises MailUnavailableError where that cannot be written."""
        path = self._folder / _name(parcel)
        partial = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
            with os.fdopen(os.open(partial, _ANEW, _OWNER_ONLY), "wb") as file:
                file.write(parcel.message)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):  # it may be the folder that fails
                partial.unlink(missing_ok=True)
            raise MailUnavailableError(
                str(self._folder), f"cannot be written ({reason_of(error)})", _CURE
            ) from error
        return Answer(Fate.TAKEN, path.name)

    def check(self) -> str:
        """Whether the folder can be written. Raises MailUnavailableError."""
        there = next(place for place in (self._folder, *self._folder.absolute().parents) if place.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            raise MailUnavailableError(str(self._folder), "cannot be written", _CURE)
        return f"the folder {self._folder}"

    def close(self) -> None:
        """Nothing is kept between two mails."""


def _name(parcel: Parcel) -> str:
    """The name of a mail's file: the same for the same mail, with nothing in it but plain letters."""
    whom = "".join(sign if sign in _PLAIN else "_" for sign in parcel.recipient.lower())[:_LONGEST]
    return f"{parcel.queued:%Y-%m-%d}-{whom}-{sha256(parcel.key.encode()).hexdigest()[:8]}.eml"
