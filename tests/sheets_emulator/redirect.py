"""Sends calls of Google's addresses to an emulator: for code that runs in the test's own process."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

__all__ = ["Redirect", "redirected_session"]

HOSTS = ("sheets", "www", "oauth2", "iamcredentials", "drive")


class Redirect(HTTPAdapter):
    """Carries each request to another place, path and query unchanged."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._place = urlsplit(url)

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 the parameters are the base class's
        timeout: Any = None,
        verify: Any = True,  # noqa: FBT002
        cert: Any = None,
        proxies: dict[str, str] | None = None,
    ) -> Response:
        """Send it there."""
        parts = urlsplit(str(request.url))
        request.url = urlunsplit((self._place.scheme, self._place.netloc, parts.path, parts.query, ""))
        return super().send(request, stream, timeout, verify, cert, proxies)


def redirected_session(credentials: Credentials, url: str) -> AuthorizedSession:
    """A session with these credentials whose calls of Google go to the emulator at `url`.

    Give it to gspread as `gspread.Client(auth=credentials, session=...)`.
    """
    aside = Session()  # google-auth fetches tokens over a session of its own
    session = AuthorizedSession(credentials, auth_request=Request(aside))  # type: ignore[no-untyped-call]  # google-auth has no types for it
    for host in HOSTS:
        for one in (aside, session):
            one.mount(f"https://{host}.googleapis.com", Redirect(url))
    return session
