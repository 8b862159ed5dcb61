"""What happened to the items of a list: the verb of the line that introduces it.

In: the drafts of a page. Out: the same drafts; those of list items without a predicate of their own have that of the introduction. 'Police seized
the following:' gives 'seize' to every item. Under 'Charges:' every item is an offence, so verbs inside it are part of its name.

>>> introducing_verb("Police located and seized the following as a result of the search:", Lexicon.default())
'seize'
"""

from __future__ import annotations

import re
from functools import lru_cache

from release_parser.lexicon import Lexicon, compile_forms, fold, trie_pattern
from release_parser.link.drafts import ClaimDraft
from release_parser.link.words import link_words
from release_parser.regexes import Regex
from release_parser.text import Page


def from_introductions(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """The drafts; those in lists have the predicate that their introduction gives them."""
    verbs: dict[int, str | None] = {}
    completed = []
    for draft in drafts:
        lexicon, verb, charges = draft.counted.lexicon, None, False
        for intro in page.introductions(draft.sentence) if draft.quantity.kind != "age" else ():
            if intro.start not in verbs:
                verbs[intro.start] = introducing_verb(page.text[intro.start : intro.end], lexicon)
            verb = verb or verbs[intro.start]
            charges = charges or "charge" in page.text[intro.start : intro.end].lower()
        taken = draft.predicate is None or (charges and _names_an_offence(draft))
        completed.append(draft.given("verb_of_the_introduction", predicate=verb) if taken and verb else draft)
    return completed


def _names_an_offence(draft: ClaimDraft) -> bool:
    """Whether an item is the name of an offence: 'Possession of property obtained by crime x 3', '2 counts of theft'; '17 released' is about people."""
    if draft.quantity.kind != "count" or (draft.head is not None and draft.head not in draft.counted.words.charges):
        return False
    return draft.rules.get("predicate") == "verb_above"


def introducing_verb(intro: str, lexicon: Lexicon) -> str | None:
    """The lemma of the introduction's last verb: 'seize' for 'Officers also seized:' and 'The items seized include:', 'include' for 'Results include:'."""
    words = link_words(lexicon)
    strong = weak = None
    for match in _verbs(lexicon).finditer(intro):
        form = fold(match.group("verb"))
        if form in words.weak_introducing:
            weak = words.weak_introducing[form]
        elif strong is None or (match.group("where") is None and match.group("noun") is None):
            strong = words.introducing[form]
    return "result" if _RESULTED.search(intro) else strong or weak


# 'Officers attended several yards, which resulted in:'
_RESULTED = Regex(r"\bresult(?:s|ed|ing)?[ ]in(?:[ ]the[ ]following)?[ ]?[:–-]$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _verbs(lexicon: Lexicon) -> Regex:
    """The pattern for the verbs of an introduction."""
    words = link_words(lexicon)
    return compile_forms(
        rf"""
        # 'seized as a result of the search', 'following the arrest', 'a search incident to arrest': what came before the list
        (?<!\b(?:as[ ]a|direct|following[ ]the|following[ ]an|after[ ]the|incident[ ]to|prior[ ]to)[ ])
        # 'the recovery of stolen property, including': the participle describes what was recovered
        (?<!\bof[ ](?=\p{{L}}{{1,20}}(?:ed|en)[ ]))
        # 'with the following results', 'breakdown of results' lead to nothing
        (?!results?\b(?<=\b(?:following|of)[ ]results?))
        \b(?P<verb>{trie_pattern({*words.introducing, *words.weak_introducing})})\b
        # 'laid 212 charges', but 'resulted in the seizure of the following'
        (?P<noun>(?<=\d[ ](?P=verb)))?
        # 'seized from a home located on Elm Street', but 'items were located in the home'
        (?P<where>(?<!\b(?:was|were|been|and|police|officers|members)[ ](?P=verb))[ ](?:on|at|in|near|within)\b)?
        """,
        re.IGNORECASE | re.VERBOSE,
    )
