"""Lemmas of single words from the model's own tables, without its lemmatizer component, which costs a fifth of the run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

# Words that the rules cut wrong or that this field counts in their own form.
_NOUNS = {
    "people": "people", "police": "police", "drugs": "drug", "goods": "goods", "premises": "premises", "men": "man", "women": "woman",
    "staff": "staff", "data": "data", "persons": "person", "offences": "offence", "knives": "knife", "species": "species", "series": "series",
    "headquarters": "headquarters", "pcs": "pc", "proceedings": "proceedings", "cannabis": "cannabis", "offense": "offense", "ketamine": "ketamine",
    "clothes": "clothes", "crossroads": "crossroads", "barracks": "barracks", "gallows": "gallows", "pence": "penny", "dice": "die", "gas": "gas", "bikers": "biker",
}  # fmt: skip
_VERBS = {
    "jailed": "jail",
    "said": "say",
    "lost": "lose",
    "found": "find",
    "bailed": "bail",
    "fined": "fine",
    "fell": "fall",
    "left": "leave",
    "hit": "hit",
    "shot": "shoot",
    "put": "put",
    "set": "set",
    "saw": "see",
    "pending": "pend",
}


def lemmatizer(nlp: Language) -> Callable[[str, str], str]:
    """A cached function from word and part of speech to lemma, by the rule tables of this model; a word without a rule is its own lemma."""
    tables = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") or "lemmatizer" in nlp.disabled else None  # type: ignore[attr-defined]
    usable = tables is not None and tables.has_table("lemma_rules")

    @lru_cache(maxsize=8)
    def index_of(pos: str) -> frozenset[str]:  # stored as lists of ten thousand words
        return frozenset(tables.get_table("lemma_index").get(pos, ()))  # type: ignore[union-attr]

    @lru_cache(maxsize=50_000)
    def lemmatize(word: str, pos: str) -> str:
        if word.isupper() and len(word) > 1 and pos == "NOUN":
            return word
        lower = word.lower().strip("’'")
        if pos == "SINGULAR":
            return _NOUNS.get(lower, lower) if not word.isupper() or len(word) == 1 else word
        own = (_NOUNS if pos == "NOUN" else _VERBS if pos == "VERB" else {}).get(lower)
        if own is not None:
            return own
        if usable:
            return _by_rules(lower, pos.lower(), tables, index_of(pos.lower()))
        return lower

    return lemmatize


_PREFIXED = regex.compile(r"(?:under|over|mis|out|re)(?=\p{L}{4})")


def _by_rules(word: str, pos: str, tables: object, index: frozenset[str]) -> str:
    """The lemma of one word by the tables of exceptions and rules."""
    exceptions = tables.get_table("lemma_exc").get(pos, {})  # type: ignore[attr-defined]
    rules = tables.get_table("lemma_rules").get(pos, [])  # type: ignore[attr-defined]
    if word in exceptions:
        return str(exceptions[word][0])
    if word in index and not word.endswith(("ed", "ing") if pos == "verb" else ("s",)):
        return word
    unknown = ""
    for old, new in rules:
        if word.endswith(old):
            form = word[: len(word) - len(old)] + new
            if form in index:
                return str(form)
            unknown = unknown or form
    if "-" in word:  # 'house-breakings', 'e-scooters'
        stem, _, last = word.rpartition("-")
        return f"{stem}-{_by_rules(last, pos, tables, index)}"
    if pos == "verb" and (doubled := regex.match(r"(\p{L}+?([bgmnprt]))\2(?:ed|ing)$", word)):
        return str(doubled.group(1))  # 'scammed', which the tables do not know
    if pos == "verb" and (prefixed := _PREFIXED.match(word)) and word not in index:
        return prefixed.group() + _by_rules(word[prefixed.end() :], pos, tables, index)  # 'underreported'
    return word if word in index or len(unknown) < 3 else unknown
