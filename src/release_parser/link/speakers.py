"""Who speaks each quote.

In: a page, its quotes (with the reporting verb if there is one) and its people. Out: the quotes with speakers, and the people together with
those who are named only as speakers. The speaker is the subject of the reporting verb: a name, a pronoun (then whoever it means) or a description
('A spokesperson'). Without a verb it is whoever a label, a signature or the paragraph before names. Where none of these is certain, the
speaker is None.

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

from release_parser.extract.mentions import PersonEntity, QuoteMention
from release_parser.extract.name_parts import NamedPerson
from release_parser.lexicon import Lexicon
from release_parser.link.introductions import WITHOUT_A_VERB, Unattributed
from release_parser.link.spoken_clause import SpokenClause
from release_parser.link.subject_rules import BEFORE_THE_VERB
from release_parser.link.subjects import CLAUSE_REACH, SpeakerMention, Subjects
from release_parser.link.subjects_behind import BEHIND_THE_VERB
from release_parser.text import Page

_ENDS_NOTHING = " \n,–—-“”\"'’"


def link_speakers(
    page: Page,
    quotes: list[QuoteMention],
    people: list[PersonEntity],
    lexicon: Lexicon,
    ranked: list[NamedPerson] | None = None,
) -> tuple[list[QuoteMention], list[PersonEntity]]:
    """The quotes with their speakers, and the people with the named speakers added.

    `ranked` are the page's `ranked_names`, if the caller has computed them already.
    """
    subjects = Subjects(page, people, quotes, lexicon, ranked)
    linked: list[QuoteMention] = []
    for quote in sorted(quotes, key=lambda item: item.spans[0]):
        before = linked[-1].spans[-1][1] + 1 if linked else 0
        if quote.cue is not None:
            found = _by_cue(subjects, quote, quote.cue, before)
        else:
            found = WITHOUT_A_VERB.first(Unattributed(subjects, quote, linked))
        person = None if found is None else found[0].person
        if found is None or person is None:
            linked.append(quote)
            continue
        subjects.add(person, found[0].span)
        subjects.spoken.add(person)
        linked.append(replace(quote, speaker=person, speaker_span=found[0].span, speaker_rule=found[1]))
    linked = _without_two_genders(linked, page.text)
    entities = sorted((person.entity() for person in subjects.people), key=lambda entity: entity.mentions[0])
    return linked, entities


def _without_two_genders(quotes: list[QuoteMention], text: str) -> list[QuoteMention]:
    """The quotes, those left without a speaker whose pronouns contradict each other: '“We act,” he said. “We care,” she said.' of one Kim Ash.

    One of the two pronouns then means somebody else, and nothing tells which.
    """
    called: dict[str, set[str]] = {}
    for quote in quotes:
        if quote.speaker is not None and (pronoun := _pronoun(quote, text)) is not None:
            called.setdefault(quote.speaker, set()).add(pronoun)
    return [
        replace(quote, speaker=None, speaker_span=None, speaker_rule=None)
        if len(called.get(quote.speaker or "", ())) > 1 and _pronoun(quote, text) is not None
        else quote
        for quote in quotes
    ]


def _pronoun(quote: QuoteMention, text: str) -> str | None:
    """'he' or 'she', if the speaker of a quote is given by that word."""
    word = "" if quote.speaker_span is None else text[slice(*quote.speaker_span)].lower()
    return word if word in ("he", "she") else None


def _by_cue(
    subjects: Subjects, quote: QuoteMention, cue: tuple[int, int], before: int
) -> tuple[SpeakerMention, str] | None:
    """The subject of the quote's own reporting verb (at `cue`), and the name of the rule that found it."""
    if any(span[1] <= cue[0] for span in quote.spans):
        return _behind_the_quote(subjects, quote, cue)
    page, text = subjects.page, subjects.text
    sentence = page.sentence_at(cue[0])
    start = page.sentences[sentence].start if sentence is not None else before
    start = max(start, before) if before <= cue[0] else start
    found = BEFORE_THE_VERB.first(_clause_before(subjects, start, cue))
    if found is None and text[cue[1] : cue[1] + 2].strip()[:1].isupper():  # 'Added PC Ann Pole: “...”'
        found = BEHIND_THE_VERB.first(
            SpokenClause(subjects, cue[1], min(_block_end(subjects, cue[0]), quote.spans[0][0]))
        )
    return found


def _behind_the_quote(
    subjects: Subjects, quote: QuoteMention, cue: tuple[int, int]
) -> tuple[SpeakerMention, str] | None:
    """The subject of a reporting verb behind the quote, or between its pieces."""
    text = subjects.text
    start = max(span[1] for span in quote.spans if span[1] <= cue[0]) + 1
    if text[start : cue[0]].strip(_ENDS_NOTHING):
        found = BEFORE_THE_VERB.first(_clause_before(subjects, start, cue))
        if found is not None:
            return found
    following = [span[0] for span in quote.spans if span[0] >= cue[1]]
    stop = min([*following, _block_end(subjects, cue[0]), cue[1] + CLAUSE_REACH])
    return BEHIND_THE_VERB.first(SpokenClause(subjects, cue[1], subjects.clause_end(cue[1], stop)))


def _clause_before(subjects: Subjects, start: int, cue: tuple[int, int]) -> SpokenClause:
    """The clause before a reporting verb: the text from `start` up to the verb, cut to `CLAUSE_REACH` characters."""
    return SpokenClause(subjects, max(start, cue[0] - CLAUSE_REACH), *cue)


def _block_end(subjects: Subjects, at: int) -> int:
    """Where the block that holds this offset ends, in characters of the page."""
    block = subjects.page.block_at(at)
    return len(subjects.text) if block is None else subjects.page.blocks[block].end
