"""A WARC file as one stream after the other: each gzip member, or the whole of a plain file."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from monitor.errors import ImportFileError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = b"\x1f\x8b\x08"
_GZIP = 31  # 15 bits of window and the header of gzip, no other
_SLICE = 16_384  # bytes read at once: what follows a member is read again
# A bomb unpacks to a thousand times its bytes, the most repetitive log to a hundred.
_FREE = 100_000_000  # bytes unpacked before the ratio counts
_RATIO = 200


class Member(io.RawIOBase):
    """The bytes of one member, unpacked, read forward from where the file stands.

    Reading raises ImportFileError where the packing is broken, ends too early
    or unpacks to absurdly much.
    """

    def __init__(self, file: BinaryIO, name: str, *, packed: bool) -> None:
        super().__init__()
        self.start = file.tell()
        self.resume = self.start + 1  # where to look for the next member after damage
        self.packed = packed
        self._file = file
        self._name = name
        self._stream = zlib.decompressobj(_GZIP)
        self._waiting = b""  # packed bytes not yet unpacked
        self._out = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """Where reading stands: in the file where plain, in what was unpacked where packed."""
        return self._out if self.packed else self._file.tell()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer)
        data = self._unpack(len(room)) if self.packed else self._file.read(len(room))
        room[: len(data)] = data
        self._out += len(data)
        return len(data)

    def end(self) -> int | None:
        """Where the next member begins, asked when this one was read; None at the end of the file.

        Raises ImportFileError where something else follows.
        """
        if not self.packed:
            return None
        self._file.seek(self._file.tell() - len(self._stream.unused_data))
        self.resume = self._file.tell()
        while (sign := self._file.read(1)) == b"\0":
            self.resume += 1  # padding, which gzip allows
        if sign and sign + self._file.read(len(MAGIC) - 1) != MAGIC:
            raise ImportFileError(f"{self._name}: what lies at byte {self.resume} is not packed")
        return self.resume if sign else None

    def _unpack(self, room: int) -> bytes:
        while not self._stream.eof:
            packed = self._waiting or self._file.read(_SLICE)
            if not packed:
                raise ImportFileError(f"{self._place()} breaks off")
            try:
                data = self._stream.decompress(packed, room)
            except zlib.error as error:
                raise ImportFileError(f"{self._place()} is damaged ({error})") from None
            self._waiting = self._stream.unconsumed_tail
            self._bound(len(data))
            if data:
                return data
        return b""

    def _bound(self, more: int) -> None:
        unpacked = self._out + more
        packed = self._file.tell() - self.start
        if unpacked > _FREE and unpacked > _RATIO * packed:
            raise ImportFileError(f"{self._place()} unpacks to more than {unpacked:,} bytes")

    def _place(self) -> str:
        return f"{self._name}: what is packed at byte {self.start}"


def next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member begins, at `start` or after it; None where there is none."""
    file.seek(start)
    before = b""
    while piece := file.read(_SLICE):
        window = before + piece
        found = window.find(MAGIC)
        if found >= 0:
            return start + found
        before = window[-len(MAGIC) + 1 :]
        start += len(window) - len(before)
    return None
