"""A write into a spreadsheet on its way: what is sent, and what the tabs hold after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrsheets.adapters.gsheets.address import key_of, quoted_title
from okrsheets.adapters.gsheets.answers import Message
from okrsheets.adapters.gsheets.asking import grid_range
from okrsheets.adapters.gsheets.contents import Cells
from okrsheets.adapters.gsheets.credentials import Login
from okrsheets.adapters.gsheets.failures import share_cure, what_and_cure
from okrsheets.adapters.gsheets.judging import LOOK_MASK, tabs_in
from okrsheets.adapters.gsheets.transport import PatientClient
from okrsheets.adapters.gsheets.trouble import Trouble, TroubleKind
from okrsheets.errors import SourceChangedError, WriteError, WriteRefusedError
from okrsheets.grid import CellRange
from okrsheets.tuples import NamedTuple

__all__ = ["Exchange"]


class Exchange(NamedTuple):
    """Speaks with Google about one spreadsheet; `source` names it."""

    source: str
    client: PatientClient
    login: Login

    def send(self, requests: Iterable[Message], *, titles: Sequence[str] | None = None) -> dict[int, Cells]:
        """One batch, carried out as a whole or not at all; what the tabs of these titles hold afterwards.

        Without titles it is all tabs, which costs more and minds no new names. Raises TroubleError.
        """
        body: dict[str, object] = {"requests": list(requests)}
        if titles is None or titles:
            body |= {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        if titles:
            body["responseRanges"] = [quoted_title(title) for title in titles]
        answer = self.client.ask(
            "POST",
            f"{self._path}:batchUpdate",
            params={"fields": f"spreadsheetId,updatedSpreadsheet({LOOK_MASK})", "prettyPrint": "false"},
            json=body,
            repeatable=False,
        )
        return tabs_in(answer.get("updatedSpreadsheet", {}))

    def look(self) -> dict[int, Cells]:
        """What all tabs hold. Raises TroubleError."""
        params = {"fields": LOOK_MASK, "prettyPrint": "false"}
        return tabs_in(self.client.ask("GET", self._path, params=params, repeatable=True))

    def try_editing(self, tab: int | None) -> None:
        """Ask for a change that comes to nothing, as an editor may. Raises TroubleError where one may not."""
        text = "okrsheets: may this be edited?"
        place = {"range": grid_range(tab, CellRange(1, 1, 1, 1))} if tab is not None else {"allSheets": True}
        search = {"find": text, "replacement": text, "matchCase": True, "matchEntireCell": True, **place}
        self.client.ask(
            "POST",
            f"{self._path}:batchUpdate",
            params={"fields": "spreadsheetId", "prettyPrint": "false"},
            json={"requests": [{"findReplace": search}]},
            repeatable=True,  # whatever is found is put back as it was
        )

    @property
    def _path(self) -> str:
        return f"/v4/spreadsheets/{key_of(self.source)}"

    def changed(self) -> SourceChangedError:
        """The error of a spreadsheet that is no longer what was read."""
        return SourceChangedError(self.source, "was changed by someone else meanwhile", "run it again")

    def refused(self, trouble: Trouble, *, done: str = "was not written") -> WriteError:
        """The error of a write of which nothing was carried out."""
        whom = self.login.address or "the account of the credentials"
        if trouble.kind is TroubleKind.NO_PERMISSION:
            what = f"may not be written by {whom}"
            return WriteRefusedError(
                self.source, "no-permission", what, share_cure(self.login, for_writing=True)
            )
        if trouble.kind is TroubleKind.PROTECTED:
            what, cure = f"is protected against {whom}", "allow that account to edit the protected ranges"
            return WriteRefusedError(self.source, "protected-range", what, cure)
        if trouble.kind is TroubleKind.REFUSED:
            what = f"cannot be written, as Google refuses it ({trouble.detail})"
            return WriteRefusedError(self.source, "refused", what, "please report it as a bug")
        _, what, cure = what_and_cure(trouble, self.login)
        return WriteError(self.source, f"{done}: {what}", cure)
