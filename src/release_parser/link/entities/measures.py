"""What an amount of money, a mass, a length or a volume measures.

In: a measure in its sentence. Out: the `Entity` that weighs, costs or extends so much, or None: '2kg of heroin', 'cannabis worth £800', 'a 15cm
blade'.
"""

from __future__ import annotations

from release_parser.lexicon import WordSet
from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.amounts import (
    before_recipient,
    in_the_amount_of,
    money_of_the_noun,
    noun_before_the_range,
    paid_for,
    subject_of_the_cost,
)
from release_parser.link.entities.changed import object_of_the_change, subject_of_the_passive_change
from release_parser.link.entities.items import noun_of_its_item
from release_parser.link.entities.labels import label_before
from release_parser.link.entities.measured_subject import subject_of_the_measure
from release_parser.link.entities.phrases import (
    behind_conversion,
    ending_at,
    entity_of,
    has_small_words,
    is_time,
    past_determiners_back,
    phrase_at,
    size_of,
)
from release_parser.link.entities.worth import past_place, worth_before
from release_parser.link.noun_phrases import Phrase, phrase_before
from release_parser.link.syntax import NOUNS
from release_parser.rules import Rule, RuleTable

_JOINTS = frozenset({"worth", "-", "in", "of", "street", "value", "quantity", "total", "value,"})
_NO_HEADS = frozenset({"away", "due", "later", "total"})
_EXTENTS = WordSet("claim_words.extent")


def of_phrase(counted: Counted) -> Entity | None:
    """'2kg of heroin', '£300 in cash', '£40 worth of sweets', '£300 in £1 coins'; but not '£300 in total' and not '£900 in a drawer'."""
    syntax, at = counted.syntax, _past_rate(counted, behind_conversion(counted))
    if at < len(syntax) and syntax.words[at] in ("’", "'", "’s", "'s"):  # "thousands of pounds' worth of drugs"
        at += 1
    while at < len(syntax) and syntax.lower(at) in _JOINTS and at not in counted.stop:
        if syntax.lower(at) in ("of", "in", "worth"):
            return _behind_joint(counted, at)
        at += 1
    return None


def _past_rate(counted: Counted, at: int) -> int:
    """The first token behind a rate that stands between: '2 kg a week of heroin'."""
    syntax = counted.syntax
    rate = (
        counted.quantity.kind in ("mass", "volume") and syntax.lower(at) in ("a", "an") and syntax.lower(at + 2) == "of"
    )
    return at + 2 if rate else at


def _behind_joint(counted: Counted, joint: int) -> Entity | None:
    """The entity behind the 'of' or 'in' at `joint`, or None where a place, a time or 'total' follows."""
    syntax, at = counted.syntax, joint + 1
    if syntax.lower(at) == "of":
        at += 1
    while at in counted.stop:  # '£300 in £1 coins'
        at += 1
    if syntax.lower(at) in ("total", "all"):
        return None
    entity = phrase_at(counted, at)
    if syntax.lower(joint) == "in" and _is_place(counted, at, entity):
        return None
    if entity is None and syntax.lower(at - 1) == "of" and (noun := _unknown_noun(counted, at)) is not None:
        entity = entity_of(counted, Phrase(at, noun, noun + 1))
    return None if entity is None or entity.head in counted.words.amounts else entity


def _unknown_noun(counted: Counted, at: int) -> int | None:
    """The noun behind 'of' that the tagger does not know as one: '£40 worth of confectionery was stolen', '30 g of suspected molly'."""
    syntax, end = counted.syntax, at
    while (
        end < len(syntax)
        and syntax.tags[end] in ("JJ", "VBN", "VBG", "RB", "FW", "NN", "NNP")
        and end not in counted.stop
    ):
        end += 1
    ends = end == len(syntax) or syntax.pos[end] in ("AUX", "VERB", "PUNCT", "CCONJ", "ADP")
    # an adverb ends in 'ly': 'pounds of khat' ends in none
    known = at < end and ends and syntax.tags[end - 1] in ("JJ", "FW", "NN", "NNP", "RB")
    known = known and not syntax.words[end - 1].endswith("ly")
    return end - 1 if known and syntax.words[end - 1].isalpha() and len(syntax.words[end - 1]) > 2 else None


def _is_place(counted: Counted, at: int, entity: Entity | None) -> bool:
    """Whether the words behind 'in' tell where or when: '£900 in a drawer', '£450 in June', '£62,000 in Bardon'; '£300 in cash' tells what it was."""
    syntax = counted.syntax
    if at < len(syntax) and syntax.tags[at] in ("DT", "PRP$"):
        return True
    if entity is None or syntax.tags[entity.token] not in ("NNP", "NNPS"):
        return False
    return has_small_words(counted)


def cash_and(counted: Counted) -> Entity | None:
    """'£900 cash and rail tickets': the amount is of the cash."""
    syntax, at = counted.syntax, _past_hyphen(counted)
    cash = (
        counted.quantity.kind == "money" and syntax.lower(at) == "cash" and syntax.lower(at + 1) in ("and", "or", "&")
    )
    return entity_of(counted, Phrase(at, at, at + 1)) if cash else None


def noun_behind(counted: Counted) -> Entity | None:
    """'a 15cm blade', 'a £200 fine', '3ft by 2ft painting', '14g and 16g bags'."""
    syntax, at = counted.syntax, _past_other_measures(counted, _past_hyphen(counted))
    if at >= len(syntax) or syntax.lower(at) in _NO_HEADS | _EXTENTS.of(counted.lexicon):
        return None
    hunting = syntax.tags[at] == "VBG" and at + 1 < len(syntax) and syntax.pos[at + 1] in NOUNS  # 'a 10" hunting knife'
    noun = hunting or syntax.pos[at] in ("NOUN", "PROPN", "ADJ") or syntax.tags[at] == "VBN"
    entity = phrase_at(counted, at) if noun else None
    return None if entity is None or is_time(counted, entity) else entity  # 'losses hit £12m last year'


def _past_hyphen(counted: Counted) -> int:
    """The first token behind the measure, its conversion in brackets and a hyphen: 'a 15-cm blade'."""
    at = behind_conversion(counted)
    return at + 1 if at < len(counted.syntax) and counted.syntax.words[at] == "-" else at


def _past_other_measures(counted: Counted, at: int) -> int:
    """The first token behind all measures of the same noun: '3ft by 2ft painting', '2m and 3m lengths', '4kg, 6kg and 9kg bags'."""
    syntax, behind = counted.syntax, at
    while behind + 1 in counted.stop and _joins(counted, behind):
        behind += 1
        while behind in counted.stop:
            behind += 1
    ends = behind > at and behind < len(syntax) and syntax.words[behind] != ","
    return behind if ends else at


def _joins(counted: Counted, at: int) -> bool:
    """Whether the token joins two measures of one noun."""
    word = counted.syntax.lower(at)
    return word in ("by", "x") or (word in ("and", "or", "to", ",") and _is_like(counted))


def _is_like(counted: Counted) -> bool:
    """Whether the next quantity has the same unit, so that both may measure one noun."""
    following = counted.following
    return (
        following is not None
        and counted.quantity.kind != "money"
        and (following.kind, following.unit) == (counted.quantity.kind, counted.quantity.unit)
    )


def size_of_the_noun(counted: Counted) -> Entity | None:
    """'losses of £8,000', 'a reading of 70ug'; 'a speed of 90mph' has no entity, since the speed is the quantity itself."""
    size = size_of(counted)
    if size is not None and counted.quantity.kind == "money":
        return ending_at(counted, before_recipient(counted, counted.first - 2))
    measured = size is not None and size.head in counted.words.dimensions
    return None if measured else size


def object_before(counted: Counted) -> Entity | None:
    """'cut costs by £3m', 'sold the car for £900': the object between the verb and the amount."""
    syntax, words, preposition = counted.syntax, counted.words, counted.first - 1
    verbs = {"by": words.by, "for": words.traded_for}.get(syntax.lower(preposition))
    if counted.quantity.kind != "money" or verbs is None or preposition < 2:
        return None
    noun = preposition - 1
    if syntax.tags[noun] == "VBN" and syntax.lemma(noun) in verbs and syntax.words[noun - 1] == ",":
        return ending_at(counted, noun - 2)  # 'a ring, bought for £100'
    if syntax.pos[noun] not in NOUNS or noun in counted.stop:
        return None
    for verb in range(noun - 1, max(-1, noun - 8), -1):
        # in 'cut running costs' the participle is not the verb
        if syntax.pos[verb] != "VERB" or (syntax.tags[verb] == "VBG" and syntax.lemma(verb) not in verbs):
            continue
        phrase = past_place(counted, _whole_object(counted, noun)) if syntax.lemma(verb) in verbs else None
        return None if phrase is None or phrase.start <= verb else entity_of(counted, phrase)
    return None


def _whole_object(counted: Counted, noun: int) -> Phrase | None:
    """The whole object where the nearest noun is only its complement: 'overstated the value of the goods by £300' measures the value."""
    syntax, phrase = counted.syntax, phrase_before(counted.syntax, noun)
    if phrase is None or syntax.lower(counted.first - 1) != "by":
        return phrase
    of = past_determiners_back(counted, phrase.start - 1)
    return phrase_before(syntax, of - 1) or phrase if syntax.lower(of) == "of" else phrase


MEASURES: RuleTable[Counted, Entity] = RuleTable(
    "entity",
    (
        Rule(
            "of_phrase",
            of_phrase,
            finds=(
                "They seized <claim value=2 head=heroin>2kg</claim> of heroin.",
                "They seized <claim value=8.4 head=heroin>8.4 kg</claim> (<claim value=18.5 head=heroin>18.5 lb</claim>) of heroin.",
                "They found <claim value=34000 head=cash>£34,000</claim> in cash.",
                "Customs stopped <claim value=2300 head=khat>2,300kg</claim> of khat.",
            ),
            ignores=(
                "He had <claim value=900 head=null>£900</claim> in a drawer.",
                "They were paid <claim value=450 head=null>£450</claim> in June.",
                "He hid <claim value=700 head=null>£700</claim> in Ware.",
            ),
        ),
        Rule(
            "cash_and",
            cash_and,
            finds=("He had <claim value=900 head=cash entity=cash>£900</claim> cash and rail tickets.",),
        ),
        Rule(
            "noun_behind",
            noun_behind,
            finds=(
                "He had a <claim value=15 head=blade>15cm</claim> blade.",
                "Officers seized <claim value=14 head=bag>14g</claim> and <claim value=16 head=bag>16g</claim> bags of cocaine.",
            ),
        ),
        Rule(
            "worth_before",
            worth_before,
            finds=(
                "They found cocaine worth <claim value=800 head=cocaine>£800</claim>.",
                "Drugs seized from the house were valued at <claim value=800 head=drug>£800</claim>.",
                "A watch with a strap, valued at <claim value=750 head=watch>£750</claim>, was stolen.",
                "<claim value=240000 bound=about head=dose>Some 240K</claim> doses worth <claim value=9000000 head=dose entity=doses>£9m</claim> went.",
            ),
        ),
        Rule(
            "noun_of_its_item",
            noun_of_its_item,
            finds=(
                "The search yielded cocaine (<claim value=12 head=cocaine>12 grams</claim>) and cash (<claim value=500 head=cash>$500</claim>).",
            ),
        ),
        Rule(
            "label_before",
            label_before,
            finds=(
                "Cocaine: <claim value=45 head=cocaine>45 grams</claim>",
                "Value of the tools taken: <claim value=912 head=tool predicate=take>£912</claim>",
            ),
        ),
        Rule(
            "money_of_the_noun",
            money_of_the_noun,
            finds=("He had a quantity of cash <claim value=10000 head=cash>in excess of £10,000</claim>.",),
            ignores=(
                "They paid Orlex and its suppliers <claim value=9000 head=null bound=more_than>over £9,000</claim>.",
            ),
        ),
        Rule(
            "in_the_amount_of",
            in_the_amount_of,
            finds=(
                "He must pay restitution in the amount of <claim value=9000 head=restitution>£9,000</claim>.",
                "He must pay restitution to the bank in the amount of <claim value=9000 head=restitution>£9,000</claim>.",
            ),
        ),
        Rule(
            "size_of_the_noun",
            size_of_the_noun,
            finds=(
                "It caused losses of <claim value=8000 head=loss>£8,000</claim>.",
                "It caused a loss to the bank of <claim value=8000 head=loss>£8,000</claim>.",
            ),
        ),
        Rule(
            "paid_for",
            paid_for,
            finds=("They paid <claim value=400 head=tool>£400</claim> for stolen tools.",),
            ignores=("She paid <claim value=400 head=null>£400</claim> for helping.",),
        ),
        Rule(
            "noun_before_the_range",
            noun_before_the_range,
            finds=("There is a reward from <claim value=50 upper=2000 head=reward>$50 - $2,000</claim>.",),
        ),
        Rule(
            "object_before",
            object_before,
            finds=(
                "She sold the car for <claim value=900 head=car>£900</claim>.",
                "A ring, bought for <claim value=100 head=ring>£100</claim>, was stolen.",
            ),
        ),
        Rule(
            "object_of_the_change",
            object_of_the_change,
            finds=(
                "Police cut costs from <claim value=90 head=cost>£90</claim> to <claim value=70 head=cost>£70</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_passive_change",
            subject_of_the_passive_change,
            finds=(
                "Fines were raised from <claim value=60 head=fine>£60</claim> to <claim value=90 head=fine>£90</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_cost",
            subject_of_the_cost,
            finds=(
                "Losses reached <claim value=970000 head=loss>£970,000</claim>.",
                "Losses hit <claim value=12000000 head=loss>£12m</claim> last year.",
                "They claimed refunds that totalled <claim value=9000 head=refund>£9,000</claim>.",
            ),
        ),
        Rule(
            "subject_of_the_measure",
            subject_of_the_measure,
            finds=(
                "The blade measured <claim value=15 head=blade>15cm</claim>.",
                "Ann Pole is <claim value=5 head=null predicate=be>5ft</claim> tall.",
            ),
        ),
    ),
)
"""What weighs, costs or measures so much, surest first."""
