"""What a text reports only to call it wrong ("A dealer says it moves files. He is mistaken.")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.extract.facets.lasting import FORMER
from monitor.types import REBUTTED, Claim
from monitor.values import Accuracy

# The rule that judges the sentence in front of it.
_LAST_WORD = "accuracy/last-word"


def rebutted(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a text; what is called wrong right behind it is marked so.

    That it is disputed is told; no other text is held against it as against a firm word. What its
    own speaker calls wrong is said no more: it was said once.
    """
    every = tuple(claims)
    verdicts = [claim for claim in every if _rejects(claim)]
    for claim in every:
        judged = () if isinstance(claim.value, Accuracy) else verdicts
        on = [verdict for verdict in judged if _is_on(verdict, claim)]
        if any(verdict.speaker == claim.speaker for verdict in on):
            qualifiers = tuple(sorted({*claim.qualifiers, *FORMER}))
            claim = replace(claim, qualifiers=qualifiers)
        elif on:
            claim = replace(claim, triggers=(*claim.triggers, REBUTTED))
        yield claim


def _rejects(claim: Claim) -> bool:
    value = claim.value
    judges = isinstance(value, Accuracy) and not value.accurate
    return judges and claim.rule.startswith(_LAST_WORD)


def _is_on(verdict: Claim, claim: Claim) -> bool:
    value = verdict.value
    assert isinstance(value, Accuracy)
    behind = verdict.start >= claim.end
    return behind and " ".join(claim.quote.split()).startswith(value.of)
