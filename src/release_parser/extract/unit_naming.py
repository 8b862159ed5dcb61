"""Whether the words before a unit's noun make it a name: a table of named rules.

In: a run of words and its noun. Out: whether it is a name: 'Ashtown Gang Unit' is, while 'Specialist Team', 'Ambulance Response Unit' and
'the Ashtown team' are not. The first rule that decides counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from release_parser.extract.unit_owners import is_ours, is_owned_by_force
from release_parser.lexicon import WordPattern, WordSet, fold
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

if TYPE_CHECKING:
    from release_parser.extract.unit_names import UnitGrammar
    from release_parser.extract.unit_runs import UnitWord


@dataclass(frozen=True, slots=True)
class Naming:
    """A run of words and the noun behind it: the value that the rules of the table take."""

    grammar: UnitGrammar
    text: str
    run: list[UnitWord]
    words: tuple[str, ...]
    """The words, folded, without those that join."""
    noun: int
    end: int
    lower: bool
    """Whether the noun is in lower case."""

    @property
    def whole(self) -> str:
        """The name with its noun."""
        return self.text[self.run[0].start : self.end]

    @property
    def phrase(self) -> str:
        """The words before the noun, in lower case."""
        return fold(self.text[self.run[0].start : self.noun].rstrip())

    @property
    def last(self) -> str:
        """The noun, in lower case."""
        return fold(self.text[self.noun : self.end])

    @property
    def police_own(self) -> bool:
        """Whether a national police agency owns it: 'the FBI's Ashtown Division'."""
        return self.grammar.police_owns(self.text, self.run[0].start, self.noun, self.end)


_LETTER = Regex(r"[b-hj-z]")
_FORCE_BEHIND = WordPattern(r"[ ](?:«name_words.force_behind»)(?!\w)")


def lettered_division(naming: Naming) -> bool | None:
    """'J Division' of a police that letters its divisions is a name; in 'J Division RCMP' it belongs to the force's name."""
    lettered = len(naming.words) == 1 and _LETTER.fullmatch(naming.words[0]) is not None
    if not lettered or naming.last != "division" or naming.lower:
        return None
    return _FORCE_BEHIND.of(naming.grammar.lexicon).match(naming.text, naming.end) is None


def says_nothing(naming: Naming) -> bool | None:
    """No name: one letter, or one word that any unit could have, as in 'Crime Unit'."""
    few = len(naming.words) == 1 and (len(naming.words[0]) == 1 or naming.words[0] in naming.grammar.vague)
    return False if not naming.words or few else None


def of_outsiders(naming: Naming) -> bool | None:
    """No name: 'Ambulance Response Unit' belongs to another service; 'Hospital Policing Team' is police."""
    outside = naming.grammar.outsider.search(naming.whole) and not naming.grammar.insider.search(naming.whole)
    return False if outside else None


def owned_office(naming: Naming) -> bool | None:
    """'the FBI's Ashtown Office' is a name only with the police agency that owns it."""
    return naming.police_own if naming.last in naming.grammar.owned else None


def behind_a_place(naming: Naming) -> bool | None:
    """A name: 'Ashtown CID', 'Kelsham Garda Station'."""
    return naming.words not in (("police",), ("local",)) if naming.last in naming.grammar.short else None


def generic(naming: Naming) -> bool | None:
    """No name: 'Specialist Team'; the length of 'North East Regional Special Operations Unit' makes it one."""
    plain = len(naming.words) < 4 and all(word in naming.grammar.generic for word in naming.words)
    return False if plain and naming.phrase not in naming.grammar.telling else None


# 'the Drug and Serious Crime Group': criminals are called by one crime
_BOTH_CRIMES = WordPattern(r"[ ](?:«name_words.both_crimes»)$")
_CRIMINALS = WordPattern(r"(?:(?:and|«name_words.kind_of_crime»)[ ]){0,4}(?:«name_words.criminals»)")
_GROUPS = WordSet("name_words.group")


def criminals(naming: Naming) -> bool | None:
    """No name: a noun for groups of criminals, unless a word before it tells that police are meant: 'National Organised Crime Group'."""
    grouped = naming.last in _GROUPS.of(naming.grammar.lexicon) and not _BOTH_CRIMES.of(naming.grammar.lexicon).search(
        naming.phrase
    )
    return False if grouped and _CRIMINALS.of(naming.grammar.lexicon).fullmatch(naming.phrase) else None


def weak_noun(naming: Naming) -> bool | None:
    """'Firearms Department', but not 'Toy Department': such a noun needs a word of police work before it, or a police agency that owns it."""
    if naming.last not in naming.grammar.weak:
        return None
    # a partnership is the councils' as often as not: the work must be police work alone
    known = naming.phrase in naming.grammar.functions and not naming.last.startswith("partnership")
    return known or naming.grammar.has_work(naming.phrase) or naming.police_own


def capitalised(naming: Naming) -> bool | None:
    """A name: words of police work or a place before a capitalised noun, as in 'Ashtown Gang Unit'."""
    return None if naming.lower else True


_NUMBER_BEFORE = WordPattern(r"(?i)(?<!\w)(?:\d[\d,]*|«name_words.number_before»)[ ]$")
_ACRONYM = Regex(r"(?<!\w)\p{Lu}{2,6}(?!\w)")


def any_of_a_force(naming: Naming) -> bool | None:
    """No name: a force's units in general, as in 'RCMP units', 'the BC enforcement teams'."""
    several = naming.last not in naming.grammar.singular and naming.phrase not in naming.grammar.functions
    return False if several and _ACRONYM.search(naming.whole) else None


def counted(naming: Naming) -> bool | None:
    """No name: a number of units with a plural in lower case, as in 'Two K9 teams', 'several CID units'."""
    several = naming.lower and naming.last not in naming.grammar.singular
    before = naming.text[max(0, naming.run[0].start - 20) : naming.run[0].start]
    return False if several and _NUMBER_BEFORE.of(naming.grammar.lexicon).search(before) else None


def places(naming: Naming) -> bool | None:
    """No name: 'the Ashtown team' may be a football team, 'the Ash and Elm units' are units of two places; units that a force owns are names."""
    grammar = naming.grammar
    alone = len(naming.words) == 1 and naming.words[0] not in grammar.work | grammar.functions
    two = len(naming.words) == len(naming.run) - 1 == 2 and naming.last not in grammar.singular
    if alone or (two and not grammar.has_any_work(naming.phrase)):
        start = naming.run[0].start
        ours = alone and (is_ours(naming.text, start, grammar.lexicon) or _is_of_somebody_with_a_rank(naming))
        return ours or is_owned_by_force(naming.text, start, grammar.lexicon)
    return None


_FROM_THE = Regex(r",[ ](?:from|of|in|with)[ ](?:the|our)[ ]$")


def _is_of_somebody_with_a_rank(naming: Naming) -> bool:
    """Whether a person with a rank belongs to the unit: 'Sergeant Ann Pole, from the Amber team'."""
    start = naming.run[0].start
    before = _FROM_THE.search(naming.text, max(0, start - 12), start)
    return before is not None and naming.grammar.ends_a_name(
        naming.text, max(0, before.start() - _LONGEST_RANKED_NAME), before.start()
    )


_LONGEST_RANKED_NAME = 60
"""How many characters a rank and a name take at the most."""


_OPENS = Regex(r"(?:^|[.!?\n:“\"][ ]?)$")


def capital_of_the_sentence(naming: Naming) -> bool | None:
    """No name: in 'Neighbourhood teams will patrol' the capital only opens the sentence."""
    known = naming.phrase in naming.grammar.functions | naming.grammar.areas and len(naming.words) == 1
    start = naming.run[0].start
    return False if known and _OPENS.search(naming.text[max(0, start - 3) : start]) else None


def named(_naming: Naming) -> bool | None:
    """A name: no rule before decided otherwise."""
    return True


NAMING = RuleTable(
    "unit",
    (
        Rule("lettered_division", lettered_division, finds=("Officers of <unit>J Division</unit> came.",)),
        Rule("says_nothing", says_nothing, ignores=("The Crime Unit came.",)),
        Rule("of_outsiders", of_outsiders, ignores=("The Ashtown Ambulance Response Unit came.",)),
        Rule("owned_office", owned_office, ignores=("Agents of the Ashtown Office came.",)),
        Rule("behind_a_place", behind_a_place, finds=("Officers of <unit>Specialist CID</unit> came.",)),
        Rule("generic", generic, ignores=("The Specialist Team came.",)),
        Rule("criminals", criminals, ignores=("The Organised Crime Group was jailed.",)),
        Rule("weak_noun", weak_noun, ignores=("The Toy Department was shut.",)),
        Rule("capitalised", capitalised, finds=("The <unit>Ashtown ASB Teams</unit> came.",)),
        Rule("any_of_a_force", any_of_a_force, ignores=("RCMP units came.",)),
        Rule("counted", counted, ignores=("Several K9 teams came.",)),
        Rule("places", places, ignores=("The Ashtown team came.",)),
        Rule("capital_of_the_sentence", capital_of_the_sentence, ignores=("Traffic units will patrol.",)),
        Rule("named", named, finds=("The <unit>Ashtown Gang team</unit> came.",)),
    ),
    kinds=("unit",),
)
"""Whether a run of words makes a name of the noun behind it."""
