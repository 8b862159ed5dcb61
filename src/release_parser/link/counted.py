"""One quantity in its sentence, with everything that the rules of `link/` read, measured once.

In: a page, its quantities and the syntax of the sentences that hold one. Out: a `Counted` for each quantity, in text order. All
offsets are characters of `page.text`; `first`, `last` and `stop` are indices of tokens of `syntax`.

`claims.py` finds the entity and the direction first and stores them in a copy (`dataclasses.replace`), because the rules for predicates read
them. What later passes find is stored in the `ClaimDraft` (`link/drafts.py`) that holds the `Counted`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from release_parser.extract.mentions import QuantityMention
from release_parser.lexicon import Lexicon
from release_parser.link.syntax import Syntax
from release_parser.link.words import LinkWords, link_words
from release_parser.records import Direction
from release_parser.text import Page, Sentence

SENTENCE_REACH = 2_000
"""How many characters of its sentence on either side of a quantity rules read: a sentence without end may hold a thousand quantities."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a quantity measures: its page offsets, the lemma of its head noun ('' for a name), the index of the head's token (-1 where it is not in a parsed sentence)."""

    start: int
    end: int
    head: str
    token: int
    rule: str


@dataclass(frozen=True, slots=True)
class CountedSentence:
    """A sentence with its syntax and its quantities; all quantities of the sentence share this value.

    `quantities` are those that the parse covers, in text order: the end of a very long sentence is not parsed. `tokens` maps each token that a
    quantity covers to the number of quantities that cover it.
    """

    page: Page
    index: int
    syntax: Syntax
    lexicon: Lexicon
    words: LinkWords
    quantities: tuple[QuantityMention, ...]
    tokens: Mapping[int, int]
    ages: frozenset[int]
    """Tokens that belong to an age."""

    @property
    def sentence(self) -> Sentence:
        """The sentence's offsets in the page, and its block."""
        return self.page.sentences[self.index]


@dataclass(frozen=True, slots=True)
class Counted:
    """One quantity in its sentence: the value that every rule of `link/` takes.

    `within` is what the quantity shares with the others of its sentence. Where the parse does not cover the quantity, `parsed` is False, `first` and
    `last` are -1, and only rules that read the text may decide. `low` and `high` bound the text that a rule may read, in characters of the page: the
    sentence, cut to `SENTENCE_REACH` characters on either side. `entity` and `direction` are what earlier rules found.
    """

    quantity: QuantityMention
    within: CountedSentence
    first: int
    """The first token of the quantity."""
    last: int
    """The last token of the quantity."""
    low: int
    high: int
    stop: frozenset[int] = frozenset()
    """Tokens of the sentence's other quantities: they end a noun phrase."""
    ages: frozenset[int] = frozenset()
    """Those of them that are ages."""
    entity: Entity | None = None
    direction: Direction | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    """The rule that gave each field found so far: {'entity': 'following_noun', 'direction': 'fell_by'}."""

    @property
    def parsed(self) -> bool:
        """Whether the parse covers the quantity."""
        return self.first >= 0

    @property
    def after(self) -> int:
        """The index of the first token behind the quantity."""
        return self.last + 1

    @property
    def head(self) -> int:
        """The token of the entity's head if that stands behind the quantity, else the quantity's own last token."""
        return self.entity.token if self.entity is not None and self.entity.token > self.last else self.last

    @property
    def page(self) -> Page:
        """The page on which the quantity stands."""
        return self.within.page

    @property
    def text(self) -> str:
        """The whole text of the page."""
        return self.within.page.text

    @property
    def syntax(self) -> Syntax:
        """The tokens of the quantity's sentence."""
        return self.within.syntax

    @property
    def lexicon(self) -> Lexicon:
        """The parser's vocabulary."""
        return self.within.lexicon

    @property
    def words(self) -> LinkWords:
        """The sets of words that the rules of `link/` ask for."""
        return self.within.words

    @property
    def sentence(self) -> Sentence:
        """The quantity's sentence."""
        return self.within.sentence

    @property
    def sentence_index(self) -> int:
        """The index of the quantity's sentence among `page.sentences`."""
        return self.within.index

    @property
    def block(self) -> int:
        """The index of the quantity's block among `page.blocks`."""
        return self.within.sentence.block

    @property
    def previous(self) -> QuantityMention | None:
        """The quantity before it in the sentence."""
        at = bisect_left(self.within.quantities, self.quantity.start, key=_start)
        return self.within.quantities[at - 1] if at > 0 else None

    @property
    def following(self) -> QuantityMention | None:
        """The quantity behind it in the sentence."""
        at = bisect_right(self.within.quantities, self.quantity.start, key=_start)
        return self.within.quantities[at] if at < len(self.within.quantities) else None

    def before(self, characters: int) -> str:
        """The last `characters` characters of the sentence before the quantity, fewer where the sentence begins."""
        start = self.quantity.start
        return self.text[max(self.low, start - characters) : start]

    def behind(self, characters: int) -> str:
        """The first `characters` characters of the sentence behind the quantity, fewer where the sentence ends."""
        end = self.quantity.end
        return self.text[end : min(self.high, end + characters)]


def _start(quantity: QuantityMention) -> int:
    """The key by which quantities are sorted and searched: where each begins."""
    return quantity.start


def count_page(
    page: Page, quantities: Sequence[QuantityMention], syntax: Mapping[int, Syntax], lexicon: Lexicon
) -> Iterator[Counted]:
    """Each quantity of a page in its sentence. Quantities outside of sentences are left out.

    `syntax` maps the index of each sentence that holds a quantity to its tokens.
    """
    by_sentence: dict[int, list[QuantityMention]] = {}
    for quantity in quantities:
        index = page.sentence_at(quantity.start)
        if index is not None:
            by_sentence.setdefault(index, []).append(quantity)
    for index, mentions in by_sentence.items():
        yield from count_sentence(page, index, syntax[index], mentions, lexicon)


def count_sentence(
    page: Page, index: int, syntax: Syntax, quantities: Sequence[QuantityMention], lexicon: Lexicon
) -> Iterator[Counted]:
    """The quantities of one sentence, which is `page.sentences[index]`."""
    parsed = tuple(quantity for quantity in quantities if _is_parsed(quantity, syntax))
    stretches = {quantity: _tokens(quantity, syntax) for quantity in parsed}
    tokens = Counter(token for stretch in stretches.values() for token in stretch)
    ages = frozenset(token for quantity in parsed if quantity.kind == "age" for token in stretches[quantity])
    within = CountedSentence(page, index, syntax, lexicon, link_words(lexicon), parsed, tokens, ages)
    sentence = page.sentences[index]
    for quantity in quantities:
        low, high = (
            max(sentence.start, quantity.start - SENTENCE_REACH),
            min(sentence.end, quantity.end + SENTENCE_REACH),
        )
        own = stretches.get(quantity)
        if own is None:
            yield Counted(quantity, within, -1, -1, low, high)
            continue
        stop = frozenset(token for token, times in tokens.items() if times > (token in own))
        yield Counted(quantity, within, own[0], own[-1], low, high, stop, stop & ages)


def _tokens(quantity: QuantityMention, syntax: Syntax) -> range:
    """The indices of the tokens that a quantity covers."""
    return range(syntax.at(quantity.start), syntax.at(quantity.end - 1) + 1)


def _is_parsed(quantity: QuantityMention, syntax: Syntax) -> bool:
    """Whether the parse covers a quantity: a very long sentence is parsed only in part."""
    return len(syntax) > 0 and quantity.end <= syntax.ends[-1]
