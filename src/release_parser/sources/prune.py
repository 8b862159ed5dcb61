"""Elements taken out of a page's tree, all at once.

lxml joins the text behind an element to the text before it each time that one is taken out: a paragraph with ten thousand struck-out
words is copied ten thousand times. Here each parent is put together again once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Element = Any  # lxml's elements have no types of their own


def prune(dropped: Collection[Element], unwrapped: Collection[Element] = ()) -> None:
    """Take elements out of their tree: with everything in them, or only their tags. The text behind them stays."""
    drop, unwrap = set(dropped), set(unwrapped)
    parents = {parent: None for each in (*dropped, *unwrapped) if (parent := each.getparent()) is not None}
    for parent in parents:
        if parent not in unwrap:  # what stands in it goes to its own parent
            _put_together(parent, list(_content(parent, drop, unwrap)))


def _content(element: Element, drop: set[Element], unwrap: set[Element]) -> Iterator[Element | str]:
    """What stands in an element once its tags are gone: texts and elements in order. A stack, since pages nest deeper than Python."""
    yield element.text or ""
    open_ = [(element, iter(element))]
    while open_:
        inside, children = open_[-1]
        child = next(children, None)
        if child is None:
            open_.pop()
            if inside is not element:
                yield inside.tail or ""
        elif child in unwrap and child not in drop:
            yield child.text or ""
            open_.append((child, iter(child)))
        else:
            if child not in drop:
                yield child
            yield child.tail or ""


def _put_together(parent: Element, content: list[Element | str]) -> None:
    parent.text, kept = None, []
    runs: list[list[str]] = [[]]
    for each in content:
        if isinstance(each, str):
            runs[-1].append(each)
        else:
            kept.append(each)
            runs.append([])
    for child in list(parent):
        parent.remove(child)
    parent.text = "".join(runs[0]) or None
    for element, run in zip(kept, runs[1:], strict=True):
        element.tail = "".join(run) or None
        parent.append(element)
