"""Folds what says the same into one place: a position by its first claim, and who else holds it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor import wording as words
from monitor.compare.origins import origins
from monitor.compare.stood import said_on
from monitor.digest.shape import Repeat, Side
from monitor.sides import Held, first_of
from monitor.types import Claim

# A sentence is rarely longer, and no page may fill the digest with one of its own making.
LONGEST_QUOTE = 500
LONGEST_LINE = 200
# Whole texts are compared, at some 10 milliseconds each; past this many, nobody asks for origins.
MOST_TEXTS = 30
# Outlets called by their names; the others are counted.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A position that was taken before: its first claim, and which of the new documents held it."""

    first: Claim
    documents: Collection[str]


@dataclass(frozen=True, slots=True)
class Background:
    """What the new is told against.

    `claims` holds by key those that relations name, `known` the positions of
    new claims that were taken before; title and text are those of a
    revision, None where it is not kept; the edit of a claim is the day on
    which its words were seen to come into a page that kept its date.
    """

    claims: Mapping[str, Claim]
    known: Mapping[Held, Known]
    title_of: Callable[[str], str | None]
    text_of: Callable[[str], str | None]
    edit_of: Callable[[Claim], date | None]
    topics: Mapping[str, str]


def side_of(first: Claim, same: Sequence[Claim], background: Background) -> Side:
    """One position in the words of its first claim, with who else holds the same."""
    return Side(
        claim=first.key,
        value=words.shorten(words.held_in_words(first), LONGEST_LINE),
        firmness=words.firmness_in_words(first),
        quote=words.shorten(words.bare(first.quote), LONGEST_QUOTE),
        voice=words.shorten(words.voice_in_words(first), LONGEST_LINE),
        outlet=words.shorten(first.reported_by, LONGEST_LINE),
        dated=words.dated_in_words(first, background.edit_of(first)),
        title=_title(first, background),
        document=first.document,
        also=_also(same, first, background),
    )


def repeat_of(same: Sequence[Claim], known: Known, background: Background) -> Repeat:
    """A known position, and who says so now."""
    latest = first_of(same)
    outlets = list(dict.fromkeys(one.reported_by for one in sorted(same, key=said_on)))
    shown = [words.shorten(one, LONGEST_LINE) for one in outlets[:_NAMED]]
    if len(outlets) > _NAMED:
        shown.append(words.count(len(outlets) - _NAMED, "more outlet"))
    voices = _voices([known.first, *same], background)
    outlet = words.shorten(known.first.reported_by, LONGEST_LINE)
    return Repeat(
        topic=background.topics.get(latest.topic, latest.topic),
        facet=latest.facet,
        value=words.shorten(words.held_in_words(latest), LONGEST_LINE),
        first=f"{outlet}, {words.dated_in_words(known.first, background.edit_of(known.first))}",
        by=", ".join(shown) + (f" ({voices})" if voices else ""),
        title=_title(latest, background),
        document=latest.document,
    )


def _also(same: Sequence[Claim], first: Claim, background: Background) -> str:
    outlets = {one.reported_by for one in same} - {first.reported_by}
    if outlets:
        voices = _voices(same, background)
        return f"also in {words.count(len(outlets), 'outlet')}" + (f", {voices}" if voices else "")
    documents = {one.document for one in same} - {first.document}
    more = words.count(len(documents), "more document")
    return f"also in {more} of this outlet" if documents else ""


def _voices(same: Sequence[Claim], background: Background) -> str:
    """Whether outlets have texts of their own, or copies of one; "" where that is not known."""
    revisions = {one.document: (one.reported_by, one.revision) for one in same}
    outlets = {outlet: list[str]() for outlet, _ in revisions.values()}
    if len(outlets) == 1 or len(revisions) > MOST_TEXTS:
        return ""
    for outlet, revision in revisions.values():
        outlets[outlet].append(background.text_of(revision) or "")
    number = len(origins({outlet: "\n".join(texts) for outlet, texts in outlets.items()}))
    if number == 1:
        return "one origin"
    return "no copies" if number == len(outlets) else f"{number} origins"


def _title(claim: Claim, background: Background) -> str | None:
    title = background.title_of(claim.revision)
    return words.shorten(title, LONGEST_LINE) if title else None
