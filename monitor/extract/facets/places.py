"""Where in the world something holds: in one country, in some, or wherever the program is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.extract.facets.doers import Doing
from monitor.extract.facets.lasting import Qualifiers
from monitor.extract.facets.rules import Rule
from monitor.extract.passages import Mark

# "In Spain, it opens in May": a region in front of what holds there.
_WITHIN = Rule(r"{passage.within}", re.IGNORECASE)
# "In Spain", "reaches Spain": where something comes, and not who tells of it.
_WHERE = Rule(
    r"\b{events.where}\s+(?:{passage.articles}\s+)?(?:{events.parts_of}\s+)?$", re.IGNORECASE
)
# Words in front of a place that opens its sentence: "For those in the".
_OPENING = 4
# "Spain, Italy and France", "the United States and Canada".
_LISTED = Rule(r",?\s+(?:{clause.joins}\s+)?(?:{passage.articles}\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Local(Doing):
    """A passage of which is asked where its values hold."""

    def regions(self, mark: Mark, *, close: bool = False) -> tuple[Qualifiers, ...]:
        """Where a mark holds, each as qualifiers: "British customers", "in Spain and Italy".

        () stands for home, and for wherever the program is. `close`: behind a comma or a colon
        only where the place opens the sentence.
        """
        spoke = [one.values["speaker_at"] for one in self.passage.get("speech")]
        places = [
            place
            for place in self.passage.get("words", "region:")
            # "Ann Moss, director for Spain, said": where she works.
            if not any(at and place.within(*at) for at in spoke)
        ]
        for number, place in enumerate(places):
            if self._is_of(mark, place, close=close):
                names = dict.fromkeys(self._listed(places[number:]))
                home = self.topic.home_region
                return tuple(() if name == home else (("region", name),) for name in names)
        return ((),)

    def is_where(self, mark: Mark) -> bool:
        """Whether something comes in or to it ("in Spain", "reaches Spain", "is in preview")."""
        before = self.passage.slice(self.passage.start, mark.start)
        return self.rules[_WHERE].search(before) is not None

    def _is_of(self, mark: Mark, place: Mark, *, close: bool) -> bool:
        # "The European start", "the European minimum".
        things = self.words("start", "launch", "end", "limit-noun")
        people = (*self.performers, *self.words("person"), *things)
        before = self.passage.slice(self.passage.start, place.start)
        opens = self.rules[_WITHIN].fullmatch(before.strip('"“*_ '))
        if opens or any(one.start == place.end + 1 for one in people):
            return True
        where = not re.search(r"\w", before) or self.is_where(place)
        return where and not (
            self.parted(mark, place) or (close and self._pauses(before, mark, place))
        )

    def _pauses(self, before: str, mark: Mark, place: Mark) -> bool:
        """Whether a comma or a colon stands between the two, and the place opens no sentence."""
        first, second = (mark, place) if mark.start <= place.start else (place, mark)
        between = self.passage.slice(first.end, second.start)
        return len(before.split()) > _OPENING and re.search("[,:]", between) is not None

    def _listed(self, places: Sequence[Mark]) -> Iterator[str]:
        """The names of the first place and of those that are listed with it."""
        end = None
        for place in places:
            between = self.passage.slice(end, place.start) if end is not None else ""
            if end is not None and self.rules[_LISTED].fullmatch(between) is None:
                return
            yield place.label.removeprefix("region:")
            end = place.end
