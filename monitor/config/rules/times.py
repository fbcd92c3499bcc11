"""Which events times are of, and which times are none of the program's: the words of such rules."""

from __future__ import annotations

from monitor.config.phrases import Phrases
from monitor.config.settings import Strict


class EventWords(Strict):
    """Which event of the program a time belongs to."""

    # "not on Sept. 1, but rather on Oct. 1".
    negation: Phrases
    prepositions: Phrases
    but: Phrases
    rather: Phrases
    # "extended to December 31": it ends then.
    extended: Phrases
    up_to: Phrases
    # Words of start and end that of themselves tell nothing: "from".
    leading: Phrases
    # "will retire its request form": of a paper, and not of the program.
    papers: Phrases
    meetings: Phrases  # "the kick-off call was on May 3": when people met
    # "reaches Spain in January": where something comes.
    where: Phrases
    parts_of: Phrases
    # "the second wave starts in May": a stage, and not the whole.
    stages: Phrases
    # "comes with the 150 figure": nothing that starts.
    comes: Phrases
    upkeep: Phrases  # in a table of changes: what was done to the page
    # "is to finish the inventory": what somebody ends, and not the program.
    finishes: Phrases
    # "are excluded from it until 2015": they get it then.
    shut_out: Phrases
    # "was in the pilot this summer and will move when it opens": the time is of another clause.
    when: Phrases
    # "they have until May 2 to begin": by then it must have begun.
    to_begin: Phrases
    # "will charge $5 beginning on May 1": what begins is the fee.
    onward: Phrases
    # "it comes there in May": where the sentence before was; but "that there is a fee".
    there: Phrases
    there_is: Phrases
    # "is closed until May": what is over then is the pause.
    shut: Phrases
    # "customers with as few as 50 seats will be let in from May": since when a lower limit holds.
    as_few: Phrases
    # "start a free trial today": what a reader is told to do; "customers go live": what they do.
    start_now: Phrases
    begins_with: Phrases  # "we start with it next month": one more that has it
    go_live: Phrases
    # "the changes take effect": no start of the program; "has sent 44 customers since 2014".
    changes: Phrases
    changes_that: Phrases
    perfect: Phrases
    tallied: Phrases
    many: Phrases
    # "end of support": of some product.
    of_life: Phrases
    # What a date may be of: "the September 1 start date".
    happenings: Phrases
    # Nouns that may mean the program wherever it is spoken of: "the waiver ends".
    offers: Phrases
    # What programs have, and is done in them: "requests are taken from May 1".
    things: Phrases
    # Behind a pronoun that means the program: "this becomes available in May".
    becomes: Phrases
    # "Shares rose 24 cents to close Thursday": of the market.
    shares: Phrases
    # "There will be no slots until January": it begins then.
    none_till: Phrases
    # "won't be taking on customers there until January": it begins then, too.
    not_till: Phrases
    # Times that end or begin themselves: "before the fiscal year ends".
    periods: Phrases
    # "as of this morning the page still says": when it was so.
    at_writing: Phrases
    so_far: Phrases
    still: Phrases
    # "doubled from a year earlier": what is compared, and no start.
    compared: Phrases
    # "ended with a question": how, and not that it is over.
    manner: Phrases
    # "says it will open in May": clauses, pronouns and auxiliaries in front of an event.
    openings: Phrases
    pronouns: Phrases
    auxiliaries: Phrases
    # How the names of weekdays end; a day that dates no answer; how verbs begin that add people.
    weekday_endings: Phrases
    today: Phrases
    at_end: Phrases
    # "must wait until October": it is to be had from then on.
    waits: Phrases
    # "stops taking nominations in June": what is done no longer from then on.
    stops: Phrases
    # "this week it delayed the start to April": the first time is that of the deed.
    moved_to: Phrases
    # "delayed from September to November": what is moved comes then.
    moved: Phrases
    # "no longer available after": it ends then.
    no_longer: Phrases
    after: Phrases
    adding: Phrases


class PeriodWords(Strict):
    """How long something may take or be had."""

    units: Phrases
    sent: Phrases  # "requests must be submitted": asking for it, and nothing done to them
    once: Phrases  # "came four days after": what happened
    working: Phrases  # "ten business days": no days of the calendar
    within: Phrases  # "within 30 days": the most
    about: Phrases  # "within about 30 days"
    least: Phrases  # "at least 30 days"
    have: Phrases  # "have 30 days to ask for it"
    after: Phrases  # "30 days after the start"


class DateWords(Strict):
    """Which times are none of the program's."""

    # "enrolment opens on May 1": when one may join, and not when it is had.
    entry: Phrases
    # "ask for it until May 1": until when it may be asked for, and not had.
    requests: Phrases
    # "requests are worked through until May 1": no time for asking.
    served: Phrases
    # "from March 10 it must be ordered there": when a duty begins, and no offer.
    duty: Phrases
    # "on Monday denied that it is late": the day of a deed of somebody's.
    deeds: Phrases
    # "from the same day as their peers": as some other day, which is told elsewhere.
    same: Phrases
    # "a page that until Wednesday gave another day".
    gave: Phrases
    # "the customer you are quoting this week".
    doers: Phrases
    doing: Phrases
    # "what I wrote last August": when it was written.
    last: Phrases
    # "the last few weeks": a stretch up to now.
    past: Phrases
    spells: Phrases
    the_past: Phrases
    # "Monday to Friday": opening hours.
    day: Phrases
    to_day: Phrases
    # "Server 2013 and 2016".
    joins: Phrases
    # "on a Friday": no day in particular.
    any: Phrases
    own_job: Phrases  # "he has been moving our mailboxes since Monday"
    # "She is away until May", "a bank began in March": of whom else is told.
    somebody: Phrases
    anybody: Phrases
    with_them: Phrases  # "charged them, with people on site until June": the clause goes on
    # "the move took ten weeks, from May to July".
    took: Phrases
    # "our firm signed up, and began in May": verbs that no ending tells.
    began: Phrases
    # "Plan the move for August".
    advice: Phrases
    # Who tells of themselves.
    self: Phrases
    # "Update of": what labels the day of a note.
    label_links: Phrases
    # "a memo dated", "last changed in": the day of a paper, unless it is yet to be posted.
    to_be: Phrases
    dated: Phrases
    # "told of a start", "told in May that".
    told_of: Phrases
    that: Phrases
    # "was duly expected to open": what was once meant to be.
    was: Phrases
    manner: Phrases
    planned: Phrases
    # "originally scheduled for this fall, it now starts in January": that is given up.
    at_first: Phrases
    # "the September 1 start date for it has been scrapped".
    for_it: Phrases
    scrapped: Phrases
    instead: Phrases
    # "was to start in July, but never did".
    but: Phrases
    never_came: Phrases
    # How fiscal years are named: "FY15".
    fiscal: Phrases
