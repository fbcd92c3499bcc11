"""HTML to text: what claims depend on stays, nothing is made up, nothing takes for ever."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import load_config
from monitor.read.page import Given, PageText, read_html

WORDS = load_config().language.page
NOON = datetime(2014, 8, 1, 12, tzinfo=UTC)
LEAD = "Resellers asked for months who may use the service, and the company has now told them."
MORE = "It gave no further details, and the resellers went on asking it all through the summer."


def page(body: str, head: str = "", title: str = "Who may join") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1><p>{LEAD}</p>{body}<p>{MORE}</p></article></body></html>"
    ).encode()


def read(body: bytes, content_type: str = "text/html") -> PageText:
    given = Given("https://outlet.example/1", NOON, {"content-type": content_type}, "US")
    return read_html(body, given, WORDS)


LINES = [
    pytest.param("<h2>What it covers</h2><p>Mail.</p>", "## What it covers", id="heading"),
    pytest.param(
        "<ul><li>mail of all users</li><li>files on servers</li></ul>",
        "- mail of all users\n- files on servers",
        id="list",
    ),
    pytest.param(
        "<ol><li>order it</li><li>wait for a call</li></ol>",
        "1. order it\n2. wait for a call",
        id="numbered list",
    ),
    pytest.param(
        "<table><tr><th>Seats</th><th>Payment</th></tr><tr><td>150</td><td>$25</td></tr></table>",
        "| 150 | $25 |",
        id="table",
    ),
    pytest.param(
        "<p>It needs <b>150 <i>seats</i></b> now.</p>", "It needs 150 seats now.", id="bold"
    ),
    pytest.param("<p>“[It’s] ready,” he said.</p>", "“[It’s] ready,” he said.", id="brackets"),
    pytest.param("<p>Use snake_case and 2 * 3.</p>", "Use snake_case and 2 * 3.", id="stars"),
    pytest.param("<p>Put it in C:\\data now.</p>", "Put it in C:\\data now.", id="backslash"),
    pytest.param("<p>2014. was a year of it.</p>", "2014. was a year of it.", id="number first"),
    pytest.param("<p>- said he, and left.</p>", "- said he, and left.", id="dash first"),
    pytest.param("<p>Fish &amp; chips &lt; 5&nbsp;£.</p>", "Fish & chips < 5", id="references"),
    pytest.param("<p>One &#11;two &#x1F;three.</p>", "One two three.", id="control references"),
    pytest.param("<p>A \x00\x1b[2J\u202e\x9b here.</p>", "A [2J here.", id="control signs"),
    pytest.param("<p>A half &#xD800; sign.</p>", "A half", id="half a character"),
    pytest.param("<p>No &#xFFFF; sign.</p>", "No sign.", id="a character that is none"),
    pytest.param("<p>No \ufffe sign.</p>", "No sign.", id="the same, unescaped"),
    pytest.param(
        "<blockquote><p>“We start soon.”</p></blockquote>", "“We start soon.”", id="quote"
    ),
]


@pytest.mark.parametrize(("body", "line"), LINES)
def test_what_claims_depend_on_stays(body: str, line: str) -> None:
    text = read(page(body)).text
    assert line in text
    assert LEAD in text
    assert MORE in text


FURNITURE = [
    pytest.param("<nav><a href='/'>Home of all news</a></nav>", id="navigation"),
    pytest.param("<script>var x = 'Home of all news';</script>", id="script"),
    pytest.param("<style>.x { content: 'Home of all news' }</style>", id="style"),
    pytest.param("<footer>Home of all news</footer>", id="footer"),
    pytest.param("<div class='cookie-banner'>Home of all news</div>", id="cookie banner"),
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_goes(furniture: str) -> None:
    body = page("").replace(b"<article>", f"{furniture}<article>".encode())
    assert "Home of all news" not in read(body).text


def meta(date: str) -> str:
    return f'<meta property="article:published_time" content="{date}">'


def linked(**fields: str) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


DATES = [
    pytest.param(page("", meta("2014-07-21T10:00:00Z")), "2014-07-21", id="in the head"),
    pytest.param(page("", linked(datePublished="2014-07-21")), "2014-07-21", id="linked data"),
    pytest.param(page('<time datetime="2014-07-21">July</time>'), "2014-07-21", id="in an element"),
    pytest.param(page('<p class="byline">July 21, 2014</p>'), "2014-07-21", id="in the byline"),
    pytest.param(
        page(
            "", meta("2014-07-01") + '<meta property="article:modified_time" content="2014-07-20">'
        ),
        "2014-07-01",
        id="published, not changed",
    ),
    pytest.param(page("", meta("2014-08-02T08:00:00+10:00")), "2014-08-02", id="today, in Sydney"),
    pytest.param(page(""), None, id="none"),
    pytest.param(page("", meta("soon")), None, id="no date"),
    pytest.param(page("", meta("2014")), None, id="a year is no day"),
    pytest.param(page("", meta("2014-13-01")), None, id="no such month"),
    pytest.param(page("", meta("1899-01-01")), None, id="before the web"),
    pytest.param(page("", meta("2014-08-03")), None, id="in two days"),
    pytest.param(page("", meta("2031-05-06")), None, id="in years"),
    pytest.param(page("", "<script type='application/ld+json'>{\"dateP"), None, id="broken data"),
    pytest.param(page("<p>It ends on September 30, 2031.</p>"), None, id="of an event to come"),
    pytest.param(page("<p>It began on March 1, 2013.</p>"), None, id="of an event gone by"),
    pytest.param(page("<footer>© 2012 The Outlet</footer>"), None, id="of the copyright"),
    pytest.param(page('<img src="/2013/05/06/x.png">'), None, id="of a picture"),
    pytest.param(page("", meta("2014-02-30")), None, id="no such day"),
    pytest.param(page("<p>It began on 2013-03-01.</p>"), None, id="of an event, in figures"),
]


@pytest.mark.parametrize(("body", "published"), DATES)
def test_the_date_a_page_gives_itself_and_no_other(body: bytes, published: str | None) -> None:
    found = read(body).published
    assert (found.iso() if found else None) == published


ENCODINGS = [
    pytest.param("utf-8", id="utf-8"),
    pytest.param("utf-8-sig", id="utf-8 with a mark"),
    pytest.param("utf-16", id="utf-16"),
    pytest.param("cp1252", id="windows-1252, and says utf-8"),
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str) -> None:
    said = "<p>“Our café’s price – £99 – is naïve,” she said of the offer for small shops.</p>"
    assert "“Our café’s price – £99 – is naïve,”" in read(page(said).decode().encode(encoding)).text


SAID = "<p>“Our café’s price – £99 – is naïve,” she said of the offer for small shops.</p>"
JAPANESE = (
    "<p>「価格は九十九ポンドです」と、彼女は水曜日に発表された新しい提供について述べました。</p>"
)
DECLARED = [
    pytest.param(SAID, "cp1252", "utf-8", "utf-8", id="windows-1252 that says utf-8 twice"),
    pytest.param(SAID, "utf-8", "iso-8859-1", "utf-8", id="utf-8 from a server that says latin"),
    pytest.param(SAID, "utf-8", "iso-8859-1", None, id="the same, and the page says nothing"),
    pytest.param(SAID, "cp1252", "iso-8859-1", None, id="windows-1252 that says latin"),
    pytest.param(SAID, "cp1252", None, None, id="windows-1252 that says nothing"),
    pytest.param(JAPANESE, "cp932", None, "Shift_JIS", id="Shift-JIS by meta"),
    pytest.param(JAPANESE, "cp932", "iso-8859-1", "Shift_JIS", id="the same behind a latin server"),
    pytest.param(JAPANESE, "cp932", "shift_jis", "utf-8", id="Shift-JIS by header"),
    pytest.param(JAPANESE, "euc_jp", "no-such-set", "euc-jp", id="an unknown name in the header"),
    pytest.param(JAPANESE, "iso2022_jp", "iso-2022-jp", None, id="seven bits"),
    pytest.param(SAID, "utf-16", "utf-8", "utf-8", id="UTF-16 with its mark"),
    pytest.param(SAID, "utf-16-le", None, None, id="UTF-16 without, little end first"),
    pytest.param(SAID, "utf-16-be", "text/html", "utf-16", id="UTF-16 without, big end first"),
    pytest.param(JAPANESE, "utf-8-sig", "shift_jis", "shift_jis", id="the mark of utf-8 decides"),
]


@pytest.mark.parametrize(("said", "encoding", "header", "declared"), DECLARED)
def test_the_right_text_whatever_is_declared(
    said: str, encoding: str, header: str | None, declared: str | None
) -> None:
    charset = f"<meta charset='{declared}'>" if declared else ""
    html = page(said).decode().replace("<meta charset='utf-8'>", charset)
    content_type = f"text/html; charset={header}" if header else "text/html"
    assert said[3:-4] in read(html.encode(encoding), content_type).text


def test_a_few_broken_bytes_cost_no_more_than_themselves() -> None:
    broken = page(SAID + SAID.replace("naïve", "na\N{BULLET}ve")).replace("•".encode(), b"\xef")
    text = read(broken).text
    assert SAID[3:-4] in text
    assert "café’s" in text
    assert "na\ufffdve" in text


def test_nul_bytes_are_left_out() -> None:
    assert "150 seats or more" in read(page("<p>It needs 150\x00 seats\x00 or more.</p>")).text


HOSTILE = [
    pytest.param(b"<html><body>" + b"<div>" * 100_000 + b"<p>It is so, he said.", id="nested"),
    pytest.param(
        b"<html><body><p>" + b"All of it is so, he said. " * 400_000, id="one line, 10 MB"
    ),
    pytest.param(b"<html><body>" + b"<a href=/x>a" * 20_000, id="links"),
    pytest.param(b"<html><body>" + b"<time>Updated " * 50_000, id="times"),
    pytest.param(b"<html><body><p>" + b"Correction " * 100_000, id="openings of notices"),
    pytest.param(b"<html><body><p>" + b"1/2/" * 200_000, id="halves of dates"),
    pytest.param(b"<html><body>" + b"<p>Update: it is so." * 10_000, id="notices"),
    pytest.param(b"<html><body>" + b"<div class=cookie>We use cookies" * 5_000, id="dialogs"),
    pytest.param(
        page(
            f"<p>{LEAD}</p>" * 5
            + "<p>Subscribe to continue reading</p>" * 15_000
            + f"<p>{MORE}</p>"
        ),
        id="prompts to subscribe",
    ),
    pytest.param(
        b"<html><script type='application/ld+json'>" + b'{"@graph":[' * 40_000, id="linked data"
    ),
    pytest.param(b"<html><meta charset=utf-7><body><p>" + b"\xe9+" * 500_000, id="no characters"),
]


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_pages_end(body: bytes) -> None:
    """Each in seconds at the most; a search that grows with the square would take hours."""
    found = read(body)
    assert len(found.notices) <= 20
    assert len(found.dates) <= 10


NO_TEXT = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"\x00" * 1000, id="zeros"),
    pytest.param(bytes(range(256)) * 100, id="all bytes"),
    pytest.param(b"%PDF-1.4\n(150 seats or more are needed, he said.) Tj", id="PDF"),
    pytest.param(b'{"text": "150 seats or more are needed, he said."}', id="JSON"),
    pytest.param(b"<html><body><div>" + b"<div>" * 100_000 + b"x", id="nested without end"),
    pytest.param(b"<" * 200_000, id="angle brackets"),
    pytest.param(b"<p " + b"a='b' " * 100_000, id="attributes without end"),
    pytest.param(b"<!--" * 50_000, id="comments without end"),
]


@pytest.mark.parametrize("body", NO_TEXT)
def test_what_is_no_page_has_no_text(body: bytes) -> None:
    assert read(body) == PageText("", None, None)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    assert "aaaaaaaaaa" not in read(bomb + page("<p>Here &b; stands.</p>")).text


def test_five_megabytes_are_read() -> None:
    paragraphs = (f"<p>Paragraph {n} of a long page. {MORE * 25}</p>" for n in range(2000))
    body = page("".join(paragraphs))
    assert len(body) > 4_000_000
    assert "Paragraph 1999 of" in read(body).text


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_give_a_page_or_none(before: bytes, inside: bytes) -> None:
    """Whatever comes, the answer is a text of signs that can be shown, and never an error."""
    body = before + page("<p>A sentence stands here, before it.</p>").replace(b"stands", inside, 1)
    text = read(body).text
    assert not set("\x00\x1b\x9b\u202e") & set(text)
    text.encode()
