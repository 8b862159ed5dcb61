"""Who owns a police unit: the bodies before a unit's name, with or without a possessive.

In: a text and where a name begins or ends. Out: whether a police body owns the unit, and which initials stand for forces.

>>> text = "the Ash County Sheriff's Office Gang Unit"
>>> text[BODY.of(Lexicon.default()).match(text, 4).end():]
' Gang Unit'
>>> is_company("Elm Security Group, LLC.", 18, Lexicon.default())
True
"""

from __future__ import annotations

import re
from functools import lru_cache

from release_parser.lexicon import Lexicon, WordPattern

# Bodies in front of their units, which the list of forces need not know. Archives lose apostrophes ('the Department of
# Justices Fraud Section'): those with an 's' that no plural explains are owners as well.
BODY = WordPattern(
    r"""
    (?:[\p{Lu}][\p{L}.'’-]*[ ]){0,3}(?:
        «name_words.owner»                                                                            # 'Elm State Police Gang Unit'
      | (?:«name_words.head_of_government»)[ ](?:[\p{Lu}][\p{L}.]*[ ]){0,2}[\p{Lu}]\p{L}+s              # 'President Elms Fraud Task Force'
    )(?![\p{L}])
    """,
    re.VERBOSE,
)
_OFFICERS_FROM = WordPattern(r"(?<!\p{L})(?:«name_words.of_the_police»)[ ](?:from|of|in|with|by)[ ]the[ ]$")
_LAW_AGENCY = WordPattern(r"(?:«name_words.law_agency»)['’]s?[ ]$")
_EXPLAINED = WordPattern(r"\b(?:«name_words.force_in_full»)[ ]\((?P<initials>[A-Z]{2,6})\)")
_FORCE = WordPattern(
    r"""
    (?:
        (?:[\p{Lu}][\p{L}-]*[ ])(?:«contact_words.force»)              # 'Ashshire Police's Falcon team'
      | (?<!\p{L})(?:«name_words.force_in_short»)           # 'the Met's Falcon team'
      | (?<!\p{L})(?:«name_words.force_in_lower_case»)                          # 'the force's Amber team'
    )['’]s?[ ]$
    """,
    re.VERBOSE,
)
_COMPANY = WordPattern(r",?[ ](?:«name_words.company»)(?!\p{L})")


def is_ours(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether 'our' or 'officers from the' ends at `at`: 'our Amber team', 'officers from the Amber team'."""
    ours = text[max(0, at - 4) : at] in ("our ", "Our ")
    return ours or _OFFICERS_FROM.of(lexicon).search(text, max(0, at - 40), at) is not None


def is_owned_by_force(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether a force's possessive ends at `at`: 'Ashshire Police's Falcon team', 'the force's Amber team'."""
    return _FORCE.of(lexicon).search(text, max(0, at - 60), at) is not None


def is_owned_by_agency(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether the possessive that ends at `at` is that of an agency of law enforcement: 'the National Crime Agency's'."""
    return _LAW_AGENCY.of(lexicon).search(text, max(0, at - 40), at) is not None


@lru_cache(maxsize=2)
def explained_forces(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The initials of forces that the page explains: 'Elm Police Service (EPS)'."""
    return frozenset(match["initials"] for match in _EXPLAINED.of(lexicon).finditer(text))


def is_company(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether the words that end at `end` go on as a company's name: 'Elm Security Group, LLC'."""
    return _COMPANY.of(lexicon).match(text, end) is not None
