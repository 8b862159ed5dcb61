"""Adds up the verdicts that a reader gave in the viewer: how often each kind of finding and each rule was right.

In: the JSON Lines that the viewer's 'Save verdicts' wrote. Out: shares with their confidence intervals (Wilson, 95 %).

>>> judged = judge([{"verdict": "right", "list": "claims", "rule": "count"}, {"verdict": "wrong", "list": "claims", "rule": "age"}])
>>> judged["claims"].share, judged["claims: age"].right
(0.5, 0)
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from release_parser.errors import InputError


@dataclass(slots=True)
class Judged:
    """Verdicts on one kind or rule."""

    right: int = 0
    wrong: int = 0

    @property
    def share(self) -> float:
        """The share of right verdicts, 0 to 1."""
        return self.right / (self.right + self.wrong)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % confidence interval of the true share (Wilson)."""
        count, z = self.right + self.wrong, 1.96
        middle = (self.share + z * z / (2 * count)) / (1 + z * z / count)
        width = z * math.sqrt(self.share * (1 - self.share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
        return max(0.0, middle - width), min(1.0, middle + width)


def read_verdicts(path: str | Path) -> Iterator[dict[str, Any]]:
    """The verdicts of a file. Raises `InputError`, which names the line, where one is not a verdict."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not a file of verdicts: byte {error.start} is not UTF-8; save it as UTF-8"
        ) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            verdict = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number} is not JSON: {error}") from None
        if not isinstance(verdict, dict) or not {"release", "item", "list"} <= verdict.keys():
            raise InputError(
                f"{path}, line {number} is not a verdict: it needs release, item and list, as the viewer writes them"
            )
        if verdict.get("verdict") not in (None, "right", "wrong"):
            raise InputError(f"{path}, line {number}: the verdict is {verdict['verdict']!r}; it is 'right' or 'wrong'")
        yield verdict


def judge(verdicts: Iterable[dict[str, Any]]) -> dict[str, Judged]:
    """The numbers of right and wrong verdicts by list ('claims') and by list and rule ('claims: count'). A note alone is not a verdict."""
    judged: dict[str, Judged] = {}
    for verdict in verdicts:
        if verdict.get("verdict") not in ("right", "wrong"):
            continue
        for name in (verdict["list"], f"{verdict['list']}: {verdict.get('rule')}"):
            each = judged.setdefault(name, Judged())
            if verdict["verdict"] == "right":
                each.right += 1
            else:
                each.wrong += 1
    return dict(sorted(judged.items()))


def as_text(judged: dict[str, Judged]) -> str:
    """The shares as a table."""
    if not judged:
        return "no verdicts"
    lines = [f"{'':44}{'right':>7}{'of':>6}{'share':>8}   95 % interval"]
    for name, each in judged.items():
        low, high = each.interval
        lines.append(f"{name:44}{each.right:7}{each.right + each.wrong:6}{each.share:8.3f}   {low:.3f} to {high:.3f}")
    return "\n".join(lines)
