"""Words that give a number's bound: 'more than', 'up to', 'or more', and verbs such as 'exceeded'.

In: a text and a quantity. Out: the quantity with its bound, extended over the words that give it. A verb stays outside the span, because it may be
the predicate.

>>> from decimal import Decimal
>>> from release_parser.lexicon import Lexicon
>>> text = "They made more than 30 arrests."
>>> found = Bounds(Lexicon.default()).around(text, QuantityMention(20, 22, "count", 20, 22, Decimal(30)))
>>> text[found.start:found.end], found.bound
('more than 30', 'more_than')
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import BoundWord, Lexicon, WordPattern, compile_forms, trie_pattern
from release_parser.regexes import Regex
from release_parser.text.words import last_word

if TYPE_CHECKING:
    from release_parser.records import Bound

# Verbs whose particle looks like a bound: 'officers pulled over 12 cars', 'handed over two knives'
_PARTICLE_VERBS = WordPattern(
    r"\b(?:«measure_words.with_a_particle»)[ ]+(?:(?:it|them|him|her)[ ]+)?\Z",
    re.IGNORECASE,
)
# 'it took under nine minutes'; 'took over three cars' is a particle
_TOOK = WordPattern(r"\b(?:«measure_words.takes»)[ ]+\Z", re.IGNORECASE)
_PARTICLES = frozenset({"over", "around", "about", "under", "above", "some"})
# 'for over four days', 'took over three hours', 'with over 20 years of experience': longer than. Else 'over' says when, as in
# 'checks were carried out over four days'.
_LASTS = WordPattern(
    r"(?:\b(?:for|just|well|of|a|an|the|to|with|within|by|than|after|is|was|were|are|be|been|being|has|have|had|having"
    r"|and|or|at|from|in|since|until|nearly|almost|about|around|«measure_words.takes»|«measure_words.before_a_time»)|[(:,–—-])[ ]*\Z",
    re.IGNORECASE,
)
_AGO = WordPattern(
    r"(?:[’']|[ ](?:ago|old|late|behind|each|later|earlier|«measure_words.behind_a_time»)\b)",
    re.IGNORECASE,
)
# 'over ninety years of mining': longer than; 'over four weeks of the operation' says when
_YEARS_OF = Regex(r"[ ]of[ ](?!(?:the|this|that|these|our|an?|his|her|their|its)\b)\p{Ll}")
_NIGHTS = WordPattern(r"[ ](?:\p{Ll}+[ ])?(?:«measure_words.nights»)\b")
# 'was arrested over 20 times', 'were arrested over 40 people': how many
_MANY = WordPattern(r"[ ](?:\p{Ll}+[ ])?(?:times|«measure_words.so_often»)\b")
# 'was arrested over two burglaries', 'is due in court on Monday over six thefts': because of
_WHY = WordPattern(
    r"""
      \b(?:was|were|been|being|is|are)[ ](?:\p{Ll}+ly[ ])?(?:«measure_words.dealt_with_over»)[ ]+\Z
    | \b(?:due|«measure_words.in_court»)\b[^.;]{0,40}?\b(?:\p{Lu}\p{Ll}+day|court|magistrates|today|tomorrow|yesterday|«calendar.month»|(?:next|this)[ ](?:week|month|year))[ ]+\Z
    """,
    re.VERBOSE,
)
# 'received information about two men', 'lied about three thefts'
_TOLD = WordPattern(r"(?<![\w-])(?:«measure_words.told_about»)[ ]+\Z", re.IGNORECASE)
_TIMES = Regex(r"[ ](?:more[ ])?times\b")
_NEGATED = Regex(r"(?:\b(?:not|never|without|cannot)|n[’']t)[ ]+(?:\p{Ll}+[ ]+)?\Z", re.IGNORECASE)
_OPPOSITE: dict[Bound, Bound] = {"more_than": "at_most", "less_than": "at_least"}
_SPACES = Regex(r"[ ]+")


class Bounds:
    """The words for bounds of one lexicon, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._of: dict[tuple[str, str], Bound] = {}
        sides: dict[str, list[str]] = {"before": [], "after": [], "verb": []}
        for entry in lexicon.typed("bounds", BoundWord):
            for form in entry.forms:
                self._of[entry.side, form] = entry.bound
                sides[entry.side].append(form)
        self._before = compile_forms(
            rf"(?<![\w.-])(?P<bound>{trie_pattern(sides['before'])})(?:[ ]+a[ ]total[ ]of(?=[ ])|(?<=nearly|almost)[ ]+the(?=[ ])|(?<=nearly|almost|than|least)[ ]+an?(?=[ ]))?[ ]*\Z",
            re.IGNORECASE,
        )
        self._lexicon = lexicon
        self._after = compile_forms(
            rf"(?:[ ]{{0,2}})(?P<bound>{trie_pattern(sides['after'])})(?!\w)(?<!plus(?=[ ](?:an?|another|the|his|her|[\d£$€]+)\b))",
            re.IGNORECASE,
        )
        self._verb = compile_forms(
            rf"(?<![\w-])(?P<bound>{trie_pattern(sides['verb'])})[ ]+(?:the[ ]+)?\Z", re.IGNORECASE
        )
        # the last words, or the last characters, of what bounds a number that follows
        self._last = frozenset(last_word(form) for form in sides["before"]) | {"of", "the", "a", "an"}
        self._last_of_verb = frozenset(last_word(form) for form in sides["verb"]) | {"the"}

    def around(self, text: str, mention: QuantityMention, *, after: bool = True) -> QuantityMention:
        """The mention, extended over the words that give its bound; with `after` also over those behind it, such as 'or more'."""
        grown = self._grown_before(text, mention) if mention.bound == "exactly" else mention
        if after and grown.bound in ("exactly", "about") and (tail := self._after.match(text, grown.end)) is not None:
            grown = replace(grown, end=tail.end("bound"), bound=self._named("after", tail))
        return grown if grown.bound != "exactly" else self._bounded_by_verb(text, grown)

    def _grown_before(self, text: str, mention: QuantityMention) -> QuantityMention:
        """The mention, extended over a bound right before it."""
        window = max(0, mention.start - 40)
        match = self._before.search(text[window : mention.start]) if _ends(text, mention.start, self._last) else None
        if match is None:
            return mention
        at = window + match.start("bound")
        word = _SPACES.sub(" ", match.group("bound").lower())
        no_bound = (
            self._is_particle(text, mention, word, at)
            or self._says_when(text, mention, word, at)
            or self._is_told(text, mention, word, at)
        )
        if no_bound or self._says_why(text, mention, word, at):
            return mention
        bound, start = self._named("before", match), at
        # 'up to around 30': the outer word decides
        if _ends(text, start, self._last):
            low = max(0, start - 40)
            if (outer := self._before.search(text[low:start])) is not None:
                bound, start = self._named("before", outer), low + outer.start("bound")
        return replace(mention, start=start, bound=bound)

    def _is_told(self, text: str, mention: QuantityMention, word: str, at: int) -> bool:
        """Whether 'about' belongs to a verb of speaking: in 'received information about two men' it bounds nothing, in 'made calls about 30 times' it does."""
        if word != "about" or mention.kind != "count" or _TIMES.match(text, mention.end):
            return False
        return _TOLD.of(self._lexicon).search(text[max(0, at - 24) : at]) is not None

    def _says_why(self, text: str, mention: QuantityMention, word: str, at: int) -> bool:
        """Whether 'over' means 'because of': 'was arrested over two burglaries', 'is due in court on Monday over six thefts'."""
        if word != "over" or mention.kind != "count" or _MANY.of(self._lexicon).match(text, mention.end):
            return False
        return _WHY.of(self._lexicon).search(text[max(0, at - 90) : at]) is not None

    def _bounded_by_verb(self, text: str, mention: QuantityMention) -> QuantityMention:
        """The mention with the bound that a verb gives: 'losses exceeded £1.5m' is more than, 'must not exceed £500' at most."""
        if not _ends(text, mention.start, self._last_of_verb):
            return mention
        low = max(0, mention.start - 40)
        verb = self._verb.search(text[low : mention.start])
        if verb is None:
            return mention
        bound = self._named("verb", verb)
        if _NEGATED.search(text[max(0, low + verb.start() - 24) : low + verb.start()]):
            bound = _OPPOSITE.get(bound, bound)
        return replace(mention, bound=bound)

    def _named(self, side: str, match: re.Match[str]) -> Bound:
        """The bound whose words a match has, before or behind the number (`side`)."""
        return self._of[side, _SPACES.sub(" ", match.group("bound").lower())]

    def _is_particle(self, text: str, mention: QuantityMention, word: str, at: int) -> bool:
        """Whether the word belongs to its verb: 'pulled over 12 cars', but not 'took over three hours'."""
        before = text[max(0, at - 60) : at]
        if word not in _PARTICLES or _PARTICLE_VERBS.of(self._lexicon).search(before) is None:
            return False
        return not (_TOOK.of(self._lexicon).search(before) and (word == "under" or mention.kind == "duration"))

    def _says_when(self, text: str, mention: QuantityMention, word: str, at: int) -> bool:
        """Whether 'over' means during: 'carried out over four days'."""
        if word != "over":
            return False
        if mention.kind == "count":  # 'carried out over three nights'
            return _NIGHTS.of(self._lexicon).match(text, mention.end) is not None
        if mention.kind != "duration":
            return False
        lasts = _LASTS.of(self._lexicon).search(text[max(0, at - 24) : at])
        years_of = mention.unit == "year" and _YEARS_OF.match(text, mention.end)
        return not (lasts or years_of or _AGO.of(self._lexicon).match(text, mention.end))


def _ends(text: str, at: int, last: frozenset[str]) -> bool:
    """Whether the words before `at` can be a bound, checked by their last word alone, since most numbers have none."""
    while at and text[at - 1] == " ":
        at -= 1
    start = at
    while start and text[start - 1].isalpha() and at - start < 20:
        start -= 1
    return (text[start:at].lower() if start < at else text[at - 1 : at]) in last
