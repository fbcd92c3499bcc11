"""`monitor run`: the clock that starts jobs, the threads that do them, and whether all is well."""

from __future__ import annotations

from monitor.daemon.running import run_daemon, stop_on_signals

__all__ = ["run_daemon", "stop_on_signals"]
