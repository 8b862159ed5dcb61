"""Whether words in lower case name one certain unit or just any of its kind.

In: a text and the bounds of a phrase ('dog unit'). Out: True for 'the dog unit' and 'the force's dedicated dog unit'; False for 'a sizeable
dog unit', 'their dog unit' and 'the shared dog unit'.

>>> [is_definite(text, text.index("dog"), len(text), Lexicon.default()) for text in ("Kent's new dog unit", "a new dog unit")]
[True, False]
"""

from __future__ import annotations

from release_parser.extract.unit_acronyms import explained_after
from release_parser.lexicon import Lexicon, WordPattern, WordSet
from release_parser.regexes import Regex

_MAX_ADJECTIVES = 5
_WORD = Regex(r"(?<![\p{L}\d])(?P<word>[\p{L}\d][\p{L}\d'’-]*['’]?)(?P<stop>[,;:]?)[ ]$")
_GENITIVE = Regex(r"['’]s?$")
_WITHIN = Regex(r"[\p{L}\d,][ ]$")
_CERTAIN = frozenset({"the", "our", "its", "this"})
# what any such unit may have, what is only planned, and counts
_ANY = frozenset(
    {"a", "an", "another", "any", "each", "every", "no", "some", "their", "his", "her", "my", "your", "such", "one"}
    | {"second", "other"}
)
_ANY_SUCH = WordSet("name_words.any_such")
_LINKS = frozenset({"from", "of", "with", "by", "to", "in", "at", "for", "including", "as"})
# 'a marine unit officer': the article is the officer's
_MEMBER = WordPattern(r"[ ](?:«name_words.member»)\b")


def is_definite(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the determiner before text[start:end] and its adjectives points to one certain unit."""
    if explained_after(text, start, end, lexicon):
        return True  # 'a small retail crime unit (RCU)': what has an acronym has a name
    at = start
    for count in range(_MAX_ADJECTIVES + 1):
        match = _WORD.search(text, max(0, at - 40), at)
        if match is None:  # a sentence begins, or a bracket or quotation mark stands before
            return count == 0 and text[max(0, at - 1) : at] in ("(", "“", "‘", '"', "'", "/")
        word = match["word"]
        if match["stop"]:
            return count == 0  # 'the firearms unit, dog unit'
        if word.casefold() in _CERTAIN or _GENITIVE.search(word):
            return True
        if word.casefold() in _ANY or word.casefold() in _ANY_SUCH.of(lexicon):
            return _MEMBER.of(lexicon).match(text, end) is not None and word.casefold() in ("a", "an")
        if word in _LINKS:
            return True  # 'officers from rural crime team'
        if word[0].isupper():
            # 'the Kent Police mounted dog section'; a capital that begins its sentence tells nothing
            return count == 0 or _WITHIN.search(text, max(0, match.start() - 2), match.start()) is not None
        at = match.start()
    return False
