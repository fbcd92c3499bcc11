"""The names of a program as a text has them, and whom they are said to belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.extract.capitals import Capitals
from monitor.extract.facets.rivals import ours, products
from monitor.extract.facets.rules import Rule, Rules
from monitor.extract.passages import Mark, Passage
from monitor.types import Revision

# "A new launchpad for resellers", "our launchpad into the cloud": a common noun.
_COMMON = Rule(
    r"\b(?:(?P<ours>{owners.common})|{owners.indefinite})\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
# "Sagecrest Launchpad is free", "Sagecrest's new Launchpad".
_OWNER = Rule(r"\b(?!(?i:{owners.determiners})\b)([A-Z]\w+)(?:['’]s)?\s+(?:{owners.own}\s+)?\Z")
# "The dealer's Launchpad", "Sagecrest's Cloud Launchpad"; "Ann's Launchpad" may be a column.
_POSSESSOR = Rule(
    r"(?:\b(?i:{owners.firms})['’]s?\s+(?:[A-Z]\w+\s+){0,2}"
    r"|\b(?!(?i:{owners.determiners})\b)(?P<name>[A-Z]\w+)['’]s?\s+(?:[A-Z]\w+\s+){1,2})\Z"
)
# "Sagecrest, a dealer in Leeds, today opened Launchpad"; "cut the price of its Launchpad".
_MAKER = Rule(
    r"\b(?!(?i:{owners.determiners})\b)([A-Z]\w+)\b(?:,[^,]{1,80},)?\s+(?:\w+\s+){0,2}"
    r"{owners.launches}\s+(?:{passage.articles}\s+)?(?:{owners.own}\s+)?\Z"
)
_ITS = Rule(r"\b{strangers.its}\s+(?:{owners.own}\s+)?\Z")
# "The storage firm says its Launchpad is free".
_FIRM = Rule(r"\b{owners.firms}\b[^;:]*\Z", re.IGNORECASE)
_CAPITAL = re.compile(r"\b([A-Z]\w+)")
# "The Launchpad that Sagecrest sells".
_MADE_BY = Rule(r"\s+{owners.that_which}\s+([A-Z]\w+)\s+{owners.runs}\b")
# Characters between a program's name and its vendor's: "Acme's new Launchpad", "for Acme Mail".
_TIED = 30
_RIGHT_AT = Rule(r"(?:['’]s?)?\s+(?:[\w-]+\s+)?")
_FOR = Rule(r"\s+{owners.links}\s+")
# "A free move to Orbit 365".
_TO = Rule(r"\s+{mentions.into}\s+", re.IGNORECASE)
# "Mailboxes from Acme Mail": where things are moved from.
_ORIGIN = Rule(r"\b{passage.origins}\s+\Z", re.IGNORECASE)
# Behind a name that stands for itself, and not in front of another noun ("a Launchpad engineer").
_ALONE = Rule(r"\s+{owners.behind}\b|\W*\Z|[.,;:)]")
_WORD = re.compile(r"\w+")
# "Launchpad Mail": the name goes on.
_LONGER = re.compile(r" (?=[A-Z])(\w+)")


class Page:
    """The whole of a document: what is asked of it is gathered once, however often it is asked.

    `capitals` are of its text, publisher and title, `titled` of title and text, `said` of the text.
    """

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.text = "\n".join((revision.text, revision.publisher, revision.title or ""))
        self.capitals = Capitals(self.text)
        self.said = Capitals(revision.text)
        self.titled = Capitals(f"{revision.title or ''}\n{revision.text}")


_PIECES = re.compile(r"[,;:|]\s")


class Naming:
    """The names of a topic's program in some passages of a document, and whose they are.

    A name that the topic writes with capitals has them; "to fast-track" is another word.
    """

    def __init__(self, rules: Rules, topic: Topic, page: Page, found: Sequence[Passage]) -> None:
        self.rules, self.topic, self.page, self.revision = rules, topic, page, page.revision
        group = f"topic:{topic.key}"
        self.vendors = ours(topic)
        self._own = any_of(name for name in topic.programs if name not in topic.ordinary)
        self._capitals = any_of(name for name in topic.programs if not name.islower())
        self.names = [
            (passage, name)
            for passage in found
            for name in passage.get(group, "program")
            if not self._is_other_word(_text_of(passage, name))
        ]
        self._group, self._found = group, found

    def is_ours(self) -> bool:
        """Whether title or some sentence names it beside its vendor, or a product of that.

        Beside an ordinary word ("free migrations") the vendor itself must be named, or a product
        right at it.
        """
        title = self.revision.title or ""
        proper = [(one, name) for one, name in self.names if _is_proper(_text_of(one, name))]
        if any(self._is_tied(*one) for one in proper):
            return True
        if self.stands_alone() and any(self._leads_to_product(*one) for one in self.names):
            return True
        said = [(passage.text, _text_of(passage, one)) for passage, one in self.names]
        said += [(title, name) for name in self._titles()]
        return any(
            self.vendors.search(text if self._is_own(name) else name)
            or (self.topic.vendor in text and not self._is_other_word(name))
            for text, name in said
        )

    def _leads_to_product(self, passage: Passage, name: Mark) -> bool:
        """ "A free move to Orbit 365": a product of the vendor's right behind an ordinary word."""
        behind = self.rules[_TO].match(passage.text, name.end - passage.start)
        return behind is not None and self.vendors.match(passage.text, behind.end()) is not None

    def is_near_vendor(self) -> bool:
        """Whether title or paragraph of a name have the vendor, a sentence or two away."""
        near = {passage.block for passage, _ in self.names}
        texts = [one.text for one in self._found if one.block in near]
        return bool(near) and any(
            self.topic.vendor in text for text in (self.revision.title or "", *texts)
        )

    def stands_alone(self) -> bool:
        """Whether it is told of by a name that is no ordinary word."""
        said = [_text_of(passage, name) for passage, name in self.names]
        return any(map(self._is_own, (*said, *self._titles())))

    def is_known_as_another(self) -> bool:
        """Whether a text names other programs as often, and no product of this one."""
        others = [
            other
            for passage in self._found
            for other in passage.get(self._group, "other")
            if not self.rules[_ORIGIN].search(passage.slice(passage.start, other.start))
        ]
        names = sum(
            not any(name.within(other.start, other.end) for other in others)
            for _, name in self.names
        )
        often = len(others) >= names + len(self._titles())
        return bool(others) and often and not products(self.topic).search(self.page.text)

    def is_owned(self) -> bool:
        """Whether somebody else is said to own it, and it is nowhere tied to its vendor."""
        owned = any(self._is_owned(*one) for one in self.names) or self._is_titled_others()
        return owned and not any(self._is_tied(*one) for one in self.names)

    def is_others(self) -> bool:
        """Whether it reads as another's in a text that does not tie it to its vendor."""
        return any(self._is_others(*one) for one in self.names)

    def _titles(self) -> list[str]:
        """The names in the title."""
        programs = any_of(self.topic.programs)
        found = programs.findall(self.revision.title or "") if programs else []
        return [name for name in found if not self._is_other_word(name)]

    def _is_own(self, name: str) -> bool:
        return self._own is not None and self._own.search(name) is not None

    def _is_other_word(self, text: str) -> bool:
        """Whether it is written as no name is: two small words, where the topic has capitals."""
        kinds = self.rules.words("passage.programs")  # "the Launchpad program" is a name
        words = [word for word in _WORD.findall(text) if word.lower() not in kinds]
        small = len(words) > 1 and not _is_proper(" ".join(words))
        named = self._capitals is not None and self._capitals.fullmatch(text)
        return small and bool(named) and not self.vendors.search(text)

    def _is_titled_others(self) -> bool:
        """Whether the title names it behind a name that the text has throughout, or a rival."""
        title, programs = self.revision.title or "", any_of(self.topic.programs)
        rivals = any_of(self.topic.rivals)
        name = programs.search(title) if programs else None
        # "Launchpad slips, Acme shuffles": of each a piece of its own tells.
        piece = next((one for one in _PIECES.split(title) if name and name.group() in one), title)
        rival = rivals.search(piece) if rivals is not None else None
        # "Acme's free moves", and not "Launchpad won't move your Acme files".
        of_own = name is not None and self._is_own(name.group())
        if rival and name and not (of_own and rival.start() > piece.find(name.group())):
            return self.vendors.search(title) is None
        owner = self.rules[_OWNER].search(title[: name.start()]) if name else None
        return (
            owner is not None
            and not self.vendors.search(title)
            and self.page.titled.is_always(owner[1])
        )

    def _is_owned(self, passage: Passage, name: Mark) -> bool:
        before = passage.slice(passage.start, name.start)
        behind = passage.slice(name.end, passage.end)
        owner = self.rules[_POSSESSOR].search(before)
        if owner is not None and owner["name"] is None:
            return True  # a dealer's, whatever of it
        named = self.rules[_OWNER].search(before)
        rivals = any_of(self.topic.rivals)
        if named is not None and rivals is not None and rivals.fullmatch(named[1]):
            return True
        if self._goes_on(passage, name) or self._is_a_firms(before):
            return True
        if not self.rules[_ALONE].match(behind):
            return False
        if named is not None and named[1] in self.revision.publisher:
            return not self._is_vendor(passage, named.start(1))
        if owner is not None:
            return not self._is_vendor(passage, owner.start("name"))
        return self._is_made_by_others(passage, before, behind)

    def _goes_on(self, passage: Passage, name: Mark) -> bool:
        """Whether it is part of a longer name that is used throughout ("Launchpad Mail")."""
        behind = passage.slice(name.end, passage.end)
        longer, own = _LONGER.match(behind), any_of(self.topic.followers)
        if longer is None or passage.kind == "heading" or self.vendors.match(behind, 1):
            return False
        if own is not None and own.match(behind, 1):
            return False
        return self.page.text.count(_text_of(passage, name) + longer.group()) > 1

    def _is_made_by_others(self, passage: Passage, before: str, behind: str) -> bool:
        """Whether a firm that is not the vendor sells it, opened it, or calls it its own."""
        if self.vendors.search(before):
            return False
        made = self.rules[_MADE_BY].match(behind)
        if made and not self.vendors.match(made[1]):
            return True
        if self.rules[_ITS].search(before):
            makers = list(_CAPITAL.finditer(before))
        else:
            makers = list(filter(None, [self.rules[_MAKER].search(before)]))
        return any(
            not self._is_vendor(passage, maker.start(1)) and self.page.capitals.is_always(maker[1])
            for maker in makers
        )

    def _is_a_firms(self, before: str) -> bool:
        """Whether a firm that is not named calls it its own."""
        own = self.rules[_ITS].search(before) and self.rules[_FIRM].search(before)
        return bool(own) and not self.vendors.search(before)

    def _is_others(self, passage: Passage, name: Mark) -> bool:
        before = passage.slice(passage.start, name.start)
        if not self.rules[_ALONE].match(passage.slice(name.end, passage.end)):
            return False
        common = self.rules[_COMMON].search(before)
        if common and (common["ours"] or not self._is_own(_text_of(passage, name))):
            return True
        owner = self.rules[_OWNER].search(before)
        programs = any_of(self.topic.programs)
        if owner and programs and programs.fullmatch(owner[1]):
            return False  # "Launchpad Partner Fund": both are ours
        return owner is not None and self.page.capitals.is_always(owner[1])

    def _is_tied(self, passage: Passage, name: Mark) -> bool:
        """Whether the vendor, or a product of its, stands right in front of a name or behind it."""
        before = passage.slice(max(passage.start, name.start - _TIED), name.start)
        behind = passage.slice(name.end, min(passage.end, name.end + _TIED))
        named = [found.end() for found in self.vendors.finditer(before)]
        if named and self.rules[_RIGHT_AT].fullmatch(before[named[-1] :]):
            return True
        tie = self.rules[_FOR].match(behind)
        return tie is not None and self.vendors.match(behind, tie.end()) is not None

    def _is_vendor(self, passage: Passage, at: int) -> bool:
        """Whether a name is the vendor's, or one of its nicknames."""
        vendors = passage.get(self._group, "performer:vendor")
        return any(one.start <= passage.start + at < one.end for one in vendors)


def _is_proper(text: str) -> bool:
    """Whether each of its words has a capital, or is a number."""
    return not any(word[0].islower() for word in _WORD.findall(text))


def _text_of(passage: Passage, mark: Mark) -> str:
    return passage.slice(mark.start, mark.end)
