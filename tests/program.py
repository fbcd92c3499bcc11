"""The whole program on a folder of its own: its command line, its config, outlets on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from monitor.config import Config, load_config
from monitor.config.load import bundled
from monitor.storage import Store, open_store
from monitor.types import Failure, Revision
from tests.crawl.server import Answer, Reply, Request, Server, html
from tests.postgres import PostgresServer

# Far more than anything takes; only a failing test waits so long.
PATIENCE = 60
ROOT = Path(__file__).parents[1]
MINIMUM = "Microsoft FastTrack requires at least 150 seats."
# Enough around it that nobody takes the page for a stub.
ARTICLE = (
    "Resellers asked for months who may use the new service. {sentence} "
    "There was nothing else to be had that day, and the resellers went on asking all the same."
)


def article(sentence: str = MINIMUM, title: str = "Who may join", head: str = "") -> Reply:
    """A page as an outlet has it, around one sentence."""
    return html(
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1><p>{ARTICLE.format(sentence=sentence)}</p></article>"
        "</body></html>"
    )


def rss(*paths: str) -> Reply:
    rows = "".join(
        f"<item><title>About {path}</title><link>{path}</link>"
        f"<pubDate>Fri, 01 Aug 2014 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return Reply(f'<rss version="2.0"><channel>{rows}</channel></rss>'.encode())


def page(reply: Answer, **more: Answer) -> dict[str, Answer]:
    """A feed with one entry, and what its address answers."""
    return {"/feed": rss("/1"), "/1": reply} | {f"/{name}": each for name, each in more.items()}


def only_failure(program: Program) -> Failure:
    """What went wrong, where one thing did."""
    (failure,) = program.look(lambda store: store.failures())
    assert isinstance(failure, Failure)
    return failure


@contextmanager
def on_web(routes: Mapping[str, Answer], port: int = 0) -> Iterator[Server]:
    """A server with these routes, in a thread of its own; at any free port where 0."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    server, stop = Server(port=port), asyncio.Event()
    server.routes.update(routes)

    async def serve() -> None:
        async with server:
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
        loop.close()


def ringing(bell: threading.Event, answer: Answer) -> Answer:
    """The answer, and a bell rung when it is asked for."""

    async def ring(request: Request, writer: asyncio.StreamWriter) -> None:
        bell.set()
        await answer(request, writer)

    return ring


@dataclass(frozen=True)
class Result:
    """What a command ended in."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Program:
    """Monitor with a config folder below `home`, and a database: a file there if none is named.

    `server` is what holds that database, where it is no file.
    """

    home: Path
    capture: pytest.CaptureFixture[str]
    url: str | None = None
    server: PostgresServer | None = None

    @property
    def config_dir(self) -> Path:
        return self.home / "config"

    @property
    def file(self) -> Path:
        assert self.server is None, "a server has no such file; let the test ask for `file`"
        return self.home / "monitor.db"

    @property
    def database(self) -> str:
        return self.url or f"sqlite:///{self.file}"

    def configure(
        self,
        *sources: str,
        crawl: Mapping[str, object] | None = None,
        busy_timeout: float = PATIENCE,
    ) -> None:
        """The shipped config with these sources (TOML tables), quick and on loopback.

        A locked database is waited for, unless the test is about giving up.
        """
        if not self.config_dir.exists():
            shutil.copytree(bundled("config"), self.config_dir)
        limits = {"allow_loopback": "true", "delay": 0, "timeout": 5, "total_timeout": 20}
        rows = "\n".join(f"{key} = {value}" for key, value in (limits | dict(crawl or {})).items())
        self.write("monitor.toml", f"[crawl]\n{rows}\n[storage]\nbusy_timeout = {busy_timeout}\n")
        self.write("sources.toml", "\n".join(sources))

    def write(self, name: str, text: str) -> Path:
        """A file of the config folder."""
        path = self.config_dir / name
        path.write_text(text, encoding="utf-8")
        return path

    def document(self, name: str, content: str | bytes) -> Path:
        """A file to import."""
        path = self.home / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *arguments: str | Path) -> Result:
        """One command, in this process."""
        self.capture.readouterr()
        code: object = 0
        try:
            main([*self.shared(), *map(str, arguments)])
        except SystemExit as end:
            code = end.code or 0
        out, err = self.capture.readouterr()
        assert isinstance(code, int), code
        assert "Traceback" not in err
        return Result(code, out, err)

    def shared(self) -> list[str]:
        return ["--config", str(self.config_dir), "--database", self.database]

    def start(self, *arguments: str | Path, **changes: Any) -> subprocess.Popen[str]:
        """One command in a process of its own."""
        plain: dict[str, Any] = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "encoding": "utf-8",
            "cwd": ROOT,
        }
        # A shell that runs the tests in the background has SIGINT ignored, and children inherit it.
        heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        program = f"{heed}; from monitor.cli import main; main()"
        command = [sys.executable, "-c", program, *self.shared(), *map(str, arguments)]
        return subprocess.Popen(command, **(plain | changes))

    def wait(self, started: subprocess.Popen[str]) -> Result:
        """The end of such a process."""
        with started:
            out, err = started.communicate(timeout=PATIENCE)
        assert "Traceback" not in (err or ""), err
        return Result(started.returncode, out or "", err or "")

    def apart(self, *arguments: str | Path, **changes: Any) -> Result:
        """One command in a process of its own, to its end."""
        return self.wait(self.start(*arguments, **changes))

    def config(self) -> Config:
        return load_config(str(self.config_dir))

    def store(self) -> Store:
        return open_store(self.database)

    def fill(self, file: Path) -> None:
        """All of a SQLite file in place of what stands in the database."""
        if self.server:
            self.server.fill(self.database, file)
        else:
            shutil.copyfile(file, self.file)

    def look(self, question: Callable[[Store], Any]) -> Any:
        """An answer out of the database."""
        with self.store() as store:
            return question(store)


_prepared: dict[str, Path] = {}


def prepared(program: Program, make: Callable[[Program], None]) -> Program:
    """The program as `make` leaves it: made once a process, in a file, and copied from then on.

    Reading documents takes a second or two each time; a copy of the folder does not.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    if name not in _prepared:
        first = Program(Path(tempfile.mkdtemp(prefix="prepared-")), program.capture)
        first.configure()
        make(first)
        _prepared[name] = first.home
    home = _prepared[name]
    file = Program(home, program.capture).file
    shutil.copytree(
        home, program.home, dirs_exist_ok=True, ignore=shutil.ignore_patterns(f"{file.name}*")
    )
    program.fill(file)
    return program


def source(server: Server, key: str = "outlet", **listings: list[str]) -> str:
    """A table of sources.toml: an outlet on that server, by default with one feed."""
    rows = "".join(
        f"{name} = {json.dumps([server.url(path) for path in paths])}\n"
        for name, paths in (listings or {"feeds": ["/feed"]}).items()
    )
    return f'[[source]]\nkey = "{key}"\nname = "The {key}"\nkind = "press"\ncountry = "US"\n{rows}'


def text_file(body: str, **header: str) -> str:
    """A .txt document with a header."""
    plain = {"publisher": "The Outlet", "title": "Who may join", "published": "2014-08-01"}
    rows = "".join(f"{key}: {value}\n" for key, value in (plain | header).items() if value)
    return f"{rows}---\n{body}"


def environment(**changes: str) -> dict[str, str]:
    """Ours with changes."""
    return os.environ | changes


def a_mail(text: str = MINIMUM, **headers: str) -> bytes:
    """A letter of 1 August 2014."""
    message = EmailMessage()
    plain = {
        "From": "The Letter <news@letter.example>",
        "Subject": "Who may join",
        "Date": "Fri, 01 Aug 2014 10:00:00 +0200",
    }
    for name, value in (plain | headers).items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def revisions(program: Program) -> tuple[Revision, ...]:
    """All that was read."""
    found = program.look(lambda store: tuple(store.revisions()))
    assert isinstance(found, tuple)
    return found
