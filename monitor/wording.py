"""Values, times and speakers in plain words, the same wherever they are told."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from monitor.interval import DaySpan
from monitor.posted import without_lines
from monitor.types import Claim, Modality, Speaker
from monitor.values import (
    LIMIT,
    PART,
    SUM,
    Accuracy,
    Actor,
    Eligibility,
    Money,
    Quantity,
    ScopeItem,
    State,
    Value,
    When,
)

# How the text of a revision marks the beginning of an entry; of headings, rows, and what only
# rules a table; and the end of a row.
_ENTRY = re.compile(r"^[ \t]*- ", re.MULTILINE)
_MARK = re.compile(r"^(?:#{1,6} |\|[-:| ]*\|$|\| )", re.MULTILINE)
_ROW_END = re.compile(r" \|$", re.MULTILINE)
_BLANK = re.compile(r"\n\s*\n")
_EVENTS = {
    "start": "starts",
    "end": "ends",
    "change": "changes",
    "announce": "is announced",
    "launch": "launches",
    "window": "runs",
}
_FIRMNESS: dict[Modality, str] = {
    "asserted": "",
    "planned": "as a plan",
    "hedged": "hedged",
    "rumoured": "as a rumour",
}


def day_in_words(day: date) -> str:
    """`14 Aug 2014`, whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(moment: datetime, zone: tzinfo) -> str:
    """`Tue 12 Aug 2014` in the reader's zone, whatever the locale."""
    day = moment.astimezone(zone).date()
    return f"{_WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def span_in_words(span: DaySpan) -> str:
    """A day, a month, a year, or from one day to another."""
    first, last = span.earliest, span.latest
    if first is None or last is None:
        if first is not None:
            return f"from {day_in_words(first)}"
        return f"until {day_in_words(last)}" if last is not None else "at no known time"
    if first == last:
        return day_in_words(first)
    if span == DaySpan.year(first.year):
        return str(first.year)
    if span == DaySpan.month(first.year, first.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def dated_in_words(claim: Claim, edited: date | None = None) -> str:
    """When it was published, as far as known; else when it was seen.

    `edited`: the day on which an edit of the page under that date was seen to bring the words.
    """
    if not claim.published:
        return f"undated, seen {day_in_words(claim.observed.date())}"
    dated = span_in_words(claim.published)
    return f"{dated}, edited, seen {day_in_words(edited)}" if edited else dated


def dated_in_digits(claim: Claim, edited: date | None = None) -> str:
    """The same for a column: `2014-08-12, edited, seen 2014-09-01`."""
    dated = claim.published.iso() if claim.published else "undated"
    return f"{dated}, edited, seen {edited}" if edited else dated


def value_in_words(claim: Claim) -> str:
    """What the claim holds, in a few words; a denial begins with "not"."""
    words = _value(claim.value)
    # These carry their own sign; "not: does not cover" would say the opposite.
    signed = isinstance(claim.value, (ScopeItem, Accuracy, Eligibility))
    return f"not: {words}" if claim.polarity == "deny" and not signed else words


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VALIDITY = {"former": "held once", "always": "all along"}


def held_in_words(claim: Claim) -> str:
    """The same, with when, where, for whom or of what part alone it holds."""
    narrowed = [
        _qualifier(name, value)
        for name, value in claim.qualifiers
        if name not in ("counted", LIMIT)  # its unit says it, its sentence does
    ]
    words = value_in_words(claim)
    return f"{words} ({', '.join(narrowed)})" if narrowed else words


def _qualifier(name: str, value: str) -> str:
    if name == "validity":
        return _VALIDITY[value]
    if name == "bought":
        return "bought " + _DAY.sub(lambda day: day_in_words(date.fromisoformat(day[0])), value)
    if name == PART:
        return f"of the {_plain(value)}"
    if name == SUM:
        return value
    return f"one of {value} rates" if name == "rates" else _plain(value)


def voice_in_words(claim: Claim) -> str:
    """Who says it, and at how many removes."""
    kind, speaker = claim.attribution.kind, claim.speaker
    if kind == "outlet":
        return f"{claim.reported_by}, in its own voice"
    if kind == "document":
        return f"{speaker.organisation or claim.reported_by}, in a document"
    voice = _speaker(speaker)
    return f"{voice}, at second hand" if kind == "hearsay" else voice


def told_in_words(claim: Claim) -> str:
    """Who says it, and in which outlet where that is somebody else."""
    voice = voice_in_words(claim)
    return voice if claim.reported_by in voice else f"{voice} ({claim.reported_by})"


def firmness_in_words(claim: Claim) -> str:
    """ "" where the claim is simply asserted."""
    return _FIRMNESS[claim.modality]


def words_around(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and after a place in the text of a revision, to be read by people.

    At most `most` characters to each side, whole words, `…` where there is more; a line for each
    heading, paragraph, entry and row, without the marks that reading sets before them.
    """
    first, last = max(0, start - most), min(len(text), end + most)
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + "…"
    # The line the place stands in has its mark, if any, before the place.
    line, ended, following = after.partition("\n")
    return _plain_lines(_unmarked(before)), _plain_lines(line + ended + _unmarked(following))


def _unmarked(text: str) -> str:
    return _MARK.sub("", _ENTRY.sub("• ", without_lines(text)))


def _plain_lines(text: str) -> str:
    return _BLANK.sub("\n", _ROW_END.sub("", text))


def bare(quote: str) -> str:
    """A quote without marks of its own around it, for those it will be set in."""
    text = " ".join(without_lines(quote).split())
    whole = text[:1] in '"“' and text[-1:] in '"”' and not set(text[1:-1]) & set('"“”')
    return text[1:-1] if whole else text


def in_marks(quote: str) -> str:
    """In quotation marks, where it does not begin with one of its own."""
    told = without_lines(quote)
    return told if told[:1] in '"“' else f"“{told}”"


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut at a word where there is one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut) + "…"


def count(number: int, noun: str) -> str:
    """`1 source`, `1,200 sources`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _speaker(speaker: Speaker) -> str:
    if speaker.name and (speaker.organisation or "") in (speaker.role or ""):
        parts = [speaker.name, speaker.role]  # "director at Acme" says it
    elif speaker.name:
        parts = [speaker.name, speaker.role, speaker.organisation]
    elif speaker.anonymous:
        parts = [f"unnamed {speaker.role or 'speaker'}", speaker.organisation]
    else:
        parts = [speaker.role, speaker.organisation]
    return ", ".join(part for part in parts if part) or "an unknown speaker"


def _value(value: Value) -> str:
    match value:
        case Quantity():
            return _quantity(value)
        case When(span, event):
            return f"{_EVENTS[event]} {span_in_words(span)}"
        case ScopeItem(item, included, exhaustive):
            verb = "covers" if included else "does not cover"
            return f"{verb} {'only ' if exhaustive and included else ''}{_plain(item)}"
        case Money():
            return _money(value)
        case Actor(performer, work):
            whom = "vendor and partner" if performer == "both" else f"the {performer}"
            return f"{_plain(work)}: done by {whom}" if work else f"done by {whom}"
        case State(state):
            return _plain(state)
        case Accuracy(of, accurate):
            return f"{_plain(of).rstrip('. ')}: {'accurate' if accurate else 'not accurate'}"
        case Eligibility(who, limits, eligible):
            state = "eligible" if eligible else "not eligible"
            return f"{who}: {state} ({', '.join(limits)})"


def _quantity(value: Quantity) -> str:
    low, high = value.span.low, value.span.high
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,} {_plural(value.unit, high)}".rstrip()
    number = low if low is not None else high
    if number is None:
        return f"an unknown number of {_plural(value.unit, 2)}"
    counted = f"{number:,} {_plural(value.unit, number)}".rstrip()
    if value.bound == "minimum" and number == 0:
        return "no minimum"
    if value.bound == "exact" or low == high:
        return counted if value.bound == "exact" else f"about {counted}"
    return f"at most {counted}" if low is None else f"{counted} or more"


def _money(value: Money) -> str:
    if value.amount is None:
        return f"a {value.role} without a sum"
    per = f" per {_plain(value.per)}" if value.per else ""
    if value.amount == 0:
        return f"free of charge{per}"
    amount = f"{value.amount:,f}"
    amount = amount.rstrip("0").rstrip(".") if "." in amount else amount
    return f"{value.currency or ''} {amount}{per} ({value.role})".strip()


def _plural(unit: str, number: int) -> str:
    unit = _plain(unit)
    if number == 1 or not unit or unit.endswith("s"):
        return unit
    return f"{unit}es" if unit.endswith("x") else f"{unit}s"


def _plain(key: str) -> str:
    return key.replace("-", " ")


# Not strftime: %b and %a follow the locale of the machine.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
