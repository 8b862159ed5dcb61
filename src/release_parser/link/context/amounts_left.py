"""Topics of amounts of money without an act of topics.toml beside them: the worth of stolen goods, what offenders were paid.

In: a claim in its setting for which the rules for money found nothing. Out: the topic, or None.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern, WordSet
from release_parser.link.context.setting import CLUE_REACH, Setting
from release_parser.link.context.story import LAW
from release_parser.regexes import Regex
from release_parser.rules import Rule

_STOLEN = WordPattern(r"\b(?i:«claim_words.stolen»|«claim_words.taken»)\b")


def _stolen_worth(setting: Setting) -> str | None:
    """'£900 worth of diesel stolen', 'The stolen rings were valued at £900': a loss."""
    if setting.kind != "money":
        return None
    page, sentence = setting.story.page, setting.draft.sentence
    low, high = max(sentence.start, setting.at - CLUE_REACH), min(sentence.end, setting.at + CLUE_REACH)
    return "loss" if _STOLEN.of(page.lexicon).search(page.text, low, high) else None


# 'leaving with passports and just £20'; not 'was left with a bill of £20'
_LEFT_WITH = WordPattern(
    r"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )\b(?:«claim_words.leaves»)[ ]with[ ](?:[^.;:]{0,60}[ ])?$"
)


def _left_with(setting: Setting) -> str | None:
    """'A man left the shop with £85 worth of meat': the worth of what a thief takes is a loss."""
    return "loss" if setting.kind == "money" and setting.before(_LEFT_WITH, 90) else None


_VALUE = WordPattern(r"\b(?:«claim_words.worth»)\b[^.;:(]{0,80}$")


def _worth_of_drugs(setting: Setting) -> str | None:
    """'The powder was tested and is cocaine with a value put at £19,000': drugs whose worth a release gives were seized."""
    if setting.kind != "money" or setting.before(_VALUE, 100) is None:
        return None
    return "seizure.drugs" if setting.named("seizure.drugs") else None


_CHANGES_HANDS = WordSet("claim_words.changes_hands")


def _paid_to_offenders(setting: Setting) -> str | None:
    """'Ash accepted $35,000 from two builders' under 'Clerk pleads guilty': money that offenders got, paid or sold something for is a loss."""
    story = setting.story
    if setting.kind != "money" or setting.draft.predicate not in _CHANGES_HANDS.of(story.page.lexicon):
        return None
    return "loss" if story.headline is not None and story.headline.name in LAW else None


_OF_THEFT = WordPattern(r"\b(?i:«claim_words.of_theft»)\b")
_OF_BUDGETS = WordPattern(r"\b(?i:«claim_words.of_budgets»)\b")
_HEADLINE = 160
"""So far from its beginning a release says what it is about."""
_LARGE = 1000
"""A smaller amount in a release of budgets is a price."""


# 'valued at about £3,500', 'with a value of £900'
_WORTH_BEFORE = WordPattern(
    r"\b(?:«claim_words.worth»)[ ](?:(?:at|of|an|estimated|about|around|approximately|some|over|nearly|up|to)[ ]){0,4}$"
)
_INSIDE = Regex(r"(?:[ ](?:in[ ])?\p{Ll}+)?[ ]inside\b")
_PAID = WordSet("claim_words.paid")


def _in_a_release_of_theft(setting: Setting) -> str | None:
    """'One bike is grey and valued at £3,500' under 'Appeal after bikes stolen': a loss, since the release is about a theft."""
    page = setting.story.page
    if setting.kind != "money" or _OF_THEFT.of(page.lexicon).search(page.text, 0, _HEADLINE) is None:
        return None
    entity, end = setting.draft.entity, setting.draft.quantity.end
    # 'a £4,000 yellow mountain bike'
    beside = entity is not None and end < entity.start <= end + 2 and entity.head not in _PAID.of(page.lexicon)
    return "loss" if beside or setting.before(_WORTH_BEFORE, 60) or _INSIDE.match(page.text, end) else None


def _in_a_release_of_budgets(setting: Setting) -> str | None:
    """'£8m for prisons' in a list under 'Budget request': money to be spent is a resource."""
    page, value = setting.story.page, setting.draft.quantity.value
    if setting.kind != "money" or value is None or value < _LARGE:
        return None
    return "resource" if _OF_BUDGETS.of(page.lexicon).search(page.text, 0, _HEADLINE) else None


AMOUNTS_LEFT: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_the_worth_of_what_was_stolen",
        _stolen_worth,
        finds=(
            "Appeal after <claim value=910 topic=loss>£910</claim> worth of diesel stolen",
            "The value of the stolen goods was <claim value=140 topic=loss>£140</claim>.",
            "A saw was used to cut into safes, resulting in <claim value=1700 topic=loss>£1,700</claim> in cash being taken.",
            "He got in and has stolen plastic sheets worth <claim value=2300 topic=loss>£2,300</claim>.",
        ),
        ignores=("Officers found stolen rings worth <claim value=2300 topic=seizure.other>£2,300</claim>.",),
    ),
    Rule(
        "topic_of_what_somebody_left_with",
        _left_with,
        finds=(
            "A man left with <claim value=70 topic=loss>£70</claim> worth of meat in his jacket.",
            "Ash hurt them before leaving with papers and just <claim value=15 topic=loss>£15</claim>.",
        ),
        ignores=("He is left with <claim value=15 topic=null>£15</claim>.",),
    ),
    Rule(
        "topic_of_the_worth_of_drugs",
        _worth_of_drugs,
        finds=(
            "The powder was tested and is cocaine with a value put at <claim value=17000 topic=seizure.drugs>£17,000</claim>.",
        ),
        ignores=("The shop with a value of <claim value=17000 topic=null>£17,000</claim> is closed.",),
    ),
    Rule(
        "topic_of_money_that_changed_hands",
        _paid_to_offenders,
        finds=(
            "Clerk pleads guilty to bribery\n\nIn May, Ash accepted <claim value=36000 topic=loss>$36,000</claim> from the builders.",
            "Dealer jailed\n\nAsh had just paid <claim value=4300 topic=loss>$4,300</claim> for the horns.",
        ),
        ignores=("Mayor opens bridge\n\nThe town accepted <claim value=36000 topic=null>$36,000</claim> for it.",),
    ),
    Rule(
        "topic_of_money_in_a_release_of_theft",
        _in_a_release_of_theft,
        finds=(
            "Appeal after bikes stolen in Elm\n\nThe first is a grey bike, valued at <claim value=3300 topic=loss>£3,300</claim>.",
        ),
        ignores=(
            "New paths in Elm\n\nThe first is for bikes, valued at <claim value=3300 topic=null>£3,300</claim>.",
            "Fraud in Elm\n\nA bank stopped a payment of <claim value=3300 topic=null>£3,300</claim>.",
        ),
    ),
    Rule(
        "topic_of_money_in_a_release_of_budgets",
        _in_a_release_of_budgets,
        finds=(
            "Attorney General's 2031 budget request\n\nThe key points are:\n* <claim value=8000000 topic=resource>$8 million</claim> for courts",
        ),
    ),
)
"""Amounts of which the other rules for money say nothing."""
