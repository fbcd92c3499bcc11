"""Which claims of a page's later revision stand in a sentence edited out of an earlier one.

A sentence of which only a number, a name or a condition was changed still
speaks of the same thing, whatever the edit makes it name. Its claim replaces
the one that stood there, and is compared where that one was compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from monitor.types import Claim

# The share of words (Ratcliff and Obershelp's ratio) that an edited sentence keeps: two in three
# stay. Below it a sentence is as likely to be another one of the same make.
_KEPT = 0.67
_WORD = re.compile(r"\w+")


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
    ranked = sorted(
        (-ratio, abs(old.start - new.start), old.key, new.key)
        for old in earlier
        for new in later
        if old.facet == new.facet and (ratio := _likeness(old, new)) >= _KEPT
    )
    found: dict[str, str] = {}
    taken = set[str]()
    for _, _, old_key, new_key in ranked:
        if new_key not in found and old_key not in taken:
            found[new_key] = old_key
            taken.add(old_key)
    return found


def _likeness(old: Claim, new: Claim) -> float:
    """The share of words that two sentences have in common, in their order; 1 and more if equal."""
    one, two = _words(old.quote), _words(new.quote)
    if one == two:
        return 2.0 if old.value == new.value else 1.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _KEPT else 0.0


def _words(quote: str) -> list[str]:
    return _WORD.findall(quote.lower())
