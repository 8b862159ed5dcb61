"""Whether counted people, or the person of an age, were the victims of a crime.

In: a claim in its setting. Out: 'victim', 'circumstance' for people to whom something might have happened, or None.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern
from release_parser.link.context.setting import CLAUSE_EDGE, Setting
from release_parser.regexes import Regex
from release_parser.rules import Rule

# 'had her bag snatched', 'has had his car stolen'
_HAD = Regex(r"\b(?:had|has|have|having)[ ](?:had[ ])?(?:her|his|their)(?P<words>(?:[ ]\p{Ll}+){2,4})")


def _robbed(setting: Setting) -> str | None:
    """'A woman of 75 had her bag snatched': she is the victim."""
    if not setting.is_of_people:
        return None
    text, end = setting.story.page.text, setting.draft.quantity.end
    match = _HAD.search(text, end, min(setting.draft.counted.high, end + 120))
    if match is None:
        return "victim" if _is_deprived(setting) else None
    taken = {topic.name for word in match["words"].split() for topic in setting.story.clues.decided_by(word)}
    return "victim" if "loss" in taken else None


# 'stole a bike from a 12-year-old boy'
_STOLEN_FROM = WordPattern(r"\b(?:«claim_words.steals»)[ ][^.;:]{1,60}[ ]from[ ](?:an?[ ]|the[ ])?$")
# 'the home of a woman in her 70s', when burglars broke in
_AT_HOME_OF = WordPattern(
    r"\b(?:«claim_words.home»)[ ]of[ ]an?[ ](?:(?:«persons.anybody»)[ ](?:aged[ ]|in[ ](?:his|her)[ ]))?$"
)
_BREAKS_IN = WordPattern(r"\b(?i:«claim_words.breaks_in»)\b")
# 'The resident of the flat, a man aged in his 20s'
_RESIDENT = WordPattern(
    r"\b(?:«claim_words.resident»)(?:[ ]of[ ][^,.;]{1,40})?,[ ](?:who[ ]is[ ])?(?:an?[ ](?:\p{Ll}+[ ]){0,2})?(?:aged[ ])?(?:in[ ](?:his|her)[ ])?$"
)
# 'when a man took her purse'
_WHEN_TAKEN = WordPattern(
    r"\bwhen[ ](?:an?|two|three|four|the)[ ](?:\p{Ll}+[ ]){1,3}(?:«claim_words.robs_of»)[ ](?:her|his|their)\b"
)
# 'lost £4,000'
_PARTED = WordPattern(r"\b(?:«claim_words.parts_with»)[ ](?:\p{Ll}+[ ]){0,2}[£$€]")
# 'fired a pellet gun at two others'
_AIMED = WordPattern(
    r"\b(?:«claim_words.aims»)[ ](?:an?|the|his|her|their|what)[ ][^.,;:]{1,50}[ ]at[ ](?:an?[ ]|the[ ])?$"
)


def _is_deprived(setting: Setting) -> bool:
    """Whether somebody was robbed, burgled, cheated or aimed at: 'A thief stole a bike from a boy of 12'."""
    text, at, lexicon = setting.story.page.text, setting.at, setting.story.page.lexicon
    low, high = (
        max(setting.draft.counted.low, at - 90),
        min(setting.draft.counted.high, setting.draft.quantity.end + 120),
    )
    if any(pattern.of(lexicon).search(text, low, at) for pattern in (_STOLEN_FROM, _AIMED)):
        return True
    if any(pattern.of(lexicon).search(text, setting.draft.quantity.end, high) for pattern in (_WHEN_TAKEN, _PARTED)):
        return True
    lives = any(pattern.of(lexicon).search(text, low, at) for pattern in (_AT_HOME_OF, _RESIDENT))
    return lives and _BREAKS_IN.of(lexicon).search(text, max(0, low - 200), high) is not None


# 'indecent assaults in Kelsham on seven boys', 'sexual offences against two girls'
_AGAINST = Regex(r"\b(?:on|against|towards|upon)[ ](?:an?[ ]|the[ ]|at[ ]least[ ])?$")


def _preyed_on(setting: Setting) -> str | None:
    """'He admitted ten counts of assault in Kelsham on seven boys': the people against whom a crime was committed are its victims."""
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
_ENOUGH = Regex(r"\b(?:enough|could|would[ ]have|able)\b[^.;]{0,40}$")


def _possible(setting: Setting) -> str | None:
    """'enough to kill 9,000 people', 'could have killed hundreds': nobody was killed, so it is a circumstance."""
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
            "He pointed what was believed to be a gun at <claim value=2 topic=victim>two</claim> people before fleeing.",
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
