"""Prosecutors whom a release names without a title: 'The case was prosecuted by Ann Pole of the Fraud Section and Tom Ash'.

In: a page. Out: the spans of their names. A prosecutor is an official like 'Trial Attorney Ann Pole'. Since a body may prosecute too
('prosecuted by Kelsham Council'), a given name or an initial must show that a person is named.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("The case was prosecuted by Ann Pole of the Fraud Section and J. Tom Ash. Kelsham Council helped.")
>>> [page.text[start:end] for start, end in prosecutors(page, NameGrammar.of(Lexicon.default()))]
['Ann Pole', 'J. Tom Ash']
"""

from __future__ import annotations

from collections.abc import Iterator

from release_parser.extract.bare_names import bare_names
from release_parser.extract.name_parts import Span
from release_parser.extract.names import NameGrammar
from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.text import Page

_PROSECUTED_BY = WordPattern(r"\b(?:«people.prosecuted_by»)[ ]{1,2}(?=\p{Lu})")
# where the next one of the list begins, and what may follow a name of it
_JOINED = Regex(r"(?:,|;|\band|&)[ ]{1,2}$")
_ENDS = Regex(r"[ ]?[,.;]|[ ](?:and|of|from|for|with|in)[ ]|$")
_INITIAL = Regex(r"(?:^|[ ])\p{Lu}\.(?:[ ]|$)")
_CHARACTERS_OF_A_JOINT = 6


def prosecutors(page: Page, names: NameGrammar) -> Iterator[Span]:
    """The names in the lists behind 'prosecuted by', up to the end of the sentence."""
    for match in _PROSECUTED_BY.of(page.lexicon).finditer(page.text):
        sentence = page.sentence_at(match.start())
        if sentence is None:
            continue
        end = page.sentences[sentence].end
        for start, stop in bare_names(names, page.text, match.end(), end):
            joined = start == match.end() or _JOINED.search(
                page.text, max(match.end(), start - _CHARACTERS_OF_A_JOINT), start
            )
            if joined and _ENDS.match(page.text, stop, end) and _is_person(names, page.text[start:stop]):
                yield start, stop


def _is_person(names: NameGrammar, name: str) -> bool:
    """Whether a known given name or an initial shows that the name is a person's."""
    return _INITIAL.search(name) is not None or names.is_given(name.split(maxsplit=1)[0])
