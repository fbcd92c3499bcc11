"""The records of a WARC that anybody made: bounded in memory, damage told and stepped over.

warcio reads what stands in the lines of a head; the frame around it is read
here, since warcio sets no bound to a line or to what unpacks, and tells of
damage on standard error alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeadersParser

from monitor.errors import ImportFileError
from monitor.plain import one_line
from monitor.warc.members import Member, next_member

# Bytes of one head: the largest a server may send us is 100 KB, and JSON makes six of one.
MAX_HEAD = 2_000_000
# Places given up in one file; what breaks oftener is no archive.
MAX_DAMAGE = 100
_SLICE = 65_536
_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
_LENGTH = re.compile(r"\d{1,18}", re.ASCII)
# Packed streams without any record, in a row: each costs twenty bytes and time.
MAX_EMPTY = 1000
# Kinds whose content is of use; the others are stepped over unread.
_WITH_BODY = ("response", "resource")

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its place in the file, its fields, and its block.

    `offset` counts in the file as it lies there; records of one gzip member
    share its offset. `block` is None where it is of no use to us or over the cap.
    """

    offset: int
    kind: str
    fields: Pairs
    length: int
    block: bytes | None

    def field(self, name: str) -> str | None:
        """The first field of that name, whatever its case."""
        return first(self.fields, name)


def read_records(file: BinaryIO, name: str, *, cap: int) -> Iterator[Record | ImportFileError]:
    """Every record that can be read, in order, and an error for each place that cannot.

    `cap` is the largest block, in bytes, that is taken into memory. After
    damage a packed file goes on at the next gzip member; a plain one ends
    there, since the bytes of a page may look like a record.
    """
    packed = file.read(2) == b"\x1f\x8b"
    if not file.tell():
        yield ImportFileError(f"{name}: an empty file, and no archive")
    start: int | None = 0
    damage = empty = 0
    while start is not None:
        file.seek(start)
        member = Member(file, name, packed=packed)
        try:
            empty += 1
            for record in _records_of(member, name, cap):
                empty = 0
                yield record
            start = member.end()
            if empty == MAX_EMPTY:
                yield ImportFileError(f"{name}: nothing but empty parts at byte {member.start}")
                return
        except ImportFileError as error:
            yield error
            damage += 1
            if damage == MAX_DAMAGE:
                yield ImportFileError(f"{name}: damaged in {damage} places; the rest is left")
                return
            start = next_member(file, member.resume) if packed else None


def _records_of(member: Member, name: str, cap: int) -> Iterator[Record]:
    stream = io.BufferedReader(member, _SLICE)
    place = f"{name}: the record at byte {member.start}" + (" (packed)" if member.packed else "")
    while line := stream.readline(_SLICE):
        if not line.strip():
            continue
        here = member.start if member.packed else stream.tell() - len(line)
        if not member.packed:
            place = f"{name}: the record at byte {here}"
        if not line.startswith(b"WARC/"):
            raise ImportFileError(f"{place} does not begin as one; what follows it is left")
        fields = _fields(line + _head(stream, place), place)
        announced = first(fields, "Content-Length") or ""
        if _LENGTH.fullmatch(announced) is None:
            raise ImportFileError(f"{place} does not say how long it is; what follows it is left")
        kind, length = (first(fields, "WARC-Type") or "").lower(), int(announced)
        block = None
        if kind in _WITH_BODY and length <= cap:
            block = stream.read(length)
            _whole(len(block), length, place)
        else:
            _whole(_pass_over(stream, length), length, place)
        record = Record(here, kind, fields, length, block)
        if member.packed and record.field("WARC-Block-Digest") is None:
            _to_next(stream)  # what only its packing can prove is proven at its end
        yield record


def _head(stream: io.BufferedReader[Member], place: str) -> bytes:
    """The lines up to the empty one, which belongs to it."""
    head = bytearray()
    while line := stream.readline(MAX_HEAD):
        head += line
        if len(head) > MAX_HEAD:
            raise ImportFileError(f"{place} has a head of more than {MAX_HEAD:,} bytes")
        if not line.strip():
            return bytes(head)
    raise ImportFileError(f"{place} breaks off in its head")


def _pass_over(stream: io.BufferedReader[Member], length: int) -> int:
    left = length
    while left and (got := len(stream.read(min(left, _SLICE)))):
        left -= got
    return length - left


def _to_next(stream: io.BufferedReader[Member]) -> None:
    while stream.peek(1)[:1] in (b"\r", b"\n"):
        stream.read(1)


def _whole(got: int, length: int, place: str) -> None:
    if got < length:
        raise ImportFileError(f"{place} breaks off after {got:,} of its {length:,} bytes")


def _fields(head: bytes, place: str) -> Pairs:
    try:
        return header_lines(head, _VERSIONS)[1]
    except ValueError as error:
        raise ImportFileError(f"{place}: {error}") from None


def header_lines(head: bytes, versions: list[str]) -> tuple[str, Pairs]:
    """The first line behind its version, and the named lines; raises ValueError for another."""
    parser = StatusAndHeadersParser(versions, verify=False)
    if parser.split_prefix(head[:20].decode("latin-1"), versions) is None:
        raise ValueError(f"begins with {one_line(head[:20].decode('latin-1'))!r}")
    found = parser.parse(io.BytesIO(head))
    return found.statusline, tuple((str(name), str(value)) for name, value in found.headers)


def first(pairs: Pairs, name: str) -> str | None:
    """The first value under that name, whatever its case."""
    return next((value for key, value in pairs if key.lower() == name.lower()), None)
