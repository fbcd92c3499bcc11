"""What is told as new: all but the past, where nobody asked for that to be told."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.types import Origin

# Kept with a snapshot, so that whoever reads it knows. A server cannot send it: headers that
# begin with x-monitor- are dropped where they come in.
NEWS = ("x-monitor-news", "yes")


def is_news(origin: Origin, headers: Iterable[tuple[str, str]]) -> bool:
    """Whether what a snapshot says is to be told; of an archive's only where that was asked for."""
    return origin != "archive" or any(name.lower() == NEWS[0] for name, _ in headers)
