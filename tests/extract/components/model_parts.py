"""A small spaCy pipeline, trained on the spot, and Monitor told to use it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from monitor.config import Config, find_config_dir, load_config
from monitor.extract.nlp import build_nlp, make_doc
from tests.builders import a_revision

# A sentence a block: every word with the number of the word it hangs on, how, and what it names.
_TAUGHT = """
Morgan 1 compound B-ORG / Stanley 2 nsubj I-ORG / said 2 ROOT / the 4 det / plan 5 nsubj / starts 2 ccomp / in 5 prep / June 6 pobj / . 2 punct

Sanders 1 nsubj B-PERSON / said 1 ROOT / the 3 det / plan 4 nsubj / starts 1 ccomp / in 4 prep / June 5 pobj / . 1 punct

Marlo 1 nsubj B-PERSON / said 1 ROOT / the 3 det / plan 4 nsubj / starts 1 ccomp / in 4 prep / May 5 pobj / . 1 punct

Anna 1 compound B-PERSON / Berg 2 nsubj I-PERSON / said 2 ROOT / prices 4 nsubj / rose 2 ccomp / and 2 cc / left 2 conj / the 8 det / room 6 dobj / . 2 punct

Anna 1 compound B-PERSON / Berg 2 nsubj I-PERSON / said 2 ROOT / the 4 det / plan 5 nsubj / starts 2 ccomp / in 5 prep / June 6 pobj / , 5 punct / but 5 cc / it 11 nsubj / ends 5 conj / in 11 prep / July 12 pobj / . 2 punct

Speaking 9 advcl / after 4 mark / Anna 3 compound B-PERSON / Berg 4 nsubj I-PERSON / left 0 advcl / the 6 det / company 4 dobj / Ned 8 compound B-PERSON / Marsh 9 nsubj I-PERSON / said 9 ROOT / the 11 det / plan 12 nsubj / starts 9 ccomp / in 12 prep / June 13 pobj / . 9 punct

He 1 nsubj / added 1 ROOT / that 4 mark / it 4 nsubj / ends 1 ccomp / in 4 prep / July 5 pobj / . 1 punct

On 7 prep / Tuesday 0 pobj / Brandt 4 nmod B-ORG / chief 4 amod / executive 6 compound / Anna 6 compound B-PERSON / Berg 7 nsubj I-PERSON / said 7 ROOT / the 9 det / plan 10 nsubj / ends 7 ccomp / in 10 prep / May 11 pobj / . 7 punct

Brandt 1 nsubj B-ORG / closed 1 ROOT / two 3 nummod / shops 1 dobj / , 1 punct / and 1 cc / prices 7 nsubj / rise 13 ccomp / in 7 prep / June 8 pobj / , 13 punct / Ned 12 compound B-PERSON / Marsh 13 nsubj I-PERSON / said 1 conj / . 1 punct

Prices 1 nsubj / rise 6 ccomp / in 1 prep / June 2 pobj / , 6 punct / Marlo 6 nsubj B-PERSON / said 6 ROOT / . 6 punct

Microsoft 1 nsubj B-PERSON / said 1 ROOT / prices 3 nsubj / rise 1 ccomp / in 3 prep / May 4 pobj / . 1 punct
"""
_ROUNDS = 60
_SMALL = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 48,
    "depth": 2,
    "embed_size": 500,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}

WHO = ("name", "organisation", "role")


def who(mark: dict[str, Any]) -> tuple[str | None, ...]:
    """The fields of a mark that tell who speaks."""
    return tuple(mark[key] for key in WHO)


def _taught(nlp: Language) -> list[Example]:
    examples = []
    for sentence in _TAUGHT.strip().split("\n\n"):
        rows = [row.split() for row in sentence.split(" / ")]
        words = [row[0] for row in rows]
        spaces = [word not in ",." for word in [*words[1:], "."]]
        told: dict[str, Any] = {
            "heads": [int(row[1]) for row in rows],
            "deps": [row[2] for row in rows],
            "tags": ["V" if row[2] == "ROOT" else "N" for row in rows],
            "ents": [row[3] if len(row) > 3 else "O" for row in rows],
        }
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
        examples.append(Example(doc, Doc(nlp.vocab, words=words, spaces=spaces, **told)))
    return examples


def train(folder: Path) -> Path:
    """A pipeline that knows its few sentences by heart, the same at every run."""
    spacy.util.fix_random_seed(7)
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger", config={"model": {"tok2vec": _SMALL}})
    # Rare labels are forgotten by default.
    nlp.add_pipe("parser", config={"model": {"tok2vec": _SMALL}, "min_action_freq": 1})
    nlp.add_pipe("ner", config={"model": {"tok2vec": _SMALL}})
    examples = _taught(nlp)
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.01
    order = random.Random(7)
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        nlp.update(examples, sgd=optimizer, drop=0.0)
    nlp.to_disk(folder)
    return folder


def config_with(model: Path | str, folder: Path) -> Config:
    """The shipped config with a model named in its monitor.toml."""
    copy = Path(shutil.copytree(find_config_dir(), folder / "config"))
    file = copy / "monitor.toml"
    text = file.read_text(encoding="utf-8")
    assert "[extract]\n" in text
    named = text.replace("[extract]\n", f"[extract]\nmodel = '{model}'\n", 1)
    file.write_text(named, encoding="utf-8")
    return load_config(str(copy))


class Reader:
    """All components by one config."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.nlp = build_nlp(config)

    def speech(self, text: str) -> list[dict[str, Any]]:
        """The marks of who says what."""
        revision = a_revision(text=text, title="A title")
        return self.nlp(make_doc(revision, self.config)).marks["speech"]
