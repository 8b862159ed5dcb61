"""A stretch of text between quotation marks and what stands around it, prepared once for all rules of quotes.

In: a page, its stretches and the reporting verbs of the lexicon. Out: what the rules ask for: the words between the marks, before and
behind them, the reporting verb beside them, and the quote that is still open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from release_parser.extract.names import NameGrammar
from release_parser.extract.quote_cues import CuePatterns, Span
from release_parser.extract.quote_marks import DOUBLES, SINGLES, Stretch
from release_parser.regexes import Regex
from release_parser.text import Page

_SENTENCE_BETWEEN = Regex(r"[.!?][ ]+\p{Lu}")
_LONGEST_ATTRIBUTION = 160


@dataclass(slots=True)
class Draft:
    """A quote while it is being put together. `cue` is the span of its reporting verb; `tail`: the verb stands behind the quoted words."""

    stretches: list[Stretch]
    rule: str
    cue: Span | None = None
    tail: bool = False


@dataclass
class Grouping:
    """All stretches of a page, and the quotes made of them so far."""

    page: Page
    stretches: list[Stretch]
    cues: CuePatterns
    names: NameGrammar
    drafts: list[Draft] = field(default_factory=list)
    open: bool = False
    """Whether the stretch before is part of the last quote."""


@dataclass
class StretchInGroup:
    """One stretch and what stands around it: the value that every rule of `quote_groups.py` takes."""

    grouping: Grouping
    position: int

    @cached_property
    def page(self) -> Page:
        """The page."""
        return self.grouping.page

    @cached_property
    def text(self) -> str:
        """The text of the page."""
        return self.grouping.page.text

    @cached_property
    def stretch(self) -> Stretch:
        """The stretch."""
        return self.grouping.stretches[self.position]

    @cached_property
    def previous(self) -> Stretch | None:
        """The stretch before."""
        return self.grouping.stretches[self.position - 1] if self.position else None

    @cached_property
    def draft(self) -> Draft | None:
        """The quote that the stretch before belongs to, or None."""
        return self.grouping.drafts[-1] if self.grouping.open else None

    @cached_property
    def words(self) -> int:
        """The number of words between the marks."""
        return len(self.content.split())

    @cached_property
    def content(self) -> str:
        """The text between the marks."""
        return self.text[self.stretch.start : self.stretch.end]

    @cached_property
    def ended(self) -> bool:
        """Whether the quoted words end like a sentence."""
        return self.content.rstrip(DOUBLES + SINGLES + " ").endswith((".", "!", "?", "…"))

    @cached_property
    def speech(self) -> bool:
        """Whether the words begin like a sentence ('We act.') and not like a term ('cuckooing')."""
        opening = self.content.lstrip("“\"‘'([…. ")[:1]
        return (opening.isupper() or opening.isdigit() or opening in "£$€") and self.words >= 3

    @cached_property
    def following(self) -> Stretch | None:
        """The stretch behind."""
        later = self.position + 1
        return self.grouping.stretches[later] if later < len(self.grouping.stretches) else None

    @cached_property
    def start(self) -> int:
        """Where the text before the stretch begins: at its block's start, or behind the stretch before."""
        return (
            self.previous.outer_end if self.same_block and self.previous else self.page.blocks[self.stretch.block].start
        )

    @cached_property
    def end(self) -> int:
        """Where the text behind the stretch ends: at its block's end, or at the next stretch."""
        following = self.following
        if following is not None and following.block == self.stretch.block:
            return following.outer_start
        return self.page.blocks[self.stretch.block].end

    @cached_property
    def same_block(self) -> bool:
        """Whether another stretch stands before it in its block."""
        return self.previous is not None and self.previous.block == self.stretch.block

    @cached_property
    def between(self) -> str:
        """The text before the stretch, from `start` on."""
        return self.text[self.start : self.stretch.outer_start]

    @cached_property
    def opens_block(self) -> bool:
        """Whether the stretch begins its paragraph."""
        return not self.between.strip(" _*") and not self.same_block

    @cached_property
    def line_before(self) -> str | None:
        """The text of the block before, page furniture left out, or None."""
        index = self.page.block_before(self.stretch.block)
        return None if index is None else self.text[self.page.blocks[index].start : self.page.blocks[index].end]

    @cached_property
    def tail(self) -> Span | None:
        """The span of the reporting verb behind the stretch, or None."""
        if not self.stretch.closed:
            return None
        ended = self.content.rstrip(DOUBLES + SINGLES + " ")[-1:]
        found = self.grouping.cues.tail(self.text, self.stretch.outer_end, self.end, last=ended)
        return self._tail_on_the_next_line() if found is None else found

    def _tail_on_the_next_line(self) -> Span | None:
        """The span of a verb that opens the next line in lower case: 'says Sergeant Ann Pole' below '“We act.”'."""
        following = self.stretch.block + 1
        if not self.fills_block or following >= len(self.page.blocks):
            return None
        line = self.page.blocks[following]
        if not self.text[line.start].islower() or line.kind in ("furniture", "row"):
            return None
        found = self.grouping.cues.tail(self.text, line.start, line.end, last=",")
        return found if found is not None and found[0] == line.start else None

    @cached_property
    def lead(self) -> Span | None:
        """The span of the reporting verb before the stretch, unless that is the verb of the quote before."""
        lead = self.grouping.cues.lead(
            self.text, self.start, self.stretch.outer_start, speech=self.speech, words=self.words, ended=self.ended
        )
        if self.tail is not None and self.draft is not None and self.same_block and lead == self.draft.cue:
            return None
        return lead

    @cached_property
    def fills_block(self) -> bool:
        """Whether only punctuation follows in the paragraph."""
        return not self.stretch.closed or len(self.text[self.stretch.outer_end : self.end].strip(" .,*")) <= 2

    @cached_property
    def follows_on(self) -> bool:
        """Whether the stretch's paragraph follows the last one of the quote, with nothing but that one's attribution between."""
        previous, draft = self.previous, self.draft
        if previous is None or draft is None or not self.opens_block:
            return False
        rest = self.text[previous.outer_end : self.page.blocks[previous.block].end]
        # '“We act,” said PC Ann Pole.' and then '“We always act.”' in the next paragraph
        attributed = (
            draft.tail
            and draft.cue is not None
            and previous.outer_end <= draft.cue[0]
            and len(rest) <= _LONGEST_ATTRIBUTION
            and not _SENTENCE_BETWEEN.search(rest)
        )
        between = self.page.blocks[previous.block + 1 : self.stretch.block]
        return (attributed or not rest.strip(" .*,_")) and all(block.kind == "furniture" for block in between)


class StretchVerdict(NamedTuple):
    """What a rule decides about a stretch.

    With `joins` the stretch goes on with the quote before, which takes the name `rule` if there is one; without it, `rule` opens a new
    quote. With neither it is no utterance.
    """

    rule: str | None = None
    cue: Span | None = None
    tail: bool = False
    joins: bool = False
    goes_on: bool = True
    """Whether later stretches may belong to the same quote."""


NO_UTTERANCE = StretchVerdict()
