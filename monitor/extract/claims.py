"""From a revision to its claims: the one way in and out of `extract`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Any, cast

from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract import VERSION
from monitor.extract.components.doc import Doc
from monitor.extract.facets.accuracy import accuracy
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.funding import funding
from monitor.extract.facets.headcount import headcount
from monitor.extract.facets.ours import is_ours
from monitor.extract.facets.papers import paper_at
from monitor.extract.facets.period import period
from monitor.extract.facets.price import price
from monitor.extract.facets.refuted import is_refuted
from monitor.extract.facets.rules import Rules
from monitor.extract.facets.scope import scope
from monitor.extract.facets.stand import eligibility, refuses_to_tell, status
from monitor.extract.facets.strangers import is_strangers
from monitor.extract.facets.supposed import is_spared, is_supposed, is_taken_back
from monitor.extract.facets.threshold import threshold
from monitor.extract.facets.timing import coming, timing
from monitor.extract.facets.told_of import is_told_of_program
from monitor.extract.facets.whose import is_of_firm
from monitor.extract.facets.work import delivery
from monitor.extract.frames import frames
from monitor.extract.nlp import build_nlp, make_doc
from monitor.extract.only import not_only
from monitor.extract.passages import Mark, Passage, passages
from monitor.extract.rates import of_schedules
from monitor.extract.rebutted import rebutted
from monitor.extract.voices import (
    but_says,
    is_unsaid,
    modality_of,
    own_voice,
    passed_on,
    speech_at,
)
from monitor.types import (
    IMPLIED,
    Attribution,
    AttributionKind,
    Claim,
    Revision,
    Speaker,
)
from monitor.values import Accuracy, Eligibility, ScopeItem, Value

# A refusal says nothing of the program, but is itself where the vendor stands.
_NO_COMMENT = "status/no-comment"

# Facets of what is done, and by whom.
_DONE = frozenset({"scope", "delivery"})
# What lies in a name: who denies its sentence does not deny it.
_IN_PASSING = frozenset({"price/named"})
# What is given to customers and partners; who does the work and what is right may be anybody's.
_GIVEN = frozenset({"threshold", "timing", "scope", "price", "funding", "headcount", "period"})

_FACETS: dict[str, Callable[[Frame], Iterator[Draft]]] = {
    "threshold": threshold,
    "timing": timing,
    "scope": scope,
    "price": price,
    "funding": funding,
    "delivery": delivery,
    "headcount": headcount,
    "period": period,
    "status": status,
    "accuracy": accuracy,
    "eligibility": eligibility,
}
# What a facet finds nothing without in a passage: marks of one of these groups or labels.
_ANY_OF: dict[str, frozenset[str]] = {
    "threshold": frozenset({"quantities"}),
    "timing": frozenset({"times"}),
    "price": frozenset({"money", "free", "asks-price", "charging", "paying", "cell", "answer"}),
    "funding": frozenset({"money"}),
    "headcount": frozenset({"quantities"}),
    "period": frozenset({"timex"}),
    "status": frozenset({"state:", "denied-state:", "speech"}),
    "accuracy": frozenset({"right", "wrong", "disputed", "upheld", "speech"}),
    "eligibility": frozenset({"eligible"}),
}


class Extractor:
    """Reads revisions; see `extractor_of`. Threads may share one: they read in turn."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.nlp = build_nlp(config)
        self.rules = Rules(config.language.rules)
        self.papers = any_of(config.language.speech.vendor_papers)
        self.programs = any_of(name for topic in config.topics for name in topic.programs)
        self._reading = Lock()

    @contextmanager
    def marked(self, revision: Revision) -> Iterator[Doc]:
        """The text with all that was found in it, for as long as this lasts."""
        with self._reading:
            yield self.nlp(make_doc(revision, self.config))

    def claims(self, revision: Revision) -> tuple[Claim, ...]:
        """The claims of all topics, in order of place, each once."""
        return next(iter(self.stream([revision])))

    def stream(self, revisions: Iterable[Revision]) -> Iterator[tuple[Claim, ...]]:
        """The claims of each revision in turn."""
        for revision in revisions:
            if not self._names_a_program(revision):
                yield ()  # as most of the news: one search, and no more
                continue
            with self.marked(revision) as doc:
                claims = self.claims_of(revision, passages(doc))
            yield claims

    def _names_a_program(self, revision: Revision) -> bool:
        """Whether there is a word without which no topic has a claim."""
        found = self.programs
        return found is not None and bool(
            found.search(revision.title or "") or found.search(revision.text)
        )

    def claims_of(self, revision: Revision, found: Sequence[Passage]) -> tuple[Claim, ...]:
        """The same of passages that were marked before."""
        topics = self.config.topics
        claims = [c for one in topics for c in not_only(one, self._topic(one, revision, found))]
        unique = {claim.key: claim for claim in rebutted(of_schedules(claims))}
        ordered = sorted(unique.items(), key=lambda one: (one[1].start, one[1].facet, one[0]))
        return tuple(claim for _, claim in ordered)

    def _topic(self, topic: Topic, revision: Revision, found: Sequence[Passage]) -> Iterator[Claim]:
        key = revision.key  # a digest of all the text
        beside = [f"topic:{one.key}" for one in self.config.topics if one is not topic]
        for frame in frames(self.rules, topic, revision, found, beside):
            if frame.is_foreign:
                continue
            there = _there(frame)
            drafts = [
                draft
                for facet in topic.facet
                if facet not in _ANY_OF or not _ANY_OF[facet].isdisjoint(there)
                for draft in _FACETS[facet](frame)
            ]
            ahead = coming(frame) if drafts else None
            for draft in drafts:
                claim = self._claim(frame, draft, ahead, key)
                if claim is not None:
                    yield claim

    def _claim(self, frame: Frame, draft: Draft, ahead: Mark | None, revision: str) -> Claim | None:
        speech = _of_answer(frame, speech_at(frame, draft.at))
        refused = speech is not None and speech.label == "refusal"
        refused = refused and refuses_to_tell(frame, cast(Mark, speech))
        if refused and draft.rule != _NO_COMMENT and not but_says(frame, cast(Mark, speech)):
            return None  # "declined to say whether …" confirms nothing and denies nothing
        if not refused and (is_supposed(frame, draft.at) or is_strangers(frame, draft.at)):
            return None
        if draft.facet in _DONE and is_spared(frame, draft.at):
            return None
        if draft.facet in _GIVEN and (is_ours(frame, draft.at) or is_of_firm(frame, draft.at)):
            return None  # "our desk moves 50 mailboxes at no charge", in a partner's letter
        if is_taken_back(frame) or (speech is not None and is_unsaid(frame, speech)):
            return None  # "denied that a rep had told partners …": that somebody said it
        attribution = self._attribution(frame, speech, draft.at)
        modality, triggers = modality_of(frame, draft, attribution, speech, ahead)
        if draft.implied or not is_told_of_program(frame, draft):
            triggers = (*triggers, IMPLIED)
        start, end = _evidence(frame)
        denial = speech is not None and speech.values["denial"]
        if draft.facet != "accuracy" and not draft.deny and is_refuted(frame, draft.at, speech):
            denial = True
        if draft.rule in _IN_PASSING:
            denial = False
        if denial and isinstance(draft.value, ScopeItem) and draft.value.exhaustive:
            return None  # who denies that only mail is covered does not deny the mail
        return Claim(
            revision=revision,
            document=frame.revision.document,
            start=start,
            end=end,
            quote=frame.revision.text[start:end],
            topic=frame.topic.key,
            component=draft.component,
            facet=draft.facet,
            qualifiers=draft.qualifiers,
            value=_contrary(draft.value) if denial else draft.value,
            polarity="deny" if draft.deny != denial else "affirm",
            modality=modality,
            triggers=triggers,
            attribution=attribution,
            reported_by=frame.revision.publisher,
            published=frame.revision.published,
            observed=frame.revision.observed,
            rule=f"{draft.rule}@{VERSION}",
        )

    def _attribution(self, frame: Frame, speech: Mark | None, at: Mark) -> Attribution:
        publisher = frame.revision.publisher
        if speech is None or (not _is_anybody(speech) and frame.is_corrected(at)):
            paper = paper_at(frame, at) if speech is None else None
            if paper is None or frame.revision.organisation is not None:
                return own_voice(frame.revision)  # "an earlier version said": the text itself did
            speaker = Speaker(None, frame.topic.vendor, paper[0], False)
            return Attribution(speaker, "document", paper[1], (publisher, frame.topic.vendor))
        values = speech.values
        if _is_outlet(publisher, values):
            return own_voice(frame.revision)  # "The Outlet first reported that"
        organisation = values["organisation"]
        if speech.label == "document" and organisation is None and frame.setting.focused:
            # "The slide says": in a text about the program, a paper of its vendor.
            papers = self.papers.fullmatch(values["role"] or "") if self.papers else None
            organisation = frame.topic.vendor if papers else None
        speaker = Speaker(values["name"], organisation, values["role"], values["anonymous"])
        quoted = any(first <= at.start < last for first, last in values["quoted"])
        label = "direct" if quoted and speech.label == "indirect" else speech.label
        kind = cast(AttributionKind, "indirect" if label == "refusal" else label)
        told_by = passed_on(frame, speech, at)
        if told_by and kind == "indirect":
            kind = "hearsay"  # "reps say …, according to partners"
        ends = filter(None, [speaker.organisation])
        chain = (publisher, *filter(None, [told_by]), *values["chain"], *ends)
        return Attribution(speaker, kind, values["cue"], chain)


def _is_outlet(publisher: str, speaker: Mapping[str, Any]) -> bool:
    """Whether it is the outlet that is said to have reported something."""
    named = speaker["name"] or speaker["organisation"]
    return speaker["role"] is None and named in (publisher, publisher.removeprefix("The "))


def _is_anybody(speech: Mark) -> bool:
    """Whether a report has somebody who speaks, and no paper alone."""
    return bool(speech.values["name"] or speech.values["organisation"])


_built: list[Extractor] = []  # the last one
_building = Lock()


def extractor_of(config: Config) -> Extractor:
    """The last extractor again where it has the same words to read by, else a new one.

    Compiling the words takes most of a second, and a daemon reads with the same ones for months.
    """
    with _building:
        if not _built or _words(_built[0].config) != _words(config):
            _built[:] = [Extractor(config)]
        return _built[0]


def _words(config: Config) -> tuple[object, ...]:
    """What an extractor takes from its config."""
    people = config.organisations, config.people
    return config.settings.extract, config.language, config.topics, *people


def _there(frame: Frame) -> set[str]:
    """The kind of a passage, the groups of its marks, the labels of its words, "answer" for one."""
    passage = frame.passage
    kinds = {passage.kind, "answer"} if frame.setting.question else {passage.kind}
    groups = [group for group, marks in passage.marks.items() if marks]
    return {*kinds, *groups, *passage.labels("words"), *passage.labels(frame.group)}


def _of_answer(frame: Frame, speech: Mark | None) -> Mark | None:
    """Who says what a question and its answer by another one hold: whoever answers."""
    answer = frame.setting.answer if frame.is_question else None
    if answer is None:
        return speech
    turn = next((one for one in answer.get("speech") if one.values["cue_at"] is None), None)
    asked = speech is not None and speech.values["posted"]
    return turn if turn or asked else speech


def _evidence(frame: Frame) -> tuple[int, int]:
    """What is quoted: a question is no evidence without its answer."""
    start, end = frame.passage.evidence
    answer = frame.setting.answer if frame.is_question else None
    return start, answer.end if answer else end


def _contrary(value: Value) -> Value:
    """What is denied of a value that has its own sign; the others are denied as they are."""
    match value:
        case ScopeItem(included=included):
            return replace(value, included=not included)
        case Accuracy(accurate=accurate):
            return replace(value, accurate=not accurate)
        case Eligibility(eligible=eligible):
            return replace(value, eligible=not eligible)
    return value
