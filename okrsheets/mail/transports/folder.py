"""Mails laid in a folder as .eml files, which every mail program opens and other programs pick up."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from okrsheets.errors import MailUnavailableError, reason_of
from okrsheets.laying import clear_halves, lay
from okrsheets.mail.delivering import Answer, Fate
from okrsheets.model import Parcel

__all__ = ["FolderTransport"]

_OWNER_ONLY = 0o600
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
        try:
            self._folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
            lay(path, parcel.message, mode=_OWNER_ONLY, flushed=True)
        except OSError as error:
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
        """Nothing is kept between two mails; what a run that was cut off has left there goes."""
        clear_halves(self._folder)


def _name(parcel: Parcel) -> str:
    """The name of a mail's file: the same for the same mail, with nothing in it but plain letters."""
    whom = "".join(sign if sign in _PLAIN else "_" for sign in parcel.recipient.lower())[:_LONGEST]
    return f"{parcel.queued:%Y-%m-%d}-{whom}-{sha256(parcel.key.encode()).hexdigest()[:8]}.eml"
