"""Delivery to a real SMTP server: what it took, what it refused, what nobody can know."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.config.settings import SmtpSettings
from monitor.digest.deliver import deliver
from monitor.errors import DatabaseBusyError, DeliveryError, UnconfirmedError
from tests.digest.certificates import make_certificate, needs_openssl
from tests.digest.parts import READER, Postmaster, mail_server

# The server of the tests asks for a login without TLS, and says that it should not.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")

MESSAGE = b"Subject: news\r\n\r\nFirst line\r\n.a line with a dot\r\n.\r\nlast line\r\n"


def send(
    port: int,
    *,
    recipient: str = READER,
    before_end: Callable[[], None] = lambda: None,
    environ: dict[str, str] | None = None,
    message: bytes = MESSAGE,
    **settings: Any,
) -> None:
    deliver(
        message,
        sender="Monitor <monitor@example.net>",
        recipient=recipient,
        settings=SmtpSettings(host="127.0.0.1", port=port, timeout=10, **settings),
        before_end=before_end,
        environ=environ or {},
    )


def test_taken_whole_with_its_dots() -> None:
    postmaster = Postmaster()
    with mail_server(postmaster) as port:
        send(port, recipient="A Reader <reader@example.org>")
    assert postmaster.recipients == [READER]
    assert postmaster.taken[0].get_content().splitlines() == [
        "First line",
        ".a line with a dot",
        ".",
        "last line",
    ]


@pytest.mark.parametrize(
    ("postmaster", "permanent"),
    [
        pytest.param(Postmaster(rcpt="550 no such user"), True, id="unknown recipient"),
        pytest.param(Postmaster(rcpt="450 come back later"), False, id="greylisted"),
        pytest.param(Postmaster(rcpt=""), False, id="hangs up before the message"),
        pytest.param(Postmaster(data="554 looks like spam"), True, id="message refused"),
        pytest.param(Postmaster(data="451 no room now"), False, id="message deferred"),
    ],
)
def test_refused(postmaster: Postmaster, permanent: bool) -> None:
    with mail_server(postmaster) as port, pytest.raises(DeliveryError) as refusal:
        send(port)
    assert refusal.value.permanent is permanent
    assert not isinstance(refusal.value, UnconfirmedError)
    assert postmaster.taken == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("", id="hangs up after the end"),
        pytest.param("354 go on", id="an answer that makes no sense"),
    ],
)
def test_without_a_clear_answer_it_is_unconfirmed(answer: str) -> None:
    postmaster = Postmaster(data=answer)
    with mail_server(postmaster) as port, pytest.raises(UnconfirmedError, match="not sent again"):
        send(port)
    assert len(postmaster.taken) == 1, "the server has it, and we cannot know"


def test_nothing_is_taken_where_the_end_may_not_be_sent() -> None:
    def busy() -> None:
        raise DatabaseBusyError("locked")

    postmaster = Postmaster()
    with mail_server(postmaster) as port, pytest.raises(DatabaseBusyError):
        send(port, before_end=busy)
    assert postmaster.taken == []


def test_no_server_is_worth_another_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connecting is refused
        with pytest.raises(DeliveryError, match=r"127\.0\.0\.1") as refusal:
            send(taken.getsockname()[1])
    assert not refusal.value.permanent


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        pytest.param({}, r"\$MONITOR_SMTP_PASSWORD is not", id="password not set"),
        pytest.param({"MONITOR_SMTP_PASSWORD": "wrong"}, "refused the login", id="wrong password"),
        pytest.param({"MONITOR_SMTP_PASSWORD": "wörng"}, "not ASCII", id="not ASCII"),
    ],
)
def test_a_login_that_fails_can_be_mended(environ: dict[str, str], reason: str) -> None:
    postmaster = Postmaster()
    with (
        mail_server(postmaster, password="secret") as port,
        pytest.raises(DeliveryError, match=reason) as refusal,
    ):
        send(port, username="monitor", environ=environ)
    assert not refusal.value.permanent
    assert "wrong" not in str(refusal.value), "a password is never told"
    assert postmaster.taken == []


def test_logs_in() -> None:
    postmaster = Postmaster()
    with mail_server(postmaster, password="secret") as port:
        send(port, username="monitor", environ={"MONITOR_SMTP_PASSWORD": "secret"})
    assert len(postmaster.taken) == 1


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"), "IP:127.0.0.1")


PASSWORD = {"MONITOR_SMTP_PASSWORD": "secret"}


@needs_openssl
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_logs_in_over_an_encrypted_connection(
    certificate: tuple[ssl.SSLContext, Path], security: str
) -> None:
    context, file = certificate
    postmaster = Postmaster()
    given: dict[str, Any] = {security: context}
    with mail_server(postmaster, "secret", **given) as port:
        send(port, security=security, ca_file=str(file), username="monitor", environ=PASSWORD)
    assert len(postmaster.taken) == 1


@needs_openssl
@pytest.mark.parametrize(
    ("names", "trusted", "reason"),
    [
        pytest.param("IP:127.0.0.1", False, "set smtp.ca_file", id="of nobody we trust"),
        pytest.param("DNS:mail.example", True, "correct smtp.host", id="of another server"),
    ],
)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_not_trusted_gets_no_password(
    tmp_path: Path, names: str, trusted: bool, reason: str, security: str
) -> None:
    context, file = make_certificate(tmp_path, names)
    postmaster = Postmaster()
    given: dict[str, Any] = {security: context}
    with (
        mail_server(postmaster, "secret", **given) as port,
        pytest.raises(DeliveryError, match=reason) as refusal,
    ):
        send(
            port,
            security=security,
            ca_file=str(file) if trusted else None,
            username="monitor",
            environ=PASSWORD,
        )
    assert "is not trusted" in str(refusal.value)
    assert not refusal.value.permanent, "it can be mended, and the message waits"
    assert postmaster.taken == []


@needs_openssl
def test_a_wrong_password_over_starttls(certificate: tuple[ssl.SSLContext, Path]) -> None:
    context, file = certificate
    wrong = {"MONITOR_SMTP_PASSWORD": "wrong"}
    with (
        mail_server(Postmaster(), "secret", starttls=context) as port,
        pytest.raises(DeliveryError, match="refused the login") as refusal,
    ):
        send(port, security="starttls", ca_file=str(file), username="monitor", environ=wrong)
    assert not refusal.value.permanent


def test_a_file_of_certificates_that_is_not_there(tmp_path: Path) -> None:
    with (
        mail_server(Postmaster()) as port,
        pytest.raises(DeliveryError, match=r"smtp\.ca_file .* cannot be read"),
    ):
        send(port, security="starttls", ca_file=str(tmp_path / "none.pem"))


def test_asks_for_starttls_and_does_not_go_on_without() -> None:
    postmaster = Postmaster()
    with mail_server(postmaster) as port, pytest.raises(DeliveryError, match="STARTTLS"):
        send(port, security="starttls")
    assert postmaster.taken == []


@pytest.mark.parametrize(
    "recipient",
    [
        pytest.param("nobody", id="no host"),
        pytest.param("", id="empty"),
        pytest.param("a@example.org\r\nRCPT TO:<b@example.org>", id="another command"),
        pytest.param("grüße@example.org", id="not ASCII"),
    ],
)
def test_an_address_that_cannot_be_written_to_is_failed_at_once(recipient: str) -> None:
    with pytest.raises(DeliveryError) as refusal:
        send(1, recipient=recipient)
    assert refusal.value.permanent
