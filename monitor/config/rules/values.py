"""What numbers and sums are of: the small words of such rules."""

from __future__ import annotations

from monitor.config.phrases import Phrases
from monitor.config.settings import Strict


class HeadcountWords(Strict):
    """How many people the vendor puts to the program's work."""

    # Verbs of having people.
    has: Phrases
    numbers: Phrases
    also: Phrases
    # "my own firm has": a speaker's people, and not the vendor's.
    own: Phrases
    # "our support team of 45": the vendor's where it is the vendor that says it.
    ours: Phrases
    we: Phrases
    # "a consultancy with": somebody else's people.
    firms: Phrases
    firm_has: Phrases
    # "With 3,400 employees, Acme": how such a sentence begins.
    opens_with: Phrases
    # People who go are no team.
    laid_off: Phrases
    # Questions for a number of people.
    how_many: Phrases
    # "80 people to the program": what they are put to.
    put_to: Phrases
    articles: Phrases
    # "300 strong" is a team; "people" alone came to listen.
    strong: Phrases
    anybody: Phrases


class LimitWords(Strict):
    """When a plain number of seats is a limit."""

    upper: Phrases  # "the upper limit is 250": the most
    # "a hospital chain with 12,000 seats": one that is told of.
    having: Phrases
    # Between two limits in one breath.
    pairs: Phrases
    pairs_clauses: Phrases
    pair_for: Phrases
    pairs_but: Phrases
    # Between the noun of a limit and its number: "for schools", "was always".
    verbs: Phrases
    of_noun: Phrases
    noun_verbs: Phrases
    # Between "with" and the number; between customers and what they have.
    about: Phrases
    who: Phrases
    # What makes a customer a certain one, or one of several that were counted; one that is
    # thought of.
    certain: Phrases
    one: Phrases
    you: Phrases
    # What happened, or might, to some customer sets no limit: its verbs, how a past ends, and
    # what makes it none.
    told: Phrases
    past_endings: Phrases
    # "…, which was announced": of something else.
    clauses: Phrases
    not_told: Phrases
    # "moved in about three weeks": how fast, and no limit.
    within: Phrases
    of_whom: Phrases
    roughly: Phrases
    spells: Phrases
    # "any 200-seat deal"; "whether you have 150 or 5,000".
    any: Phrases
    whether: Phrases
    # Verbs that let customers in.
    lets: Phrases
    # "we've", "the firm runs": somebody who has them.
    somebody: Phrases
    short_verbs: Phrases
    somebodys: Phrases
    has: Phrases
    manner: Phrases
    # "it begins"; "it takes 150 seats": what is asked of whoever wants it.
    begins: Phrases
    asked: Phrases
    # "a night", "per engineer": a rate, and no limit.
    per: Phrases
    periods: Phrases
    at_once: Phrases
    rates: Phrases
    # Units of what is bought to have a program; others are also moved, trained and counted.
    bought: Phrases
    # "moves 500 seats", "of its 300 seats": counted, and not asked for.
    counted: Phrases
    # A limit that was done away with, as verbs in front of it and as predicates; steps, by which
    # it only changed: "dropped to 50".
    done_away: Phrases
    gone: Phrases
    steps: Phrases
    # A limit that never was one, and what leaves it to all others: "does not apply to".
    unreal: Phrases
    for_some: Phrases
    # "schools are exempt from": it does not hold for them.
    exempt: Phrases


class SumWords(Strict):
    """What a sum of money is: a price, a cap, a rate, or none of the program's."""

    of_free: Phrases  # "a minimum for free migrations": said of them in passing
    # "a loaner is provided without charge": what is free is a thing that it comes with.
    comes_with: Phrases
    # "what does not count is the free student plan": a thing that is meant, whatever is denied.
    definite: Phrases
    # "free has a shelf life": a sentence about the word.
    is_something: Phrases
    # "we paid out 100 million": to others, and no bill of one's own.
    paid_out: Phrases
    # "it made $250,000 last year": what a firm's business brought.
    earned: Phrases
    about: Phrases
    # "more than $100,000 a year in revenue": what a firm must sell, and nothing it is paid.
    turnover: Phrases

    # "the missing-board charge": charges for one thing, and the words before one that name none.
    charged_apart: Phrases
    charged_plainly: Phrases
    # "its acquisition, a $26 billion deal": no money for partners.
    deals: Phrases
    # "does not pay us for it": what a partner is paid.
    us: Phrases
    # 'the word "free"', 'so-called "free" migrations'.
    called: Phrases
    # "$15 instead of $20", "ended its $15-per-seat payment": what was paid once.
    instead: Phrases
    ended: Phrases
    owners: Phrases
    # "The course is free": what costs nothing, and is not the program.
    courses: Phrases
    # "does not cover my costs": what one pays oneself, and nothing that is charged.
    own_costs: Phrases
    # "his own firm": what a partner's business brings is no funding.
    own_firm: Phrases
    # "charges for the migrations"; between a subject and its verb of paying; "will be billed".
    charged_for: Phrases
    auxiliaries: Phrases
    passive: Phrases
    # "$480 a user a day" is a price or a wage.
    per: Phrases
    counted: Phrases
    spells: Phrases
    # "the average payment was $27,300": what came of a rule, and no rule.
    average: Phrases
    # "the fee is $500", "a flat fee of $500 applies": what is to be paid, in front of its sum.
    fees: Phrases
    fee_links: Phrases
    # "the most it pays is still $60,000".
    being: Phrases
    still: Phrases
    # "$60,000 is the limit", "$60,000 at most".
    limit_verbs: Phrases
    articles: Phrases
    limits: Phrases
    at_most: Phrases
    # "nobody is paid more than a total of $60,000".
    more: Phrases
    total: Phrases
    # "up to the thousandth, then $5": what is capped there are the seats.
    then: Phrases
    # What a cell says under a price where nothing is to be paid.
    nothing: Phrases
    # The same as an answer; "no" may deny that it is free.
    answers: Phrases
    # "for our 400 seats that's $6,000": a sum that is worked out.
    makes: Phrases


class ThresholdWords(Strict):
    """What a customer must have to get something."""

    it: Phrases  # "with 380 seats it is eligible": what somebody named before has
    we_start: Phrases  # "we start at one seat": what another firm asks
    own_people: Phrases  # "its own engineers do the sites of up to 150": who does it
    stays_with: Phrases  # "will continue to work with it": who does it, too
    must_be: Phrases  # "has to be moved by a partner": that is turned away
    sums: Phrases  # "do the sum: that is 200 seats": what comes out
    told_of: Phrases  # "he said of the 250-seat figure": what he speaks of, and not what is
    sells: Phrases  # "the first to sell more than 10,000 seats": what was done
    happened: Phrases  # "150 seats were lost to it": what was done, too
    toward: Phrases  # "trials do not count toward the 150-seat minimum": it stands
    # "61,000 organizations fall between 75 and 149": how many are so large.
    population: Phrases
    # "from 150 down to 50".
    starting: Phrases
    to_number: Phrases
    # Questions for a limit.
    how_many: Phrases
    # "there are more than 200 of us", "those who hire put it north of 300": people.
    hires: Phrases
    of_us: Phrases
    # "most of them with 20 seats"; "unless they have fewer".
    of_them: Phrases
    some: Phrases
    unless: Phrases
    # Who bought is meant, not told of: "who bought"; how a past ends.
    who_bought: Phrases
    past_endings: Phrases
    # "Of those with 50 or more, 61 percent": the groups of a survey.
    joins: Phrases
    among: Phrases
    percent: Phrases
    # "there is no fee, whatever their size": it tells of whoever is let in.
    whatever: Phrases
    # "two thirds of them have more than 250 seats", "a council with 24 seats".
    fractions: Phrases
    bodies: Phrases
    # "customers with fewer than 200 seats make up 60 percent of it": how many there are.
    makes_up: Phrases
    # "350 seats' worth".
    worth: Phrases
    # "customers with more than 5,000 seats are not eligible": a limit from above.
    above: Phrases
    they: Phrases
    also: Phrases
    refused: Phrases
    closed_to: Phrases
    # "losing a deal of 100 seats", "a discount above 500", "800 seats across three plants".
    won: Phrases
    discounts: Phrases
    spread: Phrases
    having: Phrases
    # "most of my customers have fewer than 100": what they have, and not what is asked of them.
    customers: Phrases
    have: Phrases
    grew: Phrases  # "we went from 30 workers to 640"
    who_have: Phrases
