"""The small words of [rules.*] in config/language/en.toml, which rules of facets are made of.

A rule says in what order they stand; which words do that work is the language's own.
"""

from __future__ import annotations

from monitor.config.rules.times import DateWords, EventWords, PeriodWords
from monitor.config.rules.told import (
    AccuracyWords,
    OursWords,
    OwnerWords,
    PageWords,
    PaperWords,
    PassageWords,
    StrangerWords,
    SupposedWords,
)
from monitor.config.rules.values import (
    HeadcountWords,
    LimitWords,
    SumWords,
    ThresholdWords,
)
from monitor.config.rules.work import (
    ClauseWords,
    CoveredWords,
    GiverWords,
    ListingWords,
    MentionWords,
    OutsideWords,
    TakenUpWords,
    TheyWords,
    WorkWords,
)
from monitor.config.settings import Strict


class RuleWords(Strict):
    """All of them, by what they are about."""

    accuracy: AccuracyWords
    clause: ClauseWords
    events: EventWords
    passage: PassageWords
    owners: OwnerWords
    givers: GiverWords
    headcount: HeadcountWords
    periods: PeriodWords
    limits: LimitWords
    listing: ListingWords
    mentions: MentionWords
    sums: SumWords
    ours: OursWords
    outside: OutsideWords
    page: PageWords
    papers: PaperWords
    covered: CoveredWords
    strangers: StrangerWords
    supposed: SupposedWords
    taken_up: TakenUpWords
    they: TheyWords
    thresholds: ThresholdWords
    dates: DateWords
    work: WorkWords
