r"""Names behind a rank in a title-case headline, where any word may have a capital: 'Attorney General Pole Opens Office'.

In: a page and its names behind a rank or title. Out: the same names, those of the body first. A name in a title-case line ends where the
same name ends in the body; it is left out where neither the body nor its own form shows that it is a name.

>>> from release_parser.extract.names import NameGrammar
>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Chief Constable Pole Opens Station In Ashford\n\nChief Constable Ann Pole opened the station.")
>>> titled = list(NameGrammar.of(Lexicon.default()).titled(page.text, 0, len(page.text)))
>>> [mention.name for mention in titled], [mention.name for mention in without_headline_words(page, titled)]
(['Pole Opens', 'Ann Pole'], ['Ann Pole', 'Pole'])
"""

from __future__ import annotations

from dataclasses import replace

from release_parser.extract.name_parts import NamedPerson
from release_parser.extract.names import NameGrammar
from release_parser.extract.operation_names import Lines
from release_parser.lexicon import fold
from release_parser.regexes import Regex
from release_parser.text import Page

_GOES_ON = Regex(r"[ ]\p{Lu}")
# 'Pole Opens', 'Office Closed': what a headline's verb looks like
_VERBAL = Regex(r"\p{L}(?:[^s]s|ed)$")
# headlines whose names are looked up in the body; a page of nothing but headlines has no body
_MOST_HEADLINES = 12


def ranked_names(page: Page, grammar: NameGrammar) -> list[NamedPerson]:
    """The page's names behind a rank or title, without further words of a headline; those of the body come first."""
    return without_headline_words(page, list(grammar.titled(page.text, 0, len(page.text))))


def without_headline_words(page: Page, titled: list[NamedPerson]) -> list[NamedPerson]:
    """The names without the words of a title-case headline that were read as part of them."""
    lines = Lines(page)
    in_body = [mention for mention in titled if not lines.capitals(mention.name_start)[1]]
    if len(in_body) == len(titled):
        return titled
    known = {fold(mention.name) for mention in in_body} | {fold(mention.tokens[-1]) for mention in in_body}
    kept = list(in_body)
    asked = 0
    for mention in titled:
        if not lines.capitals(mention.name_start)[1]:
            continue
        tokens = mention.tokens
        name = next(
            (name for count in range(len(tokens), 0, -1) if fold(name := " ".join(tokens[:count])) in known), None
        )
        if name is None and asked < _MOST_HEADLINES:
            asked += 1
            name = _in_body(page, lines, mention)
        if name is None and _looks_like_one(page.text, mention):
            name = mention.name
        if name is not None:
            kept.append(replace(mention, name=name, end=mention.name_start + len(name)))
    return kept


def _in_body(page: Page, lines: Lines, mention: NamedPerson) -> str | None:
    """The longest beginning of the name, of at least two words, that stands in a line of the body."""
    tokens = mention.tokens
    for count in range(len(tokens), 1, -1):
        name = " ".join(tokens[:count])
        at = page.text.find(name, mention.end)
        if at >= 0 and not any(lines.capitals(at)):
            return name
    return None


def _looks_like_one(text: str, mention: NamedPerson) -> bool:
    """Whether a headline's name is complete in itself: two words, and no verb of the headline among them.

    'PC Tom Jones, Ashford' and 'Statement by Chief Constable Ann Pole on' have such names.
    """
    words = [token for token in mention.tokens if not token.endswith(".")]
    if len(words) != 2 or _GOES_ON.match(text, mention.end):
        return False
    return text[mention.end : mention.end + 1] != " " or not any(map(_VERBAL.search, words))
