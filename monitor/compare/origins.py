"""Which texts are copies of one another: a press release, a wire report, one page at two addresses.

Fifty outlets that print one release are one voice, and ten that each wrote their own are ten.
Only the words are looked at: a text of its own may still rest on what another outlet said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

# Runs of so many words. Shorter ones are idioms ("a minimum of 150 seats" stands in every report
# of it); longer ones break at each word that an editor changes.
RUN = 5
# A copy shares at least this part of the shorter text's runs: outlets cut releases at the end and
# put their own words around them, so the longer text says little. Among the labelled texts and the
# demo's, texts of their own share 6 in 100 at the most (the sentences they both quote), and copies
# and edited forms 44 at the least; a text with every seventh word changed still shares 29.
SHARED = 0.25
_WORD = re.compile(r"\w+")


def origins(texts: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    """The keys of `texts` in groups of one origin, the largest first; each key is in one group.

    What is a copy of a copy is of the same origin. Case, punctuation and mark-up make no
    difference. A text without a word is an origin of its own.
    """
    runs = {key: _runs(text) for key, text in texts.items()}
    group = {key: key for key in runs}
    for one, other in _copies(runs):
        _join(group, one, other)
    found = defaultdict[str, set[str]](set)
    for key in group:
        found[_root(group, key)].add(key)
    return tuple(sorted(map(frozenset, found.values()), key=lambda keys: (-len(keys), min(keys))))


def _runs(text: str) -> frozenset[int]:
    """Every run of words; of a text shorter than one, all of it."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - RUN + 1)
    return frozenset(hash(tuple(words[n : n + RUN])) for n in range(last)) if words else frozenset()


def _copies(runs: Mapping[str, frozenset[int]]) -> list[tuple[str, str]]:
    """All pairs of which one holds enough of the other. Texts that share nothing are never met."""
    holders = defaultdict[int, list[str]](list)
    shared = Counter[tuple[str, str]]()
    for key, mine in runs.items():
        for run in mine:
            shared.update((other, key) for other in holders[run])
            holders[run].append(key)
    return [
        (one, other)
        for (one, other), number in shared.items()
        if number >= SHARED * min(len(runs[one]), len(runs[other]))
    ]


def _join(group: dict[str, str], one: str, other: str) -> None:
    group[_root(group, one)] = _root(group, other)


def _root(group: Mapping[str, str], key: str) -> str:
    while group[key] != key:
        key = group[key]
    return key
