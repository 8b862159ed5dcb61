"""The phrases of a sentence that can act: a person, a group or a body.

In: the syntax of a sentence and the token of a noun or pronoun. Out: the span of the phrase with its article, or None for a thing. The
words are data: `agents.toml`, the people of `topics.toml`, roles and relatives of `people.toml`.
"""

from __future__ import annotations

from functools import lru_cache

from release_parser.lexicon import Lexicon, Topic, WordSet, fold
from release_parser.link.context.clues import inflections
from release_parser.link.syntax import Syntax
from release_parser.regexes import Regex

_PRONOUNS = frozenset(
    {"i", "we", "he", "she", "they", "them", "anyone", "anybody", "someone", "somebody", "everyone", "everybody", "others", "some"}
)  # fmt: skip
_BEFORE = frozenset({"det", "compound", "amod", "poss", "nummod", "nmod", "quantmod", "case", "predet", "advmod"})
_GROUPS = WordSet("agents.groups")
_ACRONYM = Regex(r"\p{Lu}{3,}s?")
_DASHES = frozenset({"-", "–", "—"})


class Agents:
    """The words of a lexicon for people, groups and bodies that can act."""

    def __init__(self, lexicon: Lexicon) -> None:
        agents, roles = lexicon.vocabulary("agents"), lexicon.vocabulary("people")
        self._persons = frozenset(
            fold(form) for entry in (agents["persons"], roles["roles"], roles["kin"]) for form in entry.forms
        )
        self._nouns = self._persons.union(map(fold, agents["bodies"].forms))
        self._named_bodies = tuple(sorted(agents["named_bodies"].forms))
        self._no_agents = frozenset(agents["no_agents"].forms)
        self._topics = lexicon.typed("topics", Topic)
        self._lexicon = lexicon
        self.no_acts = frozenset(agents["no_acts"].forms)
        self.states = frozenset(agents["states"].forms)
        self.makes_do = frozenset(agents["makes_do"].forms)
        self.done_to = frozenset(
            form for topic in self._topics if topic.done_to for act in topic.acts for form in inflections(fold(act))
        )
        people = {form for form, topic in self._topics.forms.items() if topic.person}
        self._people = frozenset(people - {fold(form) for form in agents["no_persons"].forms})

    def is_person(self, noun: str) -> bool:
        """Whether a noun names people by what they do or who they are: 'executive', 'daughter'."""
        return fold(noun) in self._persons

    def phrase(self, syntax: Syntax, token: int) -> tuple[int, int] | None:
        """The span of the phrase whose head is this noun or pronoun, or None where it cannot act."""
        if syntax.lower(token) in _PRONOUNS:
            return syntax.starts[token], syntax.ends[token]
        first, last = self._without_time(syntax, _first(syntax, token), token), _last(syntax, token, self._lexicon)
        if not self._acts(syntax, first, token):
            return None
        return syntax.starts[first], syntax.ends[last]

    def _without_time(self, syntax: Syntax, first: int, token: int) -> int:
        """The first token of the phrase without a day before it: 'On Friday morning members of the team'."""
        times = [
            index
            for index in range(first, token)
            if (syntax.words[index] in self._no_agents and syntax.words[index].endswith("day"))
            or syntax.lower(index) in ("yesterday", "today", "tonight")
        ]
        if not times:
            return first
        after = times[-1] + 1
        return (
            after + 1
            if after < token and syntax.lower(after) in ("morning", "afternoon", "evening", "night")
            else after
        )

    def _acts(self, syntax: Syntax, first: int, token: int) -> bool:
        """Whether the noun of the phrase can act."""
        known = self._nouns | self._people
        if fold(syntax.words[token]) in known or fold(syntax.lemma(token)) in known:
            return True
        if " ".join(syntax.words[first : token + 1]).endswith(self._named_bodies):
            return True
        if any(syntax.words[index] in self._no_agents for index in range(first, token + 1)):
            return False
        if (thing := self._topics.find(syntax.words[token])) is not None and not thing.person:
            return False  # 'COCAINE SEIZED'
        return _ACRONYM.fullmatch(syntax.words[token]) is not None or (
            syntax.pos[token] == "PROPN" and _is_name(syntax, first, token)
        )


def _is_name(syntax: Syntax, first: int, token: int) -> bool:
    """Whether a phrase is the name of a person or body: 'Ann Pole', 'the NCA'; but not 'the Cutty Sark', a dateline ('ASHTOWN –') or a line of places."""
    word = syntax.words[token]
    if not word[:1].isupper() or syntax.words[min(token + 1, len(syntax) - 1)] in _DASHES | {":"}:
        return False
    if syntax.lower(first) in ("the", "a", "an") and _ACRONYM.fullmatch(word) is None:
        return False
    return not (
        first > 1
        and syntax.words[first - 1] == ","
        and syntax.pos[first - 2] == "PROPN"
        and syntax.deps[first - 2] == "pobj"
    )


def _first(syntax: Syntax, token: int) -> int:
    """The first token of the phrase: articles, adjectives and names in front."""
    first = token
    while first > 0:
        before = first - 1
        if (
            syntax.words[before] in _DASHES
            and first > 1
            and syntax.ends[before - 1] == syntax.starts[before]  # 'AFP-led', not 'in Wales - officers'
            and syntax.heads[before - 1] in range(before - 1, token + 1)
        ):
            first = before - 1
        elif syntax.deps[before] in _BEFORE and before < syntax.heads[before] <= token:
            first = before
        else:
            break
    return first


def _last(syntax: Syntax, token: int, lexicon: Lexicon) -> int:
    """The last token of the phrase, including what a group consists of: 'members of the Rural Crime Team', 'teams of officers'."""
    if syntax.lower(token + 1) != "of" or syntax.lower(token) not in _GROUPS.of(lexicon):
        return token
    heads = (
        index
        for index in range(token + 2, len(syntax))
        if syntax.heads[index] == token + 1 and syntax.deps[index] == "pobj"
    )
    return next(heads, token)


@lru_cache(maxsize=8)
def agents_of(lexicon: Lexicon) -> Agents:
    """The words for who can act in this lexicon; made once for each."""
    return Agents(lexicon)
