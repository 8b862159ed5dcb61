r"""The force that published a release, where its text says so clearly.

In: a cleaned page. Out: the force's full name, or None. Clear are: a line that says who issued it; the site's name behind the headline ('…
| Ashshire Police'); one force that the whole release names as the publisher, and no other.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> find_publisher(read_page("Two held after raid | Kent Police\n\nTwo men were arrested."), Lexicon.default())
'Kent Police'
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.lexicon import Lexicon, compile_forms, fold, trie_pattern, with_words
from release_parser.lexicon.forces import POLICE_OF_ANOTHER, plain_forms
from release_parser.regexes import Regex
from release_parser.text.words import begin_at, first_words, words_of

if TYPE_CHECKING:
    from release_parser.text import Page

_PUBLISHING = frozenset({"territorial", "special", "federal", "state", "provincial", "local"})


@dataclass(frozen=True, slots=True)
class _Forces:
    """The patterns for names of forces, and the full name for each form."""

    by_form: dict[str, str]
    first: frozenset[str]
    named: Regex
    called: Regex
    issued: Regex
    site: Regex


@lru_cache(maxsize=8)
def _forces(lexicon: Lexicon) -> _Forces:
    """The patterns for the forces of this lexicon that publish releases."""
    by_form: dict[str, str] = {}
    for force in lexicon.forces:
        if force.kind in _PUBLISHING:
            forms = plain_forms(force)
            by_form |= {fold(form): force.name for form in forms}
    pattern = trie_pattern(by_form)
    calls, issued = (with_words(f"«contact_words.{name}»", lexicon) for name in ("called_force", "issued"))
    return _Forces(
        by_form,
        first_words(by_form),
        compile_forms(
            rf"(?<![\p{{L}}\d-])(?<!@[\w.-]{{1,30}})(?:{pattern})(?![\p{{L}}\d]|{POLICE_OF_ANOTHER})", re.IGNORECASE
        ),
        # 'call Ashshire Police on 101'
        compile_forms(
            rf"\b{calls}[ ](?:the[ ])?(?P<force>{pattern})[ ](?:\w+[ ]){{0,3}}(?:on|via|by)\b",
            re.IGNORECASE,
        ),
        # 'Issued by: Ashshire Police', 'Source: Ashshire Police', '© Ashshire Police', 'Published by Ashshire Police'
        compile_forms(
            rf"(?:^|\n)[ ]*(?:from|©|{issued})[ ]?:?[ ]?(?:the[ ])?(?:©[ ]?)?(?:\d{{4}}[ ])?(?P<force>{pattern})[ ]*(?:\n|$|[.,])",
            re.IGNORECASE,
        ),
        # 'Two held after raid | Ashshire Police', 'Two held after raid - Ashshire Police'
        compile_forms(rf"[ ](?:[|]|[-–—])[ ](?P<force>{pattern})[ ]*(?=\n|$)", re.IGNORECASE),
    )


def find_publisher(page: Page, lexicon: Lexicon) -> str | None:
    """The full name of the publishing force, or None where it could be one of several."""
    forces = _forces(lexicon)
    text = page.text
    if match := forces.issued.search(text):
        return forces.by_form[fold(match["force"])]
    headline_end = next((block.end for block in page.blocks if block.kind != "furniture"), 0)
    if match := forces.site.search(text, 0, min(headline_end + 1, len(text))):
        return forces.by_form[fold(match["force"])]
    named = Counter(
        forces.by_form[fold(match.group())]
        for match in begin_at(forces.named, text, words_of(text).starts(forces.first))
        if match.group()[0].isupper() or match.group().endswith(".uk")
    )
    if len(named) != 1:
        return None
    ((force, count),) = named.items()
    # one passing mention may be of a neighbour: 'a man wanted by Ashshire Police'
    return force if count >= 2 or forces.called.search(text) else None
