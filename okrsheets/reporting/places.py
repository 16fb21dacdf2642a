"""Where in the sheets something stands, in words, and where that can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from okrsheets.grid import CellRef, Workbook
from okrsheets.model import Place, PlaceKind
from okrsheets.reporting.wording import one_line
from okrsheets.tuples import NamedTuple

__all__ = ["PlaceView", "Places"]


class PlaceView(NamedTuple):
    """A place to print: `words` as `Sales!F7`, the file where there are several, a link or none."""

    words: str
    file: str
    url: str | None


class Places(NamedTuple):
    """Knows what each source is called and where it opens in a browser; `only` is the sole source."""

    titles: Mapping[str, str]
    urls: Mapping[str, str]
    only: str | None
    gids: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, workbooks: tuple[Workbook, ...], urls: Mapping[str, str]) -> Places:
        """The places of these workbooks, at these addresses or their own; only web addresses become links."""
        own = {workbook.source: workbook.url for workbook in workbooks if workbook.url is not None}
        web = {
            source: url for source, url in {**own, **urls}.items() if url.startswith(("https://", "http://"))
        }
        titles = {workbook.source: one_line(workbook.title) for workbook in workbooks}
        gids = {
            (workbook.source, sheet.name): sheet.gid
            for workbook in workbooks
            for sheet in workbook.sheets
            if sheet.gid is not None
        }
        return cls(titles, web, next(iter(titles)) if len(titles) == 1 else None, gids)

    def cell(self, ref: CellRef) -> PlaceView:
        """One cell."""
        return PlaceView(f"{one_line(ref.sheet)}!{ref.a1}", self._file(ref.workbook), self._url(ref))

    def finding(self, place: Place) -> PlaceView:
        """The place of a finding, however much of the sheets it covers."""
        if place.kind is PlaceKind.WORKBOOK:
            return PlaceView(self.title(place.workbook), "", self._url(CellRef(place.workbook, "", 1, 1)))
        words = one_line(str(place))
        if place.kind is PlaceKind.TEAM:
            return PlaceView(words, "", None)
        ref = place.ref or CellRef(place.workbook, place.sheet, 1, 1)
        return PlaceView(words, self._file(place.workbook), self._url(ref))

    def title(self, source: str) -> str:
        """What people call a source."""
        return self.titles.get(source) or one_line(source)

    def _file(self, source: str) -> str:
        return "" if source == self.only else self.title(source)

    def _url(self, ref: CellRef) -> str | None:
        url = self.urls.get(ref.workbook)
        if url is None or "{" not in url:
            return url
        if "{gid}" in url:
            gid = self.gids.get((ref.workbook, ref.sheet))
            url = url.partition("#")[0] if gid is None else url.replace("{gid}", str(gid))
        return url.replace("{tab}", quote(ref.sheet, safe="")).replace("{cell}", ref.a1)
