"""Mails: read as far as they can be, else told and left out."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.program import MINIMUM, Program, a_mail, article, revisions

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def raw_mail(headers: str, body: bytes = b"The text.") -> bytes:
    return headers.encode("latin-1").replace(b"\n", b"\r\n") + b"\r\n\r\n" + body


MAILS = [
    pytest.param(b"", "not a mail", id="empty"),
    pytest.param(b"Dear reader,\n\nHello.", "not a mail", id="only text"),
    pytest.param(bytes(range(256)) * 20, "not a mail", id="binary"),
    pytest.param(
        raw_mail("From: a@b.example\nContent-Type: application/pdf", b"%PDF"),
        "holds no text",
        id="nothing but an attachment",
    ),
    pytest.param(
        raw_mail("From: a@b.example\nContent-Type: multipart/mixed"),
        "holds no text",
        id="parts without an end",
    ),
    pytest.param(
        raw_mail("From: a@b.example\nContent-Type: text/plain; charset=klingon", b"\xe9"),
        "cannot be decoded",
        id="unknown charset",
    ),
    pytest.param(
        raw_mail('From: a@b.example\nContent-Type: text/plain; charset="u\0f"', b"\xe9"),
        "cannot be decoded",
        id="a NUL in the charset",
    ),
    pytest.param(
        raw_mail("From: " + "a,\n " * 20_000), "header of more than", id="senders without end"
    ),
    pytest.param(
        raw_mail("From: a@b.example\nContent-Type: text/plain; " + "a*0=b;" * 20_000),
        "header of more than",
        id="a kind of content without end",
    ),
]


@pytest.mark.parametrize(("content", "says"), MAILS)
def test_a_malformed_mail_is_told_recorded_and_left_out(
    program: Program, content: bytes, says: str
) -> None:
    program.document("bad.eml", content)
    program.document("good.eml", a_mail())
    assert program.run("import", program.home / "docs").code == 65
    (failure,) = program.look(lambda store: store.failures())
    assert says in failure.message
    assert [revision.document for revision in revisions(program)] == ["good"]


DATES = [
    pytest.param("yesterday", None, id="no date"),
    pytest.param("Fri, 1 Aug 99999999999999999999 10:00:00 +0000", None, id="no such year"),
    pytest.param("Fri, 1 Aug 2014 10:00:00 +99999999999999", None, id="no such zone"),
    pytest.param("Sat, 1 Jan 2999 10:00:00 +0000", None, id="in the future"),
    pytest.param("Fri, 1 Aug 2014 23:30:00 -0700", "2014-08-01", id="the sender's day"),
]


@pytest.mark.parametrize(("date", "published"), DATES)
def test_no_date_of_a_mail_is_invented(program: Program, date: str, published: str | None) -> None:
    path = program.document("a.eml", raw_mail(f"From: A <a@b.example>\nDate: {date}"))
    assert program.run("import", path).code == 0
    (revision,) = revisions(program)
    assert (revision.published.iso() if revision.published else None) == published


SENDERS = [
    pytest.param('From: "', id="half a quote"),
    pytest.param("From: <<<>>>,;:", id="nothing but signs"),
    pytest.param("From: =?utf-8?q?=00?= <a@", id="an encoded NUL and half an address"),
    pytest.param("From: \xff\xfe <a@b>", id="bytes that are no text"),
    pytest.param("From: undisclosed:;", id="an empty group"),
]


@pytest.mark.parametrize("header", SENDERS)
def test_a_broken_sender_stops_nothing(program: Program, header: str) -> None:
    program.document("a.eml", raw_mail(f"{header}\nSubject: \xe9\x00\x1b[31m"))
    program.document("good.eml", a_mail())
    result = program.run("import", program.home / "docs")
    assert result.code in (0, 65)
    read = {revision.document: revision for revision in revisions(program)}
    assert "good" in read
    failures = program.look(lambda store: store.failures())
    assert ("a" in read) != bool(failures), "read or recorded, never neither"
    assert all(revision.publisher for revision in read.values())


def test_html_mail_is_read_whole(program: Program) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "The Letter <a@b.example>", "Who may join"
    message.set_content("see the other part")
    message.add_alternative(article().body.decode(), subtype="html")
    assert program.run("import", program.document("a.eml", message.as_bytes())).code == 0
    (revision,) = revisions(program)
    assert MINIMUM in revision.text
    assert revision.title == "Who may join"


ANSWER = "No, it needs 250 seats with FastTrack."
QUOTED = f"> {MINIMUM}\n"
HEADING = "On Tue, Jul 29, 2014 at 9:14 AM, Tom Baker <tom@microsoft.com> wrote:"
IN_HTML = (
    f"<div>{ANSWER}</div><div class='gmail_quote'>{HEADING.replace('<', '&lt;')}"
    f"<blockquote><div>{MINIMUM}</div></blockquote></div>"
)


@pytest.mark.parametrize("parts", ["plain", "html", "both"])
def test_what_a_mail_answers_is_said_by_whom_it_names(program: Program, parts: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Jo Ray <jo@foo.example>", "Re: FastTrack"
    message["Date"] = "Fri, 1 Aug 2014 10:00:00 +0200"
    if parts != "html":
        message.set_content(f"{ANSWER}\n\n{HEADING}\n{QUOTED}")
    if parts == "html":
        message.set_content(IN_HTML, subtype="html")
    if parts == "both":
        message.add_alternative(IN_HTML, subtype="html")
    assert program.run("import", program.document("a.eml", message.as_bytes())).code == 0
    said = program.run("said", "--facet", "threshold", "--json").json["claims"]
    who = {claim["value"]["low"]: claim["speaker"] for claim in said}
    assert {low: (one["name"], one["organisation"]) for low, one in who.items()} == {
        150: ("Tom Baker", "Microsoft"),
        250: (None, "Jo Ray"),
    }


def test_a_mail_speaks_for_the_organisation_it_was_sent_from(program: Program) -> None:
    sender = '"Sommer, Julia" <julia.sommer@mail.microsoft.com>'
    program.document("a.eml", a_mail("FastTrack needs 150 seats.", From=sender))
    assert program.run("import", program.home / "docs").code == 0
    (claim,) = program.run("said", "--facet", "threshold", "--json").json["claims"]
    told = claim["reported_by"], claim["speaker"]["organisation"], claim["attribution"]
    assert told == ("Julia Sommer", "Microsoft", "document")


def test_a_mail_that_is_attached_is_said_by_its_writer(program: Program) -> None:
    inner = EmailMessage()
    inner["From"], inner["Date"] = (
        "Tom Baker <tom@microsoft.com>",
        "Tue, 29 Jul 2014 10:00:00 +0000",
    )
    inner["To"], inner["Subject"] = "Jo Ray <jo@foo.example>", "FastTrack"
    inner.set_content(MINIMUM)
    message = EmailMessage()
    message["From"], message["Date"] = "Jo Ray <jo@foo.example>", "Fri, 1 Aug 2014 10:00:00 +0000"
    message["Subject"] = "Fwd: FastTrack"
    message.set_content("See what they write.")
    message.add_attachment(inner)
    assert program.run("import", program.document("a.eml", message.as_bytes())).code == 0
    (claim,) = program.run("said", "--facet", "threshold", "--json").json["claims"]
    assert (claim["speaker"]["name"], claim["speaker"]["organisation"]) == (
        "Tom Baker",
        "Microsoft",
    )


def test_a_stub_beside_the_html_is_not_all_there_is(program: Program) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "The Letter <a@b.example>", "Who may join"
    message.set_content("> See the HTML version.\n")
    message.add_alternative(article().body.decode(), subtype="html")
    assert program.run("import", program.document("a.eml", message.as_bytes())).code == 0
    (revision,) = revisions(program)
    assert MINIMUM in revision.text


def test_all_plain_parts_are_read(program: Program) -> None:
    """A picture may stand between two of them."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Jo Ray <jo@foo.example>", "FastTrack"
    message.set_content("Look:")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    message.add_attachment(MINIMUM, disposition="inline")
    assert program.run("import", program.document("a.eml", message.as_bytes())).code == 0
    (revision,) = revisions(program)
    assert revision.text.split() == ["Look:", *MINIMUM.split()]
