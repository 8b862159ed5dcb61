"""The report's plots as inline SVG, by matplotlib: its SVG needs no script and no font, and is the same for the same numbers.

(Altair draws as well, but needs a JavaScript engine to give SVG.) Out: SVG with a title for screen readers; lines and letters take
the colour of the text around them, so that they are read on dark ground too.

>>> bars(["2021-01", "2021-02"], [3, 5], "Releases by month").startswith("<svg")
True
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from release_parser.extras import need

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK = "#010203"
"""A colour that nothing else has: it becomes the page's text colour."""
_BAR = "#2f6db3"
_HEIGHT = 2.3
"""Inches. The page scales the plot to its column."""


def bars(labels: Sequence[str], values: Sequence[float], title: str) -> str:
    """A column for each label, in order; where there are many, only some labels are shown."""

    def draw(axes: Axes) -> None:
        axes.bar(range(len(values)), values, color=_BAR)
        step = max(1, len(labels) // 12)
        places = range(0, len(labels), step)
        axes.set_xticks(list(places), [labels[place] for place in places], rotation=45, ha="right")

    return _svg(draw, title)


def histogram(values: Sequence[float], title: str, label: str, *, step: int = 1) -> str:
    """How many values lie in each interval of length `step`."""

    def draw(axes: Axes) -> None:
        top = int(max(values)) // step * step + step
        axes.hist(values, bins=list(range(0, top + step, step)), color=_BAR)
        axes.set_xlabel(label)

    return _svg(draw, title)


def spark(values: Sequence[float], title: str) -> str:
    """A small line without axes, as a timeline beside a name."""

    def draw(axes: Axes) -> None:
        axes.bar(range(len(values)), values, color=_BAR, width=1.0)
        axes.set_axis_off()

    return _svg(draw, title, size=(2.4, 0.3))


def _svg(draw: Any, title: str, size: tuple[float, float] = (9.0, _HEIGHT)) -> str:
    """The SVG of a drawing."""
    matplotlib = need("matplotlib", "report", "a report's plots")
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    settings = {
        "svg.hashsalt": "release_parser",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), _INK),
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawn = file.getvalue()
    drawn = drawn[drawn.index("<svg") :].strip().replace(_INK, "currentColor")
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    width, height = size
    head = f'<svg role="img" viewBox="0 0 {width * 72:g} {height * 72:g}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>{escape(title)}</title>'
    return head + drawn[drawn.index(">") + 1 :]
