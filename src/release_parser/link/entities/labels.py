"""A label and its number: 'Arrests: 34', 'Drivers taken off the road: 52', 'Total tickets issued 203'.

In: a quantity that ends its line or table row, behind a label. Out: the `Entity` that the label names, and the token of the participle that tells
what happened to it.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.phrases import ending_at, phrase_at
from release_parser.link.syntax import NOUNS

_SEPARATORS = frozenset({":", "-", "–", "—", "|", "=", "("})
_LONGEST_LABEL_TOKENS = 16
"""Tokens that a label may have."""


def label_before(counted: Counted) -> Entity | None:
    """'Arrests: 34', 'Knives seized - 12', 'Drivers arrested for dangerous driving: 7': the noun of a label before its number, as in lists and table rows."""
    label = _label(counted)
    if label is None or among_charges(counted):
        return None
    entity = phrase_at(counted, label.start)
    if entity is None or entity.token >= label.stop:
        return _last_noun(counted, label)
    return None if _names_nothing(counted, entity) or _tells_of_people(counted, entity) else entity


def among_charges(counted: Counted) -> bool:
    """Whether the label is an offence in a list of charges: behind 'Charges:', 'Possession of a weapon (5)' counts charges and no weapons."""
    intro = counted.page.intro_of(counted.sentence)
    return intro is not None and "charge" in counted.text[intro.start : intro.end].lower()


def _names_nothing(counted: Counted, entity: Entity) -> bool:
    """Whether a label names no entity: 'Total: 34' has no noun, 'Kelsham: 12' and 'Operation Heron: six arrested' tell where or in which operation."""
    if entity.head in counted.words.containers:
        return True
    name = counted.syntax.tags[entity.token] == "NNP"
    return name and counted.syntax.lower(entity.token) not in counted.words.plain


def _tells_of_people(counted: Counted, entity: Entity) -> bool:
    """Whether the label tells what happened to people without naming them: 'Fatal crash in Kelsham: one dead, three injured'."""
    behind = counted.syntax.lower(counted.after) if counted.after < len(counted.syntax) else ""
    return behind in counted.words.harmed and entity.head not in counted.words.persons


def _last_noun(counted: Counted, label: range) -> Entity | None:
    """The noun at the end of a label that opens with something else: 'Of which arrests: 3' has one, 'Remanded in custody: 69' has none."""
    syntax, index = counted.syntax, label.stop - 1
    while index > label.start and (syntax.tags[index] in ("VBN", "VBD") or syntax.lower(index) == "made"):
        index -= 1
    in_phrase = index > label.start and syntax.pos[index - 1] in ("ADP", "SCONJ")
    return ending_at(counted, index) if syntax.pos[index] == "NOUN" and not in_phrase else None


def verb_of_the_label(counted: Counted) -> int | None:
    """The token of the label's participle: 'Drivers taken off the road: 52', 'Remanded in custody: 69'."""
    label = _label(counted)
    if label is None or (counted.entity is not None and counted.entity.token >= counted.first):
        return None
    begin = label.start if counted.entity is None else counted.entity.token + 1
    return next((index for index in range(begin, label.stop) if _tells(counted, index)), None)


def _tells(counted: Counted, index: int) -> bool:
    """Whether a token is a participle that tells what happened, and does not describe a noun behind it."""
    syntax = counted.syntax
    participle = syntax.tags[index] in ("VBN", "VBD") or syntax.lower(index) in counted.words.outcomes
    behind_noun = index == 0 or syntax.pos[index + 1] not in NOUNS
    return participle and behind_noun and syntax.lower(index) not in counted.words.weak


def _label(counted: Counted) -> range | None:
    """The indices of the label's tokens: from the beginning of its line or cell up to the number, if it holds no finite verb and no other number."""
    syntax, end = counted.syntax, counted.first
    while end > 0 and syntax.words[end - 1] in _SEPARATORS:
        end -= 1
    if end == counted.first and not _unmarked(counted):
        return None
    begin = 0
    for index in range(end - 1, max(-1, end - _LONGEST_LABEL_TOKENS - 1), -1):
        if syntax.words[index] in ("|", ";", ":") or _opens_a_value(counted, index):
            begin = index + 1
            break
        if (
            (index in counted.stop and not _lasts(counted, index))
            or syntax.pos[index] == "AUX"
            or syntax.tags[index] in ("MD", "VBZ", "VBP", "PRP")
        ):
            return None
    else:
        if end > _LONGEST_LABEL_TOKENS:
            return None
    return range(begin, end) if begin < end else None


def _opens_a_value(counted: Counted, index: int) -> bool:
    """Whether a comma divides an address from the label: '400 block of Elm Street, value of goods taken: $912'."""
    syntax = counted.syntax
    value = syntax.lower(index + 1) in counted.words.value or syntax.lower(index + 1) in counted.words.containers
    return syntax.words[index] == "," and value and syntax.lower(index + 2) == "of"


def _lasts(counted: Counted, index: int) -> bool:
    """Whether a number is a length of time that belongs to the label: 'Three-day suspensions: 9'."""
    at = counted.syntax.starts[index]
    return any(other.kind == "duration" and other.start <= at < other.end for other in counted.within.quantities)


def _unmarked(counted: Counted) -> bool:
    """Whether a line without a colon is a label and its count: 'Tickets issued 203' ends in a count behind a plural or a participle."""
    page, sentence, syntax = counted.page, counted.sentence, counted.syntax
    block = page.blocks[sentence.block]
    listed = block.kind in ("bullet", "row") and sentence.start == block.start and sentence.end == block.end
    if (
        not listed
        or counted.quantity.kind != "count"
        or counted.first < 1
        or page.text[counted.quantity.end : sentence.end].strip(" .;,")
    ):
        return False
    return syntax.tags[counted.first - 1] in ("VBN", "VBD", "NNS")
