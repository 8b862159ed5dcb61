"""The name of one police unit, read from its noun to the left.

In: a text and the place of a unit's noun ('Team'). Out: where the name begins, or None where it is no name of a unit. The words before the
noun belong to the name while they are capitalised, or join capitalised words ('Roads Policing and Response Unit', 'Ash, Elm and Oak Major
Crime Unit'), or are a phrase of police work in lower case ('Ashtown local policing unit'). Owners ('the Met's', 'Ashshire Police's'), words
such as 'Our' and ranks in front are cut off.

>>> from release_parser.lexicon import Lexicon
>>> text = "PC Ash, of Elmshire Police's Roads Policing and Response Unit, spoke."
>>> grammar = UnitGrammar.of(Lexicon.default())
>>> start = grammar.start(text, text.index("Unit"), text.index("Unit") + 4, floor=0)
>>> text[start:text.index(", spoke")]
'Roads Policing and Response Unit'
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from release_parser.extract.names import NameGrammar
from release_parser.extract.unit_definite import is_definite
from release_parser.extract.unit_naming import NAMING, Naming
from release_parser.extract.unit_owners import BODY, explained_forces, is_company, is_owned_by_agency
from release_parser.extract.unit_runs import UnitWord, run_before
from release_parser.lexicon import Lexicon, UnitNoun, WordPattern, compile_forms, fold, plural, trie_pattern
from release_parser.regexes import Regex
from release_parser.text.words import first_words

_MAX_WORDS = 11
# one word to the left of an offset: what it is, and what joins it to the next
_BEFORE = Regex(
    r"""
    (?<![\p{L}\d])(?:
      (?P<acronym>\((?:[A-Z]{2,8})\))                              # 'Child Sexual Exploitation (CSE) Team'
    | (?P<word>[\p{L}\d][\p{L}\d]*(?:[.&'’/+-][\p{L}\d]+)*['’]?|(?:St|Mt|\p{Lu}\.\p{Lu}|\p{Lu})\.)
    | (?P<sign>&)
    )(?P<gap>,?[ ])
    """,
    re.VERBOSE | regex.REVERSE,
)


def _short_names(lexicon: Lexicon) -> set[str]:
    """The short names of forces: 'Kelsham' for Kelsham Police."""
    return {fold(form) for force in lexicon.forces for form in (force.short, *force.aliases)}


# 'Taskforce Heron', 'Operation Heron'
_KIND_BEFORE = WordPattern(r"(?<!\p{L})(?:«name_words.kind_before»)[ ]$")
# 'the force’s'
_GENITIVE = Regex(r"['’]s?$")
_GENITIVE_IN_FULL = Regex(r"['’]s$")
_SAINT = Regex(r"st\.? .*")
# 'FBIs Ashtown Field Office': archives lose apostrophes
_ACRONYM_WITH_S = Regex(r"[A-Z]{2,6}s")


class _Roles:
    """The forms of a lexicon's unit nouns by role."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.entries = lexicon.typed("unit_nouns", UnitNoun)

    def forms(self, *roles: str) -> set[str]:
        """The forms of these roles, as written."""
        return {form for entry in self.entries if entry.role in roles for form in entry.forms}

    def folded(self, *roles: str) -> set[str]:
        """The forms of these roles in lower case, for look-ups."""
        return {fold(form) for form in self.forms(*roles)}

    def numbers(self, *roles: str) -> set[str]:
        """The singular and plural of the forms of these roles in lower case, for look-ups."""
        return {word for form in self.forms(*roles) for word in (fold(form), fold(plural(form)))}

    def nouns(self) -> set[str]:
        """Nouns that end a name, in all the ways they are written: 'Team', 'Teams', 'TEAM', and 'team' where that names one too."""
        lower = {form for e in self.entries if e.role in ("noun", "weak") and e.lower for form in e.forms}
        written = {word for form in self.forms("noun", "weak") for word in (form, plural(form), form.upper())}
        return (
            written | {word.lower() for form in lower for word in (form, plural(form))} | self.forms("short", "owned")
        )


class UnitGrammar:
    """The grammar of units' names over one lexicon; `UnitGrammar.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = _Roles(lexicon)
        self.functions, self.areas, self.work = roles.folded("function"), roles.folded("area"), roles.folded("work")
        # 'Operations Team' is any, 'Joint Operations Team' is not
        self.telling = self.functions | {form for form in self.work if " " in form}
        self.generic, self.openers, self.vague = roles.folded("generic"), roles.folded("opener"), roles.folded("vague")
        self.numbered_areas, self._of = roles.folded("numbered_area"), roles.folded("of")
        self.possessives, self._bodies = roles.folded("possessive"), roles.folded("body")
        self.weak, self.nouns, self.owned = (
            roles.numbers("weak"),
            roles.numbers("noun", "weak", "short"),
            roles.numbers("owned"),
        )
        self.short, self.singular = roles.folded("short"), roles.folded("noun", "weak")
        # 'Major Crime Unit' is no team of a Major Crime
        self._rankless = self.work | {word for form in self.functions | self.areas for word in form.split()}
        self._longest_function = 1 + max((form.count(" ") for form in self.functions | self.areas), default=0)
        self._ranks = {fold(form) for entry in lexicon.vocabulary("ranks") for form in entry.forms}
        self._regions = _short_names(lexicon)
        self.lexicon = lexicon
        self.names = NameGrammar.of(lexicon)
        self._compile(roles)
        self._compile_forces(lexicon)

    def _compile(self, roles: _Roles) -> None:
        """Compile the patterns for agencies and for people inside and outside of the police."""
        self._work = compile_forms(rf"(?<![\p{{L}}\d])(?:{trie_pattern(self.work)})(?![\p{{L}}\d])")
        self.insider = compile_forms(rf"(?<!\p{{L}})(?:{trie_pattern(roles.forms('insider'))})(?!\p{{L}})")
        agency = trie_pattern(roles.forms("agency"))
        self._agency_before = compile_forms(rf"(?<![\p{{L}}\d])(?:{agency})['’]?s[ ]$")
        self._agency_in = compile_forms(rf"(?:{agency})[ ](?=\p{{Lu}})")
        self._agency_behind = compile_forms(rf"[ ]of[ ]the[ ](?:U\.S\.[ ])?(?:{agency})(?![\p{{L}}\d])")
        self.outsider = compile_forms(rf"(?<![\p{{L}}\d])(?:{trie_pattern(roles.forms('outsider'))})s?(?![\p{{L}}\d])")
        self.kind_before = _KIND_BEFORE.of(self.lexicon)
        self._outside = compile_forms(
            rf"(?<![\p{{L}}\d])(?:{trie_pattern(roles.forms('outsider', 'owner'))})(?:['’]s?|s['’])[ ]$"
        )
        self.noun = compile_forms(
            rf"(?<=[\p{{L}}\d&)'’.][ ])(?:{trie_pattern(roles.nouns())})(?![\p{{L}}\d]|['’](?!s)\p{{L}}|-\p{{L}})"
        )
        self.noun_begins = first_words(roles.nouns())

    def _compile_forces(self, lexicon: Lexicon) -> None:
        """Compile the pattern for names of forces of several words."""
        names = {form for force in lexicon.forces for form in (force.name, *force.aliases) if " " in form}
        # a team of several forces is a unit, although it publishes
        names = {form for form in names if fold(form.rpartition(" ")[2]) not in self.nouns - self.weak}
        self.force = compile_forms(rf"(?:{trie_pattern(names)})(?![\p{{L}}\d])" if names else r"(?!)")

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> UnitGrammar:
        """The grammar for this lexicon, made once for each lexicon."""
        return UnitGrammar(lexicon)

    def start(self, text: str, noun: int, end: int, *, floor: int) -> int | None:
        """Where the name that ends in text[noun:end] begins, not before `floor`; None where it is no name."""
        if is_company(text, end, self.lexicon):
            return None
        words = self._words(text, noun, floor)
        lower = text[noun].islower()
        name = self._trim(text, run_before(self, text, words))
        if name and self._names(text, name, noun, end, lower=lower):
            start: int | None = name[0].start
        else:
            start = self._in_lower_case(text, words, noun, end) if lower else None
        if start is None:
            return None
        if self._outside.search(text, max(0, start - 30), start) and not is_owned_by_agency(text, start, self.lexicon):
            return None  # 'the Ashtown Council's Enforcement Team'
        return start

    def _words(self, text: str, noun: int, floor: int) -> list[UnitWord]:
        """The words to the left of the noun, in text order."""
        words: list[UnitWord] = []
        at = noun
        while len(words) < _MAX_WORDS and (match := _BEFORE.match(text, floor, at)):
            word = match["word"] or match["sign"] or match["acronym"]
            words.append(UnitWord(match.start(), match.end() - len(match["gap"]), word, match["gap"].startswith(",")))
            at = match.start()
        return words[::-1]

    def is_noun(self, word: UnitWord) -> bool:
        """Whether a unit's name may end with this word."""
        return fold(word.text) in self.nouns and fold(word.text) not in self.work

    def is_region(self, word: UnitWord) -> bool:
        """Whether a word is the region of a force."""
        return fold(word.text) in self._regions

    def takes_of(self, word: UnitWord) -> bool:
        """Whether 'of' may follow the word inside a name: 'Management of Violent Offenders Team'."""
        return fold(word.text) in self._of and word.text[0].isupper()

    def owns(self, word: UnitWord) -> bool:
        """Whether the word is a possessive before the name: 'the Met's'."""
        text = fold(word.text)
        if not _GENITIVE.search(text):
            return False
        return text not in self.possessives and _SAINT.fullmatch(text) is None

    def closes(self, word: UnitWord) -> bool:
        """Whether 'and' behind the word joins two units: 'the Dog Unit and Rural Crime Team'."""
        return fold(word.text) in self.nouns or fold(word.text) in self._bodies or self.owns(word)

    def ends_a_name(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] ends in a person's name behind a rank or title."""
        named = self.names.titled_inside(text[start:end])
        return named is not None and start + named[1] == end

    def ends_force(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] ends in the name of a force."""
        return any(match.end() == end for match in self.force.finditer(text, start, end))

    def has_work(self, phrase: str) -> bool:
        """Whether a phrase has a word of police work that no other team could have."""
        return any(match.group() not in self.generic for match in self._work.finditer(phrase))

    def has_any_work(self, phrase: str) -> bool:
        """Whether a phrase holds any word of police work."""
        return self._work.search(phrase) is not None

    def _trim(self, text: str, run: list[UnitWord]) -> list[UnitWord]:
        """The run without words that do not belong to the name: forces, ranks, words such as 'Our'."""
        for index, word in enumerate(run):
            match = self.force.match(text, word.start) or BODY.of(self.lexicon).match(text, word.start)
            if match:
                inside = next((at for at in range(index, len(run)) if run[at].start >= match.end()), len(run))
                return self._trim(text, run[inside:])
            if self._is_rank(run, index):
                after = self._without_name(run[index + 1 :])
                return self._trim(text, after) if len(after) > 1 else []
        while run and self._stands_before(text, run):
            run = run[1:]
        return run

    def _is_rank(self, run: list[UnitWord], index: int) -> bool:
        """Whether a word is a rank before a person's name, as in 'Inspector Ash Rural Crime Team', and not a part of 'Detective Unit'."""
        if index >= len(run) - 1 or fold(run[index].text.rstrip(".")) not in self._ranks - self._rankless:
            return False
        return _GENITIVE_IN_FULL.search(run[index].text + run[index + 1].text) is None

    def _without_name(self, run: list[UnitWord]) -> list[UnitWord]:
        """The run behind a person's name: 'Inspector Jo Ash Elmtown CID' has two words of a name, without a comma."""
        known = self._rankless | self.generic | self._regions
        named = len(run) > 2 and not any(fold(word.text) in known for word in run[:2])
        return run[2:] if named else run

    def _stands_before(self, text: str, run: list[UnitWord]) -> bool:
        """Whether the first word of a run does not belong to the name: 'Our', a joining word, the acronym of a force."""
        word, following = run[0].text, run[1:]
        if fold(word) in self.openers or word in ("and", "&", "of") or word[0] == "(":
            return True
        if _ACRONYM_WITH_S.fullmatch(word):
            return True
        # 'EPS Gang Unit' where the page explains 'Elm Police Service (EPS)'
        if following and word in explained_forces(text, self.lexicon):
            return True
        # 'EPS District 4 Gang Unit': who has numbered districts is a force
        return len(following) > 1 and word.isupper() and fold(following[0].text) in self.numbered_areas

    def _names(self, text: str, run: list[UnitWord], noun: int, end: int, *, lower: bool) -> bool:
        """Whether the run and the noun are a name."""
        words = tuple(fold(word.text) for word in run if word.text not in ("and", "&", "of") and word.text[0] != "(")
        found = NAMING.first(Naming(self, text, run, words, noun, end, lower))
        return found is not None and found[0]

    def police_owns(self, text: str, start: int, noun: int, end: int) -> bool:
        """Whether a police agency owns the unit: 'the FBI's Ashtown Division', 'FBI Ashtown Office', 'the Ashtown Division of the FBI'."""
        inside = self._agency_in.match(text, start, noun)
        if inside is not None and inside.end() < noun:
            return True
        before = self._agency_before.search(text, max(0, start - 40), start)
        return before is not None or self._agency_behind.match(text, end) is not None

    def _in_lower_case(self, text: str, words: list[UnitWord], noun: int, end: int) -> int | None:
        """Where a name in lower case begins: 'Ashtown local policing unit', 'rural crime team' are phrases of police work, alone or behind a place."""
        for count in range(min(self._longest_function, len(words)), 0, -1):
            phrase = words[-count:]
            form = fold(" ".join(word.text for word in phrase))
            if any(word.comma for word in phrase) or form not in self.functions | self.areas:
                continue
            before = words[:-count]
            if self.outsider.search(text[(before or phrase)[-1].start : end]):
                return None
            opens = phrase[0].text[0].isupper()
            places = [] if opens else self._trim(text, run_before(self, text, before))
            if places and self._is_place(text, places):
                return places[0].start
            if form in self.areas or fold(text[noun:end]) not in self.singular:
                return None  # 'your local policing team', 'our roads policing units': any of them
            return phrase[0].start if opens or is_definite(text, phrase[0].start, end, self.lexicon) else None
        return None

    def _is_place(self, text: str, places: list[UnitWord]) -> bool:
        """Whether capitalised words in front of a phrase in lower case name its place: 'Ashtown', not 'New' or 'Specialist'."""
        last = fold(places[-1].text)
        if last in self.nouns or last in self.generic or self.owns(places[-1]):
            return False
        return not self.outsider.search(text[places[0].start : places[-1].end])
