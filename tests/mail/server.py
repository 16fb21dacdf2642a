"""A real SMTP server in a thread, which errs at each step of the dialogue as it was told to."""

from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from okrsheets.tuples import NamedTuple

__all__ = ["Cut", "Fault", "MailServer", "serving"]


class Cut(Enum):
    """What the server does in place of an answer: breaks off, or falls silent.

    `LATE` and `MUTE` are only for TEXT: it takes the mail, and breaks off or falls silent then.
    """

    EARLY = "before"
    LATE = "after"
    SILENT = "silent"
    MUTE = "mute"


class Fault(NamedTuple):
    """What is wrong with a step, which is CONNECT, a command, MIDDLE, or TEXT: another answer, or none.

    MIDDLE is when a mail has begun to come, TEXT when it is there. The first `skip` times all is well.
    """

    step: str
    answer: str | Cut
    times: int = 1
    skip: int = 0


class _Plan:
    """Faults still to come, each used up as it was said."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._faults = list(faults)

    def next(self, step: str) -> str | Cut | None:
        for place, fault in enumerate(self._faults):
            if fault.step == step and fault.times:
                if fault.skip:
                    self._faults[place] = fault._replace(skip=fault.skip - 1)
                    return None
                self._faults[place] = fault._replace(times=fault.times - 1)
                return fault.answer
        return None


class MailServer:
    """What a server was given: `accepted` are (recipient, message) of the mails it took, in their order."""

    def __init__(self, faults: Iterable[Fault] = (), *, passwords: dict[str, str] | None = None) -> None:
        self.plan = _Plan(faults)
        self.port = 0
        self.accepted: list[tuple[str, bytes]] = []
        self.dialogues: list[_Dialogue] = []
        self.texts = 0
        self.senders: set[str] = set()
        self.passwords = passwords or {}
        self.heard: list[str] = []

    @property
    def connections(self) -> int:
        """How often somebody connected."""
        return len(self.dialogues)

    @property
    def recipients(self) -> list[str]:
        """To whom it took mails, in their order."""
        return [recipient for recipient, _ in self.accepted]

    @property
    def messages(self) -> list[EmailMessage]:
        """The mails that it took, as a mail program reads them."""
        return [message_from_bytes(message, policy=policy.default) for _, message in self.accepted]

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        known = self.passwords.get(data.login.decode())
        # handled=True would leave the client without an answer
        return AuthResult(success=known == data.password.decode(), handled=False)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        self.texts += 1
        self.senders.add(str(envelope.mail_from))
        answer = self.plan.next("TEXT")
        if answer in (Cut.LATE, Cut.MUTE, None) or (isinstance(answer, str) and answer.startswith("2")):
            assert isinstance(envelope.content, bytes)
            self.accepted += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        return answer if isinstance(answer, str) else f"CUT {answer.value}" if answer else "250 2.0.0 queued"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - its name
        user, token, *_ = b64decode(args[1]).decode().split("\x01")
        login = user.removeprefix("user=")
        if self.passwords.get(login) == token.removeprefix("auth=Bearer "):
            return AuthResult(success=True)
        await server.push("334 eyJzdGF0dXMiOiI0MDAifQ==")
        await server._reader.readline()  # noqa: SLF001 - what its own mechanisms do
        return AuthResult(success=False, handled=False)


class _Dialogue(SMTP):
    """One connection, of which each answer may be another one."""

    def __init__(self, owner: MailServer, **options: Any) -> None:
        super().__init__(owner, **options)
        self._owner = owner
        self._step = "CONNECT"
        owner.dialogues.append(self)

    async def push(self, status: Any) -> None:
        if self._step == "TEXT":  # the plan was asked already: it decides whether the mail is kept
            cut = str(status).removeprefix("CUT ")
            answer = Cut(cut) if str(status).startswith("CUT ") else status
        else:
            answer = self._owner.plan.next(self._step) or (
                status if isinstance(status, str) else status.decode()
            )
        if isinstance(answer, Cut):
            if answer not in (Cut.SILENT, Cut.MUTE):
                self.break_off()
            await asyncio.sleep(60)  # ends when the connection does
        await super().push(str(answer))
        if self._step == "DATA" and str(answer).startswith("354"):
            self._step = "TEXT"
            if self._owner.plan.next("MIDDLE") is not None:
                await self._reader.readuntil(b"\r\n")
                self.break_off()
        if str(answer).startswith("421") and self.transport is not None:
            self.transport.close()

    def break_off(self) -> None:
        """Cut the line, if there is one."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


def _stepping(name: str) -> Callable[..., Any]:
    inherited = getattr(SMTP, f"smtp_{name}")

    async def command(self: _Dialogue, arg: str | None) -> None:
        self._step = name
        self._owner.heard.append(f"{name} {arg or ''}".strip())
        await inherited(self, arg)

    command.__dict__.update(inherited.__dict__)  # what its help and its checks go by
    return command


for _name in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT"):
    setattr(_Dialogue, f"smtp_{_name}", _stepping(_name))


@contextmanager
def serving(
    *faults: Fault,
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    passwords: dict[str, str] | None = None,
    **options: Any,
) -> Iterator[MailServer]:
    """A server at a port of this machine; `tls` has it offer STARTTLS, or speak TLS at once if `implicit`."""
    server = MailServer(faults, passwords=passwords)
    said: dict[str, Any] = {"enable_SMTPUTF8": True, "hostname": "mx", **options}
    if passwords:
        said |= {"authenticator": server.authenticate, "auth_require_tls": False}
    if tls is not None and not implicit:
        said["tls_context"] = tls

    def dialogue() -> _Dialogue:
        return _Dialogue(server, **said)

    listening = threading.Event()
    ends: list[Callable[[], object]] = []

    async def serve() -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        ends.append(lambda: loop.call_soon_threadsafe(ended.set))
        there = await loop.create_server(dialogue, "127.0.0.1", 0, ssl=tls if implicit else None)
        server.port = there.sockets[0].getsockname()[1]
        listening.set()
        await ended.wait()
        there.close()
        for one in server.dialogues:
            one.break_off()
        await asyncio.sleep(0)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert listening.wait(10)
    try:
        yield server
    finally:
        ends[0]()
        thread.join(10)
        assert not thread.is_alive()
