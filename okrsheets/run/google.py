"""How Google is asked: what the environment says, else the config, else what the machine has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.config import Config
from okrsheets.errors import ConfigError
from okrsheets.secrets import LOOPBACK, SecretKind, SecretPlace

__all__ = ["PREFIX", "VARIABLES", "google_access"]

PREFIX = "OKRSHEETS_GOOGLE_"
"""What the variables of the environment begin with that come before the keys of `[google]`."""

VARIABLES = (
    *(f"{PREFIX}{what}{way}" for what in ("CREDENTIALS", "API_KEY") for way in ("", "_FILE", "_COMMAND")),
    *(f"{PREFIX}{what}" for what in ("ENDPOINT", "PATIENCE")),
)
"""All of these variables."""

# set where a program runs on Google's own machines, which have credentials for it
_IN_THE_CLOUD = ("K_SERVICE", "CLOUD_RUN_JOB", "GAE_ENV", "GCE_METADATA_HOST", "KUBERNETES_SERVICE_HOST")


def google_access(config: Config, environ: Mapping[str, str]) -> GoogleAccess:
    """Whose credentials are used, at which address. Raises ConfigError where a setting cannot be."""
    return GoogleAccess(
        credentials=_place("credentials", config, environ),
        api_key=_place("api_key", config, environ),
        defaults=_has_defaults(environ),
        endpoint=_endpoint(config, environ),
        patience=_patience(config, environ),
    )


def _place(what: str, config: Config, environ: Mapping[str, str]) -> SecretPlace | None:
    """Where a secret is: `OKRSHEETS_GOOGLE_CREDENTIALS` is the path of a key, or the key itself."""
    name = f"{PREFIX}{what.upper()}"
    if said := environ.get(name, "").strip():
        is_path = what == "credentials" and not said.startswith("{")
        return SecretPlace(name, SecretKind.FILE if is_path else SecretKind.TEXT, said)
    for kind in (SecretKind.FILE, SecretKind.COMMAND):
        if said := environ.get(f"{name}_{kind.name}", "").strip():
            return SecretPlace(f"{name}_{kind.name}", kind, said)
    for kind in (SecretKind.FILE, SecretKind.COMMAND):
        key = f"{what}_{kind.value}"
        if (value := config.google.get(key)) is not None:
            text = str(value)
            if kind is SecretKind.FILE and not text.startswith("~"):
                text = str(config.root / text)
            return SecretPlace(f"google.{key}", kind, text)
    return None


def _has_defaults(environ: Mapping[str, str]) -> bool:
    """Whether it is worth asking for the machine's credentials: where it has none that takes ten seconds."""
    if environ.get("GOOGLE_APPLICATION_CREDENTIALS") or any(environ.get(name) for name in _IN_THE_CLOUD):
        return True
    homes = [environ.get("CLOUDSDK_CONFIG"), environ.get("APPDATA") and f"{environ['APPDATA']}/gcloud"]
    if environ.get("HOME"):
        homes.append(f"{environ['HOME']}/.config/gcloud")
    if any(home and (Path(home) / "application_default_credentials.json").is_file() for home in homes):
        return True
    try:
        return "Google" in Path("/sys/class/dmi/id/product_name").read_text(
            encoding="utf-8", errors="replace"
        )
    except OSError:
        return False


def _endpoint(config: Config, environ: Mapping[str, str]) -> str | None:
    name = f"{PREFIX}ENDPOINT"
    said = environ.get(name, "").strip()
    name, said = (name, said) if said else ("google.endpoint", str(config.google.get("endpoint", "")).strip())
    if not said:
        return None
    try:
        parts = urlsplit(said)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    # tokens go there: nobody on the way may read them
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)):
        cure = "write https://..., or http:// with a port of this machine"
        raise ConfigError(name, "is no address that credentials may be sent to", cure)
    return said.rstrip("/")


def _patience(config: Config, environ: Mapping[str, str]) -> float:
    said = environ.get(f"{PREFIX}PATIENCE", "").strip()
    if not said:
        return float(config.google.get("patience", GoogleAccess().patience))
    if not said.isdecimal() or len(said) > 6:
        raise ConfigError(f"{PREFIX}PATIENCE", "is no number of seconds", "write a whole number, as 180")
    return float(said)
