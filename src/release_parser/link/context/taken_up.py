"""Topics of numbers that refer to another number or noun: 'a further 262', 'more than 100 of these', 'The two then left', 'homicides (50)'.

In: a number with the story and the numbers before it, and the topic that its own words give it, if any. Out: the topic of what it refers
to, by `TAKEN_UP`, else the topic of its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from release_parser.lexicon import WordPattern
from release_parser.link.context.clues import OF_CRIME
from release_parser.link.context.court_and_money import NO_TOPIC
from release_parser.link.context.story import LAW, Story
from release_parser.link.drafts import ClaimDraft
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

Found = tuple[str, str] | None
"""A topic and the rule that gives it."""


class Follower:
    """A number behind others, with their topics and the topic of its own words: the value that the rules of the table take."""

    __slots__ = ("completed", "draft", "found", "page", "story")

    def __init__(self, story: Story, completed: Sequence[ClaimDraft], draft: ClaimDraft, found: Found) -> None:
        self.story, self.page, self.completed, self.draft, self.found = story, story.page, completed, draft, found

    @property
    def before(self) -> ClaimDraft | None:
        """The draft of the number before, or None."""
        return self.completed[-1] if self.completed else None

    @property
    def is_open(self) -> bool:
        """Whether the number before may tell more about it than its own words do."""
        if self.found is None or self.found[0] == "offence" or self.found[1] == "topic_of_a_person_in_the_story":
            return True
        return self.found[0] != NO_TOPIC and OF_CRIME.match(self.page.text, self.draft.quantity.end) is not None


def _seized_again(number: Follower) -> str | None:
    """'They seized 318 cars. In July they seized a further 254': a number without a noun is of the kind seized before."""
    before, draft = number.before, number.draft
    if before is None or number.found is None or number.found[0] != "seizure.other" or draft.entity is not None:
        return None
    counts = draft.quantity.kind == before.quantity.kind == "count"
    near = draft.sentence_index - before.sentence_index < _SEIZED_AGAIN
    return before.topic if counts and near and (before.topic or "").startswith("seizure.") else None


_SEIZED_AGAIN = 2
"""So many sentences on, a number without a noun still counts what was seized."""

_OF_EVENTS = ("arrest", "charge", "offence", "penalty", "search", "victim")
"""Topics whose nouns a bracket or a pronoun takes up."""
_BEHIND_BRACKET = 40
"""So far before a bracket the noun stands whose number it gives."""


def _in_brackets(number: Follower) -> str | None:
    """'no change in the number of homicides (50, compared to 52)': the number in brackets has the topic of the noun right before them."""
    draft, at = number.draft, number.draft.quantity.start
    alone = number.found is None or number.found[1] == "topic_of_a_number_alone"
    if not alone or draft.entity is not None or draft.quantity.kind != "count":
        return None
    if number.page.text[at - 1 : at] != "(":
        return None
    nouns = number.story.clues.nouns_within(max(draft.sentence.start, at - _BEHIND_BRACKET), at)
    return nouns[-1].name if nouns and nouns[-1].name in _OF_EVENTS else None


_THEY = Regex(r"(?:These|They|Those)[ ](?!all\b|both\b)\p{Ll}+[ ][^,;:]{0,20}$")


def _of_what_was_named(number: Follower) -> str | None:
    """'We can issue fines. These start at £60', 'They gave out 246 tickets. They include 57 of May': what the sentence before names last."""
    page, draft, kind = number.page, number.draft, number.draft.quantity.kind
    if (
        number.found is not None
        or draft.entity is not None
        or kind not in ("count", "money")
        or not draft.sentence_index
    ):
        return None
    if _THEY.fullmatch(page.text, draft.sentence.start, draft.quantity.start) is None:
        return None
    before = page.sentences[draft.sentence_index - 1]
    wanted = _OF_EVENTS if kind == "count" else ("penalty",)
    nouns = number.story.clues.nouns_within(before.start, before.end)
    return next((noun.name for noun in reversed(nouns) if noun.name in wanted), None)


# 'They made 220 arrests. More than 100 of these were in Kelsham'; but 'half of those thefts' has a noun
_OF_THESE = Regex(r"[ ]of[ ](?:them\b|(?:these|those)\b(?![ ]\p{Ll}+s\b))")


def _of_these(number: Follower) -> str | None:
    """'They made 220 arrests. More than 100 of these were in Kelsham': the topic of the number before."""
    before = number.before
    if number.found is not None or before is None or before.quantity.kind != "count":
        return None
    return before.topic if _OF_THESE.match(number.page.text, number.draft.quantity.end) else None


# 'The two set up a firm', 'All three were linked to gangs'; not 'The two-day event', 'the 101 service'
_THE = Regex(r"(?:\b[Tt]he|\b[Aa]ll|\b[Tt]hese)[ ](?P<other>other[ ])?$")
_VERB = Regex(r"[ ](?!of\b|and\b|to\b|or\b|more\b|most\b|times\b)\p{Ll}{2,}")
_MENTIONED_BEFORE = 12
"""So many numbers before 'The two' are looked through for who they are."""
_MOST_MENTIONED = 10
"""Larger groups are not taken up by their number alone."""


def _mentioned(number: Follower) -> str | None:
    """'Two men were arrested in May. The two live in Kelsham': the people mentioned before, else people about whom nothing is told.

    'The other two' have the topic of the number before them.
    """
    text, draft, quantity = number.page.text, number.draft, number.draft.quantity
    if number.found is not None or quantity.kind != "count" or draft.entity is not None:
        return None
    if not text[quantity.start : quantity.end].isalpha() or not 2 <= (quantity.value or 0) <= _MOST_MENTIONED:
        return None
    the = _THE.search(text, max(0, quantity.start - 16), quantity.start)
    if the is None or _VERB.match(text, quantity.end) is None:
        return None
    counts = (each for each in reversed(number.completed[-_MENTIONED_BEFORE:]) if each.quantity.kind == "count")
    alike = (each.topic for each in counts if each.topic and (the["other"] or each.quantity.value == quantity.value))
    return next(alike, None if the["other"] else "person")


# 'The other was also white and aged', 'The second man, in his 20s,'
_THE_OTHER = Regex(r"(?:The|A)[ ](?:other|second|third|fourth|last)\b(?:[ ]\p{Ll}+)?(?:,|[ ](?:is|was|has|had|also))")


def _other_of_them(number: Follower) -> str | None:
    """'One man is described as in his 30s. The other was also white and aged in his 20s': the topic of the one before, if nothing else is told."""
    before, draft = number.before, number.draft
    if before is None or draft.quantity.kind != "age" or before.quantity.kind != "age" or before.beside(draft):
        return None
    if number.found is None or number.found[0] != "person":
        return None
    other = _THE_OTHER.match(number.page.text, draft.sentence.start, draft.quantity.start)
    return before.topic if other is not None and before.topic == "suspect" else None


# 'They are a 34-year-old', 'They were two men aged 41', 'They are Kit Ash, 34'; not 'They were attacked by two men'
_THEY_ARE = WordPattern(
    r"They[ ](?:are|were|(?:have[ ]been|were)[ ](?:«claim_words.identified»)[ ]as)[ ]"
    r"(?=an?[ ]|two\b|three\b|four\b|five\b|\d|both[ ]|aged[ ]|\p{Lu}\p{Ll}+[ ]\p{Lu})"
)
_OF_PEOPLE = ("victim", "suspect", *LAW)


def _who_they_are(number: Follower) -> str | None:
    """'Four people were charged. They are a man of 34 and three women': the topic of those whom the sentence before counts."""
    draft, page = number.draft, number.page
    if (
        draft.quantity.kind not in ("age", "count")
        or _THEY_ARE.of(page.lexicon).match(page.text, draft.sentence.start) is None
    ):
        return None
    if draft.quantity.kind == "count" and (draft.entity is None or not number.story.counts_people(draft)):
        return None
    counted = (
        each
        for each in reversed(number.completed[-_MENTIONED_BEFORE:])
        if each.sentence_index == draft.sentence_index - 1 and each.quantity.kind == "count"
    )
    last = next((each for each in counted if each.topic in _OF_PEOPLE and number.story.counts_people(each)), None)
    return None if last is None else last.topic


_SHARES = ("percentage", "proportion", "multiplier")
_THE_CHANGE = Regex(r"\b(?:[Tt]he|[Tt]his|[Tt]hat)[ ]$")


def _the_change(number: Follower) -> str | None:
    """'Burglary fell by a quarter. The 26 per cent drop is welcome': the topic of the change in the sentence before."""
    before, draft, at = number.before, number.draft, number.draft.quantity.start
    if before is None or number.found is not None or draft.direction is None:
        return None
    shares = draft.quantity.kind in _SHARES and before.quantity.kind in _SHARES and before.direction == draft.direction
    near = draft.sentence_index - before.sentence_index == 1
    return before.topic if shares and near and _THE_CHANGE.search(number.page.text, max(0, at - 6), at) else None


# the same list, told on, or a level and the one before
_LISTED = WordPattern(
    r"[^;:.]{0,160}?(?::|,|,?[ ]among[ ]them|,?[ ]including|\band|\bor|\bplus"
    r"|\b(?:«claim_words.compared_with»)|\binstead[ ]of|\bup[ ]from|\bdown[ ]from|\bagainst|\bversus)"
    r"[ ](?:a[ ]further[ ]|another[ ]|the[ ])?"
)


def _continues(number: Follower) -> str | None:
    """'charged with two robberies and four burglaries', 'nine thefts in Ashshire, two in Elmshire', '50 compared to 52': the items of one list share their topic."""
    before, draft = number.before, number.draft
    if before is None or not before.topic or not number.is_open or not before.beside(draft):
        return None
    kinds = (before.quantity.kind, draft.quantity.kind)
    if kinds == ("age", "age"):
        return before.topic
    if kinds != ("count", "count") or (draft.entity is not None and before.topic not in ("charge", "conviction")):
        return None
    listed = _LISTED.of(number.page.lexicon).fullmatch(number.page.text, before.quantity.end, draft.quantity.start)
    return None if listed is None else before.topic


# 'Of the 230 drivers, 17 were reported'
_OF_THE_WHOLE = Regex(r"(?:\bOf|[,–-][ ]of)[ ](?:all[ ])?(?:the|those|these)[ ]$")
_OPENING = 20


def _of_the_whole(number: Follower) -> str | None:
    """'Officers stopped 230 drivers. Of the 230 drivers, 17 were reported': the whole keeps its topic when it is mentioned again."""
    draft, at = number.draft, number.draft.quantity.start
    if draft.quantity.kind != "count" or draft.entity is None:
        return None
    if _OF_THE_WHOLE.search(number.page.text, max(draft.sentence.start, at - _OPENING), at) is None:
        return None
    same = (
        each.topic
        for each in number.completed[-_MENTIONED_BEFORE:]
        if each.quantity.value == draft.quantity.value and each.head == draft.head and each.quantity.kind == "count"
    )
    return next(same, None)


TAKEN_UP: RuleTable[Follower, str] = RuleTable(
    "topic_taken_up",
    (
        Rule(
            "topic_of_the_whole_told_again",
            _of_the_whole,
            finds=(
                "Officers stopped <claim value=230 topic=search>230</claim> drivers. Of the <claim value=230 topic=search restates=c1>230</claim> drivers, <claim value=17 topic=charge>17</claim> drivers were reported for speeding.",
            ),
            ignores=(
                "Officers stopped <claim value=230 topic=search>230</claim> drivers. He spoke of the <claim value=230 topic=charge>230</claim> drivers who were charged.",
            ),
        ),
        Rule(
            "topic_of_what_was_seized_before",
            _seized_again,
            finds=(
                "They seized <claim value=318 topic=seizure.vehicles>318</claim> cars. In July they seized a further <claim value=254 topic=seizure.vehicles>254</claim>.",
            ),
        ),
        Rule(
            "topic_of_the_number_before",
            _continues,
            finds=(
                "He was charged with <claim value=2 topic=charge>two</claim> robberies and <claim value=4 topic=charge>four</claim> burglaries.",
                "There were <claim value=145 topic=offence>145</claim> burglaries instead of <claim value=192 topic=offence>192</claim>.",
            ),
        ),
        Rule(
            "topic_of_who_they_are",
            _who_they_are,
            finds=(
                "<claim value=2 topic=charge>Two</claim> men were charged with murder. They are a <claim value=37 topic=charge>37-year-old</claim> from Kelsham and a <claim value=43 topic=charge>43-year-old</claim> from Elm.",
                "<claim value=4 topic=arrest>Four</claim> teenagers were arrested after a robbery in Kelsham.\n\nThey are <claim value=3 topic=arrest>three</claim> girls aged <claim value=15 topic=arrest>15</claim> and a boy.",
            ),
            ignores=(
                "<claim value=2 topic=victim>Two</claim> men were robbed. They were attacked by <claim value=3 topic=suspect>three</claim> men.",
            ),
        ),
        Rule(
            "topic_of_the_other_of_them",
            _other_of_them,
            finds=(
                "Appeal after theft in Elm\n\nOne of the men is described as white and aged in his <claim value=30 topic=suspect>30s</claim>. He wore a hat, a coat and a scarf.\n\nThe other was also white and aged in his <claim value=20 topic=suspect>20s</claim>.",
            ),
        ),
        Rule(
            "topic_of_these",
            _of_these,
            finds=(
                "They hold <claim value=230 topic=circumstance>230</claim> licences. <claim value=110 topic=circumstance>110</claim> of these are new.",
            ),
        ),
        Rule(
            "topic_of_the_noun_before_a_bracket",
            _in_brackets,
            finds=(
                "Reports of recent rape are down (<claim value=949 topic=offence>949</claim> to 845).",
                "There was no change in the number of homicides (<claim value=37 topic=offence>37</claim>, compared to <claim value=39 topic=offence>39</claim> in 2019).",
            ),
        ),
        Rule(
            "topic_of_what_was_named_before",
            _of_what_was_named,
            finds=(
                "We can issue fines. These start at <claim value=70 topic=penalty>£70</claim> and double.",
                "<claim value=214 topic=penalty>214</claim> tickets have now been issued. They include <claim value=38 topic=penalty>38</claim> issued in May.",
            ),
            ignores=("We can issue fines. The lamps start at <claim value=70 topic=null>£70</claim> and double.",),
        ),
        Rule(
            "topic_of_the_change_before",
            _the_change,
            finds=(
                "Burglary fell by <claim value=0.25 topic=offence>a quarter</claim> in May. The <claim value=26 topic=offence restates=c1>26 per cent</claim> drop is the largest yet.",
            ),
        ),
        Rule(
            "topic_of_those_mentioned",
            _mentioned,
            finds=(
                "<claim value=2 topic=arrest>Two</claim> men were arrested in May. The <claim value=2 topic=arrest>two</claim> live in Kelsham.",
                "In May the <claim value=2 topic=person>two</claim> set up a firm.",
                "<claim value=9 topic=offence>Nine</claim> thefts were reported in Elm. The other <claim value=2 topic=offence>two</claim> came later.",
            ),
            ignores=("He came by the <claim value=2 topic=null>two</claim>.",),
        ),
    ),
)
"""What a number is about that takes up another number or a noun, surest first."""


_OF_SOMEBODY = "topic_of_a_person_in_the_story"
_AGAIN_AT_LAW = "topic_of_the_same_person_at_law"


def told_at_law(drafts: Sequence[ClaimDraft]) -> list[ClaimDraft]:
    """The drafts; a person who is later mentioned again as arrested or charged, by the same age and noun, has that topic from the start.

    'Officers met a 31-year-old man and his sister. … The 31-year-old man was arrested.' This applies only if nothing else happened to the
    person at first.
    """
    at_law: dict[tuple[object, str | None], str] = {}
    found = list(drafts)
    for index in range(len(found) - 1, -1, -1):
        draft = found[index]
        if draft.quantity.kind != "age" or draft.head is None or draft.quantity.bound != "exactly":
            continue
        who = (draft.quantity.value, draft.head)
        if draft.topic in LAW:
            at_law[who] = draft.topic
        elif draft.rules.get("topic") == _OF_SOMEBODY and who in at_law:
            found[index] = draft.given(_AGAIN_AT_LAW, topic=at_law[who])
    return found


def taken_up(number: Follower) -> Found:
    """The topic of a number: that of what it refers to, else that of its own words."""
    return TAKEN_UP.first(number) or number.found
