"""The measurement of speed runs and tells every part; how fast it is, no test says."""

from __future__ import annotations

from dataclasses import replace

import spacy

from benchmarks.claims import WORDS, one_round, report, texts
from monitor.config import load_config
from monitor.extract.claims import Extractor
from tests.quality.run import CONFIG


def test_every_part_of_the_way_is_told() -> None:
    extractor = Extractor(load_config(str(CONFIG)))
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    sort = next(iter(texts()))
    of = replace(sort, revisions=sort.revisions[:2])  # enough to be told of
    lines = list(report(of, [one_round(extractor, plain, of)]))
    for part in ("spaCy alone", *extractor.nlp.components, "claims"):
        assert any(part in line for line in lines), part


def test_both_sorts_of_text_are_of_articles_length() -> None:
    sorts = list(texts())
    assert [of.name for of in sorts] == ["on the topic", "other news"]
    for of in sorts:
        assert len(of.revisions) > 1
        assert all(len(revision.text.split()) >= WORDS for revision in of.revisions)
