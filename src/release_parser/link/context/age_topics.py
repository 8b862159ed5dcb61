"""The topics of ages, heights and weights: what happened to the person.

In: a claim in its setting. Out: the topic of what happened to its person or of what the person is, or None. An age takes the topic of its
person, so that `topic = arrest and kind = age` gives the ages of those arrested.
"""

from __future__ import annotations

from collections.abc import Sequence

from release_parser.lexicon import Topic, WordPattern, WordSet
from release_parser.link.context.setting import CLUE_REACH, Setting
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
    r"\b(?P<noun>\p{Ll}+)(?:,|[ ][–—-])[ ](?:(?:who[ ]is[ ])?an?[ ](?:\p{Ll}+[ ]){0,2})?(?:aged[ ])?(?:in[ ](?:his|her|their)[ ])?$"
)
# 'One of the offenders was a man in his 20s'
_ONE_OF = Regex(r"\bof[ ]the[ ](?P<noun>\p{Ll}+)[ ](?:is|was)\b[^.;,]{0,60}$")
# 'The victim has now been identified as a 55-year-old', 'The attacker is a slim man aged 35'; not 'The victim is a friend of a man aged 30'
_SUBJECT_IS = WordPattern(
    r"\b[Tt]he[ ](?:\p{L}+[ ]){0,2}?(?P<noun>\p{Ll}+)(?:[ ](?:found|in|at|on|near)[ ][^,.;:]{1,50}?)?,?[ ](?:is|was|has|had)[ ]"
    r"(?:(?:been|now|also|since|later|only|as|to|be|by|police|officers|those|that|of|«claim_words.taken_to_be»)[ ]){0,7}"
    r"(?:an?[ ](?:(?!of\b|who\b|and\b|by\b|with\b|from\b|to\b|in\b)\p{L}+,?[ ]){0,4})?(?:aged?[ ])?(?:in[ ](?:his|her|their)[ ])?(?:about[ ]|around[ ])?$"
)


def _called(setting: Setting) -> str | None:
    """'a 26-year-old male accused', 'The complainant, a 26-year-old': the noun by which the text calls the person decides."""
    if setting.kind != "age":
        return None
    text, end = setting.story.page.text, setting.draft.quantity.end
    start = max(setting.draft.sentence.start, setting.at - 100)
    patterns = (_CALLED_BEFORE, _ONE_OF, _SUBJECT_IS.of(setting.story.page.lexicon))
    told = (pattern.search(text, start, setting.at) for pattern in patterns)
    nouns = _WORD.findall(text, end, min(setting.draft.sentence.end, end + 40))[:3]
    nouns += [match["noun"] for match in told if match is not None]
    # 'While a passenger, a 38-year-old man was arrested'
    hurt = (noun for noun in nouns if setting.story.may_be_hurt(noun, setting.draft))
    topics = {topic.name for noun in hurt if (topic := setting.story.topics.find(noun)) is not None}
    if "victim" in topics:
        return "victim"
    if not setting.story.accused.intersection(noun.removesuffix("s") for noun in nouns):
        return None
    act = _act_against_the_accused(setting)
    return "suspect" if act is None else act.name


def _act_against_the_accused(setting: Setting) -> Topic | None:
    """What police or a court did to a suspect of an age: told in the same sentence, in the next ones, just before, or by the headline."""
    governing = (act for act in setting.governing_acts("people") if act.name in LAW and setting.is_governed_by(act))
    before = setting.story.just_before(setting.draft)
    beside = _told_beside(setting, list(setting.acts("people")))
    return (
        next(governing, None)
        or (beside if beside is not None and beside.name in LAW else None)
        or setting.story.just_behind(setting.draft, LAW)
        or (before if before is not None and before.name in ("arrest", "charge") else None)
        or setting.story.headline
    )


def _age(setting: Setting) -> str | None:
    """The topic of what happened to the person of an age: in its own sentence, elsewhere under the same name, or just before."""
    if setting.kind != "age":
        return None
    noun = setting.noun
    if (
        noun is not None
        and noun.name == "victim"
        and setting.story.may_be_hurt(setting.draft.head or "", setting.draft)
    ):
        return "victim"
    acts = list(setting.acts("people"))
    act = _told_beside(setting, acts) or _told_elsewhere(setting, acts)
    if act is not None and act.name in _NOT_TO_PERSONS:  # 'Officers found a man of 46 in the car. The man was arrested'
        act = setting.story.just_behind(setting.draft, LAW) or act
    return None if act is None else act.name


def _told_beside(setting: Setting, acts: Sequence[Topic]) -> Topic | None:
    """What the sentence of an age tells about its person."""
    act = setting.story.done_to_pronoun(setting.draft) or next(
        (act for act in acts if not act.weak and (act.name not in _HARDLY or setting.is_governed_by(act))), None
    )
    if act is None or act.name != "victim" or setting.is_governed_by(act):
        return act
    return _brought_to_law(setting) or act  # 'Kit Ash, 27, carried out a string of attacks'


# 'The 33-year-old, of Mill Lane, Elm, ' or 'The 33-year-old man ' before 'stabbed'; not 'The 33-year-old was stabbed'
_DOER = Regex(
    r"(?:[ ](?!(?:was|were|is|are|been|being|be|by|had|has|have|who|whom|that|and|to|after|when|while|with)\b)\p{Ll}+){0,3}(?:[ ]from[ ]\p{Lu}[\p{L}’'-]+|,[ ]of[ ][^.;:]{3,50},|,)?[ ]"
)
# 'two men', 'his first victim', 'staff', 'Ann Pole'; not 'the kerb', 'Friday', 'two times'
_SOMEBODY = Regex(
    r"[ ](?:(?P<named>him|them|\p{Lu}\p{Ll}+[ ]\p{Lu}\p{Ll}+)\b|(?P<nouns>(?!\p{Lu})[\p{L}\d-]+(?:[ ][\p{Ll}\d][\p{L}\d-]*){0,2}))"
)
_DOER_REACH = 80
_IRREGULAR = WordSet("measure_words.irregular_people")


def _does_harm(setting: Setting) -> bool:
    """Whether the person of an age does what makes others victims: 'The 33-year-old stabbed two men', 'A 19-year-old man threatened staff'."""
    story, end = setting.story, setting.draft.quantity.end
    clue = next(iter(story.clues.within(end, min(setting.draft.sentence.end, end + _DOER_REACH))), None)
    if clue is None or not clue.act or not any(topic.name == "victim" for topic in clue.topics):
        return False
    if story.page.text[clue.start : clue.end].endswith("ing") or not _DOER.fullmatch(story.page.text, end, clue.start):
        return False
    whom = _SOMEBODY.match(story.page.text, clue.end)
    if whom is None or whom["named"]:
        return whom is not None
    words = _UP_TO_A_PREPOSITION.split(whom["nouns"])[0].split()
    nouns = (story.topics.find(word) for word in words)
    return any(noun is not None and noun.person for noun in nouns) or not _IRREGULAR.of(story.page.lexicon).isdisjoint(
        words
    )


_UP_TO_A_PREPOSITION = Regex(r"(?:^|[ ])(?:of|in|at|by|on|with|from|and|for|to|as|after|while|outside|near)\b")


def _harmful(setting: Setting) -> str | None:
    """Whoever harms others is no victim: charged or jailed where the release says so, else a suspect."""
    if setting.kind != "age" or not _does_harm(setting):
        return None
    own = next((act for act in setting.acts("people") if act.name in LAW), None)
    headline = setting.story.headline
    before_court = headline if headline is not None and headline.name in ("conviction", "sentence") else None
    told = own or before_court or setting.story.just_behind(setting.draft, LAW) or headline
    return "suspect" if told is None else told.name


def _told_elsewhere(setting: Setting, acts: Sequence[Topic]) -> Topic | None:
    """What other sentences tell about the person of an age, else what the sentence tells with less certainty."""
    act = setting.story.of_person(setting.draft) or next((act for act in acts if act.name not in _NOT_TO_PERSONS), None)
    if act is not None and act.name == "suspect":  # 'The driver was identified as a 35-year-old. She was arrested'
        return setting.story.just_behind(setting.draft, LAW) or act
    return act


# 'Kit Ash, 27, carried out', 'Kit Ash, 27, of Mill Lane, launched'
_NAMED = Regex(r"\p{Lu}[\p{L}’'-]+,[ ](?:aged[ ])?$")


def _brought_to_law(setting: Setting) -> Topic | None:
    """What happened at law to a person whose own sentence tells only of harm near them: told elsewhere under the name, else in the headline."""
    if setting.before(_NAMED, 40) is None:
        return None
    told = setting.story.of_person(setting.draft)
    return told if told is not None and told.name in LAW and told.name != "arrest" else None


def _group_by_age(setting: Setting) -> str | None:
    """'robberies are down 8 per cent for under 25s': an age group takes the topic of what the sentence says about it."""
    quantity = setting.draft.quantity
    if setting.kind != "age" or quantity.bound not in ("less_than", "more_than") or not setting.ends_in("s"):
        return None
    named = setting.named("offence", "victim", "arrest")
    return None if named is None else named.name


_UNHURT = WordPattern(r"\b(?:«claim_words.unhurt»)\b")
_UNHURT_REACH = 120
"""So far behind an age its sentence says that nothing befell its person."""


def _unhurt(setting: Setting) -> str | None:
    """No victim: 'The 28-year-old driver remained at the scene', even if the sentence before tells of somebody who was hurt."""
    if setting.kind != "age":
        return None
    page, end = setting.story.page, setting.draft.quantity.end
    high = min(setting.draft.sentence.end, end + _UNHURT_REACH)
    if _UNHURT.of(page.lexicon).search(page.text, end, high) is None:
        return None
    told = {topic.name for clue in setting.story.clues.within(end, high) for topic in clue.topics}
    return None if told.intersection(LAW) else setting.noun_name or "person"


def _age_in_story(setting: Setting) -> str | None:
    """'A man was found dead. The man was 41 years old.': an age whose own sentence tells nothing about the person."""
    if setting.kind != "age":
        return None
    story, noun = setting.story, setting.noun
    if _is_missing(setting):
        return "victim"
    act = (
        story.just_behind(setting.draft) or story.just_before(setting.draft) or story.headline or _in_its_item(setting)
    )
    if act is not None:
        return act.name
    return noun.name if noun is not None and noun.person else "person"


_BESIDE_A_NAME = 30
"""So few characters beside a name and an age say nothing of their person."""
_ITEM = 300
"""So far behind a name and an age the rest of their item is read."""


def _in_its_item(setting: Setting) -> Topic | None:
    """'Ann Pole – 36-years-old.' with 'Wanted for theft' in the same item: the rest of a list's item tells about its person."""
    page, sentence = setting.story.page, setting.draft.sentence
    block = page.blocks[setting.draft.block]
    named = _A_NAME.fullmatch(page.text, sentence.start, setting.at) is not None
    if not named or sentence.end - setting.draft.quantity.end > _BESIDE_A_NAME:
        return None
    told = setting.story.clues.within(sentence.end, min(block.end, sentence.end + _ITEM))
    topics = [topic for clue in told for topic in clue.topics if topic.name in LAW or topic.name == "suspect"]
    return next((topic for topic in topics if topic.name == "suspect"), next(iter(topics), None))


# 'Ann Pole – 36-years-old', '1. Bo Ash- 31'
_A_NAME = Regex(r"(?:\d{1,2}[.)][ ])?(?:[“\"]?\p{Lu}[\p{L}’'”\"-]*[ ]){1,3}[“\"]?\p{Lu}[\p{L}’'”\"-]*[ ]?[,–—-]?[ ]?")
_BUILD = WordPattern(r"\b(?:«claim_words.told_of_a_body»)\b")
_MISSING = WordPattern(r"\b(?i:«claim_words.missing»)\b")
_SOUGHT = WordPattern(r"\b(?i:«claim_words.sought»)\b")
# 'She is 5ft 4in', 'Kit stands about 6ft'
_OF_SOMEBODY = WordPattern(
    r"(?:^|[ ])(?:[Hh]e|[Ss]he|\p{Lu}\p{Ll}+|«persons.anybody»)[ ](?:is|was)[ ](?:about[ ]|around[ ]|approximately[ ])?$"
)
_MISSING_NOW = WordPattern(r"\b(?i:«claim_words.missing_now»)\b")
_HEADLINE = 200


def _is_missing(setting: Setting) -> bool:
    """Whether the release is about a missing person, by the words beside the number or the headline: 'Ann Pole, 16, was last seen in Kelsham'."""
    text, lexicon = setting.story.page.text, setting.story.page.lexicon
    low = max(setting.draft.counted.low, setting.at - CLUE_REACH)
    high = min(setting.draft.counted.high, setting.at + CLUE_REACH)
    if _SOUGHT.of(lexicon).search(text, low, high) or _SOUGHT.of(lexicon).search(text, 0, _HEADLINE):
        return False
    # of a headline only 'missing' says so of an age, and any word of a height
    opening = (_MISSING_NOW if setting.kind == "age" else _MISSING).of(lexicon)
    return bool(_MISSING.of(lexicon).search(text, low, high) or opening.search(text, 0, _HEADLINE))


def _build(setting: Setting) -> str | None:
    """'He is described as 6ft tall': a height or a build takes the topic of its person."""
    if setting.kind not in ("length", "mass"):
        return None
    text = setting.story.page.text
    low, high = setting.draft.counted.low, setting.draft.counted.high
    near = max(low, setting.at - 200), min(high, setting.at + 200)
    if not _BUILD.of(setting.story.page.lexicon).search(text, *near) and not _OF_SOMEBODY.of(
        setting.story.page.lexicon
    ).search(text, low, setting.at):
        return None
    return "victim" if _is_missing(setting) else "suspect"


AGES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_person_as_called",
        _called,
        finds=(
            "The <claim value=41 topic=arrest>41-year-old</claim> suspect was traced to a yard, arrested and kept in a cell.",
            "While a passenger, a <claim value=37 topic=arrest>37-year-old</claim> man from Elm was arrested.",
            "The suspect was found with drugs and was charged with theft. The accused, a <claim value=36 topic=charge>36-year-old</claim> man, was let go on conditions.",
            "A <claim value=31 topic=arrest>31-year-old</claim> male accused and a <claim value=24 topic=victim>24-year-old</claim> female victim argued. The accused was arrested.",
            "The complainant, a <claim value=26 topic=victim>26-year-old</claim> male, lost his phone.",
            "Officers help the victims, a couple aged in their <claim value=70 topic=victim>70s</claim>.",
            "Man jailed\n\nThe court heard that the victim was only <claim value=15 topic=victim>15-years-old</claim> when the offender first met her.",
        ),
    ),
    Rule(
        "topic_of_a_person_who_is_unhurt",
        _unhurt,
        finds=(
            "A man was hit by a car. He remains in hospital.\n\nThe <claim value=27 topic=suspect>27-year-old</claim> driver of the car remained at the scene and is assisting with enquiries.",
        ),
        ignores=(
            "The <claim value=27 topic=arrest>27-year-old</claim> driver remained at the scene and was arrested.",
        ),
    ),
    Rule(
        "topic_of_a_person_who_harms",
        _harmful,
        finds=(
            "Man jailed for attack\n\nThe <claim value=33 topic=sentence>33-year-old</claim>, of Mill Lane, Elm, stabbed his first victim at a bank.",
            "A <claim value=19 topic=suspect>19-year-old</claim> man threatened staff with a knife.",
            "Kit Ash, <claim value=47 topic=suspect>47</claim>, punched a man in Elm.",
            "A <claim value=37 topic=suspect>37-year-old</claim> woman from Elm punched a man in the face.",
        ),
        ignores=(
            "A <claim value=23 topic=victim>23-year-old</claim> woman hit the kerb and was injured.",
            "A <claim value=19 topic=victim>19-year-old</claim> man stabbed Friday night is in hospital.",
        ),
    ),
    Rule(
        "topic_of_a_person_by_age",
        _age,
        finds=(
            "A <claim value=34 topic=arrest>34-year-old</claim> man was arrested.",
            "The victim had minor injuries and the <claim value=31 topic=arrest>31-year-old</claim>, male was arrested. Officers found a card.",
            "A <claim value=24 topic=arrest>24-year-old</claim> driver was found and arrested a short distance away in the bushes.",
            "Officers stopped a car and found a <claim value=46 topic=arrest>46-year-old</claim> man with a knife. The man was arrested.",
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
            "Officers spoke to the driver, a <claim value=22 topic=arrest>22-year-old</claim> man.\n\nIt was found that the driver had been drinking. The driver was arrested.",
            "Officers met a <claim value=21 topic=arrest>21-year-old</claim> man in Elm. Police found the man there and placed him under arrest.",
            "Police met a <claim value=53 topic=arrest>53-year-old</claim> woman in Kelsham. She was arrested.",
            "A <claim value=23 topic=arrest>23-year-old</claim> male sat in the road. Nobody was there to look after him so the male was held in custody.",
            "An officer noticed a <claim value=19 topic=arrest>19-year-old</claim> male in Kelsham. As he was in breach of his bail he was arrested.",
            "A <claim value=31 topic=arrest>31-year-old</claim> female passenger was found to be wanted on a warrant. She was arrested.",
            "During a traffic stop, a <claim value=52 topic=arrest>52-year-old</claim> male gave a false name. He was arrested.",
            "Faces of the week\n\nAnn Pole – <claim value=36 topic=suspect>36-years-old</claim>. POLE sat in a car. Wanted for theft.",
        ),
    ),
    Rule(
        "topic_of_a_person_by_build",
        _build,
        finds=("He is <claim value=6 topic=suspect>6ft</claim> tall with dark hair.",),
    ),
)
"""Ages and builds: their person decides."""
