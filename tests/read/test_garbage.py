"""No bytes at all stop a reader of pages, mails and texts: something is read, or one error told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from monitor.errors import ImportFileError, ParseError
from monitor.read.files import parse
from monitor.read.page import PageText
from tests.program import a_mail, text_file
from tests.read.test_page import page, read
from tests.read.test_thread import POST, thread
from tests.spoilt import spoilt

_LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "NewsArticle", "headline": "Who may join", "author": {"name": "Anna Berg"}},
        {"@type": ["WebPage"], "datePublished": "2014-08-01T10:00:00+02:00", "@id": "#page"},
    ],
}
PAGE = page(
    "<p class='date'>Published on Aug. 2, 2014. Updated 3 August 2014: the price is now $15.</p>"
    "<ul><li>mail</li><li>files</li></ul><table><tr><td>150</td><td>$25</td></tr></table>",
    head="<meta property='article:published_time' content='2014-08-01T10:00:00Z'>"
    "<meta name=author content='Anna Berg'><link rel=canonical href='/1'>"
    f"<script type='application/ld+json'>{json.dumps(_LINKED)}</script>",
)
THREAD = f"<html><head><title>Seats?</title></head><body>{thread(POST)}</body></html>".encode()
MAIL = a_mail(To="you@example.org", Received="from x by y; Fri, 01 Aug 2014 10:00:00 +0200")
LETTER = (
    b"From: =?utf-8?q?The_Letter?= <news@letter.example>\nSubject: Who may join\n"
    b"Date: Fri, 01 Aug 2014 10:00:00 +0200\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/alternative; boundary="b"\n\n'
    b"--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    b"It needs =E2=80=9C150=E2=80=9D seats.\n"
    b"--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n"
    b"PHA+SXQgbmVlZHMgMTUwIHNlYXRzLjwvcD4=\n--b--\n"
)
TEXT = text_file("It needs 150 seats.", url="https://outlet.example/1").encode()


def can_be_shown(text: str) -> bool:
    text.encode()
    return not set("\x00\x1b\x9b\u202e") & set(text)


@pytest.mark.parametrize("good", [PAGE, THREAD], ids=["an article", "a thread"])
def test_a_spoilt_page_is_a_page(good: bytes) -> None:
    @given(body=spoilt(good))
    def try_it(body: bytes) -> None:
        found = read(body)
        assert isinstance(found, PageText)
        assert all(can_be_shown(text or "") for text in (found.text, found.title, found.author))
        assert sum(each.refused is None for each in found.dates) <= 1

    assert read(good).author
    try_it()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<table><tr>" + b"<td>It opens." * 60_000, id="one row of cells"),
        pytest.param(b"<p>It opens." * 60_000, id="paragraphs"),
    ],
)
def test_a_page_of_more_elements_than_any_article_has_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match="more than 50,000 elements"):
        read(b"<html><body><article>" + body)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        pytest.param("a.eml", MAIL, id="a mail of plain text"),
        pytest.param("a.eml", LETTER, id="a mail of several parts"),
        pytest.param("a.txt", TEXT, id="a text with a header"),
    ],
)
def test_a_spoilt_file_is_read_or_refused(name: str, good: bytes) -> None:
    @given(body=spoilt(good))
    def try_it(body: bytes) -> None:
        try:
            found = parse(name, body)
        except ImportFileError:
            return
        assert all(can_be_shown(text or "") for text in (found.title, found.publisher))

    assert parse(name, good).published
    try_it()
