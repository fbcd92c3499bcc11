"""Serving the pages until a signal ends it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from monitor.config import Config
from monitor.config.secrets import find_secret
from monitor.config.settings import host_and_port
from monitor.errors import ConfigError
from monitor.progress import Clock, Progress
from monitor.storage import Store, open_store, read_store
from monitor.web.access import Access
from monitor.web.app import make_app
from monitor.web.desk import Desk

# Connections: beyond them a client is told to come again. Pages are quick, and people few.
_MOST_CONNECTIONS = 100
_KEEP_ALIVE = 5  # seconds
_LARGEST_HEAD = 16_384  # bytes of a request before its body
_GRACE = 5  # seconds for pages that are being made when it ends


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGTERM and Ctrl-C end it well: uvicorn would raise them again, as an error's end."""
        known = (signal.SIGTERM, signal.SIGINT)
        before = {one: signal.signal(one, self.handle_exit) for one in known}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def serve(
    config: Config,
    database: str,
    *,
    clock: Clock,
    tell: Progress,
) -> None:
    """Serve the pages of a database until SIGTERM or Ctrl-C; `tell` is given their address.

    Raises ConfigError where the address cannot be had or would let anybody in,
    StorageError where the database cannot be opened.
    """
    settings = config.settings.web
    token = find_secret("the token of the pages", env=settings.token_env, file=settings.token_file)
    access = Access(settings, token)
    busy = config.settings.storage.busy_timeout

    def writing() -> Store:
        return open_store(database, busy_timeout=busy, clock=clock)

    writing().close()  # the schema is brought up to date before anything is read
    with (
        _listening(settings.listen) as listener,
        read_store(database, busy_timeout=busy, clock=clock) as store,
    ):
        host = settings.listen.rpartition(":")[0]
        tell(f"http://{host}:{listener.getsockname()[1]}/")
        app = make_app(Desk(config, store, access, clock, writing))
        _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                lifespan="off",
                ws="none",
                http="h11",
                limit_concurrency=_MOST_CONNECTIONS,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_GRACE,
                h11_max_incomplete_event_size=_LARGEST_HEAD,
            )
        ).run(sockets=[listener])


@contextmanager
def _listening(listen: str) -> Iterator[socket.socket]:
    host, port = host_and_port(listen, anywhere=True)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(
            f"web.listen: {listen} cannot be listened on ({error.strerror}); "
            "end what has it, or name another port"
        ) from error
    with listener:
        yield listener
