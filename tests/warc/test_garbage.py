"""No bytes at all stop the reader of archives: snapshots and errors come out, and it ends."""

from __future__ import annotations

import pytest
from hypothesis import given

from monitor.errors import ImportFileError
from monitor.types import Snapshot
from tests.spoilt import spoilt
from tests.warc.making import answer, read, record, three

PACKED = b"".join(three()[1])
PLAIN = record(block=answer()) + record("resource", b"<p>150 seats</p>") + record(block=answer())


@pytest.mark.parametrize(
    "good", [pytest.param(PACKED, id="packed"), pytest.param(PLAIN, id="plain")]
)
def test_a_spoilt_archive_gives_what_is_left_of_it(good: bytes) -> None:
    whole = len(read(good))

    @given(body=spoilt(good))
    def try_it(body: bytes) -> None:
        found = read(body, cap=100_000)
        assert all(isinstance(one, Snapshot | ImportFileError) for one in found)
        assert len(found) <= whole + 20

    try_it()
