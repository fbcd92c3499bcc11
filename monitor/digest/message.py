"""A rendered digest as a letter to one reader, with the headers that mail programs go by."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from monitor.config.settings import DigestSettings, read_address
from monitor.digest.render import Rendered
from monitor.errors import DeliveryError
from monitor.types import digest_of


def build_message(
    rendered: Rendered, *, to: str, settings: DigestSettings, name: str, at: datetime
) -> EmailMessage:
    """The letter with the Message-ID `name`, dated `at`.

    Raises DeliveryError (permanent) where an address is none, or a header cannot be written.
    """
    message = EmailMessage(policy=SMTP)
    sender = mail_address(settings.sender)
    headers = {
        "From": sender,
        "To": mail_address(to),
        # The library would decode what a stranger encoded, line ends and all.
        "Subject": rendered.subject.replace("=?", "= ?"),
        "Date": format_datetime(at),
        "Message-ID": name,
        "List-Id": f"Monitor digest <digest.{sender.domain}>",
        "List-Unsubscribe": f"<{unsubscribe_address(settings)}>",
        "Auto-Submitted": "auto-generated",
    }
    try:
        for header, value in headers.items():
            message[header] = value
    except (ValueError, MessageError) as error:
        raise DeliveryError(f"a header cannot be written: {error}", permanent=True) from error
    # Quoted-printable keeps both parts ASCII and their lines short for every server on the way.
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    return message


def message_id(*, reader: str, sender: str, what: str) -> str:
    """One a reader and `what` (a day): a mail program folds a message that comes twice."""
    domain = mail_address(sender).domain
    return f"<digest.{digest_of('digest', reader, what)}@{domain}>"


def unsubscribe_address(settings: DigestSettings) -> str:
    """Where a reader asks for no more: as configured, else by a letter to the sender."""
    if settings.unsubscribe:
        return settings.unsubscribe
    sender = mail_address(settings.sender).addr_spec
    return f"mailto:{quote(sender, safe='@')}?subject=unsubscribe"


def mail_address(text: str) -> Address:
    """Read `name@host` or `Name <name@host>`; raises DeliveryError (permanent) for all else."""
    try:
        return read_address(text)
    except ValueError as error:
        raise DeliveryError(str(error), permanent=True) from error
