"""Whose a unit is: the bodies that stand before a unit's name, in a genitive or without one.

In: a text and where a name begins or ends. Out: whether a police body owns it, or how far the body reaches.

>>> text = "the Ash County Sheriff's Office Gang Unit"
>>> text[BODY.match(text, 4).end():]
' Gang Unit'
>>> is_company("Elm Security Group, LLC.", 18)
True
"""

from __future__ import annotations

from functools import lru_cache

import regex

# Bodies in front of their units, which the list of forces need not know. Archives lose apostrophes ('the Department of
# Justices Fraud Section'): those with an 's' that no plural explains are owners as well.
BODY = regex.compile(
    r"""
    (?:[\p{Lu}][\p{L}.'’-]*[ ]){0,3}(?:
        Police[ ](?:Department|Service|Force) | Constabulary | Highway[ ]Patrol | State[ ]Police      # 'Elm State Police Gang Unit'
      | Sheriff['’]?s?['’]?[ ](?:Office|Department)                                                   # 'Ash County Sheriff's Office Gang Unit'
      | (?:District[ ])?(?:Attorney|General)['’]?s?['’]?[ ]Offices?                                   # 'Attorneys Offices Narcotics Unit'
      | Department[ ]of[ ](?:Justices?|Public[ ]Safety|Homeland[ ]Security)                           # 'Department of Justices Fraud Section'
      | Drug[ ]Enforcement[ ]Administrations | Marshals[ ]Services | (?:Secret|Inspection)[ ]Services # 'Marshals Services Gang Branch'
      | (?:Customs[ ]and[ ])?(?:Border[ ]Protections | Customs[ ]Enforcements)                        # 'Customs and Border Protections Boat Unit'
      | President[ ](?:[\p{Lu}][\p{L}.]*[ ]){0,2}[\p{Lu}]\p{L}+s | Presidents                         # 'President Elms Fraud Task Force'
    )(?![\p{L}])
    """,
    regex.VERBOSE,
)
_LAW_AGENCY = regex.compile(
    r"(?:(?:Crime|Border|Enforcement)[ ]Agency|(?:Police|Sheriff['’]?s?)[ ](?:Department|Office|Service|Force))['’]s?[ ]$"
)
_EXPLAINED = regex.compile(
    r"\b(?:Police|Constabulary|Patrol)(?:[ ](?:Service|Department|Force))?[ ]\((?P<initials>[A-Z]{2,6})\)"
)
_FORCE = regex.compile(
    r"""
    (?:
        (?:[\p{Lu}][\p{L}-]*[ ])(?:Police|Constabulary)              # 'Ashshire Police's Falcon team'
      | (?<!\p{L})(?:Met|GMP|PSNI|BTP|Police|Constabulary)           # 'the Met's Falcon team'
      | (?<!\p{L})(?:[Ff]orce|constabulary)                          # 'the force's Amber team'
    )['’]s?[ ]$
    """,
    regex.VERBOSE,
)
_COMPANY = regex.compile(
    r",?[ ](?:Inc|LLC|L\.L\.C|Ltd|Limited|PLC|plc|Corp|Corporation|LLP|LP|L\.P|GmbH|AG|S\.A|Co)(?!\p{L})"
)


def is_owned_by_force(text: str, at: int) -> bool:
    """Whether a force's genitive ends at `at`: 'Ashshire Police's Falcon team', 'the force's Amber team'."""
    return _FORCE.search(text, max(0, at - 60), at) is not None


def is_owned_by_agency(text: str, at: int) -> bool:
    """Whether the agency whose genitive ends at `at` is one of law enforcement: 'the National Crime Agency's'."""
    return _LAW_AGENCY.search(text, max(0, at - 40), at) is not None


@lru_cache(maxsize=2)
def explained_forces(text: str) -> frozenset[str]:
    """The initials of forces that the page explains: 'Elm Police Service (EPS)'."""
    return frozenset(match["initials"] for match in _EXPLAINED.finditer(text))


def is_company(text: str, end: int) -> bool:
    """Whether what ends at `end` goes on as a company: 'Elm Security Group, LLC'."""
    return _COMPANY.match(text, end) is not None
