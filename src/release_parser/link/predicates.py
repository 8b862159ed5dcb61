"""What happened to what a quantity counts, or what it did.

In: a quantity with its entity, and the syntax of its sentence. Out: the lemma of the verb, and who did it where the sentence says.

'930 weapons seized and 60 people were referred' gives seize and refer; 'made 12 arrests' gives make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from release_parser.extract.mentions import QuantityMention
from release_parser.link.counted import Counted, Entity
from release_parser.link.noun_phrases import ADJECTIVAL, NOUNS, phrase_before
from release_parser.link.predicate_words import BE, SHOWS, change_noun, event_of, up_or_down
from release_parser.link.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb's lemma and token, and the actor's stretch in page offsets where the sentence names one."""

    lemma: str
    token: int
    actor: tuple[int, int] | None = None


_HAVE = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_EMPTY = frozenset({"be", "have", "do", "can", "will", "would", "should", "could", "may", "might", "must"})


def find_predicate(counted: Counted) -> Predicate | None:
    """The predicate of one quantity, or None. Ages carry none; the size of a change, which has a direction, may take its noun."""
    quantity, entity, syntax, direction = counted.quantity, counted.entity, counted.syntax, counted.direction
    if quantity.kind == "age":
        return None
    first, last = counted.first, counted.last
    head = entity.token if entity is not None and entity.token > last else last
    if quantity.kind == "multiplier" and syntax.pos[last] == "VERB":  # 'burglary halved' is its own predicate
        return Predicate(syntax.lemma(last), last)
    if direction is not None and (moved := up_or_down(syntax, first)) is not None:
        return Predicate("be" if syntax.lower(moved) in BE else syntax.lemma(moved), moved)
    if (event := event_of(syntax, first)) is not None:
        return Predicate(syntax.lemma(event), event)
    verb = _verb_of(counted, head)
    if (
        verb is None
        and direction is not None
        and any(syntax.lower(index) in ("up", "down") for index in range(max(0, first - 4), first))
    ):  # 'crime was up slightly (0.1%)'
        verb = next((index for index in range(first - 1, max(-1, first - 7), -1) if syntax.lower(index) in BE), None)
    if (
        direction is not None
        and (verb is None or syntax.lemma(verb) in SHOWS or syntax.lower(verb) in BE)
        and (noun := change_noun(syntax, first, last)) is not None
    ):
        return Predicate(syntax.lemma(noun), noun)  # 'latest figures show a 5 per cent drop': they drop nothing
    if verb is not None and last < verb < head and syntax.lower(verb) in ADJECTIVAL:
        verb = None  # 'two wanted men': a description
    if verb is not None and _is_acronym(syntax, verb):
        verb = _by_tree(syntax, first, last, verb)  # 'spoke about COVID on 75 occasions'
    if verb is None or (
        (syntax.lemma(verb) in _NEVER or syntax.lower(verb) in _NEVER)
        and not _answers(quantity, syntax, verb, first, head)
    ):
        return None
    return Predicate(syntax.lemma(verb), verb, _actor(syntax, verb, first))


def _verb_of(counted: Counted, head: int) -> int | None:
    """The verb that a quantity belongs to whose entity's head is this token, by the surest rule that finds one."""
    entity, syntax, first, last = counted.entity, counted.syntax, counted.first, counted.last
    verb = _charging(syntax, first, entity)
    if verb is None:
        verb = _behind(syntax, head, entity)
    if verb is None:
        verb = _own_subject(syntax, head)
    if verb is None:
        verb = _stated_change(syntax, first)
    if verb is None and (entity is None or entity.head not in _EVENTS):
        verb = _listed(syntax, first, last, counted.within.tokens)
    if verb is None:
        verb = _by_tree(syntax, first, last, head)
    if verb is None:
        verb = _relative(syntax, head)
    if verb is None and syntax.deps[head] == "ROOT":
        # 'Around 450 officers from the Met, and BTP were involved': a subject that the parse took for the whole
        verb = next(
            (
                index
                for index in range(head + 1, len(syntax))
                if syntax.tags[index] == "VBN" and syntax.lower(index - 1) in BE
            ),
            None,
        )
    return verb


def _is_acronym(syntax: Syntax, index: int) -> bool:
    """Whether the tagger took capitals for a verb; in a headline all is in capitals."""
    word = syntax.words[index]
    return len(word) > 2 and word.isupper() and any(other.islower() for other in syntax.words)


def _answers(quantity: QuantityMention, syntax: Syntax, verb: int, first: int, head: int) -> bool:
    """'81 per cent of victims said', 'half would tell a friend': what a share of people say is what is counted."""
    return quantity.kind in ("percentage", "proportion") and any(
        syntax.heads[index] == verb and syntax.deps[index] == "nsubj" for index in range(first, min(head + 2, verb))
    )


# 'pleaded guilty to causing death and two counts of assault': counts belong to the verb of the court, not to the offence's own verb
# A reporting verb says who tells it, not what happened; 'according' and clipped verbs say nothing.
_NEVER = frozenset(
    {
        "say",
        "add",
        "tell",
        "comment",
        "explain",
        "continue",
        "accord",
        "according",
        "'re",
        "’re",
        "re",
        "'ve",
        "’ve",
        "'s",
        "’s",
        "regard",
        "concern",
        "thank",
        "please",
    }
)
_CHARGES = frozenset({"count", "charge", "offence", "offense"})
_CHARGE_VERBS = frozenset(
    {
        "charged",
        "pleaded",
        "admitted",
        "admitting",
        "convicted",
        "sentenced",
        "faces",
        "faced",
        "facing",
        "denied",
        "denies",
        "denying",
        "jailed",
        "indicted",
        "accused",
        "guilty",
        "pled",
        "plead",
        "charging",
        "pleading",
        "summonsed",
        "acquitted",
    }
)


def _charging(syntax: Syntax, first: int, entity: Entity | None) -> int | None:
    if entity is None or entity.head not in _CHARGES:
        return None
    for index in range(first - 1, max(-1, first - 60), -1):
        if syntax.lower(index) in _CHARGE_VERBS and (syntax.pos[index] == "VERB" or syntax.lower(index) == "pled"):
            return index
        if syntax.words[index] == ";" or (
            syntax.tags[index] == "VBD" and syntax.lower(index) not in BE and syntax.lower(index) not in _HAVE
        ):
            return None
    return None


def _behind(syntax: Syntax, head: int, entity: Entity | None) -> int | None:
    """The verb behind the phrase: '12 men were arrested', '930 weapons seized', 'two have been charged'."""
    at = head + 1
    size = len(syntax)
    # past the 'of' phrase and brackets of the entity: 'wraps of heroin were found', 'four men (…) were'
    if entity is not None:
        while at < size and syntax.starts[at] < entity.end:
            at += 1
    if at < size and syntax.words[at] == "(":
        closing = next((i for i in range(at, min(at + 25, size)) if syntax.words[i] == ")"), None)
        at = at if closing is None else closing + 1
    if at < size and syntax.words[at] == "," and syntax.lower(at + 1) in ("aged", "all", "both", "including"):
        closing = next((i for i in range(at + 1, min(at + 18, size)) if syntax.words[i] == ","), None)
        at = at if closing is None else closing + 1
    # 'the six arrests we made': the verb of a clause that needs no 'which'
    if at + 1 < size and syntax.lower(at) in ("we", "they", "police", "officers"):
        following = at + 1
        if syntax.lower(following) in _HAVE:
            following += 1
        if following < size and syntax.tags[following] in ("VBD", "VBN") and syntax.pos[following] == "VERB":
            return following
    auxiliary = False
    passive = False
    for index in range(at, min(at + 7, size)):
        word, tag, pos = syntax.lower(index), syntax.tags[index], syntax.pos[index]
        if word in BE or word in _HAVE or tag == "MD" or (word == "to" and auxiliary):
            auxiliary = True
            passive = passive or word in BE
            continue
        if pos in ("ADV", "PART") and not (index == at and word in ("since", "so")):
            continue
        if tag in ("VBN", "VBD") or (auxiliary and tag in ("VBG", "VB")):
            if not auxiliary and (word in _WEAK or (word == "suspended" and entity is not None)):
                return None
            return index
        if index == at and tag in ("VBP", "VBZ") and syntax.deps[head] in ("nsubj", "nsubjpass"):
            return index
        if auxiliary and passive and pos in ("ADJ", "NOUN") and word in ("dead", "missing", "guilty", "due"):
            return None
        break
    return None


# Participles that describe and tell no outcome: '11 people suspected of fraud were arrested', '126 compared with 150'
_WEAK = frozenset(
    "suspected believed thought aged known named accused called linked compared including based given combined living wanted considered described dressed present related connected associated used worth valued estimated".split()
)
# Nouns that are the outcome themselves: 'resulting in 44 arrests, 15 people being charged' arrests nobody twice
_EVENTS = frozenset(
    {"arrest", "seizure", "charge", "conviction", "warrant", "search", "visit", "stop", "call", "report"}
)
_CHANGES = frozenset({"increase", "rise", "fall", "drop", "reduction", "decrease", "decline", "jump", "growth", "cut"})


def _stated_change(syntax: Syntax, first: int) -> int | None:
    """The verb or noun right before a change or level: 'dropped 26 per cent', 'a fall from 90 to 80'."""
    index = first - 1
    while index >= 0 and syntax.lower(index) in (
        "by",
        "to",
        "from",
        "of",
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "just",
        "under",
        "more",
        "than",
        "up",
        "down",
    ):
        index -= 1
    if index < 0:
        return None
    if syntax.pos[index] == "VERB" and syntax.lemma(index) in _CHANGES:
        return index
    return (
        index
        if syntax.pos[index] == "NOUN"
        and syntax.lower(index) in _CHANGES
        and syntax.lower(index + 1) in ("from", "of", "by")
        else None
    )


_LIST_TAGS = frozenset(
    {
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "CD",
        "DT",
        "CC",
        ",",
        "$",
        "PRP$",
        "HYPH",
        "RB",
        "RBR",
        "JJR",
        "SYM",
        "POS",
        "-LRB-",
        "-RRB-",
        "''",
        "``",
    }
)
_LIST_WORDS = frozenset(
    {
        "of",
        "worth",
        "around",
        "than",
        "aged",
        "over",
        "about",
        "between",
        "including",
        "up",
        "to",
        "valued",
        "at",
        "estimated",
        "suspected",
    }
)


def _own_subject(syntax: Syntax, head: int) -> int | None:
    """'14 people suspected of fraud were arrested': the verb whose subject the noun is, past what describes the noun."""
    verb = syntax.heads[head]
    if (
        syntax.deps[head] not in ("nsubj", "nsubjpass")
        or syntax.pos[verb] != "VERB"
        or syntax.lemma(verb) in _EMPTY
        or verb <= head
    ):
        return None
    return (
        verb
        if syntax.lower(head + 1) in _WEAK
        or syntax.lower(head + 1) in ("who", "which", "that", ",", "(", "in", "from", "at", "with")
        else None
    )


def _listed(syntax: Syntax, first: int, last: int, counted: Mapping[int, int]) -> int | None:
    """The verb behind a whole list: 'with two guns, 17kg of cocaine and several cars seized', 'ten men and four women being arrested'.

    Only where no verb stands before the list in its clause: 'seized two guns and …' has its verb already.
    """
    opened = False
    for index in range(first - 1, -1, -1):
        word, tag = syntax.lower(index), syntax.tags[index]
        if (word in ("with", "in", "saw", "seen", "and") and tag in ("IN", "VBD", "VBN", "CC")) or word in (
            ":",
            ";",
            "that",
        ):
            if word == "and":
                continue
            opened = True
            break
        if tag in _LIST_TAGS or word in _LIST_WORDS or index in counted or (tag in ("VBN", "VBG") and word in _WEAK):
            continue
        return None
    else:
        opened = True
    if not opened:
        return None
    auxiliary = False
    for index in range(last + 1, min(last + 45, len(syntax))):
        word, tag = syntax.lower(index), syntax.tags[index]
        if word in BE or word in _HAVE:
            auxiliary = True
            continue
        if tag in ("VBN", "VBD") and word not in _WEAK:
            if not auxiliary and index + 1 < len(syntax) and syntax.pos[index + 1] in NOUNS:
                continue  # 'and one attempted burglary'
            return index if auxiliary or tag == "VBN" or word in ("seized", "arrested", "recovered", "found") else None
        if tag in _LIST_TAGS or word in _LIST_WORDS or word in _WEAK or index in counted:
            continue
        return None
    return None


def _relative(syntax: Syntax, head: int) -> int | None:
    """The verb of the relative clause, where the sentence has no other: 'Of the 18 people who reported calls, ten …'."""
    return next(
        (
            i
            for i in range(head + 1, len(syntax))
            if syntax.heads[i] == head and syntax.deps[i] == "relcl" and syntax.pos[i] == "VERB"
        ),
        None,
    )


def _by_tree(syntax: Syntax, first: int, last: int, head: int) -> int | None:
    """The nearest verb above the phrase in the parse; past 'be' and 'have' to what they carry."""
    node = head
    for _ in range(15):
        parent = syntax.heads[node]
        if parent == node:
            break
        node = parent
        if first <= node <= last:
            continue
        if (
            syntax.tags[node] == "VBG"
            and syntax.deps[node] == "pcomp"
            and syntax.lower(syntax.heads[node]) == "from"
            and node < first
        ):
            continue  # 'banned from driving for four years' bans
        if syntax.pos[node] == "VERB" and syntax.lemma(node) not in _EMPTY:
            if (
                syntax.tags[node] == "VBG"
                and node < first
                and syntax.lower(node)
                in ("including", "following", "regarding", "totalling", "concerning", "involving")
            ):
                if syntax.lower(node) in ("totalling", "involving"):
                    return node
                continue
            return node
        if syntax.pos[node] == "VERB" and syntax.lemma(node) == "have":
            return node
    if syntax.pos[node] == "VERB" and syntax.lemma(node) != "be" and not first <= node <= last:
        return node
    return None


def _actor(syntax: Syntax, verb: int, first: int) -> tuple[int, int] | None:
    """Who did it: the subject of an active verb, or the 'by' phrase of a passive one; pronouns are nobody."""
    children = [i for i in range(len(syntax)) if syntax.heads[i] == verb and i != verb]
    passive = any(syntax.deps[i] in ("auxpass", "nsubjpass") for i in children)
    if passive:
        by = next((i for i in range(len(syntax)) if syntax.lower(i) == "by" and syntax.heads[i] == verb), None)
        subject = (
            None
            if by is None
            else next(
                (i for i in range(by + 1, len(syntax)) if syntax.heads[i] == by and syntax.deps[i] == "pobj"), None
            )
        )
    else:
        subject = next((i for i in children if syntax.deps[i] == "nsubj" and i < verb), None)
        if subject is not None and first <= verb and subject >= first:
            subject = None
    if subject is None or syntax.pos[subject] not in NOUNS or subject >= first > verb:
        return None
    phrase = phrase_before(syntax, subject)
    if phrase is not None and any(
        syntax.pos[index] == "NUM" or syntax.words[index] in ("-", "–")
        for index in range(max(0, phrase.start - 1), phrase.end)
    ):
        return None  # 'two men', 'the 34-year-old': a count is no actor
    if phrase is None or syntax.starts[phrase.start] <= syntax.starts[first] < syntax.ends[phrase.end - 1]:
        return None
    start = phrase.start
    if start > 0 and syntax.lower(start - 1) == "the":
        start -= 1
    return syntax.starts[start], syntax.ends[phrase.end - 1]
