"""Speakers without a name: 'A spokesman for the trust', 'Ann's mother', 'The family of Tom Ash', 'Officers from the dog unit'.

In: a lexicon. Out: patterns that find such a phrase in a text; the group `noun` is its noun.

>>> unnamed = Unnamed.of(Lexicon.default())
>>> text = "Speaking to us, the mother of one of the victims said"
>>> match = unnamed.pattern.search(text)
>>> match.group("phrase"), match.group("noun")
('the mother of one of the victims', 'mother')
"""

from __future__ import annotations

import re
from functools import lru_cache

from release_parser.lexicon import Lexicon, WordPattern, compile_forms, fold, trie_pattern, with_words

ADVERBS = r"(?:(?:also|then|later|has|have|had|further|previously|only|just|«people.before_a_cue»|now|today|yesterday|\p{Ll}+ly)[ ]+)*+"
_FUNCTION = r"(?i:of|for|from|at|in|who|which|with|to|on|by|and|or|was|were|is|are|be|being|been|has|have|had|that|as|after|when|while|it|they|we|he|she|«people.no_part_of_a_phrase»)"
_NAME = r"\p{Lu}[\p{L}-]*(?:[’']\p{Lu}[\p{L}-]*)?"
_GROUPS = WordPattern(
    r"(?:«people.group_of_speakers»)\b|[^s]s$",
    re.IGNORECASE,
)


class Unnamed:
    """The patterns of a lexicon for speakers without a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        people = lexicon.vocabulary("people")
        nouns = trie_pattern(
            (*people["unnamed"].forms, *people["kin"].forms, *people["she"].forms, *people["he"].forms)
        )
        particles = trie_pattern(people["particles"].forms)
        function, adverbs = with_words(_FUNCTION, lexicon), with_words(ADVERBS, lexicon)
        self.kin = frozenset(fold(form) for form in people["kin"].forms)
        """Words for relatives and friends."""
        self.anybody = frozenset(fold(form) for form in people["anybody"].forms)
        """Nouns that a definite article ties to nobody: 'the officer' may be any of them."""
        self.keeps_of = frozenset(fold(form) for form in people["of_somebody"].forms)
        """Nouns whose 'of' belongs to them: 'the family of Ann Pole'."""
        self.pattern = compile_forms(
            rf"""
            (?<![\w’'-])
            (?P<phrase>
              (?:(?:(?i:a|an|the|his|her|their|another|our)|One)[ ]|{_NAME}(?:[ ](?:(?:{particles})[ ]){{0,2}}{_NAME}){{0,3}}[’'](?:s[ ]|[ ])   # 'Jan van Dyk's mother'
                |(?:\p{{Lu}}[\p{{L}}&-]*[ ]){{1,4}}(?=(?i:spokes(?:person|man|woman)))  # 'Kelshire Police spokesperson said'
              )
              (?:(?:(?!{function}[ ])[\p{{L}}\d-]+(?:[’']s?)?|of(?=[ ]\p{{Lu}}))[ ]){{0,5}}?
              (?P<noun>(?i:{nouns}))(?:[ ](?P<noun>(?i:{nouns}))(?![\w’'-])){{0,3}}+
              (?P<of>[ ]of[ ](?:one[ ]of[ ])?(?:the[ ]|his[ ]|her[ ])?[\p{{L}}’'-]+(?:[ ]\p{{Lu}}[\p{{L}}’'-]*){{0,3}})?
            )
            (?![\w’'-])
            """,
            re.VERBOSE,
        )
        plural = trie_pattern(people["plural_speakers"].forms)
        things = trie_pattern(people["written_things"].forms)
        self.plain = compile_forms(
            rf"""
            (?:^[ ]*|,[ ])
            (?P<phrase>
              (?:(?:The|A|An|His|Her|Their|One|Another)[ ]|(?=(?:{plural})\b))
              (?!(?:{things})\b)[\p{{L}}\d][\w’'-]*
              (?:[ ](?!(?:of|for|from|at|in|who|which|with|to|on|by|and|was|were|is|has|have|had|that)\b)[\p{{L}}\d’'-]+){{0,4}}
            )
            (?=[ ]+{adverbs}$|[ ](?:of|for|from|at|in|who|with)\b[^.:;]{{0,120}}$|,[^.:;]{{0,120}}$)
            """,
            re.VERBOSE | re.IGNORECASE,
        )
        """An unnamed subject that no list holds: 'The father-of-two said', 'Officers from the dog unit, said'."""

    @staticmethod
    @lru_cache(maxsize=4)
    def of(lexicon: Lexicon) -> Unnamed:
        """The patterns for this lexicon."""
        return Unnamed(lexicon)

    def is_kin(self, phrase: str) -> bool:
        """Whether a phrase is of relatives or friends."""
        return not self.kin.isdisjoint(fold(phrase).split())


def is_group(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a phrase means several people: 'his family', 'the parents', 'the council'."""
    return _GROUPS.of(lexicon).search(phrase.partition(" of ")[0].partition(" for ")[0]) is not None
