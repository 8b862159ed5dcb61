"""Topics of durations: what a court gives, years of service, or how long something took.

In: a claim in its setting. Out: 'sentence', 'resource', 'circumstance', or None where it is no duration.
"""

from __future__ import annotations

from release_parser.lexicon import WordPattern, WordSet
from release_parser.link.context.setting import Setting
from release_parser.regexes import Regex
from release_parser.rules import Rule

_GETS = WordPattern(r"\b(?:«claim_words.gets_a_term»)[ ](?:(?:an?|another|«claim_words.sort_of_term»)[ ]){0,2}$")
_FOR = Regex(r"[ ]for[ ]\p{Ll}")


def _received(setting: Setting) -> str | None:
    """'He received two years for burglary' under 'Burglar jailed': a sentence, although no word beside it says so."""
    if setting.kind != "duration" or setting.draft.entity is not None:
        return None
    headline = setting.story.headline
    if headline is None or headline.name != "sentence":
        return None
    given = setting.before(_GETS, 40) or setting.before(_AND, 8)
    return "sentence" if given and _FOR.match(setting.story.page.text, setting.draft.quantity.end) else None


# 'two years for theft and three years for fraud'
_AND = Regex(r"(?:,|\band)[ ]$")

# 'a two-year investigation'
_HYPHENED = Regex(r"\S[-‐‑](?:\p{Ll}+)$")
_PERIODS = WordSet("claim_words.stretch_of_time")
# 'The hearing took place over three days', 'after four days of evidence'
_IN_THE_COURSE = Regex(r"\b(?:over|within|throughout|during|after)[ ]$")


_SERVICE_REACH = 24
"""So far behind a duration its words tell that it was spent in service: 'after 30 years’ in policing'."""


def _is_of_service(setting: Setting) -> bool:
    """Whether the words right behind tell of years of service: 'retires after 30 years in policing'."""
    end = setting.draft.quantity.end
    behind = setting.story.clues.within(end, min(setting.draft.sentence.end, end + _SERVICE_REACH))
    return any(topic.name == "resource" for clue in behind if not clue.act for topic in clue.topics)


def _span(setting: Setting) -> str | None:
    """'jailed after a two-year investigation', 'sentenced over three days': how long something took, and no sentence."""
    if setting.kind != "duration" or setting.family:
        return None
    page, quantity, entity = setting.story.page, setting.draft.quantity, setting.draft.entity
    if entity is None:
        return "circumstance" if setting.before(_IN_THE_COURSE, 24) and not _is_of_service(setting) else None
    of_a_noun = (
        quantity.end < entity.end
        and _HYPHENED.search(page.text, quantity.start, quantity.end)
        and entity.head not in _PERIODS.of(page.lexicon)  # 'banned for a 30-day period'
    )
    return "circumstance" if of_a_noun else None


_VOLUNTEERS = WordSet("claim_words.volunteers")


def _given(setting: Setting) -> str | None:
    """'Specials contributed 4,200 hours': hours that people give to police work."""
    if setting.kind != "duration":
        return None
    return "resource" if setting.draft.predicate in _VOLUNTEERS.of(setting.story.page.lexicon) else None


# 'Nine years for burglar who hid in a loft', 'Six months in jail for thief'
_YEARS_FOR = WordPattern(
    r"(?:[ ](?:in|behind)[ ]\p{Ll}+)?[ ]for[ ](?:(?!the\b)[\p{L}-]+[ ]){0,4}?(?i:«persons.accused»)\b"
)


def _years_for(setting: Setting) -> str | None:
    """'Nine years for burglar who hid in a loft': a headline that opens with the term."""
    page, start = setting.story.page, setting.at
    block = page.blocks[setting.draft.block]
    if setting.kind != "duration" or block.kind != "headline" or page.text[block.start : start].strip():
        return None
    return "sentence" if _YEARS_FOR.of(page.lexicon).match(page.text, setting.draft.quantity.end, block.end) else None


def _time(setting: Setting) -> str | None:
    """The remaining durations: a sentence, years of service, or how long something took."""
    if setting.kind != "duration":
        return None
    if setting.family in ("sentence", "resource", "circumstance"):
        return setting.family
    act = next(setting.acts("time"), None)
    return "circumstance" if act is None else act.name


TIMES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_term_received",
        _received,
        finds=(
            "Burglar jailed\n\nHe received <claim value=2 unit=year topic=sentence>two years</claim> for burglary and <claim value=3 unit=year topic=sentence>three years</claim> for theft.",
        ),
        ignores=("Burglar jailed\n\nShe had <claim value=2 unit=year topic=circumstance>two years</claim> of bliss.",),
    ),
    Rule(
        "topic_of_a_term_in_a_headline",
        _years_for,
        finds=(
            "<claim value=9 topic=sentence>Nine years</claim> for burglar who hid in a loft\n\nBo Ash of Kelsham was in court on Friday.",
        ),
        ignores=(
            "<claim value=10 topic=circumstance>10 years</claim> for the new bridge\n\nBo Ash of Kelsham was glad on Friday.",
        ),
    ),
    Rule(
        "topic_of_hours_given",
        _given,
        finds=("Specials contributed <claim value=4200 topic=resource>4,200 hours</claim> in a year.",),
    ),
    Rule(
        "topic_of_a_span",
        _span,
        finds=(
            "Ash was jailed after a <claim value=2 topic=circumstance>two-year</claim> investigation.",
            "The sentencing of Ash took place over <claim value=3 topic=circumstance>three days</claim>.",
        ),
        ignores=(
            "She retires after <claim value=34 topic=resource>34 years</claim> in policing.",
            "Ash was given a <claim value=2 topic=sentence>two-year</claim> community order.",
            "Ash was banned from driving for a <claim value=30 topic=sentence>30-day</claim> period.",
        ),
    ),
    Rule(
        "topic_of_time",
        _time,
        finds=(
            "He was jailed for <claim value=4 topic=sentence>four years</claim>.",
            "The search lasted <claim value=4 topic=circumstance>four hours</claim>.",
        ),
    ),
)
"""Durations."""
