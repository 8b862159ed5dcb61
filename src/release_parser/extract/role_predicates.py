"""Roles that a sentence states: 'Ann Pole is the force's lead for roads', 'Tom Ash, who is 40, has been appointed chair of the panel'.

In: a text and where a name ends. Out: the noun phrase behind the verb and its article, or None; `roles.py` decides whether the phrase is a role.

>>> text = "Ann Pole is the new chair of the panel and lives in Ashford."
>>> stated_behind(text, 8, len(text), Lexicon.default())
Stated(phrase='chair of the panel', article='the')
"""

from __future__ import annotations

import re
from typing import NamedTuple

from release_parser.lexicon import Lexicon, WordPattern

_STATES = WordPattern(
    r"""
    (?:,[ ][^,.:;“”"]{3,60},)?                                     # ', who is from Ashford,'
    [ ](?:
        is[ ](?:also[ ]|now[ ]|currently[ ])?                       # 'is the lead'
      | (?:has[ ]been|was)[ ](?:«people.appointed»)[ ](?:as[ ])?                 # 'has been appointed as chair'
      | (?:«people.becomes»)[ ]                                # 'has become the chair'
      | (?:«people.works»)[ ](?:(?:in|at|for|with|on)[ ][^.,:;“”"]{3,60}?[ ])?as[ ]   # 'works in the Dog Unit as a sergeant'
      | (?:«people.takes_over»)[ ]as[ ]                   # 'took over as chair'
    )
    (?:(?P<article>the|an?|our|their)[ ])?(?:new[ ]|current[ ]|(?:«people.newest»)[ ])?
    (?P<phrase>[\p{L}\d][^.,;:!?“”"\n]{2,120}+)
    """,
    re.VERBOSE,
)
# where the clause goes on
_GOES_ON = WordPattern(
    r"[ ](?:who|which|that|after|when|while|following|having|and[ ](?:\p{Ll}+ed|was|has|is|will|can|he|she|«people.and_does»))\b.*|[ ][–-][ ].*"
)


class Stated(NamedTuple):
    """A noun phrase behind 'is' or 'was appointed', and the article that stood before it."""

    phrase: str
    article: str | None


def stated_behind(text: str, at: int, end: int, lexicon: Lexicon) -> Stated | None:
    """The noun phrase by which the sentence describes the person whose name ends at `at`, or None."""
    match = _STATES.of(lexicon).match(text, at, end)
    if match is None:
        return None
    return Stated(_GOES_ON.of(lexicon).sub("", match.group("phrase")).strip(), match.group("article"))
