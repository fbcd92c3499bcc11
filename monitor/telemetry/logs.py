"""The daemon's log: one record a line, for people or as JSON, without secrets.

Everything goes through the formatter, also what libraries say and the trace of
a mistake, so that nothing reaches the log unredacted. No stranger's words can
make a line that looks like another record: line breaks come out as escapes.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

from monitor.config.settings import LogSettings
from monitor.plain import clean_text
from monitor.telemetry.redact import redactor

# What a record may carry besides its message (`extra=`), in this order.
FIELDS = ("job", "source", "url", "reader", "message_id", "run", "seconds")
# Their chatter says nothing that our lines do not: each start of a job, each request, each plugin.
_CHATTY = ("alembic.runtime.plugins", "apscheduler", "httpx", "httpcore")

Redact = Callable[[str], str]
log = logging.getLogger(__name__)


def configure_logging(
    settings: LogSettings, *, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Log to standard error from now on, in place of whatever was set before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(settings, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    for library in _CHATTY:
        logging.getLogger(library).setLevel(logging.WARNING)
    # A trace for each connection that broke and each job that failed; workers tell in a line.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    logging.captureWarnings(True)
    # It would show a record that cannot be written as it is, secrets and all.
    logging.raiseExceptions = False
    sys.excepthook = lambda kind, error, trace: _log_mistake(error)
    threading.excepthook = lambda given: _log_mistake(given.exc_value)


def formatter(settings: LogSettings, secrets: Iterable[str] = ()) -> logging.Formatter:
    """What makes a line of a record."""
    redact = redactor(secrets)
    return _Json(redact) if settings.format == "json" else _Text(redact)


class _Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message; then fields and exception, if any."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._redact(record.getMessage()),
        }
        for name, value in _fields(record):
            row[name] = value if isinstance(value, (int, float)) else self._redact(str(value))
        if record.exc_info:
            row["exception"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(row)  # ASCII: no sign in it moves, hides or breaks a line


class _Text(logging.Formatter):
    """`time LEVEL logger: message field=value`; a trace follows, each of its lines behind a `|`."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        said = " ".join(
            [record.getMessage(), *(f"{name}={value}" for name, value in _fields(record))]
        )
        # Redacted before the line breaks go: a header ends with its line.
        line = _on_one_line(self._redact(said))
        lines = [f"{_time(record)} {record.levelname} {record.name}: {line}"]
        if record.exc_info:
            trace = clean_text(self._redact(self.formatException(record.exc_info)))
            lines += [f"  | {line}" for line in trace.splitlines()]
        return "\n".join(lines)


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> list[tuple[str, Any]]:
    found = ((name, getattr(record, name, None)) for name in FIELDS)
    return [(name, value) for name, value in found if value is not None]


def _on_one_line(text: str) -> str:
    return clean_text(text).replace("\n", "\\n").replace("\t", " ")


def _log_mistake(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, (KeyboardInterrupt, SystemExit)):
        log.critical("a mistake of Monitor's own", exc_info=error)
