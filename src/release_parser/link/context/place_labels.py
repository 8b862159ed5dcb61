"""Places that are the label of a figure in a list: 'Kelsham – 303 knives', 'Elm: 12'.

In: a page, its claims and its names of places. Out: the span of the label for each claim. A label counts if the page or the lexicon knows
it, or another label of the same list, as a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from release_parser.lexicon import WordPattern
from release_parser.link.context.place_names import NAME, PlaceNames
from release_parser.link.drafts import ClaimDraft
from release_parser.text import Page

_LABEL = WordPattern(rf"[^\p{{L}}\d]{{0,6}}(?P<name>{NAME})[ ]?(?:[:–—-])[ ]{{0,3}}")


def labels_of(page: Page, drafts: Sequence[ClaimDraft], names: PlaceNames) -> dict[int, tuple[int, int]]:
    """The span of the place that labels a claim, by the offset of its quantity."""
    lists: dict[int, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for draft in drafts:
        label = _LABEL.of(draft.counted.within.lexicon).fullmatch(page.text, draft.sentence.start, draft.quantity.start)
        intro = None if label is None else next(iter(page.introductions(draft.sentence)), None)
        if label is not None and names.may_be(label["name"]):
            lists[-1 if intro is None else intro.start].append((draft.quantity.start, label.span("name")))
    return {
        at: stretch
        for intro, found in lists.items()
        for at, stretch in found
        if names.knows(page.text[slice(*stretch)])
        or (intro >= 0 and any(names.knows(page.text[slice(*other)]) for _, other in found))
    }
