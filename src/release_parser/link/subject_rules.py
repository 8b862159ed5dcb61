"""Who is the subject in front of a reporting verb: a name, the person whom a pronoun means, or a description.

In: a `SpokenClause`, the text in front of the verb; `subjects_behind` has the rules for the text behind it. Out: the speaker with the
mention that names them, and the name of the rule that decided. The rules read words and not the parse, which is often wrong on this prose:
the subject is the first name that is no object, unless the name right before the verb is the subject.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.link.subjects import Subjects
>>> from release_parser.text import read_page
>>> page = read_page("Sentencing Tom Ash, Judge Pole said:")
>>> clause = SpokenClause(Subjects(page, [], [], Lexicon.default()), 0, 31)
>>> BEFORE_THE_VERB.first(clause)
(SpeakerMention(person='Pole', span=(20, 30)), 'name_before')
"""

from __future__ import annotations

import re

from release_parser.lexicon import WordPattern
from release_parser.link.antecedents import antecedent
from release_parser.link.joint_speakers import joint
from release_parser.link.spoken_clause import BESIDE_THE_VERB, SpokenClause
from release_parser.link.subjects import NameMention, SpeakerMention
from release_parser.link.unnamed import ADVERBS
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_PRONOUN = WordPattern(rf"(?<![\w’'])(?P<pronoun>he|she|they)[ ]+{ADVERBS}$", re.IGNORECASE)
_ONE_WORD = WordPattern(
    rf"(?<![\w’'-])(?P<name>\p{{Lu}}[\p{{L}}-]+)(?=(?P<aside>[ ]\([^)]{{1,40}}\),?)?(?:,[^.:;]{{2,80}},)?[ ]+{ADVERBS}$)"
)
_RELATIVE_CLAUSE = Regex(r",?[ ](?:who|whose|of|from|for|at|in|the|a|an|his|her|their|our)\b")
_OFFICE_BETWEEN = Regex(r",[ ](?P<office>(?:\p{L}[\p{L}’'-]*[ ]){0,6})$")
_NEW_CLAUSE = Regex(r", (?:and|but|when) $")
# 'Tom Ash, 40, of Ware, who said', 'the driver, who later told officers'
_WHO = WordPattern(
    rf"(?P<aside>,[ ](?:(?:«people.aged»)[ ])?\d{{1,2}}|[ ]\(\d{{1,2}}\))?(?:,[ ](?:of|from)[ ][^,.;:]{{2,40}})?,?[ ](?P<who>who)[ ]+{ADVERBS}$"
)
_BY = Regex(r"[ ]*by(?=[ ])")
_WAS = Regex(r"\b(?:is|are|was|were|been|being|be)[ ](?:\p{Ll}+ly[ ])?$")
_CHARACTERS_BEHIND_VERB = 90


def pronoun_before(clause: SpokenClause) -> SpeakerMention | None:
    """'She said': whomever the pronoun means, or a speaker without a name where that is not certain."""
    match = _PRONOUN.of(clause.lexicon).search(clause.text)
    return None if match is None else pronoun_at(clause, match)


def pronoun_at(clause: SpokenClause, match: re.Match[str]) -> SpeakerMention:
    """The pronoun that was matched, and whom it stands for; None where that is not sure."""
    """The speaker whom a matched pronoun means."""
    start, stop = match.span("pronoun")
    span = (clause.start + start, clause.start + stop)
    return SpeakerMention(antecedent(clause.subjects, span[0], match.group("pronoun").lower(), clause.start), span)


def told_by_another(clause: SpokenClause) -> SpeakerMention | None:
    """'PC Ann Pole was told by Tom Ash': the person behind 'by' speaks, not the person who is told."""
    passive = _WAS.search(clause.text)
    if passive is None or clause.subjects.text[clause.end : clause.verb_end].endswith("ing"):
        return None  # 'the agency is warning parents'
    subjects = clause.subjects
    by = _BY.match(subjects.text, clause.verb_end, min(len(subjects.text), clause.verb_end + _CHARACTERS_BEHIND_VERB))
    if by is not None:
        named = [
            item
            for item in subjects.named(by.end(), by.end() + _CHARACTERS_BEHIND_VERB)
            if not subjects.owns(item.span[1])
        ]
        described = subjects.describe(by.end(), by.end() + _CHARACTERS_BEHIND_VERB)
        if named and (described is None or named[0].span[0] <= described.span[0]):
            return SpeakerMention(named[0].name, named[0].span)
        if described is not None:
            return described
    return SpeakerMention(None, (clause.start + passive.start(), clause.end))


def relative_before(clause: SpokenClause) -> SpeakerMention | None:
    """'PC Ann Pole met Tom Ash, 40, who said': 'who' is the person named or described right before it."""
    match = _WHO.of(clause.lexicon).search(clause.text)
    if match is None:
        return None
    end = clause.start + match.start()
    named = next((item for item in clause.named if item.span[1] == end), None)
    if named is not None:
        return SpeakerMention(named.name, named.span)
    unnamed = clause.subjects.unnamed.pattern
    for found in unnamed.finditer(clause.subjects.text, clause.start, end):
        if found.end("phrase") == end:
            return SpeakerMention(found.group("phrase"), found.span("phrase"))
    span = match.span("who")
    return SpeakerMention(None, (clause.start + span[0], clause.start + span[1]))


def _before_description(clause: SpokenClause, named: NameMention) -> bool:
    """Whether a name stands before the description in its clause and is not part of it."""
    described = clause.described
    return described is None or named.span[0] <= described.span[0] or named.span[1] > described.span[1]


def name_before(clause: SpokenClause) -> SpeakerMention | None:
    """'PC Ann Pole, who arrested Tom Ash, said': the name right before the verb, unless the first name has a relative clause."""
    found = clause.candidates
    if not found:
        return None
    text = clause.subjects.text
    beside = [item for item in found if BESIDE_THE_VERB.of(clause.lexicon).fullmatch(text, item.span[1], clause.end)]
    chosen = beside[-1] if beside and not _has_aside(clause, found[0], beside[-1]) else found[0]
    return speaker_of(clause, chosen) if _before_description(clause, chosen) else None


def _has_aside(clause: SpokenClause, first: NameMention, last: NameMention) -> bool:
    """Whether the words between the first name and the verb describe the first: 'PC Ann Pole, Area Commander Kelsham West, said'."""
    if first is last:
        return False
    text = clause.subjects.text
    between = text[first.span[1] : last.span[0]]
    if _RELATIVE_CLAUSE.match(between):
        return True
    roles = clause.subjects.roles
    unknown = last.mention is None and not clause.subjects.official(last.name)
    if unknown and _is_place_of(clause, first, last, between):
        return True
    if unknown and between.startswith(", ") and roles.is_role(between[2:].partition(",")[0].strip()):
        return True  # 'Ann Pole, head of Kelsham Homes and Eastham Homes, said'
    office = _OFFICE_BETWEEN.match(between)
    if office is None or text[last.span[1] : last.span[1] + 1] != ",":
        return False
    return last.mention is None and roles.is_office(office.group("office").rstrip())


def _is_place_of(clause: SpokenClause, first: NameMention, last: NameMention, between: str) -> bool:
    """Whether the last name is the place where the first person serves: 'Inspector Ann Pole, Kelsham North, said', 'PC Ann Pole, District Commander (Kelsham North), said'."""
    behind = clause.subjects.text[last.span[1] : last.span[1] + 1]
    if between.endswith("(") and behind == ")":
        return True
    ranked = first.mention is not None and first.mention.rank is not None
    return ranked and between == ", " and behind == ","


def speaker_of(clause: SpokenClause, named: NameMention) -> SpeakerMention:
    """The one who is named, or the two who are named together: 'Sgt Ann Pole and PC Tom Ash'."""
    """The speaker for a name, together with those who speak jointly."""
    return joint(clause, named) or SpeakerMention(named.name, named.span)


def described_beside(clause: SpokenClause) -> SpeakerMention | None:
    """'A boy saw a van, and the driver said': somebody without a name right before the verb, behind a clause with another subject."""
    subjects = clause.subjects
    first = clause.described
    for match in subjects.unnamed.pattern.finditer(subjects.text, clause.start, clause.end):
        span = match.span("phrase")
        joined = _NEW_CLAUSE.search(subjects.text, clause.start, span[0]) is not None
        if (
            joined
            and first is not None
            and span[0] > first.span[1]
            and BESIDE_THE_VERB.of(clause.lexicon).fullmatch(subjects.text, span[1], clause.end)
        ):
            return SpeakerMention(subjects.text[slice(*span)], span)
    return None


def description(clause: SpokenClause) -> SpeakerMention | None:
    """'A spokesperson for the trust said': somebody without a name, unless a name stands before."""
    return clause.described


def first_name_before(clause: SpokenClause) -> SpeakerMention | None:
    """'Ann said': the only Ann of the release, or 'Ann' itself."""
    match = _ONE_WORD.of(clause.lexicon).search(clause.text)
    if match is None:
        return None
    return one_word(clause, match)


def one_word(clause: SpokenClause, match: re.Match[str]) -> SpeakerMention | None:
    """The word that was matched as a name: the one person of the release whom it names, or just the word; None where it is no name."""
    """The speaker whom a single matched name means, or None where the word is no name or is an object."""
    word = match.group("name")
    span = (clause.start + match.start("name"), clause.start + match.end("name"))
    subjects = clause.subjects
    if subjects.names.is_no_name(word) or word.isupper() or subjects.is_object(span[0], clause.start):
        return None
    return SpeakerMention(subjects.who(word) or word, span)


def unlisted_before(clause: SpokenClause) -> SpeakerMention | None:
    """'The father-of-two said': an unnamed subject that is in no list of the lexicon."""
    match = clause.subjects.unnamed.plain.search(clause.text)
    if match is None or len(match.group("phrase")) < 4:
        return None
    span = (clause.start + match.start("phrase"), clause.start + match.end("phrase"))
    if clause.subjects.is_object(span[0], clause.start):
        return None
    return SpeakerMention(clause.subjects.text[slice(*span)], span)


BEFORE_THE_VERB: RuleTable[SpokenClause, SpeakerMention] = RuleTable(
    "speaker",
    (
        Rule(
            "pronoun_before",
            pronoun_before,
            finds=(
                'Sergeant Ann Pole met them. She said: “<quote speaker="Ann Pole" mention=She>We act.</quote>”',
                "Tom Ash, 40, was jailed.\n\nShe said: “<quote speaker=null>I was afraid of him.</quote>”",
            ),
        ),
        Rule(
            "told_by_another",
            told_by_another,
            finds=(
                'PC Ann Pole was told by Tom Ash: “<quote speaker="Tom Ash">I was at home.</quote>”',
                "PC Ann Pole was told: “<quote speaker=null>You will never find him there.</quote>”",
            ),
        ),
        Rule(
            "relative_before",
            relative_before,
            finds=(
                'PC Ann Pole met Tom Ash, 40, who said: “<quote speaker="Tom Ash">I was at home.</quote>”',
                'PC Ann Pole met the driver, who said: “<quote speaker="the driver">I was at home.</quote>”',
            ),
        ),
        Rule(
            "name_before",
            name_before,
            finds=(
                'DC Ann Pole, who arrested Tom Ash, said: “<quote speaker="Ann Pole">We act.</quote>”',
                "Sentencing Tom Ash, Judge Pole said: “<quote speaker=Pole>We act.</quote>”",
                'Inspector Ann Pole, Prevention Manager Kelsham West, said: “<quote speaker="Ann Pole">We act.</quote>”',
                'Inspector Ann Pole, Kelsham North, said: “<quote speaker="Ann Pole">We act.</quote>”',
                'Inspector Ann Pole, District Commander (Kelsham North), said: “<quote speaker="Ann Pole">We act.</quote>”',
                'Ann Pole, head of Kelsham Homes and Old Otter Homes, said: “<quote speaker="Ann Pole">We act.</quote>”',
                'PC Ann Pole told the crowd that Tom Ash had shouted: “<quote speaker="Tom Ash">I will be back.</quote>”',
                'Sgt Ann Pole and PC Tom Ash said: “<quote speaker="Ann Pole and Tom Ash">We act.</quote>”',
                'Carl and Bella Pole, Tom’s parents, said: “<quote speaker="Carl and Bella Pole">We miss him.</quote>”',
                'Mum Ann and dad Carl Pole said: “<quote speaker="Mum Ann and dad Carl Pole">We miss him.</quote>”',
            ),
        ),
        Rule(
            "described_beside",
            described_beside,
            finds=(
                'A schoolgirl stood there when a van came, and the driver said: “<quote speaker="the driver">Your mum sent me.</quote>”',
            ),
        ),
        Rule(
            "description_before",
            description,
            finds=(
                'A spokesman for the trust said: “<quote speaker="A spokesman">We act.</quote>”',
                'On Monday a spokesperson said: “<quote speaker="a spokesperson">We act.</quote>”',
            ),
        ),
        Rule(
            "first_name_before",
            first_name_before,
            finds=('Ann Pole runs a club.\n\nAnn said: “<quote speaker="Ann Pole">I run it for them.</quote>”',),
        ),
        Rule(
            "unlisted_before",
            unlisted_before,
            finds=('The grocer said: “<quote speaker="The grocer">I was afraid.</quote>”',),
        ),
    ),
    kinds=("quote",),
)
"""The subject in front of a reporting verb. A pronoun of nobody decides as well: then nobody is the speaker."""
