"""No text at all ends in anything but a configuration or one ConfigError that names the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from monitor.config.load import _read
from monitor.errors import ConfigError
from tests.spoilt import spoilt
from tests.test_docs import FILES, ROOT, section

# A value of every kind, and some that no key takes.
# fmt: off
_VALUES = st.sampled_from([
    "true", "-1", "0", "1e999", "nan", "9223372036854775808", '""', '"\\u0000"', '"x"', '"("', "[]",
    '"a .. .. b"', '"*"', "[[]]", '["", 1]', "{}", "{a = 1}", "07:00:00", "2014-08-01", '"://"',
    '"http://["', '"file:///etc"', '"[x](y)"', '"%n{year}{"', "1979-05-27T00:00:00Z",
    '"[a--b]"', '"a{99999999999}"',
])
# fmt: on


def sample(heading: str) -> str:
    """The file as we ship it; where that is long or bare, as the guide shows it."""
    name = heading.removeprefix("### ")
    block = re.search(r"^```toml\n(.*?)^```", section(heading), re.M | re.S)
    if block and name != "monitor.toml":
        return block.group(1)
    text = (ROOT / "config" / name).read_text(encoding="utf-8")
    return text if "[[source]]" not in text else text[: text.index("[[source]]", 3000)]


@pytest.mark.parametrize(("heading", "model"), FILES, ids=[model.__name__ for _, model in FILES])
def test_any_file_is_understood_or_refused_by_name(
    heading: str, model: type[BaseModel], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, good = tmp_path_factory.mktemp("config") / "some.toml", sample(heading)
    _read(_written(file, good.encode()), model)
    places = [match.span(1) for match in re.finditer(r"^\w+ = (.+)$", good, re.MULTILINE)]

    @st.composite
    def changed(draw: st.DrawFn) -> bytes:
        start, end = draw(st.sampled_from(places))
        return f"{good[:start]}{draw(_VALUES)}{good[end:]}".encode()

    @given(body=changed() | spoilt(good.encode()))
    def try_it(body: bytes) -> None:
        told = f"{file}:"
        try:
            _read(_written(file, body), model)
        except ConfigError as error:
            told = str(error)
        assert told.startswith(f"{file}:")

    try_it()


def _written(file: Path, body: bytes) -> Path:
    file.write_bytes(body)
    return file


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 10_000, id="lists without end"),
        pytest.param("a = " + "{a=" * 10_000, id="tables without end"),
        pytest.param("a = " + "9" * 10_000, id="a number without end"),
    ],
)
def test_what_is_past_the_parser_is_no_toml(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"some\.toml: not valid TOML"):
        _read(_written(tmp_path / "some.toml", text.encode()), FILES[0][1])
