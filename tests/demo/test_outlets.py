"""Mistakes in newsroom.toml are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.demo.outlets import read_newspapers
from monitor.errors import ConfigError

GOOD = """
[[outlet]]
key = "ledger"
name = "Ledger"
kind = "press"
country = "US"
tagline = "News"
template = "press.html"
[[document]]
outlet = "ledger"
path = "/a"
title = "A"
author = "B"
published = 2014-07-21T09:30:00Z
summary = "C"
pages = ["a.html"]
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[[outlet]", "not valid TOML", id="broken TOML"),
        pytest.param("", "outlet", id="no outlet"),
        pytest.param(GOOD.replace("tagline", "tag-line"), "tag-line", id="unknown key"),
        pytest.param(
            GOOD.replace('outlet = "ledger"', 'outlet = "legder"'), "no outlet", id="unknown outlet"
        ),
        pytest.param(
            GOOD + GOOD[GOOD.index("[[document]]") :], "two documents", id="one path twice"
        ),
        pytest.param(GOOD + GOOD[: GOOD.index("[[document]]")], "same key", id="one outlet twice"),
        pytest.param(GOOD.replace("a.html", "b.html"), "no file articles/b.html", id="no article"),
        pytest.param(GOOD.replace("09:30:00Z", "09:30:00"), "timezone", id="a time without zone"),
        pytest.param(GOOD.replace('"/a"', '"a?b"'), "path", id="a path that is none"),
    ],
)
def test_mistakes_in_newsroom_toml_are_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.html").write_text("<p>A</p>", encoding="utf-8")
    (tmp_path / "newsroom.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=says) as caught:
        read_newspapers(tmp_path)
    assert "newsroom.toml" in str(caught.value)


def test_a_folder_without_newsroom_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_newspapers(tmp_path)
