"""An installed spaCy pipeline refines who said what, and never makes up anything."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from monitor.errors import ConfigError
from monitor.extract.claims import Extractor
from tests.builders import a_revision
from tests.extract.components.model_parts import Reader, config_with, train
from tests.extract.components.parts import marks, pipeline, read, shipped_config

_WHO = ("name", "organisation", "role")
_LEFT = "Speaking after Anna Berg left the company Ned Marsh said the plan starts in June."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(tmp_path_factory.mktemp("model") / "whole")


@pytest.fixture(scope="module")
def reader(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(config_with(folder, tmp_path_factory.mktemp("whole")))


def without(pipe: str, folder: Path, to: Path) -> Reader:
    """A reader whose model lacks one of its pipes."""
    spacy.load(folder, exclude=[pipe]).to_disk(to / "part")
    return Reader(config_with(to / "part", to))


def who(mark: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(mark[key] for key in _WHO)


def content(mark: dict[str, Any], text: str) -> list[str]:
    return [text[slice(*place)] for place in mark["content_at"]]


@pytest.mark.parametrize(
    ("text", "rules", "refined"),
    [
        pytest.param(
            "Morgan Stanley said the plan starts in June.",
            ("Morgan Stanley", None, None),
            (None, "Morgan Stanley", None),
            id="two words in capitals look like a person: the entity is an organisation",
        ),
        pytest.param(
            "Marlo said the plan starts in May.",
            (None, "Marlo", None),
            ("Marlo", None, None),
            id="one word in capitals looks like an organisation: the entity is a person",
        ),
        pytest.param(
            "Drexler said the plan starts in June.",
            (None, None, "drexler"),
            ("Drexler", None, None),
            id="an ending like that of 'traders' looks like a common noun: it is a name",
        ),
        pytest.param(
            "On Tuesday Brandt chief executive Anna Berg said the plan ends in May.",
            ("Anna Berg", None, "chief executive"),
            ("Anna Berg", "Brandt", "chief executive"),
            id="an organisation in front of a title is whom the person speaks for",
        ),
        pytest.param(
            _LEFT,
            ("Ned Marsh", "Microsoft", "company"),
            ("Ned Marsh", None, None),
            id="the subject of the cue is a shorter phrase: the company belongs to another verb",
        ),
    ],
)
def test_the_model_says_who_speaks(
    reader: Reader, text: str, rules: tuple[str | None, ...], refined: tuple[str | None, ...]
) -> None:
    (plain,) = marks(read(text), "speech")
    (mark,) = reader.speech(text)
    assert (who(plain), who(mark)) == (rules, refined)
    changed = {key for key, a, b in zip(_WHO, rules, refined, strict=True) if a != b}
    assert changed == set(mark.get("refined", {})) & set(_WHO)
    assert all(mark["refined"][key] == plain[key] for key in changed)


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A model that tags certain names, however wrong that may be."""
    to = tmp_path_factory.mktemp("tagger")
    nlp = spacy.blank("en")
    tags = {
        "PERSON": ["Microsoft", "IBM", "Foo Corp", "Marlo"],
        "ORG": ["Morgan Stanley", "Kim Lee", "Police", "FastTrack"],
        "GPE": ["Paris Hill"],
    }
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for label, names in tags.items() for name in names]
    )
    nlp.to_disk(to / "model")
    return Reader(config_with(to / "model", to))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Microsoft said prices rise.", id="config knows the organisation"),
        pytest.param("IBM said prices rise.", id="an acronym is no person"),
        pytest.param("Foo Corp. said prices rise.", id="Corp. is no person's name"),
        pytest.param("Mr. Morgan Stanley said prices rise.", id="a title is a person's"),
        pytest.param("Kim Lee, a director, said prices rise.", id="a role is a person's"),
        pytest.param("Paris Hill said prices rise.", id="a place says neither"),
        pytest.param("Police said prices rise.", id="a common noun that stands alone"),
        pytest.param(
            "FastTrack manager Ned Marsh said prices rise.", id="a program employs nobody"
        ),
        pytest.param("Morgan Stanley, Ned Marsh said, fell.", id="not in front of the name"),
        pytest.param(f"Marlo said it is {'=' * 300}.", id="no sentence: never shown to the model"),
    ],
)
def test_what_outweighs_an_entity(tagger: Reader, text: str) -> None:
    assert tagger.speech(text) == marks(read(text), "speech") != []


@pytest.mark.parametrize(
    ("text", "rules", "refined"),
    [
        pytest.param(
            "Anna Berg said prices rose and left the room.",
            "prices rose and left the room",
            "prices rose",
            id="what she did besides saying it is none of her words",
        ),
        pytest.param(
            "Anna Berg said the plan starts in June, but it ends in July.",
            "the plan starts in June",
            "the plan starts in June, but it ends in July",
            id="the second clause hangs on the first, not on the cue",
        ),
        pytest.param(
            "Brandt closed two shops, and prices rise in June, Ned Marsh said.",
            "Brandt closed two shops, and prices rise in June",
            "prices rise in June",
            id="in front of the cue: the outlet's own clause stands before",
        ),
    ],
)
def test_the_model_says_how_far_the_words_reach(
    reader: Reader, text: str, rules: str, refined: str
) -> None:
    (plain,) = marks(read(text), "speech")
    (mark,) = reader.speech(text)
    assert (content(plain, text), content(mark, text)) == ([rules], [refined])
    assert text[mark["start"] : mark["end"]] == refined
    assert mark["refined"] == {"content_at": plain["content_at"]}


def test_places_count_in_the_whole_text_whatever_the_tokens(reader: Reader) -> None:
    """spaCy parts "doesn't" and "10 km" otherwise than we do, and reads sentence by sentence."""
    before = "It doesn’t cost $5/GB — it’s 10km away… 😀\n\n# A heading\n\n"
    text = f"{before}{_LEFT}"
    (mark,) = reader.speech(text)
    assert text[slice(*mark["speaker_at"])] == "Ned Marsh"
    assert content(mark, text) == ["the plan starts in June"]


def test_who_goes_on_speaking_is_the_one_that_was_found(reader: Reader) -> None:
    first, second = reader.speech(f"{_LEFT} He added that it ends in July.")
    assert who(first) == who(second) == ("Ned Marsh", None, None)
    assert second["refined"]["organisation"] == "Microsoft"


def test_a_quotation_is_as_long_as_its_marks(reader: Reader) -> None:
    text = 'Anna Berg said "prices rose and left the room" on Tuesday.'
    (plain,) = marks(read(text), "speech")
    (mark,) = reader.speech(text)
    assert mark["content_at"] == plain["content_at"]


def test_without_a_parser_the_names_still_count(folder: Path, tmp_path: Path) -> None:
    reader = without("parser", folder, tmp_path)
    (mark,) = reader.speech("Morgan Stanley said the plan starts in June.")
    assert who(mark) == (None, "Morgan Stanley", None)
    (mark,) = reader.speech("Anna Berg said prices rose and left the room.")
    assert "refined" not in mark


def test_without_entities_the_syntax_still_counts(folder: Path, tmp_path: Path) -> None:
    reader = without("ner", folder, tmp_path)
    text = "Anna Berg said prices rose and left the room."
    (mark,) = reader.speech(text)
    assert content(mark, text) == ["prices rose"]
    (mark,) = reader.speech("Morgan Stanley said the plan starts in June.")
    assert "refined" not in mark


def test_claims_have_the_speaker_that_was_found(folder: Path, tmp_path: Path) -> None:
    """Nothing behind the component knows of it, and its answer arrives all the same."""
    text = "Morgan Stanley said FastTrack requires at least 150 seats."
    revision = a_revision(text=text)
    (plain,) = Extractor(shipped_config()).claims(revision)
    (claim,) = Extractor(config_with(folder, tmp_path)).claims(revision)
    assert plain.attribution.speaker.name == "Morgan Stanley"
    assert claim.attribution.speaker.organisation == "Morgan Stanley"
    assert (claim.value, claim.quote) == (plain.value, plain.quote)


@pytest.mark.parametrize(
    ("pipes", "remedy"),
    [
        pytest.param(None, ["cannot be loaded", "spacy download", "take the key out"], id="none"),
        pytest.param([], ["neither a parser nor entities", "take the key out"], id="no use of it"),
        pytest.param(["sentencizer"], ["neither a parser nor entities"], id="only sentences"),
    ],
)
def test_a_model_that_cannot_help_is_an_error_with_a_remedy(
    pipes: list[str] | None, remedy: list[str], tmp_path: Path
) -> None:
    if pipes is not None:
        nlp = spacy.blank("en")
        for pipe in pipes:
            nlp.add_pipe(pipe)
        nlp.to_disk(tmp_path / "model")
    config = config_with(tmp_path / "model", tmp_path)
    with pytest.raises(ConfigError) as caught:
        Extractor(config)
    assert [words for words in ["extract.model", *remedy] if words not in str(caught.value)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param("config.cfg", id="broken settings"),
        pytest.param("meta.json", id="broken description"),
        pytest.param("ner/model", id="broken weights"),
    ],
)
def test_a_broken_model_is_an_error_with_a_remedy(spoil: str, folder: Path, tmp_path: Path) -> None:
    spacy.load(folder).to_disk(tmp_path / "model")
    (tmp_path / "model" / spoil).write_bytes(b"[nonsense")
    with pytest.raises(ConfigError, match="cannot be loaded"):
        Extractor(config_with(tmp_path / "model", tmp_path))


def test_by_default_there_is_no_model() -> None:
    assert shipped_config().settings.extract.model is None
    assert "monitor_model" not in pipeline().pipe_names


def test_a_model_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    """To the byte: the component only ever acts on what the model disagrees about."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "never there"}])
    nlp.to_disk(tmp_path / "silent")
    reader = Reader(config_with(tmp_path / "silent", tmp_path))
    for text in _TEXTS:
        assert json.dumps(reader.speech(text)) == json.dumps(marks(read(text), "speech"))


_TEXTS = [
    _LEFT,
    "Anna Berg, a Microsoft director, said prices rose and left. She added that they would fall.",
    "“The program is open,” said a spokesman, Kim Lee of Brandt Inc., who declined to say more.",
    "Reps told partners that the plan, which costs $15, starts in June, three partners said.",
    "According to a memo, Marlo denied it; sources familiar with it said “never ever in my life”.",
    "Rivals, Ned Marsh said, had 150 seats or more, while Brandt claimed that it was reportedly 5.",
]
_PIECES = (
    *" ".join(_TEXTS).split(),
    *("\n\n", "“", "”", '"', "’s", "— ", "😀", "\u202e", "\x00", "a\u0301", "中文", "=" * 300),
)


@Language.factory("test_nonsense", assigns=["token.dep", "token.head", "doc.ents"])
def make_nonsense(nlp: Language, name: str) -> object:
    return nonsense


def nonsense(doc: Doc) -> Doc:
    """Some tree and some names, the same for the same text, and neither with any sense."""
    some = random.Random(doc.text)
    size = len(doc)
    heads = list(range(size))
    _hang(heads, 0, size, None, some)
    labels = ["nsubj", "nsubj", "ccomp", "ccomp", "cc", "punct", "mark", "conj", "advcl", "dep"]
    deps = [some.choice(labels) for _ in range(size)]
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    made = Doc(doc.vocab, words=words, spaces=spaces, heads=heads, deps=deps)
    made.ents = list(_some_names(made, some))
    return made


def _hang(heads: list[int], first: int, last: int, head: int | None, some: random.Random) -> None:
    """Any tree over a stretch of words; sub-stretches hang on a word of it."""
    while first < last:
        cut = last if head is None else some.randint(first + 1, last)
        top = some.randrange(first, cut)
        heads[top] = top if head is None else head
        _hang(heads, first, top, top, some)
        _hang(heads, top + 1, cut, top, some)
        first = cut


def _some_names(doc: Doc, some: random.Random) -> Iterator[Span]:
    at = 0
    while at < len(doc):
        end = min(len(doc), at + some.randint(1, 3))
        if some.random() < 0.7:
            yield Span(doc, at, end, some.choice(["PERSON", "ORG", "ORG", "DATE"]))
        at = end


@pytest.fixture(scope="module")
def fool(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    to = tmp_path_factory.mktemp("nonsense")
    nlp = spacy.blank("en")
    nlp.add_pipe("test_nonsense")
    nlp.to_disk(to / "model")
    return Reader(config_with(to / "model", to))


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from([*_TEXTS, *_PIECES]), max_size=25))
def test_nonsense_makes_up_no_attribution(fool: Reader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    plain, made = marks(read(text), "speech"), fool.speech(text)
    told = {None, *(value for mark in plain for value in who(mark))}
    assert len(made) == len(plain)
    for old, new in zip(plain, made, strict=True):
        for key in ("label", "cue", "cue_at", "chain", "denial", "anonymous", "quoted"):
            assert new[key] == old[key]
        assert any(who(new)) or not any(who(old))
        for value in who(new):
            assert value in told or value in shipped_names() or words(value) <= words(text)
        if old["quoted"]:
            assert new["content_at"] == old["content_at"]
        assert (new["speaker_at"] is None) == (old["speaker_at"] is None)
        for first, last in new["content_at"]:
            assert 0 <= first < last <= len(text)
        changed = {key: old[key] for key in old if old[key] != new[key] if key not in _ENDS}
        assert changed.items() <= new.get("refined", {}).items()


_ENDS = ("start", "end")  # of the content, which `refined` holds


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def shipped_names() -> set[str]:
    return {organisation.name for organisation in shipped_config().organisations} | {"partner"}


def test_nonsense_is_acted_on_at_times(fool: Reader) -> None:
    """Else the test above would show nothing."""
    texts = [f"Ned Marlo said it rose, and fell {n}, and that is." for n in range(500)]
    texts += _TEXTS
    refined = [mark["refined"] for text in texts for mark in fool.speech(text) if "refined" in mark]
    assert {key for each in refined for key in each} >= {"name", "speaker_at", "content_at"}
