"""Who says which stretch of the text, and how it came to the outlet.

Three tiers: a quotation with its cue, reported speech, words passed on by a
third party. Where none holds, the document speaks for itself (claims.py).
`doc.vendor` is the organisation that "the company" stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from monitor.extract.components.attributions import Finder
from monitor.extract.components.chain import speaker_fields
from monitor.extract.components.cues import Cue, CueIndex
from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex
from monitor.extract.components.letters import Letters
from monitor.extract.components.posts import Posts
from monitor.extract.components.reports import Means, Reader
from monitor.extract.components.speakers import SpeakerFinder
from monitor.extract.components.turns import Turn, answers

# Kinds of sentences that nobody is asked to have said.
_SILENT = ("furniture", "heading")


class Speech:
    """Leaves the marks "speech": every mark is an attribution with its speaker."""

    def __init__(
        self,
        finder: SpeakerFinder,
        attributions: Finder,
        entries: list[Headed],
        nots: tuple[str, str],
        posts: Posts,
        letters: Letters,
        judging: PhraseIndex,
    ) -> None:
        self.finder = finder
        self.index = CueIndex(entries)
        self.posts, self.letters = posts, letters
        # "Did not deny", "would not even dispute", "neither the firm nor its rival denied".
        close, far = nots
        undenied = re.compile(rf"(?:{close}|(?:{far}) .*)\s+(?:\w+\s+)?$", re.IGNORECASE)
        self.means = Means(finder, attributions, judging, undenied)

    def __call__(self, doc: Doc) -> None:
        text = doc.text
        marks: list[dict[str, Any]] = []
        cues = self.index.find(doc)
        sentences = doc.marks["sentences"]
        posts = self.posts.find(text, sentences) or self.letters.find(doc)
        if posts:  # the line above a post says nothing itself
            doc.marks["sentences"] = [
                one | {"kind": "furniture"} if posts.get(one["block"], one) is None else one
                for one in doc.marks["sentences"]
            ]
        if posts or cues or any(sign in text for sign in '"“‘:?'):
            marks = self._told(doc, cues, posts)
        for mark in marks:
            mark.update(speaker_fields(mark.pop("speaker")))
        doc.marks["speech"] = marks

    def _told(
        self, doc: Doc, cues: list[Cue], posts: Mapping[int, Turn | None]
    ) -> list[dict[str, Any]]:
        reader = Reader(self.means, doc, cues)
        reader.posts = posts
        reader.answers = answers(doc.text, doc.title, doc.marks["sentences"], self.finder.speaking)
        told = (s for s in doc.marks["sentences"] if s["kind"] not in _SILENT)
        marks: list[dict[str, Any]] = []
        for _, group in groupby(told, key=lambda sentence: sentence["block"]):
            marks += reader.block(list(group))
        return marks
