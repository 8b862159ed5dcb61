"""What every search for an entity is made of: phrases, subjects, the noun whose size an amount is."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.link.counted import Entity
from release_parser.link.entities.words import CONTAINERS, LEVEL_VERBS, PEOPLE, TIMES
from release_parser.link.noun_phrases import NOUNS, Phrase, phrase_before, phrase_from
from release_parser.link.syntax import Syntax

# '45% theft': the tagger takes the sign for a noun
_NO_START = frozenset({"%", "-", "–", "—", "/", "’", "'", "‘", "“", '"', "”", ",", "(", ")"})
_PARTICLES = frozenset("in up off out over by on down through back away".split())
_EDGES = regex.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Finder:
    """One quantity in its sentence. `stop` are the tokens of the sentence's other quantities, `ages` those that are ages."""

    quantity: QuantityMention
    syntax: Syntax
    stop: frozenset[int]
    ages: frozenset[int]

    def find(self) -> Entity | None:
        """The entity of the quantity, or None where the sentence names none."""
        raise NotImplementedError

    @property
    def first(self) -> int:
        """The first token of the quantity."""
        return self.syntax.at(self.quantity.start)

    @property
    def after(self) -> int:
        """The first token behind the quantity."""
        last = self.syntax.at(self.quantity.end - 1)
        return last + 1

    @property
    def behind(self) -> int:
        """The first token behind the quantity and the brackets that say it in another unit: '8.4 kg (18.5 lb) of heroin'."""
        syntax, at = self.syntax, self.after
        if at < len(syntax) and syntax.words[at] == "(" and at + 1 in self.stop:
            closing = at + 1
            while closing in self.stop:
                closing += 1
            return closing + 1 if closing < len(syntax) and syntax.words[closing] == ")" else at
        in_brackets = self.first >= 2 and syntax.words[self.first - 1] == "(" and self.first - 2 in self.stop
        return at + 1 if in_brackets and at < len(syntax) and syntax.words[at] == ")" else at

    def phrase(self, index: int, rule: str) -> Entity | None:
        """The entity of the noun phrase that opens at a token."""
        if index >= len(self.syntax):
            return None
        phrase = phrase_from(self.syntax, index, stop=self.stop)
        if phrase is None:
            return None
        lemma = self.syntax.lemma(phrase.head)
        if lemma in CONTAINERS and self.syntax.lower(phrase.head + 1) == "of":
            inner = phrase_from(self.syntax, phrase.head + 2, stop=self.stop)
            if inner is not None:
                phrase = inner
        return self.entity(phrase, rule)

    def entity(self, phrase: Phrase, rule: str) -> Entity:
        """A phrase as an entity."""
        syntax = self.syntax
        head = self._joined(phrase.head) or _EDGES.sub("", syntax.lemma(phrase.head))
        head = head or syntax.words[phrase.head]
        start = phrase.start
        # '240K doses worth': the K is of the number
        while start < phrase.head and (syntax.words[start] in _NO_START or start in self.stop):
            start += 1
        return Entity(syntax.starts[start], syntax.ends[phrase.end - 1], head, phrase.head, rule)

    def _joined(self, head: int) -> str | None:
        """'break-ins', 'hold-ups': a particle is no head without the word that a hyphen joins it to."""
        syntax = self.syntax
        particle = syntax.lower(head).removesuffix("s")
        if particle not in _PARTICLES or head < 2 or syntax.words[head - 1] != "-":
            return None
        glued = syntax.ends[head - 2] == syntax.starts[head - 1] and syntax.ends[head - 1] == syntax.starts[head]
        return f"{syntax.lower(head - 2)}-{particle}" if glued else None

    def outer(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase that this one is a complement of: 'violence with injury', 'reports of burglary'."""
        syntax = self.syntax
        while phrase is not None and phrase.start > 1:
            at = phrase.start - 1
            while at > 1 and syntax.tags[at] in ("DT", "PRP$"):
                at -= 1
            if syntax.pos[at] != "ADP" or syntax.pos[at - 1] not in NOUNS or at - 1 in self.stop:
                break
            outer = phrase_before(syntax, at - 1)
            if outer is None or syntax.lemma(outer.head) in CONTAINERS:
                break
            phrase = outer
        return phrase

    def subject(self, *, people_too: bool, governing: int | None = None, levels_only: bool = False) -> Entity | None:
        """The head of the subject of the nearest verb before the quantity; never a pronoun, never the quantity itself."""
        syntax = self.syntax
        governing = self.verb_before() if governing is None else governing
        if governing is None or (levels_only and syntax.lemma(governing) not in LEVEL_VERBS):
            return None
        subject = next(
            (
                i
                for i in range(len(syntax))
                if syntax.heads[i] == governing and syntax.deps[i] in ("nsubj", "nsubjpass") and i < governing
            ),
            None,
        )
        if subject is None and "EX" in syntax.tags[max(0, governing - 3) : governing]:
            return None  # 'at present there are': nothing before the verb is its subject
        if subject is None:  # the nearest noun before the verb
            subject = next(
                (i for i in range(governing - 1, -1, -1) if syntax.pos[i] in NOUNS and i not in self.stop), None
            )
            if subject is None:
                return None
        if syntax.pos[subject] not in NOUNS or subject in self.stop or syntax.lower(subject) in TIMES:
            return None
        if syntax.lemma(subject) in CONTAINERS and syntax.lower(subject + 1) == "of":
            return self.phrase(subject + 2, "entity_subject_of")
        while (
            syntax.pos[subject] in NOUNS
            and subject + 1 < len(syntax)
            and syntax.pos[subject + 1] in NOUNS
            and syntax.heads[subject] == subject + 1
        ):
            subject += 1
        phrase = (
            self.outer(phrase_before(syntax, subject))
            if syntax.deps[subject] == "pobj"
            else phrase_before(syntax, subject)
        )
        return (
            None
            if phrase is None or (not people_too and syntax.lemma(subject) in PEOPLE)
            else self.entity(phrase, "entity_subject")
        )

    def verb_before(self) -> int | None:
        """The verb that governs the quantity, or the nearest before it."""
        syntax = self.syntax
        node, steps = self.first, 0
        while steps < 12 and syntax.heads[node] != node:
            node = syntax.heads[node]
            steps += 1
            if syntax.pos[node] in ("VERB", "AUX"):
                if node < self.first:
                    return node
                break
        for index in range(self.first - 1, -1, -1):
            if syntax.words[index] in (";", ":"):
                break
            if syntax.pos[index] == "VERB" or (
                syntax.pos[index] == "AUX" and syntax.lower(index) in ("was", "were", "is", "are")
            ):
                return index
        return None

    def size_of(self) -> Entity | None:
        """'losses of £8,000', 'a fine of £200', 'compensation of £60': the noun whose size the money is."""
        syntax, index = self.syntax, self.first - 1
        if index < 1 or syntax.lower(index) not in ("of", ":", "to", "at"):
            return None
        if syntax.lower(index) == "of" and syntax.pos[index - 1] in NOUNS and syntax.lemma(index - 1) not in CONTAINERS:
            phrase = phrase_before(syntax, index - 1)
            return None if phrase is None else self.entity(phrase, "entity_size_of")
        return None
