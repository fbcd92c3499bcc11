"""Assembles the components from config, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.config import Config
from monitor.config.language import Language, MoneyWords, NumberWords, TriggerWords, WorkForms
from monitor.config.phrases import (
    Phrases,
    any_of,
    any_pattern,
    denied,
    head,
    is_sign,
    phrase_pattern,
    seconds,
    spelled,
)
from monitor.config.rules.values import LimitWords
from monitor.config.topic import Topic
from monitor.extract.components.attributions import Finder
from monitor.extract.components.doc import Doc
from monitor.extract.components.index import Headed, PhraseIndex
from monitor.extract.components.letters import Letters
from monitor.extract.components.model import Model, load_model
from monitor.extract.components.money import Sums
from monitor.extract.components.numbers import NumberReader
from monitor.extract.components.phrases import Grammar
from monitor.extract.components.posts import Posts
from monitor.extract.components.quantities import Quantities
from monitor.extract.components.sentences import Sentences
from monitor.extract.components.speakers import SpeakerFinder
from monitor.extract.components.speech import Speech
from monitor.extract.components.terms import Terms
from monitor.extract.components.times import Times
from monitor.extract.components.times_front import Prepositions
from monitor.extract.components.times_words import Words
from monitor.extract.components.triggers import Triggers
from monitor.interval import MONTH_FIRST
from monitor.types import Revision
from monitor.values import SUM

_NEVER = r"(?!)"
_SOUTHERN = frozenset({"AU", "NZ", "ZA", "AR", "BR", "CL"})


def pattern(phrases: Iterable[str]) -> str:
    """The phrases as one regular expression that components compile for themselves."""
    return any_pattern(phrases) or _NEVER


def entries(groups: Mapping[str, Phrases]) -> list[Headed]:
    """Label, head, seconds and pattern of every phrase, a label's longer ones first.

    One that begins with no word ("") has its edges in its pattern.
    """
    return [
        (label, begun, seconds(one), phrase_pattern(one, edges=begun == "" and not is_sign(one)))
        for label, phrases in groups.items()
        for phrase in _ordered(phrases)
        for one in spelled(phrase)
        for begun in [head(one)]
    ]


def _ordered(phrases: Phrases) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The components by name, in the order in which they read: later ones look at earlier marks."""

    components: Mapping[str, Callable[[Doc], None]]

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with the marks of all components."""
        for component in self.components.values():
            component(doc)
        return doc


def build_nlp(config: Config) -> Pipeline:
    """The components with the words of all topics; deterministic and offline."""
    language, topics = config.language, config.topics
    time = language.time
    furniture = rf"\s*\[?(?:{pattern(language.page.furniture)})\s*(?:[:\]|]|\b.*)"
    words = Words(language.page.months, time.weekdays, time.seasons, time.numbers, time.lexicon)
    speech = _speech(config)
    components: dict[str, Callable[[Doc], None]] = {
        "sentences": Sentences(language.abbreviations, furniture),
        "quantities": _quantities(language.number, language.rules.limits, topics),
        "money": _sums(language.money, language.number, topics),
        "times": Times(words, Prepositions(time.prepositions, time.lexicon.get("the", ()))),
        "triggers": Triggers(entries(_triggers(language.trigger))),
        "speech": speech,
    }
    if config.settings.extract.model:
        components["model"] = Model(load_model(config.settings.extract.model), speech.finder)
    components["words"] = Terms("words", entries(_general_terms(language, topics)))
    components["idle"] = Terms("idle", entries({"idle": language.scope.idle}))
    components["acts"] = Terms("acts", entries(language.time.acts))
    for topic in topics:
        group = f"topic:{topic.key}"
        components[group] = Terms(
            group, entries(topic_terms(topic, language)), pattern(topic.programs)
        )
    return Pipeline(components)


def make_doc(revision: Revision, config: Config) -> Doc:
    """The revision's text with what its reading depends on: its day, its country, its vendor."""
    country = revision.country or "US"
    vendors = _vendors(revision, config.topics)
    known = {each.name: each.fiscal_year_starts for each in config.organisations}
    fiscal = {known.get(vendor, 1) for vendor in vendors}
    return Doc(
        text=revision.text,
        published=_anchor(revision),
        title=revision.title or "",
        fiscal_start=fiscal.pop() if len(fiscal) == 1 else None,
        day_first=country not in MONTH_FIRST,
        southern=country in _SOUTHERN,
        vendor=vendors.pop() if len(vendors) == 1 else None,
        mail=any(date.method == "mail" for date in revision.dates),
    )


def _vendors(revision: Revision, topics: Sequence[Topic]) -> set[str]:
    """The vendors of the programs that the text names, all of them where it names none."""
    every = {topic.vendor for topic in topics}
    if len(every) == 1:
        return every
    said = f"{revision.title or ''}\n{revision.text}"
    found = ((topic.vendor, any_of(topic.programs)) for topic in topics)
    return {vendor for vendor, names in found if names and names.search(said)} or every


def _anchor(revision: Revision) -> date:
    """The day relative times count from: the published one, else the day we saw the page."""
    published = revision.published
    known = published and (published.latest or published.earliest)
    return known or revision.observed.date()


def _quantities(words: NumberWords, pairs: LimitWords, topics: Iterable[Topic]) -> Quantities:
    seats = _counted(topics)
    limits = {
        "minimum": words.minimum_before,
        "told": words.told_before,
        "maximum": words.maximum_before,
        "above": words.above,
        "below": words.below,
        "minimum_after": words.minimum_after,
        "maximum_after": words.maximum_after,
        "nouns": words.limit_nouns,
        "heads": (*words.limit_nouns, *words.limit_heads),
        "none": words.none,
        "teams": words.teams,
        "team_links": words.team_links,
        "hires": words.hires,
        **dict(words.between),
        "pairs": pairs.pairs,
        "pair_for": pairs.pair_for,
        "pairs_but": pairs.pairs_but,
    }
    units = {
        "seat": pattern(unit for unit in seats if unit not in words.staff_units),
        "staff": pattern(words.staff_units),
    }
    reader = NumberReader(words.words, words.vague, words.scales)
    said = {name: _heads(limits[name]) for name in ("minimum", "told", "maximum", "above", "below")}
    limiting = {*reader.heads, *said["minimum"], *said["above"], *said["below"]}
    opens = {
        "unit": _heads((*seats, *words.staff_units)),
        "noun": _heads(words.limit_nouns),
        "none": _heads(words.none),
        "team": _heads((*words.teams, *words.hires)),
        "staff": _heads(words.staff_units),
        "bare": [*limiting, *said["told"], *_heads(limits["between"])],
        "counted": [*limiting, *said["maximum"], *_heads(limits["between"]), "sub "],
    }
    patterns = {name: pattern(said) for name, said in limits.items()}
    return Quantities(reader, patterns, units, opens)


def _heads(phrases: Iterable[str]) -> list[str]:
    return [head(one) for phrase in phrases for one in spelled(phrase)]


def _counted(topics: Iterable[Topic]) -> list[str]:
    """What topics count: "seats", "devices"."""
    facets = (facet for topic in topics for facet in topic.facet.values())
    return [unit for facet in facets for kind in facet.kinds for unit in kind]


def _sums(words: MoneyWords, numbers: NumberWords, topics: Iterable[Topic]) -> Sums:
    per = {"seat": pattern(words.per_seat), "customer": pattern(words.per_customer)}
    reader = NumberReader(numbers.words, numbers.vague, numbers.scales)
    each = pattern(words.each), pattern(_counted(topics))
    return Sums(words.symbols, per, words.names, reader, pattern(words.caps), each)


def _triggers(words: TriggerWords) -> dict[str, Phrases]:
    kinds = {
        "planned": words.planned,
        "hedged": words.hedged,
        "rumoured": words.rumoured,
        "negated": words.negated,
        "former": words.former,
        "always": words.always,
    }
    groups: dict[str, Phrases] = {
        f"{name}:{direction}": getattr(trigger, direction)
        for name, trigger in kinds.items()
        for direction in ("forward", "backward", "both")
    }
    return groups | {"stop": words.terminators, "pseudo": words.pseudo}


def _speech(config: Config) -> Speech:
    words, topics = config.language.speech, config.topics
    aliases = {
        alias: organisation.name
        for organisation in config.organisations
        for alias in (organisation.name, *organisation.aliases)
    }
    cues = {
        "cue": words.cues,
        "that": words.that_cues,
        "belief": words.beliefs,
        "denial": words.denials,
        "refusal": (*words.refusals, *words.silences),
        "silence": words.silences,
        "according": (
            *(p for p in words.according if ".." not in p),
            *words.according_openings,
        ),
        "opening": words.according_openings,
        "within": tuple(p for p in words.according if ".." in p),
        "opinion": words.opinions,
        "quote": words.quote_cues,
        "noun": words.noun_cues,
        "naming": words.naming_cues,
        "nominal": words.nominal_cues,
        "infinitive": words.infinitive_cues,
        "object": words.object_cues,
        "figure": words.figure_cues,
        "placing": words.placing_cues,
        "reduced": words.reduced,
    }
    nouns = {
        "officials": words.officials,
        "unnamed": words.unnamed,
        "documents": words.documents,
        "partners": words.partners,
        "vendor_nouns": words.vendor_nouns,
        "pronouns": words.pronouns,
        "anonymity": words.anonymity,
        "field_staff": words.field_staff,
        "indefinite": words.indefinite,
        "programs": tuple(name for topic in topics for name in topic.programs),
        "places": tuple(name for said in config.language.regions.values() for name in said),
    }
    people = config.language.people
    classes: dict[str, Phrases] = {**dict(config.language.grammar), **dict(people)}
    classes["figures"] = (*config.language.number.words, *config.language.page.months)
    finder = SpeakerFinder(
        words={name: pattern(said) for name, said in (*nouns.items(), *people)},
        classes=classes,
        organisations=aliases,
        people={p.name.lower(): (p.organisation, p.role) for p in config.people},
        not_names=pattern(
            name for topic in topics for name in (*topic.programs, *topic.other_programs)
        ),
    )
    attributions = Finder(Grammar(classes), frozenset(classes.get("addressing", ())))
    nots = pattern(words.undenied), pattern(words.neither)
    posts = Posts(*map(pattern, (words.ago, words.posted, words.posts, words.posts_by)))
    domains = {domain: one.name for one in config.organisations for domain in one.domains}
    letters = Letters(
        pattern(words.mailed), pattern(words.mail_from), pattern(words.mail_sent), domains
    )
    accuracy = config.language.accuracy
    judging = PhraseIndex(entries({"judging": (*accuracy.disputes, *accuracy.upholds)}))
    return Speech(finder, attributions, entries(cues), nots, posts, letters, judging)


def _general_terms(language: Language, topics: Iterable[Topic]) -> dict[str, Phrases]:
    time, scope, money = language.time, language.scope, language.money
    groups: dict[str, Phrases] = {
        "start": time.start,
        "end": time.end,
        "change": time.change,
        "announce": time.announce,
        "launch": time.launch,
        "condition": time.condition,
        "provide": scope.provide,
        "perform": scope.perform,
        "stays": scope.stays,
        "own-program": scope.own_program,
        "venue": scope.venues,
        "self-service": scope.self_service,
        "role": scope.roles,
        "conditional": scope.conditional,
        "raised": time.raised,
        "aside": time.aside,
        "cue": (*language.speech.cues, *language.speech.that_cues),
        "limit-noun": language.number.limit_nouns,
        "eligibility": language.number.eligibility,
        "needed": language.number.needed,
        "told": language.number.told_before,
        "anyone": language.number.anyone,
        "turned-away": language.number.turned_away,
        "hold": language.number.holds,
        "exclude": scope.exclude,
        "only": scope.only,
        "hand-over": scope.hand_over,
        "eligible": scope.eligible,
        "limit": scope.limits,
        "qualify": scope.qualify,
        "free": money.free,
        "asks-price": money.asks,
        "exceptions": scope.exceptions,
        "not-free": money.not_free,
        "charging": money.charging,
        "paying": money.paying,
        "payer": money.payers,
        "cap": money.caps,
        "fund": money.funds,
        "earn": money.earns,
        "charge": money.charges,
        "example": language.number.examples,
        "right": language.accuracy.right,
        "wrong": language.accuracy.wrong,
        "of-people": language.accuracy.of_people,
        "disputed": language.accuracy.disputes,
        "upheld": language.accuracy.upholds,
        "report": language.accuracy.subjects,
        "person": (*language.speech.officials, *language.speech.unnamed, *language.speech.partners),
    }
    groups |= {f"region:{name}": said for name, said in language.regions.items()}
    groups |= {f"{SUM}:{name}": said for name, said in money.kinds.items()}
    for topic in topics:
        groups["free"] += topic.words.free
        groups["stays"] += topic.words.stays
        _add_work(groups, language.scope.own_work, topic.words.work)
        # "The mail team has a Launchpad of its own": another of that name.
        own = language.scope.of_own
        namesakes = (f"(a|an|another) {name} {of}" for name in topic.programs for of in own)
        groups["own-program"] += tuple(namesakes)
    return groups


def _add_work(groups: dict[str, Phrases], forms: WorkForms, verbs: Phrases) -> None:
    """Adds what the verbs of a program's own work say, as those of the language do."""

    def filled(phrases: Phrases) -> Phrases:
        return tuple(phrase.replace("{work}", verb) for verb in verbs for phrase in phrases)

    for name in ("provide", "perform"):
        groups[name] += filled(forms.perform)
    groups["stays"] += filled(forms.stays)
    groups["exclude"] += filled(forms.exclude)
    groups["hand-over"] += filled(forms.hand_over)


def topic_terms(topic: Topic, language: Language) -> dict[str, Phrases]:
    """Label → phrases of all that a topic file names, and the language for any topic."""

    def filled(phrases: Phrases) -> Phrases:
        return tuple(phrase.replace("{vendor}", topic.vendor) for phrase in phrases)

    doers = language.performers
    terms: dict[str, Phrases] = {
        "program": topic.programs,
        "short": topic.short_names,
        "other": topic.other_programs,
        "performer:vendor": topic.performer.vendor + filled(doers.vendor),
        "performer:partner": topic.performer.partner + filled(doers.partner),
        "performer:customer": topic.performer.customer + filled(doers.customer),
    }
    terms |= {f"component:{component.name}": component.words for component in topic.component}
    terms |= {f"item:{item.name}": item.words for item in topic.item}
    terms |= {f"item-short:{item.name}": item.short for item in topic.item}
    terms |= {f"item-outside:{item.name}": item.outside for item in topic.item}
    own = {state.name: state.words for state in topic.state}
    for name in {**language.states, **own}:
        said = own.get(name, ()) + filled(language.states.get(name, ()))
        terms[f"state:{name}"] = said
        if name in language.denied_states.states:
            words = language.denied_states
            verbs = denied(said, words.auxiliaries, words.negations)
            terms[f"denied-state:{name}"] = (*verbs, *words.nouns.get(name, ()))
    terms |= {f"segment:{segment.name}": segment.words for segment in topic.segment}
    terms |= {f"facet:{name}": facet.words for name, facet in topic.facet.items()}
    return terms
