"""A record is a line, whatever it holds, and no secret is in it."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from typing import Any, Literal

import pytest

from monitor.config.settings import LogSettings
from monitor.telemetry.logs import formatter
from tests.builders import NOON

SECRET = "hunter2hunter2"


def logged(
    kind: Literal["text", "json"], message: str, *args: object, error: ValueError | None = None,
    **fields: Any,
) -> str:  # fmt: skip
    """What a record comes out as."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter(LogSettings(format=kind), [SECRET]))
    info = None
    if error is not None:
        try:
            raise error
        except ValueError:
            info = sys.exc_info()
    record = logging.LogRecord("monitor.test", logging.WARNING, "f", 1, message, args, info)
    record.created = NOON.timestamp()
    record.__dict__.update(fields)
    handler.handle(record)
    return out.getvalue()


def test_for_people() -> None:
    line = logged("text", "crawled %s", "outlet", job="crawl:outlet", seconds=1.5)
    assert line == (
        "2014-08-01T12:00:00.000Z WARNING monitor.test: crawled outlet "
        "job=crawl:outlet seconds=1.5\n"
    )


def test_for_programs() -> None:
    row = json.loads(logged("json", "crawled %s", "outlet", job="crawl:outlet", seconds=1.5))
    assert row == {
        "time": "2014-08-01T12:00:00.000Z",
        "level": "warning",
        "logger": "monitor.test",
        "message": "crawled outlet",
        "job": "crawl:outlet",
        "seconds": 1.5,
    }


HOSTILE = [
    pytest.param("a\n2014-08-01T12:00:00.000Z ERROR monitor: forged", id="a line like ours"),
    pytest.param("a\r\nforged", id="carriage return"),
    pytest.param("a\u2028forged\u0085forged", id="line breaks of Unicode"),
    pytest.param("a\x1b[2Jforged\x07", id="signs that move a terminal"),
    pytest.param("a\u202eforged", id="an override of direction"),
    pytest.param("a\x00b", id="a zero byte"),
    pytest.param("a\ud800b", id="half a character"),
    pytest.param('a", "level": "info', id="a quote that would end the message"),
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["text", "json"])
@pytest.mark.parametrize("place", ["message", "field"])
def test_a_strangers_words_make_no_line_of_their_own(
    kind: Literal["text", "json"], place: str, text: str
) -> None:
    line = logged(kind, "%s", text) if place == "message" else logged(kind, "x", url=text)
    assert len(line.splitlines()) == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800]", line)
    if kind == "json":
        row = json.loads(line)
        assert row["level"] == "warning"
        assert row["message" if place == "message" else "url"] == text


@pytest.mark.parametrize("kind", ["text", "json"])
def test_the_trace_of_a_mistake_is_redacted_and_cannot_forge(
    kind: Literal["text", "json"],
) -> None:
    error = ValueError(f"https://me:{SECRET}@h/\n2014-08-01 INFO forged: token=abc")
    said = logged(kind, "it broke", error=error)
    assert SECRET not in said
    assert "abc" not in said
    assert "ValueError" in said
    if kind == "json":
        assert len(said.splitlines()) == 1
        assert "Traceback" in json.loads(said)["exception"]
    else:
        assert all(line.startswith("  | ") for line in said.splitlines()[1:])


@pytest.mark.parametrize("kind", ["text", "json"])
def test_secrets_are_struck_out_of_fields_too(kind: Literal["text", "json"]) -> None:
    said = logged(kind, "x %s", f"pass {SECRET}", url=f"https://me:{SECRET}@h/?token=abc")
    assert SECRET not in said
    assert "abc" not in said
