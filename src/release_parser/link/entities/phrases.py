"""What every search for an entity uses: noun phrases, subjects, and the noun whose size an amount gives.

In: a quantity in its sentence, and the index of a token. Out: an `Entity`, or None. `find_entity` stores the name of the rule in it.
"""

from __future__ import annotations

from dataclasses import replace

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.noun_phrases import Phrase, phrase_before, phrase_from
from release_parser.link.syntax import NOUNS
from release_parser.regexes import Regex

NOTHING = Entity(-1, -1, "", -1, "")
"""What a rule gives that knows that nothing is measured."""
# '45% theft': the tagger takes the sign for a noun
_NO_START = frozenset({"%", "-", "–", "—", "/", "’", "'", "‘", "“", '"', "”", ",", "(", ")"})
_PARTICLES = frozenset("in up off out over by on down through back away".split())
_PREFIXES = frozenset({"co", "ex"})
_EDGES = Regex(r"^[\W_]+|[\W_]+$")
_RELATIVE_TIME = frozenset({"last", "this", "next", "previous", "same"})


def phrase_at(counted: Counted, index: int) -> Entity | None:
    """The entity of the noun phrase that begins at a token; for 'number of arrests' it is the arrests."""
    syntax = counted.syntax
    if index >= len(syntax):
        return None
    phrase = phrase_from(syntax, index, counted.words, stop=counted.stop)
    if phrase is None:
        return None
    if syntax.lemma(phrase.head_token) in counted.words.containers and syntax.lower(phrase.head_token + 1) == "of":
        phrase = phrase_from(syntax, phrase.head_token + 2, counted.words, stop=counted.stop) or phrase
    return _with_letters(entity_of(counted, phrase))


def _with_letters(entity: Entity) -> Entity | None:
    """The entity, or None where the tagger took signs or digits for a noun: '12 +', '9 01:00'."""
    return entity if any(character.isalpha() for character in entity.head) else None


def entity_of(counted: Counted, phrase: Phrase) -> Entity:
    """The entity that a noun phrase names: its page offsets, the lemma and the token of its head noun."""
    syntax = counted.syntax
    head = (
        _hyphened(counted, phrase.head_token)
        or _EDGES.sub("", syntax.lemma(phrase.head_token))
        or syntax.words[phrase.head_token]
    )
    start = phrase.start
    # '240K doses worth': the K is of the number
    while start < phrase.head_token and (syntax.words[start] in _NO_START or start in counted.stop):
        start += 1
    return Entity(syntax.starts[start], syntax.ends[phrase.end - 1], head, phrase.head_token, "")


def ending_at(counted: Counted, noun: int) -> Entity | None:
    """The entity of the noun phrase that ends with this token, or None where the token is no noun."""
    phrase = phrase_before(counted.syntax, noun)
    return None if phrase is None else _with_letters(entity_of(counted, phrase))


def ending_at_outer(counted: Counted, noun: int) -> Entity | None:
    """Like `ending_at`, but for 'reports of burglary' the entity is the reports: the noun whose complement the phrase is."""
    phrase = outer(counted, phrase_before(counted.syntax, noun))
    return None if phrase is None else entity_of(counted, phrase)


def behind_conversion(counted: Counted) -> int:
    """The first token behind the quantity and brackets that repeat it in another unit: '8.4 kg (18.5 lb) of heroin'."""
    syntax, at = counted.syntax, counted.after
    if at < len(syntax) and syntax.words[at] == "(" and at + 1 in counted.stop:
        closing = at + 1
        while closing in counted.stop:
            closing += 1
        return closing + 1 if closing < len(syntax) and syntax.words[closing] == ")" else at
    in_brackets = counted.first >= 2 and syntax.words[counted.first - 1] == "(" and counted.first - 2 in counted.stop
    return at + 1 if in_brackets and at < len(syntax) and syntax.words[at] == ")" else at


def _hyphened(counted: Counted, head: int) -> str | None:
    """The whole word of which the head is one part: 'break-ins', 'e-mails', where a particle or letter alone is no head."""
    syntax = counted.syntax
    if head < 2 or syntax.words[head - 1] != "-":
        return None
    first = syntax.lower(head - 2)
    letter = (len(first) == 1 and first.isalpha()) or first in _PREFIXES
    particle = syntax.lemma(head) if letter else syntax.lower(head).removesuffix("s")
    if not letter and particle not in _PARTICLES:
        return None
    glued = syntax.ends[head - 2] == syntax.starts[head - 1] and syntax.ends[head - 1] == syntax.starts[head]
    return f"{syntax.lower(head - 2)}-{particle}" if glued else None


def outer(counted: Counted, phrase: Phrase | None) -> Phrase | None:
    """The phrase whose complement this one is, or the phrase itself: 'violence with injury', 'reports of burglary'."""
    syntax = counted.syntax
    while phrase is not None and phrase.start > 1:
        at = past_determiners_back(counted, phrase.start - 1, last=1)
        if syntax.pos[at] != "ADP" or syntax.pos[at - 1] not in NOUNS or at - 1 in counted.stop:
            break
        wider = phrase_before(syntax, at - 1)
        if wider is None or syntax.lemma(wider.head_token) in counted.words.containers:
            break
        phrase = wider
    return phrase


def past_determiners_back(counted: Counted, at: int, *, last: int = 0) -> int:
    """The index `at`, or that of the nearest token before it that is no article or possessive; never below `last`."""
    while at > last and counted.syntax.tags[at] in ("DT", "PRP$"):
        at -= 1
    return at


def is_time(counted: Counted, entity: Entity) -> bool:
    """Whether a phrase is a time and therefore not counted: 'last year', 'this month', 'year to date'."""
    syntax = counted.syntax
    before = syntax.lower(entity.token - 1)
    opening = syntax.lower(syntax.at(entity.start))
    to_date = (syntax.lower(entity.token + 1), syntax.lower(entity.token + 2)) == ("to", "date")
    relative = before in _RELATIVE_TIME or opening in _RELATIVE_TIME or to_date
    return relative and entity.head in counted.words.periods


def subject(counted: Counted, *, people_too: bool, verb: int | None = None, levels_only: bool = False) -> Entity | None:
    """The subject of the nearest verb before the quantity, or of `verb`; never a pronoun and never the quantity itself.

    `people_too` is False where people cannot be what is measured: 'she paid £40'. With `levels_only` the verb must have its level behind it.
    """
    syntax, words = counted.syntax, counted.words
    verb = verb_before(counted) if verb is None else verb
    if verb is None or (levels_only and syntax.lemma(verb) not in words.levels):
        return None
    noun = _subject_noun(counted, verb)
    if noun is None:
        return _gerund_subject(counted, verb)
    if syntax.lemma(noun) in words.containers and syntax.lower(noun + 1) == "of":
        return phrase_at(counted, noun + 2)
    while noun + 1 < len(syntax) and syntax.pos[noun + 1] in NOUNS and syntax.heads[noun] == noun + 1:
        noun += 1
    if not people_too and syntax.lemma(noun) in words.persons:
        return None
    if (sought := person_before_the_seekers(counted, noun)) is not None:
        return ending_at(counted, sought)
    related = syntax.lower(noun + 1) in ("that", "which")  # 'on 30 May for a trial which lasted two weeks'
    wider = syntax.deps[noun] == "pobj" and not related
    return ending_at_outer(counted, noun) if wider else ending_at(counted, noun)


_SEEKERS = WordSet("claim_words.seekers")


def person_before_the_seekers(counted: Counted, at: int) -> int | None:
    """The token of the person sought where `at` is the token of the police who seek: 'The man police want to trace is 6ft tall'; else None."""
    syntax = counted.syntax
    sought = (
        syntax.lower(at) in _SEEKERS.of(counted.lexicon)
        and at > 0
        and syntax.tags[at - 1] == "NN"
        and syntax.lower(at - 1) in counted.words.persons
        and syntax.tags[at + 1 : at + 2] in (["VBP"], ["MD"], ["VBD"])
    )
    return at - 1 if sought else None


def _gerund_subject(counted: Counted, verb: int) -> Entity | None:
    """A subject in -ing that the tagger takes for a verb: 'Funding to the force has been cut by 20 per cent'."""
    syntax, word = counted.syntax, subject_of(counted, verb)
    if word is None or syntax.tags[word] != "VBG" or word in counted.stop:
        return None
    return replace(entity_of(counted, Phrase(word, word, word + 1)), head=syntax.lower(word))


def _subject_noun(counted: Counted, verb: int) -> int | None:
    """The index of the noun that the parse gives as the verb's subject, else of the nearest noun before the verb."""
    syntax = counted.syntax
    noun = subject_of(counted, verb)
    if noun is not None and syntax.lower(noun) in ("that", "which") and noun == verb - 1:
        noun -= 1  # 'refunds that totalled £900'
    if noun is None:
        if "EX" in syntax.tags[max(0, verb - 3) : verb]:
            return None  # 'at present there are': nothing before the verb is its subject
        noun = _noun_back(counted, verb)
    elif syntax.lower(noun) in counted.words.calendar:  # 'thefts reported between 2 Feb and 9 May fell by 40'
        noun = _noun_back(counted, noun)
    if noun is None or syntax.pos[noun] not in NOUNS or noun in counted.stop:
        return None
    return None if syntax.lower(noun) in counted.words.times else noun


def _noun_back(counted: Counted, before: int) -> int | None:
    """The index of the nearest noun before a token that is no day or month and no part of another quantity."""
    syntax, calendar = counted.syntax, counted.words.calendar
    return next(
        (
            index
            for index in range(before - 1, _clause_before(counted, before), -1)
            if syntax.pos[index] in NOUNS and index not in counted.stop and syntax.lower(index) not in calendar
        ),
        None,
    )


def _clause_before(counted: Counted, before: int) -> int:
    """The index of the token before which the clause begins: a colon or an opening quotation mark."""
    words = counted.syntax.words
    return next((index for index in range(before - 1, -1, -1) if words[index] in (":", "“", ";")), -1)


def subject_of(counted: Counted, verb: int) -> int | None:
    """The token that the parse takes for the subject of a verb behind it."""
    syntax = counted.syntax
    return next(
        (i for i in range(verb) if syntax.heads[i] == verb and syntax.deps[i] in ("nsubj", "nsubjpass")),
        None,
    )


def verb_before(counted: Counted) -> int | None:
    """The verb that governs the quantity in the parse, if it stands before; else the nearest verb before."""
    syntax, node = counted.syntax, counted.first
    for _ in range(12):
        if syntax.heads[node] == node:
            break
        node = syntax.heads[node]
        if syntax.pos[node] in ("VERB", "AUX"):
            if node < counted.first:
                return node
            break
    for index in range(counted.first - 1, -1, -1):
        if syntax.words[index] in (";", ":"):
            return None
        plain_be = syntax.pos[index] == "AUX" and syntax.lower(index) in ("was", "were", "is", "are")
        if syntax.pos[index] == "VERB" or plain_be:
            return index
    return None


def has_small_words(counted: Counted) -> bool:
    """Whether a capital letter marks a name here. In a headline every noun may have one: 'Over £400,000 in Tax Refunds'."""
    syntax = counted.syntax
    return any(
        word.islower() and syntax.pos[index] in ("VERB", "AUX", "NOUN", "ADJ", "ADV")
        for index, word in enumerate(syntax.words)
    )


def size_of(counted: Counted) -> Entity | None:
    """'losses of £8,000', 'a sentence of five years': the noun whose size the quantity gives."""
    syntax, index = counted.syntax, counted.first - 1
    if index < 1 or syntax.lower(index) != "of" or syntax.pos[index - 1] not in NOUNS:
        return None
    return None if syntax.lemma(index - 1) in counted.words.containers else ending_at(counted, index - 1)


def named(entity: Entity, rule: str) -> Entity:
    """A copy of the entity with the name of the rule that found it."""
    return replace(entity, rule=rule)
