"""Universal parts of speech from fine tag, word and dependency, as the model's attribute ruler assigns them, in a tenth of its time.

The ruler applies 179 token patterns to every token and sets morphology and lemmas that this library does not read, which takes a fifth of
the model's time. Its rules for parts of speech are few and repeated here. `conjunctions_of` tells whether a model's ruler has these rules;
for one with other rules, the ruler itself runs.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from spacy.language import Language

# SHA-256 of the patterns of en_core_web_sm 3.8.0, as canonical JSON.
RULER = "9aed17107f719c11d10740fff1a6a5d90047820abd2efda5d13083266c4c4c41"

_BY_TAG = {
    "_SP": "SPACE", ".": "PUNCT", ",": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "``": "PUNCT", '""': "PUNCT", "''": "PUNCT", ":": "PUNCT",
    "$": "SYM", "#": "SYM", "AFX": "ADJ", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "HYPH": "PUNCT", "IN": "ADP", "JJ": "ADJ",
    "JJR": "ADJ", "JJS": "ADJ", "LS": "X", "MD": "AUX", "NIL": "X", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART", "UH": "INTJ",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "DET", "WP": "PRON", "WP$": "DET", "WRB": "SCONJ",
    "ADD": "X", "NFP": "PUNCT", "GW": "X", "XX": "X", "BES": "VERB", "HVS": "VERB",
}  # fmt: skip
_PRONOUNS = frozenset(
    {
        "something",
        "anyone",
        "anything",
        "nothing",
        "someone",
        "everything",
        "everyone",
        "everybody",
        "nobody",
        "somebody",
        "anybody",
        "any1",
    }
)
_AUXILIARIES = {
    "VB": frozenset({"be", "do", "have", "of", "'ve"}), "VBP": frozenset({"do", "are", "'re", "am", "'m", "have", "'ve", "'s"}), "VBN": frozenset({"been", "had"}),
    "VBG": frozenset({"being"}), "VBZ": frozenset({"is", "'s", "has", "does"}), "VBD": frozenset({"was", "were", "did", "had", "'d"}),
}  # fmt: skip
_MAIN = frozenset({"do", "does", "did", "'d", "have", "has", "had"})
_MAIN_DEPENDENCIES = frozenset({"ROOT", "advcl", "ccomp", "conj", "relcl", "xcomp"})
_EXISTENTIAL = frozenset({"is", "are", "was", "were", "'s", "'re"})


# Many branches in one place: the rules of spaCy's own attribute ruler, in the order in which it tries them.
def part_of_speech(tag: str, lower: str, dependency: str, dependency_before: str, conjunctions: frozenset[str]) -> str:
    """The universal part of speech of one token; `conjunctions` are the words that the ruler takes for SCONJ where tagged IN."""
    if lower.isspace():
        return "SPACE"
    pos = _BY_TAG.get(tag, "X")
    if tag == "CC" and lower == "but" and dependency == "advmod":
        pos = "ADV"
    elif tag == "WDT" and lower == "that":
        pos = "PRON"
    elif tag == "IN" and lower in conjunctions:
        pos = "SCONJ"
    elif tag == "NN" and lower in _PRONOUNS:
        pos = "PRON"
    elif tag == "RB" and lower in ("not", "n't", "nt", "n’t"):
        pos = "PART"
    elif lower in _AUXILIARIES.get(tag, ()):
        pos = "AUX"
    if dependency in ("aux", "auxpass") and tag != "TO":
        pos = "AUX"
    if lower in _MAIN and dependency in _MAIN_DEPENDENCIES:
        pos = "VERB"
    if tag == "IN" and dependency == "mark":
        pos = "SCONJ"
    if tag in ("DT", "WDT") and dependency not in ("det", "quantmod"):
        pos = "PRON"
    if dependency_before == "expl" and lower in _EXISTENTIAL:
        pos = "VERB"
    return pos


@dataclass(frozen=True, slots=True)
class PoliceWords:
    """Words that the general model tags wrongly in police prose, in lower case."""

    nouns: frozenset[str] = frozenset()
    """Nouns and nothing else: 'fentanyl', 'handguns'."""
    verbs: frozenset[str] = frozenset()
    """Verbs where a number follows and whoever acts stands before: 'police arrest two'."""
    outcomes: frozenset[str] = frozenset()
    """Participles that say what happened: 'involved'."""
    bodies: frozenset[str] = frozenset()
    """Who acts: 'police', 'officers'."""

    def mistaken(self, tags: list[str], lowers: list[str]) -> dict[int, str]:
        """The right fine tags of tokens that the model tagged wrongly, by index."""
        return (
            nouns_before_auxiliaries(tags, lowers)
            | police_nouns(tags, lowers, self.nouns)
            | verbs_of_headlines(tags, lowers, self.verbs, self.bodies)
            | words_of_the_court(tags, lowers)
            | outcomes_behind_be(tags, lowers, self.outcomes)
            | participles_behind_there(tags, lowers)
        )


_LONGEST_NAME = 8
"""Tokens of a name between a number and what it counts."""
_PLANTS = frozenset({"cannabis", "marijuana"})
_PLANTATIONS = {"grow": "NN", "grows": "NNS"}


def police_nouns(tags: list[str], lowers: list[str], nouns: AbstractSet[str]) -> dict[int, str]:
    """The fine tags, by token, of words that police write as nouns and the model takes for others: 'two cannabis grows'.

    `nouns` are words that are nothing else in police prose: 'fentanyl', 'handguns'.

    >>> police_nouns(["CD", "NN", "VBZ"], ["two", "cannabis", "grows"], {"fentanyl"})
    {2: 'NNS'}
    >>> police_nouns(["IN", "JJ"], ["of", "fentanyl"], {"fentanyl"}), police_nouns(["PRP", "VBZ"], ["it", "grows"], set())
    ({1: 'NN'}, {})
    """
    found = {
        index: "NNS" if lower.endswith("s") and lower[:-1] in nouns else "NN"
        for index, lower in enumerate(lowers)
        if lower in nouns and not tags[index].startswith("NN")
    }
    if not _PLANTATIONS.keys().isdisjoint(lowers):
        found |= {
            index: _PLANTATIONS[lower]
            for index, lower in enumerate(lowers)
            if lower in _PLANTATIONS and index and lowers[index - 1] in _PLANTS and tags[index].startswith("VB")
        }
    return found


def participles_behind_there(tags: list[str], lowers: list[str]) -> dict[int, str]:
    """The fine tags of participles that the model takes for past tenses: 'there were 1,643 reported house burglaries' reports nothing.

    >>> participles_behind_there(["EX", "VBD", "CD", "VBD", "NN", "NNS"], ["there", "were", "40", "reported", "house", "fires"])
    {3: 'VBN'}
    >>> participles_behind_there(["EX", "CD", "VBD", "NN"], ["there", "two", "reported", "fires"])
    {}
    """
    if "there" not in lowers:
        return {}
    return {
        index: "VBN"
        for index in range(3, len(tags) - 1)
        if tags[index] == "VBD"
        and tags[index - 1] == "CD"
        and "there" in lowers[max(0, index - 5) : index - 2]
        and tags[index + 1].startswith("NN")
    }


def nouns_before_auxiliaries(tags: list[str], lowers: list[str]) -> dict[int, str]:
    """The fine tags of plurals that the model takes for verbs: 'four Highway Act cautions were issued'; no verb stands before 'were'.

    >>> nouns_before_auxiliaries(["CD", "NNP", "VBZ", "VBD"], ["four", "act", "cautions", "were"])
    {2: 'NNS'}
    >>> nouns_before_auxiliaries(["CD", "NNP", "VBZ", "VBG"], ["12", "ash", "parcels", "containing"])
    {2: 'NNS'}
    >>> nouns_before_auxiliaries(["IN", "CD", "NNP", "VBZ", "IN"], ["after", "15", "ash", "watches", "with"])
    {3: 'NNS'}
    """
    return {
        index: "NNS"
        for index, tag in enumerate(tags)
        if tag == "VBZ"
        and index
        and (
            (
                lowers[index + 1 : index + 2]
                and lowers[index + 1] in ("were", "are", "have")
                and tags[index - 1][:2] in ("NN", "JJ", "CD")
            )
            or (index == 1 and lowers[0] == "total")  # 'Total calls for service - 266'
            or _counted_in_front(tags, lowers, index)
            or _counted_inside(tags, lowers, index)
        )
    }


def _counted_in_front(tags: list[str], lowers: list[str], index: int) -> bool:
    """Whether the first word in -s behind a number and names is the noun that is counted: '12 Ash Post parcels'."""
    behind_names = 0 < index < _LONGEST_NAME and tags[0] == "CD" and lowers[0] not in ("1", "one")
    return behind_names and index > 1 and all(tag in ("NNP", "NN", "JJ") for tag in tags[1:index])


def _counted_inside(tags: list[str], lowers: list[str], index: int) -> bool:
    """The same inside a sentence: 'after 15 Rolex watches were stolen', where no name has the number and no object follows."""
    at = index - 1
    while at > 0 and index - at < _LONGEST_NAME and tags[at] == "NNP":
        at -= 1
    counts = (
        0 < at < index - 1 and tags[at] == "CD" and lowers[at] not in ("1", "one") and tags[at - 1] in _BEFORE_A_COUNT
    )
    return counts and tags[index + 1 : index + 2] not in (["DT"], ["PRP$"], ["CD"], ["PRP"], ["TO"])


_BEFORE_A_COUNT = frozenset({"IN", "CC", "VBD", "VBN", "VBG", "VBP", "JJR"})


def verbs_of_headlines(
    tags: list[str], lowers: list[str], verbs: AbstractSet[str], bodies: AbstractSet[str]
) -> dict[int, str]:
    """The fine tags of verbs that the model takes for nouns: 'Kelsham police arrest two', 'Project Heron nets 12 arrests'.

    >>> verbs_of_headlines(["NNP", "NNS", "NN", "CD"], ["kelsham", "police", "arrest", "two"], {"arrest"}, {"police"})
    {2: 'VBP'}
    """
    return {
        index: "VBZ" if lowers[index].endswith("s") else "VBP"
        for index in range(1, len(tags) - 1)
        if lowers[index] in verbs
        and tags[index][:2] == "NN"
        and tags[index + 1] in _AMOUNTS
        and (lowers[index - 1] in bodies or (tags[index] in ("NNS", "NNPS") and tags[index - 1] in ("NN", "NNP")))
    }


def outcomes_behind_be(tags: list[str], lowers: list[str], outcomes: AbstractSet[str]) -> dict[int, str]:
    """Participles behind 'be' that the model takes for adjectives: '450 officers were involved'.

    >>> outcomes_behind_be(["CD", "NNS", "VBD", "JJ"], ["450", "officers", "were", "involved"], {"involved"})
    {3: 'VBN'}
    """
    return {
        index: "VBN"
        for index in range(1, len(tags))
        if tags[index] == "JJ"
        and lowers[index].endswith("ed")
        and lowers[index] in outcomes
        and lowers[index - 1] in ("was", "were", "been", "being")
    }


_ACCUSED = frozenset({"accused", "deceased"})
_AMOUNTS = frozenset({"$", "CD", "JJR"})


def words_of_the_court(tags: list[str], lowers: list[str]) -> dict[int, str]:
    """'22 accused on drug charges' are people; 'the drugs seized totals $900' has a verb.

    >>> words_of_the_court(["CD", "VBN", "IN"], ["22", "accused", "on"])
    {1: 'NNS'}
    >>> words_of_the_court(["VBN", "NNS", "$"], ["seized", "totals", "$"])
    {1: 'VBZ'}
    """
    found = {
        index: "NNS" if tags[index - 1] == "CD" else "NN"
        for index in range(1, len(tags))
        if lowers[index] in _ACCUSED
        and (tags[index - 1] == "CD" or lowers[index - 1] in ("the", "old") or lowers[index - 1].endswith("-old"))
        and (index + 1 == len(tags) or (lowers[index + 1] != "of" and tags[index + 1][:2] not in ("NN", "JJ", "CD")))
    }
    return found | {
        index: "VBZ"
        for index in range(1, len(tags) - 1)
        if lowers[index] == "totals" and tags[index][:2] == "NN" and tags[index + 1] in _AMOUNTS
    }


def conjunctions_of(nlp: Language) -> frozenset[str] | None:
    """The subordinating conjunctions of the model's ruler, or None where its rules are not those written here."""
    patterns = nlp.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
    if digest_of(patterns) != RULER:
        return None
    for pattern in patterns:
        token = pattern["patterns"][0][0]
        if token.get("TAG") == "IN" and isinstance(token.get("LOWER"), dict) and pattern["attrs"].get("POS") == "SCONJ":
            return frozenset(token["LOWER"]["IN"])
    return None


def digest_of(patterns: object) -> str:
    """The SHA-256 of a ruler's patterns, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(patterns, sort_keys=True, default=str).encode()).hexdigest()
