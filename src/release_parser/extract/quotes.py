r"""Direct quotations: which quoted stretches are utterances, and which of them are one.

In: a page. Out: `QuoteMention`s in text order, with the reporting verb where it stands beside the quote; `link_speakers`
adds who speaks. A quote whose paragraphs re-open, or that its own attribution interrupts, is one quote with several spans.

>>> from release_parser.text import read_page
>>> page = read_page('PC Ann Pole said: "We act.\n\n"We always act."\n\nThe "Eyes Open" campaign goes on.')
>>> [[page.text[a:b] for a, b in quote.spans] for quote in find_quotes(page, Lexicon.default())]
[['We act.', 'We always act.']]
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from release_parser.extract.mentions import QuoteMention
from release_parser.extract.quote_cues import CuePatterns, Span
from release_parser.extract.quote_lost import last_sentence, missing_openings, unmarked_blocks, without_lost_marks
from release_parser.extract.quote_marks import DOUBLES, SINGLES, Stretch, find_stretches
from release_parser.lexicon import Lexicon
from release_parser.text import Page

# a label is a name or an office and nothing else: 'Chief Constable Ann Pole:'
_COLON = regex.compile(r"[:;][ ]*[-–—]?[ ]*$")
# what is read, not said: 'The message reads: "..."'
_WRITTEN = regex.compile(
    r"\b(?:message|text|e-?mail|letter|leaflet|sign|poster|slogan|note|website|banner|caption|headline|article|entitled|titled|called|named|reads?|reading)\b[^.]{0,40}$",
    regex.IGNORECASE,
)

# '“We act on it.” – DCI Ann Pole'
_SIGNED = regex.compile(r"[ ]*[–—-][ ]?\p{Lu}")
# shorter fragments are terms and scare quotes more often than words that somebody said
_FRAGMENT = 6
# 'The order states that he is “not to ...”' quotes a paper, not a speaker
_SAYING = frozenset({"said", "says", "saying", "told", "tells", "telling", "added", "adding", "explained"})
_STATEMENT = regex.compile(r"\b(?:statement|tribute|commendation|citation|they|it)\b", regex.IGNORECASE)
_NARRATES = regex.compile(r"\b(?:was|were|has|have|had|is|are|the|called|on|in|at)\b")


@dataclass(slots=True)
class _Draft:
    """A quote that is being put together."""

    stretches: list[Stretch]
    rule: str
    cue: Span | None = None
    tail: bool = False

    @property
    def last(self) -> Stretch:
        return self.stretches[-1]


def find_quotes(page: Page, lexicon: Lexicon) -> list[QuoteMention]:
    """The page's direct quotations, without speakers."""
    cues = CuePatterns.of(lexicon)
    openings = missing_openings(page, cues)
    stretches = find_stretches(page, openings)
    drafts = _group(page, stretches, cues)
    quotes = [
        QuoteMention(
            spans=tuple((s.start, s.end) for s in draft.stretches if s.end > s.start), rule=draft.rule, cue=draft.cue
        )
        for draft in drafts
    ]
    quotes += unmarked_blocks(page, cues, stretches)
    quotes = without_lost_marks(page, quotes)
    quotes = [quote for quote in quotes if quote.spans]
    return _without_repeats(page, sorted(quotes, key=lambda quote: quote.spans[0]))


def _group(page: Page, stretches: list[Stretch], cues: CuePatterns) -> list[_Draft]:
    text = page.text
    drafts: list[_Draft] = []
    previous: Stretch | None = None
    kept = False  # whether the previous stretch is part of the last draft
    for position, stretch in enumerate(stretches):
        block = page.blocks[stretch.block]
        after = stretches[position + 1] if position + 1 < len(stretches) else None
        after_end = after.outer_start if after is not None and after.block == stretch.block else block.end
        same_block = previous is not None and previous.block == stretch.block
        before_start = previous.outer_end if same_block and previous is not None else block.start
        if stretch.carried:
            if kept:
                drafts[-1].stretches.append(stretch)
                if drafts[-1].cue is None and stretch.closed:
                    tail = cues.tail(text, stretch.outer_end, after_end, ended=_ended(text, stretch))
                    drafts[-1].cue, drafts[-1].tail = tail, tail is not None
            previous = stretch
            continue
        speech = _is_speech(text, stretch)
        lead = cues.lead(
            text,
            before_start,
            stretch.outer_start,
            speech=speech,
            words=_words(text, stretch),
            ended=_ended(text, stretch),
        )
        tail = cues.tail(text, stretch.outer_end, after_end, ended=_ended(text, stretch)) if stretch.closed else None
        if tail is not None and kept and same_block and lead == drafts[-1].cue:
            lead = None  # the verb of the quote before
        between = text[before_start : stretch.outer_start]
        # '“We lost,” Ann Pole said. “We will be back,” added Tom Ash.': the second has its own attribution
        own = tail is not None and between.rstrip().endswith(".")
        if same_block and kept and not own and _is_interruption(drafts[-1], between, lead):
            drafts[-1].stretches.append(stretch)
            previous = stretch
            continue
        at_start = not between.strip(" _*") and not same_block
        if lead is not None and _written_on_a_thing(text, lead, stretch):
            kept = False
        elif lead is not None:
            drafts.append(_Draft([stretch], "quote_after_cue", lead))
            kept = True
        elif (
            at_start
            and kept
            and previous is not None
            and drafts[-1].cue is not None
            and _adjacent(page, previous, stretch, drafts[-1])
            and _has_own_tail(page, stretches, position, cues)
        ):
            # '“We act,” Ann Pole added.', then '“We plan.', then '“We always act,” she said.'
            drafts.append(_Draft([stretch], "quote_before_cue"))
        elif (
            at_start
            and kept
            and previous is not None
            and tail is None
            and _adjacent(page, previous, stretch, drafts[-1])
            and _is_paragraph(text, stretch, after_end)
        ):
            drafts[-1].stretches.append(stretch)
        elif (
            at_start
            and tail is not None
            and kept
            and previous is not None
            and drafts[-1].cue is None
            and drafts[-1].rule == "quote_paragraph"
            and _adjacent(page, previous, stretch, drafts[-1])
        ):
            drafts[-1].stretches.append(stretch)
            drafts[-1].cue, drafts[-1].tail, drafts[-1].rule = tail, True, "quote_before_cue"
        elif tail is not None and _is_utterance_before_tail(text, stretch):
            drafts.append(_Draft([stretch], "quote_before_cue", tail, tail=True))
            kept = True
        elif at_start and (draft := _paragraph(page, stretch, after_end, cues)) is not None:
            drafts.append(draft)
            kept = True
        elif not at_start and speech and _is_label(text, between, stretch):
            drafts.append(_Draft([stretch], "quote_after_label"))
            kept = True
        elif not stretch.closed and after is not None and after.carried and after.opened:
            # 'The family described her as “warm and kind. ...' and the next paragraph re-opens
            near = cues.last(text, before_start, stretch.outer_start)
            drafts.append(_Draft([stretch], "quote_after_cue" if near else "quote_paragraph", near))
            kept = True
        elif (
            not at_start
            and speech
            and _words(text, stretch) >= 8
            and regex.search(r"[.!?…][ ]*$", between)
            and _ended(text, stretch)
        ):
            drafts.append(_Draft([stretch], "quote_paragraph"))
            kept = True
        elif not at_start and (near := _fragment_cue(page, cues, stretch, before_start)) is not None:
            drafts.append(_Draft([stretch], "quote_fragment", near))
            kept = False
        else:
            kept = False
        previous = stretch
    return drafts


def _has_own_tail(page: Page, stretches: list[Stretch], position: int, cues: CuePatterns) -> bool:
    """Whether the quote that an unclosed stretch opens is attributed where a later paragraph closes it."""
    if stretches[position].closed:
        return False
    last = position + 1
    while last < len(stretches) and stretches[last].carried and not stretches[last].closed:
        last += 1
    if last == len(stretches) or not stretches[last].carried:
        return False
    stretch, text = stretches[last], page.text
    end = page.blocks[stretch.block].end
    if last + 1 < len(stretches) and stretches[last + 1].block == stretch.block:
        end = stretches[last + 1].outer_start
    return cues.tail(text, stretch.outer_end, end, ended=_ended(text, stretch)) is not None


def _fragment_cue(page: Page, cues: CuePatterns, stretch: Stretch, start: int) -> Span | None:
    """The verb of a sentence that quotes a part of what was said: 'She said the plan was “dead before it came to this house”.'"""
    sentence = page.sentence_at(stretch.outer_start)
    if not stretch.closed or sentence is None or _words(page.text, stretch) < _FRAGMENT:
        return None
    found = list(cues.strong.finditer(page.text, max(start, page.sentences[sentence].start), stretch.outer_start))
    return found[-1].span() if found and found[-1].group().lower() in _SAYING else None


def _is_label(text: str, between: str, stretch: Stretch) -> bool:
    """'Chief Constable Ann Pole: “...', 'PC Ann Pole, “...', 'The family’s statement read: “...'"""
    if _COLON.search(between):
        if not regex.search(r"\p{Lu}", between):  # 'title: "Four held"', a line of metadata
            return False
        return not _WRITTEN.search(between) or (_STATEMENT.search(between) is not None and _words(text, stretch) >= 8)
    return (
        _words(text, stretch) >= 8
        and len(between) <= 140
        and regex.fullmatch(r"[ ]*\p{Lu}[^.!?]{4,},[ ]*", between) is not None
        and _NARRATES.search(between) is None
    )


def _written_on_a_thing(text: str, lead: Span, stretch: Stretch) -> bool:
    """'a tattoo that says “Mum for ever”', 'a card which said “Thank you”'."""
    return text[max(0, lead[0] - 6) : lead[0]].endswith(("which ", "that ")) and _words(text, stretch) < 12


def _words(text: str, stretch: Stretch) -> int:
    return len(text[stretch.start : stretch.end].split())


def _ended(text: str, stretch: Stretch) -> bool:
    return text[stretch.start : stretch.end].rstrip(DOUBLES + SINGLES + " ").endswith((".", "!", "?", "…"))


def _is_speech(text: str, stretch: Stretch) -> bool:
    """Whether it reads like a sentence and not like a term: 'We act.', not 'cuckooing'."""
    content = text[stretch.start : stretch.end]
    if not content:
        return False
    opening = content.lstrip("“\"‘'([…. ")[:1]
    return (opening.isupper() or opening.isdigit() or opening in "£$€") and len(content.split()) >= 3


def _is_utterance_before_tail(text: str, stretch: Stretch) -> bool:
    content = text[stretch.start : stretch.end]
    return (
        content.endswith((",", "!", "?", "…", "-", "–", ".")) or _is_speech(text, stretch) or len(content.split()) >= 4
    )


def _is_interruption(draft: _Draft, between: str, lead: Span | None) -> bool:
    """'“We act,” he said, “and soon.”': nothing but the first piece's own attribution stands between."""
    if draft.tail and draft.cue is not None:
        return (lead is None or lead == draft.cue) and len(between) <= 260 and ":" not in between[-3:]
    return lead is None and between.strip(" ,") in ("and", "but", "", "or")


def _adjacent(page: Page, previous: Stretch, stretch: Stretch, draft: _Draft) -> bool:
    """Whether the stretch's block follows the one that the previous stretch closed, with nothing but its attribution between."""
    end = page.blocks[previous.block].end
    rest = page.text[previous.outer_end : end]
    blocks = page.blocks[previous.block + 1 : stretch.block]
    # '“We act,” said PC Ann Pole.' and then '“We always act.”' in the next paragraph
    attributed = (
        draft.tail
        and draft.cue is not None
        and previous.outer_end <= draft.cue[0]
        and len(rest) <= 160
        and not regex.search(r"[.!?][ ]+\p{Lu}", rest)
    )
    return (attributed or len(rest.strip(" .*,_")) == 0) and all(block.kind == "furniture" for block in blocks)


def _is_paragraph(text: str, stretch: Stretch, after_end: int) -> bool:
    """Whether the stretch fills its block: nothing but a mark follows."""
    rest = text[stretch.outer_end : after_end].strip(" .,*")
    return not stretch.closed or len(rest) <= 2


def _paragraph(page: Page, stretch: Stretch, after_end: int, cues: CuePatterns) -> _Draft | None:
    """A paragraph that opens with a mark: introduced by the paragraph before, or an orphan."""
    text = page.text
    before = _block_before(page, stretch.block)
    if before is not None:
        start, end = page.blocks[before].start, page.blocks[before].end
        introduced = text[start:end].rstrip().endswith((":", ";", ":-", ": -"))
        cue = cues.lead(text, last_sentence(page, before), end, speech=True)
        if (
            cue is not None
            and (introduced or not text[cue[1] : end].strip(" ,-–."))
            and not text[start:end].endswith(".")
        ):
            return _Draft([stretch], "quote_after_cue", cue)
        if introduced and not _WRITTEN.search(text[start : end - 1]) and _words(text, stretch) >= 2:
            return _Draft([stretch], "quote_after_label")
    if stretch.closed and _is_speech(text, stretch) and _SIGNED.match(text, stretch.outer_end, after_end):
        return _Draft([stretch], "quote_signed")
    if stretch.single and not stretch.closed:  # "'County lines' is a term for", not an utterance
        return None
    if _is_paragraph(text, stretch, after_end) and _words(text, stretch) >= 5 and _is_speech(text, stretch):
        return _Draft([stretch], "quote_paragraph")
    return None


def _block_before(page: Page, block: int) -> int | None:
    for index in range(block - 1, -1, -1):
        if page.blocks[index].kind != "furniture":
            return index
    return None


def _without_repeats(page: Page, quotes: list[QuoteMention]) -> list[QuoteMention]:
    """Without pull quotes: a paragraph that repeats words of an attributed quote."""
    contents = [" ".join(page.text[a:b] for a, b in quote.spans) for quote in quotes]
    return [
        quote
        for quote, content in zip(quotes, contents, strict=True)
        if quote.cue is not None
        or quote.rule != "quote_paragraph"
        or not any(
            content.strip(" .") in other
            for other, owner in zip(contents, quotes, strict=True)
            if owner is not quote and owner.cue is not None
        )
    ]
