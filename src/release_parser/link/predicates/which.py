"""The verb of a counted noun behind a relative clause or participle that only identifies it: 'two men who broke in while a family slept were jailed'.

In: a quantity in its sentence. Out: the index of the verb's token, or None.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.predicates.behind import behind_the_phrase, past_auxiliaries
from release_parser.link.syntax import Syntax

_LONGEST_CLAUSE = 22


def verb_behind_what_tells_which(counted: Counted) -> int | None:
    """'two men who broke in while a family slept were jailed', '25 of the men charged in the case have pleaded guilty'.

    The words right behind the noun only identify the people. The verb is the one of the next auxiliary that has no subject of its own before it.
    """
    syntax, at = counted.syntax, behind_the_phrase(counted)
    if at >= len(syntax) or counted.quantity.kind != "count" or counted.text[counted.sentence.end - 1] not in '.!?”"':
        return None
    clause = syntax.lower(at) in ("who", "which", "that")
    if not clause and (syntax.tags[at] != "VBN" or syntax.pos[at + 1 : at + 2] != ["ADP"]):
        return None
    verbs = 0
    for index in range(at + 1, min(at + _LONGEST_CLAUSE, len(syntax) - 1)):
        word, tag = syntax.lower(index), syntax.tags[index]
        if (
            word in ("were", "have", "are")
            and (verbs or not clause)
            and _is_no_subject(syntax, index - 1, clause=clause)
        ):
            verb, auxiliary = past_auxiliaries(syntax, index)
            return verb if verb is not None and auxiliary and syntax.tags[verb] in ("VBN", "VBD") else None
        if word in (";", ":", "who", "which", "that") or (
            not clause and (word in (",", "and") or syntax.pos[index] == "VERB")
        ):
            return None
        verbs += tag in ("VBD", "VBP", "VBZ", "VBN") and syntax.pos[index] == "VERB"
    return None


def _is_no_subject(syntax: Syntax, at: int, *, clause: bool) -> bool:
    """Whether the token before 'were' cannot be its subject: a comma, a verb or a singular; behind a participle, any noun of its phrase."""
    return (
        not clause
        or syntax.words[at] == ","
        or syntax.pos[at] in ("VERB", "ADV", "ADP")
        or syntax.tags[at] in ("NN", "NNP")
    )
