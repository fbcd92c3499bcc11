"""Tells systemd how the daemon is (sd_notify): a line to a socket that it names.

The protocol is a datagram of NAME=VALUE lines; where no socket is named, nobody
asked, and nothing is told. https://www.freedesktop.org/software/systemd/man/sd_notify.html
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping

from monitor.plain import one_line

_MICROSECONDS = 1_000_000


class Notifier:
    """The service manager's ear; `ping_every` in seconds, None where no watchdog runs."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        name = environ.get("NOTIFY_SOCKET", "")
        # "@" stands for the zero byte that begins a name in no file system.
        self._address = "\0" + name[1:] if name.startswith("@") else name
        self.ping_every = _half_of_the_watchdog(environ) if name else None

    def ready(self, status: str) -> None:
        """All is up."""
        self._send("READY=1", f"STATUS={one_line(status)}")

    def alive(self) -> None:
        """To be sent at least twice as often as the watchdog barks."""
        self._send("WATCHDOG=1")

    def status(self, text: str) -> None:
        """What `systemctl status` shows."""
        self._send(f"STATUS={one_line(text)}")

    def stopping(self) -> None:
        """The end has begun."""
        self._send("STOPPING=1", "STATUS=ending")

    def _send(self, *lines: str) -> None:
        if not self._address:
            return
        # Where it listens no more, it will notice what it does not get.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.sendto("\n".join(lines).encode(), self._address)


def _half_of_the_watchdog(environ: Mapping[str, str]) -> float | None:
    """systemd.service(5) advises to ping at half the time it waits."""
    given, meant = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not given.isdecimal() or int(given) == 0 or meant not in ("", str(os.getpid())):
        return None
    return int(given) / _MICROSECONDS / 2
