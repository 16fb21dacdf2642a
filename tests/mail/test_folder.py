"""Mails laid in a folder as files."""

from __future__ import annotations

import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from okrsheets.errors import MailUnavailableError
from okrsheets.mail.delivering import Fate
from okrsheets.mail.transports.folder import FolderTransport
from tests.mail.parcels import parcel


def test_a_mail_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "mails"
    answer = FolderTransport(folder).send(parcel())
    (path,) = folder.iterdir()
    assert answer == (Fate.TAKEN, path.name)
    assert path.name.startswith("2026-11-30-ann@example.com-")
    assert path.suffix == ".eml"
    assert path.read_bytes() == parcel().message
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_mail_is_one_file_and_another_is_another(tmp_path: Path) -> None:
    for one in (parcel(), parcel(), parcel(key="digest:2026-W49:ann@example.com")):
        FolderTransport(tmp_path).send(one)
    assert len(list(tmp_path.iterdir())) == 2


def test_no_address_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    for address in ("/./up@example.com", "/etc/x@example.com", "a" * 64 + "@" + "b" * 60 + ".com"):
        made = parcel(recipient=address, key=f"digest:{address}")
        assert made.message
        FolderTransport(folder).send(made)
    assert len(list(folder.iterdir())) == 3
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_cannot_be_made_or_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    line = FolderTransport(tmp_path / "taken" / "inner")
    for what in (line.check, lambda: line.send(parcel())):
        with pytest.raises(MailUnavailableError, match=r"cannot be written.*\[mail\] folder"):
            what()
    assert FolderTransport(tmp_path / "new" / "one").check().endswith("one")
    assert not (tmp_path / "new").exists()


def test_a_disk_that_is_full_leaves_no_half_of_a_mail(tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from okrsheets.errors import MailUnavailableError\n"
        "from okrsheets.mail.transports.folder import FolderTransport\n"
        "from tests.mail.parcels import parcel\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))\n"
        "try: FolderTransport(Path(sys.argv[1])).send(parcel())\n"
        "except MailUnavailableError as error: print(error)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert "cannot be written (file too large)" in done.stdout
    assert list(tmp_path.iterdir()) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE) != (300, 300)
