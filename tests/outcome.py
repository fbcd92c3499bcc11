"""What comes out of all pages and texts of the tests, as one line each: the same before and after.

Who makes reading or claims faster must change none of these lines. Who makes them
better writes them anew, and sees by their names which pages and texts it touched.

    python -m tests.outcome --write
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from monitor.read.page import Given, read_html
from tests.builders import a_revision
from tests.extract.reading import extractor, shipped

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "outcome.tsv"
_NOW = datetime(2020, 1, 1, tzinfo=UTC)
_SHOWN = 16  # digits of a digest, which are enough to tell two apart


def of_pages() -> Iterator[str]:
    """Each page: its kind, and a digest of its text, title, author, dates and notices."""
    for file in _files("tests/read/pages/*.html", "config/demo/articles/*.html"):
        given = Given(f"https://outlet.example/{file.stem}", _NOW, {}, "US")
        page = read_html(file.read_bytes(), given, shipped().language.page)
        yield _line("page", file, page.kind, page)


def of_texts() -> Iterator[str]:
    """Each text, said in different voices: how many claims it has, and a digest of them."""
    voices = (None, "Microsoft")
    for number, file in enumerate(_files("tests/quality/*/**/*.txt")):
        text = file.read_text("utf-8").partition("\n---\n")[2]
        voice = voices[number % len(voices)]
        revision = a_revision(text=text, organisation=voice, document=file.stem)
        claims = extractor().claims(revision)
        yield _line("text", file, str(len(claims)), claims)


def _files(*patterns: str) -> list[Path]:
    return sorted(file for pattern in patterns for file in ROOT.glob(pattern))


def _line(sort: str, file: Path, told: str, whole: object) -> str:
    digest = hashlib.sha256(repr(whole).encode()).hexdigest()[:_SHOWN]
    return "\t".join((sort, file.name, told, digest))


def main() -> int:
    if sys.argv[1:] != ["--write"]:
        sys.stderr.write("python -m tests.outcome --write\n")
        return 2
    KEPT.write_text("\n".join([*of_pages(), *of_texts(), ""]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
