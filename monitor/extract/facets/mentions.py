"""Where an item or a negation is there, and nothing is said of what the program covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.config.phrases import any_of
from monitor.extract.facets.frame import Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark, Passage

# "does not begin", "do not need": what is denied is no help.
_NEGATES = Rule(r"{mentions.negations}$", re.IGNORECASE)
_NO_HELP = Rule(r"\s+(?:{mentions.yet}\s+)?{mentions.no_help}(?![\w-])", re.IGNORECASE)
# "files over 15 GB": part of them.
_SIZED = Rule(
    r"\s+(?:{mentions.that_are}\s+)?(?:{mentions.over}\s+\d|{mentions.ruled}\b)", re.IGNORECASE
)
# "Mailboxes whose content …", "files subject to": those of a sort.
_SORT = Rule(r"\s+{mentions.of_a_sort}\b", re.IGNORECASE)
# "Environments with more than one directory": it is not the directory that is left out.
_BEARS = Rule(r"\b{mentions.bearers}\s+{mentions.having}\s+(?:[\w'’-]+\s+){1,5}$", re.IGNORECASE)
# "Does not move mail from Acme", "does not migrate from Acme": from there alone.
_FROM = re.compile(r"\s+from\s+[A-Z]")
_NOUN = re.compile(r" [a-z]+")
# Two words in capitals right in front of an item.
_NAMED = re.compile(r"[A-Z][\w.-]*\s[A-Z][\w.-]*\s$")
_PAPER = Rule(r"\s+{mentions.papers}(?![\w-])", re.IGNORECASE)
_THING = Rule(r"\s+{mentions.things}(?![\w-])", re.IGNORECASE)
_NAMESAKE = Rule(r"\s+{mentions.namesakes}(?![\w-])", re.IGNORECASE)
# "Apps that break on Orbit 10 and Orbit 11": what they run on.
_RUNS_ON = Rule(r"\b(?i:{mentions.runs_on})\s+(?:(?:[A-Z][\w.-]*|\d+|{mentions.joins}),?\s+){0,6}$")
# "The version histories of the files": what is said of them is not said of the files.
_OF_IT = Rule(r"\s+{mentions.part_of}\s+(?:{mentions.owners}\s+)*")
# An item whose words are these ends where the work begins that it advises on.
_ADVICE = Rule(r"{mentions.advice}\s+{mentions.advised_on}\s+{mentions.work}", re.IGNORECASE)
# "Archives that sit on file shares": where something lies, and nothing that is moved itself.
_LIES_ON = Rule(r"\s{mentions.lies}\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)
# "Moves mailboxes to Orbit Mail and Orbit Files": where they are moved.
_INTO = Rule(
    r"\s(?i:{mentions.into})\s+(?:(?:[A-Z][\w.-]*|{mentions.joins}|{mentions.in_names}),?\s+){0,8}$"
)
_WORK = Rule(r"\b{mentions.work}\b", re.IGNORECASE)
# "Anyone who takes the migration cannot have both": it is not the migration that cannot.
_WHO_TAKES = Rule(r"\b{mentions.who_takes}\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)
# "Without a minimum": a denial that may be of the limit alone.
_WITHOUT = Rule(r"{passage.short_negations}", re.IGNORECASE)
# "There is no floor any more for onboarding": the floor is denied, and not the onboarding.
_ANOTHER = Rule(r"\s+(?:\w+\s+){0,2}{mentions.others}\b", re.IGNORECASE)

# "Migrate mailboxes whose content …".
_RELATIVE = Rule(r"\b{mentions.relative}\b", re.IGNORECASE)
# "Questions about migrated content": it has been moved already.
_MIGRATED = Rule(
    r"\b{mentions.about}\s+(?:{mentions.owners}\s+)?{mentions.moved}\s+\w+$", re.IGNORECASE
)

# "Not moved under the onboarding benefit".
_UNDER = Rule(r"\b{mentions.under}\s+{mentions.owners}\s+$", re.IGNORECASE)
_OPENS = Rule(r"[\W_]*(?:{mentions.owners}\s+)?", re.IGNORECASE)
_BENEFIT = Rule(r"[\w-]+\s+{passage.programs}\b", re.IGNORECASE)

# Right in front of another item: "guidance and", "repackaging plus"; anywhere between two.
_JOINS = Rule(r"(?:\b{mentions.joins}|[,&+])\s+(?:{mentions.small}\s+)?$", re.IGNORECASE)
_NEW_SUBJECT = Rule(r",\s+{passage.anew_subjects}\s", re.IGNORECASE)
_BUT_NO = Rule(r",\s+{covered.but}\s", re.IGNORECASE)
# "Gives guidance, and your staff": up to who does something else.
_ANEW = Rule(r",\s+{mentions.joins}\s+$", re.IGNORECASE)
_AND = Rule(r"\b{mentions.joins}\b|[,&+]", re.IGNORECASE)


def is_partly(frame: Frame, mark: Mark) -> bool:
    """Whether it is denied for some only: for small customers, for what is large or of a sort."""
    if any(q.values["bound"] == "below" for q in frame.passage.get("quantities")):
        return True
    before = frame.passage.slice(frame.passage.start, mark.start)
    behind = mark.end - frame.passage.start
    if frame.rules[_BEARS].search(before) and _NOUN.match(frame.passage.text, behind):
        return True
    if _is_of_a_product(frame, before):
        return True
    within = _FROM.search(frame.passage.text, mark.start - frame.passage.start, behind)
    if within or _FROM.match(frame.passage.text, behind):
        return True
    return any(
        frame.rules[rule].match(frame.passage.text, behind) is not None for rule in (_SIZED, _SORT)
    )


def _is_of_a_product(frame: Frame, before: str) -> bool:
    """ "Orbit Notes mail is no longer moved": mail of one sort, by the name in front of it."""
    named = _NAMED.search(before)
    if named is None:
        return False
    first = frame.passage.start + named.start()
    ours = (*frame.terms("program"), *frame.terms("short"), *frame.terms("component:"))
    vendors = named.group().split()[0] == frame.topic.vendor
    return not vendors and not any(
        one.end > first for one in ours if one.start <= first + len(named.group())
    )


def is_in_title(frame: Frame, said: Passage, mark: Mark) -> bool:
    """Whether it is a word of the program's name, written in capitals ("the Moving Offer")."""
    return any(
        mark.within(name.start, name.end)
        and said.slice(mark.start, mark.start + 1).isupper()
        and said.slice(mark.end + 1, mark.end + 2).isupper()
        for name in said.get(frame.group, "program")
    )


def is_paper(frame: Frame, said: Passage, mark: Mark) -> bool:
    """ "The planning sheet": a paper, and nothing that is done."""
    return frame.rules[_PAPER].match(said.text, mark.end - said.start) is not None


def is_platform(frame: Frame, said: Passage, mark: Mark) -> bool:
    """ "Apps that break on Orbit 10": what they run on, and nothing that is set up."""
    return frame.rules[_RUNS_ON].search(said.slice(said.start, mark.start)) is not None


def is_namesake(frame: Frame, said: Passage, mark: Mark) -> bool:
    """ "The onboarding center": what bears the name of the work, and is not the work."""
    return frame.rules[_NAMESAKE].match(said.text, mark.end - said.start) is not None


def is_tool(frame: Frame, said: Passage, mark: Mark) -> bool:
    """ "The migration tool", "each migration event": what work is done with."""
    return frame.rules[_THING].match(said.text, mark.end - said.start) is not None


def is_in_name(frame: Frame, said: Passage, mark: Mark) -> bool:
    """Whether it only tells which benefit is meant ("moved under the onboarding benefit")."""
    before = said.slice(said.start, mark.start)
    under = frame.rules[_UNDER].search(before) or frame.rules[_OPENS].fullmatch(before)
    named = said.slice(mark.start, said.end)
    return under is not None and frame.rules[_BENEFIT].match(named) is not None


def is_place_or_part(frame: Frame, said: Passage, mark: Mark, others: Iterable[Mark]) -> bool:
    """Whether it only tells where another item lies or is moved, or what that belongs to."""
    before = [other for other in others if other.end <= mark.start]
    if not before:
        return False
    own = mark.label.partition(":")[2]
    owners = [o for o in before if o.label.partition(":")[2] not in frame.topic.ancestors(own)]
    if any(frame.rules[_OF_IT].fullmatch(said.slice(other.end, mark.start)) for other in owners):
        return True
    between = said.slice(before[0].end, mark.start)
    into = frame.rules[_INTO].search(between) and not frame.rules[_SORT].search(between)
    if into and frame.rules[_WORK].search(said.text):
        return True
    return frame.rules[_LIES_ON].search(between) is not None


def is_done_already(frame: Frame, said: Passage, mark: Mark) -> bool:
    """ "Questions about migrated content": what becomes of it then, and not that it is moved."""
    found = frame.rules[_MIGRATED].search(said.slice(said.start, mark.end))
    return found is not None and found.start() + said.start < mark.start


def is_what_is_taken(frame: Frame, mark: Mark) -> bool:
    """Whether it is what those take of whom something is said ("who use the service cannot")."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    return frame.rules[_WHO_TAKES].search(before) is not None


def is_advised_on(frame: Frame, said: Passage, mark: Mark, others: Iterable[Mark]) -> bool:
    """Whether advice is given on it, and nothing more ("guidance on migrating mail")."""
    return any(
        other.start < mark.start < other.end
        and frame.rules[_ADVICE].fullmatch(said.slice(other.start, other.end)) is not None
        for other in others
    )


def is_of_another(frame: Frame, no: Mark) -> bool:
    """Whether a negation denies a limit or a cost ("no floor for onboarding")."""
    return frame.rules[_ANOTHER].match(frame.passage.text, no.end - frame.passage.start) is not None


def is_without_limit(frame: Frame, word: Mark) -> bool:
    """ "Can ask for onboarding without a license minimum": it is the minimum that is not there."""
    without = frame.rules[_WITHOUT].fullmatch(frame.passage.slice(word.start, word.end))
    return without is not None and is_of_another(frame, word)


def is_intent(said: Passage, mark: Mark) -> bool:
    """ "Is not planning to charge": what somebody intends, not the planning that is helped with."""
    return any(t.start == mark.start for t in said.get("triggers", "planned"))


def is_no_help(frame: Frame, word: Mark) -> bool:
    """Whether another verb than one of helping is denied ("does not begin in May")."""
    if not frame.rules[_NEGATES].search(frame.passage.slice(word.start, word.end)):
        return False
    return (
        frame.rules[_NO_HELP].match(frame.passage.text, word.end - frame.passage.start) is not None
    )


def holds(outer: Mark, inner: Mark) -> bool:
    """Whether a wording runs around another one."""
    if outer.start > inner.start or inner.end > outer.end:
        return False
    return outer.end - outer.start > inner.end - inner.start


def own_words(
    frame: Frame, mark: Mark, name: str, found: Sequence[tuple[Mark, str]]
) -> Mark | None:
    """An item's wording without another's that a loose one ("migrate .. mail") runs across.

    None where nothing of its own is left.
    """
    if frame.rules[_NEW_SUBJECT].search(frame.passage.slice(mark.start, mark.end)):
        return None  # "before the move, we list the mailboxes"
    others = [m for m in frame.terms("performer:") if mark.start < m.start < mark.end]
    if others and frame.rules[_ANEW].search(frame.passage.slice(mark.start, others[0].start)):
        # "Gives guidance, and your staff does the migration": two clauses.
        mark = _shortened(frame, mark, name, others[0].start) or mark
    but = frame.rules[_BUT_NO].search(frame.passage.slice(mark.start, mark.end))
    if but is not None:  # "covers guidance, but no data migration"
        mark = _shortened(frame, mark, name, mark.start + but.start() + 1) or mark
    above = frame.topic.ancestors(name)
    across = [
        (other, inner)
        for other, inner in found
        if holds(mark, other) and other.label.startswith("item:") and inner != name
    ]
    for other, inner in across:
        if inner in above:
            continue
        before = frame.passage.slice(mark.start, other.start)
        if other.end == mark.end and frame.rules[_JOINS].search(before):
            # "Guidance and data migration" is no guidance on migrating, but "repackaging and
            # rewriting apps" is both.
            return _shortened(frame, mark, name, other.start)
        beside = above & frame.topic.ancestors(inner)
        rest = frame.passage.slice(other.end, mark.end)
        if frame.rules[_RELATIVE].search(rest):
            return None  # "migrate mailboxes whose content …": of the mailboxes
        ends = other.end == mark.end or _ends_with(frame, mark, inner)
        if beside and ends and not frame.rules[_AND].search(rest):
            return None  # "copy mailbox content" copies no content of files
    behind = {inner for other, inner in across if other.start > mark.start}
    loose = behind and frame.topic.heads_family(name) and not above.union({name}) >= behind
    return None if loose else mark


def _ends_with(frame: Frame, mark: Mark, name: str) -> bool:
    """Whether a wording ends with one of another item ("mailbox content")."""
    said = frame.passage.slice(mark.start, mark.end)
    own = _words(frame, name)
    return own is not None and any(found.end() == len(said) for found in own.finditer(said, 1))


def _words(frame: Frame, name: str) -> re.Pattern[str] | None:
    items = (item.words for item in frame.topic.item if item.name == name)
    return any_of(word for words in items for word in words)


def _shortened(frame: Frame, mark: Mark, name: str, end: int) -> Mark | None:
    """The wording as it stands in front of another one, where that is one of its own."""
    own = _words(frame, name)
    found = own.match(frame.passage.slice(mark.start, end)) if own else None
    return mark._replace(end=mark.start + found.end()) if found else None
