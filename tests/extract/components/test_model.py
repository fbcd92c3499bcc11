"""An installed spaCy pipeline refines who said what, and never makes up anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy

from monitor.errors import ConfigError
from monitor.extract.claims import Extractor
from tests.builders import a_revision
from tests.extract.components.model_parts import WHO, Reader, config_with, train, who
from tests.extract.components.parts import marks, pipeline, read, shipped_config

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
            "Sanders said the plan starts in June.",
            (None, None, "sanders"),
            ("Sanders", None, None),
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
    changed = {key for key, a, b in zip(WHO, rules, refined, strict=True) if a != b}
    assert changed == set(mark.get("refined", {})) & set(WHO)
    assert all(mark["refined"][key] == plain[key] for key in changed)


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
    assert "model" not in pipeline().components
