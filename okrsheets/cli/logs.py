"""What a run tells while nobody looks: as text or as a JSON object a line, quietly, and to a heart-beat."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from okrsheets.cli.safety import safe
from okrsheets.errors import LockHeldError, OkrSheetsError

if TYPE_CHECKING:
    from okrsheets.run import Stamp
    from okrsheets.run.heartbeat import Heart

__all__ = ["Log", "current_log", "log_of", "logged", "run_logged"]

F = TypeVar("F", bound=Callable[..., Any])

_KEY = "okrsheets.log"
_TAIL = 20
_BUG = 70
_INTERRUPTED = 130


def logged(command: F) -> F:
    """-q and --log-format, for runs that nobody watches."""
    command = click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="json: each thing that happens is an object on a line.",
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing unless there is trouble.")(command)


def current_log() -> Log | None:
    """The log of the run at work; None where there is none, and talk is simply printed."""
    context = click.get_current_context(silent=True)
    log = context and context.meta.get(_KEY)
    return log if isinstance(log, Log) else None


def log_of(*, quiet: bool, log_format: str) -> Log:
    """The log of a run that begins now."""
    from okrsheets.run import Stamp

    begun = time.monotonic()
    stamp = Stamp(datetime.now().astimezone(), lambda: time.monotonic() - begun, os.urandom(2).hex())
    return Log(stamp, as_json=log_format == "json", quiet=quiet)


class Log:
    """What one run tells on stderr, and the last lines of it for the heart-beat."""

    def __init__(self, stamp: Stamp, *, as_json: bool, quiet: bool) -> None:
        self.stamp = stamp
        self.quiet = quiet
        self.as_json = as_json
        self.heart: Heart | None = None
        self._unheard = ""
        self._tail: deque[str] = deque(maxlen=_TAIL)

    def tell(self, line: str, *, level: str = "info") -> None:
        """One line of talk."""
        self._keep(line)
        if self.as_json:
            self.happened("told", {"message": line}, level=level)
        elif not self.quiet or level != "info":
            click.echo(line, err=True)

    def fail(self, error: OkrSheetsError) -> None:
        """Something outside that failed."""
        words = safe(f"error: {error}")
        self._keep(words)
        if self.as_json:
            fields = {"place": error.place, "what": error.what, "cure": error.cure}
            self.happened("failure", fields | {"kind": type(error).__name__}, level="error")
        else:
            click.echo(words, err=True)

    def happened(self, event: str, fields: Mapping[str, object], *, level: str = "info") -> None:
        """Something that programs may want to know of; it is no talk."""
        if not self.as_json or (self.quiet and level == "info"):
            return
        import json

        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        head = {"time": now, "level": level, "run": self.stamp.id, "event": event}
        click.echo(json.dumps(head | {**fields}, ensure_ascii=False, default=str), err=True)

    def beat(self, heart: Heart | None) -> None:
        """Tell the heart-beat, if there is one, that the run begins."""
        self.heart = heart
        self._beat("start", "")

    def done(self, code: int) -> None:
        """How the run ended."""
        seconds = self.stamp.elapsed() if self.stamp.elapsed else 0.0
        self.happened("done", {"exit_code": code, "seconds": round(seconds, 3)}, level=_level(code))
        words = f"run {self.stamp.id} ended with exit code {code} after {seconds:.1f} s"
        if code and self.quiet and not self.as_json:  # nobody is there: the line leads to the run
            click.echo(words, err=True)
        if code != LockHeldError.exit_code:  # the run that holds the lock tells its own end
            self._beat(str(code), "\n".join([*self._tail, words]))

    def _beat(self, ending: str, body: str) -> None:
        trouble = self.heart and self.heart.ping(ending, body)
        if trouble and trouble != self._unheard:
            self._unheard = trouble  # the end of a run does not say again what its start said
            self.tell(f"the heart-beat did not go out: {trouble}", level="warning")

    def _keep(self, line: str) -> None:
        self._tail.append(line)


def _level(code: int) -> str:
    return "error" if code else "info"


def run_logged(ctx: click.Context, log: Log, work: Callable[[], int]) -> int:
    """Do the work of a run; what it returns, or what it fails with, becomes its exit code, and is told."""
    ctx.meta[_KEY] = log
    log.happened("begun", {"arguments": sys.argv[1:]})
    try:
        code = work()
    except OkrSheetsError as error:
        for each in error.each:
            log.fail(each)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        log.tell("interrupted", level="warning")
        code = _INTERRUPTED
    except click.ClickException:
        raise
    except Exception:
        if not log.as_json:
            log.done(_BUG)
            raise
        import traceback

        log.happened("bug", {"traceback": traceback.format_exc()}, level="error")
        code = _BUG
    log.done(code)
    return code
