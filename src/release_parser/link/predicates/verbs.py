"""Which verb a quantity belongs to: first by rules over the words around it, last by the parse.

In: a quantity in its sentence. Out: the index of the verb's token, or `NONE` where a rule decides that there is no predicate.

In headlines, list items and phrases such as '12 knives seized' the small model's tree is often wrong while its tags are right. So the
verb right behind the counted noun is tried before the verb above it in the tree.
"""

from __future__ import annotations

from release_parser.link.counted import Counted
from release_parser.link.entities.labels import verb_of_the_label
from release_parser.link.predicates.behind import behind_the_phrase, noun_and_its_doing, past_auxiliaries
from release_parser.link.predicates.item_lists import TOKENS_OF_A_LIST, verb_behind_the_list
from release_parser.link.predicates.participles import (
    participle_behind_there,
    participle_behind_with,
    participle_of_a_headline,
    relative_of_an_item,
)
from release_parser.link.predicates.unsaid import (
    NONE,
    line_of_a_statute,
    only_tells_where,
    part_of_a_thing,
    period_that_opens,
    shown_in_an_image,
)
from release_parser.link.predicates.upward import AUXILIARY_LEMMAS, verb_above
from release_parser.link.predicates.which import verb_behind_what_tells_which
from release_parser.link.words import BE, HAVE
from release_parser.rules import Rule, RuleTable

_DESCRIBING = frozenset({"who", "which", "that", ",", "(", "in", "from", "at", "with"})
"""What may stand behind a noun that is described before its verb: '14 people in Kelsham suspected of fraud fled'."""
_ENDS_THE_CHARGE = frozenset({";", "after", "when"})
_TOKENS_BETWEEN_COURT_AND_COUNTS = 60
"""How many tokens before its counts a verb of the court may stand."""


def age(counted: Counted) -> int | None:
    """No predicate: an age tells how old somebody is, not what happened."""
    return NONE if counted.quantity.kind == "age" else None


def verb_of_the_court(counted: Counted) -> int | None:
    """'pleaded guilty to causing death and two counts of assault': counts and charges belong to the court's verb, not to a verb in the offence's name."""
    syntax, words = counted.syntax, counted.words
    if counted.entity is None or counted.entity.head not in words.charges:
        return None
    for index in range(counted.first - 1, max(-1, counted.first - _TOKENS_BETWEEN_COURT_AND_COUNTS), -1):
        word = syntax.lower(index)
        if word in words.court_verbs and (syntax.pos[index] == "VERB" or word == "pled"):
            return index
        if word in words.court_verbs and index and syntax.pos[index - 1] == "VERB":  # 'found guilty of'
            return index - 1
        if word in _ENDS_THE_CHARGE or (syntax.tags[index] == "VBD" and word not in BE and word not in HAVE):
            return None
    return None


def clause_without_which(counted: Counted) -> int | None:
    """'the six arrests we made': the verb of a relative clause without 'which'."""
    syntax = counted.syntax
    at = behind_the_phrase(counted)
    if syntax.lower(at) not in ("we", "they", "police", "officers"):
        return None
    verb = at + 2 if syntax.lower(at + 1) in HAVE else at + 1
    found = verb < len(syntax) and syntax.tags[verb] in ("VBD", "VBN") and syntax.pos[verb] == "VERB"
    return verb if found else None


def verb_behind(counted: Counted) -> int | None:
    """'12 men were arrested', '930 weapons seized', 'two have been charged': the verb right behind the counted noun."""
    syntax, at = counted.syntax, behind_the_phrase(counted)
    verb, auxiliary = past_auxiliaries(syntax, at)
    if verb is None:
        return None
    tag = syntax.tags[verb]
    if auxiliary and (doing := noun_and_its_doing(syntax, verb)) is not None:
        return doing
    if tag in ("VBN", "VBD") or (auxiliary and tag in ("VBG", "VB")):
        return verb if auxiliary or not (_describes(counted, verb) or _only_tells_which(counted, verb)) else None
    is_subject = syntax.deps[counted.head] in ("nsubj", "nsubjpass")
    return verb if verb == at and tag in ("VBP", "VBZ") and is_subject else None


def _describes(counted: Counted, verb: int) -> bool:
    """Whether a participle describes and tells no outcome: '11 people suspected of fraud', 'a term suspended for two years'."""
    word = counted.syntax.lower(verb)
    return word in counted.words.weak or (word == "suspended" and counted.entity is not None)


def _only_tells_which(counted: Counted, participle: int) -> bool:
    """Whether a participle only identifies the people, and a later verb tells what happened: 'Three men charged in connection with a raid pleaded guilty'."""
    syntax, head = counted.syntax, counted.head
    verb = syntax.heads[head]
    if counted.entity is None or counted.text[counted.sentence.end - 1] not in '.!?”"':
        return False  # 'Thirteen arrested as work goes on': a headline
    return (
        syntax.deps[head] in ("nsubj", "nsubjpass")
        and syntax.heads[participle] == head
        and syntax.deps[participle] == "acl"
        and verb > participle
        and syntax.pos[verb] == "VERB"
        and syntax.tags[verb] in ("VBD", "VBZ", "VBP", "VBN")
        and syntax.pos[participle + 1 : participle + 2] == ["ADP"]
    )


def verb_of_its_subject(counted: Counted) -> int | None:
    """'14 people suspected of fraud were arrested': the verb whose subject the noun is in the parse, behind words that describe the noun."""
    syntax, head = counted.syntax, counted.head
    verb = syntax.heads[head]
    if syntax.deps[head] not in ("nsubj", "nsubjpass") or syntax.pos[verb] != "VERB" or verb <= head:
        return None
    if syntax.lemma(verb) in AUXILIARY_LEMMAS:
        return None
    following = syntax.lower(head + 1)
    described = (
        syntax.deps[head + 1 : head + 2] == ["acl"] or following in counted.words.weak or following in _DESCRIBING
    )
    return verb if described else None


def be_behind(counted: Counted) -> int | None:
    """'three of whom were responsible', 'one defendant was in custody', 'four were linked to it': a form of 'be' right behind, without an outcome."""
    syntax, at = counted.syntax, behind_the_phrase(counted)
    if syntax.lower(at) not in BE or syntax.tags[at] not in ("VBD", "VBZ", "VBP") or counted.quantity.kind != "count":
        return None
    behind = next((i for i in range(at + 1, min(at + 4, len(syntax))) if syntax.pos[i] not in ("ADV", "PART")), None)
    if behind is None or syntax.tags[behind] == "VBG":
        return None
    weak = syntax.lower(behind) in counted.words.weak
    return at if weak or syntax.pos[behind] in ("ADJ", "ADP", "DET", "NOUN") else None


_APPROACHES = frozenset("by to from of about around nearly almost over just under more than up down".split())


def verb_of_a_headline(counted: Counted) -> int | None:
    """'Kelsham police arrest two', 'Project Heron nets 12 arrests': the verb right before the number, though the parse took it for a noun."""
    syntax, verb = counted.syntax, counted.first - 1
    if verb < 0 or syntax.tags[verb] not in ("VBP", "VBZ") or syntax.lower(verb) not in counted.words.headline:
        return None
    return verb


def predicative(counted: Counted) -> int | None:
    """'an offence punishable by up to 12 years in jail and a fine of £90,000': the adjective covers all penalties that follow."""
    syntax = counted.syntax
    for index in range(counted.first - 1, max(-1, counted.first - TOKENS_OF_A_LIST), -1):
        if syntax.lower(index) in counted.words.predicative:
            return index
        if syntax.words[index] in (";", ".") or (syntax.pos[index] == "VERB" and syntax.tags[index] != "VBN"):
            return None
    return None


def verb_of_the_change(counted: Counted) -> int | None:
    """'dropped 26 per cent', 'a fall from 90 to 80': the verb or noun of change right before the size or the level."""
    syntax, index = counted.syntax, counted.first - 1
    while index >= 0 and syntax.lower(index) in _APPROACHES:
        index -= 1
    if index < 0:
        return None
    if syntax.pos[index] == "VERB" and syntax.lemma(index) in counted.words.change_verbs:
        return index
    noun = syntax.pos[index] == "NOUN" and syntax.lower(index) in counted.words.change_nouns
    return index if noun and syntax.lower(index + 1) in ("from", "of", "by") else None


def verb_of_the_relative_clause(counted: Counted) -> int | None:
    """'Of the 18 people who reported calls, ten …': the verb of the relative clause, where the sentence has no other."""
    syntax, head = counted.syntax, counted.head
    for index in range(head + 1, len(syntax)):
        if syntax.heads[index] == head and syntax.deps[index] == "relcl" and syntax.pos[index] == "VERB":
            return index
    return None


def be_alone(counted: Counted) -> int | None:
    """'There were 64 calls', 'the value of the drugs is £900': a form of 'be' in a clause without another verb."""
    syntax, node = counted.syntax, counted.head
    # 'just two were' counts nothing that was so
    for _ in range(10 if counted.entity is not None or counted.quantity.kind in ("duration", "length") else 0):
        if syntax.lower(node) in BE and syntax.tags[node] != "VBG":
            return node
        if syntax.heads[node] == node or syntax.pos[node] == "VERB":
            return None
        node = syntax.heads[node]
    return None


VERBS: RuleTable[Counted, int] = RuleTable(
    "predicate",
    (
        Rule("age", age, finds=("A man, aged <claim value=34 kind=age predicate=null>34</claim>, was arrested.",)),
        Rule(
            "line_of_a_statute",
            line_of_a_statute,
            finds=("Charged over cash obtained by crime <claim value=5000 predicate=charge>under $5,000</claim>.",),
        ),
        Rule(
            "verb_of_the_court",
            verb_of_the_court,
            finds=(
                "Ann Pole pleaded guilty to causing a crash and <claim predicate=plead>two</claim> counts of assault.",
                "She admitted driving fast and <claim value=2 predicate=admit>two</claim> counts of theft.",
            ),
        ),
        Rule(
            "verb_of_the_label",
            verb_of_the_label,
            finds=(
                "Results:\n- Impaired Drivers Removed: <claim value=36 head=driver predicate=remove>36</claim>\n- Drivers Arrested for Speeding: <claim value=7 predicate=arrest>7</claim>",
            ),
        ),
        Rule(
            "shown_in_an_image",
            shown_in_an_image,
            finds=(
                "We are releasing images of <claim predicate=speak>two</claim> men we would like to speak to.",
                "Police issued pictures of <claim predicate=null>two</claim> youths.",
            ),
            ignores=("Police took <claim predicate=take value=2>two</claim> pictures of the men.",),
        ),
        Rule(
            "part_of_a_thing",
            part_of_a_thing,
            finds=(
                "He fled in a van with <claim predicate=null>three</claim> black doors and <claim predicate=null>one</claim> white door.",
                "The car is described as a grey, <claim predicate=null value=4 head=door>four</claim>-door, saloon-type car.",
            ),
            ignores=("Thieves smashed <claim predicate=smash value=3>three</claim> doors with a hammer.",),
        ),
        Rule(
            "only_tells_where",
            only_tells_where,
            finds=("Riders were hurt across the <claim predicate=null>three</claim> counties.",),
            ignores=("Officers searched <claim predicate=search value=3>three</claim> counties.",),
        ),
        Rule(
            "period_that_opens",
            period_that_opens,
            finds=("Once a <claim predicate=null value=90>90-day</claim> waiting period is over, it may pass.",),
            ignores=("The car was impounded for a <claim predicate=impound value=30>30-day</claim> period.",),
        ),
        Rule(
            "clause_without_which",
            clause_without_which,
            finds=(
                "The <claim predicate=make>six</claim> arrests we made will help.",
                "He praised the <claim value=6 predicate=make>six</claim> arrests we have made.",
            ),
        ),
        Rule(
            "verb_behind_what_tells_which",
            verb_behind_what_tells_which,
            finds=(
                "<claim predicate=jail>Two</claim> men who broke into a house while a family slept were jailed.",
                "Further, <claim predicate=seize>16</claim> guns which included restricted ones, were also seized.",
                "<claim predicate=plead value=25 bound=more_than>More than 25</claim> of the men charged in the case have pleaded guilty.",
            ),
        ),
        Rule(
            "participle_behind_there",
            participle_behind_there,
            finds=("There are <claim predicate=operate>40</claim> gangs operating in the county.",),
        ),
        Rule(
            "verb_behind",
            verb_behind,
            finds=(
                "<claim predicate=arrest>12</claim> men were arrested.",
                "<claim predicate=seize>930</claim> weapons seized",
                "<claim predicate=charge>Two</claim> have since been charged.",
                "<claim predicate=find>Twelve</claim> wraps of heroin were found.",
                "<claim predicate=course>Three</claim> men were illegally hare coursing on a farm.",
                "<claim value=930 predicate=seize>930</claim> weapons seized and <claim value=60 predicate=refer>60</claim> people referred.",
            ),
        ),
        Rule(
            "relative_of_an_item",
            relative_of_an_item,
            finds=(
                "Over 90 cars were checked, including:\n- <claim value=1 predicate=arrest>one</claim> rider who was arrested and fined\n- <claim value=4 predicate=issue>four</claim> riders who were issued tickets",
            ),
        ),
        Rule(
            "participle_behind_with",
            participle_behind_with,
            finds=(
                "It was a long day, with <claim predicate=fail>27</claim> drivers failing a test.",
                "Officers carried out <claim value=50 predicate=carry>50</claim> tests, with <claim value=10 predicate=fail>10</claim> (<claim value=20 predicate=fail>20%</claim>) failing.",
            ),
        ),
        Rule(
            "participle_of_a_headline",
            participle_of_a_headline,
            finds=("<claim predicate=face>Three</claim> males facing charges\n\nKelsham Police met the press.",),
        ),
        Rule(
            "verb_of_a_headline",
            verb_of_a_headline,
            finds=(
                "Project Heron Nets <claim predicate=net>Twenty-One</claim> Arrests\n\nKelsham Police met the press.",
                "Department of Peat Awards <claim value=243000000 bound=more_than predicate=award>More Than $243 Million</claim> to Hire New Officers",
            ),
        ),
        Rule(
            "predicative",
            predicative,
            finds=("It is punishable by <claim predicate=punishable>up to 12 years</claim> in jail.",),
        ),
        Rule(
            "verb_of_its_subject",
            verb_of_its_subject,
            finds=(
                "<claim predicate=flee>14</claim> people in Kelsham suspected of theft fled.",
                "<claim value=6 predicate=indict>Six</claim> people located in Kelsham and Northby have been indicted for fraud.",
                "<claim value=2 predicate=release>Two</claim> other men arrested on suspicion of handling stolen goods were released.",
            ),
        ),
        Rule(
            "be_behind",
            be_behind,
            finds=(
                "Four men were held, <claim predicate=be>three</claim> of whom were responsible for the theft.",
                "Six were arrested, while <claim predicate=be>one</claim> defendant was already in custody.",
            ),
        ),
        Rule(
            "verb_of_the_change",
            verb_of_the_change,
            finds=(
                "Thefts have dropped <claim predicate=drop direction=decrease>26 per cent</claim>.",
                "Thefts fell from <claim value=800 predicate=fall>800</claim> to <claim value=640 predicate=fall>640</claim>, a drop of <claim value=20 predicate=drop>20%</claim>.",
            ),
        ),
        Rule(
            "verb_behind_the_list",
            verb_behind_the_list,
            finds=(
                "It was a good day, with <claim predicate=seize>two</claim> guns and <claim predicate=seize>12</claim> knives seized.",
                "A watch with a strap, valued at <claim value=750 predicate=steal>£750</claim>, was stolen.",
            ),
        ),
        Rule("verb_above", verb_above, finds=("Officers arrested <claim predicate=arrest>34</claim> men.",)),
        Rule(
            "verb_of_the_relative_clause",
            verb_of_the_relative_clause,
            finds=("Of the <claim predicate=report>18</claim> people who reported thefts, most were pleased.",),
        ),
        Rule(
            "be_alone",
            be_alone,
            finds=(
                "There were <claim predicate=be>64</claim> calls in the city.",
                "The street value of the drugs is <claim predicate=be>£320,000</claim>.",
            ),
        ),
    ),
)
"""Where the verb of a quantity is looked for, surest first."""
