"""Changes a page's tree so that its text is what a reader of the page sees.

In: a page's tree. Out: the same tree without struck-out and hidden text and footnote figures, and with quotation marks around elements that
are quotations. Visible words stay.
"""

from __future__ import annotations

from typing import Any

import regex

from release_parser.sources.prune import prune

Element = Any  # lxml's elements have no types of their own

_STRUCK = frozenset({"del", "s", "strike"})
_LINE_THROUGH = regex.compile(r"(?i)text-decoration[^;:]{0,20}:[^;]{0,60}line-through")
_HIDDEN = regex.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_WHOLE = frozenset({"html", "body", "main", "article"})  # hidden only until a script shows them
_HEADINGS = frozenset({"h1", "h2", "h3"})  # one line each, however they are broken
_FOOTNOTE = regex.compile(r"\s*[\[(]?(?:[0-9]{1,2}|[a-z]|[*†‡§¶]{1,3})(?:\s*,\s*[0-9]{1,2})*[\])]?\s*")
_LINK_TO_NOTE = regex.compile(r"\[[0-9]{1,3}\]|\[?[*†‡]{1,3}\]?|[↩↑^]\ufe0e?")
_POWER = regex.compile(r"(?:^|[\s\d])(?:[kcm]?m|mi|ft|in|yd)$")  # '200 m²' is no footnote
_POWERS = {"2": "²", "3": "³"}
_OPENS = regex.compile(r"[\s(]*[“\"‘'«„]")
_SIGNATURE = regex.compile(r"\s*[–—-]{1,2}\s?\p{Lu}[^.!?]{3,80}\s*$")
_MARKS = regex.compile(r"[“”\"«»]")


def tidy(tree: Element) -> None:
    """Change the tree of a page in place."""
    dropped: list[Element] = []
    unwrapped: list[Element] = []
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if _is_struck(element) or _is_hidden(element) or _is_note(element):
            dropped.append(element)
        elif element.tag == "sup" and _raise(element):
            unwrapped.append(element)
        elif element.tag == "br" and element.getparent().tag in _HEADINGS:
            element.tail = f" {element.tail or ''}"
            unwrapped.append(element)
        elif element.tag == "q":
            _wrap(element)
            unwrapped.append(element)  # a part of its sentence, and no block
    prune(dropped, unwrapped)
    for quotation in list(tree.iter("blockquote")):
        _quote(quotation)


def _is_struck(element: Element) -> bool:
    """Whether readers do not see an element as part of the text: it is struck out, or meant for a script."""
    return (
        element.tag in _STRUCK
        or element.tag == "template"
        or _LINE_THROUGH.search(element.get("style") or "") is not None
    )


def _is_hidden(element: Element) -> bool:
    """Whether an element is hidden."""
    if element.tag in _WHOLE:
        return False
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _is_note(element: Element) -> bool:
    """Whether it is a raised figure or mark, or a link to a note and back: '30<a href="#n2">[2]</a> arrests', '↩'."""
    if element.tag == "sup":
        return _is_footnote(element)
    is_inside = element.tag == "a" and (element.get("href") or "").startswith("#")
    return is_inside and _LINK_TO_NOTE.fullmatch((element.text_content() or "").strip()) is not None


def _raise(element: Element) -> bool:
    """Whether a raised figure is a power, which is then written so: '200 m<sup>2</sup>' is an area; 'the 4<sup>th</sup> of May' stays."""
    content = (element.text_content() or "").strip()
    if content not in _POWERS or not _POWER.search(_before(element)):
        return False
    element.text = _POWERS[content]
    for child in list(element):
        element.remove(child)
    return True


def _is_footnote(element: Element) -> bool:
    """Whether a raised figure marks a footnote: '34<sup>1</sup> arrests' is 34."""
    content = (element.text_content() or "").strip()
    is_power = content in _POWERS and _POWER.search(_before(element)) is not None
    return bool(content) and not is_power and _FOOTNOTE.fullmatch(content) is not None


def _before(element: Element) -> str:
    """A few characters before an element on its line."""
    sibling = element.getprevious()
    if sibling is None:
        return (element.getparent().text or "")[-10:]
    return (sibling.tail or sibling.text_content() if isinstance(sibling.tag, str) else sibling.tail or "")[-10:]


def _wrap(element: Element) -> None:
    """Put quotation marks around an element whose text has none, as a browser shows it."""
    content = element.text_content()
    if content.strip() and not _OPENS.match(content):
        _mark(element)


def _mark(element: Element, *, closes: bool = True) -> None:
    """Put quotation marks around the words of an element, or only an opening one."""
    element.text = "“" + (element.text or "").lstrip()
    if closes and len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + "”"
    elif closes:
        element.text = element.text.rstrip() + "”"


_BLOCKS = frozenset({"p", "div"})


def _quote(quotation: Element) -> None:
    """Put quotation marks around a block quotation with a signature, or behind a colon; each paragraph opens again.

    Other block quotations only indent text or show a post, so their kind is not known.
    """
    signed = _signed_below(quotation)
    _take_out_of_its_figure(quotation)
    signatures = [each for each in quotation.iter("footer", "cite") if (each.text_content() or "").strip()]
    for each in signatures:
        if each.tag == "footer" or each.getparent() is quotation:
            each.tag = "p"
    unspoken = {quotation}.union(signatures, *(one.iterancestors() for one in signatures))
    spoken = [each for each in _paragraphs(quotation) if each not in unspoken]
    text = quotation.text_content()
    if not spoken or _MARKS.search(text) or not (signed or signatures or _introduced(quotation)):
        return
    for paragraph in spoken:
        _mark(paragraph, closes=paragraph is spoken[-1])


def _paragraphs(quotation: Element) -> list[Element]:
    """The paragraphs of a quotation; loose text becomes one."""
    if (quotation.text or "").strip():
        paragraph = quotation.makeelement("p")
        paragraph.text, quotation.text = quotation.text, None
        for child in list(quotation):
            if child.tag in _BLOCKS:
                break
            paragraph.append(child)
        quotation.insert(0, paragraph)
    return [each for each in quotation.iter("p") if (each.text_content() or "").strip()]


def _signed_below(quotation: Element) -> bool:
    """Whether a caption or a line with a dash below tells who said it: '— Inspector Ann Pole'."""
    below = quotation.getnext()
    if below is None or not isinstance(below.tag, str):
        return False
    return below.tag == "figcaption" or _SIGNATURE.match(below.text_content()) is not None


def _take_out_of_its_figure(quotation: Element) -> None:
    """Take a quotation out of a <figure>, which programs that extract text leave out as a picture."""
    figure = quotation.getparent()
    if figure is None or figure.tag != "figure":
        return
    figure.tag = "div"
    for caption in figure.iterchildren("figcaption"):
        caption.tag = "p"


def _introduced(quotation: Element) -> bool:
    """Whether the paragraph before ends with a colon: 'Sergeant Bo Nye said:'."""
    before = quotation.getprevious()
    return before is not None and isinstance(before.tag, str) and before.text_content().rstrip().endswith(":")
