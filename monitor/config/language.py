"""What config/language/en.toml may say: the words of English, by the work they do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from monitor.config.phrases import Phrases
from monitor.config.rules import RuleWords
from monitor.config.settings import Key, Strict


class BetweenWords(Strict):
    """The small words around a number."""

    adverbs: Phrases  # between what makes a minimum and its number: "need only"
    to: Phrases  # between the two numbers of a range
    joins: Phrases  # the same behind "between"; else two numbers
    either: Phrases  # of two numbers, the nearer one has the unit
    between: Phrases  # in front of a range
    behind_alone: Phrases  # behind a number that counts something named before: "the 150 is real"
    not_alone: Phrases  # in front of a number that counts something after all: "another 150"
    alone_adverbs: Phrases  # in front of a number that is a whole answer
    other_units: Phrases  # they count something else, or nothing: not between number and unit
    spans: Phrases  # "26 weeks": a bare number behind it may count those, too
    in_names: Phrases  # numbers that end a product's name, before the unit: "Suite 365 seats"
    tail_verbs: Phrases  # "150 seats remain the floor"
    articles: Phrases
    noun_verbs: Phrases  # "the minimum stands at 150"
    noun_adverbs: Phrases
    negation: Phrases
    about: Phrases  # between a team and its size
    no_team: Phrases  # behind a number that is no size: "percent"
    places: Phrases  # between a team and its link: "headcount there will reach"
    further: Phrases  # between hiring and its number: "another"
    more: Phrases  # behind it: "600 more"
    of_them: Phrases  # behind a number set beside whom it counts: "engineers, 400 of them"
    of_whom: Phrases  # between a number and whom it counts: "400 of them engineers"
    strong: Phrases  # "400 strong"
    how_many: Phrases  # a question for a number, told or asked
    idle_after: Phrases  # of `minimum_after`, those that need another word in front of the number


class NumberWords(Strict):
    """How limits and amounts are worded."""

    words: dict[str, int]
    vague: dict[str, tuple[int, int]]  # "several hundred": its low and high factor of the scale
    scales: dict[str, int]
    minimum_before: Phrases
    minimum_after: Phrases
    told_before: Phrases  # before a number alone that counts seats named shortly before
    needed: Phrases  # in the head of a column or in a question: "seats you need"
    maximum_before: Phrases
    maximum_after: Phrases
    above: Phrases
    below: Phrases
    none: Phrases  # "no minimum"
    limit_nouns: Phrases  # "150 seats is the minimum"
    limit_heads: Phrases  # of a limit only right behind its number: "the 150-seat line"
    eligibility: Phrases  # nouns that a plain number may follow: "eligibility: 150 seats"
    anyone: Phrases  # whoever it is: "anybody", "those"
    holds: Phrases  # between customers and the seats they have: "with", "that own"
    turned_away: Phrases  # what becomes of those who have fewer
    examples: Phrases  # what makes a number an illustration
    staff_units: Phrases
    teams: Phrases  # of people, whose size may stand without its unit: "a team of 400"
    team_links: Phrases  # between a team and its size: "numbers", "will reach"
    hires: Phrases  # in front of a number of people alone: "hired another 200"
    between: BetweenWords


class MoneyWords(Strict):
    """How sums are worded."""

    symbols: dict[str, str]
    names: dict[str, str]  # of currencies behind a number: "15 dollars"
    free: Phrases
    not_free: Phrases  # wordings in which "free" says nothing of a price
    charging: Phrases  # what is not done where it is free, by those who charge
    paying: Phrases  # the same, by those who pay
    payers: Phrases  # who pays, besides the customers a topic names
    asks: Phrases  # questions about the price
    caps: Phrases
    funds: Phrases
    earns: Phrases  # what partners do with sums, and others with much else
    kinds: dict[str, Phrases]  # what a sum is called, by one name of each kind: "credit"
    charges: Phrases  # before a sum that is a price, a cost or a wage
    each: Phrases  # in front of what a topic counts: "per", "for each"
    per_seat: Phrases
    per_customer: Phrases


# What stands in front of a time, as rules of facets ask for it.
Preposition = Literal[
    "by",
    "before",
    "prior to",
    "until",
    "till",
    "through",
    "after",
    "since",
    "from",
    "starting",
    "beginning",
    "as of",
    "no later than",
    "no earlier than",
    "towards",
    "around",
    "about",
    "on or before",
    "on or after",
]


class TimeWords(Strict):
    """Names of weekdays and seasons, and words around them."""

    weekdays: dict[str, int]
    seasons: dict[str, str]
    numbers: dict[str, int]
    # Closed classes of words that make time expressions, some with what each word stands for.
    lexicon: dict[str, dict[str, int | str] | tuple[str, ...]]
    acts: dict[str, Phrases]  # what is done within some time, by one name of each kind: "payment"
    prepositions: dict[str, Preposition]  # in front of a time, by what they mean
    start: Phrases
    end: Phrases
    change: Phrases
    announce: Phrases
    launch: Phrases
    aside: Phrases  # verbs whose "from" or "until" is of asking or waiting, none of the program
    raised: Phrases  # "raised from 50 to 150": a change of a limit, no band
    for_now: Phrases  # a statement that says of itself that it may be otherwise later
    announced: Phrases  # a statement that says of itself that it changes something
    condition: Phrases  # "purchased prior to": a condition on the customer, no date of the program


class Trigger(Strict):
    """Words that colour what stands near them (the ConText idea).

    They reach from themselves to the end of the clause: forward, backward or both ways.
    """

    forward: Phrases = ()
    backward: Phrases = ()
    both: Phrases = ()


class TriggerWords(Strict):
    """What sets modality and polarity."""

    planned: Trigger
    hedged: Trigger
    rumoured: Trigger
    negated: Trigger
    former: Trigger  # it held once: "used to", "until recently"
    always: Trigger  # it held all along
    terminators: Phrases
    pseudo: Phrases  # wordings in which a trigger means something else ("not only")


class SpeechWords(Strict):
    """How speech is reported."""

    cues: Phrases
    that_cues: Phrases  # cues only where a clause follows: one reveals a plan, or that it is so
    opinions: Phrases  # "expects that", "is convinced that": somebody's own mind, no hearsay
    quote_cues: Phrases  # cues beside a quotation only: "sighed"
    noun_cues: Phrases  # "blamed the fall", "announced a plan": what is reported is no clause
    naming_cues: Phrases  # 'called it "a mistake"'
    nominal_cues: Phrases  # "claims that": nouns, where they are no verbs
    infinitive_cues: Phrases  # "promised to"
    object_cues: Phrases  # "urged him to", "accused them of"
    figure_cues: Phrases  # "quoted us 250 seats": behind them a figure is a statement
    placing_cues: Phrases  # "put the floor at 250": the same, behind "at" or "as"
    reduced: Phrases  # "is said to", "reportedly": reports that name nobody
    beliefs: Phrases  # "are under the impression": reports of what somebody takes to be so
    denials: Phrases
    ago: Phrases  # when a post was written: "ago", "yesterday"
    posted: Phrases  # "ann_m wrote, 3 May:": verbs above a post
    posts: Phrases  # "Comment by ann_m:": what posts are called, and what names their writers
    posts_by: Phrases
    mailed: Phrases  # "On 3 May, Ann Moss <ann@foo.example> wrote:": above a mail that is quoted
    mail_from: Phrases  # "From:", "Sent:": labels above one, in the languages of mail programs
    mail_sent: Phrases
    undenied: Phrases  # in front of a denial that is none: "did not", "without"
    neither: Phrases  # the same, further in front
    refusals: Phrases  # "declined to say": confirms nothing, denies nothing
    silences: Phrases  # the same of who was not asked: "does not say whether"
    according: Phrases
    according_openings: Phrases  # the same, where they open a clause: "per"
    officials: Phrases  # role nouns that speak for their organisation by name or office
    unnamed: Phrases  # role nouns of people without a name
    partners: Phrases  # role nouns whose side is the partners
    vendor_nouns: Phrases  # "the company"
    anonymity: Phrases
    vendor_papers: Phrases  # documents that come from the vendor if nobody else is named
    field_staff: Phrases  # people of a vendor that partners deal with: "account manager"
    indefinite: Phrases  # who is somebody, and no more: "someone", "ours"
    documents: Phrases  # decks, slides and papers that "say"
    pronouns: Phrases


class PeopleWords(Strict):
    """How somebody is named and introduced, and tied to an organisation."""

    particles: Phrases  # in the middle of a name: "van"
    articles: Phrases
    definite: Phrases  # those of them that make what follows a certain one
    indefinite_articles: Phrases
    behind_name: Phrases  # where what is told of somebody begins: "who", "familiar"
    participles: Phrases  # the same, before one of the next: "hired by"
    behind_participle: Phrases
    clause_subjects: Phrases  # the same: "the rep we know"
    came_by: Phrases  # the same, behind a name: "a memo Foo has seen"
    asked: Phrases  # in front of whom somebody asks, and who then answers
    for_partners: Phrases  # behind "partner": what a vendor has for them: "network", "portal"
    audience: Phrases  # behind a paper, whom it is for or who came by it: "sent to", "seen by"
    employed_at: Phrases  # "at Foo"
    works_at: Phrases  # the same of whoever: "a clerk at Foo", "somebody from the program"
    seat_of: Phrases  # "University of Basel"
    behind_office: Phrases  # behind the name in "a spokesman, John Smith of Foo"
    introduced: Phrases  # behind a name, where somebody is introduced: "runs"
    works_for: Phrases  # what ties them to an organisation named then
    runs: Phrases  # what ties them to a program
    runs_it: Phrases  # the same to one that is only called so: "who heads the program"
    because: Phrases  # behind these nobody's firm is told: "because he depends on Foo"
    outsiders: Phrases  # what tells that they are none of it: "formerly"
    left: Phrases  # they were, and are no more: "until recently"
    no_role: Phrases  # how what tells no role begins
    role_links: Phrases  # in front of a role: "from"; the first where a role is told without one
    people_nouns: Phrases  # plurals that name people: "critics"
    counted: Phrases  # "a third said": somebody of whom nothing else is told
    speaking: Phrases  # pronouns of those who speak or are spoken to
    own: Phrases  # in front of whom the writer knows: "my rep"
    he_or_she: Phrases
    impersonal: Phrases  # "it": an organisation
    office_articles: Phrases  # "One director": in front of an office that is a subject
    office_beginnings: Phrases  # how offices begin
    subject_openings: Phrases  # in front of a subject: "But", "Dr"
    answers: Phrases  # in front of an answer, as they are written there: "A"
    asks: Phrases
    based: Phrases  # behind a town, in front of a firm: "Leeds-based Foo"
    introduces: Phrases  # verbs behind the name of somebody who is then interviewed
    spokespeople: Phrases  # how the names of those begin who speak for the vendor, named or not


class GrammarWords(Strict):
    """Closed classes of plain words, which tell phrases and clauses apart without a parser."""

    auxiliaries: tuple[str, ...]
    adverbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    determiners: tuple[str, ...]
    breaks: tuple[str, ...]  # words that begin another clause
    finite: tuple[str, ...]  # verbs that no ending tells
    hearing: tuple[str, ...]  # cues behind which "from" names who speaks: "heard"
    participles: tuple[str, ...]  # verbs that may tell of a noun: "a mail sent to partners"
    personal: tuple[str, ...]  # personal pronouns
    addressing: tuple[str, ...]  # cues that name whom they address: "told reporters"
    times: tuple[str, ...]
    time_openings: tuple[str, ...]  # "last" week
    occasions: tuple[str, ...]  # "said in a statement": where and by what something is said
    organisations: tuple[str, ...]  # nouns of bodies that speak: "the ministry"
    collectives: tuple[str, ...]  # words that stand alone as a subject: "police", "some"
    titles: tuple[str, ...]  # before a name
    company_marks: tuple[str, ...]  # words that make a name one of an organisation


class WorkForms(Strict):
    """How it is worded that a program's own work is done, or is not; {work} is a verb of it."""

    perform: Phrases
    stays: Phrases
    exclude: Phrases
    hand_over: Phrases


class ScopeWords(Strict):
    """How a program's extent is worded."""

    provide: Phrases
    perform: Phrases  # verbs by which somebody does the work
    conditional: Phrases  # "if": what follows is no case yet
    idle: Phrases  # verbs by which nobody works: to say, to need, to be
    stays: Phrases  # "remain in scope": said behind the item
    exclude: Phrases
    only: Phrases
    hand_over: Phrases  # "are sent to": somebody else does it
    qualify: Phrases  # "to qualify for": names an item without promising it
    eligible: Phrases  # who may have it
    limits: Phrases  # words that restrict them: "only", "paid"
    exceptions: Phrases
    of_own: Phrases  # "a move program of its own": another one of that name
    own_program: Phrases  # "a program of its own": another one than the one followed
    venues: Phrases  # "told partners at its conference": where something was said
    roles: Phrases  # "responsibilities": what stands below is the work of whom they name
    self_service: Phrases  # "yourself": the customer does it
    own_work: WorkForms  # beside those of the language, the verbs that a topic names


class AccuracyWords(Strict):
    """How one statement is called right or wrong."""

    subjects: Phrases
    right: Phrases
    wrong: Phrases
    of_people: Phrases  # those of both that are said of who spoke: "mistaken"
    disputes: Phrases  # whole verdicts on what was said just before: "rejects that"
    upholds: Phrases


class NoticeWords(Strict):
    """How a page tells of a change to itself: how its lines begin, and sentences behind others."""

    labels: Phrases  # "Note:", before any of the others
    corrections: Phrases  # before a colon or a date: "Correction:"
    corrected: Phrases  # "an earlier version of this article"
    updates: Phrases
    updated: Phrases
    superseded: Phrases  # what the page says of itself once another took its place
    behind: Phrases  # a sentence that corrects those before it, in one line with them


class PageWords(Strict):
    """Lines that stand on a page without being said by its author."""

    furniture: Phrases  # a line that begins with one of these
    consent: Phrases
    accept: Phrases  # what the button of a consent wall says
    paywall: Phrases
    login: Phrases
    blocked: Phrases
    blocked_marks: tuple[str, ...]  # parts of names in the markup of bot checks
    missing: Phrases
    scripted: Phrases  # what stands where a page is drawn by scripts alone
    overlay_marks: tuple[str, ...]  # how classes of consent dialogs begin
    paywall_marks: tuple[str, ...]  # how classes of prompts to subscribe begin
    months: dict[str, int]  # in dates of pages, and in texts
    published: Phrases  # words before a date of publication: "Posted on"
    dateline: Phrases  # the same, but for a date whose part of the line tells of a change: "on"
    changed: Phrases  # words before a date that is not: "Last updated"
    notice: NoticeWords


class PerformerWords(Strict):
    """Who may do the work of a program; {vendor} stands for the name of its vendor."""

    vendor: Phrases
    partner: Phrases
    customer: Phrases


class DeniedWords(Strict):
    """Which states may be denied by their own verb ("is not paused"), and with which words."""

    states: tuple[Key, ...]
    auxiliaries: tuple[str, ...]
    negations: tuple[str, ...]  # each with the space in front of it, if there is one
    nouns: dict[Key, Phrases] = Field(default_factory=dict)  # by state: "no hold in"


class Language(Strict):
    """language/en.toml"""

    abbreviations: tuple[str, ...]
    number: NumberWords
    money: MoneyWords
    time: TimeWords
    trigger: TriggerWords
    speech: SpeechWords
    people: PeopleWords
    grammar: GrammarWords
    scope: ScopeWords
    accuracy: AccuracyWords
    performers: PerformerWords
    denied_states: DeniedWords
    states: dict[str, Phrases]  # how settled a program is; {vendor} as with performers
    regions: dict[str, Phrases]  # names of parts of the world, in which a program may start apart
    page: PageWords
    rules: RuleWords
