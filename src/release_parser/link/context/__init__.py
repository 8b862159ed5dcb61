"""The context of a claim, without which it cannot be added up: topic, actor, place, period and operations.

In: a page, its claims with what their own words tell, and everything else found on the page. Out: the claims with their context.
"""

from __future__ import annotations

from collections.abc import Mapping

from release_parser.link.context.actors import find_actors
from release_parser.link.context.operations import credit_operations
from release_parser.link.context.periods import find_periods_of_claims
from release_parser.link.context.places import find_places
from release_parser.link.context.topics import find_topics
from release_parser.link.drafts import ClaimDraft
from release_parser.link.surroundings import Surroundings
from release_parser.link.syntax import Syntax
from release_parser.text import Page


def put_in_context(
    page: Page, drafts: list[ClaimDraft], around: Surroundings, syntax: Mapping[int, Syntax]
) -> list[ClaimDraft]:
    """The drafts with their topics, periods, places, operations and actors."""
    drafts = find_topics(page, drafts, around)
    drafts = find_periods_of_claims(page, drafts, around)
    drafts = find_places(page, drafts, around)
    drafts = credit_operations(page, drafts, around)
    return find_actors(page, drafts, around, syntax)
