"""The figures that a page has stated so far, looked up by value.

In: figures in text order. Out: the few earlier figures that a later one may repeat, however many figures there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from release_parser.link.sums.apart import may_be_same
from release_parser.link.sums.figures import Account, Figure

_LOOKED_AT = 12
"""How many earlier figures of the same worth are looked at."""
SHARES = ("percentage", "proportion", "multiplier")
_ROUNDED_LOOKED_AT = 24
"""How many earlier figures of the same topic and unit are looked at for a rounding."""


@dataclass(slots=True)
class Told:
    """The first statements of facts so far, by their values."""

    account: Account
    _by_key: dict[Hashable, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    _again: dict[int, int] = field(default_factory=dict)
    _exact: dict[int, Decimal | None] = field(default_factory=dict)

    def add(self, figure: Figure, keys: Iterable[Hashable]) -> None:
        """Remember a figure that states a fact first."""
        for key in keys:
            self._by_key[key].append(figure)

    def restate(self, index: int, first: int) -> None:
        """Note that a figure repeats what an earlier one stated."""
        self._again[index] = first

    def is_other(self, first: Figure, figure: Figure) -> bool:
        """Whether a rounded first statement was already told exactly with another value: 'more than 40', '43', and now '47'."""
        exact = self._exact.setdefault(first.index, figure.value) if figure.exact else figure.value
        return exact != figure.value

    def root(self, index: int) -> int:
        """The index of the first statement of the fact that a figure states."""
        return self._again.get(index, index)

    def get(self, key: Hashable, limit: int = _LOOKED_AT) -> list[Figure]:
        """Earlier figures under a key, at most `limit` of them: the first and the latest."""
        found = self._by_key.get(key, [])
        return found if len(found) <= limit else [*found[: limit // 2], *found[-(limit // 2) :]]


@dataclass(frozen=True, slots=True)
class Again:
    """One figure and what was told before it: the value that the rules for restatements take."""

    figure: Figure
    told: Told

    @property
    def account(self) -> Account:
        """The account to which both belong."""
        return self.told.account

    def same_worth(self) -> Iterator[Figure]:
        """Earlier figures of the same value and unit that may be the same fact."""
        yield from self._apart(self.told.get(worth(self.figure)))

    def near_worth(self) -> Iterator[Figure]:
        """Earlier figures of the same unit and, where it is known, topic."""
        for topic in dict.fromkeys((self.figure.topic, None)):
            yield from self._apart(self.told.get(_sort(self.figure, topic), _ROUNDED_LOOKED_AT))
        if self.figure.draft.quote is not None and self.figure.thing is not None:
            # a speaker has words of their own: '£30,000 in cash will no longer fund crime'
            yield from self._apart(self.told.get(_of_thing(self.figure), _ROUNDED_LOOKED_AT))

    def shares(self) -> Iterator[Figure]:
        """Earlier shares, rises and falls of the same topic."""
        if self.figure.kind in SHARES:
            yield from self._apart(self.told.get(("share", self.figure.topic), _ROUNDED_LOOKED_AT))

    def _apart(self, figures: Iterable[Figure]) -> Iterator[Figure]:
        """Those of the figures that no veto makes another fact."""
        return (figure for figure in figures if may_be_same(figure, self.figure, self.account))


def worth(figure: Figure) -> Hashable:
    """What must be equal in two figures that state the same number of the same unit."""
    bound = figure.draft.quantity.bound if figure.kind == "age" else None  # 'under 18' is nobody's age
    return ("worth", bound, figure.unit, figure.value, figure.upper, figure.draft.quantity.vague)


def _sort(figure: Figure, topic: str | None) -> Hashable:
    """A key for the topic and unit of a figure."""
    return ("sort", topic, figure.unit, figure.kind == "age")


def _of_thing(figure: Figure) -> Hashable:
    """A key for the thing and unit of a figure."""
    return ("thing", figure.thing, figure.unit)


def keys(figure: Figure) -> list[Hashable]:
    """The keys under which a later figure may look this one up."""
    return [
        worth(figure),
        _sort(figure, figure.topic),
        _of_thing(figure),
        *([("share", figure.topic)] if figure.kind in SHARES else []),
    ]
