"""Every compiled pattern of the package against texts made of its own letters: none backtracks without end.

The short run finds patterns of cubic and exponential cost; `pytest -m long` takes longer texts and finds those of quadratic cost.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import regex

import release_parser
from release_parser.extract.masks.grammar import PATTERNS
from release_parser.lexicon import Lexicon
from release_parser.lexicon.patterns import WordPattern
from release_parser.regexes import Regex

LEXICON = Lexicon.default()
GUARD = 20.0  # seconds for one pattern on one text; a harmless one takes a thousandth of that
PIECES = [
    "a",
    "A",
    "1",
    " ",
    "\n",
    ".",
    ",",
    "-",
    "“",
    "”",
    '"',
    "(",
    ")",
    "*",
    "|",
    "&",
    "@",
    "/",
    "£",
    "the ",
    "34 ",
    "Al Roe, ",
]


def patterns() -> dict[str, Regex | regex.Pattern]:
    """The patterns that modules hold, by module and name; of those with words of the lexicon in them, the default lexicon's."""
    found: dict[str, Regex | regex.Pattern] = {name: rule(LEXICON).pattern for name, rule in PATTERNS.items()}
    for info in pkgutil.walk_packages(release_parser.__path__, "release_parser."):
        try:
            module = importlib.import_module(info.name)
        except ImportError:  # an extra that is not installed
            continue
        for name, value in vars(module).items():
            for at, pattern in enumerate(_inside(value)):
                found.setdefault(f"{info.name.removeprefix('release_parser.')}.{name}[{at}]", pattern)
    return dict({pattern.pattern: (name, pattern) for name, pattern in found.items()}.values())


def _inside(value: object, depth: int = 0) -> Iterator[Regex | regex.Pattern]:
    if isinstance(value, Regex | regex.Pattern):
        yield value
    elif isinstance(value, WordPattern):
        yield value.of(LEXICON)
    elif depth < 3 and isinstance(value, tuple | list):
        for each in value:
            yield from _inside(each, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for each in value.values():
            yield from _inside(each, depth + 1)


def worst(pattern: Regex | regex.Pattern, size: int, chance: random.Random) -> list[str]:
    """Texts that a pattern may stumble over: its own words and marks again and again, without what would end the match."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = [word for word in regex.findall(r"[A-Za-z]{2,20}|[^\w\s]", source) if word not in ("\\", "(", "?")] or ["x"]
    texts = [chance.choice(words) + chance.choice(PIECES) for _ in range(2)]
    texts += ["".join(chance.choice(words + PIECES) for _ in range(chance.choice((2, 3, 6)))) for _ in range(2)]
    return [(text * (size // len(text) + 1))[:size] for text in [*texts, chance.choice(PIECES)]]


@contextmanager
def guarded() -> Iterator[None]:
    """Raise TimeoutError inside after a time that no harmless pattern takes; both libraries look for signals while they search."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, GUARD)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def audit(size: int, rounds: int) -> list[str]:
    slow = []
    for name, pattern in patterns().items():
        chance = random.Random(name)
        for text in [text for _ in range(rounds) for text in worst(pattern, size, chance)]:
            given = text if isinstance(pattern.pattern, str) else text.encode("utf-8")
            try:
                with guarded():
                    for _ in zip(range(size), pattern.finditer(given), strict=False):
                        pass
            except TimeoutError:
                slow.append(f"{name}: {text[:40]!r}")
                break
    return slow


def test_there_are_patterns():
    assert len(patterns()) > 600


def test_no_pattern_backtracks_without_end():
    assert audit(1_500, 1) == []


@pytest.mark.long
def test_no_pattern_takes_the_square_of_its_text():
    assert audit(60_000, 3) == []
