"""Google Sheets and a little of Google Drive, emulated to test code against: docs/sheets-emulator.md."""

from .clock import Clock
from .emulator import Emulator
from .faults import Fault, Target
from .server import Server

__all__ = ["Clock", "Emulator", "Fault", "Server", "Target"]
