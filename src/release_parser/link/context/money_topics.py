"""Topics of amounts that the words right beside them do not decide: what a court may fine, what civil cases brought in, what a thing is worth.

In: a claim in its setting. Out: the topic, `NO_TOPIC` where none fits, or None where the rules for money in general decide.
"""

from __future__ import annotations

from release_parser.lexicon import Topic, WordPattern, WordSet
from release_parser.link.context.court_and_money import NO_TOPIC
from release_parser.link.context.setting import Setting
from release_parser.regexes import Regex
from release_parser.rules import Rule

_FINE_REACH = 120
"""So far before 'twice the gain' the fine is named that may be as high."""


def _twice_the_gain(setting: Setting) -> str | None:
    """'The maximum fine may be increased to twice the gain': a fine, told as a multiple."""
    if setting.kind != "multiplier":
        return None
    low = max(setting.draft.counted.low, setting.at - _FINE_REACH)
    named = setting.story.clues.nouns_within(low, setting.at)
    return "penalty" if any(topic.name == "penalty" for topic in named) else None


# 'has recovered more than £22m through civil cases', 'recovered £3m in settlements'
_RECOVERED = WordPattern(r"\b(?:«claim_words.collects»)[ ](?:(?:a total of|back|some|well)[ ]){0,2}$")
_AT_LAW = WordPattern(
    r"[^.;]{0,60}?\b(?:through|in|from|under|by|via)[ ](?:[^.;,]{0,40}?[ ])?(?i:«claim_words.civil_law»)\b"
)


def _recovered_at_law(setting: Setting) -> str | None:
    """'has recovered $22m through False Claims Act cases': what courts made somebody pay, though 'recovered' seizes elsewhere."""
    if setting.kind != "money":
        return None
    page, at = setting.story.page, setting.at
    if not _RECOVERED.of(page.lexicon).search(page.text, max(setting.draft.sentence.start, at - 40), at):
        return None
    end = min(setting.draft.sentence.end, setting.draft.quantity.end + 120)
    return "penalty" if _AT_LAW.of(page.lexicon).match(page.text, setting.draft.quantity.end, end) else None


_FAR = 400
"""So many characters around a number its sentence is read."""
_COST = WordSet("claim_words.cost")
_COURT_COSTS = WordPattern(r"\b(?i:«claim_words.before_court»)\b")


# 'has cost the Treasury $1.4 million', 'cost taxpayers £3m'
_COST_SOMEBODY = WordPattern(
    r"\b(?:«claim_words.costs»)[ ](?:(?:the|its|his|her|their|many|local)[ ])?(?:[\p{L}.’'-]+[ ]){0,3}?(?i:«claim_words.who_loses»)[ ](?:[\p{Ll}]+[ ]){0,3}$"
)


def _cost_somebody(setting: Setting) -> str | None:
    """'Their conduct has cost the Treasury $1.4 million': what somebody else is out of."""
    if setting.kind != "money":
        return None
    page, low = setting.story.page, max(setting.draft.sentence.start, setting.at - 90)
    return "loss" if _COST_SOMEBODY.of(page.lexicon).search(page.text, low, setting.at) else None


def _cost(setting: Setting) -> str | None:
    """'at a cost of £1.5m': no costs of a court; a repair's cost is a loss where something was damaged."""
    entity = setting.draft.entity
    if setting.kind != "money" or entity is None or entity.head not in _COST.of(setting.story.page.lexicon):
        return None
    page, sentence = setting.story.page, setting.draft.sentence
    plural = page.text[entity.start : entity.end].lower().endswith("s")
    if plural or _COURT_COSTS.of(page.lexicon).search(
        page.text, max(sentence.start, setting.at - _FAR), min(sentence.end, setting.at + _FAR)
    ):
        return None
    act = next(setting.acts("money"), None)
    return act.name if act is not None and act.name in ("loss", "resource") else NO_TOPIC


_WORTH_TOLD = WordPattern(
    r"(?:It|They|These|This|Each|Both|The[ ](?:\p{Ll}+[ ]){1,3})[ ]?(?:(?:is|are|was|were|has|have|had|been|all|each|together|also|«claim_words.taken_to_be»|to|be)[ ]){0,6}(?:«claim_words.is_worth»)[ ](?:(?:at|around|about|between|approximately|some|an|a|total|of)[ ]){0,4}$"
)


def _worth_told_on(setting: Setting) -> str | None:
    """'Thieves took two statues. They are worth £900': the worth of what the sentence before tells of."""
    page, draft = setting.story.page, setting.draft
    if setting.kind != "money" or not draft.sentence_index:
        return None
    if not _WORTH_TOLD.of(page.lexicon).fullmatch(page.text, draft.sentence.start, setting.at):
        return None
    before = page.sentences[draft.sentence_index - 1]
    acts = [topic for clue in setting.story.clues.within(before.start, before.end) for topic in clue.topics]
    seized = [topic for topic in setting.story.clues.nouns_within(before.start, before.end) if _is_seized(topic)]
    act = next((topic for topic in acts if topic.name == "loss" or _is_seized(topic)), None)
    if act is None:
        return "loss" if _takes(setting, before.start, before.end) else None
    return next((topic.name for topic in seized), act.name) if _is_seized(act) else act.name


def _is_seized(topic: Topic) -> bool:
    return topic.name.startswith("seizure.") and topic.name != "seizure.cash"


_TAKES = WordPattern(r"\b(?:«claim_words.takes»)\b")
_THIEF = WordSet("claim_words.thieves")
_WORD = Regex(r"\p{L}+")
_THEY = frozenset({"They", "He", "She"})


def _takes(setting: Setting, start: int, end: int) -> bool:
    """Whether thieves take something between two places of the page: 'Burglars took two statues'."""
    page = setting.story.page
    match = _TAKES.of(page.lexicon).search(page.text, start, end)
    if match is None:
        return False
    words = _WORD.findall(page.text, max(start, match.start() - 40), match.start())
    if words and setting.draft.sentence_index and start == setting.draft.sentence.start and words[0] in _THEY:
        # 'Thieves stole £400. They also took two watches'
        before = page.sentences[setting.draft.sentence_index - 1]
        stolen = (topic.name for clue in setting.story.clues.within(before.start, before.end) for topic in clue.topics)
        return "loss" in stolen
    return any(word.lower() in _THIEF.of(page.lexicon) for word in words)


def _taken(setting: Setting) -> str | None:
    """'Thieves took two statues': what is taken by thieves is lost; 'took' alone says nothing."""
    if setting.kind not in ("count", "money") or (setting.noun is not None and setting.noun.person):
        return None
    page, at = setting.story.page, setting.at
    start = max(setting.draft.sentence.start, at - 80)
    taking = list(_TAKES.of(page.lexicon).finditer(page.text, start, at))
    if not taking or _EDGE.search(page.text, taking[-1].end(), at) or not _takes(setting, start, at):
        return None
    return "loss"


_EDGE = Regex(r"[;:.]|\b(?:to|into|for|over|by|before|after|in)\b")

# 'armed with two knives', 'brandishing two machetes'
_USED = WordPattern(r"\b(?:«claim_words.armed»)[ ](?:(?:a|an|the|at least)[ ]){0,3}$")


def _used_weapon(setting: Setting) -> str | None:
    """'A woman armed with two knives': weapons that somebody uses are not seized."""
    if setting.kind != "count" or setting.noun_name != "seizure.weapons":
        return None
    page, at = setting.story.page, setting.at
    return (
        "circumstance"
        if _USED.of(page.lexicon).search(page.text, max(setting.draft.sentence.start, at - 40), at)
        else None
    )


_FAKE = WordPattern(r"\b(?i:«claim_words.fake»)[ ](?:\p{L}+[ -]){0,2}$")


def _fake_money(setting: Setting) -> str | None:
    """'eight counterfeit £20 notes': fakes are seized, or made out as money; they are no cash."""
    entity = setting.draft.entity
    if setting.kind not in ("count", "money") or setting.noun_name != "seizure.cash" or entity is None:
        return None
    page = setting.story.page
    around = _FAKE.of(page.lexicon).search(page.text, max(setting.draft.sentence.start, setting.at - 40), setting.at)
    if not around and not _FAKE_WORD.of(page.lexicon).search(page.text, setting.draft.quantity.end, entity.end):
        return None
    act = next(setting.governing_acts("things", "money"), None)
    return "seizure.other" if act is not None and act.name.startswith("seizure.") else "circumstance"


_FAKE_WORD = WordPattern(r"\b(?i:«claim_words.fake»)\b")


AMOUNTS: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_fine_told_as_a_multiple",
        _twice_the_gain,
        finds=(
            "The maximum fine may be increased to <claim value=2 topic=penalty kind=multiplier>twice</claim> the gain.",
        ),
    ),
    Rule(
        "topic_of_what_was_recovered_at_law",
        _recovered_at_law,
        finds=(
            "The department has recovered <claim value=22000000 bound=more_than topic=penalty>more than $22m</claim> through False Claims Act cases.",
        ),
        ignores=("Officers recovered <claim value=900 topic=seizure.cash>£900</claim> from a car.",),
    ),
    Rule(
        "topic_of_what_it_cost_somebody",
        _cost_somebody,
        finds=(
            "The firm's conduct has cost the Treasury <claim value=1400000 bound=about topic=loss>about $1.4 million</claim>, the suit says.",
        ),
        ignores=("The new station has cost the force <claim value=3000000 topic=resource>£3m</claim>.",),
    ),
    Rule(
        "topic_of_a_cost",
        _cost,
        finds=(
            "The roof will be replaced at a cost of <claim value=9000 topic=null>£9,000</claim>.",
            "He was ordered to pay a cost of <claim value=85 topic=penalty>£85</claim>.",
        ),
    ),
    Rule(
        "topic_of_worth_told_on",
        _worth_told_on,
        finds=(
            "Thieves took a statue. It is worth <claim value=900 topic=loss>£900</claim>.",
            "Officers seized cannabis. It is worth <claim value=900 topic=seizure.drugs>£900</claim>.",
        ),
    ),
    Rule(
        "topic_of_fake_money",
        _fake_money,
        finds=(
            "Officers seized <claim value=8 topic=seizure.other>eight</claim> counterfeit banknotes.",
            "She paid with <claim value=8 topic=circumstance>eight</claim> fake banknotes.",
        ),
    ),
    Rule(
        "topic_of_what_thieves_take",
        _taken,
        finds=("Thieves took <claim value=2 topic=loss>two</claim> statues.",),
        ignores=("The thieves were taken over <claim value=2 topic=circumstance>two</claim> bridges.",),
    ),
    Rule(
        "topic_of_weapons_used",
        _used_weapon,
        finds=("A man armed with <claim value=2 topic=circumstance>two</claim> knives ran off.",),
        ignores=("Officers seized <claim value=2 topic=seizure.weapons>two</claim> knives.",),
    ),
)
"""Amounts, and things taken and used, that need more than the noun and the act beside them."""
