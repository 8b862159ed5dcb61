"""What happened to people: rules of topics for ages, builds and counts of persons.

In: a claim in its setting. Out: the topic of what happened to its person, of what the person is, or None. An age takes the topic of its
person, so that `topic = arrest and kind = age` gives the ages of the arrested.
"""

from __future__ import annotations

from release_parser.lexicon import Topic, WordPattern
from release_parser.link.context.setting import CLAUSE_EDGE, Setting
from release_parser.link.context.story import LAW
from release_parser.regexes import Regex
from release_parser.rules import Rule

_NOT_TO_PERSONS = frozenset({"search", "engagement", "resource", "offence"})
_HARDLY = _NOT_TO_PERSONS | {"penalty"}
"""What seldom happens to a person whose age is told, and stands beside it all the same: 'a man in his 20s stopped to park'."""


# 'a 26-year-old male accused', 'The complainant, a 26-year-old male'; not 'She was 15 when the offender came'
_WORD = Regex(
    r"\G[ ](?!(?:when|where|who|whom|that|and|or|but|as|at|by|for|from|in|of|on|to|with|the|an?|his|her|was|is|were)\b)(\p{Ll}+)\b"
)
_CALLED_BEFORE = Regex(
    r"\b(?P<noun>\p{Ll}+)(?:,|[ ][–—-])[ ](?:(?:who[ ]is[ ])?an?[ ](?:\p{Ll}+[ ]){0,2})?(?:aged[ ])?(?:in[ ](?:his|her)[ ])?$"
)
# 'One of the offenders was a man in his 20s'
_ONE_OF = Regex(r"\bof[ ]the[ ](?P<noun>\p{Ll}+)[ ](?:is|was)\b[^.;,]{0,60}$")


def _called(setting: Setting) -> str | None:
    """'a 26-year-old male accused', 'The complainant, a 26-year-old': what the text calls a person decides."""
    if setting.kind != "age":
        return None
    text, end = setting.story.page.text, setting.draft.quantity.end
    start = max(setting.draft.sentence.start, setting.at - 100)
    told = (pattern.search(text, start, setting.at) for pattern in (_CALLED_BEFORE, _ONE_OF))
    nouns = _WORD.findall(text, end, min(setting.draft.sentence.end, end + 40))[:3]
    nouns += [match["noun"] for match in told if match is not None]
    topics = {topic.name for noun in nouns if (topic := setting.story.topics.find(noun)) is not None}
    if "victim" in topics:
        return "victim"
    if not setting.story.accused.intersection(noun.removesuffix("s") for noun in nouns):
        return None
    act = setting.story.just_behind(setting.draft, LAW) or setting.story.headline
    return "suspect" if act is None else act.name


def _age(setting: Setting) -> str | None:
    """An age takes the topic of what happened to its person: in its own sentence, under the same name elsewhere, just before."""
    if setting.kind != "age":
        return None
    noun = setting.noun
    if noun is not None and noun.name == "victim":
        return "victim"
    acts = list(setting.acts("people"))
    act = next((act for act in acts if not act.weak and (act.name not in _HARDLY or setting.is_governed_by(act))), None)
    if act is not None and act.name == "victim" and not setting.is_governed_by(act):
        act = _brought_to_law(setting) or act  # 'Kit Ash, 27, carried out a string of attacks'
    if act is None:
        act = setting.story.of_person(setting.draft) or next(
            (act for act in acts if act.name not in _NOT_TO_PERSONS), None
        )
    return None if act is None else act.name


# 'Kit Ash, 27, carried out', 'Kit Ash, 27, of Mill Lane, launched'
_NAMED = Regex(r"\p{Lu}[\p{L}’'-]+,[ ](?:aged[ ])?$")


def _brought_to_law(setting: Setting) -> Topic | None:
    """What happened at law to somebody whose sentence only has harm beside him: told elsewhere of his name, else the headline's."""
    if _NAMED.search(setting.story.page.text, max(0, setting.at - 40), setting.at) is None:
        return None
    told = setting.story.of_person(setting.draft)
    return told if told is not None and told.name in LAW and told.name != "arrest" else None


def _group_by_age(setting: Setting) -> str | None:
    """'robberies are down 8 per cent for under 25s': a group is counted among what is said of it."""
    quantity = setting.draft.quantity
    if setting.kind != "age" or quantity.bound not in ("less_than", "more_than") or not setting.ends_in("s"):
        return None
    named = setting.named("offence", "victim", "arrest")
    return None if named is None else named.name


def _age_in_story(setting: Setting) -> str | None:
    """An age of which its sentence tells nothing: 'A man was found dead. The man was 41 years old.'"""
    if setting.kind != "age":
        return None
    story, noun = setting.story, setting.noun
    act = story.just_behind(setting.draft) or story.just_before(setting.draft) or story.headline
    if act is not None:
        return act.name
    return noun.name if noun is not None and noun.person else "person"


_BUILD = WordPattern(r"\b(?:«claim_words.told_of_a_body»)\b")
_MISSING = WordPattern(r"\b(?i:«claim_words.missing»)\b")


def _build(setting: Setting) -> str | None:
    """A height or a build is its person's: 'He is described as 6ft tall'."""
    if setting.kind not in ("length", "mass"):
        return None
    text = setting.story.page.text
    low, high = setting.draft.counted.low, setting.draft.counted.high
    if not _BUILD.of(setting.story.page.lexicon).search(text[max(low, setting.at - 200) : min(high, setting.at + 200)]):
        return None
    missing = (pattern := _MISSING.of(setting.story.page.lexicon)).search(text[low:high]) or pattern.search(text[:200])
    return "victim" if missing else "suspect"


# 'had her bag snatched', 'has had his car stolen'
_HAD = Regex(r"\b(?:had|has|have|having)[ ](?:had[ ])?(?:her|his|their)(?P<words>(?:[ ]\p{Ll}+){2,4})")


def _robbed(setting: Setting) -> str | None:
    """'A woman of 75 had her bag snatched': she is the victim of what was done to her bag."""
    if not setting.is_of_people:
        return None
    text, end = setting.story.page.text, setting.draft.quantity.end
    match = _HAD.search(text, end, min(setting.draft.counted.high, end + 120))
    if match is None:
        return None
    taken = {topic.name for word in match["words"].split() for topic in setting.story.clues.decided_by(word)}
    return "victim" if "loss" in taken else None


# 'indecent assaults in Kelsham on seven boys', 'sexual offences against two girls'
_AGAINST = Regex(r"\b(?:on|against|towards|upon)[ ](?:an?[ ]|the[ ]|at[ ]least[ ])?$")


def _preyed_on(setting: Setting) -> str | None:
    """'He admitted ten counts of assault in Kelsham on seven boys': whom a crime was done to are its victims."""
    if not setting.is_of_people or (
        setting.noun is not None and setting.noun.name not in ("person", "suspect", "victim")
    ):
        return None
    text, low = setting.story.page.text, max(setting.draft.counted.low, setting.at - 90)
    preposition = _AGAINST.search(text, low, setting.at)
    if preposition is None:
        return None
    clause = max((edge.end() for edge in CLAUSE_EDGE.finditer(text, low, preposition.start())), default=low)
    crimes = [topic.name for clue in setting.story.clues.within(clause, preposition.start()) for topic in clue.topics]
    return "victim" if "victim" in crimes and "arrest" not in crimes else None


# 'powder, enough to kill 9,000 people', 'could have killed four people'
_ENOUGH = Regex(r"\b(?:enough|could|would|able)\b[^.;]{0,40}$")


def _possible(setting: Setting) -> str | None:
    """'enough to kill 9,000 people', 'could have killed hundreds': nobody has been killed."""
    if setting.kind != "count":
        return None
    text, low = setting.story.page.text, setting.draft.counted.low
    killing = [
        clue
        for clue in setting.touching()
        if clue.start < setting.at and any(topic.name == "victim" for topic in clue.topics)
    ]
    possible = killing and _ENOUGH.search(text, max(low, killing[0].start - 60), killing[0].start)
    return "circumstance" if possible else None


def _at_law(setting: Setting) -> str | None:
    """'Four companies pleaded guilty', 'six carers were jailed': whoever is charged or jailed is somebody, whatever the noun."""
    entity = setting.draft.entity
    if setting.kind != "count" or setting.noun is not None or entity is None or entity.head in setting.story.premises:
        return None
    told = (
        topic.name
        for governor in setting.governing()
        for topic in governor.clue.topics
        if governor.direct and topic.name in LAW and not (governor.is_subject and topic.done_to)
        # 'The event was held' arrests nobody
        if governor.clue.act or topic.name == "conviction"
    )
    return next(told, None)


def _people(setting: Setting) -> str | None:
    """People are counted under what happened to them: 'six men were fined' is a penalty, 'six men were hurt' victims."""
    noun = setting.noun
    if noun is None or not noun.person or setting.kind not in ("count", "percentage", "proportion"):
        return None
    if noun.name == "resource":  # '200 officers made 12 arrests'
        governing = (
            topic.name
            for governor in setting.governing()
            for topic in governor.clue.topics
            if (topic.done_to and (governor.clue.act or topic.name == "victim") and not governor.is_subject)
            or topic.name == "conviction"
        )
        return next(governing, noun.name)
    if noun.name == "victim":
        return noun.name
    if noun.name == "person" and _hurts(setting):
        return "suspect"
    act = next((act for act in setting.acts("people") if _is_theirs(setting, noun, act)), None)
    return noun.name if act is None else act.name


def _hurts(setting: Setting) -> bool:
    """'Two people threatened a cyclist': they did to others what makes victims."""
    return any(
        governor.is_subject
        and governor.direct
        and governor.clue.act
        and any(topic.name == "victim" for topic in governor.clue.topics)
        for governor in setting.governing()
    )


def _is_theirs(setting: Setting, noun: Topic, act: Topic) -> bool:
    """Whether an act beside is of those counted: not 'the suspects attacked two women', 'made 40 breath tests and caught six drivers'."""
    if act.name == "search":
        return setting.is_governed_by(act, joined=False) or setting.is_followed_by(act)
    return not (noun.name == "suspect" and act.name == "victim") or setting.is_governed_by(act)


def _repeated(setting: Setting) -> str | None:
    """'He has been arrested ten times': so many arrests."""
    if setting.kind != "count" or setting.noun_name != "circumstance":
        return None
    return next(
        (
            "arrest"
            for governor in setting.governing()
            if governor.clue.act and governor.direct and any(topic.name == "arrest" for topic in governor.clue.topics)
        ),
        None,
    )


AGES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_person_as_called",
        _called,
        finds=(
            "A <claim value=31 topic=arrest>31-year-old</claim> male accused and a <claim value=24 topic=victim>24-year-old</claim> female victim argued. The accused was arrested.",
            "The complainant, a <claim value=26 topic=victim>26-year-old</claim> male, lost his phone.",
            "Man jailed\n\nThe court heard that the victim was only <claim value=15 topic=victim>15-years-old</claim> when the offender first met her.",
        ),
    ),
    Rule(
        "topic_of_a_person_by_age",
        _age,
        finds=(
            "A <claim value=34 topic=arrest>34-year-old</claim> man was arrested.",
            "Kit Ash is <claim value=23 topic=suspect|person>23 years old</claim> and is wanted for assault.",
            "He was jailed for killing a <claim value=19 topic=victim>19-year-old</claim> man.",
            "The crash resulted in a <claim value=26 topic=victim>26-year-old</claim> man suffering head injuries. A driver was charged.",
            "Kit Ash, <claim value=27 topic=sentence>27</claim>, carried out a string of attacks.\n\nThe court heard of them. Ash was jailed.",
            "Ann Pole, <claim value=42 topic=victim>42</claim>, of Mill Lane, sang in a choir. Two months after they last saw Pole they were charged with the murder of Ann Pole.",
            "Kit Ash, <claim value=40 topic=sentence>40</claim>, of Mill Lane, sold drugs.\n\nAsh was arrested in May. On Friday, Ash was jailed.",
        ),
    ),
    Rule(
        "topic_of_a_group_by_age",
        _group_by_age,
        finds=("Robberies are down, also for <claim value=25 topic=offence kind=age>under 25s</claim>.",),
    ),
    Rule(
        "topic_of_a_person_in_the_story",
        _age_in_story,
        finds=(
            "A man was found dead. The man was <claim value=41 topic=victim>41 years old</claim>.",
            "Police met a <claim value=53 topic=arrest>53-year-old</claim> woman in Kelsham. She was arrested.",
        ),
    ),
    Rule(
        "topic_of_a_person_by_build",
        _build,
        finds=("He is <claim value=6 topic=suspect>6ft</claim> tall with dark hair.",),
    ),
)
"""Ages and builds: their person decides."""

PREYED_ON: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_what_could_have_been",
        _possible,
        finds=(
            "Agents seized <claim value=142 topic=seizure.drugs>142kg</claim> of fentanyl, enough to kill <claim value=9000 topic=circumstance>9,000</claim> people.",
            "The blast could have killed <claim vague=hundreds topic=circumstance>hundreds</claim> of people.",
        ),
    ),
    Rule(
        "topic_of_who_was_robbed",
        _robbed,
        finds=(
            "A <claim value=75 topic=victim>75-year-old</claim> woman had her handbag stolen.",
            "A <claim value=75 topic=victim>75-year-old</claim> woman has her bag snatched in Kelsham.",
        ),
    ),
    Rule(
        "topic_of_who_was_preyed_on",
        _preyed_on,
        finds=(
            "He admitted <claim value=10 topic=conviction>ten</claim> counts of indecent assault in Kelsham on <claim value=7 topic=victim>seven</claim> boys.",
        ),
    ),
)
"""Ages and counts of persons whom a crime was done to, or could have been."""

# 'The victims, three men and one woman, are safe': the end of what stands before 'three', or before 'one'
_EXPLAINED = Regex(
    r"(?<!\p{L})(?P<noun>\p{Ll}+),[ ](?:[\p{L}\d-]+[ ](?:\p{Ll}+[ ]){0,2}?\p{Ll}+(?:,[ ]|,?[ ]and[ ])){0,3}$"
)


def _explained(setting: Setting) -> str | None:
    """'The victims, three men and one woman, are safe': persons who say who the victims are."""
    noun = setting.noun
    if noun is None or not noun.person or setting.kind != "count":
        return None
    low = max(setting.draft.sentence.start, setting.at - 80)
    explained = _EXPLAINED.search(setting.story.page.text, low, setting.at)
    topic = None if explained is None else setting.story.topics.find(explained["noun"])
    return "victim" if topic is not None and topic.name == "victim" else None


PEOPLE: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_persons_who_explain",
        _explained,
        finds=(
            "The victims, <claim value=3 topic=victim>three</claim> men and <claim value=1 topic=victim>one</claim> woman, are safe.",
        ),
        ignores=("The victims called the police, and <claim value=2 topic=arrest>two</claim> men were arrested.",),
    ),
    Rule(
        "topic_of_repeated_arrests",
        _repeated,
        finds=("Since May, he has been arrested <claim value=10 topic=arrest>10</claim> times.",),
    ),
    Rule(
        "topic_of_people",
        _people,
        finds=(
            "<claim value=6 topic=penalty>Six</claim> men were fined.",
            "Officers stopped <claim value=2 topic=search>two</claim> men.",
            "Officers stopped the lorry and found <claim value=4 topic=person>four</claim> people inside.",
            "<claim value=200 topic=resource>200</claim> officers arrested the gang.",
            "She was approached by <claim value=2 topic=suspect>two</claim> men.",
            "<claim value=4 topic=arrest>Four</claim> suspects were identified and arrested.",
            "<claim value=4 topic=suspect>Four</claim> men ran off.",
            "<claim value=2 topic=suspect>Two</claim> people threatened a cyclist.",
            "<claim value=2 topic=victim>Two</claim> men suffered minor injuries.",
            "<claim value=12 topic=victim>Twelve</claim> officers were injured.",
            "Officers made <claim value=900 topic=search>900</claim> breath tests and detected <claim value=8 topic=suspect>eight</claim> drink drivers.",
            "<claim value=6 topic=victim>Six</claim> of the <claim value=7>seven</claim> victims sang in a choir.",
        ),
    ),
    Rule(
        "topic_of_whoever_is_at_law",
        _at_law,
        finds=(
            "<claim value=4 topic=conviction>Four</claim> companies pleaded guilty.",
            "<claim value=6 topic=sentence>Six</claim> carers have been sentenced.",
        ),
        ignores=(
            # nobody arrests a place
            "<claim value=2 topic=arrest>Two</claim> men were arrested and <claim value=6 topic=circumstance>six</claim> crime scenes are guarded.",
        ),
    ),
)
"""Counts of persons."""
