"""How releases spell ranks and titles: one pattern for everything that may stand before a name.

In: a lexicon. Out: the pattern, and the words with which its matches can begin. The lexicon lists a rank once ('Det Sgt'). Full stops,
hyphens, 'Acting' or 'Detective' in front and capitals are grammar, so that 'Det.-Sgt.', 'A/Det. Sgt.' and 'Special-Agent-in-Charge' need no
entries of their own.

>>> forms = RankForms(Lexicon.default())
>>> text = "A/Det.-Sgt. Ann Pole"
>>> match = forms.pattern.match(text)
>>> match.group("rank"), text[match.end() :]
('A/Det.-Sgt.', 'Ann Pole')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from release_parser.lexicon import Lexicon, Rank, Title, compile_forms, trie_pattern
from release_parser.regexes import Regex
from release_parser.text.words import Words, first_words

# 'Sergeant', 'Chief of Police': a rank in full, which may stand in lower case or in capitals
_IN_FULL = Regex(r"\p{Lu}\p{Ll}{4,}(?:[ ]\p{L}+)*")
_OFFICE_IN_FULL = Regex(rf"(?:\p{{Lu}}\.\p{{Lu}}\.[ ])?(?:{_IN_FULL.pattern})")  # 'U.S. Attorney'
# 'Special Agent in Charge': the words that hyphens may tie together
_IN_CHARGE = " in Charge"
_JOINT = Regex(r"[/-]")
_LONGEST_SHORT = 12
_PROVISIONAL = ("acting", "temporary")


@dataclass(frozen=True, slots=True)
class _Written:
    """The ranks of a lexicon in their spellings."""

    forms: tuple[str, ...]
    """As the lexicon has them: 'Det Sgt', 'Chief Constable'."""
    short: frozenset[str]
    """Words of theirs that are cut short, and may take a full stop: 'Sgt'."""
    in_full: frozenset[str]
    """Those that also stand in capitals or in lower case: 'CHIEF CONSTABLE', 'chief constable'."""
    detective: tuple[str, ...]
    provisional: tuple[str, ...]
    """Words in front of a rank that is held for a while: 'Acting'."""
    letters: tuple[str, ...]
    """The same in a letter: 'A/', 'T/'."""

    @classmethod
    def of(cls, lexicon: Lexicon, generic: frozenset[str]) -> _Written:
        """The ranks of a lexicon; `generic` are those that in lower case are no rank of a person."""
        ranks, people = lexicon.typed("ranks", Rank), lexicon.vocabulary("people")
        forms = tuple(sorted({form for rank in ranks for form in rank.forms}))
        return cls(
            forms,
            frozenset(people["rank_abbreviations"].forms),
            frozenset(_written_out(forms, generic)),
            tuple(ranks["detective"].forms),
            tuple(people["provisional"].forms),
            tuple(people["provisional_letters"].forms),
        )

    def pattern(self) -> str:
        """The source of a pattern for one rank in each spelling, with 'Acting' and 'Detective' before it."""
        spelled = set(chain.from_iterable(_spellings(form, self.short) for form in self.forms))
        provisional = _provisional(self.provisional, self.letters)
        detective = rf"(?:(?:{trie_pattern(self.detective)})[ /-]|D[/-]|[Dd]etective[ ])"
        return rf"(?:{detective}(?={provisional}))?(?:{provisional}){{0,2}}{detective}?(?:{trie_pattern(spelled | self.in_full)})"


class RankForms:
    """The ranks and titles of one lexicon as patterns, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.titles = _titles(lexicon)
        """Every form of a title with its entry, offices in capitals too: 'MAYOR ANN POLE'."""
        self.generic = frozenset(form for rank in lexicon.typed("ranks", Rank) if rank.generic for form in rank.forms)
        """Ranks that name an office as well: behind a name they are its role, in lower case they are nobody's rank."""
        written = _Written.of(lexicon, self.generic)
        rank = written.pattern()
        self.pattern = _in_front_of_a_name(self.titles, rank, written.provisional)
        self.office = compile_forms(
            trie_pattern(form for form, title in self.titles.items() if title.office and title.role)
        )
        """A title that is its bearer's role: 'U.S. Attorney for the District of Kelsham'."""
        self.alone = compile_forms(rf"{rank}(?!\w)")
        """A rank without a name: 'Ann Pole, Chief Constable of ...'."""
        whole = [*self.titles, *written.forms, *written.detective]
        self.first = _first_words(whole, (*written.provisional, *written.letters))
        """Words in lower case that ranks and titles begin with."""
        beginnings = (*written.in_full, *whole, *written.provisional, *_PROVISIONAL)
        self._first_in_lower_case = first_words(form for form in beginnings if form[:1].islower())
        self.last_words = frozenset(form.rstrip(".").split()[-1] for form in (*self.titles, *written.forms))
        """Words that ranks and titles end in."""
        self._short = _cut_short(written.short, self.titles)

    def starts(self, text: str, words: Words) -> list[int]:
        """The offsets at which a rank or title may begin: at its first word, mostly capitalised ('The Right Reverend'), seldom not ('inspector')."""
        without = set(words.starts(self._first_in_lower_case))
        return [start for start in words.starts(self.first) if not text[start].islower() or start in without]

    def is_short(self, text: str, at: int) -> bool:
        """Whether the full stop at `at` belongs to an abbreviation and ends no sentence: 'Cpl.', 'Mr.', 'J.'."""
        return text[at] == "." and self._short.search(text, max(0, at - _LONGEST_SHORT), at) is not None


def _titles(lexicon: Lexicon) -> dict[str, Title]:
    """The entries of titles by their forms, those of offices in capitals too."""
    titles = {form: title for title in lexicon.typed("titles", Title) for form in title.forms}
    offices = ((form, title) for form, title in titles.items() if title.office and _OFFICE_IN_FULL.fullmatch(form))
    return {**{form.upper(): title for form, title in offices}, **titles}


def _in_front_of_a_name(titles: Mapping[str, Title], rank: str, provisional: Iterable[str]) -> Regex:
    """The pattern for a rank or title with a collar number and 'Mr' or 'Ms', up to the capital with which the name begins."""
    courtesy = trie_pattern(form for form, title in titles.items() if not title.role)
    return compile_forms(
        rf"""
        (?<![\w/’'-])
        (?: (?P<title>{trie_pattern(titles)}) | (?P<rank>{rank}) )
        (?P<plural>s\b\.?)?
        (?!\w)
        (?:[ ]\((?:[A-Z][\w/]{{0,13}}|\d{{1,6}}|{trie_pattern(provisional)})\))?   # '(DCC)', 'PC (1234)', 'Constable (Acting)'
        (?:[ ][A-Z]?\d{{2,6}})?                        # 'PC 1234 Pole'
        (?P<comma>,)?
        [ ]{{1,2}}
        (?:(?P<courtesy>{courtesy})[ ])?               # 'Commissioner Dame Ann Pole', 'Superintendent Mr Tom Ash'
        (?=\p{{Lu}})
        """,
        re.VERBOSE,
    )


def _cut_short(short: Iterable[str], titles: Iterable[str]) -> Regex:
    """The pattern for abbreviations that a full stop may follow: 'Sgt', 'Det.-Sgt', 'Mr', an initial."""
    dotted = (form[:-1] for form in titles if form.endswith(".") and " " not in form)
    cut = trie_pattern([*short, *dotted, "Jr", "Sr", "St"])
    return compile_forms(rf"(?<![\w’'-])(?:(?:{cut})\.?-(?:{cut})|{cut}|\p{{Lu}})$")


def _written_out(forms: Iterable[str], generic: frozenset[str]) -> set[str]:
    """The full forms of ranks as they also stand: in capitals and, except offices and 'major', in lower case."""
    in_full = [form for form in forms if _IN_FULL.fullmatch(form)]
    lower = {form.lower() for form in in_full if form not in generic and form != "Major"}
    return lower | {form.upper() for form in in_full}


def _first_words(forms: Sequence[str], provisional: Iterable[str]) -> frozenset[str]:
    """The words in lower case with which a rank can begin, plurals and words such as 'acting' included."""
    several = (f"{form[:-1]}ies" if form.endswith("y") else f"{form}s" for form in forms)
    return first_words([*forms, *several, *provisional])


def _spellings(form: str, short: frozenset[str]) -> Iterator[str]:
    """The spellings of a rank of the lexicon with full stops and hyphens: 'Det Sgt', 'Det. Sgt.', 'Det.-Sgt.'."""
    words = [_with_stop(word, short) for word in form.split(" ")]
    for spelling in product(*words):
        yield " ".join(spelling)
        if len(spelling) > 1:
            yield "-".join(spelling)
    if form.endswith("y"):  # 'Deputies Ann Pole and Tom Ash'
        yield f"{form[:-1]}ies"
    if _IN_CHARGE in form:  # 'Special Agent in-Charge', 'Special Agent-in-Charge'
        yield form.replace(_IN_CHARGE, " in-Charge")
        yield form.replace(_IN_CHARGE, "-in-Charge")
        yield form.replace(_IN_CHARGE, "-In-Charge")
        yield form.replace(_IN_CHARGE, f"s{_IN_CHARGE}")  # 'Special Agents in Charge Ann Pole and Tom Ash'


def _with_stop(word: str, short: frozenset[str]) -> tuple[str, ...]:
    """The word, and the word with a full stop where it is an abbreviation."""
    last = _JOINT.split(word)[-1]
    return (word, f"{word}.") if last in short else (word,)


def _provisional(words: Iterable[str], letters: Iterable[str]) -> str:
    """The source of a pattern for what may stand before a rank: 'Acting ', '(Acting) ', 'A/', 'T. '.

    A single letter without a mark counts only before an abbreviated rank.
    """
    words = [*words]
    spelled = trie_pattern([*words, *_PROVISIONAL])
    return rf"(?:[(\[]?(?:{spelled})[)\]]?[ ]|\(?(?:{trie_pattern(letters)})\)[ ]|(?:{trie_pattern(letters)})[/.-][ ]?|[AT][ ](?=D?[CIS]|Ch|Supt|ACC))"
