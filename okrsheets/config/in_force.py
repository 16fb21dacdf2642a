"""What a config comes to, key by key: the value in force, and where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import reduce
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from okrsheets.config.documents import Document, KeyPath
from okrsheets.config.mailing import ONLY_FOR
from okrsheets.config.personal import laid_over
from okrsheets.config.sections import OWN_NAMES, SECRETS, SECTIONS
from okrsheets.config.settings import Config, MailConfig, SourceConfig
from okrsheets.edits import ManagedRole
from okrsheets.model import Cadence, MailAddress, Severity
from okrsheets.progress.pace_policies import GapThresholds
from okrsheets.secrets import holds_login
from okrsheets.tuples import NamedTuple

__all__ = ["Override", "Place", "Section", "Setting", "Value", "in_force"]

Value: TypeAlias = Any  # what TOML holds: text, number, truth, list, table

# Of these keys of [mail] there is no default, or it hangs on what others say.
_DERIVED = ("from", "host", "port", "transport", "domains")


class Override(NamedTuple):
    """A variable of the environment that comes before keys of a section.

    It is about `what`: the key itself, with its `value`, or a secret, which has none here and of which
    `keys` say elsewhere where it is.
    """

    variable: str
    section: str
    what: str
    keys: tuple[str, ...]
    value: Value | None = None


class Place(NamedTuple):
    """A line of a file, from 1 on."""

    file: Path
    line: int


class Setting(NamedTuple):
    """A key with its value in force; a secret has none here.

    `place` says where it stands, `variable` which one of the environment says it, in place of
    what is `typed` there. With neither it is the default. `default` is what it would be if nobody said it;
    None where that is nothing, or hangs on other keys. `beaten_by` is a variable that makes it idle.
    """

    path: KeyPath
    value: Value | None
    place: Place | None = None
    variable: str | None = None
    default: Value | None = None
    typed: Value | None = None
    beaten_by: str | None = None
    secret: bool = False

    @property
    def is_default(self) -> bool:
        """Whether nobody said it."""
        return self.place is None and self.variable is None


class Section(NamedTuple):
    """A section, or one source: its settings, the keys that have no value, and secrets in the environment."""

    path: KeyPath
    settings: tuple[Setting, ...]
    unset: tuple[str, ...] = ()
    secrets: tuple[Override, ...] = ()


def in_force(
    config: Config,
    documents: Sequence[Document],
    *,
    defaults: Mapping[KeyPath, Value] = MappingProxyType({}),
    overrides: Sequence[Override] = (),
) -> Iterator[Section]:
    """All sections of a config, with what the environment says instead.

    `documents` are the files that it is from: its own, then the person's, as far as they are there.

    `defaults` are those that no config holds: of rules, and of what is outside of the stages.
    """
    table = reduce(laid_over, (one.table for one in documents)) if documents else {}
    places = {path: Place(one.path, line) for one in reversed(documents) for path, line in one.lines.items()}
    plain = _values(Config(config.root, mail=MailConfig(MailAddress("")))) | dict(defaults)
    for key in _DERIVED:
        plain.pop(("mail", key))
    teller = _Teller(places, plain)
    values = _values(config) | dict(defaults)
    for name in SECTIONS:
        if name == "source":
            for number, said in enumerate(table.get(name, ())):
                yield teller.section((name, number), said, values)
        else:
            section = teller.section((name,), table.get(name, {}), values)
            yield _overruled(section, [one for one in overrides if one.section == name])


class _Teller(NamedTuple):
    """Knows where each key stands, and what it is when nobody says it."""

    places: Mapping[KeyPath, Place]
    defaults: Mapping[KeyPath, Value]

    def section(self, path: KeyPath, said: Mapping[str, Value], values: Mapping[KeyPath, Value]) -> Section:
        """A section of which the file says this; `values` are in force where it says nothing."""
        name = str(path[0])
        settings: list[Setting] = []
        unset: list[str] = []
        for key in said if name in OWN_NAMES else SECTIONS[name]:
            value = values.get((name, key))
            if key in said:
                settings += self._settings((*path, key), said[key])
            elif value is None:
                unset.append(key)
            else:
                settings.append(Setting((*path, key), value, default=value))
        settings.sort(key=lambda one: len(one.path) > len(path) + 1 or one.value == {})
        return Section(path, tuple(settings), tuple(unset))

    def _settings(self, path: KeyPath, value: Value) -> Iterator[Setting]:
        """What is said at a path: one setting, or those of the tables below it, plain keys first."""
        if self._stands_alone(path, value):
            yield self._setting(path, value)
            return
        below = [((*path, key), one) for key, one in _items(value)]
        for inner, one in sorted(below, key=lambda each: not self._stands_alone(*each) or each[1] == {}):
            yield from self._settings(inner, one)

    def _setting(self, path: KeyPath, value: Value) -> Setting:
        of = ("source", *path[2:]) if path[0] == "source" else path
        secret = path in SECRETS or holds_login(value)
        return Setting(
            path,
            None if secret else value,
            self.places[path],
            default=self.defaults.get(of),
            secret=secret,
        )

    def _stands_alone(self, path: KeyPath, value: Value) -> bool:
        """Whether a value is shown with its key: no table is, but an empty one and one typed on one line."""
        if not _is_table(value) or not value:
            return True
        place = self.places.get(path)
        return not isinstance(path[-1], int) and all(one == place for one in self._below(path, value))

    def _below(self, path: KeyPath, value: Value) -> Iterator[Place | None]:
        for key, one in _items(value):
            inner = (*path, key)
            yield self.places.get(inner)
            if _is_table(one):
                yield from self._below(inner, one)


def _is_table(value: Value) -> bool:
    """Whether a value is a table, or a list of them."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _items(value: Value) -> Iterable[tuple[str | int, Value]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _overruled(section: Section, overrides: Iterable[Override]) -> Section:
    """The section with what the environment says of it."""
    settings = {one.path: one for one in section.settings}
    secrets = []
    for one in overrides:
        path = (*section.path, one.what)
        if one.value is not None:
            was = settings.get(path, Setting(path, None))
            typed = None if was.is_default else was.value
            settings[path] = was._replace(value=one.value, variable=one.variable, typed=typed)
            continue
        secrets.append(one)
        for at, setting in settings.items():
            if at[1] in one.keys:
                settings[at] = setting._replace(beaten_by=one.variable)
    unset = tuple(key for key in section.unset if (*section.path, key) not in settings)
    return Section(section.path, tuple(settings.values()), unset, tuple(secrets))


def _values(config: Config) -> dict[KeyPath, Value]:
    """What each key of a section would have to say for this config; None or nothing where it has no value.

    Of tables whose keys are a person's own words nothing stands here but the defaults of their keys.
    """
    stages = config.stages
    reading, pace, writeback = stages.reading, stages.progress.pace, stages.writeback
    levels = {None: "off"} | {one: one.word for one in Severity}
    sections: dict[str, Mapping[str, object]] = {
        "source": SourceConfig._field_defaults,
        "cycle": {
            "current": reading.current_cycle,
            "fiscal_year_start": reading.fiscal_year_start,
            "close_after": stages.lint.close_after,
        },
        "alignment": {"top": stages.alignment.top, "kind": stages.alignment.kind},
        "progress": {
            "measure": stages.progress.measure.name,
            "roll_up": stages.progress.roll_up.mode,
            "policy": stages.progress.roll_up.policy.name,
        },
        "pace": {
            **pace._asdict(),
            **GapThresholds()._asdict(),
            "policy": config.pace_policy,
            "parent": pace.parent.name,
        },
        "rules": {"select": stages.lint.select, "ignore": stages.lint.ignore, "files": config.rule_files},
        "writeback": {
            "columns": [role.name.lower() for role in writeback.columns],
            "warnings": levels[writeback.warnings],
            "summary_tab": writeback.summary_tab,
        },
        "report": {key.removeprefix("report_"): value for key, value in config._asdict().items()},
        "mail": _mail_values(config.mail) if config.mail else {},
        "state": {
            "path": config.state_path,
            "keep_days": config.keep_days,
            "stale_source": stages.progress.stale_source,
        },
    }
    found: dict[KeyPath, Value] = {
        (name, key): _plain(keys.get(key)) for name, keys in sections.items() for key in SECTIONS[name]
    }
    headings = {("writeback", "headings", role.name.lower()): role.value for role in ManagedRole}
    return found | headings


def _mail_values(mail: MailConfig) -> Mapping[str, object]:
    """What the keys of [mail] come to; those of a transport that is not in use to nothing."""
    found = mail._asdict() | mail.audience._asdict()
    idle = [key for name, keys in ONLY_FOR.items() if name != mail.transport for key in keys]
    return found | dict.fromkeys(idle)


def _plain(value: object) -> Value:
    """A value as TOML has it; None for what is empty by its kind, as a table is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Cadence):
        return value.words
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return None
    return list(value) if isinstance(value, tuple) else value
