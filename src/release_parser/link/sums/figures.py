"""The claims of a page with everything that the rules of sums ask about them, measured once.

In: a page, its claim drafts and comparisons. Out: an `Account` of `Figure`s in text order: their values in base units, what they count, to
whom they belong, where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Literal

import regex

from release_parser.lexicon import Lexicon, Thing, Topic, Vocabulary, WordPattern, WordSet
from release_parser.link.comparisons import ComparisonLink
from release_parser.link.context.clues import OF_CRIME
from release_parser.link.drafts import ClaimDraft
from release_parser.link.periods import PeriodMention
from release_parser.link.sums.logs import earlier_version, incidents, is_prose
from release_parser.measures import in_base
from release_parser.records import Kind
from release_parser.regexes import Regex
from release_parser.text import Page

Gender = Literal["he", "she"]
Sort = tuple[str | None, str | None, Kind]
PEOPLE = "people"
FURTHER = Regex(r"\b(?:another|further|additional|extra)[ ]$")
"""The words before a count of more than was told so far: 'a further 12', 'another two', 'an additional $20,000 of those funds', 'a further six months'."""
_LABEL = 60
"""The longest line, in characters, that is a label of the number below it."""
_FIGURE_REACH = 160
"""How many characters before a quantity its introduction may take: 'the last 14 of the'."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim: its draft, and what was measured of it."""

    index: int
    draft: ClaimDraft
    sentence: int
    block: int
    early: bool
    """Whether it stands in the headline or the first paragraph, whose figures the rest tells again."""
    item: int | None
    """The block that introduces the list that it is an item of."""
    value: Decimal | None
    """In the base unit of its kind, where it has one; so is `upper`."""
    upper: Decimal | None
    unit: str | None
    thing: str | None
    """What it counts: 'people' for people of any name."""
    gender: Gender | None
    general: bool
    """Whether its noun names a class, whose parts have names of their own: knives are weapons."""
    bare: bool
    """Whether its own words name nothing that it counts: 'of 30 arrests, five were for theft'."""
    lead: str
    """The words before it in its sentence, in lower case."""
    tail: str
    """The words behind it in its sentence, in lower case."""
    name: str | None = None
    """The name of the person whom it is of, in lower case, as far as its sentence gives it."""
    when: str | None = None
    """The words of its period, folded: 'in the past 24 hours'."""

    kind: Kind = field(init=False)
    """The kind of its quantity; kept here, since every rule asks for it of every neighbour."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", self.draft.quantity.kind)

    @property
    def topic(self) -> str | None:
        """The topic of the claim."""
        return self.draft.topic

    @property
    def sort(self) -> Sort:
        """What another figure must share with it to be added to it."""
        return self.topic, self.unit, self.kind

    @property
    def exact(self) -> bool:
        """Whether it is a single number without a bound."""
        return self.value is not None and self.upper is None and self.draft.quantity.bound == "exactly"

    @property
    def of_people(self) -> bool:
        """Whether it counts people."""
        return self.thing == PEOPLE


@dataclass(frozen=True, slots=True)
class Account:
    """All figures of a page, and how they compare."""

    page: Page
    figures: tuple[Figure, ...]
    things: Vocabulary[Thing]
    comparisons: Sequence[ComparisonLink] = ()
    levels: frozenset[frozenset[int]] = field(default=frozenset())
    """Pairs of figures that a comparison sets against each other as levels."""
    sorts: Mapping[Sort, Sequence[Figure]] = field(default_factory=dict)
    """The figures of each topic, unit and kind, in text order."""
    heads: Sequence[int] = ()
    """The blocks at which the incidents of a log begin; none where the release tells one story."""
    again_from: int | None = None
    """Where an update gives an earlier version of itself again, if it does."""

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.page.lexicon

    def behind_of_its_sort(self, figure: Figure) -> Iterator[Figure]:
        """The figures behind this one with the same topic, unit and kind, in text order."""
        alike = self.sorts.get(figure.sort, ())
        at = bisect_left(alike, figure.index + 1, key=lambda each: each.index)
        return islice(alike, at, None)

    def entry_of(self, noun: str) -> Thing | None:
        """The group of things to which a noun of the text belongs, in singular or plural; or None."""
        return self.things.find(noun) or self.things.find(singular(noun))

    def thing_of(self, noun: str) -> str:
        """What a noun of the text counts, in singular or plural: 'people' for 'suspects'."""
        entry = self.entry_of(noun)
        return singular(noun) if entry is None else entry.thing or entry.name

    def label_above(self, figure: Figure) -> str | None:
        """The line above a number that stands on its own line, in lower case: 'total items' above '61'."""
        blocks, text, quantity = self.page.blocks, self.page.text, figure.draft.quantity
        block = blocks[figure.block]
        if figure.block == 0 or text[block.start : block.end].strip(" *_") != text[quantity.start : quantity.end]:
            return None
        above = blocks[figure.block - 1]
        return text[above.start : above.end].lower() if above.end - above.start <= _LABEL else None

    def between(self, first: Figure, second: Figure) -> str:
        """The words between two figures of a page."""
        return self.page.text[first.draft.quantity.end : second.draft.quantity.start]


@lru_cache(maxsize=8)
def topics_of_nouns(lexicon: Lexicon, persons: bool = True) -> Mapping[str, str]:
    """The topic that each noun has by itself, such as 'arrest'; with `persons` also 'victim' and other nouns for people."""
    forms = lexicon.typed("topics", Topic).forms.items()
    return {form: topic.name for form, topic in forms if persons or not topic.person}


_OF_PERSONS = ("person", "suspect", "victim")
# people by what they do or whose they are, beyond those of things.toml: investigators, grandchildren
_WHO = WordSet("people.roles", "people.kin")
_GROUPS = WordSet("agents.bodies")
_NO_PERSONS = WordSet("agents.no_persons")


@lru_cache(maxsize=8)
def _persons(lexicon: Lexicon) -> frozenset[str]:
    """The nouns for single people: 'tax preparer', 'soldier'; but not 'gang' or 'injury'."""
    forms = lexicon.typed("topics", Topic).forms.items()
    people = {form for form, topic in forms if topic.person and topic.name in _OF_PERSONS}
    return (frozenset(people) - _GROUPS.of(lexicon) - _NO_PERSONS.of(lexicon)) | _WHO.of(lexicon)


def measure(
    page: Page, drafts: Sequence[ClaimDraft], comparisons: Sequence[ComparisonLink], lexicon: Lexicon
) -> Account:
    """All claims of a page as figures; each is measured once, and comparisons are looked up once."""
    things = lexicon.typed("things", Thing)
    persons = _Persons(page.text, drafts)
    heads = incidents(page, [draft.block for draft in drafts])
    opening = _opening(page, heads)
    figures = tuple(_figure(page, index, draft, things, persons, opening) for index, draft in enumerate(drafts))
    levels = frozenset(
        frozenset((link.current, link.baseline))
        for link in comparisons
        if link.current is not None and link.baseline is not None
    )
    sorts: defaultdict[Sort, list[Figure]] = defaultdict(list)
    for figure in figures:
        sorts[figure.sort].append(figure)
    return Account(page, figures, things, comparisons, levels, sorts, heads, earlier_version(page))


def _opening(page: Page, heads: Sequence[int]) -> int:
    """The index of the last block of a release's opening, which is its headlines and its first paragraph, in a log of incidents its headlines alone."""
    if heads:
        return heads[0] - 1
    return next((index for index, block in enumerate(page.blocks) if is_prose(page, block)), 0)


def _figure(
    page: Page, index: int, draft: ClaimDraft, things: Vocabulary[Thing], persons: _Persons, opening: int
) -> Figure:
    """The figure of one draft."""
    quantity, sentence = draft.quantity, draft.sentence
    value, upper, unit = quantity.value, quantity.upper, quantity.unit
    if value is not None and (based := in_base(value, unit)) is not None:
        value, base = based
        upper = None if upper is None else in_base(upper, unit)[0]  # type: ignore[index]
        unit = base
    return Figure(
        index,
        draft,
        draft.sentence_index,
        draft.block,
        draft.block <= opening,
        page.blocks[draft.block].intro,
        value,
        upper,
        unit,
        *_thing(page.text, draft, things),
        draft.entity is None or draft.entity.rule == "entity_shared",
        page.text[max(sentence.start, quantity.start - _FIGURE_REACH) : quantity.start].lower(),
        page.text[quantity.end : min(sentence.end, quantity.end + _FIGURE_REACH)].lower(),
        persons.of(draft),
        None if draft.period is None else page.text[draft.period.start : draft.period.end].casefold(),
    )


_CHARGED = ("charge", "conviction")
# '14-count indictment', '14 count indictment'
_COMPOUND = WordPattern(
    r"(?:[-‐‑](?P<noun>\p{Ll}+)[ ]\p{L}|[ ](?P<noun>\p{Ll}+)[ ](?:\p{Ll}+[ ])?(?:«claim_words.papers»)\b)"
)


def _compound(text: str, draft: ClaimDraft) -> str | None:
    """What a compound such as 'a 14-count indictment' counts, if it has the claim's topic itself."""
    match = (
        _COMPOUND.of(draft.counted.lexicon).match(text, draft.quantity.end) if draft.quantity.kind == "count" else None
    )
    if match is None or draft.topic is None:
        return None
    topic = topics_of_nouns(draft.counted.lexicon).get(match["noun"])
    return match["noun"] if topic == draft.topic or (topic == "charge" and draft.topic in _CHARGED) else None


# 'damage to the NPS of £4m'
_ACRONYM = Regex(r"\b\p{Lu}{2,}s?$")


def _is_acronym(text: str, draft: ClaimDraft) -> bool:
    """Whether the noun of an amount is a body by its initials: 'cost the NPS £4m'."""
    entity = draft.entity
    return entity is not None and _ACRONYM.search(text, entity.start, entity.end) is not None


def _thing(text: str, draft: ClaimDraft, things: Vocabulary[Thing]) -> tuple[str | None, Gender | None, bool]:
    """What a claim counts, 'he' or 'she' if its noun implies it, and whether the noun names a class of things."""
    head = _compound(text, draft) or draft.head
    if head is None or (draft.quantity.kind == "money" and _is_acronym(text, draft)):
        return None, None, False
    entry = things.find(head)
    if entry is None and head.lower() in _persons(draft.counted.lexicon):
        return PEOPLE, None, False
    if entry is None or (entry.topics and draft.topic not in entry.topics):
        return head.lower(), None, False
    return entry.thing or entry.name, entry.gender, entry.general


def are_of_other_times(one: Figure, two: Figure) -> bool:
    """Whether the periods of two figures do not overlap: 'in May 2020' and 'in June 2020'."""
    first, second = one.draft.period, two.draft.period
    return first is not None and second is not None and (_ends_before(first, second) or _ends_before(second, first))


def _ends_before(one: PeriodMention, two: PeriodMention) -> bool:
    """Whether the first period ends before the second begins."""
    return one.end_date is not None and two.start_date is not None and one.end_date < two.start_date


# 'boxes', 'watches', 'losses'
_SIBILANT = Regex(r"(?:ss|x|ch|sh)es$")


def singular(noun: str) -> str:
    """The singular of a noun: 'company' for 'companies', 'box' for 'boxes'. Irregular plurals are forms of the vocabulary."""
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-2] if _SIBILANT.search(noun) else noun.removesuffix("s")


# 'Theft x 3', 'Breach of probation x3'
_TIMES = Regex(r"[ (](?:x|×)[ ]?$")


def is_times_of_a_charge(figure: Figure) -> bool:
    """Whether a number tells how often one person is charged with the same thing: 'Theft x 3'."""
    return _TIMES.search(figure.lead) is not None


_INDICTMENT = WordPattern(r"[-‐‑ ]\p{Ll}+[ ](?:\p{Ll}+[ ])?(?:«claim_words.papers»)\b")


def is_of_an_indictment(figure: Figure) -> bool:
    """Whether a number counts the counts of an indictment: 'An 11-count indictment', 'a 37 count criminal information'."""
    pattern = _INDICTMENT.of(figure.draft.counted.lexicon)
    return figure.topic in _CHARGED and figure.kind == "count" and pattern.match(figure.tail) is not None


def is_of_crime(figure: Figure) -> bool:
    """Whether a number without a noun counts charges whose noun stands before: '18 charges, among them four of assault'."""
    return figure.topic in _CHARGED and figure.kind == "count" and OF_CRIME.match(figure.tail) is not None


# 'Ann Pole, 40', 'Ann Pole 40-years-old', 'ANN POLE (40)', 'Ann Pole, aged 40', 'Ann Pole is 40'
_NAME = r"(?P<name>\p{Lu}[\p{L}’'-]++(?:[ ](?:(?:de|van|von|bin|al|la|di|le|el|ap)[ ])?[“\"]?\p{Lu}[\p{L}’'.]*+(?:-\p{L}[\p{L}’'.]*+)*+[”\"]?){1,3})"
_NAME_BEFORE = Regex(
    _NAME
    + r"(?:[’']s?)?(?:[ ]?[,(–-]{1,2}[ ]?|[ ](?:is|was)[ ]|[ ](?=aged|age|$))(?:(?:now|then|also)[ ])?(?:aged?[ ]|aged:[ ]?)?$"
)
# '40-year-old Ann Pole', '40 year old defendant Ann Pole'
_NAME_BEHIND = Regex(r"[ ](?:\p{Ll}[\p{L}-]*+[ ]){0,2}" + _NAME)
_GIVEN = Regex(r"(?:\p{Lu}[\p{L}’'.-]*+[ ](?:(?:de|van|von|bin|al|la|di|le|el|ap)[ ])?){1,3}$")


def same_person(one: str, two: str) -> bool:
    """Whether two names may be one person's: 'ann pole' and 'pole', but not 'ann pole' and 'bo pole'."""
    first, second = one.split(), two.split()
    if first[-1] != second[-1]:
        return False
    return len(first) == 1 or len(second) == 1 or first[0] == second[0]


class _Persons:
    """Finds to whom an age or another figure belongs, by the names on the page."""

    def __init__(self, text: str, drafts: Sequence[ClaimDraft]) -> None:
        self._text = text
        self._of = {draft.quantity.start: name for draft in drafts if (name := self._named(draft)) is not None}
        known = sorted({name.rsplit(" ", 1)[-1] for name in self._of.values()})
        self._at: list[tuple[int, str]] = []
        if known:
            pattern = regex.compile(r"\b\L<names>\b", regex.IGNORECASE, names=known)
            self._at = [
                (match.start(), self._full(match.start(), match.end()))
                for match in pattern.finditer(text)
                if match.group()[0].isupper()
            ]

    def _full(self, start: int, end: int) -> str:
        """The full name that ends with a surname: 'ann pole'."""
        given = _GIVEN.search(self._text, max(0, start - 40), start)
        return self._text[start if given is None else given.start() : end].casefold()

    def _named(self, draft: ClaimDraft) -> str | None:
        """The name beside an age, or None."""
        quantity, sentence = draft.quantity, draft.sentence
        if quantity.kind != "age":
            return None
        start = max(sentence.start, quantity.start - 70)
        behind = _NAME_BEHIND.match(self._text, quantity.end, min(sentence.end, quantity.end + 70))
        if behind is not None and behind.start("name") == quantity.end + 1:  # 'Public Notice – 46 Year Old Ann Pole'
            match: re.Match[str] | None = behind
        else:
            match = _NAME_BEFORE.search(self._text, start, quantity.start) or behind
        return None if match is None else match["name"].rstrip(".’'").casefold()

    def of(self, draft: ClaimDraft) -> str | None:
        """The name of the person to whom a claim belongs: beside an age its own, else the nearest in the sentence, names before it first; or None."""
        if draft.quantity.kind == "age":
            return self._of.get(draft.quantity.start)
        at = bisect_left(self._at, (draft.quantity.start, ""))
        if at and self._at[at - 1][0] >= draft.sentence.start:
            return self._at[at - 1][1]
        if at < len(self._at) and self._at[at][0] < draft.sentence.end:
            return self._at[at][1]
        return None
