"""The emulator on a socket: HTTP/1.1 on the loopback interface, one thread for each connection."""

from __future__ import annotations

import gzip
import sys
import time
import traceback
import zlib
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .background import LOOPBACK, Background
from .emulator import Emulator
from .exchange import Answer, read_request
from .refusals import invalid

__all__ = ["Server"]

SMALLEST_PACKED = 300  # bytes; Google packs shorter answers as little


class _Handler(BaseHTTPRequestHandler):
    """Reads requests off one connection and writes the answers to it."""

    protocol_version = "HTTP/1.1"
    server_version = "ESF"
    sys_version = ""
    disable_nagle_algorithm = True  # small answers would wait 40 ms for the client's acknowledgement
    wbufsize = -1
    emulator: Emulator

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name is the base class's
        """Say nothing: the emulator has a log of its own."""

    def _body(self) -> bytes:
        """The body of the request: as long as it says, or in pieces that each say how long they are."""
        if "chunked" not in (self.headers.get("Transfer-Encoding") or "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():  # headers may follow the last piece
            pass
        return b"".join(pieces)

    def _serve(self) -> None:
        try:
            raw = self._body()
            request = read_request(self.command, self.path, dict(self.headers.items()), raw)
        except (ValueError, OSError, EOFError, zlib.error) as error:  # not as long or as packed as it says
            self.close_connection = True
            self._send(Answer(400, invalid(f"unreadable request: {error}").body()), pretty=True)
            return
        answer = self.emulator.answer(request)
        if answer.delay:
            time.sleep(answer.delay)
        if answer.cut in ("unread", "before"):
            self._hang_up()
            return
        self._send(answer, pretty=request.parameter("prettyPrint").lower() not in ("false", "0"))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 the names are the base class's

    def _send(self, answer: Answer, *, pretty: bool) -> None:
        raw = answer.encoded(pretty=pretty)
        packed = len(raw) > SMALLEST_PACKED and "gzip" in (self.headers.get("Accept-Encoding") or "")
        if packed:
            raw = gzip.compress(raw, 1)
        self.send_response(answer.status)
        if answer.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", answer.content_type)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, text in answer.headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[: len(raw) // 2] if answer.cut == "in" else raw)
        if answer.cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are no news; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            traceback.print_exc()


class Server(Background):
    """Serves an emulator as long as the `with` block runs.

    >>> with Server(Emulator(open_access=True)) as server:
    ...     server.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self, emulator: Emulator | None = None, *, port: int = 0) -> None:
        self.emulator = emulator or Emulator()
        self.handler: type[BaseHTTPRequestHandler] = type("Handler", (_Handler,), {"emulator": self.emulator})
        super().__init__(_Listener((LOOPBACK, port), self.handler))
