"""How a passage stands, and what is said of others: the small words of such rules."""

from __future__ import annotations

from monitor.config.phrases import Phrases
from monitor.config.settings import Strict


class AccuracyWords(Strict):
    """One statement called right or wrong by another."""

    # The verb of being in front of a judgement, and what may stand between: "was plainly wrong".
    being: Phrases
    degrees: Phrases
    # How judgements begin that have their verb themselves: "got it right".
    verbs: Phrases
    # "I was wrong": of one's own earlier words.
    oneself: Phrases
    # Words in front of the subject of a judgement.
    openings: Phrases
    # "what they wrote" is wrong.
    written: Phrases
    # Words behind which a judgement is only supposed.
    supposed: Phrases
    # Subjects that point back to what was said, or to who said it; those that deny it ("none of
    # it is right").
    pointing: Phrases
    of_none: Phrases
    # Words behind a judgement that make it one of what follows, or none: "wrong to assume",
    # "right now".
    goes_on: Phrases
    # "says plain rubbish", "called it nonsense".
    says: Phrases
    calls_it: Phrases
    plainly: Phrases
    # Words behind a report that is denied as a whole.
    ends: Phrases
    # "it is false that", "wrong to say that", "no truth to the rumor that".
    it: Phrases
    that: Phrases
    to_say: Phrases
    truth_of: Phrases
    # "confirmed the report".
    confirms: Phrases
    # "the September 1 date is wrong": in front of a value that is itself what is judged.
    in_front: Phrases
    # "wrong for small firms": no good, and true all the same.
    unfit: Phrases
    # What else a sentence may hold that is nothing but a verdict: "Not quite right.".
    bare: Phrases


class PassageWords(Strict):
    """What holds of a whole passage: examples, clauses, whose people are meant."""

    # "what has not changed: no fee": it denies a change, and nothing behind the colon.
    changed: Phrases
    # "more than those who do not": "do not" stands for a verb, and denies nothing that is named.
    relative: Phrases
    stands_for: Phrases
    # "doesn't only cover mail": it covers that, and more.
    just: Phrases
    # "does not require customers to do it": they are spared it.
    not_obliged: Phrases
    # "a separate program for Acme": another one, whatever its name.
    separate: Phrases
    programs: Phrases
    known: Phrases
    # "without telling her, and moved it": what it denies ends at the comma.
    short_negations: Phrases
    # "With the exception of archives, all is moved": what it keeps out ends at the comma.
    but_for: Phrases

    # "that sells 300 seats, say, …", "Example: …".
    say: Phrases
    examples: Phrases
    # Words that part a clause from the next, and one that does so unless it stands between
    # commas.
    contrasts: Phrases
    however: Phrases
    # "mail in Acme Mail": where things are moved from.
    origins: Phrases
    # "in the United States, the doors open in May": in front of a part of the world.
    within: Phrases
    grandfathered: Phrases  # "old contracts keep their 150": of what was bought earlier
    # "must be bought": what is to be done, and not who is meant.
    to_be: Phrases
    # Who speaks of themselves.
    we: Phrases
    # How words begin that make people the size of a customer.
    customers: Phrases
    # How a sentence begins that makes sense only with the one before it.
    goes_on: Phrases
    # "it does not take 250, it takes 150": what begins a clause without a conjunction.
    anew_subjects: Phrases
    anew_verbs: Phrases
    # "it does not move archives, and they copy files": who begins one behind "and".
    doers: Phrases
    # "neither the minimum nor the price has changed": both hold.
    neither: Phrases
    # "partners, not the vendor,": whom others are set against.
    rather_than: Phrases
    articles: Phrases
    # "until last week 50, now 150"; "it was 50 a week ago".
    now: Phrases
    was: Phrases
    ago: Phrases
    # How a text takes back its own earlier words: "an earlier version of this story said".
    corrected: Phrases
    # Titles of corrections, and how these tell what was written.
    corrections: Phrases
    wrote: Phrases
    # Words of permission in a vendor's own paper; "anything more specific than" does say
    # something.
    permission: Phrases
    more_than: Phrases


class OwnerWords(Strict):
    """Whose program a name means."""

    # "declined to say", but not "refuses to move it": what an answer is refused with.
    tells: Phrases
    # "nothing about it is final": a subject that denies the state it is told of.
    nothing: Phrases
    that: Phrases
    # "has scrapped the fee", "the post about it was withdrawn": that is not the end of the program.
    parts: Phrases
    links: Phrases
    has: Phrases
    being: Phrases
    # "once it has ended": it has not yet.
    once: Phrases

    # "our new launchpad" is a common noun; "Sagecrest's own Launchpad" is another's.
    common: Phrases
    indefinite: Phrases
    own: Phrases
    # "the dealer's Launchpad": whose it is.
    firms: Phrases
    # Capitals of a sentence that are nobody's name.
    determiners: Phrases
    # "Sagecrest opened Launchpad", "the Launchpad that Sagecrest sells": whose it is.
    launches: Phrases
    that_which: Phrases
    runs: Phrases
    # Words behind a name that stands for itself.
    behind: Phrases


class PaperWords(Strict):
    """What says something without anybody: pages and papers."""

    # "spotted that the page now says": what stands in front of a paper and behind it.
    that: Phrases
    determiners: Phrases
    own: Phrases
    nouns: Phrases
    # What ends its part of a sentence, or tells that it is the text's own: "the table below".
    joins: Phrases
    # What parts its word from another's: "the page says 150, while a partner".
    apart: Phrases
    # "On its page the vendor asks for": what stands in front of one in which something stands.
    found_in: Phrases
    adverbs: Phrases
    verbs: Phrases
    # How the next sentence goes on about it.
    it: Phrases


class PageWords(Strict):
    """Questions and answers, heads and cells, lead-ins of lists."""

    # Pronouns by which an answer takes up what was asked: "They do"; what ends so short an
    # answer.
    they: Phrases
    stops: Phrases
    # "Not both", "not necessarily": no answer.
    not_no: Phrases
    # "No announcement was made" is no verdict on what stands before; "No support" is.
    no_such: Phrases
    such: Phrases
    # Outright answers, and short sentences that say as much: "it won't", "they have been".
    no: Phrases
    does_not: Phrases
    short_not: Phrases
    yes: Phrases
    does: Phrases
    # Marks of a question and of an answer: "Q:", "Answer:".
    question: Phrases
    answer: Phrases
    # Questions whose answer may leave out what it is about: "And what about", "Does".
    well: Phrases
    asks: Phrases
    and_that: Phrases
    # Answers that take up what was asked: "Sadly, that".
    answer_openings: Phrases
    takes_up: Phrases
    # A lead-in that stops behind its subject: "The vendor and your team will:".
    auxiliaries: Phrases
    joins: Phrases
    owners: Phrases
    # Words of a head or a cell that add nothing to whose work it is.
    function: Phrases
    optional: Phrases


class StrangerWords(Strict):
    """What other firms ask, charge or give."""

    # "Acme, for its part, said": behind the name of another vendor.
    aside: Phrases
    # "works alongside it", "competes with it": behind these a program is only compared.
    beside: Phrases
    # "Acme's tool covers archives".
    works: Phrases

    # Words that part a clause from the next.
    breaks: Phrases
    # Words in front of a firm's name: "elsewhere", "unlike".
    openings: Phrases
    unlike: Phrases
    # What a firm does with its own customers and partners.
    also: Phrases
    does: Phrases
    being: Phrases
    # "Acme's comparable service"; "a rival vendor"; "which charges"; "its own".
    service: Phrases
    another: Phrases
    firms: Phrases
    which: Phrases
    its: Phrases
    own: Phrases
    # How a sentence goes on about a firm; what makes names a list, and none of them its subject.
    goes_on: Phrases
    the_firm: Phrases  # the same of one named beside the program: "the Seattle firm will"
    joins: Phrases
    # Words that open sentences in capitals and are no names: small words; endings; words behind a
    # plain one.
    function: Phrases
    endings: Phrases
    nouns: Phrases
    # Names of the vendor's people that may be anybody's.
    anybodys: Phrases


class OursWords(Strict):
    """What those who are not the vendor do, sell and have themselves."""

    we: Phrases
    our: Phrases
    joins: Phrases
    short_auxiliaries: Phrases
    deeds: Phrases  # "our bench moves mail", "we have started offering a check"


class SupposedWords(Strict):
    """What is only supposed or asked, or taken back."""

    # One of these stands in each supposition: looking for them costs little.
    gate: Phrases
    # "if the vendor dropped it", "had the vendor dropped it".
    condition: Phrases
    # "if and when it is added": whatever its subject.
    if_and_when: Phrases
    inverted: Phrases
    that: Phrases
    # "asked whether", "unclear if".
    asking: Phrases
    whether: Phrases
    unsure: Phrases
    whether_or_if: Phrases
    # "a myth that", "nobody said that": that it is not so is not said either.
    myths: Phrases
    # "I doubt it will start", "no doubt it will".
    doubts: Phrases
    no_doubt: Phrases
    nobody: Phrases
    said: Phrases
    # "ask us if you have": those of whom a condition is a real one.
    customers: Phrases
    # Where a supposition ends, and what it leads to.
    then: Phrases
    would: Phrases
    # "at 10 seats, the vendor would need".
    at: Phrases
    # "partners want the vendor to raise it"; "had weighed a floor of", "could have covered".
    wishes: Phrases
    weighed: Phrases
    # "partners would like to see it raised to 500": who asks for it, and how.
    wishers: Phrases
    wished: Phrases
    # "lowering the minimum to 100 would help": what would be done.
    changing: Phrases
    # "a 25-seat floor is on my wish list": what somebody would like; what parts its clause.
    wish: Phrases
    contrasts: Phrases
    could_have: Phrases
    not_ruled_out: Phrases
    may: Phrases  # "customers can ask the vendor to": what they may, and no wish
    decided: Phrases
    # Verbs behind the name of what is supposed to do something.
    manner: Phrases
    does: Phrases
    # "if it starts at Christmas": the program, where an event of it follows.
    it: Phrases
    # "It does not.": nothing but taken back.
    pronouns: Phrases
    does_not: Phrases
