"""Snapshot bytes to a revision: main text, title, author, date, page kind. No network."""

from monitor.read.revision import Outlet, Reading, read_snapshot
from monitor.read.version import READER

__all__ = ["READER", "Outlet", "Reading", "read_snapshot"]
