"""Undoing gzip and deflate without ever holding more than the cap."""

from __future__ import annotations

import zlib

from monitor.errors import ParseError, TooLargeError

CODINGS = ("gzip", "x-gzip", "deflate")  # as HTTP calls what is undone here
_GZIP_OR_ZLIB = 47  # 15 bits of window, and zlib finds out which of the two headers it is
_RAW = -15  # deflate without any header, as some old servers send it
_SLICE = 65_536  # bytes read at once: what follows a member is copied, so keep it short
# A gzip file may hold several streams in a row; block-wise writers make a few hundred of 10 MB.
# Empty ones cost twenty bytes each and time without end.
_MEMBERS = 1000
# Pages unpack to some 20 times their size, long lists of alike rows to 100; deflate ends at 1,032.
# Past the first megabyte, what unpacks to more than this is made to fill memory.
_RATIO = 200
_UNWEIGHED = 1_000_000
_GZIP = b"\x1f\x8b"  # what every member begins with; the other header is as long


class Inflater:
    """Takes compressed bytes piece by piece.

    The result never grows past `cap` bytes, nor out of proportion to what was taken.
    """

    def __init__(self, cap: int, what: str) -> None:
        self._cap = cap
        self._what = what  # as the messages name it
        self._out = bytearray()
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False
        self._over = False  # past the last member
        self._rest = b""  # too short yet to tell what begins with it
        self._taken = 0  # compressed bytes so far
        self._members = 1

    def feed(self, data: bytes) -> None:
        """Raises TooLargeError past the cap and ParseError where the bytes are broken."""
        self._taken += len(data)
        most = min(self._cap, max(_UNWEIGHED, _RATIO * self._taken))
        data = b"" if self._over else self._rest + data
        while data:
            at_header = self._stream.eof or not self._begun
            if at_header and len(data) < len(_GZIP):
                break
            if self._stream.eof:
                if not data.startswith(_GZIP):
                    self._over, data = True, b""  # padding after the end, which gzip allows
                    break
                self._next_member()
            # One byte more than fits shows that it is too large.
            self._out += self._inflate(data, most - len(self._out) + 1)
            self._begun = True
            if len(self._out) > most:
                raise TooLargeError(
                    f"{self._what} grows past {most} bytes when decompressed"
                    + (f", {_RATIO} times its size" if most < self._cap else "")
                )
            data = self._stream.unused_data
        self._rest = data

    def finish(self) -> bytes:
        """All of it. Raises ParseError where the end is missing."""
        if (self._begun or self._rest) and not self._stream.eof:
            raise ParseError(f"{self._what} breaks off in the middle of its compressed body")
        return bytes(self._out)

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MEMBERS:
            raise TooLargeError(f"{self._what} is compressed in more than {_MEMBERS} pieces")
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    def _inflate(self, data: bytes, room: int) -> bytes:
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
