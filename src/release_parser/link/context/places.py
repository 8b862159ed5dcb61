"""The place of a claim: where it happened, or the place to which the figure is limited. The most specific name in the claim's own words is taken.

In: a page and its claims with their topics. Out: the span of the name, or None. A place is not where somebody lives and not the place of
another clause; ages have none. The place of what a court decided is the court.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from release_parser.extract.placed_counts import placed_before
from release_parser.lexicon import WordPattern
from release_parser.link.context.place_labels import labels_of
from release_parser.link.context.place_names import PlaceName, PlaceNames
from release_parser.link.drafts import ClaimDraft
from release_parser.link.surroundings import Surroundings
from release_parser.link.syntax import Syntax
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text import Page

Place = tuple[int, int]

_NEXT_CLAUSE = WordPattern(
    r"[;:]|\b(?:after|following|when|who|whose|where|(?:which|that)(?![ ](?:all[ ]|also[ ]|both[ ])*(?:«places.happened»))|while|whilst|whereas|but|because|before|despite|if|until|although|though|as[ ]well[ ]as)\b|,[ ](?:with[ ]\d|and[ ]\p{Ll}+[ ]in\b|the\b|we\b|he\b|she\b|they\b|officers\b|police\b)"
)
_OTHER_CLAUSE = Regex(r";|\b(?:while|whilst|whereas|but|although|though|which|who)\b|[.][ ]\p{Lu}")
# '24 of those in Ashtown', 'two in Elm': the place right behind a number is that number's
_OWN = Regex(r"(?:[ ]of[ ](?:those|these|them|which|whom|the[ ]\p{Ll}+))?(?:[ ](?:were|was|are|is|being|made))?[ ]?")
# 'is due to appear at Kelsham Crown Court': nothing has happened there
_TO_COME = WordPattern(
    r"\b(?:will|due|«places.to_come»)\b[^.;]{0,60}$|\bto[ ](?:next[ ])?(?:«places.comes_to_court»)[^.;]{0,30}$"
)
_BRACKET = Regex(r"[()]")
_HAPPENED = ("in", "at", "near", "across", "on")
_COURT_TOPICS = frozenset({"sentence", "conviction", "charge", "penalty"})
_NO_PLACE = frozenset({"age"})
_PHRASES_CLIMBED = 12
_PHRASES = frozenset(
    {"prep", "pobj", "nsubj", "nsubjpass", "dobj", "conj", "appos", "nummod", "agent", "compound", "nmod"}
)
"""What links a phrase to its verb, without a clause between."""
_DESCRIBING = frozenset({"compound", "nmod", "amod"})
# 'admitted four counts when she appeared at Kelsham Crown Court', 'pleaded guilty when appearing at'
_IN_COURT = Regex(
    r"\bwhen[ ](?:(?:he|she|they|both|the[ ]\p{Ll}+)[ ](?:also[ ]|both[ ])?)?(?:appear(?:ed|ing)|(?:was|were)[ ]sentenced)\b"
)
# 'were arrested after a van was stopped on the M5', 'following the search of a Kelsham home': the arrest took place where police stopped it
_STOPPED = WordPattern(
    r"\b(?:after|when)[ ](?:an?|the|his|her|their|police|officers)[ ](?:[^ ,;.]+[ ]){0,4}?(?:«places.stopped»)\b(?=[^,;.]{0,30}$)"
    r"|\b(?:after|following)[ ](?:the|an?|two|several)[ ](?:[^ ,;.]+[ ]){0,3}?(?:«places.raid»)\b(?=[^,;.]{0,30}$)"
    r"|\bwhen[ ](?:police|officers)[ ](?:[^ ,;.]+[ ]){1,6}?(?:«places.raid»)\b(?=[^,;.]{0,30}$)"
)
_ONE_OF = Regex(r",[ ]one[ ]of[ ](?:the|its|their)[ ](?:most\b|\p{Ll}+est\b)[^,.;:]*$")
_INSERTED = 90
"""How many characters an inserted phrase may have before its place."""
_ON_THE_SPOT = ("arrest", "seizure")


@dataclass(frozen=True, slots=True)
class Located:
    """A claim and the names of places of its sentence: the value that the rules of the table take."""

    text: str
    draft: ClaimDraft
    before: list[PlaceName]
    behind: list[PlaceName]
    introduced: list[PlaceName]
    label: Place | None = None

    @property
    def start(self) -> int:
        """Where the quantity begins."""
        return self.draft.quantity.start

    @property
    def end(self) -> int:
        """Where the quantity ends."""
        return self.draft.quantity.end

    def same_brackets(self, place: PlaceName) -> bool:
        """Whether the place is not inside brackets outside of which the claim stands: '12 (two in Elm)' are not 12 in Elm."""
        if place.start >= self.end:
            between, opening = self.text[self.end : place.lead], "("
        else:
            between, opening = self.text[place.end : self.start][::-1], ")"
        depth = 0
        for match in _BRACKET.finditer(between):
            depth = depth + 1 if match.group() == opening else max(0, depth - 1)
        return depth == 0

    def under_its_verb(self, place: PlaceName) -> bool:
        """Whether the place depends on the claim's own verb: 'Four men who sold drugs were arrested following a search in Kelsham'."""
        counted, entity = self.draft.counted, self.draft.entity
        if not counted.parsed or not counted.low <= place.lead < counted.high:
            return False
        syntax = counted.syntax
        anchor = entity.token if entity is not None and 0 <= entity.token < len(syntax) else counted.last
        verb = _verb_above(syntax, anchor)
        return verb is not None and verb == _verb_above(syntax, syntax.at(place.lead))

    def suits(self, place: PlaceName) -> bool:
        """Whether the claim can have this place: a court makes no arrests, and where somebody is due in future nothing has happened."""
        before = self.text[max(0, place.lead - 90) : place.lead]
        if place.court and self.draft.topic not in _COURT_TOPICS:
            return False
        if (place.court or before.endswith(" court ")) and _TO_COME.of(self.draft.counted.lexicon).search(before):
            return False
        return self.same_brackets(place) and not self.only_describes(place) and not self.of_a_class(place)

    def of_a_class(self, place: PlaceName) -> bool:
        """Whether the place belongs to an inserted phrase that says what somebody is: 'Elm Coal, one of the largest firms in Canada,'."""
        told = _ONE_OF.search(self.text[max(0, place.lead - _INSERTED) : place.lead])
        return told is not None and self.text[place.end : place.end + 1] == ","

    def only_describes(self, place: PlaceName) -> bool:
        """Whether the name describes a noun: 'in Ashland stock'."""
        counted = self.draft.counted
        if not counted.parsed or not counted.low <= place.start < counted.high:
            return False
        syntax = counted.syntax
        last = min(syntax.at(place.end - 1), len(syntax) - 1)
        if syntax.heads[last] != last + 1 or syntax.deps[last] not in _DESCRIBING or syntax.pos[last + 1] != "NOUN":
            return False
        if syntax.deps[last + 1] in ("nsubj", "nsubjpass"):  # 'In Kelsham claims were down'
            return False
        premises, noun = counted.within.lexicon.vocabulary("places")["premises"].forms, syntax.words[last + 1]
        return noun.islower() and noun not in premises and noun not in counted.within.words.worth


def _verb_above(syntax: Syntax, token: int) -> int | None:
    """The verb above a phrase in the parse with only other phrases between, or None; also None behind the part of a long sentence that was parsed."""
    if token >= len(syntax):
        return None
    for _ in range(_PHRASES_CLIMBED):
        parent = syntax.heads[token]
        if syntax.deps[token] not in _PHRASES or parent == token or parent >= len(syntax):
            return None
        if syntax.pos[parent] in ("VERB", "AUX") and syntax.deps[parent] != "prep":  # 'following a search'
            return parent
        token = parent
    return None


def _in_its_bracket(located: Located) -> Place | None:
    """The place right before the bracket that holds the number: 'arrests in France (25) and Italy (19)'."""
    text = located.text
    if text[located.start - 1 : located.start] != "(" or text[located.end : located.end + 1] != ")":
        return None
    found = placed_before(text, located.start)
    if found is None or text[slice(*found.preposition)] not in _HAPPENED:
        return None
    return found.place


def _labelled(located: Located) -> Place | None:
    """The place that labels the figure in a list: 'Kelsham – 303 knives'."""
    return located.label


def _court(located: Located) -> Place | None:
    """'jailed for four years at Kelsham Crown Court': what a court decided has the court as its place."""
    if located.draft.topic not in ("sentence", "penalty"):
        return None
    courts = [place for place in (*located.behind, *reversed(located.before)) if place.court and located.suits(place)]
    return (courts[0].start, courts[0].end) if courts else None


def _sentenced(located: Located) -> Place | None:
    """No place: in 'jailed for six thefts in Elm' nobody was jailed in Elm."""
    return NOWHERE if located.draft.topic == "sentence" else None


def _behind(located: Located) -> Place | None:
    """The next place behind the number in its clause: '34 arrests in Kelsham'."""
    numbers, lexicon = located.draft.counted.within.quantities, located.draft.counted.lexicon
    on_the_spot = (located.draft.topic or "").startswith(_ON_THE_SPOT)
    for place in located.behind:
        between = located.text[located.end : place.lead]
        told = _IN_COURT.sub("", between) if place.court else between
        another = _NEXT_CLAUSE.of(lexicon).search(_STOPPED.of(lexicon).sub("", told) if on_the_spot else told)
        if another and not located.under_its_verb(place):
            return None
        if not located.suits(place):
            continue
        other = next((number for number in reversed(numbers) if located.end <= number.start < place.lead), None)
        if other is not None and _OWN.fullmatch(located.text, other.end, place.lead):
            return None
        return place.start, place.end
    return None


def _before(located: Located) -> Place | None:
    """The last place before the number: 'In Kelsham, 34 men', 'went to a house in Mill Road and found 180 plants'."""
    for place in reversed(located.before):
        between = located.text[place.end : located.start]
        if _OTHER_CLAUSE.search(between):
            return None
        if located.suits(place):
            return place.start, place.end
    return None


def _introduction(located: Located) -> Place | None:
    """The place of the line that introduces the list: 'In Kelsham, officers seized:'."""
    if located.before or located.behind:
        return None
    last = next((place for place in reversed(located.introduced) if located.suits(place)), None)
    return None if last is None else (last.start, last.end)


NOWHERE: Place = (-1, -1)
"""What a rule gives that says that there is no place."""

PLACES: RuleTable[Located, Place] = RuleTable(
    "place",
    (
        Rule(
            "place_of_its_bracket",
            _in_its_bracket,
            finds=(
                "Men were held in Kelsham (<claim value=25 place=Kelsham>25</claim>) and Elm (<claim value=9 place=Elm>9</claim>).",
                "Officers from Kelsham (<claim value=14 place=null>14</claim>) took part.",
            ),
        ),
        Rule(
            "place_of_its_label",
            _labelled,
            finds=(
                'Knives were found in Kelsham.\n\nWeapons came in as follows:\n* Kelsham – <claim value=303 place=Kelsham>303</claim> knives\n* Elm St Mary – <claim value=39 place="Elm St Mary">39</claim> items\n* Total: <claim value=342 place=null>342</claim>',
            ),
        ),
        Rule(
            "place_court",
            _court,
            finds=(
                'He was sentenced in U.S. District Court for the Southern District of Elmshire to <claim value=4 place="U.S. District Court for the Southern District of Elmshire">four years</claim> in prison.',
                'He was jailed for <claim value=4 place="Kelsham Crown Court">four years</claim> at Kelsham Crown Court.',
            ),
        ),
        Rule(
            "no_place_of_a_sentence",
            _sentenced,
            finds=("He was jailed for <claim value=4 place=null>four years</claim> for burglary in Kelsham.",),
        ),
        Rule(
            "place_behind",
            _behind,
            finds=(
                "Officers made <claim value=34 place=Kelsham>34</claim> arrests across Kelsham.",
                'They seized <claim value=2 place="Mill Road, Kelsham">two</claim> guns in Mill Road, Kelsham.',
                "<claim value=9 place=Ashshire>Nine</claim> thefts in Ashshire, <claim value=2 place=Elmshire>two</claim> in Elmshire.",
                "<claim value=12 place=Elmshire>Twelve</claim> arrests (<claim value=4 place=Kelsham>four</claim> in Kelsham) were made in Elmshire.",
                "<claim value=2 place=null>Two</claim> men of Mill Road in Kelsham were fined.",
                "<claim value=2 place=null>Two</claim> men were fined when a house burned in Kelsham.",
                "<claim value=3 place=M5>Three</claim> men were arrested after a van was stopped on the M5.",
                '<claim value=300 bound=about place="Mill Lane">About 300</claim> wraps of heroin were found when officers carried out a warrant at an address in Mill Lane.',
                "<claim value=3 place=null>Three</claim> men were arrested after a woman was robbed in Mill Road.",
                'He took <claim value=3 place="Mill Road">three</claim> bikes from outside a home in Mill Road.',
                "Police arrested <claim value=3 place=Kelsham>three</claim> suspects following the search of a Kelsham home.",
                "<claim value=8 place=Kelsham>Eight</claim> men who sold drugs were arrested following a search in Kelsham.",
                'Officers found <claim value=2 place="Ash Lake First Nation">two</claim> guns on Ash Lake First Nation.',
                'Agents found <claim value=2 place="Port of Kelsham">two</claim> guns at the Port of Kelsham.',
                "<claim value=2 place=null>Two</claim> men are in Custody.",
                "<claim value=2 place=null>Two</claim> men were released and are due to appear in court in Thorn.",
                "He sold <claim value=2 place=null>two</claim> cars in Ashland stock.",
                'She admitted <claim value=4 place="Kelsham Crown Court">four</claim> thefts when appearing at Kelsham Crown Court.',
                'Officers found <claim value=2 place="Castle Moat, Kelsham">two</claim> guns at Castle Moat, Kelsham.',
                'They found <claim value=2 place="Mill Road West">two</claim> guns in a shop on Mill Road West.',
                'They found <claim value=2 place="Ash Court">two</claim> guns in Ash Court.',
            ),
        ),
        Rule(
            "place_before",
            _before,
            finds=(
                "In Kelsham, <claim value=34 place=Kelsham>34</claim> men were stopped.",
                "Elm Coal, one of the largest firms in Canada, will pay <claim value=7000000 place=null>$7 million</claim>.",
                'They went to a house in Mill Road, Kelsham, where they found <claim value=180 place="Mill Road, Kelsham">180</claim> plants.',
                "Officers went to Kelsham, searched a house in Elm and found <claim value=2 place=Elm>two</claim> guns.",
            ),
        ),
        Rule(
            "place_introduction",
            _introduction,
            finds=("In Kelsham, officers seized:\n- <claim value=12 place=Kelsham>12</claim> knives",),
        ),
    ),
)
"""Where the place of a claim stands, surest first."""


def find_places(page: Page, drafts: list[ClaimDraft], around: Surroundings) -> list[ClaimDraft]:
    """The drafts, each with the place that the first rule of `PLACES` gives it, if any."""
    names = PlaceNames(page, around)
    labels = labels_of(page, drafts, names)
    introduced: dict[int, list[PlaceName]] = {}
    completed = []
    for draft in drafts:
        bare = replace(draft, place=None)
        if draft.quantity.kind in _NO_PLACE:
            completed.append(bare)
            continue
        start, end, counted = draft.quantity.start, draft.quantity.end, draft.counted
        for intro in page.introductions(draft.sentence):
            if intro.start not in introduced:
                introduced[intro.start] = names.within(intro.start, intro.end)
        above = (introduced[intro.start] for intro in page.introductions(draft.sentence))
        found = PLACES.first(
            Located(
                page.text,
                draft,
                names.within(counted.low, start),
                names.within(end, counted.high),
                next((found for found in above if found), []),
                labels.get(start),
            )
        )
        completed.append(bare if found is None or found[0] == NOWHERE else bare.given(found[1], place=found[0]))
    return completed
