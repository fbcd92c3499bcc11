"""`monitor_speech`: who says which stretch of the text, and how it came to the outlet.

Three tiers: a quotation with its cue, reported speech, words passed on by a
third party. Where none holds, the document speaks for itself (claims.py).
`doc.user_data["vendor"]` is the organisation that "the company" stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from monitor.extract.components.chain import chained, speaker_fields
from monitor.extract.components.marks import leave_marks, text_of
from monitor.extract.components.speakers import Candidate, SpeakerFinder

_QUOTE = re.compile(r"[\"“]([^\"“”]{2,1500})[\"”]")
# Between a subject and its cue: auxiliaries and adverbs, an apposition, or what tells of anonymity.
_AUXILIARY = re.compile(
    r"[\s,]*(?:(?:has|have|had|also|later|then|recently|since|already|further|would|will|did|is|are|was|were|who|again|today|now|"
    r"\w+ly)\s*)*"
)
_TAIL_WORDS = 9  # a cue this near to the end of its sentence closes what it reports
_HUMANS = ("person", "office", "unnamed")
# Among the surnames, which are never empty: the person who spoke last.
_LAST_PERSON = ""
_PERSONAL = ("he", "she")
_SILENT = ("furniture", "heading")
# Shorter quotations are a word held at arm's length ("on-boarding"), not somebody speaking.
_SCARE_QUOTE = 25
# How far from a quotation, in characters, its cue may stand.
_CUE_REACH = 80
# Characters between an inverted cue and its speaker: an article at the most.
_CLOSE = 5
# No sentence is so long; what is was never one, and pairing its words would take for ever.
_LONGEST = 2000


class Speech:
    """Writes the span group "speech": every mark is a stretch of content with its speaker."""

    def __init__(self, finder: SpeakerFinder, words: dict[str, str]) -> None:
        self.finder = finder
        self.cue = re.compile(
            f"(?P<denial>{words['denials']})|(?P<belief>{words['beliefs']})|(?P<cue>{words['cues']}|(?:{words['that_cues']})(?=\\s+that\\b))",
            re.IGNORECASE,
        )
        self.refusal = re.compile(words["refusals"], re.IGNORECASE)
        self.according = re.compile(words["according"], re.IGNORECASE)
        self.told = re.compile(
            rf"\s*(?:{words['listeners']}|[A-Z][\w ]{{1,20}}?)?(?:\s+(?:on\s+)?\w+day)?"
            r"(?:\s+that)?(?=\W|$)\s*",
            re.IGNORECASE,
        )
        self.listeners = re.compile(rf"\s+(?:{words['listeners']})", re.IGNORECASE)
        self.gate = re.compile(
            "|".join(
                words[key]
                for key in ("cues", "that_cues", "beliefs", "denials", "refusals", "according")
            )
            + '|["“]',
            re.IGNORECASE,
        )

    def __call__(self, doc: Doc) -> Doc:
        marks: list[dict[str, Any]] = []
        text = text_of(doc)
        names: dict[str, Candidate] = {}
        previous: Candidate | None = None
        told = (s for s in doc.spans["sentences"].attrs["marks"] if s["kind"] not in _SILENT)
        for _, group in groupby(told, key=lambda sentence: sentence["block"]):
            block = list(group)
            if self.gate.search(text, block[0]["start"], block[-1]["end"]):
                found, previous = self._block(text, doc.user_data, block, previous, names)
                marks += found
        for mark in marks:
            mark.update(speaker_fields(mark.pop("speaker")))
        leave_marks(doc, "speech", marks)
        return doc

    def _block(
        self,
        text: str,
        data: dict[Any, Any],
        block: list[dict[str, Any]],
        previous: Candidate | None,
        names: dict[str, Candidate],
    ) -> tuple[list[dict[str, Any]], Candidate | None]:
        """The marks of one paragraph, and who spoke last in it."""
        start, end = block[0]["start"], block[-1]["end"]
        quotes = [match.span() for match in _QUOTE.finditer(text, start, end)]
        opened = text[start] in '"“' and not any(first == start for first, _ in quotes)
        if opened and not quotes:
            quotes = [(start, end)]  # a quotation that runs on into the next paragraph
        marks: list[dict[str, Any]] = []
        last = previous
        for sentence in block:
            reports = list(self._sentence(text, data, sentence, quotes, last, names))
            marks += reports
            last = next(
                (r["speaker"] for r in reports if r["label"] != "refusal" and r["speaker"]), last
            )
        for first, stop in quotes:
            speaker = _quoted_speaker(marks, first, stop) or (
                last if last is not previous or opened or text[start] in '"“' else None
            )
            if speaker and (stop - first > _SCARE_QUOTE or not marks):
                marks.append(_mark(first, stop, "direct", speaker, None, []))
        return marks, last

    def _sentence(
        self,
        text: str,
        data: dict[Any, Any],
        sentence: dict[str, Any],
        quotes: list[tuple[int, int]],
        previous: Candidate | None,
        names: dict[str, Candidate],
    ) -> Iterator[dict[str, Any]]:
        start, end = sentence["start"], sentence["end"]
        if end - start > _LONGEST or not self.gate.search(text, start, end):
            return
        candidates = [
            candidate
            for candidate in self.finder.find(text, start, end, data.get("vendor"))
            if not _inside(candidate.start, quotes)
        ]
        for candidate in candidates:
            if candidate.kind == "person" and candidate.name:
                names.setdefault(candidate.name.split()[-1], candidate)
        yield from self._reports(text, start, end, quotes, candidates, previous, names)

    def _reports(
        self,
        text: str,
        start: int,
        end: int,
        quotes: list[tuple[int, int]],
        candidates: list[Candidate],
        previous: Candidate | None,
        names: dict[str, Candidate],
    ) -> Iterator[dict[str, Any]]:
        for match in self.refusal.finditer(text, start, end):
            if not _inside(match.start(), quotes):
                yield _mark(
                    match.start(),
                    end,
                    "refusal",
                    self._subject(text, match, candidates, start, names),
                    match.group(),
                    [],
                )
        for match in self.according.finditer(text, start, end):
            named = next(
                (c for c in candidates if match.end() <= c.start <= match.end() + 60), None
            )
            speaker = self._resolved(named, previous, text[start:end], names) if named else None
            if speaker and not _inside(match.start(), quotes):
                yield _mark(start, end, _kind(speaker), speaker, match.group(), [])
        cues = [
            m
            for m in self.cue.finditer(text, start, end)
            if not _inside(m.start(), quotes) and not self.refusal.match(text, m.start())
        ]
        reports: list[dict[str, Any]] = []
        for cue in cues:
            report = self._report(text, cue, candidates, start, end, previous, names)
            if report:
                reports.append(report)
                previous = report["speaker"]
                if previous.kind == "person":
                    names[_LAST_PERSON] = previous
        yield from chained(reports)

    def _report(
        self,
        text: str,
        cue: re.Match[str],
        candidates: list[Candidate],
        start: int,
        end: int,
        previous: Candidate | None,
        names: dict[str, Candidate],
    ) -> dict[str, Any] | None:
        subject = self._inverted(text, cue, candidates, start)
        inverted = subject is not None
        if subject is None:
            subject = self._subject(text, cue, candidates, start, names)
        if subject is None:
            after = next(
                (c for c in candidates if 0 <= c.start - cue.end() <= 25 and c.kind != "pronoun"),
                None,
            )
            before = text[start : cue.start()].rstrip()
            if after is not None and before.endswith((",", '"', "”", "?", "!")):
                subject, inverted = after, True
        if subject is None:
            return None
        speaker = self._resolved(subject, previous, text[start:end], names)
        if speaker is None:
            return None
        rest = text[cue.end() : end]
        closing = inverted or (
            len(rest.split()) <= _TAIL_WORDS
            and "," in text[start : subject.start][-3:]
            and subject.start - start > 20
        )
        if closing:
            first, last = start, min(subject.start, cue.start())
        else:
            told = (
                self.told.match(text, cue.end(), end)
                if cue.group().lower().startswith("t")
                else None
            )
            first, last = told.end() if told else cue.end(), end
        label = "hearsay" if cue["belief"] else _kind(speaker)
        mark = _mark(first, last, label, speaker, cue.group(), [])
        listener = self.listeners.match(text, cue.end(), end)
        return {
            **mark,
            "denial": bool(cue["denial"]),
            "cue_start": cue.start(),
            "closing": closing,
            "listener": listener.group().strip().lower() if listener and not inverted else None,
        }

    def _inverted(
        self, text: str, cue: re.Match[str], candidates: list[Candidate], start: int
    ) -> Candidate | None:
        """The speaker right behind a cue that follows a comma (", said Anna Berg")."""
        if not text[start : cue.start()].rstrip().endswith((",", '"', "”", "?", "!")):
            return None
        return next(
            (
                c
                for c in candidates
                if 0 <= c.start - cue.end() <= _CLOSE and c.kind in (*_HUMANS, "organisation")
            ),
            None,
        )

    def _subject(
        self,
        text: str,
        cue: re.Match[str],
        candidates: list[Candidate],
        start: int,
        names: dict[str, Candidate],
    ) -> Candidate | None:
        """The nearest fitting candidate before a cue: people before organisations."""
        left = [c for c in candidates if c.end <= cue.start()]
        stop = max((m.end() for m in self.cue.finditer(text, start, cue.start())), default=start)
        near = [c for c in left if c.start >= stop]
        # Whoever stands right before the cue speaks ("customers with 150 seats, she added").
        for candidate in reversed(near):
            beside = _AUXILIARY.fullmatch(text, candidate.end, cue.start())
            if beside and candidate.kind in (*_HUMANS, "pronoun"):
                return candidate
        surname = re.search(
            r"([A-Z][\w’'-]+)\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?$", text[start : cue.start()]
        )
        known = names.get(surname.group(1)) if surname else None
        if surname and known:
            return replace(known, start=start + surname.start(1), end=start + surname.end(1))
        for candidate in reversed(near):
            if candidate.kind in _HUMANS and _reaches(text, candidate.end, cue.start()):
                return candidate
        for candidate in reversed(near):
            if _AUXILIARY.fullmatch(text, candidate.end, cue.start()):
                return candidate
        return None

    def _resolved(
        self,
        candidate: Candidate,
        previous: Candidate | None,
        sentence: str,
        names: dict[str, Candidate],
    ) -> Candidate | None:
        if candidate.kind == "pronoun":
            human = previous is None or previous.kind in _HUMANS
            if human or candidate.role not in _PERSONAL:
                return previous
            return names.get(_LAST_PERSON)  # "she" is no organisation
        if (
            candidate.kind in ("office", "unnamed")
            and candidate.organisation is None
            and previous
            and previous.role == candidate.role
        ):
            return previous
        return self.finder.unnamed(candidate, sentence)


def _reaches(text: str, start: int, end: int) -> bool:
    """Whether only a relative clause, an apposition or adverbs part a subject from its cue."""
    gap = text[start:end]
    if _AUXILIARY.fullmatch(gap):
        return True
    if len(gap) > 160 or re.search(r"[;:.!?]\s|[\"“”]", gap):
        return False
    opens = re.match(
        r"\s*,|\s+(?:who|familiar|with|from|at|of|for|in|close|speaking|briefed|involved|that)\b",
        gap,
    )
    return bool(opens)


def _inside(place: int, quotes: list[tuple[int, int]]) -> bool:
    return any(first <= place < last for first, last in quotes)


def _quoted_speaker(marks: list[dict[str, Any]], first: int, stop: int) -> Candidate | None:
    """The speaker of the report whose cue stands next to a quotation."""
    near = [
        (min(abs(mark["cue_start"] - stop), abs(first - mark["cue_start"])), mark["speaker"])
        for mark in marks
        if mark.get("cue_start") is not None and mark["label"] != "refusal"
    ]
    distance, speaker = min(near, key=lambda pair: pair[0], default=(_CUE_REACH, None))
    return speaker if distance < _CUE_REACH else None


def _kind(speaker: Candidate) -> str:
    if speaker.kind == "document":
        return "document"
    if speaker.kind == "unnamed" and speaker.organisation is None:
        return "hearsay"
    return "indirect"


def _mark(
    start: int, end: int, label: str, speaker: Candidate | None, cue: str | None, chain: list[str]
) -> dict[str, Any]:
    return {
        "start": start,
        "end": max(start, end),
        "label": label,
        "speaker": speaker,
        "cue": cue,
        "chain": chain,
        "denial": False,
    }


@Language.factory(
    "monitor_speech",
    default_config={"words": {}, "organisations": {}, "people": {}, "not_names": r"(?!)"},
)
def make_speech(
    nlp: Language,
    name: str,
    words: dict[str, str],
    organisations: dict[str, str],
    people: dict[str, list[str | None]],
    not_names: str,
) -> Speech:
    return Speech(SpeakerFinder(words, organisations, people, not_names), words)
