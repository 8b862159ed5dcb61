"""The grammar of person names: a rank or title with the name behind it, and capitalised words that may be a name.

In: text. Out: `NamedPerson`s. A name is given and family names with particles, hyphens, apostrophes and letters of any
language; it ends before a word that no name holds ('PC Ann Pole Police Station').

>>> grammar = NameGrammar.of(Lexicon.default())
>>> text = "T/DI Siân O’Neill-Roe thanked PCs Ann Pole and Jan van Dyk."
>>> [(person.rank, person.name) for person in grammar.titled(text, 0, len(text))]
[('T/DI', 'Siân O’Neill-Roe'), ('PC', 'Ann Pole'), ('PC', 'Jan van Dyk')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from release_parser.lexicon import Lexicon, Rank, Title, fold, trie_pattern
from release_parser.text.words import first_words, words_of

Span = tuple[int, int]
_TOKEN = regex.compile(
    r"""
      \p{Lu}\.(?:[ ]?\p{Lu}\.){0,2}(?=[ ])                 # 'J.', 'J. P.'
    | \p{Lu}[\p{L}\p{M}]*+(?:(?:[’'](?=\p{Lu}\p{L}|\p{Ll}{3})|[-‐‑](?=\p{L}))[\p{L}\p{M}]++){0,3}+   # 'O’Neill', 'Pole-Ash'
    """,
    regex.VERBOSE,
)
_MOST_TOKENS = 5
_COMPOUND = regex.compile(r"\p{Lu}\p{Ll}+-(?:\p{Ll}+(?:ing|ed|old|year|based|born|time)|(?:of|to|in)-\p{Ll}+)")
# 'PoleChief', 'ChargeAnn': a small letter right before a capital, where archives lost a space
_GLUED = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_PREFIX = regex.compile(r"(?:Mac|Mc|De|Del|La|Le|Di|Da|Du|Van|Von|Fitz|St|O)")
_TWO_CAPITALS = regex.compile(r"\p{Lu}[\p{L}.]*+[ ]\p{Lu}\S*+[ ]\p{Lu}")
_WORD_START = regex.compile(r"(?<![\w/’'-])\p{L}")
_COORDINATED = regex.compile(r",?[ ](?:and|&)[ ]|,[ ]")
# 'Tom Ash, Jr. and Ann Pole', 'Tom Ash IV': what tells a son from his father
_GENERATION = regex.compile(r",?[ ](?:Jr|Sr|II|III|IV)\b\.?")
_ADVERB = regex.compile(r"(?:ately|ently|antly|ously|ically|ingly|edly|ively|ortunately|adly|ankfully)$")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name in the text with its rank or title; `start` is where the rank begins, `name_start` where the name does."""

    start: int
    name_start: int
    end: int
    name: str
    rank: str | None = None
    title: str | None = None
    office: bool = False
    role: str | None = None
    gender: str | None = None

    @property
    def tokens(self) -> list[str]:
        """The words of the name."""
        return self.name.split()


class NameGrammar:
    """The name patterns of a lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.never = frozenset(lexicon.vocabulary("people")["never"].forms)
        self.surnames_too = frozenset(lexicon.vocabulary("people")["surnames_too"].forms)
        self.surnames_alone = frozenset(lexicon.vocabulary("people")["surnames_alone"].forms)
        self.post_nominals = frozenset(lexicon.vocabulary("people")["post_nominals"].forms)
        particles = trie_pattern(lexicon.vocabulary("people")["particles"].forms)
        self._particles = regex.compile(rf"(?:(?:{particles})[ ](?:l[ae]s?[ ])?){{1,3}}(?=\p{{Lu}})")
        ranks = lexicon.typed("ranks", Rank)
        self._titles = {form: title for title in lexicon.typed("titles", Title) for form in title.forms}
        forms = [form for rank in ranks for form in rank.forms]
        generic = (
            "officer",
            "investigator",
            "chief",
            "commissioner",
            "deputy commissioner",
            "commander",
            "special agent",
            "sheriff",
        )
        self.generic = frozenset(form for name in generic if name in ranks.entries for form in ranks[name].forms)
        lower = [
            form.lower()
            for form in forms
            if form not in self.generic and regex.fullmatch(r"\p{Lu}\p{Ll}{4,}(?:[ ]\p{L}+)*", form) and form != "Major"
        ]
        self._roles = frozenset(
            fold(form) for name in ("roles", "kin", "unnamed") for form in lexicon.vocabulary("people")[name].forms
        ) - {"dean"}
        # '... Commissioner for Ashshire Tom Pole': the place ends where two words are left
        self._of_place = regex.compile(
            rf"(?:{trie_pattern(self._roles)})[ ](?:\([^)]{{1,12}}\)[ ])?(?:of|for|in)[ ](?:[\p{{L}}’'&-]+[ ]){{0,6}}$",
            regex.IGNORECASE,
        )
        self._titled = regex.compile(
            rf"""
            (?<![\w/’'-])
            (?: (?P<title>{trie_pattern(self._titles)})
              | (?P<rank>
                  (?:(?:Acting|Temporary|Temp\.?|Interim|Retired|Former|acting|temporary)[ ]|(?:A|T|Ag|Temp|Act)[/.-][ ]?|[AT][ ](?=D?[CIS]|Ch|Supt|ACC)){{0,2}}
                  (?:{trie_pattern([*forms, *lower])})
                  (?:(?<=Sgt|Insp|Supt|Const|Cst|Cpl|Lt|Capt|Cmdr|Cdr|Det|Maj|Col)\.)?   # 'D/Sgt.', 'Insp.'
                )
            )
            (?P<plural>s)?
            (?!\w)
            (?:[ ]\((?:[A-Z][\w/]{{0,6}}|\d{{1,6}})\))?    # 'Deputy Chief Constable (DCC)', 'PC (1234)'
            (?:[ ][A-Z]?\d{{2,6}})?                        # 'PC 1234 Pole'
            (?P<comma>,)?
            [ ]{{1,2}}(?=\p{{Lu}})
            """,
            regex.VERBOSE,
        )
        # what a rank or title begins with
        whole = [*self._titles, *forms]
        self._first = first_words([*whole, *(f"{form}s" for form in whole)]) | {
            "acting",
            "temporary",
            "temp",
            "interim",
            "retired",
            "former",
            "a",
            "t",
            "ag",
            "act",
        }
        self._rank_only = regex.compile(
            rf"(?:(?:Acting|Temporary|Temp\.?|Retired|Former)[ ]|[AT]/){{0,2}}(?:{trie_pattern([*forms, *lower])})(?!\w)"
        )

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> NameGrammar:
        """The grammar for this lexicon."""
        return NameGrammar(lexicon)

    def rank_at(self, text: str, at: int, end: int) -> Span | None:
        """A rank alone: 'Ann Pole, Chief Constable of ...'."""
        match = self._rank_only.match(text, at, end)
        return None if match is None else match.span()

    def read(self, text: str, at: int, end: int, *, titled: bool = False) -> Span | None:
        """The name that begins at `at`, or None. `titled`: behind a rank, so that 'Judge Bridge' is a name."""
        stop = at
        count = 0
        while count < _MOST_TOKENS:
            start = at
            if particle := self._particles.match(text, at, end):
                if count == 0:
                    start = particle.end()
                at = particle.end()
            token = _TOKEN.match(text, at, end)
            if token is None:
                break
            word = token.group()
            if (count and word in self.post_nominals) or _GENERATION.fullmatch(f" {word}"):
                break
            if (cut := _glued(word)) and word[cut:] in self.never and word[:cut] not in self.never:
                return token.start(), token.start() + cut  # 'Ann PoleChief of the force'
            if cut and word[:cut] in self.never:
                break
            if (
                word in self.never or _ADVERB.search(word) or (word.isupper() and word.capitalize() in self.never)
            ) and not (
                (
                    (count >= 1 and word in (self.surnames_too if titled else self.surnames_alone))
                    or (titled and count == 0 and word in self.surnames_alone)
                )
                and not self._goes_on(text, token.end(), end)
            ):
                break
            if count == 0 and start != at:
                break
            stop = token.end()
            count += 1
            if stop >= end or text[stop] != " ":
                break
            at = stop + 1
        while count and text[stop - 1] == ".":  # an initial cannot end a name
            return None
        return (min(stop, at), stop) if count else None

    def _goes_on(self, text: str, at: int, end: int) -> bool:
        """Whether another capitalised word follows: 'Ann North' ends a name, 'Ann North Yorkshire' does not."""
        match = _TOKEN.match(text, at + 1, end) if at < end and text[at] == " " else None
        return match is not None and match.group() not in self.post_nominals

    def titled(self, text: str, start: int, end: int) -> Iterator[NamedPerson]:
        """People who are named with a rank or title, in text order; 'PCs Ann Pole and Jan Ash' gives two."""
        at = start
        for first in words_of(text).starts(self._first):
            if first < at or (match := self._titled.match(text, first, end)) is None:
                continue
            at = match.end()
            name = self.read(text, match.end(), end, titled=True)
            if name is None:
                at = match.start() + 1
                continue
            name = (match.end(), name[1])
            words = text[name[0] : name[1]].split()
            # 'Deputy Ashford Police Chief', 'PC Ashford Road': one word in front of a word that no name holds is a place
            if (
                len(words) == 1
                and (behind := _TOKEN.match(text, name[1] + 1, end))
                and text[name[1]] == " "
                and behind.group() in self.never
                and match.group("title") != "Judge"
            ):
                continue
            if match.group("comma") and (len(words) < 2 or text[name[1] : name[1] + 1] != ","):
                continue
            if len(words) == 1 and fold(words[0]) in self._roles:  # 'Deputy Governor'
                continue
            if match.group("title") and match.group("plural") and len(words) < 2:  # 'Bishops Stortford'
                continue
            kind = "title" if match.group("title") else "rank"
            written = text[match.start() : match.end(kind)]
            entry = self._titles.get(written) if kind == "title" else None
            given = {
                "rank": written if kind == "rank" else None,
                "title": written if kind == "title" else None,
                "office": entry.office if entry else kind == "rank",
                "role": written if entry is not None and entry.role else None,
                "gender": entry.gender if entry else None,
            }
            yield NamedPerson(match.start(), name[0], name[1], text[slice(*name)], **given)  # type: ignore[arg-type]
            at = name[1]
            if match.group("plural"):
                for further in self._coordinated(text, at, end):
                    yield NamedPerson(further[0], further[0], further[1], text[slice(*further)], **given)  # type: ignore[arg-type]
                    at = further[1]

    def titled_inside(self, phrase: str) -> Span | None:
        """The first name of two words behind a rank or title in a short phrase, and where its rank begins."""
        if _TWO_CAPITALS.search(phrase) is None:
            return None
        for word in _WORD_START.finditer(phrase):
            match = self._titled.match(phrase, word.start())
            name = self.read(phrase, match.end(), len(phrase), titled=True) if match else None
            if match is None or name is None:
                continue
            words = phrase[match.end() : name[1]].split()
            if len(words) > 1 and fold(words[-1]) not in self._roles:  # 'Chief Magistrate Judge'
                return word.start(), name[1]
        return None

    def _coordinated(self, text: str, at: int, end: int) -> Iterator[Span]:
        for _ in range(8):
            generation = _GENERATION.match(text, at, end)
            join = _COORDINATED.match(text, generation.end() if generation else at, end)
            name = self.read(text, join.end(), end) if join else None
            if join is None or name is None:
                return
            yield join.end(), name[1]
            at = name[1]

    def bare(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Runs of two to four capitalised words that may be a name, without rank or title."""
        at = start
        while token := _TOKEN.search(text, at, end):
            at = token.end()
            if token.start() > start and (text[token.start() - 1].isalnum() or text[token.start() - 1] in "’'-/@."):
                continue
            if token.group() in self.never or (token.group().isupper() and len(token.group()) > 3):
                continue  # a headline in capitals names nobody that a rank does not name
            begin = token.start()
            if (cut := _glued(token.group())) and token.group()[:cut] in self.never:
                begin += cut  # 'Agent in ChargeAnn Pole'
            name = self.read(text, begin, end)
            if name is None:
                continue
            at = max(at, name[1])
            words = text[begin : name[1]].split()
            if len(words) > 2 and self._of_place.search(text[max(start, begin - 70) : begin]):
                # '... for the District of Ashshire Ann L. Pole': an initial belongs to the name
                kept = 3 if words[-2].endswith(".") or words[-3].endswith(".") else 2
                begin = text.index(" ".join(words[-kept:]), begin)
                words = words[-kept:]
            # 'Prosecuting Barrister Ann Pole', 'Stepdad Tom Ash': the name stands behind the role
            last_role = max((index for index, word in enumerate(words[:-2]) if fold(word) in self._roles), default=-1)
            if last_role >= 0:
                begin = text.index(words[last_role + 1], begin + len(words[last_role]))
                words = words[last_role + 1 :]
            # 'VCO Ann Pole', 'Quick-thinking Ann Pole': what is in front of the name
            if len(words) > 2 and (
                (len(words[0]) > 1 and words[0].isupper() and "." not in words[0] and not words[1].isupper())
                or _COMPOUND.fullmatch(words[0])
            ):
                begin += len(words[0]) + 1
                del words[0]
            if all(word.isupper() for word in words) and any(len(word) < 4 for word in words):
                continue  # 'SE ROCU'
            if fold(words[-1]) in self._roles and (len(words) > 2 or text[begin - 2 : begin] == ", "):
                continue  # 'Ann Pole, Skills Trainer, said'
            if (
                2 <= len(words) <= 4
                and not (len(words[0]) > 1 and words[0].isupper() and "." not in words[0] and not words[1].isupper())
                and len(words[0]) > 1
                and not _COMPOUND.fullmatch(words[0])
            ):
                # 'Ann Pole Centre' is a place
                follows = _TOKEN.match(text, name[1] + 1, end) if text[name[1] : name[1] + 1] == " " else None
                if follows is None or follows.group() in self.post_nominals:
                    yield begin, name[1]


def _glued(word: str) -> int:
    """Where the second of two words that lost their space begins, or 0."""
    match = _GLUED.search(word)
    return 0 if match is None or _PREFIX.fullmatch(word, 0, match.start()) else match.start()
