"""How fast claims are read, in one process, beside spaCy's plain tokenizer and sentencizer.

    python -m benchmarks.claims [--rounds N]

Seconds are those of the processor, so that others on the machine count for little.
"""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import spacy
from spacy.language import Language as Pipeline

from benchmarks.telling import line
from monitor.config import load_config
from monitor.extract.claims import Extractor
from monitor.extract.nlp import make_doc
from monitor.interval import DaySpan
from monitor.types import Revision
from tests.quality.gold import rows
from tests.quality.measure import HERE, news_files

CONFIG = Path(__file__).parents[1] / "config"
# An article of the usual length.
WORDS = 600
_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents of one sort, as revisions, and how many words they hold together."""

    name: str
    revisions: tuple[Revision, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that one round took: all of ours, each part of it, and spaCy alone."""

    ours: float
    parts: dict[str, float]
    plain: float


def texts() -> Iterator[Texts]:
    """Labelled documents, all about a topic, and news, of which none is."""
    files = (file for half in ("look", "held") for file in sorted((HERE / half).rglob("*.txt")))
    bodies = (file.read_text("utf-8").partition("\n---\n")[2] for file in files)
    yield _joined("on the topic", bodies)
    yield _joined(
        "other news", (row["text"] for file in news_files().values() for row in rows(file))
    )


def _joined(name: str, pieces: Iterable[str]) -> Texts:
    """Pieces put together until they are as long as an article; the last, shorter one is left."""
    made, open_, count = [], list[str](), 0
    for piece in pieces:
        open_.append(piece.strip())
        count += len(piece.split())
        if count >= WORDS:
            made.append("\n\n".join(open_))
            open_, count = [], 0
    revisions = tuple(_revision(f"{name} {number}", text) for number, text in enumerate(made))
    return Texts(name, revisions, sum(len(text.split()) for text in made))


def _revision(name: str, text: str) -> Revision:
    return Revision(
        document=name,
        publisher="The Outlet",
        organisation=None,
        country="US",
        snapshot="",
        kind="article",
        title=None,
        author=None,
        published=DaySpan.day(date(2016, 3, 10)),
        text=text,
        observed=datetime(2016, 3, 10, tzinfo=UTC),
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor that it takes, once what was left over before is collected."""
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def one_round(extractor: Extractor, plain: Pipeline, of: Texts) -> Times:
    """Read all texts both ways, and once more part by part."""
    ours = timed(lambda: list(extractor.stream(of.revisions)))
    alone = timed(lambda: [plain(revision.text) for revision in of.revisions])
    parts = part_by_part(extractor, of.revisions)
    parts["claims"] = ours - sum(parts.values())
    return Times(ours, parts, alone)


def part_by_part(extractor: Extractor, revisions: Sequence[Revision]) -> dict[str, float]:
    """Seconds in each component; the rest of the time goes to the claims."""
    gc.collect()
    components = extractor.nlp.components
    spent = dict.fromkeys(components, 0.0)
    for revision in revisions:
        doc = make_doc(revision, extractor.config)
        for name, component in components.items():
            start = process_time()
            component(doc)
            spent[name] += process_time() - start
    return spent


def report(of: Texts, rounds: Sequence[Times]) -> Iterator[str]:
    """The figures of one sort of text: medians, with the lowest and the highest round."""
    articles = of.words / WORDS
    yield f"{of.name}: {of.words:,} words in {len(of.revisions)} documents"
    yield line("words a second", [of.words / each.ours for each in rounds], ",.0f")
    yield line(f"documents of {WORDS} words a second", [articles / r.ours for r in rounds], ".1f")
    yield line("ratio to spaCy's words a second", [r.plain / r.ours for r in rounds], ".3f")
    yield line("times as long as spaCy alone", [r.ours / r.plain for r in rounds], ".2f")
    yield f"  milliseconds for {WORDS} words"
    yield line("  spaCy alone", [1000 * r.plain / articles for r in rounds], ".2f")
    yield line("  ours", [1000 * r.ours / articles for r in rounds], ".2f")
    if any(each.parts["claims"] < 0 for each in rounds):
        yield "    set aside by one search: none of the parts is asked"
        return
    for part in rounds[0].parts:
        yield line(f"    {part}", [1000 * r.parts[part] / articles for r in rounds], ".2f")


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    rounds = max(1, parser.parse_args().rounds)
    gc.disable()  # as timeit does: whose turn it falls into is chance
    extractor = Extractor(load_config(str(CONFIG)))
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    for of in texts():
        one_round(extractor, plain, of)  # warms caches up, as a daemon's are
        print(
            "\n".join([*report(of, [one_round(extractor, plain, of) for _ in range(rounds)]), ""])
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
