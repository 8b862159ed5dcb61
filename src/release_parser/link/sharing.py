"""What claims of one sentence or list share: a noun, a verb, a direction that only one of them states.

In: the drafts of a page, in text order. Out: the same, completed.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from release_parser.link.drafts import ClaimDraft
from release_parser.link.predicates.introduced import from_introductions
from release_parser.text import Page

_REACH = 2_000
"""How many characters of its sentence before a claim are read; a sentence without end has no more to say."""


def share(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """The drafts, each completed by those that it shares a sentence or a list with."""
    drafts = _heads(page.text, drafts)
    drafts = _series(page.text, drafts)
    drafts = _restated(page.text, drafts)
    drafts = _directions(page.text, drafts)
    drafts = _terms(page, _verbs_of_lists(page, drafts))
    drafts = _predicates(page, drafts)
    return from_introductions(page, drafts)


_PERSONS = frozenset(
    {
        "man",
        "woman",
        "people",
        "person",
        "boy",
        "girl",
        "teenager",
        "suspect",
        "male",
        "female",
        "driver",
        "officer",
        "victim",
        "youth",
        "child",
        "motorist",
        "individual",
        "offender",
        "defendant",
        "vehicle",
        "car",
        "property",
        "premises",
        "dog",
        "adult",
        "resident",
    }
)


# 'against 150 in 2019', 'up from 19', 'compared with 31': the other level of the same thing
_COMPARED = regex.compile(
    r"\b(?:against|versus|vs|compared[ ](?:with|to)|than|from|of which|including)[ ](?:just[ ]|only[ ]|the[ ]|about[ ]|a[ ]total[ ]of[ ])?$"
)


_BRACKET = regex.compile(r"(?:[ ][\p{L}’'-]+){0,7}+[ ]?[(](?:or[ ]|about[ ]|around[ ]|nearly[ ]|almost[ ])?")


def _restated(text: str, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """'three in five (60%) drivers', '34 of the searches (30%)': the share in brackets is of what the quantity before it is."""
    same = list(drafts)
    for index in range(1, len(same)):
        draft, before = same[index], same[index - 1]
        if (
            draft.beside(before)
            and before.quantity.kind in ("proportion", "percentage", "count")
            and draft.quantity.kind == "percentage"
            and text[draft.quantity.end : draft.quantity.end + 1] == ")"
            and _BRACKET.fullmatch(between := text[before.quantity.end : draft.quantity.start])
            and not _OWN_VERB.search(between)
            and not regex.search(r"\p{L}ing\b", between)
        ):
            same[index] = draft.given(
                "share_in_brackets", entity=before.entity, predicate=before.predicate, actor=before.actor
            )
    return same


# '£62,000 in 2006, £66,000 for 2007 and £457,000 for 2008'
_NEXT_OF_A_SERIES = regex.compile(r"[ ](?:in|for|during|from|on)[ ][\p{L}\d ]{3,24}(?:,|,?[ ]and)[ ]|(?:,|,?[ ]and)[ ]")


def _series(text: str, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """'income of £62,000 in 2006, £66,000 for 2007 and £457,000 for 2008': amounts of one series are of one thing."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if (
            draft.quantity.kind == before.quantity.kind == "money"
            and draft.entity is None
            and before.entity is not None
            and before.entity.token < before.counted.first
            and draft.beside(before)
            and _NEXT_OF_A_SERIES.fullmatch(text[before.quantity.end : draft.quantity.start])
        ):
            shared[index] = draft.given(
                "entity_of_the_series",
                entity=replace(before.entity, rule="entity_of_the_series"),
                predicate=draft.predicate or before.predicate,
            )
    return shared


# 'two sites, with three more to open soon'
_MORE = regex.compile(r"[ ]more(?=[.,;)]|[ ](?:to|in|on|at|are|were|have|had|will|since|by|from)\b)")


def _heads(text: str, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """A bare count takes the noun of the count before it in the sentence: 'of 30 arrests, five were charged'."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, at = shared[index], index - 1
        if draft.quantity.kind == "count" and shared[at].quantity.kind == "percentage" and index > 1:
            at -= 1  # '2,034 searches (30 per cent), compared with 1,956'
        before = shared[at]
        if draft.entity is not None or before.entity is None or not draft.beside(before):
            continue
        if regex.match(r"[ ]of[ ](?:them|whom|us)\b", text[draft.quantity.end : draft.quantity.end + 9]):
            continue  # 'phones were seized from five of them': not five phones
        counted = draft.quantity.kind == before.quantity.kind == "count" and (
            before.entity.head in _PERSONS
            or _in_brackets_behind(text, before, draft)
            or _COMPARED.search(text[before.quantity.end : draft.quantity.start]) is not None
            or _MORE.match(text, draft.quantity.end) is not None
            or regex.search(
                r"\bof[ ](?:which|whom|these|those|the)\b|\bOf[ ](?:the[ ]|these[ ]|those[ ])?\d|\b(?:another|further|other|remaining|rest)\b",
                text[max(before.sentence.start, draft.quantity.start - _REACH) : draft.quantity.start],
            )
            is not None
        )
        if counted or (draft.direction is not None and draft.direction == before.direction):
            shared[index] = draft.given("entity_shared", entity=replace(before.entity, rule="entity_shared"))
    return shared


_BRACKETED = regex.compile(r"[)]|[ ](?:in|last|the|for|from|during|at|this)[ ][^()]{2,40}[)]")


def _in_brackets_behind(text: str, before: ClaimDraft, draft: ClaimDraft) -> bool:
    """'Fatal collisions: 4 (7)', '1,204 (1,310 in 2024)': the figure of another time in brackets."""
    opens = regex.fullmatch(
        r"[ ]?[(](?:[^()\d]{0,30}(?:19|20)\d\d[^()\d]{0,4})?", text[before.quantity.end : draft.quantity.start]
    )
    return opens is not None and _BRACKETED.match(text, draft.quantity.end) is not None


_NEXT_SHARE = regex.compile(
    r"(?:,|,?[ ]and|,?[ ]while|;|,[ ]with)[ ](?:\p{L}[\p{L}’'-]*[ ]){1,6}?(?:by[ ]|(?:has|have|is|are|was|were)[ ](?:down|up)[ ](?:by[ ])?|down[ ]|up[ ])?"
)


# 'up by 14% year on year and by 31% on the average'
_AND_BY = regex.compile(r"[^.;:()\d]{0,50}[ ]and[ ]by[ ]")


def _directions(text: str, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """'crime is down by 20% and ASB 22%': the second share of a list goes where the first goes."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if (
            draft.direction is None
            and before.direction is not None
            and draft.quantity.kind == before.quantity.kind == "percentage"
            and draft.beside(before)
            and (between := text[before.quantity.end : draft.quantity.start])
            and (
                _NEXT_SHARE.fullmatch(between)
                or _AND_BY.fullmatch(between)
                # 'fell by 12 and 15 per cent', but not 'rose by 12% and 15% of drivers were fined'
                or (between in (" and ", ", ") and not text.startswith(" of", draft.quantity.end))
            )
        ):
            shared[index] = draft.given("direction_shared", direction=before.direction)
    return shared


_JOINED = regex.compile(
    r"(?:,|\band|\bas well as|;|\bplus|&)[ ]+(?:also[ ]|with[ ]|a[ ]further[ ]|another[ ]|an[ ]additional[ ]|for[ ]|of[ ])?$"
)
_OWN_VERB = regex.compile(
    r"\b(?:was|were|is|are|has|have|had|been|will|who|which|that|while|when|after|before|seized|arrested|charged|found|made|issued|stopped|recovered|jailed|sentenced|pleaded|admitted)\b"
)


_LISTED = regex.compile(r"(?:,|,?[ ]and|;|,?[ ]plus|,?[ ]as well as)[ ](?:also[ ]|a[ ]further[ ]|another[ ])?$")
_LIST_TAGS = frozenset("NN NNS NNP NNPS JJ CD DT CC , $ HYPH VBN POS -LRB- -RRB-".split())


def _verbs_of_lists(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """'raided a farm, where they found 2kg of cannabis, £900 and two guns': an item has the verb of the item before, not of the clause before that."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if draft.verb is None or before.verb is None or not draft.beside(before):
            continue
        behind_verb = draft.verb < before.verb < before.counted.first
        if not behind_verb or draft.quantity.kind == "age" or _is_person(draft) or _is_person(before):
            continue
        syntax, between = draft.counted.syntax, range(before.counted.last + 1, draft.counted.first)
        if syntax.pos[before.verb] != "VERB" or syntax.lower(before.verb) in draft.counted.words.weak:
            continue  # 'seized cannabis valued at £900 and two guns'
        of_one_list = all(syntax.tags[at] in _LIST_TAGS or syntax.lower(at) in ("of", "in", "worth") for at in between)
        if of_one_list and _LISTED.search(page.text[before.quantity.end : draft.quantity.start]):
            shared[index] = draft.given(
                "verb_of_the_list", predicate=before.predicate, verb=before.verb, actor=before.actor
            )
    return shared


def _terms(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """'faces 10 years for conspiring to file claims, 20 years for fraud': a term of a list is faced, whatever the offence before does."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        terms = draft.quantity.kind == before.quantity.kind == "duration" and draft.beside(before)
        if not terms or draft.verb is None or before.verb is None or before.predicate is None:
            continue
        inside = (
            before.counted.last < draft.verb < draft.counted.first and draft.counted.syntax.tags[draft.verb] == "VB"
        )
        if inside and _LISTED.search(page.text[before.quantity.end : draft.quantity.start]):
            shared[index] = draft.given("verb_of_the_list", predicate=before.predicate, verb=before.verb)
    return shared


def _is_person(draft: ClaimDraft) -> bool:
    return (draft.head is None and draft.quantity.kind == "count") or draft.head in draft.counted.words.persons


def _predicates(page: Page, drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """Counts of the same noun in one list share their verb: 'charged with two counts of theft and one count of fraud'."""
    shared = list(drafts)
    for index in range(1, len(shared)):
        draft, before = shared[index], shared[index - 1]
        if (
            draft.beside(before)
            and draft.entity is not None
            and before.entity is not None
            and draft.entity.head == before.entity.head
            and draft.quantity.kind == before.quantity.kind == "count"
            and before.predicate is not None
        ):
            between = page.text[before.quantity.end : draft.quantity.start]
            if len(between) < 160 and _JOINED.search(between) and not _OWN_VERB.search(between):
                shared[index] = draft.given("predicate_shared", predicate=before.predicate, actor=before.actor)
    return shared
