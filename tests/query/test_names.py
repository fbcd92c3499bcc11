"""Names that commands take: those of sources.toml, in the order they were asked for."""

from __future__ import annotations

import pytest

from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError
from monitor.query.names import sources_named
from tests.digest.parts import a_config, a_source

SOURCES = (a_source(key="a"), a_source(key="b"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["b", "a", "b"], ["b", "a"], id="as they were asked for, each once"),
    ],
)
def test_sources_by_key(asked: list[str], found: list[str]) -> None:
    assert [source.key for source in sources_named(a_config(*SOURCES), asked)] == found


@pytest.mark.parametrize(
    ("sources", "asked", "says"),
    [
        pytest.param(SOURCES, ["a", "x", "y"], "no source x, y in .*are: a, b$", id="each wrong"),
        pytest.param((), ["a"], "there are: none$", id="no source at all"),
    ],
)
def test_no_such_source(sources: tuple[SourceConfig, ...], asked: list[str], says: str) -> None:
    with pytest.raises(NotFoundError, match=says):
        sources_named(a_config(*sources), asked)
