"""`python -m tests.sheets_emulator --port 0 --open`: serve, and print the address as the first line."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path

from .discovery import load_discovery
from .emulator import Emulator
from .identities import OWNER
from .server import Server


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument(
        "--open", action="store_true", help="ask for no token: every caller is the owner of all"
    )
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="write the key of the service account there that owns all"
    )
    options = parser.parse_args()
    if not load_discovery().methods:
        sys.stderr.write("google-api-python-client is not installed: fields of requests are not checked\n")
    try:
        listening = Server(Emulator(open_access=options.open), port=options.port)
    except (OSError, OverflowError) as error:
        parser.error(f"port {options.port}: {error}; --port 0 takes a free one")
    with listening as server:
        if options.key is not None:
            _write_key(options.key, server.url, parser)
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        server.wait()


def _write_key(path: Path, url: str, parser: argparse.ArgumentParser) -> None:
    from .credentials import service_account_key  # noqa: PLC0415 it needs a library, without which the emulator runs as well

    try:
        path.write_text(json.dumps(service_account_key(OWNER, url=url)), encoding="utf-8")
    except OSError as error:
        parser.error(f"--key {path}: {error.strerror}")


with suppress(KeyboardInterrupt):
    main()
