"""Nouns, verbs and directions that several claims of one sentence or list share, although only one of them states it.

In: the drafts of a page, in text order. Out: the same drafts with what they share filled in. Each table is one pass over all drafts, and a later
pass reads what an earlier one filled in: of '30 arrests, five' the noun is given to 'five' before its verb is sought.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from release_parser.lexicon import WordPattern
from release_parser.link.drafts import ClaimDraft
from release_parser.link.predicates.introduced import from_introductions
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page

_LEAD_REACH = 2_000
"""How many characters of its sentence before a claim are read; a sentence without end has no more to say."""


@dataclass(frozen=True, slots=True)
class DraftWithNeighbours:
    """A draft with the draft before it in its sentence, from which it may take something."""

    text: str
    draft: ClaimDraft
    before: ClaimDraft
    earlier: ClaimDraft | None
    """The one before that."""

    @property
    def between(self) -> str:
        """The words between the two quantities."""
        return self.text[self.before.quantity.end : self.draft.quantity.start]

    @property
    def kinds(self) -> tuple[str, str]:
        """The kinds of both quantities, first that of the one before."""
        return self.before.quantity.kind, self.draft.quantity.kind


def share(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """The drafts, each with what it shares with others of its sentence or list."""
    completed = list(drafts)
    for table in (NOUNS, SERIES, BRACKETS, DIRECTIONS, ITEMS, TERMS, VERBS):
        for index in range(1, len(completed)):
            draft, before = completed[index], completed[index - 1]
            if draft.beside(before):
                earlier = completed[index - 2] if index > 1 else None
                found = table.first(DraftWithNeighbours(page.text, draft, before, earlier))
                completed[index] = draft if found is None else found[0]
    return from_introductions(page, completed)


# 'against 150 in 2019', 'up from 19', 'compared with 31': the other level of the same thing
_COMPARED = Regex(
    r"\b(?:against|versus|vs|compared[ ](?:with|to)|than|from|of which|including)[ ](?:just[ ]|only[ ]|the[ ]|about[ ]|a[ ]total[ ]of[ ])?$"
)
# '20 plants in a shed and 14 in another', '72 plants at one house and 38 at another'
_AT_ANOTHER = Regex(r"[ ](?:at|in|on|from|inside)[ ](?:another|the[ ](?:other|second|third))\b")
# 'two sites, with three more to open soon'
_MORE = Regex(r"[ ]more(?=[.,;)]|[ ](?:to|in|on|at|are|were|have|had|will|since|by|from)\b)")
_OF_THEM = Regex(r"[ ]of[ ](?:them|whom|us)\b")
_OF_WHICH = Regex(
    r"\bof[ ](?:which|whom|these|those|the)\b|\bOf[ ](?:the[ ]|these[ ]|those[ ])?\d|\b(?:another|further|other|remaining|rest)\b"
)


def noun_of_the_one_before(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'of 30 arrests, five were charged': a count without a noun takes the noun of the count before it in the sentence."""
    draft, before = beside.draft, beside.before
    if beside.kinds == ("percentage", "count") and beside.earlier is not None:
        before = beside.earlier  # '2,034 searches (30 per cent), compared with 1,956'
    if beside.earlier is not None and before.quantity.value == 1 and _AT_ANOTHER.match(beside.text, draft.quantity.end):
        before = beside.earlier  # '72 plants at one house and 38 at another'
    if draft.entity is not None or before.entity is None or not draft.beside(before):
        return None
    if _OF_THEM.match(beside.text, draft.quantity.end):
        return None  # 'phones were seized from five of them': not five phones
    goes_along = draft.direction is not None and draft.direction == before.direction
    if not goes_along and not _counts_the_same(beside.text, before, draft):
        return None
    return draft.given("entity_shared", entity=replace(before.entity, rule="entity_shared"))


def _counts_the_same(text: str, before: ClaimDraft, draft: ClaimDraft) -> bool:
    """Whether a count without a noun counts the people or things that were counted before it."""
    if not draft.quantity.kind == before.quantity.kind == "count":
        return False
    words, head = draft.counted.words, before.head
    lead = text[max(before.sentence.start, draft.quantity.start - _LEAD_REACH) : draft.quantity.start]
    return (
        head in words.persons
        or head in words.things
        or _in_brackets_behind(text, before, draft)
        or _COMPARED.search(text[before.quantity.end : draft.quantity.start]) is not None
        or _MORE.match(text, draft.quantity.end) is not None
        or _AT_ANOTHER.match(text, draft.quantity.end) is not None
        or _OF_WHICH.search(lead) is not None
    )


_OPENS_BRACKET = Regex(r"[ ]?[(](?:[^()\d]{0,30}(?:19|20)\d\d[^()\d]{0,4})?")
_BRACKETED = Regex(r"[)]|[ ](?:in|last|the|for|from|during|at|this)[ ][^()]{2,40}[)]")


def _in_brackets_behind(text: str, before: ClaimDraft, draft: ClaimDraft) -> bool:
    """Whether the count in brackets is the figure of another time: 'Fatal collisions: 4 (7)', '1,204 (1,310 in 2024)'."""
    opens = _OPENS_BRACKET.fullmatch(text[before.quantity.end : draft.quantity.start])
    return opens is not None and _BRACKETED.match(text, draft.quantity.end) is not None


# '£62,000 in 2006, £66,000 for 2007 and £457,000 for 2008'
_NEXT_OF_A_SERIES = Regex(
    r"[ ](?:in|for|during|from|on)[ ](?![^,]*\b(?:was|were|is|are|has|had|have)\b)[\p{L}\d ]{3,24}(?:,|,?[ ]and)[ ]|(?:,|,?[ ]and)[ ]"
)


def amount_of_a_series(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'income of £62,000 in 2006, £66,000 for 2007 and £457,000 for 2008': all amounts of a series measure one thing."""
    draft, before = beside.draft, beside.before
    if beside.kinds != ("money", "money") or draft.entity is not None or before.entity is None:
        return None
    if before.entity.token >= before.counted.first or not _NEXT_OF_A_SERIES.fullmatch(beside.between):
        return None
    entity = replace(before.entity, rule="entity_of_the_series")
    return draft.given("entity_of_the_series", entity=entity, predicate=draft.predicate or before.predicate)


_BRACKET = Regex(r"(?:[ ][\p{L}’'-]+){0,7}+[ ]?[(](?:or[ ]|about[ ]|around[ ]|nearly[ ]|almost[ ])?")
_PARTICIPLE = Regex(r"\p{L}ing\b")


def share_in_brackets(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'three in five (60%) drivers', '34 of the searches (30%)': the share in brackets has the noun of the quantity before it."""
    draft, before, between = beside.draft, beside.before, beside.between
    first, second = beside.kinds
    if second != "percentage" or first not in ("proportion", "percentage", "count"):
        return None
    if not beside.text.startswith(")", draft.quantity.end) or not _BRACKET.fullmatch(between):
        return None
    if _OWN_VERB.of(draft.counted.lexicon).search(between) or _PARTICIPLE.search(between):
        return None
    return draft.given("share_in_brackets", entity=before.entity, predicate=before.predicate)


_NEXT_SHARE = Regex(
    r"(?:,|,?[ ]and|,?[ ]while|;|,[ ]with)[ ](?:\p{L}[\p{L}’'-]*[ ]){1,6}?(?:by[ ]|(?:has|have|is|are|was|were)[ ](?:down|up)[ ](?:by[ ])?|down[ ]|up[ ])?"
)


# 'up by 14% year on year and by 31% on the average'
_AND_BY = Regex(r"[^.;:()\d]{0,50}[ ]and[ ]by[ ]")


def direction_of_the_one_before(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'crime is down by 20% and ASB 22%': the second share of a list has the direction of the first."""
    draft, before, between = beside.draft, beside.before, beside.between
    if draft.direction is not None or before.direction is None or beside.kinds != ("percentage", "percentage"):
        return None
    # 'fell by 12 and 15 per cent', but not 'rose by 12% and 15% of drivers were fined'
    joined = between in (" and ", ", ") and not beside.text.startswith(" of", draft.quantity.end)
    if not between or not (_NEXT_SHARE.fullmatch(between) or _AND_BY.fullmatch(between) or joined):
        return None
    return draft.given("direction_shared", direction=before.direction)


_LISTED = Regex(r"(?:,|,?[ ]and|;|,?[ ]plus|,?[ ]as well as)[ ](?:also[ ]|a[ ]further[ ]|another[ ])?$")
_LIST_TAGS = frozenset("NN NNS NNP NNPS JJ CD DT CC , $ HYPH VBN POS -LRB- -RRB-".split())


def verb_of_the_item_before(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'raided a farm, where they found 2kg of cocaine, £900 and two guns': an item has the verb of the item before."""
    draft, before = beside.draft, beside.before
    if draft.verb is None or before.verb is None or not draft.verb < before.verb < before.counted.first:
        return None
    if draft.quantity.kind == "age" or _is_person(draft) or _is_person(before):
        return None
    syntax, between = draft.counted.syntax, range(before.counted.last + 1, draft.counted.first)
    if syntax.pos[before.verb] != "VERB" or syntax.lower(before.verb) in draft.counted.words.weak:
        return None  # 'seized cannabis valued at £900 and two guns'
    of_one_list = all(syntax.tags[at] in _LIST_TAGS or syntax.lower(at) in ("of", "in", "worth") for at in between)
    if not of_one_list or not _LISTED.search(beside.between):
        return None
    return draft.given("verb_of_the_list", predicate=before.predicate, verb=before.verb)


def _is_person(draft: ClaimDraft) -> bool:
    """Whether a draft counts people: its noun is one for people, or it is a count without a noun."""
    return (draft.head is None and draft.quantity.kind == "count") or draft.head in draft.counted.words.persons


def verb_of_the_term_before(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'faces 10 years for conspiring to file claims, 20 years for fraud': each term of a list has the verb of the first, not that of the offence before it."""
    draft, before = beside.draft, beside.before
    if beside.kinds != ("duration", "duration") or before.predicate is None:
        return None
    if draft.verb is None or before.verb is None or not before.counted.last < draft.verb < draft.counted.first:
        return None
    if draft.counted.syntax.tags[draft.verb] != "VB" or not _LISTED.search(beside.between):
        return None
    return draft.given("verb_of_the_list", predicate=before.predicate, verb=before.verb)


_CHARACTERS_BETWEEN_ITEMS = 160
_JOINED = Regex(
    r"(?:,|\band|\bas well as|;|\bplus|&)[ ]+(?:also[ ]|with[ ]|a[ ]further[ ]|another[ ]|an[ ]additional[ ]|for[ ]|of[ ])?$"
)
_OWN_VERB = WordPattern(
    r"\b(?:was|were|is|are|has|have|had|been|will|who|which|that|while|when|after|before|«claim_words.another_act»)\b"
)


def verb_of_the_one_before(beside: DraftWithNeighbours) -> ClaimDraft | None:
    """'charged with two counts of theft and one count of fraud': counts of the same noun in one list share their verb."""
    draft, before, between = beside.draft, beside.before, beside.between
    if beside.kinds != ("count", "count") or before.predicate is None:
        return None
    if draft.entity is None or before.entity is None or draft.entity.head != before.entity.head:
        return None
    if draft.verb is not None and draft.verb > draft.counted.last:
        return None  # 'Police held 12 people and three were charged': its own verb stands behind it
    if (
        len(between) >= _CHARACTERS_BETWEEN_ITEMS
        or not _JOINED.search(between)
        or _OWN_VERB.of(draft.counted.lexicon).search(between)
    ):
        return None
    return draft.given("predicate_shared", predicate=before.predicate)


NOUNS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "entity",
    (
        Rule(
            "entity_shared",
            noun_of_the_one_before,
            finds=(
                "Police stopped <claim value=12 head=driver>12</claim> drivers and <claim value=3 head=driver>three</claim> were charged.",
                "Of <claim value=30 head=arrest>30</claim> arrests, <claim value=5 head=arrest>five</claim> were for theft.",
                "Officers found <claim value=21 head=plant>21</claim> plants in a shed and <claim value=13 head=plant>13</claim> in another.",
                "In all <claim value=82 head=plant>82</claim> plants were found at <claim value=1 head=house>one</claim> house in Elm, and <claim value=35 head=plant>35</claim> at another.",
                "There were <claim value=126 head=murder>126</claim> murders, compared with <claim value=150 head=murder>150</claim> in 2019.",
            ),
            ignores=(
                "Officers seized <claim value=6 head=phone>six</claim> phones from <claim value=5 head=null>five</claim> of them.",
            ),
        ),
    ),
)
SERIES: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "entity",
    (
        Rule(
            "entity_of_the_series",
            amount_of_a_series,
            finds=(
                "He had an income of <claim value=62000 head=income>£62,000</claim> in 2006, <claim value=66000 head=income>£66,000</claim> for 2007 and <claim value=457000 head=income>£457,000</claim> for 2008.",
            ),
        ),
    ),
)
BRACKETS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "entity",
    (
        Rule(
            "share_in_brackets",
            share_in_brackets,
            finds=(
                "Officers found knives in <claim value=34 head=search>34</claim> of the searches (<claim value=30 head=search>30%</claim>).",
            ),
            ignores=(
                "Officers found <claim value=34 head=knife>34</claim> knives, a rise on last May (<claim value=30 head=null>30%</claim>).",
            ),
        ),
    ),
)
DIRECTIONS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "direction",
    (
        Rule(
            "direction_shared",
            direction_of_the_one_before,
            finds=(
                "Crime is down by <claim value=20 direction=decrease>20%</claim> and ASB <claim value=22 direction=decrease>22%</claim>.",
                "Theft fell by <claim value=12 direction=decrease>12</claim> and <claim value=15 direction=decrease>15 per cent</claim>.",
            ),
            ignores=(
                "Theft rose by <claim value=12 direction=increase>12%</claim> and <claim value=15 direction=null>15%</claim> of drivers were fined.",
            ),
        ),
    ),
)
ITEMS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "predicate",
    (
        Rule(
            "verb_of_the_list",
            verb_of_the_item_before,
            finds=(
                "Detectives searched his home where they found <claim value=40 predicate=find>40</claim> rounds of ammunition, <claim value=900 predicate=find>£900</claim> and <claim value=2 predicate=find>two</claim> guns.",
            ),
        ),
    ),
)
TERMS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "predicate",
    (
        Rule(
            "verb_of_the_list",
            verb_of_the_term_before,
            finds=(
                "She faces <claim value=10 predicate=face>10 years</claim> in prison for conspiring to file false claims, <claim value=20 predicate=face>20 years</claim> for fraud.",
            ),
        ),
    ),
)
VERBS: RuleTable[DraftWithNeighbours, ClaimDraft] = RuleTable(
    "predicate",
    (
        Rule(
            "predicate_shared",
            verb_of_the_one_before,
            finds=(
                "He was charged with <claim value=2 predicate=charge>two</claim> counts of theft and <claim value=1 predicate=charge>one</claim> count of fraud.",
                "The inquiry led to the execution of <claim value=6 predicate=execution>six</claim> search warrants in Elm and <claim value=14 predicate=execution>14</claim> search warrants in Thorn.",
            ),
            ignores=(
                "Police held <claim value=12 predicate=hold>12</claim> people and <claim value=3 predicate=charge>three</claim> were charged.",
            ),
        ),
    ),
)
"""What a claim takes from the one before it in its sentence; each table is a pass of its own."""
