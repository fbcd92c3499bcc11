"""What the tests of telling share: a configuration, a clock, a mail server that can misbehave."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.config import Config
from monitor.config.language import Language
from monitor.config.reader import Reader
from monitor.config.settings import DigestSettings, Settings, SmtpSettings
from monitor.config.source import SourceConfig
from tests.builders import NOON

READER = "reader@example.org"


class Clock:
    """Stands still until moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        """Forward, by the arguments of timedelta."""
        self.now += timedelta(**by)
        return self.now


def a_source(**changes: Any) -> SourceConfig:
    """An outlet with one feed, read every hour."""
    plain = {
        "key": "outlet",
        "name": "The Outlet",
        "kind": "press",
        "country": "US",
        "feeds": ["https://outlet.example/feed"],
    }
    return SourceConfig.model_validate({**plain, **changes})


def a_reader(address: str = READER, **changes: Any) -> Reader:
    """One who gets everything at 07:00 UTC."""
    return Reader.model_validate({"address": address, **changes})


def a_config(
    *sources: SourceConfig,
    readers: Sequence[Reader] = (a_reader(),),
    digest: dict[str, Any] | None = None,
    smtp: dict[str, Any] | None = None,
) -> Config:
    """One reader, no topics."""
    plain = {"sender": "Monitor <monitor@example.net>"}
    return Config(
        directory=Path("config"),
        settings=Settings(
            digest=DigestSettings.model_validate({**plain, **(digest or {})}),
            smtp=SmtpSettings.model_validate({"host": "127.0.0.1", "timeout": 10, **(smtp or {})}),
        ),
        sources=sources,
        organisations=(),
        people=(),
        language=Language.model_construct(),  # nothing that tells reads it
        topics=(),
        readers=tuple(readers),
    )


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class Postmaster:
    """Answers as told; keeps what it took. An answer of "" means: hang up without one."""

    def __init__(self, *, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt = rcpt
        self.data = data
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.rcpt:
            _hang_up(server)
        elif self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt or "421 gone"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if not self.data.startswith(("4", "5")):
            assert isinstance(envelope.content, bytes)
            message = email.message_from_bytes(envelope.content, policy=email.policy.SMTP)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
            self.recipients += envelope.rcpt_tos
        if not self.data:
            _hang_up(server)
        return self.data or "421 gone"


class AnyPort(Controller):
    """The library's controller, on a port the system chooses."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(
    postmaster: Postmaster,
    password: str | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[int]:
    """A real server on loopback; gives its port. With a `password`, login is required.

    With `starttls` nothing goes on before it was asked for; with `tls` all is encrypted.
    """

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: Any) -> Any:
        assert isinstance(login, LoginPassword)
        # Not handled: the server itself is to answer.
        return AuthResult(success=login.password == (password or "").encode(), handled=False)

    controller = AnyPort(
        postmaster,
        hostname="127.0.0.1",
        port=0,
        authenticator=check,
        auth_required=password is not None,
        auth_require_tls=starttls is not None,
        tls_context=starttls,
        require_starttls=starttls is not None,
        ssl_context=tls,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """What each gives, all begun together."""
    begin, results = threading.Barrier(len(tasks)), list[object]()

    def run(task: Callable[[], object]) -> None:
        begin.wait(10)
        results.append(task())

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == len(tasks), "one of them failed"
    return results
