"""Syntax written by hand, so that rules are called without a model."""

from __future__ import annotations

import re

from release_parser.extract.quantities import QuantityGrammar
from release_parser.lexicon import Lexicon
from release_parser.link.changes import find_direction
from release_parser.link.counted import Counted, Entity, count_page
from release_parser.link.drafts import ClaimDraft
from release_parser.link.syntax import Syntax
from release_parser.text import Block, Page, Sentence, read_page
from release_parser.text.clean import clean

GRAMMAR = QuantityGrammar(Lexicon.default())
_IRREGULAR = {"fell": "fall", "rose": "rise"}
_WORD = re.compile(r"[A-Za-z]+|\d[\d,.]*\d|\d|[^\s\w]")


def lemmatize(word: str, pos: str) -> str:
    """A lemma for tests: plurals lose their s, pasts their ed."""
    word = _IRREGULAR.get(word.lower(), word.lower())
    if pos == "NOUN" and word.endswith("s"):
        return word[:-1]
    return word.removesuffix("ed") if pos == "VERB" else word


def syntax_of(text: str, pos: str, *, tags: str = "", deps: str = "", heads: str = "", at: int = 0) -> Syntax:
    """The syntax of a sentence that begins at an offset of its page.

    `pos` names a part of speech for each token; `tags`, `deps` and `heads` do the same where a rule reads them ('-' leaves one empty).
    Without `heads` every token is its own head.
    """
    words = list(_WORD.finditer(text))
    parts = pos.split()
    assert len(words) == len(parts), [word.group() for word in words]
    size = len(words)
    return Syntax(
        [at + word.start() for word in words],
        [at + word.end() for word in words],
        [word.group() for word in words],
        parts,
        tags.split() if tags else [""] * size,
        deps.split() if deps else [""] * size,
        [int(head) for head in heads.split()] if heads else list(range(size)),
        lemmatize,
    )


def counted_in(
    text: str,
    pos: str,
    *,
    tags: str = "",
    deps: str = "",
    heads: str = "",
    sentence: tuple[int, int] | None = None,
    parsed: str | None = None,
) -> list[Counted]:
    """The quantities of a text of one sentence; `parsed` is the part of the sentence that the syntax reaches."""
    start, end = sentence or (0, len(text))
    page = Page(text, clean(text), (Block(0, len(text), "paragraph"),), (Sentence(start, end, 0),))
    syntax = syntax_of(parsed or text[start:end], pos, tags=tags, deps=deps, heads=heads, at=start)
    return list(count_page(page, GRAMMAR.find(text, ()), {0: syntax}, Lexicon.default()))


UNREAD = Syntax([], [], [], [], [], [], [], lemmatize)
"""The syntax of a sentence that no parser has read: only rules that read the text may speak."""


def drafts_in(text: str) -> tuple[Page, list[ClaimDraft]]:
    """The page of a text and a draft for each of its quantities, with the direction that its words give and nothing else."""
    page = read_page(text)
    unread = dict.fromkeys(range(len(page.sentences)), UNREAD)
    counted = count_page(page, GRAMMAR.find(page.text, ()), unread, Lexicon.default())
    return page, [ClaimDraft(one, direction=find_direction(one)[0]) for one in counted]


def counts(text: str, draft: ClaimDraft, noun: str, head: str, token: int = -1) -> ClaimDraft:
    """The draft with what it counts: a noun of the text, and the noun's lemma."""
    start = text.index(noun)
    return draft.given("by_hand", entity=Entity(start, start + len(noun), head, token, "by_hand"))
