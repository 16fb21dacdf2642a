"""The adapter: one client for all spreadsheets of a run, and what it read of each."""

from __future__ import annotations

from collections.abc import Callable

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.adapters.gsheets.address import key_of
from okrsheets.adapters.gsheets.answers import READ_MASK, Book, book_in
from okrsheets.adapters.gsheets.credentials import Login, log_in
from okrsheets.adapters.gsheets.failures import unread
from okrsheets.adapters.gsheets.reading import workbook_of
from okrsheets.adapters.gsheets.transport import PATIENT, PatientClient, Policy, Spent
from okrsheets.adapters.gsheets.trouble import TroubleError
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.errors import WriteRefusedError
from okrsheets.grid import Workbook

__all__ = ["GsheetsAdapter"]


class GsheetsAdapter:
    """Reads Google Sheets; a source is the address of a spreadsheet, as `address.named` gives it."""

    def __init__(
        self, access: GoogleAccess, *, tell: Callable[[str], None] | None = None, policy: Policy = PATIENT
    ) -> None:
        self._access = access
        self._policy = policy._replace(patience=access.patience, tell=tell or policy.tell)
        self._login: Login | None = None
        self._client: PatientClient | None = None

    @property
    def spent(self) -> Spent:
        """What was asked of Google so far."""
        return self._client.spent if self._client else Spent()

    def read(self, source: str) -> Workbook:
        """The spreadsheet as it stands now; raises a `SourceError` that says what is wrong and what helps."""
        book = self._asked(source)
        login = self._logged_in()
        only = "an API key opens it for reading only" if login.only_read else None
        return workbook_of(book, source=source, read_only_because=only)

    def apply(self, plan: WritePlan) -> WriteOutcome:
        """Refuse."""
        raise WriteRefusedError(plan.workbook, "read-only-kind", "is only read", "write its columns by hand")

    def _asked(self, source: str) -> Book:
        login, client = self._logged_in(), self._connected()
        try:
            answer = client.ask(
                "GET",
                f"/v4/spreadsheets/{key_of(source)}",
                params={"fields": READ_MASK, "prettyPrint": "false"},
                repeatable=True,
            )
        except TroubleError as error:
            raise unread(source, error.trouble, login) from error
        return book_in(answer)

    def _logged_in(self) -> Login:
        if self._login is None:
            self._login = log_in(self._access)
        return self._login

    def _connected(self) -> PatientClient:
        if self._client is None:
            credentials = self._logged_in().credentials
            self._client = PatientClient(credentials, endpoint=self._access.endpoint, policy=self._policy)
        return self._client
