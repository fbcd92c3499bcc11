"""Which claims of a page's later revision stand in a sentence edited out of an earlier one.

A sentence of which only a number, a name or a condition was changed still
speaks of the same thing, whatever the edit makes it name. Its claim replaces
the one that stood there, and is compared where that one was compared.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from monitor.types import Claim

# The share of words (Ratcliff and Obershelp's ratio) that an edited sentence keeps: two in three
# stay. Below it a sentence is as likely to be another one of the same make.
_KEPT = 0.67
_WORD = re.compile(r"\w+")
# Pairs of claims, edited on one page at once, that are all compared: half a second. Where there are
# more, each is looked for among so many before and behind its place.
_PAIRS = 10_000
_NEAR = 10

# How unlike, how far apart, the old one's key and the new one's: the closest sort first.
_Pair = tuple[float, int, str, str]


def lineage(revisions: Sequence[Sequence[Claim]]) -> dict[str, str]:
    """Claim → the claim it replaced, over all revisions of one document, oldest first."""
    found: dict[str, str] = {}
    for earlier, later in pairwise(revisions):
        found |= _edits(earlier, later)
    return found


def line_of(key: str, replaced: Mapping[str, str]) -> tuple[str, ...]:
    """The claims a claim goes back to, latest first."""
    line: list[str] = []
    while key in replaced:
        key = replaced[key]
        line.append(key)
    return tuple(line)


def _edits(earlier: Sequence[Claim], later: Sequence[Claim]) -> dict[str, str]:
    """The closest pairs first, each claim in one only; an unchanged sentence goes on as itself."""
    found: dict[str, str] = {}
    sentences = _Sentences()
    _take(found, _unchanged(earlier, later, sentences))
    taken = set(found.values())
    old = _by_facet(claim for claim in earlier if claim.key not in taken)
    new = _by_facet(claim for claim in later if claim.key not in found)
    groups = [(old[facet], new[facet]) for facet in old.keys() & new.keys()]
    _take(found, _changed(groups, sentences))
    return found


def _take(found: dict[str, str], pairs: Iterable[_Pair]) -> None:
    taken = set(found.values())
    for _, _, old, new in sorted(pairs):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)


def _unchanged(
    earlier: Iterable[Claim], later: Iterable[Claim], sentences: _Sentences
) -> Iterator[_Pair]:
    """Those that say the same in the same words."""
    same: dict[Hashable, tuple[list[Claim], list[Claim]]] = {}
    for side, claims in enumerate((earlier, later)):
        for claim in claims:
            said = claim.facet, claim.value, tuple(sentences.words(claim))
            same.setdefault(said, ([], []))[side].append(claim)
    for olds, news in same.values():
        for new, near in _neighbours(olds, news, len(olds) * len(news) > _PAIRS):
            yield from (_pair(1.0, old, new) for old in near)


def _changed(
    groups: Sequence[tuple[list[Claim], list[Claim]]], sentences: _Sentences
) -> Iterator[_Pair]:
    """Those whose sentences are alike enough; each group of one facet."""
    many = sum(len(olds) * len(news) for olds, news in groups) > _PAIRS
    for olds, news in groups:
        for new, near in _neighbours(olds, news, many):
            for old, ratio in sentences.like(new, near):
                yield _pair(ratio, old, new)


def _neighbours(
    olds: list[Claim], news: list[Claim], many: bool
) -> Iterator[tuple[Claim, list[Claim]]]:
    """Each new one with all old ones; where these are many, with those about its place."""
    if not many:
        yield from ((new, olds) for new in news)
        return
    olds, news = (sorted(claims, key=lambda one: (one.start, one.key)) for claims in (olds, news))
    for number, new in enumerate(news):
        place = number * len(olds) // len(news)
        yield new, olds[max(0, place - _NEAR) : place + _NEAR + 1]


def _pair(ratio: float, old: Claim, new: Claim) -> _Pair:
    return -ratio, abs(old.start - new.start), old.key, new.key


def _by_facet(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.facet, []).append(claim)
    return found


class _Sentences:
    """The words of quotes, each taken apart once."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {}

    def words(self, claim: Claim) -> list[str]:
        if claim.quote not in self._words:
            self._words[claim.quote] = _WORD.findall(claim.quote.lower())
        return self._words[claim.quote]

    def like(self, new: Claim, olds: Iterable[Claim]) -> Iterator[tuple[Claim, float]]:
        """The share of words that it has in common with each, in their order, where they are many.

        The words of `new` are counted once: the matcher keeps what it knows of its second text.
        """
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(self.words(new))
        for old in olds:
            matcher.set_seq1(self.words(old))
            quick = matcher.real_quick_ratio() >= _KEPT and matcher.quick_ratio() >= _KEPT
            if quick and (ratio := matcher.ratio()) >= _KEPT:
                yield old, ratio
