"""Who does what, and what is covered: the small words of such rules."""

from __future__ import annotations

from monitor.config.phrases import Phrases
from monitor.config.settings import Strict


class ClauseWords(Strict):
    """Who does what: a performer, the verb it is the subject of, and what is denied of it."""

    # What belongs to the name of those who do it: "the vendor's own engineers".
    roles: Phrases
    # What stands between a subject and its verb; auxiliaries only before a negation.
    auxiliaries: Phrases
    supports: Phrases
    negation: Phrases
    # The sign of an infinitive, or of where a change leads: "to".
    infinitive: Phrases
    # How verbs are told as finite: auxiliaries before them, plural subjects, endings, pasts
    # without one.
    modals: Phrases
    plurals: Phrases
    finite_endings: Phrases
    pasts: Phrases
    # Words behind verbs of thinking, which do no work: "see whether".
    that: Phrases
    # "delivered by": participles, and the word before who does it.
    participles: Phrases
    by: Phrases
    # "delivered by partners for customers": not by those behind such a word.
    for_whom: Phrases
    # "a service by the vendor that helps customers": where another clause begins.
    relative: Phrases
    # "no mailboxes are moved by": beginnings of a subject to which nothing is done.
    nothing: Phrases
    # Between a negation and what it denies: "will not yet be launched".
    denied_gap: Phrases
    # Between a verb and its value; between "to" and the number a change leads to.
    to_value: Phrases
    to_number: Phrases
    # Verbs that leave a customer the choice.
    optional: Phrases
    # What a clause may begin with: "and the customer moves".
    goes_on: Phrases
    joins: Phrases
    articles: Phrases


class GiverWords(Strict):
    """Whether a sentence tells of the program, and whether the program gives."""

    # "migration under the program": what ties an item to the name behind it.
    ties: Phrases
    # How a sentence begins that goes on about the program.
    goes_on: Phrases
    # "we've lately migrated": short auxiliaries, without their apostrophe.
    short_auxiliaries: Phrases
    # "I have moved mailboxes": one's own story.
    i: Phrases
    auxiliaries: Phrases
    gerunds: Phrases  # "moving mail is the least of it"
    # How verbs begin by which customers are given something.
    received: Phrases


class ListingWords(Strict):
    """What headings say of the list under them."""

    # Headings of what is left out, and of what is covered.
    outside: Phrases
    within: Phrases
    negated: Phrases  # in a heading that tells of nothing covered, whatever else stands there
    # What stands between the names of a cell that names nobody but those who do it.
    between: Phrases


class MentionWords(Strict):
    """Where an item or a negation is there, and nothing is said of what is covered."""

    in_names: Phrases  # "into Orbit for Business and Orbit Files": small words of names
    # "does not yet begin", "do not need": what is denied is no help.
    yet: Phrases
    no_help: Phrases
    negations: Phrases
    # "the planning sheet": a paper, and nothing that is done.
    papers: Phrases
    namesakes: Phrases  # "the onboarding center", "an onboarding plan"
    runs_on: Phrases  # "works on the new system"
    things: Phrases  # "the migration tool": what work is done with, and no work as a whole
    # "instead of migrating data, it guides": what is not done.
    instead: Phrases
    # "files that are over 15 GB", "mailboxes under litigation hold": part of them.
    that_are: Phrases
    over: Phrases
    ruled: Phrases
    # "the version histories of the files".
    part_of: Phrases
    owners: Phrases
    # "moved under the onboarding benefit": which benefit is meant.
    under: Phrases
    # "mailboxes whose content", "files subject to": those of a sort are left out, and not all.
    of_a_sort: Phrases
    # "environments with more than one directory": what is left out is the environment.
    bearers: Phrases
    # Between such a noun and what it has.
    having: Phrases
    # "migrate mailboxes whose content": of the mailboxes, and no content that is migrated.
    relative: Phrases
    # "questions about migrated content": it has been moved already.
    about: Phrases
    moved: Phrases
    # "guidance on migrating mail": advice on it, and nothing more.
    advice: Phrases
    advised_on: Phrases
    work: Phrases
    # "archives that sit on file shares": where something lies.
    lies: Phrases
    into: Phrases  # "moves mailboxes to the service": where something is moved
    # "anyone who takes the migration cannot": who is meant, and not what is denied.
    who_takes: Phrases
    # "no floor for onboarding": what is denied instead of it.
    others: Phrases
    # "guidance and data migration", "mail and files": what joins two items.
    joins: Phrases
    small: Phrases


class OutsideWords(Strict):
    """What a sentence keeps out of the program."""

    # "Nobody at the center will look at them": who it is stands in between.
    nobody: Phrases
    # "the minimum doesn't apply to the migration": it is the minimum that does not.
    applies: Phrases
    # Between a negation and the participle it denies.
    denied_gap: Phrases
    # "not limited to onboarding" keeps out nothing.
    confined: Phrases
    # How words begin that leave work to somebody: "is left", "a matter".
    being: Phrases
    left: Phrases
    # "With its own people": the vendor's, where the vendor does the work.
    its_own: Phrases
    # What parts an item from the next clause, or from the next of an enumeration.
    parts: Phrases
    do_not: Phrases  # "but don't build a schedule on it": advice
    # "by itself": much goes so that nobody does.
    by_itself: Phrases
    # "up to us", said by anybody but the vendor.
    us: Phrases
    # "the vendor does not convert them".
    them: Phrases
    negations: Phrases
    participle_endings: Phrases
    # "and not by the program".
    not_by: Phrases


class CoveredWords(Strict):
    """What a sentence puts inside or outside the program."""

    # "are pads included?": a question to answer by yes or no.
    asks_yes_no: Phrases
    # "mounts it in the existing cabinet": where it is done, and not what is covered.
    place: Phrases
    its: Phrases
    # "what would you add, given the chance?": the answer is a wish.
    imagines: Phrases
    # "anything beyond the mailbox is left out": all but it.
    beyond: Phrases
    # "public folders, yes", "archives no", "archives too": what is said in short.
    yes: Phrases
    no_alone: Phrases
    too: Phrases
    # "only migrates from 500 seats up": that it is the only thing is not said.
    on_condition: Phrases
    # "only email, with the rest to follow": what comes later is not the only thing.
    later: Phrases
    # "does both mail and archives": the program and its verb in front of an item.
    may: Phrases
    does: Phrases
    # Words that begin another clause, and those who are its subject.
    next_clause: Phrases
    goes_on: Phrases
    subjects: Phrases
    # "in an email": how it was said; "mail routing": what is set up, by how the word begins.
    by: Phrases
    settings: Phrases
    # What sets items against one that is covered: "mail, not archives"; behind these words nothing
    # is.
    and_or_but: Phrases
    no_longer: Phrases  # "used to cover mail but no longer does"
    set_against: Phrases
    no_contrast: Phrases
    # "everything but mail", "nothing beyond mail".
    all: Phrases
    nothing: Phrases
    excepting: Phrases
    # What joins an item to the next: "mailboxes and public folders".
    joined: Phrases
    # "Swift is the vendor's onboarding service"; "the vendor performs it".
    being: Phrases
    # "The mail itself they move": the object in front; what may stand behind the verb then.
    fronted: Phrases
    behind: Phrases
    it: Phrases
    # What joins two items of an enumeration, and the verbs that may not stand between them.
    joins: Phrases
    verbs: Phrases
    # "not just only".
    not_only: Phrases
    just: Phrases
    only: Phrases
    # "The benefit excludes archives": verbs whose subject is not what is kept out.
    shuts_out: Phrases
    # "The minimum for archives was dropped": what of an item is told of, and not the item.
    measures: Phrases
    # "number porting": a noun.
    gerund: Phrases
    # "Only then does the migration begin".
    only_then: Phrases
    # "The same goes for archives".
    the_same: Phrases
    # "Archives: no", but not "Archives: no change".
    no: Phrases
    no_of: Phrases
    # "but so far haven't come".
    but: Phrases
    then: Phrases
    # "guidance, and run the move themselves": where its wording goes on with another clause.
    and_so: Phrases
    # "does not migrate anything", "but migration is not": denied outright.
    anything: Phrases
    # "public folders, excluded at launch, were added in May".
    added: Phrases
    is_not: Phrases
    on_offer: Phrases
    # Negations that may be anybody's.
    cannot: Phrases
    # "who want their libraries moved": not yet done; how the done is told.
    wanted: Phrases
    done: Phrases


class TakenUpWords(Strict):
    """Sentences that take up the sentence before by a pronoun, and deny what it tells of."""

    # How they begin: "Sadly", "all of that", "none of it".
    openings: Phrases
    that: Phrases
    none: Phrases
    # Their verbs: "'s", "were never", "won't be", "stays".
    short_verbs: Phrases
    being: Phrases
    short_negation: Phrases
    negations: Phrases
    is_not: Phrases
    stays: Phrases
    small: Phrases
    # What is within the program, and what is out of it.
    within: Phrases
    out: Phrases
    # "does not move them".
    will_not: Phrases
    do: Phrases
    them: Phrases


class WorkWords(Strict):
    """Who does the work."""

    # "the check goes to partners": no work that is handed over.
    paid: Phrases
    # "consult a partner", "help from a partner".
    consult: Phrases
    working_with: Phrases
    jointly: Phrases
    # "And who does it?".
    and_who: Phrases
    who: Phrases
    # "specialists are our people or a partner's".
    joins: Phrases
    means: Phrases
    means_not: Phrases
    # How words begin that leave it to customers.
    left: Phrases
    # "assigned to", "in the hands of": work is handed to somebody.
    given: Phrases
    # "partners are in charge of", "the vendor's job to"; "your job is to".
    charged: Phrases
    jobs: Phrases
    is_to: Phrases
    # "the portal is for partners"; "partners who deploy it".
    is_for: Phrases
    which: Phrases
    # Where the object of a verb has ended or not begun: "learned what a restore costs".
    no_object: Phrases
    # "continue to deliver": what leads on to a verb of working.
    further: Phrases
    # What does not stand between work that is handed over and who gets it; what is named after
    # partners, and is none.
    no_receiver: Phrases
    named_after: Phrases
    # "should move their contracts": what somebody is advised to do.
    should: Phrases
    # How those begin who are addressed, and customers who are named beside them.
    you: Phrases
    customers: Phrases
    # Titles of what is written to partners.
    for_partners: Phrases
    # "partners we work with": whom somebody else does it with.
    whom: Phrases
    # "here is what the vendor has done": what is told of it.
    told_what: Phrases
    # "he told partners": who is "you" in what he said.
    partners: Phrases
    # "takes on any new tenant", "offers the program": whom it is for, and no work.
    takes_on: Phrases
    any: Phrases
    taken: Phrases
    offers: Phrases
    # What is the customer's own: "remains your".
    yours: Phrases
    # Where what is done ends: ", but you".
    goes_on: Phrases
    subjects: Phrases
    # "together with you we plan".
    together: Phrases
    both: Phrases
    # "customers can ask an engineer to guide them": what may be asked for is done.
    may: Phrases
    ask: Phrases
    # "uses partners to deliver it", "partners are paid to do it": whose work it then is.
    enlists: Phrases
    enlisted: Phrases
    to: Phrases


class TheyWords(Strict):
    """Who "they" are: people named before."""

    they: Phrases
    # "what they did": told of something else.
    told_of: Phrases
    # "its own staff": of whom the sentence names before.
    its: Phrases
    # Who speaks and who is spoken to.
    present: Phrases
    # "for customers on tapes they also move mail"; what may not stand between the start of a
    # clause and customers who are its subject.
    beside: Phrases
    joins: Phrases
    not_before: Phrases
