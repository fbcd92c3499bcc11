"""Damaged and hostile archives: what can be read is read, and all comes to an end."""

from __future__ import annotations

import gzip

import pytest

from monitor.errors import ImportFileError
from monitor.types import Snapshot
from monitor.warc.records import MAX_DAMAGE, MAX_HEAD
from tests.warc.making import (
    answer,
    messages,
    read,
    record,
    three,
    written,
)

GOOD = record(block=answer())
ENDS = [
    pytest.param(GOOD + GOOD[:-300], "breaks off after", id="cut in a body"),
    pytest.param(GOOD + GOOD[:30], "breaks off in its head", id="cut in a head"),
    pytest.param(GOOD + b"junk\n" + GOOD, "does not begin as one", id="junk between"),
    pytest.param(
        GOOD + record(block=b"x", Content_Length="9" * 18), "breaks off after", id="huge length"
    ),
    pytest.param(GOOD + record(Content_Length="9" * 5000), "how long", id="length without end"),
    pytest.param(GOOD + record(Content_Length="-1"), "how long", id="negative length"),
    pytest.param(GOOD + record(Odd="x" * MAX_HEAD), "head of more", id="a line without end"),
    pytest.param(GOOD + record(Odd="x\r\nX: y" * (MAX_HEAD // 5)), "head of more", id="lines"),
]


@pytest.mark.parametrize(("data", "says"), ENDS)
def test_what_stands_before_damage_is_kept(data: bytes, says: str) -> None:
    good, bad = read(data)
    assert isinstance(good, Snapshot)
    assert isinstance(bad, ImportFileError)
    assert says in str(bad)
    assert f"at byte {len(GOOD)}" in str(bad)


def test_a_packed_archive_goes_on_behind_damage() -> None:
    made, (info, one, two, last) = three()
    broken = two[:200] + bytes(20) + two[220:]
    first, bad, second = read(info + one + broken + last)
    assert (first, second) == (made[0], made[2])
    assert isinstance(bad, ImportFileError)
    assert f"at byte {len(info + one)}" in str(bad)


def test_a_packed_archive_that_was_cut_short() -> None:
    made, (info, one, two, _) = three()
    first, bad = read(info + one + two[:-50])
    assert first == made[0]
    assert "breaks off" in str(bad)


def test_a_packed_record_is_taken_only_where_something_proves_it() -> None:
    """Its own digest does, or the sum at the end of its packing."""
    made, (info, one, two, _) = three()
    first, second, bad = read(info + one + two[:-5])
    assert [first, second] == made[:2]
    assert "breaks off" in str(bad)
    (only,) = read(gzip.compress(GOOD)[:-8] + bytes(8))
    assert "incorrect data check" in str(only)


def test_junk_and_padding_between_packed_records() -> None:
    made, (info, one, two, last) = three()
    assert read(info + one + bytes(1000) + two + last) == made
    first, bad, second, third = read(info + one + b"junk" + two + last)
    assert [first, second, third] == made
    assert "is not packed" in str(bad)


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    made, _ = three()
    assert read(gzip.compress(written(*made, packed=False))) == made


BOMBS = [
    pytest.param(
        gzip.compress(record(block=answer(bytes(150_000_000)))), "unpacks to more", id="body"
    ),
    pytest.param(gzip.compress(b"WARC/1.0\r\nA: " + b"x" * 150_000_000), "head of more", id="head"),
    pytest.param(gzip.compress(b"") * 5000, "nothing but empty", id="five thousand empty parts"),
    pytest.param((b"\x1f\x8b\x08" + b"junk") * 5000, f"{MAX_DAMAGE} places", id="broken all over"),
    pytest.param(b"", "empty file", id="nothing"),
    pytest.param(b"<html>" * 100, "does not begin", id="no archive"),
]


@pytest.mark.parametrize(("data", "says"), BOMBS)
def test_a_hostile_archive_comes_to_an_end(data: bytes, says: str) -> None:
    found = messages(data, cap=10_000)
    assert says in found[-1]
    assert len(found) <= MAX_DAMAGE + 1
