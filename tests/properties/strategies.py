"""Texts that look like releases and have everything wrong with them that releases have."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from releases import RELEASES, read_release

PIECES = (
    # quotation marks, open and closed, right and wrong
    *"\"“”‘’'",
    "''",
    "``",
    "said: “",
    ",” said DI Ray Ash",
    "She added:\n\n",
    # digits and what scales and bounds them
    "34",
    "3,810",
    "1,2,3,4",
    "£2.5m",
    "$$5",
    "£",
    "12-15",
    "12.5kg",
    "26 per cent",
    "between 10 and",
    "up to more than about 7",
    "one in",
    "a quarter of a half",
    "twenty-thirty",
    "million million",
    "0",
    "1/0",
    "½",
    "٣٤",
    "9" * 40,
    "years and six months",
    "34-year-old",
    # markers and marks
    "Operation ",
    "Operations A, B and ",
    "Op. ",
    "PC ",
    "Detective Chief ",
    "Unit (",
    "(VSU)",
    "101",
    "CAD 1/",
    "https://",
    "@",
    "quoting ",
    "* ",
    "• ",
    "1. ",
    "| a | b |",
    "**",
    "_",
    "\\",
    "&amp;",
    "&#0;",
    "&nbsp;",
    "\u00ad",
    "\u200b",
    "\u00a0",
    "\r\n",
    "\n\n",
    "\n",
    "\t",
    "…",
    "–",
    ".",
    ":",
    "(",
    ")",
    "arrested",
    "arrests were made",
    "officers seized",
    "compared with",
    "a fall of",
    "In 2020 ",
    "Łucja",
    "😀",
    "e\u0301",
    " ",
)


def texts() -> st.SearchStrategy[str]:
    """Any arrangement of such pieces, and any text at all (but what no decoder yields: surrogates, NUL)."""
    characters = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
    anything = st.text(characters, max_size=40)
    return st.lists(st.sampled_from(PIECES) | anything, min_size=1, max_size=25).map("".join)


def spoilt_releases() -> st.SearchStrategy[str]:
    """A stretch of a fixture release, spoilt: odd spaces, soft hyphens, entities, marks, glue at random places."""
    return st.builds(_spoil, st.sampled_from(RELEASES), st.integers(0, 2**32))


def _spoil(path, seed: int) -> str:
    chance = random.Random(seed)
    paragraphs = read_release(path).split("\n")
    first = chance.randrange(len(paragraphs))
    text = "\n".join(paragraphs[first : first + 12]).replace("\r\n", "\n") or "34 arrests"
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(text) + 1)
        spoil = chance.choice(
            ("\u00ad", "\u200b", "\u00a0", "&nbsp;", "  ", "**", "\r", "\n", "“", '"', "’", "&amp;", "*")
        )
        text = text[:at] + spoil + text[at + (spoil == "\u00a0") :]
    if chance.random() < 0.3:
        text = text.replace(". ", ".", 3)
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return text if text.strip() else "34 arrests"
