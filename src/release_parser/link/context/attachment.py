"""Whether words of a sentence belong to another clause than a claim does.

In: the syntax of a sentence, the claim's tokens, and a stretch such as a date. Out: True where the stretch stands in a relative clause or
participle phrase about something else than what the claim counts, or where the claim stands in such a clause and the stretch outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from release_parser.link.drafts import ClaimDraft
from release_parser.link.syntax import Syntax

_TOKENS_CLIMBED = 25
_ASIDES = frozenset({"relcl", "acl"})
_LISTED = frozenset({"conj", "appos"})


def stands_apart(draft: ClaimDraft, start: int, end: int) -> bool:
    """Whether the stretch belongs to another clause: 'the squad, set up in 2015, has 40 detectives'."""
    counted = draft.counted
    if not counted.parsed:
        return False
    syntax = counted.syntax
    # a time may reach behind what is parsed of a sentence without end
    inside = range(syntax.at(start), min(syntax.at(max(start, end - 1)) + 1, len(syntax)))
    if not inside:
        return False
    anchor = _anchor(draft)
    above_claim = list(_above(syntax, anchor))
    above_date = [node for node in _above(syntax, inside[-1]) if node not in inside]
    if _is_aside(syntax, above_date, above_claim, _list_of(syntax, anchor)):
        return True
    # 'After a search, which found two guns, on Tuesday we met': what stands behind the aside is not its time
    return start >= draft.quantity.end and _claim_is_aside(syntax, above_claim, above_date)


def _is_aside(syntax: Syntax, above_date: list[int], above_claim: list[int], nouns: set[int]) -> bool:
    """Whether the stretch stands in a relative clause or participle phrase about another noun than the claim's."""
    for node in above_date:
        if syntax.deps[node] in _ASIDES and node not in above_claim:
            return not (_list_of(syntax, syntax.heads[node]) & nouns)
    return False


def _claim_is_aside(syntax: Syntax, above_claim: list[int], above_date: list[int]) -> bool:
    """Whether the claim stands in a relative clause that does not hold the stretch."""
    return any(syntax.deps[node] == "relcl" and node not in above_date for node in above_claim)


def _anchor(draft: ClaimDraft) -> int:
    """The token of what is counted, else of the quantity."""
    entity, counted = draft.entity, draft.counted
    if entity is not None and 0 <= entity.token < len(counted.syntax) and entity.rule != "entity_shared":
        return entity.token
    return counted.last


def _above(syntax: Syntax, node: int) -> Iterator[int]:
    """The token and all tokens above it in the parse."""
    for _ in range(_TOKENS_CLIMBED):
        yield node
        parent = syntax.heads[node]
        if parent == node:
            return
        node = parent


def _list_of(syntax: Syntax, noun: int) -> set[int]:
    """The noun and the nouns listed with it: 'two guns, cash and drugs'."""
    nouns = {noun}
    for node in _above(syntax, noun):
        if (
            syntax.deps[node] not in _LISTED
            and syntax.lower(node) != "of"
            and syntax.deps[node] not in ("pobj", "nummod", "compound")
        ):
            nouns.add(node)
            break
        nouns.add(node)
    return nouns
