"""`python -m tests.sheets_emulator --port 0 --open`: serve, and print the address as the first line."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress

from .discovery import load_discovery
from .emulator import Emulator
from .server import Server


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument(
        "--open", action="store_true", help="ask for no token: every caller is the owner of all"
    )
    options = parser.parse_args()
    if not load_discovery().methods:
        sys.stderr.write("google-api-python-client is not installed: fields of requests are not checked\n")
    try:
        listening = Server(Emulator(open_access=options.open), port=options.port)
    except (OSError, OverflowError) as error:
        parser.error(f"port {options.port}: {error}; --port 0 takes a free one")
    with listening as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        server.wait()


with suppress(KeyboardInterrupt):
    main()
