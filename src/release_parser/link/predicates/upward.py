"""The verb above a quantity in the parse tree.

In: a quantity in its sentence and the index of a token. Out: the index of the token of the verb that governs it, or None.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.syntax import Syntax

AUXILIARY_LEMMAS = frozenset({"be", "have", "do", "can", "will", "would", "should", "could", "may", "might", "must"})


def verb_above(counted: Counted) -> int | None:
    """The nearest verb above the counted phrase in the parse tree; instead of 'be' and 'have' the words that carry their meaning."""
    return above(counted, counted.head)


def above(counted: Counted, node: int) -> int | None:
    """The nearest verb on the way from a token up the parse tree, or None."""
    syntax, first, last = counted.syntax, counted.first, counted.last
    for _ in range(15):
        parent = syntax.heads[node]
        if parent == node:
            break
        node = parent
        if first <= node <= last or syntax.pos[node] != "VERB" or last < node < counted.head:
            continue
        if syntax.lemma(node) == "have":
            return node
        if syntax.lower(node) in counted.words.describing and _stands_before_a_noun(syntax, node):
            continue
        if syntax.lemma(node) not in AUXILIARY_LEMMAS and not _like_a_preposition(counted, node):
            return node
    root_verb = syntax.pos[node] == "VERB" and syntax.lemma(node) != "be" and not first <= node <= last
    return node if root_verb else None


def _stands_before_a_noun(syntax: Syntax, participle: int) -> bool:
    """Whether a participle describes the noun of another item: 'two prohibited over-capacity magazines and £900'."""
    return syntax.pos[participle + 1 : participle + 2] == ["NOUN"] or syntax.words[participle + 2 : participle + 3] == [
        "-"
    ]


def _like_a_preposition(counted: Counted, node: int) -> bool:
    """Whether a verb such as 'including' or 'following' only joins what is counted to another verb; 'banned from driving for four years' is about 'ban'."""
    syntax = counted.syntax
    if node > counted.first:
        return False
    if syntax.tags[node] == "VBN":  # 'charges related to two thefts'
        return syntax.lower(node + 1) == "to" and syntax.lower(node) in counted.words.passed_over
    if syntax.tags[node] != "VBG":
        return False
    banned_from = syntax.deps[node] == "pcomp" and syntax.lower(syntax.heads[node]) == "from"
    return banned_from or syntax.lower(node) in counted.words.passed_over
