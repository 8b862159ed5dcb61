"""Ages of people.

In: a text. Out: `QuantityMention`s of kind age: '34-year-old', 'aged 19 and 54', 'NAME, 27, of', 'in his 30s', 'under 25s'.

>>> from release_parser.lexicon import Lexicon
>>> [(a.value, a.upper) for a in AgeGrammar(NumberGrammar(Lexicon.default())).find("a man in his 30s and Ann Ash, 61, of Ely", lambda a, b: False)]
[(Decimal('30'), Decimal('39')), (Decimal('61'), None)]
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import regex

from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import NumberGrammar
from release_parser.extract.placed_counts import placed_before
from release_parser.records import Bound
from release_parser.text.words import begin_at, words_of

_NUMBER = r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
# 'Fifty-three year-old': the hyphen joins one number
_TENS = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)(?!\w)"
)
_LONG = r"(?:\d{3,6}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d)?[ -](?:thousand|million|billion))"  # 'a 200-year-old bridge', 'a 2,900-year-old site'
_OLD = r"(?:[ ‑–-]{0,3}(?:(?P<unit>years?|yrs?|months?|weeks?|days?)(?:[’'](?=[ -]?old))?(?:[ ‑–-]{0,3}olds?(?!\w)|(?=[ ]of[ ]age)(?P<ofage>[ ]of[ ]age))|y/?o(?!\w)|yrs?(?!\w)[ ]?old))"
_DECADES = {
    "teens": 13,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_DECADE = rf"(?:(?P<early>early|mid|late|very[ ]early|very[ ]late)(?:[ -]to[ -](?:early|mid|late))?[ -]{{1,2}})?(?:(?P<tens>[1-9]0)[’']?s|(?P<word>{'|'.join(_DECADES)}))(?!\w)"
# '30s to 40s', 'late teens to his early twenties', '30s-40s'
_TO_DECADE = rf"(?:[ ]to[ ]|[ ]?[-–][ ]?)(?:(?:in[ ])?(?:his|her|their)[ ])?{regex.sub('P<(?=early|tens|word)', 'P<to_', _DECADE)}"

_AGE = regex.compile(
    rf"""
      # '34-year-old', 'three year old', '18-month-old', '16-year-olds'; 'between four and six years old'
      (?P<old>(?<![\w.,£$€-])(?:(?P<between>between[ ])(?P<low>{_NUMBER})(?:{_OLD})?[ ]and[ ]|(?!{_TENS}{_OLD})(?P<low>{_NUMBER})(?:[ ]?[-–][ ]?|[ ](?:to|or)[ ]))?(?P<age>{_NUMBER}|{_LONG}){_OLD})
      # 'aged 34', 'aged between 12 and 72', 'aged 19, 20 and 22', 'age 45', 'aged over 75', 'ages of 5 and 8'
    | (?P<aged>(?<!\w)(?:(?P<bound>under|over|above|below)[ ](?:the[ ])?)?(?:aged?|ages)(?:[ ]?[:,])?[ ](?:of[ ])?(?P<list>
          (?P<between>between[ ]|from[ ])?(?:the[ ]ages[ ]of[ ])?(?P<bound>under[ ]|over[ ]|around[ ]|about[ ]|approximately[ ]|at[ ]least[ ]|above[ ]|below[ ]|just[ ]|only[ ]|roughly[ ]|as[ ]young[ ]as[ ])?(?P<low>{_NUMBER})(?![\w%£$€]|[.:]\d|,\d{{3}}|,\d(?!\d))
          (?:(?:,[ ]?(?:and[ ])?|[ ]and[ ]|[ ]to[ ]|[ ]?[-–][ ]?|[ ]or[ ]|[ ]?&[ ]?|[ ]respectively)(?P<more>{_NUMBER})(?![\w%£$€]|[.:]\d|,\d{{3}}|-(?!years?\b)\p{{L}}
            # 'aged 18, 20 and 22, and one woman', 'two aged 15 and four aged 14': only these words follow an age
            |[ ](?!(?:were|was|are|is|and|from|at|in|on|to|who|both|all|have|has|had|or|with|respectively|years?|as|after|for|when|pleaded|appeared|died|also|will|by|but|each|admitted|remain|remains|live|lived|living)\b)\p{{L}})){{0,12}}))
      # 'children under 14', 'anyone over 75'; 'Ann, who was 51,', 'I’m 47 this year'
    | (?P<limited>(?<=\b(?:child|children|girls?|boys?|persons?|people|anyone|someone|those|youths?|minors?|victims?|adults?|women|men|residents|teenagers)[ ])(?P<side>under|over)[ ](?P<age>\d{{1,2}})(?![\w%£$€,.:-]*\d|[ ]?(?:%|per[ ]cent|years?[ ](?:ago|in)|months|weeks|days|hours|mph|\p{{L}}+s\b(?<!was))))
    | (?P<was>(?<=\b(?:(?:who|I|he|she|they)[ ](?:am|is|was|were|are|turned|turns|will[ ]be|would[ ]be|would[ ]have[ ]been)|I[’']m|s?he[’']s)[ ](?:now[ ]|only[ ]|just[ ]|then[ ]|aged[ ])?)(?P<age>[1-9]\d?)(?=,|[.](?:[ ]|$)|[ ](?:when|at[ ]the[ ]time|and[ ]from|by[ ]the[ ]end|next[ ]|this[ ](?:month|year|week)|years?[ ]of[ ]age)))
      # 'in his 30s', 'in their late twenties', 'aged in her 20s', 'A man (40s)', 'late teens', 'aged 30s to 40s'
    | (?P<decade>(?:(?<=\b(?:his|her|their|the|aged|its|aged[ ]in)[ ])|(?<=[(])|(?<=\b(?:his|her|their|aged)[ ](?:early[ ]|mid[ -]|late[ ])?(?:[1-9]0s|twenties|thirties|forties|teens|fifties|sixties)[ ](?:and|or|to)[ ](?:his|her|their)?[ ]?)|(?=(?:early|mid|late)[ -]))(?:{_DECADE})(?:{_TO_DECADE})?+)
      # 'Ann Ash, 27, of Ely', 'Ann, now 27,', 'Ann Ash (34)', 'Ann Ash, 47 (10.07.73)', 'Ann Ash, 30.'
    | (?P<apposed>(?<=(?:\p{{Lu}}[\p{{L}}’'.-]{{1,24}}|\b(?:man|woman|boy|girl|male|female|passenger|driver|victim|rider|pedestrian|cyclist|teenager|third|second|fourth|other|brother|sister|son|daughter|wife|husband|partner|mother|father|friend|pensioner))[”"]?(?:,[ ]?(?:(?:now|then)[ ])?|[ ][(]|[ ]-[ ]))(?P<age>1[0-9]|[1-9][0-9]|10[0-9]|[1-9])(?=[ ]?[,;.)]|[ ]?(?:and|was|is|who|has|had|from|of|admitted|pleaded|appeared|\(\d\d)\b|[ ]?[(]\d|[ ]*(?:\n|$)))
      # 'under 25s', 'over-60s', 'the under 18s'
    | (?P<limit>(?<![\w-])(?P<side>under|over)[ -](?P<age>\d{{1,2}})[’']?s(?!\w))
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# what every age begins with that does not begin with a digit
_FIRST = frozenset(
    "between under over above below age aged ages early mid late very twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven"
    " eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
).union(_DECADES)
# Who may have an age behind a comma without a name: 'a third man, 45,'
_PEOPLE = frozenset(
    "man woman boy girl male female passenger driver victim rider pedestrian cyclist teenager third second fourth other brother sister son daughter wife husband"
    " partner mother father friend pensioner".split()
)
_UPPER = regex.compile(r"\p{Lu}")
# 'Ash, 12 Elm Road' is an address and '…, 12 August' a date: dates and addresses are masked; these nouns make a count
_COUNTED = regex.compile(
    # a second number counts, but for the sentence of somebody on a list: 'Ann Ash, 34, 11 years’ imprisonment'
    r"[ ]?,?[ ]?(?:\d(?<!,[ ]\d(?=\d?[ ](?:years?|months?|weeks)\b))|(?:years?|months|weeks|days|hours|minutes|per[ ]cent|percent)\b|%)|[ ](?:of[ ](?:them|whom|these|which|those|the)\b)"
)
_MONTHS = regex.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Road|Street|Crimestoppers|Section|Sections|Act|CAD|Log|Incident|Reference|Number|No|Juncti?on|Chapter|Page)\W{0,3}\Z"
)

_BOUNDS: dict[str, Bound] = {"under": "less_than", "below": "less_than", "over": "more_than", "above": "more_than", "around": "about", "about": "about",
           "approximately": "about", "roughly": "about", "at least": "at_least", "as young as": "at_least"}  # fmt: skip


class AgeGrammar:
    """The grammar of ages."""

    def __init__(self, numbers: NumberGrammar) -> None:
        self._numbers = numbers

    def find(self, text: str, masked: Callable[[int, int], bool]) -> list[QuantityMention]:
        """All ages of a text that `masked` does not cover, in order."""
        ages: list[QuantityMention] = []
        words = words_of(text)
        for match in begin_at(_AGE, text, words.starts(_FIRST, words.digits)):
            kind = match.lastgroup
            for name in ("old", "aged", "decade", "apposed", "limit", "limited", "was"):
                if match.group(name) is not None:
                    kind = name
            ages += [
                age for age in self._read(text, match, kind or "old") if not masked(age.number_start, age.number_end)
            ]
        return ages

    def _read(self, text: str, match: regex.Match[str], kind: str) -> list[QuantityMention]:
        if kind == "old":
            return self._old(match)
        if kind == "aged":
            return self._aged(text, match)
        if kind == "decade":
            return _decade(match)
        if kind == "apposed":
            return _apposed(text, match)
        value = Decimal(match.group("age"))
        if kind == "was":
            return [
                QuantityMention(
                    match.start(),
                    match.end(),
                    "age_was",
                    match.start("age"),
                    match.end("age"),
                    value,
                    kind="age",
                    unit="year",
                )
            ]
        bound: Bound = "less_than" if match.group("side").lower() == "under" else "more_than"
        return [
            QuantityMention(
                match.start(),
                match.end(),
                "age_limit",
                match.start("age"),
                match.end("age"),
                value,
                bound=bound,
                kind="age",
                unit="year",
            )
        ]

    def _old(self, match: regex.Match[str]) -> list[QuantityMention]:
        value = self._long(match.group("age").lower())
        low = None if match.group("low") is None else self._numbers.words.value(match.group("low").lower())
        unit = (match.group("unit") or "year").lower().rstrip("s").replace("yr", "year")
        if value is None:
            return []
        if low is not None and low >= value:
            low = None
        start = match.start() if low is not None or match.group("low") is None else match.start("age")
        end = match.end()
        first = match.start("low") if low is not None else match.start("age")
        return [
            QuantityMention(
                start,
                end,
                "age_old",
                first,
                match.end("age"),
                low if low is not None else value,
                value if low is not None else None,
                kind="age",
                unit=unit,
            )
        ]

    def _long(self, words: str) -> Decimal | None:
        """The number of an age, also that of a bridge or a rock: '2,900', '400 million'."""
        if scaled := regex.fullmatch(r"(?P<digits>[\d.]+)[ -](?P<scale>thousand|million|billion)", words):
            return (
                Decimal(scaled.group("digits"))
                * {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scaled.group("scale")]
            )
        return self._numbers.words.value(words)

    def _aged(self, text: str, match: regex.Match[str]) -> list[QuantityMention]:
        spans = [match.span("low"), *(match.spans("more"))]
        values = [self._numbers.words.value(text[start:end].lower()) for start, end in spans]
        if any(value is None or value > 120 for value in values):
            return []
        between = match.group("between")
        joint = text[spans[0][1] : spans[1][0]].strip().lower() if len(spans) == 2 else ""
        tail = match.end()
        suffix = regex.match(r"(?:[ ]?[-–]?[ ]?years?(?:[ -]old)?(?!\w)|[ ]?years)", text[tail : tail + 14])
        end_of_all = tail + (suffix.end() if suffix else 0)
        if (
            len(spans) == 2
            and (between or joint in ("-", "–", "to"))
            and values[0] is not None
            and values[1] is not None
            and values[1] > values[0]
        ):
            start = match.start("between") if between else spans[0][0]
            return [
                QuantityMention(
                    start,
                    end_of_all,
                    "age_aged",
                    spans[0][0],
                    spans[1][1],
                    values[0],
                    values[1],
                    kind="age",
                    unit="year",
                )
            ]
        bound = _BOUNDS.get((match.group("bound") or "").strip().lower(), "exactly")
        ages: list[QuantityMention] = []
        for index, ((start, end), value) in enumerate(zip(spans, values, strict=True)):
            first = match.start("bound") if index == 0 and bound != "exactly" else start
            last = end_of_all if index == len(spans) - 1 else end
            ages.append(
                QuantityMention(
                    first,
                    last,
                    "age_aged",
                    start,
                    end,
                    value,
                    bound=bound if index == 0 else "exactly",
                    kind="age",
                    unit="year",
                )
            )
        return ages


def _decade(match: regex.Match[str]) -> list[QuantityMention]:
    low, high = _years_of(match, "")
    if match.group("to_tens") or match.group("to_word"):  # 'late 20s to early 30s'
        _, top = _years_of(match, "to_")
        if top <= high:
            return []
        high = top
    first = match.start("tens") if match.group("tens") else match.start("word")
    start = match.start("early") if match.group("early") else first
    return [
        QuantityMention(
            start, match.end(), "age_decade", first, match.end(), Decimal(low), Decimal(high), kind="age", unit="year"
        )
    ]


def _years_of(match: regex.Match[str], side: str) -> tuple[int, int]:
    """The first and last year of a decade, or of its part: 'late 20s' is 25 to 29; `side` tells which one of the match."""
    low = int(match.group(f"{side}tens") or _DECADES[match.group(f"{side}word").lower()])
    high = 19 if low == 13 else low + 9
    part = (match.group(f"{side}early") or "").lower()
    if "early" in part:
        high = low + 4 if low != 13 else 14
    elif "mid" in part:
        low, high = (14, 16) if low == 13 else (low + 4, low + 6)
    elif "late" in part:
        low = 17 if low == 13 else low + 5
    return low, high


def _apposed(text: str, match: regex.Match[str]) -> list[QuantityMention]:
    at = match.start("age")
    before = text[max(0, at - 40) : at]
    # the word before must be a name: capitalised, and not a month, road or reference word
    word = regex.search(r"([\p{L}’'.-]+)[”\"]?(?:,[ ]?(?:(?:now|then)[ ])?|[ ][(]|[ ]-[ ])\Z", before)
    # 'a third man, 45, was hurt', but not 'in this county, 49.9 per cent'
    closed = regex.match(r"[ ]?(?:[,)]|[.](?!\d))", text[match.end("age") : match.end("age") + 3])
    person = word is not None and word.group(1).lower() in _PEOPLE
    if (
        word is None
        or not (_UPPER.match(word.group(1)) or (closed and person))
        or _MONTHS.search(before)
        or _COUNTED.match(text, match.end("age"))
    ):
        return []
    if placed_before(text, at) is not None:  # 'arrests in France (25)'
        return []
    value = Decimal(match.group("age"))
    if value < 10 and not regex.match(r"[,)]", text[match.end("age") : match.end("age") + 1]):
        return []
    return [QuantityMention(at, match.end("age"), "age_apposed", at, match.end("age"), value, kind="age", unit="year")]
