"""Runs the commands that docs/guide.md shows, and holds what it prints to what comes out.

A block that begins with ```console holds commands (`$ monitor ...`) and their output. All
blocks run in order in one folder, beside the sample outlets of the demo. A comment in
front of a block may say `<!-- guide: head 12 -->` (longer output is cut and ends in a line
"…") or `<!-- guide: edition 2 -->` (the outlets publish their second edition before it).

    python -m tests.guide --write     runs them, and writes what comes out into the guide
"""

from __future__ import annotations

import contextlib
import difflib
import fcntl
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from monitor.cli import main
from monitor.config.load import bundled
from monitor.demo.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide.md"
# Beside those of `monitor demo`, which may run at the same time.
FIRST_PORT = 8150
SMTP_PORT = 8160
CUT = "…"
# Seconds: far more than any command of the guide takes.
_PATIENCE = 120
# What only a shell can do.
_SHELL = re.compile(r"[|<>;&$]")
_BLOCK = re.compile(
    r"(?P<marks>(?:^<!-- guide: [^>]*-->\n)*)^```console\n(?P<body>.*?)^```$", re.M | re.S
)
_MARK = re.compile(r"<!-- guide: (\w+) (\d+) -->")


@dataclass(frozen=True, slots=True)
class Step:
    """One command, and the lines of output shown below it."""

    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Commands of one block; `line` is where it begins, `marks` what is said in front of it."""

    line: int
    steps: tuple[Step, ...]
    marks: dict[str, int] = field(default_factory=dict)


def blocks_of(text: str) -> tuple[Block, ...]:
    """All console blocks in order."""
    return tuple(
        Block(
            text.count("\n", 0, match.start("body")) + 1,
            _steps(match["body"].splitlines()),
            {name: int(number) for name, number in _MARK.findall(match["marks"])},
        )
        for match in _BLOCK.finditer(text)
    )


def _steps(lines: Sequence[str]) -> tuple[Step, ...]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and line.startswith("> ") and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])
        else:
            found[-1][1].append(line)
    return tuple(Step(command, tuple(shown)) for command, shown in found)


def run_all(blocks: Sequence[Block]) -> Iterator[tuple[Block, tuple[Step, ...]]]:
    """Each block, and its steps with what came out."""
    with _a_home() as (home, newsroom, environment):
        for block in blocks:
            newsroom.edition = block.marks.get("edition", newsroom.edition)
            yield (
                block,
                tuple(
                    replace(step, shown=_run(step.command, home, environment, block.marks))
                    for step in block.steps
                ),
            )


def _run(
    command: str, home: Path, environment: dict[str, str], marks: dict[str, int]
) -> tuple[str, ...]:
    plain = command.startswith("monitor ") and not _SHELL.search(command)
    told = _in_process(command, home) if plain else _in_shell(command, home, environment)
    assert "Traceback" not in told, told
    lines = told.replace(str(home), "/home/you/monitor").splitlines()
    lines = [line.rstrip() for line in lines]
    most = marks.get("head", len(lines))
    return tuple(lines if len(lines) <= most else [*lines[:most], CUT])


def _in_process(command: str, home: Path) -> str:
    """A command alone, by the function that the command calls: sixty starts would take a minute."""
    out, err = StringIO(), StringIO()
    told = redirect_stdout(out), redirect_stderr(err)
    with contextlib.chdir(home), told[0], told[1], contextlib.suppress(SystemExit):
        main(shlex.split(command)[1:])
    return err.getvalue() + out.getvalue()


def _in_shell(command: str, home: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=_PATIENCE,
    )
    return done.stderr + done.stdout


@contextmanager
def _a_home() -> Iterator[tuple[Path, Newsroom, dict[str, str]]]:
    """A folder as a new user has it: config/ with the sample outlets, and the command on the PATH."""
    with ExitStack() as stack:
        # Its ports are those of all others that run it on this machine: one after the other.
        turn = stack.enter_context((Path(gettempdir()) / "monitor-guide.lock").open("w"))
        fcntl.flock(turn, fcntl.LOCK_EX)
        home = Path(stack.enter_context(TemporaryDirectory())).resolve()
        newsroom = stack.enter_context(Newsroom(bundled("config") / "demo", FIRST_PORT))
        post = Controller(Sink(), hostname="127.0.0.1", port=SMTP_PORT)
        post.start()
        stack.callback(post.stop)
        first = newsroom.address(newsroom.sources()[0].key, "")
        assert first.endswith(f":{FIRST_PORT}"), f"ports from {FIRST_PORT} on are taken"
        _configure(home, newsroom)
        yield home, newsroom, _environment(home)


def _configure(home: Path, newsroom: Newsroom) -> None:
    shutil.copytree(bundled("config"), home / "config")
    rows = []
    for source in newsroom.sources():
        plain = source.model_dump(exclude_defaults=True, exclude_none=True)
        rows.append("[[source]]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in plain.items()))
    (home / "config" / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    settings = home / "config" / "monitor.toml"
    plain_text = settings.read_text(encoding="utf-8")
    for was, now in (
        (r"^allow_loopback = false", "allow_loopback = true"),
        (r"^hosts_at_once = \d+", "hosts_at_once = 1"),  # so that the order is always the same
        (r"^delay = \d+", "delay = 0"),
        (r'^host = "localhost"', 'host = "127.0.0.1"'),
        (r"^port = 25$", f"port = {SMTP_PORT}"),
    ):
        plain_text, found = re.subn(was, now, plain_text, count=1, flags=re.M)
        assert found, was
    settings.write_text(plain_text, encoding="utf-8")


def _toml(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else f'"{value}"'


def _environment(home: Path) -> dict[str, str]:
    commands = home / ".bin"
    commands.mkdir()
    command = commands / "monitor"
    command.write_text(f"#!{sys.executable}\nfrom monitor.cli import main\n\nmain()\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "PATH": f"{commands}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "USER": "you",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


_THIS_MILLENNIUM = r"20[2-9]\d"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# What no two runs share: the time of day they ran, how long they took, sizes of what holds times.
_VARYING = (
    # First: digits of a digest may look like a day.
    (r"\b(?:[0-9a-f]{64}|[0-9a-f]{16})\b", "ID"),
    (rf"{_THIS_MILLENNIUM}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|\+00:00)?", "TIME"),
    (rf"(?:\w{{3}} )?\d{{1,2}} {_MONTH} {_THIS_MILLENNIUM}(?: \d\d:\d\d)?", "DAY"),
    (rf"{_MONTH} {_THIS_MILLENNIUM}", "DAY"),
    (rf"{_THIS_MILLENNIUM}-\d\d-\d\d", "DAY"),
    (rf"{_THIS_MILLENNIUM}\d\d\d\d(?:T\d{{6}}Z)?", "DAY"),
    (r"\b\d\d:\d\dZ", "TIME"),  # the rest of one that was wrapped
    (r"\d+(?:[.,]\d+)* ?(?:ms|s|seconds?|kB|MB|bytes)\b", "SO MUCH"),
    (r" +", " "),
)


def alike(line: str) -> str:
    """The line without what no two runs share."""
    for pattern, name in _VARYING:
        line = re.sub(pattern, name, line)
    return line.strip()


def differences(shown: Sequence[str], came: Sequence[str]) -> list[str]:
    """How the output shown differs from what came, where it does."""
    was, now = [alike(line) for line in shown], [alike(line) for line in came]
    return (
        [] if was == now else list(difflib.unified_diff(was, now, "guide", "output", lineterm=""))
    )


def written(text: str) -> str:
    """The guide with what comes out today."""
    came = {block.line: steps for block, steps in run_all(blocks_of(text))}

    def again(match: re.Match[str]) -> str:
        steps = came[text.count("\n", 0, match.start("body")) + 1]
        lines = [
            line
            for step in steps
            for line in ("$ " + step.command.replace("\n", "\n> "), *step.shown)
        ]
        return match["marks"] + "```console\n" + "\n".join(lines) + "\n```"

    return _BLOCK.sub(again, text)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.guide --write")
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
