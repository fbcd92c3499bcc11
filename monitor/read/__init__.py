"""Snapshot bytes to a revision: main text, title, author, date, page kind. No network."""

from monitor.read.revision import Outlet, Reading, read_snapshot

__all__ = ["Outlet", "Reading", "read_snapshot"]
