"""Databases that are not as they should be: every connection is told something first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def on_connect(statement: str) -> Iterator[None]:
    """Every connection made meanwhile first does this."""

    def run(connection: Any, record: object) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", run)
    try:
        yield
    finally:
        event.remove(Engine, "connect", run)
