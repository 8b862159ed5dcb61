"""The verb behind a list of counted items: '930 weapons, £900 and two cars were seized'.

In: a quantity in its sentence. Out: the index of the token of the verb behind the list in which the quantity stands, or None.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.syntax import NOUNS
from release_parser.link.words import BE, HAVE

TOKENS_OF_A_LIST = 45
"""How many tokens behind the first of its items the verb of a list may stand."""

_LIST_TAGS = frozenset("NN NNS NNP NNPS JJ CD DT CC , $ PRP$ HYPH RB RBR JJR SYM POS -LRB- -RRB- '' ``".split())
_LIST_WORDS = frozenset("of worth around than aged over about between including up to valued at estimated".split())


def verb_behind_the_list(counted: Counted) -> int | None:
    """'with two guns, 17kg of cocaine and several cars seized': the verb behind a whole list.

    Not where a verb stands before the list in its clause: 'seized two guns and …' has its verb already. Not for counts of results:
    in 'resulting in 44 arrests, 15 people being charged' no arrests are charged.
    """
    if counted.entity is not None and counted.entity.head in counted.words.events:
        return None
    verb = _verb_behind_list(counted)  # a few tokens; what opens the list may stand far back
    return verb if verb is not None and _opens_a_list(counted) else None


def _opens_a_list(counted: Counted) -> bool:
    """Whether only items of a list stand between the quantity and the beginning of the list or sentence."""
    syntax = counted.syntax
    for index in range(counted.first - 1, -1, -1):
        word, tag = syntax.lower(index), syntax.tags[index]
        if word in (":", ";", "that"):
            return True
        if word in ("with", "in", "saw", "seen") and tag in ("IN", "VBD", "VBN", "CC"):
            return True
        if word == "and" and tag in ("IN", "VBD", "VBN", "CC"):
            continue
        if not _is_item(counted, index) and not (tag in ("VBN", "VBG") and word in counted.words.weak):
            return False
    return True


def _verb_behind_list(counted: Counted) -> int | None:
    """The index of the first verb behind the items that follow the quantity, or None."""
    syntax, words = counted.syntax, counted.words
    auxiliary, aside = False, False
    for index in range(counted.last + 1, min(counted.last + TOKENS_OF_A_LIST, len(syntax))):
        word, tag = syntax.lower(index), syntax.tags[index]
        if word in ("(", ")") or aside:  # 'two guns (one reported stolen)'
            aside = word != ")"
        elif word in BE or word in HAVE:
            auxiliary = True
        elif syntax.words[index + 1 : index + 2] == ["-"]:
            continue  # 'a sawed-off shotgun'
        elif tag in ("VBN", "VBD") and word not in words.weak:
            if not auxiliary and index + 1 < len(syntax) and syntax.pos[index + 1] in NOUNS:
                continue  # 'and one attempted burglary'
            return index if auxiliary or tag == "VBN" or word in words.introducing else None
        elif not _is_item(counted, index) and word not in words.weak:
            return None
    return None


def _is_item(counted: Counted, index: int) -> bool:
    """Whether a token can stand in a list of counted things."""
    syntax, word = counted.syntax, counted.syntax.lower(index)
    return (
        syntax.tags[index] in _LIST_TAGS
        or word in _LIST_WORDS
        or index in counted.within.tokens
        or word == "suspected"  # whatever the tagger takes it for
    )
