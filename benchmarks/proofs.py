"""Which entries of the lexicon could be lost without any of their own proofs noticing.

python benchmarks/proofs.py                    every vocabulary (some minutes each: patterns are compiled anew for each removal)
python benchmarks/proofs.py cues people        these only

An entry is taken out by giving it a form that no text holds. Then its own `finds` are run: at least one must fail.
Printed is each entry whose loss goes unnoticed, with '(no proof)' where it has no sentence at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from release_parser.evaluate.marked import MASKS, check_marked
from release_parser.lexicon import Lexicon
from release_parser.lexicon.entries import Entry
from release_parser.parser import Parser

NOWHERE = "zzqxzz"
"""A form that no text holds."""


def without(lexicon: Lexicon, vocabulary: str, names: Iterable[str]) -> Lexicon:
    """The lexicon without the words of these entries."""
    tables = {name: {entry.name: entry for entry in lexicon.vocabulary(name)} for name in lexicon.vocabularies}
    for name in names:
        tables[vocabulary][name] = tables[vocabulary][name].model_copy(update={"forms": (NOWHERE,)})
    return Lexicon(tables, lexicon.countries)


def notices(parser: Parser, vocabulary: str, entry: Entry) -> bool:
    """Whether a proof of the entry fails with this parser."""
    kinds = {"claim"} if vocabulary in MASKS else None
    return any(check_marked(parser, sentence, None if "<" in sentence else kinds) for sentence in entry.finds)


def unnoticed(vocabularies: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The entries whose loss no proof of theirs notices."""
    for vocabulary in vocabularies:
        for entry in lexicon.vocabulary(vocabulary):
            if not entry.finds:
                yield f"{vocabulary}.{entry.name} (no proof)"
            elif not notices(Parser(lexicon=without(lexicon, vocabulary, [entry.name])), vocabulary, entry):
                yield f"{vocabulary}.{entry.name}"


if __name__ == "__main__":
    words = Lexicon.default()
    for line in unnoticed(sys.argv[1:] or words.vocabularies, words):
        print(line, flush=True)
