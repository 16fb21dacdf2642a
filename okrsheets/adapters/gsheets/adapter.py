"""The adapter: one client for all spreadsheets of a run, and what it read of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.adapters.gsheets.address import key_of
from okrsheets.adapters.gsheets.answers import READ_MASK, Book, book_in
from okrsheets.adapters.gsheets.credentials import Login, log_in
from okrsheets.adapters.gsheets.exchange import Exchange
from okrsheets.adapters.gsheets.failures import unread
from okrsheets.adapters.gsheets.large import TOO_MUCH, read_large
from okrsheets.adapters.gsheets.reading import workbook_of
from okrsheets.adapters.gsheets.refusals import refusal
from okrsheets.adapters.gsheets.transport import PATIENT, PatientClient, Policy, Spent
from okrsheets.adapters.gsheets.trouble import TroubleError, TroubleKind
from okrsheets.adapters.gsheets.writing import write_plan
from okrsheets.edits import Obstacles, Refusal, WriteOutcome, WritePlan
from okrsheets.errors import WriteRefusedError
from okrsheets.grid import Workbook

__all__ = ["GsheetsAdapter"]


class GsheetsAdapter:
    """Reads Google Sheets; a source is the address of a spreadsheet, as `address.named` gives it."""

    def __init__(
        self,
        access: GoogleAccess,
        *,
        tell: Callable[[str], None] | None = None,
        policy: Policy | None = None,
    ) -> None:
        self._access = access
        policy = policy or PATIENT
        self._policy = policy._replace(patience=access.patience, tell=tell or policy.tell)
        self._login: Login | None = None
        self._client: PatientClient | None = None
        self._books: dict[str, tuple[str, Book]] = {}

    @property
    def spent(self) -> Spent:
        """What was asked of Google so far."""
        return self._client.spent if self._client else Spent()

    def read(self, source: str) -> Workbook:
        """The spreadsheet as it stands now; raises a `SourceError` that says what is wrong and what helps."""
        book = self._asked(source)
        only = "an API key opens Google Sheets for reading only" if self._logged_in().only_read else None
        workbook = workbook_of(book, source=source, read_only_because=only)
        self._books[source] = workbook.revision, book
        return workbook

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Write the plan as a whole, refusing by name the parts that cannot be written safely.

        Raises as `okrsheets.adapters.Adapter` says, and WriteLostError where what became of the write cannot
        be told or put right.
        """
        source = plan.workbook
        exchange = Exchange(source, self._connected(), self._logged_in())
        if self._revision(source) != plan.revision:
            self.read(source)
        if self._revision(source) != plan.revision:
            raise exchange.changed()
        if plan.empty:
            return WriteOutcome(source, plan.revision)
        if self._logged_in().only_read:
            raise _only_read(source)
        _, book = self._books.pop(source)
        return write_plan(plan, book, exchange, unchanged=lambda: self._is_still(plan, book))

    def obstacles(self, workbook: Workbook) -> Obstacles:
        """Whether the caller is an editor, and what is protected against it.

        Google tells who may edit only when it is asked to: by a search that changes nothing.
        """
        source, login = workbook.source, self._logged_in()
        if login.only_read:
            return Obstacles(_only_read(source))
        if source not in self._books:
            self.read(source)
        book = self._books[source][1]
        exchange = Exchange(source, self._connected(), login)
        try:
            exchange.try_editing(book.tabs[0].id if book.tabs else None)
        except TroubleError as error:
            if error.trouble.kind is not TroubleKind.PROTECTED:  # of A1: others may be
                return Obstacles(
                    exchange.refused(error.trouble, done="whether it may be written cannot be told")
                )
        return Obstacles(None, tuple(_protected(book)))

    def _revision(self, source: str) -> str | None:
        """The revision that was read last."""
        return self._books[source][0] if source in self._books else None

    def _is_still(self, plan: WritePlan, book: Book) -> bool:
        """Whether all that a write depends on is as it was when it was planned."""
        same = self.read(plan.workbook).revision == plan.revision
        return same and self._books[plan.workbook][1].around == book.around

    def _asked(self, source: str) -> Book:
        login, client = self._logged_in(), self._connected()
        path = f"/v4/spreadsheets/{key_of(source)}"
        params = {"fields": READ_MASK, "prettyPrint": "false"}
        try:
            return book_in(client.ask("GET", path, params=params, repeatable=True))
        except TroubleError as error:
            if error.trouble.kind in TOO_MUCH:
                with suppress(TroubleError):
                    return read_large(client, path)
            raise unread(source, error.trouble, login) from error

    def _logged_in(self) -> Login:
        if self._login is None:
            self._login = log_in(self._access)
        return self._login

    def _connected(self) -> PatientClient:
        if self._client is None:
            credentials = self._logged_in().credentials
            self._client = PatientClient(credentials, endpoint=self._access.endpoint, policy=self._policy)
        return self._client


def _only_read(source: str) -> WriteRefusedError:
    what = "opens with an API key for reading only"
    return WriteRefusedError(source, "read-only-kind", what, "use the key of a service account")


def _protected(book: Book) -> Iterator[Refusal]:
    """The tabs and ranges that the caller may not write."""
    for tab in book.tabs:
        if tab.is_shut:
            yield refusal(tab.title, None, "protected-tab")
        else:
            yield from (refusal(tab.title, tab.within(box).a1, "protected-range") for box in tab.shut)
