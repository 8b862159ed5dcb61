"""The vocabulary of releases, as data: `Lexicon.default()`, `.overlay("mine.toml")`."""

from release_parser.lexicon.country import Country, Force
from release_parser.lexicon.entries import (
    BoundWord,
    ChangeNoun,
    ChangeVerb,
    Cue,
    Currency,
    Entry,
    Furniture,
    Marker,
    Noun,
    NumberedName,
    NumberWord,
    Participle,
    Rank,
    Thing,
    Title,
    Topic,
    Unit,
    UnitNoun,
    Verb,
    Word,
)
from release_parser.lexicon.large import compile_forms, trie_pattern
from release_parser.lexicon.lexicon import Lexicon, Vocabulary, plural
from release_parser.lexicon.trie import fold

__all__ = [
    "BoundWord",
    "ChangeNoun",
    "ChangeVerb",
    "Country",
    "Cue",
    "Currency",
    "Entry",
    "Force",
    "Furniture",
    "Lexicon",
    "Marker",
    "Noun",
    "NumberWord",
    "NumberedName",
    "Participle",
    "Rank",
    "Thing",
    "Title",
    "Topic",
    "Unit",
    "UnitNoun",
    "Verb",
    "Vocabulary",
    "Word",
    "compile_forms",
    "fold",
    "plural",
    "trie_pattern",
]
