"""Why two claims were related, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.compare.judge import (
    Outcome,
    Sides,
    Stated,
    is_implied,
    is_rebutted,
    is_weak,
    is_withheld,
    weaker,
)
from monitor.types import Claim
from monitor.values import Accuracy
from monitor.wording import day_in_words, held_in_words, span_in_words


def explain(earlier: Stated, later: Stated, outcome: Outcome, sides: Sides) -> str:
    """One plain sentence that says why."""
    a, b = _said(earlier), _said(later)
    match outcome.rule:
        case "silent":
            why = "the same page now says something else, and nothing on it marks the change"
        case "noticed":
            why = "the page now says something else, and a notice on it tells that it was changed"
        case "superseded":
            why = "the page of the earlier one says itself that it no longer holds"
        case "later-word":
            voice = "organisation" if later.claim.speaker.organisation else "person"
            why = f"the later word of the same {voice} replaces the earlier one"
        case "announced":
            why = "the later statement says itself that something changed"
        case "against-itself":
            side = earlier.claim.speaker.organisation or _who(earlier.claim)
            why = f"both stood at the same time, so {side} contradicts itself"
        case "reported":
            why = "the text itself tells of the change"
        case "denies-change":
            why = "one says that it held all along, the other that it was once otherwise"
        case "denies-own-past":
            why = f"{_who(later.claim)} says that it held all along, but had said otherwise before"
        case "withheld":
            shy = earlier if is_withheld(earlier.claim) else later
            why = f"{_who(shy.claim)} would not confirm what the other says more precisely"
        case "disputed":
            judging = earlier if isinstance(earlier.claim.value, Accuracy) else later
            why = f"{_who(judging.claim)} calls wrong what was said right before"
        case "confirmed-yet-open":
            why = "what is confirmed as right is, by the same organisation's word, not yet settled"
        case "settled":
            why = "what was open then has a firm date now"
        case "denial":
            why = "one speaker calls wrong what the other calls right"
        case "weak-side":
            weak = weaker(earlier, later) or later
            why = f"they do not fit, but what {_who(weak.claim)} says {_weakness(weak)}"
        case "omits-exception":
            why = "one names an exception that the other leaves out"
        case "only":
            why = 'they do not fit if the one\'s "only" is meant as it stands'
        case "rates":
            why = "each names another rate, and none of them says that there are several"
        case "denies-whole":
            why = "that what the program is known for is not covered may be said of some case of it"
        case "other-parts":
            why = "they may be of different parts: what one of them names, the other does not"
        case "same-outlet":
            why = "the same outlet reported both, and does not say which of them holds"
        case "both-past":
            why = "each dates what had come when it was told, and they may not mean the same"
        case "inside":
            why = "the later statement is the more precise one"
        case "around" | "overlapping":
            why = "the two can both hold"
        case _:
            why = f"they cannot both hold ({_who_against_whom(earlier.claim, later.claim, sides)})"
    if earlier.moved or later.moved:
        which = "later" if later.moved else "earlier"
        why += f"; the sentence of the {which} one was edited to name another part of the program"
    return f"{a}; {b}: {why}."


def _weakness(weak: Stated) -> str:
    claim = weak.claim
    if claim.attribution.kind == "hearsay":
        return "is only second-hand"
    if is_rebutted(claim):
        return "is called wrong in the same text"
    if is_implied(claim) and not is_weak(claim):
        return "does not name the program"
    return f"is only {claim.modality}"


def reason_in(explanation: str, later: Iterable[Claim]) -> str:
    """Of such a sentence the reason alone, for who sees both sides anyway; all of it if in doubt.

    `later` are the claims of the later side, of which it quotes one.
    """
    for claim in later:
        _, found, reason = explanation.rpartition(f"): {held_in_words(claim)}: ")
        if found:
            return reason[:1].upper() + reason[1:]
    return explanation


def _said(stated: Stated) -> str:
    claim, dated = stated.claim, stated.claim.published
    when = span_in_words(dated) if dated else "undated"
    if dated and dated.latest and stated.since > dated.latest:
        when += f", edited {day_in_words(stated.since)}"
    via = "" if claim.reported_by == _who(claim) else f" in {claim.reported_by}"
    return f"{_who(claim)}{via} ({when}): {held_in_words(claim)}"


def _who(claim: Claim) -> str:
    speaker = claim.speaker
    if speaker.name:
        return f"{speaker.name} ({speaker.organisation})" if speaker.organisation else speaker.name
    side = speaker.organisation
    if side is None:
        return f"unnamed {speaker.role or 'source'}"
    if speaker.anonymous:
        return f"unnamed {speaker.role} ({side})" if speaker.role else side
    official = speaker.role and speaker.role not in ("outlet", "document")
    return f"{side} {speaker.role}" if official else side


def _who_against_whom(a: Claim, b: Claim, sides: Sides) -> str:
    others = [claim for claim in (a, b) if claim.speaker.organisation != sides.vendor]
    if not others:
        return "the vendor against itself"
    if len(others) > 1:
        return "one account against another"
    press = others[0].attribution.kind == "outlet"
    return "press against vendor" if press else "another account against the vendor's"
