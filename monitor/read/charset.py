"""Bytes of a page to text, whatever they say their characters are.

The order is that of the HTML standard ("encoding sniffing algorithm": mark,
header, meta), except that the bytes may prove a declaration wrong: text that
is valid UTF-8 beyond ASCII is UTF-8, and what does not decode as declared is
not what was declared.
"""

from __future__ import annotations

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

# Bytes trafilatura is given at the most: beyond this a page is no article.
MAX_HTML = 5_000_000
# Bytes in which NULs are counted to know UTF-16 without a mark; a head is longer than that.
_LOOKED_AT = 2_000
# Where the letters are Latin ones, at least this share of every second byte is NUL.
_HALF_EMPTY = 0.6
# Bytes from each end that the guesser looks at: it takes milliseconds for each kilobyte.
_GUESSED_FROM = 4_000
# Above this share of bytes beyond ASCII, a text is in no Western language and has to be guessed at.
_FOREIGN = 0.2
# Servers write these for everything; any bytes at all decode as them.
_SAYS_NOTHING = ("cp1252", "ascii", "iso8859-1", "latin-1")
_WESTERN = "cp1252"


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, without NUL signs; what no encoding explains is U+FFFD.

    `content_type` is the header of that name. At most MAX_HTML bytes are read.
    """
    body = body[:MAX_HTML]
    mark, sign = read_bom(body)
    if mark is not None and sign is not None:
        return _plain(body[len(sign) :].decode(mark, "replace"))
    wide = _wide(body)
    if wide:
        return _plain(body.decode(wide, "replace"))
    body = body.replace(b"\x00", b"")
    header = http_content_type_encoding(content_type)
    declared = html_body_declared_encoding(body[:4096])
    if body.isascii():
        # Only what shifts by escape signs is another text in ASCII bytes: ISO-2022, UTF-7, HZ.
        shifting = next((name for name in (header, declared) if _shifts(name)), None)
        return _plain(body.decode(shifting or "ascii", "replace"))
    if _decodes(body, "utf-8"):
        return _plain(body.decode("utf-8"))
    return _plain(to_unicode(body, _not_utf8(body, header, declared)))


def _not_utf8(body: bytes, header: str | None, declared: str | None) -> str:
    """The encoding of bytes that are no valid UTF-8."""
    named = [name for name in (header, declared) if name]
    for name in sorted(named, key=_SAYS_NOTHING.__contains__):  # sorted is stable: the header first
        if name != "utf-8" and not name.startswith("utf-16") and _decodes(body, name):
            return name
    if _mostly_utf8(body):
        return "utf-8"
    foreign = len(body) - len(body.translate(None, bytes(range(128, 256)))) > _FOREIGN * len(body)
    if foreign or not named:
        return _guess(body)
    return _WESTERN


def _mostly_utf8(body: bytes) -> bool:
    """Whether a few broken bytes stand in UTF-8: a page cut off, an advertisement pasted in."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - sum(byte < 128 for byte in body)
    return whole > broken


def _guess(body: bytes) -> str:
    sample = (
        body if len(body) <= 2 * _GUESSED_FROM else body[:_GUESSED_FROM] + body[-_GUESSED_FROM:]
    )
    best = from_bytes(sample).best()
    return best.encoding if best is not None else _WESTERN


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark, told by where the NULs stand."""
    head = body[:_LOOKED_AT]
    half = len(head) // 2
    if half < 8:
        return None
    high, low = head[0::2].count(0) / half, head[1::2].count(0) / half
    if high > _HALF_EMPTY and low < 1 - _HALF_EMPTY:
        return "utf-16-be"
    return "utf-16-le" if low > _HALF_EMPTY and high < 1 - _HALF_EMPTY else None


def _decodes(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _shifts(encoding: str | None) -> bool:
    return encoding is not None and encoding.startswith(("iso2022", "hz"))


def _plain(text: str) -> str:
    return text.replace("\x00", "").removeprefix("\ufeff")
