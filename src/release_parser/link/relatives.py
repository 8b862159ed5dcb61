"""Relatives who are named by their first name alone: 'Lena's father, Karl', 'Anna, Lena's mother,'.

In: a text and where a phrase for a relative stands in it. Out: the first name beside the phrase, or None.

>>> text = "Lena's father, Karl, added:"
>>> first_name_beside(text, (0, 13), 0, 20)
FirstName(name='Karl', span=(0, 19), before=None)
"""

from __future__ import annotations

from typing import NamedTuple

from release_parser.regexes import Regex

Span = tuple[int, int]
# 'Lena's father, Karl, added', 'Lena's mother Anna said': not 'Anna and Karl', not 'Anna Pole'
_BEHIND = Regex(r",?[ ](?P<name>\p{Lu}\p{Ll}[\p{L}-]*+)(?=,|[ ]\(|[ ]*$|[ ](?!(?:and|of|born|based)\b)\p{Ll})")
# 'Speaking to Ashford Police Anna, Lena's mother, said'
_AHEAD = Regex(r"(?:(?P<before>\p{Lu}[\p{L}’'-]*+)[ ])?(?<![\w’'-])(?P<name>\p{Lu}\p{Ll}[\p{L}-]*+),[ ]$")
_CHARACTERS_BEFORE_PHRASE = 60
"""How many characters before the phrase a name may begin."""


class FirstName(NamedTuple):
    """A first name, the span of name and phrase together, and the capitalised word right before the name, if there is one."""

    name: str
    span: Span
    before: str | None


def first_name_beside(text: str, phrase: Span, start: int, end: int) -> FirstName | None:
    """The single capitalised word that names the relative of text[slice(*phrase)], searched inside text[start:end]; None where there is none."""
    if match := _BEHIND.match(text, phrase[1], end):
        return FirstName(match.group("name"), (phrase[0], match.end("name")), None)
    if text[phrase[1] : phrase[1] + 1] != ",":
        return None
    match = _AHEAD.search(text, max(start, phrase[0] - _CHARACTERS_BEFORE_PHRASE), phrase[0])
    if match is None:
        return None
    return FirstName(match.group("name"), (match.start("name"), phrase[1]), match.group("before"))
