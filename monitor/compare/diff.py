"""What differs between two revisions: sentences that came, went or were changed, and claims.

A passage that only moved is no change. All bounds are there because a text may be
a stranger's trap: nothing here takes time that grows with the square of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from monitor.compare.lineage import lineage
from monitor.types import Claim

Mark = Literal["=", "-", "+"]
Step = tuple[str, int, int, int, int]  # as difflib gives them
Numbered = tuple[str, int]
Words = tuple[tuple[Mark, str], ...]

# What of a claim differs where only its sentence was edited around it, or its page dated anew.
QUOTE = "quote"
PUBLISHED = "published"
_SIDES = (
    *("topic", "component", "qualifiers", "value", "polarity", "modality", "speaker"),
    *("reported_by", PUBLISHED),
)

# The end of a sentence inside a line. One wrongly cut ("Mr. Smith") is cut so on both sides.
_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,2}[A-Z0-9])")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Words of a sentence; what is longer is no sentence, and is cut.
_LONGEST = 120
# The share of words that an edited sentence keeps; below it, it is another sentence.
_KEPT = 0.6
# So many sentences behind its place an edited one is looked for.
_NEAR = 4
# Sentences of one text, more than the longest article read has; the rest is not compared.
_MOST = 10_000
# Pairs of sentences, far from each other, that are compared.
_PAIRS = 2_500
# Changes whose words are compared one by one; of the others only beginning and end.
_FINE = 300


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """`old` None: added; `new` None: removed; both: changed, with marks on the words."""

    old: str | None
    new: str | None
    words: Words = ()


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """`old` None: it appeared; `new` None: it vanished; both: `what` of it is said otherwise."""

    old: Claim | None
    new: Claim | None
    what: tuple[str, ...] = ()


def sentences(text: str) -> tuple[str, ...]:
    """Line by line, and sentence by sentence in each; headings, entries and rows are lines."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            found += _pieces(line[start : end.end()])
            start = end.end()
        found += _pieces(line[start:])
    return tuple(found)


def diff_texts(old: str, new: str) -> tuple[SentenceChange, ...]:
    """The changes in order of place; empty where nothing but the order differs."""
    a, b = _numbered(sentences(old)[:_MOST]), _numbered(sentences(new)[:_MOST])
    both = set(a) & set(b)
    removed, added = _runs(a, both), _runs(b, both)
    found: list[SentenceChange] = []
    for anchor in (None, *(one for one in b if one in both)):
        found += _paired(removed.get(anchor, []), added.get(anchor, []), len(found) < _FINE)
    return tuple(_rejoined(found))


def diff_claims(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[ClaimChange, ...]:
    """What one revision claims and the other does not, in order of place."""
    pairs = dict(pair_claims(old, new))
    taken = set(pairs.values())
    rest_old = [claim for claim in old if claim.key not in taken]
    rest_new = [claim for claim in new if claim.key not in pairs]
    edited = lineage([rest_old, rest_new])
    before = {claim.key: claim for claim in old}
    found = [
        (claim.start, ClaimChange(None, claim)) for claim in rest_new if claim.key not in edited
    ]
    for claim in rest_new:
        if claim.key in edited:
            was = before[edited[claim.key]]
            what = _what(was, claim) or (QUOTE,)
            found.append((claim.start, ClaimChange(was, claim, what)))
    for claim in new:
        if claim.key in pairs and (what := _what(before[pairs[claim.key]], claim)):
            found.append((claim.start, ClaimChange(before[pairs[claim.key]], claim, what)))
    left = set(edited.values())
    found += [
        (claim.start, ClaimChange(claim, None)) for claim in rest_old if claim.key not in left
    ]
    return tuple(change for _, change in sorted(found, key=lambda one: one[0]))


def pair_claims(old: Iterable[Claim], new: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """New claim's key → key of the old one that says the same in the same words, each once."""
    waiting: dict[Hashable, list[str]] = {}
    for claim in sorted(old, key=lambda one: (one.start, one.key), reverse=True):
        waiting.setdefault(_said(claim), []).append(claim.key)
    for claim in sorted(new, key=lambda one: (one.start, one.key)):
        if same := waiting.get(_said(claim)):
            yield claim.key, same.pop()


def _said(claim: Claim) -> Hashable:
    return (
        claim.topic,
        claim.component,
        claim.facet,
        claim.qualifiers,
        repr(claim.value),
        claim.quote,
    )


def _what(old: Claim, new: Claim) -> tuple[str, ...]:
    """The sides of a claim that differ; not the quote alone, nor the place."""
    differs = [side for side in _SIDES if getattr(old, side) != getattr(new, side)]
    if replace(old.attribution, speaker=new.speaker) != new.attribution:
        differs.append("attribution")
    return tuple(differs)


def _pieces(sentence: str) -> list[str]:
    """At most so many words each, with single spaces."""
    words = sentence.split()
    return [" ".join(words[n : n + _LONGEST]) for n in range(0, len(words), _LONGEST)]


def _numbered(parts: Sequence[str]) -> list[Numbered]:
    """Each with its how-manieth: all are different then, and matching stays quick."""
    seen: Counter[str] = Counter()
    found: list[Numbered] = []
    for part in parts:
        seen[part] += 1
        found.append((part, seen[part]))
    return found


def _runs(parts: Sequence[Numbered], both: set[Numbered]) -> dict[Numbered | None, list[str]]:
    """The sentences of one text alone, by the last one before them that stands in both."""
    found: dict[Numbered | None, list[str]] = {}
    anchor: Numbered | None = None
    for part in parts:
        if part in both:
            anchor = part
        else:
            found.setdefault(anchor, []).append(part[0])
    return found


def _paired(removed: Sequence[str], added: Sequence[str], fine: bool) -> Iterator[SentenceChange]:
    """The sentences edited into others, each where it now stands; then those that are new."""
    position = 0
    for old in removed:
        near = added[position : position + _NEAR]
        ranked = [(_likeness(old, new), -place) for place, new in enumerate(near)]
        share, back = max(ranked, default=(0.0, 0))
        if share < _KEPT:
            yield SentenceChange(old, None)
            continue
        for new in near[:-back]:
            yield SentenceChange(None, new)
        yield SentenceChange(old, near[-back], _marked(old, near[-back], fine))
        position += 1 - back
    for new in added[position:]:
        yield SentenceChange(None, new)


def _rejoined(changes: Sequence[SentenceChange]) -> Iterator[SentenceChange]:
    """An edited sentence whose surroundings moved too is told as one change, where it now is."""
    went = {place: one.old for place, one in enumerate(changes) if one.old and one.new is None}
    came = {place: one.new for place, one in enumerate(changes) if one.new and one.old is None}
    edited: dict[int, str] = {}
    if len(went) * len(came) <= _PAIRS:
        for place, new in came.items():
            # Of equal ones the nearest; each goes into one only.
            ranked = [(_likeness(old, new), -abs(at - place), at) for at, old in went.items()]
            share, _, at = max(ranked, default=(0.0, 0, 0))
            if share >= _KEPT:
                edited[place] = went.pop(at)
    for place, change in enumerate(changes):
        if place in edited:
            old, new = edited[place], came[place]
            yield SentenceChange(old, new, _marked(old, new, fine=True))
        elif change.new is not None or place in went:
            yield change


def _likeness(old: str, new: str) -> float:
    """The share of words they have in common, in whatever order."""
    one, two = Counter(old.lower().split()), Counter(new.lower().split())
    return 2 * (one & two).total() / (one.total() + two.total())


def _marked(old: str, new: str, fine: bool) -> Words:
    """The words of both, each stretch with "=" (in both), "-" (only before) or "+" (only now)."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    found: list[tuple[Mark, str]] = []
    for kind, a_from, a_to, b_from, b_to in _steps(a, b, fine):
        if kind == "equal":
            found.append(("=", "".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            found.append(("-", "".join(a[a_from:a_to])))
        if b_to > b_from:
            found.append(("+", "".join(b[b_from:b_to])))
    return tuple(found)


def _steps(a: Sequence[str], b: Sequence[str], fine: bool) -> Sequence[Step]:
    """difflib's steps from one to the other; in one step where finding more would take long."""
    if fine and len(a) + len(b) <= 8 * _LONGEST:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    shorter = min(len(a), len(b))
    first = next((n for n in range(shorter) if a[n] != b[n]), shorter)
    last = next((n for n in range(shorter - first) if a[-1 - n] != b[-1 - n]), shorter - first)
    a_to, b_to = len(a) - last, len(b) - last
    middle = ("replace", first, a_to, first, b_to)
    steps = [("equal", 0, first, 0, first), middle, ("equal", a_to, len(a), b_to, len(b))]
    return [step for step in steps if step[2] > step[1] or step[4] > step[3]]
