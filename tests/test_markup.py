"""Tags with attributes without end lose them; all else stays as it is, to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.markup import MOST_ATTRIBUTES, without_swollen_tags
from tests.crawl import test_feed
from tests.read.test_page import page, read

MANY = " ".join(f'a{n}="1"' for n in range(MOST_ATTRIBUTES + 50))


@pytest.mark.parametrize(
    ("markup", "slim"),
    [
        pytest.param(f"<p {MANY}>It is so.</p>", "<p>It is so.</p>", id="more than any page has"),
        pytest.param(f'<p x=">" {MANY}>a', "<p>a", id="behind an end in quotes"),
        pytest.param(f"<p x='<' {MANY}>a", "<p>a", id="behind a beginning in quotes"),
        pytest.param(f"<p {MANY.replace('1', '<b')}>a", "<p>a", id="a beginning in each value"),
        pytest.param(f"<p x=y=' z=\"'>\" {MANY}>a", "<p>a", id="behind a quote within a value"),
        pytest.param(f"<p {MANY.replace(' ', '/')}>a", "<p>a", id="with strokes between them"),
        pytest.param(f"<p {MANY.replace(' ', '')}>a", "<p>a", id="with nothing between them"),
        pytest.param(f"<p {MANY}", "<p", id="without an end"),
    ],
)
def test_a_tag_past_measure_is_bare(markup: str, slim: str) -> None:
    assert without_swollen_tags(markup) == slim


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"<p>{'A long paragraph of words. ' * 500}</p>", id="a long text"),
        pytest.param(f'<img alt="{"a word " * 500}">', id="one long value"),
        pytest.param(f"<script>if (a > b) {{ {'x = 1; ' * 500} }}</script>", id="a script"),
        pytest.param("<p " + " ".join(f"a{n}" for n in range(200)) + ">", id="some hundred"),
        pytest.param("<p>1 < 2 and " + "a < b " * 500 + "</p>", id="signs that begin no tag"),
        pytest.param("no mark-up", id="none"),
    ],
)
def test_what_pages_have_stays(markup: str) -> None:
    assert without_swollen_tags(markup) == markup


@given(st.text(alphabet="<>='\"/ ap\n", max_size=200))
def test_short_mark_up_stays(markup: str) -> None:
    assert without_swollen_tags(markup) == markup


def test_a_page_and_a_feed_with_such_a_tag_are_read_at_once() -> None:
    """Parsers compare each attribute with all before it: 100,000 took ten minutes."""
    endless = " ".join(f"a{n}='<'" for n in range(100_000))
    assert "It needs 150 seats." in read(page(f"<p {endless}>It needs 150 seats.</p>")).text
    with pytest.raises(ParseError, match="more attributes in a tag"):
        test_feed.entries(f"<rss {endless}><channel></channel></rss>")
