"""Hands one message to the mail server, and knows what became of it.

The end of a message (a line with a single dot) is the point of no return: before
it, the server must forget what it got, and sending again is safe; after it, only
the server's answer tells. So the end is sent by itself, after `before_end` was
called, which writes down that from now on the answer is owed.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NoReturn

from monitor.config.secrets import secret_from
from monitor.config.settings import SmtpSettings
from monitor.digest.message import mail_address
from monitor.errors import ConfigError, DeliveryError, UnconfirmedError
from monitor.plain import one_line

_GO_AHEAD = 354
_SUCCESS = 2  # the first digit
_REFUSAL = 400
_FINAL = 500
_LONGEST_ANSWER = 300
_END = b".\r\n"


def deliver(
    message: bytes,
    *,
    sender: str,
    recipient: str,
    settings: SmtpSettings,
    before_end: Callable[[], None],
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Send `message` (RFC 5322, CRLF lines) to one recipient.

    Raises DeliveryError: permanent where the recipient or the message was
    refused for good, else to be tried again; and UnconfirmedError where the
    message was sent whole and no answer came. What `before_end` raises passes
    through, and the server has then taken nothing.
    """
    to, from_ = (mail_address(address).addr_spec for address in (recipient, sender))
    with _connection(settings, environ) as server:
        _expect(server.mail(from_), "the sender was refused", permanent=False)
        _expect(server.rcpt(to), f"the recipient {to} was refused", permanent=True)
        _begin_data(server)
        server.send(_body(message))
        before_end()
        _end_data(server)


@contextmanager
def _connection(settings: SmtpSettings, environ: Mapping[str, str]) -> Iterator[smtplib.SMTP]:
    """A session that is logged in; every trouble of it is a DeliveryError worth another try."""
    where = f"mail server {settings.host}:{settings.port}"
    try:
        server = _connect(settings)
        try:
            _secure(server, settings)
            _log_in(server, settings, environ)
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # the message is taken; a rude farewell changes nothing
        finally:
            server.close()
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(
            f"{where}: its certificate is not trusted ({error.verify_message}); "
            "set smtp.ca_file or correct smtp.host"
        ) from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"{where}: {_answer(error.smtp_code, error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"{where}: {one_line(str(error)) or type(error).__name__}") from error


def _connect(settings: SmtpSettings) -> smtplib.SMTP:
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=settings.timeout, context=_context(settings)
        )
    return smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)


def _secure(server: smtplib.SMTP, settings: SmtpSettings) -> None:
    if settings.security == "starttls":
        server.starttls(context=_context(settings))
    server.ehlo_or_helo_if_needed()


def _context(settings: SmtpSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise DeliveryError(
            f"smtp.ca_file {settings.ca_file} cannot be read ({error.strerror or error}); "
            "name a file of PEM certificates"
        ) from error


def _log_in(server: smtplib.SMTP, settings: SmtpSettings, environ: Mapping[str, str]) -> None:
    if settings.username is None:
        return
    try:
        password = secret_from(
            "the password of smtp.username",
            env=settings.password_env,
            file=settings.password_file,
            environ=environ,
        )
    except ConfigError as error:
        raise DeliveryError(str(error)) from error
    if not (settings.username + password).isascii():
        raise DeliveryError("the login to the mail server is not ASCII, which it cannot take")
    try:
        server.login(settings.username, password)
    except smtplib.SMTPAuthenticationError as error:
        # Whoever runs Monitor can mend this, so the message waits however final the answer sounds.
        raise DeliveryError(
            f"mail server {settings.host}:{settings.port} refused the login "
            f"({_answer(error.smtp_code, error.smtp_error)}); "
            f"check smtp.username and {settings.password_file or '$' + settings.password_env}"
        ) from error


def _begin_data(server: smtplib.SMTP) -> None:
    code, text = server.docmd("DATA")
    if code != _GO_AHEAD:
        _refused(code, text, "the message was refused", permanent=True)


def _body(message: bytes) -> bytes:
    """Lines that begin with a dot get another (RFC 5321, section 4.5.2)."""
    body = message.replace(b"\r\n.", b"\r\n..")
    body = b"." + body if body.startswith(b".") else body
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _end_data(server: smtplib.SMTP) -> None:
    try:
        server.send(_END)
        code, text = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise UnconfirmedError(
            "the message was sent and the connection lost before the server's answer "
            f"({one_line(str(error))}); it may have arrived, and is not sent again"
        ) from error
    if code >= _REFUSAL:
        _refused(code, text, "the message was refused", permanent=True)
    if code // 100 != _SUCCESS:
        raise UnconfirmedError(
            f"the message was sent and its answer makes no sense ({_answer(code, text)}); "
            "it may have arrived, and is not sent again"
        )


def _expect(reply: tuple[int, bytes], what: str, *, permanent: bool) -> None:
    code, text = reply
    if code // 100 != _SUCCESS:
        _refused(code, text, what, permanent=permanent)


def _refused(code: int, text: bytes, what: str, *, permanent: bool) -> NoReturn:
    """5xx is final where the refusal is of this very message; 4xx never is."""
    raise DeliveryError(f"{what}: {_answer(code, text)}", permanent=permanent and code >= _FINAL)


def _answer(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {one_line(said)[:_LONGEST_ANSWER]}"
