"""What the rules of comparing tell of labelled pairs, and how fast, beside two plainer ways.

    python -m benchmarks.comparing [--rounds N] [--most CLAIMS]

Beside similarity: pairs whose sentences are alike, as vectors (latent semantic analysis of all
sentences of the folder). It is given the labelled claims, and the threshold that serves it best;
ours must find the claims by itself. Beside asking the rules of each pair: claims of one slot a
second of processor, as the slot grows.
"""

from __future__ import annotations

import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.many import config_of
from benchmarks.said import FIRST, Speech
from monitor.compare.dated import sides_of
from monitor.compare.judge import Stated, judge
from monitor.compare.meeting import order_of
from monitor.compare.relate import derive
from monitor.compare.slots import position_of, slot_of
from tests.quality.gold import Gold, Label, Pair, read_gold
from tests.quality.measure import claim_folders
from tests.quality.pairing import flag
from tests.quality.run import read_folder
from tests.quality.scoring import Share

_ROUNDS, _MOST = 3, 3000
_SIZES = (100, 300, 1000, 3000, 10_000, 30_000)
_ASKED_ONE_BY_ONE = 3000  # a slot of more takes minutes
_DIMENSIONS = 100


@dataclass(frozen=True, slots=True)
class Alarms:
    """Labelled contradictions, revisions and tensions that were flagged, and hard negatives."""

    found: Share
    false: Share


def ours(folder: Path, gold: Gold) -> Alarms:
    """The program on the documents of a folder."""
    reading = read_folder(folder)
    kinds = flag(reading.relations, reading.claims, gold).kinds
    return _alarms(gold, lambda pair: pair in kinds)


def by_likeness(gold: Gold, reach: float) -> Alarms:
    """Pairs of sentences that are alike, with the highest threshold that finds this share."""
    alike = _likeness(gold)
    scores = sorted((alike(pair) for pair in gold.pairs if pair.kind), reverse=True)
    threshold = scores[max(0, round(reach * len(scores)) - 1)]
    return _alarms(gold, lambda pair: alike(pair) >= threshold)


def _alarms(gold: Gold, flagged: Callable[[Pair], bool]) -> Alarms:
    true = [pair for pair in gold.pairs if pair.kind]
    false = [pair for pair in gold.pairs if not pair.kind]
    return Alarms(
        Share(sum(map(flagged, true)), len(true)), Share(sum(map(flagged, false)), len(false))
    )


def _likeness(gold: Gold) -> Callable[[Pair], float]:
    """The cosine of the vectors of both sentences."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer

    labels = {label.key: label for pair in gold.pairs for label in (pair.a, pair.b)}
    words = {key: _sentence(gold, label) for key, label in labels.items()}
    sentences = [line for one in gold.documents.values() for line in one.text.split(". ") if line]
    weighted = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    fitted = make_pipeline(weighted, TruncatedSVD(_DIMENSIONS, random_state=1), Normalizer())
    fitted.fit([*sentences, *words.values()])
    vectors: dict[str, Any] = dict(zip(words, fitted.transform(list(words.values())), strict=True))
    return lambda pair: float(vectors[pair.a.key] @ vectors[pair.b.key])


def _sentence(gold: Gold, label: Label) -> str:
    return str(gold.documents[label.document].text[slice(*label.sentence)])


def slot(number: int) -> tuple[str, list[Stated], Any]:
    """The largest slot of a topic, cut to so many claims."""
    topic = config_of(number, "longer").topics[0]
    by_slot: dict[str, list[Stated]] = {}
    for texts in Speech(topic, 1).documents(number * 12):
        for claim in texts[0].claims:
            day = claim.published.earliest if claim.published else None
            stated = Stated(claim, day or FIRST, day or FIRST)
            by_slot.setdefault(slot_of(claim, topic), []).append(stated)
    name, claims = max(by_slot.items(), key=lambda each: len(each[1]))
    every = len(claims) / number
    return name, [claims[int(n * every)] for n in range(min(number, len(claims)))], topic


def of_each_pair(claims: Sequence[Stated], topic: Any) -> int:
    """The rules, asked of each pair of claims that hold different positions."""
    sides = sides_of(topic)
    ordered = [(one, position_of(one.claim)) for one in sorted(claims, key=order_of)]
    pairs = ((one, two) for (one, a), (two, b) in combinations(ordered, 2) if a != b)
    return sum(judge(one, two, sides) is not None for one, two in pairs)


def _seconds(work: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return statistics.median(spent)


def speeds(most: int, rounds: int) -> Iterator[str]:
    """Claims a second, as a slot grows."""
    yield f"{'claims of a slot':>16}{'ours':>12}{'each pair':>12}{'ratio':>8}   claims a second"
    for size in (size for size in _SIZES if size <= most):
        name, claims, topic = slot(size)
        mine = len(claims) / _seconds(lambda: derive(name, claims, sides_of(topic)), rounds)  # noqa: B023
        if size > _ASKED_ONE_BY_ONE:
            yield f"{len(claims):>16,}{mine:>12,.0f}{'-':>12}{'-':>8}"
            continue
        other = len(claims) / _seconds(lambda: of_each_pair(claims, topic), 1)  # noqa: B023
        yield f"{len(claims):>16,}{mine:>12,.0f}{other:>12,.0f}{mine / other:>8.1f}"


def pairs() -> Iterator[str]:
    """Found and false alarms, for each labelled folder."""
    alarms = f"{'false alarms':>16}"
    yield f"{'':16}{'ours: found':>16}{alarms}{'likeness: found':>18}{alarms}"
    for name, folder in claim_folders().items():
        gold = read_gold(folder)
        mine = ours(folder / "docs", gold)
        cells = f"{name:16}{_share(mine.found):>16}{_share(mine.false):>16}"
        if find_spec("sklearn") is None:
            yield f"{cells}   (scikit-learn is not installed: see make bench)"
            continue
        other = by_likeness(gold, mine.found.right / mine.found.of)
        yield f"{cells}{_share(other.found):>18}{_share(other.false):>16}"


def _share(share: Share) -> str:
    return f"{share.right} of {share.of}"


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.comparing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"(default {_ROUNDS})")
    parser.add_argument("--most", type=int, default=_MOST, help=f"claims (default {_MOST:,})")
    asked = parser.parse_args()
    for line in (*pairs(), "", *speeds(asked.most, asked.rounds)):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
