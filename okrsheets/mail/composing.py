"""A mail as the bytes that go out: its parts, its headers, and nothing in them that was not meant."""

from __future__ import annotations

import unicodedata
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from okrsheets.model import Mail, MailAddress, MailState, Parcel, address_fault
from okrsheets.tuples import NamedTuple

__all__ = ["Sender", "compose"]

_LONGEST_SUBJECT = 200
_LONGEST_NAME = 100
_FOREIGN = bytes(range(128, 256))
_ENGLISH = 0.8  # where fewer of the letters are English, base64 is shorter
_RECIPIENT = "{recipient}"


class Sender(NamedTuple):
    """From whom mails come.

    `unsubscribe` is an https address that takes a POST (RFC 8058), with "{recipient}" where the address
    of the mail's recipient belongs; without one, who wants no more mails writes to where answers go.
    """

    address: MailAddress
    reply_to: MailAddress | None = None
    unsubscribe: str | None = None


def compose(mail: Mail, *, sender: Sender, when: datetime) -> Parcel:
    """The parcel of a mail, dated `when`, which has a zone. The same mail is the same bytes.

    Where nothing can be sent to the recipient it has no bytes and says why: it fails when it is delivered, so
    that this is told as all failures are.
    """
    subject = _one_line(mail.subject, _LONGEST_SUBJECT)
    message_id = f"<{_digest(mail.key)}@{sender.address.ascii_domain}>"
    parcel = Parcel(mail.key, mail.recipient, subject, message_id, b"", MailState.QUEUED, queued=when)
    if (fault := address_fault(mail.recipient)) is not None:
        shown = _one_line(mail.recipient, _LONGEST_NAME)
        return parcel._replace(recipient=shown, said=fault)
    recipient = _on_the_wire(MailAddress(mail.recipient, mail.name))
    origin = _on_the_wire(sender.address)
    answers = _on_the_wire(sender.reply_to) if sender.reply_to else origin
    plain = all(one.addr_spec.isascii() for one in (origin, answers, recipient))
    how = policy.SMTP if plain else policy.SMTPUTF8
    message = EmailMessage(how)
    message["From"] = origin
    message["To"] = recipient
    if answers != origin:
        message["Reply-To"] = answers
    message["Subject"] = subject
    message["Date"] = format_datetime(when)
    _fill(message, mail, how=how)
    # the library would write the longer of these as encoded words, which none of them may be
    head = "".join(f"{name}: {value}\r\n" for name, value in _head(mail, parcel, sender))
    written = head.encode("ascii") + message.as_bytes()
    return parcel._replace(recipient=recipient.addr_spec, message=written, next_try=when)


def _head(mail: Mail, parcel: Parcel, sender: Sender) -> Iterator[tuple[str, str]]:
    """The headers that no person reads: how mails belong together, and that no machine should answer."""
    domain = sender.address.ascii_domain
    yield "Message-ID", parcel.message_id
    if mail.thread is not None:
        yield "References", f"<{_digest(f'{mail.thread} {mail.recipient}')}@{domain}>"
    yield "Auto-Submitted", "auto-generated"  # RFC 3834
    yield "X-Auto-Response-Suppress", "All"  # MS-OXCMAIL 2.2.3.2.14: Exchange goes by this one
    yield "List-Id", f"<okrs.{domain}>"
    answers = _on_the_wire(sender.reply_to or sender.address).addr_spec
    ways = [f"<mailto:{quote(answers, safe='@')}?subject=unsubscribe>"]
    if sender.unsubscribe is not None:
        ways.insert(0, f"<{sender.unsubscribe.replace(_RECIPIENT, quote(mail.recipient, safe=''))}>")
    yield "List-Unsubscribe", ",\r\n ".join(ways)
    if sender.unsubscribe is not None:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"  # RFC 8058


def _fill(message: EmailMessage, mail: Mail, *, how: policy.EmailPolicy[EmailMessage]) -> None:
    """Put in the text, and the HTML as what is shown instead where it can be."""
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = "multipart/alternative"
    # in no encoded text a line begins so; made by the library it would be another one each time
    message.set_boundary(f"=_{_digest(mail.key)}")
    for words, kind in ((mail.text, "plain"), (mail.html, "html")):
        message.attach(_part(words, kind, how=how))


def _part(words: str, kind: str, *, how: policy.EmailPolicy[EmailMessage]) -> EmailMessage:
    """A text as seven-bit lines that no server on the way has a reason to change."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    data = "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
    part = EmailMessage(how)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    english = len(data.translate(None, _FOREIGN))
    if english < len(data) * _ENGLISH:
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(encodebytes(data).decode("ascii"))
    else:
        part["Content-Transfer-Encoding"] = "quoted-printable"
        # mailboxes that are one file tell their mails apart by lines that begin with "From "
        part.set_payload(b2a_qp(data).replace(b"\nFrom ", b"\n=46rom ").decode("ascii"))
    return part


def _on_the_wire(address: MailAddress) -> Address:
    """The address as servers take it: its domain in ASCII letters."""
    local = address.address.rpartition("@")[0]
    name = _one_line(address.name, _LONGEST_NAME)
    return Address(name, username=local, domain=address.ascii_domain)


def _one_line(words: str, longest: int) -> str:
    """The words on one line, without what cannot be seen, and cut where they are too long.

    >>> _one_line("Win the east\\r\\nBcc: everybody@example.com", 40)
    'Win the east Bcc: everybody@example.com'
    """
    seen = "".join(" " if _is_unseen(sign) else sign for sign in words)
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _is_unseen(sign: str) -> bool:
    return not sign.isprintable() and unicodedata.category(sign) not in ("Zs",)


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:32]
