"""The versions of our own rules, as they stand on what they gave."""

from __future__ import annotations

from monitor import compare, extract
from monitor.read import READER


def drawn_by() -> str:
    """The version of all that is drawn from a snapshot: reading, extracting, comparing.

    It stands on the snapshot, since a page without a claim has no other row to bear it.
    """
    return f"{READER}/{extract.VERSION}/{compare.VERSION}"
