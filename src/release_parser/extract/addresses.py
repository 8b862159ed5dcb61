"""Web addresses, e-mail addresses and account names.

In: a cleaned page. Out: a mention for each, as written, without the punctuation of the sentence around it.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Visit www.ash.police.uk/report, write to desk@ash.example.org or follow @AshPolice.")
>>> [(found.kind, found.value) for found in find_addresses(page, Lexicon.default())]
[('url', 'www.ash.police.uk/report'), ('email', 'desk@ash.example.org'), ('handle', '@AshPolice')]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from release_parser.extract.mentions import ContactMention
from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.windows import windows

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon
    from release_parser.text import Page

# Top-level domains, longest first. Written glued to the next sentence, 'the scene.In' must be no address: only these, in lower case.
_DOMAINS = "«contact_words.domain»"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})"
_HOST = rf"(?:{_LABEL}\.){{1,6}}?(?:{_DOMAINS})(?![A-Za-z0-9_-]|\.[A-Za-z]{{2,3}}\b)"
_PATH = r"(?:[/?#][^\s<>\"“”|]{0,400}+)?+"

_ADDRESS = WordPattern(
    rf"""
      (?P<email>(?<![\w.%+@-])[A-Za-z0-9][A-Za-z0-9._%+'’-]{{0,63}}+@(?:{_LABEL}\.){{1,6}}[A-Za-z]{{2,12}})  # 'desk@ash.police.uk'
    | (?P<url>
        (?i:https?)://[^\s<>"“”|]{{3,500}}+                 # 'https://www.ash.police.uk/a?b=c'
      | (?<![\w@./-])(?i:www)\.[A-Za-z0-9-]{{1,63}}+\.[^\s<>"“”|]{{2,400}}+  # 'www.ash.police.uk'
      | (?<![\w@./%-]){_HOST}{_PATH}                      # 'ash.police.uk/report', 'OurTown.org'
      )
    | (?<![\w@./-])(?P<handle>@[A-Za-z][A-Za-z0-9_]{{1,30}}+)(?![\w@]|\.\w)  # '@AshPolice'
    """,
    re.VERBOSE,
)
# what every address has: an '@', '://', or a dot inside a word with a letter behind it
_MARK = re.compile(r"@|://|(?<=[\w-])\.(?=[A-Za-z])")
# 'https://www.ash.police.uk/report/or the website': a lost space behind the final slash
_GLUED_WORD = Regex(r"(?<=[^/]/)(?:or|and|to)(?=[ ]\w)")
_EDGE = ".,;:!?'\"’”*_>…–-"


def find_addresses(page: Page, lexicon: Lexicon) -> list[ContactMention]:
    """All web addresses, e-mail addresses and account names, in text order."""
    found: list[ContactMention] = []
    text = page.text
    stretches = windows(_MARK, text, before=400, after=1_000) if _MARK.search(text) else ()
    for match in (match for low, high in stretches for match in _ADDRESS.of(lexicon).finditer(text, low, high)):
        read = ADDRESSES.first(match)
        if read is not None:
            end = _stop(text, match.start(), match.end())
            found.append(ContactMention(match.start(), end, read[1], read[0], text[match.start() : end]))
    return found


Address = Literal["email", "url", "handle"]


def email(match: re.Match[str]) -> Address | None:
    """An e-mail address: 'desk@ash.example.org'."""
    return "email" if match["email"] else None


def url(match: re.Match[str]) -> Address | None:
    """A web address, with or without its scheme: 'https://www.ash.example.org/report', 'ash.police.uk'."""
    return "url" if match["url"] else None


def handle(match: re.Match[str]) -> Address | None:
    """The name of an account: '@KelshamPolice'."""
    return "handle" if match["handle"] else None


ADDRESSES: RuleTable[re.Match[str], Address] = RuleTable(
    "contact",
    (
        Rule(
            "contact_email",
            email,
            finds=("Write to <contact kind=email>desk@ash.example.org</contact>.",),
            ignores=("They met @ noon.",),
        ),
        Rule(
            "contact_url",
            url,
            finds=(
                "Visit <contact kind=url>www.ash.example.org/report</contact>.",
                "See (<contact kind=url>ash.police.uk</contact>).",
            ),
            ignores=("It was at the scene.In May he left.",),
        ),
        Rule(
            "contact_handle",
            handle,
            finds=("Follow <contact kind=handle>@KelshamPolice</contact>.",),
        ),
    ),
    kinds=("contact",),
)
"""Kinds of addresses; a stretch is of one kind."""


def _stop(text: str, start: int, end: int) -> int:
    """Where an address ends without the sentence's punctuation: '(see www.ash.example.org).'"""
    while end > start:
        if glued := _GLUED_WORD.search(text, max(start, end - 4), end + 2):
            end = glued.start()
        last = text[end - 1]
        unopened = last in ")]" and text.count(last, start, end) > text.count({")": "(", "]": "["}[last], start, end)
        if last not in _EDGE and not unopened:
            break
        end -= 1
    return end
