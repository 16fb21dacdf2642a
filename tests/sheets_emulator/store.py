"""The files of the emulated Drive: spreadsheets, who may open them, and in which state they are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .book import Book, Sheet
from .clock import Clock, stamp
from .guards import Editor
from .identities import ANYONE
from .refusals import ApiError, file_not_found, forbidden_file, no_permission, not_found, wrong_kind_of_file
from .wire import Message

__all__ = ["ROLES", "SHEETS_TYPE", "STATES", "XLSX_TYPE", "File", "Store"]

SHEETS_TYPE = "application/vnd.google-apps.spreadsheet"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROLES = ("reader", "commenter", "writer", "owner")  # each may do what the ones before it may
STATES = ("live", "trashed", "xlsx")


@dataclass(slots=True)
class File:
    """A file in Drive and the spreadsheet in it."""

    id: str
    book: Book
    created: str
    modified: str
    version: int = 1
    state: str = "live"
    parents: list[str] = field(default_factory=list)
    permissions: list[Message] = field(default_factory=list)
    comments: list[Message] = field(default_factory=list)

    @property
    def owner(self) -> str:
        """Whose it is."""
        return next((str(one.get("emailAddress")) for one in self.permissions if one["role"] == "owner"), "")

    def role(self, email: str) -> str | None:
        """What someone may do with it at most; None when it is not shared with them."""
        roles = [
            item["role"]
            for item in self.permissions
            if item["type"] == "anyone"
            or item.get("emailAddress") == email
            or (item["type"] == "domain" and email.endswith("@" + item.get("domain", "")))
        ]
        return max(roles, key=ROLES.index, default=None)

    def editor(self, email: str) -> Editor:
        """That person as one who views and changes it."""
        return Editor(email, owner=self.role(email) == "owner")

    def share(self, permission: Message) -> Message:
        """Let someone in, or change what they may; the permission with its id."""
        key = permission.get("emailAddress") or permission.get("domain") or ANYONE
        known = next((item for item in self.permissions if item["id"] == _permission_id(key)), None)
        item = {"kind": "drive#permission", "id": _permission_id(key), **permission}
        if known is not None:
            self.permissions.remove(known)
        self.permissions.append(item)
        return item


def _permission_id(key: str) -> str:
    """The id of someone's permission: the same on every file.

    >>> _permission_id("anyone")
    'anyoneWithLink'
    """
    if key == ANYONE:
        return "anyoneWithLink"
    number = 0
    for letter in key:
        number = (number * 131 + ord(letter)) % 10**20
    return f"{number:020d}"


class Store:
    """All files, in the order they were made."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.files: dict[str, File] = {}
        self._number = 0

    def new_id(self) -> int:
        """A number for a tab, a range or a table; scattered, as Google's are, and the same in every run."""
        self._number += 1
        return (self._number * 1_000_003 + 104_729) % (2**31 - 1)

    def _file_id(self) -> str:
        self._number += 1
        return f"1emulator{self._number:06d}".ljust(44, "-")

    def create(self, title: str, *, owner: str, file_id: str | None = None) -> File:
        """A new spreadsheet with one blank tab; its id is one that is free unless it is given."""
        now = stamp(self.clock.now())
        book = Book(title, sheets=[Sheet(0, "Sheet1")], clock=self.clock)
        file = File(file_id or self._file_id(), book, created=now, modified=now)
        file.share({"type": "user", "emailAddress": owner, "role": "owner"})
        self.files[file.id] = file
        return file

    def copy(self, file: File, title: str, *, owner: str) -> File:
        """A copy of a spreadsheet that belongs to whoever made it."""
        twin = self.create(title, owner=owner)
        twin.book = replace(file.book.copied(), title=title)
        return twin

    def touch(self, file: File, book: Book) -> None:
        """Put a changed content in place."""
        file.book = book
        file.version += 1
        file.modified = stamp(self.clock.now())

    def sheets_file(self, file_id: str, email: str, *, need: str) -> File:
        """The file for the Sheets API, which tells apart what does not exist and what is not shared."""
        file = self.files.get(file_id)
        if file is None or file.state == "trashed":
            raise not_found()
        self._check(file, email, need, no_permission())
        if file.state == "xlsx":
            raise wrong_kind_of_file()
        return file

    def drive_file(self, file_id: str, email: str, *, need: str = "reader") -> File:
        """The file for the Drive API, which says of what is not shared that it does not exist."""
        file = self.files.get(file_id)
        if file is None or file.role(email) is None:
            raise file_not_found(file_id)
        self._check(file, email, need, forbidden_file())
        return file

    @staticmethod
    def _check(file: File, email: str, need: str, refusal: ApiError) -> None:
        role = file.role(email)
        if role is None or ROLES.index(role) < ROLES.index(need):
            raise refusal
