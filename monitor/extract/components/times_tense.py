"""Whether a time lies ahead of a text or behind it, by the verbs around it.

There is no tagger: the nearest word that tells tense decides, first the one that
stands right behind ("Monday's vote will"), then those to the left, then to the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.extract.components.times_words import Token

AHEAD, BEHIND = 1, -1
# A verb of telling this near in front is what the time dates ("said Tuesday").
_TELLS = 2
# "From October" lies ahead where no verb says otherwise.
_ONWARD = frozenset(("from", "starting", "beginning", "through", "until", "till"))
_LASTING = frozenset(("through", "until", "till"))
_UNTO = frozenset(("from", "to", "into", "until", "till"))
# Words from "delayed" to its time ("delayed the launch of its free migrations until").
_DEFERRED = 14
_STOPS = frozenset(";:")
_JOINS = frozenset(("and", "but", "so", "while", "though", "although"))
_LEFT, _RIGHT = 25, 12
# A time so near to the start of its sentence is often that of the telling ("On Monday, it said").
_FRONT = 2
# Words from a verb behind "who" to the time that it may be told of.
_OWN = 3
# Words in front of the "to" of "had planned to".
_MEANT = 2
# Between a modal and its verb ("will now be accepted", "was to have happened").
_SMALL = frozenset(("be", "being", "have", "not", "also", "now", "then", "only", "still"))
# How far in front of a verb of telling an "as" makes it an aside ("as we wrote").
_ASIDE = 3
# How far in front of "to" a "from" makes the two a range.
_FROM = 8
# In front of an event, up to its article ("the free rollout"); between it and its time.
_NAMED = 3
_DURING = frozenset(("in", "on", "for"))


class Tense:
    """The tense at a place in a sentence."""

    def __init__(self, sets: Mapping[str, frozenset[str]]) -> None:
        none: frozenset[str] = frozenset()
        self._happenings = sets.get("happenings", none)
        self._articles = sets.get("the", none) | sets.get("a", none) | sets.get("whose", none)
        self._future = sets.get("future", none)
        self._of_many = sets.get("future_of_many", none)
        self._modals = sets.get("modal", none)
        self._perfects = sets.get("perfect", none)
        self._present = sets.get("present", none)
        self._denied = sets.get("denied", none)
        self._been = sets.get("been", none)
        self._past = sets.get("past", none)
        self._deferring = sets.get("deferring", none)
        self._addressing = sets.get("addressing", none)
        self._telling = sets.get("telling", none)
        self._not_past = sets.get("not_past", none)
        self._relative = sets.get("relative", none)
        self._to_past = sets.get("to_past", none)
        self._to_future = sets.get("to_future", none)

    def at(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """1 ahead, -1 behind, 0 not said, for the expression [first, last) of the tokens."""
        behind = self._of(tokens, last) if last < len(tokens) else 0
        if behind == AHEAD and tokens[last].low in self._modals:
            return AHEAD
        front = tokens[first - 1].low if first else ""
        if front == "by":  # a deadline, but for "by Friday they had left"
            return self._by(tokens, first, last)
        if front in self._present:  # "says the last day is Dec. 31"
            return AHEAD
        if front == "to" and _moves(tokens, first):
            return AHEAD
        if front in _UNTO and self._is_deferred(tokens, first):
            return AHEAD
        sign = self._around(tokens, first, last, lasting=front in _LASTING)
        if self._is_of_event(tokens, first, last):
            return max(sign, 0)
        if not sign and front in _ONWARD:
            return AHEAD
        return sign or self._told(tokens, first, last)

    def _by(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """ "They had left by Friday", "by Friday they had", but "it was open and could shut by"."""
        before = reversed(tokens[max(0, first - _LEFT) : first])
        for token in (*before, *tokens[last : last + _LEFT]):
            if token.low in self._modals:
                return AHEAD
            if token.low in self._been:
                return BEHIND
        return AHEAD

    def _is_deferred(self, tokens: Sequence[Token], first: int) -> bool:
        """ "Was delayed until February", "moved from September to October"."""
        front = tokens[max(0, first - _DEFERRED) : first]
        ends = [at for at, token in enumerate(front) if token.low in _STOPS | {","}]
        return any(token.low in self._deferring for token in front[max(ends, default=-1) + 1 :])

    def _is_of_event(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a time only says which event is meant: verbs tell of that, not of its time.

        "Confirmed an October launch", "the launch in October was on track": the nearest October.
        """
        if last < len(tokens) and tokens[last].low in self._happenings:
            return True
        if first < _NAMED or tokens[first - 1].low not in _DURING:
            return False
        if tokens[first - 2].low not in self._happenings:
            return False
        front = tokens[max(0, first - 2 - _NAMED) : first - 2]
        return any(t.low in self._articles or t.low.endswith(("'s", "’s")) for t in front)

    def _told(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """By a verb of telling alone: behind, but a day in the clause in front of it is ahead.

        "It retires on June 30, the vendor said" tells of what is to be.
        """
        dated = any(token.low.isdigit() for token in tokens[first:last])
        day = first > _FRONT and (dated or tokens[first - 1].low == "on")
        for at in range(max(0, first - _LEFT), first):
            aside = any(token.low == "as" for token in tokens[max(0, at - _ASIDE) : at])
            if tokens[at].low in self._telling and not aside:
                return BEHIND
        parted = False
        for token in tokens[last : last + _LEFT]:
            parted = parted or (day and token.low == ",")
            if token.low in self._telling:
                return AHEAD if parted else BEHIND
        return 0

    def _around(self, tokens: Sequence[Token], first: int, last: int, *, lasting: bool) -> int:
        """The nearest sign to the left, else the nearest to the right.

        What has been done by now may well be so until then ("has been extended until June").
        """
        for at in range(first - 1, max(-1, first - 1 - _LEFT), -1):
            if tokens[at].low in _STOPS:
                break
            if lasting and self._is_perfect(tokens, at):
                continue
            if first - at > _OWN and at and tokens[at - 1].low in self._relative:
                continue  # "customers who bought it get it from May"
            sign = self._of(tokens, at)
            whom = tokens[at].low in self._addressing  # "told reporters on Monday that"
            if sign and tokens[at].low in self._telling and first - at > _TELLS + whom:
                break  # "said the talks on Monday will": the clause of what is told counts
            if sign:
                return sign
        for at in range(last, min(len(tokens), last + _RIGHT)):
            if tokens[at].low in _STOPS or (first > _FRONT and _begins_anew(tokens, at)):
                break
            sign = self._of(tokens, at)
            if sign and tokens[at].low not in self._telling:
                return sign
        return 0

    def _is_perfect(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is part of a verb in the perfect ("has", "been", "extended")."""
        return any(token.low in self._perfects for token in tokens[max(0, at - 2) : at + 1])

    def _of(self, tokens: Sequence[Token], at: int) -> int:
        token = tokens[at]
        if token.letter not in "x7ibAVDE":
            return 0
        if at + 1 < len(tokens) and tokens[at + 1].low == "than":
            return 0  # "no earlier than Sept. 1" compares days
        low = token.low.replace("’", "'")
        if low == "to":
            return self._to(tokens, at)
        if low in self._future or low.endswith("'ll"):
            denied = any(t.low in self._denied for t in tokens[max(0, at - 2) : at])
            # "did not return calls Monday", "had planned to start it"
            return BEHIND if denied or self._was_meant(tokens, at - 1) else AHEAD
        if low in self._of_many and at and _is_plural(tokens[at - 1]):
            return AHEAD
        if low in self._perfects:
            return self._perfect(tokens, at)
        regular = len(low) > 4 and low.endswith("ed") and low not in self._not_past
        if regular and at and tokens[at - 1].low in self._articles:
            return 0  # "the revised rules"
        if low in self._past or (regular and token.letter == "x"):
            return self._after_modal(tokens, at)
        return 0

    def _after_modal(self, tokens: Sequence[Token], at: int) -> int:
        """ "Will shut", "to be announced": no past, though the verb looks like one."""
        for before in range(at - 1, max(-1, at - 4), -1):
            low = tokens[before].low.replace("’", "'")
            if low in self._present:
                return AHEAD  # "is set for Monday"
            if low in self._modals or low.endswith("'ll"):
                return AHEAD
            if low == "to" and tokens[before + 1].letter == "x":
                return self._to(tokens, before)
            if low not in _SMALL and not low.endswith("ly"):
                break
        return BEHIND

    def _perfect(self, tokens: Sequence[Token], at: int) -> int:
        """ "Has grown" lies behind; "has until Friday" and "has to go" do not."""
        if at + 1 == len(tokens):
            return 0
        low = tokens[at + 1].low
        if low == "to":
            return AHEAD
        return BEHIND if low.endswith(("ed", "n", "ly", "t")) or low in self._past else 0

    def _to(self, tokens: Sequence[Token], at: int) -> int:
        """ "agreed to meet" lies ahead, "failed to meet" does not."""
        if at == 0 or at + 1 == len(tokens) or tokens[at + 1].letter != "x":
            return 0
        if tokens[at + 1].capital:
            return 0
        before = tokens[at - 1].low
        if before in self._to_future:
            return BEHIND if self._was_meant(tokens, at) else AHEAD
        if before not in self._to_past:
            return 0
        # "Were able to move", but "will be able to move".
        return AHEAD if at > 1 and tokens[at - 2].low == "be" else BEHIND

    def _was_meant(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a "to" stands behind what had been planned once ("had planned to start it")."""
        if at < _MEANT or tokens[at].low != "to":
            return False
        return tokens[at - 2].low == "had" and tokens[at - 1].low in self._to_future


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """ "They run until March, and nobody has said": another clause, with a tense of its own."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low == "," and following in _JOINS


def _is_plural(token: Token) -> bool:
    """ "Nominations close", but not "its close"."""
    return token.letter == "x" and token.low.endswith("s") and not token.low.endswith(("'s", "’s"))


def _moves(tokens: Sequence[Token], first: int) -> bool:
    """ "Put off to the end of April", but not "from May to June" or "six months to June"."""
    before = tokens[max(0, first - _FROM) : first]
    period = len(before) > 1 and before[-2].letter in "uUqM"
    return not period and all(token.low != "from" for token in before)
