"""Reporting verbs beside a quotation: before it ('PC Ann Pole said:') or behind it ('... said PC Ann Pole').

In: the text before or behind quoted words. Out: the span of the reporting verb, or None. The verbs are in the lexicon. An unknown verb is
accepted where quoted words that end in a comma stand right before it and a clearly named or described person right behind it.

>>> cues = CuePatterns.of(Lexicon.default())
>>> text = "PC Ann Pole told the court on Monday:"
>>> start, end = cues.lead(text, 0, len(text), speech=True)
>>> text[start:end]
'told'
>>> cues.tail(" bellowed Sergeant Tom Ash.", 0, 27, last=",")
(1, 9)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from release_parser.extract.name_parts import Span
from release_parser.extract.names import NameGrammar
from release_parser.lexicon import Cue, Lexicon, compile_forms, trie_pattern, with_words
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

__all__ = ["CuePatterns", "Span"]

_ADVERB = r"(?:(?:also|later|then|now|further|previously|today|yesterday|only|just|himself|herself|has|have|had|«people.before_a_cue»)[ ])"
# the full stop of 'Det.', 'U.S.', 'J.'; `_last_verb` asks whether it cuts a rank or a name short
# a word of a role in lower case: 'council leader Ann Pole'; 'which Ann Pole told the court' goes on with a clause
_ROLE_WORD = (
    r"(?!(?:which|who|whom|that|and|but|or|as|where|when|while|after|before|because|if|so|then)\b)\p{Ll}[\p{Ll}-]{2,20}"
)
_SHORT_STOP = r"(?<=(?-i:(?<![\p{L}])\p{Lu}\p{Ll}{0,5}))\."
_ATTRIBUTION_REACH = 320
_PASSIVE = Regex(r"\b(?:is|are|was|were|be|been|being)[ ](?:\p{Ll}+ly[ ])?$")
# 'PC Ann Pole was told by Tom Ash:'
_TOLD_BY = Regex(r"(?:[ ]by[ ][^.!?]{2,80})?")
# '“Kelshire Police”, by calling 101 or report online', '“Rural Roads”, a chance to comment'
_BARE = Regex(r"\b(?:or|to|please)[ ]$")
_SENTENCE_END = ".!?…"
# an unknown verb is one only where the marks close on one of these
_CLOSES_SPEECH = ",!?…"
_UNKNOWN_VERB = Regex(r"[ ](?:\p{Ll}+ly[ ])?(?P<cue>\p{Ll}{3,}ed)(?=(?:[ ](?:in|out|up|back|on))?[ ]*(?:[.,;]|$))")
_BREAK = Regex(r"[.!?][ ]+\p{Lu}|[\"“”]")
_SUBORDINATE = Regex(r"[ ]+(?:that|how|why|whether|what|to[ ](?:be|have))\b")
_SENTENCE_BEGUN = Regex(r"[.!?][ ]++\p{Lu}[^.!?]*+$")
_NOUN = Regex(r"[ ](?:by|from|of)\b")
_MARKS = " :;,–—-.*_…"
_FAR_FROM_COLON = 160
_NAME_BEFORE = 80


@dataclass(frozen=True, slots=True)
class Behind:
    """The text behind quoted words: the value that the rules for reporting verbs take. `last` is the last character between the marks."""

    cues: CuePatterns
    text: str
    start: int
    end: int
    last: str


class CuePatterns:
    """The patterns for reporting verbs of one lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.typed("cues", Cue)
        people = lexicon.vocabulary("people")
        strong = trie_pattern(form for cue in cues if not cue.weak for form in cue.forms)
        every = trie_pattern(form for cue in cues for form in cue.forms)
        addressed = trie_pattern(form for cue in cues if cue.addressee for form in cue.forms)
        parts = trie_pattern(form for cue in cues if cue.parts for form in cue.forms)
        # not 'the United States', 'the Secretary of State', 'the State Department'
        before = r"(?<![\p{L}\d’'-])(?<!United[ ](?=States))(?<!\bof[ ](?=State\b))(?!(?-i:State[ ]\p{Lu}))"
        self.strong = compile_forms(rf"{before}(?:{strong})(?![\p{{L}}\d’'-])", re.IGNORECASE)
        self.every = compile_forms(rf"{before}(?:{every})(?![\p{{L}}\d’'-])", re.IGNORECASE)
        self.reports_parts = compile_forms(parts, re.IGNORECASE)
        """Verbs that report a part of what was said: 'She said the plan was “dead before it came”'."""
        self.written = compile_forms(
            rf"\b(?:{trie_pattern(people['written_things'].forms)}|{trie_pattern(people['written_verbs'].forms)})\b[^.]{{0,40}}$",
            re.IGNORECASE,
        )
        """What is read, not said: 'The message reads:'."""
        self.inscribed = compile_forms(
            rf"\b(?:the|a|an|this|one)[ ](?:\p{{Ll}}+[ ])?(?:{trie_pattern(people['inscribed_things'].forms)})[ ]$",
            re.IGNORECASE,
        )
        """'The sign said': a thing that carries a few words."""
        said = trie_pattern(people["said_things"].forms)
        self.stated = compile_forms(rf"\b(?:{said}|they|it)\b", re.IGNORECASE)
        """Things written that are somebody's words: 'The statement reads:'."""
        things = trie_pattern(form + ending for form in people["from_somebody"].forms for ending in ("", "s"))
        adverb = with_words(_ADVERB, lexicon)
        desks, listeners = trie_pattern(people["desk"].forms), trie_pattern(people["listener"].forms)
        days = with_words("«calendar.weekday»", lexicon)
        self.nobody = trie_pattern((*people["unnamed"].forms, *people["kin"].forms, *people["roles"].forms))
        to = trie_pattern(people["attributed"].forms)
        crediting = trie_pattern(people["credits"].forms)
        speaker = (
            rf"(?=(?:the[ ])?\p{{Lu}}|(?:the|a|an|his|her|their)[ ](?:[\p{{L}}’'-]+[ ]){{0,2}}(?:{self.nobody})\b)"
        )
        self.origin = compile_forms(
            rf"""
            (?:\b(?i:{things})[ ](?:of[ ]\p{{Ll}}+[ ])?(?:\p{{Ll}}+ed[ ]|made[ ])?(?:from|by|of)|^(?:And[ ]from|From)|\b(?i:{to})[ ]to|\b(?i:{crediting}))[ ]
            (?:the[ ](?:{desks})[ ]of[ ])?
            {speaker}
            """,
            re.VERBOSE,
        )
        """'Statement of Sheriff Ann Pole', 'A message from the Pole family', 'From the desk of Sheriff Ann Pole', 'words of thanks from PC Ann Pole'."""
        self.credit = compile_forms(rf"\b(?i:{crediting})[ ]{speaker}")
        """'In the words of Sheriff Ann Pole', 'According to the judge'."""
        named = trie_pattern(people["naming_verbs"].forms)
        self.names_it = compile_forms(rf"\b(?P<verb>{named})(?:[ ](?!so-called\b)[\p{{L}}’'-]++){{1,8}}[ ]$")
        """'called it', 'described the attack as a', 'called on drivers to'."""
        self.states_own = compile_forms(
            rf"(?:[’']s?|\b(?i:his|her|their))[ ](?:\p{{L}}+[ ]){{0,2}}(?:{said})(?:[ ]reads?)?[ ]*:[ ]*$"
        )
        """'Sheriff Ann Pole’s statement:', 'Her impact statement read:'."""
        # '... said PC Ann Pole', '... added the victim', '... said (Acting) Inspector Ann Pole'
        self.verb_first = compile_forms(
            rf"[ ]*[,;–—-]?[ ]*{adverb}?(?P<cue>{every})\b(?=[ ]+(?:[(\[]?\p{{Lu}}|the\b|a\b|an\b|his\b|her\b|their\b|one\b|he\b|she\b))",
            re.IGNORECASE,
        )
        # '... he said', '... PC Ann Pole, of the dog unit, added.'
        self.verb_last = compile_forms(
            rf"""
            [ ]*[,–—-]?[ ]*(?!(?:which|whom|where|when|while|but)\b)   # 'spoke of “county lines,” which he told the court'
            (?P<subject>(?:he|she|they|I|we|\(?\p{{Lu}}|the|a|an|one|his|her|their)\b?(?:[^.!?:;"“”]|{_SHORT_STOP}){{0,160}}?)
            [ ,]+{adverb}?(?P<cue>{every})\b
            (?=[ ]*(?:[,.;:–—-]|$)|[ ]+(?:in|at|from|via|after|of|to|on|today|yesterday|when|before|during|as|outside|following|about|later|while|last|this|with|them|him|her|us|{listeners}|{days})|[ ]+\w+ing\b)
            """,
            re.VERBOSE | re.IGNORECASE,
        )
        # '... PC Ann Pole told the Kelsham Gazette', '... council leader Ann Pole told the paper'
        self.verb_with_addressee = compile_forms(
            rf"[ ]*[,–—-]?[ ]*(?P<subject>(?:(?:he|she|they|the|a|an|one|his|her|their)\b|\(?\p{{Lu}}|(?:{_ROLE_WORD}[ ]){{1,3}}\p{{Lu}})(?:[^.!?:;\"“”]|{_SHORT_STOP}){{0,160}}?)[ ,]+{adverb}?(?P<cue>{addressed})\b(?=[ ]+[\p{{L}}\d])"
        )
        names = NameGrammar.of(lexicon)
        somebody = rf"(?:he|she|they|(?:the|a|an|his|her|their)[ ](?:[\p{{L}}’'-]+[ ]){{0,3}}?(?:{self.nobody}))"
        unknown = r"(?!(?:is|was|are|were|had|has|did|does)\b)\p{Ll}{3,}(?:ed|t|ng|k|g|w|m|ke|de|pt)"
        self.unknown_first = compile_forms(
            rf"[ ]*[,–—-]?[ ]*(?P<cue>{unknown})(?:[ ](?:in|out|up|back|on))?[ ](?:(?P<somebody>{somebody}|(?:the|a|an|his|her|their)(?:[ ][\p{{L}}’'-]+){{1,3}})(?=[ ]*(?:[.,;]|$))|(?=\(?\p{{Lu}}))"
        )
        self.unknown_last = compile_forms(
            rf"[ ]*(?P<somebody>{somebody})[ ](?:\p{{Ll}}+ly[ ])?(?P<cue>\p{{Ll}}{{3,}}ed)(?=[.,;]|$)"
        )
        self.somebody_last = compile_forms(rf"\b(?i:{somebody})$")
        self.unknown_lead = compile_forms(
            rf"(?:(?P<somebody>(?i:{somebody}))|(?P<name>\p{{L}}))[ ](?:\p{{Ll}}+ly[ ])?(?P<cue>\p{{Ll}}{{3,}}ed):$"
        )
        """'the magistrate thundered:', 'Inspector Ann Pole deadpanned:'."""
        self.names = names

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> CuePatterns:
        """The patterns for this lexicon, made once for each lexicon."""
        return CuePatterns(lexicon)

    def lead(
        self, text: str, start: int, end: int, *, speech: bool, words: int = 0, ended: bool = False
    ) -> Span | None:
        """The span of the verb in text[start:end] that introduces the quote behind `end`, or None.

        `words` is the number of words of the quote; `speech` and `ended` say whether it begins and ends like a sentence.
        """
        start = max(start, end - _ATTRIBUTION_REACH)
        stop = end
        while stop > start and text[stop - 1] in _MARKS:
            stop -= 1
        mark = text[stop:end]
        best: Span | None = None
        for match in self.every.finditer(text, start, stop):
            ahead = text[max(start, match.start() - 24) : match.start()]
            rest = text[match.end() : stop]
            passive = _PASSIVE.search(ahead) is not None and not match.group().endswith("ing")
            if passive and (":" not in mark or _TOLD_BY.fullmatch(rest) is None):
                continue  # 'Anyone with footage is asked to use the form, "Report it"'
            if match.group()[0].isupper() and (_NOUN.match(rest) or self.origin.search(rest)):
                continue  # 'Comment by Sergeant Ann Pole:', 'Quote attributable to Sheriff Ann Pole:'
            strong = self.strong.fullmatch(text, *match.span()) is not None
            if not rest.strip():
                if any(sign in mark for sign in ":;,") or speech or ((words >= 5 or ended) and strong):
                    return match.span()
            elif self._reaches(rest, mark, strong=strong, speech=speech, first=best is None):
                best = match.span()
        return best or self._unknown_lead(text, start, end)

    def _unknown_lead(self, text: str, start: int, end: int) -> Span | None:
        """The span of an unknown verb between a person and a colon: 'Inspector Ann Pole deadpanned:'."""
        stop = start + len(text[start:end].rstrip())
        match = self.unknown_lead.search(text, max(start, stop - _FAR_FROM_COLON), stop)
        if match is None:
            return None
        if match.group("somebody") is None:
            ahead = text[max(start, match.start() - _NAME_BEFORE) : match.end("name")]
            if not self._ends_in_a_name(ahead):
                return None
        return match.span("cue")

    def ends_in_somebody(self, words: str) -> bool:
        """Whether the words end in a rank and a name, or in a person without a name: 'the judge'."""
        return self.somebody_last.search(words) is not None or self._ends_in_a_name(words[-_NAME_BEFORE:])

    def is_label(self, words: str) -> bool:
        """Whether a line is only a rank and a name: 'Inspector Ann Pole', 'MAYOR ANN POLE, KELSHAM'."""
        named = self.names.titled_inside(words)
        return named is not None and named[0] == 0 and named[1] == len(words)

    def is_named_label(self, words: str) -> bool:
        """Whether words are only a rank and a name or surname: 'Inspector Ann Pole', 'Sgt Pole'."""
        named = next(self.names.titled(words, 0, len(words)), None)
        return named is not None and named.start == 0 and named.end == len(words) and (named.office or bool(named.rank))

    def _ends_in_a_name(self, words: str) -> bool:
        """Whether the words end in a rank and a name: '... was late. To which Inspector Ann Pole'."""
        while (named := self.names.titled_inside(words)) is not None:
            if named[1] == len(words):
                return True
            words = words[named[1] :]
        return False

    @staticmethod
    def _reaches(rest: str, mark: str, *, strong: bool, speech: bool, first: bool) -> bool:
        """Whether a verb introduces a quote over the words between: 'told the court on Monday:'."""
        if _BREAK.search(rest) or len(rest) > _FAR_FROM_COLON or _SUBORDINATE.match(rest):
            return False
        if ":" in mark:
            return strong or first
        reach = rest.count(" ")
        return strong and speech and ((reach <= 6 and bool(mark.strip())) or reach <= 3)

    def last(self, text: str, start: int, end: int) -> Span | None:
        """The span of the last reporting verb before `end`, of any kind."""
        found: Span | None = None
        for match in self.every.finditer(text, max(start, end - _ATTRIBUTION_REACH), end):
            found = match.span()
        return found

    def begins_a_sentence(self, between: str) -> bool:
        """Whether a new sentence begins between two quoted pieces: '... said Cpl. Ann Pole. The'."""
        match = _SENTENCE_BEGUN.search(between)
        return match is not None and not self.names.ranks.is_short(between, match.start())

    def tail(self, text: str, start: int, end: int, *, last: str) -> Span | None:
        """The span of the verb behind `start` that attributes what stands before it. `last` is the last character of the quoted words."""
        found = VERBS_BEHIND.first(Behind(self, text, start, min(end, start + _ATTRIBUTION_REACH), last))
        return None if found is None or found[0] == NOBODY_SAYS else found[0]


NOBODY_SAYS: Span = (0, 0)
"""Found where a verb stands behind quoted words and reports nothing: no other rule is asked."""


def verb_first(behind: Behind) -> Span | None:
    """'... said PC Ann Pole', '... added the victim'."""
    match = behind.cues.verb_first.match(behind.text, behind.start, behind.end)
    if match is None:
        return None
    sentence = behind.last in _SENTENCE_END and behind.text[match.start("cue")].isupper()
    return NOBODY_SAYS if sentence else match.span("cue")  # '“We act.” Said cars are for sale.'


def verb_last(behind: Behind) -> Span | None:
    """'... he said', '... PC Ann Pole, of the dog unit, added.'"""
    match = behind.cues.verb_last.match(behind.text, behind.start, behind.end)
    return None if match is None else _last_verb(behind, match)


def verb_with_addressee(behind: Behind) -> Span | None:
    """'... PC Ann Pole told the Kelsham Gazette': the words behind the verb say to whom."""
    match = behind.cues.verb_with_addressee.match(behind.text, behind.start, behind.end)
    if match is None or behind.last not in _SENTENCE_END + ",":
        return None
    return _last_verb(behind, match)


def _last_verb(behind: Behind, match: re.Match[str]) -> Span | None:
    """The verb behind its subject, unless the clause is passive or a sentence of its own."""
    before = behind.text[max(behind.start, match.start("cue") - 24) : match.start("cue")]
    rest = behind.text[match.end("cue") : behind.end].lstrip()
    if _PASSIVE.search(before) or _BARE.search(before) or rest.startswith(":"):
        return None
    start, end = match.span("subject")
    stops = (at for at in range(start, end) if behind.text[at] == ".")
    if not all(behind.cues.names.ranks.is_short(behind.text, at) for at in stops):
        return None
    ended = behind.last in _SENTENCE_END and behind.text[match.start("subject")].isupper()
    return None if ended and not (rest == "" or rest[0] in ".,;") else match.span("cue")


def unknown_verb_first(behind: Behind) -> Span | None:
    """'“Nonsense,” scoffed the driver.': a verb that the lexicon does not have, before a person with a rank or without a name."""
    if behind.last not in _CLOSES_SPEECH:
        return None
    match = behind.cues.unknown_first.match(behind.text, behind.start, behind.end)
    if match is None:
        return None
    if match.group("somebody") is None and not _is_titled(behind, match.end()):
        return None
    return match.span("cue")


def unknown_verb_last(behind: Behind) -> Span | None:
    """'“Nonsense,” the driver scoffed', '“We do too,” Sgt Ann Pole chimed in': a verb that the lexicon does not have, behind a person."""
    if behind.last not in _CLOSES_SPEECH:
        return None
    match = behind.cues.unknown_last.match(behind.text, behind.start, behind.end)
    if match is None and (named := _titled_end(behind, behind.start)) is not None:
        match = _UNKNOWN_VERB.match(behind.text, named, behind.end)
    return None if match is None else match.span("cue")


def _is_titled(behind: Behind, at: int) -> bool:
    """Whether a rank or title and a name stand at `at`."""
    return _titled_end(behind, at) is not None


def _titled_end(behind: Behind, at: int) -> int | None:
    """Where a rank or title and a name that begin at `at` end, or None."""
    while at < behind.end and behind.text[at] in " (":
        at += 1
    names, end = behind.cues.names, min(behind.end, at + _FAR_FROM_COLON)
    match = names.ranks.pattern.match(behind.text, at, end)
    return None if match is None else names.read(behind.text, match.end(), end, titled=True)


VERBS_BEHIND: RuleTable[Behind, Span] = RuleTable(
    "quote",
    (
        Rule(
            "verb_first",
            verb_first,
            finds=("“<quote cue=said>We act,</quote>” said PC Ann Pole.",),
            ignores=("“Eyes Open” Said PC Ann Pole.",),
        ),
        Rule(
            "verb_last",
            verb_last,
            finds=("“<quote cue=added>We act,</quote>” PC Ann Pole, of the dog unit, added.",),
            ignores=("He was fined under “Kelsham Law”, a chance to comment.",),
        ),
        Rule(
            "verb_with_addressee",
            verb_with_addressee,
            finds=("“<quote cue=told>We act,</quote>” Cpl. Ann Pole told local reporters.",),
            ignores=("He claimed to be “Mark from Kelsham Bank” and told the victim to pay.",),
        ),
        Rule(
            "unknown_verb_first",
            unknown_verb_first,
            finds=(
                '“<quote speaker="Ann Pole" cue=hollered>Stand back,</quote>” hollered Sergeant Ann Pole.',
                '“<quote speaker="the landlord" cue=harrumphed>Nonsense,</quote>” harrumphed the landlord.',
            ),
            ignores=("The “Rural Roads” team helped Sergeant Ann Pole.",),
        ),
        Rule(
            "unknown_verb_last",
            unknown_verb_last,
            finds=(
                '“<quote speaker="the landlord" cue=harrumphed>Nonsense,</quote>” the landlord harrumphed.',
                '“<quote speaker="Ann Pole" cue=chimed>We do too,</quote>” Sgt Ann Pole chimed in.',
            ),
        ),
    ),
    kinds=("quote",),
)
"""The verb behind quoted words that reports them."""
