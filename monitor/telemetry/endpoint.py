"""Answers GET on loopback with what it is given: no files, no words of a request, few threads."""

from __future__ import annotations

import ipaddress
import logging
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from monitor.config.settings import host_and_port
from monitor.errors import ConfigError, StorageError

log = logging.getLogger(__name__)

_AT_ONCE = 4
# A whole request with its answer, in seconds: no Prometheus waits longer by default than 10.
_LONGEST = 30
_LISTEN_QUEUE = 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: HTTPStatus
    kind: str  # Content-Type
    body: str


class Endpoint:
    """Listens from the moment it is made until `close`.

    Raises ConfigError where the address cannot be had, as when another program has it.
    """

    def __init__(self, listen: str, answers: Mapping[str, Callable[[], Answer]]) -> None:
        try:
            self._server = _Server(host_and_port(listen), answers)
        except OSError as error:
            raise ConfigError(
                f"serve.listen: {listen} cannot be listened on ({error.strerror}); "
                "end what has it, or name another port"
            ) from error
        host, port = listen.rpartition(":")[0], self._server.server_address[1]
        self.url = f"http://{host}:{port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="endpoint", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Take no more requests."""
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.TCPServer):
    """Not http.server's own, which asks for the host's name in the DNS."""

    allow_reuse_address = True
    request_queue_size = _LISTEN_QUEUE

    def __init__(
        self, address: tuple[str, int], answers: Mapping[str, Callable[[], Answer]]
    ) -> None:
        self.answers = answers
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """In a thread of its own; where too many are busy, the connection is closed."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        serve = threading.Thread(target=self._serve, args=(request, client_address), daemon=True)
        serve.start()

    def _serve(self, request: socket.socket, client_address: Any) -> None:
        def give_up() -> None:
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

        # Of the whole of it: whoever sends a byte now and then would else hold a thread for ever.
        end = threading.Timer(_LONGEST, give_up)
        end.daemon = True
        end.start()
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # whoever asked went away
        finally:
            end.cancel()
            self.shutdown_request(request)
            self._free.release()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "monitor"
    sys_version = ""
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(code)d\n"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        log.debug("%s", format % args)

    def _answer(self, *, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        given = self.server.answers.get(path)
        if given is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        # A page in a browser on this machine could else read it by a name of its own.
        if not _is_loopback(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        try:
            answer = given()
        except StorageError as error:
            log.warning("%s: %s", path, error)
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _is_loopback(host: str) -> bool:
    """Of a Host header: `127.0.0.1:9464`, `localhost`, `[::1]:9464`; without one, HTTP/1.0."""
    try:
        name = urlsplit(f"//{host}").hostname
        return name in (None, "localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
