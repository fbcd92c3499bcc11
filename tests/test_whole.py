"""A file has its name only when it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.errors import NotFoundError, OutputError
from monitor.whole import whole_file, write_whole


def test_what_was_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    with whole_file(file) as part:
        part.write_text("new")
        assert file.read_text() == "old"
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


def test_one_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def stop() -> None:
        with whole_file(tmp_path / "a.warc") as part:
            part.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert list(tmp_path.iterdir()) == []


def test_texts_that_end_in_trouble_leave_the_file_as_it_was(tmp_path: Path) -> None:
    def texts() -> Iterator[str]:
        yield "half"
        raise NotFoundError("gone meanwhile")

    (tmp_path / "a").write_text("old")
    with pytest.raises(NotFoundError):
        write_whole(tmp_path / "a", texts())
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("x" * 255, id="as long as a disk takes"),
        pytest.param("é" * 127, id="in letters of two bytes"),
        pytest.param("語" * 85, id="in letters of three, cut within one"),
    ],
)
def test_a_long_name(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, ["a", "b"])
    assert (tmp_path / name).read_text() == "ab"


def test_the_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with whole_file(tmp_path / "link") as part:
        part.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("x" * 300, "File name too long", id="a name that no disk takes"),
        pytest.param("", "not a file", id="a folder"),
        pytest.param("nowhere/a", "cannot be written", id="in no folder"),
    ],
)
def test_where_no_file_can_be(tmp_path: Path, name: str, reason: str) -> None:
    def write() -> None:
        with whole_file(tmp_path / name) as part:
            part.write_text("new")

    with pytest.raises(OutputError, match=reason):
        write()
