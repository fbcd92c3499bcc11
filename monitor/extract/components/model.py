"""An installed spaCy pipeline has a say in who said what; off unless config asks.

It reads the sentences that hold a mark of `speech` and refines that mark where
parser or entities disagree in a way that can be decided:

- the subject of the cue, where it is another stretch than the rules' speaker
- how far the clause reaches that the cue governs, where both agree on its edge beside the cue
- a name that is always tagged a person, or always an organisation, and was taken for the other
- the organisation in front of a person's name and title

A mark is never made, dropped or given another label, quoted words stay as they are, and what
config knows (organisations, people) outweighs the model. `refined` of a changed mark holds what
the rules had. Tokens differ, so everything is tied together by characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.errors import ConfigError
from monitor.extract.components.doc import Doc
from monitor.extract.components.parsed import Parsed, Place
from monitor.extract.components.refined import Mark, Refiner
from monitor.extract.components.speakers import SpeakerFinder

if TYPE_CHECKING:
    from spacy.language import Language

# What no mark hangs on; a pipeline is slower with them.
_UNUSED = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer", "textcat")
# Longer ones are no sentences, and no word is so long: a hostile one holds the tokenizer of spaCy.
_LONGEST = 2000
_NO_WORD = re.compile(r"\S{120}")


class Model:
    """Runs the model on the sentences that hold a report, and refines their marks."""

    def __init__(self, model: Language, finder: SpeakerFinder) -> None:
        self.model = model
        self.finder = finder

    def __call__(self, doc: Doc) -> None:
        marks = doc.marks["speech"]
        places = _sentences(doc, marks)
        if not places:
            return
        text = doc.text
        refiner = Refiner(self.finder, text, marks, doc.vendor)
        with self.model.memory_zone():
            texts = [text[first:last] for first, last in places]
            for (first, _), parsed in zip(places, self.model.pipe(texts), strict=True):
                refiner.read(Parsed(parsed, first))
        refiner.name()


def _sentences(doc: Doc, marks: Sequence[Mark]) -> list[Place]:
    """The sentences in which somebody reports or is named; what can be no sentence is left out."""
    sentences = doc.marks["sentences"]
    starts = [sentence["start"] for sentence in sentences]
    places = {tuple(at) for mark in marks for at in (mark["cue_at"], mark["speaker_at"]) if at}
    held = sorted({bisect_right(starts, first) - 1 for first, _ in places})
    text = doc.text
    found = ((sentences[k]["start"], sentences[k]["end"]) for k in held if k >= 0)
    return [(a, b) for a, b in found if b - a <= _LONGEST and not _NO_WORD.search(text, a, b)]


def load_model(name: str) -> Language:
    """The spaCy pipeline of that package name or folder, without what is not used here.

    Raises ConfigError where there is none, it cannot be loaded, or it neither parses nor names.
    """
    import spacy  # takes half a second, and by default there is no model

    try:
        model = spacy.load(name, exclude=_UNUSED)
    except (OSError, ImportError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        raise ConfigError(
            f"monitor.toml: extract.model {name!r} cannot be loaded ({told}); install the package "
            "(python -m spacy download en_core_web_sm), name a pipeline's folder, "
            "or take the key out"
        ) from error
    gives = {given for pipe in model.pipe_names for given in model.get_pipe_meta(pipe).assigns}
    if not gives & {"token.dep", "doc.ents"}:
        raise ConfigError(
            f"monitor.toml: extract.model {name!r} has neither a parser nor entities; "
            "name a pipeline with one of them, such as en_core_web_sm, or take the key out"
        )
    return model
