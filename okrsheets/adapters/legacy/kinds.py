"""Which kind of workbook the bytes of a file are, whatever its name says."""

from __future__ import annotations

from pathlib import Path

from okrsheets.errors import EncryptedWorkbookError, NotAWorkbookError

__all__ = ["refuse_other_kinds"]

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xls files begin, and encrypted ones of Excel
_ZIP = b"PK"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCKED = "remove the password in the program that set it, and save"


def refuse_other_kinds(data: bytes, *, source: str) -> None:
    """Raise the `SourceError` that names what the file is, unless it is what its ending says."""
    ending = Path(source).suffix.lower()
    if not data:
        raise NotAWorkbookError(source, "is empty", "save the workbook again")
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedWorkbookError(source, "is encrypted with a password", _LOCKED)
        found: str | None = ".xls"
    elif data.startswith(_ZIP):
        found = _kind_of_zip(data)
    else:
        head = data[:200].lstrip().lower()
        found = "a web page" if head.startswith((b"<html", b"<!doctype html", b"<table")) else None
    if found == ending:
        return
    if found is None:
        raise NotAWorkbookError(source, "is no workbook, whatever its name says", "save it as .xlsx")
    if not found.startswith("."):
        raise NotAWorkbookError(
            source,
            f"is {found}, whatever its name says",
            "open it in a spreadsheet program, save it as .xlsx",
        )
    raise NotAWorkbookError(source, f"is a workbook of another kind ({found})", f"rename it to {found}")


def _kind_of_zip(data: bytes) -> str | None:
    """The ending that belongs to a zip file; the names of its members stand in it as they are."""
    if _SPREADSHEET in data[:200]:
        return ".ods"
    endings = {b"xl/workbook.bin": ".xlsb", b"xl/workbook.xml": ".xlsx", b"content.xml": ".ods"}
    return next((ending for member, ending in endings.items() if member in data), None)
