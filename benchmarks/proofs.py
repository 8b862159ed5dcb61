"""Which entries of the lexicon, and which rules, could be lost without any of their own sentences noticing.

python benchmarks/proofs.py                    every vocabulary (a second for each entry: patterns are compiled anew without it)
python benchmarks/proofs.py cues people        these only
python benchmarks/proofs.py rules              the rules of all tables (a minute)

An entry is taken out by giving it a form that no text holds, a rule by letting it find nothing. Then the sentences that should
prove it are read: at least one must be read otherwise. Printed is each entry or rule whose loss goes unnoticed, an entry without
any sentence with '(no proof)'.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from spacy.language import Language

from release_parser.evaluate.attributes import KINDS
from release_parser.evaluate.marked import MASKS, PROVES, check_marked, parse_marked
from release_parser.evaluate.rules import PlacedTable, rule_tables
from release_parser.extract.masks.grammar import MaskedStretch
from release_parser.extract.non_quantities import find_non_quantities
from release_parser.lexicon import Lexicon
from release_parser.lexicon.entries import Currency, Entry
from release_parser.parser import Parser
from release_parser.pipeline.model import load_model
from release_parser.rules import Rule

NOWHERE = "zzqxzz"
"""A form that no text holds."""


_MORE_WORDS = ("minor", "alone", "acts", "phrases")
"""Fields of entries that hold words beside `forms`."""


def without(lexicon: Lexicon, vocabulary: str, names: Iterable[str]) -> Lexicon:
    """The lexicon without the words of these entries."""
    tables = {name: {entry.name: entry for entry in lexicon.vocabulary(name)} for name in lexicon.vocabularies}
    for name in names:
        entry = tables[vocabulary][name]
        others = {"symbols": (NOWHERE,)} if isinstance(entry, Currency) else {}
        others |= {field: () for field in _MORE_WORDS if hasattr(entry, field)}
        tables[vocabulary][name] = entry.model_copy(update={"forms": (NOWHERE,), **others})
    return Lexicon(tables, lexicon.countries)


def notices(parser: Parser, vocabulary: str, entry: Entry) -> bool:
    """Whether a sentence of the entry, one to find or a trap, is read otherwise with this parser, or `explain` says otherwise what is no number."""
    if vocabulary in MASKS and any(
        _masks(sentence, parser.lexicon) != _masks(sentence, Lexicon.default()) for sentence in entry.finds
    ):
        return True
    kinds = {"claim"} if vocabulary in MASKS else None
    nothing = {PROVES[vocabulary]} if vocabulary in PROVES else KINDS
    try:
        return any(
            check_marked(parser, sentence, None if "<" in sentence else kinds) for sentence in entry.finds
        ) or any(check_marked(parser, sentence, nothing) for sentence in entry.ignores)
    except KeyError:  # a grammar asks for a word that is no longer there: 'half'
        return True


@contextmanager
def silenced(rule: Rule[Any, Any]) -> Iterator[None]:
    """Let a rule find nothing for a while."""
    find = rule.find
    object.__setattr__(rule, "find", lambda *_: None)
    try:
        yield
    finally:
        object.__setattr__(rule, "find", find)


def is_needed(parser: Parser, placed: PlacedTable, rule: Rule[Any, Any]) -> bool:
    """Whether one of the rule's own sentences is read otherwise without it, or `explain` does not say what a number is instead."""
    if placed.table.field == "mask" and any(_explains_alone(sentence, rule.name) for sentence in rule.finds):
        return True
    kinds = set(placed.table.kinds)
    with silenced(rule):
        try:
            return any(
                check_marked(parser, sentence, None if "<" in sentence else kinds) for sentence in rule.finds
            ) or any(check_marked(parser, sentence, None if "<" in sentence else kinds) for sentence in rule.ignores)
        except ValueError:  # a record that no rule may leave so: a vague plural without its rule
            return True


def _masks(marked: str, lexicon: Lexicon) -> list[MaskedStretch]:
    text, _ = parse_marked(marked)
    return find_non_quantities(text, [], lexicon)


def _explains_alone(marked: str, name: str) -> bool:
    """Whether a mask takes a stretch that no other takes: 'A38' is a code."""
    masks = _masks(marked, Lexicon.default())
    others = [mask for mask in masks if mask.rule != name]
    return any(
        all(other.end <= mask.start or mask.end <= other.start for other in others)
        for mask in masks
        if mask.rule == name
    )


def unneeded(parser: Parser) -> Iterator[str]:
    """The rules with sentences of which none needs them."""
    for placed in rule_tables():
        for rule in placed.table:
            if (rule.finds or rule.ignores) and not is_needed(parser, placed, rule):
                yield f"{placed.where.removeprefix('release_parser.')}.{rule.name}"


def unnoticed(vocabularies: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The entries whose loss no proof of theirs notices."""
    for vocabulary in vocabularies:
        for entry in lexicon.vocabulary(vocabulary):
            if not entry.finds and not entry.ignores:
                yield f"{vocabulary}.{entry.name} (no proof)"
            elif not notices(Parser(_model(), without(lexicon, vocabulary, [entry.name])), vocabulary, entry):
                yield f"{vocabulary}.{entry.name}"


def unnoticed_in_batches(vocabulary: str, lexicon: Lexicon) -> Iterator[str]:
    """As `unnoticed`, for one vocabulary, at a tenth of the time: every second entry is taken out at once.

    Those that are not noticed then are taken out in ever smaller batches and at last alone, since a trap may need the entries that are
    missing beside it. An entry whose sentence notices only that another one is missing passes here; `unnoticed` finds it.
    """
    entries = tuple(lexicon.vocabulary(vocabulary))
    left = _halves(entries)
    while left:
        batch = left.pop()
        parser = Parser(_model(), without(lexicon, vocabulary, [entry.name for entry in batch]))
        missed = [entry for entry in batch if not notices(parser, vocabulary, entry)]
        if len(batch) > 1:
            left += _halves(missed)
        else:
            yield from (f"{vocabulary}.{entry.name}" for entry in missed)


@cache
def _model() -> Language:
    """The model, loaded once for all parsers."""
    return load_model()[0]


def _halves(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Every second entry and the others; no empty half."""
    return [half for half in (entries[::2], entries[1::2]) if half]


if __name__ == "__main__":
    words = Lexicon.default()
    lines = unneeded(Parser()) if sys.argv[1:] == ["rules"] else unnoticed(sys.argv[1:] or words.vocabularies, words)
    for line in lines:
        print(line, flush=True)
