"""What stands behind a name, between its commas: ', head of roads policing, said', ' of the dog unit, who led the case,'.

In: the text behind a name. Out: a `Standing` with the role, rank and organisation that the first informative part between commas gives.

>>> from release_parser.lexicon import Lexicon
>>> grammar = RoleWords.of(Lexicon.default())
>>> text = "Ann Pole, of Kelsham CID, head of the lab, said"
>>> stands_behind(grammar, text, 8, len(text), kin=False, ranked=True)
Standing(role='head of the lab', organisation='Kelsham CID', rank=None, before=False, article=None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from release_parser.extract.role_words import ARTICLE, VERB, RoleWords, Standing
from release_parser.lexicon import WordPattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_WHO_IS = WordPattern(r"who[ ](?:is|was|has[ ]been|«people.serves_as»)[ ]+(?:also[ ]|currently[ ])?")
# 'of the dog unit', and what follows it in a sentence that goes on: 'from Kelsham CID led the case'
PLACE = WordPattern(
    r"(?:who[ ]is[ ])?(?P<preposition>of|from|at|with|for)[ ]+(?P<organisation>(?:(?![ ]?\b(?:\p{Ll}+ed|will|«people.did»|can|who|which|is|was|are|were|has|had|have)\b).)+)"
)
_NO_ROLE = Regex(r"(?:after|before|when|while|as|and|but|or|with|by|on|to|my|our|his|her|their)\b")
# a role ends with its clause
_ROLE_END = Regex(r"[;:“”\"]|[ ][–—-][ ]|(?<!\b\p{Lu})\.(?=[ ]\p{Lu}|$)")
# 'Ann Pole, of Kelsham Council, has also'
_AUXILIARIES = WordPattern(r"[ ](?:also|then|later|has|have|had|«people.goes_on_to»)[ ]*$")
# 'the lab's chief analyst who wrote the report and Ann Pole'
_DID = Regex(r"(?<=\w)[ ]who[ ].*")
# 'Secretary of the Department of Bogs in May 2009'
_WHEN = WordPattern(r"(?<=\w)[ ](?:in|since|on)[ ](?:(?:«calendar.month»|«calendar.weekday»)\b.*|(?:19|20)\d\d\b.*)")
_ASIDE_FIRST = Regex(r"^[ ]\([^)]{1,60}\)")
_CAPITAL_BEHIND = Regex(r"[ ]\p{Lu}")
_LIST_ITEM = Regex(r"[ ]\p{Lu}[\p{L}-]+(?:[ ]\p{L}[\p{L}-]+){0,2}")
_LAST_ITEM = Regex(rf"{_LIST_ITEM.pattern}[ ](?:and|&)[ ]\p{{Lu}}[\p{{L}}’' -]+")
_CHARACTERS_BEHIND_A_NAME = 260
_MOST_CHUNKS = 4
_LONGEST_ROLE = 140
_LONGEST_PLACE = 100


class Verdict(NamedTuple):
    """What a rule decides about a chunk.

    A `standing` ends the reading, and so does `stop`; otherwise `organisation` is kept and the next chunk is read.
    """

    standing: Standing | None = None
    organisation: str | None = None
    stop: bool = False


_NEXT, _STOP = Verdict(), Verdict(stop=True)


@dataclass
class Chunk:
    """One stretch between commas behind a name.

    `said`: a reporting verb ends the text; `told`: a reporting verb stands before the name; `ranked`: a rank stands before the name.
    """

    words: RoleWords
    chunks: list[str]
    index: int
    said: bool
    ranked: bool
    kin: bool
    told: bool
    organisation: str | None

    @cached_property
    def text(self) -> str:
        """The words of the chunk."""
        return self.chunks[self.index].strip()

    @cached_property
    def who_is(self) -> re.Match[str] | None:
        """'who is the lead'."""
        return _WHO_IS.of(self.words.lexicon).match(self.text)

    @cached_property
    def article(self) -> re.Match[str] | None:
        """The match of the article of the phrase, or None."""
        return ARTICLE.match(self.phrase)

    @cached_property
    def phrase(self) -> str:
        """The chunk without 'who is'."""
        return self.text[self.who_is.end() :] if self.who_is else self.text

    @cached_property
    def core(self) -> str:
        """The phrase without its article."""
        return self.phrase[self.article.end() :] if self.article else self.phrase

    @cached_property
    def following(self) -> str:
        """The next chunk."""
        return self.chunks[self.index + 1] if self.index + 1 < len(self.chunks) else ""

    @property
    def last(self) -> bool:
        """Whether nothing follows, except perhaps a reporting verb."""
        return self.index == len(self.chunks) - 1


def stands_behind(
    words: RoleWords, text: str, at: int, end: int, *, kin: bool, ranked: bool, told: bool = False
) -> Standing:
    """What the words from `at`, where a name ends, up to `end` tell about the person. `told`: a reporting verb stands before the name."""
    tail = text[at : min(end, at + _CHARACTERS_BEHIND_A_NAME)]
    if stop := _ROLE_END.search(tail):
        tail = tail[: stop.start()]
    cue = words.cues.strong.search(tail)
    if cue is not None:
        tail = tail[: cue.start()]
    tail = _ASIDE_FIRST.sub("", _AUXILIARIES.of(words.lexicon).sub("", tail.rstrip()))
    chunks = tail.split(",")
    while len(chunks) > 1 and not chunks[-1].strip():
        chunks.pop()
    organisation: str | None = None
    for index in range(min(len(chunks), _MOST_CHUNKS)):
        chunk = Chunk(words, chunks, index, cue is not None, ranked, kin, told, organisation)
        found = BEHIND_A_NAME.first(chunk)
        verdict = found[0] if found is not None else _STOP
        if verdict.standing is not None:
            return verdict.standing
        organisation = organisation or verdict.organisation
        if verdict.stop:
            break
    return Standing(None, organisation)


def empty(chunk: Chunk) -> Verdict | None:
    """Nothing stands between the name and the comma."""
    return None if chunk.text else _NEXT


def place_behind(chunk: Chunk) -> Verdict | None:
    """'Ann Pole of the dog unit': where the person serves, up to the next person of a list."""
    if chunk.index or chunk.who_is is not None or len(chunk.text) >= _LONGEST_PLACE:
        return None
    place = PLACE.of(chunk.words.lexicon).match(chunk.text)
    if place is None or VERB.of(chunk.words.lexicon).search(chunk.text):
        return None
    organisation = _served(chunk.words, place)
    if organisation and (until := chunk.words.next_one(organisation, chunk.following)) is not None:
        return Verdict(organisation=organisation[:until], stop=True)
    return Verdict(organisation=organisation)


def no_commas(chunk: Chunk) -> Verdict | None:
    """Words right behind the name without a comma tell nothing, except in 'Ann Pole the Police Commissioner said'."""
    if chunk.index or chunk.who_is is not None:
        return None
    if chunk.text.startswith("who ") or chunk.words.skips(chunk.text):
        return _NEXT
    lacks_commas = chunk.said and chunk.chunks[0].startswith(" the ") and chunk.last
    return None if lacks_commas else _STOP


def rank_behind(chunk: Chunk) -> Verdict | None:
    """'Ann Pole, Chief Constable of Kelshire Police'."""
    core, names = chunk.core, chunk.words.names
    found = names.rank_at(core, 0, len(core))
    if found is None or not core[: found[1]].istitle():
        return None
    rank, rest = core[: found[1]], core[found[1] :]
    if rank in names.generic or chunk.words.is_role(rest.strip()) or _CAPITAL_BEHIND.match(rest):
        return None
    place = PLACE.of(chunk.words.lexicon).match(rest.strip())
    organisation = _served(chunk.words, place) if place else None
    return Verdict(Standing(None, organisation or chunk.organisation, rank))


def _served(words: RoleWords, place: re.Match[str]) -> str | None:
    """The organisation in 'of the dog unit' or 'at Kelsham CID', or None."""
    return words.organisations.name(place.group("organisation"), belongs=place.group("preposition") == "of")


def no_role(chunk: Chunk) -> Verdict | None:
    """'after the trial', 'and Tom Ash': the sentence goes on without a role."""
    return _STOP if _NO_ROLE.match(chunk.text) else None


def role_behind(chunk: Chunk) -> Verdict | None:
    """'Ann Pole, head of the lab': a noun phrase whose head is a noun for a role."""
    core, words = chunk.core, chunk.words
    if len(core) > _LONGEST_ROLE or VERB.of(chunk.words.lexicon).search(core) or not words.is_role(core, kin=chunk.kin):
        return None
    if (named := words.names.titled_inside(core)) is not None:
        # '..., head of the Fraud Division and Sheriff Tom Ash': the next one in the list
        core = core[: named[0]].rstrip()
        if not core.endswith((" and", " &")):
            return _STOP
        core = core.rpartition(" ")[0]
    core = _WHEN.of(words.lexicon).sub("", _DID.sub("", core))
    if (until := words.next_one(core, chunk.following)) is not None:
        core = core[:until]  # 'head of the Fraud Division and Tom Ash, head of ...'
    if words.names_another(core):
        return _STOP
    article = chunk.article.group("article") if chunk.article else None
    role = _joined(core, chunk.chunks[chunk.index + 1 :])
    return Verdict(Standing(role, _held_at(words, core) or chunk.organisation, article=article))


def _held_at(words: RoleWords, role: str) -> str | None:
    """The organisation at which a rank that is a role is held: 'Chief of the Kelsham Police Department'."""
    rank = words.names.rank_at(role, 0, len(role))
    place = PLACE.of(words.lexicon).match(role[rank[1] :].strip()) if rank is not None else None
    return None if place is None else _served(words, place)


def office_of_a_place(chunk: Chunk) -> Verdict | None:
    """'Ann Pole, Area Commander Kelsham West, said', 'Ann Pole, Manager Crime Operations, said': the head of the phrase stands first."""
    if not ((chunk.said or chunk.told) and chunk.last) or chunk.article is not None or not chunk.index:
        return None
    named = chunk.words.names.titled_inside(chunk.core)
    if named is not None and named[0] > 0:  # 'head of the lab and Sheriff Tom Ash'
        return None
    if not chunk.words.is_office(chunk.core) or chunk.words.names_another(chunk.core):
        return None
    return Verdict(Standing(chunk.core, _held_at(chunk.words, chunk.core) or chunk.organisation))


def place_of_another_chunk(chunk: Chunk) -> Verdict | None:
    """', of Kelsham CID,' behind another chunk: where the person serves."""
    place = PLACE.of(chunk.words.lexicon).match(chunk.text)
    if place is None:
        return None
    organisation = _served(chunk.words, place)
    return Verdict(organisation=organisation, stop=not chunk.words.skips(chunk.text))


def aside(chunk: Chunk) -> Verdict | None:
    """'who led the case', 'aged 40', 'QPM': tells no role, which may stand behind it."""
    return _NEXT if chunk.words.skips(chunk.text) else None


def _joined(core: str, further: list[str]) -> str:
    """The role with what follows a comma in a list: 'Cabinet Member for Health, Leisure and Safety'."""
    role = core.strip()
    if " for " not in role and " of " not in role:
        return role
    for index, chunk in enumerate(further[:3]):
        if _LAST_ITEM.fullmatch(chunk):
            return role + "," + ",".join(further[: index + 1])
        if not _LIST_ITEM.fullmatch(chunk):
            break
    return role


BEHIND_A_NAME: RuleTable[Chunk, Verdict] = RuleTable(
    "role",
    (
        Rule(
            "empty", empty, finds=('PC <person role="head of the lab">Ann Pole</person>, head of the lab, met them.',)
        ),
        Rule(
            "place_behind",
            place_behind,
            finds=(
                'PC <person organisation="the dog unit">Ann Pole</person> of the dog unit met them.',
                "“We act,” said Sgt <person organisation=null>Ann Pole</person> from the steps of the court.",
                "Chief Constable <person organisation=null>Ann Pole</person> spoke at a press conference.",
            ),
        ),
        Rule(
            "no_commas",
            no_commas,
            finds=(
                '<person role="Police and Crime Commissioner">Ann Pole</person> the Police and Crime Commissioner said: “We act.”',
                "PC <person role=null>Ann Pole</person> head of the lab met them.",
            ),
        ),
        Rule(
            "rank_behind",
            rank_behind,
            finds=(
                '<person rank="Chief Constable" organisation="Kelshire Police">Ann Pole</person>, Chief Constable of Kelshire Police, said so.',
            ),
        ),
        Rule("no_role", no_role, finds=("PC <person role=null>Ann Pole</person>, with the lead officer, went on.",)),
        Rule(
            "office_of_a_place",
            office_of_a_place,
            finds=(
                'Inspector <person role="Area Commander Kelsham West">Ann Pole</person>, Area Commander Kelsham West, said: “We act.”',
                '<person role="Director Border Operations">Ann Pole</person>, Director Border Operations, said: “We act.”',
                '“We act,” said <person role="Assistant Director Trading Standards">Ann Pole</person>, Assistant Director Trading Standards.',
                'Senior Sergeant <person role="Officer in Charge Kelsham CIB">Ann Pole</person>, Officer in Charge Kelsham CIB, said: “We act.”',
            ),
        ),
        Rule(
            "role_behind",
            role_behind,
            finds=(
                'It was begun by <person role="Secretary of the Department of Bogs">Ann Pole</person>, Secretary of the Department of Bogs in May 2009.',
                "Inspector <person role=\"force's lead for eels\">Ann Pole</person>, the force's lead for eels, said so.",
                'Cllr <person role="Cabinet Member for Health, Leisure and Safety">Ann Pole</person>, Cabinet Member for Health, Leisure and Safety, said so.',
                "Chief Constable <person role=null>Ann Pole</person>, fire chief <person role=chief>Tom Ash</person> and others met.",
                'Inspector <person role="Area Prevention Manager">Ann Pole</person>, Area Prevention Manager, Kelsham Hills, said: “We act.”',
                '“We act,” said Inspector <person role="Area Prevention Manager">Ann Pole</person>, Area Prevention Manager, Kelsham Hills.',
            ),
        ),
        Rule(
            "place_of_another_chunk",
            place_of_another_chunk,
            finds=(
                'PC <person organisation="Kelsham CID">Ann Pole</person>, who led the case, of Kelsham CID, met them.',
            ),
        ),
        Rule(
            "aside",
            aside,
            finds=(
                'PC <person role="head of the lab">Ann Pole</person>, who led the case, head of the lab, met them.',
            ),
        ),
    ),
    kinds=("person",),
)
"""What the words behind a name say of its bearer, chunk by chunk between the commas."""
