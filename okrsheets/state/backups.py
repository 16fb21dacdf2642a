"""Copies of workbooks from before we wrote them: the last five versions, for their owner alone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from okrsheets.errors import DamagedWorkbookError, reason_of
from okrsheets.laying import clear_halves, lay
from okrsheets.state.folder import OWNER_ONLY, make_folder, source_key, unusable

__all__ = ["KEPT", "back_up", "backup_of", "backups_of"]

KEPT = 5


def back_up(folder: Path, source: str, *, revision: str, when: datetime) -> Path:
    """Copy a workbook into the state folder's `backups` and let go of versions past the last five.

    A revision that was copied before is not copied again. Raises StateError, or DamagedWorkbookError
    where the workbook is gone.
    """
    place = _place(folder, source)
    make_folder(place.parent)
    make_folder(place)
    if (known := backup_of(folder, source, revision=revision)) is not None:
        return known
    copy = place / f"{when:%Y%m%dT%H%M%S}-{_digest(revision)}{Path(source).suffix}"
    try:
        original = Path(source).open("rb")  # noqa: SIM115 closed below, with the copy
    except OSError as error:
        what = f"cannot be read any more: {reason_of(error)}"
        raise DamagedWorkbookError(source, what, "see whether it was moved") from error
    try:
        clear_halves(place)
        with original:
            lay(copy, iter(partial(original.read, 1 << 20), b""), mode=OWNER_ONLY)
        for old in backups_of(folder, source)[:-KEPT]:
            old.unlink()
    except OSError as error:
        raise unusable(copy, error) from error
    return copy


def backup_of(folder: Path, source: str, *, revision: str) -> Path | None:
    """The copy that is kept of one revision of a workbook."""
    mark = _digest(revision)
    return next((copy for copy in backups_of(folder, source) if copy.stem.endswith(mark)), None)


def backups_of(folder: Path, source: str) -> tuple[Path, ...]:
    """The copies of a workbook that are kept, oldest first."""
    place = _place(folder, source)
    copies = place.iterdir() if place.is_dir() else ()
    return tuple(sorted(copy for copy in copies if not copy.name.startswith(".")))


def _place(folder: Path, source: str) -> Path:
    """A folder per workbook; the digest keeps apart those of the same name."""
    return folder / "backups" / f"{Path(source).stem}-{_digest(source_key(source, folder))}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()
