"""Why a record says what it says, as the page holds it: the rules of a claim's fields, and what took the numbers that are no claims.

In: a `Release` and the dict that `compact` made of it. Out: that dict with `why` (by claim: name, value, rule, what the rule is for, other
rules that would have spoken) and `non_claims`. What rules are for is said once: the dict holds its number in `abouts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from release_parser.errors import ReleaseParserError
from release_parser.plan import ParserRecipe, built
from release_parser.view.compact import letter, utf16_offsets

if TYPE_CHECKING:
    from release_parser.explain import ExplainedField
    from release_parser.parser import Parser
    from release_parser.records import Release

NON_CLAIMS = "non_claims"
"""The list of the numbers that are no claims, beside those of the record."""


class Explanations:
    """Explains record by record. `parser` is the one that made them, or None for the default one, which is loaded at once."""

    def __init__(self, parser: Parser | None = None) -> None:
        from release_parser.explain import Explainer  # noqa: PLC0415 - loads spaCy

        self._explainer = Explainer
        self._parser = parser or built(ParserRecipe())
        self._abouts: dict[str, int] = {}

    @property
    def abouts(self) -> list[str]:
        """What the rules are for that were met so far."""
        return list(self._abouts)

    def add_to(self, found: dict[str, Any], release: Release) -> None:
        """Add to a compact record what there is to say of it; nothing where this parser reads the text otherwise."""
        try:
            explainer = self._explainer(release, self._parser)
        except ReleaseParserError:
            return
        why = {claim.id: explainer.claim(claim) for claim in release.claims}
        found["why"] = {
            key: [self._field(each) for each in said.fields] for key, said in why.items() if said is not None
        }
        offset = utf16_offsets(release.text)
        found[NON_CLAIMS] = [
            {
                "id": f"{letter(NON_CLAIMS).lower()}{number}",
                "span": [offset(span.start), offset(span.end)],
                "rule": field.rule,
                "about": self._number(field.about),
            }
            for number, (span, field) in enumerate(explainer.numbers_that_are_none(), 1)
        ]

    def _field(self, field: ExplainedField) -> list[Any]:
        """One field as a list, with the number of its rule's purpose."""
        return [field.name, field.value, field.rule, self._number(field.about), list(field.also)]

    def _number(self, about: str) -> int:
        """The number of a purpose; each text is stored once."""
        return self._abouts.setdefault(about, len(self._abouts))


def about_rules(rules: Iterable[str]) -> dict[str, str]:
    """What these rules are for, of those whose name only one table has."""
    from release_parser.explain import about_rule  # noqa: PLC0415 - loads spaCy

    return {rule: about for rule in rules if (about := about_rule(rule))}
