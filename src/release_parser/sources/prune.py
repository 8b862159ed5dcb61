"""Removes elements from a page's tree, all at once.

lxml joins the text behind an element to the text before it each time one is removed, so that a paragraph with ten thousand struck-out words
would be copied ten thousand times. Here each parent is put together once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Element = Any  # lxml's elements have no types of their own


def prune(dropped: Collection[Element], unwrapped: Collection[Element] = ()) -> None:
    """Remove elements from their tree: those in `dropped` with their content, of those in `unwrapped` only the tags. The text behind them stays."""
    drop, unwrap = set(dropped), set(unwrapped)
    parents = {parent: None for each in (*dropped, *unwrapped) if (parent := each.getparent()) is not None}
    for parent in parents:
        if parent not in unwrap:  # what stands in it goes to its own parent
            _put_together(parent, list(_content(parent, drop, unwrap)))


def _content(element: Element, drop: set[Element], unwrap: set[Element]) -> Iterator[Element | str]:
    """The content of an element without the tags: texts and elements in order.

    A stack is used because pages nest deeper than Python's recursion.
    """
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
    """Make these texts and elements the content of the parent."""
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
