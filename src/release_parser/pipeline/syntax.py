"""The syntax of single sentences, in large batches.

In: sentence texts. Out: a `Syntax` for each. Only sentences that hold a quantity come here; each is its own Doc, whose sentence
bounds are set beforehand, so that the parser neither splits nor joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from release_parser.errors import ModelNotFoundError
from release_parser.link.syntax import Syntax
from release_parser.pipeline.lemmas import lemmatizer
from release_parser.pipeline.model import REMEDY

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NEEDED = ("tagger", "parser", "attribute_ruler")
"""Components that the links read; without attribute_ruler there are no parts of speech."""
# A sentence longer than this is a page that lost its punctuation; its tail would cost more than it tells.
LONGEST = 1_500


class SentenceParser:
    """Parses sentences with one spaCy pipeline."""

    def __init__(self, nlp: Language, name: str) -> None:
        missing = [component for component in NEEDED if component not in nlp.component_names]
        if missing:
            raise ModelNotFoundError(f"the spaCy model {name} lacks {', '.join(missing)}; {REMEDY}")
        self._nlp = nlp
        self._lemmatize = lemmatizer(nlp)
        wanted = {"tok2vec", "transformer", "tagger", "morphologizer", "parser", "attribute_ruler"}
        self._disable = [component for component in nlp.pipe_names if component not in wanted]

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[Syntax]:
        """One `Syntax` a sentence (text, offset in the page), in order."""
        items = list(sentences)
        docs = self._nlp.pipe((self._make(text[:LONGEST]) for text, _ in items), batch_size=256, disable=self._disable)
        for doc, (_, offset) in zip(docs, items, strict=True):
            yield self._syntax(doc, offset)

    def _make(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    def _syntax(self, doc: Doc, offset: int) -> Syntax:
        starts = [token.idx + offset for token in doc]
        return Syntax(
            starts,
            [start + len(token) for start, token in zip(starts, doc, strict=True)],
            [token.text for token in doc],
            [token.pos_ for token in doc],
            [token.tag_ for token in doc],
            [token.dep_ for token in doc],
            [token.head.i for token in doc],
            self._lemmatize,
        )
