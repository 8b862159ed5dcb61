"""One release with what decides the topics of its claims: the clues on its page, and what it tells about a person elsewhere.

In: a page and the vocabulary of topics. Out: a `Story`, made once for each page, which the rules for topics read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from release_parser.lexicon import Lexicon, Thing, Topic, Vocabulary, WordPattern, WordSet
from release_parser.link.context.agents import agents_of
from release_parser.link.context.clues import Clue, Clues
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.text import Page, Sentence

_INTRODUCTION_REACH = 400
"""How much of the line before a claim is read, in characters."""
_MENTIONS = 12
"""How many mentions of a name are followed: a release of a thousand names names each a few times."""
_NEXT = 6
"""So many sentences behind an age may tell what happened to its person."""


@lru_cache(maxsize=8)
def _persons(lexicon: Lexicon) -> str:
    """The source of a pattern for all nouns for people."""
    people = (form for form, topic in lexicon.typed("topics", Topic).forms.items() if topic.person)
    persons = (form for entry in lexicon.vocabulary("persons") for form in entry.forms)
    return "|".join(map(re.escape, sorted({*persons, *people})))


@lru_cache(maxsize=8)
def _same_person(lexicon: Lexicon) -> Regex:
    """The pattern for how a sentence begins that is about the person of the one before: 'She was arrested', 'As a result, the man was', 'Both were'."""
    return Regex(
        rf"(?:\p{{Lu}}[^,.;:]{{1,60}},[ ]|As[ ]|Because[ ])?(?P<who>[Hh]e|[Ss]he|[Tt]hey|[Bb]oth|[Tt]he[ ](?:\p{{L}}+[ ])?(?P<noun>{_persons(lexicon)}))\b"
    )


@lru_cache(maxsize=8)
def _mentions_person(lexicon: Lexicon) -> Regex:
    """The pattern for how a sentence mentions the person of the one before: 'It was found that the driver had been drinking'."""
    return Regex(rf"\b(?:he|she|the[ ](?:{_persons(lexicon)}))\b")


@lru_cache(maxsize=8)
def _whom(lexicon: Lexicon) -> Regex:
    """The pattern for the object behind a verb: 'arrested him', 'arrested the male suspect'."""
    edge = r"(?=[.,;]|[ ](?:and|for|on|at|in|after|without|under|as|to)\b)"
    return Regex(rf"[ ](?:(?P<whom>him|her){edge}|the[ ](?:\p{{Ll}}+[ ])?(?:{_persons(lexicon)})\b)")


@lru_cache(maxsize=8)
def _in_its_end(lexicon: Lexicon) -> Regex:
    """The pattern for how the end of a sentence mentions the person again: 'Nobody was there to look after him, so the male was held'."""
    return Regex(
        rf"[ ,](?:so|and|therefore)[ ](?P<who>he|she|they|the[ ](?:\p{{Ll}}+[ ])?(?P<noun>{_persons(lexicon)}))[ ](?=was[ ]|were[ ])"
    )


@lru_cache(maxsize=8)
def _somebody_new(lexicon: Lexicon) -> Regex:
    """The pattern for a mention of somebody else: 'Officers spoke to another man'."""
    return Regex(rf"\b(?:an?|another|one|the)[ ](?:\p{{Ll}}+[ ]){{0,2}}(?:{_persons(lexicon)})\b|\d", re.IGNORECASE)


# 'six of the seven victims': the noun behind the whole
_OF_THEM = Regex(r"[ ]of[ ](?:the|these|those|its|our)[ ](?:\p{L}+|\d+)[ ](?P<noun>\p{Ll}+)")
_WAS = Regex(r"\b(?:was|were|been|being|is|are)[ ](?:\p{Ll}+[ ]){0,3}$")
_ONLY_IF_HURT = WordSet("claim_words.only_if_hurt")
_COLLISION = WordPattern(r"\b(?i:«claim_words.collision»)\b")
_ON_FOOT_OR_BIKE = WordSet("claim_words.on_foot_or_bike")
_NOT_GIVEN = WordPattern(r"\b(?:«claim_words.no_sentence_yet»)\b")
_SEEKS = WordPattern(r"(?i:«claim_words.seeks»)")
_PRONOUN = Regex(r"[ ](?:him|them|her(?![ ](?!(?:and|for|on|at|in|after|without|under|as|to)\b)\p{Ll}))\b")
_DOES_REACH = 60
# 'two other men ' before 'robbed'; not 'two men were robbed'
_DOES = Regex(r"[ ](?:(?!(?:was|were|is|are|been|being|be|by|had|who|that|to)\b)\p{Ll}+,?[ ]){1,4}")
# 'robbed a shop', 'stabbed Ann Pole', 'trafficked six girls'; not 'stabbed in Kelsham'
TO_SOMETHING = Regex(
    r"[ ](?:an?|the|his|her|their|him|them|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|\p{Lu}\p{Ll}+)\b"
)
_SUBJECT = Regex(r"\b(?P<noun>\p{L}+)[ ](?:(?:who|have|had|has|then|also|since|later|are|were)[ ]){0,3}$")
# 'placed him under arrest', 'took her into custody'
_HIM_BEFORE = Regex(r"\b(?P<whom>him|her)[ ]$")
_OBJECT = {"he": "him", "she": "her"}
_OTHER_GENDER = {"he": "she", "she": "he"}
_BESIDE_NAME = Regex(r"(?P<name>\p{Lu}[\p{L}’'-]+)[ ]?(?:,|[(]|[ ]aged)?[ ]?(?:aged[ ])?[(]?$")
_NAME_BEHIND = Regex(r"[ ](?:\p{Lu}[\p{L}’'.-]+[ ]){1,3}?(?P<name>\p{Lu}[\p{L}’'-]+)(?=[ ]\p{Ll}|[,.;(]|$)")


LAW = ("arrest", "charge", "conviction", "sentence")
"""The steps of the law, in their order."""
_COURSE = ("victim", *LAW)
"""The steps, the last of which is what happened to a person who is told of at several."""
_REACH_OF_NAME = 60
_CAPITALISED = Regex(r"\b\p{Lu}[\p{L}’'-]+")
_FIRST_NAMES = Regex(r"[ ](?:\p{Lu}[\p{L}’'-]+[ ]){0,2}")
# 'Ash was later arrested'
_WAS_LATER = Regex(r"[ ](?:was|were)[ ](?:(?:then|later|also|subsequently|\p{Ll}+ly)[ ]){0,2}")
# 'after the last sighting of Pole they were charged'
_OTHERS = Regex(r"\b(?:they|we)\b")
PERHAPS = Regex(r"\b(?:could|would|may|might|can|if|will|to|not)[ ](?:be[ ])?$")


class Story:
    """A release: its page, its clues, the vocabulary, and what it tells about a person elsewhere."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page, self.clues = page, Clues(page, lexicon)
        self.topics: Vocabulary[Topic] = lexicon.typed("topics", Topic)
        self._agents, self._lexicon = agents_of(lexicon), lexicon
        self.accused = frozenset({"accused", *lexicon.vocabulary("persons")["accused"].forms})
        self._genders = {form: thing.gender for thing in lexicon.typed("things", Thing) for form in thing.forms}
        self.containers = frozenset(lexicon.vocabulary("nouns")["container"].forms)
        self.premises = frozenset(lexicon.vocabulary("places")["premises"].forms)

    def noun_of(self, draft: ClaimDraft) -> Topic | None:
        """The topic of a form that ends the measured entity or equals it ('words of advice'), else of one inside it: 'bags of heroin' are drugs."""
        entity = draft.entity
        if entity is None:
            match = _OF_THEM.match(self.page.text, draft.quantity.end)
            return None if match is None else self.topics.find(match["noun"])
        before = self.page.text[entity.start : entity.end].split()
        if len(before) > 1 and (whole := self.topics.find(" ".join(before))) is not None:
            return whole
        head = entity.head
        at = next((i for i, word in enumerate(before) if word.lower().startswith(head[:4].lower())), len(before) - 1)
        for first in range(max(0, at - 3), at + 1):
            found = self.topics.find(" ".join((*before[first:at], head)))
            if found is not None:
                return self._refined(found, before)
        if self._agents.is_person(head):
            return self.topics["person"]
        return self._refined(None, before)

    def _refined(self, found: Topic | None, words: list[str]) -> Topic | None:
        """The topic of the words beside a general noun: 'two bags of cocaine', 'a cannabis factory'."""
        if found is not None and found.name != "seizure.other":
            return found
        for word in words:
            named = self.topics.find(word.strip(",.;()"))
            if named is not None and named.name.startswith("seizure."):
                return named
        return found

    def counts_people(self, draft: ClaimDraft) -> bool:
        """Whether a draft counts people: by its noun, or by its topic where it has none."""
        noun = self.noun_of(draft)
        return noun.person if noun is not None else draft.entity is None

    def gender_of(self, noun: str) -> str | None:
        """The pronoun that a noun implies: 'she' for 'woman', or None."""
        return self._genders.get(noun)

    def done_to_pronoun(self, draft: ClaimDraft) -> Topic | None:
        """The act that happened to the draft's person, named by a pronoun in the same sentence: 'Officers located a 20-year-old woman and arrested her'."""
        text, end = self.page.text, draft.quantity.end
        for clue in self.clues.within(end, min(draft.sentence.end, end + _INTRODUCTION_REACH)):
            if clue.act and _PRONOUN.match(text, clue.end):
                return next((topic for topic in clue.topics if topic.name == "arrest"), None)
        return None

    def is_by_police(self, clue: Clue) -> bool:
        """Whether police are the subject right before a verb: 'Officers have since approached'."""
        before = _SUBJECT.search(self.page.text, max(0, clue.start - 40), clue.start)
        if before is None:
            return False
        noun = before["noun"].lower()
        topic = self.topics.find(noun) or self.topics.find(noun.removesuffix("s"))
        return noun == "police" or (topic is not None and topic.name == "resource")

    def may_be_hurt(self, noun: str, draft: ClaimDraft) -> bool:
        """Whether a noun implies that its person was hurt: for 'a 31-year-old passenger' only if the sentences around tell of harm."""
        if noun not in _ONLY_IF_HURT.of(self._lexicon):
            return True
        if any(topic.name == "victim" for clue in self.near(draft) for topic in clue.topics):
            return True
        before = self.page.sentences[max(0, draft.sentence_index - 1)]
        return (
            noun in _ON_FOOT_OR_BIKE.of(self._lexicon)
            and _COLLISION.of(self._lexicon).search(self.page.text, before.start, draft.sentence.end) is not None
        )

    def robs_next(self, draft: ClaimDraft) -> bool:
        """Whether those counted commit a crime right behind: 'two others robbed the shop', but not 'two others were robbed'."""
        text, end = self.page.text, draft.quantity.end
        for clue in self.clues.within(end, min(draft.sentence.end, end + _DOES_REACH)):
            if not clue.act:
                return False
            crime = any(topic.name in ("victim", "loss") for topic in clue.topics)
            return crime and bool(_DOES.fullmatch(text, end, clue.start) and TO_SOMETHING.match(text, clue.end))
        return False

    def near(self, draft: ClaimDraft) -> list[Clue]:
        """The clues of a draft's sentence, of the one before and of the headline."""
        before = self.page.sentences[max(0, draft.sentence_index - 1)]
        first, at = self.page.sentences[0], draft.quantity.start
        return [
            *self.clues.within(first.start, min(first.end, first.start + _INTRODUCTION_REACH)),
            *self.clues.within(max(before.start, at - _INTRODUCTION_REACH), at),
            *self.clues.within(at, min(draft.sentence.end, at + _INTRODUCTION_REACH)),
        ]

    def introducing(self, draft: ClaimDraft) -> list[Clue]:
        """The clues of the lines that introduce the lists that the claim stands in, the nearest first."""
        return [
            clue
            for intro in self.page.introductions(draft.sentence)
            for clue in reversed(self.clues.within(max(intro.start, intro.end - _INTRODUCTION_REACH), intro.end))
        ]

    def of_person(self, draft: ClaimDraft) -> Topic | None:
        """What happened to the person of an age elsewhere in the release: the last step of the law that it tells."""
        name = self._name_of(draft)
        told: list[Topic] = []
        for at in self._mentions(name)[:_MENTIONS] if name else ():
            index = self.page.sentence_at(at)
            if (
                index is None
                or self.page.sentences[index].start <= draft.quantity.start < self.page.sentences[index].end
            ):
                continue
            if (harm := self._harm_of(at)) is not None:
                return harm
            end = min(self.page.sentences[index].end, at + 160)
            told += [
                topic
                for clue in self.clues.within(at, end)
                if not PERHAPS.search(self.page.text, max(0, clue.start - 20), clue.start)
                and not _OTHERS.search(self.page.text, at, clue.start)
                for topic in clue.topics
                if topic.name in _COURSE and not (topic.name == "sentence" and self._is_not_given(at, clue))
            ][:1]
        return max(told, key=lambda topic: _COURSE.index(topic.name), default=None)

    def _is_not_given(self, name: int, clue: Clue) -> bool:
        """Whether a sentence is not what the court gave: 'Ash faces a maximum of five years in prison', 'Ash is already serving a sentence'."""
        return _NOT_GIVEN.of(self._lexicon).search(self.page.text, name, clue.end) is not None

    def is_arrested_by_name(self, draft: ClaimDraft) -> bool:
        """Whether the release tells elsewhere that the person of an age was arrested: 'Ash was later arrested', 'officers arrested Kit Ash'."""
        name = self._name_of(draft)
        text = self.page.text
        for at in self._mentions(name)[:_MENTIONS] if name else ():
            end = at + len(name or "")
            behind = (
                clue
                for clue in self.clues.within(end, end + _REACH_OF_NAME)
                if _WAS_LATER.fullmatch(text, end, clue.start)
            )
            before = (
                clue
                for clue in self.clues.within(max(0, at - _REACH_OF_NAME), at)
                if _FIRST_NAMES.fullmatch(text, clue.end, at)
                and not PERHAPS.search(text, max(0, clue.start - 20), clue.start)
            )
            if any(clue.act and topic.name == "arrest" for clue in (*behind, *before) for topic in clue.topics):
                return True
        return False

    def _harm_of(self, name: int) -> Topic | None:
        """The harm behind which the person's name stands: 'the murder of Ann Pole'."""
        for clue in self.clues.within(max(0, name - _REACH_OF_NAME), name):
            if clue.act or not _FIRST_NAMES.fullmatch(self.page.text, clue.end, name):
                continue
            if (harm := next((topic for topic in clue.topics if topic.name == "victim"), None)) is not None:
                return harm
        return None

    def just_before(self, draft: ClaimDraft) -> Topic | None:
        """What the sentence before tells about people: 'A man was pronounced dead. The man was 41.', 'Police are looking for a man. He is 40.'"""
        if draft.sentence_index == 0:
            return None
        before = self.page.sentences[draft.sentence_index - 1]
        clues = self.clues.within(max(before.start, before.end - _INTRODUCTION_REACH), before.end)
        return next(
            (
                topic
                for clue in reversed(clues)
                for topic in clue.topics
                if "people" in topic.on and (not topic.weak or (topic.name == "suspect" and self._seeks(clue)))
            ),
            None,
        )

    def _seeks(self, clue: Clue) -> bool:
        """Whether a word tells that police want to find somebody: 'are looking for a man'."""
        return _SEEKS.of(self.page.lexicon).fullmatch(self.page.text, clue.start, clue.end) is not None

    def just_behind(self, draft: ClaimDraft, course: Sequence[str] = _COURSE) -> Topic | None:
        """What the next sentences of the paragraph tell about the same person: 'A woman of 53 shouted. She was arrested.'

        The next paragraph counts too if its first sentence mentions the person again.
        """
        admitted, block = None, draft.sentence.block
        gender = self._genders.get(draft.head or "")
        following = self.page.sentences[draft.sentence_index + 1 : draft.sentence_index + 1 + _NEXT]
        for sentence in following:
            match = self._takes_up(sentence)
            if sentence.block != block:
                goes_on = match or _mentions_person(self._lexicon).search(self.page.text, sentence.start, sentence.end)
                if goes_on is None or not self._goes_on(block, sentence.block):
                    break
                block = sentence.block
            if match is None and "arrest" in course and self._arrests_pronoun(sentence, gender):
                return self.topics["arrest"]
            if match is None or (gender is not None and match["who"].lower() == _OTHER_GENDER[gender]):
                continue
            named = self.topics.find(match["noun"] or "")
            if named is not None and named.name == "victim" and "victim" in course:  # 'The victim was walking home'
                return named
            told = (
                topic
                for clue in self.clues.within(match.end(), min(sentence.end, match.end() + _INTRODUCTION_REACH))
                for topic in clue.topics
                if topic.name in course and self._befell(clue, topic)
            )
            if (topic := next(told, None)) is not None and (topic.name != "conviction" or admitted is not None):
                return topic
            admitted = admitted or topic  # 'The man admitted the theft. As a result, he was arrested'
        return admitted

    def _arrests_pronoun(self, sentence: Sentence, gender: str | None) -> bool:
        """The arrest of the person of the sentences before, named by a pronoun: 'Police located the man and placed him under arrest', 'officers arrested her'."""
        text, other = self.page.text, _OBJECT.get(_OTHER_GENDER.get(gender or "", ""))
        for clue in self.clues.within(sentence.start, min(sentence.end, sentence.start + _INTRODUCTION_REACH)):
            if not any(topic.name == "arrest" for topic in clue.topics):
                continue
            before = _HIM_BEFORE.search(text, max(sentence.start, clue.start - 12), clue.start)
            found = before or (_whom(self._lexicon).match(text, clue.end) if clue.act else None)
            if found is not None and found["whom"] != other:
                return True
        return False

    def _takes_up(self, sentence: Sentence) -> re.Match[str] | None:
        """Where a sentence mentions the person of an earlier one: at its beginning, or at its end if it mentions nobody else."""
        text = self.page.text
        begins = _same_person(self._lexicon).match(text, sentence.start)
        if begins is not None:
            return begins
        ends = _in_its_end(self._lexicon).search(text, sentence.start, sentence.end)
        return None if ends is None or _somebody_new(self._lexicon).search(text, sentence.start, ends.start()) else ends

    def _befell(self, clue: Clue, topic: Topic) -> bool:
        """Whether a verb tells what was done to the subject of its sentence: not in 'he approached a car' or 'bound by an order prohibiting knives'."""
        if not clue.act or not topic.done_to:
            return True
        if topic.name != "victim":
            return not self.page.text[clue.start : clue.end].endswith("ing")
        return _WAS.search(self.page.text, max(0, clue.start - 40), clue.start) is not None

    def _goes_on(self, block: int, other: int) -> bool:
        """Whether a block is the paragraph right behind another, and neither is a list item."""
        blocks = self.page.blocks
        return other == block + 1 and blocks[block].kind == blocks[other].kind == "paragraph"

    def _name_of(self, draft: ClaimDraft) -> str | None:
        """The name beside a draft's age, or None."""
        text, start, end = self.page.text, draft.quantity.start, draft.quantity.end
        match = _BESIDE_NAME.search(text[max(0, start - 40) : start]) or _NAME_BEHIND.match(text[end : end + 60])
        return None if match is None else match["name"]

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """The offsets of each capitalised word of the page, by the word in lower case."""
        words: dict[str, list[int]] = {}
        for match in _CAPITALISED.finditer(self.page.text):
            words.setdefault(match.group().removesuffix("’s").removesuffix("'s").lower(), []).append(match.start())
        return words

    def _mentions(self, name: str) -> list[int]:
        """The offsets at which a name stands."""
        return self._words.get(name.lower(), [])

    @cached_property
    def headline(self) -> Topic | None:
        """What the headline tells about people, or None."""
        first = self.page.sentences[0] if self.page.sentences else None
        if first is None:
            return None
        clues = self.clues.within(first.start, min(first.end, first.start + 200))
        return next(
            (
                topic
                for clue in clues
                for topic in clue.topics
                if "people" in topic.on and topic.name in ("arrest", "charge", "conviction", "sentence", "suspect")
            ),
            None,
        )
