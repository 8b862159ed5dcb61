"""The model's vectors are the same when its encoder runs in few calls, and other pipelines are left as they are."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from thinc.api import NumpyOps

from release_parser.pipeline import encoding
from release_parser.pipeline.embedding import embed_words_once
from release_parser.pipeline.encoding import encode_in_few_calls
from release_parser.pipeline.model import load_model

TEXTS = [
    "Officers seized 14 knives in Kelsham and 14 knives in Amber Vale.",
    "Two men, aged 27 and 31, were arrested; two men were charged.",
    "",
    "Officers",
]


@pytest.fixture(scope="module")
def changed():
    return load_model()[0]


def encoder(nlp):
    return nlp.get_pipe("tok2vec").model.layers[1]


def embedded(nlp, texts):
    return nlp.get_pipe("tok2vec").model.layers[0].predict([nlp.make_doc(text) for text in texts])


def assert_same(some, others):
    for one, other in zip(some, others, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_vectors_are_those_of_the_layers_that_were_there(changed):
    few = encoder(changed)
    assert few.name == "encode_in_few_calls"
    words = embedded(changed, TEXTS)
    assert_same(few.predict(words), few.layers[0].predict(words))


def test_documents_come_in_groups(changed, monkeypatch):
    words = embedded(changed, TEXTS * 3)
    together = encoder(changed).predict(words)
    monkeypatch.setattr(encoding, "_TOGETHER", 2)
    assert_same(encoder(changed).predict(words), together)


def test_a_sentence_takes_nothing_over_from_the_ones_beside_it(changed):
    words = embedded(changed, TEXTS)
    alone = [encoder(changed).predict([one])[0] for one in words]
    assert_same(encoder(changed).predict(words), alone)


def test_no_documents_have_no_vectors(changed):
    assert encoder(changed).predict([]) == []


def test_training_runs_the_layers_that_were_there(changed):
    words = embedded(changed, TEXTS)
    vectors, back = encoder(changed)(words, is_train=True)
    assert [one.shape for one in back(vectors)] == [one.shape for one in words]


def test_vectors_made_to_predict_train_nothing(changed):
    vectors, back = encoder(changed)(embedded(changed, TEXTS), is_train=False)
    with pytest.raises(NotImplementedError, match="is_train=True"):
        back(vectors)


def with_encoder(**settings):
    nlp = spacy.blank("en")
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 8,
        "attrs": ["NORM"],
        "rows": [50],
        "include_static_vectors": False,
    }
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 8, "depth": 2, "window_size": 1} | settings
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}})
    nlp.initialize()
    return nlp


@pytest.mark.parametrize("pieces", [2, 3])
def test_any_number_of_pieces_is_compared(pieces):
    nlp = with_encoder(maxout_pieces=pieces)
    assert encode_in_few_calls(nlp)
    words = embedded(nlp, TEXTS)
    assert_same(encoder(nlp).predict(words), encoder(nlp).layers[0].predict(words))


def test_a_pipeline_that_encodes_otherwise_stays_as_it_is():
    assert not encode_in_few_calls(spacy.blank("en"))
    wide = with_encoder(maxout_pieces=2, window_size=2)
    mish = with_encoder(**{"@architectures": "spacy.MishWindowEncoder.v2"})
    for nlp in (wide, mish):
        before = encoder(nlp)
        assert not encode_in_few_calls(nlp)
        assert encoder(nlp) is before


class OnAGraphicsCard:
    """Stands for thinc's CupyOps, which is no NumpyOps and holds its arrays elsewhere."""


@pytest.mark.parametrize("change", [encode_in_few_calls, embed_words_once])
def test_a_pipeline_on_a_gpu_stays_as_it_is(change):
    nlp = with_encoder(maxout_pieces=2)
    for layer in nlp.get_pipe("tok2vec").model.layers:
        assert isinstance(layer.ops, NumpyOps)
        layer.ops = OnAGraphicsCard()
    before = list(nlp.get_pipe("tok2vec").model.layers[0].layers), encoder(nlp)
    assert not change(nlp)
    assert (list(nlp.get_pipe("tok2vec").model.layers[0].layers), encoder(nlp)) == before
