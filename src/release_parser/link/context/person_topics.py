"""What happened to people: rules of topics for ages, builds and counts of persons.

In: a claim in its setting. Out: the topic of what happened to its person, of what the person is, or None. An age takes the topic of its
person, so that `topic = arrest and kind = age` gives the ages of the arrested.
"""

from __future__ import annotations

import regex

from release_parser.link.context.setting import Setting
from release_parser.rules import Rule

_HARDLY = frozenset({"search", "penalty"})
"""What seldom happens to a person whose age is told, and stands beside it all the same: 'a man in his 20s stopped to park'."""


def _age(setting: Setting) -> str | None:
    """An age takes the topic of what happened to its person: in its own sentence, under the same name elsewhere, just before."""
    if setting.kind != "age":
        return None
    noun = setting.noun
    if noun is not None and noun.name == "victim":
        return "victim"
    acts = list(setting.acts("people"))
    act = next((act for act in acts if not act.weak and (act.name not in _HARDLY or setting.is_governed_by(act))), None)
    if act is None:
        act = setting.story.of_person(setting.draft) or next(iter(acts), None)
    return None if act is None else act.name


def _age_in_story(setting: Setting) -> str | None:
    """An age of which its sentence tells nothing: 'A man was found dead. The man was 41 years old.'"""
    if setting.kind != "age":
        return None
    act = setting.story.just_before(setting.draft) or setting.story.headline
    if act is not None:
        return act.name
    noun = setting.noun
    return noun.name if noun is not None and noun.person else "person"


_BUILD = regex.compile(r"\b(?:tall|build|built|height|hair|weighs|weighing|stands)\b")
_MISSING = regex.compile(r"\b(?:[Mm]issing|MISSING)\b")


def _build(setting: Setting) -> str | None:
    """A height or a build is its person's: 'He is described as 6ft tall'."""
    if setting.kind not in ("length", "mass"):
        return None
    text = setting.story.page.text
    low, high = setting.draft.counted.low, setting.draft.counted.high
    if not _BUILD.search(text[max(low, setting.at - 200) : min(high, setting.at + 200)]):
        return None
    missing = _MISSING.search(text[low:high]) or _MISSING.search(text[:200])
    return "victim" if missing else "suspect"


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
            if (topic.done_to and governor.clue.act and not governor.is_subject) or topic.name == "conviction"
        )
        return next(governing, noun.name)
    if noun.name == "victim":
        return noun.name
    own = noun.name == "suspect"  # 'the suspects attacked two women': what is near is not theirs
    act = next(
        (
            act
            for act in setting.acts("people")
            if not (own and act.name == "victim" and not setting.is_governed_by(act))
        ),
        None,
    )
    return noun.name if act is None else act.name


AGES: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_a_person_by_age",
        _age,
        finds=(
            "A <claim value=34 topic=arrest>34-year-old</claim> man was arrested.",
            "He was jailed for killing a <claim value=19 topic=victim>19-year-old</claim> man.",
            "Kit Ash, <claim value=40 topic=sentence>40</claim>, of Mill Lane, sold drugs.\n\nAsh was arrested in May. On Friday, Ash was jailed.",
        ),
    ),
    Rule(
        "topic_of_a_person_in_the_story",
        _age_in_story,
        finds=("A man was found dead. The man was <claim value=41 topic=victim>41 years old</claim>.",),
    ),
    Rule(
        "topic_of_a_person_by_build",
        _build,
        finds=("He is <claim value=6 topic=suspect>6ft</claim> tall with dark hair.",),
    ),
)
"""Ages and builds: their person decides."""

PEOPLE: tuple[Rule[Setting, str], ...] = (
    Rule(
        "topic_of_people",
        _people,
        finds=(
            "<claim value=6 topic=penalty>Six</claim> men were fined.",
            "Officers stopped <claim value=2 topic=search>two</claim> men.",
            "<claim value=200 topic=resource>200</claim> officers arrested the gang.",
            "She was approached by <claim value=2 topic=suspect>two</claim> men.",
        ),
    ),
)
"""Counts of persons."""
