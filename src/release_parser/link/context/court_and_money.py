"""Topics of charges, of crimes before a court, and of amounts of money.

In: a claim in its setting. Out: the topic that the verb of the court or of the thieves gives it, or None.
"""

from __future__ import annotations

from release_parser.lexicon import Topic, WordPattern, WordSet
from release_parser.link.context.setting import CLUE_REACH, Setting
from release_parser.regexes import Regex
from release_parser.rules import Rule

NO_TOPIC = ""
"""What a rule gives that says that no topic fits."""


def _statute(setting: Setting) -> str | None:
    """No topic: 'theft under $5,000' and 'fraud over $5,000' name the limit between two offences of a criminal code."""
    quantity = setting.draft.quantity
    at_the_line = (
        quantity.value == 5000 and quantity.unit in ("CAD", "dollar") and quantity.bound in ("less_than", "more_than")
    )
    return NO_TOPIC if at_the_line else None


_OF_CRIMES = ("charge", "conviction")
# 'He pleaded guilty to 18 offences. These comprised nine in Kelsham and nine in Thorn'
_COMPRISED = Regex(r"(?:These|They|This)[ ](?:(?:were|was|are|is)[ ])?(?:compris|consist|made[ ]up|includ)")


def _comprised(setting: Setting) -> str | None:
    """'He pleaded guilty to 18 offences. These comprised nine in Kelsham': the parts have the topic of the whole."""
    page, sentence = setting.story.page, setting.draft.sentence
    if setting.kind != "count" or _COMPRISED.match(page.text, sentence.start) is None:
        return None
    before = page.sentences[setting.draft.sentence_index - 1] if setting.draft.sentence_index else sentence
    acts = setting.story.clues.within(before.start, before.end)
    return next((topic.name for clue in acts for topic in clue.topics if topic.name in _OF_CRIMES), None)


# 'guilty on 29 of the 41 counts'; not 'guilty of the 41 counts'
_OF_ALL = Regex(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|most|all))[ ]of[ ](?:the|his|her|their)[ ]$"
)


def _charged(setting: Setting) -> str | None:
    """'charged with three burglaries', 'admitted two counts': charges and crimes take the topic of what the court did with them."""
    if setting.kind != "count" or setting.family not in ("charge", "offence"):
        return None
    if setting.family == "charge" and setting.before(_OF_ALL, 24):
        return setting.family  # what the court found of some of them says nothing of the others
    if setting.family == "charge" and (counts := _of_a_maximum(setting)) is not None:
        return counts
    if setting.family == "offence" and setting.before(_SENTENCED_FOR, 60):
        return "conviction"
    act = next((topic for topic in setting.acts("crimes") if topic.name in _OF_CRIMES), None)
    if act is not None and (setting.family == "charge" or setting.is_governed_by(act) or _is_announced(setting, act)):
        return act.name
    return setting.family


# 'was sentenced for five offences', 'jailed for a total of ten burglaries'
_SENTENCED_FOR = WordPattern(r"\b(?i:«claim_words.sentenced_for»)[ ](?:a[ ]total[ ]of[ ])?$")
_ANNOUNCED = 40
"""So near its end the line that introduces a list says what the court has made of its items."""


def _is_announced(setting: Setting, act: Topic) -> bool:
    """Whether the act ends the line that introduces the list: 'He was charged with:' over '2 offences of theft'."""
    page, draft = setting.story.page, setting.draft
    if page.blocks[draft.block].intro is None:
        return False
    intro = next(iter(page.introductions(draft.sentence)), None)
    if intro is None or not page.text[intro.start : intro.end].rstrip().endswith(":"):
        return False
    clues = setting.story.clues.within(max(intro.start, intro.end - _ANNOUNCED), intro.end)
    return bool(clues) and act in clues[-1].topics


# 'five years for each of the four counts'
_EACH_OF = Regex(r"\b(?:each|any|all)[ ]of[ ](?:the|his|her|their)[ ]$")
_IF_CONVICTED = WordPattern(r"\b(?i:if (?:«claim_words.if_convicted»))\b")
_COUNTS_OF_CONVICTION = WordPattern(r"[ ]\p{Ll}+[ ]of[ ](?:«claim_words.of_conviction»)\b")


def _of_a_maximum(setting: Setting) -> str | None:
    """'If convicted, he faces ten years for each of the four counts': the counts are charges, unless they are 'counts of conviction'."""
    page = setting.story.page
    if _COUNTS_OF_CONVICTION.of(page.lexicon).match(page.text, setting.draft.quantity.end):
        return "conviction"
    possible = setting.before(_EACH_OF, 24) and setting.before(_IF_CONVICTED, CLUE_REACH)
    return "charge" if possible else None


# 'Assault x 5', 'Mischief (x2)'
_TIMES = Regex(r"(?:^|[ (\n])[xX×][ ]?$")


def _multiplied(setting: Setting) -> str | None:
    """'is charged with: Assault x 5': the number of crimes that the court or the line above names."""
    if setting.kind != "count" or not setting.before(_TIMES, 4):
        return None
    return next((topic.name for topic in setting.acts("crimes") if topic.name in _OF_CRIMES), None)


_WORTH_REACH = 60
"""How far before a bracket the thing stands whose worth it gives."""


def _worth_in_brackets(setting: Setting) -> str | None:
    """'28kg of cannabis (£560,000)': money in brackets right behind a thing that was seized is its worth."""
    page = setting.story.page
    if setting.kind != "money" or page.text[setting.at - 1 : setting.at] != "(":
        return None
    low = max(setting.draft.counted.low, setting.at - _WORTH_REACH)
    noun = next(reversed(setting.story.clues.nouns_within(low, setting.at)), None)
    seized = noun is not None and noun.name.startswith("seizure.") and noun.name != "seizure.cash"
    return noun.name if noun is not None and seized else None


_COUNTED = frozenset({"arrest", "charge", "conviction", "search", "victim", "suspect", "person", "engagement"})
"""What is counted, and never an amount."""


# 'drugs and cash worth £12,000', 'cash, cocaine and cars with a total value of £1.3m'; not '2kg of heroin, and cash worth £900'
_SEVERAL_BEFORE = WordPattern(
    r"\b(?P<first>\p{L}+)(?:,|,?[ ](?:and|&|plus|as[ ]well[ ]as))[ ](?:(?!and\b)[\p{Ll}-]+[ ]){0,2}?(?P<last>\p{L}+),?[ ]"
    r"(?:(?:which|that|all|together|both|are|were|is|was)[ ]){0,3}(?:(?:with|to)[ ](?:an?|the)[ ](?:[\p{Ll}-]+[ ]){0,3}?)?"
    r"(?:«claim_words.worth»)[ ](?:(?!and\b)\p{Ll}+[ ]){0,5}$"
)
# '£24,000 worth of cash and drugs'
_SEVERAL_BEHIND = WordPattern(
    r"(?:[ ]|[’'][ ])?(?:«claim_words.worth»)[ ]of[ ](?P<first>\p{L}+)(?:,|[ ]and)[ ](?:\p{Ll}+[ ]){0,1}?(?P<last>\p{L}+)\b"
)


def _besides_cash(setting: Setting) -> str | None:
    """The topic of the other things of a sum that is of cash and of things: 'drugs and cash worth £12,000' is no £12,000 in cash."""
    match = setting.before(_SEVERAL_BEFORE, 160) or _SEVERAL_BEHIND.of(setting.story.page.lexicon).match(
        setting.story.page.text, setting.draft.quantity.end, setting.draft.sentence.end
    )
    if match is None:
        return None
    named = [topic.name for word in match.groups() if (topic := setting.story.topics.find(word.lower())) is not None]
    others = [name for name in named if name.startswith("seizure.") and name != "seizure.cash"]
    return others[0] if len(others) == 1 and len(named) == len(match.groups()) else None


def _money(setting: Setting) -> str | None:
    """An amount of money takes the topic of what is done with it: seized, stolen, paid as a fine, raised."""
    if setting.kind != "money":
        return None
    found = _by_noun_or_act(setting)
    return (_besides_cash(setting) or found) if found == "seizure.cash" else found


def _by_noun_or_act(setting: Setting) -> str | None:
    """The topic of an amount by its noun where that decides, else by what is done with it."""
    if setting.family in ("penalty", "resource", "loss", "sentence") or setting.noun_name == "seizure.drugs":
        return setting.noun_name
    if setting.family == "offence":
        return "loss"  # 'a £2m fraud'
    act = _act_of_money(setting) or setting.reward
    if act is None:
        return _without_an_act(setting)
    if not act.name.startswith("seizure.") or (act.name == "seizure.drugs" and setting.noun_name != "seizure.cash"):
        return act.name
    if setting.family == "seizure":
        return setting.noun_name
    named = setting.named("seizure.")
    if named is not None and setting.draft.entity is not None:
        return named.name
    return "seizure.other" if _is_worth(setting) else "seizure.cash"  # 'mirrors worth £900 were recovered'


def _without_an_act(setting: Setting) -> str | None:
    """An amount without an act beside it: 'drugs as well as £900 in cash' under searches is seized; 'the sewer charge fell by £28' has no topic."""
    if setting.family in _COUNTED:
        return NO_TOPIC
    listed = setting.story.page.blocks[setting.draft.block].intro is not None  # 'Seizures:' over '£900 in cash'
    if setting.noun_name == "seizure.cash" and (listed or setting.named("seizure.drugs", "seizure.weapons", "search")):
        return setting.noun_name
    if setting.family and setting.family != "seizure":
        return setting.noun_name
    named = setting.named("resource", "loss", "penalty")
    return None if named is None or setting.family else named.name


def _act_of_money(setting: Setting) -> Topic | None:
    """What is done with an amount: in 'the street value of the drugs seized totals £900' first the thing whose worth it is, then the act."""
    act = next(setting.acts("money"), None)
    if act is None or not act.name.startswith("seizure.") or setting.draft.entity is not None:
        return act
    text, start = setting.story.page.text, setting.draft.sentence.start
    worth = (
        topic
        for clue in setting.story.clues.within(start, setting.at)
        for topic in clue.topics
        if topic.name == "seizure.drugs" and not _ANOTHER.search(text, clue.end, setting.at)
    )
    return next(worth, act)


_ANOTHER = Regex(r"[,;:(]|\band\b")


# 'the £900 bribe payment that was found'
_PAID = WordSet("claim_words.paid")
# 'an envelope containing about £300'
_CONTAINED = Regex(r"\b(?:contain|hold)(?:ing|ed|s)[ ](?:\p{Ll}+[ ]){0,4}$")


def _is_worth(setting: Setting) -> bool:
    """Whether the money is the worth of a thing; not in 'of that amount', and not if it lay in an envelope."""
    entity = setting.draft.entity
    if entity is None or entity.head in setting.story.containers or entity.head in _PAID.of(setting.story.page.lexicon):
        return False
    return setting.before(_CONTAINED, 40) is None


STATUTES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "no_topic_of_a_statute",
        _statute,
        finds=(
            "Kelsham, Ontario: Ann Pole was charged with theft <claim value=5000 bound=less_than topic=null>under $5,000</claim>.",
        ),
    ),
)
"""Amounts of a statute."""

CHARGES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_charge_told_as_a_multiple",
        _multiplied,
        finds=(
            "A man is charged with:\n* Assault x <claim value=5 topic=charge>5</claim>\n* Mischief x <claim value=2 topic=charge>2</claim>",
        ),
    ),
    Rule(
        "topic_of_what_it_comprises",
        _comprised,
        finds=(
            "She pleaded guilty to <claim value=18 topic=conviction>18</claim> offences. These comprised <claim value=9 topic=conviction>nine</claim> offences in Kelsham and <claim value=9 topic=conviction>nine</claim> in Thorn.",
            "They looked at <claim value=18 topic=offence>18</claim> burglaries. These comprised <claim value=9 topic=offence>nine</claim> burglaries in Kelsham and <claim value=9 topic=offence>nine</claim> in Thorn.",
        ),
    ),
    Rule(
        "topic_of_charges",
        _charged,
        finds=(
            "He pleaded guilty to <claim value=2 topic=conviction>two</claim> counts of theft.",
            "She was charged with <claim value=3 topic=charge>three</claim> burglaries.",
            "A man was charged after <claim value=3 topic=offence>three</claim> burglaries.",
            "The man was sentenced for <claim value=5 topic=conviction>five</claim> offences of theft.",
            "He was charged with:\n* <claim value=1 topic=charge>1</claim> offence of fraud\n* <claim value=2 topic=charge>2</claim> offences of theft",
            "Police charged a man and then saw a fall in the number of:\n* <claim value=2 topic=offence>2</claim> burglaries of homes\n* <claim value=9 topic=offence>9</claim> burglaries of shops",
            "The jury found her guilty on <claim value=29 topic=conviction>29</claim> of the <claim value=41 topic=charge>41</claim> counts.",
        ),
    ),
)
"""Charges and crimes, by what the court has made of them."""

MONEY: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_worth_in_brackets",
        _worth_in_brackets,
        finds=(
            "Officers found <claim value=28 topic=seizure.drugs>28kg</claim> of cannabis (<claim value=560000 topic=seizure.drugs>£560,000</claim>) in a van.",
            "Officers found a bag (<claim value=900 topic=seizure.cash>£900</claim> in cash) in a van.",
        ),
    ),
    Rule(
        "topic_of_money",
        _money,
        finds=(
            "Thieves stole <claim value=900 topic=loss>£900</claim>.",
            "He must pay <claim value=85 topic=penalty>£85</claim> costs.",
            "Officers seized <claim value=900 topic=seizure.other>900</claim> illegal mirrors worth <claim value=410 topic=seizure.other>£410</claim>.",
            "An envelope containing <claim value=300 topic=seizure.cash>£300</claim> was recovered.",
            "They found heroin with a street value of <claim value=90000 topic=seizure.drugs>£90,000</claim>, <claim value=800 topic=seizure.cash>£800</claim> in cash and scales.",
            "The searches revealed drugs as well as <claim value=11000 topic=seizure.cash>£11,000</claim> cash.",
            "Seizures:\n* <claim value=3 topic=seizure.weapons>3</claim> handguns\n* <claim value=900 topic=seizure.cash>£900</claim> in cash",
            "He must declare assets <claim value=10000 topic=null>over £10,000</claim>.",
            "The budget grew by <claim value=1000 topic=resource>£1,000</claim>.",
            "Ash was jailed for a <claim value=2000000 topic=loss>£2m</claim> fraud.",
            "Officers seized weapons, drugs and cash worth <claim value=14000 topic=seizure.drugs tally=14000>£14,000</claim>.",
            "Cash and fast cars with a combined value of <claim value=1700000 topic=seizure.vehicles>£1.7m</claim> have been seized.",
            "Officers seized <claim value=2 topic=seizure.weapons>two</claim> knives, and cash totalling <claim value=630 topic=seizure.cash>£630</claim>.",
            "In all, the street value of the seized drugs totals <claim value=9000 topic=seizure.drugs>£9,000</claim>.",
        ),
    ),
)
"""Amounts of money, by what is done with them."""
