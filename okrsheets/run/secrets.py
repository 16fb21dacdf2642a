"""Secrets, from where a person says that they are; never shown, not even in what goes wrong with one."""

from __future__ import annotations

from pathlib import Path

from okrsheets.errors import MailAccessError
from okrsheets.tuples import NamedTuple

__all__ = ["SecretPlace", "secret_of"]

_SECONDS = 60  # for a command that fetches a secret


class SecretPlace(NamedTuple):
    """Where a secret is: `name` is the setting that says so, `kind` "text", "file" or "command".

    `value` is the secret itself, a path or a command.
    """

    name: str
    kind: str
    value: str

    def __repr__(self) -> str:
        return f"SecretPlace({self.name!r}, {self.kind!r}, ...)"


def secret_of(place: SecretPlace) -> str:
    """The secret: of a file or a command its first line. Raises MailAccessError where there is none."""
    if place.kind == "text":
        return place.value
    text = _printed(place) if place.kind == "command" else _read(place)
    line = next(iter(text.splitlines()), "")
    if not line.strip():
        raise MailAccessError(place.name, "gives an empty first line", "put the secret there, alone")
    return line


def _read(place: SecretPlace) -> str:
    try:
        return Path(place.value).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise MailAccessError(place.name, f"there is no file {place.value}", "check the path") from error
    except (OSError, ValueError) as error:
        what = f"the file {place.value} cannot be read"
        raise MailAccessError(place.name, what, "check that it is a text file you may read") from error


def _printed(place: SecretPlace) -> str:
    """What a command prints. Nothing of it goes into an error: it may be the secret."""
    import shlex  # every sync asks where secrets are, and few have any that a command prints
    import subprocess

    cure = "run it by hand to see why"
    try:
        done = subprocess.run(
            shlex.split(place.value),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        text = done.stdout.decode("utf-8-sig")
    except subprocess.TimeoutExpired as error:
        raise MailAccessError(place.name, f"has not ended after {_SECONDS} s", cure) from error
    except (OSError, ValueError, IndexError) as error:
        raise MailAccessError(place.name, "cannot be run, or prints no text", cure) from error
    if done.returncode:
        raise MailAccessError(place.name, f"ended with exit code {done.returncode}", cure)
    return text
