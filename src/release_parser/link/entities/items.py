"""A thing whose number or amount follows it, in brackets or behind 'x': 'cocaine (12 g), handguns x 3, phones (x2) and cash ($500)'.

In: a quantity that ends its item of a list. Out: the `Entity` of the thing before it, or None. Offences are not things: 'Theft x 3' in a list
of charges counts the charges, for which the text has no noun.
"""

from __future__ import annotations

from release_parser.link.counted import Counted, Entity
from release_parser.link.entities.labels import among_charges
from release_parser.link.entities.phrases import entity_of, outer
from release_parser.link.noun_phrases import Phrase, phrase_before
from release_parser.regexes import Regex

# 'handguns x 3', 'phones (x2)', 'rifles (4)'
_MARK = Regex(r"[ ]?(?P<mark>\([ ]?(?P<x>[x×])?[ ]?|[ ](?P<x>[x×])[ ]?)\Z")
_ENDS = Regex(r"[ ]?\)?[ ]?(?:[,;.]|and\b|&|\Z)")
_ITEM_IN_BRACKETS = Regex(r"\p{L}[ ]\([x×]?[ ]?\W?\d[^()]{0,20}\)")
_PAST = ("VBD", "VBN")
_ITEM_REACH = 300
"""Characters of an item that are read on either side of its number."""
_TOKENS_BETWEEN_CHARGES_AND_NUMBER = 60
"""How many tokens before the number a word for charges may stand."""


def noun_of_its_item(counted: Counted) -> Entity | None:
    """'cocaine (12 g), handguns x 3 and cash ($500)': the thing before its own number or amount."""
    mark = _MARK.search(counted.text, max(counted.sentence.start, counted.quantity.start - 6), counted.quantity.start)
    if mark is None or not _ends_its_item(counted, bracketed="(" in mark.group("mark")):
        return None
    many = mark.group("x") is not None or counted.quantity.kind != "count"
    if not (many or _in_a_list(counted)) or (counted.quantity.kind == "count" and _charged(counted)):
        return None
    noun = counted.syntax.at(mark.start() - 1)
    if noun in counted.stop or counted.syntax.tags[noun] not in ("NN", "NNS") or _is_a_change(counted, noun):
        return None
    phrase = outer(counted, phrase_before(counted.syntax, noun))
    return None if phrase is None or _of_an_offence(counted, phrase) else entity_of(counted, phrase)


def _is_a_change(counted: Counted, noun: int) -> bool:
    """Whether the noun before the bracket is a change, so that the amount measures what increased: 'an increase ($1.6m)'."""
    return counted.syntax.lower(noun) in counted.words.change_nouns


def _of_an_offence(counted: Counted, phrase: Phrase) -> bool:
    """Whether a noun is part of an offence's name, that is, stands behind a verb in its basic form: 'Utter Threats x2', 'Fail to Stop for Police x2'."""
    syntax, before = counted.syntax, phrase.start - 1
    return before >= 0 and syntax.pos[before] in ("VERB", "ADV", "PART", "ADP") and syntax.tags[before] not in _PAST


def _ends_its_item(counted: Counted, *, bracketed: bool) -> bool:
    """Whether the quantity is the last thing in its item; `bracketed` says whether a closing bracket must follow."""
    behind = counted.text[counted.quantity.end : min(counted.sentence.end, counted.quantity.end + 8)]
    return _ENDS.match(behind) is not None and behind.lstrip().startswith(")") == bracketed


def _in_a_list(counted: Counted) -> bool:
    """Whether other items of the sentence end in brackets too; a single bracket may hold anything."""
    start, end = counted.sentence.start, counted.sentence.end
    near = max(start, counted.quantity.start - _ITEM_REACH), min(end, counted.quantity.end + _ITEM_REACH)
    return len(_ITEM_IN_BRACKETS.findall(counted.text, *near)) > 1


def _charged(counted: Counted) -> bool:
    """Whether the sentence before, or the line above the list, is about charges."""
    syntax = counted.syntax
    near = range(max(0, counted.first - _TOKENS_BETWEEN_CHARGES_AND_NUMBER), counted.first)
    return among_charges(counted) or any(syntax.lemma(index) in counted.words.charges for index in near)
