"""Google's own description of its API: requests are read by it, answers are held against it."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .masks import Mask
from .refusals import bad_fields, quoted
from .wire import Message, pruned

__all__ = ["UNIONS", "Discovery", "load_discovery"]

PACKAGE = "googleapiclient"
FOLDER = "discovery_cache/documents"
# What is checked without Google's document: that values are rows of cells.
_ROWS: Message = {"type": "array", "items": {"type": "array", "items": {"type": "any"}}}
WITHOUT: Mapping[str, Message] = {
    "ValueRange": {
        "properties": {"range": {"type": "string"}, "majorDimension": {"type": "string"}, "values": _ROWS}
    },
}
# Of some fields only one may be set. The documents say so in words alone: the message, what the choice is
# called, and between which fields; all of them where there are none named.
UNIONS: Mapping[str, tuple[str, frozenset[str] | None]] = {
    "AutoFillRequest": ("area", frozenset({"range", "sourceAndDestination"})),
    "ColorStyle": ("kind", None),
    "ConditionalFormatRule": ("rule", frozenset({"booleanRule", "gradientRule"})),
    "ConditionValue": ("value", None),
    "DataFilter": ("filter", None),
    "DeveloperMetadataLocation": ("location", frozenset({"dimensionRange", "sheetId", "spreadsheet"})),
    "EmbeddedObjectPosition": ("location", None),
    "ExtendedValue": ("value", None),
    "FindReplaceRequest": ("scope", frozenset({"allSheets", "range", "sheetId"})),
    "PasteDataRequest": ("kind", frozenset({"delimiter", "html"})),
    "Request": ("kind", None),
    "UpdateCellsRequest": ("area", frozenset({"range", "start"})),
    "UpdateConditionalFormatRuleRequest": ("instruction", frozenset({"newIndex", "rule"})),
}
_TYPE_PREFIX = "type.googleapis.com/google.apps.sheets.v4."
_PYTHON: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
_SCALARS = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE"}


@cache
def load_discovery(document: str = "sheets.v4") -> Discovery:
    """The document that google-api-python-client carries; without that package next to nothing is checked."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, FOLDER, f"{document}.json")
        if path.exists():
            known = json.loads(path.read_text(encoding="utf-8"))
            methods = {method["id"]: method for method in _methods(known)}
            return Discovery(known["schemas"], methods, frozenset(known["parameters"]))
    return Discovery(WITHOUT, {}, frozenset())


def _methods(part: Message) -> Iterator[Message]:
    yield from part.get("methods", {}).values()
    for below in part.get("resources", {}).values():
        yield from _methods(below)


@dataclass(frozen=True)
class Discovery:
    """The schemas of all messages and the methods, by id; none without Google's document."""

    schemas: Mapping[str, Message]
    methods: Mapping[str, Message]
    system: frozenset[str]  # parameters that every method takes

    def read(self, schema: str, value: Any, *, at: str = "") -> Message:
        """The request as it is meant: no nulls, field names in camel case, numbers as numbers.

        Unknown fields and wrong types are refused with all their places, in Google's words. `at` is the
        path that Google gives the whole, "data" for the body of `values.update`.
        """
        if schema not in self.schemas:
            return dict(pruned(value or {}))
        reader = _Reader(self.schemas)
        message = reader.message(schema, {} if value is None else value, at)
        if reader.violations:
            raise bad_fields(reader.violations)
        return dict(message)

    def check_query(self, method: str, query: Mapping[str, list[str]]) -> None:
        """Refuse parameters that the method does not know, and words that are none of its choices."""
        if method not in self.methods:
            return
        known = self.methods[method].get("parameters", {})
        violations = []
        for name, values in query.items():
            if name in self.system:
                continue
            if name not in known or known[name].get("location") == "path":
                text = (
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                    f"Field '{name}' could not be found in request message."
                )
                violations.append(("", text))
            elif "enum" in known[name]:
                kind = name[0].upper() + name[1:]
                violations += [
                    (
                        _snake(name),
                        f"Invalid value at '{_snake(name)}' ({_TYPE_PREFIX}{kind}), {quoted(word)}",
                    )
                    for word in values
                    if word not in known[name]["enum"]
                ]
            elif known[name]["type"] == "boolean":
                violations += [
                    (_snake(name), f"Invalid value at '{_snake(name)}' (TYPE_BOOL), {quoted(word)}")
                    for word in values
                    if word.lower() not in ("true", "false", "1", "0", "")
                ]
        if violations:
            raise bad_fields(violations)

    def check_mask(self, schema: str, mask: Mask) -> None:
        """Refuse a `fields` parameter that names what the answer never has."""
        if schema not in self.schemas:
            return
        if lost := list(_lost_paths(self.schemas, {"$ref": schema}, mask, "")):
            told = [
                (path, f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.")
                for path in lost
            ]
            raise bad_fields(told, message="Request contains an invalid argument.")

    def lost_paths(self, schema: str, mask: Mask) -> list[str]:
        """The paths of a mask that the schema does not have."""
        return list(_lost_paths(self.schemas, {"$ref": schema}, mask, "")) if schema in self.schemas else []

    def faults(self, schema: str, value: Any) -> list[str]:
        """What an answer has that Google's would not have: unknown fields, other types, nulls."""
        if schema not in self.schemas:
            return []
        return list(_faults(self.schemas, {"$ref": schema}, value, schema))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda match: "_" + match[1].lower(), name)


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def _lost_paths(schemas: Mapping[str, Message], spec: Message, mask: Mask, at: str) -> Iterator[str]:
    while spec.get("type") == "array":
        spec = spec["items"]
    fields = schemas[spec["$ref"]].get("properties", {}) if "$ref" in spec else spec.get("properties", {})
    for name, below in mask.items():
        path = f"{at}.{name}" if at else name
        if name == "*" or "additionalProperties" in spec:
            continue
        if name not in fields:
            yield path
        elif below:
            yield from _lost_paths(schemas, fields[name], below, path)


def _faults(schemas: Mapping[str, Message], spec: Message, value: Any, at: str) -> Iterator[str]:
    if "$ref" in spec:
        spec = schemas[spec["$ref"]]
    kind = spec["type"]
    if kind == "any":
        return
    if not _is_a(kind, value):
        yield f"{at}: {quoted(value)} is no {kind}"
    elif kind == "object":
        fields, others = spec.get("properties", {}), spec.get("additionalProperties")
        for name, part in value.items():
            if name in fields or others:
                yield from _faults(schemas, fields.get(name, others), part, f"{at}.{name}")
            else:
                yield f"{at}: unknown field {name}"
    elif kind == "array":
        for number, part in enumerate(value):
            yield from _faults(schemas, spec["items"], part, f"{at}[{number}]")
    elif "enum" in spec and value not in spec["enum"]:
        yield f"{at}: {quoted(value)} is none of its words"


def _is_a(kind: str, value: Any) -> bool:
    number = kind in ("integer", "number")
    return isinstance(value, _PYTHON[kind]) and not (number and isinstance(value, bool))


@dataclass
class _Reader:
    """Reads one request and gathers all that is wrong with it."""

    schemas: Mapping[str, Message]
    violations: list[tuple[str, str]] = field(default_factory=list)

    def message(self, schema: str, value: Any, at: str) -> Any:
        if not isinstance(value, dict):
            self._wrong(at, f"{_TYPE_PREFIX}{schema}", value)
            return {}
        fields = self.schemas[schema].get("properties", {})
        result: Message = {}
        for given, part in value.items():
            name = given if given in fields else _camel(given)
            if name not in fields:
                self._unknown(given, at, "Cannot find field.")
            elif part is not None:
                path = f"{at}.{_snake(name)}" if at else _snake(name)
                result[name] = self._field(fields[name], part, path, given=given, parent=at, owner=schema)
        union, members = UNIONS.get(schema, ("", None))
        chosen = [name for name in result if union and (members is None or name in members)]
        for name in chosen[1:]:
            text = (
                f"Invalid value at '{at}' (oneof), oneof field '{union}' is already set. Cannot set '{name}'"
            )
            self.violations.append((at, text))
        return result

    def _field(self, spec: Message, value: Any, path: str, *, given: str, parent: str, owner: str) -> Any:
        if spec.get("type") == "array":
            return self._list(spec["items"], value, path, given=given, parent=parent, owner=owner)
        if isinstance(value, list) and spec.get("type") != "any":
            self._unknown(given, parent, "Proto field is not repeating, cannot start list.")
            return None
        if "$ref" in spec:
            return self.message(spec["$ref"], value, path)
        if spec["type"] == "object":
            others = spec.get("additionalProperties")
            if isinstance(value, dict) and others:
                return {
                    name: self._field(others, part, f"{path}[{name}]", given=name, parent=path, owner=owner)
                    for name, part in value.items()
                    if part is not None
                }
        return self._scalar(spec, value, path, owner=owner)

    def _list(
        self, items: Message, value: Any, path: str, *, given: str, parent: str, owner: str
    ) -> list[Any]:
        # A single value where a list is meant counts as a list of one.
        listed = value if isinstance(value, list) else None
        parts = [value] if listed is None else [part for part in listed if part is not None]
        result = []
        for number, part in enumerate(parts):
            place = path if listed is None else f"{path}[{number}]"
            if items.get("type") == "array":
                if isinstance(part, list):
                    result.append(part)
                else:
                    self._wrong(place, "type.googleapis.com/google.protobuf.ListValue", part)
            else:
                result.append(self._field(items, part, place, given=given, parent=parent, owner=owner))
        return result

    def _scalar(self, spec: Message, value: Any, path: str, *, owner: str) -> Any:
        kind = spec["type"]
        if kind == "any":
            return value
        if "enum" in spec:
            if isinstance(value, str) and value in spec["enum"]:
                return value
            name = path.rpartition(".")[2].partition("[")[0]
            word = "".join(part.capitalize() for part in name.split("_"))
            self._wrong(path, f"{_TYPE_PREFIX}{owner}.{word}", value)
            return None
        if kind == "string" and isinstance(value, str):
            return value
        if kind == "boolean" and (isinstance(value, bool) or value in ("true", "false")):
            return value in (True, "true")
        if kind in ("integer", "number") and (number := _number(value, whole=kind == "integer")) is not None:
            return number
        if isinstance(value, dict):
            text = f"Invalid value at '{path}' ({_SCALARS[kind]}), Starting an object on a scalar field"
            self.violations.append((path, text))
            return None
        self._wrong(path, _SCALARS.get(str(kind), str(kind)), value)
        return None

    def _wrong(self, path: str, kind: str, value: Any) -> None:
        shown = "{}" if isinstance(value, dict) else quoted(value)
        self.violations.append((path, f"Invalid value at '{path}' ({kind}), {shown}"))

    def _unknown(self, name: str, at: str, reason: str) -> None:
        place = f" at '{at}'" if at else ""
        self.violations.append((at, f'Invalid JSON payload received. Unknown name "{name}"{place}: {reason}'))


def _number(value: Any, *, whole: bool) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value) if isinstance(value, str) else value
    except ValueError:
        return None
    if whole:
        return int(number) if float(number).is_integer() else None
    return number
