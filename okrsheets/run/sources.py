"""Which workbooks a command means, under which names, and which adapter reads each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from okrsheets.adapters import Adapter
from okrsheets.adapters.files import DELIMITED, LEGACY, READABLE, expand, identity, is_there, would_hold
from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.adapters.gsheets.address import named, spreadsheet_key
from okrsheets.adapters.only_read import OnlyRead
from okrsheets.config import Config, SourceConfig
from okrsheets.errors import NotAWorkbookError, SourceError, SourceNotFoundError, UsageError
from okrsheets.lint import Rule
from okrsheets.model import AlignmentKind
from okrsheets.reading import SourceOverride
from okrsheets.run.claims import Claims, find_claims
from okrsheets.tuples import NamedTuple

__all__ = [
    "NOT_UTF_8",
    "Adapters",
    "Source",
    "Wanted",
    "as_typed",
    "find_sources",
    "is_address",
    "is_googles",
    "is_link",
    "state_folder",
]

NOT_UTF_8 = "\ufffd"
"""What stands in the name of a source for letters that are not UTF-8, which can stand in no report."""


class Source(NamedTuple):
    """One workbook to read: `name` is its link, or its path as a person in the working folder would type it.

    `shown` is False where it is read only so that references into it resolve. `meant_by` is the path,
    folder or pattern that was typed or configured for it. `alias` are further names of it in references;
    `roll_up` is what counts in the objectives of its tabs, by their names or patterns, `alignment` the kind
    that is meant in them where no words say it. `top`: all of it is the top level. `gone_from` is the folder
    or pattern that held it when it was last read, and holds others now.
    """

    name: str
    shown: bool
    write: bool | None = None
    url: str | None = None
    default_team: str | None = None
    override: SourceOverride | None = None
    meant_by: str = ""
    alias: tuple[str, ...] = ()
    roll_up: Mapping[str, str] = MappingProxyType({})
    alignment: Mapping[str, AlignmentKind] = MappingProxyType({})
    top: bool = False
    gone_from: str | None = None


class Wanted(NamedTuple):
    """What a command was asked to do and on which day.

    `arguments` are its SOURCEs as typed; `folder` is the working folder of the process.
    `restore_columns` makes columns of ours again that a person deleted. `rules` judge; None: all there are
    for the config. `policy` names the pace policy to judge by instead of the one in force. `google` says
    with whose credentials Google is asked, `tell` hears of long waits, and `hear` of each thing that happens:
    its name, and facts of it.
    """

    config: Config
    arguments: tuple[str, ...]
    folder: Path
    today: date
    restore_columns: bool = False
    rules: tuple[Rule, ...] | None = None
    policy: str | None = None
    google: GoogleAccess = GoogleAccess()
    tell: Callable[[str], None] = lambda _words: None
    hear: Callable[[str, Mapping[str, object]], None] = lambda _event, _facts: None


class Adapters:
    """The adapters of one run, each by the sources it reads; made, and imported, when they are needed."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._claims = find_claims()
        self._google: Adapter | None = None
        self._own: dict[str, Adapter] = {}

    def of(self, source: str) -> Adapter:
        """The adapter for a source, by its address or ending; raises SourceError where there is none.

        That of Google Sheets is one for all of them: it keeps the connection, and what it read. So is each
        that another package brings; raises PluginError where one cannot be used.
        """
        if (offer := self._claims.on(source)) is not None:
            if offer.place not in self._own:
                from okrsheets.run.guarding import guarded

                self._own[offer.place] = guarded(offer)
            return self._own[offer.place]
        if not is_googles(source):
            return _for_file(source, self._claims)
        if self._google is None:
            from okrsheets.adapters.gsheets import GsheetsAdapter

            self._google = GsheetsAdapter(self._wanted.google, tell=self._wanted.tell)
        return self._google

    def is_ours(self, source: str) -> bool:
        """Whether a source is of a kind that we read ourselves."""
        return self._claims.on(source) is None


def is_link(source: str) -> bool:
    """Whether a source, by its name, is no file."""
    return "://" in source


def is_googles(source: str) -> bool:
    """Whether a source is kept by Google."""
    return spreadsheet_key(source) is not None


def is_address(argument: str) -> bool:
    """Whether a SOURCE, as it was typed, means no file. Raises UsageError as `named` does."""
    return named(argument) is not None or find_claims().named(argument) is not None


def find_sources(wanted: Wanted) -> tuple[Source, ...]:
    """The workbooks that the config and the arguments mean, sorted by name.

    What a folder or pattern of the config held when it was last read, and holds no more, is among them.
    Raises UsageError where there are none, SourceNotFoundError for a folder or pattern that holds none.
    """
    config = wanted.config
    passed_over = (state_folder(config), config.root / config.report_out)
    claims = find_claims()
    before = _Before(wanted, claims)
    configured: dict[str, tuple[str, SourceConfig]] = {}
    for one in config.sources:
        for place, name in _configured(one.uri, wanted, before, claims, passed_over=passed_over):
            configured.setdefault(place, (name, one))
    gone: dict[str, str] = {}
    for one in config.sources:
        for place, name in before.gone(one.uri):
            if place not in configured:
                configured[place], gone[place] = (name, one), one.uri
    typed: dict[str, tuple[str, str]] = {}
    for argument in wanted.arguments:
        if not argument.strip():
            raise UsageError(
                "SOURCE", "is empty", "name a workbook, a folder or a pattern such as teams/*.xlsx"
            )
        for place, name in _typed(argument, wanted, configured, claims, passed_over=passed_over):
            typed.setdefault(place, (name, argument))
    if not configured and not typed:
        raise UsageError(
            "okrsheets",
            "no SOURCE given and no okrsheets.toml found",
            "name a workbook, as okrsheets check plan.xlsx",
        )
    everything = {place: name for place, (name, _) in (typed | configured).items()}
    sources = []
    for place in sorted(everything, key=lambda place: everything[place]):
        one = configured[place][1] if place in configured else SourceConfig(uri=everything[place])
        sources.append(
            Source(
                name=everything[place],
                shown=place in typed or not typed,
                write=one.write,
                url=one.url,
                default_team=one.default_team,
                override=one.override,
                meant_by=typed[place][1] if place in typed else one.uri,
                alias=one.alias,
                roll_up=one.roll_up,
                alignment=one.alignment,
                top=one.top,
                gone_from=gone.get(place),
            )
        )
    return tuple(sources)


class _Before:
    """The files of which an earlier reading is kept that may stand in for them."""

    def __init__(self, wanted: Wanted, claims: Claims) -> None:
        self._wanted = wanted
        self._claims = claims
        self._paths: tuple[Path, ...] | None = None

    def held(self, uri: str) -> tuple[tuple[str, str], ...]:
        """Those that a source of the config would hold."""
        if self._paths is None:  # it takes a look into each of them
            from okrsheets.state import remembered_sources

            kept = remembered_sources(state_folder(self._wanted.config), today=self._wanted.today)
            self._paths = tuple(Path(source) for source in kept if not is_link(source))
        if not self._paths:
            return ()
        holds = would_hold(uri, folder=self._wanted.config.root)
        return tuple((str(path), as_typed(path, self._wanted.folder)) for path in self._paths if holds(path))

    def gone(self, uri: str) -> tuple[tuple[str, str], ...]:
        """Those of them that are no more in the folder, or by the pattern, that a source of the config is."""
        if _named(uri, self._claims) is not None or is_there(
            self._wanted.config.root / Path(uri).expanduser()
        ):
            return ()
        return tuple((place, name) for place, name in self.held(uri) if not is_there(Path(place)))


def _configured(
    uri: str, wanted: Wanted, before: _Before, claims: Claims, *, passed_over: tuple[Path, ...]
) -> tuple[tuple[str, str], ...]:
    """The workbooks that a source of the config means.

    Where a folder or pattern holds none tonight, as on a drive that is away, those that it held last.
    """
    try:
        found = tuple(_meant(uri, wanted, claims, folder=wanted.config.root, passed_over=passed_over))
    except SourceNotFoundError:
        if remembered := before.held(uri):
            return remembered
        raise
    is_away = len(found) == 1 and not is_link(found[0][1]) and not Path(found[0][0]).exists()
    return (before.held(uri) or found) if is_away else found


def _typed(
    argument: str, wanted: Wanted, configured: Iterable[str], claims: Claims, *, passed_over: tuple[Path, ...]
) -> tuple[tuple[str, str], ...]:
    """The workbooks that one argument means, those `configured` that are not there now among them."""
    if _named(argument, claims) is not None or is_link(argument):
        return tuple(_meant(argument, wanted, claims, folder=wanted.folder, passed_over=passed_over))
    away = [Path(place) for place in configured if not is_link(place) and not is_there(Path(place))]
    holds = would_hold(argument, folder=wanted.folder)
    held = tuple((str(path), as_typed(path, wanted.folder)) for path in away if holds(path))
    try:
        found = tuple(_meant(argument, wanted, claims, folder=wanted.folder, passed_over=passed_over))
    except SourceNotFoundError:
        if held:
            return held
        raise
    is_away = bool(held) and len(found) == 1 and not Path(found[0][0]).exists()
    return held if is_away else (*found, *held)


def _meant(
    argument: str, wanted: Wanted, claims: Claims, *, folder: Path, passed_over: tuple[Path, ...]
) -> Iterator[tuple[str, str]]:
    """The workbooks that one argument means: where each is, however it was written, and its name."""
    name = _named(argument, claims)
    if name is not None:
        yield name, name
    elif is_link(argument):
        others = ", ".join(["Google Sheets", *(f"{scheme}:" for scheme in sorted(claims.schemes))])
        cure = f"download it as .xlsx; of what is not a file only {others} are read"
        raise UsageError(argument, "is no file", cure)
    else:
        endings = READABLE.union(claims.endings)
        for path in expand(argument, folder=folder, passed_over=passed_over, endings=endings):
            yield str(identity(path)), as_typed(path, wanted.folder)


def _named(argument: str, claims: Claims) -> str | None:
    """The one name of what an address means; None for what is no address that anybody reads."""
    return named(argument) or claims.named(argument)


def as_typed(path: Path, folder: Path) -> str:
    """A path as a person in the working folder would type it."""
    relative = os.path.relpath(path, folder)
    far = Path(relative).parts[:3] == (os.pardir,) * 3
    name = str(path) if far else relative
    return os.fsencode(name).decode("utf-8", "replace")


def _for_file(source: str, claims: Claims) -> Adapter:
    """Our adapter for a file, by its ending."""
    path = Path(source)
    if NOT_UTF_8 in source and not path.exists():
        raise SourceError(source, "has a name that is not UTF-8", "rename it")
    ending = path.suffix.lower()
    if ending in DELIMITED:
        from okrsheets.adapters.delimited import DelimitedReader

        return OnlyRead(DelimitedReader())
    if ending in LEGACY:
        from okrsheets.adapters.legacy import LegacyReader

        return OnlyRead(LegacyReader())
    if ending in READABLE or not path.is_file():
        from okrsheets.adapters.xlsx import XlsxAdapter

        return XlsxAdapter()
    kinds = ", ".join(sorted(READABLE.union(claims.endings)))
    raise NotAWorkbookError(
        source, f"is no workbook of a kind that is read ({kinds})", "save it as .xlsx first"
    )


def state_folder(config: Config) -> Path:
    """Where what we wrote, consent and backups are kept."""
    return config.root / config.state_path
