"""The figures of each labelled set: what has a floor, what has a ceiling, what is only shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.quality.gold import read_gold
from tests.quality.news import read_news
from tests.quality.pairing import flag, score_pairs
from tests.quality.run import read_folder
from tests.quality.scoring import (
    ALL,
    Share,
    attributes,
    core_interval,
    judge,
    tallies,
    verbatim,
)
from tests.quality.spans import score_said, score_times

HERE = Path(__file__).parent
# Another labelled folder, which is not part of the project: measured where it is there.
BENCHMARK = "MONITOR_BENCHMARK"
_BESIDE = HERE.parents[1].parent / "shared" / "benchmark" / "dev"


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares that must not fall, counts that must not rise, and more to know."""

    floors: Mapping[str, Share]
    ceilings: Mapping[str, int]
    shown: Mapping[str, Share] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def claim_folders() -> dict[str, Path]:
    """The folders of labelled documents by name; `dev` only where there is one."""
    dev = Path(os.environ.get(BENCHMARK) or _BESIDE)
    own = {name: HERE / name for name in ("look", "held", "wide", "later", "stories", "unread")}
    return own | ({"dev": dev} if (dev / "claims.jsonl").is_file() else {})


def news_files() -> dict[str, Path]:
    """The files of labelled news passages by name."""
    return {f"news {name}": HERE / "news" / f"{name}.jsonl" for name in ("look", "held")}


@cache
def measure_claims(folder: Path) -> Measured:
    """Claims and relations that the program draws from a folder, against its labels."""
    gold, reading = read_gold(folder), read_folder(folder / "docs")
    verdict = judge(reading.claims, gold)
    tally = tallies(verdict)
    pairs = score_pairs(flag(reading.relations, reading.claims, gold), gold)
    floors: dict[str, Share] = {}
    for name in ("core", "all"):
        row = tally[name]
        floors |= {
            f"{name} precision": row.precision,
            f"{name} recall": row.recall,
            f"{name} F1": row.f1,
        }
    beside = attributes(verdict, gold)
    # Of all labels, not of those found: who finds more and harder ones must not fall below a floor.
    missed = len(verdict.missed)
    floors |= {
        f"found with right {name}": Share(each.right, each.of + missed)
        for name, each in beside.items()
    }
    for kind, share in pairs.flagged.items():
        floors[f"{kind}s flagged"] = share
        floors[f"{kind}s, right kind"] = pairs.kind_right[kind]
    floors["pairs precision"] = pairs.precision
    floors["quotes verbatim"] = verbatim(reading.claims, gold)
    low, high = core_interval(verdict, gold)
    return Measured(
        floors=floors,
        ceilings={"hard negatives called contradiction": pairs.negatives_as_contradiction},
        shown={f"right {name}": each for name, each in beside.items()}
        | {f"{name} F1": tally[name].f1 for name in ALL},
        notes=(
            f"core F1, 95 % over documents: {low:.3f} to {high:.3f}",
            f"not counted: {len(verdict.restated)} restated, {len(verdict.excused)} optional; "
            f"false alarms out of scope: {len(verdict.trapped)}; "
            f"relations unjudged: {pairs.unjudged}; "
            f"hard negatives called revision or tension: {pairs.negatives_as_other}",
        ),
    )


@cache
def measure_news(file: Path) -> Measured:
    """Times and attributions that the program marks in news passages, against their labels."""
    passages = read_news(file)
    times = {f"times {name}": tally for name, tally in score_times(passages).items()}
    tallies = times | score_said(passages)
    return Measured(
        floors={f"{name} F1": tally.f1 for name, tally in tallies.items()},
        ceilings={},
        shown={
            f"{name} {figure}": share
            for name, tally in tallies.items()
            for figure, share in (("precision", tally.precision), ("recall", tally.recall))
        },
    )


def set_names() -> tuple[str, ...]:
    """Every set that is there."""
    return (*claim_folders(), *news_files())


def measure_set(name: str) -> Measured:
    """The figures of one set."""
    news = news_files()
    return measure_news(news[name]) if name in news else measure_claims(claim_folders()[name])
