"""A digest as a letter: headers that mail programs go by, and none that anybody slipped in."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest

from monitor.config.settings import DigestSettings
from monitor.digest.message import build_message, message_id, unsubscribe_address
from monitor.digest.render import Rendered
from monitor.errors import DeliveryError
from tests.digest.parts import READER

AT = datetime(2014, 8, 14, 7, tzinfo=UTC)
SENDER = "Monitor <monitor@example.net>"
NAME = "<digest.1@example.net>"


def test_the_message() -> None:
    rendered = Rendered("Grüße — news", "text ü part\n", "<p>html ü part</p>\n")
    settings = DigestSettings(sender=SENDER)
    to = f"A. Reader <{READER}>"
    raw = build_message(rendered, to=to, settings=settings, name=NAME, at=AT).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998, "the limit of RFC 5322"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert {name: str(read[name]) for name in read if name not in ("Date", "MIME-Version")} == {
        "From": SENDER,
        "To": '"A. Reader" <reader@example.org>',
        "Subject": "Grüße — news",
        "Message-ID": NAME,
        "List-Id": "Monitor digest <digest.example.net>",
        "List-Unsubscribe": "<mailto:monitor@example.net?subject=unsubscribe>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": str(read["Content-Type"]),
    }
    assert read["Date"].datetime == AT
    assert read.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_content().strip()) for part in read.iter_parts()]
    assert parts == [("text/plain", "text ü part"), ("text/html", "<p>html ü part</p>")]


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("=?utf-8?q?news=0D=0ABcc:_x=40evil.example?=", id="another line, encoded"),
        pytest.param("=?utf-8?b?Cg==?= =?=?utf-8?q?=0A?=", id="a bare line feed, nested"),
        pytest.param("=?utf-8?q?news?= =?x?z?z?=", id="encoded, and broken"),
        pytest.param("=?" * 60, id="beginnings without end"),
    ],
)
def test_a_subject_adds_no_header(subject: str) -> None:
    """Of an article that says so; who reads sees the odd words."""
    settings = DigestSettings(sender=SENDER)
    rendered = Rendered(subject, "text", "<p>html</p>")
    message = build_message(rendered, to=READER, settings=settings, name=NAME, at=AT)
    read = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert set(read.keys()) == set(message.keys())
    assert read["Bcc"] is None
    assert read["Subject"] == subject.replace("=?", "= ?")


@pytest.mark.parametrize(
    ("unsubscribe", "header"),
    [
        pytest.param(
            None, "<mailto:monitor@example.net?subject=unsubscribe>", id="none: the sender"
        ),
        pytest.param("https://example.net/out?me", "<https://example.net/out?me>", id="a page"),
        pytest.param("mailto:team@example.net", "<mailto:team@example.net>", id="another address"),
    ],
)
def test_where_a_reader_asks_for_no_more(unsubscribe: str | None, header: str) -> None:
    settings = DigestSettings(sender=SENDER, unsubscribe=unsubscribe)
    message = build_message(Rendered("s", "t", "h"), to=READER, settings=settings, name=NAME, at=AT)
    assert message["List-Unsubscribe"] == header == f"<{unsubscribe_address(settings)}>"


def test_the_message_id_is_of_reader_and_day() -> None:
    one = {"reader": READER, "sender": SENDER, "what": "2014-08-14"}
    assert message_id(**one) == message_id(**one)
    assert message_id(**one) != message_id(**{**one, "reader": "b@example.org"})
    assert message_id(**one) != message_id(**{**one, "what": "2014-08-15"})
    assert message_id(**one).endswith("@example.net>")


@pytest.mark.parametrize(
    "reader",
    [
        pytest.param("nobody", id="no host"),
        pytest.param("a@example.org\r\nBcc: b@example.org", id="another header"),
        pytest.param("a@example.org\nX: y", id="bare line feed"),
    ],
)
def test_an_address_that_is_none_is_refused(reader: str) -> None:
    with pytest.raises(DeliveryError, match="no mail address") as refusal:
        build_message(
            Rendered("s", "t", "h"), to=reader, settings=DigestSettings(), name=NAME, at=AT
        )
    assert refusal.value.permanent
