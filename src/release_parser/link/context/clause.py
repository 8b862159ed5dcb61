"""The clause in which a claim stands: its verb, the verb's subject, and the clauses above.

In: a claim with the syntax of its sentence. Out: a `Clause`, which the rules for actors read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from release_parser.link.context.agents import Agents
from release_parser.link.drafts import ClaimDraft
from release_parser.link.syntax import Syntax
from release_parser.link.words import BE

_NODES_CLIMBED = 8
_TOKENS_BETWEEN_SUBJECT_AND_VERB = 25
"""So many tokens from its verb a subject may stand."""
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = frozenset({"i", "we", "he", "she", "they"})
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of a sentence, seen from a claim. `own` are the tokens of the claim and of what it counts."""

    syntax: Syntax
    agents: Agents
    verb: int
    own: range
    punished: bool = False
    """Whether the claim is what somebody has to serve or to pay."""

    def children(self, verb: int) -> Iterator[int]:
        """The tokens whose head is this verb."""
        heads = self.syntax.heads
        return (index for index in range(len(heads)) if heads[index] == verb and index != verb)

    @property
    def passive(self) -> bool:
        """Whether the subject does not act: 'were arrested', 'cash seized', 'Man jailed for theft'."""
        syntax, verb = self.syntax, self.verb
        if syntax.lower(verb) in self.agents.states:
            return False
        if any(syntax.deps[child] in ("auxpass", "nsubjpass") for child in self.children(verb)):
            return True
        if self.has_auxiliary or syntax.tags[verb] not in ("VBN", "VBD"):
            return False
        if any(syntax.deps[child] in ("dobj", "ccomp", "oprd") for child in self.children(verb)):
            return False
        subject = self.subject("nsubj")  # 'We searched for 47 days'
        if subject is not None and syntax.lower(subject) in _SUBJECTS:
            return False
        return (syntax.tags[verb] == "VBN" and syntax.deps[verb] != "conj") or syntax.lower(verb) in self.agents.done_to

    @property
    def in_subject(self) -> bool:
        """Whether the claim stands inside the verb's subject: 'residents of the three villages told us'."""
        last = next(reversed(self.path), None)
        return last is not None and self.syntax.deps[last] in ("nsubj", "nsubjpass")

    @property
    def path(self) -> list[int]:
        """The tokens from the claim up to its verb in the parse, the claim's first; empty where the verb is not above it."""
        nodes = [self.own.start] if self.own else []
        while nodes and len(nodes) <= _NODES_CLIMBED:
            parent = self.syntax.heads[nodes[-1]]
            if parent == self.verb:
                return nodes
            if parent == nodes[-1]:
                break
            nodes.append(parent)
        return []

    @property
    def has_auxiliary(self) -> bool:
        """Whether the verb has an auxiliary: 'have arrested'."""
        return any(self.syntax.deps[child] == "aux" for child in self.children(self.verb))

    def subject(self, *kinds: str) -> int | None:
        """The verb's own subject with one of these dependencies, before the verb and not what is counted; or None."""
        return next(
            (
                child
                for child in self.children(self.verb)
                if self.syntax.deps[child] in kinds and child < self.verb and child not in self.own
            ),
            None,
        )

    def other(self, verb: int) -> Clause:
        """The clause of another verb of the sentence, seen from the same claim."""
        return replace(self, verb=verb)

    def agent(self, token: int | None) -> tuple[int, int] | None:
        """The span of a subject that can act, or None; a relative pronoun means the noun to which its clause belongs."""
        if token is None or token in self.own:
            return None
        if self.syntax.lower(token) in _RELATIVE:
            noun = self.syntax.heads[self.verb]
            return None if noun == self.verb or noun in self.own else self.agents.phrase(self.syntax, noun)
        return self.agents.phrase(self.syntax, token)

    @property
    def joined(self) -> Clause | None:
        """The clause of the verb to which this one is joined: 'arrested' in 'arrested two men and seized £400'."""
        return self._hung("conj")

    @property
    def controlling(self) -> Clause | None:
        """The clause of the verb whose subject acts here too: 'met' in 'members met at the bridge, stopping 40 cars'."""
        syntax, verb = self.syntax, self.verb
        relation = syntax.deps[verb]
        if relation not in _CONTROLLED or (relation != "xcomp" and syntax.tags[verb] not in ("VB", "VBG")):
            return None
        parent = syntax.heads[verb]
        # 'after stealing two cars', 'were able to arrest two men'
        if relation == "pcomp" or syntax.pos[parent] == "ADJ":
            parent = syntax.heads[parent]
        return self.other(parent) if syntax.pos[parent] in ("VERB", "AUX") and parent != verb else None

    def _hung(self, dependency: str) -> Clause | None:
        """The clause of the verb to which this one is attached by a dependency."""
        parent = self.syntax.heads[self.verb]
        if self.syntax.deps[self.verb] != dependency or self.syntax.pos[parent] not in ("VERB", "AUX"):
            return None
        return self.other(parent)


def clause_of(draft: ClaimDraft, agents: Agents) -> Clause | None:
    """The clause of a claim, or None where its sentence has no verb for it; participles that only describe a noun do not count."""
    counted = draft.counted
    if not counted.parsed:
        return None
    syntax, entity = counted.syntax, draft.entity
    tokens = [counted.first, counted.last]
    if (
        entity is not None
        and entity.token >= 0
        and entity.start <= syntax.starts[min(entity.token, len(syntax) - 1)] < entity.end
    ):
        tokens += [entity.token]
    own = (
        range(min(tokens), max(tokens) + 1)
        if max(tokens) - min(tokens) < 12
        else range(counted.first, counted.last + 1)
    )
    verb = _verb(draft, syntax, tokens[-1])
    return None if verb is None else Clause(syntax, agents, verb, own, _is_punishment(draft))


def _is_punishment(draft: ClaimDraft) -> bool:
    """Whether the claim is a term or an amount that a court gave."""
    return draft.topic in ("sentence", "penalty") and draft.quantity.kind in ("duration", "money")


def _verb(draft: ClaimDraft, syntax: Syntax, node: int) -> int | None:
    """The token of the claim's verb, or None."""
    given = draft.verb
    if given is not None and given < len(syntax) and syntax.pos[given] == "VERB" and not _describes(syntax, given):
        return given
    for _ in range(_NODES_CLIMBED):
        parent = syntax.heads[node]
        if parent == node:
            break
        if syntax.pos[parent] == "VERB" and not _describes(syntax, parent):
            return parent
        if _is_statement(syntax, parent):
            return None
        node = parent
    return node if syntax.pos[node] == "VERB" else None


def _is_statement(syntax: Syntax, token: int) -> bool:
    """Whether a verb only reports the claim: 'said there were eight thefts', 'we know that the cost is £400'."""
    if syntax.lower(token) not in BE:
        return False
    around = range(
        max(0, token - _TOKENS_BETWEEN_SUBJECT_AND_VERB), min(len(syntax), token + _TOKENS_BETWEEN_SUBJECT_AND_VERB)
    )
    return any(syntax.heads[child] == token and syntax.deps[child] in ("nsubj", "expl") for child in around)


def _describes(syntax: Syntax, verb: int) -> bool:
    """Whether a participle only describes a noun, and what happened stands further up: 'cash concealed in a box', 'a pot containing £250', 'drugs worth £400'."""
    return syntax.deps[verb] in ("acl", "amod", "prep") and not any(
        syntax.heads[index] == verb and syntax.deps[index] == "agent"
        for index in range(verb + 1, min(verb + 15, len(syntax)))
    )
