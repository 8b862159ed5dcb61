r"""A release as text and as HTML, for those who look at it: the figures to take, the sentences with their marks, values and units.

In: a `Release`. Out: `as_text` gives lines for a terminal, `as_html` a fragment for notebooks, on light ground and on dark: it brings no
colour of letters, and its marks are half transparent. Whatever comes from the text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from release_parser.visible import visible

if TYPE_CHECKING:
    from release_parser.records.claim import Claim, Quantity
    from release_parser.records.release import Release
    from release_parser.records.sums import Tally

LONGEST_SHOWN_TEXT = 20_000
"""Characters of a text that a notebook shows with its marks."""
_BOX = "border:1px solid rgba(128,128,128,.5);padding:.2em .6em;text-align:left;vertical-align:top"
_MARK = "background:rgba(255,190,0,.35);color:inherit;border-bottom:2px solid rgba(200,140,0,.9);padding:0 .1em"


_RATES = ("per ", "a ", "an ", "each ", "every ")
"""How the denominator of a rate begins that says so itself."""


def headline_of(release: Release) -> str:
    """The title, else the first line."""
    return " ".join((release.title or release.text.strip().split("\n", 1)[0]).split())


def amount(quantity: Quantity | Tally) -> str:
    """A figure with bound, range, unit and rate: 'more than 3,810', '2 to 3 kilogram', '31 a week', '4 per officer'."""
    value, vague = quantity.value, getattr(quantity, "vague", None)
    number = vague or "" if value is None else f"{value:,}"
    if quantity.upper is not None:
        number += f" to {quantity.upper:,}"
    bound = "" if quantity.bound == "exactly" else quantity.bound.replace("_", " ")
    per = getattr(quantity, "per", None)
    rate = per if per is None or per.startswith(_RATES) else f"per {per}"
    return " ".join(part for part in (bound, number, quantity.unit, rate) if part)


def tally_text(tally: Tally) -> str:
    """A figure to take in a few words: 'arrest: more than 60 people'."""
    return f"{tally.topic}: {amount(tally)} {tally.thing or ''}".rstrip()


def as_text(release: Release) -> str:
    """Lines for a terminal: what to take, then each sentence with its marks and what was read from them."""
    about = [str(part) for part in (release.publisher, release.published, release.url or release.source) if part]
    lines = [headline_of(release), *([" · ".join(about)] if about else [])]
    lines += [f"take  {tally_text(tally)}" for tally in release.tallies]
    for sentence, claims in _by_sentence(release):
        lines += ["", f"  {sentence}", *(f"    {_claim_line(claim)}" for claim in claims)]
    for quote in release.quotes:
        speaker = quote.speaker.person if quote.speaker else "somebody"
        lines += ["", f"  {quote.id}  {speaker}: “{' '.join(quote.content.split())}”"]
    return visible("\n".join(lines))


def _claim_line(claim: Claim) -> str:
    """The line of one claim."""
    measured = claim.measured_entity.text if claim.measured_entity else claim.head
    parts = (amount(claim.quantity), measured, claim.predicate, claim.topic and f"[{claim.topic}]")
    again = f" = {claim.restates}" if claim.restates else ""
    return f"{claim.id:<4}{' · '.join(' '.join(part.split()) for part in parts if part)}{again}"


def _by_sentence(release: Release) -> Iterator[tuple[str, list[Claim]]]:
    """Each sentence that holds claims, with brackets around them."""
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in release.claims:
        groups.setdefault((claim.sentence.start, claim.sentence.end), []).append(claim)
    for (start, end), claims in groups.items():
        pieces, at = [], start
        for claim in claims:
            if claim.span.start >= at:
                pieces += [release.text[at : claim.span.start], f"[{claim.span.text}]{claim.id}"]
                at = claim.span.end
        yield " ".join("".join([*pieces, release.text[at:end]]).split()), claims


def as_html(release: Release) -> str:
    """A fragment for a notebook: what to take, the text with its marks, what was read from them, quotes."""
    parts = [f"<h4>{escape(headline_of(release))}</h4>"]
    if release.tallies:
        rows = ((tally.topic, amount(tally), tally.thing or "", ", ".join(tally.claims)) for tally in release.tallies)
        parts.append(_table(("take", "value", "of", "from"), rows))
    parts.append(f'<div style="white-space:pre-wrap;max-width:48em;margin:.6em 0">{"".join(_marked(release))}</div>')
    if release.claims:
        parts.append(
            _table(
                ("claim", "value", "of", "what happened", "topic"),
                (
                    (claim.id, amount(claim.quantity), claim.measured_entity.text if claim.measured_entity else claim.head or "", claim.predicate or "", claim.topic or "")
                    for claim in release.claims
                ),
            )
        )  # fmt: skip
    if release.quotes:
        said = ((quote.speaker.person if quote.speaker else "", quote.content) for quote in release.quotes)
        parts.append(_table(("speaker", "quote"), said))
    return f'<div class="release-parser">{"".join(parts)}</div>'


def _marked(release: Release) -> Iterator[str]:
    """The text, escaped, with a mark around each claim."""
    at, end = 0, min(len(release.text), LONGEST_SHOWN_TEXT)
    for claim in release.claims:
        if at <= claim.span.start < end:
            yield escape(release.text[at : claim.span.start])
            yield f'<mark style="{_MARK}">{escape(claim.span.text)}<sub> {claim.id}</sub></mark>'
            at = claim.span.end
    yield escape(release.text[at:end])
    if end < len(release.text):
        yield " …"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in HTML."""
    head = "".join(f'<th style="{_BOX}">{escape(each)}</th>' for each in heads)
    body = "".join(
        f"<tr>{''.join(f'<td style={chr(34)}{_BOX}{chr(34)}>{escape(each)}</td>' for each in row)}</tr>" for row in rows
    )
    return f'<table style="border-collapse:collapse;margin:.4em 0"><tr>{head}</tr>{body}</table>'
