"""okrsheets.toml: found upward from a folder, checked key by key, handed on as each stage's settings."""

from __future__ import annotations

from okrsheets.config.settings import (
    FILE_NAME,
    PROJECT_NAME,
    Config,
    MailConfig,
    SourceConfig,
    find_config,
    find_personal,
    tables_within,
)

__all__ = [
    "FILE_NAME",
    "PROJECT_NAME",
    "Config",
    "MailConfig",
    "SourceConfig",
    "find_config",
    "find_personal",
    "tables_within",
]
