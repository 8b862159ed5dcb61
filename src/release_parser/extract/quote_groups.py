"""Which stretches between quotation marks are utterances, and which of them belong to one quote: an ordered table of named rules.

In: a page's stretches between quotation marks. Out: `Draft`s of quotes with their stretches, the reporting verb beside them and the name of
the rule. The stretches are read in text order; the first rule that matches decides whether a stretch goes on with the quote before, opens
one, or is none (a scare quote, a title, words written on a thing).

>>> from release_parser.extract.quote_marks import find_stretches
>>> from release_parser.text import read_page
>>> page = read_page("“We act,” said PC Ann Pole. “We always act.” The “Eyes Open” campaign goes on.")
>>> drafts = group(page, find_stretches(page), Lexicon.default())
>>> [([page.text[s.start : s.end] for s in draft.stretches], draft.rule) for draft in drafts]
[(['We act,', 'We always act.'], 'quote_before_cue')]
"""

from __future__ import annotations

from release_parser.extract.marked_stretches import NO_UTTERANCE, Draft, Grouping, StretchInGroup, StretchVerdict
from release_parser.extract.names import NameGrammar
from release_parser.extract.quote_credits import credited_in_front, labelled, named_as
from release_parser.extract.quote_cues import CuePatterns, Span
from release_parser.extract.quote_lost import last_sentence
from release_parser.extract.quote_marks import Stretch
from release_parser.extract.quote_signatures import signed
from release_parser.lexicon import Lexicon
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page

# a label is a name or an office and nothing else: 'Chief Constable Ann Pole:'
_COLON = Regex(r"[:;][ ]*[-–—]?[ ]*$")
_NARRATES = Regex(r"\b(?:was|were|has|have|had|is|are|the|called|on|in|at)\b")
_LABEL_WITH_COMMA = Regex(r"[ ]*\p{Lu}[^.!?]{4,},[ ]*")
_CAPITAL = Regex(r"\p{Lu}")
_AFTER_A_SENTENCE = Regex(r"[.!?…][ ]*$")
_THING_THAT = Regex(r"\b(?:which|that)[ ]$")
_INTRODUCES = (":", ";", ":-", ": -")
# shorter fragments are terms and scare quotes more often than words that somebody said
_FEWEST_WORDS_OF_A_FRAGMENT = 6
_FEWEST_WORDS_OF_A_SENTENCE = 8
_MOST_WORDS_WRITTEN_ON_A_THING = 12
_FEWEST_WORDS_OF_A_PARAGRAPH = 5
_LONGEST_LABEL = 140
_LONGEST_LEAD = 260


def group(page: Page, stretches: list[Stretch], lexicon: Lexicon) -> list[Draft]:
    """The quotes that the stretches form, in text order."""
    grouping = Grouping(page, stretches, CuePatterns.of(lexicon), NameGrammar.of(lexicon))
    for position, stretch in enumerate(stretches):
        found = UTTERANCES.first(StretchInGroup(grouping, position))
        _take(grouping, stretch, found[0] if found is not None else NO_UTTERANCE)
    return grouping.drafts


def _take(grouping: Grouping, stretch: Stretch, step: StretchVerdict) -> None:
    """Apply what a rule decided about a stretch."""
    if step.joins:
        draft = grouping.drafts[-1]
        draft.stretches.append(stretch)
        if step.cue is not None:
            draft.cue, draft.tail = step.cue, step.tail
        draft.rule = step.rule or draft.rule
        return
    if step.rule is not None:
        grouping.drafts.append(Draft([stretch], step.rule, step.cue, step.tail))
    grouping.open = step.rule is not None and step.goes_on


def carried_over(marked: StretchInGroup) -> StretchVerdict | None:
    """A paragraph that opens again, or ends, a quote that the paragraph before left open."""
    if not marked.stretch.carried:
        return None
    if marked.draft is None:
        return NO_UTTERANCE
    return StretchVerdict(joins=True, cue=marked.tail if marked.draft.cue is None else None, tail=True)


def interruption(marked: StretchInGroup) -> StretchVerdict | None:
    """'“We act,” he said, “and soon.”': only the attribution of the first piece stands between the two."""
    draft = marked.draft
    if draft is None or not marked.same_block:
        return None
    # '“We lost,” Ann Pole said. “We will be back,” added Tom Ash.': the second has its own attribution
    if marked.tail is not None and marked.between.rstrip().endswith("."):
        return None
    if marked.tail is not None and draft.cue is not None and not marked.between.strip():
        return None  # '“We lost,” Ann Pole said. “Never mind.” “We will be back,” added Tom Ash.'
    if draft.tail and draft.cue is not None and draft.cue[0] >= marked.start:
        attribution_only = (
            (marked.lead is None or marked.lead == draft.cue)
            and len(marked.between) <= _LONGEST_LEAD
            and ":" not in marked.between[-3:]
            and not marked.grouping.cues.begins_a_sentence(marked.between)  # '... said Ann Pole. The “Eyes Open” team'
        )
        return StretchVerdict(joins=True) if attribution_only else None
    joined = marked.lead is None and marked.between.strip(" ,") in ("and", "but", "", "or")
    return StretchVerdict(joins=True) if joined else None


def written_on_a_thing(marked: StretchInGroup) -> StretchVerdict | None:
    """'a tattoo that says “Mum for ever”', 'a card which said “Thank you”': nobody speaks."""
    lead = marked.lead
    if lead is None or marked.words >= _MOST_WORDS_WRITTEN_ON_A_THING:
        return None
    thing = _THING_THAT.search(marked.text[max(0, lead[0] - 6) : lead[0]])
    inscribed = marked.grouping.cues.inscribed.search(marked.text[max(0, lead[0] - 40) : lead[0]])
    return NO_UTTERANCE if thing or inscribed else None


def after_cue(marked: StretchInGroup) -> StretchVerdict | None:
    """A reporting verb stands in front: 'PC Ann Pole said: “We act.”'"""
    return None if marked.lead is None else StretchVerdict("quote_after_cue", marked.lead)


def attributed_further_down(marked: StretchInGroup) -> StretchVerdict | None:
    """'“We act,” Ann Pole added.', then '“We plan.', then '“We always act,” she said.': a new quote with its own verb."""
    draft = marked.draft
    if draft is None or draft.cue is None or not marked.follows_on or marked.stretch.closed:
        return None
    return StretchVerdict("quote_before_cue") if _closing_tail(marked) is not None else None


def _closing_tail(marked: StretchInGroup) -> Span | None:
    """The verb behind the later paragraph that closes the quote which an unclosed stretch opens."""
    stretches, last = marked.grouping.stretches, marked.position + 1
    while last < len(stretches) and stretches[last].carried and not stretches[last].closed:
        last += 1
    if last == len(stretches) or not stretches[last].carried:
        return None
    return StretchInGroup(marked.grouping, last).tail


def next_paragraph(marked: StretchInGroup) -> StretchVerdict | None:
    """A paragraph in marks right behind a quote goes on with it if it has no verb of its own."""
    if marked.tail is not None or not marked.follows_on or not marked.fills_block:
        return None
    return StretchVerdict(joins=True)


def attributed_at_its_end(marked: StretchInGroup) -> StretchVerdict | None:
    """A paragraph in marks without a verb, and the next one with it: '“We act.”', then '“We always act,” said PC Ann Pole.'"""
    draft = marked.draft
    if draft is None or marked.tail is None or draft.cue is not None or draft.rule != "quote_paragraph":
        return None
    return StretchVerdict("quote_before_cue", marked.tail, tail=True, joins=True) if marked.follows_on else None


def before_cue(marked: StretchInGroup) -> StretchVerdict | None:
    """A reporting verb stands behind: '“We act,” said PC Ann Pole.'"""
    if marked.tail is None:
        return None
    utterance = (
        marked.content.endswith((",", "!", "?", "…", "-", "–", "."))
        or marked.speech
        or marked.words >= _FEWEST_WORDS_OF_A_FRAGMENT - 2
        # '“We won”, said PC Ann Pole.'
        or (marked.opens_block and marked.text[marked.stretch.outer_end : marked.stretch.outer_end + 1] == ",")
    )
    return StretchVerdict("quote_before_cue", marked.tail, tail=True) if utterance else None


def introduced(marked: StretchInGroup) -> StretchVerdict | None:
    """The paragraph before ends in a reporting verb or a colon: 'PC Ann Pole, who led the case, said:'"""
    if not marked.opens_block:
        return None
    index = marked.page.block_before(marked.stretch.block)
    if index is None:
        return None
    start, end = marked.page.blocks[index].start, marked.page.blocks[index].end
    before = marked.text[start:end]
    colon = before.rstrip().endswith(_INTRODUCES)
    cues = marked.grouping.cues
    cue = cues.lead(marked.text, last_sentence(marked.page, index), end, speech=True)
    if cue is not None and before.strip(" _*:") == marked.text[slice(*cue)]:
        return None  # a heading, 'Quotes'
    if cue is not None and (colon or not marked.text[cue[1] : end].strip(" ,-–.")) and not before.endswith("."):
        return StretchVerdict("quote_after_cue", cue)
    read = cues.written.search(marked.text[start : end - 1]) is not None and cues.origin.search(before) is None
    if colon and not read and marked.words >= 2:
        return StretchVerdict("quote_after_label")
    return None


def orphan_paragraph(marked: StretchInGroup) -> StretchVerdict | None:
    """A paragraph in marks that reads like speech, whose speaker is not given."""
    if not marked.opens_block or (marked.stretch.single and not marked.stretch.closed):
        return None  # "'County lines' is a term for", not an utterance
    whole = marked.fills_block and marked.words >= _FEWEST_WORDS_OF_A_PARAGRAPH and marked.speech
    return StretchVerdict("quote_paragraph") if whole else None


def after_label(marked: StretchInGroup) -> StretchVerdict | None:
    """'Chief Constable Ann Pole: “...', 'PC Ann Pole, “...', 'The family’s statement read: “...': a label before the quote."""
    if marked.opens_block or not (marked.speech or (marked.ended and marked.words >= 2)):
        return None
    between, cues = marked.between, marked.grouping.cues
    if _COLON.search(between):
        if not _CAPITAL.search(between):  # 'title: "Four held"', a line of metadata
            return None
        stated = cues.origin.search(between) or (
            marked.words >= _FEWEST_WORDS_OF_A_SENTENCE and cues.stated.search(between)
        )
        own = marked.speech and (cues.states_own.search(between) or not cues.written.search(between))
        return StretchVerdict("quote_after_label") if stated or own else None
    named = (
        marked.speech
        and marked.words >= _FEWEST_WORDS_OF_A_SENTENCE
        and len(between) <= _LONGEST_LABEL
        and _LABEL_WITH_COMMA.fullmatch(between) is not None
        and _NARRATES.search(between) is None
    )
    return StretchVerdict("quote_after_label") if named else None


def opened_and_carried_on(marked: StretchInGroup) -> StretchVerdict | None:
    """'The family described her as “warm and kind. ...' and the next paragraph re-opens."""
    following = marked.following
    if marked.stretch.closed or following is None or not following.carried or not following.opened:
        return None
    near = marked.grouping.cues.last(marked.text, marked.start, marked.stretch.outer_start)
    return StretchVerdict("quote_after_cue" if near else "quote_paragraph", near)


def behind_a_sentence(marked: StretchInGroup) -> StretchVerdict | None:
    """Whole sentences in marks behind a sentence of narrative."""
    whole = (
        not marked.opens_block
        and marked.speech
        and marked.words >= _FEWEST_WORDS_OF_A_SENTENCE
        and _AFTER_A_SENTENCE.search(marked.between) is not None
        and marked.ended
    )
    return StretchVerdict("quote_paragraph") if whole else None


def fragment(marked: StretchInGroup) -> StretchVerdict | None:
    """A part of what was said, with its verb: 'She said the plan was “dead before it came to this house”.'"""
    sentence = marked.page.sentence_at(marked.stretch.outer_start)
    if (
        marked.opens_block
        or not marked.stretch.closed
        or sentence is None
        or marked.words < _FEWEST_WORDS_OF_A_FRAGMENT
    ):
        return None
    cues = marked.grouping.cues
    start = max(marked.start, marked.page.sentences[sentence].start)
    found = [*cues.strong.finditer(marked.text, start, marked.stretch.outer_start)]
    if not found or not cues.reports_parts.fullmatch(found[-1].group()):
        return None
    return StretchVerdict("quote_fragment", found[-1].span(), goes_on=False)


UTTERANCES: RuleTable[StretchInGroup, StretchVerdict] = RuleTable(
    "quote",
    (
        Rule(
            "carried_over",
            carried_over,
            finds=(
                "PC Ann Pole said: “<quote part=a>We act.</quote>\n\n“<quote part=a>We always act.</quote>”",
                '“<quote>We act,</quote>” PC Ann Pole added.\n\n“<quote part=b speaker="Tom Ash">We plan.</quote>\n\n“<quote part=b>We always act,</quote>” PC Tom Ash said.',
            ),
        ),
        Rule(
            "interruption",
            interruption,
            finds=(
                "“<quote part=a>We act,</quote>” PC Ann Pole said, “<quote part=a>and soon.</quote>”",
                '“<quote speaker="Ann Pole">Slow down,</quote>” said PC Ann Pole. “<quote speaker="the driver">I am sorry,</quote>” sobbed the driver.',
                "“<quote>We act,</quote>” said Cpl. Ann Pole. The “Eyes Open” campaign goes on.",
                '“<quote part=a speaker="Ann Pole">We act,</quote>” said PC Ann Pole. “<quote part=a>And soon.</quote>” “<quote part=b speaker="Tom Ash">Good,</quote>” concurred PC Tom Ash.',
            ),
        ),
        Rule(
            "written_on_a_thing",
            written_on_a_thing,
            ignores=("He has a tattoo that says “Mum for ever”.", "The sign said “Keep out of this field”."),
        ),
        Rule("after_cue", after_cue, finds=("PC Ann Pole told the Kelsham Gazette: “<quote>We act.</quote>”",)),
        Rule(
            "attributed_further_down",
            attributed_further_down,
            finds=(
                "“<quote>We act,</quote>” PC Ann Pole added.\n\n“<quote part=b>We plan.</quote>\n\n“<quote part=b>We always act,</quote>” PC Tom Ash said.",
            ),
        ),
        Rule(
            "next_paragraph",
            next_paragraph,
            finds=("PC Ann Pole said: “<quote part=a>We act.</quote>”\n\n“<quote part=a>We always act.</quote>”",),
        ),
        Rule(
            "attributed_at_its_end",
            attributed_at_its_end,
            finds=(
                "The trial ended.\n\n“<quote part=a>We act on each of your calls.</quote>”\n\n“<quote part=a>We always act,</quote>” said PC Ann Pole.",
            ),
        ),
        Rule(
            "before_cue",
            before_cue,
            finds=(
                "“<quote>We act,</quote>” PC Ann Pole told the Kelsham Gazette.",
                "“<quote>It is a joke,</quote>” laughed Mr Ash.",
                "“<quote>We won</quote>”, said PC Ann Pole.",
                "“<quote>We act,</quote>” said (Acting) Inspector Ann Pole.",
            ),
            ignores=("The “Eyes Open” campaign, led by PC Ann Pole, goes on.", "“Rural Roads” helped the driver."),
        ),
        Rule(
            "introduced",
            introduced,
            finds=(
                "PC Ann Pole, who led the case, said:\n\n“<quote>We act.</quote>”",
                'A message from the Roe family:\n\n“<quote speaker="the Roe family">We miss him.</quote>”\n\nPC Ann Pole\nMedia Officer',
            ),
        ),
        Rule(
            "labelled",
            labelled,
            finds=(
                "Inspector Ann Pole: “<quote>We act.</quote>”",
                'A man was held.\n\nMessage from Sheriff Ann Pole\n\n“<quote speaker="Ann Pole">Stay safe.</quote>”',
                'Sheriff Ann Pole’s statement: “<quote speaker="Ann Pole">Stay safe.</quote>”',
            ),
        ),
        Rule(
            "credited_in_front",
            credited_in_front,
            finds=(
                'In the words of Sheriff Ann Pole, “<quote speaker="Ann Pole">we act</quote>”.',
                'According to the judge, “<quote speaker="the judge">you are a menace</quote>”.',
            ),
        ),
        Rule(
            "signed",
            signed,
            finds=(
                "“<quote>We act on it.</quote>” – DCI Ann Pole",
                "“<quote>We never sleep.</quote>” (Sgt Ann Pole)",
                "“<quote>We act fast.</quote>”\n— Inspector Ann Pole",
                "The day is over.\n\n“<quote>We act fast.</quote>”\n\nInspector Ann Pole\n\nPatrols go on.",
            ),
            ignores=("“Eyes Open” – Kelsham’s new campaign – begins.",),
        ),
        Rule(
            "orphan_paragraph",
            orphan_paragraph,
            finds=("DS Ann Pole praised them.\n\n“<quote>They were brave and they helped us.</quote>”",),
        ),
        Rule(
            "after_label",
            after_label,
            finds=(
                "Chief Constable Ann Pole: “<quote>We will act on it.</quote>”",
                "Statement of Sheriff Ann Pole: “<quote>We grieve.</quote>”",
            ),
            ignores=("The message reads: “Your card was used.”",),
        ),
        Rule(
            "opened_and_carried_on",
            opened_and_carried_on,
            finds=(
                "The family described her as “<quote part=a>warm and kind.</quote>\n\n“<quote part=a>We miss her.</quote>”",
            ),
        ),
        Rule(
            "behind_a_sentence",
            behind_a_sentence,
            finds=("PC Ann Pole praised them. “<quote>They were brave and they helped us to convict him.</quote>”",),
        ),
        Rule(
            "named_as",
            named_as,
            finds=('Judge Ann Pole called it “<quote speaker="Ann Pole">a cruel and cowardly attack</quote>”.',),
            ignores=(
                "Inspector Ann Pole described a so-called “courier fraud call”.",
                "Sheriff Ann Pole praised the “Safer Nights Out” campaign.",
            ),
        ),
        Rule(
            "fragment",
            fragment,
            finds=("PC Ann Pole said the plan was “<quote>dead before it came to this house</quote>” in May.",),
            ignores=("The order states that he is “not to enter the town of Kelsham”.",),
        ),
    ),
    kinds=("quote",),
)
"""What a stretch between marks is, surest first; a stretch that no rule knows is a term, a title or a scare quote."""
