"""What a figure of a tally counts: 'people', 'cash', 'knife', or no one thing.

In: a figure. Out: the `thing` of its tally, or None.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.sums.figures import PEOPLE, Figure, topics_of_nouns

OF_PERSONS = ("arrest", "charge", "conviction", "victim")
"""Topics whose persons are counted where they are told one by one."""


_BODIES = WordSet("agents.bodies")


def _is_of_somebody(figure: Figure) -> bool:
    """Whether the noun names whose money it was and not what it is: '32 victims of more than £2m', 'cost the government £1m'."""
    if figure.of_people or figure.thing is None:
        return figure.of_people
    lexicon = figure.draft.counted.lexicon  # 'watch' is a body, and a thing that is stolen
    return figure.thing in _BODIES.of(lexicon) and figure.thing not in topics_of_nouns(lexicon, persons=False)


def _is_of_several(figure: Figure) -> bool:
    """Whether a seized amount is of cash and of other things: 'drugs and cash worth £12,000' has no one thing."""
    if figure.thing is None or not (figure.topic or "").startswith("seizure.") or figure.topic == _CASH:
        return False
    return topics_of_nouns(figure.draft.counted.lexicon).get(figure.thing) == _CASH


_CASH = "seizure.cash"


def thing_counted(figure: Figure) -> str | None:
    """What a figure counts. A number without a noun counts people under topics of people ('arrested 19'); cash is cash."""
    if figure.topic == _CASH and figure.unit is not None:
        return "cash"
    if figure.unit is not None and (_is_of_somebody(figure) or _is_of_several(figure)):
        return None
    return PEOPLE if figure.thing is None and figure.topic in OF_PERSONS and figure.unit is None else figure.thing
