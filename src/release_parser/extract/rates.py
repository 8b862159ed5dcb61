"""The denominator of a rate: 'per 100,000 people', 'a week', 'every three hours', 'each'.

In: a text, a quantity in it, and where its sentence ends. Out: the denominator as written, and the rule that found it.

>>> from decimal import Decimal
>>> text = "Patrols stop 40 cars a week on the bypass."
>>> count = QuantityMention(13, 15, "count", 13, 15, Decimal(40))
>>> find_rate(text, count, len(text), Lexicon.default())
('a week', 'per_time')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

_WORDS = r"(?:(?:[ ]\p{L}[\p{L}’'-]*){0,4}?)"
_TIME = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|«measure_words.work_time»)"
# words that go on behind a rate: not one of them is what it is per
_FUNCTION = (
    r"(?:up|down|from|to|in|on|at|by|for|of|and|or|but|with|as|than|over|under|during|between|across|when|while|who|which|that|is|are|was|were|has|have"
    r"|had|compared|against|last|this|since|because|before|after|until|about|around|if|so|not|it|they|we|he|she|each|every|on[ ]average)"
)
_NUMBER = r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|few|couple[ ]of|other|second|third)"

# '£40 a gram', '$76 a barrel': what the price is for stands right behind it
_PRICE = WordPattern(
    r"(?:[ ][(][^()]{1,40}[)])?+(?:-|[ ])(?P<per>an?(?:-|[ ])(?:second|minute|hour|day|night|week|month|year|time|can|«measure_words.priced_by»))\b(?![ ](?:old|ago|earlier|before|later|prior|after|of)\b|-)",
    re.IGNORECASE,
)
_EACH = WordPattern(
    r"[ ](?P<per>«measure_words.each»)(?=[ ]?(?:[.,;:)\n]|$)|[ ](?:and|or|but|to|for|in|from|at|on|by|when|which|who|was|were|had)\b)",
    re.IGNORECASE,
)
_EACH_OF = Regex(
    rf"{_WORDS}[ ](?:for|on|in)[ ](?P<per>each[ ](?:of[ ](?:the|his|her|their|its|these|those)[ ](?:\p{{L}}+[ ])?)?(?!other\b|{_FUNCTION}\b)\p{{Ll}}+)\b",
    re.IGNORECASE,
)
_PER = Regex(
    rf"{_WORDS}[ ](?P<per>per[ ](?!cent\b)(?:\d+(?:,\d{{3}})*(?:[ ]?m[lL]\b|(?:[ ](?:thousand|million))?(?:[ ](?:(?:square|cubic|sq)[ ])?(?!{_FUNCTION}\b)\p{{Ll}}+)?)|(?:(?:square|cubic|sq)[ ])?(?!{_FUNCTION}\b)\p{{Ll}}+))",
    re.IGNORECASE,
)
_EVERY = WordPattern(
    rf"{_WORDS}[ ](?P<per>every[ ](?!one\b|(?:«measure_words.every»)\b|{_FUNCTION}\b(?<!other))(?:{_NUMBER}[ ])?(?!{_FUNCTION}\b)\p{{Ll}}+)",
    re.IGNORECASE,
)
_BEFORE_WHEN = "during in for within over of on at from by and or after before than with to into through throughout is was as until once about plus"
_A_TIME = WordPattern(
    rf"(?:(?:[ ]\p{{L}}[\p{{L}}’'-]*){{0,4}}?)(?<!\b(?:{'|'.join(_BEFORE_WHEN.split())}))[ ](?P<per>an?[ ]{_TIME})"
    rf"(?=[ ]?(?:[.,;:!?)”\"’—–\n]|[ ]-[ ]|$)|[ ](?!(?:of|ago|earlier|before|later|prior|old|after|long)\b|on[ ]?(?:[.,;]|from\b|since\b|$)){_FUNCTION}\b"
    # 'some 15 people a day visit the van'
    rf"|[ ](?!(?:of|ago|earlier|before|later|prior|old|after|long|apart|early|late|on|out)\b|\p{{L}}+ing\b)\p{{Ll}}{{3,}}[ ](?:the|a|an|our|his|her|their|this|that|to|in|at|across)\b)(?!['’]s)",
    re.IGNORECASE,
)


# '2 kg a week of heroin'
_A_TIME_OF = WordPattern(
    rf"[ ](?P<per>an?[ ]{_TIME})(?=[ ]of[ ](?!«measure_words.of_a_campaign»\b)\p{{Ll}})", re.IGNORECASE
)
_TOOK = WordPattern(r"\b(?:«measure_words.takes»)[ ](?:\p{Ll}+[ ]){0,2}$", re.IGNORECASE)
_TO_DO = Regex(r"[^.;]{0,40}[ ]an?[ ]\p{Ll}+[ ]to[ ]\p{Ll}")
_EACH_TIME = WordPattern(rf"{_WORDS}[ ](?P<per>each[ ]{_TIME})(?![\p{{L}}-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rated:
    """A quantity that may be a rate, and where its sentence ends: the value that the rules of the table take."""

    text: str
    quantity: QuantityMention
    end: int
    lexicon: Lexicon

    def behind(self, pattern: Regex) -> str | None:
        """The denominator that this pattern finds behind the quantity, or None."""
        match = pattern.match(self.text, self.quantity.end, min(self.end, self.quantity.end + 70))
        return None if match is None else str(match.group("per"))


def find_rate(text: str, quantity: QuantityMention, end: int, lexicon: Lexicon) -> tuple[str, str] | None:
    """The denominator of the quantity and the rule that found it, or None where the quantity is no rate."""
    found = RATES.first(Rated(text, quantity, end, lexicon))
    return found if found is not None and found[0] else None


def no_rate(rated: Rated) -> str | None:
    """Veto: ages and multipliers are no rates; 'it took 40 officers a month to search the site' tells how long it took."""
    if rated.quantity.kind in ("age", "multiplier"):
        return ""
    start, end = rated.quantity.start, rated.quantity.end
    took = _TOOK.of(rated.lexicon).search(rated.text[max(0, start - 30) : start]) is not None
    return "" if took and _TO_DO.match(rated.text, end, min(rated.end, end + 80)) else None


def price_for(rated: Rated) -> str | None:
    """'£40 a gram', '12 litres an hour': what a price or an amount is for stands right behind it."""
    return (
        rated.behind(_PRICE.of(rated.lexicon)) if rated.quantity.kind in ("money", "volume", "mass", "count") else None
    )


def per_time_of(rated: Rated) -> str | None:
    """'2 kg a week of heroin': the denominator stands between a measure and what is measured."""
    return rated.behind(_A_TIME_OF.of(rated.lexicon)) if rated.quantity.kind in ("mass", "volume") else None


def each(rated: Rated) -> str | None:
    """'worth £265 each': the value or weight of each of several things."""
    return None if rated.quantity.kind == "count" else rated.behind(_EACH.of(rated.lexicon))


def each_of(rated: Rated) -> str | None:
    """'20 years for each of the three counts', 'two years on each count'."""
    return rated.behind(_EACH_OF)


def each_time(rated: Rated) -> str | None:
    """'a salary of £18,000 each month', '4,000 returns each year'."""
    return rated.behind(_EACH_TIME.of(rated.lexicon))


def per_thing(rated: Rated) -> str | None:
    """'124 cases per 100,000 people', '40 miles per gallon'."""
    return rated.behind(_PER)


def per_every(rated: Rated) -> str | None:
    """'one theft every 17 minutes', 'an hour every few weeks'."""
    return rated.behind(_EVERY.of(rated.lexicon))


def per_time(rated: Rated) -> str | None:
    """'512 vehicles a week on the bypass'; but not 'during a week of action', 'in a day', 'a month-long operation', 'a second man'."""
    return rated.behind(_A_TIME.of(rated.lexicon))


RATES: RuleTable[Rated, str] = RuleTable(
    "per",
    (
        Rule(
            "no_rate",
            no_rate,
            ignores=(
                "A man in his <claim value=30 upper=39 per=null>30s</claim> a week later fled.",
                "It took <claim value=40 per=null>40</claim> officers a month to search the site.",
            ),
        ),
        Rule(
            "price_for",
            price_for,
            finds=('It sells at <claim value=40 per="a gram">£40</claim> a gram.',),
            ignores=("He paid <claim value=40 per=null>£40</claim> a week ago.",),
        ),
        Rule(
            "per_time_of",
            per_time_of,
            finds=('They sold <claim value=2 per="a week" head=heroin>2 kg</claim> a week of heroin.',),
            ignores=("They found <claim value=2 per=null>2 kg</claim> in a week of action.",),
        ),
        Rule(
            "each",
            each,
            finds=("Bags worth <claim value=265 per=each>£265</claim> each and a watch were found.",),
            ignores=("<claim value=2 per=null>Two</claim> men were each jailed.",),
        ),
        Rule(
            "each_of",
            each_of,
            finds=(
                'She faces <claim value=12 per="each of the four counts">12 years</claim> in custody for each of the <claim value=4>four</claim> counts.',
            ),
            ignores=("The <claim value=2 per=null>two</claim> cars passed each other on the bend.",),
        ),
        Rule(
            "each_time",
            each_time,
            finds=('She earns <claim value=1800 per="each month">£1,800</claim> each month.',),
        ),
        Rule(
            "per_thing",
            per_thing,
            finds=(
                'The rate is <claim value=87 per="per 100,000">87</claim> cases per 100,000 up from <claim value=62>62</claim>.',
                'There were <claim value=9 per="per 100,000 people">nine</claim> crimes per 100,000 people.',
            ),
            ignores=("Crime fell by <claim value=9 per=null>nine per cent</claim>.",),
        ),
        Rule(
            "per_every",
            per_every,
            finds=(
                'You can take <claim value=1 per="every three years">one</claim> course every <claim value=3>three years</claim>.',
            ),
        ),
        Rule(
            "per_time",
            per_time,
            finds=(
                'Patrols stop <claim value=340 bound=about per="a week">about 340</claim> lorries a week on the Thornby bypass.',
                'The line gets <claim value=90 per="a month">90</claim> reports a month on average.',
                '<claim value=15 bound=about per="a day">Some 15</claim> people a day visit the van.',
            ),
            ignores=(
                "Officers made <claim value=12 per=null>12</claim> arrests during a week of action.",
                "<claim value=15 per=null>15</claim> people were arrested in a month-long operation.",
                "<claim value=90 per=null>90</claim> vehicles were stopped in a day.",
                "We released <claim value=1 per=null>one</claim> image of a second man.",
                "<claim value=12 per=null>12</claim> men were held a year on from the raid.",
            ),
        ),
    ),
)
"""Denominators, surest first. The veto gives an empty one, which is none."""
