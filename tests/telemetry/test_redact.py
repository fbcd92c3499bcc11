"""No secret reaches the log, and words that are none stay."""

from __future__ import annotations

import pytest

from monitor.telemetry.redact import redactor

REDACT = redactor(["hunter2/x", "hunter2/x and more"])

STRUCK = [
    ("https://me:pass@h.example/a?b=1", "https://me:***@h.example/a?b=1", "a password before a host"),
    ("postgresql+psycopg://u:p@ss@db/monitor", "postgresql+psycopg://u:***@db/monitor", "one with an @"),
    ("https://ghp_abc@h.example/a", "https://***@h.example/a", "a token in place of a name"),
    ("GET /feed?token=abc&page=2", "GET /feed?token=***&page=2", "a token among parameters"),
    ("?api_key=abc&X-Amz-Signature=1f&sig=2", "?api_key=***&X-Amz-Signature=***&sig=***", "keys and signatures"),
    ("?next=%2Fa%3Ftoken%3Dabc", "?next=%2Fa%3Ftoken=***", "one inside another address"),
    ("Authorization: Bearer abc.def\nAccept: x", "Authorization: ***\nAccept: x", "a header, to its end"),
    ("{'Cookie': 'sid=1; a=2', 'Accept': 'x'}", "{'Cookie': ***", "a header in a mapping"),
    ("set-cookie: a=b; Path=/", "set-cookie: ***", "a cookie that is set"),
    ("sent Bearer abcdefgh.ijk", "sent Bearer ***", "a bearer token alone"),
    ('{"password": "a\\"b", "user": "me"}', '{"password": "***", "user": "me"}', "a password in JSON"),
    ("the server said hunter2/x twice", "the server said *** twice", "a known secret"),
    ("hunter2%2Fx", "***", "a known secret, quoted"),
    ("hunter2/x and more", "***", "the longer of two known ones"),
]  # fmt: skip
LEFT = [
    ("https://h.example/a?page=2&lang=en", "an address without a secret"),
    ("mailto:me@h.example", "a mail address"),
    ("sent <1@h.example> to reader@h.example", "whom a message went to"),
    ("crawled outlet, due 2014-08-01 07:00Z: 12 fetched", "a line of ours"),
    ("monkey=1 turkey=2", "words that end like one"),
    ("the key to it: a basic idea", "plain English"),
    ("at 12:30 http://[::1]:9464/metrics", "an address with numbers"),
]


@pytest.mark.parametrize(("text", "told", "why"), STRUCK, ids=[why for *_, why in STRUCK])
def test_struck_out(text: str, told: str, why: str) -> None:
    assert REDACT(text) == told
    assert REDACT(told) == told, "twice is the same as once"


def test_a_name_without_end_costs_no_more_than_its_length() -> None:
    """Hours, where each of its words was tried with all that follows."""
    name = "token." * 30_000
    assert REDACT(f"{name} and {'x' * 50}token=abc") == f"{name} and {'x' * 50}token=***"


@pytest.mark.parametrize(("text", "why"), LEFT, ids=[why for _, why in LEFT])
def test_left_as_it_is(text: str, why: str) -> None:
    assert REDACT(text) == text
