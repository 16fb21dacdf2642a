"""The languages that reports and mails speak, each as one value that is handed on like any other."""

from __future__ import annotations

from okrsheets.tongue.speech import ENGLISH, LANGUAGES, Tongue, message, tongue_of

__all__ = ["ENGLISH", "LANGUAGES", "Tongue", "message", "tongue_of"]
