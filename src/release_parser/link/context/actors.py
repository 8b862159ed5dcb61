"""The actor: the person, group or body that did what the claim's predicate says.

In: a page, its claims and the syntax of the lines that introduce lists. Out: the span of the actor, or None where the text does not tell.
An actor is never the counted people themselves, never 'the number of …' and never a thing. Ages have none.
"""

from __future__ import annotations

from collections.abc import Mapping

from release_parser.link.context.agents import agents_of
from release_parser.link.context.clause import Clause, clause_of
from release_parser.link.context.introductions import introductions_of
from release_parser.link.drafts import ClaimDraft
from release_parser.link.surroundings import Surroundings
from release_parser.link.syntax import Syntax
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page

Actor = tuple[int, int]
_VERBS_CLIMBED = 4


def _by(clause: Clause) -> Actor | None:
    """The 'by' phrase of a passive: 'Six cars were seized by officers'."""
    syntax = clause.syntax
    for by in clause.children(clause.verb):
        if syntax.deps[by] in ("agent", "prep") and syntax.lower(by) == "by":
            noun = next((child for child in clause.children(by) if syntax.deps[child] == "pobj"), None)
            return clause.agent(noun)
    return None


def _subject(clause: Clause) -> Actor | None:
    """The subject of an active verb: 'The squad made 34 arrests', 'those who stole two cars'."""
    kinds = ("nsubj", "nsubjpass") if clause.syntax.lower(clause.verb) in clause.agents.states else ("nsubj",)
    return None if clause.passive else clause.agent(clause.subject(*kinds))


def _controlled(clause: Clause) -> Actor | None:
    """A participle or an infinitive shares the subject of its verb: 'The crew worked all night, stopping 40 cars'."""
    if clause.passive:
        return None
    for _ in range(_VERBS_CLIMBED):
        if clause.subject("nsubj", "nsubjpass") is not None:
            return None
        other = clause.controlling or clause.joined
        if other is None:
            return None
        if clause.punished and other.passive:  # 'She was ordered to pay £85'
            return NOBODY
        if (made := _made_to_do(clause, other)) is not None:
            return made
        if (actor := other.agent(other.subject("nsubj", "nsubjpass"))) is not None:
            return actor
        clause = other
    return None


def _made_to_do(clause: Clause, other: Clause) -> Actor | None:
    """'The decree requires the firm to close two plants', 'Pole paid Ash to steal two cars': the actor is whoever is made to do it."""
    syntax = clause.syntax
    if clause.punished or other.passive or syntax.tags[clause.verb] != "VB":
        return None  # whoever is ordered to pay a fine does nothing
    if syntax.lemma(other.verb) not in clause.agents.makes_do:
        return None
    return next(
        (
            clause.agent(child)
            for child in other.children(other.verb)
            if syntax.deps[child] in ("dobj", "dative") and other.verb < child < clause.verb
        ),
        None,
    )


def _in_front(clause: Clause) -> Actor | None:
    """'between 3 and 9 May 2019 officers arrested': the noun right before the verb, where the parse gives no subject."""
    syntax = clause.syntax
    if (
        clause.passive
        or clause.subject("nsubj") is not None
        or syntax.tags[clause.verb] not in ("VBD", "VBZ", "VBP", "VBN")
    ):
        return None
    at = clause.verb - 1
    while at > 0 and syntax.pos[at] in ("AUX", "ADV"):
        at -= 1
    return clause.agent(at) if at >= 0 and syntax.pos[at] in ("NOUN", "PROPN", "PRON") else None


def _nobody(clause: Clause) -> Actor | None:
    """No actor: 'Two cars representing a loss of' has a thing's verb, and in 'residents of three villages' the claim stands inside the subject."""
    return NOBODY if clause.syntax.lemma(clause.verb) in clause.agents.no_acts or clause.in_subject else None


def _in_front_of_subject(clause: Clause) -> Actor | None:
    """No actor: in 'Following three crashes, officers urge drivers to slow down' the claim before the subject is not the verb's object."""
    subject = clause.subject("nsubj")
    return NOBODY if subject is not None and clause.own and clause.own.stop <= subject and not clause.passive else None


def _circumstance_of_act(clause: Clause) -> Actor | None:
    """No actor: in 'arrested a man following an investigation into two thefts' the claim belongs to what came before the act."""
    return (
        NOBODY if any(clause.syntax.lower(node) in _APART for node in clause.path if node not in clause.own) else None
    )


_APART = frozenset(
    {
        "following",
        "after",
        "despite",
        "during",
        "amid",
        "since",
        "until",
        "than",
        "into",
        "about",
        "regarding",
        "because",
    }
)
"""Prepositions whose phrase tells when or why somebody acted, not to what: 'after a search of two homes'."""


NOBODY: Actor = (-1, -1)
"""What a rule gives that says that nobody acts."""

ACTORS: RuleTable[Clause, Actor] = RuleTable(
    "actor",
    (
        Rule("actor_by", _by, finds=("<claim value=6 actor=officers>Six</claim> cars were seized by officers.",)),
        Rule(
            "no_actor",
            _nobody,
            finds=(
                "The patrols resulted in <claim value=26 actor=null>26</claim> arrests.",
                "Residents of the <claim value=3 actor=null>three</claim> villages thanked officers.",
                "Ann Pole estimated the drugs to be worth <claim value=400 actor=null>£400</claim>.",
                "Ann Pole said there had been <claim value=8 actor=null>eight</claim> thefts.",
            ),
        ),
        Rule(
            "no_actor_in_front_of_subject",
            _in_front_of_subject,
            finds=(
                "Following <claim value=3 actor=null>three</claim> collisions, officers have urged drivers to slow down.",
                "On <claim value=2 actor=null>two</claim> occasions he stole fuel.",
            ),
        ),
        Rule(
            "no_actor_of_a_circumstance",
            _circumstance_of_act,
            finds=(
                "Officers arrested a man following an investigation into <claim value=2 actor=null>two</claim> break-ins.",
                "Officers held a man after a search of <claim value=2 actor=null>two</claim> homes.",
            ),
        ),
        Rule(
            "actor_subject",
            _subject,
            finds=(
                'Since May, the <unit>Kelsham Robbery Squad</unit> has made <claim value=34 actor="the Kelsham Robbery Squad">34</claim> arrests.',
                "He stole <claim value=2 actor=He>two</claim> cars.",
                "The number of burglaries fell by <claim value=34 actor=null>34</claim>.",
                "<claim value=2 actor=null>Two</claim> men were arrested.",
                'He was involved in <claim value=2 actor="He">two</claim> thefts.',
                "In May - across all of Elmshire - officers turned away <claim value=900 actor=officers>900</claim> cars.",
                "We searched for <claim value=47 actor=We>47 days</claim>.",
                "The search uncovered <claim value=2 actor=null>two</claim> guns.",
            ),
        ),
        Rule(
            "actor_controlling",
            _controlled,
            finds=(
                'The team worked all night, stopping <claim value=40 actor="The team">40</claim> cars.',
                'The decree requires the firm to close <claim value=2 actor="the firm">two</claim> plants.',
                "Pole paid Ash to steal <claim value=2 actor=Ash>two</claim> cars.",
                "Officers used drones to find <claim value=4 actor=Officers>four</claim> men.",
                "We were able to arrest <claim value=3 actor=We>three</claim> men.",
                "Ann Pole was sentenced to serve <claim value=4 actor=null>four years</claim> in prison.",
                "Officers searched the house and seized <claim value=2 actor=Officers>two</claim> guns.",
            ),
        ),
        Rule(
            "actor_in_front",
            _in_front,
            finds=(
                "Between 3 and 9 May 2019 officers arrested <claim value=32 actor=officers>32</claim> people.",
                'On 05/03/2026 officers seized <claim value=12 actor="05/03/2026 officers|officers">12</claim> knives.',
            ),
        ),
    ),
)
"""Who acts, surest first."""


class _Introductions:
    """Finds the actors of the lines that introduce lists: 'Officers seized:', 'Kelsham Police:'."""

    def __init__(self, page: Page, syntax: Mapping[int, Syntax], around: Surroundings) -> None:
        self._page, self._syntax, self._agents = page, syntax, agents_of(around.lexicon)
        self._found: dict[int, Actor | None] = {}

    def of(self, draft: ClaimDraft) -> Actor | None:
        """The actor of the nearest line that introduces the draft's list and has one, or None."""
        for index in introductions_of(self._page, draft.sentence):
            if index not in self._found:
                syntax = self._syntax.get(index)
                self._found[index] = None if syntax is None else self._actor(syntax)
            if (actor := self._found[index]) is not None:
                return actor
        return None

    def _actor(self, syntax: Syntax) -> Actor | None:
        """The actor of one such line, or None."""
        last = len(syntax) - 1
        while last > 0 and syntax.pos[last] in ("PUNCT", "SYM", "SPACE"):
            last -= 1
        if syntax.pos[last] in ("NOUN", "PROPN") and (named := self._agents.phrase(syntax, last)) is not None:
            return named  # 'Last week Kelsham Police:'
        verbs = [index for index in range(len(syntax)) if syntax.pos[index] == "VERB" and syntax.deps[index] != "acl"]
        for verb in reversed(verbs):
            found = ACTORS.first(Clause(syntax, self._agents, verb, range(0)))
            if found is not None:
                return None if found[0] == NOBODY else found[0]
        return None


def find_actors(
    page: Page, drafts: list[ClaimDraft], around: Surroundings, syntax: Mapping[int, Syntax]
) -> list[ClaimDraft]:
    """The drafts with their actors. `syntax` maps the index of a sentence to its tokens, including the sentences that introduce lists."""
    agents = agents_of(around.lexicon)
    introductions = _Introductions(page, syntax, around)
    completed = []
    for draft in drafts:
        if draft.quantity.kind in _NOBODYS:
            completed.append(draft)
            continue
        clause = clause_of(draft, agents)
        found = None if clause is None else ACTORS.first(clause)
        if found is None and (clause is None or _opens(clause)):
            actor = introductions.of(draft)
            found = None if actor is None else (actor, "actor_of_introduction")
        nobody = found is None or found[0] == NOBODY or _counts(found[0], draft)
        completed.append(draft if found is None or nobody else draft.given(found[1], actor=found[0]))
    return completed


def _counts(actor: Actor, draft: ClaimDraft) -> bool:
    """Whether the actor is the counted people themselves: 'approached by a group of three boys'."""
    return actor[0] < draft.quantity.end and draft.quantity.start < actor[1]


_NOBODYS = frozenset({"age", "speed", "percentage", "proportion", "multiplier"})
"""Nobody does an age, a speed or a share."""


def _opens(clause: Clause) -> bool:
    """Whether a list item begins with its verb, so that the subject stands in the introduction: 'Recorded 40 thefts'."""
    return not clause.passive and clause.subject("nsubj", "nsubjpass") is None and clause.joined is None
