"""A receiver of webhooks on loopback, which can misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Far more than anything takes; only a failing test waits so long.
PATIENCE = 30


class Receiver:
    """Answers with each of these in turn, the last one for ever; keeps what it was sent.

    A number is a status. "hang up" takes the message and ends the connection, "hang"
    takes it and says nothing, "drip" sends an answer that never ends.
    """

    def __init__(self, *answers: int | str) -> None:
        self.answers = list(answers or (200,))
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.arrived = threading.Event()
        self.over = threading.Event()
        self.port = 0

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What came as JSON."""
        return [json.loads(body) for body in self.bodies]

    @property
    def titles(self) -> list[str]:
        return [message["title"] for message in self.messages]

    def _next(self) -> int | str:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """The receiver at a free port, in threads of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.paths.append(self.path)
            answer = receiver._next()
            receiver.arrived.set()
            if isinstance(answer, int):
                self.send_response(answer)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.close_connection = True
            ways: dict[str, Callable[[], None]] = {"hang": self._hang, "drip": self._drip}
            ways.get(answer, lambda: None)()

        def _hang(self) -> None:
            receiver.over.wait(PATIENCE)

        def _drip(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not receiver.over.wait(0.05):
                self.wfile.write(b".")

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that goes away is what some tests want."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.over.set()
            server.shutdown()
            thread.join(PATIENCE)
