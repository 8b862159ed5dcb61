"""Run spaCy's dependency parser step by step, which takes half the time of its own loop and gives the same trees.

In: a spaCy parser and documents that its other components have seen. Out: the documents with their heads and dependencies.

spaCy's own loop works without the lock of the Python interpreter. Each of the small sums inside it (BLIS adds eight vectors for every
step of every sentence) takes that lock and gives it back, and that costs more than the sums do. The same steps called from Python,
for all sentences of a group at once, hold the lock already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

# The parser holds four kilobytes a token while it works: sixteen megabytes a group.
TOKENS = 4_000


def takes_steps(parser: Any) -> bool:
    """Whether a component is spaCy's greedy parser on the CPU, the only one that `parse_in_steps` can run."""
    from spacy.pipeline import DependencyParser  # noqa: PLC0415 - importing release_parser must not load spaCy
    from thinc.api import NumpyOps  # noqa: PLC0415

    return (
        type(parser) is DependencyParser
        and parser.cfg.get("beam_width") == 1
        and all(isinstance(layer.ops, NumpyOps) for layer in parser.model.walk())
    )


def parse_in_steps(parser: Any, docs: Sequence[Doc]) -> None:
    """Write heads and dependencies into documents, as `parser.pipe(docs)` does; `takes_steps(parser)` must hold."""
    for group in _groups(docs):
        states = parser.moves.init_batch(group)
        going = [state for state in states if not state.is_final()]
        if going:  # documents without a token have no step
            model = parser.model.predict(group)
            while going:
                going = parser.transition_states(going, model.predict(going))
        parser.set_annotations(group, states)


def _groups(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Documents by length, so that those of a group end after about as many steps, `TOKENS` together or one alone."""
    group: list[Doc] = []
    tokens = 0
    for doc in sorted(docs, key=len):
        if group and tokens + len(doc) > TOKENS:
            yield group
            group, tokens = [], 0
        group.append(doc)
        tokens += len(doc)
    if group:
        yield group
