"""The syntax of single sentences, computed in large batches.

In: texts of sentences. Out: a `Syntax` for each. Only sentences with a quantity are parsed; each is a Doc of its own with its sentence
bounds set, so that the parser neither divides nor joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, cast

import numpy as np
from threadpoolctl import ThreadpoolController

from release_parser.errors import ModelNotFoundError
from release_parser.link.syntax import Syntax
from release_parser.pipeline.lemmas import lemmatizer
from release_parser.pipeline.model import REMEDY
from release_parser.pipeline.parts_of_speech import PoliceWords, conjunctions_of, part_of_speech
from release_parser.pipeline.transitions import parse_in_steps, takes_steps

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

NEEDED = ("tagger", "parser", "attribute_ruler")
"""Components that the links read; without attribute_ruler there are no parts of speech."""
# A sentence longer than this is a page that lost its punctuation; its tail would cost more than it tells.
LONGEST_PARSED_SENTENCE = 1_500
# Words that spaCy may keep; the archives' common vocabulary is some 20,000.
WORDS_KEPT = 40_000
_INSIDE = 2**64 - 1
"""-1 in the unsigned integers that spaCy stores: this token opens no sentence."""


class _Strings(dict[int, str]):
    """The strings of words, tags and dependencies by spaCy's number for them, so that spaCy is asked for each only once.

    The numbers are hashes of the strings and stay valid when the vocabulary forgets them. A look-up here takes a third of the time of `token.text`.
    """

    def __init__(self, nlp: Language) -> None:
        super().__init__()
        self._nlp = nlp

    def __missing__(self, key: int) -> str:
        string = self[key] = self._nlp.vocab.strings[key]
        return string


class SentenceParser:
    """Parses sentences with one spaCy pipeline; `words` corrects tags of words that police prose uses in its own way."""

    def __init__(self, nlp: Language, name: str, words: PoliceWords | None = None) -> None:
        missing = [component for component in NEEDED if component not in nlp.component_names]
        if missing:
            raise ModelNotFoundError(f"the spaCy model {name} lacks {', '.join(missing)}; {REMEDY}")
        self._nlp = nlp
        self._words = PoliceWords() if words is None else words
        self._blas = ThreadpoolController()
        self._lemmatize = lemmatizer(nlp)
        self._conjunctions = conjunctions_of(nlp)
        wanted = {"tok2vec", "transformer", "tagger", "morphologizer", "parser"}
        if self._conjunctions is None:
            wanted.add("attribute_ruler")
        self._strings = _Strings(nlp)
        # only where no other component of ours stands behind the parser, which runs when they have ended
        parser = nlp.get_pipe("parser")
        self._parser = parser if takes_steps(parser) and self._conjunctions is not None else None
        if self._parser is not None:
            wanted.discard("parser")
        self._disable = [component for component in nlp.pipe_names if component not in wanted]

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[Syntax]:
        """One `Syntax` a sentence (text, offset in the page), in order."""
        items = list(sentences)
        # spaCy remembers every word that it has ever seen: seven kilobytes a release. Once it knows the common ones, it forgets
        # the others with their batch, so that memory stays flat over any number of releases.
        vocabulary = self._nlp.vocab
        full = len(vocabulary) > WORDS_KEPT and not getattr(vocabulary, "in_memory_zone", False)
        # One thread: the matrices of sentences are so small that more threads cost more than they do, and processes share the cores.
        with self._blas.limit(limits=1, user_api="blas"), self._nlp.memory_zone() if full else nullcontext():
            docs = list(
                self._nlp.pipe(
                    (self._make(text[:LONGEST_PARSED_SENTENCE]) for text, _ in items),
                    batch_size=256,
                    disable=self._disable,
                )
            )
            if self._parser is not None:
                parse_in_steps(self._parser, docs)
            parsed = [self._syntax(doc, offset) for doc, (_, offset) in zip(docs, items, strict=True)]
        yield from parsed

    def _make(self, text: str) -> Doc:
        """The Doc of one sentence, tokenized and marked as a single sentence."""
        doc = self._nlp.make_doc(text)
        starts = np.full((len(doc), 1), _INSIDE, dtype=np.uint64)
        starts[:1] = 1
        return doc.from_array(["SENT_START"], cast("Ints2d", starts))

    def _syntax(self, doc: Doc, offset: int) -> Syntax:
        """The tokens of a parsed Doc as plain lists, in page offsets."""
        table = doc.to_array(["ORTH", "IDX", "TAG", "DEP", "HEAD"]).tolist()
        names = self._strings
        if len(names) > WORDS_KEPT:
            names.clear()
        words = [names[row[0]] for row in table]
        lowers = [word.lower() for word in words]
        starts = [row[1] + offset for row in table]
        tags = [names[row[2]] for row in table]
        dependencies = [names[row[3]] for row in table]
        # heads are stored as offsets in unsigned integers: -1 is 2**64 - 1
        heads = [index + (row[4] if row[4] < 2**63 else row[4] - 2**64) for index, row in enumerate(table)]
        if self._conjunctions is None:
            pos = [token.pos_ for token in doc]
        else:
            conjunctions = self._conjunctions
            before = ["", *dependencies[:-1]]
            pos = [
                part_of_speech(tag, lower, dependency, previous, conjunctions)
                for tag, lower, dependency, previous in zip(tags, lowers, dependencies, before, strict=True)
            ]
        for index, tag in self._words.mistaken(tags, lowers).items():
            tags[index], pos[index] = tag, "VERB" if tag.startswith("VB") else "NOUN"
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        return Syntax(starts, ends, words, pos, tags, dependencies, heads, self._lemmatize)
