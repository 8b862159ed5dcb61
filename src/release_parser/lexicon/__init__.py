"""The vocabulary of releases, as data: `Lexicon.default()`, `.overlay("mine.toml")`."""

from release_parser.lexicon.country import Country, Force
from release_parser.lexicon.entries import (
    BoundWord,
    Cue,
    Currency,
    Entry,
    Marker,
    NumberedName,
    NumberWord,
    Rank,
    Thing,
    Title,
    Topic,
    Unit,
    UnitNoun,
    Word,
)
from release_parser.lexicon.lexicon import Lexicon, Vocabulary, fold, plural
from release_parser.lexicon.trie import trie_pattern

__all__ = [
    "BoundWord",
    "Country",
    "Cue",
    "Currency",
    "Entry",
    "Force",
    "Lexicon",
    "Marker",
    "NumberWord",
    "NumberedName",
    "Rank",
    "Thing",
    "Title",
    "Topic",
    "Unit",
    "UnitNoun",
    "Vocabulary",
    "Word",
    "fold",
    "plural",
    "trie_pattern",
]
