"""What a sentence says of an item: covered, kept out, or nothing."""

from __future__ import annotations

import re

from monitor.extract.facets.alone import is_alone, is_more_than, is_on_condition
from monitor.extract.facets.clause import is_agent, verb_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.givers import is_by_program, is_of_program
from monitor.extract.facets.kept_out import NEXT_CLAUSE, is_excluded
from monitor.extract.facets.listing import Verdict
from monitor.extract.facets.outside import (
    CONFINED,
    NEXT_SENTENCE,
    by_nobody,
    is_left,
    is_shut_out,
)
from monitor.extract.facets.page import ITEMS
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "Add-ons": what looks like a verb begins another word.
_COMPOUND = re.compile(r"-[a-z]")
# States of which nothing follows for what is covered.
_UNDECIDED = ("state:undecided", "state:in-flux")
# Characters from an item to what is said of it alone ("that is", "in the program is still").
_CLOSE = 32
# "What would you add, given the chance?": the answer is a wish.
_IMAGINES = Rule(r"\b{covered.imagines}\b", re.IGNORECASE)
# "Are pads included?", "does it move mail?"
_YES_NO = Rule(r"[\W_]*{covered.asks_yes_no}\b", re.IGNORECASE)
# Characters between an item and those who do it.
_TIED = 60
_IT = Rule(r"\s+{covered.it}\b", re.IGNORECASE)
# "The mail itself they'll move": the object stands in front, and nothing behind the verb.
_FRONTED = Rule(r"(?:\s+{covered.fronted})?,?\s+", re.IGNORECASE)
_ENDS = Rule(r"\s*(?:[.,;!?)—–]|$)|\s+{covered.behind}\b", re.IGNORECASE)
_FRONTED_REACH = 14
# From the program's name to what it is: an article, a possessor, a word or two.
_IS = Rule(r"\s+{covered.being}\s+(?:[\w'’-]+\s+){0,4}", re.IGNORECASE)
# "Does both mail and archives": at most three words to the item.
_DOES = Rule(
    r"(?:['’]\w+)?\s+(?:{covered.may}\s+)?{covered.does}\s+(?:(?!{covered.no}\b)[\w'’-]+\s+){0,3}",
    re.IGNORECASE,
)
# Between a negation and the verb that it denies.
_BESIDE = 1
_THE_SAME = Rule(r"[\W_]*{covered.the_same}\b", re.IGNORECASE)
# "Public folders, yes, since May", "archives no": in short, with nothing else behind it.
_YES_OR_NO = Rule(
    r"[,:]?\s+(?:(?P<yes>{covered.yes})|{covered.no_alone})(?=\s*(?:[.,:;!)]|$))", re.IGNORECASE
)
_YES = Rule(r",\s+{covered.yes}\b", re.IGNORECASE)
# "Archives too."
_TOO = Rule(r"\s{covered.too}\W*$", re.IGNORECASE)
_FEW = 5
# "Everything but mail", "nothing beyond the mail".
_ALL_BUT = Rule(
    r"\b(?:{covered.all}|{covered.nothing})\s+(?:[\w'’-]+\s+){0,5}?{covered.excepting}\s+"
    r"(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_RELATIVE = Rule(r"\b{mentions.relative}\b", re.IGNORECASE)
_EXCEPTS = Rule(r"\s{covered.excepting}\s", re.IGNORECASE)
_NOTHING = Rule(r"{covered.nothing}\b", re.IGNORECASE)
# "…, not archives or file shares": up to eight words of an enumeration.
_SET_AGAINST = Rule(
    r"(?:,|\s[—–-]|\b{covered.and_or_but})\s+{covered.set_against}\s+(?!{covered.no_contrast}\b)"
    r"(?:[\w'’/-]+,?\s+){0,8}[\w'’/-]+$",
    re.IGNORECASE,
)
# "Public folders, excluded at launch, were added in May".
_ADDED = Rule(r",[^,;.]{1,60},\s+{covered.added}\b", re.IGNORECASE)
# "Mounts it in the existing cabinet": where, and not what.
_PLACE = Rule(r"\b{covered.place}\s+{covered.its}\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
# "Customers who want their libraries moved": not yet done.
_WANTED = Rule(r"\b{covered.wanted}\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)
# "Guidance, and run the move themselves": what an item ends with may be another clause.
_AND_SO = Rule(r"[,;]?\s+{covered.and_so}\b", re.IGNORECASE)
# "Nothing in an archive gets moved".
_NOTHING_IN = Rule(r"(?:^|[,;:]\s)[\W_]*{clause.nothing}\s[^,;:]*$", re.IGNORECASE)
# "\"Who moves our files?\" was the first question".
_ASKED = re.compile(r"[^\"“”]*\?[\"”]")
_GERUND = Rule(r"{covered.gerund}$", re.IGNORECASE)
# "File shares", "mailbox moves": a noun behind one that is no plural.
_PLURAL = Rule(r"{clause.plurals}", re.IGNORECASE)
# "Unlike the mailboxes, archives are not": what is compared.
_UNLIKE = Rule(r"[\W_]*{strangers.unlike}\s[^,]*$", re.IGNORECASE)
# From an item to what is handed over: another sentence within the sentence.
_OTHERS_CLAUSE = Rule(r",\s+{covered.goes_on}\s+{covered.subjects}\b", re.IGNORECASE)
# "The minimum for file shares", "the fee for".
_MEASURE = Rule(r"\b{covered.measures}\s+(?:[\w'’-]+\s+){0,2}$", re.IGNORECASE)


def by_sentence(frame: Frame, mark: Mark) -> Verdict | None:
    """What a sentence says of an item by its verbs; None where it only mentions it."""
    if not frame.is_anchored("scope"):
        return None
    mark = _head(frame, mark)
    if frame.rules[_EXCEPTS].search(frame.passage.slice(mark.start, mark.end)):
        return Verdict(False, "excluded")  # "all migrations except those of hybrid tenants"
    inside = (no for no in frame.negations if mark.start < no.start and no.end < mark.end)
    if any(not _is_of_relative(frame, mark, no) for no in inside):
        return Verdict(False, "excluded") if is_of_program(frame, mark) else None  # "moves no mail"
    excepted = _all_but(frame, mark)
    if excepted is not None:
        return excepted if excepted.included or is_of_program(frame, mark) else None
    short = frame.rules[_YES_OR_NO].match(frame.passage.text, mark.end - frame.passage.start)
    if short is not None and frame.setting.focused:
        return Verdict(short["yes"] is not None, "in-short")
    if frame.rules[_THE_SAME].match(frame.passage.text) or _is_added(frame):
        return _the_same(frame)
    if _is_handed_over(frame, mark):
        return Verdict(False, "handed-over")
    if is_left(frame, mark):
        # "The small ones do the migration on their own": of the others it says nothing.
        done_to = _inside(frame, mark, "perform")
        general = done_to is not None and not _is_noun(frame, mark, done_to)
        return None if general else Verdict(False, "left")
    if not is_of_program(frame, mark):
        return None
    if _is_set_against(frame, mark):
        return Verdict(False, "set-against")
    if is_alone(frame, mark):
        return Verdict(True, "only", exhaustive=not is_on_condition(frame, mark))
    if frame.before(mark, frame.words("qualify"), 40):
        return None
    if is_more_than(frame, mark):
        return Verdict(True, "provided")
    if frame.rules[_ADDED].match(frame.passage.text, mark.end - frame.passage.start):
        return Verdict(True, "added")
    if is_excluded(frame, mark) or is_shut_out(frame, mark):
        before = frame.passage.slice(frame.passage.start, mark.start)
        # What becomes of the minimum does not become of the item.
        return None if frame.rules[_MEASURE].search(before) else Verdict(False, "excluded")
    if _is_open(frame, mark):
        return None
    if _is_taken_up(frame, mark):
        return Verdict(True, "performed")
    if _is_done(frame, mark):
        return Verdict(True, "performed")
    given = _inside(frame, mark, "provide")
    if given is None or _is_noun(frame, mark, given):
        given = frame.before(mark, _giving(frame), 140)
    if (
        given is not None
        and not frame.rules[_PLACE].search(frame.passage.slice(given.end, mark.start))
        and is_by_program(frame, given)
    ):
        confined = frame.rules[CONFINED].match(
            frame.passage.text, given.start - frame.passage.start
        )
        denied = (frame.negated(given, 25) or by_nobody(frame, given)) and not confined
        return Verdict(False, "denied") if denied else Verdict(True, "provided")
    if _is_defined(frame, mark):
        return Verdict(True, "defined")
    stays = frame.after(mark, frame.words("stays"), 90) or _inside(frame, mark, "stays")
    if stays is not None:
        return _by_predicate(frame, mark, stays)
    asked = frame.setting.question
    if (
        asked is not None
        and asked.has("words", "provide")
        and not frame.terms("performer:")
        and not frame.words("exclude")  # it may be said of the next item alone
        and not frame.rules[_IMAGINES].search(asked.text)
        and not frame.rules[_YES_NO].match(asked.text)  # to that "no" may have been the answer
    ):
        # "What can you move? Mail, and files from a share.", "What don't you get? Archives."
        return Verdict(not asked.get("triggers", "negated"), "asked-for")
    return None


def is_only_named(frame: Frame, mark: Mark) -> bool:
    """Whether an item is compared, or asked for in somebody's words, and nothing is said of it."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if frame.rules[_UNLIKE].match(before):
        return True
    return _ASKED.match(frame.passage.text, mark.end - frame.passage.start) is not None


def _by_predicate(frame: Frame, mark: Mark, verb: Mark) -> Verdict | None:
    """By a predicate of being within: "are included", but "not included", "nothing … is"."""
    denied = any(verb.within(word.start, word.end) for word in frame.words("exclude"))
    before = frame.passage.slice(frame.passage.start, mark.start)
    if denied or frame.rules[_NOTHING_IN].search(before):
        return Verdict(False, "excluded")
    if frame.negated(verb, reach=_BESIDE):
        return None  # "OneDrive: files of 2 GB don't get moved": said of something else
    return Verdict(True, "stays", verb=verb)


def _is_of_relative(frame: Frame, mark: Mark, no: Mark) -> bool:
    """ "An application that does not work": what is denied is what it does, and not the item."""
    return frame.rules[_RELATIVE].search(frame.passage.slice(mark.start, no.start)) is not None


def _head(frame: Frame, mark: Mark) -> Mark:
    """An item without the clause that its wording ends with ("guidance so that you can move")."""
    anew = frame.rules[_AND_SO].search(frame.passage.slice(mark.start, mark.end))
    if anew is None:
        return mark
    at = mark.start + anew.start()
    work = any(at < word.start < mark.end for word in frame.words("perform"))
    return Mark(mark.start, at, mark.label, mark.values) if work else mark


def _is_open(frame: Frame, mark: Mark) -> bool:
    """ "As for archives, that is under review": nobody says yet whether it is covered."""
    open_ = [state for state in frame.terms("state:") if state.label in _UNDECIDED]
    return frame.after(mark, open_, _CLOSE) is not None


def _the_same(frame: Frame) -> Verdict | None:
    """ "The same goes for archives": what the sentence before says of another item."""
    before = frame.setting.before
    if before is None or before.block != frame.passage.block:
        return None
    if before.has("words", "exclude"):
        return Verdict(False, "same")
    said = before.has("words", "stays", "provide") or frame.rules[_YES].search(before.text)
    return Verdict(True, "same") if said else None


def _is_added(frame: Frame) -> bool:
    """ "Archives too.": a few words that go on with what was said."""
    few = len(frame.passage.text.split()) <= _FEW
    return few and frame.rules[_TOO].search(frame.passage.text) is not None


def _all_but(frame: Frame, mark: Mark) -> Verdict | None:
    """Of the one exception: "everything but mail is left to you", "covers nothing beyond mail"."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    said = frame.rules[_ALL_BUT].search(before)
    if said is None:
        return None
    others = Mark(frame.passage.start + said.start(), mark.start, "")
    none = frame.rules[_NOTHING].match(said.group()) or frame.negated(others)
    behind = frame.after(mark, frame.words("exclude", "hand-over"), _TIED)
    out = none or behind is not None or is_left(frame, mark)
    return Verdict(True, "only", exhaustive=True) if out else Verdict(False, "excluded")


def _is_set_against(frame: Frame, mark: Mark) -> bool:
    """Whether it is what another item is set against ("mail, not archives or file shares")."""
    text, first = frame.passage.text, frame.passage.start
    against = frame.rules[_SET_AGAINST].search(text[: mark.end - first])
    if against is None:
        return False
    start = against.start() + first
    verbs = (*frame.words("provide"), *frame.words("perform"))
    anew = any(start < verb.start and verb.end < mark.end for verb in verbs)
    return not anew and any(item.end <= start for label in ITEMS for item in frame.terms(label))


def _is_handed_over(frame: Frame, mark: Mark) -> bool:
    """Whether an item is left to a partner, and not one that is done ("customers on-boarded")."""
    passage, rules = frame.passage, frame.rules
    handed = frame.after(mark, frame.words("hand-over"), 120)
    between = passage.slice(mark.end, handed.start) if handed else ""
    if handed is None or rules[_OTHERS_CLAUSE].search(between) or NEXT_SENTENCE.search(between):
        return False
    if passage.get("money") and frame.words("fund", "earn"):
        return False  # "pays $8 a seat for onboarding by a partner": what partners are paid for
    done = passage.slice(mark.start, mark.end).endswith(rules.edges("covered.done"))
    if done and not rules[_WANTED].search(passage.slice(passage.start, mark.start)):
        return False
    doer = frame.after(handed, frame.terms("performer:"), 40)  # "by engineers, not by partners"
    return doer is not None and doer.label == "performer:partner"


def _giving(frame: Frame) -> list[Mark]:
    """The verbs of giving, without those that only tell who spoke ("he added that"), and without
    what begins another word ("add-ons").
    """
    cues = [speech.values["cue_at"] for speech in frame.passage.get("speech")]
    return [
        word
        for word in frame.words("provide")
        if not any(cue and cue[0] <= word.start < cue[1] for cue in cues)
        and not _COMPOUND.match(frame.passage.text, word.end - frame.passage.start)
    ]


def _is_taken_up(frame: Frame, mark: Mark) -> bool:
    """ "Data migration is another matter: the vendor performs it"; "performed by the vendor"."""
    for doer in frame.doers("vendor"):
        between = frame.passage.slice(mark.end, doer.start)
        if (
            0 < len(between) <= _TIED
            and is_agent(frame, doer)
            and not frame.rules[NEXT_CLAUSE].search(between)
        ):
            return True  # "a mailbox migration performed by our staff"
        verb = verb_of(frame, doer) if doer.start > mark.end else None
        if verb is None or not verb.is_work:
            continue
        behind = frame.passage.slice(verb.end, verb.end + _FRONTED_REACH)
        fronted = frame.rules[_FRONTED].fullmatch(between) and frame.rules[_ENDS].match(behind)
        if fronted or frame.rules[_IT].match(behind):
            return True
    return False


def _is_done(frame: Frame, mark: Mark) -> bool:
    """ "The program does both mail and archives"."""
    named = (*frame.terms("program"), *frame.terms("short"), *frame.doers("vendor"))
    return any(
        frame.rules[_DOES].fullmatch(frame.passage.slice(name.end, mark.start)) for name in named
    )


def _is_defined(frame: Frame, mark: Mark) -> bool:
    """Whether it is said what the program is ("Swift is the vendor's onboarding service")."""
    named = (*frame.terms("program"), *frame.terms("short"))
    return any(
        frame.rules[_IS].fullmatch(frame.passage.slice(name.end, mark.start)) for name in named
    )


def _inside(frame: Frame, mark: Mark, label: str) -> Mark | None:
    """The verb that is part of the item's own wording ("moving mailboxes")."""
    first = frame.passage.start
    return next(
        (
            word
            for word in frame.words(label)
            if word.start < mark.end
            and mark.start < word.end
            and not frame.passage.text[: word.start - first].endswith("-")  # "value-added"
        ),
        None,
    )


def _is_noun(frame: Frame, item: Mark, verb: Mark) -> bool:
    """Whether what looks like a verb is an item's noun: "file shares", but no "mailboxes move"."""
    ends = item.start < verb.start and verb.end == item.end
    if not ends:
        return False
    if any(word.start == verb.start for word in frame.passage.get("idle")):
        return True
    if frame.rules[_GERUND].search(frame.passage.slice(verb.start, verb.end)):
        return True  # "number porting"
    plural, words = frame.rules[_PLURAL], frame.passage.slice(item.start, item.end).split()
    several = [plural.fullmatch(word) is not None for word in words[-2:]]
    return several == [False, True]
