"""The role of a person, from the words beside the name: 'Ann Pole, head of roads policing', 'council leader Tom Ash'.

In: a text and where a name stands in it. Out: role, rank and organisation, as written. A role is a noun phrase whose head is a noun for a
role; what somebody did ('who led the case') is none.

>>> roles = RoleGrammar.of(Lexicon.default())
>>> text = "Tom Ash, the force's lead for rural crime, said:"
>>> roles.beside(text, (0, len(text)), (0, 7))
Standing(role="force's lead for rural crime", organisation=None, rank=None, before=False, article='the')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from release_parser.extract.bare_names import bare_names
from release_parser.extract.name_parts import Span
from release_parser.extract.role_chunks import PLACE, stands_behind
from release_parser.extract.role_predicates import stated_behind
from release_parser.extract.role_words import ARTICLE, VERB, RoleWords, Standing
from release_parser.lexicon import Lexicon, WordPattern, fold
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

__all__ = ["RoleGrammar", "Standing"]

# '... said Assistant Attorney General for the Kelsham Division Ann Pole.': a role and its place right behind the verb
_SAID_BEFORE = WordPattern(r"(?:.{0,140}[ ])?(?:«people.said_before»)[ ]+(?=\p{Lu})")
_OPEN_END = Regex(r"\b(?:of|for|the|and|in|at|with|to)$")
# '..., Tom Ash and Chief Executive of Kelshire Council, Ann Pole': the one before in the list
_LISTED = Regex(r"\p{Lu}[\p{L}’'-]+[ ]\p{Lu}[\p{L}’'-]+[ ]and[ ]")
_LISTED_OFFICE = Regex(r"\b(?:by|and|with|from)[ ](?=\p{Lu})")
_PRONOUN = Regex(r"(?:He|She|They|It|We|I|His|Her|Their|This|That|There|Following|After)\b")
# 'Further to comments by the Chief Constable, Ann Pole ...', 'Following ...': the office is somebody else's
_NO_OPENING = WordPattern(
    r"^(?:(?!(?:«people.ing_of_a_role»)\b)\p{L}+ing|with|by|as|after|for|in|to|and|further|«people.no_opening»|according|along|despite|since|when|while|before|at|on|from)\b|[ ]by[ ](?:the|our|a|an)[ ]",
    re.IGNORECASE,
)
_OF = Regex(r"\b(?:of|for)\b")
# a role before a name begins with its clause
_OPENING = WordPattern(
    r",[ ](?!(?:«people.joined_by_and»)[ ](?:and|&)[ ])|[;:–—“”\"][ ]?|\((?![^)]*\))|(?<!\b\p{Lu})[.!?][ ]"
)
_ASIDE_LAST = Regex(r"[ ]\([^)]*\)$")
_JOINED = Regex(r",?[ ](?:and|&)[ ](?:the[ ])?")
_NAME_BEFORE = Regex(r"\p{Lu}[\p{L}’'-]+[ ]\p{Lu}[\p{L}’'-]+,[ ]$")
_LIST_BEHIND = Regex(r",?[ ]and\b|,[ ](?:\p{Lu}[\w.’'-]*+[ ]){2,}")
_OF_SOMETHING = Regex(r"[ ](?:of|for)[ ]")
_CHARACTERS_BEFORE_A_NAME = 200
_CHARACTERS_OF_A_VERB_BEFORE = 14
_NEAR_NAME = 70
_LONGEST_ROLE = 140
_MOST_CAPITALS = 8


@dataclass
class Ahead:
    """The words before a name.

    `start` is where its sentence begins, `at` where the name or its rank begins, `end` where the name ends.
    """

    grammar: RoleGrammar
    text: str
    start: int
    at: int
    end: int

    @cached_property
    def apposed(self) -> bool:
        """Whether a comma stands between role and name: 'The Mayor of Kelsham, Ann Pole'."""
        return self.text[max(self.start, self.at - _CHARACTERS_BEFORE_A_NAME) : self.at].rstrip().endswith(",")

    @cached_property
    def head(self) -> str:
        """The words of the sentence before the name."""
        return self.text[max(self.start, self.at - _CHARACTERS_BEFORE_A_NAME) : self.at].rstrip().rstrip(", ")

    @cached_property
    def opening(self) -> int:
        """The offset in `head` at which the last clause begins."""
        return max((match.end() for match in _OPENING.of(self.grammar.lexicon).finditer(self.head)), default=0)

    @cached_property
    def said(self) -> re.Match[str] | None:
        """The match of a reporting verb right before the role: '... said Head of Roads Ann Pole'."""
        return None if self.apposed else _SAID_BEFORE.of(self.grammar.lexicon).match(self.head[self.opening :])

    @cached_property
    def chunk(self) -> str:
        """The clause before the name, without verb, article and the person before in a list."""
        chunk = self.head[self.opening :]
        if self.said is not None:
            chunk = chunk[self.said.end() :]
        if (listed := _LISTED.match(chunk)) and self.grammar.words.names.never.isdisjoint(chunk.split()[:2]):
            chunk = chunk[listed.end() :]
        chunk = self._office_in_a_list(chunk)
        if article := ARTICLE.match(chunk):
            chunk = chunk[article.end() :]
        return chunk if len(chunk) <= _LONGEST_ROLE else ""

    def _office_in_a_list(self, chunk: str) -> str:
        """The last office of a list with its field: 'Head of Roads for Kelsham' in '... by Sheriff Tom Ash and Head of Roads for Kelsham'."""
        office = self.grammar.words.names.ranks.office
        for joint in reversed([*_LISTED_OFFICE.finditer(chunk)]):
            found = office.match(chunk, joint.end())
            if found is not None and _OF_SOMETHING.match(chunk, found.end()) is not None:
                return chunk[joint.end() :]
        return chunk

    @cached_property
    def titled(self) -> bool:
        """Whether the clause begins with an office and its field: 'U.S. Attorney for the District of Kelsham'."""
        office = self.grammar.words.names.ranks.office.match(self.chunk)
        return office is not None and _OF_SOMETHING.match(self.chunk, office.end()) is not None

    @cached_property
    def closed(self) -> bool:
        """Whether the words behind the name show that it ends there."""
        return (
            self.text[self.end : self.end + 1] == ","
            or self.grammar.words.cues.strong.match(self.text, self.end + 1) is not None
            or (self.titled and not self.text[self.end : self.end + 2].strip()[:1].isupper())
            or (
                self.said is not None
                and (self.text[self.end : self.end + 1] in (".", "") or self.text.startswith(" and ", self.end))
            )
        )


class RoleGrammar:
    """The patterns for roles of one lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        people = lexicon.vocabulary("people")
        self.words = RoleWords.of(lexicon)
        self.modifiers = frozenset(people["role_modifiers"].forms)
        self.pleaders = frozenset(people["pleaders"].forms)
        self.bodies = frozenset(people["role_bodies"].forms)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> RoleGrammar:
        """The grammar for this lexicon, made once for each lexicon."""
        return RoleGrammar(lexicon)

    def is_role(self, phrase: str) -> bool:
        """Whether the head of a noun phrase is a noun for a role."""
        return self.words.is_role(phrase)

    def is_office(self, phrase: str) -> bool:
        """Whether a phrase is a role, or an office that may stand before its place: 'Area Commander' in 'Area Commander Kelsham West'."""
        return self.words.is_role(phrase) or self.words.is_office(phrase, placed=False)

    def is_weak(self, role: str) -> bool:
        """Whether anybody may have the role, so that it makes no official: 'owner', 'teacher'."""
        return self.words.is_weak(role)

    def beside(
        self,
        text: str,
        bounds: Span,
        name: Span,
        *,
        title_start: int | None = None,
        title_role: bool = False,
        courtesy: bool = False,
        kin: bool = False,
    ) -> Standing:
        """What the words beside the name text[slice(*name)] tell. `bounds` is its sentence, `title_start` where its rank or title begins.

        `courtesy`: the title is 'Mr' or 'Mrs', so that a rank before a comma is the same person's: 'The Superintendent of Traffic, Mr Tom Ash'.
        """
        ranked = title_start is not None and title_start < name[0] and not courtesy
        first = name[0] if title_start is None else title_start
        told = (
            self.words.cues.strong.search(text, max(bounds[0], first - _CHARACTERS_OF_A_VERB_BEFORE), first) is not None
        )
        behind = stands_behind(self.words, text, name[1], bounds[1], kin=kin, ranked=ranked, told=told)
        if behind.role is not None:
            return behind
        stated = self._stated(text, name[1], bounds[1], behind)
        if stated is not None:
            return stated
        start = name[0] if title_start is None or title_role else title_start
        found = IN_FRONT_OF_A_NAME.first(Ahead(self, text, bounds[0], start, name[1]))
        role = self._own(found[0]) if found is not None else None
        if role is not None and not ranked and (rank := self.apposed_rank(role)) is not None:
            return Standing(None, behind.organisation or rank[1], rank[0], before=True)
        return Standing(role or None, behind.organisation, behind.rank, before=role is not None)

    def _stated(self, text: str, at: int, end: int, behind: Standing) -> Standing | None:
        """The role that the sentence states: 'Ann Pole is the force's lead', 'Ann Pole works in the Dog Unit as a Sergeant'."""
        stated = stated_behind(text, at, end, self.lexicon)
        if stated is None:
            return None
        if self.words.names.rank_at(stated.phrase, 0, len(stated.phrase)) == (0, len(stated.phrase)):
            return replace(behind, rank=stated.phrase)
        if self.is_role(stated.phrase) and not VERB.of(self.lexicon).search(stated.phrase):
            return replace(behind, role=stated.phrase, article=stated.article)
        return None

    def _own(self, role: str | None) -> str | None:
        """The person's own part of a role phrase: 'Project Manager' in 'Sheriff Tom Ash and Project Manager'; None where only another person's is left."""
        names = self.words.names
        while role is not None and (named := names.titled_inside(role)) is not None:
            joined = _JOINED.match(role, named[1])
            if joined is None:  # 'Sheriff Tom Ash of Kelsham, Ann Pole'
                return None if named[0] == 0 else role
            role = role[joined.end() :]
        if role is None or " and " not in role:
            return None if not role or self.words.names_another(role) else role
        # 'Head of the Fraud Division Tom Ash and Director of the Kelsham Lab'
        for start, end in bare_names(names, role, 0, len(role)):
            joined = _JOINED.match(role, end)
            ahead = role[:start].split()[-1:]
            if joined and ahead and ahead[0][0].isupper() and self.is_role(role[joined.end() :]):
                return role[joined.end() :]
        return None if self.words.names_another(role) else role

    def apposed_rank(self, phrase: str) -> tuple[str, str | None] | None:
        """The rank and the organisation in a phrase such as 'Chief Inspector for local policing, Ann Pole', or None."""
        found = self.words.names.rank_at(phrase, 0, len(phrase))
        if found is None or phrase[: found[1]] in self.words.names.generic:
            return None
        rest = phrase[found[1] :].strip()
        place = PLACE.of(self.lexicon).match(rest)
        if rest and place is None:
            return None
        return phrase[: found[1]], self.words.organisations.name(
            place.group("organisation"), belongs=True
        ) if place else None


def _is_clause(ahead: Ahead) -> bool:
    """Whether the words before the name have a verb, or begin as no role does: 'speaking at the scene'."""
    lexicon = ahead.grammar.lexicon
    return bool(VERB.of(lexicon).search(ahead.chunk) or _NO_OPENING.of(lexicon).search(ahead.chunk))


def apposed_role(ahead: Ahead) -> str | None:
    """'The Mayor of Kelsham, Ann Pole': a role before a comma, unless it belongs to the person before in a list."""
    chunk, grammar = ahead.chunk, ahead.grammar
    if not ahead.apposed or not chunk or _is_clause(ahead):
        return None
    if not (grammar.is_role(chunk) or grammar.apposed_rank(chunk)):
        return None
    return "" if _is_the_one_befores(ahead) else chunk


def _is_the_one_befores(ahead: Ahead) -> bool:
    """Whether the role belongs to the person named before it in a list: 'by Kay Roe, the Mayor of Kelsham, PC Tom Ash, and others'."""
    before = ahead.head[: ahead.opening]
    if _speaks_or_ends(ahead):
        # 'Inspector Kay Roe, Area Manager, Kelsham Hills, said': nobody else speaks with her
        near = before[-_NEAR_NAME:].rstrip(", ")
        titled = ahead.grammar.words.names.titled_inside(near)
        return titled is not None and titled[1] == len(near)
    return (
        _NAME_BEFORE.search(before) is not None
        and ahead.grammar.words.names.never.isdisjoint(before.rstrip(", ").split()[-2:])
        and _LIST_BEHIND.match(ahead.text, ahead.end, ahead.end + 40) is not None
    )


def _speaks_or_ends(ahead: Ahead) -> bool:
    """Whether a comma and a reporting verb follow the name, or the sentence ends with it."""
    text, end = ahead.text, ahead.end
    speaks = text[end : end + 2] == ", " and ahead.grammar.words.cues.strong.match(text, end + 2) is not None
    return speaks or text[end : end + 2].strip() in (".", "")


def role_with_its_place(ahead: Ahead) -> str | None:
    """'Head of Roads Ann Pole said': without a comma, where the words behind the name show that it ends there."""
    chunk = ahead.chunk
    if ahead.apposed or not chunk or not ahead.closed or not chunk[0].isupper():
        return None
    if not _OF.search(chunk) or _OPEN_END.search(chunk) or _PRONOUN.match(chunk) or not ahead.grammar.is_role(chunk):
        return None
    return None if _is_clause(ahead) else chunk


def role_right_before(ahead: Ahead) -> str | None:
    """'NCA deputy director Tom Ash': the noun for a role and the capitalised words and modifiers before it."""
    words, grammar = _ASIDE_LAST.sub("", ahead.chunk).split(), ahead.grammar
    if not words or not grammar.words.is_head(words[-1]):
        return None
    taken = 1
    while taken < len(words) and _belongs(grammar, words, taken):
        taken += 1
    phrase = " ".join(words[-taken:])
    if article := ARTICLE.match(phrase):
        phrase = phrase[article.end() :]
    return phrase if len(phrase) > 2 else None


def _belongs(grammar: RoleGrammar, words: list[str], taken: int) -> bool:
    """Whether one more word in front belongs to the role whose last `taken` words are known."""
    word, further = words[-taken - 1], words[-taken - 2] if taken + 1 < len(words) else ""
    if (word[0].isupper() and taken + 1 <= _MOST_CAPITALS) or word in grammar.modifiers or word.endswith(("'s", "’s")):
        return True
    if not further[:1].isupper():
        return False
    if fold(words[-1]) in grammar.pleaders:
        return word in ("of", "for")
    return word in ("of", "for") or (word in ("and", "&") and further not in grammar.bodies)


IN_FRONT_OF_A_NAME: RuleTable[Ahead, str] = RuleTable(
    "role",
    (
        Rule(
            "apposed_role",
            apposed_role,
            finds=(
                'The Mayor of Kelsham, <person role="Mayor of Kelsham">Ann Pole</person>, met them.',
                "The Superintendent of Traffic, Ms <person rank=Superintendent>Ann Pole</person>, said: “We act.”",
            ),
        ),
        Rule(
            "role_with_its_place",
            role_with_its_place,
            finds=(
                'It was announced by Sheriff <person rank=Sheriff>Tom Ash</person> and U.S. Attorney for the District of Kelsham <person role="U.S. Attorney for the District of Kelsham">Ann Pole</person>.',
                'Police and Crime Commissioner for Kelsham <person role="Police and Crime Commissioner for Kelsham">Ann Pole</person> said so.',
            ),
        ),
        Rule(
            "role_right_before",
            role_right_before,
            finds=(
                'They met Kelsham council leader <person role="Kelsham council leader">Ann Pole</person>.',
                'Vice-Mayor <person role="Vice-Mayor">Ann Pole</person> said: “We act.”',
            ),
        ),
    ),
    kinds=("person",),
)
"""What the words in front of a name say of its bearer. The empty role is another one's: no other rule is asked."""
