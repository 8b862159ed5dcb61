"""The words of a page that tell what happened: 'arrested', 'pleaded guilty', 'fined'.

In: a text and the vocabulary of topics. Out: `Clue`s in text order, found once for each page and looked up by bisection.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from release_parser.lexicon import Lexicon, PerLexicon, Topic, WordPattern, WordSet, compile_forms, fold, trie_pattern
from release_parser.regexes import Regex
from release_parser.text import Page
from release_parser.text.words import begin_at, first_words

OF_CRIME = Regex(r"[ ]of[ ](?!(?:the|these|those|them|his|her|their|whom|which)\b)\p{Ll}")
"""Behind a number without a noun: 'ten counts: five of fraud and two of perjury'; not 'four of the men'."""

# 'was taken to Kelsham General Hospital', 'airlifted to the Royal Infirmary': as 'taken to hospital'
_TO_A_HOSPITAL = WordPattern(
    r"(?:«claim_words.brought»)[ ](?:by[ ](?:\p{Ll}+[ ]){1,2})?(?P<words>to[ ](?:the[ ])?(?:\p{Lu}[\p{L}’'.]*[ ]){1,5}(?:«claim_words.hospital»)\b)"
)
_BROUGHT, _HOSPITAL = WordSet("claim_words.brought"), WordSet("claim_words.hospital")
_HAS_A_HOSPITAL = PerLexicon(lambda lexicon: first_words(_HOSPITAL.of(lexicon)))


@dataclass(frozen=True, slots=True)
class Clue:
    """A word that decides topics, and the topics that it may decide; `act`: it is a verb and not a phrase."""

    start: int
    end: int
    topics: tuple[Topic, ...]
    act: bool


_VOWELS = "aeiou"


def inflections(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb; a final consonant both single and doubled, since a form that does not exist does no harm.

    >>> inflections("stop")
    ('stop', 'stops', 'stoped', 'stoping', 'stopped', 'stopping')
    >>> inflections("seize")
    ('seize', 'seizes', 'seized', 'seizing')
    """
    verb, _, particle = verb.partition(" ")
    if verb.endswith("e"):
        forms = [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        forms = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    else:
        plural = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
        forms = [verb, plural, verb + "ed", verb + "ing"]
        if verb[-1] not in _VOWELS + "wxy" and verb[-2:-1] in _VOWELS:
            forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return tuple(f"{form} {particle}" if particle else form for form in forms)


class _TopicWords:
    """The words of all topics with the topics that each decides, and one pattern that finds them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.topics: dict[str, tuple[Topic, ...]] = {}
        self.acts: set[str] = set()
        for topic in lexicon.typed("topics", Topic):
            acts = [form for act in topic.acts for form in inflections(fold(act))]
            self.acts.update(acts)
            for form in (*acts, *map(fold, topic.phrases)):
                known = self.topics.get(form, ())
                if topic not in known:
                    self.topics[form] = (*known, topic)
        for form in self.topics:  # 'stolen from' is also 'stolen'
            words = form.split()
            for count in range(1, len(words)):
                shorter = self.topics.get(" ".join(words[:count]), ())
                self.topics[form] += tuple(topic for topic in shorter if not _shares(topic, self.topics[form]))
        self.nouns = compile_forms(
            rf"(?<![\p{{L}}\d-]){lexicon.vocabulary('topics').pattern}(?![\p{{L}}\d-])", re.IGNORECASE
        )
        self.acts -= {fold(phrase) for topic in lexicon.typed("topics", Topic) for phrase in topic.phrases}
        # 'rescued' is of people before it is of things
        self.topics = {form: tuple(sorted(known, key=_people_first)) for form, known in self.topics.items()}
        # 'engaged in' decides nothing, and takes 'engaged' up
        self.topics |= {fold(form): () for entry in lexicon.vocabulary("idioms") for form in entry.forms}
        self.pattern = compile_forms(rf"(?<![\p{{L}}\d-]){trie_pattern(self.topics)}(?![\p{{L}}\d-])", re.IGNORECASE)
        self.first = _first_of(self.topics)
        self.first_of_nouns = _first_of(lexicon.vocabulary("topics").forms)


def _shares(topic: Topic, others: Iterable[Topic]) -> bool:
    """Whether a topic's word decides other topics too: 'searching for' somebody is no 'search'."""
    return any(not set(topic.on).isdisjoint(other.on) for other in others)


def _people_first(topic: Topic) -> tuple[bool, bool]:
    """The order of topics: those of people first, weak ones last."""
    return topic.weak, "people" not in topic.on


def _first_of(forms: Iterable[str]) -> frozenset[str]:
    """The words with which the forms begin; an empty set where a form begins with a sign ('£1 coins'), since it may then begin anywhere."""
    forms = tuple(forms)
    return first_words(forms) if all(form[:1].isalnum() for form in forms) else frozenset()


def _occurrences(pattern: Regex, first: frozenset[str], page: Page) -> Iterator[re.Match[str]]:
    """All matches of the pattern, whose forms begin with one of the words of `first`; where that is empty, the whole text is searched."""
    return begin_at(pattern, page.text, page.words.starts(first)) if first else pattern.finditer(page.text)


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _TopicWords:
    """The words of this lexicon, made once for each lexicon."""
    return _TopicWords(lexicon)


class Clues:
    """All words of a page that tell what happened, looked up by offset."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._page, self._lexicon = page, lexicon

    # most pages have few claims, and few of them ask for nouns: each is looked for when it is first asked for
    @cached_property
    def _clues(self) -> list[Clue]:
        """The clues of the page in text order."""
        words = _words(self._lexicon)
        clues = []
        for match in _occurrences(words.pattern, words.first, self._page):
            form = " ".join(fold(match.group()).split())
            if topics := words.topics[form]:
                clues.append(Clue(match.start(), match.end(), topics, form in words.acts))
        to_a_hospital = [Clue(*span, words.topics["to hospital"], act=False) for span in self._to_a_hospital()]
        return sorted([*clues, *to_a_hospital], key=lambda clue: clue.start) if to_a_hospital else clues

    def _to_a_hospital(self) -> list[tuple[int, int]]:
        """The spans of words that tell of somebody being taken to a named hospital."""
        lexicon, words = self._lexicon, self._page.words
        if not words.has(_HAS_A_HOSPITAL.of(lexicon)):
            return []
        found = begin_at(_TO_A_HOSPITAL.of(lexicon), self._page.text, words.starts(_BROUGHT.of(lexicon)))
        return [match.span("words") for match in found]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each clue begins."""
        return [clue.start for clue in self._clues]

    @cached_property
    def _nouns(self) -> list[tuple[int, Topic]]:
        """The nouns of topics, with the offset of each."""
        topics, words = self._lexicon.typed("topics", Topic), _words(self._lexicon)
        return [
            (match.start(), topic)
            for match in _occurrences(words.nouns, words.first_of_nouns, self._page)
            if (topic := topics.find(" ".join(match.group().split()))) is not None
        ]

    @cached_property
    def _noun_starts(self) -> list[int]:
        """Where each noun of a topic begins."""
        return [start for start, _ in self._nouns]

    def nouns_within(self, start: int, end: int) -> list[Topic]:
        """The topics of the nouns that begin inside a stretch, in text order."""
        low, high = bisect_left(self._noun_starts, start), bisect_left(self._noun_starts, end)
        return [topic for _, topic in self._nouns[low:high]]

    def within(self, start: int, end: int) -> list[Clue]:
        """The clues that begin inside a stretch."""
        return self._clues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def decided_by(self, word: str) -> tuple[Topic, ...]:
        """The topics that a word decides wherever it stands, with or without 'was' before it or 'from' behind it."""
        known = _words(self._lexicon).topics
        forms = (fold(word), f"was {fold(word)}", f"{fold(word)} from")
        return tuple(topic for form in forms for topic in known.get(form, ()))

    def covering(self, start: int, end: int) -> Iterator[Clue]:
        """The clues that share characters with a word: its own, and those of a phrase around it."""
        at = bisect_left(self._starts, end)
        for clue in reversed(self._clues[max(0, at - 3) : at]):
            if clue.end > start:
                yield clue
