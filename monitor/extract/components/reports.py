"""The reports of one text, read block by block: marks of who says which stretch of it.

A mark is one attribution. `content_at` lists all stretches of its content (with
quotation marks, without "that" and without the full stop outside), `start` and
`end` are the first's beginning and the last's end; `cue_at` and `speaker_at` are
the words that report and those that name the speaker, None where there are none
(a quotation that goes on from the paragraph before; "reportedly").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from monitor.extract.components.attributions import Finder
from monitor.extract.components.carried import SCARE_QUOTE, Carried, carried
from monitor.extract.components.chain import chained
from monitor.extract.components.clause import words_of
from monitor.extract.components.cues import Cue
from monitor.extract.components.doc import Doc
from monitor.extract.components.index import PhraseIndex
from monitor.extract.components.memory import HUMANS, Memory
from monitor.extract.components.quotations import quotations
from monitor.extract.components.sites import Attribution
from monitor.extract.components.speakers import Candidate, SpeakerFinder
from monitor.extract.components.turns import Turn, Turns
from monitor.extract.components.verdicts import Verdicts

_NOT_REACH = 30
# No sentence is so long; what is was never one, and pairing its words would take for ever.
_LONGEST = 2000

# A text so long that never names the vendor speaks of another company.
_A_TEXT = 300

# Who may say the entries of a list: "stuff I'd have liked to be told" names nobody.
_LISTING = ("person", "office", "unnamed", "document")
_BESIDE_QUOTES = frozenset({"quote"})
_QUOTE = re.compile("[\"“‘']")

Sentence = Mapping[str, Any]


class Means(NamedTuple):
    """What every text is read with; `undenied` is what makes a denial none ("did not deny")."""

    finder: SpeakerFinder
    attributions: Finder
    judging: PhraseIndex
    undenied: re.Pattern[str]


class Reader:
    """Reads one text, block by block."""

    def __init__(self, means: Means, doc: Doc, cues: list[Cue]) -> None:
        text, vendor = doc.text, doc.vendor
        self.means = means
        self.text = text
        self.cues = cues
        self.starts = [cue.start for cue in cues]
        named = len(text) < _A_TEXT or means.finder.organisation.search(text)
        self.vendor = vendor if named else None
        # A program is its vendor's, whoever else a text is about.
        self.memory = Memory(means.finder, text, vendor)
        self.turns = Turns(self.memory, doc.title)
        self.verdicts = Verdicts(doc, self.memory, means.attributions.grammar, means.judging)
        self.runs_on = False  # whether the block before left a quotation open
        self.leading: dict[str, Any] | None = None  # who says the entries of the list that follows
        self.answers: frozenset[int] = frozenset()  # blocks of an interview that answer
        self.posts: Mapping[int, Turn | None] = {}  # blocks of a thread, and who wrote them

    def block(self, sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
        """The marks of one paragraph."""
        start, end = sentences[0]["start"], sentences[-1]["end"]
        post = self.posts.get(sentences[0]["block"])
        quotes: list[tuple[int, int]] = []
        opened = False
        if _QUOTE.search(self.text, start, end):
            quotes, opened = quotations(self.text, start, end)
        first = bisect_left(self.starts, start)
        turn = Turn.at(self.text, start, end)
        if turn is None and sentences[0]["block"] in self.answers:
            turn = Turn(start, start, None, start)
        if sentences[0]["kind"] != "entry":
            self.leading = None
        silent = first == len(self.starts) or self.starts[first] >= end
        if (
            silent
            and not quotes
            and turn is None
            and post is None
            and self.leading is None
            and ":" not in self.text[start:end]
            and self.verdicts.within(start, end) is None
        ):
            self.runs_on = False
            return []
        before = self.memory.last
        marks = self._posted(post, sentences) if post else []
        marks += self._said_in_turn(turn, sentences, quotes) if turn else []
        first_words = post or (turn if marks else None)
        marks += self._listed(sentences)
        words = first_words.words if first_words else start  # "Carol Moss (Acme) wrote:" told that
        for number, sentence in enumerate(sentences):
            previous = sentences[number - 1] if number else None
            inner = self._turn_inside(sentence) if number else None
            marks += self._said_in_turn(inner, [sentence], quotes) if inner else []
            found = self._sentence(sentence, previous, quotes, start)
            told = [mark for mark in found if mark["cue_at"][0] >= words]
            marks += told or self.verdicts.said(sentence, start)
        carry = Carried(self.text, before, self.memory.beside, runs_on=self.runs_on)
        carry.complete(marks, quotes, start)
        self.runs_on = opened
        return marks

    def _posted(self, post: Turn, sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
        """A paragraph of a post: all of it is its writer's, but for whom they quote."""
        poster = self.turns.poster(post)
        self.memory.spoke(poster)
        return [
            {
                **carried(max(one["start"], post.words), one["end"], poster),
                "label": "hearsay" if post.passed_on else "indirect",
                "posted": True,
            }
            for one in sentences
            if one["end"] > post.words
        ]

    def _listed(self, sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
        """An entry of a list under "she told us:" is hers, but for whom it quotes."""
        if self.leading is None:
            return []
        return [{**carried(one["start"], one["end"], None), **self.leading} for one in sentences]

    def _turn_inside(self, sentence: Sentence) -> Turn | None:
        """A turn inside a paragraph: there the text must tell of the speaker."""
        if ":" not in self.text[sentence["start"] : sentence["end"]]:
            return None
        turn = Turn.at(self.text, sentence["start"], sentence["end"])
        return turn if turn and self.turns.speaker(turn) else None

    def _said_in_turn(
        self, turn: Turn, sentences: Sequence[Sentence], quotes: list[tuple[int, int]]
    ) -> list[dict[str, Any]]:
        """'Ned Marsh: "We never saw it."': a paragraph that begins with who speaks."""
        quote = next((one for one in quotes if one[0] == turn.words), None)
        speaker = self.turns.speaker(turn)
        if turn.apposed and (speaker is None or self._has_cue(turn.end, turn.words)):
            return []  # "Last week, Foo's Ann Moss said: …"
        if speaker is None and quote and self.text[turn.start].isupper():
            start = sentences[0]["start"]
            candidate = self.means.finder.described(self.text, turn.start, turn.end, self.vendor)
            speaker = self.memory.resolved(candidate, start, start)
        elif speaker is None:
            return []  # a poster of whom nobody tells more: the outlet's own voice
        self.memory.spoke(speaker)
        place = {"speaker_at": [turn.start, turn.end] if turn.start < turn.end else None}
        if quote is not None:
            return [{**carried(*quote, speaker), **place}]
        # As a report: who is quoted within the turn counts before it.
        return [
            {**carried(first, sentence["end"], speaker), **place, "label": "indirect"}
            for sentence in sentences
            for first in [max(turn.words, sentence["start"])]
            if first < sentence["end"]
        ]

    def _has_cue(self, start: int, end: int) -> bool:
        first = bisect_left(self.starts, start)
        return first < len(self.starts) and self.starts[first] < end

    def _sentence(
        self,
        sentence: Sentence,
        previous: Sentence | None,
        quotes: list[tuple[int, int]],
        block: int,
    ) -> list[dict[str, Any]]:
        start, end = sentence["start"], sentence["end"]
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        # With the one that ends right before the sentence.
        near = quotes[
            bisect_left(quotes, start - 2, key=lambda quote: quote[1]) : bisect_left(
                quotes, end, key=lambda quote: quote[0]
            )
        ]
        around = [(a, b) for a, b in near if b > start]
        if (first == last and not around) or end - start > _LONGEST:
            return []
        cues = [
            cue
            for cue in self.cues[first:last]
            if not _inside(cue.start, around) and (around or cue.labels != _BESIDE_QUOTES)
        ]
        if not cues and not any(b < end - 2 for _, b in around):
            return []
        begin = min([start, *(a for a, _ in around)])
        stop = max([end, *(b for _, b in around)])
        words = words_of(self.text, begin, stop, around)
        if around:
            more = self.means.attributions.guessed(words, self.text, cues)
            cues = sorted((*cues, *more), key=lambda cue: cue.start)
        reports: list[dict[str, Any]] = []
        for found in self.means.attributions.find(words, cues):
            within = any(
                report["speaker"] and _inside(found.cue.start, report["content_at"])
                for report in reports
            )
            report = self._report(found, sentence, near if previous else around, block, within)
            if report is not None:
                reports.append(report)
        return list(chained(reports))

    def _report(
        self,
        found: Attribution,
        sentence: Sentence,
        quotes: list[tuple[int, int]],
        block: int,
        within: bool,
    ) -> dict[str, Any] | None:
        """The mark of a report; `within` another, it is the other's speaker that "he" means."""
        content, leads = list(found.content), self._leads(found, sentence)
        if not content and "refusal" not in found.cue.labels:
            # "Is it over?" Berg asked: the splitter parts a question from its cue.
            near = [q for q in quotes if 0 <= sentence["start"] - q[1] <= 2]
            if not near and not leads:
                return None
            content = near[-1:]
        speaker = None
        if found.speaker is not None:
            candidate = self.means.finder.described(self.text, *found.speaker, self.vendor)
            if candidate.kind == "group" and "according" in found.cue.labels and self._cites(found):
                return None  # "citing weak demand" names nobody
            candidate = self.means.finder.unnamed(
                candidate, self.text[sentence["start"] : sentence["end"]]
            )
            speaker = self.memory.resolved(candidate, block, sentence["start"])
        if leads:
            self._lead(found, speaker, sentence)
        if not content and "refusal" not in found.cue.labels:
            return None
        label = self._label(found, speaker, content, quotes)
        told = label != "refusal" or (speaker is not None and speaker.kind in HUMANS)
        if told and "reduced" not in found.cue.labels:
            self.memory.spoke(speaker, within=within)
        mark = self._mark(found, label, speaker, content)
        mark["quoted"] = [list(q) for q in quotes if _holds(content, q)]
        if label == "refusal" and "denial" not in found.cue.labels:
            mark["start"], mark["end"] = found.cue.start, sentence["end"]
        return mark

    def _cue(self, found: Attribution) -> str:
        return self.text[found.cue.start : found.cue.end]

    def _leads(self, found: Attribution, sentence: Sentence) -> bool:
        """Whether a report goes on to the colon that ends its sentence: a list may follow."""
        last = max((stop for _, stop in found.content), default=sentence["end"])
        said = self.text[sentence["start"] : sentence["end"]].rstrip("*_ ")
        return said.endswith(":") and not self.text[last : sentence["end"]].strip("*_: ")

    def _lead(self, found: Attribution, speaker: Candidate | None, sentence: Sentence) -> None:
        nowhere = [(sentence["end"], sentence["end"])]  # what follows is not quoted
        label = self._label(found, speaker, nowhere, [])
        known = speaker and (speaker.kind in _LISTING or speaker.organisation == self.vendor)
        if known and label != "refusal":
            told = {"label": label, "cue": self._cue(found), "denial": "denial" in found.cue.labels}
            self.leading = {"speaker": speaker, "quoted": [], **told}

    def _cites(self, found: Attribution) -> bool:
        return self._cue(found).lower().endswith("ing")

    def _label(
        self,
        found: Attribution,
        speaker: Candidate | None,
        content: list[tuple[int, int]],
        quotes: list[tuple[int, int]],
    ) -> str:
        labels = found.cue.labels
        first = max(0, found.cue.start - _NOT_REACH)
        undenied = "denial" in labels and self.means.undenied.search(
            self.text[first : found.cue.start]
        )
        if "refusal" in labels or undenied:
            return "refusal"  # who does not deny it does not say it either
        told = found.listener and speaker is not None and speaker.kind == "organisation"
        if "reduced" in labels or ("belief" in labels and "cue" not in labels and not told):
            return "hearsay"
        if speaker is not None and speaker.kind == "document":
            return "document"
        if all(any(a <= first and last <= b for a, b in quotes) for first, last in content):
            return "direct"
        if speaker is not None and speaker.kind == "unnamed":
            side = speaker.organisation
            if side is None or self._is_own(found):
                return "hearsay"  # "our reseller tells us": passed on by whoever writes
        return "indirect"

    def _is_own(self, found: Attribution) -> bool:
        """Whether who speaks is somebody whom the writer knows: "my rep", "ours"."""
        first = self.text[slice(*found.speaker)].split() if found.speaker else []
        return bool(first) and first[0].lower() in self.means.finder.own

    def _mark(
        self,
        found: Attribution,
        label: str,
        speaker: Candidate | None,
        content: list[tuple[int, int]],
    ) -> dict[str, Any]:
        cue = found.cue
        listener = found.listener
        told = self.text[listener[0] : listener[1]].lower() if listener else None
        first = min((a for a, _ in content), default=cue.start)
        last = max((b for _, b in content), default=cue.end)
        return {
            "start": first,
            "end": last,
            "label": label,
            "speaker": speaker,
            "cue": self._cue(found),
            "chain": [],
            "denial": "denial" in cue.labels and label != "refusal",
            # Who does not dispute it, or does not say whether, has not declined to answer.
            "undeclared": label == "refusal" and bool({"denial", "silence"} & set(cue.labels)),
            "cue_at": list(found.place),
            "speaker_at": list(found.speaker) if found.speaker and not found.heard else None,
            "content_at": [list(piece) for piece in content],
            "clause": found.clause,
            "closing": found.closing,
            "naming": not found.clause and not cue.labels.isdisjoint(("naming", "noun")),
            "listener": told if not found.inverted else None,
            "posted": False,
        }


def _holds(content: Sequence[tuple[int, int]], quote: tuple[int, int]) -> bool:
    """Whether somebody's own words, and no scare quotes, stand inside a content."""
    first, stop = quote
    return stop - first > SCARE_QUOTE and any(a <= first and stop <= b for a, b in content)


def _inside(place: int, stretches: Iterable[Sequence[int]]) -> bool:
    return any(first <= place < last for first, last in stretches)
