"""A script in PowerShell for the Task Scheduler of Windows."""

from __future__ import annotations

import re
from subprocess import list2cmdline

from okrsheets.errors import UsageError
from okrsheets.scheduling.plan import Schedule, when_words

__all__ = ["windows_text"]


def windows_text(schedule: Schedule) -> str:
    """The script that makes the task."""
    for text in schedule.command:
        if "%" in text:
            what = "the Task Scheduler takes what stands between two % for a variable"
            raise UsageError(text, what, "rename it")
    program, *arguments = schedule.command
    days = (
        "-Weekly -DaysOfWeek Monday, Tuesday, Wednesday, Thursday, Friday" if schedule.weekdays else "-Daily"
    )
    return f"""\
# {schedule.name}: {when_words(schedule)}.
# Paste it into a PowerShell window of the user who may write the workbooks, on the machine that is to run it.
# Paths are those of the machine on which this was printed.
# -StartWhenAvailable makes up for a run that was missed while the machine was off or asleep, IgnoreNew
# starts none while one is at work. The task runs while the user is logged in; open it in the Task Scheduler
# to let it run always, which needs a password. What is printed goes nowhere: see okrsheets history --runs,
# or set a ping_url.
$action = New-ScheduledTaskAction -Execute {_word(program)} `
    -Argument {_word(list2cmdline(arguments))}
$trigger = New-ScheduledTaskTrigger {days} -At {_word(f"{schedule.at:%H:%M}")}
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew `
    -RunOnlyIfNetworkAvailable -ExecutionTimeLimit (New-TimeSpan -Hours 1)
Register-ScheduledTask -TaskName {_word(schedule.name)} -Action $action -Trigger $trigger `
    -Settings $settings -Description 'okrsheets: reads the OKRs, judges, writes back and reports'
# Try it with Start-ScheduledTask {schedule.name}, take it away with Unregister-ScheduledTask {schedule.name}
"""


def _word(text: str) -> str:
    """A text as it stands, for PowerShell, which takes typographic quotes for plain ones.

    >>> print(_word("C:/Users/O'Brien"))
    'C:/Users/O''Brien'
    """
    return "'" + re.sub("['\u2018\u2019\u201a\u201b]", lambda quote: quote[0] * 2, text) + "'"
