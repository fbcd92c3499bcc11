"""Mails that quote another are read whole; what they quote stays behind its signs."""

from __future__ import annotations

import pytest

from monitor.read.letter import mail_text, quotes_another, unwrapped

LONG = "FastTrack is open to customers who have bought at least"
TEXTS = [
    pytest.param(f"> {LONG}\n> 150 seats.", f"> {LONG} 150 seats.", id="a wrapped sentence"),
    pytest.param(f"{LONG}\n150 seats.", f"{LONG} 150 seats.", id="and of the sender"),
    pytest.param(
        "It is not available to all the customers of\nOffice 365.",
        "It is not available to all the customers of Office 365.",
        id="a name",
    ),
    pytest.param("Hi Jo,\nThanks.\nTom", "Hi Jo,\nThanks.\nTom", id="short lines"),
    pytest.param("Yes.\n-- \nTom\nFor 50 seats!\n\n> No.", "Yes.\n\n> No.", id="a signature"),
    pytest.param("> Hi Jo,\n> Thanks.", "> Hi Jo,\n> Thanks.", id="a short line ended there"),
    pytest.param("> at least\n> 150 seats", "> at least 150 seats", id="or goes on with a number"),
    pytest.param("> Jo wrote:\n> yes.", "> Jo wrote:\n> yes.", id="what leads in another"),
    pytest.param(">=150 seats\n>150", ">=150 seats\n>150", id="no quote but a number"),
    pytest.param(">From here on", ">From here on", id="a line that a mailbox marks"),
    pytest.param(f"> {LONG}.\n>\n> Tom", f"> {LONG}.\n>\n> Tom", id="a new paragraph"),
    pytest.param(f"> {LONG}\n>> one", f"> {LONG}\n>> one", id="deeper is another mail"),
    pytest.param(f">> {LONG}\n> > 150.", f">> {LONG} 150.", id="however signs are spaced"),
    pytest.param(f"> {LONG}\n> - one", f"> {LONG}\n> - one", id="an entry of a list"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("text", "read"), TEXTS)
def test_a_quoted_paragraph_is_one_line(text: str, read: str) -> None:
    assert unwrapped(text) == read


QUOTING = [
    pytest.param("Hi.\n> Yes.", True, id="a quoted line"),
    pytest.param("> Yes.", True, id="from the first"),
    pytest.param("From: a@b.example\nSent: May 1\nTo: Jo\n\nYes.", True, id="a heading"),
    pytest.param("Note: see a@b.example.\n\nYes.", False, id="an address"),
    pytest.param("5 > 3", False, id="a sign in a line"),
]


@pytest.mark.parametrize(("text", "does"), QUOTING)
def test_whether_a_mail_quotes_another(text: str, does: bool) -> None:
    assert quotes_another(text) is does


PAGES = [
    pytest.param(
        "<div>No.</div><div class='gmail_quote'>On 1 May Jo wrote:<blockquote><div>Yes,<br>we do."
        "</div><blockquote>Well?</blockquote></blockquote></div>Bye.",
        "No.\nOn 1 May Jo wrote:\n\n> Yes,\n> we do.\n\n>> Well?\n\nBye.",
        id="what Gmail quotes",
    ),
    pytest.param(
        "<p>No.<p><b>From:</b> Jo &lt;jo@b.example&gt;<br><b>Sent:</b> May 1<br><b>To:</b> A<p>Yes.",
        "No.\n\nFrom: Jo <jo@b.example>\nSent: May 1\nTo: A\n\nYes.",
        id="what Outlook passes on",
    ),
    pytest.param(
        "<style>x{}</style><blockquote type='cite'><ul><li>one<li>two</ul></blockquote>",
        "> - one\n> - two",
        id="a list, and nothing that is not seen",
    ),
    pytest.param(
        "<div>No.</div><div><br></div><div style='display: none'>Yes.</div>Bye."
        "<blockquote type='cite'>Well?</blockquote>",
        "No.\n\nBye.\n\n> Well?",
        id="an empty line, and what is hidden",
    ),
    pytest.param("", "", id="nothing"),
]
NEWSLETTERS = [
    pytest.param(
        "<h1>News</h1><blockquote>We do.</blockquote>", "# News\n\nWe do.", id="nobody is quoted"
    ),
    pytest.param("<div class='pull_quote'>We do.</div>", "We do.", id="nor in a box"),
    pytest.param(
        "<table><tr><td><h2>Seats</h2><p>We take 50.</p></td><td><h2>Work</h2><p>We do it.</p></td>"
        "</tr></table>",
        "## Seats\n\nWe take 50.\n\n## Work\n\nWe do it.",
        id="boxes beside each other keep their headings",
    ),
    pytest.param(
        "<table><tr><th>Plan</th><th>Seats</th></tr><tr><td><p>Basic</p></td><td>50</td></tr></table>",
        "| Plan | Seats |\n|---|---|\n| Basic | 50 |",
        id="a table of data",
    ),
    pytest.param("We do.<br><br>&bull; one<br>&bull; two", "We do.\n\n• one\n• two", id="breaks"),
]


@pytest.mark.parametrize(("html", "text"), PAGES)
def test_a_mail_in_html_that_quotes_another(html: str, text: str) -> None:
    body = f"<html><body>{html}</body></html>" if html else ""
    assert mail_text(body) == (text, bool(html))


@pytest.mark.parametrize(("html", "text"), NEWSLETTERS)
def test_a_mail_in_html_that_quotes_none(html: str, text: str) -> None:
    assert mail_text(f"<html><body>{html}</body></html>") == (text, False)


def test_a_mail_that_quotes_mails_that_quote_mails() -> None:
    """A trap may nest hundreds: each of its lines would grow by as many signs."""
    html = "<html><body>No." + "<blockquote type='cite'>" * 100 + "Yes."
    assert mail_text(html) == ("No.\n\n>>>>>>>>> Yes.", True)
