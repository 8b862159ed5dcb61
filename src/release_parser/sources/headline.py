"""The headline of a page: its heading, where the <title> is something else or shorter.

In: a page's tree and the title in its metadata. Out: the heading that is the release's headline, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release_parser.lexicon.forces import find_force
from release_parser.sources.dom import element_text
from release_parser.sources.metadata import is_site_name, one_line

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

Element = Any  # lxml's elements have no types of their own
_FEWEST_WORDS = 3  # words: 'News' and 'Press release' are sections of a site


def states_a_headline(title: str | None, lexicon: Lexicon) -> bool:
    """Whether a title can be a release's; 'Kelsham Police' and 'News' belong to a site."""
    return title is not None and len(title.split()) >= _FEWEST_WORDS and not _names_a_site(title, lexicon)


def find_headline(tree: Element, text: str, title: str | None, lexicon: Lexicon) -> str | None:
    """The page's only heading, if it is the headline and the stated title is none or shorter.

    'Week of action' in the <title> is short for the heading 'Week of action in Kelsham nets 34'. Where the title is another complete
    headline, the heading is taken only if the text begins with it: 'NORTHSHIRE POLICE: PRESS OFFICE' only looks like a title, and 'Latest
    news and appeals' is no headline.
    """
    heading = _heading(tree, lexicon)
    if heading is None or heading.casefold() == (title or "").casefold():
        return None
    if not states_a_headline(title, lexicon) or heading.casefold() in (title or "").casefold():
        return heading
    words, stated = set(heading.casefold().split()), set((title or "").casefold().split())
    common = words & stated
    if 2 * len(common) > len(stated) and len(words) >= len(stated):
        return heading
    opens = heading in " ".join(text[:500].split())
    return heading if opens and 2 * len(common) < len(words) else None


def _heading(tree: Element, lexicon: Lexicon) -> str | None:
    """The only heading of the highest level that is not a site's name, or None."""
    # 'Man jailed' is a headline, too, where nothing longer is one
    for level, few in (("h1", _FEWEST_WORDS), ("h2", _FEWEST_WORDS), ("h1", _FEWEST_WORDS - 1)):
        found = {
            heading
            for element in tree.iter(level)
            if not any(above.tag in ("nav", "aside", "footer") for above in element.iterancestors())
            and (heading := one_line(element_text(element)))
            and len(heading.split()) >= few
            and not _names_a_site(heading, lexicon)
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _names_a_site(title: str, lexicon: Lexicon) -> bool:
    """Whether a title is the name of a site or force."""
    return is_site_name(title) or find_force(title, lexicon) is not None
