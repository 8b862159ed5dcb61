"""What stands behind a counted noun: the way past its 'of' phrase, brackets, inserted phrases, auxiliaries and adverbs.

In: a quantity in its sentence. Out: indices of tokens.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.syntax import Syntax
from release_parser.link.words import BE, HAVE


def behind_the_phrase(counted: Counted) -> int:
    """The index of the token behind the counted noun, its 'of' phrase, a bracket and inserted phrases: 'four men (all local), aged 20 to 30, were'."""
    syntax, at, size = counted.syntax, counted.head + 1, len(counted.syntax)
    if counted.entity is not None:
        while at < size and syntax.starts[at] < counted.entity.end:
            at += 1
    if syntax.lower(at) == "of" and syntax.lower(at + 1) in ("whom", "which", "them", "these", "those"):
        at += 2
    if at < size and syntax.words[at] == "(":
        at = _behind_next(syntax, ")", at, at + 25)
    if at < size and syntax.words[at] == "," and syntax.lower(at + 1) in ("aged", "all", "both", "including"):
        at = _behind_next(syntax, ",", at, at + 18, skip=1)
    return at


def _behind_next(syntax: Syntax, mark: str, at: int, limit: int, *, skip: int = 0) -> int:
    """The index behind the next token that is `mark`, up to `limit`, or `at` where there is none."""
    for index in range(at + skip, min(limit, len(syntax))):
        if syntax.words[index] == mark:
            return index + 1
    return at


def past_auxiliaries(syntax: Syntax, at: int) -> tuple[int | None, bool]:
    """The index of the first token that is no auxiliary or adverb (None at the sentence's end), and whether an auxiliary came before it: 'had since been arrested'."""
    auxiliary = False
    for index in range(at, min(at + 7, len(syntax))):
        word = syntax.lower(index)
        if word in BE or word in HAVE or syntax.tags[index] == "MD" or (auxiliary and word in ("to", "since")):
            auxiliary = True
        elif syntax.pos[index] not in ("ADV", "PART") or (index == at and word in ("since", "so")):
            return index, auxiliary
    return None, auxiliary


def noun_and_its_doing(syntax: Syntax, at: int) -> int | None:
    """The index of a word in -ing behind 'be' and a noun or adjective: 'three men were hare coursing', 'were wild camping'."""
    doing = at + 1
    if not syntax.words[doing : doing + 1] or syntax.lower(at - 1) in ("a", "an", "the"):
        return None
    glued = (
        syntax.tags[at] in ("NN", "JJ", "VB", "VBP")
        and syntax.words[doing].endswith("ing")
        and syntax.words[at].islower()
    )
    ends = doing + 1 == len(syntax) or syntax.pos[doing + 1] in ("ADP", "PUNCT", "ADV", "SCONJ", "CCONJ")
    was = any(syntax.lower(index) in BE for index in range(max(0, at - 3), at))
    return doing if glued and ends and was and syntax.tags[doing] in ("VBG", "NN") else None
