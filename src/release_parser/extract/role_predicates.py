"""Roles that a sentence states: 'Ann Pole is the force's lead for roads', 'Tom Ash, who is 40, has been appointed chair of the panel'.

In: a text and where a name ends. Out: the noun phrase behind the verb with its article; whether it is a role is for others to say.

>>> text = "Ann Pole is the new chair of the panel and lives in Ashford."
>>> stated_behind(text, 8, len(text))
Stated(phrase='chair of the panel', article='the')
"""

from __future__ import annotations

from typing import NamedTuple

import regex

_STATES = regex.compile(
    r"""
    (?:,[ ][^,.:;“”"]{3,60},)?                                     # ', who is from Ashford,'
    [ ](?:
        is[ ](?:also[ ]|now[ ]|currently[ ])?                       # 'is the lead'
      | (?:has[ ]been|was)[ ]appointed[ ](?:as[ ])?                 # 'has been appointed as chair'
      | has[ ]become[ ] | becomes[ ]                                # 'has become the chair'
      | works[ ](?:(?:in|at|for|with|on)[ ][^.,:;“”"]{3,60}?[ ])?as[ ]   # 'works in the Dog Unit as a sergeant'
      | (?:takes|took|has[ ]taken)[ ]over[ ]as[ ]                   # 'took over as chair'
    )
    (?:(?P<article>the|an?|our|their)[ ])?(?:new[ ]|current[ ]|latest[ ])?
    (?P<phrase>[\p{L}\d][^.,;:!?“”"\n]{2,120}+)
    """,
    regex.VERBOSE,
)
# where the clause goes on
_GOES_ON = regex.compile(
    r"[ ](?:who|which|that|after|when|while|following|having|and[ ](?:\p{Ll}+ed|was|has|is|will|can|he|she|lives|works|chairs|leads|runs|says|said|heads|sits|wants|hopes))\b.*|[ ][–-][ ].*"
)


class Stated(NamedTuple):
    """A noun phrase behind 'is', and the article that it had."""

    phrase: str
    article: str | None


def stated_behind(text: str, at: int, end: int) -> Stated | None:
    """What the sentence says that the name which ends at `at` is."""
    match = _STATES.match(text, at, end)
    return None if match is None else Stated(_GOES_ON.sub("", match.group("phrase")).strip(), match.group("article"))
