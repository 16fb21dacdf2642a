"""The sections of okrsheets.toml: the keys of each, and what is checked of them one by one."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.config.aligning import alignment_kind
from okrsheets.config.audience import AUDIENCE_KEYS, TEAM_KEYS
from okrsheets.config.checks import (
    Check,
    days,
    language,
    month,
    names,
    number,
    table,
    text,
    texts,
    web_address,
    yes_no,
)
from okrsheets.config.mailing import MAIL_KEYS
from okrsheets.config.rolling import measuring_policy, parent_policy, roll_up_mode, roll_up_policy
from okrsheets.config.sheets import cycle_label, sheets
from okrsheets.model import Field
from okrsheets.progress.pace_policies import GapThresholds
from okrsheets.reading.language.vocabulary import OWN_VALUES

__all__ = ["OWN_NAMES", "SECRETS", "SECTIONS"]

SECTIONS: Mapping[str, Mapping[str, Check]] = {
    "source": {
        "uri": text,
        "url": text,
        "alias": names,
        "write": yes_no,
        "default_team": text,
        "team": text,
        "cycle": cycle_label,
        "copy": yes_no,
        "roll_up": roll_up_mode,
        "alignment": alignment_kind,
        "top": yes_no,
        "sheets": sheets,
    },
    "cycle": {"current": cycle_label, "fiscal_year_start": month, "close_after": days},
    "alignment": {"top": texts, "kind": alignment_kind},
    "vocabulary": {field.value: texts for field in Field} | dict.fromkeys(OWN_VALUES, table),
    "progress": {"measure": measuring_policy, "roll_up": roll_up_mode, "policy": roll_up_policy},
    "pace": {
        "policy": text,
        **dict.fromkeys(GapThresholds._fields, number),
        "too_early_share": number,
        "goal_aspirational": number,
        "parent": parent_policy,
        "cadence": days,
        "grace": days,
    },
    "rules": {
        "select": texts,
        "ignore": texts,
        "files": names,
        "severity": table,
        "thresholds": table,
        "tabs": table,
    },
    "people": {},
    "writeback": {"columns": texts, "warnings": text, "headings": table, "summary_tab": yes_no},
    "report": {
        "title": text,
        "language": language,
        "url": web_address,
        "out": text,
        "dated": yes_no,
        "dir": yes_no,
        "templates": text,
    },
    "google": {
        "credentials_file": text,
        "credentials_command": text,
        "api_key_file": text,
        "api_key_command": text,
        "endpoint": text,
        "patience": number,
    },
    "mail": MAIL_KEYS | AUDIENCE_KEYS,
    "teams": TEAM_KEYS,
    "schedule": {"ping_url": text, "ping_url_file": text, "ping_url_command": text},
    "state": {"path": text, "keep_days": days, "stale_source": days},
}
"""Each section with its keys; those of `teams` are of each team, those of `source` of each source."""

OWN_NAMES = ("people", "teams")
"""The sections whose tables are called as a person calls them."""

SECRETS = frozenset({("schedule", "ping_url")})
"""The keys, by section, whose values nobody is to be shown."""
