"""Snapshot bytes to a revision: main text, title, author, date, page kind. No network."""

from monitor.read.revision import Outlet, Reading, read_snapshot

# Part of every revision; raise it when bytes are read otherwise, so that a reread can tell.
READER = "1"

__all__ = ["READER", "Outlet", "Reading", "read_snapshot"]
