"""Mails that quote another are read whole; what they quote stays behind its signs."""

from __future__ import annotations

import pytest

from monitor.read.letter import letter_of, quotes_another, unwrapped

LONG = "FastTrack is open to customers who have bought at least"
TEXTS = [
    pytest.param(f"> {LONG}\n> 150 seats.", f"> {LONG} 150 seats.", id="a wrapped sentence"),
    pytest.param(f"{LONG}\n150 seats.", f"{LONG}\n150 seats.", id="what the sender wraps stays"),
    pytest.param("> Hi Jo,\n> thanks.", "> Hi Jo,\n> thanks.", id="a short line ended there"),
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
        ["No.", "On 1 May Jo wrote:", "> Yes,", "> we do.", ">> Well?", "Bye."],
        id="what Gmail quotes",
    ),
    pytest.param(
        "<p>No.<p><b>From:</b> Jo &lt;jo@b.example&gt;<br><b>Sent:</b> May 1<br><b>To:</b> A<p>Yes.",
        ["No.", "From: Jo <jo@b.example>", "Sent: May 1", "To: A", "Yes."],
        id="what Outlook passes on",
    ),
    pytest.param(
        "<style>x{}</style><blockquote type='cite'><ul><li>one<li>two</ul></blockquote>",
        ["> - one", "> - two"],
        id="a list, and nothing that is not seen",
    ),
    pytest.param("<h1>News</h1><blockquote>We do.</blockquote>", None, id="a newsletter"),
    pytest.param("", None, id="nothing"),
]


@pytest.mark.parametrize(("html", "lines"), PAGES)
def test_a_mail_in_html(html: str, lines: list[str] | None) -> None:
    read = letter_of(f"<html><body>{html}</body></html>" if html else "")
    assert (read.split("\n\n") if read is not None else None) == lines


def test_a_mail_that_quotes_mails_that_quote_mails() -> None:
    """A trap may nest hundreds: each of its lines would grow by as many signs."""
    html = "<html><body>No." + "<blockquote type='cite'>" * 100 + "Yes."
    assert letter_of(html) == "No.\n\n>>>>>>>>> Yes."
