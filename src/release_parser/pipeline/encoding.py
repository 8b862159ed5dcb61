"""Run the model's encoder, which lets a token's vector take in its neighbours', in a few numpy calls a layer.

spaCy's small models encode by MaxoutWindowEncoder. Each of its layers sets a token's vector beside its neighbours' vectors, multiplies them with a
matrix, takes the largest of some pieces, normalises, and adds the result to the vector. Thinc runs every one of these steps as a
layer of its own and copies the vectors in between, a quarter of the encoder's time. The vectors here differ from thinc's in
their last bits only, as thinc's own do with the size of a batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

from release_parser.pipeline.embedding import no_training

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.language import Language
    from thinc.model import Model

    Vectors = NDArray[np.float32]

_STEPS: Final = {"expand_window", "maxout", "layernorm", "dropout"}
"""What a layer of MaxoutWindowEncoder consists of; dropout does nothing where a model only predicts."""
_TOGETHER: Final = 32
"""Documents that are encoded at once: few enough that their vectors stay in the processor's cache."""
_EPSILON: Final = 1e-8
"""What thinc's layer normalisation adds to each variance, so that it never divides by zero."""


class _Layer(NamedTuple):
    """The parameters of one layer. `matrix` is (3 · width, pieces · width), `bias` (pieces · width), both with whole pieces side by side."""

    matrix: Vectors
    bias: Vectors
    gain: Vectors
    shift: Vectors


def encode_in_few_calls(nlp: Language) -> bool:
    """Change the pipeline's encoder to run in few calls; gives whether its layers are those of MaxoutWindowEncoder.

    A pipeline that encodes in another way (a transformer, an LSTM, wider windows) is left as it is, and so is one on a GPU.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 - importing release_parser must not load spaCy

    if "tok2vec" not in nlp.component_names:
        return False
    layers = getattr(nlp.get_pipe("tok2vec"), "model").layers  # noqa: B009 - Pipe has no model, TrainablePipe has
    encoder = layers[1] if len(layers) == 2 else None
    if encoder is None or not isinstance(encoder.ops, NumpyOps) or not encoder.name.startswith("with_array(residual"):
        return False
    steps = [{step.name: step for step in residual.walk() if not step.layers} for residual in encoder.layers[0].layers]
    if any(layer.keys() != _STEPS or layer["expand_window"].attrs["window_size"] != 1 for layer in steps):
        return False
    layers[1] = _in_few_calls(encoder, [_layer(layer["maxout"], layer["layernorm"]) for layer in steps])
    return True


def _layer(maxout: Model[Any, Any], norm: Model[Any, Any]) -> _Layer:
    """The weights of one layer in the order in which they are multiplied."""
    weights, bias = _array(maxout, "W"), _array(maxout, "b")  # (width, pieces, 3 · width) and (width, pieces)
    matrix = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
    return _Layer(matrix, np.ascontiguousarray(bias.T).reshape(-1), _array(norm, "G"), _array(norm, "b"))


def _array(layer: Model[Any, Any], name: str) -> Vectors:
    """A parameter of a layer as a numpy array."""
    return np.asarray(layer.get_param(name))


def _in_few_calls(encoder: Model[Any, Any], layers: list[_Layer]) -> Model[Any, Any]:
    """The encoder as one layer; where it is trained, thinc's own layers work."""
    from thinc.api import Model  # noqa: PLC0415 - importing release_parser must not load spaCy

    between = encoder.attrs["pad"]

    def forward(_model: object, docs: list[Vectors], is_train: bool) -> tuple[list[Vectors], Callable[[Any], Any]]:
        if is_train:
            return encoder(docs, is_train)
        groups = (docs[first : first + _TOGETHER] for first in range(0, len(docs), _TOGETHER))
        return [vectors for group in groups for vectors in _encode(group, layers, between)], no_training

    return Model("encode_in_few_calls", forward, layers=[encoder])


def _encode(docs: list[Vectors], layers: list[_Layer], between: int) -> list[Vectors]:
    """The vectors (tokens, width) of each document, encoded; `between` rows of zeros part the documents."""
    width = layers[0].gain.shape[0]
    starts = np.cumsum([1 + between, *(len(doc) + between for doc in docs)])[:-1]
    rows = sum(map(len, docs)) + between * (len(docs) + 1)
    # a row of zeros before the first and behind the last, so that each has two neighbours
    vectors: Vectors = np.zeros((rows + 2, width), dtype=np.float32)
    for start, doc in zip(starts, docs, strict=True):
        vectors[start : start + len(doc)] = doc
    # each row beside its neighbours: three rows that follow each other in memory are a window as they stand
    windows = as_strided(vectors, (rows, 3 * width), vectors.strides, writeable=False)
    for layer in layers:
        vectors[1:-1] += _step(windows, layer, width)
    return [vectors[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]


def _step(windows: Vectors, layer: _Layer, width: int) -> Vectors:
    """What one layer adds to the vectors: maxout, then layer normalisation."""
    pieces = windows @ layer.matrix
    pieces += layer.bias
    largest: Vectors = pieces[:, :width].copy()
    for first in range(width, pieces.shape[1], width):
        np.maximum(largest, pieces[:, first : first + width], out=largest)
    largest -= largest.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", largest, largest) / width + _EPSILON
    largest *= (1 / np.sqrt(variance))[:, None]
    largest *= layer.gain
    largest += layer.shift
    return largest
