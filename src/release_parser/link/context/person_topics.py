"""The topics of people who are counted.

In: a claim in its setting. Out: the topic of what happened to them or of what they are, or None.
"""

from __future__ import annotations

from release_parser.lexicon import Topic, WordPattern, WordSet
from release_parser.link.context.setting import CLUE_REACH, Setting
from release_parser.link.context.story import LAW
from release_parser.regexes import Regex
from release_parser.rules import Rule


def _at_law(setting: Setting) -> str | None:
    """'Four companies pleaded guilty', 'six carers were jailed': whoever is charged or jailed counts as people, whatever the noun."""
    entity = setting.draft.entity
    if setting.kind != "count" or setting.noun is not None or entity is None:
        return None
    premises = entity.head in setting.story.premises  # nobody arrests a place, but firms are charged
    told = (
        topic.name
        for governor in setting.governing()
        for topic in governor.clue.topics
        if governor.direct and topic.name in LAW and not (governor.is_subject and topic.done_to)
        # 'The event was held' arrests nobody
        if (governor.clue.act and not premises) or topic.name in ("charge", "conviction")
    )
    return next(told, None)


def _people(setting: Setting) -> str | None:
    """'six men were fined' is a penalty, 'six men were hurt' victims: people are counted under what happened to them."""
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
        return noun.name if _is_hurt(setting) else _after_all(setting)
    if noun.name == "person" and _hurts(setting):
        return "suspect"
    act = next((act for act in setting.acts("people") if _is_theirs(setting, noun, act)), None) or _as_called(setting)
    return noun.name if act is None else act.name


def _as_called(setting: Setting) -> Topic | None:
    """'two missing teenagers', 'three convicted traders': the word before the noun decides where no verb does."""
    entity, story = setting.draft.entity, setting.story
    if entity is None or setting.kind != "count" or " " not in (words := story.page.text[entity.start : entity.end]):
        return None
    called = (topic for word in words.split()[:-1] for topic in story.clues.decided_by(word))
    return next((topic for topic in called if "people" in topic.on and not topic.weak), None)


def _is_hurt(setting: Setting) -> bool:
    """Whether a noun for victims means people who were hurt: 'three cyclists' in a crash are, the passengers in 'an airline carried 67 million passengers' are not."""
    entity = setting.draft.entity
    return entity is None or setting.story.may_be_hurt(entity.head, setting.draft)


def _after_all(setting: Setting) -> str:
    """What the law did to people who were not hurt: 'The eight passengers have been arrested'."""
    act = next((act for act in setting.governing_acts("people") if act.name in LAW), None)
    return "person" if act is None else act.name


def _hurts(setting: Setting) -> bool:
    """Whether the counted people did what makes others victims: 'Two people threatened a cyclist', 'Ash and two friends robbed a shop'."""
    if setting.story.robs_next(setting.draft):
        return True
    return any(
        ((governor.is_subject and governor.direct) or setting.is_agent_of(governor.clue))
        and governor.clue.act
        and any(topic.name == "victim" for topic in governor.clue.topics)
        for governor in setting.governing()
    )


def _is_theirs(setting: Setting, noun: Topic, act: Topic) -> bool:
    """Whether an act in the sentence happened to those counted: not in 'the suspects attacked two women', nor in 'made 40 breath tests and caught six drivers'."""
    if act.name == "search":
        return setting.is_governed_by(act, joined=False) or setting.is_followed_by(act)
    if act.name == "engagement" and noun.name == "suspect" and _is_accused(setting):
        return False
    if act.name == "conviction" and _is_in_what_was_admitted(setting, act):
        return False
    if act.name in LAW and _is_a_witness(setting):
        return setting.is_followed_by(act)
    return (
        not (noun.name == "suspect" and act.name == "victim")
        or setting.is_governed_by(act)
        or setting.is_left_with(act)
    )


# 'admitted that', 'admits that'
_THAT = Regex(r"[ ]that\b")
_WITNESSES = WordSet("claim_words.never_accused")


def _is_in_what_was_admitted(setting: Setting, act: Topic) -> bool:
    """Whether the people stand in what somebody else admitted: 'Ash admitted that she and two other men planned it'."""
    text, low = setting.story.page.text, max(setting.draft.sentence.start, setting.at - CLUE_REACH)
    clues = [clue for clue in setting.story.clues.within(low, setting.at) if act in clue.topics]
    return bool(clues) and _THAT.match(text, clues[-1].end) is not None and not setting.is_followed_by(act)


def _is_accused(setting: Setting) -> bool:
    """Whether the noun calls people suspects, who attend no event of the police: 'One other suspect attended an address'."""
    entity = setting.draft.entity
    return entity is not None and entity.head in setting.story.accused


def _is_a_witness(setting: Setting) -> bool:
    """Whether the people judge or testify: 'After 14 witnesses were heard, the jury found Ash guilty'."""
    entity = setting.draft.entity
    return entity is not None and entity.head in _WITNESSES.of(setting.story.page.lexicon)


# 'Three companies indicted today', 'two firms charged with fraud'
_PARTICIPLE = Regex(r"[ ](?P<act>\p{L}+ed)\b(?![ ](?:that|an?|the|his|her|its|their|[£$\d]))")


def _brought_to_court(setting: Setting) -> str | None:
    """'Three companies indicted today': a participle right behind firms, which the law may charge although they are not people."""
    entity = setting.draft.entity
    if setting.kind != "count" or setting.noun is not None or entity is None:
        return None
    match = _PARTICIPLE.match(setting.story.page.text, entity.end, setting.draft.sentence.end)
    if match is None:
        return None
    decided = {topic.name for topic in setting.story.clues.decided_by(match["act"])}
    return next((name for name in ("charge", "conviction") if name in decided), None)


# 'two men attended the property of'
_CAME_TO = WordPattern(
    r"[^.;:]{1,40}?[ ](?:«claim_words.comes_to»)[ ](?:an?|the|his|her|their|this)[ ](?:\p{L}+[ ]){0,2}?(?:«claim_words.home»)\b"
)


def _came_to_a_home(setting: Setting) -> str | None:
    """'Two men attended the flat of a retired nurse': callers at a door, who attend no event of the police."""
    if setting.kind != "count" or setting.noun_name not in ("suspect", "person"):
        return None
    page = setting.story.page
    return "suspect" if _CAME_TO.of(page.lexicon).match(page.text, setting.draft.quantity.end) else None


def _repeated(setting: Setting) -> str | None:
    """'He has been arrested ten times': the number of arrests."""
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


# 'The victims, three men and one woman, are safe': the end of what stands before 'three', or before 'one'
_EXPLAINED = Regex(
    r"(?<!\p{L})(?P<noun>\p{Ll}+),[ ](?:[\p{L}\d-]+[ ](?:\p{Ll}+[ ]){0,2}?\p{Ll}+(?:,[ ]|,?[ ]and[ ])){0,3}$"
)


def _explained(setting: Setting) -> str | None:
    """'The victims, three men and one woman, are safe': the people have the topic of the noun that they explain."""
    noun = setting.noun
    if noun is None or not noun.person or setting.kind != "count":
        return None
    explained = setting.before(_EXPLAINED, 80)
    topic = None if explained is None else setting.story.topics.find(explained["noun"])
    return "victim" if topic is not None and topic.name == "victim" else None


# 'four males who have been arrested'
_WHO_WERE = Regex(
    r"[ ](?:[\p{Ll}-]+[ ]){1,3}?who[ ](?:(?:have|has|had|were|was|are|is|been|being|since|now|also|all|both)[ ]){1,4}"
)


def _who_were(setting: Setting) -> str | None:
    """'Officers are speaking with four males who have been arrested': the relative clause right behind them decides."""
    if setting.kind != "count" or not setting.is_of_people:
        return None
    match = _WHO_WERE.match(setting.story.page.text, setting.draft.quantity.end, setting.draft.sentence.end)
    if match is None:
        return None
    first = next(iter(setting.story.clues.within(match.end(), match.end() + 1)), None)
    return None if first is None else next((topic.name for topic in first.topics if topic.name in LAW), None)


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
        "topic_of_those_who_were",
        _who_were,
        finds=(
            "Officers are speaking with <claim value=4 topic=arrest>four</claim> males who have been arrested in Kelsham.",
        ),
        ignores=("Officers are speaking with <claim value=4 topic=engagement>four</claim> males who live in Kelsham.",),
    ),
    Rule(
        "topic_of_repeated_arrests",
        _repeated,
        finds=("Since May, he has been arrested <claim value=10 topic=arrest>10</claim> times.",),
    ),
    Rule(
        "topic_of_callers_at_a_home",
        _came_to_a_home,
        finds=(
            "At noon <claim value=2 topic=suspect>two</claim> men attended the flat of a retired nurse.",
            "At noon <claim value=2 topic=suspect>two</claim> people attended the flat of a retired nurse.",
        ),
        ignores=("At noon <claim value=200 topic=engagement>200</claim> people attended the meeting.",),
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
            "Please help us find <claim value=2 topic=victim>two</claim> missing teenagers from Kelsham.",
            "<claim value=1 topic=victim>One</claim> man was transported to Kelsham Regional Hospital by medics.",
            "There is a report of a boy being assaulted by <claim value=2 topic=suspect>two</claim> other young people on Mill Lane.",
            "<claim value=12 topic=victim>Twelve</claim> officers were injured.",
            "The <claim value=8 topic=arrest>eight</claim> passengers on the boat have been arrested on suspicion of fraud.",
            "Officers made <claim value=900 topic=search>900</claim> breath tests and detected <claim value=8 topic=suspect>eight</claim> drink drivers.",
            "Ash admitted that she and <claim value=2 topic=suspect>two</claim> other men planned a burglary.",
            "After <claim value=14 topic=person>14</claim> witnesses took the stand, the jury found Ash guilty.",
            "<claim value=6 topic=victim>Six</claim> of the <claim value=7>seven</claim> victims sang in a choir.",
        ),
    ),
    Rule(
        "topic_of_whoever_is_at_law",
        _at_law,
        finds=(
            "<claim value=5 topic=sentence>Five</claim> breeders were jailed.",
            "<claim value=3 topic=charge>Three</claim> hauliers were charged with fraud.",
        ),
        ignores=(
            # nobody arrests a place
            "<claim value=2 topic=arrest>Two</claim> men were arrested and <claim value=6 topic=circumstance>six</claim> crime scenes are guarded.",
        ),
    ),
    Rule(
        "topic_of_whoever_is_brought_to_court",
        _brought_to_court,
        finds=(
            "The <claim value=3 topic=charge>three</claim> companies indicted today also face reviews.",
            "The <claim value=3 topic=conviction>three</claim> companies convicted in May also face reviews.",
        ),
        ignores=("The <claim value=3 topic=circumstance>three</claim> companies charged a fee.",),
    ),
)
"""Counts of persons."""
