"""A reading in words: for every passage the rows that tell what was found in it, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from monitor.extract.attributions import AttributionSpan, SpeakerSpan
from monitor.extract.places import Span
from monitor.extract.reading import (
    MoneySpan,
    PassageSpan,
    QuantitySpan,
    Reading,
    TermSpan,
    TriggerSpan,
)
from monitor.extract.timespans import TimeSpan
from monitor.plain import one_line
from monitor.types import Claim, Speaker
from monitor.wording import held_in_words, shorten

# Of a stretch of speech as much is repeated, in characters, as tells which one is meant.
_REPEATED = 120
# White space and signs that are left out may stand between them.
_LOOKED_AT = 1000
_OWN_VOICES = ("outlet", "document")
_POLARITY = {"affirm": "affirmed", "deny": "denied"}

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: what kind of thing, what it is, and what else is known of it."""

    kind: str
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A passage with its rows; those of language words only in `words`."""

    passage: PassageSpan
    rows: tuple[Row, ...]
    words: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the text to be marked: `kind` names the mark, `meaning` says why."""

    start: int
    end: int
    kind: str
    meaning: str


def tell(reading: Reading) -> tuple[Told, ...]:
    """Every passage in order of place, also such as hold nothing."""
    ends = [passage.end for passage in reading.passages]
    terms = _by_passage(ends, ((term.start, term) for term in reading.terms))
    words = _by_passage(ends, ((word.start, word) for word in reading.words))
    rows = _by_passage(ends, _rows(reading))
    return tuple(
        Told(passage, (*terms_told(terms[at]), *rows[at]), tuple(terms_told(words[at])))
        for at, passage in enumerate(reading.passages)
    )


def _by_passage(ends: list[int], found: Iterable[tuple[int, Thing]]) -> list[list[Thing]]:
    """For each passage what is found in it, by where it begins.

    A claim of a table begins with its row, before the first cell, and is told with that cell.
    """
    there: list[list[Thing]] = [[] for _ in ends]
    for start, thing in found:
        at = bisect_right(ends, start)
        if at < len(there):
            there[at].append(thing)
    return there


def _rows(reading: Reading) -> Iterator[tuple[int, Row]]:
    """All rows but those of terms, with their places, in the order they are told in."""
    for quantity in reading.quantities:
        yield quantity.start, Row("quantity", _quoted(quantity, quantity_told(quantity)))
    for money in reading.money:
        yield money.start, Row("money", _quoted(money, money_told(money)))
    for time in reading.times:
        yield time.start, Row("time", _quoted(time, time_told(time)))
    for one in reading.attributions:
        yield (one.cue or one).start, _attribution(one)
    for trigger in reading.triggers:
        yield trigger.start, Row("trigger", _quoted(trigger, trigger_told(trigger, reading.text)))
    for claim in reading.claims:
        yield claim.start, _claim(claim)
    for silence in reading.silences:
        yield silence.start, Row("no claim", f"{silence.topic}: {silence.reason}")


def terms_told(terms: Iterable[TermSpan]) -> Iterator[Row]:
    """One row for the words of each topic, and one for those of the language."""
    ordered = sorted(terms, key=lambda t: (t.topic or "", t.start, t.end, t.kind, t.name or ""))
    for topic, of_topic in groupby(ordered, key=lambda term: term.topic):
        told = []
        for _, same in groupby(of_topic, key=lambda term: (term.start, term.end)):
            meanings = list(same)
            kinds = groupby(meanings, key=lambda term: term.kind)
            meaning = ", ".join(_meaning(kind, list(one)) for kind, one in kinds)
            told.append(f"“{_short(meanings[0].text)}” {meaning}")
        text = "; ".join(told)
        yield Row("terms", f"{topic}: {text}") if topic else Row("words", text)


def _meaning(kind: str, terms: Sequence[TermSpan]) -> str:
    names = [term.name for term in terms if term.name]
    return f"{kind} {'|'.join(names)}" if names else kind


def quantity_told(quantity: QuantitySpan) -> str:
    """`150 or more, seat: minimum, role seat`."""
    low, high = quantity.low, quantity.high
    if low == high:
        number = f"{low:,}" if low is not None else "unknown"
    elif high is None:
        number = f"{low:,} or more"
    else:
        number = f"{high:,} or fewer" if low is None else f"{low:,} to {high:,}"
    denied = ", denied" if quantity.denied else ""
    return f"{number}, {quantity.unit}: {quantity.bound}, role {quantity.role}{denied}"


def money_told(money: MoneySpan) -> str:
    """`15.0 USD per seat`."""
    per = f" per {money.per}" if money.per else ""
    return f"{money.amount} {money.currency or ''}".strip() + per


def time_told(time: TimeSpan) -> str:
    """`2014-09-01 to 2014-09-30 (month; TIMEX3 DATE 2014-09)`."""
    known = [time.kind]
    if time.precision and time.precision != time.kind:
        known.append(f"precision {time.precision}")
    if time.modifier:
        known.append(f"“{time.modifier}”")
    if time.window:
        known.append(f"part of {_days(*time.window)}")
    if time.value:
        known.append(f"TIMEX3 {time.timex or ''} {time.value}".replace("  ", " "))
    return f"{_days(time.first, time.last)} ({'; '.join(known)})"


def _days(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return "no days of its own"
    return str(first) if first == last else f"{first or '…'} to {last or '…'}"


def trigger_told(trigger: TriggerSpan, text: str) -> str:
    """`planned, covers “…”`."""
    return f"{trigger.kind}, covers “{_short(text[slice(*trigger.reach)])}”"


def speaker_told(speaker: SpeakerSpan | Speaker) -> str:
    """Name, role, organisation, as far as they are known; a document or outlet needs no role."""
    role = None if speaker.role in _OWN_VOICES and speaker.organisation else speaker.role
    known = [speaker.name, role, speaker.organisation]
    unnamed = "unnamed " if speaker.anonymous else ""
    return unnamed + (", ".join(part for part in known if part) or "an unknown speaker")


def _attribution(one: AttributionSpan) -> Row:
    who = one.speaker
    place = f" (“{_short(who.place.text)}”)" if who.place else ""
    more = [f"says “{_short(content.text)}”" for content in one.content]
    if one.chain:
        more.append("by way of " + ", ".join(one.chain))
    cue = f", cue “{_short(one.cue.text)}”" if one.cue else ", no cue"
    denial = ", denies" if one.denial else ""
    return Row("attribution", f"{one.kind}: {speaker_told(who)}{place}{cue}{denial}", tuple(more))


def _claim(claim: Claim) -> Row:
    component = f"component {claim.component}" if claim.component else "no component"
    qualifiers = "".join(f", {name} {value}" for name, value in claim.qualifiers)
    by = (
        f" by {', '.join(f'“{_short(word)}”' for word in claim.triggers)}" if claim.triggers else ""
    )
    attribution = claim.attribution
    cue = f", cue “{attribution.cue}”" if attribution.cue else ""
    return Row(
        "claim",
        f"{claim.facet}: {held_in_words(claim)}",
        (
            f"topic {claim.topic}, {component}{qualifiers}",
            f"{_POLARITY[claim.polarity]}, {claim.modality}{by}",
            f"{attribution.kind}: {speaker_told(claim.speaker)}{cue}; "
            f"chain {' ← '.join(attribution.chain)}",
            f"rule {claim.rule}",
        ),
    )


def marked(reading: Reading) -> Iterator[Marked]:
    """Every stretch of the text that is worth a mark."""
    for term in reading.terms:
        meaning = f"{term.kind} {term.name or ''}".strip()
        yield Marked(term.start, term.end, "term", f"{meaning} ({term.topic})")
    for quantity in reading.quantities:
        yield Marked(quantity.start, quantity.end, "quantity", quantity_told(quantity))
    for money in reading.money:
        yield Marked(money.start, money.end, "money", money_told(money))
    for time in reading.times:
        yield Marked(time.start, time.end, "time", time_told(time))
    for trigger in reading.triggers:
        yield Marked(trigger.start, trigger.end, "trigger", trigger_told(trigger, reading.text))
    for one in reading.attributions:
        who = speaker_told(one.speaker)
        if one.speaker.place:
            yield Marked(one.speaker.place.start, one.speaker.place.end, "speaker", who)
        if one.cue:
            yield Marked(one.cue.start, one.cue.end, "cue", f"{one.kind}: {who}")
        for content in one.content:
            yield Marked(content.start, content.end, "said", f"{one.kind}: {who}")


def about(reading: Reading) -> Iterator[str]:
    """What holds for the whole text: its day, and how it stands to each topic."""
    if reading.published:
        yield f"published {reading.published.iso()}"
    else:
        yield f"no date given: relative times count from {reading.counted_from.isoformat()}"
    for view in reading.topics:
        yield f"topic {view.topic}: {_stands(view.named, view.focused)}"


def _stands(named: bool, focused: bool) -> str:
    if not named:
        return "not looked for, since the text names no program of it"
    return "the text as a whole is about it" if focused else "named, but the text is not about it"


def _quoted(span: Span, meaning: str) -> str:
    return f"“{_short(span.text)}”: {meaning}"


def _short(text: str) -> str:
    return shorten(one_line(text[:_LOOKED_AT]), _REPEATED)
