"""Functions that long work is given: they tell how far it is, and ask what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# One line for a person.
Progress = Callable[[str], None]
# What is done, how much of it, and of how much.
Count = Callable[[str, int, int], None]
# The time in UTC.
Clock = Callable[[], datetime]


def silent(line: str) -> None:
    """A `Progress` where nobody listens."""
