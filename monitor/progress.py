"""How long work tells of its progress: functions it is given, called as it goes."""

from __future__ import annotations

from collections.abc import Callable

# One line for a person.
Progress = Callable[[str], None]
# What is done, how much of it, and of how much.
Count = Callable[[str, int, int], None]
