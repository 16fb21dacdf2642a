"""The settings of a run, key by key: what the config, the rules and the environment say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.config import Config
from okrsheets.config.documents import Document, KeyPath
from okrsheets.config.in_force import Override, Section, Value, in_force
from okrsheets.run import google, heartbeat, posting
from okrsheets.run.policies import policy_in_force
from okrsheets.run.ruleset import rules_of
from okrsheets.secrets import SecretPlace, holds_login

__all__ = ["VARIABLES", "settings_in_force"]

VARIABLES = (*google.VARIABLES, *posting.VARIABLES, *heartbeat.VARIABLES)
"""The variables of the environment that come before keys of the config."""

_WAYS = ("file", "command")


def settings_in_force(
    config: Config, documents: Sequence[Document], environ: Mapping[str, str]
) -> tuple[Section, ...]:
    """Every section of a config that is from these files, with what is in force.

    Raises ConfigError and PluginError as a run would.
    """
    policy_in_force(config)
    overrides = tuple(_overrides(config, environ))
    return tuple(in_force(config, documents, defaults=dict(_defaults(config)), overrides=overrides))


def _defaults(config: Config) -> Iterator[tuple[KeyPath, Value]]:
    """What rules are by themselves, by the keys that change it; and how long Google is asked."""
    yield ("google", "patience"), GoogleAccess().patience
    for rule in rules_of(config):
        yield ("rules", "severity", rule.name), rule.severity.word
        for key, name in rule.threshold_keys.items():
            yield ("rules", "thresholds", key), rule.thresholds[name]
            yield ("rules", "thresholds", *key.split(".")), rule.thresholds[name]


def _overrides(config: Config, environ: Mapping[str, str]) -> Iterator[Override]:
    """The variables of the environment that come before keys of the config."""
    access = google.google_access(config, environ)
    for what, place in (("credentials", access.credentials), ("api_key", access.api_key)):
        yield from _secret(place, environ, section="google", what=what, ways=_WAYS)
    for key, value in (("endpoint", access.endpoint), ("patience", access.patience)):
        variable = f"{google.PREFIX}{key.upper()}"
        if environ.get(variable, "").strip():
            yield Override(variable, "google", key, (key,), None if holds_login(value) else value)
    keys = ("password_file", "password_command", "token_command")
    if (login := posting.login_variable(environ)) is not None:
        yield Override(login.name, "mail", "password", keys)
    heart = heartbeat.find_heart(config, environ)
    yield from _secret(heart and heart.place, environ, section="schedule", what="ping_url", ways=("", *_WAYS))


def _secret(
    place: SecretPlace | None, environ: Mapping[str, str], *, section: str, what: str, ways: tuple[str, ...]
) -> Iterator[Override]:
    """A secret that the environment names, and not the config; `ways` are the endings of keys for it."""
    if place is not None and place.name in environ:
        yield Override(place.name, section, what, tuple(f"{what}_{way}".rstrip("_") for way in ways))
