"""How long commands take to begin, beside Python and its libraries alone, and what they import.

    python -m benchmarks.startup [--rounds N]

Each is a process of its own; seconds are those of its processor.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ROUNDS = 9
_MONITOR = ("-c", "import sys; from monitor.cli import main; main(sys.argv[1:])")
# What a command cannot do without, so what is left of its time is ours.
_LIBRARIES = {
    "python": ("-c", "pass"),
    "import typer": ("-c", "import typer"),
    "import sqlalchemy": ("-c", "import sqlalchemy"),
    "import spacy": ("-c", "import spacy"),
    "import trafilatura": ("-c", "import trafilatura"),
}
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")
_SHOWN = 12
_PAGE = (
    "<html><head><title>Who may join FastTrack</title></head><body><article><h1>Who may join</h1>"
    f"<p>{'Resellers asked for months who may use the new service. ' * 5}</p>"
    "<p>Microsoft FastTrack requires at least 150 seats, a reseller said.</p>"
    "</article></body></html>"
)


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """What is measured; the first import makes the database that the others ask."""
    database = ("--database", f"sqlite:///{folder / 'monitor.db'}")
    page = folder / "page.html"
    page.write_text(_PAGE, encoding="utf-8")
    new = ("--database", "sqlite:///{new}")
    return {
        "import of one page": (*_MONITOR, *database, "import", str(page), "--quiet"),
        "import into a new database": (*_MONITOR, *new, "import", str(page), "--quiet"),
        "--help": (*_MONITOR, "--help"),
        "said": (*_MONITOR, *database, "said"),
        "contradictions --json": (*_MONITOR, *database, "contradictions", "--json"),
        "status": (*_MONITOR, *database, "status"),
    }


def seconds(words: Sequence[str], folder: Path) -> float:
    """Processor time of one run of Python with these words."""
    with tempfile.TemporaryDirectory(dir=folder) as new:
        words = [word.replace("{new}", f"{new}/new.db") for word in words]
        process = subprocess.Popen(  # noqa: S603 (our own words)
            [sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime


def imports(words: Sequence[str]) -> Iterator[str]:
    """Milliseconds of import by library and by part of ours, the slowest first."""
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-X", "importtime", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    spent: Counter[str] = Counter()
    for time, module in _IMPORTED.findall(done.stderr):
        names = module.split(".")
        spent[".".join(names[: 2 if names[0] == "monitor" else 1])] += int(time)
    yield f"  imports take {sum(spent.values()) / 1000:.0f} ms by the clock, of these"
    for name, time in spent.most_common(_SHOWN):
        yield f"    {name:28} {time / 1000:7.1f}"


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    rounds = max(1, parser.parse_args().rounds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = commands(folder)
        measured = {**_LIBRARIES, **ours}
        for words in measured.values():
            seconds(words, folder)  # compiles what is not, and fills the database
        times = [
            {each: seconds(words, folder) for each, words in measured.items()}
            for _ in range(rounds)
        ]
        print(
            "milliseconds of processor, and times as long as importing SQLAlchemy (median, range)"
        )
        for each in measured:
            own = [1000 * one[each] for one in times]
            ratio = [one[each] / one["import sqlalchemy"] for one in times]
            print(
                f"  {each:28} {statistics.median(own):7.0f}  ({min(own):.0f} to {max(own):.0f})"
                f"   {statistics.median(ratio):5.2f}  ({min(ratio):.2f} to {max(ratio):.2f})"
            )
        for each in ("--help", "said"):
            print(f"\n{each}")
            print("\n".join(imports(ours[each])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
