"""Assembles the spaCy pipeline from config: blank English and our own components."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

import monitor.extract.components.model
import monitor.extract.components.money
import monitor.extract.components.quantities
import monitor.extract.components.sentences
import monitor.extract.components.speech
import monitor.extract.components.terms
import monitor.extract.components.times
import monitor.extract.components.tokens
import monitor.extract.components.triggers  # noqa: F401  (importing them registers their factories)
from monitor.config import Config
from monitor.config.language import Language
from monitor.config.phrases import (
    Phrases,
    any_of,
    any_pattern,
    head,
    is_sign,
    openings,
    parts,
    phrase_pattern,
    seconds,
    spelled,
)
from monitor.config.topic import Topic
from monitor.extract.components.index import Entry, Headed
from monitor.interval import MONTH_FIRST
from monitor.types import Revision

_NEVER = r"(?!)"
_SOUTHERN = frozenset({"AU", "NZ", "ZA", "AR", "BR", "CL"})


def pattern(phrases: Iterable[str]) -> str:
    """The phrases as one regular expression that components compile for themselves."""
    return any_pattern(phrases) or _NEVER


def entries(groups: Mapping[str, Phrases]) -> str:
    """Label, head, seconds and pattern in two parts of every phrase, a label's longer ones first.

    One that begins with no word ("") has its edges in its pattern. As JSON: a list spaCy
    checks and copies value by value, for half the time that making a pipeline takes.
    """
    found: list[Headed] = [
        (label, begun, [""], "", phrase_pattern(one, edges=not is_sign(one)))
        if begun == ""
        else (label, begun, seconds(one), *parts(one))
        for label, phrases in groups.items()
        for phrase in _ordered(phrases)
        for one in spelled(phrase)
        for begun in [head(one)]
    ]
    return json.dumps(found)


def _cues(groups: Mapping[str, Phrases]) -> str:
    """Label, what a match can begin with, and pattern of every phrase; as JSON, too."""
    found: list[Entry] = [
        (label, sorted(openings(phrase)), phrase_pattern(phrase, edges=False))
        for label, phrases in groups.items()
        for phrase in _ordered(phrases)
    ]
    return json.dumps(found)


def _ordered(phrases: Phrases) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def build_nlp(config: Config) -> Pipeline:
    """The pipeline of all topics; deterministic and offline."""
    language = config.language
    plain = {"nlp": {"tokenizer": {"@tokenizers": "monitor_tokens"}}}
    nlp = spacy.blank("en", config=plain)
    # Shapes, norms and the like of every new word cost more than all our rules; none is used.
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    furniture = rf"\s*\[?(?:{pattern(language.page.furniture)})\s*(?:[:\]|]|\b.*)"
    nlp.add_pipe(
        "monitor_sentences",
        config={"abbreviations": list(language.abbreviations), "furniture": furniture},
    )
    nlp.add_pipe("monitor_quantities", config=_quantity_words(language, config.topics))
    nlp.add_pipe("monitor_money", config=_money_words(language))
    nlp.add_pipe(
        "monitor_times",
        config={
            "months": language.page.months,
            "weekdays": language.time.weekdays,
            "seasons": language.time.seasons,
            "numbers": language.time.numbers,
            "lexicon": language.time.lexicon,
        },
    )
    nlp.add_pipe("monitor_triggers", config=_trigger_words(language))
    nlp.add_pipe("monitor_speech", config=_speech_words(config))
    if config.settings.extract.model:
        nlp.add_pipe("monitor_model", config={"model": config.settings.extract.model})
    nlp.add_pipe(
        "monitor_terms",
        name="monitor_words",
        config={"group": "words", "entries": entries(_general_terms(language, config.topics))},
    )
    for topic in config.topics:
        nlp.add_pipe(
            "monitor_terms",
            name=f"monitor_topic_{topic.key}",
            config={
                "group": f"topic:{topic.key}",
                "entries": entries(topic_terms(topic)),
                "gate": pattern(topic.programs),
            },
        )
    return nlp


def make_doc(nlp: Pipeline, revision: Revision, config: Config) -> Doc:
    """The revision's text with what its reading depends on: its day, its country, its vendor."""
    doc = nlp.make_doc(revision.text)
    country = revision.country or "US"
    vendors = _vendors(revision, config.topics)
    known = {each.name: each.fiscal_year_starts for each in config.organisations}
    fiscal = {known.get(vendor, 1) for vendor in vendors}
    doc.user_data.update(
        text=revision.text,
        title=revision.title or "",
        published=_anchor(revision).isoformat(),
        fiscal_start=fiscal.pop() if len(fiscal) == 1 else None,
        day_first=country not in MONTH_FIRST,
        southern=country in _SOUTHERN,
        vendor=vendors.pop() if len(vendors) == 1 else None,
    )
    return doc


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


def _quantity_words(language: Language, topics: Iterable[Topic]) -> dict[str, Any]:
    words = language.number
    seats = [u for topic in topics for facet in topic.facet.values() for u in facet.units]
    return {
        "words": words.words,
        "vague": {name: list(bounds) for name, bounds in words.vague.items()},
        "scales": words.scales,
        "limits": {
            "minimum": pattern(words.minimum_before),
            "told": pattern(words.told_before),
            "maximum": pattern(words.maximum_before),
            "above": pattern(words.above),
            "below": pattern(words.below),
            "minimum_after": pattern(words.minimum_after),
            "maximum_after": pattern(words.maximum_after),
            "nouns": pattern(words.limit_nouns),
            "heads": pattern((*words.limit_nouns, *words.limit_heads)),
            "none": pattern(words.none),
            "teams": pattern(words.teams),
            "team_links": pattern(words.team_links),
        },
        "units": {
            "seat": pattern(unit for unit in seats if unit not in words.staff_units),
            "staff": pattern(words.staff_units),
        },
    }


def _money_words(language: Language) -> dict[str, Any]:
    words, number = language.money, language.number
    return {
        "names": words.names,
        "words": number.words,
        "vague": {name: list(bounds) for name, bounds in number.vague.items()},
        "scales": number.scales,
        "symbols": words.symbols,
        "per": {"seat": pattern(words.per_seat), "customer": pattern(words.per_customer)},
    }


def _trigger_words(language: Language) -> dict[str, Any]:
    words = language.trigger
    kinds = {
        "planned": words.planned,
        "hedged": words.hedged,
        "rumoured": words.rumoured,
        "negated": words.negated,
        "former": words.former,
        "always": words.always,
    }
    groups = {
        f"{name}:{direction}": getattr(trigger, direction)
        for name, trigger in kinds.items()
        for direction in ("forward", "backward", "both")
    }
    groups |= {"stop": words.terminators, "pseudo": words.pseudo}
    return {"entries": entries(groups)}


def _speech_words(config: Config) -> dict[str, Any]:
    words = config.language.speech
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
        "refusal": words.refusals,
        "according": tuple(p for p in words.according if ".." not in p),
        "within": tuple(p for p in words.according if ".." in p),
        "opinion": words.opinions,
        "quote": words.quote_cues,
        "noun": words.noun_cues,
        "naming": words.naming_cues,
        "nominal": words.nominal_cues,
        "infinitive": words.infinitive_cues,
        "object": words.object_cues,
        "reduced": words.reduced,
    }
    return {
        "entries": _cues(cues),
        "words": {
            name: pattern(getattr(words, name))
            for name in (
                "officials",
                "unnamed",
                "documents",
                "partners",
                "vendor_nouns",
                "pronouns",
                "anonymity",
            )
        },
        "classes": {name: list(listed) for name, listed in config.language.grammar},
        "organisations": aliases,
        "not_names": pattern(
            name for topic in config.topics for name in (*topic.programs, *topic.other_programs)
        ),
        "people": {p.name.lower(): [p.organisation, p.role] for p in config.people},
    }


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
        "self-service": scope.self_service,
        "role": scope.roles,
        "idle": scope.idle,
        "conditional": scope.conditional,
        "raised": time.raised,
        "cue": (*language.speech.cues, *language.speech.that_cues),
        "limit-noun": language.number.limit_nouns,
        "eligibility": language.number.eligibility,
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
        "disputed": language.accuracy.disputes,
        "upheld": language.accuracy.upholds,
        "report": language.accuracy.subjects,
    }
    for topic in topics:
        groups["free"] += topic.words.free
        groups["stays"] += topic.words.stays
    return groups


def topic_terms(topic: Topic) -> dict[str, Phrases]:
    """Label → phrases of all that a topic file names."""
    terms: dict[str, Phrases] = {
        "program": topic.programs,
        "short": topic.short_names,
        "other": topic.other_programs,
        "rival": topic.rivals,
        "performer:vendor": topic.performer.vendor,
        "performer:partner": topic.performer.partner,
        "performer:customer": topic.performer.customer,
    }
    terms |= {f"component:{component.name}": component.words for component in topic.component}
    terms |= {f"item:{item.name}": item.words for item in topic.item}
    terms |= {f"item-short:{item.name}": item.short for item in topic.item}
    terms |= {f"state:{state.name}": state.words for state in topic.state}
    terms |= {f"segment:{segment.name}": segment.words for segment in topic.segment}
    terms |= {f"facet:{name}": facet.words for name, facet in topic.facet.items()}
    return terms
