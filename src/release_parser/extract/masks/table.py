"""The table of all rules for numbers that are no quantities, surest first.

>>> len({rule.name for rule in MASKS}) == len(list(MASKS))
True
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import MaskedStretch, MaskText
from release_parser.extract.masks.identifiers import IDENTIFIERS
from release_parser.extract.masks.laws import LAWS
from release_parser.extract.masks.names import NAMES
from release_parser.extract.masks.ones import ONES
from release_parser.extract.masks.pages import PAGES
from release_parser.extract.masks.places import PLACES
from release_parser.extract.masks.things import THINGS
from release_parser.extract.masks.years import YEARS
from release_parser.rules import RuleTable

MASKS: RuleTable[MaskText, tuple[MaskedStretch, ...]] = RuleTable(
    "mask", (*PAGES, *LAWS, *IDENTIFIERS, *PLACES, *NAMES, *THINGS, *YEARS, *ONES)
)
"""Every rule speaks, since their stretches may touch; the order is the one in which `explain` names them.

The `finds` are sentences in which no claim may be found, the `ignores` traps whose marked claims must stay.
"""
