"""Divides the source of a pattern into its parts.

It is read only as deeply as writing it for another library needs: alternatives, groups, lookaheads and lookbehinds, sets, characters and
repetitions. Comments and blanks of verbose patterns are dropped.

>>> read_pattern("at|(?:in)?").choices
[[LiteralText(text='at')], [Many(part=Group(opening='(?:', inside=Alternatives(choices=[[LiteralText(text='in')]])), times='?')]]
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "Alternatives",
    "Class",
    "Group",
    "LiteralText",
    "Look",
    "Many",
    "NotExpressibleError",
    "Part",
    "Repeat",
    "Set",
    "Zero",
    "read_pattern",
]


class NotExpressibleError(ValueError):
    """The pattern uses syntax that only `regex` has; the message says which."""


@dataclass(slots=True)
class LiteralText:
    r"""Characters that stand for themselves: 'police', or one that is written as an escape: r'\.', r'\u2019'."""

    text: str

    @property
    def is_escape(self) -> bool:
        """Whether it is one character behind a backslash."""
        return self.text.startswith("\\")


@dataclass(slots=True)
class Class:
    r"""One character of a class, outside of a set: '.', r'\d', r'\p{Lu}'."""

    source: str


@dataclass(slots=True)
class Set:
    r"""One character of a set: its members ('a', r'\d', 'a-z'), and whether they are those that it must not be."""

    members: list[str]
    negated: bool


@dataclass(slots=True)
class Zero:
    r"""A part that matches no character: '^', '$', r'\b', r'\Z'."""

    source: str


@dataclass(slots=True)
class Repeat:
    """A reference back to an earlier group: '(?P=name)'."""

    source: str


@dataclass(slots=True)
class Alternatives:
    """Alternatives, each a sequence of parts."""

    choices: list[list[Part]]


@dataclass(slots=True)
class Group:
    """Parts in brackets; `opening` is how they begin: '(', '(?:', '(?P<name>', '(?i:', '(?>'."""

    opening: str
    inside: Alternatives


@dataclass(slots=True)
class Look:
    """A lookahead or lookbehind; `opening` is '(?=', '(?!', '(?<=' or '(?<!'."""

    opening: str
    inside: Alternatives


@dataclass(slots=True)
class Many:
    """A part with the number of times it may stand: '?', '{1,3}', '*+'."""

    part: Part
    times: str


Part = LiteralText | Class | Set | Zero | Repeat | Group | Look | Many

_TOKEN = re.compile(
    r"""
      (?P<run>   [^\\()\[\]{}?*+|^$.\s\#]+ )
    | (?P<close> \) )
    | (?P<open>  \( (?: \?P<\w+> | \?<(?![=!])\w+> | \?[:>] | \?(?!-?:)[imsx]*(?:-[imsx]+)?: | \?<?[=!] | (?!\?) ) )
    | (?P<bar>   \| )
    | (?P<times> (?: [?*+] | \{\d+(?:,\d*)?\} | \{,\d+\} ) [?+]? )
    | (?P<set>   \[ (?P<negated>\^?) (?P<members> \]? (?: \\. | [^\]\\] )*+ ) \] )
    | (?P<escape> \\ (?: [pP]\{\^?\w+\} | x[0-9a-fA-F]{2} | u[0-9a-fA-F]{4} | U[0-9a-fA-F]{8} | . ) )
    | (?P<zero>  [\^$] )
    | (?P<dot>   \. )
    | (?P<blank> (?: \s | \# )+ )
    | (?P<again> \(\?P=\w+\) )
    """,
    re.VERBOSE | re.DOTALL,
)
_MEMBER = re.compile(
    r"(?P<first>\\[pP]\{\^?\w+\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|.)(?:-(?P<last>\\u[0-9a-fA-F]{4}|\\.|[^\\]))?",
    re.DOTALL,
)
_FLAGS = re.compile(r"\(\?([imsx]+)\)")
_ZERO = frozenset({"\\b", "\\B", "\\A", "\\Z"})
_CLASSES = frozenset("dDsSwWpP")
_ONLY_REGEX = frozenset("GKXRLNmMhH0123456789")
"""What means something to `regex` behind a backslash and nothing, or something else, to `re`; and references by number."""
_LOOKS = frozenset({"(?=", "(?!", "(?<=", "(?<!"})


def read_pattern(source: str, *, verbose: bool = False, names_again: bool = False) -> Alternatives:
    """The alternatives of a pattern; `names_again` allows the same name for several groups. Raises `NotExpressibleError` for syntax that only `regex` knows."""
    flags = _FLAGS.match(source)
    if flags is None:
        return _Reader(source, 0, verbose=verbose, names_again=names_again).whole()
    whole = _Reader(source, flags.end(), verbose=verbose or "x" in flags[1], names_again=names_again).whole()
    kept = flags[1].replace("x", "")
    return Alternatives([[Group(f"(?{kept}:", whole)]]) if kept else whole


def _sets_flags(opening: str) -> bool:
    """Whether a bracket opens with flags for what stands in it: '(?i:', '(?-x:'."""
    return opening.startswith(("(?i", "(?m", "(?s", "(?x", "(?-"))


@dataclass(slots=True)
class _Bracket:
    """An open bracket: the parts before it, and whether the pattern was verbose there."""

    opening: str
    choices: list[list[Part]]
    parts: list[Part]
    verbose: bool


class _Reader:
    """Reads a source once, from left to right."""

    def __init__(self, source: str, at: int, *, verbose: bool, names_again: bool) -> None:
        self._source, self._at, self._verbose, self._names_again = source, at, verbose, names_again
        self._names: set[str] = set()
        self._brackets: list[_Bracket] = []
        self._choices: list[list[Part]] = []
        self._parts: list[Part] = []

    def whole(self) -> Alternatives:
        """All alternatives of the source."""
        source, length = self._source, len(self._source)
        while self._at < length:
            token = _TOKEN.match(source, self._at)
            if token is None:
                raise NotExpressibleError(f"{source[self._at : self._at + 4]} is known to regex only")
            self._at = token.end()
            self._by_token[token.lastgroup or ""](self, token)
        if self._brackets:
            raise NotExpressibleError("a bracket stays open")
        return Alternatives([*self._choices, self._parts])

    def _run(self, token: re.Match[str]) -> None:
        """Take plain characters."""
        self._parts.append(LiteralText(token.group()))

    def _blank(self, token: re.Match[str]) -> None:
        """Take blanks, or skip them and comments in a verbose pattern."""
        if not self._verbose:
            self._parts.append(LiteralText(token.group()))
        elif "#" in token.group():  # a comment to the end of its line
            end = self._source.find("\n", token.start() + token.group().index("#"))
            self._at = end if end >= 0 else len(self._source)

    def _bar(self, _: re.Match[str]) -> None:
        """Begin the next alternative."""
        self._choices.append(self._parts)
        self._parts = []

    def _bracket(self, token: re.Match[str]) -> None:
        """Open a bracket."""
        opening = token.group()
        if opening.endswith(">") and "<" in opening:
            name = opening[opening.index("<") + 1 : -1]
            if name in self._names and not self._names_again:
                raise NotExpressibleError(f"the name {name} is used twice")
            self._names.add(name)
        self._brackets.append(_Bracket(opening, self._choices, self._parts, self._verbose))
        if _sets_flags(opening):
            on, _, off = opening[2:-1].partition("-")
            self._verbose = "x" in on or (self._verbose and "x" not in off)
        self._choices, self._parts = [], []

    def _close(self, _: re.Match[str]) -> None:
        """Close a bracket and take it as one part."""
        if not self._brackets:
            raise NotExpressibleError("a bracket is closed that was not opened")
        bracket = self._brackets.pop()
        inside = Alternatives([*self._choices, self._parts])
        self._choices, self._parts, self._verbose = bracket.choices, bracket.parts, bracket.verbose
        opening = bracket.opening
        if opening in _LOOKS:
            self._parts.append(Look(opening, inside))
        else:
            self._parts.append(Group(opening.replace("x", "") if _sets_flags(opening) else opening, inside))

    def _times(self, token: re.Match[str]) -> None:
        """Repeat the last part."""
        if not self._parts:
            raise NotExpressibleError("nothing to repeat")
        part = self._parts.pop()
        if (
            isinstance(part, LiteralText) and not part.is_escape and len(part.text) > 1
        ):  # only the last character is repeated
            self._parts.append(LiteralText(part.text[:-1]))
            part = LiteralText(part.text[-1])
        self._parts.append(Many(part, token.group()))

    def _set(self, token: re.Match[str]) -> None:
        """Take a set of characters."""
        body = token["members"]
        if "[:" in body:
            raise NotExpressibleError("a class of POSIX")
        members = [
            f"\\{member.group()}" if member.group() in ("]", "^", "-") else member.group()
            for member in _MEMBER.finditer(body)
        ]
        self._parts.append(Set(members, token["negated"] == "^"))

    def _escape(self, token: re.Match[str]) -> None:
        """Take an escape: a class, a boundary or a character."""
        escape = token.group()
        if escape in _ZERO:
            self._parts.append(Zero(escape))
        elif escape[1] in _CLASSES:
            self._parts.append(Class(escape))
        elif escape[1] in _ONLY_REGEX:
            raise NotExpressibleError(f"{escape} is known to regex only, or refers back to a group")
        else:
            self._parts.append(LiteralText(escape))

    def _zero(self, token: re.Match[str]) -> None:
        """Take an anchor."""
        self._parts.append(Zero(token.group()))

    def _dot(self, token: re.Match[str]) -> None:
        """Take the dot."""
        self._parts.append(Class(token.group()))

    def _again(self, token: re.Match[str]) -> None:
        """Take a reference back to a group."""
        self._parts.append(Repeat(token.group()))

    _by_token: ClassVar[dict[str, Callable[[_Reader, re.Match[str]], None]]] = {
        "run": _run,
        "blank": _blank,
        "bar": _bar,
        "open": _bracket,
        "close": _close,
        "times": _times,
        "set": _set,
        "escape": _escape,
        "zero": _zero,
        "dot": _dot,
        "again": _again,
    }
