"""What a source usually gives, in numbers: what its norms are taken from."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from monitor.health.shape import Sample


@dataclass(frozen=True, slots=True)
class Usual:
    """Of the last `documents` that came; shares from 0 to 1, None where there is nothing yet.

    `length` is the median of the texts' characters.
    """

    documents: int
    articles: float | None = None
    dated: float | None = None
    claims: float | None = None
    length: float | None = None


def usual_of(sample: Sample) -> Usual:
    """Dates, claims and lengths are those of the articles."""
    every = sample.documents
    articles = [one for one in every if one.kind == "article"]
    if not articles:
        return Usual(len(every), 0.0 if every else None)
    return Usual(
        len(every),
        len(articles) / len(every),
        sum(one.dated for one in articles) / len(articles),
        sum(one.claims for one in articles) / len(articles),
        median(one.length for one in articles),
    )
