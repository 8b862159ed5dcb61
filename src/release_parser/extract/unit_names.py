"""One name of a police unit, read from its noun to the left.

In: a text and the place of a unit's noun ('Team'). Out: where its name begins, or None where it is no name of a unit.
The words before the noun belong to the name as long as they are capitalised, or join capitalised words ('Roads Policing
and Response Unit', 'Ash, Elm and Oak Major Crime Unit'), or are a phrase of police work in lower case ('Ashtown local
policing unit'). Owners ('the Met's', 'Ashshire Police's'), openers ('Our') and ranks in front are cut off.

>>> from release_parser.lexicon import Lexicon
>>> text = "PC Ash, of Elmshire Police's Roads Policing and Response Unit, spoke."
>>> grammar = UnitGrammar.of(Lexicon.default())
>>> start = grammar.start(text, text.index("Unit"), text.index("Unit") + 4, floor=0)
>>> text[start:text.index(", spoke")]
'Roads Policing and Response Unit'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from release_parser.extract.unit_definite import is_definite
from release_parser.extract.unit_owners import BODY, is_company, is_owned_by_agency, is_owned_by_force
from release_parser.lexicon import Lexicon, UnitNoun, fold, plural, trie_pattern

_MAX_WORDS = 11
# one word to the left of an offset: what it is, and what joins it to the next
_BEFORE = regex.compile(
    r"""
    (?<![\p{L}\d])(?:
      (?P<acronym>\((?:[A-Z]{2,8})\))                              # 'Child Sexual Exploitation (CSE) Team'
    | (?P<word>[\p{L}\d][\p{L}\d]*(?:[.&'’/+-][\p{L}\d]+)*['’]?|(?:St|Mt|\p{Lu}\.\p{Lu}|\p{Lu})\.)
    | (?P<sign>&)
    )(?P<gap>,?[ ])
    """,
    regex.VERBOSE | regex.REVERSE,
)


# What criminals are, and police only where a word before says so: 'National Organised Crime Group'
_CRIMINALS = regex.compile(
    r"(?:(?:serious|and|organi[sz]ed|criminal|county|lines|local|drugs?|international)[ ]){0,4}(?:crime|criminal|criminals|lines|gang|trafficking|drugs?)"
)
# What is police work whatever stands before it: 'Hospital Policing Team', 'Navy Criminal Investigation Branch'
_POLICING = regex.compile(
    r"(?<!\p{L})(?:Policing|Criminal[ ]Investigati(?:on|ve)s?|Health[ ]?[Cc]are[ ]Fraud|Hostage[ ]Rescue|Negotiat(?:ion|ors?))(?!\p{L})"
)
# What names go on with behind 'of': 'Management of Violent Offenders team', 'Bureau of Investigation Gang Unit'
_OF = frozenset(
    {"Office", "Department", "Division", "Bureau", "Management", "Protection", "Prevention", "Investigation"}
)
# 'the force’s'
_GENITIVE = regex.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    comma: bool
    """Whether a comma stands between it and the next word."""


class UnitGrammar:
    """The grammar of units' names over one lexicon; `UnitGrammar.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries = lexicon.typed("unit_nouns", UnitNoun)

        def forms(*roles: str) -> set[str]:
            return {form for entry in entries if entry.role in roles for form in entry.forms}

        self.functions = {fold(form) for form in forms("function")}
        self.areas = {fold(form) for form in forms("area")}
        self.work = {fold(form) for form in forms("work")}
        self._work = regex.compile(rf"(?<![\p{{L}}\d])(?:{trie_pattern(self.work)})(?![\p{{L}}\d])")
        # 'Operations Team' is any, 'Joint Operations Team' is not
        self._telling = self.functions | {form for form in self.work if " " in form}
        self.generic = {fold(form) for form in forms("generic")}
        self.openers = {fold(form) for form in forms("opener")}
        self.possessives = {fold(form) for form in forms("possessive")}
        self.weak = {word for form in forms("weak") for word in (fold(form), fold(plural(form)))}
        self.nouns = {word for form in forms("noun", "weak", "short") for word in (fold(form), fold(plural(form)))}
        self.short = {fold(form) for form in forms("short")}
        self.owned = {word for form in forms("owned") for word in (fold(form), fold(plural(form)))}
        agency = trie_pattern(forms("agency"))
        self._agency_before = regex.compile(rf"(?<![\p{{L}}\d])(?:{agency})['’]?s[ ]$")
        self._agency_in = regex.compile(rf"(?:{agency})[ ](?=\p{{Lu}})")
        self._agency_behind = regex.compile(rf"[ ]of[ ]the[ ](?:U\.S\.[ ])?(?:{agency})(?![\p{{L}}\d])")
        self._outsider = regex.compile(rf"(?<![\p{{L}}\d])(?:{trie_pattern(forms('outsider'))})s?(?![\p{{L}}\d])")
        self._outside = regex.compile(
            rf"(?<![\p{{L}}\d])(?:{trie_pattern(forms('outsider', 'owner'))})(?:['’]s?|s['’])[ ]$"
        )
        longest = max((form.count(" ") for form in self.functions | self.areas), default=0)
        self._longest_function = longest + 1
        self._ranks = {fold(form) for entry in lexicon.vocabulary("ranks") for form in entry.forms}
        # 'Major Crime Unit' is no team of a Major Crime
        self._rankless = self.work | {word for form in self.functions | self.areas for word in form.split()}
        names = {form for force in lexicon.forces for form in (force.name, *force.aliases) if " " in form}
        self.force = regex.compile(rf"(?:{trie_pattern(names)})(?![\p{{L}}\d])" if names else r"(?!)")
        self._regions = {fold(form) for force in lexicon.forces for form in (force.short, *force.aliases)} | {
            "herts",
            "beds",
            "cambs",
        }
        lower = {form for entry in entries if entry.role in ("noun", "weak") and entry.lower for form in entry.forms}
        title = forms("noun", "weak")
        self._singular = {fold(form) for form in title}
        nouns = {word for form in title for word in (form, plural(form), form.upper())}
        nouns |= {word.lower() for form in lower for word in (form, plural(form))} | forms("short", "owned")
        self.noun = regex.compile(
            rf"(?<=[\p{{L}}\d&)'’.][ ])(?:{trie_pattern(nouns)})(?![\p{{L}}\d]|['’][\p{{L}}--s]|-\p{{L}})", regex.V1
        )

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> UnitGrammar:
        """The grammar over this lexicon."""
        return UnitGrammar(lexicon)

    def start(self, text: str, noun: int, end: int, *, floor: int) -> int | None:
        """Where the name that ends in text[noun:end] begins, at `floor` or behind it; None where it is no name."""
        if is_company(text, end):
            return None
        words = self._words(text, noun, floor)
        lower = text[noun].islower()
        name = self._trim(text, self._capitalised(text, words))
        if name and self._names(text, name, noun, end, lower=lower):
            start: int | None = name[0].start
        else:
            start = self._in_lower_case(text, words, noun, end) if lower else None
        if start is None:
            return None
        if self._outside.search(text, max(0, start - 30), start) and not is_owned_by_agency(text, start):
            return None  # 'the Ashtown Council's Enforcement Team'
        return start

    def _words(self, text: str, noun: int, floor: int) -> list[_Word]:
        """The words to the left of the noun, in text order."""
        words: list[_Word] = []
        at = noun
        while len(words) < _MAX_WORDS and (match := _BEFORE.match(text, floor, at)):
            word = match["word"] or match["sign"] or match["acronym"]
            words.append(_Word(match.start(), match.end() - len(match["gap"]), word, match["gap"].startswith(",")))
            at = match.start()
        return words[::-1]

    def _capitalised(self, text: str, words: list[_Word]) -> list[_Word]:
        """The run of capitalised and joining words that the noun closes."""
        run: list[_Word] = []
        for index in range(len(words) - 1, -1, -1):
            word = words[index]
            before = words[index - 1] if index else None
            if word.comma and not self._lists(run, word, before):
                break
            if word.text in ("and", "&"):
                if before is None or not before.text[0].isupper() or self._closes(before) or not run:
                    break
                if before.comma and fold(before.text) not in self._regions:
                    break  # ', and': a new item, but 'Ash, Elm, and Oak' are regions
                if self.force.search(text, max(before.start - 40, words[0].start), before.end) and self._ends_force(
                    text, words[0].start, before.end
                ):
                    break
            elif word.text == "of":
                if before is None or before.text not in _OF or not run:
                    break
            elif word.text[0] == "(":
                if before is None or not before.text[0].isupper():
                    break
            elif not word.text[0].isupper():
                break  # '18 Violence Reduction Units': a count
            elif self._owns(word) or (run and run[0].text not in ("and", "&", "of") and self._is_noun(word)):
                break  # 'the Met's Gang Unit'; 'Command Gang Unit' are two names
            run.insert(0, word)
        return run

    def _is_noun(self, word: _Word) -> bool:
        return fold(word.text) in self.nouns and fold(word.text) not in self.work

    def _lists(self, run: list[_Word], word: _Word, before: _Word | None) -> bool:
        """'Ash, Elm and Oak Major Crime Unit': the comma joins regions that 'and' goes on with."""
        joined = [index for index, other in enumerate(run) if other.text in ("and", "&")]
        if not joined or joined[0] > 2:
            return False
        following = run[1] if joined[0] == 0 and len(run) > 1 else run[0]
        if fold(word.text) in self._regions and fold(following.text) in self._regions:
            return True
        return before is not None and before.text in ("the", "The") and joined[0] == 1

    def _owns(self, word: _Word) -> bool:
        text = fold(word.text)
        if not _GENITIVE.search(text):
            return False
        return text not in self.possessives and regex.fullmatch(r"st\.? .*", text) is None

    def _closes(self, word: _Word) -> bool:
        """Whether an 'and' behind the word joins two bodies: 'the Dog Unit and Rural Crime Team'."""
        return (
            fold(word.text) in self.nouns
            or fold(word.text) in {"police", "constabulary", "officers"}
            or self._owns(word)
        )

    def _ends_force(self, text: str, start: int, end: int) -> bool:
        return any(match.end() == end for match in self.force.finditer(text, start, end))

    def _trim(self, text: str, run: list[_Word]) -> list[_Word]:
        """The run without what stands before a name: forces, ranks, openers."""
        for index in range(len(run)):
            match = self.force.match(text, run[index].start) or BODY.match(text, run[index].start)
            if match:
                inside = next((at for at in range(index, len(run)) if run[at].start >= match.end()), len(run))
                return self._trim(text, run[inside:])
            if (
                fold(run[index].text.rstrip(".")) in self._ranks - self._rankless
                and index < len(run) - 1
                and not regex.search(r"['’]s$", run[index].text + run[index + 1].text)
            ):
                # 'Inspector Ash Rural Crime Team' is no name; 'Detective Unit' may be
                after = run[index + 1 :]
                # 'Inspector Jo Ash Elmtown CID': two words of a name without its comma
                known = self._rankless | self.generic | self._regions
                if len(after) > 2 and not any(fold(word.text) in known for word in after[:2]):
                    after = after[2:]
                return self._trim(text, after) if len(after) > 1 else []
        # 'FBIs Ashtown Field Office': archives lose apostrophes
        while run and (
            fold(run[0].text) in self.openers
            or run[0].text in ("and", "&", "of")
            or run[0].text[0] == "("
            or regex.fullmatch(r"[A-Z]{2,6}s", run[0].text)
        ):
            run = run[1:]
        return run

    def _names(self, text: str, run: list[_Word], noun: int, end: int, *, lower: bool) -> bool:
        """Whether the run makes a name of the noun."""
        words = [fold(word.text) for word in run if word.text not in ("and", "&", "of") and word.text[0] != "("]
        if not words or (len(words) == 1 and (len(words[0]) == 1 or words[0] in {"policing", "crime"})):
            return False
        if self._outsider.search(text[run[0].start : end]) and not _POLICING.search(text[run[0].start : end]):
            return False
        last = fold(text[noun:end])
        if last in self.owned:
            return self._police_owns(text, run[0].start, noun, end)
        phrase = fold(text[run[0].start : noun].rstrip())
        if last in self.short:
            return words not in (["police"], ["local"])
        # 'North East Regional Special Operations Unit' says enough by its length
        if len(words) < 4 and all(word in self.generic for word in words) and phrase not in self._telling:
            return False
        if last in ("group", "groups", "network", "cell", "cells") and _CRIMINALS.fullmatch(phrase):
            return False
        if last in self.weak:
            # a partnership is the councils' as often as not: the work must be police work alone
            known = phrase in self.functions and not last.startswith("partnership")
            return (
                known
                or any(match.group() not in self.generic for match in self._work.finditer(phrase))
                or self._police_owns(text, run[0].start, noun, end)
            )
        if not lower:
            return True
        # 'the Ashtown team' is a football team as often as not; 'the Ashtown CID team', 'the Serious Crime team' are not
        if len(words) == 1 and words[0] not in self.work | self.functions:
            return is_owned_by_force(text, run[0].start)
        # 'the Ash and Elm units' are two places' units
        if len(words) == len(run) - 1 == 2 and last not in self._singular and not self._work.search(phrase):
            return is_owned_by_force(text, run[0].start)
        # 'Neighbourhood teams will patrol': the capital is the sentence's
        return not (
            phrase in self.functions | self.areas
            and len(words) == 1
            and regex.search(r"(?:^|[.!?\n:“\"][ ]?)$", text[max(0, run[0].start - 3) : run[0].start])
        )

    def _police_owns(self, text: str, start: int, noun: int, end: int) -> bool:
        """'the FBI's Ashtown Division', 'FBI Ashtown Office', 'the Ashtown Division of the FBI'."""
        inside = self._agency_in.match(text, start, noun)
        if inside is not None and inside.end() < noun:
            return True
        before = self._agency_before.search(text, max(0, start - 40), start)
        return before is not None or self._agency_behind.match(text, end) is not None

    def _in_lower_case(self, text: str, words: list[_Word], noun: int, end: int) -> int | None:
        """'Ashtown local policing unit', 'rural crime team': a phrase of police work, behind places or alone."""
        for count in range(min(self._longest_function, len(words)), 0, -1):
            phrase = words[-count:]
            form = fold(" ".join(word.text for word in phrase))
            if any(word.comma for word in phrase) or form not in self.functions | self.areas:
                continue
            before = words[:-count]
            if self._outsider.search(text[(before or phrase)[-1].start : end]):
                return None
            opens = phrase[0].text[0].isupper()
            places = [] if opens else self._trim(text, self._capitalised(text, before))
            if places and self._is_place(text, places):
                return places[0].start
            if form in self.areas or fold(text[noun:end]) not in self._singular:
                return None  # 'your local policing team', 'our roads policing units': any of them
            return phrase[0].start if opens or is_definite(text, phrase[0].start, end) else None
        return None

    def _is_place(self, text: str, places: list[_Word]) -> bool:
        """Whether capitalised words in front of a phrase in lower case name its place: 'Ashtown', not 'New' or 'Specialist'."""
        last = fold(places[-1].text)
        if last in self.nouns or last in self.generic or self._owns(places[-1]):
            return False
        return not self._outsider.search(text[places[0].start : places[-1].end])
