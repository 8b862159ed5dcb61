"""The date of a page that shows several: its own, those of other stories, of events, of the last change.

In: a page's tree. Out: `forget_other_dates` removes the dates of others, and `date_at_headline` finds the date that stands at the headline.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import regex

from release_parser.sources.dom import element_text
from release_parser.sources.published import DateLine, date_line

Element = Any  # lxml's elements have no types of their own

_ELSEWHERE = frozenset({"aside", "nav", "footer"})
# a page builder's names of what stands beside a story
_OTHERS = regex.compile(
    r"(?i)\b(?:related|sidebar|widget|upcoming|events?|more[-_ ]?(?:news|stories)|latest|recent|read[-_ ]?next|comments?|carousel|slider|teasers?)\b"
)
_CHANGED = regex.compile(
    r"(?i)\b(?:updated?|modified|amended|edited|reviewed|revised|event|until|expires?)\b[^.;|]{0,40}$"
)
_WORDS_OF_A_HEADLINE = 4  # words: a link that has so many is another story's headline, others are a site's sections
_CHARACTERS_FROM_HEADLINE = 600  # characters between a headline and its date
_LINES_BEHIND = 6


def forget_other_dates(tree: Element) -> None:
    """Remove the dates of <time> elements that belong to another story, an event or the last change."""
    heading = next(iter(tree.iter("h1")), None)
    distance = _distances(tree, heading) if heading is not None else {}
    for time in tree.iter("time"):
        if time.get("datetime") is None:
            continue
        if (
            _stands_elsewhere(time)
            or _of_another_article(time, heading)
            or _beside_a_link(time, heading)
            or _CHANGED.search(_words_before(time))
            or abs(distance.get(time, 0)) > _CHARACTERS_FROM_HEADLINE
        ):
            del time.attrib["datetime"]


def date_at_headline(tree: Element, headline: str | None, *, month_first: bool) -> DateLine | None:
    """The line below or above the headline that gives a date: one with a label ('Published: …') first, then a plain one."""
    body = tree.find("body")
    if headline is None or body is None:
        return None
    lines = [line.strip() for line in element_text(body).split("\n") if line.strip()]
    wanted = " ".join(headline.split()).casefold()
    at = next((at for at, line in enumerate(lines) if wanted == " ".join(line.split()).casefold()), None)
    if at is None:
        return None
    near = [*lines[at + 1 : at + 1 + _LINES_BEHIND], *lines[max(at - 1, 0) : at]]
    found = [line for raw in near if (line := date_line(raw, month_first=month_first))]
    return min(found, key=lambda line: not line.labelled, default=None)


def _stands_elsewhere(time: Element) -> bool:
    """Whether an element stands in a part of the page for other stories."""
    return any(
        above.tag in _ELSEWHERE or _OTHERS.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        for above in time.iterancestors()
        if isinstance(above.tag, str) and above.tag not in ("body", "html")
    )


def _of_another_article(time: Element, heading: Element | None) -> bool:
    """Whether the article around the date has a headline other than the page's, as a teaser has."""
    article = next(iter(time.iterancestors("article")), None)
    if article is None or heading is None or any(above is article for above in heading.iterancestors()):
        return False
    return any(True for _ in article.iter("h2", "h3", "h4", "h5"))


def _beside_a_link(time: Element, heading: Element | None) -> bool:
    """Whether the date stands in or beside the link to another story and not with the page's headline, as in a list of news."""
    link = next(iter(time.iterancestors("a")), None)
    place = time.getparent() if link is None else link
    if heading is None or any(above is place for above in heading.iterancestors()):
        return False
    return any(len((each.text_content() or "").split()) >= _WORDS_OF_A_HEADLINE for each in place.iter("a"))


def _words_before(time: Element) -> str:
    """The text before a date on its own line."""
    before: list[str] = []
    for sibling in islice(time.itersiblings(preceding=True), 10):
        before += [sibling.tail or "", sibling.text_content() if isinstance(sibling.tag, str) else ""]
    if len(before) < 20:
        before.append(time.getparent().text or "")
    return " ".join("".join(reversed(before)).split())[-60:]


def _distances(tree: Element, heading: Element) -> dict[Element, int]:
    """The number of characters between the headline and each <time>, negative where that stands before it."""
    read = 0
    at: dict[Element, int] = {}
    for element in tree.iter():
        if element.tag == "time" or element is heading:
            at[element] = read
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            read += len(element.text or "")
        read += len(element.tail or "")
    return {element: place - at[heading] for element, place in at.items()}
