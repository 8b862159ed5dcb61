"""Who did what a verb says: the subject of an active verb, or the 'by' phrase of a passive one."""

from __future__ import annotations

from release_parser.link.noun_phrases import NOUNS, phrase_before
from release_parser.link.syntax import Syntax


def find_actor(syntax: Syntax, verb: int, first: int) -> tuple[int, int] | None:
    """Who did it, in page offsets, for a quantity that begins at the token `first`; pronouns are nobody, and so is what is counted."""
    subject = _subject(syntax, verb, first)
    if subject is None or syntax.pos[subject] not in NOUNS or subject >= first > verb:
        return None
    phrase = phrase_before(syntax, subject)
    if phrase is None or syntax.starts[phrase.start] <= syntax.starts[first] < syntax.ends[phrase.end - 1]:
        return None
    counted = any(
        syntax.pos[index] == "NUM" or syntax.words[index] in ("-", "–")
        for index in range(max(0, phrase.start - 1), phrase.end)
    )
    if counted:
        return None  # 'two men', 'the 34-year-old'
    start = phrase.start - 1 if syntax.lower(phrase.start - 1) == "the" else phrase.start
    return syntax.starts[start], syntax.ends[phrase.end - 1]


def _subject(syntax: Syntax, verb: int, first: int) -> int | None:
    children = [index for index in range(len(syntax)) if syntax.heads[index] == verb and index != verb]
    if any(syntax.deps[index] in ("auxpass", "nsubjpass") for index in children):
        by = next((index for index in children if syntax.lower(index) == "by"), None)
        if by is None:
            return None
        return next((i for i in range(by + 1, len(syntax)) if syntax.heads[i] == by and syntax.deps[i] == "pobj"), None)
    subject = next((index for index in children if syntax.deps[index] == "nsubj" and index < verb), None)
    return None if subject is not None and first <= subject else subject
