"""Who is the subject behind a reporting verb: '... said PC Ann Pole', '... said the driver', '... said she'.

In: a `SpokenClause`, the text behind the verb. Out: the speaker and the mention that says so, and which rule found it. The rules for
the subject in front of the verb, which share their helpers with these, are in `subject_rules`.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.link.subjects import Subjects
>>> from release_parser.text import read_page
>>> page = read_page("“We act,” said PC Ann Pole.")
>>> BEHIND_THE_VERB.first(SpokenClause(Subjects(page, [], [], Lexicon.default()), 14, 27))
(SpeakerMention(person='Ann Pole', span=(15, 26)), 'name_behind')
"""

from __future__ import annotations

import re

from release_parser.link.spoken_clause import SpokenClause
from release_parser.link.subject_rules import description, one_word, pronoun_at, speaker_of
from release_parser.link.subjects import NameMention, SpeakerMention
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_PRONOUN_FIRST = Regex(r"[ ]*(?P<pronoun>he|she|they)\b", re.IGNORECASE)
_ONE_WORD_FIRST = Regex(r"[ ]*(?P<name>\p{Lu}[\p{L}-]++)(?=[ ]*(?:[,.;:]|$|\p{Ll}))")
# '... said EPA Assistant Administrator Pole.', '... said Secretary of Education Pole.'
_OFFICE_AND_SURNAME = Regex(
    r"[ ]*(?P<office>(?:\p{Lu}[\p{L}.&/-]*+[ ]){1,6}(?:(?:of|in|for)[ ](?:the[ ])?(?:\p{Lu}[\p{L}.&/-]*+[ ]){1,4})?)(?P<name>\p{Lu}[\p{L}-]*+)(?=[.,;]|$)"
)
# '... said Flagman Ann B. Pole, Commander of the'
_UNREAD_NAME = Regex(r"[ ]*(?P<phrase>(?:\p{Lu}[\p{L}.’'-]*+[ ]){2,5}\p{Lu}[\p{L}’'-]++),[ ].*\b(?:of|for)[ ]the[ ]")
# '... hissed the accused.'
_UNLISTED_BEHIND = Regex(
    r"[ ]*(?P<phrase>(?:the|a|an|one|his|her|their)(?:[ ](?!of\b|that\b|to\b)[\p{L}’'-]++){1,3})[ ]*(?=[.,;]|$)"
)


def pronoun_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... said she': whomever the pronoun means, or a speaker without a name where that is not certain."""
    match = _PRONOUN_FIRST.match(clause.text)
    return None if match is None else pronoun_at(clause, match)


def first_name_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... said Ann': the only Ann of the release, or 'Ann' itself."""
    match = _ONE_WORD_FIRST.match(clause.text)
    return None if match is None else one_word(clause, match)


def name_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... said PC Ann Pole', unless a description stands right behind the verb: '... said the driver, who knew Tom Ash'."""
    named = clause.subjects.named(clause.start, clause.end)
    if not named:
        return None
    first, described = named[0], clause.described
    if _behind_another(clause, first):
        return None
    if described is None or described.span[1] <= first.span[0] <= described.span[1] + 2:
        return speaker_of(clause, first)
    if described.span[0] < first.span[0] and not clause.subjects.text[clause.start : described.span[0]].strip():
        return described
    return speaker_of(clause, first)


def _behind_another(clause: SpokenClause, first: NameMention) -> bool:
    """Whether somebody whose rank the lexicon does not have stands before the first name that was read: '... said Flagman Ann B.

    Pole, of the Coast Crew'.
    """
    ahead = clause.subjects.text[clause.start : first.span[0]]
    unread = _UNREAD_NAME.match(ahead)
    return unread is not None and not clause.subjects.roles.is_role(unread.group("phrase"))


def described_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... said the Commissioner', '... said the driver': a description right behind the verb, and the person whom the release describes so."""
    described = clause.described
    if described is None or clause.subjects.text[clause.start : described.span[0]].strip():
        return None
    return described


def unlisted_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... hissed the heckler': somebody whom no list of the lexicon has, with nothing behind them."""
    match = _UNLISTED_BEHIND.match(clause.text)
    if match is None:
        return None
    return SpeakerMention(
        match.group("phrase"), (clause.start + match.start("phrase"), clause.start + match.end("phrase"))
    )


def office_behind(clause: SpokenClause) -> SpeakerMention | None:
    """'... said EPA Administrator Pole': a surname behind an office."""
    match = _OFFICE_AND_SURNAME.match(clause.text)
    if match is None or not clause.subjects.roles.is_role(match.group("office").rstrip()):
        return None
    word = match.group("name")
    if word in clause.subjects.names.never:
        return None
    span = (clause.start + match.start("name"), clause.start + match.end("name"))
    return SpeakerMention(clause.subjects.who(word) or word, span)


BEHIND_THE_VERB: RuleTable[SpokenClause, SpeakerMention] = RuleTable(
    "speaker",
    (
        Rule(
            "pronoun_behind",
            pronoun_behind,
            finds=('Sergeant Ann Pole met them. “<quote speaker="Ann Pole">We act,</quote>” said she.',),
        ),
        Rule(
            "name_behind",
            name_behind,
            finds=(
                '“<quote speaker="Ann Pole">We act,</quote>” said Cpl. Ann Pole. Patrols go on.',
                '“<quote speaker="Carl and Bella Pole">We miss him,</quote>” said Carl and Bella Pole.',
            ),
        ),
        Rule(
            "described_behind",
            described_behind,
            finds=(
                'Police and Crime Commissioner <person>Ann Pole</person> met them. “<quote speaker="Ann Pole">We act,</quote>” said the Commissioner.',
            ),
        ),
        Rule(
            "office_behind",
            office_behind,
            finds=(
                'Ann Pole leads the EPA.\n\n“<quote speaker="Ann Pole">We act,</quote>” said EPA Administrator Pole.',
            ),
        ),
        Rule(
            "first_name_behind",
            first_name_behind,
            finds=('Ann Pole runs a club.\n\n“<quote speaker="Ann Pole">I run it,</quote>” said Ann.',),
        ),
        Rule(
            "unlisted_behind",
            unlisted_behind,
            finds=(
                '“<quote speaker="the heckler">He lies,</quote>” hissed the heckler.',
                '“<quote speaker="the driver">I am sorry,</quote>” said the driver.',
            ),
        ),
        Rule(
            "description_behind",
            description,
            finds=('“<quote speaker="a spokesman">We act,</quote>” said yesterday a spokesman for the trust.',),
        ),
    ),
    kinds=("quote",),
)
"""The subject behind a reporting verb."""
