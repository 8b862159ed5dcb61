"""Embed each word of a batch once, however often it stands there.

The model's first layers look at one token alone: its form, its beginning and end, its shape. The same token gets the same vector wherever it
stands, and of the tokens of a batch of sentences seven in ten stand there more than once. Embedding each of them once takes a quarter off
the time of the model's vectors; it gives the same vectors but for the last bit of a number, which the size of a batch decides in spaCy as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.language import Language
    from thinc.model import Model
    from thinc.types import Ints1d, Ints2d, Ragged

    RaggedModel = Model[Ragged, Ragged]

_STEPS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
"""The layers of spaCy's MultiHashEmbed by the beginnings of their names; the two in the middle take tokens to vectors."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio in 64 bits, which spreads numbers evenly (Knuth, The Art of Computer Programming 3, 6.4)."""


def embed_words_once(nlp: Language) -> bool:
    """Change the pipeline's embedding to embed each different token of a batch once; gives whether its layers are spaCy's usual ones.

    A pipeline that embeds in another way (a transformer, characters, static vectors) is left as it is, and so is one on a GPU.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 - importing release_parser must not load spaCy

    if "tok2vec" not in nlp.component_names:
        return False
    layers = getattr(nlp.get_pipe("tok2vec"), "model").layers  # noqa: B009 - Pipe has no model, TrainablePipe has
    embed = layers[0] if layers else None
    steps = embed.layers if embed is not None and isinstance(embed.ops, NumpyOps) else []
    if len(steps) != len(_STEPS) or not all(map(str.startswith, (step.name for step in steps), _STEPS)):
        return False
    steps[2:4] = [_once(steps[2], steps[3])]
    return True


def _once(hash_embed: RaggedModel, mix: RaggedModel) -> RaggedModel:
    """The two layers as one that looks at each different row of features once."""
    from thinc.api import Model, chain  # noqa: PLC0415 - importing release_parser must not load spaCy

    both: RaggedModel = chain(hash_embed, mix)

    def forward(_model: RaggedModel, tokens: Ragged, is_train: bool) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
        features = np.asarray(tokens.data)
        first, where = _different(features)
        rows = features[first]
        if is_train or not np.array_equal(rows[where], features):  # two different tokens of one key: as good as never
            return both(tokens, is_train)
        lengths = np.array([len(rows)], dtype="i")
        vectors = both.predict(type(tokens)(cast("Ints2d", rows), cast("Ints1d", lengths)))
        return type(tokens)(vectors.data[cast("Ints1d", where)], tokens.lengths), _no_training

    return Model("embed_words_once", forward, layers=[both])


def _different(features: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Of rows of 64-bit features, where each different one stands first, and for each row which of these it is."""
    weights = _ODD ** np.arange(1, features.shape[1] + 1, dtype=np.uint64)
    _, first, where = np.unique((features * weights).sum(axis=1), return_index=True, return_inverse=True)
    return first, where


def _no_training(_gradient: Ragged) -> Ragged:
    raise NotImplementedError("the vectors were made to predict; train with is_train=True")
