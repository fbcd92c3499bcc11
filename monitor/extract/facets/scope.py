"""Scope: what the program covers and what it does not. A mere mention is no claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from monitor.extract.facets.clause import is_agent, verb_of
from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.givers import is_by_program, is_of_program
from monitor.extract.facets.listing import Verdict, by_label, by_list, elliptic, is_label
from monitor.extract.facets.mentions import (
    is_advised_on,
    is_in_title,
    is_intent,
    is_no_help,
    is_of_another,
    is_partly,
    is_place_or_part,
    is_what_is_taken,
)
from monitor.extract.facets.outside import CONFINED, is_left, is_shut_out
from monitor.extract.facets.page import Setting
from monitor.extract.facets.taken_up import is_taken_up_and_denied
from monitor.extract.passages import Mark, Passage
from monitor.values import ScopeItem

_NEXT_CLAUSE = re.compile(r",\s+(?:and|but|so|or)\b", re.IGNORECASE)
_BY_MAIL = re.compile(r"\b(?:an|by|via|per|in)\s+$", re.IGNORECASE)
_ITEMS = ("item:", "item-short:", "item-outside:")
# Characters between an item and those who do it.
_TIED = 60
_BUT = re.compile(r"[\w\s]{0,30}\bbut\b")
_IT = re.compile(r"\s+(?:it|them|this|that)\b", re.IGNORECASE)
# "mail routing" is a setting, and nothing that is moved.
_MAIL_SETTING = re.compile(
    r"[\s-]+(?:routing|flow|server|client|gateway|domain|security|template|protection|app)",
    re.IGNORECASE,
)
# From the program's name to what it is: an article, a possessor, a word or two.
_IS = re.compile(r"\s+(?:is|was|are)\s+(?:[\w'’-]+\s+){0,4}", re.IGNORECASE)
# Between two items of an enumeration: words and commas, a conjunction, no verb of a sentence.
_LISTED = re.compile(
    r"(?=[^&]*(?:,|\b(?:and|or|nor)\b|&))"
    r"(?!.*\b(?:is|are|was|were|has|have|will|would|can|does|do)\b)[\w\s'’“”\"(),&/.-]{1,90}",
    re.IGNORECASE | re.DOTALL,
)
# "Not only", "doesn't stop at".
_NOT_ONLY = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno longer)\s+(?:just\s+)?$", re.IGNORECASE)
# What stands behind an item and a colon, or behind "but" with the item for its subject.
_COLON_NO = re.compile(
    r"(?:\s[^,;:.]{0,30})?:\s+(?:no|not|never|none|out|excluded|sorry)\b"
    r"(?! (?:change|limit|problem|charge|cost|minimum|later|before|less|only|just))",
    re.IGNORECASE,
)
_BUT_THEN = re.compile(r",?\s+but\s+(?:(?:now|still|then|so far|in the end)\s+)?$", re.IGNORECASE)
_OUTRIGHT = re.compile(
    r"\s+(?:is|are)(?: not|n['’]t)(?: (?:covered|included|offered|available|part of it))?\s*[.;,!)]"
)
# Words that may be anybody's: a subject is to be looked for.
_CANNOT = frozenset({"cannot", "can't", "can’t", "do not", "does not"})
# "no" and at most two words before the item.
_NO_REACH = 22
# "Customers who want their libraries moved": not yet done.
_WANTED = re.compile(r"\b(?:want|wants|need|needs|have|has|get|gets)\s+(?:[\w'’-]+\s+){0,3}$", re.I)
# From an item to what is handed over: another sentence within the sentence.
_OTHERS_CLAUSE = re.compile(
    r",\s+(?:and|but|so)\s+(?:that|it|they|we|you|he|she|customers?)\b", re.IGNORECASE
)


def scope(frame: Frame) -> Iterator[Draft]:
    """One draft an item that the passage puts inside or outside the program."""
    named = any(frame.terms(label) for label in _ITEMS) or frame.asked or _may_go_on(frame)
    if not named or frame.is_foreign or frame.is_example:
        return
    if frame.is_question and frame.answered is None:
        return
    if frame.leads_in or is_label(frame):
        return  # what a lead-in says, its entries say
    seen = set[tuple[str, bool]]()
    told = list(_verdicts(frame))
    out = {name for _, name, verdict in told if verdict is not None and not verdict.included}
    above = frozenset[str]().union(*map(frame.topic.ancestors, out))
    for mark, name, verdict in told:
        if verdict is None or (name, verdict.included) in seen:
            continue
        if verdict.included and mark.label.startswith("item-outside:"):
            continue  # a bare name of what is deployed
        if not verdict.included and name in above:
            continue  # "no public folders or site mailboxes": mail is not shut out
        general = _is_general(frame, name) and not _is_not(frame, mark)
        if not verdict.included and (general or is_partly(frame, mark)):
            continue  # "issues may prevent items from being migrated" shuts out no migration
        seen.add((name, verdict.included))
        yield frame.draft(_draft(frame, mark, name, verdict))


def _verdicts(frame: Frame) -> Iterator[tuple[Mark, str, Verdict | None]]:
    """The items of the passage with their verdicts, or those it answers for ("Archives | No")."""
    if frame.is_question:
        yield from (
            (m, name, Verdict(bool(frame.answered), "answered")) for m, name in _items(frame)
        )
        return
    own = list(_items(frame))
    yield from _shared(frame, [(mark, name, _verdict(frame, mark)) for mark, name in own])
    if own and frame.answers is None:
        return
    if not own and _may_go_on(frame) and is_taken_up_and_denied(frame):
        yield from _left_open(frame)
        return
    verdict = elliptic(frame)
    # A question that is no heading has told of its items itself, together with this answer.
    asking = [p for p in frame.asked if p is not frame.setting.question or p.kind == "heading"]
    asked = next((p for p in asking if p.get(frame.group, "item:")), None)
    if verdict is not None and asked is not None:
        said = {name for _, name in own}
        told = ((mark, name) for mark, name in _items(frame, asked) if name not in said)
        yield from ((mark, name, verdict) for mark, name in told)


def _may_go_on(frame: Frame) -> bool:
    """Whether the sentence before, in the same paragraph, names an item."""
    before = frame.setting.before
    return (
        before is not None
        and before.block == frame.passage.block
        and before.has(frame.group, *_ITEMS[:2])
    )


def _left_open(frame: Frame) -> Iterator[tuple[Mark, str, Verdict]]:
    """The items of the sentence before of which that said nothing ("… That is not covered")."""
    before = frame.setting.before
    if before is None:
        return
    setting = Setting(focused=frame.setting.focused, elsewhere=frame.setting.elsewhere)
    earlier = Frame(frame.topic, frame.revision, before, setting)
    if earlier.is_foreign:
        return
    for mark, name in _items(earlier):
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
    if not _LISTED.fullmatch(between) or frame.parted(first, second):
        return False
    told = (*frame.words("perform", "exclude", "hand-over", "stays"), *frame.performers)
    counted = frame.passage.get("quantities")
    return not any(first.end <= m.start < second.start for m in (*told, *counted))


def _is_general(frame: Frame, name: str) -> bool:
    """Whether an item is the head of a family: what is denied of it is said of some kind."""
    return not frame.topic.ancestors(name) and frame.topic.heads_family(name)


def _is_not(frame: Frame, mark: Mark) -> bool:
    """Whether a head of a family is denied outright ("… is on offer, but migration is not")."""
    return _OUTRIGHT.match(frame.passage.text, mark.end - frame.passage.start) is not None


def _draft(frame: Frame, mark: Mark, name: str, verdict: Verdict) -> Draft:
    component = next((item.component for item in frame.topic.item if item.name == name), None)
    # An exception is about a component of its own, whatever the item.
    exception = frame.words("exceptions") and frame.component
    return Draft(
        "scope",
        ScopeItem(name, verdict.included, verdict.exhaustive),
        mark,
        f"scope/{verdict.rule}",
        deny=not verdict.included,
        verb=verdict.verb,
        past=frame.is_question,  # "will" asks there, and plans nothing
        component=frame.component if exception else component,
    )


def _items(frame: Frame, passage: Passage | None = None) -> Iterator[tuple[Mark, str]]:
    """The items of a passage: the longer wording wins, the general gives way to its kinds."""
    said = passage or frame.passage
    found = [(mark, mark.label.removeprefix("item:")) for mark in said.get(frame.group, "item:")]
    if frame.is_about:
        named = said.get(frame.group, "item-short:")
        short = [mark for mark in named if not _is_by_mail(said, mark)]
        short += said.get(frame.group, "item-outside:")
        found += [(mark, mark.label.partition(":")[2]) for mark in short]
    found = [(mark, name) for mark, name in found if not _swallows(frame, mark, name, found)]
    # The head of a family said in the same breath as its kinds adds nothing.
    above = frozenset[str]().union(*map(frame.topic.ancestors, {name for _, name in found}))
    general = {name for name in above if _is_general(frame, name)}
    for mark, name in found:
        if name in general or any(_holds(other, mark) for other, _ in found):
            continue
        if is_in_title(frame, said, mark) or is_intent(said, mark):
            continue
        others = [other for other, _ in found]
        if not (is_place_or_part(said, mark, others) or is_advised_on(said, mark, others)):
            yield mark, name


def _holds(outer: Mark, inner: Mark) -> bool:
    if outer.start > inner.start or inner.end > outer.end:
        return False
    return outer.end - outer.start > inner.end - inner.start


def _swallows(frame: Frame, mark: Mark, name: str, found: list[tuple[Mark, str]]) -> bool:
    """Whether a loose wording ("migrate .. mailboxes") runs across another item's own words."""
    across = [
        inner
        for other, inner in found
        if mark.start < other.start < mark.end
        and _holds(mark, other)
        and other.label.startswith("item:")
    ]
    if not across or not frame.topic.heads_family(name):
        return False
    return not frame.topic.ancestors(name).union({name}).issuperset(across)


def _is_by_mail(passage: Passage, mark: Mark) -> bool:
    """Whether a short word tells how it was said ("in an email") or set up, not what is moved."""
    first = max(passage.start, mark.start - 10)
    by_mail = _BY_MAIL.search(passage.slice(first, mark.start))
    return bool(by_mail or _MAIL_SETTING.match(passage.slice(mark.end, mark.end + 12)))


def _verdict(frame: Frame, mark: Mark) -> Verdict | None:
    """None where the item is only mentioned."""
    if frame.passage.kind not in ("entry", "cell"):
        return _by_sentence(frame, mark) or by_label(frame)
    listed, own = by_list(frame), _by_sentence(frame, mark)
    return own if own is not None and (listed is None or not own.included) else listed


def _by_sentence(frame: Frame, mark: Mark) -> Verdict | None:
    if not frame.is_anchored("scope"):
        return None
    partners = frame.terms("performer:partner")
    handed = frame.after(mark, frame.words("hand-over"), 120)
    done = frame.passage.slice(mark.start, mark.end).endswith("ed")  # "customers on-boarded by us"
    wanted = _WANTED.search(frame.passage.slice(frame.passage.start, mark.start))
    if handed and _OTHERS_CLAUSE.search(frame.passage.slice(mark.end, handed.start)):
        handed = None
    if handed and (wanted or not done) and frame.after(handed, partners, 40):
        return Verdict(False, "handed-over")
    if is_left(frame, mark):
        # "The small ones do the migration on their own": of the others it says nothing.
        done_to = _inside(frame, mark, "perform")
        general = done_to is not None and not _is_noun(frame, mark, done_to)
        return None if general else Verdict(False, "left")
    if not is_of_program(frame, mark):
        return None
    if frame.before(mark, _only(frame, mark), 40) or _only_at(frame, mark):
        return Verdict(True, "only", exhaustive=True)
    if frame.before(mark, frame.words("qualify"), 40):
        return None
    if _is_excluded(frame, mark) or is_shut_out(frame, mark):
        return Verdict(False, "excluded")
    if _is_taken_up(frame, mark):
        return Verdict(True, "performed")
    given = _inside(frame, mark, "provide")
    if given is None or _is_noun(frame, mark, given):
        given = frame.before(mark, _giving(frame), 140)
    if given is not None and is_by_program(frame, given):
        confined = CONFINED.match(frame.passage.text, given.start - frame.passage.start)
        denied = frame.negated(given, 25) and not confined
        return Verdict(False, "denied") if denied else Verdict(True, "provided")
    if _is_defined(frame, mark):
        return Verdict(True, "defined")
    stays = frame.after(mark, frame.words("stays"), 90) or _inside(frame, mark, "stays")
    if stays is not None:
        return Verdict(True, "stays", verb=stays)
    asked = frame.setting.question
    if asked is not None and asked.has("words", "provide") and not frame.terms("performer:"):
        return Verdict(True, "asked-for")  # "What can you move? Mail, and files from a share."
    return None


def _giving(frame: Frame) -> list[Mark]:
    """The verbs of giving, without those that only tell who spoke ("he added that")."""
    cues = [speech.values["cue_at"] for speech in frame.passage.get("speech")]
    return [
        word
        for word in frame.words("provide")
        if not any(cue and cue[0] <= word.start < cue[1] for cue in cues)
    ]


def _is_taken_up(frame: Frame, mark: Mark) -> bool:
    """ "Data migration is another matter: the vendor performs it"; "performed by the vendor"."""
    for doer in frame.doers("vendor"):
        between = frame.passage.slice(mark.end, doer.start)
        if 0 < len(between) <= _TIED and is_agent(frame, doer) and not _NEXT_CLAUSE.search(between):
            return True  # "a mailbox migration performed by our staff"
        verb = verb_of(frame, doer) if doer.start > mark.end else None
        behind = frame.passage.slice(verb.end, verb.end + 6) if verb and verb.is_work else ""
        if _IT.match(behind):
            return True
    return False


def _is_defined(frame: Frame, mark: Mark) -> bool:
    """Whether it is said what the program is ("Swift is the vendor's onboarding service")."""
    named = (*frame.terms("program"), *frame.terms("short"))
    return any(_IS.fullmatch(frame.passage.slice(name.end, mark.start)) for name in named)


def _only(frame: Frame, mark: Mark) -> list[Mark]:
    """Words of exclusiveness, without those of "not only … but also", and of another item."""
    others = [other for other in frame.terms("item:") if other.end < mark.start]
    others += [other for other in frame.terms("item-short:") if other.end < mark.start]
    return [
        word
        for word in frame.words("only")
        if not _NOT_ONLY.search(frame.passage.slice(frame.passage.start, word.start))
        and not any(0 < word.start - other.end <= 1 for other in others)  # "moves email only, and"
    ]


def _only_at(frame: Frame, mark: Mark) -> bool:
    """Whether "limited to" is part of the item's wording, or "only" stands right behind it."""
    if any(mark.start < word.start < mark.end for word in frame.words("only")):
        return True
    word = frame.after(mark, frame.words("only"), 2)
    if word is not None and any(word.within(out.start, out.end) for out in frame.words("exclude")):
        return False  # "public folders only get advice"
    return word is not None and frame.passage.slice(word.start, word.end).lower() == "only"


def _is_excluded(frame: Frame, mark: Mark) -> bool:
    free = frame.words("free")
    words = [
        word
        for word in frame.words("exclude")
        if not any(f.start <= word.start <= f.end + 1 for f in free) and not is_no_help(frame, word)
    ]
    if _COLON_NO.match(frame.passage.text, mark.end - frame.passage.start):
        return True
    if is_what_is_taken(frame, mark):
        words = [word for word in words if frame.passage.slice(word.start, word.end) not in _CANNOT]
    if any(word.start < mark.start < word.end for word in words) or frame.before(mark, words, 90):
        return True  # "stops migrating data"
    behind = frame.after(mark, words, 45)
    between = frame.passage.slice(mark.end, behind.start) if behind else ""
    if behind and ":" not in between and not _NEXT_CLAUSE.search(between):
        return True
    if any(_BUT_THEN.search(frame.passage.slice(mark.end, w.start)) for w in words):
        return True  # "archives were promised but haven't come"
    behind_it = frame.passage.slice(mark.end, frame.passage.end)
    before = [no for no in frame.negations if no.end <= mark.start]
    if any(is_no_help(frame, no) or is_of_another(frame, no) for no in before):
        return False
    # "no public folders", and not "not the mail but the scanner"
    return frame.negated(mark, reach=_NO_REACH) and not _BUT.match(behind_it)


def _inside(frame: Frame, mark: Mark, label: str) -> Mark | None:
    """The verb that is part of the item's own wording ("moving mailboxes")."""
    words = frame.words(label)
    return next((w for w in words if w.start < mark.end and mark.start < w.end), None)


def _is_noun(frame: Frame, item: Mark, verb: Mark) -> bool:
    """Whether what looks like a verb is an item's noun: "government offers", but no "moves"."""
    ends = item.start < verb.start and verb.end == item.end
    return ends and any(word.start == verb.start for word in frame.passage.get("idle"))
