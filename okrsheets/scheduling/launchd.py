"""A property list for launchd on macOS."""

from __future__ import annotations

from pathlib import PurePosixPath

from okrsheets.scheduling.plan import Schedule, when_words

__all__ = ["launchd_text"]


def launchd_text(schedule: Schedule) -> str:
    """The agent of a user; its comments stand above it."""
    import plistlib  # noqa: PLC0415 - no other schedule needs it

    at = {"Hour": schedule.at.hour, "Minute": schedule.at.minute}
    label = f"local.{schedule.name}"
    log = str(PurePosixPath(schedule.config).parent / f"{schedule.name}.log")
    agent = {
        "Label": label,
        "ProgramArguments": list(schedule.command),
        "StartCalendarInterval": [{**at, "Weekday": day} for day in range(1, 6)] if schedule.weekdays else at,
        "ProcessType": "Background",
        "StandardOutPath": log,
        "StandardErrorPath": log,
    }
    first, kind, rest = plistlib.dumps(agent, sort_keys=False).decode().split("\n", 2)
    comment = f"""\
<!--
  {schedule.name}: {when_words(schedule)}. A run that was missed in sleep starts on waking up.
  Save it as ~/Library/LaunchAgents/{label}.plist, then:
    launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{label}.plist
  and try it with: launchctl kickstart gui/$(id -u)/{label}
  The log lies beside the config and stays empty unless there is trouble.
-->"""
    return "\n".join((first, kind, comment, rest))
