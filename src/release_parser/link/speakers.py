"""Quotes to their speakers.

In: a page, its quotes (with the reporting verb where there is one) and its people. Out: the quotes with speakers, and the people
with those added who are named only as speakers. A speaker is the subject of the reporting verb: a name, a pronoun (then
whom the text introduced last), or a description ('A spokesperson'). Where none of these is sure, the speaker is null.

>>> from release_parser.extract.people import find_people
>>> from release_parser.extract.quotes import find_quotes
>>> from release_parser.text import read_page
>>> page, lexicon = read_page('DC Ann Pole praised them. She said: "Well done."'), Lexicon.default()
>>> quotes, people = link_speakers(page, find_quotes(page, lexicon), find_people(page, lexicon), lexicon)
>>> quotes[0].speaker, page.text[slice(*quotes[0].speaker_span)]
('Ann Pole', 'She')
"""

from __future__ import annotations

from dataclasses import replace

import regex

from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.lexicon import Lexicon
from release_parser.link.subjects import Speaker, Subjects
from release_parser.text import Page

# where the subject behind the verb ends: '... said U.S. Attorney Pole. The case ...'
_STOP = regex.compile(r"(?<!\b(?:\p{Lu}|Mr|Mrs|Ms|Dr))[.;:“\"](?=[ ]\p{Lu}|$)")
_DASH = regex.compile(r"[\"”’' ]{0,3}[–—-][ ]?(?=\p{Lu})")
# 'Statement from Chief Inspector Ann Pole:', 'A tribute by the family of Tom Ash'
_FROM = regex.compile(
    r"\b(?:statement|tribute|message|comment|update|quote|response|letter)s?[ ](?:issued[ ]|released[ ])?(?:from|by)[ ]",
    regex.IGNORECASE,
)
_REACH = 1_000
"""How many characters of a paragraph before a quote are searched for its speaker."""
_STATEMENT = regex.compile(
    r"\b(?:statements?|tributes?|following|said|spoke|update|words|message|praised|thanked|welcomed|paid|added|issued|releas(?:e|ed)|below|behalf|shared)\b",
    regex.IGNORECASE,
)


def link_speakers(
    page: Page, quotes: list[QuoteMention], people: list[PersonEntity], lexicon: Lexicon
) -> tuple[list[QuoteMention], list[PersonEntity]]:
    """Quotes with speakers, and the people with named speakers added."""
    subjects = Subjects(page, people, quotes, lexicon)
    linked: list[QuoteMention] = []
    for quote in sorted(quotes, key=lambda item: item.spans[0]):
        before = linked[-1].spans[-1][1] + 1 if linked else 0
        found = _by_cue(subjects, quote, before) if quote.cue is not None else _without_cue(subjects, quote, linked)
        if found is None:
            linked.append(quote)
            continue
        subjects.add(*found)
        linked.append(replace(quote, speaker=found[0], speaker_span=found[1]))
    entities = sorted((person.entity() for person in subjects.people), key=lambda entity: entity.mentions[0])
    return linked, entities


def _by_cue(subjects: Subjects, quote: QuoteMention, before: int) -> Speaker | None:
    """The subject of the quote's own verb."""
    page, text = subjects.page, subjects.text
    if quote.cue is None:
        return None
    cue = quote.cue
    block = page.block_at(cue[0])
    limit = page.blocks[block].end if block is not None else len(text)
    ends = [span[1] for span in quote.spans if span[1] <= cue[0]]
    if ends:  # behind the quote, or between its pieces
        start = ends[-1] + 1
        stop = min([span[0] for span in quote.spans if span[0] >= cue[1]] + [limit, cue[1] + _REACH])
        found = subjects.before(start, cue[0]) if text[start : cue[0]].strip(" ,–—-“”\"'’") else None
        if found is None:
            if period := _STOP.search(text, cue[1], stop):
                stop = period.start()
            found = subjects.behind(cue[1], stop)
        return found
    sentence = page.sentence_at(cue[0])
    start = page.sentences[sentence].start if sentence is not None else before
    start = max(start, before) if before <= cue[0] else start
    found = subjects.before(start, cue[0])
    if found is None and text[cue[1] : cue[1] + 2].strip()[:1].isupper():  # 'Added PC Ann Pole: “...”'
        found = subjects.behind(cue[1], min(limit, quote.spans[0][0]))
    return found


def _without_cue(subjects: Subjects, quote: QuoteMention, linked: list[QuoteMention]) -> Speaker | None:
    """The speaker of a label, of a dash, or of the paragraph before."""
    page, text = subjects.page, subjects.text
    block = page.block_at(quote.spans[0][0])
    if block is None:
        return None
    after = quote.spans[-1][1]
    last = page.block_at(max(after - 1, 0))
    limit = page.blocks[last].end if last is not None else after
    if dash := _DASH.match(text, after, limit):
        named = subjects.named(after + dash.end() - dash.start(), min(limit, after + _REACH))
        if named:
            return named[0][1], named[0][0]
    if quote.rule == "quote_paragraph" and (signed := _signature(subjects, last)) is not None:
        return signed
    start, end = page.blocks[block].start, quote.spans[0][0]
    head = text[start:end].strip(" \"“'‘_*")
    if not head:
        index = block - 1
        while index >= 0 and page.blocks[index].kind == "furniture":
            index -= 1
        if index < 0 or subjects.quotes_in(page.blocks[index].start, page.blocks[index].end):
            return None
        start, end = page.blocks[index].start, page.blocks[index].end
    found = _from_introduction(subjects, start, end, label=quote.rule == "quote_after_label")
    if found is None and quote.rule == "quote_paragraph":
        return _only_speaker(subjects, linked, start, end)
    return found


def _signature(subjects: Subjects, block: int | None) -> Speaker | None:
    """A name on a line of its own right under the quote: 'Inspector Ann Pole, Ashford Police'."""
    page, text = subjects.page, subjects.text
    if block is None or block + 1 >= len(page.blocks):
        return None
    line = page.blocks[block + 1]
    content = text[line.start : line.end]
    if line.gap or len(content) > 100 or content.endswith((".", ":", "!", "?", '"', "”")) or not content[0].isupper():
        return None
    named = subjects.named(line.start, line.end)
    return (named[0][1], named[0][0]) if len(named) == 1 else None


def _only_speaker(subjects: Subjects, linked: list[QuoteMention], start: int, end: int) -> Speaker | None:
    """The one who alone has spoken so far, where the paragraph before an orphan names nobody else."""
    spoken = {quote.speaker for quote in linked}
    if len(spoken) != 1 or (last := linked[-1]).speaker is None or last.speaker_span is None:
        return None
    named = {name for _, name, _ in subjects.named(max(start, end - _REACH), end)}
    return (last.speaker, last.speaker_span) if named <= spoken else None


def _from_introduction(subjects: Subjects, start: int, end: int, *, label: bool) -> Speaker | None:
    """'The family of Tom Ash has issued this statement:', 'DS Ann Pole praised the victims.'"""
    page, text = subjects.page, subjects.text
    while end > start and text[end - 1] in " \"“‘'":
        end -= 1
    sentence = page.sentence_at(end - 1)
    at = max(start, page.sentences[sentence].start if sentence is not None else start, end - _REACH)
    known = {person.name for person in subjects.people}
    if origin := _FROM.search(text, at, end):
        found = subjects.behind(origin.end(), end)
        if found is not None:
            return found
    described = subjects.describe(at, end) if _STATEMENT.search(text, at, end) else None
    for span, name, mention in subjects.named(at, end):
        if subjects.is_object(span[0], at) or subjects.owns(span[1]):
            continue
        if (
            described is not None
            and subjects.is_kin(described[0])
            and described[1][0] < span[0]
            and text[described[1][1] : span[0]] not in (" ", ", ")
        ):
            return described
        if label or name in known or mention is not None:
            return name, span
    if described is None and _STATEMENT.search(text, at, end):  # 'Ann paid tribute to the panel.'
        described = subjects.opening_name(at, end)
    return described
