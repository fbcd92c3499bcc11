"""The way to a mailbox over a server that others wrote: STARTTLS, login, refusals, delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import jobs
from monitor.config import Config
from monitor.errors import DeliveryError
from monitor.storage import open_store
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.digest.exim import Exim, needs_exim, running_exim
from tests.digest.parts import Clock, a_config, a_reader, a_source
from tests.digest.test_deliver import send

pytestmark = needs_exim

SEVEN = datetime(2014, 8, 14, 7, tzinfo=UTC)
PASSWORD = {"MONITOR_SMTP_PASSWORD": "secret"}


@pytest.fixture(scope="module")
def exim() -> Iterator[Exim]:
    with running_exim() as server:
        yield server


def config(exim: Exim, *readers: str, **smtp: object) -> Config:
    plain = {
        "port": exim.port,
        "security": "starttls",
        "ca_file": str(exim.certificate),
        "username": "monitor",
    }
    people = [a_reader(reader) for reader in readers]
    return a_config(a_source(), readers=people, smtp={**plain, **smtp})


def test_a_morning_of_four_readers(exim: Exim, tmp_path: Path) -> None:
    """One gets it, one is unknown, one is greylisted, one is on another server."""
    clock = Clock(SEVEN)
    addresses = ["nobody@example.org", "busy@example.org", "x@elsewhere.example"]
    with open_store(f"sqlite:///{tmp_path / 'monitor.db'}", clock=clock) as store:
        text = "Customers need 150 seats or more, a “spokesperson” said. — Ünïcode"
        revision = keep_revision(store, a_revision(text=text))
        keep_claims(store, a_claim(revision, quote=text))
        given = config(exim, *addresses, "A Reader <reader@example.org>")
        assert jobs.make_digests(given, store, clock) == 4
        report = jobs.deliver_job(given, store, clock, environ=PASSWORD)
        assert report == jobs.DeliveryReport(sent=1, waiting=1, failed=2)
        failures = " ".join(one.message for one in store.failures())
    assert "no such user" in failures
    assert "come back later" in failures
    assert "relay not permitted" in failures
    (message,) = exim.delivered()
    assert message["To"] == "A Reader <reader@example.org>"
    assert message["Subject"] == "1 new position - 14 Aug 2014"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "TLS" in message["Received"]
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert text in " ".join(part.get_content().split())


@pytest.mark.parametrize(
    ("changes", "environ", "reason"),
    [
        pytest.param(
            {}, {"MONITOR_SMTP_PASSWORD": "wrong"}, "refused the login", id="wrong password"
        ),
        pytest.param({"ca_file": None}, PASSWORD, "is not trusted", id="untrusted certificate"),
        pytest.param({"security": "none"}, PASSWORD, "AUTH", id="no login before STARTTLS"),
        pytest.param({"username": None}, {}, "log in first", id="no login"),
    ],
)
def test_what_it_refuses(
    exim: Exim, changes: dict[str, object], environ: dict[str, str], reason: str
) -> None:
    settings = config(exim, **changes).settings.smtp.model_dump(exclude={"host", "port", "timeout"})
    with pytest.raises(DeliveryError, match=reason):
        send(exim.port, environ=environ, **settings)


def test_a_refusal_after_the_message(exim: Exim) -> None:
    settings = config(exim).settings.smtp.model_dump(exclude={"host", "port", "timeout"})
    with pytest.raises(DeliveryError, match="looks like spam") as refusal:
        send(exim.port, environ=PASSWORD, message=b"Subject: spam\r\n\r\nbuy\r\n", **settings)
    assert refusal.value.permanent
