"""What a model may not do: make up an attribution, outweigh what is known, stop a run."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from tests.extract.components.model_parts import Reader, config_with, who
from tests.extract.components.parts import marks, read, shipped_config

_TEXTS = [
    "Speaking after Anna Berg left the company Ned Marsh said the plan starts in June.",
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


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A model that tags certain names, however wrong that may be."""
    to = tmp_path_factory.mktemp("tagger")
    nlp = spacy.blank("en")
    tags = {
        "PERSON": ["Microsoft", "IBM", "Foo Bank", "Marlo"],
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
        pytest.param("Foo Bank said prices rise.", id="a bank is no person's name"),
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


# A text with what hangs on its "said" in brackets; the rest of the words hang on it as well.
_HUNG = re.compile(r"(\w+)\[([^\]]*)\]")
_HEARD: dict[str, str] = {}


@Language.factory("test_hung", assigns=["token.dep", "token.head"])
def make_hung(nlp: Language, name: str) -> object:
    return hung


def hung(doc: Doc) -> Doc:
    """The tree that the test told for this text."""
    if doc.text not in _HEARD:
        return doc
    said = next(token.i for token in reversed(doc) if token.text == "said")
    heads, deps = [said] * len(doc), ["dep"] * len(doc)
    taken = 0
    for found in _HUNG.finditer(_HEARD[doc.text]):
        first = found.start() - taken
        taken += len(found.group()) - len(found.group(2))
        inside = doc.char_span(first, first + len(found.group(2)))
        for token in inside:
            heads[token.i] = inside.end - 1
        heads[inside.end - 1], deps[inside.end - 1] = said, found.group(1)
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, heads=heads, deps=deps)


@pytest.fixture(scope="module")
def hanger(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    to = tmp_path_factory.mktemp("hung")
    nlp = spacy.blank("en")
    nlp.add_pipe("test_hung")
    nlp.to_disk(to / "model")
    return Reader(config_with(to / "model", to))


@pytest.mark.parametrize(
    ("told", "before", "refined"),
    [
        pytest.param(
            "Anna Berg said ccomp[prices rose], and left in May.", "", {"content_at"}, id="parted"
        ),
        pytest.param(
            "Anna Berg said ccomp[prices rose] fast in May.", "", set(), id="ends within a clause"
        ),
        pytest.param(
            "Anna Berg said prices ccomp[rose], and left.", "", set(), id="edges beside it differ"
        ),
        pytest.param(
            "Anna Berg said ccomp[prices rose], and ccomp[left] in May.", "", set(), id="two"
        ),
        pytest.param(
            'Anna Berg said ccomp[prices "rose by a very, very large amount"], and left in May.',
            "",
            set(),
            id="where words are quoted their marks count",
        ),
        pytest.param(
            "Asked about Brandt nsubj[Ned Marsh] said prices rise.",
            "",
            {"name", "role", "speaker_at"},
            id="a name freed of the one before it",
        ),
        pytest.param(
            "Asked about Brandt nsubj[Ned Marsh] nsubj[Marsh] said prices rise.",
            "",
            set(),
            id="two subjects are none",
        ),
        pytest.param(
            "Asked about Brandt nsubjpass[Ned Marsh] said prices rise.", "", set(), id="was told"
        ),
        pytest.param(
            "A Microsoft source close to nsubj[Ned Marsh] said prices rise.",
            "",
            set(),
            id="who is not named is given no name",
        ),
        pytest.param(
            "Ned Marsh of nsubj[Brandt] said prices rise.", "", set(), id="a name is not given up"
        ),
        pytest.param("Ned Marsh said nsubj[Anna Berg] left.", "", set(), id="spoken of"),
        pytest.param(
            "Asked about prices nsubj[Ned Marsh] said they rise.",
            "Ned Marsh, a Microsoft director, said prices fall. ",
            {"speaker_at"},
            id="what was told of him earlier stays",
        ),
    ],
)
def test_what_a_parse_may_change(hanger: Reader, told: str, before: str, refined: set[str]) -> None:
    text = _HUNG.sub(r"\2", told)
    _HEARD[text] = told
    assert set(hanger.speech(before + text)[-1].get("refined", {})) == refined


def test_a_model_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    """To the byte: the component only ever acts on what the model disagrees about."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "never there"}])
    nlp.to_disk(tmp_path / "silent")
    reader = Reader(config_with(tmp_path / "silent", tmp_path))
    for text in _TEXTS:
        assert json.dumps(reader.speech(text)) == json.dumps(marks(read(text), "speech"))


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


@settings(max_examples=200)
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
