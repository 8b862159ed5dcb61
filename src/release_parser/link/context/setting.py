"""One claim with what decides its topic: the noun that is counted, the acts that govern it, the acts near it.

In: a claim, its sentence and the `Story` of its page. Out: a `Setting`, which the rules for topics read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from release_parser.lexicon import Topic, WordPattern
from release_parser.link.context.clues import Clue
from release_parser.link.context.story import TO_SOMETHING, Story
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex

CLUE_REACH = 400
"""How far from a number, in characters, an act may stand: a sentence without end says no more about it."""
_CHARACTERS_TO_AN_ACT = 250
"""An act beyond so many characters, with 60 for each edge of a clause, is of something else."""
_HEADS_CLIMBED = 12
_TOKENS_TO_A_JOINED_VERB = 10
"""So many tokens behind a verb one that shares its subject is looked for."""
_STEPS_TO_A_WEAK_ACT = 3
"""So many steps up the parse a weak act still governs: 'advice to people in shops', not 'thefts from shops in a man they want to speak to'."""
_SAME_CLAUSE = 80
_ANOTHER = Regex(r"[,;:.]|\b(?:and|after|following|during|who|which|when|where|while|but)\b")
"""What begins another clause behind a number."""
_INDIRECT = frozenset({"pobj", "prep", "relcl", "acl", "advcl", "xcomp", "ccomp", "pcomp"})
_AUXILIARY = Regex(r"\b(?:was|were|are|is|been|being)\b")
CLAUSE_EDGE = Regex(
    r"[;:.]|,[ ](?:and|but|while|with|who|which|when)\b|\b(?:after|following|before|who|which|when|where|while|whilst|that|but|despite|if)\b"
)
# 'attacked by two', 'stabbed in the leg by another three'
_BY = Regex(r"[ ](?:\p{Ll}+[ ]){0,4}?by[ ](?:(?:a|an|the|these|another|other|about|around|up|to|at|least)[ ]){0,4}")
_PASSIVE = Regex(r"\b(?:was|were|been|being)[ ](?:(?:\p{Ll}+[ ]and|\p{Ll}+ly|also|then|later)[ ]){0,2}$")
_FOR = Regex(r"\b(?:for|with)[ ](?:an?[ ])?$")
_EDGE_OR_AND = Regex(rf"{CLAUSE_EDGE.pattern}|\band\b")
_SMALL_BEFORE = Regex(
    r"(?:[ ](?:a|an|the|of|to|at|on|his|her|its|their|another|all|for|further|other|about|around|up)){0,4}[ ]"
)
_SMALL_BEHIND = Regex(
    r"(?:[ ](?:of[ ](?:them|whom)|people|men|women|others|suspects))?[ ](?:(?:was|were|are|is|have|has|had|been|being|also|later|since|then|subsequently|now)[ ]){0,4}"
)


_BEING = Regex(r"[ ]being[ ]")
_OF_THE = Regex(r"[ ]of[ ](?:the|these|those|its|their)[ ]")


@dataclass(frozen=True, slots=True)
class Governor:
    """A clue in relation to the number: whether the counted noun does the act, and whether another verb stands between."""

    clue: Clue
    is_subject: bool = False
    near: bool = False
    direct: bool = False
    """Whether what is counted is the verb's own subject or object, with no preposition between."""


class Setting:
    """A claim and the words that tell what happened: the value that the rules for topics take."""

    def __init__(self, story: Story, draft: ClaimDraft) -> None:
        self.story, self.draft = story, draft
        self.syntax = draft.counted.syntax if draft.counted.parsed else None
        self.kind = draft.quantity.kind
        self.at = draft.quantity.start

    @cached_property
    def noun(self) -> Topic | None:
        """The topic to which the counted noun belongs, or None."""
        return self.story.noun_of(self.draft)

    @property
    def family(self) -> str:
        """The first part of the noun's topic: 'seizure' for 'seizure.drugs'."""
        return "" if self.noun is None else self.noun.name.partition(".")[0]

    @property
    def is_of_people(self) -> bool:
        """Whether it is an age, or counts people."""
        if self.kind == "age":
            return True
        return self.kind == "count" and self.noun is not None and self.noun.person

    def before(self, pattern: Regex | WordPattern, reach: int) -> re.Match[str] | None:
        """What a pattern finds in the sentence before the number, at most `reach` characters back; or None."""
        found = pattern if isinstance(pattern, Regex) else pattern.of(self.story.page.lexicon)
        return found.search(self.story.page.text, max(self.draft.sentence.start, self.at - reach), self.at)

    def ends_in(self, ending: str) -> bool:
        """Whether the quantity's own words end so: 'under 25s'."""
        return self.story.page.text[: self.draft.quantity.end].endswith(ending)

    @cached_property
    def anchor(self) -> int | None:
        """The token from which the search goes up the parse: the counted noun, else the number."""
        syntax, entity = self.syntax, self.draft.entity
        if syntax is None:
            return None
        if _OF_THE.match(self.story.page.text, self.draft.quantity.end):
            return syntax.at(self.draft.quantity.end - 1)  # 'three of the firms pleaded guilty'
        if (
            entity is not None
            and entity.rule != "entity_shared"
            and 0 <= entity.token < len(syntax)
            and entity.start <= syntax.starts[entity.token] < entity.end
        ):
            return entity.token
        return syntax.at(self.draft.quantity.end - 1)

    def acts(self, *sorts: str) -> Iterator[Topic]:
        """The topics of the acts that can happen to one of these sorts: first acts right beside the number, then those that govern it, then those near it."""
        wanted = frozenset(sorts)
        for governor in self.governing():
            yield from self._decided(governor, wanted)
        for clue in self._beside():
            is_subject = self.is_agent_of(clue) or self._has_own_object(clue)
            yield from self._decided(Governor(clue, is_subject=is_subject), wanted)
        for clue in self.story.introducing(self.draft):
            yield from self._decided(Governor(clue, near=True), wanted)

    @property
    def reward(self) -> Topic | None:
        """'Crime Stoppers pays up to £2,000 for information': money paid, raised or given for police work, where nothing else is said about it."""
        near = (topic for clue in self._beside() if not clue.act for topic in clue.topics)
        return next((topic for topic in near if topic.name == "resource"), None)

    def governing_acts(self, *sorts: str) -> Iterator[Topic]:
        """Like `acts`, without those that are only near."""
        wanted = frozenset(sorts)
        for governor in self.governing():
            yield from self._decided(governor, wanted)
        for clue in self.story.introducing(self.draft):
            yield from self._decided(Governor(clue, near=True), wanted)

    def _decided(self, governor: Governor, wanted: frozenset[str]) -> Iterator[Topic]:
        """The topics that one clue decides for this claim."""
        clue = governor.clue
        # 'Officers approached the driver': what police do to suspects is no harm
        suspect = clue.act and any(topic.name == "suspect" for topic in clue.topics) and self.story.is_by_police(clue)
        for topic in clue.topics:
            done = not ((governor.is_subject and clue.act and topic.done_to) or (suspect and topic.name == "victim"))
            if wanted.intersection(topic.on) and done and (governor.near or not topic.weak):
                yield topic

    def is_governed_by(self, act: Topic, joined: bool = True) -> bool:
        """Whether the act stands above what is counted in the parse: in 'charged with burglary after 20 incidents' it does not.

        With `joined` False, an act does not count if 'and' stands between: 'stopped a lorry and found four people'.
        """
        text, edge = self.story.page.text, CLAUSE_EDGE if joined else _EDGE_OR_AND
        return any(
            act in governor.clue.topics
            and not (governor.is_subject and governor.clue.act)  # 'two men suffered injuries'
            and not edge.search(text, min(governor.clue.end, self.at), self.at)
            for governor in self.governing()
        )

    def is_followed_by(self, act: Topic) -> bool:
        """Whether the act stands right behind in the same clause: 'eight drivers were given breath tests'."""
        text, end = self.story.page.text, self.draft.quantity.end
        behind = self.story.clues.within(end, min(self.draft.sentence.end, end + _SAME_CLAUSE))
        return any(act in clue.topics and not _ANOTHER.search(text, end, clue.start) for clue in behind)

    def is_left_with(self, act: Topic) -> bool:
        """Whether these words stand behind a passive of those counted, in the same clause: 'One man was taken to Kelsham General Hospital'."""
        text, end = self.story.page.text, self.draft.quantity.end
        behind = self.story.clues.within(end, min(self.draft.sentence.end, end + _SAME_CLAUSE))
        return any(
            act in clue.topics
            and not clue.act
            and not _ANOTHER.search(text, end, clue.start)
            and _AUXILIARY.search(text, end, clue.start)
            for clue in behind
        )

    def governing(self) -> Iterator[Governor]:
        """The clues right beside the number, then those above the counted noun in the parse."""
        yield from self._acts_beside()
        yield from self._touching_governors()
        syntax, node = self.syntax, self.anchor
        if syntax is None or node is None:
            return
        near = direct = True
        for step in range(_HEADS_CLIMBED):
            parent = syntax.heads[node]
            if parent == node or parent >= len(syntax):
                return
            dep = syntax.deps[node]
            is_subject = dep == "agent" or (dep == "nsubj" and not self._is_passive(parent))
            direct = direct and dep not in _INDIRECT
            for clue in self.story.clues.covering(syntax.starts[parent], syntax.ends[parent]):
                if not self._describes(clue):
                    yield Governor(clue, is_subject, near, direct)
            near = near and syntax.pos[parent] != "VERB" and step < _STEPS_TO_A_WEAK_ACT
            node = parent

    def _acts_beside(self) -> Iterator[Governor]:
        """What happened to the same people by a verb joined to a weak act: 'Four men were identified and arrested', 'two men ran off and were arrested'."""
        syntax, node = self.syntax, self.anchor
        if syntax is None or node is None or node >= len(syntax) or syntax.deps[node] not in ("nsubj", "nsubjpass"):
            return
        verb, covering = syntax.heads[node], self.story.clues.covering
        own = [topic for clue in covering(syntax.starts[verb], syntax.ends[verb]) for topic in clue.topics]
        if not own or not all(topic.weak for topic in own):
            return
        for index in range(verb + 1, min(len(syntax), verb + _TOKENS_TO_A_JOINED_VERB)):
            if (syntax.heads[index], syntax.deps[index], syntax.tags[index]) == (verb, "conj", "VBN"):
                for clue in covering(syntax.starts[index], syntax.ends[index]):
                    yield Governor(clue, is_subject=False, near=True)

    def _touching_governors(self) -> Iterator[Governor]:
        """The clues right beside the number."""
        for clue in self.touching():
            between = self.story.page.text[self.draft.quantity.end : clue.start]
            near = clue.start < self.at or not clue.act or _AUXILIARY.search(between) is not None
            # 'Two men attacked a boy'; not 'two men attacked in Kelsham'
            does = not near and TO_SOMETHING.match(self.story.page.text, clue.end) is not None
            yield Governor(clue, is_subject=does, near=near, direct=near)

    def is_agent_of(self, clue: Clue) -> bool:
        """Whether those counted did the act: 'a boy was attacked by two men'."""
        return clue.act and clue.end < self.at and _BY.fullmatch(self.story.page.text, clue.end, self.at) is not None

    def _has_own_object(self, clue: Clue) -> bool:
        """Whether the act has an object of its own, so that it did not happen to those counted: 'a man was said to be harassing two women'."""
        syntax = self.syntax
        if syntax is None or not clue.act:
            return False
        if _PASSIVE.search(self.story.page.text, max(0, clue.start - 40), clue.start):
            return False  # 'was found and arrested a short way off'
        verb = syntax.at(clue.start)
        return any(
            syntax.heads[index] == verb and syntax.deps[index] in ("dobj", "obj") and index != self.anchor
            for index in range(verb + 1, min(len(syntax), verb + 8))
        )

    def _describes(self, clue: Clue) -> bool:
        """Whether the word describes the noun: 'three stolen vehicles' are not stolen now."""
        entity = self.draft.entity
        if self.kind == "money" and not clue.act:  # '£900 in bogus claims' is lost, whatever was done with the claims
            return False
        return entity is not None and self.at <= clue.start and clue.end <= entity.end

    def _is_accusation(self, clue: Clue) -> bool:
        """Whether the clue tells what somebody is said to have done and not what was done to them: 'wanted for assault', 'charged with assault'."""
        harm = clue.act and any(topic.name == "victim" for topic in clue.topics)
        return harm and _FOR.search(self.story.page.text, max(0, clue.start - 12), clue.start) is not None

    def touching(self) -> Iterator[Clue]:
        """The clues with only short function words between them and the number: 'killing a 34-year-old man', 'arrested two', 'five were charged'."""
        text, end = self.story.page.text, self.draft.quantity.end
        low, high = self.draft.counted.low, self.draft.counted.high
        entity = self.draft.entity
        # 'a 26-year-old man suffering head injuries', 'the 31-year-old, male was arrested', 'nine vans being seized'
        if entity is not None and end <= entity.start < end + 3:
            end = entity.end if self.kind == "age" or _BEING.match(text, entity.end) else end
        for clue in reversed(self.story.clues.within(max(low, self.at - 40), self.at)):
            if _SMALL_BEFORE.fullmatch(text, clue.end, self.at):
                yield clue
        for clue in self.story.clues.within(end, min(high, end + 60)):
            if not self._describes(clue) and _SMALL_BEHIND.fullmatch(text, end, clue.start):
                yield clue

    def _is_passive(self, verb: int) -> bool:
        """Whether a participle that the parser took for a past tense has no object: 'two men arrested'."""
        syntax = self.syntax
        return (
            syntax is not None
            and syntax.pos[verb] == "VERB"
            and not any(
                syntax.heads[index] == verb and syntax.deps[index] in ("dobj", "obj", "ccomp", "prep")
                for index in range(verb + 1, min(len(syntax), verb + 12))
            )
        )

    @property
    def noun_name(self) -> str:
        """The name of the noun's topic, or ''."""
        return "" if self.noun is None else self.noun.name

    def named(self, *families: str) -> Topic | None:
        """The topic of the nearest noun of one of these families in the sentence, those before the number first; or None."""
        low, high = self.draft.counted.low, self.draft.counted.high
        behind = self.story.clues.nouns_within(self.draft.quantity.end, min(high, self.at + 120))
        before = self.story.clues.nouns_within(max(low, self.at - 120), self.at)
        return next((topic for topic in (*reversed(before), *behind) if topic.name.startswith(families)), None)

    def _beside(self) -> list[Clue]:
        """The clues of the sentence, nearest first; each boundary of a clause between counts as distance."""
        low = max(self.draft.sentence.start, self.at - CLUE_REACH)
        high = min(self.draft.sentence.end, self.draft.quantity.end + CLUE_REACH)
        clues = [
            clue
            for clue in self.story.clues.within(low, high)
            if not self._describes(clue) and not self._is_accusation(clue)
        ]
        return sorted((clue for clue in clues if self._distance(clue) < _CHARACTERS_TO_AN_ACT), key=self._distance)

    def _distance(self, clue: Clue) -> float:
        """The distance of a clue in characters, with additions for boundaries of clauses between."""
        text = self.story.page.text
        between = (
            text[self.draft.quantity.end : clue.start]
            if clue.start >= self.draft.quantity.end
            else text[clue.end : self.at]
        )
        edges = len(CLAUSE_EDGE.findall(between))
        return len(between) + 60 * edges
