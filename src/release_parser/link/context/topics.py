"""The topic of a claim, by which claims are grouped: 'arrest', 'seizure.drugs', 'victim'.

In: a page, its claims and the syntax of their sentences. Out: a topic for each claim, or None where none fits. What is counted and what
happened to it decide together: a noun such as 'arrests' decides alone, a noun such as 'men' only together with an act.

The words are data (`topics.toml`); the rules here decide how a noun and an act are combined.
"""

from __future__ import annotations

from dataclasses import replace

from release_parser.lexicon import Topic, WordPattern, WordSet
from release_parser.link.context.age_topics import AGES
from release_parser.link.context.amounts_left import AMOUNTS_LEFT
from release_parser.link.context.court_and_money import CHARGES, MONEY, NO_TOPIC, STATUTES
from release_parser.link.context.money_topics import AMOUNTS
from release_parser.link.context.person_topics import PEOPLE
from release_parser.link.context.preyed_on import PREYED_ON
from release_parser.link.context.setting import Setting
from release_parser.link.context.steps import other_steps
from release_parser.link.context.story import Story
from release_parser.link.context.taken_up import Follower, taken_up, told_at_law
from release_parser.link.context.terms import TIMES
from release_parser.link.drafts import ClaimDraft
from release_parser.link.surroundings import Surroundings
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page


def _shared(setting: Setting) -> str | None:
    """'Of 30 arrests, five were charged': a number that takes its noun from another one has an act of its own."""
    entity = setting.draft.entity
    if entity is None or entity.rule != "entity_shared" or setting.kind != "count":
        return None
    return next((topic.name for clue in setting.touching() for topic in clue.topics if "people" in topic.on), None)


# 'found in eight factories', 'seized from two of the cars': where, not what; but 'resulted in nine vans being seized'
_WHERE = Regex(
    r"\b(?:(?<!\bresult(?:s|ed|ing)?[ ])in|inside|at|from|across|during|within|near|through|throughout|via|on|against|between|among|around|by)[ ](?:the[ ]|these[ ]|all[ ])?$"
)
# 'the outside of two homes'
_OF = Regex(r"\bof[ ](?:the[ ]|these[ ]|all[ ])?$")


def _is_a_place(setting: Setting) -> bool:
    """Whether what is counted is where something was found or taken: 'found outside of two homes'."""
    text, low, entity = setting.story.page.text, max(0, setting.at - 40), setting.draft.entity
    if setting.draft.quantity.upper is not None:
        return False  # 'between 100-150 plants'
    if _WHERE.search(text, low, setting.at):
        return True
    premises = entity is not None and entity.head in setting.story.premises
    return premises and _OF.search(text, low, setting.at) is not None


def _things(setting: Setting) -> str | None:
    """Things are seized, lost or searched, whatever their noun: the act decides which of these, the noun decides the kind."""
    noun = setting.noun
    if setting.kind not in ("count", "mass", "volume") or not (
        (noun is None and setting.draft.entity is not None) or setting.family == "seizure"
    ):
        return None
    acts = setting.acts("things") if noun is not None else setting.governing_acts("things")
    act = next(acts, None)
    kind = noun.name if noun is not None else "seizure.other"
    if act is None or setting.kind == "count":
        act = _in_label(setting) or act
    if act is None and setting.kind == "count" and _is_stolen(setting):
        return "loss"
    if act is None:
        found = kind in ("seizure.drugs", "seizure.weapons", "seizure.cash") and not _is_put_to_use(setting)
        return kind if found else "circumstance"
    family = act.name.partition(".")[0]
    if family in ("seizure", "loss") and _is_a_place(setting):
        return "circumstance"
    if family == "seizure":
        # 'heroin with a street value of £900 and 11 phones': no phones are drugs
        return act.name if noun is None else kind
    if kind == "seizure.drugs":
        return kind
    return act.name


# 'The three post boxes stolen last week were in Kelsham'; not 'three boxes of stolen goods'
_STOLEN = WordPattern(r"(?:[ ](?!of\b)\p{Ll}+){1,3}[ ](?:«claim_words.stolen»)\b(?![ ]\p{Ll}+s\b)")


def _is_stolen(setting: Setting) -> bool:
    """Whether a participle right behind tells that the things were taken: 'The three post boxes stolen last week were in Kelsham'."""
    page = setting.story.page
    return _STOLEN.of(page.lexicon).match(page.text, setting.draft.quantity.end, setting.draft.sentence.end) is not None


_PUT_TO_USE = WordSet("claim_words.puts_to_use")


def _is_put_to_use(setting: Setting) -> bool:
    """Whether somebody used or made the weapons, so that they are not seized: 'They made two bombs', 'Ash threw three knives'."""
    lexicon = setting.story.page.lexicon
    return setting.noun_name == "seizure.weapons" and setting.draft.predicate in _PUT_TO_USE.of(lexicon)


def _in_label(setting: Setting) -> Topic | None:
    """'Vehicles stopped: 140': the label tells what was done to what it counts."""
    low = max(setting.draft.counted.low, setting.at - _ANNOUNCED)
    if not _LABEL_END.search(setting.story.page.text[low : setting.at]):
        return None
    acts = (topic for clue in setting.story.clues.within(low, setting.at) for topic in clue.topics)
    return next((topic for topic in acts if "things" in topic.on), None)


_ONLY_OF_AMOUNTS = WordSet("claim_words.only_of_amounts")


def _noun(setting: Setting) -> str | None:
    """'arrests', 'warrants', 'fines', 'burglaries', 'visits': a noun that decides alone; 'two prisons' are no sentence."""
    if setting.kind == "count" and setting.draft.head in _ONLY_OF_AMOUNTS.of(setting.story.page.lexicon):
        return "circumstance"
    return (
        None if setting.noun is None or (setting.kind == "money" and setting.family == "seizure") else setting.noun_name
    )


_ANNOUNCED = 60
"""So near its end the line that introduces a list says what its items are."""


def _listed_kind(setting: Setting) -> str | None:
    """'Officers dealt with 40 offences, which included: * 2 x Insecure loads': an item of a list has the topic of the line that introduces it."""
    page, draft = setting.story.page, setting.draft
    if setting.kind != "count" or setting.noun is not None:
        return None
    intro = next(iter(page.introductions(draft.sentence)), None)
    if intro is None:
        return None
    low = max(intro.start, intro.end - _ANNOUNCED)
    nouns = setting.story.clues.nouns_within(low, intro.end)
    acts = setting.story.clues.within(low, intro.end)
    # 'Items from several thefts were seized, including:' introduces things
    seized = bool(acts) and acts[-1].act and any(topic.name.startswith("seizure.") for topic in acts[-1].topics)
    return "offence" if nouns and nouns[-1].name == "offence" and not seized else None


_LABEL_END = Regex(r"[:–—-][ ]*$")


def _label(setting: Setting) -> str | None:
    """A figure behind its label: 'Impaired Drivers Removed: 36', 'Total cases reviewed: 142'."""
    draft, text = setting.draft, setting.story.page.text
    if (
        setting.kind != "count"
        or setting.noun is not None
        or not _LABEL_END.search(text[max(draft.counted.low, setting.at - _ANNOUNCED) : setting.at])
    ):
        return None
    noun = next(iter(setting.story.clues.nouns_within(draft.counted.low, setting.at)), None)
    if noun is None:
        return None
    sort = "people" if noun.person else "things" if noun.name.startswith("seizure.") else None
    act = None if sort is None else next(setting.acts(sort), None)
    if act is None or (act.name.startswith("seizure.") and not noun.person):
        return noun.name
    return act.name


def _headless(setting: Setting) -> str | None:
    """'40 arrested', 'ten were fined': a count without a noun counts people if the nearest act is one of people."""
    if setting.kind != "count":
        return None
    act = _done_to_them(setting) or next(setting.acts("people", "things", "crimes"), None)
    return None if act is None else act.name


def _done_to_them(setting: Setting) -> Topic | None:
    """'Three from Kelsham arrested in stolen van': the act right behind the number that opens the sentence."""
    text, end = setting.story.page.text, setting.draft.quantity.end
    if text[setting.draft.sentence.start : setting.at].strip():
        return None  # 'Police Arrest Two in Stabbing Incident'
    for clue in setting.story.clues.within(end, min(setting.draft.sentence.end, end + _NEAR_ACT)):
        if _CLAUSE_MARK.search(text, end, clue.start):
            return None
        if (
            topic := next((topic for topic in clue.topics if topic.done_to and "people" in topic.on), None)
        ) is not None:
            return topic
    return None


_NEAR_ACT = 40
_CLAUSE_MARK = Regex(r"[,;:.]|\b(?:and|who|after|when)\b")


def _measure(setting: Setting) -> str | None:
    """How far, how fast or how much of something in the story; a weight may be of drugs."""
    if setting.kind in ("mass", "volume") and setting.draft.entity is None:
        named = setting.named("seizure.drugs")
        return "circumstance" if named is None else named.name
    return "circumstance" if setting.kind not in ("count", "percentage", "proportion", "multiplier", "money") else None


# 'four times over the limit', 'more than twice the legal alcohol limit'
_LIMIT = Regex(r"[ ](?:over[ ]|above[ ])?(?:the[ ])(?:\p{Ll}+[ -]){0,2}limit\b")


def _speed(setting: Setting) -> str | None:
    """How fast somebody drove, or how far above a limit."""
    if setting.kind == "multiplier":
        return "circumstance" if _LIMIT.match(setting.story.page.text, setting.draft.quantity.end) else None
    return "circumstance" if setting.kind in ("speed", "area", "temperature", "data", "length") else None


_COMPOUND = Regex(r"[-‐‑](?P<unit>\p{Ll}+)[-‐‑ ]\p{Ll}+")


def _size(setting: Setting) -> str | None:
    """'a three-car collision', 'a two-phase operation': the number describes one thing; an '11-count indictment' has charges."""
    compound = _COMPOUND.match(setting.story.page.text, setting.draft.quantity.end)
    if setting.kind != "count" or compound is None:
        return None
    unit = setting.story.topics.find(compound["unit"])
    if unit is not None and unit.name == "charge":
        return next((topic.name for topic in setting.acts("crimes") if topic.name == "conviction"), unit.name)
    # 'a five-seater car' is one car, but a 'two-car convoy' has two
    of_one = setting.family == "seizure" and unit is None and setting.draft.quantity.value != 1
    return "circumstance" if of_one or setting.family in ("offence", "circumstance", "") else None


def _share(setting: Setting) -> str | None:
    """'Burglary in Kelsham has nearly halved': a share or a change of something that the sentence names further away."""
    if setting.kind not in ("percentage", "proportion", "multiplier"):
        return None
    named = setting.named("offence", "victim", "arrest") or _told_before(setting)
    return None if named is None else named.name


_THIS = Regex(r"(?:This|That|It)[ ]")


def _told_before(setting: Setting) -> Topic | None:
    """'There were 60 burglaries in 2019. This is a 20 per cent fall': the topic of what the sentence before counts."""
    page, draft = setting.story.page, setting.draft
    if draft.entity is not None or not draft.sentence_index or not _THIS.match(page.text, draft.sentence.start):
        return None
    before = page.sentences[draft.sentence_index - 1]
    nouns = setting.story.clues.nouns_within(before.start, before.end)
    return next((topic for topic in reversed(nouns) if topic.name in ("offence", "victim", "arrest")), None)


TOPICS: RuleTable[Setting, str] = RuleTable(
    "topic",
    (
        *STATUTES,
        *PREYED_ON,
        *AGES,
        Rule(
            "topic_of_a_speed",
            _speed,
            finds=(
                "The driver was arrested after doing <claim value=118 topic=circumstance>118mph</claim>.",
                "Officers stopped <claim value=9 topic=search>nine</claim> vans, and a driver was found <claim value=4 topic=circumstance kind=multiplier>four times</claim> over the limit.",
            ),
        ),
        Rule(
            "topic_of_a_size",
            _size,
            finds=(
                "A woman died in a <claim value=3 topic=circumstance>three</claim>-car collision.",
                "A grand jury returned an <claim value=11 topic=charge>11</claim>-count indictment charging Ann Pole.",
                "Officers found a <claim value=5 topic=circumstance>five</claim>-seater car.",
            ),
        ),
        Rule(
            "topic_of_a_shared_noun",
            _shared,
            finds=(
                "Of <claim value=30 topic=arrest>30</claim> arrests, <claim value=5 topic=charge>five</claim> were charged.",
            ),
        ),
        *CHARGES,
        *PEOPLE,
        *AMOUNTS,
        Rule(
            "topic_of_a_listed_kind",
            _listed_kind,
            finds=(
                "Officers stopped <claim value=50 topic=search>50</claim> vans and dealt with <claim value=14 topic=offence>14</claim> offences, which included:\n* <claim value=2 topic=offence>2</claim> x Insecure loads\n* <claim value=12 topic=offence>12</claim> x Driving without a licence",
            ),
            ignores=(
                "Items from several thefts were seized, including:\n* <claim value=630 topic=seizure.other>630</claim> chocolate bars\n* Soap",
            ),
        ),
        Rule(
            "topic_of_things",
            _things,
            finds=(
                "Officers seized <claim value=2 topic=seizure.weapons>two</claim> knives.",
                "<claim value=4 topic=search>Four</claim> cars were stopped.",
                "Burglars stole <claim value=4 topic=loss>four</claim> cars.",
                "<claim value=2 topic=circumstance>Two</claim> cars collided.",
                "Plants were found in <claim value=8 topic=circumstance>eight</claim> factories.",
                "There are <claim value=4 topic=circumstance>four</claim> bridges.",
                "They found heroin with a street value of <claim value=90000 topic=seizure.drugs>£90,000</claim>, scales and <claim value=11 topic=seizure.other>11</claim> phones.",
                "The men built <claim value=3 topic=circumstance>three</claim> bombs and set fire to the house.",
                "Officers found bullets near the front of <claim value=2 topic=circumstance>two</claim> houses.",
                "The gang obtained loans against <claim value=30 topic=circumstance>30</claim> bridges.",
                "She began billing Medicare through <claim value=2 topic=circumstance>two</claim> companies.",
                "The <claim value=3 topic=loss>three</claim> post boxes stolen last week stood in Mill Lane.",
            ),
        ),
        *MONEY,
        *AMOUNTS_LEFT,
        *TIMES,
        Rule(
            "topic_of_a_noun",
            _noun,
            finds=(
                "They made <claim value=34 topic=arrest>34</claim> arrests.",
                "It led to a pilot of <claim value=5 topic=circumstance>five</claim> other schemes.",
            ),
        ),
        Rule(
            "topic_of_a_label",
            _label,
            finds=(
                "Impaired Drivers Removed: <claim value=36 topic=suspect>36</claim>",
                "Thefts: 2021 – <claim value=412 topic=offence>412</claim>",
            ),
        ),
        Rule(
            "topic_of_a_number_alone",
            _headless,
            finds=(
                "<claim value=40 topic=arrest>40</claim> arrested.",
                "<claim value=3 topic=arrest>Three</claim> from Kelsham arrested in stolen van, knives found",
            ),
        ),
        Rule(
            "topic_of_a_share",
            _share,
            finds=(
                "Burglary in Kelsham has <claim kind=multiplier|proportion topic=offence>nearly halved</claim>.",
                "There were <claim value=60 topic=offence>60</claim> burglaries in Elm. This is a <claim value=20 topic=offence>20 per cent</claim> reduction.",
            ),
        ),
        Rule(
            "topic_of_a_measure",
            _measure,
            finds=(
                "Officers seized <claim value=3 topic=seizure.drugs>3kg</claim> of cocaine.",
                "He blew <claim value=60 unit=microgram topic=circumstance>60µg</claim>.",
            ),
        ),
    ),
)
"""What a claim is about, surest first."""


def find_topics(page: Page, drafts: list[ClaimDraft], around: Surroundings) -> list[ClaimDraft]:
    """The drafts, each with the topic that the first rule of `TOPICS` gives it, if any."""
    story = Story(page, around.lexicon)
    completed: list[ClaimDraft] = []
    for draft in drafts:
        found = TOPICS.first(Setting(story, draft))
        found = taken_up(Follower(story, completed, draft, found))
        if found is None or found[0] == NO_TOPIC:
            completed.append(draft)
            continue
        given = draft.given(found[1], topic=found[0])
        completed.append(replace(given, also=other_steps(story, given, completed)))
    return told_at_law(completed)
