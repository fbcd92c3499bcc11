"""How fast pages are read for their main text, and how well, beside other libraries.

    python -m benchmarks.reading [--rounds N] [--pages N]

Seconds are those of the processor. A library that is not installed is named as missing.
"""

from __future__ import annotations

import gc
import re
import statistics
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import trafilatura

from benchmarks.articles import Article, article
from monitor.config import load_config
from monitor.read.page import Given, read_html

CONFIG = Path(__file__).parents[1] / "config"
_ROUNDS, _PAGES = 7, 24
_NOW = datetime(2015, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"\w+")
# The text of a page by its bytes and its address.
Reader = Callable[[Article], str]


def readers() -> tuple[dict[str, Reader], list[str]]:
    """All that can be measured here, ours first, and the names of what is missing."""
    words = load_config(str(CONFIG)).language.page

    def ours(page: Article) -> str:
        given = Given(page.address, _NOW, {"content-type": "text/html; charset=utf-8"}, "US")
        return read_html(page.body, given, words).text

    found: dict[str, Reader] = {
        "ours: text, dates, notices, kind": ours,
        "trafilatura, text alone": lambda page: trafilatura.extract(page.body) or "",
        "trafilatura, with its metadata": _with_metadata,
    }
    peers = {"newspaper": ("newspaper4k", _newspaper), "readability": ("readability-lxml", _read)}
    missing = [name for module, (name, _) in peers.items() if find_spec(module) is None]
    found |= {name: read for _, (name, read) in peers.items() if name not in missing}
    return found, missing


def _with_metadata(page: Article) -> str:
    found = trafilatura.bare_extraction(page.body, url=page.address, with_metadata=True)
    return str(found.text) if isinstance(found, trafilatura.settings.Document) else ""


def _newspaper(page: Article) -> str:
    from newspaper import Article as Newspaper

    found = Newspaper(page.address, language="en")
    found.download(input_html=page.body.decode())
    found.parse()
    return str(found.text)


def _read(page: Article) -> str:
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(page.body.decode()).summary()).text_content())


def agreement(text: str, page: Article) -> tuple[float, float]:
    """Precision and recall of words, each as often as it stands there."""
    read = Counter(_WORD.findall(text))
    told = Counter(_WORD.findall(" ".join(page.paragraphs)))
    both = (read & told).total()
    return both / max(1, read.total()), both / told.total()


def timed(read: Reader, pages: Sequence[Article]) -> float:
    """Milliseconds of processor for a page."""
    gc.collect()
    start = process_time()
    for page in pages:
        read(page)
    return 1000 * (process_time() - start) / len(pages)


def line(name: str, times: Sequence[float], bare: Sequence[float], text: str) -> str:
    """Median and range of milliseconds and of the ratio, and how well the text is drawn."""
    ratio = [own / other for own, other in zip(times, bare, strict=True)]
    return (
        f"  {name:34} {statistics.median(times):6.1f} ({min(times):.1f} to {max(times):.1f})"
        f"  {statistics.median(ratio):5.2f} ({min(ratio):.2f} to {max(ratio):.2f})  {text}"
    )


def quality(read: Reader, pages: Sequence[Article]) -> str:
    """F1, precision and recall of words, over all pages."""
    shares = [agreement(read(page), page) for page in pages]
    precision = statistics.mean(share for share, _ in shares)
    recall = statistics.mean(share for _, share in shares)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    parser.add_argument("--pages", type=int, default=_PAGES, help=f"(default {_PAGES})")
    given = parser.parse_args()
    pages = [article(number) for number in range(max(3, given.pages))]
    found, missing = readers()
    texts = {name: quality(read, pages) for name, read in found.items()}  # warms up, too
    gc.disable()  # as timeit does: whose turn it falls into is chance
    rounds = [
        {name: timed(read, pages) for name, read in found.items()}
        for _ in range(max(1, given.rounds))
    ]
    size = statistics.mean(len(page.body) for page in pages)
    print(
        f"{len(pages)} pages of {size / 1000:.0f} kB; milliseconds of processor for one, times as"
    )
    print("long as trafilatura's text alone (median, range), and how well the words are found")
    bare = [each["trafilatura, text alone"] for each in rounds]
    for name in found:
        print(line(name, [each[name] for each in rounds], bare, texts[name]))
    for name in missing:
        print(f"  {name}: not installed; `make bench` puts it into .venv-bench")
    return 0


if __name__ == "__main__":
    sys.exit(main())
