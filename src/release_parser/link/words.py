"""The words that the rules of `link/` ask for, as sets, read once from a lexicon.

In: a lexicon. Out: `LinkWords`, whose fields are roles of the files `persons`, `nouns`, `participles`, `verbs`, `change_verbs` and
`change_nouns` of `lexicon/data`; each file's head says what the roles mean.

>>> words = link_words(Lexicon.default())
>>> "man" in words.persons, "burglary" in words.persons
(True, False)
>>> words.introducing["seizing"]
'seize'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from release_parser.lexicon import ChangeNoun, ChangeVerb, Lexicon, Noun, Participle, Verb

BE = frozenset({"be", "was", "were", "is", "are", "been", "being", "am", "'s", "’s"})
HAVE = frozenset({"have", "has", "had", "having", "'ve", "’ve"})


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The sets of words that rules of `link/` ask for, in lower case.

    Nouns are lemmas; verbs are all their forms unless their file says otherwise.
    """

    persons: frozenset[str]
    events: frozenset[str]
    events_of: frozenset[str]
    events_on: frozenset[str]
    containers: frozenset[str]
    charges: frozenset[str]
    things: frozenset[str]
    cases: frozenset[str]
    dimensions: frozenset[str]
    amounts: frozenset[str]
    plain: frozenset[str]
    times: frozenset[str]
    calendar: frozenset[str]
    periods: frozenset[str]
    graded: frozenset[str]
    value: frozenset[str]
    outcomes: frozenset[str]
    harmed: frozenset[str]
    describing: frozenset[str]
    weak: frozenset[str]
    about: frozenset[str]
    worth: frozenset[str]
    court_verbs: frozenset[str]
    introducing: Mapping[str, str]
    """Each form of a verb that opens a list, with the verb's lemma."""
    weak_introducing: Mapping[str, str]
    reporting: frozenset[str]
    presenting: frozenset[str]
    headline: frozenset[str]
    predicative: frozenset[str]
    levels: frozenset[str]
    costs: frozenset[str]
    by: frozenset[str]
    traded_for: frozenset[str]
    lasting: frozenset[str]
    paying: frozenset[str]
    standing_at: frozenset[str]
    passed_over: frozenset[str]
    change_verbs: frozenset[str]
    """Lemmas of all verbs of change with a direction."""
    moving: frozenset[str]
    """Lemmas of the verbs whose subject is what changed."""
    change_nouns: frozenset[str]
    """Forms of all nouns of change that state its size."""


@lru_cache(maxsize=4)
def link_words(lexicon: Lexicon) -> LinkWords:
    """The sets of words that the rules of `link/` ask a lexicon for; made once for each lexicon."""
    nouns, participles, verbs = (
        lexicon.typed("nouns", Noun),
        lexicon.typed("participles", Participle),
        lexicon.typed("verbs", Verb),
    )

    def noun(role: str) -> frozenset[str]:
        return frozenset(form for entry in nouns if entry.role == role for form in entry.forms)

    def participle(role: str) -> frozenset[str]:
        return frozenset(form for entry in participles if entry.role == role for form in entry.forms)

    def verb(role: str) -> frozenset[str]:
        return frozenset(form for entry in verbs if entry.role == role for form in entry.forms)

    def lemmas(role: str) -> dict[str, str]:
        return {form: entry.name for entry in verbs if entry.role == role for form in entry.forms}

    changes, sizes = lexicon.typed("change_verbs", ChangeVerb), lexicon.typed("change_nouns", ChangeNoun)
    return LinkWords(
        persons=frozenset(form for entry in lexicon.vocabulary("persons") for form in entry.forms),
        events=noun("event"),
        events_of=noun("event_of"),
        events_on=noun("event_on"),
        containers=noun("container"),
        charges=noun("charge"),
        things=noun("thing"),
        cases=noun("case"),
        dimensions=noun("dimension"),
        amounts=noun("amount"),
        plain=noun("plain"),
        times=noun("time"),
        calendar=noun("calendar"),
        periods=noun("period"),
        graded=noun("graded"),
        value=noun("value"),
        outcomes=participle("outcome"),
        harmed=participle("harmed"),
        describing=participle("describing"),
        weak=participle("weak"),
        about=participle("about"),
        worth=participle("worth"),
        court_verbs=verb("court"),
        introducing=lemmas("introducing"),
        weak_introducing=lemmas("weak_introducing"),
        reporting=verb("reporting"),
        presenting=verb("presenting"),
        headline=verb("headline"),
        predicative=verb("predicative"),
        levels=verb("level"),
        costs=verb("cost"),
        by=verb("by"),
        traded_for=verb("for"),
        lasting=verb("lasting"),
        paying=verb("paying"),
        standing_at=verb("standing_at"),
        passed_over=verb("passed_over"),
        change_verbs=frozenset(entry.name for entry in changes if entry.direction is not None),
        moving=frozenset(entry.name for entry in changes if entry.moves),
        change_nouns=frozenset(form for entry in sizes if entry.size for form in entry.forms),
    )
