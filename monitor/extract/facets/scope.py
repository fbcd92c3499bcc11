"""Scope: what the program covers and what it does not. A mere mention is no claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from monitor.extract.facets.covered import by_sentence, is_only_named
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.items import is_general, items_of
from monitor.extract.facets.lasting import CURRENT
from monitor.extract.facets.listing import (
    Verdict,
    by_label,
    by_list,
    by_scope_label,
    elliptic,
    is_label,
    is_under_denial,
)
from monitor.extract.facets.mentions import is_in_name, is_partly
from monitor.extract.facets.page import ITEMS, Setting
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.taken_up import is_taken_up_and_denied
from monitor.extract.passages import Mark
from monitor.values import ScopeItem

# Between two items of an enumeration: words and commas, a conjunction, no verb of a sentence.
_LISTED = Rule(
    r"(?=[^&]*(?:,|\b{covered.joins}\b|&))(?!.*\b{covered.verbs}\b)[\w\s'’“”\"(),&/.-]{1,90}",
    re.IGNORECASE | re.DOTALL,
)
_OUTRIGHT = Rule(r"\s+{covered.is_not}(?: {covered.on_offer})?\s*[.;,!)]")

# "Anything beyond the mailbox".
_BEYOND = Rule(r"\b{covered.beyond}\s+(?:{clause.articles}\s+)?$", re.IGNORECASE)
_ANYTHING = Rule(r"\b{covered.anything}$", re.IGNORECASE)
# "Used to cover mail but no longer does".
_NO_LONGER = Rule(r",?\s+{covered.no_longer}\b", re.IGNORECASE)


def scope(frame: Frame) -> Iterator[Draft]:
    """One draft an item that the passage puts inside or outside the program."""
    named = any(frame.terms(label) for label in ITEMS) or frame.asked or _may_go_on(frame)
    if not named or frame.is_foreign or _is_imagined(frame):
        return
    if frame.is_question and (frame.answered is None or frame.words("limit-noun")):
        return
    if frame.leads_in or is_label(frame):
        return  # what a lead-in says, its entries say
    seen = set[tuple[str, bool]]()
    told = list(_verdicts(frame))
    out = [(mark, name) for mark, name, v in told if v is not None and not v.included]
    above = frozenset[str]().union(*(frame.topic.ancestors(name) for _, name in out))
    for mark, name, verdict in told:
        if verdict is None or (name, verdict.included) in seen:
            continue
        if frame.is_denied_in_row(name, verdict.included):
            continue
        if verdict.included and mark.label.startswith("item-outside:"):
            continue  # a bare name of what is deployed
        if name in frame.topic.products and not _is_programs(frame):
            continue  # "Orbit Rooms were extended": news of a product
        if not verdict.included and _is_excepted(frame, mark):
            continue  # "anything beyond the mailbox stays with partners"
        loose = not mark.label.startswith("item:") or any(_touch(mark, one) for one, _ in out)
        if not verdict.included and name in above and loose and verdict.rule != "set-against":
            continue  # "no public folders or site mailboxes": mail is not shut out
        general = is_general(frame, name) and not _is_not(frame, mark)
        if not verdict.included and (general or is_partly(frame, mark)):
            continue  # "issues may prevent items from being migrated" shuts out no migration
        seen.add((name, verdict.included))
        yield frame.draft(_draft(frame, mark, name, verdict))


def _is_excepted(frame: Frame, mark: Mark) -> bool:
    """Whether what is said holds of all but it."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[_BEYOND].search(before) is not None


def _is_programs(frame: Frame) -> bool:
    """Whether a sentence names the program or its people, or hangs on what does."""
    named = frame.terms("program") or frame.terms("short") or frame.doers("vendor")
    return bool(named or frame.asked) or frame.passage.kind != "paragraph"


def _heads_row(frame: Frame) -> bool:
    """Whether it is the first cell of a row, whose other cells tell who does it, or whether."""
    first = frame.passage.kind == "cell" and frame.setting.subject is None
    doers = [one for one in frame.setting.columns if one.has(frame.group, "performer:")]
    return first and len(doers) > 1 and not frame.terms("performer:")


def _touch(mark: Mark, other: Mark) -> bool:
    """Whether two wordings are one ("migrate email archives"), and no enumeration."""
    return other is not mark and mark.start <= other.end + 1 and other.start <= mark.end + 1


def _is_imagined(frame: Frame) -> bool:
    """Whether it opens as an example; inside a sentence one only tells of what, "e.g. archives"."""
    first = next(iter(frame.words("example")), None)
    return first is not None and not re.search(
        r"\w", frame.passage.slice(frame.passage.start, first.start)
    )


def _verdicts(frame: Frame) -> Iterator[tuple[Mark, str, Verdict | None]]:
    """The items of the passage with their verdicts, or those it answers for ("Archives | No")."""
    if frame.is_question:
        yield from (
            (m, name, Verdict(bool(frame.answered), "answered"))
            for m, name in items_of(frame)
            if not _asks_of_partners(frame, m)
        )
        return
    own = [(mark, name) for mark, name in items_of(frame) if not is_only_named(frame, mark)]
    yield from _shared(frame, [(mark, name, _verdict(frame, mark)) for mark, name in own])
    if own and frame.answers is None:
        return
    if not own and _may_go_on(frame) and is_taken_up_and_denied(frame):
        yield from _left_open(frame)
        return
    verdict = elliptic(frame)
    # A question that is no heading has told of its items itself, together with this answer.
    asking = [p for p in frame.asked if p is not frame.setting.question or p.kind == "heading"]
    denied = verdict is not None and not verdict.included
    # The first cell of a row is what its table is on: "Mailboxes | Yes".
    labels = ITEMS if denied else ITEMS[: 2 if frame.passage.kind == "cell" else 1]
    asked = next((p for p in asking if p.has(frame.group, *labels)), None)
    if verdict is not None and asked is not None:
        said = {name for _, name in own}
        told = ((mark, name) for mark, name in items_of(frame, asked) if name not in said)
        yield from ((mark, name, verdict) for mark, name in told)


def _asks_of_partners(frame: Frame, item: Mark) -> bool:
    """ "Do partners move the mail?": yes or no, it is not asked whether the program does."""
    doers = [one for one in frame.doers("partner") if one.end <= item.start]
    return any(
        one.end <= done.start <= item.start for one in doers for done in frame.words("perform")
    )


def _may_go_on(frame: Frame) -> bool:
    """Whether the sentence before, in the same paragraph, names an item."""
    before = frame.setting.before
    return (
        before is not None
        and before.block == frame.passage.block
        and before.has(frame.group, *ITEMS[:2])
    )


def _left_open(frame: Frame) -> Iterator[tuple[Mark, str, Verdict]]:
    """The items of the sentence before of which that said nothing ("… That is not covered")."""
    before = frame.setting.before
    if before is None:
        return
    setting = Setting(focused=frame.setting.focused, elsewhere=frame.setting.elsewhere)
    earlier = Frame(frame.rules, frame.topic, frame.revision, before, setting)
    if earlier.is_foreign:
        return
    for mark, name in items_of(earlier):
        if earlier.is_question or _verdict(earlier, mark) is None:
            whole = Mark(frame.passage.start, frame.passage.end, mark.label)
            yield whole, name, Verdict(False, "taken-up")


def _shared(
    frame: Frame, found: list[tuple[Mark, str, Verdict | None]]
) -> list[tuple[Mark, str, Verdict | None]]:
    """The same, where items of one enumeration share what is said of one of them."""
    for pair in (*pairwise(range(len(found))), *pairwise(reversed(range(len(found))))):
        (one, _, said), (other, name, silent) = found[pair[0]], found[pair[1]]
        if said is not None and silent is None and _enumerated(frame, one, other):
            found[pair[1]] = (other, name, said)
    return found


def _enumerated(frame: Frame, one: Mark, other: Mark) -> bool:
    """Whether only a comma, "and" or "or" and a few words that are no verbs part two items."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    between = frame.passage.slice(first.end, second.start)
    if not frame.rules[_LISTED].fullmatch(between) or frame.parted(first, second):
        return False
    if any(verb.start == second.start for verb in frame.words("perform")):
        return False  # "you get guidance and carry out the migration": another verb
    told = (*frame.words("perform", "exclude", "hand-over", "stays"), *frame.performers)
    counted = frame.passage.get("quantities")
    return not any(first.end <= m.start < second.start for m in (*told, *counted))


def _is_not(frame: Frame, mark: Mark) -> bool:
    """Whether a head of a family is denied outright ("but migration is not", "move anything")."""
    passage = frame.passage
    outright = frame.rules[_OUTRIGHT].match(passage.text, mark.end - passage.start)
    whole = frame.rules[_ANYTHING].search(passage.slice(mark.start, mark.end))
    return outright is not None or whole is not None


def _draft(frame: Frame, mark: Mark, name: str, verdict: Verdict) -> Draft:
    component = next((item.component for item in frame.topic.item if item.name == name), None)
    # An exception is about a component of its own, whatever the item.
    exception = frame.words("exceptions") and frame.component
    parts = (part for part in frame.terms("component:") if is_in_name(frame, frame.passage, part))
    for part in parts:  # "not moved under the onboarding benefit": it may be under another
        component = part.label.removeprefix("component:")
    behind = frame.passage.slice(mark.end, frame.passage.end)
    gone = not verdict.included and frame.rules[_NO_LONGER].match(behind)
    return Draft(
        "scope",
        ScopeItem(name, verdict.included, verdict.exhaustive),
        mark,
        f"scope/{verdict.rule}",
        deny=not verdict.included,
        verb=verdict.verb,
        past=frame.is_question,  # "will" asks there, and plans nothing
        component=frame.component if exception else component,
        qualifiers=CURRENT if gone else (),
    )


def _verdict(frame: Frame, mark: Mark) -> Verdict | None:
    """None where the item is only mentioned."""
    if (told := by_scope_label(frame)) is not None:
        return told
    if frame.passage.kind not in ("entry", "cell"):
        return by_sentence(frame, mark) or by_label(frame)
    if frame.is_answered_in_row:
        return None  # "Archives | No" under "What is included"
    listed, own = by_list(frame), None if _heads_row(frame) else by_sentence(frame, mark)
    before = frame.setting.before if frame.passage.kind == "entry" else None
    goes_on = before is not None and before.block == frame.passage.block
    if goes_on and frame.performers:
        return own  # what else an entry tells: "Training. The vendor hands over material."
    given = own is not None and own.included and not goes_on
    if given and listed is None and is_under_denial(frame):
        return None  # "What customers should not do": no list of what is done for them
    return own if own is not None and (listed is None or not own.included) else listed
