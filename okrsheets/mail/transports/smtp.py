"""Mails by a server that speaks SMTP: one connection for many, and never a guess at what became of one."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from enum import Enum

from okrsheets.errors import MailAccessError, MailUnavailableError, reason_of
from okrsheets.mail.delivering import Answer, Fate
from okrsheets.mail.transports.login import Login, log_in
from okrsheets.mail.transports.words import one_line
from okrsheets.model import Parcel
from okrsheets.tuples import NamedTuple

__all__ = ["Security", "SmtpServer", "SmtpTransport"]

_AGAIN = "check [mail] host and port, or who runs it; the mails wait until it answers"
_SETBACKS = 3  # in a row: then it is no longer one mail's trouble
_FAREWELL = 5.0  # seconds
_CLOSING, _TOO_LARGE = 421, 552
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Security(Enum):
    """How a connection is kept from being read: TLS after the greeting, from the first byte on, or not."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SmtpServer(NamedTuple):
    """A server, and who sends by it: `sender` is the address that undeliverable mails come back to.

    `ca_file` holds the certificates that are trusted in place of the machine's. Each answer is waited for
    `timeout` seconds, that to a whole mail ten times as long (RFC 5321, 4.5.3.2.6: it may be filtered first).
    """

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    login: Login | None = None
    ca_file: str | None = None
    timeout: float = 60

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


class _DroppedError(Exception):
    """The connection is of no use any longer, and the server has no whole mail that it did not answer."""


class SmtpTransport:
    """Sends by a server; a connection that is dropped between two mails is opened again."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._line: smtplib.SMTP | None = None
        self._setbacks = 0

    def send(self, parcel: Parcel) -> Answer:
        """Give a mail to the server. Raises MailError where it is not this mail that hinders."""
        try:
            if self._line is not None:
                try:
                    return self._send(parcel, self._line)
                except _DroppedError:  # it idled too long, or had enough of one connection
                    self._let_go()
            self._line = self._opened()
            return self._send(parcel, self._line)
        except _DroppedError as dropped:
            self._let_go()
            return self._set_back(str(dropped))

    def check(self) -> str:
        """Connect and log in; what was reached. Raises MailError."""
        if self._line is None:
            self._line = self._opened()
        tls = self._line.sock.version() if isinstance(self._line.sock, ssl.SSLSocket) else "in the clear"
        login = self._server.login
        return f"{self._server.place}, {tls}, " + (f"logged in as {login.user}" if login else "no login")

    def close(self) -> None:
        """Say goodbye, as far as the server listens."""
        if self._line is not None and self._line.sock is not None:
            self._line.sock.settimeout(_FAREWELL)
            with contextlib.suppress(OSError, smtplib.SMTPException):  # what was sent is answered already
                self._line.docmd("QUIT")
        self._let_go()

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def _set_back(self, said: str) -> Answer:
        """A mail that the server would not even hear of, through no fault that is known of its own."""
        self._setbacks += 1
        if self._setbacks >= _SETBACKS:
            raise MailUnavailableError(self._server.place, said, _AGAIN)
        return Answer(Fate.LATER, said)

    def _send(self, parcel: Parcel, line: smtplib.SMTP) -> Answer:
        """Give a mail to the server by a connection that is open. Raises _DroppedError where that breaks."""
        wide = not parcel.message.isascii()
        if wide and not line.has_extn("smtputf8"):
            return Answer(Fate.REFUSED, "the server takes no addresses with such letters (SMTPUTF8)")
        line.command_encoding = "utf-8" if wide else "ascii"
        options = " SMTPUTF8 BODY=8BITMIME" if wide else ""
        if line.has_extn("size"):
            options += f" SIZE={len(parcel.message)}"
        code, said = _ask(line, "MAIL", f"FROM:<{self._server.sender}>{options}")
        if code // 100 == 5 and code != _TOO_LARGE:
            what = f"does not take {self._server.sender} as the sender ({code} {said})"
            raise MailAccessError(
                self._server.place, what, "check [mail] from, and what the login may send as"
            )
        if code // 100 == 4:
            _ask(line, "RSET")
            return self._set_back(f"{code} {said}")
        if code // 100 == 2:
            code, said = _ask(line, "RCPT", f"TO:<{parcel.recipient}>")
            if code // 100 == 2:
                code, said = _ask(line, "DATA")
                if code == 354:
                    return self._give(parcel.message, line)
        self._setbacks = 0
        self._reset(line)
        return Answer(Fate.LATER if code // 100 == 4 else Fate.REFUSED, f"{code} {said}")

    def _reset(self, line: smtplib.SMTP) -> None:
        """Have the server forget a mail that it did not take; its answer stands, whatever comes now."""
        try:
            _ask(line, "RSET")
        except _DroppedError:
            self._let_go()

    def _give(self, message: bytes, line: smtplib.SMTP) -> Answer:
        """The text itself. Without its last line a server must not take it (RFC 5321, 4.1.1.4)."""
        try:
            line.send(_DOT.sub(b"..", message))
        except (OSError, smtplib.SMTPException) as error:
            raise _DroppedError(_broken(error)) from error
        try:
            if line.sock is not None:
                line.sock.settimeout(self._server.timeout * 10)
            line.send(b".\r\n")
            code, words = line.getreply()
            if line.sock is not None:
                line.sock.settimeout(self._server.timeout)
        except (OSError, smtplib.SMTPException) as error:
            self._let_go()
            return Answer(Fate.UNKNOWN, f"{_broken(error)} after the whole mail was sent")
        self._setbacks = 0
        fates = {2: Fate.TAKEN, 4: Fate.LATER, 5: Fate.REFUSED}
        if code == _CLOSING or code // 100 not in fates:
            self._let_go()
        return Answer(fates.get(code // 100, Fate.UNKNOWN), f"{code} {one_line(words)}")

    def _opened(self) -> smtplib.SMTP:
        """A connection that is secured and logged in. Raises MailError."""
        server = self._server
        try:
            return self._connected()
        except ssl.SSLCertVerificationError as error:
            what = f"its certificate is not trusted ({error.verify_message})"
            cure = "name the authority that signed it as [mail] ca_file, or check the host"
            raise MailAccessError(server.place, what, cure) from error
        except ssl.SSLError as error:
            what = f"TLS cannot be begun ({one_line(error.reason or 'it broke off').lower()})"
            cure = 'check port and security: "tls" mostly goes with 465, "starttls" with 587'
            raise MailUnavailableError(server.place, what, cure) from error
        except smtplib.SMTPResponseException as error:
            what = f"refuses to serve us ({error.smtp_code} {one_line(error.smtp_error)})"
            raise MailUnavailableError(server.place, what, _AGAIN) from error
        except (
            OSError,
            smtplib.SMTPException,
            UnicodeError,
        ) as error:  # UnicodeError: no host can be so called
            raise MailUnavailableError(
                server.place, f"cannot be reached ({_broken(error)})", _AGAIN
            ) from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        context = _context(server)
        if server.security is Security.TLS:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            line.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                self._start_tls(line, context)
            if server.login is not None:
                log_in(line, server.login, place=server.place)
        except BaseException:
            line.close()
            raise
        return line

    def _start_tls(self, line: smtplib.SMTP, context: ssl.SSLContext) -> None:
        if not line.has_extn("starttls"):
            what = "offers no STARTTLS, and nothing is sent in the clear"
            cure = 'set [mail] security = "tls" if the port is for it, else ask who runs the server'
            raise MailAccessError(self._server.place, what, cure)
        line.starttls(context=context)
        line.ehlo_or_helo_if_needed()  # what was offered in the clear is forgotten


def _context(server: SmtpServer) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except ssl.SSLError as error:
        raise MailAccessError(f"{server.ca_file}", "holds no certificates", "use a PEM file") from error
    except OSError as error:
        what = f"cannot be read ({reason_of(error)})"
        raise MailAccessError(f"{server.ca_file}", what, "check [mail] ca_file") from error


def _ask(line: smtplib.SMTP, command: str, words: str = "") -> tuple[int, str]:
    """The answer to a command. Raises _DroppedError where there is none, or it is the server's goodbye."""
    try:
        code, said = line.docmd(command, words)
    except (OSError, smtplib.SMTPException) as error:
        raise _DroppedError(_broken(error)) from error
    if code == _CLOSING or not 200 <= code < 600:
        raise _DroppedError(f"{code} {one_line(said)}" if code > 0 else "what it answers is no SMTP")
    return code, one_line(said)


def _broken(error: Exception) -> str:
    """How a connection broke, in a few words."""
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else error
    if isinstance(cause, TimeoutError):
        return "no answer came in time"
    if isinstance(cause, OSError) and not isinstance(cause, smtplib.SMTPException) and cause.strerror:
        return one_line(cause.strerror).lower()
    return "the connection was cut"
