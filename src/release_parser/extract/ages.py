"""Ages of people.

In: a text. Out: `QuantityMention`s of kind age: '34-year-old', 'aged 19 and 54', 'NAME, 27, of', 'in his 30s', 'under 25s'.

>>> from release_parser.lexicon import Lexicon
>>> words = Lexicon.default()
>>> ages = AgeGrammar(NumberGrammar(words), words).find("a man in his 30s and Ann Ash, 61, of Ely", lambda start, end: False)
>>> [(age.value, age.upper) for age in ages]
[(Decimal('30'), Decimal('39')), (Decimal('61'), None)]
"""

from __future__ import annotations

import re
from collections.abc import Callable

from release_parser.extract.age_forms import AGES, DECADES, WrittenAge
from release_parser.extract.mentions import QuantityMention
from release_parser.extract.numbers import NumberGrammar
from release_parser.lexicon import Lexicon, WordPattern
from release_parser.text.words import begin_at, words_of

_NUMBER = r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
# 'Fifty-three year-old': the hyphen joins one number
_TENS = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)(?!\w)"
)
_LONG = r"(?:\d{3,6}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d)?[ -](?:thousand|million|billion))"  # 'a 200-year-old bridge', 'a 2,900-year-old site'
_OLD = r"(?:[ ‑–-]{0,3}(?:(?P<unit>years?|yrs?|(?:«measure_words.mistyped_year»)(?=-old)|months?|weeks?|days?)(?:[’'](?=[ -]?old))?(?:[ ‑–-]{0,3}olds?(?!\w)|[ ]of[ ]age)|y/?o(?!\w)|yrs?(?!\w)[ ]?old))"
# SIDE begins the names of its groups: the decade that a range ends in has names of its own
_DECADE = rf"(?:(?P<SIDEearly>early|mid|late|very[ ]early|very[ ]late)(?:[ -]to[ -](?:early|mid|late))?[ -]{{1,2}})?(?:(?P<SIDEtens>[1-9]0)[’']?s|(?P<SIDEword>{'|'.join(DECADES)}))(?!\w)"
# '30s to 40s', 'late teens to his early twenties', '30s-40s'
_TO_DECADE = rf"(?:[ ]to[ ]|[ ]?[-–][ ]?)(?:(?:in[ ])?(?:his|her|their)[ ])?{_DECADE.replace('SIDE', 'to_')}"

_AGE = WordPattern(
    rf"""
      # '34-year-old', 'three year old', '18-month-old', '16-year-olds'; 'between four and six years old'
      (?P<old>(?<![\w.,£$€-])(?:(?P<between>between[ ])(?P<low>{_NUMBER})(?:{_OLD})?[ ]and[ ]|(?!{_TENS}{_OLD})(?P<low>{_NUMBER})(?:[ ]?[-–][ ]?|[ ](?:to|or)[ ]))?(?P<age>{_NUMBER}|{_LONG}){_OLD})
      # 'aged 34', 'aged between 12 and 72', 'aged 19, 20 and 22', 'age 45', 'aged over 75', 'ages of 5 and 8'
    | (?P<aged>(?<!\w)(?:(?P<bound>under|over|above|below)[ ](?:the[ ])?)?(?:aged?|ages)(?:(?:[ ]?[:,])?[ ](?:of[ ]|are[ ]|were[ ])?|(?=\d))(?P<list>
          (?P<between>between[ ]|from[ ])?(?:the[ ]ages[ ]of[ ])?(?P<bound>under[ ]|over[ ]|around[ ]|about[ ]|approximately[ ]|at[ ]least[ ]|above[ ]|below[ ]|just[ ]|only[ ]|roughly[ ]|as[ ]young[ ]as[ ])?(?P<low>{_NUMBER})(?!(?!and\b)[\w%£$€]|[.:]\d|,\d{{3}}|,\d(?!\d))
          (?:(?:,[ ]?(?:and[ ])?|[ ]?and[ ]|[ ]to[ ]|[ ]?[-–][ ]?|[ ]or[ ]|[ ]?&[ ]?|[ ]respectively)(?P<more>{_NUMBER})(?![\w%£$€]|[.:]\d|,\d{{3}}|-(?!years?\b)\p{{L}}
            # 'aged 18, 20 and 22, and one woman', 'two aged 15, one 16 and four aged 14': only these words follow an age
            |[ ]\d|[ ](?!(?:were|was|are|is|and|from|at|in|on|to|who|both|all|have|has|had|or|with|respectively|years?|as|after|for|when|also|will|by|but|each|«measure_words.verb_behind_age»)\b)\p{{L}})){{0,12}}))
      # 'a boy of 11', 'girls of nine and ten'
    | (?P<of>(?<=\bof[ ])(?<=\b(?:«measure_words.of_an_age»)[ ]of[ ])(?P<age>{_NUMBER})(?:[ ](?:and|or)[ ](?P<more>{_NUMBER})(?=[ ]?[,;.)“”"](?!\d)|[ ](?!\p{{Ll}}+s\b(?<!was|has|is))\p{{Ll}}|[ ]*(?:\n|$))
          |(?![ ](?:and|or)[ ]{_NUMBER}\b)(?=[ ]?[,;.)“”"](?!\d)|[ ](?:and|or|was|were|is|who|has|had|from|in|to|with|at)\b|[ ]*(?:\n|$))))
      # 'The suspects are 19 and 24 years old'
    | (?P<both>(?<![\w.,£$€-]|between[ ])(?P<more>{_NUMBER})(?:,[ ](?P<more>{_NUMBER})){{0,5}},?[ ]and[ ](?P<age>{_NUMBER})[ ]years?[ ]old(?![\w-]))
      # 'children under 14', 'anyone over 75'; 'Ann, who was 51,', 'I’m 47 this year'
      # 'you must be 18 or over'
    | (?P<least>(?<=\b(?:be|are|is|am|were)[ ])(?P<age>[1-9]\d)(?=[ ](?:or|and)[ ](?:over|above|old(?:er))\b))
    | (?P<limited>(?<=\b(?:anyone|someone|those|«measure_words.limited_by_age»)[ ])(?P<side>under|over)[ ](?P<age>\d{{1,2}})(?![\w%£$€,.:-]*\d|[ ]?(?:%|per[ ]cent|years?[ ](?:ago|in)|months|weeks|days|hours|mph|\p{{L}}+s\b(?<!was))))
    | (?P<was>(?<=\b(?:(?:who|I|he|she|they)[ ](?:am|is|was|were|are|«measure_words.turns»|will[ ]be|would[ ]be|would[ ]have[ ]been)|I[’']m|s?he[’']s)[ ](?:now[ ]|only[ ]|just[ ]|then[ ]|aged[ ])?)(?P<age>[1-9]\d?)(?:(?:,[ ]|,?[ ]and[ ])(?P<more>[1-9]\d?)(?![\d%])){{0,5}}(?=,|[.](?:[ ]|$)|[ ](?:when|at[ ]the[ ]time|and[ ]from|by[ ]the[ ]end|next[ ]|this[ ](?:month|year|week)|years?[ ]of[ ]age))
        # 'the museum is turning 40 in May', 'Tom Ray turned 21 last week'
        |(?<=\b(?:«measure_words.turns»)[ ])(?P<age>[1-9]\d?)(?=[.](?:[ ]|$)|[ ](?:(?:this|next|last|that)[ ](?:month|year|week|«calendar.season»)|today|tomorrow|yesterday|(?:in|on|this|last|next)[ ](?:«calendar.month»|«calendar.weekday»))\b))
      # 'in his 30s', 'in their late twenties', 'aged in her 20s', 'A man (40s)', 'late teens', 'aged 30s to 40s'
    | (?P<decade>(?:(?<=\b(?:his|her|their|the|aged|its|aged[ ]in)[ ])|(?<=[(])|(?<=\b(?:his|her|their|aged)[ ](?:early[ ]|mid[ -]|late[ ])?(?:[1-9]0s|twenties|thirties|forties|teens|fifties|sixties)[ ](?:and|or|to)[ ](?:his|her|their)?[ ]?)|(?=(?:early|mid|late)[ -]))(?:{_DECADE.replace("SIDE", "")})(?:{_TO_DECADE})?+)
      # 'Ann Ash, 27, of Ely', 'Ann, now 27,', 'Ann Ash (34)', 'Ann Ash, 47 (10.07.73)', 'Ann Ash, 30.'
    | (?P<apposed>(?<=(?:\p{{Lu}}[\p{{L}}’'.-]{{1,24}}|\b(?:third|second|fourth|other|«measure_words.aged_person»))[”"]?(?:,[ ]?(?:(?:now|then)[ ])?|[ ][(]|[ ]-[ ]))(?P<age>1[0-9]|[1-9][0-9]|10[0-9]|[1-9])(?=[ ]?[,;.)]|[ ]?(?:and|was|is|who|has|had|from|of|admitted|pleaded|appeared|\(\d\d)\b|[ ]?[(]\d|[ ]*(?:\n|$)))
      # 'under 25s', 'over-60s', 'the under 18s'
    | (?P<limit>(?<![\w-])(?P<side>under|over)[ -](?P<age>\d{{1,2}})[’']?s(?!\w))
    """,
    re.VERBOSE | re.IGNORECASE,
    library="regex",
)
# what every age begins with that does not begin with a digit
_FIRST = frozenset(
    "between under over above below age aged ages early mid late very twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven"
    " eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
).union(DECADES)


class AgeGrammar:
    """Finds ages with the words of one lexicon; its patterns are compiled once and used on many texts."""

    def __init__(self, numbers: NumberGrammar, lexicon: Lexicon) -> None:
        self._numbers = numbers
        self._lexicon = lexicon

    def find(self, text: str, masked: Callable[[int, int], bool]) -> list[QuantityMention]:
        """All ages of a text that `masked` does not cover, in text order."""
        ages: list[QuantityMention] = []
        words = words_of(text)
        for match in begin_at(_AGE.of(self._lexicon), text, words.starts(_FIRST, words.digits)):
            read = AGES.first(WrittenAge(text, match, self._numbers.words, self._lexicon))
            if read is not None:
                ages += [age for age in read[0] if not masked(age.number_start, age.number_end)]
        return ages
