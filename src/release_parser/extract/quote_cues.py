"""Reporting verbs beside a quotation: in front of it ('PC Ann Pole said:') or behind it ('... said PC Ann Pole').

In: text before or after a quoted stretch. Out: where the reporting verb stands, or None.

>>> cues = CuePatterns.of(Lexicon.default())
>>> text = "PC Ann Pole told the court on Monday:"
>>> start, end = cues.lead(text, 0, len(text), speech=True)
>>> text[start:end]
'told'
"""

from __future__ import annotations

from functools import lru_cache

import regex

from release_parser.lexicon import Cue, Lexicon, trie_pattern

Span = tuple[int, int]
_ADVERB = r"(?:(?:also|later|then|now|further|previously|today|yesterday|simply|only|just|himself|herself|has|have|had|went[ ]on[ ]to|goes[ ]on[ ]to)[ ])"
_REACH = 320
_PASSIVE = regex.compile(r"\b(?:is|are|was|were|be|been|being)[ ](?:\p{Ll}+ly[ ])?$")

# '“Ashshire Police”, by calling 101 or report online', '“Rural Roads”, a chance to comment'
_BARE = regex.compile(r"\b(?:or|to|please)[ ]$")


class CuePatterns:
    """The patterns of a lexicon's reporting verbs, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.typed("cues", Cue)
        strong = trie_pattern(form for cue in cues if not cue.weak for form in cue.forms)
        every = trie_pattern(form for cue in cues for form in cue.forms)
        # not 'the United States', 'the Secretary of State', 'the State Department'
        before = r"(?<![\p{L}\d’'-])(?<!United[ ](?=States))(?<!\bof[ ](?=State\b))(?!(?-i:State[ ]\p{Lu}))"
        self.strong = regex.compile(rf"{before}(?:{strong})(?![\p{{L}}\d’'-])", regex.IGNORECASE)
        self.every = regex.compile(rf"{before}(?:{every})(?![\p{{L}}\d’'-])", regex.IGNORECASE)
        # '... said PC Ann Pole', '... added the victim'
        self._verb_first = regex.compile(
            rf"[ ]*[,–—-]?[ ]*{_ADVERB}?(?P<cue>{every})\b(?=[ ]+(?:\p{{Lu}}|the\b|a\b|an\b|his\b|her\b|their\b|one\b|he\b|she\b))",
            regex.IGNORECASE,
        )
        # '... he said', '... PC Ann Pole, of the dog unit, added.'
        self._verb_last = regex.compile(
            rf"""
            [ ]*[,–—-]?[ ]*
            (?P<subject>(?:he|she|they|I|we|\p{{Lu}}|the|a|an|one|his|her|their)\b?[^.!?:;"“”]{{0,160}}?(?:(?<=\p{{Lu}})\.[^.!?:;"“”]{{0,80}}?)?)
            [ ,]+{_ADVERB}?(?P<cue>{every})\b
            (?=[ ]*(?:[,.;:–—-]|$)|[ ]+(?:in|at|after|of|to|on|today|yesterday|when|before|during|as|outside|following|about|later|while|last|this|with|them|him|her|us|officers|reporters|police|jurors|magistrates|the[ ](?:court|judge|jury|hearing|meeting|audience|conference|inquest)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|[ ]+\w+ing\b)
            """,
            regex.VERBOSE | regex.IGNORECASE,
        )

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> CuePatterns:
        """The patterns for this lexicon."""
        return CuePatterns(lexicon)

    def lead(
        self, text: str, start: int, end: int, *, speech: bool, words: int = 0, ended: bool = False
    ) -> Span | None:
        """The verb that introduces what follows `end`: `words` words, `speech` and `ended` where they read or end like a sentence."""
        start = max(start, end - _REACH)
        stop = end
        while stop > start and text[stop - 1] in " :;,–—-.*_…":
            stop -= 1
        mark = text[stop:end]
        best: Span | None = None
        for match in self.every.finditer(text, start, stop):
            rest = text[match.end() : stop]
            if _PASSIVE.search(text[max(start, match.start() - 24) : match.start()]) and not match.group().endswith(
                "ing"
            ):
                continue  # 'Anyone with footage is asked to use the form, "Report it"'
            if not rest.strip():
                if (
                    ":" in mark
                    or ";" in mark
                    or "," in mark
                    or speech
                    or ((words >= 5 or ended) and self.strong.fullmatch(text, *match.span()))
                ):
                    return match.span()
                continue
            if regex.search(r"[.!?][ ]+\p{Lu}|[\"“”]", rest) or len(rest) > 160:
                continue
            strong = self.strong.fullmatch(text, *match.span()) is not None
            that = regex.match(r"[ ]+(?:that|how|why|whether|what|to[ ](?:be|have))\b", rest)
            reach = rest.count(" ")
            if ":" in mark and not that:
                if strong or best is None:
                    best = match.span()
            elif strong and not that and speech and ((reach <= 6 and mark.strip()) or reach <= 3):
                best = match.span()
        return best

    def last(self, text: str, start: int, end: int) -> Span | None:
        """The last reporting verb of any kind before `end`."""
        found: Span | None = None
        for match in self.every.finditer(text, max(start, end - _REACH), end):
            found = match.span()
        return found

    def tail(self, text: str, start: int, end: int, *, ended: bool) -> Span | None:
        """The verb that attributes what precedes `start`. `ended`: the quoted words end in a full stop."""
        end = min(end, start + _REACH)
        if match := self._verb_first.match(text, start, end):
            if not (ended and text[match.start("cue")].isupper()):
                return match.span("cue")
            return None
        match = self._verb_last.match(text, start, end)
        if match is None:
            return None
        before = text[max(start, match.start("cue") - 24) : match.start("cue")]
        if _PASSIVE.search(before) or _BARE.search(before):
            return None
        behind = text[match.end("cue") : end].lstrip()
        if behind.startswith(":"):
            return None
        if ended and text[match.start("subject")].isupper() and not (behind == "" or behind[0] in ".,;"):
            return None
        return match.span("cue")
