"""Finds the words that report speech, each with the kinds of work it may do.

Most cues are single words, so a word is looked up once and remembered; phrases
of several words are tried only behind a word they can begin with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.config.phrases import BETWEEN
from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Entry, Known, compiled

# How patterns of phrases (config.phrases) part two words.
_GAP_SIGN = "++"

_Phrases = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports speech at [start, end) of the text, with the works it may do."""

    start: int
    end: int
    labels: frozenset[str]


class CueIndex:
    """Compiled from the cues of config; one for all documents."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        single: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[str, str | None, str]]] = defaultdict(list)
        for label, openings, pattern in entries:
            if _GAP_SIGN not in pattern and "'" not in pattern and "-" not in pattern:
                single[label].append(pattern)
                continue
            phrase = label, _first_word(pattern), f"{pattern}(?!\\w)"
            for opening in openings:
                self._phrases[opening].append(phrase)
        self._single = {label: re.compile("|".join(patterns)) for label, patterns in single.items()}
        self._known = Known(self._opened)

    def _opened(self, word: str) -> tuple[frozenset[str], _Phrases] | None:
        """What a word is, and what may begin with it; None for most words."""
        labels = frozenset(
            label for label, pattern in self._single.items() if pattern.fullmatch(word)
        )
        letters = word[:3]
        phrases = tuple(
            (label, compiled(whole))
            for key in {letters, letters[:1], letters[:2], f"{letters} ", ""}
            for label, first, whole in self._phrases.get(key, ())
            if first is None or compiled(first).fullmatch(word)
        )
        return (labels, phrases) if labels or phrases else None

    def _marks(self, doc: Doc) -> Iterator[tuple[str, int, int]]:
        known = self._known
        for word, start, _ in doc.words:
            opened = known[word]
            if opened is None:
                continue
            for label in opened[0]:
                yield label, start, start + len(word)
            for label, phrase in opened[1]:
                match = phrase.match(doc.low, start)
                if match:
                    yield label, start, match.end()

    def find(self, doc: Doc) -> list[Cue]:
        """The longest cue at each place of a text, none inside another."""
        longest: dict[int, Cue] = {}
        for label, start, end in self._marks(doc):
            known = longest.get(start)
            if known is None or end > known.end:
                longest[start] = Cue(start, end, frozenset({label}))
            elif end == known.end:
                longest[start] = Cue(start, end, known.labels | {label})
        kept: list[Cue] = []
        for cue in longest.values():
            if not kept or cue.start >= kept[-1].end:
                kept.append(cue)
        return kept


def _first_word(pattern: str) -> str | None:
    """The pattern of a phrase's first word; None where choices of several words begin it."""
    depth = 0
    for at, sign in enumerate(pattern):
        if depth == 0 and pattern.startswith(BETWEEN, at):
            return pattern[:at] if "'" not in pattern[:at] else None
        depth += (sign == "(") - (sign == ")")
        if depth and pattern.startswith(BETWEEN, at):
            return None
    return None
