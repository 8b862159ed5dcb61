"""The period of a claim: from its own clause, the opening of its sentence, or the line that introduces its list.

In: a page, its claims and everything else found. Out: the claims with their period, or None where the text gives none. Ages have none,
since they belong to a person. The time of a relative clause, an inserted phrase, a quotation or another event is not the claim's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from release_parser.lexicon import Lexicon, WordPattern
from release_parser.link.context.attachment import stands_apart
from release_parser.link.context.two_columns import is_of_another_time, time_of_the_column
from release_parser.link.drafts import ClaimDraft
from release_parser.link.periods import PeriodMention, find_periods
from release_parser.link.stretches import find_stretches
from release_parser.link.surroundings import Surroundings
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page, Sentence

# what sets a number against the time behind it: '126 compared with 150 in 2019'; 'more than 126' sets it against nothing
_COMPARED = WordPattern(
    r"(?i)\b(?:versus|vs|(?<!\b(?:more|less|fewer|rather|other)[ ])than|against|the[ ]same[ ](?:period|time|month|week|quarter|day)|on[ ]the[ ]previous|(?:up|down)[ ]from|«claim_words.set_against»)\b",
    library="regex",
)
_FROM = Regex(r"(?i)\bfrom[ ](?:\w+[ ]){0,2}$")
# 'and will appear in court on 4 May', ', who is due before magistrates on', 'and was jailed on 4 May': another event
_OTHER_EVENT = WordPattern(
    r"(?i)(?:\b(?:and|but|or)\b|[,;.])[ ](?:(?:and|who|he|she|they|both|all|is|are|was|were|has|have|been)[ ]){0,4}?(?:will|due|are[ ]to|is[ ]to|until|«claim_words.event_to_come»)\b|\b(?:and|but)[ ](?:(?:he|she|they|later|then|both|«claim_words.subsequently»)[ ]){0,2}(?:was|were|has[ ]been|have[ ]been)[ ](?:\w+ly[ ])?\p{Ll}+ed\b|;|[.][ ]\p{Lu}"
)
_FROM_NUMBER = Regex(r"(?i)\bfrom[ ](?:\w+[ ])?[£$€]?\d[\d,.]*(?:[ ]\w+){0,3}[ ]?$")
_NEW_CLAUSE = Regex(r",[ ](?:while|whereas|and|with)\b|;", library="regex")
_WILL = Regex(r"\band[ ](?:\w+[ ])?will\b", library="regex")
# 'compared with 2019, when 150 were recorded'
_WHEN = WordPattern(r",?[ ](?:when|which[ ](?:«claim_words.saw»)|where)\b.*", re.DOTALL)
_AFTER = WordPattern(r"(?i)\b(?:after|following|when|before|where|«claim_words.because_of»)\b")
# 'was jailed when he appeared at Kelsham Crown Court on Tuesday': the hearing is when the court gave it
_IN_COURT = WordPattern(
    r"\bwhen[ ](?:he|she|they|the[ ]\p{Ll}+)[ ](?:also[ ]|both[ ])?(?:«claim_words.came_to_court»)\b"
)
_MOST_EARLIER = 9
"""Periods of a sentence before a number that are looked at; sentences of releases have three or four."""
_COURT_TOPICS = frozenset({"sentence", "penalty", "conviction", "charge"})
# 'jailed on Friday after admitting 14 thefts', 'held on Friday following a crash that hurt two'
_BECAUSE = Regex(r"\b(?:after|following|until)\b", library="regex")
# 'was convicted yesterday following a nine-day jury trial of six counts'
_TRIAL = WordPattern(r",?[ ](?:after|following)[ ](?:an?|the)[ ](?:[^ ,;.]+[ ]){0,4}?(?:«claim_words.trial»)\b")
# 'Superintendent Ann Pole (appointed in April 2020) leads 200 officers'
_ASIDE = WordPattern(r"\((?:(?:who|which|and)[ ])?(?:was[ ]|were[ ])?(?:\p{Ll}+ed|«claim_words.was_begun»)\b[^()]*$")
# 'A man appeared in court this morning accused of nine thefts'
_IN_THE_DOCK = WordPattern(r"\b(?:due|«claim_words.in_the_dock»)\b[^.;]{0,60}$")
_ACCUSED = WordPattern(r"\b(?:over|for[ ]the|«claim_words.accused_of»)\b", library="regex")
# 'In June, officers seized 14 bikes that were stolen in May', 'Since June, 30 cars bought in 2010 have been stolen'
_RELATIVE = Regex(r"\b(?:that|which|who)[ ](?:was|were|(?:had|have|has)[ ]been|had)[ ]")
_REDUCED = Regex(r"^(?:[ ][\p{L}’'-]+){1,3}[ ]\p{Ll}+[ ]$")
_FINITE = Regex(r"[ ](?:have|has|had|were|was|are|is)\b")
# 'After the murder in 2009, he hid for 11 years'
_AFTER_EVENT = Regex(
    r"(?:After|Following|Before|Besides|Along[ ]with|As[ ]well[ ]as|On[ ]top[ ]of|In[ ]addition[ ]to|Apart[ ]from)[ ][^,;.]{3,60}$"
)
# 'for the law that has been in force for four weeks'
_LASTING = Regex(r"\b(?:that|which|who)[ ](?:has|have)[ ]been\b", library="regex")
_VERB_BEFORE = Regex(r"\b(?:was|were|has|have|had|been|is|are)\b")
_CLAUSE_OPENING = Regex(
    r"(?i)(?:\b(?:and|but|while|whereas)|[,;–—-])[ ]+(?:in|on|during|between|since|from|for|by)?[ ]?(?:the[ ])?$"
)
_SPEECH = WordPattern(r"\b(?:«claim_words.speaks»)\b")
_DIGIT = Regex(r"\d")
_A_YEAR = Regex(r"(?:in|of)[ ](?:early[ ]|late[ ])?\d{4}")
# '9 in 2019', '9 thefts in 2019': whatever the parser hangs it on
_TOUCHING = Regex(r"(?:[ ]\p{Ll}+)?[ ]")
_TIME_REACH = 800
"""How far from a number, in characters, the time of its sentence may stand: a list without full stops has a thousand of both."""
_OPENING = 40
"""So near its beginning a date opens the sentence: 'In the early hours of Monday 4 May, officers …'."""
_SECTION = 12
"""How many paragraphs a line such as 'At hearings in May 2019:' may date."""


class Times:
    """The periods and quotes of a page, looked up by bisection."""

    def __init__(self, page: Page, around: Surroundings, numbers: list[int]) -> None:
        self.page, self.numbers = page, numbers
        dated = find_periods(page, around.dates, published=around.published)
        named = find_stretches(page, dated, around.lexicon, around.published)
        self._periods = sorted((*dated, *named), key=lambda period: period.start)
        self._starts = [period.start for period in self._periods]
        self._quotes = [quote.spans for quote in around.quotes]
        self._spans = sorted(span for spans in self._quotes for span in spans)

    def between(self, start: int, end: int) -> list[PeriodMention]:
        """The periods that begin inside a stretch."""
        return self._periods[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]

    def in_quote(self, at: int) -> bool:
        """Whether an offset stands inside a quotation."""
        index = bisect_right(self._spans, at, key=lambda span: span[0]) - 1
        return index >= 0 and at < self._spans[index][1]


@dataclass(frozen=True, slots=True)
class Timed:
    """A claim and the periods of its sentence: the value that the rules of the table take."""

    times: Times
    draft: ClaimDraft
    inside: list[PeriodMention]

    @property
    def text(self) -> str:
        """The page's text."""
        return self.times.page.text

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.draft.counted.lexicon

    @property
    def start(self) -> int:
        """Where the quantity begins."""
        return self.draft.quantity.start

    @property
    def end(self) -> int:
        """Where the quantity ends."""
        return self.draft.quantity.end

    @property
    def sentence(self) -> Sentence:
        """The claim's sentence."""
        return self.draft.sentence

    @property
    def before(self) -> list[PeriodMention]:
        """The periods before the number that apply to it."""
        earlier = [period for period in self.inside if period.end <= self.start]
        if len(earlier) > _MOST_EARLIER:  # 'in May, … in June, …': those that open the sentence or stand near
            earlier = [earlier[0], *earlier[1 - _MOST_EARLIER :]]
        return [period for period in earlier if self._carries(period)]

    @property
    def behind(self) -> PeriodMention | None:
        """The first period behind the number that applies to it, or None."""
        return next((period for period in self.inside if period.start >= self.end and self._reaches(period)), None)

    def _shares(self, period: PeriodMention) -> bool:
        """Whether claim and period are both inside or both outside of each quotation, and in clauses that belong together."""
        if self.times.in_quote(self.start) != self.times.in_quote(period.start):
            return False
        touches = _TOUCHING.fullmatch(self.text, self.end, period.start) is not None
        return touches or not stands_apart(self.draft, period.start, period.end)

    def _reaches(self, period: PeriodMention) -> bool:
        """Whether the time behind a number applies to it: nothing compares the number with it, and no other event begins between."""
        text, end, numbers = self.text, self.end, self.times.numbers
        if _COMPARED.of(self.lexicon).search(text, end, period.start) or _OTHER_EVENT.of(self.lexicon).search(
            text, end, period.start
        ):
            return False
        # 'from 150 in 2018 to 126 in 2019', 'fell by 16 per cent from 150 in 2018'
        if any(
            _FROM.search(text, max(end, other - 25), other)
            for other in numbers[bisect_left(numbers, end) : bisect_left(numbers, period.start)]
        ):
            return False
        return self._shares(period)

    def _carries(self, period: PeriodMention) -> bool:
        """Whether the time before a number applies to it: not in '… in 2019 compared with 126', nor in 'jailed on 4 May after 14 thefts'."""
        text, start = self.text, self.start
        compared = _COMPARED.of(self.lexicon).search(text, period.end, start)
        if (
            compared
            and compared.group().lower() == "against"
            and not self._counts_between(period.end, compared.start())
        ):
            compared = None  # 'In 2020, the court heard cases against 40 people' compares nothing
        # 'In 2020 theft fell by 9 per cent on the same period of 2019, while arrests rose by 12': the comparison ends at 'while'
        if compared and not _NEW_CLAUSE.search(text, compared.end(), start):
            return False
        if _WILL.search(text, period.end, start):
            return False
        if _LASTING.search(text, period.end, start):
            return False
        if _BECAUSE.search(text, self._behind_the_trial(period.end), start) and not self.opens(period):
            return False
        accused = self.draft.quantity.kind != "duration" and _ACCUSED.of(self.lexicon).search(text, period.end, start)
        if accused and _IN_THE_DOCK.of(self.lexicon).search(text, self.sentence.start, period.start):
            return False
        if self._dates_an_event_before(period) or self._dates_the_verdict(period):
            return False
        if (
            _ASIDE.of(self.lexicon).search(text, max(self.sentence.start, period.start - 60), period.start)
            and ")" in text[period.end : start]
        ):
            return False
        # 'fell to 126 from 150 in 2019, a decline of 16 per cent': the baseline's time is not the decline's
        low = max(self.sentence.start, period.start - 60)
        baseline = _COMPARED.of(self.lexicon).search(text, low, period.start) or _FROM_NUMBER.search(
            text, low, period.start
        )
        if baseline and _WHEN.of(self.lexicon).match(text, period.end, start) is None:
            return False
        return self._shares(period)

    def _counts_between(self, start: int, end: int) -> bool:
        """Whether a number stands in a stretch of the text."""
        numbers = self.times.numbers
        return bisect_left(numbers, start) < bisect_left(numbers, end)

    def _behind_the_trial(self, at: int) -> int:
        """Where the words behind 'following a jury trial' begin, whose verdict has its own day; `at` where there is no such phrase."""
        trial = _TRIAL.of(self.lexicon).match(self.text, at, self.start) if self.draft.topic == "conviction" else None
        return at if trial is None else trial.end()

    def _dates_an_event_before(self, period: PeriodMention) -> bool:
        """Whether the time dates an earlier event: 'After the murder in 2009, he hid for 11 years', 'Following the 18 raids last week, 40 people were charged'."""
        text, start = self.text, self.sentence.start
        opens = _AFTER_EVENT.match(text, start, period.start) and text[period.end : period.end + 1] == ","
        counted = self._counts_between(start, period.start)
        dated = counted or _A_YEAR.fullmatch(text, period.start, period.end) is not None
        return bool(opens) and self.start >= period.end and dated

    def _dates_the_verdict(self, period: PeriodMention) -> bool:
        """Whether the time dates the verdict and not the term, which was given on another day: 'He pleaded guilty on 2 August and was sentenced to 25 years'."""
        if self.draft.quantity.kind != "duration" or self.draft.topic != "sentence":
            return False
        text, lexicon = self.text, self.lexicon
        told = _VERDICT.of(lexicon).search(text, self.sentence.start, period.start)
        return told is not None and _AND_SENTENCED.match(text, period.end, self.start) is not None

    def is_of_a_relative_clause(self, period: PeriodMention) -> bool:
        """Whether the time belongs to a relative clause: 'In June, officers seized 14 bikes that were stolen in May', 'Since June, 30 cars bought in 2010 have been stolen'."""
        if not self.before:
            return False
        between = self.text[self.end : period.start]
        reduced = _REDUCED.match(between) and _FINITE.match(self.text, period.end)
        return _RELATIVE.search(between) is not None or bool(reduced)

    def opens(self, period: PeriodMention) -> bool:
        """Whether a period opens the sentence, before any verb."""
        start = self.sentence.start
        return period.start - start <= _OPENING and _VERB_BEFORE.search(self.text, start, period.start) is None

    def is_of_another_event(self, period: PeriodMention) -> bool:
        """Whether the time behind belongs to another event: 'held after police searched the house on 4 May'."""
        between = self.text[self.end : period.start]
        if self.draft.topic in _COURT_TOPICS:
            between = _IN_COURT.of(self.lexicon).sub("", between)
        return _AFTER.of(self.lexicon).search(between) is not None


# 'pleaded guilty to theft on 2 August', 'was found guilty on Friday'
_VERDICT = WordPattern(r"\b(?:«claim_words.verdict»)\b[^.;]{0,160}$")
_AND_SENTENCED = Regex(r",?[ ]and[ ](?:(?:was|were|has[ ]been|then|later|has)[ ]){0,2}\p{L}+(?:ed|en|t)\b")


def _behind(timed: Timed) -> PeriodMention | None:
    """The time behind the number in its clause: '34 arrests in 2019'."""
    near = timed.behind
    if near is None or timed.is_of_another_event(near) or timed.is_of_a_relative_clause(near):
        return None
    text, numbers = timed.text, timed.times.numbers
    opens_clause = _CLAUSE_OPENING.search(text, max(timed.end, near.start - 25), near.start) is not None
    following = bisect_left(numbers, near.end)
    followed = following < len(numbers) and numbers[following] <= near.end + 80
    if not timed.before or (not (opens_clause and followed) and near.start - timed.end <= 60):
        return near
    return None


def _before(timed: Timed) -> PeriodMention | None:
    """The time before the number: 'In 2020, burglary fell to 40 and theft to 50'."""
    before = timed.before
    if not before:
        return None
    nearest = ([period for period in before if period.start_date or period.end_date] or before)[-1]
    # 'In 2020, …, which on Friday 4 May led to 12 arrests': the nearer one, unless it is vague
    if nearest.start_date or nearest.end_date:
        return nearest
    # 'This year, from 1 to 14 December': where nothing resolves, the figures say more than the words
    exact = (period for period in reversed(before) if _DIGIT.search(timed.text, period.start, period.end))
    opening = (period for period in before if period.start - timed.sentence.start <= _OPENING)
    return next(exact, None) or next(opening, nearest)


def _introduction(timed: Timed) -> PeriodMention | None:
    """The time of the line that introduces the list: 'Results for 1-7 June:'."""
    for intro in timed.times.page.introductions(timed.sentence):
        # the last line of an introduction of several sentences is the nearest, its first date the list's
        introduced = timed.times.between(intro.start, intro.end)
        column = time_of_the_column(timed.text, (intro.start, intro.end), introduced, timed.draft)
        if column is not None:
            return column
        if introduced and not is_of_another_time(timed.text, (intro.start, intro.end), timed.draft):
            return max(introduced, key=lambda period: period.start_date is not None)
    return None


def _section(timed: Timed) -> PeriodMention | None:
    """'At hearings in May 2019:': the time of such a line applies to the paragraphs behind it."""
    page = timed.times.page
    if timed.inside or page.intro_of(timed.sentence) is not None:
        return None
    for index in range(timed.sentence.block - 1, max(-1, timed.sentence.block - _SECTION - 1), -1):
        before = page.blocks[index]
        content = page.text[before.start : before.end]
        if before.kind in ("headline", "furniture", "bullet", "row"):
            return None
        if content.endswith(":"):
            if len(content) > 120 or _SPEECH.of(page.lexicon).search(content):
                return None
            last = page.sentence_at(before.end - 1)
            line = before.start if last is None else page.sentences[last].start
            return next(iter(timed.times.between(line, before.end)), None)
        if before.kind == "heading" or _is_heading(content):
            return None
    return None


def _is_heading(content: str) -> bool:
    """Whether a short line without figures and full stop opens another section: 'Budget Impact'."""
    return len(content) < 60 and content[-1:].isalpha() and not any(character.isdigit() for character in content)


PERIODS: RuleTable[Timed, PeriodMention] = RuleTable(
    "period",
    (
        Rule(
            "period_behind",
            _behind,
            finds=(
                'There were <claim value=34 period="in 2019" start=2019-01-01 end=2019-12-31>34</claim> arrests in 2019.',
                "<claim value=126 period=null>126</claim> murders compared with <claim value=150 start=2019-01-01>150</claim> murders in 2019.",
                "<claim value=3 period=null>Three</claim> were held after police searched a house on 22 March 2021.",
                "He admitted <claim value=12 period=null>12</claim> thefts and was jailed on 4 May 2020.",
                "A woman is due in court today for the theft of <claim value=9 period=null>nine</claim> bikes.",
                'In June, officers seized <claim value=14 period="In June">14</claim> bikes that were stolen in May.',
                'Since June, <claim value=30 period="Since June">30</claim> cars bought in 2010 have been stolen.',
                "He was jailed for <claim value=2 start=2020-05-04>two years</claim> when he appeared at Kelsham Crown Court on 4 May 2020.",
            ),
        ),
        Rule(
            "period_before",
            _before,
            finds=(
                'In 2020, burglary fell to <claim value=40 period="In 2020">40</claim> and theft to <claim value=50 period="In 2020">50</claim>.',
                'Since it began in May 2019, <claim value=40 bound=more_than start=2019-05-01 end=null period="Since it began in May 2019">more than 40</claim> bikes and <claim value=12 start=2019-05-01>12</claim> cars were found.',
                'In 2020, the court heard cases against <claim value=40 period="In 2020">40</claim> people.',
                "The squad, set up in 2015, has <claim value=40 period=null>40</claim> detectives.",
                "In addition to the <claim value=18>18</claim> arrests announced last week, <claim value=23 period=null>23</claim> people were held.",
                "He was jailed on 4 May 2020 after admitting <claim value=14 period=null>14</claim> thefts.",
                "After the murder in 2009, he hid for <claim value=11 unit=year period=null>11 years</claim>.",
                "Following the <claim value=18>18</claim> raids last week, <claim value=40 period=null>40</claim> people were charged.",
                "Along with the <claim value=6>six</claim> arrests last Friday, <claim value=2 period=null>two</claim> men were held.",
                "He returns to court in June over <claim value=14 bound=exactly period=null>14</claim> thefts.",
                "A teenager is to face a judge today in connection with <claim value=7 period=null>seven</claim> break-ins.",
                "Under the Misuse of Drugs Act, 1977, <claim value=12 period=null>12</claim> plants were seized.",
            ),
        ),
        Rule(
            "period_introduction",
            _introduction,
            finds=(
                "Results for 2025 (2024):\n- Arrests: <claim value=44 start=2025-01-01>44</claim> (<claim value=51 start=2024-01-01>51</claim>)\n- Fines: <claim value=9 start=2025-01-01>9</claim> (<claim value=6 start=2024-01-01>6</claim>)",
                'Results, May 2025 vs May 2024:\n- Thefts: <claim value=52 period="May 2025">52</claim> vs <claim value=40 period="May 2024">40</claim>',
            ),
        ),
        Rule(
            "period_section",
            _section,
            finds=(
                "At hearings in May 2019:\n\nAnn Pole was fined <claim value=90 start=2019-05-01>£90</claim>.\n\nTom Ash was fined <claim value=70 start=2019-05-01>£70</claim>.",
            ),
        ),
    ),
)
"""Where the time of a claim stands, surest first."""


def find_periods_of_claims(page: Page, drafts: list[ClaimDraft], around: Surroundings) -> list[ClaimDraft]:
    """The drafts with their periods; a period from a table stays."""
    times = Times(page, around, sorted(draft.quantity.start for draft in drafts))
    completed = []
    for draft in drafts:
        if draft.quantity.kind == "age" or draft.period is not None:
            completed.append(draft)
            continue
        low = max(draft.sentence.start, draft.quantity.start - _TIME_REACH)
        high = min(draft.sentence.end, draft.quantity.end + _TIME_REACH)
        found = PERIODS.first(Timed(times, draft, times.between(low, high)))
        completed.append(draft if found is None else draft.given(found[1], period=found[0]))
    return completed
