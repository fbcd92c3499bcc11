"""Reads a zip that anybody may have made: nothing is written to disk, and all of it is bounded."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from monitor.errors import ParseError
from monitor.evidence.check import Fault
from monitor.evidence.limits import MOST_BYTES, MOST_FILES, MOST_PACKED
from monitor.evidence.shape import NAME
from monitor.plain import one_line
from monitor.wording import shorten

# The last record of a zip without a comment, and what would stand before it in one past 4 GB.
_END = struct.Struct("<4s4H2LH")
_END_SIGN, _LARGE_SIGN, _LARGE_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20
# A directory of so many files, none with a name longer than this.
_MOST_DIRECTORY = MOST_FILES * (46 + 256)
_NAME = re.compile(NAME)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# All that the library ends in over bytes that are no zip, or no longer one.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # it asks for a password, or has no code for a packing
    OverflowError,
)


class Unpacked:
    """The files of a bundle, read one by one; `faults` tells what no bundle has in it."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Raises ParseError where it is no zip, or one past measure."""
        self.faults: list[Fault] = []
        _must_be_small(file, name)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise ParseError(f"{name}: not an evidence bundle ({error}); name another") from error
        self._entries = self._sound(self._zip.infolist())
        total = sum(entry.file_size for entry in self._entries.values())
        if total > MOST_BYTES:
            raise ParseError(
                f"{name}: it would unpack to {total:,} bytes, and a bundle holds at most "
                f"{MOST_BYTES:,}; do not open it"
            )

    @property
    def names(self) -> Mapping[str, object]:
        """Of the files that may be read."""
        return self._entries

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or it is damaged (then a fault)."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as file:
                content = file.read(entry.file_size)
                more = file.read(1)
        except _BROKEN as error:
            self.faults.append(Fault(name, f"it cannot be unpacked ({one_line(str(error))})"))
            return None
        if more or len(content) != entry.file_size:
            self.faults.append(Fault(name, "it has not the size that the zip tells"))
            return None
        return content

    def _sound(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        often = Counter(entry.filename for entry in entries)
        for name, number in often.items():
            if number > 1:
                self.faults.append(Fault(_shown(name), f"it is in the zip {number} times"))
        kept: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if why := next(_unfit(entry), None):
                self.faults.append(Fault(_shown(entry.filename), why))
            else:
                kept.setdefault(entry.filename, entry)
        return kept


def _must_be_small(file: BinaryIO, name: str) -> None:
    """What the library would read in one piece is bounded before it is asked to."""
    size = file.seek(0, 2)
    if size > MOST_PACKED:
        raise ParseError(f"{name}: {size:,} bytes; a bundle has at most {MOST_PACKED:,}")
    file.seek(max(0, size - _END.size - _LARGE_SIZE))
    tail = file.read()
    if len(tail) < _END.size:
        raise ParseError(f"{name}: not an evidence bundle (it is too short); name another")
    sign, *_, number, directory, _, comment = _END.unpack(tail[-_END.size :])
    if sign != _END_SIGN or comment or tail.startswith(_LARGE_SIGN):
        raise ParseError(
            f"{name}: not an evidence bundle (no zip as Monitor writes it, or not all of one); "
            "name another, or ask for the file once more"
        )
    if number > MOST_FILES or directory > _MOST_DIRECTORY:
        raise ParseError(f"{name}: {number:,} files; a bundle has at most {MOST_FILES:,}")
    file.seek(0)


def _unfit(entry: zipfile.ZipInfo) -> Iterator[str]:
    if not _NAME.fullmatch(entry.filename):
        yield "no file of a bundle has such a name"
    if entry.flag_bits & _ENCRYPTED:
        yield "it is encrypted"
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield "it is a link and no file"
    if entry.compress_type not in _PACKINGS:
        yield "it is packed in another way than Monitor packs"


def _shown(name: str) -> str:
    return repr(shorten(one_line(name), 80)) if not _NAME.fullmatch(name) else name


def open_file(path: Path) -> BinaryIO:
    """Open a bundle for reading; raises ParseError."""
    try:
        if not path.is_file():
            raise ParseError(f"{path}: no such file; name a bundle made by: monitor evidence")
        return path.open("rb")
    except OSError as error:
        raise ParseError(f"{path}: cannot be read ({error.strerror}); name another") from error
