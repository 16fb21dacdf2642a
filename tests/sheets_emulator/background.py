"""A listener that serves in a thread of its own as long as a `with` block runs."""

from __future__ import annotations

import socketserver
import threading
from types import TracebackType
from typing import Self

__all__ = ["LOOPBACK", "Background"]

LOOPBACK = "127.0.0.1"


class Background:
    """What serves on the loopback address: in the background, until the block ends."""

    def __init__(self, listener: socketserver.TCPServer) -> None:
        self.listener = listener
        self._thread = threading.Thread(
            target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self.listener.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.listener.shutdown()
        self.listener.server_close()

    def wait(self) -> None:
        """Serve until the process is told to stop."""
        self._thread.join()
