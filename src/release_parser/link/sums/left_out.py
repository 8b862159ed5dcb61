"""Figures that tallies leave out because they are no results: vetoes over a figure, each a rule with a name.

In: a `Candidate`, a figure with its page. Out: True from the first veto that applies, or None. Left out are what is planned or possible,
the law's maximum or threshold, figures of another time, and counts of things where the topic is about people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from release_parser.lexicon import Lexicon, Topic, WordPattern, WordSet
from release_parser.link.sums.figures import PEOPLE, Account, Figure, is_times_of_a_charge, topics_of_nouns
from release_parser.link.sums.of_them import THE_OTHERS
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

KINDS = ("count", "money", "mass", "volume")
"""Kinds of quantities that are added up."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be taken, and the page around it: the value that the vetoes take."""

    figure: Figure
    account: Account

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.account.lexicon


Veto = Literal[True] | None


def no_amount(candidate: Candidate) -> Veto:
    """Shares, rates, durations, vague plurals and the size of a change cannot be added up."""
    figure = candidate.figure
    draft = figure.draft
    amount = figure.kind in (*KINDS, "age") and figure.value is not None
    return None if amount and draft.direction is None and draft.per is None and draft.quantity.per is None else True


def not_counted(candidate: Candidate) -> Veto:
    """Money under topics of people and searches, and numbers whose noun is not known: 'found in 14', 'none', 'possession x 2'."""
    figure = candidate.figure
    if figure.kind == "age":
        return None
    of_people = not (figure.topic or "").startswith(_WORTH)
    unnamed = figure.unit is None and figure.thing is None and not (of_people and figure.draft.predicate is not None)
    return True if (of_people and figure.unit is not None) or unnamed or not figure.value else None


def times_of_a_charge(candidate: Candidate) -> Veto:
    """'Breach of probation x 3' in a list of charges tells how often one person is charged, not how many people are."""
    return True if candidate.figure.kind == "count" and is_times_of_a_charge(candidate.figure) else None


_HOW_OFTEN = WordSet("claim_words.how_often")


def how_often(candidate: Candidate) -> Veto:
    """'He has been arrested 20 times before' tells how often it happened to one person."""
    figure = candidate.figure
    return True if figure.kind == "count" and figure.draft.head in _HOW_OFTEN.of(candidate.lexicon) else None


_ONE_LESS = Regex(r"[ ](?:less|fewer)\b")


def one_less(candidate: Candidate) -> Veto:
    """'Every knife that is handed in is one less on our streets': the knife is counted elsewhere."""
    figure = candidate.figure
    return True if figure.kind == "count" and figure.value == 1 and _ONE_LESS.match(figure.tail) else None


_HELPED = WordSet("claim_words.helped")


def helped(candidate: Candidate) -> Veto:
    """'Officers supported 2,600 victims last year': people whom police help, for crimes that the release does not tell about."""
    figure = candidate.figure
    return True if figure.topic == "victim" and figure.draft.predicate in _HELPED.of(candidate.lexicon) else None


# 'counts 12 to 20, which were charged previously in the indictment of May', 'previously charged with 34 counts'
_CHARGED_BEFORE = WordPattern(
    r"\b(?:«claim_words.previously»)[ ](?:been[ ])?(?:«claim_words.brought_to_law»)\b|\b(?:«claim_words.brought_to_law»)[ ](?:«claim_words.previously»)\b|\b(?:«claim_words.earlier_indictment»)\b"
)


def charged_before(candidate: Candidate) -> Veto:
    """'Ash was previously charged with 34 counts': charges of an earlier indictment."""
    figure = candidate.figure
    if figure.topic not in _LAW or figure.kind != "count" or figure.of_people:
        return None
    pattern = _CHARGED_BEFORE.of(candidate.lexicon)
    return True if pattern.search(figure.lead) or pattern.search(figure.tail) else None


# '30 counterfeit $100 bills', 'five £20 notes'
_NOTES = WordPattern(r"[ ](?:«claim_words.notes»)\b")


def denomination(candidate: Candidate) -> Veto:
    """'30 fake £20 notes': the value printed on a note is not how much was found."""
    figure = candidate.figure
    return True if figure.kind == "money" and _NOTES.of(candidate.lexicon).match(figure.tail) else None


# 'aged from the 18-30 age group'
_AGE_GROUP = WordPattern(r"[ ](?:«claim_words.age_group»)\b")


def age_group(candidate: Candidate) -> Veto:
    """'are from the 18-30 age group': an age, not a count."""
    figure = candidate.figure
    return True if figure.kind == "count" and _AGE_GROUP.of(candidate.lexicon).match(figure.tail) else None


def things_as_victims(candidate: Candidate) -> Veto:
    """'He had two stab wounds', 'three homes were burgled': victims are people."""
    figure = candidate.figure
    things = figure.kind == "count" and figure.thing not in (PEOPLE, None)
    return True if figure.topic == "victim" and things else None


_LAW = ("arrest", "charge", "conviction")
_OFFENCES = ("arrest", "charge", "conviction", "offence")


_HAPPENS = WordSet("claim_words.happens_to_the_accused")


@lru_cache(maxsize=8)
def _acts_of_the_law(lexicon: Lexicon) -> frozenset[str]:
    """The base forms of what happens to the accused: 'charge', 'plead', 'face'."""
    topics = lexicon.typed("topics", Topic)
    return _HAPPENS.of(lexicon).union(act.split(" ", 1)[0] for name in (*_LAW, "sentence") for act in topics[name].acts)


def things_of_the_law(candidate: Candidate) -> Veto:
    """'He pleaded guilty to buying three agencies': the object of an offence is neither charged nor convicted."""
    figure = candidate.figure
    if figure.topic not in _LAW or figure.kind != "count" or figure.thing in (PEOPLE, None):
        return None
    if figure.draft.predicate is None or figure.draft.predicate in _acts_of_the_law(candidate.lexicon):
        return None  # 'three vendors were arrested', whoever is called so
    topics = topics_of_nouns(candidate.lexicon, persons=False)
    head = (figure.draft.head or "").lower()
    return None if topics.get(head) in _OFFENCES or topics.get(figure.thing) in _OFFENCES else True


# 'two prior convictions', 'six previous arrests'
_EARLIER = WordPattern(r"[ ](?:\p{L}+[ ])?(?:previous|past|earlier|«claim_words.of_the_past»)[ ]")


def of_the_past(candidate: Candidate) -> Veto:
    """'He has two prior convictions': what a person did before is no result of this release."""
    return True if _EARLIER.of(candidate.lexicon).match(candidate.figure.tail) else None


# 'five kilograms or more of cocaine', '50 grams or more'
def amount_of_the_statute(candidate: Candidate) -> Veto:
    """'charged with conspiracy to sell five kilograms or more of cocaine': the law's threshold was not seized."""
    figure = candidate.figure
    words = candidate.account.page.text[figure.draft.quantity.start : figure.draft.quantity.end + 9].lower()
    weighed = (figure.topic or "").startswith("seizure") and figure.kind in ("mass", "volume")
    return True if weighed and "or more" in words else None


_WORTH = ("seizure", "loss")
"""Topics whose figures may be money or measures; the others count."""


# 'up to 14 years', 'could face', 'if convicted', 'aims to make 40 arrests', 'warrants for the arrest of three men'; not 'in May', 'on May 20'
_POSSIBLE = WordPattern(
    r"\b(?:(?:«claim_words.warrant»)[ ](?:\p{L}+[ ]){0,3}for[ ]the[ ](?:«claim_words.arrest»)|could|would|(?<!\b(?:in|since|of|until|by|during|and|from|to|last|this|early|late|mid|between)[ ]|\d[ ]|(?:th|st|nd|rd)[ ])may(?![ ]\d)|might|can(?!(?:[ ](?:now|today|also))?[ ](?:«claim_words.announces»)\b)|will|shall|if|unless|should|(?<!\b(?:«claim_words.named_operation»)[ ])(?:«claim_words.target»)|«claim_words.only_possible»)\b[^.;]{0,80}$"
)


# 'Up to 12 people could be arrested'
_POSSIBLY = Regex(r"(?:[ ]\p{Ll}+){0,2}[ ](?:could|may|might|would|will)[ ](?:\p{Ll}+[ ])?be[ ]\p{L}+(?:ed|en)\b")


def only_possible(candidate: Candidate) -> Veto:
    """'could lose £5,000', 'will carry out 40 searches': what is planned, possible, or the law's maximum."""
    figure = candidate.figure
    possible = _POSSIBLE.of(candidate.lexicon).search(figure.lead) or _POSSIBLY.match(figure.tail)
    return True if possible else None


# 'the arrest of one of the two men'
_ONE_OF = Regex(r"\b(?:one|some|most|none|neither|either)[ ]of[ ](?:the[ ]|these[ ]|those[ ])?$")


# 'In one instance they took two phones'
_IN_ONE = Regex(r"(?:^|[ (,])in[ ]$")


def in_one_case(candidate: Candidate) -> Veto:
    """'In one instance they billed for two': 'one' tells which of several and not how many."""
    figure = candidate.figure
    one = figure.kind == "count" and figure.value == 1
    return True if one and _IN_ONE.search(figure.lead) else None


# '- one near a bus stop, and the other on a path'
_AND_THE_OTHER = Regex(r"[^.;]{0,150}?\b(?:and|while|but)[ ]the[ ]other\b(?![ ]\p{N})")


def one_of_them(candidate: Candidate) -> Veto:
    """'The arrest of one of the two men' is not two arrests; 'both were held, one at home and the other in Elm' is not one."""
    figure = candidate.figure
    if figure.kind != "count":
        return None
    text, end = candidate.account.page.text, figure.draft.quantity.end
    one = figure.value == 1 and figure.bare and _AND_THE_OTHER.match(text, end, figure.draft.sentence.end)
    return True if one or _ONE_OF.search(figure.lead) else None


# 'wanted for', 'on average 17 people', 'every year'
_ON_AVERAGE = WordPattern(
    r"\b(?:every (?:year|month|week|day)|each (?:year|month|week|day)|«claim_words.on_average»)\b"
)


def on_average(candidate: Candidate) -> Veto:
    """'on average 17 people are killed every month': a figure of a country or of every month is no result."""
    figure = candidate.figure
    return (
        True
        if _ON_AVERAGE.of(candidate.lexicon).search(figure.lead)
        or _ON_AVERAGE.of(candidate.lexicon).search(figure.tail[:80])
        else None
    )


def rest_of_those_before(candidate: Candidate) -> Veto:
    """'The other two suspects have been released': some of the three that were counted before."""
    figure = candidate.figure
    if figure.kind != "count" or not figure.of_people or THE_OTHERS.search(figure.lead) is None:
        return None
    before = takewhile(lambda each: each.index < figure.index, candidate.account.sorts.get(figure.sort, ()))
    return True if any(each.value is not None and each.value > (figure.value or 0) for each in before) else None


def baseline(candidate: Candidate) -> Veto:
    """The level of another time that a comparison compares with the present one."""
    index = candidate.figure.index
    return True if any(link.baseline == index for link in candidate.account.comparisons) else None


LEFT_OUT: RuleTable[Candidate, Literal[True]] = RuleTable(
    "tallies",
    (
        Rule(
            "no_amount",
            no_amount,
            finds=(
                "Officers seized <claim value=2 tally=2000>2kg</claim> of cocaine worth <claim value=40 tally=null>£40</claim> a gram.",
                "Arrests rose by <claim value=12 tally=null>12</claim>.",
            ),
        ),
        Rule(
            "not_counted",
            not_counted,
            finds=(
                "Officers arrested <claim value=2 tally=2>two</claim> men and seized <claim value=3 tally=3>three</claim> knives.",
                "Officers found heroin in <claim value=14 tally=null>14</claim>.",
            ),
        ),
        Rule(
            "times_of_a_charge",
            times_of_a_charge,
            finds=(
                "Ann Pole was charged with:\n* Theft x <claim value=3 tally=null>3</claim>\n* Fraud x <claim value=2 tally=null>2</claim>",
            ),
        ),
        Rule(
            "how_often",
            how_often,
            finds=("Ann Pole has been arrested <claim value=20 tally=null>20</claim> times.",),
        ),
        Rule(
            "one_less",
            one_less,
            finds=("Every knife that officers seize is <claim value=1 tally=null>one</claim> less weapon.",),
        ),
        Rule(
            "helped",
            helped,
            finds=("Last year officers supported <claim value=2600 tally=null>2,600</claim> victims.",),
        ),
        Rule(
            "charged_before",
            charged_before,
            finds=(
                "Ann Pole was previously charged with <claim value=34 tally=null>34</claim> counts of fraud.",
                "Ann Pole faces <claim value=34 tally=null>34</claim> counts of fraud that were charged earlier.",
            ),
        ),
        Rule(
            "denomination",
            denomination,
            finds=("Officers seized <claim value=100 tally=null>$100</claim> bills.",),
        ),
        Rule(
            "age_group",
            age_group,
            finds=("The arrested drivers are from the <claim value=18 upper=30 tally=null>18-30</claim> age group.",),
        ),
        Rule(
            "things_as_victims",
            things_as_victims,
            finds=("A man was found with <claim value=2 tally=null>two</claim> stab wounds.",),
        ),
        Rule(
            "things_of_the_law",
            things_of_the_law,
            finds=("Ann Pole pleaded guilty to buying <claim value=3 tally=null>three</claim> agencies.",),
            ignores=(
                "Ann Pole pleaded guilty to <claim value=3 tally=3>three</claim> thefts.",
                "Officers arrested <claim value=3 tally=3>three</claim> vendors in Kelsham.",
            ),
        ),
        Rule(
            "of_the_past",
            of_the_past,
            finds=("Ann Pole has <claim value=2 tally=null>two</claim> prior convictions for theft.",),
        ),
        Rule(
            "amount_of_the_statute",
            amount_of_the_statute,
            finds=(
                "Ann Pole was charged with conspiracy to distribute <claim value=5 tally=null bound=at_least>five kilograms or more</claim> of cocaine.",
            ),
        ),
        Rule(
            "only_possible",
            only_possible,
            finds=(
                "<claim value=12 bound=at_most tally=null>Up to 12</claim> people could be arrested in Kelsham.",
                "Victims could lose <claim value=5000 tally=null>£5,000</claim>.",
                "The force is on pace to arrest <claim value=120 tally=null>120</claim> drivers.",
                "Op Target: <claim value=16 tally=16>16</claim> people arrested",
                "Since May officers have seized <claim value=640 tally=640>640</claim> knives.",
                "Thieves stole jewellery worth <claim value=5000 bound=more_than tally=5000>more than £5,000</claim> in Kelsham.",
                "Ann Pole was convicted on May 20, 2013, of <claim value=3 tally=3>three</claim> counts of fraud.",
            ),
        ),
        Rule(
            "in_one_case",
            in_one_case,
            finds=(
                "In <claim value=1 tally=null>one</claim> search they found <claim value=2 tally=2>two</claim> guns.",
            ),
        ),
        Rule(
            "one_of_them",
            one_of_them,
            finds=(
                "The raid led to the arrest of one of the <claim value=2 tally=null>two</claim> men.",
                "By noon both were in custody, <claim value=1 tally=null>one</claim> having been found in Elm, and the other in Thorn.",
            ),
        ),
        Rule(
            "on_average",
            on_average,
            finds=("On average <claim value=17 tally=null>17</claim> drivers are arrested in Kelsham.",),
        ),
        Rule(
            "rest_of_those_before",
            rest_of_those_before,
            finds=(
                "Police arrested <claim value=3 tally=3>three</claim> people and searched <claim value=2>two</claim> homes.\n\nAnn Ash, 45, is charged with:\n* Theft of a boat\n* Fraud\n\nThe other <claim value=2 tally=null>two</claim> suspects were arrested and released.",
            ),
            ignores=(
                "Police arrested <claim value=3 tally=5>three</claim> men in Elm. In Kelsham <claim value=2 tally=5>two</claim> other men were arrested.",
            ),
        ),
        Rule(
            "baseline",
            baseline,
            finds=(
                "Officers made <claim value=80 tally=80>80</claim> arrests in 2020, compared with <claim value=60 tally=null>60</claim> arrests in 2019.",
            ),
        ),
    ),
)
"""Any of them leaves a figure out; none comes before another."""
