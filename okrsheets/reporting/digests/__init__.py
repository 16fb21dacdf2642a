"""Mails about OKRs: what each recipient is told of what is theirs, as HTML and as plain text."""

from __future__ import annotations

from okrsheets.reporting.digests.making import Digest, Digests, render_digest
from okrsheets.reporting.digests.settings import DigestSettings

__all__ = ["Digest", "DigestSettings", "Digests", "render_digest"]
