"""Undoing gzip and deflate without ever holding more than the cap."""

from __future__ import annotations

import zlib

from monitor.errors import ParseError, TooLargeError

_GZIP_OR_ZLIB = 47  # 15 bits of window, and zlib finds out which of the two headers it is
_RAW = -15  # deflate without any header, as some old servers send it
_SLICE = 65_536  # bytes read at once: what follows a member is copied, so keep it short
# A gzip file may hold several streams in a row; block-wise writers make a few hundred of 10 MB.
# Empty ones cost twenty bytes each and time without end.
_MEMBERS = 1000


class Inflater:
    """Takes compressed bytes piece by piece; the result never grows past `cap` bytes."""

    def __init__(self, cap: int, what: str) -> None:
        self._cap = cap
        self._what = what  # as the messages name it
        self._out = bytearray()
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False
        self._members = 1

    def feed(self, data: bytes) -> None:
        """Raises TooLargeError past the cap and ParseError where the bytes are broken."""
        while data:
            if self._stream.eof:
                if not data.startswith(b"\x1f\x8b"):
                    return  # padding after the end, which gzip allows
                self._next_member()
            self._out += self._inflate(data)
            self._begun = True
            if len(self._out) > self._cap:
                raise TooLargeError(f"{self._what} grows past {self._cap} bytes when decompressed")
            data = self._stream.unused_data

    def finish(self) -> bytes:
        """All of it. Raises ParseError where the end is missing."""
        if self._begun and not self._stream.eof:
            raise ParseError(f"{self._what} breaks off in the middle of its compressed body")
        return bytes(self._out)

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MEMBERS:
            raise TooLargeError(f"{self._what} is compressed in more than {_MEMBERS} pieces")
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    def _inflate(self, data: bytes) -> bytes:
        room = self._cap - len(self._out) + 1  # one more than fits shows that it is too large
        try:
            return self._stream.decompress(data, room)
        except zlib.error:
            if self._begun:
                raise ParseError(f"{self._what} has a broken compressed body") from None
        self._stream = zlib.decompressobj(_RAW)
        try:
            return self._stream.decompress(data, room)
        except zlib.error:
            raise ParseError(f"{self._what} is not compressed as it says") from None


def gunzip(data: bytes, *, cap: int, what: str) -> bytes:
    """`data` decompressed; raises TooLargeError past `cap` bytes and ParseError where broken."""
    inflater = Inflater(cap, what)
    for start in range(0, len(data), _SLICE):
        inflater.feed(data[start : start + _SLICE])
    return inflater.finish()
