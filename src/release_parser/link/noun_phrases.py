"""Noun phrases by parts of speech: what stands behind a number, before a verb, behind a preposition.

The small model's dependencies are wrong again and again on headlines, bullets and 'seized' behind a count;
its tags are far better. So a phrase here is a run of tags, and its head the last noun of the run.
"""

from __future__ import annotations

from dataclasses import dataclass

from release_parser.link.syntax import Syntax

NOUNS = frozenset({"NOUN", "PROPN"})
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "these",
        "those",
        "this",
        "that",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
        "all",
        "both",
        "such",
        "other",
        "further",
        "more",
        "additional",
        "another",
        "some",
        "any",
    }
)
_PRE_HEAD = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_STOP_ADVERBS = frozenset(
    {
        "so",
        "then",
        "now",
        "also",
        "yesterday",
        "today",
        "again",
        "already",
        "currently",
        "since",
        "ago",
        "later",
        "earlier",
        "early",
        "only",
        "still",
        "more",
        "together",
        "overall",
        "nationwide",
        "locally",
        "alone",
        "away",
        "when",
        "where",
        "nearby",
        "not",
        "instead",
        "here",
        "there",
    }
)
_TIME_NOUNS = frozenset(
    {
        "yesterday",
        "today",
        "tonight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
# Past participles that the tagger takes for nouns or adjectives, and that end the phrase: '34 people arrested', 'two men jailed'
OUTCOMES = frozenset("arrested seized jailed charged recovered injured killed sentenced convicted wanted issued executed stopped fined detained found reported made released recorded bailed searched closed removed summonsed cautioned carried referred identified stolen visited conducted given dealt caught prosecuted involved received completed raised hurt dead guilty missing".split())  # fmt: skip


# Participles that stand before a noun and tell what it is: the tagger takes 'two wanted men' for a verb and its object
ADJECTIVAL = frozenset(
    {
        "wanted",
        "suspected",
        "injured",
        "stolen",
        "convicted",
        "alleged",
        "masked",
        "armed",
        "hooded",
        "retired",
        "attempted",
        "abandoned",
        "parked",
        "uninsured",
        "unlicensed",
        "disqualified",
        "trained",
        "imitation",
        "unnamed",
        "marked",
    }
)
# Participles that tell with the noun before them what the head is about: 'drug related offences', 'knife enabled robberies'
_ABOUT = frozenset("related linked enabled fuelled fueled motivated aggravated".split())
_GRADES = frozenset({"class", "category", "grade"})
_LETTERS = frozenset("ABCDE")
_PERSONS = frozenset(
    {
        "man",
        "woman",
        "person",
        "boy",
        "girl",
        "officer",
        "driver",
        "victim",
        "teenager",
        "male",
        "female",
        "child",
        "suspect",
        "member",
        "resident",
        "other",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token indices from first to last, and its head; `end` is behind the whole with its 'of' phrase."""

    start: int
    head: int
    end: int


def phrase_from(syntax: Syntax, index: int, *, stop: frozenset[int] = frozenset(), of: bool = True) -> Phrase | None:
    """The noun phrase that opens at a token (determiners are passed over), or None. Tokens in `stop` end it."""
    size = len(syntax)
    while (
        index < size
        and (syntax.lower(index) in _DETERMINERS or syntax.tags[index] in ("DT", "PRP$", "PDT"))
        and index not in stop
    ):
        index += 1
    start, head, at = index, -1, index
    listed = _list_of_modifiers(syntax, start, stop)
    while at < size and at not in stop:
        pos, tag, word = syntax.pos[at], syntax.tags[at], syntax.lower(at)
        if word in _GRADES and at + 1 < size and syntax.words[at + 1] in _LETTERS and at + 1 not in stop:
            if at + 2 < size and syntax.pos[at + 2] in NOUNS:
                at += 2  # 'class A drugs': the letter is no article
                continue
            if head < 0:
                return None  # '28 category B': what is graded stands elsewhere
        if head >= 0 and word in _TIME_NOUNS:
            break
        if at < listed or (head == at - 1 >= 0 and word in _ABOUT and _is_about(syntax, head, at, stop)):
            head, at = -1, at + 1
            continue
        if head >= 0 and (word in OUTCOMES or tag in ("VBN", "VBD")) and not _hyphened(syntax, at):
            break
        if pos in NOUNS or (word.endswith(("-olds", "-old")) and pos in ("ADJ", "NUM")):
            if head >= 0 and _new_phrase(syntax, head, at):
                break
            head = at
        elif pos in ("ADJ", "NUM") or (tag in ("VBN", "VBG", "VBD", "JJ") and pos != "AUX"):
            if head >= 0 and not _modifies(syntax, head, at, stop):
                break
            if head < 0 and tag in ("VBN", "VBD") and not _participle_before_noun(syntax, at, stop):
                break
            if (
                head < 0
                and not _noun_follows(syntax, at, stop)
                and at + 1 < size
                and syntax.pos[at + 1] not in ("PUNCT", "CCONJ", "ADP", "PART")
            ):
                if pos == "ADJ" and at == start and syntax.lower(at) in ("others", "many", "more"):
                    break
                if tag in ("VBN", "VBD", "VBG"):
                    break
        elif tag in ("VB", "VBP") and at + 2 < size and syntax.words[at + 1] == "-" and syntax.pos[at + 2] in NOUNS:
            at += 1  # 'over 800 stop-checks'
        elif pos == "ADV":
            if word in _STOP_ADVERBS or not _noun_follows(syntax, at, stop):
                break
        elif word in ("-", "–", "'", "‘", "’", "“", '"', "”") and _inside(syntax, at, stop):
            pass
        elif (
            word == "("
            and head >= 0
            and at + 3 < size
            and syntax.words[at + 2] == ")"
            and syntax.words[at + 1].isupper()
            and syntax.pos[at + 3] in NOUNS
            and at + 1 not in stop
        ):
            at += 2  # 'Two Northshire Constabulary (NC) police officers'
        elif (tag == "POS" and head >= 0 and _noun_follows(syntax, at, stop)) or (
            (word in ("and", "or", "&", "/") or (word == "," and syntax.pos[at - 1] == "ADJ"))
            and _joined(syntax, at, head, stop)
        ):
            pass
        else:
            break
        at += 1
    if head < 0:
        return None
    end = head + 1
    if (
        of
        and end + 1 < size
        and syntax.lower(end) == "of"
        and end not in stop
        and (inner := phrase_from(syntax, end + 1, stop=stop, of=False))
    ):
        end = inner.end
    elif (
        end + 1 < size
        and syntax.lower(end) == "and"
        and syntax.pos[end + 1] == "NOUN"
        and end + 1 not in stop
        and syntax.tags[head] == syntax.tags[end + 1] == "NNS"
        and (end + 2 >= size or syntax.pos[end + 2] not in NOUNS)
    ):
        end += 2  # 'county line holders and associates'
    return Phrase(start, head, end)


def _participle_before_noun(syntax: Syntax, at: int, stop: frozenset[int]) -> bool:
    """'three stolen cars', 'two badly injured men'; in 'four arrested following a raid' it is the outcome and names nobody."""
    following = at + 1
    if following >= len(syntax) or following in stop:
        return False
    if _hyphened(syntax, at):
        return True
    if syntax.lower(at) in ADJECTIVAL and syntax.pos[following] == "NOUN":
        return True
    return (
        syntax.tags[following] != "VBG"
        and syntax.lower(following) not in ("due", "dead")
        and _noun_follows(syntax, at, stop)
    )


def _is_about(syntax: Syntax, head: int, at: int, stop: frozenset[int]) -> bool:
    """'drug related offences', 'Covid-19 related fixed penalty notices'; in 'two men linked by phones' the participle ends the phrase."""
    return (
        syntax.lemma(head) not in _PERSONS
        and (syntax.lower(at) == "related" or syntax.tags[head] in ("NN", "NNP"))
        and _noun_follows(syntax, at, stop)
    )


def _list_of_modifiers(syntax: Syntax, start: int, stop: frozenset[int]) -> int:
    """Behind the last token of a list of modifiers before one plural head, or 0: '38 bicycle, van and car theft-related offences'.

    A singular right behind a count that is not one can only tell of which kind the counted are.
    """
    before = syntax.lower(start - 1)
    if (
        start < 1
        or syntax.pos[start - 1] != "NUM"
        or before in ("1", "one")
        or syntax.words[start - 2 : start - 1] == ["£"]
    ):
        return 0
    at, comma = start, False
    for _ in range(8):
        nouns = at
        while nouns < min(at + 3, len(syntax)) and syntax.tags[nouns] in ("NN", "JJ") and nouns not in stop:
            nouns += 1
        if nouns == at or nouns >= len(syntax) or nouns in stop or syntax.tags[nouns - 1] != "NN":
            return 0
        if syntax.words[nouns] == ",":
            at, comma = nouns + 1, True
        elif comma and syntax.lower(nouns) in ("and", "or", "&"):
            # another singular, and the plural that all of them tell of
            end = nouns + 2
            while end < min(nouns + 6, len(syntax)) and (syntax.tags[end] in ("NN", "VBN", "HYPH")):
                end += 1
            whole = syntax.tags[nouns + 1 : nouns + 2] == ["NN"] and end < len(syntax) and syntax.tags[end] == "NNS"
            return nouns + 1 if whole and not stop.intersection(range(nouns, end + 1)) else 0
        else:
            return 0
    return 0


def _hyphened(syntax: Syntax, at: int) -> bool:
    """Whether a hyphen glues the token to its neighbour: 'gang-related', 'golf ball-sized'."""
    return (at > 0 and syntax.words[at - 1] in ("-", "–")) or (at + 1 < len(syntax) and syntax.words[at + 1] == "-")


def _modifies(syntax: Syntax, head: int, at: int, stop: frozenset[int]) -> bool:
    """Whether a word behind a noun still belongs before the head: 'drug dealing offences', but not 'men carrying knives'."""
    if not _noun_follows(syntax, at, stop):
        return False
    if syntax.tags[at].startswith("VB"):
        return (syntax.tags[head] == "NN" and syntax.lower(head) not in _PERSONS) or _hyphened(syntax, at)
    return syntax.tags[head] != "NNS" or _hyphened(syntax, at)


def _noun_follows(syntax: Syntax, at: int, stop: frozenset[int]) -> bool:
    """Whether a noun of the same phrase stands behind the token, past adjectives and hyphens."""
    for index in range(at + 1, min(at + 5, len(syntax))):
        if index in stop:
            return False
        pos = syntax.pos[index]
        if pos in NOUNS:
            return syntax.lower(index) not in _TIME_NOUNS
        if (
            pos not in ("ADJ", "NUM", "ADV")
            and syntax.tags[index] not in ("VBN", "VBG")
            and syntax.lower(index) not in ("-", "–")
        ):
            return False
    return False


def _inside(syntax: Syntax, at: int, stop: frozenset[int]) -> bool:
    return (
        at + 1 < len(syntax)
        and at + 1 not in stop
        and (syntax.pos[at + 1] in _PRE_HEAD or syntax.tags[at + 1] in ("VBN", "VBG"))
        and (syntax.ends[at] == syntax.starts[at + 1] or syntax.words[at] in "’'”\"")
    )


def _joined(syntax: Syntax, at: int, head: int, stop: frozenset[int]) -> bool:
    """'safe and well checks', 'racially and religiously aggravated assaults': modifiers joined before one head."""
    if at + 2 >= len(syntax) or at + 1 in stop:
        return False
    before, after = syntax.pos[at - 1], syntax.pos[at + 1]
    if (before in ("ADJ", "ADV") and after in ("ADJ", "ADV")) or (
        syntax.tags[at - 1] in ("VBN", "VBG") and syntax.tags[at + 1] in ("VBN", "VBG", "JJ")
    ):
        return _noun_follows(syntax, at + 1, stop)
    # 'drug and alcohol offences': singular nouns before a plural head
    return (
        head == at - 1
        and syntax.tags[head] in ("NN", "NNP")
        and syntax.tags[at + 1] in ("NN", "NNP", "JJ")
        and at + 2 not in stop
        and (
            syntax.tags[at + 2] == "NNS"
            or (
                at + 3 < len(syntax)
                and syntax.tags[at + 2] == "NN"
                and syntax.tags[at + 3] == "NNS"
                and at + 3 not in stop
            )
        )
    )


def _new_phrase(syntax: Syntax, head: int, at: int) -> bool:
    """Whether a noun behind a noun opens another phrase: a plural head is not followed by a proper name."""
    return syntax.tags[head] == "NNS" and syntax.tags[at] == "NNP" and syntax.deps[head] != "compound"


def phrase_before(syntax: Syntax, index: int) -> Phrase | None:
    """The noun phrase that ends with the token at `index`, which must be a noun."""
    if index < 0 or syntax.pos[index] not in NOUNS:
        return None
    start = index
    while start > 0 and (
        syntax.pos[start - 1] in ("ADJ", "NOUN", "PROPN")
        or syntax.words[start - 1] == "-"
        or (syntax.tags[start - 1] in ("VBN", "POS") and start > 1 and syntax.tags[start - 1] == "POS")
    ):
        start -= 1
    return Phrase(start, index, index + 1)
