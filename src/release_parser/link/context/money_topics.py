"""Topics of amounts that the words right beside them do not decide: the most that a court may fine, what civil cases recovered, the cost of a thing.

In: a claim in its setting. Out: the topic, `NO_TOPIC` where none fits, or None where the general rules for money decide.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern, WordSet
from release_parser.link.context.court_and_money import NO_TOPIC
from release_parser.link.context.setting import CLUE_REACH, Setting
from release_parser.rules import Rule

_FINE_REACH = 120
"""So far before 'twice the gain' the fine is named that may be as high."""


def _twice_the_gain(setting: Setting) -> str | None:
    """'The highest fine may rise to twice the gain': a fine, given as a multiple."""
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
    """'has recovered $22m through False Claims Act cases': a penalty that courts imposed, though elsewhere 'recovered' means seized."""
    if setting.kind != "money" or not setting.before(_RECOVERED, 40):
        return None
    page = setting.story.page
    end = min(setting.draft.sentence.end, setting.draft.quantity.end + 120)
    return "penalty" if _AT_LAW.of(page.lexicon).match(page.text, setting.draft.quantity.end, end) else None


# 'took £20 from her', 'removed £300 from his wallet'
_TOOK = WordPattern(r"\b(?:«claim_words.takes_from»)[ ](?:(?:a[ ]further|another|some)[ ])?$")
_FROM_SOMEBODY = WordPattern(
    r"(?:[ ](?:in[ ])?\p{Ll}+){0,2}[ ](?:from|out[ ]of)[ ](?:(?:him|her|them)\b|(?:his|her|their|the[ ](?:\p{L}+[ ]){0,2}?\p{L}+[’']s)[ ](?:\p{Ll}+[ ])?(?:«claim_words.holds_money»)\b)"
)


def _taken_from_somebody(setting: Setting) -> str | None:
    """'reached in and took £20 from her purse': a loss, since what police take is called seized, found or recovered."""
    if setting.kind != "money" or not setting.before(_TOOK, 40):
        return None
    page, end = setting.story.page, setting.draft.quantity.end
    return "loss" if _FROM_SOMEBODY.of(page.lexicon).match(page.text, end, min(end + 80, len(page.text))) else None


_COST = WordSet("claim_words.cost")
_COURT_COSTS = WordPattern(r"\b(?i:«claim_words.before_court»)\b")


# 'has cost the Treasury $1.4 million', 'cost taxpayers £3m'
_COST_SOMEBODY = WordPattern(
    r"\b(?:«claim_words.costs»)[ ](?:(?:the|its|his|her|their|many|local)[ ])?(?:(?!and\b)[\p{L}.’'-]+[ ]){0,3}?(?i:«claim_words.who_loses»)[ ](?:(?:an?|a[ ]further|another|some|about|estimated|total|of)[ ]){0,3}$"
)


def _cost_somebody(setting: Setting) -> str | None:
    """'Their conduct has cost the Treasury $1.4 million': a loss of somebody else."""
    return "loss" if setting.kind == "money" and setting.before(_COST_SOMEBODY, 90) else None


# 'It cost upwards of £1m to rebuild the systems'
_COST_THIS = WordPattern(r"\b(?:«claim_words.costs»)[ ](?:(?:an?|estimated|about|around|some|total|of)[ ]){0,3}$")


def _cost_to_do(setting: Setting) -> str | None:
    """No topic: in 'It cost £1m to rebuild the systems, and files will never be recovered' nothing was seized."""
    if setting.kind != "money" or not setting.before(_COST_THIS, 40):
        return None
    act = next(setting.acts("money"), None)
    return NO_TOPIC if act is not None and act.name.startswith("seizure.") else None


def _cost(setting: Setting) -> str | None:
    """'at a cost of £1.5m': no costs of a court; the cost of a repair is a loss where something was damaged."""
    entity = setting.draft.entity
    if setting.kind != "money" or entity is None or entity.head not in _COST.of(setting.story.page.lexicon):
        return None
    page, sentence = setting.story.page, setting.draft.sentence
    plural = page.text[entity.start : entity.end].lower().endswith("s")
    if plural or _COURT_COSTS.of(page.lexicon).search(
        page.text, max(sentence.start, setting.at - CLUE_REACH), min(sentence.end, setting.at + CLUE_REACH)
    ):
        return None
    act = next(setting.acts("money"), None)
    return act.name if act is not None and act.name in ("loss", "resource") else NO_TOPIC


AMOUNTS: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_fine_told_as_a_multiple",
        _twice_the_gain,
        finds=("The highest fine may rise to <claim value=2 topic=penalty kind=multiplier>twice</claim> the gain.",),
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
        "topic_of_what_was_taken_from_somebody",
        _taken_from_somebody,
        finds=(
            "She opened her bag and he reached in and took <claim value=20 topic=loss>£20</claim> from her.",
            "She kissed his cheek and removed <claim value=300 topic=loss>£300</claim> from his wallet.",
        ),
        ignores=(
            "Officers seized <claim value=300 topic=seizure.cash>£300</claim> from his wallet.",
            "The fund took <claim value=300 topic=resource>£300</claim> from the budget.",
        ),
    ),
    Rule(
        "topic_of_what_it_cost_somebody",
        _cost_somebody,
        finds=(
            "The firm's conduct has cost the Treasury <claim value=1400000 bound=about topic=loss>about $1.4 million</claim>, the suit says.",
        ),
        ignores=(
            "The new station has cost the force <claim value=3000000 topic=resource>£3m</claim>.",
            "He must pay costs and a victim surcharge totalling <claim value=255 topic=penalty>£255</claim>.",
        ),
    ),
    Rule(
        "no_topic_of_what_it_cost_to_do",
        _cost_to_do,
        finds=(
            "It cost <claim value=1000000 bound=at_least topic=null>upwards of £1m</claim> to rebuild the systems, and some files will never be recovered.",
        ),
        ignores=("The car cost <claim value=900 topic=loss>£900</claim> and was stolen in May.",),
    ),
    Rule(
        "topic_of_a_cost",
        _cost,
        finds=(
            "The roof will be replaced at a cost of <claim value=9000 topic=null>£9,000</claim>.",
            "He was ordered to pay a cost of <claim value=85 topic=penalty>£85</claim>.",
        ),
    ),
)
"""Amounts that need more than the noun and the act beside them."""
