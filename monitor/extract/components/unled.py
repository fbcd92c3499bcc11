"""Reports whose speaker is no subject: "according to", "is said to", "claims that", passives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.extract.components.clause import Phrase, Word, at_offset
from monitor.extract.components.sites import Attribution, Pieces, Site, Stretch, span_of

_TOLD = frozenset({"assured", "informed", "warned", "promised", "told", "reassured"})


class Unled(Pieces):
    """Reads cues that need no verb with a subject."""

    def according(
        self, site: Site, phrase: Phrase | None, behind: int | None = None
    ) -> Attribution | None:
        words, at, limit = site.words, site.at, site.limit
        if phrase is None:
            return None
        left = self.left(words, at) if at else None
        if at == 1 and words[0].low in ("but", "and", "so", "yet"):
            left = None
        after, right = behind or phrase[1], None
        if after < len(words) and words[after].low in (",", ":") and after + 1 < limit:
            low = words[after + 1].low
            if left is None or not (
                self.another(words, after + 1, False) or low in ("compared", "though")
            ):
                right = self.rest(words, after + 1, limit)
        elif left is None and after < limit:
            right = self.rest(words, after, limit)
        content = tuple(piece for piece in (left, right) if piece)
        if not content and not (after + 1 == limit and words[after].low == ":"):
            return None  # "according to the page:" leads to a list
        return Attribution(site.cue, site.place, span_of(words, phrase), content, right is None)

    def within(self, site: Site) -> Attribution | None:
        """ "As Berg put it", "by his own account": the speaker stands inside the cue."""
        words, end = site.words, None
        first = site.at + 1
        while first < site.behind - 1 and not self._begins(words[first]):
            first += 1
        owned = words[site.at].low != "as"  # "as Foo's page puts it": all of it speaks
        for k in range(first, site.behind - 1):
            mark = words[k].low.endswith(("'s", "s'")) or words[k].low in ("his", "her", "their")
            if owned and mark:
                phrase = first, k + 1
                end = words[k].end - (2 if words[k].low.endswith("'s") else 0)
                break
        else:
            if words[site.at].low == "in":
                return None  # "in other words": nobody's
            found = self.grammar.object(words[: site.behind], first, apart=False)
            if found is None:
                return None
            if words[found[0]].low == "this":
                return None  # "as this article reported": the text's own word
            phrase = found
        if words[phrase[0]].low in ("my", "our"):
            return None  # "in my view": the writer's
        start = phrase[1] if phrase[1] < site.behind else site.at
        place = words[start].start, words[site.behind - 1].end
        speaker = words[phrase[0]].start, end or words[phrase[1] - 1].end
        made = self.according(site, phrase, behind=site.behind)
        return replace(made, place=place, speaker=speaker) if made else None

    def told_by(self, site: Site, subject: Phrase | None) -> Attribution | None:
        """ "Partners were told by a rep that", "I heard from support that": who told speaks."""
        words, at = site.words, site.behind
        if at >= site.limit or not self._names_teller(words, at):
            return None
        teller = self.grammar.object(words, at + 1, apart=False)
        if teller is None:
            return None
        opening = self.contents.opening(words, teller[1], told=False)
        if opening.at >= site.limit or not (
            opening.that or self.contents.is_clause(words, opening.at, site.limit)
        ):
            return None
        rest = self.rest(words, opening.at, site.limit)
        if rest is None:
            return None
        own = subject is None or words[subject[0]].low in ("i", "we")
        cue = replace(site.cue, labels=frozenset({"cue" if own else "belief"}))
        listener = span_of(words, subject) if subject else None
        place = site.place[0], words[teller[1] - 1].end
        speaker = span_of(words, teller)
        return Attribution(cue, place, speaker, (rest,), listener=listener, subject=teller)

    def _names_teller(self, words: Sequence[Word], at: int) -> bool:
        cue, low = words[at - 1].low, words[at].low
        return (low == "by" and cue in _TOLD) or (low == "from" and cue in self.grammar.hearing)

    def _begins(self, word: Word) -> bool:
        """Whether a noun phrase can begin with a word."""
        grammar = self.grammar
        return word.cap or word.low in grammar.determiners or word.low in grammar.pronouns

    def nominal(self, site: Site) -> Attribution | None:
        """ "Reports that", "his claim that": nobody is named, or who owns the noun."""
        words, at = site.words, site.at
        made = self.reduced(site)
        if made is None or not at:
            return made
        owner = words[at - 1]
        if not owner.low.endswith(("'s", "s'")) and owner.low not in ("his", "her", "their", "its"):
            return made
        first = at - 1
        while first and (words[first - 1].cap or words[first - 1].low in ("the", "a")):
            first -= 1
        end = owner.end - (2 if owner.low.endswith("'s") else 0)
        return replace(made, speaker=(words[first].start, end), subject=None, clause=True)

    def reduced(self, site: Site) -> Attribution | None:
        """ "is said to", "reportedly": nobody is named, and the clause around is the content."""
        words, start = site.words, at_offset(site.words, site.cue.start)
        behind = at_offset(words, site.cue.end)
        that = words[behind - 1].low == "that" or "nominal" in site.cue.labels
        infinitive = words[behind - 1].low == "to"
        rest = self.rest(words, behind - infinitive, site.limit) if behind < site.limit else None
        if rest is None or words[behind].low in (".", ",", ";"):
            left = self.left(words, start)
            return unclaimed(site, (left,)) if left else None
        subject = self.grammar.subject(words, start) if start and not that else None
        pieces = (span_of(words, subject), rest) if subject else (rest,)
        return unclaimed(site, pieces)

    def passive(self, site: Site) -> Attribution | None:
        """ "It was announced that", "fans were told to": nobody is named as the speaker."""
        words, behind = site.words, site.behind
        if (
            behind < site.limit
            and words[behind].low == "by"
            and site.cue.labels & {"noun", "naming"}
        ):
            return self._by_agent(site)
        follower = words[behind].low if behind < site.limit else ""
        labels = site.cue.labels
        if (follower == "of" and "object" in labels) or (
            follower == "as" and labels & {"noun", "naming", "object"}
        ):
            subject = self.grammar.subject(words, at_offset(words, site.cue.start))
            rest = self.rest(words, behind, site.limit)
            return unclaimed(site, (span_of(words, subject), rest)) if subject and rest else None
        opening = self.contents.opening(site.words, site.behind, told=False)
        if opening.at >= site.limit:
            return None
        told = words[site.at].low in _TOLD and self.contents.is_clause(
            words, opening.at, site.limit
        )
        if not (opening.that or opening.infinitive or told):
            return None
        if opening.infinitive and not site.cue.labels & {"object", "belief"}:
            return None
        rest = self.rest(site.words, opening.at, site.limit)
        return unclaimed(site, (rest,)) if rest else None

    def _by_agent(self, site: Site) -> Attribution | None:
        """ "The plan was described by Berg as reckless": the agent speaks."""
        words = site.words
        agent = self.grammar.object(words, site.behind + 1, apart=False)
        first = self.grammar.subject(words, at_offset(words, site.cue.start))
        if agent is None or first is None:
            return None
        last = words[agent[1] - 1]
        people = words[agent[0]].cap or (last.low.endswith("s") and not last.low[0].isdigit())
        if not (people or "naming" in site.cue.labels):
            return None
        rest = self.rest(words, agent[1], site.limit) if agent[1] < site.limit else None
        pieces = (span_of(words, first), rest) if rest else (span_of(words, first),)
        return Attribution(site.cue, site.place, span_of(words, agent), pieces, clause=False)


def unclaimed(site: Site, content: tuple[Stretch, ...]) -> Attribution:
    """A report that names nobody; the outlet answers for it."""
    return Attribution(site.cue, site.place, None, content, clause=False)
