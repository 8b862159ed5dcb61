"""Whose age a quantity is: 'a 34-year-old man', 'a woman, aged 22'.

In: an age in its sentence. Out: the `Entity` of the person, or None; a name ('Ann Ash, 34') is an entity without a head noun.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import (
    NOTHING,
    ending_at,
    entity_of,
    person_before_the_seekers,
    phrase_at,
    subject,
)
from release_parser.link.noun_phrases import Phrase
from release_parser.link.syntax import NOUNS
from release_parser.link.words import BE
from release_parser.rules import Rule, RuleTable

_CERTAIN = WordSet("persons.harmed", "persons.traveller")
_TURNS = WordSet("measure_words.turns")
_TOKENS_BETWEEN_PERSON_AND_AGE = 14
"""How many tokens before an age its person may stand."""


def age_of_a_group(counted: Counted) -> Entity | None:
    """'the 18 to 24-year-olds': the age itself names the people."""
    return NOTHING if counted.syntax.lower(counted.last).endswith("olds") else None


def person_behind(counted: Counted) -> Entity | None:
    """'a 34-year-old man': the person behind the age. In '38 year old Ann Ash' the person has a name, and the entity no head noun."""
    syntax, at = counted.syntax, counted.after
    at = _past_commas(counted, at)
    if counted.quantity.rule != "age_old" or at >= len(syntax) or syntax.lower(at) in ("’s", "'s"):
        return None  # "the 31-year-old's driving"
    noun = syntax.pos[at] in ("NOUN", "ADJ", "PROPN") or syntax.tags[at] in ("VBN", "NN")
    if not noun or _is_verb(counted, at):
        return None
    entity = phrase_at(counted, at)
    if entity is None:
        return None
    person = _person_of_the_phrase(counted, at, entity)
    if person is not None:
        return person
    is_name = syntax.pos[entity.token] == "PROPN" and entity.head.lower() not in counted.words.persons
    # 'the murder of 19-year-old Ann Pole and ongoing issues': what is joined to the name is not so old
    is_name = is_name or (syntax.tags[at] == "NNP" and "and" in syntax.words[at : entity.token])
    return NOTHING if is_name and syntax.lower(counted.first - 1) not in ("a", "an") else entity


def _past_commas(counted: Counted, at: int) -> int:
    """The first token behind a stray comma or a place: 'A 31-year-old, male was charged', 'A 38-year-old Kelsham, Ontario man'."""
    syntax = counted.syntax
    if syntax.words[at : at + 1] == [","]:
        return at + 1 if syntax.lower(at + 1) in counted.words.persons else at
    end = at
    while end < min(at + 8, len(syntax)) and (syntax.tags[end] == "NNP" or syntax.words[end] in (",", ".")):
        end += 1
    placed = "," in syntax.words[at:end] and syntax.lower(end) in counted.words.persons
    return end if placed else at


def _person_of_the_phrase(counted: Counted, at: int, entity: Entity) -> Entity | None:
    """The person in a phrase that goes on: before what is owned in 'a 38-year-old male driver’s licence', before the name in '35-year-old Kelsham resident Ann Pole'."""
    syntax = counted.syntax
    for index in range(at, entity.token):
        if syntax.lemma(index).lower() not in counted.words.persons or syntax.pos[index] not in NOUNS:
            continue
        named = syntax.tags[index + 1] == syntax.tags[entity.token] == "NNP"
        # 'a female victim residence', 'a female cyclist suffering from shock': no person behind the person
        owned = index + 1 == entity.token and entity.head.lower() not in counted.words.persons
        if owned and syntax.tags[entity.token] == "NN" and syntax.lemma(index) in _CERTAIN.of(counted.lexicon):
            return entity_of(counted, Phrase(at, index, index + 1))
        # 'a two-year-old male Exampleshire Terrier' is no name
        if syntax.tags[index + 1] == "POS" or (named and syntax.lower(counted.first - 1) not in ("a", "an")):
            return entity_of(counted, Phrase(at, index, index + 1))
    return None


def _is_verb(counted: Counted, at: int) -> bool:
    """Whether a token is a verb that the tagger took for part of a noun: 'The 15-year-old remains in custody', 'the 31-year-old suffered injuries'."""
    syntax, words, word = counted.syntax, counted.words, counted.syntax.lower(at)
    if syntax.tags[at] in ("VBD", "VBZ", "VBP", "MD") and word not in words.describing:
        return True
    if syntax.tags[at] == "NNS" and syntax.lemma(at) not in words.persons:
        return syntax.lower(counted.first - 1) in ("the", "a", "an")
    return word.endswith("ed") and len(word) > 3 and word not in words.describing


def noun_of_the_relative_clause(counted: Counted) -> Entity | None:
    """'vehicles that were more than 10 years old': the noun that the relative clause describes.

    'Ann Ash, who was 51' is a name and has no head noun.
    """
    syntax, be = counted.syntax, counted.first - 1
    if syntax.lower(be) not in BE or syntax.lower(be - 1) not in ("that", "which", "who"):
        return None
    noun, many = be - 2, syntax.lower(be) in ("are", "were")
    return ending_at(counted, noun) if noun >= 0 and syntax.tags[noun] == ("NNS" if many else "NN") else None


def what_turns(counted: Counted) -> Entity | None:
    """'the museum is turning 40 in May': the subject of the verb, where it is a noun and no name."""
    if counted.quantity.rule != "age_was" or counted.syntax.lower(counted.first - 1) not in _TURNS.of(counted.lexicon):
        return None
    found = subject(counted, people_too=True, verb=counted.first - 1)
    return found if found is not None and counted.syntax.tags[found.token] in ("NN", "NNS") else None


def name_before(counted: Counted) -> Entity | None:
    """'Ann Ash, 34,', 'Ann Ash was 34': somebody with a name."""
    return NOTHING if counted.quantity.rule in ("age_apposed", "age_was") else None


def person_before(counted: Counted) -> Entity | None:
    """'a woman, aged 22', 'men in their 30s': the nearest noun for a person before the age."""
    syntax, placed = counted.syntax, False
    for index in range(counted.first - 1, max(-1, counted.first - _TOKENS_BETWEEN_PERSON_AND_AGE), -1):
        if (sought := person_before_the_seekers(counted, index)) is not None:
            return ending_at(counted, sought)
        names = syntax.pos[index] == "PROPN" and syntax.lower(index + 1) == "," and counted.quantity.rule == "age_aged"
        if names and syntax.pos[index - 1] == "ADP" and syntax.lower(index - 1) in ("from", "of"):
            names, placed = False, True  # 'two men from Kelsham, aged 40 and 41'
        elif placed and syntax.pos[index] == "PROPN":
            names = True  # 'Ann Ash of Kelsham, aged 40'
        if syntax.words[index] in (";", ".", ":") or names:
            return None
        if syntax.pos[index] in NOUNS and syntax.lemma(index) in counted.words.persons:
            return ending_at(counted, index)
    return None


AGES: RuleTable[Counted, Entity] = RuleTable(
    "entity",
    (
        Rule(
            "age_of_a_group",
            age_of_a_group,
            finds=(
                "It is for <claim head=null>16 to 24-year-olds</claim>.",
                "Officers met boys, <claim head=null>16 to 18-year-olds</claim>, in Kelsham.",
            ),
        ),
        Rule(
            "person_behind",
            person_behind,
            finds=(
                "A <claim head=man>34-year-old</claim> man was held.",
                "The <claim value=38 head=driver>38-year-old</claim> male driver’s licence was suspended.",
                "A <claim value=31 head=male>31-year-old</claim>, male was charged.",
                "It followed the death of <claim value=19 head=null>19-year-old</claim> Ann Pole and new threats in the area.",
                "Police charged <claim value=35 head=resident>35-year-old</claim> Kelsham resident Ann Pole.",
            ),
        ),
        Rule(
            "noun_of_the_relative_clause",
            noun_of_the_relative_clause,
            finds=("He sold cars that were <claim head=car value=10 bound=more_than>more than 10 years old</claim>.",),
        ),
        Rule(
            "what_turns",
            what_turns,
            finds=("The museum is turning <claim head=museum value=40 kind=age>40</claim> in May.",),
        ),
        Rule(
            "name_before",
            name_before,
            finds=(
                "Ann Ash, <claim head=null>34</claim>, was held.",
                "A passenger, <claim head=null value=45>45</claim>, was hurt.",
            ),
        ),
        Rule(
            "person_before",
            person_before,
            finds=(
                "A woman, aged <claim head=woman>22</claim>, was held.",
                "Two men from Kelsham, aged <claim head=man>40</claim> and <claim head=man>41</claim>, were held.",
                "The woman officers would like to speak to is aged <claim head=woman>22</claim>.",
            ),
            ignores=("A man hit Ann Ash of Kelsham, aged <claim head=null>40</claim>, on Friday.",),
        ),
    ),
)
"""Whose age it is, surest first."""
