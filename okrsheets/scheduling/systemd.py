"""Units for systemd: a service, its timer, and what is started when the service fails."""

from __future__ import annotations

from okrsheets.scheduling.plan import Schedule, when_words

__all__ = ["systemd_text", "units"]


def systemd_text(schedule: Schedule) -> str:
    """The three files, one behind the other, each under its name."""
    name = schedule.name
    head = f"""\
# {name}: {when_words(schedule)}.
# Three files for /etc/systemd/system; print each into its place, then switch the timer on:
#   okrsheets schedule print systemd --only service > /etc/systemd/system/{name}.service
#   okrsheets schedule print systemd --only timer   > /etc/systemd/system/{name}.timer
#   okrsheets schedule print systemd --only failed  > /etc/systemd/system/{name}-failed.service
#   systemctl daemon-reload && systemctl enable --now {name}.timer
# Try it with systemctl start {name}.service, and see journalctl -u {name}.service
"""
    parts = (f"\n# ---- {name}{ending} ----\n{text}" for ending, text in _files(schedule).items())
    return head + "".join(parts)


def units(schedule: Schedule) -> dict[str, str]:
    """Each file by what --only calls it."""
    return dict(zip(("service", "timer", "failed"), _files(schedule).values(), strict=True))


def _files(schedule: Schedule) -> dict[str, str]:
    return {
        ".service": _service(schedule),
        ".timer": _timer(schedule),
        "-failed.service": _failed(schedule),
    }


def _service(schedule: Schedule) -> str:
    name = schedule.name
    words = schedule.command
    if _REFUSED.intersection(words[0]):
        words = ("/bin/sh", "-c", 'exec "$0" "$@"', *words)
    # without the colon systemd takes $ for a variable of its own
    literal = ":" if any("$" in word for word in words) else ""
    command = " ".join(map(_word, words))
    writable = "\n".join(f"ReadWritePaths={_word(f'-{folder}')}" for folder in schedule.folders)
    return f"""\
[Unit]
Description=okrsheets: reads the OKRs, judges, writes back and reports
Wants=network-online.target
After=network-online.target
OnFailure={name}-failed.service

[Service]
Type=oneshot
User={schedule.user}
ExecStart={literal}{command}
# another sync is at work: no failure
SuccessExitStatus=75
TimeoutStartSec=1h

# Secrets: kept for root alone, handed over when it starts. %d is the folder in which it finds them.
# LoadCredential=google:/etc/okrsheets/google.json
# Environment=OKRSHEETS_GOOGLE_CREDENTIALS_FILE=%d/google
# LoadCredential=mail:/etc/okrsheets/mail-password
# Environment=OKRSHEETS_MAIL_PASSWORD_FILE=%d/mail
# LoadCredential=ping:/etc/okrsheets/ping-url
# Environment=OKRSHEETS_PING_URL_FILE=%d/ping

# It can write into these folders (workbooks, state, reports), and nowhere else.
# Print the unit anew when workbooks come to lie elsewhere.
ProtectSystem=strict
ProtectHome=read-only
{writable}
{_private_tmp(schedule)}PrivateDevices=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectClock=yes
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""


def _private_tmp(schedule: Schedule) -> str:
    """A /tmp of its own, unless it must see what lies in that of all."""
    places = (*schedule.command, *schedule.folders)
    return "" if any(place.startswith(("/tmp/", "/var/tmp/")) for place in places) else "PrivateTmp=yes\n"


def _timer(schedule: Schedule) -> str:
    days = "Mon..Fri " if schedule.weekdays else ""
    return f"""\
[Unit]
Description=okrsheets, {when_words(schedule).replace("%", "%%")}

[Timer]
# where this machine is; add a zone behind it for another, as in 05:17:00 Europe/Berlin
OnCalendar={days}*-*-* {schedule.at:%H:%M}:00
# a run that was missed because the machine was off is made up for
Persistent=true
RandomizedDelaySec=10m

[Install]
WantedBy=timers.target
"""


def _failed(schedule: Schedule) -> str:
    name = schedule.name
    return f"""\
[Unit]
Description=Tells that okrsheets failed

[Service]
Type=oneshot
# where mail can be sent from this machine:
# ExecStart=/bin/sh -c 'journalctl -n 40 -u {name}.service | mail -s "okrsheets failed" you@example.com'
ExecStart=/bin/sh -c 'echo "<3>{name}.service failed; journalctl -u {name}.service says why"'
"""


def _word(text: str) -> str:
    r"""A word of a line, as systemd reads it.

    >>> print(_word("/srv/okrs"), _word("/srv/our okrs"), _word('50% "sure"'))
    /srv/okrs "/srv/our okrs" "50%% \"sure\""
    """
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return text if _PLAIN.issuperset(text) else f'"{text}"'


_REFUSED = frozenset("\\\"'")  # systemd takes no program with these signs in its path
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@:,=")
