"""All that is read in one text, whether or not it became a claim: for people who tune a topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from monitor.extract.attributions import AttributionSpan, attributions
from monitor.extract.components.doc import Doc
from monitor.extract.passages import passages
from monitor.extract.places import Original, Span
from monitor.extract.silence import Silence, TopicView, silences, views
from monitor.extract.timespans import TimeSpan, time_spans
from monitor.interval import DaySpan
from monitor.types import Claim, Revision

if TYPE_CHECKING:
    from monitor.extract.claims import Extractor


@dataclass(frozen=True, slots=True)
class PassageSpan(Span):
    """A sentence, an entry of a list, a row, a heading, or furniture of the page."""

    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class QuantitySpan(Span):
    """A number with its unit. `role`: what kind of thing is counted, or that it is a limit."""

    low: int | None
    high: int | None
    unit: str
    bound: str
    role: str
    denied: bool


@dataclass(frozen=True, slots=True)
class MoneySpan(Span):
    """A sum. `amount` is a decimal number as text, since floats lose cents."""

    amount: str
    currency: str | None
    per: str | None


@dataclass(frozen=True, slots=True)
class TriggerSpan(Span):
    """A word that colours what stands within its reach, [start, end) of the text."""

    kind: str
    reach: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermSpan(Span):
    """A word of a topic, or of the language where `topic` is None."""

    topic: str | None
    kind: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and everything found in it; all offsets count in `text`, which is as it was given.

    `counted_from` is the day that relative times count from. `words` are terms
    of the language that the rules of facets look for.
    """

    text: str
    published: DaySpan | None
    counted_from: date
    passages: tuple[PassageSpan, ...]
    times: tuple[TimeSpan, ...]
    quantities: tuple[QuantitySpan, ...]
    money: tuple[MoneySpan, ...]
    attributions: tuple[AttributionSpan, ...]
    triggers: tuple[TriggerSpan, ...]
    terms: tuple[TermSpan, ...]
    words: tuple[TermSpan, ...]
    claims: tuple[Claim, ...]
    silences: tuple[Silence, ...]
    topics: tuple[TopicView, ...]

    def of_topic(self, key: str) -> Reading:
        """The same with what belongs to one topic, or to none."""
        return replace(
            self,
            terms=tuple(term for term in self.terms if term.topic == key),
            claims=tuple(claim for claim in self.claims if claim.topic == key),
            silences=tuple(silence for silence in self.silences if silence.topic == key),
            topics=tuple(view for view in self.topics if view.topic == key),
        )


def read(extractor: Extractor, revision: Revision) -> Reading:
    """Read a revision as a crawl would, and keep everything.

    Its text may hold any signs; it is cleaned for reading, and all offsets are
    those of the text as given. The claims' own keys are of the clean text.
    """
    original = Original.of(revision.text)
    clean = replace(revision, text=original.clean)
    rules, topics = extractor.rules, extractor.config.topics
    with extractor.marked(clean) as doc:
        marks, found = doc.marks, passages(doc)
        claims = extractor.claims_of(clean, found)
        silent = tuple(silences(rules, topics, clean, found, claims))
        seen = tuple(views(rules, topics, clean, found))
        terms = tuple(_terms(original, doc))
    return Reading(
        text=revision.text,
        published=revision.published,
        counted_from=doc.published,
        passages=tuple(
            PassageSpan(*_place(original, m), m["kind"], m["heading"]) for m in marks["sentences"]
        ),
        times=tuple(time_spans(original, marks)),
        quantities=tuple(_quantity(original, mark) for mark in marks["quantities"]),
        money=tuple(
            MoneySpan(*_place(original, m), m["amount"], m["currency"], m["per"])
            for m in marks["money"]
        ),
        attributions=attributions(original, marks["speech"]),
        triggers=tuple(_trigger(original, mark) for mark in marks["triggers"]),
        terms=tuple(term for term in terms if term.topic),
        words=tuple(sorted((term for term in terms if not term.topic), key=_order)),
        claims=tuple(_moved(original, claim) for claim in claims),
        silences=tuple(
            replace(silence, start=place.start, end=place.end)
            for silence in silent
            for place in [original.span(silence.start, silence.end)]
        ),
        topics=seen,
    )


def _place(original: Original, mark: Mapping[str, Any]) -> tuple[int, int, str]:
    span = original.span(mark["start"], mark["end"])
    return span.start, span.end, span.text


def _moved(original: Original, claim: Claim) -> Claim:
    """A claim of the clean text with its evidence as it stands in the given one."""
    span = original.span(claim.start, claim.end)
    return replace(claim, start=span.start, end=span.end, quote=span.text)


def _quantity(original: Original, mark: Mapping[str, Any]) -> QuantitySpan:
    return QuantitySpan(
        *_place(original, mark),
        low=mark["low"],
        high=mark["high"],
        unit=mark["unit"],
        bound=mark["bound"],
        role=mark["label"],
        denied=bool(mark.get("denied")),
    )


def _trigger(original: Original, mark: Mapping[str, Any]) -> TriggerSpan:
    reach = original.span(mark["from"], max(mark["to"], mark["end"]))
    return TriggerSpan(*_place(original, mark), kind=mark["label"], reach=(reach.start, reach.end))


def _terms(original: Original, doc: Doc) -> Iterator[TermSpan]:
    """The words of all vocabularies, wherever they stand in the text."""
    for group, look_up in doc.lookups.items():
        _, _, topic = group.partition(":")
        for start, end, label in look_up(doc, 0, len(doc.text)):
            kind, _, name = label.partition(":") if topic else (label, "", "")
            span = original.span(start, end)
            yield TermSpan(span.start, span.end, span.text, topic or None, kind, name or None)


def _order(term: TermSpan) -> tuple[int, int, str]:
    return term.start, -term.end, term.kind
