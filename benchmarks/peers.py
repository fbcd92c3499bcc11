"""Our marks of times, quotations and quantities beside other libraries', on the labelled texts.

    python -m benchmarks.peers [--rounds N]

Speed is words a second of processor, as a ratio to spaCy's blank tokenizer and sentencizer on the
same texts in the same round. Ours is the whole pipeline, which marks all three at once and more.
"""

from __future__ import annotations

import gc
import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from time import process_time
from typing import Any

import spacy

from monitor.extract.components.doc import Doc
from tests.quality.gold import rows
from tests.quality.measure import HERE, news_files
from tests.quality.news import labelled, marked
from tests.quality.scoring import Share
from tests.quality.spans import Marked, Said, Time, score_said, score_times

_ROUNDS = 5
_ENDS = ("low", "high")  # of a quantity
Row = dict[str, Any]
Reader = Callable[[Row], Marked]


def news() -> list[Row]:
    """All labelled passages of news."""
    return [dict(row) for file in news_files().values() for row in rows(file)]


def limits() -> list[Row]:
    """Labelled sentences that name a number of seats, with `low` and `high`."""
    found = [
        {"text": row["quote"], **row["value"]}
        for half in ("look", "held")
        for row in rows(HERE / half / "claims.jsonl")
        if row["facet"] == "threshold" and row["value"]
    ]
    day = {"id": "", "published": "2014-08-05", "publisher": "The Outlet", "country": "US"}
    return [{**day, **row} for row in found]


def dateparser_search(row: Row) -> Marked:
    """Each date that dateparser finds, at the first place behind the last where its words stand."""
    from dateparser.search import search_dates

    base = datetime.fromisoformat(row["published"])
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    times, behind = list[Time](), 0
    for words, moment in search_dates(row["text"], languages=["en"], settings=settings) or ():
        start = row["text"].find(words, behind)
        if start >= 0:
            behind = start + len(words)
            day = moment.date().isoformat()
            times.append(Time((start, behind), day, day, day))
    return Marked(row["text"], tuple(times), ())


def textacy_quotations(nlp: spacy.language.Language) -> Reader:
    """Direct quotations with their cue and speaker, as textacy's rules find them.

    They ask for parts of speech, which no pipeline without a trained model gives.
    """
    from textacy.extract.triples import direct_quotations

    def read(row: Row) -> Marked:
        try:
            found = list(direct_quotations(nlp(row["text"])))
        except ValueError:  # as many marks open as close, or it reads none
            found = []
        said = [Said(_place(f.cue), _place(f.speaker), (_span(f.content),)) for f in found]
        return Marked(row["text"], (), tuple(said))

    return read


def _place(tokens: Sequence[Any]) -> tuple[int, int] | None:
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None


def _span(span: Any) -> tuple[int, int]:
    return span.start_char, span.end_char


def numbers_of_quantulum(row: Row) -> set[float]:
    """The values that quantulum3 reads, by its rules: its classifier needs an old scikit-learn."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False
    return {float(found.value) for found in parser.parse(row["text"])}


def our_numbers(row: Row) -> set[float]:
    """The ends of the quantities that our pipeline marks."""
    from tests.quality.news import program

    nlp, _ = program()
    doc = Doc(row["text"], date.min)  # a number is the same on any day
    for name in ("sentences", "quantities"):
        nlp.components[name](doc)
    ends = [mark.get(end) for mark in doc.marks["quantities"] for end in _ENDS]
    return {float(end) for end in ends if end is not None}


def found_numbers(read: Callable[[Row], set[float]], of: Iterable[Row]) -> str:
    """How many of the labelled numbers are among those that are read."""
    told = [(row, float(row[end])) for row in of for end in _ENDS if row[end] is not None]
    right = sum(number in read(row) for row, number in told)
    return f"numbers found {right / len(told):.3f}"


def _share(share: Share) -> str:
    return f"{share.thousandths / 1000:.3f}"


def days(read: Reader, of: Iterable[Row]) -> str:
    """Precision and recall of times that touch a labelled one, and mean the same days."""
    tally = score_times([(labelled(row), read(row)) for row in of])["days"]
    return f"days right: precision {_share(tally.precision)}  recall {_share(tally.recall)}"


def contents(read: Reader, of: Iterable[Row]) -> str:
    """Precision and recall of the words that are reported."""
    tally = score_said([(labelled(row), read(row)) for row in of])["content tokens"]
    return f"reported words: precision {_share(tally.precision)}  recall {_share(tally.recall)}"


def timed(work: Callable[[Row], object], of: Sequence[Row]) -> float:
    """Seconds of processor that it takes for all."""
    gc.collect()
    start = process_time()
    for row in of:
        work(row)
    return process_time() - start


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    rounds = max(1, parser.parse_args().rounds)
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    passages, seats = news(), limits()
    table: list[tuple[str, str, Callable[[Row], Any], Callable[..., str], list[Row]]] = [
        ("ours, times of the whole", "", marked, days, passages),
        ("dateparser's search", "dateparser", dateparser_search, days, passages),
        ("ours, reports of the whole", "", marked, contents, passages),
        ("ours, quantities", "", our_numbers, found_numbers, seats),
        ("quantulum3", "quantulum3", numbers_of_quantulum, found_numbers, seats),
    ]
    if find_spec("textacy"):
        quotations = textacy_quotations(plain)
        table.insert(3, ("textacy's quotations", "", quotations, contents, passages))
    else:
        print("  textacy: not installed; `make bench` puts it into .venv-bench")
    gc.disable()  # as timeit does: whose turn it falls into is chance
    for name, module, read, judge, of in table:
        if module and find_spec(module) is None:
            print(f"  {name}: not installed; `make bench` puts it into .venv-bench")
            continue
        right = judge(read, of)  # warms up, too
        ratios = [
            timed(lambda row: plain(row["text"]), of) / timed(read, of) for _ in range(rounds)
        ]
        print(
            f"  {name:28} {statistics.median(ratios):7.3f}"
            f" ({min(ratios):.3f} to {max(ratios):.3f})  {right}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
