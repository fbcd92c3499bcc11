"""A digest as a message: readable, and safe whatever was fetched."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from typing import Any

import pytest

from monitor.digest.render import Rendered, build_message, message_id, render
from monitor.digest.shape import (
    Coverage,
    Digest,
    FailureLine,
    Gone,
    NewPosition,
    Section,
    Side,
    Story,
    Trouble,
)
from monitor.errors import DeliveryError
from tests.digest.parts import READER

UNTIL = datetime(2014, 8, 14, 7, tzinfo=UTC)
SENDER = "Monitor <monitor@example.net>"


def a_side(**changes: Any) -> Side:
    plain = Side(
        claim="c" * 16,
        value="150 seats or more",
        firmness="",
        quote="Customers need 150 seats or more",
        voice="unnamed spokesperson, Vendor",
        outlet="The Outlet",
        dated="1 Aug 2014",
        title="Who may join",
        document="https://outlet.example/news/1?a=1&b=2",
        also=0,
    )
    return replace(plain, **changes)


def a_story(**changes: Any) -> Story:
    plain = Story(
        relation="f" * 16,
        kind="contradiction",
        topic="The Program",
        facet="threshold",
        explanation="One says 150 seats, the other 250.",
        a=a_side(also=3),
        b=a_side(value="250 seats or more", firmness="as a rumour", outlet="The Review"),
    )
    return replace(plain, **changes)


def a_digest(**changes: Any) -> Digest:
    plain = Digest(
        since=UNTIL - timedelta(days=1),
        until=UNTIL,
        zone=UTC,
        sections=(),
        positions=(),
        more_positions=0,
        repeats=0,
        coverage=Coverage(14, 14, 212, ()),
        failures=(),
    )
    return replace(plain, **changes)


def with_story(**changes: Any) -> Digest:
    return a_digest(sections=(Section("Contradictions", (a_story(**changes),), 0),))


class Tags(HTMLParser):
    """All tags and attributes, and whether each is closed."""

    EMPTY = ("meta", "br")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_both_parts_tell_the_whole_story() -> None:
    rendered = render(with_story())
    for part in (rendered.text, rendered.html):
        for told in (
            "The Program: threshold",
            "One says 150 seats, the other 250.",
            "150 seats or more",
            "250 seats or more",
            "(as a rumour)",
            "Customers need 150 seats or more",
            "unnamed spokesperson, Vendor",
            "The Review",
            "1 Aug 2014",
            "also in 3 more documents",
            "monitor show ffffffffffffffff",
            "14 sources checked, 212 pages",
        ):
            assert told in one_line(part)
    assert "https://outlet.example/news/1?a=1&b=2" in rendered.text
    assert 'href="https://outlet.example/news/1?a=1&amp;b=2"' in rendered.html


def test_html_is_well_formed_and_loads_nothing() -> None:
    digest = replace(
        with_story(),
        positions=(NewPosition("The Program", "scope", a_side()),),
        more_positions=2,
        repeats=1,
        failures=(FailureLine("outlet", "ParseError", "not a feed", 2),),
        coverage=Coverage(
            3,
            2,
            7,
            (Trouble("X", "failing", UNTIL, "failing"), Trouble("Y", "ok", UNTIL, "ok again")),
        ),
    )
    tags = Tags(render(digest).html)
    assert tags.open == []
    assert not {"img", "script", "link", "style", "iframe"} & {tag for tag, _ in tags.seen}
    assert not any("src" in attributes for _, attributes in tags.seen)
    assert "url(" not in render(digest).html


HOSTILE = '<script>alert(1)</script>"><img src=x>\u202egnp\u2066\x1b[31m\x00\r\nBcc: x@evil.example'


def test_hostile_text_is_only_text() -> None:
    side = a_side(
        value=HOSTILE, quote=HOSTILE, voice=HOSTILE, outlet=HOSTILE, dated=HOSTILE, title=HOSTILE
    )
    digest = replace(
        with_story(topic=HOSTILE, facet=HOSTILE, explanation=HOSTILE, a=side, b=side),
        positions=(NewPosition(HOSTILE, HOSTILE, side),),
        failures=(FailureLine(HOSTILE, HOSTILE, HOSTILE, 1),),
        gone=(Gone(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        coverage=Coverage(1, 0, 0, (Trouble(HOSTILE, "failing", UNTIL, HOSTILE, HOSTILE),)),
    )
    rendered = render(digest)
    tags = Tags(rendered.html)
    assert tags.open == []
    assert not {"script", "img"} & {tag for tag, _ in tags.seen}
    for part in (rendered.subject, rendered.text, rendered.html):
        assert not set("\u202e\u2066\x1b\x00\r") & set(part)
    assert "\n" not in rendered.subject
    assert not any(line.startswith("Bcc:") for line in rendered.text.splitlines())
    message = build_message(rendered, reader=READER, sender=SENDER, day=digest.day, at=UNTIL)
    read = email.message_from_bytes(message.as_bytes(), policy=email.policy.SMTP)
    assert read["Bcc"] is None


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,<b>x</b>", id="data"),
        pytest.param("02-imported-file", id="the stem of a file"),
        pytest.param("http://[broken", id="not an address"),
    ],
)
def test_only_web_addresses_become_links(document: str) -> None:
    rendered = render(with_story(a=a_side(document=document), b=a_side(document=document)))
    assert "<a " not in rendered.html
    assert document in one_line(rendered.text)


@pytest.mark.parametrize(
    ("digest", "subject"),
    [
        (with_story(), "Contradiction on threshold: The Program - 14 Aug 2014"),
        (
            a_digest(
                sections=(
                    Section("Silent revisions", (a_story(kind="silent revision"),) * 2, 5),
                    Section("Tensions", (a_story(kind="tension"),), 0),
                )
            ),
            "Silent revision on threshold: The Program (+7 more) - 14 Aug 2014",
        ),
        (
            a_digest(positions=(NewPosition("T", "scope", a_side()),)),
            "1 new position, no contradiction - 14 Aug 2014",
        ),
        (a_digest(), "Nothing new: 14 sources checked, 212 pages - 14 Aug 2014"),
    ],
)
def test_the_subject_says_the_most_important(digest: Digest, subject: str) -> None:
    assert render(digest).subject == subject


def test_a_quiet_day_says_so_and_proves_coverage() -> None:
    tuesday = datetime(2014, 8, 12, 9, tzinfo=UTC)
    words = "failing since Tue 12 Aug 2014 09:00: its feed answered 500 at every try"
    trouble = Trouble("The Review", "failing", tuesday, words)
    digest = a_digest(coverage=Coverage(14, 13, 212, (trouble,), failing=1), repeats=2)
    proof = "13 of 14 sources checked, 212 pages, 1 failing since Tue 12 Aug 2014"
    rendered = render(digest)
    assert digest.quiet
    for part in (rendered.text, rendered.html):
        said = one_line(part)
        assert "Nothing new was said" in said
        assert proof in said
        assert "2 further claims repeated positions already known" in said
        assert words in said


def test_a_source_that_needs_a_person_is_told_with_what_to_do() -> None:
    """Here it is the reader who can mend it, and nobody else will."""
    trouble = Trouble(
        "X", "needs-person", UNTIL, "needs a person: it is gone", "correct the address"
    )
    coverage = Coverage(14, 12, 7, (trouble,), more=2, needing_person=3, degraded=1)
    rendered = render(a_digest(coverage=coverage))
    for part in (rendered.text, rendered.html):
        said = one_line(part)
        assert "14 sources checked, 7 pages, 3 need a person, 1 degraded" in said
        assert "X: needs a person: it is gone. What to do: correct the address" in said.replace(
            "<strong>", ""
        ).replace("</strong>", "")
        assert "and 2 more: monitor status" in said


def test_what_is_no_longer_there_is_told_as_observed() -> None:
    gone = Gone(
        "Who may <join>",
        "The Outlet",
        "https://outlet.example/1",
        "present on 3 Mar 2015, absent on 9 Sep 2015",
    )
    digest = a_digest(gone=(gone,), more_gone=1)
    rendered = render(digest)
    assert not digest.quiet, "it is told even where a quiet day is not"
    assert rendered.subject.startswith("2 documents no longer there")
    assert "present on 3 Mar 2015, absent on 9 Sep 2015" in one_line(rendered.text)
    assert "https://outlet.example/1" in rendered.text
    assert 'href="https://outlet.example/1"' in rendered.html
    assert "Who may &lt;join&gt;</a>, present on 3 Mar 2015" in one_line(rendered.html)
    assert "deleted" not in rendered.text
    assert Tags(rendered.html).open == []


def test_days_are_the_readers_own() -> None:
    digest = a_digest(zone=timezone(timedelta(hours=12)), until=UNTIL.replace(hour=19))
    assert digest.day == date(2014, 8, 15)
    assert "Fri 15 Aug 2014 07:00" in render(digest).text


def test_the_message() -> None:
    rendered = Rendered("Grüße — news", "text ü part\n", "<p>html ü part</p>\n")
    day = date(2014, 8, 14)
    message = build_message(rendered, reader=READER, sender=SENDER, day=day, at=UNTIL)
    raw = message.as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998, "the limit of RFC 5322"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read["Subject"] == "Grüße — news"
    assert read["From"] == SENDER
    assert read["To"] == READER
    assert read["Date"].datetime == UNTIL
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Id"] == "Monitor digest <digest.example.net>"
    assert read["Message-ID"] == message_id(reader=READER, sender=SENDER, day=day)
    assert read.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_content().strip()) for part in read.iter_parts()]
    assert parts == [("text/plain", "text ü part"), ("text/html", "<p>html ü part</p>")]


def test_the_message_id_is_of_reader_and_day() -> None:
    one: dict[str, Any] = {"reader": READER, "sender": SENDER, "day": date(2014, 8, 14)}
    assert message_id(**one) == message_id(**one)
    assert message_id(**one) != message_id(**{**one, "reader": "b@example.org"})
    assert message_id(**one) != message_id(**{**one, "day": date(2014, 8, 15)})


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
            Rendered("s", "t", "h"), reader=reader, sender=SENDER, day=date(2014, 8, 14), at=UNTIL
        )
    assert refusal.value.permanent
