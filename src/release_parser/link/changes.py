"""Whether a quantity is the size of a change ('fell by 12%') or a level ('fell to 126').

In: a quantity in its sentence. Out: the direction of the change, 'increase' or 'decrease', and the name of the rule that found it; None for a
level. '11 fewer incidents', 'a 5 per cent rise' and 'up nearly 57%' are sizes of a change.

Verbs and nouns of change are vocabulary (`change_verbs.toml`, `change_nouns.toml`); the grammar around them stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from release_parser.lexicon import ChangeNoun, ChangeVerb, Lexicon, WordPattern, compile_forms, trie_pattern, with_words
from release_parser.link.counted import Counted
from release_parser.records import Direction
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

LEVEL: Final = "level"
"""What a rule gives that knows that the quantity is no change."""
_SHARES = ("percentage", "proportion")
_BEHIND, _BEFORE = 70, 110
"""How many characters behind and before a quantity say whether it is a change."""

_ADVERBS = r"(?:[ ](?:also|further|year[ -]on[ -]year|again|overall|only|even|just|«claim_words.how_it_changed»))?"
_ARTICLE = r"(?:an?[ ](?:further[ ]|(?:«claim_words.how_large»)[ ])?|the[ ]|another[ ])?"
_FURTHER = r"(?:a[ ]further[ ]|another[ ]|an?[ ])?"
_SORTS = r"(?:[ -])(?:(?:overall|further|year[ -]on[ -]year|«claim_words.sort_of_change»)[ ])?"
# 'a 45% theft reduction', 'over 45% of a reduction': what changed may stand between a share and the noun
_BETWEEN = r"[ ](?:of[ ]an?[ ]|(?!(?:of|in|on|for|and|or|the|an?|to|from|with|by|at|as|than|were|was|is|are|have|had|has|«claim_words.said»|who|that|which|more|less|fewer|but|since|after|when)\b)\p{Ll}[\p{L}-]{2,}[ ](?:(?:«claim_words.crime»)[ ])?)"
# 'making up 46% of replies', 'they signed up 12%': the particle of a verb, and no rise
_PARTICLE = WordPattern(r"\b(?:«claim_words.with_up»)[ ]up[ ]$", re.IGNORECASE)
_BOUND_OF_A_LEVEL = Regex(r"(?:below|above)\b", re.IGNORECASE)
# 'is down 24 offences', 'were up 41', 'burglaries, down 22, fell': 'up' and 'down' behind 'be' or a comma say what the count did
_IS_UP = Regex(
    r"\b(?:is|are|was|were|been|be)[ ](?:also[ ]|now[ ]|currently[ ])?(?:(?P<up>up)|down)[ ](?:by[ ])?$"
    r"|\p{L},[ ](?:(?P<up>up)|down)[ ](?:by[ ])?$",
    re.IGNORECASE,
)
# '11 fewer incidents', '20 per cent more calls', '5% higher', '3% lower', '12% up'
_MORE = WordPattern(
    r"[ ](?:more(?=[ ]\p{Ll}+(?:[ ]\p{Ll}+){0,3}[ ](?:than|«claim_words.compared»)\b)|«claim_words.higher»|up(?=[ ]?(?:on|from|«claim_words.compared»|[.,;)]|$))|above(?=[ ]the)|(?:«claim_words.better»)[ ]than|(?:«claim_words.additional»)[ ](?=[\w ]{1,40}\bthan))\b",
    re.IGNORECASE,
)
_LESS = WordPattern(
    r"[ ](?:fewer\b|less\b(?![ ]than)|(?:«claim_words.lower»)\b|down(?=[ ]?(?:on|from|«claim_words.compared»|[.,;)]|$)))",
    re.IGNORECASE,
)
_DOWN_FROM = Regex(r"[ ](?:up|down)[ ]from[ ](?:\p{Ll}+[ ]){0,3}[£$€]?\d")
# 'calls went down 300', 'Assaults: up 11', 'theft down 20'
_WENT_UP = WordPattern(
    r"(?:\b(?:went|«measure_words.goes»)|\p{L}:|[,;][ ]\p{L}[\p{L}’'-]+(?:[ ]\p{Ll}+)?)[ ](?:(?P<up>up)|down)[ ](?:by[ ])?$",
    re.IGNORECASE,
)
_NOTHING_COUNTED = WordPattern(
    r"[ ]?(?:[.,;)]|$)|[ ](?:on|«claim_words.compared»|from|since|over|in|last|this|year)\b", re.IGNORECASE
)
_MORE_SHARE = Regex(r"[ ]more\b", re.IGNORECASE)
# 'there were 58 fewer shootings, and 21 more robberies': the second of two that are set against an earlier time
_FEWER_AND = Regex(r"\d[ ](?:fewer|less|more)[ ][^.;:!?]{1,40}?,?[ ]and[ ]$", re.IGNORECASE)
_MINUS = Regex(r"(?:^|[\s(:])(?:[-–−]|(?i:minus)[ -])$")
_PLUS = Regex(r"(?:^|[\s(:])\+$")
_OPENED = Regex(r"(?:\(|,?[ ]or[ ]|,[ ]?)$")
# 'fewer than half would tell (49 per cent)', 'even fewer said so (14 per cent)' change nothing
_SAID_BEFORE = WordPattern(r"(?:by|of|down|up|fewer|more|less|«claim_words.has_changed»)[ ](?:[\w£%.,-]+[ ]?){1,7}$")
_FRACTION_OR_NUMBER = Regex(r"\b(?:quarter|third|half|fifth|tenth|\d[\d,.]*)\b")
_NUMBER_LAST = Regex(r"\d[ ]$")
_FEWER_THAN = Regex(r"(?:fewer|more|less)[ ]than\b")

Way = Direction | Literal["level"]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns that find a change in one direction, built from a lexicon's verbs and nouns of change."""

    direction: Direction
    verb_by: Regex
    verb_alone: Regex
    verb_share: Regex
    doubtful_verb: Regex
    noun_by: Regex
    noun_of: Regex
    noun_behind: Regex
    doubtful_noun: Regex
    noun_further_behind: Regex
    verb_before_bracket: Regex
    any_word: Regex


@lru_cache(maxsize=4)
def _grammars(lexicon: Lexicon) -> tuple[_Grammar, _Grammar]:
    """The patterns for an increase and for a decrease."""
    return _grammar(lexicon, "increase"), _grammar(lexicon, "decrease")


def _grammar(lexicon: Lexicon, direction: Direction) -> _Grammar:
    """The patterns for one direction."""
    verbs = [verb for verb in lexicon.typed("change_verbs", ChangeVerb) if verb.direction == direction]
    nouns = [noun for noun in lexicon.typed("change_nouns", ChangeNoun) if noun.direction == direction]
    plain = _forms(verb.forms for verb in verbs if not verb.shares)
    sizes = _forms(noun.forms for noun in nouns if noun.size)
    adverbs, article, sorts, between = (with_words(part, lexicon) for part in (_ADVERBS, _ARTICLE, _SORTS, _BETWEEN))
    upwards = "upwards?" if direction == "increase" else "downwards?"
    fewer = "" if direction == "increase" else "|fewer|less"
    return _Grammar(
        direction,
        verb_by=_compiled(rf"\b(?:{plain}|{upwards})\b{adverbs}(?:[ ][^.,;:()]{{1,60}}?)?[ ]by[ ]{article}$"),
        verb_alone=_compiled(rf"\b(?:{_forms(verb.alone for verb in verbs)})\b{adverbs}[ ]{_FURTHER}$"),
        verb_share=_compiled(rf"\b(?:{_forms(verb.forms for verb in verbs)})\b{adverbs}[ ]{_FURTHER}$"),
        doubtful_verb=_compiled(rf"\b(?:{_forms(verb.forms for verb in verbs if verb.doubtful)})[ ](?:an?[ ]|to[ ])?$"),
        noun_by=_compiled(rf"\b(?:{sizes})[ ](?:of|in|on)[ ][^.,;:()]{{1,60}}?[ ]by[ ](?:an?[ ])?$"),
        noun_of=_compiled(
            rf"\b(?:{sizes})(?:[ ](?:in|on)[ ][^.,;:()]{{1,50}}?)?(?<!\bout)[ ]of[ ](?:a[ ]|the[ ]|another[ ])?$"
        ),
        noun_behind=_compiled(rf"{sorts}(?:{sizes})\b(?![ ]to[ ]\d)"),
        doubtful_noun=_compiled(rf"[ ](?:{_forms(noun.forms for noun in nouns if noun.doubtful)})\b(?![ ]in\b)"),
        noun_further_behind=_compiled(rf"{between}(?:{sizes})\b"),
        verb_before_bracket=_compiled(rf"\b(?:{plain})(?:[ ]\p{{L}}+ly)?$"),
        any_word=_compiled(rf"\b(?:{plain}|{_forms(noun.forms for noun in nouns)}{fewer})\b"),
    )


def _forms(forms: Iterable[tuple[str, ...]]) -> str:
    """The source of a pattern for all of these forms; one that never matches where there are none."""
    return trie_pattern(form for several in forms for form in several) or "(?!)"


def _compiled(source: str) -> Regex:
    """A pattern that ignores case, compiled from a source with long lists of words."""
    return compile_forms(source, re.IGNORECASE)


def find_direction(counted: Counted) -> tuple[Direction | None, str | None]:
    """The direction of the change whose size the quantity is, and the rule that decided; None as direction for levels, ages and plain counts."""
    found = DIRECTIONS.first(counted)
    if found is None:
        return None, None
    way, rule = found
    return None if way == LEVEL else way, rule


def _either(counted: Counted, holds: Callable[[_Grammar], object]) -> Direction | None:
    """The one direction whose patterns `holds` accepts, or None; an increase is asked first."""
    return next((grammar.direction for grammar in _grammars(counted.lexicon) if holds(grammar)), None)


def said_by_the_number(counted: Counted) -> Way | None:
    """'thefts doubled', 'halved': the number word itself tells the direction."""
    return counted.quantity.direction


def age_or_multiple(counted: Counted) -> Way | None:
    """No change: an age, or a multiple of something else, as in 'three times the limit'."""
    return LEVEL if counted.quantity.kind in ("age", "multiplier") else None


def bound_of_a_level(counted: Counted) -> Way | None:
    """No change: the bound of a level, as in 'fell below 5,000' and 'rose above 90%'."""
    bounded = counted.quantity.bound in ("more_than", "less_than")
    start = counted.quantity.start
    return LEVEL if bounded and _BOUND_OF_A_LEVEL.match(counted.text[start : start + 6]) else None


def particle_of_a_verb(counted: Counted) -> Way | None:
    """No change: 'up' belongs to its verb in 'making up 46% of replies' and 'they signed up 12%'."""
    return LEVEL if _PARTICLE.of(counted.lexicon).search(counted.before(_BEFORE)) else None


def is_up_or_down(counted: Counted) -> Way | None:
    """'burglary is down 24 offences', 'thefts were up 41 last month', 'burglaries, down 22, fell again'."""
    match = _IS_UP.search(counted.before(_BEFORE))
    if match is None or counted.quantity.kind in ("duration", "length"):
        return None
    return "increase" if match.group("up") else "decrease"


def went_up_or_down(counted: Counted) -> Way | None:
    """'calls went down 300 compared to May', 'Assaults: up 11', 'arson is up three, theft down 20'; but 'went up 12 floors' is no change."""
    match = _WENT_UP.of(counted.lexicon).search(counted.before(_BEFORE))
    if (
        match is None
        or counted.quantity.kind != "count"
        or not _NOTHING_COUNTED.of(counted.lexicon).match(counted.behind(_BEHIND))
    ):
        return None
    return "increase" if match.group("up") else "decrease"


def verb_before(counted: Counted) -> Way | None:
    """'fell by 12', 'reduced violent crime by 40', 'rose 40'; but 'lost 40 men' and 'grew 12 plants' are no changes."""
    before, kind = counted.before(_BEFORE), counted.quantity.kind
    doubtful = kind in ("count", "duration", "length") and _either(counted, lambda g: g.doubtful_verb.search(before))
    if doubtful:
        return None
    return _either(counted, lambda g: g.verb_by.search(before) or g.verb_alone.search(before))


def noun_before(counted: Counted) -> Way | None:
    """'a reduction of crime by 12', 'an increase of 40', 'a rise in burglary of over 4%'."""
    before = counted.before(_BEFORE)
    return _either(counted, lambda g: g.noun_by.search(before) or g.noun_of.search(before))


def verb_before_a_percentage(counted: Counted) -> Way | None:
    """'gained 3%', 'could rise 5%': only with a share, since many of these verbs mean something else before a count or an amount."""
    if counted.quantity.kind != "percentage":
        return None
    before = counted.before(_BEFORE)
    return _either(counted, lambda g: g.verb_share.search(before))


def noun_behind(counted: Counted) -> Way | None:
    """'a 5 per cent rise', '43% reduction'; but '£300 losses' and '12 cuts' are no changes."""
    kind, behind = counted.quantity.kind, counted.behind(_BEHIND)
    if kind not in (*_SHARES, "money", "count"):
        return None
    doubtful = kind in ("count", "money") and _either(counted, lambda g: g.doubtful_noun.match(behind))
    return None if doubtful else _either(counted, lambda g: g.noun_behind.match(behind))


def noun_further_behind(counted: Counted) -> Way | None:
    """'a 45% theft reduction', 'over 45% of a reduction'."""
    if counted.quantity.kind not in _SHARES:
        return None
    behind = counted.behind(_BEHIND)
    return _either(counted, lambda g: g.noun_further_behind.match(behind))


def one_less(counted: Counted) -> Way | None:
    """No change: 'one less burglar on our streets' is a way of speaking."""
    one = counted.quantity.kind == "count" and counted.quantity.value == 1
    return LEVEL if one and _LESS.of(counted.lexicon).match(counted.behind(_BEHIND)) else None


def more_or_less_behind(counted: Counted) -> Way | None:
    """'11 fewer incidents', '5% higher', '20 more calls than last year'."""
    if counted.quantity.kind not in (*_SHARES, "money", "count"):
        return None
    behind = counted.behind(_BEHIND)
    if counted.quantity.kind not in _SHARES and _DOWN_FROM.match(behind):
        return LEVEL  # 'halved (8 down from 16)'
    if _LESS.of(counted.lexicon).match(behind):
        return "decrease"
    more = _MORE.of(counted.lexicon).match(behind) or (counted.quantity.kind in _SHARES and _MORE_SHARE.match(behind))
    return "increase" if more else None


def more_beside_fewer(counted: Counted) -> Way | None:
    """'58 fewer shootings, and 21 more robberies': the second count is compared with the same earlier time as the first."""
    beside = counted.quantity.kind == "count" and _FEWER_AND.search(counted.before(_BEFORE))
    return "increase" if beside and _MORE_SHARE.match(counted.behind(_BEHIND)) else None


def sign_before(counted: Counted) -> Way | None:
    """'Burglary: -12%', 'minus 4%', '(+3%)'."""
    if counted.quantity.kind != "percentage":
        return None
    before = counted.before(_BEFORE)
    if _MINUS.search(before):
        return "decrease"
    return "increase" if _PLUS.search(before) else None


def in_brackets_behind_a_change(counted: Counted) -> Way | None:
    """The same change repeated in another form: 'thefts were up slightly (0.1%)', 'fell by a quarter (26 per cent)', 'fell by 16 reports, or 15 per cent'."""
    before = counted.before(_BEFORE)
    opened = _OPENED.search(before) if counted.quantity.kind == "percentage" else None
    if opened is None:
        return None
    clause = before[: opened.start()].rstrip()
    moved = _either(counted, lambda g: g.verb_before_bracket.search(clause))
    if moved is not None:
        return moved
    said = _SAID_BEFORE.of(counted.lexicon).search(clause)
    if said is None or _FEWER_THAN.match(said.group()):
        return None
    if not _FRACTION_OR_NUMBER.search(said.group()) and not _NUMBER_LAST.search(clause[: said.start()]):
        return None
    last = {grammar.direction: _last(grammar.any_word, clause) for grammar in _grammars(counted.lexicon)}
    if max(last.values()) < 0:
        return None
    return "decrease" if last["decrease"] > last["increase"] else "increase"


def _last(pattern: Regex, text: str) -> int:
    """The offset at which the last match begins, or -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


DIRECTIONS: RuleTable[Counted, Way] = RuleTable(
    "direction",
    (
        Rule("said_by_the_number", said_by_the_number, finds=("Thefts <claim direction=increase>doubled</claim>.",)),
        Rule(
            "age_or_multiple",
            age_or_multiple,
            finds=(
                "The driver was <claim direction=null>three times</claim> over the limit.",
                "Calls rose <claim direction=null value=4 kind=multiplier>fourfold</claim>.",
            ),
        ),
        Rule(
            "bound_of_a_level",
            bound_of_a_level,
            finds=("Thefts fell <claim direction=null bound=less_than>below 5,000</claim>.",),
        ),
        Rule(
            "particle_of_a_verb",
            particle_of_a_verb,
            finds=("Drivers made up <claim direction=null>46%</claim> of the replies.",),
        ),
        Rule(
            "is_up_or_down",
            is_up_or_down,
            finds=(
                "Burglary is down <claim direction=decrease head=offence>24</claim> offences.",
                "Thefts were up <claim direction=increase head=theft>41</claim> last month.",
                "Burglaries, down <claim direction=decrease head=burglary>22</claim>, fell for the third year.",
            ),
        ),
        Rule(
            "went_up_or_down",
            went_up_or_down,
            finds=(
                "Calls went down <claim direction=decrease>300</claim> compared to May.",
                "Assaults: up <claim direction=increase>11</claim>.",
            ),
            ignores=("He went up 12 floors.",),
        ),
        Rule(
            "verb_before",
            verb_before,
            finds=(
                "Thefts fell by <claim direction=decrease>12%</claim>.",
                "Police cut thefts by <claim direction=decrease>26 per cent</claim>.",
                "Thefts have plummeted by <claim direction=decrease>40</claim>.",
            ),
            ignores=("The farm grew 12 plants.", "The force lost 40 officers."),
        ),
        Rule(
            "noun_before",
            noun_before,
            finds=("There was a fall in thefts of <claim direction=decrease>4%</claim>.",),
            ignores=("It caused losses of £8,000.",),
        ),
        Rule(
            "verb_before_a_percentage",
            verb_before_a_percentage,
            finds=("Thefts could rise <claim direction=increase>5%</claim>.",),
        ),
        Rule(
            "noun_behind",
            noun_behind,
            finds=("A <claim direction=increase>5 per cent</claim> rise in thefts was recorded.",),
            ignores=("They had £300 losses.",),
        ),
        Rule(
            "noun_further_behind",
            noun_further_behind,
            finds=("A <claim direction=decrease>45%</claim> theft reduction was seen.",),
        ),
        Rule("one_less", one_less, finds=("There is <claim direction=null>one</claim> less burglar about.",)),
        Rule(
            "more_or_less_behind",
            more_or_less_behind,
            finds=("There were <claim direction=decrease>11</claim> fewer thefts.",),
            ignores=("Officers made 11 more visits.",),
        ),
        Rule(
            "more_beside_fewer",
            more_beside_fewer,
            finds=(
                "There were <claim direction=decrease>58</claim> fewer thefts, and <claim direction=increase>21</claim> more robberies.",
            ),
        ),
        Rule("sign_before", sign_before, finds=("Thefts: -<claim direction=decrease>12%</claim>",)),
        Rule(
            "in_brackets_behind_a_change",
            in_brackets_behind_a_change,
            finds=("Thefts fell slightly (<claim direction=decrease>0.1%</claim>).",),
        ),
    ),
    kinds=(),
)
"""Which way a change went, surest first."""
