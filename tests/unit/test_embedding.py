"""The model's vectors are the same when each word of a batch is embedded once, and other pipelines are left as they are."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from release_parser.pipeline.embedding import embed_words_once
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


def vectors(nlp, texts):
    return nlp.get_pipe("tok2vec").model.predict([nlp.make_doc(text) for text in texts])


def test_every_token_has_the_vector_that_it_has_when_its_sentence_stands_alone(changed):
    together = vectors(changed, TEXTS)
    alone = [vectors(changed, [text, "Others"])[0] for text in TEXTS]  # a batch of an empty text alone has no vectors
    assert [len(rows) for rows in together] == [len(changed.make_doc(text)) for text in TEXTS]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_vectors_are_those_of_the_layers_that_were_there(changed):
    once = changed.get_pipe("tok2vec").model.layers[0].layers[2]
    assert once.name == "embed_words_once"
    features = changed.get_pipe("tok2vec").model.layers[0].layers[0].predict([changed.make_doc(TEXTS[1])])
    tokens = changed.get_pipe("tok2vec").model.layers[0].layers[1].predict(features)
    before = once.layers[0].predict(tokens)
    after = once.predict(tokens)
    np.testing.assert_allclose(after.data, before.data, atol=1e-5)
    np.testing.assert_array_equal(after.lengths, before.lengths)


def test_each_different_token_is_embedded_once(changed, monkeypatch):
    both = changed.get_pipe("tok2vec").model.layers[0].layers[2].layers[0]
    rows = []
    forward = both._func

    def counting(model, tokens, is_train):
        rows.append(len(tokens.data))
        return forward(model, tokens, is_train)

    monkeypatch.setattr(both, "_func", counting)
    vectors(changed, ["men men men and men", "and men"])
    assert rows == [len({"men ", "men", "and "})]  # whether a space follows is one of the features


def test_words_of_one_key_are_embedded_as_they_stand(changed, monkeypatch):
    plain = vectors(changed, TEXTS)
    monkeypatch.setattr("release_parser.pipeline.embedding._ODD", np.uint64(0))  # every row has the key 0
    for one, other in zip(vectors(changed, TEXTS), plain, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_a_pipeline_that_embeds_otherwise_stays_as_it_is():
    blank = spacy.blank("en")
    assert not embed_words_once(blank)
    architecture = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.CharacterEmbed.v2",
            "width": 8,
            "rows": 50,
            "nM": 8,
            "nC": 8,
            "include_static_vectors": False,
            "feature": "LOWER",
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 8,
            "depth": 1,
            "window_size": 1,
            "maxout_pieces": 2,
        },
    }
    blank.add_pipe("tok2vec", config={"model": architecture})
    embed = blank.get_pipe("tok2vec").model.layers[0]
    names = [layer.name for layer in embed.layers]
    assert not embed_words_once(blank)
    assert [layer.name for layer in embed.layers] == names
