"""How releases write dates and times: the patterns, and the words in them.

In: a lexicon. Out: patterns for `find.py`, one for each family of expressions. Months, weekdays, seasons and feasts are lists of
`calendar.toml`, other words lists of `text_words.toml`.

>>> from release_parser.lexicon import Lexicon
>>> CALENDAR.of(Lexicon.default()).search("on Monday 4 to 6 May 2020").group()
'Monday 4 to 6 May 2020'
"""

from __future__ import annotations

import re
from typing import Final

from release_parser.lexicon import (
    CalendarWord,
    Lexicon,
    PerLexicon,
    WordPattern,
    compile_forms,
    fold,
    trie_pattern,
    with_words,
)
from release_parser.regexes import Regex

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The first three letters of each month and weekday tell its number."""

# 'may' and 'march' are words as well: they are months only with a capital. A full stop belongs to an abbreviation.
_CAPITALISED = r"(?=\p{Lu}(?:\p{Ll}+|\p{Lu}+)\b)"
# 'March. 4, 2026' has a full stop too many
_STOP = r"(?:\.(?=[ ]\d{1,2}(?:[,;:).]|[ ](?:at|in|on|near|between|after|just|when|and|to)\b|$)))?"
_MONTH = rf"""(?:{_CAPITALISED}(?i:«calendar.month_or_word»)\b{_STOP}
    |(?=\p{{Ll}}+\b)(?i:«calendar.month_or_word»)(?=[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)\d\d\b)
    |(?!(?i:«calendar.month_or_word»)\b)(?i:«calendar.month»)\b{_STOP}
    |{_CAPITALISED}(?i:«calendar.month_short»)\b(?:\.(?=[ ]?\d))?)"""
MONTH_NAME: Final = _MONTH
"""The source of a `WordPattern` for the name of a month: it needs VERBOSE."""
MONTH_BEFORE_DAY: Final = WordPattern(
    rf"(?<!\d[ ]){_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)\d\d\b", re.VERBOSE
)
"""'May 4, 2026': how North America writes a day."""
_FULL_WEEKDAY = r"(?:(?i:«calendar.weekday»)\b)"
_WEEKDAY = rf"(?:{_FULL_WEEKDAY}|(?:«calendar.weekday_short»)\b\.?)"
# '1', '01', '31', '1st', '31 st'
_DAY = r"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:[ ]?(?:st|nd|rd|th|ST|ND|RD|TH)\b)?)"
_ORDINAL_DAY = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
_YEAR = r"(?:(?:19|20)\d\d(?!\d|,\d|\.\d|%))"
# 'As of March 1, 12 people are missing': behind the comma people are counted and no day
_COUNTED_THINGS = r"\d{1,2}[ ](?:people|men|women|children|(?!(?:is|was|has|this|as|its|his)\b)\p{Ll}+s)\b"
_DAY_JOIN = (
    rf"(?:[ ]?[-–—/&][ ]?|,[ ](?!{_COUNTED_THINGS})|,?[ ](?:and|or|to|into|until|till|through)[ ](?:on[ ])?(?:the[ ])?)"
)
# what stands between weekday and day: 'Monday 4', 'Monday, 4', 'Monday the 4th', 'Monday (4', 'Friday night (26', 'Monday morning, 4'
_DAY_PART = r"(?:[ ](?:early[ ])?(?:morning|afternoon|evening|night|lunchtime))"
_AFTER_WEEKDAY = rf"{_DAY_PART}?(?:,?[ ](?:the[ ])?[(]?|[(])"
_NO_COUNT = r"(?!\d|[.,:]\d|[ ]?%|[ ]?[ap]\.?m\b|[ ]?hrs|\w|-(?:year|day|week|month|hour|mile|metre)|[ ](?:year|month|week|day|minute|hour|mile)s?\b)"
_TAIL_YEAR = rf"(?:,?[ ](?:of[ ])?(?P<year>{_YEAR})|[ ]?[’'](?P<year>\d\d)\b|[ ](?P<year>\d\d)(?=,?[ ]\d{{1,2}}:\d\d)|,?[ ](?:of[ ])?(?P<near>this|last)[ ]year\b)"

CALENDAR: Final = WordPattern(
    rf"""
      # 'Thursday 1 October 2020', '1st October', 'the 8 and 14 October', '23-29 June', 'Monday 4 to Friday 8 May', '5 of May 2019'
      (?<![\w£$€.:/]|\d[,–-])
      (?:(?P<weekday>{_WEEKDAY}){_AFTER_WEEKDAY})?+
      (?P<day>{_DAY}) (?:{_DAY_JOIN}(?:(?P<weekday>{_WEEKDAY}),?[ ])?(?P<day>{_DAY})){{0,6}}+
      [ ]?(?:of[ ])?(?P<month>{_MONTH}) {_TAIL_YEAR}?+ (?!\w)
    | # 'On Friday 18, October'
      (?<!\w)(?P<weekday>{_WEEKDAY}){_AFTER_WEEKDAY}(?P<day>{_DAY}),[ ](?P<month>{_MONTH}) {_TAIL_YEAR}?+ (?!\w)
    | # 'October 1, 2020', 'Thursday, October 1st', 'Dec 4 and 5', 'June 2-4', 'September the 9th'
      (?<!\w)(?:(?P<weekday>{_WEEKDAY}),?{_DAY_PART}?,?[ ][(]?)?+
      (?P<month>{_MONTH})[ ]?(?:the[ ])?(?P<day>{_DAY})
      (?:{_DAY_JOIN}(?P<day>{_DAY}){_NO_COUNT}){{0,6}}+ {_NO_COUNT} {_TAIL_YEAR}?+ (?!\w)
    | # 'Thursday 14th', 'Sunday 2', a date only where a full one takes it up: 'Monday 25 - Sunday December 2nd'
      (?<!\w)(?P<partial>(?P<weekday>{_WEEKDAY}){_AFTER_WEEKDAY}(?P<day>{_DAY})) {_NO_COUNT} (?!/)
    | # 'January 2019', 'January, 2019', 'August last year', 'since June', 'mid-March', 'April 2019-March 2020'
      (?:(?<![\w-])|(?<=-)(?<=\d\d\d\d-|\b[Mm]id-|\b(?:«calendar.month_short»|«calendar.month_or_word»)\p{{Ll}}{{0,6}}-))(?P<month>{_MONTH}) {_TAIL_YEAR}?+ (?![\w’']|-(?![\p{{Lu}}\d])|\.\w)
    """,
    re.VERBOSE,
    library="regex",
)
# 'May' and 'March' without year or day are months behind these words only: 'He may', 'a march', 'Theresa May'.
MONTH_LEAD: Final = Regex(
    r"\b(?i:in|since|during|until|till|by|from|to|and|of|last|this|next|early|late|mid|between|before|after|through|for|each|every)[ -]$"
)

# 'April to June'
MONTH_FOLLOWS: Final = WordPattern(rf"(?:[ ]?[-–/][ ]?|[ ](?:to|and|until|through)[ ]){_MONTH}", re.VERBOSE)


def _feasts(lexicon: Lexicon) -> dict[str, tuple[int, int]]:
    """The month and day of each feast, by its name in lower case."""
    feasts = [entry for entry in lexicon.typed("calendar", CalendarWord) if entry.day is not None]
    return {fold(form): (int(str(feast.day)[:2]), int(str(feast.day)[3:])) for feast in feasts for form in feast.forms}


FEASTS: Final = PerLexicon(_feasts)
"""Month and day of feasts that fall on the same day of every year, by their folded names."""
FEAST: Final = PerLexicon(
    lambda lexicon: compile_forms(
        rf"(?<!\w)(?P<feast>(?i:{trie_pattern(FEASTS.of(lexicon))}))\b {with_words(_TAIL_YEAR, lexicon)}?+", re.VERBOSE
    )
)

NUMERIC: Final = WordPattern(
    rf"""
      # '2020-10-01', '2020-10-01T13:59:03+01:00'
      (?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])
    | # '27/Dec/2020', '04-May-2020'
      (?<![\w/.-])(?P<day>\d{{1,2}})[/-](?P<name>{_MONTH})[/-](?P<year>(?:19|20)\d\d|\d\d)(?!\w)
    | # '01/10/2020', '1/10/20', '10.07.73', '01-10-2020', 'Friday (1/10/20)'
      (?:(?<!\w)(?P<weekday>{_WEEKDAY}){_AFTER_WEEKDAY})?+
      (?<![\w/.£$-])(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\w/-]|[.,]\d|\*)
    | # '(25/01)', 'Friday 26/02', 'Saturday morning (27/02)'
      (?:(?<!\w)(?P<weekday>{_WEEKDAY}){_AFTER_WEEKDAY})?+
      (?<![\w/.£$-])(?P<day>\d{{1,2}})/(?P<month>0\d|1[0-2])(?![\w/-]|[.,]\d|\*)
    """,
    re.VERBOSE,
)

_YEAR_TAIL = r"(?:(?P<split>[/–-])(?P<until>(?:19|20)\d\d|\d\d)(?![\w/–-]|[.,]\d))"
# words behind a number that make it a count: 'a total of 2020 people', 'from 2000 officers'
_COUNTED = r"(?![ ](?:more|other|of|further|«text_words.counted»|\p{Ll}+(?:ed|ts|ns|es|rs|ls|ps|ks|ds))\b)"
YEARS: Final = WordPattern(
    rf"""
      # 'financial year 2019/20', 'the year 2000', 'fiscal year 2010', 'the year ending 2019'
      (?<!\w)(?P<fiscal>(?i:(?:«text_words.fiscal»|performance)[ ]years?(?:[ ](?:of|to))?|fiscal)|FY|CY)[ ](?P<year>{_YEAR})(?:{_YEAR_TAIL})?+
    | # 'FY19', 'FY2019', 'FY 20', 'FY2019/20'
      (?<!\w)(?P<fiscal>FY)[ ]?[’']?(?P<year>(?:19|20)\d\d|\d\d)(?:{_YEAR_TAIL})?+(?![\w-]|[.,]\d)
    | (?<!\w)(?i:years?)(?:[ ](?:ending|of|to))?(?:[ ]in)?[ ](?P<year>{_YEAR})(?:{_YEAR_TAIL})?+(?![\w])
    | # '2019/20', '2016-17', '2019-2020'
      (?<![\w/.£$€#-]|\d,)(?P<year>(?:19|20)\d\d){_YEAR_TAIL}(?:[ ](?P<fiscal>(?i:«text_words.fiscal»)[ ]years?)\b)?+
    | # 'the 2019 fiscal year'
      (?<![\w/.£$€#-]|\d,)(?P<year>(?:19|20)\d\d)[ ](?i:«text_words.fiscal»)[ ]years?\b
    | # 'early 2019', 'mid-2020', 'the beginning of 2015', 'spring 2021', 'Christmas of 2018', 'Q3 2020'
      (?<!\w)(?P<part>(?i:early|late|later[ ]in|mid|middle[ ]of|beginning[ ]of|start[ ]of|end[ ]of
          |(?:first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))[ ](?:quarter|half)(?:,|[ ]of|[ ]in)?
          |(?:«calendar.season»|«calendar.part_of_year»|[qh][1-4])(?:,|[ ]of|[ ]in)?))
      [ -](?P<year>{_YEAR})(?:{_YEAR_TAIL})?+(?!\w)
    | # 'the 1990s', "1980's", "the late '90s"
      (?<![\w£$.,])(?P<decade>(?:18|19|20)\d0)[’']?s\b | (?<=\d{{3}}0[’']?s[ ](?:and|or)[ ][’']?)(?P<decade>\d0)s\b | \b(?:the|early|mid|late)[ -][’'](?P<decade>\d0)s\b
    | # 'in 2019', 'since 2018', 'during 2020', 'throughout 2021', 'back in 2015'
      (?<=(?<!\w)(?i:in|since|during|throughout|until|till|«text_words.before_a_year»)[ ])(?P<year>{_YEAR})(?![\w-]|[ ](?:of|«text_words.years_many»)\b)
    | # 'of 2019', 'from 2019', 'to 2021', 'by 2022', 'before 2010', 'the 2019 figures', 'for 2020'
      (?<=(?<!\w)(?i:of|from|to|by|before|after|for|between|the|through|than|with|and|on)[ ])
      (?P<year>(?:19[3-9]\d|20(?:0[1-9]|[1-3]\d))(?!\d|,\d|\.\d|%))(?![\w-]|[ ]?[-–]\d){_COUNTED}
    | # 'from approximately 2006 until 2013', 'the period 2004 through 2007', 'the city’s 2008 plan'
      (?<=\b(?:approximately|about|around|roughly|period|years)[ ])(?P<year>{_YEAR})(?=[ ](?:until|to|through)[ ](?:19|20)\d\d\b)
    | (?<=[’']s[ ])(?P<year>(?:19[5-9]\d|20[0-3]\d))(?![\w-]|,\d|\.\d|%){_COUNTED}
    | # 'between 1994 and 2000', 'from 1998 to 2000'
      (?<=\b(?:19|20)\d\d[ ](?:and|to|or|until|through)[ ])(?P<year>{_YEAR})(?![\w-]|[ ](?:«text_words.counted»)\b)
    | # '(2019)', '(2019-2020)', "2019's", '2020 has been hard'
      (?<=[(])(?P<year>{_YEAR})(?=[),;]) | (?<=\d(?:st|nd|rd|th),?[ ])(?P<year>{_YEAR}) | (?<![\w,.£$€/-])(?P<year>{_YEAR})(?=[’']s\b|[ ](?:has|was|is|will|had|«text_words.year_does»)\b)
    | # 'John Smith, 2019.' 'Monday 4 May, 2019': a year between marks
      (?<=\w,[ ])(?P<year>(?:19[5-9]\d|20[0-3]\d))(?=[.,;)]?(?:[ ]|$|\n)){_COUNTED}(?=[.,;)\n]|$|[ ](?:and|or|to|when|after|before|with)\b)
    """,
    re.VERBOSE | re.MULTILINE,
)

_CLOCK = r"(?:(?:[01]?\d|2[0-4])(?:[.:][0-5]\d){0,2})"
_HALF = r"(?:[ ]?(?:[ap]\.m(?:\.(?=\W|$))?|[ap]\.?m|[AP]\.?M|[AP]\.M\.|Am|Pm)(?!\w))"
_NOON = r"(?:(?i:noon|midday|midnight|mid-day)\b)"
_TO = r"(?:[ ]?[-–—][ ]?|[ ](?i:and|to|until|till|or|through)[ ](?:about[ ]|around[ ]|approximately[ ]|just[ ]before[ ]|just[ ]after[ ])?)"
_HOURS = r"(?:[ ]?(?:hrs?|HRS?|Hrs?|h)\b|[ ]?hours?\b)"
_WORD_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
CLOCK: Final = WordPattern(
    rf"""
      # '10.35am', '3pm and 4.30pm', '9 to 11am', '6-7pm', '11.30am and midday', '7.30-8pm', '12noon'
      (?<![\w£$€/]|\d[.,:]|\w-)(?:{_CLOCK}(?:{_HALF}|[ ]?{_NOON})?+{_TO}){{0,2}}{_CLOCK}(?:{_HALF}|[ ]?{_NOON})(?:{_TO}(?:{_NOON}|{_CLOCK}{_HALF}|{_CLOCK}(?![\d:/]|[.,]\d|[ ]?%)(?!(?:st|nd|rd|th)?[ ](?:(?:and[ ])?\p{{Ll}}+s\b|(?:of[ ])?{_MONTH})))){{0,3}}+
    | # 'noon and 2pm', 'midnight'
      \b{_NOON}(?:{_TO}{_CLOCK}(?:{_HALF})?+(?!\w))?+
    | # '1130pm', '945am'
      (?<![\w£$€/.,:]|\w-)(?:1[0-2]|0?[1-9])[0-5]\d[ap]m\b
    | # 'just after 3 this afternoon', 'at 11 last night'
      (?<=\b(?i:at|around|about|after|before|by|until|since)[ ])(?:1[0-2]|[1-9]|{_WORD_HOUR})(?=[ ](?:this[ ](?:morning|afternoon|evening)|yesterday|last[ ]night|tonight)\b)
    | # a timeline: '0626 - All lanes open'
      (?<=^|^[*•-][ ])(?:[01]\d|2[0-3])[0-5]\d(?=[ ][-–][ ])
    | # '19:45', '19:45:10', '08:00-16:30', '19:45hrs', '7:30'
      (?<![\w£$€/.:-])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:{_TO}(?:[01]?\d|2[0-4]):[0-5]\d)?+{_HOURS}?+(?![\d:])
    | # '18: 45 hrs', '18 :45 hrs', '18;45 hrs', '9: 30 p.m.', '18: 45 and 19: 10 hrs', '18h45'
      (?<![\w£$€/.:-])(?:[01]?\d|2[0-4])[ ]?[:;][ ]?[0-5]\d(?:{_TO}(?:[01]?\d|2[0-4])[ ]?[:;][ ]?[0-5]\d)?(?:{_HOURS}|{_HALF})(?![\d:])
    | (?<=\b(?i:at|around|about|approximately|between|from|until|by|and)[ ])(?:[01]\d|2[0-3])h[0-5]\d\b
    | # '1945hrs', '0655 hrs', '1945-2010hrs', '1945 and 2010 hours', '19.45hrs'
      (?<![\w£$€/.,:]|\w-)(?:(?:[01]\d|2[0-4])[.:]?[0-5]\d(?:{_HOURS})?+{_TO})?(?:[01]\d|2[0-4])[.:]?[0-5]\d(?:[ ]?(?:hrs?|HRS?|Hrs?|h)\b)
    | (?<=\b(?i:at|around|about|approximately|approx|between|from|until|till|by|after|before|since|and)[ ])
      (?:(?:[01]\d|2[0-4])[.:]?[0-5]\d(?:{_HOURS})?+{_TO})?(?:[01]\d|2[0-4])[.:]?[0-5]\d[ ]?hours?\b
    | # 'between the hours of 2000 and 2300'
      (?<=\bhours[ ]of[ ])(?:[01]\d|2[0-4])[.:]?[0-5]\d(?:{_HOURS})?+(?:{_TO}(?:[01]\d|2[0-4])[.:]?[0-5]\d(?:{_HOURS})?+)?
    | # 'at 7.45 police came', 'at 10.30 ten officers': but 'at 2.50 per cent', 'at 1.45 metres'
      (?<=\b[Aa]t[ ])(?:0?[1-9]|1\d|2[0-3])[.][0-5]\d(?=[ ](?:\d|\p{{L}}))(?![ ](?:per|times|m|kg|g|million|billion|km|hours?|ft|cm|mm|ml|«text_words.measured»)\b)
    | # 'it was shut from 8.30 to 9.15': two hours, but 'rose from 8.30 to 9.15'
      (?<=\b(?:[Ff]rom|[Bb]etween)[ ])(?<!\b(?:«measure_words.change_stem»)\w{{0,7}}[ ](?:\w+[ ])?from[ ])
      (?:[01]?\d|2[0-4])[.][0-5]\d[ ](?:to|and|until|till)[ ](?:[01]?\d|2[0-4])[.][0-5]\d(?=[ ]?(?:[.,;:)](?!\d)|$|\n)|[ ](?:on|in[ ]the|this|last|yesterday|today|that|when|it|he|she|they|the|and|but|\p{{Lu}})\b)
    | # 'at 7.45 on Monday', 'around 10.30 in the morning', 'at about 0900'
      (?<=\b(?i:at|around|about|approximately|approx|from|until|till|by|since|just[ ]after|just[ ]before|«text_words.shortly_after»)[ ])(?<!\b(?:«measure_words.change_stem»)\w{{0,7}}[ ](?:\w+[ ])?from[ ])
      (?:[01]?\d|2[0-4])[.][0-5]\d(?=[.]?(?:$|\n|[ ](?:on|in[ ]the|this|last|yesterday|today|that|when|to|\p{{Lu}})\b|,[ ]))
    | # 'Updated: 7 July 2018, 22.59'
      (?<=(?:19|20)\d\d,?[ ])(?:[01]?\d|2[0-3])[.][0-5]\d(?=[ ]*(?:$|\n))
    | (?<=\b(?i:at|at[ ]about|at[ ]around|at[ ]approximately)[ ])0\d[0-5]\d(?!\d|,\d|[ ]\d)
    | # '3 o’clock', 'three o’clock', 'half past three', 'quarter to 7', 'ten to eight', 'at three in the morning', "at 3 this morning"
      \b(?:\d{{1,2}}|{_WORD_HOUR})[ ]?[oO][’']?[ ]?clock\b
    | \b(?i:half[ ]past|quarter[ ](?:past|to)|(?:five|ten|twenty)(?:[ ]minutes)?[ ](?:past|to))[ ](?:\d{{1,2}}\b|{_WORD_HOUR}\b)
    | (?<![\w£$€.,/-])(?:1[0-2]|[1-9]|(?i:{_WORD_HOUR}))[ ](?=in[ ]the[ ](?:morning|afternoon|evening)\b)
    """,
    re.VERBOSE | re.MULTILINE,
)

_WORDS = (
    r"(?:(?i:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|a|an|half[ ]an|several|a[ ]few|few|a[ ]couple[ ]of|couple[ ]of|a[ ]dozen|a[ ]number[ ]of)\b)"
)
_AMOUNT = rf"(?:(?<!\w)(?:\d{{1,4}}(?:[.]\d)?(?!\d)|{_WORDS})(?:[ ]and[ ]a[ ]half)?(?:(?:[ ]?[-–][ ]?|[ ](?:to|or)[ ])(?:\d{{1,4}}|{_WORDS}))?)"
_SPAN = r"(?:(?i:second|sec|minute|min|hour|hr|day|night|week|weekend|fortnight|month|quarter|year|decade)(?:s|[’']s)?\b|(?:«text_words.lifetime»)\b)"
_LAST = r"(?:(?i:last|past|next|coming|previous|preceding|following|final|first|recent|opening)\b)"
RELATIVE: Final = WordPattern(
    rf"""
      # 'over the past 12 months', 'in the last two years', 'for the past six months', 'the following 24 hours', 'the last 24-hour period'
      (?P<stretch>(?:(?<!\w)(?i:over|in|during|within|for|throughout|across)[ ](?:just[ ])?)?+(?:(?<!\w)(?i:the|these|this|his|her|their|its|our)[ ])?+(?P<last>(?<!\w){_LAST})[ ]
        (?:(?:more[ ]than|nearly|almost|around|about|approximately|under|over|«text_words.kind_of_time»)[ ])?
        (?P<amount>{_AMOUNT})(?:[ ](?P<fiscal>(?i:«text_words.fiscal»)))?(?:[ ](?P<span>{_SPAN})(?:[ ]or[ ]so)?|-(?P<span>hour|day|week|month|year)[ -]period\b))
    | # 'over the last week', 'in the past month', 'during the first fortnight': one of them
      (?P<stretch>(?<!\w)(?i:over|in|during|within|for|throughout|across)[ ](?:the|its|their|our)[ ](?P<last>{_LAST})[ ](?P<span>(?i:week|fortnight|month|quarter|year|decade|24[ ]hours)\b)(?![ -]old|[’']s))
    | # 'in the last fiscal year', 'this financial year', 'this time last year', 'the same period last year'
      (?<!\w)(?:(?i:the)[ ])?(?P<turn>(?i:last|this|next|previous|current|past))[ ](?P<what>(?P<fiscal>(?i:«text_words.fiscal»))[ ](?i:year|quarter)\b)
    | (?<!\w)(?P<same>(?i:(?:at[ ])?this[ ]time|(?:the[ ])?same[ ](?:time|period|week|month|quarter|day|weekend))[ ](?i:last[ ]year|the[ ](?:previous|preceding)[ ]year|a[ ]year[ ](?:ago|earlier)))\b
    | # 'three weeks ago', 'two days later', 'a year earlier', '12 hours before'
      (?P<ago>(?P<amount>{_AMOUNT})[ ](?P<span>{_SPAN})[ ](?:or[ ]so[ ])?(?P<side>(?i:ago|earlier|later|afterwards?|«text_words.before_that»|previously|from[ ]now)\b))
    | # 'two weeks after the fire': but 'jailed for two years after a trial', 'two years, six months before release'
      (?<!\b(?:for|to|of|another|further|a|with|least|«text_words.lasts»|years?,?|months?,?|weeks?,?|(?:years?|months?|weeks?)[ ](?:and|&))[ ]){_AMOUNT}[ ]{_SPAN}[ ](?i:before|after|prior|since|on(?=[,.]))\b
    | # 'within 24 hours', 'inside a week', 'in two weeks’ time', 'in less than 24 hours'
      (?<!\w)(?i:within|inside)[ ](?:the[ ]|just[ ]|only[ ]|about[ ]|around[ ]|under[ ]|less[ ]than[ ]|«text_words.within»[ ])?{_AMOUNT}[ ]{_SPAN}
    | (?<!\w)(?i:in)[ ](?:about[ ]|around[ ])?{_AMOUNT}[ ]{_SPAN}[’']?[ ]time\b
    | # 'yesterday', 'last night', 'yesterday evening', 'tonight', 'this morning'
      (?<!\w)(?P<day>(?i:yesterday|today|tonight|tomorrow|last[ ]night|overnight|this[ ](?:morning|afternoon|evening)))\b(?:[ ](?:morning|afternoon|evening|night|lunchtime)\b)?
    | # 'last week', 'this year', 'earlier this month', 'last Friday', 'the previous year', 'last summer'
      (?<!\w)(?P<turn>(?i:last|this|next|previous|the[ ]same))[ ](?P<what>(?i:week|month|year|weekend|quarter|decade)\b|(?P<weekday>{_FULL_WEEKDAY})(?:{_DAY_PART})?|(?i:«calendar.season»|christmas)\b)(?![ -]old)
    | # 'the following morning', 'later that day', 'on that particular evening'
      (?<!\w)(?P<then>(?i:(?:(?:on|in|over|during)[ ])?(?:the[ ]following|later[ ]that|that[ ]same|«text_words.that_one»))[ ](?i:day|morning|afternoon|evening|night|week|weekend|month|year)\b)
    | # 'on Friday night', 'Sunday'
      (?<!\w)(?P<alone>{_FULL_WEEKDAY})(?:{_DAY_PART})?
    """,
    re.VERBOSE,
)
