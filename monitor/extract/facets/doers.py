"""Who may do the work in a passage: the vendor, its partners, the customers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.facets.lasting import Lasting
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.they import pronouns, whose_own
from monitor.extract.once import Once
from monitor.extract.passages import Mark

# "Partners, not the vendor,", "partners rather than the vendor".
_RATHER_THAN = Rule(
    r"\b{passage.rather_than}\s+(?:{clause.by}\s+)?(?:{passage.articles}\s+)?$", re.IGNORECASE
)
# "Acme's deployment": whose people the next ones are.
_OWNER = re.compile(r"([A-Z]\w+)['’]s\s+(?:\w+\s+)?$")


@dataclass(frozen=True)
class Doing(Lasting):
    """A passage of which is asked who does something."""

    @Once
    def performers(self) -> tuple[Mark, ...]:
        """Those who may do the work, in order; "we" only where the vendor says it."""
        named = [mark for mark in self.terms("performer:") if not self._is_stranger(mark)]
        named = [mark for mark in named if not self.is_set_aside(mark)]
        partners = self.terms("performer:partner")  # "Launchpad partners" are no vendor's people
        named = [m for m in named if not any(p is not m and m.within(*p[:2]) for p in partners)]
        # Of the vendor's people much is told by verbs that tell of speech too ("advised").
        named = [m for m in named if m.label == "performer:vendor" or not self.speaks(m)]
        named += pronouns(self.rules, self.passage, self.group, self.setting.meant)
        return tuple(whose_own(self.rules, self.passage, named))

    def doers(self, name: str) -> tuple[Mark, ...]:
        """The performers of one side."""
        label = f"performer:{name}"
        return tuple([mark for mark in self.performers if mark.label == label])

    def is_set_aside(self, mark: Mark) -> bool:
        """Whether it is whom others are set against ("partners rather than the vendor")."""
        before = self.passage.slice(self.passage.start, mark.start)
        return self.rules[_RATHER_THAN].search(before) is not None

    def _is_stranger(self, mark: Mark) -> bool:
        """Whether "we" is said by somebody other than the vendor."""
        owner = _OWNER.search(self.passage.slice(self.passage.start, mark.start))
        if owner and owner[1] != self.topic.vendor and not self.terms("program"):
            return True  # another firm's specialists
        word = self.passage.slice(mark.start, mark.end).lower().split()[0]
        if word not in self.rules.words("passage.we") or mark.label == "performer:customer":
            return False
        return self.is_told_by_others(mark)

    def is_told_by_others(self, mark: Mark) -> bool:
        """Whether the words around a mark are those of somebody else than the vendor."""
        vendor = self.topic.vendor
        said = self.passage.reports(mark)
        if said:
            return all(speech.values["organisation"] != vendor for speech in said)
        return self.revision.organisation != vendor
