r"""Who speaks where no reporting verb stands beside the quote: a label, a signature or the paragraph before tells it.

In: an `Unattributed` quote. Out: the speaker with the mention that names them, and the name of the rule that found it.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page('Statement from PC Ann Pole:\n\n"We act on it."')
>>> quote = QuoteMention(((30, 43),), "quote_after_label")
>>> WITHOUT_A_VERB.first(Unattributed(Subjects(page, [], [quote], Lexicon.default()), quote, []))
(SpeakerMention(person='Ann Pole', span=(15, 26)), 'introduced')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from release_parser.extract.mentions import QuoteMention
from release_parser.lexicon import WordPattern
from release_parser.link.spoken_clause import SpokenClause
from release_parser.link.subjects import CLAUSE_REACH, NameMention, SpeakerMention, Subjects
from release_parser.link.subjects_behind import BEHIND_THE_VERB
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

# '“We act.” – PC Ann Pole', '“We act.” (PC Ann Pole)', '“We act,” PC Ann Pole.'
_SIGNED = Regex(r"[\"”’' .,]{0,3}?(?P<mark>(?:[–—~]|-{1,2})[ ]?|[(\[]|,?[ ])(?=\p{Lu})")
# the dash of '— Inspector Ann Pole' is read as the bullet of its line
_DASH_BEFORE = Regex(r"\n[–—-]{1,2}[ ]$")
_SIGNATURE = Regex(r"[–—-]{0,2}[ ]?(?=\p{Lu})")
_STATEMENT = WordPattern(
    r"\b(?:following|below|«people.introduces_a_quote»)\b",
    re.IGNORECASE,
)
_JOINT = WordPattern(r"\b(?:«people.said_together»)\b", re.IGNORECASE)
_OPENING_MARKS = " \"“'‘_*"
_LONGEST_SIGNATURE = 100


@dataclass
class Unattributed:
    """A quote without a reporting verb, and the quotes before it with their speakers."""

    subjects: Subjects
    quote: QuoteMention
    linked: list[QuoteMention]

    @cached_property
    def introduction(self) -> tuple[int, int] | None:
        """The words before the quote in its paragraph; where there are none, the paragraph before, if it holds no quote.

        None where neither exists.
        """
        page, text = self.subjects.page, self.subjects.text
        block = page.block_at(self.quote.spans[0][0])
        if block is None:
            return None
        start, end = page.blocks[block].start, self.quote.spans[0][0]
        if text[start:end].strip(_OPENING_MARKS):
            return start, end
        index = page.block_before(block)
        if index is None or self.subjects.quotes_in(page.blocks[index].start, page.blocks[index].end):
            return None
        return page.blocks[index].start, page.blocks[index].end

    @property
    def end(self) -> int:
        """Where the quoted words end."""
        return self.quote.spans[-1][1]

    @property
    def block(self) -> int | None:
        """Index of the block in which the quote ends."""
        return self.subjects.page.block_at(max(self.end - 1, 0))


def signed(quote: Unattributed) -> SpeakerMention | None:
    """'“We act.” – DCI Ann Pole': a dash, a bracket or a comma, and a name behind the quote."""
    subjects, block = quote.subjects, quote.block
    limit = subjects.page.blocks[block].end if block is not None else quote.end
    match = _SIGNED.match(subjects.text, quote.end, limit)
    if match is None or (match.group("mark").strip(" ") in ("", ",") and quote.quote.rule != "quote_signed"):
        return None
    named = subjects.named(match.end(), min(limit, quote.end + CLAUSE_REACH))
    return SpeakerMention(named[0].name, named[0].span) if named else None


def signature_line(quote: Unattributed) -> SpeakerMention | None:
    """A name on a line of its own right under the quote: 'Inspector Ann Pole, Kelsham Police', '— Inspector Ann Pole'."""
    subjects, block = quote.subjects, quote.block
    blocks = subjects.page.blocks
    if quote.quote.rule not in ("quote_paragraph", "quote_signed") or block is None or block + 1 >= len(blocks):
        return None
    line = blocks[block + 1]
    content = subjects.text[line.start : line.end]
    dashed = content[:1] in "–—-" or _DASH_BEFORE.search(subjects.text[max(0, line.start - 4) : line.start]) is not None
    near = not line.gap or dashed or quote.quote.rule == "quote_signed"
    if not near or len(content) > _LONGEST_SIGNATURE or content.endswith((".", ":", "!", "?", '"', "”")):
        return None
    if _SIGNATURE.match(content) is None:
        return None
    named = subjects.named(line.start, line.end)
    return SpeakerMention(named[0].name, named[0].span) if len(named) == 1 else None


def introduced(quote: Unattributed) -> SpeakerMention | None:
    """'The family of Tom Ash has issued this statement:', 'DS Ann Pole praised the victims.', 'PC Ann Pole:' right before the quote."""
    if quote.introduction is None:
        return None
    subjects = quote.subjects
    start, end = quote.introduction
    while end > start and subjects.text[end - 1] in _OPENING_MARKS:
        end -= 1
    sentence = subjects.page.sentence_at(end - 1)
    at = max(start, subjects.page.sentences[sentence].start if sentence is not None else start, end - CLAUSE_REACH)
    owned = subjects.cues.states_own.search(subjects.text, at, end)
    if owned is not None:  # 'Sheriff Ann Pole's statement:'
        owners = [named for named in subjects.named(at, end) if named.span[1] == owned.start()]
        return SpeakerMention(owners[0].name, owners[0].span) if owners else None
    origin = subjects.cues.origin.search(subjects.text, at, end)
    if origin is not None:
        found = BEHIND_THE_VERB.first(SpokenClause(subjects, origin.end() - 1, end))
        if found is not None:
            return found[0]
    return _named_in(quote, at, end)


def _named_in(quote: Unattributed, at: int, end: int) -> SpeakerMention | None:
    """The first person named as the subject in text[at:end], or its unnamed subject, or None."""
    subjects = quote.subjects
    if _JOINT.of(subjects.lexicon).search(subjects.text, at, end):
        return _all_named_in(quote, at, end)
    states = _STATEMENT.of(subjects.lexicon).search(subjects.text, at, end) is not None
    described = subjects.describe(at, end) if states else None
    for named in subjects.named(at, end):
        if subjects.is_object(named.span[0], at) or subjects.owns(named.span[1]):
            continue
        if described is not None and _is_relative_of(subjects, described, named):
            return described
        label = quote.quote.rule == "quote_after_label"
        if label or subjects.is_person(named.name) or named.mention is not None:
            return SpeakerMention(named.name, named.span)
    if described is None and states:  # 'Ann paid tribute to the panel.'
        return subjects.opening_name(at, end)
    return described


def _all_named_in(quote: Unattributed, at: int, end: int) -> SpeakerMention | None:
    """Two people who speak together: 'Sheriff Ann Pole met Mayor Tom Ash and they issued this joint statement:'; of three or more nobody is sure."""
    named = [item for item in quote.subjects.named(at, end) if not quote.subjects.owns(item.span[1])]
    names = [*dict.fromkeys(item.name for item in named)]
    if len(names) != 2:
        return None
    return SpeakerMention(" and ".join(names), (named[0].span[0], named[-1].span[1]))


def _is_relative_of(subjects: Subjects, described: SpeakerMention, named: NameMention) -> bool:
    """Whether the described relatives speak, not the person whom they mourn: 'His parents issued a statement about Tom Ash'."""
    return (
        described.person is not None
        and subjects.unnamed.is_kin(described.person)
        and described.span[0] < named.span[0]
        and subjects.text[described.span[1] : named.span[0]] not in (" ", ", ")
    )


def only_speaker(quote: Unattributed) -> SpeakerMention | None:
    """The only person who has spoken so far, where the paragraph before the quote names nobody else."""
    if quote.quote.rule != "quote_paragraph" or quote.introduction is None or not quote.linked:
        return None
    spoken = {earlier.speaker for earlier in quote.linked}
    last = quote.linked[-1]
    if len(spoken) != 1 or last.speaker is None or last.speaker_span is None:
        return None
    start, end = quote.introduction
    named = {item.name for item in quote.subjects.named(max(start, end - CLAUSE_REACH), end)}
    return SpeakerMention(last.speaker, last.speaker_span) if named <= spoken else None


WITHOUT_A_VERB: RuleTable[Unattributed, SpeakerMention] = RuleTable(
    "speaker",
    (
        Rule(
            "signed",
            signed,
            finds=(
                '“<quote speaker="Ann Pole">We act on it.</quote>” – DCI Ann Pole',
                '"<quote speaker="Ann Pole">We act on it.</quote>" (Sgt Ann Pole)',
                '“<quote speaker="Ann Pole">We act on it,</quote>” Inspector Ann Pole.',
            ),
        ),
        Rule(
            "signature_line",
            signature_line,
            finds=(
                '“<quote speaker="Ann Pole">We act on it.</quote>”\n— Inspector Ann Pole',
                'The day is over.\n\n“<quote part=a speaker="Ann Pole">We act on it.</quote>\n\n“<quote part=a>We always do.</quote>”\n\n— Inspector Ann Pole\n\nPatrols go on.',
                'The day is over.\n\n“<quote speaker="Ann Pole">We act on it.</quote>”\n\nInspector Ann Pole\n\nPatrols go on.',
            ),
        ),
        Rule(
            "introduced",
            introduced,
            finds=(
                'And from Mayor Ann Pole:\n\n“<quote speaker="Ann Pole">We back our officers.</quote>”',
                "Comment by Sergeant Pole: “<quote speaker=Pole>We act on it.</quote>”",
                'Sheriff Ann Pole’s statement: “<quote speaker="Ann Pole">We act on it.</quote>”',
                'Sheriff Ann Pole met Mayor Tom Ash and they issued this joint statement:\n\n“<quote speaker="Ann Pole and Tom Ash">We act on it.</quote>”',
                'From the desk of Sheriff Ann Pole:\n\n“<quote speaker="Ann Pole">Lock your doors.</quote>”',
                'DS Ann Pole praised them.\n\n“<quote speaker="Ann Pole">They were brave and they helped us.</quote>”',
            ),
        ),
        Rule(
            "only_speaker",
            only_speaker,
            finds=(
                'PC Ann Pole said: “<quote>We act.</quote>”\n\nA man was held.\n\n“<quote speaker="Ann Pole">We will always act on calls like it.</quote>”',
            ),
        ),
    ),
    kinds=("quote",),
)
"""Who speaks where no reporting verb stands beside the quote."""
