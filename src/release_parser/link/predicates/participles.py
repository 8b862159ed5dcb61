"""Participles and relative clauses behind a noun that say what happened, where the line has no other verb for it.

In: a quantity in its sentence. Out: the token of the verb, or None where the noun has no such participle or clause behind it.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.predicates.behind import behind_the_phrase, past_auxiliaries
from release_parser.link.words import BE


def participle_of_a_headline(counted: Counted) -> int | None:
    """'Three men facing charges after raid': the participle behind the noun, in a line without another verb."""
    syntax, at = counted.syntax, behind_the_phrase(counted)
    if at >= len(syntax) or syntax.tags[at] != "VBG" or syntax.lower(at) in counted.words.passed_over:
        return None
    block = counted.page.blocks[counted.block]
    if block.kind not in ("headline", "heading", "paragraph") or counted.text[counted.sentence.end - 1] in ".!?":
        return None  # '148 people using a phone' in a list is what its introduction says
    return None if any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in syntax.tags) else at


def relative_of_an_item(counted: Counted) -> int | None:
    """'one driver who was arrested and charged': the verb of the relative clause, in a list item without another verb."""
    syntax, at = counted.syntax, behind_the_phrase(counted)
    if syntax.lower(at) not in ("who", "which", "that") or counted.page.intro_of(counted.sentence) is None:
        return None
    verb, auxiliary = past_auxiliaries(syntax, at + 1)
    told = verb is not None and (syntax.tags[verb] in ("VBN", "VBD") or (auxiliary and syntax.tags[verb] == "VBG"))
    return verb if told else None


def participle_behind_with(counted: Counted) -> int | None:
    """'Officers made tests, with 27 drivers failing', 'with two men being held': the participle of a clause that 'with' opens."""
    syntax, before, at = counted.syntax, counted.first - 1, behind_the_phrase(counted)
    if syntax.lower(before) != "with" or at >= len(syntax) or syntax.tags[at] != "VBG":
        return None
    if syntax.lower(at) in BE and at + 1 < len(syntax):
        return at + 1 if syntax.tags[at + 1] in ("VBN", "VBD") else None
    return None if syntax.lower(at) in counted.words.passed_over else at


def participle_behind_there(counted: Counted) -> int | None:
    """'There are 40 gangs operating in the county': the participle tells what they do; 'there were 64 calls' has none."""
    syntax, at = counted.syntax, behind_the_phrase(counted)
    if at >= len(syntax) or syntax.tags[at] != "VBG" or syntax.lower(at) in counted.words.passed_over:
        return None
    before = range(max(0, counted.first - 4), counted.first)
    return at if any(syntax.tags[i] == "EX" and syntax.lower(i + 1) in BE for i in before) else None
