"""Named rules in ordered tables: each rule is a small function with sentences that prove it.

In: the value that the rules of a table read (a quantity in its sentence, a reporting verb before a quote). Out: what the first rule that
finds something returns, and the name of that rule. The order of a table decides which rule is asked first, the surest first.

>>> def dozens(word: str) -> int | None:
...     '''A dozen is twelve.'''
...     return 12 if word == "dozen" else None
>>> NUMBERS = RuleTable("number", (Rule("dozens", dozens, finds=("a <claim value=12>dozen</claim> arrests",)),))
>>> NUMBERS.first("dozen")
(12, 'dozens')
>>> NUMBERS.first("score") is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject, Found]):
    """One rule. `name` is what `explain` and `docs/rules.md` call it; the docstring of `find` tells its purpose.

    `find` returns None where the rule does not decide. `finds` are marked sentences (see `release_parser.evaluate.marked`) whose marks must
    be found; `ignores` are sentences in which nothing of the table's kind may be found. The tests run both.
    """

    name: str
    find: Callable[[Subject], Found | None]
    finds: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The purpose of the rule: the first paragraph of its function's docstring."""
        return " ".join((self.find.__doc__ or "").strip().split("\n\n", 1)[0].split())


@dataclass(frozen=True, slots=True)
class RuleTable(Generic[Subject, Found]):
    """Rules of one kind, surest first.

    `field` is the field of the record that they give, `kinds` the kinds of findings that `ignores` may not hold.
    """

    field: str
    rules: tuple[Rule[Subject, Found], ...]
    kinds: tuple[str, ...] = ("claim",)

    def __iter__(self) -> Iterator[Rule[Subject, Found]]:
        return iter(self.rules)

    def first(self, subject: Subject) -> tuple[Found, str] | None:
        """What the first rule that decides finds, and that rule's name; None where no rule decides."""
        for rule in self.rules:
            found = rule.find(subject)
            if found is not None:
                return found, rule.name
        return None
