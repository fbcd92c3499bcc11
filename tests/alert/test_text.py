"""The text of an alert: all one needs, and nothing that acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.text import (
    Message,
    as_markdown,
    harmless,
    message_of,
    message_of_rest,
    message_of_test,
)
from tests.alert.parts import a_side, a_told

BREAK = "\u200b"


def test_it_tells_who_said_what_where_and_why() -> None:
    told = a_told(b=a_side(value="250 seats", voice="Ann Lee, Vendor", outlet="The Post", more=2))
    message = message_of(told)
    assert message.title == "Contradiction on threshold: The Program"
    assert message.body.splitlines() == [
        "One says 150 seats, the other 250.",
        "",
        "1 Aug 2014, The Outlet: spokesperson, Vendor: 150 seats or more",
        "“at least 150 seats”",
        "https://outlet.example/news/1",
        "",
        "1 Aug 2014, The Post (and 2 more): Ann Lee, Vendor: 250 seats",
        "“at least 150 seats”",
        "https://outlet.example/news/1",
        "",
        "Found 2014-08-01 12:00 UTC. All of it: monitor show 1111111111111111",
    ]


def test_what_has_no_address_of_the_web_has_no_link() -> None:
    assert "http" not in message_of(a_told(a=a_side(link=None), b=a_side(link=None))).body


@pytest.mark.parametrize(
    ("hostile", "order"),
    [
        pytest.param("@everyone look", "@everyone", id="calls a whole Discord server"),
        pytest.param("@here", "@here", id="calls who is there"),
        pytest.param("ask a@b.example", "@b", id="a mail address becomes a link"),
        pytest.param("<!channel> now", "<!channel", id="calls a Slack channel"),
        pytest.param("<@U0123>", "<@U", id="calls one person in Slack"),
        pytest.param("<#C1|x>", "<#C1", id="links a channel"),
        pytest.param("<https://evil.example|bank>", "<https", id="a Slack link that lies"),
        pytest.param("[bank](https://evil.example)", "](", id="a Markdown link that lies"),
        pytest.param("![x](https://evil.example/x.png)", "](", id="a picture that reports"),
        pytest.param("[x][1] [1]: //evil.example", "][", id="a link by reference"),
        pytest.param("[1]: //evil.example", "]:", id="what it refers to"),
        pytest.param("see https://evil.example/a", "://", id="a bare address"),
        pytest.param("see www.evil.example", "www.e", id="one without a scheme"),
        pytest.param("<b>bold</b> <img src=x>", "<b", id="HTML"),
    ],
)
def test_words_of_strangers_give_no_orders(hostile: str, order: str) -> None:
    told = a_told(explanation=hostile, a=a_side(quote=hostile, voice=hostile, outlet=hostile))
    message = message_of(told)
    assert order not in message.body.replace("https://outlet.example/news/1", "")
    assert hostile in message.body.replace(BREAK, ""), "it reads as it was"
    rest = message_of_rest([a_told(topic_name=hostile)], beside=1)
    assert order not in rest.title + rest.body


@given(st.text(alphabet="@<!&[](){}:/.w*_`ab |\n"))
def test_only_breaks_are_added(text: str) -> None:
    safe = harmless(text)
    assert safe.replace(BREAK, "") == text
    assert not re.search(r"[@<][^\s\u200b]|\][(\[:]|://|\bwww\.(?!\u200b)", safe)
    assert harmless(safe).replace(BREAK, "") == text


def test_as_markdown_all_is_literal_but_the_links() -> None:
    told = a_told(explanation="# **b** `c` ~d~ 1_000", a=a_side(quote="![p](q)"))
    lines = as_markdown(message_of(told).body).split("\n\n")
    assert lines[:4] == [
        r"\# \*\*b\*\* \`c\` \~d\~ 1\_000",
        "1 Aug 2014, The Outlet: spokesperson, Vendor: 150 seats or more",
        f"“\\!\\[p\\]{BREAK}(q)”",
        "[https://outlet.example/news/1](https://outlet.example/news/1)",
    ]


def test_a_burst_is_counted() -> None:
    many = [a_told(relation=f"{number:016}") for number in range(12)]
    message = message_of_rest(many, beside=4)
    assert message.title == "and 12 more: Contradiction on threshold: The Program"
    lines = message.body.splitlines()
    assert lines[0] == "- Contradiction on threshold: The Program (0000000000000000)"
    assert lines[9:] == [
        "- Contradiction on threshold: The Program (0000000000000009)",
        "- and 2 others",
        "",
        "All of them: monitor contradictions --all",
    ]
    assert message_of_rest(many[:2], beside=0).title.startswith("and 2 new: ")


def test_a_long_one_still_fits_where_the_least_room_is() -> None:
    """Discord takes 2000 characters; a link longer than LONGEST_LINK was left out before."""
    from monitor import sides

    line, quote = "x" * sides.LONGEST_LINE, "q" * sides.LONGEST_QUOTE
    side = a_side(value=line, voice=line, outlet=line[:60], quote=quote, link="https://x/" + line)
    told = a_told(explanation="e" * sides.LONGEST_EXPLANATION, a=side, b=side)
    assert len(message_of(told).body) < 2000


def test_a_test_says_that_it_is_one() -> None:
    message = message_of_test("team")
    assert message.title == "Test of the alert team"
    assert "nothing was found" in message.body


def test_the_outbox_gives_back_what_it_was_given() -> None:
    message = Message("ein „Titel“", "one\ntwo \u200b \U0001f600")
    assert Message.from_bytes(message.to_bytes()) == message
