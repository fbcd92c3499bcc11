"""A good file with a few places spoilt: what readers meet that take bytes of strangers."""

from __future__ import annotations

from hypothesis import strategies as st

# What formats give a meaning to: ends, marks, numbers past measure, signs that no text may hold.
_PIECES = (
    b"", b"\x00", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x1b[2J",
    b"<", b">", b"</", b"<!--", b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"&#0;", b"&#x110000;", b"&#55296;",
    b"&nope;", b"<?xml version='1.0' encoding='utf-16'?>", b"<a>" * 50, b'"', b"'", b"\\", b"\\u0000",
    b"{", b"}", b"[", b"]", b"[[", b"=", b":", b";", b",", b"%", b"%00", b"=?utf-8?q?=FF?=", b"=?x?b?!?=",
    b"Content-Type: text/html; charset=nope\n", b"Content-Transfer-Encoding: base64\n", b"--", b"-1",
    b"0", b"1e999", b"nan", b"9" * 30, b"0000-00-00", b"9999-12-31T23:59:60+99:99", b"30 Feb 2014",
    b"true", b"null", b"//", b"http://[", b"http://\xe2\x80\xae/", b"javascript:1", b"(", b"*", b"#",
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, good: bytes, most: int = 4) -> bytes:
    """The bytes with up to `most` stretches taken out, written over, doubled or swapped for a piece."""
    body = good
    for _ in range(draw(st.integers(1, most))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.sampled_from((0, 1, 2, 8, 60))))
        new = draw(st.sampled_from(_PIECES) | st.binary(max_size=4) | st.just(body[start:end] * 3))
        body = body[:start] + new + body[end:]
    return body
