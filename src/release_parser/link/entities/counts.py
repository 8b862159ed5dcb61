"""What a plain count counts.

In: a count in its sentence. Out: the `Entity` that is counted, or None: '930 weapons', 'two of the suspects', 'Arrests: 34', 'homicides fell
to 126'.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.changed import object_of_the_change, subject_of_the_passive_change
from release_parser.link.entities.items import noun_of_its_item
from release_parser.link.entities.labels import label_before
from release_parser.link.entities.phrases import NOTHING, ending_at, entity_of, is_time, phrase_at, subject
from release_parser.link.entities.placed import counted_at_the_place
from release_parser.link.noun_phrases import Phrase
from release_parser.rules import Rule, RuleTable

_NO_NOUN_TAGS = frozenset("DT PRP$ IN TO PRP WDT WP MD VBD VBZ VBP".split())
_LEVEL_WORDS = frozenset("to from at was were is are by of with than against up down".split())
_RATING = frozenset("a an per each every".split())
_TIMES = WordSet("measure_words.work_time")
_PRONOUNS = frozenset("them whom which these those us".split())
_DEFINITE = frozenset("the these those our their its his her".split())


def of_those(counted: Counted) -> Entity | None:
    """No entity: in 'five of them' the sentence does not name the people."""
    syntax, at = counted.syntax, _past_marks(counted)
    if syntax.lower(at) != "of" or syntax.lower(at + 1) not in _PRONOUNS:
        return None
    noun = syntax.pos[min(at + 2, len(syntax) - 1)] in ("NOUN", "ADJ")
    return None if noun else NOTHING


def of_phrase(counted: Counted) -> Entity | None:
    """'two of the suspects', 'two of the four suspects': the noun behind 'of', which whole and part share."""
    syntax, at = counted.syntax, _past_marks(counted)
    if syntax.lower(at) != "of":
        return None
    noun = at + 2 if syntax.lower(at + 1) in _DEFINITE else at + 1
    while noun in counted.stop:
        noun += 1
    return phrase_at(counted, noun if noun - 1 in counted.stop else at + 1)


def noun_behind(counted: Counted) -> Entity | None:
    """'930 weapons', 'six teenagers arrested', 'a three-car collision'."""
    syntax, at = counted.syntax, _past_marks(counted)
    if at >= len(syntax) or at in counted.stop or _does_something(counted, at):
        return None
    word = syntax.lower(at)
    hyphened = syntax.lower(at + 1) == "-"  # 'one off-duty officer'
    no_noun = syntax.tags[at] in _NO_NOUN_TAGS and word not in ("such", "more", "other", "further") and not hyphened
    if word == "of" or word in ("v.", "v", "vs", "vs.") or (no_noun and word not in counted.words.describing):
        return None
    entity = phrase_at(counted, at + 1 if word in ("fewer", "less") else at)
    return None if entity is None or is_time(counted, entity) else entity


def _past_marks(counted: Counted) -> int:
    """The first token behind the count, a hyphen, a bracket and ages: 'two 34-year-old men'."""
    syntax, at = counted.syntax, counted.after
    # 'a three-car collision'; in lists '3 – rifles', '2 x rifles', '2x stun guns'
    if at < len(syntax) and (syntax.words[at] in ("-", "–") or (syntax.lower(at) in ("x", "×") and _opens(counted))):
        at += 1
    if at < len(syntax) and syntax.words[at] in (")", "("):
        at += 1
    while at in counted.ages:
        at += 1
        while at < len(syntax) and syntax.words[at] in (",", "and", "-") and at + 1 in counted.ages:
            at += 1
    return _past_modifier(counted, at)


def _past_modifier(counted: Counted, at: int) -> int:
    """The first token behind a measure that describes the noun: 'three 24-hour suspensions', 'four 40-ounce bottles'."""
    following = counted.following
    if at not in counted.stop or following is None or "-" not in counted.text[following.start : following.end]:
        return at
    if following.kind == "count" or counted.syntax.starts[at] != following.start:
        return at
    while at in counted.stop and counted.syntax.starts[at] < following.end:
        at += 1
    return at


def _opens(counted: Counted) -> bool:
    """Whether the count opens its sentence or item."""
    return counted.first == 0 or counted.quantity.start == counted.sentence.start


def _does_something(counted: Counted, at: int) -> bool:
    """Whether a participle and its object tell what the counted people do: '15 attending Elm Street', 'nine attending the office'."""
    syntax = counted.syntax
    return (
        at + 1 < len(syntax)
        and syntax.tags[at] == "VBG"
        and syntax.deps[at] not in ("amod", "compound", "nmod")
        and syntax.tags[at + 1] in ("NNP", "NNPS", "DT", "PRP$", "IN", "TO")
    )


def noun_before_up_or_down(counted: Counted) -> Entity | None:
    """'burglaries, down 22, fell for the third year': the noun before the inserted phrase."""
    syntax, at = counted.syntax, counted.first - 1
    if at >= 0 and syntax.lower(at) == "by":
        at -= 1
    if at < 2 or syntax.lower(at) not in ("up", "down") or syntax.words[at - 1] != ",":
        return None
    return ending_at(counted, at - 2) if syntax.tags[at - 2] in ("NN", "NNS") and at - 2 not in counted.stop else None


def noun_before_the_rate(counted: Counted) -> Entity | None:
    """'60 calls a shift': the word between a count and its rate is a noun, even where the tagger takes it for something else."""
    syntax, at = counted.syntax, counted.after
    plural = at + 2 < len(syntax) and syntax.lower(at).endswith("s") and syntax.tags[at] in ("VBZ", "VBP", "VB")
    rated = plural and syntax.lower(at + 1) in _RATING and syntax.lower(at + 2) in _TIMES.of(counted.lexicon)
    return entity_of(counted, Phrase(at, at, at + 1)) if rated else None


def noun_of_the_other_level(counted: Counted) -> Entity | None:
    """'from 20 vans to 35', '12 incidents, up from nine': the second level counts what the first counts if no noun follows it."""
    syntax, other = counted.syntax, counted.previous
    if other is None or other.kind != "count":
        return None
    first, joint = syntax.at(other.end - 1), syntax.lower(counted.first - 1)
    to = joint == "to" and syntax.lower(syntax.at(other.start) - 1) == "from"
    up_from = joint == "from" and syntax.lower(counted.first - 2) in ("up", "down")
    noun = (to or up_from) and syntax.tags[first + 1] not in ("DT", "IN")  # 'from 30 a week to nine'
    entity = phrase_at(counted, first + 1) if noun else None
    if entity is None or is_time(counted, entity) or syntax.at(entity.end - 1) > counted.first - 2:
        return None
    return entity


def subject_of_the_level(counted: Counted) -> Entity | None:
    """'the number of homicides reduced to 126', 'thefts were up 41': the subject of the verb whose level the number gives."""
    before = counted.syntax.lower(counted.first - 1)
    if before not in _LEVEL_WORDS and before not in counted.words.standing_at:
        return None
    return subject(counted, people_too=True, levels_only=True)


COUNTS: RuleTable[Counted, Entity] = RuleTable(
    "entity",
    (
        Rule(
            "counted_at_the_place",
            counted_at_the_place,
            finds=(
                "Men were held in France (<claim value=25 head=man place=France>25</claim>) and Italy (<claim value=9 head=man place=Italy>9</claim>).",
                "Officers from Elm (<claim value=14 head=officer>14</claim>) and Ash (<claim value=22 head=officer>22</claim>) took part.",
            ),
            ignores=(
                "Ann Ash (<claim value=34 kind=age>34</claim>) and Tom Roe (<claim value=40 kind=age>40</claim>) were held.",
            ),
        ),
        Rule(
            "of_those",
            of_those,
            finds=(
                "Phones were found on <claim value=5 head=null>five</claim> of them.",
                "Arrests: <claim value=5 head=null>five</claim> of them for theft",
            ),
        ),
        Rule(
            "of_phrase",
            of_phrase,
            finds=(
                "<claim value=2 head=suspect>Two</claim> of the suspects ran.",
                "<claim value=2 head=suspect>Two</claim> of the <claim value=4 head=suspect>four</claim> suspects ran.",
                "<claim value=6 head=shop>Six</claim> of <claim value=10 head=shop>ten</claim> shops failed the test.",
            ),
        ),
        Rule(
            "noun_before_the_rate",
            noun_before_the_rate,
            finds=('Officers deal with <claim value=60 head=call per="a shift">60</claim> calls a shift.',),
        ),
        Rule(
            "noun_behind",
            noun_behind,
            finds=(
                "Officers made <claim value=34 head=arrest>34</claim> arrests.",
                "A <claim value=3 head=collision>three</claim>-car collision closed the road.",
                "There were <claim value=58 head=theft direction=decrease>58</claim> fewer thefts.",
                "Officers issued <claim value=3 head=suspension>three</claim> <claim value=24 kind=duration>24-hour</claim> suspensions.",
            ),
            ignores=("Police recorded <claim value=136 head=null>136</claim> last year.",),
        ),
        Rule(
            "noun_of_the_other_level",
            noun_of_the_other_level,
            finds=(
                "The rate was <claim value=12 head=incident>12</claim> incidents per 100,000, up from <claim value=9 head=incident>nine</claim> in 2022.",
                "It grew the team from <claim value=6 head=detective>6</claim> detectives to <claim value=14 head=detective>14</claim>.",
            ),
            ignores=(
                "Thefts fell from <claim value=30 head=theft>30</claim> a week to <claim value=9 head=theft>nine</claim>.",
                "It rose from <claim value=6 head=null>6</claim> last year to <claim value=14 head=null>14</claim>.",
            ),
        ),
        Rule(
            "object_of_the_change",
            object_of_the_change,
            finds=(
                "Officers reduced robbery from <claim value=90 head=robbery>90</claim> to <claim value=63 head=robbery>63</claim>.",
                "Patrols brought the number of victims down from <claim value=60 head=victim>60</claim> to <claim value=25 head=victim>25</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_passive_change",
            subject_of_the_passive_change,
            finds=(
                "Robberies were cut from <claim value=55 head=robbery>55</claim> to <claim value=30 head=robbery>30</claim>.",
            ),
        ),
        Rule(
            "noun_before_up_or_down",
            noun_before_up_or_down,
            finds=("Burglaries, down <claim value=22 head=burglary>22</claim>, fell for the third year.",),
        ),
        Rule(
            "subject_of_the_level",
            subject_of_the_level,
            finds=(
                "The number of raids fell to <claim value=126 head=raid>126</claim>.",
                "Thefts were up <claim value=41 head=theft direction=increase>41</claim> last month.",
            ),
        ),
        Rule(
            "noun_of_its_item",
            noun_of_its_item,
            finds=(
                "Police seized rifles x <claim value=3 head=rifle>3</claim>, phones (x<claim value=2 head=phone>2</claim>) and scales.",
                "Police seized rifles (<claim value=3 head=rifle>3</claim>) and phones (<claim value=2 head=phone>2</claim>).",
            ),
            ignores=(
                "He is charged with theft x <claim value=3 head=null>3</claim> and mischief x <claim value=2 head=null>2</claim>.",
            ),
        ),
        Rule(
            "label_before",
            label_before,
            finds=(
                "Arrests: <claim value=34 head=arrest>34</claim>",
                "Results:\n- Excessive Speeders Taken off Road: <claim value=52 head=speeder predicate=take>52</claim>\n- Drivers Arrested for Dangerous Driving: <claim value=7 head=driver predicate=arrest>7</claim>",
                "The campaign resulted in:\nTickets issued <claim value=203 head=ticket predicate=issue>203</claim>\nLicence suspensions – <claim value=9 head=suspension predicate=result>9</claim>",
            ),
        ),
    ),
)
"""What is counted, surest first."""
